/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The parts of the page's server that are plain values: messages, sessions, kept pages, long work.
 */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "web/cache.h"
#include "web/job.h"
#include "web/session.h"
#include "web/squeeze.h"
#include "web/wire.h"

static void a_request_comes_out_of_its_message_as_it_went_in(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    const struct vg_web_field query[] = {{"q", "福州 & <x>"}, {"from", ""}};
    const struct vg_web_field form[] = {{"because", "a name\nin two lines"}};
    struct vg_web_ask in = {.method = "POST",
                            .path = "/claims/c17",
                            .language = "zh",
                            .token = "t",
                            .jobs = NULL,
                            .query = query,
                            .n_query = 2,
                            .form = form,
                            .n_form = 1},
                      out = {0};
    struct vg_unpack u;

    (void)state;
    vg_pack_ask(&b, &in);
    assert_int_equal(b.p[0], VG_WIRE_ASK);
    u = (struct vg_unpack){b.p + 1, b.len - 1, 0};
    assert_true(vg_unpack_ask(&u, &a, &out));
    assert_int_equal(u.n, 0);
    assert_string_equal(out.path, "/claims/c17");
    assert_null(out.jobs);
    assert_int_equal(out.n_query, 2);
    assert_string_equal(out.query[0].value, "福州 & <x>");
    assert_string_equal(out.form[0].value, "a name\nin two lines");
}

static void a_message_that_ends_early_is_refused_wherever_it_ends(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    const struct vg_web_field query[] = {{"q", "x"}};
    struct vg_web_ask in = {
        .method = "GET", .path = "/", .language = "en", .token = "t", .query = query, .n_query = 1};
    struct vg_web_reply reply = {.status = 200, .type = "text/html"};

    (void)state;
    vg_pack_ask(&b, &in);
    for (size_t n = 0; n < b.len - 1; n++) {
        struct vg_unpack u = {b.p + 1, n, 0};
        struct vg_web_ask out = {0};

        assert_false(vg_unpack_ask(&u, &a, &out));
    }
    vg_buf_clear(&b);
    vg_pack_reply(&b, &reply, 1);
    for (size_t n = 0; n < b.len - 1; n++) {
        struct vg_unpack u = {b.p + 1, n, 0};
        struct vg_web_reply out = {0};
        struct vg_str body;
        int changed;

        assert_false(vg_unpack_reply(&u, &a, &out, &body, &changed));
    }
}

static void a_message_that_promises_more_fields_than_may_be_is_refused(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_unpack u;
    size_t n;

    (void)state;
    vg_pack_i64(&b, INT64_MAX);
    u = (struct vg_unpack){b.p, b.len, 0};
    assert_null(vg_unpack_fields(&u, &a, &n));
    assert_true(u.is_bad);
}

static void a_token_opens_one_session_and_is_spent(void **state)
{
    struct vg_sessions s;
    struct vg_world world = vg_world_real();
    char token[VG_SESSION_HEX], cookie[200];
    const struct vg_session *one;

    (void)state;
    assert_int_equal(vg_sessions_open(&s, &world, NULL), VG_OK);
    memcpy(token, s.offered, sizeof token);
    assert_null(vg_sessions_begin(&s, "0000"));
    one = vg_sessions_begin(&s, token);
    assert_non_null(one);
    assert_null(vg_sessions_begin(&s, token));
    assert_null(vg_sessions_begin(&s, ""));
    assert_string_not_equal(one->cookie, one->token);
    (void)snprintf(cookie, sizeof cookie, "other=1; vigil-80=%s; more=2", one->cookie);
    assert_ptr_equal(vg_sessions_find(&s, cookie, "vigil-80"), one);
    assert_null(vg_sessions_find(&s, cookie, "vigil-8"));
    assert_null(vg_sessions_find(&s, cookie, "vigil-81"));
    assert_null(vg_sessions_find(&s, NULL, "vigil-80"));
    cookie[20] = cookie[20] == '0' ? '1' : '0';
    assert_null(vg_sessions_find(&s, cookie, "vigil-80"));
    vg_sessions_close(&s);
}

static void the_session_that_was_longest_idle_makes_room(void **state)
{
    struct vg_sessions s;
    struct vg_world world = vg_world_real();
    char first[VG_SESSION_HEX], second[VG_SESSION_HEX], cookie[200];

    (void)state;
    assert_int_equal(vg_sessions_open(&s, &world, NULL), VG_OK);
    for (int i = 0; i <= VG_WEB_SESSIONS; i++) {
        const struct vg_session *made = vg_sessions_begin(&s, s.offered);

        if (i < 2)
            memcpy(i == 0 ? first : second, made->cookie, sizeof first);
        if (i == 5) { /* the first is used again */
            (void)snprintf(cookie, sizeof cookie, "v=%s", first);
            assert_non_null(vg_sessions_find(&s, cookie, "v"));
        }
        assert_int_equal(vg_sessions_offer(&s, NULL), VG_OK);
    }
    (void)snprintf(cookie, sizeof cookie, "v=%s", first);
    assert_non_null(vg_sessions_find(&s, cookie, "v"));
    (void)snprintf(cookie, sizeof cookie, "v=%s", second);
    assert_null(vg_sessions_find(&s, cookie, "v"));
    vg_sessions_close(&s);
}

static void kept_pages_stay_below_their_bound(void **state)
{
    struct vg_cache c;
    char key[32];
    char *body = vg_malloc(1 << 20);

    (void)state;
    memset(body, 'x', 1 << 20);
    vg_cache_open(&c);
    for (int i = 0; i < 100; i++) {
        (void)snprintf(key, sizeof key, "/sources/s%d", i);
        vg_cache_put(&c, vg_str(key), "text/html", (struct vg_str){body, 1 << 20});
        assert_non_null(vg_cache_get(&c, vg_str(key)));
        assert_true(c.memory.used <= VG_WEB_CACHE + (1 << 16));
    }
    vg_cache_clear(&c);
    assert_null(vg_cache_get(&c, vg_str(key)));
    vg_cache_put(&c, vg_str("large"), "text/html", (struct vg_str){body, VG_WEB_CACHE / 16 + 1});
    assert_null(vg_cache_get(&c, vg_str("large")));
    vg_cache_close(&c);
    free(body);
}

static void gzip_is_sent_to_those_who_take_it(void **state)
{
    static const struct {
        const char *header;
        int takes;
    } rows[] = {
        {NULL, 0},          {"", 0},          {"gzip", 1},     {"gzip, deflate, br", 1},
        {"br, gzip", 1},    {"identity", 0},  {"gzip;q=0", 0}, {"gzip;q=0.000", 0},
        {"gzip;q=0.5", 1},  {"GZIP", 1},      {"xgzip", 0},    {"gzipped", 0},
        {"deflate;q=1", 0}, {"gzip ;q=1", 1}, {",,gzip", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].header == NULL ? "none" : rows[i].header,
                  vg_takes_gzip(rows[i].header) == rows[i].takes);
}

static void a_body_is_squeezed_to_the_same_bytes_or_not_at_all(void **state)
{
    VG_SCOPED_BUF one = {0}, two = {0}, body = {0};

    (void)state;
    assert_false(vg_squeeze(vg_str("short"), &one));
    for (int i = 0; i < 4000; i++)
        vg_putf(&body, "<li>claim %d</li>", i % 100);
    assert_true(vg_squeeze(vg_buf_str(&body), &one));
    assert_true(vg_squeeze(vg_buf_str(&body), &two));
    assert_true(one.len > 20 && one.len < body.len / 10);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.p, two.p, one.len);
    assert_memory_equal(one.p, "\x1f\x8b\x08\x00\x00\x00\x00\x00", 8); /* no name, no time */
    vg_buf_clear(&two);
    vg_buf_clear(&body);
    for (uint32_t i = 0, x = 1; i < 4000; i++, x = x * 1664525U + 1013904223U)
        vg_putc(&body, (char)(x >> 24));
    assert_false(vg_squeeze(vg_buf_str(&body), &two)); /* nothing in it repeats */
    assert_int_equal(two.len, 0);
}

static void long_work_is_remembered_with_its_last_lines(void **state)
{
    struct vg_jobs jobs = {0};
    struct vg_job *job = vg_jobs_add(&jobs, VG_JOB_ADD, NULL, 0);
    VG_SCOPED_BUF text = {0};
    struct vg_json j = {.out = &text};

    (void)state;
    job->state = VG_JOB_RUNS;
    for (int i = 0; i < VG_WEB_SAYS + 50; i++) {
        VG_SCOPED_BUF b = {0}, line = {0};
        struct vg_unpack u;

        vg_putf(&line, "{\"what\":\"stored\",\"source\":%d}", i + 1);
        vg_pack_text(&b, "preserving");
        vg_pack_i64(&b, i);
        vg_pack_i64(&b, 1000);
        vg_pack_i64(&b, i + 1);
        vg_pack_str(&b, vg_buf_str(&line));
        u = (struct vg_unpack){b.p, b.len, 0};
        assert_true(vg_job_hear(job, VG_WIRE_TELL, &u));
    }
    vg_job_to_json(job, &j);
    assert_non_null(strstr(text.p, "\"state\":\"running\""));
    assert_non_null(strstr(text.p, "\"source\":250}"));
    assert_null(strstr(text.p, "\"source\":50}"));
    vg_jobs_close(&jobs);
}

static void no_more_work_waits_than_may(void **state)
{
    struct vg_jobs jobs = {0};

    (void)state;
    for (int i = 0; i < VG_WEB_JOBS; i++)
        assert_non_null(vg_jobs_add(&jobs, VG_JOB_SUGGEST, NULL, 0));
    assert_null(vg_jobs_add(&jobs, VG_JOB_SUGGEST, NULL, 0));
    jobs.list[3]->state = VG_JOB_DONE;
    assert_non_null(vg_jobs_add(&jobs, VG_JOB_VERIFY, NULL, 0));
    assert_null(vg_jobs_get(&jobs, 4));
    vg_jobs_close(&jobs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_comes_out_of_its_message_as_it_went_in),
        cmocka_unit_test(a_message_that_ends_early_is_refused_wherever_it_ends),
        cmocka_unit_test(a_message_that_promises_more_fields_than_may_be_is_refused),
        cmocka_unit_test(a_token_opens_one_session_and_is_spent),
        cmocka_unit_test(the_session_that_was_longest_idle_makes_room),
        cmocka_unit_test(kept_pages_stay_below_their_bound),
        cmocka_unit_test(gzip_is_sent_to_those_who_take_it),
        cmocka_unit_test(a_body_is_squeezed_to_the_same_bytes_or_not_at_all),
        cmocka_unit_test(long_work_is_remembered_with_its_last_lines),
        cmocka_unit_test(no_more_work_waits_than_may),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
