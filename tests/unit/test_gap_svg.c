/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "brief/gap_svg.h"
#include "brief_case.h"
#include "svg_form.h"

static const int64_t found[] = {7, 9};
static const struct vg_looked looked = {.id = 1, .place = "FR"};
static const struct vg_looked *const searches[] = {&looked};
static const struct vg_gap_member members[] = {
    {.id = "CA", .found = found, .n_found = 2},
    {.id = "FR", .looked = searches, .n_looked = 1},
    {.id = "DE"},
};
static const struct vg_gap_member outside[] = {{.id = "IE", .found = found, .n_found = 1}};
static const struct vg_gap gap = {.members = members,
                                  .n_members = 3,
                                  .n_found = 1,
                                  .n_not_found = 2,
                                  .n_not_looked = 1,
                                  .outside = outside,
                                  .n_outside = 1};
static const struct vg_view view;

static void every_cell_says_its_name_its_state_and_leads_on(void **state)
{
    static const char *const wanted[] = {
        "role=\"group\"",
        "<a href=\"/claims/c7\"><title>Canada: ",
        ": c7, c9</title>",
        "<a href=\"/gaps/FR\"><title>France: ",
        "<a href=\"/gaps/DE\"><title>Germany: ",
        "<title>Ireland: ",
        "class=\"go\"",
    };
    struct vg_gap_svg in = {.view = &view,
                            .gap = &gap,
                            .claim_href = "/claims/",
                            .place_href = "/gaps/",
                            .has_outside = 1,
                            .has_key = 1};
    VG_SCOPED_BUF svg = {0}, zh = {0};

    (void)state;
    vg_gap_svg(&in, &svg);
    svg_check_form(svg.p);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strstr(svg.p, wanted[i]) == NULL)
            fail_msg("it does not say %s", wanted[i]);
    in.language = "zh";
    vg_gap_svg(&in, &zh);
    assert_non_null(strstr(zh.p, "加拿大"));
    if (getenv("DRAW_TO") != NULL)
        svg_page(getenv("DRAW_TO"), "gap.html", svg.p);
}

static void without_links_it_is_one_image(void **state)
{
    struct vg_gap_svg in = {.view = &view, .gap = &gap};
    VG_SCOPED_BUF svg = {0};

    (void)state;
    vg_gap_svg(&in, &svg);
    svg_check_form(svg.p);
    assert_non_null(strstr(svg.p, "role=\"img\""));
    assert_null(strstr(svg.p, "<a "));
    assert_null(strstr(svg.p, "Ireland"));
}

static void a_locked_list_is_no_place_to_search_by(void **state)
{
    static const struct vg_gap_reason lock = {VG_LOCK_NOT_HELD, "not held"};
    struct vg_gap locked = gap;
    struct vg_gap_svg in = {.view = &view, .gap = &locked};
    VG_SCOPED_BUF svg = {0};

    (void)state;
    locked.locks = &lock;
    locked.n_locks = 1;
    vg_gap_svg(&in, &svg);
    assert_int_equal(svg.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_says_its_name_its_state_and_leads_on),
        cmocka_unit_test(without_links_it_is_one_image),
        cmocka_unit_test(a_locked_list_is_no_place_to_search_by),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
