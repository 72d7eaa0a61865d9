/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/quantity.h"

#include <string.h>

#include "base/limits.h"

/*
 * The op table as data: which of the three numbers each op may carry. A field
 * that an op leaves open must stay unset, so that no page can print the end of
 * a range as a finding.
 */
static const struct {
    const char *word;
    unsigned has;
} ops[] = {
    [VG_OP_NONE] = {"none", 0},
    [VG_OP_EXACT] = {"exact", VG_HAS_VALUE | VG_HAS_LOWER | VG_HAS_UPPER},
    [VG_OP_ABOUT] = {"about", VG_HAS_VALUE},
    [VG_OP_AT_LEAST] = {"at-least", VG_HAS_LOWER},
    [VG_OP_OVER] = {"over", VG_HAS_LOWER},
    [VG_OP_AT_MOST] = {"at-most", VG_HAS_UPPER},
    [VG_OP_UNDER] = {"under", VG_HAS_UPPER},
    [VG_OP_NEARLY] = {"nearly", VG_HAS_UPPER},
    [VG_OP_BETWEEN] = {"between", VG_HAS_LOWER | VG_HAS_UPPER},
    [VG_OP_MAGNITUDE] = {"magnitude", VG_HAS_LOWER | VG_HAS_UPPER},
    [VG_OP_SEVERAL] = {"several", VG_HAS_LOWER},
    [VG_OP_NONE_FOUND] = {"none-found", 0},
};
enum { N_OPS = sizeof ops / sizeof *ops, MAX_SCALE = 6 };

static const int64_t powers[MAX_SCALE + 1] = {1, 10, 100, 1000, 10000, 100000, 1000000};

static const struct {
    unsigned bit;
    const char *name;
} fields[] = {{VG_HAS_VALUE, "value"}, {VG_HAS_LOWER, "lower"}, {VG_HAS_UPPER, "upper"}};

const char *vg_op_word(enum vg_op op)
{
    return (unsigned)op < N_OPS ? ops[op].word : "none";
}

int vg_op_read(const char *word, enum vg_op *out, struct vg_err *err)
{
    for (unsigned i = VG_OP_EXACT; i < N_OPS; i++) {
        if (strcmp(word, ops[i].word) != 0)
            continue;
        *out = (enum vg_op)i;
        return VG_OK;
    }
    return vg_fail(err, VG_E_FORMAT, "op: \"%.40s\" is no word of the op table", word);
}

void vg_quantity_set(struct vg_quantity *q, enum vg_op op, int64_t a, int64_t b)
{
    unsigned has = (unsigned)op < N_OPS ? ops[op].has : 0;
    int two = op == VG_OP_BETWEEN || op == VG_OP_MAGNITUDE;

    q->op = op;
    q->has = has;
    q->value = has & VG_HAS_VALUE ? a : 0;
    q->lower = has & VG_HAS_LOWER ? a : 0;
    q->upper = has & VG_HAS_UPPER ? (two ? b : a) : 0;
}

static int64_t field_of(const struct vg_quantity *q, unsigned bit)
{
    return bit == VG_HAS_VALUE ? q->value : bit == VG_HAS_LOWER ? q->lower : q->upper;
}

/* One of the three numbers against the table and the size that is believable. */
static int check_field(const struct vg_quantity *q, unsigned bit, const char *name,
                       struct vg_err *err)
{
    unsigned want = ops[q->op].has & bit;
    int64_t n = field_of(q, bit);

    if (want && !(q->has & bit))
        return vg_fail(err, VG_E_FORMAT, "%s: op %s needs it", name, ops[q->op].word);
    if (!(q->has & bit))
        return VG_OK;
    if (!want && bit == VG_HAS_VALUE)
        return vg_fail(err, VG_E_FORMAT, "value: op %s states a bound, not a value",
                       ops[q->op].word);
    if (!want)
        return vg_fail(err, VG_E_FORMAT, "%s: op %s leaves the %s end open", name, ops[q->op].word,
                       name);
    if (n < 0)
        return vg_fail(err, VG_E_FORMAT, "%s: a number of things cannot be negative", name);
    if (n > VG_MAX_NUMBER)
        return vg_fail(err, VG_E_FORMAT, "%s: more than %d digits", name, VG_MAX_DIGITS);
    return VG_OK;
}

int vg_quantity_check(const struct vg_quantity *q, struct vg_err *err)
{
    int rc = VG_OK;

    if ((unsigned)q->op >= N_OPS)
        return vg_fail(err, VG_E_FORMAT, "op: %d is none of the op table", (int)q->op);
    if (q->scale > MAX_SCALE)
        return vg_fail(err, VG_E_FORMAT, "scale: %u decimals, at most %d are kept", q->scale,
                       MAX_SCALE);
    for (size_t i = 0; rc == VG_OK && i < sizeof fields / sizeof *fields; i++)
        rc = check_field(q, fields[i].bit, fields[i].name, err);
    if (rc != VG_OK)
        return rc;
    if ((q->has & VG_HAS_LOWER) && (q->has & VG_HAS_UPPER) && q->lower > q->upper)
        return vg_fail(err, VG_E_FORMAT, "lower: %lld is above upper %lld", (long long)q->lower,
                       (long long)q->upper);
    if (q->op == VG_OP_EXACT && (q->lower != q->value || q->upper != q->value))
        return vg_fail(err, VG_E_FORMAT, "lower: op exact wants value, lower and upper alike");
    return VG_OK;
}

/* n / 10^scale rounded up (the smallest whole number not below it). */
static int64_t whole_up(int64_t n, unsigned scale)
{
    int64_t p = powers[scale];

    return n / p + (n % p > 0);
}

static int64_t whole_down(int64_t n, unsigned scale)
{
    return n / powers[scale];
}

struct vg_interval vg_quantity_interval(const struct vg_quantity *q)
{
    struct vg_interval i = {.open_low = 1, .open_high = 1};
    unsigned scale = q->scale <= MAX_SCALE ? q->scale : MAX_SCALE;
    int below = q->op == VG_OP_UNDER || q->op == VG_OP_NEARLY;

    if (q->has & VG_HAS_LOWER) {
        i.open_low = 0;
        /* over 3 is 4 or more; over 2.5 is 3 or more: strictly above either way */
        i.low = q->op == VG_OP_OVER ? whole_down(q->lower, scale) + 1 : whole_up(q->lower, scale);
    }
    if (q->has & VG_HAS_UPPER) {
        i.open_high = 0;
        i.high = below ? whole_up(q->upper, scale) - 1 : whole_down(q->upper, scale);
        if (i.high < 0) /* under 0 holds nothing; a count cannot go below it */
            i.high = 0;
    }
    return i;
}
