/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What has not been found, behind the named lists: places to search next, a bound, and only rarely
 * a number. A refusal stands where the number would, with what would lift it.
 */
#include "base/html.h"
#include "brief/page.h"
#include "estimate/of_case.h"
#include "estimate/plot.h"

static void put_sentence(const struct vg_page *p, const struct vg_said *s, const char *class)
{
    vg_html_raw(p->o, "<p");
    if (class != NULL)
        vg_html_attrz(p->o, "class", class);
    vg_html_raw(p->o, ">");
    vg_html_textz(p->o, vg_said_text(p->a, s, p->lang));
    vg_html_raw(p->o, "</p>\n");
}

/* The sentence names lists by their ids; these are they. */
static void put_lists(const struct vg_page *p, const struct vg_estimate *e)
{
    if (e->captures == NULL)
        return;
    vg_html_raw(p->o, "<ul>\n");
    for (unsigned i = 0; i < e->captures->t; i++) {
        const struct vg_said *reach = vg_estimate_reach_said(p->v, e->captures->lists[i], p->a);

        vg_html_raw(p->o, "<li dir=\"auto\">");
        vg_html_textz(p->o, vg_estimate_name_of(p->v, e->captures->lists[i], p->lang, p->a));
        if (reach != NULL)
            put_sentence(p, reach, "soft");
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>\n");
}

/* What the gate found, where the sentence tells several of one kind together. */
static void put_findings(const struct vg_page *p, const struct vg_estimate *e)
{
    size_t same = 0;

    for (size_t i = 1; i < e->n_findings; i++)
        same += e->findings[i].code == e->findings[i - 1].code;
    if (same == 0)
        return;
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < e->n_findings; i++) {
        vg_html_raw(p->o, "<li>");
        vg_html_textz(p->o, vg_gate_code_word(e->findings[i].code));
        vg_puts(p->o, " ");
        vg_html_textz(p->o, vg_said_text(p->a, e->findings[i].says, p->lang));
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>\n");
}

static int put_part(const struct vg_page *p, const struct vg_estimate_part *part, size_t i,
                    struct vg_err *err)
{
    const struct vg_estimate named = vg_estimate_part_named(part, p->v, p->lang, p->a);
    const struct vg_plot_as as = {.language = p->lang, .prefix = vg_print(p->a, "vge%zu", i)};
    const struct vg_said *effort = vg_estimate_effort_said(part, p->a);
    int rc;

    vg_html_raw(p->o, "<dt dir=\"auto\"");
    vg_html_attrz(p->o, "id", part->id);
    vg_html_raw(p->o, ">");
    vg_html_textz(p->o, vg_said_text(p->a, vg_estimate_part_title(part, p->a), p->lang));
    vg_html_raw(p->o, " <span class=\"soft\">");
    vg_html_textz(p->o, part->id);
    vg_html_raw(p->o, "</span> ");
    vg_page_claim_links(p, part->claims, part->n_claims);
    vg_html_raw(p->o, "</dt>\n<dd>");
    if (effort != NULL)
        put_sentence(p, effort, NULL);
    put_sentence(p, part->e->text, part->e->verdict == VG_GATE_REFUSE ? "refusal" : NULL);
    put_findings(p, part->e);
    put_lists(p, part->e);
    if (part->left_out > 0)
        put_sentence(p, vg_estimate_left_out_said(part, p->a), "soft");
    if (part->source != NULL)
        put_sentence(p, VG_SAID(p->a, CASE_SOURCE, vg_part(part->source)), "soft");
    rc = vg_plot_figures(&named, &as, p->a, p->o, err);
    vg_html_raw(p->o, "</dd>\n");
    return rc;
}

int vg_page_missing(const struct vg_page *p, size_t *items, struct vg_err *err)
{
    const struct vg_estimate_case *c = p->b->estimate;

    for (size_t i = 0; c != NULL && i < c->n_parts; i++) {
        int rc;

        if (c->parts[i].e == NULL)
            continue; /* a locked list says so among the lists */
        rc = put_part(p, &c->parts[i], i, err);
        if (rc != VG_OK)
            return rc;
        ++*items;
    }
    return VG_OK;
}
