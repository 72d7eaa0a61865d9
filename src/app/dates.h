/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_DATES_H
#define VG_APP_DATES_H

#include "vigil.h"

/*
 * Dates that one capture gives for one thing, held against each other. A clock
 * may be wrong, a page may be dated ahead: which of the two is right nobody knows here,
 * so what comes out is a note and nothing is corrected. Pure.
 */
struct vg_source_dates {
    int64_t captured;        /* local clock, seconds UTC */
    int64_t modified;        /* time of change of a file; VG_NO_TIME: none */
    struct vg_str answer;    /* header bytes of the last hop, or nothing */
    const char *server_date; /* its Date header, or NULL */
    const char *dated;       /* EDTF, by a person, or NULL */
    const char *published;   /* EDTF, by the reader, or NULL */
};

/* What disagrees, in a fixed order, in the arena. A date that cannot be read disagrees with
 * nothing. */
void vg_source_contradictions(const struct vg_source_dates *d, struct vg_arena *a,
                              const struct vg_contradiction **out, size_t *n);

#endif
