/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The life of the page: its processes, its loop, its end.
 */
#include "web/serve.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "web/server.h"

enum { TURN_MS = 500, GRACE_MS = 3000, RESTARTS = 8, RESTARTS_MS = 10000, WORKER_IDLE_MS = 60000 };

/* -- a process that answers pages ------------------------------------------------------- */

static int answer_piece(struct vg_web_worker *k, struct vg_unpack *u, struct vg_buf *out)
{
    int64_t source = vg_unpack_i64(u), piece = vg_unpack_i64(u);

    vg_putc(out, VG_WIRE_PIECE);
    return vg_web_piece(k, source, piece, out);
}

static void answer_ask(struct vg_web_worker *k, struct vg_unpack *u, struct vg_buf *out)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_web_ask ask = {0};
    struct vg_web_reply reply = {.body = {.max = VG_WEB_PAGE}};
    int changed;

    if (!vg_unpack_ask(u, &a, &ask))
        return;
    changed = vg_web_changed(k);
    vg_web_answer(k, &ask, &a, &reply);
    vg_pack_reply(out, &reply, changed);
    vg_buf_end(&reply.body);
}

static int page_member(int fd, void *w)
{
    const struct vg_web_place *place = w;
    struct vg_app app = *place->app;
    struct vg_web_worker *k = NULL;
    struct vg_line line;
    VG_SCOPED_BUF in = {.max = VG_MAX_MESSAGE}, out = {.max = VG_MAX_MESSAGE};
    int passed, rc;

    app.stop = NULL; /* a page is short; whoever stops the server closes the line */
    app.progress = NULL;
    rc = vg_web_worker_open(&app, place->path, &k, NULL);
    vg_line_open(&line, fd);
    while (rc == VG_OK && vg_line_get(&line, &in, &passed, NULL) == VG_OK && in.len > 0) {
        struct vg_unpack u = {in.p + 1, in.len - 1, 0};

        vg_buf_clear(&out);
        switch (in.p[0]) {
        case VG_WIRE_ASK:
            answer_ask(k, &u, &out);
            break;
        case VG_WIRE_CHANGED:
            vg_putc(&out, VG_WIRE_CHANGED);
            vg_putc(&out, (char)vg_web_changed(k));
            break;
        case VG_WIRE_PIECE:
            (void)answer_piece(k, &u, &out);
            break;
        case VG_WIRE_FORGET:
            vg_web_forget(k);
            vg_buf_end(&in);
            vg_buf_end(&out);
            in.max = out.max = VG_MAX_MESSAGE;
            continue;
        default:
            break;
        }
        if (out.len == 0 || vg_line_send(&line, out.p, out.len, -1, NULL) != VG_OK)
            break;
    }
    vg_line_close(&line);
    vg_web_worker_close(k);
    return rc == VG_OK ? 0 : 1;
}

/* -- processes, from outside --------------------------------------------------------------- */

static int hand_start(struct vg_server *s, struct vg_hand *h, int (*work)(int, void *),
                      struct vg_err *err)
{
    int rc;

    h->first = NULL;
    h->last = &h->first;
    h->n = 0;
    h->has_view = 0;
    rc = vg_crew_start(work, &s->place, &h->member, err);
    if (rc == VG_OK)
        vg_line_open(&h->line, h->member.fd);
    return rc;
}

static int is_there(const struct vg_hand *h)
{
    return h->member.pid > 0;
}

static void hand_stop(struct vg_hand *h, int grace_ms)
{
    struct vg_waiting *w = h->first;

    if (is_there(h)) {
        vg_line_close(&h->line);
        vg_crew_stop(&h->member, grace_ms);
    }
    h->first = NULL;
    h->last = &h->first;
    h->n = 0;
    while (w != NULL) {
        struct vg_waiting *next = w->next;

        if (w->x != NULL && w->kind == VG_WIRE_ASK)
            vg_server_refuse(w->x, 500);
        free(w->key);
        free(w);
        w = next;
    }
}

void vg_server_put(struct vg_server *s, struct vg_hand *h, struct vg_buf *message,
                   const struct vg_waiting *w)
{
    struct vg_waiting *mine;

    if (!is_there(h) || message->full ||
        vg_line_queue(&h->line, message->p, message->len, -1, NULL) != VG_OK) {
        if (w->kind == VG_WIRE_CHANGED)
            s->is_checking = 0;
        if (w->x != NULL && w->kind == VG_WIRE_ASK)
            vg_server_refuse(w->x, 503);
        free(w->key);
        return;
    }
    mine = vg_malloc(sizeof *mine);
    *mine = *w;
    mine->next = NULL;
    *h->last = mine;
    h->last = &mine->next;
    h->n++; /* it is sent by the loop, which also takes what comes: a pump here could read an
               answer that nothing would wake us for */
}

/* One that ended is started anew; if that happens again and again the page gives up. */
static int restart(struct vg_server *s, struct vg_hand *h, struct vg_err *err)
{
    int64_t now = vg_ticks_ms();

    hand_stop(h, 0);
    s->is_checking = 0;
    if (now - s->restarts_from > RESTARTS_MS) {
        s->restarts_from = now;
        s->restarts = 0;
    }
    if (++s->restarts > RESTARTS)
        return vg_fail(err, VG_E_IO,
                       "a process of the page ended again and again; 'vigil doctor %s' looks for "
                       "the reason",
                       s->in->path);
    return hand_start(s, h, page_member, err);
}

static int hear_hand(struct vg_server *s, struct vg_hand *h, struct vg_err *err)
{
    VG_SCOPED_BUF message = {.max = VG_MAX_MESSAGE};
    int passed, rc = vg_line_pump(&h->line, NULL), ok = 1;

    while (ok && vg_line_take(&h->line, &message, &passed)) {
        ok = vg_server_hear(s, h, &message);
        vg_buf_clear(&message);
        if (rc == VG_OK)
            rc = vg_line_pump(&h->line, NULL);
    }
    return ok && rc == VG_OK ? VG_OK : restart(s, h, err);
}

/* -- long work --------------------------------------------------------------------------------- */

static void work_failed(struct vg_server *s, struct vg_job *job, const char *says)
{
    VG_SCOPED_BUF b = {0}, line = {0};
    struct vg_json j = {.out = &line};
    struct vg_unpack u;

    vg_json_object(&j);
    vg_json_kt(&j, "what", "error");
    vg_json_kt(&j, "says", says);
    vg_json_end(&j);
    vg_pack_i64(&b, VG_E_IO);
    vg_pack_str(&b, vg_buf_str(&line));
    u = (struct vg_unpack){b.p, b.len, 0};
    (void)vg_job_hear(job, VG_WIRE_DONE, &u);
    vg_server_tell(s, job);
}

void vg_server_work(struct vg_server *s)
{
    struct vg_job *job = vg_jobs_running(&s->jobs) == NULL ? vg_jobs_next(&s->jobs) : NULL;
    VG_SCOPED_BUF message = {.max = VG_MAX_MESSAGE};
    struct vg_err err = {0};

    if (job == NULL)
        return;
    job->state = VG_JOB_RUNS;
    s->worked_at = vg_ticks_ms();
    if (!is_there(&s->worker) && hand_start(s, &s->worker, vg_job_member, &err) != VG_OK) {
        work_failed(s, job, err.text);
        return;
    }
    for (size_t i = 0; i < job->n_files; i++) {
        vg_buf_clear(&message);
        vg_putc(&message, VG_WIRE_FILE);
        vg_pack_text(&message, job->files[i].name);
        if (vg_line_queue(&s->worker.line, message.p, message.len, job->files[i].fd, &err) != VG_OK)
            work_failed(s, job, err.text);
        job->files[i].fd = -1;
    }
    vg_buf_clear(&message);
    vg_putc(&message, VG_WIRE_WORK);
    vg_pack_i64(&message, job->kind);
    vg_pack_fields(&message, job->fields, job->n_fields);
    if (vg_line_queue(&s->worker.line, message.p, message.len, -1, &err) != VG_OK)
        work_failed(s, job, err.text);
    vg_server_tell(s, job);
}

static void hear_worker(struct vg_server *s)
{
    VG_SCOPED_BUF message = {.max = VG_MAX_MESSAGE};
    struct vg_job *job = vg_jobs_running(&s->jobs);
    int passed, rc = vg_line_pump(&s->worker.line, NULL), ok = 1;

    while (ok && vg_line_take(&s->worker.line, &message, &passed)) {
        struct vg_unpack u = {message.p + 1, message.len > 0 ? message.len - 1 : 0, 0};

        ok = job != NULL && message.len > 0 && vg_job_hear(job, (enum vg_wire)message.p[0], &u);
        vg_buf_clear(&message);
        if (ok)
            vg_server_tell(s, job);
        if (rc == VG_OK)
            rc = vg_line_pump(&s->worker.line, NULL);
    }
    s->worked_at = vg_ticks_ms();
    if (!ok || rc != VG_OK) {
        hand_stop(&s->worker, 0);
        if (job != NULL && job->state == VG_JOB_RUNS)
            work_failed(s, job,
                        "the process that did it ended; what it had acknowledged is kept, and the "
                        "work can be begun again");
    }
    if (job == NULL || job->state != VG_JOB_RUNS) {
        vg_server_changed(s);
        vg_server_work(s);
    }
}

/* -- the loop ---------------------------------------------------------------------------------- */

/* The desktop's own way to open an address; where there is none, the printed line is
 * enough. What it starts is the user's and stays when we end. */
static int open_browser(int fd, void *url)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    (void)close(fd);
    (void)prctl(PR_SET_PDEATHSIG, 0);
    (void)setsid();
    for (int i = 0; null >= 0 && i < 3; i++)
        (void)dup2(null, i);
    (void)execlp("xdg-open", "xdg-open", (char *)url, (char *)NULL);
    return 0;
}

static void offer(struct vg_server *s)
{
    char url[160];

    snprintf(url, sizeof url, "%s/?token=%s", s->address, s->sessions.offered);
    s->in->offered(s->in->w, url);
    if (s->in->opens && !s->has_opened)
        (void)vg_crew_start(open_browser, url, &s->browser, NULL);
    s->has_opened = 1;
}

/* A line on the terminal makes a new address. 0 at the end of input. */
static int hear_keys(struct vg_server *s, int fd)
{
    char bytes[256];
    ssize_t n = read(fd, bytes, sizeof bytes);

    if (n <= 0)
        return 0;
    if (memchr(bytes, '\n', (size_t)n) != NULL && vg_sessions_offer(&s->sessions, NULL) == VG_OK)
        offer(s);
    return 1;
}

/* Nobody asked for a while: what was kept to be quick is given back. */
static void rest(struct vg_server *s)
{
    static const char forget = VG_WIRE_FORGET;
    int64_t now = vg_ticks_ms();

    if (s->has_kept && now - s->used_at > VG_WEB_IDLE_MS) {
        for (size_t i = 0; i < VG_WEB_HANDS; i++)
            if (is_there(&s->hands[i]))
                (void)vg_line_queue(&s->hands[i].line, &forget, 1, -1, NULL);
        vg_server_changed(s);
        (void)malloc_trim(0);
        s->has_kept = 0;
    }
    if (is_there(&s->worker) && vg_jobs_running(&s->jobs) == NULL &&
        now - s->worked_at > WORKER_IDLE_MS)
        hand_stop(&s->worker, GRACE_MS);
    if (s->browser.pid > 0 && vg_crew_ended(&s->browser, NULL))
        vg_crew_stop(&s->browser, 0);
}

static short wanted(struct vg_hand *h)
{
    return (short)(POLLIN | (vg_line_wants_write(&h->line) ? POLLOUT : 0));
}

static int turn(struct vg_server *s, int *keys, struct vg_err *err)
{
    enum { HTTP, WORKER, KEYS, FIRST_HAND };
    struct pollfd p[FIRST_HAND + VG_WEB_HANDS] = {
        [HTTP] = {.fd = vg_http_fd(s->http), .events = POLLIN},
        [WORKER] = {.fd = is_there(&s->worker) ? s->worker.member.fd : -1,
                    .events = wanted(&s->worker)},
        [KEYS] = {.fd = *keys, .events = POLLIN},
    };
    int wait = vg_http_wait_ms(s->http), rc = VG_OK;

    for (size_t i = 0; i < VG_WEB_HANDS; i++)
        p[FIRST_HAND + i] =
            (struct pollfd){.fd = s->hands[i].member.fd, .events = wanted(&s->hands[i])};
    if (poll(p, sizeof p / sizeof *p, wait < 0 || wait > TURN_MS ? TURN_MS : wait) < 0)
        return VG_OK; /* a signal: the caller asks whether to stop */
    for (size_t i = 0; rc == VG_OK && i < VG_WEB_HANDS; i++)
        if (p[FIRST_HAND + i].revents != 0)
            rc = hear_hand(s, &s->hands[i], err);
    if (p[WORKER].revents != 0 && is_there(&s->worker))
        hear_worker(s);
    if (p[KEYS].revents != 0 && !hear_keys(s, *keys))
        *keys = -1;
    vg_http_run(s->http);
    vg_server_pour(s);
    rest(s);
    return rc;
}

static void server_close(struct vg_server *s)
{
    for (size_t i = 0; i < VG_WEB_HANDS; i++)
        hand_stop(&s->hands[i], GRACE_MS);
    hand_stop(&s->worker, GRACE_MS);
    if (s->browser.fd >= 0)
        (void)close(s->browser.fd); /* not ended with us: it is the user's */
    vg_http_close(s->http);
    vg_jobs_close(&s->jobs);
    vg_cache_close(&s->cache);
    vg_sessions_close(&s->sessions);
}

/* The folder of the case: uploads wait there, on the disk that they go to. */
static const char *folder_of(const char *path, struct vg_arena *a)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? "." : slash == path ? "/" : vg_copy(a, path, (size_t)(slash - path));
}

/* Opened and closed, in a process of its own: this one never holds a case, and the
 * engine's memory does not go along into what is forked later. What is wrong with the case
 * is said before anything listens, and an older case is brought to the newest schema. */
static int look_member(int fd, void *w)
{
    const struct vg_web_place *place = w;
    struct vg_case *c = NULL;
    struct vg_err err = {0};
    struct vg_line line;
    VG_SCOPED_BUF b = {0};
    int rc = vg_case_open(place->app, place->path, VG_CASE_WRITE, &c, NULL);

    if (rc != VG_OK)
        rc = vg_case_open(place->app, place->path, VG_CASE_READ, &c, &err);
    vg_case_close(c);
    vg_pack_i64(&b, rc);
    vg_pack_text(&b, err.text);
    vg_line_open(&line, fd);
    (void)vg_line_send(&line, b.p, b.len, -1, NULL);
    vg_line_close(&line);
    return 0;
}

static int try_case(struct vg_server *s, struct vg_arena *a, struct vg_err *err)
{
    struct vg_member m;
    struct vg_line line;
    VG_SCOPED_BUF b = {.max = VG_MAX_MESSAGE};
    struct vg_unpack u;
    int passed, rc = vg_crew_start(look_member, &s->place, &m, err);

    if (rc != VG_OK)
        return rc;
    vg_line_open(&line, m.fd);
    rc = vg_line_get(&line, &b, &passed, err);
    vg_line_close(&line);
    vg_crew_stop(&m, GRACE_MS);
    if (rc != VG_OK)
        return vg_fail(err, VG_E_IO, "%s: the process that opened it ended", s->in->path);
    u = (struct vg_unpack){b.p, b.len, 0};
    rc = (int)vg_unpack_i64(&u);
    return rc == VG_OK ? VG_OK : vg_fail(err, rc, "%s", vg_unpack_text(&u, a));
}

static int server_open(struct vg_server *s, struct vg_arena *a, struct vg_err *err)
{
    int rc = try_case(s, a, err);

    s->site = (struct vg_http_site){
        .begin = vg_server_begin, .ask = vg_server_ask, .gone = vg_server_gone, .w = s};
    vg_cache_open(&s->cache);
    for (size_t i = 0; rc == VG_OK && i < VG_WEB_HANDS; i++)
        rc = hand_start(s, &s->hands[i], page_member, err);
    if (rc == VG_OK)
        rc = vg_sessions_open(&s->sessions, &s->app->world, err);
    if (rc == VG_OK)
        rc = vg_http_open(s->in->port, folder_of(s->in->path, a), &s->site, &s->http, err);
    if (rc != VG_OK)
        return rc;
    snprintf(s->address, sizeof s->address, "http://127.0.0.1:%u", vg_http_port(s->http));
    snprintf(s->cookie, sizeof s->cookie, "vigil-%u", vg_http_port(s->http));
    return VG_OK;
}

int vg_web_serve(const struct vg_app *app, const struct vg_serve *in, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_server s = {.app = app, .in = in, .place = {app, in->path}, .used_at = vg_ticks_ms()};
    int keys = in->keys;
    int rc;

    for (size_t i = 0; i < VG_WEB_HANDS; i++)
        s.hands[i] = (struct vg_hand){.member = {0, -1}, .last = &s.hands[i].first};
    s.browser = (struct vg_member){0, -1};
    s.worker = (struct vg_hand){.member = {0, -1}, .last = &s.worker.first};
    rc = server_open(&s, &a, err);
    if (rc == VG_OK)
        offer(&s);
    while (rc == VG_OK && !(app->stop != NULL && app->stop(app->w)))
        rc = turn(&s, &keys, err);
    server_close(&s);
    return rc;
}
