/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The kill loop: kill VIGIL [KILLS [SEED]].
 *
 * `vigil add` is killed with its whole process group, half of the times at any
 * moment and half of them just after an acknowledgement was seen. Whatever was
 * acknowledged must be there with its bytes, nothing may be there by halves, and
 * the next command must need no hand. Inputs are folders of small files, files
 * beyond a group, files beyond the staging bound, and standard input. Each kill
 * is followed by a look at the list of sources; a whole verification follows
 * whenever a case is done with.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crash.h"

enum { PER_CASE = 25, SMALL_FILES = 120, MAX_FILES = 130, LABEL = 48, TEXT_MIB = 1 << 20 };

struct expected {
    char label[LABEL];
    char sha256[CR_HEX];
};

struct loop {
    const char *vigil;
    struct cr_dice dice;
    int round;
    struct expected *expected; /* of the present case */
    size_t n, room;
    int64_t *acked; /* of the present case */
    size_t n_acked;
    int64_t span_us; /* how long an add of small files takes */
    int64_t kills, in_flight, acks, after_ack, staged;
};

static const char case_path[] = "kill.vigil";

/* -- input ------------------------------------------------------------------------------ */

static void expect(struct loop *l, const char *label, size_t n, uint64_t number)
{
    if (l->n == l->room) {
        l->room = l->room == 0 ? 1024 : 2 * l->room;
        l->expected = realloc(l->expected, l->room * sizeof *l->expected);
        if (l->expected == NULL)
            cr_broken("no memory");
    }
    (void)snprintf(l->expected[l->n].label, LABEL, "%s", label);
    cr_hash_of(n, number, l->expected[l->n].sha256);
    l->n++;
}

static void make_input(struct loop *l, const char *path, const char *label, size_t n)
{
    uint64_t number = cr_roll(&l->dice);

    cr_make_file(path, n, number);
    expect(l, label, n, number);
}

static void make_folder(struct loop *l, char folder[LABEL], int files)
{
    (void)snprintf(folder, LABEL, "in%d", l->round);
    if (mkdir(folder, 0700) != 0)
        cr_broken("no folder %s", folder);
    for (int i = 0; i < files; i++) {
        char path[LABEL + 16];

        (void)snprintf(path, sizeof path, "%s/f%03d", folder, i);
        make_input(l, path, path, 200 + cr_below(&l->dice, 5000));
    }
}

/* What one run adds: words for the command line, and a file for standard input. */
struct input {
    char folder[LABEL], big[LABEL], in[LABEL];
    const char *argv[8];
};

static void make_inputs(struct loop *l, struct input *in)
{
    uint64_t plan = cr_below(&l->dice, 100);
    size_t mib = (size_t)TEXT_MIB;
    size_t at = 0;

    memset(in, 0, sizeof *in);
    in->argv[at++] = l->vigil;
    in->argv[at++] = "add";
    in->argv[at++] = case_path;
    if (plan < 65 || l->round == 0)
        make_folder(l, in->folder, SMALL_FILES);
    else
        make_folder(l, in->folder, 20);
    in->argv[at++] = in->folder;
    if (l->round > 0 && plan >= 65 && plan < 85) {
        (void)snprintf(in->big, LABEL, "big%d", l->round);
        make_input(l, in->big, in->big, 8 * mib + cr_below(&l->dice, 3 * mib));
        in->argv[at++] = in->big;
    } else if (l->round > 0 && plan >= 85 && plan < 95) {
        (void)snprintf(in->in, LABEL, "stdin%d", l->round);
        make_input(l, in->in, "standard input", 1000 + cr_below(&l->dice, 12 * mib));
        in->argv[at++] = "-";
    } else if (l->round > 0 && plan >= 95) {
        (void)snprintf(in->big, LABEL, "huge%d", l->round);
        make_input(l, in->big, in->big, 65 * mib + cr_below(&l->dice, 2 * mib));
        in->argv[at++] = in->big;
        l->staged++;
    }
    in->argv[at] = NULL;
}

static void drop_inputs(const struct input *in)
{
    const char *argv[] = {
        "rm", "-rf", in->folder, in->big[0] ? in->big : "none", in->in[0] ? in->in : "none", NULL};

    (void)cr_run(argv, NULL, NULL);
}

/* -- one kill ------------------------------------------------------------------------------ */

static int64_t size_of(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

/* Wait until so many acknowledgements are in the file, or the program ended. */
static int wait_for_acks(pid_t pid, size_t wanted)
{
    for (int i = 0; i < 100000; i++) {
        siginfo_t info = {0};

        if (size_of("acks") > (int64_t)(wanted * sizeof "stored s1" - 1))
            return 1;
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid)
            return 0;
        cr_sleep_us(100);
    }
    return 0;
}

static void kill_once(struct loop *l, const struct input *in)
{
    pid_t pid = cr_start(in->argv, in->in[0] ? in->in : NULL, "acks");
    int after_ack = (int)cr_below(&l->dice, 2);
    int status;

    if (after_ack)
        l->after_ack += wait_for_acks(pid, cr_below(&l->dice, SMALL_FILES));
    else
        cr_sleep_us((int64_t)cr_below(&l->dice, (uint64_t)l->span_us));
    status = cr_kill(pid);
    l->kills++;
    l->in_flight += status == 128 + 9;
    if (status != 128 + 9 && status != 0)
        cr_bad("round %d: add ended with %d by itself", l->round, status);
}

/* -- what must be true after it ---------------------------------------------------------------- */

static const struct expected *find_expected(const struct loop *l, const struct cr_source *s)
{
    for (size_t i = l->n; i > 0; i--) {
        if (strcmp(l->expected[i - 1].label, s->label) == 0 &&
            strcmp(l->expected[i - 1].sha256, s->sha256) == 0)
            return &l->expected[i - 1];
    }
    return NULL;
}

static void note_acks(struct loop *l)
{
    size_t n;
    int64_t *ids = cr_acks("acks", &n);

    l->acked = realloc(l->acked, (l->n_acked + n + 1) * sizeof *l->acked);
    if (l->acked == NULL)
        cr_broken("no memory");
    memcpy(l->acked + l->n_acked, ids, n * sizeof *ids);
    l->n_acked += n;
    l->acks += (int64_t)n;
    free(ids);
}

static void check_raw(struct loop *l, const struct cr_source *s)
{
    char id[24], hex[CR_HEX];
    const char *raw[] = {l->vigil, "source", case_path, id, "--raw", NULL};
    const char *sum[] = {"sha256sum", "raw", NULL};

    (void)snprintf(id, sizeof id, "s%" PRId64, s->id);
    if (cr_run(raw, NULL, "raw") != 0 || cr_run(sum, NULL, "sum") != 0) {
        cr_bad("round %d: %s cannot be read back", l->round, id);
        return;
    }
    (void)snprintf(hex, sizeof hex, "%.64s", s->sha256);
    if (!cr_says("sum", hex))
        cr_bad("round %d: %s comes back other than it went in", l->round, id);
}

static void check(struct loop *l)
{
    struct cr_source *list;
    size_t n;

    note_acks(l);
    if (cr_sources(l->vigil, case_path, &list, &n) == 0) {
        for (size_t i = 0; i < l->n_acked; i++) {
            if (cr_source_find(list, n, l->acked[i]) == NULL)
                cr_bad("round %d: s%" PRId64 " was acknowledged and is lost", l->round,
                       l->acked[i]);
        }
        for (size_t i = 0; i < n; i++) {
            if (find_expected(l, &list[i]) == NULL)
                cr_bad("round %d: s%" PRId64 " (%s) is not what was added", l->round, list[i].id,
                       list[i].label);
        }
        if (n > 0 && l->round % 8 == 0)
            check_raw(l, &list[cr_below(&l->dice, n)]);
    }
    free(list);
}

/* -- a case and its end --------------------------------------------------------------------------
 */

static void begin_case(struct loop *l)
{
    const char *argv[] = {l->vigil, "new", case_path, NULL};

    cr_drop_case(case_path);
    if (cr_run(argv, NULL, NULL) != 0)
        cr_broken("no case");
    l->n = l->n_acked = 0;
}

/* The next start: it needs no hand, sweeps what was left, and all verifies. */
static void end_case(struct loop *l)
{
    struct input in = {.argv = {l->vigil, "add", case_path, in.folder, NULL}};
    int status;

    l->round++;
    make_folder(l, in.folder, 3);
    status = cr_run(in.argv, NULL, "acks");
    if (status != 0)
        cr_bad("round %d: the next add ends with %d", l->round, status);
    check(l);
    drop_inputs(&in);
    cr_must_hold(l->vigil, case_path, "after the last kill");
    if (cr_ask(case_path, "SELECT count(*) FROM staged") != 0)
        cr_bad("round %d: pieces of a source that was cut off are still there", l->round);
    if (cr_ask(case_path, "SELECT count(*) FROM chunk WHERE blob NOT IN (SELECT id FROM blob)") !=
        0)
        cr_bad("round %d: pieces without a blob", l->round);
}

static int64_t now_us(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* One run to its end says how long the others have. */
static void measure(struct loop *l)
{
    struct input in;
    int64_t before;
    int status;

    begin_case(l);
    make_inputs(l, &in);
    before = now_us();
    status = cr_run(in.argv, NULL, "acks");
    l->span_us = now_us() - before;
    if (status != 0)
        cr_bad("add without a kill ends with %d", status);
    check(l);
    if (l->n_acked != SMALL_FILES)
        cr_bad("%zu acknowledgements for %d files", l->n_acked, SMALL_FILES);
    drop_inputs(&in);
}

int main(int argc, char **argv)
{
    struct loop l = {.vigil = cr_program(argv[1])};
    int64_t kills = argc > 2 ? strtoll(argv[2], NULL, 10) : 200;

    cr_begin("kill");
    l.dice = cr_dice(argc > 3 ? argv[3] : NULL);
    measure(&l);
    while (l.kills < kills) {
        struct input in;

        if (l.kills > 0 && l.kills % PER_CASE == 0) {
            end_case(&l);
            begin_case(&l);
        }
        l.round++;
        make_inputs(&l, &in);
        kill_once(&l, &in);
        check(&l);
        drop_inputs(&in);
    }
    end_case(&l);
    free(l.expected);
    free(l.acked);
    return cr_end("%" PRId64 " kills, %" PRId64 " of them before the end, %" PRId64
                  " just after an acknowledgement, %" PRId64 " staged inputs; %" PRId64
                  " acknowledgements",
                  l.kills, l.in_flight, l.after_ack, l.staged, l.acks);
}
