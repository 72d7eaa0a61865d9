/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Definitions in texts, and what only looks like one. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "resolve/define.h"
#include "resolve/words.h"

struct work {
    struct vg_arena a;
    const struct vg_name_words *words;
};

static int set_up(void **state)
{
    struct work *w = calloc(1, sizeof *w);

    w->words = vg_name_words_read(&w->a);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct work *w = *state;

    vg_arena_end(&w->a);
    free(w);
    return 0;
}

/* "kind: left = right" of each, joined by "; ". A common word has a *, what only its form says a ~.
 */
static const char *told(struct work *w, const char *text)
{
    VG_SCOPED_BUF b = {.max = 8192};
    struct vg_definition *d = NULL;
    const size_t n = vg_define_find(w->words, text, strlen(text), &w->a, &d);

    for (size_t i = 0; i < n; i++)
        vg_putf(&b, "%s%s%s%s: %.*s = %.*s", i > 0 ? "; " : "",
                vg_define_kind_word((enum vg_define_kind)d[i].kind), d[i].is_common ? "*" : "",
                d[i].is_said ? "" : "~", (int)d[i].left_len, text + d[i].left, (int)d[i].right_len,
                text + d[i].right);
    return vg_copy(&w->a, b.len > 0 ? b.p : "", b.len);
}

struct row {
    const char *text, *told;
};

static void check(struct work *w, const struct row *rows, size_t n)
{
    size_t wrong = 0;

    for (size_t i = 0; i < n; i++) {
        const char *got = told(w, rows[i].text);

        if (strcmp(got, rows[i].told) != 0) {
            print_error("row %zu: %s\n  wanted %s\n  got    %s\n", i, rows[i].text, rows[i].told,
                        got);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void english_texts_define_names(void **state)
{
    static const struct row rows[] = {
        {"The Fuzhou Public Security Bureau (福州市公安局) set it up.",
         "translation~: Fuzhou Public Security Bureau = 福州市公安局"},
        {"In 2022 the Fuzhou Public Security Bureau, Fujian (福州市公安局) said so.",
         "translation~: Fuzhou Public Security Bureau, Fujian = 福州市公安局"},
        {"The Fuzhou Public Security Bureau (hereinafter “FPSB”) denied it.",
         "short: Fuzhou Public Security Bureau = FPSB"},
        {"the Fuzhou Public Security Bureau (hereinafter referred to as the \"Fuzhou PSB\").",
         "short: Fuzhou Public Security Bureau = Fuzhou PSB"},
        {"A report by Safeguard Defenders (SD) names them.", "short~: Safeguard Defenders = SD"},
        {"Officials of the Ministry of Public Security (MPS) said.",
         "short~: Ministry of Public Security = MPS"},
        {"Global Affairs Canada (GAC) asked.", "short~: Global Affairs Canada = GAC"},
        {"the Royal Canadian Mounted Police (the \"RCMP\")",
         "short: Royal Canadian Mounted Police = RCMP"},
        {"Operation Fox Hunt, also known as Hunting Foxes, began.",
         "alias: Operation Fox Hunt = Hunting Foxes"},
        {"The Lantern Society, formerly Lamp Friends Club, meets here.",
         "former: Lantern Society = Lamp Friends Club"},
        {"The Lantern Society (formerly known as the Lamp Friends Club)",
         "former: Lantern Society = Lamp Friends Club"},
        {"Fox Hunt (猎狐) is part of Sky Net (天网).",
         "translation~: Fox Hunt = 猎狐; translation~: Sky Net = 天网"},
        {"Safeguard Defenders (保护卫士)", "translation~: Safeguard Defenders = 保护卫士"},
        {"The United Front Work Department (UFWD; 统一战线工作部) oversees it",
         "short*~: United Front Work Department = UFWD; "
         "translation*~: United Front Work Department = 统一战线工作部"},
        {"the Exit-Entry Administration Bureau (EEAB)",
         "short*~: Exit-Entry Administration Bureau = EEAB"},
        {"The Overseas Chinese Service Center (Chinese: 华助中心) opened.",
         "translation: Overseas Chinese Service Center = 华助中心"},
        {"Interpol and Europol (欧洲刑警组织) answered.", "translation~: Europol = 欧洲刑警组织"},
        {"the Department of Justice and Equality (DJE)",
         "short~: Department of Justice and Equality = DJE"},
        {"The Toronto Lantern Association was renamed Northern Lantern League in 2019.",
         "former: Toronto Lantern Association = Northern Lantern League"},
        {"The Changle Public Security Bureau changed its name to Changle Branch of the Fuzhou "
         "Public "
         "Security Bureau.",
         "former: Changle Public Security Bureau = Changle Branch of the Fuzhou Public Security "
         "Bureau"},
        {"The National Crime Agency (NCA for short)", "short: National Crime Agency = NCA"},
        {"The Public Security Bureau (PSB) of each city", "short*~: Public Security Bureau = PSB"},
        {"The Lantern Society (the \"Society\") runs it", "short*: Lantern Society = Society"},
        {"The Lantern Society (or “Lamp Friends”)", "alias: Lantern Society = Lamp Friends"},
        {"the Chinese Communist Party's (CCP) view", "short~: Chinese Communist Party = CCP"},
        {"The Lantern Association NY Inc. (“Lantern Association”) hosted it.",
         "short: Lantern Association NY Inc. = Lantern Association"},
        {"The Ministry of State Security, or MSS, denies it",
         "short: Ministry of State Security = MSS"},
        {"the Ministry of Public Security (hereinafter “the Ministry”)",
         "short*: Ministry of Public Security = Ministry"},
        {"the United Nations Office on Drugs and Crime (UNODC) and the Department of Justice (DOJ)",
         "short~: United Nations Office on Drugs and Crime = UNODC; "
         "short*~: Department of Justice = DOJ"},
        {"People's Daily (《人民日报》)", "translation: People's Daily = 人民日报"},
        {"The Bureau of Exit and Entry Administration, now known as the National Immigration "
         "Administration, said",
         "former*: Bureau of Exit and Entry Administration = National Immigration Administration"},
        {"LWO (Lantern Workers Organisation)", "short~: Lantern Workers Organisation = LWO"},
        {"They call it \"Overseas 110\" (海外110).", "translation~: Overseas 110 = 海外110"},
    };

    check(*state, rows, sizeof rows / sizeof *rows);
}

static void chinese_texts_define_names(void **state)
{
    static const struct row rows[] = {
        {"福州市公安局（以下简称“福州公安”）昨日通报。", "short: 福州市公安局 = 福州公安"},
        {"记者昨日从福州市公安局（下称“福州公安”）获悉", "short: 福州市公安局 = 福州公安"},
        {"公安部（MPS）表示", "translation~: 公安部 = MPS"},
        {"福州市公安局（Fuzhou Public Security Bureau）",
         "translation~: 福州市公安局 = Fuzhou Public Security Bureau"},
        {"福州市公安局（Fuzhou Municipal Public Security Bureau，简称“福州公安”）",
         "translation~: 福州市公安局 = Fuzhou Municipal Public Security Bureau; "
         "short: 福州市公安局 = 福州公安"},
        {"“天网行动”（Operation Sky Net）", "translation~: 天网行动 = Operation Sky Net"},
        {"警侨事务海外服务站，又称“海外110”，设在都柏林。", "alias: 警侨事务海外服务站 = 海外110"},
        {"福州市公安局长乐分局（原长乐市公安局）", "former: 福州市公安局长乐分局 = 长乐市公安局"},
        {"长乐市公安局更名为福州市公安局长乐分局。", "former: 长乐市公安局 = 福州市公安局长乐分局"},
        {"长乐市公安局后正式更名为福州市公安局长乐分局",
         "former: 长乐市公安局 = 福州市公安局长乐分局"},
        {"全国人民代表大会常务委员会（简称全国人大常委会）",
         "short: 全国人民代表大会常务委员会 = 全国人大常委会"},
        {"中央纪律检查委员会，简称中央纪委，发布公告", "short: 中央纪律检查委员会 = 中央纪委"},
        {"灯友会（又名灯社）的成员", "alias: 灯友会 = 灯社"},
        {"灯友会（亦称“灯社”或“灯会”）", "alias: 灯友会 = 灯社; alias: 灯友会 = 灯会"},
        {"保护卫士组织（英文：Safeguard Defenders）",
         "translation: 保护卫士组织 = Safeguard Defenders"},
        {"公安部，即中华人民共和国公安部，宣布", "alias: 公安部 = 中华人民共和国公安部"},
        {"福州市公安局（以下简称“该局”）", "short*: 福州市公安局 = 该局"},
        {"根据福州市公安局（福州公安局）的通报", "alias~: 福州市公安局 = 福州公安局"},
        {"在青田县公安局（Qingtian County Public Security Bureau）的指导下",
         "translation~: 青田县公安局 = Qingtian County Public Security Bureau"},
        {"长乐区公安局，原长乐市公安局，负责", "former: 长乐区公安局 = 长乐市公安局"},
        {"国务院侨务办公室（国侨办）并入", "short~: 国务院侨务办公室 = 国侨办"},
        {"中国侨联（全称中华全国归国华侨联合会）", "alias: 中国侨联 = 中华全国归国华侨联合会"},
        {"中共中央统一战线工作部（简称中央统战部、中央统战）",
         "short: 中共中央统一战线工作部 = 中央统战部; short: 中共中央统一战线工作部 = 中央统战"},
        {"海外华人灯友联合会（前身为旅加灯社）", "former: 海外华人灯友联合会 = 旅加灯社"},
    };

    check(*state, rows, sizeof rows / sizeof *rows);
}

static void what_only_looks_like_a_definition_is_none(void **state)
{
    static const char *const texts[] = {
        "the Fuzhou Public Security Bureau (Fujian) said",
        "the Public Security Bureau (Fuzhou)",
        "福州市公安局（福建）",
        "福州市公安局（福州）",
        "the Ministry of Justice (UK)",
        "the Fuzhou Public Security Bureau (2018)",
        "the Fuzhou Public Security Bureau (July 2018)",
        "福州市公安局（2018年7月5日）",
        "福州市公安局（二〇一八年七月）",
        "福州市公安局（54个）",
        "Fuzhou Public Security Bureau (54)",
        "its director, Wang Xiaohong (王小洪), said",
        "Bruce Lee (李小龙) was",
        "福州市公安局（局长：林某）",
        "the Fuzhou Public Security Bureau (Li Ming, director)",
        "Fuzhou (福州) and Changle District (长乐区)",
        "福清（Fuqing）的侨乡",
        "three bodies of the State (公安局、检察院、法院) met",
        "公检法机关（公安局、检察院、法院）",
        "Police arrested him the next day (警方次日将他逮捕).",
        "They said so in the Statement (他们没有说是谁)",
        "the Fuzhou Public Security Bureau (see page 12)",
        "the Fuzhou Public Security Bureau (which set it up)",
        "福州市公安局（长乐分局）",
        "福州市公安局（抚州市公安局）",
        "Fuzhou Public Security Bureau (公安部)",
        "北京市公安局（北京市国家安全局）",
        "the station (华助中心) was",
        "persuade to return (劝返) is a word",
        "stations in Italy (Milan, Rome, Prato)",
        "Safeguard Defenders (\"a great success\")",
        "他（又名张三）",
        "张三（又名张四）",
        "Li Ming, also known as Michael Li, left",
        "公安机关将于即日起处理，即将公布",
        "立即停止，即行生效",
        "原因（原则上）",
        "上海，又称“魔都”",
        "Monday (周一)",
        "September (九月)",
        "公安部国际合作局（公安部）",
        "The Lamp Society, formerly the Department of Foreign Affairs, Trade and Development, said",
        "荷兰外交部长胡克斯特拉（Wopke Hoekstra）表示",
        "“猎狐2014”专项行动（下称“猎狐行动”）",
        "the Lantern Society, or MSS, denies it",
        "call Some(\"Lantern\") or Lantern(\"Society\")",
        "the Lantern Society (or the Police)",
        "ランタンの会（Lantern Society）",
        "the Lantern Society (www.lantern.example)",
        "the Lantern Society (info@lantern.example)",
        "the Lantern Society (Tel: 0591-87550110)",
        "He was formerly a director of the bureau, formerly director",
        "福州市公安局（见下图）",
        "福州市公安局（以下简称）",
        "the Lantern Society (Wang Xiaohong)",
        "the Ministry (Zhao Kezhi)",
        "福州市公安局（Lin Ruiqing）",
        "()（）(福州市公安局)",
        "（以下简称“灯社”）",
        "The Lantern Society (\n\n福州)",
    };
    size_t wrong = 0;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *got = told(*state, texts[i]);

        if (got[0] != '\0') {
            print_error("row %zu: %s\n  got %s\n", i, texts[i], got);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void offsets_are_borders_of_characters_in_any_bytes(void **state)
{
    static const char pieces[][24] = {
        "福州市公安局", "（",       "）",   "(",  ")",  "以下简称", "“", "”",    ", also known as ",
        "Fuzhou PSB",   "\xE7\xA6", "\xFF", "即", "，", "\n",       " ", "the ", "更名为",
        "Ab-",          "\""};
    struct work *w = *state;
    uint32_t seed = 7;

    for (int round = 0; round < 300; round++) {
        VG_SCOPED_BUF b = {.max = 4096};
        VG_SCOPED_ARENA a = {0};
        struct vg_definition *d = NULL;
        size_t n;

        for (int k = 0; k < 24; k++) {
            seed = seed * 1664525U + 1013904223U;
            vg_puts(&b, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        n = vg_define_find(w->words, b.p, b.len, &a, &d);
        for (size_t i = 0; i < n; i++) {
            assert_true(d[i].left + d[i].left_len <= b.len && d[i].right + d[i].right_len <= b.len);
            assert_true(d[i].at + d[i].len <= b.len && d[i].left_len > 0 && d[i].right_len > 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_texts_define_names),
        cmocka_unit_test(chinese_texts_define_names),
        cmocka_unit_test(what_only_looks_like_a_definition_is_none),
        cmocka_unit_test(offsets_are_borders_of_characters_in_any_bytes),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
