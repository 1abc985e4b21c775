/* What takes most of the time in finding copies, compiled: folding and hashing words, and laying two texts side by side.

Each function here has a twin in NumPy, named beside it, which gives the same bytes; a test holds both together. All
arithmetic is on whole numbers.

Nothing that is passed in is trusted: sizes are checked before the start, places in an array as they are met. */

#include "../_views.h"

static const uint64_t MULTIPLIERS[] = {0x9E3779B97F4A7C15U, 0xC2B2AE3D27D4EB4FU, 0xD6E8FEB86659FD93U};

/* Spreads each bit over the whole number: the end of MurmurHash3 (Appleby 2011). */
static inline uint64_t mix(uint64_t hash)
{
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDU;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53U;
    return hash ^ hash >> 33;
}

static inline int64_t smaller(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

static inline int64_t larger(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

/* ---- Folding: what each character becomes */

enum { WORD = 0, ALONE = 1, VANISHES = 2, SPACE = 3 }; /* of matching/folding.py */
enum { MOST_LETTERS = 63 };                              /* of one character, in bytes */

typedef struct {
    const uint32_t *entries; /* by code point: place in `letters` << 8 | length << 2 | kind; 0 if not known yet */
    Py_ssize_t codes;
    const uint8_t *letters;
    Py_ssize_t size;
} FoldTable;

/* Characters that the table does not know. */
typedef struct {
    uint32_t *codes;
    Py_ssize_t count, room;
} Unknown;

/* One text, read character by character. */
typedef struct {
    const uint8_t *at, *end;
    const FoldTable *table;
    Unknown *unknown;
    const char *fault;
} Reader;

/* The entry of the next character, and its letters. A character that is not known yet is noted, and passes for one that
vanishes. The text is UTF-8 as Python writes it, halves of surrogate pairs included; where it is none, that is a fault
and the end. */
static inline uint32_t read_char(Reader *reader, const uint8_t **letters)
{
    static const uint8_t LENGTHS[16] = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 3, 4};
    static const uint8_t FIRST_BITS[5] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    int length = LENGTHS[*reader->at >> 4];
    if (length == 0 || reader->end - reader->at < length) {
        reader->fault = "a text is not in UTF-8";
        reader->at = reader->end;
        return VANISHES;
    }
    uint32_t code = *reader->at & FIRST_BITS[length];
    for (int i = 1; i < length; i++)
        code = code << 6 | (reader->at[i] & 0x3F);
    reader->at += length;
    uint32_t entry = (Py_ssize_t)code < reader->table->codes ? reader->table->entries[code] : 0;
    uint32_t place = entry >> 8, count = entry >> 2 & 0x3F;
    if (entry == 0) {
        if (reader->unknown->count < reader->unknown->room)
            reader->unknown->codes[reader->unknown->count++] = code;
        return VANISHES;
    }
    if ((Py_ssize_t)(place + count) > reader->table->size) {
        reader->fault = "letters outside of the table";
        return VANISHES;
    }
    *letters = reader->table->letters + place;
    return entry;
}

/* ---- Words */

enum { STEP = 8 }; /* bytes that are hashed at a time */

static inline uint64_t add_piece(uint64_t hash, uint64_t piece, int is_first)
{
    return is_first ? piece * MULTIPLIERS[0] : (mix(hash) ^ piece) * MULTIPLIERS[1];
}

enum { NUMBER = 0xF }; /* the lowest bits of words that are numbers, and of no other */

/* Whether all letters of a piece, of so many, are digits. */
static inline int are_digits(uint64_t piece, int letters)
{
    for (int i = 0; i < letters; i++)
        if ((piece >> 8 * i & 0xFF) - '0' > 9)
            return 0;
    return 1;
}

/* Where the words of one text go. */
typedef struct {
    uint32_t *words;
    Py_ssize_t count, room;
    uint64_t digest, power; /* of the place of the next word in its text */
} WordList;

static inline int add_word(WordList *list, uint64_t hash, int number)
{
    if (list->count == list->room)
        return 0;
    hash = mix(hash);
    uint32_t word = (uint32_t)(hash >> 32);
    if (number)
        word |= NUMBER;
    else if ((word & NUMBER) == NUMBER)
        word ^= 1;
    list->words[list->count++] = word;
    list->digest += hash * list->power;
    list->power *= MULTIPLIERS[2];
    return 1;
}

/* A word letter by letter. */
typedef struct {
    uint64_t hash, piece;
    int filled, begun, number; /* bytes in `piece`; whether a piece went into `hash`, and all of them were digits */
} Hasher;

static inline void close_piece(Hasher *hasher)
{
    hasher->number = (hasher->begun ? hasher->number : hasher->filled > 1) && are_digits(hasher->piece, hasher->filled);
    hasher->hash = add_piece(hasher->hash, hasher->piece, !hasher->begun);
    hasher->begun = 1;
    hasher->piece = 0;
    hasher->filled = 0;
}

static inline void add_letter(Hasher *hasher, uint8_t letter)
{
    if (hasher->filled == STEP)
        close_piece(hasher);
    hasher->piece |= (uint64_t)letter << 8 * hasher->filled++;
}

static inline int end_word(Hasher *hasher, WordList *list)
{
    if (hasher->filled == 0)
        return 1;
    close_piece(hasher);
    Hasher ended = *hasher;
    *hasher = (Hasher){0};
    return add_word(list, ended.hash, ended.number);
}

/* What may stand in a word and needs no table: letters and figures of ASCII, whose capitals lack one bit. */
static const uint8_t IS_PLAIN[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
    ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
    ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
    ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
    ['y'] = 1, ['z'] = 1,
};
static const uint8_t IS_PLAIN_SPACE[256] = {
    [' '] = 1, [','] = 1, ['.'] = 1, ['\n'] = 1, ['\t'] = 1, ['-'] = 1, ['"'] = 1, [':'] = 1, [';'] = 1, ['('] = 1,
    [')'] = 1, ['?'] = 1, ['!'] = 1, ['/'] = 1, ['\r'] = 1,
};

static inline uint64_t read_piece(const uint8_t *at, Py_ssize_t length)
{
    uint64_t piece = 0;
    for (Py_ssize_t i = 0; i < STEP; i++) /* one load, on a machine that has the lowest byte first */
        piece |= (uint64_t)at[i] << 8 * i;
    piece |= 0x2020202020202020U;
    return length < STEP ? piece & (((uint64_t)1 << 8 * length) - 1) : piece;
}

/* Takes the plain words from here on; stops before the first that is not plain, or is near the end of the data. */
static int hash_plain(Reader *reader, const uint8_t *safe_end, WordList *list)
{
    for (;;) {
        const uint8_t *start = reader->at;
        while (start < safe_end && IS_PLAIN_SPACE[*start])
            start++;
        reader->at = start;
        const uint8_t *end = start;
        while (end < safe_end && IS_PLAIN[*end])
            end++;
        if (end == start || end >= safe_end || !IS_PLAIN_SPACE[*end])
            return 1;
        uint64_t hash = 0;
        int number = end - start > 1;
        for (const uint8_t *at = start; at < end; at += STEP) {
            uint64_t piece = read_piece(at, end - at);
            number = number && are_digits(piece, (int)smaller(end - at, STEP));
            hash = add_piece(hash, piece, at == start);
        }
        if (!add_word(list, hash, number))
            return 0;
        reader->at = end;
    }
}

/* The words of one text; 0 with a fault. */
static int hash_text(Reader *reader, WordList *list)
{
    Hasher hasher = {0};
    const uint8_t *letters = NULL;
    const uint8_t *safe_end = reader->end - reader->at > STEP ? reader->end - STEP : reader->at;
    int fits = 1;
    while (fits && reader->at < reader->end) {
        if (hasher.filled == 0 && reader->at < safe_end)
            fits = hash_plain(reader, safe_end, list);
        uint32_t entry = read_char(reader, &letters);
        uint32_t kind = entry & 3, count = entry >> 2 & 0x3F;
        if (kind == VANISHES)
            continue;
        if (kind != WORD)
            fits &= end_word(&hasher, list);
        for (uint32_t i = 0; i < count; i++)
            add_letter(&hasher, letters[i]);
        if (kind == ALONE)
            fits &= end_word(&hasher, list);
    }
    if (!reader->fault && !(fits && end_word(&hasher, list)))
        reader->fault = "more words than there is room for";
    return reader->fault == NULL;
}

/* hash_texts(data, ends, entries, letters, words, counts, digests, unknown): twin of `fingerprint._hash_texts`. */
static PyObject *hash_texts(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "bqibIQQI"))
        return NULL;
    const uint8_t *data = in.views[0].buf;
    const int64_t *ends = in.views[1].buf;
    FoldTable table = {in.views[2].buf, in.items[2], in.views[3].buf, in.items[3]};
    int64_t *counts = in.views[5].buf;
    uint64_t *digests = in.views[6].buf;
    Unknown unknown = {in.views[7].buf, 0, in.items[7]};
    Py_ssize_t texts = in.items[1];
    int64_t start = 0;
    if (in.items[5] != texts || in.items[6] != texts)
        return finish(&in, "ends, counts and digests differ in length", NULL);
    WordList list = {.words = in.views[4].buf, .room = in.items[4]};
    for (Py_ssize_t text = 0; text < texts; start = ends[text++]) {
        if (ends[text] < start || ends[text] > in.items[0])
            return finish(&in, "a text is not in the data", NULL);
        Reader reader = {data + start, data + ends[text], &table, &unknown, NULL};
        Py_ssize_t first = list.count;
        list.digest = 0;
        list.power = 1;
        if (!hash_text(&reader, &list))
            return finish(&in, reader.fault, NULL);
        counts[text] = list.count - first;
        digests[text] = list.digest;
    }
    return finish(&in, NULL, PyLong_FromSsize_t(unknown.count ? -unknown.count : list.count));
}

/* Letters one after the other, and where the words among them end. */
typedef struct {
    uint8_t *letters;
    int64_t *ends, size, started, words; /* `started` is the place of the word that is open */
} LetterList;

static inline void close_word(LetterList *list)
{
    if (list->size > list->started)
        list->started = list->ends[list->words++] = list->size;
}

static inline void fold_char(Reader *reader, LetterList *list)
{
    const uint8_t *letters = NULL;
    uint32_t entry = read_char(reader, &letters);
    uint32_t kind = entry & 3, count = entry >> 2 & 0x3F;
    if (kind == VANISHES)
        return;
    if (kind != WORD)
        close_word(list);
    for (uint32_t i = 0; i < count; i++)
        list->letters[list->size++] = letters[i];
    if (kind == ALONE)
        close_word(list);
}

/* The letters of one text; 0 if there is no room for them. */
static int fold_text(Reader *reader, LetterList *list, Py_ssize_t room, Py_ssize_t word_room)
{
    while (reader->at < reader->end) {
        if (list->size + MOST_LETTERS > room || list->words + 2 > word_room)
            return 0;
        if (IS_PLAIN[*reader->at]) {
            list->letters[list->size++] = *reader->at++ | 0x20;
        } else if (IS_PLAIN_SPACE[*reader->at]) {
            close_word(list);
            reader->at++;
        } else {
            fold_char(reader, list);
        }
    }
    close_word(list);
    return 1;
}

/* fold_letters(data, ends, entries, letters, folded, word_ends, counts, unknown): twin of `folding._fold_letters`. */
static PyObject *fold_letters(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "bqibBQQI"))
        return NULL;
    const uint8_t *data = in.views[0].buf;
    const int64_t *ends = in.views[1].buf;
    FoldTable table = {in.views[2].buf, in.items[2], in.views[3].buf, in.items[3]};
    LetterList list = {.letters = in.views[4].buf, .ends = in.views[5].buf};
    int64_t *counts = in.views[6].buf, start = 0;
    Unknown unknown = {in.views[7].buf, 0, in.items[7]};
    if (in.items[6] != in.items[1])
        return finish(&in, "ends and counts differ in length", NULL);
    for (Py_ssize_t text = 0; text < in.items[1]; start = ends[text++]) {
        if (ends[text] < start || ends[text] > in.items[0])
            return finish(&in, "a text is not in the data", NULL);
        Reader reader = {data + start, data + ends[text], &table, &unknown, NULL};
        int64_t first = list.words;
        if (!fold_text(&reader, &list, in.items[4], in.items[5]))
            return finish(&in, "more letters than there is room for", NULL);
        if (reader.fault)
            return finish(&in, reader.fault, NULL);
        counts[text] = list.words - first;
    }
    return finish(&in, NULL, PyLong_FromLongLong(unknown.count ? -unknown.count : list.words));
}

/* ---- Shingles */

enum { SHINGLE = 3, MOST_SAMPLED = 8 };

static inline uint64_t hash_shingle(const uint32_t *words)
{
    return mix(words[0] * MULTIPLIERS[0] + words[1] * MULTIPLIERS[1] + words[2] * MULTIPLIERS[2]);
}

/* sample_shingles(words, bounds, masks, rows, multipliers, row_mask, postings): twin of `fingerprint._sample_shingles`. */
static PyObject *sample_shingles(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "iqqqqqQ"))
        return NULL;
    const uint32_t *words = in.views[0].buf;
    const int64_t *bounds = in.views[1].buf;
    const uint64_t *masks = in.views[2].buf, *rows = in.views[3].buf, *multipliers = in.views[4].buf;
    uint64_t *postings = in.views[6].buf;
    Py_ssize_t texts = in.items[1] - 1, taken = 0, length = in.items[4];
    if (texts < 0 || in.items[2] != texts || in.items[3] != texts || in.items[5] != 1 || length < 1 ||
        length > MOST_SAMPLED)
        return finish(&in, "bounds, masks and rows are not of as many texts", NULL);
    uint64_t row_mask = *(const uint64_t *)in.views[5].buf;
    for (Py_ssize_t text = 0; text < texts; text++) {
        if (bounds[text] < 0 || bounds[text] > bounds[text + 1] || bounds[text + 1] > in.items[0])
            return finish(&in, "a text is not among the words", NULL);
        for (int64_t word = bounds[text]; word + length <= bounds[text + 1]; word++) {
            uint64_t hash = 0;
            for (Py_ssize_t i = 0; i < length; i++)
                hash += words[word + i] * multipliers[i];
            hash = mix(hash);
            if (hash & masks[text])
                continue;
            if (taken == in.items[6])
                return finish(&in, "more shingles than there is room for", NULL);
            postings[taken++] = (hash & ~row_mask) | (rows[text] & row_mask);
        }
    }
    return finish(&in, NULL, PyLong_FromSsize_t(taken));
}

/* ---- Two texts side by side */

typedef struct {
    const uint32_t *words;
    const int64_t *bounds;
    Py_ssize_t texts, size;
} Texts;

typedef struct {
    const uint32_t *words;
    int64_t count;
} Text;

static Text text_at(const Texts *texts, int64_t number)
{
    return (Text){texts->words + texts->bounds[number], texts->bounds[number + 1] - texts->bounds[number]};
}

static int64_t count_shingles(Text text)
{
    return text.count < SHINGLE ? 0 : text.count - SHINGLE + 1;
}

static const char *find_fault(const Texts *texts, const int64_t *pairs, Py_ssize_t items)
{
    if (texts->texts < 0)
        return "no bounds";
    for (Py_ssize_t text = 0; text < texts->texts; text++)
        if (texts->bounds[text] < 0 || texts->bounds[text] > texts->bounds[text + 1] ||
            texts->bounds[text + 1] > texts->size || texts->bounds[text + 1] - texts->bounds[text] > INT32_MAX / 4)
            return "a text is not among the words";
    for (Py_ssize_t i = 0; i < items; i++)
        if (pairs[i] < 0 || pairs[i] >= texts->texts)
            return "a pair of texts that are not there";
    return NULL;
}

/* The shingles of one text by their hashes: open addressing, at most half full. */
typedef struct {
    uint64_t hash;
    int32_t first; /* place in the text; -1 where nothing stands */
    int32_t uses;  /* in this text; 2 means twice and more */
    int32_t hits;  /* of the other text */
} Slot;

typedef struct {
    Slot *slots;
    size_t size, room; /* a power of two; what was allocated */
    int64_t holder;    /* whose shingles these are; -1 for nobody's */
} Table;

static inline Slot *find_slot(const Table *table, uint64_t hash)
{
    size_t at = (size_t)(hash >> 20) & (table->size - 1);
    while (table->slots[at].first >= 0 && table->slots[at].hash != hash)
        at = (at + 1) & (table->size - 1);
    return &table->slots[at];
}

/* Fills the table with the shingles of one text, less the lowest bits; 0 for want of memory. */
static int fill_table(Table *table, const Texts *texts, int64_t holder, int dropped_bits)
{
    if (table->holder == holder)
        return 1;
    Text text = text_at(texts, holder);
    int64_t count = count_shingles(text);
    for (table->size = 16; (int64_t)table->size < 2 * count; table->size *= 2)
        ;
    if (table->size > table->room) {
        free(table->slots);
        table->room = 0;
        table->slots = malloc(table->size * sizeof *table->slots);
        if (table->slots == NULL)
            return 0;
        table->room = table->size;
    }
    for (size_t i = 0; i < table->size; i++)
        table->slots[i].first = -1;
    for (int64_t place = 0; place < count; place++) {
        uint64_t hash = hash_shingle(text.words + place) >> dropped_bits << dropped_bits;
        Slot *slot = find_slot(table, hash);
        if (slot->first < 0)
            *slot = (Slot){hash, (int32_t)place, 1, 0};
        else
            slot->uses = 2;
    }
    table->holder = holder;
    return 1;
}

enum { DROPPED_BITS = 20, QUARTERS = 4 }; /* of verify.py */

/* count_shared(words, bounds, pairs, shared): twin of `verify._count_shared`. */
static PyObject *count_shared(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "iqqQ"))
        return NULL;
    Texts texts = {in.views[0].buf, in.views[1].buf, in.items[1] - 1, in.items[0]};
    const int64_t *pairs = in.views[2].buf;
    int64_t *shared = in.views[3].buf;
    Py_ssize_t count = in.items[2] / 2;
    if (in.items[2] % 2 || in.items[3] != QUARTERS * count)
        return finish(&in, "pairs and shared differ in length", NULL);
    const char *fault = find_fault(&texts, pairs, in.items[2]);
    if (fault)
        return finish(&in, fault, NULL);
    Table table = {.holder = -1};
    memset(shared, 0, (size_t)in.items[3] * sizeof *shared);
    for (Py_ssize_t pair = 0; pair < count; pair++) {
        if (!fill_table(&table, &texts, pairs[2 * pair], DROPPED_BITS)) {
            close_views(&in);
            return PyErr_NoMemory();
        }
        Text sought = text_at(&texts, pairs[2 * pair + 1]);
        int64_t shingles = count_shingles(sought), place = 0;
        for (int64_t quarter = 0; quarter < QUARTERS; quarter++)
            for (; place < shingles * (quarter + 1) / QUARTERS; place++) {
                uint64_t hash = hash_shingle(sought.words + place) >> DROPPED_BITS << DROPPED_BITS;
                shared[QUARTERS * pair + quarter] += find_slot(&table, hash)->first >= 0;
            }
    }
    free(table.slots);
    return finish(&in, NULL, Py_NewRef(Py_None));
}

/* The anchors of two texts, and what is needed to find them. */
typedef struct {
    int32_t *a_places, *b_places;
    int32_t *tails, *previous; /* of `keep_rising` */
    Slot **slots;              /* by the place in `b` */
    int64_t count, room;
} Anchors;

static void free_anchors(Anchors *anchors)
{
    free(anchors->a_places);
    free(anchors->b_places);
    free(anchors->tails);
    free(anchors->previous);
    free(anchors->slots);
}

static int make_room(Anchors *anchors, int64_t room)
{
    if (room <= anchors->room)
        return 1;
    free_anchors(anchors);
    anchors->room = room;
    anchors->a_places = malloc((size_t)room * sizeof *anchors->a_places);
    anchors->b_places = malloc((size_t)room * sizeof *anchors->b_places);
    anchors->tails = malloc((size_t)room * sizeof *anchors->tails);
    anchors->previous = malloc((size_t)room * sizeof *anchors->previous);
    anchors->slots = malloc((size_t)room * sizeof *anchors->slots);
    return anchors->a_places && anchors->b_places && anchors->tails && anchors->previous && anchors->slots;
}

static inline int is_single(const Slot *slot)
{
    return slot->first >= 0 && slot->uses == 1 && slot->hits == 1;
}

/* The shingles of `b` that stand in the text of the table: those that are single in both, or all if none is. */
static void find_anchors(Table *table, Text b, Anchors *anchors)
{
    int64_t shingles = count_shingles(b);
    int has_single = 0;
    for (int64_t place = 0; place < shingles; place++) {
        anchors->slots[place] = find_slot(table, hash_shingle(b.words + place));
        anchors->slots[place]->hits = 0; /* what the last text left */
    }
    for (int64_t place = 0; place < shingles; place++)
        anchors->slots[place]->hits += anchors->slots[place]->hits < 2;
    for (int64_t place = 0; place < shingles; place++)
        has_single |= is_single(anchors->slots[place]);
    anchors->count = 0;
    for (int64_t place = 0; place < shingles; place++) {
        const Slot *slot = anchors->slots[place];
        if (slot->first < 0 || (has_single && !is_single(slot)))
            continue;
        anchors->a_places[anchors->count] = slot->first;
        anchors->b_places[anchors->count++] = (int32_t)place;
    }
}

/* Keeps the longest run of anchors that rise in `a`, too: patience sorting, O(n log n). */
static void keep_rising(Anchors *anchors)
{
    int64_t length = 0;
    for (int64_t i = 0; i < anchors->count; i++) {
        int64_t low = 0, high = length;
        /* The usual anchor comes after all others. */
        if (length && anchors->a_places[anchors->tails[length - 1]] < anchors->a_places[i])
            low = length;
        while (low < high) {
            int64_t middle = (low + high) / 2;
            if (anchors->a_places[anchors->tails[middle]] < anchors->a_places[i])
                low = middle + 1;
            else
                high = middle;
        }
        anchors->previous[i] = low ? anchors->tails[low - 1] : -1;
        anchors->tails[low] = (int32_t)i;
        length += low == length;
    }
    int32_t last = length ? anchors->tails[length - 1] : -1;
    for (int64_t i = length; i-- > 0; last = anchors->previous[last])
        anchors->tails[i] = last;
    for (int64_t i = 0; i < length; i++) {
        anchors->a_places[i] = anchors->a_places[anchors->tails[i]];
        anchors->b_places[i] = anchors->b_places[anchors->tails[i]];
    }
    anchors->count = length;
}

/* The first anchor that does not stand before a word of `b`. */
static int64_t find_anchor(const Anchors *anchors, int64_t word)
{
    int64_t low = 0, high = anchors->count;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (anchors->b_places[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The part of `a` that should answer words `start` to `end` of `b`. */
static void find_window(const Anchors *anchors, int64_t a_words, int64_t start, int64_t end, int64_t *window)
{
    int64_t left = find_anchor(anchors, start), right = find_anchor(anchors, end);
    if (left == right) { /* no anchor of its own: the nearest one before, or else after */
        right = left ? left : 1;
        left = right - 1;
    }
    int64_t a_start = larger(0, start + anchors->a_places[left] - anchors->b_places[left]);
    int64_t a_end = smaller(a_words, end + anchors->a_places[right - 1] - anchors->b_places[right - 1]);
    window[0] = smaller(a_start, a_words);
    window[1] = larger(window[0], a_end);
    window[2] = start;
    window[3] = end;
}

enum { PIECE_WORDS = 48, MAX_PIECES = 32 }; /* of align.py */

/* Cuts `b` into pieces and finds the window of each; returns how many there are. */
static int find_windows(const Anchors *anchors, int64_t a_words, int64_t b_words, int64_t (*windows)[4])
{
    int64_t count = larger(1, (b_words + PIECE_WORDS / 2) / PIECE_WORDS);
    int64_t chosen = smaller(count, MAX_PIECES);
    for (int64_t i = 0; i < chosen; i++) {
        int64_t piece = count * i / chosen;
        find_window(anchors, a_words, b_words * piece / count, b_words * (piece + 1) / count, windows[i]);
    }
    return (int)chosen;
}

/* From the first to the last shared word: the outer anchors and what joins them. */
static void find_spans(const Anchors *anchors, Text a, Text b, int64_t *spans)
{
    int64_t a_start = anchors->a_places[0], b_start = anchors->b_places[0];
    int64_t a_end = anchors->a_places[anchors->count - 1] + SHINGLE;
    int64_t b_end = anchors->b_places[anchors->count - 1] + SHINGLE;
    while (a_start && b_start && a.words[a_start - 1] == b.words[b_start - 1]) {
        a_start--;
        b_start--;
    }
    while (a_end < a.count && b_end < b.count && a.words[a_end] == b.words[b_end]) {
        a_end++;
        b_end++;
    }
    spans[0] = a_start;
    spans[1] = a_end;
    spans[2] = b_start;
    spans[3] = b_end;
}

/* A set of words, to look up the numbers of a text. */
typedef struct {
    uint32_t *words; /* 0 where nothing stands: no number is 0 */
    size_t size, room;
} WordSet;

static inline int is_number_word(uint32_t word)
{
    return (word & NUMBER) == NUMBER;
}

static inline uint32_t *find_place(const WordSet *set, uint32_t word)
{
    size_t at = word >> 4 & (set->size - 1);
    while (set->words[at] && set->words[at] != word)
        at = (at + 1) & (set->size - 1);
    return &set->words[at];
}

/* Empties the set and makes room for so many words; 0 for want of memory. */
static int clear_set(WordSet *set, int64_t words)
{
    for (set->size = 16; (int64_t)set->size < 2 * words; set->size *= 2)
        ;
    if (set->size > set->room) {
        free(set->words);
        set->words = malloc(set->size * sizeof *set->words);
        set->room = set->words ? set->size : 0;
    }
    if (set->room)
        memset(set->words, 0, set->size * sizeof *set->words);
    return set->room > 0;
}

static void add_numbers(WordSet *set, Text text, int64_t start, int64_t end)
{
    for (int64_t i = start; i < end && i < text.count; i++)
        if (is_number_word(text.words[i]))
            *find_place(set, text.words[i]) = text.words[i];
}

static int64_t count_numbers(Text text)
{
    int64_t count = 0;
    for (int64_t i = 0; i < text.count; i++)
        count += is_number_word(text.words[i]);
    return count;
}

/* Of the numbers of `b` in its windows: how many there are, and how many stand in the windows of `a`, and anywhere in
`a`. 0 for want of memory. */
static int compare_numbers(WordSet *set, Text a, Text b, int64_t (*windows)[4], int64_t count, int64_t *numbers)
{
    int64_t room = count_numbers(a);
    memset(numbers, 0, 3 * sizeof *numbers);
    for (int whole = 0; whole < 2; whole++) {
        if (!clear_set(set, room))
            return 0;
        for (int64_t i = 0; i < (whole ? 1 : count); i++)
            add_numbers(set, a, whole ? 0 : windows[i][0], whole ? a.count : windows[i][1]);
        for (int64_t i = 0; i < count; i++)
            for (int64_t at = windows[i][2]; at < windows[i][3]; at++)
                if (is_number_word(b.words[at])) {
                    numbers[0] += !whole;
                    numbers[1 + whole] += *find_place(set, b.words[at]) != 0;
                }
    }
    return 1;
}

/* align(words, bounds, pairs, spans, counts, numbers, windows): twin of `align._align`. */
static PyObject *align(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "iqqQQQQ"))
        return NULL;
    Texts texts = {in.views[0].buf, in.views[1].buf, in.items[1] - 1, in.items[0]};
    const int64_t *pairs = in.views[2].buf;
    int64_t *spans = in.views[3].buf, *counts = in.views[4].buf, *numbers = in.views[5].buf;
    int64_t(*windows)[4] = in.views[6].buf;
    Py_ssize_t count = in.items[2] / 2, found = 0;
    if (in.items[2] % 2 || in.items[3] != 4 * count || in.items[4] != count || in.items[5] != 3 * count ||
        in.items[6] != 4 * MAX_PIECES * count)
        return finish(&in, "pairs, spans, counts, numbers and windows do not fit each other", NULL);
    const char *fault = find_fault(&texts, pairs, in.items[2]);
    if (fault)
        return finish(&in, fault, NULL);
    Table table = {.holder = -1};
    Anchors anchors = {0};
    WordSet set = {0};
    int has_memory = 1;
    memset(spans, 0, (size_t)in.items[3] * sizeof *spans);
    memset(numbers, 0, (size_t)in.items[5] * sizeof *numbers);
    for (Py_ssize_t pair = 0; pair < count; pair++) {
        Text a = text_at(&texts, pairs[2 * pair]), b = text_at(&texts, pairs[2 * pair + 1]);
        has_memory = fill_table(&table, &texts, pairs[2 * pair], 0) && make_room(&anchors, count_shingles(b) + 1);
        counts[pair] = 0;
        if (!has_memory)
            break;
        find_anchors(&table, b, &anchors);
        keep_rising(&anchors);
        if (anchors.count == 0)
            continue;
        counts[pair] = find_windows(&anchors, a.count, b.count, windows + found);
        find_spans(&anchors, a, b, spans + 4 * pair);
        has_memory = compare_numbers(&set, a, b, windows + found, counts[pair], numbers + 3 * pair);
        if (!has_memory)
            break;
        found += counts[pair];
    }
    free(table.slots);
    free(set.words);
    free_anchors(&anchors);
    if (!has_memory) {
        close_views(&in);
        return PyErr_NoMemory();
    }
    return finish(&in, NULL, PyLong_FromSsize_t(found));
}

/* ---- Postings */

enum { LONG_RUN = 32, REACH = 2 }; /* of candidates.py */

/* pair_neighbours(postings, row_bits, pairs): twin of `candidates._pair_neighbours`. */
static PyObject *pair_neighbours(PyObject *module, PyObject *const *args, Py_ssize_t given)
{
    Views in;
    (void)module;
    if (!open_views(&in, args, given, "qqQ"))
        return NULL;
    const uint64_t *postings = in.views[0].buf;
    Py_ssize_t count = in.items[0], found = 0;
    if (in.items[1] != 1 || *(const uint64_t *)in.views[1].buf < 1 || *(const uint64_t *)in.views[1].buf > 32 ||
        in.items[2] < REACH * count)
        return finish(&in, "row_bits is no number of bits, or there is no room for the pairs", NULL);
    int bits = (int)*(const uint64_t *)in.views[1].buf;
    uint64_t mask = ((uint64_t)1 << bits) - 1, *pairs = in.views[2].buf;
    for (Py_ssize_t start = 0, end; start < count; start = end) {
        Py_ssize_t texts = 1;
        for (end = start + 1; end < count && postings[end] >> bits == postings[start] >> bits; end++)
            texts += postings[end] != postings[end - 1]; /* a repeat inside one text is none */
        Py_ssize_t reach = texts > LONG_RUN ? 1 : REACH;
        for (Py_ssize_t first = start; first < end; first++) {
            Py_ssize_t taken = 0;
            for (Py_ssize_t second = first + 1; second < end && taken < reach; second++)
                if (postings[second] != postings[second - 1]) {
                    pairs[found++] = (postings[first] & mask) << bits | (postings[second] & mask);
                    taken++;
                }
            while (first + 1 < end && postings[first + 1] == postings[first])
                first++;
        }
    }
    return finish(&in, NULL, PyLong_FromSsize_t(found));
}

static PyMethodDef methods[] = {
    FAST(hash_texts, "hash_texts(data, ends, entries, letters, words, counts, digests, unknown)\n--\n\n"
                     "Fill in the words of texts; return how many there are, or less than 0 if characters are not known."),
    FAST(fold_letters, "fold_letters(data, ends, entries, letters, folded, word_ends, counts, unknown)\n--\n\n"
                       "Fill in the letters of texts and where their words end; return how many there are, or as above."),
    FAST(sample_shingles, "sample_shingles(words, bounds, masks, rows, multipliers, row_mask, postings)\n--\n\n"
                          "Fill in the sampled shingles of texts with their rows; return how many there are."),
    FAST(count_shared, "count_shared(words, bounds, pairs, shared)\n--\n\n"
                       "Fill in how many shingles of each quarter of the second text of a pair the first one has."),
    FAST(align, "align(words, bounds, pairs, spans, counts, numbers, windows)\n--\n\n"
                "Fill in where the texts of each pair run side by side; return how many windows there are."),
    FAST(pair_neighbours, "pair_neighbours(postings, row_bits, pairs)\n--\n\n"
                          "Fill in the pairs of rows that are neighbours in a run; return how many there are."),
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "segment.matching._kernel", .m_doc = "What takes most of the time in finding copies.",
    .m_methods = methods, .m_slots = slots,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
