/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "brief/overlap_svg.h"
#include "svg_form.h"

static const char *const sets[] = {"Watch Group, September", "Host Police", "Daily register",
                                   "国家安全部名单"};
static const uint32_t members[] = {1, 1,  1, 1, 1, 1, 1, 3, 3,  3, 3, 2,
                                   7, 15, 4, 4, 8, 5, 9, 0, 15, 6, 8, 12};

static struct vg_overlap_svg whole(const char *language)
{
    return (struct vg_overlap_svg){.sets = sets,
                                   .n_sets = 4,
                                   .members = members,
                                   .n_members = sizeof members / sizeof *members,
                                   .language = language};
}

static void each_combination_is_counted_once_and_leads_to_its_members(void **state)
{
    static const char *const wanted[] = {
        "<title>only Watch Group, September: 7 places</title>",
        "<title>Watch Group, September and Host Police: 4 places</title>",
        "href=\"#m15\"",
        "<title>Host Police: 9</title>",
        "role=\"group\"",
    };
    VG_SCOPED_BUF svg = {0}, again = {0}, zh = {0};
    struct vg_overlap_svg in = whole(NULL);

    (void)state;
    assert_int_equal(vg_overlap_svg(&in, &svg, NULL), VG_OK);
    svg_check_form(svg.p);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strstr(svg.p, wanted[i]) == NULL)
            fail_msg("it does not say %s", wanted[i]);
    assert_null(strstr(svg.p, "\"#m0\""));
    assert_int_equal(vg_overlap_svg(&in, &again, NULL), VG_OK);
    assert_string_equal(svg.p, again.p);
    in.language = "zh";
    in.href = "/lists/";
    assert_int_equal(vg_overlap_svg(&in, &zh, NULL), VG_OK);
    assert_non_null(strstr(zh.p, "仅国家安全部名单: 2 地点"));
    assert_non_null(strstr(zh.p, "href=\"/lists/m1\""));
}

static void eight_lists_are_the_most_and_two_the_least(void **state)
{
    static const char *const many[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
    uint32_t all[255];
    struct vg_overlap_svg in = {.sets = many, .n_sets = 8, .members = all, .n_members = 255};
    VG_SCOPED_BUF svg = {0};
    size_t columns = 0;

    (void)state;
    for (uint32_t i = 0; i < 255; i++)
        all[i] = i + 1;
    assert_int_equal(vg_overlap_svg(&in, &svg, NULL), VG_OK);
    svg_check_form(svg.p);
    for (const char *at = svg.p; (at = strstr(at, "<a ")) != NULL; at++)
        columns++;
    assert_int_equal(columns, VG_MAX_OVERLAPS);
    assert_non_null(strstr(svg.p, "in combinations not drawn: 231"));
    vg_buf_clear(&svg);
    in.n_sets = 9;
    assert_int_equal(vg_overlap_svg(&in, &svg, NULL), VG_E_LIMIT);
    in.n_sets = 1;
    assert_int_equal(vg_overlap_svg(&in, &svg, NULL), VG_E_LIMIT);
    in.n_sets = 2;
    in.n_members = 0;
    assert_int_equal(vg_overlap_svg(&in, &svg, NULL), VG_E_ABSENT);
    assert_int_equal(svg.len, 0);
}

static void members_of_lists_are_joined_by_id(void **state)
{
    static const struct vg_list_member first[] = {{"FR", NULL}, {"CA", NULL}, {"FR", NULL}};
    static const struct vg_list_member second[] = {{"CA", NULL}, {"DE", NULL}};
    static const struct vg_list one = {.members = first, .n_members = 3};
    static const struct vg_list two = {.members = second, .n_members = 2};
    const struct vg_list *lists[] = {&one, &two};
    VG_SCOPED_ARENA a = {0};
    struct vg_overlap_member *list = NULL;
    size_t n = 0;

    (void)state;
    vg_overlap_of_lists(lists, 2, &a, &list, &n);
    assert_int_equal(n, 3);
    assert_string_equal(list[0].id, "CA");
    assert_int_equal(list[0].mask, 3);
    assert_int_equal(list[1].mask, 2);
    assert_int_equal(list[2].mask, 1);
}

static void names_from_outside_stay_text(void **state)
{
    VG_SCOPED_BUF corpus = {.max = 1 << 20};
    size_t tried = 0;

    (void)state;
    assert_int_equal(vg_file_read(CORPUS "/xss.txt", &corpus, NULL), VG_OK);
    for (char *line = corpus.p, *end; *line != '\0'; tried++) {
        const char *names[] = {line, line};
        struct vg_overlap_svg in = {.sets = names,
                                    .n_sets = 2,
                                    .members = members,
                                    .n_members = 3,
                                    .title = line,
                                    .what = line};
        VG_SCOPED_BUF svg = {0};

        end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        assert_int_equal(vg_overlap_svg(&in, &svg, NULL), VG_OK);
        svg_check_form(svg.p);
        assert_null(strstr(svg.p, "<script"));
        line = end == NULL ? line + strlen(line) : end + 1;
    }
    assert_true(tried >= 40);
}

/* For looking at it: DRAW_TO=FOLDER writes the pictures as pages. */
static void a_page_can_be_looked_at(void **state)
{
    const char *folder = getenv("DRAW_TO");
    struct vg_overlap_svg in = whole("en");
    VG_SCOPED_BUF svg = {0};

    (void)state;
    if (folder == NULL)
        return;
    assert_int_equal(vg_overlap_svg(&in, &svg, NULL), VG_OK);
    svg_page(folder, "over.html", svg.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_combination_is_counted_once_and_leads_to_its_members),
        cmocka_unit_test(eight_lists_are_the_most_and_two_the_least),
        cmocka_unit_test(members_of_lists_are_joined_by_id),
        cmocka_unit_test(names_from_outside_stay_text),
        cmocka_unit_test(a_page_can_be_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
