/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "mention/place.h"
#include "mention/place_table.h"

static const struct vg_places built_in;

static void places_lie_within_wider_ones(void **state)
{
    static const struct {
        const char *inner, *outer;
        int within;
    } rows[] = {
        {"greater-toronto-area", "CA-ON", 1},
        {"markham", "york-region", 1},
        {"markham", "greater-toronto-area", 1},
        {"markham", "CA", 1},
        {"markham", "toronto", 0},
        {"scarborough", "toronto", 1},
        {"scarborough", "greater-toronto-area", 1},
        {"vancouver", "CA-BC", 1},
        {"montreal", "montreal-area", 1},
        {"montreal-area", "CA-QC", 1},
        {"fuzhou", "CN-FJ", 1},
        {"fuzhou", "CN-JX", 0},
        {"fuzhou-jx", "CN-JX", 1},
        {"qingtian", "CN-ZJ", 1},
        {"fuqing", "fuzhou", 1},
        {"lisbon", "PT", 1},
        {"porto", "PT", 1},
        {"brooklyn", "new-york", 1},
        {"new-york", "US-NY", 1},
        {"HK", "asia", 1},
        {"CA", "CA-ON", 0},
        {"CA", "CA", 1},
        {"?somewhere", "world", 1},
        {"?somewhere", "CA", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].inner,
                  vg_place_within(&built_in, rows[i].inner, rows[i].outer) == rows[i].within);
    assert_string_equal(vg_place_narrower(&built_in, "CA", "markham"), "markham");
    assert_null(vg_place_narrower(&built_in, "fuzhou", "CA"));
}

static void every_place_has_a_wider_one_and_comes_to_the_world(void **state)
{
    (void)state;
    assert_in_range(vg_place_count, 7000, VG_PLACE_REF_INDEX);
    for (unsigned i = 0; i < vg_place_count; i++) {
        const struct vg_place *p = &vg_place_list[i];
        int steps = 0;

        assert_ptr_equal(vg_place_get(&built_in, p->id), p);
        while (p->parent != NULL) {
            const struct vg_place *up = vg_place_get(&built_in, p->parent);

            if (up == NULL || up->level > p->level || ++steps > 10)
                fail_msg("%s: %s", vg_place_list[i].id, p->parent);
            p = up;
        }
        if (strcmp(p->id, "world") != 0)
            fail_msg("%s ends at %s", vg_place_list[i].id, p->id);
    }
}

static void every_country_and_chinese_place_has_both_names(void **state)
{
    (void)state;
    for (unsigned i = 0; i < vg_place_count; i++) {
        const struct vg_place *p = &vg_place_list[i];

        if (p->en == NULL || vg_utf8_bad(p->en, strlen(p->en)) != strlen(p->en))
            fail_msg("%s", p->id);
        if ((p->level <= VG_PLACE_COUNTRY || vg_place_within(&built_in, p->id, "CN")) &&
            p->zh == NULL)
            fail_msg("%s has no Chinese name", p->id);
    }
}

static void a_place_is_seen_at_a_level(void **state)
{
    static const struct {
        const char *id;
        enum vg_place_level level;
        const char *at;
    } rows[] = {
        {"markham", VG_PLACE_METRO, "greater-toronto-area"},
        {"scarborough", VG_PLACE_CITY, "toronto"},
        {"scarborough", VG_PLACE_METRO, "greater-toronto-area"},
        {"london", VG_PLACE_METRO, "london"},
        {"camden", VG_PLACE_METRO, "london"},
        {"london", VG_PLACE_COUNTRY, "GB"},
        {"CA-ON", VG_PLACE_METRO, NULL},
        {"CA", VG_PLACE_CITY, NULL},
        {"qingtian", VG_PLACE_REGION, "CN-ZJ"},
        {"CA", VG_PLACE_WORLD, "world"},
        {"?nowhere", VG_PLACE_COUNTRY, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_place *p = vg_place_at(&built_in, rows[i].id, rows[i].level);

        ROW_CHECK(i, rows[i].id,
                  rows[i].at == NULL ? p == NULL : p != NULL && strcmp(p->id, rows[i].at) == 0);
    }
}

static void names_are_found_at_the_start_of_a_text(void **state)
{
    static const struct {
        const char *text, *name, *id; /* name "" when nothing is found */
        int ambiguous;
    } rows[] = {
        {"Lisbon, 14 March", "Lisbon", "lisbon", 0},
        {"Porto alone", "Porto", "porto", 0},
        {"Markham’s mayor", "Markham", "markham", 0},
        {"China's embassy", "China", "CN", 0},
        {"St. John's harbour", "St. John's", "st-johns", 0},
        {"New York told", "New York", "new-york", 0},
        {"New York State told", "New York State", "US-NY", 0},
        {"New\nYork told", "New\nYork", "new-york", 0},
        {"New\n\nYork told", "", NULL, 0},
        {"New Zealand", "New Zealand", "NZ", 0},
        {"Montréal police", "Montréal", "montreal", 0},
        {"Montreal area", "Montreal area", "montreal-area", 0},
        {"Greater Toronto Area, Ontario", "Greater Toronto Area", "greater-toronto-area", 0},
        {"GTA stations", "GTA", "greater-toronto-area", 0},
        {"Ile de France", "Ile de France", "FR-IDF", 0},
        {"Côte d’Ivoire has", "Côte d’Ivoire", "CI", 0},
        {"U.S. officials", "U.S.", "US", 0},
        {"US officials", "US", "US", 0},
        {"us and them", "", NULL, 0},
        {"Us and them", "", NULL, 0},
        {"Washington, D.C. said", "Washington, D.C.", "washington", 0},
        {"Paris-based", "Paris", "paris", 0},
        {"Parisian cafés", "", NULL, 0},
        {"paris", "", NULL, 0},
        {"POLAND", "POLAND", "PL", 0},
        {"Xi'an", "Xi'an", "xian", 0},
        {"Xi’an's", "Xi’an", "xian", 0},
        {"Fuzhou and", "Fuzhou", "fuzhou", 1},
        {"Jilin City", "Jilin City", "jilin", 0},
        {"Jilin province", "Jilin province", "CN-JL", 0},
        {"Jinping said", "", NULL, 0},
        {"Jinping County", "Jinping County", NULL, 1},
        {"Reading the text", "", NULL, 0},
        {"福州市公安局", "福州市", "fuzhou", 0},
        {"福州公安", "福州", "fuzhou", 0},
        {"福建省", "福建省", "CN-FJ", 0},
        {"長樂區", "長樂區", "changle-fj", 0},
        {"青田人", "青田", "qingtian", 0},
        {"多倫多市長", "多倫多市", "toronto", 0},
        {"加拿大多伦多", "加拿大", "CA", 0},
        {"安大略的", "安大略", "CA-ON", 0},
        {"纽约州", "纽约州", "US-NY", 0},
        {"纽约市", "纽约市", "new-york", 0},
        {"朝阳升起", "", NULL, 0},
        {"公安机关", "", NULL, 0},
        {"黑山的", "黑山", "ME", 1},
        {"达尔文说", "", NULL, 0},
        {"达尔文市", "达尔文市", "darwin", 0},
        {"鼓楼", "", NULL, 0},
        {"北京市", "北京市", "beijing", 0},
        {"中国", "中国", "CN", 0},
        {"", "", NULL, 0},
        {"\xff\xfe", "", NULL, 0},
        {"福", "", NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_place *p = NULL;
        int ambiguous = -1;
        size_t n = vg_place_match(&built_in, rows[i].text, strlen(rows[i].text), &p, &ambiguous);

        if (n != strlen(rows[i].name) || (rows[i].id != NULL && strcmp(p->id, rows[i].id) != 0) ||
            (n > 0 && ambiguous < rows[i].ambiguous) ||
            (rows[i].ambiguous == 0 && ambiguous > 0 && n > 0))
            fail_msg("row %zu (%s): %zu bytes, %s, %d others", i, rows[i].text, n,
                     p == NULL ? "none" : p->id, ambiguous);
    }
}

static void each_place_is_found_by_its_chinese_name(void **state)
{
    unsigned lost = 0, named = 0;

    (void)state;
    for (unsigned i = 0; i < vg_place_count; i++) {
        const struct vg_place *want = &vg_place_list[i], *p = NULL;
        VG_SCOPED_BUF text = {.max = 1000};
        int ambiguous = 0;
        size_t n;

        if (want->zh == NULL || strlen(want->zh) < 6 || want->level == VG_PLACE_WORLD)
            continue;
        named++;
        vg_puts(&text, want->zh);
        n = vg_place_match(&built_in, text.p, text.len, &p, &ambiguous);
        vg_puts(&text, "市"); /* the names that are ordinary words, too */
        if (n == 0)
            n = vg_place_match(&built_in, text.p, text.len, &p, &ambiguous);
        if (n < strlen(want->zh) || (p != want && ambiguous == 0 &&
                                     vg_place_narrower(&built_in, p->id, want->id) == NULL)) {
            print_message("# %s %s is %s\n", want->id, want->zh, p == NULL ? "none" : p->id);
            lost++;
        }
    }
    print_message("# %u of %u places found by their Chinese names\n", named - lost, named);
    assert_int_equal(lost, 0);
}

static void places_of_a_case_come_first(void **state)
{
    static const struct vg_place mine[] = {
        {"belk", VG_PLACE_REGION, "PT", "Belk County", "贝尔克州"},
        {"belk-town", VG_PLACE_CITY, "belk", "Belk", NULL},
        {"my-porto", VG_PLACE_CITY, "belk", "Porto", NULL},
    };
    const struct vg_places ps = {mine, 3};
    const struct vg_place *p = NULL;
    int ambiguous = 0;

    (void)state;
    assert_int_equal(vg_place_match(&ps, "Belk County's office", 20, &p, &ambiguous), 11);
    assert_string_equal(p->id, "belk");
    assert_int_equal(vg_place_match(&ps, "Belk’s office", 15, &p, &ambiguous), 4);
    assert_string_equal(p->id, "belk-town");
    assert_int_equal(vg_place_match(&ps, "貝爾克州", 12, &p, &ambiguous), 12);
    assert_int_equal(vg_place_match(&ps, "Porto", 5, &p, &ambiguous), 5);
    assert_string_equal(p->id, "my-porto");
    assert_true(ambiguous > 0);
    assert_true(vg_place_within(&ps, "belk-town", "europe"));
    assert_int_equal(vg_place_match(&ps, "Lisbon", 6, &p, &ambiguous), 6);
}

static void hostile_text_never_matches_beyond_its_end(void **state)
{
    static const char *texts[] = {"New York",   "Xi'an",        "U.S.",
                                  "St. John's", "福州市公安局", "Montréal"};
    char cut[64];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t len = 0; len <= strlen(texts[i]); len++) {
            const struct vg_place *p;
            int ambiguous;
            char *exact = malloc(len + 1); /* so that a sanitizer sees a step beyond */

            assert_non_null(exact);
            memcpy(exact, texts[i], len);
            assert_in_range(vg_place_match(&built_in, exact, len, &p, &ambiguous), 0, len);
            free(exact);
        }
    memset(cut, 'A', sizeof cut);
    assert_int_equal(
        vg_place_match(&built_in, cut, sizeof cut, &(const struct vg_place *){0}, &(int){0}), 0);
}

static void level_words_go_there_and_back(void **state)
{
    enum vg_place_level level = VG_PLACE_UNKNOWN;
    struct vg_err err;

    (void)state;
    for (int i = VG_PLACE_WORLD; i <= VG_PLACE_DISTRICT; i++) {
        assert_int_equal(
            vg_place_level_read(vg_place_level_word((enum vg_place_level)i), &level, &err), VG_OK);
        assert_int_equal(level, i);
    }
    assert_int_equal(vg_place_level_read("village", &level, &err), VG_E_FORMAT);
}

static void check_within(const char *path)
{
    VG_SCOPED_BUF text = {.max = 1 << 20};
    json_t *doc = NULL, *wider, *one;
    const char *id;
    size_t i;

    if (vg_file_read(path, &text, NULL) != VG_OK)
        fail_msg("%s", path);
    assert_int_equal(vg_json_read(text.p, text.len, &doc, NULL), VG_OK);
    json_object_foreach(json_object_get(doc, "within"), id, wider) json_array_foreach(
        wider, i, one) if (!vg_place_within(&built_in, id, json_string_value(one)))
        fail_msg("%s: %s is not within %s", path, id, json_string_value(one));
    json_decref(doc);
}

static void sample_claims_agree_on_what_contains_what(void **state)
{
    const char *shared = getenv("VIGIL_SHARED");
    char path[512];
    unsigned n = 0;

    (void)state;
    for (int i = 1; i < 100; i++) {
        FILE *f;

        (void)snprintf(path, sizeof path, "%s/data/claims/dev/d%02d.json",
                       shared != NULL ? shared : SOURCE_ROOT "/../shared", i);
        f = fopen(path, "rb");
        if (f == NULL)
            break;
        (void)fclose(f);
        check_within(path);
        n++;
    }
    if (n == 0)
        print_message("# skipped: no test data (set VIGIL_SHARED)\n");
    else
        print_message("# %u sample texts\n", n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_lie_within_wider_ones),
        cmocka_unit_test(every_place_has_a_wider_one_and_comes_to_the_world),
        cmocka_unit_test(every_country_and_chinese_place_has_both_names),
        cmocka_unit_test(a_place_is_seen_at_a_level),
        cmocka_unit_test(names_are_found_at_the_start_of_a_text),
        cmocka_unit_test(each_place_is_found_by_its_chinese_name),
        cmocka_unit_test(places_of_a_case_come_first),
        cmocka_unit_test(hostile_text_never_matches_beyond_its_end),
        cmocka_unit_test(level_words_go_there_and_back),
        cmocka_unit_test(sample_claims_agree_on_what_contains_what),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
