/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_HTTP_BODY_H
#define VG_WEB_HTTP_BODY_H

#include "base/mem.h"
#include "web/http_head.h"

/*
 * The body of a POST as it arrives: fields into memory within narrow bounds, files
 * into unlinked files of the spool folder, never into memory.
 */
struct vg_http_body;

/*
 * A body of the kind that `head` says, in the arena (as are fields and names). 0, or the
 * status to refuse it with: 400, 413 (longer than both limits together allow), 415.
 */
int vg_http_body_open(const struct vg_http_head *head, int64_t body_max, int64_t file_max,
                      const char *spool, struct vg_arena *a, struct vg_http_body **out);

/* The next bytes: 0, or the status to refuse it with: 400, 413, 507 (disk full), 503
 * (too many open files), 500. After that nothing more is put. */
int vg_http_body_put(struct vg_http_body *b, const char *p, size_t n);

/* It is all here: 0 and form and files are set into *ask; or a status. */
int vg_http_body_end(struct vg_http_body *b, struct vg_http_ask *ask);

/* Closes the files. Accepts NULL. */
void vg_http_body_close(struct vg_http_body *b);

#endif
