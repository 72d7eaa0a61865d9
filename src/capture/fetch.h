/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CAPTURE_FETCH_H
#define VG_CAPTURE_FETCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "capture/address.h"

/*
 * Fetch one page the way a witness would: ask once, write down everything that
 * was said in both directions, and never let the page or its name server send
 * us anywhere but to the public internet. Each hop of a redirect is resolved
 * here, checked, and connected to at exactly an address that was checked.
 *
 * http and https over HTTP/1.1 (the only version whose headers exist as bytes
 * that can be kept), GET and HEAD, no cookies, no passwords, no proxy but the
 * one given here, no content decoding. The library that does it is loaded with
 * the first vg_fetcher_open(), so that commands that fetch nothing start without it.
 */
struct vg_fetch_options {
    const char *user_agent; /* NULL: "vigil" */
    const char *socks5;     /* "host:port" of a SOCKS5 proxy that resolves names itself, or NULL */
    const char *ca_file;    /* PEM roots instead of the system's, or NULL */
    int allow_loopback;     /* tests only: loopback addresses and localhost pass */
    int64_t max_body;       /* bytes; 0 means VG_MAX_FETCH */
    int connect_ms;         /* 0 means VG_CONNECT_S */
    int silence_ms; /* longest time without a byte, looked at each second; 0: VG_SILENCE_S */
    int total_ms;   /* longest time of one hop; 0 means VG_FETCH_S */
    /*
     * Names to addresses; NULL means the system's resolver. Sets *n to at most
     * `room` and returns VG_OK, or fails with its sentence.
     */
    int (*resolve)(void *w, const char *host, struct vg_address *out, size_t room, size_t *n,
                   struct vg_err *err);
    void *resolve_w;
    int (*stop)(void *w); /* asked while waiting; not 0: give up (Ctrl-C). May be NULL */
    void *stop_w;
};

enum vg_fetch_method { VG_FETCH_GET, VG_FETCH_HEAD };

/* One request and its answer. What did not come to pass is 0, NULL or empty: absent, not guessed.
 */
struct vg_fetch_hop {
    const char *url; /* as asked, written one way */
    enum vg_fetch_method method;
    const char *resolver; /* "system", "given", "literal" (the host is an address) or "proxy" */
    const struct vg_address *addresses; /* all answers of the resolver */
    size_t n_addresses;
    const char *peer; /* the address that was connected to, or the proxy's */
    int peer_port;
    struct vg_str request;  /* header bytes as sent */
    struct vg_str response; /* header bytes as received, with interim answers and trailers */
    int status;
    const char *http;     /* "1.0" or "1.1" */
    const char *date;     /* the server's Date header as it stands */
    const char *location; /* where it sends us, as it stands */
    int is_downgrade;     /* an https answer led to this http request */
    const char *tls;      /* "TLSv1.3" */
    const char *cipher;
    const struct vg_str *certificates; /* PEM, the server's own first */
    size_t n_certificates;
};

enum { VG_FETCH_REASON = 24 };

struct vg_fetched {
    struct vg_fetch_hop *hops; /* in order; the last one gave the body, or failed */
    size_t n_hops;
    const char *final_url;        /* of the last hop */
    const char *media_type;       /* its Content-Type header as it stands, or NULL */
    struct vg_buf body;           /* as sent: chunk framing is taken off, content coding is not */
    int is_truncated;             /* the connection ended before the announced end */
    char reason[VG_FETCH_REASON]; /* one word for a failure, see vg_fetch(); empty on success */
};

#define VG_SCOPED_FETCHED __attribute__((cleanup(vg_fetched_end))) struct vg_fetched
void vg_fetched_end(struct vg_fetched *r); /* frees the body; the rest lives in the arena */

struct vg_fetcher;

/* The options are copied, what they point to must outlive the fetcher. VG_E_IO
 * when the library cannot be loaded, VG_E_MISUSE for a bad proxy or limit. */
int vg_fetcher_open(const struct vg_fetch_options *o, struct vg_fetcher **out, struct vg_err *err);
void vg_fetcher_close(struct vg_fetcher *f); /* accepts NULL */

#define VG_SCOPED_FETCHER __attribute__((cleanup(vg_fetcher_closep))) struct vg_fetcher
void vg_fetcher_closep(struct vg_fetcher **f);

/*
 * Fetch `url`, following redirects (301, 302, 303, 307, 308). *out, an empty
 * one, is filled on success and failure alike, as far as it came, so that a
 * failed attempt can be recorded too; a body that came with an error status is in it.
 * VG_OK for a 2xx answer. Otherwise `reason` is one of
 *   url                VG_E_FORMAT, VG_E_REFUSED   not an address to fetch (scheme, password,
 * shape) dns                VG_E_IO       the name has no address refused-address    VG_E_REFUSED
 * it, or one of its addresses, is not of the public internet connect            VG_E_IO nobody
 * answers there proxy              VG_E_IO       the proxy is down or declines; nothing was sent
 * past it tls                VG_E_IO       no secure connection, or the certificate does not hold
 *   timeout            VG_E_LIMIT    connecting, silence or the whole took too long
 *   redirects          VG_E_LIMIT    more than VG_MAX_REDIRECTS
 *   too-large          VG_E_LIMIT    a body over the ceiling
 *   header-too-large   VG_E_LIMIT    headers over VG_MAX_HEADER
 *   http-protocol      VG_E_FORMAT   what came back is not HTTP
 *   http-404 and such  VG_E_ABSENT for 404 and 410, else VG_E_IO
 *   transfer           VG_E_IO       the connection broke before an answer
 *   interrupted        VG_E_INTERRUPTED
 */
int vg_fetch(struct vg_fetcher *f, const char *url, enum vg_fetch_method method, struct vg_arena *a,
             struct vg_fetched *out, struct vg_err *err);

#endif
