/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Makes the table of mention/gazetteer_table.h. Everything is sorted before anything is
 * numbered or hashed into place, so the order of the names leaves no trace. Names that
 * share a beginning lie side by side after sorting; how many steps one shares with
 * its neighbours says which nodes it needs.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "mention/gazetteer.h"
#include "mention/gazetteer_table.h"

struct item {
    uint64_t first; /* eight bytes of the key, for sorting */
    struct vg_str key, lead;
    const struct vg_gazetteer_name *name;
    unsigned letters, digits;
    int is_cased, is_capitals, has_plural;
};

struct node {
    uint64_t hash;
    uint32_t what, next;
};

struct build {
    struct vg_arena a;
    struct item *items;
    size_t n;
    struct vg_table_group *groups;
    size_t n_groups, room_groups;
    struct vg_table_piece *pieces;
    size_t n_pieces, room_pieces;
    struct node *nodes;
    size_t n_nodes, room_nodes;
    uint64_t *keys; /* of the filter */
    size_t n_keys, room_keys;
    uint64_t *single;
    uint32_t has;
    struct vg_buf pool;
    uint16_t *same;
    uint16_t *core_first, *core_next; /* characters by what they fold to; see core_map() */
    struct vg_buf steps;              /* the key that is being made */
};

enum {
    CORE = 0xa000,
    FOLDED_TOP = 0x40000 /* nothing folds to more */,
    SINGLE_WORDS = 0x10000 / 64
};

static void end(struct build *b)
{
    free(b->items);
    free(b->groups);
    free(b->pieces);
    free(b->nodes);
    free(b->keys);
    vg_buf_end(&b->pool);
    vg_buf_end(&b->steps);
    vg_arena_end(&b->a);
}

/* Room for one more of `size` bytes. The large lists are no part of the arena: what they have
 * grown out of is given back. */
static void *grow(void *list, size_t n, size_t *room, size_t size)
{
    enum { FIRST = 256 };

    if (n < *room)
        return list;
    *room = *room == 0 ? FIRST : 2 * *room;
    assert(*room <= SIZE_MAX / size);
    return vg_realloc(list, *room * size);
}

#define GROW(list, n, room) ((__typeof__(list))grow((list), (n), (room), sizeof *(list)))

/* -- names into keys ---------------------------------------------------------------------- */

static int refuse(const struct vg_gazetteer_name *n, const char *why, struct vg_err *err)
{
    VG_SCOPED_BUF shown = {.max = 96};

    vg_put_visible(&shown, n->name.len <= 60 ? n->name : n->id, 0);
    return vg_fail(err, VG_E_FORMAT, "name \"%s\": %s", shown.p == NULL ? "" : shown.p, why);
}

static int has_control(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
            return 1;
    return 0;
}

static int check_text(const struct vg_gazetteer_name *n, struct vg_err *err)
{
    if (n->name.len == 0 || n->id.len == 0)
        return refuse(n, "a name and an id are both needed", err);
    if (n->name.len > VG_MAX_NAME_BYTES || n->id.len > VG_MAX_NAME_BYTES)
        return refuse(n, "longer than a name or id can be (" VG_MAX_NAME_BYTES_TEXT " bytes)", err);
    if (vg_utf8_bad(n->name.p, n->name.len) < n->name.len ||
        vg_utf8_bad(n->id.p, n->id.len) < n->id.len)
        return refuse(n, "is not UTF-8", err);
    if (has_control(n->name) || has_control(n->id))
        return refuse(n, "holds control characters", err);
    if (n->kind != VG_NAME_PLACE && n->kind != VG_NAME_TRIGGER)
        return refuse(n, "is neither a place nor a trigger", err);
    return VG_OK;
}

/* One of the ideographs that have three bytes and nothing else to them; `n` bytes are there. */
static int is_plain_han(const unsigned char *p, size_t n)
{
    if (n < 3 || p[0] < 0xe4 || p[0] > 0xe9)
        return 0;
    return (p[0] > 0xe4 || p[1] >= 0xb8) && (p[0] < 0xe9 || p[1] <= 0xbd);
}

static int is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Bytes of a character at `p` that is read without a look at what is around it, because nothing
 * behind it can belong to it: ASCII and plain ideographs; else 0. */
static size_t apart_at(const char *p, size_t n)
{
    const unsigned char *b = (const unsigned char *)p;
    size_t own = *b < 0x80 && *b != '`' ? 1 : is_plain_han(b, n) ? 3 : 0;

    return own > 0 && (own == n || b[own] < 0x80 || is_plain_han(b + own, n - own)) ? own : 0;
}

/* Case and letters, from the name as it is written. */
static void look_at_letters(struct item *it)
{
    unsigned upper = 0, lower = 0, loose = 0, spaces = 0;
    struct vg_str s = it->name->name;
    struct vg_cluster c;

    for (size_t at = 0; at < s.len;) {
        size_t n = apart_at(s.p + at, s.len - at);

        if (n == 3 || (n == 1 && is_lower(s.p[at]))) { /* most are */
            loose += n == 3;
            it->letters += n == 1;
            lower += n == 1;
            at += n;
            continue;
        }
        at += vg_cluster_read(s.p + at, s.len - at, &c);
        if (c.n == 0)
            continue;
        switch (vg_unit_class(c.unit[0])) {
        case VG_UNIT_LOOSE:
            loose++;
            break;
        case VG_UNIT_WORD:
            it->letters += vg_char_kind(c.raw) != VG_CHAR_DIGIT;
            it->digits += vg_char_kind(c.raw) == VG_CHAR_DIGIT;
            upper += (unsigned)c.is_upper;
            lower += vg_char_kind(c.raw) == VG_CHAR_LOWER;
            break;
        case VG_UNIT_SPACE:
            spaces++;
            break;
        case VG_UNIT_PUNCT:
        default:
            break;
        }
    }
    it->is_capitals = upper > 0 && lower == 0 && loose == 0 && spaces == 0 && it->letters > 1;
    it->is_cased = upper + lower > 0 && loose == 0 && (it->letters <= 3 || it->is_capitals);
}

/* Steps into `b`, each with its end. Returns how many, 0 when they are too many or too long. */
static size_t put_steps(struct vg_buf *b, struct vg_units *u, int is_cased, int is_lead)
{
    struct vg_step s;
    size_t n = 0;

    for (;;) {
        while (!u->is_end && vg_unit_class(u->c.unit[u->i]) == VG_UNIT_SPACE)
            vg_units_take(u);
        if (u->is_end || (is_lead && vg_unit_class(u->c.unit[u->i]) != VG_UNIT_PUNCT))
            return n;
        vg_step_take(u, is_cased, &s);
        if (s.n == 0 || n == VG_MAX_NAME_STEPS)
            return 0;
        vg_put(b, s.bytes, s.n);
        vg_putc(b, VG_STEP_END);
        n++;
    }
}

static int is_plain_letter(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

enum { SHORT = 96 /* bytes: no more steps than a name may have, none too long */ };
_Static_assert(SHORT <= VG_MAX_NAME_STEPS && (int)SHORT < (int)VG_STEP_BYTES,
               "no name is refused here");

/* An ideograph as a step; returns its bytes, 0 where its step may be more than three. */
static size_t plain_han_step(const char *p, char out[3])
{
    uint32_t raw, folded[VG_FOLD_MAX];

    (void)vg_utf8_next(p, 3, &raw);
    if (vg_fold_char(raw, folded) != 1 || !vg_is_han(folded[0]) || folded[0] > 0xffff)
        return 0;
    out[0] = (char)(0xe0U | folded[0] >> 12);
    out[1] = (char)(0x80U | (folded[0] >> 6 & 0x3fU));
    out[2] = (char)(0x80U | (folded[0] & 0x3fU));
    return 3;
}

/*
 * The steps of a name that is nothing but ASCII, a letter or digit first, and plain ideographs, as
 * nearly all are; returns their bytes. 0 for any other: what put_steps() gives in many times
 * the work.
 */
static size_t plain_steps(struct vg_str s, char out[2 * SHORT])
{
    size_t at = 0, n = 0;

    if (s.len == 0 || s.len > SHORT ||
        ((unsigned char)s.p[0] < 0x80 && !is_plain_letter((unsigned char)s.p[0])))
        return 0;
    while (at < s.len) {
        unsigned char c = (unsigned char)s.p[at];
        size_t before = n;

        if (is_plain_letter(c)) {
            for (; at < s.len && is_plain_letter((unsigned char)s.p[at]); at++)
                out[n++] = (char)(s.p[at] | 0x20);
        } else if (c == ' ') {
            at++;
            continue;
        } else if (c > ' ' && c < 0x7f && c != '`') {
            out[n++] = s.p[at++];
        } else if (is_plain_han((const unsigned char *)s.p + at, s.len - at)) {
            n += plain_han_step(s.p + at, out + n);
            at += 3;
        }
        if (n == before)
            return 0;
        out[n++] = VG_STEP_END;
    }
    return n;
}

static uint64_t first_eight(struct vg_str key)
{
    uint64_t v = vg_eight(key.p, key.len);

    return __builtin_bswap64(v);
}

/* The steps of a name into `text`: the lead, which gets *lead bytes, and the key. */
static int put_key_steps(struct vg_buf *text, const struct item *it, size_t *lead,
                         struct vg_err *err)
{
    struct vg_units u;
    size_t n;

    vg_units_at(&u, it->name->name.p, it->name->name.len, 0);
    (void)put_steps(text, &u, 0, 1);
    *lead = text->len;
    if (u.is_end)
        return refuse(it->name, "there is no letter or digit in it", err);
    n = put_steps(text, &u, it->is_cased, 0);
    if (n == 0 || text->full || text->len > UINT16_MAX)
        return refuse(it->name, "has too many words", err);
    return VG_OK;
}

/* The key and lead of an item, again after is_cased has changed. */
static int make_key(struct build *b, struct item *it, struct vg_err *err)
{
    struct vg_buf *text = &b->steps;
    char plain[2 * SHORT];
    struct vg_str steps = {plain, it->is_cased ? 0 : plain_steps(it->name->name, plain)};
    size_t lead = 0;

    if (steps.len == 0) {
        int rc;

        vg_buf_clear(text);
        text->max = (size_t)8 * VG_MAX_NAME_BYTES;
        rc = put_key_steps(text, it, &lead, err);
        if (rc != VG_OK)
            return rc;
        steps = vg_buf_str(text);
    }
    it->lead = (struct vg_str){"", 0};
    if (lead > 0)
        it->lead = vg_str_copy(&b->a, (struct vg_str){steps.p, lead});
    it->key = vg_str_copy(&b->a, (struct vg_str){steps.p + lead, steps.len - lead});
    it->first = first_eight(it->key);
    return VG_OK;
}

static int is_english(struct vg_str lang)
{
    return lang.len == 0 ||
           (lang.len >= 2 && (lang.p[0] | 0x20) == 'e' && (lang.p[1] | 0x20) == 'n' &&
            (lang.len == 2 || lang.p[2] == '-' || lang.p[2] == '_'));
}

/* Of short names only those of bodies have one: NGOs, but no ILIs; and no B2Bs. */
static void look_at_plural(struct item *it)
{
    char last = it->key.p[it->key.len - 2]; /* before the end of the step */
    int may = it->is_capitals
                  ? it->digits == 0 && (it->letters > 3 || it->name->kind == VG_NAME_TRIGGER)
                  : it->letters > 3;

    it->has_plural = may && is_english(it->name->lang) && last >= 'a' && last <= 'z' && last != 's';
}

int vg_gazetteer_name_check(const struct vg_gazetteer_name *name, struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)8 * VG_MAX_NAME_BYTES};
    struct item it = {.name = name};
    char plain[2 * SHORT];
    size_t lead;
    int rc = check_text(name, err);

    if (rc == VG_OK && plain_steps(name->name, plain) == 0)
        rc = put_key_steps(&text, &it, &lead, err);
    return rc;
}

/* -- order ----------------------------------------------------------------------------------- */

static int by_key(const struct item *x, const struct item *y)
{
    int c;

    if (x->is_cased != y->is_cased)
        return x->is_cased - y->is_cased;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (c = vg_str_cmp(x->key, y->key)) != 0 ? c : 0;
}

static int by_group(const struct item *x, const struct item *y)
{
    int c = by_key(x, y);

    if (c == 0)
        c = vg_str_cmp(x->lead, y->lead);
    return c != 0 ? c : (int)x->name->kind - (int)y->name->kind;
}

static int by_all(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int c = by_group(x, y);

    if (c == 0)
        c = vg_str_cmp(x->name->name, y->name->name);
    if (c == 0)
        c = vg_str_cmp(x->name->id, y->name->id);
    return c != 0 ? c : y->has_plural - x->has_plural;
}

/* An item by what comes first in the order. */
struct rank {
    uint64_t first;
    uint32_t item;
    uint32_t is_cased;
};

static unsigned digit_of(const struct rank *r, unsigned pass)
{
    return pass < sizeof r->first ? (unsigned)(r->first >> (8 * pass) & 0xff) : r->is_cased;
}

/* One pass of a sort by digits; returns 0 when it would change nothing. */
static int sort_by_digit(const struct rank *from, struct rank *to, size_t n, unsigned pass)
{
    size_t place[256] = {0}, at = 0;

    for (size_t i = 0; i < n; i++)
        place[digit_of(&from[i], pass)]++;
    for (size_t d = 0; d < 256; d++) {
        size_t count = place[d];

        if (count == n)
            return 0;
        place[d] = at;
        at += count;
    }
    for (size_t i = 0; i < n; i++)
        to[place[digit_of(&from[i], pass)]++] = from[i];
    return 1;
}

/*
 * The order of by_all(). Most of it is a matter of nine bytes, which are sorted by digits without
 * a look at the names, each of which is a wait for memory; what these leave equal, mostly a
 * few, is compared.
 */
static void sort_items(struct build *b)
{
    VG_SCOPED_FREE struct rank *ranks = vg_malloc(b->n * sizeof *ranks);
    VG_SCOPED_FREE struct rank *other = vg_malloc(b->n * sizeof *other);
    struct item *sorted = vg_malloc(b->n * sizeof *sorted);

    for (size_t i = 0; i < b->n; i++)
        ranks[i] =
            (struct rank){b->items[i].first, (uint32_t)i, (uint32_t)(b->items[i].is_cased != 0)};
    for (unsigned pass = 0; pass <= sizeof ranks->first; pass++)
        if (sort_by_digit(ranks, other, b->n, pass)) {
            struct rank *swapped = ranks;

            ranks = other;
            other = swapped;
        }
    for (size_t i = 0; i < b->n; i++)
        sorted[i] = b->items[ranks[i].item];
    free(b->items);
    b->items = sorted;
    for (size_t i = 0, n; i < b->n; i += n) {
        for (n = 1; i + n < b->n && ranks[i + n].first == ranks[i].first &&
                    ranks[i + n].is_cased == ranks[i].is_cased;)
            n++;
        if (n > 1)
            qsort(&sorted[i], n, sizeof *sorted, by_all);
    }
}

static int group_found(const struct build *b, size_t n, const struct item *it)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = by_group(&b->items[mid], it);

        if (c == 0)
            return 1;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

/* Case that tells nothing: of lists all in capitals, of names listed in another case too. */
static void forget_capitals(struct build *b)
{
    size_t longer = 0, capitals = 0;

    for (size_t i = 0; i < b->n; i++)
        if (b->items[i].letters > 3) {
            longer++;
            capitals += b->items[i].is_cased != 0;
        }
    for (size_t i = 0; i < b->n; i++)
        if (longer >= VG_NAMES_CAPITALS_FROM && capitals * 2 > longer && b->items[i].letters > 3)
            b->items[i].is_cased = 0;
}

static int unite_cases(struct build *b, struct vg_err *err)
{
    size_t n_folded = 0, changed = 0;

    while (n_folded < b->n && !b->items[n_folded].is_cased)
        n_folded++;
    for (size_t i = n_folded; i < b->n; i++) {
        struct item *it = &b->items[i], folded = *it;
        int rc;

        if (it->letters <= 3)
            continue;
        folded.is_cased = 0;
        rc = make_key(b, &folded, err);
        if (rc != VG_OK)
            return rc;
        if (group_found(b, n_folded, &folded)) {
            *it = folded;
            changed++;
        }
    }
    if (changed > 0)
        sort_items(b);
    return VG_OK;
}

static int take_names(struct build *b, const struct vg_gazetteer_name *names, size_t n,
                      struct vg_err *err)
{
    size_t bytes = 0;
    int rc = VG_OK;

    b->items = vg_malloc((n + 1) * sizeof *b->items);
    b->n = n;
    for (size_t i = 0; i < n && rc == VG_OK; i++) {
        b->items[i] = (struct item){.name = &names[i]};
        bytes += names[i].name.len + names[i].id.len;
        if (bytes > VG_MAX_NAMES_BYTES)
            return vg_fail(err, VG_E_LIMIT, "names and ids of more than %lld bytes",
                           (long long)VG_MAX_NAMES_BYTES);
        rc = check_text(&names[i], err);
        if (rc == VG_OK)
            look_at_letters(&b->items[i]);
    }
    if (rc == VG_OK)
        forget_capitals(b);
    for (size_t i = 0; i < n && rc == VG_OK; i++) {
        rc = make_key(b, &b->items[i], err);
        if (rc == VG_OK)
            look_at_plural(&b->items[i]);
    }
    if (rc != VG_OK)
        return rc;
    sort_items(b);
    return unite_cases(b, err);
}

/* -- groups ------------------------------------------------------------------------------------ */

static void put_piece(struct build *b, struct vg_str s)
{
    b->pieces = GROW(b->pieces, b->n_pieces, &b->room_pieces);
    b->pieces[b->n_pieces++] = (struct vg_table_piece){(uint32_t)b->pool.len, (uint32_t)s.len};
    vg_put_str(&b->pool, s);
}

static int by_id(const void *a, const void *b)
{
    const struct vg_str *x = a, *y = b;

    return vg_str_cmp(*x, *y);
}

static void put_ids(struct build *b, struct vg_table_group *g, const struct item *first, size_t n)
{
    struct vg_str one[8], *ids = n <= 8 ? one : VG_NEW_ARRAY(&b->a, struct vg_str, n);

    for (size_t i = 0; i < n; i++)
        ids[i] = first[i].name->id;
    if (n > 1)
        qsort(ids, n, sizeof *ids, by_id);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || vg_str_cmp(ids[i - 1], ids[i]) != 0) {
            put_piece(b, ids[i]);
            g->n_ids++;
        }
}

/* What stands at the start of `p`, and in how many bytes: white space, something else, or
 * something that nobody sees. */
enum seen { SEEN, SEEN_SPACE, SEEN_NOT };

static enum seen seen_at(const char *p, size_t len, size_t *n)
{
    struct vg_cluster c;

    *n = apart_at(p, len);
    if (*n > 0)
        return *p == ' ' || (*p >= '\t' && *p <= '\r') ? SEEN_SPACE : SEEN;
    *n = vg_cluster_read(p, len, &c);
    if (c.n == 0)
        return SEEN_NOT;
    return vg_unit_class(c.unit[0]) == VG_UNIT_SPACE ? SEEN_SPACE : SEEN;
}

/* See VG_GROUP_PLAIN. */
static int is_plain(struct vg_str s)
{
    int space = 1; /* as if one were before */

    for (size_t at = 0, n; at < s.len; at += n) {
        enum seen is = seen_at(s.p + at, s.len - at, &n);

        if (is == SEEN_NOT || (is == SEEN_SPACE && (space || s.p[at] != ' ')))
            return 0;
        space = is == SEEN_SPACE;
    }
    return !space;
}

static void put_group(struct build *b, const struct item *first, size_t n)
{
    struct vg_table_group *g;

    b->groups = GROW(b->groups, b->n_groups, &b->room_groups);
    g = &b->groups[b->n_groups++];
    *g = (struct vg_table_group){
        .key = (uint32_t)b->pool.len,
        .key_len = (uint16_t)first->key.len,
        .lead_len = (uint16_t)first->lead.len,
        .kind = (uint8_t)first->name->kind,
        .flags = first->is_cased ? VG_GROUP_CASED | VG_GROUP_CAPITALS : 0,
        .pieces = (uint32_t)b->n_pieces,
    };
    vg_put_str(&b->pool, first->key);
    g->lead = (uint32_t)b->pool.len;
    vg_put_str(&b->pool, first->lead);
    g->first = (uint16_t)first->name->name.len;
    memcpy(g->head, first->name->name.p, g->first < sizeof g->head ? g->first : sizeof g->head);
    if (first->lead.len == 0 && is_plain(first->name->name))
        g->flags |= VG_GROUP_PLAIN;
    for (size_t i = 0; i < n; i++) {
        if (first[i].has_plural)
            g->flags |= VG_GROUP_PLURAL;
        if (i == 0 || vg_str_cmp(first[i - 1].name->name, first[i].name->name) != 0) {
            put_piece(b, first[i].name->name);
            g->n_spellings++;
        }
    }
    put_ids(b, g, first, n);
}

/* -- nodes ---------------------------------------------------------------------------------------
 */

static size_t shared_steps(const struct item *x, const struct item *y)
{
    size_t n = 0, i = 0, len;

    if (x == NULL || y == NULL || x->is_cased != y->is_cased)
        return 0;
    len = x->key.len < y->key.len ? x->key.len : y->key.len;
    for (; i < len && x->key.p[i] == y->key.p[i]; i++)
        n += x->key.p[i] == VG_STEP_END;
    return n;
}

static void put_node(struct build *b, uint64_t hash, uint32_t what, uint32_t next)
{
    b->nodes = GROW(b->nodes, b->n_nodes, &b->room_nodes);
    b->nodes[b->n_nodes++] = (struct node){hash, what, next};
}

static uint32_t char_at(struct vg_str s, size_t at)
{
    uint32_t c = 0;

    if (at < s.len)
        (void)vg_utf8_next(s.p + at, s.len - at, &c);
    return c;
}

static int is_loose_at(struct vg_str key, size_t at)
{
    return at < key.len && vg_unit_class(char_at(key, at)) == VG_UNIT_LOOSE;
}

/*
 * The nodes of a key that shares `before` steps with the key before it and `after` with the
 * next. The first step of Han and its like has a node only if a name ends there: texts are
 * followed to the second step anyhow.
 */
static void put_nodes(struct build *b, const struct item *it, uint32_t group, size_t before,
                      size_t after)
{
    uint64_t h = vg_root_hash(it->is_cased);
    struct vg_str key = it->key;
    int loose = is_loose_at(key, 0);
    size_t depth = 0;

    for (size_t at = 0; at < key.len;) {
        size_t n =
            (size_t)((const char *)memchr(key.p + at, VG_STEP_END, key.len - at) - (key.p + at));
        int is_last = at + n + 1 == key.len;

        h = vg_step_hash(h, key.p + at, n);
        at += n + 1;
        depth++;
        if (loose && depth == 1 && !is_last)
            continue;
        if (depth <= before)
            continue;
        if (depth > after) {
            at += at < key.len && key.p[at] == VG_STEP_UPPER;
            put_node(b, h, group + 1, is_last ? 0 : vg_next_mark(char_at(key, at)));
            return;
        }
        put_node(b, h, VG_NODE_BRANCH | (is_last ? group + 1 : 0), 0);
    }
}

/* -- keys of the filter
 * ---------------------------------------------------------------------------- */

static void put_key(struct build *b, uint64_t key)
{
    b->keys = GROW(b->keys, b->n_keys, &b->room_keys);
    b->keys[b->n_keys++] = key;
}

/* For each folded character the characters of U+4000 to U+9FFF that fold to it, as a list. */
static void core_map(struct build *b)
{
    uint32_t out[VG_FOLD_MAX];

    b->same = VG_NEW_ARRAY(&b->a, uint16_t, VG_CORE);
    b->core_first = VG_NEW_ARRAY(&b->a, uint16_t, FOLDED_TOP);
    b->core_next = VG_NEW_ARRAY(&b->a, uint16_t, CORE);
    for (uint32_t c = CORE - 1; c >= 0x4000; c--)
        if (vg_fold_char(c, out) == 1 && out[0] < FOLDED_TOP) {
            b->core_next[c] = b->core_first[out[0]];
            b->core_first[out[0]] = (uint16_t)c;
        }
    for (uint32_t c = 0x4000; c < CORE; c++)
        if (vg_fold_char(c, out) == 1 && out[0] < FOLDED_TOP)
            b->same[c - VG_CORE_FIRST] = b->core_first[out[0]];
}

static uint16_t core_of(const struct build *b, uint32_t c)
{
    return c < FOLDED_TOP ? b->core_first[c] : 0;
}

/* Two characters, and what may come behind: `z` is the third step's, 0 when there is none. */
static void put_pair(struct build *b, uint32_t x, uint32_t y, uint32_t z)
{
    uint64_t two = (uint64_t)core_of(b, x) << 16 | core_of(b, y);

    put_key(b, vg_key_pair(x, y));
    if (core_of(b, x) == 0 || core_of(b, y) == 0)
        return;
    put_key(b, vg_key_han(two));
    if (z == 0)
        put_key(b, vg_key_han_end(two));
    else if (core_of(b, z) != 0)
        put_key(b, vg_key_han_more(two, core_of(b, z)));
}

/* The first character of the step behind the one at `at`; 0 when there is none. */
static size_t next_step(struct vg_str key, size_t at)
{
    while (at < key.len && key.p[at] != VG_STEP_END)
        at++;
    return at + 1;
}

static void put_loose_keys(struct build *b, struct vg_str key)
{
    size_t second = next_step(key, 0), third = next_step(key, second);
    uint32_t x = char_at(key, 0), y = char_at(key, second);

    if (is_loose_at(key, second) || vg_is_core(y)) /* the core has a few signs in it */
        put_pair(b, x, y, char_at(key, third));
    if (is_loose_at(key, second))
        return;
    put_key(b, vg_key_one(x));
    b->has |= VG_HAS_MIXED;
    if (second < key.len)
        return;
    b->has |= VG_HAS_SINGLE;
    for (uint16_t i = core_of(b, x); i != 0; i = b->core_next[i])
        b->single[i / 64] |= (uint64_t)1 << (i % 64);
}

static int is_ascii_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

static void put_word_keys(struct build *b, struct vg_str key, struct vg_str step, int plural)
{
    uint64_t eight = vg_eight(step.p, step.len);
    const char *next = step.p + step.len + 1;

    put_key(b, vg_key_word(eight));
    if (step.len + 1 == key.len)
        put_key(b, vg_key_word_end(eight));
    else if (is_ascii_word(next[0]) && next[1] == VG_STEP_END) {
        put_key(b, vg_key_word_more(eight, (unsigned char)next[0]));
        put_key(b, vg_key_word_more(eight, (unsigned char)next[0] | (unsigned)'s' << 8));
    } else if (is_ascii_word(next[0]) && is_ascii_word(next[1]))
        put_key(b, vg_key_word_more(eight, (unsigned char)next[0] | (unsigned)(unsigned char)next[1]
                                                                        << 8));
    if (plural && step.len < sizeof(uint64_t)) {
        eight |= (uint64_t)'s' << (8 * step.len);
        put_key(b, vg_key_word(eight));
        put_key(b, vg_key_word_end(eight));
    }
}

static void put_cased_keys(struct build *b, struct vg_str step, int plural)
{
    char raw[9], low[9];
    size_t n = 0, n_low = 0;
    int ascii = 1, upper = 0;

    for (size_t i = 0; i < step.len; i++) {
        unsigned char c = (unsigned char)step.p[i];

        if (c == VG_STEP_UPPER) {
            upper = 1;
            continue;
        }
        ascii = ascii && (c < 0x80 || n >= 8);
        if (n < 8)
            raw[n++] = (char)(upper && c >= 'a' && c <= 'z' ? c & ~0x20U : c);
        if (n_low < 8)
            low[n_low++] = (char)c;
        upper = 0;
    }
    for (int s = 0; s <= (plural && n < 8 ? 1 : 0); s++) {
        raw[n] = low[n_low] = 's';
        if (ascii)
            put_key(b, vg_key_cased(vg_eight(raw, n + (size_t)s)));
        put_key(b, vg_key_cased_slow(vg_eight(low, n_low + (size_t)s)));
    }
}

static void put_keys(struct build *b, const struct item *it, int plural)
{
    struct vg_str step = {it->key.p, 0};

    if (is_loose_at(it->key, 0)) {
        put_loose_keys(b, it->key);
        return;
    }
    while (step.p[step.len] != VG_STEP_END)
        step.len++;
    plural = plural && step.len + 1 == it->key.len;
    if (it->is_cased) {
        b->has |= VG_HAS_CASED;
        put_cased_keys(b, step, plural);
        return;
    }
    put_word_keys(b, it->key, step, plural);
}

/* -- all of it
 * ------------------------------------------------------------------------------------- */

/* Sorted, names lie all over the memory: it is asked for ahead of time. Inline, because gcc takes a
 * function that does no more than this for one that does nothing. */
__attribute__((always_inline)) static inline void ask_ahead(const struct build *b, size_t i)
{
    enum { FAR = 24, NEAR = 12 };

    if (i + FAR >= b->n)
        return;
    __builtin_prefetch(b->items[i + FAR].name);
    __builtin_prefetch(b->items[i + NEAR].name->name.p);
    __builtin_prefetch(b->items[i + NEAR].name->id.p);
    __builtin_prefetch(b->items[i + NEAR].key.p);
}

/* The groups of one key and what leads to them; returns the item behind them. */
static size_t put_names_of_key(struct build *b, size_t i, size_t *before)
{
    const struct item *first = &b->items[i];
    uint32_t group = (uint32_t)b->n_groups;
    size_t after;
    int plural = 0;

    while (i < b->n && by_key(&b->items[i], first) == 0) {
        size_t n = 1;

        ask_ahead(b, i);
        while (i + n < b->n && by_group(&b->items[i], &b->items[i + n]) == 0)
            n++;
        put_group(b, &b->items[i], n);
        b->groups[b->n_groups - 1].flags |= VG_GROUP_SAME_KEY;
        plural |= b->groups[b->n_groups - 1].flags & VG_GROUP_PLURAL;
        i += n;
    }
    b->groups[b->n_groups - 1].flags &= (uint8_t)~VG_GROUP_SAME_KEY;
    after = shared_steps(first, i < b->n ? &b->items[i] : NULL);
    put_nodes(b, first, group, *before, after);
    put_keys(b, first, plural);
    *before = after;
    return i;
}

static size_t power_above(size_t n, size_t least, size_t most)
{
    size_t p = least;

    while (p < n && p < most)
        p *= 2;
    return p;
}

static size_t aligned(size_t n)
{
    return (n + VG_TABLE_ALIGN - 1) / VG_TABLE_ALIGN * VG_TABLE_ALIGN;
}

enum { AHEAD = 16 /* places in a table that are asked for before they are needed */ };

static void fill_filter(const struct build *b, uint64_t *filter, size_t words)
{
    unsigned shift = 64 - (unsigned)__builtin_ctzll(words);

    for (size_t i = 0; i < b->n_keys; i++)
        filter[b->keys[i] >> shift] |= vg_filter_bits(b->keys[i]);
}

static void fill_nodes(const struct build *b, struct vg_table_node *slots, size_t n)
{
    for (size_t i = 0; i < b->n_nodes; i++) {
        size_t at = b->nodes[i].hash & (n - 1);

        if (i + AHEAD < b->n_nodes)
            __builtin_prefetch(&slots[b->nodes[i + AHEAD].hash & (n - 1)], 1);
        while (slots[at].what != 0)
            at = (at + 1) & (n - 1);
        slots[at].tag = ((uint32_t)(b->nodes[i].hash >> 32) & VG_NODE_TAG) | b->nodes[i].next;
        slots[at].what = b->nodes[i].what;
    }
}

static void *put_section(char **p, const void *bytes, size_t n)
{
    void *at = *p;

    if (bytes != NULL && n > 0)
        memcpy(*p, bytes, n);
    *p += aligned(n);
    return at;
}

static int write_table(struct build *b, struct vg_buf *out, struct vg_err *err)
{
    size_t filter = power_above(b->n_keys / 4, 64, VG_NAMES_FILTER / 8);
    size_t slots = power_above(b->n_nodes * 3 / 2 + 1, 64, SIZE_MAX / 4);
    size_t groups = b->n_groups * sizeof *b->groups, pieces = b->n_pieces * sizeof *b->pieces;
    struct vg_table_head head = {
        .version = VG_TABLE_VERSION,
        .has = b->has,
        .filter_words = (uint32_t)filter,
        .n_slots = (uint32_t)slots,
        .n_nodes = (uint32_t)b->n_nodes,
        .n_groups = (uint32_t)b->n_groups,
        .n_pieces = (uint32_t)b->n_pieces,
        .pool = (uint32_t)b->pool.len,
    };
    size_t size = sizeof head + filter * 8 + VG_CORE * sizeof *b->same +
                  SINGLE_WORDS * sizeof *b->single + slots * sizeof(struct vg_table_node) +
                  aligned(groups) + aligned(pieces) + aligned(b->pool.len);
    char *p;

    if (b->pool.full || size > (size_t)VG_MAX_NAMES_TABLE || !vg_buf_room(out, size))
        return vg_fail(err, VG_E_LIMIT, "the table of %zu names is larger than %lld bytes", b->n,
                       (long long)VG_MAX_NAMES_TABLE);
    p = out->p + out->len;
    memset(p, 0, size);
    memcpy(head.magic, VG_TABLE_MAGIC, sizeof head.magic);
    head.size = size;
    (void)put_section(&p, &head, sizeof head);
    fill_filter(b, put_section(&p, NULL, filter * 8), filter);
    (void)put_section(&p, b->same, VG_CORE * sizeof *b->same);
    (void)put_section(&p, b->single, SINGLE_WORDS * sizeof *b->single);
    fill_nodes(b, put_section(&p, NULL, slots * sizeof(struct vg_table_node)), slots);
    (void)put_section(&p, b->groups, groups);
    (void)put_section(&p, b->pieces, pieces);
    (void)put_section(&p, b->pool.p, b->pool.len);
    head.checksum = vg_table_checksum(out->p + out->len, size);
    memcpy(out->p + out->len, &head, sizeof head);
    vg_buf_took(out, size);
    return VG_OK;
}

static int build(struct build *b, const struct vg_gazetteer_name *names, size_t n,
                 struct vg_buf *out, struct vg_err *err)
{
    size_t shared = 0;
    int rc = take_names(b, names, n, err);

    if (rc != VG_OK)
        return rc;
    b->single = VG_NEW_ARRAY(&b->a, uint64_t, SINGLE_WORDS);
    core_map(b);
    for (size_t i = 0; i < n;)
        i = put_names_of_key(b, i, &shared);
    return write_table(b, out, err);
}

int vg_gazetteer_build(const struct vg_gazetteer_name *names, size_t n, struct vg_buf *out,
                       struct vg_err *err)
{
    struct build b = {.pool = {.max = VG_MAX_NAMES_TABLE}};
    int rc;

    assert(out->len == 0);
    if (n > VG_MAX_NAMES)
        return vg_fail(err, VG_E_LIMIT, "%zu names; at most %d can be looked for", n, VG_MAX_NAMES);
    rc = build(&b, names, n, out, err);
    end(&b);
    return rc;
}
