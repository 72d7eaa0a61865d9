/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A case with files and pages of a small server on loopback goes out as a
 * WARC file and is read back by a reader that shares nothing with the writer but the
 * hash: every length, every line end, every digest, every byte.
 */
#include "place.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "app/warc.h"
#include "base/file.h"
#include "loopback_server.h"
#include "seal/hash.h"

/* -- a server ---------------------------------------------------------------------- */

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

/* -- a case ------------------------------------------------------------------------- */

enum { LARGE = 700001 }; /* more than two pieces of a blob, and not a multiple */

static const char *in(struct place *p, const char *name)
{
    return vg_print(&p->a, "%s/%s", p->folder, name);
}

static void write_file(struct place *p, const char *name, const void *bytes, size_t n)
{
    must(p, vg_file_write(in(p, name), bytes, n, 0600, &p->err));
}

static void place_make(struct place *p)
{
    place_prepare(p, 1795453200); /* 2026-11-23T17:00:00Z */
    p->app.allow_loopback = 1;
    place_open(p, 0);
}

static void add(struct place *p, const char *what, int64_t failed)
{
    struct vg_add_options o = {.stdin_fd = -1};
    int64_t n = 0;

    must(p, vg_add(p->c, &what, 1, &o, NULL, NULL, &n, &p->err));
    assert_int_equal(n, failed);
}

static const char *url(struct place *p, const char *path)
{
    return vg_print(&p->a, "http://127.0.0.1:%d%s", port, path);
}

static void add_files(struct place *p)
{
    static const char note[] = "hello police stations\r\n\r\nWARC/1.1\r\n";
    char *large = vg_alloc(&p->a, LARGE);

    for (size_t i = 0; i < LARGE; i++)
        large[i] = (char)(i * i >> 7);
    write_file(p, "large.bin", large, LARGE);
    write_file(p, "note.txt", note, strlen(note));
    add(p, in(p, "large.bin"), 0);
    add(p, in(p, "note.txt"), 0);
    add(p, in(p, "note.txt"), 0); /* the same bytes twice */
    add(p, in(p, "nowhere"), 1);
}

/* -- the archive read back ------------------------------------------------------------ */

struct record {
    struct vg_str head, block;
    struct vg_str payload; /* body without transfer framing */
    struct vg_buf unframed;
};

static struct vg_str field(struct vg_str head, const char *name)
{
    size_t n = strlen(name);
    const char *p = head.p, *end = head.p + head.len;

    while (p < end) {
        const char *cr = memmem(p, (size_t)(end - p), "\r\n", 2);

        assert_non_null(cr);
        if ((size_t)(cr - p) > n + 1 && strncasecmp(p, name, n) == 0 && p[n] == ':')
            return (struct vg_str){p + n + 2, (size_t)(cr - p) - n - 2};
        p = cr + 2;
    }
    return (struct vg_str){0};
}

static size_t number(struct vg_str s, int base)
{
    char text[32];

    assert_true(s.len > 0 && s.len < sizeof text);
    memcpy(text, s.p, s.len);
    text[s.len] = '\0';
    return strtoul(text, NULL, base);
}

/* Checkers differ on what the payload of a message in chunks is: it has a name of its own. */
static struct vg_str payload_digest(struct vg_str head)
{
    struct vg_str s = field(head, "WARC-Payload-Digest");

    return s.p != NULL ? s : field(head, "Vigil-Payload-Digest");
}

/* Take chunks apart; 1 when their end is there, and then *rest is what follows it. */
static int unchunk(struct vg_str in, struct vg_buf *out, struct vg_str *rest)
{
    while (in.len > 0) {
        const char *cr = memmem(in.p, in.len, "\r\n", 2);
        size_t n, head;

        assert_non_null(cr);
        head = (size_t)(cr - in.p) + 2;
        n = number((struct vg_str){in.p, head - 2}, 16);
        *rest = (struct vg_str){in.p + head, in.len - head};
        if (n == 0)
            return 1;
        assert_true(rest->len >= n + 2);
        vg_put(out, rest->p, n);
        assert_memory_equal(rest->p + n, "\r\n", 2);
        in = (struct vg_str){rest->p + n + 2, rest->len - n - 2};
    }
    return 0;
}

static void check_digest(struct vg_str says, struct vg_str bytes)
{
    VG_SCOPED_BUF hex = {.max = 100};
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];

    vg_sha256_of(&h, bytes.p, bytes.len, hash);
    vg_puts(&hex, "sha256:");
    vg_put_hex(&hex, hash, sizeof hash);
    assert_true(vg_str_cmp(says, vg_buf_str(&hex)) == 0);
}

static void find_payload(struct record *r)
{
    struct vg_str rest = {0}, http;
    const char *end;

    r->payload = r->block;
    if (!vg_str_is(field(r->head, "WARC-Type"), "response"))
        return;
    end = memmem(r->block.p, r->block.len, "\r\n\r\n", 4);
    assert_non_null(end);
    http = (struct vg_str){r->block.p, (size_t)(end - r->block.p) + 2};
    r->payload.p = end + 4;
    r->payload.len = r->block.len - http.len - 2;
    if (!vg_str_is(field(http, "Transfer-Encoding"), "chunked"))
        return;
    if (unchunk(r->payload, &r->unframed, &rest))
        assert_true(rest.len >= 2 && memcmp(rest.p + rest.len - 2, "\r\n", 2) == 0);
    else
        assert_true(field(r->head, "WARC-Truncated").len > 0);
    r->payload = vg_buf_str(&r->unframed);
}

/* The record at the front, taken off; lengths, line ends and digests are checked. */
static void next_record(struct vg_str *in, struct record *r)
{
    const char *end = memmem(in->p, in->len, "\r\n\r\n", 4);
    size_t n;

    assert_true(in->len > 10 && memcmp(in->p, "WARC/1.1\r\n", 10) == 0);
    assert_non_null(end);
    vg_buf_end(&r->unframed);
    *r = (struct record){.head = {in->p, (size_t)(end - in->p) + 2}};
    n = number(field(r->head, "Content-Length"), 10);
    in->len -= r->head.len + 2;
    in->p += r->head.len + 2;
    assert_true(in->len >= n + 4);
    r->block = (struct vg_str){in->p, n};
    assert_memory_equal(in->p + n, "\r\n\r\n", 4);
    in->p += n + 4;
    in->len -= n + 4;
    find_payload(r);
    check_digest(field(r->head, "WARC-Block-Digest"), r->block);
    if (payload_digest(r->head).p != NULL)
        check_digest(payload_digest(r->head), r->payload);
    assert_int_equal(field(r->head, "WARC-Record-ID").len, 47);
    assert_true(vg_str_is(field(r->head, "WARC-Date"), "2026-11-23T17:00:00Z"));
}

static int into_buf(void *w, const void *bytes, size_t n)
{
    vg_put(w, bytes, n);
    return 0;
}

static struct vg_str export_case(struct place *p, struct vg_buf *out,
                                 struct vg_export_report *report)
{
    must(p, vg_export_warc(p->c, into_buf, out, report, &p->err));
    assert_int_equal(report->bytes, out->len);
    return vg_buf_str(out);
}

/* Does the record hold the bytes of the source that it names? */
static int has_bytes(struct place *p, const struct record *r)
{
    VG_SCOPED_BUF raw = {0};
    struct vg_str name = field(r->head, "Vigil-Name");

    if (name.len < 2 || name.p[0] != 's')
        return 0;
    must(p, vg_source_raw(p->c, (int64_t)number((struct vg_str){name.p + 1, name.len - 1}, 10),
                          into_buf, &raw, &p->err));
    return raw.len == r->payload.len && memcmp(raw.p, r->payload.p, raw.len) == 0;
}

/* The n-th record of this type and name, or an empty one. */
static struct record find(struct vg_str all, const char *type, const char *name, int n)
{
    struct record r = {0};

    while (all.len > 0) {
        next_record(&all, &r);
        if (vg_str_is(field(r.head, "WARC-Type"), type) &&
            vg_str_is(field(r.head, "Vigil-Name"), name) && n-- == 0)
            return r;
    }
    vg_buf_end(&r.unframed);
    return (struct record){0};
}

/* -- the tests ------------------------------------------------------------------------- */

static void every_source_comes_back_byte_for_byte_and_every_digest_holds(void **state)
{
    static const struct {
        const char *path;
        int requests;
        const char *holds, *truncated;
    } rows[] = {
        {"/ok", 1, "response", NULL},
        {"/to-chunks", 3, "response", NULL},
        {"/chunks-cut", 1, "response", "disconnect"},
        {"/short", 1, "response", "disconnect"},
        {"/gzip", 1, "response", NULL},
        {"/gzip-in-transfer", 1, "resource", NULL},
    };
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct record r = {0};
    struct vg_str all;
    int found = 0;

    (void)state;
    place_make(&p);
    add_files(&p);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        add(&p, url(&p, rows[i].path), 0);
    add(&p, url(&p, "/404"), 1);
    all = export_case(&p, &out, &report);
    assert_int_equal(report.sources, 9);
    assert_int_equal(report.attempts, 2);
    for (struct vg_str rest = all; rest.len > 0; report.records--) {
        next_record(&rest, &r);
        if (payload_digest(r.head).p == NULL)
            continue;
        assert_true(has_bytes(&p, &r));
        found++;
    }
    vg_buf_end(&r.unframed);
    assert_int_equal(found, 9);
    assert_int_equal(report.records, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *name = vg_print(&p.a, "s%zu", i + 4);
        int is_response = strcmp(rows[i].holds, "response") == 0;

        r = find(all, rows[i].holds, name, is_response ? rows[i].requests - 1 : 0);
        ROW_CHECK(i, rows[i].path, payload_digest(r.head).p != NULL);
        ROW_CHECK(i, rows[i].path,
                  (field(r.head, "Vigil-Payload-Digest").p != NULL) ==
                      (strstr(rows[i].path, "/chunks") != NULL ||
                       strstr(rows[i].path, "/to-chunks") != NULL));
        ROW_CHECK(i, rows[i].path,
                  rows[i].truncated == NULL
                      ? field(r.head, "WARC-Truncated").p == NULL
                      : vg_str_is(field(r.head, "WARC-Truncated"), rows[i].truncated));
        vg_buf_end(&r.unframed);
        r = find(all, "request", name, rows[i].requests - 1);
        ROW_CHECK(i, rows[i].path, r.block.len > 4 && memcmp(r.block.p, "GET ", 4) == 0);
        ROW_CHECK(i, rows[i].path, find(all, "request", name, rows[i].requests).head.p == NULL);
        ROW_CHECK(i, rows[i].path, find(all, "metadata", name, 0).head.p != NULL);
    }
}

static void each_hop_is_what_was_said(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct record r, request;
    struct vg_str all;

    (void)state;
    place_make(&p);
    add(&p, url(&p, "/to-chunks"), 0);
    all = export_case(&p, &out, &report);
    r = find(all, "response", "s1", 0);
    assert_true(vg_str_is(r.block, "HTTP/1.1 302 Found\r\nLocation: /to-chunks-2\r\n"
                                   "Content-Length: 3\r\n\r\n"));
    assert_true(vg_str_is(field(r.head, "WARC-Truncated"), "unspecified"));
    assert_true(vg_str_is(field(r.head, "WARC-Target-URI"), url(&p, "/to-chunks")));
    assert_true(vg_str_is(field(r.head, "WARC-IP-Address"), "127.0.0.1"));
    request = find(all, "request", "s1", 0);
    assert_true(vg_str_cmp(field(request.head, "WARC-Concurrent-To"),
                           field(r.head, "WARC-Record-ID")) == 0);
    r = find(all, "response", "s1", 1);
    assert_null(field(r.head, "WARC-Truncated").p); /* it said itself that nothing follows */
    r = find(all, "response", "s1", 2);
    assert_true(vg_str_is(r.block, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                   "5\r\nhello\r\n0\r\nX-After: the end\r\n\r\n"));
    assert_true(vg_str_is(r.payload, "hello"));
    vg_buf_end(&r.unframed);
}

static void what_failed_says_what_was_tried_and_why(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct record r;

    (void)state;
    place_make(&p);
    add(&p, url(&p, "/404"), 1);
    r = find(export_case(&p, &out, &report), "metadata", "a1", 0);
    assert_true(vg_str_is(field(r.head, "WARC-Target-URI"), url(&p, "/404")));
    assert_non_null(memmem(r.block.p, r.block.len, "\"reason\":\"http-404\"", 19));
    assert_non_null(memmem(r.block.p, r.block.len, "404 Not Found", 13));
}

static void the_same_case_gives_the_same_bytes_and_gains_no_entry(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF first = {0}, second = {0};
    struct vg_export_report report;
    struct vg_log_row *rows;
    size_t before, after;

    (void)state;
    place_make(&p);
    add_files(&p);
    must(&p, vg_log(p.c, &p.a, &rows, &before, &p.err));
    (void)export_case(&p, &first, &report);
    vg_case_close(p.c);
    p.c = NULL;
    must(&p, vg_case_open(&p.app, in(&p, "a.vigil"), VG_CASE_READ, &p.c, &p.err));
    (void)export_case(&p, &second, &report);
    must(&p, vg_log(p.c, &p.a, &rows, &after, &p.err));
    assert_int_equal(before, after);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.p, second.p, first.len);
}

static int never(void *w, const void *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)w += n;
    return 1;
}

static int always_stop(void *w)
{
    (void)w;
    return 1;
}

static void a_reader_that_stops_and_a_user_that_stops_end_it(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    size_t given = 0;

    (void)state;
    place_make(&p);
    add_files(&p);
    assert_int_equal(vg_export_warc(p.c, never, &given, &report, &p.err), VG_E_IO);
    assert_true(given > 0 && given < LARGE);
    vg_case_close(p.c);
    p.c = NULL;
    p.app.stop = always_stop;
    must(&p, vg_case_open(&p.app, in(&p, "a.vigil"), VG_CASE_READ, &p.c, &p.err));
    assert_int_equal(vg_export_warc(p.c, into_buf, &out, &report, &p.err), VG_E_INTERRUPTED);
}

/* What the program itself never does. */
static void damage(struct place *p, const char *sql)
{
    sqlite3 *db = NULL;

    vg_case_close(p->c);
    p->c = NULL;
    assert_int_equal(sqlite3_open(in(p, "a.vigil"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    must(p, vg_case_open(&p->app, in(p, "a.vigil"), VG_CASE_READ, &p->c, &p->err));
}

static void changed_bytes_leave_in_no_archive_and_show_in_every_search(void **state)
{
    static const char *const words[] = {"police"};
    SCOPED_PLACE p;
    VG_SCOPED_BUF out = {0};
    struct vg_export_report report;
    struct vg_search_hit *hits = NULL;
    size_t n = 0;
    int64_t total = 0;

    (void)state;
    place_make(&p);
    add_files(&p);
    must(&p, vg_search(p.c, words, 1, 10, &p.a, &hits, &n, &total, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(hits[0].bytes, VG_BYTES_VERIFIED);
    damage(&p, "DROP TRIGGER chunk_stays; UPDATE chunk SET bytes = CAST(replace(bytes, 'police', "
               "'Police') AS BLOB) WHERE length(bytes) < 100;");
    must(&p, vg_search(p.c, words, 1, 10, &p.a, &hits, &n, &total, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(hits[0].bytes, VG_BYTES_DIFFER);
    assert_int_equal(vg_export_warc(p.c, into_buf, &out, &report, &p.err), VG_E_IO);
    assert_non_null(strstr(p.err.text, "s2"));
}

static void many_bytes_are_not_hashed_while_one_waits(void **state)
{
    static const char *const words[] = {"policeman"};
    enum { MORE = 4 * 1024 * 1024 + 1 };
    SCOPED_PLACE p;
    struct vg_search_hit *hits = NULL;
    size_t n = 0;
    int64_t total = 0;
    char *text;

    (void)state;
    place_make(&p);
    text = vg_alloc(&p.a, MORE);
    memset(text, '\n', MORE);
    memcpy(text, "a policeman", 11);
    write_file(&p, "long.txt", text, MORE);
    add(&p, in(&p, "long.txt"), 0);
    must(&p, vg_search(p.c, words, 1, 10, &p.a, &hits, &n, &total, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(hits[0].bytes, VG_BYTES_NOT_CHECKED);
}

static void a_date_that_an_archive_states_fits_the_header_or_is_none(void **state)
{
    static const struct {
        const char *stated, *date;
    } rows[] = {
        {"2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z"},
        {"2024-02-29T23:59:60.123456789Z", "2024-02-29T23:59:60.123456789Z"},
        {"20240229100000", "2024-02-29T10:00:00Z"},
        {"2024", "2024"},
        {"2024-02", "2024-02"},
        {"2024-02-29", "2024-02-29"},
        {"2024-02-29T10:00Z", "2024-02-29T10:00Z"},
        {"2023-02-29T10:00:00Z", NULL},
        {"2023-02-29", NULL},
        {"2024-13", NULL},
        {"20240230100000", NULL},
        {"2024-02-29T24:00:00Z", NULL},
        {"2024-02-29T10:00:00", NULL},
        {"2024-02-29T10:00:00+08:00", NULL},
        {"2024-02-29T10:00:00.Z", NULL},
        {"2024-02-29T10:00:00.1234567890Z", NULL},
        {"2024-02-29 10:00:00", NULL},
        {"2024022910", NULL},
        {"yesterday\r\nX: y", NULL},
        {"", NULL},
        {NULL, NULL},
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *is = vg_warc_date(&a, rows[i].stated);

        ROW_CHECK(i, rows[i].stated == NULL ? "" : rows[i].stated,
                  is == NULL ? rows[i].date == NULL
                             : rows[i].date != NULL && strcmp(is, rows[i].date) == 0);
    }
}

static void take_name(struct place *p, const char *name)
{
    VG_SCOPED_FD fd = open(in(p, name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    must(p, vg_write_all(fd, "taken", 5, &p->err));
}

static void a_new_file_takes_the_place_of_nothing_and_leaves_nothing_half(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF is = {0};
    struct vg_new_file f = {.fd = -1}, g = {.fd = -1};
    struct stat there;

    (void)state;
    place_make(&p);
    must(&p, vg_new_file_open(&f, in(&p, "new"), 0600, &p.err));
    must(&p, vg_write_all(f.fd, "half", 4, &p.err));
    vg_new_file_end(&f);
    assert_int_equal(stat(in(&p, "new"), &there), -1);
    must(&p, vg_new_file_open(&f, in(&p, "new"), 0600, &p.err));
    must(&p, vg_write_all(f.fd, "whole", 5, &p.err));
    take_name(&p, "new"); /* somebody else was faster */
    assert_int_equal(vg_new_file_keep(&f, &p.err), VG_E_CONFLICT);
    vg_new_file_end(&f);
    assert_int_equal(vg_new_file_open(&g, in(&p, "new"), 0600, &p.err), VG_E_CONFLICT);
    vg_new_file_end(&g);
    must(&p, vg_file_read(in(&p, "new"), &is, &p.err));
    assert_true(vg_str_is(vg_buf_str(&is), "taken"));
    must(&p, vg_new_file_open(&f, in(&p, "other"), 0600, &p.err));
    must(&p, vg_new_file_keep(&f, &p.err));
    vg_new_file_end(&f);
    assert_int_equal(stat(in(&p, "other"), &there), 0);
}

static void two_at_once_keep_their_halves_apart_and_the_first_has_the_name(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF is = {0};
    struct vg_new_file f = {.fd = -1}, g = {.fd = -1};

    (void)state;
    place_make(&p);
    must(&p, vg_new_file_open(&f, in(&p, "new"), 0600, &p.err));
    must(&p, vg_write_all(f.fd, "who", 3, &p.err));
    must(&p, vg_new_file_open(&g, in(&p, "new"), 0600, &p.err));
    must(&p, vg_write_all(g.fd, "ha", 2, &p.err));
    must(&p, vg_write_all(f.fd, "le", 2, &p.err));
    must(&p, vg_new_file_keep(&f, &p.err));
    assert_int_equal(vg_new_file_keep(&g, &p.err), VG_E_CONFLICT);
    vg_new_file_end(&f);
    vg_new_file_end(&g);
    must(&p, vg_file_read(in(&p, "new"), &is, &p.err));
    assert_true(vg_str_is(vg_buf_str(&is), "whole"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_source_comes_back_byte_for_byte_and_every_digest_holds),
        cmocka_unit_test(each_hop_is_what_was_said),
        cmocka_unit_test(what_failed_says_what_was_tried_and_why),
        cmocka_unit_test(the_same_case_gives_the_same_bytes_and_gains_no_entry),
        cmocka_unit_test(a_reader_that_stops_and_a_user_that_stops_end_it),
        cmocka_unit_test(changed_bytes_leave_in_no_archive_and_show_in_every_search),
        cmocka_unit_test(many_bytes_are_not_hashed_while_one_waits),
        cmocka_unit_test(a_date_that_an_archive_states_fits_the_header_or_is_none),
        cmocka_unit_test(a_new_file_takes_the_place_of_nothing_and_leaves_nothing_half),
        cmocka_unit_test(two_at_once_keep_their_halves_apart_and_the_first_has_the_name),
    };

    return cmocka_run_group_tests(tests, start_server, stop_server);
}
