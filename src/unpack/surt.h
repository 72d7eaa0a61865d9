/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_SURT_H
#define VG_UNPACK_SURT_H

#include <stddef.h>

#include "base/mem.h"

/*
 * Keys by which web archives are indexed ("sort-friendly URI reordering"):
 * http://www.Example.com:80/B/?z=1&a=2#top is com,example)/b?a=2&z=1. The
 * host is turned round, so that the pages of a domain stand together; what rarely tells two
 * pages apart (www., case, a final slash, the order of a query, session ids) is taken away.
 *
 * Tools differ in the details, so one address has up to VG_SURT_FORMS keys:
 *   0  the `surt` package of the Internet Archive, which pywb, cdxj-indexer and py-wacz use
 *   1  warcio.js and wabac.js (browsertrix, ArchiveWeb.page): the final slash stays, the
 *      query is sorted by name and written as a form would send it
 *   2  the host turned round and nothing else changed
 * Addresses other than http and https are their own key. Hosts are expected in ASCII.
 */
enum { VG_SURT_FORMS = 3 };

/* Form 0, in the arena: two addresses with one key are the same page to an archive. */
struct vg_str vg_surt(struct vg_arena *a, struct vg_str url);

/* All keys under which an index may have it, without repetition; returns how many. */
size_t vg_surt_forms(struct vg_arena *a, struct vg_str url, struct vg_str out[VG_SURT_FORMS]);

#endif
