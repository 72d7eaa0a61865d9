/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What slow methods said is written down to the bit, and what does not read is made anew. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "estimate/estimate.h"
#include "estimate/plot.h"
#include "estimate/recall.h"

static const char four[] = "A,B,C,D,count\n1,0,0,0,60\n0,1,0,0,80\n1,1,0,0,15\n0,0,1,0,40\n"
                           "1,0,1,0,9\n0,1,1,0,12\n1,1,1,0,3\n0,0,0,1,70\n1,0,0,1,12\n0,1,0,1,20\n"
                           "1,1,0,1,6\n0,0,1,1,11\n1,0,1,1,2\n0,1,1,1,3\n1,1,1,1,1\n";
static const char loose[] = "A,B,C,D,count\n1,0,0,0,50\n0,1,0,0,70\n1,1,0,0,25\n0,0,1,0,40\n"
                            "1,0,1,0,9\n0,1,1,0,12\n1,1,1,0,3\n0,0,0,1,70\n1,0,0,1,12\n0,1,0,1,20\n"
                            "1,1,0,1,6\n0,0,1,1,11\n1,0,1,1,2\n0,1,1,1,3\n1,1,1,1,1\n";

struct bench {
    struct vg_arena a;
    struct vg_estimate_text strict, loose;
    struct vg_estimate_memory memory;
    struct vg_estimate_ask ask;
    struct vg_estimate e;
    unsigned steps; /* methods that were begun */
};

static int count_steps(void *app, unsigned done, unsigned of)
{
    (void)done;
    (void)of;
    ++*(unsigned *)app;
    return 0;
}

/* Any method but the chains, which take a second: they are written down by hand below. */
static void make(struct bench *b, enum vg_estimate_model model)
{
    *b = (struct bench){.strict = {"strict", vg_str(four)}, .loose = {"loose", vg_str(loose)}};
    b->ask = (struct vg_estimate_ask){.table = {"four", vg_str(four)},
                                      .strict = &b->strict,
                                      .loose = &b->loose,
                                      .model = model,
                                      .seed = 1,
                                      .workers = 1,
                                      .replicates = 20,
                                      .going = count_steps,
                                      .app = &b->steps,
                                      .memory = &b->memory};
}

static const char *run(struct bench *b)
{
    VG_SCOPED_BUF out = {0};
    struct vg_json j = {.out = &out};
    struct vg_err err = {0};

    b->steps = 0;
    b->e = (struct vg_estimate){0};
    if (vg_estimate_run(&b->ask, &b->a, &b->e, &err) != VG_OK)
        fail_msg("%s", err.text);
    vg_estimate_to_json(&j, &b->e);
    return vg_copy(&b->a, out.p, out.len);
}

static void a_recalled_result_is_the_one_that_was_made(void **state)
{
    static const enum vg_estimate_model models[] = {VG_ESTIMATE_DGA, VG_ESTIMATE_STEPWISE,
                                                    VG_ESTIMATE_LOGLINEAR, VG_ESTIMATE_SENSITIVITY};

    (void)state;
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        struct bench b;
        const char *made;

        make(&b, models[i]);
        made = run(&b);
        ROW_CHECK(i, "made", b.steps > 0 && !b.memory.is_recalled && b.memory.left.len > 0);
        b.memory.had = b.memory.left;
        ROW_CHECK(i, "same", strcmp(run(&b), made) == 0);
        ROW_CHECK(i, "recalled", b.steps == 0 && b.memory.is_recalled);
        vg_arena_end(&b.a);
    }
}

static void what_does_not_read_is_made_anew(void **state)
{
    struct bench b;
    const char *made;
    struct vg_str left;

    (void)state;
    make(&b, VG_ESTIMATE_DGA);
    made = run(&b);
    left = b.memory.left;
    for (size_t cut = 0; cut < left.len; cut += left.len / 4 + 1) {
        b.memory.had = (struct vg_str){left.p, cut};
        assert_string_equal(run(&b), made);
        assert_true(b.steps > 0 && !b.memory.is_recalled);
    }
    b.memory.had = vg_str(vg_print(&b.a, "%.*sx", 20, left.p));
    assert_string_equal(run(&b), made);
    vg_arena_end(&b.a);
}

/* Another table of as many lists is a mistake of whoever keeps them; it must not end the program,
 * nor one of more lists. */
static void what_was_left_of_another_table_is_no_danger(void **state)
{
    static const char three[] = "A,B,C,count\n1,0,0,60\n0,1,0,80\n1,1,0,15\n0,0,1,40\n1,0,1,9\n"
                                "0,1,1,12\n1,1,1,3\n";
    struct bench b;

    (void)state;
    make(&b, VG_ESTIMATE_DGA);
    (void)run(&b);
    b.memory.had = b.memory.left;
    b.ask.table.text = b.strict.text = b.loose.text = vg_str(three);
    (void)run(&b);
    assert_true(b.steps > 0 && !b.memory.is_recalled);
    vg_arena_end(&b.a);
}

static struct vg_methods by_hand(struct vg_arena *a)
{
    struct vg_methods m = {.space = VG_NEW(a, struct vg_space),
                           .latent = VG_NEW(a, struct vg_latent),
                           .leave_one = VG_NEW(a, struct vg_leave_one),
                           .bootstrap = VG_NEW(a, struct vg_bootstrap),
                           .influence = VG_NEW(a, struct vg_influence)};
    struct vg_space_row *rows = VG_NEW_ARRAY(a, struct vg_space_row, 2);

    rows[0] = (struct vg_space_row){.model = {.t = 3, .n = 1, .terms = {3}},
                                    .fit = {.n = 12.5, .bic = -1.25, .params = 5},
                                    .name = "[12,3]"};
    rows[1] = (struct vg_space_row){.model = {.t = 3, .n = 2, .terms = {3, 6}},
                                    .fit = {.n = HUGE_VAL, .bic = (double)NAN},
                                    .name = "[12,23]"};
    *m.space = (struct vg_space){.total = 8, .exists = 7, .n = 2, .best = rows};
    *m.latent = (struct vg_latent){
        .converged = 1, .chains = 8, .draws = 5000, .rhat = 1.01, .q = {1, 2, 3, 4, 5e9}};
    *m.leave_one = (struct vg_leave_one){
        .n = 3, .rows = {{0}, {.list = 2, .size = 9, .upper = 12, .hit = 1}}, .tested = 1};
    *m.bootstrap = (struct vg_bootstrap){.replicates = 1000, .z0 = -HUGE_VAL};
    *m.influence = (struct vg_influence){.model = {.t = 3}, .lists = 3, .pairs = 1, .cells = 1};
    m.influence->drop = VG_NEW_ARRAY(a, double, 3);
    m.influence->drop[1] = 0.5;
    m.influence->merge = VG_NEW(a, struct vg_influence_merge);
    *m.influence->merge = (struct vg_influence_merge){0, 2, 1.5};
    m.influence->remove = VG_NEW(a, struct vg_influence_cell);
    *m.influence->remove = (struct vg_influence_cell){7, (double)NAN};
    return m;
}

static void every_part_comes_back_to_the_bit(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF first = {0}, second = {0};
    const struct vg_methods m = by_hand(&a);
    struct vg_methods back;
    size_t at = 0;

    (void)state;
    vg_methods_write(&m, 3, &first);
    assert_true(vg_methods_read(vg_buf_str(&first), &at, 3, &a, &back));
    assert_int_equal(at, first.len);
    assert_string_equal(back.space->best[0].name, "[12,3]");
    assert_true(back.space->best[1].fit.n == HUGE_VAL && isnan(back.space->best[1].fit.bic));
    assert_true(back.latent->q[4] == 5e9 && back.bootstrap->z0 == -HUGE_VAL);
    assert_true(back.leave_one->rows[1].hit && back.influence->merge[0].j == 2);
    assert_true(isnan(back.influence->remove[0].ratio) && back.graphs == NULL);
    vg_methods_write(&back, 3, &second);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.p, second.p, first.len);
}

static void a_part_that_is_cut_or_out_of_range_does_not_read(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    const struct vg_methods m = by_hand(&a);
    struct vg_methods back;
    size_t at;

    (void)state;
    vg_methods_write(&m, 3, &b);
    for (size_t n = 0; n < b.len; n += 8) {
        at = 0;
        assert_false(vg_methods_read((struct vg_str){b.p, n}, &at, 3, &a, &back));
        assert_int_equal(at, 0);
    }
    /* Every number in turn as large as can be: what reads then can be written again. */
    for (size_t n = 0; n + 8 <= b.len; n += 8) {
        VG_SCOPED_BUF changed = {0}, again = {0};

        vg_put(&changed, b.p, b.len);
        memset(changed.p + n, 0xff, 8);
        at = 0;
        if (vg_methods_read(vg_buf_str(&changed), &at, 3, &a, &back))
            vg_methods_write(&back, 3, &again);
    }
}

static void nothing_that_takes_long_is_run_by_whoever_waits(void **state)
{
    struct bench b;
    const char *made;

    (void)state;
    make(&b, VG_ESTIMATE_DGA);
    b.ask.waits = 1;
    (void)run(&b);
    assert_true(b.e.is_waiting && b.steps == 0 && b.e.lower == b.e.n && b.e.upper < 0);
    b.ask.waits = 0;
    made = run(&b);
    assert_false(b.e.is_waiting);
    b.ask.waits = 1;
    b.memory.had = b.memory.left;
    assert_string_equal(run(&b), made);
    assert_false(b.e.is_waiting);
    vg_arena_end(&b.a);
}

static int never(void *app, unsigned done, unsigned of)
{
    (void)app;
    return done < of;
}

static void a_run_can_be_stopped_between_two_methods(void **state)
{
    struct bench b;
    struct vg_err err = {0};

    (void)state;
    make(&b, VG_ESTIMATE_DGA);
    b.ask.going = never;
    assert_int_equal(vg_estimate_run(&b.ask, &b.a, &b.e, &err), VG_E_INTERRUPTED);
    vg_arena_end(&b.a);
}

static void the_average_stands_beside_itself_under_other_priors(void **state)
{
    struct bench b;
    VG_SCOPED_BUF text = {0}, html = {0};
    const struct vg_plot_as as = {.language = "en"};

    (void)state;
    make(&b, VG_ESTIMATE_DGA);
    assert_non_null(strstr(run(&b), "\"sides\":[{\"delta\":0.0625,\"status\":\"ok\""));
    assert_non_null(b.e.sides);
    assert_int_equal(b.e.sides[0].q[1], b.e.graphs->q[1]);
    assert_true(b.e.sides[1].delta == 0.5 && b.e.sides[2].delta == 1);
    b.e.verdict = VG_GATE_RANGE;
    vg_estimate_to_text(&text, &b.e, "en", &b.a);
    assert_non_null(strstr(text.p, "weight 0.0625: "));
    assert_int_equal(vg_plot_figures(&b.e, &as, &b.a, &html, NULL), VG_OK);
    assert_non_null(strstr(html.p, "weight of the prior"));
    assert_null(strstr(html.p, ">median<"));
    b.e.verdict = VG_GATE_BOUND;
    vg_buf_clear(&html);
    assert_int_equal(vg_plot_figures(&b.e, &as, &b.a, &html, NULL), VG_OK);
    assert_null(strstr(html.p == NULL ? "" : html.p, "weight of the prior"));
    vg_arena_end(&b.a);
}

static void many_that_are_not_their_own_are_told_in_one_sentence(void **state)
{
    static const char lists[] = "list,root,kind,from,to,territory,unit,scope\n"
                                "A,A,press,2020-01-01,2020-12-31,FR,resolved,all\n"
                                "B,B,relay,2020-01-01,2020-12-31,DE,resolved,all\n"
                                "C,C,relay,2020-01-01,2020-12-31,IT,resolved,all\n"
                                "D,D,own,2020-01-01,2020-12-31,IT,resolved,all\n";
    const struct vg_estimate_text of = {"lists", vg_str(lists)};
    struct bench b;
    const char *text;

    (void)state;
    make(&b, VG_ESTIMATE_ALL);
    b.ask.lists = &of;
    (void)run(&b);
    text = vg_said_text(&b.a, b.e.text, "en");
    assert_non_null(strstr(text, "E06, A, B, C pass on what others found; E07, 5 pairs of lists"));
    assert_int_equal(b.e.n_findings, 8); /* each of them is there */
    assert_non_null(strstr(vg_said_text(&b.a, b.e.text, "zh"), "E06，A、B、C"));
    vg_arena_end(&b.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_recalled_result_is_the_one_that_was_made),
        cmocka_unit_test(what_does_not_read_is_made_anew),
        cmocka_unit_test(what_was_left_of_another_table_is_no_danger),
        cmocka_unit_test(every_part_comes_back_to_the_bit),
        cmocka_unit_test(a_part_that_is_cut_or_out_of_range_does_not_read),
        cmocka_unit_test(nothing_that_takes_long_is_run_by_whoever_waits),
        cmocka_unit_test(a_run_can_be_stopped_between_two_methods),
        cmocka_unit_test(the_average_stands_beside_itself_under_other_priors),
        cmocka_unit_test(many_that_are_not_their_own_are_told_in_one_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
