/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CAPTURE_HTTP_H
#define VG_CAPTURE_HTTP_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * HTTP/1 header bytes as they were received, taken apart (RFC 9110, RFC 9112).
 * Pure; everything points into what was given.
 */

/* The value of the first header of this name in a block that starts with a status
 * line, white space around it taken off; p is NULL when there is none. */
struct vg_str vg_http_value(struct vg_str block, const char *name);

enum vg_http_framing {
    VG_HTTP_PLAIN,   /* the body follows as it is */
    VG_HTTP_CHUNKED, /* in chunks, RFC 9112 section 7.1 */
    VG_HTTP_OTHER,   /* a transfer coding that is more than framing */
};

/* All that a server said to one request, but the body. */
struct vg_http_answer {
    struct vg_str interim; /* 1xx answers that came before it */
    struct vg_str head;    /* status line, headers and the empty line */
    struct vg_str trailer; /* header lines that came behind the chunks, or nothing */
    int status;
    enum vg_http_framing framing;
    int is_bodiless; /* the headers say that nothing follows */
};

/* VG_E_FORMAT when there is no whole header block of a final answer in it. */
int vg_http_answer_read(struct vg_str received, struct vg_http_answer *out, struct vg_err *err);

/*
 * A date of HTTP in any of its three forms (RFC 9110 section 5.6.7), seconds UTC.
 * A year of two digits is 1970 to 2069. VG_E_FORMAT otherwise.
 */
int vg_http_date_read(struct vg_str text, int64_t *out, struct vg_err *err);

#endif
