/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Runs the kinds one after the other over the claims that stand, and puts what
 * they say in order. The helpers here are what every kind needs: sets of claims,
 * groups by a key, numbers as words.
 */
#include "claim/check.h"

#include <inttypes.h>
#include <stdarg.h>
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
    if (c == NULL)
        return;
    if (ids->n >= VG_IDS_MOST) {
        ids->more++;
        return;
    }
    ids->id = vg_grow(k->w, ids->id, ids->n, &ids->room);
    ids->id[ids->n++] = c->id;
}

static int id_order(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Ascending, each once, in the arena of the results. */
static const int64_t *ids_kept(struct vg_rules *k, const struct vg_ids *ids, size_t *n)
{
    int64_t *sorted = VG_NEW_ARRAY(k->w, int64_t, ids->n), *kept;

    *n = 0;
    memcpy(sorted, ids->id, ids->n * sizeof *sorted);
    qsort(sorted, ids->n, sizeof *sorted, id_order);
    for (size_t i = 0; i < ids->n; i++)
        if (*n == 0 || sorted[*n - 1] != sorted[i])
            sorted[(*n)++] = sorted[i];
    kept = VG_NEW_ARRAY(k->a, int64_t, *n);
    memcpy(kept, sorted, *n * sizeof *kept);
    return kept;
}

/* The copy of a text among the results; the table's copies end with a NUL. */
static const char *text_kept(struct vg_rules *k, const char *text)
{
    int64_t at = (int64_t)k->texts.n;

    if (text == NULL)
        return NULL;
    (void)vg_table_add(&k->texts, vg_str(text), at, &at);
    return k->texts.items[at].key.p;
}

void vg_rule_says(struct vg_rules *k, enum vg_check_kind kind, enum vg_check_result result,
                  const struct vg_ids *ids, const char *test, const char *says, const char *show)
{
    struct vg_check c = {.kind = kind, .result = result};

    if (ids->n == 0)
        return;
    if (ids->more > 0)
        says = vg_print(k->w, "%s (and %zu more claims)", says, ids->more);
    c.claims = ids_kept(k, ids, &c.n_claims);
    c.test = text_kept(k, test);
    c.says = text_kept(k, says);
    c.show = text_kept(k, show);
    if (k->n_out == k->room) {
        k->room = k->room == 0 ? 64 : 2 * k->room;
        k->out = vg_realloc(k->out, k->room * sizeof *k->out);
    }
    k->out[k->n_out++] = c;
}

/* -- groups ---------------------------------------------------------------------------- */

struct vg_grouped {
    uint64_t hash;
    size_t at; /* where its key begins in the keys */
    uint32_t len, order;
    const struct vg_claim *c;
};

struct vg_groups vg_groups_new(size_t most)
{
    return (struct vg_groups){.most = most};
}

void vg_groups_add(struct vg_groups *gs, const char *key, const struct vg_claim *c)
{
    size_t len = strlen(key);

    if (gs->n_all == gs->room) {
        gs->room = gs->room == 0 ? 16 : 2 * gs->room;
        gs->all = vg_realloc(gs->all, gs->room * sizeof *gs->all);
    }
    gs->all[gs->n_all] = (struct vg_grouped){.hash = vg_hash(key, len),
                                             .at = gs->keys.len,
                                             .len = (uint32_t)len,
                                             .order = (uint32_t)gs->n_all,
                                             .c = c};
    vg_put(&gs->keys, key, len + 1);
    if (!gs->keys.full) /* a gigabyte of keys: the rest is not grouped */
        gs->n_all++;
}

/* Whose keys are equal stand together; the order between groups means nothing. */
static int grouped_order(const void *a, const void *b, void *keys)
{
    const struct vg_grouped *x = a, *y = b;
    const char *text = keys;
    int order;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->len != y->len)
        return x->len < y->len ? -1 : 1;
    order = memcmp(text + x->at, text + y->at, x->len);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static int is_same_group(const struct vg_groups *gs, size_t i, size_t j)
{
    const struct vg_grouped *x = &gs->all[i], *y = &gs->all[j];

    return x->hash == y->hash && x->len == y->len &&
           memcmp(gs->keys.p + x->at, gs->keys.p + y->at, x->len) == 0;
}

static void take_group(struct vg_groups *gs, size_t from, size_t to, const struct vg_claim **c)
{
    struct vg_group *g = &gs->g[gs->n++];

    *g = (struct vg_group){.key = gs->keys.p + gs->all[from].at, .hash = gs->all[from].hash};
    g->c = c;
    for (size_t i = from; i < to; i++) {
        if (g->n > 0 && c[g->n - 1] == gs->all[i].c)
            continue;
        if (g->n < gs->most)
            c[g->n++] = gs->all[i].c;
        else
            g->more++;
    }
}

void vg_groups_close(struct vg_groups *gs)
{
    size_t count = 0;

    if (gs->n_all == 0)
        return;
    qsort_r(gs->all, gs->n_all, sizeof *gs->all, grouped_order, gs->keys.p);
    for (size_t i = 0; i < gs->n_all; i++)
        count += i == 0 || !is_same_group(gs, i - 1, i);
    gs->g = vg_malloc(count * sizeof *gs->g);
    gs->claims = vg_malloc(gs->n_all * sizeof *gs->claims);
    for (size_t i = 0, j; i < gs->n_all; i = j) {
        for (j = i + 1; j < gs->n_all && is_same_group(gs, i, j); j++)
            continue;
        take_group(gs, i, j, gs->claims + i);
    }
    free(gs->all);
    gs->all = NULL;
    gs->n_all = gs->room = 0;
}

const struct vg_group *vg_groups_get(const struct vg_groups *gs, const char *key)
{
    size_t low = 0, high = gs->n;
    uint64_t hash = gs->n > 0 ? vg_hash(key, strlen(key)) : 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (gs->g[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < gs->n && gs->g[low].hash == hash; low++)
        if (strcmp(gs->g[low].key, key) == 0)
            return &gs->g[low];
    return NULL;
}

void vg_groups_end(struct vg_groups *gs)
{
    free(gs->all);
    free(gs->g);
    free(gs->claims);
    vg_buf_end(&gs->keys);
    *gs = (struct vg_groups){.most = gs->most};
}

void vg_ids_add_group(struct vg_rules *k, struct vg_ids *ids, const struct vg_group *g)
{
    for (size_t i = 0; i < g->n; i++)
        vg_ids_add(k, ids, g->c[i]);
    ids->more += g->more;
}

const char *vg_rule_key(struct vg_rules *k, const char *form, ...)
{
    va_list args;
    int n = 0;

    for (;;) {
        va_start(args, form);
        n = vsnprintf(k->key, k->key_room, form, args);
        va_end(args);
        if (n < 0 || (size_t)n < k->key_room)
            return n < 0 ? "" : k->key;
        k->key_room = 2 * (size_t)n + 64;
        k->key = vg_realloc(k->key, k->key_room);
    }
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
        return vg_print(k->w, "%s%" PRId64 ".%0*" PRId64, before[q->op], n / whole, (int)q->scale,
                        n % whole);
    }
    if (n < 0)
        return before[q->op];
    return vg_print(k->w, "%s%" PRId64, before[c->quantity.op], n);
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

    if (c->n_places <= 1) /* as nearly always; the others end with a blank */
        return c->n_places == 0 ? "" : c->places[0];
    for (size_t i = 0; i < c->n_places; i++) {
        vg_puts(&b, c->places[i]);
        vg_putc(&b, ' ');
    }
    return vg_copy(k->w, b.p, b.len);
}

static const char *or_empty(const char *s)
{
    return s != NULL ? s : "";
}

const char *vg_identity_key(struct vg_rules *k, const struct vg_claim *c)
{
    const struct vg_quantity *q = &c->quantity;

    return vg_rule_key(k, "%s|%s|%s|%s|%s|%s|%s", q->unit, or_empty(c->subject),
                       or_empty(c->predicate), vg_places_key(k, c), or_empty(c->period.from),
                       or_empty(c->period.to), or_empty(q->definition));
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

size_t vg_rule_run(const struct vg_rules *k, size_t i)
{
    size_t j = i + 1;

    while (j < k->n && vg_source_of(k->c[j]) == vg_source_of(k->c[i]))
        j++;
    return j - i;
}

const struct vg_claim *const *vg_rule_source(const struct vg_rules *k, int64_t source, size_t *n)
{
    size_t low = 0, high = k->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (vg_source_of(k->c[mid]) < source)
            low = mid + 1;
        else
            high = mid;
    }
    *n = low < k->n && vg_source_of(k->c[low]) == source ? vg_rule_run(k, low) : 0;
    return &k->c[low];
}

const struct vg_claim *vg_rule_named(struct vg_rules *k, const char *name)
{
    if (!k->has_refs)
        vg_view_refs(k->v, &k->refs);
    k->has_refs = 1;
    return vg_view_named(k->v, &k->refs, name);
}

static void collect(struct vg_rules *k, struct vg_arena *a)
{
    const unsigned char *stands = vg_view_standing(k->v, VG_DAYS_MAX, a);

    k->c = VG_NEW_ARRAY(a, const struct vg_claim *, k->v->n_claims + 1);
    k->by_id = VG_NEW_ARRAY(a, const struct vg_claim *, k->v->n_claims + 1);
    for (size_t i = 0; i < k->v->n_claims; i++)
        if (stands[i])
            k->by_id[k->n++] = &k->v->claims[i];
    memcpy(k->c, k->by_id, k->n * sizeof(const struct vg_claim *));
    if (k->n > 0)
        qsort(k->c, k->n, sizeof(const struct vg_claim *), reading_order);
    k->refs = VG_TABLE(a);
    k->texts = VG_TABLE(k->a);
}

static void run_rule(struct vg_rules *k, void (*rule)(struct vg_rules *k))
{
    VG_SCOPED_ARENA work = {0};

    k->w = &work;
    rule(k);
    k->w = NULL;
}

/* In their order, each once: two rules may come to the same sentence. */
static void hand_over(struct vg_rules *k, struct vg_check **out, size_t *n)
{
    size_t kept = 0;

    if (k->n_out > 0)
        qsort(k->out, k->n_out, sizeof *k->out, check_order);
    for (size_t i = 0; i < k->n_out; i++)
        if (kept == 0 || check_order(&k->out[kept - 1], &k->out[i]) != 0)
            k->out[kept++] = k->out[i];
    *out = VG_NEW_ARRAY(k->a, struct vg_check, kept + 1);
    if (kept > 0)
        memcpy(*out, k->out, kept * sizeof **out);
    *n = kept;
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
    VG_SCOPED_ARENA base = {0};
    struct vg_rules k = {.v = v, .g = g, .a = a};

    (void)err;
    collect(&k, &base);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        run_rule(&k, rules[i]);
    hand_over(&k, out, n);
    free(k.out);
    free(k.key);
    return VG_OK;
}
