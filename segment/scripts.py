"""What other scripts write where Latin text has a full stop, as the cues and the measures ask for one.

The trees were learnt on text in Latin letters. Whether a block ends with a sentence is a question to every script; the
answer is in its own marks, in how it closes a quotation, or nowhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.blocks import Block

STOPS: Final = "؟۔।॥\u037e։።။។།｡．"
"""What ends a sentence beside `.!?…。！？`: Arabic, Urdu, Hindi, Greek (its question mark, where it is no semicolon),
Armenian, Ethiopic, Burmese, Khmer, Tibetan, and two forms of the Japanese ones."""
_NON_LATIN: Final = "\u0370-\u1dff\u1f00-\u1fff"
_CLOSES: Final = re.compile(
    rf"""(?<= [\u0370-\u03ff\u1f00-\u1fff] ) ; $  # the question mark of Greek
      | (?<= [{_NON_LATIN}] ) [.!?…] “ $  # where „ opens a quotation; in English it is “ that does
      | 。 [^。]*+ $ (?<= [^。！？…] [」』] )  # Japanese has no full stop before these; a headline has none at all""",
    re.VERBOSE,
)
_CLOSERS: Final = (";", "“", "」", "』")
LONGEST_CLOSE: Final = 400
"""Characters at the end of a block that are looked at."""
FEWEST_STOPLESS_CHARS: Final = 80
"""Of a paragraph in Thai or Lao, which have no full stop; what is shorter is a title or a name."""
SAME_LENGTH: Final = 1
"""Characters by which teasers differ that were cut at one number of them."""


def ends_sentence(text: str) -> bool:
    """Whether a block ends with a sentence, though the last of its characters is not among the full stops.

    >>> ends_sentence("Ποιος θα πληρώσει;"), ends_sentence("Аз съм лодкар.“"), ends_sentence("a list;")
    (True, True, False)
    """
    return text.endswith(_CLOSERS) and _CLOSES.search(text, max(0, len(text) - LONGEST_CLOSE)) is not None


def find_ends(text: str, blocks: Sequence[Block]) -> list[int]:
    """The blocks that end with a sentence, though their last character does not say so. O(blocks)."""
    marked = (
        number
        for number, block in enumerate(blocks)
        if text[block.end - 1] in _CLOSERS and ends_sentence(text[block.start : block.end])
    )
    return [*marked, *find_stopless(text, blocks)]


def find_stopless(text: str, blocks: Sequence[Block]) -> list[int]:
    """Paragraphs in Thai and Lao that are taken to end with a sentence, since nothing could say so.

    Two of one length, one behind the other, were cut: teasers of one site. O(blocks).
    """
    lengths = [block.end - block.start if "\u0e00" <= text[block.end - 1] <= "\u0eff" else 0 for block in blocks]
    padded = [0, *lengths, 0]
    return [
        number
        for number, (above, length, below) in enumerate(zip(padded, lengths, padded[2:], strict=False))
        if length >= FEWEST_STOPLESS_CHARS and min(abs(above - length), abs(below - length)) > SAME_LENGTH
    ]
