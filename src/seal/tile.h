/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_TILE_H
#define VG_SEAL_TILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "seal/checkpoint.h"
#include "seal/tree.h"

/*
 * A log as files (c2sp.org/tlog-tiles). Tile n of level l has up to 256 hashes: the
 * full subtrees (8·l, 256·n) and on of the tree. `tile/<l>/<n>`, with `.p/<width>`
 * when it is not full; `tile/entries/<n>` has the entries under tile n of level 0,
 * each behind its length as a big-endian uint16.
 */
enum {
    VG_TILE_ENTRIES = -1, /* instead of a level */
    VG_TILE_WIDTH = 256,
    VG_TILE_LEVEL_MAX = 63, /* of a path; a tree of 64-bit size has levels 0 to 7 */
    VG_TILE_PATH = 64,      /* longest path and NUL */
};

struct vg_tile {
    int level; /* 0 to VG_TILE_LEVEL_MAX, or VG_TILE_ENTRIES */
    uint64_t n;
    unsigned width; /* 1 to 256; 256 is a full tile */
};

void vg_tile_path_write(const struct vg_tile *t, char out[VG_TILE_PATH]);

/* Read a path, exactly. Only the one spelling of a tile is accepted. VG_E_FORMAT. */
int vg_tile_path_read(const char *p, size_t len, struct vg_tile *out, struct vg_err *err);

/*
 * Call `each` for every tile of a tree of `size` leaves that a tree of the first `since`
 * leaves does not have in the same form (0: for all): hash tiles level by level, then
 * the entry bundles. Stops at the first code that is not VG_OK and gives it back.
 */
int vg_tiles_each(uint64_t since, uint64_t size,
                  int (*each)(void *w, const struct vg_tile *t, struct vg_err *err), void *w,
                  struct vg_err *err);

/* Entries by index: append the bytes of entry `i` to *out. */
struct vg_entry_source {
    int (*get)(void *w, uint64_t i, struct vg_buf *out, struct vg_err *err);
    void *w;
};

/* Files by path relative to the folder of the log ("tile/0/000"): put one, or
 * append its bytes to *out (VG_E_ABSENT when it is not there; the buffer's ceiling holds). */
struct vg_tile_sink {
    int (*put)(void *w, const char *path, const void *bytes, size_t n, struct vg_err *err);
    void *w;
};
struct vg_tile_folder {
    int (*get)(void *w, const char *path, struct vg_buf *out, struct vg_err *err);
    void *w;
};

/*
 * Write the tiles of vg_tiles_each() to `to`. The checkpoint is for the caller to write,
 * afterwards, so that no reader sees one whose tiles are not there. `entries` NULL
 * leaves the bundles out. Fails as the callbacks; VG_E_LIMIT when an entry has more
 * than 65,535 bytes.
 */
int vg_tiles_write(uint64_t since, uint64_t size, const struct vg_tree_source *tree,
                   const struct vg_entry_source *entries, const struct vg_tile_sink *to,
                   struct vg_err *err);

/*
 * Take the first entry off a bundle: *rest moves on, *entry points into it.
 * VG_E_FORMAT when the length runs past the end. Call until rest->len is 0.
 */
int vg_bundle_next(struct vg_str *rest, struct vg_str *entry, struct vg_err *err);

/* What a check of a folder is told to look at. The zero value checks everything and hands on
 * nothing. */
struct vg_tiles_how {
    int hashes_only; /* there are no entry bundles, or they are not asked for */
    /* each entry after its leaf hash was found good; NULL for none. Its failure ends the check. */
    int (*entry)(void *w, uint64_t i, struct vg_str bytes, struct vg_err *err);
    void *w;
};

/*
 * Read every tile of the checkpoint's tree and derive everything again: leaf hashes
 * from the entries, upper tiles from level 0, the root from all. One changed bit in any
 * of these files, or in the checkpoint's size or root, fails. Memory does not grow with
 * the tree. VG_E_NOT_HELD with path and index, VG_E_ABSENT with the path of a missing
 * file, VG_E_LIMIT for a size beyond 2^63 - 2; else as the callbacks.
 */
int vg_tiles_check(const struct vg_checkpoint *c, const struct vg_tile_folder *from,
                   const struct vg_tiles_how *how, struct vg_err *err);

#endif
