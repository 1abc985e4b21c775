"""`docs/cues.md` names every cue; `pytest --update-golden` writes it anew."""

from __future__ import annotations

from pathlib import Path

from segment.cues import CUES
from segment.families import FAMILIES, MEANINGS
from segment.measures import windowed_names
from segment.words import word_lists

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "cues.md"
WORDS = ROOT / "segment" / "data" / "words"
UNUSED = {
    "afternoon", "clock_links", "forenoon", "frequent", "month_names", "stop_words", "weekdays", "zones",
}  # fmt: skip
"""Lists that no cue reads: those of dates among them, which are read once an article is found."""
OF_TAGS = "tag_"
"""Lists of names of classes, for pages with their tags."""
HEAD = """\
# Cues

What the splitter looks at. A *pattern* is a cue that fires on a block or does not, and says where; each has a case file
in `fixtures/cues`. A *measure* has a value for every block. The trees ask them on a block and on its neighbours; what
they have learnt of each stands in `segment/data/weights.json`, and `segment explain` shows it at work.

"""


def list_languages(name: str) -> str:
    lists = word_lists(name)
    return ", ".join("all" if language == "*" else language for language, words in lists.items() if words)


def render() -> str:
    patterns = {cue.name for cue in CUES}
    around = set(windowed_names())
    parts = [HEAD]
    for family, names in FAMILIES.items():
        parts.append(f"## {family}\n\n| cue | kind | says |\n|---|---|---|\n")
        for name in names:
            if name not in around:
                kind = "pattern" if name in patterns else "measure"
                meaning = MEANINGS[name].replace("|", "\\|")
                parts.append(f"| `{name}` | {kind} | {meaning} |\n")
        means = [name for name in names if name in around]
        if means:
            parts.append(f"\nAnd {len(means)} means of some of them over the blocks around: `{means[0]}`, ….\n")
        parts.append("\n")
    parts.append(
        "## Languages\n\nCues that need words have them for these languages (`segment/data/words`); all others "
    )
    parts.append(
        "look at layout, length,\nmarks and repetition, and work in any. The trees were fitted on English.\n\n"
    )
    parts.append("| list | languages |\n|---|---|\n")
    for path in sorted(WORDS.glob("*.txt")):
        if path.stem not in UNUSED and not path.stem.startswith(OF_TAGS):
            parts.append(f"| `{path.stem}` | {list_languages(path.stem)} |\n")
    return "".join(parts)


def test_the_page_names_every_cue(update_golden: bool) -> None:
    if update_golden:
        PAGE.write_text(render(), "utf-8")
    assert PAGE.read_text("utf-8") == render()
