/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is not known. There is no way to print a brief without it. */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/page.h"

static int lacks_speaker(const struct vg_page *p, const struct vg_claim *c)
{
    (void)p;
    for (size_t i = 0; i < c->n_links; i++)
        if (c->links[i].speaker == NULL)
            return 1;
    return c->n_links == 0;
}

static int lacks_date(const struct vg_page *p, const struct vg_claim *c)
{
    int dated = c->period.from != NULL || c->period.to != NULL || c->period.words != NULL;

    (void)p;
    for (size_t i = 0; i < c->n_links; i++)
        dated = dated || c->links[i].date != NULL;
    for (size_t i = 0; i < c->n_standing; i++)
        dated = dated || c->standing[i].date != NULL;
    return !dated;
}

static int lacks_base(const struct vg_page *p, const struct vg_claim *c)
{
    (void)p;
    return c->quantity.op != VG_OP_NONE && c->quantity.base == NULL && c->quantity.unit != NULL &&
           strcmp(c->quantity.unit, "percent") == 0;
}

static int lacks_unit(const struct vg_page *p, const struct vg_claim *c)
{
    (void)p;
    return c->quantity.op != VG_OP_NONE && c->quantity.unit == NULL;
}

static int lacks_place(const struct vg_page *p, const struct vg_claim *c)
{
    (void)p;
    return c->quantity.op != VG_OP_NONE && c->n_places == 0;
}

static int lacks_root(const struct vg_page *p, const struct vg_claim *c)
{
    (void)p;
    return c->n_roots == 0;
}

static int is_relative(const struct vg_page *p, const struct vg_claim *c)
{
    (void)p;
    return c->period.words != NULL && c->period.from == NULL && c->period.to == NULL;
}

static int is_inferred(const struct vg_page *p, const struct vg_claim *c)
{
    (void)p;
    return c->period.n_inferred > 0;
}

static int rests_on_note(const struct vg_page *p, const struct vg_claim *c)
{
    const struct vg_source_info *s =
        c->passage == NULL ? NULL : vg_view_source(p->v, c->passage->source);

    return s != NULL && s->is_note;
}

static const struct {
    enum vg_word title;
    int (*holds)(const struct vg_page *p, const struct vg_claim *c);
} lacks[] = {
    {VG_W_NO_SPEAKER, lacks_speaker}, {VG_W_NO_DATE, lacks_date},
    {VG_W_NO_BASE, lacks_base},       {VG_W_NO_UNIT, lacks_unit},
    {VG_W_NO_PLACE, lacks_place},     {VG_W_NO_ROOT, lacks_root},
    {VG_W_RELATIVE, is_relative},     {VG_W_INFERRED_YEAR, is_inferred},
    {VG_W_NOTES_ONLY, rests_on_note},
};

static void open_item(const struct vg_page *p, enum vg_word title, size_t n)
{
    char number[VG_NUMBER_TEXT];

    vg_html_raw(p->o, "<dt>");
    vg_page_word(p, title);
    vg_html_raw(p->o, " <span class=\"count\">");
    vg_puts(p->o, vg_number(number, (int64_t)n, 0));
    vg_html_raw(p->o, "</span></dt>\n<dd>");
}

static size_t put_lacks(const struct vg_page *p)
{
    int64_t *ids = VG_NEW_ARRAY(p->a, int64_t, p->v->n_claims + 1);
    size_t items = 0;

    for (size_t k = 0; k < sizeof lacks / sizeof *lacks; k++) {
        size_t n = 0;

        for (size_t i = 0; i < p->v->n_claims; i++)
            if (p->facts[i].shown && lacks[k].holds(p, &p->v->claims[i]))
                ids[n++] = p->v->claims[i].id;
        if (n == 0)
            continue;
        open_item(p, lacks[k].title, n);
        vg_page_claim_links(p, ids, n);
        vg_html_raw(p->o, "</dd>\n");
        items++;
    }
    return items;
}

static size_t put_open_roots(const struct vg_page *p)
{
    size_t n = 0, put = 0, most;

    for (size_t i = 0; i < p->v->n_roots; i++)
        n += p->v->roots[i].source == 0;
    most = vg_page_limit(p, n, VG_BRIEF_ROOTS);
    if (n == 0)
        return 0;
    open_item(p, VG_W_ROOTS_OPEN, n);
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < p->v->n_roots && put < most; i++) {
        const struct vg_root *r = &p->v->roots[i];

        if (r->source != 0)
            continue;
        put++;
        vg_putf(p->o, "<li>r%" PRId64 " <span dir=\"auto\">", r->id);
        vg_html_textz(p->o, r->what != NULL ? r->what : r->name);
        vg_html_raw(p->o, "</span> · ");
        vg_page_name(p, r->speaker);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>");
    vg_page_more(p, n - put);
    vg_html_raw(p->o, "</dd>\n");
    return 1;
}

static size_t put_refusals(const struct vg_page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->b->n_figures; i++)
        for (size_t k = 0; k < p->b->figures[i].n; k++)
            n += p->b->figures[i].rows[k].refusal != NULL;
    if (n == 0)
        return 0;
    open_item(p, VG_W_REFUSALS, n);
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < p->b->n_figures; i++)
        for (size_t k = 0; k < p->b->figures[i].n; k++) {
            const struct vg_figure *f = &p->b->figures[i].rows[k];

            if (f->refusal == NULL)
                continue;
            vg_putf(p->o, "<li><a href=\"#f%zu-%zu\">", i + 1, k + 1);
            vg_html_textz(p->o, p->b->figures[i].question);
            vg_html_raw(p->o, "</a>");
            vg_page_word(p, VG_W_COLON);
            vg_page_said(p, f->refusal_said, f->refusal);
            vg_html_raw(p->o, "</li>\n");
        }
    vg_html_raw(p->o, "</ul></dd>\n");
    return 1;
}

static size_t put_not_added(const struct vg_page *p)
{
    size_t n = 0, put = 0, most;

    for (size_t i = 0; i < p->b->n_series; i++)
        n += p->b->series[i].sum.shared != NULL;
    most = vg_page_limit(p, n, VG_BRIEF_ROWS);
    if (n == 0)
        return 0;
    open_item(p, VG_W_NOT_ADDED, n);
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < p->b->n_series && put < most; i++) {
        const struct vg_figure *f = &p->b->series[i].sum;

        if (f->shared == NULL) /* a later number that replaces an earlier leaves nothing open */
            continue;
        put++;
        vg_html_raw(p->o, "<li>");
        vg_page_said(p, f->refusal_said, f->refusal);
        vg_putc(p->o, ' ');
        vg_page_claim_links(p, f->claims, f->n_claims);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>");
    vg_page_more(p, n - put);
    vg_html_raw(p->o, "</dd>\n");
    return 1;
}

static size_t put_not_run(const struct vg_page *p)
{
    size_t n = 0, all = p->b->checks_all[VG_CHECK_NOT_RUN];

    for (size_t i = 0; i < p->b->n_checks; i++)
        n += p->b->checks[i].result == VG_CHECK_NOT_RUN;
    all = all > n ? all : n;
    if (all == 0)
        return 0;
    open_item(p, VG_W_NOT_RUN_LIST, all);
    for (size_t i = 0; i < p->b->n_checks; i++)
        if (p->b->checks[i].result == VG_CHECK_NOT_RUN && (p->b->without & VG_PART_CHECKS) != 0)
            vg_putf(p->o, "k%zu ", vg_page_check_number(p, i));
        else if (p->b->checks[i].result == VG_CHECK_NOT_RUN)
            vg_putf(p->o, "<a href=\"#k%zu\">k%zu</a> ", vg_page_check_number(p, i),
                    vg_page_check_number(p, i));
    vg_page_more(p, all - n);
    vg_html_raw(p->o, "</dd>\n");
    return 1;
}

static size_t put_tasks(const struct vg_page *p)
{
    size_t most = vg_page_limit(p, p->b->n_tasks, VG_BRIEF_ROOTS);

    if (p->b->n_tasks == 0)
        return 0;
    open_item(p, VG_W_TASKS, p->b->n_tasks);
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < most; i++) {
        vg_html_raw(p->o, "<li dir=\"auto\">");
        vg_html_textz(p->o, p->b->tasks[i]);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>");
    vg_page_more(p, p->b->n_tasks - most);
    vg_html_raw(p->o, "</dd>\n");
    return 1;
}

int vg_page_unknown(const struct vg_page *p, struct vg_err *err)
{
    size_t before = 0, items = 0;
    int rc;

    vg_page_open(p, "unknown", VG_W_UNKNOWN, VG_W_UNKNOWN_HOW);
    before = p->o->len;
    vg_html_raw(p->o, "<dl class=\"gaps\">\n");
    items += put_refusals(p);
    items += put_not_added(p);
    items += vg_page_gaps(p);
    rc = vg_page_missing(p, &items, err);
    if (rc != VG_OK)
        return rc;
    items += put_open_roots(p);
    items += put_lacks(p);
    items += put_not_run(p);
    items += put_tasks(p);
    vg_html_raw(p->o, "</dl>\n");
    if (items == 0 && !p->o->full) {
        p->o->len = before; /* an empty list is no list */
        vg_html_raw(p->o, "<p>");
        vg_page_word(p, VG_W_UNKNOWN_NONE);
        vg_html_raw(p->o, "</p>\n");
    }
    vg_page_close(p);
    return VG_OK;
}
