/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_HTTP_REPLY_H
#define VG_WEB_HTTP_REPLY_H

#include "base/buf.h"
#include "web/http.h"

/*
 * What every answer carries. The policy lets a page load its own scripts and styles and
 * talk to its own address, nothing else; no page of anybody else can frame, open or
 * embed ours.
 */
enum { VG_HTTP_ALWAYS = 8 };
extern const struct vg_http_field vg_http_always[VG_HTTP_ALWAYS];

/* Does the answer bring a header of its own by this name? */
int vg_http_brings(const struct vg_http_answer *a, const char *name);

/* The reason phrase of a status; "Refused" for one that is not made here. */
const char *vg_http_phrase(int status);

/* The page that says a refusal, in English and Chinese. */
void vg_http_refusal_page(int status, struct vg_buf *out);

/* The whole refusal, header and page (no page for HEAD), for a connection that closes. */
void vg_http_refusal(int status, int is_head, struct vg_buf *out);

#endif
