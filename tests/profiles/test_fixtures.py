"""Whole exports as the databases write them, `fixtures/exports`: every document is cut, and every field of it read.

What each file holds stands beside it in `FILE.expected.json`: the profile, the articles in order, and the warnings.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from segment.config import DEFAULT
from segment.pipeline import segment_inputs
from segment.profiles import HEAD_CHARS, PROFILES, cut_documents, find_profile, recognise, shipped_profiles
from segment.types import Dump, Notice, Reject, Role

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "exports"
EXPECTED = {
    FOLDER / path.name.removesuffix(".expected.json"): json.loads(path.read_text("utf-8"))
    for path in sorted(FOLDER.glob("*.expected.json"))
}
EXPORTS = [path for path in EXPECTED if path.suffix == ".txt"]
"""The others are mail boxes, whose mails are read before any profile is tried."""
FALSE_FRIENDS = sorted(FOLDER.glob("none-*.txt"))
LETTERS = {"digest"}
"""Profiles of mails: what of a mail is its text, and what quotes another, is for the splitter to say."""
META = ("title", "publication", "section", "edition", "page")


NEXT_HEAD = 200
"""Characters behind the end of a document by which the next one is known; without them it may go on."""


def read(path):
    return path.read_bytes().decode("utf-8-sig")


def cut(text, name):
    recognised = find_profile(text[:HEAD_CHARS], name)
    assert recognised is not None
    results = list(cut_documents(iter([text]), recognised.profile, "export.txt"))
    parts = [result for result in results if isinstance(result, Dump)]
    return parts, [result for result in results if isinstance(result, Notice)]


def holds_article(part):
    return part.layout.kind is not None or part.layout.region is not None


def one_line(text):
    return " ".join(text.split())


def texts_of(part, role):
    return [one_line(part.text[span.start : span.end]) for span in part.layout.spans if span.role is role]


def body_of(part):
    if part.layout.region is not None:
        return one_line(part.text[slice(*part.layout.region)])
    return " ".join(texts_of(part, Role.BODY))


def describe(part, wanted):
    """What was read, under the names of the expectation; of `extra` only what is expected there."""
    body, meta = body_of(part), part.meta
    found = {name: getattr(meta, name) for name in META if name in wanted}
    found |= {
        "byline": list(meta.byline),
        "date_raw": meta.date,
        "language": part.layout.language,
        "words": len(body.split()),
        "starts_with": body[: len(wanted["starts_with"])],
        "ends_with": body[-len(wanted["ends_with"]) :],
        "extra": {name: one_line(meta.extra.get(name, "")) for name in wanted["extra"]},
    }
    if part.layout.region is None:
        found["kind"] = part.layout.kind
    if "captions" in wanted:
        found["captions"] = texts_of(part, Role.CAPTION)
    return found


def wanted_of(article, part):
    """What the profile alone can know: that a date is one, and what a region holds, is found out later."""
    later = {"date"} if part.layout.region is None else {"date", "kind"}
    return {name: value for name, value in article.items() if name not in later}


@pytest.fixture(params=EXPORTS, ids=lambda path: path.name)
def export(request):
    return request.param


def test_there_are_exports_of_every_profile():
    assert {expected["profile"] for expected in EXPECTED.values()} == set(PROFILES)
    assert len(EXPECTED) > 25


def test_an_export_is_recognised(export):
    recognised = find_profile(read(export)[:HEAD_CHARS])
    assert recognised is not None
    assert recognised.profile.name == EXPECTED[export]["profile"]
    assert recognised.evidence


def test_no_other_profile_claims_an_export(export, monkeypatch):
    name = EXPECTED[export]["profile"]
    others = [profile for profile in shipped_profiles() if profile.name != name]
    monkeypatch.setattr(recognise, "shipped_profiles", lambda: others)
    assert find_profile(read(export)[:HEAD_CHARS]) is None


def test_documents_and_fields_are_found(export):
    expected = EXPECTED[export]
    parts, _ = cut(read(export), expected["profile"])
    documents = [part for part in parts if holds_article(part)]
    assert len(documents) == len(expected["articles"])
    for part, article in zip(documents, expected["articles"], strict=True):
        wanted = wanted_of(article, part)
        assert describe(part, wanted) == wanted


def test_what_is_announced_is_compared_with_what_is_there(export):
    notices = sorted(cut(read(export), EXPECTED[export]["profile"])[1], key=lambda notice: notice.line)
    wanted = sorted(EXPECTED[export]["warnings"])
    assert [[notice.line, notice.code] for notice in notices] == [[line, code] for line, code, _ in wanted]
    for notice, (_, _, message) in zip(notices, wanted, strict=True):
        assert message in notice.message


def test_no_character_is_lost(export):
    text = read(export)
    parts, _ = cut(text, EXPECTED[export]["profile"])
    assert "".join(part.text for part in parts) == text
    assert {part.index for part in parts} == {0}
    for part, following in pairwise(parts):
        assert following.start == part.start + len(part.text)
    for part in parts:
        layout, end = part.layout, 0
        spans = [(span.start, span.end) for span in layout.spans] + ([layout.region] if layout.region else [])
        for start, stop in sorted(spans):
            assert part.text[end:start].strip() == ""
            assert end <= start <= stop
            end = stop
        assert part.text[end:].strip() == ""


def test_an_export_that_is_cut_short_keeps_the_documents_before(export):
    text, name = read(export), EXPECTED[export]["profile"]
    short = len(text) * 6 // 10
    whole = [part for part in cut(text, name)[0] if part.start + len(part.text) + NEXT_HEAD <= short]
    parts = cut(text[:short], name)[0]
    assert parts[: len(whole)] == whole


@pytest.mark.parametrize("path", FALSE_FRIENDS, ids=lambda path: path.name)
def test_no_profile_claims_a_false_friend(path):
    assert find_profile(read(path)) is None


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name)
def test_the_program_writes_each_article_once_with_its_fields(path):
    config = replace(DEFAULT, jobs=1)
    results = list(segment_inputs([str(path)], config))
    assert [result for result in results if isinstance(result, Reject)] == []
    segmented = [result for result in results if not isinstance(result, Notice)]
    articles = [article for result in segmented for article in result.articles]
    wanted = EXPECTED[path]["articles"]
    assert [article.title for article in articles] == [article["title"] for article in wanted]
    for article, expected in zip(articles, wanted, strict=True):
        found = {name: getattr(article, name) for name in expected if name in (*META, "date", "date_raw", "kind")}
        found["byline"] = list(article.byline)
        assert found == {name: expected[name] for name in found}
        assert expected["language"] in (None, article.language)
        if EXPECTED[path]["profile"] not in LETTERS:
            body = one_line(article.text)
            assert body.startswith(expected["starts_with"])
            assert body.endswith(expected["ends_with"])
    if path in EXPORTS:  # the headers of mails are no text
        filled = sum(map(len, read(path).split()))
        assert sum(result.article_chars + result.residue_chars for result in segmented) == filled
