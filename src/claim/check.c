/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Runs the kinds one after the other over the claims that stand, and puts what
 * they say in order. The helpers here are what every kind needs: sets of claims,
 * groups by a key, numbers as words.
 */
#include "claim/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/rules.h"

static const char *const kind_words[] = {
    [VG_CHECK_SUM] = "sum",
    [VG_CHECK_SET] = "set",
    [VG_CHECK_BOUND] = "bound",
    [VG_CHECK_OVERLAP] = "overlap",
    [VG_CHECK_UNIT] = "unit",
    [VG_CHECK_SCOPE] = "scope",
    [VG_CHECK_TIME_ORDER] = "time-order",
    [VG_CHECK_VALUE] = "value",
    [VG_CHECK_DRIFT] = "drift",
    [VG_CHECK_CITATION] = "citation",
    [VG_CHECK_ATTRIBUTION] = "attribution",
    [VG_CHECK_EXISTENCE] = "existence",
    [VG_CHECK_PURPOSE] = "purpose",
    [VG_CHECK_SUPERSEDED] = "superseded",
};
static const char *const result_words[] = {
    [VG_CHECK_ERROR] = "error", [VG_CHECK_WARNING] = "warning", [VG_CHECK_NOTE] = "note",
    [VG_CHECK_HOLDS] = "holds", [VG_CHECK_NOT_RUN] = "not-run",
};

const char *vg_check_kind_word(enum vg_check_kind v)
{
    return v >= VG_CHECK_SUM && v <= VG_CHECK_SUPERSEDED ? kind_words[v] : "unknown";
}

const char *vg_check_result_word(enum vg_check_result v)
{
    return v >= VG_CHECK_ERROR && v <= VG_CHECK_NOT_RUN ? result_words[v] : "unknown";
}

/* -- sets and groups ------------------------------------------------------------------ */

void vg_ids_add(struct vg_rules *k, struct vg_ids *ids, const struct vg_claim *c)
{
    if (c == NULL || ids->n >= VG_IDS_MOST)
        return;
    ids->id = vg_grow(k->w, ids->id, ids->n, &ids->room);
    ids->id[ids->n++] = c->id;
}

static int id_order(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

void vg_rule_says(struct vg_rules *k, enum vg_check_kind kind, enum vg_check_result result,
                  const struct vg_ids *ids, const char *test, const char *says, const char *show)
{
    int64_t *list = VG_NEW_ARRAY(k->a, int64_t, ids->n + 1);
    size_t n = 0;

    if (ids->n == 0)
        return;
    memcpy(list, ids->id, ids->n * sizeof *list);
    qsort(list, ids->n, sizeof *list, id_order);
    for (size_t i = 0; i < ids->n; i++)
        if (n == 0 || list[n - 1] != list[i])
            list[n++] = list[i];
    k->out = vg_grow(k->a, k->out, k->n_out, &k->room);
    k->out[k->n_out++] = (struct vg_check){.kind = kind,
                                           .result = result,
                                           .claims = list,
                                           .n_claims = n,
                                           .test = test,
                                           .says = says,
                                           .show = show};
}

struct vg_groups vg_groups_new(struct vg_rules *k)
{
    return (struct vg_groups){.at = VG_TABLE(k->w)};
}

void vg_groups_add(struct vg_rules *k, struct vg_groups *gs, const char *key,
                   const struct vg_claim *c, size_t most)
{
    int64_t at = (int64_t)gs->n;
    struct vg_group *g;

    if (vg_table_add(&gs->at, vg_str(key), at, &at)) {
        gs->g = vg_grow(k->w, gs->g, gs->n, &gs->room);
        gs->g[gs->n++] = (struct vg_group){.key = key};
    }
    g = &gs->g[at];
    if (g->n >= most || (g->n > 0 && g->c[g->n - 1] == c))
        return;
    g->c = vg_grow(k->w, g->c, g->n, &g->room);
    g->c[g->n++] = c;
}

const struct vg_group *vg_groups_get(const struct vg_groups *gs, const char *key)
{
    int64_t at = 0;

    return gs->n > 0 && vg_table_get(&gs->at, vg_str(key), &at) ? &gs->g[at] : NULL;
}

int vg_has_key(const struct vg_table *t, const char *key)
{
    int64_t value;

    return vg_table_get(t, vg_str(key), &value);
}

/* -- what the kinds ask of a claim ------------------------------------------------------ */

int64_t vg_printed_number(const struct vg_claim *c)
{
    const struct vg_quantity *q = &c->quantity;

    if (q->scale != 0)
        return -1;
    if (q->has & VG_HAS_VALUE)
        return q->value;
    if (q->has & VG_HAS_LOWER)
        return q->lower;
    return q->has & VG_HAS_UPPER ? q->upper : -1;
}

const char *vg_rule_number(struct vg_rules *k, const struct vg_claim *c)
{
    static const char *const before[] = {
        [VG_OP_NONE] = "",
        [VG_OP_EXACT] = "",
        [VG_OP_ABOUT] = "about ",
        [VG_OP_AT_LEAST] = "at least ",
        [VG_OP_OVER] = "over ",
        [VG_OP_AT_MOST] = "up to ",
        [VG_OP_UNDER] = "under ",
        [VG_OP_NEARLY] = "nearly ",
        [VG_OP_BETWEEN] = "from ",
        [VG_OP_MAGNITUDE] = "from ",
        [VG_OP_SEVERAL] = "at least ",
        [VG_OP_NONE_FOUND] = "none found",
    };
    const struct vg_quantity *q = &c->quantity;
    int64_t n = vg_printed_number(c), whole = 1;

    for (unsigned i = 0; i < q->scale; i++)
        whole *= 10;
    if (q->scale > 0 && q->has != 0) {
        n = q->has & VG_HAS_VALUE ? q->value : q->has & VG_HAS_LOWER ? q->lower : q->upper;
        return vg_print(k->a, "%s%" PRId64 ".%0*" PRId64, before[q->op], n / whole, (int)q->scale,
                        n % whole);
    }
    if (n < 0)
        return before[q->op];
    return vg_print(k->a, "%s%" PRId64, before[c->quantity.op], n);
}

const char *vg_first_speaker(const struct vg_claim *c)
{
    return c->n_links > 0 ? c->links[0].speaker : NULL;
}

int64_t vg_source_of(const struct vg_claim *c)
{
    return c->passage != NULL ? c->passage->source : 0;
}

int vg_is_guess(const struct vg_claim *c)
{
    return c->kind == VG_KIND_OPINION || c->kind == VG_KIND_FORECAST;
}

int vg_is_finding(const struct vg_claim *c)
{
    return c->stance == VG_ASSERTS && !vg_is_guess(c) && c->kind != VG_KIND_DENIAL &&
           c->kind != VG_KIND_NEGATIVE_FINDING && c->quantity.op != VG_OP_NONE_FOUND;
}

const char *vg_places_key(struct vg_rules *k, const struct vg_claim *c)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < c->n_places; i++) {
        vg_puts(&b, c->places[i]);
        vg_putc(&b, ' ');
    }
    return vg_copy(k->w, b.p, b.len);
}

int vg_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* -- running ---------------------------------------------------------------------------- */

static int reading_order(const void *a, const void *b)
{
    const struct vg_claim *x = *(const struct vg_claim *const *)a;
    const struct vg_claim *y = *(const struct vg_claim *const *)b;
    int64_t sx = vg_source_of(x), sy = vg_source_of(y);
    int64_t px = x->passage != NULL ? x->passage->start : 0;
    int64_t py = y->passage != NULL ? y->passage->start : 0;

    if (sx != sy)
        return sx < sy ? -1 : 1;
    if (px != py)
        return px < py ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static int check_order(const void *a, const void *b)
{
    const struct vg_check *x = a, *y = b;
    int order;

    if (x->result != y->result)
        return x->result < y->result ? -1 : 1;
    if (x->claims[0] != y->claims[0])
        return x->claims[0] < y->claims[0] ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    for (size_t i = 1; i < x->n_claims && i < y->n_claims; i++)
        if (x->claims[i] != y->claims[i])
            return x->claims[i] < y->claims[i] ? -1 : 1;
    if (x->n_claims != y->n_claims)
        return x->n_claims < y->n_claims ? -1 : 1;
    order = strcmp(x->says, y->says);
    return order != 0 ? order : strcmp(x->test, y->test);
}

static void collect(struct vg_rules *k)
{
    const unsigned char *stands = vg_view_standing(k->v, VG_DAYS_MAX, k->w);

    k->c = VG_NEW_ARRAY(k->w, const struct vg_claim *, k->v->n_claims + 1);
    k->by_id = VG_NEW_ARRAY(k->w, const struct vg_claim *, k->v->n_claims + 1);
    for (size_t i = 0; i < k->v->n_claims; i++)
        if (stands[i])
            k->by_id[k->n++] = &k->v->claims[i];
    memcpy(k->c, k->by_id, k->n * sizeof(const struct vg_claim *));
    if (k->n > 0)
        qsort(k->c, k->n, sizeof(const struct vg_claim *), reading_order);
    k->refs = VG_TABLE(k->w);
    vg_view_refs(k->v, &k->refs);
}

int vg_check_all(const struct vg_view *v, const struct vg_root_graph *g, struct vg_arena *a,
                 struct vg_check **out, size_t *n, struct vg_err *err)
{
    static void (*const rules[])(struct vg_rules *) = {
        vg_rule_sum,     vg_rule_set,        vg_rule_bound,       vg_rule_overlap,
        vg_rule_unit,    vg_rule_scope,      vg_rule_time_order,  vg_rule_value,
        vg_rule_drift,   vg_rule_citation,   vg_rule_attribution, vg_rule_existence,
        vg_rule_purpose, vg_rule_superseded,
    };
    VG_SCOPED_ARENA work = {0};
    struct vg_rules k = {.v = v, .g = g, .a = a, .w = &work};
    size_t kept = 0;

    (void)err;
    collect(&k);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        rules[i](&k);
    if (k.n_out > 0)
        qsort(k.out, k.n_out, sizeof *k.out, check_order);
    for (size_t i = 0; i < k.n_out; i++) /* two rules may come to the same sentence */
        if (kept == 0 || check_order(&k.out[kept - 1], &k.out[i]) != 0)
            k.out[kept++] = k.out[i];
    *out = k.out;
    *n = kept;
    return VG_OK;
}
