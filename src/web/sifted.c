/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/sifted.h"

#include <string.h>

#include "base/edtf.h"
#include "base/html.h"
#include "web/asked.h"

/* What was asked for. */
struct wanted {
    struct vg_filter filter;
    int64_t first, last; /* days on which it was said */
};

static struct vg_texts one_text(const struct vg_web *w, const char *value)
{
    const char **list = VG_NEW_ARRAY(w->a, const char *, 1);

    list[0] = value;
    return (struct vg_texts){list, value == NULL ? 0 : 1};
}

static int read_day(struct vg_web *w, const char *name, struct vg_date *out)
{
    const char *text = vg_web_query(w, name);
    int rc = text == NULL ? VG_OK : vg_edtf_readz(text, out, w->err);

    return rc == VG_OK ? rc : vg_fail(w->err, VG_E_MISUSE, "%.40s is no year or day", text);
}

/* What is no place stays as it is, for the filter to refuse. */
static const char *place_of(const struct vg_web *w, const struct vg_view *v, const char *text)
{
    const char *id = text == NULL ? NULL : vg_asked_place(w, v, text);

    return id == NULL ? text : id;
}

static int read_wanted(struct vg_web *w, const struct vg_view *v, struct wanted *out)
{
    struct vg_date from = {.first = VG_DAYS_MIN}, to = {.last = VG_DAYS_MAX};
    int rc = read_day(w, "from", &from);

    if (rc == VG_OK)
        rc = read_day(w, "to", &to);
    if (rc != VG_OK)
        return rc;
    out->first = from.first;
    out->last = to.last;
    out->filter.speaker = one_text(w, vg_web_query(w, "speaker"));
    out->filter.kind = one_text(w, vg_web_query(w, "kind"));
    out->filter.place = one_text(w, place_of(w, v, vg_web_query(w, "in")));
    return vg_filter_check(v, &out->filter, w->err);
}

static int fits(const struct vg_view *v, const struct wanted *wanted, const struct vg_claim *c)
{
    int64_t said;

    if (!vg_filter_fits(v, &wanted->filter, c, 0))
        return 0;
    if (wanted->first == VG_DAYS_MIN && wanted->last == VG_DAYS_MAX)
        return 1;
    said = vg_claim_said(v, c);
    return said >= wanted->first && said <= wanted->last;
}

static int keep_some(struct vg_web *w, const struct vg_view *v, const struct wanted *wanted,
                     struct vg_sifted *out)
{
    unsigned char *stands = vg_view_standing(v, VG_DAYS_MAX, w->a);
    struct vg_claim *kept = VG_NEW_ARRAY(w->a, struct vg_claim, v->n_claims + 1);
    struct vg_view *some = VG_NEW(w->a, struct vg_view);
    struct vg_root_graph *graph = NULL;
    int rc;

    for (size_t i = 0; i < v->n_claims; i++) {
        out->of += stands[i];
        if (stands[i] && fits(v, wanted, &v->claims[i]))
            kept[out->n++] = v->claims[i];
    }
    *some = *v;
    some->claims = kept;
    some->n_claims = out->n;
    rc = vg_root_graph_make(some, w->a, &graph, w->err);
    out->view = some;
    out->graph = graph;
    return rc;
}

int vg_sifted_view(struct vg_web *w, struct vg_sifted *out)
{
    static const char *const fields[] = {"speaker", "kind", "in", "from", "to"};
    struct wanted wanted = {0};
    const struct vg_view *v = NULL;
    const struct vg_root_graph *g = NULL;
    int rc = vg_web_view(w, &v, &g);

    *out = (struct vg_sifted){.view = v, .graph = g, .is_all = 1};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        out->is_all &= vg_web_query(w, fields[i]) == NULL;
    if (rc != VG_OK || out->is_all)
        return rc;
    rc = read_wanted(w, v, &wanted);
    return rc == VG_OK ? keep_some(w, v, &wanted, out) : rc;
}

void vg_sifted_fields(const struct vg_web *w)
{
    vg_ui_input(w, "speaker", VW_FIELD_SPEAKER, vg_web_query(w, "speaker"), " size=\"16\"");
    vg_ui_terms(w, "kind", VW_FIELD_KIND, "claim-kind", vg_web_query(w, "kind"), VW_FIELD_ANY);
    vg_ui_input(w, "in", VW_SIFTED_IN, vg_web_query(w, "in"), " size=\"10\"");
    vg_ui_input(w, "from", VW_SIFTED_FROM, vg_web_query(w, "from"),
                " size=\"8\" placeholder=\"2022\"");
    vg_ui_input(w, "to", VW_SIFTED_TO, vg_web_query(w, "to"),
                " size=\"8\" placeholder=\"2023-06\"");
}

void vg_sifted_note(const struct vg_web *w, const struct vg_sifted *s)
{
    if (s->is_all)
        return;
    vg_html_raw(w->o, "<p class=\"cut\">");
    vg_ui_say(w, VW_SIFTED_NOTE, vg_ui_number(w, (int64_t)s->n), vg_ui_number(w, (int64_t)s->of),
              NULL);
    vg_html_raw(w->o, "</p>\n");
}
