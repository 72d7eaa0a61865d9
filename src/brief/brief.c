/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The brief as a whole: what must hold before a byte is written, the tables that
 * all sections share, and the order of the sections. Each section is a file.
 */
#include "brief/brief.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/page.h"

/* -- what must hold ---------------------------------------------------------------- */

static int refuse_unanswered(const struct vg_claim *c, struct vg_err *err)
{
    return vg_fail(err, VG_E_REFUSED,
                   "c%" PRId64 " alleges and has no reply; set one with 'vigil claim --reply "
                   "c%" PRId64 " …' (not-asked is an answer)",
                   c->id, c->id);
}

static int check_ids(const struct vg_page *p, const struct vg_figure *f, const char *question,
                     struct vg_err *err)
{
    for (size_t i = 0; i < f->n_claims; i++) {
        size_t at = vg_page_index(p, f->claims[i]);

        if (at == SIZE_MAX)
            return vg_fail(err, VG_E_REFUSED, "%s: c%" PRId64 " is not in this brief", question,
                           f->claims[i]);
        if (p->v->claims[at].status == VG_SUGGESTED)
            return vg_fail(err, VG_E_REFUSED,
                           "%s: c%" PRId64 " is only suggested and can carry no figure", question,
                           f->claims[i]);
        if (p->facts[at].n_replies == 0 && vg_claim_needs_reply(p->v, &p->v->claims[at]))
            return refuse_unanswered(&p->v->claims[at], err);
        if (vg_claim_needs_reply(p->v, &p->v->claims[at]))
            p->facts[at].alleges = 1;
    }
    return VG_OK;
}

static int check_series(const struct vg_page *p, struct vg_err *err)
{
    for (size_t i = 0; i < p->b->n_series; i++) {
        int rc = vg_figure_check(&p->b->series[i].sum, err);

        if (rc == VG_OK)
            rc = check_ids(p, &p->b->series[i].sum, "sum", err);
        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

static int check_figures(const struct vg_page *p, struct vg_err *err)
{
    for (size_t i = 0; i < p->b->n_figures; i++) {
        const struct vg_brief_figure *block = &p->b->figures[i];
        const char *question = block->question == NULL ? "figure" : block->question;

        for (size_t k = 0; k < block->n; k++) {
            int rc = vg_figure_check(&block->rows[k], err);

            if (rc != VG_OK)
                return vg_within(err, rc, "%s", question);
            rc = check_ids(p, &block->rows[k], question, err);
            if (rc != VG_OK)
                return rc;
        }
    }
    return VG_OK;
}

static int check_replies(const struct vg_page *p, struct vg_err *err)
{
    for (size_t i = 0; i < p->v->n_claims; i++)
        if (p->facts[i].alleges && p->facts[i].n_replies == 0)
            return refuse_unanswered(&p->v->claims[i], err);
    return VG_OK;
}

/* -- tables ---------------------------------------------------------------------------- */

static void mark_replaced(struct vg_page *p)
{
    for (size_t i = 0; i < p->v->n_claims; i++) {
        const struct vg_claim *c = &p->v->claims[i];
        size_t old = c->replaces == 0 ? SIZE_MAX : vg_page_index(p, c->replaces);

        if (old != SIZE_MAX && (c->status == VG_ACCEPTED || c->status == VG_CORRECTED))
            p->facts[old].replaced = 1;
    }
}

static void mark_standing(struct vg_page *p)
{
    for (size_t i = 0; i < p->v->n_claims; i++) {
        const struct vg_claim *c = &p->v->claims[i];
        struct vg_fact *f = &p->facts[i];

        f->stands = (c->status == VG_ACCEPTED || c->status == VG_CORRECTED) && !f->replaced;
        f->alleges = f->stands && vg_claim_alleges(p->v, c);
    }
}

/* Replies by claim, in the order given: count, then place. */
static void sort_replies(struct vg_page *p)
{
    uint32_t at = 0;

    p->replies = VG_NEW_ARRAY(p->a, const struct vg_reply *, p->v->n_replies + 1);
    for (size_t i = 0; i < p->v->n_replies; i++) {
        size_t c = vg_page_index(p, p->v->replies[i].claim);

        if (c != SIZE_MAX)
            p->facts[c].n_replies++;
    }
    for (size_t i = 0; i < p->v->n_claims; i++) {
        p->facts[i].first_reply = at;
        at += p->facts[i].n_replies;
        p->facts[i].n_replies = 0;
    }
    for (size_t i = 0; i < p->v->n_replies; i++) {
        size_t c = vg_page_index(p, p->v->replies[i].claim);

        if (c != SIZE_MAX)
            p->replies[p->facts[c].first_reply + p->facts[c].n_replies++] = &p->v->replies[i];
    }
}

/* Three walks: which claims are used at all, then for the printed ones how often, then where. */
enum use_walk { MARKING, COUNTING, PLACING };

static void add_uses(struct vg_page *p, const int64_t *claims, size_t n, struct vg_use use,
                     enum use_walk walk)
{
    for (size_t i = 0; i < n; i++) {
        size_t c = vg_page_index(p, claims[i]);
        struct vg_fact *f = c == SIZE_MAX ? NULL : &p->facts[c];

        if (f != NULL && walk == MARKING) {
            f->in_figure |= use.kind == VG_USE_FIGURE;
            f->in_check |= use.kind == VG_USE_CHECK;
        }
        if (f == NULL || !f->shown)
            continue;
        if (walk == PLACING)
            p->uses[f->first_use + f->n_uses] = use;
        f->n_uses++;
    }
}

static void walk_uses(struct vg_page *p, enum use_walk walk)
{
    for (size_t i = 0; i < p->b->n_figures; i++)
        for (size_t k = 0; k < p->b->figures[i].n; k++) {
            const struct vg_figure *f = &p->b->figures[i].rows[k];
            struct vg_use use = {VG_USE_FIGURE, (uint32_t)i, (uint32_t)k};

            add_uses(p, f->claims, f->n_claims, use, walk);
        }
    for (size_t i = 0; walk == MARKING && i < p->b->n_series; i++)
        add_uses(p, p->b->series[i].sum.claims, p->b->series[i].sum.n_claims,
                 (struct vg_use){VG_USE_FIGURE, 0, 0}, walk);
    for (size_t i = 0; walk == MARKING && i < p->b->n_gaps; i++)
        add_uses(p, p->b->gaps[i].claims, p->b->gaps[i].n_claims,
                 (struct vg_use){VG_USE_CHECK, 0, 0}, walk);
    for (size_t i = 0; walk == MARKING && p->b->estimate != NULL && i < p->b->estimate->n_parts;
         i++)
        add_uses(p, p->b->estimate->parts[i].claims, p->b->estimate->parts[i].n_claims,
                 (struct vg_use){VG_USE_CHECK, 0, 0}, walk);
    if (walk != MARKING && (p->b->without & VG_PART_CHECKS) != 0)
        return; /* nothing to link to */
    for (size_t i = 0; i < p->b->n_checks; i++)
        add_uses(p, p->b->checks[i].claims, p->b->checks[i].n_claims,
                 (struct vg_use){VG_USE_CHECK, (uint32_t)i, 0}, walk);
}

static void sort_uses(struct vg_page *p)
{
    uint32_t at = 0;

    walk_uses(p, COUNTING);
    for (size_t i = 0; i < p->v->n_claims; i++) {
        p->facts[i].first_use = at;
        at += p->facts[i].n_uses;
        p->facts[i].n_uses = 0;
    }
    p->uses = VG_NEW_ARRAY(p->a, struct vg_use, (size_t)at + 1);
    walk_uses(p, PLACING);
}

/*
 * Which claims are printed when there are more than may be: first those that a
 * figure rests on, then allegations, then those of checks, then the rest. A
 * suggestion never is; a withdrawn or replaced claim only where something still
 * points to it.
 */
static int rank_of(const struct vg_page *p, size_t i)
{
    const struct vg_fact *f = &p->facts[i];

    if (p->v->claims[i].status == VG_SUGGESTED || p->v->claims[i].status == VG_REJECTED)
        return -1;
    if (f->in_figure)
        return 0;
    if (f->alleges)
        return 1;
    if (f->in_check)
        return 2;
    return f->stands ? 3 : -1;
}

static void choose_shown(struct vg_page *p)
{
    size_t most = p->b->max_claims <= 0 ? SIZE_MAX : (size_t)p->b->max_claims;

    for (int rank = 0; rank <= 3; rank++)
        for (size_t i = 0; i < p->v->n_claims; i++) {
            if (rank_of(p, i) != rank)
                continue;
            p->n_printable++;
            if (p->n_shown == most)
                continue;
            p->facts[i].shown = 1;
            p->n_shown++;
            p->n_alleging += p->facts[i].alleges;
        }
}

/* -- the page ---------------------------------------------------------------------------- */

static int write_sections(const struct vg_page *p, struct vg_err *err)
{
    int rc;

    vg_page_head(p);
    vg_page_asked(p);
    rc = vg_page_figures(p, err);
    if (rc != VG_OK)
        return rc;
    vg_page_disputes(p);
    if ((p->b->without & VG_PART_ROOTS) == 0)
        rc = vg_page_roots(p, err);
    if (rc != VG_OK)
        return rc;
    if ((p->b->without & VG_PART_CHECKS) == 0)
        vg_page_checks(p);
    rc = vg_page_unknown(p, err);
    if (rc != VG_OK)
        return rc;
    if ((p->b->without & VG_PART_STATUS) == 0)
        vg_page_statuses(p);
    vg_page_made(p);
    vg_page_evidence(p);
    vg_page_foot(p);
    if (p->o->full)
        return vg_fail(err, VG_E_LIMIT, "the brief is larger than %lld bytes; print fewer claims",
                       (long long)(p->o->max == 0 ? (size_t)VG_MAX_OUTPUT : p->o->max));
    return VG_OK;
}

/* Checks keep the number that they have in the whole list. */
static void count_left_out(struct vg_page *p)
{
    size_t listed[VG_CHECK_NOT_RUN + 1] = {0}, skipped = 0;

    for (size_t i = 0; i < p->b->n_checks; i++)
        listed[p->b->checks[i].result]++;
    for (int r = VG_CHECK_ERROR; r <= VG_CHECK_NOT_RUN; r++) {
        p->check_skip[r] = skipped;
        if (p->b->checks_all[r] > listed[r])
            skipped += p->b->checks_all[r] - listed[r];
    }
}

void vg_page_mark(struct vg_page *p)
{
    struct vg_spread_origin *origins;
    struct vg_spread *s;
    size_t n;

    vg_spread_origins(p->v, p->a, &origins, &n);
    vg_spread_make(p->v, origins, n, p->a, &s);
    p->spread = s;
}

static int prepare(struct vg_page *p, struct vg_err *err)
{
    int rc;

    p->facts = VG_NEW_ARRAY(p->a, struct vg_fact, p->v->n_claims + 1);
    p->root_listed = VG_NEW_ARRAY(p->a, unsigned char, p->v->n_roots + 1);
    p->source_listed = VG_NEW_ARRAY(p->a, unsigned char, p->v->n_sources + 1);
    p->is_bounded = p->b->max_claims > 0;
    vg_page_mark(p);
    mark_replaced(p);
    mark_standing(p);
    sort_replies(p);
    rc = check_figures(p, err);
    if (rc == VG_OK)
        rc = check_series(p, err);
    if (rc == VG_OK)
        rc = check_replies(p, err);
    if (rc != VG_OK)
        return rc;
    walk_uses(p, MARKING);
    choose_shown(p);
    sort_uses(p);
    count_left_out(p);
    vg_page_deal(p);
    return VG_OK;
}

int vg_brief_write(const struct vg_brief *b, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_page p = {.o = out, .b = b, .v = b->view, .a = &a, .lang = "en"};
    size_t before = out->len;
    int rc;

    if (b->view == NULL || b->graph == NULL)
        return vg_fail(err, VG_E_MISUSE, "a brief needs a view and its roots");
    if (b->language != NULL && strncmp(b->language, "zh", 2) == 0)
        p.lang = "zh";
    rc = prepare(&p, err);
    if (rc == VG_OK)
        rc = write_sections(&p, err);
    if (rc != VG_OK && out->len > before) {
        out->len = before; /* a brief is there whole or not at all */
        out->p[before] = '\0';
    }
    return rc;
}
