"""Exports on the command line: recognised, named, described by the user, and held to what they announce."""

from __future__ import annotations

import orjson
import pytest

from tests.dumps import FIXTURES

EXPORTS = FIXTURES / "exports"
GAZETTE = "".join(
    f"===== ITEM {number} =====\n{title}\n\nPlace: Skelby\nWhen: {number} June 2031\n\n{body}\n"
    for number, title, body in [
        (
            1,
            "Harbour bell rings again",
            "The bell of the old harbour rang again, and nobody had expected it.",
        ),
        (2, "Library bus stays", "The library bus will go on its round for another year, the council said."),
        (3, "Pears for all", "The orchard gave its pears away on Sunday, and there were more of them than people."),
    ]
)


@pytest.fixture
def gazette(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gazette.txt").write_text(GAZETTE, "utf-8")
    return tmp_path


def titles(result):
    return [orjson.loads(line)["title"] for line in result.out.splitlines()]


def test_an_export_says_how_it_is_read_and_what_it_lacks(call):
    path = str(EXPORTS / "lexisnexis-missing.txt")
    result = call("split", path, "--no-progress")
    assert result.status == 0
    assert f'{path}:1: SEG100 read as lexisnexis: 9 lines "N of M DOCUMENTS"' in result.err
    assert f"{path}:189: SEG211 announces 10 documents and holds 9: no. 6 is missing" in result.err
    assert "warnings    2" in result.err


def test_strict_makes_a_warning_a_finding(call):
    assert call("split", str(EXPORTS / "lexisnexis-missing.txt"), "--strict", "-q").status == 1
    assert call("split", str(EXPORTS / "lexisnexis-en.txt"), "--strict", "-q").status == 0


def test_quiet_keeps_warnings_and_drops_notes(call):
    err = call("split", str(EXPORTS / "lexisnexis-missing.txt"), "-q").err
    assert ("SEG211" in err, "SEG100" in err) == (True, False)


def test_a_profile_is_switched_off_or_must_have_a_known_name(call):
    path = str(EXPORTS / "lexisnexis-single.txt")
    assert "SEG100" not in call("split", path, "--profile", "none").err
    result = call("split", path, "--profile", "nexis")
    assert (result.status, "Did you mean nexisuni?" in result.err) == (2, True)


def test_a_profile_is_proposed_saved_and_used(call, gazette):
    proposed = call("explain", "gazette.txt", "--profile")
    assert proposed.status == 0
    (gazette / "gazette.toml").write_bytes(proposed.out)
    result = call("split", "gazette.txt", "--profile", "gazette.toml")
    assert titles(result) == ["Harbour bell rings again", "Library bus stays", "Pears for all"]
    assert orjson.loads(result.out.splitlines()[0])["extra"] == {"place": "Skelby", "when": "1 June 2031"}
    assert b"known from the format" in call("explain", "gazette.txt", "--read-as", "gazette.toml").out


def test_profiles_of_the_project_are_found_upward_and_tried_first(call, gazette, monkeypatch):
    table = call("explain", "gazette.txt", "--profile").out.decode().replace("proposed", "gazette")
    table = table.replace("[[separators]]", "[[tool.segment.profile.separators]]")
    table = table.replace("[fields.", "[tool.segment.profile.fields.")
    (gazette / "pyproject.toml").write_text(f"[[tool.segment.profile]]\n{table}", "utf-8")
    (gazette / "below").mkdir()
    monkeypatch.chdir(gazette / "below")
    result = call("split", "../gazette.txt")
    assert "read as gazette" in result.err
    assert len(titles(result)) == 3
    assert len(titles(call("split", "../gazette.txt", "--profile", "none"))) < 3


def test_a_profile_that_does_not_fit_its_example_is_refused(call, gazette):
    table = call("explain", "gazette.txt", "--profile").out.decode()
    example = '\n[[examples]]\ntext = "===== ITEM 1 =====\\nA\\n\\nPlace: B\\nWhen: C\\n\\nD."\ntitles = ["Z"]\n'
    (gazette / "gazette.toml").write_text(table + example, "utf-8")
    result = call("split", "gazette.txt", "--profile", "gazette.toml")
    assert result.status == 2
    assert "example" in result.err


def test_a_text_in_which_nothing_recurs_gets_no_proposal(call, gazette):
    (gazette / "prose.txt").write_text("The ferry was late. Nobody minded.\n", "utf-8")
    result = call("explain", "prose.txt", "--profile")
    assert (result.status, "no profile can be proposed" in result.err) == (2, True)


def test_settings_that_are_no_toml_are_wrong_usage(call, gazette):
    (gazette / "segment.toml").write_text("profile = [", "utf-8")
    result = call("split", "gazette.txt")
    assert (result.status, "segment.toml: not TOML" in result.err) == (2, True)


def test_a_detector_of_languages_is_chosen(call, gazette):
    pytest.importorskip("py3langid")
    (gazette / "cs.txt").write_text(
        "Trajekt měl včera zase zpoždění a nikomu to nevadilo, protože svítilo slunce.\n", "utf-8"
    )
    found = call("split", "cs.txt", "--language-detector", "py3langid")
    assert orjson.loads(found.out)["language"] == "cs"
    assert call("split", "cs.txt", "--language-detector", "magic").status == 2
