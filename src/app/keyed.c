/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Kept rows are numbered as they come and never change, so the tables need to know no more than
 * the last row of each kept table that they have seen. Persons come first: of new claims and
 * entities it is read who is one before any name is entered, and when there is a new one the names
 * that are there are gone through once.
 */
#include "app/keyed.h"

#include <string.h>

#include "base/limits.h"

enum { TOLD_EVERY = 4096 };
enum part { CLAIMS, LINKS, STANDINGS, ENTITIES, STATEMENTS, PARTS };

struct state {
    int64_t last[PARTS];
    int is_ours; /* the maker is this program */
};

struct fitting {
    struct vg_case *c;
    struct vg_arena a;
    struct vg_keyed_writer *w;
    struct vg_name_guard *guard; /* of the whole case */
    struct vg_name_guard *fresh; /* of what came since */
    int has_fresh;
    struct state was, now;
    int64_t done, total; /* rows that are gone through for names */
};

/* -- up to where --------------------------------------------------------------------------------
 */

static int read_last(struct vg_case *c, struct state *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_KEYED_LAST, err);

    if (rc == VG_OK)
        rc = vg_step(st, err);
    for (int i = 0; rc == VG_ROW && i < PARTS; i++)
        out->last[i] = vg_column_i64(st, i);
    return rc < 0 ? rc : VG_OK;
}

static int read_state(struct vg_case *c, struct state *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_KEYED_STATE, err);

    *out = (struct state){0};
    if (rc == VG_OK)
        rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc;
    out->is_ours = vg_str_is(vg_column_str(st, 0), vg_keyed_maker);
    for (int i = 0; i < PARTS; i++)
        out->last[i] = vg_column_i64(st, i + 1);
    return VG_OK;
}

static int put_state(struct vg_case *c, const struct state *now, struct vg_err *err)
{
    static const char *const columns[PARTS] = {":claim", ":link", ":standing", ":entity",
                                               ":statement"};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_KEYED_STATE_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":maker", vg_keyed_maker);
    for (size_t i = 0; i < PARTS; i++)
        vg_bind_i64(st, columns[i], now->last[i]);
    return vg_run(st, err);
}

static int are_equal(const struct state *x, const struct state *y)
{
    return x->is_ours && memcmp(x->last, y->last, sizeof x->last) == 0;
}

int vg_keyed_is_fit(struct vg_case *c, int *fit, struct vg_err *err)
{
    struct state was = {0}, now = {0};
    int rc = read_state(c, &was, err);

    if (rc == VG_OK)
        rc = read_last(c, &now, err);
    if (rc == VG_OK)
        *fit = are_equal(&was, &now);
    return rc;
}

/* -- who is a person ----------------------------------------------------------------------------
 */

static void note_claim(struct vg_name_guard *g, const char *subject, const char *object,
                       const char *detail)
{
    vg_name_guard_note(g, subject, detail);
    vg_name_guard_note(g, object, NULL);
}

static void note_person(struct vg_name_guard *g, const char *id, const char *en, const char *zh)
{
    vg_name_guard_note(g, id, NULL);
    vg_name_guard_note(g, en, "private");
    vg_name_guard_note(g, zh, "private");
}

/* Each id with what its latest row says; of an entity that is a person both names are hidden. */
static int guard_persons(struct vg_case *c, struct vg_arena *a, struct vg_name_guard *g,
                         struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    const char *id = NULL, *en = NULL, *zh = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_KEYED_PERSONS, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW) {
        const char *next = vg_column_copy(st, 0, a);

        if (id != NULL && strcmp(id, next) != 0)
            note_person(g, id, en, zh);
        id = next;
        en = vg_column_copy(st, 1, a);
        zh = vg_column_copy(st, 2, a);
    }
    if (rc == VG_OK && id != NULL)
        note_person(g, id, en, zh);
    return rc;
}

static int read_guard(struct vg_case *c, struct vg_arena *a, struct vg_name_guard **out,
                      struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_name_guard *g = vg_name_guard_make(a);
    int rc = vg_stmt(&st, c->store, VG_SQL_KEYED_GUARDING_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        note_claim(g, vg_column_copy(st, 0, a), vg_column_copy(st, 1, a), vg_column_copy(st, 2, a));
        rc = VG_OK;
    }
    if (rc == VG_OK)
        rc = guard_persons(c, a, g, err);
    if (rc == VG_OK)
        *out = g;
    return rc;
}

/* In a case of thousands of victims it is most of what looking for a name costs. Not kept of what
 * a writer has not committed yet: rows that were rolled back leave their numbers to others. */
int vg_keyed_guard(struct vg_case *c, const struct vg_name_guard **out, struct vg_err *err)
{
    struct vg_name_guard *guard = NULL;
    struct state now = {0};
    int rc = read_last(c, &now, err);

    if (rc != VG_OK)
        return rc;
    if (c->guard == NULL || c->guard_claim != now.last[CLAIMS] ||
        c->guard_entity != now.last[ENTITIES]) {
        c->guard = NULL;
        vg_arena_end(&c->guard_memory);
        rc = read_guard(c, &c->guard_memory, &guard, err);
        if (rc != VG_OK)
            return rc;
        c->guard = guard;
        c->guard_claim = now.last[CLAIMS];
        c->guard_entity = now.last[ENTITIES];
    }
    *out = c->guard;
    return VG_OK;
}

static int put_guarding(struct fitting *f, int64_t claim, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, f->c->store, VG_SQL_KEYED_GUARDING_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim);
    return vg_run(st, err);
}

static int begin_after(struct vg_stmt **st, struct fitting *f, enum vg_sql sql, enum part part,
                       struct vg_err *err)
{
    int rc = vg_stmt(st, f->c->store, sql, err);

    if (rc == VG_OK)
        vg_bind_i64(*st, ":after", f->was.last[part]);
    return rc;
}

static int guard_claims(struct fitting *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = begin_after(&st, f, VG_SQL_KEYED_CLAIMS_AFTER, CLAIMS, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        VG_SCOPED_ARENA a = {0};
        const char *subject = vg_column_copy(st, 1, &a), *object = vg_column_copy(st, 2, &a);
        const char *detail = vg_column_copy(st, 3, &a);

        rc = VG_OK;
        if (!vg_names_says_person(subject, object, detail))
            continue;
        note_claim(f->fresh, subject, object, detail);
        f->has_fresh = 1;
        rc = put_guarding(f, vg_column_i64(st, 0), err);
    }
    return rc;
}

static int guard_entities(struct fitting *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = begin_after(&st, f, VG_SQL_KEYED_ENTITIES_AFTER, ENTITIES, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        const char *id = vg_column_copy(st, 0, &f->a);

        rc = VG_OK;
        if (!vg_names_person(id))
            continue;
        note_person(f->fresh, id, vg_column_copy(st, 1, &f->a), vg_column_copy(st, 2, &f->a));
        f->has_fresh = 1;
    }
    return rc;
}

/* Words that have become a person's go. */
static int let_persons_go(struct fitting *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t *gone = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, f->c->store, VG_SQL_KEYED_WORDS_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        VG_SCOPED_ARENA a = {0};

        rc = VG_OK;
        if (!vg_names_hides(f->fresh, vg_column_copy(st, 1, &a)))
            continue;
        gone = vg_grow(&f->a, gone, n, &room);
        gone[n++] = vg_column_i64(st, 0);
    }
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = vg_keyed_drop(f->w, gone[i], err);
    return rc;
}

static int guard(struct fitting *f, struct vg_err *err)
{
    int rc = guard_claims(f, err);

    if (rc == VG_OK)
        rc = guard_entities(f, err);
    if (rc == VG_OK && f->has_fresh)
        rc = let_persons_go(f, err);
    return rc == VG_OK ? read_guard(f->c, &f->a, &f->guard, err) : rc;
}

/* -- names --------------------------------------------------------------------------------------
 */

/* One row more. A case that was made before there were keys may have a million. */
static int go_on(struct fitting *f, struct vg_err *err)
{
    if (++f->done % TOLD_EVERY != 0)
        return VG_OK;
    vg_app_tell(&f->c->app, "names", f->done, f->total);
    return vg_app_stopped(&f->c->app) ? vg_fail(err, VG_E_INTERRUPTED, "interrupted") : VG_OK;
}

/* Words that hold ids name these, and nothing by themselves; long ones are what was said, not what
 * something is called. */
static int are_a_name(const struct fitting *f, const char *words)
{
    const char *p = words;
    struct vg_str id;

    return words[0] != '\0' && strlen(words) <= VG_MAX_NAME_KEY && !vg_name_next_id(&p, &id) &&
           !vg_names_hides(f->guard, words);
}

static int enter_words(struct fitting *f, struct vg_str text, int64_t claim, int speaks,
                       struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const char *words;
    int rc;

    if (text.len == 0 || text.len > VG_MAX_NAME_KEY)
        return VG_OK;
    words = vg_copy(&a, text.p, text.len);
    if (!are_a_name(f, words))
        return VG_OK;
    rc = vg_keyed_put(f->w, &(struct vg_keyed_name){.name = words}, err);
    return rc == VG_OK ? vg_keyed_use(f->w, text, claim, speaks, err) : rc;
}

static int enter_subjects(struct fitting *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = begin_after(&st, f, VG_SQL_KEYED_CLAIMS_AFTER, CLAIMS, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        rc = enter_words(f, vg_column_str(st, 1), vg_column_i64(st, 0), 0, err);
        if (rc == VG_OK)
            rc = go_on(f, err);
    }
    return rc;
}

static int enter_speakers(struct fitting *f, enum vg_sql sql, enum part part, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = begin_after(&st, f, sql, part, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        rc = enter_words(f, vg_column_str(st, 1), vg_column_i64(st, 0), 1, err);
        if (rc == VG_OK)
            rc = go_on(f, err);
    }
    return rc;
}

static const char *kind_of(const char *name, struct vg_arena *a)
{
    const char *colon = strchr(name, ':');

    return colon == NULL ? "" : vg_copy(a, name, (size_t)(colon - name));
}

static int enter_entities(struct fitting *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = begin_after(&st, f, VG_SQL_KEYED_ENTITIES_AFTER, ENTITIES, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        VG_SCOPED_ARENA a = {0};
        struct vg_keyed_name n = {.name = vg_column_copy(st, 0, &a),
                                  .en = vg_column_copy(st, 1, &a),
                                  .zh = vg_column_copy(st, 2, &a),
                                  .parent = vg_column_copy(st, 3, &a)};

        rc = VG_OK;
        if (vg_names_person(n.name))
            continue;
        n.kind = kind_of(n.name, &a);
        rc = vg_keyed_put(f->w, &n, err);
        if (rc == VG_OK)
            rc = go_on(f, err);
    }
    return rc;
}

/* Its names may have come in several files, so it is read whole. */
static int enter_one_brought(struct fitting *f, const char *id, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_STMT *st = NULL;
    struct vg_entity e = {.id = vg_print(&a, VG_NAME_FTM "%s", id)};
    int rc = vg_stmt(&st, f->c->store, VG_SQL_KEYED_BROUGHT_ONE, err), any = 0;

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":id", id);
    while ((rc = vg_step(st, err)) == VG_ROW)
        any |= vg_name_take_brought(st, &a, &e);
    if (rc != VG_OK || !any)
        return rc;
    return vg_keyed_put(f->w,
                        &(struct vg_keyed_name){.name = e.id,
                                                .kind = kind_of(VG_NAME_FTM, &a),
                                                .en = e.en,
                                                .zh = e.zh,
                                                .parent = e.parent},
                        err);
}

static int enter_brought(struct fitting *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    if (f->was.last[STATEMENTS] == f->now.last[STATEMENTS])
        return VG_OK;
    rc = begin_after(&st, f, VG_SQL_KEYED_BROUGHT_AFTER, STATEMENTS, err);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        VG_SCOPED_ARENA a = {0};

        rc = enter_one_brought(f, vg_column_copy(st, 0, &a), err);
        if (rc == VG_OK)
            rc = go_on(f, err);
    }
    return rc;
}

static int fit(struct fitting *f, struct vg_err *err)
{
    int rc = VG_OK;

    if (!f->was.is_ours) {
        f->was = (struct state){0};
        rc = vg_keyed_clear(f->c->store, err);
    }
    for (int i = 0; i < PARTS; i++)
        f->total += f->now.last[i] - f->was.last[i];
    if (rc == VG_OK)
        rc = guard(f, err);
    if (rc == VG_OK)
        rc = enter_entities(f, err);
    if (rc == VG_OK)
        rc = enter_subjects(f, err);
    if (rc == VG_OK)
        rc = enter_speakers(f, VG_SQL_KEYED_LINKS_AFTER, LINKS, err);
    if (rc == VG_OK)
        rc = enter_speakers(f, VG_SQL_KEYED_STANDINGS_AFTER, STANDINGS, err);
    if (rc == VG_OK)
        rc = enter_brought(f, err);
    if (rc == VG_OK)
        rc = vg_keyed_flush(f->w, err);
    return rc == VG_OK ? put_state(f->c, &f->now, err) : rc;
}

int vg_keyed_fit(struct vg_case *c, struct vg_err *err)
{
    VG_SCOPED_KEYED_WRITER *w = NULL;
    struct fitting f = {.c = c};
    int rc = read_state(c, &f.was, err);

    if (rc == VG_OK)
        rc = read_last(c, &f.now, err);
    if (rc != VG_OK || are_equal(&f.was, &f.now))
        return rc;
    w = vg_keyed_writer_open(c->store, &c->scorer, &c->memory);
    f.w = w;
    f.fresh = vg_name_guard_make(&f.a);
    rc = fit(&f, err);
    vg_arena_end(&f.a);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "keys of names");
}

static int in_a_transaction(struct vg_case *c, int anew, struct vg_err *err)
{
    int rc = vg_begin(c->store, err);

    if (rc == VG_OK && anew)
        rc = vg_keyed_clear(c->store, err);
    if (rc == VG_OK)
        rc = vg_keyed_fit(c, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

int vg_keyed_fit_now(struct vg_case *c, struct vg_err *err)
{
    int is_fit = 0;
    int rc = vg_keyed_is_fit(c, &is_fit, err);

    return rc != VG_OK || is_fit ? rc : in_a_transaction(c, 0, err);
}

int vg_keyed_rebuild(struct vg_case *c, struct vg_err *err)
{
    return in_a_transaction(c, 1, err);
}
