from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.readers.losses import Loss
from segment.readers.mail.mbox import read_mbox
from segment.types import Dump, Meta

from .streams import cut_places, source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FROM = b"From mara@example.org Tue Jun  3 08:15:00 2031\n"
HEAD = (
    b"From: Mara Lindqvist <mara@example.org>\nTo: harbour@example.org\nSubject: Ferry %d\n"
    b"Date: Tue, 3 Jun 2031 08:15:00 +0200\nMessage-ID: <m%d@example.org>\n"
    b"List-Id: Harbour news <harbour.example.org>\n"
)
META = Meta(
    title="Ferry 0",
    byline=("Mara Lindqvist",),
    date="Tue, 3 Jun 2031 08:15:00 +0200",
    extra={
        "from": "Mara Lindqvist <mara@example.org>",
        "to": "harbour@example.org",
        "list_id": "Harbour news <harbour.example.org>",
    },
)


def mail(body: bytes, number: int = 0, fields: bytes = b"") -> bytes:
    return HEAD % (number, number) + fields + b"\n" + body


def mbox(*mails: bytes) -> bytes:
    """Each below its line, and with a blank line at its end."""
    return b"".join(FROM + each.removesuffix(b"\n") + b"\n\n" for each in mails)


def multipart(*parts: bytes, kind: str = "mixed", mark: bytes = b"==cut") -> bytes:
    """A field that says so, the blank line, and the parts: to be put below other fields."""
    body = b"".join(b"--" + mark + b"\n" + part + b"\n" for part in parts)
    return b'Content-Type: multipart/%b; boundary="%b"\n\n' % (kind.encode(), mark) + body + b"--" + mark + b"--\n"


def part(text: bytes, kind: str = "text/plain", fields: bytes = b"") -> bytes:
    return b"Content-Type: %b; charset=utf-8\n" % kind.encode() + fields + b"\n" + text


def whole(inner: bytes) -> bytes:
    """A mail with these fields and what is below them."""
    return HEAD % (0, 0) + inner


def read(data: bytes, config: ReadConfig | None = None, **how) -> list[Dump | Loss]:
    return list(read_mbox(source_of(data, **how), "-", config or ReadConfig()))


def texts(data: bytes, **how) -> list[str]:
    items = read(data, **how)
    assert all(isinstance(item, Dump) for item in items), items
    return [item.text.strip() for item in items]


BODIES = [f"Ferry {number} left on time.\nNobody waved.\n" for number in range(5)]
MBOX = mbox(*(mail(body.encode(), number) for number, body in enumerate(BODIES)))


@pytest.mark.parametrize("chunk", [1, 7, 100, 1 << 18])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_mails_are_read(line_end: bytes, chunk: int) -> None:
    items = read(MBOX.replace(b"\n", line_end), chunk=chunk)
    assert [item.text for item in items] == [body.replace("\n", line_end.decode()) for body in BODIES]
    assert [item.index for item in items] == list(range(5))
    assert [item.id for item in items] == [f"m{number}@example.org" for number in range(5)]
    assert [item.meta.title for item in items] == [f"Ferry {number}" for number in range(5)]
    assert items[0].meta == META


STARTS = [
    "From mara@example.org Tue Jun  3 08:15:00 2031",
    "From mara@example.org Tue Jun 03 08:15:00 2031 +0200",
    "From 1234567@xxx Tue Jun 03 08:15:00 +0000 2031",
    "From - Tue Jun 03 08:15:00 2031",
    "From mara at example.org  Tue Jun  3 08:15:00 2031",
    "From mara@example.org Tue Jun  3 08:15:00 CEST 2031",
    "From mara@example.org Tue, 3 Jun 2031 08:15:00 +0200",
    "From mara@example.org 2031-06-03 08:15:00",
    "From mara@example.org 2031-06-03T08:15:00Z",
    "From MAILER-DAEMON Tue Jun  3 08:15 2031 ",
]


@pytest.mark.parametrize("start", STARTS)
def test_a_start_has_a_date_at_its_end(start: str) -> None:
    data = MBOX.replace(FROM.rstrip(b"\n"), start.encode())
    assert texts(data) == [body.strip() for body in BODIES]


NO_STARTS = [
    b"\nFrom here on, nobody waved.\n",
    b"\nFrom here on, nobody waved.\nNote: not even Mara.\n",
    b"\n" + FROM + b"No header field is below it.\n",
    b"A line above it.\n" + FROM + b"Subject: x\n",
    b"\nFrom Monday to Friday at 08:15 in 2031\nNote: not on Sundays.\n",
    b"\n From mara@example.org Tue Jun  3 08:15:00 2031\nSubject: x\n",
]


@pytest.mark.parametrize("lines", NO_STARTS)
def test_other_lines_start_no_mail(lines: bytes) -> None:
    text = b"The ferry left.\n" + lines + b"The end.\n"
    assert [item.text.encode() for item in read(mbox(mail(text), mail(b"Another.\n")))] == [text, b"Another.\n"]


def test_quoted_lines_are_as_they_were_written() -> None:
    data = mbox(mail(b">From here on.\n>>From there.\n > From nowhere.\n>Frome\n"))
    assert [item.text for item in read(data)] == ["From here on.\n>From there.\n > From nowhere.\n>Frome\n"]


def test_a_length_counts_where_the_next_mail_starts_there() -> None:
    text = b"He forwarded:\n\n" + FROM + b"Subject: x\n\nThe ferry.\n"
    data = mbox(mail(text, fields=b"Content-Length: %d\n" % len(text)), mail(b"Another.\n"))
    assert [item.text.encode() for item in read(data)] == [text, b"Another.\n"]
    assert [item.text.encode() for item in read(data[: data.rindex(FROM)])] == [text]


@pytest.mark.parametrize("length", [0, 5, 17, 10**6, 10**12])
def test_a_length_that_leads_elsewhere_does_not_count(length: int) -> None:
    data = mbox(mail(b"The ferry left.\n", fields=b"Content-Length: %d\n" % length), mail(b"Another.\n"))
    assert texts(data) == ["The ferry left.", "Another."]


def test_a_single_mail_needs_no_start() -> None:
    (item,) = read(mail(b"The ferry left."))
    assert (item.text, item.meta) == ("The ferry left.", META)


BASE64 = b"Content-Transfer-Encoding: base64\n"
QUOTED = b"Content-Transfer-Encoding: quoted-printable\n"


@pytest.mark.parametrize(
    ("fields", "body", "text"),
    [
        (b"", "Harnøy".encode(), "Harnøy"),
        (b"", b"Harn\xf8y", "Harnøy"),
        (b"Content-Type: text/plain; charset=utf-8\n", "Harnøy".encode(), "Harnøy"),
        (b"Content-Type: text/plain; charset=iso-8859-1\n", b"Harn\xf8y", "Harnøy"),
        (b"Content-Type: text/plain; charset=us-ascii\n", b"Harn\xf8y", "Harnøy"),
        (b"Content-Type: text/plain; charset=utf-8\n", b"Harn\xf8y", "Harnøy"),
        (b"Content-Type: text/plain; charset=koi8-r\n", "Паром".encode("koi8-r"), "Паром"),
        (b"Content-Type: text/plain; charset=x-unknown\n", "Harnøy".encode(), "Harnøy"),
        (b"Content-Type: text/plain;\n\tformat=flowed;\n charset=UTF-8\n" + BASE64, b"SGFybsO4eQ==", "Harnøy"),
        (b"Content-Type: text/plain; charset=utf-8\n" + QUOTED, b"Harn=C3=B8y =3D A, =\nB", "Harnøy = A, B"),
        (b"Content-Type: garbage\n", b"The ferry", "The ferry"),
    ],
)
def test_texts_are_decoded(fields: bytes, body: bytes, text: str) -> None:
    assert texts(mbox(mail(body, fields=fields))) == [text]


def test_a_given_encoding_is_that_of_mails_that_name_none() -> None:
    data = mbox(mail(b"caf\x82"), mail("caf\u00e9".encode(), fields=b"Content-Type: text/plain; charset=utf-8\n"))
    assert [item.text.strip() for item in read(data, ReadConfig(encoding="cp437"))] == ["café", "café"]


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        (b"Mara Lindqvist <m@example.org>", "Mara Lindqvist"),
        (b'"Lindqvist, Mara" <m@example.org>', "Lindqvist, Mara"),
        (b"m@example.org (Mara Lindqvist)", "Mara Lindqvist"),
        (b"m at example.org (Mara Lindqvist)", "Mara Lindqvist"),
        (b"=?utf-8?q?J=C3=B3n_Aho?= <j@example.org>", "Jón Aho"),
        (b"=?utf-8?b?SsOzbiA=?=\n =?utf-8?b?QWhv?= <j@example.org>", "Jón Aho"),
        (b"=?x-unknown?q?J=F3n_Aho?= <j@example.org>", "Jón Aho"),
        ("Jón <j@example.org>".encode(), "Jón"),
        (b"J\xf3n <j@example.org>", "Jón"),
        (b"=?utf-8?b?abcde?= <j@example.org>", "=?utf-8?b?abcde?="),
        (b"m@example.org", None),
        (b"<m@example.org>", None),
        (b"(" * 5000, None),
    ],
)
def test_who_wrote_it_is_its_byline(sender: bytes, name: str | None) -> None:
    (item,) = read(mbox(b"From: " + sender + b"\n\nThe ferry left.\n"))
    assert item.meta.byline == ((name,) if name else ())


def test_a_mail_may_say_nothing_of_itself() -> None:
    (item,) = read(mbox(b"X-Empty:\n\nThe ferry left.\n"))
    assert (item.id, item.meta) == (None, Meta())


PLAIN, HTML = part(b"The ferry left."), part(b"<html><body><p>The ferry is gone.</p></body></html>", "text/html")
ATTACHED = part(b"A file.", fields=b"Content-Disposition: attachment\n")
NAMED = part(b"A file.", fields=b"Content-Disposition: inline; filename*=utf-8''a.txt\n")
PICTURE = part(b"iVBORw0", "image/png", BASE64)
RELATED = multipart(HTML, PICTURE, kind="related", mark=b"related")
LINK, BLANK = part(b" https://harbour.example/letter?x=1 \n"), part(b"\n \n")


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (multipart(PLAIN, HTML, kind="alternative"), "The ferry left."),
        (multipart(HTML, PLAIN, kind="alternative"), "The ferry left."),
        (multipart(BLANK, HTML, kind="alternative"), "The ferry is gone."),
        (multipart(LINK, HTML, kind="alternative"), "The ferry is gone."),
        (multipart(LINK, kind="alternative"), "https://harbour.example/letter?x=1"),
        (multipart(HTML, kind="alternative"), "The ferry is gone."),
        (HTML, "The ferry is gone."),
        (multipart(PLAIN, ATTACHED, NAMED, PICTURE), "The ferry left."),
        (multipart(PLAIN, part(b"-- \nHarbour list")), "The ferry left.\n\n-- \nHarbour list"),
        (multipart(multipart(PLAIN, HTML, kind="alternative", mark=b"==cut-2"), PICTURE), "The ferry left."),
        (multipart(PLAIN, multipart(HTML, PICTURE, kind="related", mark=b"b"), kind="alternative"), "The ferry left."),
        (
            multipart(LINK, multipart(HTML, PICTURE, kind="related", mark=b"b"), kind="alternative"),
            "The ferry is gone.",
        ),
        (multipart(part(b"--==cutter\nThe ferry.")), "--==cutter\nThe ferry."),
        (multipart(b"\nThe ferry left."), "The ferry left."),
        (multipart(b"", PLAIN), "The ferry left."),
        (multipart(PLAIN) + b"An epilogue.\n", "The ferry left."),
        (multipart(PLAIN).replace(b"\n\n", b"\n\nA preamble.\n", 1), "The ferry left."),
    ],
)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_of_the_parts_the_text_counts(inner: bytes, text: str, line_end: bytes) -> None:
    if "gone" in text:
        pytest.importorskip("selectolax")
    (found,) = texts(mbox(whole(inner)).replace(b"\n", line_end))
    assert found.replace("\r\n", "\n") == text


def test_mails_within_mails_are_dumps_of_their_own() -> None:
    forwarded = b"Content-Type: message/rfc822\n\n" + mail(b"The first.", 1)
    digest = multipart(b"\n" + mail(b"The second.", 2), b"\n" + mail(b"The third.", 3), kind="digest", mark=b"dig")
    items = read(mbox(whole(multipart(PLAIN, forwarded, digest)), whole(digest), mail(b"The last.", 4)))
    assert [item.text.strip() for item in items] == [
        *("The ferry left.", "The first.", "The second.", "The third."),
        *("The second.", "The third.", "The last."),
    ]
    assert [item.index for item in items] == list(range(7))
    assert [item.meta.title for item in items] == [f"Ferry {number}" for number in (0, 1, 2, 3, 2, 3, 4)]


def nest(depth: int) -> bytes:
    inner = PLAIN
    for level in range(depth):
        inner = multipart(inner, mark=b"level-%d" % level)
    return whole(inner)


BAD_MAILS = [
    (nest(21), "SEG205", "more than 20 deep"),
    (nest(400), "SEG205", "more than 20 deep"),
    (whole(multipart(PLAIN, HTML)[:-8]), "SEG205", "before the end mark of its parts (multipart/mixed)"),
    (whole(b"Content-Type: multipart/mixed\n\nThe ferry.\n"), "SEG205", "does not name the boundary"),
    (mail(base64.b64encode(b"The ferry left.")[:-3], fields=BASE64), "SEG205", "ends within its base64 data"),
    (
        b"Subject: x\n" + b"X: " + b"y" * (1 << 20) + b"\n\nThe ferry.\n",
        "SEG205",
        "more than 1,048,576 bytes",
    ),
    (mail(b""), "SEG206", "is empty"),
    (mail(b" \n\n"), "SEG206", "is empty"),
    (whole(multipart(ATTACHED, PICTURE)), "SEG206", "is empty"),
]


@pytest.mark.parametrize(("bad_mail", "code", "reason"), BAD_MAILS, ids=[reason for _, _, reason in BAD_MAILS])
def test_a_bad_mail_costs_itself_only(bad_mail: bytes, code: str, reason: str) -> None:
    first, bad, last = read(mbox(mail(b"The first.\n"), bad_mail, mail(b"The last.\n")))
    assert (first.text, last.text, last.index) == ("The first.\n", "The last.\n", 2)
    assert isinstance(bad, Loss)
    assert (bad.error.code, bad.error.line, bad.index) == (code, mbox(mail(b"The first.\n")).count(b"\n") + 1, 1)
    assert reason in str(bad.error)
    assert bad.raw.startswith("From mara@example.org")


def test_twenty_levels_are_read() -> None:
    assert texts(mbox(nest(20))) == ["The ferry left."]


def test_a_mail_larger_than_the_limit_costs_itself_only() -> None:
    long = mail(b"A long text.\n" * 1000)
    items = read(mbox(mail(b"The first.\n"), long, mail(b"The last.\n")), ReadConfig(max_bytes=5000), chunk=512)
    first, bad, last = items
    assert (first.text, last.text, last.index) == ("The first.\n", "The last.\n", 2)
    assert isinstance(bad, Loss)
    assert "larger than 5,000 bytes" in str(bad.error)


def test_lines_are_counted_beyond_a_mail_that_is_too_large() -> None:
    long = mail(b"A long text.\n" * 1000)
    data = mbox(long, mail(b""))
    _, bad = read(data, ReadConfig(max_bytes=5000), chunk=512)
    assert bad.error.line == mbox(long).count(b"\n") + 1


def test_a_last_mail_without_its_blank_line_is_given_and_named() -> None:
    *items, loss = read(MBOX[:-1])
    assert [item.text for item in items] == BODIES
    assert isinstance(loss, Loss)
    assert (loss.index, loss.error.line) == (None, MBOX[:-1].count(b"\n") - 9)
    assert "does not end in a blank line" in str(loss.error)


ALL_KINDS = [
    mail(b"The first.\n", 0),
    HEAD % (1, 1) + multipart(PLAIN, PICTURE),
    mail(base64.b64encode(b"The ferry left. " * 5) + b"\n", 2, BASE64),
    HEAD % (3, 3) + multipart(PLAIN, ATTACHED, kind="alternative"),
    mail(b"The last.\n", 4),
]
MIXED = mbox(*ALL_KINDS)
ENDS = [len(mbox(*ALL_KINDS[: count + 1])) for count in range(len(ALL_KINDS))]


@pytest.mark.parametrize("damaged", [False, True])
@pytest.mark.parametrize(
    "places",
    [
        sorted({*cut_places(MIXED), *range(1, 60), *range(ENDS[0] - 5, ENDS[0] + 60)}),
        pytest.param(range(1, len(MIXED)), marks=pytest.mark.slow),
    ],
    ids=["some", "all"],
)
def test_no_cut_is_silent_and_the_mails_before_it_stay(places: Sequence[int], damaged: bool) -> None:
    everything = read(MIXED)
    for end in places:
        items = read(MIXED[:end], damaged=damaged)
        dumps = [item for item in items if isinstance(item, Dump)]
        losses = [item for item in items if isinstance(item, Loss)]
        complete = sum(place <= end for place in ENDS)
        assert dumps[:complete] == everything[:complete], end
        assert len(dumps) <= complete + 1, end
        assert len(losses) == (damaged or end not in ENDS), end
        if damaged:
            assert losses[0].error.code == "SEG202", end


def test_what_is_no_mailbox_is_named() -> None:
    (loss,) = read(b"The ferry left.\n\nNobody waved.\n")
    assert isinstance(loss, Loss)
    assert "no line 'From address date'" in str(loss.error)


@pytest.mark.parametrize("data", [b"", b"\n\n"])
def test_a_mailbox_without_mails_is_empty(data: bytes) -> None:
    (loss,) = read(data)
    assert loss.error.code == "SEG206"


@settings(max_examples=30)  # what is no UTF-8 takes its time to be decoded
@given(st.binary(max_size=300), st.booleans(), st.integers(1, 400))
def test_nothing_that_follows_a_mail_raises(rest: bytes, damaged: bool, chunk: int) -> None:
    items = read(mbox(mail(b"The first.\n")) + FROM + b"To: x\n" + rest, damaged=damaged, chunk=chunk)
    assert items[0] == Dump("The first.\n", "-", 0, "m0@example.org", meta=META)
    assert not damaged or isinstance(items[-1], Loss)


FIELDS = [
    b"Content-Type: multipart/mixed; boundary=a\n",
    b"Content-Type: multipart/digest; boundary=b\n",
    b"Content-Type: message/rfc822\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Length: 40\n",
    b"From: =?utf-8?b?\xff?= (((\n",
    b"--a\n",
    b"--a--\n",
    b"--b\n",
    b"\n",
    b"x\n",
    FROM,
]


@given(st.lists(st.sampled_from(FIELDS), max_size=40))
def test_no_order_of_its_parts_raises(parts: list[bytes]) -> None:
    read(FROM + b"".join(parts))


def test_the_mail_behind_one_that_is_too_large_is_found_wherever_it_starts() -> None:
    for size in range(3000, 5000):
        items = read(mbox(mail(b"x" * size), mail(b"The last.\n")), ReadConfig(max_bytes=4000), chunk=500)
        assert (items[-1].text, items[-1].index) == ("The last.\n", 1), size
