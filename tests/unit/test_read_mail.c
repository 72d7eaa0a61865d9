/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "document.h"

#include "base/limits.h"
#include "read/mail.h"

static void a_mail_is_its_headers_and_its_text(void **state)
{
    static const char mail[] = "Received: from a by b; Mon, 14 Mar 2022 08:00:00 +0800\r\n"
                               "From: \"A. Writer\" <a@example.org>\r\n"
                               "To: =?UTF-8?B?56aP5bee?= <b@example.org>,\r\n c@example.org\r\n"
                               "Subject: =?gb2312?B?uKPW3Q==?= =?gb2312?Q?_=B9=AB=B0=B2?=\r\n"
                               "Date: Mon, 14 Mar 2022 08:00:00 +0800\r\n"
                               "Message-ID: <1@example.org>\r\n"
                               "\r\n"
                               "The office is closed.\r\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(mail), "", "");

    (void)state;
    assert_shape(&t, "hidden Received: from a by b; Mon, 14 Mar 2022 08:00:00 +0800\n"
                     "caption From: \"A. Writer\" <a@example.org>\n"
                     "caption To: 福州 <b@example.org>, c@example.org\n"
                     "heading1* 福州 公安\n"
                     "caption Date: Mon, 14 Mar 2022 08:00:00 +0800\n"
                     "hidden Message-ID: <1@example.org>\n"
                     "main* The office is closed.\n");
    assert_field(&t, VG_FIELD_TITLE, "福州 公安");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_field(&t, VG_FIELD_AUTHOR, "\"A. Writer\" <a@example.org>");
    assert_field(&t, VG_FIELD_TO, "福州 <b@example.org>, c@example.org");
    assert_field(&t, VG_FIELD_ID, "<1@example.org>");
    assert_true(vg_str_is(t.media, "message/rfc822"));
    assert_true(vg_str_is(t.reader, VG_READER_MAIL));
    assert_int_equal(t.damage_count, 0);
    assert_source(&t, "office", mail, "office");
    assert_source(&t, "福州 <b", mail, "=?UTF-8?B?56aP5bee?= <b");
}

static void encodings_and_charsets_lead_back_to_the_bytes(void **state)
{
    static const char quoted[] = "MIME-Version: 1.0\nFrom: a\n"
                                 "Content-Type: text/plain; charset=utf-8\n"
                                 "Content-Transfer-Encoding: quoted-printable\n\n"
                                 "In =E7=A6=8F=E5=B7=9E a long li=\nne = sign.\n";
    static const char gb[] = "MIME-Version: 1.0\nFrom: a\n"
                             "Content-Type: text/plain; charset=\"gb2312\"\n"
                             "Content-Transfer-Encoding: quoted-printable\n\n"
                             "=B8=A3=D6=DD=CA=D0=B9=AB=B0=B2=BE=D6 says no.\n";
    static const char base64[] =
        "MIME-Version: 1.0\nFrom: a\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: base64\n\n"
        "56aP5bee5biC5YWs5a6J5bGA5ZyoMjAyMuW5tDPmnIjplIDmr4Hkuobov5nkupvorrDl\n"
        "vZXjgII=\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(quoted), "", "");

    (void)state;
    assert_shape(&t, "caption From: a\nmain* In 福州 a long line = sign.\n");
    assert_source(&t, "福州", quoted, "=E7=A6=8F=E5=B7=9E");
    assert_source(&t, "州", quoted, "=E5=B7=9E");
    assert_source(&t, "line", quoted, "li=\nne");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_MIME_BAD));
    t = read_document(&a, vg_str(gb), "", "");
    assert_shape(&t, "caption From: a\nmain* 福州市公安局 says no.\n");
    assert_source(&t, "市公", gb, "=CA=D0=B9=AB");
    assert_true(vg_str_is(t.charset, "gb18030"));
    t = read_document(&a, vg_str(base64), "", "");
    assert_shape(&t, "caption From: a\nmain* 福州市公安局在2022年3月销毁了这些记录。\n");
    /* The line that it stands in, but for its ends; and a character that two lines share. */
    assert_source(&t, "公安局", base64,
                  "5bee5biC5YWs5a6J5bGA5ZyoMjAyMuW5tDPmnIjplIDmr4Hkuobov5nkupvorrD");
    assert_source(&t, "录", base64, "l\nvZX");
}

/* What servers of mailing lists hang behind an encoded body is no part of it, and its charset stays
 * what was declared. */
static void clear_text_behind_base64_is_read_as_it_stands(void **state)
{
#define ENCODED                                                                                    \
    "MIME-Version: 1.0\nFrom: a\nContent-Type: text/plain; charset=utf-8\n"                        \
    "Content-Transfer-Encoding: base64\n\n"
#define HAN "56aP5bee5biC5YWs5a6J5bGA5ZyoMjAyMuW5tDPmnIjplIDmr4Hkuobov5nkupvorrDl"
    static const struct {
        const char *mail, *want, *footer;
        size_t notes;
    } rows[] = {
        {ENCODED HAN "\nvZXjgIIK\nCg==\n\n--\nLeave the list\n",
         "caption From: a\nmain* 福州市公安局在2022年3月销毁了这些记录。\nmain* --\n"
         "main* Leave the list\n",
         "Leave the list", 1},
        {ENCODED HAN "\r\nvZXjgIIK\r\n\r\n____________________\r\nThe list\r\n",
         "caption From: a\nmain* 福州市公安局在2022年3月销毁了这些记录。\n"
         "main* ____________________\nmain* The list\n",
         "____________________", 1},
        /* Piece by piece, with empty lines, is base64 still. */
        {ENCODED "56aP5bee\n\n5biC\nQQ==\n" HAN "\nvZU=\n",
         "caption From: a\nmain* 福州市A福州市公安局在2022年3月销毁了这些记录\n", NULL, 0},
        /* A broken group costs what it holds, not the charset. */
        {ENCODED HAN "*\nv!XjgIIK\n", NULL, NULL, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_document(&a, vg_str(rows[i].mail), "", "");

        if (rows[i].want != NULL)
            assert_shape(&t, rows[i].want);
        if (rows[i].footer != NULL)
            assert_source(&t, rows[i].footer, rows[i].mail, rows[i].footer);
        ROW_CHECK(i, t.charset.p, vg_str_is(t.charset, "utf-8"));
        ROW_CHECK(i, rows[i].mail, t.damage_count == rows[i].notes);
    }
}

static void lines_that_flow_are_one(void **state)
{
#define FLOWED "MIME-Version: 1.0\nFrom: a\nContent-Type: text/plain; format=flowed"
    static const char mail[] =
        FLOWED "; delsp=yes; charset=utf-8\r\n\r\n福州市公 \r\n安局说。\r\n"
               "> quoted \r\n>  and so\r\n>> deeper \r\nnot\r\n-- \r\nA.\r\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(mail), "", "");

    (void)state;
    assert_shape(&t, "caption From: a\nmain* 福州市公安局说。\nmain* > quoted and so\n"
                     "main* >> deeper\nmain* not\nmain* --\nmain* A.\n");
    assert_source(&t, "公安", mail, "公 \r\n安");
    t = read_document(&a, vg_str(FLOWED "\n\nOne \n two \nthree.\n"), "", "");
    assert_shape(&t, "caption From: a\nmain* One two three.\n");
}

static void what_stands_behind_the_last_part_is_kept_hidden(void **state)
{
#define HEAD "MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/"
    static const struct {
        const char *mail, *want;
    } rows[] = {
        {HEAD "mixed; boundary=b\n\nbefore\n--b\n\nOne two.\n--b--\n\n____\nA list of towns\n",
         "caption From: a\nmain* One two.\nhidden ____\nhidden A list of towns\n"},
        {HEAD "mixed; boundary=b\n\n--b\n\nOne two.\n--b--\n \n\n",
         "caption From: a\nmain* One two.\n"},
        {HEAD
         "alternative; boundary=b\n\n--b\n\nOne two.\n--b\nContent-Type: text/html\n\n<p>One "
         "two.\n--b--\nScanned by nobody in particular, at great length, for what it is worth.\n",
         "caption From: a\nmain* One two.\nhidden Scanned by nobody in particular, at great "
         "length, "
         "for what it is worth.\n"},
        {HEAD
         "alternative; boundary=b\n\n--b\nContent-Type: multipart/related; boundary=c\n\n"
         "--c\nContent-Type: text/html\n\n<p>One two.\n--c--\nScanned, at great length, for what "
         "it is worth.\n--b--\n",
         "caption From: a\nmain* One two.\nhidden Scanned, at great length, for what it is "
         "worth.\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_document(&a, vg_str(rows[i].mail), "", "");

        assert_shape(&t, rows[i].want);
        assert_int_equal(t.damage_count, 0);
    }
}

static void of_alternatives_the_richer_one_is_shown(void **state)
{
#define ALTERNATIVE(plain, html)                                                                   \
    "MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/alternative; boundary=\"=b\"\n\n"         \
    "preamble\n--=b\nContent-Type: text/plain\n\n" plain "\n--=b\n"                                \
    "Content-Type: text/html; charset=utf-8\n\n" html "\n--=b--\n\n"
    static const struct {
        const char *mail, *want;
    } rows[] = {
        {ALTERNATIVE("One two three four.", "<h2>One</h2><p>two three <b>four</b>.</p>"),
         "caption From: a\nheading2* One\nmain* two three four.\n"},
        {ALTERNATIVE("Here is all that was said about the matter, at length.", "<p>See text"),
         "caption From: a\nmain* Here is all that was said about the matter, at length.\n"
         "hidden See text\n"},
        /* What stands in one form only, by the sentence; marks and line ends are no difference. */
        {ALTERNATIVE(
             "\"It's closed\", they said. In the long street beside the river four\n"
             "were held. It goes on.\n\n> Who knows?",
             "<p>“It’s closed,” they said. <p>In the long street beside the river three were "
             "held. It goes on."),
         "caption From: a\nhidden In the long street beside the river four/were held.\n"
         "hidden > Who knows?\nmain* “It’s closed,” they said.\n"
         "main* In the long street beside the river three were held. It goes on.\n"},
        {ALTERNATIVE("福州的办公室关了。没有人知道为什么。",
                     "<p>福州的办公室关了。<p>没有人回答，也没有人知道它什么时候重新开门"),
         "caption From: a\nhidden 没有人知道为什么。\nmain* 福州的办公室关了。\n"
         "main* 没有人回答，也没有人知道它什么时候重新开门\n"},
        {ALTERNATIVE("One w.", "x\n--=b\nContent-Type: text/x-amp-html\n\n<p>One w. Other w."),
         "caption From: a\nmain* One w.\nhidden x\nhidden Other w.\n"},
        {ALTERNATIVE("The money goes to account nine of another bank in quite another town.",
                     "<p>The office in Kangding was closed last week, and nobody knows why it "
                     "happened just then."),
         "caption From: a\nhidden The money goes to account nine of another bank in quite another "
         "town.\nmain* The office in Kangding was closed last week, and nobody knows why it "
         "happened just then.\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_document(&a, vg_str(rows[i].mail), "", "");

        assert_shape(&t, rows[i].want);
        assert_int_equal(t.damage_count, 0);
    }
}

static const char with_attachments[] =
    "MIME-Version: 1.0\r\nFrom: a\r\nSubject: s\r\n"
    "Content-Type: multipart/mixed; boundary=out\r\n\r\n"
    "--out\r\nContent-Type: multipart/related; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/html\r\n\r\n<p>See the <img src=cid:1> file.\r\n"
    "--in\r\nContent-Type: image/png; name=\"sign.png\"\r\nContent-ID: <1>\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--in--\r\n"
    "--out\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Disposition: attachment; filename*0*=UTF-8''%E6%8A%A5; filename*1=\"../a.pdf\"\r\n\r\n"
    "JVBERi0xLjQK\r\n"
    "--out\r\nContent-Type: message/rfc822\r\n\r\n"
    "From: b\r\nSubject: inner\r\nContent-Type: multipart/mixed; boundary=deep\r\n\r\n"
    "--deep\r\n\r\nInner text.\r\n"
    "--deep\r\nContent-Type: text/csv; name==?utf-8?q?a=C3=A9.csv?=\r\n"
    "Content-Disposition: attachment\r\n\r\nx,y\r\n1,2\r\n--deep--\r\n"
    "--out--\r\n";

static void attachments_are_listed_with_their_bytes_and_places(void **state)
{
    static const struct {
        const char *name, *media, *bytes, *source;
        int is_inline;
    } rows[] = {
        {"sign.png", "image/png", "\x89PNG\r\n\x1a\n", "iVBORw0KGgo=", 1},
        {"报../a.pdf", "application/pdf", "%PDF-1.4\n", "JVBERi0xLjQK", 0},
        {"aé.csv", "text/csv", "x,y\r\n1,2", "x,y\r\n1,2", 0},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_str mail = vg_str(with_attachments);
    struct vg_read_input in = {.bytes = mail.p, .len = mail.len};
    struct vg_text t = read_document(&a, mail, "", "");
    struct vg_mail_part *parts;
    size_t n;

    (void)state;
    assert_shape(&t, "caption From: a\nheading1* s\nmain* See the file.\nother 报../a.pdf\n"
                     "caption From: b\nheading1* inner\nmain* Inner text.\nother aé.csv\n");
    assert_int_equal(t.damage_count, 0);
    assert_int_equal(vg_mail_parts(&in, &a, &parts, &n, NULL), VG_OK);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        struct vg_range r = parts[i].source;

        ROW_CHECK(i, parts[i].name.p, vg_str_is(parts[i].name, rows[i].name));
        ROW_CHECK(i, parts[i].media.p, vg_str_is(parts[i].media, rows[i].media));
        ROW_CHECK(i, "bytes", vg_str_is(parts[i].bytes, rows[i].bytes));
        ROW_CHECK(i, "place",
                  vg_str_is((struct vg_str){mail.p + r.start, r.end - r.start}, rows[i].source));
        ROW_CHECK(i, "inline", parts[i].is_inline == rows[i].is_inline && !parts[i].damaged);
    }
    in = (struct vg_read_input){.bytes = "no mail", .len = 7};
    assert_int_equal(vg_mail_parts(&in, &a, &parts, &n, NULL), VG_E_FORMAT);
}

static void a_box_holds_many_mails(void **state)
{
    static const char box[] =
        "From a@b Mon Mar 14 08:00:00 2022\nFrom: a\nSubject: One\n\nFirst.\n\n"
        "From time to time it says From.\n\n>From here on.\n\n"
        "From c@d Tue Mar 15 09:00:00 2022\nFrom: c\nSubject: Two\nMIME-Version: 1.0\n"
        "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n"
        "UEsDBA==\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = {.bytes = box, .len = sizeof box - 1};
    struct vg_text t = read_document(&a, vg_str(box), "", "");
    struct vg_mail_part *parts;
    size_t n;

    (void)state;
    assert_shape(&t, "caption From: a\nheading1* One\nmain* First.\n"
                     "main* From time to time it says From.\nmain* >From here on.\n"
                     "caption From: c\nheading1* Two\nother a.zip\n");
    assert_int_equal(t.field_count, 0);
    assert_true(vg_str_is(t.media, "application/mbox"));
    assert_int_equal(vg_mail_parts(&in, &a, &parts, &n, NULL), VG_OK);
    assert_int_equal(n, 1);
    assert_int_equal(parts[0].mail, 1);
    assert_memory_equal(parts[0].bytes.p, "PK\3\4", 4);
}

static void a_page_kept_as_mail_is_a_page(void **state)
{
    static const char page[] =
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/2022/a\n"
        "Subject: =?utf-8?Q?A=20closure?=\nDate: Tue, 15 Mar 2022 00:00:00 -0000\n"
        "MIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\n\n"
        "--b\nContent-Type: text/html\nContent-Location: https://example.org/2022/a\n"
        "Content-Transfer-Encoding: quoted-printable\n\n"
        "<html><meta name=3Dauthor content=3D\"A. Writer\"><meta property=3D"
        "\"article:published_time\" content=3D\"2022-03-14\"><h1>A closure</h1><p>The office was "
        "closed in May, the city said, after nobody had answered its letters.</p>\n--b--\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(page), "", "");

    (void)state;
    assert_field(&t, VG_FIELD_TITLE, "A closure");
    assert_field(&t, VG_FIELD_CANONICAL, "https://example.org/2022/a");
    assert_field(&t, VG_FIELD_AUTHOR, "A. Writer");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_source(&t, "office was closed", page, "office was closed");
}

static void what_is_broken_is_said_and_the_rest_is_kept(void **state)
{
    static const struct {
        const char *mail, *holds;
        enum vg_note_kind kind;
    } rows[] = {
        {"MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nCut of",
         "Cut of", VG_NOTE_MIME_BAD},
        {"MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed\n\nNo boundary.\n",
         "No boundary.", VG_NOTE_MIME_BAD},
        {"MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=x\n\nNothing "
         "comes.\n",
         "Nothing comes.", VG_NOTE_MIME_BAD},
        {"MIME-Version: 1.0\nFrom: a\nContent-Type: text/plain; charset=utf-7\n\n+eY9bng-\n",
         "+eY9bng-", VG_NOTE_ENCODING_UNSUPPORTED},
        {"MIME-Version: 1.0\nFrom: a\nContent-Transfer-Encoding: base64\n\nQUJD*REVG\n", "ABCDEF",
         VG_NOTE_MIME_BAD},
        {"MIME-Version: 1.0\nFrom: a\nContent-Transfer-Encoding: x-uuencode\n\nas it stands\n",
         "as it stands", VG_NOTE_ENCODING_UNSUPPORTED},
        {"MIME-Version: 1.0\nFrom: a\nno header this\n\ntext\n", "no header this",
         VG_NOTE_MIME_BAD},
        {"MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n"
         "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n",
         "", VG_NOTE_ENCODING_UNSUPPORTED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_document(&a, vg_str(rows[i].mail), "message/rfc822", "");

        ROW_CHECK(i, rows[i].mail,
                  memmem(t.text.p, t.text.len, rows[i].holds, strlen(rows[i].holds)) != NULL);
        ROW_CHECK(i, rows[i].mail, has_note(t.damage, t.damage_count, rows[i].kind));
    }
}

static void headers_may_hold_comments(void **state)
{
    static const char mail[] =
        "MIME-Version: 1.0 (by hand)\nFrom: a\nContent-Type: (a) Multipart/Mixed (b (c\\)) d);\n"
        " Boundary (e) = (f) \"b\" (g)\n\n--b\nContent-Type: text/plain (h); charset=gb2312 (i)\n"
        "\n\xb8\xa3\xd6\xdd\n--b--\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(mail), "", "");

    (void)state;
    assert_shape(&t, "caption From: a\nmain* 福州\n");
    assert_int_equal(t.damage_count, 0);
}

static void short_years_are_of_our_time(void **state)
{
    static const struct {
        const char *date, *want;
    } rows[] = {
        {"Mon, 4 Mar 19 23:30:00 EST", "2019-03-04"},
        {"4 Mar 49 23:30:00 EST", "2049-03-04"},
        {"04 mar 50 23:30 +0000", "1950-03-04"},
        {"4 Mar 119 23:30:00 EST", "2019-03-04"},
        {"4 Mar 2019 23:30:00 EST", "2019-03-04"},
        {"4 Mar 1 23:30:00 EST", ""},
        {"40 Mar 19 23:30:00 EST", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_text t;

        vg_putf(&b, "MIME-Version: 1.0\nFrom: a\nDate: %s\n\nx\n", rows[i].date);
        t = read_document(&a, vg_buf_str(&b), "", "");
        ROW_CHECK(i, rows[i].date, vg_str_is(vg_text_field(&t, VG_FIELD_DATE), rows[i].want));
    }
}

/* The standard forbids it; mailers do it. Its own bytes are needed, to have parts to point to. */
static void a_mail_that_is_encoded_is_an_attachment(void **state)
{
    static const char mail[] =
        "MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        "RnJvbTogYgpTdWJqZWN0OiBpbm5lcgoKSW5uZXIgdGV4dC4K\n"
        "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: 8bit\n\n"
        "From: c\nSubject: plain\n\nOther text.\n--b--\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = {.bytes = mail, .len = sizeof mail - 1};
    struct vg_text t = read_document(&a, vg_str(mail), "", "");
    struct vg_mail_part *parts;
    size_t n;

    (void)state;
    assert_shape(&t, "caption From: a\ncaption From: c\nheading1* plain\nmain* Other text.\n");
    assert_int_equal(vg_mail_parts(&in, &a, &parts, &n, NULL), VG_OK);
    assert_int_equal(n, 1);
    assert_true(vg_str_is(parts[0].media, "message/rfc822"));
    assert_true(vg_str_is(parts[0].bytes, "From: b\nSubject: inner\n\nInner text.\n"));
}

static void parts_within_parts_end_somewhere(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    vg_puts(&b, "MIME-Version: 1.0\nFrom: a\n");
    for (int i = 0; i < 300; i++)
        vg_putf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    vg_puts(&b, "\nthe end\n");
    t = read_document(&a, vg_buf_str(&b), "", "");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_NESTING_EXCEEDED));
}

static void headers_and_parts_have_their_ceilings(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    vg_puts(&b, "MIME-Version: 1.0\nFrom: a\n");
    while (b.len <= (size_t)VG_MAX_MAIL_HEADER)
        vg_puts(&b, "X-Long: the same line again and again, to no end that anybody knows of\n");
    vg_puts(&b, "\ntext\n");
    t = read_document(&a, vg_buf_str(&b), "", "");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_SIZE_EXCEEDED));
    vg_buf_clear(&b);
    vg_puts(&b, "MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i <= VG_MAX_MIME_PARTS; i++)
        vg_puts(&b, "--b\n\n\n");
    vg_puts(&b, "--b--\n");
    t = read_document(&a, vg_buf_str(&b), "", "");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_SIZE_EXCEEDED));
}

/* A log or a digest of a list has megabytes; what forms of a body are read is counted together. */
static void large_bodies_are_read_up_to_their_ceiling(void **state)
{
    static const char line[] = "A line of a long log of all that was said in the town hall.\n";
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    vg_puts(&b, "MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/alternative; boundary=b\n\n");
    vg_puts(&b, "--b\nContent-Type: text/plain\n\n");
    while (b.len < (size_t)MIB(9))
        vg_puts(&b, line);
    vg_puts(&b, "The end.\n--b\nContent-Type: text/html\n\n<p>Short.\n");
    t = read_document(&a, vg_buf_str(&b), "", "");
    assert_true(memmem(t.text.p, t.text.len, "The end.", 8) != NULL);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_MIME_BAD)); /* no end */
    assert_false(has_note(t.damage, t.damage_count, VG_NOTE_SIZE_EXCEEDED));
    while (b.len < (size_t)VG_MAX_MAIL_TEXT + 1000)
        vg_puts(&b, line);
    t = read_document(&a, vg_buf_str(&b), "", "");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_SIZE_EXCEEDED));
    assert_true(t.text.len > (size_t)VG_MAX_MAIL_TEXT - 1000);
}

/* Anything that looks back, or scans for an end that is not there, would not come to an end. */
static void megabytes_of_marks_are_read_in_one_go(void **state)
{
    static const char *const pieces[] = {
        "--b\n", "=?a?q?", "=\n",    "From a 1:11 111111\n", "--b\n\n--b--\n", ";a*0=\"",
        "\"\\",  "=E7",    "a: b\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_text t;

        vg_puts(&b, "MIME-Version: 1.0\nFrom: a\nContent-Transfer-Encoding: quoted-printable\n"
                    "Content-Type: multipart/mixed; boundary=b\nSubject: ");
        while (b.len < 300000)
            vg_puts(&b, pieces[i]);
        vg_puts(&b, "\n\n");
        while (b.len < 600000)
            vg_puts(&b, pieces[i]);
        t = read_document(&a, vg_buf_str(&b), "", "");
        assert_true(t.source_len == b.len);
    }
}

static void a_note_with_colons_is_no_mail(void **state)
{
    static const struct {
        const char *text, *kind;
    } rows[] = {
        {"From: the office\nTo: all\nSubject: closing\n\nIt is closed.\n", "text"},
        {"Note: this\nhas no empty line", "text"},
        {"From here to there it is 5 miles: 123456.\n", "text"},
        {"Message-ID: <a@b>\nFrom: c\n\nx", "mail"},
        {"Return-Path: <a@b>\nSubject: c\n\nx", "mail"},
        {"\xef\xbb\xbfMessage-ID: <a@b>\nFrom: c\n\nx", "mail"},
        {"From a@b Mon Mar 14 08:00:00 2022\nSubject: x\n\ny", "mbox"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_read_input in = {.bytes = rows[i].text, .len = strlen(rows[i].text)};

        ROW_CHECK(i, vg_read_kind(&in), strcmp(vg_read_kind(&in), rows[i].kind) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_is_its_headers_and_its_text),
        cmocka_unit_test(encodings_and_charsets_lead_back_to_the_bytes),
        cmocka_unit_test(clear_text_behind_base64_is_read_as_it_stands),
        cmocka_unit_test(lines_that_flow_are_one),
        cmocka_unit_test(what_stands_behind_the_last_part_is_kept_hidden),
        cmocka_unit_test(of_alternatives_the_richer_one_is_shown),
        cmocka_unit_test(attachments_are_listed_with_their_bytes_and_places),
        cmocka_unit_test(a_box_holds_many_mails),
        cmocka_unit_test(a_page_kept_as_mail_is_a_page),
        cmocka_unit_test(what_is_broken_is_said_and_the_rest_is_kept),
        cmocka_unit_test(headers_may_hold_comments),
        cmocka_unit_test(short_years_are_of_our_time),
        cmocka_unit_test(a_mail_that_is_encoded_is_an_attachment),
        cmocka_unit_test(parts_within_parts_end_somewhere),
        cmocka_unit_test(headers_and_parts_have_their_ceilings),
        cmocka_unit_test(large_bodies_are_read_up_to_their_ceiling),
        cmocka_unit_test(megabytes_of_marks_are_read_in_one_go),
        cmocka_unit_test(a_note_with_colons_is_no_mail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
