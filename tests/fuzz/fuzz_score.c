/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Two names, divided by a newline: a score between 0 and 1 that its evidence sums to, the same
 * whichever is left, and keys that ascend. */
#include <string.h>

#include "fuzz.h"
#include "resolve/keys.h"
#include "resolve/score.h"

static const struct vg_scored_name *named(const struct vg_scorer *s, const char *p, size_t n,
                                          enum vg_score_kind kind, struct vg_arena *a)
{
    struct vg_name *name = VG_NEW(a, struct vg_name);

    vg_name_read((struct vg_str){p, n}, (struct vg_str){0}, a, name);
    return vg_scored_name(s, name, kind, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct vg_arena tables; /* the tables are read once: they do not change */
    static const struct vg_scorer *s;
    const char *p = (const char *)bytes;
    const char *end = n > 0 ? memchr(p, '\n', n) : NULL;
    const size_t left = end == NULL ? n : (size_t)(end - p);
    const size_t right = end == NULL ? 0 : left + 1;

    if (s == NULL)
        s = vg_scorer_make(&tables);
    for (int kind = VG_KIND_OPEN; kind <= VG_KIND_VESSEL; kind++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_scored_name *x = named(s, p, left, (enum vg_score_kind)kind, &a);
        const struct vg_scored_name *y =
            named(s, p + right, n - right, (enum vg_score_kind)kind, &a);
        struct vg_score score;
        uint64_t keys[VG_KEYS_MOST];
        const size_t n_keys = vg_name_keys(x, keys);
        int64_t sum = 0;

        vg_score_pair(s, x, y, &score);
        for (size_t i = 0; i < score.n; i++)
            sum += score.because[i].milli;
        LAW(sum == score.milli && score.score >= 0 && score.score <= 1);
        for (size_t i = 1; i < n_keys; i++)
            LAW(keys[i - 1] < keys[i]);
    }
    return 0;
}
