/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/window.h"

#include <string.h>

#include "base/limits.h"
#include "unpack/member.h"
#include "unpack/resync.h"

enum { LOOK = 64 }; /* bytes of a member that tell whether a record begins in it */

void vg_window_open(struct vg_window *w, const struct vg_zip *z, const struct vg_zip_entry *e,
                    struct vg_buf *b)
{
    *w = (struct vg_window){.b = b};
    vg_buf_clear(b);
    vg_zip_flow_open(&w->flow, z, e);
}

void vg_window_close(struct vg_window *w)
{
    vg_zip_flow_close(&w->flow);
    *w = (struct vg_window){0};
}

/* Until the buffer is full or the entry ends. */
static void fill(struct vg_window *w)
{
    size_t from = w->b->len;

    while (!w->is_over && w->b->len < w->b->max) {
        size_t left = w->b->max - w->b->len, n;

        if (w->piece.len == 0 && !vg_zip_flow_next(&w->flow, &w->piece)) {
            w->piece = (struct vg_str){0};
            w->is_over = 1;
            break;
        }
        n = w->piece.len < left ? w->piece.len : left;
        vg_put(w->b, w->piece.p, n);
        w->piece = (struct vg_str){w->piece.p + n, w->piece.len - n};
    }
    w->fresh = (struct vg_str){w->b->p + from, w->b->len - from};
}

/* Does a record, or a gzip member with one, begin at p[i]? */
static int begins(struct vg_members *m, const char *p, size_t i, size_t n)
{
    char text[LOOK];
    size_t got = 0;

    if (p[i] == 'W')
        return i >= 4 && memcmp(p + i - 4, "\r\n\r\n", 4) == 0 &&
               vg_record_start(p + i, n - i) != VG_START_NONE;
    if ((unsigned char)p[i] != 0x1f ||
        vg_member_wrap((const uint8_t *)p + i, n - i) != VG_WRAP_GZIP)
        return 0;
    return vg_member_probe(m, VG_WRAP_GZIP, (const uint8_t *)p + i, n - i, text, sizeof text,
                           &got) &&
           vg_record_start(text, got) != VG_START_NONE;
}

/* Where the last record of the buffer begins; 0 when only its first does. */
static size_t last_start(const struct vg_window *w)
{
    struct vg_members *m = vg_members_open();
    const char *p = w->b->p;
    size_t i = w->b->len;

    /* Records of a gzipped WARC begin with its members; what stands in them is content. */
    while (i > 1 && !(p[i - 1] == w->first && begins(m, p, i - 1, w->b->len)))
        i--;
    vg_members_close(m);
    return i > 1 ? i - 1 : 0;
}

int vg_window_next(struct vg_window *w, struct vg_str *run)
{
    size_t rest = w->b->len - w->run;

    if (w->run > 0)
        memmove(w->b->p, w->b->p + w->run, rest);
    w->b->len = rest;
    w->base += w->run;
    fill(w);
    if (w->base == 0 && w->b->len > 0)
        w->first = w->b->p[0];
    w->run = w->b->len;
    w->is_cut = 0;
    if (!w->is_over) {
        w->run = last_start(w);
        w->is_cut = w->run == 0;
        w->run = w->is_cut ? w->b->len : w->run;
    }
    *run = (struct vg_str){w->b->p, w->run};
    return w->run > 0;
}
