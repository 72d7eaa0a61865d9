/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/run.h"

static int run_checkpoint(struct vg_run *r)
{
    return vg_checkpoint(r->c, &r->out->b, r->err);
}

static const char *const examples[] = {"vigil checkpoint fox.vigil", NULL};

const struct vg_command vg_cmd_checkpoint = {
    .name = "checkpoint",
    .group = "the record",
    .args = "CASE",
    .does = "Print the signed note of the record's newest size",
    .more = "Give it to somebody: whoever holds a checkpoint can tell later whether anything "
            "before it was changed. At the same size the same bytes come out each time.",
    .examples = examples,
    .needs = VG_MAY_WRITE_CASE,
    .run = run_checkpoint,
};
