/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "ask/filter.h"

#include <inttypes.h>
#include <string.h>

#include "claim/vocab.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int is_letter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

static int begins_with(struct vg_str text, size_t at, const char *word, size_t n)
{
    if (text.len - at < n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (lower(text.p[at + i]) != lower(word[i]))
            return 0;
    return 1;
}

int vg_text_holds(struct vg_str text, const char *word)
{
    size_t n = strlen(word);
    int ascii = n > 0 && (unsigned char)word[0] < 0x80;

    for (size_t i = 0; n > 0 && i + n <= text.len; i++) {
        if (!begins_with(text, i, word, n))
            continue;
        if (!ascii || ((i == 0 || !is_letter(text.p[i - 1])) &&
                       (i + n == text.len || !is_letter(text.p[i + n]))))
            return 1;
    }
    return 0;
}

static int holds_any(const struct vg_claim *c, const char *word)
{
    const char *const texts[] = {c->subject, c->predicate, c->object};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] != NULL && vg_text_holds(vg_str(texts[i]), word))
            return 1;
    return c->passage != NULL && vg_text_holds(c->passage->quote, word);
}

enum { WORD_ROOM = 128 };

/* The pieces of a Chinese label, "站、服务站、联络点". */
static int holds_label(const struct vg_claim *c, const char *label)
{
    static const char comma[] = "、";
    char word[WORD_ROOM];

    for (const char *p = label; *p != '\0';) {
        const char *end = strstr(p, comma);
        size_t n = end == NULL ? strlen(p) : (size_t)(end - p);

        if (n > 3 && n < sizeof word) { /* one character alone is part of too many words */
            memcpy(word, p, n);
            word[n] = '\0';
            if (holds_any(c, word))
                return 1;
        }
        p += n + (end == NULL ? 0 : sizeof comma - 1);
    }
    return 0;
}

/* A presence is one of these, whatever its entity is called. */
static int is_presence(const char *name, const char *unit)
{
    static const char *const units[] = {"station", "site", "centre", "office"};

    for (size_t i = 0; name != NULL && i < sizeof units / sizeof *units; i++)
        if (strcmp(unit, units[i]) == 0)
            return strncmp(name, "presence:", 9) == 0;
    return 0;
}

int vg_claim_concerns(const struct vg_claim *c, const char *unit)
{
    const struct vg_term *t = vg_term_get("unit", unit);
    char word[WORD_ROOM];
    size_t n = strlen(unit);

    if (c->quantity.unit != NULL && strcmp(c->quantity.unit, unit) == 0)
        return 1;
    if (is_presence(c->subject, unit) || is_presence(c->object, unit))
        return 1;
    if (n + 4 > sizeof word)
        return 0;
    for (size_t i = 0; i <= n; i++)
        word[i] = unit[i] == '-' ? ' ' : unit[i];
    if (holds_any(c, word))
        return 1;
    if (n > 1 && word[n - 1] == 'y')
        memcpy(word + n - 1, "ies", 4);
    else
        memcpy(word + n, "s", 2);
    return holds_any(c, word) || (t != NULL && t->zh != NULL && holds_label(c, t->zh));
}

int vg_name_is(const struct vg_view *v, const char *name, const char *id)
{
    const struct vg_entity *e;
    const char *tail;

    if (name == NULL || id == NULL)
        return 0;
    if (strcmp(name, id) == 0)
        return 1;
    e = vg_view_entity(v, id);
    if (e != NULL && ((e->en != NULL && strcmp(e->en, name) == 0) ||
                      (e->zh != NULL && strcmp(e->zh, name) == 0)))
        return 1;
    /* "Metropolitan Police" for "Metropolitan Police, London": one word alone is too little */
    if (e != NULL && e->en != NULL && strchr(name, ' ') != NULL &&
        vg_text_holds(vg_str(e->en), name))
        return 1;
    tail = strchr(id, ':');
    if (tail == NULL || tail[1] == '\0')
        return 0;
    for (const char *p = tail + 1; *p != '\0';) {
        char token[WORD_ROOM];
        size_t n = strcspn(p, "-");

        if (n == 0 || n >= sizeof token)
            return 0;
        memcpy(token, p, n);
        token[n] = '\0';
        if (!vg_text_holds(vg_str(name), token))
            return 0;
        p += n + (p[n] == '-');
    }
    return 1;
}

/* -- does a claim fit? --------------------------------------------------------------------- */

static int is_one_of(const char *word, const struct vg_texts *list)
{
    for (size_t i = 0; word != NULL && i < list->n; i++)
        if (strcmp(word, list->p[i]) == 0)
            return 1;
    return 0;
}

static int fits_what(const struct vg_filter *f, const struct vg_claim *c)
{
    for (size_t i = 0; i < f->what.n; i++)
        if (c->quantity.op != VG_OP_NONE && c->quantity.unit != NULL
                ? strcmp(c->quantity.unit, f->what.p[i]) == 0
                : vg_claim_concerns(c, f->what.p[i]))
            return 1;
    return 0;
}

static int fits_place(const struct vg_view *v, const struct vg_filter *f, const struct vg_claim *c)
{
    for (size_t i = 0; i < f->place.n; i++)
        for (size_t k = 0; k < c->n_places; k++)
            if (vg_place_within(&v->places, c->places[k], f->place.p[i]))
                return 1;
    return 0;
}

static int fits_speaker(const struct vg_view *v, const struct vg_filter *f,
                        const struct vg_claim *c)
{
    for (size_t i = 0; i < f->speaker.n; i++)
        for (size_t k = 0; k < c->n_links; k++)
            if (vg_name_is(v, c->links[k].speaker, f->speaker.p[i]))
                return 1;
    return 0;
}

static int names_root(const struct vg_view *v, const struct vg_claim *c, const char *name)
{
    char id[32];

    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(v, c->roots[i]);

        (void)snprintf(id, sizeof id, "r%" PRId64, c->roots[i]);
        if (strcmp(id, name) == 0 || (r != NULL && strcmp(r->name, name) == 0))
            return 1;
    }
    return 0;
}

static int fits_about(const struct vg_view *v, const struct vg_filter *f, const struct vg_claim *c)
{
    for (size_t i = 0; i < f->about.n; i++) {
        const char *word = f->about.p[i];

        if (holds_any(c, word) || names_root(v, c, word))
            return 1;
    }
    return 0;
}

static int fits_standing(const struct vg_filter *f, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_standing; i++)
        if (is_one_of(c->standing[i].value, &f->standing))
            return 1;
    return 0;
}

static int fits_hedge(const struct vg_filter *f, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_hedges; i++)
        if (is_one_of(c->hedges[i], &f->hedge))
            return 1;
    return 0;
}

static int fits_root(const struct vg_view *v, const struct vg_filter *f, const struct vg_claim *c)
{
    for (size_t i = 0; i < f->root.n; i++)
        if (names_root(v, c, f->root.p[i]))
            return 1;
    return 0;
}

static int fits_id(const struct vg_texts *list, char letter, int64_t id, const char *ref)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%c%" PRId64, letter, id);
    return is_one_of(text, list) || is_one_of(ref, list);
}

static int fits_flags(const struct vg_filter *f, const struct vg_claim *c)
{
    if (f->inferred && c->period.n_inferred == 0)
        return 0;
    if (f->undated && (c->period.from != NULL || c->period.to != NULL))
        return 0;
    return !f->numbered || c->quantity.op != VG_OP_NONE;
}

int vg_filter_fits(const struct vg_view *v, const struct vg_filter *f, const struct vg_claim *c,
                   unsigned loose)
{
    int64_t source = c->passage == NULL ? 0 : c->passage->source;
    int any_place = (loose & VG_LOOSE_PLACE) && c->n_places == 0;

    return (f->kind.n == 0 || is_one_of(vg_claim_kind_word(c->kind), &f->kind)) &&
           (f->stance.n == 0 || is_one_of(vg_stance_word(c->stance), &f->stance)) &&
           (f->family.n == 0 || is_one_of(vg_family_word(vg_claim_family(c)), &f->family)) &&
           (f->source.n == 0 || fits_id(&f->source, 's', source, NULL)) &&
           (f->claim.n == 0 || fits_id(&f->claim, 'c', c->id, c->ref)) &&
           (f->what.n == 0 || (loose & VG_LOOSE_WHAT) || fits_what(f, c)) &&
           (f->place.n == 0 || any_place || fits_place(v, f, c)) &&
           (f->speaker.n == 0 || fits_speaker(v, f, c)) &&
           (f->about.n == 0 || fits_about(v, f, c)) &&
           (f->standing.n == 0 || fits_standing(f, c)) && (f->hedge.n == 0 || fits_hedge(f, c)) &&
           (f->root.n == 0 || fits_root(v, f, c)) && fits_flags(f, c);
}

/* -- are the words any? -------------------------------------------------------------------- */

static int check_terms(const char *key, const struct vg_texts *list, const char *scheme,
                       struct vg_err *err)
{
    for (size_t i = 0; i < list->n; i++)
        if (vg_term_get(scheme, list->p[i]) == NULL)
            return vg_fail(err, VG_E_MISUSE,
                           "%s: '%.40s' is no term of %s; 'vigil help --words %s' lists them", key,
                           list->p[i], scheme, scheme);
    return VG_OK;
}

static int check_places(const struct vg_view *v, const struct vg_texts *list, struct vg_err *err)
{
    for (size_t i = 0; i < list->n; i++)
        if (vg_place_get(&v->places, list->p[i]) == NULL)
            return vg_fail(err, VG_E_MISUSE,
                           "place: '%.40s' is no place id; CA, CA-ON and toronto are some",
                           list->p[i]);
    return VG_OK;
}

static int check_claims(const struct vg_view *v, const struct vg_texts *list, struct vg_err *err)
{
    for (size_t i = 0; i < list->n; i++) {
        struct vg_filter one = {.claim = {&list->p[i], 1}};
        size_t k = 0;

        while (k < v->n_claims && !vg_filter_fits(v, &one, &v->claims[k], 0))
            k++;
        if (k == v->n_claims)
            return vg_fail(err, VG_E_MISUSE,
                           "claim: there is no claim '%.40s'; 'vigil claims' lists them",
                           list->p[i]);
    }
    return VG_OK;
}

static int check_sources(const struct vg_view *v, const struct vg_texts *list, struct vg_err *err)
{
    for (size_t i = 0; i < list->n; i++) {
        struct vg_texts one = {&list->p[i], 1};
        size_t k = 0;

        while (k < v->n_sources && !fits_id(&one, 's', v->sources[k].id, NULL))
            k++;
        if (k == v->n_sources)
            return vg_fail(err, VG_E_MISUSE,
                           "source: there is no source '%.40s'; 'vigil sources' lists them",
                           list->p[i]);
    }
    return VG_OK;
}

static int check_roots(const struct vg_view *v, const struct vg_texts *list, struct vg_err *err)
{
    for (size_t i = 0; i < list->n; i++) {
        struct vg_texts one = {&list->p[i], 1};
        size_t k = 0;

        while (k < v->n_roots && !fits_id(&one, 'r', v->roots[k].id, v->roots[k].name))
            k++;
        if (k == v->n_roots)
            return vg_fail(err, VG_E_MISUSE,
                           "root: there is no root '%.40s'; 'vigil roots' lists them", list->p[i]);
    }
    return VG_OK;
}

int vg_filter_check(const struct vg_view *v, const struct vg_filter *f, struct vg_err *err)
{
    int rc = check_terms("kind", &f->kind, "claim-kind", err);

    if (rc == VG_OK)
        rc = check_terms("stance", &f->stance, "stance", err);
    if (rc == VG_OK)
        rc = check_terms("family", &f->family, "predicate-family", err);
    if (rc == VG_OK)
        rc = check_terms("standing", &f->standing, "standing", err);
    if (rc == VG_OK)
        rc = check_terms("hedge", &f->hedge, "hedge", err);
    if (rc == VG_OK)
        rc = check_places(v, &f->place, err);
    if (rc == VG_OK)
        rc = check_claims(v, &f->claim, err);
    if (rc == VG_OK)
        rc = check_sources(v, &f->source, err);
    return rc == VG_OK ? check_roots(v, &f->root, err) : rc;
}
