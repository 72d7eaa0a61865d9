/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "guard/answer.h"

#include "base/err.h"

void vg_answer_put_u32(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> (24 - 8 * i));
}

uint32_t vg_answer_u32(const char *p)
{
    uint32_t v = 0;

    for (int i = 0; i < 4; i++)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

uint64_t vg_answer_reached(struct vg_str body)
{
    if (body.len != 8)
        return 0;
    return (uint64_t)vg_answer_u32(body.p) << 32 | vg_answer_u32(body.p + 4);
}

int vg_answer_take(struct vg_str *rest, char *letter, struct vg_str *body)
{
    uint32_t n;

    if (rest->len < VG_ANSWER_HEAD)
        return 0;
    n = vg_answer_u32(rest->p + 1);
    if (n > rest->len - VG_ANSWER_HEAD)
        return 0;
    *letter = rest->p[0];
    *body = (struct vg_str){rest->p + VG_ANSWER_HEAD, n};
    rest->p += VG_ANSWER_HEAD + n;
    rest->len -= VG_ANSWER_HEAD + n;
    return 1;
}

void vg_answer_read(struct vg_str came, struct vg_answer *out)
{
    struct vg_answer a = {.shape = VG_ANSWER_NONE};
    char letter;

    *out = a;
    if (!vg_answer_take(&came, &letter, &a.walls) || letter != 'W' ||
        a.walls.len != VG_ANSWER_WALLS)
        return;
    a.shape = VG_ANSWER_CUT;
    if (vg_answer_take(&came, &a.letter, &a.body))
        a.shape = came.len == 0 ? VG_ANSWER_WHOLE : VG_ANSWER_EXTRA;
    if (a.shape == VG_ANSWER_EXTRA)
        a.extra = came.len;
    *out = a;
}

int vg_answer_code(struct vg_str body)
{
    uint32_t u = body.len >= 4 ? vg_answer_u32(body.p) : 0;
    int code = u > INT32_MAX ? -(int)(UINT32_MAX - u) - 1 : 0;

    return code <= VG_E_ABSENT && code >= VG_E_INTERRUPTED ? code : 0;
}
