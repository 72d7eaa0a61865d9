/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One fault at a time: faults VIGIL SHORT.so [all].
 *
 * A command is traced once, which counts its calls that touch files; then it is run
 * again once for each of them (the first ones and a sample of the others, without
 * "all"), and that one call fails with EIO or ENOSPC, or the
 * program is killed at it. After each run: what was acknowledged is there with its
 * bytes; the case verifies; a command that did not do its work did not end with 0;
 * and the same command, run again without a fault, does it. Last, everything
 * once with calls that do half of what they are asked for, or are interrupted.
 * Two shares of the points run beside each other.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crash.h"

enum { WORDS = 16, SHARES = 2, MAKING_POINTS = 12, FIRST_POINTS = 12 };

static const char case_path[] = "fault.vigil";
static const char quote[] = "54 stations were counted in 2022";

/* -- commands ------------------------------------------------------------------------- */

struct command {
    const char *name;
    const char *words[WORDS];
    int acks;         /* lines "stored sN" that it prints */
    int is_making;    /* it makes the case: there is none before */
    const char *done; /* an SQL question that is answered with 1 when the work is done */
};

static const struct command commands[] = {
    {
        .name = "add",
        .words = {"add", case_path, "one", "two", "pieces"},
        .acks = 3,
        .done = "SELECT count(*) >= 4 FROM source",
    },
    {
        .name = "claim",
        .words = {"claim", case_path, "--source", "s1", "--quote", quote, "--value", "54", "--unit",
                  "station", "--subject", "stations", "--predicate", "identified"},
        .done = "SELECT count(*) >= 1 FROM claim",
    },
    {
        .name = "checkpoint",
        .words = {"checkpoint", case_path},
        .done = "SELECT count(*) >= 1 FROM checkpoint",
    },
    {
        .name = "new",
        .words = {"new", case_path},
        .is_making = 1,
        .done = "SELECT count(*) = 1 FROM entry",
    },
};

/* The calls, and which errors each may end with. A close that fails has closed all
 * the same, which strace cannot do: it is not among them. */
enum { READS = 1, CHANGES = 2, GROWS = 4 };

static const struct {
    const char *name;
    int how;
} calls[] = {
    {"openat", READS},
    {"read", READS},
    {"pread64", READS},
    {"write", CHANGES | GROWS},
    {"fsync", CHANGES},
    {"pwrite64", CHANGES | GROWS},
    {"rename", CHANGES},
    {"renameat2", CHANGES},
    {"fdatasync", CHANGES},
    {"unlink", CHANGES},
    {"ftruncate", CHANGES | GROWS},
    {"link", CHANGES},
    {"fallocate", CHANGES | GROWS},
    {"mkdir", CHANGES | GROWS},
};

enum { CALLS = sizeof calls / sizeof *calls };

struct sweep {
    const char *vigil;
    const struct command *command;
    int first[CALLS], last[CALLS]; /* which of its calls are about our files */
    int64_t points;
    int share;
    int is_whole; /* every fault at every call; otherwise one at each call, at one in four of
                   * those that read, and at some of the many by which a case is made */
};

/* -- one run ------------------------------------------------------------------------------ */

static void restore(const struct sweep *s)
{
    const char *drop[] = {"rm", "-rf", "home", "acks", NULL};
    const char *home[] = {"cp", "-r", "../home0", "home", NULL};

    cr_drop_case(case_path);
    (void)cr_run(drop, NULL, NULL);
    (void)cr_run(home, NULL, NULL);
    if (!s->command->is_making)
        cr_copy("../base.vigil", case_path);
}

/* Run the command, under strace when it is to inject something. */
static int run_command(const struct sweep *s, const char *trace, const char *inject, const char *to)
{
    const char *argv[WORDS + 12];
    size_t n = 0;

    if (trace != NULL) {
        argv[n++] = "strace";
        argv[n++] = "-qq";
        argv[n++] = "-e";
        argv[n++] = "signal=none";
        argv[n++] = "-e";
        argv[n++] = trace;
        if (inject != NULL) {
            argv[n++] = "-e";
            argv[n++] = inject;
        }
        argv[n++] = "-o";
        argv[n++] = to;
    }
    argv[n++] = s->vigil;
    for (int i = 0; i < WORDS && s->command->words[i] != NULL; i++)
        argv[n++] = s->command->words[i];
    argv[n] = NULL;
    return cr_run(argv, NULL, "acks");
}

/* -- what must be true ------------------------------------------------------------------------ */

static int is_input(const struct cr_source *s)
{
    char hex[CR_HEX];
    static const struct {
        const char *label;
        size_t n;
    } inputs[] = {{"one", 700}, {"two", 3000}, {"pieces", 600000}};

    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        if (strcmp(inputs[i].label, s->label) != 0)
            continue;
        cr_hash_of(inputs[i].n, i + 1, hex);
        return strcmp(hex, s->sha256) == 0;
    }
    return strcmp(s->label, "text") == 0;
}

static void check_sources(const struct sweep *s, const char *where)
{
    struct cr_source *list;
    size_t n, n_acks;
    int64_t *acks = cr_acks("acks", &n_acks);

    if (cr_sources(s->vigil, case_path, &list, &n) != 0)
        cr_bad("%s: the sources cannot be listed", where);
    for (size_t i = 0; i < n_acks; i++) {
        if (cr_source_find(list, n, acks[i]) == NULL)
            cr_bad("%s: s%" PRId64 " was acknowledged and is lost", where, acks[i]);
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_input(&list[i]))
            cr_bad("%s: s%" PRId64 " (%s) is not what was added", where, list[i].id, list[i].label);
    }
    free(acks);
    free(list);
}

static void check_done(const struct sweep *s, int status, const char *where)
{
    size_t n_acks;

    free(cr_acks("acks", &n_acks));
    if (status == 0 && (int)n_acks != s->command->acks)
        cr_bad("%s: it ends with 0 and %zu of %d are acknowledged", where, n_acks,
               s->command->acks);
    if (status == 0 && cr_ask(case_path, s->command->done) != 1)
        cr_bad("%s: it ends with 0 and the work is not done", where);
    if (status != 0 && status != 1 && status != 128 + 9 && status != 127)
        cr_bad("%s: it ends with %d", where, status);
}

static void check(struct sweep *s, int status, const char *where)
{
    if (cr_exists(case_path) && (!s->command->is_making || status == 0)) {
        check_sources(s, where);
        cr_must_hold(s->vigil, case_path, where);
        check_done(s, status, where);
    } else if (status == 0) {
        cr_bad("%s: it ends with 0 and there is no case", where);
    }
    /* a case that is there is whole, even if nobody was told; else nothing is in the way */
    if (s->command->is_making && cr_exists(case_path)) {
        cr_must_hold(s->vigil, case_path, where);
        return;
    }
    status = run_command(s, NULL, NULL, NULL);
    if (status != 0) {
        char *said = cr_read("said", NULL);

        cr_bad("%s: then run again without a fault it ends with %d: %s", where, status, said);
        free(said);
    } else {
        check_done(s, status, where);
    }
}

/* -- the points ----------------------------------------------------------------------------------
 */

static int call_of(const char *line)
{
    for (int i = 0; i < CALLS; i++) {
        size_t n = strlen(calls[i].name);

        if (strncmp(line, calls[i].name, n) == 0 && line[n] == '(')
            return i;
    }
    return -1;
}

/* Count the calls from the first that names a file of ours on: before it the
 * loader reads libraries. */
static void count_calls(struct sweep *s)
{
    char *text;
    int seen[CALLS] = {0}, ours = 0;

    restore(s);
    if (run_command(
            s,
            "trace=openat,read,pread64,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat2,"
            "unlink,mkdir,link,fallocate",
            NULL, "trace") != 0)
        cr_broken("%s fails without a fault", s->command->name);
    text = cr_read("trace", NULL);
    for (char *line = text, *end; line != NULL && (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        int call = call_of(line);

        *end = '\0';
        if (call < 0)
            continue;
        seen[call]++;
        ours = ours || strstr(line, case_path) != NULL || strstr(line, "/home") != NULL;
        if (ours && s->first[call] == 0)
            s->first[call] = seen[call];
        s->last[call] = seen[call];
    }
    free(text);
}

static void try_point(struct sweep *s, int call, int nth, const char *fault)
{
    char trace[64], inject[96], where[160];
    int status;

    (void)snprintf(trace, sizeof trace, "trace=%s", calls[call].name);
    (void)snprintf(inject, sizeof inject, "inject=%s:%s:when=%d", calls[call].name, fault, nth);
    (void)snprintf(where, sizeof where, "%s, %s at %s %d", s->command->name, fault,
                   calls[call].name, nth);
    restore(s);
    status = run_command(s, trace, inject, "/dev/null");
    s->points++;
    check(s, status, where);
}

/* All that can go wrong at a call when everything is wanted, else one of it in turn. */
static void try_faults(struct sweep *s, int call, int nth, int64_t turn)
{
    static const char *const faults[] = {"error=EIO", "signal=KILL", "error=ENOSPC"};
    int n = calls[call].how & GROWS ? 3 : calls[call].how & CHANGES ? 2 : 1;

    for (int i = 0; i < n; i++) {
        if (s->is_whole || turn % n == i)
            try_point(s, call, nth, faults[i]);
    }
}

static void sweep_command(struct sweep *s)
{
    int64_t point = 0;

    memset(s->first, 0, sizeof s->first);
    memset(s->last, 0, sizeof s->last);
    count_calls(s);
    for (int call = 0; call < CALLS; call++) {
        int step = s->command->is_making && calls[call].how & GROWS
                       ? (s->last[call] - s->first[call]) / MAKING_POINTS + 1
                       : 1;

        if (s->first[call] == 0)
            continue;
        for (int nth = s->first[call]; nth <= s->last[call]; nth++) {
            if (calls[call].how == READS && !s->is_whole && nth % 12 != 0)
                continue;
            if (!s->is_whole && nth % step != 0)
                continue;
            if (!s->is_whole && calls[call].how != READS && nth % 4 != 0 && nth > FIRST_POINTS)
                continue;
            if (point++ % SHARES != s->share)
                continue;
            try_faults(s, call, nth, point / SHARES);
        }
    }
}

/* -- half calls
 * -------------------------------------------------------------------------------------- */

static void by_halves(struct sweep *s, const char *preload)
{
    (void)setenv("LD_PRELOAD", preload, 1);
    (void)setenv("ASAN_OPTIONS", "detect_leaks=0:verify_asan_link_order=0", 1);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        int status;

        s->command = &commands[i];
        restore(s);
        status = run_command(s, NULL, NULL, NULL);
        s->points++;
        if (status != 0) {
            char *said = cr_read("said", NULL);

            cr_bad("%s, by halves: ends with %d: %s", s->command->name, status, said);
            free(said);
            continue;
        }
        check_sources(s, "by halves");
        cr_must_hold(s->vigil, case_path, "by halves");
        check_done(s, status, "by halves");
    }
    (void)unsetenv("LD_PRELOAD");
}

/* -- all
 * --------------------------------------------------------------------------------------------------
 */

static void prepare(const char *vigil)
{
    const char *new[] = {vigil, "new", "base.vigil", NULL};
    const char *add[] = {vigil, "add", "base.vigil", "text", NULL};
    const char *keep[] = {"mv", "home", "home0", NULL};
    char text[200];

    (void)snprintf(text, sizeof text, "A paper says that %s.\n", quote);
    cr_write("text", text, strlen(text));
    if (cr_run(new, NULL, NULL) != 0 || cr_run(add, NULL, NULL) != 0 ||
        cr_run(keep, NULL, NULL) != 0)
        cr_broken("no case to begin with");
}

static int64_t run_share(const char *vigil, const char *preload, int share, int is_whole)
{
    struct sweep s = {.vigil = vigil, .share = share, .is_whole = is_whole};
    char folder[CR_PATH], home[CR_PATH + 8];

    (void)snprintf(folder, sizeof folder, "share%d", share);
    if (mkdir(folder, 0700) != 0 || chdir(folder) != 0 || getcwd(folder, sizeof folder) == NULL)
        cr_broken("no folder: %s", strerror(errno));
    (void)snprintf(home, sizeof home, "%s/home", folder);
    (void)setenv("VIGIL_HOME", home, 1);
    cr_make_file("one", 700, 1);
    cr_make_file("two", 3000, 2);
    cr_make_file("pieces", 600000, 3);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        s.command = &commands[i];
        sweep_command(&s);
        (void)printf("faults: share %d: %s: %" PRId64 " points so far\n", share, s.command->name,
                     s.points);
    }
    if (share == 0)
        by_halves(&s, preload);
    return s.points;
}

int main(int argc, char **argv)
{
    const char *vigil = cr_program(argv[1]), *preload = cr_program(argc > 2 ? argv[2] : NULL);
    const char *probe[] = {"strace", "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=1",
                           "true",   NULL};
    pid_t pid[SHARES];
    int64_t points = 0;

    cr_begin("faults");
    if (cr_run(probe, NULL, NULL) != 0)
        cr_skip("strace is not here, or may not trace");
    (void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1); /* it cannot look for them while traced */
    prepare(vigil);
    for (int i = 0; i < SHARES; i++) {
        (void)fflush(NULL);
        pid[i] = fork();
        if (pid[i] < 0)
            cr_broken("no fork");
        if (pid[i] == 0) {
            int64_t n = run_share(vigil, preload, i, argc > 3);
            char count[24];

            (void)snprintf(count, sizeof count, "%" PRId64, n);
            cr_write("points", count, strlen(count));
            exit(cr_violations() > 0);
        }
    }
    for (int i = 0; i < SHARES; i++) {
        int status = cr_wait_for(pid[i], 0);
        char path[40];
        char *count;

        (void)snprintf(path, sizeof path, "share%d/points", i);
        count = cr_read(path, NULL);
        points += count == NULL ? 0 : strtoll(count, NULL, 10);
        free(count);
        if (status != 0)
            cr_bad("share %d ended with %d", i, status);
    }
    return cr_end("%" PRId64 " points", points);
}
