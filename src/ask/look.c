/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the operations look up: claims that fit, names, what a predicate tells. */
#include <inttypes.h>
#include <string.h>

#include "ask/inside.h"
#include "base/buf.h"
#include "base/table.h"

int vg_stands(const struct vg_asking *k, const struct vg_claim *c)
{
    return k->stands[c - k->v->claims] != 0;
}

int vg_fits(const struct vg_asking *k, const struct vg_claim *c, unsigned loose)
{
    return vg_stands(k, c) && vg_filter_fits(k->v, &k->ask->filter, c, loose);
}

const struct vg_claim *vg_next_fit(const struct vg_asking *k, unsigned loose, size_t *at)
{
    while (*at < k->v->n_claims) {
        const struct vg_claim *c = &k->v->claims[(*at)++];

        if (vg_fits(k, c, loose))
            return c;
    }
    return NULL;
}

const char *vg_place_name_of(const struct vg_asking *k, const char *id)
{
    const struct vg_place *p = id == NULL ? NULL : vg_place_get(&k->v->places, id);
    int zh = k->in->language != NULL && strncmp(k->in->language, "zh", 2) == 0;

    if (p == NULL)
        return id;
    return zh && p->zh != NULL ? p->zh : p->en;
}

const char *vg_entity_name_of(const struct vg_asking *k, const char *id)
{
    const struct vg_entity *e = id == NULL ? NULL : vg_view_entity(k->v, id);
    int zh = k->in->language != NULL && strncmp(k->in->language, "zh", 2) == 0;

    if (e == NULL)
        return id;
    if (zh && e->zh != NULL)
        return e->zh;
    return e->en != NULL ? e->en : id;
}

const char *vg_root_name_of(const struct vg_root *r)
{
    return r->what != NULL && r->what[0] != '\0' ? r->what : r->name;
}

const char *vg_claim_id(const struct vg_asking *k, const struct vg_claim *c)
{
    return vg_print(k->a, "c%" PRId64, c->id);
}

/* A name for the words that are an id; another claim is named by what it says. */
static const char *part_words(const struct vg_asking *k, const char *text)
{
    const struct vg_claim *named = vg_view_named(k->v, &k->refs, text);
    VG_SCOPED_BUF b = {0};

    if (named != NULL)
        return vg_claim_id(k, named);
    if (strchr(text, ':') == NULL)
        return text;
    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, " ,;");
        const char *word = vg_copy(k->a, p, n);

        vg_puts(&b, vg_entity_name_of(k, word));
        p += n;
        while (*p == ' ' || *p == ',' || *p == ';')
            vg_putc(&b, *p++);
    }
    return vg_copy(k->a, b.p, b.len);
}

const char *vg_claim_words(const struct vg_asking *k, const struct vg_claim *c)
{
    const char *const parts[] = {c->subject, c->predicate, c->object};
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] != NULL)
            vg_putf(&b, "%s%s", b.len == 0 ? "" : " ", i == 1 ? parts[i] : part_words(k, parts[i]));
    return vg_copy(k->a, b.p == NULL ? "" : b.p, b.len);
}

const char *vg_said_first(const struct vg_claim *c)
{
    return c->n_links > 0 ? c->links[0].speaker : NULL;
}

int vg_is_guess_kind(const struct vg_claim *c)
{
    return c->kind == VG_KIND_OPINION || c->kind == VG_KIND_FORECAST;
}

int vg_has_standing(const struct vg_claim *c, const char *value)
{
    for (size_t i = 0; i < c->n_standing; i++)
        if (strcmp(c->standing[i].value, value) == 0)
            return 1;
    return 0;
}

int vg_is_own_account(const struct vg_claim *c)
{
    const char *speaker = vg_said_first(c);

    for (size_t i = 0; i < c->n_standing; i++) {
        const struct vg_standing *s = &c->standing[i];

        if (strcmp(s->value, "official-claim") != 0 && strcmp(s->value, "official-statement") != 0)
            continue;
        if (s->speaker == NULL || speaker == NULL || strcmp(s->speaker, speaker) == 0)
            return 1;
    }
    return 0;
}

static int is_host_level(const struct vg_entity *e)
{
    return e->level != NULL && strncmp(e->level, "host-", 5) == 0;
}

int vg_is_authority(const struct vg_asking *k, const char *name)
{
    static const char *const words[] = {
        "government", "governments", "ministry", "ministries", "minister",    "ministers",
        "police",     "agency",      "agencies", "parliament", "prosecutor",  "prosecutors",
        "court",      "senate",      "congress", "jury",       "authorities", "department",
        "committee",  "regulator",   "attorney", "政府",       "部长",        "警方",
        "检察",       "法院",        "议会",     "国会",       NULL};
    const struct vg_entity *e = name == NULL ? NULL : vg_view_entity(k->v, name);

    if (e != NULL)
        return is_host_level(e);
    return name != NULL && strchr(name, ':') == NULL && vg_any_word(name, words);
}

/* The country whose adjective stands at the start of `text`: "Dutch foreign minister". */
static const struct vg_place *country_of_adjective(const struct vg_asking *k, const char *text)
{
    for (size_t i = 0; i < k->n_adjectives; i++) {
        struct vg_str w = k->adjectives[i].word;

        if (strncmp(text, w.p, w.len) == 0 && (text[w.len] == ' ' || text[w.len] == '\0'))
            return vg_place_get(&k->v->places, k->adjectives[i].country);
    }
    return NULL;
}

/* The country that a name begins to speak of: "German federal government", "court in Brooklyn",
 * "embassy of China in Canada". */
static const struct vg_place *country_in(const struct vg_asking *k, const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < len; i++) {
        const struct vg_place *place = NULL;
        int others = 0;

        if (i > 0 && name[i - 1] != ' ' && (name[i] & 0x80) == 0)
            continue;
        place = country_of_adjective(k, name + i);
        if (place != NULL)
            return place;
        if (vg_place_match(&k->v->places, name + i, len - i, &place, &others) > 0)
            return vg_place_at(&k->v->places, place->id, VG_PLACE_COUNTRY);
    }
    return NULL;
}

static int is_host_body(const struct vg_asking *k, const char *name)
{
    int64_t is = 0;

    if (vg_table_get(k->host_names, vg_str(name), &is))
        return (int)is;
    for (size_t i = 0; i < k->n_hosts && !is; i++)
        is = vg_name_is(k->v, name, k->hosts[i]->id);
    vg_table_set(k->host_names, vg_str(name), is);
    return (int)is;
}

int vg_speaks_as_host(const struct vg_asking *k, const struct vg_claim *c)
{
    const char *name = vg_said_first(c);
    const struct vg_place *own;

    if (name == NULL)
        return 0;
    if (is_host_body(k, name))
        return 1;
    own = vg_is_authority(k, name) ? country_in(k, name) : NULL;
    for (size_t i = 0; own != NULL && i < c->n_places; i++)
        if (vg_place_within(&k->v->places, c->places[i], own->id))
            return 1;
    return 0;
}

int vg_is_accused_account(const struct vg_asking *k, const struct vg_claim *c)
{
    return vg_is_own_account(c) && !vg_speaks_as_host(k, c);
}

int vg_predicate_has(const struct vg_claim *c, const char *token)
{
    size_t n = strlen(token);

    for (const char *p = c->predicate; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, "-");

        if (len == n && strncmp(p, token, n) == 0)
            return 1;
        p += len + (p[len] == '-');
    }
    return 0;
}

int vg_predicate_rank(const struct vg_claim *c)
{
    static const struct {
        const char *word;
        int rank;
    } ranks[] = {
        {"most", 1},  {"main", 1},  {"first", 1},   {"second", 2}, {"third", 3}, {"fourth", 4},
        {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10},
    };

    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (vg_predicate_has(c, ranks[i].word))
            return ranks[i].rank;
    return 0;
}

int vg_any_word(const char *text, const char *const *words)
{
    for (size_t i = 0; text != NULL && words[i] != NULL; i++)
        if (vg_text_holds(vg_str(text), words[i]))
            return 1;
    return 0;
}

const char *vg_ask_main_unit(const struct vg_view *v, struct vg_arena *a)
{
    static const char *const not_things[] = {"percent", "day", "week", "month", "year"};
    struct vg_unit_use *units = NULL;
    const char *best = NULL;
    size_t n = 0, most = 0;

    if (vg_count_units(v, a, &units, &n, NULL) != VG_OK)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        int thing = 1;

        for (size_t t = 0; t < sizeof not_things / sizeof *not_things; t++)
            thing = thing && strcmp(units[i].unit, not_things[t]) != 0;
        if (thing && units[i].claims > most) {
            best = units[i].unit;
            most = units[i].claims;
        }
    }
    return best;
}

/* -- roots --------------------------------------------------------------------------------- */

int vg_is_held(const struct vg_asking *k, const struct vg_root *r)
{
    return vg_root_held(k->v, r);
}

int vg_is_read(const struct vg_asking *k, const struct vg_root *r, enum vg_family family)
{
    for (size_t i = 0; i < k->v->n_readings; i++)
        if (k->v->readings[i].root == r->id && (family == 0 || k->v->readings[i].family == family))
            return vg_is_held(k, r);
    return 0;
}

int vg_names_root(const struct vg_claim *c, int64_t root)
{
    for (size_t i = 0; i < c->n_roots; i++)
        if (c->roots[i] == root)
            return 1;
    return 0;
}

int vg_points_at(const struct vg_claim *c, int64_t root)
{
    return (c->kind == VG_KIND_ROOT_POINTER ||
            (c->kind == VG_KIND_PUBLICATION && (c->period.from != NULL || c->period.to != NULL))) &&
           vg_names_root(c, root);
}

static int64_t find(int64_t *up, int64_t i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

/*
 * Sinks that one claim leads to are joined: where a text names a report and the list
 * behind it, nothing shows that they are two. What is left apart is at least so many.
 */
size_t vg_roots_apart(const struct vg_asking *k, const int64_t *claims, size_t n)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_table nodes = VG_TABLE(&work);
    struct vg_root_count all, one;
    int64_t *up;
    size_t apart = 0;

    vg_root_count(k->g, &work, claims, n, 0, &all);
    if (all.n_sinks == 0)
        return 0;
    up = VG_NEW_ARRAY(&work, int64_t, all.n_sinks);
    for (size_t i = 0; i < all.n_sinks; i++) {
        up[i] = (int64_t)i;
        vg_table_set(
            &nodes, vg_str(vg_print(&work, "%d:%" PRId64, (int)all.sinks[i].kind, all.sinks[i].id)),
            (int64_t)i);
    }
    for (size_t i = 0; i < n; i++) {
        int64_t first = -1, at;

        vg_root_count(k->g, &work, &claims[i], 1, 0, &one);
        for (size_t s = 0; s < one.n_sinks; s++) {
            const char *key =
                vg_print(&work, "%d:%" PRId64, (int)one.sinks[s].kind, one.sinks[s].id);

            if (!vg_table_get(&nodes, vg_str(key), &at))
                continue;
            if (first >= 0)
                up[find(up, at)] = find(up, first);
            first = at;
        }
    }
    for (size_t i = 0; i < all.n_sinks; i++)
        apart += find(up, (int64_t)i) == (int64_t)i;
    return apart;
}
