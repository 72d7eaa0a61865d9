/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/gaps_keep.h"
#include "cli/say.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "place", .argument = "ID", .does = "where, as CA-ON: keep an entry"},
    {.name = "on", .argument = "DATE", .does = "on which day (EDTF)"},
    {.name = "words", .argument = "TEXT", .does = "with which words"},
    {.name = "result", .argument = "WORD", .does = "what came of it: nothing, found or unclear"},
    {.name = "language", .argument = "CODE", .does = "in which language the words are"},
    {.name = "in", .argument = "TEXT", .does = "in what: a register, a site, an archive"},
    {.name = "hours", .argument = "N", .does = "time spent, as 2 or 1.5"},
    {.name = "who", .argument = "TEXT", .does = "who looked, as a role or initials"},
    {.name = "claim", .argument = "ID", .does = "the claim that came of it"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static void add_row(struct vg_run *r, const struct vg_view *v, struct vg_grid *g,
                    const struct vg_looked *l)
{
    VG_SCOPED_BUF claim = {0};
    const int64_t hours = l->minutes / 60, minutes = l->minutes % 60;

    if (l->claim != 0)
        vg_say_ids(&claim, 'c', &l->claim, 1, 1);
    vg_grid_add(g, vg_print(r->a, "l%" PRId64, l->id));
    vg_grid_add(g, l->date);
    vg_grid_add(g, vg_say_place(r->a, v, l->place));
    vg_grid_add(g, vg_looked_result_word(l->result));
    vg_grid_add(g, claim.p);
    vg_grid_add(g,
                l->minutes == 0 ? NULL : vg_print(r->a, "%" PRId64 ":%02" PRId64, hours, minutes));
    vg_grid_add(g, l->searched);
    vg_grid_add(g,
                l->language == NULL ? l->words : vg_print(r->a, "%s (%s)", l->words, l->language));
}

static int list(struct vg_run *r)
{
    struct vg_grid g = {
        .a = r->a,
        .columns = 8,
        .right = 1U << 5,
        .heads = {"id", "day", "place", "result", "claim", "time", "searched", "words"}};
    struct vg_view v = {0};
    int rc = vg_run_open(r, VG_CASE_READ);

    if (rc == VG_OK)
        rc = vg_view_load(r->c, 0, r->a, &v, NULL, r->err);
    for (size_t i = 0; rc == VG_OK && i < v.n_looked; i++) {
        struct vg_json j = {.out = &r->out->b};

        if (!vg_run_has(r, "json")) {
            add_row(r, &v, &g, &v.looked[i]);
            continue;
        }
        vg_looked_to_json(&j, &v.looked[i]);
        (void)vg_run_line(r);
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    if (rc == VG_OK && v.n_looked == 0)
        vg_puts(&r->notes->b, "nobody has kept a search yet; --place, --on, --words and --result "
                              "keep one\n");
    return rc;
}

static int run_looked(struct vg_run *r)
{
    static const char *const keeps[] = {"place", "on",    "words", "result", "language",
                                        "in",    "hours", "who",   "claim"};

    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++)
        if (vg_run_has(r, keeps[i]))
            return vg_looked_keep_options(r);
    return list(r);
}

static const char *const examples[] = {
    "vigil looked fox.vigil",
    "vigil looked fox.vigil --place CA-ON --on 2023-02-01 --words 'police service station' "
    "--language en --in 'ministry website' --result nothing --hours 2",
    NULL};

const struct vg_command vg_cmd_looked = {
    .name = "looked",
    .group = "what follows",
    .args = "CASE",
    .does = "List where one has looked, or keep that one has",
    .more = "An entry of the search log says where somebody looked, on which day, with which "
            "words, in which language, in what, and what came of it. Without it nobody can tell "
            "what was not found from what was never looked for; 'vigil gaps' shows it beside each "
            "gap. A search without result changes no count.\n\n"
            "The words stay in the record for good: write no name of a private person into them.",
    .examples = examples,
    .options = options,
    .run = run_looked,
};
