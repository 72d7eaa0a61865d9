/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SCAN_SCAN_STREAM_H
#define VG_SCAN_SCAN_STREAM_H

#include "guard/box.h"
#include "mention/gazetteer.h"
#include "scan/emit.h"
#include "scan/prefilter.h"

/*
 * One shard, scanned by the closed child: every record is unpacked, pages that may hold a
 * trigger are read, names are found, passages are sent. Messages: a line of output with the
 * record it is of; how far the child came, with what was counted; the end.
 */
struct vg_scan_counts {
    uint64_t pages;    /* records that hold something to read */
    uint64_t read;     /* of these, read; the others hold no trigger */
    uint64_t mentions; /* in those that were read */
    uint64_t emitted;
    uint64_t bytes_raw; /* of records, decompressed */
    uint64_t damage;    /* pages beyond our ceilings, damaged places of texts */
};

/* What the child is told. It sees what the pointers point to as it was when it began. */
struct vg_scan_hints {
    const struct vg_gazetteer *names;
    const struct vg_prefilter *prefilter; /* NULL: every page is read */
    const char *file;                     /* as printed */
    enum vg_emit rule;
    int is_mapped;
    int digests; /* compare what records promise with what they hold: a mismatch is damage */
    uint64_t max_record; /* bytes of a body; a larger one is damage */
    /* going on after a child that died: */
    uint64_t first;  /* records before it were told */
    int64_t spoiled; /* the one that ended it: passed over; -1: none */
    int is_careful;  /* say before every record how far it came */
    struct vg_scan_counts counted;
};

/* A vg_box_stream; a pure function of its input. */
int vg_scan_stream(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                   const struct vg_box_sink *sink, struct vg_err *err);

/* -- what comes back, taken apart as if the child were the adversary ------------------------- */
enum vg_scan_said { VG_SCAN_LINE, VG_SCAN_CAME, VG_SCAN_END };

struct vg_scan_message {
    enum vg_scan_said what;
    uint64_t record; /* of a line; of came: the next one */
    struct vg_str line;
    struct vg_scan_counts counted; /* of came and end */
    /* of end, of the whole shard: */
    uint64_t records, accounted;
    uint64_t damage; /* of the archive, besides what is counted */
};

/* VG_E_FORMAT says what is wrong with it. A line is one JSON object of the keys that
 * vigil-json(5) lists, and nothing else. */
int vg_scan_take(struct vg_str message, struct vg_scan_message *out, struct vg_err *err);

#endif
