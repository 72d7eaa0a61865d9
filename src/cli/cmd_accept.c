/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/decide.h"
#include "cli/news.h"

static const struct vg_option options[] = {
    {.name = "set",
     .argument = "FIELD=VALUE",
     .does = "correct a field on the way; fields are named as the options of 'vigil claim'",
     .repeats = 1},
    {.name = "seen",
     .does = "the words were read in an image, and you have compared them with it; kept in the "
             "record"},
    {.name = "because", .argument = "TEXT", .does = "why, kept in the record"},
    {0},
};

static int run_accept(struct vg_run *r)
{
    size_t n_set = 0;
    const char *const *set = vg_run_values(r, "set", &n_set);
    int64_t since = vg_case_entries(r->c);

    if (n_set > 0 && r->n_args > 2)
        return vg_fail(r->err, VG_E_MISUSE, "--set corrects one suggestion at a time");
    for (size_t i = 1; i < r->n_args; i++) {
        int64_t claim = 0;
        const struct vg_accepting d = {.set = set,
                                       .n = n_set,
                                       .is_seen = vg_run_has(r, "seen"),
                                       .because = vg_run_value(r, "because")};
        int rc = vg_decide_accept(r, r->args[i], &d, &claim);

        if (rc != VG_OK)
            return rc;
        vg_putf(&r->out->b, "accepted %s as c%" PRId64 "\n", r->args[i], claim);
        (void)vg_out_flush(r->out);
    }
    return vg_news(r, since);
}

static const char *const examples[] = {
    "vigil accept fox.vigil s1.1 s1.4",
    "vigil accept fox.vigil s1.2 --set op=at-most --set unit=person",
    NULL,
};

const struct vg_command vg_cmd_accept = {
    .name = "accept",
    .group = "claims",
    .args = "CASE ID...",
    .does = "Accept suggestions: each becomes a claim",
    .more = "The claim keeps the passage of the suggestion, and the record keeps who accepted it "
            "and when. What the new claims make wrong in the case is told: a line for each new "
            "error or warning of 'vigil check'. When a number or its op is corrected, the other "
            "ends follow from the op. A suggestion that was read in an image is accepted with "
            "--seen only.",
    .examples = examples,
    .options = options,
    .needs = VG_WRITES_CASE,
    .run = run_accept,
};
