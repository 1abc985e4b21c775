"""What the values of fields mean: names of people, languages, numbers of words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

_COUNT: Final = re.compile(r"\d[\d.,'’ \u00a0\u202f]{0,12}")
_MAIL: Final = re.compile(r"\s*<[^<>\s]{1,100}>")
_INVERTED: Final = re.compile(r'"?([^",]{1,60}), ([^",]{1,60})"?')


def split_names(byline: str) -> list[str]:
    """The people in a byline. What stands between semicolons stays as it is written, as in `Lindqvist, Mara`.

    >>> split_names("By Mara Lindqvist and Jon Aho"), split_names("Lindqvist, Mara; Aho, Jon")
    (['Mara Lindqvist', 'Jon Aho'], ['Lindqvist, Mara', 'Aho, Jon'])
    >>> split_names('"Thripp, Alban" <thripp@harbour.example>')
    ['Alban Thripp']
    """
    from segment.fields import find_names

    if _MAIL.search(byline):
        return [_of_mail(byline)]
    parts = [part.strip() for part in byline.split(";") if part.strip()]
    if len(parts) > 1 or (parts and _is_inverted(parts[0])):
        return parts
    return find_names(byline) if parts else []


def _of_mail(sender: str) -> str:
    name = _MAIL.sub("", sender).strip()
    match = _INVERTED.fullmatch(name)
    return f"{match[2]} {match[1]}" if match and name.startswith('"') else name.strip('" ') or sender.strip("<> ")


def _is_inverted(name: str) -> bool:
    """`Lindqvist, Mara`: one word before the comma, and no job behind it."""
    family, comma, given = name.partition(", ")
    return bool(comma) and " " not in family and "," not in given and given[:1].isupper() and len(given.split()) <= 2


def find_language(value: str) -> str | None:
    """ISO 639-1 code of the first language that a value names, in any language that exports come in, or None.

    >>> find_language("GERMAN; DEUTSCH"), find_language("Anglais"), find_language("en"), find_language("Klingon")
    ('de', 'en', 'en', None)
    """
    names = _languages()
    words = re.split(r"[;,/()]", value.casefold())
    return next((names[word.strip()] for word in words if word.strip() in names), None)


@cache
def _languages() -> dict[str, str]:
    table = tomllib.loads(files("segment").joinpath("data", "languages.toml").read_text("utf-8"))
    return {name.casefold(): code for code, names in table.items() for name in (code, *names)}


def find_count(value: str) -> int | None:
    """The number that a value begins with or holds, whatever parts its thousands; None where there is none.

    >>> find_count("1,234 words"), find_count("Longueur 1 204 mots"), find_count("1.204 Wörter"), find_count("short")
    (1234, 1204, 1204, None)
    """
    match = _COUNT.search(value)
    return int("".join(char for char in match[0] if char.isdecimal())) if match else None
