/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_JOBS_H
#define VG_WEB_JOBS_H

#include "web/ui.h"

/* Long work as pages show it: what the server remembers (web/job.h), read and in words. */

struct vg_shown_line {
    const char *what; /* "stored", "failed", "verdict" … */
    const char *label, *says;
    int64_t source; /* 0: none */
};

struct vg_shown_job {
    int64_t id, done, total, sources;
    const char *kind, *state, *what;
    const struct vg_shown_line *lines;
    size_t n_lines;
};

/* All there are, the newest first; in the arena. VG_E_FORMAT when the server did not say. */
int vg_shown_jobs(struct vg_web *w, const struct vg_shown_job **out, size_t *n);
/* The newest that ended of a kind, or NULL. */
const struct vg_shown_job *vg_shown_last(const struct vg_shown_job *list, size_t n,
                                         const char *kind);
int vg_shown_is_over(const struct vg_shown_job *j);

/* "Preserving · running · 3 of 10", a link to its page. */
void vg_shown_job_line(const struct vg_web *w, const struct vg_shown_job *j);
/* How far it is, as an element that a script keeps up to date. */
void vg_shown_progress(const struct vg_web *w, const struct vg_shown_job *j);
/* What it said, a list. */
void vg_shown_lines(const struct vg_web *w, const struct vg_shown_job *j);

#endif
