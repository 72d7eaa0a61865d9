/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/segments.h"

#include <string.h>

#include "base/limits.h"
#include "unpack/head.h"

struct vg_part {
    struct vg_str origin;
    uint64_t number, total; /* total 0: it states none, so it is not the last */
    size_t start, len;      /* in the bytes collected */
    int is_in_order;
};

void vg_segments_open(struct vg_segments *s)
{
    *s = (struct vg_segments){.bytes = {.max = (size_t)VG_MAX_SEGMENT_BYTES}};
    s->by_number = VG_TABLE(&s->a);
    s->last = VG_TABLE(&s->a);
    s->joined = VG_TABLE(&s->a);
}

void vg_segments_close(struct vg_segments *s)
{
    vg_buf_end(&s->bytes);
    vg_arena_end(&s->a);
}

static uint64_t number_in(const struct vg_piece *p, const char *name)
{
    uint64_t v = 0;

    if (!vg_decimal(vg_head_get(p->headers, p->header_count, name, NULL), INT64_MAX, &v))
        return 0;
    return v;
}

uint64_t vg_segment_number(const struct vg_piece *p)
{
    return number_in(p, "warc-segment-number");
}

static struct vg_str bare(struct vg_str id)
{
    if (id.len >= 2 && id.p[0] == '<' && id.p[id.len - 1] == '>')
        return (struct vg_str){id.p + 1, id.len - 2};
    return id;
}

static struct vg_str number_key(struct vg_arena *a, struct vg_str origin, uint64_t number)
{
    char *key = vg_alloc(a, sizeof number + origin.len);

    memcpy(key, &number, sizeof number);
    if (origin.len > 0)
        memcpy(key + sizeof number, origin.p, origin.len);
    return (struct vg_str){key, sizeof number + origin.len};
}

void vg_segments_add(struct vg_segments *s, const struct vg_piece *p)
{
    struct vg_part *part;
    struct vg_str origin;
    int64_t before = 1;

    if (p->type != VG_PIECE_CONTINUATION || s->count >= VG_MAX_SEGMENTS)
        return;
    s->list = vg_grow(&s->a, s->list, s->count, &s->room);
    part = &s->list[s->count];
    origin = vg_head_get(p->headers, p->header_count, "warc-segment-origin-id", NULL);
    part->origin = vg_str_copy(&s->a, bare(origin));
    part->number = vg_segment_number(p);
    part->total = number_in(p, "warc-segment-total-length");
    part->start = s->bytes.len;
    part->len = p->block.len;
    vg_put_str(&s->bytes, p->block);
    if (s->bytes.full) /* it is not whole: a number that nothing follows */
        part->number = 0;
    (void)vg_table_get(&s->last, part->origin, &before);
    part->is_in_order = part->number == (uint64_t)before + 1;
    vg_table_set(&s->last, part->origin, (int64_t)part->number);
    (void)vg_table_add(&s->by_number, number_key(&s->a, part->origin, part->number),
                       (int64_t)s->count, NULL);
    s->count++;
}

static const struct vg_part *numbered(struct vg_segments *s, struct vg_str id, uint64_t number)
{
    VG_SCOPED_ARENA a = {0};
    int64_t i = 0;

    if (!vg_table_get(&s->by_number, number_key(&a, id, number), &i))
        return NULL;
    return &s->list[i];
}

int vg_segments_join(struct vg_segments *s, struct vg_str id, struct vg_buf *out)
{
    const struct vg_part *part;

    for (uint64_t n = 2; (part = numbered(s, id, n)) != NULL; n++) {
        vg_put(out, s->bytes.p + part->start, part->len);
        if (part->total == 0)
            continue;
        if (out->full || out->len != part->total)
            return 0;
        (void)vg_table_add(&s->joined, id, 1, NULL);
        return 1;
    }
    return 0;
}

enum vg_segment_state vg_segments_state(const struct vg_segments *s, size_t n)
{
    int64_t is_joined = 0;

    if (n >= s->count || !vg_table_get(&s->joined, s->list[n].origin, &is_joined))
        return VG_SEGMENT_ALONE;
    return s->list[n].is_in_order ? VG_SEGMENT_JOINED : VG_SEGMENT_OUT_OF_ORDER;
}
