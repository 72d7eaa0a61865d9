/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The kernel keeps a descriptor with the byte it was sent with, but one read may
 * return bytes of earlier messages besides. So the length of a message says whether
 * a descriptor belongs to it, and those that arrive wait in order for the messages
 * that say so.
 */
#include "guard/crew.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "guard/pipe.h"

enum {
    HEAD = 4,             /* bytes of a length */
    PIECE = 256 * 1024,   /* read at once */
    PLENTY = 1024 * 1024, /* waiting to be taken: read no more */
    KEPT = 256 * 1024,    /* a buffer that grew beyond this is given back once empty */
    MESSAGES_WAITING = 2, /* of the longest kind, in the queue */
};

#define WITH_FD UINT32_C(0x80000000)

/* -- members ----------------------------------------------------------------------- */

static void member_signals(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL}, ignored = {.sa_handler = SIG_IGN};
    sigset_t none;

    (void)sigemptyset(&none);
    for (int i = 1; i < NSIG; i++)
        (void)sigaction(i, &plain, NULL);
    (void)sigaction(SIGINT, &ignored, NULL);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void be_member(int (*work)(int fd, void *w), void *w, int fd, pid_t parent)
{
    int status;

    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != parent)
        _exit(127);
    member_signals();
    if (fd > 3)
        (void)close_range(3, (unsigned)fd - 1, 0);
    (void)close_range((unsigned)fd + 1, ~0U, 0);
    status = work(fd, w);
    (void)fflush(NULL);
    _exit(status);
}

/* A pair of ends above the standard descriptors, which a child may find closed. */
static int line_ends(int ends[2], struct vg_err *err)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return vg_fail(err, VG_E_IO, "no line to a helper process: %s", strerror(errno));
    if (vg_ends_high(ends))
        return VG_OK;
    return vg_fail(err, VG_E_IO, "no line to a helper process: too many open files");
}

int vg_crew_start(int (*work)(int fd, void *w), void *w, struct vg_member *out, struct vg_err *err)
{
    pid_t parent = getpid(), pid;
    int ends[2];
    int rc = line_ends(ends, err);

    if (rc != VG_OK)
        return rc;
    (void)fflush(NULL); /* else both would print what waits */
    pid = fork();
    if (pid == 0)
        be_member(work, w, ends[1], parent);
    if (pid < 0)
        rc = vg_fail(err, VG_E_IO, "no helper process: %s", strerror(errno));
    (void)close(ends[1]);
    if (rc != VG_OK)
        (void)close(ends[0]);
    else
        *out = (struct vg_member){.pid = pid, .fd = ends[0]};
    return rc;
}

int vg_crew_ended(struct vg_member *m, int *status)
{
    int how = 0;
    pid_t got;

    if (m->pid <= 0)
        return 0;
    do
        got = waitpid(m->pid, &how, WNOHANG);
    while (got < 0 && errno == EINTR);
    if (got == 0)
        return 0;
    m->pid = 0;
    if (status != NULL)
        *status = how;
    return 1;
}

/* Has it ended within `ms`? */
static int ends_within(struct vg_member *m, int pidfd, int ms)
{
    int64_t until = vg_ticks_ms() + ms;
    int left = ms;

    while (!vg_crew_ended(m, NULL)) {
        struct pollfd p = {.fd = pidfd, .events = POLLIN};

        if (left <= 0)
            return 0;
        /* Without a pidfd the process is looked at now and then. */
        (void)poll(&p, pidfd >= 0, pidfd >= 0 || left < 5 ? left : 5);
        left = (int)(until - vg_ticks_ms());
    }
    return 1;
}

void vg_crew_stop(struct vg_member *m, int grace_ms)
{
    int pidfd;

    if (m->fd >= 0 && (m->pid > 0 || m->fd > 2))
        (void)close(m->fd);
    m->fd = -1;
    if (m->pid <= 0)
        return;
    pidfd = pidfd_open(m->pid, 0);
    if (!ends_within(m, pidfd, grace_ms)) {
        (void)kill(m->pid, SIGTERM);
        if (!ends_within(m, pidfd, grace_ms)) {
            (void)kill(m->pid, SIGKILL);
            while (waitpid(m->pid, NULL, 0) < 0 && errno == EINTR)
                continue;
            m->pid = 0;
        }
    }
    vg_fd_end(&pidfd);
}

/* -- lines ------------------------------------------------------------------------- */

void vg_line_open(struct vg_line *l, int fd)
{
    *l = (struct vg_line){.fd = fd};
    l->in.max = (size_t)VG_MAX_MESSAGE + HEAD + PLENTY + PIECE;
    l->out.max = MESSAGES_WAITING * ((size_t)VG_MAX_MESSAGE + HEAD);
}

void vg_line_close(struct vg_line *l)
{
    for (size_t i = 0; i < l->n_passed; i++)
        (void)close(l->passed[i]);
    for (size_t i = 0; i < l->n_passing; i++)
        (void)close(l->passing[i].fd);
    vg_buf_end(&l->in);
    vg_buf_end(&l->out);
    *l = (struct vg_line){.fd = -1};
}

/* Drop what is done with, so that a buffer is as long as what waits in it. */
static void forget(struct vg_buf *b, size_t *at)
{
    size_t max = b->max;

    if (*at == b->len) {
        if (b->room > KEPT) {
            vg_buf_end(b);
            *b = (struct vg_buf){.max = max};
        }
        vg_buf_clear(b);
        *at = 0;
    } else if (*at > b->len / 2) {
        memmove(b->p, b->p + *at, b->len - *at);
        b->len -= *at;
        *at = 0;
    }
}

union control {
    char bytes[CMSG_SPACE(sizeof(int) * VG_LINE_PASSES)];
    struct cmsghdr align;
};

static ssize_t send_some(int fd, const void *p, size_t n, int pass, int flags)
{
    union control control;
    struct iovec io = {.iov_base = (void *)(uintptr_t)p, .iov_len = n};
    struct msghdr m = {.msg_iov = &io, .msg_iovlen = 1};
    ssize_t sent;

    if (pass >= 0) {
        struct cmsghdr *c;

        memset(&control, 0, sizeof control);
        m.msg_control = control.bytes;
        m.msg_controllen = CMSG_SPACE(sizeof pass);
        c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof pass);
        memcpy(CMSG_DATA(c), &pass, sizeof pass);
    }
    do
        sent = sendmsg(fd, &m, flags | MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent;
}

static int send_failed(struct vg_err *err)
{
    if (errno == EPIPE || errno == ECONNRESET)
        return vg_fail(err, VG_E_ABSENT, "the other process is gone");
    return vg_fail(err, VG_E_IO, "no message to the other process: %s", strerror(errno));
}

static int check_length(size_t n, struct vg_err *err)
{
    if (n > (size_t)VG_MAX_MESSAGE)
        return vg_fail(err, VG_E_LIMIT, "a message of %zu bytes; at most %lld go over a line", n,
                       (long long)VG_MAX_MESSAGE);
    return VG_OK;
}

static void head_of(unsigned char head[HEAD], size_t n, int pass)
{
    uint32_t v = (uint32_t)n | (pass >= 0 ? WITH_FD : 0);

    for (int i = 0; i < HEAD; i++)
        head[i] = (unsigned char)(v >> (24 - 8 * i));
}

static int send_all(struct vg_line *l, const void *p, size_t n, int pass, struct vg_err *err)
{
    const char *at = p;

    while (n > 0) {
        ssize_t sent = send_some(l->fd, at, n, pass, 0);

        if (sent < 0)
            return send_failed(err);
        pass = -1;
        at += sent;
        n -= (size_t)sent;
    }
    return VG_OK;
}

int vg_line_send(struct vg_line *l, const void *p, size_t n, int pass, struct vg_err *err)
{
    unsigned char head[HEAD];
    int rc = check_length(n, err);

    if (rc != VG_OK)
        return rc;
    head_of(head, n, pass);
    rc = send_all(l, head, sizeof head, pass, err);
    return rc == VG_OK ? send_all(l, p, n, -1, err) : rc;
}

/* Descriptors that came; more than there is room for are closed and refused. */
static int keep_passed(struct vg_line *l, struct msghdr *m, struct vg_err *err)
{
    int rc = (m->msg_flags & MSG_CTRUNC) == 0
                 ? VG_OK
                 : vg_fail(err, VG_E_FORMAT, "the other process passed too many descriptors");

    for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c != NULL; c = CMSG_NXTHDR(m, c)) {
        size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);

        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        for (size_t i = 0; i < n; i++) {
            int fd;

            memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
            if (l->n_passed < VG_LINE_PASSES) {
                l->passed[l->n_passed++] = fd;
                continue;
            }
            (void)close(fd);
            rc = vg_fail(err, VG_E_FORMAT, "the other process passed too many descriptors");
        }
    }
    return rc;
}

/* One read. *got is 0 when there was nothing to read (or the end: is_over). */
static int read_some(struct vg_line *l, int flags, size_t *got, struct vg_err *err)
{
    union control control;
    struct iovec io = {.iov_len = PIECE};
    struct msghdr m = {.msg_iov = &io,
                       .msg_iovlen = 1,
                       .msg_control = control.bytes,
                       .msg_controllen = sizeof control.bytes};
    ssize_t n;
    int rc;

    *got = 0;
    if (!vg_buf_room(&l->in, PIECE))
        return vg_fail(err, VG_E_LIMIT, "a message too long for a line");
    io.iov_base = l->in.p + l->in.len;
    do
        n = recvmsg(l->fd, &m, flags | MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return VG_OK;
    if (n < 0 && errno != ECONNRESET)
        return vg_fail(err, VG_E_IO, "nothing to read from the other process: %s", strerror(errno));
    if (n <= 0) {
        l->is_over = 1;
        return VG_OK;
    }
    rc = keep_passed(l, &m, err);
    vg_buf_took(&l->in, (size_t)n);
    *got = (size_t)n;
    return rc;
}

/* Does a whole message wait? 1 and its length (*n) and whether a descriptor belongs to
 * it; 0 when it is not whole; VG_E_LIMIT, VG_E_FORMAT. */
static int look(const struct vg_line *l, size_t *n, int *with_fd, struct vg_err *err)
{
    size_t have = l->in.len - l->in_at;
    uint32_t v = 0;

    if (have < HEAD)
        return 0;
    for (size_t i = 0; i < HEAD; i++)
        v = v << 8 | (unsigned char)l->in.p[l->in_at + i];
    *with_fd = (v & WITH_FD) != 0;
    *n = v & ~WITH_FD;
    if (check_length(*n, err) != VG_OK)
        return VG_E_LIMIT;
    /* It went out with the first byte of the length. */
    if (*with_fd && l->n_passed == 0)
        return vg_fail(err, VG_E_FORMAT, "a message came without its descriptor");
    return have - HEAD >= *n;
}

int vg_line_take(struct vg_line *l, struct vg_buf *out, int *passed)
{
    size_t n;
    int with_fd;

    if (look(l, &n, &with_fd, NULL) != 1)
        return 0;
    vg_buf_clear(out);
    vg_put(out, l->in.p + l->in_at + HEAD, n);
    l->in_at += HEAD + n;
    forget(&l->in, &l->in_at);
    *passed = -1;
    if (with_fd) {
        *passed = l->passed[0];
        l->n_passed--;
        memmove(l->passed, l->passed + 1, l->n_passed * sizeof *l->passed);
    }
    return 1;
}

int vg_line_get(struct vg_line *l, struct vg_buf *out, int *passed, struct vg_err *err)
{
    size_t n, got;
    int with_fd, rc;

    while ((rc = look(l, &n, &with_fd, err)) == 0) {
        rc = read_some(l, 0, &got, err);
        if (rc != VG_OK)
            return rc;
        if (l->is_over && l->in.len == l->in_at)
            return vg_fail(err, VG_E_ABSENT, "the other process has closed the line");
        if (l->is_over)
            return vg_fail(err, VG_E_FORMAT, "the line ends in the midst of a message");
    }
    if (rc < 0)
        return rc;
    (void)vg_line_take(l, out, passed);
    return out->full ? vg_fail(err, VG_E_LIMIT, "a message of %zu bytes is too long here", n)
                     : VG_OK;
}

int vg_line_queue(struct vg_line *l, const void *p, size_t n, int pass, struct vg_err *err)
{
    unsigned char head[HEAD];
    int rc = check_length(n, err);

    if (rc == VG_OK &&
        (l->out.len + HEAD + n > l->out.max || (pass >= 0 && l->n_passing == VG_LINE_PASSES)))
        rc = vg_fail(err, VG_E_LIMIT, "too much waits for the other process");
    if (rc != VG_OK) {
        vg_fd_end(&pass);
        return rc;
    }
    if (pass >= 0)
        l->passing[l->n_passing++] = (struct vg_line_pass){.at = l->out.len, .fd = pass};
    head_of(head, n, pass);
    vg_put(&l->out, head, sizeof head);
    vg_put(&l->out, p, n);
    return VG_OK;
}

size_t vg_line_waiting(const struct vg_line *l)
{
    return l->out.len - l->out_at;
}

int vg_line_wants_write(const struct vg_line *l)
{
    return vg_line_waiting(l) > 0;
}

static void passed_on(struct vg_line *l)
{
    (void)close(l->passing[0].fd);
    l->n_passing--;
    memmove(l->passing, l->passing + 1, l->n_passing * sizeof *l->passing);
}

static int write_some(struct vg_line *l, struct vg_err *err)
{
    while (l->out_at < l->out.len) {
        int carries = l->n_passing > 0 && l->passing[0].at == l->out_at;
        size_t next = (size_t)carries; /* the descriptor after this one */
        size_t end = l->n_passing > next ? l->passing[next].at : l->out.len;
        ssize_t n = send_some(l->fd, l->out.p + l->out_at, end - l->out_at,
                              carries ? l->passing[0].fd : -1, MSG_DONTWAIT);

        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        if (n < 0)
            return send_failed(err);
        if (carries)
            passed_on(l);
        l->out_at += (size_t)n;
    }
    if (l->out_at > 0) {
        size_t before = l->out_at;

        forget(&l->out, &l->out_at);
        for (size_t i = 0; i < l->n_passing; i++)
            l->passing[i].at -= before - l->out_at;
    }
    return VG_OK;
}

int vg_line_pump(struct vg_line *l, struct vg_err *err)
{
    size_t n = 0, got = 1;
    int with_fd, whole;
    int sent = write_some(l, err);

    if (sent != VG_OK && sent != VG_E_ABSENT)
        return sent;
    while (got > 0 && !l->is_over) {
        int rc;

        whole = look(l, &n, &with_fd, err);
        if (whole < 0)
            return whole;
        if (whole && (l->in.len - l->in_at > PLENTY || l->n_passed > VG_LINE_PASSES / 2))
            break;
        rc = read_some(l, MSG_DONTWAIT, &got, err);
        if (rc != VG_OK)
            return rc;
    }
    if (sent == VG_OK && !l->is_over)
        return VG_OK;
    return vg_fail(err, VG_E_ABSENT, "the other process is gone");
}
