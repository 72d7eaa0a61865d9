/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "as",
     .argument = "FORMAT",
     .does = "what to write: warc (one file of records), wacz (a package with index and pages), "
             "ftm (entities of FollowTheMoney), ftm-statements, resolver (what people decided "
             "about names), huridocs (events as a table) or geojson"},
    {.name = "format", .argument = "FORMAT", .does = "the same as --as FORMAT"},
    {.name = "similar",
     .does = "with ftm and ftm-statements: pairs that may be one, too, as Similar"},
    {.name = "csv", .does = "with ftm-statements: a table, and not lines of JSON"},
    {.name = "output",
     .argument = "FILE",
     .does = "where to write it; - is standard output, as it is for tables without this",
     .letter = 'o'},
    {.name = "text", .does = "with wacz: the text of each page in the list of pages"},
    {.name = "json", .does = "print one JSON object: what was written"},
    {.name = "warc", .argument = "FILE", .does = "the same as --as warc -o FILE"},
    {0},
};

/* What was asked for. */
struct asked {
    const char *format, *path;
    struct vg_export_options o;
    int is_wacz;
    enum what { ARCHIVE, ENTITIES, STATEMENTS, RESOLVER, HURIDOCS, GEOJSON } what;
    int is_csv;
};

static int format_read(struct vg_run *r, struct asked *k)
{
    static const struct {
        const char *word;
        enum what what;
    } formats[] = {{"warc", ARCHIVE},      {"wacz", ARCHIVE},
                   {"ftm", ENTITIES},      {"ftm-statements", STATEMENTS},
                   {"resolver", RESOLVER}, {"huridocs", HURIDOCS},
                   {"geojson", GEOJSON}};

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(k->format, formats[i].word) == 0) {
            k->what = formats[i].what;
            return VG_OK;
        }
    return vg_fail(r->err, VG_E_MISUSE,
                   "--as: warc, wacz, ftm, ftm-statements, resolver, huridocs or geojson, not "
                   "'%.40s'",
                   k->format);
}

static int asked_read(struct vg_run *r, struct asked *k)
{
    static const char *const either_format[] = {"as", "format", "warc", NULL};
    static const char *const either_path[] = {"output", "warc", NULL};
    int rc = vg_run_only_one(r, either_format);

    if (rc == VG_OK)
        rc = vg_run_only_one(r, either_path);
    if (rc != VG_OK)
        return rc;
    k->format = vg_run_has(r, "warc")     ? "warc"
                : vg_run_has(r, "format") ? vg_run_value(r, "format")
                                          : vg_run_value(r, "as");
    k->path = vg_run_value(r, vg_run_has(r, "warc") ? "warc" : "output");
    if (k->format == NULL)
        return vg_fail(
            r->err, VG_E_MISUSE,
            "say what to write: --as warc, wacz, ftm, ftm-statements, resolver, huridocs or "
            "geojson");
    k->is_wacz = strcmp(k->format, "wacz") == 0;
    rc = format_read(r, k);
    if (rc != VG_OK)
        return rc;
    k->is_csv = vg_run_has(r, "csv");
    if (k->is_csv && k->what != STATEMENTS)
        return vg_fail(r->err, VG_E_MISUSE, "--csv goes with --as ftm-statements");
    if (vg_run_has(r, "similar") && k->what != ENTITIES && k->what != STATEMENTS)
        return vg_fail(r->err, VG_E_MISUSE, "--similar goes with --as ftm and ftm-statements");
    if (k->path == NULL && k->what != ARCHIVE)
        k->path = "-";
    if (k->path == NULL)
        return vg_fail(r->err, VG_E_MISUSE, "-o FILE is missing; -o - writes to standard output");
    k->o.text = vg_run_has(r, "text");
    if (k->o.text && !k->is_wacz)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--text goes with --as wacz: a WARC file lists no pages");
    if (vg_run_has(r, "json") && strcmp(k->path, "-") == 0)
        return vg_fail(r->err, VG_E_MISUSE, "--json and -o - both want standard output");
    return VG_OK;
}

/* Tables are made whole, then handed on. */
static int write_table(struct vg_run *r, const struct asked *k,
                       int (*put)(void *w, const void *bytes, size_t n), void *w,
                       struct vg_export_report *report)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_VALUE * 4};
    struct vg_ftm_report ftm = {0};
    int rc;

    *report = (struct vg_export_report){0};
    if (k->what == HURIDOCS)
        rc = vg_export_huridocs(r->c, &b, &report->records, r->err);
    else if (k->what == GEOJSON)
        rc = vg_export_geojson(r->c, &b, &report->records, r->err);
    else
        rc = vg_export_ftm(r->c,
                           k->what == ENTITIES   ? VG_FTM_ENTITIES
                           : k->what == RESOLVER ? VG_FTM_RESOLVER
                           : k->is_csv           ? VG_FTM_CSV
                                                 : VG_FTM_STATEMENTS,
                           vg_run_has(r, "similar"), &b, &ftm, r->err);
    if (rc != VG_OK)
        return rc;
    report->records += ftm.statements + ftm.judgements;
    report->bytes = (int64_t)b.len;
    return b.len > 0 && put(w, b.p, b.len) != 0
               ? vg_fail(r->err, VG_E_IO, "the table could not be handed on")
               : VG_OK;
}

static int write_case(struct vg_run *r, const struct asked *k,
                      int (*put)(void *w, const void *bytes, size_t n), void *w,
                      struct vg_export_report *report)
{
    if (k->what != ARCHIVE)
        return write_table(r, k, put, w, report);
    return k->is_wacz ? vg_export_wacz(r->c, &k->o, put, w, report, r->err)
                      : vg_export_warc(r->c, put, w, report, r->err);
}

static int put_out(void *w, const void *bytes, size_t n)
{
    struct vg_out *o = w;

    vg_put(&o->b, bytes, n);
    return !vg_out_pour(o);
}

static int export_to_stdout(struct vg_run *r, const struct asked *k)
{
    struct vg_export_report report;
    int rc;

    if (r->out->is_terminal && k->what == ARCHIVE)
        return vg_fail(r->err, VG_E_REFUSED,
                       "the bytes of sources could drive a terminal; name a file: "
                       "vigil export %s --as %s -o FILE",
                       r->args[0], k->format);
    rc = write_case(r, k, put_out, r->out, &report);
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

static void put_count(struct vg_buf *b, const char *before, int64_t n, const char *what)
{
    if (n > 0)
        vg_putf(b, "%s%" PRId64 " %s%s", before, n, what, n == 1 ? "" : "s");
}

static const char *row_word(enum what what)
{
    return what == RESOLVER   ? "judgement"
           : what == HURIDOCS ? "row"
           : what == GEOJSON  ? "feature"
                              : "statement";
}

static void sum_up(struct vg_run *r, const struct asked *k, const struct vg_export_report *report)
{
    char size[VG_SIZE_TEXT];

    vg_size_text(report->bytes, size);
    if (k->what != ARCHIVE) {
        vg_putf(&r->notes->b, "wrote %s (%s): %" PRId64 " %s%s\n", k->path, size, report->records,
                row_word(k->what), report->records == 1 ? "" : "s");
        return;
    }
    vg_putf(&r->notes->b, "wrote %s (%s): %" PRId64 " source%s", k->path, size, report->sources,
            report->sources == 1 ? "" : "s");
    put_count(&r->notes->b, " and ", report->attempts, "failed attempt");
    vg_putf(&r->notes->b, " in %" PRId64 " records", report->records);
    put_count(&r->notes->b, ", ", report->pages, "page");
    vg_puts(&r->notes->b, "\n");
}

static int sum_up_json(struct vg_run *r, const struct asked *k,
                       const struct vg_export_report *report)
{
    VG_SCOPED_BUF hex = {.max = KIB(1)};
    struct vg_json j = {.out = &r->out->b};

    vg_put_hex(&hex, report->sha256, sizeof report->sha256);
    vg_json_object(&j);
    vg_json_kt(&j, "file", k->path);
    vg_json_kt(&j, "format", k->format);
    vg_json_ki(&j, "bytes", report->bytes);
    if (k->what == ARCHIVE)
        vg_json_ks(&j, "sha256", vg_buf_str(&hex));
    vg_json_ki(&j, "records", report->records);
    if (k->what != ARCHIVE) {
        vg_json_end(&j);
        (void)vg_run_line(r);
        return VG_OK;
    }
    vg_json_ki(&j, "sources", report->sources);
    vg_json_ki(&j, "attempts", report->attempts);
    if (k->is_wacz)
        vg_json_ki(&j, "pages", report->pages);
    vg_json_end(&j);
    (void)vg_run_line(r);
    return VG_OK;
}

static int export_to_file(struct vg_run *r, const struct asked *k)
{
    struct writing f = {.file = {.fd = -1}};
    struct vg_export_report report;
    int rc = vg_new_file_open(&f.file, k->path, 0644, r->err);

    if (rc == VG_OK)
        rc = write_case(r, k, put_file, &f, &report);
    if (rc != VG_OK && f.why.text[0] != '\0')
        rc = vg_fail(r->err, VG_E_IO, "%s: %s", k->path, f.why.text);
    if (rc == VG_OK)
        rc = vg_new_file_keep(&f.file, r->err);
    vg_new_file_end(&f.file);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "json"))
        return sum_up_json(r, k, &report);
    sum_up(r, k, &report);
    return VG_OK;
}

static int run_export(struct vg_run *r)
{
    struct asked k = {0};
    int rc = asked_read(r, &k);

    if (rc == VG_OK)
        rc = k.what == ENTITIES || k.what == STATEMENTS || k.what == RESOLVER
                 ? vg_run_open_best(r)
                 : vg_run_open(r, VG_CASE_READ);
    if (rc != VG_OK)
        return rc;
    return strcmp(k.path, "-") == 0 ? export_to_stdout(r, &k) : export_to_file(r, &k);
}

static const char *const examples[] = {
    "vigil export fox.vigil --as wacz -o fox.wacz",
    "vigil export fox.vigil --as warc -o fox.warc",
    "vigil export fox.vigil --as warc -o - | gzip > fox.warc.gz",
    "vigil export fox.vigil --as ftm -o fox.ftm.json",
    "vigil export fox.vigil --as ftm-statements --csv -o fox.csv",
    "vigil export fox.vigil --as geojson -o fox.geojson",
    NULL};

const struct vg_command vg_cmd_export = {
    .name = "export",
    .group = "the record",
    .args = "CASE",
    .does = "Write what is preserved in a format that other programs read",
    .more =
        "Both formats hold every source: of a page each request and each answer as it was, "
        "redirects included, of everything else the bytes; beside them, as JSON, how it was "
        "captured, and every attempt that failed. The preserved bytes are hashed again on the way "
        "out. The same case gives the same file. Nothing that is there is overwritten, nothing "
        "half written is left behind, and the record gains no entry.\n\n"
        "warc is one WARC 1.1 file (ISO 28500), not compressed. wacz is a package (WACZ 1.1.1) "
        "that players of web archives open: archive/data.warc.gz with the same records, "
        "indexes/index.cdx by address and time, pages/pages.jsonl with the address, time and "
        "title of each page, and datapackage.json with the hash of each file. Its date is that of "
        "the newest entry. While it is made, a copy of the compressed records lies in TMPDIR. Both "
        "can be given to 'vigil read' and 'vigil add'.\n\n"
        "What belongs to one source has a Vigil-Name (s1; a1 for an attempt) and a "
        "Vigil-Entry. Digests are SHA-256; that of a payload is the sha256 that 'vigil source' "
        "shows. A page that came in chunks is in chunks again, though not the same ones; as "
        "programs differ on whether they belong to the payload, the digest of its body is called "
        "Vigil-Payload-Digest. Of a redirect only the headers are kept.\n\n"
        "An archive that was added is a resource, whole. The pages in it are resources besides, "
        "as no other program looks into it: with the date and address that the archive states, "
        "below a warcinfo that names the tool the archive names and says that the page was taken "
        "out and not captured here; the metadata says which record it was. One whose bytes an "
        "earlier one has is a revisit of that.\n\n"
        "ftm and ftm-statements are lines of JSON in the model of FollowTheMoney 4.5, with "
        "--csv a table: agencies, presences, programmes, places, documents, events, links, and a "
        "note for each claim with a number or with something against it. Ids are vgl- and the id "
        "of the entity; those that have none are given one first, which is an entry of the record. "
        "resolver has what people decided about names, a line each, as nomenklatura reads it. "
        "huridocs is a table with the fields of HURIDOCS's Events Standard Formats. geojson has a "
        "point in the country and the place in words as exactly as it may be told.\n\n"
        "What is protected is in none of these: persons, whom claims call victim, witness, "
        "relative, private person or minor, each text and claim that names one, and places that "
        "are withheld.",
    .examples = examples,
    .options = options,
    .run = run_export,
};
