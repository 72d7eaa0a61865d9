/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/run.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "vkey", .argument = "KEY", .does = "verifier key, for a folder of tiles"},
    {.name = "log-only", .does = "check the record, not the bytes of the sources"},
    {.name = "json", .does = "print one JSON object"},
    {0},
};

static void texts_to_json(struct vg_json *j, const char *key, const char *const *list, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_json_text(j, list[i]);
    vg_json_end(j);
}

static void to_json(struct vg_run *r, const struct vg_verify_report *p)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "verdict", vg_verdict_word(p->verdict));
    vg_json_ki(&j, "entries", p->entries);
    vg_json_ki(&j, "blobs", p->blobs);
    vg_json_ki(&j, "bytes", p->bytes);
    vg_json_ki(&j, "checkpoints", p->checkpoints);
    vg_json_kt(&j, "origin", p->origin);
    vg_json_kt(&j, "root", p->root_hex);
    texts_to_json(&j, "findings", p->findings, p->n_findings);
    texts_to_json(&j, "not_proved", p->not_proved, p->n_not_proved);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void put_list(struct vg_out *o, const char *head, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        vg_putf(&o->b, "  %s ", head);
        vg_out_text(o, list[i]);
        vg_putc(&o->b, '\n');
    }
}

/* The verdict is the first word, then where; what is not proved ends it. */
static void show(struct vg_run *r, const struct vg_verify_report *p)
{
    struct vg_out *o = r->out;
    int holds = p->verdict == VG_VERIFIED || p->verdict == VG_VERIFIED_UNTIMED;
    char size[VG_SIZE_TEXT];

    vg_size_text(p->bytes, size);
    vg_out_styled(o, holds ? VG_GOOD : VG_BAD, vg_verdict_word(p->verdict));
    vg_putc(&o->b, ' ');
    vg_out_text(o, r->args[0]);
    vg_putc(&o->b, '\n');
    put_list(o, "found:", p->findings, p->n_findings);
    vg_putf(&o->b,
            "  %" PRId64 " %s, %" PRId64 " preserved blob%s (%s), %" PRId64 " checkpoint%s\n",
            p->entries, p->entries == 1 ? "entry" : "entries", p->blobs, p->blobs == 1 ? "" : "s",
            size, p->checkpoints, p->checkpoints == 1 ? "" : "s");
    if (p->origin != NULL)
        vg_putf(&o->b, "  origin %s\n", p->origin);
    if (p->root_hex != NULL && p->root_hex[0] != '\0')
        vg_putf(&o->b, "  root   %s\n", p->root_hex);
    put_list(o, "not proved:", p->not_proved, p->n_not_proved);
}

static int run_verify(struct vg_run *r)
{
    struct vg_verify_report report = {0};
    int rc = vg_verify(r->app, r->args[0], vg_run_value(r, "vkey"), vg_run_has(r, "log-only"), r->a,
                       &report, r->err);

    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "json"))
        to_json(r, &report);
    else
        show(r, &report);
    switch (report.verdict) {
    case VG_VERIFIED:
    case VG_VERIFIED_UNTIMED:
        return VG_OK;
    case VG_INCOMPLETE:
    case VG_FAILED:
        return VG_E_NOT_HELD;
    }
    return VG_E_NOT_HELD;
}

static const char *const examples[] = {"vigil verify fox.vigil",
                                       "vigil verify tiles/ --vkey \"$(cat key)\"", NULL};

const struct vg_command vg_cmd_verify = {
    .name = "verify",
    .group = "the record",
    .args = "PATH",
    .does = "Verify a case, or a folder of tiles, from the first byte to the last",
    .more =
        "The first word is the verdict: VERIFIED, VERIFIED-UNTIMED (holds, but no outside clock "
        "vouches for when), INCOMPLETE (holds as far as it goes; says what is missing) or FAILED "
        "(says where). Exit status 0 for the first two and 3 for the others; 1 only if PATH is "
        "no case at all or cannot be read.\n\n"
        "Nothing is sampled. No network, home folder or writable disk is needed. The last lines "
        "say what is not proved.",
    .examples = examples,
    .options = options,
    .run = run_verify,
};
