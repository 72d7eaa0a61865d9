/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "because", .argument = "TEXT", .does = "why, kept in the record; has to be given"},
    {0},
};

static int run_epoch(struct vg_run *r)
{
    int rc = vg_case_renew(r->app, r->args[0], vg_run_value(r, "because"), r->err);

    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_READ);
    return rc == VG_OK ? vg_log_vkey(r->c, &r->out->b, r->err) : rc;
}

static const char *const examples[] = {
    "vigil epoch copy.vigil --because 'a copy to try things on; fox.vigil goes on beside it'",
    NULL,
};

const struct vg_command vg_cmd_epoch = {
    .name = "epoch",
    .group = "the record",
    .args = "CASE",
    .does = "Let the record of a copy go on under a name of its own",
    .more =
        "This machine remembers how far it has seen the record of each case. A file that has less, "
        "or another history, may be an older copy that was put back so that something is "
        "forgotten: it is not written to. If two copies are to go on beside each other, or the "
        "newer file is lost for good, give one of them a name of its own.\n\n"
        "The record goes on in the same tree, under a new origin and a new verifier key, which "
        "is printed: hand it to whoever checks your checkpoints. The first entry under it says "
        "why, and commits to the tree so far and to what this machine had seen of it. What "
        "stands before is checked as before; the other file keeps the old name and its guard.",
    .examples = examples,
    .options = options,
    .run = run_epoch,
};
