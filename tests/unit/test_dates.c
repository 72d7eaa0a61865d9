/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "app/dates.h"
#include "capture/http.h"
#include "capture/preserve.h"

static void dates_of_http_are_read_in_their_three_forms(void **state)
{
    static const struct {
        const char *text;
        int code;
        int64_t at;
    } rows[] = {
        {"Sun, 06 Nov 1994 08:49:37 GMT", VG_OK, 784111777},
        {"Sunday, 06-Nov-94 08:49:37 GMT", VG_OK, 784111777},
        {"Sun Nov  6 08:49:37 1994", VG_OK, 784111777},
        {"06 Nov 1994 08:49:37", VG_OK, 784111777},
        {"Thu, 01 Jan 1970 00:00:00 GMT", VG_OK, 0},
        {"Thursday, 01-Jan-70 00:00:00 GMT", VG_OK, 0},
        {"Tue, 01-Jan-69 00:00:00 GMT", VG_OK, 3124224000},
        {"Thu, 29 Feb 2024 23:59:60 GMT", VG_OK, 1709251200},
        {"Wed, 29 Feb 2023 00:00:00 GMT", VG_E_FORMAT, 0},
        {"Sun, 06 Nov 1994 24:00:00 GMT", VG_E_FORMAT, 0},
        {"Sun, 06 Nov 1994 08:60:00 GMT", VG_E_FORMAT, 0},
        {"Sun, 06 Nov 1994 08:49 GMT", VG_E_FORMAT, 0},
        {"Sun, 06 Nov 1994 08:49:37 EST", VG_E_FORMAT, 0},
        {"Sun, 06 Nov 1994 08:49:37 GMT and more", VG_E_FORMAT, 0},
        {"Sun, 06 Nov 994 08:49:37 GMT", VG_E_FORMAT, 0},
        {"Sun, 6 November 1994 08:49:37 GMT", VG_E_FORMAT, 0},
        {"1994-11-06T08:49:37Z", VG_E_FORMAT, 0},
        {"Sun,", VG_E_FORMAT, 0},
        {"0", VG_E_FORMAT, 0},
        {"", VG_E_FORMAT, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t at = 0;
        struct vg_err err = {0};

        ROW_CHECK(i, rows[i].text,
                  vg_http_date_read(vg_str(rows[i].text), &at, &err) == rows[i].code);
        ROW_CHECK(i, rows[i].text, at == rows[i].at);
    }
}

static void an_answer_is_taken_apart_where_its_lines_say(void **state)
{
    static const struct {
        const char *received, *interim, *head, *trailer;
        int status;
        enum vg_http_framing framing;
        int is_bodiless;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "", "HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "", 200,
         VG_HTTP_PLAIN, 0},
        {"HTTP/1.0 200 OK\n\n", "", "HTTP/1.0 200 OK\n\n", "", 200, VG_HTTP_PLAIN, 0},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 E\r\nX: y\r\n\r\nHTTP/1.1 204 No\r\n\r\n",
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 E\r\nX: y\r\n\r\n", "HTTP/1.1 204 No\r\n\r\n",
         "", 204, VG_HTTP_PLAIN, 1},
        {"HTTP/1.1 200 OK\r\ntransfer-encoding:CHUNKED\r\n\r\nX-After: z\r\n", "",
         "HTTP/1.1 200 OK\r\ntransfer-encoding:CHUNKED\r\n\r\n", "X-After: z\r\n", 200,
         VG_HTTP_CHUNKED, 0},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity , chunked\r\n\r\n", "",
         "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity , chunked\r\n\r\n", "", 200,
         VG_HTTP_CHUNKED, 0},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", "",
         "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", "",
         200, VG_HTTP_OTHER, 0},
        {"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n", "",
         "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n", "", 301, VG_HTTP_PLAIN, 1},
        {"HTTP/1.1 200 OK\r\nA: b\r\n", NULL, NULL, NULL, 0, VG_HTTP_PLAIN, 0},
        {"HTTP/1.1 103 E\r\n\r\n", NULL, NULL, NULL, 0, VG_HTTP_PLAIN, 0},
        {"what is HTTP?\r\n\r\n", NULL, NULL, NULL, 0, VG_HTTP_PLAIN, 0},
        {"HTTP/1.1 2x0 OK\r\n\r\n", NULL, NULL, NULL, 0, VG_HTTP_PLAIN, 0},
        {"", NULL, NULL, NULL, 0, VG_HTTP_PLAIN, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_http_answer r = {0};
        int rc = vg_http_answer_read(vg_str(rows[i].received), &r, NULL);

        ROW_CHECK(i, rows[i].received, rc == (rows[i].head == NULL ? VG_E_FORMAT : VG_OK));
        if (rc != VG_OK)
            continue;
        ROW_CHECK(i, rows[i].received, vg_str_is(r.interim, rows[i].interim));
        ROW_CHECK(i, rows[i].received, vg_str_is(r.head, rows[i].head));
        ROW_CHECK(i, rows[i].received, vg_str_is(r.trailer, rows[i].trailer));
        ROW_CHECK(i, rows[i].received, r.status == rows[i].status);
        ROW_CHECK(i, rows[i].received, r.framing == rows[i].framing);
        ROW_CHECK(i, rows[i].received, r.is_bodiless == rows[i].is_bodiless);
    }
}

enum { NOW = 1795453200 }; /* 2026-11-23T17:00:00Z */

#define HEAD "HTTP/1.1 200 OK\r\n"

static void dates_that_disagree_are_noted_and_those_that_may_agree_are_not(void **state)
{
    static const struct {
        const char *what, *server_date, *answer, *dated, *published;
        int64_t modified;
        const char *kinds;
    } rows[] = {
        {"nothing is known", NULL, NULL, NULL, NULL, VG_NO_TIME, ""},
        {"five minutes", "Mon, 23 Nov 2026 16:55:00 GMT", HEAD "\r\n", NULL, NULL, VG_NO_TIME, ""},
        {"a second more", "Mon, 23 Nov 2026 16:54:59 GMT", HEAD "\r\n", NULL, NULL, VG_NO_TIME,
         "server-clock "},
        {"ahead of us", "Mon, 23 Nov 2026 17:05:01 GMT", HEAD "\r\n", NULL, NULL, VG_NO_TIME,
         "server-clock "},
        {"a clock without a header", "Mon, 23 Nov 2020 17:00:00 GMT", NULL, NULL, NULL, VG_NO_TIME,
         "server-clock "},
        {"out of a cache", "Mon, 23 Nov 2026 16:00:00 GMT", HEAD "Age: 3590\r\n\r\n", NULL, NULL,
         VG_NO_TIME, ""},
        {"a cache that dates anew", "Mon, 23 Nov 2026 17:00:01 GMT", HEAD "age: 86400\r\n\r\n",
         NULL, NULL, VG_NO_TIME, ""},
        {"a cache that does not explain it", "Mon, 23 Nov 2026 12:00:00 GMT",
         HEAD "Age: 60\r\n\r\n", NULL, NULL, VG_NO_TIME, "server-clock "},
        {"no number", "Mon, 23 Nov 2026 16:00:00 GMT", HEAD "Age: 3600x\r\n\r\n", NULL, NULL,
         VG_NO_TIME, "server-clock "},
        {"changed when sent", "Mon, 23 Nov 2026 17:00:00 GMT",
         HEAD "Last-Modified: Mon, 23 Nov 2026 17:00:00 GMT\r\n\r\n", NULL, NULL, VG_NO_TIME, ""},
        {"changed later than sent", "Mon, 23 Nov 2026 17:00:00 GMT",
         HEAD "Last-Modified: Mon, 23 Nov 2026 17:00:01 GMT\r\n\r\n", NULL, NULL, VG_NO_TIME,
         "last-modified "},
        {"a date that is none", "yesterday", HEAD "Last-Modified: tomorrow\r\n\r\n", "soon", "",
         VG_NO_TIME, ""},
        {"dated today", NULL, NULL, "2026-11-23", "2026-11", VG_NO_TIME, ""},
        {"tomorrow, which it is in Samoa", NULL, NULL, "2026-11-24", NULL, VG_NO_TIME, ""},
        {"nowhere yet", NULL, NULL, "2026-11-25", NULL, VG_NO_TIME, "document-date "},
        {"this year may be past", NULL, NULL, "2026", "2026-12", VG_NO_TIME, "document-date "},
        {"both say so", NULL, NULL, "2027", "2027-01-01", VG_NO_TIME,
         "document-date document-date "},
        {"open to the past", NULL, NULL, "../2030", NULL, VG_NO_TIME, ""},
        {"a file of this moment", NULL, NULL, NULL, NULL, NOW, ""},
        {"a file of the future", NULL, NULL, NULL, NULL, NOW + 1, "file-time "},
        {"all of it", "Mon, 23 Nov 2020 17:00:00 GMT",
         HEAD "Last-Modified: Mon, 23 Nov 2026 17:00:01 GMT\r\n\r\n", "2031", "2032", NOW + 9,
         "server-clock last-modified document-date document-date file-time "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF kinds = {.max = 1000};
        const struct vg_contradiction *list = NULL;
        size_t n = 0;
        struct vg_source_dates d = {.captured = NOW,
                                    .modified = rows[i].modified,
                                    .answer = vg_str(rows[i].answer),
                                    .server_date = rows[i].server_date,
                                    .dated = rows[i].dated,
                                    .published = rows[i].published};

        vg_source_contradictions(&d, &a, &list, &n);
        for (size_t k = 0; k < n; k++) {
            vg_putf(&kinds, "%s ", list[k].kind);
            ROW_CHECK(i, rows[i].what, list[k].says[0] != '\0');
        }
        ROW_CHECK(i, rows[i].what, vg_str_is(vg_buf_str(&kinds), rows[i].kinds));
    }
}

static void a_note_names_both_dates(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_contradiction *list = NULL;
    size_t n = 0;
    struct vg_source_dates d = {
        .captured = NOW, .modified = VG_NO_TIME, .server_date = "Sat, 21 Nov 2026 16:00:00 GMT"};

    (void)state;
    vg_source_contradictions(&d, &a, &list, &n);
    assert_int_equal(n, 1);
    assert_string_equal(list[0].says, "the server's clock says 2026-11-21T16:00:00Z, ours "
                                      "2026-11-23T17:00:00Z: 2 days apart");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_http_are_read_in_their_three_forms),
        cmocka_unit_test(an_answer_is_taken_apart_where_its_lines_say),
        cmocka_unit_test(dates_that_disagree_are_noted_and_those_that_may_agree_are_not),
        cmocka_unit_test(a_note_names_both_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
