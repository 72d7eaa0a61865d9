/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as a gzip member or a zstd frame: what the fast way reads, the careful way reads
 * alike, and what measuring promises is what is drawn.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fuzz.h"
#include "unpack/member.h"

enum { MOST = 1 << 22 };

static void check(struct vg_members *m, enum vg_wrap w, const uint8_t *bytes, size_t n)
{
    struct vg_member fast, careful;
    char *one, *two, first[64];
    size_t room, got = 0, at = 0, step;

    vg_member_measure(m, w, bytes, n, &careful);
    LAW(careful.used <= n && careful.packed <= careful.used);
    LAW((careful.end == VG_MEMBER_WHOLE) == (careful.why == NULL));
    if (careful.out > MOST)
        return;
    room = (size_t)careful.out + 64;
    one = vg_malloc(room);
    two = vg_malloc(room);
    vg_member_begin(m, w, bytes, n);
    (void)vg_member_probe(m, w, bytes, n, first, sizeof first, &got);
    for (step = 1; at < careful.out; at += got, step = step * 3 + 1) {
        got = vg_member_draw(m, one + at, step < careful.out - at ? step : careful.out - at);
        LAW(got > 0);
    }
    vg_member_try(m, w, bytes, n, two, room, &fast);
    if (fast.end == VG_MEMBER_WHOLE) /* it may refuse what the other reads, never the contrary */
        LAW(careful.end == VG_MEMBER_WHOLE && fast.used == careful.used &&
            fast.out == careful.out && memcmp(one, two, (size_t)careful.out) == 0);
    free(one);
    free(two);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_members *m = vg_members_open();
    uint64_t len = 0, frame = vg_skippable_frame(bytes, n);
    const char *why = NULL;

    if (vg_gzip_header(bytes, n, &len) == VG_OK)
        LAW(len >= 10 && len <= n);
    if (frame > 0 && frame <= n) { /* a dictionary, and the frames behind it */
        LAW(vg_members_dictionary(m, bytes + 8, frame - 8, &why) || why != NULL);
        bytes += frame;
        n -= (size_t)frame;
    }
    check(m, VG_WRAP_GZIP, bytes, n);
    if (vg_member_wrap(bytes, n) == VG_WRAP_ZSTD) /* the library reads old formats besides */
        check(m, VG_WRAP_ZSTD, bytes, n);
    vg_members_close(m);
    return 0;
}
