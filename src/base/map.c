/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/map.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"

enum { PIECE = 1 << 18, GIVE_BACK = 32 << 20 };

int vg_map_spool(const char *folder)
{
    char path[VG_PATH_ROOM];
    int fd;

    if (folder == NULL)
        folder = getenv("TMPDIR");
    if (folder == NULL || folder[0] == '\0')
        folder = "/tmp";
    fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    /* file systems that have no files without names */
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
    if (snprintf(path, sizeof path, "%s/.vigil-XXXXXX", folder) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        (void)unlink(path);
    return fd;
}

static int map(struct vg_map *m, int fd, uint64_t len, const char *name, struct vg_err *err)
{
    void *p;

    m->dropped = 0;
    m->len = len;
    m->p = NULL;
    if (len == 0)
        return VG_OK;
    p = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED) {
        m->len = 0;
        return vg_fail(err, VG_E_IO, "%s: %s", name, strerror(errno));
    }
    (void)madvise(p, len, MADV_SEQUENTIAL);
    m->p = p;
    return VG_OK;
}

/* A pipe has no length and no second look. */
static int pour(int from, int to, uint64_t *len, const char *name, struct vg_err *err)
{
    static const char full[] = "no room for a copy of it";
    char *piece = vg_malloc(PIECE);
    ssize_t got;
    int rc = VG_OK;

    *len = 0;
    while (rc == VG_OK && (got = read(from, piece, PIECE)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            rc = vg_fail(err, VG_E_IO, "%s: %s", name, strerror(errno));
        else if ((*len += (uint64_t)got) > (uint64_t)VG_MAX_SOURCE)
            rc = vg_fail(err, VG_E_LIMIT, "%s: larger than an input may be (64 GiB)", name);
        else if (vg_write_all(to, piece, (size_t)got, err) != VG_OK)
            rc = vg_fail(err, VG_E_LIMIT, "%s: %s", name, full);
    }
    free(piece);
    return rc;
}

static int map_pipe(struct vg_map *m, int fd, const char *name, struct vg_err *err)
{
    VG_SCOPED_FD spool = vg_map_spool(NULL);
    uint64_t len;
    int rc;

    if (spool < 0)
        return vg_fail(err, VG_E_IO, "%s: no place for a copy of it: %s", name, strerror(errno));
    rc = pour(fd, spool, &len, name, err);
    return rc == VG_OK ? map(m, spool, len, name, err) : rc;
}

int vg_map_fd(struct vg_map *m, int fd, const char *name, struct vg_err *err)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return vg_fail(err, VG_E_IO, "%s: %s", name, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return vg_fail(err, VG_E_IO, "%s: is a folder", name);
    /* a file that was read in part is poured from where it stands */
    if (S_ISREG(st.st_mode) && lseek(fd, 0, SEEK_CUR) == 0)
        return map(m, fd, (uint64_t)st.st_size, name, err);
    return map_pipe(m, fd, name, err);
}

int vg_map_open(struct vg_map *m, const char *path, struct vg_err *err)
{
    VG_SCOPED_FD fd = -1;

    if (strcmp(path, "-") == 0)
        return vg_map_fd(m, STDIN_FILENO, "standard input", err);
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return vg_fail(err, errno == ENOENT ? VG_E_ABSENT : VG_E_IO, "%s: %s", path,
                       strerror(errno));
    return vg_map_fd(m, fd, path, err);
}

void vg_map_passed(struct vg_map *m, uint64_t offset)
{
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);

    if (offset > m->len)
        offset = m->len;
    offset -= offset % page;
    if (m->p == NULL || offset < m->dropped + GIVE_BACK)
        return;
    (void)madvise((void *)((uintptr_t)m->p + m->dropped), offset - m->dropped, MADV_DONTNEED);
    m->dropped = offset;
}

void vg_map_close(struct vg_map *m)
{
    if (m->p != NULL)
        (void)munmap((void *)(uintptr_t)m->p, m->len);
    *m = (struct vg_map){0};
}
