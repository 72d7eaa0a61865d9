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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_find *f = NULL;
    struct vg_found found;
    struct vg_piece p;
    uint64_t records = 0;

    LAW(vg_unpack_open(&u, bytes, n, &o, NULL) == VG_OK);
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        LAW(p.record == records);
        records++;
        check_piece(&p, n);
    }
    check_end(u, n, records);
    (void)vg_archive_sort(bytes, n);
    if (vg_find_url(&f, bytes, n, vg_str("http://a.example/1"), vg_str("2024"), &o, &found, NULL) ==
        VG_OK)
        check_piece(&found.piece, n);
    vg_find_close(f);
    return 0;
}
