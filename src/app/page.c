/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Lists of claims, a page at a time. There are two ways to a page. Where most of an order is
 * asked for, it is walked along and what is not asked for passed over; how many there are is
 * known from the tally. Where little is asked for, all of it is gathered by what narrows it
 * most, and put into order here. Which of them is shorter is known beforehand, again from the
 * tally.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/page.h"
#include "base/limits.h"
#include "base/order.h"
#include "claim/claim_job.h"
#include "store/tokens.h"

/* -- in common with pages of sources ---------------------------------------------------------- */

int vg_tally(struct vg_case *c, const char *what, const char *word, int64_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_TALLY_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":what", what);
    vg_bind_text(st, ":word", word);
    rc = vg_step(st, err);
    if (rc >= 0)
        *n = rc == VG_ROW ? vg_column_i64(st, 0) : 0;
    return rc < 0 ? rc : VG_OK;
}

enum { GATHER_COSTS = 3 }; /* to gather a row and put it into order, in steps along an order */

/* Walking passes all / some rows for each that it takes. */
int vg_list_is_walk(int64_t end, int64_t all, int64_t some)
{
    return some > 0 && end < INT64_MAX / (all + 1) && end * (all / some) < GATHER_COSTS * some;
}

int vg_list_ids(struct vg_stmt *st, struct vg_arena *a, int64_t **ids, size_t *n,
                struct vg_err *err)
{
    size_t room = 0;
    int rc;

    while ((rc = vg_step(st, err)) == VG_ROW) {
        *ids = vg_grow(a, *ids, *n, &room);
        (*ids)[(*n)++] = vg_column_i64(st, 0);
    }
    return rc;
}

int64_t vg_list_offset(int64_t offset)
{
    return offset < 0 ? 0 : offset > VG_MAX_OFFSET ? VG_MAX_OFFSET : offset;
}

int64_t vg_list_limit(size_t limit)
{
    return limit > VG_MAX_PAGE ? VG_MAX_PAGE : (int64_t)limit;
}

/* -- what is asked for --------------------------------------------------------------------- */

/* A fact of a claim that has few values: how it is counted and gathered. */
enum { FACETS = 4 };
static const struct {
    const char *what, *name;
    enum vg_sql gather;
} facets[FACETS] = {
    {"claim-kind", ":kind", VG_SQL_CLAIMS_OF_KIND},
    {"claim-stance", ":stance", VG_SQL_CLAIMS_OF_STANCE},
    {"claim-status", ":status", VG_SQL_CLAIMS_OF_STATUS},
    {"claim-unit", ":unit", VG_SQL_CLAIMS_OF_UNIT},
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
    struct vg_case *c;
    const struct vg_claims_filter *f;
    enum vg_claims_order order;
    int64_t offset, limit;
    const char *facet[FACETS]; /* the word that is asked for, or NULL */
    int64_t has[FACETS];       /* how many claims have it */
    size_t n_facets, rarest;   /* how many are asked for; the one that fewest have */
    int64_t claims;            /* of the case */
    const char *match;         /* of words and speaker, or NULL */
    struct vg_arena *a;        /* of the work */
    int64_t *ids;              /* of the page */
    size_t n;
    int64_t total;
};

static int look_at_facets(struct pager *p, struct vg_err *err)
{
    int rc = vg_ask_i64(p->c->store, VG_SQL_CLAIMS_NUMBER, 0, &p->claims, err);

    if (p->f->kind != 0)
        p->facet[0] = vg_claim_kind_word(p->f->kind);
    if (p->f->stance != 0)
        p->facet[1] = vg_stance_word(p->f->stance);
    if (p->f->status != 0)
        p->facet[2] = vg_claim_status_word(p->f->status);
    p->facet[3] = p->f->unit;
    for (size_t i = 0; rc == VG_OK && i < FACETS; i++) {
        if (p->facet[i] == NULL)
            continue;
        rc = vg_tally(p->c, facets[i].what, p->facet[i], &p->has[i], err);
        if (p->n_facets++ == 0 || p->has[i] < p->has[p->rarest])
            p->rarest = i;
    }
    return rc;
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
    int rc = put_words(p->f->words, "words", tok, p->a, &match, err);

    if (rc == VG_OK)
        rc = put_words(p->f->speaker, "speakers", tok, p->a, &match, err);
    vg_tokenizer_close(tok);
    if (rc == VG_OK && match.full)
        rc = vg_fail(err, VG_E_LIMIT, "the question has too many words");
    if (rc == VG_OK && match.len > 0)
        p->match = vg_copy(p->a, match.p, match.len);
    return rc;
}

/* -- along an order ------------------------------------------------------------------------- */

static void bind_facets(const struct pager *p, struct vg_stmt *st)
{
    for (size_t i = 0; i < FACETS; i++)
        vg_bind_text(st, facets[i].name, p->facet[i]);
}

static int page_of_all(struct pager *p, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int down = p->order == VG_CLAIMS_DOWN;
    int rc = vg_stmt(&st, p->c->store, down ? VG_SQL_CLAIMS_DOWN_FROM : VG_SQL_CLAIMS_FROM, err);

    if (rc != VG_OK)
        return rc;
    if (down)
        vg_bind_i64(st, ":from", p->claims - p->offset);
    else
        vg_bind_i64(st, ":offset", p->offset);
    vg_bind_i64(st, ":limit", p->limit);
    return vg_list_ids(st, p->a, &p->ids, &p->n, err);
}

static int walk(struct pager *p, struct vg_err *err)
{
    static const enum vg_sql along[] = {
        [VG_CLAIMS_UP] = VG_SQL_CLAIMS_BY_ID,         [VG_CLAIMS_DOWN] = VG_SQL_CLAIMS_BY_ID_DOWN,
        [VG_CLAIMS_SOURCE] = VG_SQL_CLAIMS_BY_SOURCE, [VG_CLAIMS_VALUE] = VG_SQL_CLAIMS_BY_VALUE,
        [VG_CLAIMS_SAID] = VG_SQL_CLAIMS_BY_SAID,
    };
    VG_SCOPED_STMT *st = NULL;
    int rc;

    p->total = p->n_facets == 0 ? p->claims : p->has[p->rarest];
    if (p->offset >= p->total)
        return VG_OK;
    if (p->n_facets == 0 && (p->order == VG_CLAIMS_UP || p->order == VG_CLAIMS_DOWN))
        return page_of_all(p, err);
    rc = vg_stmt(&st, p->c->store, along[p->order], err);
    if (rc != VG_OK)
        return rc;
    bind_facets(p, st);
    vg_bind_i64(st, ":offset", p->offset);
    vg_bind_i64(st, ":limit", p->limit);
    return vg_list_ids(st, p->a, &p->ids, &p->n, err);
}

/* -- gathering -------------------------------------------------------------------------------- */

static int take_row_of(struct pager *p, struct vg_stmt *st, struct rows *r, struct vg_err *err)
{
    int rc;

    bind_facets(p, st);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        r->list = vg_grow(p->a, r->list, r->n, &r->room);
        r->list[r->n++] = (struct row){
            .id = vg_column_i64(st, 0),
            .source = vg_column_i64(st, 1),
            .start = vg_column_i64(st, 2),
            .value = vg_column_real(st, 3),
            .said = p->order == VG_CLAIMS_SAID ? vg_column_copy(st, 4, p->a) : NULL,
        };
    }
    return rc;
}

static int gather_words(struct pager *p, struct rows *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->c->store, VG_SQL_CLAIMS_WITH_WORDS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":words", p->match);
    return take_row_of(p, st, r, err);
}

static int gather_source(struct pager *p, struct rows *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->c->store, VG_SQL_CLAIMS_IN_SOURCE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", p->f->source);
    return take_row_of(p, st, r, err);
}

static int gather_place(struct pager *p, const char *place, struct rows *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->c->store, VG_SQL_CLAIMS_IN_PLACE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":place", place);
    return take_row_of(p, st, r, err);
}

/* One step of a walk over the places that claims have; NULL behind the last. */
static int next_place(struct pager *p, const char *after, const char **out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->c->store, VG_SQL_CLAIM_PLACE_NEXT, err);

    *out = NULL;
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":after", after);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *out = vg_column_copy(st, 0, p->a);
    return rc < 0 ? rc : VG_OK;
}

static int gather_places(struct pager *p, struct rows *r, struct vg_err *err)
{
    struct vg_view v;
    const char *place = "";
    int rc = vg_view_read_names(p->c->store, p->a, &v, err);

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
    int rc = vg_stmt(&st, p->c->store, facets[p->rarest].gather, err);

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
    if (p->order != VG_CLAIMS_UP && r.n > 0)
        qsort(r.list, r.n, sizeof *r.list, orders[p->order]);
    p->total = (int64_t)r.n;
    p->ids = VG_NEW_ARRAY(p->a, int64_t, (size_t)p->limit + 1);
    for (size_t i = (size_t)p->offset; i < r.n && p->n < (size_t)p->limit; i++)
        p->ids[p->n++] = r.list[i].id;
    return VG_OK;
}

/* -- a page ----------------------------------------------------------------------------------- */

static int is_walk(const struct pager *p)
{
    if (p->match != NULL || p->f->source != 0 || p->f->place != NULL || p->n_facets > 1)
        return 0;
    return p->n_facets == 0 || vg_list_is_walk(p->offset + p->limit, p->claims, p->has[p->rarest]);
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
    list = VG_NEW_ARRAY(a, struct vg_claim, p->n + 1);
    for (size_t i = 0; rc == VG_OK && i < p->n; i++)
        rc = vg_claim_read(p->c->store, p->ids[i], a, &list[i], err);
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
        .c = c,
        .f = filter == NULL ? &everything : filter,
        .order = order,
        .offset = vg_list_offset(offset),
        .limit = vg_list_limit(limit),
        .a = &work,
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
    *n = p.n;
    *total = p.total;
    return VG_OK;
}
