/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/inside.h"
#include "base/file.h"
#include "base/limits.h"
#include "seal/tile.h"
#include "store/verify.h"

const char *vg_verdict_word(enum vg_verdict v)
{
    switch (v) {
    case VG_VERIFIED:
        return "VERIFIED";
    case VG_VERIFIED_UNTIMED:
        return "VERIFIED-UNTIMED";
    case VG_INCOMPLETE:
        return "INCOMPLETE";
    case VG_FAILED:
    default:
        return "FAILED";
    }
}

/* What no verification of a record can show. */
static const char *const not_proved[] = {
    "that what a source says is true",
    "when the entries were made, beyond the clock of the machine that made them",
    "who served a page, beyond the certificates it showed",
    "that an extracted text says the same as the bytes it was made of",
};

static void conclude(struct vg_verify_report *r, struct vg_findings *f, struct vg_arena *a)
{
    const char **all = VG_NEW_ARRAY(a, const char *, f->n_failed + f->n_missing + 1);

    for (size_t i = 0; i < f->n_failed; i++)
        all[r->n_findings++] = f->failed[i];
    for (size_t i = 0; i < f->n_missing; i++)
        all[r->n_findings++] = f->missing[i];
    if (f->more > 0)
        all[r->n_findings++] = vg_print(a, "and %lld more", (long long)f->more);
    r->findings = all;
    r->not_proved = not_proved;
    r->n_not_proved = sizeof not_proved / sizeof *not_proved;
    r->entries = f->entries;
    r->blobs = f->blobs;
    r->bytes = f->bytes;
    r->checkpoints = f->checkpoints;
    r->origin = f->origin;
    r->root_hex = vg_copyz(a, f->root_hex);
    r->verdict = f->n_failed > 0    ? VG_FAILED
                 : f->n_missing > 0 ? VG_INCOMPLETE
                                    : VG_VERIFIED_UNTIMED; /* no entry carries a time stamp yet */
}

/* -- a case --------------------------------------------------------------------------- */

static int verify_case(const struct vg_app *app, const char *path, const char *vkey, int log_only,
                       struct vg_arena *a, struct vg_findings *f, struct vg_err *err)
{
    struct vg_home home;
    struct vg_verify_how how = {
        .vkey = vkey, .log_only = log_only, .progress = app->progress, .w = app->w};
    struct vg_store *s = NULL;
    int rc = vg_store_open(path, VG_STORE_READ, &s, err);

    if (rc != VG_OK)
        return rc;
    if (vg_app_home(app, a, &home, NULL) == VG_OK)
        how.home = &home;
    rc = vg_store_verify(s, &how, f, err);
    vg_store_close(s);
    return rc;
}

/*
 * A file that is marked as ours but whose structure is broken is a damaged case, not
 * another thing: the verdict is FAILED. Of the two marks, what the engine writes and
 * what we write, one may itself be damaged.
 */
static int is_damaged_case(const char *path)
{
    static const char magic[] = "SQLite format 3";
    char head[72] = "";
    VG_SCOPED_FD fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof head, 0);

    size_t same = 0;

    for (size_t i = 0; i < 4; i++)
        same += head[68 + i] == "vgcl"[i];
    return n == (ssize_t)sizeof head &&
           (same == 4 || (same == 3 && memcmp(head, magic, sizeof magic) == 0));
}

/* -- a folder of tiles ------------------------------------------------------------------ */

static int read_tile(void *w, const char *path, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};

    return vg_file_read(vg_print(&a, "%s/%s", (const char *)w, path), out, err);
}

static int check_entry(void *w, uint64_t i, struct vg_str bytes, struct vg_err *err)
{
    struct vg_findings *f = w;
    struct vg_entry e;
    int rc = vg_entry_read(bytes.p, bytes.len, &e, err);

    if (rc == VG_OK)
        rc = vg_entry_check(&e, err);
    f->entries = (int64_t)i + 1;
    return rc == VG_OK ? VG_OK : vg_within(err, VG_E_NOT_HELD, "entry %llu", (unsigned long long)i);
}

static int verify_folder(const char *path, const char *vkey, struct vg_findings *f,
                         struct vg_err *err)
{
    struct vg_tile_folder from = {read_tile, (void *)(uintptr_t)path};
    struct vg_tiles_how how = {.entry = check_entry, .w = f};
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE};
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_checkpoint cp;
    struct vg_err why = {0};
    struct vg_key key;
    int rc;

    if (vkey == NULL)
        return vg_fail(err, VG_E_MISUSE,
                       "%s: a folder of tiles needs the verifier key of its log: --vkey KEY, as "
                       "'vigil log CASE --vkey' prints it",
                       path);
    rc = vg_key_read(vkey, strlen(vkey), &key, err);
    if (rc != VG_OK)
        return vg_within(err, VG_E_MISUSE, "--vkey");
    rc = read_tile((void *)(uintptr_t)path, "checkpoint", &note, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "this is no folder of tiles");
    f->checkpoints = 1;
    rc = vg_checkpoint_open(note.p, note.len, &key, 1, &cp, NULL, &why);
    if (rc == VG_OK && strcmp(cp.origin, key.name) != 0)
        rc = vg_fail(&why, VG_E_NOT_HELD, "it is of the log %s", cp.origin);
    if (rc == VG_OK) {
        f->origin = vg_copyz(f->a, cp.origin);
        vg_put_hex(&hex, cp.root, sizeof cp.root);
        memcpy(f->root_hex, hex.p, sizeof f->root_hex);
        rc = vg_tiles_check(&cp, &from, &how, &why);
    } else {
        (void)vg_within(&why, rc, "checkpoint");
    }
    if (rc == VG_OK)
        return VG_OK;
    if (rc == VG_E_ABSENT) {
        f->missing = VG_NEW(f->a, const char *);
        f->missing[f->n_missing++] = vg_copyz(f->a, why.text);
    } else {
        f->failed = VG_NEW(f->a, const char *);
        f->failed[f->n_failed++] = vg_copyz(f->a, why.text);
    }
    return VG_OK;
}

int vg_verify(const struct vg_app *app, const char *path, const char *vkey, int log_only,
              struct vg_arena *a, struct vg_verify_report *out, struct vg_err *err)
{
    struct vg_findings f = {.a = a};
    struct vg_err why = {0};
    struct stat st;
    int rc;

    memset(out, 0, sizeof *out);
    if (stat(path, &st) != 0 && errno == ENOENT)
        return vg_fail(err, VG_E_ABSENT,
                       "%s: nothing is here; give a case file, or a folder of tiles", path);
    if (stat(path, &st) != 0)
        return vg_fail(err, VG_E_IO, "%s: %s", path, strerror(errno));
    if (S_ISDIR(st.st_mode)) {
        rc = verify_folder(path, vkey, &f, err);
        if (rc != VG_OK)
            return rc;
        conclude(out, &f, a);
        return VG_OK;
    }
    rc = verify_case(app, path, vkey, log_only, a, &f, &why);
    if (rc == VG_E_FORMAT && is_damaged_case(path)) {
        char *advice = strstr(why.text, "; run 'vigil verify'"); /* which is what we do */

        if (advice != NULL)
            *advice = '\0';
        f.failed = VG_NEW(a, const char *);
        f.n_failed = 1;
        f.failed[0] = vg_print(a, "structure: %s", why.text);
    } else if (rc != VG_OK) {
        return vg_fail(err, rc, "%s", why.text);
    }
    conclude(out, &f, a);
    return VG_OK;
}
