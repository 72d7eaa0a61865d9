/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/columns.h"

#include <math.h>

static int fail_at(struct vg_err *err, const struct vg_csv *c, const char *name, const char *wanted)
{
    return vg_fail(err, VG_E_FORMAT, "line %u: %s: %s was expected", (unsigned)c->line, name,
                   wanted);
}

static int known(struct vg_str field, const struct vg_column *columns, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (vg_str_is(field, columns[k].name))
            return (int)k;
    }
    return VG_COLUMN_ABSENT;
}

int vg_columns_read(struct vg_csv *c, const struct vg_column *columns, size_t n, int *at,
                    size_t *width, struct vg_err *err)
{
    int rc;

    while ((rc = vg_csv_next(c, err)) == VG_ROW && vg_csv_is_empty(c)) {
    }
    if (rc != VG_ROW)
        return rc != VG_OK ? rc : vg_fail(err, VG_E_FORMAT, "line 1: no header");
    for (size_t k = 0; k < n; k++)
        at[k] = VG_COLUMN_ABSENT;
    for (size_t i = 0; i < c->n; i++) {
        const struct vg_str field = vg_csv_field(c, i);
        const int k = known(field, columns, n);

        if (k == VG_COLUMN_ABSENT)
            return vg_fail(err, VG_E_FORMAT, "line %u: '%.*s' is no column of this table",
                           (unsigned)c->line, (int)(field.len < 40 ? field.len : 40),
                           field.len == 0 ? "" : field.p);
        if (at[k] != VG_COLUMN_ABSENT)
            return vg_fail(err, VG_E_FORMAT, "line %u: the column %s is there twice",
                           (unsigned)c->line, columns[k].name);
        at[k] = (int)i;
    }
    for (size_t k = 0; k < n; k++) {
        if (at[k] == VG_COLUMN_ABSENT && !columns[k].optional)
            return vg_fail(err, VG_E_FORMAT, "line %u: no column %s", (unsigned)c->line,
                           columns[k].name);
    }
    *width = c->n;
    return VG_OK;
}

int vg_columns_next(struct vg_csv *c, size_t width, struct vg_err *err)
{
    int rc;

    while ((rc = vg_csv_next(c, err)) == VG_ROW && vg_csv_is_empty(c) && c->n <= 1) {
    }
    if (rc == VG_ROW && c->n != width)
        return vg_fail(err, VG_E_FORMAT, "line %u: %zu fields, the header has %zu",
                       (unsigned)c->line, c->n, width);
    return rc;
}

struct vg_str vg_columns_field(const struct vg_csv *c, int at)
{
    return at == VG_COLUMN_ABSENT ? (struct vg_str){0} : vg_csv_field(c, (size_t)at);
}

int vg_columns_whole(const struct vg_csv *c, int at, const char *name, int64_t least, int64_t most,
                     int64_t *out, struct vg_err *err)
{
    const struct vg_str s = vg_columns_field(c, at);
    int64_t v = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return fail_at(err, c, name, "a whole number, not negative, in plain digits");
        if (v > most / 10 || v * 10 > most - (s.p[i] - '0'))
            return vg_fail(err, VG_E_FORMAT, "line %u: %s: more than %lld", (unsigned)c->line, name,
                           (long long)most);
        v = v * 10 + (s.p[i] - '0');
    }
    if (s.len == 0)
        return fail_at(err, c, name, "a whole number, not negative, in plain digits");
    if (v < least)
        return vg_fail(err, VG_E_FORMAT, "line %u: %s: less than %lld", (unsigned)c->line, name,
                       (long long)least);
    *out = v;
    return VG_OK;
}

/* Digits from *at on: added to *mantissa as long as they fit, *exponent corrected for the rest. */
static size_t take_digits(struct vg_str s, size_t *at, int after_point, uint64_t *mantissa,
                          long *exponent)
{
    const size_t from = *at;

    for (; *at < s.len && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at) {
        if (*mantissa < UINT64_C(100000000000000000)) {
            *mantissa = *mantissa * 10 + (uint64_t)(s.p[*at] - '0');
            *exponent -= after_point;
        } else {
            *exponent += !after_point;
        }
    }
    return *at - from;
}

/* "e-3": -1 when there is an e and no number behind it. */
static int take_exponent(struct vg_str s, size_t *at, long *exponent)
{
    long e = 0;
    int sign = 1;

    if (*at == s.len || (s.p[*at] != 'e' && s.p[*at] != 'E'))
        return 0;
    ++*at;
    if (*at < s.len && (s.p[*at] == '-' || s.p[*at] == '+'))
        sign = s.p[(*at)++] == '-' ? -1 : 1;
    if (*at == s.len || s.len - *at > 4)
        return -1;
    for (; *at < s.len && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at)
        e = e * 10 + (s.p[*at] - '0');
    *exponent += sign * e;
    return 0;
}

int vg_columns_number(const struct vg_csv *c, int at, const char *name, double *out,
                      struct vg_err *err)
{
    const struct vg_str s = vg_columns_field(c, at);
    uint64_t mantissa = 0;
    long exponent = 0;
    size_t i = 0, digits = take_digits(s, &i, 0, &mantissa, &exponent);
    double v;

    if (i < s.len && s.p[i] == '.') {
        i++;
        digits += take_digits(s, &i, 1, &mantissa, &exponent);
    }
    if (digits == 0 || take_exponent(s, &i, &exponent) != 0 || i != s.len)
        return fail_at(err, c, name, "a number, not negative");
    /* Division by an exact power is exact to the last bit where multiplication by 0.1 is not. */
    if (exponent < 0 && exponent >= -22 && mantissa < UINT64_C(1) << 53)
        v = (double)mantissa / pow(10, (double)-exponent);
    else
        v = (double)((long double)mantissa * powl(10, (long double)exponent));
    if (!isfinite(v))
        return fail_at(err, c, name, "a finite number");
    *out = v;
    return VG_OK;
}
