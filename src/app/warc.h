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
    const char *type;             /* "response" … */
    const char *id;               /* of vg_warc_id() */
    const char *info;             /* id of the warcinfo record; NULL or empty: none */
    const char *date;             /* RFC 3339, UTC */
    const char *target;           /* URI, or NULL */
    const char *media;            /* of the block */
    const char *beside;           /* id of the record it was made together with, or NULL */
    const char *ip;               /* address that answered, or NULL */
    const char *truncated;        /* why the block is not all of it, or NULL */
    const unsigned char *payload; /* SHA-256, or NULL */
    const unsigned char *block;   /* SHA-256 */
    int64_t length;               /* bytes of the block */
    const char *name;             /* "s12": what it is called in the case, or NULL */
    int64_t entry;                /* where it stands in the record; shown with the name */
};

/* From the version line to the empty line. Values come from outside: control characters
 * in them become spaces, and in a URI what may not stand there is percent-encoded. */
void vg_put_warc_head(struct vg_buf *b, const struct vg_warc_record *r);

#endif
