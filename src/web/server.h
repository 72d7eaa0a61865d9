/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_SERVER_H
#define VG_WEB_SERVER_H

#include "guard/crew.h"
#include "web/cache.h"
#include "web/http.h"
#include "web/job.h"
#include "web/serve.h"
#include "web/session.h"

/*
 * The process that speaks HTTP, from the inside. Private to serve.c (its life and its
 * processes), dispatch.c (who answers what) and events.c (what is sent as it happens).
 */

enum { VG_WEB_HANDS = 2 };

/* A question that a process was asked and has not answered; they answer in order. */
struct vg_waiting {
    struct vg_waiting *next;
    enum vg_wire kind;
    struct vg_http_exchange *x; /* NULL: nobody waits for it any more */
    int is_post;
    int squeezes;  /* whoever asked takes gzip */
    int64_t epoch; /* of the cache when it was asked */
    int64_t source, piece;
    char *key; /* of the cache; NULL: the answer is not kept */
};

struct vg_hand {
    struct vg_member member;
    struct vg_line line;
    struct vg_waiting *first, **last;
    size_t n;
    int has_view; /* it was asked for something that loads the view */
};

/* An answer that is sent piece by piece. */
struct vg_stream {
    struct vg_stream *next;
    struct vg_http_exchange *x;
    enum { VG_STREAM_EVENTS, VG_STREAM_RAW } what;
    int64_t job;           /* events of this job only; 0: of all */
    int64_t source, piece; /* raw: what comes next */
    int is_asked;          /* raw: a piece is on its way from a process */
};

struct vg_server {
    const struct vg_app *app;
    const struct vg_serve *in;
    struct vg_web_place place;
    struct vg_http_site site;
    struct vg_http *http;
    struct vg_sessions sessions;
    struct vg_cache cache;
    struct vg_jobs jobs;
    struct vg_hand hands[VG_WEB_HANDS], worker; /* pages; long work */
    struct vg_stream *streams;
    int64_t epoch;      /* grows when what pages show has changed */
    int64_t checked_at; /* when the case was last seen unchanged; 0: ask */
    int is_checking;
    int64_t used_at, worked_at;
    int has_kept;             /* something to give back when nobody asks for a while */
    struct vg_member browser; /* what opened the first address; pid 0: nothing */
    int has_opened;
    int64_t restarts, restarts_from;
    char cookie[32];
    char address[64]; /* "http://127.0.0.1:8321" */
};

/* -- dispatch.c ------------------------------------------------------------------------- */
int vg_server_begin(void *server, const struct vg_http_ask *ask, int64_t *body_max,
                    int64_t *file_max);
void vg_server_ask(void *server, struct vg_http_exchange *x, const struct vg_http_ask *ask);
void vg_server_gone(void *server, struct vg_http_exchange *x);
/* A message of a process that answers pages. 0 when it does not read. */
int vg_server_hear(struct vg_server *s, struct vg_hand *h, const struct vg_buf *message);
/* A page of the server's own that says what is wrong, in both languages. */
void vg_server_refuse(struct vg_http_exchange *x, int status);
void vg_server_changed(struct vg_server *s);

/* -- serve.c ------------------------------------------------------------------------------ */
/* Put a question; on failure the exchange is answered with 503. */
void vg_server_put(struct vg_server *s, struct vg_hand *h, struct vg_buf *message,
                   const struct vg_waiting *w);
/* Hand the next work that waits to the process for it, if it is free. */
void vg_server_work(struct vg_server *s);

/* -- events.c ------------------------------------------------------------------------------- */
void vg_server_listen(struct vg_server *s, struct vg_http_exchange *x, int64_t job);
void vg_server_tell(struct vg_server *s, const struct vg_job *job);
void vg_server_send_raw(struct vg_server *s, struct vg_http_exchange *x,
                        const struct vg_web_reply *r);
void vg_server_piece(struct vg_server *s, const struct vg_waiting *w, struct vg_str bytes);
/* Ask for the next pieces of downloads whose readers have caught up. */
void vg_server_pour(struct vg_server *s);

#endif
