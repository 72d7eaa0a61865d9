/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/edtf.h"

#include <string.h>

#include "base/clock.h"

/* A cursor over the text; every reader below moves it only when it succeeds. */
struct cursor {
    const char *p;
    size_t len;
};

static int take_digits(struct cursor *c, size_t n, int *out)
{
    int v = 0;

    if (c->len < n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (c->p[i] < '0' || c->p[i] > '9')
            return 0;
        v = v * 10 + (c->p[i] - '0');
    }
    c->p += n;
    c->len -= n;
    *out = v;
    return 1;
}

static int take_char(struct cursor *c, char wanted)
{
    if (c->len == 0 || c->p[0] != wanted)
        return 0;
    c->p++;
    c->len--;
    return 1;
}

static void months_from(struct vg_date *d, int year, int month, int count)
{
    int end_year = year + (month + count - 2) / 12;
    int end_month = (month + count - 2) % 12 + 1;

    d->first = vg_days_of(year, month, 1);
    d->last = vg_days_of(end_year, end_month, vg_days_in_month(end_year, end_month));
}

/* Seasons 21–24 and 25–28 (northern) and quarters 33–36 stand where a month does. */
static int set_part_of_year(struct vg_date *d, int year, int code)
{
    static const int season_starts[] = {3, 6, 9, 12};

    if (code >= 1 && code <= 12)
        months_from(d, year, code, 1);
    else if (code >= 21 && code <= 28)
        months_from(d, year, season_starts[(code - 21) % 4], 3);
    else if (code >= 33 && code <= 36)
        months_from(d, year, (code - 33) * 3 + 1, 3);
    else
        return 0;
    return 1;
}

static int take_date(struct cursor *c, struct vg_date *out)
{
    struct vg_date d = {0};
    int year, part, day;

    if (!take_digits(c, 4, &year))
        return 0;
    if (!take_char(c, '-')) {
        months_from(&d, year, 1, 12);
    } else {
        if (!take_digits(c, 2, &part) || !set_part_of_year(&d, year, part))
            return 0;
        if (part <= 12 && take_char(c, '-')) {
            if (!take_digits(c, 2, &day) || day < 1 || day > vg_days_in_month(year, part))
                return 0;
            d.first = d.last = vg_days_of(year, part, day);
        }
    }
    if (take_char(c, '?') || take_char(c, '~') || take_char(c, '%'))
        d.uncertain = 1;
    *out = d;
    return 1;
}

/* One of a set: [a,b]. Its days reach from the earliest to the latest member. */
static int take_set(struct cursor *c, struct vg_date *out)
{
    struct vg_date all, one;

    if (!take_char(c, '[') || !take_date(c, &all))
        return 0;
    while (take_char(c, ',')) {
        (void)take_char(c, ' ');
        if (!take_date(c, &one))
            return 0;
        if (one.first < all.first)
            all.first = one.first;
        if (one.last > all.last)
            all.last = one.last;
    }
    all.uncertain = 1;
    *out = all;
    return take_char(c, ']');
}

static int take_end(struct cursor *c, struct vg_date *out, int *is_open)
{
    *is_open = 0;
    if (c->len == 0 || c->p[0] == '/') {
        *is_open = 1;
        return 1;
    }
    if (c->len >= 2 && c->p[0] == '.' && c->p[1] == '.') {
        c->p += 2;
        c->len -= 2;
        *is_open = 1;
        return 1;
    }
    return c->p[0] == '[' ? take_set(c, out) : take_date(c, out);
}

static int join(const struct vg_date *a, int a_open, const struct vg_date *b, int b_open,
                struct vg_date *out)
{
    struct vg_date d = {.open_from = a_open, .open_to = b_open};

    d.first = a_open ? VG_DAYS_MIN : a->first;
    d.last = b_open ? VG_DAYS_MAX : b->last;
    d.uncertain = (!a_open && a->uncertain) || (!b_open && b->uncertain);
    if (d.last < d.first)
        return 0;
    *out = d;
    return 1;
}

int vg_edtf_read(const char *p, size_t len, struct vg_date *out, struct vg_err *err)
{
    struct cursor c = {p, len};
    struct vg_date a = {0}, b = {0}, d = {0};
    int a_open, b_open, ok;

    ok = len > 0 && len < VG_EDTF_TEXT && take_end(&c, &a, &a_open);
    if (ok && take_char(&c, '/')) {
        ok = take_end(&c, &b, &b_open) && c.len == 0;
        if (ok && !join(&a, a_open, &b, b_open, &d))
            return vg_fail(err, VG_E_FORMAT, "the period %.*s ends before it begins", (int)len, p);
    } else if (ok) {
        ok = c.len == 0 && !a_open;
        d = a;
    }
    if (!ok)
        return vg_fail(err, VG_E_FORMAT,
                       "\"%.*s\" is no EDTF date (like 2022, 2022-09, 2021-04/2022-07)",
                       (int)(len < 60 ? len : 60), p);
    *out = d;
    return VG_OK;
}

int vg_edtf_readz(const char *text, struct vg_date *out, struct vg_err *err)
{
    return vg_edtf_read(text, strlen(text), out, err);
}

int vg_edtf_period(const char *from, const char *to, struct vg_date *out, struct vg_err *err)
{
    int a_open = from == NULL || strcmp(from, "..") == 0;
    int b_open = to == NULL || strcmp(to, "..") == 0;
    struct vg_date a = {0}, b = {0};
    int rc = VG_OK;

    if (!a_open)
        rc = vg_edtf_readz(from, &a, err);
    if (rc == VG_OK && !b_open)
        rc = vg_edtf_readz(to, &b, err);
    if (rc != VG_OK)
        return rc;
    if (!join(&a, a_open, &b, b_open, out))
        return vg_fail(err, VG_E_FORMAT, "the period %s/%s ends before it begins", from, to);
    return VG_OK;
}

int64_t vg_date_shared_days(const struct vg_date *a, const struct vg_date *b)
{
    int64_t first = a->first > b->first ? a->first : b->first;
    int64_t last = a->last < b->last ? a->last : b->last;

    if (last < first)
        return 0;
    if (first <= VG_DAYS_MIN || last >= VG_DAYS_MAX)
        return VG_DAYS_MAX;
    return last - first + 1;
}

int64_t vg_date_months(const struct vg_date *d)
{
    int y1, m1, y2, m2, day;

    if (d->open_from || d->open_to)
        return -1;
    vg_date_of(d->first, &y1, &m1, &day);
    vg_date_of(d->last, &y2, &m2, &day);
    return ((int64_t)y2 - y1) * 12 + (m2 - m1) + 1;
}
