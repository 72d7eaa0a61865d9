/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Estimates out of tables, without a case. What is malformed is a mistake of whoever gives it, so
 * it fails as a misuse, whatever the reader called it.
 */
#include <string.h>

#include "app/estimate_parts.h"
#include "base/file.h"
#include "base/limits.h"

int vg_estimate_read_text(const char *path, struct vg_arena *a, struct vg_estimate_text *out,
                          struct vg_err *err)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_ESTIMATE_FILE};
    const char *slash = strrchr(path, '/');
    int rc = vg_file_read(strcmp(path, "-") == 0 ? "/dev/stdin" : path, &b, err);

    if (rc == VG_E_LIMIT)
        return vg_fail(err, VG_E_MISUSE, "%s: larger than %zu MiB", path, b.max / 1024 / 1024);
    if (rc != VG_OK)
        return rc;
    out->name = vg_copyz(a, slash == NULL ? path : slash + 1);
    out->text = vg_str_copy(a, vg_buf_str(&b));
    return VG_OK;
}

static int given(int rc)
{
    return rc == VG_E_FORMAT || rc == VG_E_LIMIT ? VG_E_MISUSE : rc;
}

int vg_estimate_of_files(const struct vg_estimate_files *files, struct vg_estimate_ask *ask,
                         struct vg_arena *a, struct vg_estimate *out, struct vg_err *err)
{
    const char *const paths[] = {files->lists, files->strict, files->loose};
    const struct vg_estimate_text **const to[] = {&ask->lists, &ask->strict, &ask->loose};
    int rc = vg_estimate_read_text(files->table, a, &ask->table, err);

    for (size_t i = 0; rc == VG_OK && i < sizeof paths / sizeof paths[0]; i++) {
        struct vg_estimate_text *text;

        *to[i] = NULL;
        if (paths[i] == NULL)
            continue;
        text = VG_NEW(a, struct vg_estimate_text);
        rc = vg_estimate_read_text(paths[i], a, text, err);
        *to[i] = text;
    }
    return rc == VG_OK ? given(vg_estimate_run(ask, a, out, err)) : rc;
}

int vg_estimate_models_of_file(const char *table, struct vg_estimate_ask *ask, vg_space_each *each,
                               void *ctx, struct vg_arena *a, struct vg_err *err)
{
    int rc = vg_estimate_read_text(table, a, &ask->table, err);

    return rc == VG_OK ? given(vg_estimate_walk(ask, each, ctx, a, err)) : rc;
}
