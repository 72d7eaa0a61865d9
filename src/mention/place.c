/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The gazetteer. Places by id are found by bisection in the sorted table, names
 * through a hash table that also knows the beginnings of names: the search
 * takes unit after unit (a word, or a Han character; see place_name.h) as long
 * as what it has is the beginning of a name. Nearly every start in a text is
 * given up after one look into the table, two characters deep in Han.
 */
#include "mention/place.h"

#include <string.h>

#include "mention/place_name.h"
#include "mention/place_table.h"

enum { MAX_UP = 16 }; /* steps from a place to the world; the longest chain has seven */

static const char *const level_words[] = {"unknown", "world", "continent", "country",
                                          "region",  "metro", "city",      "district"};

const char *vg_place_level_word(enum vg_place_level level)
{
    return level_words[level];
}

int vg_place_level_read(const char *word, enum vg_place_level *out, struct vg_err *err)
{
    for (unsigned i = VG_PLACE_WORLD; i <= VG_PLACE_DISTRICT; i++)
        if (strcmp(word, level_words[i]) == 0) {
            *out = (enum vg_place_level)i;
            return VG_OK;
        }
    return vg_fail(err, VG_E_FORMAT,
                   "no level of places: '%.64s'; they are world, continent, country, region, "
                   "metro, city, district",
                   word);
}

const struct vg_place *vg_place_get(const struct vg_places *ps, const char *id)
{
    size_t low = 0, high = vg_place_count;

    if (id == NULL)
        return NULL;
    for (size_t i = 0; i < ps->n_added; i++)
        if (strcmp(ps->added[i].id, id) == 0)
            return &ps->added[i];
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = strcmp(vg_place_list[mid].id, id);

        if (c == 0)
            return &vg_place_list[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const struct vg_place *vg_place_at(const struct vg_places *ps, const char *id,
                                   enum vg_place_level level)
{
    const struct vg_place *p = vg_place_get(ps, id), *found = NULL;

    for (int i = 0; i < MAX_UP && p != NULL && p->level >= level; i++) {
        found = p;
        p = vg_place_get(ps, p->parent);
    }
    return found;
}

int vg_place_within(const struct vg_places *ps, const char *inner, const char *outer)
{
    const struct vg_place *p;

    if (strcmp(inner, outer) == 0 || strcmp(outer, "world") == 0)
        return 1;
    p = vg_place_get(ps, inner);
    for (int i = 0; i < MAX_UP && p != NULL && p->parent != NULL; i++) {
        if (strcmp(p->parent, outer) == 0)
            return 1;
        p = vg_place_get(ps, p->parent);
    }
    return 0;
}

const char *vg_place_narrower(const struct vg_places *ps, const char *a, const char *b)
{
    if (vg_place_within(ps, a, b))
        return a;
    return vg_place_within(ps, b, a) ? b : NULL;
}

/* What has been read of a name. The key stands apart: going back to an earlier
 * reading is going back to its length. */
struct reading {
    char *key; /* VG_PLACE_KEY bytes */
    size_t len, bytes;
    uint32_t hash;
    int is_upper, is_han;
};

struct found {
    const struct vg_place *place;
    size_t bytes;
    int ambiguous;
};

static const struct vg_place_entry *entry_of(const struct reading *r)
{
    for (uint32_t at = r->hash ^ r->hash >> 15;; at++) {
        uint32_t slot = vg_place_slots[at & vg_place_slot_mask];
        const struct vg_place_entry *e;

        if (slot == 0)
            return NULL;
        if ((slot ^ r->hash) > 0xffffU)
            continue;
        e = &vg_place_entries[(slot & 0xffffU) - 1];
        if (e->key_len == r->len && memcmp(vg_place_keys + e->key, r->key, r->len) == 0)
            return e;
    }
}

static int take_unit(struct reading *r, const struct vg_place_unit *u, size_t gap)
{
    size_t len = vg_place_key_add(r->key, r->len, u);

    if (len == 0)
        return 0;
    r->hash =
        vg_place_hash(r->len == 0 ? VG_PLACE_HASH_START : r->hash, r->key + r->len, len - r->len);
    r->len = len;
    r->bytes += gap + u->bytes;
    r->is_upper &= u->is_upper;
    r->is_han = u->is_han;
    return 1;
}

/* Words of kind behind a name and the levels they speak of; in China a city is a
 * prefecture with its counties, or a county. */
static const struct {
    const char *word;
    unsigned levels, levels_cn; /* bits 1 << enum vg_place_level */
} kinds[] = {
    /* clang-format off */
    {"province",     1U << VG_PLACE_REGION,   1U << VG_PLACE_REGION},
    {"state",        1U << VG_PLACE_REGION,   0},
    {"region",       1U << VG_PLACE_REGION,   1U << VG_PLACE_REGION},
    {"canton",       1U << VG_PLACE_REGION,   0},
    {"oblast",       1U << VG_PLACE_REGION,   0},
    {"governorate",  1U << VG_PLACE_REGION,   0},
    {"department",   1U << VG_PLACE_REGION,   0},
    {"parish",       1U << VG_PLACE_REGION,   0},
    {"county",       1U << VG_PLACE_REGION,   1U << VG_PLACE_CITY},
    {"district",     1U << VG_PLACE_REGION | 1U << VG_PLACE_DISTRICT, 1U << VG_PLACE_DISTRICT},
    {"prefecture",   1U << VG_PLACE_REGION,   1U << VG_PLACE_METRO},
    {"municipality", 1U << VG_PLACE_CITY,     1U << VG_PLACE_METRO},
    {"city",         0,                       1U << VG_PLACE_METRO | 1U << VG_PLACE_CITY},
    {"banner",       0,                       1U << VG_PLACE_CITY},
    {"\xe5\xb8\x82", 1U << VG_PLACE_METRO | 1U << VG_PLACE_CITY, 0}, /* 市; in China part of the name */
    /* clang-format on */
};

enum { NO_KIND = -1 };

/* The word of kind after `at`; *end is moved behind it. */
static int kind_after(const char *text, size_t len, size_t at, int is_han, size_t *end)
{
    struct vg_place_unit u;
    size_t gap = is_han ? 0 : vg_place_gap(text + at, len - at, 0);

    if ((!is_han && (gap == 0 || text[at] == ',')) ||
        !vg_place_unit(text + at + gap, len - at - gap, &u))
        return NO_KIND;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (u.len == strlen(kinds[i].word) && memcmp(u.text, kinds[i].word, u.len) == 0) {
            *end = at + gap + u.bytes;
            return (int)i;
        }
    return NO_KIND;
}

static int is_of_kind(const struct vg_place *p, int kind)
{
    static const struct vg_places built_in = {0};
    unsigned bit = 1U << p->level;

    if (kind == NO_KIND)
        return 0;
    return ((vg_place_within(&built_in, p->id, "CN") ? kinds[kind].levels_cn : kinds[kind].levels) &
            bit) != 0;
}

/* The place of an entry that is meant: one of the kind named behind it, else the
 * first that may stand bare. Those that hold it or lie in it are no rivals. */
static struct found choose(const struct vg_place_entry *e, const struct reading *r, int kind,
                           size_t end)
{
    static const struct vg_places built_in = {0};
    struct found f = {NULL, r->bytes, 0};

    for (unsigned i = 0; i < e->n; i++) {
        unsigned ref = vg_place_refs[e->refs + i];
        const struct vg_place *p = &vg_place_list[ref & VG_PLACE_REF_INDEX];
        int fits = is_of_kind(p, kind);

        if ((ref & VG_PLACE_REF_UPPER) != 0 && !r->is_upper)
            continue;
        if (f.bytes == end && kind != NO_KIND ? !fits : !fits && (ref & VG_PLACE_REF_KIND) != 0)
            continue;
        if (f.place == NULL || (fits && f.bytes != end)) {
            f = (struct found){p, fits ? end : r->bytes, 0};
        } else if (vg_place_narrower(&built_in, p->id, f.place->id) == NULL) {
            f.ambiguous++;
        }
    }
    return f;
}

static void look_at(const struct vg_place_entry *e, const struct reading *r, const char *text,
                    size_t len, struct found *best)
{
    size_t end = 0;
    int kind;
    struct found f;

    if (e->n == 0)
        return;
    kind = kind_after(text, len, r->bytes, r->is_han, &end);
    f = choose(e, r, kind, end);
    if (f.place != NULL)
        *best = f;
}

/* Inside a name small words are small: of, de la, upon. */
static int may_go_on(const struct vg_place_unit *u)
{
    return u->is_capital || u->len <= 4;
}

/* "China's" is a name and a possessive, "St. John's" all name. */
static const struct vg_place_entry *without_possessive(struct reading *r, struct reading before,
                                                       const struct vg_place_unit *u, size_t gap)
{
    struct vg_place_unit stem = *u;

    if (u->stem == 0)
        return NULL;
    stem.len = u->stem;
    stem.bytes = u->stem_bytes;
    *r = before;
    return take_unit(r, &stem, gap) ? entry_of(r) : NULL;
}

static struct found match_built_in(const char *text, size_t len)
{
    char key[VG_PLACE_KEY];
    struct reading r = {.key = key, .is_upper = 1};
    struct found best = {0};
    struct vg_place_unit u;
    size_t gap = 0;

    while (r.bytes < len && vg_place_unit(text + r.bytes + gap, len - r.bytes - gap, &u)) {
        struct reading before = r;
        const struct vg_place_entry *e;

        if (r.len == 0 ? !u.is_capital : !may_go_on(&u))
            break;
        if (!take_unit(&r, &u, gap))
            break;
        e = u.is_han && before.len == 0 ? NULL : entry_of(&r);
        if (e == NULL && u.stem > 0) {
            e = without_possessive(&r, before, &u, gap);
            if (e != NULL)
                look_at(e, &r, text, len, &best);
            break;
        }
        if (e != NULL)
            look_at(e, &r, text, len, &best);
        if (e == NULL ? !(u.is_han && before.len == 0) : !e->more)
            break;
        gap = vg_place_gap(text + r.bytes, len - r.bytes, u.is_han);
    }
    return best;
}

/* Bytes of `text` that are the name, 0 if it does not start with it. */
static size_t match_name(const char *text, size_t len, const char *name)
{
    size_t at = 0, in = 0, name_len = name == NULL ? 0 : strlen(name);
    struct vg_place_unit t, n;

    while (in < name_len && vg_place_unit(name + in, name_len - in, &n)) {
        size_t gap = in == 0 ? 0 : vg_place_gap(text + at, len - at, n.is_han);

        if (!vg_place_unit(text + at + gap, len - at - gap, &t) || (in == 0 && !t.is_capital))
            return 0;
        if (t.stem == n.len) {
            t.len = t.stem;
            t.bytes = t.stem_bytes;
        }
        if (t.len != n.len || memcmp(t.text, n.text, t.len) != 0)
            return 0;
        at += gap + t.bytes;
        in += n.bytes;
        in += vg_place_gap(name + in, name_len - in, n.is_han);
    }
    return in == name_len ? at : 0;
}

static struct found match_added(const struct vg_places *ps, const char *text, size_t len)
{
    struct found f = {0};

    for (size_t i = 0; i < ps->n_added; i++) {
        size_t en = match_name(text, len, ps->added[i].en);
        size_t zh = match_name(text, len, ps->added[i].zh);
        size_t n = en > zh ? en : zh;

        if (n > f.bytes)
            f = (struct found){&ps->added[i], n, 0};
        else if (n > 0 && n == f.bytes)
            f.ambiguous++;
    }
    return f;
}

size_t vg_place_match(const struct vg_places *ps, const char *text, size_t len,
                      const struct vg_place **out, int *ambiguous)
{
    struct found f = match_built_in(text, len);

    if (ps->n_added > 0) {
        struct found added = match_added(ps, text, len);

        if (added.bytes > 0 && added.bytes >= f.bytes) {
            added.ambiguous += added.bytes == f.bytes ? 1 + f.ambiguous : 0;
            f = added;
        }
    }
    if (f.place == NULL)
        return 0;
    *out = f.place;
    *ambiguous = f.ambiguous;
    return f.bytes;
}
