"""Gold made of a few units, and articles that share no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.evaluate.records import GoldDump, Segmentation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

FERRY = (
    "The ferry to the northern islands was late again because the harbour froze during the night.",
    "Passengers waited in the harbour hall until the ferry had broken through the ice near the pier.",
    "The captain of the ferry said that the ice would close the harbour to all ships before the weekend.",
    "Islanders fear that without the ferry their harbour shops will have no passengers and no bread.",
)
CHESS = (
    "A grandmaster from the valley won the chess tournament after a long endgame with two rooks.",
    "Her opponent offered a draw in the endgame, but the grandmaster pushed her pawn and won the queen.",
    "Chess clubs in the valley expect that the tournament brings them young players and better boards.",
    "The grandmaster opened with the queen and lost a pawn, which chess players call a gambit.",
)
BREAD = (
    "Bakers mix rye flour with sour dough and let the loaves rise in baskets before the oven is hot.",
    "Sour dough needs flour and warmth, and bakers feed it twice so that the loaves rise well.",
    "The oven must be hot enough for the crust of the rye loaves, bakers tell their apprentices.",
    "Apprentices learn to knead dough, to weigh flour and to pull loaves out of the oven in time.",
)


def gold_of(texts: Sequence[str], starts: Sequence[int] = (), *, joiner: str = "\n") -> GoldDump:
    """A dump with each text as a unit; `starts` are the numbers of the units that start an article."""
    units = []
    offset = 0
    for text in texts:
        units.append(Span(offset, offset + len(text)))
        offset += len(text) + len(joiner)
    gold = Segmentation(tuple(units[number].start for number in starts))
    return GoldDump("ferry", "gold.jsonl", 0, 1, joiner.join(texts), gold, tuple(units))


def numbers_of(gold: GoldDump, found: Segmentation) -> list[int]:
    """The numbers of the units that start an article."""
    starts = [unit.start for unit in gold.units]
    return [starts.index(start) for start in found.starts]
