/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_CHECKPOINT_H
#define VG_SEAL_CHECKPOINT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/mem.h"
#include "seal/hash.h"
#include "seal/note.h"
#include "seal/sign.h"

/*
 * A checkpoint (c2sp.org/tlog-checkpoint): a signed note whose text is origin,
 * size and root, one line each, no extension lines.
 *
 *     vigil-0123456789abcdef
 *     300
 *     9ZAe0pZbyaYemzy7fnwA4zHJ3mjkmD5KkWU15Jjt5nk=
 */
enum { VG_ORIGIN = 23 }; /* an origin of ours, "vigil-" and 16 hex digits, and NUL */

struct vg_checkpoint {
    char origin[VG_KEY_NAME]; /* others' origins are longer than ours */
    uint64_t size;            /* leaves */
    unsigned char root[VG_HASH_SIZE];
};

/* A new origin out of randomness: it carries no meaning. VG_E_IO without randomness. */
int vg_origin_make(struct vg_world *w, char out[VG_ORIGIN], struct vg_err *err);

/* 1 for "vigil-" and 16 lower-case hex digits: such a text is safe as a file name. */
int vg_origin_is_ours(const char *origin);

/* The text of the note. */
void vg_checkpoint_write(const struct vg_checkpoint *c, struct vg_buf *out);

/* Read such a text: exactly three lines, a decimal size without leading zero,
 * canonical base64 of 32 bytes; a size of 0 has the root of nothing. VG_E_FORMAT
 * otherwise, VG_E_LIMIT for an origin beyond 255 bytes. */
int vg_checkpoint_read(struct vg_str text, struct vg_checkpoint *out, struct vg_err *err);

/* Append the signed note; the key's name is the origin. Fails as vg_note_write(). */
int vg_checkpoint_sign(const struct vg_checkpoint *c, const struct vg_signer *s, struct vg_buf *out,
                       struct vg_err *err);

/*
 * Read a signed checkpoint and its signatures: fails as vg_note_read(), then as
 * vg_checkpoint_read(). `note` may be NULL. Whether the origin is the one that was
 * expected is for the caller to compare: witnesses sign for many.
 */
int vg_checkpoint_open(const char *p, size_t len, const struct vg_key *keys, size_t n,
                       struct vg_checkpoint *out, struct vg_note *note, struct vg_err *err);

#endif
