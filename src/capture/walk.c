/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Folders are walked with a stack of at most VG_MAX_PATH_DEPTH levels, each a
 * sorted list of names in an arena of its own. A folder is opened without
 * following a link at its last step, so that one which is swapped for a link
 * while we walk is not entered.
 */
#include "capture/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "capture/url.h"

struct level {
    struct vg_arena arena;
    const char *path;
    const char **names;
    size_t n, at;
};

struct walk {
    vg_walk_visit *visit;
    void *w;
    struct vg_err *err;
    struct level levels[VG_MAX_PATH_DEPTH];
    size_t depth; /* levels in use */
};

static int tell(struct walk *k, struct vg_walk_item item)
{
    item.is_inside = k->depth > 0;
    return k->visit(k->w, &item, k->err);
}

static int tell_trouble(struct walk *k, enum vg_walk_kind kind, const char *path, int code,
                        const char *why)
{
    return tell(k, (struct vg_walk_item){.kind = kind, .path = path, .code = code, .why = why});
}

static int tell_errno(struct walk *k, const char *path, int number)
{
    int code = number == ENOENT || number == ENOTDIR ? VG_E_ABSENT
               : number == ENAMETOOLONG              ? VG_E_LIMIT
                                                     : VG_E_IO;
    const char *why = number == ENOENT         ? "there is no such file"
                      : number == ELOOP        ? "the symbolic links lead in a circle"
                      : number == ENAMETOOLONG ? "the path is longer than the system takes"
                                               : strerror(number);

    return tell_trouble(k, VG_WALK_FAILED, path, code, why);
}

/* What is neither file nor folder would hang, never end, or do something when read. */
static const char *strange_kind(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFIFO:
        return "it is a pipe, not a file; for a stream use - (standard input)";
    case S_IFSOCK:
        return "it is a socket, not a file";
    default:
        return "it is a device, not a file";
    }
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in an open folder, sorted; errno on failure, EOVERFLOW when there are too many. */
static int read_names(struct level *l, DIR *d)
{
    const struct dirent *e;
    size_t room = 0;

    errno = 0;
    while ((e = readdir(d)) != NULL) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (l->n >= VG_MAX_FOLDER)
            return EOVERFLOW;
        l->names = vg_grow(&l->arena, l->names, l->n, &room);
        l->names[l->n++] = vg_copyz(&l->arena, e->d_name);
        errno = 0;
    }
    if (errno != 0)
        return errno;
    if (l->n > 0)
        qsort(l->names, l->n, sizeof *l->names, by_bytes);
    return 0;
}

static int enter(struct walk *k, const char *path)
{
    struct level *l = &k->levels[k->depth];
    int fd, trouble = 0;
    DIR *d;

    if (k->depth == VG_MAX_PATH_DEPTH)
        return tell_trouble(k, VG_WALK_REFUSED, path, VG_E_LIMIT,
                            "more folders within folders than are followed (64)");
    fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    d = fd < 0 ? NULL : fdopendir(fd);
    if (d == NULL) {
        trouble = errno;
        if (fd >= 0)
            (void)close(fd);
        return tell_errno(k, path, trouble);
    }
    *l = (struct level){0};
    l->path = vg_copyz(&l->arena, path);
    trouble = read_names(l, d);
    (void)closedir(d);
    if (trouble == 0) {
        k->depth++;
        return VG_OK;
    }
    vg_arena_end(&l->arena);
    if (trouble == EOVERFLOW)
        return tell_trouble(k, VG_WALK_REFUSED, path, VG_E_LIMIT,
                            "more names in one folder than are read (1,000,000)");
    return tell_errno(k, path, trouble);
}

static int look_at(struct walk *k, const char *path)
{
    struct stat own, target;
    int is_link;

    if (lstat(path, &own) != 0)
        return tell_errno(k, path, errno);
    is_link = S_ISLNK(own.st_mode);
    target = own;
    if (is_link && stat(path, &target) != 0)
        return tell_errno(k, path, errno);
    if (S_ISDIR(target.st_mode) && is_link)
        return tell_trouble(k, VG_WALK_LINK, path, VG_OK,
                            "a symbolic link to a folder is not followed; name the folder itself");
    if (S_ISDIR(target.st_mode))
        return enter(k, path);
    if (!S_ISREG(target.st_mode))
        return tell_trouble(k, VG_WALK_REFUSED, path, VG_E_REFUSED, strange_kind(target.st_mode));
    return tell(k, (struct vg_walk_item){
                       .kind = VG_WALK_FILE,
                       .path = path,
                       .size = target.st_size,
                       .modified = target.st_mtim.tv_sec,
                       .device = target.st_dev,
                       .inode = target.st_ino,
                       .is_link = is_link,
                   });
}

static int walk_below(struct walk *k)
{
    int rc = VG_OK;

    while (rc == VG_OK && k->depth > 0) {
        struct level *l = &k->levels[k->depth - 1];
        VG_SCOPED_ARENA a = {0};
        size_t n = strlen(l->path);

        if (l->at == l->n) {
            k->depth--;
            vg_arena_end(&l->arena);
            continue;
        }
        rc = look_at(k, vg_print(&a, "%s%s%s", l->path, l->path[n - 1] == '/' ? "" : "/",
                                 l->names[l->at++]));
    }
    while (k->depth > 0)
        vg_arena_end(&k->levels[--k->depth].arena);
    return rc;
}

/* "ftp://…" is a wish that cannot be met, not a file that is missing. */
static int is_other_scheme(const char *arg)
{
    const char *p = arg;

    while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z'))
        p++;
    return p > arg && strncmp(p, "://", 3) == 0 && access(arg, F_OK) != 0;
}

int vg_walk(const char *arg, vg_walk_visit *visit, void *w, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct walk *k = VG_NEW(&a, struct walk);
    int rc;

    k->visit = visit;
    k->w = w;
    k->err = err;
    if (strcmp(arg, "-") == 0)
        return tell(k, (struct vg_walk_item){.kind = VG_WALK_STDIN, .path = arg});
    if (vg_url_is_web(vg_str(arg)))
        return tell(k, (struct vg_walk_item){.kind = VG_WALK_URL, .path = arg});
    if (is_other_scheme(arg))
        return tell_trouble(k, VG_WALK_REFUSED, arg, VG_E_REFUSED,
                            "only http and https are fetched");
    rc = look_at(k, arg);
    return rc != VG_OK ? rc : walk_below(k);
}
