"""Random texts made of what exports are made of, and what must hold for the documents of any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from segment.profiles import cut_documents
from segment.types import Dump, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.profiles import Profile

LINES = (
    "                              1 of 3 DOCUMENTS",
    "                              2 of 3 DOCUMENTS",
    "7 of 9 DOCUMENTS",
    "FOCUS - 2 of 3 DOCUMENTS",
    "Document 1 of 84",
    "Download Request: Selected Items: 1-3",
    "Time Of Request: Tuesday, June 17, 2031",
    "                              The Skelby Courier",
    "                             June 3, 2031 Tuesday",
    "June 3, 2031",
    "Ferry operator asks for two more years",
    "BYLINE: Mara Lindqvist",
    "LENGTH: 216 words",
    "LENGTH:",
    "SECTION: NEWS; Pg. 4",
    "Section:\u00a0NEWS",
    "Length:\u00a0216 words",
    "Body",
    "Text",
    "Graphic",
    "Classification",
    "GRAPHIC: The bus.",
    "LOAD-DATE: June 3, 2031",
    "LANGUAGE: ENGLISH",
    "Language: ENGLISH",
    "Copyright 2031 Skelby Courier Ltd.",
    "All Rights Reserved",
    "End of Document",
    "Documents (3)",
    "Job Number: = 92",
    "Date and Time: = Tuesday",
    "News\tTimeline",
    "Page 1 of 3",
    "_" * 60,
    "-" * 30,
    "-" * 70,
    "Author: Lindqvist, Mara",
    "Abstract: A ferry.",
    "Full text: The ferry was late.",
    "Full text: Not available",
    "Subject: Ferries",
    "Source type: Newspapers",
    "HD  Ferry operator",
    "HD",
    "WC 216 words",
    "LP",
    "TD ",
    "IN i72 : Water Transport",
    "AN  Document HAREVP0020310603e76b0001f",
    "Document HAREVP0020310603e76b0001f",
    "Search Summary",
    "Results Found\t4",
    "*** START OF THE PROJECT GUTENBERG EBOOK FERRIES ***",
    "*** END OF THE PROJECT GUTENBERG EBOOK FERRIES ***",
    "Title: Ferries",
    "From: mara@harbour.example",
    "Date: Tue, 3 Jun 2031 09:12:44 +0000",
    "Message: 3",
    "End of Harbour Digest",
    "by Celia Brandt on June 12, 2031",
    "Comments",
    "The post Ferries appeared first on Tarnside.",
    "\ufeffThe company that runs the ferry has asked for two more years.",
    "\fNobody knows why.",
    "Nobody: knows why",
    "\u2028",
    "",
    "",
    "",
    "   ",
)
ENDS = ("\n", "\n", "\r\n", "\r")

texts = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)), max_size=60).map(
    lambda lines: "".join(line + end for line, end in lines)
) | st.text(st.sampled_from("\r\n :_-1Dof\u00a0"), max_size=80)


def in_chunks(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


def documents(text: str, profile: Profile, size: int = 1 << 20) -> list[Dump]:
    """The dumps of a text that comes in chunks of `size` characters, those without an article included."""
    return [item for item in cut_documents(in_chunks(text, size), profile, "a.txt") if isinstance(item, Dump)]


def articles(text: str, profile: Profile) -> list[Dump]:
    """Those with an article."""
    return [dump for dump in documents(text, profile) if dump.layout and (dump.layout.kind or dump.layout.region)]


def notices(text: str, profile: Profile) -> list[Notice]:
    return [item for item in cut_documents(iter([text]), profile, "a.txt") if isinstance(item, Notice)]
