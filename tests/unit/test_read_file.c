/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What `vigil read` gives beyond the closed child: PDFs, wherever they lie.
 */
#include "place.h"

#include <string.h>

#include "app/read_file_pdf.h"
#include "archive_make.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "make_pdf.h"
#include "read/pdf.h"
#include "zip_make.h"

static void need_poppler(void)
{
    if (access("/usr/bin/pdftotext", X_OK) == 0)
        return;
    print_message("skipped: poppler-utils is not installed\n");
    skip();
}

static void make_report(struct made_pdf *pdf)
{
    static const char *const pages[] = {
        "BT /B 24 Tf 72 760 Td (Three offices) Tj ET\n"
        "BT /F 12 Tf 72 700 Td (Three offices were opened in Dublin, the report says.) Tj ET\n",
        "BT /F 12 Tf 72 700 Td (One of them was closed in the year after.) Tj ET\n",
    };

    (void)make_pdf(pdf, pages, 2, "/Title (Three offices)", NULL);
}

/* -- lines of a reading ---------------------------------------------------------------------- */
struct lines {
    struct place *p;
    json_t *list; /* one object a record */
};

static int take_line(void *w, const struct vg_file_record *r, struct vg_err *err)
{
    struct lines *l = w;
    json_t *o = NULL;
    int rc = vg_json_read(r->json.p, r->json.len, &o, err);

    if (rc == VG_OK)
        (void)json_array_append_new(l->list, o);
    return rc;
}

static json_t *read_bytes(struct place *p, struct vg_str bytes, struct vg_read_file_end *end)
{
    struct lines l = {p, json_array()};
    struct vg_read_file_options o = {0};
    const char *path = vg_print(&p->a, "%s/in", p->folder);

    *end = (struct vg_read_file_end){0};
    must(p, vg_file_write(path, bytes.p, bytes.len, 0600, &p->err));
    must(p, vg_read_file(&p->app, path, &o, take_line, &l, end, &p->err));
    vg_buf_end(&end->json);
    assert_int_equal(end->bytes_accounted, bytes.len);
    (void)unlink(path);
    return l.list;
}

/* All that a reader says of a document, and nothing of where it lies. */
static void same_text(json_t *got, json_t *wanted)
{
    static const char *const keys[] = {"media",  "charset", "charset_rule", "language",
                                       "script", "title",   "date",         "author",
                                       "text",   "main",    "pages",        "reader"};

    assert_true(json_is_string(json_object_get(wanted, "text")));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ROW_CHECK(i, keys[i],
                  json_equal(json_object_get(got, keys[i]), json_object_get(wanted, keys[i])) ||
                      (json_object_get(got, keys[i]) == NULL &&
                       json_object_get(wanted, keys[i]) == NULL));
}

/* -- archives with the report in them --------------------------------------------------------- */
static void put_warc(struct vg_buf *out, struct vg_str pdf, int is_packed)
{
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF block = {0};

    put_response(&one, 1, "", vg_str("<p>The page before it.</p>"));
    vg_puts(&block, "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n");
    vg_put_str(&block, pdf);
    put_record(&one, "response", 2, "Content-Type: application/http; msgtype=response\r\n",
               vg_buf_str(&block));
    put_response(&one, 3, "", vg_str("<p>The page behind it.</p>"));
    if (is_packed)
        put_gzip(out, vg_buf_str(&one));
    else
        vg_put_str(out, vg_buf_str(&one));
}

static void put_mail(struct vg_buf *out, struct vg_str pdf)
{
    vg_puts(out, "From: a@a.example\r\nSubject: the report\r\nMIME-Version: 1.0\r\n"
                 "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                 "Content-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\n"
                 "Content-Type: application/pdf\r\nContent-Transfer-Encoding: 8bit\r\n"
                 "Content-Disposition: attachment; filename=report.pdf\r\n\r\n");
    vg_put_str(out, pdf);
    vg_puts(out, "\r\n--b--\r\n");
}

static void put_zip(struct vg_buf *out, struct vg_str pdf)
{
    ZIP_MAKE m = {.rows = 0};
    const struct zip_row rows[] = {
        {.name = "a.txt", .data = ZIP_TEXT("A note.")},
        {.name = "report.pdf", .data = pdf, .deflate = 1},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        zip_add(&m, &rows[i]);
    zip_finish(&m);
    vg_put_str(out, vg_buf_str(&m.out));
}

static void a_pdf_in_an_archive_gives_what_the_pdf_alone_gives(void **state)
{
    SCOPED_PLACE p;
    struct made_pdf pdf = {.n = 0};
    struct vg_read_file_end end;
    struct vg_buf forms[5] = {{0}};
    json_t *alone;

    (void)state;
    need_poppler();
    place_begin(&p);
    make_report(&pdf);
    alone = read_bytes(&p, vg_buf_str(&pdf.b), &end);
    assert_non_null(strstr(json_string_value(json_object_get(json_array_get(alone, 0), "text")),
                           "closed in the year after"));
    put_warc(&forms[0], vg_buf_str(&pdf.b), 0);
    put_warc(&forms[1], vg_buf_str(&pdf.b), 1);
    put_zip(&forms[2], vg_buf_str(&pdf.b));
    put_mail(&forms[3], vg_buf_str(&pdf.b));
    put_gzip(&forms[4], vg_buf_str(&pdf.b)); /* a document packed alone */
    for (size_t i = 0; i < 5; i++) {
        json_t *in = read_bytes(&p, vg_buf_str(&forms[i]), &end);

        same_text(json_array_get(in, i == 4 ? 0 : 1), json_array_get(alone, 0));
        assert_int_equal(json_array_size(in), i < 2 ? 3 : i < 4 ? 2 : 1);
        assert_int_equal(end.damage, 0);
        json_decref(in);
        vg_buf_end(&forms[i]);
    }
    json_decref(alone);
    vg_buf_end(&pdf.b);
}

static void a_broken_pdf_in_an_archive_is_its_own_damage_and_the_rest_is_read(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF warc = {0};
    struct vg_read_file_end end;
    json_t *in, *one;

    (void)state;
    need_poppler();
    place_begin(&p);
    put_warc(&warc, vg_str("%PDF-1.4\nnothing of a document"), 1);
    in = read_bytes(&p, vg_buf_str(&warc), &end);
    one = json_array_get(in, 1);
    assert_int_equal(json_array_size(in), 3);
    assert_int_equal(end.damage, json_array_size(json_object_get(one, "damage")));
    assert_true(end.damage > 0);
    assert_string_equal(json_string_value(json_object_get(json_array_get(in, 2), "text")),
                        "The page behind it.");
    json_decref(in);
}

/* -- revisits across the WARCs of one package -------------------------------------------------- */
#define SHA_OF_X        "WARC-Payload-Digest: sha1:F7KODRT2FUUPZ3MET3Q3W5XHHENZH2YS\r\n"
#define SHA_OF_X_IN_HEX "WARC-Payload-Digest: sha1:2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12\r\n"

/* The files lie in the package the other way round than they were captured. */
static void put_package(struct vg_buf *out, int is_packed)
{
    struct vg_buf warcs[2] = {{0}}, packed[2] = {{0}};
    ZIP_MAKE m = {.rows = 0};
    struct zip_row rows[] = {{.name = "archive/a.warc"},
                             {.name = "archive/b.warc", .deflate = 1},
                             {.name = "indexes/index.cdxj", .data = ZIP_TEXT("")}};

    put_record(&warcs[0], "revisit", 2, SHA_OF_X_IN_HEX, vg_str(""));
    put_record(&warcs[0], "revisit", 3, "WARC-Refers-To: <urn:test:6>\r\n", vg_str(""));
    put_record(&warcs[0], "revisit", 4,
               SHA_OF_X "WARC-Refers-To-Target-URI: http://a.example/6\r\n"
                        "WARC-Refers-To-Date: 2024-05-06T07:08:09Z\r\n",
               vg_str(""));
    put_record(&warcs[0], "revisit", 5, "WARC-Refers-To: <urn:test:99>\r\n", vg_str(""));
    put_record(&warcs[1], "resource", 1, SHA_OF_X, vg_str("x"));
    put_record(&warcs[1], "resource", 6, SHA_OF_X, vg_str("x"));
    put_record(&warcs[1], "revisit", 7, SHA_OF_X, vg_str(""));
    for (size_t i = 0; i < 2; i++) {
        if (is_packed)
            put_gzip(&packed[i], vg_buf_str(&warcs[i]));
        else
            vg_put_str(&packed[i], vg_buf_str(&warcs[i]));
        rows[i].data = vg_buf_str(&packed[i]);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        zip_add(&m, &rows[i]);
    zip_finish(&m);
    vg_put_str(out, vg_buf_str(&m.out));
    for (size_t i = 0; i < 2; i++) {
        vg_buf_end(&warcs[i]);
        vg_buf_end(&packed[i]);
    }
}

static void a_revisit_is_led_back_to_a_body_in_a_later_warc_of_the_package(void **state)
{
    static const int64_t wanted[] = {4, 5, 5, -1, -1, -1, 4};
    SCOPED_PLACE p;

    (void)state;
    place_begin(&p);
    for (int is_packed = 0; is_packed < 2; is_packed++) {
        VG_SCOPED_BUF zip = {0};
        struct vg_read_file_end end;
        json_t *in;

        put_package(&zip, is_packed);
        in = read_bytes(&p, vg_buf_str(&zip), &end);
        assert_int_equal(json_array_size(in), 7);
        for (size_t i = 0; i < 7; i++) {
            json_t *original = json_object_get(json_array_get(in, i), "original");

            ROW_CHECK(i, "original",
                      wanted[i] < 0 ? original == NULL || json_is_null(original)
                                    : json_integer_value(original) == wanted[i]);
        }
        json_decref(in);
    }
}

/* -- bounds ------------------------------------------------------------------------------------ */
static struct vg_record_read record_of(struct vg_str body)
{
    return (struct vg_record_read){.type = VG_PIECE_RESPONSE,
                                   .original = -1,
                                   .offset = 10,
                                   .length = 20,
                                   .unread = "a PDF",
                                   .body = body};
}

static void pdfs_beyond_number_or_time_are_damage_and_say_so(void **state)
{
    static const struct {
        uint64_t count;
        int64_t spent;
        enum vg_note_kind kind;
    } rows[] = {{VG_MAX_ARCHIVE_PDFS, 0, VG_NOTE_SIZE_EXCEEDED},
                {1, VG_ARCHIVE_PDF_MS, VG_NOTE_TIME_EXCEEDED}};
    struct vg_app app = {.weak_box = 1};
    struct vg_err err = {0};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_read_pdfs p = {.app = &app, .count = rows[i].count, .spent_ms = rows[i].spent};
        struct vg_record_read r = record_of(vg_str("%PDF-1.4\n"));

        assert_int_equal(vg_read_pdfs_take(&p, &r, &a, &err), VG_OK);
        assert_false(r.has_text);
        assert_int_equal(r.damage_count, 1);
        assert_int_equal(r.damage_total, 1);
        assert_int_equal(r.damage[0].kind, rows[i].kind);
        assert_int_equal(r.damage[0].offset, 10);
        assert_non_null(strstr(r.unread, "PDF: "));
        assert_int_equal(p.damage, 1);
        assert_int_equal(p.count, rows[i].count);
    }
}

static void what_is_no_pdf_is_left_as_it_is(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_app app = {.weak_box = 1};
    struct vg_read_pdfs p = {.app = &app};
    struct vg_record_read r = record_of(vg_str("<p>no PDF"));
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(vg_read_pdfs_take(&p, &r, &a, &err), VG_OK);
    assert_string_equal(r.unread, "a PDF");
    assert_int_equal(p.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pdf_in_an_archive_gives_what_the_pdf_alone_gives),
        cmocka_unit_test(a_broken_pdf_in_an_archive_is_its_own_damage_and_the_rest_is_read),
        cmocka_unit_test(a_revisit_is_led_back_to_a_body_in_a_later_warc_of_the_package),
        cmocka_unit_test(pdfs_beyond_number_or_time_are_damage_and_say_so),
        cmocka_unit_test(what_is_no_pdf_is_left_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
