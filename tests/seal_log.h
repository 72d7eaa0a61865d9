/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_SEAL_LOG_H
#define VG_TESTS_SEAL_LOG_H

/* A log in memory, for the tests of seal/: entries, all full subtrees, a tile folder. */

#include <string.h>

#include "base/table.h"
#include "seal/tile.h"
#include "seal/tree.h"

struct mem_level {
    unsigned char (*hash)[VG_HASH_SIZE];
    size_t n, room;
};

struct mem_log {
    struct vg_arena a;
    struct vg_sha256 sha;
    struct vg_tree tree;
    struct vg_str *entry;
    size_t n, room;
    struct mem_level level[VG_TREE_LEVELS];
};

static inline void mem_log_add(struct mem_log *log, struct vg_str entry)
{
    struct vg_tree_part done[VG_TREE_LEVELS];
    unsigned char leaf[VG_HASH_SIZE];
    size_t parts;

    log->entry = vg_grow(&log->a, log->entry, log->n, &log->room);
    log->entry[log->n++] = vg_str_copy(&log->a, entry);
    vg_tree_leaf(&log->sha, entry.p, entry.len, leaf);
    parts = vg_tree_append(&log->tree, &log->sha, leaf, done);
    for (size_t i = 0; i < parts; i++) {
        struct mem_level *level = &log->level[i];

        level->hash = vg_grow(&log->a, level->hash, level->n, &level->room);
        memcpy(level->hash[level->n++], done[i].hash, VG_HASH_SIZE);
    }
}

/* Entry i of the known log: the line "entry i", 1 + i mod 3 times. */
static inline void mem_log_add_line(struct mem_log *log)
{
    VG_SCOPED_BUF b = {0};

    for (size_t times = 0; times <= log->n % 3; times++)
        vg_putf(&b, "entry %zu\n", log->n);
    mem_log_add(log, vg_buf_str(&b));
}

static inline void mem_log_end(struct mem_log *log)
{
    vg_sha256_end(&log->sha);
    vg_arena_end(&log->a);
}

static inline int mem_log_hash(void *w, unsigned level, uint64_t n,
                               unsigned char hash[VG_HASH_SIZE], struct vg_err *err)
{
    struct mem_log *log = w;

    if (level >= VG_TREE_LEVELS || n >= log->level[level].n)
        return vg_fail(err, VG_E_ABSENT, "no subtree %u, %llu", level, (unsigned long long)n);
    memcpy(hash, log->level[level].hash[n], VG_HASH_SIZE);
    return VG_OK;
}

static inline int mem_log_entry(void *w, uint64_t i, struct vg_buf *out, struct vg_err *err)
{
    struct mem_log *log = w;

    if (i >= log->n)
        return vg_fail(err, VG_E_ABSENT, "no entry %llu", (unsigned long long)i);
    vg_put_str(out, log->entry[i]);
    return VG_OK;
}

/* The checkpoint of the first `size` entries. */
static inline struct vg_checkpoint mem_log_checkpoint(struct mem_log *log, uint64_t size)
{
    struct vg_tree_source from = {mem_log_hash, log};
    struct vg_checkpoint c = {.origin = "vigil-0123456789abcdef", .size = size};

    (void)vg_tree_root_at(&from, &log->sha, size, c.root, NULL);
    return c;
}

struct mem_file {
    char *bytes;
    size_t len;
};

struct mem_folder {
    struct vg_arena a;
    struct vg_table index;
    struct mem_file *files;
    size_t n, room;
};

static inline int mem_folder_put(void *w, const char *path, const void *bytes, size_t n,
                                 struct vg_err *err)
{
    struct mem_folder *f = w;
    int64_t at = (int64_t)f->n;

    (void)err;
    f->index.a = &f->a;
    if (vg_table_add(&f->index, vg_str(path), at, &at)) {
        f->files = vg_grow(&f->a, f->files, f->n, &f->room);
        f->n++;
    }
    f->files[at] = (struct mem_file){vg_copy(&f->a, bytes, n), n};
    return VG_OK;
}

static inline int mem_folder_get(void *w, const char *path, struct vg_buf *out, struct vg_err *err)
{
    struct mem_folder *f = w;
    int64_t at;

    if (f->n == 0 || !vg_table_get(&f->index, vg_str(path), &at))
        return vg_fail(err, VG_E_ABSENT, "no file");
    vg_put(out, f->files[at].bytes, f->files[at].len);
    return VG_OK;
}

static inline int mem_folder_write(struct mem_folder *f, struct mem_log *log, uint64_t since,
                                   uint64_t size)
{
    struct vg_tree_source tree = {mem_log_hash, log};
    struct vg_entry_source entries = {mem_log_entry, log};
    struct vg_tile_sink to = {mem_folder_put, f};

    return vg_tiles_write(since, size, &tree, &entries, &to, NULL);
}

#endif
