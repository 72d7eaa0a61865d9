/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_HTTP_HEAD_H
#define VG_WEB_HTTP_HEAD_H

#include "base/mem.h"
#include "web/http.h"

/*
 * The header of a request, taken apart: a pure function of bytes, stricter than
 * RFC 9112 allows (CRLF only, no folding, origin form only, known headers once), so
 * that whoever reads the same bytes after us can understand nothing else by them.
 */
struct vg_http_head {
    struct vg_http_ask ask; /* without form and files */
    const char *file_name;  /* X-Vigil-Name, as it came; or NULL */
    int is_head;            /* HEAD: ask.method says GET */
    int closes;             /* the connection ends with this request */
    int64_t length;         /* of the body, bytes */
    size_t size;            /* of the header with its empty line */
};

enum { VG_HTTP_MORE = -1 };

/*
 * Read the header at the start of `p`. 0: it is whole and *out is set, in the arena;
 * VG_HTTP_MORE: so far nothing is wrong, but the end is not here; else the status to
 * refuse it with.
 */
int vg_http_head_read(const char *p, size_t n, struct vg_arena *a, struct vg_http_head *out);

/* Decode %xx (and '+' as space if `plus`) into the arena; NULL when the coding is bad, a NUL comes
 * out, or it is no UTF-8. */
const char *vg_http_decode(struct vg_str s, int plus, struct vg_arena *a);

/* Fields of a query or an urlencoded form, at most `max`: 0, or 400, or 413 when there are more. */
int vg_http_fields(struct vg_str s, size_t max, struct vg_arena *a,
                   const struct vg_http_field **out, size_t *n);

#endif
