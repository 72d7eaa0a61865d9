/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/buf.h"
#include "estimate/latent.h"
#include "guard/box.h"

/* Far more than the longest chain (thousands of observed cells) needs. */
enum { CHAIN_CPU_S = 900, CHAIN_WALL_MS = 3600 * 1000 };

/* What a child is told; the cells are its input. */
struct one_chain {
    uint64_t seed;
    int64_t n;
    unsigned t, chain;
    struct vg_latent_plan plan;
};

static int run_chain(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                     struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct one_chain it;
    int64_t *n0, *cells = VG_NEW_ARRAY(&a, int64_t, n / sizeof *cells);
    int rc;

    (void)hints_len;
    memcpy(&it, hints, sizeof it);
    memcpy(cells, in, n);
    const struct vg_captures c = {.t = it.t, .cells = cells, .n = it.n};
    n0 = VG_NEW_ARRAY(&a, int64_t, it.plan.draws);
    rc = vg_latent_draw(&c, it.seed, it.chain, &it.plan, &a, n0, err);
    if (rc == VG_OK)
        vg_put(out, n0, it.plan.draws * sizeof *n0);
    return rc;
}

/* The answer of a child, if that is what it is. */
static int take(const struct vg_buf *answer, const struct one_chain *it, int64_t *n0)
{
    if (answer->len != it->plan.draws * sizeof *n0)
        return 0;
    for (size_t i = 0; i < it->plan.draws; i++) {
        memcpy(&n0[i], answer->p + i * sizeof *n0, sizeof *n0);
        if (n0[i] < 0 || n0[i] > VG_LATENT_CAP * it->n)
            return 0;
    }
    return 1;
}

/* Starts as many chains as there is room for, from *next on. */
static void start_some(struct vg_box_pool *pool, const struct vg_captures *c,
                       const struct one_chain *chains, unsigned *next)
{
    while (*next < VG_LATENT_CHAINS && vg_box_pool_room(pool) > 0) {
        const struct vg_box_job job = {
            .work = run_chain,
            .in = (const unsigned char *)c->cells,
            .n = sizeof *c->cells << c->t,
            .hints = &chains[*next],
            .hints_len = sizeof chains[*next],
            .cpu_s = CHAIN_CPU_S,
            .wall_ms = CHAIN_WALL_MS,
            .is_weak = 1, /* the bytes are our own numbers: no box is no reason to do without */
        };

        if (vg_box_pool_start(pool, &job, NULL, NULL) != VG_OK)
            return;
        ++*next;
    }
}

/* Chains in children, in order, as far as children are to be had; how many came back whole. */
static unsigned spread(const struct vg_captures *c, const struct one_chain *chains,
                       unsigned workers, int64_t *n0)
{
    VG_SCOPED_BOX_POOL *pool = vg_box_pool_open(workers);
    unsigned next = 0, done = 0;
    void *tag;

    for (;;) {
        VG_SCOPED_BUF answer = {0};

        start_some(pool, c, chains, &next);
        if (done == next || vg_box_pool_next(pool, &tag, &answer, NULL, NULL) != VG_OK ||
            !take(&answer, &chains[done], n0 + (size_t)done * chains->plan.draws))
            return done;
        done++;
    }
}

int vg_latent_draw_all(const struct vg_captures *c, uint64_t seed,
                       const struct vg_latent_plan *plan, unsigned workers, struct vg_arena *a,
                       int64_t *n0, struct vg_err *err)
{
    struct one_chain chains[VG_LATENT_CHAINS];
    unsigned done = 0;

    memset(chains, 0, sizeof chains);
    for (unsigned i = 0; i < VG_LATENT_CHAINS; i++)
        chains[i] = (struct one_chain){seed, c->n, c->t, i, *plan};
    if (workers > 1)
        done = spread(c, chains, workers, n0);
    for (; done < VG_LATENT_CHAINS; done++) {
        const int rc = vg_latent_draw(c, seed, done, plan, a, n0 + (size_t)done * plan->draws, err);

        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

int vg_latent_spread(const struct vg_captures *c, uint64_t seed, unsigned workers,
                     struct vg_arena *a, struct vg_latent *out, struct vg_err *err)
{
    static const struct vg_latent_plan plan = {VG_LATENT_WARM, VG_LATENT_BURN, VG_LATENT_EACH,
                                               VG_LATENT_THIN};
    int64_t *n0 = VG_NEW_ARRAY(a, int64_t, VG_LATENT_DRAWS);
    const int rc = vg_latent_draw_all(c, seed, &plan, workers, a, n0, err);

    if (rc == VG_OK)
        vg_latent_judge(c->n, n0, a, out);
    return rc;
}

int vg_latent(const struct vg_captures *c, uint64_t seed, struct vg_arena *a, struct vg_latent *out,
              struct vg_err *err)
{
    return vg_latent_spread(c, seed, 1, a, out, err);
}
