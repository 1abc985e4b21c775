"""Lines, hard-wrapped paragraphs and texts without line breaks become blocks that tile the dump."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.blocks import Block, find_blocks, find_wrap_width
from segment.lines import find_lines
from segment.types import Dump
from tests.dumps import DUMPS, read_dump

PARAGRAPHS = (
    "The old ferry left Kellsund harbour for the last time on Sunday, with more people on the quay than on board, and "
    "the brass band of the fire brigade played three songs that nobody had asked for.",
    "For sixty years the white boat had carried post, milk and schoolchildren between the islands and the town. A "
    "bridge of concrete and steel will open upstream in the spring, toll free for everybody who lives nearby.",
    "“We were never asked,” said Mara Lindqvist, the harbour master. “One morning there was a letter, and the letter "
    "said that the quay belonged to somebody else, and that we had until the spring to move the cranes.”",
    "Shopkeepers on the island fear that customers will now drive past them to the big stores in the valley, as they "
    "did when the old road was widened; the US-Velmland trade pact will not help them, a well-known economist said.",
    "The council has promised a bus, a bench and a small museum in the ticket office beside the landing stage. It has "
    "promised all of that before, in the year of the great storm, and then it built a roundabout.",
)
CHINESE = (
    "昨天晚上舊渡輪最後一次離開港口，許多居民站在碼頭上揮手告別，六十年來這艘白色的船一直運送郵件、牛奶和學生。",
    "議會答應在碼頭旁邊的售票處設一間小博物館，還有一張長椅和一輛公車，可是這些話居民已經聽過很多次了，沒有人相信。",
    "山谷裡的果農正在砍掉祖父母親手種下的蘋果樹，因為連續幾年的晚霜凍死了花朵，保險公司也不再回覆他們的來信。",
)


def texts_of(text: str) -> list[str]:
    """The blocks of a text, white space folded."""
    return [" ".join(text[block.start : block.end].split()) for block in find_blocks(Dump(text, "-"))]


def check_paragraphs(text: str, paragraphs: tuple[str, ...]) -> None:
    """Each paragraph is one block, or several that its seams have made of it; no block lies in two.

    Where the last line of a paragraph is full, only a seam is left between it and the next.
    """
    blocks = find_blocks(Dump(text, "-"))
    left = iter(texts_of(text))
    for paragraph in paragraphs:
        found = next(left)
        while len(found) < len(paragraph):
            found = f"{found} {next(left)}"
        assert found == paragraph
    assert list(left) == []
    assert sum(not block.inline for block in blocks) <= len(paragraphs)


def wrap(paragraph: str, width: int) -> str:
    return textwrap.fill(paragraph, width, break_on_hyphens=False)


def wrap_bytes(paragraph: str, width: int) -> str:
    """Wrapped by a tool that counts bytes."""
    lines = [""]
    for word in paragraph.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer.encode()) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


@pytest.mark.parametrize("joint", ["\n", "\n\n", "\n\n\n"], ids=["no blank line", "one", "two"])
@pytest.mark.parametrize("width", [52, 60, 66, 72, 76, 80, 100, 120])
def test_wrapped_paragraphs_are_put_together_again(width: int, joint: str) -> None:
    check_paragraphs(joint.join(wrap(paragraph, width) for paragraph in PARAGRAPHS), PARAGRAPHS)


@pytest.mark.parametrize("width", [52, 60, 66, 72, 76, 80, 100, 120])
def test_between_blank_lines_each_paragraph_begins_a_block_of_its_own(width: int) -> None:
    text = "\n\n".join(wrap(paragraph, width) for paragraph in PARAGRAPHS)
    assert sum(not block.inline for block in find_blocks(Dump(text, "-"))) == len(PARAGRAPHS)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_whatever_ends_their_lines(end: str) -> None:
    text = "\n\n".join(wrap(paragraph, 72) for paragraph in PARAGRAPHS)
    check_paragraphs(text.replace("\n", end), PARAGRAPHS)


def test_wrapped_at_hyphens() -> None:
    width = next(width for width in range(60, 132) if "US-\nVelmland" in textwrap.fill(PARAGRAPHS[3], width))
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert " ".join(texts_of(text)).replace("- ", "-") == " ".join(PARAGRAPHS)


@pytest.mark.parametrize("width", [66, 72, 80])
def test_wrapped_by_a_tool_that_counts_bytes(width: int) -> None:
    check_paragraphs("\n".join(wrap_bytes(paragraph, width) for paragraph in PARAGRAPHS), PARAGRAPHS)


@pytest.mark.parametrize("indent", ["  ", "    ", "\t\t"])
def test_an_indent_opens_a_paragraph(indent: str) -> None:
    # The last line is full, so that only the indent tells where the next paragraph begins.
    full = wrap(PARAGRAPHS[0], 72).split("\n")[:-1]
    text = "\n".join(indent + "\n".join(full) for _ in range(3))
    assert texts_of(text) == [" ".join(full)] * 3


@pytest.mark.parametrize("indent", [2, 8])
def test_a_margin_is_no_indent_of_its_own(indent: int) -> None:
    text = textwrap.indent("\n\n".join(wrap(paragraph, 66) for paragraph in PARAGRAPHS), " " * indent)
    check_paragraphs(text, PARAGRAPHS)


@pytest.mark.parametrize("width", [20, 30, 40])
def test_wrapped_chinese(width: int) -> None:
    lines = ["\n".join(part[i : i + width] for i in range(0, len(part), width)) for part in CHINESE]
    found = texts_of("\n\n".join(lines))
    assert ["".join(text.split()) for text in found] == list(CHINESE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join(PARAGRAPHS), id="a paragraph a line"),
        pytest.param("Home\nNews\nSport\nWeather\nContact", id="a menu"),
        pytest.param("Ferry Turns Back\nBy Mara Lindqvist\nJune 3, 2031\nThe ferry was late.", id="short lines"),
        pytest.param("\n".join(CHINESE), id="paragraphs of Chinese"),
    ],
)
def test_lines_that_are_not_wrapped_are_blocks(text: str) -> None:
    assert find_wrap_width(text, find_lines(text)) is None
    assert texts_of(text) == text.split("\n")


def test_width_is_that_of_the_margin() -> None:
    text = "\n".join(wrap(paragraph, 72) for paragraph in PARAGRAPHS)
    assert find_wrap_width(text, find_lines(text)) in range(70, 73)


def test_headlines_between_wrapped_paragraphs_stay_apart() -> None:
    heads = ("Ferry Leaves for Last Time", "By Mara Lindqvist", "Sixty Years", "The Letter", "What Now")
    text = "\n".join(f"{head}\n{wrap(paragraph, 72)}" for head, paragraph in zip(heads, PARAGRAPHS, strict=True))
    check_paragraphs(text, tuple(part for pair in zip(heads, PARAGRAPHS, strict=True) for part in pair))


def test_one_line_is_cut_at_its_sentences() -> None:
    text = " ".join(PARAGRAPHS)
    blocks = find_blocks(Dump(text, "-"))
    assert [block.inline for block in blocks] == [False, *[True] * (len(blocks) - 1)]
    assert all(block.in_run for block in blocks)
    starts = [text.index(paragraph) for paragraph in PARAGRAPHS]
    assert set(starts) <= {block.start for block in blocks}
    assert text[blocks[1].start :].startswith("For sixty years")


def test_paragraphs_are_not_cut_at_their_sentences() -> None:
    blocks = find_blocks(Dump("\n".join(PARAGRAPHS), "-"))
    assert len(blocks) == len(PARAGRAPHS)
    assert not any(block.inline or block.in_run for block in blocks)


def test_a_disclaimer_is_cut_off_from_the_bio_on_its_line() -> None:
    line = "Tilda Brask is a columnist for the Harbour Post. This column reflects the views of its author."
    text = f"{PARAGRAPHS[0]}\n{line}\nShare this"
    found = [(text[block.start : block.end], block.inline) for block in find_blocks(Dump(text, "-"))]
    assert found[1:3] == [
        ("Tilda Brask is a columnist for the Harbour Post.", False),
        ("This column reflects the views of its author.", True),
    ]


def test_blank_lines_are_counted() -> None:
    text = "\n\nOne is here.\nTwo is here.\n\nThree is here.\n \t\n\n\nFour is here.\n\n"
    assert [block.blank_lines for block in find_blocks(Dump(text, "-"))] == [2, 0, 1, 3]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t\n", "\u00a0\u3000"])
def test_blank_dumps_have_no_blocks(text: str) -> None:
    assert find_blocks(Dump(text, "-")) == []


def test_a_block_knows_its_place() -> None:
    (one, two) = find_blocks(Dump("\n  Pier closed \n\nThe pier was closed.", "-"))
    plain = {"inline": False, "in_run": False, "regular": False}
    assert one == Block(3, 14, 2, 2, blank_lines=1, **plain)
    assert two == Block(17, 37, 4, 4, blank_lines=1, **plain)


def check_tiling(text: str) -> None:
    blocks = find_blocks(Dump(text, "-"))
    end = 0
    for block in blocks:
        assert text[end : block.start].strip() == ""
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
        end = block.end
    assert text[end:].strip() == ""
    numbers = {offset: line.number for line in find_lines(text) for offset in range(line.start, line.end)}
    for block in blocks:
        assert (block.line_start, block.line_end) == (numbers[block.start], numbers[block.end - 1])


pieces = st.sampled_from(
    ["The ferry", "was late.", "By Mara", "Lindqvist", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "港口昨日關閉。",
     "U.S.", "until", "When", "…", "“No,”", "\x00", "\v", "\x85", "\u2028", "\ufeff", "This column reflects", "é", "3,"]
)  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=120).map(" ".join), st.lists(pieces).map("".join))


@given(texts)
def test_blocks_tile_any_text(text: str) -> None:
    check_tiling(text)


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4), st.integers(30, 140))
def test_blocks_tile_wrapped_text(paragraphs: list[str], width: int) -> None:
    check_tiling("\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs))


@pytest.mark.parametrize("name", DUMPS)
def test_blocks_tile_the_fixtures(name: str) -> None:
    check_tiling(read_dump(name).text)


def test_balanced_lines_of_fmt_are_joined() -> None:
    # Like fmt(1), which evens out the right margin: no line is full, yet each one goes on.
    ragged = "\n\n".join(textwrap.fill(paragraph, 64) for paragraph in PARAGRAPHS)
    widest = textwrap.fill(PARAGRAPHS[0], 72)
    check_paragraphs(f"{widest}\n\n{ragged}", [PARAGRAPHS[0], *PARAGRAPHS])


def test_the_indent_of_a_first_line_counts_as_part_of_it() -> None:
    text = "\n".join(textwrap.fill(paragraph, 72, initial_indent="    ") for paragraph in PARAGRAPHS)
    check_paragraphs(text, PARAGRAPHS)
