/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/claim_job.h"

#include "base/limits.h"

int vg_passage_keep(struct vg_record *r, const struct vg_passage *p, int64_t *id,
                    struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_keep(r, VG_KEPT_PASSAGE, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", p->source);
    vg_bind_i64(st, ":start_at", p->start);
    vg_bind_i64(st, ":end_at", p->end);
    vg_bind_str(st, ":quote", p->quote);
    vg_bind_str(st, ":before", p->before.p == NULL ? vg_str("") : p->before);
    vg_bind_str(st, ":after", p->after.p == NULL ? vg_str("") : p->after);
    vg_bind_text(st, ":reader", p->reader);
    if (p->is_ocr) {
        vg_bind_i64(st, ":ocr_mean", p->mean_sure);
        vg_bind_i64(st, ":ocr_least", p->least_sure);
        if (p->is_seen)
            vg_bind_i64(st, ":seen", 1);
    }
    return vg_run_end(st, err);
}

/* A passage of a part of a claim: absent, or kept now. */
static int keep_optional_passage(struct vg_record *r, const struct vg_passage *p, int64_t *id,
                                 struct vg_err *err)
{
    *id = 0;
    return p == NULL ? VG_OK : vg_passage_keep(r, p, id, err);
}

static void bind_id(struct vg_stmt *st, const char *name, int64_t id)
{
    if (id == 0)
        vg_bind_null(st, name);
    else
        vg_bind_i64(st, name, id);
}

int vg_standing_keep(struct vg_record *r, int64_t claim, const struct vg_standing *s, int64_t *id,
                     struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t passage;
    int rc = keep_optional_passage(r, s->passage, &passage, err);

    if (rc == VG_OK)
        rc = vg_keep(r, VG_KEPT_STANDING, &st, id, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim);
    vg_bind_text(st, ":value", s->value);
    vg_bind_text(st, ":speaker", s->speaker);
    vg_bind_text(st, ":dated", s->date);
    bind_id(st, ":passage", passage);
    return vg_run_end(st, err);
}

int vg_reply_keep(struct vg_record *r, const struct vg_reply *reply, int64_t *id,
                  struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_keep(r, VG_KEPT_REPLY, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", reply->claim);
    vg_bind_text(st, ":question", reply->question);
    vg_bind_text(st, ":response", reply->response);
    vg_bind_text(st, ":speaker", reply->speaker);
    vg_bind_text(st, ":dated", reply->date);
    vg_bind_text(st, ":words", reply->words);
    bind_id(st, ":answer", reply->answer);
    return vg_run_end(st, err);
}

static int keep_places(struct vg_record *r, int64_t claim, const struct vg_claim *c,
                       struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < c->n_places; i++) {
        struct vg_stmt *st = NULL;
        int64_t id;

        rc = vg_keep(r, VG_KEPT_CLAIM_PLACE, &st, &id, err);
        if (rc != VG_OK)
            break;
        vg_bind_i64(st, ":claim", claim);
        vg_bind_i64(st, ":n", (int64_t)i);
        vg_bind_text(st, ":place", c->places[i]);
        rc = vg_run_end(st, err);
    }
    return rc;
}

static int keep_links(struct vg_record *r, int64_t claim, const struct vg_claim *c,
                      struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < c->n_links; i++) {
        const struct vg_link *l = &c->links[i];
        struct vg_stmt *st = NULL;
        int64_t id, passage;

        rc = keep_optional_passage(r, l->passage, &passage, err);
        if (rc == VG_OK)
            rc = vg_keep(r, VG_KEPT_CLAIM_LINK, &st, &id, err);
        if (rc != VG_OK)
            break;
        vg_bind_i64(st, ":claim", claim);
        vg_bind_i64(st, ":n", (int64_t)i);
        vg_bind_text(st, ":speaker", l->speaker);
        vg_bind_text(st, ":said_as", l->as == NULL ? "text" : l->as);
        vg_bind_text(st, ":dated", l->date);
        vg_bind_text(st, ":connection", l->connection);
        bind_id(st, ":passage", passage);
        rc = vg_run_end(st, err);
    }
    return rc;
}

static int keep_words(struct vg_record *r, int64_t claim, int is_cue, const char *const *words,
                      size_t n, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        struct vg_stmt *st = NULL;
        int64_t id;

        rc = vg_keep(r, VG_KEPT_CLAIM_WORD, &st, &id, err);
        if (rc != VG_OK)
            break;
        vg_bind_i64(st, ":claim", claim);
        vg_bind_i64(st, ":n", (int64_t)i);
        vg_bind_i64(st, ":is_cue", is_cue);
        vg_bind_text(st, ":word", words[i]);
        rc = vg_run_end(st, err);
    }
    return rc;
}

static int keep_also(struct vg_record *r, int64_t claim, const struct vg_claim *c,
                     struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < c->n_also_at; i++) {
        struct vg_stmt *st = NULL;
        int64_t id, passage;

        rc = vg_passage_keep(r, &c->also_at[i], &passage, err);
        if (rc == VG_OK)
            rc = vg_keep(r, VG_KEPT_CLAIM_ALSO, &st, &id, err);
        if (rc != VG_OK)
            break;
        vg_bind_i64(st, ":claim", claim);
        vg_bind_i64(st, ":n", (int64_t)i);
        vg_bind_i64(st, ":passage", passage);
        rc = vg_run_end(st, err);
    }
    return rc;
}

static int keep_roots(struct vg_record *r, int64_t claim, const struct vg_claim *c,
                      struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < c->n_roots; i++) {
        struct vg_stmt *st = NULL;
        int64_t id;

        rc = vg_keep(r, VG_KEPT_CLAIM_ROOT, &st, &id, err);
        if (rc != VG_OK)
            break;
        vg_bind_i64(st, ":claim", claim);
        vg_bind_i64(st, ":root", c->roots[i]);
        rc = vg_run_end(st, err);
    }
    return rc;
}

/* The numbers of a quantity: absent ones stay NULL. */
static void bind_quantity(struct vg_stmt *st, const struct vg_quantity *q)
{
    if (q->op == VG_OP_NONE)
        return;
    vg_bind_text(st, ":op", vg_op_word(q->op));
    if ((q->has & VG_HAS_VALUE) != 0)
        vg_bind_i64(st, ":value", q->value);
    if ((q->has & VG_HAS_LOWER) != 0)
        vg_bind_i64(st, ":lower", q->lower);
    if ((q->has & VG_HAS_UPPER) != 0)
        vg_bind_i64(st, ":upper", q->upper);
    if (q->scale > 0)
        vg_bind_i64(st, ":scale", (int64_t)q->scale);
    vg_bind_text(st, ":unit", q->unit);
    vg_bind_text(st, ":definition", q->definition);
    vg_bind_text(st, ":base", q->base);
    vg_bind_text(st, ":per", q->per);
}

static void bind_period(struct vg_stmt *st, const struct vg_period *p, struct vg_buf *inferred)
{
    for (size_t i = 0; i < p->n_inferred; i++) {
        vg_puts(inferred, i == 0 ? "" : " ");
        vg_puts(inferred, p->inferred[i]);
    }
    vg_bind_text(st, ":period_from", p->from);
    vg_bind_text(st, ":period_to", p->to);
    vg_bind_text(st, ":period_inferred", inferred->len == 0 ? NULL : inferred->p);
    vg_bind_text(st, ":period_words", p->words);
}

/* What is said of what, and how. */
static void bind_words(struct vg_stmt *st, const struct vg_claim *c)
{
    vg_bind_text(st, ":kind", vg_claim_kind_word(c->kind));
    vg_bind_text(st, ":subject", c->subject);
    vg_bind_text(st, ":predicate", c->predicate);
    vg_bind_text(st, ":object", c->object);
    vg_bind_text(st, ":stance", vg_stance_word(c->stance));
}

static int keep_row(struct vg_record *r, const struct vg_claim *c, const char *suggestion,
                    int64_t passage, int64_t *id, struct vg_err *err)
{
    VG_SCOPED_BUF inferred = {.max = KIB(1)};
    struct vg_stmt *st = NULL;
    int rc = vg_keep(r, VG_KEPT_CLAIM, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":ref", c->ref);
    bind_words(st, c);
    vg_bind_text(st, ":detail", c->detail);
    if (c->family != 0)
        vg_bind_text(st, ":family", vg_family_word(c->family));
    bind_quantity(st, &c->quantity);
    bind_period(st, &c->period, &inferred);
    vg_bind_text(st, ":place_precision", c->place_precision);
    vg_bind_i64(st, ":passage", passage);
    vg_bind_i64(st, ":editorial", c->editorial != 0);
    vg_bind_text(st, ":language", c->language);
    vg_bind_text(st, ":translation", c->translation);
    vg_bind_text(st, ":translator", c->translator);
    vg_bind_text(st, ":note", c->note);
    bind_id(st, ":replaces", c->replaces);
    vg_bind_text(st, ":suggestion", suggestion);
    vg_bind_text(st, ":rule", c->rule);
    return vg_run_end(st, err);
}

/* -- is it there? ----------------------------------------------------------------------------- */

static int is_text(struct vg_str kept, const char *text)
{
    return text == NULL ? kept.p == NULL : kept.p != NULL && vg_str_is(kept, text);
}

static int has_places(struct vg_store *s, int64_t claim, const struct vg_claim *c, int *same,
                      struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    size_t n = 0;
    int rc = vg_stmt(&st, s, VG_SQL_PLACES_OF_CLAIM, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim);
    for (; *same && (rc = vg_step(st, err)) == VG_ROW; n++)
        *same = n < c->n_places && is_text(vg_column_str(st, 0), c->places[n]);
    *same = *same && n == c->n_places;
    return rc < 0 ? rc : VG_OK;
}

static int has_links(struct vg_store *s, int64_t claim, const struct vg_claim *c, int *same,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    size_t n = 0;
    int rc = vg_stmt(&st, s, VG_SQL_LINKS_OF_CLAIM, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim);
    for (; *same && (rc = vg_step(st, err)) == VG_ROW; n++) {
        const struct vg_link *l = &c->links[n];

        *same = n < c->n_links && is_text(vg_column_str(st, 0), l->speaker) &&
                is_text(vg_column_str(st, 1), l->as == NULL ? "text" : l->as) &&
                is_text(vg_column_str(st, 2), l->date);
    }
    *same = *same && n == c->n_links;
    return rc < 0 ? rc : VG_OK;
}

int vg_claim_known(struct vg_store *s, const struct vg_claim *c, int64_t *id, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_CLAIM_KNOWN, err);

    *id = 0;
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", c->passage->source);
    vg_bind_i64(st, ":start_at", c->passage->start);
    vg_bind_i64(st, ":end_at", c->passage->end);
    bind_words(st, c);
    bind_quantity(st, &c->quantity);
    vg_bind_text(st, ":period_from", c->period.from);
    vg_bind_text(st, ":period_to", c->period.to);
    while (*id == 0 && (rc = vg_step(st, err)) == VG_ROW) {
        int64_t there = vg_column_i64(st, 0);
        int same = 1;

        rc = has_places(s, there, c, &same, err);
        if (rc == VG_OK)
            rc = has_links(s, there, c, &same, err);
        if (rc != VG_OK)
            return rc;
        *id = same ? there : 0;
    }
    return rc < 0 ? rc : VG_OK;
}

/* What lists are made of, once all parts are there. */
static int list_claim(struct vg_record *r, int64_t claim, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_CLAIM_LISTED_PUT, VG_SQL_CLAIM_LISTED_REPLACES,
                                        VG_SQL_CLAIM_FOUND_PUT};
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < sizeof steps / sizeof *steps; i++) {
        VG_SCOPED_STMT *st = NULL;

        rc = vg_stmt(&st, vg_record_store(r), steps[i], err);
        if (rc == VG_OK) {
            vg_bind_i64(st, ":claim", claim);
            rc = vg_run(st, err);
        }
    }
    return rc;
}

int vg_claim_keep(struct vg_record *r, const struct vg_claim *c, const char *suggestion,
                  int64_t *id, struct vg_err *err)
{
    int64_t passage, standing;
    int rc;

    if (c->passage == NULL)
        return vg_fail(err, VG_E_REFUSED, "no passage, no claim");
    rc = vg_passage_keep(r, c->passage, &passage, err);
    if (rc == VG_OK)
        rc = keep_row(r, c, suggestion, passage, id, err);
    if (rc == VG_OK)
        rc = keep_places(r, *id, c, err);
    if (rc == VG_OK)
        rc = keep_links(r, *id, c, err);
    if (rc == VG_OK)
        rc = keep_words(r, *id, 0, c->hedges, c->n_hedges, err);
    if (rc == VG_OK)
        rc = keep_words(r, *id, 1, c->cues, c->n_cues, err);
    if (rc == VG_OK)
        rc = keep_also(r, *id, c, err);
    for (size_t i = 0; rc == VG_OK && i < c->n_standing; i++)
        rc = vg_standing_keep(r, *id, &c->standing[i], &standing, err);
    if (rc == VG_OK)
        rc = keep_roots(r, *id, c, err);
    return rc == VG_OK ? list_claim(r, *id, err) : rc;
}

int vg_lists_anew(struct vg_store *s, struct vg_err *err)
{
    static const enum vg_sql steps[] = {
        VG_SQL_CLAIM_FOUND_CLEAR,      VG_SQL_CLAIM_LISTED_CLEAR,
        VG_SQL_SOURCE_LISTED_CLEAR,    VG_SQL_TALLY_CLEAR,
        VG_SQL_CLAIM_LISTED_FILL_ALL,  VG_SQL_CLAIM_FOUND_FILL_ALL,
        VG_SQL_SOURCE_LISTED_FILL_ALL,
    };

    return vg_run_each(s, steps, sizeof steps / sizeof *steps, err);
}
