/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What rests on one thing: sources, roots, claims with the way to it, and the figures and
 * checks that use those claims. And the drawing of where statements come from.
 */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "cli/fields.h"
#include "cli/roots_show.h"
#include "cli/say.h"

enum { IDS_SHOWN = 10 };

static int read_node(struct vg_run *r, const struct vg_view *v, struct vg_spread_node *out)
{
    static const char letters[] = "?src";
    const char *text = vg_run_value(r, "affected");
    const char *letter = text[0] == '\0' ? NULL : strchr(letters + 1, text[0]);
    int rc;

    if (letter == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--affected: a source, a root or a claim, as s5, r3 or c17; not '%.40s'",
                       text);
    out->kind = (enum vg_spread_kind)(letter - letters);
    rc = vg_typed_id(text, *letter, &out->id, r->err);
    if (rc != VG_OK)
        return rc;
    if ((out->kind == VG_SPREAD_SOURCE && vg_view_source(v, out->id) == NULL) ||
        (out->kind == VG_SPREAD_ROOT && vg_view_root(v, out->id) == NULL) ||
        (out->kind == VG_SPREAD_CLAIM && vg_view_claim(v, out->id) == NULL))
        return vg_fail(r->err, VG_E_ABSENT, "there is no %.40s in this case", text);
    return VG_OK;
}

struct affected {
    struct vg_run *r;
    const struct vg_view *v;
    const struct vg_spread *spread;
    struct vg_spread_node *nodes;
    size_t n;
    unsigned char *claims; /* parallel to the claims of the view */
};

static const char *label_of(const struct affected *f, struct vg_spread_node n)
{
    const struct vg_root *root = n.kind == VG_SPREAD_ROOT ? vg_view_root(f->v, n.id) : NULL;
    const struct vg_claim *c = n.kind == VG_SPREAD_CLAIM ? vg_view_claim(f->v, n.id) : NULL;
    const struct vg_source_info *s = n.kind == VG_SPREAD_SOURCE ? vg_view_source(f->v, n.id) : NULL;

    if (root != NULL)
        return root->what != NULL && root->what[0] != '\0' ? root->what : root->name;
    if (s != NULL)
        return s->label;
    return c == NULL || c->passage == NULL
               ? ""
               : vg_copy(f->r->a, c->passage->quote.p, c->passage->quote.len);
}

static void line_begin(struct vg_json *j, const char *type, const char *id)
{
    vg_json_object(j);
    vg_json_kt(j, "affected", type);
    vg_json_kt(j, "id", id);
}

static void show_node(struct affected *f, struct vg_spread_node n)
{
    static const char *const types[] = {"", "source", "root", "claim"};
    struct vg_run *r = f->r;
    struct vg_spread_mark *marks;
    size_t n_marks = vg_spread_of(f->spread, n, r->a, &marks);
    const char *id = vg_spread_name(n, r->a);

    if (vg_run_has(r, "json")) {
        struct vg_json j = {.out = &r->out->b};

        line_begin(&j, types[n.kind], id);
        vg_json_key(&j, "path");
        vg_json_array(&j);
        for (size_t k = 0; n_marks > 0 && k < marks[0].n_path; k++)
            vg_json_text(&j, vg_spread_name(marks[0].path[k], r->a));
        vg_json_end(&j);
        vg_json_kt(&j, "what", label_of(f, n));
        vg_json_end(&j);
        (void)vg_run_line(r);
        return;
    }
    vg_putf(&r->out->b, "%-5s ", id);
    vg_out_text(r->out, label_of(f, n));
    if (n_marks > 0 && marks[0].n_path > 1) {
        vg_puts(&r->out->b, "  (by way of");
        for (size_t k = 0; k + 1 < marks[0].n_path; k++)
            vg_putf(&r->out->b, " %s", vg_spread_name(marks[0].path[k], r->a));
        vg_putc(&r->out->b, ')');
    }
    vg_putc(&r->out->b, '\n');
    (void)vg_out_pour(r->out);
}

static size_t of_these(const struct affected *f, const int64_t *claims, size_t n)
{
    size_t hit = 0;

    for (size_t i = 0; i < n; i++) {
        const struct vg_claim *c = vg_view_claim(f->v, claims[i]);

        hit += c != NULL && f->claims[c - f->v->claims];
    }
    return hit;
}

static void show_figure(struct affected *f, const struct vg_figure *figure, size_t hit)
{
    struct vg_run *r = f->r;
    const char *place = figure->place == NULL ? "place not known" : figure->place;

    if (vg_run_has(r, "json")) {
        struct vg_json j = {.out = &r->out->b};

        line_begin(&j, "figure", NULL);
        vg_json_kt(&j, "unit", figure->unit);
        vg_json_kt(&j, "definition", figure->definition);
        vg_json_kt(&j, "place", figure->place);
        vg_json_ki(&j, "claims_affected", (int64_t)hit);
        vg_json_ki(&j, "claims", (int64_t)figure->n_claims);
        vg_json_end(&j);
        (void)vg_run_line(r);
        return;
    }
    vg_puts(&r->out->b, "figure ");
    vg_out_text(r->out, figure->unit);
    vg_puts(&r->out->b, ", ");
    vg_out_text(r->out, place);
    vg_putf(&r->out->b, ": %zu of its %zu claims\n", hit, figure->n_claims);
}

static int show_figures_of(struct affected *f, const struct vg_root_graph *g, const char *unit)
{
    static const struct vg_count_ask asks[] = {{.level = VG_PLACE_WORLD, .by = VG_BY_NOTHING},
                                               {.level = VG_PLACE_COUNTRY, .by = VG_BY_PLACE}};
    int rc = VG_OK;

    for (size_t k = 0; rc == VG_OK && k < sizeof asks / sizeof *asks; k++) {
        struct vg_count_ask ask = asks[k];
        struct vg_count count = {0};

        ask.unit = unit;
        rc = vg_count(f->v, g, &ask, f->r->a, &count, f->r->err);
        for (size_t i = 0; rc == VG_OK && i < count.n; i++) {
            const struct vg_figure *figure = &count.rows[i];
            size_t hit = of_these(f, figure->claims, figure->n_claims);

            if (hit > 0)
                show_figure(f, figure, hit);
        }
    }
    return rc;
}

static int show_figures(struct affected *f, const struct vg_root_graph *g)
{
    struct vg_unit_use *units = NULL;
    size_t n = 0;
    int rc = vg_count_units(f->v, f->r->a, &units, &n, f->r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = show_figures_of(f, g, units[i].unit);
    return rc;
}

static int show_checks(struct affected *f, const struct vg_root_graph *g)
{
    struct vg_run *r = f->r;
    struct vg_check *list = NULL;
    size_t n = 0;
    int rc = vg_check_all(f->v, g, r->a, &list, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        const struct vg_check *c = &list[i];
        struct vg_json j = {.out = &r->out->b};

        if (of_these(f, c->claims, c->n_claims) == 0)
            continue;
        if (vg_run_has(r, "json")) {
            line_begin(&j, "check", NULL);
            vg_json_kt(&j, "kind", vg_check_kind_word(c->kind));
            vg_json_kt(&j, "result", vg_check_result_word(c->result));
            vg_json_ids(&j, "claims", 'c', c->claims, c->n_claims);
            vg_json_end(&j);
            (void)vg_run_line(r);
            continue;
        }
        vg_putf(&r->out->b, "check %s, %s: ", vg_check_kind_word(c->kind),
                vg_check_result_word(c->result));
        vg_say_ids(&r->out->b, 'c', c->claims, c->n_claims, IDS_SHOWN);
        vg_putc(&r->out->b, '\n');
    }
    return rc;
}

int vg_roots_affected(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph)
{
    struct vg_spread_origin origin = {.reason = VG_SPREAD_ASKED};
    struct affected f = {.r = r, .v = v, .claims = vg_alloc(r->a, v->n_claims + 1)};
    struct vg_spread *spread;
    int rc = read_node(r, v, &origin.at);

    if (rc != VG_OK)
        return rc;
    vg_spread_make(v, &origin, 1, r->a, &spread);
    f.spread = spread;
    f.n = vg_spread_all(spread, r->a, &f.nodes);
    for (size_t i = 0; i < f.n; i++) {
        show_node(&f, f.nodes[i]);
        if (f.nodes[i].kind == VG_SPREAD_CLAIM)
            f.claims[vg_view_claim(v, f.nodes[i].id) - v->claims] = 1;
    }
    if (origin.at.kind == VG_SPREAD_CLAIM)
        f.claims[vg_view_claim(v, origin.at.id) - v->claims] = 1;
    rc = show_figures(&f, graph);
    if (rc == VG_OK)
        rc = show_checks(&f, graph);
    if (rc == VG_OK && f.n == 0)
        vg_putf(&r->notes->b, "no source, root or claim rests on %s\n",
                vg_run_value(r, "affected"));
    return rc;
}

/* -- the drawing ---------------------------------------------------------------------- */

int vg_roots_draw(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph)
{
    VG_SCOPED_BUF page = {0};
    struct vg_roots_svg in = {.view = v, .graph = graph, .language = vg_run_value(r, "lang")};
    const char *path = vg_run_value(r, "output");
    int rc = VG_OK;

    if (in.language != NULL && strcmp(in.language, "en") != 0 && strcmp(in.language, "zh") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--lang: en or zh, not '%.40s'", in.language);
    if (r->n_args > 1)
        rc = vg_typed_id(r->args[1], 'c', &in.claim, r->err);
    if (rc == VG_OK)
        rc = vg_roots_svg(&in, &page, r->err);
    if (rc != VG_OK)
        return rc;
    if (path == NULL || strcmp(path, "-") == 0) {
        vg_put_str(&r->out->b, vg_buf_str(&page));
        return VG_OK;
    }
    rc = vg_file_write(path, page.p, page.len, 0644, r->err);
    if (rc == VG_OK)
        vg_putf(&r->notes->b, "wrote %s\n", path);
    return rc;
}
