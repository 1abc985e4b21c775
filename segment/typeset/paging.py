"""Pages of a text whose form feeds are lost: lines that come back at the distance of a page say where they begin.

Sections of an essay are numbered, too, a transcript repeats its names, and a web page the word `reply`. But only a page
break cuts sentences, and only pages have lines of one width.
"""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, Literal

from segment.typeset.furniture import DIGITS, LONGEST, OUTER_FIGURE, fold_head, has_letters
from segment.typeset.measure import is_set
from segment.typeset.numbers import PageNumber, count_up, read_page_number
from segment.typeset.rows import ends_sentence, goes_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from segment.typeset.rows import Row

SHORTEST_PAGE: Final = 15
"""Lines, blank ones counted: a small paperback has 28, and a page may lose some to a picture."""
SHORTEST_LAST_PAGE: Final = 7
"""Lines: less lies between the footer of a page and the head of the next."""
LONGEST_PAGE: Final = 160
"""Lines: a page of a newspaper in small print, and twice that where a head stands on each second page."""
FEWEST_PAGES: Final = 3
UNEVEN: Final = 0.25
"""Of the usual distance: by so much may a page be longer or shorter."""
MOST_MISSED: Final = 3
"""Pages in a row without their head."""
REGULAR_SHARE: Final = 0.7
"""Of the distances; chapters end where they like."""
MOST_CHAINS: Final = 4
"""That may go on with a number: a page may bear it twice, and notes and tables have numbers, too."""
CUT_SHARE: Final = 0.25
"""Of the page breaks that fall into a sentence; in books two of three do."""


def find_pages(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with their pages, in a text without form feeds; all on one page where none can be told."""
    edges = _find_edges(text, rows)
    starts = list(_first_of_each(rows, sorted(edges)))
    if len(starts) < FEWEST_PAGES or not _cut_sentences(text, rows, starts, edges) or not is_set(text, rows):
        return list(rows)
    begins = set(starts)
    paged, page = [], 0
    for index, row in enumerate(rows):
        page += index in begins and index > 0
        paged.append(row._replace(page=page))
    return paged


def _find_edges(text: str, rows: Sequence[Row]) -> set[int]:
    """The rows that open or close a page, by their index."""
    heads: defaultdict[str, list[int]] = defaultdict(list)
    numbers: list[tuple[int, PageNumber]] = []
    for index, row in enumerate(rows):
        if row.end - row.start > LONGEST:
            continue
        line = text[row.start : row.end]
        if number := read_page_number(line):
            numbers.append((index, number))
        elif has_letters(line) and not ends_sentence(text, row):  # the last row of a paragraph comes back by chance
            heads[fold_head(line)].append(index)
            figures = OUTER_FIGURE.findall(line) if _is_apart(rows, index) else []
            numbers.extend((index, PageNumber(is_roman=False, value=int(figure))) for figure in figures)
    chains = [chain for chain in _find_chains(rows, numbers) if _is_regular(rows, chain)]
    chains.extend(members for members in heads.values() if _is_head(text, rows, members))
    return {index for chain in chains for index in chain}


def _is_apart(rows: Sequence[Row], index: int) -> bool:
    """Whether there is a blank line above a row or below it, as beside heads; a line of text may end in any figure."""
    return any(after.number - before.number > 1 for before, after in pairwise(rows[max(0, index - 1) : index + 2]))


def _first_of_each(rows: Sequence[Row], starts: Sequence[int]) -> Iterator[int]:
    """The first row of each page break, which may have a footer, a number and a head."""
    last: Row | None = None
    for index in starts:
        if last is None or rows[index].number - last.number >= SHORTEST_LAST_PAGE:
            yield index
            last = rows[index]


def _is_head(text: str, rows: Sequence[Row], members: Sequence[int]) -> bool:
    """Whether equal lines stand a page apart, with figures that stand still or count up."""
    if not _is_regular(rows, members):
        return False
    figures = (
        [int(figure) for figure in DIGITS.findall(text, rows[index].start, rows[index].end)] for index in members
    )
    steps = list(range(len(members)))
    # On each second page a number goes up by two.
    return all(
        count_up(steps, list(values)) or count_up([2 * step for step in steps], list(values))
        for values in zip(*figures, strict=True)
    )


def _is_regular(rows: Sequence[Row], members: Sequence[int]) -> bool:
    """Whether rows follow each other at the distance of a page, or of a few where one is missing."""
    if len(members) < FEWEST_PAGES:
        return False
    gaps = [rows[after].number - rows[before].number for before, after in pairwise(members)]
    usual = median(gaps)
    if not SHORTEST_PAGE <= usual <= 2 * LONGEST_PAGE:
        return False
    pages = [max(1, min(round(gap / usual), MOST_MISSED + 1)) for gap in gaps]
    fitting = sum(abs(gap - count * usual) <= UNEVEN * usual for gap, count in zip(gaps, pages, strict=True))
    return fitting >= REGULAR_SHARE * len(gaps)


def _find_chains(rows: Sequence[Row], numbers: Sequence[tuple[int, PageNumber]]) -> list[list[int]]:
    """Page numbers that go up by one, each no further than a page from the one before."""
    chains: list[list[int]] = []
    ends: defaultdict[PageNumber, deque[list[int]]] = defaultdict(lambda: deque(maxlen=MOST_CHAINS))
    for index, number in numbers:
        for chain in ends[number._replace(value=number.value - 1)]:
            shortest = SHORTEST_PAGE if len(chain) < FEWEST_PAGES else SHORTEST_LAST_PAGE
            if shortest <= rows[index].number - rows[chain[-1]].number <= LONGEST_PAGE:
                break
        else:
            chain = []
            chains.append(chain)
        chain.append(index)
        ends[number].append(chain)
    return chains


def _cut_sentences(text: str, rows: Sequence[Row], starts: Sequence[int], edges: Set[int]) -> bool:
    """Whether enough of the breaks fall into a sentence."""
    cut = sum(_is_cut(text, rows, start, edges) for start in starts)
    return cut >= max(1.0, CUT_SHARE * len(starts))


def _is_cut(text: str, rows: Sequence[Row], start: int, edges: Set[int]) -> bool:
    """Whether a sentence goes on from the last row above a break to the first below."""
    above, below = _next_to(rows, start, edges, -1), _next_to(rows, start, edges, 1)
    return any(goes_on(text, before, after) for before in above for after in below)


def _next_to(rows: Sequence[Row], start: int, edges: Set[int], step: Literal[-1, 1]) -> list[Row]:
    """The row that is next to a break on one side; two, if a blank line parts the first: it may be a misread head."""
    index = start
    while index in edges and abs(index - start) < SHORTEST_LAST_PAGE:
        index += step
    found = [rows[place] for place in (index, index + step) if 0 <= place < len(rows)]
    return found if len(found) == 2 and abs(found[1].number - found[0].number) > 1 else found[:1]
