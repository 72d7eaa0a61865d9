/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/say.h"
#include "cli/screen.h"
#include "cli/source.h"

static const struct vg_option options[] = {
    {.name = "failed", .does = "list the attempts that failed instead"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static void show_sources(struct vg_run *r, const struct vg_source *list, size_t n)
{
    struct vg_grid g = {
        .a = r->a,
        .columns = 7,
        .right = 1U << 3 | 1U << 5,
        .heads = {"id", "preserved", "language", "bytes", "text", "claims", "source"}};

    for (size_t i = 0; i < n; i++) {
        const struct vg_source *s = &list[i];
        VG_SCOPED_BUF day = {0};
        char size[VG_SIZE_TEXT];

        vg_say_day(&day, s->info.captured_at);
        vg_size_text(s->info.length, size);
        vg_grid_add(&g, vg_print(r->a, "s%" PRId64, s->info.id));
        vg_grid_add(&g, day.p);
        vg_grid_add(&g, s->info.language);
        vg_grid_add(&g, size);
        vg_grid_add(&g, s->reader == NULL ? "none" : "yes");
        vg_grid_add(&g, vg_print(r->a, "%" PRId64, s->claims));
        vg_grid_add(&g, vg_source_name(s));
    }
    vg_grid_write(&g, r->out);
}

static int list_sources(struct vg_run *r)
{
    struct vg_source *list = NULL;
    size_t n = 0;
    int rc = vg_sources(r->c, r->a, &list, &n, r->err);

    if (rc != VG_OK)
        return rc;
    if (!vg_run_has(r, "json")) {
        if (n == 0)
            vg_puts(&r->notes->b, "no sources yet; 'vigil add' preserves some\n");
        else
            show_sources(r, list, n);
        return VG_OK;
    }
    for (size_t i = 0; i < n; i++) {
        struct vg_json j = {.out = &r->out->b};

        vg_source_to_json(&j, &list[i]);
        if (!vg_run_line(r))
            break;
    }
    return VG_OK;
}

static void attempt_to_json(struct vg_run *r, const struct vg_attempt *t)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_id(&j, "id", 'a', t->id);
    vg_json_ki(&j, "entry", t->entry);
    vg_json_time(&j, "at", t->at);
    vg_json_kt(&j, "requested", t->requested);
    vg_json_kt(&j, "reason", t->reason);
    vg_json_kt(&j, "says", t->says);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static int list_attempts(struct vg_run *r)
{
    struct vg_grid g = {
        .a = r->a, .columns = 4, .heads = {"tried", "reason", "source", "what happened"}};
    struct vg_attempt *list = NULL;
    size_t n = 0;
    int rc = vg_attempts(r->c, r->a, &list, &n, r->err);

    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n; i++) {
        VG_SCOPED_BUF day = {0};

        if (vg_run_has(r, "json")) {
            attempt_to_json(r, &list[i]);
            continue;
        }
        vg_say_day(&day, list[i].at);
        vg_grid_add(&g, day.p);
        vg_grid_add(&g, list[i].reason);
        vg_grid_add(&g, list[i].requested);
        vg_grid_add(&g, list[i].says);
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    if (n == 0)
        vg_puts(&r->notes->b, "no attempt has failed\n");
    return VG_OK;
}

static int run_sources(struct vg_run *r)
{
    return vg_run_has(r, "failed") ? list_attempts(r) : list_sources(r);
}

static const char *const examples[] = {"vigil sources fox.vigil",
                                       "vigil sources fox.vigil --failed", NULL};

const struct vg_command vg_cmd_sources = {
    .name = "sources",
    .group = "the case",
    .args = "CASE",
    .does = "List what is preserved",
    .more = "With --failed: every attempt to preserve something that failed, with its reason. An "
            "attempt is part of the record too.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_sources,
};
