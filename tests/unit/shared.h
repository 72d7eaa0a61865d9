/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_SHARED_H
#define VG_TESTS_UNIT_SHARED_H

/* After test.h. Known answers of other projects stand outside the source tree. */

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/digits.h"
#include "base/file.h"
#include "base/json.h"

/* The path of a file of known answers, in a static buffer that the next call uses again. */
static inline const char *shared_path(const char *name)
{
    static char path[4096];
    const char *root = getenv("VIGIL_SHARED");

    (void)snprintf(path, sizeof path, "%s/data/record/%s",
                   root == NULL ? SOURCE_ROOT "/../shared" : root, name);
    return path;
}

/* Are they there? If not, a message says so and the caller passes its test by
 * (cmocka's own skip() is a failure to a reader of TAP). */
static inline int has_shared(void)
{
    struct stat st;

    if (stat(shared_path(""), &st) == 0)
        return 1;
    print_message("# skipped: no known answers at %s (set VIGIL_SHARED)\n", shared_path(""));
    return 0;
}

static inline struct vg_str shared_bytes(struct vg_arena *a, const char *name)
{
    VG_SCOPED_BUF b = {0};

    if (vg_file_read(shared_path(name), &b, NULL) != VG_OK)
        fail_msg("%s cannot be read", shared_path(name));
    return vg_str_copy(a, vg_buf_str(&b));
}

/* A text or null as base64 hashes; the number of bytes. */
static inline size_t shared_base64(const json_t *v, unsigned char *out, size_t room)
{
    const char *text = json_string_value(v);
    size_t n = 0;

    if (text == NULL || *text == '\0')
        return 0;
    if (!vg_base64_read(vg_str(text), out, room, &n))
        return (size_t)-1;
    return n;
}

#endif
