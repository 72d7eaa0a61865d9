/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_ENTRY_H
#define VG_SEAL_ENTRY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "seal/hash.h"
#include "seal/sign.h"

/*
 * An entry of the record: the leaf data of the tree. UTF-8 lines, each with one
 * LF, this order, single spaces, hex in lower case, at most VG_MAX_ENTRY bytes:
 *
 *     vigil-entry/v1
 *     salt <64 hex>
 *     kind <word>
 *     time <2026-11-23T17:00:00Z>
 *     actor <64 hex>
 *     record <64 hex>
 *     prev-token <index or ->
 *     sig <128 hex>
 *
 * The reader takes this form only, so an entry has exactly one text: what was
 * read and is written again is the same bytes.
 */
enum vg_entry_kind {
    VG_ENTRY_OTHER, /* a word this program does not know: verifies, is shown as unknown */
    VG_ENTRY_CASE,
    VG_ENTRY_CAPTURE,
    VG_ENTRY_ATTEMPT_FAILED,
    VG_ENTRY_CLAIM,
    VG_ENTRY_REVIEW,
    VG_ENTRY_DISPUTE,
    VG_ENTRY_JUDGEMENT,
    VG_ENTRY_MERGE,
    VG_ENTRY_SPLIT,
    VG_ENTRY_KEY,
    VG_ENTRY_GRANT,
    VG_ENTRY_UNSEAL,
    VG_ENTRY_EXPORT,
    VG_ENTRY_ERASE,
    VG_ENTRY_HOLD,
    VG_ENTRY_TOKEN,
    VG_ENTRY_COSIGN,
    VG_ENTRY_IMPORT,
    VG_ENTRY_GONE,
    VG_ENTRY_CONFIG,
    VG_ENTRY_EPOCH,
    VG_ENTRY_KINDS, /* how many */
};

enum {
    VG_ENTRY_WORD = 33, /* longest kind word and NUL */
    VG_ENTRY_SALT = 32,
};

struct vg_entry {
    unsigned char salt[VG_ENTRY_SALT]; /* random: a withheld entry's leaf cannot be guessed */
    enum vg_entry_kind kind;
    char word[VG_ENTRY_WORD]; /* the kind as written; used for writing when kind is OTHER */
    int64_t time;             /* seconds UTC by the local clock */
    unsigned char actor[VG_SIGN_PUBLIC];
    unsigned char record[VG_HASH_SIZE]; /* root over the field commitments, seal/commit.h */
    int has_token;
    uint64_t token; /* index of the last time-stamp entry, when has_token */
    unsigned char sig[VG_SIGN_SIZE];
};

/* The word of a known kind; NULL for VG_ENTRY_OTHER and what is no kind. */
const char *vg_entry_kind_word(enum vg_entry_kind kind);

/* The kind of a word, or VG_ENTRY_OTHER. */
enum vg_entry_kind vg_entry_kind_of(struct vg_str word);

/*
 * Read the exact form, nothing before or after it. Signatures are not checked
 * here. VG_E_LIMIT beyond VG_MAX_ENTRY bytes, VG_E_FORMAT with the line that is
 * wrong otherwise. A word is 1 to 32 characters a-z, 0-9 and '-', a letter first.
 */
int vg_entry_read(const char *p, size_t len, struct vg_entry *out, struct vg_err *err);

/*
 * Append the text to *out. VG_E_MISUSE when `word` of an OTHER entry is none or
 * is that of a known kind, or the time is outside the years 0 to 9999.
 */
int vg_entry_write(const struct vg_entry *e, struct vg_buf *out, struct vg_err *err);

/* Set `actor` and `sig` by `s`, over all lines above `sig`. As vg_entry_write(). */
int vg_entry_sign(struct vg_entry *e, const struct vg_signer *s, struct vg_err *err);

/* VG_OK when `sig` is the actor's over this entry, else VG_E_NOT_HELD (or as vg_entry_write()). */
int vg_entry_check(const struct vg_entry *e, struct vg_err *err);

#endif
