/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What counting takes as one: names that judgements of people make one, as the record stood. Where
 * another judgement says that two of them are different, nothing is decided, and all of them
 * count as they stand. The name that counts for all is an id rather than words, the first by bytes;
 * so it does not depend on the order in which people judged.
 */
#include <string.h>

#include "app/names.h"
#include "base/table.h"

struct judged {
    int64_t id;
    int is_same, is_different;
    size_t left, right;
};

struct sets {
    struct vg_arena *a;
    struct vg_table at; /* name → its place */
    const char **names;
    size_t n, room;
    struct judged *list;
    size_t n_list, room_list;
    size_t *up;
};

static size_t place_of(struct sets *s, struct vg_str name)
{
    int64_t at = (int64_t)s->n;

    if (!vg_table_add(&s->at, name, at, &at))
        return (size_t)at;
    s->names = vg_grow(s->a, s->names, s->n, &s->room);
    s->names[s->n] = vg_copy(s->a, name.p, name.len);
    return s->n++;
}

/* Whatever the row says, it ends the one that it supersedes. */
static void take_row(struct sets *s, const struct vg_stmt *st)
{
    struct vg_str verdict = vg_column_str(st, 2);
    int64_t ends = vg_column_i64(st, 4);

    for (size_t i = s->n_list; ends > 0 && i-- > 0;)
        if (s->list[i].id == ends)
            s->list[i].is_same = s->list[i].is_different = 0;
    s->list = vg_grow(s->a, s->list, s->n_list, &s->room_list);
    s->list[s->n_list++] = (struct judged){.id = vg_column_i64(st, 0),
                                           .is_same = vg_str_is(verdict, "same"),
                                           .is_different = vg_str_is(verdict, "different"),
                                           .left = place_of(s, vg_column_str(st, 5)),
                                           .right = place_of(s, vg_column_str(st, 6))};
}

static size_t top_of(const struct sets *s, size_t i)
{
    while (s->up[i] != i) {
        s->up[i] = s->up[s->up[i]];
        i = s->up[i];
    }
    return i;
}

static int comes_before(const char *x, const char *y)
{
    int x_id = strchr(x, ':') != NULL, y_id = strchr(y, ':') != NULL;

    return x_id != y_id ? x_id : strcmp(x, y) < 0;
}

/* The top of a set is the name that counts. */
static void unite(struct sets *s)
{
    s->up = VG_NEW_ARRAY(s->a, size_t, s->n + 1);
    for (size_t i = 0; i < s->n; i++)
        s->up[i] = i;
    for (size_t i = 0; i < s->n_list; i++) {
        size_t x, y;

        if (!s->list[i].is_same)
            continue;
        x = top_of(s, s->list[i].left);
        y = top_of(s, s->list[i].right);
        if (comes_before(s->names[x], s->names[y]))
            s->up[y] = x;
        else
            s->up[x] = y;
    }
}

static const struct vg_sameness *settle(struct sets *s)
{
    unsigned char *disputed = vg_alloc(s->a, s->n + 1);
    const char **names = VG_NEW_ARRAY(s->a, const char *, s->n + 1);
    const char **stands_for = VG_NEW_ARRAY(s->a, const char *, s->n + 1);
    size_t n = 0;

    unite(s);
    for (size_t i = 0; i < s->n_list; i++)
        if (s->list[i].is_different && top_of(s, s->list[i].left) == top_of(s, s->list[i].right))
            disputed[top_of(s, s->list[i].left)] = 1;
    for (size_t i = 0; i < s->n; i++) {
        size_t top = top_of(s, i);

        if (top == i || disputed[top])
            continue;
        names[n] = s->names[i];
        stands_for[n++] = s->names[top];
    }
    return n == 0 ? NULL : vg_sameness_make(names, stands_for, n, s->a);
}

int vg_sameness_read(struct vg_case *c, int64_t before, struct vg_arena *a,
                     const struct vg_sameness **out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct sets s = {.a = a, .at = VG_TABLE(a)};
    int rc = vg_stmt(&st, c->store, VG_SQL_JUDGEMENTS_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW)
        if (vg_column_i64(st, 1) < before)
            take_row(&s, st);
    if (rc == VG_OK)
        *out = settle(&s);
    return rc;
}
