/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/run.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { ACTOR_SHOWN = 8 };

static const struct vg_option options[] = {
    {.name = "vkey", .does = "print the verifier key of the record"},
    {.name = "tiles",
     .argument = "DIR",
     .does = "write the newest checkpoint and its tiles there, for other people's programs"},
    {.name = "proof",
     .argument = "ID",
     .does = "print the proof that the record holds a thing: s1, c17, or an entry's number"},
    {.name = "tables", .does = "print which tables of the file are kept and which derived"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static void row_to_json(struct vg_run *r, const struct vg_log_row *row)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_ki(&j, "index", row->index);
    vg_json_time(&j, "at", row->at);
    vg_json_kt(&j, "kind", row->kind);
    vg_json_kt(&j, "actor", row->actor);
    vg_json_kt(&j, "says", row->says);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static int list_entries(struct vg_run *r)
{
    struct vg_grid g = {
        .a = r->a, .columns = 5, .right = 1U, .heads = {"entry", "time", "kind", "actor", "says"}};
    struct vg_log_row *rows = NULL;
    size_t n = 0;
    int rc = vg_log(r->c, r->a, &rows, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        char at[VG_TIME_TEXT];

        if (vg_run_has(r, "json")) {
            row_to_json(r, &rows[i]);
            continue;
        }
        vg_time_write(rows[i].at, at);
        vg_grid_add(&g, vg_print(r->a, "%" PRId64, rows[i].index));
        vg_grid_add(&g, at);
        vg_grid_add(&g, rows[i].kind);
        vg_grid_add(&g, vg_print(r->a, "%.*s", ACTOR_SHOWN, rows[i].actor));
        vg_grid_add(&g, rows[i].says);
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    return rc;
}

static int write_tiles(struct vg_run *r)
{
    const char *folder = vg_run_value(r, "tiles");
    int rc = vg_run_open_best(r);

    if (rc == VG_OK)
        rc = vg_log_tiles(r->c, folder, r->err);
    if (rc == VG_OK)
        vg_putf(&r->notes->b,
                "wrote %s; 'vigil verify %s --vkey KEY' checks it, 'vigil log %s --vkey' is the "
                "key\n",
                folder, folder, r->args[0]);
    return rc;
}

static int run_log(struct vg_run *r)
{
    static const char *const ways[] = {"vkey", "tiles", "proof", "tables", "json", NULL};
    int rc = vg_run_only_one(r, ways);

    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "tiles"))
        return write_tiles(r);
    rc = vg_run_has(r, "proof") ? vg_run_open_best(r) : vg_run_open(r, VG_CASE_READ);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "proof"))
        return vg_log_proof(r->c, vg_run_value(r, "proof"), &r->out->b, r->err);
    if (vg_run_has(r, "vkey"))
        return vg_log_vkey(r->c, &r->out->b, r->err);
    if (vg_run_has(r, "tables"))
        return vg_log_tables(r->c, &r->out->b, r->err);
    return list_entries(r);
}

static const char *const examples[] = {"vigil log fox.vigil", "vigil log fox.vigil --vkey",
                                       "vigil log fox.vigil --tiles tiles/",
                                       "vigil log fox.vigil --proof s1", NULL};

const struct vg_command vg_cmd_log = {
    .name = "log",
    .group = "the record",
    .args = "CASE",
    .does = "Show the record, or what a stranger needs to check it",
    .more = "The record is the append-only list of everything that people and captures put into "
            "the case: an RFC 6962 tree in the C2SP formats (checkpoint, tlog-tiles, tlog-proof), "
            "which programs that know nothing of vigil verify too.",
    .examples = examples,
    .options = options,
    .run = run_log,
};
