/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_QUANTITY_H
#define VG_MENTION_QUANTITY_H

#include <stdint.h>

#include "base/err.h"

/*
 * A number as a source states it. What the words do to the number is the op;
 * which ends are then known follows from it (the op table):
 *
 *     op          value lower upper      op          value lower upper
 *     exact         n     n     n        nearly        –     –     n (excluded)
 *     about         n     –     –        between       –     a     b
 *     at-least      –     n     –        magnitude     –     a     b (conventional)
 *     over          –     n*    –        several       –     2     –
 *     at-most       –     –     n        none-found    –     –     –
 *     under         –     –     n*       * the printed number, itself excluded
 *
 * `value` is there for exact and about only, so nothing can print "230,000"
 * for "up to 230,000" by mistake. Numbers are whole unless scale says
 * otherwise: the number is n / 10^scale (2.5 percent is 25 with scale 1), and
 * all three share one scale.
 */
enum vg_op {
    VG_OP_NONE, /* no quantity */
    VG_OP_EXACT,
    VG_OP_ABOUT,
    VG_OP_AT_LEAST,
    VG_OP_OVER,
    VG_OP_AT_MOST,
    VG_OP_UNDER,
    VG_OP_NEARLY,
    VG_OP_BETWEEN,
    VG_OP_MAGNITUDE,
    VG_OP_SEVERAL,
    VG_OP_NONE_FOUND,
};

enum { VG_HAS_VALUE = 1, VG_HAS_LOWER = 2, VG_HAS_UPPER = 4 };

struct vg_quantity {
    enum vg_op op;
    unsigned has; /* VG_HAS_… of the three below */
    int64_t value, lower, upper;
    unsigned scale;         /* 0 … 6 */
    const char *unit;       /* id of the vocabulary "unit", or an ISO 4217 code; NULL: not stated */
    const char *definition; /* what counts as one, in words; NULL: not stated */
    const char *base;       /* of what a share is a share; NULL */
    const char *per;        /* for rates; NULL */
};

/* Whole things an interval can hold. An open end has no number. */
struct vg_interval {
    int64_t low, high;
    int open_low, open_high;
};

/* "at-least" and back. vg_op_read: VG_E_FORMAT for an unknown word. */
const char *vg_op_word(enum vg_op op);
int vg_op_read(const char *word, enum vg_op *out, struct vg_err *err);

/* Fill in op table fields from one printed number (or two for between, where b
 * is the upper end; magnitude likewise). For none-found nothing is set. */
void vg_quantity_set(struct vg_quantity *q, enum vg_op op, int64_t a, int64_t b);

/* Does the quantity keep the op table? VG_E_FORMAT names the field that does not
 * ("upper: op at-least leaves the upper end open"), also lower above upper, a
 * negative number, a scale above 6. */
int vg_quantity_check(const struct vg_quantity *q, struct vg_err *err);

/*
 * The interval a quantity leaves, in whole things, excluded ends turned inward:
 * "over 3" is 4 or more, "under 10" at most 9, nearly likewise. about keeps both
 * ends open: its value is a centre, not a bound. A scale above 0 rounds inward.
 * none-found gives both ends open: it says nothing about how many there are.
 */
struct vg_interval vg_quantity_interval(const struct vg_quantity *q);

#endif
