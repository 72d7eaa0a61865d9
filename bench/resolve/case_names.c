/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One new mention against the names of a case: case_names FILE N [ASKED]. All pairs of N names, in
 * memory: case_names - N.
 *
 * Makes the case FILE, where it is not there, with N generated names of bodies (made_names.h) as
 * entities of another program, put in by the functions that keep a case's keys up; then asks
 * for ASKED (500) names that are not in it, variants of those that are, each in a state of its own
 * (vg_names_near), after the pages of the file were thrown out of the system's memory and the
 * case was opened anew; then once more, warm. Prints median, 99th of a hundred and longest in
 * milliseconds of the clock and of the processor, probes and names scored, how many found what they
 * are a variant of, and the most memory that was resident.
 *
 * Measured on two processors that others used, too (clock / processor): of 10^7 names, 2.99 GiB,
 * cold 0.87 / 0.47 ms in the middle, warm 0.15 / 0.15 ms, the 99th of a hundred 5.1 / 1.0 ms,
 * 26 MiB; of 10^6 1.03 / 0.47, 0.33 / 0.33 and 10.3 / 1.2 ms; all found. Filling 10^7 took 24
 * minutes and 460 MiB. All pairs of 30,000 names: 0.8 s of the processor by keys, 8.1 s when each
 * is looked for among all; of 100,000 by keys 2.5 s.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/inside.h"
#include "made_names.h"
#include "resolve/keyed_job.h"

enum { COMMIT_EVERY = 1000000 };

static void die(const char *what, const struct vg_err *err)
{
    (void)fprintf(stderr, "case_names: %s: %s\n", what, err->text);
    exit(1);
}

static double ms_of(clockid_t clock)
{
    struct timespec t;

    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double now_ms(void)
{
    return ms_of(CLOCK_MONOTONIC);
}

static double peak_mib(void)
{
    struct rusage r;

    (void)getrusage(RUSAGE_SELF, &r);
    return (double)r.ru_maxrss / 1024;
}

/* -- filling --------------------------------------------------------------------------------- */

static int put_one(struct vg_keyed_writer *w, uint32_t i, struct vg_err *err)
{
    char text[NAME_MOST], name[32];
    const size_t n = name_of(i, text);

    text[n < NAME_MOST ? n : NAME_MOST - 1] = '\0';
    (void)snprintf(name, sizeof name, "ftm:made-%" PRIu32, i);
    return vg_keyed_put(w, &(struct vg_keyed_name){.name = name, .kind = "ftm", .en = text}, err);
}

static void fill(struct vg_case *c, uint32_t n, struct vg_err *err)
{
    int rc = VG_OK;

    for (uint32_t i = 0; rc == VG_OK && i < n;) {
        VG_SCOPED_KEYED_WRITER *w = vg_keyed_writer_open(c->store, &c->scorer, &c->memory);
        const uint32_t end = n - i < COMMIT_EVERY ? n : i + COMMIT_EVERY;

        rc = vg_begin(c->store, err);
        for (; rc == VG_OK && i < end; i++)
            rc = put_one(w, i, err);
        if (rc == VG_OK)
            rc = vg_keyed_flush(w, err);
        if (rc == VG_OK)
            rc = vg_commit(c->store, err);
        (void)fprintf(stderr, "\r%" PRIu32 " names ", i);
    }
    if (rc != VG_OK)
        die("filling", err);
    (void)fprintf(stderr, "\n");
}

static void make(const struct vg_app *app, const char *path, uint32_t n)
{
    struct vg_err err = {0};
    struct vg_case *c = NULL;
    struct stat st;
    const double began = now_ms();

    if (stat(path, &st) == 0)
        return;
    if (vg_case_new(app, path, 0, &err) != VG_OK ||
        vg_case_open(app, path, VG_CASE_WRITE, &c, &err) != VG_OK)
        die(path, &err);
    fill(c, n, &err);
    vg_case_close(c);
    if (stat(path, &st) != 0)
        exit(1);
    printf("made: %.1f s, %.2f GiB, %.0f MiB resident at most\n", (now_ms() - began) / 1e3,
           (double)st.st_size / (1 << 30), peak_mib());
}

/* -- asking ---------------------------------------------------------------------------------- */

struct measure {
    double *ms, *cpu;
    size_t asked, found, scored, probes, common, listed;
};

static int by_ms(const void *x, const void *y)
{
    const double *a = x, *b = y;

    return *a < *b ? -1 : *a > *b;
}

/* A variant of the name of body `i` that the case does not have: other case, one letter more, and
 * no legal form. */
static void ask_text(uint32_t i, char out[NAME_MOST + 8])
{
    char text[NAME_MOST];
    size_t n = name_of(i, text), at = 3 + i % 4;

    n = n < NAME_MOST ? n : NAME_MOST - 1;
    text[n] = '\0';
    while (n > 0 && text[n - 1] != ' ')
        n--;
    text[n > 0 ? n - 1 : 0] = '\0';
    (void)snprintf(out, NAME_MOST + 8, "%.*s%c%s", (int)at, text, text[at], text + at);
    for (char *p = out; *p != '\0'; p++)
        *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
}

static void ask_one(struct vg_case *c, uint32_t i, struct measure *m)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_err err = {0};
    struct vg_name_near near;
    char text[NAME_MOST + 8], name[32];
    const double began = now_ms(), cpu = ms_of(CLOCK_PROCESS_CPUTIME_ID);

    ask_text(i, text);
    if (vg_names_near(c, text, 10, &a, &near, &err) != VG_OK)
        die(text, &err);
    m->cpu[m->asked] = ms_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    m->ms[m->asked++] = now_ms() - began;
    m->scored += near.scored;
    m->probes += near.probes;
    m->common += near.common;
    m->listed += near.n;
    (void)snprintf(name, sizeof name, "ftm:made-%" PRIu32, i);
    for (size_t k = 0; k < near.n; k++)
        m->found += strcmp(near.list[k].name.name, name) == 0;
}

static void ask_all(struct vg_case *c, uint32_t n, size_t asked, const char *how)
{
    struct measure m = {.ms = vg_malloc(asked * sizeof(double)),
                        .cpu = vg_malloc(asked * sizeof(double))};

    for (size_t i = 0; i < asked; i++)
        ask_one(c, (uint32_t)((uint64_t)i * 2654435761U % n), &m);
    qsort(m.ms, m.asked, sizeof *m.ms, by_ms);
    qsort(m.cpu, m.asked, sizeof *m.cpu, by_ms);
    printf("%s: median %.2f ms, 99th %.2f ms, longest %.2f ms (of the processor %.2f, %.2f, %.2f); "
           "%.1f probes (%.1f too common), %.1f "
           "scored, %.1f listed; %.3f found; %.0f MiB resident at most\n",
           how, m.ms[m.asked / 2], m.ms[m.asked * 99 / 100], m.ms[m.asked - 1], m.cpu[m.asked / 2],
           m.cpu[m.asked * 99 / 100], m.cpu[m.asked - 1], (double)m.probes / (double)m.asked,
           (double)m.common / (double)m.asked, (double)m.scored / (double)m.asked,
           (double)m.listed / (double)m.asked, (double)m.found / (double)m.asked, peak_mib());
    free(m.ms);
    free(m.cpu);
}

static void throw_out(const char *path)
{
    const int fd = open(path, O_RDONLY);

    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    (void)close(fd);
}

/* -- all pairs --------------------------------------------------------------------------------- */

static int pairs_of(uint32_t n)
{
    struct vg_arena a = {0};
    struct vg_named *list = VG_NEW_ARRAY(&a, struct vg_named, n);
    struct vg_names names = {.list = list, .n = n};
    struct vg_name_pair *pairs = NULL;
    struct vg_alike_told told;
    size_t n_pairs = 0;
    double began, cpu;

    for (uint32_t i = 0; i < n; i++) {
        char text[NAME_MOST];
        const size_t len = name_of(i, text);

        list[i] = (struct vg_named){.name = vg_print(&a, "ftm:made-%" PRIu32, i),
                                    .kind = "ftm",
                                    .en = vg_copy(&a, text, len < NAME_MOST ? len : NAME_MOST - 1)};
    }
    began = now_ms();
    cpu = ms_of(CLOCK_PROCESS_CPUTIME_ID);
    vg_names_alike(&names, &a, &pairs, &n_pairs, &told);
    printf("all pairs of %" PRIu32 " names%s: %.2f s, of the processor %.2f s; %" PRIu64
           " share a key, %" PRIu64 " keys too common, %zu may be one; %.0f MiB resident at most\n",
           n, told.by_keys ? " by keys" : "", (now_ms() - began) / 1e3,
           (ms_of(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 1e3, told.candidates, told.common, n_pairs,
           peak_mib());
    vg_arena_end(&a);
    return 0;
}

int main(int argc, char **argv)
{
    const uint32_t n = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    const size_t asked = argc > 3 ? strtoul(argv[3], NULL, 10) : 500;
    char home[4096];
    struct vg_app app = {.world = vg_world_real(), .home = home, .weak_box = 1};
    struct vg_err err = {0};
    struct vg_case *c = NULL;
    double began;

    if (n == 0 || asked == 0) {
        (void)fputs("usage: case_names FILE N [ASKED]\n", stderr);
        return 2;
    }
    if (strcmp(argv[1], "-") == 0)
        return pairs_of(n);
    (void)snprintf(home, sizeof home, "%s.home", argv[1]);
    make(&app, argv[1], n);
    throw_out(argv[1]);
    began = now_ms();
    if (vg_case_open(&app, argv[1], VG_CASE_READ, &c, &err) != VG_OK)
        die(argv[1], &err);
    printf("opened: %.2f ms\n", now_ms() - began);
    ask_all(c, n, 1, "first, cold");
    vg_case_close(c);
    throw_out(argv[1]);
    if (vg_case_open(&app, argv[1], VG_CASE_READ, &c, &err) != VG_OK)
        die(argv[1], &err);
    ask_all(c, n, asked, "cold");
    ask_all(c, n, asked, "warm");
    vg_case_close(c);
    return 0;
}
