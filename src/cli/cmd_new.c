/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "sample", .does = "fill it with the sample case that comes with the program"},
    {0},
};

static int run_new(struct vg_run *r)
{
    int rc = vg_case_new(r->app, r->args[0], vg_run_has(r, "sample"), r->err);

    if (rc != VG_OK)
        return rc;
    vg_puts(&r->out->b, "made ");
    vg_out_text(r->out, r->args[0]);
    vg_putc(&r->out->b, '\n');
    return VG_OK;
}

static const char *const examples[] = {"vigil new fox.vigil", "vigil new sample.vigil --sample",
                                       NULL};

const struct vg_command vg_cmd_new = {
    .name = "new",
    .group = "the case",
    .args = "CASE",
    .does = "Make a case file",
    .more = "CASE is the path of one file that holds the whole investigation: record, preserved "
            "sources, claims. By custom its name ends in .vigil. Something that is there already "
            "is never overwritten.\n\n"
            "The keys that sign the record are made on first use and are kept outside the case, "
            "in VIGIL_HOME, so that a copy of the file cannot sign in your name.",
    .examples = examples,
    .options = options,
    .run = run_new,
};
