/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_NOTES_H
#define VG_UNPACK_NOTES_H

#include "base/limits.h"
#include "base/mem.h"
#include "unpack/read_note.h"

/*
 * The notes of one record while it is read. The lists are capped, the totals are
 * not; sentences live in `a`, which is cleared with each record.
 */
struct vg_note_list {
    struct vg_read_note *list; /* room for VG_MAX_DAMAGE */
    size_t count;
    uint64_t total;
};

struct vg_notes {
    struct vg_arena a;
    struct vg_note_list damage, odd;
};

void vg_notes_open(struct vg_notes *n);
void vg_notes_clear(struct vg_notes *n);
void vg_notes_close(struct vg_notes *n);

void vg_note_damage(struct vg_notes *n, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                    const char *form, ...) __attribute__((format(printf, 5, 6)));
void vg_note_odd(struct vg_notes *n, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                 const char *form, ...) __attribute__((format(printf, 5, 6)));

/* Was a note of this kind made already? */
int vg_notes_have(const struct vg_note_list *l, enum vg_note_kind kind);

/*
 * What is said about the whole input: notes that belong to no record, and the sum of
 * the bytes that belong to something. A note that continues its predecessor of the
 * same kind is joined to it; what is beyond VG_MAX_FILE_NOTES is only counted.
 */
struct vg_tally {
    struct vg_arena a;
    struct vg_note_list damage, odd; /* room for VG_MAX_FILE_NOTES */
    uint64_t records, accounted, steps;
    uint64_t record_damage, record_odd; /* totals of all pieces given out */
};

void vg_tally_open(struct vg_tally *t);
void vg_tally_close(struct vg_tally *t);

/* These count `length` as accounted; a note about bytes that belong to a record besides
 * has length 0. */
void vg_tally_damage(struct vg_tally *t, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                     const char *form, ...) __attribute__((format(printf, 5, 6)));
void vg_tally_odd(struct vg_tally *t, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                  const char *form, ...) __attribute__((format(printf, 5, 6)));

#endif
