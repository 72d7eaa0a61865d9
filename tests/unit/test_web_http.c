/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "web/http.h"
#include "web/http_reply.h"

/* A face that says what it was asked, and a listener of it. */
struct site {
    struct vg_http *h;
    struct vg_http_site face;
    struct vg_http_exchange *waits; /* /later, /events, /big */
    int asked, gone, ready;
    int64_t put, to_put; /* of /big */
};

static int begin(void *w, const struct vg_http_ask *ask, int64_t *body_max, int64_t *file_max)
{
    (void)w;
    if (strcmp(ask->path, "/forbidden") == 0)
        return 403;
    *body_max = strcmp(ask->path, "/small") == 0 ? 16 : VG_HTTP_FORM;
    if (strncmp(ask->path, "/up", 3) == 0)
        *file_max = MIB(8);
    return VG_HTTP_GO;
}

static void tell(struct vg_buf *b, const char *name, const char *value)
{
    if (value != NULL)
        vg_putf(b, "%s=%s\n", name, value);
}

static void tell_file(struct vg_buf *b, const struct vg_http_file *f)
{
    char bytes[4096];
    ssize_t n;
    uint64_t sum = 0;
    int64_t size = 0;

    while ((n = read(f->fd, bytes, sizeof bytes)) > 0) {
        for (ssize_t i = 0; i < n; i++)
            sum = sum * 31 + (unsigned char)bytes[i];
        size += n;
    }
    vg_putf(b, "file %s=%s %lld %016llx%s\n", f->field, f->name, (long long)f->size,
            (unsigned long long)sum, size == f->size ? "" : " WRONG SIZE");
}

static void echo(struct vg_http_exchange *x, const struct vg_http_ask *ask)
{
    VG_SCOPED_BUF b = {0};
    struct vg_http_answer a = {.status = 200, .type = "text/plain; charset=utf-8"};

    tell(&b, "method", ask->method);
    tell(&b, "path", ask->path);
    tell(&b, "target", ask->target);
    tell(&b, "host", ask->host);
    tell(&b, "origin", ask->origin);
    tell(&b, "cookie", ask->cookie);
    tell(&b, "token", ask->token);
    tell(&b, "etag", ask->if_none_match);
    for (size_t i = 0; i < ask->n_query; i++)
        vg_putf(&b, "query %s=%s\n", ask->query[i].name, ask->query[i].value);
    for (size_t i = 0; i < ask->n_form; i++)
        vg_putf(&b, "form %s=%.100s\n", ask->form[i].name, ask->form[i].value);
    for (size_t i = 0; i < ask->n_files; i++)
        tell_file(&b, &ask->files[i]);
    a.body = b.p;
    a.len = b.len;
    vg_http_answer(x, &a);
}

static void feed(struct site *s)
{
    static char piece[64 * 1024];
    size_t waiting = 0;

    while (s->put < s->to_put && waiting <= VG_HTTP_WAITING) {
        waiting = vg_http_put(s->waits, piece, sizeof piece);
        s->put += (int64_t)sizeof piece;
        assert_true(waiting <= VG_HTTP_WAITING + sizeof piece);
    }
    if (s->put >= s->to_put)
        vg_http_end(s->waits);
}

static void on_ask(void *w, struct vg_http_exchange *x, const struct vg_http_ask *ask)
{
    static const struct vg_http_field raw[] = {
        {"content-security-policy", "sandbox; default-src 'none'"},
        {"Cache-Control", "private, max-age=60"},
        {"ETag", "\"1\""},
    };
    struct site *s = w;
    struct vg_http_answer a = {.status = 200, .type = "text/plain"};

    s->asked++;
    assert_null(vg_http_data(x));
    vg_http_set_data(x, s);
    assert_ptr_equal(vg_http_data(x), s);
    if (strcmp(ask->path, "/later") == 0) {
        s->waits = x;
    } else if (strcmp(ask->path, "/events") == 0) {
        s->waits = x;
        a.type = "text/event-stream";
        vg_http_stream(x, &a);
    } else if (strcmp(ask->path, "/big") == 0) {
        s->waits = x;
        s->put = 0;
        a.len = (size_t)s->to_put;
        vg_http_stream(x, &a);
        feed(s);
    } else if (strcmp(ask->path, "/raw") == 0) {
        a.headers = raw;
        a.n_headers = 3;
        a.body = "raw";
        a.len = 3;
        vg_http_answer(x, &a);
    } else if (strcmp(ask->path, "/same") == 0) {
        a.status = 304;
        a.type = NULL;
        vg_http_answer(x, &a);
    } else {
        echo(x, ask);
    }
}

static void on_gone(void *w, struct vg_http_exchange *x)
{
    struct site *s = w;

    assert_ptr_equal(x, s->waits);
    s->waits = NULL;
    s->gone++;
}

static void on_ready(void *w, struct vg_http_exchange *x)
{
    struct site *s = w;

    assert_ptr_equal(x, s->waits);
    s->ready++;
    feed(s);
}

static int site_open(void **state)
{
    struct site *s = calloc(1, sizeof *s);
    struct vg_err err = {0};

    s->face = (struct vg_http_site){
        .begin = begin, .ask = on_ask, .gone = on_gone, .ready = on_ready, .w = s};
    s->to_put = MIB(8);
    assert_int_equal(vg_http_open(0, "/tmp", &s->face, &s->h, &err), VG_OK);
    *state = s;
    return 0;
}

static int site_close(void **state)
{
    struct site *s = *state;

    vg_http_close(s->h);
    free(s);
    return 0;
}

static void pump(struct site *s, int ms)
{
    struct pollfd p = {.fd = vg_http_fd(s->h), .events = POLLIN};
    int wait = vg_http_wait_ms(s->h);

    (void)poll(&p, 1, wait < 0 || wait > ms ? ms : wait);
    vg_http_run(s->h);
}

static void pump_for(struct site *s, int ms)
{
    int64_t until = vg_ticks_ms() + ms;

    while (vg_ticks_ms() < until)
        pump(s, 5);
}

static int join(struct site *s)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)vg_http_port(s->h)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(connect(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
    return fd;
}

static void say(struct site *s, int fd, const char *p, size_t n)
{
    int64_t until = vg_ticks_ms() + 20000;

    while (n > 0 && vg_ticks_ms() < until) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);

        if (sent < 0 && errno != EAGAIN)
            return;
        p += sent > 0 ? sent : 0;
        n -= sent > 0 ? (size_t)sent : 0;
        pump(s, 0);
    }
    assert_int_equal(n, 0);
}

/* Reads until `end` is there, or the connection closes (1), or 3 seconds passed. */
static int hear(struct site *s, int fd, struct vg_buf *in, const char *end)
{
    int64_t until = vg_ticks_ms() + 3000;
    char bytes[65536];

    while (vg_ticks_ms() < until) {
        ssize_t n = recv(fd, bytes, sizeof bytes, 0);

        if (n == 0 || (n < 0 && errno != EAGAIN))
            return 1;
        if (n > 0)
            vg_put(in, bytes, (size_t)n);
        if (n > 0 && end != NULL && memmem(in->p, in->len, end, strlen(end)) != NULL)
            return 0;
        pump(s, 1);
    }
    return 0;
}

/* Every answer in `in` begins with HTTP/1.1 and has all the headers. */
static void check_headers(const char *what, const struct vg_buf *in)
{
    const char *p = in->p;

    if (in->len == 0)
        return;
    for (size_t i = 0; i < VG_HTTP_ALWAYS; i++)
        if (strcasestr(p, vg_http_always[i].name) == NULL)
            fail_msg("%s: no %s in: %.300s", what, vg_http_always[i].name, p);
}

static int status_of(const struct vg_buf *in)
{
    if (in->len < 12 || memcmp(in->p, "HTTP/1.1 ", 9) != 0)
        return 0;
    return (int)strtol(in->p + 9, NULL, 10);
}

/* One request on a connection of its own; the status, and all that came in *in. */
static int once(struct site *s, const char *p, size_t n, struct vg_buf *in)
{
    int fd = join(s);

    say(s, fd, p, n);
    (void)shutdown(fd, SHUT_WR);
    (void)hear(s, fd, in, NULL);
    (void)close(fd);
    check_headers(p, in);
    return status_of(in);
}

#define GET(target) "GET " target " HTTP/1.1\r\nHost: h\r\n"

static void requests_are_taken_apart(void **state)
{
    static const struct {
        const char *ask;
        int status;
        const char *says; /* NULL: nothing looked for */
    } rows[] = {
        {GET("/") "\r\n", 200, "method=GET\npath=/\ntarget=/\nhost=h\n"},
        {GET("/a%20b/%E5%8C%97?x=1&y=%2B+%e4%ba%ac&z&=v") "\r\n", 200,
         "path=/a b/\xe5\x8c\x97\ntarget=/a%20b/%E5%8C%97?x=1&y=%2B+%e4%ba%ac&z&=v\nhost=h\n"
         "query x=1\nquery y=+ \xe4\xba\xac\nquery z=\nquery =v\n"},
        {GET("/a+b") "\r\n", 200, "path=/a+b\n"},
        {GET("/") "Cookie: a=b; c=d\r\norigin:http://h\r\nX-Vigil-Token: \t t \r\n"
                  "If-None-Match: \"e\"\r\n\r\n",
         200, "origin=http://h\ncookie=a=b; c=d\ntoken=t\netag=\"e\"\n"},
        {"HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n", 200, NULL},
        {"GET / HTTP/1.0\r\nHost: h\r\n\r\n", 200, "path=/\n"},
        {GET("/") "Connection: close\r\n\r\n", 200, "path=/\n"},
        {GET("/") "Content-Length: 0\r\n\r\n", 200, "path=/\n"},
        {GET("/raw") "\r\n", 200, "sandbox"},
        {GET("/same") "\r\n", 304, NULL},
        {GET("/forbidden") "\r\n", 403, "\xe4\xb8\x8d\xe5\x85\x81\xe8\xae\xb8"},
        {"POST /f HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
         "Content-Length: 17\r\n\r\na=1&b=%E4%BA%AC+c",
         200, "method=POST\npath=/f\ntarget=/f\nhost=h\nform a=1\nform b=\xe4\xba\xac c\n"},
        {"POST /f HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 200, "path=/f\n"},
        {"POST /f HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Type: "
         "application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1",
         100, "form a=1\n"},
        /* what is wrong */
        {"GET / HTTP/1.1\r\n\r\n", 400, NULL},
        {GET("/") "Host: h\r\n\r\n", 400, NULL},
        {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, NULL},
        {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, NULL},
        {"GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400, NULL},
        {"GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n", 400, NULL},
        {"GET / HTTP/1.1\nHost: h\n\n", 400, NULL},
        {"\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400, NULL},
        {"GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400, NULL},
        {"GET /\r\n\r\n", 400, NULL},
        {"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505, NULL},
        {"GET / HTTP/1.1x\r\nHost: h\r\n\r\n", 400, NULL},
        {"GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400, NULL},
        {"G(T / HTTP/1.1\r\nHost: h\r\n\r\n", 400, NULL},
        {"PUT / HTTP/1.1\r\nHost: h\r\n\r\n", 405, "Allow: GET, HEAD, POST"},
        {"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 405, NULL},
        {"CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", 405, NULL},
        {"get / HTTP/1.1\r\nHost: h\r\n\r\n", 405, NULL},
        {GET("/%") "\r\n", 400, NULL},
        {GET("/%4") "\r\n", 400, NULL},
        {GET("/%zz") "\r\n", 400, NULL},
        {GET("/%00") "\r\n", 400, NULL},
        {GET("/%0a") "\r\n", 400, NULL},
        {GET("/%C2%85") "\r\n", 400, NULL},
        {GET("/%ff") "\r\n", 400, NULL},
        {GET("/%c0%af") "\r\n", 400, NULL},
        {GET("/\xe4\xba\xac") "\r\n", 400, NULL},
        {GET("/?a=%ff") "\r\n", 400, NULL},
        {GET("/?%00") "\r\n", 400, NULL},
        {GET("/?a=%ed%a0%80") "\r\n", 400, NULL},
        {GET("/") "X: a\x01\r\n\r\n", 400, NULL},
        {GET("/") "X: a\rb\r\n\r\n", 400, NULL},
        {GET("/") "X: \xff\r\n\r\n", 400, NULL},
        {GET("/") "no colon\r\n\r\n", 400, NULL},
        {GET("/") "Cookie: a\r\nCookie: b\r\n\r\n", 400, NULL},
        {GET("/") "Content-Length: 5\r\n\r\nhello", 400, NULL},
        {GET("/") "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411, NULL},
        {GET("/") "Expect: wonders\r\n\r\n", 417, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\n\r\n", 411, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400,
         NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\na", 400, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na", 400, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\na", 400, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x1\r\n\r\na", 400, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\na", 413, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0"
         "\r\n\r\n",
         400, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400,
         NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\na",
         415, NULL},
        {"POST /small HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
         "Content-Length: 17\r\n\r\naaaaaaaaaaaaaaaaa",
         413, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
         "Content-Length: 5\r\n\r\na=%ff",
         400, NULL},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
         "Content-Length: 5\r\n\r\na=%00",
         400, NULL},
    };
    struct site *s = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF in = {0};
        int status = once(s, rows[i].ask, strlen(rows[i].ask), &in);

        if (status != rows[i].status ||
            (rows[i].says != NULL && strstr(in.p, rows[i].says) == NULL))
            fail_msg("row %zu: %.60s: %d wanted, got %d: %s", i, rows[i].ask, rows[i].status,
                     status, in.p);
    }
}

static void what_is_too_large_is_refused(void **state)
{
    struct site *s = *state;
    static const struct {
        const char *what, *before, *repeat;
        int times;
        const char *after;
        int status;
    } rows[] = {
        {"target that fits", "GET /", "a", VG_MAX_URL - 1, " HTTP/1.1\r\nHost: h\r\n\r\n", 200},
        {"target", "GET /", "a", VG_MAX_URL, " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
        {"target without end", "GET /", "a", 20000, "", 414},
        {"query fields that fit", "GET /?", "a&", VG_HTTP_QUERY, " HTTP/1.1\r\nHost: h\r\n\r\n",
         200},
        {"query fields", "GET /?", "a&", VG_HTTP_QUERY + 1, " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
        {"header that fits", GET("/") "X: ", "a", 16300, "\r\n\r\n", 200},
        {"header", GET("/") "X: ", "a", 16400, "\r\n\r\n", 431},
        {"header without end", GET("/") "X: ", "a", 40000, "", 431},
        {"fields that fit", GET("/"), "a:b\r\n", VG_HTTP_FIELDS - 1, "\r\n", 200},
        {"fields", GET("/"), "a:b\r\n", VG_HTTP_FIELDS, "\r\n", 431},
        {"cookies that fit", GET("/") "Cookie: ", "a=b;", 100, "\r\n\r\n", 200},
        {"cookies", GET("/") "Cookie: ", "a=b;", 3000, "\r\n\r\n", 431},
        {"one long cookie that fits", GET("/") "Cookie: a=", "b", 8000, "\r\n\r\n", 200},
        {"one long cookie", GET("/") "Cookie: a=", "b", 16000, "\r\n\r\n", 431},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF ask = {0};
        VG_SCOPED_BUF in = {0};
        int status;

        vg_puts(&ask, rows[i].before);
        for (int k = 0; k < rows[i].times; k++)
            vg_puts(&ask, rows[i].repeat);
        vg_puts(&ask, rows[i].after);
        status = once(s, ask.p, ask.len, &in);
        if (status != rows[i].status)
            fail_msg("%s: %d wanted, got %d: %.200s", rows[i].what, rows[i].status, status, in.p);
    }
}

static void a_connection_serves_many_requests_and_pipelines_end_it(void **state)
{
    struct site *s = *state;
    VG_SCOPED_BUF in = {0};
    int fd = join(s);

    for (int i = 0; i < 50; i++) {
        char ask[128];

        vg_buf_clear(&in);
        (void)snprintf(ask, sizeof ask, "GET /%d HTTP/1.1\r\nHost: h\r\n\r\n", i);
        say(s, fd, ask, strlen(ask));
        (void)snprintf(ask, sizeof ask, "target=/%d\n", i);
        assert_int_equal(hear(s, fd, &in, "host=h\n"), 0);
        assert_non_null(strstr(in.p, ask));
        check_headers("kept", &in);
    }
    /* in pieces, byte by byte */
    for (const char *p = GET("/bytes") "\r\n"; *p != '\0'; p++) {
        say(s, fd, p, 1);
        pump(s, 1);
    }
    vg_buf_clear(&in);
    assert_int_equal(hear(s, fd, &in, "host=h\n"), 0);
    /* an error on a connection that has served: with all headers, and the end */
    vg_buf_clear(&in);
    say(s, fd, "GET / HTTP/1.1\r\n\r\n", 18);
    assert_int_equal(hear(s, fd, &in, NULL), 1);
    assert_int_equal(status_of(&in), 400);
    check_headers("kept, then bad", &in);
    (void)close(fd);
    /* two at once: the first is answered, then the end; a clean repeat is the client's */
    vg_buf_clear(&in);
    fd = join(s);
    say(s, fd, GET("/one") "\r\n" GET("/two") "\r\n", 2 * strlen(GET("/one") "\r\n"));
    assert_int_equal(hear(s, fd, &in, NULL), 1);
    assert_non_null(strstr(in.p, "path=/one"));
    assert_non_null(strstr(in.p, "Connection: close"));
    assert_null(strstr(in.p, "path=/two"));
    (void)close(fd);
}

static void answers_may_come_later_and_clients_may_not_wait(void **state)
{
    struct site *s = *state;
    struct vg_http_answer a = {.status = 201, .type = "text/plain", .body = "done", .len = 4};
    VG_SCOPED_BUF in = {0};
    int fd = join(s);

    for (int i = 0; i < 3; i++) {
        vg_buf_clear(&in);
        say(s, fd, GET("/later") "\r\n", strlen(GET("/later") "\r\n"));
        pump_for(s, 30);
        assert_non_null(s->waits);
        vg_http_answer(s->waits, &a);
        assert_int_equal(hear(s, fd, &in, "done"), 0);
        assert_int_equal(status_of(&in), 201);
    }
    /* one that goes, hard */
    say(s, fd, GET("/later") "\r\n", strlen(GET("/later") "\r\n"));
    pump_for(s, 30);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){.l_onoff = 1},
                                sizeof(struct linger)),
                     0);
    (void)close(fd);
    pump_for(s, 50);
    assert_int_equal(s->gone, 1);
    assert_null(s->waits);
    /* one that goes softly is answered in vain */
    fd = join(s);
    say(s, fd, GET("/later") "\r\n", strlen(GET("/later") "\r\n"));
    pump_for(s, 30);
    (void)close(fd);
    pump_for(s, 30);
    if (s->waits != NULL)
        vg_http_answer(s->waits, &a);
    pump_for(s, 30);
    /* one that waits when the listener closes */
    fd = join(s);
    s->gone = 0;
    say(s, fd, GET("/later") "\r\n", strlen(GET("/later") "\r\n"));
    pump_for(s, 30);
    vg_http_close(s->h);
    s->h = NULL;
    assert_int_equal(s->gone, 1);
    (void)close(fd);
}

static void events_flow_until_somebody_goes(void **state)
{
    struct site *s = *state;
    VG_SCOPED_BUF in = {0};
    int fd = join(s);

    say(s, fd, GET("/events") "\r\n", strlen(GET("/events") "\r\n"));
    assert_int_equal(hear(s, fd, &in, "\r\n\r\n"), 0);
    check_headers("events", &in);
    for (int i = 0; i < 20; i++) {
        char event[64];

        vg_buf_clear(&in);
        (void)snprintf(event, sizeof event, "data: %d\n\n", i);
        (void)vg_http_put(s->waits, event, strlen(event));
        assert_int_equal(hear(s, fd, &in, event), 0);
        pump_for(s, 2);
    }
    (void)close(fd);
    pump_for(s, 50);
    assert_int_equal(s->gone, 1);
    /* and an ended one leaves the connection for the next request */
    fd = join(s);
    say(s, fd, GET("/events") "\r\n", strlen(GET("/events") "\r\n"));
    vg_buf_clear(&in);
    pump_for(s, 20);
    (void)vg_http_put(s->waits, "last", 4);
    vg_http_end(s->waits);
    assert_int_equal(hear(s, fd, &in, "\r\n0\r\n\r\n"), 0);
    assert_non_null(strstr(in.p, "last"));
    vg_buf_clear(&in);
    say(s, fd, GET("/next") "\r\n", strlen(GET("/next") "\r\n"));
    assert_int_equal(hear(s, fd, &in, "path=/next"), 0);
    (void)close(fd);
    pump_for(s, 20);
    assert_int_equal(s->gone, 1);
}

static void a_download_waits_for_its_reader(void **state)
{
    struct site *s = *state;
    VG_SCOPED_BUF in = {0};
    int fd = join(s);

    s->to_put = MIB(32);
    say(s, fd, GET("/big") "\r\n", strlen(GET("/big") "\r\n"));
    pump_for(s, 300); /* nobody reads: what is put stops at the bounds of the buffers */
    assert_true(s->put < s->to_put);
    for (int i = 0; i < 200 && in.len < (size_t)s->to_put; i++) {
        if (hear(s, fd, &in, "no such thing") != 0)
            break;
    }
    assert_true(s->ready > 10);
    assert_true(in.len > (size_t)s->to_put);
    assert_non_null(strstr(in.p, "Content-Length: 33554432"));
    assert_int_equal(s->gone, 0);
    (void)close(fd);
}

static void put_body(struct vg_buf *ask, const char *path, const char *type, const struct vg_buf *b)
{
    vg_putf(ask, "POST %s HTTP/1.1\r\nHost: h\r\n%s\r\nContent-Length: %zu\r\n\r\n", path, type,
            b->len);
    vg_put(ask, b->p, b->len);
}

static void uploads_are_spooled(void **state)
{
    struct site *s = *state;
    static const char type[] = "Content-Type: multipart/form-data; boundary=\"xX y\"";
    VG_SCOPED_BUF body = {0};
    VG_SCOPED_BUF ask = {0};
    VG_SCOPED_BUF in = {0};
    char want[128];
    uint64_t sum = 0;

    vg_puts(&body, "--xX y\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n"
                   "two\r\nlines \xe4\xba\xac\r\n");
    vg_puts(&body, "--xX y\r\nContent-Disposition: form-data; name=\"f\"; "
                   "filename=\"a%22b\\\"c\xe4\xba\xac.bin\"\r\nContent-Type: text/html\r\n\r\n");
    for (size_t i = 0; i < 3000000; i++) {
        /* full of what looks like a delimiter */
        char c = "\r\n--xX \r\n--xX yz\n--xX y\0\xff"[i % 25 < 7 ? i % 7 : (i * i) % 25];

        if (i % 25 == 24)
            c = 'q';
        vg_putc(&body, c);
    }
    /* the content must not hold the delimiter itself */
    for (char *p; (p = memmem(body.p + 200, body.len - 200, "\r\n--xX y", 8)) != NULL;)
        p[7] = 'q';
    {
        const char *from = memmem(body.p, body.len, "text/html\r\n\r\n", 13);

        for (const char *p = from + 13; p < body.p + body.len; p++)
            sum = sum * 31 + (unsigned char)*p;
    }
    vg_puts(&body, "\r\n--xX y\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
                   "\r\n\r\n--xX y\r\ncontent-disposition: form-data; filename=e; name=g\r\n\r\n"
                   "\r\n--xX y--\r\n");
    put_body(&ask, "/up", type, &body);
    assert_int_equal(once(s, ask.p, ask.len, &in), 200);
    assert_non_null(strstr(in.p, "form note=two\r\nlines \xe4\xba\xac\n"));
    (void)snprintf(want, sizeof want, "file f=a\"b\"c\xe4\xba\xac.bin 3000000 %016llx\n",
                   (unsigned long long)sum);
    if (strstr(in.p, want) == NULL)
        fail_msg("%s not in %s", want, in.p);
    assert_null(strstr(in.p, "file none"));
    assert_non_null(strstr(in.p, "file g=e 0 0000000000000000\n"));
    /* raw */
    vg_buf_clear(&in);
    vg_buf_clear(&ask);
    vg_buf_clear(&body);
    vg_puts(&body, "bytes");
    put_body(&ask, "/up",
             "Content-Type: application/octet-stream\r\nX-Vigil-Name: %E4%BA%AC%20+.pdf", &body);
    assert_int_equal(once(s, ask.p, ask.len, &in), 200);
    assert_non_null(strstr(in.p, "file =\xe4\xba\xac +.pdf 5 "));
}

static void bad_bodies_are_refused(void **state)
{
#define PART "--b\r\nContent-Disposition: form-data; name=\"a\""
#define M    "Content-Type: multipart/form-data; boundary=b"
#define RAW  "Content-Type: application/octet-stream"
    static const struct {
        const char *path, *type, *body;
        int status;
    } rows[] = {
        {"/up", M, PART "\r\n\r\n1\r\n--b--\r\n", 200},
        {"/up", M, PART "\r\n\r\n1\r\n--b--", 200},
        {"/up", M, "", 400},
        {"/up", M, "--b", 400},
        {"/up", M, "--b--", 200},
        {"/up", M, "preamble\r\n" PART "\r\n\r\n1\r\n--b--\r\n", 400},
        {"/up", M, PART "\r\n\r\n1\r\n--b", 400},
        {"/up", M, PART "\r\n\r\n1\r\n--b-", 400},
        {"/up", M, PART "\r\n\r\n1\r\n--bx", 400},
        {"/up", M, PART "\r\n\r\n1\r\n--b--\r\nepilogue", 400},
        {"/up", M, PART "\r\n\r\n1", 400},
        {"/up", M, PART, 400},
        {"/up", M, "--b\r\n\r\n1\r\n--b--\r\n", 400},
        {"/up", M, "--b\r\nX: y\r\n\r\n1\r\n--b--\r\n", 400},
        {"/up", M, PART "; name=\"b\"\r\n\r\n1\r\n--b--\r\n", 400},
        {"/up", M, PART "; filename=\"b\r\n\r\n1\r\n--b--\r\n", 400},
        {"/up", M, PART "\r\n\r\n\xff\r\n--b--\r\n", 400},
        {"/up", M, PART "; filename=\"\xff\"\r\n\r\n1\r\n--b--\r\n", 400},
        {"/up", M, PART "\r\nContent-Transfer-Encoding: base64\r\n\r\n1\r\n--b--\r\n", 400},
        {"/small", M, PART "\r\n\r\n12345678901234567890\r\n--b--\r\n", 413},
        {"/no-files", M, PART "; filename=\"x\"\r\n\r\n1\r\n--b--\r\n", 413},
        {"/up", "Content-Type: multipart/form-data", "", 400},
        {"/up", "Content-Type: multipart/form-data; boundary=", "", 400},
        {"/up", "Content-Type: multipart/mixed; boundary=b", "--b--", 415},
        {"/up", RAW, "x", 400},
        {"/up", RAW "\r\nX-Vigil-Name: ", "x", 400},
        {"/up", RAW "\r\nX-Vigil-Name: %ff", "x", 400},
        {"/up", RAW "\r\nX-Vigil-Name: a%00b", "x", 400},
        {"/no-files", RAW "\r\nX-Vigil-Name: a", "x", 413},
        {"/up", "X: y", "x", 415},
    };
    struct site *s = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF body = {0};
        VG_SCOPED_BUF ask = {0};
        VG_SCOPED_BUF in = {0};
        int status;

        vg_puts(&body, rows[i].body);
        put_body(&ask, rows[i].path, rows[i].type, &body);
        status = once(s, ask.p, ask.len, &in);
        if (status != rows[i].status)
            fail_msg("row %zu: %s: %s: %d wanted, got %d", i, rows[i].type, rows[i].body,
                     rows[i].status, status);
    }
}

static void too_many_fields_and_files_are_refused(void **state)
{
    struct site *s = *state;
    static const struct {
        int n, is_file, status;
    } rows[] = {
        {VG_HTTP_FORM_FIELDS, 0, 200},
        {VG_HTTP_FORM_FIELDS + 1, 0, 413},
        {VG_HTTP_FILES, 1, 200},
        {VG_HTTP_FILES + 1, 1, 413},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF body = {0};
        VG_SCOPED_BUF ask = {0};
        VG_SCOPED_BUF in = {0};

        for (int k = 0; k < rows[i].n; k++)
            vg_putf(&body, "--b\r\nContent-Disposition: form-data; name=\"a\"%s\r\n\r\n1\r\n",
                    rows[i].is_file ? "; filename=\"f\"" : "");
        vg_puts(&body, "--b--\r\n");
        put_body(&ask, "/up", "Content-Type: multipart/form-data; boundary=b", &body);
        ROW_CHECK(i, "many", once(s, ask.p, ask.len, &in) == rows[i].status);
    }
}

static void a_dripping_header_has_fifteen_seconds_and_no_more(void **state)
{
    struct site *s = *state;
    VG_SCOPED_BUF in = {0};
    int fd = join(s), silent = join(s), over = 0;
    int64_t from = vg_ticks_ms();

    say(s, fd, GET("/") "X: ", strlen(GET("/") "X: "));
    while (!over && vg_ticks_ms() - from < 20000) {
        char bytes[4096];
        ssize_t n;

        (void)send(fd, "x", 1, MSG_NOSIGNAL);
        pump_for(s, 200);
        n = recv(fd, bytes, sizeof bytes, 0);
        if (n > 0)
            vg_put(&in, bytes, (size_t)n);
        over = n == 0 || (n < 0 && errno != EAGAIN) || in.len > 0;
    }
    assert_true(over);
    assert_in_range(vg_ticks_ms() - from, VG_HTTP_HEADER_S * 1000 - 500,
                    VG_HTTP_HEADER_S * 1000 + 2500);
    assert_int_equal(status_of(&in), 408);
    check_headers("drip", &in);
    vg_buf_clear(&in);
    assert_int_equal(hear(s, silent, &in, NULL), 1); /* who said nothing is told nothing */
    assert_int_equal(in.len, 0);
    (void)close(silent);
    (void)close(fd);
}

/* Half a minute of nothing; asked for by VIGIL_TEST_SLOW=1. */
static void silence_ends_what_is_idle_and_nothing_else(void **state)
{
    struct site *s = *state;
    struct vg_http_answer a = {.status = 200, .type = "text/plain", .body = "done", .len = 4};
    struct vg_http_exchange *later;
    VG_SCOPED_BUF in = {0};
    int idle, waits, events;

    if (getenv("VIGIL_TEST_SLOW") == NULL)
        skip();
    idle = join(s);
    say(s, idle, GET("/") "\r\n", strlen(GET("/") "\r\n"));
    assert_int_equal(hear(s, idle, &in, "path=/"), 0);
    waits = join(s);
    say(s, waits, GET("/later") "\r\n", strlen(GET("/later") "\r\n"));
    pump_for(s, 50);
    later = s->waits;
    events = join(s);
    say(s, events, GET("/events") "\r\n", strlen(GET("/events") "\r\n"));
    pump_for(s, (VG_HTTP_IDLE_S + 2) * 1000);
    vg_buf_clear(&in);
    assert_int_equal(hear(s, idle, &in, NULL), 1);
    assert_int_equal(in.len, 0);
    vg_http_answer(later, &a);
    assert_int_equal(hear(s, waits, &in, "done"), 0);
    (void)vg_http_put(s->waits, "still here", 10);
    vg_buf_clear(&in);
    assert_int_equal(hear(s, events, &in, "still here"), 0);
    assert_non_null(strstr(in.p, "still here"));
    assert_int_equal(s->gone, 0);
    (void)close(idle);
    (void)close(waits);
    (void)close(events);
}

static void above_the_easy_number_the_headerless_go_first(void **state)
{
    enum { N = 200 };
    struct site *s = *state;
    VG_SCOPED_BUF in = {0};
    int fd[N], left = 0, good = join(s);
    char byte;

    say(s, good, GET("/later") "\r\n", strlen(GET("/later") "\r\n"));
    for (int i = 0; i < N; i++) {
        fd[i] = join(s);
        say(s, fd[i], "GET / HT", 8);
    }
    pump_for(s, 1200);
    for (int i = 0; i < 150; i++) { /* new ones come */
        int next = join(s);

        vg_buf_clear(&in);
        say(s, next, GET("/new") "\r\n", strlen(GET("/new") "\r\n"));
        assert_int_equal(hear(s, next, &in, "path=/new"), 0);
        (void)close(next);
    }
    for (int i = 0; i < N; i++) {
        left += recv(fd[i], &byte, 1, 0) < 0 && errno == EAGAIN;
        (void)close(fd[i]);
    }
    assert_in_range(left, 30, 70);
    assert_int_equal(s->gone, 0); /* the one with a whole header stayed */
    assert_non_null(s->waits);
    (void)close(good);
}

/* xorshift64*; the seed is printed when something goes wrong */
static uint64_t roll(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static void mangle(struct vg_buf *b, uint64_t *seed)
{
    static const char spice[] = "\r\n :;=%&?/\"\\\0\xff-ab1";
    size_t n = roll(seed) % 6;

    for (size_t i = 0; i < n && b->len > 0; i++) {
        size_t at = roll(seed) % b->len;

        if (roll(seed) % 3 == 0) {
            memmove(b->p + at, b->p + at + 1, b->len - at - 1);
            b->len--;
        } else {
            b->p[at] =
                roll(seed) % 2 == 0 ? spice[roll(seed) % (sizeof spice - 1)] : (char)roll(seed);
        }
    }
}

static void no_bytes_break_it_and_every_answer_is_dressed(void **state)
{
    static const char *const seeds[] = {
        GET("/a?b=c&d=%41") "Cookie: a=b; c=\"d\"\r\nConnection: keep-alive\r\n\r\n",
        GET("/events") "\r\n",
        "HEAD /x HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n",
        "POST /f HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 7\r\n\r\na=b&c=d",
        "POST /up HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        "Content-Length: 79\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"a\"; "
        "filename=\"x\"\r\n\r\n123456\r\n--b--\r\n",
        "",
    };
    struct site *s = *state;
    uint64_t seed = 20260101;

    for (int i = 0; i < 1500; i++) {
        VG_SCOPED_BUF ask = {0};
        VG_SCOPED_BUF in = {0};
        int fd = join(s), times = 1 + (int)(roll(&seed) % 3);
        int64_t until;
        int over = 0;

        for (int k = 0; k < times; k++)
            vg_puts(&ask, seeds[roll(&seed) % (sizeof seeds / sizeof *seeds)]);
        for (size_t k = ask.len == 0 ? roll(&seed) % 400 : 0; k > 0; k--)
            vg_putc(&ask, (char)roll(&seed));
        mangle(&ask, &seed);
        say(s, fd, ask.p, ask.len / 2);
        say(s, fd, ask.p + ask.len / 2, ask.len - ask.len / 2);
        (void)shutdown(fd, SHUT_WR);
        for (until = vg_ticks_ms() + 500; !over && vg_ticks_ms() < until;) {
            char bytes[16384];
            ssize_t n = recv(fd, bytes, sizeof bytes, 0);

            if (n > 0)
                vg_put(&in, bytes, (size_t)n);
            over = n == 0 || (n < 0 && errno != EAGAIN);
            pump(s, 1);
        }
        (void)close(fd);
        if (in.len > 0 && status_of(&in) == 0)
            fail_msg("case %d: %s", i, in.p);
        check_headers(ask.p, &in);
    }
    pump_for(s, 50);
    {
        VG_SCOPED_BUF in = {0};

        assert_int_equal(once(s, GET("/") "\r\n", strlen(GET("/") "\r\n"), &in), 200);
    }
}

static void clients_that_leave_at_any_point_do_no_harm(void **state)
{
    static const char whole[] = "POST /up HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                "multipart/form-data; boundary=b\r\nContent-Length: 79\r\n\r\n"
                                "--b\r\nContent-Disposition: form-data; name=\"a\"; "
                                "filename=\"x\"\r\n\r\n123456\r\n--b--\r\n";
    struct site *s = *state;

    for (int hard = 0; hard < 2; hard++) {
        for (size_t n = 0; n <= strlen(whole); n++) {
            const struct linger reset = {.l_onoff = hard};
            int fd = join(s);

            if (n % 3 == 0)
                pump_for(s, 1); /* accepted before it says anything, or not */
            (void)send(fd, whole, n, MSG_NOSIGNAL);
            if (n % 2 == 0)
                pump_for(s, 1);
            (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
            (void)close(fd);
            pump(s, 1);
        }
    }
    pump_for(s, 50);
    {
        VG_SCOPED_BUF in = {0};

        assert_int_equal(once(s, GET("/") "\r\n", strlen(GET("/") "\r\n"), &in), 200);
    }
}

static void only_loopback_and_one_listener_a_port(void **state)
{
    struct site *s = *state;
    struct vg_http *other = NULL;
    struct vg_err err = {0};

    assert_int_equal(vg_http_open(vg_http_port(s->h), "/tmp", &s->face, &other, &err),
                     VG_E_CONFLICT);
    assert_null(other);
    assert_non_null(strstr(err.text, "127.0.0.1"));
    assert_int_equal(vg_http_open(70000, "/tmp", &s->face, &other, &err), VG_E_MISUSE);
}

#define SITE(test) cmocka_unit_test_setup_teardown(test, site_open, site_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE(requests_are_taken_apart),
        SITE(what_is_too_large_is_refused),
        SITE(a_connection_serves_many_requests_and_pipelines_end_it),
        SITE(answers_may_come_later_and_clients_may_not_wait),
        SITE(events_flow_until_somebody_goes),
        SITE(a_download_waits_for_its_reader),
        SITE(uploads_are_spooled),
        SITE(bad_bodies_are_refused),
        SITE(too_many_fields_and_files_are_refused),
        SITE(a_dripping_header_has_fifteen_seconds_and_no_more),
        SITE(silence_ends_what_is_idle_and_nothing_else),
        SITE(above_the_easy_number_the_headerless_go_first),
        SITE(no_bytes_break_it_and_every_answer_is_dressed),
        SITE(clients_that_leave_at_any_point_do_no_harm),
        SITE(only_loopback_and_one_listener_a_port),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
