/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_PIECE = 65536 };

void vg_fd_end(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

int vg_write_all(int fd, const void *bytes, size_t n, struct vg_err *err)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t done = write(fd, p, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return vg_fail(err, VG_E_IO, "cannot write: %s", strerror(errno));
        p += done;
        n -= (size_t)done;
    }
    return VG_OK;
}

int vg_file_read(const char *path, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_FD fd = open(path, O_RDONLY | O_CLOEXEC);
    char piece[READ_PIECE];

    if (fd < 0)
        return vg_fail(err, errno == ENOENT ? VG_E_ABSENT : VG_E_IO, "%s: cannot read: %s", path,
                       strerror(errno));
    for (;;) {
        ssize_t n = read(fd, piece, sizeof piece);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return vg_fail(err, VG_E_IO, "%s: cannot read: %s", path, strerror(errno));
        if (n == 0)
            return VG_OK;
        vg_put(out, piece, (size_t)n);
        if (out->full)
            return vg_fail(err, VG_E_LIMIT, "%s: larger than %zu bytes", path, out->max);
    }
}

/* "folder" of "folder/name"; "." when there is none. */
static void folder_of(const char *path, char out[VG_PATH_ROOM])
{
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : (size_t)(slash - path);

    if (slash == NULL)
        (void)snprintf(out, VG_PATH_ROOM, ".");
    else
        (void)snprintf(out, VG_PATH_ROOM, "%.*s", n == 0 ? 1 : (int)n, path);
}

static int sync_folder(const char *path, struct vg_err *err)
{
    char folder[VG_PATH_ROOM];
    VG_SCOPED_FD fd = -1;

    folder_of(path, folder);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0)
        return vg_fail(err, VG_E_IO, "%s: cannot sync the folder: %s", folder, strerror(errno));
    return VG_OK;
}

static int fill(int fd, const void *bytes, size_t n, struct vg_err *err)
{
    int rc = vg_write_all(fd, bytes, n, err);

    if (rc == VG_OK && fsync(fd) != 0)
        rc = vg_fail(err, VG_E_IO, "cannot sync: %s", strerror(errno));
    return rc;
}

static int open_named(const char *path, unsigned mode, const char *temporary, int *fd,
                      struct vg_err *err)
{
    *fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (*fd < 0)
        return vg_fail(err, VG_E_IO, "%s: cannot make it: %s", path, strerror(errno));
    return VG_OK;
}

/* A temporary file beside the path, of which one process makes one at a time. */
static int open_beside(const char *path, unsigned mode, char temporary[VG_PATH_ROOM], int *fd,
                       struct vg_err *err)
{
    if (snprintf(temporary, VG_PATH_ROOM, "%s.tmp-%ld", path, (long)getpid()) >= VG_PATH_ROOM)
        return vg_fail(err, VG_E_LIMIT, "%.60s…: path is too long", path);
    /* Of our number, so left by a process that was killed: in containers they come again. */
    (void)unlink(temporary);
    return open_named(path, mode, temporary, fd, err);
}

/*
 * The same with a name drawn by lot: several machines write into a shared folder, and one
 * process twice for one path. A process number would be had twice, and whoever came second
 * would take the file of the first away, or its half would get the name.
 */
static int open_apart(const char *path, unsigned mode, char temporary[VG_PATH_ROOM], int *fd,
                      struct vg_err *err)
{
    unsigned char lot[8];

    if (getrandom(lot, sizeof lot, 0) != (ssize_t)sizeof lot)
        return vg_fail(err, VG_E_IO, "%s: the system gives no random numbers", path);
    if (snprintf(temporary, VG_PATH_ROOM, "%s.tmp-%02x%02x%02x%02x%02x%02x%02x%02x", path, lot[0],
                 lot[1], lot[2], lot[3], lot[4], lot[5], lot[6], lot[7]) >= VG_PATH_ROOM)
        return vg_fail(err, VG_E_LIMIT, "%.60s…: path is too long", path);
    return open_named(path, mode, temporary, fd, err);
}

int vg_file_write(const char *path, const void *bytes, size_t n, unsigned mode, struct vg_err *err)
{
    char temporary[VG_PATH_ROOM];
    int rc;

    {
        VG_SCOPED_FD fd = -1;

        rc = open_beside(path, mode, temporary, &fd, err);
        if (rc != VG_OK)
            return rc;
        rc = fill(fd, bytes, n, err);
    }
    if (rc == VG_OK && rename(temporary, path) != 0)
        rc = vg_fail(err, VG_E_IO, "cannot rename: %s", strerror(errno));
    if (rc != VG_OK) {
        (void)unlink(temporary);
        return vg_within(err, rc, "%s", path);
    }
    return sync_folder(path, err);
}

/* Not every file system can refuse to replace: there it is asked first. */
static int rename_to_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (access(to, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(from, to);
}

int vg_file_name(const char *from, const char *to, struct vg_err *err)
{
    if (rename_to_new(from, to) == 0)
        return sync_folder(to, err);
    if (errno == EEXIST)
        return vg_fail(err, VG_E_CONFLICT, "%s: something is there already", to);
    return vg_fail(err, VG_E_IO, "%s: cannot be made: %s", to, strerror(errno));
}

int vg_new_file_replace(struct vg_new_file *f, const char *path, unsigned mode, struct vg_err *err)
{
    int rc;

    *f = (struct vg_new_file){.fd = -1, .replaces = 1, .path = path};
    rc = open_apart(path, mode, f->temporary, &f->fd, err);
    if (rc != VG_OK)
        f->temporary[0] = '\0';
    return rc;
}

int vg_new_file_open(struct vg_new_file *f, const char *path, unsigned mode, struct vg_err *err)
{
    struct stat there;
    int rc;

    f->fd = -1;
    f->temporary[0] = '\0';
    if (lstat(path, &there) == 0)
        return vg_fail(err, VG_E_CONFLICT,
                       "%s: something is there already; nothing was overwritten, choose another "
                       "name",
                       path);
    rc = vg_new_file_replace(f, path, mode, err);
    f->replaces = 0;
    return rc;
}

int vg_new_file_keep(struct vg_new_file *f, struct vg_err *err)
{
    int rc;

    if (fsync(f->fd) != 0)
        return vg_fail(err, VG_E_IO, "%s: cannot sync: %s", f->path, strerror(errno));
    if (!f->replaces)
        rc = vg_file_name(f->temporary, f->path, err);
    else if (rename(f->temporary, f->path) == 0)
        rc = sync_folder(f->path, err);
    else
        rc = vg_fail(err, VG_E_IO, "%s: cannot be made: %s", f->path, strerror(errno));
    if (rc == VG_OK)
        f->temporary[0] = '\0';
    return rc;
}

void vg_new_file_end(struct vg_new_file *f)
{
    vg_fd_end(&f->fd);
    f->fd = -1;
    if (f->temporary[0] != '\0')
        (void)unlink(f->temporary);
    f->temporary[0] = '\0';
}

static int make_one(const char *path, struct vg_err *err)
{
    if (mkdir(path, 0700) == 0)
        return sync_folder(path, err);
    if (errno != EEXIST)
        return vg_fail(err, VG_E_IO, "%s: cannot make the folder: %s", path, strerror(errno));
    return VG_OK;
}

const char *vg_path_last(const char *path)
{
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    return path + n;
}

int vg_folder_make(const char *path, struct vg_err *err)
{
    char part[VG_PATH_ROOM];
    size_t n = strlen(path);

    if (n == 0 || n >= sizeof part)
        return vg_fail(err, VG_E_LIMIT, "%.60s…: path is too long or empty", path);
    memcpy(part, path, n + 1);
    for (size_t i = 1; i <= n; i++) {
        int rc;

        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        rc = make_one(part, err);
        if (rc != VG_OK)
            return rc;
        part[i] = path[i];
    }
    return VG_OK;
}
