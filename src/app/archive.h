/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_ARCHIVE_H
#define VG_APP_ARCHIVE_H

#include "app/inside.h"
#include "capture/preserve.h"

/* What was found in one archive. */
struct vg_archive_opened {
    int64_t source;
    const char *label;
    uint64_t records, pages; /* pages that were kept now */
    uint64_t errors; /* answers with text whose status is not 2xx: kept in the archive only */
    int error;       /* the status of the first of them */
    size_t notes;    /* of damage, those of the file included */
};

struct vg_archive_job {
    struct vg_arena *a;
    /* each page, after the commit that holds it; may be NULL */
    void (*kept)(void *w, const struct vg_preserved *p);
    void (*opened)(void *w, const struct vg_archive_opened *o); /* may be NULL */
    void *w;
};

/*
 * Keep every page of every archive that waits to be read, as sources whose parent is the
 * archive. What is kept already is passed over. VG_E_REFUSED when the closed child does not
 * close, VG_E_INTERRUPTED, or as the case fails.
 */
int vg_archives_open(struct vg_case *c, const struct vg_archive_job *how, struct vg_err *err);

#endif
