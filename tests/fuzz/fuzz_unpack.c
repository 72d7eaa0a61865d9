/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as an archive: WARC, ARC, gzip, zstd or none. Every byte is accounted for, and all
 * that a piece points to is there.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "fuzz.h"
#include "unpack/container.h"
#include "unpack/unpack.h"

/* Read every byte, so that the sanitizers see it. */
static unsigned touch(struct vg_str s)
{
    unsigned sum = 0;

    for (size_t i = 0; i < s.len; i++)
        sum += (unsigned char)s.p[i];
    return sum;
}

static unsigned touch_headers(const struct vg_header *h, size_t n)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += touch(h[i].name) + touch(h[i].value);
    return sum;
}

static unsigned touch_notes(const struct vg_read_note *list, size_t n)
{
    unsigned sum = 0;

    LAW(n <= VG_MAX_FILE_NOTES);
    for (size_t i = 0; i < n; i++) {
        LAW(list[i].kind < VG_NOTE_KINDS && list[i].text.len > 0);
        sum += touch(list[i].text);
    }
    return sum;
}

static unsigned touch_piece(const struct vg_piece *p)
{
    LAW(p->damage_count <= VG_MAX_DAMAGE && p->damage_count <= p->damage_total);
    LAW(p->odd_count <= VG_MAX_DAMAGE && p->odd_count <= p->odd_total);
    LAW(p->original < (int64_t)p->record && p->type < VG_PIECE_TYPES);
    return touch(p->id) + touch(p->url) + touch(p->at) + touch(p->ip) + touch(p->tool) +
           touch(p->block) + touch(p->head) + touch(p->stored) + touch(p->body) + touch(p->media) +
           touch(p->digest) + touch(p->profile) + touch(p->refers_id) + touch(p->refers_url) +
           touch(p->refers_at) + touch_headers(p->headers, p->header_count) +
           touch_headers(p->http, p->http_count) + touch_notes(p->damage, p->damage_count) +
           touch_notes(p->odd, p->odd_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;
    struct vg_unpack_end end;
    uint64_t records = 0;
    volatile unsigned sum = 0;

    LAW(vg_container_word(vg_container_of(bytes, n)) != NULL);
    LAW(vg_unpack_open(&u, bytes, n, &o, NULL) == VG_OK);
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        LAW(p.record == records++ && p.offset <= n && p.length <= n - p.offset);
        sum = sum + touch_piece(&p);
    }
    vg_unpack_sum(u, &end);
    LAW(end.records == records && end.bytes_in == n && end.bytes_accounted == n);
    sum = sum + touch_notes(end.file_damage, end.file_damage_count) +
          touch_notes(end.file_odd, end.file_odd_count);
    return 0;
}
