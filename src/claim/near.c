/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Two passes over the texts, earliest first. In the first a text that stands in an
 * earlier one of like length is put to it as its copy and not entered into the index;
 * so after it the index holds each text once, however often it was copied, and what
 * many entries share is what everybody says. The second pass compares without that.
 * The postings that one text may walk are bounded, so that no input makes the work
 * grow with the square of the number of texts.
 */
#include "claim/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fnv.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/inverted.h"
#include "claim/near_units.h"

/* 7 words and 13 characters weigh the same. */
enum { SHINGLE = VG_NEAR_SHINGLE, WINDOW = 8, LONGEST_SHINGLE = 13 };

/* -- shingles ------------------------------------------------------------------------- */

struct shingle {
    uint64_t hash;
    uint32_t start, end;
};

/*
 * Walks over shingles: the units from `first` to before `next` weigh enough, and would
 * not without the last. Their hash is a polynomial over the units modulo 2^64, rolled.
 */
struct roller {
    const struct vg_near_units *u;
    size_t first, next;
    unsigned weight;
    uint64_t hash;
    uint64_t power[LONGEST_SHINGLE + 1];
};

static void roll_begin(struct roller *r, const struct vg_near_units *u)
{
    *r = (struct roller){.u = u};
    r->power[0] = 1;
    for (size_t i = 0; i < LONGEST_SHINGLE; i++)
        r->power[i + 1] = r->power[i] * VG_NEAR_STEP;
}

static int roll(struct roller *r, struct shingle *out)
{
    const struct vg_near_unit *units = r->u->list;

    while (r->weight < SHINGLE && r->next < r->u->n) {
        r->hash = r->hash * VG_NEAR_STEP + vg_near_mix(units[r->next].hash);
        r->weight += units[r->next++].weight;
    }
    if (r->weight < SHINGLE)
        return 0;
    *out = (struct shingle){vg_near_mix(r->hash), units[r->first].start, units[r->next - 1].end};
    r->hash -= vg_near_mix(units[r->first].hash) * r->power[r->next - r->first - 1];
    r->weight -= units[r->first++].weight;
    return 1;
}

struct chosen {
    struct shingle *list;
    size_t n;
};

/* The least hash of the window, the last of equals. */
static size_t least(const struct shingle *ring, size_t from, size_t to)
{
    size_t best = from;

    for (size_t i = from + 1; i < to; i++)
        if (ring[i % WINDOW].hash <= ring[best % WINDOW].hash)
            best = i;
    return best;
}

static void winnow(const struct vg_near_units *u, struct chosen *out)
{
    struct shingle ring[WINDOW];
    struct roller r;
    size_t n = 0, last = SIZE_MAX;

    roll_begin(&r, u);
    while (out->n < VG_MAX_PRINT && roll(&r, &ring[n % WINDOW])) {
        size_t best;

        if (++n < WINDOW)
            continue;
        best = least(ring, n - WINDOW, n);
        if (best != last)
            out->list[out->n++] = ring[best % WINDOW];
        last = best;
    }
    if (n > 0 && n < WINDOW)
        out->list[out->n++] = ring[least(ring, 0, n)];
}

static int shingle_order(const void *a, const void *b)
{
    const struct shingle *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

static void fill_print(const struct chosen *c, struct vg_arena *a, struct vg_near_print *out)
{
    out->hashes = VG_NEW_ARRAY(a, uint64_t, c->n + 1);
    out->spans = VG_NEW_ARRAY(a, struct vg_near_span, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        if (i > 0 && c->list[i].hash == c->list[i - 1].hash)
            continue;
        out->hashes[out->n] = c->list[i].hash;
        out->spans[out->n++] = (struct vg_near_span){c->list[i].start, c->list[i].end};
    }
}

/* Of each window a shingle is chosen, and each unit but the first few ends one: the print is full
 * before there are so many. */
enum { KEPT = WINDOW * (VG_MAX_PRINT + 1) + VG_NEAR_SHINGLE };

void vg_near_take(struct vg_str text, const struct vg_near_span *parts, size_t n,
                  struct vg_arena *a, struct vg_near_print *out)
{
    struct vg_near_units u = {.most = KEPT};
    struct chosen c = {0};
    size_t most;

    *out = (struct vg_near_print){0};
    for (size_t i = 0; i < n; i++) {
        if (parts[i].start < parts[i].end && parts[i].end <= text.len)
            vg_near_units_add(&u, text, parts[i].start, parts[i].end);
    }
    most = u.n < VG_MAX_PRINT ? u.n : VG_MAX_PRINT;
    c.list = vg_malloc((most + 1) * sizeof *c.list);
    winnow(&u, &c);
    if (c.n > 0) {
        qsort(c.list, c.n, sizeof *c.list, shingle_order);
        out->whole = vg_near_units_whole(&u);
    }
    fill_print(&c, a, out);
    out->units = u.all;
    free(c.list);
    vg_near_units_end(&u);
}

/* -- finding pairs ------------------------------------------------------------------------ */

/* Containment in thousandths, so that limits are exact. */
enum { COPY = 800, DERIVED = 300, LEAST_SHARED = 3, COMMON_PERCENT = 1, COMMON_LEAST = 20 };
enum { WALK = 20000 }; /* postings looked at for one text */

struct finder {
    const struct vg_near_text *texts;
    size_t n;
    uint32_t *order; /* texts that equal no earlier one, earliest first */
    size_t n_order;
    uint32_t *rank;   /* of a text in `order` */
    uint32_t *leader; /* by rank: the rank of the text it copies, or its own */
    struct vg_features f;
    struct vg_postings p;
    uint32_t *count, *seen;
    uint32_t *counted; /* by rank: hashes that are not common */
    struct vg_arena *a;
    struct vg_near_pair *pairs;
    size_t n_pairs, room;
};

static int text_order(const struct vg_near_text *x, const struct vg_near_text *y)
{
    if (x->when != y->when)
        return x->when < y->when ? -1 : 1;
    if (x->then != y->then)
        return x->then < y->then ? -1 : 1;
    return (x->whole > y->whole) - (x->whole < y->whole);
}

struct sortable {
    const struct vg_near_text *text;
    uint32_t at;
};

static int sortable_order(const void *a, const void *b)
{
    const struct sortable *x = a, *y = b;
    int order = text_order(x->text, y->text);

    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static uint32_t common_from(size_t n)
{
    size_t most = n * COMMON_PERCENT / 100;

    return most < COMMON_LEAST ? COMMON_LEAST : (uint32_t)most;
}

static void add_pair(struct finder *f, const struct vg_near_pair *pair)
{
    f->pairs = vg_grow(f->a, f->pairs, f->n_pairs, &f->room);
    f->pairs[f->n_pairs++] = *pair;
}

/* Earliest first; a text that equals an earlier one is its copy, and is done with. */
static void put_in_order(struct finder *f, struct vg_arena *work)
{
    struct sortable *all = VG_NEW_ARRAY(work, struct sortable, f->n + 1);
    struct vg_table equal = VG_TABLE(work);

    f->order = VG_NEW_ARRAY(work, uint32_t, f->n + 1);
    f->rank = VG_NEW_ARRAY(work, uint32_t, f->n + 1);
    for (size_t i = 0; i < f->n; i++)
        all[i] = (struct sortable){&f->texts[i], (uint32_t)i};
    qsort(all, f->n, sizeof *all, sortable_order);
    for (size_t i = 0; i < f->n; i++) {
        const struct vg_near_text *t = all[i].text;
        struct vg_str key = {(const char *)&t->whole, sizeof t->whole};
        uint32_t hashes = (uint32_t)t->n;
        int64_t there = 0;

        if (t->whole == 0)
            continue;
        if (vg_table_add(&equal, key, all[i].at, &there)) {
            f->rank[all[i].at] = (uint32_t)f->n_order;
            f->order[f->n_order++] = all[i].at;
        } else {
            add_pair(f, &(struct vg_near_pair){all[i].at, (size_t)there, VG_DERIVES_COPY, hashes,
                                               hashes, hashes, 1});
        }
    }
}

static void number_hashes(struct finder *f, struct vg_arena *work)
{
    struct vg_feature_set *sets = VG_NEW_ARRAY(work, struct vg_feature_set, f->n_order + 1);

    for (size_t i = 0; i < f->n_order; i++) {
        const struct vg_near_text *t = &f->texts[f->order[i]];

        sets[i] = (struct vg_feature_set){t->hashes, t->n};
    }
    vg_features_make(sets, f->n_order, work, &f->f);
    f->count = VG_NEW_ARRAY(work, uint32_t, f->n_order + 1);
    f->seen = VG_NEW_ARRAY(work, uint32_t, f->n_order + 1);
    f->leader = VG_NEW_ARRAY(work, uint32_t, f->n_order + 1);
    f->counted = VG_NEW_ARRAY(work, uint32_t, f->n_order + 1);
}

static size_t size_of_rank(const struct finder *f, uint32_t rank)
{
    return f->texts[f->order[rank]].n;
}

static unsigned in_thousandths(uint32_t shared, size_t x, size_t y)
{
    size_t smaller = x < y ? x : y;

    return smaller == 0 ? 0 : (unsigned)(1000U * (uint64_t)shared / smaller);
}

static int are_of_like_length(size_t x, size_t y)
{
    return 2 * x >= y && 2 * y >= x;
}

/* The text that this one copies: the one with most of it, the earliest of equals. A copy is not
 * looked at again, so the other has to stand for it: a whole text is no copy of one that was cut,
 * or what only the whole has would be found in nobody. */
static uint32_t find_leader(struct finder *f, uint32_t rank, uint32_t *shared)
{
    size_t n = vg_postings_count(&f->p, rank, WALK, f->count, f->seen);
    size_t size = size_of_rank(f, rank);
    unsigned best = COPY - 1;
    uint32_t leader = rank;

    for (size_t i = 0; i < n; i++) {
        uint32_t other = f->seen[i];
        size_t other_size = size_of_rank(f, other);
        unsigned c = in_thousandths(f->count[other], size, other_size);

        if (f->count[other] >= LEAST_SHARED && are_of_like_length(size, other_size) &&
            in_thousandths(f->count[other], size, size) >= COPY &&
            (c > best || (c == best && leader != rank && other < leader))) {
            best = c;
            leader = other;
            *shared = f->count[other];
        }
        f->count[other] = 0;
    }
    return leader;
}

static void gather_copies(struct finder *f)
{
    for (uint32_t rank = 0; rank < f->n_order; rank++) {
        uint32_t shared = 0;

        f->leader[rank] = find_leader(f, rank, &shared);
        if (f->leader[rank] == rank)
            vg_postings_put(&f->p, rank);
        else
            add_pair(f, &(struct vg_near_pair){f->order[rank], f->order[f->leader[rank]],
                                               VG_DERIVES_COPY, shared,
                                               (uint32_t)size_of_rank(f, rank),
                                               (uint32_t)size_of_rank(f, f->leader[rank]), 0});
    }
}

/* How many hashes of each text are not common, now that it is known which are. */
static void count_uncommon(struct finder *f)
{
    for (uint32_t rank = 0; rank < f->n_order; rank++) {
        uint32_t common = 0;

        for (size_t k = f->f.first[rank]; k < f->f.first[rank + 1]; k++)
            common += (uint32_t)vg_postings_common(&f->p, f->f.ids[k]);
        f->counted[rank] = (uint32_t)size_of_rank(f, rank) - common;
    }
}

static enum vg_derivation kind_of(unsigned c, uint32_t x, uint32_t y)
{
    if (c >= COPY)
        return VG_DERIVES_COPY;
    return are_of_like_length(x, y) && x != 2 * y && y != 2 * x ? VG_DERIVES_REWORD
                                                                : VG_DERIVES_EXCERPT;
}

struct candidate {
    uint32_t rank, shared;
    unsigned c;
};

static int is_nearer(const struct candidate *x, const struct candidate *y)
{
    if (x->c != y->c)
        return x->c > y->c;
    if (x->shared != y->shared)
        return x->shared > y->shared;
    return x->rank < y->rank;
}

/* Keep the nearest few, nearest first. */
static size_t keep_nearest(struct candidate *best, size_t n, const struct candidate *one)
{
    size_t at = n;

    while (at > 0 && is_nearer(one, &best[at - 1]))
        at--;
    if (at == VG_MAX_NEAR)
        return n;
    if (n == VG_MAX_NEAR)
        n--;
    memmove(&best[at + 1], &best[at], (n - at) * sizeof *best);
    best[at] = *one;
    return n + 1;
}

static void compare(struct finder *f, uint32_t rank)
{
    struct candidate best[VG_MAX_NEAR];
    size_t n = vg_postings_count(&f->p, rank, WALK, f->count, f->seen), kept = 0;

    for (size_t i = 0; i < n; i++) {
        struct candidate one = {f->seen[i], f->count[f->seen[i]], 0};

        f->count[one.rank] = 0;
        if (one.rank >= rank || one.shared < LEAST_SHARED)
            continue;
        one.c = in_thousandths(one.shared, f->counted[rank], f->counted[one.rank]);
        if (one.c >= DERIVED)
            kept = keep_nearest(best, kept, &one);
    }
    for (size_t i = 0; i < kept; i++) {
        uint32_t x = f->counted[rank], y = f->counted[best[i].rank];

        add_pair(f, &(struct vg_near_pair){f->order[rank], f->order[best[i].rank],
                                           kind_of(best[i].c, x, y), best[i].shared, x, y, 0});
    }
}

static int pair_order(const void *a, const void *b)
{
    const struct vg_near_pair *x = a, *y = b;

    if (x->later != y->later)
        return x->later < y->later ? -1 : 1;
    return (x->earlier > y->earlier) - (x->earlier < y->earlier);
}

void vg_near_find(const struct vg_near_text *texts, size_t n, struct vg_arena *a,
                  struct vg_near_pair **out, size_t *n_out)
{
    VG_SCOPED_ARENA work = {0};
    struct finder f = {.texts = texts, .n = n, .a = a};

    put_in_order(&f, &work);
    number_hashes(&f, &work);
    vg_postings_begin(&f.f, common_from(n), &work, &f.p);
    gather_copies(&f);
    count_uncommon(&f);
    for (uint32_t rank = 0; rank < f.n_order; rank++)
        if (f.leader[rank] == rank)
            compare(&f, rank);
    if (f.n_pairs > 0)
        qsort(f.pairs, f.n_pairs, sizeof *f.pairs, pair_order);
    *out = f.pairs;
    *n_out = f.n_pairs;
}

/* -- the stretch that two texts share --------------------------------------------------------- */

static int span_order(const void *a, const void *b)
{
    const struct vg_near_span *x = a, *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* Winnowing leaves at most a window of shingles between two that it keeps. */
enum { GAP = 120 };

int vg_near_stretch(const struct vg_near_print *p, const uint64_t *other, size_t n_other,
                    struct vg_near_span *out)
{
    struct vg_near_span *list = vg_malloc((p->n + 1) * sizeof *list), now = {0}, best = {0};
    size_t n = 0;

    for (size_t i = 0, k = 0; i < p->n; i++) {
        while (k < n_other && other[k] < p->hashes[i])
            k++;
        if (k < n_other && other[k] == p->hashes[i])
            list[n++] = p->spans[i];
    }
    if (n > 0)
        qsort(list, n, sizeof *list, span_order);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || list[i].start > now.end + GAP)
            now = list[i];
        else if (list[i].end > now.end)
            now.end = list[i].end;
        if (now.end - now.start > best.end - best.start)
            best = now;
    }
    free(list);
    if (n > 0)
        *out = best;
    return n > 0;
}

/* -- relays and translations ----------------------------------------------------------------------
 */

struct kin {
    const struct vg_kin_text *texts;
    uint32_t *order;
    size_t n;
    struct vg_features f;
    struct vg_postings all, earlier; /* of every text, for what is common; and so far */
    uint32_t *count, *seen;
};

struct kin_sortable {
    const struct vg_kin_text *text;
    uint32_t at;
};

static int kin_order(const void *a, const void *b)
{
    const struct kin_sortable *x = a, *y = b;

    if (x->text->when != y->text->when)
        return x->text->when < y->text->when ? -1 : 1;
    if (x->text->then != y->text->then)
        return x->text->then < y->text->then ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static void kin_begin(struct kin *k, struct vg_arena *work)
{
    struct kin_sortable *all = VG_NEW_ARRAY(work, struct kin_sortable, k->n + 1);
    struct vg_feature_set *sets = VG_NEW_ARRAY(work, struct vg_feature_set, k->n + 1);

    k->order = VG_NEW_ARRAY(work, uint32_t, k->n + 1);
    for (size_t i = 0; i < k->n; i++)
        all[i] = (struct kin_sortable){&k->texts[i], (uint32_t)i};
    qsort(all, k->n, sizeof *all, kin_order);
    for (size_t i = 0; i < k->n; i++) {
        k->order[i] = all[i].at;
        sets[i] = (struct vg_feature_set){all[i].text->marks, all[i].text->n};
    }
    vg_features_make(sets, k->n, work, &k->f);
    vg_postings_begin(&k->f, common_from(k->n), work, &k->all);
    vg_postings_begin(&k->f, common_from(k->n), work, &k->earlier);
    for (uint32_t i = 0; i < k->n; i++)
        vg_postings_put(&k->all, i);
    k->count = VG_NEW_ARRAY(work, uint32_t, k->n + 1);
    k->seen = VG_NEW_ARRAY(work, uint32_t, k->n + 1);
}

static uint32_t uncommon_marks(const struct kin *k, uint32_t rank)
{
    uint32_t common = 0;

    for (size_t i = k->f.first[rank]; i < k->f.first[rank + 1]; i++)
        common += (uint32_t)vg_postings_common(&k->all, k->f.ids[i]);
    return (uint32_t)k->texts[k->order[rank]].n - common;
}

/* Is the Jaccard index a/(b + c - a) of the first larger? By products: no rounding. */
static int is_more_akin(const struct vg_kin_pair *x, const struct vg_kin_pair *y)
{
    uint64_t of_x = (uint64_t)x->of_later + x->of_earlier - x->shared;
    uint64_t of_y = (uint64_t)y->of_later + y->of_earlier - y->shared;

    return (uint64_t)x->shared * of_y > (uint64_t)y->shared * of_x;
}

static int find_kin(struct kin *k, uint32_t rank, struct vg_kin_pair *best)
{
    size_t n = vg_postings_count(&k->earlier, rank, WALK, k->count, k->seen);
    uint32_t size = uncommon_marks(k, rank), best_rank = UINT32_MAX;

    for (size_t i = 0; i < n; i++) {
        uint32_t other = k->seen[i], shared = k->count[other];
        struct vg_kin_pair one = {k->order[rank], k->order[other], shared, size, 0};

        k->count[other] = 0;
        if (shared < VG_KIN_SHARED)
            continue;
        one.of_earlier = uncommon_marks(k, other);
        if (2 * (uint64_t)shared < (uint64_t)size + one.of_earlier - shared)
            continue;
        if (best_rank == UINT32_MAX || is_more_akin(&one, best) ||
            (!is_more_akin(best, &one) && other < best_rank)) {
            *best = one;
            best_rank = other;
        }
    }
    return best_rank != UINT32_MAX;
}

/* What is common among all says nothing, though few texts have had it so far. */
static void put_uncommon(struct kin *k, uint32_t rank)
{
    for (size_t i = k->f.first[rank]; i < k->f.first[rank + 1]; i++) {
        uint32_t id = k->f.ids[i];

        if (!vg_postings_common(&k->all, id))
            k->earlier.list[k->earlier.first[id] + k->earlier.fill[id]++] = rank;
    }
}

void vg_kin_find(const struct vg_kin_text *texts, size_t n, struct vg_arena *a,
                 struct vg_kin_pair **out, size_t *n_out)
{
    VG_SCOPED_ARENA work = {0};
    struct kin k = {.texts = texts, .n = n};
    struct vg_kin_pair *list = NULL;
    size_t count = 0, room = 0;

    kin_begin(&k, &work);
    for (uint32_t rank = 0; rank < n; rank++) {
        struct vg_kin_pair best = {0};

        if (find_kin(&k, rank, &best)) {
            list = vg_grow(a, list, count, &room);
            list[count++] = best;
        }
        put_uncommon(&k, rank);
    }
    *out = list;
    *n_out = count;
}

/* -- direction
 * ------------------------------------------------------------------------------------- */

const char *vg_direction_word(enum vg_direction d)
{
    static const char *const words[] = {
        [VG_DIRECTION_DATE] = "date",       [VG_DIRECTION_PUBLISHER] = "publisher",
        [VG_DIRECTION_PART] = "part",       [VG_DIRECTION_CAPTURE] = "capture",
        [VG_DIRECTION_UNKNOWN] = "unknown",
    };

    return (unsigned)d < sizeof words / sizeof *words && words[d] != NULL ? words[d] : "unknown";
}

static int64_t day_of(int64_t seconds)
{
    return seconds / 86400 - (seconds % 86400 < 0);
}

/* Is x known to be later: dated after the last day of y, or, where y has no date, after it
 * was captured? */
static int is_later(const struct vg_near_side *x, const struct vg_near_side *y)
{
    if (!x->has_date)
        return 0;
    return x->first > (y->has_date ? y->last : day_of(y->captured));
}

static int is_part_of(const struct vg_near_side *x, const struct vg_near_side *y)
{
    return x->of > 0 && y->of > 0 && 1000U * (uint64_t)x->shared >= (uint64_t)COPY * x->of &&
           2 * (uint64_t)y->shared <= y->of;
}

int vg_near_derives(const struct vg_near_side *x, const struct vg_near_side *y,
                    enum vg_direction *how)
{
    *how = VG_DIRECTION_DATE;
    if (is_later(x, y) != is_later(y, x))
        return is_later(x, y);
    *how = VG_DIRECTION_PUBLISHER;
    if (x->names_other != y->names_other)
        return x->names_other;
    *how = VG_DIRECTION_PART;
    if (is_part_of(x, y) != is_part_of(y, x))
        return is_part_of(x, y);
    *how = VG_DIRECTION_CAPTURE;
    if (x->captured != y->captured)
        return x->captured > y->captured;
    *how = VG_DIRECTION_UNKNOWN;
    return 1;
}
