/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A small hostile web server runs in a process of its own on loopback. */
#include "test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture/fetch.h"
#include "loopback_server.h"

/* -- the server --------------------------------------------------------------- */

static int port_of_server;

static int start_server(void **state)
{
    (void)state;
    /* Neither may matter: nothing here goes through the environment's proxy. */
    (void)setenv("http_proxy", "http://127.0.0.1:9/", 1);
    (void)setenv("ALL_PROXY", "socks5h://127.0.0.1:9", 1);
    return loopback_start(&port_of_server);
}

static int stop_server(void **state)
{
    (void)state;
    return loopback_stop();
}

/* -- asking ---------------------------------------------------------------------- */

/* Everything that one fetch gives, so that a test has one thing to end. */
struct asked {
    struct vg_arena a;
    struct vg_fetched got;
    struct vg_err err;
    int rc;
};

static void asked_end(struct asked *k)
{
    vg_fetched_end(&k->got);
    vg_arena_end(&k->a);
}

#define SCOPED_ASKED __attribute__((cleanup(asked_end))) struct asked

static const struct vg_fetch_options loopback = {
    .allow_loopback = 1,
    .max_body = 100000,
    .silence_ms = 1200,
    .connect_ms = 5000,
};

static struct asked ask_with(const struct vg_fetch_options *o, const char *url,
                             enum vg_fetch_method method)
{
    struct asked k = {.rc = VG_OK};
    VG_SCOPED_FETCHER *f = NULL;

    if (vg_fetcher_open(o, &f, &k.err) != VG_OK)
        fail_msg("%s", k.err.text);
    k.rc = vg_fetch(f, url, method, &k.a, &k.got, &k.err);
    return k;
}

static struct asked ask(const char *path)
{
    char url[300];

    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d%s", port_of_server, path);
    return ask_with(&loopback, url, VG_FETCH_GET);
}

static const struct vg_fetch_hop *last_hop(const struct asked *k)
{
    return &k->got.hops[k->got.n_hops - 1];
}

/* -- the tests --------------------------------------------------------------------- */

static void a_page_comes_with_all_that_was_said(void **state)
{
    SCOPED_ASKED k = ask("/ok");
    const struct vg_fetch_hop *h = last_hop(&k);
    char text[300];

    (void)state;
    assert_int_equal(k.rc, VG_OK);
    assert_string_equal(k.got.reason, "");
    assert_int_equal(k.got.n_hops, 1);
    assert_string_equal(k.got.body.p, "hello");
    assert_string_equal(k.got.media_type, "text/html; charset=gb18030");
    assert_false(k.got.is_truncated);
    assert_int_equal(h->status, 200);
    assert_string_equal(h->http, "1.1");
    assert_string_equal(h->date, "Mon, 23 Nov 2026 17:00:00 GMT");
    assert_string_equal(h->resolver, "literal");
    assert_int_equal(h->n_addresses, 1);
    assert_string_equal(h->peer, "127.0.0.1");
    assert_int_equal(h->peer_port, port_of_server);
    assert_null(h->tls);
    assert_null(h->location);
    assert_int_equal(h->n_certificates, 0);
    (void)snprintf(text, sizeof text,
                   "GET /ok HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: vigil\r\n"
                   "Accept: */*\r\n\r\n",
                   port_of_server);
    assert_true(vg_str_is(h->request, text));
    assert_true(h->response.len + 5 == strlen(loopback_ok));
    assert_memory_equal(h->response.p, loopback_ok, h->response.len);
    (void)snprintf(text, sizeof text, "http://127.0.0.1:%d/ok", port_of_server);
    assert_string_equal(k.got.final_url, text);
}

static void each_answer_is_judged(void **state)
{
    static const struct {
        const char *path;
        int code;
        const char *reason, *body;
        size_t hops;
        int is_truncated;
    } rows[] = {
        {"/until-closed", VG_OK, "", "hello", 1, 0},
        {"/chunked", VG_OK, "", "hello", 1, 0},
        {"/chunks-cut", VG_OK, "", "hel", 1, 1},
        {"/interim", VG_OK, "", "hello", 1, 0},
        {"/gzip", VG_OK, "", "\x1f\x8bxyz", 1, 0},
        {"/short", VG_OK, "", "hello", 1, 1},
        {"/long", VG_OK, "", "hello", 1, 0},
        {"/nothing", VG_OK, "", "", 1, 0},
        {"/to-ok", VG_OK, "", "hello", 2, 0},
        {"/to-ok-lying", VG_OK, "", "hello", 2, 0},
        {"/to-ok-long", VG_OK, "", "hello", 2, 0},
        {"/turns/123456789", VG_OK, "", "hello", 10, 0},
        {"/turns/1234567890", VG_OK, "", "hello", 11, 0},
        {"/turns/12345678901", VG_E_LIMIT, "redirects", "", 11, 0},
        {"/404", VG_E_ABSENT, "http-404", "gone", 1, 0},
        {"/410", VG_E_ABSENT, "http-410", "", 1, 0},
        {"/500", VG_E_IO, "http-500", "", 1, 0},
        {"/302-nowhere", VG_E_IO, "http-302", "", 1, 0},
        {"/garbage", VG_E_FORMAT, "http-protocol", "", 1, 0},
        {"/bad-status", VG_E_FORMAT, "http-protocol", "", 1, 0},
        {"/empty", VG_E_IO, "transfer", "", 1, 0},
        {"/loop", VG_E_LIMIT, "redirects", "", 11, 0},
        {"/to-metadata", VG_E_REFUSED, "refused-address", "", 2, 0},
        {"/to-private", VG_E_REFUSED, "refused-address", "", 2, 0},
        {"/to-mapped", VG_E_REFUSED, "refused-address", "", 2, 0},
        {"/to-6to4", VG_E_REFUSED, "refused-address", "", 2, 0},
        {"/to-decimal", VG_E_FORMAT, "url", "", 1, 0},
        {"/to-octal", VG_E_FORMAT, "url", "", 1, 0},
        {"/to-hex", VG_E_FORMAT, "url", "", 1, 0},
        {"/to-file", VG_E_REFUSED, "url", "", 1, 0},
        {"/to-password", VG_E_REFUSED, "url", "", 1, 0},
        {"/to-control", VG_E_FORMAT, "url", "", 1, 0},
        {"/big-headers", VG_E_LIMIT, "header-too-large", "", 1, 0},
        {"/long-line", VG_E_LIMIT, "header-too-large", "", 1, 0},
        {"/huge-announced", VG_E_LIMIT, "too-large", "", 1, 0},
        {"/silent", VG_E_LIMIT, "timeout", "", 1, 0},
        {"/stall", VG_E_LIMIT, "timeout", "hello", 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        SCOPED_ASKED k = ask(rows[i].path);

        if (k.rc != rows[i].code || strcmp(k.got.reason, rows[i].reason) != 0)
            fail_msg("%s: code %d, reason '%s', %s", rows[i].path, k.rc, k.got.reason, k.err.text);
        if (strcmp(vg_buf_str(&k.got.body).p, rows[i].body) != 0)
            fail_msg("%s: body '%s'", rows[i].path, k.got.body.p);
        ROW_CHECK(i, rows[i].path, k.got.n_hops == rows[i].hops);
        ROW_CHECK(i, rows[i].path, k.got.is_truncated == rows[i].is_truncated);
        if (k.rc != VG_OK)
            ROW_CHECK(i, rows[i].path, strlen(k.err.text) > 10);
    }
}

static void a_body_over_the_ceiling_is_refused(void **state)
{
    SCOPED_ASKED k = ask("/big-body");

    (void)state;
    assert_int_equal(k.rc, VG_E_LIMIT);
    assert_string_equal(k.got.reason, "too-large");
    assert_true(k.got.body.len <= 100000);
}

static void trailers_and_interim_answers_are_kept(void **state)
{
    SCOPED_ASKED chunked = ask("/chunked");
    SCOPED_ASKED interim = ask("/interim");

    (void)state;
    assert_non_null(memmem(last_hop(&chunked)->response.p, last_hop(&chunked)->response.len,
                           "X-After: the end\r\n", 18));
    assert_non_null(
        memmem(last_hop(&interim)->response.p, last_hop(&interim)->response.len, "103 Early", 9));
    assert_int_equal(last_hop(&interim)->status, 200);
    assert_null(interim.got.media_type); /* that of the interim answer is not the page's */
}

static void each_hop_is_written_down_and_no_cookie_goes_along(void **state)
{
    SCOPED_ASKED k = ask("/to-ok");
    const struct vg_fetch_hop *h = k.got.hops;

    (void)state;
    assert_int_equal(k.got.n_hops, 2);
    assert_int_equal(h[0].status, 302);
    assert_string_equal(h[0].location, "x/../ok#top");
    assert_true(strncmp(h[0].request.p, "GET /to-ok ", 11) == 0);
    assert_true(strncmp(h[1].request.p, "GET /ok ", 8) == 0);
    assert_null(memmem(h[1].request.p, h[1].request.len, "Cookie", 6));
    assert_null(memmem(h[1].request.p, h[1].request.len, "Referer", 7));
    assert_false(h[1].is_downgrade);
}

static void head_asks_for_headers_only(void **state)
{
    char url[100];

    (void)state;
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/ok", port_of_server);
    {
        SCOPED_ASKED k = ask_with(&loopback, url, VG_FETCH_HEAD);

        assert_int_equal(k.rc, VG_OK);
        assert_int_equal(k.got.body.len, 0);
        assert_true(strncmp(last_hop(&k)->request.p, "HEAD /ok ", 9) == 0);
    }
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/huge-announced", port_of_server);
    {
        SCOPED_ASKED k = ask_with(&loopback, url, VG_FETCH_HEAD);

        assert_int_equal(k.rc, VG_OK);
    }
}

static void loopback_and_odd_places_are_refused_without_the_test_switch(void **state)
{
    static const struct {
        const char *url, *reason;
    } rows[] = {
        {"http://127.0.0.1:%d/ok", "refused-address"},
        {"http://localhost:%d/ok", "refused-address"},
        {"http://LOCALHOST.:%d/ok", "refused-address"},
        {"http://[::1]:%d/ok", "refused-address"},
        {"http://[::ffff:127.0.0.1]:%d/ok", "refused-address"},
        {"http://[64:ff9b::7f00:1]:%d/ok", "refused-address"},
        {"http://0.0.0.0:%d/ok", "refused-address"},
        {"http://2130706433:%d/ok", "url"},
        {"http://0177.1:%d/ok", "url"},
        {"ftp://127.0.0.1:%d/ok", "url"},
    };
    static const struct vg_fetch_options plain = {.connect_ms = 1000};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char url[100];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        (void)snprintf(url, sizeof url, rows[i].url, port_of_server);
#pragma GCC diagnostic pop
        SCOPED_ASKED k = ask_with(&plain, url, VG_FETCH_GET);

        if (strcmp(k.got.reason, rows[i].reason) != 0)
            fail_msg("%s: reason '%s', %s", url, k.got.reason, k.err.text);
    }
}

/* A name server that answers with another address each time it is asked. */
struct rebinder {
    const char *answers[4];
    int asked;
};

static int rebind(void *w, const char *host, struct vg_address *out, size_t room, size_t *n,
                  struct vg_err *err)
{
    struct rebinder *r = w;
    const char *p = r->answers[r->asked];

    (void)room;
    if (p == NULL)
        return vg_fail(err, VG_E_IO, "no answer for %s", host);
    r->asked++;
    for (*n = 0; *p != '\0'; (*n)++) {
        size_t len = strcspn(p, " ");

        assert_true(vg_address_read((struct vg_str){p, len}, &out[*n]));
        p += len + (p[len] == ' ');
    }
    return VG_OK;
}

static void a_name_is_resolved_once_a_hop_and_each_answer_is_checked(void **state)
{
    static const struct {
        const char *path;
        struct rebinder r;
        const char *reason;
        int asked;
    } rows[] = {
        {"/ok", {{"127.0.0.1", "10.0.0.1"}, 0}, "", 1},
        {"/to-ok", {{"127.0.0.1", "10.0.0.1"}, 0}, "refused-address", 2},
        {"/to-ok", {{"127.0.0.1", "169.254.169.254"}, 0}, "refused-address", 2},
        {"/to-ok", {{"127.0.0.1", "127.0.0.1"}, 0}, "", 2},
        {"/to-ok", {{"127.0.0.1", NULL}, 0}, "dns", 1},
        {"/ok", {{"10.0.0.1 127.0.0.1"}, 0}, "refused-address", 1},
        {"/ok", {{"127.0.0.1 fe80::1"}, 0}, "refused-address", 1},
        {"/ok", {{"127.0.0.9 127.0.0.1"}, 0}, "", 1}, /* the first does not answer */
        {"/ok", {{""}, 0}, "dns", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rebinder r = rows[i].r;
        struct vg_fetch_options o = loopback;
        char url[100];

        o.resolve = rebind;
        o.resolve_w = &r;
        (void)snprintf(url, sizeof url, "http://rebind.example:%d%s", port_of_server, rows[i].path);
        SCOPED_ASKED k = ask_with(&o, url, VG_FETCH_GET);

        if (strcmp(k.got.reason, rows[i].reason) != 0)
            fail_msg("row %zu: reason '%s', %s", i, k.got.reason, k.err.text);
        ROW_CHECK(i, rows[i].path, r.asked == rows[i].asked);
        ROW_CHECK(i, rows[i].path, strcmp(k.got.hops[0].resolver, "given") == 0);
        if (k.rc == VG_OK)
            ROW_CHECK(i, rows[i].path, strcmp(last_hop(&k)->peer, "127.0.0.1") == 0);
    }
}

static void nobody_there_is_said_so(void **state)
{
    char url[100];
    int port = 0, fd = loopback_listen(&port);

    (void)state;
    (void)close(fd);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/", port);
    {
        SCOPED_ASKED k = ask_with(&loopback, url, VG_FETCH_GET);

        assert_int_equal(k.rc, VG_E_IO);
        assert_string_equal(k.got.reason, "connect");
    }
}

static void names_go_through_the_proxy_or_nowhere(void **state)
{
    struct vg_fetch_options o = loopback;
    char up[64], down[64];
    int port = 0, fd = loopback_listen(&port);

    (void)state;
    (void)close(fd);
    (void)snprintf(up, sizeof up, "127.0.0.1:%d", port_of_server);
    (void)snprintf(down, sizeof down, "127.0.0.1:%d", port);
    o.allow_loopback = 0;
    o.socks5 = up;
    {
        SCOPED_ASKED k = ask_with(&o, "http://hidden.onion/", VG_FETCH_GET);

        assert_int_equal(k.rc, VG_OK);
        assert_string_equal(k.got.body.p, "via proxy to hidden.onion");
        assert_string_equal(last_hop(&k)->resolver, "proxy");
    }
    {
        SCOPED_ASKED k = ask_with(&o, "http://10.0.0.1/", VG_FETCH_GET);

        assert_string_equal(k.got.reason, "refused-address");
    }
    o.socks5 = down;
    {
        SCOPED_ASKED k = ask_with(&o, "http://hidden.example/", VG_FETCH_GET);

        assert_int_equal(k.rc, VG_E_IO);
        assert_string_equal(k.got.reason, "proxy");
    }
    o.socks5 = NULL;
    {
        SCOPED_ASKED k = ask_with(&o, "http://hidden.onion/", VG_FETCH_GET);

        assert_string_equal(k.got.reason, "dns");
    }
}

static void a_bad_proxy_is_a_misuse(void **state)
{
    static const char *const rows[] = {
        "",      "host", ":1080", "host:", "host:0", "host:65536", "host:1x", "socks5h://host:1",
        "a@b:1", "a b:1"};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_fetch_options o = {.socks5 = rows[i]};
        struct vg_fetcher *f = NULL;

        ROW_CHECK(i, rows[i], vg_fetcher_open(&o, &f, NULL) == VG_E_MISUSE);
    }
}

static volatile sig_atomic_t stop_now;

static void on_alarm(int signal_number)
{
    (void)signal_number;
    stop_now = 1;
}

static int is_stop_asked(void *w)
{
    (void)w;
    return stop_now != 0;
}

static void a_stop_ends_the_fetch(void **state)
{
    struct vg_fetch_options o = loopback;
    char url[100];

    (void)state;
    o.silence_ms = 20000;
    o.stop = is_stop_asked;
    stop_now = 0;
    (void)signal(SIGALRM, on_alarm);
    (void)ualarm(50000, 0);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/silent", port_of_server);
    {
        SCOPED_ASKED k = ask_with(&o, url, VG_FETCH_GET);

        assert_int_equal(k.rc, VG_E_INTERRUPTED);
        assert_string_equal(k.got.reason, "interrupted");
        assert_int_equal(k.got.n_hops, 1);
    }
}

static void one_fetcher_serves_many(void **state)
{
    VG_SCOPED_FETCHER *f = NULL;
    char url[100];

    (void)state;
    assert_int_equal(vg_fetcher_open(&loopback, &f, NULL), VG_OK);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/ok", port_of_server);
    for (int i = 0; i < 20; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_FETCHED got = {0};

        assert_int_equal(vg_fetch(f, url, VG_FETCH_GET, &a, &got, NULL), VG_OK);
        assert_string_equal(got.body.p, "hello");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_comes_with_all_that_was_said),
        cmocka_unit_test(each_answer_is_judged),
        cmocka_unit_test(a_body_over_the_ceiling_is_refused),
        cmocka_unit_test(trailers_and_interim_answers_are_kept),
        cmocka_unit_test(each_hop_is_written_down_and_no_cookie_goes_along),
        cmocka_unit_test(head_asks_for_headers_only),
        cmocka_unit_test(loopback_and_odd_places_are_refused_without_the_test_switch),
        cmocka_unit_test(a_name_is_resolved_once_a_hop_and_each_answer_is_checked),
        cmocka_unit_test(nobody_there_is_said_so),
        cmocka_unit_test(names_go_through_the_proxy_or_nowhere),
        cmocka_unit_test(a_bad_proxy_is_a_misuse),
        cmocka_unit_test(a_stop_ends_the_fetch),
        cmocka_unit_test(one_fetcher_serves_many),
    };

    return cmocka_run_group_tests(tests, start_server, stop_server);
}
