/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What is sent as it happens: how far long work is, and preserved bytes piece by piece.
 */
#include <stdlib.h>
#include <string.h>

#include "web/server.h"

enum { RAW_WAITING = 512 * 1024 }; /* bytes that a reader of a download may be behind */

static struct vg_stream *stream_add(struct vg_server *s, struct vg_http_exchange *x)
{
    struct vg_stream *t = vg_malloc(sizeof *t);

    memset(t, 0, sizeof *t);
    t->x = x;
    t->next = s->streams;
    s->streams = t;
    return t;
}

static struct vg_stream *stream_of(struct vg_server *s, const struct vg_http_exchange *x)
{
    struct vg_stream *t = s->streams;

    while (t != NULL && t->x != x)
        t = t->next;
    return t;
}

static void stream_drop(struct vg_server *s, struct vg_http_exchange *x)
{
    for (struct vg_stream **t = &s->streams; *t != NULL; t = &(*t)->next) {
        if ((*t)->x == x) {
            struct vg_stream *gone = *t;

            *t = gone->next;
            free(gone);
            return;
        }
    }
}

void vg_server_gone(void *server, struct vg_http_exchange *x)
{
    struct vg_server *s = server;

    for (size_t i = 0; i < VG_WEB_HANDS; i++)
        for (struct vg_waiting *w = s->hands[i].first; w != NULL; w = w->next)
            if (w->x == x)
                w->x = NULL;
    stream_drop(s, x);
}

/* -- events -------------------------------------------------------------------------------- */

static void send_job(struct vg_stream *t, const struct vg_job *job)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    if (t->job != 0 && t->job != job->id)
        return;
    vg_puts(&b, "event: job\ndata: ");
    vg_job_to_json(job, &j);
    vg_puts(&b, "\n\n");
    (void)vg_http_put(t->x, b.p, b.len);
}

void vg_server_listen(struct vg_server *s, struct vg_http_exchange *x, int64_t job)
{
    struct vg_http_answer head = {.status = 200, .type = "text/event-stream"};
    struct vg_stream *t;

    vg_http_stream(x, &head);
    t = stream_add(s, x);
    t->what = VG_STREAM_EVENTS;
    t->job = job;
    (void)vg_http_put(x, "retry: 2000\n\n", 13);
    for (size_t i = 0; i < s->jobs.n; i++) /* whoever comes late learns how it stands */
        send_job(t, s->jobs.list[i]);
}

void vg_server_tell(struct vg_server *s, const struct vg_job *job)
{
    for (struct vg_stream *t = s->streams; t != NULL; t = t->next)
        if (t->what == VG_STREAM_EVENTS)
            send_job(t, job);
}

/* -- preserved bytes --------------------------------------------------------------------------- */

/* Never as a page of ours: plain text, to be saved, in a sandbox. */
void vg_server_send_raw(struct vg_server *s, struct vg_http_exchange *x,
                        const struct vg_web_reply *r)
{
    struct vg_http_field h[] = {
        {"Content-Disposition", r->download == NULL ? "attachment" : r->download},
        {"Content-Security-Policy", "sandbox; default-src 'none'"},
    };
    struct vg_http_answer head = {
        .status = 200, .type = "text/plain; charset=utf-8", .headers = h, .n_headers = 2};
    struct vg_stream *t;

    vg_http_stream(x, &head);
    t = stream_add(s, x);
    t->what = VG_STREAM_RAW;
    t->source = r->raw;
    vg_server_pour(s);
}

void vg_server_pour(struct vg_server *s)
{
    for (struct vg_stream *t = s->streams; t != NULL; t = t->next) {
        VG_SCOPED_BUF message = {0};
        struct vg_waiting w = {.kind = VG_WIRE_PIECE, .x = t->x, .source = t->source};

        if (t->what != VG_STREAM_RAW || t->is_asked || vg_http_put(t->x, "", 0) > RAW_WAITING)
            continue;
        t->is_asked = 1;
        w.piece = t->piece;
        vg_putc(&message, VG_WIRE_PIECE);
        vg_pack_i64(&message, t->source);
        vg_pack_i64(&message, t->piece++);
        vg_server_put(s, &s->hands[VG_WEB_HANDS - 1], &message, &w);
        return; /* the list may have changed; the next comes with the next turn */
    }
}

void vg_server_piece(struct vg_server *s, const struct vg_waiting *w, struct vg_str bytes)
{
    struct vg_stream *t = w->x == NULL ? NULL : stream_of(s, w->x);

    if (t == NULL)
        return;
    t->is_asked = 0;
    if (bytes.len > 0) {
        (void)vg_http_put(t->x, bytes.p, bytes.len);
        return;
    }
    stream_drop(s, w->x);
    vg_http_end(w->x);
}
