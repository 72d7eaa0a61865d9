/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_HTTP_H
#define VG_WEB_HTTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * HTTP/1.1 on 127.0.0.1, one epoll loop in the thread of the caller (libmicrohttpd stands
 * behind this and nowhere else). Takes requests apart, keeps the limits, spools uploads,
 * hands whole requests to a face and sends what it answers, now or later. Knows nothing of
 * cases, sessions or routes.
 *
 * What is wrong with a request is answered here, with a small page in English and Chinese,
 * and the face never sees it: 400 (not HTTP; Host missing or double; a known header twice;
 * bad percent-encoding, NUL or no UTF-8 in path, query or form), 405, 408, 411 (a body
 * without Content-Length: chunked bodies are not taken), 413, 414, 415, 417, 431, 505, 507.
 * Every answer, also those, carries the headers of web/http_reply.h.
 */

struct vg_http;          /* the listener */
struct vg_http_exchange; /* one request waiting for its answer, or a stream being written */

struct vg_http_field {
    const char *name, *value; /* NUL-terminated, valid UTF-8, no NUL inside */
};

struct vg_http_file {
    const char *field, *name;
    int fd; /* spooled in an unlinked file, rewound; closed here with the ask (dup() it to keep it)
             */
    int64_t size;
};

/* Lives until the exchange is answered. */
struct vg_http_ask {
    const char *method; /* "GET" (HEAD is given as GET and answered without body), "POST" */
    const char *path;   /* decoded; begins with '/'; UTF-8 without control characters */
    const char *target; /* path and query as they came */
    const struct vg_http_field *query;
    size_t n_query;
    const struct vg_http_field *form; /* urlencoded, or the plain parts of multipart */
    size_t n_form;
    const struct vg_http_file *files; /* of multipart; or one: a body of application/octet-stream */
    size_t n_files;                   /*   with its name, percent-encoded, in X-Vigil-Name */
    /* Headers; NULL when absent. */
    const char *host, *origin, *cookie /* whole */, *accept_language, *accept_encoding,
        *if_none_match, *fetch_site, *token /* X-Vigil-Token */, *last_event_id, *content_type;
};

enum { VG_HTTP_GO = 0 }; /* otherwise an HTTP status */

/* Bytes waiting in a stream above which its writer holds back. */
enum { VG_HTTP_WAITING = 256 * 1024 };

/* Who answers. Everything is called from vg_http_run(), `gone` also from vg_http_close(). */
struct vg_http_site {
    /* After the header, before the body: VG_HTTP_GO, or the status (4xx, 5xx) with which it is
     * refused at once, by a page made here. *body_max and *file_max (bytes; form fields / all files
     * together) are 0 and set for a POST; a body over them: 413. There are no form and files yet.
     * The ask is gone when this returns. */
    int (*begin)(void *w, const struct vg_http_ask *ask, int64_t *body_max, int64_t *file_max);
    /* The whole request is here. vg_http_answer() or vg_http_stream() is called exactly once
     * for x, now or later. */
    void (*ask)(void *w, struct vg_http_exchange *x, const struct vg_http_ask *ask);
    /* The client went away, or the listener closes, before the answer or the end of the stream:
     * x and its ask are not to be touched again. Called at most once. (That a client who waits
     * for an answer has gone is not always seen; an answer nobody reads does no harm.) */
    void (*gone)(void *w, struct vg_http_exchange *x);
    /* A stream that had more than VG_HTTP_WAITING waiting has less than a quarter of it: go on
     * putting. May be NULL. */
    void (*ready)(void *w, struct vg_http_exchange *x);
    void *w;
};

/*
 * Listen on a port of 127.0.0.1 (0: any). `spool` is a folder for uploads, on the disk where they
 * will stay (the case's); both it and the face's functions must outlive the listener. SIGPIPE does
 * not come from here. VG_E_CONFLICT when the port is taken, VG_E_IO otherwise.
 */
int vg_http_open(unsigned port, const char *spool, const struct vg_http_site *face,
                 struct vg_http **out, struct vg_err *err);
unsigned vg_http_port(const struct vg_http *h);

int vg_http_fd(const struct vg_http *h);      /* to be polled for reading */
int vg_http_wait_ms(const struct vg_http *h); /* at most so long until vg_http_run() is due; -1: no
                                                 limit. Ask anew before each wait */
void vg_http_run(struct vg_http *h);          /* do what is due, never blocks */

/* Ends every connection; `gone` is called for what is not answered. Accepts NULL. */
void vg_http_close(struct vg_http *h);

struct vg_http_answer {
    int status;
    const char *type; /* Content-Type, or NULL */
    /* Besides those that every answer carries; Content-Security-Policy and Cache-Control
     * here stand in the place of these. */
    const struct vg_http_field *headers;
    size_t n_headers;
    const char *body; /* copied, unless: */
    size_t len;
    int is_kept; /* it outlives the listener (a page's script in the program): not copied */
};

/* The answer. x is not to be touched any more. */
void vg_http_answer(struct vg_http_exchange *x, const struct vg_http_answer *a);

/*
 * Server-sent events and big downloads: an answer whose body comes in pieces. `head->body`
 * is not looked at; `head->len` is the length of the whole body if it is known, else 0.
 * vg_http_put() copies the bytes and returns how many wait to be sent: above VG_HTTP_WAITING hold
 * back until `ready`. Nothing is put after vg_http_end() or `gone`. An end before the announced
 * length breaks the connection, so that a half file does not look whole.
 */
void vg_http_stream(struct vg_http_exchange *x, const struct vg_http_answer *head);
size_t vg_http_put(struct vg_http_exchange *x, const void *bytes, size_t n);
void vg_http_end(struct vg_http_exchange *x);

/* One pointer of the face's own for each exchange; NULL at first. */
void *vg_http_data(struct vg_http_exchange *x);
void vg_http_set_data(struct vg_http_exchange *x, void *data);

#endif
