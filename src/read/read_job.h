/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_READ_JOB_H
#define VG_READ_READ_JOB_H

#include "read/text.h"
#include "store/record.h"

/*
 * Texts of preserved bytes, made in the closed child and kept as derived data
 * with the search index. What waits to be read stands in the table `waiting`;
 * stopped half-way, the job goes on where it was.
 */
struct vg_read_job {
    int weak_box;         /* go on where the box does not close */
    int (*stop)(void *w); /* asked now and then; not 0: stop. May be NULL */
    /* each source (the first of its bytes) when it was read: `unread` says why there is
     * no text, or is NULL. May be NULL. */
    void (*told)(void *w, int64_t source, const char *label, const char *unread);
    void (*progress)(void *w, int64_t done, int64_t total); /* may be NULL */
    void *w;
};

/*
 * Read everything that waits. VG_E_REFUSED when the box does not close (nothing
 * is read then, the bytes stay kept), VG_E_INTERRUPTED, or as the store.
 */
int vg_read_waiting(struct vg_store *s, const struct vg_read_job *how, struct vg_err *err);

/*
 * Several documents that came inside one input (the notes of an import file), read
 * by one closed child: they have one author, so they need no walls between them.
 * `each` gets the message of vg_text_write() for every document in turn, or the
 * reason why there is none. Fails as vg_box_run(), or as `each` does.
 */
struct vg_read_piece {
    struct vg_str bytes;
    const char *media; /* as source.media */
    const char *name;  /* address, else label: the same hints as vg_read_waiting() gives */
};
int vg_read_pieces(const struct vg_read_piece *pieces, size_t n, int weak_box,
                   int (*each)(void *w, size_t i, struct vg_str message, const char *unread,
                               struct vg_err *err),
                   void *w, struct vg_err *err);

/*
 * Keep what the reader gave for a blob, in the transaction of the caller, and take the
 * blob off the waiting list; passages that were kept are found again in it (read/placed.h). `title`
 * is one that a person gave, or NULL. VG_E_CONFLICT when there is a text already.
 */
int vg_text_put(struct vg_store *s, int64_t blob, const char *title, const struct vg_text *t,
                struct vg_str message, const char *unread, struct vg_err *err);

/* The text of the bytes with this blob id, in the arena: everything the reader
 * gave. VG_E_ABSENT with the reason when there is none. */
int vg_text_load(struct vg_store *s, int64_t blob, struct vg_arena *a, struct vg_text *out,
                 struct vg_err *err);

/* Bytes that were read and are not looked at again: their pages go back to the system, and hold
 * nothing afterwards. For a child that is about to write what it made of them. */
void vg_read_give_back(const char *bytes, size_t n);

/* All bytes of a blob appended to *out, whose ceiling holds (VG_E_LIMIT). */
int vg_blob_load(struct vg_store *s, int64_t blob, struct vg_buf *out, struct vg_err *err);

/* Empty what was derived and let everything wait again. */
int vg_read_clear(struct vg_store *s, struct vg_err *err);

#endif
