/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Records of tables that the user brings, linked: filters, no case is opened and nothing kept. */
#include <string.h>

#include "vigil.h"

#include "base/file.h"
#include "base/limits.h"

/* The bytes of the tables, as long as they are read. */
struct tables {
    struct vg_buf text[VG_MAX_RECORDS_FILES];
    struct vg_records_file file[VG_MAX_RECORDS_FILES];
};

static void tables_end(struct tables *t)
{
    for (size_t i = 0; i < VG_MAX_RECORDS_FILES; i++)
        vg_buf_end(&t->text[i]);
}
#define VG_SCOPED_TABLES __attribute__((cleanup(tables_end))) struct tables

static int read_input(const char *path, int64_t most, struct vg_buf *out, struct vg_err *err)
{
    int rc;

    out->max = (size_t)most;
    rc = vg_file_read(strcmp(path, "-") == 0 ? "/dev/stdin" : path, out, err);
    return rc == VG_E_LIMIT ? vg_fail(err, rc, "%s: larger than %lld KiB, the most that is read",
                                      path, (long long)(most / 1024))
                            : rc;
}

static int read_config(const char *path, struct vg_arena *a, struct vg_records_config *out,
                       struct vg_err *err)
{
    VG_SCOPED_BUF text = {0};
    int rc = read_input(path, VG_MAX_RECORDS_CONFIG, &text, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_records_config_read(text.p, text.len, a, out, err);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", path);
}

int vg_resolve_records(const char *const *paths, size_t n, const char *config, struct vg_arena *a,
                       struct vg_records *out, struct vg_err *err)
{
    VG_SCOPED_TABLES t = {0};
    struct vg_records_config *c = VG_NEW(a, struct vg_records_config);
    struct vg_records r;
    int rc;

    if (n > VG_MAX_RECORDS_FILES)
        return vg_fail(err, VG_E_MISUSE, "%zu tables; at most %d are linked at once", n,
                       VG_MAX_RECORDS_FILES);
    rc = read_config(config, a, c, err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        rc = read_input(paths[i], VG_MAX_RECORDS_FILE, &t.text[i], err);
        t.file[i] = (struct vg_records_file){paths[i], t.text[i].p, t.text[i].len};
    }
    if (rc == VG_OK)
        rc = vg_records_read(t.file, n, c, a, &r, err);
    if (rc == VG_OK)
        rc = vg_records_train(&r, err);
    r.files = NULL; /* they end here */
    if (rc == VG_OK)
        *out = r;
    return rc;
}

int vg_resolve_em(const char *path, struct vg_arena *a, struct vg_em_file *out,
                  struct vg_em_model *model, struct vg_err *err)
{
    VG_SCOPED_BUF text = {0};
    struct vg_em_file file;
    int rc = read_input(path, VG_MAX_RECORDS_FILE, &text, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_em_read(text.p, text.len, a, &file, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "%s", path);
    vg_em_fit(&file.table, a, model);
    *out = file;
    return VG_OK;
}
