/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The estimate of a case for a person and as JSON. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "estimate/of_case.h"

/* -- names
 * ----------------------------------------------------------------------------------------- */

static const char *root_name(const struct vg_view *v, const char *id)
{
    const struct vg_root *r = vg_view_root(v, strtoll(id + 1, NULL, 10));

    if (r == NULL)
        return NULL;
    return r->what != NULL ? r->what : r->name;
}

static const char *source_name(const struct vg_view *v, const char *id)
{
    const struct vg_source_info *s = vg_view_source(v, strtoll(id + 1, NULL, 10));

    if (s == NULL)
        return NULL;
    return s->title != NULL ? s->title : s->label;
}

/* "r3" or "s5", and nothing else. */
static int is_numbered(const char *id, char letter)
{
    const size_t digits = id[0] == letter ? strspn(id + 1, "0123456789") : 0;

    return digits > 0 && digits < 19 && id[1 + digits] == '\0';
}

const char *vg_estimate_name_of(const struct vg_view *v, const char *id, const char *language,
                                struct vg_arena *a)
{
    const int is_zh = language != NULL && strncmp(language, "zh", 2) == 0;
    const struct vg_place *p = vg_place_get(&v->places, id);
    const struct vg_entity *e = vg_view_entity(v, id);
    const char *name = NULL;

    if (p != NULL)
        return is_zh && p->zh != NULL ? p->zh : p->en;
    if (e != NULL) {
        name = is_zh && e->zh != NULL ? e->zh : e->en != NULL ? e->en : e->zh;
        return name != NULL ? name : id;
    }
    if (is_numbered(id, 'r'))
        name = root_name(v, id);
    else if (is_numbered(id, 's'))
        name = source_name(v, id);
    return name != NULL ? vg_print(a, "%s %s", id, name) : id;
}

static const struct vg_captures *captures_named(const struct vg_captures *c,
                                                const struct vg_view *v, const char *language,
                                                struct vg_arena *a)
{
    struct vg_captures *out = VG_NEW(a, struct vg_captures);
    const char **lists = VG_NEW_ARRAY(a, const char *, c->t + 1);

    *out = *c;
    for (unsigned i = 0; i < c->t; i++)
        lists[i] = vg_estimate_name_of(v, c->lists[i], language, a);
    out->lists = lists;
    return out;
}

static const struct vg_coverage_table *programme_named(const struct vg_coverage_table *t,
                                                       const struct vg_view *v,
                                                       const char *language, struct vg_arena *a)
{
    struct vg_coverage_table *out = VG_NEW(a, struct vg_coverage_table);
    struct vg_coverage_unit *units = VG_NEW_ARRAY(a, struct vg_coverage_unit, t->n + 1);

    *out = *t;
    for (size_t i = 0; i < t->n; i++) {
        units[i] = t->units[i];
        units[i].name = vg_estimate_name_of(v, t->units[i].name, language, a);
    }
    out->units = units;
    return out;
}

static const struct vg_estimate_exposure *exposure_named(const struct vg_estimate_exposure *x,
                                                         const struct vg_view *v,
                                                         const char *language, struct vg_arena *a)
{
    struct vg_estimate_exposure *out = VG_NEW(a, struct vg_estimate_exposure);
    struct vg_exposure_table *t = VG_NEW(a, struct vg_exposure_table);
    struct vg_exposure_place *places = VG_NEW_ARRAY(a, struct vg_exposure_place, x->table->n + 1);

    *out = *x;
    *t = *x->table;
    for (size_t i = 0; i < t->n; i++) {
        places[i] = x->table->places[i];
        places[i].place = vg_estimate_name_of(v, places[i].place, language, a);
    }
    t->places = places;
    out->table = t;
    return out;
}

struct vg_estimate vg_estimate_part_named(const struct vg_estimate_part *part,
                                          const struct vg_view *v, const char *language,
                                          struct vg_arena *a)
{
    struct vg_estimate e = *part->e;

    if (e.captures != NULL)
        e.captures = captures_named(e.captures, v, language, a);
    if (e.programme != NULL)
        e.programme = programme_named(e.programme, v, language, a);
    if (e.exposure != NULL)
        e.exposure = exposure_named(e.exposure, v, language, a);
    return e;
}

/* -- headings
 * ------------------------------------------------------------------------------------------ */

const struct vg_said *vg_estimate_part_title(const struct vg_estimate_part *part,
                                             struct vg_arena *a)
{
    if (part->model == VG_ESTIMATE_GAP)
        return VG_SAID(a, CASE_GAP, vg_part(part->gap->list->name));
    if (part->model == VG_ESTIMATE_EXPOSURE)
        return VG_SAYS(PLOT_EXPOSURE_TITLE);
    return part->model == VG_ESTIMATE_RICHNESS ? VG_SAYS(CASE_SATURATION) : VG_SAYS(CASE_LISTS);
}

/* -- JSON
 * --------------------------------------------------------------------------------------------------
 */

static void claims_to_json(struct vg_json *j, const int64_t *claims, size_t n)
{
    vg_json_key(j, "claims");
    vg_json_array(j);
    for (size_t i = 0; i < n; i++) {
        char id[24];

        (void)snprintf(id, sizeof id, "c%" PRId64, claims[i]);
        vg_json_text(j, id);
    }
    vg_json_end(j);
}

static void locks_to_json(struct vg_json *j, const struct vg_gap *g)
{
    vg_json_key(j, "locks");
    vg_json_array(j);
    for (size_t i = 0; i < g->n_locks; i++) {
        vg_json_object(j);
        vg_json_kt(j, "lock", vg_gap_lock_word(g->locks[i].lock));
        vg_json_kt(j, "says", g->locks[i].says);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static const char *part_word(const struct vg_estimate_part *part)
{
    if (part->model == VG_ESTIMATE_ALL)
        return "lists";
    return part->model == VG_ESTIMATE_RICHNESS ? "saturation" : vg_estimate_model_word(part->model);
}

const char *vg_estimate_part_name(const struct vg_estimate_part *part, struct vg_arena *a)
{
    return part->gap == NULL ? part_word(part)
                             : vg_print(a, "%s %s", part_word(part), part->gap->list->name);
}

void vg_estimate_part_to_json(struct vg_json *j, const struct vg_estimate_case *c,
                              const struct vg_estimate_part *part)
{
    vg_json_object(j);
    vg_json_kt(j, "shape", "estimate-case/1");
    vg_json_kt(j, "part", part == NULL ? "counted" : part_word(part));
    if (part == NULL) {
        vg_json_ki(j, "units", (int64_t)c->units);
        claims_to_json(j, c->claims, c->n_claims);
        vg_json_end(j);
        return;
    }
    vg_json_kt(j, "id", part->id[0] != '\0' ? part->id : NULL);
    if (part->gap != NULL) {
        vg_json_kt(j, "list", part->gap->list->name);
        locks_to_json(j, part->gap);
    }
    if (part->detection_a > 0) {
        vg_json_key(j, "detection");
        vg_json_array(j);
        vg_json_number(j, part->detection_a);
        vg_json_number(j, part->detection_b);
        vg_json_end(j);
    }
    if (part->model == VG_ESTIMATE_EXPOSURE)
        vg_json_kt(j, "source", part->source);
    if (part->model == VG_ESTIMATE_ALL)
        vg_json_ki(j, "left_out", (int64_t)part->left_out);
    claims_to_json(j, part->claims, part->n_claims);
    vg_json_kt(j, "table", part->table);
    if (part->lists != NULL)
        vg_json_kt(j, "lists", part->lists);
    if (part->e != NULL && part->e->is_waiting)
        vg_json_kb(j, "waiting", 1);
    vg_json_key(j, "result");
    if (part->e == NULL || part->e->is_waiting)
        vg_json_null(j);
    else
        vg_estimate_to_json(j, part->e);
    vg_json_end(j);
}

const struct vg_said *vg_estimate_effort_said(const struct vg_estimate_part *part,
                                              struct vg_arena *a)
{
    const struct vg_estimate *e = part->e;
    size_t n = 0;

    if (e == NULL || e->exposure == NULL || e->searches == NULL)
        return NULL;
    for (size_t i = 0; i < e->exposure->table->n; i++)
        n += e->searches[i].n == 0;
    if (n == 0)
        return VG_SAID(a, CASE_ALL_SEARCHED, vg_part_number(a, (int64_t)e->exposure->table->n));
    return VG_SAID(a, CASE_UNSEARCHED, vg_part_number(a, (int64_t)n),
                   vg_part_number(a, (int64_t)e->exposure->table->n));
}

const struct vg_said *vg_estimate_left_out_said(const struct vg_estimate_part *part,
                                                struct vg_arena *a)
{
    const struct vg_part_words n = vg_part_number(a, (int64_t)part->left_out);

    if (part->left_out == 0)
        return NULL;
    return part->model == VG_ESTIMATE_EXPOSURE ? VG_SAID(a, CASE_PLACES_LEFT_OUT, n)
                                               : VG_SAID(a, CASE_LEFT_OUT, n);
}

const struct vg_said *vg_estimate_waiting_said(const struct vg_estimate_part *part,
                                               const char *language, struct vg_arena *a)
{
    const struct vg_estimate_before *b = part->before;
    const int is_zh = language != NULL && strncmp(language, "zh", 2) == 0;

    if (b == NULL)
        return part->e->text;
    return VG_SAID(a, ESTIMATE_BEFORE, vg_part_number(a, b->entries),
                   vg_part(is_zh ? b->zh : b->en));
}

/* -- text
 * ----------------------------------------------------------------------------------------------------
 */

struct page {
    struct vg_buf *b;
    const struct vg_view *v;
    const char *language;
    struct vg_arena *a;
};

static void line(const struct page *p, const struct vg_said *s)
{
    vg_said_put(p->b, s, p->language);
    vg_putc(p->b, '\n');
}

static void put_claims(const struct page *p, const int64_t *claims, size_t n)
{
    enum { NAMED = 12 };
    struct vg_part_words list[NAMED + 1];
    size_t k = 0;

    if (n == 0)
        return;
    for (; k < n && k < NAMED; k++)
        list[k] = vg_part_id(p->a, 'c', claims[k]);
    if (n > NAMED)
        list[k++] = vg_part_said(
            p->a, VG_SAID(p->a, PLOT_MORE, vg_part_number(p->a, (int64_t)(n - NAMED))));
    vg_puts(p->b, "  ");
    line(p, VG_SAID(p->a, CASE_RESTS_ON, vg_part_list(p->a, VG_S_LIST_COMMA, list, k)));
}

/* Text of a source goes to a terminal only when every character of it shows. */
static void put_visible(const struct page *p, const char *text)
{
    vg_put_visible(p->b, vg_str(text), 0);
    vg_putc(p->b, '\n');
}

const struct vg_said *vg_estimate_reach_said(const struct vg_view *v, const char *id,
                                             struct vg_arena *a)
{
    for (size_t i = 0; is_numbered(id, 'r') && i < v->n_reaches; i++)
        if (v->reaches[i].is_all && v->reaches[i].root == strtoll(id + 1, NULL, 10))
            return VG_SAID(a, CASE_REACHES, vg_part(v->reaches[i].because));
    return NULL;
}

/* The lists of a capture table by their names, since what stands above has their ids. */
static void put_lists(const struct page *p, const struct vg_estimate *e)
{
    if (e->captures == NULL)
        return;
    vg_putc(p->b, '\n');
    line(p, VG_SAYS(CASE_NAMES));
    for (unsigned i = 0; i < e->captures->t; i++) {
        const char *id = e->captures->lists[i];
        const struct vg_said *reach = vg_estimate_reach_said(p->v, id, p->a);

        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, VERBATIM, vg_part(vg_estimate_name_of(p->v, id, p->language, p->a))));
        if (reach != NULL) {
            vg_puts(p->b, "    ");
            put_visible(p, vg_said_text(p->a, reach, p->language));
        }
    }
}

static void put_locked(const struct page *p, const struct vg_gap *g)
{
    line(p, VG_SAYS(CASE_LOCKED));
    for (size_t i = 0; i < g->n_locks; i++) {
        vg_puts(p->b, "  ");
        if (g->locks[i].said != NULL)
            line(p, g->locks[i].said);
        else
            vg_putf(p->b, "%s\n", g->locks[i].says);
    }
}

const struct vg_said *vg_estimate_search_said(const struct vg_looked *l, struct vg_arena *a)
{
    const struct vg_said *result = l->result == VG_LOOKED_NOTHING ? VG_SAYS(LOOKED_NOTHING)
                                   : l->result == VG_LOOKED_FOUND ? VG_SAYS(LOOKED_FOUND)
                                                                  : VG_SAYS(LOOKED_UNCLEAR);
    const char *words = l->language == NULL ? vg_print(a, "“%s”", l->words)
                                            : vg_print(a, "“%s” (%s)", l->words, l->language);

    if (l->searched == NULL)
        return VG_SAID(a, CASE_SEARCH, vg_part_date(a, l->date), vg_part(words),
                       vg_part_said(a, result));
    return VG_SAID(a, CASE_SEARCH_IN, vg_part_date(a, l->date), vg_part(words),
                   vg_part(l->searched), vg_part_said(a, result));
}

/* Each name that nobody found, with what the log has of it. */
static void put_names(const struct page *p, const struct vg_gap *g)
{
    for (size_t i = 0; i < g->n_members; i++) {
        const struct vg_gap_member *m = &g->members[i];

        if (m->n_found > 0)
            continue;
        vg_puts(p->b, "  ");
        put_visible(p, vg_print(p->a, "%s (%s)",
                                vg_estimate_name_of(p->v, m->id, p->language, p->a), m->id));
        for (size_t k = 0; k < m->n_looked; k++) {
            vg_puts(p->b, "    ");
            put_visible(
                p, vg_said_text(p->a, vg_estimate_search_said(m->looked[k], p->a), p->language));
        }
        if (m->n_looked == 0) {
            vg_puts(p->b, "    ");
            line(p, VG_SAYS(SHOW_NOT_SEARCHED));
        }
    }
}

static void put_gap(const struct page *p, const struct vg_estimate_part *part)
{
    put_names(p, part->gap);
    line(p, part->e->text);
    if (part->detection_a > 0)
        line(p, VG_SAID(p->a, CASE_DETECTION, vg_part(vg_print(p->a, "%.10g", part->detection_a)),
                        vg_part(vg_print(p->a, "%.10g", part->detection_b))));
}

static void put_part(const struct page *p, const struct vg_estimate_part *part)
{
    vg_putc(p->b, '\n');
    line(p, part->id[0] == '\0'
                ? vg_estimate_part_title(part, p->a)
                : VG_SAID(p->a, CASE_PART, vg_part_said(p->a, vg_estimate_part_title(part, p->a)),
                          vg_part(part->id)));
    if (part->e == NULL) {
        put_locked(p, part->gap);
    } else if (part->gap != NULL) {
        put_gap(p, part);
    } else {
        struct vg_estimate e = vg_estimate_part_named(part, p->v, p->language, p->a);
        const struct vg_said *effort = vg_estimate_effort_said(part, p->a);

        if (effort != NULL)
            line(p, effort);
        e.captures = part->e->captures; /* by id: the sentence has them so */
        vg_estimate_to_text(p->b, &e, p->language, p->a);
        put_lists(p, part->e);
    }
    if (part->left_out > 0)
        line(p, vg_estimate_left_out_said(part, p->a));
    if (part->source != NULL)
        put_visible(
            p, vg_said_text(p->a, VG_SAID(p->a, CASE_SOURCE, vg_part(part->source)), p->language));
    put_claims(p, part->claims, part->n_claims);
}

void vg_estimate_case_to_text(struct vg_buf *b, const struct vg_estimate_case *c,
                              const struct vg_view *v, const char *language, struct vg_arena *a)
{
    const struct page p = {b, v, language, a};

    line(&p, c->units == 0 ? VG_SAYS(CASE_COUNTED_NONE)
                           : VG_SAID(a, CASE_COUNTED, vg_part_number(a, (int64_t)c->units)));
    put_claims(&p, c->claims, c->n_claims);
    for (size_t i = 0; i < c->n_parts; i++)
        put_part(&p, &c->parts[i]);
}
