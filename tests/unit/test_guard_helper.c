/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "guard/helper.h"

/* A shell stands for a converter that was taken over by its input: it can ask for anything. */
static struct vg_helper shell(const char *const args[3], const char *in)
{
    return (struct vg_helper){
        .program = "/bin/sh", .args = args, .in = in, .n = strlen(in), .cpu_s = 5};
}

static int run(const char *script, const char *in, struct vg_buf *out, struct vg_buf *words,
               struct vg_helper_end *end, struct vg_err *err)
{
    const char *const args[] = {"-c", script, NULL};
    struct vg_helper h = shell(args, in);

    return vg_helper_run(&h, out, words, end, err);
}

static void the_document_comes_in_and_the_answer_goes_out(void **state)
{
    struct vg_helper_end end;
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};
    VG_SCOPED_BUF words = {.max = 100};

    (void)state;
    vg_puts(&out, "> ");
    if (run("read -r line; echo \"$line!\"; echo well >&2", "a document\n", &out, &words, &end,
            &err) != VG_OK)
        fail_msg("%s", err.text);
    assert_string_equal(out.p, "> a document!\n");
    assert_string_equal(words.p, "well\n");
    assert_true(end.has_ended && end.status == 0);
    assert_true(end.report.is_closed && end.report.has_seccomp && end.report.has_memory_limit);
    if (end.report.landlock_abi == 0)
        print_message("this kernel has no landlock: files are not hidden from helpers\n");
}

/* Each must print nothing but "no". */
static void nothing_else_is_within_reach(void **state)
{
    static const struct {
        const char *wanted, *script;
        int by_landlock;
    } rows[] = {
        {"a file of the user", "read -r x < /etc/passwd && echo $x || echo no", 1},
        {"a folder", "cd /root && echo /root/* || cd /home && echo /home/* || echo no", 1},
        {"a process", "cat /proc/1/cmdline && echo yes || echo no", 1},
        {"another program", "(exec /bin/cat /etc/ld.so.cache) || echo no", 1},
        {"a child", "/bin/sh -c 'echo yes' || echo no", 0},
        {"a new file", "echo x > /tmp/vigil-helper-was-here && echo yes || echo no", 0},
        {"a device", "echo x > /dev/null && echo yes || echo no", 0},
        {"its own document", "echo x >&0 && echo yes || echo no", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_helper_end end;
        VG_SCOPED_BUF out = {0};
        struct vg_err err = {0};
        int rc = run(rows[i].script, "document", &out, NULL, &end, &err);

        if (rows[i].by_landlock && end.report.landlock_abi == 0)
            continue;
        /* a shell that may not even fork for the rest of its line says nothing */
        ROW_CHECK(i, rows[i].wanted, out.len == 0 || strcmp(out.p, "no\n") == 0);
        ROW_CHECK(i, rows[i].wanted, (rc == VG_OK) == (end.status == 0));
    }
    assert_int_not_equal(access("/tmp/vigil-helper-was-here", F_OK), 0);
}

static void it_sees_no_environment_of_ours(void **state)
{
    static const char *const none[] = {NULL};
    struct vg_helper h = {.program = "/usr/bin/env", .args = none, .in = "", .n = 0};
    VG_SCOPED_BUF out = {0};

    (void)state;
    (void)setenv("VIGIL_SECRET", "name of a witness", 1);
    assert_int_equal(vg_helper_run(&h, &out, NULL, NULL, NULL), VG_OK);
    assert_string_equal(out.p, "LANG=C.UTF-8\nOMP_THREAD_LIMIT=1\n");
}

static void each_end_has_its_reason_and_what_was_printed_before_stays(void **state)
{
    static const struct {
        const char *script;
        int code;
        const char *says;
        int status;
    } rows[] = {
        {"echo page 1; echo 'Syntax Error: no trailer' >&2; exit 3", VG_E_FORMAT,
         "sh ended with status 3: Syntax Error: no trailer", 3},
        {"echo page 1; kill -9 $$ 2>/dev/null; while :; do :; done", VG_E_LIMIT,
         "more than 1 s of processor time", -1},
        {"echo page 1; while :; do echo flood; done", VG_E_LIMIT, "printed more than 1000 bytes",
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const args[] = {"-c", rows[i].script, NULL};
        struct vg_helper h = shell(args, "");
        struct vg_helper_end end;
        struct vg_err err = {0};
        VG_SCOPED_BUF out = {.max = 1000};
        int rc;

        h.cpu_s = 1;
        h.wall_ms = 60000; /* a busy machine */
        rc = vg_helper_run(&h, &out, NULL, &end, &err);
        if (rc != rows[i].code || strstr(err.text, rows[i].says) == NULL ||
            end.status != rows[i].status)
            fail_msg("row %zu: code %d, status %d, %s", i, rc, end.status, err.text);
        assert_true(out.len >= 7);
        assert_memory_equal(out.p, "page 1\n", 7);
    }
}

static void time_is_limited_on_the_wall_too(void **state)
{
    static const char *const args[] = {"60", NULL};
    struct vg_helper h = {.program = "/bin/sleep", .args = args, .in = "", .n = 0, .wall_ms = 200};
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};

    (void)state;
    assert_int_equal(vg_helper_run(&h, &out, NULL, NULL, &err), VG_E_LIMIT);
    assert_non_null(strstr(err.text, "sleep was stopped"));
}

static int stops_at_once(void *w)
{
    (void)w;
    return 1;
}

static void a_stop_ends_it(void **state)
{
    static const char *const args[] = {"60", NULL};
    struct vg_helper h = {
        .program = "/bin/sleep", .args = args, .in = "", .n = 0, .stop = stops_at_once};
    VG_SCOPED_BUF out = {0};

    (void)state;
    assert_int_equal(vg_helper_run(&h, &out, NULL, NULL, NULL), VG_E_INTERRUPTED);
}

static void memory_is_limited(void **state)
{
    static const char *const args[] = {"BEGIN { s = \"x\"; while (1) s = s s; }", NULL};
    struct vg_helper h = {
        .program = "/usr/bin/awk", .args = args, .in = "", .n = 0, .memory = (size_t)MIB(64)};
    struct vg_helper_end end;
    VG_SCOPED_BUF out = {0};

    (void)state;
    assert_int_equal(vg_helper_run(&h, &out, NULL, &end, NULL), VG_E_FORMAT);
    assert_true(end.report.memory <= MIB(64));
}

static void a_program_that_is_not_there_is_absent(void **state)
{
    static const char *const none[] = {NULL};
    struct vg_helper h = {.program = "/usr/bin/no-such-helper", .args = none, .in = "", .n = 0};
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};

    (void)state;
    assert_int_equal(vg_helper_run(&h, &out, NULL, NULL, &err), VG_E_ABSENT);
    assert_string_equal(err.text, "there is no /usr/bin/no-such-helper on this machine");
    h.program = "/bin/sh";
    h.n = (size_t)VG_MAX_HELPER_INPUT + 1;
    assert_int_equal(vg_helper_run(&h, &out, NULL, NULL, NULL), VG_E_LIMIT);
}

static size_t open_descriptors(void)
{
    DIR *d = opendir("/proc/self/fd");
    size_t n = 0;

    if (d == NULL)
        return 0;
    while (readdir(d) != NULL)
        n++;
    (void)closedir(d);
    return n;
}

static void nothing_is_left_behind(void **state)
{
    size_t before = open_descriptors();

    (void)state;
    for (int i = 0; i < 10; i++) {
        VG_SCOPED_BUF out = {0};

        (void)run(i % 2 == 0 ? "exit 0" : "exit 1", "bytes", &out, NULL, NULL, NULL);
    }
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document_comes_in_and_the_answer_goes_out),
        cmocka_unit_test(nothing_else_is_within_reach),
        cmocka_unit_test(it_sees_no_environment_of_ours),
        cmocka_unit_test(each_end_has_its_reason_and_what_was_printed_before_stays),
        cmocka_unit_test(time_is_limited_on_the_wall_too),
        cmocka_unit_test(a_stop_ends_it),
        cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(a_program_that_is_not_there_is_absent),
        cmocka_unit_test(nothing_is_left_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
