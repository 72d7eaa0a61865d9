/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What slow clients cost the others: a listener that answers 10 KB, a fast client that
 * asks it again and again, and N slow ones, a third of which drip a header, a third a
 * body, and a third ask for 256 KB and never read. Prints the latency of the fast one without and
 * with them, by turns, and the memory of the listener.
 *
 *     slow_clients [N]          the measurement (500)
 *     slow_clients serve PORT   only the listener, for wrk
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "web/http.h"

enum { ANSWER = 10 * 1024, LARGE = 256 * 1024, ASKED = 3000, ROUNDS = 5, MOST = 1000 };

static int begin(void *w, const struct vg_http_ask *ask, int64_t *body_max, int64_t *file_max)
{
    (void)w;
    (void)ask;
    (void)file_max;
    *body_max = 1 << 20;
    return VG_HTTP_GO;
}

static void ask(void *w, struct vg_http_exchange *x, const struct vg_http_ask *a)
{
    const struct vg_http_answer answer = {.status = 200,
                                          .type = "text/html; charset=utf-8",
                                          .body = w,
                                          .len = strcmp(a->path, "/large") == 0 ? LARGE : ANSWER};

    vg_http_answer(x, &answer);
}

static void gone(void *w, struct vg_http_exchange *x)
{
    (void)w;
    (void)x;
}

static _Noreturn void serve(unsigned port, int told)
{
    char *page = vg_malloc(LARGE);
    const struct vg_http_site face = {.begin = begin, .ask = ask, .gone = gone, .w = page};
    struct vg_http *h = NULL;
    struct vg_err err = {0};

    memset(page, 'x', LARGE);
    if (vg_http_open(port, "/tmp", &face, &h, &err) != VG_OK || h == NULL) {
        (void)fprintf(stderr, "slow_clients: %s\n", err.text);
        exit(1);
    }
    port = vg_http_port(h);
    if (told >= 0 && write(told, &port, sizeof port) != sizeof port)
        exit(1);
    for (;;) {
        struct pollfd p = {.fd = vg_http_fd(h), .events = POLLIN};

        (void)poll(&p, 1, vg_http_wait_ms(h));
        vg_http_run(h);
    }
}

static int join(unsigned port)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

    if (fd < 0 || connect(fd, (const struct sockaddr *)&at, sizeof at) != 0)
        return -1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static const char plain[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

/* Microseconds of each of ASKED requests, sorted; 0 when one failed. */
static int up(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static int measure(unsigned port, double *us)
{
    int fd = join(port);

    for (int i = 0; i < ASKED; i++) {
        struct timespec from, to;
        char in[ANSWER + 4096];
        size_t have = 0;
        ssize_t n = 1;

        (void)clock_gettime(CLOCK_MONOTONIC, &from);
        if (send(fd, plain, sizeof plain - 1, MSG_NOSIGNAL) < 0)
            return 0;
        while (have < ANSWER + 500 && n > 0) {
            n = recv(fd, in + have, sizeof in - have, 0);
            have += n > 0 ? (size_t)n : 0;
        }
        if (n <= 0)
            return 0;
        (void)clock_gettime(CLOCK_MONOTONIC, &to);
        us[i] = (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3;
    }
    (void)close(fd);
    qsort(us, ASKED, sizeof *us, up);
    return 1;
}

static int slow_one(unsigned port, int i)
{
    static const char header[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ";
    static const char body[] =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\na=";
    static const char large[] = "GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    int fd = join(port), small = 4096;

    if (fd < 0)
        return fd;
    if (i % 3 == 0)
        (void)send(fd, header, sizeof header - 1, MSG_NOSIGNAL);
    if (i % 3 == 1)
        (void)send(fd, body, sizeof body - 1, MSG_NOSIGNAL);
    if (i % 3 == 2) {
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        (void)send(fd, large, sizeof large - 1, MSG_NOSIGNAL);
    }
    return fd;
}

/* N slow clients in a process of their own, a byte from each in turn, all ten times a second. */
static _Noreturn void be_slow(unsigned port, int n, int ready)
{
    static int fd[MOST];

    for (int i = 0; i < n; i++)
        fd[i] = slow_one(port, i);
    if (write(ready, "", 1) != 1)
        exit(1);
    for (;;) {
        for (int i = 0; i < n; i++) {
            if (fd[i] >= 0 && i % 3 != 2 && send(fd[i], "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 &&
                errno != EAGAIN) { /* thrown out: it comes again */
                (void)close(fd[i]);
                fd[i] = slow_one(port, i);
            }
            (void)usleep(100000 / (unsigned)n);
        }
    }
}

static void show_server(pid_t pid)
{
    DIR *d;
    int n = 0;

    char path[64], line[256];
    FILE *f;

    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, "VmRSS", 5) == 0 || strncmp(line, "VmHWM", 5) == 0)
            (void)printf("listener %s", line);
    if (f != NULL)
        (void)fclose(f);
    (void)snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    d = opendir(path);
    while (d != NULL && readdir(d) != NULL)
        n++;
    if (d != NULL)
        (void)closedir(d);
    (void)printf("listener open files: %d\n", n - 2);
}

static void round_of(unsigned port, const char *what)
{
    static double us[ASKED];

    if (!measure(port, us))
        (void)printf("%-8s FAILED\n", what);
    else
        (void)printf("%-8s median %.0f us, p99 %.0f us, max %.0f us\n", what, us[ASKED / 2],
                     us[ASKED * 99 / 100], us[ASKED - 1]);
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 500, told[2], ready[2];
    unsigned port = 0;
    pid_t server, slow;
    char c;

    if (argc > 2 && strcmp(argv[1], "serve") == 0)
        serve((unsigned)strtoul(argv[2], NULL, 10), -1);
    if (n < 1 || n > MOST || pipe(told) != 0 || pipe(ready) != 0)
        return 2;
    server = fork();
    if (server == 0)
        serve(0, told[1]);
    if (read(told[0], &port, sizeof port) != sizeof port)
        return 1;
    for (int r = 0; r < ROUNDS; r++) {
        round_of(port, "alone");
        slow = fork();
        if (slow == 0)
            be_slow(port, n, ready[1]);
        if (read(ready[0], &c, 1) != 1)
            return 1;
        round_of(port, "with");
        if (r == ROUNDS - 1)
            show_server(server);
        (void)kill(slow, SIGKILL);
        (void)waitpid(slow, NULL, 0);
    }
    (void)kill(server, SIGKILL);
    (void)waitpid(server, NULL, 0);
    return 0;
}
