/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "mention/han_scan.h"
#include "mention/pattern.h"

struct desk {
    struct vg_arena a;
    const struct vg_han_lexicon *lex;
};

static int make(void **state)
{
    static struct desk d; /* of this program alone */

    d.lex = vg_han_lexicon(&d.a);
    *state = &d;
    return 0;
}

static int end(void **state)
{
    struct desk *d = *state;

    vg_arena_end(&d->a);
    return 0;
}

static void scan(struct desk *d, struct vg_arena *a, const char *text, struct vg_han_scan *s)
{
    vg_han_scan_begin(s, a, d->lex, text, strlen(text));
    (void)vg_han_scan_read(s, 0, strlen(text));
}

/* The first number of the text: "over 2600000", with /10^scale and unit where there are. */
static void show_number(struct desk *d, const char *text, char *out, size_t room)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_han_scan s;
    const struct vg_han_entry *classifier;
    struct vg_number n;

    scan(d, &a, text, &s);
    (void)snprintf(out, room, "none");
    for (size_t i = 0; i < s.n; i++) {
        if (s.ch[i].role != VG_ROLE_NONE || !vg_han_number_at(&s, 0, i, s.n, &n))
            continue;
        if (n.damaged) {
            (void)snprintf(out, room, "damaged");
            return;
        }
        classifier = n.to < s.n ? vg_han_any(&s, n.to, VG_HAN_CLASSIFIER) : NULL;
        if (classifier)
            (void)vg_han_number_close(&s, n.to + classifier->n, s.n, &n);
        (void)snprintf(out, room, "%s %lld", vg_op_word(n.op), (long long)n.a);
        if (n.b != n.a)
            (void)snprintf(out + strlen(out), room - strlen(out), "..%lld", (long long)n.b);
        if (n.scale)
            (void)snprintf(out + strlen(out), room - strlen(out), "/10^%u", n.scale);
        if (n.unit)
            (void)snprintf(out + strlen(out), room - strlen(out), " %s", n.unit);
        return;
    }
}

static void a_number_is_read_with_its_bound(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"17.3万", "exact 173000"},
        {"2.36万起", "exact 23600"},
        {"260多万次", "over 2600000"},
        {"5800余件", "over 5800"},
        {"48.2亿元", "exact 4820000000 CNY"},
        {"近千人", "nearly 1000"},
        {"两成", "exact 20 percent"},
        {"１３００人", "exact 1300"},
        {"1,300人", "exact 1300"},
        {"1 300人", "exact 1300"},
        {"1.8萬餘名", "over 18000"},
        {"3.4萬人", "exact 34000"},
        {"4.5億", "exact 450000000"},
        {"兩名", "exact 2"},
        {"48,00人", "damaged"},
        {"1\xe2\x80\x8b"
         "2人",
         "damaged"},
        {"1\xe2\x80\xae"
         "2人",
         "damaged"},
        {"9999999999999999人", "damaged"},
        {"三百二十人", "exact 320"},
        {"一万零五人", "exact 10005"},
        {"一百二十三万四千人", "exact 1234000"},
        {"三亿五千万元", "exact 350000000 CNY"},
        {"3亿5000万元", "exact 350000000 CNY"},
        {"1万2千人", "exact 12000"},
        {"1.2万亿元", "exact 1200000000000 CNY"},
        {"二〇二三人", "exact 2023"},
        {"三万五人", "exact 35000"},
        {"十几人", "over 10"},
        {"二十几名", "over 20"},
        {"十几万人", "over 100000"},
        {"百余名", "over 100"},
        {"数十名", "magnitude 20..99"},
        {"几百人", "magnitude 200..999"},
        {"数千人", "magnitude 2000..9999"},
        {"数万人", "magnitude 20000..99999"},
        {"数名", "several 2"},
        {"上千人", "at-least 1000"},
        {"上百封", "at-least 100"},
        {"過百人", "over 100"},
        {"两三名", "between 2..3"},
        {"三四十人", "between 30..40"},
        {"七八个", "between 7..8"},
        {"5至8个", "between 5..8"},
        {"10—12个", "between 10..12"},
        {"3到5万人", "between 30000..50000"},
        {"10%至15%", "between 10..15 percent"},
        {"约3.2亿元", "about 320000000 CNY"},
        {"逾25個", "over 25"},
        {"超过500个", "over 500"},
        {"至少有7人", "at-least 7"},
        {"不少于9名", "at-least 9"},
        {"不得低于95%", "at-least 95 percent"},
        {"最多被传唤过9次", "at-most 9"},
        {"高达5万", "at-most 50000"},
        {"不超过30人", "at-most 30"},
        {"不足90天", "under 90"},
        {"不到40起", "under 40"},
        {"将近六千名", "nearly 6000"},
        {"30人以上", "at-least 30"},
        {"30人左右", "about 30"},
        {"六十来个", "about 60"},
        {"14天以内", "at-most 14"},
        {"三成五", "exact 35 percent"},
        {"三成半", "exact 35 percent"},
        {"近八成", "nearly 80 percent"},
        {"過半數", "over 50 percent"},
        {"一半", "exact 50 percent"},
        {"百分之十二", "exact 12 percent"},
        {"百分之十二点五", "exact 125/10^1 percent"},
        {"12.5%", "exact 125/10^1 percent"},
        {"98.7％", "exact 987/10^1 percent"},
        {"美元45万", "exact 450000 USD"},
        {"45万美元", "exact 450000 USD"},
        {"新台幣1,850萬元", "exact 18500000 TWD"},
        {"港幣5,000萬元", "exact 50000000 HKD"},
        {"HK$5,000", "exact 5000 HKD"},
        {"数以千计", "magnitude 2000..9999"},
        {"第二轮", "none"},
        {"第119号", "none"},
        {"51岁", "none"},
        {"“96110”专线", "none"},
        {"96110专线", "none"},
        {"“8·15工程”", "none"},
        {"8·15案", "none"},
        {"《一九八四》", "none"},
        {"“一万人名单”", "none"},
        {"0577-88881234", "none"},
        {"C-70法案", "none"},
        {"（2023）沪01刑初123号", "none"},
        {"编号：20230915", "none"},
        {"2.5公里", "none"},
        {"8时30分", "none"},
        {"一、情况", "none"},
        {"“3.4万余人”", "over 34000"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[120];

        show_number(*state, rows[i].text, got, sizeof got);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s: wanted %s, have %s", rows[i].text, rows[i].want, got);
    }
}

static void show_date(struct desk *d, const char *text, int64_t dateline, char *out, size_t room)
{
    static const char letters[] = "ymdft";
    VG_SCOPED_ARENA a = {0};
    struct vg_han_scan s;
    struct vg_han_context x = {.dateline = dateline};
    struct vg_when w;

    scan(d, &a, text, &s);
    (void)snprintf(out, room, "none");
    for (size_t i = 0; i < s.n; i++) {
        char inferred[8] = "";
        size_t n = 0;

        if (!vg_han_date_at(&s, i, s.n, &x, &w))
            continue;
        for (size_t k = 0; k < 5; k++)
            if (w.inferred & (1U << k))
                inferred[n++] = letters[k];
        inferred[n] = '\0';
        if (w.dated)
            (void)snprintf(out, room, "%s/%s %s", w.first, w.last, inferred);
        else
            (void)snprintf(out, room, "undated");
        return;
    }
}

/* Two datelines for each: one on 1 January 2023, one on 29 February 2024. */
static void a_date_is_told_from_the_dateline(void **state)
{
    static const struct {
        const char *text, *new_year, *leap_day;
    } rows[] = {
        {"2023年9月12日", "2023-09-12/2023-09-12 ", "2023-09-12/2023-09-12 "},
        {"二〇二三年九月", "2023-09/2023-09 ", "2023-09/2023-09 "},
        {"2023-09-12", "2023-09-12/2023-09-12 ", "2023-09-12/2023-09-12 "},
        {"2023/9/2", "2023-09-02/2023-09-02 ", "2023-09-02/2023-09-02 "},
        {"去年", "2022/2022 y", "2023/2023 y"},
        {"今年", "2023/2023 y", "2024/2024 y"},
        {"前年", "2021/2021 y", "2022/2022 y"},
        {"明年2月3日", "2024-02-03/2024-02-03 y", "2025-02-03/2025-02-03 y"},
        {"去年4月至今年8月", "2022-04/2023-08 y", "2023-04/2024-08 y"},
        {"今年3至5月", "2023-03/2023-05 y", "2024-03/2024-05 y"},
        {"2019至2022年", "2019/2022 ", "2019/2022 "},
        {"2021年4月到2022年7月", "2021-04/2022-07 ", "2021-04/2022-07 "},
        {"2018年7月—9月", "2018-07/2018-09 ", "2018-07/2018-09 "},
        {"9月1日至3日", "2022-09-01/2022-09-03 y", "2023-09-01/2023-09-03 y"},
        {"11月至2月", "2022-11/2023-02 y", "2023-11/2024-02 y"},
        {"8月", "2022-08/2022-08 y", "2023-08/2023-08 y"},
        {"1月", "2023-01/2023-01 y", "2024-01/2024-01 y"},
        {"2月29日", "none", "2024-02-29/2024-02-29 y"},
        {"截至8月底", "/2022-08 y", "/2023-08 y"},
        {"截至今年8月底", "/2023-08 y", "/2024-08 y"},
        {"至去年底", "/2022-12 y", "/2023-12 y"},
        {"截至上月底", "/2022-12 ym", "/2024-01 ym"},
        {"今年以来", "2023/ y", "2024/ y"},
        {"自2014年起", "2014/ ", "2014/ "},
        {"2019年起", "2019/ ", "2019/ "},
        {"去年10月起", "2022-10/ y", "2023-10/ y"},
        {"年内", "2023/2023 y", "2024/2024 y"},
        {"年底前", "/2023-12 y", "/2024-12 y"},
        {"去年底", "2022-12/2022-12 y", "2023-12/2023-12 y"},
        {"上半年", "2023-01/2023-06 y", "2024-01/2024-06 y"},
        {"去年下半年", "2022-07/2022-12 y", "2023-07/2023-12 y"},
        {"2023年第四季度", "2023-10/2023-12 ", "2023-10/2023-12 "},
        {"今年二季度", "2023-04/2023-06 y", "2024-04/2024-06 y"},
        {"2021年秋天", "2021-23/2021-23 ", "2021-23/2021-23 "},
        {"上月", "2022-12/2022-12 ym", "2024-01/2024-01 ym"},
        {"上月15日", "2022-12-15/2022-12-15 ym", "2024-01-15/2024-01-15 ym"},
        {"下月", "2023-02/2023-02 ym", "2024-03/2024-03 ym"},
        {"本月底", "2023-01/2023-01 ym", "2024-02/2024-02 ym"},
        {"昨日", "2022-12-31/2022-12-31 ymd", "2024-02-28/2024-02-28 ymd"},
        {"今天", "2023-01-01/2023-01-01 ymd", "2024-02-29/2024-02-29 ymd"},
        {"前天", "2022-12-30/2022-12-30 ymd", "2024-02-27/2024-02-27 ymd"},
        {"明天", "2023-01-02/2023-01-02 ymd", "2024-03-01/2024-03-01 ymd"},
        {"周三", "2022-12-28/2022-12-28 ymd", "2024-02-28/2024-02-28 ymd"},
        {"星期日", "2023-01-01/2023-01-01 ymd", "2024-02-25/2024-02-25 ymd"},
        {"上周五", "2022-12-23/2022-12-23 ymd", "2024-02-23/2024-02-23 ymd"},
        {"下周二", "2023-01-03/2023-01-03 ymd", "2024-03-05/2024-03-05 ymd"},
        {"上周", "2022-12-19/2022-12-25 ymd", "2024-02-19/2024-02-25 ymd"},
        {"警方12日", "2022-12-12/2022-12-12 ym", "2024-02-12/2024-02-12 ym"},
        {"三年前", "2020/2020 y", "2021/2021 y"},
        {"两个月前", "2022-11/2022-11 ym", "2023-12/2023-12 ym"},
        {"民国112年", "2023/2023 ", "2023/2023 "},
        {"10日内", "none", "none"},
        {"拘留10日", "none", "none"},
        {"8月起诉", "2022-08/2022-08 y", "2023-08/2023-08 y"},
        {"13月", "none", "none"},
        {"2023年2月30日", "none", "none"},
    };
    int64_t new_year = vg_days_of(2023, 1, 1), leap_day = vg_days_of(2024, 2, 29);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[80];

        show_date(*state, rows[i].text, new_year, got, sizeof got);
        if (strcmp(got, rows[i].new_year) != 0)
            fail_msg("%s on 1 January: wanted %s, have %s", rows[i].text, rows[i].new_year, got);
        show_date(*state, rows[i].text, leap_day, got, sizeof got);
        if (strcmp(got, rows[i].leap_day) != 0)
            fail_msg("%s on 29 February: wanted %s, have %s", rows[i].text, rows[i].leap_day, got);
    }
}

static void without_a_dateline_a_relative_date_stays_relative(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"去年", "undated"},
        {"昨日", "undated"},
        {"8月", "undated"},
        {"截至上月底", "undated"},
        {"2022年8月", "2022-08/2022-08 "},
        {"民国112年3月", "2023-03/2023-03 "},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[80];

        show_date(*state, rows[i].text, VG_NO_DATELINE, got, sizeof got);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s: wanted %s, have %s", rows[i].text, rows[i].want, got);
    }
}

static void the_dateline_is_found_in_the_head_or_at_the_foot(void **state)
{
    static const struct {
        const char *text;
        int y, m, d; /* y 0: none */
    } rows[] = {
        {"海岳社布拉格2024年2月9日电　捷克警方查封两处站点，查扣公章11枚、待签发的旅行文件二百三十"
         "多份，"
         "案件拟于下月移送法院。",
         2024, 2, 9},
        {"发布日期：2022-03-08　来源：晚报", 2022, 3, 8},
        {"某厅通报\n（2023年9月12日）\n今天上午", 2023, 9, 12},
        {"【本報訊】2023年4月6日　紐約\n報告", 2023, 4, 6},
        {"2023年5月17日外交事务发言人主持例行记者会\n问", 2023, 5, 17},
        {"关于开展工作的通知\n各单位：\n现将有关事项通知如下。\n一、提高认识。\n二、抓好落实。\n"
         "某局\n2023年9月12日\n",
         2023, 9, 12},
        {"没有日期的文字", 0, 0, 0},
    };
    struct desk *d = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_han_scan s;
        int64_t want = rows[i].y ? vg_days_of(rows[i].y, rows[i].m, rows[i].d) : VG_NO_DATELINE;

        vg_han_scan_begin(&s, &a, d->lex, rows[i].text, strlen(rows[i].text));
        ROW_CHECK(i, rows[i].text, vg_han_dateline(&s) == want);
    }
}

static void a_phrase_inside_a_longer_one_is_none(void **state)
{
    static const struct {
        const char *text;
        size_t at;
        enum vg_han_class class;
        int there;
    } rows[] = {
        {"警方称有", 2, VG_HAN_SPEECH, 1},  {"名称有误", 1, VG_HAN_SPEECH, 0},
        {"約談三人", 0, VG_HAN_BOUND, 0},   {"約三人", 0, VG_HAN_BOUND, 1},
        {"材料会转交", 1, VG_HAN_HEDGE, 0}, {"傳統", 0, VG_HAN_UNNAMED, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_han_scan s;

        scan(*state, &a, rows[i].text, &s);
        ROW_CHECK(i, rows[i].text,
                  (vg_han_at(&s, rows[i].at, rows[i].class) != NULL) == rows[i].there);
    }
}

static void the_patterns_that_ship_can_be_made(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_patterns p;
    struct vg_err err = {0};

    (void)state;
    if (vg_patterns_make("zh", NULL, 0, &a, &p, &err) != VG_OK)
        fail_msg("%s", err.text);
    assert_true(p.n_files > 10);
    assert_true(p.by_character);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_read_with_its_bound),
        cmocka_unit_test(a_date_is_told_from_the_dateline),
        cmocka_unit_test(without_a_dateline_a_relative_date_stays_relative),
        cmocka_unit_test(the_dateline_is_found_in_the_head_or_at_the_foot),
        cmocka_unit_test(a_phrase_inside_a_longer_one_is_none),
        cmocka_unit_test(the_patterns_that_ship_can_be_made),
    };

    return cmocka_run_group_tests(tests, make, end);
}
