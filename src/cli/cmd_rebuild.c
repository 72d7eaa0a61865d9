/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "weak-box",
     .does = "read even where the closed child cannot be closed; the record says so"},
    {0},
};

static int run_rebuild(struct vg_run *r)
{
    int rc;

    r->app->weak_box = vg_run_has(r, "weak-box");
    rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_rebuild(r->c, r->err);
    if (rc == VG_OK)
        vg_puts(&r->out->b, "rebuilt\n");
    return rc;
}

static const char *const examples[] = {"vigil rebuild fox.vigil", NULL};

const struct vg_command vg_cmd_rebuild = {
    .name = "rebuild",
    .group = "care",
    .args = "CASE",
    .does = "Derive everything anew that can be derived",
    .more =
        "Texts, suggestions and the search index are emptied and made again from the preserved "
        "bytes. What is kept is not touched, and the same program gives the same bytes. Passages "
        "of claims are found again in the new texts; 'vigil doctor' says which were not.",
    .examples = examples,
    .options = options,
    .run = run_rebuild,
};
