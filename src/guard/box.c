/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A child is made by fork(), so it has the bytes already, as they were at that
 * instant; nothing is copied and no pipe can jam on the way in. It has two
 * pipes: its answer on descriptor 1, and on descriptor 2 the last words that a
 * library may print when it gives up, of which the first few hundred bytes are
 * looked at after its death.
 *
 * guard/answer.h has the form of the answer. The parent collects at most the
 * ceiling, looks at the records only when the pipe is closed and the child is
 * dead, and takes nothing from bytes that are not exactly so.
 *
 * A stream is looked at as it comes: whole M and P records are taken out from
 * behind the walls and handed on, so that what remains has the form of any other
 * answer and is judged like one.
 */
#include "guard/box.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "guard/answer.h"
#include "guard/pipe.h"
#include "guard/wall.h"

enum {
    ANSWER_FD = 1,
    WORDS_FD = 2,
    SLACK = 1024,    /* W, heads, and a failure's sentence beside the answer */
    WORDS = 512,     /* last words looked at */
    STOP_LOOK = 100, /* ms between questions to stop() */
    TRAPPED = 99,    /* exit status after a T record; only for people with a debugger */
};

enum fate { RUNNING, ENDED, LATE, OVERRUN, STOPPED, STALLED, UNWANTED };

struct child {
    pid_t pid; /* 0: the place is free */
    int answer, words;
    int64_t deadline; /* vg_ticks_ms() */
    int64_t stalls;   /* of a stream: when it has shown nothing for too long */
    uint64_t reached; /* of a stream: bytes of input */
    size_t said;      /* of a stream: bytes of messages taken */
    struct vg_buf got;
    struct vg_box_job job;
    void *tag;
    enum fate fate;
    struct vg_err refusal; /* of each(), when UNWANTED */
};

struct vg_box_pool {
    size_t room, first, busy; /* a ring: the oldest is children[first] */
    int64_t left_at;          /* when somebody last waited here */
    struct child children[VG_BOX_CHILDREN];
};

/* -- the child ---------------------------------------------------------------- */

static int send_record(char letter, const void *bytes, size_t n)
{
    unsigned char head[VG_ANSWER_HEAD] = {(unsigned char)letter};

    vg_answer_put_u32(head + 1, (uint32_t)n);
    if (vg_write_all(ANSWER_FD, head, sizeof head, NULL) != VG_OK)
        return 0;
    return vg_write_all(ANSWER_FD, bytes, n, NULL) == VG_OK;
}

static void on_trap(int signal_number, siginfo_t *info, void *context)
{
    unsigned char call[4];

    (void)signal_number;
    (void)context;
    vg_answer_put_u32(call, (uint32_t)info->si_syscall);
    (void)send_record('T', call, sizeof call);
    _exit(TRAPPED);
}

static int send_failure(int code, const char *sentence)
{
    VG_SCOPED_BUF b = {.max = SLACK};

    vg_put_u32be(&b, (uint32_t)code);
    vg_puts(&b, sentence);
    return send_record('F', b.p, b.len);
}

/* "64 MiB", or bytes where a test wants less. */
static const char *size_words(size_t n, char *out, size_t room)
{
    size_t mib = (size_t)MIB(1);

    if (n % mib == 0)
        (void)snprintf(out, room, "%zu MiB", n / mib);
    else
        (void)snprintf(out, room, "%zu bytes", n);
    return out;
}

static int printed_too_much(size_t output, struct vg_err *err)
{
    char size[32];

    return vg_fail(err, VG_E_LIMIT, "the reader was stopped: it printed more than %s",
                   size_words(output, size, sizeof size));
}

/* The child's side of a stream. */
struct mouth {
    uint64_t told; /* progress that the parent knows of */
    int64_t when;  /* vg_ticks_ms() */
};

enum { TELL_MS = 250 }; /* progress is told so often at most */

static int put_message(void *w, struct vg_str message, struct vg_err *err)
{
    (void)w;
    if (message.len > (size_t)VG_BOX_OUTPUT)
        return vg_fail(err, VG_E_LIMIT, "one message has more than %d MiB",
                       (int)(VG_BOX_OUTPUT / MIB(1)));
    return send_record('M', message.p, message.len)
               ? VG_OK
               : vg_fail(err, VG_E_IO, "nobody listens any more");
}

static void tell_reached(void *w, uint64_t at)
{
    struct mouth *m = w;
    int64_t now = vg_ticks_ms();
    unsigned char number[8];

    if (at <= m->told || now - m->when < TELL_MS)
        return;
    vg_answer_put_u32(number, (uint32_t)(at >> 32));
    vg_answer_put_u32(number + 4, (uint32_t)at);
    *m = (struct mouth){at, now};
    (void)send_record('P', number, sizeof number);
}

static int stream_and_end(const struct vg_box_job *job)
{
    struct mouth m = {.when = vg_ticks_ms()};
    const struct vg_box_sink sink = {put_message, tell_reached, &m};
    struct vg_err err = {0};
    int rc = job->stream(job->in, job->n, job->hints, job->hints_len, &sink, &err);

    return rc == VG_OK ? send_record('R', "", 0) : send_failure(rc, err.text);
}

static int work_and_answer(const struct vg_box_job *job)
{
    VG_SCOPED_BUF out = {.max = job->output};
    struct vg_err err = {0};
    int rc = job->work(job->in, job->n, job->hints, job->hints_len, &out, &err);

    if (rc == VG_OK && out.full)
        rc = printed_too_much(job->output, &err);
    if (rc != VG_OK)
        return send_failure(rc, err.text);
    return send_record('R', out.p, out.len);
}

/* Put the pipes where they belong. Both are above 2, see vg_pipe_high(). */
static int place_pipes(int answer, int words)
{
    return dup2(answer, ANSWER_FD) == ANSWER_FD && dup2(words, WORDS_FD) == WORDS_FD;
}

static _Noreturn void be_child(const struct vg_box_job *job, const struct vg_wall_limits *limits,
                               pid_t parent, int answer, int words)
{
    struct vg_walls w;
    unsigned char record[VG_ANSWER_WALLS];

    /* If the parent died before this line, nobody would tell us. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != parent)
        _exit(1);
    if (!place_pipes(answer, words))
        _exit(1);
    vg_walls_build(limits, on_trap, &w);
    record[0] = (unsigned char)w.is_closed;
    record[1] = (unsigned char)w.has_seccomp;
    record[2] = (unsigned char)w.landlock_abi;
    record[3] = (unsigned char)w.has_namespace;
    record[4] = (unsigned char)w.has_memory_limit;
    if (!send_record('W', record, sizeof record) || (!w.is_closed && !job->is_weak))
        _exit(1);
    _exit((job->stream != NULL ? stream_and_end(job) : work_and_answer(job)) ? 0 : 1);
}

/* -- starting ------------------------------------------------------------------ */

/* Bytes of address space this process has now; 0 when the system does not say. */
static size_t address_space(void)
{
    char text[64];
    VG_SCOPED_FD fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    size_t pages = 0;

    for (ssize_t i = 0; i < n && text[i] >= '0' && text[i] <= '9'; i++)
        pages = pages * 10 + (size_t)(text[i] - '0');
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

/*
 * The ceiling is on the whole address space, of which the child is born with
 * the parent's. A parent so large that less than half would be left (it holds
 * a big document) must not make every reader fail: then the half comes on top.
 */
static struct vg_wall_limits limits_of(const struct vg_box_job *job)
{
    size_t born = address_space();
    size_t half = job->memory / 2;

    return (struct vg_wall_limits){
        .memory = born > half ? born + half : job->memory,
        .cpu_s = job->cpu_s,
    };
}

static struct vg_box_job with_limits(const struct vg_box_job *job)
{
    struct vg_box_job j = *job;

    int is_stream = j.stream != NULL;

    if (j.memory == 0)
        j.memory = (size_t)VG_BOX_MEMORY;
    if (j.cpu_s <= 0)
        j.cpu_s = VG_BOX_CPU_S + (is_stream ? (int)(j.n / VG_BOX_STREAM_STEP) : 0);
    if (j.wall_ms <= 0)
        j.wall_ms = 1000 * (is_stream ? VG_BOX_STREAM_WALL * j.cpu_s : VG_BOX_WALL_S);
    if (j.stall_ms <= 0)
        j.stall_ms = 1000 * VG_BOX_STALL_S;
    if (j.output == 0)
        j.output = (size_t)(is_stream ? VG_BOX_STREAM_OUTPUT : VG_BOX_OUTPUT);
    return j;
}

static int start(struct child *c, const struct vg_box_job *job, void *tag, struct vg_err *err)
{
    struct vg_box_job j = with_limits(job);
    struct vg_wall_limits limits = limits_of(&j);
    size_t most = (size_t)(job->stream != NULL ? VG_MAX_SOURCE : VG_MAX_DOCUMENT);
    pid_t parent = getpid(), pid;
    int answer[2], words[2], rc;

    if (job->n > most)
        return vg_fail(err, VG_E_LIMIT, "%zu bytes are more than a reader takes (%zu)", job->n,
                       most);
    rc = vg_pipe_high(answer, "a reader", err);
    if (rc != VG_OK)
        return rc;
    rc = vg_pipe_high(words, "a reader", err);
    vg_json_seed(); /* linked data is JSON, and a child opens nothing */
    pid = rc == VG_OK ? fork() : -1;
    if (pid == 0) {
        /* A child that talks too much must not hang on it. */
        (void)fcntl(words[1], F_SETFL, O_NONBLOCK);
        be_child(&j, &limits, parent, answer[1], words[1]);
    }
    if (rc == VG_OK && pid < 0)
        rc = vg_fail(err, VG_E_IO, "no process for a reader: %s", strerror(errno));
    (void)close(answer[1]);
    if (rc == VG_OK) {
        (void)close(words[1]);
        *c = (struct child){
            .pid = pid,
            .answer = answer[0],
            .words = words[0],
            .deadline = vg_ticks_ms() + j.wall_ms,
            .stalls = vg_ticks_ms() + j.stall_ms,
            .got = {.max = (j.stream != NULL ? (size_t)VG_BOX_OUTPUT : j.output) + SLACK},
            .job = j,
            .tag = tag,
        };
        return VG_OK;
    }
    (void)close(answer[0]);
    return rc;
}

/* -- waiting --------------------------------------------------------------------- */

static void end_with(struct child *c, enum fate fate)
{
    c->fate = fate;
    (void)close(c->answer);
    c->answer = -1;
    /* A child that is on its way out already keeps the status it has. */
    (void)kill(c->pid, SIGKILL);
}

/* The time since somebody last waited is not the children's: their pipes may be full. */
static void forgive(struct vg_box_pool *p, int64_t ms)
{
    for (size_t i = 0; i < p->busy; i++) {
        struct child *c = &p->children[(p->first + i) % p->room];

        c->deadline += ms;
        c->stalls += ms;
    }
}

static void forgive_absence(struct vg_box_pool *p)
{
    int64_t now = vg_ticks_ms();

    forgive(p, now - p->left_at);
    p->left_at = now;
}

/* Only what rises and is no more than there is counts as progress. */
static void take_progress(struct child *c, struct vg_str body)
{
    uint64_t at = vg_answer_reached(body);

    if (at <= c->reached || at > c->job.n)
        return;
    c->reached = at;
    c->stalls = vg_ticks_ms() + c->job.stall_ms;
    if (c->job.reached != NULL)
        c->job.reached(c->job.each_w, at);
}

static void take_message(struct vg_box_pool *p, struct child *c, struct vg_str body)
{
    int64_t before = vg_ticks_ms();
    int rc;

    c->said += body.len;
    if (c->said > c->job.output) {
        end_with(c, OVERRUN);
        return;
    }
    rc = c->job.each(c->job.each_w, body, &c->refusal);
    if (rc != VG_OK) {
        c->refusal.code = rc;
        end_with(c, UNWANTED);
    }
    forgive(p, vg_ticks_ms() - before);
    c->stalls = vg_ticks_ms() + c->job.stall_ms;
}

/* Nothing is taken from a child whose box did not close. */
static int may_speak(const struct child *c, struct vg_str *rest)
{
    struct vg_str walls;
    char letter;

    return vg_answer_take(rest, &letter, &walls) && letter == 'W' && walls.len == VG_ANSWER_WALLS &&
           (walls.p[0] != 0 || c->job.is_weak);
}

/* Hand on what has come whole, and take it out from behind the walls. */
static void take_stream(struct vg_box_pool *p, struct child *c)
{
    struct vg_str rest = vg_buf_str(&c->got), next, body;
    size_t from;
    char letter;

    if (!may_speak(c, &rest))
        return;
    from = c->got.len - rest.len;
    for (next = rest; c->fate == RUNNING && vg_answer_take(&next, &letter, &body); rest = next) {
        if (letter == 'M')
            take_message(p, c, body);
        else if (letter == 'P')
            take_progress(c, body);
        else
            break;
    }
    memmove(c->got.p + from, rest.p, rest.len);
    c->got.len = from + rest.len;
}

static void take_bytes(struct vg_box_pool *p, struct child *c)
{
    char piece[65536];
    ssize_t n = read(c->answer, piece, sizeof piece);

    if (n < 0 && errno == EINTR)
        return;
    if (n <= 0) {
        end_with(c, ENDED);
        return;
    }
    vg_put(&c->got, piece, (size_t)n);
    if (c->got.full)
        end_with(c, OVERRUN);
    else if (c->job.stream != NULL)
        take_stream(p, c);
}

/* Milliseconds until the next thing to look at. */
static int patience(const struct vg_box_pool *p, int64_t now)
{
    int64_t least = INT32_MAX;

    for (size_t i = 0; i < p->busy; i++) {
        const struct child *c = &p->children[(p->first + i) % p->room];
        int64_t left = c->deadline - now;

        if (c->fate != RUNNING)
            continue;
        if (c->job.stream != NULL && c->stalls - now < left)
            left = c->stalls - now;
        if (c->job.stop != NULL && left > STOP_LOOK)
            left = STOP_LOOK;
        least = left < least ? left : least;
    }
    return least < 0 ? 0 : (int)least;
}

/* Wait until some child has said something, has ended, or is out of time. */
static void pump(struct vg_box_pool *p)
{
    struct pollfd polls[VG_BOX_CHILDREN];
    struct child *who[VG_BOX_CHILDREN];
    nfds_t n = 0;

    for (size_t i = 0; i < p->busy; i++) {
        struct child *c = &p->children[(p->first + i) % p->room];

        if (c->fate != RUNNING)
            continue;
        who[n] = c;
        polls[n++] = (struct pollfd){.fd = c->answer, .events = POLLIN};
    }
    if (poll(polls, n, patience(p, vg_ticks_ms())) < 0)
        memset(polls, 0, sizeof polls);
    for (nfds_t i = 0; i < n; i++) {
        int64_t now;

        if (polls[i].revents != 0)
            take_bytes(p, who[i]);
        now = vg_ticks_ms();
        if (who[i]->fate == RUNNING && who[i]->job.stop != NULL &&
            who[i]->job.stop(who[i]->job.stop_w))
            end_with(who[i], STOPPED);
        else if (who[i]->fate == RUNNING && now >= who[i]->deadline)
            end_with(who[i], LATE);
        else if (who[i]->fate == RUNNING && who[i]->job.stream != NULL && now >= who[i]->stalls)
            end_with(who[i], STALLED);
    }
}

/* -- judging ----------------------------------------------------------------------- */

struct end {
    int status;    /* of waitpid(); -1 when another took it */
    int no_memory; /* its last words said so */
};

static struct end bury(struct child *c, struct vg_box_report *report)
{
    struct end e = {.status = -1};
    struct rusage used = {0};
    char words[WORDS];
    ssize_t n;

    while (wait4(c->pid, &e.status, 0, &used) < 0) {
        if (errno != EINTR) {
            e.status = -1;
            break;
        }
    }
    report->cpu_ms = (int)((used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
                           (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000);
    report->memory = KIB(used.ru_maxrss);
    n = read(c->words, words, sizeof words);
    e.no_memory = n > 0 && memmem(words, (size_t)n, "out of memory", 13) != NULL;
    (void)close(c->words);
    return e;
}

static int stopped(struct vg_err *err, int code, const char *why)
{
    return vg_fail(err, code, "the reader was stopped: it %s", why);
}

static int out_of_memory(const struct child *c, struct vg_err *err)
{
    char size[32];

    return vg_fail(err, VG_E_LIMIT, "the reader was stopped: out of memory (it may use %s)",
                   size_words(c->job.memory, size, sizeof size));
}

/* A child that left no usable answer: say what became of it. */
static int judge_death(const struct child *c, const struct end *e, struct vg_err *err)
{
    if (e->no_memory)
        return out_of_memory(c, err);
    if (e->status >= 0 && WIFEXITED(e->status))
        return vg_fail(err, VG_E_FORMAT, "the reader ended without a whole answer (exit status %d)",
                       WEXITSTATUS(e->status));
    switch (e->status >= 0 ? WTERMSIG(e->status) : 0) {
    case SIGXCPU:
        return vg_fail(err, VG_E_LIMIT,
                       "the reader was stopped: it used more than %d s of processor time",
                       c->job.cpu_s);
    case SIGSYS:
        return stopped(err, VG_E_FORMAT, "made a call that is not allowed (killed by the kernel)");
    case SIGSEGV:
    case SIGBUS:
        return stopped(err, VG_E_FORMAT, "crashed (bad memory access)");
    case SIGABRT:
        return stopped(err, VG_E_FORMAT, "gave up by itself");
    case SIGKILL:
        return stopped(err, VG_E_FORMAT, "was killed, or closed its pipe, before it was done");
    default:
        return vg_fail(err, VG_E_FORMAT, "the reader died of signal %d",
                       e->status >= 0 ? WTERMSIG(e->status) : 0);
    }
}

static int judge_trap(const struct child *c, const struct end *e, struct vg_str body,
                      struct vg_err *err)
{
    long call = body.len == 4 ? (long)vg_answer_u32(body.p) : -1;

    if (e->no_memory && vg_wall_is_abort(call))
        return out_of_memory(c, err);
    return vg_fail(err, VG_E_FORMAT, "the reader was stopped: it %s%s", vg_wall_tried(call),
                   vg_wall_is_abort(call) ? "" : " (stopped by the kernel)");
}

/* A failure that the work reports; its words are a stranger's. */
static int judge_failure(struct vg_str body, struct vg_err *err)
{
    VG_SCOPED_BUF words = {.max = 4 * (size_t)SLACK};
    int code = vg_answer_code(body);

    if (code == 0)
        return vg_fail(err, VG_E_FORMAT, "the reader failed without a code that exists");
    vg_put_visible(&words, (struct vg_str){body.p + 4, body.len - 4}, 0);
    return vg_fail(err, code, "%s", words.len > 0 ? words.p : "the reader failed without a word");
}

static void report_walls(struct vg_str walls, struct vg_box_report *report)
{
    report->is_closed = walls.p[0] != 0;
    report->has_seccomp = walls.p[1] != 0;
    report->landlock_abi = (unsigned char)walls.p[2];
    report->has_namespace = walls.p[3] != 0;
    report->has_memory_limit = walls.p[4] != 0;
}

static int judge_answer(const struct child *c, const struct end *e, const struct vg_answer *a,
                        struct vg_buf *out, struct vg_err *err)
{
    if (a->shape == VG_ANSWER_CUT)
        return judge_death(c, e, err);
    if (a->shape == VG_ANSWER_EXTRA)
        return vg_fail(err, VG_E_FORMAT,
                       "the reader said %zu bytes more than it announced; nothing of it is taken",
                       a->extra);
    if (a->letter == 'T')
        return judge_trap(c, e, a->body, err);
    if (!WIFEXITED(e->status) || WEXITSTATUS(e->status) != 0)
        return judge_death(c, e, err);
    if (a->letter == 'F')
        return judge_failure(a->body, err);
    if (a->letter != 'R' || a->body.len > (c->job.stream != NULL ? 0 : c->job.output))
        return vg_fail(err, VG_E_FORMAT, "the reader answered with a record of an unknown kind");
    if (c->job.stream == NULL)
        vg_put_str(out, a->body);
    return VG_OK;
}

/* What the parent itself ended; VG_OK when it did not. */
static int judge_fate(const struct child *c, struct vg_err *err)
{
    size_t most =
        c->job.stream != NULL && c->said <= c->job.output ? (size_t)VG_BOX_OUTPUT : c->job.output;

    switch (c->fate) {
    case STOPPED:
        return vg_fail(err, VG_E_INTERRUPTED, "interrupted");
    case OVERRUN:
        return printed_too_much(most, err);
    case LATE:
        return vg_fail(err, VG_E_LIMIT, "the reader was stopped: it took more than %g s",
                       c->job.wall_ms / 1000.0);
    case STALLED:
        return vg_fail(err, VG_E_LIMIT,
                       "the reader was stopped: for %g s it came no further than byte %llu",
                       c->job.stall_ms / 1000.0, (unsigned long long)c->reached);
    case UNWANTED:
        return vg_fail(err, c->refusal.code, "%s", c->refusal.text);
    case RUNNING:
    case ENDED:
    default:
        return VG_OK;
    }
}

static int judge(const struct child *c, const struct end *e, struct vg_buf *out,
                 struct vg_box_report *report, struct vg_err *err)
{
    struct vg_answer a;
    int has_walls, rc = judge_fate(c, err);

    vg_answer_read(vg_buf_str(&c->got), &a);
    has_walls = a.shape != VG_ANSWER_NONE;
    if (has_walls)
        report_walls(a.walls, report);
    if (rc != VG_OK)
        return rc;
    if (has_walls && (report->is_closed || c->job.is_weak))
        return judge_answer(c, e, &a, out, err);
    /* Killed by something else (the kernel, short of memory) before it said anything: of its walls
     * that says nothing. */
    if (!has_walls && e->status >= 0 && WIFSIGNALED(e->status) && WTERMSIG(e->status) == SIGKILL)
        return judge_death(c, e, err);
    return vg_fail(err, VG_E_REFUSED,
                   "the closed box does not close on this machine, so nothing from outside is "
                   "read; --weak-box goes on without it (%s)",
                   !has_walls             ? "the child did not get as far as its test"
                   : !report->has_seccomp ? "seccomp is missing"
                                          : "a file or a socket could be opened");
}

/* -- the doors ----------------------------------------------------------------------- */

struct vg_box_pool *vg_box_pool_open(size_t n)
{
    struct vg_box_pool *p = vg_malloc(sizeof *p);

    memset(p, 0, sizeof *p);
    p->room = n < 1 ? 1 : n > VG_BOX_CHILDREN ? VG_BOX_CHILDREN : n;
    return p;
}

static void drop_first(struct vg_box_pool *p)
{
    vg_buf_end(&p->children[p->first].got);
    p->children[p->first].pid = 0;
    p->first = (p->first + 1) % p->room;
    p->busy--;
}

static void end_all(struct vg_box_pool *p)
{
    struct vg_box_report nobody;

    while (p->busy > 0) {
        struct child *c = &p->children[p->first];

        if (c->fate == RUNNING)
            end_with(c, STOPPED);
        (void)bury(c, &nobody);
        drop_first(p);
    }
}

void vg_box_pool_close(struct vg_box_pool *p)
{
    if (p == NULL)
        return;
    end_all(p);
    free(p);
}

void vg_box_pool_closep(struct vg_box_pool **p)
{
    vg_box_pool_close(*p);
    *p = NULL;
}

size_t vg_box_pool_busy(const struct vg_box_pool *p)
{
    return p->busy;
}

size_t vg_box_pool_room(const struct vg_box_pool *p)
{
    return p->room;
}

int vg_box_pool_start(struct vg_box_pool *p, const struct vg_box_job *job, void *tag,
                      struct vg_err *err)
{
    int rc;

    if (p->busy == p->room)
        return vg_fail(err, VG_E_MISUSE, "all %zu readers are at work; collect one first", p->room);
    forgive_absence(p);
    rc = start(&p->children[(p->first + p->busy) % p->room], job, tag, err);
    if (rc == VG_OK)
        p->busy++;
    return rc;
}

int vg_box_pool_next(struct vg_box_pool *p, void **tag, struct vg_buf *out,
                     struct vg_box_report *report, struct vg_err *err)
{
    struct child *c = &p->children[p->first];
    struct vg_box_report r = {0};
    struct end e;
    int rc;

    if (p->busy == 0)
        return vg_fail(err, VG_E_ABSENT, "no reader is at work");
    forgive_absence(p);
    while (c->fate == RUNNING)
        pump(p);
    p->left_at = vg_ticks_ms();
    e = bury(c, &r);
    rc = judge(c, &e, out, &r, err);
    if (tag != NULL)
        *tag = c->tag;
    if (report != NULL)
        *report = r;
    drop_first(p);
    return rc;
}

int vg_box_run(const struct vg_box_job *job, struct vg_buf *out, struct vg_box_report *report,
               struct vg_err *err)
{
    VG_SCOPED_BOX_POOL *p = vg_box_pool_open(1);
    int rc;

    if (report != NULL)
        *report = (struct vg_box_report){0};
    rc = vg_box_pool_start(p, job, NULL, err);
    if (rc != VG_OK)
        return rc;
    return vg_box_pool_next(p, NULL, out, report, err);
}

int vg_box_hide(void *secret, size_t n, struct vg_err *err)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t at = (uintptr_t)secret % page;

    if (madvise((char *)secret - at, n + at, MADV_WIPEONFORK) != 0)
        return vg_fail(err, VG_E_IO, "cannot keep a secret out of readers: %s", strerror(errno));
    return VG_OK;
}
