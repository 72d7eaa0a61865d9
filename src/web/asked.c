/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/asked.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "base/html.h"
#include "base/limits.h"

/* -- the record ------------------------------------------------------------------------ */

int vg_asked_view(struct vg_web *w, const struct vg_view **v, const struct vg_root_graph **g,
                  int64_t *before)
{
    const char *recorded = vg_web_query(w, "recorded");
    int64_t all = vg_case_entries(w->c);
    struct vg_root_graph *graph = NULL;
    struct vg_view *view;
    int rc;

    *before = vg_web_query_i64(w, "entry", 0, all);
    if (*before == 0 && recorded != NULL) {
        rc = vg_record_by(w->c, recorded, before, w->err);
        if (rc != VG_OK)
            return rc == VG_E_ABSENT ? VG_E_MISUSE : rc;
    }
    if (*before >= all)
        *before = 0;
    if (*before == 0)
        return vg_web_view(w, v, g);
    view = VG_NEW(w->a, struct vg_view);
    rc = vg_view_load(w->c, *before, w->a, view, &graph, w->err);
    if (rc != VG_OK)
        return rc;
    *v = view;
    if (g != NULL)
        *g = graph;
    return VG_OK;
}

/* -- places and units -------------------------------------------------------------------- */

const char *vg_asked_place(const struct vg_web *w, const struct vg_view *v, const char *text)
{
    const struct vg_place *p;
    int ambiguous = 0;
    size_t n = strlen(text);

    (void)w;
    p = vg_place_get(&v->places, text);
    if (p == NULL && vg_place_match(&v->places, text, n, &p, &ambiguous) != n)
        return NULL;
    return p == NULL ? NULL : p->id;
}

const char *vg_asked_unit_label(const struct vg_web *w, const char *unit)
{
    struct vg_str head = vg_label_head(vg_term_label("unit", unit, w->in->language));

    return vg_copy(w->a, head.p, head.len);
}

const char *vg_asked_place_label(const struct vg_web *w, const struct vg_view *v, const char *id)
{
    const struct vg_place *p = vg_place_get(&v->places, id);

    if (p == NULL)
        return id;
    return vg_ui_is_zh(w) && p->zh != NULL ? p->zh : p->en;
}

int vg_asked_is_thing(const char *unit)
{
    static const char *const not_things[] = {"percent", "day", "week", "month", "year"};

    for (size_t i = 0; i < sizeof not_things / sizeof *not_things; i++)
        if (strcmp(unit, not_things[i]) == 0)
            return 0;
    return 1;
}

static int by_use(const void *a, const void *b)
{
    const struct vg_unit_use *x = a, *y = b;
    int thing = vg_asked_is_thing(y->unit) - vg_asked_is_thing(x->unit);

    if (thing != 0)
        return thing;
    if (x->claims != y->claims)
        return x->claims < y->claims ? 1 : -1;
    return strcmp(x->unit, y->unit);
}

int vg_asked_units(struct vg_web *w, const struct vg_view *v, struct vg_unit_use **out, size_t *n)
{
    int rc = vg_count_units(v, w->a, out, n, w->err);

    if (rc == VG_OK && *n > 0)
        qsort(*out, *n, sizeof **out, by_use);
    return rc;
}

/* -- the question -------------------------------------------------------------------------- */

static int read_by(struct vg_web *w, struct vg_count_ask *out)
{
    static const char *const words[] = {
        [VG_BY_PLACE] = "place", [VG_BY_AGENCY] = "agency", [VG_BY_PROGRAMME] = "programme"};
    const char *by = vg_web_query(w, "by"), *at = vg_web_query(w, "at");

    out->by = VG_BY_NOTHING;
    for (int i = VG_BY_PLACE; by != NULL && i <= VG_BY_PROGRAMME; i++)
        if (strcmp(by, words[i]) == 0)
            out->by = (enum vg_count_by)i;
    out->level = VG_PLACE_COUNTRY;
    if (at == NULL)
        return VG_OK;
    return vg_place_level_read(at, &out->level, w->err) == VG_OK ? VG_OK : VG_E_MISUSE;
}

int vg_asked_count(struct vg_web *w, const struct vg_view *v, struct vg_count_ask *out)
{
    const char *in = vg_web_query(w, "in");
    struct vg_count_ask ask = {.unit = vg_web_query(w, "unit"), .as_of = vg_web_query(w, "as-of")};
    struct vg_date d;
    int rc = read_by(w, &ask);

    if (rc != VG_OK)
        return rc;
    if (in != NULL && (ask.within = vg_asked_place(w, v, in)) == NULL)
        return vg_fail(w->err, VG_E_MISUSE,
                       "\"%.60s\" is no known place; Canada, CA-ON, toronto and europe are some",
                       in);
    if (ask.as_of != NULL && vg_edtf_readz(ask.as_of, &d, w->err) != VG_OK)
        return vg_fail(w->err, VG_E_MISUSE, "\"%.40s\" is no date; write it as in 2022-10-01",
                       ask.as_of);
    *out = ask;
    return VG_OK;
}

static void put_field(const struct vg_web *w, struct vg_buf *b, const char *name, const char *value)
{
    if (value != NULL)
        vg_putf(b, "%s=%s&", name, vg_ui_encoded(w, value));
}

const char *vg_asked_address(const struct vg_web *w, const char *path,
                             const struct vg_count_ask *ask)
{
    static const char *const words[] = {NULL, "place", "agency", "programme"};
    VG_SCOPED_BUF b = {0};

    vg_putf(&b, "%s?", path);
    put_field(w, &b, "unit", ask->unit);
    put_field(w, &b, "by", words[ask->by]);
    if (ask->by == VG_BY_PLACE)
        put_field(w, &b, "at", vg_place_level_word(ask->level));
    put_field(w, &b, "in", ask->within);
    put_field(w, &b, "as-of", ask->as_of);
    put_field(w, &b, "recorded", vg_web_query(w, "recorded"));
    put_field(w, &b, "entry", vg_web_query(w, "entry"));
    return vg_copy(w->a, b.p, b.len);
}

/* -- what narrows a question ------------------------------------------------------------- */

static const char *const flags[] = {"inferred", "undated"};

static struct vg_texts given(const struct vg_web *w, const struct vg_view *v, const char *name)
{
    const char **words = VG_NEW_ARRAY(w->a, const char *, w->in->n_query + 1);
    size_t n = 0;

    for (size_t i = 0; i < w->in->n_query; i++) {
        const struct vg_web_field *f = &w->in->query[i];
        const char *place;

        if (strcmp(f->name, name) != 0 || f->value[0] == '\0')
            continue;
        place = strcmp(name, "place") == 0 ? vg_asked_place(w, v, f->value) : NULL;
        words[n++] = place == NULL ? f->value : place;
    }
    return (struct vg_texts){words, n};
}

struct vg_filter vg_asked_filter(const struct vg_web *w, const struct vg_view *v)
{
    struct vg_filter f = {0};

    for (size_t i = 0; vg_filter_key(i) != NULL; i++)
        *vg_filter_list(&f, i) = given(w, v, vg_filter_key(i));
    f.inferred = vg_web_query(w, "inferred") != NULL;
    f.undated = vg_web_query(w, "undated") != NULL;
    return f;
}

static int narrows(const char *name)
{
    for (size_t i = 0; vg_filter_key(i) != NULL; i++)
        if (strcmp(vg_filter_key(i), name) == 0)
            return 1;
    return strcmp(name, flags[0]) == 0 || strcmp(name, flags[1]) == 0;
}

const char *vg_asked_narrowed(const struct vg_web *w)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < w->in->n_query; i++) {
        const struct vg_web_field *f = &w->in->query[i];

        if (!narrows(f->name) || f->value[0] == '\0')
            continue;
        vg_puts(&b, b.len == 0 ? "" : "&");
        vg_putf(&b, "%s=%s", f->name, vg_ui_encoded(w, f->value));
    }
    return vg_copy(w->a, b.p, b.len);
}

/* -- fields ---------------------------------------------------------------------------------- */

void vg_asked_unit_field(const struct vg_web *w, const char *name, const struct vg_view *v,
                         const char *chosen, enum vg_ui_word none)
{
    struct vg_unit_use *units = NULL;
    struct vg_web quiet = *w;
    size_t n = 0;
    int is_there = chosen == NULL;

    quiet.err = NULL;
    if (vg_asked_units(&quiet, v, &units, &n) != VG_OK)
        n = 0;
    vg_ui_choice(w, name, VW_ASKED_UNIT);
    vg_ui_option(w, "", vg_ui_text(w, none), chosen);
    for (size_t i = 0; i < n; i++) {
        vg_ui_option(
            w, units[i].unit,
            vg_print(w->a, "%s (%zu)", vg_asked_unit_label(w, units[i].unit), units[i].claims),
            chosen);
        is_there |= chosen != NULL && strcmp(chosen, units[i].unit) == 0;
    }
    if (!is_there)
        vg_ui_option(w, chosen, vg_asked_unit_label(w, chosen), chosen);
    vg_ui_choice_end(w);
}

void vg_asked_day_fields(const struct vg_web *w)
{
    static const char more[] = " size=\"11\" placeholder=\"2022-12-31\"";

    vg_ui_input(w, "as-of", VW_ASKED_AS_OF, vg_web_query(w, "as-of"), more);
    vg_ui_input(w, "recorded", VW_ASKED_RECORDED, vg_web_query(w, "recorded"), more);
    if (vg_web_query(w, "entry") != NULL && vg_web_query(w, "recorded") == NULL)
        vg_ui_hidden(w, "entry", vg_web_query(w, "entry"));
}

/* -- claims ---------------------------------------------------------------------------------- */

int vg_asked_claims(struct vg_web *w, const char *text, int64_t **out, size_t *n)
{
    int64_t *list = NULL;
    size_t count = 0, room = 0;

    while (text != NULL && *text != '\0') {
        size_t len = strcspn(text, " ,;+\t\r\n");
        int64_t id;

        if (len > 0) {
            if (count == VG_MAX_SUM)
                return vg_fail(w->err, VG_E_LIMIT, "more than %d claims", VG_MAX_SUM);
            if (vg_web_id(w, vg_copy(w->a, text, len), 'c', &id) != VG_OK)
                return VG_E_MISUSE;
            list = vg_grow(w->a, list, count, &room);
            list[count++] = id;
        }
        text += len + (text[len] != '\0');
    }
    *out = list;
    *n = count;
    return VG_OK;
}
