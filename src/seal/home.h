/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_HOME_H
#define VG_SEAL_HOME_H

#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "seal/checkpoint.h"
#include "seal/sign.h"

/*
 * What this machine keeps beside the cases, in one folder: signing keys, which
 * are never in a case (a copy of the file cannot sign), and the high-water marks that
 * tell when a case was restored from an older copy.
 *
 *     keys/ORIGIN.key     log key of a case, 0600
 *     keys/actor.key      key of the person on this device, 0600
 *     marks/ORIGIN        origin, size, root: the lines of a checkpoint, unsigned
 *
 * A key file has three lines, the last to notice damage:
 *
 *     vigil-key/v1 ed25519
 *     seed <64 hex>
 *     public <64 hex>
 *
 * The only part of seal/ that touches files.
 */
struct vg_home {
    const char *path; /* without a final slash */
};

/*
 * Where it is: $VIGIL_HOME, else $XDG_DATA_HOME/vigil when that is absolute, else
 * $HOME/.local/share/vigil. An empty variable counts as none. Nothing is made or looked at.
 * VG_E_ABSENT when none of them is set, VG_E_LIMIT for a path too long.
 */
int vg_home_find(struct vg_arena *a, struct vg_home *out, struct vg_err *err);

/*
 * The key that signs the checkpoints of `origin`, or the entries of this person. The
 * _make forms make it on first use out of w->fill_random (folders 0700, file 0600,
 * synced before it is used); two processes that do so at once get the same key. Fails with
 *   VG_E_ABSENT   no such key yet (without _make only)
 *   VG_E_MISUSE   origin is not one of ours
 *   VG_E_REFUSED  the file is a symbolic link or no plain file, is readable by group or
 *                 others, belongs to somebody else; the keys folder is a symbolic
 *                 link, belongs to somebody else or may be written by others
 *   VG_E_FORMAT   the file is damaged
 *   VG_E_IO       the system refused
 */
int vg_home_log_key(const struct vg_home *h, const char *origin, struct vg_signer *out,
                    struct vg_err *err);
int vg_home_log_key_make(const struct vg_home *h, struct vg_world *w, const char *origin,
                         struct vg_signer *out, struct vg_err *err);
int vg_home_actor_key(const struct vg_home *h, struct vg_signer *out, struct vg_err *err);
int vg_home_actor_key_make(const struct vg_home *h, struct vg_world *w, struct vg_signer *out,
                           struct vg_err *err);

/*
 * The largest tree of `origin` that this machine has seen. VG_E_ABSENT when it has
 * seen none (a caller says that it cannot know), VG_E_MISUSE for an origin not of
 * ours, VG_E_FORMAT for a damaged mark or one of another origin, VG_E_IO.
 */
int vg_home_mark_read(const struct vg_home *h, const char *origin, struct vg_checkpoint *out,
                      struct vg_err *err);

/* Replace the mark; it is on disk when this returns. Whether it only grows is for the
 * caller, who holds the case. VG_E_MISUSE, VG_E_IO. */
int vg_home_mark_write(const struct vg_home *h, const struct vg_checkpoint *c, struct vg_err *err);

#endif
