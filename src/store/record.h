/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_STORE_RECORD_H
#define VG_STORE_RECORD_H

#include "base/clock.h"
#include "base/err.h"
#include "seal/checkpoint.h"
#include "seal/entry.h"
#include "seal/home.h"
#include "seal/tree.h"
#include "store/kept.h"
#include "store/store.h"

/*
 * The record of a case: kept rows go in under an entry that commits to them.
 *
 *     rc = vg_record_begin(r, err);                  one transaction, one writer
 *     rc = vg_keep(r, VG_KEPT_SOURCE, &st, &id, err); a row of the next entry
 *     vg_bind_text(st, ":label", label); …
 *     rc = vg_run(st, err); vg_stmt_end(st);
 *     rc = vg_record_seal(r, VG_ENTRY_CAPTURE, &index, err);
 *     …                                              more entries of the group
 *     rc = vg_record_commit(r, err);                 synced: now acknowledge
 *
 * Codes as store.h; VG_E_REFUSED besides when the file was restored from an older
 * copy. After a failed commit the handle is done for: close it and open anew.
 */
struct vg_record;

/* What is known of the machine's high-water mark for this case. */
enum vg_mark_state {
    VG_MARK_NONE,   /* this machine has not seen the case before: cannot know */
    VG_MARK_HELD,   /* the file has all that this machine has seen of it */
    VG_MARK_BEHIND, /* the file is an older copy, or another history */
};

/*
 * Open the record of a store. `home` may be NULL: then nothing can be written.
 * For a writable store with a home the actor key is made on first use, unfinished
 * blobs of earlier runs are swept, and VG_E_REFUSED is returned when the file is
 * behind the mark: "this file was restored from an older copy: it has N entries,
 * this machine has seen M".
 * Of a record that goes on under another name, origin and verifier key are the latest.
 */
int vg_record_open(struct vg_store *s, const struct vg_home *home, const struct vg_world *world,
                   struct vg_record **out, struct vg_err *err);

/* Make the record of a new store: origin, log key, entry 0 of kind case. `program` and
 * `weak_box` go into case_info. */
int vg_record_make(struct vg_store *s, const struct vg_home *home, const struct vg_world *world,
                   const char *program, int weak_box, struct vg_record **out, struct vg_err *err);

/*
 * Let the record of a store go on under a new name, which is the way on for a file behind its
 * mark: an entry of kind epoch with a new origin and key, the tree under the old name and
 * what this machine has seen of it, and `because`, what a person says; then the first checkpoint
 * under the new name. The old name's mark stays, so the file that holds it is guarded as before,
 * and no size has two checkpoints under one name. Codes as vg_record_commit().
 */
int vg_record_renew(struct vg_store *s, const struct vg_home *home, const struct vg_world *world,
                    const char *program, const char *because, struct vg_err *err);

/* Writes the mark if the record grew; accepts NULL. A mark that cannot be written
 * is no reason to fail what is committed. */
void vg_record_close(struct vg_record *r);

struct vg_store *vg_record_store(struct vg_record *r);
const char *vg_record_origin(const struct vg_record *r);
const char *vg_record_vkey(const struct vg_record *r);
/* Take in what others have committed since; what is asked of the record afterwards is of the
 * file as it is now. Not within a transaction. */
int vg_record_refresh(struct vg_record *r, struct vg_err *err);
int64_t vg_record_size(struct vg_record *r); /* entries, as of the last begin, open or refresh */
enum vg_mark_state vg_record_mark_state(const struct vg_record *r);

int vg_record_begin(struct vg_record *r, struct vg_err *err);
int vg_keep(struct vg_record *r, enum vg_kept table, struct vg_stmt **st, int64_t *id,
            struct vg_err *err);
/* The index of the entry that vg_record_seal() will make. */
int64_t vg_record_next(const struct vg_record *r);
/* Commit to the rows kept since the last seal. *index (may be NULL) is the new entry's. */
int vg_record_seal(struct vg_record *r, enum vg_entry_kind kind, int64_t *index,
                   struct vg_err *err);
int vg_record_commit(struct vg_record *r, struct vg_err *err);
/* From now on `fit` is called before each commit, within its transaction, so that derived tables
 * are committed with what they are derived of; where it fails, nothing is committed. */
void vg_record_before_commit(struct vg_record *r, int (*fit)(void *w, struct vg_err *err), void *w);
void vg_record_rollback(struct vg_record *r);
/* The end of what was begun: with VG_OK in `rc`, what was kept is sealed as one entry and
 * committed; with anything else, or where that fails, it is rolled back. Gives `rc`, or the
 * failure of sealing or committing. */
int vg_record_conclude(struct vg_record *r, enum vg_entry_kind kind, int rc, struct vg_err *err);

/* Rows may be written by statements that only derived tables need, between begin and
 * commit; a transaction without a seal leaves the record as it is. */

/* Write the mark now: before a checkpoint is shown. */
int vg_record_mark(struct vg_record *r, struct vg_err *err);

/*
 * The signed note of the present size: the stored one, or, on a writable store, a
 * new one made in one transaction. VG_E_REFUSED when this machine does not hold the
 * log key; VG_E_ABSENT on a read-only store without a note of this size.
 */
int vg_record_checkpoint(struct vg_record *r, struct vg_buf *out, struct vg_err *err);

/* Full subtrees and entries, as the proofs and tiles of seal/ want them. */
struct vg_tree_source vg_record_tree(struct vg_record *r);
int vg_record_entry(struct vg_record *r, int64_t index, struct vg_buf *out, struct vg_err *err);

#endif
