/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/graphs.h"
#include "estimate/graphs_grid.h"
#include "estimate/leave_one.h"
#include "estimate_data.h"

static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G"};
/* By mask: A is bit 0. Made up: four lists, some hundred unseen. */
static const int64_t four_cells[] = {0, 60, 80, 15, 40, 9, 12, 3, 70, 12, 20, 6, 11, 2, 3, 1};
static const struct vg_captures four = {4, names, four_cells, 344};

static void decomposable_graphs_are_as_many_as_known(void **state)
{
    static const size_t wanted[] = {1, 2, 8, 61, 822, 18154};
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (unsigned t = 1; t <= 6; t++) {
        struct vg_graphs_graph *g;
        const size_t n = vg_graphs_list(t, &a, &g);

        assert_int_equal(n, wanted[t - 1]);
        assert_true(g[n - 1].n_cliques == 1 && g[n - 1].cliques[0] == (1u << t) - 1);
        for (size_t i = 0; i < n; i++) {
            int lists = 0;

            /* Each list is once more in the cliques than in the separators. */
            for (unsigned c = 0; c < g[i].n_cliques; c++)
                lists += __builtin_popcount(g[i].cliques[c]);
            for (unsigned s = 0; s < g[i].n_separators; s++)
                lists -= __builtin_popcount(g[i].separators[s]);
            assert_int_equal(lists, t);
        }
    }
}

/* Sums of 1, x, … x^15 over a panel, in units of its half width, are exact. */
static void points_of_a_panel_stand_for_all_its_numbers(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_graphs_grid g;
    int64_t next = 0;

    (void)state;
    vg_graphs_grid_make(0, 990001, 1000000, 50, &a, &g);
    assert_true(g.n < 1500);
    for (size_t i = 0; i < g.n_panels; i++) {
        const struct vg_graphs_grid_panel *p = &g.panels[i];
        const double middle = (double)p->from + (double)(p->count - 1) / 2;

        assert_int_equal(p->from, next);
        assert_true(p->from + p->count <= 990001 || p->from >= 990001);
        next = p->from + p->count;
        if (p->count > 5000)
            continue;
        for (int power = 0; power < 16; power++) {
            double sum = 0, wanted = 0;

            for (size_t j = p->first; j < p->first + p->points; j++)
                sum += g.w[j] * pow((g.x[j] - middle) * 2 / (double)p->count, power);
            for (int64_t x = p->from; x < next; x++)
                wanted += pow(((double)x - middle) * 2 / (double)p->count, power);
            assert_true(fabs(sum - wanted) < 1e-11 * (double)p->count);
        }
    }
    assert_int_equal(next, 1000001);
}

/* The formula of graphs.h as it stands there, number by number, in long doubles. */
static long double plain_ln(const struct vg_captures *c, long double delta, unsigned s, int64_t n0)
{
    const long double d = delta * (long double)(1u << (c->t - (unsigned)__builtin_popcount(s)));
    long double sum = -(long double)(1u << __builtin_popcount(s)) * lgammal(d);
    int64_t y[64] = {0};

    for (unsigned cell = 1; cell < 1u << c->t; cell++)
        y[cell & s] += c->cells[cell];
    y[0] += n0;
    for (unsigned cell = s;; cell = (cell - 1) & s) {
        sum += lgammal((long double)y[cell] + d);
        if (cell == 0)
            return sum;
    }
}

static long double plain(const struct vg_captures *c, long double delta,
                         const struct vg_graphs_graph *g, int64_t n0)
{
    const long double n = (long double)c->n, x = (long double)n0;
    const long double whole = delta * (long double)(1u << c->t);
    long double sum =
        (long double)(g->n_cliques - g->n_separators) * (lgammal(whole) - lgammal(x + n + whole)) +
        lgammal(x + n + 1) - lgammal(x + 1) - logl(x + n);

    for (unsigned i = 0; i < g->n_cliques; i++)
        sum += plain_ln(c, delta, g->cliques[i], n0);
    for (unsigned i = 0; i < g->n_separators; i++)
        sum -= plain_ln(c, delta, g->separators[i], n0);
    return sum;
}

enum { LONGEST = 400 };

static void assert_as_formula(const struct vg_captures *c, double delta, int64_t from, int64_t to)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_graphs_ask ask = {delta, from, to};
    struct vg_graphs_graph *graphs;
    const size_t n = vg_graphs_list(c->t, &a, &graphs);
    static long double p[LONGEST + 1];
    long double all = 0, mean = 0, complete = 0, most, sum = 0;
    struct vg_graphs got;
    size_t q = 0;

    memset(p, 0, sizeof p);
    most = plain(c, (long double)delta, &graphs[0], from);
    for (size_t g = 0; g < n; g++) {
        for (int64_t x = from; x <= to; x++) {
            const long double here = expl(plain(c, (long double)delta, &graphs[g], x) - most);

            p[x] += here;
            all += here;
            complete += g == n - 1 ? here : 0;
            mean += here * (long double)(x + c->n);
        }
    }
    assert_int_equal(vg_graphs_average(c, &ask, &a, &got, NULL), VG_OK);
    assert_int_equal(got.graphs, n);
    assert_true(fabsl((long double)got.p_complete - complete / all) < 1e-11L);
    if (got.status != VG_GRAPHS_OK)
        return;
    assert_true(fabsl((long double)got.mean / (mean / all) - 1) < 1e-11L);
    for (int64_t x = from; x <= to; x++) {
        static const long double shares[] = {0.025L, 0.5L, 0.975L};

        for (sum += p[x]; q < 3 && sum >= shares[q] * all; q++)
            assert_int_equal(got.q[q], x + c->n);
    }
    assert_int_equal(q, 3);
}

static void sums_are_those_of_the_formula(void **state)
{
    static const int64_t three_cells[] = {0, 20, 25, 4, 31, 3, 6, 2};
    static const struct vg_captures three = {3, names, three_cells, 91};

    (void)state;
    assert_as_formula(&three, 0.125, 0, LONGEST);
    assert_as_formula(&three, 0.5, 1, LONGEST);
    assert_as_formula(&three, 1, 1, 300);
    /* Cut off on either side in the steepest part. */
    assert_as_formula(&three, 0.125, 0, 40);
    assert_as_formula(&three, 0.125, 200, LONGEST);
    assert_as_formula(&four, 0.0625, 10, 220);
}

static struct vg_captures turned(const struct vg_captures *c, const unsigned *to, int64_t *cells)
{
    memset(cells, 0, sizeof *cells << c->t);
    for (unsigned cell = 0; cell < 1u << c->t; cell++) {
        unsigned mask = 0;

        for (unsigned i = 0; i < c->t; i++)
            mask |= (cell >> i & 1u) << to[i];
        cells[mask] = c->cells[cell];
    }
    return (struct vg_captures){c->t, c->lists, cells, c->n};
}

static void order_of_lists_does_not_matter(void **state)
{
    static const unsigned to[] = {2, 0, 3, 1};
    VG_SCOPED_ARENA a = {0};
    const struct vg_graphs_ask ask = {0};
    struct vg_graphs one, other;
    int64_t cells[16];
    const struct vg_captures c = turned(&four, to, cells);

    (void)state;
    assert_int_equal(vg_graphs_average(&four, &ask, &a, &one, NULL), VG_OK);
    assert_int_equal(vg_graphs_average(&c, &ask, &a, &other, NULL), VG_OK);
    assert_int_equal(one.status, VG_GRAPHS_OK);
    assert_memory_equal(one.q, other.q, sizeof one.q);
    assert_true(fabs(one.mean / other.mean - 1) < 1e-11 && one.to == other.to);
    assert_true(fabs(one.top[0].p - other.top[0].p) < 1e-11 && one.n_top == VG_GRAPHS_TOP);
    for (size_t i = 1; i < one.n_top; i++)
        assert_true(one.top[i].p <= one.top[i - 1].p);
}

static void more_overlap_gives_a_smaller_total(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_graphs_ask ask = {0};
    int64_t cells[16], before = INT64_MAX;
    struct vg_captures c = {4, names, cells, 344};
    struct vg_graphs g;

    (void)state;
    memcpy(cells, four_cells, sizeof cells);
    for (int step = 0; step < 4; step++) {
        assert_int_equal(vg_graphs_average(&c, &ask, &a, &g, NULL), VG_OK);
        assert_int_equal(g.status, VG_GRAPHS_OK);
        assert_true(g.q[1] < before && g.q[0] >= c.n && g.q[0] <= g.q[1] && g.q[1] <= g.q[2]);
        before = g.q[1];
        /* A tenth of those on one list turn out to be on another too. */
        for (unsigned i = 0; i < 4; i++) {
            const int64_t moved = cells[1u << i] / 10;

            cells[1u << i] -= moved;
            cells[1u << i | 1u << ((i + 1) % 4)] += moved;
        }
    }
}

static void an_average_is_refused_with_its_reason(void **state)
{
    static const int64_t hepatitis[] = {0, 69, 55, 21, 63, 17, 18, 28};
    static const int64_t two_cells[] = {0, 10, 10, 5}, none[8] = {0};
    const struct {
        struct vg_captures c;
        enum vg_graphs_status status;
    } rows[] = {
        {{3, names, hepatitis, 271}, VG_GRAPHS_COMPLETE},
        {{2, names, two_cells, 25}, VG_GRAPHS_LISTS},
        {{7, names, NULL, 25}, VG_GRAPHS_LISTS},
        {{3, names, none, 0}, VG_GRAPHS_EMPTY},
    };
    VG_SCOPED_ARENA a = {0};
    const struct vg_graphs_ask ask = {0};
    struct vg_graphs g;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(vg_graphs_average(&rows[i].c, &ask, &a, &g, NULL), VG_OK);
        assert_int_equal(g.status, rows[i].status);
        assert_true(g.mean == 0 && g.q[1] == 0 && g.n_top == 0);
    }
}

/* Independent lists of some ten millions: no grid that is allowed holds them. */
static void a_tail_without_end_is_refused(void **state)
{
    static const int64_t cells[] = {0, 30000, 30000, 95, 30000, 95, 95, 0};
    const struct vg_captures c = {3, names, cells, 90285};
    VG_SCOPED_ARENA a = {0};
    const struct vg_graphs_ask ask = {0};
    struct vg_graphs g;

    (void)state;
    assert_int_equal(vg_graphs_average(&c, &ask, &a, &g, NULL), VG_OK);
    assert_int_equal(g.status, VG_GRAPHS_TAIL);
    assert_true(g.to == VG_MAX_UNSEEN && g.tail > VG_GRAPHS_TAIL_MOST && g.q[0] == 0);
    assert_true(a.used < 16u << 20);
}

static void what_is_asked_is_checked(void **state)
{
    static const struct vg_graphs_ask rows[] = {
        {-1, 0, 0}, {(double)NAN, 0, 0}, {1e9, 0, 0},
        {0, -1, 5}, {0, 6, 5},           {0, 0, (int64_t)VG_MAX_UNSEEN + 1},
        {0, 5, 0},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_graphs g = {.graphs = 77};
    struct vg_err err;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(vg_graphs_average(&four, &rows[i], &a, &g, &err), VG_E_MISUSE);
    assert_int_equal(g.graphs, 77);
}

static void three_priors_stand_side_by_side(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_graphs g[VG_GRAPHS_SIDES];

    (void)state;
    assert_int_equal(vg_graphs_sides(&four, &a, g, NULL), VG_OK);
    assert_true(g[0].delta == 0.0625 && g[1].delta == 0.5 && g[2].delta == 1);
    assert_true(g[0].p_complete != g[1].p_complete);
}

static void a_list_of_known_size_is_asked_for(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_leave_one l;

    (void)state;
    assert_int_equal(vg_leave_one(&four, 5, &a, &l, NULL), VG_OK);
    assert_true(l.n == 4 && l.rows[0].size == 108 && l.rows[0].seen == 48);
    assert_int_equal(l.rows[1].is_tested, 0);
    assert_int_equal(l.rows[1].size, 140);
    for (unsigned j = 0; j < 4; j++) {
        const struct vg_leave_one_row *r = &l.rows[j];

        if (r->is_tested)
            assert_true(r->lower >= r->seen && r->lower <= r->median && r->median <= r->upper &&
                        r->hit == (r->lower <= r->size && r->size <= r->upper));
    }
    assert_true(l.tested <= 2 && l.missed <= l.tested);
}

/* Quantiles, mean, top graph, P(complete) of the R package dga 2.0.2 on its own grid. */
static void known_tables_come_out_as_elsewhere(void **state)
{
    static const char *const tables[] = {"kosovo_4", "spina_bifida_3", "hiv_rome_4", "artificial_3",
                                         "hepatitis_a_3"};
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct vg_captures c = estimate_table("tables", tables[i], &a);
        json_t *all = estimate_reference(tables[i]), *dga = json_object_get(all, "dga");
        const struct vg_graphs_ask ask = {0, 1,
                                          json_integer_value(json_object_get(dga, "Nmissing_max"))};
        struct vg_graphs g;

        if (c.t == 0 || dga == NULL) {
            print_message("# skipped: no known answers (set VIGIL_SHARED)\n");
            json_decref(all);
            return;
        }
        assert_int_equal(vg_graphs_average(&c, &ask, &a, &g, NULL), VG_OK);
        if (g.status == VG_GRAPHS_COMPLETE) {
            assert_true(fabs(g.p_complete - 0.56451772) < 1e-6);
        } else {
            const json_t *q = json_object_get(dga, "q");
            const double mean = json_number_value(json_object_get(dga, "mean"));
            const double p =
                json_number_value(json_array_get(json_object_get(dga, "top_graph_prob"), 0));

            for (size_t k = 0; k < 3; k++)
                ROW_CHECK(i, tables[i], g.q[k] == json_integer_value(json_array_get(q, k)));
            ROW_CHECK(i, tables[i], fabs(g.mean / mean - 1) < 1e-9);
            ROW_CHECK(i, tables[i], fabs(g.top[0].p - p) < 1e-8);
        }
        json_decref(all);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decomposable_graphs_are_as_many_as_known),
        cmocka_unit_test(points_of_a_panel_stand_for_all_its_numbers),
        cmocka_unit_test(sums_are_those_of_the_formula),
        cmocka_unit_test(order_of_lists_does_not_matter),
        cmocka_unit_test(more_overlap_gives_a_smaller_total),
        cmocka_unit_test(an_average_is_refused_with_its_reason),
        cmocka_unit_test(a_tail_without_end_is_refused),
        cmocka_unit_test(what_is_asked_is_checked),
        cmocka_unit_test(three_priors_stand_side_by_side),
        cmocka_unit_test(a_list_of_known_size_is_asked_for),
        cmocka_unit_test(known_tables_come_out_as_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
