from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.readers.web.page.lines import BLOCKS, PageLines, find_page_lines

lexbor = pytest.importorskip("selectolax.lexbor")


def _read(page: str) -> PageLines:
    return find_page_lines(lexbor.LexborHTMLParser(page))


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>One.<p>Two.", ["One.", "Two."]),
        ("<p>One <b>and</b>\n  two.</p>", ["One and two."]),
        ("<div>One<br>Two<br><br>Three</div>", ["One", "Two", "Three"]),
        ("One<div>Two</div>Three", ["One", "Two", "Three"]),
        ("<ul><li>One<li>Two</ul>Three", ["• One", "• Two", "Three"]),
        ("<ol><li>One<li>Two</ol><ol><li>Three</ol>", ["1. One", "2. Two", "1. Three"]),
        ("<ul><li><p>One</p><p>Two</p></li></ul>", ["• One", "Two"]),
        ("<ol><li>One<ul><li>Two</ul><li>Three</ol>", ["1. One", "• Two", "2. Three"]),
        ("<li>One", ["• One"]),
        ("<table><tr><td>One<td>Two<tr><td>Three</table>", ["One", "Two", "Three"]),
        ("<pre>One\n  Two\r\nThree</pre>", ["One", "Two", "Three"]),
        ("<pre><code>One\nTwo</code></pre>Three\nfour", ["One", "Two", "Three four"]),
        ("<p>One<!-- no -->Two<script>no</script><style>no</style></p>", ["OneTwo"]),
        ("<p>One <button>no</button><select><option>no</select><textarea>no</textarea></p>", ["One"]),
        ("<title>no</title><p>One<noscript>no</noscript><template>no</template>", ["One"]),
        ("<p>&amp; &nbsp; &lt;</p>", ["& <"]),
        ("<my-box>One</my-box> <p>Two", ["One", "Two"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_lines_are_what_a_reader_sees(page: str, lines: list[str]) -> None:
    assert [line.text for line in _read(page).lines] == lines


def test_links_are_counted() -> None:
    lines = _read("<p>Go <a href=/>home</a> now<p><a href=/>All</a><p>None").lines
    assert [line.link_chars for line in lines] == [4, 3, 0]


def test_paragraphs_stand_apart_and_divisions_do_not() -> None:
    lines = _read("<div>One</div><div>Two</div><p>Three</p><div>Four</div><div>Five").lines
    assert [line.is_apart for line in lines] == [False, False, True, True, False]


_TAGS = st.sampled_from([*sorted(BLOCKS - {"frameset", "noframes"}), "a", "b", "span", "br", "script"])
_PIECES = st.one_of(
    st.text("ab &<\n\u00a0é", max_size=5),
    st.builds("<{}>".format, _TAGS),
    st.builds("</{}>".format, _TAGS),
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_elements_are_a_tree_in_preorder(page: str) -> None:
    seen = _read(page)
    elements = seen.elements
    for number, (parent, end) in enumerate(zip(elements.parents, elements.ends, strict=True)):
        assert number < end <= len(elements.parents)
        assert parent < number or not number
        assert end <= elements.ends[parent]
    assert all(0 <= line.element < len(elements.parents) for line in seen.lines)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_lines_are_never_blank_and_hold_no_line_ends(page: str) -> None:
    assert all(line.text == " ".join(line.text.split()) != "" for line in _read(page).lines)
