/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_MAP_H
#define VG_BASE_MAP_H

#include <stdint.h>

#include "base/err.h"

/*
 * The bytes of an input as memory, whatever its size: a file is mapped, a pipe is
 * first poured into a file without a name, which is gone with the process. Pages that
 * were read are the system's to take back.
 *
 *     VG_SCOPED_MAP m = {0};
 *     rc = vg_map_open(&m, path, err);
 */
struct vg_map {
    const unsigned char *p; /* NULL when there are no bytes */
    uint64_t len;
    uint64_t dropped; /* pages before this were given back */
};

#define VG_SCOPED_MAP __attribute__((cleanup(vg_map_close))) struct vg_map

/*
 * "-" is standard input. A file that shrinks while it is mapped ends the process that
 * reads behind its end: give it to closed children only.
 *   VG_E_ABSENT  there is no such file
 *   VG_E_IO      it cannot be read, or is no file and no pipe (a folder)
 *   VG_E_LIMIT   a pipe gave more than VG_MAX_SOURCE, or the disk is full
 */
int vg_map_open(struct vg_map *m, const char *path, struct vg_err *err);

/* The same of what is open already; the descriptor stays the caller's. `name` is for sentences. */
int vg_map_fd(struct vg_map *m, int fd, const char *name, struct vg_err *err);

/* A file without a name to pour into, then to be read or mapped; `folder` NULL: TMPDIR, else /tmp.
 * -1 with errno. */
int vg_map_spool(const char *folder);

/* What lies before `offset` is not needed again soon. */
void vg_map_passed(struct vg_map *m, uint64_t offset);

void vg_map_close(struct vg_map *m); /* leaves the zero value */

#endif
