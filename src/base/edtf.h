/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_EDTF_H
#define VG_BASE_EDTF_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/*
 * Dates as sources give them, in EDTF (ISO 8601-2:2019, annex A), the part that
 * claims use: year (2022), month (2022-09), day (2022-09-12), season or quarter
 * (2021-21 spring … 2021-24 winter, 2021-33 … 2021-36 quarters 1 to 4), each
 * with an optional trailing ?, ~ or %; a set [2022-03-04,2022-04-03] of days;
 * intervals "A/B" with ".." or nothing for an open end. A winter is December to
 * February and carries the year of its December; autumn is September to
 * November, as the northern sources of this field mean them.
 */
struct vg_date {
    int64_t first; /* days since 1970-01-01, both ends included */
    int64_t last;
    int open_from; /* the interval has no beginning: `first` is VG_DAYS_MIN */
    int open_to;   /* … no end: `last` is VG_DAYS_MAX */
    int uncertain; /* marked ?, ~ or % */
};

#define VG_DAYS_MIN (-100000000)
#define VG_DAYS_MAX 100000000

enum { VG_EDTF_TEXT = 48 }; /* longest text accepted, with NUL */

/* Read a date or interval. VG_E_FORMAT, with the text in the sentence, when it
 * is none or its end is before its beginning. */
int vg_edtf_read(const char *p, size_t len, struct vg_date *out, struct vg_err *err);
int vg_edtf_readz(const char *text, struct vg_date *out, struct vg_err *err);

/* The days that `from` and `to` (either may be NULL or "..": open) cover together.
 * VG_E_FORMAT when one is no date, or to ends before from begins. */
int vg_edtf_period(const char *from, const char *to, struct vg_date *out, struct vg_err *err);

/* Days in both, 0 when apart; open ends count as far as the other reaches, and two
 * periods open to the same side give VG_DAYS_MAX. */
int64_t vg_date_shared_days(const struct vg_date *a, const struct vg_date *b);

/* Calendar months touched, both ends included: April 2021 to July 2022 is 16.
 * -1 when an end is open. */
int64_t vg_date_months(const struct vg_date *d);

#endif
