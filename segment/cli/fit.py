"""The command `fit`: gold in, weights out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from segment.cli.console import say
from segment.emit import open_output
from segment.errors import InputError, UsageError
from segment.types import Reject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.config import Config
    from segment.evaluate.records import GoldDump

SUFFIXES = (".json",)


def fit_gold(gold: Sequence[str], pages: Sequence[str], config: Config, *, output: str, seed: int, quiet: bool) -> int:
    """Learn weights from files of gold, and from files of pages, and write them. Returns the exit status.

    Raises UsageError where no dump says which blocks have which role.
    """
    from segment.fit import fit_weights

    began = time.monotonic()

    def on_step(step: str) -> None:
        if not quiet:
            say(f"{time.monotonic() - began:6.0f} s  {step}")

    with open_output(output, inputs=[*gold, *pages], folder=False, suffixes=SUFFIXES) as target:
        on_step("reading")
        dumps, lost = _read(gold, config)
        single, lost_too = _read(pages, config)
        if not dumps and not single:
            message = "no dump of the gold says which role its blocks have. Rows need `blocks` and `articles`."
            raise UsageError(message)
        on_step(f"{len(dumps)} dumps, {len(single)} pages")
        origin = " ".join(["segment fit", *gold, *(f"--pages {name}" for name in pages), f"--seed {seed}"])
        weights = fit_weights(dumps, single, origin=origin, seed=seed, jobs=config.jobs, on_step=on_step)
        target.write(weights.to_json().rstrip(b"\n"))
        on_step(f"written: {output}")
    return InputError.exit_code if lost or lost_too else 0


def _read(names: Sequence[str], config: Config) -> tuple[list[GoldDump], int]:
    """The dumps that have roles, and how many could not be used."""
    from segment.evaluate.gold import read_gold

    dumps, lost = [], 0
    for name in names:
        for dump in read_gold(name, config.read):
            if isinstance(dump, Reject):
                say(str(dump))
                lost += 1
            elif dump.gold.blocks:
                dumps.append(dump)
    return dumps, lost
