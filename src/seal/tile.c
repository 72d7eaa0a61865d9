/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/tile.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "seal/line.h"

enum {
    TILE_BITS = 8, /* tree levels in one tile */
    LEVELS = 8,    /* of tiles, enough for 64 bits of size */
    TILE_BYTES = VG_TILE_WIDTH * VG_HASH_SIZE,
    BUNDLE_BYTES = VG_TILE_WIDTH * (2 + VG_MAX_TILE_ITEM),
    GROUPS = 7, /* of three digits, in a number of 64 bits */
};

/* -- paths -------------------------------------------------------------------- */

void vg_tile_path_write(const struct vg_tile *t, char out[VG_TILE_PATH])
{
    VG_SCOPED_BUF b = {.max = VG_TILE_PATH - 1};
    unsigned group[GROUPS];
    int groups = 0;
    uint64_t n = t->n;

    do {
        group[groups++] = (unsigned)(n % 1000);
        n /= 1000;
    } while (n > 0);
    if (t->level == VG_TILE_ENTRIES)
        vg_puts(&b, "tile/entries");
    else
        vg_putf(&b, "tile/%d", t->level);
    while (groups-- > 0)
        vg_putf(&b, groups > 0 ? "/x%03u" : "/%03u", group[groups]);
    if (t->width < VG_TILE_WIDTH)
        vg_putf(&b, ".p/%u", t->width);
    memcpy(out, b.p, b.len + 1);
}

/* The part up to the next slash, which is dropped; the last part has none. */
static struct vg_str next_part(struct vg_str *rest)
{
    const char *slash = rest->len == 0 ? NULL : memchr(rest->p, '/', rest->len);
    size_t n = slash == NULL ? rest->len : (size_t)(slash - rest->p);
    struct vg_str part = {rest->p, n};
    size_t used = slash == NULL ? n : n + 1;

    *rest = (struct vg_str){rest->p + used, rest->len - used};
    return part;
}

static int read_level(struct vg_str s, int *level)
{
    uint64_t v;

    if (vg_str_is(s, "entries")) {
        *level = VG_TILE_ENTRIES;
        return 1;
    }
    if (!vg_line_u64(s, &v) || v > VG_TILE_LEVEL_MAX)
        return 0;
    *level = (int)v;
    return 1;
}

/* Three digits, put after those of *n. */
static int read_group(struct vg_str s, uint64_t *n)
{
    unsigned v = 0;

    if (s.len != 3)
        return 0;
    for (size_t i = 0; i < 3; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        v = v * 10 + (unsigned)(s.p[i] - '0');
    }
    if (*n > (UINT64_MAX - v) / 1000)
        return 0;
    *n = *n * 1000 + v;
    return 1;
}

/* "x001/x234/067", and a ".p" behind the last group. */
static int read_number(struct vg_str *rest, uint64_t *n, int *is_partial)
{
    struct vg_str part = next_part(rest);

    *n = 0;
    while (vg_line_after(&part, "x")) {
        if (!read_group(part, n))
            return 0;
        part = next_part(rest);
    }
    *is_partial = part.len == 5 && memcmp(part.p + 3, ".p", 2) == 0;
    if (*is_partial)
        part.len = 3;
    return read_group(part, n);
}

/*
 * A loose reading, after which the one right spelling is written and compared:
 * that settles leading groups of zeros, widths and trailing slashes at once.
 */
static int read_path(struct vg_str s, struct vg_tile *t)
{
    struct vg_str rest = s;
    uint64_t width = VG_TILE_WIDTH;
    int is_partial;

    if (s.len >= VG_TILE_PATH || !vg_line_after(&rest, "tile/") ||
        !read_level(next_part(&rest), &t->level) || !read_number(&rest, &t->n, &is_partial))
        return 0;
    if (is_partial && (!vg_line_u64(rest, &width) || width == 0 || width >= VG_TILE_WIDTH))
        return 0;
    t->width = (unsigned)width;
    return 1;
}

int vg_tile_path_read(const char *p, size_t len, struct vg_tile *out, struct vg_err *err)
{
    struct vg_str s = {p, len};
    struct vg_tile t = {0};
    char again[VG_TILE_PATH] = "";

    if (read_path(s, &t))
        vg_tile_path_write(&t, again);
    if (len == 0 || !vg_str_is(s, again))
        return vg_fail(err, VG_E_FORMAT, "no tile path");
    *out = t;
    return VG_OK;
}

/* -- which tiles a tree has ------------------------------------------------------ */

/* Those of one level with `hashes` hashes, less what it has when there are `before`. */
static int each_of_level(int level, uint64_t before, uint64_t hashes,
                         int (*each)(void *w, const struct vg_tile *t, struct vg_err *err), void *w,
                         struct vg_err *err)
{
    if (before == hashes)
        return VG_OK;
    for (uint64_t n = before / VG_TILE_WIDTH; n * VG_TILE_WIDTH < hashes; n++) {
        uint64_t left = hashes - n * VG_TILE_WIDTH;
        struct vg_tile t = {level, n, left < VG_TILE_WIDTH ? (unsigned)left : VG_TILE_WIDTH};
        int rc = each(w, &t, err);

        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

int vg_tiles_each(uint64_t since, uint64_t size,
                  int (*each)(void *w, const struct vg_tile *t, struct vg_err *err), void *w,
                  struct vg_err *err)
{
    if (since > size)
        return vg_fail(err, VG_E_MISUSE, "tiles of %llu leaves, after %llu",
                       (unsigned long long)size, (unsigned long long)since);
    if (size >= (uint64_t)INT64_MAX)
        return vg_fail(err, VG_E_LIMIT, "a tree of %llu leaves is beyond all bounds",
                       (unsigned long long)size);
    for (int level = 0; level < LEVELS; level++) {
        int rc = each_of_level(level, since >> (TILE_BITS * level), size >> (TILE_BITS * level),
                               each, w, err);

        if (rc != VG_OK)
            return rc;
    }
    return each_of_level(VG_TILE_ENTRIES, since, size, each, w, err);
}

/* -- writing ----------------------------------------------------------------------- */

struct writing {
    const struct vg_tree_source *tree;
    const struct vg_entry_source *entries;
    const struct vg_tile_sink *to;
    struct vg_buf item;
    struct vg_buf bundle;
};

static int fill_hashes(const struct writing *job, const struct vg_tile *t, unsigned char *bytes,
                       struct vg_err *err)
{
    for (unsigned i = 0; i < t->width; i++) {
        int rc = job->tree->get(job->tree->w, (unsigned)(TILE_BITS * t->level),
                                t->n * VG_TILE_WIDTH + i, bytes + (size_t)i * VG_HASH_SIZE, err);

        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

static int fill_bundle(struct writing *job, const struct vg_tile *t, struct vg_err *err)
{
    vg_buf_clear(&job->bundle);
    for (unsigned i = 0; i < t->width; i++) {
        uint64_t index = t->n * VG_TILE_WIDTH + i;
        int rc;

        vg_buf_clear(&job->item);
        rc = job->entries->get(job->entries->w, index, &job->item, err);
        if (rc != VG_OK)
            return rc;
        if (job->item.full || job->item.len > VG_MAX_TILE_ITEM)
            return vg_fail(err, VG_E_LIMIT, "entry %llu is too long for a tile",
                           (unsigned long long)index);
        vg_put_u16be(&job->bundle, (uint16_t)job->item.len);
        vg_put_str(&job->bundle, vg_buf_str(&job->item));
    }
    return VG_OK;
}

static int write_tile(void *w, const struct vg_tile *t, struct vg_err *err)
{
    struct writing *job = w;
    unsigned char bytes[TILE_BYTES];
    char path[VG_TILE_PATH];
    int rc;

    vg_tile_path_write(t, path);
    if (t->level != VG_TILE_ENTRIES) {
        rc = fill_hashes(job, t, bytes, err);
        if (rc == VG_OK)
            rc = job->to->put(job->to->w, path, bytes, (size_t)t->width * VG_HASH_SIZE, err);
    } else if (job->entries == NULL) {
        return VG_OK;
    } else {
        rc = fill_bundle(job, t, err);
        if (rc == VG_OK)
            rc = job->to->put(job->to->w, path, job->bundle.p, job->bundle.len, err);
    }
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", path);
}

int vg_tiles_write(uint64_t since, uint64_t size, const struct vg_tree_source *tree,
                   const struct vg_entry_source *entries, const struct vg_tile_sink *to,
                   struct vg_err *err)
{
    struct writing job = {.tree = tree,
                          .entries = entries,
                          .to = to,
                          .item = {.max = VG_MAX_TILE_ITEM},
                          .bundle = {.max = BUNDLE_BYTES}};
    int rc = vg_tiles_each(since, size, write_tile, &job, err);

    vg_buf_end(&job.item);
    vg_buf_end(&job.bundle);
    return rc;
}

/* -- checking ------------------------------------------------------------------------ */

int vg_bundle_next(struct vg_str *rest, struct vg_str *entry, struct vg_err *err)
{
    const unsigned char *p = (const unsigned char *)rest->p;
    size_t n;

    if (rest->len < 2)
        return vg_fail(err, VG_E_FORMAT, "entry bundle: cut off in a length");
    n = (size_t)p[0] << 8 | p[1];
    if (n > rest->len - 2)
        return vg_fail(err, VG_E_FORMAT, "entry bundle: an entry of %zu bytes, and %zu are left", n,
                       rest->len - 2);
    *entry = (struct vg_str){rest->p + 2, n};
    *rest = (struct vg_str){rest->p + 2 + n, rest->len - 2 - n};
    return VG_OK;
}

/* One tile of an upper level as it is derived, to be compared when it is done. */
struct upper {
    unsigned width;
    unsigned char hash[VG_TILE_WIDTH][VG_HASH_SIZE];
};

struct checking {
    const struct vg_checkpoint *c;
    const struct vg_tile_folder *from;
    const struct vg_tiles_how *how;
    struct vg_sha256 hash;
    struct vg_tree tree;
    struct upper upper[LEVELS]; /* 0 is not used */
    struct vg_buf file;
    struct vg_buf bundle;
};

/* A file that is longer than its ceiling does not hold; anything else is the folder's to say. */
static int get_file(const struct checking *job, const char *path, struct vg_buf *out,
                    struct vg_err *err)
{
    int rc;

    vg_buf_clear(out);
    rc = job->from->get(job->from->w, path, out, err);
    if (rc == VG_E_LIMIT || (rc == VG_OK && out->full))
        return vg_fail(err, VG_E_NOT_HELD, "%s: longer than such a file can be", path);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", path);
}

static int get_tile(struct checking *job, const struct vg_tile *t, char path[VG_TILE_PATH],
                    struct vg_err *err)
{
    int rc;

    vg_tile_path_write(t, path);
    rc = get_file(job, path, &job->file, err);
    if (rc == VG_OK && job->file.len != (size_t)t->width * VG_HASH_SIZE)
        return vg_fail(err, VG_E_NOT_HELD, "%s: %zu bytes, and %u hashes were expected", path,
                       job->file.len, t->width);
    return rc;
}

/* The tile that was derived at `level` against the file of it. */
static int compare_upper(struct checking *job, int level, uint64_t n, struct vg_err *err)
{
    struct upper *up = &job->upper[level];
    struct vg_tile t = {level, n, up->width};
    char path[VG_TILE_PATH];
    int rc = get_tile(job, &t, path, err);

    if (rc != VG_OK)
        return rc;
    for (unsigned i = 0; i < up->width; i++)
        if (memcmp(job->file.p + (size_t)i * VG_HASH_SIZE, up->hash[i], VG_HASH_SIZE) != 0)
            return vg_fail(err, VG_E_NOT_HELD, "%s: hash %u is not that of the tiles below", path,
                           i);
    up->width = 0;
    return VG_OK;
}

static int append_leaf(struct checking *job, const unsigned char leaf[VG_HASH_SIZE],
                       struct vg_tree_part done[VG_TREE_LEVELS], struct vg_err *err)
{
    size_t parts = vg_tree_append(&job->tree, &job->hash, leaf, done);

    for (size_t i = TILE_BITS; i < parts; i += TILE_BITS) {
        int level = (int)i / TILE_BITS;
        struct upper *up = &job->upper[level];

        memcpy(up->hash[up->width++], done[i].hash, VG_HASH_SIZE);
        /* The file buffer is free by now for the tile above: leaves were copied out of it. */
        if (up->width == VG_TILE_WIDTH) {
            int rc = compare_upper(job, level, done[i].n / VG_TILE_WIDTH, err);

            if (rc != VG_OK)
                return rc;
        }
    }
    return VG_OK;
}

static int check_entry(struct checking *job, struct vg_str entry, uint64_t i,
                       const unsigned char leaf[VG_HASH_SIZE], const char *path, struct vg_err *err)
{
    unsigned char hash[VG_HASH_SIZE];

    vg_tree_leaf(&job->hash, entry.p, entry.len, hash);
    if (memcmp(hash, leaf, VG_HASH_SIZE) != 0)
        return vg_fail(err, VG_E_NOT_HELD, "%s: entry %llu does not have the hash of its leaf",
                       path, (unsigned long long)i);
    if (job->how->entry == NULL)
        return VG_OK;
    return job->how->entry(job->how->w, i, entry, err);
}

static int check_bundle(struct checking *job, const struct vg_tile *leaves,
                        unsigned char hashes[VG_TILE_WIDTH][VG_HASH_SIZE], struct vg_err *err)
{
    struct vg_tile t = {VG_TILE_ENTRIES, leaves->n, leaves->width};
    char path[VG_TILE_PATH];
    struct vg_str rest, entry;
    int rc;

    vg_tile_path_write(&t, path);
    rc = get_file(job, path, &job->bundle, err);
    rest = vg_buf_str(&job->bundle);
    for (unsigned i = 0; rc == VG_OK && i < t.width; i++) {
        uint64_t n = t.n * VG_TILE_WIDTH + i;

        if (vg_bundle_next(&rest, &entry, err) != VG_OK)
            return vg_within(err, VG_E_NOT_HELD, "%s: entry %llu", path, (unsigned long long)n);
        rc = check_entry(job, entry, n, hashes[i], path, err);
    }
    if (rc == VG_OK && rest.len != 0)
        return vg_fail(err, VG_E_NOT_HELD, "%s: %zu bytes after the last entry", path, rest.len);
    return rc;
}

static int check_leaves(struct checking *job, uint64_t n, struct vg_err *err)
{
    uint64_t left = job->c->size - n * VG_TILE_WIDTH;
    struct vg_tile t = {0, n, left < VG_TILE_WIDTH ? (unsigned)left : VG_TILE_WIDTH};
    unsigned char hashes[VG_TILE_WIDTH][VG_HASH_SIZE];
    struct vg_tree_part done[VG_TREE_LEVELS];
    char path[VG_TILE_PATH];
    int rc = get_tile(job, &t, path, err);

    if (rc != VG_OK)
        return rc;
    memcpy(hashes, job->file.p, job->file.len);
    if (!job->how->hashes_only)
        rc = check_bundle(job, &t, hashes, err);
    for (unsigned i = 0; rc == VG_OK && i < t.width; i++)
        rc = append_leaf(job, hashes[i], done, err);
    return rc;
}

static int check_all(struct checking *job, struct vg_err *err)
{
    unsigned char root[VG_HASH_SIZE];
    int rc = VG_OK;

    for (uint64_t n = 0; rc == VG_OK && n * VG_TILE_WIDTH < job->c->size; n++)
        rc = check_leaves(job, n, err);
    for (int level = 1; rc == VG_OK && level < LEVELS; level++)
        if (job->upper[level].width > 0)
            rc = compare_upper(job, level, (job->c->size >> (TILE_BITS * level)) / VG_TILE_WIDTH,
                               err);
    if (rc != VG_OK)
        return rc;
    vg_tree_root(&job->tree, &job->hash, root);
    if (!vg_hash_is(root, job->c->root))
        return vg_fail(err, VG_E_NOT_HELD, "the tiles do not have the root of the checkpoint");
    return VG_OK;
}

int vg_tiles_check(const struct vg_checkpoint *c, const struct vg_tile_folder *from,
                   const struct vg_tiles_how *how, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct checking *job = VG_NEW(&a, struct checking);
    int rc;

    if (c->size >= (uint64_t)INT64_MAX)
        return vg_fail(err, VG_E_LIMIT, "a tree of %llu leaves is beyond all bounds",
                       (unsigned long long)c->size);
    job->c = c;
    job->from = from;
    job->how = how;
    job->file.max = TILE_BYTES;
    job->bundle.max = BUNDLE_BYTES;
    rc = check_all(job, err);
    vg_sha256_end(&job->hash);
    vg_buf_end(&job->file);
    vg_buf_end(&job->bundle);
    return rc;
}
