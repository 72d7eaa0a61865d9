/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_FILE_H
#define VG_BASE_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Files beside the case: exports, keys, marks. Preserved sources go through
 * capture/, never through here.
 */

/* Append the whole file to *out, whose ceiling holds. VG_E_ABSENT when there is
 * no such file, VG_E_LIMIT when it is larger than the ceiling, VG_E_IO otherwise. */
int vg_file_read(const char *path, struct vg_buf *out, struct vg_err *err);

/*
 * Write a file so that it is there whole or not at all, also after a power cut:
 * temporary file in the same folder, write, fsync, rename, fsync of the folder.
 * An existing file is replaced. `mode` is its permission bits (0600 for keys).
 * VG_E_IO with the system's word for it.
 */
int vg_file_write(const char *path, const void *bytes, size_t n, unsigned mode, struct vg_err *err);

/*
 * Give a file that is finished its name, in the same folder, and sync the folder.
 * VG_E_CONFLICT when something has the name already: nothing is replaced. VG_E_IO
 * otherwise; then the file stays where it was, or has its name but may lose it when
 * the power fails.
 */
int vg_file_name(const char *from, const char *to, struct vg_err *err);

/*
 * As vg_file_write() for what comes in pieces, and never in the place of something
 * that is there already:
 *
 *     VG_SCOPED_NEW_FILE f = {.fd = -1};
 *     rc = vg_new_file_open(&f, path, 0644, err);
 *     … rc = vg_write_all(f.fd, bytes, n, err);
 *     rc = vg_new_file_keep(&f, err);      whole and synced: from here on it is there
 *
 * Without vg_new_file_keep() nothing is left behind; a process that is killed leaves
 * PATH.tmp- and 16 digits. Any number may be open for one path, in one process or on several
 * machines that share the folder: the first that is kept has the name. `path` must stay alive.
 * VG_E_CONFLICT when something is there, at the beginning or at the end; VG_E_IO,
 * VG_E_LIMIT otherwise. vg_new_file_replace() begins one that takes the place of what is there,
 * in one step, when it is kept.
 */
enum { VG_PATH_ROOM = 4096 }; /* bytes of a path, with the final NUL, as Linux takes it */
struct vg_new_file {
    int fd, replaces;
    const char *path;
    char temporary[VG_PATH_ROOM];
};
#define VG_SCOPED_NEW_FILE __attribute__((cleanup(vg_new_file_end))) struct vg_new_file
int vg_new_file_open(struct vg_new_file *f, const char *path, unsigned mode, struct vg_err *err);
int vg_new_file_replace(struct vg_new_file *f, const char *path, unsigned mode, struct vg_err *err);
int vg_new_file_keep(struct vg_new_file *f, struct vg_err *err);
void vg_new_file_end(struct vg_new_file *f);

/* The name at the end of a path, with the slashes that stand behind it. */
const char *vg_path_last(const char *path);

/* Make a folder and those above it (mode 0700 each new one), each synced into
 * its parent. An existing folder is no failure. VG_E_IO otherwise. */
int vg_folder_make(const char *path, struct vg_err *err);

/* Write all bytes to a descriptor, going on after short writes and EINTR. */
int vg_write_all(int fd, const void *bytes, size_t n, struct vg_err *err);

#define VG_SCOPED_FD __attribute__((cleanup(vg_fd_end))) int
void vg_fd_end(const int *fd); /* closes unless negative */

#endif
