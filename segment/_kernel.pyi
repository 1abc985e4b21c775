"""Boosted trees over grades, compiled; `segment.forest` does the same without it."""

from typing_extensions import Buffer

def score(
    padded: Buffer,
    blocks: int,
    width: int,
    feature: Buffer,
    threshold: Buffer,
    value: Buffer,
    root: Buffer,
    output: Buffer,
    outputs: int,
    out: Buffer,
    /,
) -> None:
    """Fill `out`, int64 of shape (blocks, outputs), with what the trees say of each block, summed for each output.

    `padded` are uint8 grades of shape (blocks + 6, width). The trees are the arrays of a `Forest`, with the nodes of
    each in preorder and `root` ascending. Raises ValueError if the sizes do not fit or the nodes are no trees.
    """
