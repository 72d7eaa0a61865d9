/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names end to end: candidates N [WORKERS]. N generated names of bodies, a third of them variants
 * of others, are read, put under keys, paired and scored, by so many processes (2). Each worker
 * reads its share of the names; the pairs are found once; each scores its share. Prints what each
 * step took and the most memory that one process held.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "resolve/candidates.h"
#include "resolve/keys.h"
#include "resolve/score.h"

enum { NAME_MOST = 64, BATCH = 4096 };

static const char *const kinds[] = {"Trading",    "Holdings", "Logistics", "Institute",
                                    "University", "Shipping", "Bank",      "Technology",
                                    "Industries", "Group"};
static const char *const forms[] = {"Ltd", "Limited", "GmbH", "Inc.", "LLC", ""};
static const char *const pieces[] = {"ka",  "mo",  "ri",  "ten", "sul", "var", "on",  "dex",
                                     "lim", "bra", "qui", "zor", "fen", "tal", "ush", "pe"};

static uint64_t next(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15ULL);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/* Name `i`: of the body i, or a variant of a body before. */
static size_t name_of(uint32_t i, char out[NAME_MOST])
{
    uint64_t own = i, seed;
    const uint64_t fate = next(&own) % 3;
    uint32_t body = i;
    int n;

    if (fate == 0 && i > 10)
        body = (uint32_t)(next(&own) % i);
    seed = body * 2654435761ULL;
    const uint64_t r = next(&seed), q = next(&seed);

    n = snprintf(out, NAME_MOST, "%s%s%s%s %s%s%s%s %s %s", pieces[r % 16], pieces[r / 16 % 16],
                 pieces[r / 256 % 16], pieces[r / 65536 % 16], pieces[q % 16], pieces[q / 16 % 16],
                 pieces[q / 256 % 16], pieces[q / 65536 % 16], kinds[q / 4096 % 10],
                 forms[(body == i ? r / 4096 : next(&own)) % 6]);
    if (body != i && next(&own) % 2 == 0)
        out[(size_t)(next(&own) % 5) + 1] = 'e';
    return (size_t)n;
}

struct shared {
    uint64_t *keys; /* VG_KEYS_MOST a name */
    uint8_t *counts;
    uint32_t n;
};

static void *room(size_t bytes)
{
    void *p = mmap(NULL, bytes > 0 ? bytes : 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                   -1, 0);

    if (p == MAP_FAILED)
        exit(1);
    return p;
}

static const struct vg_scored_name *read_name(const struct vg_scorer *s, uint32_t i,
                                              struct vg_arena *a)
{
    char text[NAME_MOST];
    const size_t n = name_of(i, text);
    struct vg_name *name = VG_NEW(a, struct vg_name);

    vg_name_read(vg_str_copy(a, (struct vg_str){text, n}), (struct vg_str){0}, a, name);
    return vg_scored_name(s, name, VG_KIND_BODY, a);
}

static void put_keys(struct shared *m, uint32_t from, uint32_t to)
{
    struct vg_arena tables = {0}, a = {0};
    const struct vg_scorer *s = vg_scorer_make(&tables);

    for (uint32_t i = from; i < to; i++) {
        m->counts[i] =
            (uint8_t)vg_name_keys(read_name(s, i, &a), m->keys + (size_t)i * VG_KEYS_MOST);
        if (i % BATCH == 0)
            vg_arena_clear(&a);
    }
    vg_arena_end(&a);
    vg_arena_end(&tables);
}

/* -- scoring: a worker walks all groups and scores the pairs that fall to it
 * ------------------------ */

struct worker {
    const struct vg_scorer *s;
    struct vg_arena a;
    unsigned me, of;
    const uint32_t *names;
    size_t n;
    const struct vg_scored_name *ready[VG_CANDIDATE_GROUP];
    int mine;
    uint64_t group, pairs, same;
};

static int group(void *w, const uint32_t *names, size_t n)
{
    struct worker *k = w;

    k->mine = k->group++ % k->of == k->me;
    k->names = names;
    k->n = n;
    memset(k->ready, 0, sizeof k->ready);
    vg_arena_clear(&k->a);
    return 0;
}

static const struct vg_scored_name *ready(struct worker *k, uint32_t name)
{
    size_t i = 0;

    while (k->names[i] != name)
        i++;
    if (k->ready[i] == NULL)
        k->ready[i] = read_name(k->s, name, &k->a);
    return k->ready[i];
}

static int pair(void *w, uint32_t left, uint32_t right)
{
    struct worker *k = w;
    struct vg_score score;

    if (!k->mine)
        return 0;
    vg_score_pair(k->s, ready(k, left), ready(k, right), &score);
    k->pairs++;
    k->same += score.verdict == VG_SCORE_SAME;
    return 0;
}

static long most_memory(int who)
{
    struct rusage r;

    getrusage(who, &r);
    return r.ru_maxrss / 1024;
}

int main(int argc, char **argv)
{
    const uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000;
    const unsigned workers = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 2;
    struct shared m = {room((size_t)n * VG_KEYS_MOST * 8), room(n), n};
    uint64_t *totals = room(64 * 3 * sizeof *totals), *from;
    int64_t began = vg_ticks_ms(), keyed, found;

    for (unsigned w = 0; w < workers; w++) {
        if (fork() == 0) {
            put_keys(&m, (uint32_t)((uint64_t)n * w / workers),
                     (uint32_t)((uint64_t)n * (w + 1) / workers));
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        continue;
    /* close the gaps, from the front */
    from = room(((size_t)n + 1) * sizeof *from);
    for (uint32_t i = 0; i < n; i++) {
        memmove(m.keys + from[i], m.keys + (size_t)i * VG_KEYS_MOST, m.counts[i] * sizeof *m.keys);
        from[i + 1] = from[i] + m.counts[i];
    }
    keyed = vg_ticks_ms();
    for (unsigned w = 0; w < workers; w++) {
        if (fork() == 0) {
            struct vg_arena tables = {0};
            struct worker k = {.me = w, .of = workers};
            struct vg_candidate_told told;
            const struct vg_candidate_keys keys = {m.keys, from, n};

            k.s = vg_scorer_make(&tables);
            vg_candidates_find(&keys, VG_CANDIDATE_GROUP,
                               &(struct vg_candidate_to){group, pair, &k}, &told);
            totals[3 * w] = k.pairs;
            totals[3 * w + 1] = k.same;
            totals[3 * w + 2] = told.dropped_keys;
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        continue;
    found = vg_ticks_ms();
    for (unsigned w = 1; w < workers; w++) {
        totals[0] += totals[(size_t)3 * w];
        totals[1] += totals[(size_t)3 * w + 1];
    }
    printf("%u names, %" PRIu64 " keys: read and keyed %.1f s; %" PRIu64
           " pairs found and scored, %" PRIu64 " same, %" PRIu64
           " keys too common: %.1f s; together %.1f s; %ld MiB in one process\n",
           n, from[n], (double)(keyed - began) / 1000, totals[0], totals[1], totals[2],
           (double)(found - keyed) / 1000, (double)(found - began) / 1000,
           most_memory(RUSAGE_CHILDREN));
    return 0;
}
