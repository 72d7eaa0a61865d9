/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How long a large log takes: log [ENTRIES], a million without an argument. Makes
 * a case of so many entries in a folder of its own, then prints the seconds for
 * making it, opening it, verifying its log part and all of it, and one proof.
 */
#include <inttypes.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/record.h"
#include "store/verify.h"

enum { GROUP = 1000 };

static void die(const struct vg_err *err)
{
    (void)fprintf(stderr, "log: %s\n", err->text);
    exit(1);
}

static int keep_one(struct vg_record *r, int64_t n, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    char name[32];
    int64_t id;
    int rc = vg_keep(r, VG_KEPT_ENTITY, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    (void)snprintf(name, sizeof name, "org:%" PRId64, n);
    vg_bind_text(st, ":name", name);
    rc = vg_run(st, err);
    vg_stmt_end(st);
    return rc == VG_OK ? vg_record_seal(r, VG_ENTRY_IMPORT, NULL, err) : rc;
}

static void fill(struct vg_record *r, int64_t entries)
{
    struct vg_err err = {0};

    for (int64_t n = 1; n < entries;) {
        int rc = vg_record_begin(r, &err);

        for (int i = 0; rc == VG_OK && i < GROUP && n < entries; i++, n++)
            rc = keep_one(r, n, &err);
        if (rc == VG_OK)
            rc = vg_record_commit(r, &err);
        if (rc != VG_OK)
            die(&err);
    }
}

static double since(int64_t from)
{
    return (double)(vg_ticks_ms() - from) / 1000.0;
}

static void verify(const char *path, int log_only)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_verify_how how = {.log_only = log_only};
    struct vg_findings f = {.a = &a};
    struct vg_store *s = NULL;
    struct vg_err err = {0};
    int64_t from = vg_ticks_ms();

    if (vg_store_open(path, VG_STORE_READ, &s, &err) != VG_OK ||
        vg_store_verify(s, &how, &f, &err) != VG_OK)
        die(&err);
    vg_store_close(s);
    printf("%-28s %8.2f s  %zu findings\n", log_only ? "verify, log part" : "verify, everything",
           since(from), f.n_failed);
}

static void open_and_prove(const char *path, const struct vg_home *home, struct vg_world *world,
                           int64_t entries)
{
    VG_SCOPED_SHA256 hash = {0};
    struct vg_tree_proof proof;
    struct vg_tree_source tree;
    struct vg_record *r = NULL;
    struct vg_store *s = NULL;
    struct vg_err err = {0};
    int64_t from = vg_ticks_ms();

    if (vg_store_open(path, VG_STORE_WRITE, &s, &err) != VG_OK ||
        vg_record_open(s, home, world, &r, &err) != VG_OK)
        die(&err);
    printf("%-28s %8.2f s\n", "open", since(from));
    tree = vg_record_tree(r);
    from = vg_ticks_ms();
    for (int i = 0; i < 1000; i++)
        if (vg_tree_prove(&tree, &hash, (uint64_t)((i * 7919) % entries), (uint64_t)entries, &proof,
                          &err) != VG_OK)
            die(&err);
    printf("%-28s %8.3f ms\n", "one proof", since(from));
    vg_record_close(r);
    vg_store_close(s);
}

int main(int argc, char **argv)
{
    int64_t entries = 0, from = vg_ticks_ms();
    struct vg_world world = vg_world_real();
    char folder[] = "/tmp/vigil-bench-XXXXXX", path[128], home_path[128];
    struct vg_home home = {home_path};
    struct vg_store *s = NULL;
    struct vg_record *r = NULL;
    struct vg_err err = {0};

    for (const char *p = argc > 1 ? argv[1] : "1000000"; *p >= '0' && *p <= '9'; p++)
        entries = 10 * entries + (*p - '0');
    if (mkdtemp(folder) == NULL)
        return 1;
    (void)snprintf(path, sizeof path, "%s/log.vigil", folder);
    (void)snprintf(home_path, sizeof home_path, "%s/home", folder);
    if (vg_store_make(path, &s, &err) != VG_OK ||
        vg_record_make(s, &home, &world, "bench", 0, &r, &err) != VG_OK)
        die(&err);
    fill(r, entries);
    vg_record_close(r);
    vg_store_close(s);
    printf("%" PRId64 " entries in %s\n%-28s %8.2f s\n", entries, path, "make", since(from));
    open_and_prove(path, &home, &world, entries);
    verify(path, 1);
    verify(path, 0);
    (void)unlink(path);
    return 0;
}
