"""The lines of a page as a reader sees them, each with the elements that it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from segment.lines import LINE_END
from segment.readers.web.page.marks import INLINE, find_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    MarkReader = Callable[[str, Mapping[str, str | None]], int]

APART: Final = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "table", "figure", "article",
    "section", "hr",
))  # fmt: skip
"""Elements with room above and below."""
BLOCKS: Final = APART | frozenset((
    "html", "body", "div", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "figcaption",
    "header", "footer", "nav", "aside", "main", "form", "fieldset", "legend", "address", "details", "summary",
    "center", "menu", "dialog", "hgroup", "search", "frameset", "noframes", "dir", "marquee",
))  # fmt: skip
UNSEEN: Final = frozenset((
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "option",
    "datalist", "button", "textarea", "input", "audio", "video", "canvas", "noembed", "applet", "map", "-comment",
    "-undef", "!doctype", "title",
))  # fmt: skip
WHOLE: Final = frozenset(("html", "body"))
"""Their classes speak of the page."""
PLAIN: Final = frozenset((
    "b", "i", "em", "strong", "u", "small", "big", "font", "sub", "sup", "tt", "code",
))  # fmt: skip
"""Elements inside a line of which nothing is asked."""
LISTS: Final = {"ul": -1, "ol": 0}
BULLET: Final = "• "


@dataclass(slots=True)
class Elements:
    """The block elements in the order of their start tags."""

    parents: list[int] = field(default_factory=list)
    """The element around each; the first is its own."""
    ends: list[int] = field(default_factory=list)
    """The number of the next element that is not inside."""
    marks: list[int] = field(default_factory=list)
    """What each says of itself."""


@dataclass(slots=True)
class PageLine:
    """One line; white space is folded."""

    text: str
    element: int
    marks: int
    """What elements inside the line say of it."""
    link_chars: int
    is_apart: bool
    """Room above."""


@dataclass(slots=True)
class PageLines:
    """All that was seen on the way through a page."""

    lines: list[PageLine]
    elements: Elements


def find_page_lines(parser: LexborHTMLParser, read_marks: MarkReader | None = None) -> PageLines:
    """The visible text of a page in its order. Linear in its nodes.

    Each element bears what `read_marks` says of it, and where that is something it has lines of its own, whatever its
    tag. None: what `find_marks` says, and the tag decides.
    """
    walker = _Walker(read_marks or find_marks, is_field=read_marks is not None)
    root = parser.root
    if root is not None:
        walker.walk(root)
    return PageLines(walker.lines, walker.elements)


class _Walker:
    """Goes through a page and collects lines. A loop and a stack: pages may be nested as deep as they like."""

    def __init__(self, read_marks: MarkReader, *, is_field: bool) -> None:
        self._read_marks = read_marks
        self._is_field = is_field
        self.lines: list[PageLine] = []
        self.elements = Elements()
        self._parts: list[str] = []
        self._marks = 0
        self._link_chars = 0
        self._links = 0
        """Links that are open."""
        self._typed = 0
        """Elements that are open of which line ends count."""
        self._element = 0
        self._bullet = ""
        self._is_apart = False
        self._counters: list[int] = []

    def walk(self, root: LexborNode) -> None:
        """Everything below `root`, and itself."""
        self._open("html", {})
        stack: list[tuple[Iterator[LexborNode], str]] = [(root.iter(include_text=True), "html")]
        while stack:
            children, around = stack[-1]
            for node in children:
                tag = node.tag or ""
                if tag == "-text":
                    self._add(node.text_content or "")
                elif tag == "br":
                    self._break_line()
                elif tag not in UNSEEN:
                    stack.append((node.iter(include_text=True), self._enter(node, tag)))
                    break
            else:
                stack.pop()
                self._leave(around)
        self._break_line()

    def _enter(self, node: LexborNode, tag: str) -> str:
        """Begins an element, and says as what it is to be ended."""
        if tag in BLOCKS:
            self._open(tag, {} if tag in WHOLE else node.attributes)
            return tag
        if tag == "a" and not self._is_field:
            self._links += 1
        elif tag in PLAIN:
            return tag
        marks = self._read_marks(tag, node.attributes)
        if marks and self._is_field:
            self._open("div", node.attributes)
            return "div"
        self._marks |= marks & INLINE
        return tag

    def _open(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        self._break_line()
        elements = self.elements
        number = len(elements.parents)
        elements.parents.append(self._element)
        elements.ends.append(0)
        elements.marks.append(self._read_marks(tag, attributes))
        self._element = number
        if tag in APART:
            self._is_apart = True
            if tag in LISTS:
                self._counters.append(LISTS[tag])
            elif tag == "pre":
                self._typed += 1
        elif tag == "li":
            self._bullet = self._count()

    def _leave(self, tag: str) -> None:
        if tag == "a" and not self._is_field:
            self._links -= 1
        if tag not in BLOCKS:
            return
        self._break_line()
        if tag in APART:
            self._is_apart = True
            if tag in LISTS:
                self._counters.pop()
            elif tag == "pre":
                self._typed -= 1
        elif tag == "li":
            self._bullet = ""
        elements = self.elements
        elements.ends[self._element] = len(elements.parents)
        self._element = elements.parents[self._element]

    def _count(self) -> str:
        """The bullet or the number of an item."""
        if not self._counters or self._counters[-1] < 0:
            return BULLET
        self._counters[-1] += 1
        return f"{self._counters[-1]}. "

    def _add(self, text: str) -> None:
        if self._typed:
            self._add_lines(text)
            return
        if text.isspace():
            if self._parts:  # else it stands between two blocks, as most white space does
                self._parts.append(" ")
            return
        self._parts.append(text)
        if self._links:
            self._link_chars += len(text)

    def _add_lines(self, text: str) -> None:
        """Text that stands as it was typed."""
        first, *others = LINE_END.split(text)
        self._parts.append(first)
        for other in others:
            self._break_line()
            self._parts.append(other)

    def _break_line(self) -> None:
        """Ends a line, if there is anything on it."""
        if not self._parts:
            return
        text = " ".join("".join(self._parts).split())
        self._parts.clear()
        if text:
            line = PageLine(self._bullet + text, self._element, self._marks, self._link_chars, self._is_apart)
            self.lines.append(line)
            self._bullet, self._is_apart = "", False
        self._marks, self._link_chars = 0, 0
