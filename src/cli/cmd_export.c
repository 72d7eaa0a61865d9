/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "warc",
     .argument = "FILE",
     .does = "write a WARC 1.1 file there; - is standard output"},
    {0},
};

static int put_out(void *w, const void *bytes, size_t n)
{
    struct vg_out *o = w;

    vg_put(&o->b, bytes, n);
    return !vg_out_pour(o);
}

static int export_to_stdout(struct vg_run *r)
{
    struct vg_export_report report;
    int rc;

    if (r->out->is_terminal)
        return vg_fail(r->err, VG_E_REFUSED,
                       "the bytes of sources could drive a terminal; name a file: "
                       "vigil export %s --warc FILE",
                       r->args[0]);
    rc = vg_export_warc(r->c, put_out, r->out, &report, r->err);
    /* A reader that had enough is no failure; main() says it when the disk is full. */
    return r->out->is_gone ? VG_OK : rc;
}

struct writing {
    struct vg_new_file file;
    struct vg_err why;
};

static int put_file(void *w, const void *bytes, size_t n)
{
    struct writing *f = w;

    return vg_write_all(f->file.fd, bytes, n, &f->why) != VG_OK;
}

static void sum_up(struct vg_run *r, const char *path, const struct vg_export_report *report)
{
    char size[VG_SIZE_TEXT];

    vg_size_text(report->bytes, size);
    vg_putf(&r->notes->b, "wrote %s (%s): %" PRId64 " source%s", path, size, report->sources,
            report->sources == 1 ? "" : "s");
    if (report->attempts > 0)
        vg_putf(&r->notes->b, " and %" PRId64 " failed attempt%s", report->attempts,
                report->attempts == 1 ? "" : "s");
    vg_putf(&r->notes->b, " in %" PRId64 " records\n", report->records);
}

static int export_to_file(struct vg_run *r, const char *path)
{
    struct writing f = {.file = {.fd = -1}};
    struct vg_export_report report;
    int rc = vg_new_file_open(&f.file, path, 0644, r->err);

    if (rc == VG_OK)
        rc = vg_export_warc(r->c, put_file, &f, &report, r->err);
    if (rc != VG_OK && f.why.text[0] != '\0')
        rc = vg_fail(r->err, VG_E_IO, "%s: %s", path, f.why.text);
    if (rc == VG_OK)
        rc = vg_new_file_keep(&f.file, r->err);
    vg_new_file_end(&f.file);
    if (rc == VG_OK)
        sum_up(r, path, &report);
    return rc;
}

static int run_export(struct vg_run *r)
{
    const char *path = vg_run_value(r, "warc");

    if (path == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say what to write: --warc FILE; --warc - writes to standard output");
    return strcmp(path, "-") == 0 ? export_to_stdout(r) : export_to_file(r, path);
}

static const char *const examples[] = {"vigil export fox.vigil --warc fox.warc",
                                       "vigil export fox.vigil --warc - | gzip > fox.warc.gz",
                                       NULL};

const struct vg_command vg_cmd_export = {
    .name = "export",
    .group = "the record",
    .args = "CASE",
    .does = "Write what is preserved in a format that other programs read",
    .more = "A WARC file (ISO 28500) holds every source: of a page each request and each answer "
            "as it was, redirects included, of everything else the bytes; beside them, as JSON, "
            "how it was captured, and every attempt that failed. The preserved bytes are hashed "
            "again on the way out. The same case gives the same file. Nothing that is there is "
            "overwritten, and the record gains no entry.\n\n"
            "What belongs to one source has a Vigil-Name (s1; a1 for an attempt) and a "
            "Vigil-Entry. Digests are SHA-256; that of a payload is over the body without its "
            "transfer framing, which is the sha256 that 'vigil source' shows. A page that came in "
            "chunks is in chunks again, though not the same ones. Of a redirect only the headers "
            "are kept.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_export,
};
