/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A case as a WACZ package (version 1.1.1): the same records as the WARC file, each a gzip member
 * of its own, and what a player needs to find one without reading all: an index by address
 * and time, a list of pages, and a list of the files with their hashes. Each
 * file is led in the ZIP by its length, and the index comes to be while the records are written,
 * so all three are poured into files without names first.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/export_parts.h"
#include "app/spool.h"
#include "app/zip_out.h"
#include "base/limits.h"
#include "base/map.h"
#include "capture/url.h"
#include "unpack/surt.h"

#define WACZ_VERSION "1.1.1"
#define WARC_NAME    "data.warc.gz"

struct line {
    uint64_t at; /* in the spool of lines as they came */
    size_t len;
    const char *p; /* once that is mapped */
};

struct packing {
    struct vg_case *c;
    const struct vg_export_options *o;
    int (*put)(void *w, const void *bytes, size_t n);
    void *w;
    struct vg_export_report *report;
    struct vg_sha256 hash; /* of the package */
    struct vg_spool warc, lines, index, pages;
    struct vg_gzip_out gzip;
    uint64_t member; /* where the record at hand begins */
    struct line *list;
    size_t count, room;
    struct vg_buf text; /* a line at hand */
    struct vg_arena a;  /* of a record */
    struct vg_err why;  /* of what cannot say why itself */
    struct vg_zip_out zip;
    uint64_t total;
};

/* -- records --------------------------------------------------------------------------------- */

static int put_bytes(void *w, const void *bytes, size_t n)
{
    struct packing *k = w;

    return vg_gzip_out_add(&k->gzip, &k->warc, bytes, n, &k->why) != VG_OK;
}

/* Without its parameters; a revisit has a word of its own. */
static struct vg_str mime_of(const struct vg_exported *r)
{
    struct vg_str s = vg_str(r->media == NULL ? "" : r->media);

    if (strcmp(r->type, "revisit") == 0)
        return vg_str("warc/revisit");
    s.len = strcspn(s.len == 0 ? "" : s.p, "; \t");
    return s;
}

/* Fourteen digits; what the date leaves out is its beginning. */
static void put_digits(struct vg_buf *b, const char *date)
{
    static const char first[] = "00000101000000";
    size_t n = 0;

    for (; *date != '\0' && *date != '.' && n < sizeof first - 1; date++) {
        if (*date < '0' || *date > '9')
            continue;
        vg_putc(b, *date);
        n++;
    }
    vg_puts(b, first + n);
}

static void put_number(struct vg_json *j, const char *key, uint64_t v)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRIu64, v);
    vg_json_kt(j, key, text); /* as a text: so all indexes of this kind have it */
}

static void put_digest(struct vg_json *j, const char *key, const unsigned char *sha256)
{
    VG_SCOPED_BUF hex = {.max = KIB(1)};

    vg_puts(&hex, "sha256:");
    vg_put_hex(&hex, sha256, VG_HASH_SIZE);
    vg_json_ks(j, key, vg_buf_str(&hex));
}

static void make_index_line(struct packing *k, const struct vg_exported *r, uint64_t end)
{
    struct vg_json j = {.out = &k->text};
    struct vg_str mime = mime_of(r);

    vg_buf_clear(&k->text);
    vg_put_str(&k->text, vg_surt(&k->a, vg_str(r->target)));
    vg_putc(&k->text, ' ');
    put_digits(&k->text, r->date);
    vg_putc(&k->text, ' ');
    vg_json_object(&j);
    vg_json_kt(&j, "url", r->target);
    if (mime.len > 0)
        vg_json_ks(&j, "mime", mime);
    if (r->status > 0)
        put_number(&j, "status", (uint64_t)r->status);
    if (r->payload != NULL)
        put_digest(&j, "digest", r->payload);
    put_number(&j, "length", end - k->member);
    put_number(&j, "offset", k->member);
    vg_json_kt(&j, "filename", WARC_NAME);
    vg_json_end(&j);
    vg_putc(&k->text, '\n');
}

static int put_index_line(struct packing *k, const struct vg_exported *r, uint64_t end,
                          struct vg_err *err)
{
    make_index_line(k, r, end);
    if (k->count == k->room) {
        k->room = k->room == 0 ? 1024 : 2 * k->room;
        k->list = vg_realloc(k->list, k->room * sizeof *k->list);
    }
    k->list[k->count++] = (struct line){.at = k->lines.len, .len = k->text.len};
    return vg_spool_add(&k->lines, k->text.p, k->text.len, err);
}

/* -- pages ----------------------------------------------------------------------------------- */

/* Of what was asked for by its address, all; out of an archive, which also holds data
 * that a page fetched for itself, what a person reads. */
static int is_page(const struct vg_exported *r)
{
    static const char *const kinds[] = {"text/html", "application/xhtml+xml", "application/pdf",
                                        "text/plain"};
    struct vg_str media = vg_str(r->media == NULL ? "" : r->media);

    if (r->source == 0 || r->payload == NULL || !vg_url_is_web(vg_str(r->target)))
        return 0;
    media.len = strcspn(media.p, "; \t");
    for (size_t i = 0; r->is_archived && i < sizeof kinds / sizeof *kinds; i++)
        if (media.len == strlen(kinds[i]) && strncasecmp(media.p, kinds[i], media.len) == 0)
            return 1;
    return !r->is_archived;
}

static int put_page(struct packing *k, const struct vg_exported *r, struct vg_err *err)
{
    struct vg_json j = {.out = &k->text};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, k->c->store, VG_SQL_SOURCE_SHOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", r->source);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc : vg_fail(err, VG_E_IO, "a source is gone while it was read");
    vg_buf_clear(&k->text);
    vg_json_object(&j);
    vg_json_kt(&j, "id", vg_print(&k->a, "s%" PRId64, r->source));
    vg_json_kt(&j, "url", r->target);
    vg_json_kt(&j, "ts", r->date);
    if (vg_column_str(st, 0).len > 0)
        vg_json_ks(&j, "title", vg_column_str(st, 0));
    if (k->o->text && vg_column_str(st, 1).len > 0)
        vg_json_ks(&j, "text", vg_column_str(st, 1));
    vg_json_end(&j);
    vg_putc(&k->text, '\n');
    k->report->pages++;
    if (k->text.full)
        return vg_fail(err, VG_E_LIMIT, "s%" PRId64 ": its text is too long for a list of pages",
                       r->source);
    return vg_spool_add(&k->pages, k->text.p, k->text.len, err);
}

static int put_pages_head(struct packing *k, struct vg_err *err)
{
    struct vg_json j = {.out = &k->text};

    vg_json_object(&j);
    vg_json_kt(&j, "format", "json-pages-1.0");
    vg_json_kt(&j, "id", "pages");
    vg_json_kt(&j, "title", "All pages");
    if (k->o->text)
        vg_json_kb(&j, "hasText", 1);
    vg_json_end(&j);
    vg_putc(&k->text, '\n');
    return vg_spool_add(&k->pages, k->text.p, k->text.len, err);
}

/* Answers and resources are found by address; requests and metadata stand beside them, and so
 * does a head whose body is found by itself: who looks for the page is to be led to that. */
static int is_indexed(const struct vg_exported *r)
{
    return r->target != NULL && !r->is_aside &&
           (strcmp(r->type, "response") == 0 || strcmp(r->type, "resource") == 0 ||
            strcmp(r->type, "revisit") == 0);
}

static int ended(void *w, const struct vg_exported *r, struct vg_err *err)
{
    struct packing *k = w;
    int rc = vg_gzip_out_member(&k->gzip, &k->warc, err);

    if (rc == VG_OK && is_indexed(r))
        rc = put_index_line(k, r, k->warc.len, err);
    if (rc == VG_OK && is_indexed(r) && is_page(r))
        rc = put_page(k, r, err);
    k->member = k->warc.len;
    vg_arena_clear(&k->a);
    return rc;
}

static int put_records(struct packing *k, struct vg_err *err)
{
    struct vg_export_job job = {.put = put_bytes, .ended = ended, .w = k};
    int rc = vg_spool_open(&k->warc, err);

    if (rc == VG_OK)
        rc = vg_spool_open(&k->lines, err);
    if (rc == VG_OK)
        rc = vg_spool_open(&k->pages, err);
    if (rc == VG_OK)
        rc = put_pages_head(k, err);
    if (rc == VG_OK)
        rc = vg_export_records(k->c, &job, k->report, err);
    if (rc != VG_OK && k->why.text[0] != '\0')
        rc = vg_fail(err, VG_E_IO, "%s", k->why.text);
    if (rc == VG_OK)
        rc = vg_spool_done(&k->warc, err);
    if (rc == VG_OK)
        rc = vg_spool_done(&k->lines, err);
    return rc == VG_OK ? vg_spool_done(&k->pages, err) : rc;
}

/* -- the index in order ------------------------------------------------------------------------ */

static int line_order(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    return vg_str_cmp((struct vg_str){x->p, x->len}, (struct vg_str){y->p, y->len});
}

static int sort_index(struct packing *k, struct vg_err *err)
{
    VG_SCOPED_MAP map = {0};
    int rc = vg_spool_open(&k->index, err);

    if (rc == VG_OK && k->count > 0)
        rc = vg_map_fd(&map, k->lines.fd, "the index", err);
    if (rc == VG_OK && k->count > 0 && map.len != k->lines.len)
        rc = vg_fail(err, VG_E_IO, "the index is not what was written");
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < k->count; i++)
        k->list[i].p = (const char *)map.p + k->list[i].at;
    if (k->count > 1)
        qsort(k->list, k->count, sizeof *k->list, line_order);
    for (size_t i = 0; rc == VG_OK && i < k->count; i++)
        rc = vg_spool_add(&k->index, k->list[i].p, k->list[i].len, err);
    return rc == VG_OK ? vg_spool_done(&k->index, err) : rc;
}

/* -- the list of files ------------------------------------------------------------------------- */

struct file {
    const char *folder, *name;
    const struct vg_spool *bytes;
};

static void put_resource(struct vg_json *j, const struct file *f)
{
    VG_SCOPED_BUF path = {.max = KIB(1)};

    vg_putf(&path, "%s/%s", f->folder, f->name);
    vg_json_object(j);
    vg_json_kt(j, "name", f->name);
    vg_json_ks(j, "path", vg_buf_str(&path));
    put_digest(j, "hash", f->bytes->sha256);
    vg_json_ki(j, "bytes", (int64_t)f->bytes->len);
    vg_json_end(j);
}

/* No clock of this run: when the newest entry of the record was made. */
static int make_package(struct packing *k, const struct file *files, size_t n, struct vg_buf *out,
                        struct vg_err *err)
{
    struct vg_json j = {.out = out};
    char date[VG_TIME_TEXT];
    int64_t entry = 0;
    int rc = vg_export_newest(k->c, date, &entry, err);

    if (rc != VG_OK)
        return rc;
    vg_json_object(&j);
    vg_json_kt(&j, "profile", "data-package");
    vg_json_kt(&j, "wacz_version", WACZ_VERSION);
    vg_json_kt(&j, "created", date);
    vg_json_kt(&j, "software", VG_PROGRAM);
    vg_json_kt(&j, "description",
               vg_print(&k->a,
                        "all sources of a case and all attempts that failed, up to entry %" PRId64
                        " of its record %s",
                        entry, vg_record_origin(k->c->record)));
    vg_json_key(&j, "resources");
    vg_json_array(&j);
    for (size_t i = 0; i < n; i++)
        put_resource(&j, &files[i]);
    vg_json_end(&j);
    vg_json_end(&j);
    vg_putc(out, '\n');
    return VG_OK;
}

static void make_digest(const struct vg_buf *package, struct vg_buf *out)
{
    struct vg_json j = {.out = out};
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];

    vg_sha256_of(&h, package->p, package->len, hash);
    vg_json_object(&j);
    vg_json_kt(&j, "path", "datapackage.json");
    put_digest(&j, "hash", hash);
    vg_json_end(&j);
    vg_putc(out, '\n');
}

/* -- the ZIP ----------------------------------------------------------------------------------- */

static int put_out(void *w, const void *bytes, size_t n)
{
    struct packing *k = w;

    vg_sha256_add(&k->hash, bytes, n);
    k->report->bytes += (int64_t)n;
    return k->put(k->w, bytes, n);
}

static int put_data(void *w, const void *bytes, size_t n, struct vg_err *err)
{
    struct packing *k = w;

    if (vg_app_stopped(&k->c->app))
        return vg_fail(err, VG_E_INTERRUPTED, "interrupted; nothing was written");
    vg_app_tell(&k->c->app, "packed", (int64_t)k->zip.at, (int64_t)k->total);
    return vg_zip_out_put(&k->zip, bytes, n, err);
}

static int put_file(struct packing *k, const struct file *f, struct vg_err *err)
{
    const char *path = vg_print(&k->a, "%s/%s", f->folder, f->name);
    int rc = vg_zip_out_entry(&k->zip, path, f->bytes->len, f->bytes->crc, err);

    return rc == VG_OK ? vg_spool_pour(f->bytes, put_data, k, err) : rc;
}

static int put_small(struct packing *k, const char *name, const struct vg_buf *b,
                     struct vg_err *err)
{
    VG_SCOPED_SPOOL s = {.fd = -1};
    int rc = vg_spool_open(&s, err);

    if (rc == VG_OK)
        rc = vg_spool_add(&s, b->p, b->len, err);
    if (rc == VG_OK)
        rc = vg_spool_done(&s, err);
    if (rc == VG_OK)
        rc = vg_zip_out_entry(&k->zip, name, s.len, s.crc, err);
    return rc == VG_OK ? vg_spool_pour(&s, put_data, k, err) : rc;
}

static int put_package(struct packing *k, struct vg_err *err)
{
    const struct file files[] = {
        {"archive", WARC_NAME, &k->warc},
        {"indexes", "index.cdx", &k->index},
        {"pages", "pages.jsonl", &k->pages},
    };
    const size_t n = sizeof files / sizeof *files;
    VG_SCOPED_BUF package = {.max = KIB(64)}, digest = {.max = KIB(4)};
    int rc = make_package(k, files, n, &package, err);

    k->zip = (struct vg_zip_out){.put = put_out, .w = k};
    for (size_t i = 0; i < n; i++)
        k->total += files[i].bytes->len;
    make_digest(&package, &digest);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = put_file(k, &files[i], err);
    if (rc == VG_OK)
        rc = put_small(k, "datapackage.json", &package, err);
    if (rc == VG_OK)
        rc = put_small(k, "datapackage-digest.json", &digest, err);
    return rc == VG_OK ? vg_zip_out_finish(&k->zip, err) : rc;
}

static void packing_end(struct packing *k)
{
    vg_spool_end(&k->warc);
    vg_spool_end(&k->lines);
    vg_spool_end(&k->index);
    vg_spool_end(&k->pages);
    vg_gzip_out_end(&k->gzip);
    vg_zip_out_end(&k->zip);
    vg_sha256_end(&k->hash);
    vg_buf_end(&k->text);
    vg_arena_end(&k->a);
    free(k->list);
}

int vg_export_wacz(struct vg_case *c, const struct vg_export_options *o,
                   int (*put)(void *w, const void *bytes, size_t n), void *w,
                   struct vg_export_report *report, struct vg_err *err)
{
    struct vg_export_report made = {0};
    struct packing k = {
        .c = c,
        .o = o,
        .put = put,
        .w = w,
        .report = &made,
        .warc.fd = -1,
        .lines.fd = -1,
        .index.fd = -1,
        .pages.fd = -1,
    };
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = put_records(&k, err);
    made.bytes = 0; /* of the records, uncompressed */
    vg_sha256_begin(&k.hash);
    if (rc == VG_OK)
        rc = sort_index(&k, err);
    if (rc == VG_OK)
        rc = put_package(&k, err);
    vg_sha256_done(&k.hash, made.sha256);
    vg_rollback(c->store);
    packing_end(&k);
    if (rc == VG_OK)
        *report = made;
    return rc;
}
