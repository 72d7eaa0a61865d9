/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_MEMBER_H
#define VG_UNPACK_MEMBER_H

#include <stddef.h>
#include <stdint.h>

/*
 * Compressed members: one gzip member (RFC 1952) or one zstd frame (RFC 8878).
 * A member is tried in one go first, which is fast and says nothing about what is
 * damaged; one that does not come out whole is measured, which says how much came
 * out before what; and what came out of it is then drawn in pieces.
 */
enum vg_wrap { VG_WRAP_NONE, VG_WRAP_GZIP, VG_WRAP_ZSTD };

enum vg_member_end {
    VG_MEMBER_WHOLE,
    VG_MEMBER_DAMAGED,   /* bad data, or a wrong check */
    VG_MEMBER_TRUNCATED, /* the input ends first */
    VG_MEMBER_RATIO,     /* VG_MAX_RATIO */
    VG_MEMBER_SIZE,      /* VG_MAX_MEMBER_STREAM */
    VG_MEMBER_MEMORY,    /* a zstd window above VG_ZSTD_WINDOW_LOG */
    VG_MEMBER_NO_ROOM,   /* only of trying: the output does not fit */
};

struct vg_member {
    enum vg_member_end end;
    uint64_t used;   /* bytes of input up to the end, or up to where it broke */
    uint64_t packed; /* … up to the end of the data, before a wrong check; else = used */
    uint64_t out;    /* bytes that come out */
    const char *why; /* a sentence, of what is not whole */
};

/* Holds the decompressors and reuses them from member to member. */
struct vg_members;
struct vg_members *vg_members_open(void);
void vg_members_close(struct vg_members *m); /* accepts NULL */

/* What begins here, by its magic. Skippable frames of zstd are no member. */
enum vg_wrap vg_member_wrap(const uint8_t *p, uint64_t n);

/* Length of the skippable frame of zstd that begins here, with its 8 bytes; 0: none. It may
 * reach behind `n`. */
uint64_t vg_skippable_frame(const uint8_t *p, uint64_t n);

/* Use the content of a skippable frame as dictionary for the frames that follow: raw, in the
 * format of zstd, or either of these compressed by zstd itself (the proposal of the IIPC).
 * 0 when it cannot be used, with the reason in *why. */
int vg_members_dictionary(struct vg_members *m, const uint8_t *p, uint64_t n, const char **why);

/* In all that follows, `w` is what vg_member_wrap() says of the bytes. */

/* Try in one go: WHOLE, or DAMAGED with a wrong check only (then all of it is in `out`),
 * or RATIO, or NO_ROOM; any other end only says that it has to be measured. */
void vg_member_try(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n, void *out,
                   size_t room, struct vg_member *got);

/* Go through it without keeping anything. */
void vg_member_measure(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n,
                       struct vg_member *got);

/* Begin to draw what measuring promised. One member at a time; trying, measuring or probing
 * another one in between is allowed. */
void vg_member_begin(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n);

/* The next bytes, at most `room`; less only when there are no more. */
size_t vg_member_draw(struct vg_members *m, void *out, size_t room);

/* The first bytes of what may be a member: 1 when its header is one and `room` bytes (or all
 * there are) come out. *got is set to how many. */
int vg_member_probe(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n, void *out,
                    size_t room, size_t *got);

/*
 * Length of the gzip header that begins at `p`: VG_OK and *len with FEXTRA, FNAME, FCOMMENT
 * and FHCRC passed over; VG_E_ABSENT when the bytes end inside it; VG_E_FORMAT when it is none
 * (reserved flags, another method).
 */
int vg_gzip_header(const uint8_t *p, uint64_t n, uint64_t *len);

/* Does the header of that length fit its own check, if it has one (FHCRC)? What is behind a header
 * that does not is damaged, and can be read all the same. */
int vg_gzip_header_holds(const uint8_t *p, uint64_t len);

#endif
