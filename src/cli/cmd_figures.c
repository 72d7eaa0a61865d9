/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/say.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    VG_FILTER_OPTIONS,
    {.name = "as-of", .argument = "DATE", .does = "as known then (EDTF)", .otherwise = "now"},
    {.name = "recorded",
     .argument = "DATE",
     .does = "as the record stood at the end of that day",
     .otherwise = "now"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static const char *period_text(struct vg_run *r, const struct vg_claim *c)
{
    const struct vg_period *p = &c->period;
    const char *mark = p->n_inferred > 0 ? "*" : "";

    if (p->from == NULL && p->to == NULL)
        return p->words;
    return vg_print(r->a, "%s/%s%s", p->from == NULL ? ".." : p->from, p->to == NULL ? ".." : p->to,
                    mark);
}

static const char *list_text(struct vg_run *r, const char *const *list, size_t n)
{
    return n == 0 ? NULL : n == 1 ? list[0] : vg_print(r->a, "%s and %zu more", list[0], n - 1);
}

static void add_figure(struct vg_run *r, struct vg_grid *g, const struct vg_claim *c)
{
    VG_SCOPED_BUF words = {0}, quote = {0};

    vg_say_quantity(&words, &c->quantity);
    vg_put_str(&quote, c->passage == NULL ? (struct vg_str){0} : c->passage->quote);
    vg_grid_add(g, vg_print(r->a, "c%lld", (long long)c->id));
    vg_grid_add(g, words.p);
    vg_grid_add(g, c->kind == VG_KIND_QUANTITY ? vg_stance_word(c->stance)
                                               : vg_claim_kind_word(c->kind));
    vg_grid_add(g, list_text(r, c->hedges, c->n_hedges));
    vg_grid_add(g, period_text(r, c));
    vg_grid_add(g, list_text(r, c->places, c->n_places));
    vg_grid_add(g, c->n_links > 0 ? c->links[0].speaker : NULL);
    vg_grid_add(g, quote.p);
}

/* What has to be known of a number besides what it says: under the table, by its claim. */
static void show_doubts(struct vg_run *r, const struct vg_view *v, const struct vg_claim *c)
{
    const struct vg_passage *p = c->passage;
    const struct vg_source_info *s = p == NULL ? NULL : vg_view_source(v, p->source);

    if (s != NULL && s->damaged != NULL) {
        vg_putf(&r->out->b, "c%lld, s%lld: ", (long long)c->id, (long long)s->id);
        vg_say_damage(r->out, 0, s->damaged);
    }
    if (p != NULL && p->is_ocr)
        vg_putf(&r->out->b, "c%lld: read in an image; %s\n", (long long)c->id,
                p->is_seen ? "a person compared it with the image"
                           : "nobody has compared it with the image");
}

static void show(struct vg_run *r, const struct vg_view *v, const struct vg_answer *answer)
{
    struct vg_grid g = {
        .a = r->a,
        .columns = 8,
        .heads = {"claim", "stated", "as", "hedge", "period", "place", "speaker", "passage"}};

    for (size_t i = 0; i < answer->parts[0].n_rows; i++)
        add_figure(r, &g, vg_view_claim(v, answer->parts[0].rows[i].claims[0]));
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    else
        vg_puts(&r->notes->b, "no claim with a number fits\n");
    for (size_t i = 0; i < answer->parts[0].n_rows; i++)
        show_doubts(r, v, vg_view_claim(v, answer->parts[0].rows[i].claims[0]));
}

static int run_figures(struct vg_run *r)
{
    const struct vg_ask part = {.op = VG_ASK_FIGURES, .filter = vg_filter_given(r)};
    const struct vg_question q = {.name = "figures", .en = "figures", .parts = &part, .n_parts = 1};
    struct vg_answer answer;
    struct vg_view view;
    int rc = vg_answer_make(r, &q, "en", &view, &answer);

    if (rc != VG_OK)
        return rc;
    if (!vg_run_has(r, "json")) {
        show(r, &view, &answer);
        return VG_OK;
    }
    for (size_t i = 0; i < answer.parts[0].n_rows; i++) {
        struct vg_json j = {.out = &r->out->b};

        vg_claim_to_json(&j, vg_view_claim(&view, answer.parts[0].rows[i].claims[0]));
        (void)vg_run_line(r);
    }
    return VG_OK;
}

static const char *const examples[] = {
    "vigil figures fox.vigil", "vigil figures fox.vigil --what station --place CA --json", NULL};

const struct vg_command vg_cmd_figures = {
    .name = "figures",
    .group = "what follows",
    .args = "CASE",
    .does = "List every number that is stated, with its bound, hedge and passage",
    .more = "A number is shown as its source bounds it, never as more: 'up to 230,000' has no "
            "lower end and no value. Opinions, forecasts and searches without result are listed "
            "as such. A period with * was partly inferred. 'vigil count' makes a figure of them.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_figures,
};
