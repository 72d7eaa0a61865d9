/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The order of system calls: order VIGIL VIGIL-NORMAL.
 *
 * A kill leaves what the system has in its memory, so it cannot show whether
 * something was synced. A trace can: at the moment when "stored sN" is written, no
 * file of the case or of the home folder may have bytes, and no folder names, that
 * were not synced since. The same trace of a program built with synchronous=NORMAL
 * must be flagged every time, or this test sees nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crash.h"

enum { FILES = 1000, FEW = 100, NORMAL_RUNS = 3, PATHS = 200 };

/* What stands unsynced: files with new bytes, folders with new names. */
struct unsynced {
    char path[PATHS][CR_PATH];
    int is_dirty[PATHS];
    int n;
    const char *within; /* only what lies here is looked at */
    int acks, early;
};

static int path_at(struct unsynced *u, const char *path)
{
    for (int i = 0; i < u->n; i++) {
        if (strcmp(u->path[i], path) == 0)
            return i;
    }
    if (u->n == PATHS)
        cr_broken("more than %d paths in the trace", PATHS);
    (void)snprintf(u->path[u->n], CR_PATH, "%s", path);
    u->is_dirty[u->n] = 0;
    return u->n++;
}

static int ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static void set_dirty(struct unsynced *u, const char *path, int dirty)
{
    /* the index of the log is rebuilt after a crash; nothing rests on it */
    if (strncmp(path, u->within, strlen(u->within)) == 0 && !ends_with(path, "-shm"))
        u->is_dirty[path_at(u, path)] = dirty;
}

static void set_folder_dirty(struct unsynced *u, const char *path)
{
    char folder[CR_PATH];
    char *slash;

    (void)snprintf(folder, sizeof folder, "%s", path);
    slash = strrchr(folder, '/');
    if (slash == NULL)
        return;
    *slash = '\0';
    set_dirty(u, folder, 1);
}

/* What stands between two marks, from `line` on; the rest of the line, or NULL. */
static const char *between(const char *line, char open, char close, char out[CR_PATH])
{
    const char *from = strchr(line, open);
    const char *to = from == NULL ? NULL : strchr(from + 1, close);

    if (to == NULL || to - from > CR_PATH)
        return NULL;
    (void)snprintf(out, CR_PATH, "%.*s", (int)(to - from - 1), from + 1);
    return to + 1;
}

static int is_call(const char *line, const char *name)
{
    size_t n = strlen(name);

    return strncmp(line, name, n) == 0 && line[n] == '(';
}

static void acknowledged(struct unsynced *u)
{
    int dirty = -1;

    u->acks++;
    for (int i = 0; dirty < 0 && i < u->n; i++) {
        if (u->is_dirty[i])
            dirty = i;
    }
    u->early += dirty >= 0;
}

static void take_call(struct unsynced *u, const char *line)
{
    const char *result = strrchr(line, '=');
    char path[CR_PATH], other[CR_PATH];
    const char *rest;

    if (result == NULL || result[2] == '-')
        return; /* it did nothing */
    if (strstr(line, "\"stored s") != NULL && strncmp(line, "write(1<", 8) == 0) {
        acknowledged(u);
    } else if (is_call(line, "write") || is_call(line, "pwrite64") || is_call(line, "ftruncate") ||
               is_call(line, "fallocate")) {
        if (between(line, '<', '>', path) != NULL)
            set_dirty(u, path, 1);
    } else if (is_call(line, "fsync") || is_call(line, "fdatasync")) {
        if (between(line, '<', '>', path) != NULL)
            set_dirty(u, path, 0);
    } else if (is_call(line, "openat")) {
        if (strstr(line, "O_CREAT") != NULL && between(result, '<', '>', path) != NULL)
            set_folder_dirty(u, path);
    } else if (is_call(line, "mkdir") || is_call(line, "unlink")) {
        if (between(line, '"', '"', path) == NULL)
            return;
        set_dirty(u, path, 0);
        if (line[0] == 'm')
            set_folder_dirty(u, path);
    } else if (is_call(line, "rename") || is_call(line, "link")) {
        rest = between(line, '"', '"', path);
        if (rest == NULL || between(rest, '"', '"', other) == NULL)
            return;
        set_dirty(u, other, u->is_dirty[path_at(u, path)]);
        set_dirty(u, path, 0);
        set_folder_dirty(u, path);
        set_folder_dirty(u, other);
    }
}

/* Trace one add of `files` files, with its standard output a pipe. */
static struct unsynced trace_add(const char *vigil, const char *within, int files)
{
    static struct unsynced u;
    const char *new[] = {vigil, "new", "order.vigil", NULL};
    char command[2 * CR_PATH];
    const char *add[] = {"sh", "-c", command, NULL};
    char *text;

    memset(&u, 0, sizeof u);
    u.within = within;
    cr_drop_case("order.vigil");
    if (cr_run(new, NULL, NULL) != 0)
        cr_broken("no case");
    (void)snprintf(command, sizeof command,
                   "strace -y -qq -s 40 -e signal=none -e "
                   "trace=openat,write,pwrite64,fsync,fdatasync,rename,unlink,ftruncate,fallocate,"
                   "mkdir,link -o trace '%s' add order.vigil in%d --no-read | cat >acks",
                   vigil, files);
    if (cr_run(add, NULL, NULL) != 0)
        cr_broken("no trace");
    text = cr_read("trace", NULL);
    for (char *line = text, *end; line != NULL && (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        *end = '\0';
        take_call(&u, line);
    }
    free(text);
    if (u.acks != files)
        cr_bad("%d acknowledgements in the trace of %d files", u.acks, files);
    return u;
}

static void make_files(int files)
{
    char path[40];

    (void)snprintf(path, sizeof path, "in%d", files);
    (void)mkdir(path, 0700);
    for (int i = 0; i < files; i++) {
        (void)snprintf(path, sizeof path, "in%d/f%04d", files, i);
        cr_make_file(path, 500 + (size_t)(i * 37 % 4000), (uint64_t)i);
    }
}

int main(int argc, char **argv)
{
    const char *vigil = cr_program(argv[1]), *normal = cr_program(argc > 2 ? argv[2] : NULL);
    const char *probe[] = {"strace", "-o", "/dev/null", "true", NULL};
    char within[CR_PATH];
    struct unsynced u;
    int flagged = 0;

    cr_begin("order");
    if (cr_run(probe, NULL, NULL) != 0)
        cr_skip("strace is not here, or may not trace");
    (void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1); /* it cannot look for them while traced */
    if (getcwd(within, sizeof within) == NULL)
        cr_broken("no folder");
    make_files(FILES);
    make_files(FEW);
    u = trace_add(vigil, within, FILES);
    if (u.early > 0)
        cr_bad("%d of %d acknowledgements went out before all was synced", u.early, u.acks);
    for (int i = 0; i < NORMAL_RUNS; i++) {
        struct unsynced n = trace_add(normal, within, FEW);

        flagged += n.early > 0;
        if (n.early == 0)
            cr_bad("a program that does not sync at a commit passes for one that does");
    }
    return cr_end("%d of %d acknowledgements early; without sync %d of %d runs are flagged",
                  u.early, u.acks, flagged, NORMAL_RUNS);
}
