/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/home.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/file.h"
#include "base/limits.h"
#include "seal/line.h"

enum {
    NAME_ROOM = 64,   /* of a file in the home folder */
    SECRET_ROOM = 256 /* a key file is shorter */
};

/* -- where ---------------------------------------------------------------------- */

static const char *variable(const char *name)
{
    const char *value = getenv(name);

    return value == NULL || *value == '\0' ? NULL : value;
}

int vg_home_find(struct vg_arena *a, struct vg_home *out, struct vg_err *err)
{
    const char *own = variable("VIGIL_HOME"), *data = variable("XDG_DATA_HOME");
    const char *person = variable("HOME");
    char *path;
    size_t n;

    if (own != NULL)
        path = vg_copyz(a, own);
    else if (data != NULL && *data == '/')
        path = vg_print(a, "%s/vigil", data);
    else if (person != NULL)
        path = vg_print(a, "%s/.local/share/vigil", person);
    else
        return vg_fail(err, VG_E_ABSENT, "no home folder: set VIGIL_HOME to a folder for keys");
    n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        path[--n] = '\0';
    if (n + NAME_ROOM + 16 > PATH_MAX)
        return vg_fail(err, VG_E_LIMIT, "the path of the home folder is too long");
    out->path = path;
    return VG_OK;
}

static int origin_is_safe(const char *origin, struct vg_err *err)
{
    if (!vg_origin_is_ours(origin))
        return vg_fail(err, VG_E_MISUSE, "\"%.40s\" is not the origin of a case", origin);
    return VG_OK;
}

/* -- keys: reading ------------------------------------------------------------------- */

/* Nobody else may read a key, or write where keys are. */
static int is_private(int fd, int is_folder, const char *path, struct vg_err *err)
{
    struct stat st;
    mode_t forbidden = is_folder ? 022 : 077;

    if (fstat(fd, &st) != 0)
        return vg_fail(err, VG_E_IO, "%s: %s", path, strerror(errno));
    if (!is_folder && !S_ISREG(st.st_mode))
        return vg_fail(err, VG_E_REFUSED, "%s: no plain file", path);
    if (st.st_uid != geteuid())
        return vg_fail(err, VG_E_REFUSED, "%s: belongs to somebody else", path);
    if ((st.st_mode & forbidden) != 0)
        return vg_fail(err, VG_E_REFUSED, "%s: open to others (mode %03o); make it %s", path,
                       (unsigned)st.st_mode & 0777U, is_folder ? "0700" : "0600");
    return VG_OK;
}

/* The descriptor of the keys folder in *fd. */
static int open_keys(const struct vg_home *h, int *fd, struct vg_err *err)
{
    char path[PATH_MAX];
    int rc;

    (void)snprintf(path, sizeof path, "%s/keys", h->path);
    *fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (*fd < 0 && errno == ENOENT)
        return vg_fail(err, VG_E_ABSENT, "%s: no keys are here yet", path);
    if (*fd < 0 && (errno == ENOTDIR || errno == ELOOP))
        return vg_fail(err, VG_E_REFUSED, "%s: a symbolic link or no folder", path);
    if (*fd < 0)
        return vg_fail(err, VG_E_IO, "%s: %s", path, strerror(errno));
    rc = is_private(*fd, 1, path, err);
    return rc;
}

static int read_key_text(struct vg_str text, struct vg_signer *out)
{
    unsigned char seed[VG_SIGN_SEED] = {0}, public[VG_SIGN_PUBLIC];
    struct vg_signer s = {0};
    struct vg_str line;
    int is_good = vg_line_next(&text, &line) && vg_str_is(line, "vigil-key/v1 ed25519") &&
                  vg_line_next(&text, &line) && vg_line_after(&line, "seed ") &&
                  vg_line_hex(line, seed, sizeof seed) && vg_line_next(&text, &line) &&
                  vg_line_after(&line, "public ") && vg_line_hex(line, public, sizeof public) &&
                  text.len == 0;

    if (is_good) {
        vg_signer_from_seed(&s, seed);
        is_good = memcmp(s.public, public, sizeof public) == 0;
    }
    if (is_good)
        *out = s;
    sodium_memzero(seed, sizeof seed);
    vg_signer_end(&s);
    return is_good;
}

static int read_small(int fd, char *bytes, size_t room, size_t *n)
{
    for (*n = 0; *n < room;) {
        ssize_t got = read(fd, bytes + *n, room - *n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return VG_E_IO;
        if (got == 0)
            break;
        *n += (size_t)got;
    }
    return VG_OK;
}

static int read_key_at(int folder, const char *name, struct vg_signer *out, struct vg_err *err)
{
    /* Not blocking: what stands there may be a pipe. */
    VG_SCOPED_FD fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    char bytes[SECRET_ROOM];
    size_t n;
    int rc;

    if (fd < 0 && errno == ENOENT)
        return vg_fail(err, VG_E_ABSENT, "%s: no such key on this machine", name);
    if (fd < 0 && errno == ELOOP)
        return vg_fail(err, VG_E_REFUSED, "%s: a symbolic link", name);
    if (fd < 0)
        return vg_fail(err, VG_E_IO, "%s: %s", name, strerror(errno));
    rc = is_private(fd, 0, name, err);
    if (rc != VG_OK)
        return rc;
    if (read_small(fd, bytes, sizeof bytes, &n) != VG_OK)
        rc = vg_fail(err, VG_E_IO, "%s: %s", name, strerror(errno));
    else if (!read_key_text((struct vg_str){bytes, n}, out))
        rc = vg_fail(err, VG_E_FORMAT, "%s: no key file, or a damaged one", name);
    sodium_memzero(bytes, sizeof bytes);
    return rc;
}

/* -- keys: making ---------------------------------------------------------------------- */

static void put_hex(char *out, const unsigned char *p, size_t n)
{
    (void)sodium_bin2hex(out, 2 * n + 1, p, n);
}

/* The text of a new key. On the stack and wiped, not in a buffer that may move. */
static int new_key_text(struct vg_world *w, char out[SECRET_ROOM], size_t *n, struct vg_err *err)
{
    unsigned char seed[VG_SIGN_SEED];
    char seed_hex[2 * VG_SIGN_SEED + 1], public_hex[2 * VG_SIGN_PUBLIC + 1];
    VG_SCOPED_SIGNER s = {0};

    if (w->fill_random(w->w, seed, sizeof seed) != VG_OK)
        return vg_fail(err, VG_E_IO, "the system gives no randomness for a key");
    vg_signer_from_seed(&s, seed);
    put_hex(seed_hex, seed, sizeof seed);
    put_hex(public_hex, s.public, sizeof s.public);
    *n = (size_t)snprintf(out, SECRET_ROOM, "vigil-key/v1 ed25519\nseed %s\npublic %s\n", seed_hex,
                          public_hex);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(seed_hex, sizeof seed_hex);
    return VG_OK;
}

static int write_temporary(int folder, const char *name, const char *bytes, size_t n,
                           struct vg_err *err)
{
    VG_SCOPED_FD fd =
        openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int rc;

    if (fd < 0)
        return vg_fail(err, VG_E_IO, "cannot make it: %s", strerror(errno));
    rc = vg_write_all(fd, bytes, n, err);
    if (rc == VG_OK && fsync(fd) != 0)
        rc = vg_fail(err, VG_E_IO, "cannot sync: %s", strerror(errno));
    return rc;
}

/* Give the file its name unless somebody was faster. A few file systems know only links. */
static int name_it(int folder, const char *temporary, const char *name)
{
    if (renameat2(folder, temporary, folder, name, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EINVAL && linkat(folder, temporary, folder, name, 0) == 0)
        return unlinkat(folder, temporary, 0);
    return -1;
}

static int make_key_at(int folder, struct vg_world *w, const char *name, struct vg_err *err)
{
    unsigned char tag[8];
    char text[SECRET_ROOM], temporary[NAME_ROOM] = "new-";
    size_t n = 0;
    int rc;

    if (w->fill_random(w->w, tag, sizeof tag) != VG_OK)
        return vg_fail(err, VG_E_IO, "the system gives no randomness");
    put_hex(temporary + strlen(temporary), tag, sizeof tag);
    rc = new_key_text(w, text, &n, err);
    if (rc != VG_OK)
        return rc;
    rc = write_temporary(folder, temporary, text, n, err);
    sodium_memzero(text, sizeof text);
    if (rc == VG_OK && name_it(folder, temporary, name) != 0 && errno != EEXIST)
        rc = vg_fail(err, VG_E_IO, "cannot name it: %s", strerror(errno));
    if (rc == VG_OK && fsync(folder) != 0)
        rc = vg_fail(err, VG_E_IO, "cannot sync the folder: %s", strerror(errno));
    (void)unlinkat(folder, temporary, 0);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", name);
}

/* With `w`, a key that is not there is made and then read back: what another process
 * made at the same moment is as good. */
static int get_key(const struct vg_home *h, struct vg_world *w, const char *name,
                   struct vg_signer *out, struct vg_err *err)
{
    char path[PATH_MAX];
    VG_SCOPED_FD folder = -1;
    int rc;

    (void)snprintf(path, sizeof path, "%s/keys", h->path);
    if (w != NULL) {
        rc = vg_folder_make(path, err);
        if (rc != VG_OK)
            return rc;
    }
    rc = open_keys(h, &folder, err);
    if (rc == VG_OK)
        rc = read_key_at(folder, name, out, err);
    if (rc == VG_E_ABSENT && w != NULL) {
        rc = make_key_at(folder, w, name, err);
        if (rc == VG_OK)
            rc = read_key_at(folder, name, out, err);
    }
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", path);
}

static int get_log_key(const struct vg_home *h, struct vg_world *w, const char *origin,
                       struct vg_signer *out, struct vg_err *err)
{
    char name[NAME_ROOM];
    int rc = origin_is_safe(origin, err);

    if (rc != VG_OK)
        return rc;
    (void)snprintf(name, sizeof name, "%s.key", origin);
    return get_key(h, w, name, out, err);
}

int vg_home_log_key(const struct vg_home *h, const char *origin, struct vg_signer *out,
                    struct vg_err *err)
{
    return get_log_key(h, NULL, origin, out, err);
}

int vg_home_log_key_make(const struct vg_home *h, struct vg_world *w, const char *origin,
                         struct vg_signer *out, struct vg_err *err)
{
    return get_log_key(h, w, origin, out, err);
}

int vg_home_actor_key(const struct vg_home *h, struct vg_signer *out, struct vg_err *err)
{
    return get_key(h, NULL, "actor.key", out, err);
}

int vg_home_actor_key_make(const struct vg_home *h, struct vg_world *w, struct vg_signer *out,
                           struct vg_err *err)
{
    return get_key(h, w, "actor.key", out, err);
}

/* -- marks ------------------------------------------------------------------------------- */

static void mark_path(const struct vg_home *h, const char *origin, char path[PATH_MAX])
{
    (void)snprintf(path, PATH_MAX, "%s/marks/%s", h->path, origin);
}

int vg_home_mark_read(const struct vg_home *h, const char *origin, struct vg_checkpoint *out,
                      struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_MARK};
    struct vg_checkpoint c;
    char path[PATH_MAX];
    int rc = origin_is_safe(origin, err);

    if (rc != VG_OK)
        return rc;
    mark_path(h, origin, path);
    rc = vg_file_read(path, &text, err);
    if (rc == VG_OK)
        rc = vg_checkpoint_read(vg_buf_str(&text), &c, err);
    if (rc == VG_E_LIMIT || rc == VG_E_FORMAT)
        return vg_within(err, VG_E_FORMAT, "%s: a damaged mark", path);
    if (rc != VG_OK)
        return rc;
    if (strcmp(c.origin, origin) != 0)
        return vg_fail(err, VG_E_FORMAT, "%s: a mark of %.60s", path, c.origin);
    *out = c;
    return VG_OK;
}

int vg_home_mark_write(const struct vg_home *h, const struct vg_checkpoint *c, struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_MARK};
    char path[PATH_MAX];
    int rc = origin_is_safe(c->origin, err);

    if (rc != VG_OK)
        return rc;
    (void)snprintf(path, sizeof path, "%s/marks", h->path);
    rc = vg_folder_make(path, err);
    if (rc != VG_OK)
        return rc;
    mark_path(h, c->origin, path);
    vg_checkpoint_write(c, &text);
    return vg_file_write(path, text.p, text.len, 0600, err);
}
