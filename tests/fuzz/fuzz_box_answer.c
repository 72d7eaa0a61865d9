/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "fuzz.h"
#include "guard/answer.h"

static int is_inside(struct vg_str part, struct vg_str whole)
{
    return part.p >= whole.p && part.len <= whole.len &&
           (size_t)(part.p - whole.p) <= whole.len - part.len;
}

/* Every byte that came is accounted for, and no record reaches outside. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str came = {(const char *)bytes, n};
    struct vg_str rest = came, body;
    struct vg_answer a;
    char letter;
    int code;

    while (vg_answer_take(&rest, &letter, &body)) {
        LAW(is_inside(body, came) && body.p + body.len == rest.p);
        LAW(rest.p + rest.len == came.p + came.len);
        (void)vg_answer_reached(body);
    }
    vg_answer_read(came, &a);
    if (a.shape == VG_ANSWER_NONE)
        return 0;
    LAW(is_inside(a.walls, came) && a.walls.len == VG_ANSWER_WALLS);
    if (a.shape == VG_ANSWER_CUT)
        return 0;
    LAW(is_inside(a.body, came));
    LAW(2 * VG_ANSWER_HEAD + VG_ANSWER_WALLS + a.body.len + a.extra == n);
    LAW((a.extra == 0) == (a.shape == VG_ANSWER_WHOLE));
    code = vg_answer_code(a.body);
    LAW(code <= 0 && code >= VG_E_INTERRUPTED);
    return 0;
}
