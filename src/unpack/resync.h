/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_RESYNC_H
#define VG_UNPACK_RESYNC_H

#include <stddef.h>
#include <stdint.h>

#include "unpack/member.h"

/*
 * Where a record begins, and where the next one does when its place is not known.
 */
enum vg_start { VG_START_NONE, VG_START_WARC, VG_START_ARC };

/* Length of "WARC/d.d" with its line end at `p`; 0 when it is none. */
size_t vg_warc_version(const char *p, size_t n);

/* Is there a version line, and behind it lines of a WARC header? For places where nothing says that
 * a record begins: a page about the format has version lines too. *looked grows by the
 * bytes looked at. */
int vg_warc_begins(const char *p, size_t n, uint64_t *looked);

/* Is the line at `p` the first of an ARC record: address, IP, date, type and length, or the ten
 * fields of version 2? */
int vg_arc_begins(const char *p, size_t n);

/* What begins at `p`, taken at its word: by a version line alone, or an ARC line. */
enum vg_start vg_record_start(const char *p, size_t n);

/* Does the record that begins at `p` end where it says, with a start or nothing behind it? */
int vg_record_fits(const char *p, size_t n);

/* Bytes of padding: NUL, CR, LF. */
size_t vg_padding(const char *p, size_t n);

/* Offset of the next record in [from, len), `len` if there is none. ARC lines are searched for only
 * when `with_arc`. *steps grows by the bytes looked at. */
size_t vg_next_record(const char *p, size_t from, size_t len, int with_arc, uint64_t *steps);

/*
 * Searching the input itself: for records that lie there plain, and for members. What was found
 * by one search is kept for the next, so that many searches cost no more than one.
 */
struct vg_found {
    uint64_t from, at; /* none in [from, at); at = length of the input: none at all */
    int is_set;
};

struct vg_finder {
    struct vg_found known[3][4];
    uint64_t false_starts; /* magics behind which there was no member */
    uint64_t wasted;       /* bytes inflated of members that broke */
    uint64_t allowed;      /* … up to which their inside is searched */
    uint64_t steps;
    int with_arc;
};

/*
 * Offset of the next start in [from, len), `len` if there is none. A member is one when its header
 * parses and its first 64 bytes inflate.
 */
enum vg_seek {
    VG_SEEK_PLAIN,         /* among plain records: a member only if a record begins in it, because a
                            * record may hold gzip in its own body */
    VG_SEEK_MEMBER,        /* among members: a plain record only if it keeps its word, because zstd
                            * leaves stretches of text as they are */
    VG_SEEK_RECORD_MEMBER, /* both */
};
uint64_t vg_next_start(struct vg_finder *f, struct vg_members *m, const uint8_t *in, uint64_t from,
                       uint64_t len, enum vg_seek seek);

#endif
