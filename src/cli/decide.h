/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_DECIDE_H
#define VG_CLI_DECIDE_H

#include "cli/run.h"

/* How: every member may be 0. */
struct vg_accepting {
    const char *const *set; /* corrections, "field=value", as typed after --set */
    size_t n;
    int is_seen;         /* the person has compared the words with the image they were read in */
    const char *because; /* may be NULL */
};

/*
 * Accept a suggestion, with corrections that are worked out against what the
 * suggestion says. *claim is the claim that was kept.
 */
int vg_decide_accept(struct vg_run *r, const char *suggestion, const struct vg_accepting *d,
                     int64_t *claim);

#endif
