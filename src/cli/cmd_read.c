/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What the readers make of a file. Stateless: it opens the file named and nothing else.
 */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/say.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "json", .does = "print one JSON object for each record, then the end line"},
    {.name = "strict", .does = "exit with 3 when anything is damaged"},
    {.name = "media",
     .argument = "TYPE",
     .does = "Content-Type under which a document was served, such as text/html; charset=gbk"},
    {.name = "name", .argument = "NAME", .does = "address or file name, where FILE is not it"},
    {.name = "url",
     .argument = "URL",
     .does = "only the record of this address, by the index of a WACZ where it has one"},
    {.name = "at", .argument = "TIME", .does = "with --url: the capture nearest to this time"},
    {.name = "no-digests", .does = "do not compare what the archive promises with what it holds"},
    {0},
};

static void show_number(struct vg_out *o, uint64_t n, const char *what)
{
    if (n > 0)
        vg_putf(&o->b, "  %" PRIu64 " %s", n, what);
}

/* A document is its text; a record of an archive is a line. */
static void show_record(struct vg_out *o, const struct vg_file_record *r)
{
    if (r->record == UINT64_MAX) /* an index led to it */
        vg_puts(&o->b, "-");
    else
        vg_putf(&o->b, "%" PRIu64, r->record);
    vg_putf(&o->b, " %s", r->type);
    if (r->status != 0)
        vg_putf(&o->b, " %d", r->status);
    vg_puts(&o->b, "  ");
    vg_out_text(o, r->url != NULL ? r->url : r->member);
    if (r->has_text)
        vg_putf(&o->b, "  %s %zu bytes of text", r->language, r->text.len);
    else if (r->unread != NULL) {
        vg_puts(&o->b, "  no text: ");
        vg_out_text(o, r->unread);
    }
    show_number(o, r->damage, "damaged");
    show_number(o, r->odd, "odd");
    vg_putc(&o->b, '\n');
}

static int print_record(void *w, const struct vg_file_record *r, struct vg_err *err)
{
    struct vg_run *run = w;
    struct vg_out *o = run->out;

    (void)err; /* a reader that went away is no failure */
    if (vg_run_has(run, "json")) {
        vg_put_str(&o->b, r->json);
        vg_putc(&o->b, '\n');
    } else {
        show_record(o, r);
    }
    (void)vg_out_pour(o);
    return VG_OK;
}

static void show_end(struct vg_run *r, const struct vg_read_file_end *e)
{
    struct vg_out *o = r->out;

    if (vg_run_has(r, "url")) {
        vg_puts(&o->b, e->by_index ? "found by the index" : "found by reading every record");
        vg_puts(&o->b, e->why[0] == '\0' ? "" : ": ");
        vg_out_text(o, e->why);
        vg_putc(&o->b, '\n');
        return;
    }
    vg_putf(&o->b, "%" PRIu64 " %s, %" PRIu64 " of %" PRIu64 " bytes accounted for", e->records,
            e->records == 1 ? "record" : "records", e->bytes_accounted, e->bytes_in);
    show_number(o, e->damage, "damaged");
    show_number(o, e->odd, "odd");
    vg_putc(&o->b, '\n');
    if (e->damage > 0)
        vg_puts(&o->b, "what is damaged and where: vigil read --json\n");
}

static int run_read(struct vg_run *r)
{
    struct vg_read_file_options o = {
        .media = vg_run_value(r, "media"),
        .name = vg_run_value(r, "name"),
        .no_digests = vg_run_has(r, "no-digests"),
        .url = vg_run_value(r, "url"),
        .at = vg_run_value(r, "at"),
    };
    struct vg_read_file_end end = {0};
    uint64_t damage;
    int rc = VG_OK;

    if (o.at != NULL && o.url == NULL)
        return vg_fail(r->err, VG_E_MISUSE, "--at goes with --url");
    if (o.url != NULL && strlen(o.url) > VG_MAX_URL)
        return vg_fail(r->err, VG_E_LIMIT, "--url: longer than an address may be");
    rc = vg_read_file(r->app, r->args[0], &o, print_record, r, &end, r->err);
    damage = end.damage;
    if (rc == VG_OK && vg_run_has(r, "json")) {
        vg_put_str(&r->out->b, vg_buf_str(&end.json));
        vg_putc(&r->out->b, '\n');
    } else if (rc == VG_OK) {
        show_end(r, &end);
    }
    vg_buf_end(&end.json);
    if (rc != VG_OK || damage == 0 || !vg_run_has(r, "strict"))
        return rc;
    return vg_fail(r->err, VG_E_NOT_HELD, "%s: %" PRIu64 " %s", r->args[0], damage,
                   damage == 1 ? "place is damaged" : "places are damaged");
}

static const char *const examples[] = {
    "vigil read crawl.warc.gz",
    "vigil read crawl.wacz --json",
    "vigil read crawl.wacz --json --url http://a.example/1 --at 2024-03-01",
    "vigil read page.html --json --media 'text/html; charset=gbk'",
    "vigil read - --json <letter.eml",
    NULL,
};

const struct vg_command vg_cmd_read = {
    .name = "read",
    .group = "the case",
    .args = "FILE",
    .does = "Read a file without a case, record by record",
    .more =
        "Archives (WARC, ARC, WACZ, ZIP; plain, gzip or zstd) give a line for each record, "
        "anything "
        "else is one document. What FILE is, its bytes decide, never its name. Nothing is kept.\n\n"
        "PDFs are read wherever they lie, in an archive or on a mail too; of one archive at most "
        "5,000, for ten minutes. vigil scan passes over them.\n\n"
        "What could not be read, and why, is part of the result: every byte belongs to a record, "
        "to "
        "padding that the format allows, or to an interval of damage. Exit status 0 when the end "
        "line was written, damage or not; 3 with --strict when there is damage; 1 when FILE cannot "
        "be opened. The shape of the lines is in vigil-json(5).",
    .examples = examples,
    .options = options,
    .run = run_read,
};
