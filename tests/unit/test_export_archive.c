/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Out of a case and into another: what is exported is an archive that our own reader
 * finds nothing wrong with, whose pages are those of the case, and in which one changed byte is
 * told.
 */
#include "place.h"

#include <signal.h>
#include <string.h>

#include "app/warc.h"
#include "base/clock.h"
#include "base/file.h"
#include "loopback_server.h"
#include "unpack/unpack.h"
#include "unpack/zip.h"

static int port;

static int start_server(void **state)
{
    (void)state;
    return loopback_start(&port);
}

static int stop_server(void **state)
{
    (void)state;
    return loopback_stop();
}

/* -- a case with an archive in it --------------------------------------------------------- */

#define PAGE "<html><title>\xe5\x91\x8a\xe7\xa4\xba</title><p>Three offices opened.</p></html>"
#define HTTP "Content-Type: application/http; msgtype=response\r\n"
#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"

static void put_record(struct vg_buf *b, const char *type, const char *id, const char *more,
                       const char *block)
{
    vg_putf(b,
            "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <%s>\r\n%s"
            "Content-Length: %zu\r\n\r\n%s\r\n\r\n",
            type, id, more, strlen(block), block);
}

/* Two tools, a page twice, the same bytes elsewhere, a date with a fraction, a wrong digest. */
static const char *write_archive(struct place *p)
{
    VG_SCOPED_BUF b = {0};
    const char *path = vg_print(&p->a, "%s/crawl.warc", p->folder);

    put_record(&b, "warcinfo", "urn:test:info", "WARC-Date: 2024-03-01T10:00:00Z\r\n",
               "software: testcrawler/3\r\n");
    put_record(&b, "response", "urn:test:one",
               HTTP "WARC-Date: 2024-03-01T10:00:00.25Z\r\nWARC-IP-Address: 192.0.2.7\r\n"
                    "WARC-Target-URI: http://a.example/one?b=2&a=\xc3\xa9\r\n",
               HTML PAGE);
    put_record(&b, "response", "urn:test:copy",
               HTTP "WARC-Date: 2024-03-02T10:00:00Z\r\n"
                    "WARC-Target-URI: http://b.example/copy\r\n",
               HTML PAGE);
    put_record(&b, "warcinfo", "urn:test:other", "WARC-Date: 2024-03-03T10:00:00Z\r\n",
               "software: other/1\r\n");
    put_record(&b, "revisit", "urn:test:again",
               HTTP "WARC-Date: 2024-03-04T10:00:00Z\r\n"
                    "WARC-Target-URI: http://a.example/one?b=2&a=\xc3\xa9\r\n"
                    "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/"
                    "identical-payload-digest\r\nWARC-Refers-To: <urn:test:one>\r\n",
               HTML);
    put_record(&b, "resource", "urn:test:data",
               "WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: application/json\r\n"
               "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
               "WARC-Target-URI: http://a.example/data\r\n",
               "{\"offices\":3}");
    must(p, vg_file_write(path, b.p, b.len, 0600, &p->err));
    return path;
}

static void add(struct place *p, struct vg_case *c, const char *what, int64_t failed)
{
    struct vg_add_options o = {.stdin_fd = -1};
    int64_t n = 0;

    must(p, vg_add(c, &what, 1, &o, NULL, NULL, &n, &p->err));
    assert_int_equal(n, failed);
}

/* s1 a file, s2 to s4 pages of a server, s5 an archive, s6 to s9 what is in it. */
static void make_case(struct place *p)
{
    static const char *const pages[] = {"/ok", "/to-chunks", "/ok"};
    const char *note;

    place_begin(p);
    vg_case_close(p->c);
    p->app.allow_loopback = 1;
    must(p, vg_case_open(&p->app, p->path, VG_CASE_WRITE, &p->c, &p->err));
    note = vg_print(&p->a, "%s/note.txt", p->folder);
    must(p, vg_file_write(note, "a note\n", 7, 0600, &p->err));
    add(p, p->c, note, 0);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        add(p, p->c, vg_print(&p->a, "http://127.0.0.1:%d%s", port, pages[i]), 0);
    add(p, p->c, vg_print(&p->a, "http://127.0.0.1:%d/404", port), 1);
    add(p, p->c, write_archive(p), 0);
}

static int into_buf(void *w, const void *bytes, size_t n)
{
    vg_put(w, bytes, n);
    return 0;
}

enum format { WARC, WACZ };

static void export_as(struct place *p, enum format format, int text, struct vg_buf *out,
                      struct vg_export_report *report)
{
    struct vg_export_options o = {.text = text};

    must(p, format == WARC ? vg_export_warc(p->c, into_buf, out, report, &p->err)
                           : vg_export_wacz(p->c, &o, into_buf, out, report, &p->err));
    assert_int_equal(report->bytes, out->len);
}

/* -- pieces of it ------------------------------------------------------------------------------ */

/* The header of the n-th record of ours with this in it, up to its empty line; those inside the
 * archive have other names. */
static struct vg_str head_with(const struct vg_buf *warc, const char *what, int n)
{
    const char *p = warc->p, *end = warc->p + warc->len;

    while ((p = memmem(p, (size_t)(end - p), "WARC/1.1\r\n", 10)) != NULL) {
        const char *stop = memmem(p, (size_t)(end - p), "\r\n\r\n", 4);

        assert_non_null(stop);
        if (memmem(p, (size_t)(stop - p), "Record-ID: <urn:uuid:", 21) != NULL &&
            memmem(p, (size_t)(stop - p), what, strlen(what)) != NULL && n-- == 0)
            return (struct vg_str){p, (size_t)(stop - p) + 2};
        p = stop;
    }
    fail_msg("no record has %s", what);
    return (struct vg_str){0};
}

static void has(struct vg_str s, const char *what)
{
    if (memmem(s.p, s.len, what, strlen(what)) == NULL)
        fail_msg("no '%s' in: %.*s", what, (int)s.len, s.p);
}

static void lacks(struct vg_str s, const char *what)
{
    if (memmem(s.p, s.len, what, strlen(what)) != NULL)
        fail_msg("'%s' in: %.*s", what, (int)s.len, s.p);
}

static struct vg_str file_of(struct place *p, const struct vg_buf *wacz, const char *name)
{
    struct vg_zip zip;
    struct vg_zip_bytes got;
    const struct vg_zip_entry *e;
    VG_SCOPED_BUF none = {0};

    vg_zip_open(&p->a, wacz->p, wacz->len, &zip);
    e = vg_zip_find(&zip, name);
    assert_non_null(e);
    vg_zip_read(&zip, e, &none, &got); /* stored: a piece of the package */
    assert_true(got.whole);
    return got.bytes;
}

/* All that the reader of archives has to say. */
static uint64_t notes_of(const void *bytes, size_t n, struct vg_unpack_end *end)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece piece;

    assert_int_equal(vg_unpack_open(&u, bytes, n, &o, NULL), VG_OK);
    while (vg_unpack_next(u, &piece, NULL) == VG_OK)
        continue;
    vg_unpack_sum(u, end);
    assert_int_equal(end->bytes_accounted, end->bytes_in);
    return end->damage + end->odd;
}

/* -- the tests --------------------------------------------------------------------------------- */

static int ignore(void *w, const struct vg_file_record *r, struct vg_err *err)
{
    (void)w;
    (void)r;
    (void)err;
    return VG_OK;
}

static void what_is_exported_is_read_without_a_remark(void **state)
{
    SCOPED_PLACE p;

    (void)state;
    make_case(&p);
    for (enum format f = WARC; f <= WACZ; f++) {
        VG_SCOPED_BUF out = {0};
        struct vg_export_report report;
        struct vg_read_file_options o = {0};
        struct vg_read_file_end end = {0};
        const char *path = vg_print(&p.a, "%s/out%d", p.folder, (int)f);

        export_as(&p, f, 1, &out, &report);
        must(&p, vg_file_write(path, out.p, out.len, 0600, &p.err));
        must(&p, vg_read_file(&p.app, path, &o, ignore, NULL, &end, &p.err));
        assert_int_equal(end.records, report.records);
        assert_int_equal(end.bytes_in, out.len);
        assert_int_equal(end.bytes_accounted, out.len);
        assert_int_equal(end.damage, 0);
        assert_int_equal(end.odd, 0);
        assert_int_equal(end.file_damage, 0);
        vg_buf_end(&end.json);
    }
}

/* What a source says of its capture, wherever it came from; its address as a URI, which is how a
 * header has it. */
static const char *key_of(struct place *p, struct vg_case *c, const struct vg_source *s)
{
    VG_SCOPED_BUF uri = {0};
    struct vg_source_found f;
    char time[VG_TIME_TEXT];

    must(p, vg_source_found(c, s->info.id, &p->a, &f, &p->err));
    vg_put_warc_uri(&uri, s->info.url);
    vg_time_write(s->info.captured_at, time);
    if (f.archive == 0)
        f.captured = time;
    return vg_print(&p->a, "%s %s %s %s", s->info.sha256, uri.p, f.captured,
                    f.archive != 0 ? f.tool : "vigil " VIGIL_VERSION);
}

static void a_case_made_of_it_has_the_same_pages_with_address_time_and_tool(void **state)
{
    SCOPED_PLACE p;

    (void)state;
    make_case(&p);
    for (enum format f = WARC; f <= WACZ; f++) {
        VG_SCOPED_BUF out = {0};
        struct vg_export_report report;
        const char *path = vg_print(&p.a, "%s/out%d", p.folder, (int)f);
        const char *other = vg_print(&p.a, "%s/b%d.vigil", p.folder, (int)f);
        struct vg_source *was, *is;
        struct vg_case *c = NULL;
        size_t n_was, n_is, pages = 0;

        export_as(&p, f, 0, &out, &report);
        must(&p, vg_file_write(path, out.p, out.len, 0600, &p.err));
        must(&p, vg_case_new(&p.app, other, 0, &p.err));
        must(&p, vg_case_open(&p.app, other, VG_CASE_WRITE, &c, &p.err));
        add(&p, c, path, 0);
        must(&p, vg_sources(p.c, &p.a, &was, &n_was, &p.err));
        must(&p, vg_sources(c, &p.a, &is, &n_is, &p.err));
        for (size_t i = 0; i < n_was; i++) {
            const char *key = was[i].info.url == NULL ? NULL : key_of(&p, p.c, &was[i]);
            int found = key == NULL;

            for (size_t k = 0; k < n_is && !found; k++)
                found = is[k].info.url != NULL && strcmp(key_of(&p, c, &is[k]), key) == 0;
            ROW_CHECK(i, key == NULL ? "" : key, found);
            pages += key != NULL;
        }
        assert_int_equal(pages, 7);
        vg_case_close(c);
    }
}

static void a_page_out_of_an_archive_is_never_said_to_be_captured_here(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct vg_str head, info, first;
    char id[100];

    (void)state;
    make_case(&p);
    export_as(&p, WARC, 0, &out, &report);
    assert_int_equal(report.sources, 9);

    head = head_with(&out, "Vigil-Name: s5\r\n", 0); /* the archive */
    has(head, "WARC-Type: resource");

    head = first = head_with(&out, "Vigil-Name: s6\r\n", 0);
    has(head, "WARC-Type: resource");
    has(head, "WARC-Date: 2024-03-01T10:00:00.25Z\r\n");
    has(head, "WARC-Target-URI: http://a.example/one?b=2&a=%C3%A9\r\n");
    has(head, "WARC-IP-Address: 192.0.2.7\r\n");
    has(head, "Content-Type: text/html; charset=utf-8\r\n");

    info = head_with(&out, "WARC-Type: warcinfo", 1);
    has((struct vg_str){info.p, 900}, "software: testcrawler/3\r\n");
    has((struct vg_str){info.p, 900}, "not captured");
    (void)snprintf(id, sizeof id, "WARC-Warcinfo-ID: %.47s",
                   (const char *)memmem(info.p, info.len, "<urn:uuid:", 10));
    has(head, id);

    head = head_with(&out, "Vigil-Name: s6\r\n", 1);
    has(head, "WARC-Type: metadata");
    has(head, "WARC-Refers-To: <urn:test:one>\r\n");
    lacks(head, "WARC-Date: 2024-03"); /* that is when vigil wrote it down */
    has((struct vg_str){head.p, 1500}, "\"archive\":5,\"record\":1,\"at_offset\":");

    for (int s = 7; s <= 8; s++) { /* the same bytes elsewhere, and the same page again */
        char name[32];

        (void)snprintf(name, sizeof name, "Vigil-Name: s%d\r\n", s);
        head = head_with(&out, name, 0);
        has(head, "WARC-Type: revisit");
        has(head, "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
        has(head, "Content-Length: 0\r\n");
        has(head, "WARC-Refers-To-Date: 2024-03-01T10:00:00.25Z\r\n");
        (void)snprintf(id, sizeof id, "WARC-Refers-To: %.47s",
                       (const char *)memmem(first.p, first.len, "<urn:uuid:", 10));
        has(head, id);
    }
    info = head_with(&out, "WARC-Type: warcinfo", 2);
    has((struct vg_str){info.p, 900}, "software: other/1\r\n");
}

static void a_package_says_where_each_page_lies(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0}, with = {0};
    struct vg_export_report report;
    struct vg_str index, pages;

    (void)state;
    make_case(&p);
    export_as(&p, WACZ, 0, &out, &report);
    export_as(&p, WACZ, 1, &with, &report);
    index = file_of(&p, &out, "indexes/index.cdx");
    has(index, "example,a)/one?a=%c3%a9&b=2 20240301100000 {\"url\":\"http://a.example/"
               "one?b=2&a=%C3%A9\",\"mime\":\"text/html\",\"digest\":\"sha256:");
    has(index, "example,b)/copy 20240302100000 {\"url\":\"http://b.example/copy\",\"mime\":"
               "\"warc/revisit\"");
    has(index, "\"mime\":\"text/html\",\"status\":\"200\",");
    has(index, "\"status\":\"302\",");
    for (const char *line = index.p, *next; (next = strchr(line, '\n')) != NULL; line = next + 1) {
        const char *behind = next + 1;

        if (behind == index.p + index.len)
            break;
        assert_true(memcmp(line, behind, (size_t)(next - line)) <= 0);
    }
    pages = file_of(&p, &out, "pages/pages.jsonl");
    has(pages, "{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"All pages\"}\n");
    has(pages, "{\"id\":\"s6\",\"url\":\"http://a.example/one?b=2&a=%C3%A9\",\"ts\":\"2024-03-"
               "01T10:00:00.25Z\",\"title\":\"\xe5\x91\x8a\xe7\xa4\xba\"}\n");
    lacks(pages, "http://a.example/data"); /* what a page fetched for itself */
    lacks(pages, "Three offices");
    assert_int_equal(report.pages, 6);
    has(file_of(&p, &with, "pages/pages.jsonl"), "\"hasText\":true");
    has(file_of(&p, &with, "pages/pages.jsonl"), "Three offices opened.");
    has(file_of(&p, &out, "datapackage.json"), "\"wacz_version\":\"1.1.1\"");
    has(file_of(&p, &out, "datapackage-digest.json"), "\"path\":\"datapackage.json\"");
}

static void who_looks_for_a_page_is_led_to_its_bytes(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct vg_str index;
    const char *line;

    (void)state;
    place_begin(&p);
    vg_case_close(p.c);
    p.app.allow_loopback = 1;
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_WRITE, &p.c, &p.err));
    /* a coding was undone on the way: head and body do not fit, and stand in two records */
    add(&p, p.c, vg_print(&p.a, "http://127.0.0.1:%d/gzip-in-transfer", port), 0);
    export_as(&p, WACZ, 0, &out, &report);
    index = file_of(&p, &out, "indexes/index.cdx");
    line = memmem(index.p, index.len, "/gzip-in-transfer", 17);
    assert_non_null(line);
    lacks(index, "\"status\"");
    has(index, "\"digest\"");
    has(file_of(&p, &out, "pages/pages.jsonl"), "/gzip-in-transfer");
}

static void the_same_case_gives_the_same_package(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF one = {0}, two = {0};
    struct vg_export_report first, second;

    (void)state;
    make_case(&p);
    export_as(&p, WACZ, 1, &one, &first);
    vg_case_close(p.c);
    p.c = NULL;
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_WRITE, &p.c, &p.err));
    must(&p, vg_rebuild(p.c, &p.err));
    export_as(&p, WACZ, 1, &two, &second);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.p, two.p, one.len);
    assert_memory_equal(first.sha256, second.sha256, sizeof first.sha256);
}

/* In the files of a package every byte counts: it is hashed. Around them, what says nothing
 * may say anything: versions, days, attributes. */
static void one_changed_byte_in_any_file_is_told(void **state)
{
    enum { STEP = 23 };
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct vg_unpack_end end;
    struct vg_zip zip;

    (void)state;
    make_case(&p);
    export_as(&p, WACZ, 0, &out, &report);
    assert_int_equal(notes_of(out.p, out.len, &end), 0);
    vg_zip_open(&p.a, out.p, out.len, &zip);
    for (size_t i = 0; i < zip.count; i++) {
        for (uint64_t at = 0; at < zip.entries[i].size; at += at < 24 ? 1 : STEP) {
            char *byte = out.p + zip.entries[i].data + at, was = *byte;

            *byte = (char)(was ^ 0x04);
            if (notes_of(out.p, out.len, &end) == 0 || end.damage == 0)
                fail_msg("byte %d of %.*s", (int)at, (int)zip.entries[i].name.len,
                         zip.entries[i].name.p);
            *byte = was;
        }
    }
    assert_int_equal(notes_of(out.p, out.len, &end), 0);
}

/* A WARC file has digests of blocks; so a byte in any block is told. */
static void one_changed_byte_in_a_block_of_a_file_of_records_is_told(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct vg_unpack_end end;
    const char *at, *stop;
    int blocks = 0;

    (void)state;
    make_case(&p);
    export_as(&p, WARC, 0, &out, &report);
    at = out.p;
    stop = out.p + out.len;
    while ((at = memmem(at, (size_t)(stop - at), "\nContent-Length: ", 17)) != NULL) {
        size_t n = strtoul(at + 17, NULL, 10);
        char *block = out.p + (at - out.p);

        block = (char *)memmem(block, (size_t)(stop - at), "\r\n\r\n", 4) + 4;
        at = block;
        if (n < 20)
            continue;
        block[n - 1] ^= 1;
        assert_true(notes_of(out.p, out.len, &end) > 0 && end.damage > 0);
        block[n - 1] ^= 1;
        at = block + n;
        blocks++;
    }
    assert_true(blocks > 20);
    assert_int_equal(notes_of(out.p, out.len, &end), 0);
}

static void what_an_archive_states_breaks_no_header(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF b = {0}, warc = {0}, wacz = {0}, more = {0};
    struct vg_export_report report;
    struct vg_unpack_end end;
    const char *path;

    (void)state;
    place_begin(&p);
    vg_puts(&more, HTTP "WARC-Date: yesterday\r\nWARC-IP-Address: 1.2.3.4 and\t\x7f so on, for "
                        "longer than any address of a machine is, which ends here\r\n"
                        "WARC-Target-URI: http://a.example/");
    for (int i = 0; i < 100000; i++)
        vg_puts(&more, "\xc3\xa9");
    vg_puts(&more, "\r\n");
    put_record(&b, "response", "no uri", more.p, HTML PAGE);
    put_record(&b, "response", "urn:test:2 <x>",
               HTTP "WARC-Date: 2024\r\nWARC-Target-URI: http://a.example/ x\"y>%zz\r\n",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html;\tcharset=\x01\r\n\r\n<p>other</p>");
    put_record(&b, "resource", "urn:test:3",
               "WARC-Date: 2024-03-05\r\nContent-Type: text/plain\r\n"
               "WARC-Target-URI: file:///etc/passwd\r\n",
               "three");
    path = vg_print(&p.a, "%s/bad.warc", p.folder);
    must(&p, vg_file_write(path, b.p, b.len, 0600, &p.err));
    add(&p, p.c, path, 0);
    export_as(&p, WARC, 0, &warc, &report);
    assert_int_equal(report.sources, 4);
    assert_int_equal(notes_of(warc.p, warc.len, &end), 0);
    has(head_with(&warc, "Vigil-Name: s3\r\n", 0), "WARC-Date: 2024\r\n");
    has(head_with(&warc, "Vigil-Name: s3\r\n", 0),
        "WARC-Target-URI: http://a.example/%20x%22y%3E%zz\r\n");
    export_as(&p, WACZ, 1, &wacz, &report);
    assert_int_equal(notes_of(wacz.p, wacz.len, &end), 0);
}

static int always_stop(void *w)
{
    (void)w;
    return 1;
}

static void an_interrupted_package_hands_out_nothing(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_options o = {0};
    struct vg_export_report report = {.records = -1};

    (void)state;
    make_case(&p);
    vg_case_close(p.c);
    p.c = NULL;
    p.app.stop = always_stop;
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_READ, &p.c, &p.err));
    assert_int_equal(vg_export_wacz(p.c, &o, into_buf, &out, &report, &p.err), VG_E_INTERRUPTED);
    assert_int_equal(out.len, 0);
    assert_int_equal(report.records, -1);
}

static void a_case_without_anything_is_a_package_too(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct vg_unpack_end end;

    (void)state;
    place_begin(&p);
    export_as(&p, WACZ, 0, &out, &report);
    assert_int_equal(notes_of(out.p, out.len, &end), 0);
    assert_int_equal(end.records, 1);
    assert_int_equal(file_of(&p, &out, "indexes/index.cdx").len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_exported_is_read_without_a_remark),
        cmocka_unit_test(a_case_made_of_it_has_the_same_pages_with_address_time_and_tool),
        cmocka_unit_test(a_page_out_of_an_archive_is_never_said_to_be_captured_here),
        cmocka_unit_test(a_package_says_where_each_page_lies),
        cmocka_unit_test(who_looks_for_a_page_is_led_to_its_bytes),
        cmocka_unit_test(the_same_case_gives_the_same_package),
        cmocka_unit_test(one_changed_byte_in_any_file_is_told),
        cmocka_unit_test(one_changed_byte_in_a_block_of_a_file_of_records_is_told),
        cmocka_unit_test(what_an_archive_states_breaks_no_header),
        cmocka_unit_test(an_interrupted_package_hands_out_nothing),
        cmocka_unit_test(a_case_without_anything_is_a_package_too),
    };

    return cmocka_run_group_tests(tests, start_server, stop_server);
}
