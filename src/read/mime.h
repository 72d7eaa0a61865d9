/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_MIME_H
#define VG_READ_MIME_H

#include "read/draft.h"

/*
 * Mail taken apart (RFC 5322, 2045, 2046, 2047, 2231; mbox): a flat list of what is in it,
 * in its order, every item with its place in the source. Nothing is decoded until
 * somebody asks. Pure; linear: a byte is looked at once for each level of parts it is in,
 * of which there are VG_MAX_MIME_DEPTH.
 */
struct vg_mime_header {
    struct vg_str name;  /* as written */
    struct vg_str value; /* raw: folded, encoded */
};

enum vg_mime_what {
    VG_MIME_MAIL,       /* a mail begins, in an mbox or inside another: its headers */
    VG_MIME_TEXT,       /* a body to read */
    VG_MIME_ATTACHMENT, /* anything else; a mail that is encoded, too */
    VG_MIME_CHOICE,     /* what follows up to VG_MIME_CHOSEN says the same in several forms */
    VG_MIME_CHOSEN,
};

struct vg_mime_item {
    enum vg_mime_what what;
    size_t mail; /* of which mail of an mbox, from 0 */
    int depth;   /* 0: outermost */
    struct vg_mime_header *headers;
    size_t header_count;
    struct vg_str media;   /* "text/html", lower case */
    struct vg_str charset; /* parameter, as written; may be empty */
    struct vg_str name;    /* of a file, decoded, UTF-8 without NUL; may be empty */
    struct vg_str body;    /* in the source, not decoded */
    int flowed;            /* text of RFC 3676: 1, and 2 when spaces at soft breaks go too */
    int is_inline;         /* an attachment that the text shows: an image with a Content-ID */
    int is_behind;         /* a text behind the last part, which mail programs do not show */
};

struct vg_mime {
    struct vg_str bytes; /* the source */
    struct vg_mime_item *items;
    size_t count, room;
    size_t mails;
    /* what was not as it should be goes here; only notes of it are used */
    struct vg_text *t;
    struct vg_arena *a;
};

/* Take `bytes` apart. `a` and `t` (for damage: mime-bad, nesting-exceeded, size-exceeded,
 * encoding-unsupported) outlive *out. */
void vg_mime_read(struct vg_str bytes, int is_mbox, struct vg_arena *a, struct vg_text *t,
                  struct vg_mime *out);

/* The first header of that name (lower case), raw; empty when there is none. */
struct vg_str vg_mime_value(const struct vg_mime_item *item, const char *name);

/* A header's value into a draft, with its places: unfolded, encoded words decoded. And as
 * text of its own. `source` is where the bytes of the mail begin. */
void vg_mime_words(struct vg_str raw, const char *source, struct vg_draft *d);
struct vg_str vg_mime_plain(struct vg_str raw, struct vg_arena *a);

/*
 * The bytes of a body after its transfer encoding, with the runs that lead back to the source
 * (no runs: the body as it stands). `bad` counts what the encoding does not allow.
 */
struct vg_mime_bytes {
    struct vg_str bytes;
    struct vg_run *runs;
    size_t run_count, run_room;
    struct vg_buf owned; /* holds the bytes when they were decoded */
    uint64_t bad;
    struct vg_str behind; /* clear text behind the end of base64, in the source */
    int unknown;          /* an encoding that we do not know: the bytes stand as they are */
};
void vg_mime_decode(const struct vg_mime *m, const struct vg_mime_item *item, struct vg_arena *a,
                    struct vg_mime_bytes *out);

/* The runs are in `a`; the bytes are given back here. */
#define VG_SCOPED_MIME_BYTES __attribute__((cleanup(vg_mime_bytes_end))) struct vg_mime_bytes
void vg_mime_bytes_end(struct vg_mime_bytes *b);

#endif
