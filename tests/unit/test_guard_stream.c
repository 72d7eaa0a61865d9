/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "guard/box.h"

/* Readers of archives, good and bad. They go by system calls where a bad one would. */
#define STREAM(name)                                                                               \
    static int name(const unsigned char *in, size_t n, const void *hints, size_t hints_len,        \
                    const struct vg_box_sink *sink, struct vg_err *err)
#define UNUSED (void)in, (void)n, (void)hints, (void)hints_len, (void)sink, (void)err

static void nap(long ms)
{
    uint32_t word = 0;
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};

    (void)syscall(SYS_futex, &word, 0, 0, &t, NULL, 0);
}

static void say(const void *bytes, size_t n)
{
    (void)!write(1, bytes, n);
}

STREAM(gives_each_byte)
{
    int rc = VG_OK;

    (void)hints, (void)hints_len;
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        rc = sink->put(sink->w, (struct vg_str){(const char *)in + i, 1}, err);
        sink->reached(sink->w, i + 1);
    }
    return rc;
}

STREAM(gives_ten_thousand_records)
{
    char record[3000];
    int rc = VG_OK;

    UNUSED;
    for (int i = 0; rc == VG_OK && i < 10000; i++) {
        memset(record, 'a' + i % 26, sizeof record);
        rc = sink->put(sink->w, (struct vg_str){record, (size_t)(i * 7 % 3000)}, err);
    }
    return rc;
}

STREAM(fails_after_three)
{
    for (int i = 0; i < 3; i++)
        (void)sink->put(sink->w, vg_str("one"), err);
    UNUSED;
    return vg_fail(err, VG_E_FORMAT, "record 3: no length");
}

STREAM(dies_after_three)
{
    UNUSED;
    for (int i = 0; i < 3; i++)
        (void)sink->put(sink->w, vg_str("one"), err);
    abort();
}

STREAM(moves_on_slowly)
{
    UNUSED;
    for (uint64_t i = 1; i <= 3; i++) {
        nap(400);
        sink->reached(sink->w, i);
    }
    return sink->put(sink->w, vg_str("late"), err);
}

STREAM(stands_still)
{
    UNUSED;
    for (int i = 0; i < 1200; i++) {
        say("P\0\0\0\x8\0\0\0\0\0\0\0\1", 13); /* the same place, again and again */
        nap(50);
    }
    return VG_OK;
}

STREAM(claims_to_be_past_the_end)
{
    UNUSED;
    for (unsigned char i = 4; i < 200; i++) {
        unsigned char p[13] = {'P', 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, i};

        say(p, sizeof p);
        nap(50);
    }
    return VG_OK;
}

STREAM(announces_a_message_too_large)
{
    static const char zeros[65536];

    UNUSED;
    say("M\xff\xff\xff\xff", 5);
    for (int i = 0; i < 1100; i++)
        say(zeros, sizeof zeros);
    return VG_OK;
}

STREAM(ends_with_a_result)
{
    UNUSED;
    say("R\0\0\0\1x", 6);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

STREAM(speaks_after_the_end)
{
    UNUSED;
    say("R\0\0\0\0M\0\0\0\1x", 11);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

STREAM(says_an_unknown_letter)
{
    UNUSED;
    say("Q\0\0\0\1xM\0\0\0\1x", 12);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

STREAM(says_half_a_message)
{
    UNUSED;
    say("M\0\0\0\x9half", 9);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

struct heard {
    struct vg_buf all;
    size_t n, most; /* after `most`, nobody listens; 0: no end */
    uint64_t reached;
    int slow; /* the hundredth message takes long */
};

static int hear(void *w, struct vg_str message, struct vg_err *err)
{
    struct heard *h = w;

    vg_put_str(&h->all, message);
    if (h->slow && h->n == 1)
        (void)usleep(600000);
    if (++h->n == h->most)
        return vg_fail(err, VG_E_CONFLICT, "the case is full");
    return VG_OK;
}

static void hear_reached(void *w, uint64_t at)
{
    struct heard *h = w;

    assert_true(at > h->reached);
    h->reached = at;
}

static struct vg_box_job job_of(vg_box_stream *stream, struct heard *h)
{
    return (struct vg_box_job){
        .stream = stream,
        .each = hear,
        .reached = hear_reached,
        .each_w = h,
        .in = (const unsigned char *)"abc",
        .n = 3,
    };
}

static void messages_come_in_order_and_whole(void **state)
{
    struct heard h = {0};
    struct vg_box_job job = job_of(gives_each_byte, &h);
    VG_SCOPED_BUF out = {0};
    size_t want = 0;

    (void)state;
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_OK);
    assert_string_equal(h.all.p, "abc");
    assert_int_equal(h.n, 3);
    assert_int_equal(out.len, 0);
    vg_buf_end(&h.all);
    h = (struct heard){0};
    job = job_of(gives_ten_thousand_records, &h);
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_OK);
    assert_int_equal(h.n, 10000);
    for (size_t i = 0; i < 10000; i++) {
        size_t len = i * 7 % 3000;

        if (len > 0 && (h.all.p[want] != (char)('a' + i % 26) ||
                        h.all.p[want + len - 1] != (char)('a' + i % 26)))
            fail_msg("message %zu is another", i);
        want += len;
    }
    assert_int_equal(h.all.len, want);
    vg_buf_end(&h.all);
}

static void each_trespass_ends_the_stream_with_its_reason(void **state)
{
    static const struct {
        const char *name;
        vg_box_stream *stream;
        int code;
        const char *says;
        size_t heard; /* messages that came before */
    } rows[] = {
        {"own failure", fails_after_three, VG_E_FORMAT, "record 3: no length", 3},
        {"abort", dies_after_three, VG_E_FORMAT, "gave up by itself", 3},
        {"4 GB message", announces_a_message_too_large, VG_E_LIMIT, "more than 64 MiB", 0},
        {"a result", ends_with_a_result, VG_E_FORMAT, "unknown kind", 0},
        {"after the end", speaks_after_the_end, VG_E_FORMAT, "more than it announced", 0},
        {"unknown letter", says_an_unknown_letter, VG_E_FORMAT, "more than it announced", 0},
        {"half a message", says_half_a_message, VG_E_FORMAT, "without a whole answer", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct heard h = {0};
        struct vg_box_job job = job_of(rows[i].stream, &h);
        struct vg_err err = {0};
        int rc = vg_box_run(&job, NULL, NULL, &err);

        if (rc != rows[i].code || strstr(err.text, rows[i].says) == NULL || h.n != rows[i].heard)
            fail_msg("%s: code %d, %zu messages, %s", rows[i].name, rc, h.n, err.text);
        vg_buf_end(&h.all);
    }
}

static void only_progress_that_is_one_keeps_a_stream_alive(void **state)
{
    static vg_box_stream *const still[] = {stands_still, claims_to_be_past_the_end};
    struct heard h = {0};
    struct vg_box_job job = job_of(moves_on_slowly, &h);
    struct vg_err err = {0};

    (void)state;
    job.stall_ms = 1000;
    assert_int_equal(vg_box_run(&job, NULL, NULL, NULL), VG_OK);
    assert_int_equal(h.reached, 3);
    for (size_t i = 0; i < 2; i++) {
        job = job_of(still[i], &h);
        h.reached = 0;
        job.stall_ms = 300;
        assert_int_equal(vg_box_run(&job, NULL, NULL, &err), VG_E_LIMIT);
        assert_non_null(strstr(err.text, "came no further"));
    }
    job.stall_ms = 100000;
    job.wall_ms = 200;
    assert_int_equal(vg_box_run(&job, NULL, NULL, &err), VG_E_LIMIT);
    assert_non_null(strstr(err.text, "took more than 0.2 s"));
    vg_buf_end(&h.all);
}

static void the_time_of_the_listener_is_not_the_readers(void **state)
{
    struct heard h = {.slow = 1};
    struct vg_box_job job = job_of(gives_ten_thousand_records, &h);

    (void)state;
    job.stall_ms = 500;
    assert_int_equal(vg_box_run(&job, NULL, NULL, NULL), VG_OK);
    assert_int_equal(h.n, 10000);
    vg_buf_end(&h.all);
}

static void a_listener_that_has_enough_ends_it(void **state)
{
    struct heard h = {.most = 7};
    struct vg_box_job job = job_of(gives_ten_thousand_records, &h);
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(vg_box_run(&job, NULL, NULL, &err), VG_E_CONFLICT);
    assert_string_equal(err.text, "the case is full");
    assert_int_equal(h.n, 7);
    vg_buf_end(&h.all);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void all_messages_together_have_a_ceiling(void **state)
{
    struct heard h = {0};
    struct vg_box_job job = job_of(gives_ten_thousand_records, &h);
    struct vg_err err = {0};

    (void)state;
    job.output = 20000;
    assert_int_equal(vg_box_run(&job, NULL, NULL, &err), VG_E_LIMIT);
    assert_non_null(strstr(err.text, "more than 20000 bytes"));
    assert_true(h.all.len <= 20000);
    vg_buf_end(&h.all);
}

static void streams_of_a_pool_go_on_side_by_side(void **state)
{
    VG_SCOPED_BOX_POOL *p = vg_box_pool_open(3);
    struct heard h[3] = {{.n = 0}, {.n = 0}, {.n = 0}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct vg_box_job job =
            job_of(i == 1 ? fails_after_three : gives_ten_thousand_records, &h[i]);

        assert_int_equal(vg_box_pool_start(p, &job, &h[i], NULL), VG_OK);
    }
    for (size_t i = 0; i < 3; i++) {
        void *tag = NULL;

        assert_int_equal(vg_box_pool_next(p, &tag, NULL, NULL, NULL), i == 1 ? VG_E_FORMAT : VG_OK);
        assert_ptr_equal(tag, &h[i]);
        assert_int_equal(h[i].n, i == 1 ? 3 : 10000);
        vg_buf_end(&h[i].all);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_come_in_order_and_whole),
        cmocka_unit_test(each_trespass_ends_the_stream_with_its_reason),
        cmocka_unit_test(only_progress_that_is_one_keeps_a_stream_alive),
        cmocka_unit_test(the_time_of_the_listener_is_not_the_readers),
        cmocka_unit_test(a_listener_that_has_enough_ends_it),
        cmocka_unit_test(all_messages_together_have_a_ceiling),
        cmocka_unit_test(streams_of_a_pool_go_on_side_by_side),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
