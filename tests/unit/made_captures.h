/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_MADE_CAPTURES_H
#define VG_TESTS_UNIT_MADE_CAPTURES_H

/* After test.h. Capture tables made of counts, and numbers held against others. */

#include <math.h>

#include "estimate/captures.h"

#define assert_near(x, y, rel)                                                                     \
    do {                                                                                           \
        const double x_ = (x), y_ = (y);                                                           \
        if (!(fabs(x_ - y_) <= (rel)*fabs(y_)))                                                    \
            fail_msg("%s: %.15g instead of %.15g", #x, x_, y_);                                    \
    } while (0)

static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

/* Up to eight lists, A to H; `cells` by mask stay the caller's. */
static inline struct vg_captures table(unsigned t, const int64_t *cells)
{
    struct vg_captures c = {t, names, cells, 0};

    for (size_t h = 1; h < (size_t)1 << t; h++)
        c.n += cells[h];
    return c;
}

#endif
