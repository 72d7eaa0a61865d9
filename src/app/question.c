/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Questions: those that come with the program and those saved with a case, in one list; and
 * their answers out of a view of the case.
 */
#include <stdlib.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"

/* -- the list --------------------------------------------------------------------------- */

struct found {
    struct vg_question *list;
    size_t n, room;
};

static struct vg_question *add(struct found *f, struct vg_arena *a)
{
    f->list = vg_grow(a, f->list, f->n, &f->room);
    return &f->list[f->n++];
}

static int read_line(struct vg_str line, struct vg_arena *a, struct vg_question *out,
                     struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    int rc = vg_json_read(line.p, line.len, &o, err);

    return rc == VG_OK ? vg_question_from_json(o, a, out, err) : rc;
}

static int read_builtin(struct vg_arena *a, struct found *f, struct vg_err *err)
{
    const char *p = vg_builtin_questions, *end = p + vg_builtin_questions_len;

    while (p < end) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        struct vg_str line = {p, nl == NULL ? (size_t)(end - p) : (size_t)(nl - p)};
        struct vg_question *q;
        int rc;

        p += line.len + 1;
        if (line.len == 0)
            continue;
        q = add(f, a);
        rc = read_line(line, a, q, err);
        if (rc != VG_OK)
            return vg_within(err, rc, "question %zu of the program", f->n);
        q->builtin = 1;
    }
    return VG_OK;
}

static int read_parts(struct vg_str ask, struct vg_arena *a, struct vg_question *q,
                      struct vg_err *err)
{
    VG_SCOPED_JSON *list = NULL;
    int rc = vg_json_read(ask.p, ask.len, &list, err);

    if (rc == VG_OK)
        rc = vg_question_parts_read(list, a, q, err);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "question %s", q->name);
}

static int read_saved(struct vg_case *c, struct vg_arena *a, struct found *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_QUESTIONS_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_question *q = add(f, a);

        *q = (struct vg_question){.name = vg_column_copy(st, 0, a),
                                  .group = vg_column_copy(st, 1, a),
                                  .en = vg_column_copy(st, 2, a),
                                  .zh = vg_column_copy(st, 3, a)};
        rc = read_parts(vg_column_str(st, 4), a, q, err);
    }
    return rc;
}

int vg_questions(struct vg_case *c, struct vg_arena *a, struct vg_question **out, size_t *n,
                 struct vg_err *err)
{
    struct found f = {0};
    int rc = read_builtin(a, &f, err);

    if (rc == VG_OK)
        rc = read_saved(c, a, &f, err);
    if (rc != VG_OK)
        return rc;
    *out = f.list;
    *n = f.n;
    return VG_OK;
}

int vg_question_get(struct vg_case *c, const char *name, struct vg_arena *a,
                    struct vg_question *out, struct vg_err *err)
{
    struct vg_question *list = NULL;
    size_t n = 0;
    int rc = vg_questions(c, a, &list, &n, err);

    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0) {
            *out = list[i];
            return VG_OK;
        }
    return vg_fail(err, VG_E_ABSENT,
                   "there is no question '%.60s'; 'vigil ask CASE' lists those there are", name);
}

/* -- keeping ------------------------------------------------------------------------------- */

static void bind(struct vg_stmt *st, const struct vg_question *q, const char *ask)
{
    vg_bind_text(st, ":name", q->name);
    vg_bind_text(st, ":topic", q->group);
    vg_bind_text(st, ":en", q->en);
    vg_bind_text(st, ":zh", q->zh);
    vg_bind_text(st, ":ask", ask);
}

static int is_builtin(const char *name, int *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct found f = {0};
    int rc = read_builtin(&a, &f, err);

    *out = 0;
    for (size_t i = 0; rc == VG_OK && i < f.n; i++)
        *out |= strcmp(f.list[i].name, name) == 0;
    return rc;
}

int vg_question_keep(struct vg_case *c, const struct vg_question *q, int *known, struct vg_err *err)
{
    VG_SCOPED_BUF ask = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &ask};
    struct vg_stmt *st = NULL;
    int64_t id;
    int builtin = 0, rc = is_builtin(q->name, &builtin, err);

    if (rc == VG_OK && builtin)
        rc = vg_fail(err, VG_E_CONFLICT,
                     "name: '%s' comes with the program; save yours under another name", q->name);
    vg_question_parts_write(&j, q);
    if (rc == VG_OK && ask.full)
        rc = vg_fail(err, VG_E_LIMIT, "ask: longer than 1 MiB");
    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_QUESTION_KNOWN, err);
    if (rc != VG_OK)
        return rc;
    bind(st, q, ask.p);
    rc = vg_step(st, err);
    vg_stmt_end(st);
    *known = rc == VG_ROW;
    if (rc < 0 || rc == VG_ROW)
        return rc < 0 ? rc : VG_OK;
    rc = vg_keep(c->record, VG_KEPT_QUESTION, &st, &id, err);
    if (rc != VG_OK)
        return rc;
    bind(st, q, ask.p);
    return vg_run_end(st, err);
}

int vg_question_save(struct vg_case *c, const struct vg_question *q, int *known, struct vg_err *err)
{
    int rc = vg_case_must_write(c, err);

    *known = 0;
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_question_keep(c, q, known, err);
    if (rc == VG_OK && *known) {
        vg_record_rollback(c->record);
        return VG_OK;
    }
    return vg_record_conclude(c->record, VG_ENTRY_CONFIG, rc, err);
}

/* -- answering ------------------------------------------------------------------------------ */

int vg_case_ask(struct vg_case *c, const struct vg_question *q, int64_t before_entry,
                const char *as_of, const char *language, struct vg_arena *a, struct vg_view *view,
                struct vg_answer *out, struct vg_err *err)
{
    struct vg_root_graph *graph = NULL;
    struct vg_check *checks = NULL;
    struct vg_ask_case in = {.view = view, .as_of = as_of, .language = language};
    int rc = vg_view_load(c, before_entry, a, view, &graph, err);

    if (rc == VG_OK)
        rc = vg_check_all(view, graph, a, &checks, &in.n_checks, err);
    if (rc == VG_OK)
        rc = vg_checks_answer(c, view, a, checks, in.n_checks, err);
    if (rc != VG_OK)
        return rc;
    in.graph = graph;
    in.checks = checks;
    return vg_ask_answer(&in, q, a, out, err);
}
