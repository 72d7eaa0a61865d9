/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The case's own tables are written as text and read by the readers that everybody's tables go
 * through, so that there is one way in and anyone can take a table out and run it alone.
 */
#include "estimate/of_case.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/table.h"
#include "claim/exposures.h"
#include "estimate/case_rows.h"
#include "estimate/columns.h"
#include "seal/hash.h"

struct making {
    const struct vg_estimate_case_ask *ask;
    struct vg_arena *a;
    struct vg_err *err;
    struct vg_case_rows rows;
    struct vg_estimate_part *parts;
    size_t n, room;
};

static struct vg_estimate_part *add_part(struct making *m, enum vg_estimate_model model)
{
    m->parts = vg_grow(m->a, m->parts, m->n, &m->room);
    m->parts[m->n] = (struct vg_estimate_part){.model = model};
    return &m->parts[m->n++];
}

static struct vg_estimate_text text_of(const char *name, const char *csv)
{
    return (struct vg_estimate_text){name, vg_str(csv)};
}

/* A text with its length before it, so that no two sets of texts look alike. */
static void put_text(struct vg_buf *b, const char *text)
{
    if (text == NULL)
        vg_puts(b, "-;");
    else
        vg_putf(b, "%zu:%s;", strlen(text), text);
}

/* Of everything that goes in. Only lists draw random numbers; a seed changes nothing else. */
static void set_key(const struct making *m, struct vg_estimate_part *part)
{
    const char *const texts[] = {VG_ESTIMATE_METHOD,
                                 vg_estimate_model_word(part->model),
                                 part->gap == NULL ? NULL : part->gap->list->name,
                                 part->table,
                                 part->lists,
                                 part->strict,
                                 part->loose,
                                 part->source};
    unsigned char hash[VG_HASH_SIZE];
    VG_SCOPED_SHA256 h = {0};
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put_text(&b, texts[i]);
    vg_putf(&b, "%" PRIu64 ";%zu;", part->model == VG_ESTIMATE_ALL ? m->ask->seed : 0,
            part->left_out);
    for (size_t i = 0; i < part->n_claims; i++)
        vg_putf(&b, "%" PRId64 " ", part->claims[i]);
    for (size_t i = 0; i < part->n_searches; i++) {
        const struct vg_estimate_searches *s = &part->searches[i];

        vg_putf(&b, ";%zu", s->n);
        for (size_t k = 0; s->days != NULL && k < s->n; k++)
            vg_putf(&b, " %" PRId64, s->days[k]);
    }
    vg_sha256_of(&h, b.p, b.len, hash);
    vg_hex_write(hash, sizeof hash, part->key);
    part->id[0] = 'e';
    memcpy(part->id + 1, part->key, sizeof part->id - 2);
    part->id[sizeof part->id - 1] = '\0';
}

static int run(struct making *m, struct vg_estimate_part *part, const struct vg_estimate_ask *what)
{
    struct vg_estimate *e = VG_NEW(m->a, struct vg_estimate);
    struct vg_estimate_memory memory = {0};
    struct vg_estimate_ask ask = *what;
    int rc;

    set_key(m, part);
    if (m->ask->recall != NULL)
        memory.had = m->ask->recall(m->ask->w, part->key);
    ask.model = part->model;
    ask.seed = m->ask->seed;
    ask.workers = m->ask->workers;
    ask.memory = &memory;
    ask.waits = m->ask->waits;
    ask.going = m->ask->going;
    ask.app = m->ask->app;
    part->e = e;
    rc = vg_estimate_run(&ask, m->a, e, m->err);
    e->searches = part->searches;
    part->methods = memory.left;
    part->is_recalled = memory.is_recalled;
    part->is_kept = memory.had.p != NULL;
    return rc;
}

/* -- the gap by name -------------------------------------------------------------------------- */

/* A search that somebody could not tell the result of says nothing. */
static size_t clear_searches(const struct vg_gap_member *member)
{
    size_t n = 0;

    for (size_t i = 0; i < member->n_looked; i++)
        n += member->looked[i]->result != VG_LOOKED_UNCLEAR;
    return n;
}

static struct vg_estimate_searches days_of(const struct vg_gap_member *member, struct vg_arena *a)
{
    int64_t *days = VG_NEW_ARRAY(a, int64_t, member->n_looked + 1);
    struct vg_estimate_searches s = {.days = days};

    for (size_t i = 0; i < member->n_looked; i++) {
        struct vg_date d;

        if (member->looked[i]->result != VG_LOOKED_UNCLEAR &&
            vg_edtf_readz(member->looked[i]->date, &d, NULL) == VG_OK && d.first > VG_DAYS_MIN)
            days[s.n++] = d.first;
    }
    return s;
}

/* The table of one list, and the searches that go with its rows. */
static void set_gap_table(const struct making *m, const struct vg_gap *g,
                          struct vg_estimate_part *part)
{
    struct vg_estimate_searches *list =
        VG_NEW_ARRAY(m->a, struct vg_estimate_searches, g->n_members + 1);
    const double a = m->ask->detection_a, b = m->ask->detection_b;
    struct vg_table seen = VG_TABLE(m->a);
    VG_SCOPED_BUF t = {0};
    size_t n = 0;

    vg_puts(&t, "unit,searched,found,detection_a,detection_b\n");
    for (size_t i = 0; i < g->n_members; i++) {
        const struct vg_gap_member *member = &g->members[i];

        if (!vg_table_add(&seen, vg_str(member->id), 1, NULL))
            continue;
        list[n++] = days_of(member, m->a);
        vg_csv_put(&t, member->id);
        /* Where nothing is known of the searches, the flat distribution says so: G01. */
        vg_putf(&t, ",%d,%d,%.10g,%.10g\n", clear_searches(member) > 0, member->n_found > 0,
                a > 0 ? a : 1, b > 0 ? b : 1);
    }
    part->searches = list;
    part->n_searches = n;
    part->table = vg_copy(m->a, t.p, t.len);
}

static int add_gap(struct making *m, const struct vg_gap *g)
{
    struct vg_estimate_part *part = add_part(m, VG_ESTIMATE_GAP);

    part->gap = g;
    part->claims = g->claims;
    part->n_claims = g->n_claims;
    part->detection_a = m->ask->detection_a;
    part->detection_b = m->ask->detection_b;
    if (g->n_locks > 0 || g->n_members == 0)
        return VG_OK;
    set_gap_table(m, g, part);
    return run(m, part, &(struct vg_estimate_ask){.table = text_of(g->list->name, part->table)});
}

/* -- places to search next -----------------------------------------------------------------------
 */

static int check_place(const struct making *m, const struct vg_csv *c, const char *id)
{
    const struct vg_places *places = &m->ask->view->places;

    if (vg_exposures_may_rank(places, id))
        return VG_OK;
    if (vg_place_get(places, id) == NULL)
        return vg_fail(m->err, VG_E_FORMAT, "line %u: place: '%.60s' is no place of the gazetteer",
                       (unsigned)c->line, id);
    return vg_fail(m->err, VG_E_FORMAT,
                   "line %u: place: %.60s is smaller than a large city; such a ranking would point "
                   "at communities",
                   (unsigned)c->line, id);
}

/* Presences at the place or inside it, each once. */
static int64_t observed_at(const struct making *m, const char *place)
{
    const struct vg_places *places = &m->ask->view->places;
    struct vg_table seen = VG_TABLE(m->a);

    for (size_t i = 0; i < m->rows.n_namings; i++) {
        const struct vg_claim *c = m->rows.namings[i].claim;

        for (size_t k = 0; k < c->n_places; k++)
            if (vg_place_within(places, c->places[k], place)) {
                (void)vg_table_add(
                    &seen, vg_str(vg_case_unit(&m->rows, c->subject, VG_CASE_NORMAL)), 1, NULL);
                break;
            }
    }
    return (int64_t)seen.n;
}

static size_t searches_at(const struct making *m, const char *place)
{
    const struct vg_view *v = m->ask->view;
    size_t n = 0;

    for (size_t i = 0; i < v->n_looked; i++)
        n += v->looked[i].result != VG_LOOKED_UNCLEAR &&
             vg_place_get(&v->places, v->looked[i].place) != NULL &&
             vg_place_within(&v->places, v->looked[i].place, place);
    return n;
}

struct exposed {
    struct vg_table seen;
    struct vg_buf table, source;
    struct vg_estimate_searches *searches;
    size_t n, room;
};

static void take_source(struct exposed *x, const char *text)
{
    if (x->source.len > 0 && strstr(x->source.p, text) != NULL)
        return;
    vg_putf(&x->source, "%s%s", x->source.len > 0 ? "; " : "", text);
}

static int take_place(struct making *m, const struct vg_csv *c, const int *at, struct exposed *x)
{
    const struct vg_str id = vg_columns_field(c, at[0]), source = vg_columns_field(c, at[2]);
    const char *place = vg_copy(m->a, id.p, id.len);
    double amount = 0;
    int rc = check_place(m, c, place);

    if (rc == VG_OK)
        rc = vg_columns_number(c, at[1], "exposure", &amount, m->err);
    if (rc != VG_OK)
        return rc;
    if (!(amount > 0))
        return vg_fail(m->err, VG_E_FORMAT, "line %u: exposure: not above 0", (unsigned)c->line);
    if (!vg_table_add(&x->seen, vg_str(place), 1, NULL))
        return vg_fail(m->err, VG_E_FORMAT, "line %u: place: %.60s is there twice",
                       (unsigned)c->line, place);
    if (source.len == 0)
        return vg_fail(m->err, VG_E_FORMAT, "line %u: source: where is the figure from?",
                       (unsigned)c->line);
    if (x->n == VG_MAX_ESTIMATE_PLACES)
        return vg_fail(m->err, VG_E_LIMIT, "line %u: more than %d places", (unsigned)c->line,
                       VG_MAX_ESTIMATE_PLACES);
    x->searches = vg_grow(m->a, x->searches, x->n, &x->room);
    x->searches[x->n++] = (struct vg_estimate_searches){.n = searches_at(m, place)};
    if (x->source.len < VG_MAX_ESTIMATE_LINE)
        take_source(x, vg_copy(m->a, source.p, source.len));
    vg_csv_put(&x->table, place);
    vg_putf(&x->table, ",%" PRId64 ",%.17g\n", observed_at(m, place), amount);
    return VG_OK;
}

static int read_exposure(struct making *m, struct exposed *x)
{
    static const struct vg_column columns[] = {{"place", 0}, {"exposure", 0}, {"source", 0}};
    const struct vg_str text = m->ask->exposure->text;
    VG_SCOPED_CSV c = vg_csv_begin(text.p, text.len, (size_t)VG_MAX_ESTIMATE_LINE);
    int at[3];
    size_t width = 0;
    int rc = vg_columns_read(&c, columns, 3, at, &width, m->err);

    vg_puts(&x->table, "place,observed,exposure\n");
    while (rc == VG_OK && (rc = vg_columns_next(&c, width, m->err)) == VG_ROW)
        rc = take_place(m, &c, at, x);
    return rc;
}

static int add_exposure(struct making *m)
{
    struct exposed x = {.seen = VG_TABLE(m->a)};
    struct vg_estimate_part *part = add_part(m, VG_ESTIMATE_EXPOSURE);
    int rc = read_exposure(m, &x);

    part->table = vg_copy(m->a, x.table.p, x.table.len);
    part->source = vg_copy(m->a, x.source.p, x.source.len);
    part->left_out = m->ask->exposure_left_out;
    vg_buf_end(&x.table);
    vg_buf_end(&x.source);
    if (rc != VG_OK)
        return vg_within(m->err, rc, "%s", m->ask->exposure->name);
    part->claims = m->rows.claims;
    part->n_claims = m->rows.n_claims;
    part->searches = x.searches;
    part->n_searches = x.n;
    return run(m, part,
               &(struct vg_estimate_ask){.table = text_of(m->ask->exposure->name, part->table)});
}

/* -- saturation, and the lists
 * ---------------------------------------------------------------------- */

static int add_richness(struct making *m)
{
    struct vg_estimate_part *part = add_part(m, VG_ESTIMATE_RICHNESS);

    part->claims = m->rows.claims;
    part->n_claims = m->rows.n_claims;
    part->table = vg_case_richness_table(&m->rows);
    return run(m, part, &(struct vg_estimate_ask){.table = text_of("roots", part->table)});
}

static int add_lists(struct making *m)
{
    size_t chosen[VG_CAPTURE_LISTS_MAX], with_units = 0;
    const size_t n = vg_case_choose(&m->rows, chosen);
    struct vg_estimate_part *part = add_part(m, VG_ESTIMATE_ALL);
    struct vg_estimate_text lists, strict, loose;
    struct vg_estimate_ask ask = {.lists = &lists};

    for (size_t i = 0; i < m->rows.n_efforts; i++)
        with_units += m->rows.efforts[i].units > 0;
    part->left_out = with_units - n;
    part->claims = m->rows.claims;
    part->n_claims = m->rows.n_claims;
    part->table = vg_case_capture_table(&m->rows, VG_CASE_NORMAL, chosen, n);
    part->lists = vg_case_lists_table(&m->rows, chosen, n);
    ask.table = text_of("lists", part->table);
    lists = text_of("lists", part->lists);
    part->strict = vg_case_capture_table(&m->rows, VG_CASE_STRICT, chosen, n);
    part->loose = vg_case_capture_table(&m->rows, VG_CASE_LOOSE, chosen, n);
    if (strcmp(part->strict, part->table) == 0 && strcmp(part->loose, part->table) == 0) {
        part->strict = part->loose = NULL; /* nothing was judged that moves it */
    } else {
        strict = text_of("strict", part->strict);
        loose = text_of("loose", part->loose);
        ask.strict = &strict;
        ask.loose = &loose;
    }
    return run(m, part, &ask);
}

int vg_estimate_case_make(const struct vg_estimate_case_ask *ask, struct vg_arena *a,
                          struct vg_estimate_case *out, struct vg_err *err)
{
    struct making m = {.ask = ask, .a = a, .err = err};
    struct vg_case_units units;
    int rc = VG_OK;

    vg_case_rows_find(ask, a, &m.rows);
    units = vg_case_units(&m.rows, VG_CASE_NORMAL, NULL, 0);
    for (size_t i = 0; rc == VG_OK && i < ask->n_gaps; i++)
        rc = add_gap(&m, &ask->gaps[i]);
    if (rc == VG_OK && ask->exposure != NULL)
        rc = add_exposure(&m);
    if (rc == VG_OK && units.n > 0)
        rc = add_richness(&m);
    if (rc == VG_OK && units.n > 0)
        rc = add_lists(&m);
    if (rc != VG_OK)
        return rc;
    *out = (struct vg_estimate_case){.units = units.n,
                                     .claims = m.rows.claims,
                                     .n_claims = m.rows.n_claims,
                                     .parts = m.parts,
                                     .n_parts = m.n};
    return VG_OK;
}
