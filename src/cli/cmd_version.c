/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "json", .does = "print a JSON object"},
    {0},
};

static int run_version(struct vg_run *r)
{
    struct vg_json j = {.out = &r->out->b};

    if (!vg_run_has(r, "json")) {
        vg_puts(&r->out->b, "vigil " VIGIL_VERSION "\n");
        return VG_OK;
    }
    vg_json_object(&j);
    vg_json_kt(&j, "program", "vigil");
    vg_json_kt(&j, "version", VIGIL_VERSION);
    vg_json_ki(&j, "json", 1);
    vg_json_end(&j);
    (void)vg_run_line(r);
    return VG_OK;
}

const struct vg_command vg_cmd_version = {
    .name = "version",
    .group = "care",
    .args = "",
    .does = "Print the version",
    .more = "With --json also the version of the JSON shapes, as described in vigil-json(5).",
    .options = options,
    .run = run_version,
};
