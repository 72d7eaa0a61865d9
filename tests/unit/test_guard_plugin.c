/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "guard/plugin.h"

static void words_come_apart_without_a_shell(void **state)
{
    static const struct {
        const char *command;
        int code;
        const char *words; /* behind the program, joined by | */
    } rows[] = {
        {"/bin/sh", VG_OK, ""},
        {"  /bin/sh\t-c  x ", VG_OK, "-c|x"},
        {"/bin/sh 'a b' \"c d\"", VG_OK, "a b|c d"},
        {"/bin/sh a'b c'd", VG_OK, "ab cd"},
        {"/bin/sh ''", VG_OK, ""},
        {"/bin/sh '' x", VG_OK, "|x"},
        {"/bin/sh a\\ b \"\\\"\" '\\'", VG_OK, "a b|\"|\\"},
        {"/bin/sh \"\\n\" \\n", VG_OK, "\\n|n"},
        {"/bin/sh $HOME * | > x ; &", VG_OK, "$HOME|*|||>|x|;|&"},
        {"/bin/sh x\\", VG_OK, "x\\"},
        {"", VG_E_MISUSE, NULL},
        {" \t\n", VG_E_MISUSE, NULL},
        {"''", VG_E_MISUSE, NULL},
        {"/bin/sh 'a", VG_E_MISUSE, NULL},
        {"/bin/sh \"a\\\"", VG_E_MISUSE, NULL},
        {"/no/such/program", VG_E_ABSENT, NULL},
        {"no-such-program-anywhere", VG_E_ABSENT, NULL},
        {"/etc/passwd", VG_E_ABSENT, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF joined = {0};
        const char *const *words = NULL;
        const char *name = NULL;
        struct vg_err err = {0};

        ROW_CHECK(i, rows[i].command,
                  vg_plugin_command(rows[i].command, &a, &words, &name, &err) == rows[i].code);
        if (rows[i].code != VG_OK)
            continue;
        for (size_t k = 1; words[k] != NULL; k++)
            vg_putf(&joined, "%s%s", k > 1 ? "|" : "", words[k]);
        vg_putc(&joined, '\0');
        ROW_CHECK(i, joined.p, strcmp(joined.p, rows[i].words) == 0);
        ROW_CHECK(i, name, strcmp(name, "sh") == 0);
    }
}

static void a_program_is_found_in_path_and_named_safely(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const char *const *words = NULL;
    const char *name = NULL;
    char long_command[VG_MAX_COMMAND + 2];

    (void)state;
    assert_int_equal(vg_plugin_command("sh -c x", &a, &words, &name, NULL), VG_OK);
    assert_int_equal(words[0][0], '/');
    assert_string_equal(name, "sh");
    memset(long_command, 'x', sizeof long_command - 1);
    long_command[sizeof long_command - 1] = '\0';
    assert_int_equal(vg_plugin_command(long_command, &a, &words, &name, NULL), VG_E_LIMIT);
}

/* Input for a program: `n` pieces of `size` bytes. */
struct feed {
    size_t n, size;
    int asked_to_stop;
};

static int next_piece(void *w, struct vg_buf *piece)
{
    struct feed *f = w;

    if (f->n == 0)
        return 0;
    f->n--;
    for (size_t i = 0; i < f->size; i++)
        vg_putc(piece, 'a');
    return 1;
}

static int stops(void *w)
{
    return ((struct feed *)w)->asked_to_stop;
}

static size_t descriptors(void)
{
    DIR *d = opendir("/proc/self/fd");
    size_t n = 0;

    assert_non_null(d);
    while (readdir(d) != NULL)
        n++;
    (void)closedir(d);
    return n;
}

/* Runs `how`; whatever happens, nobody and nothing is left behind. */
static int run(const char *how, struct feed *f, struct vg_plugin p, struct vg_buf *out,
               struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const char *const *words = NULL;
    size_t open = descriptors();
    int rc;

    assert_int_equal(vg_plugin_command(vg_print(&a, BAD " %s", how), &a, &words, &p.name, err),
                     VG_OK);
    p.words = words;
    p.next = next_piece;
    p.stop = stops;
    p.w = p.stop_w = f;
    rc = vg_plugin_run(&p, out, err);
    assert_int_equal(descriptors(), open);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return rc;
}

static void an_answer_larger_than_both_pipes_comes_whole(void **state)
{
    VG_SCOPED_BUF out = {0};
    struct feed f = {3000, 1000, 0};

    (void)state;
    assert_int_equal(run("echo", &f, (struct vg_plugin){0}, &out, NULL), VG_OK);
    assert_int_equal(out.len, 3000000);
}

static void one_who_talks_while_listening_is_no_deadlock(void **state)
{
    VG_SCOPED_BUF out = {0};
    struct feed f = {100, 10000, 0};

    (void)state;
    assert_int_equal(run("chatter", &f, (struct vg_plugin){0}, &out, NULL), VG_OK);
    assert_int_not_equal(out.len, 0);
}

static void bad_manners_end_in_a_sentence(void **state)
{
    static const struct {
        const char *how;
        int code;
        const char *says;
    } rows[] = {
        {"hang", VG_E_LIMIT, "for 0.3 seconds it neither read nor printed"},
        {"stubborn", VG_E_LIMIT, "for 0.3 seconds it neither read nor printed"},
        {"drip", VG_E_LIMIT, "it ran for more than 1 seconds"},
        {"flood", VG_E_LIMIT, "printed more than 100000 bytes"},
        {"river", VG_E_LIMIT, "printed more than 100000 bytes"},
        {"die", VG_E_FORMAT, "ended with status 3: the model is not [U+001B][31mthere"},
        {"crash", VG_E_FORMAT, "was ended by signal 9: the model"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF out = {0};
        struct feed f = {200, 1000, 0}; /* more than a pipe holds */
        struct vg_plugin p = {.silence_ms = 300, .run_ms = 1000, .output = 100000};
        struct vg_err err = {0};

        vg_puts(&out, "before");
        ROW_CHECK(i, rows[i].how, run(rows[i].how, &f, p, &out, &err) == rows[i].code);
        ROW_CHECK(i, err.text, strstr(err.text, rows[i].says) != NULL);
        ROW_CHECK(i, rows[i].how, out.len == 6);
    }
}

static void what_ends_well_counts_however_it_listened(void **state)
{
    static const struct {
        const char *how;
        size_t lines;
    } rows[] = {{"deaf", 1}, {"mute", 0}, {"closed", 0}, {"heir", 1}, {"binary", 4}, {"fds", 3}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF out = {0};
        struct feed f = {200, 1000, 0};
        struct vg_err err = {0};
        size_t lines = 0;

        ROW_CHECK(i, rows[i].how, run(rows[i].how, &f, (struct vg_plugin){0}, &out, &err) == VG_OK);
        for (size_t k = 0; k < out.len; k++)
            lines += out.p[k] == '\n';
        ROW_CHECK(i, rows[i].how, lines == rows[i].lines);
    }
}

static void a_wish_to_stop_is_heard(void **state)
{
    VG_SCOPED_BUF out = {0};
    struct feed f = {1, 1, 1};
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(run("hang", &f, (struct vg_plugin){0}, &out, &err), VG_E_INTERRUPTED);
    assert_non_null(strstr(err.text, "interrupted"));
}

static void what_cannot_be_run_is_said(void **state)
{
    char path[] = "/tmp/vigil-plugin-XXXXXX";
    const char *words[] = {path, NULL};
    struct vg_plugin p = {.words = words, .name = "x"};
    VG_SCOPED_BUF out = {0};
    struct vg_err err = {0};
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "no program", 10), 10);
    assert_int_equal(fchmod(fd, 0700), 0);
    (void)close(fd);
    assert_int_equal(vg_plugin_run(&p, &out, &err), VG_E_IO);
    assert_non_null(strstr(err.text, "cannot be run: Exec format error"));
    (void)unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_come_apart_without_a_shell),
        cmocka_unit_test(a_program_is_found_in_path_and_named_safely),
        cmocka_unit_test(an_answer_larger_than_both_pipes_comes_whole),
        cmocka_unit_test(one_who_talks_while_listening_is_no_deadlock),
        cmocka_unit_test(bad_manners_end_in_a_sentence),
        cmocka_unit_test(what_ends_well_counts_however_it_listened),
        cmocka_unit_test(a_wish_to_stop_is_heard),
        cmocka_unit_test(what_cannot_be_run_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
