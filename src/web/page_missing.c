/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What is missing: the names that nobody found first, then where to search next, a bound, and the
 * total or its refusal. Everything out of the case itself; a table of one's own is brought on the
 * command line, not uploaded here. What takes seconds is made by long work, and read here.
 */
#include "web/missing.h"

#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/bits.h"
#include "web/pages.h"

struct missing {
    struct vg_web *w;
    struct vg_page *p;
    const struct vg_view *v;
    const char *lang;
};

static void put_words(const struct missing *m, const char *class, const struct vg_said *s)
{
    vg_html_raw(m->w->o, "<p");
    if (class != NULL)
        vg_html_attrz(m->w->o, "class", class);
    vg_html_raw(m->w->o, ">");
    vg_html_textz(m->w->o, vg_said_text(m->w->a, s, m->lang));
    vg_html_raw(m->w->o, "</p>\n");
}

static void put_claims(const struct missing *m, const int64_t *claims, size_t n)
{
    if (n == 0)
        return;
    vg_html_raw(m->w->o, "<p class=\"soft\">");
    vg_ui_word(m->w, VW_MISSING_RESTS_ON);
    vg_puts(m->w->o, " ");
    vg_page_claim_links(m->p, claims, n);
    vg_html_raw(m->w->o, "</p>\n");
}

/* The lists of the sentence by their ids, each with its name and the way to it. */
static void put_lists(const struct missing *m, const struct vg_estimate *e)
{
    if (e->captures == NULL)
        return;
    vg_html_raw(m->w->o, "<ul class=\"lines\">\n");
    for (unsigned i = 0; i < e->captures->t; i++) {
        const char *id = e->captures->lists[i];
        const struct vg_said *reach = vg_estimate_reach_said(m->v, id, m->w->a);

        vg_html_raw(m->w->o, "<li dir=\"auto\">");
        vg_ui_link(m->w, vg_print(m->w->a, id[0] == 'r' ? "/roots/%s" : "/sources/%s", id),
                   vg_estimate_name_of(m->v, id, m->lang, m->w->a));
        if (reach != NULL)
            put_words(m, "soft", reach);
        vg_html_raw(m->w->o, "</li>\n");
    }
    vg_html_raw(m->w->o, "</ul>\n");
}

static void put_locked(const struct missing *m, const struct vg_gap *gap)
{
    put_words(m, "soft", VG_SAYS(CASE_LOCKED));
    vg_html_raw(m->w->o, "<p>");
    vg_ui_link(m->w, vg_print(m->w->a, "/gaps?list=%s", vg_ui_encoded(m->w, gap->list->name)),
               vg_ui_text(m->w, VW_MISSING_LOCKS));
    vg_html_raw(m->w->o, "</p>\n");
}

/* The names that nobody found, each with its lines of the log. */
static void put_names(const struct missing *m, const struct vg_gap *g)
{
    vg_html_raw(m->w->o, "<ul class=\"notes\">\n");
    for (size_t i = 0; i < g->n_members; i++) {
        const struct vg_gap_member *one = &g->members[i];

        if (one->n_found > 0)
            continue;
        vg_html_raw(m->w->o, "<li><b dir=\"auto\">");
        vg_html_textz(m->w->o, vg_estimate_name_of(m->v, one->id, m->lang, m->w->a));
        vg_html_raw(m->w->o, "</b>");
        for (size_t k = 0; k < one->n_looked; k++) {
            vg_html_raw(m->w->o, "<br><span dir=\"auto\">");
            vg_html_textz(
                m->w->o,
                vg_said_text(m->w->a, vg_estimate_search_said(one->looked[k], m->w->a), m->lang));
            vg_html_raw(m->w->o, "</span>");
        }
        if (one->n_looked == 0) {
            vg_html_raw(m->w->o, "<br>");
            vg_html_textz(m->w->o, vg_said_text(m->w->a, VG_SAYS(SHOW_NOT_SEARCHED), m->lang));
        }
        vg_html_raw(m->w->o, "</li>\n");
    }
    vg_html_raw(m->w->o, "</ul>\n");
}

/* What the sentence does not say already: tests that led to nothing stricter. */
static void put_findings(const struct missing *m, const struct vg_estimate *e)
{
    if (e->n_findings == 0)
        return;
    vg_html_raw(m->w->o, "<details><summary>");
    vg_ui_word(m->w, VW_MISSING_GATE);
    vg_html_raw(m->w->o, "</summary>\n<ul class=\"notes\">\n");
    for (size_t i = 0; i < e->n_findings; i++) {
        vg_html_raw(m->w->o, "<li><b>");
        vg_html_textz(m->w->o, vg_gate_code_word(e->findings[i].code));
        vg_html_raw(m->w->o, "</b> ");
        vg_html_textz(m->w->o, vg_said_text(m->w->a, e->findings[i].says, m->lang));
        vg_html_raw(m->w->o, "</li>\n");
    }
    vg_html_raw(m->w->o, "</ul></details>\n");
}

static int put_result(const struct missing *m, const struct vg_estimate_part *part, size_t i)
{
    const struct vg_estimate named = vg_estimate_part_named(part, m->v, m->lang, m->w->a);
    const struct vg_plot_as as = {.language = m->lang, .prefix = vg_print(m->w->a, "vge%zu", i)};
    const struct vg_said *effort = vg_estimate_effort_said(part, m->w->a);

    if (part->gap != NULL)
        put_names(m, part->gap);
    if (effort != NULL)
        put_words(m, NULL, effort);
    put_words(m, part->e->verdict == VG_GATE_REFUSE ? "panel locked" : NULL, part->e->text);
    if (part->gap != NULL) {
        vg_html_raw(m->w->o, "<p>");
        vg_ui_link(m->w,
                   vg_print(m->w->a, "/gaps?list=%s", vg_ui_encoded(m->w, part->gap->list->name)),
                   vg_ui_text(m->w, VW_MISSING_SEARCHES));
        vg_html_raw(m->w->o, "</p>\n");
    }
    put_lists(m, part->e);
    put_findings(m, part->e);
    if (part->left_out > 0)
        put_words(m, "soft", vg_estimate_left_out_said(part, m->w->a));
    if (part->source != NULL)
        put_words(m, "soft", VG_SAID(m->w->a, CASE_SOURCE, vg_part(part->source)));
    return vg_plot_figures(&named, &as, m->w->a, m->w->o, m->w->err);
}

/* Nothing of it may be said yet, but how far it is, and what was said of another state of the
 * case. */
static void put_waiting(const struct missing *m, const struct vg_estimate_part *part)
{
    vg_missing_wait(m->w, "/estimate");
    if (part->before != NULL)
        put_words(m, "soft", vg_estimate_waiting_said(part, m->lang, m->w->a));
    put_lists(m, part->e);
}

static int put_part(const struct missing *m, const struct vg_estimate_part *part, size_t i)
{
    int rc = VG_OK;

    vg_html_raw(m->w->o, "<section");
    if (part->id[0] != '\0')
        vg_html_attrz(m->w->o, "id", part->id);
    vg_html_raw(m->w->o, "><h2 dir=\"auto\">");
    vg_html_textz(m->w->o, vg_said_text(m->w->a, vg_estimate_part_title(part, m->w->a), m->lang));
    if (part->id[0] != '\0' && !part->e->is_waiting) {
        vg_html_raw(m->w->o, " <small class=\"soft\">");
        vg_html_textz(m->w->o, part->id);
        vg_html_raw(m->w->o, "</small>");
    }
    vg_html_raw(m->w->o, "</h2>\n");
    if (part->e != NULL && part->e->is_waiting)
        put_waiting(m, part);
    else if (part->e != NULL)
        rc = put_result(m, part, i);
    else if (part->gap != NULL)
        put_locked(m, part->gap);
    put_claims(m, part->claims, part->n_claims);
    vg_ui_section_end(m->w);
    return rc;
}

/* Where to search next stands behind the names; it needs a table that the case does not have. */
static void put_no_places(const struct missing *m)
{
    vg_ui_section(m->w, "places", VW_MISSING_PLACES);
    vg_bits_p_as(m->w, "soft", VW_MISSING_PLACES_HOW);
    vg_html_raw(m->w->o, "<p><code>vigil exposure CASE FILE --because TEXT</code></p>\n");
    vg_ui_section_end(m->w);
}

/* Work of this kind that goes on, or else the newest that ended; NULL: there was none. */
static const struct vg_shown_job *job_of(struct vg_web *w)
{
    const struct vg_shown_job *list = NULL;
    size_t n = 0;

    if (vg_shown_jobs(w, &list, &n) != VG_OK)
        return NULL;
    for (size_t i = 0; i < n; i++) /* the newest first */
        if (strcmp(list[i].kind, "estimate") == 0)
            return &list[i];
    return NULL;
}

int vg_missing_load(struct vg_web *w, const struct vg_view **v, struct vg_estimate_case *out,
                    int *is_waiting)
{
    const struct vg_shown_job *job = job_of(w);
    const int failed = job != NULL && strcmp(job->state, "failed") == 0;
    const struct vg_estimate_with with = {.seed = 1, .workers = 8, .waits = !failed};
    const struct vg_root_graph *g = NULL;
    int rc = vg_web_view(w, v, &g);

    if (rc == VG_OK)
        rc = vg_estimate_of_case(w->c, *v, g, &with, w->a, out, w->err);
    *is_waiting = 0;
    for (size_t i = 0; rc == VG_OK && i < out->n_parts; i++) {
        const struct vg_estimate_part *part = &out->parts[i];

        if (part->e == NULL)
            continue;
        *is_waiting |= part->e->is_waiting;
        if (!part->is_kept && !failed)
            w->out->wants = "estimate";
    }
    return rc;
}

void vg_missing_wait(struct vg_web *w, const char *address)
{
    const struct vg_shown_job *job = job_of(w);
    const int goes_on = job != NULL && !vg_shown_is_over(job);

    /* Where none goes on, one is begun with this answer, and has the next number. */
    vg_putf(w->o,
            "<div id=\"job\" class=\"panel\" aria-live=\"polite\" data-from=\"%" PRId64 "\"><p>",
            job == NULL ? 1
            : goes_on   ? job->id
                        : job->id + 1);
    vg_ui_word(w, VW_MISSING_MADE);
    vg_html_raw(w->o, "</p>\n");
    if (goes_on)
        vg_shown_progress(w, job);
    else {
        vg_html_raw(w->o, "<p class=\"far\"><progress");
        vg_html_attrz(w->o, "aria-label", vg_bits_named(w, "job.kind.", "estimate"));
        vg_html_raw(w->o, "></progress><span></span></p>\n");
    }
    vg_html_raw(w->o, "<p><a class=\"button\" data-key=\"r\"");
    vg_html_attrz(w->o, "href", address);
    vg_html_raw(w->o, ">");
    vg_ui_word(w, VW_JOB_AGAIN);
    vg_html_raw(w->o, " <kbd>r</kbd></a></p></div>\n");
}

int vg_page_missing_view(struct vg_web *w)
{
    struct missing m = {.w = w, .lang = w->in->language};
    struct vg_estimate_case c = {0};
    int is_waiting = 0;
    int rc = vg_missing_load(w, &m.v, &c, &is_waiting);
    size_t i = 0;

    if (rc != VG_OK)
        return rc;
    m.p = vg_ui_pieces(w, m.v);
    vg_page_mark(m.p);
    vg_ui_open_with(w, vg_ui_text(w, VW_MISSING_TITLE), "wide", "estimate");
    vg_bits_p_as(w, "how", VW_MISSING_LEAD);
    put_words(&m, NULL,
              c.units == 0 ? VG_SAYS(CASE_COUNTED_NONE)
                           : VG_SAID(w->a, CASE_COUNTED, vg_part_number(w->a, (int64_t)c.units)));
    put_claims(&m, c.claims, c.n_claims);
    for (; rc == VG_OK && i < c.n_parts && c.parts[i].gap != NULL; i++)
        rc = put_part(&m, &c.parts[i], i);
    if (i == 0) {
        vg_bits_p(w, VW_MISSING_NO_LIST);
        vg_html_raw(w->o, "<p>");
        vg_bits_link(w, "/gaps", VW_PART_GAPS);
        vg_html_raw(w->o, "</p>\n");
    }
    if (i == c.n_parts || c.parts[i].model != VG_ESTIMATE_EXPOSURE)
        put_no_places(&m);
    for (; rc == VG_OK && i < c.n_parts; i++)
        rc = put_part(&m, &c.parts[i], i);
    vg_ui_close(w);
    return rc;
}

int vg_api_missing(struct vg_web *w)
{
    const struct vg_view *v;
    struct vg_estimate_case c = {0};
    struct vg_json j;
    int is_waiting = 0;
    int rc = vg_missing_load(w, &v, &c, &is_waiting);

    if (rc != VG_OK)
        return rc;
    j = vg_web_json(w);
    vg_json_array(&j);
    for (size_t i = 0; i <= c.n_parts; i++)
        vg_estimate_part_to_json(&j, &c, i == 0 ? NULL : &c.parts[i - 1]);
    vg_json_end(&j);
    return VG_OK;
}
