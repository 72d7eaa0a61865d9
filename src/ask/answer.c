/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * An answer is put together part by part. Each operation adds rows and sentences; the claims
 * they rest on come together here, and with them the checks that bear on the answer and the
 * roots that carry it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask/inside.h"
#include "base/clock.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "base/order.h"
#include "claim/vocab.h"

static const struct {
    int (*run)(struct vg_asking *k, struct vg_err *err);
} ops[VG_ASK_OPS] = {
    [VG_ASK_COUNT] = {vg_ask_count},
    [VG_ASK_FIGURES] = {vg_ask_figures},
    [VG_ASK_SUM] = {vg_ask_sum},
    [VG_ASK_BEYOND] = {vg_ask_beyond},
    [VG_ASK_DIFFERENCE] = {vg_ask_difference},
    [VG_ASK_REMAINDER] = {vg_ask_difference},
    [VG_ASK_CHECKS] = {vg_ask_checks},
    [VG_ASK_CITATION] = {vg_ask_citation},
    [VG_ASK_EFFECT] = {vg_ask_effect},
    [VG_ASK_OPERATORS] = {vg_ask_operators},
    [VG_ASK_CLAIMS] = {vg_ask_claims},
    [VG_ASK_DISPUTE] = {vg_ask_dispute},
    [VG_ASK_NEGATIVE] = {vg_ask_negative},
    [VG_ASK_METHODS] = {vg_ask_methods},
    [VG_ASK_REPLIES] = {vg_ask_replies},
    [VG_ASK_FAIRNESS] = {vg_ask_fairness},
    [VG_ASK_RESPONSES] = {vg_ask_responses},
    [VG_ASK_ROOTS] = {vg_ask_roots},
    [VG_ASK_POINTERS] = {vg_ask_pointers},
    [VG_ASK_CHANGES] = {vg_ask_changes},
    [VG_ASK_COPIES] = {vg_ask_copies},
    [VG_ASK_FORECASTS] = {vg_ask_forecasts},
    [VG_ASK_EXPOSURE] = {vg_ask_exposure},
    [VG_ASK_COMPARISONS] = {vg_ask_comparisons},
    [VG_ASK_TIMELINE] = {vg_ask_timeline},
    [VG_ASK_SPEAKERS] = {vg_ask_speakers},
    [VG_ASK_NAMES] = {vg_ask_names},
    [VG_ASK_PROTECTION] = {vg_ask_protection},
    [VG_ASK_UNITS] = {vg_ask_units},
    [VG_ASK_TASKS] = {vg_ask_tasks},
    [VG_ASK_GRADES] = {vg_ask_grades},
    [VG_ASK_STATUS] = {vg_ask_status},
    [VG_ASK_HANDOVER] = {vg_ask_handover},
};

/* -- building ------------------------------------------------------------------------------ */

void vg_ids_put(struct vg_arena *a, struct vg_ids *ids, int64_t id)
{
    if (ids->n > 0 && ids->id[ids->n - 1] == id)
        return;
    ids->id = vg_grow(a, ids->id, ids->n, &ids->room);
    ids->id[ids->n++] = id;
}

void vg_ids_settle(struct vg_ids *ids)
{
    size_t n = 0;

    if (ids->n > 1)
        qsort(ids->id, ids->n, sizeof *ids->id, vg_i64_order);
    for (size_t i = 0; i < ids->n; i++)
        if (n == 0 || ids->id[n - 1] != ids->id[i])
            ids->id[n++] = ids->id[i];
    ids->n = n;
}

int vg_ids_have(const struct vg_ids *ids, int64_t id)
{
    return ids->n > 0 && bsearch(&id, ids->id, ids->n, sizeof id, vg_i64_order) != NULL;
}

struct vg_answer_row *vg_row(struct vg_asking *k, const char *tag, const char *what)
{
    struct vg_answer_part *p = k->part;
    struct vg_answer_row *r;

    p->rows = vg_grow(k->a, p->rows, p->n_rows, &k->room_rows);
    k->row_ids = vg_grow(k->a, k->row_ids, p->n_rows, &k->room_row_ids);
    k->row_ids[p->n_rows] = (struct vg_ids){0};
    r = &p->rows[p->n_rows++];
    *r = (struct vg_answer_row){.tag = tag, .what = what};
    return r;
}

void vg_row_claims(struct vg_asking *k, struct vg_answer_row *r, const int64_t *ids, size_t n)
{
    struct vg_ids *to = &k->row_ids[r - k->part->rows];

    for (size_t i = 0; i < n; i++) {
        vg_ids_put(k->a, to, ids[i]);
        vg_ids_put(k->a, &k->claims, ids[i]);
    }
}

void vg_row_claim(struct vg_asking *k, struct vg_answer_row *r, const struct vg_claim *c)
{
    if (c != NULL)
        vg_row_claims(k, r, &c->id, 1);
}

struct vg_answer_row *vg_row_of(struct vg_asking *k, const char *tag, const struct vg_claim *c)
{
    struct vg_answer_row *r = vg_row(k, tag, c->n_places > 0 ? c->places[0] : NULL);

    r->name = vg_said_first(c);
    if (r->name == NULL)
        r->name = vg_asked_word(k, VG_A_UNNAMED, NULL, NULL, NULL);
    r->says = vg_claim_words(k, c);
    r->from = c->period.from;
    r->to = c->period.to;
    r->quantity = c->quantity.op != VG_OP_NONE ? &c->quantity : NULL;
    vg_row_claim(k, r, c);
    return r;
}

static void settle_rows(struct vg_asking *k)
{
    for (size_t i = 0; i < k->part->n_rows; i++) {
        vg_ids_settle(&k->row_ids[i]);
        k->part->rows[i].claims = k->row_ids[i].id;
        k->part->rows[i].n_claims = k->row_ids[i].n;
    }
}

void vg_ask_root_of(struct vg_asking *k, int64_t claim)
{
    k->has_roots = 1;
    vg_ids_put(k->a, &k->rooted, claim);
}

const char *vg_asked_word(const struct vg_asking *k, enum vg_ask_word w, const char *x,
                          const char *y, const char *z)
{
    return vg_ask_say(k->a, k->in->language, w, x, y, z);
}

const char *vg_asked_said(const struct vg_asking *k, const struct vg_said *said, const char *text)
{
    return said == NULL ? text : vg_said_text(k->a, said, k->in->language);
}

struct vg_part_words vg_looked_part(const struct vg_asking *k, enum vg_looked_result result)
{
    switch (result) {
    case VG_LOOKED_NOTHING:
        return vg_part_said(k->a, VG_SAYS(LOOKED_NOTHING));
    case VG_LOOKED_FOUND:
        return vg_part_said(k->a, VG_SAYS(LOOKED_FOUND));
    case VG_LOOKED_UNCLEAR:
        break;
    }
    return vg_part_said(k->a, VG_SAYS(LOOKED_UNCLEAR));
}

void vg_note(struct vg_asking *k, struct vg_notes *to, enum vg_ask_word w, const int64_t *ids,
             size_t n, const char *x, const char *y, const char *z)
{
    const char *text = vg_asked_word(k, w, x, y, z);
    int64_t at;

    to->texts.a = k->a;
    if (vg_table_add(&to->texts, vg_str(text), (int64_t)to->n, &at)) {
        at = (int64_t)to->n;
        to->list = vg_grow(k->a, to->list, to->n, &to->room);
        to->list[to->n++] = (struct vg_noted){vg_ask_word_key(w), text, {0}};
    }
    for (size_t i = 0; i < n; i++) {
        vg_ids_put(k->a, &to->list[at].ids, ids[i]);
        vg_ids_put(k->a, &k->claims, ids[i]);
    }
}

void vg_note_one(struct vg_asking *k, struct vg_notes *to, enum vg_ask_word w,
                 const struct vg_claim *c, const char *x, const char *y, const char *z)
{
    vg_note(k, to, w, c == NULL ? NULL : &c->id, c == NULL ? 0 : 1, x, y, z);
}

/* -- the whole ----------------------------------------------------------------------------- */

static void bearing_checks(struct vg_asking *k, struct vg_answer *out)
{
    const struct vg_check **list = VG_NEW_ARRAY(k->a, const struct vg_check *, k->in->n_checks + 1);

    for (size_t i = 0; i < k->in->n_checks; i++) {
        const struct vg_check *c = &k->in->checks[i];
        int bears = 0;

        for (size_t j = 0; j < c->n_claims && !bears; j++)
            bears = vg_ids_have(&k->claims, c->claims[j]);
        if (bears && c->result == VG_CHECK_NOT_RUN)
            out->not_run++;
        else if (bears)
            list[out->n_checks++] = c;
    }
    out->checks = list;
}

static void count_roots(struct vg_asking *k, struct vg_answer *out)
{
    struct vg_root_count count;

    vg_ids_settle(&k->rooted);
    out->has_roots = k->has_roots;
    if (k->rooted.n == 0)
        return;
    vg_root_count(k->g, k->a, k->rooted.id, k->rooted.n, 0, &count);
    out->roots_named = count.named;
    out->roots_read = count.read;
    out->roots_independent = vg_roots_apart(k, k->rooted.id, k->rooted.n);
}

static int check_figures(const struct vg_answer_part *p, struct vg_err *err)
{
    for (size_t i = 0; i < p->n_rows; i++) {
        int rc = p->rows[i].figure == NULL ? VG_OK : vg_figure_check(p->rows[i].figure, err);

        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

static int check_units(const struct vg_view *v, const struct vg_filter *f, struct vg_err *err)
{
    for (size_t i = 0; i < f->what.n; i++) {
        size_t c = 0;

        while (c < v->n_claims && (v->claims[c].quantity.unit == NULL ||
                                   strcmp(v->claims[c].quantity.unit, f->what.p[i]) != 0))
            c++;
        if (c == v->n_claims && vg_term_get("unit", f->what.p[i]) == NULL)
            return vg_fail(err, VG_E_MISUSE,
                           "what: '%.40s' is no unit; 'vigil help --words unit' lists them",
                           f->what.p[i]);
    }
    return VG_OK;
}

static int run_part(struct vg_asking *k, const struct vg_ask *ask, struct vg_answer_part *part,
                    struct vg_err *err)
{
    int rc = vg_filter_check(k->v, &ask->filter, err);

    if (rc == VG_OK)
        rc = check_units(k->v, &ask->filter, err);
    if (rc != VG_OK)
        return rc;
    k->ask = ask;
    k->part = part;
    k->room_rows = k->room_row_ids = 0;
    k->row_ids = NULL;
    k->narrowed = NULL;
    part->op = ask->op;
    k->unit = ask->filter.what.n > 0 ? ask->filter.what.p[0] : vg_ask_main_unit(k->v, k->a);
    rc = ops[ask->op].run(k, err);
    settle_rows(k);
    return rc == VG_OK ? check_figures(part, err) : rc;
}

static struct vg_answer_note *notes_of(struct vg_asking *k, const struct vg_notes *from, size_t *n)
{
    struct vg_answer_note *list = VG_NEW_ARRAY(k->a, struct vg_answer_note, from->n + 1);

    for (size_t i = 0; i < from->n; i++) {
        struct vg_ids ids = from->list[i].ids;

        vg_ids_settle(&ids);
        list[i] = (struct vg_answer_note){from->list[i].word, from->list[i].text, ids.id, ids.n};
    }
    *n = from->n;
    return list;
}

int vg_ask_answer(const struct vg_ask_case *c, const struct vg_question *q, struct vg_arena *a,
                  struct vg_answer *out, struct vg_err *err)
{
    struct vg_ask_case in = *c;
    struct vg_asking k = {.in = &in, .v = c->view, .g = c->graph, .a = a};
    struct vg_date d = {.last = VG_DAYS_MAX};
    size_t rows = 0;
    int rc = c->as_of == NULL ? VG_OK : vg_edtf_readz(c->as_of, &d, err);

    if (in.language == NULL)
        in.language = "en";
    memset(out, 0, sizeof *out);
    out->question = q;
    out->as_of = c->as_of;
    out->parts = VG_NEW_ARRAY(a, struct vg_answer_part, q->n_parts + 1);
    out->n_parts = q->n_parts;
    k.stands = vg_view_standing(c->view, d.last, a);
    vg_ask_index(&k);
    for (size_t i = 0; rc == VG_OK && i < q->n_parts; i++) {
        rc = run_part(&k, &q->parts[i], &out->parts[i], err);
        rows += out->parts[i].n_rows;
    }
    if (rc != VG_OK)
        return rc;
    if (rows == 0 && k.missing.n == 0 && k.refusals.n == 0)
        vg_note(&k, &k.missing, VG_A_NOTHING_FITS, NULL, 0, NULL, NULL, NULL);
    vg_ids_settle(&k.claims);
    bearing_checks(&k, out);
    count_roots(&k, out);
    out->remarks = notes_of(&k, &k.remarks, &out->n_remarks);
    out->refusals = notes_of(&k, &k.refusals, &out->n_refusals);
    out->missing = notes_of(&k, &k.missing, &out->n_missing);
    out->claims = k.claims.id;
    out->n_claims = k.claims.n;
    return VG_OK;
}
