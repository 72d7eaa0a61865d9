/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Archives in a case: each page a source that can be cited, with what the archive states of it. */
#include "place.h"

#include <string.h>

#include "base/file.h"
#include "zip_make.h"

struct told {
    size_t stored, opened, failed;
    char says[200];
    int stop_after; /* pages; 0: never */
    int stopped;
};

static void event(void *w, const struct vg_add_event *e)
{
    struct told *t = w;

    t->stored += e->what == VG_ADD_STORED;
    t->failed += e->what == VG_ADD_FAILED;
    if (e->what == VG_ADD_OPENED) {
        t->opened++;
        (void)snprintf(t->says, sizeof t->says, "%s", e->reason);
    }
}

static int stop(void *w)
{
    struct told *t = w;

    return t->stop_after > 0 && t->stored >= (size_t)t->stop_after;
}

static void put_record(struct vg_buf *b, const char *type, int n, const char *more,
                       const char *block)
{
    vg_putf(b,
            "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:test:%d>\r\n"
            "WARC-Target-URI: http://a.example/%d\r\nWARC-Date: 2024-03-%02dT10:00:00Z\r\n%s"
            "Content-Length: %zu\r\n\r\n%s\r\n\r\n",
            type, n, n, n + 1, more, strlen(block), block);
}

static const char *page_of(struct vg_arena *a, int n)
{
    return vg_print(
        a,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Notice %d</title>"
        "<p>The office opened %d service stations in Fairview.</p></html>",
        n, n + 3);
}

#define HTTP "Content-Type: application/http; msgtype=response\r\n"

/* A package whose first WARC has the revisit of a page in its second one. */
static const char *package_in(struct place *p)
{
    VG_SCOPED_BUF again = {0};
    VG_SCOPED_BUF first = {0};
    ZIP_MAKE m = {.rows = 0};
    struct zip_row rows[] = {{.name = "archive/a.warc"}, {.name = "archive/b.warc"}};
    const char *path = vg_print(&p->a, "%s/crawl.wacz", p->folder);

    put_record(&again, "revisit", 3,
               HTTP "WARC-Profile: "
                    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
                    "WARC-Refers-To-Target-URI: http://a.example/1\r\n"
                    "WARC-Refers-To-Date: 2024-03-02T10:00:00Z\r\n",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    put_record(&first, "response", 1, HTTP, page_of(&p->a, 1));
    rows[0].data = vg_buf_str(&again);
    rows[1].data = vg_buf_str(&first);
    zip_add(&m, &rows[0]);
    zip_add(&m, &rows[1]);
    zip_finish(&m);
    must(p, vg_file_write(path, m.out.p, m.out.len, 0600, &p->err));
    return path;
}

/* Info, two pages, a request, an image, an error page, one page again, a page with a wrong digest.
 */
static const char *archive_in(struct place *p, int pages)
{
    VG_SCOPED_BUF b = {0};
    const char *path = vg_print(&p->a, "%s/crawl.warc", p->folder);
    const char *info = "software: testcrawler/3\r\n";

    vg_putf(&b,
            "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:test:info>\r\nWARC-Date: "
            "2024-03-01T10:00:00Z\r\nContent-Type: application/warc-fields\r\nContent-Length: "
            "%zu\r\n\r\n%s\r\n\r\n",
            strlen(info), info);
    for (int i = 0; i < pages; i++)
        put_record(&b, "response", i, HTTP, page_of(&p->a, i));
    put_record(&b, "request", 20, "Content-Type: application/http; msgtype=request\r\n",
               "GET /20 HTTP/1.1\r\nHost: a.example\r\n\r\n");
    put_record(&b, "response", 21, HTTP,
               "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n");
    put_record(&b, "response", 22, HTTP,
               "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Nothing is here.</p>");
    put_record(&b, "revisit", 0,
               HTTP "WARC-Profile: "
                    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
                    "WARC-Refers-To: <urn:test:0>\r\n",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    put_record(&b, "response", 23,
               HTTP "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
               page_of(&p->a, 23));
    must(p, vg_file_write(path, b.p, b.len, 0600, &p->err));
    return path;
}

static int add(struct place *p, const char *path, struct told *t)
{
    struct vg_add_options o = {0};
    int64_t failed = 0;

    return vg_add(p->c, &path, 1, &o, event, t, &failed, &p->err);
}

static void every_page_of_an_archive_is_a_source_with_what_the_archive_states(void **state)
{
    SCOPED_PLACE p;
    struct told t = {0};
    struct vg_source *list;
    struct vg_source_found f;
    size_t n;

    (void)state;
    place_begin(&p);
    must(&p, add(&p, archive_in(&p, 2), &t));
    assert_int_equal(t.stored, 5); /* the archive, two pages, one of them again, the damaged one */
    assert_int_equal(t.opened, 1);
    assert_non_null(strstr(t.says, "8 records, 4 pages"));
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_int_equal(n, 5);
    assert_string_equal(list[1].info.url, "http://a.example/0");
    assert_string_equal(list[1].info.title, "Notice 0");
    must(&p, vg_source_found(p.c, 2, &p.a, &f, &p.err));
    assert_int_equal(f.archive, 1);
    assert_int_equal(f.record, 1);
    assert_string_equal(f.captured, "2024-03-01T10:00:00Z");
    assert_string_equal(f.tool, "testcrawler/3");
    assert_null(f.damage);
}

static void a_page_captured_again_in_an_earlier_warc_of_the_package_is_kept_too(void **state)
{
    SCOPED_PLACE p;
    struct told t = {0};
    struct vg_source *list;
    struct vg_source_found f;
    size_t n;

    (void)state;
    place_begin(&p);
    must(&p, add(&p, package_in(&p), &t));
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_int_equal(n, 3); /* the package, the page, and the page again */
    assert_string_equal(list[1].info.url, "http://a.example/1");
    assert_string_equal(list[2].info.url, "http://a.example/3");
    assert_string_equal(list[1].info.sha256, list[2].info.sha256);
    must(&p, vg_source_found(p.c, 3, &p.a, &f, &p.err));
    assert_string_equal(f.captured, "2024-03-04T10:00:00Z");
    assert_int_equal(f.record, 0);
}

/* Crawls keep what they saw before out of later files: the second archive has the revisit alone. */
static void a_page_captured_again_in_another_archive_of_the_case_is_kept_too(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF first = {0};
    VG_SCOPED_BUF second = {0};
    const char *one, *two;
    struct told t = {0};
    struct vg_source *list;
    struct vg_source_found f;
    size_t n;

    (void)state;
    place_begin(&p);
    one = vg_print(&p.a, "%s/one.warc", p.folder);
    two = vg_print(&p.a, "%s/two.warc", p.folder);
    put_record(&first, "response", 1, HTTP, page_of(&p.a, 1));
    put_record(&second, "revisit", 3, HTTP "WARC-Refers-To: <urn:test:1>\r\n",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    put_record(&second, "revisit", 4, HTTP "WARC-Refers-To: <urn:test:99>\r\n",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    must(&p, vg_file_write(one, first.p, first.len, 0600, &p.err));
    must(&p, vg_file_write(two, second.p, second.len, 0600, &p.err));
    must(&p, add(&p, one, &t));
    must(&p, add(&p, two, &t));
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_int_equal(n, 4); /* two archives, the page, and the page again */
    assert_string_equal(list[3].info.url, "http://a.example/3");
    assert_string_equal(list[3].info.sha256, list[1].info.sha256);
    must(&p, vg_source_found(p.c, 4, &p.a, &f, &p.err));
    assert_int_equal(f.archive, 3);
    assert_string_equal(f.captured, "2024-03-04T10:00:00Z");
}

static void a_page_captured_again_is_another_sighting_of_the_same_bytes(void **state)
{
    SCOPED_PLACE p;
    struct told t = {0};
    struct vg_source *list;
    struct vg_source_found f;
    size_t n;

    (void)state;
    place_begin(&p);
    must(&p, add(&p, archive_in(&p, 2), &t));
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_string_equal(list[3].info.sha256, list[1].info.sha256);
    must(&p, vg_source_found(p.c, 4, &p.a, &f, &p.err));
    assert_int_equal(f.record, 6);
}

static void damage_is_told_of_the_archive_and_of_the_page(void **state)
{
    SCOPED_PLACE p;
    struct told t = {0};
    struct vg_source_found f;

    (void)state;
    place_begin(&p);
    must(&p, add(&p, archive_in(&p, 2), &t));
    assert_non_null(strstr(t.says, "damage in 1 place,"));
    assert_non_null(strstr(t.says, "; 1 answer with a status other than 2xx (404), no page;"));
    must(&p, vg_source_found(p.c, 5, &p.a, &f, &p.err));
    assert_string_equal(f.damage, "digest-mismatch");
    must(&p, vg_source_found(p.c, 1, &p.a, &f, &p.err));
    assert_int_equal(f.archive, 0);
    assert_int_equal(f.pages, 4);
    assert_int_equal(f.n_notes, 1);
    assert_string_equal(f.notes[0].kind, "digest-mismatch");
    assert_true(f.notes[0].is_damage);
}

static void what_only_begins_like_an_archive_is_one_source(void **state)
{
    static const struct vg_str files[] = {
        {"\x1f\x8b\xaf\xcf\x02\x7f\x50\x8a\xb4\xee", 10},
        {"\x1f\x8b\x08\xcf\x02\x7f\x50\x8a\xb4\xee", 10},
        {"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff", 10},
        {"WARC/ is the name of a format, and this is no archive.", 54},
        {"filedesc: so begins another one.", 32},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        SCOPED_PLACE p;
        struct told t = {0};
        const char *path;

        place_begin(&p);
        path = vg_print(&p.a, "%s/file", p.folder);
        must(&p, vg_file_write(path, files[i].p, files[i].len, 0600, &p.err));
        must(&p, add(&p, path, &t));
        ROW_CHECK(i, t.says, t.stored == 1);
    }
}

/* A claim from the page whose record is not what its archive promises. */
static void what_rests_on_a_damaged_record_carries_the_mark(void **state)
{
    SCOPED_PLACE p;
    struct told t = {0};
    struct vg_import_report report;
    struct vg_view v;
    struct vg_root_graph *graph = NULL;
    struct vg_spread_origin *origins;
    struct vg_spread *spread;
    struct vg_spread_mark *marks;
    size_t n;
    static const char line[] =
        "{\"ref\":\"k1\",\"kind\":\"quantity\",\"subject\":\"stations\",\"predicate\":\"opened\","
        "\"quantity\":{\"value\":26,\"lower\":26,\"upper\":26,\"op\":\"exact\",\"unit\":"
        "\"station\"},"
        "\"attribution\":[{\"speaker\":\"the office\",\"as\":\"text\"}],\"stance\":\"asserts\","
        "\"passage\":{\"source\":\"s5\",\"quote\":\"The office opened 26 service stations in "
        "Fairview.\"},\"status\":\"accepted\"}\n";

    (void)state;
    place_begin(&p);
    must(&p, add(&p, archive_in(&p, 2), &t));
    must(&p, vg_import(p.c, line, strlen(line), 0, &report, &p.err));
    must(&p, vg_view_load(p.c, INT64_MAX, &p.a, &v, &graph, &p.err));
    vg_spread_origins(&v, &p.a, &origins, &n);
    assert_int_equal(n, 1);
    assert_int_equal(origins[0].reason, VG_SPREAD_DAMAGED);
    vg_spread_make(&v, origins, n, &p.a, &spread);
    n = vg_spread_of(spread, (struct vg_spread_node){VG_SPREAD_CLAIM, 1}, &p.a, &marks);
    assert_int_equal(n, 1);
    assert_non_null(strstr(vg_spread_says(&marks[0], &p.a), "not what its archive promises"));
    assert_non_null(
        strstr(vg_spread_says(&marks[0], &p.a), "its bytes are not those whose digest was stated"));
    assert_null(strstr(vg_spread_says(&marks[0], &p.a), "digest-mismatch"));
}

static void what_was_stopped_half_way_goes_on_behind_the_last_page(void **state)
{
    SCOPED_PLACE p;
    struct told t = {.stop_after = 3}, later = {0};
    struct vg_add_options none = {0};
    const char *nothing = NULL;
    int64_t failed;
    struct vg_source *list;
    size_t n;
    int rc;

    (void)state;
    place_begin(&p);
    vg_case_close(p.c);
    p.app.stop = stop;
    p.app.w = &t;
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_WRITE, &p.c, &p.err));
    rc = add(&p, archive_in(&p, 70), &t); /* more than one group */
    assert_int_equal(rc, VG_E_INTERRUPTED);
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_true(n > 1 && n < 73);
    t.stop_after = 0;
    must(&p, vg_add(p.c, &nothing, 0, &none, event, &later, &failed, &p.err));
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_int_equal(n, 73);
    assert_int_equal(later.opened, 1);
    assert_string_equal(list[70].info.url, "http://a.example/69");
}

static void deriving_everything_again_keeps_no_page_twice(void **state)
{
    SCOPED_PLACE p;
    struct told t = {0};
    struct vg_source *list;
    struct vg_source_found f;
    size_t n;

    (void)state;
    place_begin(&p);
    must(&p, add(&p, archive_in(&p, 2), &t));
    must(&p, vg_rebuild(p.c, &p.err));
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_int_equal(n, 5);
    must(&p, vg_source_found(p.c, 1, &p.a, &f, &p.err));
    assert_int_equal(f.n_notes, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_of_an_archive_is_a_source_with_what_the_archive_states),
        cmocka_unit_test(a_page_captured_again_in_an_earlier_warc_of_the_package_is_kept_too),
        cmocka_unit_test(a_page_captured_again_in_another_archive_of_the_case_is_kept_too),
        cmocka_unit_test(a_page_captured_again_is_another_sighting_of_the_same_bytes),
        cmocka_unit_test(damage_is_told_of_the_archive_and_of_the_page),
        cmocka_unit_test(what_only_begins_like_an_archive_is_one_source),
        cmocka_unit_test(what_rests_on_a_damaged_record_carries_the_mark),
        cmocka_unit_test(what_was_stopped_half_way_goes_on_behind_the_last_page),
        cmocka_unit_test(deriving_everything_again_keeps_no_page_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
