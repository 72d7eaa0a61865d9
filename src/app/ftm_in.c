/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * FollowTheMoney out of a case and into it. What comes in is kept as what others say, and goes out
 * again as it came; what the case says itself is known again by its ids, so that a case that takes
 * in its own export stays as it is.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "app/ftm.h"
#include "base/limits.h"

enum { PER_ENTRY = 20000 /* statements: an entry commits to a million fields at most */ };

/* -- out ---------------------------------------------------------------------------------- */

static const char *judged_word(enum vg_name_verdict v)
{
    return v == VG_NAMES_SAME ? "positive" : v == VG_NAMES_DIFFERENT ? "negative" : "unsure";
}

/* What it is called outside: the id it came with, or the one it was given. */
static const char *outside(const struct vg_names *names, const char *name)
{
    int64_t at;

    if (strncmp(name, VG_NAME_FTM, strlen(VG_NAME_FTM)) == 0)
        return name + strlen(VG_NAME_FTM);
    return vg_table_get(names->known, vg_str(name), &at) ? names->list[at].id : NULL;
}

static int put_resolver(struct vg_case *c, struct vg_arena *a, struct vg_buf *out,
                        struct vg_ftm_report *report, struct vg_err *err)
{
    struct vg_names names;
    int rc = vg_names_load(c, a, &names, err);

    for (size_t i = 0; rc == VG_OK && i < names.n_judgements; i++) {
        const struct vg_judgement *x = &names.judgements[i];
        const char *left = outside(&names, x->left), *right = outside(&names, x->right);
        struct vg_json j = {.out = out};
        char at[VG_TIME_TEXT];

        if (x->ended_by != 0 || left == NULL || right == NULL)
            continue;
        vg_time_write(x->at, at);
        vg_json_array(&j);
        vg_json_text(&j, left);
        vg_json_text(&j, right);
        vg_json_text(&j, judged_word(x->verdict));
        vg_json_null(&j);
        vg_json_text(&j, x->by);
        vg_json_text(&j, at);
        vg_json_end(&j);
        vg_putc(out, '\n');
        report->judgements++;
    }
    return rc;
}

int vg_export_ftm(struct vg_case *c, enum vg_ftm_form form, int similar, struct vg_buf *out,
                  struct vg_ftm_report *report, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct ftm_case x;
    int64_t founded = 0;
    int rc = vg_names_found(c, &founded, err);

    *report = (struct vg_ftm_report){0};
    if (rc != VG_OK)
        return rc;
    if (form == VG_FTM_RESOLVER)
        return put_resolver(c, &a, out, report, err);
    rc = ftm_of_case(c, &a, similar ? FTM_BROUGHT | FTM_SIMILAR : FTM_BROUGHT, &x, err);
    if (rc != VG_OK)
        return rc;
    report->statements = (int64_t)x.ftm.n;
    if (form == VG_FTM_ENTITIES)
        vg_ftm_put_entities(&x.ftm, out);
    else if (form == VG_FTM_CSV)
        vg_ftm_put_csv(&x.ftm, out);
    else
        vg_ftm_put_statements(&x.ftm, out);
    return out->full ? vg_fail(err, VG_E_LIMIT, "the export is too large for one file") : VG_OK;
}

/* -- in ------------------------------------------------------------------------------------- */

int vg_is_ftm(const char *text, size_t len)
{
    return vg_ftm_looks_like(text, len);
}

static struct vg_str own_key(struct vg_buf *b, const char *entity, const char *prop,
                             const char *value)
{
    vg_buf_clear(b);
    vg_putf(b, "%s\n%s\n%s", entity, prop, value);
    return vg_buf_str(b);
}

/* What the case says itself, under whatever name its file has now, and whether the language came
 * along or not; of a thing with several names, as the thing and as the name. */
static void know_own(const struct vg_ftm *own, struct vg_table *t)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < own->n; i++) {
        const struct vg_ftm_statement *s = &own->list[i];

        (void)vg_table_add(t, own_key(&b, s->entity_id, s->prop, s->value), 1, NULL);
        (void)vg_table_add(t, own_key(&b, s->canonical_id, s->prop, s->value), 1, NULL);
        (void)vg_table_add(t, own_key(&b, s->canonical_id, "id", s->canonical_id), 1, NULL);
    }
}

static int is_own(const struct vg_table *own, const struct vg_ftm_statement *s)
{
    VG_SCOPED_BUF b = {0};
    int64_t there;

    return vg_table_get(own, own_key(&b, s->entity_id, s->prop, s->value), &there);
}

static int is_kept(struct vg_case *c, const char *key, int *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_STATEMENT_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":key", key);
    rc = vg_step(st, err);
    *out = rc == VG_ROW;
    return rc < 0 ? rc : VG_OK;
}

static int keep_statement(struct vg_case *c, const struct vg_ftm_statement *s, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t row;
    int rc = vg_keep(c->record, VG_KEPT_STATEMENT, &st, &row, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":key", s->id);
    vg_bind_text(st, ":canonical_id", s->canonical_id);
    vg_bind_text(st, ":entity_id", s->entity_id);
    vg_bind_text(st, ":prop", s->prop);
    vg_bind_text(st, ":schema", s->schema);
    vg_bind_text(st, ":value", s->value);
    vg_bind_text(st, ":dataset", s->dataset);
    vg_bind_text(st, ":lang", s->lang);
    vg_bind_text(st, ":original_value", s->original_value);
    vg_bind_text(st, ":first_seen", s->first_seen);
    vg_bind_text(st, ":last_seen", s->last_seen);
    vg_bind_text(st, ":origin", s->origin);
    vg_bind_i64(st, ":external", s->external != 0);
    return vg_run_end(st, err);
}

static int keep_statements(struct vg_case *c, const struct vg_ftm *f, const struct vg_table *own,
                           struct vg_ftm_report *report, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < f->n; i++) {
        int known = is_own(own, &f->list[i]);

        if (!known)
            rc = is_kept(c, f->list[i].id, &known, err);
        report->known += known;
        if (rc != VG_OK || known)
            continue;
        rc = keep_statement(c, &f->list[i], err);
        report->statements++;
        if (rc == VG_OK && report->statements % PER_ENTRY == 0)
            rc = vg_record_seal(c->record, VG_ENTRY_IMPORT, NULL, err);
        if (rc == VG_OK && i % PER_ENTRY == 0 && vg_app_stopped(&c->app))
            return vg_fail(err, VG_E_INTERRUPTED, "interrupted; nothing of the file was kept");
    }
    return rc == VG_OK && report->statements % PER_ENTRY != 0
               ? vg_record_seal(c->record, VG_ENTRY_IMPORT, NULL, err)
               : rc;
}

static int find_id(const struct vg_names *names, const char *id, struct vg_arena *a,
                   const struct vg_named **out)
{
    const char *const forms[] = {id, vg_print(a, VG_NAME_FTM "%s", id)};
    int64_t at;

    for (size_t i = 0; i < 2; i++)
        if (vg_table_get(names->known, vg_str(forms[i]), &at)) {
            *out = &names->list[at];
            return 1;
        }
    return 0;
}

/* An id of outside as a name of the case; of an entity that was merged before it came, that of
 * the one it was merged into. */
static int name_of(struct vg_case *c, const struct vg_names *names, const char *id,
                   struct vg_arena *a, const struct vg_named **out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    if (find_id(names, id, a, out))
        return VG_OK;
    rc = vg_stmt(&st, c->store, VG_SQL_STATEMENT_CANONICAL, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":id", id);
    rc = vg_step(st, err);
    if (rc == VG_ROW && find_id(names, vg_column_copy(st, 0, a), a, out))
        return VG_OK;
    return rc < 0 ? rc : vg_fail(err, VG_E_ABSENT, "nothing in the case has the id \"%.80s\"", id);
}

static int take_judged(struct vg_case *c, const struct vg_ftm_judged *k,
                       struct vg_ftm_report *report, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_names names;
    const struct vg_named *x = NULL, *y = NULL;
    const struct vg_judgement *there;
    const char *word = strcmp(k->judgement, "positive") == 0   ? "same"
                       : strcmp(k->judgement, "negative") == 0 ? "different"
                                                               : "unsure";
    enum vg_name_verdict verdict = VG_NAMES_UNSURE;
    int64_t id;
    int rc = vg_case_names_read(c, &a, &names, NULL, err);

    if (rc == VG_OK)
        rc = name_of(c, &names, k->target, &a, &x, err);
    if (rc == VG_OK)
        rc = name_of(c, &names, k->source, &a, &y, err);
    if (rc == VG_OK)
        rc = vg_name_verdict_read(word, &verdict, err);
    if (rc != VG_OK)
        return rc;
    assert(x != NULL && y != NULL);
    there = vg_judgement_of_pair(&names, x->name, y->name);
    if (x == y || (there != NULL && there->verdict == verdict)) {
        report->known++;
        return VG_OK;
    }
    rc = vg_judge_within(c, x->name, y->name, verdict,
                         vg_print(&a, "imported: decided by %.200s, %.40s",
                                  k->user == NULL ? "nobody named" : k->user,
                                  k->created_at == NULL ? "no date" : k->created_at),
                         0, &a, &id, err);
    report->judgements += rc == VG_OK;
    return rc == VG_OK ? vg_record_seal(c->record, VG_ENTRY_JUDGEMENT, NULL, err) : rc;
}

static int take_all(struct vg_case *c, const struct vg_ftm *f, const struct vg_table *own,
                    const struct vg_ftm_judged *judged, size_t n, struct vg_ftm_report *report,
                    struct vg_err *err)
{
    int rc = keep_statements(c, f, own, report, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (strcmp(judged[i].judgement, "no_judgement") == 0)
            continue;
        rc = vg_app_stopped(&c->app)
                 ? vg_fail(err, VG_E_INTERRUPTED, "interrupted; nothing of the file was kept")
                 : take_judged(c, &judged[i], report, err);
        if (rc != VG_OK)
            return vg_within(err, rc, "line %" PRId64, judged[i].line);
    }
    return rc;
}

int vg_import_ftm(struct vg_case *c, const char *text, size_t len, int dry_run,
                  struct vg_ftm_report *report, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_ftm f = vg_ftm_make(&a);
    struct vg_ftm_judged *judged = NULL;
    struct vg_table own = VG_TABLE(&a);
    struct ftm_case x;
    size_t n = 0;
    int rc = vg_case_must_write(c, err);

    *report = (struct vg_ftm_report){0};
    if (rc == VG_OK)
        rc = vg_ftm_read(&f, text, len, ftm_dataset(c, &a), &judged, &n, err);
    if (rc != VG_OK)
        return rc;
    vg_ftm_drop_persons(&f);
    report->persons = f.persons;
    rc = ftm_of_case(c, &a, 0, &x, err);
    if (rc != VG_OK)
        return rc;
    know_own(&x.ftm, &own);
    rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = take_all(c, &f, &own, judged, n, report, err);
    if (rc == VG_OK && !dry_run)
        return vg_record_commit(c->record, err);
    vg_record_rollback(c->record);
    return rc;
}
