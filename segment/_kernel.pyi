"""What takes most of the time, compiled; each function has a twin in NumPy, which gives the same.

Arrays are passed in whole: without gaps, in C's order, of the type that is named. All but the last ones are read; those
that a function fills in are. Each function raises ValueError if the sizes do not fit, or if a place in an array is
outside of what it leads into, and TypeError or BufferError for what is no such array.
"""

from typing_extensions import Buffer

def classify(codes: Buffer, class_table: Buffer, fold_table: Buffer, classes: Buffer, folds: Buffer, /) -> bool:
    """Fill in the class (uint8) and the fold (uint32) of each of the `codes` (uint32) from two tables.

    False if the table does not know all of them yet. Twin of `scan.characters._look_up`.
    """

def find_words(
    classes: Buffer,
    starts: Buffer,
    ends: Buffer,
    word_starts: Buffer,
    word_ends: Buffer,
    block_of: Buffer,
    shouted: Buffer,
    bounds: Buffer,
    /,
) -> int:
    """Fill in the words that begin in a block, and return how many there are. Twin of `scan._find_words`.

    `starts` and `ends` are of blocks in order; `bounds`, one longer, becomes the first word of each block, and the
    number of words. There must be room for them; a word has one character at least. int64, `shouted` bool.
    """

def hash_words(
    folds: Buffer, classes: Buffer, word_starts: Buffer, word_ends: Buffer, words: Buffer, stems: Buffer, /
) -> None:
    """Fill in the hashes (uint64) of words and of their stems. Twin of `scan._hash_words`."""

def group_words(
    stems: Buffer, block_of: Buffer, order: Buffer, stem_numbers: Buffer, pairs: Buffer, stem_of: Buffer, /
) -> int:
    """Fill in which words are of one stem, see `Groups`, and return the number of pairs. Twin of `scan._group_words`.

    All int64 of one length; of `stem_of` what stands behind the pairs means nothing. O(words).
    """

def count_classes(classes: Buffer, starts: Buffer, ends: Buffer, counts: Buffer, /) -> None:
    """Fill in how many characters of each class each block has. Twin of `scan._count_classes`.

    `counts` is int64 of shape (blocks, classes).
    """

def count_marks(marks: Buffer, starts: Buffer, stops: Buffer, counts: Buffer, /) -> None:
    """Fill in how many words of each block have each bit of `marks` (uint32). Twin of `scan.count_marks`.

    `counts` is int64 of shape (bits, blocks), for at most 32 bits.
    """

def look_up(words: Buffer, table: Buffer, index: Buffer, places: Buffer, /) -> None:
    """Fill in the place of each word in an ascending table, or -1; all of 64 bits. Twin of `lexicon.WordTable.find`.

    `index` has an entry for each value of the highest bits, where those hashes begin, and one for the end.
    """

def sum_models(
    reduced: Buffer, starts: Buffer, stops: Buffer, weights: Buffer, sums: Buffer, from_end: bool, /
) -> None:
    """Fill in what linear models say of the words of each block. Twin of `lexicon._sum_models`.

    `weights` is int8 of shape (32768, models), `sums` int64 of shape (blocks, models).
    """

def sum_uses(
    order: Buffer,
    stems: Buffer,
    words: Buffer,
    weights: Buffer,
    named: Buffer,
    block_of: Buffer,
    reaches: Buffer,
    block_reaches: Buffer,
    windows: Buffer,
    spans: Buffer,
    shares: Buffer,
    starting: Buffer,
    stopping: Buffer,
    /,
) -> None:
    """Fill in what pairs of uses of one word weigh over each gap, see `Uses` and `Sums`. Twin of `cohesion._sum_uses`.

    O(uses times windows). `named` is bool, the others int64; sums beyond 64 bits wrap.
    """

def sum_sides(sums: Buffer, gaps: Buffer, windows: Buffer, found: Buffer, /) -> None:
    """Fill in what stands in each window above and below each gap. Twin of `cohesion._sum_sides`.

    All int64; `sums` of shape (rows, places + 1) are what stands before each place, `found` is of shape
    (2, rows, windows, gaps).
    """

def grade(values: Buffer, edges: Buffer, bounds: Buffer, grades: Buffer, /) -> None:
    """Fill in the grade (uint8) of each value (float64, no NaN) among the edges of its column, from 1.

    `values` is of shape (blocks, columns); the edges of a column, 254 at most, stand from one of the `bounds` to the
    next. Twin of `Weights._grade`.
    """

def walk(
    entering: Buffer, first: Buffer, origins: Buffer, entries: Buffer, ends: Buffer, places: Buffer, how: Buffer, /
) -> None:
    """Fill in the place of each block and how it is entered, on the walk of most worth. Twin of `decode._find_walk`.

    All int64; `entering` of shape (blocks, 3, places), `origins` and `entries` of shape (places, ways), for at most
    16 places. Of ways that are worth the same the first is taken.
    """

def link(measures: Buffer, weights: Buffer, reach: Buffer, odds: Buffer, origins: Buffer, /) -> None:
    """Fill in the odds (float64) of the best chain that ends at each place, and the place (int64) before it or -1.

    `measures` (int64) ascend; `weights` are float64; `reach` is the least distance of two places, and the first that is
    too far (int64). Twin of `regular._link`.
    """

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
