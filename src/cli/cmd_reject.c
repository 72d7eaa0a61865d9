/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "because", .argument = "TEXT", .does = "why; needed, and kept in the record"},
    {0},
};

static int run_reject(struct vg_run *r)
{
    const char *because = vg_run_value(r, "because");

    if (because == NULL || because[0] == '\0')
        return vg_fail(r->err, VG_E_MISUSE, "a rejection needs a reason: --because TEXT");
    for (size_t i = 1; i < r->n_args; i++) {
        int rc = vg_reject(r->c, r->args[i], because, r->err);

        if (rc != VG_OK)
            return rc;
        vg_puts(&r->out->b, "rejected ");
        vg_out_text(r->out, r->args[i]);
        vg_putc(&r->out->b, '\n');
        (void)vg_out_flush(r->out);
    }
    return VG_OK;
}

static const char *const examples[] = {
    "vigil reject fox.vigil s1.3 --because 'the 110 is part of a name'", NULL};

const struct vg_command vg_cmd_reject = {
    .name = "reject",
    .group = "claims",
    .args = "CASE ID...",
    .does = "Reject suggestions, with a reason",
    .examples = examples,
    .options = options,
    .needs = VG_WRITES_CASE,
    .run = run_reject,
};
