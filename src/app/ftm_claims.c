/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What claims say, as FollowTheMoney holds it: where a presence is and what became of it, who is
 * linked to whom, what happened, what a document supports. A number, a denial, a claim that is
 * disputed becomes a note in words.
 */
#include <inttypes.h>
#include <string.h>

#include "app/ftm.h"
#include "base/limits.h"

struct telling {
    struct ftm_case *x;
    const struct vg_claim *c;
    const struct vg_named *subject, *object; /* with an id, or NULL */
    const char *origin, *seen, *document;
    struct vg_err *err;
};

/* -- words ---------------------------------------------------------------------------------- */

static const char *in_words(const struct vg_view *v, const char *name)
{
    const struct vg_entity *e = name == NULL ? NULL : vg_view_entity(v, name);

    return e == NULL ? name : e->en != NULL ? e->en : e->zh != NULL ? e->zh : name;
}

const char *vg_claim_in_words(const struct vg_view *v, const struct vg_claim *c, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {.max = KIB(64)};
    const char *parts[] = {in_words(v, c->subject), c->predicate, in_words(v, c->object)};

    for (size_t i = 0; i < 3; i++) {
        if (parts[i] == NULL || parts[i][0] == '\0')
            continue;
        if (b.len > 0)
            vg_putc(&b, ' ');
        for (const char *p = parts[i]; *p != '\0'; p++)
            vg_putc(&b, i == 1 && *p == '-' ? ' ' : *p);
    }
    if (c->quantity.op != VG_OP_NONE)
        vg_putf(&b, "%s%s %s", b.len > 0 ? ": " : "", vg_quantity_part(&c->quantity, a).en,
                c->quantity.unit == NULL ? "" : c->quantity.unit);
    if (b.len == 0 && c->passage != NULL)
        vg_put_str(&b, c->passage->quote);
    return vg_copy(a, b.p, b.len);
}

/* -- a thing of its own ------------------------------------------------------------------------ */

struct row {
    const char *prop, *value, *lang;
};

static int put_thing(const struct telling *t, const char *what, const char *schema,
                     const struct row *rows, size_t n)
{
    struct ftm_thing k =
        ftm_thing_of(t->x, vg_print(t->x->a, "%s c%" PRId64, what, t->c->id), schema);
    int rc;

    k.origin = t->origin;
    k.seen = t->seen;
    rc = ftm_begin(t->x, &k, t->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = ftm_put(t->x, &k, rows[i].prop, rows[i].value, rows[i].lang, t->err);
    return rc;
}

static const char *standing_of(const struct vg_claim *c)
{
    return c->n_standing == 0 ? NULL : c->standing[c->n_standing - 1].value;
}

static int put_link(const struct telling *t)
{
    const struct row rows[] = {{"subject", t->subject->entity, NULL},
                               {"object", t->object->entity, NULL},
                               {"role", t->c->predicate, "en"},
                               {"status", standing_of(t->c), "en"},
                               {"startDate", ftm_date(t->x->a, t->c->period.from), NULL},
                               {"endDate", ftm_date(t->x->a, t->c->period.to), NULL},
                               {"proof", t->document, NULL}};

    return put_thing(t, "link", "UnknownLink", rows, sizeof rows / sizeof *rows);
}

static const char *legal(const struct telling *t, const struct vg_named *n)
{
    return n != NULL && vg_ftm_schema_is(ftm_schema_of(t->x, n), "LegalEntity") ? n->entity : NULL;
}

static int put_event(const struct telling *t)
{
    const char *place = t->c->n_places > 0 ? t->c->places[0] : NULL, *country = NULL, *full = NULL;
    const struct vg_place *p;
    enum vg_place_level level = vg_door_precision(t->x->door, t->c);

    p = place == NULL ? NULL : vg_place_get(&t->x->v.places, place);
    if (p != NULL && p->level > level)
        p = vg_place_at(&t->x->v.places, place, level);
    if (p != NULL && level != VG_PLACE_UNKNOWN) {
        country = ftm_country(t->x, p->id);
        full = p->en;
    }
    return put_thing(
        t, "event", "Event",
        (const struct row[]){
            {"name", vg_claim_in_words(&t->x->v, t->c, t->x->a), NULL},
            {"date", ftm_date(t->x->a, t->c->period.from), NULL},
            {"location", full, "en"},
            {"country", country, NULL},
            {"involved", legal(t, t->subject), NULL},
            {"involved", legal(t, t->object), NULL},
            {"summary", vg_copy(t->x->a, t->c->passage->quote.p, t->c->passage->quote.len),
             t->c->language},
            {"proof", t->document, NULL},
        },
        8);
}

static int needs_note(const struct vg_claim *c)
{
    static const char *const against[] = {"denied", "disputed", "corrected-at-source",
                                          "superseded"};
    const char *standing = standing_of(c);

    if (c->quantity.op != VG_OP_NONE || c->stance == VG_DENIES || c->stance == VG_REFUTES ||
        c->kind == VG_KIND_DENIAL)
        return 1;
    for (size_t i = 0; standing != NULL && i < sizeof against / sizeof *against; i++)
        if (strcmp(standing, against[i]) == 0)
            return 1;
    return 0;
}

static int put_note(const struct telling *t)
{
    const char *words = vg_claim_in_words(&t->x->v, t->c, t->x->a);
    const char *says = vg_print(t->x->a, "%s (%s%s%s)", words, vg_stance_word(t->c->stance),
                                standing_of(t->c) == NULL ? "" : "; ",
                                standing_of(t->c) == NULL ? "" : standing_of(t->c));
    const struct row rows[] = {{"name", vg_print(t->x->a, "claim c%" PRId64, t->c->id), NULL},
                               {"description", says, "en"},
                               {"summary",
                                vg_copy(t->x->a, t->c->passage->quote.p, t->c->passage->quote.len),
                                t->c->language},
                               {"entity", t->subject == NULL ? NULL : t->subject->entity, NULL},
                               {"entity", t->object == NULL ? NULL : t->object->entity, NULL},
                               {"proof", t->document, NULL}};

    return put_thing(t, "note", "Note", rows, sizeof rows / sizeof *rows);
}

static int put_support(const struct telling *t, const char *side, const struct vg_named *n)
{
    const struct row rows[] = {{"document", t->document, NULL},
                               {"entity", n->entity, NULL},
                               {"role", t->c->predicate, "en"},
                               {"date", ftm_date(t->x->a, t->c->period.from), NULL}};

    return put_thing(t, vg_print(t->x->a, "support %s", side), "Documentation", rows,
                     sizeof rows / sizeof *rows);
}

/* -- what is said of a presence ------------------------------------------------------------------
 */

static int has_predicate(const struct vg_claim *c, const char *const *words)
{
    for (size_t i = 0; c->predicate != NULL && words[i] != NULL; i++)
        if (strcmp(words[i], c->predicate) == 0)
            return 1;
    return 0;
}

static int put_whereabouts(const struct telling *t, const struct ftm_thing *k)
{
    enum vg_place_level level = vg_door_precision(t->x->door, t->c);
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && level != VG_PLACE_UNKNOWN && i < t->c->n_places; i++) {
        const char *id = ftm_place(t->x, t->c->places[i], level, t->err, &rc);

        if (rc == VG_OK)
            rc = ftm_put(t->x, k, "addressEntity", id, NULL, t->err);
        if (rc == VG_OK)
            rc = ftm_put(t->x, k, "country", ftm_country(t->x, t->c->places[i]), NULL, t->err);
    }
    return rc;
}

static int put_presence(const struct telling *t)
{
    static const char *const opens[] = {"opened", "set-up", "founded", NULL};
    static const char *const closes[] = {"closed", "reported-closed", "ceased", NULL};
    struct ftm_thing k = {.id = t->subject->entity,
                          .entity = t->subject->id,
                          .schema = ftm_schema_of(t->x, t->subject),
                          .origin = t->origin,
                          .seen = t->seen};
    const char *status = has_predicate(t->c, closes)           ? "closed"
                         : t->c->family != VG_FAMILY_EXISTENCE ? NULL
                         : standing_of(t->c) != NULL && strcmp(standing_of(t->c), "confirmed") == 0
                             ? "confirmed"
                             : "alleged";
    int rc = VG_OK;

    if (strcmp(t->subject->kind, "presence") != 0 || t->c->stance != VG_ASSERTS)
        return VG_OK;
    if (t->c->kind == VG_KIND_EXISTENCE)
        rc = put_whereabouts(t, &k);
    if (rc == VG_OK)
        rc = ftm_put(t->x, &k, "status", status, "en", t->err);
    if (rc == VG_OK && has_predicate(t->c, opens))
        rc = ftm_put(t->x, &k, "incorporationDate", ftm_date(t->x->a, t->c->period.from), NULL,
                     t->err);
    if (rc == VG_OK && has_predicate(t->c, closes))
        rc = ftm_put(t->x, &k, "dissolutionDate", ftm_date(t->x->a, t->c->period.from), NULL,
                     t->err);
    return rc == VG_OK ? ftm_put(t->x, &k, "proof", t->document, NULL, t->err) : rc;
}

/* -- a claim
 * ---------------------------------------------------------------------------------------- */

static int put_claim(const struct telling *t)
{
    const struct vg_named *s = t->subject, *o = t->object;
    int is_link = s != NULL && o != NULL && strcmp(s->entity, o->entity) != 0;
    int rc = VG_OK;

    if (s != NULL)
        rc = put_presence(t);
    if (rc == VG_OK && is_link && !needs_note(t->c))
        rc = put_link(t);
    if (rc == VG_OK && t->c->kind == VG_KIND_EVENT && !needs_note(t->c))
        rc = put_event(t);
    if (rc == VG_OK && needs_note(t->c))
        rc = put_note(t);
    if (rc == VG_OK && s != NULL)
        rc = put_support(t, "subject", s);
    if (rc == VG_OK && o != NULL && is_link)
        rc = put_support(t, "object", o);
    return rc;
}

int ftm_claims(struct ftm_case *x, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < x->v.n_claims; i++) {
        const struct vg_claim *c = &x->v.claims[i];
        const struct vg_source_info *s = vg_view_source(&x->v, c->passage->source);
        struct telling t = {.x = x, .c = c, .err = err};

        if (!vg_door_lets_claim(x->door, c))
            continue;
        t.subject = ftm_named(x, c->subject);
        t.object = ftm_named(x, c->object);
        t.origin = vg_print(x->a, "vigil:claim:c%" PRId64, c->id);
        t.seen = s == NULL ? NULL : ftm_time(x, s->captured_at);
        t.document = ftm_document(x, c->passage->source);
        rc = put_claim(&t);
    }
    return rc;
}
