/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A record meets those behind it, one comparison after the other: its value is kept (masks of
 * resolve/similar.h) while the others' come by. A pair is compared once although it shares several
 * blocks: under the first alternative that both share.
 */
#include "resolve/records.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "resolve/cluster.h"
#include "resolve/records_inside.h"

/* -- levels -------------------------------------------------------------------------------------
 */

struct vg_records_left vg_records_left_make(const struct vg_records *r, struct vg_arena *a)
{
    return (struct vg_records_left){
        .kept = VG_NEW_ARRAY(a, struct vg_similar, r->config->n_compares),
        .value = VG_NEW_ARRAY(a, uint32_t, r->config->n_compares),
    };
}

static uint8_t level_of(const struct vg_records *r, const struct vg_records_compare *c,
                        const struct vg_similar *k, const struct vg_records_value *left,
                        const struct vg_records_value *right)
{
    size_t level = c->n_cuts;
    double alike;

    if (level == 0 || vg_records_value_at_most(c->kind, left, right) < c->cut[level - 1])
        return 0;
    alike = vg_records_value_likeness(c->kind, r->scorer, k, left, right);
    for (size_t i = 0; i < c->n_cuts && alike < c->cut[i]; i++)
        level--;
    return (uint8_t)level;
}

void vg_records_levels(const struct vg_records *r, struct vg_records_left *left, size_t f,
                       uint32_t i, const uint32_t *js, size_t n, uint8_t *levels)
{
    const size_t n_f = r->config->n_compares;
    const struct vg_records_compare *c = &r->config->compare[f];
    const struct vg_records_value *values = r->column[f].values;
    const uint32_t mine = r->value[i * n_f + f];

    if (mine != left->value[f] && mine != 0 && c->n_cuts > 0) {
        vg_similar_keep(&left->kept[f], &values[mine].text);
        left->value[f] = mine;
    }
    for (size_t k = 0; k < n; k++) {
        const uint32_t other = r->value[js[k] * n_f + f];
        uint8_t *level = &levels[k * n_f + f];

        if (mine == 0 || other == 0)
            *level = VG_EM_MISSING;
        else if (mine == other)
            *level = (uint8_t)(c->n_cuts + 1);
        else
            *level = level_of(r, c, &left->kept[f], &values[mine], &values[other]);
    }
}

size_t vg_records_at_once(size_t n)
{
    return n < VG_RECORDS_AT_ONCE ? n : VG_RECORDS_AT_ONCE;
}

/* -- candidates ---------------------------------------------------------------------------------
 */

/* The members of each block, by id; `next` is behind the one that was met last. */
struct blocks {
    struct vg_arena a;
    uint32_t *member[VG_RECORDS_BLOCKS];
    uint32_t *end[VG_RECORDS_BLOCKS];
    uint32_t *next[VG_RECORDS_BLOCKS];
    uint32_t *js;
};

static void blocks_end(struct blocks *b)
{
    vg_arena_end(&b->a);
}
#define VG_SCOPED_BLOCKS __attribute__((cleanup(blocks_end))) struct blocks

static uint32_t fill_block(const struct vg_records *r, size_t b, struct blocks *out)
{
    const uint32_t *key = r->key + b * r->n;
    uint32_t *end = VG_NEW_ARRAY(&out->a, uint32_t, r->n_keys[b] + 1);
    uint32_t *next = VG_NEW_ARRAY(&out->a, uint32_t, r->n_keys[b] + 1);
    uint32_t at = 0, widest = 0;

    out->member[b] = VG_NEW_ARRAY(&out->a, uint32_t, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        end[key[i]] += key[i] != 0;
    for (size_t k = 1; k <= r->n_keys[b]; k++) {
        const uint32_t n = end[k];

        widest = n > widest ? n : widest;
        next[k] = end[k] = at;
        at += n;
    }
    for (size_t i = 0; i < r->n; i++)
        if (key[i] != 0)
            out->member[b][end[key[i]]++] = (uint32_t)i;
    out->end[b] = end;
    out->next[b] = next;
    return widest;
}

static void fill_blocks(const struct vg_records *r, struct blocks *out)
{
    size_t most = 1;

    for (size_t b = 0; b < r->config->n_blocks; b++)
        most += fill_block(r, b, out);
    out->js = VG_NEW_ARRAY(&out->a, uint32_t, most);
}

static int met_before(const struct vg_records *r, size_t b, size_t i, size_t j)
{
    for (size_t k = 0; k < b; k++) {
        const uint32_t *key = r->key + k * r->n;

        if (key[i] == key[j] && key[i] != 0)
            return 1;
    }
    return 0;
}

/* Those behind record i under alternative b, at out->js + n; returns how many in all. */
static size_t gather(const struct vg_records *r, size_t b, size_t i, struct blocks *out, size_t n)
{
    const uint32_t key = r->key[b * r->n + i];

    if (key == 0)
        return n;
    out->next[b][key]++;
    for (size_t k = out->next[b][key]; k < out->end[b][key]; k++) {
        const uint32_t j = out->member[b][k];

        if (r->n_files > 1 && r->list[i].file == r->list[j].file)
            continue;
        if (!met_before(r, b, i, j))
            out->js[n++] = j;
    }
    return n;
}

int vg_records_walk(const struct vg_records *r,
                    int (*visit)(void *w, uint32_t i, const uint32_t *js, size_t n,
                                 struct vg_err *err),
                    void *w, struct vg_err *err)
{
    VG_SCOPED_BLOCKS blocks = {.a = {0}};
    int rc = VG_OK;

    fill_blocks(r, &blocks);
    for (size_t i = 0; rc == VG_OK && i < r->n; i++) {
        size_t n = 0;

        for (size_t b = 0; b < r->config->n_blocks; b++)
            n = gather(r, b, i, &blocks, n);
        if (n > 0)
            rc = visit(w, (uint32_t)i, blocks.js, n, err);
    }
    return rc;
}

/* -- after training --------------------------------------------------------------------------- */

/* Walk again, with the place of each candidate's pattern. */
struct again {
    const struct vg_records *r;
    struct vg_arena a;
    struct vg_records_left left;
    uint8_t *levels; /* of some candidates of one record, when they were not kept */
    size_t at;       /* candidates walked over */
    int (*see)(void *w, uint32_t i, uint32_t j, uint32_t pattern, struct vg_err *err);
    void *w;
};

static void again_end(struct again *g)
{
    vg_arena_end(&g->a);
}
#define VG_SCOPED_AGAIN __attribute__((cleanup(again_end))) struct again

static int see_kept(void *w, uint32_t i, const uint32_t *js, size_t n, struct vg_err *err)
{
    struct again *g = w;
    const uint32_t *pattern = g->r->kept->pattern + g->at;
    int rc = VG_OK;

    for (size_t k = 0; rc == VG_OK && k < n; k++)
        rc = g->see(g->w, i, js[k], pattern[k], err);
    g->at += n;
    return rc;
}

static int see_compared(void *w, uint32_t i, const uint32_t *js, size_t n, struct vg_err *err)
{
    struct again *g = w;
    const size_t n_f = g->r->config->n_compares;
    int rc = VG_OK;

    for (size_t from = 0, some; rc == VG_OK && from < n; from += some) {
        some = vg_records_at_once(n - from);

        for (size_t f = 0; f < n_f; f++)
            vg_records_levels(g->r, &g->left, f, i, js + from, some, g->levels);
        for (size_t k = 0; rc == VG_OK && k < some; k++) {
            uint32_t at = 0;

            rc = vg_em_add(&g->r->kept->rows, g->levels + k * n_f, &at, err);
            if (rc == VG_OK)
                rc = g->see(g->w, i, js[from + k], at, err);
        }
    }
    return rc;
}

static int walk_again(const struct vg_records *r,
                      int (*see)(void *w, uint32_t i, uint32_t j, uint32_t pattern,
                                 struct vg_err *err),
                      void *w, struct vg_err *err)
{
    VG_SCOPED_AGAIN g = {.r = r, .see = see, .w = w};

    if (r->kept->pattern != NULL)
        return vg_records_walk(r, see_kept, &g, err);
    g.left = vg_records_left_make(r, &g.a);
    g.levels = VG_NEW_ARRAY(&g.a, uint8_t, VG_RECORDS_AT_ONCE * r->config->n_compares);
    return vg_records_walk(r, see_compared, &g, err);
}

/* -- pairs ----------------------------------------------------------------------------------------
 */

struct telling {
    const struct vg_records *r;
    double least;
    int (*put)(void *w, const struct vg_records_pair *p, struct vg_err *err);
    void *w;
};

static int tell(void *w, uint32_t i, uint32_t j, uint32_t pattern, struct vg_err *err)
{
    const struct telling *t = w;
    const struct vg_records_kept *kept = t->r->kept;
    const int in_order = t->r->list[i].row < t->r->list[j].row;
    struct vg_records_pair p = {.left = in_order ? i : j,
                                .right = in_order ? j : i,
                                .weight = kept->weight[pattern],
                                .posterior = kept->posterior[pattern]};

    if (p.posterior < t->least)
        return VG_OK;
    p.levels = kept->rows.pattern + pattern * t->r->config->n_compares;
    return t->put(t->w, &p, err);
}

int vg_records_each(const struct vg_records *r, double least,
                    int (*put)(void *w, const struct vg_records_pair *p, struct vg_err *err),
                    void *w, struct vg_err *err)
{
    struct telling t = {.r = r, .least = least, .put = put, .w = w};

    return walk_again(r, tell, &t, err);
}

/* -- clusters -----------------------------------------------------------------------------------
 */

/* Weights in millionths of a bit, about. */
#define SCALE 1048576.0

static int64_t whole_weight(double bits)
{
    const double most = (double)VG_CLUSTER_HEAVIEST;

    return (int64_t)llrint(fmax(-most, fmin(most, bits * SCALE)));
}

struct gathering {
    const struct vg_records *r;
    struct vg_arena *a;
    uint32_t *up;
    struct vg_cluster_pair *pairs;
    size_t n, room;
};

static int join_same(void *w, uint32_t i, uint32_t j, uint32_t pattern, struct vg_err *err)
{
    const struct gathering *g = w;

    (void)err;
    if (g->r->kept->posterior[pattern] >= g->r->config->same)
        vg_cluster_join(g->up, i, j);
    return VG_OK;
}

/* Only what hangs together by edges can ever be weighed against each other. */
static int gather_pair(void *w, uint32_t i, uint32_t j, uint32_t pattern, struct vg_err *err)
{
    struct gathering *g = w;

    if (vg_cluster_top(g->up, i) != vg_cluster_top(g->up, j))
        return VG_OK;
    if (g->n == VG_MAX_CLUSTER_PAIRS)
        return vg_fail(err, VG_E_LIMIT,
                       "more than %d pairs hang together; compare more, or raise 'same'",
                       VG_MAX_CLUSTER_PAIRS);
    g->pairs = vg_grow(g->a, g->pairs, g->n, &g->room);
    g->pairs[g->n++] = (struct vg_cluster_pair){
        .left = i, .right = j, .weight = whole_weight(g->r->kept->weight[pattern])};
    return VG_OK;
}

int vg_records_clusters(const struct vg_records *r, uint32_t *of, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const double same = r->config->same;
    struct gathering g = {.r = r, .a = &a, .up = vg_cluster_begin(r->n, &a)};
    struct vg_clusters clusters;
    int rc = walk_again(r, join_same, &g, err);

    if (rc == VG_OK)
        rc = walk_again(r, gather_pair, &g, err);
    if (rc != VG_OK)
        return rc;
    vg_clusters_make(r->n, NULL, 0, g.pairs, g.n, whole_weight(log2(same / (1 - same))), &a,
                     &clusters);
    memcpy(of, clusters.of, r->n * sizeof *of);
    return VG_OK;
}

void vg_records_overlaps(const struct vg_records *r, const uint32_t *of, int64_t *counts)
{
    VG_SCOPED_ARENA a = {0};
    uint32_t *pattern = VG_NEW_ARRAY(&a, uint32_t, r->n + 1);

    memset(counts, 0, ((size_t)1 << r->n_files) * sizeof *counts);
    for (size_t i = 0; i < r->n; i++)
        pattern[of[i]] |= 1U << r->list[i].file;
    for (size_t i = 0; i < r->n; i++)
        if (of[i] == i)
            counts[pattern[i]]++;
}
