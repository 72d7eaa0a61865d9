/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Who answers what: the page that was kept, the server itself, or a process that holds
 * the case. Everything needs a session; everything that changes something needs its token
 * and comes from a page of ours.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/html.h"
#include "web/asset.h"
#include "web/server.h"
#include "web/squeeze.h"

static const char html[] = "text/html; charset=utf-8";

/* -- answers -------------------------------------------------------------------------------- */

enum { MOST_HEADERS = 4 };

/* The answer, as gzip where that is taken and smaller; `packed` when it is made already. */
static void give(struct vg_http_exchange *x, const struct vg_http_answer *a, int squeezes,
                 struct vg_str packed)
{
    VG_SCOPED_BUF made = {0};
    struct vg_http_field h[MOST_HEADERS + 2];
    struct vg_http_answer as = *a;

    if (!squeezes || a->n_headers > MOST_HEADERS ||
        (packed.p == NULL && !vg_squeeze((struct vg_str){a->body, a->len}, &made))) {
        vg_http_answer(x, a);
        return;
    }
    if (a->n_headers > 0)
        memcpy(h, a->headers, a->n_headers * sizeof *h);
    h[as.n_headers++] = (struct vg_http_field){"Content-Encoding", "gzip"};
    h[as.n_headers++] = (struct vg_http_field){"Vary", "Accept-Encoding"};
    as.headers = h;
    as.body = packed.p != NULL ? packed.p : made.p;
    as.len = packed.p != NULL ? packed.len : made.len;
    as.is_kept = 0;
    vg_http_answer(x, &as);
}

/* -- answers of the server's own ---------------------------------------------------------- */

static void answer(struct vg_http_exchange *x, int status, const char *type, struct vg_str body)
{
    struct vg_http_answer a = {.status = status, .type = type, .body = body.p, .len = body.len};

    vg_http_answer(x, &a);
}

static const struct {
    int status;
    const char *en, *zh;
} refusals[] = {
    {401,
     "This page opens with the address that vigil printed. It works once; for another, press "
     "Enter where 'vigil serve' runs, or start it again.",
     "请使用 vigil 输出的地址打开本页。该地址只能使用一次；如需新的地址，请在运行“vigil "
     "serve”的终端按回车键，或重新启动。"},
    {403,
     "This was not sent by a page of this case, or its session has ended. Nothing was changed.",
     "该请求不是由本案卷的页面发出，或会话已结束。没有任何改动。"},
    {404, "There is nothing at this address.", "此地址没有内容。"},
    {405, "This address is not for that.", "此地址不接受这种请求。"},
    {500, "The process that was making this page ended. It was started anew; try again.",
     "生成本页的进程已终止并已重新启动，请再试一次。"},
    {503, "Too much is waiting. Try again in a moment.", "等待处理的请求过多，请稍后再试。"},
};

void vg_server_refuse(struct vg_http_exchange *x, int status)
{
    VG_SCOPED_BUF b = {0};
    size_t i = 0;

    while (i + 1 < sizeof refusals / sizeof *refusals && refusals[i].status != status)
        i++;
    vg_putf(&b,
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
            "name=\"viewport\" content=\"width=device-width\"><title>%d · "
            "vigil</title></head>\n<body><main><h1>%d</h1><p>",
            status, status);
    vg_html_textz(&b, refusals[i].en);
    vg_html_raw(&b, "</p><p lang=\"zh-Hans\">");
    vg_html_textz(&b, refusals[i].zh);
    vg_html_raw(&b, "</p></main></body></html>\n");
    answer(x, status, html, vg_buf_str(&b));
}

/* The same, as JSON where a script asked for that. */
static void refuse(struct vg_http_exchange *x, const struct vg_http_ask *ask, int status)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};
    size_t i = 0;

    if (strncmp(ask->path, "/api/", 5) != 0) {
        vg_server_refuse(x, status);
        return;
    }
    while (i + 1 < sizeof refusals / sizeof *refusals && refusals[i].status != status)
        i++;
    vg_json_object(&j);
    vg_json_kt(&j, "error",
               vg_code_word(status == 404   ? VG_E_ABSENT
                            : status == 405 ? VG_E_MISUSE
                                            : VG_E_REFUSED));
    vg_json_kt(&j, "says", refusals[i].en);
    vg_json_end(&j);
    answer(x, status, "application/json", vg_buf_str(&b));
}

static void go(struct vg_http_exchange *x, const char *where, const char *cookie)
{
    struct vg_http_field h[2] = {{"Location", where}, {"Set-Cookie", cookie}};
    struct vg_http_answer a = {
        .status = 303, .type = html, .headers = h, .n_headers = cookie == NULL ? 1 : 2, .body = ""};

    vg_http_answer(x, &a);
}

static const char *field_of(const struct vg_http_field *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0)
            return list[i].value;
    return NULL;
}

/* -- who may ask ---------------------------------------------------------------------------- */

/* A name that leads elsewhere today may lead here tomorrow (rebinding), so only ours hold. */
static int host_is_ours(const struct vg_server *s, const char *host)
{
    char local[64];

    snprintf(local, sizeof local, "localhost:%u", vg_http_port(s->http));
    return host != NULL &&
           (strcmp(host, s->address + strlen("http://")) == 0 || strcmp(host, local) == 0);
}

/* Sent by a page of the very host that it is sent to. Browsers write "null" for a form under
 * the referrer policy of our headers, so each page asks for same-origin in its head. */
static int origin_is_ours(const struct vg_http_ask *ask)
{
    return ask->origin != NULL && ask->host != NULL && strncmp(ask->origin, "http://", 7) == 0 &&
           strcmp(ask->origin + 7, ask->host) == 0 &&
           (ask->fetch_site == NULL || strcmp(ask->fetch_site, "same-origin") == 0);
}

static struct vg_session *session_of(struct vg_server *s, const struct vg_http_ask *ask)
{
    return vg_sessions_find(&s->sessions, ask->cookie, s->cookie);
}

int vg_server_begin(void *server, const struct vg_http_ask *ask, int64_t *body_max,
                    int64_t *file_max)
{
    struct vg_server *s = server;
    VG_SCOPED_ARENA a = {0};
    const char *id, *id2;
    const struct vg_route *r;
    int other;

    *body_max = VG_WEB_FORM;
    *file_max = 0;
    if (!host_is_ours(s, ask->host))
        return 403;
    if (strcmp(ask->method, "POST") != 0)
        return 0;
    if (session_of(s, ask) == NULL)
        return 401;
    if (!origin_is_ours(ask))
        return 403;
    r = vg_route_find("POST", ask->path, &a, &id, &id2, &other);
    if (r != NULL && r->flags & VG_ROUTE_FILES)
        *file_max = VG_WEB_UPLOAD;
    return 0;
}

/* zh before en, as the browser lists them. */
static const char *language_of(const struct vg_session *session, const struct vg_http_ask *ask)
{
    const char *zh, *en;

    if (session->language != NULL)
        return session->language;
    if (ask->accept_language == NULL)
        return "en";
    zh = strstr(ask->accept_language, "zh");
    en = strstr(ask->accept_language, "en");
    return zh != NULL && (en == NULL || zh < en) ? "zh" : "en";
}

/* The address with the token: spent here, and only here. */
static void open_session(struct vg_server *s, struct vg_http_exchange *x, const char *token)
{
    const struct vg_session *session = vg_sessions_begin(&s->sessions, token);
    char cookie[160];

    if (session == NULL) {
        vg_server_refuse(x, 401);
        return;
    }
    snprintf(cookie, sizeof cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict", s->cookie,
             session->cookie);
    go(x, "/", cookie);
}

/* -- assets ------------------------------------------------------------------------------------ */

static void answer_style(struct vg_http_exchange *x, int squeezes, const char *const *pieces)
{
    VG_SCOPED_BUF b = {0};
    struct vg_http_field h = {"Cache-Control", "private, max-age=3600"};
    struct vg_http_answer a = {
        .status = 200, .type = "text/css; charset=utf-8", .headers = &h, .n_headers = 1};

    for (size_t i = 0; pieces[i] != NULL; i++)
        vg_puts(&b, pieces[i]);
    a.body = b.p;
    a.len = b.len;
    give(x, &a, squeezes, (struct vg_str){0});
}

static void answer_asset(struct vg_http_exchange *x, const struct vg_http_ask *ask,
                         const char *name)
{
    const struct vg_asset *file = vg_asset_get(name);
    char tag[24];
    struct vg_http_field h[2] = {{"ETag", tag}, {"Cache-Control", "private, no-cache"}};
    struct vg_http_answer a = {.status = 200, .headers = h, .n_headers = 2};

    if (strcmp(name, "pieces.css") == 0 || strcmp(name, "brief.css") == 0) {
        answer_style(x, vg_takes_gzip(ask->accept_encoding),
                     name[0] == 'p' ? vg_piece_style : vg_brief_style);
        return;
    }
    if (file == NULL) {
        vg_server_refuse(x, 404);
        return;
    }
    snprintf(tag, sizeof tag, "\"%s\"", file->tag);
    if (ask->n_query == 1 && strcmp(ask->query[0].name, file->tag) == 0)
        h[1].value = "private, max-age=31536000, immutable";
    a.type = file->type;
    a.body = file->bytes;
    a.len = file->len;
    if (ask->if_none_match != NULL && strcmp(ask->if_none_match, tag) == 0) {
        a.status = 304;
        a.len = 0;
    }
    give(x, &a, a.len > 0 && vg_takes_gzip(ask->accept_encoding), (struct vg_str){0});
}

/* -- long work ------------------------------------------------------------------------------------
 */

static enum vg_job_kind work_of(const char *path, const char *id)
{
    if (strcmp(path, "/add") == 0)
        return VG_JOB_ADD;
    if (strcmp(path, "/record/verify") == 0)
        return VG_JOB_VERIFY;
    return vg_job_kind_of(id);
}

static void answer_job(struct vg_http_exchange *x, const struct vg_http_ask *ask, int64_t id)
{
    char text[64];

    if (ask->token == NULL) {
        snprintf(text, sizeof text, "/jobs/%lld", (long long)id);
        go(x, text, NULL);
        return;
    }
    snprintf(text, sizeof text, "{\"job\":%lld}", (long long)id);
    answer(x, 202, "application/json", vg_str(text));
}

static void begin_work(struct vg_server *s, struct vg_http_exchange *x,
                       const struct vg_http_ask *ask, const char *id)
{
    enum vg_job_kind kind = work_of(ask->path, id);
    VG_SCOPED_ARENA a = {0};
    struct vg_web_field *fields = VG_NEW_ARRAY(&a, struct vg_web_field, ask->n_form + 1);
    struct vg_job *job;
    size_t n = 0;

    for (size_t i = 0; i < ask->n_form; i++)
        if (strcmp(ask->form[i].name, "token") != 0)
            fields[n++] = (struct vg_web_field){ask->form[i].name, ask->form[i].value};
    job = kind == 0 ? NULL : vg_jobs_add(&s->jobs, kind, fields, n);
    if (job == NULL) {
        vg_server_refuse(x, kind == 0 ? 404 : 503);
        return;
    }
    for (size_t i = 0; i < ask->n_files; i++)
        if (ask->files[i].name[0] != '\0' || ask->files[i].size > 0)
            vg_job_file_add(job, ask->files[i].name, dup(ask->files[i].fd));
    s->epoch++;
    vg_cache_clear(&s->cache);
    answer_job(x, ask, job->id);
    vg_server_work(s);
}

static int64_t id_number(const char *text)
{
    int64_t n = 0;

    for (size_t i = 0; text != NULL && text[i] >= '0' && text[i] <= '9' && i < 15; i++)
        n = 10 * n + (text[i] - '0');
    return n;
}

static void stop_work(struct vg_server *s, struct vg_http_exchange *x, const char *id)
{
    static const char stop = VG_WIRE_STOP;
    struct vg_job *job = vg_jobs_get(&s->jobs, id_number(id));
    char where[64];

    if (job == NULL) {
        vg_server_refuse(x, 404);
        return;
    }
    if (job->state == VG_JOB_WAITS)
        job->state = VG_JOB_STOPPED;
    else if (job->state == VG_JOB_RUNS)
        (void)vg_line_queue(&s->worker.line, &stop, 1, -1, NULL);
    vg_server_tell(s, job);
    snprintf(where, sizeof where, "/jobs/%lld", (long long)job->id);
    go(x, where, NULL);
}

static void answer_jobs(struct vg_server *s, struct vg_http_exchange *x)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    vg_jobs_to_json(&s->jobs, &j);
    answer(x, 200, "application/json", vg_buf_str(&b));
}

/* Only an address of ours, and none that a browser would take for another host. */
static int is_way_back(const char *back)
{
    return back != NULL && back[0] == '/' && back[1] != '/' && back[1] != '\\' &&
           strlen(back) < VG_MAX_URL;
}

static void choose_language(struct vg_http_exchange *x, const struct vg_http_ask *ask,
                            struct vg_session *session)
{
    const char *to = field_of(ask->form, ask->n_form, "to");
    const char *back = field_of(ask->form, ask->n_form, "back");

    if (to != NULL)
        session->language = strcmp(to, "zh") == 0 ? "zh" : "en";
    go(x, is_way_back(back) ? back : "/", NULL);
}

/* -- pages
 * ------------------------------------------------------------------------------------------ */

/* The one with the view answers what needs it; anything else goes to whoever has less to do. */
static struct vg_hand *hand_for(struct vg_server *s, const struct vg_route *r)
{
    struct vg_hand *best = &s->hands[0];

    if (r != NULL && r->flags & VG_ROUTE_VIEW) {
        best->has_view = 1;
        return best;
    }
    for (size_t i = 1; i < VG_WEB_HANDS; i++)
        if (s->hands[i].n <= best->n)
            best = &s->hands[i];
    return best;
}

static char *key_of(const struct vg_http_ask *ask, const struct vg_session *session,
                    const char *language)
{
    size_t room = strlen(ask->target) + 40;
    char *key = vg_malloc(room);

    snprintf(key, room, "%.16s %s %s", session->token, language, ask->target);
    return key;
}

/* Has the case changed? Asked at most every VG_WEB_FRESH_MS, and only while pages are kept. */
static void check_case(struct vg_server *s)
{
    VG_SCOPED_BUF message = {0};
    struct vg_waiting w = {.kind = VG_WIRE_CHANGED};

    if (s->is_checking)
        return;
    s->is_checking = 1;
    vg_putc(&message, VG_WIRE_CHANGED);
    vg_server_put(s, hand_for(s, NULL), &message, &w);
}

static int answer_kept(struct vg_server *s, struct vg_http_exchange *x, const char *key,
                       int squeezes)
{
    const struct vg_cached *kept;
    struct vg_http_answer a = {.status = 200};

    if (vg_ticks_ms() - s->checked_at > VG_WEB_FRESH_MS) {
        check_case(s);
        return 0;
    }
    kept = vg_cache_get(&s->cache, vg_str(key));
    if (kept == NULL)
        return 0;
    a.type = kept->type;
    a.body = kept->body.p;
    a.len = kept->body.len;
    give(x, &a, squeezes, squeezes ? vg_cache_packed(&s->cache, kept) : (struct vg_str){0});
    return 1;
}

static void ask_hand(struct vg_server *s, struct vg_http_exchange *x, const struct vg_http_ask *ask,
                     const struct vg_session *session, const struct vg_route *r,
                     const char *language, char *key)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF message = {.max = VG_MAX_MESSAGE}, jobs = {0};
    struct vg_json j = {.out = &jobs};
    struct vg_web_field *query = VG_NEW_ARRAY(&a, struct vg_web_field, ask->n_query + 1);
    struct vg_web_field *form = VG_NEW_ARRAY(&a, struct vg_web_field, ask->n_form + 1);
    struct vg_waiting w = {.kind = VG_WIRE_ASK, .x = x, .key = key, .epoch = s->epoch};
    struct vg_web_ask in = {.method = ask->method,
                            .path = ask->path,
                            .language = language,
                            .token = session->token,
                            .query = query,
                            .n_query = ask->n_query,
                            .form = form,
                            .n_form = ask->n_form};

    for (size_t i = 0; i < ask->n_query; i++)
        query[i] = (struct vg_web_field){ask->query[i].name, ask->query[i].value};
    for (size_t i = 0; i < ask->n_form; i++)
        form[i] = (struct vg_web_field){ask->form[i].name, ask->form[i].value};
    if (r != NULL && r->flags & VG_ROUTE_JOBS) {
        vg_jobs_to_json(&s->jobs, &j);
        in.jobs = jobs.p;
    }
    w.is_post = strcmp(ask->method, "POST") == 0;
    w.squeezes = vg_takes_gzip(ask->accept_encoding);
    vg_pack_ask(&message, &in);
    vg_server_put(s, hand_for(s, r), &message, &w);
}

static void answer_page(struct vg_server *s, struct vg_http_exchange *x,
                        const struct vg_http_ask *ask, const struct vg_session *session,
                        const struct vg_route *r)
{
    const char *language = language_of(session, ask);
    char *key = NULL;
    int keeps = strcmp(ask->method, "GET") == 0 &&
                (r == NULL || !(r->flags & VG_ROUTE_JOBS) || vg_jobs_running(&s->jobs) == NULL);

    s->used_at = vg_ticks_ms();
    if (keeps) {
        key = key_of(ask, session, language);
        if (answer_kept(s, x, key, vg_takes_gzip(ask->accept_encoding))) {
            free(key);
            return;
        }
    }
    ask_hand(s, x, ask, session, r, language, key);
}

/* What the server answers itself. 0 when it is none of that. */
static int answer_own(struct vg_server *s, struct vg_http_exchange *x,
                      const struct vg_http_ask *ask, struct vg_session *session,
                      const struct vg_route *r, const char *id)
{
    if (r == NULL || r->run != NULL)
        return 0;
    if (r->flags & VG_ROUTE_WORK)
        begin_work(s, x, ask, id);
    else if (strcmp(r->path, "/assets/:name") == 0)
        answer_asset(x, ask, id);
    else if (strcmp(r->path, "/language") == 0)
        choose_language(x, ask, session);
    else if (strcmp(r->path, "/jobs/:id/stop") == 0)
        stop_work(s, x, id);
    else if (strcmp(r->path, "/api/openapi.json") == 0)
        answer_asset(x, ask, "openapi.json");
    else if (strcmp(r->path, "/api/jobs") == 0)
        answer_jobs(s, x);
    else if (strcmp(r->path, "/events") == 0)
        vg_server_listen(s, x, id_number(field_of(ask->query, ask->n_query, "job")));
    else
        return 0;
    return 1;
}

void vg_server_ask(void *server, struct vg_http_exchange *x, const struct vg_http_ask *ask)
{
    struct vg_server *s = server;
    VG_SCOPED_ARENA a = {0};
    struct vg_session *session = session_of(s, ask);
    const char *token = field_of(ask->query, ask->n_query, "token"), *id, *id2;
    int is_post = strcmp(ask->method, "POST") == 0, other;
    const struct vg_route *r;

    if (!is_post && token != NULL && strcmp(ask->path, "/") == 0) {
        if (session != NULL && !vg_same_secret(s->sessions.offered, token))
            go(x, "/", NULL); /* the same address again, in the browser that has spent it */
        else
            open_session(s, x, token);
        return;
    }
    if (session == NULL) {
        refuse(x, ask, 401);
        return;
    }
    if (is_post &&
        !vg_same_secret(session->token, ask->token != NULL
                                            ? ask->token
                                            : field_of(ask->form, ask->n_form, "token"))) {
        refuse(x, ask, 403);
        return;
    }
    r = vg_route_find(ask->method, ask->path, &a, &id, &id2, &other);
    if (r == NULL && (other || strncmp(ask->path, "/api/", 5) == 0))
        refuse(x, ask, other ? 405 : 404);
    else if (!answer_own(s, x, ask, session, r, id))
        answer_page(s, x, ask, session, r);
}

/* -- what the processes say ----------------------------------------------------------------------
 */

void vg_server_changed(struct vg_server *s)
{
    s->epoch++;
    vg_cache_clear(&s->cache);
}

static void send_reply(struct vg_server *s, struct vg_http_exchange *x,
                       const struct vg_web_reply *r, struct vg_str body, int squeezes)
{
    struct vg_http_field h[2];
    size_t n = 0;
    struct vg_http_answer a = {
        .status = r->status, .type = r->type, .headers = h, .body = body.p, .len = body.len};

    if (r->raw != 0) {
        vg_server_send_raw(s, x, r);
        return;
    }
    if (r->location != NULL)
        h[n++] = (struct vg_http_field){"Location", r->location};
    if (r->download != NULL)
        h[n++] = (struct vg_http_field){"Content-Disposition", r->download};
    a.n_headers = n;
    give(x, &a, squeezes, (struct vg_str){0});
}

/*
 * Work that a page waits for. Looking changes nothing that is kept, so of all work only that which
 * makes derived data may be begun by it.
 */
static void begin_wanted(struct vg_server *s, const char *word)
{
    const enum vg_job_kind kind = vg_job_kind_of(word);

    if (kind != VG_JOB_ESTIMATE)
        return;
    for (size_t i = 0; i < s->jobs.n; i++) {
        const struct vg_job *job = s->jobs.list[i];

        if (job->kind == kind && (job->state == VG_JOB_WAITS || job->state == VG_JOB_RUNS))
            return;
    }
    if (vg_jobs_add(&s->jobs, kind, NULL, 0) == NULL)
        return; /* too much is waiting; the page asks again when it is looked at again */
    vg_server_changed(s);
    vg_server_work(s);
}

static int hear_reply(struct vg_server *s, const struct vg_waiting *w, struct vg_unpack *u)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_web_reply r = {0};
    struct vg_str body;
    int changed;

    if (!vg_unpack_reply(u, &a, &r, &body, &changed))
        return 0;
    if (changed || w->is_post)
        vg_server_changed(s);
    if (r.wants != NULL && !w->is_post)
        begin_wanted(s, r.wants);
    if (w->key != NULL && w->epoch == s->epoch && r.status == 200 && r.raw == 0 &&
        r.download == NULL && r.wants == NULL) {
        vg_cache_put(&s->cache, vg_str(w->key), r.type, body);
        s->has_kept = 1;
    }
    if (w->x != NULL)
        send_reply(s, w->x, &r, body, w->squeezes);
    return 1;
}

int vg_server_hear(struct vg_server *s, struct vg_hand *h, const struct vg_buf *message)
{
    struct vg_waiting *w = h->first;
    struct vg_unpack u = {message->p + 1, message->len > 0 ? message->len - 1 : 0, 0};
    char kind = message->len > 0 ? message->p[0] : 0;
    int ok = 0;

    if (w == NULL)
        return 0;
    if (w->kind == VG_WIRE_ASK && kind == VG_WIRE_REPLY) {
        ok = hear_reply(s, w, &u);
    } else if (w->kind == VG_WIRE_CHANGED && kind == VG_WIRE_CHANGED && u.n == 1) {
        if (u.p[0])
            vg_server_changed(s);
        s->checked_at = vg_ticks_ms();
        s->is_checking = 0;
        ok = 1;
    } else if (w->kind == VG_WIRE_PIECE && kind == VG_WIRE_PIECE) {
        vg_server_piece(s, w, (struct vg_str){u.p, u.n});
        ok = 1;
    }
    if (!ok)
        return 0;
    h->first = w->next;
    if (h->first == NULL)
        h->last = &h->first;
    h->n--;
    free(w->key);
    free(w);
    return 1;
}
