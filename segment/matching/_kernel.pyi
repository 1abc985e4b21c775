"""What takes most of the time in finding copies, compiled; each function has a twin in NumPy, which gives the same.

Arrays are passed in whole: without gaps, in C's order, of the type that is named. All but the last ones are read; those
that a function fills in are. Each function raises ValueError if the sizes do not fit, or if a place in an array is
outside of what it leads into, and TypeError or BufferError for what is no such array.
"""

from typing_extensions import Buffer

def hash_texts(
    data: Buffer,
    ends: Buffer,
    entries: Buffer,
    letters: Buffer,
    words: Buffer,
    counts: Buffer,
    digests: Buffer,
    unknown: Buffer,
    /,
) -> int:
    """Fill in the hashes (uint32) of the words of texts, how many each has, and one hash (uint64) of each text.

    `data` are the texts in UTF-8, one after the other, `ends` (int64) their ends; `entries` (uint32) and `letters` are
    those of a `FoldTable`. Returns the number of words; or, if the table does not know all characters, how many code
    points (uint32) were filled in as unknown, with a minus. O(bytes). Twin of `fingerprint._hash_texts`.
    """

def fold_letters(
    data: Buffer,
    ends: Buffer,
    entries: Buffer,
    letters: Buffer,
    folded: Buffer,
    word_ends: Buffer,
    counts: Buffer,
    unknown: Buffer,
    /,
) -> int:
    """Fill in the letters of texts (uint8), where their words end among them, and how many words each text has.

    The arguments and the result are as in `hash_texts`. `folded` must have 63 bytes to spare, `word_ends` (int64) two
    places. Twin of `folding._fold_letters`.
    """

def sample_shingles(
    words: Buffer,
    bounds: Buffer,
    masks: Buffer,
    rows: Buffer,
    multipliers: Buffer,
    row_mask: Buffer,
    postings: Buffer,
    /,
) -> int:
    """Fill in the postings (uint64) of texts, and return how many there are. Twin of `fingerprint._sample_shingles`.

    A shingle has as many words as there are `multipliers`; taken are those without a bit of the text's mask. Of a
    posting the bits of `row_mask` are from `rows`, the others from the hash. All but `words` (uint32) are of 64 bits.
    """

def count_shared(words: Buffer, bounds: Buffer, pairs: Buffer, shared: Buffer, /) -> None:
    """Fill in how many shingles of each quarter of the second text of a pair the first one has: shape (pairs, 4).

    Faster where pairs with one first text follow each other. Twin of `verify._count_shared`.
    """

def align(
    words: Buffer,
    bounds: Buffer,
    pairs: Buffer,
    spans: Buffer,
    counts: Buffer,
    numbers: Buffer,
    windows: Buffer,
    /,
) -> int:
    """Fill in the `Alignments` of pairs, and return how many windows there are. Twin of `align._align`.

    `windows` must have room for 32 of each pair. All but `words` (uint32) are int64.
    """

def pair_neighbours(postings: Buffer, row_bits: Buffer, pairs: Buffer, /) -> int:
    """Fill in the pairs of rows that are neighbours in a run of sorted postings, and return how many there are.

    `pairs` must have room for two of each posting. All uint64. Twin of `candidates._pair_neighbours`, which gives them
    in another order.
    """
