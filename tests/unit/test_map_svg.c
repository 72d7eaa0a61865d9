/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "brief/map_shapes.h"
#include "brief/map_svg.h"
#include "brief_case.h"
#include "svg_form.h"

static const int64_t one[] = {1}, many[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

/* clang-format off */
#define ROW(place, has, low, best, high, mark) {place, has, low, best, high, mark, one, 1, NULL}
#define BEST(place, n, mark) ROW(place, VG_FIGURE_LOW | VG_FIGURE_BEST | VG_FIGURE_HIGH, n, n, n, mark)
static const struct vg_map_row stations[] = {
    BEST("IT", 11, VG_SIGN_CLOSED), BEST("ES", 9, VG_SIGN_DISPUTED), BEST("FR", 4, VG_SIGN_ASSERTED),
    ROW("CA", VG_FIGURE_LOW | VG_FIGURE_BEST, 3, 7, 0, VG_SIGN_CLOSED), BEST("GB", 3, VG_SIGN_DISPUTED),
    BEST("NL", 2, VG_SIGN_DISPUTED), BEST("CZ", 2, VG_SIGN_CLOSED), BEST("PT", 3, VG_SIGN_ASSERTED),
    BEST("HU", 2, VG_SIGN_ASSERTED), BEST("DE", 2, VG_SIGN_DISPUTED), BEST("IE", 1, VG_SIGN_CLOSED),
    BEST("AT", 2, VG_SIGN_ASSERTED), BEST("GR", 1, VG_SIGN_ASSERTED), BEST("SK", 1, VG_SIGN_DENIED),
    ROW("US", VG_FIGURE_LOW, 4, 0, 0, VG_SIGN_DISPUTED), BEST("BR", 2, VG_SIGN_ASSERTED),
    BEST("AR", 1, VG_SIGN_ASSERTED), BEST("CL", 1, VG_SIGN_ASSERTED), BEST("EC", 2, VG_SIGN_ASSERTED),
    BEST("NG", 1, VG_SIGN_DENIED), BEST("LS", 1, VG_SIGN_ASSERTED), BEST("TZ", 1, VG_SIGN_ASSERTED),
    ROW("AE", VG_FIGURE_LOW | VG_FIGURE_HIGH, 1, 0, 4, VG_SIGN_ASSERTED), BEST("JP", 2, VG_SIGN_DISPUTED),
    BEST("KR", 1, VG_SIGN_CLOSED), BEST("MN", 1, VG_SIGN_ASSERTED), BEST("KH", 1, VG_SIGN_ASSERTED),
    BEST("BN", 1, VG_SIGN_ASSERTED), BEST("NZ", 1, VG_SIGN_ASSERTED), BEST("AU", 1, VG_SIGN_CORRECTED),
    BEST("SE", 1, VG_SIGN_ASSERTED), BEST("HR", 1, VG_SIGN_ASSERTED), BEST("RO", 1, VG_SIGN_ASSERTED),
    BEST("RS", 1, VG_SIGN_ASSERTED), BEST("UA", 1, VG_SIGN_ASSERTED), ROW("MC", 0, 0, 0, 0, VG_SIGN_ASSERTED),
    {NULL, VG_FIGURE_LOW, 5, 0, 0, VG_SIGN_ASSERTED, many, 10, NULL},
};
/* clang-format on */

static const struct vg_places places;

static void draw_rows(const struct vg_map_row *rows, size_t n, const char *language,
                      struct vg_buf *out)
{
    struct vg_map_svg in = {
        .rows = rows, .n = n, .places = &places, .language = language, .unit = "station"};

    assert_int_equal(vg_map_svg(&in, out, NULL), VG_OK);
    svg_check_form(out->p);
    assert_null(strstr(out->p, "<script"));
}

static void marks_say_number_bound_and_what_is_said_against(void **state)
{
    static const char *const wanted[] = {
        "role=\"group\"",
        "<title id=\"vgm-title\">Where",
        "href=\"#c1\"",
        "<title>Italy 11 · said closed, or inquiry without charge · claims: c1</title>",
        "<title>United States ≥ 4 · disputed · no upper end stated · claims: c1</title>",
        "United Arab Emirates 1–4",
        "place not known at this level: 1",
        "class=\"open\"",
        "class=\"up\"",
        "no number warranted",
        "Boundaries as drawn by Natural Earth",
        "level: country",
    };
    VG_SCOPED_BUF svg = {0}, again = {0}, zh = {0};

    (void)state;
    draw_rows(stations, sizeof stations / sizeof *stations, NULL, &svg);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strstr(svg.p, wanted[i]) == NULL)
            fail_msg("it does not say %s", wanted[i]);
    draw_rows(stations, sizeof stations / sizeof *stations, NULL, &again);
    assert_string_equal(svg.p, again.p);
    draw_rows(stations, sizeof stations / sizeof *stations, "zh", &zh);
    assert_non_null(strstr(zh.p, "意大利 11"));
    assert_non_null(strstr(zh.p, "边界依 Natural Earth"));
    assert_true(svg.len < 160000);
}

static void every_number_is_whole(void **state)
{
    VG_SCOPED_BUF svg = {0};
    const char *at;

    (void)state;
    draw_rows(stations, sizeof stations / sizeof *stations, NULL, &svg);
    for (at = svg.p; (at = strstr(at, " d=\"")) != NULL;)
        for (at += 4; *at != '"'; at++)
            if (strchr("MLlhHvVzaAcC -0123456789", *at) == NULL)
                fail_msg("no whole number: %.20s", at);
}

static void what_has_no_claim_is_not_drawn(void **state)
{
    static const struct vg_map_row bare[] = {
        {"FR", VG_FIGURE_BEST, 0, 9, 0, VG_SIGN_ASSERTED, NULL, 0, NULL}};
    struct vg_map_svg in = {.rows = bare, .n = 1, .places = &places, .unit = "station"};
    VG_SCOPED_BUF svg = {0};

    (void)state;
    assert_int_equal(vg_map_svg(&in, &svg, NULL), VG_E_ABSENT);
    assert_int_equal(svg.len, 0);
}

static void places_of_one_country_are_one_mark_without_a_sum(void **state)
{
    static const struct vg_map_row rows[] = {BEST("markham", 2, VG_SIGN_ASSERTED),
                                             BEST("CA-BC", 1, VG_SIGN_ASSERTED)};
    VG_SCOPED_BUF svg = {0};

    (void)state;
    draw_rows(rows, 2, NULL, &svg);
    assert_non_null(strstr(svg.p, "<title>Canada 2 figures · "));
}

static void numbers_beyond_measure_stay_in_the_frame(void **state)
{
    static const struct vg_map_row rows[] = {
        ROW("FR", VG_FIGURE_HIGH, 0, 0, INT64_MAX, VG_SIGN_ASSERTED),
        ROW("BR", VG_FIGURE_BEST, 0, INT64_MIN, 0, VG_SIGN_DENIED),
        BEST("DE", 0, VG_SIGN_ASSERTED),
    };
    VG_SCOPED_BUF svg = {0};

    (void)state;
    draw_rows(rows, 3, NULL, &svg);
    assert_non_null(strstr(svg.p, "≤ 9,223,372,036,854,775,807"));
}

static void names_from_outside_stay_text(void **state)
{
    VG_SCOPED_BUF corpus = {.max = 1 << 20};
    size_t tried = 0;

    (void)state;
    assert_int_equal(vg_file_read(CORPUS "/xss.txt", &corpus, NULL), VG_OK);
    for (char *line = corpus.p, *end; *line != '\0'; tried++) {
        VG_SCOPED_BUF svg = {0};
        struct vg_map_row row = BEST("hostile", 3, VG_SIGN_ASSERTED);
        struct vg_place added = {"hostile", VG_PLACE_CITY, "FR", line, line};
        struct vg_places ps = {&added, 1};
        struct vg_map_svg in = {.rows = &row, .n = 1, .places = &ps, .title = line, .unit = line};

        end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        row.href = line;
        assert_int_equal(vg_map_svg(&in, &svg, NULL), VG_OK);
        svg_check_form(svg.p);
        assert_null(strstr(svg.p, "<script"));
        line = end == NULL ? line + strlen(line) : end + 1;
    }
    assert_true(tried >= 40);
}

/* Marks all over: as many as a world-wide survey has. */
static size_t crowd(struct vg_map_row *rows, size_t room)
{
    static const char codes[] =
        "AL AT AU BA BB BD BE BG BN BO BR BS BZ CA CH CL CO CR CU CY CZ DE DK "
        "DO EC EE EG ES FI FJ FR GB GD GH GR GT HK HN HR HT HU ID IE IL IN IS "
        "IT JM JO JP KE KH KN KR KW LA LB LC LT LU LV MC MD ME MK MM MO MT MX "
        "MY NG NI NL NO NZ PA PE PH PL PS PT QA RO RS SE SG SI SK SV TH TT TW "
        "UA US VA VC VN XK ZA ";
    static char names[128][3];
    size_t n = 0;

    for (const char *at = codes; *at != '\0' && n < room; at += 3, n++) {
        memcpy(names[n], at, 2);
        rows[n] = (struct vg_map_row)BEST(names[n], 1 + (int)(n * n % 7), VG_SIGN_ASSERTED);
        rows[n].mark = (enum vg_sign)(n % VG_SIGN_OTHER);
    }
    return n;
}

static void of_a_hundred_countries_each_has_its_mark_and_name(void **state)
{
    struct vg_map_row rows[128];
    size_t n = crowd(rows, 128), marks = 0;
    VG_SCOPED_BUF svg = {0};

    (void)state;
    draw_rows(rows, n, NULL, &svg);
    for (const char *at = svg.p; (at = strstr(at, "· claims: c1</title>")) != NULL; at++)
        marks++;
    assert_int_equal(marks, n);
    for (size_t i = 0; i < n; i++) {
        const struct vg_place *p = vg_place_get(&places, rows[i].place);
        char text[128];

        assert_non_null(p);
        (void)snprintf(text, sizeof text, ">%s %d</text>", p->en, (int)rows[i].best);
        if (strstr(svg.p, text) == NULL)
            fail_msg("%s is not named", p->en);
    }
    assert_non_null(strstr(svg.p, ">C</text>"));
}

static void every_country_of_the_gazetteer_has_a_point(void **state)
{
    static const char *const codes[] = {"CA", "CN", "FR", "XK", "TW", "HK", "SG", "GF", "TV", "VA"};
    int x, y;

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (!vg_map_point(codes[i], &x, &y))
            fail_msg("%s", codes[i]);
    assert_false(vg_map_point("AQ", &x, &y));
    assert_false(vg_map_point("--", &x, &y));
    assert_false(vg_map_point(NULL, &x, &y));
}

static void a_case_gives_rows_with_what_is_said_against_them(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct brief_case k;
    struct vg_root_graph *g = NULL;
    struct vg_map_row *rows = NULL;
    size_t n = 0;

    (void)state;
    brief_case_small(&k);
    assert_int_equal(vg_root_graph_make(&k.view, &a, &g, NULL), VG_OK);
    assert_int_equal(vg_map_rows(&k.view, g, NULL, VG_PLACE_COUNTRY, &a, &rows, &n, NULL), VG_OK);
    assert_int_equal(n, 1);
    assert_string_equal(rows[0].place, "CA");
    assert_int_equal(rows[0].n_claims, 2);
    assert_int_equal(rows[0].mark, VG_SIGN_DISPUTED);
    assert_int_equal(vg_map_rows(&k.view, g, "station", VG_PLACE_COUNTRY, &a, &rows, &n, NULL),
                     VG_OK);
    assert_int_equal(n, 1);
}

/* For looking at it: DRAW_TO=FOLDER writes the pictures as pages. */
static void a_page_can_be_looked_at(void **state)
{
    const char *folder = getenv("DRAW_TO");

    (void)state;
    if (folder == NULL)
        return;
    for (int zh = 0; zh < 2; zh++) {
        VG_SCOPED_BUF svg = {0};

        draw_rows(stations, sizeof stations / sizeof *stations, zh ? "zh" : "en", &svg);
        svg_page(folder, zh ? "map-zh.html" : "map.html", svg.p);
    }
    {
        VG_SCOPED_BUF svg = {0};

        draw_rows(stations, 14, "en", &svg);
        svg_page(folder, "map-europe.html", svg.p);
    }
    {
        struct vg_map_row rows[128];
        VG_SCOPED_BUF svg = {0};

        draw_rows(rows, crowd(rows, 128), "en", &svg);
        svg_page(folder, "map-crowd.html", svg.p);
    }
    {
        static const struct vg_map_row some[] = {
            BEST("FR", 4, VG_SIGN_ASSERTED), BEST("DE", 2, VG_SIGN_DENIED),
            BEST("PL", 2, VG_SIGN_DISPUTED), BEST("BE", 2, VG_SIGN_CLOSED),
            BEST("LU", 2, VG_SIGN_CLOSED),   BEST("NL", 2, VG_SIGN_CLOSED)};
        VG_SCOPED_BUF svg = {0};

        draw_rows(some, sizeof some / sizeof *some, "en", &svg);
        svg_page(folder, "map-near.html", svg.p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_say_number_bound_and_what_is_said_against),
        cmocka_unit_test(every_number_is_whole),
        cmocka_unit_test(what_has_no_claim_is_not_drawn),
        cmocka_unit_test(places_of_one_country_are_one_mark_without_a_sum),
        cmocka_unit_test(numbers_beyond_measure_stay_in_the_frame),
        cmocka_unit_test(names_from_outside_stay_text),
        cmocka_unit_test(of_a_hundred_countries_each_has_its_mark_and_name),
        cmocka_unit_test(every_country_of_the_gazetteer_has_a_point),
        cmocka_unit_test(a_case_gives_rows_with_what_is_said_against_them),
        cmocka_unit_test(a_page_can_be_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
