/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/gazetteer_table.h"

/* A unit as bytes of a key; at most 5. */
static size_t put(char *p, uint32_t c, int is_upper)
{
    size_t n = 0;

    if (is_upper)
        p[n++] = VG_STEP_UPPER;
    if (c < 0x80) {
        p[n++] = (char)c;
    } else if (c < 0x800) {
        p[n++] = (char)(0xc0 | c >> 6);
        p[n++] = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        p[n++] = (char)(0xe0 | c >> 12);
        p[n++] = (char)(0x80 | (c >> 6 & 0x3f));
        p[n++] = (char)(0x80 | (c & 0x3f));
    } else {
        p[n++] = (char)(0xf0 | c >> 18);
        p[n++] = (char)(0x80 | (c >> 12 & 0x3f));
        p[n++] = (char)(0x80 | (c >> 6 & 0x3f));
        p[n++] = (char)(0x80 | (c & 0x3f));
    }
    return n;
}

static int is_ascii_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Plain letters and digits need no units; the last one is left to them, because a mark may
 * follow it. */
static void take_plain(struct vg_units *u, struct vg_step *s)
{
    const char *p = u->p + u->at;
    size_t n = 0, most = u->len - u->at;

    if (most > sizeof s->bytes)
        most = sizeof s->bytes;
    while (n < most && is_ascii_word((unsigned char)p[n])) {
        s->bytes[n] = (char)(p[n] | 0x20);
        n++;
    }
    if (n < 2)
        return;
    s->n = n - 1;
    vg_units_at(u, u->p, u->len, u->at + s->n);
}

void vg_step_take(struct vg_units *u, int is_cased, struct vg_step *s)
{
    enum { UNIT_MOST = 5 };

    s->n = 0;
    if (u->is_end)
        return;
    s->first = vg_unit_class(u->c.unit[u->i]);
    if (s->first == VG_UNIT_SPACE)
        return;
    if (s->first == VG_UNIT_WORD && !is_cased && u->i == 0)
        take_plain(u, s);
    do {
        if (s->n + UNIT_MOST > sizeof s->bytes) {
            s->n = 0;
            return;
        }
        s->before = u->done;
        s->last = u->c.raw;
        s->n += put(s->bytes + s->n, u->c.unit[u->i],
                    is_cased && s->first == VG_UNIT_WORD && u->c.is_upper);
        vg_units_take(u);
    } while (s->first == VG_UNIT_WORD && !u->is_end &&
             vg_unit_class(u->c.unit[u->i]) == VG_UNIT_WORD);
}

static uint64_t sum(uint64_t seed, const char *p, size_t len)
{
    uint64_t lane[4] = {seed, 2, 3, 4};
    size_t at = 0;

    for (; len - at >= sizeof lane; at += sizeof lane)
        for (size_t i = 0; i < 4; i++)
            lane[i] = vg_mix(lane[i], vg_eight(p + at + 8 * i, 8));
    for (; at < len; at += 8)
        lane[0] = vg_mix(lane[0], vg_eight(p + at, len - at));
    return vg_mix(vg_mix(vg_mix(vg_mix(lane[0], lane[1]), lane[2]), lane[3]), len);
}

uint64_t vg_table_checksum(const void *table, size_t len)
{
    struct vg_table_head head;

    memcpy(&head, table, sizeof head);
    head.checksum = 0;
    return sum(sum(1, (const char *)&head, sizeof head), (const char *)table + sizeof head,
               len - sizeof head);
}
