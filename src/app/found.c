/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Ids of entities. A name gets one when somebody first judges about it, or when an id is needed
 * for a file that leaves; it is random and kept. The id of what several names stand for is the
 * oldest of theirs, so it follows from the judgements alone: when two things become one, the older
 * id stays and the younger leads to it; when they part again, each has its own.
 */
#include <string.h>

#include "app/names.h"
#include "base/table.h"

enum { ID_BYTES = 16, ID_TEXT = 33 };

int vg_name_found(struct vg_case *c, const char *name, const unsigned char *mention,
                  struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = 100};
    unsigned char bytes[ID_BYTES];
    struct vg_stmt *st = NULL;
    int64_t row;
    int rc = vg_keep(c->record, VG_KEPT_FOUNDING, &st, &row, err);

    if (rc != VG_OK)
        return rc;
    if (c->app.world.fill_random(c->app.world.w, bytes, sizeof bytes) != VG_OK) {
        vg_stmt_end(st);
        return vg_fail(err, VG_E_IO, "the system gives no random numbers");
    }
    vg_put_hex(&hex, bytes, sizeof bytes);
    vg_bind_str(st, ":entity", vg_buf_str(&hex));
    vg_bind_text(st, ":name", name);
    vg_bind_blob(st, ":mention", mention, 32);
    return vg_run_end(st, err);
}

/* Those of one set share the array of their names, so each is told by the first of them. */
static void settle_entities(struct vg_named *list, size_t n, const struct vg_table *known)
{
    for (size_t i = 0; i < n; i++) {
        int64_t best = 0;

        list[i].entity = list[i].id;
        best = list[i].founded;
        for (size_t k = 0; k < list[i].n_same; k++) {
            int64_t at;

            if (!vg_table_get(known, vg_str(list[i].same[k]), &at) || list[at].founded == 0)
                continue;
            if (best == 0 || list[at].founded < best) {
                best = list[at].founded;
                list[i].entity = list[at].id;
            }
        }
    }
}

int vg_foundings_read(struct vg_case *c, struct vg_named *list, size_t n,
                      const struct vg_table *known, struct vg_arena *a, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_FOUNDINGS_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str id = vg_column_str(st, 2);
        int64_t at;

        if (!vg_table_get(known, vg_column_str(st, 1), &at))
            continue;
        list[at].founded = vg_column_i64(st, 0);
        list[at].id = vg_print(a, "vgl-%.*s", (int)id.len, id.p);
    }
    if (rc == VG_OK)
        settle_entities(list, n, known);
    return rc;
}

static int lacks_id(const struct vg_named *n)
{
    return n->id == NULL && n->kind != NULL && strcmp(n->kind, "ftm") != 0;
}

static int found_all(struct vg_case *c, const struct vg_names *names, int64_t *made,
                     struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < names->n; i++)
        if (lacks_id(&names->list[i])) {
            rc = vg_name_found(c, names->list[i].name, NULL, err);
            *made += rc == VG_OK;
        }
    return rc;
}

int vg_names_found(struct vg_case *c, int64_t *made, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_names names;
    int64_t n = 0;
    size_t lacking = 0;
    int rc = vg_names_load(c, &a, &names, err);

    *made = 0;
    for (size_t i = 0; rc == VG_OK && i < names.n; i++)
        lacking += (size_t)lacks_id(&names.list[i]);
    if (rc != VG_OK || lacking == 0)
        return rc;
    rc = vg_case_must_write(c, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_case_names_read(c, &a, &names, NULL, err);
    if (rc == VG_OK)
        rc = found_all(c, &names, &n, err);
    rc = vg_record_conclude(c->record, VG_ENTRY_EXPORT, rc, err);
    if (rc == VG_OK)
        *made = n;
    return rc;
}

/* -- exact rules -------------------------------------------------------------------------- */

int vg_exact_rules(struct vg_case *c, struct vg_arena *a, struct vg_exact_rules *out,
                   struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_NAME_RULE_NOW, err);

    if (rc == VG_OK)
        rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    *out = (struct vg_exact_rules){0};
    if (rc == VG_ROW)
        *out = (struct vg_exact_rules){.on = vg_column_i64(st, 0) != 0,
                                       .because = vg_column_copy(st, 1, a),
                                       .entry = vg_column_i64(st, 2)};
    return VG_OK;
}

static int keep_rule(struct vg_case *c, int on, const char *because, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_exact_rules now;
    struct vg_stmt *st = NULL;
    int64_t row;
    int rc = vg_exact_rules(c, &a, &now, err);

    if (rc == VG_OK && now.on == on)
        return vg_fail(err, VG_E_CONFLICT, "exact rules are %s already", on ? "on" : "off");
    if (rc == VG_OK)
        rc = vg_keep(c->record, VG_KEPT_NAME_RULE, &st, &row, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":exact", on != 0);
    vg_bind_text(st, ":because", because);
    return vg_run_end(st, err);
}

int vg_exact_rules_set(struct vg_case *c, int on, const char *because, struct vg_err *err)
{
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_reason_check(because, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    return vg_record_conclude(c->record, VG_ENTRY_JUDGEMENT, keep_rule(c, on != 0, because, err),
                              err);
}
