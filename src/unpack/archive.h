/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_ARCHIVE_H
#define VG_UNPACK_ARCHIVE_H

#include "unpack/walk.h"
#include "unpack/zip.h"

/*
 * A ZIP archive as a source of pieces, entry after entry in the order in which
 * they lie in the file:
 *   an entry that holds records (WARC, ARC, in any wrapping) gives its records;
 *   an entry that is a ZIP archive gives what is in that, VG_MAX_NESTING deep;
 *   any other gives one document, and so does one that cannot be read (encrypted,
 *     packed by another method), without a body and with that damage.
 * Of a WACZ, indexes, lists of pages and the description of the package are no documents:
 * they are held against the records (unpack/wacz.h), and
 * a WARC in archive/ that cannot be read is a stretch of damage. A ZIP that is an office document
 * or book is no archive.
 *
 * `member` is the name of the entry as shown; in an archive within an archive the names are
 * joined by "!/". What the structure of an archive has to say, and what is wrong with the
 * files of a package, is told to the tally. Like the walk, this is not for callers of the stage.
 */
enum vg_archive_sort {
    VG_ARCHIVE_NONE,     /* no ZIP */
    VG_ARCHIVE_DOCUMENT, /* docx, odt, epub, xlsx … */
    VG_ARCHIVE_ZIP,
    VG_ARCHIVE_WACZ,
};

/*
 * What bytes are, by content. A ZIP begins with a local header; or, with something standing
 * before it, ends exactly with a valid end record: but not what begins like a document of
 * another kind (PDF, an image, a web page), where ZIPs are carried along.
 */
enum vg_archive_sort vg_archive_sort(const void *bytes, uint64_t len);

struct vg_archive;

/* NULL when the bytes are no archive of that sort, or nothing is in it: then they are a document.
 * Everything outlives it. */
struct vg_archive *vg_archive_open(const void *bytes, uint64_t len,
                                   const struct vg_unpack_options *o, struct vg_tally *tally,
                                   struct vg_originals *originals);

/* The same, only to see which records there are: nothing is checked, and of a package neither
 * indexes nor pages are read. */
struct vg_archive *vg_archive_scout(const void *bytes, uint64_t len, struct vg_tally *tally,
                                    struct vg_originals *originals);

/* The next piece: VG_OK, or VG_E_ABSENT when every byte is accounted for. */
int vg_archive_next(struct vg_archive *a, struct vg_piece *out);

void vg_archive_close(struct vg_archive *a); /* accepts NULL */

#endif
