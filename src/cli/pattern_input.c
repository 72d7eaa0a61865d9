/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/pattern_input.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/limits.h"

static int read_one(struct vg_run *r, const char *path, const char *language,
                    struct vg_pattern_texts *out)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_PATTERN_FILE};
    int rc = vg_file_read(path, &b, r->err);

    if (rc != VG_OK)
        return rc;
    out->list = vg_grow(r->a, out->list, out->n, &out->room);
    out->list[out->n++] = (struct vg_pat_text){
        .language = vg_pattern_language(path, language, r->a),
        .name = vg_copyz(r->a, path),
        .text = vg_copy(r->a, b.p, b.len),
        .len = b.len,
    };
    return VG_OK;
}

static int is_pattern_name(const char *name)
{
    size_t n = strlen(name);

    return n > 4 && name[0] != '.' && strcmp(name + n - 4, ".pat") == 0;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Names in the order of their bytes, so that the same folder gives the same rules. */
static int read_folder(struct vg_run *r, const char *path, const char *language,
                       struct vg_pattern_texts *out)
{
    const char **names = NULL;
    size_t n = 0, room = 0;
    struct dirent *e;
    DIR *d = opendir(path);
    int rc = VG_OK;

    if (d == NULL)
        return vg_fail(r->err, VG_E_IO, "%s: %s", path, strerror(errno));
    while ((e = readdir(d)) != NULL && n <= VG_MAX_PATTERN_FILES) {
        if (!is_pattern_name(e->d_name))
            continue;
        names = vg_grow(r->a, names, n, &room);
        names[n++] =
            vg_print(r->a, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", e->d_name);
    }
    (void)closedir(d);
    if (n == 0)
        return vg_fail(r->err, VG_E_ABSENT, "%s: no file in it ends in .pat", path);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n && rc == VG_OK; i++)
        rc = read_one(r, names[i], language, out);
    return rc;
}

int vg_pattern_texts_read(struct vg_run *r, const char *path, const char *language,
                          struct vg_pattern_texts *out)
{
    struct stat st;

    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return read_folder(r, path, language, out);
    return read_one(r, path, language, out);
}
