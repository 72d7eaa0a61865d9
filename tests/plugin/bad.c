/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A suggester with bad manners, for the tests: bad HOW [WORD]. It knows nothing of
 * vigil but the shape of the lines.
 *
 *   good      one suggestion for each passage it is given, the passage as its quote
 *   echo      prints what it reads, once it has read all of it (and does not end before)
 *   chatter   prints while it reads, more than it reads: both pipes fill
 *   hang      reads nothing, prints nothing, does not end
 *   stubborn  the same, and ignores SIGTERM
 *   drip      one byte every 20 ms, for ever
 *   flood     prints without end, in lines; "river": without a line end
 *   binary    prints the 256 bytes, four times
 *   die       prints one good line and ends with status 3, and says why on stderr
 *   crash     prints one good line and ends by SIGKILL
 *   deaf      closes its input at once, prints one good line, ends well
 *   mute      reads all, prints nothing
 *   closed    closes its output at once, then sleeps 200 ms and ends well
 *   heir      leaves a child that holds its output open, and ends well
 *   fds       prints which descriptors it was given
 *   cat FILE  reads all and prints the file
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char line[1 << 16];

static const char *const good =
    "{\"kind\":\"event\",\"predicate\":\"noticed\",\"passage\":{\"start\":0,\"end\":1}}\n";

static void read_all(void)
{
    while (read(STDIN_FILENO, line, sizeof line) > 0)
        continue;
}

static void wait_for_ever(void)
{
    for (;;)
        (void)pause();
}

/* The number behind "key": in a line, or -1. */
static long number_of(const char *key)
{
    const char *at = strstr(line, key);

    return at == NULL ? -1 : strtol(at + strlen(key), NULL, 10);
}

static void suggest(void)
{
    while (fgets(line, sizeof line, stdin) != NULL) {
        const char *source = strstr(line, "\"source\":\"s");
        char id[24] = "";

        if (source != NULL)
            (void)snprintf(id, sizeof id, "\"source\":\"s%ld\",", strtol(source + 11, NULL, 10));
        printf("{\"kind\":\"event\",\"predicate\":\"noticed\",\"passage\":{%s\"start\":%ld,\"end\":"
               "%ld}}\n",
               id, number_of("\"start\":"), number_of("\"end\":"));
    }
}

static void echo(void)
{
    size_t n = 0, room = 1 << 20;
    char *all = malloc(room);
    ssize_t got;

    while (all != NULL && (got = read(STDIN_FILENO, all + n, room - n)) > 0) {
        n += (size_t)got;
        if (n == room)
            all = realloc(all, room *= 2);
    }
    if (all != NULL)
        (void)fwrite(all, 1, n, stdout);
    free(all);
}

static void chatter(void)
{
    ssize_t n;

    memset(line, 'x', sizeof line);
    do {
        for (int i = 0; i < 4; i++)
            (void)!write(STDOUT_FILENO, line, 30000);
        n = read(STDIN_FILENO, line, 20000);
    } while (n > 0);
}

static void flood(char end)
{
    memset(line, 'x', sizeof line);
    for (size_t i = 99; i < sizeof line; i += 100)
        line[i] = end;
    while (write(STDOUT_FILENO, line, sizeof line) > 0)
        continue;
}

static void print_bytes(void)
{
    read_all();
    for (int i = 0; i < 4 * 256; i++)
        (void)putchar(i & 255);
}

static void drip(void)
{
    while (write(STDOUT_FILENO, "x", 1) == 1)
        (void)usleep(20000);
}

static void leave_heir(void)
{
    read_all();
    (void)fputs(good, stdout);
    (void)fflush(stdout);
    if (fork() == 0)
        wait_for_ever();
}

static void say_fds(void)
{
    for (int fd = 0; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("%d\n", fd);
}

static void print_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t n;

    read_all();
    while (f != NULL && (n = fread(line, 1, sizeof line, f)) > 0)
        (void)fwrite(line, 1, n, stdout);
    if (f != NULL)
        (void)fclose(f);
}

static int end_badly(int by_signal)
{
    (void)fputs(good, stdout);
    (void)fflush(stdout);
    (void)fputs("starting\nthe model is not \033[31mthere\n", stderr);
    if (by_signal)
        (void)raise(SIGKILL);
    return 3;
}

static int behave(const char *how, const char *word)
{
    if (strcmp(how, "stubborn") == 0)
        (void)signal(SIGTERM, SIG_IGN);
    if (strcmp(how, "hang") == 0 || strcmp(how, "stubborn") == 0)
        wait_for_ever();
    if (strcmp(how, "die") == 0 || strcmp(how, "crash") == 0)
        return end_badly(how[0] == 'c');
    if (strcmp(how, "deaf") == 0) {
        (void)close(STDIN_FILENO);
        (void)usleep(50000);
        (void)fputs(good, stdout);
    }
    if (strcmp(how, "closed") == 0) {
        (void)close(STDOUT_FILENO);
        (void)usleep(200000);
    }
    if (strcmp(how, "flood") == 0 || strcmp(how, "river") == 0)
        flood(how[0] == 'f' ? '\n' : 'x');
    if (strcmp(how, "good") == 0)
        suggest();
    if (strcmp(how, "echo") == 0)
        echo();
    if (strcmp(how, "chatter") == 0)
        chatter();
    if (strcmp(how, "drip") == 0)
        drip();
    if (strcmp(how, "binary") == 0)
        print_bytes();
    if (strcmp(how, "mute") == 0)
        read_all();
    if (strcmp(how, "heir") == 0)
        leave_heir();
    if (strcmp(how, "fds") == 0)
        say_fds();
    if (strcmp(how, "cat") == 0)
        print_file(word);
    return 0;
}

int main(int argc, char **argv)
{
    return argc < 2 ? 2 : behave(argv[1], argc > 2 ? argv[2] : "/dev/null");
}
