/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_WACZ_H
#define VG_UNPACK_WACZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "unpack/read_note.h"
#include "unpack/unpack.h"
#include "unpack/zip.h"

/*
 * A web archive collection zipped (WACZ 1.0 to 1.2): WARC files in archive/,
 * indexes of them in indexes/, the pages that a person saw in pages/, and
 * datapackage.json, which names every file with its hash. All of these are claims of
 * the tool that made the package; here each is held against the bytes:
 *
 *   every file that the package names is there with that length and hash, and none is there
 *     that it does not name (wacz-missing, wacz-length-mismatch, wacz-hash-mismatch)
 *   datapackage-digest.json, where there is one, has the hash of datapackage.json
 *   there is an index, and a list of pages (wacz-missing)
 *   every line of an index leads to the beginning of a record with that address and
 *     digest (wacz-index-wrong)
 *   for every page of a list there is a record of its address (wacz-page-unresolved)
 *
 * The signature of a digest file is not looked at. Records are read whether an index names
 * them or not; that is the caller's part:
 *
 *     w = vg_wacz_open(&zip, hashes);
 *     for each entry of archive/: vg_wacz_hash_add(w, bytes, n) … vg_wacz_hash_end(w, entry,
 * whole); for each record of each entry: vg_wacz_saw(w, entry, offset, &piece); vg_wacz_finish(w);
 *     vg_wacz_notes(w, &n)      damage, offsets of the bytes given to vg_zip_open()
 *     vg_wacz_close(w);
 */

/* What a file of a package is for, by its place. */
enum vg_wacz_role {
    VG_WACZ_OTHER,   /* outside the known folders: a document of its own */
    VG_WACZ_ARCHIVE, /* archive/… */
    VG_WACZ_INDEX,   /* indexes/….cdx, .cdxj, .idx, also gzipped */
    VG_WACZ_PAGES,   /* pages/….jsonl */
    VG_WACZ_PACKAGE, /* datapackage.json, datapackage-digest.json */
};
enum vg_wacz_role vg_wacz_role(const struct vg_zip_entry *e);

/* A WARC or ARC in archive/, or a datapackage.json that gives a wacz_version. */
int vg_wacz_is(const struct vg_zip *z);

struct vg_wacz;

/* Check the package, and read its indexes and pages as claims that records are to meet. `hashes` 0
 * leaves the hashes of files in archive/ alone. `z` outlives it. Files in archive/ are not
 * touched here: */
struct vg_wacz *vg_wacz_open(const struct vg_zip *z, int hashes);

/* The content of an entry of archive/, in one piece after another as the reader comes past it, so
 * that a large file is gone through once. `whole` 0: it could not be read to its end. */
void vg_wacz_hash_add(struct vg_wacz *w, const void *bytes, size_t n);
void vg_wacz_hash_end(struct vg_wacz *w, size_t entry, int whole);

/* A record was read from entry `entry`; it (or its member) begins `offset` bytes behind the
 * beginning of that file. */
void vg_wacz_saw(struct vg_wacz *w, size_t entry, uint64_t offset, const struct vg_piece *p);

/* All records were read: what no record met is damage. */
void vg_wacz_finish(struct vg_wacz *w);

/* The notes so far, at most VG_MAX_FILE_NOTES of them; *total is uncapped. Complete
 * after vg_wacz_finish(). */
const struct vg_read_note *vg_wacz_notes(const struct vg_wacz *w, size_t *n, uint64_t *total);

void vg_wacz_close(struct vg_wacz *w); /* accepts NULL */

#endif
