/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Pattern files: what ships, what a case has of its own, and what is only tried. Files
 * of a case come before those that ship, files that are tried before both.
 */
#include "app/patterns.h"

#include <string.h>

#include "base/limits.h"

/* -- which language ------------------------------------------------------------------- */

static int is_code(const char *p, size_t n)
{
    size_t letters = 0;

    while (letters < n && p[letters] >= 'a' && p[letters] <= 'z')
        letters++;
    return letters >= 2 && letters <= 3 && (letters == n || p[letters] == '-');
}

const char *vg_pattern_language(const char *name, const char *given, struct vg_arena *a)
{
    const char *slash = strrchr(name, '/'), *from = slash;

    if (given != NULL)
        return vg_copy(a, given, strcspn(given, "-_"));
    while (from != NULL && from > name && from[-1] != '/')
        from--;
    if (slash != NULL && is_code(from, (size_t)(slash - from)))
        return vg_copy(a, from, strcspn(from, "-/"));
    return "en";
}

/* -- those of the case ------------------------------------------------------------------ */

int vg_patterns_of_case(struct vg_case *c, struct vg_arena *a, struct vg_own_patterns *out,
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_own_patterns own = {0};
    size_t room = 0, rooms = 0;
    int rc = c == NULL ? VG_OK : vg_stmt(&st, c->store, VG_SQL_PATTERNS_IN_USE_ALL, err);

    while (c != NULL && rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str text = vg_column_str(st, 4);

        own.texts = vg_grow(a, own.texts, own.n, &room);
        own.entries = vg_grow(a, own.entries, own.n, &rooms);
        own.entries[own.n] = vg_column_i64(st, 1);
        own.texts[own.n++] = (struct vg_pat_text){
            .language = vg_str_copy(a, vg_column_str(st, 2)).p,
            .name = vg_str_copy(a, vg_column_str(st, 3)).p,
            .text = vg_copy(a, text.p, text.len),
            .len = text.len,
        };
        rc = VG_OK;
    }
    if (rc == VG_OK)
        *out = own;
    return rc;
}

/* Those that are tried, then those of the case that they do not replace. */
static int all_added(struct vg_case *c, const struct vg_pat_text *texts, size_t n,
                     struct vg_arena *a, struct vg_own_patterns *out, struct vg_err *err)
{
    struct vg_own_patterns own, all = {0};
    int rc = vg_patterns_of_case(c, a, &own, err);

    if (rc != VG_OK)
        return rc;
    all.texts = VG_NEW_ARRAY(a, struct vg_pat_text, n + own.n);
    all.entries = VG_NEW_ARRAY(a, int64_t, n + own.n);
    for (size_t i = 0; i < n; i++)
        all.texts[all.n++] = texts[i];
    for (size_t i = 0; i < own.n; i++) {
        int replaced = 0;

        for (size_t k = 0; k < n; k++)
            replaced |= strcmp(texts[k].language, own.texts[i].language) == 0 &&
                        strcmp(texts[k].name, own.texts[i].name) == 0;
        if (replaced)
            continue;
        all.entries[all.n] = own.entries[i];
        all.texts[all.n++] = own.texts[i];
    }
    *out = all;
    return VG_OK;
}

/* -- listing ------------------------------------------------------------------------------ */

static int add_file(struct vg_arena *a, const struct vg_pat_text *t, int of_case, int64_t entry,
                    struct vg_pattern_file *out, struct vg_err *err)
{
    struct vg_pat_file *file = VG_NEW(a, struct vg_pat_file);
    int rc = vg_pat_file_read(t->name, t->text, t->len, a, file, err);

    file->language = t->language;
    *out = (struct vg_pattern_file){file, of_case, entry};
    return rc;
}

static int is_of(const struct vg_pat_text *t, const char *language)
{
    return language == NULL || strcmp(t->language, language) == 0;
}

int vg_pattern_files(struct vg_case *c, const char *language, struct vg_arena *a,
                     struct vg_pattern_file **out, size_t *n, struct vg_err *err)
{
    struct vg_own_patterns own;
    struct vg_pattern_file *list;
    size_t count = 0;
    int rc = vg_patterns_of_case(c, a, &own, err);

    if (rc != VG_OK)
        return rc;
    list = VG_NEW_ARRAY(a, struct vg_pattern_file, own.n + vg_pat_builtin_n);
    for (size_t i = 0; i < own.n && rc == VG_OK; i++)
        if (is_of(&own.texts[i], language))
            rc = add_file(a, &own.texts[i], 1, own.entries[i], &list[count++], err);
    for (size_t i = 0; i < vg_pat_builtin_n && rc == VG_OK; i++)
        if (is_of(&vg_pat_builtin[i], language))
            rc = add_file(a, &vg_pat_builtin[i], 0, 0, &list[count++], err);
    *out = list;
    *n = count;
    return rc;
}

/* -- trying --------------------------------------------------------------------------------- */

struct trying {
    struct vg_languages l;
    struct vg_arena *a;
    struct vg_pat_result *list;
    size_t n, room;
    const char *done[VG_MAX_LANGUAGES];
    size_t n_done;
};

/* The examples of `first` to `end` of a language, counted among its files. */
static int try_language(struct trying *t, const char *language, size_t first, size_t end,
                        struct vg_err *err)
{
    struct vg_pat_result *some;
    size_t n;
    int rc = vg_patterns_try(&t->l, language, first, end, t->a, &some, &n, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        t->list = vg_grow(t->a, t->list, t->n, &t->room);
        t->list[t->n++] = some[i];
    }
    return rc;
}

static int is_done(struct trying *t, const char *language)
{
    for (size_t i = 0; i < t->n_done; i++)
        if (strcmp(t->done[i], language) == 0)
            return 1;
    if (t->n_done < VG_MAX_LANGUAGES)
        t->done[t->n_done++] = language;
    return 0;
}

/* Language by language, those of the first `n` texts; the others are only known. */
static int try_texts(struct trying *t, const struct vg_pat_text *texts, size_t n,
                     struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; i < n && rc == VG_OK; i++) {
        size_t of_language = 0;

        if (is_done(t, texts[i].language))
            continue;
        for (size_t k = 0; k < n; k++)
            of_language += strcmp(texts[k].language, texts[i].language) == 0;
        rc = try_language(t, texts[i].language, 0, of_language, err);
    }
    return rc;
}

int vg_pattern_try(struct vg_case *c, const struct vg_pat_text *texts, size_t n, struct vg_arena *a,
                   struct vg_pat_result **out, size_t *n_out, struct vg_err *err)
{
    struct trying t = {.a = a};
    struct vg_own_patterns all;
    int rc = all_added(c, texts, n, a, &all, err);

    if (rc != VG_OK)
        return rc;
    t.l = (struct vg_languages){.a = a, .added = all.texts, .n_added = all.n};
    if (n > 0 || c != NULL)
        rc = try_texts(&t, all.texts, n > 0 ? n : all.n, err);
    else
        for (size_t i = 0; i < vg_pat_builtin_n && rc == VG_OK; i++)
            if (!is_done(&t, vg_pat_builtin[i].language))
                rc = try_language(&t, vg_pat_builtin[i].language, 0, VG_MAX_PATTERN_FILES, err);
    *out = t.list;
    *n_out = t.n;
    return rc;
}

/* -- keeping --------------------------------------------------------------------------------- */

static int is_known(struct vg_case *c, const struct vg_pat_text *t, int *known, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_PATTERN_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":language", t->language);
    vg_bind_text(st, ":name", t->name);
    rc = vg_step(st, err);
    *known = rc == VG_ROW ? vg_str_cmp(vg_column_str(st, 0), (struct vg_str){t->text, t->len}) == 0
                          : t->len == 0;
    return rc < 0 ? rc : VG_OK;
}

static int refuse_failing(const struct vg_pat_result *results, size_t n, struct vg_err *err)
{
    for (size_t i = 0; i < n; i++)
        if (!results[i].holds)
            return vg_fail(err, VG_E_NOT_HELD,
                           "%s:%d: the example does not hold: expected %.150s, got %.150s; "
                           "'vigil patterns check' shows all",
                           results[i].file, results[i].line, results[i].expected, results[i].got);
    return VG_OK;
}

static int keep_one(struct vg_case *c, const struct vg_pat_text *t, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t id;
    int rc = vg_keep(c->record, VG_KEPT_PATTERN, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":language", t->language);
    vg_bind_text(st, ":name", t->name);
    vg_bind_str(st, ":text", (struct vg_str){t->len ? t->text : "", t->len});
    return vg_run(st, err);
}

/* Those that the case does not have like that already, under one entry. */
static int keep(struct vg_case *c, const struct vg_pat_text *texts, size_t n, int64_t *entry,
                struct vg_err *err)
{
    size_t kept = 0;
    int known = 0;
    int rc = vg_record_begin(c->record, err);

    for (size_t i = 0; i < n && rc == VG_OK; i++) {
        rc = is_known(c, &texts[i], &known, err);
        if (rc == VG_OK && !known) {
            rc = keep_one(c, &texts[i], err);
            kept++;
        }
    }
    if (rc == VG_OK && kept > 0)
        rc = vg_record_seal(c->record, VG_ENTRY_CONFIG, entry, err);
    if (rc == VG_OK && kept > 0)
        rc = vg_record_commit(c->record, err);
    if (rc != VG_OK || kept == 0)
        vg_record_rollback(c->record);
    return rc;
}

int vg_pattern_add(struct vg_case *c, const struct vg_pat_text *texts, size_t n, int64_t *entry,
                   struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_pat_result *results = NULL;
    size_t count = 0;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_pattern_try(c, texts, n, &a, &results, &count, err);
    if (rc == VG_OK)
        rc = refuse_failing(results, count, err);
    if (rc != VG_OK)
        return rc;
    *entry = -1;
    return keep(c, texts, n, entry, err);
}
