/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Archives read record by record in the closed child: what comes back, and what is left of an
 * archive in which one record ends the child. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "archive_make.h"
#include "base/digits.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "read/read_records.h"
#include "test.h"

struct heard {
    char why[200];
    size_t n, texts, died;
    int is_by_address; /* then numbers do not count up */
    char urls[16][64];
    char texts_of[16][64];
    char members[16][64];
    size_t deep; /* notes that something is not opened */
    struct vg_read_end end;
    int ended;
    struct vg_read_note rest;
};

static int record(void *w, struct vg_record_read *r, struct vg_err *err)
{
    struct heard *h = w;

    (void)err;
    assert_true(h->is_by_address || r->record == h->n);
    if (h->n < 16) {
        (void)snprintf(h->urls[h->n], sizeof h->urls[0], "%s", r->url == NULL ? "" : r->url);
        (void)snprintf(h->members[h->n], sizeof h->members[0], "%s",
                       r->member == NULL ? "" : r->member);
        if (r->has_text)
            (void)snprintf(h->texts_of[h->n], sizeof h->texts_of[0], "%.*s",
                           (int)(r->text.text.len < 60 ? r->text.text.len : 60), r->text.text.p);
    }
    for (size_t i = 0; i < r->damage_count; i++)
        h->died += r->damage[i].kind == VG_NOTE_READER_DIED;
    for (size_t i = 0; i < r->damage_count; i++)
        h->deep += r->damage[i].kind == VG_NOTE_NESTING_EXCEEDED;
    h->texts += (size_t)r->has_text;
    h->n++;
    return VG_OK;
}

static int end(void *w, const struct vg_read_end *e, struct vg_err *err)
{
    struct heard *h = w;

    (void)err;
    h->end = *e;
    (void)snprintf(h->why, sizeof h->why, "%s", e->why == NULL ? "" : e->why);
    h->ended++;
    return VG_OK;
}

static void put_page_record(struct vg_buf *b, int n, const char *media, const char *body,
                            size_t len)
{
    vg_putf(b, "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/%d\r\n", n);
    vg_putf(b, "WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
            media, len);
    vg_put(b, body, len);
    vg_puts(b, "\r\n\r\n");
}

static void map_of(struct vg_map *m, const struct vg_buf *b)
{
    VG_SCOPED_FD fd = vg_map_spool(NULL);
    struct vg_err err;

    assert_true(fd >= 0);
    assert_int_equal(vg_write_all(fd, b->p, b->len, &err), VG_OK);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    assert_int_equal(vg_map_fd(m, fd, "test", &err), VG_OK);
}

static struct vg_records_job job_of(struct heard *h)
{
    return (struct vg_records_job){
        .want = VG_WANT_TEXT | VG_WANT_DIGESTS, .record = record, .end = end, .w = h};
}

static void every_record_comes_with_its_text(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_MAP m = {0};
    struct heard h = {0};
    struct vg_records_job job = job_of(&h);
    struct vg_err err = {0};

    (void)state;
    for (int i = 0; i < 5; i++) {
        char body[64];
        int n = snprintf(body, sizeof body, "Notice number %d of the office.", i);

        put_page_record(&b, i, "text/plain", body, (size_t)n);
    }
    map_of(&m, &b);
    assert_int_equal(vg_read_records(&m, &job, &err), VG_OK);
    assert_int_equal(h.n, 5);
    assert_int_equal(h.texts, 5);
    assert_string_equal(h.urls[3], "http://a.example/3");
    assert_string_equal(h.texts_of[3], "Notice number 3 of the office.");
    assert_int_equal(h.ended, 1);
    assert_true(h.end.bytes_accounted == b.len && h.end.bytes_in == b.len && h.end.damage == 0);
}

/* JSON of the strict kind has no NUL, and the child speaks to us in it. */
static void a_nul_in_a_header_costs_no_record(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_MAP m = {0};
    struct heard h = {0};
    struct vg_records_job job = job_of(&h);
    struct vg_err err = {0};
    char *url;

    (void)state;
    for (int i = 0; i < 3; i++)
        put_page_record(&b, i, "text/plain", "Some words.", 11);
    url = memmem(b.p, b.len, "a.example/1", 11);
    assert_non_null(url);
    url[0] = '\0';
    map_of(&m, &b);
    assert_int_equal(vg_read_records(&m, &job, &err), VG_OK);
    assert_int_equal(h.n, 3);
    assert_int_equal(h.texts, 3);
    assert_string_equal(h.urls[1], "http://\xEF\xBF\xBD.example/1");
    assert_true(h.end.bytes_accounted == b.len && h.end.damage == 0 && h.end.odd == 1);
}

/* A revisit has no text: by its address it comes with what it repeats, wherever that stands. */
static void behind_a_revisit_comes_what_it_repeats(void **state)
{
    static const char revisit[] =
        "WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Target-URI: http://a.example/again\r\n"
        "WARC-Date: 2024-03-02T10:00:00Z\r\nWARC-Refers-To-Target-URI: http://a.example/%d\r\n"
        "WARC-Refers-To-Date: 2024-03-01T10:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n";
    static const struct {
        int is_first, of;
        size_t records;
        const char *why;
    } rows[] = {
        {1, 1, 2, "which follows"},
        {0, 1, 2, "which follows"},
        {1, 7, 1, "not in this archive"},
        {0, 7, 1, "not in this archive"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF b = {0};
        VG_SCOPED_MAP m = {0};
        struct heard h = {.is_by_address = 1};
        struct vg_records_job job = job_of(&h);
        struct vg_err err = {0};

        job.url = "http://a.example/again";
        if (rows[i].is_first)
            vg_putf(&b, revisit, rows[i].of);
        put_page_record(&b, 0, "text/plain", "Other words.", 12);
        put_page_record(&b, 1, "text/plain", "Some words.", 11);
        if (!rows[i].is_first)
            vg_putf(&b, revisit, rows[i].of);
        map_of(&m, &b);
        assert_int_equal(vg_read_records(&m, &job, &err), VG_OK);
        assert_true(h.n == rows[i].records && h.ended == 1);
        assert_true(h.texts == rows[i].records - 1);
        assert_string_equal(h.urls[0], "http://a.example/again");
        if (rows[i].records == 2) {
            assert_string_equal(h.urls[1], "http://a.example/1");
            assert_string_equal(h.texts_of[1], "Some words.");
        }
        assert_non_null(strstr(h.why, rows[i].why));
    }
}

/* A mail on which `inner` hangs as a file. */
static void put_mail_around(struct vg_buf *b, int n, const char *name, struct vg_str inner)
{
    vg_putf(b,
            "Message-ID: <%d@x>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b%d\n\n"
            "--b%d\n\nText %d.\n--b%d\nContent-Type: application/octet-stream; name=%s\n"
            "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n",
            n, n, n, n, n, name);
    vg_put_base64(b, inner.p, inner.len);
    vg_putf(b, "\n--b%d--\n", n);
}

static void read_inside(const struct vg_buf *b, int more, struct heard *h)
{
    VG_SCOPED_MAP m = {0};
    struct vg_records_job job = job_of(h);

    map_of(&m, b);
    job.want |= more;
    assert_int_equal(vg_read_records(&m, &job, NULL), VG_OK);
    assert_int_equal(h->ended, 1);
    assert_true(h->end.records == h->n && h->end.bytes_accounted == b->len);
}

/* What hangs on what hangs on a mail, and what is packed in it, is told or said not to be. */
static void mails_and_archives_within_mails_are_opened(void **state)
{
    VG_SCOPED_BUF mail = {0}, warc = {0}, inner = {0};
    struct heard h = {0};

    (void)state;
    vg_puts(&inner, "Message-ID: <0@x>\nFrom: z\n\nInnermost words.\n");
    for (int i = 1; i <= 5; i++) {
        vg_buf_clear(&mail);
        put_mail_around(&mail, i, "m.eml", vg_buf_str(&inner));
        vg_buf_clear(&inner);
        vg_put(&inner, mail.p, mail.len);
    }
    read_inside(&mail, VG_WANT_INSIDE, &h);
    assert_int_equal(h.n, 4);
    assert_string_equal(h.members[1], "m.eml");
    assert_string_equal(h.members[3], "m.eml!/m.eml!/m.eml");
    assert_int_equal(h.deep, 1);
    assert_true(h.end.damage == 1);
    h = (struct heard){0};
    read_inside(&mail, 0, &h); /* whoever keeps sources opens each */
    assert_int_equal(h.n, 2);
    put_page_record(&warc, 0, "text/plain", "First notice.", 13);
    put_page_record(&warc, 1, "text/plain", "Second notice.", 14);
    vg_buf_clear(&mail);
    put_mail_around(&mail, 1, "a.warc", vg_buf_str(&warc));
    h = (struct heard){0};
    read_inside(&mail, VG_WANT_INSIDE, &h);
    assert_int_equal(h.n, 4);
    assert_string_equal(h.members[2], "a.warc!/a.warc");
    assert_string_equal(h.texts_of[1], "");
    assert_string_equal(h.texts_of[3], "Second notice.");
}

/* A document that was packed twice, or an archive that was packed once more: what is in it follows,
 * and the bytes of the file are those of the first. */
static void what_is_packed_twice_is_opened(void **state)
{
    static const struct {
        int is_warc, times;
        size_t records, deep;
        const char *last;
    } rows[] = {
        {0, 1, 1, 0, "Words of a notice."}, {0, 2, 2, 0, "Words of a notice."},
        {0, 4, 4, 0, "Words of a notice."}, {0, 5, 4, 1, ""},
        {1, 1, 2, 0, "Second notice."},     {1, 2, 3, 0, "Second notice."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF b = {0};
        struct heard h = {0};

        if (rows[i].is_warc) {
            put_page_record(&b, 0, "text/plain", "First notice.", 13);
            put_page_record(&b, 1, "text/plain", "Second notice.", 14);
        } else {
            vg_puts(&b, "Words of a notice.");
        }
        for (int k = 0; k < rows[i].times; k++) {
            VG_SCOPED_BUF once = {0};

            put_gzip(&once, vg_buf_str(&b));
            vg_buf_clear(&b);
            vg_put(&b, once.p, once.len);
        }
        read_inside(&b, VG_WANT_INSIDE, &h);
        ROW_CHECK(i, rows[i].last, h.n == rows[i].records && h.deep == rows[i].deep);
        assert_string_equal(h.texts_of[h.n - 1], rows[i].last);
    }
}

/* A record of which more is to be told than a message may hold ends its child; what stands around
 * it does not. */
static void a_record_that_ends_the_child_costs_only_itself(void **state)
{
    enum { LARGE = (64 << 20) - 150 }; /* with what is said of it more than one message */
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_MAP m = {0};
    struct heard h = {0};
    struct vg_records_job job = job_of(&h);
    struct vg_err err = {0};
    char *large = malloc(LARGE);

    (void)state;
    assert_non_null(large);
    memset(large, 'a', LARGE);
    put_page_record(&b, 0, "text/plain", "the first", 9);
    put_page_record(&b, 1, "text/plain", large, LARGE);
    put_page_record(&b, 2, "text/plain", "the last", 8);
    free(large);
    map_of(&m, &b);
    job.want = VG_WANT_TEXT | VG_WANT_BODY;
    assert_int_equal(vg_read_records(&m, &job, &err), VG_OK);
    assert_int_equal(h.n, 3);
    assert_int_equal(h.died, 1);
    assert_int_equal(h.texts, 2);
    assert_string_equal(h.texts_of[0], "the first");
    assert_string_equal(h.texts_of[2], "the last");
    assert_string_equal(h.urls[1], "http://a.example/1");
    assert_true(h.end.bytes_accounted == b.len && h.end.damage == 1);
}

static void a_message_that_lies_is_refused(void **state)
{
    static const char *const lies[] = {
        "",
        "x",
        "r",
        "r\0\0\0\x02{}",
        "r\0\0\0\x02{}\0\0\0\x09",
        "r\xff\xff\xff\xff{}",
        "e\0\0\0\x01[",
        "r\0\0\0\x0d{\"record\":-1}\0\0\0\0",
    };
    static const size_t lengths[] = {0, 1, 1, 7, 11, 7, 6, 22};

    (void)state;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_record_read r;
        struct vg_read_end e;
        struct vg_str message = {lies[i], lengths[i]};
        struct vg_err err = {0};

        assert_int_equal(vg_read_is_end(message) ? vg_read_take_end(message, &a, &e, &err)
                                                 : vg_read_take(message, &a, &r, &err),
                         VG_E_FORMAT);
    }
}

static void a_pipe_is_read_as_a_file_is(void **state)
{
    VG_SCOPED_MAP m = {0};
    struct vg_err err = {0};
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "twelve bytes", 12), 12);
    close(ends[1]);
    assert_int_equal(vg_map_fd(&m, ends[0], "pipe", &err), VG_OK);
    close(ends[0]);
    assert_true(m.len == 12);
    assert_memory_equal(m.p, "twelve bytes", 12);
}

static void a_folder_or_nothing_is_said_to_be_that(void **state)
{
    VG_SCOPED_MAP m = {0};
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(vg_map_open(&m, "/nowhere/at/all", &err), VG_E_ABSENT);
    assert_int_equal(vg_map_open(&m, "/tmp", &err), VG_E_IO);
    assert_non_null(strstr(err.text, "folder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_comes_with_its_text),
        cmocka_unit_test(a_nul_in_a_header_costs_no_record),
        cmocka_unit_test(behind_a_revisit_comes_what_it_repeats),
        cmocka_unit_test(mails_and_archives_within_mails_are_opened),
        cmocka_unit_test(what_is_packed_twice_is_opened),
        cmocka_unit_test(a_record_that_ends_the_child_costs_only_itself),
        cmocka_unit_test(a_message_that_lies_is_refused),
        cmocka_unit_test(a_pipe_is_read_as_a_file_is),
        cmocka_unit_test(a_folder_or_nothing_is_said_to_be_that),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
