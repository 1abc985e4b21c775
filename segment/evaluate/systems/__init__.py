"""The systems that can be measured: the splitter, the splitter in parts, and rivals to compare it with."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING

from segment.config import DEFAULT
from segment.errors import UsageError
from segment.evaluate.records import GoldDump, Segmentation
from segment.evaluate.systems.ours import split_gold, split_without
from segment.evaluate.systems.simple import (
    FIXED_WORDS,
    cut_at_blank_lines,
    cut_every_so_often,
    cut_everywhere,
    cut_nowhere,
)
from segment.families import FAMILIES

if TYPE_CHECKING:
    from segment.config import SplitConfig

System = Callable[[GoldDump], Segmentation]
"""Anything that says where the articles of a dump start. It sees the text and the units, never the answer."""

OURS = "segment"
ABLATION = f"{OURS}-"


def _load_texttiling() -> System:
    from segment.evaluate.systems.texttiling import cut_in_tiles, load_tokenizer

    load_tokenizer()
    return cut_in_tiles


def _load_c99() -> System:
    from segment.evaluate.systems.c99 import cut_by_density
    from segment.evaluate.systems.terms import load_stemmer

    load_stemmer()
    return cut_by_density


def _load_u00() -> System:
    from segment.evaluate.systems.terms import load_stemmer
    from segment.evaluate.systems.u00 import cut_by_probability

    load_stemmer()
    return cut_by_probability


_BASELINES: dict[str, tuple[Callable[[], System], str]] = {
    "none": (lambda: cut_nowhere, "no boundary: the dump is one article"),
    "blocks": (lambda: cut_everywhere, "each block is an article"),
    "blank-lines": (lambda: cut_at_blank_lines, "an article starts behind each blank line"),
    "fixed": (lambda: cut_every_so_often, f"an article starts every {FIXED_WORDS} words, at the nearest block"),
    "texttiling": (_load_texttiling, "TextTiling (Hearst 1997) as in NLTK"),
    "c99": (_load_c99, "C99 (Choi 2000)"),
    "u00": (_load_u00, "U00 (Utiyama & Isahara 2001)"),
}

SYSTEMS: dict[str, str] = {
    OURS: "the splitter itself",
    **{name: meaning for name, (_, meaning) in _BASELINES.items()},
    **{f"{ABLATION}{family}": f"the splitter without the cues of the family {family}" for family in FAMILIES},
}
"""Each name that `--system` takes and what stands behind it, in the order to show them in."""


def load_system(name: str, config: SplitConfig = DEFAULT.split) -> System:
    """The system of a name; `config` is for the splitter, the others have no settings.

    Raises UsageError for an unknown name, and MissingExtraError where it needs an extra that is not installed.
    """
    if name not in SYSTEMS:
        close = get_close_matches(name, SYSTEMS, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        message = f"no system is called {name!r}.{hint} There are: {', '.join(SYSTEMS)}."
        raise UsageError(message)
    if name in _BASELINES:
        load, _ = _BASELINES[name]
        return load()
    if name == OURS:
        return partial(split_gold, config=config)
    return partial(split_without, config=config, family=name.removeprefix(ABLATION))
