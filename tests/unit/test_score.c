/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Scores of pairs of names, candidates and matches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/file.h"
#include "resolve/candidates.h"
#include "resolve/keys.h"
#include "resolve/match.h"
#include "resolve/score.h"
#include "resolve/score_parts.h"
#include "resolve/score_said.h"
#include "resolve/sound.h"
#include "resolve/sound_across.h"
#include "resolve/words.h"

struct work {
    struct vg_arena a;
    const struct vg_scorer *s;
};

static int set_up(void **state)
{
    struct work *w = calloc(1, sizeof *w);

    w->s = vg_scorer_make(&w->a);
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

static const struct vg_scored_name *named(struct work *w, struct vg_str text,
                                          enum vg_score_kind kind)
{
    struct vg_name *name = VG_NEW(&w->a, struct vg_name);

    vg_name_read(text, (struct vg_str){0}, &w->a, name);
    return vg_scored_name(w->s, name, kind, &w->a);
}

static struct vg_score scored(struct work *w, const char *left, const char *right,
                              enum vg_score_kind kind)
{
    struct vg_score out;

    vg_score_pair(w->s, named(w, vg_str(left), kind), named(w, vg_str(right), kind), &out);
    return out;
}

static const struct {
    const char *left, *right;
    enum vg_score_kind kind;
    enum vg_score_verdict is;
} rows[] = {
    {"Jane Q. Lindqvist", "Lindqvist, Jane", VG_KIND_PERSON, VG_SCORE_SAME},
    {"Mr. Tomasz Wierzbicki", "Wierzbicki Tomasz", VG_KIND_PERSON, VG_SCORE_SAME},
    {"Сергей Кривошеев", "Sergey Krivosheev", VG_KIND_PERSON, VG_SCORE_SAME},
    {"欧阳建国", "Ouyang Jianguo", VG_KIND_PERSON, VG_SCORE_SAME},
    {"欧阳建国", "Jianguo Ouyang", VG_KIND_PERSON, VG_SCORE_SAME},
    {"王伟", "Wang Wei", VG_KIND_PERSON, VG_SCORE_UNSURE},
    {"王小明", "李小明", VG_KIND_PERSON, VG_SCORE_DIFFERENT},
    {"Daniel Smith", "Daniela Smith", VG_KIND_PERSON, VG_SCORE_DIFFERENT},
    {"Maria Ivanova", "Marina Ivanova", VG_KIND_PERSON, VG_SCORE_DIFFERENT},
    {"Li Wei", "Li Wen", VG_KIND_PERSON, VG_SCORE_DIFFERENT},
    {"Hans O Friedrichsen", "Hans Joachim Friedrichsen", VG_KIND_PERSON, VG_SCORE_UNSURE},
    {"Zephyrtek GmbH", "Zephyrtek Gesellschaft mit beschränkter Haftung", VG_KIND_BODY,
     VG_SCORE_SAME},
    {"ZephyrtekAG", "Zephyrtek Aktiengesellschaft", VG_KIND_BODY, VG_SCORE_SAME},
    {"Guangxiang Haike Comm Grp", "Guangxiang Haike Communications Group", VG_KIND_BODY,
     VG_SCORE_SAME},
    {"Third Brigade", "3rd Brigade", VG_KIND_BODY, VG_SCORE_SAME},
    {"Blue Harbor Tanker 3", "Blue Harbor Tanker 4", VG_KIND_VESSEL, VG_SCORE_UNSURE},
    {"BVI Industries, Inc.", "BAE Industries, Inc.", VG_KIND_BODY, VG_SCORE_DIFFERENT},
    {"复旦大学", "Fudan University", VG_KIND_BODY, VG_SCORE_SAME},
    {"河北工业大学", "Hebei University of Technology", VG_KIND_BODY, VG_SCORE_SAME},
    {"上海理工大学", "University of Shanghai for Science and Technology", VG_KIND_BODY,
     VG_SCORE_SAME},
    {"福州市公安局", "Fuzhou PSB", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"福州市公安局", "Fuzhou Public Security Bureau, Fujian", VG_KIND_BODY, VG_SCORE_SAME},
    {"抚州市公安局", "Fuzhou Public Security Bureau, Fujian", VG_KIND_BODY, VG_SCORE_DIFFERENT},
    {"李永林", "Li Yonglin", VG_KIND_PERSON, VG_SCORE_UNSURE},
    {"Charles Garcia", "Carlos Garcia", VG_KIND_PERSON, VG_SCORE_UNSURE},
    {"Katarina Zelinskaya", "Katerina Zelinskaya", VG_KIND_PERSON, VG_SCORE_SAME},
    {"Italian interior minister", "Spanish interior ministry", VG_KIND_OPEN, VG_SCORE_DIFFERENT},
    {"Norvian Bank of Italy Turin", "Norvian Bank of Spain Turin", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"Bank of Italy", "Italian Bank", VG_KIND_BODY, VG_SCORE_SAME},
    {"广西师范大学", "Jiangxi Normal University", VG_KIND_BODY, VG_SCORE_DIFFERENT},
    {"广西民族大学", "Guangxi University for Nationalities", VG_KIND_BODY, VG_SCORE_SAME},
    {"黄河学院", "Huanghe College", VG_KIND_BODY, VG_SCORE_SAME},
    {"Тульский государственный медицинский университет", "Tula State Medical University",
     VG_KIND_BODY, VG_SCORE_SAME},
    {"Тульского государственного университета", "Tver State University", VG_KIND_BODY,
     VG_SCORE_DIFFERENT},
    {"Міністерство оборони України", "Ministry of Defence of Ukraine", VG_KIND_OPEN, VG_SCORE_SAME},
    {"جامعة المنوفية", "Menoufia University", VG_KIND_BODY, VG_SCORE_SAME},
    {"جامعة الرازي", "Elrazi University", VG_KIND_BODY, VG_SCORE_SAME},
    {"جامعة تبوك", "University of Dubuque", VG_KIND_BODY, VG_SCORE_UNSURE},
    /* a place is no name of its own, and may be several */
    {"浙江大学", "Zhejiang University of Technology", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"福州大学", "抚州大学", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"金龙贸易有限公司", "金隆贸易有限公司", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"浙江理工大学", "浙江工业大学", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"宿州学院", "Suzhou University", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"Zephyrtek Trading (Hong Kong) Ltd", "Zephyrtek Trading (Macau) Ltd", VG_KIND_BODY,
     VG_SCORE_UNSURE},
    {"泽菲尔贸易（香港）有限公司", "泽菲尔贸易（澳门）有限公司", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"Banco do Norvia", "Banco de Norvilia", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"Chen Xiaoming", "Cheng Xiaoming", VG_KIND_OPEN, VG_SCORE_DIFFERENT},
    /* older spellings, and surnames that read otherwise than the word */
    {"國立中興大學", "National Chung Hsing University", VG_KIND_BODY, VG_SCORE_SAME},
    {"蔣建國", "Chiang Chien-kuo", VG_KIND_PERSON, VG_SCORE_SAME},
    {"曾庆林", "Zeng Qinglin", VG_KIND_PERSON, VG_SCORE_SAME},
    {"中共中央统战部", "United Front Work Department of the CPC Central Committee", VG_KIND_BODY,
     VG_SCORE_SAME},
    {"中共福建省委统战部", "United Front Work Department of the CPC Central Committee",
     VG_KIND_BODY, VG_SCORE_DIFFERENT},
    {"中国侨联", "All-China Federation of Returned Overseas Chinese", VG_KIND_BODY, VG_SCORE_SAME},
    {"南京市中心医院", "Nanjing Central Hospital", VG_KIND_BODY, VG_SCORE_SAME},
    {"温州市图书馆", "Wenzhou County Library", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"香港大学", "City University of Hong Kong", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"香港城市大学", "City University of Hong Kong", VG_KIND_BODY, VG_SCORE_SAME},
    {"Fujian Hospital of Traditional Chinese Medicine",
     "Sichuan Hospital of Traditional Chinese Medicine", VG_KIND_BODY, VG_SCORE_UNSURE},
    /* initials: evidence, and never enough alone */
    {"福州市公安局", "FZPSB", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"Norvian Academy of Sciences", "NAS", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"Institute of Optics, NAS", "Institute of Optics, Norvian Academy of Sciences", VG_KIND_BODY,
     VG_SCORE_SAME},
    {"中国科学院物理研究所", "Institute of Physics, CAS", VG_KIND_BODY, VG_SCORE_SAME},
    {"中国科学院物理研究所", "Institute of Physics, CAX", VG_KIND_BODY, VG_SCORE_UNSURE},
    {"", "Fudan", VG_KIND_OPEN, VG_SCORE_UNSURE},
    {"…!?", "Fudan", VG_KIND_OPEN, VG_SCORE_UNSURE},
};

static void names_of_one_thing_are_told_from_names_of_two(void **state)
{
    struct work *w = *state;
    int wrong = 0;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_score s = scored(w, rows[i].left, rows[i].right, rows[i].kind);

        /* of pairs that are not the same it does not matter whether that is sure */
        if ((s.verdict == VG_SCORE_SAME) != (rows[i].is == VG_SCORE_SAME) ||
            (rows[i].is == VG_SCORE_UNSURE && s.verdict == VG_SCORE_SAME)) {
            print_error("%s | %s: %s at %.3f\n", rows[i].left, rows[i].right,
                        vg_score_verdict_word(s.verdict), s.score);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void initials_are_of_words_that_stand_together(void **state)
{
    static const struct {
        const char *name, *letters;
        int are;
    } known[] = {
        {"福州市公安局", "fzpsb", 1},
        {"福州市公安局", "fpsb", 1},
        {"福州市公安局", "fzpsx", 0},
        {"Fuzhou Municipal Public Security Bureau", "fzpsb", 1},
        {"微生物研究所", "iom", 0},
        {"微生物研究所", "im", 1},
        {"National Academy of Arts", "naa", 1},
        {"National Academy of Arts", "na", 0},
        {"National Academy of Arts", "naax", 0},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct vg_scored_name *n = named(*state, vg_str(known[i].name), VG_KIND_BODY);

        if (vg_score_initials(n, 0, n->n, vg_str(known[i].letters)) != known[i].are)
            fail_msg("%s: %s", known[i].name, known[i].letters);
    }
}

static void a_list_is_asked_by_initials(void **state)
{
    static const char *const list[] = {"Norvian Academy of Sciences", "Zephyr Union of Bakers",
                                       "NUS Trading"};
    struct work *w = *state;
    struct vg_match_name names[3];
    struct vg_match_found found[VG_MATCH_SCORED];
    const struct vg_scored_name *asked = named(w, vg_str("NAS"), VG_KIND_BODY);
    struct vg_match *m;

    for (size_t i = 0; i < 3; i++)
        names[i] = (struct vg_match_name){.name = named(w, vg_str(list[i]), VG_KIND_BODY),
                                          .entity = (uint32_t)i};
    m = vg_match_make(w->s, names, 3, &w->a);
    assert_int_equal(vg_match_ask(m, &asked, 1, (struct vg_str){0}, 3, found), 1);
    assert_int_equal(found[0].entity, 0);
    assert_int_not_equal(found[0].verdict, VG_SCORE_SAME);
    asked = named(w, vg_str("National Union of Sciences"), VG_KIND_BODY);
    assert_true(vg_match_ask(m, &asked, 1, (struct vg_str){0}, 3, found) >= 1);
}

static void a_reading_that_many_have_leaves_two_people_open(void **state)
{
    const struct vg_score s = scored(*state, "王毅", "Wang Yi", VG_KIND_PERSON);

    assert_int_equal(s.verdict, VG_SCORE_UNSURE);
}

static void evidence_sums_to_the_score_whichever_side_is_left(void **state)
{
    struct work *w = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_score s = scored(w, rows[i].left, rows[i].right, rows[i].kind);
        const struct vg_score t = scored(w, rows[i].right, rows[i].left, rows[i].kind);
        int64_t sum = 0;

        for (size_t k = 0; k < s.n; k++)
            sum += s.because[k].milli;
        assert_int_equal(sum, s.milli);
        assert_int_equal(s.milli, t.milli);
        assert_int_equal(s.verdict, t.verdict);
    }
}

static void a_name_without_letters_scores_nothing(void **state)
{
    const struct vg_score s = scored(*state, "", "Somebody", VG_KIND_OPEN);

    assert_true(s.score == 0.0);
    assert_int_equal(s.verdict, VG_SCORE_UNSURE);
    assert_string_equal(s.because[0].level, "no-name");
}

static void a_slip_is_near_and_another_word_is_not(void **state)
{
    (void)state;
    assert_int_equal(vg_sound(vg_str("lukashenko"), vg_str("luakshenko")), VG_SOUND_NEAR);
    assert_int_equal(vg_sound(vg_str("sech1n"), vg_str("sechin")), VG_SOUND_NEAR);
    assert_int_equal(vg_sound(vg_str("estonia"), vg_str("ethiopia")), VG_SOUND_UNLIKE);
    assert_int_equal(vg_sound(vg_str("lxc"), vg_str("lau")), VG_SOUND_UNLIKE);
    assert_int_equal(vg_sound_pinyin(vg_str("xiaoming")), 2);
    assert_int_equal(vg_sound_pinyin(vg_str("zhang")), 1);
    assert_int_equal(vg_sound_pinyin(vg_str("putin")), 0);
}

static void sounds_are_compared_across_scripts_by_their_consonants(void **state)
{
    (void)state;
    assert_int_equal(vg_sound_across(vg_str("yrmwk"), vg_str("yarmouk")), VG_SOUND_EQUAL);
    assert_int_equal(vg_sound_across(vg_str("bshar"), vg_str("bechar")), VG_SOUND_EQUAL);
    assert_int_equal(vg_sound_across(vg_str("sfaqs"), vg_str("sfax")), VG_SOUND_EQUAL);
    assert_int_equal(vg_sound_across(vg_str("fysl"), vg_str("alfaisal")), VG_SOUND_EQUAL);
    assert_int_equal(vg_sound_across(vg_str("tbwk"), vg_str("dubuque")), VG_SOUND_UNLIKE);
    assert_int_equal(vg_sound_across(vg_str("shmal"), vg_str("sumer")), VG_SOUND_UNLIKE);
    assert_int_equal(vg_sound_across(vg_str("a"), vg_str("aaa")), VG_SOUND_UNLIKE);
    assert_int_equal(vg_sound_across((struct vg_str){0}, vg_str("sfax")), VG_SOUND_UNLIKE);
}

static void a_word_is_known_whatever_its_ending(void **state)
{
    static const char *const alike[][2] = {
        {"научный", "научного"}, {"університет", "университета"},
        {"хімії", "химия"},      {"българия", "български"},
        {"علوم", "والعلوم"},     {"وطني", "الوطنية"},
    };
    const struct vg_name_words *words = vg_scorer_words(((struct work *)*state)->s);

    for (size_t i = 0; i < 6; i++) {
        const struct vg_name_word *a = vg_name_words_inflected(words, vg_str(alike[i][0]));
        const struct vg_name_word *b = vg_name_words_inflected(words, vg_str(alike[i][1]));

        assert_non_null(a);
        assert_non_null(b);
        assert_true(i == 3 || a == b);
    }
    assert_null(vg_name_words_inflected(words, vg_str("зюзюкин")));
    assert_null(vg_name_words_inflected(words, (struct vg_str){0}));
    assert_null(vg_name_words_inflected(words, vg_str("university")));
}

static void evidence_is_a_sentence_in_two_languages(void **state)
{
    struct work *w = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_score s = scored(w, rows[i].left, rows[i].right, rows[i].kind);
        const struct vg_score_evidence *against = vg_score_against(&s);

        for (size_t k = 0; k < s.n; k++) {
            const struct vg_said *said = vg_score_said(&w->a, &s.because[k]);

            assert_true(strlen(vg_said_text(&w->a, said, "en")) > 5);
            assert_true(strlen(vg_said_text(&w->a, said, "zh")) > 5);
            assert_true(against == NULL || against->milli <= s.because[k].milli ||
                        strcmp(s.because[k].feature, "prior") == 0);
        }
    }
}

/* -- candidates -----------------------------------------------------------------------------------
 */

enum { NAMES = 400, KEYS = 6, MOST = 5 };

struct met {
    unsigned char times[NAMES][NAMES];
};

static int count_pair(void *w, uint32_t left, uint32_t right)
{
    struct met *m = w;

    m->times[left][right]++;
    return 0;
}

static void each_pair_that_shares_a_key_comes_once(void **state)
{
    static uint64_t keys[NAMES * KEYS], from[NAMES + 1];
    static unsigned holders[512];
    static struct met m;
    const struct vg_candidate_keys k = {keys, from, NAMES};
    struct vg_candidate_told told;
    uint64_t seed = 7;

    (void)state;
    memset(holders, 0, sizeof holders);
    memset(&m, 0, sizeof m);
    for (size_t i = 0; i < NAMES; i++) {
        from[i + 1] = from[i] + KEYS;
        for (size_t j = 0; j < KEYS; j++) {
            seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
            /* a range of values of its own for each j: ascending, none twice */
            keys[from[i] + j] = ((uint64_t)j << 61) + ((seed >> 33) % 80 << 40);
            holders[(size_t)j * 80 + (seed >> 33) % 80]++;
        }
    }
    vg_candidates_find(&k, MOST, &(struct vg_candidate_to){.pair = count_pair, .w = &m}, &told);
    for (size_t a = 0; a < NAMES; a++) {
        for (size_t b = a + 1; b < NAMES; b++) {
            int shares = 0;

            for (size_t j = 0; j < KEYS; j++) {
                const uint64_t key = keys[from[a] + j];

                shares |= key == keys[from[b] + j] &&
                          holders[j * 80 + (size_t)((key >> 40) % (1U << 21))] <= MOST;
            }
            assert_int_equal(m.times[a][b], shares);
        }
    }
    assert_true(told.dropped_keys > 0 && told.pairs > 0);
}

static void names_of_one_body_share_a_key(void **state)
{
    static const char *const pairs[][2] = {
        {"Zephyrtek Trading Co., Ltd.", "ZEPHYRTEK TRADING LIMITED"},
        {"Zephyrtek Trading", "Trading Zephyrtek"},
        {"Northgate Polymer Institute", "Northgate Polimer Institute"},
        {"Lindqvist, Jane", "Jane Lindqvist"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint64_t a[VG_KEYS_MOST], b[VG_KEYS_MOST];
        const size_t n = vg_name_keys(named(*state, vg_str(pairs[i][0]), VG_KIND_OPEN), a);
        const size_t m = vg_name_keys(named(*state, vg_str(pairs[i][1]), VG_KIND_OPEN), b);
        int shared = 0;

        for (size_t x = 0; x < n; x++) {
            assert_true(x == 0 || a[x - 1] < a[x]);
            for (size_t y = 0; y < m; y++)
                shared += a[x] == b[y];
        }
        assert_true(shared > 0);
    }
}

static void the_likeliest_of_a_list_comes_first(void **state)
{
    static const char *const list[] = {"Fudan University",          "Yangzhou University",
                                       "Shanghai Ocean University", "Institute of Acoustics",
                                       "University of Oslo",        "Shanghai University"};
    struct work *w = *state;
    struct vg_match_name names[6];
    struct vg_match_found found[VG_MATCH_SCORED];
    const struct vg_scored_name *ask = named(w, vg_str("上海海洋大学"), VG_KIND_BODY);
    struct vg_match *m;
    size_t n;

    for (uint32_t i = 0; i < 6; i++)
        names[i] =
            (struct vg_match_name){.name = named(w, vg_str(list[i]), VG_KIND_BODY), .entity = i};
    m = vg_match_make(w->s, names, 6, &w->a);
    n = vg_match_ask(m, &ask, 1, (struct vg_str){0}, 3, found);
    assert_true(n > 0 && n <= 3);
    assert_int_equal(found[0].entity, 2);
    assert_int_equal(found[0].verdict, VG_SCORE_SAME);
    ask = named(w, vg_str("…"), VG_KIND_BODY);
    assert_int_equal(vg_match_ask(m, &ask, 1, (struct vg_str){0}, 3, found), 0);
}

static void another_country_and_another_answer_weigh_against(void **state)
{
    static const char *const list[] = {"Zephyrtek Institute", "Zephyrtek Institute"};
    struct work *w = *state;
    struct vg_match_name names[2];
    struct vg_match_found found[VG_MATCH_SCORED];
    const struct vg_scored_name *ask = named(w, vg_str("Zephyrtek Institute"), VG_KIND_BODY);
    struct vg_match *m;

    for (uint32_t i = 0; i < 2; i++)
        names[i] = (struct vg_match_name){.name = named(w, vg_str(list[i]), VG_KIND_BODY),
                                          .entity = i,
                                          .country = vg_str(i == 0 ? "fr" : "it;CN")};
    m = vg_match_make(w->s, names, 2, &w->a);
    assert_int_equal(vg_match_ask(m, &ask, 1, vg_str("cn"), 2, found), 2);
    assert_int_equal(found[0].entity, 1);
    assert_int_equal(found[0].verdict, VG_SCORE_SAME);
    assert_true(found[1].verdict != VG_SCORE_SAME);
    assert_int_equal(found[0].weight, 12000);
    /* nothing tells the two apart: neither is it */
    assert_int_equal(vg_match_ask(m, &ask, 1, (struct vg_str){0}, 2, found), 2);
    assert_int_equal(found[0].verdict, VG_SCORE_UNSURE);
    assert_true(found[0].score <= 0.5);
}

/* -- the labelled pairs, where they are there
 * -------------------------------------------------------- */

static void labelled_pairs_are_scored_as_well_as_before(void **state)
{
    struct work *w = *state;
    VG_SCOPED_BUF text = {.max = 1 << 20};
    int right = 0, wrong = 0, missed = 0, strong = 0;

    if (vg_file_read(SHARED_BESIDE "/data/resolve/names/pairs.csv", &text, NULL) != VG_OK) {
        print_message("no labelled pairs beside the source tree\n");
        skip();
    }
    VG_SCOPED_CSV c = vg_csv_begin(text.p, text.len, 4096);

    assert_int_equal(vg_csv_next(&c, NULL), VG_ROW);
    while (vg_csv_next(&c, NULL) == VG_ROW) {
        const enum vg_score_kind kind = vg_score_kind(vg_csv_field(&c, 1));
        struct vg_score s;
        int is_match, is_same;

        vg_score_pair(w->s, named(w, vg_str_copy(&w->a, vg_csv_field(&c, 2)), kind),
                      named(w, vg_str_copy(&w->a, vg_csv_field(&c, 3)), kind), &s);
        is_match = vg_str_is(vg_csv_field(&c, 4), "true");
        is_same = s.verdict == VG_SCORE_SAME;
        right += is_match && is_same;
        wrong += !is_match && is_same;
        missed += is_match && !is_same;
        strong += is_match != is_same && vg_str_is(vg_csv_field(&c, 5), "STRONG");
    }
    print_message("F1 %.3f\n", 2.0 * right / (2.0 * right + wrong + missed));
    assert_int_equal(strong, 0);
    assert_true(2.0 * right / (2.0 * right + wrong + missed) >= 0.894);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_thing_are_told_from_names_of_two),
        cmocka_unit_test(initials_are_of_words_that_stand_together),
        cmocka_unit_test(a_list_is_asked_by_initials),
        cmocka_unit_test(a_reading_that_many_have_leaves_two_people_open),
        cmocka_unit_test(evidence_sums_to_the_score_whichever_side_is_left),
        cmocka_unit_test(a_name_without_letters_scores_nothing),
        cmocka_unit_test(a_slip_is_near_and_another_word_is_not),
        cmocka_unit_test(sounds_are_compared_across_scripts_by_their_consonants),
        cmocka_unit_test(a_word_is_known_whatever_its_ending),
        cmocka_unit_test(evidence_is_a_sentence_in_two_languages),
        cmocka_unit_test(each_pair_that_shares_a_key_comes_once),
        cmocka_unit_test(names_of_one_body_share_a_key),
        cmocka_unit_test(the_likeliest_of_a_list_comes_first),
        cmocka_unit_test(another_country_and_another_answer_weigh_against),
        cmocka_unit_test(labelled_pairs_are_scored_as_well_as_before),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
