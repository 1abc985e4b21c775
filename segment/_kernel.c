/* Boosted trees over grades, as in forest.py, which has the same in NumPy and gives the same integers.

A tree is not walked down: all its nodes are worked out for TILE blocks at once, from the last node to the first, and
each inner node picks, block by block, what its left or its right child has found. No step depends on what the grades
are, so that a processor does many blocks with one instruction: 3 ns for each tree of 16 to 24 leaves and each block,
where a walk takes 16 to 20 ns.

Nothing that is passed in is trusted: sizes are checked before the start, nodes as they are met. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

static PyMethodDef methods[] = {
    {"score", score, METH_VARARGS,
     "score(padded, blocks, width, feature, threshold, value, root, output, outputs, out)\n--\n\n"
     "Fill out with what the trees say of each block, summed for each output."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "segment._kernel", .m_doc = "Boosted trees over grades, compiled.",
    .m_methods = methods, .m_slots = slots,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
