/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include "base/clock.h"
#include "base/limits.h"
#include "guard/box.h"

/*
 * Works that behave as a reader taken over by its input would. They go by
 * system calls where the C library would stop earlier than the box.
 */
#define WORK(name)                                                                                 \
    static int name(const unsigned char *in, size_t n, const void *hints, size_t hints_len,        \
                    struct vg_buf *out, struct vg_err *err)
#define UNUSED (void)in, (void)n, (void)hints, (void)hints_len, (void)out, (void)err

WORK(turns_bytes_around)
{
    UNUSED;
    for (size_t i = n; i > 0; i--)
        vg_putc(out, (char)in[i - 1]);
    vg_put(out, hints, hints_len);
    return VG_OK;
}

WORK(finds_no_document)
{
    UNUSED;
    return vg_fail(err, VG_E_ABSENT, "no text in %zu bytes\x01", n);
}

WORK(says_nothing_sensible)
{
    UNUSED;
    return 77;
}

WORK(opens_a_file)
{
    UNUSED;
    (void)open("/etc/passwd", O_RDONLY);
    return VG_OK;
}

WORK(opens_a_socket)
{
    UNUSED;
    (void)socket(AF_INET, SOCK_STREAM, 0);
    return VG_OK;
}

WORK(forks)
{
    UNUSED;
    (void)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    return VG_OK;
}

WORK(runs_a_program)
{
    char *const argv[] = {(char[]){"sh"}, NULL};

    UNUSED;
    (void)execve("/bin/sh", argv, argv);
    return VG_OK;
}

WORK(traces_its_parent)
{
    UNUSED;
    (void)syscall(SYS_ptrace, 16, getppid(), 0, 0);
    return VG_OK;
}

WORK(makes_code)
{
    UNUSED;
    (void)mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return VG_OK;
}

WORK(unlocks_the_box)
{
    UNUSED;
    (void)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, NULL);
    return VG_OK;
}

WORK(deafens_itself)
{
    UNUSED;
    (void)signal(SIGXCPU, SIG_IGN);
    return VG_OK;
}

WORK(takes_600_mb)
{
    unsigned char *p = vg_malloc((size_t)600 * 1000 * 1000);

    UNUSED;
    memset(p, 1, (size_t)600 * 1000 * 1000);
    vg_putc(out, (char)p[n]);
    free(p);
    return VG_OK;
}

WORK(goes_on_for_ever)
{
    volatile unsigned turns = 0;

    UNUSED;
    while (turns + 1 != 0 || n > 0)
        turns++;
    return VG_OK;
}

WORK(sleeps)
{
    uint32_t word = 0;

    UNUSED;
    while (word == 0)
        (void)syscall(SYS_futex, &word, 0, 0, NULL, NULL, 0);
    return VG_OK;
}

WORK(answers_a_gigabyte)
{
    static const char piece[4096] = "x";

    UNUSED;
    for (int i = 0; i < 1 << 18; i++)
        vg_put(out, piece, sizeof piece);
    return VG_OK;
}

/* Writes to the pipe itself, past the record keeper. */
static void say(const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t done = write(1, p, n);

        if (done <= 0)
            return;
        p += done;
        n -= (size_t)done;
    }
}

WORK(prints_a_gigabyte)
{
    static const char piece[4096] = "R\xff";

    UNUSED;
    for (int i = 0; i < 1 << 18; i++)
        say(piece, sizeof piece);
    return VG_OK;
}

WORK(closes_its_pipe)
{
    UNUSED;
    (void)close(1);
    return VG_OK;
}

WORK(closes_its_pipe_and_stays)
{
    UNUSED;
    (void)close(1);
    return goes_on_for_ever(in, n, hints, hints_len, out, err);
}

WORK(announces_more_than_it_says)
{
    UNUSED;
    say("R\0\0\1\0too short", 14);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

WORK(announces_less_than_it_says)
{
    UNUSED;
    say("R\0\0\0\1too long", 13);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

WORK(announces_four_gigabytes)
{
    UNUSED;
    say("R\xff\xff\xff\xff", 5);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

WORK(answers_twice)
{
    UNUSED;
    say("R\0\0\0\1a", 6);
    return VG_OK;
}

WORK(claims_other_walls)
{
    UNUSED;
    say("W\0\0\0\5\1\1\1\1\1", 10);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

WORK(claims_an_unknown_code)
{
    UNUSED;
    say("F\0\0\0\4\x80\0\0\0", 9);
    (void)syscall(SYS_exit_group, 0);
    return VG_OK;
}

WORK(leaves_without_a_word)
{
    UNUSED;
    (void)syscall(SYS_exit_group, 3);
    return VG_OK;
}

WORK(crashes)
{
    volatile int *volatile nowhere = (int *)(uintptr_t)4096;

    UNUSED;
    *nowhere = 1;
    return VG_OK;
}

WORK(gives_up)
{
    UNUSED;
    abort();
}

WORK(chatters_on_stderr)
{
    static const char words[4096] = "blah ";

    UNUSED;
    for (int i = 0; i < 100; i++)
        (void)!write(2, words, sizeof words);
    vg_puts(out, "done");
    return VG_OK;
}

WORK(tells_its_surroundings)
{
    const char *home = getenv("HOME");

    UNUSED;
    vg_putf(out, "%s", home == NULL ? "no home" : home);
    for (int fd = 0; fd < 64; fd++) {
        char stat[256];

        if (syscall(SYS_fstat, fd, stat) == 0)
            vg_putf(out, " %d", fd);
    }
    return VG_OK;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* More than a kilobyte: the C library then asks how much memory there is. */
WORK(sorts_a_long_list)
{
    static int list[5000];

    UNUSED;
    for (int i = 0; i < 5000; i++)
        list[i] = (i * 7919) % 5000;
    qsort(list, 5000, sizeof *list, by_number);
    vg_putf(out, "%d %d", list[0], list[4999]);
    return VG_OK;
}

static struct vg_box_job job_of(vg_box_work *work)
{
    return (struct vg_box_job){
        .work = work,
        .in = (const unsigned char *)"abc",
        .n = 3,
        .hints = "!",
        .hints_len = 1,
    };
}

static void expect_good(void)
{
    struct vg_box_job job = job_of(turns_bytes_around);
    struct vg_box_report report;
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};

    if (vg_box_run(&job, &out, &report, &err) != VG_OK)
        fail_msg("a good reader failed: %s", err.text);
    assert_string_equal(out.p, "cba!");
    assert_true(report.is_closed);
    assert_true(report.has_seccomp);
}

static void each_trespass_is_refused_with_its_reason_and_the_next_reader_works(void **state)
{
    static const struct {
        const char *name;
        vg_box_work *work;
        int code;
        const char *says;
    } rows[] = {
        {"own failure", finds_no_document, VG_E_ABSENT, "no text in 3 bytes[U+0001]"},
        {"no code", says_nothing_sensible, VG_E_FORMAT, "without a code that exists"},
        {"open", opens_a_file, VG_E_FORMAT, "tried to open a file"},
        {"socket", opens_a_socket, VG_E_FORMAT, "tried to use the network"},
        {"fork", forks, VG_E_FORMAT, "tried to start a process"},
        {"exec", runs_a_program, VG_E_FORMAT, "tried to run a program"},
        {"ptrace", traces_its_parent, VG_E_FORMAT, "not allowed"},
        {"code", makes_code, VG_E_FORMAT, "not allowed"},
        {"unlock", unlocks_the_box, VG_E_FORMAT, "not allowed"},
        {"signals", deafens_itself, VG_E_FORMAT, "gave up by itself"},
        {"1 GB answer", answers_a_gigabyte, VG_E_LIMIT, "printed more than 64 MiB"},
        {"1 GB raw", prints_a_gigabyte, VG_E_LIMIT, "printed more than 64 MiB"},
        {"closed pipe", closes_its_pipe, VG_E_FORMAT, "reader"},
        {"closed pipe, stays", closes_its_pipe_and_stays, VG_E_FORMAT, "closed its pipe"},
        {"long length", announces_more_than_it_says, VG_E_FORMAT, "without a whole answer"},
        {"short length", announces_less_than_it_says, VG_E_FORMAT, "more than it announced"},
        {"4 GB length", announces_four_gigabytes, VG_E_FORMAT, "without a whole answer"},
        {"two answers", answers_twice, VG_E_FORMAT, "more than it announced"},
        {"second walls", claims_other_walls, VG_E_FORMAT, "unknown kind"},
        {"unknown code", claims_an_unknown_code, VG_E_FORMAT, "without a code that exists"},
        {"silence", leaves_without_a_word, VG_E_FORMAT, "exit status 3"},
        {"crash", crashes, VG_E_FORMAT, "crashed"},
        {"abort", gives_up, VG_E_FORMAT, "gave up by itself"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_box_job job = job_of(rows[i].work);
        struct vg_err err = {0};
        VG_SCOPED_BUF out = {0};
        int rc;

        vg_puts(&out, "kept");
        rc = vg_box_run(&job, &out, NULL, &err);
        if (rc != rows[i].code || strstr(err.text, rows[i].says) == NULL)
            fail_msg("%s: code %d, %s", rows[i].name, rc, err.text);
        assert_string_equal(out.p, "kept");
        expect_good();
    }
}

static void six_hundred_megabytes_are_out_of_memory(void **state)
{
    struct vg_box_job job = job_of(takes_600_mb);
    struct vg_box_report report;
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};
    int rc = vg_box_run(&job, &out, &report, &err);

    (void)state;
    if (!report.has_memory_limit) {
        vg_buf_end(&out); /* skip() does not come back */
        print_message("skipped: under AddressSanitizer memory cannot be limited\n");
        skip();
    }
    assert_int_equal(rc, VG_E_LIMIT);
    assert_non_null(strstr(err.text, "out of memory (it may use 512 MiB)"));
    expect_good();
}

static void time_is_limited_on_both_clocks(void **state)
{
    struct vg_box_job job = job_of(goes_on_for_ever);
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};

    (void)state;
    job.cpu_s = 1;
    assert_int_equal(vg_box_run(&job, &out, NULL, &err), VG_E_LIMIT);
    assert_string_equal(err.text,
                        "the reader was stopped: it used more than 1 s of processor time");
    job.work = sleeps;
    job.wall_ms = 200;
    assert_int_equal(vg_box_run(&job, &out, NULL, &err), VG_E_LIMIT);
    assert_string_equal(err.text, "the reader was stopped: it took more than 0.2 s");
    expect_good();
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

static void a_stop_ends_the_wait(void **state)
{
    struct vg_box_job job = job_of(sleeps);
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};

    (void)state;
    stop_now = 0;
    job.stop = is_stop_asked;
    (void)signal(SIGALRM, on_alarm);
    (void)ualarm(20000, 0);
    assert_int_equal(vg_box_run(&job, &out, NULL, &err), VG_E_INTERRUPTED);
    assert_int_equal(out.len, 0);
}

static void too_large_an_input_is_not_begun(void **state)
{
    struct vg_box_job job = job_of(turns_bytes_around);
    VG_SCOPED_BUF out = {0};

    (void)state;
    job.n = (size_t)VG_MAX_DOCUMENT + 1;
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_E_LIMIT);
}

static void an_answer_of_just_the_limit_passes_and_one_byte_more_does_not(void **state)
{
    static unsigned char bytes[300000];
    struct vg_box_job job = job_of(turns_bytes_around);
    VG_SCOPED_BUF out = {0};

    (void)state;
    job.in = bytes;
    job.n = sizeof bytes;
    job.output = sizeof bytes + 1;
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_OK);
    assert_int_equal(out.len, sizeof bytes + 1);
    job.output = sizeof bytes;
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_E_LIMIT);
}

static void chatter_is_lost_and_hurts_nobody(void **state)
{
    struct vg_box_job job = job_of(chatters_on_stderr);
    VG_SCOPED_BUF out = {0};

    (void)state;
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_OK);
    assert_string_equal(out.p, "done");
}

static void the_child_sees_no_environment_and_no_descriptors(void **state)
{
    struct vg_box_job job = job_of(tells_its_surroundings);
    VG_SCOPED_BUF out = {0};
    int extra = open("/dev/null", O_RDONLY); /* one that is not closed on exec */

    (void)state;
    (void)setenv("HOME", "/home/witness", 1);
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_OK);
    (void)close(extra);
    assert_string_equal(out.p, "no home 1 2");
    assert_string_equal(getenv("HOME"), "/home/witness");
}

static unsigned char *secret;

WORK(tells_the_secret)
{
    UNUSED;
    vg_put(out, secret, 4);
    return VG_OK;
}

static void hidden_bytes_read_as_zeros_inside(void **state)
{
    struct vg_box_job job = job_of(tells_the_secret);
    VG_SCOPED_BUF out = {0};

    (void)state;
    secret = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(secret, "key!", 4);
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_OK);
    assert_memory_equal(out.p, "key!", 4);
    vg_buf_clear(&out);
    assert_int_equal(vg_box_hide(secret, 4, NULL), VG_OK);
    assert_int_equal(vg_box_run(&job, &out, NULL, NULL), VG_OK);
    assert_memory_equal(out.p, "\0\0\0\0", 4);
    assert_memory_equal(secret, "key!", 4);
    (void)munmap(secret, 4096);
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
    for (int i = 0; i < 20; i++) {
        struct vg_box_job job = job_of(i % 2 == 0 ? turns_bytes_around : crashes);
        VG_SCOPED_BUF out = {0};

        (void)vg_box_run(&job, &out, NULL, NULL);
    }
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

WORK(answers_much_and_late)
{
    static const char piece[1000] = "y";

    UNUSED;
    for (int i = 0; i < 1000; i++)
        vg_put(out, piece, sizeof piece);
    vg_put(out, in, n);
    return VG_OK;
}

static void answers_of_a_pool_come_in_the_order_of_the_questions(void **state)
{
    static const unsigned char letters[] = "abcdefghij";
    VG_SCOPED_BOX_POOL *p = vg_box_pool_open(3);
    size_t asked = 0, told = 0;
    VG_SCOPED_BUF out = {0};
    struct vg_err err = {0};

    (void)state;
    while (told < 10) {
        void *tag = NULL;

        while (asked < 10 && vg_box_pool_busy(p) < vg_box_pool_room(p)) {
            struct vg_box_job job = job_of(asked == 4 ? crashes : answers_much_and_late);

            job.in = letters + asked;
            job.n = 1;
            assert_int_equal(vg_box_pool_start(p, &job, (void *)(uintptr_t)(letters + asked), &err),
                             VG_OK);
            asked++;
        }
        if (vg_box_pool_busy(p) == 3) {
            struct vg_box_job job = job_of(crashes);

            assert_int_equal(vg_box_pool_start(p, &job, NULL, &err), VG_E_MISUSE);
        }
        vg_buf_clear(&out);
        assert_int_equal(vg_box_pool_next(p, &tag, &out, NULL, &err),
                         told == 4 ? VG_E_FORMAT : VG_OK);
        assert_ptr_equal(tag, letters + told);
        if (told != 4)
            assert_int_equal(out.p[1000000], letters[told]);
        told++;
    }
    assert_int_equal(vg_box_pool_next(p, NULL, &out, NULL, &err), VG_E_ABSENT);
}

static void a_pool_that_is_closed_stops_its_children(void **state)
{
    size_t before = open_descriptors();
    struct vg_box_pool *p = vg_box_pool_open(99);
    struct vg_box_job job = job_of(sleeps);

    (void)state;
    assert_int_equal(vg_box_pool_room(p), VG_BOX_CHILDREN);
    for (int i = 0; i < 4; i++)
        assert_int_equal(vg_box_pool_start(p, &job, NULL, NULL), VG_OK);
    vg_box_pool_close(p);
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* The parent is away for longer than the wall limit while the child waits for
 * its pipe to be emptied: that is not the child's fault. */
static void time_while_nobody_waits_is_not_counted(void **state)
{
    VG_SCOPED_BOX_POOL *p = vg_box_pool_open(1);
    struct vg_box_job job = job_of(answers_much_and_late);
    VG_SCOPED_BUF out = {0};

    (void)state;
    job.wall_ms = 400;
    assert_int_equal(vg_box_pool_start(p, &job, NULL, NULL), VG_OK);
    (void)usleep(500000);
    assert_int_equal(vg_box_pool_next(p, NULL, &out, NULL, NULL), VG_OK);
}

/*
 * A machine without seccomp, as a container or an emulator may be: the system
 * call fails, everything else works. In a process of its own, for there is no way back.
 */
static int as_on_a_machine_without_seccomp(int is_weak)
{
    struct sock_filter rows[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = 4, .filter = rows};
    struct vg_box_job job = job_of(turns_bytes_around);
    struct vg_box_report report = {0};
    struct vg_err err = {0};
    VG_SCOPED_BUF out = {0};
    int rc;

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0)
        return 2;
    job.is_weak = is_weak;
    rc = vg_box_run(&job, &out, &report, &err);
    if (report.is_closed || report.has_seccomp)
        return 3;
    if (is_weak)
        return rc == VG_OK && strcmp(out.p, "cba!") == 0 ? 0 : 4;
    return rc == VG_E_REFUSED && strstr(err.text, "--weak-box") != NULL && out.len == 0 ? 0 : 5;
}

static void a_box_that_does_not_close_reads_nothing_unless_told_to(void **state)
{
    (void)state;
    for (int is_weak = 0; is_weak < 2; is_weak++) {
        int status = -1;
        pid_t pid = fork();

        if (pid == 0)
            _exit(as_on_a_machine_without_seccomp(is_weak));
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(status, 0);
    }
}

static int as_an_ordinary_user(void)
{
    struct vg_box_job job = job_of(turns_bytes_around);
    VG_SCOPED_BUF out = {0};

    if (setgid(65534) != 0 || setuid(65534) != 0)
        return 2;
    return vg_box_run(&job, &out, NULL, NULL) == VG_OK ? 0 : 3;
}

static void an_ordinary_user_has_the_same_box(void **state)
{
    int status = -1;
    pid_t pid;

    (void)state;
    if (geteuid() != 0) {
        print_message("skipped: this is an ordinary user already\n");
        skip();
    }
    pid = fork();
    if (pid == 0)
        _exit(as_an_ordinary_user());
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void a_long_list_can_be_sorted_inside(void **state)
{
    struct vg_box_job job = job_of(sorts_a_long_list);
    VG_SCOPED_BUF out = {0};
    struct vg_err err = {0};

    (void)state;
    if (vg_box_run(&job, &out, NULL, &err) != VG_OK)
        fail_msg("%s", err.text);
    assert_string_equal(out.p, "0 4999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_list_can_be_sorted_inside),
        cmocka_unit_test(each_trespass_is_refused_with_its_reason_and_the_next_reader_works),
        cmocka_unit_test(six_hundred_megabytes_are_out_of_memory),
        cmocka_unit_test(time_is_limited_on_both_clocks),
        cmocka_unit_test(a_stop_ends_the_wait),
        cmocka_unit_test(too_large_an_input_is_not_begun),
        cmocka_unit_test(an_answer_of_just_the_limit_passes_and_one_byte_more_does_not),
        cmocka_unit_test(chatter_is_lost_and_hurts_nobody),
        cmocka_unit_test(the_child_sees_no_environment_and_no_descriptors),
        cmocka_unit_test(hidden_bytes_read_as_zeros_inside),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(answers_of_a_pool_come_in_the_order_of_the_questions),
        cmocka_unit_test(a_pool_that_is_closed_stops_its_children),
        cmocka_unit_test(time_while_nobody_waits_is_not_counted),
        cmocka_unit_test(a_box_that_does_not_close_reads_nothing_unless_told_to),
        cmocka_unit_test(an_ordinary_user_has_the_same_box),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
