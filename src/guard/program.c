/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One loop feeds and listens: poll() over the three pipes, all of them
 * non-blocking on our side, so that a program that fills its output before it
 * reads its input is no deadlock. The program has ended when the system says so,
 * not when its output closes: a grandchild may hold that open for ever. Its
 * end is looked at without taking it (WNOWAIT), because as long as it has not
 * been taken its number cannot be given to somebody else, and the group can be
 * ended by it.
 *
 * A fourth pipe, which closes by itself when the program begins, carries what the
 * child has to say before that: what vg_program.walls wrote, and the errno of exec.
 */
#include "guard/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "guard/pipe.h"

enum {
    TICK_MS = 50, /* between looks at the clock, at stop() and for its end */
    SHORT_MS = 2, /* the same when its output is closed: it is about to end */
};

struct run {
    const struct vg_program *p;
    pid_t pid;
    int in, out, words;   /* our ends; -1: closed */
    int64_t begun, heard; /* vg_ticks_ms() */
    struct vg_buf *piece; /* for its input */
    size_t given;         /* of the piece */
    struct vg_buf *answer;
    struct vg_program_end *end;
};

static void plain_signals(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    sigset_t none;

    (void)sigemptyset(&none);
    for (int i = 1; i < NSIG; i++)
        (void)sigaction(i, &plain, NULL);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* `fate` closes when the program begins, or carries the reason why it does not. */
static _Noreturn void be_program(const struct vg_program *p, pid_t parent, const int fd[3],
                                 int fate)
{
    const char *const *env = p->env != NULL ? p->env : (const char *const *)environ;
    int why;

    (void)setpgid(0, 0);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != parent)
        _exit(127);
    plain_signals();
    for (int i = 0; i < 3; i++)
        if (dup2(fd[i], i) != i)
            _exit(127);
    (void)close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    if (p->walls != NULL)
        p->walls(p->walls_w, fate);
    (void)execve(p->words[0], (char *const *)(uintptr_t)p->words, (char *const *)(uintptr_t)env);
    why = errno;
    (void)vg_write_all(fate, &why, sizeof why, NULL);
    _exit(127);
}

/* What the walls said, and whether it began: 0, or the errno of exec. */
static int read_fate(int fate, struct vg_program_end *end)
{
    int why = 0;
    ssize_t n;

    while (end->n_told < sizeof end->told) {
        n = read(fate, end->told + end->n_told, sizeof end->told - end->n_told);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        end->n_told += (size_t)n;
    }
    if (end->n_told % VG_PROGRAM_TOLD != sizeof why)
        return 0;
    end->n_told -= sizeof why;
    memcpy(&why, end->told + end->n_told, sizeof why);
    return why;
}

struct pipes {
    int end[4][2]; /* input, output, words, fate */
};

static void close_pipes(const struct pipes *s)
{
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 2; k++)
            vg_fd_end(&s->end[i][k]);
}

static int open_pipes(struct pipes *s, const char *name, struct vg_err *err)
{
    int rc = VG_OK;

    for (int i = 0; i < 4; i++)
        s->end[i][0] = s->end[i][1] = -1;
    for (int i = 0; rc == VG_OK && i < 4; i++)
        rc = vg_pipe_high(s->end[i], name, err);
    if (rc != VG_OK)
        close_pipes(s);
    return rc;
}

/* Keep one end of a pipe, unblocked, and close the other. */
static int keep_end(const int end[2], int mine)
{
    (void)close(end[1 - mine]);
    (void)fcntl(end[mine], F_SETFL, O_NONBLOCK);
    return end[mine];
}

static int start(struct run *r, struct vg_err *err)
{
    struct pipes s;
    pid_t parent = getpid();
    int why, rc = open_pipes(&s, r->p->name, err);

    if (rc != VG_OK)
        return rc;
    r->pid = fork();
    if (r->pid == 0)
        be_program(
            r->p, parent,
            (const int[]){r->p->input > 2 ? r->p->input : s.end[0][0], s.end[1][1], s.end[2][1]},
            s.end[3][1]);
    if (r->pid < 0) {
        close_pipes(&s);
        return vg_fail(err, VG_E_IO, "%s: no process to be had: %s", r->p->name, strerror(errno));
    }
    (void)setpgid(r->pid, r->pid); /* both sides do it: nobody knows who is first */
    r->in = keep_end(s.end[0], 1);
    r->out = keep_end(s.end[1], 0);
    r->words = keep_end(s.end[2], 0);
    (void)close(s.end[3][1]);
    why = read_fate(s.end[3][0], r->end);
    (void)close(s.end[3][0]);
    if (why != 0)
        return vg_fail(err, VG_E_IO, "%s: cannot be run: %s", r->p->words[0], strerror(why));
    r->begun = r->heard = vg_ticks_ms();
    return VG_OK;
}

/* -- talking ----------------------------------------------------------------------------- */

static void close_end(int *fd)
{
    vg_fd_end(fd);
    *fd = -1;
}

/* Have something to give, or close its input: that is how it knows the end. */
static void fill(struct run *r)
{
    if (r->in < 0 || r->given < r->piece->len)
        return;
    vg_buf_clear(r->piece);
    r->given = 0;
    if (r->p->next == NULL || !r->p->next(r->p->w, r->piece) || r->piece->len == 0)
        close_end(&r->in);
}

static void give(struct run *r)
{
    ssize_t n = write(r->in, r->piece->p + r->given, r->piece->len - r->given);

    if (n >= 0) {
        r->given += (size_t)n;
        r->heard = vg_ticks_ms();
    } else if (errno != EAGAIN && errno != EINTR) {
        close_end(&r->in); /* it does not want to know the rest */
    }
}

/* 0 when there is nothing to read now, or ever. */
static int listen_to(struct run *r, int *fd, char *into, size_t room, size_t *n)
{
    ssize_t got = read(*fd, into, room);

    *n = got > 0 ? (size_t)got : 0;
    if (got > 0)
        r->heard = vg_ticks_ms();
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        close_end(fd);
    return got > 0;
}

static int take_answer(struct run *r, struct vg_err *err)
{
    char piece[65536];
    size_t n, room;

    if (!listen_to(r, &r->out, piece, sizeof piece, &n))
        return VG_OK;
    room = (r->answer->max == 0 ? (size_t)VG_MAX_OUTPUT : r->answer->max) - r->answer->len;
    vg_put(r->answer, piece, n < room ? n : room);
    if (n > room)
        return vg_fail(err, VG_E_LIMIT, "%s was stopped: it printed more than %zu bytes",
                       r->p->name, r->answer->max);
    return VG_OK;
}

/* Only the end of what it says is kept. */
static void take_words(struct run *r)
{
    char piece[4096];
    size_t n, keep;

    if (!listen_to(r, &r->words, piece, sizeof piece, &n))
        return;
    if (r->p->first_words != NULL)
        vg_put(r->p->first_words, piece, n);
    if (n >= sizeof r->end->said) {
        memcpy(r->end->said, piece + n - sizeof r->end->said, sizeof r->end->said);
        r->end->n_said = sizeof r->end->said;
        return;
    }
    keep = r->end->n_said + n > sizeof r->end->said ? sizeof r->end->said - n : r->end->n_said;
    memmove(r->end->said, r->end->said + r->end->n_said - keep, keep);
    memcpy(r->end->said + keep, piece, n);
    r->end->n_said = keep + n;
}

static int has_ended(const struct run *r)
{
    siginfo_t info = {0};

    return waitid(P_PID, (id_t)r->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == r->pid;
}

static int check_patience(const struct run *r, struct vg_err *err)
{
    const struct vg_program *p = r->p;
    int64_t now = vg_ticks_ms();

    if (p->stop != NULL && p->stop(p->stop_w))
        return vg_fail(err, VG_E_INTERRUPTED, "interrupted; %s was stopped", p->name);
    if (now - r->heard > p->silence_ms)
        return vg_fail(err, VG_E_LIMIT,
                       "%s was stopped: for %g seconds it neither read nor printed anything",
                       p->name, p->silence_ms / 1000.0);
    if (now - r->begun > p->run_ms)
        return vg_fail(err, VG_E_LIMIT, "%s was stopped: it ran for more than %g seconds", p->name,
                       p->run_ms / 1000.0);
    return VG_OK;
}

/* One wait, and whatever came of it. */
static int turn(struct run *r, struct vg_err *err)
{
    struct pollfd fds[3] = {
        {.fd = r->in, .events = POLLOUT},
        {.fd = r->out, .events = POLLIN},
        {.fd = r->words, .events = POLLIN},
    };
    int n = poll(fds, 3, r->out < 0 ? SHORT_MS : TICK_MS), rc = VG_OK;

    if (n <= 0)
        return VG_OK;
    if (fds[1].revents != 0)
        rc = take_answer(r, err);
    if (fds[2].revents != 0)
        take_words(r);
    if (fds[0].revents != 0)
        give(r);
    return rc;
}

static int talk(struct run *r, struct vg_err *err)
{
    int rc = VG_OK;

    while (rc == VG_OK && !has_ended(r)) {
        fill(r);
        rc = turn(r, err);
        if (rc == VG_OK)
            rc = check_patience(r, err);
    }
    return rc;
}

/* -- the end ------------------------------------------------------------------------------- */

/* It has ended; what it left in the pipes is still its answer. */
static int drain(struct run *r, struct vg_err *err)
{
    size_t before;
    int rc = VG_OK;

    do {
        before = r->answer->len;
        if (r->out >= 0)
            rc = take_answer(r, err);
    } while (rc == VG_OK && r->out >= 0 && r->answer->len > before);
    do {
        before = r->words >= 0;
        if (r->words >= 0)
            take_words(r);
    } while (before && r->words >= 0 && poll(&(struct pollfd){r->words, POLLIN, 0}, 1, 0) > 0);
    return rc;
}

/* Ask it to end, wait a little, end it; and with it whatever it started. */
static void end_program(const struct run *r)
{
    int64_t until = vg_ticks_ms() + r->p->grace_ms;
    struct rusage used = {0};

    if (!has_ended(r) && r->p->grace_ms > 0)
        (void)kill(-r->pid, SIGTERM);
    while (!has_ended(r) && vg_ticks_ms() < until)
        (void)poll(NULL, 0, SHORT_MS);
    (void)kill(-r->pid, SIGKILL);
    while (wait4(r->pid, &r->end->status, 0, &used) < 0 && errno == EINTR)
        continue;
    r->end->cpu_ms = (int)((used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
                           (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000);
    r->end->memory = KIB(used.ru_maxrss);
}

static int run_to_end(struct run *r, struct vg_err *err)
{
    int rc = start(r, err);

    if (rc == VG_OK)
        rc = talk(r, err);
    if (rc == VG_OK)
        rc = drain(r, err);
    if (r->pid > 0)
        end_program(r);
    return rc;
}

int vg_program_run(const struct vg_program *p, struct vg_buf *answer, struct vg_program_end *end,
                   struct vg_err *err)
{
    VG_SCOPED_BUF piece = {.max = (size_t)VG_MAX_OUTPUT};
    struct sigaction never = {.sa_handler = SIG_IGN}, plain = {.sa_handler = SIG_DFL};
    struct sigaction pipe_before, child_before;
    struct run r = {
        .p = p, .in = -1, .out = -1, .words = -1, .piece = &piece, .answer = answer, .end = end};
    int rc;

    *end = (struct vg_program_end){0};
    (void)sigaction(SIGPIPE, &never, &pipe_before);
    (void)sigaction(SIGCHLD, &plain, &child_before); /* ignored, ends could not be waited for */
    rc = run_to_end(&r, err);
    (void)sigaction(SIGCHLD, &child_before, NULL);
    (void)sigaction(SIGPIPE, &pipe_before, NULL);
    vg_fd_end(&r.in);
    vg_fd_end(&r.out);
    vg_fd_end(&r.words);
    return rc;
}

/* The last line that it said, with the bytes that a sentence can hold. */
static struct vg_str last_words(const struct vg_program_end *r)
{
    size_t end = r->n_said, from;

    while (end > 0 && (unsigned char)r->said[end - 1] <= ' ')
        end--;
    for (from = end; from > 0 && r->said[from - 1] != '\n';)
        from--;
    if (end - from > 200)
        end = from + 200;
    return (struct vg_str){r->said + from, end - from};
}

int vg_program_judge(const struct vg_program *p, const struct vg_program_end *r, struct vg_err *err)
{
    VG_SCOPED_BUF said = {.max = sizeof r->said * 8};

    if (WIFEXITED(r->status) && WEXITSTATUS(r->status) == 0)
        return VG_OK;
    if (r->n_said > 0) {
        vg_puts(&said, ": ");
        vg_put_visible(&said, last_words(r), 0);
    }
    vg_putc(&said, '\0');
    if (WIFSIGNALED(r->status))
        return vg_fail(err, VG_E_FORMAT, "%s was ended by signal %d%s", p->name,
                       WTERMSIG(r->status), said.p);
    return vg_fail(err, VG_E_FORMAT, "%s ended with status %d%s", p->name, WEXITSTATUS(r->status),
                   said.p);
}
