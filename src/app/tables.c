/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Events for the documentation programs of others, and what is known of places for a map. Both go
 * through the door, and a place leaves as exactly as it may.
 */
#include <inttypes.h>
#include <string.h>

#include "app/ftm.h"
#include "base/limits.h"
#include "share/cell.h"

struct telling {
    const struct vg_view *v;
    const struct vg_door *door;
    struct vg_arena *a;
    struct vg_buf *out;
};

static int is_of_presence(const struct vg_view *v, const struct vg_claim *c)
{
    return c->subject != NULL && vg_is_presence(v, c->subject);
}

static int is_told(const struct telling *t, const struct vg_claim *c)
{
    return (c->kind == VG_KIND_EVENT ||
            (c->kind == VG_KIND_EXISTENCE && is_of_presence(t->v, c))) &&
           vg_door_lets_claim(t->door, c);
}

/* The narrowest place of a claim, as exactly as it may be told, or NULL. */
static const struct vg_place *place_of(const struct telling *t, const struct vg_claim *c)
{
    enum vg_place_level level = vg_door_precision(t->door, c);
    const struct vg_place *best = NULL;

    for (size_t i = 0; level != VG_PLACE_UNKNOWN && i < c->n_places; i++) {
        const struct vg_place *p = vg_place_get(&t->v->places, c->places[i]);

        if (p != NULL && p->level > level)
            p = vg_place_at(&t->v->places, p->id, level);
        if (p != NULL && (best == NULL || p->level > best->level))
            best = p;
    }
    return best;
}

static const char *country_of(const struct telling *t, const struct vg_place *p)
{
    const struct vg_place *k =
        p == NULL ? NULL : vg_place_at(&t->v->places, p->id, VG_PLACE_COUNTRY);

    return k == NULL || k->level != VG_PLACE_COUNTRY ? NULL : k->id;
}

static const char *words_of(struct vg_arena *a, const char *const *list, size_t n)
{
    VG_SCOPED_BUF b = {.max = KIB(64)};

    for (size_t i = 0; i < n; i++)
        vg_putf(&b, "%s%s", i > 0 ? "; " : "", list[i]);
    return vg_copy(a, b.p, b.len);
}

/* -- HURIDOCS ------------------------------------------------------------------------------ */

static const char *const fields[] = {"event_record_number",
                                     "confidentiality",
                                     "event_title",
                                     "initial_date",
                                     "final_date",
                                     "geographical_term",
                                     "local_geographical_area",
                                     "event_description",
                                     "type_of_act",
                                     "violation_status",
                                     "remarks",
                                     "date_of_entry",
                                     "source_name",
                                     "type_of_source_material",
                                     "date_of_source_material",
                                     "language_of_source_material",
                                     "source_connection_to_information",
                                     "supporting_documents"};
enum { FIELDS = sizeof fields / sizeof *fields };

/* A program that opens tables may take a cell for a formula: a blank before it keeps it a text. */
static const char *plain(struct vg_arena *a, const char *text)
{
    return text != NULL && text[0] != '\0' && strchr("=+-@\t", text[0]) != NULL
               ? vg_print(a, " %s", text)
               : text;
}

static void put_row(const struct telling *t, const struct vg_claim *c)
{
    const struct vg_source_info *s = vg_view_source(t->v, c->passage->source);
    const struct vg_place *p = place_of(t, c);
    const char *country = country_of(t, p);
    const struct vg_place *k = country == NULL ? NULL : vg_place_get(&t->v->places, country);
    const struct vg_link *last = c->n_links > 0 ? &c->links[c->n_links - 1] : NULL;
    const char *label = s == NULL || !vg_door_lets(t->door, s->label) ? NULL : s->label;
    char at[VG_TIME_TEXT];
    const char *cells[FIELDS];

    vg_time_write(c->at, at);
    memcpy(cells,
           ((const char *[]){
               vg_print(t->a, "c%" PRId64, c->id), "public", vg_claim_in_words(t->v, c, t->a),
               c->period.from, c->period.to, k == NULL ? NULL : k->en,
               p == NULL || p == k ? NULL : p->en,
               vg_copy(t->a, c->passage->quote.p, c->passage->quote.len), c->predicate,
               c->n_standing == 0 ? NULL : c->standing[c->n_standing - 1].value,
               words_of(t->a, c->hedges, c->n_hedges), c->at == 0 ? NULL : vg_copy(t->a, at, 10),
               label, s == NULL ? NULL : s->kind, s == NULL ? NULL : s->date,
               s == NULL ? NULL : s->language, last == NULL ? NULL : last->connection,
               s == NULL ? NULL : vg_print(t->a, "s%" PRId64 " sha256:%s", s->id, s->sha256)}),
           sizeof cells);
    for (size_t i = 0; i < FIELDS; i++)
        vg_put_cell(t->out, plain(t->a, cells[i]), i + 1 < FIELDS ? ',' : '\n');
}

/* Load what is told of, and hand each claim that may leave to `put`. */
static int tell(struct vg_case *c, struct vg_buf *out,
                void (*put)(const struct telling *t, const struct vg_claim *c), int64_t *n,
                struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_view v;
    struct telling t = {.v = &v, .a = &a, .out = out};
    int rc = vg_view_load(c, 0, &a, &v, NULL, err);

    *n = 0;
    if (rc != VG_OK)
        return rc;
    t.door = vg_door_make(&v, &a);
    for (size_t i = 0; i < v.n_claims; i++)
        if (is_told(&t, &v.claims[i])) {
            put(&t, &v.claims[i]);
            *n += 1;
        }
    return out->full ? vg_fail(err, VG_E_LIMIT, "the export is too large for one file") : VG_OK;
}

int vg_export_huridocs(struct vg_case *c, struct vg_buf *out, int64_t *rows, struct vg_err *err)
{
    for (size_t i = 0; i < FIELDS; i++)
        vg_put_cell(out, fields[i], i + 1 < FIELDS ? ',' : '\n');
    return tell(c, out, put_row, rows, err);
}

/* -- GeoJSON --------------------------------------------------------------------------------- */

static void put_geometry(struct vg_json *j, const char *country)
{
    int east, north;

    vg_json_key(j, "geometry");
    if (country == NULL || !vg_map_tenths(country, &east, &north)) {
        vg_json_null(j);
        return;
    }
    vg_json_object(j);
    vg_json_kt(j, "type", "Point");
    vg_json_key(j, "coordinates");
    vg_json_array(j);
    vg_json_decimal(j, east, 1);
    vg_json_decimal(j, north, 1);
    vg_json_end(j);
    vg_json_end(j);
}

static void put_feature(const struct telling *t, const struct vg_claim *c)
{
    const struct vg_place *p = place_of(t, c);
    const char *country = country_of(t, p);
    struct vg_json j = {.out = t->out};

    if (t->out->len > 0 && t->out->p[t->out->len - 2] != '[')
        vg_puts(t->out, ",\n");
    vg_json_object(&j);
    vg_json_kt(&j, "type", "Feature");
    vg_json_kt(&j, "id", vg_print(t->a, "c%" PRId64, c->id));
    put_geometry(&j, country);
    vg_json_key(&j, "properties");
    vg_json_object(&j);
    vg_json_kt(&j, "kind", vg_claim_kind_word(c->kind));
    vg_json_kt(&j, "subject", c->subject);
    vg_json_kt(&j, "says", vg_claim_in_words(t->v, c, t->a));
    vg_json_kt(&j, "stance", vg_stance_word(c->stance));
    vg_json_kt(&j, "standing", c->n_standing == 0 ? NULL : c->standing[c->n_standing - 1].value);
    vg_json_kt(&j, "place", p == NULL ? NULL : p->id);
    vg_json_kt(&j, "place_en", p == NULL ? NULL : p->en);
    vg_json_kt(&j, "place_zh", p == NULL ? NULL : p->zh);
    vg_json_kt(&j, "known_at", p == NULL ? NULL : vg_place_level_word(p->level));
    vg_json_kt(&j, "drawn_at", country == NULL ? NULL : "country");
    vg_json_kt(&j, "from", c->period.from);
    vg_json_kt(&j, "to", c->period.to);
    vg_json_kt(&j, "source", vg_print(t->a, "s%" PRId64, c->passage->source));
    vg_json_end(&j);
    vg_json_end(&j);
}

int vg_export_geojson(struct vg_case *c, struct vg_buf *out, int64_t *features, struct vg_err *err)
{
    int rc;

    vg_puts(out, "{\"type\":\"FeatureCollection\",\"features\":[\n");
    rc = tell(c, out, put_feature, features, err);
    vg_puts(out, "\n]}\n");
    return rc == VG_OK && out->full
               ? vg_fail(err, VG_E_LIMIT, "the export is too large for one file")
               : rc;
}
