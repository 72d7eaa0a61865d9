/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static const char *word_of(int ok)
{
    return ok > 0 ? "fine" : ok == 0 ? "remark" : "fault";
}

static void line_to_json(struct vg_run *r, const struct vg_doctor_line *d)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "state", word_of(d->ok));
    vg_json_kt(&j, "what", d->what);
    vg_json_kt(&j, "says", d->says);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void show(struct vg_run *r, const struct vg_doctor_line *d)
{
    struct vg_out *o = r->out;

    vg_out_style(o, d->ok > 0 ? VG_GOOD : d->ok == 0 ? VG_BOLD : VG_BAD);
    vg_putf(&o->b, "%-8s", word_of(d->ok));
    vg_out_style(o, VG_PLAIN);
    vg_out_text(o, d->what);
    vg_puts(&o->b, ": ");
    vg_out_text(o, d->says);
    vg_putc(&o->b, '\n');
}

static int run_doctor(struct vg_run *r)
{
    struct vg_doctor_line *lines = NULL;
    size_t n = 0;
    int faults = 0;
    int rc = vg_doctor(r->app, r->n_args > 0 ? r->args[0] : NULL, r->a, &lines, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        faults += lines[i].ok < 0;
        if (vg_run_has(r, "json"))
            line_to_json(r, &lines[i]);
        else
            show(r, &lines[i]);
    }
    return rc == VG_OK && faults > 0 ? VG_E_NOT_HELD : rc;
}

static const char *const examples[] = {"vigil doctor", "vigil doctor fox.vigil", NULL};

const struct vg_command vg_cmd_doctor = {
    .name = "doctor",
    .group = "care",
    .args = "[CASE]",
    .does = "Say what is wrong with the installation, or with a case file",
    .more = "Each line is fine, a remark or a fault; with a fault the exit status is 3.",
    .examples = examples,
    .options = options,
    .run = run_doctor,
};
