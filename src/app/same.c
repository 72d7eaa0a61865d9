/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What counting takes as one: names that judgements of people make one, as the record stood. Where
 * another judgement says that two of them are different, nothing is decided, and all of them
 * count as they stand. Where a case has switched it on, exact rules join what is left, unless a
 * person said different or unsure of two names between. The name that counts for all is an id
 * rather than words, the first by bytes; so it does not depend on the order in which people judged.
 */
#include <string.h>

#include "app/known.h"
#include "base/table.h"

struct judged {
    int64_t id;
    int is_same, is_different, is_unsure;
    size_t left, right;
};

struct joined {
    size_t left, right;
};

struct sets {
    struct vg_arena *a;
    struct vg_table at; /* name → its place */
    const char **names;
    size_t n, room;
    struct judged *list;
    size_t n_list, room_list;
    struct joined *rules; /* pairs that a rule makes one, the likeliest first */
    size_t n_rules;
    unsigned char *disputed; /* by the top of a set */
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
            s->list[i].is_same = s->list[i].is_different = s->list[i].is_unsure = 0;
    s->list = vg_grow(s->a, s->list, s->n_list, &s->room_list);
    s->list[s->n_list++] = (struct judged){.id = vg_column_i64(st, 0),
                                           .is_same = vg_str_is(verdict, "same"),
                                           .is_different = vg_str_is(verdict, "different"),
                                           .is_unsure = vg_str_is(verdict, "unsure"),
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
static void join(struct sets *s, size_t left, size_t right)
{
    size_t x = top_of(s, left), y = top_of(s, right);

    if (comes_before(s->names[x], s->names[y]))
        s->up[y] = x;
    else
        s->up[x] = y;
}

static void join_judged(struct sets *s)
{
    s->up = VG_NEW_ARRAY(s->a, size_t, s->n + 1);
    s->disputed = vg_alloc(s->a, s->n + 1);
    for (size_t i = 0; i < s->n; i++)
        s->up[i] = i;
    for (size_t i = 0; i < s->n_list; i++)
        if (s->list[i].is_same)
            join(s, s->list[i].left, s->list[i].right);
    for (size_t i = 0; i < s->n_list; i++)
        if (s->list[i].is_different && top_of(s, s->list[i].left) == top_of(s, s->list[i].right))
            s->disputed[top_of(s, s->list[i].left)] = 1;
}

/* Did a person say different or unsure of a name of the one set and one of the other? */
static int is_kept_apart(const struct sets *s, size_t x, size_t y)
{
    for (size_t i = 0; i < s->n_list; i++) {
        size_t l = top_of(s, s->list[i].left), r = top_of(s, s->list[i].right);

        if ((s->list[i].is_different || s->list[i].is_unsure) &&
            ((l == x && r == y) || (l == y && r == x)))
            return 1;
    }
    return 0;
}

static void join_by_rules(struct sets *s)
{
    for (size_t i = 0; i < s->n_rules; i++) {
        size_t x = top_of(s, s->rules[i].left), y = top_of(s, s->rules[i].right);

        if (x != y && !s->disputed[x] && !s->disputed[y] && !is_kept_apart(s, x, y))
            join(s, x, y);
    }
}

static const struct vg_sameness *settle(struct sets *s)
{
    const char **names = VG_NEW_ARRAY(s->a, const char *, s->n + 1);
    const char **stands_for = VG_NEW_ARRAY(s->a, const char *, s->n + 1);
    size_t n = 0;

    join_judged(s);
    join_by_rules(s);
    for (size_t i = 0; i < s->n; i++) {
        size_t top = top_of(s, i);

        if (top == i || s->disputed[top])
            continue;
        names[n] = s->names[i];
        stands_for[n++] = s->names[top];
    }
    return n == 0 ? NULL : vg_sameness_make(names, stands_for, n, s->a);
}

/* -- exact rules ---------------------------------------------------------------------------- */

static int rules_are_on(struct vg_case *c, int64_t before, int *on, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_NAME_RULE_BEFORE, err);

    *on = 0;
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", before);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *on = vg_column_i64(st, 0) != 0;
    return rc < 0 ? rc : VG_OK;
}

/* A name that came later makes nothing one in an older state of the case. */
static int is_in_view(const struct vg_view *v, const struct vg_named *n)
{
    if (vg_view_entity(v, n->name) != NULL)
        return 1;
    for (size_t i = 0; i < n->n_claims; i++)
        if (vg_view_claim(v, n->claims[i]) != NULL)
            return 1;
    return 0;
}

static int add_rules(struct vg_case *c, const struct vg_view *v, int64_t before, struct sets *s,
                     struct vg_err *err)
{
    struct vg_names names;
    struct vg_name_pair *pairs = NULL;
    size_t n = 0;
    int rc = vg_case_names_read(c, s->a, &names, NULL, err);

    if (rc == VG_OK)
        rc = vg_alike_known_before(c, &names, before, s->a, &pairs, &n, NULL, err);
    if (rc != VG_OK)
        return rc;
    s->rules = VG_NEW_ARRAY(s->a, struct joined, n + 1);
    for (size_t i = 0; i < n; i++)
        if (vg_pair_is_by_rule(&pairs[i]) && is_in_view(v, pairs[i].left) &&
            is_in_view(v, pairs[i].right))
            s->rules[s->n_rules++] = (struct joined){place_of(s, vg_str(pairs[i].left->name)),
                                                     place_of(s, vg_str(pairs[i].right->name))};
    return VG_OK;
}

static int read_judged(struct vg_case *c, int64_t before, struct sets *s, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_JUDGEMENTS_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW)
        if (vg_column_i64(st, 1) < before)
            take_row(s, st);
    return rc;
}

int vg_sameness_read(struct vg_case *c, const struct vg_view *v, int64_t before, struct vg_arena *a,
                     const struct vg_sameness **out, struct vg_err *err)
{
    struct sets s = {.a = a, .at = VG_TABLE(a)};
    int on = 0;
    int rc = read_judged(c, before, &s, err);

    if (rc == VG_OK)
        rc = rules_are_on(c, before, &on, err);
    if (rc == VG_OK && on)
        rc = add_rules(c, v, before, &s, err);
    if (rc == VG_OK)
        *out = settle(&s);
    return rc;
}
