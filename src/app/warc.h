/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_WARC_H
#define VG_APP_WARC_H

#include <stdint.h>

#include "base/buf.h"
#include "seal/hash.h"

/*
 * The header of a WARC 1.1 record (ISO 28500:2017, section 5). Pure.
 */
enum { VG_WARC_ID = 46 }; /* "urn:uuid:" and 36 characters, with the final NUL */

/*
 * A URN for a thing of a record: a UUID of version 8 (RFC 9562) made of the first
 * bits of SHA-256 over the origin of the log, the index of the entry, what it is, and
 * its number. The same thing always has the same name, and nobody can be found by it.
 */
void vg_warc_id(const char *origin, int64_t entry, const char *what, int64_t n,
                char out[VG_WARC_ID]);

struct vg_warc_record {
    const char *type;          /* "response" … */
    const char *id;            /* of vg_warc_id() */
    const char *info;          /* id of the warcinfo record; NULL or empty: none */
    const char *date;          /* RFC 3339, UTC */
    const char *target;        /* URI, or NULL */
    const char *media;         /* of the block */
    const char *beside;        /* id of the record it was made together with, or NULL */
    const char *ip;            /* address that answered, or NULL */
    const char *truncated;     /* why the block is not all of it, or NULL */
    const char *profile;       /* of a revisit, or NULL */
    const char *refers;        /* WARC-Refers-To: an id, stated by anybody, or NULL */
    const char *refers_target; /* and its address and date, or NULL */
    const char *refers_date;
    const unsigned char *payload; /* SHA-256, or NULL */

    /* Instead of `payload`, of a message in chunks: SHA-256 of the body without them. By the
     * standard that is the payload digest, but checkers in wide use hash the chunks too and others
     * do not, so that either value would be called wrong by one of them; it has a name of ours. */
    const unsigned char *unframed;

    const unsigned char *block; /* SHA-256 */
    int64_t length;             /* bytes of the block */
    const char *name;           /* "s12": what it is called in the case, or NULL */
    int64_t entry;              /* where it stands in the record; shown with the name */
};

/* The profile of a revisit whose payload is, byte for byte, that of the record it refers to. */
#define VG_WARC_SAME_PAYLOAD "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

/* An address as it stands in a header: what may not stand in a URI is percent-encoded, byte by
 * byte; escapes that are there stay. */
void vg_put_warc_uri(struct vg_buf *b, const char *uri);

/* A line "name: value" with CRLF, control characters in the value as spaces; nothing for NULL. */
void vg_put_warc_field(struct vg_buf *b, const char *name, const char *value);

/*
 * A date that somebody states, for WARC-Date: what is in a shape that the standard takes
 * (YYYY-MM-DDThh:mm:ssZ with up to nine digits of a second, or its beginnings: YYYY, YYYY-MM,
 * YYYY-MM-DD, YYYY-MM-DDThh:mmZ) stays as it is, the 14 digits of older formats are put into
 * it; NULL for anything else, and for what no calendar has.
 */
const char *vg_warc_date(struct vg_arena *a, const char *stated);

/* From the version line to the empty line. Values come from outside: control characters
 * in them become spaces, and in a URI what may not stand there is percent-encoded. */
void vg_put_warc_head(struct vg_buf *b, const struct vg_warc_record *r);

#endif
