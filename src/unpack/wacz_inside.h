/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_WACZ_INSIDE_H
#define VG_UNPACK_WACZ_INSIDE_H

/* What the files of the WACZ check share; nobody else includes it. */

#include "base/buf.h"
#include "base/table.h"
#include "seal/hash.h"
#include "unpack/cdx.h"
#include "unpack/digest.h"
#include "unpack/wacz.h"

/* What a line of an index says. Texts are kept as hashes: a million lines are 40 MB. */
struct index_claim {
    uint64_t offset;
    uint64_t url, digest; /* 0: not said */
    uint32_t file;        /* entry of the WARC; UINT32_MAX: none of that name */
    uint32_t index;       /* entry of the index */
    uint32_t line;
    unsigned char is_met, is_wrong_url, is_wrong_digest;
};

struct page_claim {
    uint64_t url;
    uint32_t list, line;
    int is_met;
};

struct vg_wacz {
    const struct vg_zip *z;
    struct vg_arena a;
    int hashes;
    struct vg_digester digester;
    struct vg_sha256 sha256; /* of the file under way */
    int is_hashing;
    struct vg_digest *promised; /* of each entry of archive/; VG_DIGEST_NONE: nothing to check */

    struct vg_table archives; /* files of archive/ by their last name → entry */
    struct index_claim *claims;
    size_t claim_count, claim_room;
    struct page_claim *pages;
    size_t page_count, page_room;

    struct vg_read_note *notes;
    size_t note_count, note_room;
    uint64_t note_total;
};

void wacz_note(struct vg_wacz *w, enum vg_note_kind kind, const struct vg_zip_entry *about,
               const char *form, ...) __attribute__((format(printf, 4, 5)));
void wacz_damage(struct vg_wacz *w, const struct vg_zip_entry *about,
                 const struct vg_read_note *damage);

/* datapackage.json and its digest. */
void wacz_check_package(struct vg_wacz *w);

/* A digest as packages and indexes write it, the algorithm left out or not. */
void wacz_digest(struct vg_str stated, struct vg_digest *out);

/* What stands behind the last slash. */
struct vg_str wacz_last_name(struct vg_str name);

/* The entry that an index means by a file name, or SIZE_MAX. */
size_t wacz_archive_named(const struct vg_wacz *w, struct vg_str filename);

#endif
