/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What group commit is worth: preserves small sources of 2 KB in groups, as
 * `vigil add` does, and one a commit, by turns in one run, and prints the
 * medians of the rates and their ratio. commit [FOLDER]: on the disk of FOLDER.
 */
#include <inttypes.h>
#include <unistd.h>

#include "base/clock.h"
#include "capture/preserve.h"

enum { ROUNDS = 5, GROUPED = 10000, SINGLE = 300, BYTES = 2048 };

static void die(const struct vg_err *err)
{
    (void)fprintf(stderr, "commit: %s\n", err->text);
    exit(1);
}

static void told(void *w, const struct vg_preserved *p)
{
    int64_t *n = w;

    (void)p;
    (*n)++;
}

/* Acknowledged sources a second. */
static double rate(struct vg_record *r, struct vg_world *world, int sources, int one_by_one)
{
    static int64_t serial;
    struct vg_preserve_config config = {.program = "bench", .config = "bench", .world = world};
    struct vg_sighting s = {.way = "file", .requested = "f", .label = "f", .modified = VG_NO_TIME};
    struct vg_preserve *p = NULL;
    struct vg_err err = {0};
    int64_t acknowledged = 0, from = vg_ticks_ms();
    char bytes[BYTES];
    int rc = vg_preserve_open(r, &config, told, &acknowledged, &p, &err);

    memset(bytes, 'x', sizeof bytes);
    for (int i = 0; rc == VG_OK && i < sources; i++) {
        (void)snprintf(bytes, 32, "%" PRId64, serial++);
        rc = vg_preserve_bytes(p, &s, bytes, sizeof bytes, &err);
        if (rc == VG_OK && one_by_one)
            rc = vg_preserve_flush(p, &err);
    }
    if (rc == VG_OK)
        rc = vg_preserve_flush(p, &err);
    if (rc != VG_OK || acknowledged != sources)
        die(&err);
    vg_preserve_close(p);
    return (double)sources * 1000.0 / (double)(vg_ticks_ms() - from + 1);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *v)
{
    qsort(v, ROUNDS, sizeof *v, ascending);
    return v[ROUNDS / 2];
}

int main(int argc, char **argv)
{
    double grouped[ROUNDS], single[ROUNDS];
    struct vg_world world = vg_world_real();
    char folder[512], path[600], home_path[600];
    struct vg_home home = {home_path};
    struct vg_store *s = NULL;
    struct vg_record *r = NULL;
    struct vg_err err = {0};

    (void)snprintf(folder, sizeof folder, "%s/vigil-bench-XXXXXX", argc > 1 ? argv[1] : "/tmp");
    if (mkdtemp(folder) == NULL)
        return 1;
    (void)snprintf(path, sizeof path, "%s/bench.vigil", folder);
    (void)snprintf(home_path, sizeof home_path, "%s/home", folder);
    if (vg_store_make(path, &s, &err) != VG_OK ||
        vg_record_make(s, &home, &world, "bench", 0, &r, &err) != VG_OK)
        die(&err);
    for (int i = 0; i < ROUNDS; i++) {
        grouped[i] = rate(r, &world, GROUPED, 0);
        single[i] = rate(r, &world, SINGLE, 1);
    }
    vg_record_close(r);
    vg_store_close(s);
    (void)unlink(path);
    printf("in groups        %8.0f sources/s\none a commit     %8.0f sources/s\nratio            "
           "%8.1f\n",
           median(grouped), median(single), grouped[ROUNDS / 2] / single[ROUNDS / 2]);
    return 0;
}
