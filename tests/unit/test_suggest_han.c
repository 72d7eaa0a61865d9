/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "claim/suggest.h"

static struct vg_suggestions suggest(struct vg_arena *a, const char *text)
{
    struct vg_suggest_in in = {
        .text = {text, strlen(text)}, .publisher = "晚报", .date = "2023-09-12"};
    struct vg_suggestions got = {0};

    assert_int_equal(vg_suggest(&in, a, &got, NULL), VG_OK);
    return got;
}

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

/* "quantity at-least 17 station | from/to | place | speaker | stance | hedge: quote" */
static void show(const struct vg_claim *c, char *out, size_t room)
{
    const struct vg_quantity *q = &c->quantity;
    int64_t n = q->has & VG_HAS_VALUE   ? q->value
                : q->has & VG_HAS_LOWER ? q->lower
                : q->has & VG_HAS_UPPER ? q->upper
                                        : 0;

    (void)snprintf(
        out, room, "%s %s %lld %s | %s/%s | %s | %s | %s | %s: %.*s", vg_claim_kind_word(c->kind),
        q->op ? vg_op_word(q->op) : "-", (long long)n, or_dash(q->unit), or_dash(c->period.from),
        or_dash(c->period.to), c->n_places ? c->places[0] : "-",
        c->n_links > 1 ? or_dash(c->links[0].speaker) : "-", vg_stance_word(c->stance),
        c->n_hedges ? c->hedges[0] : "-", (int)c->passage->quote.len, c->passage->quote.p);
}

enum { MOST = 6 };

static void a_sentence_gives_these_claims(void **state)
{
    static const struct {
        const char *text;
        const char *want[MOST];
    } rows[] = {
#include "suggest_han_rows.inc"
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_suggestions got = suggest(&a, rows[i].text);
        size_t want = 0;

        for (size_t k = 0; k < got.n; k++) {
            char line[1024];

            show(&got.claims[k], line, sizeof line);
            if (k >= MOST || !rows[i].want[k] || strcmp(line, rows[i].want[k]) != 0)
                fail_msg("row %zu: claim %zu is\n%s", i, k, line);
        }
        while (want < MOST && rows[i].want[want])
            want++;
        ROW_CHECK(i, rows[i].text, got.n == want);
    }
}

/* Traditional writing gives what simplified writing gives; offsets stay its own. */
static void traditional_writing_gives_the_same(void **state)
{
    static const char *const simple = "警方称，去年10月起在德国设立逾25个“侨民联络点”，遍及14个州，"
                                      "其中近千人曾被要求返国。";
    static const char *const old = "警方稱，去年10月起在德國設立逾25個「僑民聯絡點」，遍及14個州，"
                                   "其中近千人曾被要求返國。";
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions x = suggest(&a, simple), y = suggest(&a, old);

    (void)state;
    assert_int_equal(x.n, 3);
    assert_int_equal(y.n, x.n);
    for (size_t i = 0; i < x.n; i++) {
        const struct vg_claim *c = &x.claims[i], *d = &y.claims[i];

        assert_int_equal(c->quantity.op, d->quantity.op);
        assert_int_equal(c->quantity.lower, d->quantity.lower);
        assert_string_equal(c->quantity.unit, d->quantity.unit);
        assert_int_equal(c->n_places, d->n_places);
        assert_string_equal(or_dash(c->period.from), or_dash(d->period.from));
        assert_string_equal(c->language, "zh-Hans");
        assert_string_equal(d->language, "zh-Hant");
        assert_ptr_equal(d->passage->quote.p, old + d->passage->start);
    }
}

/* A Chinese quotation has the English speaker around it; both languages are read. */
static void a_mixed_text_is_read_in_both_languages(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got =
        suggest(&a, "The Dory Institute says that “截至8月底，共劝返在外人员3.4万余人”.\n\n"
                    "警方逮捕了5人。\n\nPolice closed three offices in Lisbon.\n");

    (void)state;
    assert_int_equal(got.n, 3);
    assert_int_equal(got.claims[0].quantity.lower, 34000);
    assert_string_equal(got.claims[0].links[0].speaker, "Dory Institute");
    assert_string_equal(got.claims[0].period.to, "2023-08");
    assert_int_equal(got.claims[1].quantity.value, 5);
    assert_string_equal(got.claims[1].language, "zh-Hans");
    assert_int_equal(got.claims[2].quantity.value, 3);
    assert_string_equal(got.claims[2].language, "en");
}

static void the_last_link_is_the_text_in_hand(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got = suggest(&a, "《时报》援引警方消息称，至少有7人遭到跟踪。");
    const struct vg_claim *c = got.claims;

    (void)state;
    assert_int_equal(got.n, 1);
    assert_int_equal(c->n_links, 3);
    assert_string_equal(c->links[0].speaker, "警方");
    assert_string_equal(c->links[1].speaker, "时报");
    assert_string_equal(c->links[2].speaker, "晚报");
    assert_string_equal(c->links[2].as, "text");
}

static void false_friends_put_a_note(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got = suggest(&a, "全年出入境1.6万人次，涉及90多个国家和地区。");

    (void)state;
    assert_int_equal(got.n, 2);
    assert_string_equal(got.claims[0].quantity.unit, "person-time");
    assert_non_null(got.claims[0].note);
    assert_string_equal(got.claims[1].quantity.unit, "country-or-region");
    assert_non_null(got.claims[1].note);
}

/* Lines of a page are one paragraph; a title, a head and a row of a list are not. */
static void wrapped_lines_are_one_paragraph(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got =
        suggest(&a, "截至2023年8月31日，全省公安机关共破获跨境电信网络诈骗案件\n"
                    "2.36万起，从境外劝返涉诈人员1.8万余名。\n");

    (void)state;
    assert_int_equal(got.n, 2);
    assert_int_equal(got.claims[0].quantity.value, 23600);
    assert_string_equal(got.claims[0].quantity.unit, "case");
    assert_string_equal(got.claims[1].period.to, "2023-08-31");
}

/* The unit stands in the head of a list of names with a bare figure each. */
static void rows_of_a_list_take_the_unit_of_its_head(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got = suggest(
        &a, "2022年各地劝返人数（人）：\n某市　128\n某县　41\n合计　169\n统计完毕。\n其他　7\n");

    (void)state;
    assert_int_equal(got.n, 3);
    for (size_t i = 0; i < got.n; i++) {
        assert_string_equal(got.claims[i].quantity.unit, "person");
        assert_string_equal(got.claims[i].period.from, "2022");
    }
    assert_int_equal(got.claims[2].quantity.value, 169);
}

/* Name： holds till the next one; 问： asks. */
static void an_interview_has_its_speakers(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got =
        suggest(&a, "问：是否有5名记者被捕？\n陆文澜：我们核实了11个站点。\n"
                    "陆文澜：没有一位见过逮捕令。\n");

    (void)state;
    assert_int_equal(got.n, 3);
    assert_int_equal(got.claims[0].stance, VG_ASKS);
    assert_string_equal(got.claims[1].links[0].speaker, "陆文澜");
    assert_int_equal(got.claims[2].quantity.op, VG_OP_NONE_FOUND);
    assert_string_equal(got.claims[2].links[0].speaker, "陆文澜");
}

/* A text without an end, a line of numbers, quotations in quotations. */
static void hostile_texts_stay_small(void **state)
{
    static const struct {
        const char *piece;
        size_t times, most;
    } rows[] = {
        {"警方共抓获嫌疑人30名，", 30000, 30000},
        {"12 ", 100000, 0},
        {"12人、", 50000, 50000},
        {"1234567890", 100000, 0},
        {"一", 100000, 0},
        {"三百二十一万", 20000, 0},
        {"“", 10000, 0},
        {"「警方", 10000, 0},
        {"（", 10000, 0},
        {"警方称", 30000, 0},
        {"2023年3月至", 20000, 200},
        {"在加拿大、", 20000, 0},
        {"没有发现", 30000, 200},
        {"\xe2\x80\x8b", 30000, 0},
        {"the 警方 office said ", 10000, 10000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        size_t n = strlen(rows[i].piece);
        char *text = vg_alloc(&a, n * rows[i].times + 1);
        struct vg_suggestions got;

        for (size_t k = 0; k < rows[i].times; k++)
            memcpy(text + k * n, rows[i].piece, n);
        got = suggest(&a, text);
        ROW_CHECK(i, rows[i].piece, got.n <= rows[i].most);
        for (size_t k = 0; k < got.n; k++)
            ROW_CHECK(i, rows[i].piece, got.claims[k].passage->quote.len <= VG_MAX_QUOTE);
    }
}

static void japanese_is_not_taken_for_chinese(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggest_in in = {.text = vg_str("警察は昨日、東京で3人を逮捕したと発表した。")};
    struct vg_suggestions got = {0};

    (void)state;
    assert_int_equal(vg_suggest(&in, &a, &got, NULL), VG_OK);
    assert_int_equal(got.n, 0);
    assert_non_null(got.note);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_gives_these_claims),
        cmocka_unit_test(traditional_writing_gives_the_same),
        cmocka_unit_test(a_mixed_text_is_read_in_both_languages),
        cmocka_unit_test(the_last_link_is_the_text_in_hand),
        cmocka_unit_test(false_friends_put_a_note),
        cmocka_unit_test(wrapped_lines_are_one_paragraph),
        cmocka_unit_test(rows_of_a_list_take_the_unit_of_its_head),
        cmocka_unit_test(an_interview_has_its_speakers),
        cmocka_unit_test(hostile_texts_stay_small),
        cmocka_unit_test(japanese_is_not_taken_for_chinese),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
