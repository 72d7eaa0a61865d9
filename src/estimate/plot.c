/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/plot.h"

#include <string.h>

#include "base/html.h"
#include "estimate/plot_kit.h"

/* clang-format off */
const char vg_plot_style[] =
    "figure.plot{margin:1rem 0 1.6rem;overflow-x:auto}figure.plot svg{display:block;max-width:100%;height:auto;min-width:30rem}\n"
    "figure.plot figcaption{font-size:.9em;max-width:44em}figure.plot table{font-size:.9em;border-collapse:collapse}"
    "figure.plot caption{text-align:start}figure.plot th,figure.plot td{padding:.15em .7em .15em 0;text-align:start;"
    "font-weight:400;font-variant-numeric:tabular-nums lining-nums}figure.plot thead th{border-bottom:1px solid currentColor}\n"
    "@media print{figure.plot{break-inside:avoid;overflow:visible}figure.plot svg{min-width:0}}\n";
/* clang-format on */

static const char *const words[VG_PLOTS] = {
    [VG_PLOT_GAP] = "gap",
    [VG_PLOT_EXPOSURE] = "exposure",
    [VG_PLOT_SATURATION] = "saturation",
    [VG_PLOT_OVERLAP] = "overlap",
    [VG_PLOT_SPACE] = "space",
    [VG_PLOT_SENSITIVITY] = "sensitivity",
};

const char *vg_plot_word(enum vg_plot_kind kind)
{
    return words[kind];
}

int vg_plot_draw(const struct vg_estimate *e, enum vg_plot_kind kind, const struct vg_plot_as *as,
                 struct vg_arena *a, struct vg_buf *svg, struct vg_buf *table, int *drawn,
                 struct vg_err *err)
{
    const size_t before = svg->len;
    const int is_zh = as->language != NULL && strncmp(as->language, "zh", 2) == 0;
    const struct vg_plot p = {
        .e = e,
        .svg = svg,
        .table = table,
        .language = is_zh ? "zh" : "en",
        .prefix = vg_print(a, "%s-%s", as->prefix == NULL ? "vge" : as->prefix, words[kind]),
        .a = a,
    };
    int rc = VG_OK;

    switch (kind) {
    case VG_PLOT_GAP:
        vg_plot_gap(&p);
        break;
    case VG_PLOT_EXPOSURE:
        vg_plot_exposure(&p);
        break;
    case VG_PLOT_SATURATION:
        vg_plot_saturation(&p);
        break;
    case VG_PLOT_OVERLAP:
        vg_plot_overlap(&p);
        break;
    case VG_PLOT_SPACE:
        rc = vg_plot_space(&p, err);
        break;
    case VG_PLOT_SENSITIVITY:
        vg_plot_sensitivity(&p);
        break;
    case VG_PLOTS:
        break;
    }
    if (rc == VG_OK)
        *drawn = svg->len > before;
    return rc;
}

/* What a reader has to know to read it, where the picture itself cannot say it. */
static const struct vg_said *caption_of(enum vg_plot_kind kind)
{
    if (kind == VG_PLOT_SENSITIVITY)
        return VG_SAYS(PLOT_SENSITIVITY_CAPTION);
    if (kind == VG_PLOT_EXPOSURE)
        return VG_SAYS(PLOT_EXPOSURE_CAPTION);
    return kind == VG_PLOT_SPACE ? VG_SAYS(PLOT_SPACE_CAPTION) : NULL;
}

static void put_figure(struct vg_buf *out, enum vg_plot_kind kind, const char *language,
                       const struct vg_buf *svg, const struct vg_buf *table)
{
    const struct vg_said *caption = caption_of(kind);

    vg_html_raw(out, "<figure class=\"plot\">\n");
    vg_put(out, svg->p, svg->len);
    vg_html_raw(out, "<figcaption>");
    if (caption != NULL) {
        VG_SCOPED_BUF text = {0};

        vg_said_put(&text, caption, language);
        vg_html_text(out, vg_buf_str(&text));
    }
    vg_html_raw(out, "<details><summary>");
    {
        VG_SCOPED_BUF text = {0};

        vg_said_put(&text, VG_SAYS(PLOT_TABLE), language);
        vg_html_text(out, vg_buf_str(&text));
    }
    vg_html_raw(out, "</summary>\n");
    vg_put(out, table->p, table->len);
    vg_html_raw(out, "</details></figcaption></figure>\n");
}

/* The average under other weights of its prior: three rows say more than a picture of them. */
static void put_sides(const struct vg_estimate *e, const struct vg_plot_as *as, struct vg_arena *a,
                      struct vg_buf *out)
{
    const int has_median = e->verdict == VG_GATE_ESTIMATE;
    const struct vg_plot p = {.table = out, .language = as->language, .a = a};
    const char *heads[] = {VG_PLOT_SAYS(&p, PLOT_SIDES_WEIGHT), VG_PLOT_SAYS(&p, PLOT_LOWER),
                           VG_PLOT_SAYS(&p, PLOT_UPPER), VG_PLOT_SAYS(&p, PLOT_MEDIAN)};

    if (e->sides == NULL || e->verdict < VG_GATE_RANGE)
        return;
    vg_html_raw(out, "<figure class=\"plot\">\n");
    vg_plot_table(&p, VG_PLOT_SAYS(&p, SHOW_SIDES), heads, has_median ? 4 : 3);
    for (size_t i = 0; i < VG_GRAPHS_SIDES; i++) {
        const struct vg_graphs *g = &e->sides[i];
        const char *cells[4] = {vg_print(a, "%.10g", g->delta)};

        for (size_t k = 0; g->status == VG_GRAPHS_OK && k < 3; k++)
            cells[k + 1] = vg_plot_number(&p, (double)g->q[k == 0 ? 0 : 3 - k]);
        vg_plot_row(&p, cells, has_median ? 4 : 3);
    }
    vg_plot_table_end(&p);
    vg_html_raw(out, "<figcaption>");
    vg_html_textz(out, VG_PLOT_SAYS(&p, PLOT_SIDES_CAPTION));
    vg_html_raw(out, "</figcaption></figure>\n");
}

int vg_plot_figures(const struct vg_estimate *e, const struct vg_plot_as *as, struct vg_arena *a,
                    struct vg_buf *out, struct vg_err *err)
{
    for (unsigned k = 0; k < VG_PLOTS; k++) {
        VG_SCOPED_BUF svg = {0}, table = {0};
        int drawn = 0;
        int rc = vg_plot_draw(e, (enum vg_plot_kind)k, as, a, &svg, &table, &drawn, err);

        if (rc != VG_OK)
            return rc;
        if (drawn)
            put_figure(out, (enum vg_plot_kind)k, as->language, &svg, &table);
    }
    put_sides(e, as, a, out);
    return VG_OK;
}
