"""Proposes a profile for a text that no known one fits, from the lines that repeat in it.

Documents of one export look alike: the same line stands between all of them, but for its figures, or each has the same
labels in the same order. A proposal is a beginning: whoever saves it may give better names to its fields.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from segment.profiles.loading import shipped_profiles
from segment.profiles.reading import read_profile
from segment.profiles.regularity import find_grammar, find_lines, find_separators
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from segment.profiles.regularity import Line, Regularity

_SEEN_CHARS: Final = 1 << 20
"""Of the text; what repeats, repeats there."""
_WITHIN: Final = 12
"""Lines behind a separator in which the first field stands."""
_EVIDENCE: Final = 2
"""Lines of each kind that suffice; the text has three at least."""
_NO_WORD: Final = re.compile(r"\W+")
_DIGITS: Final = re.compile(r"\d+")


def propose(text: str) -> str | None:
    """The TOML of a profile that cuts the text into its documents, or None if nothing repeats regularly.

    It says what was seen how often, and loads with `load_profiles`. Looks at the first 1,048,576 characters; O(those).
    """
    seen = text[:_SEEN_CHARS]
    lines = find_lines(seen)
    for regularity in (find_separators(lines), find_grammar(lines)):
        if regularity:
            table = _write(regularity)
            if _cuts(table, seen, len(regularity.documents)):
                return table
    return None


def _cuts(table: str, text: str, documents: int) -> bool:
    """Whether the profile finds the documents that it was made from."""
    from segment.profiles.documents import cut_documents
    from segment.types import Dump

    items = cut_documents(iter([text]), read_profile(tomllib.loads(table)), "-")
    return (
        sum(isinstance(item, Dump) and item.layout is not None and bool(item.layout.kind) for item in items)
        == documents
    )


def _write(regularity: Regularity) -> str:
    names = _names(regularity.labels)
    body = _label_of_body(regularity)
    return "\n".join(
        [
            *_comments(regularity),
            'name = "proposed"',
            f"evidence = [{{ {_separator_kind(regularity)} = {_EVIDENCE}{_field_evidence(regularity, names)} }}]",
            "",
            "[[separators]]",
            *_separator(regularity, names),
            *_fields(regularity, names, body),
            "",
        ]
    )


def _comments(regularity: Regularity) -> Iterator[str]:
    documents = len(regularity.documents)
    yield f"# Proposed from a text of {documents:,} documents. Rename what has a better name; see docs/profiles.md."
    if regularity.separators:
        shown = json.dumps(regularity.separators[0], ensure_ascii=False)
        yield f"# {len(regularity.separators):,} lines like {shown}{' stand alone' if regularity.is_alone else ''}."
    counts = Counter(label for document in regularity.documents for label in {line.label for line in document})
    for label in regularity.labels:
        yield f'# {counts[label]:,} of {documents:,} documents have "{label}:".'


def _separator_kind(regularity: Regularity) -> str:
    return "closes" if regularity.is_first_open else "opens"


def _field_evidence(regularity: Regularity, names: Mapping[str, str]) -> str:
    """A field that is in all documents; the first one is the separator where there is no other."""
    later = [names[label] for label in (regularity.labels if regularity.separators else regularity.labels[1:])]
    return f", {later[0]} = {_EVIDENCE}" if later else ""


def _separator(regularity: Regularity, names: Mapping[str, str]) -> Iterator[str]:
    labels = regularity.labels
    if regularity.separators:
        yield f"{_separator_kind(regularity)} = {_quote(_pattern(regularity))}"
        if regularity.is_alone:
            yield "alone = true"
    else:
        pattern = _label_pattern(labels[0], rf"\s*(?P<{names[labels[0]]}>.*)")
        yield f"opens = {_quote(pattern)}"
    following = labels[:1] if regularity.separators else labels[1:2]
    if following and not (regularity.is_first_open or regularity.is_last_closed):
        pattern = _label_pattern(following[0], ".*")
        yield f"followed_by = {_quote(pattern)}"
        yield f"within = {_WITHIN}"


def _label_pattern(label: str, value: str) -> str:
    return rf"{_escape(label)}[ \u00a0]?:{value}"


def _pattern(regularity: Regularity) -> str:
    """The separator with any figures in it."""
    pieces = [_escape(piece) for piece in _DIGITS.split(regularity.separators[0])]
    if regularity.totals:
        return rf"{pieces[0]}(?P<number>\d{{1,9}}){pieces[1]}(?P<total>\d{{1,9}}){pieces[2]}"
    return r"\d+".join(pieces)


def _fields(regularity: Regularity, names: Mapping[str, str], body: str | None) -> Iterator[str]:
    tail = _labels_of_tail(regularity)
    for label in regularity.labels if regularity.separators else regularity.labels[1:]:
        yield ""
        yield f"[fields.{names[label]}]" if label != body else "[fields.body]"
        yield f'at = "{"tail" if label in tail else "head"}"'
        yield f"labels.en = [{json.dumps(label, ensure_ascii=False)}]"
        if label == body:
            yield 'role = "body"\nholds = "paragraphs"'
        elif names[label] in _ROLES:
            yield f'role = "{names[label]}"'


_ROLES: Final = ("title", "byline", "date", "dateline")
"""Fields whose value is part of the article."""


def _names(labels: Sequence[str]) -> dict[str, str]:
    """Names by label: those of the known profiles, or the label itself."""
    known = {
        label.casefold(): entry.name
        for profile in reversed(shipped_profiles())
        for entry in profile.fields
        if entry.style == "colon" and entry.role is not Role.BODY
        for group in entry.labels.values()
        for label in group
    }
    names: dict[str, str] = {}
    for label in labels:
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
        name = known.get(label.casefold()) or _NO_WORD.sub("_", plain.casefold()).strip("_")
        name = name if name[:1].isalpha() else f"field_{name}"
        names[label] = name if name not in names.values() else f"{name}_{len(names)}"
    return names


def _longest_run(document: Sequence[Line]) -> tuple[int, int]:
    """Between which two labelled lines most of the text stands: their places, the first may be -1."""
    edges = [-1, *(place for place, line in enumerate(document) if line.label), len(document)]
    sizes = [(sum(len(line.text) for line in document[start + 1 : end]), start, end) for start, end in pairwise(edges)]
    _, start, end = max(sizes, key=lambda size: size[0])
    return start, end


def _label_of_body(regularity: Regularity) -> str | None:
    """The label that stands alone on its line before most of the text, if there is one."""
    found: Counter[str] = Counter()
    for document in regularity.documents:
        start, _ = _longest_run(document)
        line = document[start] if start >= 0 else None
        if line and line.label in regularity.labels and not line.value:
            found[line.label or ""] += 1
    label, times = found.most_common(1)[0] if found else (None, 0)
    return label if 2 * times > len(regularity.documents) else None


def _labels_of_tail(regularity: Regularity) -> set[str]:
    """Labels that mostly stand behind most of the text."""
    behind: Counter[str] = Counter()
    for document in regularity.documents:
        _, end = _longest_run(document)
        behind.update({line.label for line in document[end:] if line.label})
    return {label for label in regularity.labels if 2 * behind[label] > len(regularity.documents)}


def _escape(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ")


def _quote(pattern: str) -> str:
    return f"'{pattern}'" if "'" not in pattern else json.dumps(pattern, ensure_ascii=False)
