/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/lines.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/limits.h"

enum { WINDOW = 1 << 17 };

void vg_lines_close(struct vg_lines *l)
{
    if (l == NULL)
        return;
    vg_zip_flow_close(&l->flow);
    if (l->gzip != NULL)
        (void)inflateEnd(l->gzip);
    free(l->gzip);
    free(l->window);
    vg_buf_end(&l->carry);
    *l = (struct vg_lines){0};
}

void vg_lines_open(struct vg_lines *l, const struct vg_zip *z, const struct vg_zip_entry *e)
{
    *l = (struct vg_lines){.carry = {.max = (size_t)VG_MAX_INDEX_LINE}};
    vg_zip_flow_open(&l->flow, z, e);
}

static int is_gzip(struct vg_str s)
{
    return s.len >= 2 && (unsigned char)s.p[0] == 0x1f && (unsigned char)s.p[1] == 0x8b;
}

static void open_gzip(struct vg_lines *l)
{
    l->window = vg_malloc(WINDOW);
    l->gzip = vg_malloc(sizeof *l->gzip);
    *l->gzip = (z_stream){0};
    if (inflateInit2(l->gzip, 16 + MAX_WBITS) != Z_OK)
        abort(); /* out of memory: as everywhere */
}

static void damaged(struct vg_lines *l, enum vg_note_kind kind, const char *why)
{
    l->over = 1;
    l->damage = (struct vg_read_note){kind, l->flow.e->data, l->flow.e->stored, vg_str(why)};
}

static int too_much(struct vg_lines *l)
{
    if (l->given > (uint64_t)VG_MAX_MEMBER_STREAM)
        damaged(l, VG_NOTE_SIZE_EXCEEDED, "the lines become larger than is read");
    else if (l->given > (uint64_t)VG_RATIO_FROM && l->given / VG_MAX_RATIO > l->packed)
        damaged(l, VG_NOTE_RATIO_EXCEEDED, "the lines become more than 200 times their size");
    return l->over;
}

/* The next piece of the entry; 0 at its end. */
static int next_packed(struct vg_lines *l)
{
    if (vg_zip_flow_next(&l->flow, &l->in))
        return 1;
    l->over = 1;
    l->whole = l->flow.whole;
    l->damage = l->flow.damage;
    return 0;
}

/* Members of gzip one after another. */
static int next_inflated(struct vg_lines *l)
{
    z_stream *s = l->gzip;
    int rc = Z_OK;

    for (;;) {
        size_t before = l->in.len;

        s->next_in = (Bytef *)(uintptr_t)l->in.p;
        s->avail_in = (uInt)l->in.len;
        s->next_out = l->window;
        s->avail_out = WINDOW;
        rc = inflate(s, Z_NO_FLUSH);
        l->in = (struct vg_str){l->in.p + before - s->avail_in, s->avail_in};
        l->packed += before - s->avail_in;
        l->given += WINDOW - s->avail_out;
        if (rc == Z_STREAM_END)
            (void)inflateReset(s);
        else if (rc != Z_OK && rc != Z_BUF_ERROR)
            damaged(l, VG_NOTE_GZIP_DAMAGED, "the index is gzipped, and damaged");
        if (s->avail_out < WINDOW) {
            l->piece = (struct vg_str){(const char *)l->window, WINDOW - s->avail_out};
            return !too_much(l) || l->piece.len > 0;
        }
        if (l->over)
            return 0;
        if (l->in.len > 0)
            continue;
        if (!next_packed(l)) {
            if (s->total_in != 0) {
                damaged(l, VG_NOTE_GZIP_TRUNCATED, "the index is gzipped, and its end is missing");
                l->whole = 0;
            }
            return 0;
        }
    }
}

static int next_piece(struct vg_lines *l)
{
    if (l->over)
        return 0;
    if (l->gzip != NULL)
        return next_inflated(l);
    if (!next_packed(l))
        return 0;
    if (!l->begun && is_gzip(l->in)) {
        open_gzip(l);
        l->begun = 1;
        return next_inflated(l);
    }
    l->begun = 1;
    l->piece = l->in;
    return 1;
}

static struct vg_str without_return(struct vg_str line)
{
    if (line.len > 0 && line.p[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* As much of a line as fits. */
static void keep(struct vg_lines *l, struct vg_str s)
{
    size_t left = (size_t)VG_MAX_INDEX_LINE - l->carry.len;

    vg_put(&l->carry, s.p, s.len < left ? s.len : left);
}

int vg_lines_next(struct vg_lines *l, struct vg_str *line)
{
    vg_buf_clear(&l->carry);
    for (;;) {
        const char *end = l->piece.len == 0 ? NULL : memchr(l->piece.p, '\n', l->piece.len);
        struct vg_str part = {l->piece.p, end == NULL ? l->piece.len : (size_t)(end - l->piece.p)};

        if (end != NULL) {
            l->piece.p += part.len + 1;
            l->piece.len -= part.len + 1;
            l->nth++;
            if (l->carry.len == 0) {
                *line = part;
            } else {
                keep(l, part);
                *line = vg_buf_str(&l->carry);
            }
            *line = without_return(*line);
            return 1;
        }
        keep(l, part);
        l->piece.len = 0;
        if (!next_piece(l))
            break;
    }
    if (l->carry.len == 0)
        return 0;
    l->nth++;
    *line = without_return(vg_buf_str(&l->carry));
    return 1;
}
