/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_NOTE_H
#define VG_SEAL_NOTE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "seal/sign.h"

/*
 * Signed notes (c2sp.org/signed-note): a text whose lines all end in LF, a blank
 * line, and signature lines "— name base64(4-byte key id ‖ signature)".
 */
enum {
    VG_KEY_ED25519 = 0x01,     /* signature over the text: 64 bytes */
    VG_KEY_COSIGNATURE = 0x04, /* c2sp.org/tlog-cosignature: 8 bytes of time, 64 of signature */
    VG_KEY_NAME = 256,         /* longest key name and NUL */
};

/* A verifier key. Text form: name+id+base64(type ‖ public), the id as 8 hex digits. */
struct vg_key {
    char name[VG_KEY_NAME];
    unsigned char id[4]; /* SHA-256(name ‖ LF ‖ type ‖ public)[:4] */
    unsigned char type;
    unsigned char public[VG_SIGN_PUBLIC];
};

/*
 * Make a key and its id. VG_E_MISUSE: a type of neither kind, a name that is
 * empty, no UTF-8, has '+', white space or a control character. VG_E_LIMIT: a
 * name beyond 255 bytes.
 */
int vg_key_make(struct vg_key *out, const char *name, unsigned char type,
                const unsigned char public[VG_SIGN_PUBLIC], struct vg_err *err);

/* Read the text form, exactly (no line end). VG_E_FORMAT, also when the id does not
 * belong to the key or the type is unknown; VG_E_LIMIT as above. */
int vg_key_read(const char *p, size_t len, struct vg_key *out, struct vg_err *err);
void vg_key_write(const struct vg_key *k, struct vg_buf *out);

struct vg_note_sig {
    size_t key;   /* index into the trusted keys */
    int64_t time; /* seconds UTC of a cosignature, else 0 */
};

struct vg_note {
    struct vg_str text; /* with its last LF; points into the bytes that were read */
    size_t verified;    /* trusted keys whose signature is there and good, each once */
    size_t unknown;     /* signature lines of other keys: passed over */
    struct vg_note_sig sigs[VG_MAX_NOTE_SIGS];
};

/*
 * Read a note and check every signature of the `n` keys trusted (at most
 * VG_MAX_NOTE_SIGS, else VG_E_MISUSE). Lines of other keys, of whatever type,
 * are passed over once they are well formed. Fails with
 *   VG_E_LIMIT     more than VG_MAX_NOTE bytes or VG_MAX_NOTE_SIGS lines
 *   VG_E_FORMAT    bad UTF-8, a control character but LF, no blank line, no signature
 *                  line, no last LF, a line of another form, base64 that is not
 *                  canonical (RFC 4648 section 3.5), a name that is no key name
 *   VG_E_NOT_HELD  a trusted key's signature is bad (the whole note falls, whatever
 *                  else it has), or no trusted key has signed
 */
int vg_note_read(const char *p, size_t len, const struct vg_key *keys, size_t n,
                 struct vg_note *out, struct vg_err *err);

/*
 * Append `text` and one signature by `s` under `name` to *out. VG_E_MISUSE: a text
 * that is empty, does not end in LF, is no UTF-8, has control characters but LF; a
 * name as vg_key_make(). VG_E_LIMIT when the note would pass VG_MAX_NOTE.
 */
int vg_note_write(struct vg_str text, const char *name, const struct vg_signer *s,
                  struct vg_buf *out, struct vg_err *err);

#endif
