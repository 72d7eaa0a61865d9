/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "unpack/archive.h"
#include "unpack/find.h"
#include "unpack/unpack.h"

static void check_piece(const struct vg_piece *p, uint64_t len)
{
    LAW(p->offset <= len && p->length <= len - p->offset);
    LAW(vg_utf8_bad(p->member.p, p->member.len) == p->member.len);
    LAW(p->damage_count <= p->damage_total && p->odd_count <= p->odd_total);
}

/* Every byte is accounted for, and notes lie in the input. */
static void check_end(const struct vg_unpack *u, uint64_t len, uint64_t records)
{
    struct vg_unpack_end end;

    vg_unpack_sum(u, &end);
    LAW(end.bytes_in == len && end.bytes_accounted == len && end.records == records);
    for (size_t i = 0; i < end.file_damage_count; i++) {
        const struct vg_read_note *n = &end.file_damage[i];

        LAW(n->offset <= len && n->length <= len - n->offset);
    }
}

enum { KNOWN = 4096 }; /* records of which is remembered what they are */

/* What a revisit is led back to is a record with a payload, before it or behind it: whoever looked
 * ahead counted as the reader does. */
static void check_originals(const enum vg_piece_type *types, const int64_t *originals, uint64_t n)
{
    for (uint64_t i = 0; i < n && i < KNOWN; i++) {
        LAW(originals[i] < (int64_t)n);
        LAW(originals[i] < 0 || types[i] == VG_PIECE_REVISIT);
        if (originals[i] >= 0 && originals[i] < KNOWN)
            LAW(types[originals[i]] == VG_PIECE_RESPONSE ||
                types[originals[i]] == VG_PIECE_RESOURCE ||
                types[originals[i]] == VG_PIECE_CONVERSION);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1, .look_ahead = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_find *f = NULL;
    struct vg_found found;
    struct vg_piece p;
    enum vg_piece_type types[KNOWN];
    int64_t originals[KNOWN];
    uint64_t records = 0;

    LAW(vg_unpack_open(&u, bytes, n, &o, NULL) == VG_OK);
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        LAW(p.record == records);
        if (records < KNOWN) {
            types[records] = p.type;
            originals[records] = p.original;
        }
        records++;
        check_piece(&p, n);
    }
    check_end(u, n, records);
    check_originals(types, originals, records);
    (void)vg_archive_sort(bytes, n);
    if (vg_find_url(&f, bytes, n, vg_str("http://a.example/1"), vg_str("2024"), &o, &found, NULL) ==
        VG_OK)
        check_piece(&found.piece, n);
    vg_find_close(f);
    return 0;
}
