"""Copyright notices: they stand before the headline of one export and behind the fields of another."""

from __future__ import annotations

import re
from typing import Final

LONGEST_NOTICE: Final = 160
"""Characters of a line; a paragraph that begins with the word is text."""
_NOTICE: Final = re.compile(
    r"""(?xi)
    (?: copyright \b | © | \(c\)\s ) .{0,60}? \b (?:1[89]|2[01])\d\d \b .*
    | (?: copyright \b | © ) .* \b (?: rights | droits | rechte | derechos ) \b .*
    | .{0,80} \b (?: all \s+ rights \s+ reserved | alle \s+ rechte \s+ (?: vorbehalten | voorbehouden )
        | tous \s+ droits \s+ réservés | todos \s+ los \s+ derechos (?: \s+ reservados )?
        | tutti \s+ i \s+ diritti \s+ riservati | todos \s+ os \s+ direitos \s+ reservados ) \b .{0,40}
    """
)

_WORDS: Final = re.compile(r"copyright|©|\(c\)|rights|rechte|droits|derechos|diritti|direitos")
"""A quick look: one of them is in every notice."""


def is_notice(line: str) -> bool:
    """Whether a trimmed line says whose the rights are.

    >>> is_notice("Copyright 2031 Harbour Post Ltd."), is_notice("Copyright is a matter of courts.")
    (True, False)
    """
    if len(line) > LONGEST_NOTICE:
        return False
    return _WORDS.search(line.casefold()) is not None and _NOTICE.fullmatch(line) is not None
