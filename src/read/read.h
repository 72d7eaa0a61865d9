/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_READ_H
#define VG_READ_READ_H

#include "read/text.h"

/*
 * Bytes of a source and what is known about them from outside. The hints are
 * claims of strangers: the bytes decide where they can.
 */
struct vg_read_input {
    const char *bytes;
    size_t len;
    struct vg_str media;   /* Content-Type or the like: "text/html; charset=gbk"; may be empty */
    struct vg_str charset; /* a charset label known otherwise; may be empty */
    struct vg_str name;    /* URL or file name; may be empty */
};

/*
 * Read plain text or HTML. A pure function: no files, store, clock, locale or
 * state; the same input gives the same text. Time and memory are linear in the
 * input, whatever it is. All that *out points to is in `a`; nothing points
 * into `in`.
 *
 * What the bytes are is decided by looking at them; `media` and `name` decide
 * only between text and HTML where the bytes do not. Bytes that are nothing in
 * their charset become U+FFFD and are counted; that is no failure.
 *
 * Fails with
 *   VG_E_ABSENT  no bytes at all
 *   VG_E_FORMAT  bytes that are no text; the sentence says what they look like
 *   VG_E_LIMIT   more than VG_MAX_DOCUMENT bytes
 */
int vg_read(const struct vg_read_input *in, struct vg_arena *a, struct vg_text *out,
            struct vg_err *err);

/*
 * What bytes look like: "html", "text", "empty", or the kind for which there
 * is no reader here ("PDF", "ZIP archive", "PNG image", "unknown binary" …).
 */
const char *vg_read_kind(const struct vg_read_input *in);

#endif
