"""What a person reads on standard error."""

from __future__ import annotations

import io
import sys

import pytest

from segment.cli.console import highlight, printable, say
from segment.cli.options import available_cores, parse_jobs
from segment.cli.progress import ProgressBar
from segment.cli.tally import Tally
from segment.types import Reject, Segmented


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ferry “Aurora” – café 船", "Ferry “Aurora” – café 船"),
        ("a\nb\tc\x00", r"a\x0ab\x09c\x00"),
        ("\x1b]52;c;aGk=\x07", r"\x1b]52;c;aGk=\x07"),
        ("\x7f\x85\x9b", r"\x7f\x85\x9b"),
        ("\u202e\u2066\u200f\u061c\u2028", r"\u202e\u2066\u200f\u061c\u2028"),
        ("caf\udce9", r"caf\udce9"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_saying_survives_a_closed_stream(monkeypatch, capsys, stream):
    if stream is not None:
        stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    say("anybody there?")
    assert capsys.readouterr().out == ""


def test_only_lines_that_open_a_part_are_bold():
    assert (highlight("line 1"), highlight("    cue"), highlight("")) == ("\x1b[1mline 1\x1b[0m", "    cue", "")


def test_auto_jobs_are_the_cores():
    assert parse_jobs("auto") == available_cores() >= 1


def test_the_summary_reconciles():
    tally = Tally()
    tally.add(Segmented((), None, chars=120, article_chars=80, residue_chars=20, blank_chars=20))
    tally.add_reject(Reject("a.jsonl", 1, "SEG205", "not an object", raw='[ "b" ]'))
    assert list(tally.summary()) == [
        "dumps       1",
        "articles    0: 0 full, 0 teasers",
        "residue     0 blocks",
        "rejects     1",
        "characters  105 in = 80 in articles + 20 in residue + 5 in rejects (white space apart)",
    ]


def test_the_summary_says_when_characters_are_missing():
    tally = Tally()
    tally.add(Segmented((), None, chars=120, article_chars=80, residue_chars=10, blank_chars=20))
    assert "100 in != 80" in list(tally.summary())[-1]


@pytest.mark.parametrize("options", [["-q"], ["--quiet"]])
def test_quiet_says_nothing(place, call, options):
    assert call("split", "ferry.txt", *options).err == ""


def test_the_summary_comes_on_standard_error(place, call):
    result = call("split", "ferry.txt")
    assert "\narticles    1: " in result.err
    assert len(result.out.splitlines()) == 1


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "enabled", "patience", "shown"),
    [
        (Terminal, True, 0, True),
        (Terminal, False, 0, False),
        (io.StringIO, True, 0, False),
        (Terminal, True, 60, False),
    ],
)
def test_a_bar_is_drawn_on_a_terminal_for_long_work(monkeypatch, stream, enabled, patience, shown):
    stderr = stream()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr("segment.cli.progress.PATIENCE_SECONDS", patience)
    monkeypatch.setenv("TERM", "xterm")
    with ProgressBar(1000, enabled=enabled) as bar:
        bar.advance(500)
        bar.count("3 dumps, 4 articles")
        bar.stage("matching")
        assert list(bar.track("writing", range(2500), 2500)) == list(range(2500))
    drawn = stderr.getvalue()
    for text in ("reading", "0.5/1.0 kB", "3 dumps, 4 articles", "matching", "writing", "2000/2500"):
        assert (text in drawn) == shown
