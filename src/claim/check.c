/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Goes through the parts one after the other over the claims that stand, and puts
 * what they say in order. The helpers here are what every kind needs: sets of
 * claims, groups by a key, numbers as words.
 */
#include "claim/check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/rules.h"
#include "claim/vocab.h"
#include "seal/hash.h"

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

void vg_check_id(const struct vg_check *c, char out[VG_CHECK_ID])
{
    VG_SCOPED_BUF text = {0}, hex = {0};
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];

    vg_puts(&text, vg_check_kind_word(c->kind));
    for (size_t i = 0; i < c->n_claims; i++)
        vg_putf(&text, " c%" PRId64, c->claims[i]);
    vg_putf(&text, "\n%s", c->test);
    vg_sha256_of(&h, text.p, text.len, hash);
    vg_put_hex(&hex, hash, (VG_CHECK_ID - 1) / 2);
    memcpy(out, hex.p, VG_CHECK_ID);
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

/* Ascending, each once, in the arena of the results. */
static const int64_t *ids_kept(struct vg_rules *k, const struct vg_ids *ids, size_t *n)
{
    int64_t *sorted = VG_NEW_ARRAY(k->w, int64_t, ids->n), *kept;

    *n = 0;
    memcpy(sorted, ids->id, ids->n * sizeof *sorted);
    qsort(sorted, ids->n, sizeof *sorted, vg_i64_order);
    for (size_t i = 0; i < ids->n; i++)
        if (*n == 0 || sorted[*n - 1] != sorted[i])
            sorted[(*n)++] = sorted[i];
    kept = VG_NEW_ARRAY(k->a, int64_t, *n);
    memcpy(kept, sorted, *n * sizeof *kept);
    return kept;
}

/* The copy of a sentence among the results; the table's copies of texts end with a NUL. */
static const struct vg_said *said_kept(struct vg_rules *k, const struct vg_said *said,
                                       const char **text)
{
    int64_t at = (int64_t)k->texts.n;

    *text = NULL;
    if (said == NULL)
        return NULL;
    if (vg_table_add(&k->texts, vg_str(vg_said_text(k->w, said, "en")), at, &at)) {
        k->said = vg_grow(k->a, k->said, (size_t)at, &k->room_said);
        k->said[at] = said->n == 0 ? vg_said_plain(said->saying) : vg_said_copy(k->a, said);
    }
    *text = k->texts.items[at].key.p;
    return k->said[at];
}

void vg_rule_says(struct vg_rules *k, enum vg_check_kind kind, enum vg_check_result result,
                  const struct vg_ids *ids, const struct vg_said *test, const struct vg_said *says,
                  const struct vg_said *show)
{
    struct vg_check c = {.kind = kind, .result = result};

    if (ids->n == 0)
        return;
    if (ids->more > 0)
        says = VG_SAID(k->w, AND_MORE, vg_part_said(k->w, says),
                       vg_part_number(k->w, (int64_t)ids->more));
    c.claims = ids_kept(k, ids, &c.n_claims);
    c.test_said = said_kept(k, test, &c.test);
    c.says_said = said_kept(k, says, &c.says);
    c.show_said = said_kept(k, show, &c.show);
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

struct vg_part_words vg_rule_number(struct vg_rules *k, const struct vg_claim *c)
{
    return vg_quantity_part(&c->quantity, k->w);
}

struct vg_part_words vg_rule_place(struct vg_rules *k, const char *id)
{
    const struct vg_place *p = id == NULL ? NULL : vg_place_get(&k->v->places, id);

    return (struct vg_part_words){id, p == NULL ? NULL : p->zh};
}

struct vg_part_words vg_rule_unit(struct vg_rules *k, const char *unit)
{
    return vg_part_term(k->w, "unit", unit);
}

struct vg_part_words vg_rule_name(struct vg_rules *k, const char *name)
{
    const struct vg_entity *e = name == NULL ? NULL : vg_view_entity(k->v, name);

    return (struct vg_part_words){name, e == NULL ? NULL : e->zh};
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

int vg_is_comparable(const struct vg_claim *x, const struct vg_claim *y)
{
    return vg_source_of(x) != vg_source_of(y) || x->object == NULL || y->object == NULL ||
           vg_same_text(x->object, y->object);
}

/* -- what the view has by key ------------------------------------------------------------ */

static int link_order(const void *a, const void *b)
{
    const struct vg_source_link *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* The source whose claims an edge leads to, or 0. */
static int64_t source_at_end(const struct vg_rules *k, const struct vg_edge *e)
{
    const struct vg_root *to = e->to.kind == VG_NODE_ROOT ? vg_view_root(k->v, e->to.id) : NULL;

    if (e->from.kind != VG_NODE_SOURCE || e->kind == VG_DERIVES_SAME_AUTHOR)
        return 0;
    return e->to.kind == VG_NODE_SOURCE ? e->to.id : to != NULL ? to->source : 0;
}

static void find_links(struct vg_rules *k)
{
    struct vg_asked *q = &k->asked;

    if (q->has_links)
        return;
    q->has_links = 1;
    q->origins = VG_NEW_ARRAY(k->base, struct vg_source_link, k->v->n_edges + 1);
    q->holds = VG_NEW_ARRAY(k->base, struct vg_source_link, k->v->n_roots + 1);
    for (size_t i = 0; i < k->v->n_edges; i++) {
        int64_t to = source_at_end(k, &k->v->edges[i]);

        if (to != 0)
            q->origins[q->n_origins++] =
                (struct vg_source_link){.from = k->v->edges[i].from.id, .to = to};
    }
    for (size_t i = 0; i < k->v->n_roots; i++)
        if (k->v->roots[i].source != 0)
            q->holds[q->n_holds++] =
                (struct vg_source_link){.from = k->v->roots[i].source, .to = k->v->roots[i].id};
    qsort(q->origins, q->n_origins, sizeof *q->origins, link_order);
    qsort(q->holds, q->n_holds, sizeof *q->holds, link_order);
}

static const struct vg_source_link *links_from(const struct vg_source_link *list, size_t n_list,
                                               int64_t from, size_t *n)
{
    size_t low = 0, high = n_list;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (list[mid].from < from)
            low = mid + 1;
        else
            high = mid;
    }
    for (*n = 0; low + *n < n_list && list[low + *n].from == from;)
        (*n)++;
    return list + low;
}

const struct vg_source_link *vg_rule_held_by(struct vg_rules *k, int64_t source, size_t *n)
{
    find_links(k);
    return links_from(k->asked.holds, k->asked.n_holds, source, n);
}

const struct vg_source_link *vg_rule_origins(struct vg_rules *k, int64_t source, size_t *n)
{
    find_links(k);
    return links_from(k->asked.origins, k->asked.n_origins, source, n);
}

/* Sources that are led to, as keys. */
static struct vg_table *led_to(struct vg_rules *k)
{
    struct vg_asked *q = &k->asked;

    if (q->has_led)
        return &q->led;
    q->has_led = 1;
    q->led = VG_TABLE(k->base);
    find_links(k);
    for (size_t i = 0; i < q->n_origins; i++)
        vg_table_set(&q->led, vg_str(vg_rule_key(k, "%" PRId64, q->origins[i].to)), 1);
    for (size_t i = 0; i < q->n_holds; i++)
        vg_table_set(&q->led, vg_str(vg_rule_key(k, "%" PRId64, q->holds[i].from)), 1);
    return &q->led;
}

int vg_rule_is_origin(struct vg_rules *k, int64_t source)
{
    const struct vg_table *led = led_to(k);

    return led->n > 0 && vg_has_key(led, vg_rule_key(k, "%" PRId64, source));
}

/* Readings by what they cover: root, family, and a claim or 0 for all of them. */
static const struct vg_table *readings_of(struct vg_rules *k)
{
    struct vg_asked *q = &k->asked;

    if (q->has_readings)
        return &q->readings;
    q->has_readings = 1;
    q->readings = VG_TABLE(k->base);
    for (size_t i = 0; i < k->v->n_readings; i++) {
        const struct vg_reading *x = &k->v->readings[i];

        vg_table_set(
            &q->readings,
            vg_str(vg_rule_key(k, "%" PRId64 "|%d|%" PRId64, x->root, (int)x->family, x->claim)),
            1);
        vg_table_set(&q->readings, vg_str(vg_rule_key(k, "%" PRId64, x->root)), 1);
    }
    return &q->readings;
}

int vg_rule_was_read(struct vg_rules *k, const struct vg_root *r, const struct vg_claim *c)
{
    const struct vg_table *readings = readings_of(k);
    int family = (int)vg_claim_family(c);

    if (readings->n == 0)
        return 0;
    return vg_has_key(readings, vg_rule_key(k, "%" PRId64 "|%d|0", r->id, family)) ||
           vg_has_key(readings, vg_rule_key(k, "%" PRId64 "|%d|%" PRId64, r->id, family, c->id));
}

int vg_rule_is_read(struct vg_rules *k, const struct vg_root *r)
{
    const struct vg_table *readings = readings_of(k);

    return readings->n > 0 && vg_has_key(readings, vg_rule_key(k, "%" PRId64, r->id));
}

/* "Not asked" is a reply too: the brief shows it, and nothing is missing. */
int vg_rule_is_heard(struct vg_rules *k, int64_t source)
{
    struct vg_asked *q = &k->asked;

    if (!q->has_heard) {
        q->has_heard = 1;
        q->heard = VG_TABLE(k->passing);
        for (size_t i = 0; i < k->v->n_replies; i++) {
            const struct vg_claim *c = vg_view_claim(k->v, k->v->replies[i].claim);

            if (c != NULL)
                vg_table_set(&q->heard, vg_str(vg_rule_key(k, "%" PRId64, vg_source_of(c))), 1);
        }
    }
    return q->heard.n > 0 && vg_has_key(&q->heard, vg_rule_key(k, "%" PRId64, source));
}

int64_t vg_rule_unheld(const struct vg_rules *k, const struct vg_claim *c)
{
    int64_t lowest = 0;

    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(k->v, c->roots[i]);

        if (r != NULL && !vg_root_held(k->v, r) && (lowest == 0 || r->id < lowest))
            lowest = r->id;
    }
    return lowest;
}

static int64_t lower_root(int64_t a, int64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

static void find_lowest(struct vg_rules *k)
{
    k->asked.has_lowest = 1;
    k->asked.lowest = VG_TABLE(k->base);
    for (size_t i = 0; i < k->n; i++) {
        int64_t here = vg_rule_unheld(k, k->by_id[i]), there = 0;
        const char *key = vg_rule_key(k, "%" PRId64, vg_source_of(k->by_id[i]));

        if (here == 0)
            continue;
        (void)vg_table_get(&k->asked.lowest, vg_str(key), &there);
        vg_table_set(&k->asked.lowest, vg_str(key), lower_root(there, here));
    }
}

int64_t vg_rule_lowest(struct vg_rules *k, int64_t source)
{
    char key[24];
    const struct vg_group *g;
    int64_t lowest = 0;

    if (k->index == NULL && !k->asked.has_lowest)
        find_lowest(k);
    (void)snprintf(key, sizeof key, "%" PRId64, source);
    if (vg_table_get(&k->asked.lowest, vg_str(key), &lowest) || k->index == NULL)
        return lowest;
    g = vg_rule_look(k, VG_PART_SOURCE, key);
    for (size_t i = 0; g != NULL && i < g->n; i++)
        lowest = lower_root(lowest, vg_rule_unheld(k, g->c[i]));
    vg_table_set(&k->asked.lowest, vg_str(key), lowest);
    return lowest;
}

const struct vg_claim *vg_rule_named(struct vg_rules *k, const char *name)
{
    struct vg_asked *q = &k->asked;

    if (k->index != NULL)
        return vg_index_named(k->index, name);
    if (!q->has_names) {
        q->has_names = 1;
        q->names = VG_TABLE(k->base);
        vg_view_refs(k->v, &q->names);
    }
    return vg_view_named(k->v, &q->names, name);
}

/* -- cells -------------------------------------------------------------------------------- */

void vg_pick_add(struct vg_pick *p, const struct vg_claim *c)
{
    if (p->n < VG_PICK_MOST)
        p->c[p->n++] = c;
    else
        p->more++;
}

void vg_ids_add_pick(struct vg_rules *k, struct vg_ids *ids, const struct vg_pick *p)
{
    for (size_t i = 0; i < p->n; i++)
        vg_ids_add(k, ids, p->c[i]);
    ids->more += p->more;
}

void vg_key_is(struct vg_keys *keys, const char *key)
{
    if (keys->take != NULL)
        keys->take(keys->w, key);
    else if (keys->noted != NULL)
        (void)vg_table_add(keys->noted, vg_str(key), 1, NULL);
    else if (keys->only == NULL || vg_has_key(keys->only, key))
        vg_groups_add(keys->groups, key, keys->c);
}

const struct vg_group *vg_rule_look(struct vg_rules *k, enum vg_part part, const char *key)
{
    if (k->index != NULL)
        return vg_index_look(k->index, part, key, k->w);
    return vg_groups_get(&k->cells[part], key);
}

/* -- running ------------------------------------------------------------------------------ */

int vg_reading_order(const struct vg_claim *x, const struct vg_claim *y)
{
    int64_t sx = vg_source_of(x), sy = vg_source_of(y);
    int64_t px = x->passage != NULL ? x->passage->start : 0;
    int64_t py = y->passage != NULL ? y->passage->start : 0;

    if (sx != sy)
        return sx < sy ? -1 : 1;
    if (px != py)
        return px < py ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static int as_read(const void *a, const void *b)
{
    return vg_reading_order(*(const struct vg_claim *const *)a, *(const struct vg_claim *const *)b);
}

int vg_check_order(const struct vg_check *x, const struct vg_check *y)
{
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

static int in_order(const void *a, const void *b)
{
    return vg_check_order(a, b);
}

static void collect(struct vg_rules *k, const struct vg_claim **read)
{
    const unsigned char *stands = vg_view_standing(k->v, VG_DAYS_MAX, k->base);

    k->by_id = VG_NEW_ARRAY(k->base, const struct vg_claim *, k->v->n_claims + 1);
    for (size_t i = 0; i < k->v->n_claims; i++)
        if (stands[i])
            k->by_id[k->n++] = &k->v->claims[i];
    memcpy(read, k->by_id, k->n * sizeof(const struct vg_claim *));
    if (k->n > 0)
        qsort(read, k->n, sizeof(const struct vg_claim *), as_read);
    k->texts = VG_TABLE(k->a);
}

static void keys_of_all(struct vg_rules *k, const struct vg_part_rule *p, struct vg_keys *keys,
                        const struct vg_claim *const *claims)
{
    for (size_t i = 0; i < k->n; i++) {
        keys->c = claims[i];
        if (keys->noted == NULL || p->asks(claims[i]))
            p->keys(k, claims[i], keys);
    }
}

/* A part whose cells speak only when somebody asks is looked for only where somebody does. */
static void run_part(struct vg_rules *k, const struct vg_part_rule *p, struct vg_groups *gs,
                     const struct vg_claim *const *claims)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_table asked = VG_TABLE(&work);
    struct vg_keys keys = {.groups = gs};

    k->w = &work;
    if (p->asks != NULL) {
        keys.noted = &asked;
        keys_of_all(k, p, &keys, claims);
        keys.noted = NULL;
        keys.only = &asked;
    }
    if (p->asks == NULL || asked.n > 0)
        keys_of_all(k, p, &keys, claims);
    vg_groups_close(gs);
    for (size_t i = 0; p->say != NULL && i < gs->n; i++)
        p->say(k, &gs->g[i]);
    k->w = NULL;
}

/* In their order, each once: two rules may come to the same sentence. */
static void hand_over(struct vg_rules *k, struct vg_check **out, size_t *n)
{
    size_t kept = 0;

    if (k->n_out > 0)
        qsort(k->out, k->n_out, sizeof *k->out, in_order);
    for (size_t i = 0; i < k->n_out; i++)
        if (kept == 0 || vg_check_order(&k->out[kept - 1], &k->out[i]) != 0)
            k->out[kept++] = k->out[i];
    *out = VG_NEW_ARRAY(k->a, struct vg_check, kept + 1);
    if (kept > 0)
        memcpy(*out, k->out, kept * sizeof **out);
    *n = kept;
}

/* Looked up cells come before those that look. */
static const enum vg_part turns[VG_PARTS] = {
    VG_PART_STATED,    VG_PART_POINTER, VG_PART_HEADING,  VG_PART_FORECAST, VG_PART_WAITING,
    VG_PART_ALONE,     VG_PART_SOURCE,  VG_PART_IDENTITY, VG_PART_GUESS,    VG_PART_TOPIC,
    VG_PART_LIFE,      VG_PART_DRIFT,   VG_PART_CITE,     VG_PART_RELATION, VG_PART_PURPOSE,
    VG_PART_EXISTENCE, VG_PART_EDITION, VG_PART_SPELL,    VG_PART_UNHELD,
};

int vg_check_all(const struct vg_view *v, const struct vg_root_graph *g, struct vg_arena *a,
                 struct vg_check **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_ARENA base = {0};
    struct vg_groups cells[VG_PARTS] = {0};
    struct vg_rules k = {.v = v, .g = g, .a = a, .base = &base, .passing = &base, .cells = cells};
    const struct vg_claim **read = VG_NEW_ARRAY(&base, const struct vg_claim *, v->n_claims + 1);

    (void)err;
    collect(&k, read);
    for (size_t i = 0; i < VG_PARTS; i++) {
        const struct vg_part_rule *p = &vg_parts[turns[i]];

        cells[turns[i]] = vg_groups_new(SIZE_MAX);
        run_part(&k, p, &cells[turns[i]], p->is_read ? read : k.by_id);
        if (!p->is_looked_up)
            vg_groups_end(&cells[turns[i]]);
    }
    for (size_t i = 0; i < VG_PARTS; i++)
        vg_groups_end(&cells[i]);
    hand_over(&k, out, n);
    free(k.out);
    free(k.key);
    return VG_OK;
}

/* -- the parts ------------------------------------------------------------------------------ */

void vg_keys_alone(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    vg_key_is(out, vg_rule_key(k, "%" PRId64, c->id));
}

void vg_say_alone(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *c = g->c[0];

    vg_say_part_of(k, c);
    vg_say_bound_of(k, c);
    vg_say_base_of(k, c);
    vg_say_dates_of(k, c);
    vg_say_spelling_of(k, c);
    vg_say_pointer_of(k, c);
    vg_say_none_found_of(k, c);
}

void vg_keys_source(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    vg_key_is(out, vg_rule_key(k, "%" PRId64, vg_source_of(c)));
}

/* What is written on the way is gone afterwards: there are thousands of sources. */
void vg_say_source(struct vg_rules *k, const struct vg_group *g)
{
    VG_SCOPED_ARENA mine = {0};
    struct vg_arena *work = k->w;

    k->w = &mine;
    vg_say_sums(k, g);
    vg_say_sets(k, g);
    vg_say_units(k, g);
    vg_say_variants(k, g);
    vg_say_orders(k, g);
    vg_say_inferred(k, g);
    vg_say_speakers(k, g);
    k->w = work;
}

const struct vg_part_rule vg_parts[VG_PARTS] = {
    [VG_PART_ALONE] = {vg_keys_alone, vg_say_alone, NULL, 0, 0},
    [VG_PART_SOURCE] = {vg_keys_source, vg_say_source, NULL, 1, 0},
    [VG_PART_IDENTITY] = {vg_keys_identity, vg_say_identity, NULL, 0, 0},
    [VG_PART_GUESS] = {vg_keys_guess, vg_say_guess, vg_is_guess_here, 0, 0},
    [VG_PART_FORECAST] = {vg_keys_forecast, vg_say_forecast, vg_is_expectation, 0, 1},
    [VG_PART_WAITING] = {vg_keys_waiting, vg_say_waiting, vg_is_expectation, 0, 0},
    [VG_PART_TOPIC] = {vg_keys_topic, vg_say_topic, vg_is_comparison, 0, 0},
    [VG_PART_LIFE] = {vg_keys_life, vg_say_life, NULL, 0, 0},
    [VG_PART_DRIFT] = {vg_keys_drift, vg_say_drift, NULL, 0, 0},
    [VG_PART_CITE] = {vg_keys_cite, vg_say_cite, NULL, 0, 0},
    [VG_PART_RELATION] = {vg_keys_relation, vg_say_relation, NULL, 0, 0},
    [VG_PART_EXISTENCE] = {vg_keys_existence, vg_say_existence, NULL, 0, 0},
    [VG_PART_PURPOSE] = {vg_keys_purpose, vg_say_purpose, NULL, 0, 0},
    [VG_PART_EDITION] = {vg_keys_edition, vg_say_edition, NULL, 0, 0},
    [VG_PART_HEADING] = {vg_keys_heading, NULL, NULL, 0, 1},
    [VG_PART_STATED] = {vg_keys_stated, NULL, NULL, 0, 1},
    [VG_PART_POINTER] = {vg_keys_pointer, NULL, NULL, 0, 1},
    [VG_PART_SPELL] = {vg_keys_spell, vg_say_spell, NULL, 0, 0},
    [VG_PART_UNHELD] = {vg_keys_unheld, vg_say_unheld, NULL, 0, 0},
};
