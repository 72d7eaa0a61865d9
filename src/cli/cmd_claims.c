/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/marks.h"
#include "cli/say.h"

static const struct vg_option options[] = {
    VG_FILTER_OPTIONS,
    {.name = "status",
     .argument = "STATUS",
     .does = "only accepted, corrected, rejected, withdrawn or unresolvable"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static int is_wanted(struct vg_run *r, const struct vg_view *v, const struct vg_filter *f,
                     const struct vg_claim *c)
{
    const char *status = vg_run_value(r, "status");

    return (status == NULL || strcmp(status, vg_claim_status_word(c->status)) == 0) &&
           vg_filter_fits(v, f, c, 0);
}

static int check(struct vg_run *r, const struct vg_view *v, const struct vg_filter *f)
{
    const char *word = vg_run_value(r, "status");
    enum vg_claim_status status;

    if (word != NULL && vg_claim_status_read(word, &status, NULL) != VG_OK)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--status: accepted, corrected, rejected, withdrawn or unresolvable, not "
                       "'%.40s'",
                       word);
    return vg_filter_check(v, f, r->err);
}

/* The claim as it can be imported again; what it rests on that no longer holds comes last. */
static void claim_to_json(struct vg_run *r, const struct vg_claim *c,
                          const struct vg_spread_mark *marks, size_t n)
{
    VG_SCOPED_BUF last = {0};
    struct vg_json j = {.out = &r->out->b}, more = {.out = &last};

    vg_claim_to_json(&j, c);
    if (n > 0) {
        vg_json_object(&more);
        vg_marks_json(&more, marks, n, r->a);
        vg_json_end(&more);
        r->out->b.len--; /* the brace that ends it */
        vg_putc(&r->out->b, ',');
        vg_put(&r->out->b, last.p + 1, last.len - 1);
    }
    (void)vg_run_line(r);
}

static void print_claim(struct vg_run *r, const struct vg_spread *spread, const struct vg_claim *c)
{
    struct vg_spread_mark *marks;
    size_t n = vg_spread_of(spread, (struct vg_spread_node){VG_SPREAD_CLAIM, c->id}, r->a, &marks);

    if (vg_run_has(r, "json")) {
        claim_to_json(r, c, marks, n);
    } else {
        vg_say_claim(r->out, vg_print(r->a, "c%" PRId64, c->id), c);
        vg_marks_show(r->out, "      ", marks, n, r->a);
    }
}

static int run_claims(struct vg_run *r)
{
    struct vg_filter f = vg_filter_given(r);
    const struct vg_spread *spread;
    struct vg_view v = {0};
    size_t shown = 0;
    int rc = vg_view_load(r->c, 0, r->a, &v, NULL, r->err);

    if (rc == VG_OK)
        rc = check(r, &v, &f);
    if (rc != VG_OK)
        return rc;
    spread = vg_marks_spread(&v, r->a);
    for (size_t i = 0; i < v.n_claims; i++) {
        if (!is_wanted(r, &v, &f, &v.claims[i]))
            continue;
        shown++;
        print_claim(r, spread, &v.claims[i]);
        if (!vg_out_pour(r->out))
            break;
    }
    if (v.n_claims == 0)
        vg_puts(&r->notes->b, "no claims yet; accept a suggestion or write one with 'vigil "
                              "claim'\n");
    else if (shown == 0)
        vg_putf(&r->notes->b, "none of %zu claims fits\n", v.n_claims);
    return VG_OK;
}

static const char *const examples[] = {"vigil claims fox.vigil", "vigil claims fox.vigil --json",
                                       "vigil claims fox.vigil --kind opinion --place CA", NULL};

const struct vg_command vg_cmd_claims = {
    .name = "claims",
    .group = "claims",
    .args = "CASE",
    .does = "List the claims with their passages",
    .more = "Withdrawn, corrected and rejected claims are listed too, marked as such: nothing in "
            "the record is unsaid. The options narrow the list: one that is given twice lets "
            "either through, different ones must all fit.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_claims,
};
