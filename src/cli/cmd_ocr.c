/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "list", .does = "say what waits, read nothing"},
    {.name = "every-page",
     .does = "of the sources named, read pages too that have a text of their own"},
    {.name = "json", .does = "print one JSON object a line"},
    {.name = "weak-box",
     .does = "read even where the closed child cannot be closed; the record says so"},
    {0},
};

static void page_json(struct vg_run *r, const struct vg_ocr_event *e)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "source", vg_print(r->a, "s%" PRId64, e->source));
    vg_json_ki(&j, "page", e->page);
    vg_json_ki(&j, "pages", e->pages);
    vg_json_kb(&j, "known", e->was_known);
    vg_json_kt(&j, "unread", e->reason);
    vg_json_ki(&j, "text_length", e->bytes);
    vg_json_ki(&j, "mean", e->mean);
    vg_json_ki(&j, "least", e->least);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void page_line(struct vg_run *r, const struct vg_ocr_event *e)
{
    struct vg_buf *b = &r->out->b;

    vg_putf(b, "s%" PRId64 " page %u of %u: ", e->source, e->page, e->pages);
    if (e->reason != NULL)
        vg_out_text(r->out, e->reason);
    else if (e->was_known)
        vg_puts(b, "the same image had been read before");
    else if (e->bytes == 0)
        vg_puts(b, "no words");
    else
        vg_putf(b, "%" PRId64 " bytes, sure of %d of 100, of the least word %d", e->bytes, e->mean,
                e->least);
    vg_putc(b, '\n');
    (void)vg_out_flush(r->out);
}

static void on_page(void *w, const struct vg_ocr_event *e)
{
    struct vg_run *r = w;

    if (vg_run_has(r, "json"))
        page_json(r, e);
    else
        page_line(r, e);
}

static void waiting_json(struct vg_run *r, const struct vg_ocr_wait *one)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "source", vg_print(r->a, "s%" PRId64, one->source));
    vg_json_kt(&j, "label", one->label);
    vg_json_ki(&j, "waiting", one->pages);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static int list_waiting(struct vg_run *r)
{
    struct vg_ocr_wait *list = NULL;
    size_t n = 0;
    int rc = vg_run_open(r, VG_CASE_READ);

    if (rc == VG_OK)
        rc = vg_ocr_waiting(r->c, r->a, &list, &n, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (vg_run_has(r, "json")) {
            waiting_json(r, &list[i]);
            continue;
        }
        vg_putf(&r->out->b, "s%" PRId64 "  %" PRId64 " page%s  ", list[i].source, list[i].pages,
                list[i].pages == 1 ? "" : "s");
        vg_out_text(r->out, list[i].label);
        vg_putc(&r->out->b, '\n');
    }
    if (rc == VG_OK && n == 0)
        vg_puts(&r->notes->b, "no images wait to be read\n");
    return rc;
}

static int run_ocr(struct vg_run *r)
{
    size_t n = r->n_args - 1;
    int64_t *sources = VG_NEW_ARRAY(r->a, int64_t, n + 1);
    struct vg_ocr_options o = {.every_page = vg_run_has(r, "every-page")};
    int64_t failed = 0;
    int rc = VG_OK;

    if (vg_run_has(r, "list"))
        return list_waiting(r);
    if (o.every_page && n == 0)
        return vg_fail(r->err, VG_E_MISUSE, "--every-page needs the sources to be named");
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = vg_typed_id(r->args[i + 1], 's', &sources[i], r->err);
    if (rc != VG_OK)
        return rc;
    r->app->weak_box = vg_run_has(r, "weak-box");
    rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_ocr(r->c, sources, n, &o, on_page, r, &failed, r->err);
    if (rc == VG_OK && failed > 0)
        return vg_fail(r->err, VG_E_FORMAT, "%" PRId64 " page%s could not be read", failed,
                       failed == 1 ? "" : "s");
    return rc;
}

static const char *const examples[] = {"vigil ocr fox.vigil --list", "vigil ocr fox.vigil", NULL};

const struct vg_command vg_cmd_ocr = {
    .name = "ocr",
    .group = "the case",
    .args = "CASE [ID...]",
    .does = "Read the words in images and scanned pages",
    .more =
        "Reads images (PNG, JPEG, TIFF with all its pages, WebP) and pages of PDFs that have no "
        "text or none that "
        "makes "
        "sense: those of the sources named, or all that wait. tesseract does it, in simplified and "
        "traditional Chinese and English together, some seconds a page; what was read is kept by "
        "the "
        "image, so the same page is read once, and an interrupted run goes on where it was.\n\n"
        "What a program saw in an image is marked wherever it goes. Nothing of it is counted "
        "before "
        "a person has compared it with the image: 'vigil accept --seen'.",
    .examples = examples,
    .options = options,
    .run = run_ocr,
};
