/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The latest word of each speaker, presence by presence and place by place, with
 * a strip of marks in time beside it. Standings are gathered into one list,
 * sorted by place and newest first, and written in one pass.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "base/html.h"
#include "base/limits.h"
#include "base/table.h"
#include "brief/page.h"

struct word {
    const char *where; /* entity id of a presence, or place id */
    const struct vg_standing *standing;
    int64_t day; /* last day of its date; VG_DAYS_MIN: undated */
    int64_t claim;
    size_t order; /* as gathered, so that the sort is the same everywhere */
};

static int by_place_newest_first(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    int c = strcmp(a->where, b->where);

    if (c != 0)
        return c;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return a->order > b->order ? -1 : 1;
}

static int64_t day_of(const char *edtf)
{
    struct vg_date d;

    if (edtf == NULL || vg_edtf_readz(edtf, &d, NULL) != VG_OK)
        return VG_DAYS_MIN;
    return d.open_to ? d.first : d.last;
}

/* A claim about a presence stands under it, any other under its places. */
static size_t places_of(const struct vg_page *p, const struct vg_claim *c, const char **presence)
{
    const struct vg_entity *e = c->subject == NULL ? NULL : vg_view_entity(p->v, c->subject);

    *presence = NULL;
    if (e == NULL || e->level == NULL || strcmp(e->level, "presence") != 0)
        return c->n_places;
    *presence = e->id;
    return 1;
}

static int tells_status(const struct vg_page *p, size_t i)
{
    const struct vg_claim *c = &p->v->claims[i];

    return p->facts[i].shown && p->facts[i].stands && c->n_standing > 0 &&
           c->kind != VG_KIND_OPINION && c->kind != VG_KIND_PUBLICATION &&
           vg_claim_family(c) != VG_FAMILY_IDENTITY;
}

static size_t gather(const struct vg_page *p, struct word **out, size_t *cut)
{
    struct word *list = NULL;
    size_t n = 0, room = 0;

    *cut = 0;
    for (size_t i = 0; i < p->v->n_claims; i++) {
        const struct vg_claim *c = &p->v->claims[i];
        const char *presence = NULL;
        size_t places = tells_status(p, i) ? places_of(p, c, &presence) : 0;

        for (size_t k = 0; k < places; k++)
            for (size_t s = 0; s < c->n_standing; s++) {
                if (n == VG_MAX_STATUSES) {
                    *cut = n;
                    *out = list;
                    return n;
                }
                list = vg_grow(p->a, list, n, &room);
                list[n] = (struct word){presence != NULL ? presence : c->places[k], &c->standing[s],
                                        day_of(c->standing[s].date), c->id, n};
                n++;
            }
    }
    *out = list;
    return n;
}

/* -- the strip -------------------------------------------------------------------------- */

enum mark { MARK_ALLEGED, MARK_DENIED, MARK_OFFICIAL, MARK_CLOSED, MARK_COURT, MARK_OTHER };

static enum mark mark_of(const char *standing)
{
    static const struct {
        const char *id;
        enum mark mark;
    } marks[] = {
        {"reported", MARK_ALLEGED},
        {"alleged", MARK_ALLEGED},
        {"finding", MARK_ALLEGED},
        {"denied", MARK_DENIED},
        {"disputed", MARK_DENIED},
        {"official-statement", MARK_OFFICIAL},
        {"official-claim", MARK_OFFICIAL},
        {"investigated-no-finding", MARK_CLOSED},
        {"investigation-closed-no-charge", MARK_CLOSED},
        {"confirmed", MARK_COURT},
    };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (standing != NULL && strcmp(standing, marks[i].id) == 0)
            return marks[i].mark;
    return MARK_OTHER;
}

/* Shapes differ, not colours only: disc, diamond, ring, square, triangle, dot. */
static void put_mark(struct vg_buf *o, enum mark mark, int64_t x)
{
    switch (mark) {
    case MARK_ALLEGED:
        vg_putf(o, "<circle class=\"ma\" cx=\"%" PRId64 "\" cy=\"8\" r=\"4\"/>", x);
        break;
    case MARK_DENIED:
        vg_putf(o, "<path class=\"md\" d=\"M%" PRId64 " 3l5 5-5 5-5-5z\"/>", x);
        break;
    case MARK_OFFICIAL:
        vg_putf(o, "<circle class=\"mo\" cx=\"%" PRId64 "\" cy=\"8\" r=\"4\"/>", x);
        break;
    case MARK_CLOSED:
        vg_putf(o, "<path class=\"mc\" d=\"M%" PRId64 " 4h8v8h-8z\"/>", x - 4);
        break;
    case MARK_COURT:
        vg_putf(o, "<path class=\"mt\" d=\"M%" PRId64 " 3l5 9h-10z\"/>", x);
        break;
    case MARK_OTHER:
        vg_putf(o, "<circle class=\"mx\" cx=\"%" PRId64 "\" cy=\"8\" r=\"2\"/>", x);
        break;
    }
}

struct span {
    int64_t first, last; /* days of the first and last dated standing of all */
    char from[16], to[16];
};

static void put_strip(const struct vg_page *p, const struct word *w, size_t n, const struct span *t)
{
    char count[VG_NUMBER_TEXT];
    int64_t dated = 0;

    for (size_t i = 0; i < n; i++)
        dated += w[i].day != VG_DAYS_MIN;
    if (dated == 0 || t->last <= t->first) {
        vg_html_raw(p->o, "<span class=\"soft\">");
        vg_page_word(p, VG_W_UNDATED);
        vg_html_raw(p->o, "</span>");
        return;
    }
    vg_html_raw(p->o, "<svg class=\"strip\" role=\"img\" viewBox=\"-6 0 212 16\"><title>");
    vg_page_say(p, VG_W_TIME_DESC, t->from, t->to, vg_number(count, dated, 0));
    vg_html_raw(p->o, "</title><path class=\"ax\" d=\"M0 8H200\"/>");
    for (size_t i = n; i-- > 0;) /* newest last, so that it lies on top */
        if (w[i].day != VG_DAYS_MIN)
            put_mark(p->o, mark_of(w[i].standing->value),
                     (w[i].day - t->first) * 200 / (t->last - t->first));
    vg_html_raw(p->o, "</svg>");
}

static void put_key(const struct vg_page *p)
{
    static const enum vg_word labels[] = {VG_W_KEY_ALLEGED, VG_W_KEY_DENIED, VG_W_KEY_OFFICIAL,
                                          VG_W_KEY_CLOSED,  VG_W_KEY_COURT,  VG_W_KEY_OTHER};

    vg_html_raw(p->o, "<ul class=\"key\"");
    vg_html_attrz(p->o, "aria-label", vg_brief_word(VG_W_KEY, p->lang));
    vg_html_raw(p->o, ">\n");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        vg_html_raw(p->o, "<li><svg aria-hidden=\"true\" viewBox=\"0 0 16 16\">");
        put_mark(p->o, (enum mark)i, 8);
        vg_html_raw(p->o, "</svg> ");
        vg_page_word(p, labels[i]);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>\n");
}

/* -- rows ----------------------------------------------------------------------------------- */

/* Is it the first time that this speaker is met at this place? `seen` holds place and speaker. */
static int is_latest(struct vg_table *seen, struct vg_buf *key, const struct word *w, size_t place)
{
    vg_buf_clear(key);
    vg_putf(key, "%zu:", place);
    vg_puts(key, w->standing->speaker);
    return vg_table_add(seen, vg_buf_str(key), 1, NULL);
}

static void put_place_name(const struct vg_page *p, const char *where)
{
    if (vg_view_entity(p->v, where) != NULL)
        vg_page_name(p, where);
    else
        vg_page_place(p, where);
}

static void put_row(const struct vg_page *p, const struct word *w, size_t n, const struct span *t,
                    struct vg_table *seen, size_t place)
{
    VG_SCOPED_BUF key = {0};

    vg_html_raw(p->o, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
    put_place_name(p, w[0].where);
    vg_html_raw(p->o, "</th><td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_STATUS, p->lang));
    vg_html_raw(p->o, ">");
    for (size_t i = 0; i < n; i++) {
        if (!is_latest(seen, &key, &w[i], place))
            continue;
        vg_html_raw(p->o, "<div>");
        vg_page_standing(p, w[i].standing);
        vg_puts(p->o, " ");
        vg_page_claim_link(p, w[i].claim);
        vg_html_raw(p->o, "</div>");
    }
    vg_html_raw(p->o, "</td><td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_TIME, p->lang));
    vg_html_raw(p->o, ">");
    put_strip(p, w, n, t);
    vg_html_raw(p->o, "</td></tr>\n");
}

static struct span span_of(const struct word *list, size_t n)
{
    struct span t = {VG_DAYS_MAX, VG_DAYS_MIN, "", ""};

    for (size_t i = 0; i < n; i++) {
        if (list[i].day == VG_DAYS_MIN)
            continue;
        t.first = list[i].day < t.first ? list[i].day : t.first;
        t.last = list[i].day > t.last ? list[i].day : t.last;
    }
    if (t.first <= t.last) {
        int year, month, day;

        vg_date_of(t.first, &year, &month, &day);
        snprintf(t.from, sizeof t.from, "%04d-%02d", year, month);
        vg_date_of(t.last, &year, &month, &day);
        snprintf(t.to, sizeof t.to, "%04d-%02d", year, month);
    }
    return t;
}

static void put_head(const struct vg_page *p, const struct span *t)
{
    vg_html_raw(p->o, "<table role=\"table\" class=\"status\"><caption class=\"quiet\">");
    vg_page_word(p, VG_W_STATUS);
    vg_html_raw(p->o, "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">"
                      "<th role=\"columnheader\" scope=\"col\">");
    vg_page_word(p, VG_W_COL_PRESENCE);
    vg_html_raw(p->o, "</th><th role=\"columnheader\" scope=\"col\">");
    vg_page_word(p, VG_W_COL_STATUS);
    vg_html_raw(p->o, "</th><th role=\"columnheader\" scope=\"col\">");
    vg_page_word(p, VG_W_COL_TIME);
    if (t->from[0] != '\0') {
        vg_html_raw(p->o, " <span class=\"axis\"><span>");
        vg_put_date(p->o, p->lang, t->from);
        vg_html_raw(p->o, "</span><span>");
        vg_put_date(p->o, p->lang, t->to);
        vg_html_raw(p->o, "</span></span>");
    }
    vg_html_raw(p->o, "</th></tr></thead>\n<tbody role=\"rowgroup\">\n");
}

static void put_table(const struct vg_page *p, const struct word *list, size_t n)
{
    struct span t = span_of(list, n);
    struct vg_table seen = VG_TABLE(p->a);
    size_t place = 0;

    put_key(p);
    put_head(p, &t);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && strcmp(list[to].where, list[from].where) == 0;)
            to++;
        put_row(p, list + from, to - from, &t, &seen, place++);
    }
    vg_html_raw(p->o, "</tbody></table>\n");
}

void vg_page_statuses(const struct vg_page *p)
{
    char most[VG_NUMBER_TEXT];
    struct word *list = NULL;
    size_t cut, n = gather(p, &list, &cut);

    vg_page_open(p, "status", VG_W_STATUS, n > 0 ? VG_W_STATUS_HOW : VG_W_STATUS_NONE);
    if (cut > 0) {
        vg_html_raw(p->o, "<p class=\"cut\">");
        vg_page_say(p, VG_W_STATUS_CUT, vg_number(most, (int64_t)cut, 0), NULL, NULL);
        vg_html_raw(p->o, "</p>\n");
    }
    if (n > 0) {
        qsort(list, n, sizeof *list, by_place_newest_first);
        put_table(p, list, n);
    }
    vg_page_timeline(p);
    vg_page_close(p);
}
