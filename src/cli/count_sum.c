/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sums: of claims that a person names, and of totals over time. */
#include "cli/count_sum.h"

#include <inttypes.h>

#include "base/limits.h"
#include "cli/fields.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { IDS_SHOWN = 6, PLACES_SHOWN = 3 };

static void sum_to_json(struct vg_json *j, const struct vg_figure *f)
{
    vg_json_object(j);
    vg_figure_members(j, f);
    vg_json_ids(j, "pair", 'c', f->pair, f->pair[0] != 0 ? 2 : 0);
    vg_json_kt(j, "shared", f->shared);
    vg_json_end(j);
}

/* "low 12, best 12, high open person" or the refusal. */
static void say_sum(struct vg_run *r, const struct vg_figure *f)
{
    VG_SCOPED_BUF roots = {0};
    struct vg_buf *b = &r->out->b;

    if (f->refusal != NULL) {
        vg_puts(b, "not added: ");
        vg_out_text(r->out, f->refusal);
        vg_putc(b, '\n');
        return;
    }
    vg_say_roots(&roots, f->roots_named, f->roots_read);
    vg_putf(b, "sum: low %s, best %s, high %s ", vg_figure_end(r, f, VG_FIGURE_LOW, f->low),
            vg_figure_end(r, f, VG_FIGURE_BEST, f->best),
            vg_figure_end(r, f, VG_FIGURE_HIGH, f->high));
    vg_out_text(r->out, f->unit);
    vg_puts(b, " · ");
    vg_out_text(r->out, f->period_from != NULL ? f->period_from : "..");
    vg_puts(b, " to ");
    vg_out_text(r->out, f->period_to != NULL ? f->period_to : "..");
    vg_puts(b, " · ");
    vg_put_str(b, vg_buf_str(&roots));
    vg_puts(b, " · ");
    vg_say_ids(b, 'c', f->claims, f->n_claims, IDS_SHOWN);
    vg_putc(b, '\n');
}

int vg_count_add(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *g)
{
    struct vg_json j = {.out = &r->out->b};
    struct vg_figure f = {0};
    size_t n = r->n_args - 1;
    int64_t *ids = VG_NEW_ARRAY(r->a, int64_t, n + 1);
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = vg_typed_id(r->args[i + 1], 'c', &ids[i], r->err);
    if (rc == VG_OK)
        rc = vg_sum(v, g, ids, n, r->a, &f, r->err);
    if (rc == VG_OK)
        rc = vg_figure_check(&f, r->err);
    if (rc != VG_OK)
        return rc;
    if (!vg_run_has(r, "json")) {
        say_sum(r, &f);
        return VG_OK;
    }
    sum_to_json(&j, &f);
    (void)vg_run_line(r);
    return VG_OK;
}

/* -- series ------------------------------------------------------------------------------ */

static void row_to_json(struct vg_json *j, const struct vg_series_row *row)
{
    const struct vg_claim *c = row->claim;
    const struct vg_quantity *q = &c->quantity;
    const struct {
        const char *key;
        unsigned bit;
        int64_t n;
    } ends[] = {{"value", VG_HAS_VALUE, q->value},
                {"lower", VG_HAS_LOWER, q->lower},
                {"upper", VG_HAS_UPPER, q->upper}};

    vg_json_object(j);
    vg_json_kt(j, "from", c->period.from);
    vg_json_kt(j, "to", c->period.to);
    vg_json_kt(j, "op", vg_op_word(q->op));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        vg_json_key(j, ends[i].key);
        if (q->has & ends[i].bit)
            vg_json_decimal(j, ends[i].n, q->scale);
        else
            vg_json_null(j);
    }
    vg_json_kt(j, "speaker", c->n_links > 0 ? c->links[0].speaker : NULL);
    vg_json_ids(j, "claims", 'c', row->claims, row->n_claims);
    vg_json_end(j);
}

static void series_to_json(struct vg_run *r, const struct vg_series *s)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "unit", s->unit);
    vg_json_kt(&j, "definition", s->definition);
    vg_json_kt(&j, "programme", s->programme);
    vg_json_kt(&j, "predicate", s->predicate);
    vg_json_key(&j, "place");
    vg_json_array(&j);
    for (size_t i = 0; i < s->n_places; i++)
        vg_json_text(&j, s->places[i]);
    vg_json_end(&j);
    vg_json_key(&j, "rows");
    vg_json_array(&j);
    for (size_t i = 0; i < s->n; i++)
        row_to_json(&j, &s->rows[i]);
    vg_json_end(&j);
    vg_json_key(&j, "sum");
    if (s->sum.n_claims > 0)
        sum_to_json(&j, &s->sum);
    else
        vg_json_null(&j);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void say_part(struct vg_run *r, const char *name, const char *text)
{
    if (text == NULL)
        return;
    vg_putf(&r->out->b, " · %s ", name);
    vg_out_text(r->out, text);
}

static void show_head(struct vg_run *r, const struct vg_view *v, const struct vg_series *s)
{
    vg_out_styled(r->out, VG_BOLD, s->unit);
    say_part(r, "counts as one:", s->definition);
    say_part(r, "programme", s->programme);
    say_part(r, "what is counted:", s->predicate);
    for (size_t i = 0; s->n_places <= PLACES_SHOWN && i < s->n_places; i++)
        say_part(r, "in", vg_say_place(r->a, v, s->places[i]));
    if (s->n_places > PLACES_SHOWN)
        vg_putf(&r->out->b, " · in %zu places", s->n_places);
    vg_putc(&r->out->b, '\n');
}

static void show_series(struct vg_run *r, const struct vg_view *v, const struct vg_series *s)
{
    struct vg_grid g = {
        .a = r->a, .columns = 5, .heads = {"from", "to", "said", "speaker", "claims"}};

    show_head(r, v, s);
    for (size_t i = 0; i < s->n; i++) {
        const struct vg_claim *c = s->rows[i].claim;
        VG_SCOPED_BUF said = {0}, claims = {0};

        vg_say_quantity(&said, &c->quantity);
        vg_say_ids(&claims, 'c', s->rows[i].claims, s->rows[i].n_claims, IDS_SHOWN);
        vg_grid_add(&g, c->period.from != NULL ? c->period.from : "..");
        vg_grid_add(&g, c->period.to != NULL ? c->period.to : "..");
        vg_grid_add(&g, said.p);
        vg_grid_add(&g, c->n_links > 0 ? c->links[0].speaker : NULL);
        vg_grid_add(&g, claims.p);
    }
    vg_grid_write(&g, r->out);
    if (s->sum.n_claims > 0)
        say_sum(r, &s->sum);
    vg_putc(&r->out->b, '\n');
    (void)vg_out_pour(r->out);
}

int vg_count_series(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *g,
                    const struct vg_count_ask *ask)
{
    struct vg_series *list = NULL;
    size_t n = 0;
    int rc = vg_series_list(v, g, ask, r->a, &list, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (list[i].sum.n_claims > 0)
            rc = vg_figure_check(&list[i].sum, r->err);
        if (rc == VG_OK && vg_run_has(r, "json"))
            series_to_json(r, &list[i]);
        else if (rc == VG_OK)
            show_series(r, v, &list[i]);
    }
    if (rc == VG_OK && n == 0)
        vg_puts(&r->notes->b, "no claim says a number of a period\n");
    return rc;
}
