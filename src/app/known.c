/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a case knows of its names: one pass over its claims, one over what was imported, one over
 * its texts (known_texts.c). Facts are gathered in lists and put together at the end.
 */
#include <stdlib.h>
#include <string.h>

#include "app/known_inside.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "claim/claim_job.h"
#include "resolve/frame.h"
#include "share/ftm.h"

enum {
    SHARERS = 5, /* names that have one number; more, and it is a service's or a newspaper's */
    QUOTED = 200 /* bytes of an identifier that are kept */
};

/* -- keeping ------------------------------------------------------------------------------------
 */

static int64_t place_of(const struct vg_names *names, const char *name)
{
    int64_t at;

    return name != NULL && vg_table_get(names->known, vg_str(name), &at) &&
                   strcmp(names->list[at].name, name) == 0
               ? at
               : -1;
}

struct vg_known_pair *vg_known_pair_of(struct vg_known_gathering *g, size_t x, size_t y)
{
    char key[48];
    int64_t at = (int64_t)g->out->n_pairs;

    if (x == y ||
        (g->names->list[x].same != NULL && g->names->list[x].same == g->names->list[y].same))
        return NULL;
    (void)snprintf(key, sizeof key, "%zu %zu", x < y ? x : y, x < y ? y : x);
    if (!vg_table_get(&g->pair_at, vg_str(key), &at)) {
        if (g->out->n_pairs >= VG_MAX_ABOUT_FACTS)
            return NULL;
        g->out->pairs = vg_grow(g->a, g->out->pairs, g->out->n_pairs, &g->room_pairs);
        g->out->pairs[g->out->n_pairs++] =
            (struct vg_known_pair){.x = (uint32_t)(x < y ? x : y), .y = (uint32_t)(x < y ? y : x)};
        (void)vg_table_add(&g->pair_at, vg_str(key), at, NULL);
    }
    return &g->out->pairs[at];
}

void vg_known_keep_ident(struct vg_known_gathering *g, size_t name, enum vg_ident_kind kind,
                         struct vg_str key, struct vg_str text, struct vg_pair_seen seen)
{
    const size_t most = text.len < QUOTED ? text.len : QUOTED;

    if (g->out->n_idents >= VG_MAX_ABOUT_FACTS)
        return;
    seen.what = vg_ident_word(kind);
    g->out->idents = vg_grow(g->a, g->out->idents, g->out->n_idents, &g->room_idents);
    g->out->idents[g->out->n_idents++] = (struct vg_known_ident){
        .name = (uint32_t)name,
        .is = {.kind = (uint8_t)kind,
               .key = vg_copy(g->a, key.p, key.len),
               .text = vg_copy(g->a, text.p, vg_utf8_down(text.p, text.len, most))},
        .seen = seen};
}

/* Into a list of texts, ascending by bytes and each once. */
static void keep_text(struct vg_known_gathering *g, const char ***list, size_t *n, size_t *room,
                      const char *text)
{
    size_t at = *n;

    for (size_t i = 0; i < *n; i++)
        if (strcmp((*list)[i], text) == 0)
            return;
    *list = vg_grow(g->a, *list, *n, room);
    for (; at > 0 && strcmp((*list)[at - 1], text) > 0; at--)
        (*list)[at] = (*list)[at - 1];
    (*list)[at] = vg_copyz(g->a, text);
    (*n)++;
}

static void keep_country(struct vg_known_gathering *g, size_t name, const char *id)
{
    keep_text(g, &g->countries[name], &g->out->about[name].n_countries, &g->room_countries[name],
              id);
}

static void keep_site(struct vg_known_gathering *g, size_t name, const char *id)
{
    const struct vg_place *country = vg_place_at(&g->out->places, id, VG_PLACE_COUNTRY);

    if (vg_place_get(&g->out->places, id) == NULL)
        return;
    keep_text(g, &g->sites[name], &g->out->about[name].n_sites, &g->room_sites[name], id);
    if (country != NULL)
        keep_country(g, name, country->id);
}

/* Of several dates the span from the first to the last: who says which is for people to see. */
static void keep_date(int64_t *first, int64_t *last, const struct vg_date *d)
{
    if (*first == VG_ABOUT_DAY_UNKNOWN) {
        *first = d->first;
        *last = d->last;
        return;
    }
    *first = d->first < *first ? d->first : *first;
    *last = d->last > *last ? d->last : *last;
}

/* -- claims -------------------------------------------------------------------------------------
 */

static int is_one_of(struct vg_str word, const char *const *list)
{
    for (size_t i = 0; list[i] != NULL; i++)
        if (vg_str_is(word, list[i]))
            return 1;
    return 0;
}

static void keep_dates(struct vg_known_gathering *g, size_t name, const struct vg_stmt *st)
{
    static const char *const begins[] = {"opened", "founded",  "established", "set-up",
                                         "began",  "launched", "registered",  NULL};
    static const char *const ends[] = {"closed",    "dissolved", "disbanded",
                                       "abolished", "ended",     NULL};
    const struct vg_str predicate = vg_column_str(st, 4);
    struct vg_about *o = &g->out->about[name];
    const char *from = vg_column_copy(st, 7, g->work), *to = vg_column_copy(st, 8, g->work);
    struct vg_date d;

    if ((from == NULL && to == NULL) || vg_edtf_period(from, to, &d, NULL) != VG_OK ||
        d.open_from || d.open_to)
        return;
    if (is_one_of(predicate, begins))
        keep_date(&o->begun, &o->begun_last, &d);
    else if (is_one_of(predicate, ends))
        keep_date(&o->ended, &o->ended_last, &d);
    else if (vg_str_is(vg_column_str(st, 5), "event") && d.last > o->seen_last)
        o->seen_last = d.last;
}

/* Where it stands: what exists there, and of a station every such claim. */
static void keep_places(struct vg_known_gathering *g, size_t name, const struct vg_stmt *st)
{
    const char *places = vg_column_copy(st, 14, g->work);
    const int is_there = vg_str_is(vg_column_str(st, 4), "located-in");

    if (places == NULL || (!is_there && (!g->out->about[name].is_station ||
                                         !vg_str_is(vg_column_str(st, 5), "existence"))))
        return;
    for (const char *p = places; *p != '\0';) {
        const size_t n = strcspn(p, " ");

        keep_site(g, name, vg_copy(g->work, p, n));
        p += n + (p[n] == ' ');
    }
}

/* One is the subject and the other the object, of something that does not say they are one. */
static void keep_relation(struct vg_known_gathering *g, size_t subject, const struct vg_stmt *st)
{
    static const char *const of_one[] = {
        "also-known-as", "alias",  "same-as", "is",          "renamed",    "renamed-to", "formerly",
        "known-as",      "called", "named",   "abbreviated", "translated", NULL};
    const int64_t object = place_of(g->names, vg_column_copy(st, 2, g->work));
    struct vg_known_pair *p;

    if (object < 0 || is_one_of(vg_column_str(st, 4), of_one))
        return;
    p = vg_known_pair_of(g, subject, (size_t)object);
    if (p == NULL)
        return;
    if (p->both.claims == 0 && p->together.source == 0)
        p->together = (struct vg_pair_seen){.what = "together",
                                            .source = vg_column_i64(st, 9),
                                            .start = vg_column_i64(st, 10),
                                            .end = vg_column_i64(st, 11),
                                            .quote = vg_column_copy(st, 12, g->a)};
    p->both.claims++;
}

static void take_claim(struct vg_known_gathering *g, const struct vg_stmt *st)
{
    const char *subject = vg_column_copy(st, 1, g->work);
    int64_t name = place_of(g->names, subject);

    vg_name_guard_note(g->guard, subject, vg_column_copy(st, 3, g->work));
    vg_name_guard_note(g->guard, vg_column_copy(st, 2, g->work), NULL);
    if (vg_column_i64(st, 13) == 0 || name < 0 || !vg_str_is(vg_column_str(st, 6), "asserts"))
        return;
    keep_dates(g, (size_t)name, st);
    keep_places(g, (size_t)name, st);
    keep_relation(g, (size_t)name, st);
    g->quotes = vg_grow(g->work, g->quotes, g->n_quotes, &g->room_quotes);
    g->quotes[g->n_quotes++] =
        (struct vg_known_quote){.name = (size_t)name,
                                .quote = {.source = vg_column_i64(st, 9),
                                          .start = vg_column_i64(st, 10),
                                          .end = vg_column_i64(st, 11),
                                          .quote = vg_column_copy(st, 12, g->work)}};
}

static int take_claims(struct vg_known_gathering *g, int64_t before, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, g->c->store, VG_SQL_KNOWN_CLAIMS_ALL, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", before);
    while ((rc = vg_step(st, err)) == VG_ROW)
        take_claim(g, st);
    return rc;
}

/* -- what was imported --------------------------------------------------------------------------
 */

static void take_number(struct vg_known_gathering *g, size_t name, struct vg_str prop,
                        struct vg_str value)
{
    static const struct {
        const char *prop, *scheme;
        enum vg_ident_kind kind;
    } props[] = {
        {"phone", NULL, VG_IDENT_PHONE},
        {"email", NULL, VG_IDENT_MAIL},
        {"website", NULL, VG_IDENT_WEB},
        {"address", NULL, VG_IDENT_ADDRESS},
        {"registrationNumber", "company", VG_IDENT_REGISTER},
        {"idNumber", "id", VG_IDENT_REGISTER},
        {"taxNumber", "tax", VG_IDENT_REGISTER},
        {"vatCode", "vat", VG_IDENT_REGISTER},
        {"leiCode", "lei", VG_IDENT_REGISTER},
    };

    for (size_t i = 0; i < sizeof props / sizeof *props; i++) {
        struct vg_str key;

        if (vg_str_is(prop, props[i].prop) &&
            vg_ident_read(props[i].kind, value, props[i].scheme, g->work, &key))
            vg_known_keep_ident(g, name, props[i].kind, key, value, (struct vg_pair_seen){0});
    }
}

static void take_statement(struct vg_known_gathering *g, const struct vg_stmt *st)
{
    const struct vg_str id = vg_column_str(st, 0), prop = vg_column_str(st, 1);
    const struct vg_str value = vg_column_str(st, 3);
    const int64_t at = place_of(g->names, vg_print(g->work, VG_NAME_FTM "%.*s", (int)id.len, id.p));
    struct vg_about *o;
    struct vg_date d;

    if (at < 0 || vg_ftm_schema_is(vg_column_copy(st, 2, g->work), "Person"))
        return;
    o = &g->out->about[at];
    if (vg_str_ends(prop, "country") || vg_str_is(prop, "jurisdiction")) {
        char upper[3] = {0};

        for (size_t i = 0; value.len == 2 && i < 2; i++)
            upper[i] = value.p[i] >= 'a' && value.p[i] <= 'z' ? (char)(value.p[i] - 'a' + 'A')
                                                              : value.p[i];
        if (vg_place_get(&g->out->places, upper) != NULL)
            keep_country(g, (size_t)at, upper);
    } else if (vg_str_ends(prop, "Date")) {
        if (vg_edtf_read(value.p, value.len, &d, NULL) == VG_OK && !d.open_from && !d.open_to)
            keep_date(prop.p[0] == 'i' ? &o->begun : &o->ended,
                      prop.p[0] == 'i' ? &o->begun_last : &o->ended_last, &d);
    } else {
        take_number(g, (size_t)at, prop, value);
    }
}

static int take_statements(struct vg_known_gathering *g, int64_t before, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, g->c->store, VG_SQL_KNOWN_STATEMENTS_ALL, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", before);
    while ((rc = vg_step(st, err)) == VG_ROW)
        take_statement(g, st);
    return rc;
}

/* -- putting together ----------------------------------------------------------------------------
 */

static int ident_order(const void *x, const void *y)
{
    const struct vg_known_ident *a = x, *b = y;
    int c;

    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->is.kind != b->is.kind)
        return a->is.kind < b->is.kind ? -1 : 1;
    c = strcmp(a->is.key, b->is.key);
    if (c != 0)
        return c;
    if (a->seen.source != b->seen.source)
        return a->seen.source < b->seen.source ? -1 : 1;
    return a->seen.start < b->seen.start ? -1 : a->seen.start > b->seen.start;
}

static int pair_order(const void *x, const void *y)
{
    const struct vg_known_pair *a = x, *b = y;

    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

/* Each once; then those of too many names go. */
static void settle_idents(struct vg_known_gathering *g)
{
    struct vg_known *k = g->out;
    struct vg_table sharers = VG_TABLE(g->work);
    size_t n = 0;

    if (k->n_idents > 1)
        qsort(k->idents, k->n_idents, sizeof *k->idents, ident_order);
    for (size_t i = 0; i < k->n_idents; i++) {
        const struct vg_known_ident *last = n > 0 ? &k->idents[n - 1] : NULL, *now = &k->idents[i];
        int64_t count = 0;

        if (last != NULL && last->name == now->name && last->is.kind == now->is.kind &&
            strcmp(last->is.key, now->is.key) == 0)
            continue;
        k->idents[n++] = *now;
        (void)vg_table_get(&sharers, vg_str(now->is.key), &count);
        vg_table_set(&sharers, vg_str(now->is.key), count + 1);
    }
    k->n_idents = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t count = 0;

        (void)vg_table_get(&sharers, vg_str(k->idents[i].is.key), &count);
        if (count <= SHARERS)
            k->idents[k->n_idents++] = k->idents[i];
    }
}

static vg_head head_of(struct vg_known_gathering *g, const struct vg_named *n)
{
    const char *texts[2] = {n->kind == NULL ? n->name : n->en, n->zh};

    if (n->kind != NULL && strcmp(n->kind, "presence") == 0)
        return vg_head_find("police.overseas");
    for (size_t t = 0; t < 2; t++) {
        struct vg_name name;

        if (texts[t] == NULL)
            continue;
        vg_name_read(vg_str(texts[t]), (struct vg_str){0}, g->work, &name);
        if (name.frame != NULL)
            return name.frame->head;
    }
    return VG_HEAD_NONE;
}

static void settle(struct vg_known_gathering *g)
{
    struct vg_known *k = g->out;
    struct vg_about_ident *all;

    settle_idents(g);
    all = VG_NEW_ARRAY(g->a, struct vg_about_ident, k->n_idents + 1);
    for (size_t i = 0; i < k->n_idents; i++) {
        struct vg_about *o = &k->about[k->idents[i].name];

        all[i] = k->idents[i].is;
        if (o->n_idents++ == 0) {
            o->idents = &all[i];
            o->head = head_of(g, &g->names->list[k->idents[i].name]);
        }
    }
    for (size_t i = 0; i < g->names->n; i++) {
        k->about[i].sites = g->sites[i];
        k->about[i].countries = g->countries[i];
    }
    if (k->n_pairs > 1)
        qsort(k->pairs, k->n_pairs, sizeof *k->pairs, pair_order);
}

static void begin(struct vg_known_gathering *g)
{
    const size_t n = g->names->n + 1;

    g->out->about = VG_NEW_ARRAY(g->a, struct vg_about, n);
    g->sites = VG_NEW_ARRAY(g->work, const char **, n);
    g->room_sites = VG_NEW_ARRAY(g->work, size_t, n);
    g->countries = VG_NEW_ARRAY(g->work, const char **, n);
    g->room_countries = VG_NEW_ARRAY(g->work, size_t, n);
    for (size_t i = 0; i < g->names->n; i++) {
        struct vg_about *o = &g->out->about[i];

        o->begun = o->ended = o->seen_last = VG_ABOUT_DAY_UNKNOWN;
        o->is_station =
            g->names->list[i].kind != NULL && strcmp(g->names->list[i].kind, "presence") == 0;
    }
}

/* Persons of the case, so that what stands beside them is left out. */
static void guard_persons(struct vg_known_gathering *g, const struct vg_view *v)
{
    for (size_t i = 0; i < v->n_entities; i++)
        if (vg_names_person(v->entities[i].id)) {
            vg_name_guard_note(g->guard, v->entities[i].id, NULL);
            vg_name_guard_note(g->guard, v->entities[i].en, "private");
            vg_name_guard_note(g->guard, v->entities[i].zh, "private");
        }
}

int vg_known_read(struct vg_case *c, const struct vg_names *names, int64_t before,
                  struct vg_arena *a, struct vg_known *out, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_ARENA one = {0};
    struct vg_view v = {0};
    struct vg_known_gathering g = {.c = c,
                                   .a = a,
                                   .work = &work,
                                   .one = &one,
                                   .names = names,
                                   .guard = vg_name_guard_make(&work),
                                   .words = vg_name_words_read(&work),
                                   .out = out,
                                   .pair_at = VG_TABLE(&work)};
    int rc = vg_view_read_names(c->store, a, &v, err);

    *out = (struct vg_known){.a = a, .places = v.places};
    begin(&g);
    if (rc != VG_OK || names->n > VG_MAX_ABOUT_NAMES)
        return rc;
    guard_persons(&g, &v);
    rc = take_claims(&g, before, err);
    if (rc == VG_OK)
        rc = take_statements(&g, before, err);
    if (rc == VG_OK)
        rc = vg_known_take_texts(&g, before, err);
    if (rc != VG_OK)
        return rc;
    settle(&g);
    return VG_OK;
}

const struct vg_known_pair *vg_known_both(const struct vg_known *k, size_t x, size_t y)
{
    static const struct vg_known_pair none = {0};
    const struct vg_known_pair wanted = {.x = (uint32_t)(x < y ? x : y),
                                         .y = (uint32_t)(x < y ? y : x)};
    const struct vg_known_pair *found =
        k->n_pairs == 0 ? NULL
                        : bsearch(&wanted, k->pairs, k->n_pairs, sizeof *k->pairs, pair_order);

    return found == NULL ? &none : found;
}
