/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What it does depends on the path it is asked for; one connection after the other. */
#include "loopback_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BIG = 200000 };

const char loopback_ok[] = "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 17:00:00 GMT\r\n"
                           "Content-Type: text/html; charset=gb18030\r\n"
                           "Content-Length: 5\r\n\r\nhello";

static void say(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = send(fd, p, n, MSG_NOSIGNAL);

        if (done <= 0)
            return;
        p += done;
        n -= (size_t)done;
    }
}

static void says(int fd, const char *text)
{
    say(fd, text, strlen(text));
}

static void say_many(int fd, const char *text, int times)
{
    for (int i = 0; i < times; i++)
        says(fd, text);
}

/* Paths with one fixed answer, byte for byte. */
static const struct {
    const char *path, *answer;
} answers[] = {
    {"/ok", loopback_ok},
    {"/until-closed", "HTTP/1.0 200 OK\r\n\r\nhello"},
    {"/chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "3\r\nhel\r\n2\r\nlo\r\n0\r\nX-After: the end\r\n\r\n"},
    {"/chunks-cut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"},
    {"/interim", "HTTP/1.1 103 Early Hints\r\nContent-Type: a/b\r\n\r\n"
                 "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"},
    {"/gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n\x1f\x8bxyz"},
    {"/short", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello"},
    {"/long", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more"},
    {"/huge-announced", "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\nhello"},
    {"/nothing", "HTTP/1.1 204 No Content\r\n\r\n"},
    {"/404", "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"},
    {"/410", "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"},
    {"/500", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"},
    {"/302-nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"},
    {"/garbage", "what is HTTP?\r\n\r\n"},
    {"/bad-status", "HTTP/1.1 banana\r\n\r\n"},
    {"/empty", ""},
    {"/half-header", "HTTP/1.1 200 OK\r\nContent-Ty"},
    {"/loop", "HTTP/1.1 301 Moved\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n"},
    {"/to-ok", "HTTP/1.1 302 Found\r\nLOCATION:   x/../ok#top \r\nSet-Cookie: a=b\r\n"
               "Content-Length: 3\r\n\r\nbye"},
    {"/to-ok-lying", "HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Length: 999999999999\r\n\r\n"},
    {"/to-ok-long", "HTTP/1.1 303 See Other\r\nLocation: /ok\r\n\r\nand a body to the end"},
    {"/to-metadata", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\n\r\n"},
    {"/to-private", "HTTP/1.1 307 Found\r\nLocation: //192.168.1.1/\r\n\r\n"},
    {"/to-mapped", "HTTP/1.1 308 Found\r\nLocation: http://[::ffff:127.0.0.1]/\r\n\r\n"},
    {"/to-6to4", "HTTP/1.1 302 Found\r\nLocation: http://[2002:a00:1::]/\r\n\r\n"},
    {"/to-decimal", "HTTP/1.1 302 Found\r\nLocation: http://2130706434/\r\n\r\n"},
    {"/to-octal", "HTTP/1.1 302 Found\r\nLocation: http://0177.0.0.2/\r\n\r\n"},
    {"/to-hex", "HTTP/1.1 302 Found\r\nLocation: http://0x7f000002/\r\n\r\n"},
    {"/to-file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"},
    {"/to-password", "HTTP/1.1 302 Found\r\nLocation: http://a:b@example.org/\r\n\r\n"},
    {"/gzip-in-transfer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
                          "5\r\n\x1f\x8bxyz\r\n0\r\n\r\n"},
    {"/to-chunks", "HTTP/1.1 302 Found\r\nLocation: /to-chunks-2\r\nContent-Length: 3\r\n\r\nbye"},
    {"/to-chunks-2",
     "HTTP/1.1 301 Moved\r\nLocation: /interim-chunked\r\nContent-Length: 0\r\n\r\n"},
    {"/interim-chunked", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                         "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "4\r\nhell\r\n1\r\no\r\n0\r\nX-After: the end\r\n\r\n"},
    {"/to-control", "HTTP/1.1 302 Found\r\nLocation: http://example.org/\x01\r\n\r\n"},
};

/* A file of the folder, as it is; NAME.type beside it holds its media type. */
static void answer_file(int fd, int folder, const char *name)
{
    char type[200] = "text/html", piece[8192], beside[300];
    int file = strchr(name, '/') != NULL ? -1 : openat(folder, name, O_RDONLY | O_CLOEXEC);
    int types;
    ssize_t n;

    if (file < 0) {
        says(fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone");
        return;
    }
    (void)snprintf(beside, sizeof beside, "%s.type", name);
    types = openat(folder, beside, O_RDONLY | O_CLOEXEC);
    if (types >= 0) {
        n = read(types, type, sizeof type - 1);
        type[n < 0 ? 0 : n] = '\0';
        type[strcspn(type, "\n")] = '\0';
        (void)close(types);
    }
    says(fd, "HTTP/1.1 200 OK\r\nContent-Type: ");
    says(fd, type);
    says(fd, "\r\n\r\n");
    while ((n = read(file, piece, sizeof piece)) > 0)
        say(fd, piece, (size_t)n);
    (void)close(file);
}

static void answer(int fd, int folder, const char *path)
{
    char nothing[64];

    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (strcmp(path, answers[i].path) == 0)
            says(fd, answers[i].answer);
    if (folder >= 0 && strncmp(path, "/files/", 7) == 0)
        answer_file(fd, folder, path + 7);
    if (strncmp(path, "/turns/", 7) == 0) {
        char line[128];

        (void)snprintf(line, sizeof line, "HTTP/1.1 302 Found\r\nLocation: %s%.*s\r\n\r\n",
                       path[8] == '\0' ? "/ok" : "/turns/",
                       path[8] == '\0' ? 0 : (int)strlen(path) - 8, path + 7);
        says(fd, line);
    }
    if (strcmp(path, "/big-headers") == 0) {
        says(fd, "HTTP/1.1 200 OK\r\n");
        say_many(fd, "X-Filler: 0123456789012345678901234567890123456789\r\n", 400);
        says(fd, "\r\n");
    }
    if (strcmp(path, "/long-line") == 0) {
        says(fd, "HTTP/1.1 200 OK\r\nX-Filler: ");
        say_many(fd, "0123456789", BIG / 10);
        says(fd, "\r\n\r\n");
    }
    if (strcmp(path, "/big-body") == 0) {
        says(fd, "HTTP/1.1 200 OK\r\n\r\n");
        say_many(fd, "0123456789", BIG / 10);
    }
    if (strcmp(path, "/stall") == 0)
        says(fd, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
    if (strcmp(path, "/stall") == 0 || strcmp(path, "/silent") == 0)
        while (recv(fd, nothing, sizeof nothing, 0) > 0)
            ;
}

/* SOCKS5 (RFC 1928) as far as a client that asks for a name needs it. */
static void serve_socks(int fd)
{
    unsigned char ask[300];
    char body[600];
    ssize_t n = recv(fd, ask, sizeof ask, 0);

    if (n < 3)
        return;
    say(fd, "\5\0", 2);
    n = recv(fd, ask, sizeof ask, 0);
    if (n < 7 || ask[3] != 3)
        return;
    say(fd, "\5\0\0\1\0\0\0\0\0\0", 10);
    ask[5 + ask[4]] = '\0';
    (void)snprintf(body, sizeof body, "HTTP/1.0 200 OK\r\n\r\nvia proxy to %s", (char *)ask + 5);
    if (recv(fd, ask, sizeof ask, 0) > 0)
        says(fd, body);
}

static void serve_http(int fd, int folder)
{
    char request[4096], path[256];
    size_t len = 0;

    for (;;) {
        ssize_t n = recv(fd, request + len, sizeof request - 1 - len, 0);

        if (n <= 0)
            return;
        len += (size_t)n;
        request[len] = '\0';
        if (strstr(request, "\r\n\r\n") != NULL)
            break;
    }
    if (sscanf(request, "%*15s %255s", path) != 1)
        return;
    path[strcspn(path, "?")] = '\0';
    answer(fd, folder, path);
}

_Noreturn void loopback_serve(int listener, const char *folder)
{
    int files = folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        char first;

        if (fd < 0)
            _exit(1);
        if (recv(fd, &first, 1, MSG_PEEK) == 1) {
            if (first == 5)
                serve_socks(fd);
            else
                serve_http(fd, files);
        }
        /* Take what is still to come, so that closing does not reset the connection. */
        (void)shutdown(fd, SHUT_WR);
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){.tv_sec = 1},
                         sizeof(struct timeval));
        while (recv(fd, &first, 1, 0) > 0)
            ;
        (void)close(fd);
    }
}

int loopback_listen(int *port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&at, n) != 0 || listen(fd, 8) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &n) != 0)
        return -1;
    *port = ntohs(at.sin_port);
    return fd;
}

static pid_t server;

int loopback_start(int *port)
{
    int fd = loopback_listen(port);

    if (fd < 0)
        return -1;
    server = fork();
    if (server == 0)
        loopback_serve(fd, NULL);
    (void)close(fd);
    return server < 0 ? -1 : 0;
}

int loopback_stop(void)
{
    (void)kill(server, SIGKILL);
    return waitpid(server, NULL, 0) == server ? 0 : -1;
}
