/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/edtf.h"
#include "cli/commands.h"
#include "cli/count_sum.h"
#include "cli/marks.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { IDS_SHOWN = 6, NOTE_INDENT = 4 };

static const struct vg_option options[] = {
    {.name = "what",
     .argument = "UNIT",
     .does = "what to count, as in station",
     .otherwise = "the units there are"},
    {.name = "by",
     .argument = "WAY",
     .does = "a row for each country, agency or programme",
     .otherwise = "one figure"},
    {.name = "at",
     .argument = "LEVEL",
     .does = "with places: country, region, metro, city or district",
     .otherwise = "country"},
    {.name = "place", .argument = "ID", .does = "only inside this place, as CA or europe"},
    {.name = "definition",
     .argument = "TEXT",
     .does = "only this definition of what counts as one"},
    {.name = "as-of", .argument = "DATE", .does = "as said by then (EDTF)", .otherwise = "now"},
    {.name = "recorded",
     .argument = "DATE",
     .does = "as the record stood at the end of that day, whatever was kept later",
     .otherwise = "now"},
    {.name = "names",
     .argument = "WAY",
     .does = "loose: names that people judged to be one count as one; strict: as they stand",
     .otherwise = "loose"},
    {.name = "series", .does = "totals over time: a row for each period, and whether they add up"},
    {.name = "add", .does = "may these claims be added? the sum, or the reason why not"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static int ask_from_options(struct vg_run *r, struct vg_count_ask *ask)
{
    const char *by = vg_run_value(r, "by"), *at = vg_run_value(r, "at");

    ask->unit = vg_run_value(r, "what");
    ask->definition = vg_run_value(r, "definition");
    ask->within = vg_run_value(r, "place");
    ask->as_of = vg_run_value(r, "as-of");
    ask->by = by == NULL && at == NULL ? VG_BY_NOTHING : VG_BY_PLACE;
    ask->level = ask->by == VG_BY_PLACE ? VG_PLACE_COUNTRY : VG_PLACE_WORLD;
    if (by != NULL && strcmp(by, "agency") == 0)
        ask->by = VG_BY_AGENCY;
    else if (by != NULL && strcmp(by, "programme") == 0)
        ask->by = VG_BY_PROGRAMME;
    else if (by != NULL && strcmp(by, "country") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--by: country, agency or programme, not '%.40s'", by);
    if (at == NULL)
        return VG_OK;
    if (ask->by != VG_BY_PLACE)
        return vg_fail(r->err, VG_E_MISUSE, "--at goes with places, not with --by %s", by);
    if (vg_place_level_read(at, &ask->level, r->err) != VG_OK)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--at: country, region, metro, city or district, not '%.40s'", at);
    return VG_OK;
}

static void end_to_json(struct vg_json *j, const char *key, unsigned has, unsigned bit, int64_t n)
{
    vg_json_key(j, key);
    if (has & bit)
        vg_json_i64(j, n);
    else
        vg_json_null(j);
}

void vg_figure_members(struct vg_json *j, const struct vg_figure *f)
{
    vg_json_kt(j, "unit", f->unit);
    vg_json_kt(j, "definition", f->definition);
    vg_json_kt(j, "place", f->place);
    vg_json_kt(j, "level", f->level == VG_PLACE_UNKNOWN ? NULL : vg_place_level_word(f->level));
    vg_json_kt(j, "by", f->by);
    end_to_json(j, "low", f->has, VG_FIGURE_LOW, f->low);
    end_to_json(j, "best", f->has, VG_FIGURE_BEST, f->best);
    end_to_json(j, "high", f->has, VG_FIGURE_HIGH, f->high);
    vg_json_kt(j, "as_of", f->as_of);
    vg_json_key(j, "period");
    vg_json_object(j);
    vg_json_kt(j, "from", f->period_from);
    vg_json_kt(j, "to", f->period_to);
    vg_json_end(j);
    vg_json_ids(j, "claims", 'c', f->claims, f->n_claims);
    vg_json_ids(j, "beside", 'c', f->beside, f->n_beside);
    vg_json_ki(j, "roots_named", (int64_t)f->roots_named);
    vg_json_ki(j, "roots_read", (int64_t)f->roots_read);
    vg_json_kt(j, "method", f->method);
    vg_json_kt(j, "refusal", f->refusal);
    vg_json_kt(j, "note", f->note);
}

static void ends_to_json(struct vg_json *j, const char *key, const struct vg_figure *f)
{
    vg_json_key(j, key);
    if (f == NULL) {
        vg_json_null(j);
        return;
    }
    vg_json_object(j);
    end_to_json(j, "low", f->has, VG_FIGURE_LOW, f->low);
    end_to_json(j, "best", f->has, VG_FIGURE_BEST, f->best);
    end_to_json(j, "high", f->has, VG_FIGURE_HIGH, f->high);
    vg_json_end(j);
}

static int is_text(const char *x, const char *y)
{
    return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

/* The row of the other way of counting that answers the same, or NULL. */
static const struct vg_figure *counterpart(const struct vg_count *other, const struct vg_figure *f)
{
    for (size_t i = 0; i < other->n; i++) {
        const struct vg_figure *x = &other->rows[i];

        if (is_text(x->place, f->place) && is_text(x->by, f->by) &&
            is_text(x->definition, f->definition) && is_text(x->period_from, f->period_from) &&
            is_text(x->period_to, f->period_to))
            return x;
    }
    return NULL;
}

static void figure_to_json(struct vg_run *r, const struct vg_spread *spread,
                           const struct vg_figure *f, int is_strict, const struct vg_figure *other)
{
    struct vg_json j = {.out = &r->out->b};
    struct vg_spread_mark *marks;
    size_t n = vg_spread_of_claims(spread, f->claims, f->n_claims, r->a, &marks);

    vg_json_object(&j);
    vg_figure_members(&j, f);
    vg_marks_json(&j, marks, n, r->a);
    vg_json_kt(&j, "names", is_strict ? "strict" : "loose");
    ends_to_json(&j, "strict", is_strict ? f : other);
    ends_to_json(&j, "loose", is_strict ? other : f);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static const char *row_name(struct vg_run *r, const struct vg_view *v,
                            const struct vg_count_ask *ask, const struct vg_figure *f)
{
    const struct vg_entity *entity = f->by == NULL ? NULL : vg_view_entity(v, f->by);

    if (ask->by == VG_BY_AGENCY || ask->by == VG_BY_PROGRAMME)
        return entity != NULL && entity->en != NULL ? entity->en
               : f->by != NULL                      ? f->by
               : ask->by == VG_BY_AGENCY            ? "agency not known"
                                                    : "programme not known";
    if (f->place == NULL)
        return "place not known at this level";
    return vg_say_place(r->a, v, f->place);
}

const char *vg_figure_end(struct vg_run *r, const struct vg_figure *f, unsigned bit, int64_t n)
{
    char text[VG_SIZE_TEXT];

    if (f->refusal != NULL)
        return "";
    if (!(f->has & bit))
        return bit == VG_FIGURE_HIGH ? "open" : "-";
    vg_number_text(n, text);
    return vg_copyz(r->a, text);
}

static void add_row(struct vg_run *r, struct vg_grid *g, const char *name,
                    const struct vg_figure *f)
{
    VG_SCOPED_BUF roots = {0}, claims = {0};

    vg_say_roots(&roots, f->roots_named, f->roots_read);
    vg_say_ids(&claims, 'c', f->claims, f->n_claims, IDS_SHOWN);
    vg_grid_add(g, name);
    vg_grid_add(g, vg_figure_end(r, f, VG_FIGURE_LOW, f->low));
    vg_grid_add(g, vg_figure_end(r, f, VG_FIGURE_BEST, f->best));
    vg_grid_add(g, vg_figure_end(r, f, VG_FIGURE_HIGH, f->high));
    vg_grid_add(g, f->as_of);
    vg_grid_add(g, roots.p);
    vg_grid_add(g, claims.p);
}

/* What has to be said with a row stands below the table, under its name. */
static void show_remarks(struct vg_run *r, const struct vg_spread *spread, const char *name,
                         const struct vg_figure *f)
{
    const char *const says[] = {f->definition, f->refusal, f->note};
    static const char *const what[] = {"counts as one", "no figure", "note"};
    struct vg_buf *b = &r->out->b;
    struct vg_spread_mark *marks;
    size_t n_marks = vg_spread_of_claims(spread, f->claims, f->n_claims, r->a, &marks);

    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++) {
        if (says[i] == NULL)
            continue;
        vg_out_text(r->out, name);
        vg_putf(b, ": %s: ", what[i]);
        vg_out_text(r->out, says[i]);
        vg_putc(b, '\n');
    }
    if (f->n_beside > 0) {
        vg_out_text(r->out, name);
        vg_puts(b, ": beside it, not in it: ");
        vg_say_ids(b, 'c', f->beside, f->n_beside, IDS_SHOWN);
        vg_putc(b, '\n');
    }
    vg_marks_show(r->out, vg_print(r->a, "%s: ", name), marks, n_marks, r->a);
}

static void show(struct vg_run *r, const struct vg_view *v, const struct vg_spread *spread,
                 const struct vg_count_ask *ask, const struct vg_count *count)
{
    struct vg_grid g = {.a = r->a,
                        .columns = 7,
                        .right = 1U << 1 | 1U << 2 | 1U << 3,
                        .heads = {ask->unit, "low", "best", "high", "as of", "roots", "claims"}};

    for (size_t i = 0; i < count->n; i++)
        add_row(r, &g, row_name(r, v, ask, &count->rows[i]), &count->rows[i]);
    vg_grid_write(&g, r->out);
    for (size_t i = 0; i < count->n; i++)
        show_remarks(r, spread, row_name(r, v, ask, &count->rows[i]), &count->rows[i]);
}

static int list_units(struct vg_run *r, const struct vg_view *v)
{
    struct vg_grid g = {
        .a = r->a, .columns = 3, .right = 1U << 1, .heads = {"unit", "claims", "meaning"}};
    struct vg_unit_use *units = NULL;
    size_t n = 0;
    int rc = vg_count_units(v, r->a, &units, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        struct vg_json j = {.out = &r->out->b};

        if (vg_run_has(r, "json")) {
            vg_json_object(&j);
            vg_json_kt(&j, "unit", units[i].unit);
            vg_json_ki(&j, "claims", (int64_t)units[i].claims);
            vg_json_end(&j);
            (void)vg_run_line(r);
        } else {
            vg_grid_add(&g, units[i].unit);
            vg_grid_add(&g, vg_print(r->a, "%zu", units[i].claims));
            vg_grid_add(&g, vg_term_label("unit", units[i].unit, "en"));
        }
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    if (rc == VG_OK && n == 0)
        vg_puts(&r->notes->b, "no claim with a number is kept yet; see 'vigil review'\n");
    return rc;
}

/* An unknown place or date would give an empty answer that looks like a finding. */
static int check_ask(struct vg_run *r, const struct vg_view *v, const struct vg_count_ask *ask)
{
    struct vg_date d;

    if (ask->as_of != NULL && vg_edtf_readz(ask->as_of, &d, r->err) != VG_OK)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--as-of: '%.40s' is no date; write it as in 2022-10-01", ask->as_of);
    if (ask->within != NULL && vg_place_get(&v->places, ask->within) == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--place: '%.40s' is no place id; CA, CA-ON and toronto are some",
                       ask->within);
    return VG_OK;
}

static int is_other(const struct vg_figure *x, const struct vg_figure *y)
{
    return x == NULL || x->has != y->has || ((x->has & VG_FIGURE_LOW) && x->low != y->low) ||
           ((x->has & VG_FIGURE_BEST) && x->best != y->best) ||
           ((x->has & VG_FIGURE_HIGH) && x->high != y->high);
}

/* Whoever reads a figure is told where it rests on what people decided about names. */
static void tell_other(struct vg_run *r, const struct vg_view *v, const struct vg_count_ask *ask,
                       const struct vg_count *count, const struct vg_count *other)
{
    for (size_t i = 0; i < count->n; i++) {
        const struct vg_figure *f = &count->rows[i], *x = counterpart(other, f);

        if (!is_other(x, f))
            continue;
        vg_out_text(r->out, row_name(r, v, ask, f));
        if (x == NULL)
            vg_puts(&r->out->b, ": counted the other way, there is no such row\n");
        else
            vg_putf(&r->out->b, ": %s: low %s, best %s, high %s\n",
                    v->same == NULL ? "names that people judged to be one as one"
                                    : "names as they stand",
                    vg_figure_end(r, x, VG_FIGURE_LOW, x->low),
                    vg_figure_end(r, x, VG_FIGURE_BEST, x->best),
                    vg_figure_end(r, x, VG_FIGURE_HIGH, x->high));
    }
}

static int print_figures(struct vg_run *r, const struct vg_view *v, const struct vg_count_ask *ask,
                         const struct vg_count *count, const struct vg_count *other, int is_strict)
{
    const struct vg_spread *spread = vg_marks_spread(v, r->a);

    for (size_t i = 0; i < count->n; i++) {
        int rc = vg_figure_check(&count->rows[i], r->err);

        if (rc != VG_OK)
            return rc;
        if (vg_run_has(r, "json"))
            figure_to_json(r, spread, &count->rows[i], is_strict,
                           counterpart(other, &count->rows[i]));
    }
    if (count->n == 0)
        vg_putf(&r->notes->b, "no claim counts %s; without --what the units there are are listed\n",
                ask->unit);
    else if (!vg_run_has(r, "json")) {
        show(r, v, spread, ask, count);
        tell_other(r, v, ask, count, other);
    }
    return VG_OK;
}

static int load(struct vg_run *r, struct vg_view *view, struct vg_root_graph **graph)
{
    int64_t before = 0;
    int rc = VG_OK;

    if (vg_run_has(r, "recorded"))
        rc = vg_record_by(r->c, vg_run_value(r, "recorded"), &before, r->err);
    return rc == VG_OK ? vg_view_load(r->c, before, r->a, view, graph, r->err) : rc;
}

static int way_of_names(struct vg_run *r, int *is_strict)
{
    const char *way = vg_run_value(r, "names");

    *is_strict = way != NULL && strcmp(way, "strict") == 0;
    if (way == NULL || *is_strict || strcmp(way, "loose") == 0)
        return VG_OK;
    return vg_fail(r->err, VG_E_MISUSE, "--names: loose or strict, not '%.40s'", way);
}

/* The figures, and what they are the other way of counting. */
static int count_both(struct vg_run *r, const struct vg_view *view, const struct vg_view *other,
                      const struct vg_root_graph *graph, const struct vg_count_ask *ask,
                      int is_strict)
{
    struct vg_count count = {0}, besides = {0};
    int rc = vg_count(view, graph, ask, r->a, &count, r->err);

    if (rc == VG_OK)
        rc = vg_count(other, graph, ask, r->a, &besides, r->err);
    return rc == VG_OK ? print_figures(r, view, ask, &count, &besides, is_strict) : rc;
}

/* Which of the three questions is asked, and with what. */
static int check_way(struct vg_run *r)
{
    static const char *const one[] = {"series", "add", NULL};
    static const char *const of_places[] = {"by", "at"};
    int rc = vg_run_only_one(r, one);

    for (size_t i = 0; rc == VG_OK && i < sizeof of_places / sizeof *of_places; i++)
        if (vg_run_has(r, of_places[i]) && (vg_run_has(r, "series") || vg_run_has(r, "add")))
            rc = vg_fail(r->err, VG_E_MISUSE, "--%s goes with a figure, not with a sum",
                         of_places[i]);
    if (rc == VG_OK && r->n_args > 1 && !vg_run_has(r, "add"))
        rc = vg_fail(r->err, VG_E_MISUSE, "claims are named with --add, to ask for their sum");
    if (rc == VG_OK && r->n_args < 3 && vg_run_has(r, "add"))
        rc = vg_fail(r->err, VG_E_MISUSE, "--add needs two claims or more, as in --add c4 c5");
    return rc;
}

static int run_count(struct vg_run *r)
{
    struct vg_view view = {0}, other;
    struct vg_root_graph *graph = NULL;
    struct vg_count_ask ask = {0};
    int is_strict = 0;
    int rc = check_way(r);

    if (rc == VG_OK)
        rc = way_of_names(r, &is_strict);
    if (rc == VG_OK)
        rc = ask_from_options(r, &ask);
    if (rc == VG_OK)
        rc = load(r, &view, &graph);
    if (rc == VG_OK)
        rc = check_ask(r, &view, &ask);
    if (rc != VG_OK)
        return rc;
    other = view;
    if (is_strict)
        view.same = NULL;
    else
        other.same = NULL;
    if (vg_run_has(r, "add"))
        return vg_count_add(r, &view, graph);
    if (vg_run_has(r, "series"))
        return vg_count_series(r, &view, graph, &ask);
    if (ask.unit == NULL)
        return list_units(r, &view);
    return count_both(r, &view, &other, graph, &ask, is_strict);
}

static const char *const examples[] = {
    "vigil count fox.vigil",
    "vigil count fox.vigil --what station --by country",
    "vigil count fox.vigil --what station --at metro --place CA --as-of 2022-12-31",
    "vigil count fox.vigil --series --what person",
    "vigil count fox.vigil --add c4 c5",
    NULL};

const struct vg_command vg_cmd_count = {
    .name = "count",
    .group = "what follows",
    .args = "CASE [CLAIM]...",
    .does = "Count: low, best and high, with the claims behind each figure",
    .more = "Low is what is identified one by one or stated as a lower end; high is the largest "
            "upper end that anybody states, open when nobody does; best is the exact figure "
            "nearest a root that a person has read, and absent when two such roots disagree. "
            "Opinions, forecasts, denials and suggestions are never counted.\n\n"
            "A place is lifted to the level asked. What is known only more coarsely stands in a "
            "row of its own and is never spread. Where no figure is warranted, the reason is "
            "printed instead.\n\n"
            "Names that people judged to be one count as one, unless somebody judged two of them "
            "to be different; --names strict counts them as they stand. Where that is another "
            "figure, both are told.\n\n"
            "--series shows totals over time and gives a sum only where unit, definition, "
            "programme and place agree and no day is counted twice; --add asks that of claims you "
            "name. --as-of goes by when something was said, --recorded by when it was kept: the "
            "figure that was printed on a day is printed again by --recorded with that day.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_count,
};
