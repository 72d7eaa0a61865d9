/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "because", .argument = "TEXT", .does = "why these figures: which group, which year"},
    {.name = "source", .argument = "ID", .does = "the preserved source that has them, as s4"},
    {.name = "what", .argument = "TEXT", .does = "what is counted, as 'people born there'"},
    {.name = "none", .does = "take the table back"},
    {.name = "json", .does = "print one JSON object"},
    {0},
};

static void put_place(struct vg_run *r, const struct vg_view *v, struct vg_grid *g,
                      const struct vg_exposure_at *at)
{
    char number[VG_SIZE_TEXT];

    vg_number_text(at->amount, number);
    vg_grid_add(g, at->place);
    vg_grid_add(g, vg_say_place(r->a, v, at->place));
    vg_grid_add(g, vg_print(r->a, "%s", number));
    vg_grid_add(g, at->origin);
}

static void put_line(struct vg_run *r, const char *name, const char *text)
{
    if (text == NULL)
        return;
    vg_putf(&r->out->b, "%s: ", name);
    vg_put_visible(&r->out->b, vg_str(text), 0);
    vg_putc(&r->out->b, '\n');
}

static void show(struct vg_run *r, const struct vg_view *v)
{
    const struct vg_exposures *x = &v->exposures;
    struct vg_grid g = {.a = r->a,
                        .columns = 4,
                        .right = 1U << 2,
                        .heads = {"id", "place", "exposure", "source of the figure"}};

    put_line(r, "what is counted", x->what);
    put_line(r, "because", x->because);
    if (x->source != 0)
        vg_putf(&r->out->b, "source: s%" PRId64 "\n", x->source);
    for (size_t i = 0; i < x->n; i++)
        put_place(r, v, &g, &x->places[i]);
    vg_grid_write(&g, r->out);
}

static int list(struct vg_run *r)
{
    struct vg_view v = {0};
    struct vg_json j = {.out = &r->out->b};
    int rc = vg_run_open(r, VG_CASE_READ);

    if (rc == VG_OK)
        rc = vg_view_load(r->c, 0, r->a, &v, NULL, r->err);
    if (rc != VG_OK)
        return rc;
    if (v.exposures.n == 0) {
        vg_puts(&r->notes->b, "the case keeps no table of denominators; 'vigil exposure CASE FILE "
                              "--because TEXT' keeps one\n");
    } else if (vg_run_has(r, "json")) {
        vg_exposures_to_json(&j, &v.exposures);
        (void)vg_run_line(r);
    } else {
        show(r, &v);
    }
    return VG_OK;
}

static int run_exposure(struct vg_run *r)
{
    const struct vg_exposure_ask ask = {.file = r->n_args > 1 ? r->args[1] : NULL,
                                        .what = vg_run_value(r, "what"),
                                        .source = vg_run_value(r, "source"),
                                        .because = vg_run_value(r, "because")};
    const int takes_back = vg_run_has(r, "none");
    int known = 0, rc;

    if (ask.file == NULL && !takes_back) {
        if (ask.what == NULL && ask.source == NULL && ask.because == NULL)
            return list(r);
        return vg_fail(r->err, VG_E_MISUSE, "which table? a FILE (CSV: place,exposure,source)");
    }
    if (ask.file != NULL && takes_back)
        return vg_fail(r->err, VG_E_MISUSE, "a FILE and --none exclude each other");
    if (ask.because == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--because is missing: which group and which year, and why these");
    rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_exposure_keep(r->c, &ask, &known, r->err);
    if (rc == VG_OK)
        vg_puts(&r->out->b, known ? "it was known already\n" : "kept\n");
    return rc;
}

static const char *const examples[] = {
    "vigil exposure fox.vigil", "vigil exposure fox.vigil born.csv --because 'census of 2021'",
    NULL};

const struct vg_command vg_cmd_exposure = {
    .name = "exposure",
    .group = "what follows",
    .args = "CASE [FILE]",
    .does = "Show or keep the denominators that say where to search next",
    .more = "FILE is a CSV table with the columns place, exposure and source: how many there are, "
            "at each place, of those among whom one looks, and where that figure is from. Places "
            "are countries, regions, metropolitan areas and large cities; anything smaller is "
            "refused, because a ranking of it would point at communities. The table is an entry of "
            "the record; the latest holds, and --none takes it back.\n\n"
            "With twenty places or more, 'vigil estimate', the brief and the page rank them by how "
            "many fewer were found than their exposure lets expect, with the searches made at each "
            "beside it. A low count where nobody searched shows how little was searched, and is "
            "never a finding.\n\n"
            "Figures of the wrong group or year rank the wrong places: --because says which they "
            "are. The file holds counts of people at places, never persons.",
    .examples = examples,
    .options = options,
    .run = run_exposure,
};
