/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_ORDER_H
#define VG_BASE_ORDER_H

/* Two texts, NUL-terminated or NULL: the same bytes, or both NULL. */
int vg_same_text(const char *a, const char *b);

/* For qsort() and bsearch() on int64_t, ascending. */
int vg_i64_order(const void *a, const void *b);

#endif
