/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/utf8.h"
#include "resolve/frame_compare.h"
#include "resolve/keys_table.h"

static void read_name(const char *text, struct vg_arena *a, struct vg_name *out)
{
    vg_name_read(vg_str(text), (struct vg_str){NULL, 0}, a, out);
}

static void pairs_come_out_as_the_design_says(void **unused)
{
    static const struct {
        const char *left, *right;
        enum vg_frame_verdict verdict;
        enum vg_frame_suggest suggest;
    } rows[] = {
        {"福建省福州市公安局长乐分局",
         "Changle Branch, Fuzhou Municipal Public Security Bureau (Fujian)", VG_FRAME_SAME, 0},
        {"福州市公安局", "Fuzhou Public Security Bureau, Fujian", VG_FRAME_SAME, 0},
        {"抚州市公安局", "Fuzhou Public Security Bureau, Fujian", VG_FRAME_DIFFERENT, 0},
        {"福州市公安局", "Fuzhou PSB", VG_FRAME_UNSURE, 0},
        {"福州市公安局长乐分局", "福州市公安局", VG_FRAME_DIFFERENT, VG_FRAME_LEFT_PART_OF},
        {"公安局第一派出所", "No. 2 Police Station", VG_FRAME_DIFFERENT, 0},
        {"福州市公安局", "Fuzhou (Fujian) overseas police service station in Dublin",
         VG_FRAME_DIFFERENT, VG_FRAME_RIGHT_SET_UP_BY},
        {"陕西省公安厅", "Shanxi Provincial Public Security Department", VG_FRAME_DIFFERENT, 0},
        {"鼓楼区公安分局", "南京市公安局鼓楼分局", VG_FRAME_UNSURE, 0},
        {"北京市公安局", "北京市国家安全局", VG_FRAME_DIFFERENT, 0},
        {"福州公安局", "福州市公安局", VG_FRAME_SAME, 0},
        {"臺州市公安局", "Taizhou police (Zhejiang)", VG_FRAME_SAME, 0},
        /* and more of their kind */
        {"苏州市公安局", "Bureau of Public Security of Suzhou, Anhui", VG_FRAME_DIFFERENT, 0},
        {"宿州市公安局", "Suzhou City, Anhui Province, PSB", VG_FRAME_SAME, 0},
        {"玉林市公安局", "Municipal Public Security Bureau of Yulin (Guangxi)", VG_FRAME_SAME, 0},
        {"玉林市公安局", "Yu Lin Municipal PSB", VG_FRAME_UNSURE, 0},
        {"西安市公安局", "Xi'an Municipal PSB, Shaanxi", VG_FRAME_SAME, 0},
        {"吕梁市公安局", "Lvliang PSB, Shanxi", VG_FRAME_SAME, 0},
        {"吕梁市公安局", "Lyuliang PSB, Shanxi", VG_FRAME_SAME, 0},
        {"乌鲁木齐市公安局", "Ürümqi Public Security Bureau", VG_FRAME_SAME, 0},
        {"延边朝鲜族自治州公安局", "Yanbian Korean Autonomous Prefecture Public Security Bureau",
         VG_FRAME_SAME, 0},
        {"福州市公安局长乐分局", "长乐市公安局", VG_FRAME_DIFFERENT, 0},
        {"福州市公安局", "police in Fuzhou, Fujian", VG_FRAME_UNSURE, 0},
        {"福州市公安局", "Fuzhuo PSB, Fujian", VG_FRAME_UNSURE, 0},
        {"内江市中区公安分局", "Shizhong Branch, Neijiang PSB", VG_FRAME_SAME, 0},
        {"新竹市北区公安分局", "青岛市市北区公安分局", VG_FRAME_DIFFERENT, 0},
        {"北京市市场监督管理局", "Beijing Administration for Market Regulation", VG_FRAME_SAME, 0},
        {"福建省公安厅", "Fujian police", VG_FRAME_SAME, 0},
        {"吉林市公安局", "Jilin PSB", VG_FRAME_UNSURE, 0},
        {"北京市公安局", "Beijing Public Security Co., Ltd.", VG_FRAME_UNSURE, 0},
        {"中国驻爱尔兰大使馆", "Irish Embassy in China", VG_FRAME_DIFFERENT, 0},
        {"公安部", "Ministry of Public Security of China", VG_FRAME_SAME, 0},
        {"公安部", "Ministry of Public Security", VG_FRAME_UNSURE, 0},
        {"公安部", "Ministry of Public Security of Vietnam", VG_FRAME_DIFFERENT, 0},
        {"中国驻多伦多总领事馆", "Consulate General of China in Toronto", VG_FRAME_SAME, 0},
        {"中国驻多伦多总领事馆", "Chinese Consulate-General in Vancouver", VG_FRAME_DIFFERENT, 0},
        {"福州市公安局第二十三派出所", "No. 23 Police Station of the Fuzhou PSB, Fujian",
         VG_FRAME_SAME, 0},
        {"福建省委统战部", "United Front Work Department of Fujian Province", VG_FRAME_SAME, 0},
    };
    VG_SCOPED_ARENA a = {0};

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_frame_comparison c;
        struct vg_name x, y;

        read_name(rows[i].left, &a, &x);
        read_name(rows[i].right, &a, &y);
        ROW_CHECK(i, rows[i].left, x.frame != NULL && y.frame != NULL);
        vg_frame_compare(&x, &y, &c);
        ROW_CHECK(i, rows[i].right, c.verdict == rows[i].verdict);
        ROW_CHECK(i, rows[i].right,
                  rows[i].suggest == VG_FRAME_SUGGEST_NONE || c.suggest == rows[i].suggest);
        for (size_t k = 0; k < c.n; k++)
            ROW_CHECK(i, rows[i].right,
                      c.list[k].rule[0] != '\0' &&
                          (size_t)c.list[k].left.at + c.list[k].left.len <= x.surface.len &&
                          (size_t)c.list[k].right.at + c.list[k].right.len <= y.surface.len);
        vg_arena_clear(&a);
    }
}

static void evidence_points_at_the_words_it_rests_on(void **unused)
{
    static const char left[] = "抚州市公安局",
                      right[] = "Public Security Bureau of Fuzhou City, Fujian";
    VG_SCOPED_ARENA a = {0};
    struct vg_frame_comparison c;
    struct vg_name x, y;

    (void)unused;
    read_name(left, &a, &x);
    read_name(right, &a, &y);
    vg_frame_compare(&x, &y, &c);
    assert_int_equal(c.list[0].feature, VG_FRAME_PLACE);
    assert_true(c.list[0].is_veto);
    assert_string_equal(vg_frame_level_word((enum vg_frame_level)c.list[0].level), "disjoint");
    assert_true(vg_str_is((struct vg_str){left + c.list[0].left.at, c.list[0].left.len}, "抚州市"));
    assert_true(
        vg_str_is((struct vg_str){right + c.list[0].right.at, c.list[0].right.len}, "Fuzhou City"));
    assert_true((c.list[0].narrowed_right & VG_FRAME_BY_CHAIN) != 0);
    assert_int_equal(c.list[1].feature, VG_FRAME_HEAD);
    assert_int_equal(c.list[1].level, VG_FRAME_EQUAL);
}

static void names_are_read_as_they_sound(void **unused)
{
    static const struct {
        const char *text, *folded, *reading;
    } rows[] = {
        {"长乐", "长乐", "changle"},
        {"長樂", "长乐", "changle"},
        {"佛山", "佛山", "foshan"},
        {"六安", "六安", "luan"},
        {"Xi’an", "xian", "xian"},
        {"ＸＩ'ＡＮ", "xian", "xian"},
        {"Lüliang", "luliang", "luliang"},
        {"Lvliang", "lvliang", "luliang"},
        {"Lyuliang", "lyuliang", "luliang"},
        {"单仁平", "单仁平", "shanrenping"},
        {"尉遲恭", "尉迟恭", "yuchigong"},
        {"馬德里", "马德里", "madeli"},
        {"Ørsted", "orsted", "orsted"},
        {"Полиция", "полиция", "politsiya"},
        {"경찰청", "경찰청", "gyeongchalcheong"},
        {"Αθήνα", "αθηνα", "athina"},
        {"42", "42", "42"},
    };
    VG_SCOPED_ARENA a = {0};

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_name n;

        read_name(rows[i].text, &a, &n);
        ROW_CHECK(i, rows[i].text, n.n == 1);
        ROW_CHECK(i, rows[i].text, vg_str_is(n.folded, rows[i].folded));
        ROW_CHECK(i, rows[i].text, vg_str_is(n.tokens[0].reading[0], rows[i].reading));
    }
}

static void another_way_to_read_a_character_is_kept(void **unused)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_name n;

    (void)unused;
    read_name("曾长青", &a, &n);
    assert_int_equal(n.n, 1);
    assert_true(vg_str_is(n.tokens[0].reading[0], "zengzhangqing") ||
                vg_str_is(n.tokens[0].reading[0], "zengchangqing"));
    assert_true(n.tokens[0].reading[1].len > 0);
    assert_int_equal(n.tokens[0].syllables, 3);
}

static void scripts_are_cut_apart(void **unused)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_name n;

    (void)unused;
    read_name("鄭天財Sra Kacaw", &a, &n);
    assert_int_equal(n.n, 3);
    assert_int_equal(n.scripts, 1U << VG_SCRIPT_HAN | 1U << VG_SCRIPT_LATIN);
    assert_true(vg_str_is(n.folded, "郑天财 sra kacaw"));
    assert_null(n.frame);
}

static void skeletons_meet_across_scripts(void **unused)
{
    static const char *const rows[][2] = {
        {"Путин", "Putin"},
        {"Владимир", "Vladimir"},
        {"محمد", "Muhammad"},
        {"السادات", "Sadat"},
    };
    VG_SCOPED_ARENA a = {0};

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_name x, y;

        read_name(rows[i][0], &a, &x);
        read_name(rows[i][1], &a, &y);
        ROW_CHECK(i, rows[i][1], vg_str_cmp(x.tokens[0].skeleton, y.tokens[0].skeleton) == 0);
    }
}

static void any_bytes_are_a_name(void **unused)
{
    static const char *const rows[] = {
        "",  "()", " \t\n", "\xff\xfe", "\xe2\x80\x8f\xe2\x80\xae", "\xcc\x81\xcc\x81",
        "'", "'s", "…—·",
    };
    VG_SCOPED_ARENA a = {0};

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_name n;

        read_name(rows[i], &a, &n);
        ROW_CHECK(i, rows[i], n.frame == NULL && n.n <= 1);
    }
}

static void a_long_name_is_cut_between_characters(void **unused)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_name n;

    (void)unused;
    vg_puts(&b, "e");
    for (int i = 0; i < 10000; i++)
        vg_puts(&b, "\xcc\x81");
    vg_name_read(vg_buf_str(&b), (struct vg_str){NULL, 0}, &a, &n);
    assert_true(n.was_cut);
    assert_int_equal(n.surface.len, 1023);
    assert_true(vg_str_is(n.folded, "e"));
}

static void areas_know_what_they_lie_in(void **unused)
{
    VG_SCOPED_BUF b = {0};

    (void)unused;
    assert_true(vg_area_within(350112, 3501));
    assert_true(vg_area_within(350112001, 35));
    assert_true(vg_area_within(419001001, 41));
    assert_true(vg_area_within(110101, 11));
    assert_true(vg_area_within(35, VG_AREA_CHINA));
    assert_false(vg_area_within(3501, 350112));
    assert_false(vg_area_within(3610, 35));
    assert_true(vg_str_is(vg_area_han(3501), "福州市"));
    assert_true(vg_str_is(vg_area_latin(61), "Shaanxi"));
    assert_int_equal(vg_area_han(99).len, 0);
    vg_area_put(&b, 350112);
    vg_puts(&b, "; ");
    vg_area_put(&b, 110105);
    assert_string_equal(b.p, "Changle, Fuzhou; Chaoyang, Beijing");
}

static void heads_hang_together(void **unused)
{
    const vg_head bureau = vg_head_find("police.bureau"), branch = vg_head_find("police.branch");

    (void)unused;
    assert_true(bureau != VG_HEAD_NONE && branch != VG_HEAD_NONE);
    assert_true(vg_head_is_a(bureau, vg_head_find("police")));
    assert_true(vg_head_under(branch, bureau));
    assert_true(vg_head_under(vg_head_find("police.station"), bureau));
    assert_false(vg_head_under(bureau, branch));
    assert_int_equal(vg_head_find("no such head"), VG_HEAD_NONE);
    for (unsigned i = 1; i < vg_head_row_count; i++) {
        const struct vg_head_row *r = vg_head_row((vg_head)i);

        /* a kind of another is of its branch of the state, and no chain is a ring */
        ROW_CHECK(i, r->id,
                  r->is_a == VG_HEAD_NONE || vg_head_row(r->is_a)->state[0] == '\0' ||
                      strcmp(r->state, vg_head_row(r->is_a)->state) == 0);
        ROW_CHECK(i, r->id, !vg_head_is_a(r->is_a, (vg_head)i) || r->is_a == VG_HEAD_NONE);
        ROW_CHECK(i, r->id, !vg_head_under((vg_head)i, (vg_head)i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_come_out_as_the_design_says),
        cmocka_unit_test(evidence_points_at_the_words_it_rests_on),
        cmocka_unit_test(names_are_read_as_they_sound),
        cmocka_unit_test(another_way_to_read_a_character_is_kept),
        cmocka_unit_test(scripts_are_cut_apart),
        cmocka_unit_test(skeletons_meet_across_scripts),
        cmocka_unit_test(any_bytes_are_a_name),
        cmocka_unit_test(a_long_name_is_cut_between_characters),
        cmocka_unit_test(areas_know_what_they_lie_in),
        cmocka_unit_test(heads_hang_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
