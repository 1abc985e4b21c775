"""The windows of a long text, each split on its own, become the articles of the whole.

Two windows hold the text between them twice. Where both see an article start, or both see nothing of an article, one
ends and the other goes on: on both sides of that seam stands what a window saw whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from segment.account import account
from segment.errors import LONG_ARTICLE
from segment.readers.windows import count_lines
from segment.types import Dump, Notice, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from segment.types import Reject

    Split = Callable[[Dump], Segmented]
    Result = Segmented | Reject | Notice

LONGEST_CHARS: Final = 1 << 20
"""Of an article at an edge that is split anew, for which about 100 MB are needed; a longer one is cut."""


def join_windows(results: Iterable[tuple[Dump | Reject | Notice, Result]], split: Split) -> Iterator[Result]:
    """The results in order, those of windows put together; `split` is asked where two of them do not agree."""
    held: tuple[Dump, Segmented] | None = None
    low = 0
    for dump, result in results:
        if not isinstance(dump, Dump) or not isinstance(result, Segmented):
            yield result
            continue
        window = dump, result
        if held is not None:
            seam, window = _agree(held, window, low, split)
            if low < seam:
                yield _keep(held, low, seam)
            if seam == _end(held[0]):
                yield _tell(window[0])
            low = seam
        else:
            low = dump.start
        held = window if window[0].overlap else None
        if held is None:
            yield _keep(window, low, _end(window[0])) if window[0].start else result


def _agree(
    above: tuple[Dump, Segmented], below: tuple[Dump, Segmented], low: int, split: Split
) -> tuple[int, tuple[Dump, Segmented]]:
    """Where the window above ends and the one below goes on, which may have been split anew for that."""
    (upper, found), (lower, _) = above, below
    seam = _find_seam(above[1], below[1], lower.start, _end(upper))
    if seam is not None:
        return seam, below
    begin = max((article.source.start for article in found.articles), default=low)
    text = upper.text[begin - upper.start :] + lower.text[upper.overlap :]
    if len(text) > LONGEST_CHARS:
        begin, text = _end(upper), lower.text[upper.overlap :]
    line = upper.line + count_lines(upper.text[: begin - upper.start])
    anew = replace(lower, text=text, start=begin, line=line)
    return begin, (anew, split(anew))


def _find_seam(above: Segmented, below: Segmented, low: int, high: int) -> int | None:
    """The place nearest to the middle of the overlap at which both windows begin something; None if there is none.

    Starts of articles come first: of what belongs to none only the words say where it begins.
    """
    middle = (low + high) // 2
    for find in (_find_articles, _find_gaps):
        common = find(above, low, high) & find(below, low, high)
        if common:
            return min(common, key=lambda place: (abs(place - middle), place))
    return None


def _find_articles(segmented: Segmented, low: int, high: int) -> set[int]:
    return {article.source.start for article in segmented.articles if low < article.source.start < high}


def _find_gaps(segmented: Segmented, low: int, high: int) -> set[int]:
    """Starts of residue that lies in no article."""
    starts = [article.source.start for article in segmented.articles]
    ends = [article.source.end for article in segmented.articles]
    left = (start for start, _ in segmented.left if low < start < high)
    return {start for start in left if bisect_left(starts, start) == bisect_right(ends, start)}


def _keep(window: tuple[Dump, Segmented], low: int, high: int) -> Segmented:
    """What of a window stands from `low` on and before `high`."""
    dump, found = window
    kept = account(dump, found.articles, found.residue, found.left, (low, high - len(found.lost)))
    return replace(kept, lost=found.lost)


def _end(dump: Dump) -> int:
    return dump.start + len(dump.text)


def _tell(dump: Dump) -> Notice:
    message = f"an article is longer than {LONGEST_CHARS:,} characters and is cut here."
    return Notice(dump.path, dump.line, LONG_ARTICLE, message)
