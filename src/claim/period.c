/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/period.h"

#include "base/clock.h"

int vg_claim_period(const struct vg_claim *c, struct vg_date *out)
{
    if (c->period.from == NULL && c->period.to == NULL)
        return 0;
    return vg_edtf_period(c->period.from, c->period.to, out, NULL) == VG_OK;
}

const char *vg_claim_said_text(const struct vg_view *v, const struct vg_claim *c,
                               struct vg_arena *a)
{
    const struct vg_source_info *s;
    char when[VG_TIME_TEXT];

    for (size_t i = c->n_links; i-- > 0;)
        if (c->links[i].date != NULL)
            return c->links[i].date;
    for (size_t i = 0; i < c->n_standing; i++)
        if (c->standing[i].date != NULL)
            return c->standing[i].date;
    s = c->passage != NULL ? vg_view_source(v, c->passage->source) : NULL;
    if (s == NULL)
        return NULL;
    if (s->date != NULL)
        return s->date;
    vg_time_write(s->captured_at, when);
    return vg_copy(a, when, 10); /* the day of it */
}

static struct vg_part_words day_part(struct vg_arena *a, int y, int m, int d)
{
    return vg_part_date(a, vg_print(a, "%04d-%02d-%02d", y, m, d));
}

static struct vg_part_words month_part(struct vg_arena *a, int y, int m)
{
    return vg_part_date(a, vg_print(a, "%04d-%02d", y, m));
}

const struct vg_said *vg_period_shared(const struct vg_date *x, const struct vg_date *y,
                                       struct vg_arena *a)
{
    struct vg_date both = {.first = x->first > y->first ? x->first : y->first,
                           .last = x->last < y->last ? x->last : y->last};
    int y1, m1, d1, y2, m2, d2, later_month, later_day;
    int64_t months;

    if (both.first > both.last || both.first <= VG_DAYS_MIN || both.last >= VG_DAYS_MAX)
        return NULL;
    vg_date_of(both.first, &y1, &m1, &d1);
    vg_date_of(both.last, &y2, &m2, &d2);
    vg_date_of(both.last + 1, &later_month, &later_month, &later_day);
    if (d1 != 1 || later_day != 1)
        return VG_SAID(a, PERIOD_DAYS, day_part(a, y1, m1, d1), day_part(a, y2, m2, d2),
                       vg_part_number(a, both.last - both.first + 1));
    months = vg_date_months(&both);
    if (months == 1)
        return VG_SAID(a, PERIOD_MONTH, month_part(a, y1, m1));
    return VG_SAID(a, PERIOD_MONTHS, month_part(a, y1, m1), month_part(a, y2, m2),
                   vg_part_count(a, months));
}
