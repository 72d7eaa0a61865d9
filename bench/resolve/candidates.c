/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names end to end: candidates N [WORKERS]. N generated names of bodies, a third of them variants
 * of others, are read once, packed, put under keys, paired and scored, by so many processes (2).
 * Each worker reads its share of the names and scores the pairs of its share of the groups. Prints
 * what each step took, in seconds of the clock and of processors, and the most memory that all
 * processes held together (PSS, so that what they share counts once), looked at all the while.
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
#include "made_names.h"
#include "resolve/candidates.h"
#include "resolve/keys.h"
#include "resolve/pack.h"
#include "resolve/score.h"

enum { BATCH = 1024, PACKED_ROOM = 512, WORKERS_MOST = 16 };

/* Of all workers; a worker writes its own share. */
struct shared {
    uint64_t *keys; /* VG_KEYS_MOST a name; then without gaps */
    uint64_t *from;
    uint8_t *counts;
    char *packed[WORKERS_MOST];
    uint32_t *at; /* of each name, in eights of bytes of the pack of its worker */
    uint32_t n;
    unsigned workers;
    const struct vg_scorer *s;
};

struct total {
    uint64_t pairs, same, dropped, packed;
};

/* Pages are taken as they are written. */
static void *room(size_t bytes)
{
    void *p = mmap(NULL, bytes > 0 ? bytes : 1, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (p == MAP_FAILED)
        exit(1);
    return p;
}

static uint32_t first_of(const struct shared *m, unsigned worker)
{
    return (uint32_t)((uint64_t)m->n * worker / m->workers);
}

static unsigned worker_of(const struct shared *m, uint32_t name)
{
    unsigned w = (unsigned)((uint64_t)name * m->workers / m->n);

    while (w + 1 < m->workers && first_of(m, w + 1) <= name)
        w++;
    return w;
}

static void read_all(struct shared *m, unsigned me, struct total *t)
{
    const uint32_t from = first_of(m, me), to = first_of(m, me + 1);
    const struct vg_str no_lang = {0};
    uint64_t own[VG_KEYS_MOST];
    struct vg_arena a = {0};
    size_t at = 0, packed = 0;

    for (uint32_t i = from; i < to; i++) {
        const struct vg_scored_name *name = read_name(m->s, i, &a);
        char pack[VG_PACK_MOST];
        const size_t n = vg_name_pack(name, no_lang, pack);

        m->counts[i] = (uint8_t)vg_name_keys(name, own);
        /* side by side from the first of the share */
        memcpy(m->keys + (size_t)from * VG_KEYS_MOST + at, own, m->counts[i] * sizeof *own);
        at += m->counts[i];
        m->at[i] = (uint32_t)(packed / 8);
        memcpy(m->packed[me] + packed, pack, n);
        packed += (n + 7) / 8 * 8;
        if (i % BATCH == 0)
            vg_arena_clear(&a);
    }
    t->packed = packed;
    vg_arena_end(&a);
}

/* The shares behind each other. What was left of the last is given back. */
static void close_gaps(struct shared *m)
{
    uint64_t at = 0, end;

    for (unsigned w = 0; w < m->workers; w++) {
        const uint32_t from = first_of(m, w);
        uint64_t n = 0;

        for (uint32_t i = from; i < first_of(m, w + 1); i++) {
            m->from[i] = at + n;
            n += m->counts[i];
        }
        memmove(m->keys + at, m->keys + (size_t)from * VG_KEYS_MOST, n * sizeof *m->keys);
        at += n;
    }
    m->from[m->n] = at;
    end = (at * sizeof *m->keys + 4095) / 4096 * 4096;
    (void)madvise((char *)m->keys + end, (size_t)m->n * VG_KEYS_MOST * sizeof *m->keys - end,
                  MADV_REMOVE);
}

/* -- scoring: a worker walks all groups and scores the pairs of those that fall to it -----------
 */

struct worker {
    const struct shared *m;
    struct vg_arena a;
    unsigned me;
    const uint32_t *names;
    size_t n;
    const struct vg_scored_name *ready[VG_CANDIDATE_GROUP];
    uint64_t group, pairs, same;
};

static int group(void *w, const uint32_t *names, size_t n)
{
    struct worker *k = w;

    if (k->group++ % k->m->workers != k->me)
        return VG_CANDIDATE_PASS;
    k->names = names;
    k->n = n;
    memset(k->ready, 0, n * sizeof *k->ready);
    vg_arena_clear(&k->a);
    return 0;
}

static const struct vg_scored_name *ready(struct worker *k, uint32_t name)
{
    size_t i = 0;

    while (k->names[i] != name)
        i++;
    if (k->ready[i] == NULL)
        k->ready[i] = vg_name_unpack(
            k->m->s, k->m->packed[worker_of(k->m, name)] + (size_t)k->m->at[name] * 8, &k->a);
    return k->ready[i];
}

static int pair(void *w, uint32_t left, uint32_t right)
{
    struct worker *k = w;
    struct vg_score score;

    vg_score_pair(k->m->s, ready(k, left), ready(k, right), &score);
    k->pairs++;
    k->same += score.verdict == VG_SCORE_SAME;
    return 0;
}

static void score_all(struct shared *m, unsigned me, struct total *t)
{
    struct worker k = {.m = m, .me = me};
    const struct vg_candidate_keys keys = {m->keys, m->from, m->n};
    struct vg_candidate_told told;

    vg_candidates_find(&keys, VG_CANDIDATE_GROUP, &(struct vg_candidate_to){group, pair, &k},
                       &told);
    t->pairs = k.pairs;
    t->same = k.same;
    t->dropped = told.dropped_keys;
}

/* -- what it takes
 * ------------------------------------------------------------------------------ */

/* KiB that a process holds, what it shares in equal parts; 0: it is gone. */
static long held_by(pid_t pid)
{
    char path[64], line[256];
    long kib = 0;
    FILE *f;

    (void)snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (strncmp(line, "Pss:", 4) == 0)
            kib = strtol(line + 4, NULL, 10);
    }
    if (f != NULL)
        (void)fclose(f);
    return kib;
}

static double processor_seconds(void)
{
    struct rusage r;

    getrusage(RUSAGE_CHILDREN, &r);
    return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
           (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* All workers do one step; returns the most that was held meanwhile, in KiB. */
static long all_do(struct shared *m, void (*step)(struct shared *, unsigned, struct total *),
                   struct total *totals)
{
    pid_t pids[WORKERS_MOST];
    unsigned done = 0;
    long most = 0;

    for (unsigned w = 0; w < m->workers; w++) {
        pids[w] = fork();
        if (pids[w] == 0) {
            step(m, w, &totals[w]);
            _exit(0);
        }
    }
    while (done < m->workers) {
        long held = held_by(getpid());

        for (unsigned w = 0; w < m->workers; w++)
            held += pids[w] > 0 ? held_by(pids[w]) : 0;
        most = held > most ? held : most;
        usleep(50000);
        for (unsigned w = 0; w < m->workers; w++) {
            if (pids[w] > 0 && waitpid(pids[w], NULL, WNOHANG) > 0) {
                pids[w] = 0;
                done++;
            }
        }
    }
    return most;
}

int main(int argc, char **argv)
{
    struct vg_arena tables = {0};
    struct shared m = {.n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000,
                       .workers = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 2};
    struct total *totals = room(WORKERS_MOST * sizeof *totals), sum = {0};
    int64_t began = vg_ticks_ms(), read, done;
    double cpu_read, cpu_all;
    long most, held;

    if (m.n == 0 || m.workers == 0 || m.workers > WORKERS_MOST)
        return 2;
    m.s = vg_scorer_make(&tables);
    m.keys = room((size_t)m.n * VG_KEYS_MOST * sizeof *m.keys);
    m.from = room(((size_t)m.n + 1) * sizeof *m.from);
    m.counts = room(m.n);
    m.at = room(m.n * sizeof *m.at);
    for (unsigned w = 0; w < m.workers; w++)
        m.packed[w] = room((size_t)(first_of(&m, w + 1) - first_of(&m, w)) * PACKED_ROOM);
    most = all_do(&m, read_all, totals);
    close_gaps(&m);
    read = vg_ticks_ms();
    cpu_read = processor_seconds();
    held = all_do(&m, score_all, totals);
    most = held > most ? held : most;
    done = vg_ticks_ms();
    cpu_all = processor_seconds();
    for (unsigned w = 0; w < m.workers; w++) {
        sum.pairs += totals[w].pairs;
        sum.same += totals[w].same;
        sum.packed += totals[w].packed;
    }
    printf("%u names, %" PRIu64 " keys, %" PRIu64 " of them too common; %" PRIu64 " pairs, %" PRIu64
           " same; %.0f bytes a packed name\n",
           m.n, m.from[m.n], totals[0].dropped, sum.pairs, sum.same, (double)sum.packed / m.n);
    printf("read: %.1f s, %.1f s of processors, %.0f names/s of one; paired and scored: %.1f s, "
           "%.1f s of processors, %.0f pairs/s of one\n",
           (double)(read - began) / 1000, cpu_read, m.n / cpu_read, (double)(done - read) / 1000,
           cpu_all - cpu_read, (double)sum.pairs / (cpu_all - cpu_read));
    printf("together: %.1f s, %.1f s of processors, %ld MiB in %u processes\n",
           (double)(done - began) / 1000, cpu_all, most / 1024, m.workers);
    return 0;
}
