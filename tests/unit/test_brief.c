/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/table.h"
#include "base/utf8.h"
#include "brief/page.h"
#include "brief_case.h"

/* -- words --------------------------------------------------------------------------- */

static int holds_han(const char *text)
{
    size_t len = strlen(text), at = 0;
    uint32_t c;

    while (at < len) {
        at += vg_utf8_next(text + at, len - at, &c);
        if (vg_is_han(c) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef))
            return 1;
    }
    return 0;
}

static void every_word_is_there_in_both_languages(void **state)
{
    (void)state;
    for (unsigned w = 0; w < VG_WORDS; w++) {
        const char *en = vg_brief_word((enum vg_word)w, "en");
        const char *zh = vg_brief_word((enum vg_word)w, "zh");

        ROW_CHECK(w, "no English", en != NULL && en[0] != '\0');
        ROW_CHECK(w, en, zh != NULL && zh[0] != '\0');
        ROW_CHECK(w, en, !holds_han(en));
        ROW_CHECK(w, en, holds_han(zh));
    }
}

static void both_languages_ask_for_the_same_values(void **state)
{
    static const char *const places[] = {"{1}", "{2}", "{3}"};

    (void)state;
    for (unsigned w = 0; w < VG_WORDS; w++)
        for (size_t k = 0; k < 3; k++)
            ROW_CHECK(w, vg_brief_word((enum vg_word)w, "en"),
                      (strstr(vg_brief_word((enum vg_word)w, "en"), places[k]) != NULL) ==
                          (strstr(vg_brief_word((enum vg_word)w, "zh"), places[k]) != NULL));
}

static void numbers_are_grouped_and_exact(void **state)
{
    static const struct {
        int64_t n;
        unsigned scale;
        const char *text;
    } rows[] = {
        {0, 0, "0"},
        {7, 0, "7"},
        {999, 0, "999"},
        {1000, 0, "1,000"},
        {230000, 0, "230,000"},
        {25, 1, "2.5"},
        {5, 2, "0.05"},
        {1234567, 3, "1,234.567"},
        {-1200, 0, "-1,200"},
        {100, 2, "1.00"},
        {9007199254740993, 0, "9,007,199,254,740,993"},
        {INT64_MAX, 0, "9,223,372,036,854,775,807"},
        {INT64_MIN, 0, "-9,223,372,036,854,775,808"},
        {INT64_MIN, 6, "-9,223,372,036,854.775808"},
    };
    char text[VG_NUMBER_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].text,
                  strcmp(vg_number(text, rows[i].n, rows[i].scale), rows[i].text) == 0);
}

static void dates_are_written_for_reading_and_others_left_alone(void **state)
{
    static const struct {
        const char *edtf, *en, *zh;
    } rows[] = {
        {"2022", "2022", "2022年"},
        {"2022-09", "Sep 2022", "2022年9月"},
        {"2022-09-02", "2 Sep 2022", "2022年9月2日"},
        {"2022-09?", "Sep 2022?", "2022年9月?"},
        {"2021-04/2022-07", "Apr 2021–Jul 2022", "2021年4月–2022年7月"},
        {"2014/..", "2014–..", "2014年–.."},
        {"2021-23", "2021-23", "2021-23"}, /* a season stays as it is */
        {"2022-00-01", "2022-00-01", "2022-00-01"},
        {"2022-1", "2022-1", "2022-1"},
        {"", "", ""},
        {"<b>/<i>", "&lt;b&gt;–&lt;i&gt;", "&lt;b&gt;–&lt;i&gt;"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF en = {0}, zh = {0};

        vg_put_date(&en, "en", rows[i].edtf);
        vg_put_date(&zh, "zh", rows[i].edtf);
        ROW_CHECK(i, rows[i].edtf, vg_str_is(vg_buf_str(&en), rows[i].en));
        ROW_CHECK(i, rows[i].edtf, vg_str_is(vg_buf_str(&zh), rows[i].zh));
    }
}

/* -- figures -------------------------------------------------------------------------- */

static const int64_t claims_1[] = {1};

static void each_bound_is_said_in_words_in_both_languages(void **state)
{
    static const struct {
        unsigned has;
        int64_t low, best, high;
        const char *en, *zh;
    } rows[] = {
        {VG_FIGURE_LOW, 102, 0, 0, "at least 102; nobody states an upper end", "至少 102"},
        {VG_FIGURE_HIGH, 0, 0, 230000, "up to 230,000: upper end only", "至多 230,000：仅有上限"},
        {VG_FIGURE_BEST, 0, 10000, 0, "10,000 stated; neither end is stated", "所述为 10,000"},
        {VG_FIGURE_LOW | VG_FIGURE_HIGH, 2, 0, 9, "between 2 and 9", "2 至 9 之间"},
        {VG_FIGURE_LOW | VG_FIGURE_HIGH, 3, 0, 3, "3; low and high agree", "3；高低值一致"},
        {VG_FIGURE_LOW | VG_FIGURE_BEST, 3, 54, 0, "at least 3, 54 stated", "至少 3，所述为 54"},
        {VG_FIGURE_LOW | VG_FIGURE_BEST, 54, 54, 0, "at least 54; nobody", "至少 54"},
        {VG_FIGURE_BEST | VG_FIGURE_HIGH, 0, 5, 8, "5 stated, up to 8", "所述为 5，至多 8"},
        {VG_FIGURE_LOW | VG_FIGURE_BEST | VG_FIGURE_HIGH, 1, 5, 8, "between 1 and 8, 5 stated",
         "1 至 8 之间，所述为 5"},
        {VG_FIGURE_LOW, INT64_MAX, 0, 0, "at least 9,223,372,036,854,775,807", "至少 9,223,3"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_figure f = {.has = rows[i].has,
                              .low = rows[i].low,
                              .best = rows[i].best,
                              .high = rows[i].high,
                              .unit = "station",
                              .claims = claims_1,
                              .n_claims = 1,
                              .method = "counted"};
        VG_SCOPED_BUF en = {0}, zh = {0};

        assert_int_equal(vg_page_figure(&en, &f, "en", NULL), VG_OK);
        assert_int_equal(vg_page_figure(&zh, &f, "zh", NULL), VG_OK);
        ROW_CHECK(i, rows[i].en, strstr(en.p, rows[i].en) != NULL);
        ROW_CHECK(i, rows[i].zh, strstr(zh.p, rows[i].zh) != NULL);
    }
}

static void an_upper_end_alone_never_prints_a_best_or_low(void **state)
{
    struct vg_figure f = {.has = VG_FIGURE_HIGH,
                          .low = 7,
                          .best = 8,
                          .high = 230000,
                          .unit = "person",
                          .claims = claims_1,
                          .n_claims = 1};
    VG_SCOPED_BUF page = {0};

    (void)state;
    assert_int_equal(vg_page_figure(&page, &f, "en", NULL), VG_OK);
    assert_null(strstr(page.p, ">230,000<"));
    assert_null(strstr(page.p, "class=\"be\""));
}

static void a_figure_carries_unit_date_roots_and_its_evidence(void **state)
{
    static const int64_t ids[] = {4, 17};
    struct vg_figure f = {.has = VG_FIGURE_LOW,
                          .low = 2,
                          .unit = "station",
                          .definition = "one address",
                          .as_of = "2022-09-12",
                          .claims = ids,
                          .n_claims = 2,
                          .roots_named = 1};
    VG_SCOPED_BUF page = {0};

    (void)state;
    assert_int_equal(vg_page_figure(&page, &f, "en", NULL), VG_OK);
    assert_non_null(strstr(page.p, "station"));
    assert_non_null(strstr(page.p, "(one address)"));
    assert_non_null(strstr(page.p, "12 Sep 2022"));
    assert_non_null(strstr(page.p, "1 named, 0 read"));
    assert_non_null(strstr(page.p, "<a href=\"#c4\">c4</a> <a href=\"#c17\">c17</a>"));
}

static void a_figure_without_claims_is_refused(void **state)
{
    struct vg_figure f = {.has = VG_FIGURE_LOW, .low = 2, .unit = "station"};
    struct vg_err err = {0};
    VG_SCOPED_BUF page = {0};
    VG_SCOPED_ARENA a = {0};
    struct brief_case k;

    (void)state;
    assert_int_equal(vg_page_figure(&page, &f, "en", &err), VG_E_REFUSED);
    assert_int_equal(page.len, 0);
    brief_case_small(&k);
    k.rows[1].n_claims = 0;
    assert_int_equal(brief_case_write(&k, &a, &page, &err), VG_E_REFUSED);
    assert_int_equal(page.len, 0);
}

/* -- replies --------------------------------------------------------------------------- */

static void an_allegation_without_a_reply_stops_the_brief(void **state)
{
    struct vg_err err = {0};
    VG_SCOPED_BUF page = {0};
    VG_SCOPED_ARENA a = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    k.replies[3].claim = 1; /* c2 loses its only row */
    assert_int_equal(brief_case_write(&k, &a, &page, &err), VG_E_REFUSED);
    assert_string_equal(err.text, "c2 alleges and has no reply; set one with 'vigil claim --reply "
                                  "c2 …' (not-asked is an answer)");
    assert_int_equal(page.len, 0);
}

static void a_presence_in_a_figure_needs_a_reply_whatever_its_family(void **state)
{
    VG_SCOPED_BUF page = {0};
    VG_SCOPED_ARENA a = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    k.claims[0].family = VG_FAMILY_NUMBER;
    assert_false(vg_claim_alleges(&k.view, &k.claims[0]));
    assert_int_equal(brief_case_write(&k, &a, &page, NULL), VG_OK);
    for (size_t i = 0; i < SMALL_REPLIES; i++)
        k.replies[i].claim = k.replies[i].claim == 1 ? 5 : k.replies[i].claim;
    assert_int_equal(brief_case_write(&k, &a, &page, NULL), VG_E_REFUSED);
}

static void which_claims_allege(void **state)
{
    static const struct vg_standing reported[] = {{"reported", "The Daily", NULL, NULL}};
    static const struct vg_standing own[] = {{"official-claim", "org:ministry", NULL, NULL},
                                             {"disputed", "org:watch", NULL, NULL}};
    static const struct vg_standing undisputed[] = {{"undisputed", "The Daily", NULL, NULL}};
    static const struct vg_link ministry[] = {{"org:ministry", "text", NULL, NULL, NULL}};
    static const struct vg_link group[] = {{"org:watch", "text", NULL, NULL, NULL}};
    static const struct {
        const char *what;
        enum vg_claim_kind kind;
        enum vg_family family;
        enum vg_stance stance;
        const char *subject, *object, *unit;
        const struct vg_standing *standing;
        size_t n_standing;
        const struct vg_link *link;
        int alleges;
    } rows[] = {
        {"an agency runs a post", VG_KIND_RELATION, VG_FAMILY_FUNCTION, VG_ASSERTS, "org:ministry",
         "the post", NULL, reported, 1, group, 1},
        {"without any standing", VG_KIND_EVENT, VG_FAMILY_EFFECT, VG_ASSERTS, "org:ministry", NULL,
         NULL, NULL, 0, group, 1},
        {"relayed", VG_KIND_EXISTENCE, VG_FAMILY_EXISTENCE, VG_RELAYS, "presence:one", NULL, NULL,
         reported, 1, group, 1},
        {"a group counts stations", VG_KIND_QUANTITY, VG_FAMILY_EXISTENCE, VG_ASSERTS, "org:watch",
         NULL, "station", reported, 1, group, 1},
        {"an opinion with a number", VG_KIND_OPINION, VG_FAMILY_EXISTENCE, VG_ASSERTS,
         "org:ministry", NULL, "station", reported, 1, group, 1},
        {"words that nobody resolved", VG_KIND_EVENT, VG_FAMILY_EFFECT, VG_ASSERTS, "the agents",
         NULL, NULL, reported, 1, group, 1},
        {"asked only", VG_KIND_RELATION, VG_FAMILY_FUNCTION, VG_ASKS, "org:ministry", NULL, NULL,
         reported, 1, group, 0},
        {"quoted to refute", VG_KIND_RELATION, VG_FAMILY_FUNCTION, VG_REFUTES, "org:ministry", NULL,
         NULL, reported, 1, group, 0},
        {"its own official claim, disputed by others", VG_KIND_QUANTITY, VG_FAMILY_EFFECT,
         VG_ASSERTS, "org:ministry", NULL, "person", own, 2, ministry, 0},
        {"undisputed", VG_KIND_RELATION, VG_FAMILY_EXISTENCE, VG_ASSERTS, "org:ministry", "CA",
         NULL, undisputed, 1, group, 0},
        {"a name", VG_KIND_RELATION, VG_FAMILY_IDENTITY, VG_ASSERTS, "org:ministry", NULL, NULL,
         reported, 1, group, 0},
        {"a publication", VG_KIND_PUBLICATION, VG_FAMILY_EXISTENCE, VG_ASSERTS, "org:ministry",
         NULL, NULL, reported, 1, group, 0},
        {"an opinion without a number", VG_KIND_OPINION, VG_FAMILY_EXISTENCE, VG_ASSERTS,
         "org:ministry", NULL, NULL, reported, 1, group, 0},
        {"what the host police did", VG_KIND_EVENT, VG_FAMILY_EFFECT, VG_ASSERTS, "org:police",
         "its own inquiry", NULL, reported, 1, group, 0},
    };
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_claim c = {.id = 9,
                             .kind = rows[i].kind,
                             .family = rows[i].family,
                             .stance = rows[i].stance,
                             .subject = rows[i].subject,
                             .object = rows[i].object,
                             .standing = rows[i].standing,
                             .n_standing = rows[i].n_standing,
                             .links = rows[i].link,
                             .n_links = 1,
                             .status = VG_ACCEPTED};

        if (rows[i].unit != NULL)
            c.quantity = (struct vg_quantity){
                .op = VG_OP_EXACT, .has = VG_HAS_VALUE, .value = 3, .unit = rows[i].unit};
        ROW_CHECK(i, rows[i].what, vg_claim_alleges(&k.view, &c) == rows[i].alleges);
    }
}

/* -- the page ---------------------------------------------------------------------------- */

static const char *page_of(struct brief_case *k, struct vg_arena *a, struct vg_buf *page)
{
    struct vg_err err = {0};

    if (brief_case_write(k, a, page, &err) != VG_OK)
        fail_msg("%s", err.text);
    return page->p;
}

static void sections_come_in_their_order(void **state)
{
    static const char *const order[] = {"asked",   "figures", "disputes", "roots",   "checks",
                                        "unknown", "status",  "made",     "evidence"};
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct brief_case k;
    const char *at;

    (void)state;
    brief_case_small(&k);
    at = page_of(&k, &a, &page);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *mark = vg_print(&a, "<section id=\"%s\"", order[i]);

        at = strstr(at, mark);
        ROW_CHECK(i, order[i], at != NULL);
    }
}

static void what_is_not_known_is_there_even_when_nothing_is_missing(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    k.view.n_claims = k.view.n_roots = k.view.n_replies = 0;
    k.brief.n_figures = k.brief.n_checks = k.brief.n_tasks = 0;
    page_of(&k, &a, &page);
    assert_non_null(strstr(page.p, "<section id=\"unknown\""));
    assert_non_null(strstr(page.p, "That does not mean that nothing is."));
}

static void the_small_case_says_all_that_it_must(void **state)
{
    static const char *const said[] = {
        ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
         "form-action 'none'"),
        "<html lang=\"en\">",
        "at least 3, 54 stated; nobody states an upper end",
        "c1 and c5 must not be added: the units differ",
        "1 named, 0 read",
        "Beside it, never in it: <a href=\"#c6\">c6</a>",
        "denies existence",
        "says closed",
        "<em>no reply asked</em>",
        "no reply on this question",
        "investigation closed without charges</b> · Host Police · Oct 2025",
        "not held: open task",
        "corrected at source 2022-10-29",
        "Rests on: r1 was corrected: corrected at source 2022-10-29",
        "changed at source 2022-10-29",
        "the parts add up",
        "not run: source not held",
        "note in own words",
        "lang=\"zh-Hans\" dir=\"auto\">发言人表示，<mark>不存在所谓海外警察站</mark>。",
        "lang=\"ar\" dir=\"auto\"",
        "So-called overseas police stations do not exist",
        "Speaker not named",
        "bytes 40–96",
        "075b62f2b816029c95c406ee55dcde8e4b2087bb350fe89f5005492748e69071",
        "vigil verify posts.vigil",
        "posts+c74f20a3+AYEs",
        "That a page told the truth.",
        "Two passages: they protect a witness",
        "Ask the ministry about lawfulness",
        "href=\"https://daily.example/a?b=1&amp;c=2\"",
        "<a href=\"#f1-1\">figure 1.1</a>",
        "<a href=\"#k1\">check k1</a>",
        "<a href=\"#d1\">dispute 1</a>",
    };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    page_of(&k, &a, &page);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        ROW_CHECK(i, said[i], strstr(page.p, said[i]) != NULL);
    assert_null(strstr(page.p, "<script"));
    assert_null(strstr(page.p, " style="));
    assert_null(strstr(page.p, "<details"));
}

static void lists_stand_in_what_is_not_known_and_series_below_the_figures(void **state)
{
    static const char *const said[] = {
        "Totals over time",
        "Totals that must not be added",
        "c1 and c2 must not be added: 2021-04 to 2021-12 (nine months) is in both",
        "Locked: no search list is drawn from it",
        "the instrument (r1) is not held",
        "Arithmetic about the claims, and nothing else",
        "3 on the list, 1 of them found, 2 not found",
        "<title>Quebec: looked there, not found</title>",
        "<title>Alberta: not looked</title>",
        "<q lang=\"fr\" dir=\"auto\">poste de service</q>",
        "<b>Alberta</b>: not looked",
        "found outside the list",
    };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    brief_case_lists(&k);
    page_of(&k, &a, &page);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        ROW_CHECK(i, said[i], strstr(page.p, said[i]) != NULL);
    assert_true(strstr(page.p, "class=\"series\"") < strstr(page.p, "id=\"disputes\""));
    assert_true(strstr(page.p, "Locked:") > strstr(page.p, "id=\"unknown\""));
    /* a locked list has no grid to search by: one svg for the open one */
    assert_null(strstr(strstr(page.p, "class=\"grid\"") + 1, "class=\"grid\""));
    k.series.sum.n_claims = 0;
    assert_int_equal(brief_case_write(&k, &a, &page, NULL), VG_E_REFUSED);
}

/* Who reads a figure reads of its words how they came: captured years before they were added, out
 * of a damaged record, read in an image. */
static void the_evidence_says_how_its_words_came(void **state)
{
    static const struct {
        const char *language, *says[4];
    } rows[] = {
        {"en",
         {"10:00 UTC</time>, by crawler/1 as its archive states",
          "added <time datetime=\"2023-11-14",
          "its record in the archive is damaged: its bytes are not those whose digest was stated<",
          "the least word 61); a person compared words and number with the image."}},
        {"zh",
         {"（据其档案所载）", "存入于", "其在档案中的记录有损坏：字节与所载摘要不符",
          "已由人将文字和数字与图像核对"}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF page = {0};
        struct brief_case k;
        struct vg_passage p;

        brief_case_small(&k);
        k.brief.language = rows[i].language;
        k.sources[0].archived_at = "2023-01-15T10:00:00Z";
        k.sources[0].archived_by = "crawler/1";
        k.sources[0].damaged = "digest-mismatch digest-mismatch";
        p = *k.claims[0].passage;
        p.is_ocr = p.is_seen = 1;
        p.mean_sure = 90;
        p.least_sure = 61;
        k.claims[0].passage = &p;
        page_of(&k, &a, &page);
        for (size_t s = 0; s < 4; s++)
            ROW_CHECK(i, rows[i].says[s], strstr(page.p, rows[i].says[s]) != NULL);
    }
}

static void a_chinese_brief_has_chinese_labels_and_the_same_quotes(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    k.brief.language = "zh";
    page_of(&k, &a, &page);
    assert_non_null(strstr(page.p, "<html lang=\"zh-Hans\">"));
    assert_non_null(strstr(page.p, "至多 230,000：仅有上限"));
    assert_non_null(strstr(page.p, "指明 1 个，已读 0 个"));
    assert_non_null(strstr(page.p, "否认存在</b> · 秩序部 · 2022年10月26日"));
    assert_non_null(strstr(page.p, "the group identified 54 stations abroad"));
    assert_non_null(strstr(page.p, "<span lang=\"en\">the parts add up</span>"));
    assert_null(strstr(page.p, "What is asked"));
}

static void the_latest_word_of_each_speaker_stands_and_the_older_is_kept(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct brief_case k;
    const char *status, *drawn, *evidence;

    (void)state;
    brief_case_small(&k);
    page_of(&k, &a, &page);
    status = strstr(page.p, "<section id=\"status\"");
    drawn = strstr(page.p, "<div class=\"draws\">"); /* the timeline shows the older too */
    evidence = strstr(page.p, "<article class=\"claim\" id=\"c1\"");
    assert_true(status != NULL && drawn != NULL && evidence != NULL);
    assert_null(strstr(vg_copy(&a, status, (size_t)(drawn - status)), "6 Feb 2023"));
    assert_non_null(strstr(evidence, "6 Feb 2023 (earlier)"));
}

/* Every link within the page leads somewhere, and no id is used twice. */
static void every_link_inside_arrives(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct brief_case k;

    (void)state;
    for (int round = 0; round < 2; round++) {
        VG_SCOPED_BUF page = {0};
        struct vg_table ids = VG_TABLE(&a);

        if (round == 0) {
            brief_case_small(&k);
            brief_case_lists(&k);
        } else if (!brief_case_sample(&a, &k))
            break;
        page_of(&k, &a, &page);
        for (const char *at = page.p; (at = strstr(at, " id=\"")) != NULL; at += 5) {
            struct vg_str id = {at + 5, strcspn(at + 5, "\"")};

            if (!vg_table_add(&ids, id, 1, NULL))
                fail_msg("id %.*s is there twice", (int)id.len, id.p);
        }
        for (const char *at = page.p; (at = strstr(at, " href=\"#")) != NULL; at += 8) {
            struct vg_str id = {at + 8, strcspn(at + 8, "\"")};
            int64_t there;

            if (!vg_table_get(&ids, id, &there))
                fail_msg("#%.*s leads nowhere", (int)id.len, id.p);
        }
        brief_case_end(&k);
    }
}

static void what_is_cut_is_said_and_not_linked(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    k.brief.max_claims = 3;
    page_of(&k, &a, &page);
    assert_non_null(
        strstr(page.p, "3 of 6 claims are printed here with full evidence; the other 3"));
    assert_null(strstr(page.p, "href=\"#c4\""));
    assert_non_null(strstr(page.p, "id=\"c5\"")); /* a figure rests on it */
}

static void of_the_rows_those_that_rest_on_most_claims_are_kept_in_their_order(void **state)
{
    static const int64_t ids[] = {1, 2, 3};
    VG_SCOPED_ARENA a = {0};
    const struct vg_figure rows[] = {
        {.place = "AT", .claims = ids, .n_claims = 2},
        {.place = "CA", .claims = ids, .n_claims = 1},
        {.place = "NL", .claims = ids, .n_claims = 3},
        {.place = "US", .claims = ids, .n_claims = 1},
    };
    static const struct {
        size_t most, n;
        const char *places[4];
    } kept[] = {
        {0, 0, {0}},
        {1, 1, {"NL"}},
        {2, 2, {"AT", "NL"}},
        {3, 3, {"AT", "CA", "NL"}},
        {4, 4, {"AT", "CA", "NL", "US"}},
        {SIZE_MAX, 4, {"AT", "CA", "NL", "US"}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct vg_brief_figure block = {0};

        vg_brief_keep_rows(rows, 4, kept[i].most, &a, &block);
        assert_int_equal(block.n, kept[i].n);
        assert_int_equal(block.n_all, 4);
        for (size_t k = 0; k < block.n; k++) {
            assert_string_equal(block.rows[k].place, kept[i].places[k]);
            assert_memory_equal(block.rows[k].claims, ids, block.rows[k].n_claims * sizeof *ids);
        }
    }
}

static void a_check_that_is_left_out_is_counted_and_keeps_its_number(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct vg_check many[8];
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    for (size_t i = 0; i < 8; i++) {
        many[i] = k.checks[i < 3 ? 0 : i < 7 ? 1 : 4];
        many[i].test = vg_print(&a, "question %zu", i + 1);
    }
    vg_brief_keep_checks(many, 8, 2, &a, &k.brief);
    assert_int_equal(k.brief.n_checks, 5);
    page_of(&k, &a, &page);
    assert_non_null(strstr(page.p, "The first 2 of 3 are printed here."));
    assert_non_null(strstr(page.p, "The first 2 of 4 are printed here."));
    assert_non_null(strstr(page.p, "id=\"k5\"")); /* the second warning: three errors before it */
    assert_non_null(strstr(page.p, "id=\"k8\""));
    assert_null(strstr(page.p, "id=\"k3\""));
    assert_null(strstr(page.p, "question 3<"));
    assert_non_null(strstr(page.p, "question 5<"));
}

static void a_list_of_claims_that_is_cut_begins_with_those_printed(void **state)
{
    enum { N = 1000, LAST = N };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct vg_claim *claims = VG_NEW_ARRAY(&a, struct vg_claim, N);
    struct vg_reply *replies = VG_NEW_ARRAY(&a, struct vg_reply, N);
    static const int64_t last[] = {LAST};
    int64_t *all = VG_NEW_ARRAY(&a, int64_t, N);
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    for (size_t i = 0; i < N; i++) {
        claims[i] = k.claims[4];
        all[i] = claims[i].id = (int64_t)i + 1;
        replies[i] = (struct vg_reply){.claim = (int64_t)i + 1, .response = "not-asked"};
    }
    k.view.claims = claims;
    k.view.n_claims = N;
    k.view.replies = replies;
    k.view.n_replies = N;
    k.rows[0].claims = last;
    k.rows[0].n_claims = 1;
    k.rows[0].n_beside = 0;
    k.block.n = 1;
    k.checks[0].claims = all;
    k.checks[0].n_claims = N;
    k.brief.n_checks = 1;
    k.brief.max_claims = 1; /* the one behind the figure, the last of all */
    page_of(&k, &a, &page);
    assert_non_null(strstr(page.p, "id=\"c1000\""));
    assert_null(strstr(page.p, "id=\"c1\""));
    assert_non_null(strstr(page.p, "c199</span> <a href=\"#c1000\">c1000</a>"));
    assert_non_null(strstr(page.p, "and 800 more"));
    vg_buf_clear(&page);
    k.brief.max_claims = 0;
    page_of(&k, &a, &page);
    assert_null(strstr(page.p, " more</span>"));
    assert_non_null(strstr(page.p, ">c500</a> <a href=\"#c501\">"));
}

static void a_brief_is_there_whole_or_not_at_all(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {.max = 9000};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    vg_puts(&page, "before");
    assert_int_equal(brief_case_write(&k, &a, &page, NULL), VG_E_LIMIT);
    assert_string_equal(page.p, "before");
}

static void the_same_case_gives_the_same_bytes(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF one = {0}, two = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    page_of(&k, &a, &one);
    page_of(&k, &a, &two);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.p, two.p, one.len);
}

static void a_figure_rests_on_nothing_suggested_or_absent(void **state)
{
    static const int64_t nine[] = {9};
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct vg_err err = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    k.claims[4].status = VG_SUGGESTED;
    assert_int_equal(brief_case_write(&k, &a, &page, &err), VG_E_REFUSED);
    assert_non_null(strstr(err.text, "c5 is only suggested"));
    brief_case_small(&k);
    k.rows[1].claims = nine;
    assert_int_equal(brief_case_write(&k, &a, &page, &err), VG_E_REFUSED);
    assert_non_null(strstr(err.text, "c9 is not in this brief"));
}

/* -- hostile text ------------------------------------------------------------------------- */

/* Tags of a page, one after the other, with attribute names and no values: its skeleton. */
static void skeleton(const char *at, struct vg_buf *out)
{
    while ((at = strchr(at, '<')) != NULL) {
        while (*at != '\0' && *at != '>') {
            if (*at == '"') {
                const char *name = at;

                at = strchr(at + 1, '"');
                if (at == NULL)
                    fail_msg("an attribute never ends: %.40s", name);
                vg_putc(out, '"');
            } else {
                vg_putc(out, *at);
            }
            at++;
        }
        vg_putc(out, '>');
    }
}

static int is_ours(const char *tag)
{
    static const char *const ours[] = {
        "a",    "article", "b",     "blockquote", "body",     "br",     "caption", "circle", "code",
        "dd",   "desc",    "div",   "dl",         "!doctype", "dt",     "em",      "footer", "g",
        "h1",   "h2",      "h3",    "h4",         "head",     "header", "html",    "i",      "li",
        "main", "mark",    "meta",  "nav",        "ol",       "p",      "path",    "pre",    "q",
        "rect", "section", "small", "span",       "style",    "svg",    "table",   "tbody",  "td",
        "th",   "thead",   "time",  "title",      "tr",       "ul",
    };
    size_t n = strcspn(tag, " >");

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strlen(ours[i]) == n && strncmp(ours[i], tag, n) == 0)
            return 1;
    return 0;
}

static void check_tags(const char *bones, const char *text)
{
    for (const char *at = bones; (at = strchr(at, '<')) != NULL; at++) {
        const char *tag = at[1] == '/' ? at + 2 : at + 1;
        const char *end = strchr(tag, '>');

        if (!is_ours(tag))
            fail_msg("%s: a tag of its own: %.30s", text, tag);
        for (const char *on = tag; (on = strstr(on, " on")) != NULL && on < end; on++)
            fail_msg("%s: an event handler: %.40s", text, on);
        if (strncmp(tag, "a ", 2) == 0 && strstr(tag, "src") != NULL && strstr(tag, "src") < end)
            fail_msg("%s: %.40s", text, tag);
    }
}

static void check_addresses(const char *page, const char *text)
{
    for (const char *at = page; (at = strstr(at, " href=\"")) != NULL; at += 7)
        if (at[7] != '#' && strncmp(at + 7, "http://", 7) != 0 &&
            strncmp(at + 7, "https://", 8) != 0)
            fail_msg("%s: an address of another kind: %.40s", text, at);
}

static void try_text(const char *text)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0}, bones = {0};
    struct brief_case k;

    brief_case_small(&k);
    brief_case_fill(&k, text, &a);
    brief_case_lists(&k);
    brief_case_lists_fill(&k, text);
    page_of(&k, &a, &page);
    skeleton(strstr(page.p, "</style>") + 1, &bones);
    check_tags(strchr(bones.p, '<'), text);
    check_addresses(page.p, text);
    assert_true(vg_utf8_bad(page.p, page.len) == page.len);
}

static void text_from_outside_stays_text(void **state)
{
    VG_SCOPED_BUF corpus = {.max = 1 << 20};
    size_t tried = 0;

    (void)state;
    assert_int_equal(vg_file_read(CORPUS "/xss.txt", &corpus, NULL), VG_OK);
    for (char *line = corpus.p; *line != '\0'; tried++) {
        char *end = strchr(line, '\n');

        if (end != NULL)
            *end = '\0';
        if (*line != '\0')
            try_text(line);
        line = end == NULL ? line + strlen(line) : end + 1;
    }
    try_text("\xff\xfe<\xc0\xbcscript>");
    try_text("\xe2\x80\xae<b>\x01\x1b[2J");
    assert_true(tried >= 40);
}

/* -- size ----------------------------------------------------------------------------------- */

static void fifty_thousand_claims_fit(void **state)
{
    enum { N = 50000 };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct vg_claim *claims = VG_NEW_ARRAY(&a, struct vg_claim, N);
    struct vg_reply *replies = VG_NEW_ARRAY(&a, struct vg_reply, N);
    struct brief_case k;
    int64_t from, took;

    (void)state;
    brief_case_small(&k);
    for (size_t i = 0; i < N; i++) {
        claims[i] = k.claims[i % SMALL_CLAIMS];
        claims[i].id = (int64_t)i + 1;
        replies[i] = (struct vg_reply){.claim = (int64_t)i + 1, .response = "not-asked"};
    }
    k.view.claims = claims;
    k.view.n_claims = N;
    k.view.replies = replies;
    k.view.n_replies = N;
    assert_int_equal(vg_root_graph_make(&k.view, &a, &k.graph, NULL), VG_OK);
    k.brief.graph = k.graph;
    from = vg_ticks_ms();
    assert_int_equal(vg_brief_write(&k.brief, &page, NULL), VG_OK);
    took = vg_ticks_ms() - from;
    (void)printf("# 50000 claims: %lld ms, %zu bytes\n", (long long)took, page.len);
    assert_true(page.len < 90U << 20); /* and no copy of it is made */
    assert_non_null(strstr(page.p, "id=\"c50000\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_there_in_both_languages),
        cmocka_unit_test(both_languages_ask_for_the_same_values),
        cmocka_unit_test(numbers_are_grouped_and_exact),
        cmocka_unit_test(dates_are_written_for_reading_and_others_left_alone),
        cmocka_unit_test(each_bound_is_said_in_words_in_both_languages),
        cmocka_unit_test(an_upper_end_alone_never_prints_a_best_or_low),
        cmocka_unit_test(a_figure_carries_unit_date_roots_and_its_evidence),
        cmocka_unit_test(a_figure_without_claims_is_refused),
        cmocka_unit_test(an_allegation_without_a_reply_stops_the_brief),
        cmocka_unit_test(a_presence_in_a_figure_needs_a_reply_whatever_its_family),
        cmocka_unit_test(which_claims_allege),
        cmocka_unit_test(sections_come_in_their_order),
        cmocka_unit_test(what_is_not_known_is_there_even_when_nothing_is_missing),
        cmocka_unit_test(the_small_case_says_all_that_it_must),
        cmocka_unit_test(lists_stand_in_what_is_not_known_and_series_below_the_figures),
        cmocka_unit_test(the_evidence_says_how_its_words_came),
        cmocka_unit_test(a_chinese_brief_has_chinese_labels_and_the_same_quotes),
        cmocka_unit_test(the_latest_word_of_each_speaker_stands_and_the_older_is_kept),
        cmocka_unit_test(every_link_inside_arrives),
        cmocka_unit_test(what_is_cut_is_said_and_not_linked),
        cmocka_unit_test(of_the_rows_those_that_rest_on_most_claims_are_kept_in_their_order),
        cmocka_unit_test(a_check_that_is_left_out_is_counted_and_keeps_its_number),
        cmocka_unit_test(a_list_of_claims_that_is_cut_begins_with_those_printed),
        cmocka_unit_test(a_brief_is_there_whole_or_not_at_all),
        cmocka_unit_test(the_same_case_gives_the_same_bytes),
        cmocka_unit_test(a_figure_rests_on_nothing_suggested_or_absent),
        cmocka_unit_test(text_from_outside_stays_text),
        cmocka_unit_test(fifty_thousand_claims_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
