/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CAPTURE_WALK_H
#define VG_CAPTURE_WALK_H

#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

/*
 * What the arguments of `vigil add` stand for. Nothing is opened for reading
 * here but folders; nothing is loaded.
 */
enum vg_walk_kind {
    VG_WALK_FILE,    /* a regular file, or a symbolic link to one */
    VG_WALK_STDIN,   /* "-" */
    VG_WALK_URL,     /* http:// or https:// */
    VG_WALK_LINK,    /* a symbolic link to a folder, which is not followed; `why` says so */
    VG_WALK_REFUSED, /* a device, pipe or socket; folders too deep or too full; `why` */
    VG_WALK_FAILED,  /* not there, or not readable; `why` */
};

struct vg_walk_item {
    enum vg_walk_kind kind;
    const char *path; /* to open it by; the argument itself for URLs and "-" */
    int64_t size;     /* bytes, VG_WALK_FILE only */
    int64_t modified; /* seconds UTC by the file system, VG_WALK_FILE only */
    dev_t device;     /* with `inode`, which file it is, VG_WALK_FILE only */
    ino_t inode;
    int is_link;     /* the file was reached through a symbolic link */
    int is_inside;   /* found in a folder, not named by the user */
    int code;        /* VG_OK, or the enum vg_code of the trouble */
    const char *why; /* a sentence about the trouble, else NULL */
};

/* Called for each item; what it points to lives until it returns. Another
 * result than VG_OK ends the walk with that result. */
typedef int vg_walk_visit(void *w, const struct vg_walk_item *item, struct vg_err *err);

/*
 * Visit what `arg` stands for: one item for "-", a URL or a file; for a folder
 * every file in and below it, names of each folder in byte order, a folder's
 * content where its name stands. At most VG_MAX_PATH_DEPTH folders deep and
 * VG_MAX_FOLDER names a folder. Trouble with one item is an item and the walk goes on.
 * Returns VG_OK, or what `visit` returned.
 */
int vg_walk(const char *arg, vg_walk_visit *visit, void *w, struct vg_err *err);

#endif
