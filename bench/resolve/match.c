/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A list against a list: match N Q. Q names that come after them, a third of them variants, are
 * asked of N generated names. Prints what making ready and asking took of the processor, the most
 * memory, and a sum of the answers that says whether two programs answer alike.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/table.h"
#include "made_names.h"
#include "resolve/match.h"

enum { TOP = 10 };

static double processor_seconds(long *kib)
{
    struct rusage r;

    getrusage(RUSAGE_SELF, &r);
    *kib = r.ru_maxrss;
    return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
           (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
    const uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 100000;
    const uint32_t q = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1000;
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_ARENA one = {0};
    const struct vg_scorer *s = vg_scorer_make(&a);
    struct vg_match_name *names = VG_NEW_ARRAY(&a, struct vg_match_name, n);
    struct vg_match_found found[VG_MATCH_SCORED];
    uint64_t sum = 0;
    struct vg_match *m;
    double began, made;
    long kib;

    for (uint32_t i = 0; i < n; i++)
        names[i] = (struct vg_match_name){.name = read_name(s, i, &a), .entity = i};
    m = vg_match_make(s, names, n, &a);
    made = processor_seconds(&kib);
    began = made;
    for (uint32_t i = n; i < n + q; i++) {
        const struct vg_scored_name *name = read_name(s, i, &one);
        const size_t k = vg_match_ask(m, &name, 1, (struct vg_str){0}, TOP, found);

        for (size_t j = 0; j < k; j++) {
            const int64_t what[] = {found[j].entity, found[j].milli, (int64_t)found[j].verdict,
                                    (int64_t)(found[j].worth * 1024)};

            sum = sum * 31 + vg_hash(what, sizeof what);
        }
        vg_arena_clear(&one);
    }
    made = processor_seconds(&kib) - made;
    printf(
        "%u names made ready: %.1f s; %u asked: %.2f s, %.3f ms each; %ld MiB; answers %016" PRIx64
        "\n",
        n, began, q, made, 1000 * made / q, kib / 1024, sum);
    return 0;
}
