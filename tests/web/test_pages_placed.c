/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Claims that were made of the text of an earlier reader, after a newer one has read the source:
 * found again, or said to be nowhere, with nothing of the record changed. The earlier reader is
 * a text put in the place of the derived one.
 */
#include "web/desk.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "claim/claim.h"

static const char now[] = "Same start. The station was closed in May.\n\n"
                          "People spoke of\u00a0threats there.\n\n"
                          "First Echo second; the third Echo fourth. End of it.\n";
static const char old[] = "Same start. Home, contact, about us.\n"
                          "The station was closed in May.\n"
                          "People spoke of threats there.\n"
                          "xx Echo yy. Only the earlier reader saw this.\n";

/* What is claimed, in that order, and how it stands in the newer text. */
static const struct {
    const char *quote, *here, *stands;
    int64_t start;
} rows[] = {
    {"Same start.", "Same start.", NULL, 0},
    {"The station was closed in May.", "The station was closed in May.", "moved", 12},
    {"People spoke of threats there.", "People spoke of\u00a0threats there.", "refitted", 44},
    {"Echo", "Echo", "ambiguous", 106},
    {"Only the earlier reader saw this.", NULL, "lost", 111},
};
enum { ROWS = sizeof rows / sizeof *rows };

static sqlite3 *raw(struct desk *d)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(in(d, "a.vigil"), &db), SQLITE_OK);
    return db;
}

/* The earlier reader's text in the place of the one that there is. */
static void read_as_before(struct desk *d)
{
    sqlite3 *db = raw(d);
    sqlite3_stmt *st = NULL;

    assert_int_equal(
        sqlite3_prepare_v2(db, "UPDATE text SET reader = 'vigil-text/0', body = ?", -1, &st, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_bind_blob(st, 1, old, (int)strlen(old), SQLITE_STATIC), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* All rows of a table. */
static void put_table(struct desk *d, const char *table, struct vg_buf *out)
{
    sqlite3 *db = raw(d);
    sqlite3_stmt *st = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, vg_print(&d->a, "SELECT * FROM %s ORDER BY 1", table),
                                        -1, &st, NULL),
                     SQLITE_OK);
    vg_putf(out, "%s\n", table);
    while (sqlite3_step(st) == SQLITE_ROW)
        for (int k = 0; k < sqlite3_column_count(st); k++)
            vg_putf(out, "%s|", (const char *)sqlite3_column_text(st, k));
    assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void put_kept(struct desk *d, struct vg_buf *out)
{
    static const char *const tables[] = {"passage", "claim", "claim_link", "review", "entry"};

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        put_table(d, tables[i], out);
}

static void add_claims(struct desk *d, struct vg_case *c)
{
    static const struct vg_link text = {.speaker = "A paper", .as = "text"};

    for (size_t i = 0; i < ROWS; i++) {
        struct vg_passage p = {.source = 1, .start = -1, .quote = vg_str(rows[i].quote)};
        struct vg_claim claim = {.kind = VG_KIND_EXISTENCE,
                                 .subject = "station",
                                 .predicate = "exists",
                                 .stance = VG_ASSERTS,
                                 .passage = &p,
                                 .links = &text,
                                 .n_links = 1,
                                 .language = "en",
                                 .status = VG_ACCEPTED};
        int64_t id;

        must(d, vg_claim_add(c, &claim, NULL, 0, &id, &d->err));
        assert_int_equal(id, i + 1);
    }
}

/* A case with the five claims, made of the earlier text. */
static void make(struct desk *d, struct vg_case **c)
{
    struct vg_add_options o = {0};
    const char *path;
    FILE *file;
    int64_t failed = 0;

    desk_begin(d);
    must(d, vg_case_new(&d->app, in(d, "a.vigil"), 0, &d->err));
    path = in(d, "page.txt");
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fputs(now, file) < 0, 0);
    assert_int_equal(fclose(file), 0);
    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, c, &d->err));
    must(d, vg_add(*c, &path, 1, &o, NULL, NULL, &failed, &d->err));
    read_as_before(d);
    add_claims(d, *c);
    desk_ready(d);
}

static void hold_places(struct desk *d, struct vg_case *c)
{
    VG_SCOPED_BUF text = {0};

    must(d, vg_source_text(c, 1, 0, &text, &d->err));
    for (size_t i = 0; i < ROWS; i++) {
        struct vg_claim claim;
        const struct vg_passage *p;

        must(d, vg_claim_get(c, (int64_t)i + 1, &d->a, &claim, &d->err));
        p = claim.passage;
        assert_string_equal(vg_copy(&d->a, p->quote.p, p->quote.len), rows[i].quote);
        if (p->start != rows[i].start)
            fail_msg("%s: at %lld", rows[i].quote, (long long)p->start);
        assert_string_equal(vg_stands_word(p->stands),
                            rows[i].stands == NULL ? "there" : rows[i].stands);
        if (rows[i].here != NULL)
            assert_memory_equal(text.p + p->start, rows[i].here, strlen(rows[i].here));
        if (rows[i].here != NULL)
            assert_int_equal(p->end - p->start, strlen(rows[i].here));
        assert_int_equal(strcmp(p->reader, "vigil-text/0") == 0, i == 0 || i == 4);
    }
}

static void passages_are_found_again_by_a_rebuild(void **state)
{
    SCOPED_DESK d;
    VG_SCOPED_BUF before = {0}, after = {0}, once = {0}, twice = {0};
    struct vg_verify_report report;
    struct vg_case *c = NULL;

    (void)state;
    make(&d, &c);
    put_kept(&d, &before);
    must(&d, vg_rebuild(c, &d.err));
    hold_places(&d, c);
    put_kept(&d, &after);
    assert_string_equal(before.p, after.p);
    put_table(&d, "passage_placed", &once);
    must(&d, vg_rebuild(c, &d.err));
    put_table(&d, "passage_placed", &twice);
    assert_string_equal(once.p, twice.p);
    vg_case_close(c);
    must(&d, vg_verify(&d.app, in(&d, "a.vigil"), NULL, 0, &d.a, &report, &d.err));
    assert_int_equal(report.n_findings, 0);
}

static int holds(const char *page, const char *text)
{
    return strstr(page, text) != NULL;
}

static void the_page_shows_where_they_are_or_says_that_they_are_nowhere(void **state)
{
    SCOPED_DESK d;
    struct vg_case *c = NULL;
    const char *page;

    (void)state;
    make(&d, &c);
    must(&d, vg_rebuild(c, &d.err));
    vg_case_close(c);
    page = get(&d, "/claims/c2");
    assert_true(holds(page, "/sources/s1?at=12-42#p-here"));
    assert_true(holds(page, "<mark>The station was closed in May.</mark>"));
    assert_false(holds(page, "another reader has read the source"));
    page = get(&d, "/claims/c4");
    assert_true(holds(page, "in several places that fit equally well"));
    page = get(&d, "/claims/c5");
    assert_true(holds(page, "<mark>Only the earlier reader saw this.</mark>"));
    assert_true(holds(page, "another reader has read the source since"));
    assert_false(holds(page, "/sources/s1?at="));
    page = get(&d, "/sources/s1");
    assert_true(holds(page, "<mark"));
    assert_true(holds(page, "data-at=\"12\""));
    page = get(&d, "/claims");
    assert_true(holds(page, "?at=44-75#p-c3"));
}

static void doctor_counts_those_that_were_not_found(void **state)
{
    SCOPED_DESK d;
    VG_SCOPED_BUF said = {0};
    struct vg_case *c = NULL;
    struct vg_doctor_line *lines;
    size_t n;

    (void)state;
    make(&d, &c);
    must(&d, vg_rebuild(c, &d.err));
    vg_case_close(c);
    must(&d, vg_doctor(&d.app, in(&d, "a.vigil"), &d.a, &lines, &n, &d.err));
    for (size_t i = 0; i < n; i++)
        if (strcmp(lines[i].what, "passages") == 0)
            vg_putf(&said, "%d %.60s\n", lines[i].ok, lines[i].says);
    assert_string_equal(said.p, "1 2 passages stand elsewhere in the texts that there are now, \n"
                                "0 1 passages stand in several places of the text that there is\n"
                                "0 1 passages are not in the text that there is now, the first \n");
}

static void bytes_that_are_not_what_was_preserved_are_not_served(void **state)
{
    SCOPED_DESK d;
    struct vg_case *c = NULL;
    sqlite3 *db;

    (void)state;
    make(&d, &c);
    vg_case_close(c);
    get(&d, "/sources/s1/raw");
    assert_int_equal(d.reply.status, 200);
    assert_int_equal(d.reply.raw, 1);
    db = raw(&d);
    assert_int_equal(sqlite3_exec(db,
                                  "DROP TRIGGER chunk_stays;"
                                  "UPDATE chunk SET bytes = zeroblob(length(bytes))",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    get(&d, "/sources/s1/raw");
    assert_int_equal(d.reply.status, 403);
    assert_int_equal(d.reply.raw, 0);
    assert_non_null(strstr(d.reply.body.p, "not those that were preserved"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passages_are_found_again_by_a_rebuild),
        cmocka_unit_test(the_page_shows_where_they_are_or_says_that_they_are_nowhere),
        cmocka_unit_test(doctor_counts_those_that_were_not_found),
        cmocka_unit_test(bytes_that_are_not_what_was_preserved_are_not_served),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
