/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_READ_DATA_H
#define VG_TESTS_UNIT_READ_DATA_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

/* The shared test data: VIGIL_SHARED, else ../shared beside the source root. */
static inline char *shared_path(struct vg_arena *a, const char *rest)
{
    const char *root = getenv("VIGIL_SHARED");

    if (root == NULL || root[0] == '\0')
        root = SOURCE_ROOT "/../shared";
    return vg_print(a, "%s/data/read/%s", root, rest);
}

/* 0, with a message, when that part of the data is not on this machine. */
static inline int have_shared(const char *path)
{
    if (access(path, R_OK) == 0)
        return 1;
    print_message("skipped: no test data at %s (set VIGIL_SHARED)\n", path);
    return 0;
}

static inline struct vg_str file_bytes(struct vg_arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    struct vg_str s = {"", 0};
    long size;
    char *p;

    if (f == NULL)
        fail_msg("%s cannot be opened", path);
    (void)fseek(f, 0, SEEK_END);
    size = ftell(f);
    rewind(f);
    p = vg_alloc(a, (size_t)size + 1);
    s.p = p;
    s.len = fread(p, 1, (size_t)size, f);
    (void)fclose(f);
    return s;
}

#endif
