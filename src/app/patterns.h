/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_PATTERNS_H
#define VG_APP_PATTERNS_H

#include "app/inside.h"

/* The pattern files of a case that are in use, and the entries that keep them. */
struct vg_own_patterns {
    struct vg_pat_text *texts;
    int64_t *entries;
    size_t n;
};

/* In the arena; c may be NULL: none. */
int vg_patterns_of_case(struct vg_case *c, struct vg_arena *a, struct vg_own_patterns *out,
                        struct vg_err *err);

#endif
