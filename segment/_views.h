/* What a function of a compiled module is called with: arrays, whose sizes are looked at before anything else. */

#ifndef SEGMENT_VIEWS_H
#define SEGMENT_VIEWS_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VIEWS = 16 };

typedef struct {
    Py_buffer views[MOST_VIEWS];
    Py_ssize_t items[MOST_VIEWS]; /* how many each holds */
    int count;
} Views;

static void close_views(Views *views)
{
    while (views->count > 0)
        PyBuffer_Release(&views->views[--views->count]);
}

/* The arguments as arrays; `kinds` has a letter for each, b for items of one byte, i for four and q for eight, and a
capital where they are written. Returns 0 with an exception set if they are no such arrays. */
static int open_views(Views *views, PyObject *const *args, Py_ssize_t given, const char *kinds)
{
    views->count = 0;
    if (given != (Py_ssize_t)strlen(kinds)) {
        PyErr_Format(PyExc_TypeError, "%zd arguments given, %zu wanted", given, strlen(kinds));
        return 0;
    }
    for (Py_ssize_t i = 0; i < given; i++) {
        int written = kinds[i] < 'a';
        char kind = (char)(kinds[i] | 0x20);
        Py_ssize_t size = kind == 'b' ? 1 : kind == 'i' ? 4 : 8;
        Py_buffer *view = &views->views[i];
        if (PyObject_GetBuffer(args[i], view, written ? PyBUF_WRITABLE : PyBUF_SIMPLE)) {
            close_views(views);
            return 0;
        }
        views->count++;
        views->items[i] = view->len / size;
        if (view->len % size || (view->len && (uintptr_t)view->buf % (size_t)size)) {
            PyErr_Format(PyExc_ValueError, "argument %zd is no array of items of %zd bytes", i + 1, size);
            close_views(views);
            return 0;
        }
    }
    return 1;
}

/* What a function gives back; `fault` is what was wrong with what it was called with, or NULL. */
static PyObject *finish(Views *views, const char *fault, PyObject *result)
{
    close_views(views);
    if (fault == NULL)
        return result;
    Py_XDECREF(result);
    PyErr_SetString(PyExc_ValueError, fault);
    return NULL;
}

#define FAST(name, text) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, text}

#endif
