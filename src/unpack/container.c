/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/container.h"

#include <string.h>

#include "unpack/member.h"
#include "unpack/resync.h"

/* A gzip header may hold a field of 64 KiB and names without end, a block of zstd 128 KiB that come
 * out only as a whole; inflating stops once there is text enough. */
enum { LOOK = 16 * 1024, LOOK_INPUT = 1024 * 1024 };

static enum vg_container of_members(const uint8_t *p, uint64_t n, enum vg_wrap w)
{
    struct vg_members *m = vg_members_open();
    char text[LOOK];
    size_t got = 0;
    const char *why = NULL;
    uint64_t frame = vg_skippable_frame(p, n);
    enum vg_start start;

    if (frame > 0 && frame < n) {
        if (p[0] == 0x5D)
            (void)vg_members_dictionary(m, p + 8, frame - 8, &why);
        p += frame;
        n -= frame;
        w = vg_member_wrap(p, n);
    }
    if (w != VG_WRAP_NONE)
        (void)vg_member_probe(m, w, p, n < LOOK_INPUT ? n : LOOK_INPUT, text, sizeof text, &got);
    vg_members_close(m);
    start = vg_record_start(text, got);
    if (w == VG_WRAP_GZIP)
        return start == VG_START_WARC  ? VG_CONTAINER_GZIP_WARC
               : start == VG_START_ARC ? VG_CONTAINER_GZIP_ARC
                                       : VG_CONTAINER_GZIP;
    return start == VG_START_WARC  ? VG_CONTAINER_ZSTD_WARC
           : start == VG_START_ARC ? VG_CONTAINER_ZSTD_ARC
                                   : VG_CONTAINER_ZSTD;
}

static int starts(const uint8_t *p, uint64_t n, const char *magic, size_t len)
{
    return n >= len && memcmp(p, magic, len) == 0;
}

static int is_unsupported(const uint8_t *p, uint64_t n)
{
    return starts(p, n, "\x04\x22\x4D\x18", 4) || starts(p, n, "\xFD\x37zXZ", 6) ||
           (starts(p, n, "BZh", 3) && n > 10 && memcmp(p + 4, "1AY&SY", 6) == 0);
}

enum vg_container vg_container_of(const void *bytes, uint64_t len)
{
    const uint8_t *p = bytes;
    uint64_t n = len;
    enum vg_wrap w = vg_member_wrap(p, n);

    if (w != VG_WRAP_NONE || vg_skippable_frame(p, n) > 0)
        return of_members(p, n, w);
    if (starts(p, n, "\xEF\xBB\xBF", 3)) {
        p += 3;
        n -= 3;
    }
    if (vg_warc_version((const char *)p, n) > 0)
        return VG_CONTAINER_WARC;
    if (starts(p, n, "filedesc:", 9) && vg_arc_begins((const char *)p, n))
        return VG_CONTAINER_ARC;
    if (starts(p, n, "PK\x03\x04", 4) || starts(p, n, "PK\x05\x06", 4))
        return VG_CONTAINER_ZIP;
    return is_unsupported(p, n) ? VG_CONTAINER_UNSUPPORTED : VG_CONTAINER_NONE;
}

const char *vg_container_word(enum vg_container c)
{
    switch (c) {
    case VG_CONTAINER_WARC:
        return "WARC";
    case VG_CONTAINER_ARC:
        return "ARC";
    case VG_CONTAINER_GZIP_WARC:
        return "WARC in gzip members";
    case VG_CONTAINER_GZIP_ARC:
        return "ARC in gzip members";
    case VG_CONTAINER_GZIP:
        return "gzip";
    case VG_CONTAINER_ZSTD_WARC:
        return "WARC in zstd frames";
    case VG_CONTAINER_ZSTD_ARC:
        return "ARC in zstd frames";
    case VG_CONTAINER_ZSTD:
        return "zstd";
    case VG_CONTAINER_ZIP:
        return "ZIP";
    case VG_CONTAINER_UNSUPPORTED:
        return "a compression that is not read";
    case VG_CONTAINER_NONE:
    default:
        return "a document";
    }
}

int vg_container_is_archive(enum vg_container c)
{
    switch (c) {
    case VG_CONTAINER_WARC:
    case VG_CONTAINER_ARC:
    case VG_CONTAINER_GZIP_WARC:
    case VG_CONTAINER_GZIP_ARC:
    case VG_CONTAINER_ZSTD_WARC:
    case VG_CONTAINER_ZSTD_ARC:
        return 1;
    case VG_CONTAINER_NONE:
    case VG_CONTAINER_GZIP:
    case VG_CONTAINER_ZSTD:
    case VG_CONTAINER_ZIP:
    case VG_CONTAINER_UNSUPPORTED:
    default:
        return 0;
    }
}
