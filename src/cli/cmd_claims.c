/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/say.h"

static const struct vg_option options[] = {
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static int run_claims(struct vg_run *r)
{
    struct vg_claim *list = NULL;
    size_t n = 0;
    int rc = vg_claims(r->c, r->a, &list, &n, r->err);

    if (rc != VG_OK)
        return rc;
    if (n == 0)
        vg_puts(&r->notes->b, "no claims yet; accept a suggestion or write one with 'vigil "
                              "claim'\n");
    for (size_t i = 0; i < n; i++) {
        struct vg_json j = {.out = &r->out->b};

        if (vg_run_has(r, "json")) {
            vg_claim_to_json(&j, &list[i]);
            (void)vg_run_line(r);
        } else {
            vg_say_claim(r->out, vg_print(r->a, "c%" PRId64, list[i].id), &list[i]);
        }
        if (!vg_out_pour(r->out))
            break;
    }
    return VG_OK;
}

static const char *const examples[] = {"vigil claims fox.vigil", "vigil claims fox.vigil --json",
                                       NULL};

const struct vg_command vg_cmd_claims = {
    .name = "claims",
    .group = "claims",
    .args = "CASE",
    .does = "List the claims with their passages",
    .more = "Withdrawn, corrected and rejected claims are listed too, marked as such: nothing in "
            "the record is unsaid.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_claims,
};
