/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "brief/roots_layout.h"
#include "brief/roots_svg.h"
#include "brief_case.h"
#include "svg_form.h"

static void draw(struct brief_case *k, int64_t claim, const char *language, struct vg_arena *a,
                 struct vg_buf *out)
{
    struct vg_roots_svg in = {.view = &k->view, .claim = claim, .language = language};
    struct vg_root_graph *g = NULL;

    assert_int_equal(vg_root_graph_make(&k->view, a, &g, NULL), VG_OK);
    in.graph = g;
    assert_int_equal(vg_roots_svg(&in, out, NULL), VG_OK);
    svg_check_form(out->p);
}

static void roots_read_held_and_corrected_are_told_in_words(void **state)
{
    static const char *const wanted[] = {
        "role=\"graphics-document\"",
        "<title id=\"vgr-title\">Where the statements come from",
        "<desc id=\"vgr-desc\">",
        "not held · not read",
        "only a note of ours",
        "corrected at source 2022-10-29",
        "href=\"#c1\"",
        "id=\"vgr-r1\"",
        "class=\"banner\"",
    };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF svg = {0}, again = {0}, zh = {0};
    struct brief_case k;

    (void)state;
    brief_case_small(&k);
    draw(&k, 0, NULL, &a, &svg);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strstr(svg.p, wanted[i]) == NULL)
            fail_msg("it does not say %s", wanted[i]);
    assert_null(strstr(svg.p, "<script"));
    draw(&k, 0, NULL, &a, &again);
    assert_string_equal(svg.p, again.p);
    draw(&k, 0, "zh", &a, &zh);
    assert_non_null(strstr(zh.p, "未保存 · 未读"));
}

static void of_one_claim_only_its_way_is_drawn(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF svg = {0};
    struct brief_case k;
    struct vg_roots_svg in = {.claim = 99};

    (void)state;
    brief_case_small(&k);
    draw(&k, 1, NULL, &a, &svg);
    assert_non_null(strstr(svg.p, "id=\"vgr-c1\""));
    assert_null(strstr(svg.p, "id=\"vgr-s3\""));
    in.view = &k.view;
    assert_int_equal(vg_roots_svg(&in, &svg, NULL), VG_E_ABSENT);
}

static void text_from_outside_stays_text(void **state)
{
    VG_SCOPED_BUF corpus = {.max = 1 << 20};
    size_t tried = 0;

    (void)state;
    assert_int_equal(vg_file_read(CORPUS "/xss.txt", &corpus, NULL), VG_OK);
    for (char *line = corpus.p; *line != '\0'; tried++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF svg = {0};
        struct brief_case k;
        char *end = strchr(line, '\n');

        if (end != NULL)
            *end = '\0';
        brief_case_small(&k);
        brief_case_fill(&k, line, &a);
        draw(&k, 0, NULL, &a, &svg);
        assert_true(vg_utf8_bad(svg.p, svg.len) == svg.len);
        assert_null(strstr(svg.p, "<script"));
        assert_null(strstr(svg.p, "javascript:\""));
        line = end == NULL ? line + strlen(line) : end + 1;
    }
    assert_true(tried >= 40);
}

/* -- the layout ------------------------------------------------------------------------ */

enum { BOXES = 60 };

static int overlap(const struct vg_layout_box *x, const struct vg_layout_box *y)
{
    return x->column == y->column && x->y < y->y + y->height && y->y < x->y + x->height;
}

static void boxes_never_overlap_and_lines_lead_to_the_left(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (int round = 0; round < 50; round++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_layout_box boxes[BOXES];
        struct vg_layout_line lines[BOXES];
        struct vg_layout_size size = {100, 40, 10, 0, 0};

        for (size_t i = 0; i < BOXES; i++) {
            seed = seed * 1664525U + 1013904223U;
            boxes[i] = (struct vg_layout_box){.height = 20 + (int)(seed >> 28)};
            lines[i] = (struct vg_layout_line){.from = i, .to = i == 0 ? 0 : (seed >> 8) % i};
        }
        lines[0].is_loose = 1;
        vg_layout(boxes, BOXES, lines, BOXES, &size, &a);
        for (size_t i = 0; i < BOXES; i++) {
            for (size_t k = 0; k < i; k++)
                assert_false(overlap(&boxes[i], &boxes[k]));
            assert_true(boxes[i].x >= 0 && boxes[i].x + 100 <= size.width);
            assert_true(boxes[i].y >= 0 && boxes[i].y + boxes[i].height <= size.height);
            if (lines[i].is_loose)
                continue;
            assert_true(boxes[lines[i].from].column > boxes[lines[i].to].column);
            assert_int_equal((int)lines[i].n_bends,
                             boxes[lines[i].from].column - boxes[lines[i].to].column - 1);
        }
    }
}

static void a_circle_becomes_a_loose_line(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_layout_box boxes[3] = {{.height = 10}, {.height = 10}, {.height = 10}};
    struct vg_layout_line lines[3] = {
        {.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 2, .to = 0}};
    struct vg_layout_size size = {100, 40, 10, 0, 0};

    (void)state;
    vg_layout(boxes, 3, lines, 3, &size, &a);
    assert_int_equal(lines[0].is_loose + lines[1].is_loose + lines[2].is_loose, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_read_held_and_corrected_are_told_in_words),
        cmocka_unit_test(of_one_claim_only_its_way_is_drawn),
        cmocka_unit_test(text_from_outside_stays_text),
        cmocka_unit_test(boxes_never_overlap_and_lines_lead_to_the_left),
        cmocka_unit_test(a_circle_becomes_a_loose_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
