/* What takes most of the time, compiled: the words of a dump, what is summed over them, and the trees.

Each function here has a twin in NumPy, named beside it, which gives the same bytes; a test holds both together. All
arithmetic is on whole numbers: what is divided or rooted is so in NumPy, for both.

Nothing that is passed in is trusted: sizes are checked before the start, places in an array as they are met. */

#include "_views.h"

/* ---- Characters and words: scan */

enum { UPPER = 1, LETTER = 2, WIDE = 3, DIGIT = 4, APOSTROPHE = 12, UNKNOWN = 255 }; /* of Char in scan/characters.py */
enum { LONGEST_WORD = 16, STEM_CHARS = 6 };
enum { WIDE_STEM_CHARS = 2, LONG_WIDE_STEM_CHARS = 4, LAST_LONG_WIDE = 0x17FF }; /* of scan/__init__.py */

/* classify(codes, class_table, fold_table, classes, folds): twin of `characters._look_up`. */
static PyObject *classify(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "ibiBI"))
        return NULL;
    const uint32_t *codes = in.views[0].buf, *fold_table = in.views[2].buf;
    const uint8_t *class_table = in.views[1].buf;
    uint8_t *classes = in.views[3].buf;
    uint32_t *folds = in.views[4].buf;
    Py_ssize_t chars = in.items[0], known = in.items[1];
    if (in.items[2] != known || in.items[3] != chars || in.items[4] != chars)
        return finish(&in, "tables or texts differ in length", NULL);
    int unknown = 0;
    for (Py_ssize_t i = 0; i < chars; i++) {
        if (codes[i] >= (size_t)known)
            return finish(&in, "no such character", NULL);
        classes[i] = class_table[codes[i]];
        folds[i] = fold_table[codes[i]];
        unknown |= classes[i] == UNKNOWN;
    }
    return finish(&in, NULL, PyBool_FromLong(!unknown));
}

/* Whether a character is of a word: letters and figures, and an apostrophe between letters. */
static int is_inside(const uint8_t *classes, Py_ssize_t chars, Py_ssize_t at)
{
    if (classes[at] <= DIGIT)
        return 1;
    return classes[at] == APOSTROPHE && at > 0 && at < chars - 1 && classes[at - 1] <= LETTER &&
           classes[at + 1] <= LETTER;
}

/* Behind the word that begins at a character. */
static Py_ssize_t end_word(const uint8_t *classes, Py_ssize_t chars, Py_ssize_t start)
{
    Py_ssize_t end = start + 1;
    if (classes[start] != WIDE)
        while (end < chars && classes[end] != WIDE && is_inside(classes, chars, end))
            end++;
    return end;
}

/* Whether a word has two letters and more and all of them are capitals. */
static uint8_t is_shouted(const uint8_t *classes, Py_ssize_t start, Py_ssize_t end)
{
    for (Py_ssize_t at = start; at < end; at++)
        if (classes[at] != UPPER)
            return 0;
    return end - start > 1;
}

/* find_words(classes, starts, ends, word_starts, word_ends, block_of, shouted, bounds): twin of `scan._find_words`. */
static PyObject *find_words(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "bqqQQQBQ"))
        return NULL;
    const uint8_t *classes = in.views[0].buf;
    const int64_t *starts = in.views[1].buf, *ends = in.views[2].buf;
    int64_t *word_starts = in.views[3].buf, *word_ends = in.views[4].buf, *block_of = in.views[5].buf;
    uint8_t *shouted = in.views[6].buf;
    int64_t *bounds = in.views[7].buf;
    Py_ssize_t chars = in.items[0], blocks = in.items[1], room = in.items[3], words = 0, block = -1;
    if (in.items[2] != blocks || in.items[7] - 1 != blocks)
        return finish(&in, "starts, ends and bounds are not of as many blocks", NULL);
    if (in.items[4] != room || in.items[5] != room || in.items[6] != room)
        return finish(&in, "word_starts, word_ends, block_of and shouted differ in length", NULL);
    for (Py_ssize_t at = 0; at < chars;) {
        if (!is_inside(classes, chars, at)) {
            at++;
            continue;
        }
        Py_ssize_t end = end_word(classes, chars, at);
        while (block + 1 < blocks && starts[block + 1] <= at)
            bounds[++block] = words;
        if (block >= 0 && at < ends[block]) {
            if (words == room)
                return finish(&in, "more words than there is room for", NULL);
            word_starts[words] = at;
            word_ends[words] = end;
            shouted[words] = is_shouted(classes, at, end);
            block_of[words++] = block;
        }
        at = end;
    }
    while (block < blocks)
        bounds[++block] = words;
    return finish(&in, NULL, PyLong_FromSsize_t(words));
}

/* The finaliser of splitmix64 (Steele et al. 2014). */
static uint64_t mix(uint64_t hash)
{
    hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ hash >> 27) * 0x94D049BB133111EBU;
    return hash ^ hash >> 31;
}

/* hash_words(folds, classes, word_starts, word_ends, words, stems): twin of `scan._hash_words`. */
static PyObject *hash_words(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "ibqqQQ"))
        return NULL;
    const uint32_t *folds = in.views[0].buf;
    const uint8_t *classes = in.views[1].buf;
    const int64_t *starts = in.views[2].buf, *ends = in.views[3].buf;
    uint64_t *words = in.views[4].buf, *stems = in.views[5].buf;
    Py_ssize_t chars = in.items[0], count = in.items[2];
    if (in.items[1] != chars)
        return finish(&in, "folds and classes differ in length", NULL);
    if (in.items[3] != count || in.items[4] != count || in.items[5] != count)
        return finish(&in, "starts, ends and hashes differ in length", NULL);
    for (Py_ssize_t word = 0; word < count; word++) {
        int64_t start = starts[word], end = ends[word];
        if (start < 0 || start > end || end > chars)
            return finish(&in, "a word is not in the text", NULL);
        int64_t length = end - start;
        if (length && end < chars && classes[start] == WIDE && classes[end] == WIDE) {
            length = WIDE_STEM_CHARS;
            while (folds[start] <= LAST_LONG_WIDE && length < LONG_WIDE_STEM_CHARS && start + length < chars &&
                   classes[start + length] == WIDE)
                length++;
        }
        uint64_t hash = 0, stem = 0;
        for (int64_t place = 0; place < length && place < LONGEST_WORD; place++) {
            hash = (hash ^ folds[start + place]) * 0x9E3779B97F4A7C15U;
            stem = place < STEM_CHARS ? hash : stem;
        }
        words[word] = mix(hash);
        stems[word] = mix(stem);
    }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* Sorts words by their stems, digit by digit, so that no text takes longer than another. `room` is for as many words. */
static void sort_by_stem(const uint64_t *stems, Py_ssize_t words, int64_t *order, int64_t *room)
{
    enum { DIGITS = 8, VALUES = 256 };
    for (Py_ssize_t word = 0; word < words; word++)
        order[word] = word;
    for (int digit = 0; digit < DIGITS; digit++) {
        Py_ssize_t places[VALUES + 1] = {0};
        for (Py_ssize_t word = 0; word < words; word++)
            places[1 + (stems[word] >> 8 * digit & 0xFF)]++;
        for (int value = 0; value < VALUES; value++)
            places[value + 1] += places[value];
        for (Py_ssize_t i = 0; i < words; i++)
            room[places[stems[order[i]] >> 8 * digit & 0xFF]++] = order[i];
        int64_t *sorted = room; /* after an even number of digits what is sorted is in `order` again */
        room = order;
        order = sorted;
    }
}

/* group_words(stems, block_of, order, stem_numbers, pairs, stem_of): twin of `scan._group_words`. */
static PyObject *group_words(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqQQQQ"))
        return NULL;
    const uint64_t *stems = in.views[0].buf;
    const int64_t *block_of = in.views[1].buf;
    int64_t *order = in.views[2].buf, *numbers = in.views[3].buf, *pairs = in.views[4].buf, *stem_of = in.views[5].buf;
    Py_ssize_t words = in.items[0], stem = -1, pair = -1;
    for (int i = 1; i < 6; i++)
        if (in.items[i] != words)
            return finish(&in, "arrays of words differ in length", NULL);
    sort_by_stem(stems, words, order, stem_of);
    for (Py_ssize_t i = 0; i < words; i++) {
        int64_t word = order[i];
        int is_new = i == 0 || stems[order[i - 1]] != stems[word];
        stem += is_new;
        if (is_new || block_of[order[i - 1]] != block_of[word])
            stem_of[++pair] = stem;
        numbers[word] = stem;
        pairs[word] = pair;
    }
    return finish(&in, NULL, PyLong_FromSsize_t(pair + 1));
}

/* count_classes(classes, starts, ends, counts): twin of `scan._count_classes`. */
static PyObject *count_classes(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "bqqQ"))
        return NULL;
    const uint8_t *classes = in.views[0].buf;
    const int64_t *starts = in.views[1].buf, *ends = in.views[2].buf;
    int64_t *counts = in.views[3].buf;
    Py_ssize_t chars = in.items[0], blocks = in.items[1], kinds = blocks ? in.items[3] / blocks : 0;
    if (in.items[2] != blocks || in.items[3] != blocks * kinds)
        return finish(&in, "starts, ends and counts are not of as many blocks", NULL);
    memset(counts, 0, (size_t)in.items[3] * sizeof *counts);
    for (Py_ssize_t block = 0; block < blocks; block++, counts += kinds) {
        if (starts[block] < 0 || starts[block] > ends[block] || ends[block] > chars)
            return finish(&in, "a block is not in the text", NULL);
        for (int64_t at = starts[block]; at < ends[block]; at++) {
            if (classes[at] >= kinds)
                return finish(&in, "no such class", NULL);
            counts[classes[at]]++;
        }
    }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* count_marks(marks, starts, stops, counts): twin of `scan.count_marks`. */
static PyObject *count_marks(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "iqqQ"))
        return NULL;
    const uint32_t *marks = in.views[0].buf;
    const int64_t *starts = in.views[1].buf, *stops = in.views[2].buf;
    int64_t *counts = in.views[3].buf; /* a row for each mark */
    Py_ssize_t words = in.items[0], blocks = in.items[1], kinds = blocks ? in.items[3] / blocks : 0;
    if (in.items[2] != blocks || in.items[3] != blocks * kinds || kinds > 32)
        return finish(&in, "starts, stops and counts are not of as many blocks", NULL);
    memset(counts, 0, (size_t)in.items[3] * sizeof *counts);
    for (Py_ssize_t block = 0; block < blocks; block++) {
        if (starts[block] < 0 || stops[block] > words)
            return finish(&in, "a block is not in the text", NULL);
        for (int64_t word = starts[block]; word < stops[block]; word++)
            for (Py_ssize_t kind = 0; kind < kinds && marks[word] >> kind; kind++)
                counts[kind * blocks + block] += marks[word] >> kind & 1;
    }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* ---- What is known of words: measures/lexicon.py */

/* look_up(words, table, index, places): twin of `WordTable.find`. `index` has a power of two of entries, and
one more: the first place in `table` of a hash with these highest bits. */
static PyObject *look_up(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqqQ"))
        return NULL;
    const uint64_t *words = in.views[0].buf, *table = in.views[1].buf;
    const int64_t *index = in.views[2].buf;
    int64_t *places = in.views[3].buf;
    Py_ssize_t count = in.items[0], size = in.items[1], parts = in.items[2] - 1;
    if (in.items[3] != count)
        return finish(&in, "words and places differ in length", NULL);
    if (parts < 2 || (parts & (parts - 1)))
        return finish(&in, "the parts of the index are no power of two", NULL);
    int shift = 64;
    for (Py_ssize_t rest = parts; rest > 1; rest >>= 1)
        shift--;
    for (Py_ssize_t word = 0; word < count; word++) {
        const int64_t *part = index + (words[word] >> shift);
        if (part[0] < 0 || part[0] > part[1] || part[1] > size)
            return finish(&in, "the index is not one of this table", NULL);
        places[word] = -1;
        for (int64_t place = part[0]; place < part[1] && table[place] <= words[word]; place++)
            if (table[place] == words[word])
                places[word] = place;
    }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

enum { BUCKET_BITS = 15, PLACED = 5 };
static const uint64_t FACTORS[] = {0x9E3779B97F4A7C15U, 0xC2B2AE3D27D4EB4FU, 0x165667B19E3779F9U};

typedef struct {
    const int8_t *weights;
    Py_ssize_t models;
    int64_t *sums; /* of one block */
} Models;

static void add_bucket(const Models *to, uint64_t key)
{
    const int8_t *weights = to->weights + (key >> (64 - BUCKET_BITS)) * (size_t)to->models;
    for (Py_ssize_t model = 0; model < to->models; model++)
        to->sums[model] += weights[model];
}

/* Adds the words of one block, the pairs of neighbours, and the outermost words with their place. */
static void add_words(const Models *to, const uint64_t *reduced, int64_t start, int64_t stop, int from_end)
{
    for (int64_t word = start; word < stop; word++) {
        add_bucket(to, (reduced[word] + 1) * FACTORS[0]);
        if (word + 1 < stop)
            add_bucket(to, ((reduced[word] + 1) * FACTORS[1] ^ (reduced[word + 1] + 1) * FACTORS[2]) * FACTORS[0]);
    }
    for (int64_t step = 0; step < PLACED && step < stop - start; step++) {
        int64_t word = from_end ? stop - 1 - step : start + step;
        uint64_t key = (reduced[word] + 1) * FACTORS[2] + (uint64_t)(step + 7) * FACTORS[1];
        add_bucket(to, (key ^ key >> 29) * FACTORS[0]);
    }
}

/* sum_models(reduced, starts, stops, weights, sums, from_end): twin of `lexicon._sum_models`. */
static PyObject *sum_models(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    int from_end = given ? PyObject_IsTrue(args[given - 1]) : 0;
    if (from_end < 0 || !open_views(&in, args, given - 1, "qqqbQ"))
        return NULL;
    const uint64_t *reduced = in.views[0].buf;
    const int64_t *starts = in.views[1].buf, *stops = in.views[2].buf;
    Py_ssize_t words = in.items[0], blocks = in.items[1];
    Models to = {in.views[3].buf, in.items[3] >> BUCKET_BITS, in.views[4].buf};
    if (in.items[2] != blocks || in.items[3] != to.models << BUCKET_BITS)
        return finish(&in, "starts, stops or weights are of another length", NULL);
    if (to.models ? in.items[4] % to.models || in.items[4] / to.models != blocks : in.items[4])
        return finish(&in, "sums is not of blocks times models numbers", NULL);
    memset(to.sums, 0, (size_t)in.items[4] * sizeof *to.sums);
    for (Py_ssize_t block = 0; block < blocks; block++, to.sums += to.models) {
        if (starts[block] < 0 || stops[block] > words)
            return finish(&in, "a block is not in the text", NULL);
        if (starts[block] < stops[block])
            add_words(&to, reduced, starts[block], stops[block], from_end);
    }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* ---- What both sides of a gap have in common: measures/cohesion.py */

enum { RECURRENCES = 12 };

typedef struct {
    const int64_t *order, *words, *weights, *block_of;
    const uint64_t *stems;
    const uint8_t *named;
    Py_ssize_t uses, blocks;
    const int64_t *reaches, *block_reaches, *windows;
    Py_ssize_t reach_count, block_reach_count, window_count;
    int64_t *spans;  /* rows of blocks: chains, chains of names, links, then dot, before, behind and links of windows */
    int64_t *shares; /* rows of blocks: known, recurring and known names */
    int64_t *starting, *stopping;
} Uses;

/* Adds to the gaps from that of block `first` to before that of block `stop`; see `sum_up`. */
static void add_span(const Uses *uses, Py_ssize_t row, int64_t first, int64_t stop, uint64_t weight)
{
    uint64_t *span = (uint64_t *)uses->spans + row * uses->blocks;
    if (first >= stop)
        return;
    span[first] += weight;
    if (stop < uses->blocks)
        span[stop] -= weight;
}

/* The first gap with as many uses above it. */
static int64_t find_gap(const Uses *uses, int64_t above)
{
    return above <= 0 ? 0 : above > uses->uses ? uses->blocks : uses->block_of[above - 1] + 1;
}

/* Adds to the gaps with `low` to `high` uses above them. */
static void cover(const Uses *uses, Py_ssize_t row, int64_t low, int64_t high, uint64_t weight)
{
    if (low <= high)
        add_span(uses, row, find_gap(uses, low), find_gap(uses, high + 1), weight);
}

static int64_t least(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

static int64_t most(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

/* A use and the next one of the same word. */
static void add_chain(const Uses *uses, int64_t left, int64_t right)
{
    int64_t before = uses->block_of[left], behind = uses->block_of[right];
    uint64_t weight = (uint64_t)uses->weights[left];
    int named = uses->named[left] && uses->named[right];
    for (Py_ssize_t i = 0; i < uses->reach_count; i++)
        if (uses->words[right] - uses->words[left] <= uses->reaches[i]) {
            add_span(uses, i, before + 1, behind + 1, weight);
            if (named)
                add_span(uses, uses->reach_count + i, before + 1, behind + 1, weight);
        }
    add_span(uses, 2 * uses->reach_count, before + 1, behind + 1, weight);
    for (Py_ssize_t i = 0; i < uses->block_reach_count; i++)
        if (behind > before && behind - before <= uses->block_reaches[i]) {
            uint64_t *rows = (uint64_t *)uses->shares + 3 * i * uses->blocks;
            rows[behind] += weight;
            rows[uses->blocks + before] += weight;
            if (named)
                rows[2 * uses->blocks + behind] += weight;
        }
}

/* Two uses of one word, as what they add to the products of the words above and below each gap. */
static void add_pair(const Uses *uses, int64_t left, int64_t right, int is_next)
{
    uint64_t weight = (uint64_t)uses->weights[left], square = weight * weight;
    for (Py_ssize_t i = 0; i < uses->window_count; i++) {
        int64_t window = uses->windows[i];
        Py_ssize_t row = 2 * uses->reach_count + 1 + 4 * i;
        if (right - left >= 2 * window)
            continue;
        cover(uses, row, most(left + 1, right - window + 1), least(right, left + window), square);
        cover(uses, row + 1, right + 1, least(left + window, uses->uses), 2 * square);
        cover(uses, row + 2, most(right - window + 1, 0), left, 2 * square);
        if (is_next)
            cover(uses, row + 3, left + 1, right, weight);
    }
}

/* All pairs, up to RECURRENCES uses apart, so that the cost stays linear. */
static void add_uses(const Uses *uses)
{
    Py_ssize_t first = 0; /* of the same word */
    for (Py_ssize_t i = 1; i < uses->uses; i++) {
        int64_t right = uses->order[i], left = uses->order[i - 1];
        if (uses->stems[left] != uses->stems[right]) {
            first = i;
            continue;
        }
        add_chain(uses, left, right);
        for (Py_ssize_t j = i - 1; j >= first && j >= i - RECURRENCES; j--)
            add_pair(uses, uses->order[j], right, j == i - 1);
        if (i - 1 == first)
            uses->starting[left] = uses->weights[left];
        if (i + 1 == uses->uses || uses->stems[uses->order[i + 1]] != uses->stems[right])
            uses->stopping[right] = uses->weights[right];
    }
}

/* From what is added at each gap to what there is. */
static void sum_up(const Uses *uses, Py_ssize_t rows)
{
    for (Py_ssize_t row = 0; row < rows; row++) {
        uint64_t *span = (uint64_t *)uses->spans + row * uses->blocks;
        for (Py_ssize_t block = 1; block < uses->blocks; block++)
            span[block] += span[block - 1];
    }
}

static const char *find_fault_of_uses(const Uses *uses)
{
    for (Py_ssize_t use = 0; use < uses->uses; use++) {
        if (uses->order[use] < 0 || uses->order[use] >= uses->uses)
            return "no such use";
        if (uses->block_of[use] < 0 || uses->block_of[use] >= uses->blocks)
            return "no such block";
        if (uses->words[use] < 0)
            return "no such word";
    }
    for (Py_ssize_t i = 0; i < uses->window_count; i++)
        if (uses->windows[i] < 0 || uses->windows[i] > INT32_MAX)
            return "a window is out of range";
    return NULL;
}

/* sum_uses(order, stems, words, weights, named, block_of, reaches, block_reaches, windows, spans, shares, starting,
stopping): twin of `cohesion._sum_uses`. */
static PyObject *sum_uses(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqqqbqqqqQQQQ"))
        return NULL;
    Uses uses = {
        .order = in.views[0].buf, .stems = in.views[1].buf, .words = in.views[2].buf, .weights = in.views[3].buf,
        .named = in.views[4].buf, .block_of = in.views[5].buf, .uses = in.items[0], .reaches = in.views[6].buf,
        .block_reaches = in.views[7].buf, .windows = in.views[8].buf, .reach_count = in.items[6],
        .block_reach_count = in.items[7], .window_count = in.items[8], .spans = in.views[9].buf,
        .shares = in.views[10].buf, .starting = in.views[11].buf, .stopping = in.views[12].buf,
    };
    Py_ssize_t span_rows = 2 * uses.reach_count + 1 + 4 * uses.window_count, share_rows = 3 * uses.block_reach_count;
    uses.blocks = in.items[9] / span_rows;
    if (share_rows == 0)
        return finish(&in, "no reach in blocks", NULL);
    for (int i = 1; i < 6; i++)
        if (in.items[i] != uses.uses)
            return finish(&in, "the uses differ in number", NULL);
    if (in.items[9] != span_rows * uses.blocks || in.items[10] % share_rows || in.items[10] / share_rows != uses.blocks)
        return finish(&in, "spans or shares are not of as many blocks", NULL);
    if (in.items[11] != uses.uses || in.items[12] != uses.uses)
        return finish(&in, "starting or stopping are not of as many uses", NULL);
    const char *fault = find_fault_of_uses(&uses);
    if (fault)
        return finish(&in, fault, NULL);
    for (int i = 9; i < 13; i++)
        memset(in.views[i].buf, 0, (size_t)in.views[i].len);
    add_uses(&uses);
    sum_up(&uses, span_rows);
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* sum_sides(sums, gaps, windows, found): twin of `cohesion._sum_sides`. */
static PyObject *sum_sides(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqqQ"))
        return NULL;
    const uint64_t *sums = in.views[0].buf;
    const int64_t *gaps = in.views[1].buf, *windows = in.views[2].buf;
    uint64_t *above = in.views[3].buf, *below = above + in.items[3] / 2;
    Py_ssize_t blocks = in.items[1], step = in.items[2] * blocks, rows = step ? in.items[3] / 2 / step : 0;
    Py_ssize_t size = rows ? in.items[0] / rows : 0;
    if (in.items[3] != 2 * rows * step || (rows && in.items[0] != rows * size))
        return finish(&in, "sums and found are not of as many rows", NULL);
    for (Py_ssize_t row = 0; row < rows; row++, sums += size)
        for (Py_ssize_t i = 0; i < in.items[2]; i++)
            for (Py_ssize_t block = 0; block < blocks; block++) {
                int64_t gap = gaps[block], window = windows[i];
                if (gap < 0 || gap >= size || window < 0 || window > INT32_MAX)
                    return finish(&in, "a gap or a window is out of range", NULL);
                *above++ = sums[gap] - sums[most(gap - window, 0)];
                *below++ = sums[least(gap + window, size - 1)] - sums[gap];
            }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* ---- Grades: model.py */

enum { MOST_EDGES = 254, ROWS = 64 };

/* The place of a value among edges: how many of them are below it. Branches would be taken at random. */
static Py_ssize_t count_below(const double *edges, Py_ssize_t count, double value)
{
    const double *from = edges;
    while (count > 1) {
        Py_ssize_t half = count / 2;
        from += half * (from[half - 1] < value);
        count -= half;
    }
    return from - edges + (count == 1 && *from < value);
}

/* grade(values, edges, bounds, grades): twin of `Weights._grade_columns`. */
static PyObject *grade(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqqB"))
        return NULL;
    const double *values = in.views[0].buf, *edges = in.views[1].buf;
    const int64_t *bounds = in.views[2].buf;
    uint8_t *grades = in.views[3].buf;
    Py_ssize_t width = in.items[2] - 1;
    if (in.items[0] != in.items[3] || (width > 0 ? in.items[0] % width : in.items[0]))
        return finish(&in, "values, bounds and grades do not fit", NULL);
    for (Py_ssize_t column = 0; column < width; column++)
        if (bounds[column] < 0 || bounds[column] > bounds[column + 1] || bounds[column + 1] > in.items[1] ||
            bounds[column + 1] - bounds[column] > MOST_EDGES)
            return finish(&in, "the bounds are not of these edges", NULL);
    /* Some rows of a column at a time: what the processor has learnt of its edges holds for all of them. */
    for (Py_ssize_t top = 0; top < in.items[0]; top += ROWS * width)
        for (Py_ssize_t column = 0; column < width; column++) {
            const double *from = edges + bounds[column];
            Py_ssize_t count = bounds[column + 1] - bounds[column];
            for (Py_ssize_t at = top + column; at < in.items[0] && at < top + ROWS * width; at += width)
                grades[at] = (uint8_t)(1 + count_below(from, count, values[at]));
        }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* ---- Boosted trees over grades: forest.py

A tree is not walked down: all its nodes are worked out for TILE blocks at once, from the last node to the first, and
each inner node picks, block by block, what its left or its right child has found. No step depends on what the grades
are, so that a processor does many blocks with one instruction: 3 ns for each tree of 16 to 24 leaves and each block,
where a walk takes 16 to 20 ns. */

enum {
    REACH = 3, /* blocks above and below that a tree may ask, as in forest.py */
    SPAN = 2 * REACH + 1,
    LEAF = 0xFFFF,
    TILE = 64,
    COLUMN = TILE + 2 * REACH, /* grades of one column that a tile may ask */
    HIGHEST = 128,             /* results that wait for their parent: a left child has at most 253 nodes */
    MOST_OUTPUTS = 256,
};

typedef struct {
    const uint8_t *padded; /* grades, a row for each block, and REACH rows on both sides */
    Py_ssize_t blocks, width;
    const char *feature; /* uint16 */
    const uint8_t *threshold;
    const char *value; /* int16 */
    Py_ssize_t nodes;
    const char *root; /* uint32 */
    const uint8_t *output;
    Py_ssize_t trees, outputs;
    char *out; /* int64, a row for each block */
} Task;

/* Buffers need not be aligned. */
static uint16_t get_feature(const Task *task, Py_ssize_t node)
{
    uint16_t feature;
    memcpy(&feature, task->feature + node * (Py_ssize_t)sizeof feature, sizeof feature);
    return feature;
}

static int16_t get_value(const Task *task, Py_ssize_t node)
{
    int16_t value;
    memcpy(&value, task->value + node * (Py_ssize_t)sizeof value, sizeof value);
    return value;
}

static Py_ssize_t get_root(const Task *task, Py_ssize_t tree)
{
    uint32_t root;
    memcpy(&root, task->root + tree * (Py_ssize_t)sizeof root, sizeof root);
    return root > (size_t)task->nodes ? -1 : (Py_ssize_t)root;
}

/* The grades that a tile from block `start` on may ask: column after column, 0 behind the last row. */
static void turn(const Task *task, Py_ssize_t start, uint8_t *columns)
{
    Py_ssize_t rows = task->blocks - start < TILE ? task->blocks - start + 2 * REACH : COLUMN;
    memset(columns, 0, (size_t)task->width * COLUMN);
    for (Py_ssize_t row = 0; row < rows; row++) {
        const uint8_t *grades = task->padded + (start + row) * task->width;
        for (Py_ssize_t column = 0; column < task->width; column++)
            columns[column * COLUMN + row] = grades[column];
    }
}

/* Written so that compilers see that there is nothing to branch on. */
static void pick(const uint8_t *restrict grades, int threshold, const int16_t *restrict left, int16_t *restrict right)
{
    for (int i = 0; i < TILE; i++) {
        int16_t goes_left = (int16_t) - (grades[i] <= threshold);
        right[i] = (int16_t)(right[i] ^ ((left[i] ^ right[i]) & goes_left));
    }
}

/* What one tree says of a tile, into `found[0]`. Returns 0 if its nodes are no tree. */
static int ask_tree(const Task *task, Py_ssize_t begin, Py_ssize_t end, const uint8_t *columns, int16_t (*found)[TILE])
{
    int height = 0;
    for (Py_ssize_t node = end; node-- > begin;) {
        uint16_t feature = get_feature(task, node);
        if (feature == LEAF) {
            int16_t value = get_value(task, node);
            if (height == HIGHEST)
                return 0;
            for (int i = 0; i < TILE; i++)
                found[height][i] = value;
            height++;
        } else {
            if (height < 2 || feature / SPAN >= task->width)
                return 0;
            pick(columns + feature / SPAN * (Py_ssize_t)COLUMN + feature % SPAN, task->threshold[node],
                 found[height - 1], found[height - 2]);
            height--;
        }
    }
    return height == 1;
}

/* Returns 0 if the nodes are no trees. */
static int score_tile(const Task *task, const uint8_t *columns, int64_t *sums)
{
    int16_t found[HIGHEST][TILE];
    memset(sums, 0, (size_t)task->outputs * TILE * sizeof *sums);
    for (Py_ssize_t tree = 0; tree < task->trees; tree++) {
        Py_ssize_t begin = get_root(task, tree);
        Py_ssize_t end = tree + 1 < task->trees ? get_root(task, tree + 1) : task->nodes;
        uint8_t output = task->output[tree];
        if (begin < 0 || end < 0 || output >= task->outputs || !ask_tree(task, begin, end, columns, found))
            return 0;
        for (int i = 0; i < TILE; i++)
            sums[output * TILE + i] += found[0][i];
    }
    return 1;
}

static int score_blocks(const Task *task, uint8_t *columns, int64_t *sums)
{
    char *out = task->out;
    for (Py_ssize_t start = 0; start < task->blocks; start += TILE) {
        turn(task, start, columns);
        if (!score_tile(task, columns, sums))
            return 0;
        for (Py_ssize_t i = 0; i < TILE && start + i < task->blocks; i++)
            for (Py_ssize_t output = 0; output < task->outputs; output++, out += sizeof *sums)
                memcpy(out, sums + output * TILE + i, sizeof *sums);
    }
    return 1;
}

/* What is wrong with the sizes of the buffers, or NULL. Divides, since a product may overflow. */
static const char *find_fault(const Task *task, Py_ssize_t padded, Py_ssize_t features, Py_ssize_t values,
                              Py_ssize_t roots, Py_ssize_t out)
{
    if (task->blocks < 0 || task->width < 0 || task->width > PY_SSIZE_T_MAX / COLUMN)
        return "blocks or width out of range";
    if (task->outputs < 0 || task->outputs > MOST_OUTPUTS)
        return "outputs out of range";
    if (task->width ? padded % task->width || padded / task->width - 2 * REACH != task->blocks : padded)
        return "padded is not of (blocks + 6) times width grades";
    if (features % 2 || features / 2 != task->nodes || values % 2 || values / 2 != task->nodes)
        return "feature, threshold and value differ in length";
    if (roots % 4 || roots / 4 != task->trees)
        return "root and output differ in length";
    if (task->outputs ? out % (8 * task->outputs) || out / (8 * task->outputs) != task->blocks : out)
        return "out is not of blocks times outputs numbers";
    return NULL;
}

static PyObject *run(const Task *task)
{
    int done = 0;
    uint8_t *columns = malloc((size_t)task->width * COLUMN + 1);
    int64_t *sums = malloc((size_t)task->outputs * TILE * sizeof *sums + 1);
    if (columns && sums) {
        Py_BEGIN_ALLOW_THREADS
        done = task->outputs == 0 || score_blocks(task, columns, sums);
        Py_END_ALLOW_THREADS
        if (!done)
            PyErr_SetString(PyExc_ValueError, "the nodes are no trees in preorder");
    } else {
        PyErr_NoMemory();
    }
    free(columns);
    free(sums);
    return done ? Py_NewRef(Py_None) : NULL;
}

static PyObject *score(PyObject *module, PyObject *args)
{
    Py_buffer padded, feature, threshold, value, root, output, out;
    Py_ssize_t blocks, width, outputs;
    (void)module;
    if (!PyArg_ParseTuple(args, "y*nny*y*y*y*y*nw*:score", &padded, &blocks, &width, &feature, &threshold, &value,
                          &root, &output, &outputs, &out))
        return NULL;
    Task task = {
        .padded = padded.buf, .blocks = blocks, .width = width, .feature = feature.buf, .threshold = threshold.buf,
        .value = value.buf, .nodes = threshold.len, .root = root.buf, .output = output.buf, .trees = output.len,
        .outputs = outputs, .out = out.buf,
    };
    const char *fault = find_fault(&task, padded.len, feature.len, value.len, root.len, out.len);
    PyObject *result = NULL;
    if (fault)
        PyErr_SetString(PyExc_ValueError, fault);
    else
        result = run(&task);
    PyBuffer_Release(&padded);
    PyBuffer_Release(&feature);
    PyBuffer_Release(&threshold);
    PyBuffer_Release(&value);
    PyBuffer_Release(&root);
    PyBuffer_Release(&output);
    PyBuffer_Release(&out);
    return result;
}

/* ---- The walk of the decoder: decode.py */

enum { ENTRIES = 3, MOST_PLACES = 16, MOST_WAYS = 255 };

typedef struct {
    const int64_t *entering, *first, *origins, *entries, *ends;
    Py_ssize_t blocks, places, ways, end_count;
} Grammar;

/* How a way enters a place, at a block. */
static const int64_t *get_entering(const Grammar *grammar, Py_ssize_t block, Py_ssize_t way, Py_ssize_t place)
{
    return grammar->entering + (block * ENTRIES + grammar->entries[way]) * grammar->places + place;
}

/* The best way into each place at each block but the first, into `taken`; leaves in `row` what each is worth at last. */
static void go_forth(const Grammar *grammar, int64_t *row, uint8_t *taken)
{
    int64_t before[MOST_PLACES];
    for (Py_ssize_t block = 1; block < grammar->blocks; block++, taken += grammar->places) {
        memcpy(before, row, sizeof before);
        for (Py_ssize_t place = 0; place < grammar->places; place++)
            for (Py_ssize_t i = 0; i < grammar->ways; i++) {
                Py_ssize_t way = place * grammar->ways + i;
                int64_t value = (int64_t)((uint64_t)before[grammar->origins[way]] +
                                          (uint64_t)*get_entering(grammar, block, way, place));
                if (i == 0 || value > row[place]) {
                    row[place] = value;
                    taken[place] = (uint8_t)i;
                }
            }
    }
}

static void go_back(const Grammar *grammar, const int64_t *row, const uint8_t *taken, int64_t *places, int64_t *entries)
{
    int64_t place = grammar->ends[0];
    for (Py_ssize_t i = 1; i < grammar->end_count; i++)
        if (row[grammar->ends[i]] > row[place])
            place = grammar->ends[i];
    for (Py_ssize_t block = grammar->blocks - 1; block > 0; block--) {
        Py_ssize_t way = (Py_ssize_t)place * grammar->ways + taken[(block - 1) * grammar->places + place];
        places[block] = place;
        entries[block] = grammar->entries[way];
        place = grammar->origins[way];
    }
    places[0] = place;
    entries[0] = ENTRIES - 1;
}

static const char *find_fault_of_grammar(const Grammar *grammar)
{
    for (Py_ssize_t way = 0; way < grammar->places * grammar->ways; way++)
        if (grammar->origins[way] < 0 || grammar->origins[way] >= grammar->places || grammar->entries[way] < 0 ||
            grammar->entries[way] >= ENTRIES)
            return "a way from no place, or in no manner";
    for (Py_ssize_t i = 0; i < grammar->end_count; i++)
        if (grammar->ends[i] < 0 || grammar->ends[i] >= grammar->places)
            return "an end in no place";
    return NULL;
}

/* walk(entering, first, origins, entries, ends, places, how): twin of `decode._find_walk`. */
static PyObject *walk(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqqqqQQ"))
        return NULL;
    Grammar grammar = {
        .entering = in.views[0].buf, .first = in.views[1].buf, .origins = in.views[2].buf, .entries = in.views[3].buf,
        .ends = in.views[4].buf, .blocks = in.items[5], .places = in.items[1], .end_count = in.items[4],
    };
    int64_t row[MOST_PLACES] = {0};
    if (grammar.places < 1 || grammar.places > MOST_PLACES || grammar.end_count < 1 || grammar.blocks < 1)
        return finish(&in, "no blocks, no places, or too many", NULL);
    grammar.ways = in.items[2] / grammar.places;
    if (grammar.ways < 1 || grammar.ways > MOST_WAYS || in.items[2] != grammar.ways * grammar.places ||
        in.items[3] != in.items[2])
        return finish(&in, "origins or entries are not of places times ways numbers", NULL);
    if (in.items[6] != grammar.blocks || in.items[0] % (ENTRIES * grammar.places) ||
        in.items[0] / (ENTRIES * grammar.places) != grammar.blocks)
        return finish(&in, "entering, places and how are not of as many blocks", NULL);
    const char *fault = find_fault_of_grammar(&grammar);
    if (fault)
        return finish(&in, fault, NULL);
    uint8_t *taken = malloc((size_t)(grammar.blocks * grammar.places));
    if (taken == NULL) {
        close_views(&in);
        return PyErr_NoMemory();
    }
    memcpy(row, grammar.first, (size_t)grammar.places * sizeof *row);
    go_forth(&grammar, row, taken);
    go_back(&grammar, row, taken, in.views[5].buf, in.views[6].buf);
    free(taken);
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* link(measures, weights, reach, odds, origins): twin of `regular._link`. */
static PyObject *link_places(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqqQQ"))
        return NULL;
    const int64_t *measures = in.views[0].buf, *reach = in.views[2].buf;
    const double *weights = in.views[1].buf;
    double *odds = in.views[3].buf;
    int64_t *origins = in.views[4].buf;
    Py_ssize_t places = in.items[0], low = 0;
    if (in.items[1] != places || in.items[3] != places || in.items[4] != places || in.items[2] != 2)
        return finish(&in, "measures, weights, odds and origins are not of as many places, or reach is no pair", NULL);
    for (Py_ssize_t place = 0; place < places; place++) {
        Py_ssize_t found = -1;
        /* Places ascend, so that the window behind each only moves on; differences wrap around rather than overflow. */
        while (low < place && (int64_t)((uint64_t)measures[place] - (uint64_t)measures[low]) >= reach[1])
            low++;
        for (Py_ssize_t before = low; before < place; before++) {
            if ((int64_t)((uint64_t)measures[place] - (uint64_t)measures[before]) < reach[0])
                break;
            if (found < 0 || odds[before] > odds[found])
                found = before;
        }
        odds[place] = 0;
        if (found >= 0)
            odds[place] = (odds[found] > 0 ? odds[found] : 0) + weights[place];
        origins[place] = odds[place] > 0 ? found : -1;
    }
    return finish(&in, NULL, Py_NewRef(Py_None));
}

static PyMethodDef methods[] = {
    FAST(classify, "classify(codes, class_table, fold_table, classes, folds)\n--\n\n"
                   "Fill classes and folds from the tables; False if the table does not know all characters yet."),
    FAST(find_words, "find_words(classes, starts, ends, word_starts, word_ends, block_of, shouted, bounds)\n--\n\n"
                     "Fill in the words that begin in a block, and return their number."),
    FAST(hash_words, "hash_words(folds, classes, word_starts, word_ends, words, stems)\n--\n\n"
                     "Fill in the hashes of words and of their stems."),
    FAST(group_words, "group_words(stems, block_of, order, stem_numbers, pairs, stem_of)\n--\n\n"
                      "Fill in the words by their stems, and numbers for words of one stem; return how many pairs."),
    FAST(count_classes, "count_classes(classes, starts, ends, counts)\n--\n\n"
                        "Fill in how many characters of each class each block has."),
    FAST(count_marks, "count_marks(marks, starts, stops, counts)\n--\n\n"
                      "Fill in how many words of each block have each mark."),
    FAST(look_up, "look_up(words, table, index, places)\n--\n\n"
                  "Fill in the place of each word in a sorted table, or -1."),
    FAST(sum_models, "sum_models(reduced, starts, stops, weights, sums, from_end)\n--\n\n"
                     "Fill in what the models say of the words of each block."),
    FAST(sum_uses, "sum_uses(order, stems, words, weights, named, block_of, reaches, block_reaches, windows, spans, "
                   "shares, starting, stopping)\n--\n\n"
                   "Fill in what pairs of uses of one word weigh over each gap."),
    FAST(sum_sides, "sum_sides(sums, gaps, windows, found)\n--\n\n"
                    "Fill in what stands in windows above and below each gap."),
    FAST(grade, "grade(values, edges, bounds, grades)\n--\n\n"
                "Fill in the grade of each value among the edges of its column."),
    FAST(walk, "walk(entering, first, origins, entries, ends, places, how)\n--\n\n"
               "Fill in the place of each block, and how it comes there, on the walk of most worth."),
    {"link", (PyCFunction)(void (*)(void))link_places, METH_FASTCALL,
     "link(measures, weights, reach, odds, origins)\n--\n\n"
     "Fill in for each place the odds of a chain that ends there, and the place before it."},
    {"score", score, METH_VARARGS,
     "score(padded, blocks, width, feature, threshold, value, root, output, outputs, out)\n--\n\n"
     "Fill out with what the trees say of each block, summed for each output."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "segment._kernel", .m_doc = "What takes most of the time, compiled.",
    .m_methods = methods, .m_slots = slots,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
