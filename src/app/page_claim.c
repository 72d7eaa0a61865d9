/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lists of claims, a page at a time: see app/page.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/page.h"
#include "base/limits.h"
#include "base/order.h"
#include "claim/claim_job.h"
#include "store/tokens.h"

/* -- what is asked for --------------------------------------------------------------------- */

static const struct vg_page_trait facets[VG_PAGE_TRAITS] = {
    {"claim-kind", ":kind", VG_SQL_CLAIMS_OF_KIND, 0},
    {"claim-stance", ":stance", VG_SQL_CLAIMS_OF_STANCE, 0},
    {"claim-status", ":status", VG_SQL_CLAIMS_OF_STATUS, 0},
    {"claim-unit", ":unit", VG_SQL_CLAIMS_OF_UNIT, 0},
};

struct row {
    int64_t id, source, start;
    double value;
    const char *said;
};

struct rows {
    struct row *list;
    size_t n, room;
};

struct pager {
    struct vg_page page;
    const struct vg_claims_filter *f;
    enum vg_claims_order order;
    const char *match; /* of words and speaker, or NULL */
};

static int look_at_facets(struct pager *p, struct vg_err *err)
{
    const char **facet = p->page.facet;

    if (p->f->kind != 0)
        facet[0] = vg_claim_kind_word(p->f->kind);
    if (p->f->stance != 0)
        facet[1] = vg_stance_word(p->f->stance);
    if (p->f->status != 0)
        facet[2] = vg_claim_status_word(p->f->status);
    facet[3] = p->f->unit;
    return vg_page_count(&p->page, VG_SQL_CLAIMS_NUMBER, err);
}

static int put_words(const char *words, const char *column, struct vg_tokenizer *tok,
                     struct vg_arena *a, struct vg_buf *match, struct vg_err *err)
{
    struct vg_query q;
    int rc;

    if (words == NULL || words[0] == '\0')
        return VG_OK;
    if (strlen(words) > VG_MAX_QUERY)
        return vg_fail(err, VG_E_LIMIT, "the question is longer than %d bytes", (int)VG_MAX_QUERY);
    rc = vg_query_read(tok, words, strlen(words), a, &q, err);
    if (rc != VG_OK)
        return rc;
    vg_putf(match, "%s{%s} : (", match->len > 0 ? " AND " : "", column);
    vg_query_fts5(&q, match);
    vg_putc(match, ')');
    return VG_OK;
}

static int read_words(struct pager *p, struct vg_err *err)
{
    VG_SCOPED_BUF match = {.max = KIB(32)};
    struct vg_tokenizer *tok = vg_tokenizer_open();
    int rc = put_words(p->f->words, "words", tok, p->page.a, &match, err);

    if (rc == VG_OK)
        rc = put_words(p->f->speaker, "speakers", tok, p->page.a, &match, err);
    vg_tokenizer_close(tok);
    if (rc == VG_OK && match.full)
        rc = vg_fail(err, VG_E_LIMIT, "the question has too many words");
    if (rc == VG_OK && match.len > 0)
        p->match = vg_copy(p->page.a, match.p, match.len);
    return rc;
}

/* -- along an order ------------------------------------------------------------------------- */

/* All claims, in the order of their ids or back: those have no gaps. */
static int page_of_all(struct vg_page *p, int down, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->c->store, down ? VG_SQL_CLAIMS_DOWN_FROM : VG_SQL_CLAIMS_FROM, err);

    p->total = p->all;
    if (rc != VG_OK || p->offset >= p->total)
        return rc;
    if (down)
        vg_bind_i64(st, ":from", p->all - p->offset);
    else
        vg_bind_i64(st, ":offset", p->offset);
    vg_bind_i64(st, ":limit", p->limit);
    return vg_page_ids(p, st, err);
}

static int walk(struct pager *p, struct vg_err *err)
{
    static const enum vg_sql along[] = {
        [VG_CLAIMS_UP] = VG_SQL_CLAIMS_BY_ID,         [VG_CLAIMS_DOWN] = VG_SQL_CLAIMS_BY_ID_DOWN,
        [VG_CLAIMS_SOURCE] = VG_SQL_CLAIMS_BY_SOURCE, [VG_CLAIMS_VALUE] = VG_SQL_CLAIMS_BY_VALUE,
        [VG_CLAIMS_SAID] = VG_SQL_CLAIMS_BY_SAID,
    };

    if (p->page.n_facets == 0 && (p->order == VG_CLAIMS_UP || p->order == VG_CLAIMS_DOWN))
        return page_of_all(&p->page, p->order == VG_CLAIMS_DOWN, err);
    return vg_page_walk(&p->page, along[p->order], err);
}

/* -- gathering -------------------------------------------------------------------------------- */

static int take_row_of(struct pager *p, struct vg_stmt *st, struct rows *r, struct vg_err *err)
{
    int rc;

    vg_page_bind(&p->page, st);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        r->list = vg_grow(p->page.a, r->list, r->n, &r->room);
        r->list[r->n++] = (struct row){
            .id = vg_column_i64(st, 0),
            .source = vg_column_i64(st, 1),
            .start = vg_column_i64(st, 2),
            .value = vg_column_real(st, 3),
            .said = p->order == VG_CLAIMS_SAID ? vg_column_copy(st, 4, p->page.a) : NULL,
        };
    }
    return rc;
}

static int gather_words(struct pager *p, struct rows *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->page.c->store, VG_SQL_CLAIMS_WITH_WORDS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":words", p->match);
    return take_row_of(p, st, r, err);
}

static int gather_source(struct pager *p, struct rows *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->page.c->store, VG_SQL_CLAIMS_IN_SOURCE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", p->f->source);
    return take_row_of(p, st, r, err);
}

static int gather_place(struct pager *p, const char *place, struct rows *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->page.c->store, VG_SQL_CLAIMS_IN_PLACE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":place", place);
    return take_row_of(p, st, r, err);
}

/* One step of a walk over the places that claims have; NULL behind the last. */
static int next_place(struct pager *p, const char *after, const char **out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->page.c->store, VG_SQL_CLAIM_PLACE_NEXT, err);

    *out = NULL;
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":after", after);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *out = vg_column_copy(st, 0, p->page.a);
    return rc < 0 ? rc : VG_OK;
}

static int gather_places(struct pager *p, struct rows *r, struct vg_err *err)
{
    struct vg_view v;
    const char *place = "";
    int rc = vg_view_read_names(p->page.c->store, p->page.a, &v, err);

    if (rc == VG_OK)
        rc = next_place(p, place, &place, err);
    while (rc == VG_OK && place != NULL) {
        if (vg_place_within(&v.places, place, p->f->place))
            rc = gather_place(p, place, r, err);
        if (rc == VG_OK)
            rc = next_place(p, place, &place, err);
    }
    return rc;
}

static int gather_rarest(struct pager *p, struct rows *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->page.c->store, facets[p->page.rarest].gather, err);

    return rc == VG_OK ? take_row_of(p, st, r, err) : rc;
}

static int id_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;

    return vg_i64_order(&x->id, &y->id);
}

/* A claim may be in two places that are asked for. */
static void sort_out(struct rows *r)
{
    size_t n = 0;

    if (r->n > 0)
        qsort(r->list, r->n, sizeof *r->list, id_order);
    for (size_t i = 0; i < r->n; i++)
        if (n == 0 || r->list[n - 1].id != r->list[i].id)
            r->list[n++] = r->list[i];
    r->n = n;
}

/* Leaves in `r` what is in `other` too; both ascending. */
static void keep_common(struct rows *r, const struct rows *other)
{
    size_t n = 0;

    for (size_t i = 0, k = 0; i < r->n; i++) {
        while (k < other->n && other->list[k].id < r->list[i].id)
            k++;
        if (k < other->n && other->list[k].id == r->list[i].id)
            r->list[n++] = r->list[i];
    }
    r->n = n;
}

typedef int gather(struct pager *p, struct rows *r, struct vg_err *err);

static int gather_all(struct pager *p, struct rows *r, struct vg_err *err)
{
    gather *const by[] = {
        p->match != NULL ? gather_words : NULL,
        p->f->source != 0 ? gather_source : NULL,
        p->f->place != NULL ? gather_places : NULL,
    };
    int rc = VG_OK, some = 0;

    for (size_t i = 0; rc == VG_OK && i < sizeof by / sizeof *by; i++) {
        struct rows one = {0};

        if (by[i] == NULL || (some && r->n == 0))
            continue;
        rc = by[i](p, &one, err);
        sort_out(&one);
        if (some)
            keep_common(r, &one);
        else
            *r = one;
        some = 1;
    }
    if (rc == VG_OK && !some) {
        rc = gather_rarest(p, r, err);
        sort_out(r);
    }
    return rc;
}

static int down_order(const void *a, const void *b)
{
    return id_order(b, a);
}

static int source_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int by = vg_i64_order(&x->source, &y->source);

    if (by == 0)
        by = vg_i64_order(&x->start, &y->start);
    return by != 0 ? by : id_order(a, b);
}

static int value_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int by = (x->value > y->value) - (x->value < y->value);

    return by != 0 ? by : id_order(a, b);
}

static int said_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int by = strcmp(x->said, y->said);

    return by != 0 ? by : id_order(a, b);
}

static int gather_page(struct pager *p, struct vg_err *err)
{
    static int (*const orders[])(const void *, const void *) = {
        [VG_CLAIMS_UP] = id_order,         [VG_CLAIMS_DOWN] = down_order,
        [VG_CLAIMS_SOURCE] = source_order, [VG_CLAIMS_VALUE] = value_order,
        [VG_CLAIMS_SAID] = said_order,
    };
    struct rows r = {0};
    int rc = gather_all(p, &r, err);

    if (rc != VG_OK)
        return rc;
    vg_page_take(&p->page, r.list, r.n, sizeof *r.list, orders[p->order]);
    return VG_OK;
}

/* -- a page ----------------------------------------------------------------------------------- */

static int is_walk(const struct pager *p)
{
    return p->match == NULL && p->f->source == 0 && p->f->place == NULL &&
           vg_page_is_walk(&p->page);
}

static int make_page(struct pager *p, struct vg_arena *a, struct vg_claim **out, struct vg_err *err)
{
    struct vg_claim *list;
    int rc = look_at_facets(p, err);

    if (rc == VG_OK)
        rc = read_words(p, err);
    if (rc == VG_OK)
        rc = is_walk(p) ? walk(p, err) : gather_page(p, err);
    if (rc != VG_OK)
        return rc;
    list = VG_NEW_ARRAY(a, struct vg_claim, p->page.n + 1);
    for (size_t i = 0; rc == VG_OK && i < p->page.n; i++)
        rc = vg_claim_read(p->page.c->store, p->page.ids[i], a, &list[i], err);
    *out = list;
    return rc;
}

int vg_claims_page(struct vg_case *c, const struct vg_claims_filter *filter,
                   enum vg_claims_order order, int64_t offset, size_t limit, struct vg_arena *a,
                   struct vg_claim **out, size_t *n, int64_t *total, struct vg_err *err)
{
    static const struct vg_claims_filter everything;
    VG_SCOPED_ARENA work = {0};
    struct pager p = {
        .page = vg_page_of(c, facets, offset, limit, &work),
        .f = filter == NULL ? &everything : filter,
        .order = order,
    };
    struct vg_claim *list = NULL;
    int rc = order < VG_CLAIMS_UP || order > VG_CLAIMS_SAID
                 ? vg_fail(err, VG_E_MISUSE, "there is no such order of claims")
                 : vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = make_page(&p, a, &list, err);
    vg_rollback(c->store);
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = p.page.n;
    *total = p.page.total;
    return VG_OK;
}
