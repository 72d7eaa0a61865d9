/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_ESTIMATE_FILES_H
#define VG_TESTS_UNIT_ESTIMATE_FILES_H

/* After test.h. Tables and reference output of data/estimate beside the source tree. */

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"

/* The path of a file there, in a static buffer that the next call uses again. */
static inline const char *estimate_path(const char *name)
{
    static char path[4096];
    const char *root = getenv("VIGIL_SHARED");

    (void)snprintf(path, sizeof path, "%s/data/estimate/%s", root == NULL ? SHARED_BESIDE : root,
                   name);
    return path;
}

static inline int has_estimate_data(void)
{
    struct stat st;

    if (stat(estimate_path(""), &st) == 0)
        return 1;
    print_message("# skipped: no tables at %s (set VIGIL_SHARED)\n", estimate_path(""));
    return 0;
}

static inline struct vg_str estimate_bytes(struct vg_arena *a, const char *name)
{
    VG_SCOPED_BUF b = {0};

    if (vg_file_read(estimate_path(name), &b, NULL) != VG_OK)
        fail_msg("%s cannot be read", estimate_path(name));
    return vg_str_copy(a, vg_buf_str(&b));
}

static inline json_t *estimate_json(struct vg_arena *a, const char *name)
{
    const struct vg_str s = estimate_bytes(a, name);
    json_t *out = NULL;

    if (vg_json_read(s.p, s.len, &out, NULL) != VG_OK)
        fail_msg("%s is no JSON", name);
    return out;
}

static inline double json_at(const json_t *o, const char *key)
{
    return json_number_value(json_object_get(o, key));
}

static inline int is_near(double got, double wanted, double absolute, double relative)
{
    return fabs(got - wanted) <= absolute + relative * fabs(wanted);
}

#endif
