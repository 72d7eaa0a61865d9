/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Who holds a connection. libmicrohttpd answers bad headers by itself, with none of our
 * headers, keeps 24 KiB for a connection that has said nothing yet, and counts any byte
 * as a sign of life. So a connection stands at our gate first, for each request anew:
 * we look at what has arrived without taking it (MSG_PEEK), and only a whole and
 * faultless header (http_head.h is stricter than the library) lets it pass. The
 * library then reads the same bytes, and never sees a request that it would refuse.
 * Between two requests it is suspended and the connection is back at the gate.
 *
 *   GATE    waiting for a header, ours           -> INSIDE, LINGER, closed
 *   INSIDE  the library's: body, answer          -> GATE when the answer is out, closed
 *   LINGER  refused, the answer is out; what the client still sends is thrown away for
 *           a moment, because closing with unread bytes would reset the connection and
 *           take the answer with it              -> closed
 *
 * What the library may have read beyond one request (a client that sends the next one
 * without waiting) cannot be seen at the gate. The kernel knows how many bytes were taken
 * from the socket; if they are more than the requests let in were long, the connection ends with
 * this answer, which HTTP allows and clients repeat.
 *
 * One epoll set holds the listening socket, the library's own epoll descriptor and every
 * connection, edge-triggered, for as long as it lives: an edge means something at the gate and,
 * inside, tells that a client went away while the library does not look (suspended).
 */
#include "web/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "web/http_body.h"
#include "web/http_head.h"
#include "web/http_reply.h"

/* The kernel's own struct has a field that the C library's lacks. */
struct tcp_info_head {
    unsigned char before[120];
    uint64_t bytes_acked;
    uint64_t bytes_received;
};

enum {
    SWEEP_MS = 500,  /* between looks at the clocks of the connections */
    FRESH_MS = 1000, /* a new connection is left alone so long when room is made */
    ACCEPTS = 64,    /* taken in one round */
    EVENTS = 128,
    ROUNDS = 4,       /* of the library in one vg_http_run() */
    PIECE = 16 * 1024 /* of a stream */
};

enum place { GATE, INSIDE, LINGER };

struct conn {
    struct vg_http *h;
    struct conn *next, *prev;   /* in order of arrival */
    struct MHD_Connection *mhd; /* once it has passed the gate; NULL before */
    struct vg_http_exchange *x; /* while INSIDE */
    enum place place;
    int fd;
    int is_suspended; /* by us, at the gate or with x */
    int has_begun;    /* some bytes of a header are here */
    int ends;         /* shut down; the library is to notice */
    int64_t since;    /* at this place, vg_ticks_ms() */
    int64_t deadline; /* 0: the library's clock counts */
    uint64_t let_in;  /* bytes of all requests that passed the gate */
};

struct vg_http_exchange {
    struct conn *c;
    struct vg_arena arena; /* head, fields, names */
    struct vg_http_head head;
    struct vg_http_body *body;
    struct MHD_Response *response; /* answered, not handed over yet */
    void *data;
    int status; /* of the answer, or a refusal found in the body */
    int is_asked, is_answered, is_stream, is_ended, is_gone, is_told; /* is_told: `ready` is due */
    int in_call;           /* within the library's call: it must not be resumed */
    struct vg_buf waiting; /* of a stream */
    size_t sent;           /* of it */
};

struct vg_http {
    struct MHD_Daemon *daemon;
    const struct vg_http_site *face;
    const char *spool;
    int listener, set; /* descriptors */
    unsigned port;
    struct conn *first, *last;
    struct conn **by_fd;
    size_t n_fds, n_conns;
    int64_t swept;
    int is_closing, is_deaf; /* is_deaf: no descriptors left, not accepting */
};

/* -- connections ------------------------------------------------------------------------- */

static struct conn *conn_of(const struct vg_http *h, int fd)
{
    return fd >= 0 && (size_t)fd < h->n_fds ? h->by_fd[fd] : NULL;
}

static void exchange_end(struct vg_http_exchange *x);
static void tell_gone(struct vg_http_exchange *x);

/* Forget a connection; its socket is somebody else's matter. */
static void conn_drop(struct conn *c)
{
    struct vg_http *h = c->h;

    if (c->x != NULL) {
        tell_gone(c->x);
        exchange_end(c->x);
    }
    if (c->prev != NULL)
        c->prev->next = c->next;
    else
        h->first = c->next;
    if (c->next != NULL)
        c->next->prev = c->prev;
    else
        h->last = c->prev;
    h->by_fd[c->fd] = NULL;
    h->n_conns--;
    free(c);
}

static struct conn *conn_new(struct vg_http *h, int fd)
{
    struct conn *c = vg_malloc(sizeof *c);

    if ((size_t)fd >= h->n_fds) {
        size_t n = (size_t)fd + 64;

        h->by_fd = vg_realloc(h->by_fd, n * sizeof(struct conn *));
        memset(h->by_fd + h->n_fds, 0, (n - h->n_fds) * sizeof(struct conn *));
        h->n_fds = n;
    }
    if (h->by_fd[fd] != NULL) /* the library closed it without a word */
        conn_drop(h->by_fd[fd]);
    *c = (struct conn){.h = h, .fd = fd, .since = vg_ticks_ms(), .prev = h->last};
    c->deadline = c->since + VG_HTTP_HEADER_S * 1000;
    *(h->last == NULL ? &h->first : &h->last->next) = c;
    h->last = c;
    h->by_fd[fd] = c;
    h->n_conns++;
    return c;
}

static void resume(struct conn *c)
{
    if (c->is_suspended) {
        c->is_suspended = 0;
        MHD_resume_connection(c->mhd);
    }
}

static void suspend(struct conn *c)
{
    c->is_suspended = 1;
    MHD_suspend_connection(c->mhd);
}

/* Close it now; what the library has, it is made to notice and closes itself. */
static void conn_close(struct conn *c)
{
    if (c->mhd == NULL && c->place != INSIDE) {
        int fd = c->fd;

        conn_drop(c);
        (void)close(fd);
        return;
    }
    c->ends = 1;
    c->deadline = 0;
    (void)shutdown(c->fd, SHUT_RDWR);
    if (c->mhd != NULL)
        resume(c);
}

/* -- exchanges --------------------------------------------------------------------------- */

static void tell_gone(struct vg_http_exchange *x)
{
    int waits = x->is_asked && (!x->is_answered || (x->is_stream && !x->is_ended));

    if (waits && !x->is_gone) {
        x->is_gone = 1;
        x->c->h->face->gone(x->c->h->face->w, x);
    }
    x->is_gone = 1;
}

/* Nobody looks at the ask any more. */
static void ask_end(struct vg_http_exchange *x)
{
    vg_http_body_close(x->body);
    x->body = NULL;
    vg_arena_end(&x->arena);
}

static void exchange_end(struct vg_http_exchange *x)
{
    ask_end(x);
    if (x->response != NULL)
        MHD_destroy_response(x->response);
    vg_buf_end(&x->waiting);
    x->c->x = NULL;
    free(x);
}

/* -- the gate ------------------------------------------------------------------------------ */

/* Throw away what comes after a refusal. */
static void linger(struct conn *c)
{
    char bin[16 * 1024];
    ssize_t n = 1;

    for (int i = 0; i < 64 && n > 0; i++)
        n = recv(c->fd, bin, sizeof bin, MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        conn_close(c);
}

/* Answer by ourselves and end the connection. */
static void refuse(struct conn *c, int status, int is_head)
{
    VG_SCOPED_BUF out = {0};

    vg_http_refusal(status, is_head, &out);
    /* A few hundred bytes into an empty socket: whole or not at all. */
    (void)!send(c->fd, out.p, out.len, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)shutdown(c->fd, SHUT_WR);
    c->place = LINGER;
    c->since = vg_ticks_ms();
    c->deadline = c->since + VG_HTTP_LINGER_S * 1000;
    linger(c);
}

/* A header that is whole: may it come in? 0 or the status to refuse it with. */
static int admit(struct conn *c, struct vg_http_exchange *x)
{
    const struct vg_http_site *face = c->h->face;
    int64_t body_max = 0, file_max = 0;
    int status = face->begin(face->w, &x->head.ask, &body_max, &file_max);

    if (status == VG_HTTP_GO && strcmp(x->head.ask.method, "POST") == 0)
        status = vg_http_body_open(&x->head, body_max, file_max, c->h->spool, &x->arena, &x->body);
    return status;
}

/* Hand it to the library, for the first time or again. */
static void let_in(struct conn *c, struct vg_http_exchange *x)
{
    static const struct sockaddr_in loopback = {.sin_family = AF_INET};

    c->x = x;
    c->place = INSIDE;
    c->since = vg_ticks_ms();
    c->deadline = x->body == NULL ? 0 : c->since + (VG_HTTP_BODY_S + x->head.length / 1024) * 1000;
    c->let_in += x->head.size + (uint64_t)x->head.length;
    if (c->mhd != NULL) {
        resume(c);
        return;
    }
    /* It closes the socket itself when it cannot have it. */
    if (MHD_add_connection(c->h->daemon, c->fd, (const struct sockaddr *)&loopback,
                           sizeof loopback) != MHD_YES)
        conn_drop(c);
}

/* Look at what waits at the gate. Afterwards c may be closed. */
static void gate(struct conn *c)
{
    char p[VG_MAX_HEADER + 1];
    struct vg_arena arena = {0};
    struct vg_http_head head = {0};
    ssize_t n = recv(c->fd, p, sizeof p, MSG_PEEK | MSG_DONTWAIT);
    struct vg_http_exchange *x;
    int status;

    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    if (n <= 0) {
        conn_close(c);
        return;
    }
    if (!c->has_begun) {
        c->has_begun = 1;
        if (c->mhd != NULL)
            c->deadline = vg_ticks_ms() + VG_HTTP_HEADER_S * 1000;
    }
    status = vg_http_head_read(p, (size_t)n, &arena, &head);
    if (status == VG_HTTP_MORE)
        return;
    if (status != 0) {
        vg_arena_end(&arena);
        refuse(c, status, n > 5 && memcmp(p, "HEAD ", 5) == 0);
        return;
    }
    x = vg_malloc(sizeof *x);
    *x = (struct vg_http_exchange){.c = c, .arena = arena, .head = head};
    status = admit(c, x);
    if (status == 0) {
        let_in(c, x);
        return;
    }
    exchange_end(x);
    refuse(c, status, head.is_head);
}

/* -- answers -------------------------------------------------------------------------------- */

/* Has the library taken more from the socket than the requests let in? */
static int read_beyond(const struct conn *c)
{
    struct tcp_info_head info = {0};
    socklen_t len = sizeof info;
    int unread = 0;

    if (getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &info, &len) != 0 || len < sizeof info ||
        ioctl(c->fd, SIOCINQ, &unread) != 0)
        return 1; /* not to be known: end it */
    return info.bytes_received - (uint64_t)unread > c->let_in;
}

static void add_headers(struct MHD_Response *r, const struct vg_http_answer *a)
{
    for (size_t i = 0; i < VG_HTTP_ALWAYS; i++)
        if (!vg_http_brings(a, vg_http_always[i].name))
            (void)MHD_add_response_header(r, vg_http_always[i].name, vg_http_always[i].value);
    if (a->type != NULL)
        (void)MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, a->type);
    for (size_t i = 0; i < a->n_headers; i++)
        (void)MHD_add_response_header(r, a->headers[i].name, a->headers[i].value);
}

static void answered(struct vg_http_exchange *x, const struct vg_http_answer *a,
                     struct MHD_Response *response)
{
    if (response == NULL)
        abort(); /* out of memory */
    add_headers(response, a);
    x->response = response;
    x->status = a->status;
    x->is_answered = 1;
    if (x->in_call)
        return; /* the face may still look at its ask */
    ask_end(x);
    resume(x->c);
}

void vg_http_answer(struct vg_http_exchange *x, const struct vg_http_answer *a)
{
    static char nothing[1];
    void *body = a->len == 0 ? nothing : (void *)(uintptr_t)a->body;
    enum MHD_ResponseMemoryMode mode =
        a->len == 0 || a->is_kept ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY;

    answered(x, a, MHD_create_response_from_buffer(a->len, body, mode));
}

/* The library asks for the next piece of a stream. */
static ssize_t next_piece(void *cls, uint64_t at, char *out, size_t max)
{
    struct vg_http_exchange *x = cls;
    const struct vg_http_site *face = x->c->h->face;
    size_t n = x->waiting.len - x->sent;

    (void)at;
    if (x->is_gone || x->c->ends)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (x->is_told && n < VG_HTTP_WAITING / 4) {
        x->is_told = 0;
        x->in_call = 1;
        face->ready(face->w, x);
        x->in_call = 0;
        n = x->waiting.len - x->sent;
    }
    if (n == 0 && x->is_ended)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (n == 0) {
        suspend(x->c);
        return 0;
    }
    n = n < max ? n : max;
    memcpy(out, x->waiting.p + x->sent, n);
    x->sent += n;
    if (x->sent == x->waiting.len) {
        vg_buf_clear(&x->waiting);
        x->sent = 0;
    }
    return (ssize_t)n;
}

void vg_http_stream(struct vg_http_exchange *x, const struct vg_http_answer *head)
{
    x->is_stream = 1;
    answered(x, head,
             MHD_create_response_from_callback(head->len == 0 ? MHD_SIZE_UNKNOWN : head->len, PIECE,
                                               next_piece, x, NULL));
}

static void go_on(struct vg_http_exchange *x)
{
    if (!x->in_call && x->c->mhd != NULL)
        resume(x->c);
}

size_t vg_http_put(struct vg_http_exchange *x, const void *bytes, size_t n)
{
    if (x->sent > x->waiting.len / 2) {
        memmove(x->waiting.p, x->waiting.p + x->sent, x->waiting.len - x->sent);
        x->waiting.len -= x->sent;
        x->sent = 0;
    }
    vg_put(&x->waiting, bytes, n);
    n = x->waiting.len - x->sent;
    x->is_told = x->is_told || (n > VG_HTTP_WAITING && x->c->h->face->ready != NULL);
    go_on(x);
    return n;
}

void vg_http_end(struct vg_http_exchange *x)
{
    x->is_ended = 1;
    x->is_told = 0;
    go_on(x);
}

void *vg_http_data(struct vg_http_exchange *x)
{
    return x->data;
}

void vg_http_set_data(struct vg_http_exchange *x, void *data)
{
    x->data = data;
}

/* -- called by the library ----------------------------------------------------------------- */

static struct conn *conn_of_mhd(struct MHD_Connection *m)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info == NULL ? NULL : info->socket_context;
}

/* Refuse what the body turned out to be. */
static void refuse_body(struct vg_http_exchange *x)
{
    VG_SCOPED_BUF page = {0};
    struct vg_http_answer a = {.status = x->status, .type = "text/html; charset=utf-8"};

    vg_http_refusal_page(x->status, &page);
    a.body = page.p;
    a.len = page.len;
    vg_http_answer(x, &a);
}

static enum MHD_Result hand_over(struct vg_http_exchange *x, struct MHD_Connection *m)
{
    struct MHD_Response *response = x->response;
    enum MHD_Result rc;

    if (x->head.closes || read_beyond(x->c)) {
        x->head.closes = 1;
        (void)MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    }
    x->response = NULL;
    rc = MHD_queue_response(m, (unsigned)x->status, response);
    MHD_destroy_response(response);
    return rc;
}

/* The body is here: ask, or refuse it. */
static void whole(struct vg_http_exchange *x)
{
    const struct vg_http_site *face = x->c->h->face;

    x->c->deadline = 0;
    if (x->status == 0 && x->body != NULL)
        x->status = vg_http_body_end(x->body, &x->head.ask);
    x->in_call = 1;
    if (x->status != 0) {
        refuse_body(x);
    } else {
        x->is_asked = 1;
        face->ask(face->w, x, &x->head.ask);
    }
    x->in_call = 0;
    if (x->is_answered)
        ask_end(x);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *m, const char *url,
                                  const char *method, const char *version, const char *bytes,
                                  size_t *n, void **request)
{
    struct conn *c = conn_of_mhd(m);
    struct vg_http_exchange *x = c == NULL ? NULL : c->x;

    (void)cls;
    (void)url;
    (void)method;
    (void)version;
    if (x == NULL || c->ends)
        return MHD_NO;
    if (*request == NULL) { /* the header; the gate has seen it */
        *request = x;
        return MHD_YES;
    }
    if (*n > 0) {
        if (x->status == 0 && x->body != NULL)
            x->status = vg_http_body_put(x->body, bytes, *n);
        *n = 0;
        return MHD_YES;
    }
    if (!x->is_asked && !x->is_answered)
        whole(x);
    if (x->is_answered)
        return hand_over(x, m);
    suspend(c);
    return MHD_YES;
}

static void on_connection(void *cls, struct MHD_Connection *m, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct vg_http *h = cls;
    const union MHD_ConnectionInfo *info;
    struct conn *c = *context;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        info = MHD_get_connection_info(m, MHD_CONNECTION_INFO_CONNECTION_FD);
        c = info == NULL ? NULL : conn_of(h, info->connect_fd);
        *context = c;
        if (c != NULL)
            c->mhd = m;
    } else if (c != NULL) {
        conn_drop(c);
    }
}

/* The request is done with, and unless the connection ends it goes back to the gate. */
static void on_completed(void *cls, struct MHD_Connection *m, void **request,
                         enum MHD_RequestTerminationCode how)
{
    struct vg_http *h = cls;
    struct vg_http_exchange *x = *request;
    struct conn *c = conn_of_mhd(m);
    int goes_on, fd;

    *request = NULL;
    if (x == NULL || c == NULL)
        return;
    fd = c->fd;
    goes_on =
        how == MHD_REQUEST_TERMINATED_COMPLETED_OK && !x->head.closes && !c->ends && !h->is_closing;
    tell_gone(x);
    exchange_end(x);
    if (!goes_on)
        return;
    c->place = GATE;
    c->has_begun = 0;
    c->since = vg_ticks_ms();
    c->deadline = c->since + VG_HTTP_IDLE_S * 1000;
    gate(c); /* the next request may be here: its edge has passed */
    c = conn_of(h, fd);
    if (c != NULL && c->place != INSIDE && !c->ends)
        suspend(c);
}

/* -- the listener ---------------------------------------------------------------------------- */

static int watch(struct vg_http *h, int fd, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.fd = fd};

    return epoll_ctl(h->set, EPOLL_CTL_ADD, fd, &e);
}

/* Something happened on a connection. */
static void on_event(struct conn *c, uint32_t events)
{
    int is_over = (events & (EPOLLHUP | EPOLLERR)) != 0, fd = c->fd;
    struct vg_http *h = c->h;

    if (c->ends)
        return;
    if (c->place == LINGER) {
        linger(c);
    } else if (c->place == GATE) {
        /* Half a header and no more to come. */
        if ((events & EPOLLRDHUP) != 0)
            is_over = 1;
        if (!is_over || (events & EPOLLIN) != 0)
            gate(c);
        c = conn_of(h, fd); /* it may be closed */
        if (is_over && c != NULL && c->place == GATE && !c->ends)
            conn_close(c);
    } else if (c->x != NULL && c->is_suspended) {
        /* Whoever listens to a stream and closes has gone; who waits for an answer may
         * just have finished sending. */
        if (c->x->is_stream && (events & EPOLLRDHUP) != 0)
            is_over = 1;
        if (is_over) {
            tell_gone(c->x);
            conn_close(c);
        }
    }
}

/* Above the easy number, the oldest that has not sent a whole header goes: first those
 * that never did. */
static int make_room(struct vg_http *h, int64_t now, int is_urgent)
{
    struct conn *oldest = NULL;

    for (struct conn *c = h->first; c != NULL; c = c->next) {
        if (c->place == INSIDE || c->ends || (!is_urgent && now - c->since < FRESH_MS))
            continue;
        if (c->mhd == NULL) {
            conn_close(c);
            return 1;
        }
        if (oldest == NULL || c->since < oldest->since)
            oldest = c;
    }
    if (oldest != NULL)
        conn_close(oldest);
    return oldest != NULL;
}

static void take_in(struct vg_http *h, int fd)
{
    int64_t now = vg_ticks_ms();
    int on = 1;
    struct conn *c;

    if (h->n_conns >= VG_HTTP_EASY)
        (void)make_room(h, now, h->n_conns >= VG_HTTP_CONNECTIONS);
    c = conn_new(h, fd);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (watch(h, fd, EPOLLIN | EPOLLRDHUP | EPOLLET) != 0)
        conn_close(c);
    else if (h->n_conns > VG_HTTP_CONNECTIONS)
        refuse(c, 503, 0);
    else
        gate(c);
}

static void accept_new(struct vg_http *h)
{
    for (int i = 0; i < ACCEPTS; i++) {
        int fd = accept4(h->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (fd >= 0) {
            take_in(h, fd);
        } else if (errno == EMFILE || errno == ENFILE) {
            /* Else the listener would call without end. The sweep listens again. */
            (void)make_room(h, vg_ticks_ms(), 1);
            h->is_deaf = epoll_ctl(h->set, EPOLL_CTL_DEL, h->listener, NULL) == 0;
            return;
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return;
        }
    }
}

static void sweep(struct vg_http *h, int64_t now)
{
    struct conn *next;

    h->swept = now;
    if (h->is_deaf)
        h->is_deaf = watch(h, h->listener, EPOLLIN) != 0;
    for (struct conn *c = h->first; c != NULL; c = next) {
        next = c->next;
        if (c->deadline == 0 || now < c->deadline || c->ends)
            continue;
        if (c->place == GATE && c->has_begun)
            refuse(c, 408, 0);
        else
            conn_close(c);
    }
}

void vg_http_run(struct vg_http *h)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(h->set, events, EVENTS, 0);
    MHD_UNSIGNED_LONG_LONG ms = 0;
    int64_t now;

    for (int i = 0; i < n; i++) {
        struct conn *c = conn_of(h, events[i].data.fd);

        if (events[i].data.fd == h->listener)
            accept_new(h);
        else if (c != NULL)
            on_event(c, events[i].events);
    }
    for (int i = 0; i < ROUNDS; i++) {
        (void)MHD_run(h->daemon);
        if (MHD_get_timeout(h->daemon, &ms) != MHD_YES || ms > 0)
            break;
    }
    now = vg_ticks_ms();
    if (now - h->swept >= SWEEP_MS)
        sweep(h, now);
}

int vg_http_wait_ms(const struct vg_http *h)
{
    MHD_UNSIGNED_LONG_LONG ms = 0;
    int64_t wait = -1;

    if (h->n_conns > 0 || h->is_deaf) {
        wait = h->swept + SWEEP_MS - vg_ticks_ms();
        wait = wait < 0 ? 0 : wait;
    }
    if (MHD_get_timeout(h->daemon, &ms) == MHD_YES && (wait < 0 || (int64_t)ms < wait))
        wait = (int64_t)ms;
    return (int)wait;
}

int vg_http_fd(const struct vg_http *h)
{
    return h->set;
}

unsigned vg_http_port(const struct vg_http *h)
{
    return h->port;
}

/* -- life ----------------------------------------------------------------------------------------
 */

static int listen_on(struct vg_http *h, unsigned port, struct vg_err *err)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int on = 1;

    if (port > 65535)
        return vg_fail(err, VG_E_MISUSE, "there is no port %u; 0 to 65535", port);
    at.sin_port = htons((uint16_t)port);
    h->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (h->listener < 0)
        return vg_fail(err, VG_E_IO, "no socket to listen on: %s", strerror(errno));
    (void)setsockopt(h->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(h->listener, (const struct sockaddr *)&at, sizeof at) != 0 ||
        listen(h->listener, 1024) != 0)
        return vg_fail(err, errno == EADDRINUSE ? VG_E_CONFLICT : VG_E_IO,
                       "cannot listen on 127.0.0.1 port %u: %s", port, strerror(errno));
    if (getsockname(h->listener, (struct sockaddr *)&at, &len) != 0)
        return vg_fail(err, VG_E_IO, "cannot listen: %s", strerror(errno));
    h->port = ntohs(at.sin_port);
    return VG_OK;
}

static int start(struct vg_http *h, struct vg_err *err)
{
    const union MHD_DaemonInfo *info;

    h->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
        on_request, h, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)VG_HTTP_POOL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)VG_HTTP_CONNECTIONS + 8,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)VG_HTTP_IDLE_S, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, h, MHD_OPTION_NOTIFY_CONNECTION, on_connection, h, MHD_OPTION_END);
    info = h->daemon == NULL ? NULL : MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    h->set = epoll_create1(EPOLL_CLOEXEC);
    if (info == NULL || h->set < 0 || watch(h, h->listener, EPOLLIN) != 0 ||
        watch(h, info->epoll_fd, EPOLLIN) != 0)
        return vg_fail(err, VG_E_IO, "cannot listen: %s", strerror(errno));
    return VG_OK;
}

int vg_http_open(unsigned port, const char *spool, const struct vg_http_site *face,
                 struct vg_http **out, struct vg_err *err)
{
    struct vg_http *h = vg_malloc(sizeof *h);
    int rc;

    *h = (struct vg_http){.face = face, .spool = spool, .listener = -1, .set = -1};
    rc = listen_on(h, port, err);
    if (rc == VG_OK)
        rc = start(h, err);
    if (rc == VG_OK)
        *out = h;
    else
        vg_http_close(h);
    return rc;
}

void vg_http_close(struct vg_http *h)
{
    struct conn *next;

    if (h == NULL)
        return;
    h->is_closing = 1;
    for (struct conn *c = h->first; c != NULL; c = c->next) {
        if (c->x != NULL)
            tell_gone(c->x);
        if (c->mhd != NULL)
            conn_close(c);
    }
    if (h->daemon != NULL)
        MHD_stop_daemon(h->daemon);
    for (struct conn *c = h->first; c != NULL; c = next) { /* which it never had, or only just */
        next = c->next;
        if (c->place != INSIDE)
            (void)close(c->fd);
        conn_drop(c);
    }
    free(h->by_fd);
    vg_fd_end(&h->listener);
    vg_fd_end(&h->set);
    free(h);
}
