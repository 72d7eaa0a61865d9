/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CAPTURE_URL_H
#define VG_CAPTURE_URL_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * Web addresses by RFC 3986, as far as http and https need them. Pure.
 */
struct vg_url {
    struct vg_str scheme; /* "http" or "https" */
    struct vg_str host;   /* lower case ASCII (IDNA, UTS 46); an IPv6 address has no brackets */
    int port;             /* 1…65535, the scheme's own if the text gave none */
    struct vg_str target; /* path and query, "/" at least: what the request line says */
    struct vg_str text;   /* all of it, written one way; no fragment, no default port */
};

/*
 * Read an absolute URL into the arena. Written one way: scheme and host in
 * lower case, the scheme's own port left out, dot segments taken out of the path,
 * bytes that may not stand in a URL percent-encoded, the fragment dropped. Percent
 * escapes are left as they came, because servers tell them apart.
 *   VG_E_LIMIT    more than VG_MAX_URL bytes, before or after
 *   VG_E_REFUSED  another scheme; a user name or password in it
 *   VG_E_FORMAT   no host, a bad port, control characters, not a URL
 */
int vg_url_read(struct vg_arena *a, struct vg_str text, struct vg_url *out, struct vg_err *err);

/*
 * The text of reference `ref` (a Location header, a link) as seen from the
 * absolute URL `base`, by RFC 3986 section 5.2. Pure text: the result may have
 * any scheme and still has to go through vg_url_read(). VG_E_LIMIT when either
 * is longer than VG_MAX_URL, VG_E_FORMAT when `base` has no scheme.
 */
int vg_url_join(struct vg_arena *a, struct vg_str base, struct vg_str ref, struct vg_str *out,
                struct vg_err *err);

/* Does the text start as a URL that the fetcher is for ("http://", "https://", any case)? */
int vg_url_is_web(struct vg_str text);

#endif
