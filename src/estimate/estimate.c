/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/estimate.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/recall.h"
#include "estimate/table.h"

enum {
    BEST = 20,     /* models that are shown */
    FEW_LISTS = 8, /* more make the methods that choose a model again and again take minutes */
};

static const char *const words[VG_ESTIMATE_MODELS] = {
    "all",  "loglinear", "stepwise", "dga",      "lcmcr",
    "chao", "gap",       "exposure", "richness", "sensitivity"};

const char *vg_estimate_model_word(enum vg_estimate_model m)
{
    return m < VG_ESTIMATE_MODELS ? words[m] : NULL;
}

enum vg_estimate_model vg_estimate_model_of(const char *word)
{
    unsigned m = 0;

    while (m < VG_ESTIMATE_MODELS && strcmp(words[m], word) != 0)
        m++;
    return (enum vg_estimate_model)m;
}

/* -- methods, each once ----------------------------------------------------------------------- */

/* What is made on one table. Each part is made when it is first asked for. */
struct work {
    const struct vg_estimate_ask *ask;
    const struct vg_captures *c;
    struct vg_arena *a;
    struct vg_err *err;

    /* Of it the space is NULL after looking where it is not offered for so many lists, the profile
     * where no model exists. */
    struct vg_methods m;
    const struct vg_model *best; /* the best existing model and its fit, or NULL */
    const struct vg_fit *best_fit;
    struct vg_chao *chao;
    struct work *beside; /* the strict and the loose table, or NULL */
    int is_recalled;     /* there is something that an earlier run left */
};

/* The methods that take long, in the order in which they are run. */
enum step {
    STEP_SPACE,
    STEP_GRAPHS,
    STEP_LATENT,
    STEP_KNOWN_SIZES,
    STEP_INFLUENCE,
    STEP_BOOTSTRAP,
    STEP_SIDES,
    STEPS
};

static int begin_step(const struct work *w, enum step step)
{
    const struct vg_estimate_ask *ask = w->ask;

    if (ask->going == NULL || ask->going(ask->app, (unsigned)step, STEPS) == 0)
        return VG_OK;
    return vg_fail(w->err, VG_E_INTERRUPTED, "interrupted; nothing of this estimate is kept");
}

static enum vg_space_kind kind_of(const struct vg_estimate_ask *ask, unsigned t)
{
    if (ask->has_space)
        return ask->space;
    return t <= 5 ? VG_SPACE_HIERARCHICAL : VG_SPACE_PAIRS;
}

static int make_stepwise(struct work *w)
{
    if (w->m.stepwise != NULL)
        return VG_OK;
    w->m.stepwise = VG_NEW(w->a, struct vg_stepwise);
    return vg_stepwise_run(w->c, w->m.stepwise, w->err);
}

/* The result shows models; any other only hangs on the best one and those near it. */
static int shows_space(const struct vg_estimate_ask *ask)
{
    return ask->model == VG_ESTIMATE_ALL || ask->model == VG_ESTIMATE_LOGLINEAR;
}

static int near_space(struct work *w, enum vg_space_kind kind)
{
    int rc = make_stepwise(w);

    if (rc != VG_OK)
        return rc;
    return vg_space_near(w->c, kind,
                         w->m.stepwise->fit.status == VG_FIT_OK ? &w->m.stepwise->model : NULL,
                         w->a, w->m.space, w->err);
}

/* The best model of the space; where no space is offered, the stepwise model. */
static void take_best(struct work *w)
{
    if (w->m.space != NULL && w->m.space->n > 0) {
        w->best = &w->m.space->best[0].model;
        w->best_fit = &w->m.space->best[0].fit;
    } else if (w->m.space == NULL && w->m.stepwise != NULL &&
               w->m.stepwise->fit.status == VG_FIT_OK) {
        w->best = &w->m.stepwise->model;
        w->best_fit = &w->m.stepwise->fit;
    }
}

static int make_space(struct work *w)
{
    const enum vg_space_kind kind = kind_of(w->ask, w->c->t);
    int rc;

    if (w->m.space != NULL || w->best != NULL)
        return VG_OK;
    rc = begin_step(w, STEP_SPACE);
    if (rc != VG_OK)
        return rc;
    if (vg_space_count(w->c->t, kind) > 0) {
        w->m.space = VG_NEW(w->a, struct vg_space);
        rc = shows_space(w->ask) ? vg_space_survey(w->c, kind, BEST, w->a, w->m.space, w->err)
                                 : near_space(w, kind);
    } else {
        rc = make_stepwise(w);
    }
    if (rc == VG_OK)
        take_best(w);
    return rc;
}

static const char *name_of(struct work *w, const struct vg_model *m)
{
    char name[VG_MODEL_NAME];

    return vg_copyz(w->a, vg_model_name(m, name));
}

static int make_profile(struct work *w)
{
    int rc = make_space(w);

    if (rc != VG_OK || w->best == NULL || w->m.profile != NULL)
        return rc;
    w->m.profile = VG_NEW(w->a, struct vg_estimate_profile);
    w->m.profile->model = name_of(w, w->best);
    return vg_profile_run(w->c, w->best, w->best_fit, &w->m.profile->p, w->err);
}

static int make_graphs(struct work *w)
{
    const struct vg_graphs_ask ask = {.from = w->ask->grid_from, .to = w->ask->grid_to};
    int rc;

    if (w->m.graphs != NULL)
        return VG_OK;
    rc = begin_step(w, STEP_GRAPHS);
    if (rc != VG_OK)
        return rc;
    w->m.graphs = VG_NEW(w->a, struct vg_graphs);
    return vg_graphs_average(w->c, &ask, w->a, w->m.graphs, w->err);
}

static int make_sides(struct work *w)
{
    int rc;

    if (w->m.sides != NULL || w->m.graphs == NULL || w->m.graphs->status == VG_GRAPHS_LISTS ||
        w->m.graphs->status == VG_GRAPHS_EMPTY)
        return VG_OK;
    rc = begin_step(w, STEP_SIDES);
    if (rc != VG_OK)
        return rc;
    w->m.sides = VG_NEW_ARRAY(w->a, struct vg_graphs, VG_GRAPHS_SIDES);
    return vg_graphs_sides(w->c, w->a, w->m.sides, w->err);
}

/* More patterns than eight chains can walk over in the time that a person waits. */
static int is_too_large(const struct vg_captures *c)
{
    const size_t cells = (size_t)1 << c->t;
    size_t patterns = 0;

    for (size_t m = 1; m < cells; m++)
        patterns += c->cells[m] > 0;
    return patterns > VG_MAX_LATENT_PATTERNS;
}

static int make_latent(struct work *w)
{
    int rc;

    if (w->m.latent != NULL)
        return VG_OK;
    rc = begin_step(w, STEP_LATENT);
    if (rc != VG_OK)
        return rc;
    w->m.latent = VG_NEW(w->a, struct vg_latent);
    /* Nothing to draw from, or more than a chain counts: no chains, not converged. */
    if (w->c->n == 0 || w->c->n > VG_MAX_LATENT_UNITS || is_too_large(w->c))
        return VG_OK;
    return vg_latent_spread(w->c, w->ask->seed, w->ask->workers, w->a, w->m.latent, w->err);
}

static void make_chao(struct work *w)
{
    if (w->chao != NULL)
        return;
    w->chao = VG_NEW(w->a, struct vg_chao);
    *w->chao = vg_chao_run(w->c);
}

static int make_leave_one(struct work *w)
{
    unsigned testable = 0;
    int rc;

    if (w->m.leave_one != NULL)
        return VG_OK;
    rc = begin_step(w, STEP_KNOWN_SIZES);
    if (rc == VG_OK)
        rc = vg_gate_testable(w->c, w->a, &testable, w->err);
    if (rc != VG_OK)
        return rc;
    w->m.leave_one = VG_NEW(w->a, struct vg_leave_one);
    return vg_leave_one(w->c, testable, w->a, w->m.leave_one, w->err);
}

/* -- what they say together ------------------------------------------------------------------- */

enum { METHODS = 4 };

struct evidence {
    size_t n;
    struct vg_gate_interval intervals[METHODS];
    double lower, upper, median; /* not numbers: nothing says it */
};

static void take(struct evidence *e, const char *method, double lower, double upper)
{
    e->intervals[e->n++] = (struct vg_gate_interval){method, lower, upper};
    e->lower = e->n == 1 ? lower : fmin(e->lower, lower);
    /* An end that was sought and not found is beyond any other. */
    e->upper = e->n == 1 ? upper : isfinite(e->upper + upper) ? fmax(e->upper, upper) : (double)NAN;
}

/* The methods that have a say, without those that refused. */
static int gather(struct work *w, int with_latent, struct evidence *e)
{
    int rc = make_profile(w);

    *e = (struct evidence){.lower = (double)NAN, .upper = (double)NAN, .median = (double)NAN};
    if (rc == VG_OK)
        rc = make_graphs(w);
    if (rc == VG_OK && with_latent)
        rc = make_latent(w);
    if (rc != VG_OK)
        return rc;
    make_chao(w);
    if (w->m.latent != NULL && w->m.latent->converged)
        e->median = w->m.latent->q[2];
    if (w->m.graphs->status == VG_GRAPHS_OK)
        e->median = (double)w->m.graphs->q[1];
    if (w->m.profile != NULL)
        take(e, "profile", w->m.profile->p.lower, w->m.profile->p.upper);
    if (w->m.graphs->status == VG_GRAPHS_OK)
        take(e, "dga", (double)w->m.graphs->q[0], (double)w->m.graphs->q[2]);
    if (w->m.latent != NULL && w->m.latent->converged)
        take(e, "lcmcr", w->m.latent->q[0], w->m.latent->q[4]);
    if (w->c->t > 1 && isfinite(w->chao->lower))
        take(e, "chao", w->chao->lower, w->chao->upper);
    return VG_OK;
}

static void found_left_out(struct vg_gate *g, const struct work *w)
{
    if (w->m.latent != NULL && w->m.latent->chains == 0 && is_too_large(w->c))
        vg_gate_found(
            g, VG_E12, VG_GATE_ESTIMATE,
            VG_SAID(g->a, GATE_LATENT_LARGE, vg_part_number(g->a, VG_MAX_LATENT_PATTERNS)), NULL);
    else if (w->m.latent != NULL && !w->m.latent->converged)
        vg_gate_found(
            g, VG_E12, VG_GATE_ESTIMATE,
            VG_SAID(g->a, GATE_LATENT_OUT, vg_part(vg_print(g->a, "%.2f", w->m.latent->rhat))),
            NULL);
    if (w->m.graphs->status == VG_GRAPHS_COMPLETE)
        vg_gate_found(g, VG_E12, VG_GATE_ESTIMATE,
                      VG_SAID(g->a, GATE_GRAPHS_COMPLETE,
                              vg_part(vg_print(g->a, "%.2f", w->m.graphs->p_complete))),
                      NULL);
    else if (w->m.graphs->status == VG_GRAPHS_TAIL)
        vg_gate_found(g, VG_E12, VG_GATE_ESTIMATE, VG_SAYS(GATE_GRAPHS_OUT), NULL);
}

/* E08 by numbers, and the bound from the loose table. */
static int resolve_by_numbers(struct vg_gate *g, struct work *w, struct vg_estimate *out,
                              struct evidence *e)
{
    double n[2];
    struct evidence loose;
    size_t before = g->n;

    if (w->ask->strict == NULL)
        return VG_OK;
    for (size_t i = 0; i < 2; i++) {
        const int rc = make_space(&w->beside[i]);

        if (rc != VG_OK)
            return rc;
        n[i] = w->beside[i].best == NULL ? (double)NAN : w->beside[i].best_fit->n;
    }
    vg_gate_resolution(g, n[0], w->best == NULL ? (double)NAN : w->best_fit->n, n[1]);
    if (g->n == before)
        return VG_OK;
    if (gather(&w->beside[1], 0, &loose) == VG_OK && isfinite(loose.lower))
        e->lower = fmin(e->lower, loose.lower);
    /* Under loose resolution fewer units were seen, and no more than these are certain. */
    out->n = w->beside[1].c->n < out->n ? w->beside[1].c->n : out->n;
    return VG_OK;
}

/* The tests that need the methods. */
static int hear_methods(struct vg_gate *g, struct work *w, struct vg_estimate *out,
                        struct evidence *e)
{
    const int with_latent = w->ask->model == VG_ESTIMATE_ALL || w->ask->model == VG_ESTIMATE_LCMCR;
    int rc = gather(w, with_latent, e);

    if (rc == VG_OK)
        rc = resolve_by_numbers(g, w, out, e);
    if (rc == VG_OK)
        rc = make_leave_one(w);
    if (rc != VG_OK)
        return rc;
    vg_gate_methods(g, out->n, w->m.space, e->intervals, e->n);
    found_left_out(g, w);
    vg_gate_known_sizes(g, w->m.leave_one);
    if (!isfinite(e->median) && g->verdict > VG_GATE_RANGE) {
        if (!(g->fired & 1u << VG_E12))
            vg_gate_found(g, VG_E12, VG_GATE_RANGE, VG_SAYS(ESTIMATE_NO_MEDIAN), NULL);
        g->verdict = VG_GATE_RANGE;
    }
    return VG_OK;
}

/* -- the sentence -------------------------------------------------------------------------------
 */

/* How many findings in a row, from the first of them on, one sentence tells together. */
static size_t told_together(const struct vg_estimate *e, size_t i)
{
    const enum vg_gate_code code = e->findings[i].code;
    size_t n = 1;

    if (code != VG_E06 && code != VG_E07)
        return 1;
    while (i + n < e->n_findings && e->findings[i + n].code == code)
        n++;
    return n;
}

/* Of many lists that are not their own, and of many pairs on different ground, one short sentence;
 * which they are stands among the findings. */
static const struct vg_said *told(const struct vg_gate_finding *f, size_t n, struct vg_arena *a)
{
    struct vg_part_words names[VG_CAPTURE_LISTS_MAX];

    if (n == 1)
        return f->says;
    if (f->code == VG_E07)
        return VG_SAID(a, GATE_GROUNDS, vg_part_number(a, (int64_t)n));
    for (size_t i = 0; i < n; i++) /* a list has one kind, and so one finding */
        names[i] = f[i].says->parts[0];
    return VG_SAID(a, GATE_KINDS, vg_part_list(a, VG_S_LIST_COMMA, names, n));
}

/* "E05, …; E06, …": what has led to the verdict. */
static struct vg_part_words reasons(const struct vg_estimate *e, struct vg_arena *a)
{
    struct vg_part_words *list = VG_NEW_ARRAY(a, struct vg_part_words, e->n_findings + 1);
    size_t n = 0, many;

    for (size_t i = 0; i < e->n_findings; i += many) {
        const struct vg_gate_finding *f = &e->findings[i];
        const int left_out = f->code == VG_E12 && e->verdict == VG_GATE_RANGE;

        many = told_together(e, i);
        if (f->verdict == e->verdict || left_out)
            list[n++] =
                vg_part_said(a, VG_SAID(a, ESTIMATE_CODE, vg_part(vg_gate_code_word(f->code)),
                                        vg_part_said(a, told(f, many, a))));
    }
    return vg_part_list(a, VG_S_LIST_SEMICOLON, list, n);
}

/* What would lift it, each once. */
static struct vg_part_words remedies(const struct vg_estimate *e, struct vg_arena *a)
{
    struct vg_part_words *list = VG_NEW_ARRAY(a, struct vg_part_words, e->n_findings + 1);
    const struct vg_said **used = VG_NEW_ARRAY(a, const struct vg_said *, e->n_findings + 1);
    size_t n = 0;

    for (size_t i = 0; i < e->n_findings; i++) {
        const struct vg_gate_finding *f = &e->findings[i];
        size_t k = 0;

        if (f->verdict != e->verdict || f->remedy == NULL)
            continue;
        while (k < n && used[k]->saying != f->remedy->saying)
            k++;
        if (k < n)
            continue;
        used[n] = f->remedy;
        list[n++] = vg_part_said(a, f->remedy);
    }
    return vg_part_list(a, VG_S_LIST_SEMICOLON, list, n);
}

static const struct vg_said *sentence(const struct vg_estimate *e, struct vg_arena *a)
{
    const struct vg_part_words lower = vg_part_number(a, e->lower);

    switch (e->verdict) {
    case VG_GATE_REFUSE:
        return VG_SAID(a, ESTIMATE_REFUSED, reasons(e, a), lower, remedies(e, a));
    case VG_GATE_BOUND:
        return VG_SAID(a, ESTIMATE_BOUND, lower, reasons(e, a));
    case VG_GATE_RANGE:
        return VG_SAID(a, ESTIMATE_RANGE, lower, vg_part_number(a, e->upper), reasons(e, a));
    case VG_GATE_ESTIMATE:
        break;
    }
    return VG_SAID(a, ESTIMATE_GIVEN, lower, vg_part_number(a, e->upper),
                   vg_part_number(a, (int64_t)llround(e->median)));
}

/* -- what was made before -----------------------------------------------------------------------
 */

static const char memory_mark[] = "vigil-methods/1\n";

/* Take in what an earlier run left; nothing of it when it does not read to its end. */
static void recall(struct work *w)
{
    const struct vg_str had = w->ask->memory->had;
    const size_t mark = sizeof memory_mark - 1, tables = w->beside == NULL ? 1 : 3;
    struct vg_methods m[3];
    size_t at = mark;

    if (had.len < mark || memcmp(had.p, memory_mark, mark) != 0)
        return;
    for (size_t i = 0; i < tables; i++) {
        const struct work *one = i == 0 ? w : &w->beside[i - 1];

        if (!vg_methods_read(had, &at, one->c->t, w->a, &m[i]))
            return;
    }
    if (at != had.len)
        return;
    for (size_t i = 0; i < tables; i++) {
        struct work *one = i == 0 ? w : &w->beside[i - 1];

        one->m = m[i];
        take_best(one);
    }
    w->is_recalled = 1;
}

static void leave(const struct work *w)
{
    struct vg_estimate_memory *memory = w->ask->memory;
    VG_SCOPED_BUF b = {0};

    vg_puts(&b, memory_mark);
    vg_methods_write(&w->m, w->c->t, &b);
    for (size_t i = 0; w->beside != NULL && i < 2; i++)
        vg_methods_write(&w->beside[i].m, w->beside[i].c->t, &b);
    memory->left = vg_str_copy(w->a, vg_buf_str(&b));
    memory->is_recalled = vg_str_cmp(memory->left, memory->had) == 0;
}

/* The tables under other resolutions, so that a mistake in them is told whatever the gate says. */
static int read_beside(struct work *w)
{
    const struct vg_estimate_text *texts[] = {w->ask->strict, w->ask->loose};

    if (texts[0] == NULL || texts[1] == NULL) /* they go together */
        return VG_OK;
    w->beside = VG_NEW_ARRAY(w->a, struct work, 2);
    for (size_t i = 0; i < 2; i++) {
        struct vg_captures *c = VG_NEW(w->a, struct vg_captures);
        const int rc = vg_captures_read(texts[i]->text.p, texts[i]->text.len, w->a, c, w->err);

        if (rc != VG_OK)
            return vg_within(w->err, rc, "%s", texts[i]->name);
        w->beside[i] = (struct work){.ask = w->ask, .c = c, .a = w->a, .err = w->err};
    }
    return VG_OK;
}

/* -- capture tables -------------------------------------------------------------------------------
 */

static struct vg_estimate_diagnostics *diagnose(struct work *w, const struct vg_gate *g)
{
    const struct vg_captures *c = w->c;
    struct vg_estimate_diagnostics *d = VG_NEW(w->a, struct vg_estimate_diagnostics);
    int64_t *overlap = VG_NEW_ARRAY(w->a, int64_t, (size_t)c->t * c->t);
    double *elsewhere = VG_NEW_ARRAY(w->a, double, c->t);
    struct vg_gate_pair *pairs = VG_NEW_ARRAY(w->a, struct vg_gate_pair, (size_t)c->t * c->t);

    for (unsigned i = 0; i < c->t; i++) {
        for (unsigned mask = 1; mask < 1u << c->t; mask++) {
            for (unsigned j = 0; j < c->t; j++) {
                if ((mask >> i & 1u) && (mask >> j & 1u))
                    overlap[i * c->t + j] += c->cells[mask];
            }
        }
        elsewhere[i] = 1 - (double)c->cells[1u << i] / (double)overlap[i * c->t + i];
        for (unsigned j = i + 1; j < c->t; j++)
            pairs[d->n_pairs++] = vg_gate_pair(c, i, j);
    }
    d->overlap = overlap;
    d->elsewhere = elsewhere;
    d->pairs = pairs;
    d->units_on_two = vg_gate_units_on_two(c);
    d->components = vg_gate_parts(c, NULL);
    d->unchecked = g->unchecked;
    if (g->verdict != VG_GATE_REFUSE)
        d->leave_one = w->m.leave_one;
    return d;
}

static int add_influence(struct work *w, struct vg_estimate_diagnostics *d)
{
    int rc = w->m.influence == NULL ? begin_step(w, STEP_INFLUENCE) : VG_OK;

    if (rc == VG_OK && w->m.influence == NULL) {
        w->m.influence = VG_NEW(w->a, struct vg_influence);
        rc = vg_influence_run(w->c, w->a, w->m.influence, w->err);
    }
    d->influence = w->m.influence;
    return rc;
}

static int add_main(struct work *w, struct vg_estimate *out)
{
    struct vg_estimate_main *m = VG_NEW(w->a, struct vg_estimate_main);
    const struct vg_model model = vg_model_main(w->c->t);
    int rc = vg_loglinear_once(w->c, &model, &m->fit, w->err);

    m->profile = (struct vg_profile){(double)NAN, (double)NAN, (double)NAN};
    if (rc == VG_OK && m->fit.status == VG_FIT_OK)
        rc = vg_profile_run(w->c, &model, &m->fit, &m->profile, w->err);
    out->main = m;
    return rc;
}

static int add_space(struct work *w, struct vg_estimate *out)
{
    int rc = make_profile(w);

    out->space = w->m.space;
    out->profile = w->m.profile;
    return rc;
}

/* Above eight lists the whole selection takes so long that fewer must do, and above
 * VG_MAX_BOOTSTRAP_LISTS none; the result says how many there were. */
static size_t replicates_of(const struct work *w)
{
    if (w->ask->replicates > 0)
        return w->ask->replicates;
    if (w->c->t > VG_MAX_BOOTSTRAP_LISTS)
        return 0;
    return w->c->t <= FEW_LISTS ? VG_BOOTSTRAP_REPLICATES : VG_BOOTSTRAP_REPLICATES / 20;
}

static int add_stepwise(struct work *w, struct vg_estimate *out)
{
    struct vg_estimate_stepwise *s = VG_NEW(w->a, struct vg_estimate_stepwise);
    int rc = make_stepwise(w);

    if (rc == VG_OK && w->m.bootstrap == NULL)
        rc = begin_step(w, STEP_BOOTSTRAP);
    if (rc == VG_OK && w->m.bootstrap == NULL) {
        w->m.bootstrap = VG_NEW(w->a, struct vg_bootstrap);
        *w->m.bootstrap = (struct vg_bootstrap){.z0 = (double)NAN, .ahat = (double)NAN};
        if (replicates_of(w) > 0)
            rc = vg_bootstrap_run(w->c, replicates_of(w), w->ask->seed, w->m.bootstrap, NULL,
                                  w->err);
    }
    if (rc != VG_OK)
        return rc;
    s->s = *w->m.stepwise;
    s->b = *w->m.bootstrap;
    out->stepwise = s;
    return VG_OK;
}

static int add_sensitivity(struct work *w, struct vg_estimate *out)
{
    struct vg_estimate_sensitivity *s = VG_NEW(w->a, struct vg_estimate_sensitivity);
    struct vg_model independent = vg_model_main(w->c->t);
    struct vg_fit fit;
    int rc = VG_OK;

    if (w->c->t == 2) {
        rc = vg_loglinear_once(w->c, &independent, &fit, w->err);
    } else {
        rc = make_space(w);
        if (rc != VG_OK || w->best == NULL)
            return rc;
        independent = *w->best;
        fit = *w->best_fit;
    }
    if (rc != VG_OK || fit.status != VG_FIT_OK)
        return rc;
    s->basis = name_of(w, &independent);
    out->sensitivity = s;
    return vg_sensitivity_run(w->c, &fit, &s->s, w->err);
}

static int add_graphs(struct work *w, struct vg_estimate *out)
{
    int rc = make_graphs(w);

    if (rc == VG_OK)
        rc = make_sides(w);
    out->graphs = w->m.graphs;
    out->sides = w->m.sides;
    return rc;
}

static int add_latent(struct work *w, struct vg_estimate *out)
{
    int rc = make_latent(w);

    out->latent = w->m.latent;
    return rc;
}

/* What `all` shows under its verdict. */
static int add_allowed(struct work *w, struct vg_estimate_diagnostics *d, struct vg_estimate *out)
{
    int rc;

    if (out->verdict == VG_GATE_REFUSE)
        return VG_OK;
    out->chao = w->chao;
    out->chao_is_bound = out->verdict == VG_GATE_BOUND;
    rc = w->c->t <= FEW_LISTS ? add_influence(w, d) : VG_OK;
    if (out->chao_is_bound || rc != VG_OK)
        return rc;
    rc = add_space(w, out);
    if (rc == VG_OK)
        rc = add_stepwise(w, out);
    if (rc == VG_OK)
        rc = add_graphs(w, out);
    if (rc == VG_OK)
        rc = add_latent(w, out);
    return rc == VG_OK ? add_sensitivity(w, out) : rc;
}

/* The one object that the workbench was asked for. */
static int add_asked(struct work *w, struct vg_estimate *out)
{
    int rc;

    if (w->c->t < 2)
        return VG_OK; /* no method has anything to say of one list */
    if (w->ask->model == VG_ESTIMATE_LOGLINEAR) {
        rc = add_space(w, out);
        return rc == VG_OK ? add_main(w, out) : rc;
    }
    if (w->ask->model == VG_ESTIMATE_STEPWISE)
        return add_stepwise(w, out);
    if (w->ask->model == VG_ESTIMATE_SENSITIVITY)
        return add_sensitivity(w, out);
    if (w->ask->model == VG_ESTIMATE_DGA)
        return add_graphs(w, out);
    if (w->ask->model == VG_ESTIMATE_LCMCR)
        return add_latent(w, out);
    make_chao(w);
    out->chao = w->chao;
    return VG_OK;
}

/* Lower, upper and median, as far as the verdict lets them be said; limits rounded outward. */
static void settle(struct vg_estimate *out, const struct evidence *e)
{
    out->lower = out->n;
    if (out->verdict != VG_GATE_REFUSE && e->lower > (double)out->n)
        out->lower = (int64_t)fmin(floor(e->lower), 9e15);
    if (out->verdict >= VG_GATE_RANGE)
        out->upper = (int64_t)fmin(ceil(e->upper), 9e15);
    if (out->verdict == VG_GATE_ESTIMATE)
        out->median = e->median;
}

/* The table, who its lists are, and what the gate says of them before any method is heard. */
static int read_captures(struct work *w, struct vg_captures *c, struct vg_gate *g,
                         struct vg_estimate *out)
{
    const struct vg_estimate_ask *ask = w->ask;
    const struct vg_listed *listed = NULL;
    int rc = vg_captures_read(ask->table.text.p, ask->table.text.len, w->a, c, w->err);

    if (rc != VG_OK)
        return vg_within(w->err, rc, "%s", ask->table.name);
    if (ask->lists != NULL) {
        rc = vg_listed_read(ask->lists->text.p, ask->lists->text.len, c, w->a, &listed, w->err);
        if (rc != VG_OK)
            return vg_within(w->err, rc, "%s", ask->lists->name);
    }
    rc = read_beside(w);
    if (rc == VG_OK)
        rc = vg_gate_table(g, c, listed, w->err);
    if (rc != VG_OK)
        return rc;
    *c = vg_gate_by_root(c, listed, w->a);
    out->captures = c;
    out->n = c->n;
    return VG_OK;
}

static int add_parts(struct work *w, const struct vg_gate *g, struct vg_estimate *out)
{
    struct vg_estimate_diagnostics *d;

    if (w->ask->model != VG_ESTIMATE_ALL)
        return add_asked(w, out);
    d = diagnose(w, g);
    out->diagnostics = d;
    return add_allowed(w, d, out);
}

static int run_captures(const struct vg_estimate_ask *ask, struct vg_arena *a,
                        struct vg_estimate *out, struct vg_err *err)
{
    struct vg_captures *c = VG_NEW(a, struct vg_captures);
    struct vg_gate g = vg_gate_open(a);
    struct evidence e = {0};
    struct work w = {.ask = ask, .c = c, .a = a, .err = err};
    int rc = read_captures(&w, c, &g, out);

    if (rc == VG_OK && ask->memory != NULL && g.verdict != VG_GATE_REFUSE)
        recall(&w);
    if (rc == VG_OK && ask->waits && g.verdict != VG_GATE_REFUSE && !w.is_recalled) {
        out->is_waiting = 1;
        out->verdict = VG_GATE_REFUSE; /* nothing may be said yet */
        out->lower = out->n;
        out->text = VG_SAYS(ESTIMATE_WAITS);
        return VG_OK;
    }
    if (rc == VG_OK && g.verdict != VG_GATE_REFUSE)
        rc = hear_methods(&g, &w, out, &e);
    if (rc != VG_OK)
        return rc;
    vg_gate_close(&g);
    out->verdict = g.verdict;
    out->findings = g.findings;
    out->n_findings = g.n;
    settle(out, &e);
    out->text = sentence(out, a);
    if (ask->lists == NULL)
        out->text = VG_SAID(a, ESTIMATE_IF, vg_part_said(a, out->text));
    rc = add_parts(&w, &g, out);
    if (rc == VG_OK && ask->memory != NULL && out->verdict != VG_GATE_REFUSE)
        leave(&w);
    return rc;
}

/* -- the other tables ---------------------------------------------------------------------------
 */

static void conclude(struct vg_estimate *out, struct vg_gate *g, enum vg_gate_verdict otherwise)
{
    vg_gate_close(g);
    out->verdict = g->verdict < otherwise ? g->verdict : otherwise;
    out->findings = g->findings;
    out->n_findings = g->n;
}

static int run_coverage(const struct vg_estimate_ask *ask, struct vg_arena *a,
                        struct vg_estimate *out, struct vg_err *err)
{
    struct vg_coverage *v = VG_NEW(a, struct vg_coverage);
    struct vg_gate g = vg_gate_open(a);
    struct vg_coverage_table *table = VG_NEW(a, struct vg_coverage_table);
    int64_t unsearched = 0;
    int rc = vg_coverage_read(ask->table.text.p, ask->table.text.len, a, table, err);

    if (rc != VG_OK)
        return vg_within(err, rc, "%s", ask->table.name);
    *v = vg_coverage_run(table, a);
    out->coverage = v;
    out->programme = table;
    out->n = out->lower = v->found + v->found_unsearched;
    if (v->is_refused)
        vg_gate_found(&g, VG_G01, VG_GATE_REFUSE, VG_SAYS(GATE_NO_SEARCH),
                      VG_SAYS(GATE_NO_SEARCH_REMEDY));
    conclude(out, &g, VG_GATE_ESTIMATE);
    if (v->is_refused) {
        out->text = sentence(out, a);
        return VG_OK;
    }
    for (size_t i = 0; i < v->n_unfound; i++)
        unsearched += !v->unfound[i].searched;
    out->upper = v->q[4];
    out->median = (double)v->q[2];
    out->text = VG_SAID(a, ESTIMATE_GAP, vg_part_number(a, out->lower), vg_part_number(a, v->told),
                        vg_part_number(a, (int64_t)v->n_unfound), vg_part_number(a, unsearched),
                        vg_part_number(a, out->upper), vg_part_number(a, v->q[2]));
    return VG_OK;
}

static int run_exposure(const struct vg_estimate_ask *ask, struct vg_arena *a,
                        struct vg_estimate *out, struct vg_err *err)
{
    struct vg_estimate_exposure *x = VG_NEW(a, struct vg_estimate_exposure);
    struct vg_exposure_table *table = VG_NEW(a, struct vg_exposure_table);
    struct vg_gate g = vg_gate_open(a);
    int rc = vg_exposure_read(ask->table.text.p, ask->table.text.len, a, table, err);

    if (rc != VG_OK)
        return vg_within(err, rc, "%s", ask->table.name);
    x->table = table;
    x->e = vg_exposure_run(table, a);
    out->exposure = x;
    out->n = out->lower = x->e.observed;
    if (x->e.is_refused)
        vg_gate_found(&g, VG_X01, VG_GATE_REFUSE,
                      VG_SAID(a, GATE_FEW_PLACES, vg_part_number(a, (int64_t)x->e.places)),
                      VG_SAYS(GATE_FEW_PLACES_REMEDY));
    conclude(out, &g, VG_GATE_BOUND);
    out->text = x->e.is_refused ? sentence(out, a)
                                : VG_SAID(a, ESTIMATE_PLACES, vg_part_number(a, out->n),
                                          vg_part_number(a, (int64_t)x->e.places));
    return VG_OK;
}

static int run_richness(const struct vg_estimate_ask *ask, struct vg_arena *a,
                        struct vg_estimate *out, struct vg_err *err)
{
    struct vg_richness *r = VG_NEW(a, struct vg_richness);
    struct vg_gate g = vg_gate_open(a);
    struct vg_richness_table *table = VG_NEW(a, struct vg_richness_table);
    int rc = vg_richness_read(ask->table.text.p, ask->table.text.len, a, table, err);

    if (rc != VG_OK)
        return vg_within(err, rc, "%s", ask->table.name);
    *r = vg_richness_run(table);
    out->richness = r;
    out->frequencies = table;
    out->n = out->lower = r->seen;
    if (r->is_thin)
        vg_gate_found(&g, VG_S01, VG_GATE_BOUND,
                      VG_SAID(a, GATE_THIN, vg_part_number(a, r->f1), vg_part_number(a, r->f2)),
                      NULL);
    if (r->is_single)
        vg_gate_found(&g, VG_S02, VG_GATE_REFUSE, VG_SAYS(GATE_SEEN_ONCE),
                      VG_SAYS(GATE_SEEN_ONCE_REMEDY));
    conclude(out, &g, VG_GATE_BOUND);
    if (r->is_single) {
        out->text = sentence(out, a);
        return VG_OK;
    }
    if (r->lower > (double)out->n)
        out->lower = (int64_t)fmin(floor(r->lower), 9e15);
    out->text =
        VG_SAID(a, ESTIMATE_SATURATION, vg_part_number(a, out->n), vg_part_number(a, out->lower),
                vg_part_number(a, (int64_t)floor(100 * r->coverage)));
    return VG_OK;
}

/* -- the doors ------------------------------------------------------------------------------------
 */

static int is_capture_model(enum vg_estimate_model m)
{
    return m != VG_ESTIMATE_GAP && m != VG_ESTIMATE_EXPOSURE && m != VG_ESTIMATE_RICHNESS;
}

static int check_ask(const struct vg_estimate_ask *ask, struct vg_err *err)
{
    if ((ask->strict == NULL) != (ask->loose == NULL))
        return vg_fail(err, VG_E_MISUSE, "--strict and --loose go together");
    if (!is_capture_model(ask->model) && (ask->lists != NULL || ask->strict != NULL))
        return vg_fail(err, VG_E_MISUSE,
                       "--lists, --strict and --loose go with lists, not with "
                       "the model %s",
                       vg_estimate_model_word(ask->model));
    return VG_OK;
}

int vg_estimate_run(const struct vg_estimate_ask *ask, struct vg_arena *a, struct vg_estimate *out,
                    struct vg_err *err)
{
    struct vg_estimate e = {
        .model = ask->model, .table = ask->table.name, .upper = -1, .median = (double)NAN};
    int rc = check_ask(ask, err);

    if (rc != VG_OK)
        return rc;
    if (ask->model == VG_ESTIMATE_GAP)
        rc = run_coverage(ask, a, &e, err);
    else if (ask->model == VG_ESTIMATE_EXPOSURE)
        rc = run_exposure(ask, a, &e, err);
    else if (ask->model == VG_ESTIMATE_RICHNESS)
        rc = run_richness(ask, a, &e, err);
    else
        rc = run_captures(ask, a, &e, err);
    if (rc == VG_OK)
        *out = e;
    return rc;
}

int vg_estimate_walk(const struct vg_estimate_ask *ask, vg_space_each *each, void *ctx,
                     struct vg_arena *a, struct vg_err *err)
{
    struct vg_captures c;
    int rc = vg_captures_read(ask->table.text.p, ask->table.text.len, a, &c, err);
    const enum vg_space_kind kind = rc == VG_OK ? kind_of(ask, c.t) : VG_SPACE_PAIRS;

    if (rc != VG_OK)
        return vg_within(err, rc, "%s", ask->table.name);
    if (vg_space_count(c.t, kind) == 0)
        return vg_fail(err, VG_E_MISUSE, "the space '%s' is not offered for %u lists",
                       vg_space_word(kind), c.t);
    return vg_space_walk(&c, kind, each, ctx, err);
}
