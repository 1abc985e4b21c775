"""Bodies of pages from their tags: F1 and pages per CPU second, ours and trafilatura's in one run.

    python benchmarks/pages.py [FOLDER] [--times 3]

FOLDER holds pages as `NAME.html`, and the text of the article of each as `NAME.txt` beside it; a page without a text
counts for the pace alone. A rival that is not installed is a row that says so. Each contestant reads every page once
before it is timed, so that nothing is charged for loading; seconds are the best of `--times` runs of all pages.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from segment.evaluate.bodies import body_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Extract = Callable[[str], str]

FIXTURES: Final = Path(__file__).parent.parent / "fixtures" / "pages"


class Row(NamedTuple):
    """What one contestant reaches."""

    name: str
    precision: float
    recall: float
    pages_per_second: float

    def __str__(self) -> str:
        both = self.precision + self.recall
        f1 = 2 * self.precision * self.recall / both if both else 0.0
        return (
            f"{self.name:20} F1 {f1:.3f} (P {self.precision:.3f}, R {self.recall:.3f}); {self.pages_per_second:.0f} "
            "pages/s"
        )


def ours(page: str) -> str:
    """The text of the longest article that `segment split --single` makes of the page."""
    from segment.config import SplitConfig
    from segment.pipeline import segment_dump
    from segment.readers.web.pages import fill_page
    from segment.types import Dump

    articles = segment_dump(fill_page(Dump("", "page.html"), page), SplitConfig(single=True)).articles
    return max((article.text for article in articles), key=len, default="")


def trafilatura(page: str) -> str:
    """The rival, set as it is best on news."""
    library: Any = import_module("trafilatura")
    return str(library.extract(page, favor_precision=True, include_comments=False) or "")


def resiliparse(page: str) -> str:
    """The fastest rival, for what parsing a page and looking at its tags costs at least."""
    library: Any = import_module("resiliparse.extract.html2text")
    return str(library.extract_plain_text(page, main_content=True, alt_texts=False, preserve_formatting=True))


def measure(name: str, extract: Extract, pages: Sequence[str], golds: Sequence[str | None], times: int) -> Row:
    """Extract all pages, some times over."""
    found = [extract(page) for page in pages]
    precision = recall = 0.0
    scored = [(text, gold) for text, gold in zip(found, golds, strict=True) if gold is not None]
    for text, gold in scored:
        counts = body_counts(text, gold)
        precision += counts.right / max(counts.claimed, 1.0) / len(scored)
        recall += counts.found / max(counts.wanted, 1.0) / len(scored)
    seconds = min(_time(extract, pages) for _ in range(times))
    return Row(name, precision, recall, len(pages) / seconds)


def _time(extract: Extract, pages: Sequence[str]) -> float:
    began = time.process_time()
    for page in pages:
        extract(page)
    return time.process_time() - began


def compare(pages: Sequence[str], golds: Sequence[str | None], times: int) -> Iterator[str]:
    """One line for each contestant."""
    yield str(measure("segment", ours, pages, golds, times))
    for name, extract in (("trafilatura", trafilatura), ("resiliparse", resiliparse)):
        try:
            yield str(measure(f"{name} {version(name)}", extract, pages, golds, times))
        except PackageNotFoundError:
            yield f"{name:20} not installed"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=FIXTURES)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.html"))
    texts = [path.with_suffix(".txt") for path in paths]
    pages = [path.read_text("utf-8", "replace") for path in paths]
    golds = [text.read_text("utf-8") if text.exists() else None for text in texts]
    for line in compare(pages, golds, options.times):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
