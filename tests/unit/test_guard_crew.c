/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "guard/crew.h"

enum { BIG = 3 * 1024 * 1024 };

/* Gives every message back, with its descriptor; ends with 7 when the line does. */
static int echo(int fd, void *w)
{
    VG_SCOPED_BUF b = {0};
    struct vg_line l;
    int passed;

    (void)w;
    vg_line_open(&l, fd);
    while (vg_line_get(&l, &b, &passed, NULL) == VG_OK) {
        if (b.len == 4 && memcmp(b.p, "die!", 4) == 0)
            abort();
        if (vg_line_send(&l, b.p, b.len, passed, NULL) != VG_OK)
            return 1;
        if (passed >= 0)
            (void)close(passed);
    }
    vg_line_close(&l);
    return 7;
}

/* Pumps until a message can be taken. */
static int wait_message(struct vg_line *l, struct vg_buf *out, int *passed)
{
    for (;;) {
        struct pollfd p = {.fd = l->fd, .events = POLLIN};
        int rc = vg_line_pump(l, NULL);

        if (vg_line_take(l, out, passed))
            return 1;
        if (rc != VG_OK)
            return 0;
        if (vg_line_wants_write(l))
            p.events |= POLLOUT;
        if (poll(&p, 1, 10000) <= 0)
            return 0;
    }
}

static void messages_of_any_length_come_back_whole_and_in_order(void **state)
{
    static const size_t sizes[] = {0, 1, 3, 4, 5, 4096, 262140, 262144, BIG};
    VG_SCOPED_BUF got = {0};
    struct vg_member m;
    struct vg_line l;
    char *bytes = malloc(BIG);
    int passed;

    (void)state;
    for (size_t i = 0; i < BIG; i++)
        bytes[i] = (char)(i * 7 + i / 251);
    assert_int_equal(vg_crew_start(echo, NULL, &m, NULL), VG_OK);
    vg_line_open(&l, m.fd);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        assert_int_equal(vg_line_queue(&l, bytes, sizes[i], -1, NULL), VG_OK);
    assert_true(vg_line_wants_write(&l));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_true(wait_message(&l, &got, &passed));
        assert_int_equal(got.len, sizes[i]);
        assert_int_equal(passed, -1);
        assert_true(got.len == 0 || memcmp(got.p, bytes, got.len) == 0);
    }
    assert_false(vg_line_wants_write(&l));
    assert_int_equal(vg_line_queue(&l, bytes, (size_t)VG_MAX_MESSAGE + 1, -1, NULL), VG_E_LIMIT);
    vg_line_close(&l);
    vg_crew_stop(&m, 5000);
    assert_int_equal(m.pid, 0);
    free(bytes);
}

static void a_descriptor_travels_with_its_message(void **state)
{
    VG_SCOPED_BUF got = {0};
    struct vg_member m;
    struct vg_line l;
    int passed;

    (void)state;
    assert_int_equal(vg_crew_start(echo, NULL, &m, NULL), VG_OK);
    vg_line_open(&l, m.fd);
    for (int i = 0; i < 20; i++) {
        FILE *f = tmpfile();
        char text[32];

        (void)snprintf(text, sizeof text, "file %d", i);
        assert_non_null(f);
        assert_true(write(fileno(f), text, strlen(text)) == (ssize_t)strlen(text));
        assert_int_equal(vg_line_queue(&l, "plain", 5, -1, NULL), VG_OK);
        assert_int_equal(vg_line_queue(&l, text, strlen(text), dup(fileno(f)), NULL), VG_OK);
        (void)fclose(f);
    }
    for (int i = 0; i < 20; i++) {
        char text[16] = {0};

        assert_true(wait_message(&l, &got, &passed));
        assert_int_equal(passed, -1);
        assert_true(wait_message(&l, &got, &passed));
        assert_true(passed >= 0);
        assert_true(pread(passed, text, sizeof text - 1, 0) == (ssize_t)got.len);
        assert_memory_equal(text, got.p, got.len);
        (void)close(passed);
    }
    vg_line_close(&l);
    vg_crew_stop(&m, 5000);
}

static int count_fds(int fd, void *w)
{
    struct vg_line l;
    char told[16];
    int n = 0;
    DIR *d = opendir("/proc/self/fd");

    (void)w;
    while (d != NULL && readdir(d) != NULL)
        n++;
    (void)closedir(d);
    (void)snprintf(told, sizeof told, "%d", n);
    vg_line_open(&l, fd);
    (void)vg_line_send(&l, told, strlen(told), -1, NULL);
    vg_line_close(&l);
    return 0;
}

static void a_member_inherits_nothing_but_its_line(void **state)
{
    VG_SCOPED_BUF got = {0};
    int extra[2], passed, standard = 0;
    struct vg_member m;
    struct vg_line l;

    (void)state;
    assert_int_equal(pipe(extra), 0);
    for (int i = 0; i < 3; i++)
        standard += fcntl(i, F_GETFD) >= 0;
    assert_int_equal(vg_crew_start(count_fds, NULL, &m, NULL), VG_OK);
    vg_line_open(&l, m.fd);
    assert_int_equal(vg_line_get(&l, &got, &passed, NULL), VG_OK);
    /* ".", "..", the folder itself, its line */
    assert_int_equal(strtol(got.p, NULL, 10), standard + 4);
    assert_int_equal(vg_line_get(&l, &got, &passed, NULL), VG_E_ABSENT);
    vg_line_close(&l);
    vg_crew_stop(&m, 5000);
    (void)close(extra[0]);
    (void)close(extra[1]);
}

static void the_death_of_a_member_is_seen(void **state)
{
    VG_SCOPED_BUF got = {0};
    struct vg_member m;
    struct vg_line l;
    int passed, status = 0;

    (void)state;
    assert_int_equal(vg_crew_start(echo, NULL, &m, NULL), VG_OK);
    assert_int_equal(vg_crew_ended(&m, &status), 0);
    vg_line_open(&l, m.fd);
    assert_int_equal(vg_line_queue(&l, "die!", 4, -1, NULL), VG_OK);
    assert_false(wait_message(&l, &got, &passed));
    while (!vg_crew_ended(&m, &status))
        (void)usleep(1000);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(vg_line_pump(&l, NULL), VG_E_ABSENT);
    vg_line_close(&l);
    vg_crew_stop(&m, 10);
    assert_int_equal(vg_crew_ended(&m, &status), 0);
}

static _Noreturn int never_ends(int fd, void *w)
{
    struct vg_line l;

    (void)w;
    (void)signal(SIGTERM, SIG_IGN);
    vg_line_open(&l, fd);
    (void)vg_line_send(&l, "here", 4, -1, NULL);
    for (;;)
        (void)pause();
}

static void one_that_will_not_end_is_killed(void **state)
{
    VG_SCOPED_BUF got = {0};
    struct vg_member m;
    struct vg_line l;
    int passed;
    int64_t from;

    (void)state;
    assert_int_equal(vg_crew_start(never_ends, NULL, &m, NULL), VG_OK);
    vg_line_open(&l, m.fd);
    assert_int_equal(vg_line_get(&l, &got, &passed, NULL), VG_OK);
    vg_line_close(&l);
    from = vg_ticks_ms();
    vg_crew_stop(&m, 50);
    assert_true(vg_ticks_ms() - from >= 100);
    assert_true(vg_ticks_ms() - from < 5000);
    assert_int_equal(m.pid, 0);
    assert_int_equal(m.fd, -1);
}

static void nonsense_on_a_line_is_refused(void **state)
{
    static const struct {
        const char *what, *bytes;
        size_t n;
        int code;
    } rows[] = {
        {"nothing", "", 0, VG_E_ABSENT},
        {"half a length", "\0\0", 2, VG_E_FORMAT},
        {"half a message", "\0\0\0\4abc", 7, VG_E_FORMAT},
        {"a whole one", "\0\0\0\3abc", 7, VG_OK},
        {"too long", "\5\0\0\0", 4, VG_E_LIMIT},
        {"no descriptor", "\200\0\0\1a", 5, VG_E_FORMAT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF got = {0};
        struct vg_line l;
        int ends[2], passed;

        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        assert_true(write(ends[0], rows[i].bytes, rows[i].n) == (ssize_t)rows[i].n);
        (void)close(ends[0]);
        vg_line_open(&l, ends[1]);
        ROW_CHECK(i, rows[i].what, vg_line_get(&l, &got, &passed, NULL) == rows[i].code);
        vg_line_close(&l);
        (void)close(ends[1]);
    }
}

static void a_reader_that_stands_still_makes_the_queue_full_not_endless(void **state)
{
    char *bytes = calloc(1, 1 << 20);
    struct vg_line l;
    int ends[2], n = 0;

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    vg_line_open(&l, ends[0]);
    while (n < 1000 && vg_line_queue(&l, bytes, 1 << 20, -1, NULL) == VG_OK) {
        assert_int_equal(vg_line_pump(&l, NULL), VG_OK);
        n++;
    }
    assert_in_range(n, 64, 200);
    vg_line_close(&l);
    (void)close(ends[0]);
    (void)close(ends[1]);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_of_any_length_come_back_whole_and_in_order),
        cmocka_unit_test(a_descriptor_travels_with_its_message),
        cmocka_unit_test(a_member_inherits_nothing_but_its_line),
        cmocka_unit_test(the_death_of_a_member_is_seen),
        cmocka_unit_test(one_that_will_not_end_is_killed),
        cmocka_unit_test(nonsense_on_a_line_is_refused),
        cmocka_unit_test(a_reader_that_stands_still_makes_the_queue_full_not_endless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
