/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Preserve sources. Standard output carries nothing but the acknowledgements: a
 * line "stored sN" goes out only after the commit that holds the source, so
 * whoever reads the pipe may pull the plug after that line.
 */
#include <inttypes.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "purpose", .argument = "TEXT", .does = "why it is preserved; kept with the source"},
    {.name = "vantage",
     .argument = "TEXT",
     .does = "from where it was fetched, as in 'Toronto, home line'; kept with the source"},
    {.name = "kind", .argument = "KIND", .does = "source kind of the vocabulary, as in ngo-report"},
    {.name = "publisher", .argument = "NAME", .does = "who published it"},
    {.name = "date", .argument = "DATE", .does = "date of the document itself (EDTF)"},
    {.name = "no-read",
     .does = "keep the bytes and make no text of them now",
     .otherwise = "text is made after the bytes are kept"},
    {.name = "dry-run", .does = "say what would be done, keep nothing"},
    {.name = "proxy",
     .argument = "URL",
     .does = "fetch through this SOCKS5 proxy, as in socks5h://127.0.0.1:9050, or not at all"},
    {.name = "weak-box",
     .does = "read even where the closed child cannot be closed; the record says so"},
    {0},
};

struct adding {
    struct vg_run *r;
    int64_t stored;
    int dry_run;
};

/* Something about one item, on stderr; stdout is for acknowledgements. */
static void note(struct adding *w, const char *what, const struct vg_add_event *e)
{
    struct vg_out *notes = w->r->notes;

    vg_putf(&notes->b, "vigil add: %s ", what);
    vg_out_text(notes, e->label);
    if (e->reason != NULL)
        vg_puts(&notes->b, ": ");
    vg_out_text(notes, e->reason);
    vg_putc(&notes->b, '\n');
    (void)vg_out_flush(notes);
}

static void acknowledge(struct adding *w, const struct vg_add_event *e)
{
    w->stored++;
    if (w->dry_run) {
        note(w, "would store", e);
        return;
    }
    vg_putf(&w->r->out->b, "stored s%" PRId64 "\n", e->source);
    (void)vg_out_flush(w->r->out);
    if (e->same_as_before)
        vg_putf(&w->r->notes->b,
                "vigil add: s%" PRId64
                ": these bytes were here already; they are kept once, and this sighting "
                "beside the others\n",
                e->source);
}

static void on_event(void *p, const struct vg_add_event *e)
{
    struct adding *w = p;

    switch (e->what) {
    case VG_ADD_STORED:
        acknowledge(w, e);
        break;
    case VG_ADD_FAILED:
        note(w, w->dry_run ? "would not store" : "not stored:", e);
        break;
    case VG_ADD_PASSED:
        note(w, "passed over:", e);
        break;
    case VG_ADD_READ:
        break;
    case VG_ADD_UNREAD:
        note(w, "kept, but no text could be made of", e);
        break;
    case VG_ADD_OPENED:
        note(w, "read", e);
        break;
    }
}

static int outcome(const struct adding *w, int64_t failed)
{
    struct vg_run *r = w->r;

    if (r->out->is_gone)
        return vg_fail(r->err, VG_E_IO,
                       "nobody reads the acknowledgements any more; what was stored before is "
                       "kept, see 'vigil sources %s'",
                       r->args[0]);
    if (failed > 0 && w->dry_run)
        return vg_fail(r->err, VG_E_IO,
                       "%" PRId64 " could not be stored, %" PRId64 " could; nothing was", failed,
                       w->stored);
    if (failed > 0)
        return vg_fail(r->err, VG_E_IO,
                       "%" PRId64 " could not be stored, %" PRId64
                       " stored; 'vigil sources %s --failed' lists what was tried",
                       failed, w->stored, r->args[0]);
    return VG_OK;
}

/* Words in images wait until somebody asks for them. */
static void tell_images(struct vg_run *r)
{
    struct vg_ocr_wait *list = NULL;
    int64_t pages = 0;
    size_t n = 0;

    if (vg_ocr_waiting(r->c, r->a, &list, &n, NULL) != VG_OK)
        return;
    for (size_t i = 0; i < n; i++)
        pages += list[i].pages;
    if (n > 0)
        vg_putf(&r->notes->b,
                "%" PRId64 " page%s of %zu source%s only image%s: 'vigil ocr %s' reads the words\n",
                pages, pages == 1 ? "" : "s", n, n == 1 ? " is" : "s are", pages == 1 ? "" : "s",
                r->args[0]);
    (void)vg_out_flush(r->notes);
}

static int run_add(struct vg_run *r)
{
    struct adding w = {.r = r, .dry_run = vg_run_has(r, "dry-run")};
    struct vg_add_options o = {
        .purpose = vg_run_value(r, "purpose"),
        .vantage = vg_run_value(r, "vantage"),
        .kind = vg_run_value(r, "kind"),
        .publisher = vg_run_value(r, "publisher"),
        .date = vg_run_value(r, "date"),
        .dry_run = w.dry_run,
        .no_read = vg_run_has(r, "no-read"),
        .stdin_fd = STDIN_FILENO,
    };
    int64_t failed = 0;
    int rc;

    r->app->proxy = vg_run_value(r, "proxy");
    r->app->weak_box = vg_run_has(r, "weak-box");
    rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_add(r->c, r->args + 1, r->n_args - 1, &o, on_event, &w, &failed, r->err);
    if (rc == VG_OK && w.stored > 0 && !w.dry_run)
        tell_images(r);
    return rc == VG_OK || (rc == VG_E_INTERRUPTED && r->out->is_gone) ? outcome(&w, failed) : rc;
}

static const char *const examples[] = {
    "vigil add fox.vigil article.txt page.html",
    "vigil add fox.vigil folder/ --publisher 'Example Press' --date 2022-09-12",
    "vigil add fox.vigil https://example.org/notice.html --purpose 'may be deleted'",
    NULL,
};

const struct vg_command vg_cmd_add = {
    .name = "add",
    .group = "the case",
    .args = "CASE SOURCE...",
    .does = "Preserve files, folders, standard input and web pages",
    .more =
        "Each SOURCE is a file, a folder (everything in it, in a stable order), an http or https "
        "address, or - for standard input. The bytes are kept as they are; the same bytes twice "
        "are kept once, every sighting is kept.\n\n"
        "For each source one line, 'stored ID', goes to standard output after the bytes are on "
        "the disk: what was acknowledged survives a crash or a power cut in the next instant. "
        "What could not be stored is recorded as an attempt and told on standard error; the "
        "others are kept, and the exit status is 1.\n\n"
        "An archive (WARC, ARC, WACZ; plain, gzip or zstd) is kept whole, and each page in it "
        "becomes a source of its own, with the address, time and tool that the archive states. "
        "What of it could not be read, 'vigil source' says.",
    .examples = examples,
    .options = options,
    .needs = VG_USES_NETWORK,
    .run = run_add,
};
