/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_FIND_H
#define VG_UNPACK_FIND_H

#include "base/err.h"
#include "unpack/unpack.h"

/*
 * One record of an archive by its address, without reading the rest. In a WACZ
 * the index says where it lies: a few lines of it are looked at, then one member of one
 * WARC; of a mapped file nothing else is touched. What is found there is held
 * against the index (address, digest). Where there is no index, where it has
 * no line for the address, or where its lines lead to something else, all records
 * of the input are looked at instead, and *out says so.
 */
#define VG_RECORD_UNKNOWN UINT64_MAX

struct vg_found {
    struct vg_piece piece; /* lives until vg_find_close(); its `record` is VG_RECORD_UNKNOWN, and
                              `original` -1, when the index led there: nothing was counted */
    int by_index;          /* the index led to it; else every record was looked at */
    int index_wrong;       /* a line of the index led to something else */
    struct vg_str why;     /* in words, when not by the index or it was wrong; else empty */
};

struct vg_find;

/*
 * The response, resource, conversion or revisit for `url` whose time is nearest to `at` (any form
 * of ISO 8601 or 14 digits; empty: the latest). Addresses are compared by key (unpack/surt.h):
 * case, www., a final slash and the order of a query make no difference. `o` says what is wanted of
 * the piece, NULL nothing. Of any other archive than a WACZ every record is looked at. VG_E_ABSENT
 * there is none VG_E_FORMAT   `at` is no time VG_E_MISUSE   no bytes, or no place for the result On
 * VG_OK *f is to be closed; otherwise it is NULL.
 */
int vg_find_url(struct vg_find **f, const void *bytes, uint64_t len, struct vg_str url,
                struct vg_str at, const struct vg_unpack_options *o, struct vg_found *out,
                struct vg_err *err);

/*
 * *p is a revisit that vg_find_url() found in the same bytes: make it the record that it repeats,
 * with its number. After an index all records are looked at for that. VG_E_ABSENT when it is not
 * in the archive; then *p is as it was.
 */
int vg_find_original(struct vg_find *f, const void *bytes, uint64_t len, struct vg_piece *p);

void vg_find_close(struct vg_find *f); /* accepts NULL */

#endif
