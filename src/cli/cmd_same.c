/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Three commands that keep a judgement about two names. */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "because", .argument = "TEXT", .does = "why; needed, and kept in the record"},
    {.name = "instead-of",
     .argument = "ID",
     .does = "the judgement of these two that stands, as j3: this one takes its place"},
    {0},
};

static int judge(struct vg_run *r, enum vg_name_verdict verdict)
{
    const char *because = vg_run_value(r, "because"), *old = vg_run_value(r, "instead-of");
    int64_t instead_of = 0, id = 0;
    int rc = old == NULL ? VG_OK : vg_typed_id(old, 'j', &instead_of, r->err);

    if (rc == VG_OK && (because == NULL || because[0] == '\0'))
        rc = vg_fail(r->err, VG_E_MISUSE, "a judgement needs a reason: --because TEXT");
    if (rc == VG_OK)
        rc = vg_judge(r->c, r->args[1], r->args[2], verdict, because, instead_of, &id, r->err);
    if (rc != VG_OK)
        return rc;
    vg_putf(&r->out->b, "judgement j%" PRId64 "\n", id);
    return VG_OK;
}

static int run_same(struct vg_run *r)
{
    return judge(r, VG_NAMES_SAME);
}

static int run_different(struct vg_run *r)
{
    return judge(r, VG_NAMES_DIFFERENT);
}

static int run_unsure(struct vg_run *r)
{
    return judge(r, VG_NAMES_UNSURE);
}

static const char more[] =
    "A name is an entity's id or either of its names, or words as a claim has them; 'vigil "
    "entities CASE' lists them. A pair has one judgement at a time. Names that are the same "
    "are counted as one, see 'vigil help count'. 'vigil entities CASE --withdraw j1 --because "
    "TEXT' takes it back.";

static const char *const same_examples[] = {
    "vigil same fox.vigil org:prc-mfa 'foreign ministry of China' --because 'its own style in "
    "English'",
    NULL};
static const char *const different_examples[] = {
    "vigil different fox.vigil org:fuzhou-psb org:qingtian-psb --because 'two bureaus of two "
    "provinces'",
    NULL};
static const char *const unsure_examples[] = {
    "vigil unsure fox.vigil 'Department of Foreign Affairs' org:ie-dfa --because 'other states "
    "have one, too'",
    NULL};

const struct vg_command vg_cmd_same = {
    .name = "same",
    .group = "claims",
    .args = "CASE NAME NAME",
    .does = "Judge that two names are of one thing",
    .more = more,
    .examples = same_examples,
    .options = options,
    .needs = VG_WRITES_CASE,
    .run = run_same,
};

const struct vg_command vg_cmd_different = {
    .name = "different",
    .group = "claims",
    .args = "CASE NAME NAME",
    .does = "Judge that two names are of two things",
    .more = more,
    .examples = different_examples,
    .options = options,
    .needs = VG_WRITES_CASE,
    .run = run_different,
};

const struct vg_command vg_cmd_unsure = {
    .name = "unsure",
    .group = "claims",
    .args = "CASE NAME NAME",
    .does = "Judge that the sources leave open whether two names are of one thing",
    .more = more,
    .examples = unsure_examples,
    .options = options,
    .needs = VG_WRITES_CASE,
    .run = run_unsure,
};
