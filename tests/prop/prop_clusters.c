/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Laws of clusters, on judgements and weights made at random:
 * the same input in any order gives the same sets; no pair judged different in one set without a
 * conflict that says so; a chain leads from end to end by "same" alone and is the shortest; what
 * machine edges unite no judgement keeps apart; withdrawing and judging again changes nothing.
 */
#include "rounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resolve/cluster.h"

enum { ROUNDS = 3000, MOST_THINGS = 24, MOST_JUDGED = 30, MOST_PAIRS = 90, LEAST = 4 };

struct input {
    size_t n, n_j, n_pairs;
    struct vg_cluster_judgement j[MOST_JUDGED];
    struct vg_cluster_pair pairs[MOST_PAIRS];
};

static void make_input(struct input *in)
{
    in->n = 2 + below(MOST_THINGS - 1);
    in->n_j = below(MOST_JUDGED);
    in->n_pairs = below(MOST_PAIRS);
    for (size_t i = 0; i < in->n_j; i++)
        in->j[i] = (struct vg_cluster_judgement){below((unsigned)in->n), below((unsigned)in->n),
                                                 below(4) == 0 ? VG_CLUSTER_DIFFERENT
                                                               : (enum vg_cluster_verdict)below(4)};
    for (size_t i = 0; i < in->n_pairs; i++) {
        const uint32_t left = below((unsigned)in->n);

        in->pairs[i] = (struct vg_cluster_pair){
            left, (left + 1 + below((unsigned)in->n - 1)) % (uint32_t)in->n,
            (int64_t)below(20) - 8};
    }
}

static void shuffle(struct input *in)
{
    for (size_t i = in->n_j; i > 1; i--) {
        const size_t k = below((unsigned)i);
        struct vg_cluster_judgement x = in->j[i - 1];

        in->j[i - 1] = in->j[k];
        in->j[k] = below(2) ? x : (struct vg_cluster_judgement){x.right, x.left, x.verdict};
    }
    for (size_t i = in->n_pairs; i > 1; i--) {
        const size_t k = below((unsigned)i);
        const struct vg_cluster_pair x = in->pairs[i - 1];

        in->pairs[i - 1] = in->pairs[k];
        in->pairs[k] = below(2) ? x : (struct vg_cluster_pair){x.right, x.left, x.weight};
    }
}

static void make(struct input *in, struct vg_arena *a, struct vg_clusters *out)
{
    vg_clusters_make(in->n, in->j, in->n_j, in->pairs, in->n_pairs, LEAST, a, out);
}

static void any_order_gives_the_same_sets(void **unused)
{
    (void)unused;
    for (seed_now = 1; seed_now <= ROUNDS; seed_now++) {
        VG_SCOPED_ARENA a = {0};
        struct input in;
        struct vg_clusters first, again;

        state = seed_now;
        make_input(&in);
        make(&in, &a, &first);
        shuffle(&in);
        make(&in, &a, &again);
        LAW(memcmp(first.of, again.of, in.n * sizeof *first.of) == 0);
        LAW(memcmp(first.disputed, again.disputed, in.n) == 0);
        LAW(first.n_conflicts == again.n_conflicts);
        for (size_t i = 0; i < in.n; i++)
            LAW(first.of[i] <= i && first.of[first.of[i]] == first.of[i]);
    }
}

/* How many judgements of same lead from one thing to another at least; n + 1: none do. */
static size_t shortest(const struct input *in, uint32_t from, uint32_t to)
{
    size_t away[MOST_THINGS + 2];

    for (size_t i = 0; i < in->n; i++)
        away[i] = i == from ? 0 : in->n + 1;
    for (size_t round = 0; round < in->n; round++)
        for (size_t i = 0; i < in->n_j; i++) {
            const uint32_t x = in->j[i].left, y = in->j[i].right;

            if (in->j[i].verdict != VG_CLUSTER_SAME)
                continue;
            away[y] = away[x] + 1 < away[y] ? away[x] + 1 : away[y];
            away[x] = away[y] + 1 < away[x] ? away[y] + 1 : away[x];
        }
    return away[to];
}

static void check_chain(const struct input *in, const struct vg_cluster_conflict *c)
{
    uint32_t at = in->j[c->judgement].left;

    for (size_t i = 0; i < c->n_chain; i++) {
        const struct vg_cluster_judgement *j = &in->j[c->chain[i]];

        LAW(j->verdict == VG_CLUSTER_SAME && (j->left == at || j->right == at));
        at = j->left == at ? j->right : j->left;
    }
    LAW(at == in->j[c->judgement].right);
    LAW(c->n_chain == shortest(in, in->j[c->judgement].left, in->j[c->judgement].right));
}

static int is_reported(const struct vg_clusters *c, size_t judgement)
{
    for (size_t i = 0; i < c->n_conflicts; i++)
        if (c->conflicts[i].judgement == judgement)
            return 1;
    return 0;
}

static void a_different_within_a_set_is_a_conflict_with_its_shortest_chain(void **unused)
{
    (void)unused;
    for (seed_now = 1; seed_now <= ROUNDS; seed_now++) {
        VG_SCOPED_ARENA a = {0};
        struct input in;
        struct vg_clusters c;

        state = seed_now;
        make_input(&in);
        make(&in, &a, &c);
        for (size_t i = 0; i < in.n_j; i++) {
            const uint32_t x = in.j[i].left, y = in.j[i].right;

            if (in.j[i].verdict == VG_CLUSTER_SAME)
                LAW(c.of[x] == c.of[y]);
            if (in.j[i].verdict == VG_CLUSTER_DIFFERENT) {
                LAW((c.of[x] == c.of[y]) == is_reported(&c, i));
                LAW(c.of[x] != c.of[y] || (c.disputed[x] && c.disputed[y]));
            }
            /* unsure keeps machines away, and only them */
            if (in.j[i].verdict == VG_CLUSTER_UNSURE)
                LAW((c.of[x] == c.of[y]) == (shortest(&in, x, y) <= in.n));
        }
        for (size_t i = 0; i < c.n_conflicts; i++)
            check_chain(&in, &c.conflicts[i]);
    }
}

/* The rule read word by word: sums are made anew for each edge. */
static void slow_edges(const struct input *in, const struct vg_clusters *judged, uint32_t *of)
{
    memcpy(of, judged->of, in->n * sizeof *of);
    for (size_t e = 0; e < in->n_pairs && in->pairs[e].weight >= LEAST; e++) {
        const uint32_t x = of[in->pairs[e].left], y = of[in->pairs[e].right];
        int64_t sum = 0;
        int may =
            x != y && !judged->disputed[in->pairs[e].left] && !judged->disputed[in->pairs[e].right];

        for (size_t i = 0; i < in->n_pairs; i++) {
            const uint32_t p = of[in->pairs[i].left], q = of[in->pairs[i].right];

            sum += (p == x && q == y) || (p == y && q == x) ? in->pairs[i].weight - LEAST : 0;
        }
        for (size_t i = 0; i < in->n_j; i++) {
            const uint32_t p = of[in->j[i].left], q = of[in->j[i].right];

            may &= !((p == x && q == y) || (p == y && q == x)) ||
                   in->j[i].verdict == VG_CLUSTER_SAME || in->j[i].verdict == VG_CLUSTER_NOTHING;
        }
        for (size_t i = 0; i < in->n && may && sum >= 0; i++)
            of[i] = of[i] == x || of[i] == y ? (x < y ? x : y) : of[i];
    }
}

static void edges_unite_as_the_rule_reads(void **unused)
{
    size_t united = 0;

    (void)unused;
    for (seed_now = 1; seed_now <= ROUNDS; seed_now++) {
        VG_SCOPED_ARENA a = {0};
        struct input in;
        struct vg_clusters c, judged;
        uint32_t of[MOST_THINGS + 2];

        state = seed_now;
        make_input(&in);
        in.n_j /= 4;
        make(&in, &a, &c); /* sorts the pairs, too */
        vg_clusters_judge(in.n, in.j, in.n_j, &a, &judged);
        slow_edges(&in, &judged, of);
        LAW(memcmp(of, c.of, in.n * sizeof *of) == 0);
        united += memcmp(of, judged.of, in.n * sizeof *of) != 0;
    }
    assert_true(united > ROUNDS / 4);
}

static void withdrawn_and_judged_again_is_as_never_withdrawn(void **unused)
{
    (void)unused;
    for (seed_now = 1; seed_now <= ROUNDS; seed_now++) {
        VG_SCOPED_ARENA a = {0};
        struct input in;
        struct vg_clusters first, again;

        state = seed_now;
        make_input(&in);
        if (in.n_j == 0 || in.n_j == MOST_JUDGED)
            continue;
        make(&in, &a, &first);
        in.j[in.n_j] = in.j[0];
        in.j[0].verdict = VG_CLUSTER_NOTHING;
        in.n_j++;
        make(&in, &a, &again);
        LAW(memcmp(first.of, again.of, in.n * sizeof *first.of) == 0);
        LAW(first.n_conflicts == again.n_conflicts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_gives_the_same_sets),
        cmocka_unit_test(a_different_within_a_set_is_a_conflict_with_its_shortest_chain),
        cmocka_unit_test(edges_unite_as_the_rule_reads),
        cmocka_unit_test(withdrawn_and_judged_again_is_as_never_withdrawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
