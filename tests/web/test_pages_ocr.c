/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The review of words that were read in an image. No program reads here: what one would have
 * said of the image is put where it is kept, and everything from there on is the real thing.
 */
#include "web/desk.h"

#include <string.h>

#include <sqlite3.h>

#include "base/file.h"
#include "read/language.h"
#include "read/lay.h"
#include "read/ocr.h"
#include "read/strip.h"

enum { WIDE = 600, HIGH = 60 }; /* of the image, in pixels: points of its page */

static const char *const words[] = {"The",       "bureau", "said",       "that", "54",
                                    "stations",  "were",   "identified", "in",   "30",
                                    "countries", "in",     "March",      "2022."};
enum { WORDS = sizeof words / sizeof *words };

/* A word for every 40 pixels; the reader was sure of the number by 61 of 100. */
static void put_message(struct vg_buf *out)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_lay l = {.a = &work};
    struct vg_lay_word w[WORDS];
    struct vg_text t = {0};

    for (size_t i = 0; i < WORDS; i++)
        w[i] = (struct vg_lay_word){vg_str(words[i]),
                                    (int32_t)(400 * i + 40),
                                    200,
                                    (int32_t)(400 * i + 400),
                                    400,
                                    i == 4 ? 61 : 95,
                                    1};
    vg_lay_page(&l, WIDE * 10, HIGH * 10, w, WORDS);
    vg_lay_end(&l, 1, &a, &t);
    t.media = vg_str("image/*");
    t.reader = vg_str(VG_READER_OCR);
    t.charset = vg_str("utf-8");
    t.charset_rule = VG_CHARSET_VALID;
    vg_language_mark(&t);
    vg_text_write(&t, out);
}

static const char *image(struct desk *d)
{
    VG_SCOPED_BUF pgm = {0};
    VG_SCOPED_BUF png = {0};
    const char *path = in(d, "notice.png");

    vg_putf(&pgm, "P5\n%d %d\n255\n", WIDE, HIGH);
    for (int i = 0; i < WIDE * HIGH; i++)
        vg_putc(&pgm, (char)(i % 7 == 0 ? 0 : 255));
    must(d, vg_pgm_to_png(pgm.p, pgm.len, &png, &d->err));
    must(d, vg_file_write(path, png.p, png.len, 0600, &d->err));
    return path;
}

/* What tesseract would have said of page 1 of the bytes that were preserved first. */
static void put_known(struct desk *d)
{
    static const char put[] =
        "INSERT INTO ocr_image (sha256, reader, message) VALUES (zeroblob(32), 'tesseract/5', ?)";
    VG_SCOPED_BUF message = {0};
    sqlite3_stmt *st = NULL;
    sqlite3 *db = NULL;

    put_message(&message);
    assert_int_equal(sqlite3_open(in(d, "a.vigil"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, put, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_bind_blob(st, 1, message.p, (int)message.len, SQLITE_STATIC),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "INSERT INTO ocr_page (blob, page, image)"
                                  " VALUES (1, 1, last_insert_rowid())",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

struct number {
    const char *id; /* of the suggestion that says 54 */
    int64_t from, to;
};

static struct number find_number(struct desk *d, struct vg_case *c)
{
    struct vg_suggestion *list = NULL;
    size_t n = 0;

    must(d, vg_suggestions(c, 1, 1, &d->a, &list, &n, &d->err));
    for (size_t i = 0; i < n; i++) {
        const struct vg_passage *p = list[i].claim.passage;

        if (list[i].claim.kind == VG_KIND_QUANTITY && list[i].claim.quantity.value == 54 &&
            p != NULL)
            return (struct number){list[i].id, p->start, p->end};
    }
    fail_msg("no suggestion says 54");
    return (struct number){0};
}

/* A case with the image, read, and its suggestions. */
static struct number make(struct desk *d)
{
    struct vg_add_options o = {.stdin_fd = -1};
    struct vg_case *c = NULL;
    struct number found;
    const char *path;
    int64_t failed = 0, made = 0;

    desk_begin(d);
    d->app.weak_box = 1;
    must(d, vg_case_new(&d->app, in(d, "a.vigil"), 0, &d->err));
    path = image(d);
    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, &c, &d->err));
    must(d, vg_add(c, &path, 1, &o, NULL, NULL, &failed, &d->err));
    put_known(d);
    must(d, vg_rebuild(c, &d->err));
    must(d, vg_case_suggest(c, 1, &made, &d->err));
    found = find_number(d, c);
    vg_case_close(c);
    desk_ready(d);
    return found;
}

static void shows(struct desk *d, int status, const char *text)
{
    if (d->reply.status != status || d->reply.body.p == NULL ||
        strstr(d->reply.body.p, text) == NULL)
        fail_msg("status %d, or not there: %s", d->reply.status, text);
}

static const char *strip_of(struct desk *d, const struct number *n)
{
    return vg_print(&d->a, "/sources/s1/strip?from=%lld&to=%lld", (long long)n->from,
                    (long long)n->to);
}

/* -- what is shown ------------------------------------------------------------------------------
 */

/* The words, then the strip, then the buttons: the image stands where the eye is. */
static void the_image_stands_beside_the_words_that_were_read_in_it(void **state)
{
    SCOPED_DESK d;
    struct number n = make(&d);
    const char *page = get(&d, vg_print(&d.a, "/review?at=%s", n.id));
    const char *img, *box;

    (void)state;
    shows(&d, 200, "These words were read in an image: the program was sure of");
    shows(&d, 200, "of the least word 61");
    shows(&d, 200, "<mark>");
    img = strstr(page, "<p class=\"strip\"><img src=\"/sources/s1/strip?from=");
    box = strstr(page, "<input type=\"checkbox\" name=\"seen\" value=\"1\">");
    assert_non_null(img);
    assert_non_null(box);
    assert_true(img < box);
    shows(
        &d, 200,
        vg_print(&d.a, "strip?from=%lld&amp;to=%lld\" alt=\"", (long long)n.from, (long long)n.to));
    assert_null(strstr(page, "name=\"seen\" value=\"1\" checked"));
    send(&d, "zh", "GET", vg_print(&d.a, "/review?at=%s", n.id), NULL);
    shows(&d, 200, "这些文字是从图像中识别的");
    shows(&d, 200, "<p class=\"strip\"><img");
    shows(&d, 200, "name=\"seen\" value=\"1\"");
    get(&d, "/sources");
    shows(&d, 200, "Words of this source were read in an image");
}

static void the_strip_is_a_picture_of_ours_and_only_where_words_are(void **state)
{
    SCOPED_DESK d;
    struct number n = make(&d);

    (void)state;
    if (access("/usr/bin/pdftoppm", X_OK) != 0) {
        print_message("skipped: poppler-utils is not installed\n");
        skip();
    }
    get(&d, strip_of(&d, &n));
    assert_int_equal(d.reply.status, 200);
    assert_string_equal(d.reply.type, "image/png");
    assert_memory_equal(d.reply.body.p, "\x89PNG\r\n\x1a\n", 8);
    get(&d, "/sources/s1/strip?from=9000&to=9001");
    assert_int_equal(d.reply.status, 404);
    get(&d, "/sources/s1/strip");
    assert_int_equal(d.reply.status, 404);
    get(&d, "/sources/s9/strip?from=0&to=1");
    assert_int_equal(d.reply.status, 404);
}

/* -- what is decided ----------------------------------------------------------------------------
 */

static void a_number_is_not_accepted_before_somebody_says_that_it_was_compared(void **state)
{
    static const struct {
        const char *language, *says;
    } rows[] = {{"en", "were read in an image (sure of the least of them: 61 of 100)"},
                {"zh", "的这些文字由图像识别得出"}};
    SCOPED_DESK d;
    struct number n = make(&d);
    const char *to = vg_print(&d.a, "/review/%s/accept", n.id);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        send(&d, rows[i].language, "POST", to, "");
        shows(&d, 403, rows[i].says);
        shows(&d, 403, "<p class=\"strip\"><img"); /* it stays there to be looked at */
        send(&d, rows[i].language, "POST", to, "corrected=1&op=exact&number=45&unit=station");
        shows(&d, 403, rows[i].says);
        shows(&d, 403, "value=\"45\""); /* nothing typed is lost */
    }
    post(&d, "/api/review", vg_print(&d.a, "id=%s&do=accept", n.id));
    assert_int_not_equal(d.reply.status, 200);
    get(&d, "/claims/c1");
    assert_int_equal(d.reply.status, 404);

    post(&d, to, "seen=1");
    assert_int_equal(d.reply.status, 303);
    get(&d, "/claims/c1");
    shows(&d, 200, "54");
}

static void a_number_corrected_after_the_image_is_kept_as_the_person_read_it(void **state)
{
    SCOPED_DESK d;
    struct number n = make(&d);

    (void)state;
    post(&d, vg_print(&d.a, "/review/%s/accept", n.id),
         "corrected=1&op=exact&number=51&unit=station&seen=1");
    assert_int_equal(d.reply.status, 303);
    get(&d, "/claims/c1");
    shows(&d, 200, "51");
}

/* "54 stations were identified" goes on under another quote: both changes hold at once. */
static void other_words_may_be_taken_after_a_look_at_the_image(void **state)
{
    SCOPED_DESK d;
    struct number n = make(&d);

    (void)state;
    post(&d, vg_print(&d.a, "/review/%s/accept", n.id),
         "corrected=1&op=exact&number=51&unit=station&quote=54 stations were&seen=1");
    assert_int_equal(d.reply.status, 303);
    get(&d, "/claims/c1");
    shows(&d, 200, "<mark>54 stations were</mark>");
}

/* Whoever compared 54 with the image has not compared 7777, nor other words. */
static void a_correction_needs_a_look_of_its_own(void **state)
{
    static const char box[] = "<input type=\"checkbox\" name=\"compared\" value=\"1\"> ";
    static const char *const others[] = {"op=exact&number=7777&unit=station",
                                         "quote=were identified in 30"};
    SCOPED_DESK d;
    struct number n = make(&d);

    (void)state;
    post(&d, vg_print(&d.a, "/review/%s/accept", n.id), "seen=1");
    assert_int_equal(d.reply.status, 303);
    get(&d, "/claims/c1");
    shows(&d, 200, box);
    shows(&d, 200, "<p class=\"strip\"><img");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        post(&d, "/claims/c1/correct", others[i]);
        shows(&d, 403, "were read in an image (sure of the least of them");
        shows(&d, 403, box);
        shows(&d, 403, "<p class=\"strip\"><img");
    }
    get(&d, "/claims/c2");
    assert_int_equal(d.reply.status, 404);
    /* What has nothing to do with the image needs none. */
    post(&d, "/claims/c1/correct", "note=checked+on+Monday");
    assert_int_equal(d.reply.status, 303);
    post(&d, "/claims/c2/correct", "op=exact&number=7777&unit=station&compared=1");
    assert_int_equal(d.reply.status, 303);
    get(&d, "/claims/c3");
    shows(&d, 200, "7,777");
    post(&d, "/claims/c3/translation", "translation=54+stations&translator=A");
    assert_int_equal(d.reply.status, 303);
}

static void a_claim_written_by_hand_asks_for_the_look_too(void **state)
{
    static const char claim[] = "source=s1&quote=54 stations were&kind=quantity&value=54"
                                "&unit=station&subject=stations";
    SCOPED_DESK d;

    (void)state;
    (void)make(&d);
    get(&d, "/claims/new?source=s1");
    shows(&d, 200, "name=\"compared\" value=\"1\"");
    get(&d, "/claims/new?source=s1&start=0&end=9");
    shows(&d, 200, "strip?from=0&amp;to=9");
    post(&d, "/claims", claim);
    shows(&d, 422, "or the box on the page");
    shows(&d, 422, "<p class=\"strip\"><img");
    shows(&d, 422, "name=\"compared\" value=\"1\"");
    send(&d, "zh", "POST", "/claims", claim);
    shows(&d, 422, "在页面上勾选");
    post(&d, "/claims", vg_print(&d.a, "%s&compared=1", claim));
    assert_int_equal(d.reply.status, 303);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_image_stands_beside_the_words_that_were_read_in_it),
        cmocka_unit_test(the_strip_is_a_picture_of_ours_and_only_where_words_are),
        cmocka_unit_test(a_number_is_not_accepted_before_somebody_says_that_it_was_compared),
        cmocka_unit_test(a_number_corrected_after_the_image_is_kept_as_the_person_read_it),
        cmocka_unit_test(other_words_may_be_taken_after_a_look_at_the_image),
        cmocka_unit_test(a_correction_needs_a_look_of_its_own),
        cmocka_unit_test(a_claim_written_by_hand_asks_for_the_look_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
