/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_STORE_VERIFY_H
#define VG_STORE_VERIFY_H

#include "base/err.h"
#include "base/mem.h"
#include "seal/home.h"
#include "store/store.h"

/*
 * Check a case by itself: everything is read, nothing is sampled. Findings are
 * sentences that name table, entry and what was expected; the walk goes on after
 * each, up to VG_MAX_FINDINGS.
 */
enum { VG_MAX_FINDINGS = 100 };

struct vg_findings {
    struct vg_arena *a;
    const char **failed; /* damage: the verdict is FAILED */
    size_t n_failed, room_failed;
    const char **missing; /* the case holds as far as it goes: INCOMPLETE */
    size_t n_missing, room_missing;
    int64_t entries, blobs, bytes, checkpoints;
    const char *origin;
    char root_hex[65];
    int64_t more; /* findings beyond the ceiling, counted only */
};

struct vg_verify_how {
    const char *vkey;           /* must be the case's verifier key, or NULL */
    const struct vg_home *home; /* where a mark may lie, or NULL */
    int log_only;               /* entries, tree and checkpoints only; said as missing */
    void (*progress)(void *w, const char *what, int64_t done, int64_t total); /* may be NULL */
    void *w;
};

/* Fails only when the store cannot be read at all; damage is a finding. */
int vg_store_verify(struct vg_store *s, const struct vg_verify_how *how, struct vg_findings *out,
                    struct vg_err *err);

#endif
