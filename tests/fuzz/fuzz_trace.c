/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "claim/near.h"
#include "claim/trace.h"
#include "fuzz.h"

/* Hashes ascend, each once, and stand at borders of characters of the text. */
static void check_print(struct vg_str text, struct vg_arena *a, struct vg_near_print *p)
{
    const struct vg_near_span all = {0, (uint32_t)text.len};
    struct vg_near_span shared;

    vg_near_take(text, &all, 1, a, p);
    LAW(p->n <= VG_MAX_PRINT && (p->n > 0) == (p->whole != 0));
    for (size_t i = 0; i < p->n; i++) {
        LAW(i == 0 || p->hashes[i] > p->hashes[i - 1]);
        LAW(p->spans[i].start < p->spans[i].end && p->spans[i].end <= text.len);
    }
    LAW(vg_near_stretch(p, p->hashes, p->n, &shared) == (p->n > 0));
}

static void check_points(struct vg_str text, struct vg_arena *a)
{
    VG_SCOPED_BUF lines = {0}, again = {0};
    struct vg_point *list, *back;
    size_t n, m;

    vg_points_find(text, NULL, 0, a, &list, &n);
    LAW(n <= VG_MAX_POINTS);
    for (size_t i = 0; i < n; i++)
        LAW(list[i].start < list[i].end && list[i].end <= text.len);
    vg_points_lines(list, n, &lines);
    vg_points_read(vg_buf_str(&lines), a, &back, &m);
    LAW(n == m);
    vg_points_lines(back, m, &again);
    LAW(vg_str_cmp(vg_buf_str(&lines), vg_buf_str(&again)) == 0);
    vg_points_read(text, a, &back, &m); /* a damaged table is no trouble */
}

static void check_marks(struct vg_str text, struct vg_arena *a)
{
    struct vg_marks m = {0};

    vg_marks_scan(&m, text, NULL, a);
    LAW(m.n <= VG_MAX_MARKS);
    vg_marks_settle(&m);
    for (size_t i = 1; i < m.n; i++)
        LAW(m.list[i].hash > m.list[i - 1].hash);
}

/* A text is its own copy, wherever it stands in the list. */
static void check_pairs(const struct vg_near_print *p, struct vg_arena *a)
{
    const struct vg_near_text twice[] = {{p->hashes, p->n, p->whole, 2, 0},
                                         {p->hashes, p->n, p->whole, 1, 0}};
    struct vg_near_pair *pairs;
    size_t n;

    vg_near_find(twice, 2, a, &pairs, &n);
    LAW(n == (p->n > 0));
    LAW(n == 0 || (pairs[0].later == 0 && pairs[0].earlier == 1 && pairs[0].is_equal));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF plain = {0}, run = {0};
    const struct vg_str text = {(const char *)bytes, n};
    struct vg_near_print p;

    check_print(text, &a, &p);
    check_points(text, &a);
    check_marks(text, &a);
    check_pairs(&p, &a);
    vg_address_plain(text, &plain);
    vg_near_run(text, &run);
    LAW(vg_utf8_bad(run.p == NULL ? "" : run.p, run.len) == run.len);
    return 0;
}
