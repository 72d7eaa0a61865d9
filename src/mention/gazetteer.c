/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * 64 bytes at a time are made into masks (gazetteer_mask.c); a few bytes at each place where a
 * name could begin are hashed and looked up in a filter that stays in the cache. Most
 * places end there. What is left is followed step by step through the nodes
 * until one name is left, and that one is compared. Texts are never copied or folded as a whole.
 */
#include "mention/gazetteer.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "mention/gazetteer_mask.h"
#include "mention/gazetteer_match.h"
#include "mention/gazetteer_plain.h"
#include "mention/gazetteer_table.h"

enum { BLOCK = 64, SINGLE_WORDS = 0x10000 / 64 };

/* -- opening -------------------------------------------------------------------------------- */

/* Steps with their ends, each of them something. */
static int is_key(const char *p, size_t n, int may_be_empty)
{
    size_t step = 0;

    if (n == 0)
        return may_be_empty;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == VG_STEP_END && step == 0)
            return 0;
        step = p[i] == VG_STEP_END ? 0 : step + 1;
        if (step > VG_STEP_BYTES)
            return 0;
    }
    return step == 0;
}

static int is_group(const struct vg_gazetteer *g, const struct vg_table_group *r)
{
    uint64_t pool = g->head->pool;

    return (uint64_t)r->key + r->key_len <= pool &&
           (uint64_t)r->lead + r->lead_len + r->first <= pool &&
           (uint64_t)r->pieces + r->n_spellings + r->n_ids <= g->head->n_pieces && r->first > 0 &&
           r->n_spellings > 0 && r->n_ids > 0 &&
           (r->kind == VG_NAME_PLACE || r->kind == VG_NAME_TRIGGER) &&
           is_key(g->pool + r->key, r->key_len, 0) && is_key(g->pool + r->lead, r->lead_len, 1);
}

static int check_parts(const struct vg_gazetteer *g)
{
    const struct vg_table_head *h = g->head;
    uint32_t full = 0;

    for (uint32_t i = 0; i < h->n_groups; i++)
        if (!is_group(g, &g->groups[i]))
            return 0;
    if (h->n_groups > 0 && (g->groups[h->n_groups - 1].flags & VG_GROUP_SAME_KEY) != 0)
        return 0;
    for (uint32_t i = 0; i < h->n_pieces; i++)
        if ((uint64_t)g->pieces[i].at + g->pieces[i].len > h->pool)
            return 0;
    for (uint32_t i = 0; i < h->n_slots; i++) {
        if ((g->nodes[i].what & VG_NODE_GROUP) > h->n_groups)
            return 0;
        full += g->nodes[i].what != 0;
    }
    return full < h->n_slots;
}

static int is_power(uint32_t n)
{
    return n > 1 && (n & (n - 1)) == 0;
}

/* The next section, of `n` pieces of `size` bytes. */
static const void *section(const char **p, uint64_t n, size_t size)
{
    const void *at = *p;

    *p += (n * size + VG_TABLE_ALIGN - 1) / VG_TABLE_ALIGN * VG_TABLE_ALIGN;
    return at;
}

static uint64_t whole_size(const struct vg_table_head *h)
{
    uint64_t size = sizeof *h + (uint64_t)h->filter_words * 8 + VG_CORE * sizeof(uint16_t) +
                    SINGLE_WORDS * 8 + (uint64_t)h->n_slots * sizeof(struct vg_table_node);

    size += ((uint64_t)h->n_groups * sizeof(struct vg_table_group) + 7) / 8 * 8;
    size += ((uint64_t)h->n_pieces * sizeof(struct vg_table_piece) + 7) / 8 * 8;
    return size + ((uint64_t)h->pool + 7) / 8 * 8;
}

int vg_gazetteer_open(struct vg_gazetteer *g, const void *table, size_t len, struct vg_err *err)
{
    const struct vg_table_head *h = table;
    const char *p = table;
    struct vg_gazetteer made = {.head = h};

    if ((uintptr_t)table % VG_TABLE_ALIGN != 0)
        return vg_fail(err, VG_E_MISUSE, "a table of names must lie at a multiple of 8");
    if (len < sizeof *h || memcmp(h->magic, VG_TABLE_MAGIC, sizeof h->magic) != 0)
        return vg_fail(err, VG_E_FORMAT, "no table of names");
    if (h->version != VG_TABLE_VERSION)
        return vg_fail(err, VG_E_FORMAT, "a table of names of version %u; this program knows %d",
                       h->version, VG_TABLE_VERSION);
    if (h->size != len || !is_power(h->filter_words) || !is_power(h->n_slots) ||
        whole_size(h) != len)
        return vg_fail(err, VG_E_FORMAT, "a table of names of %zu bytes that do not add up", len);
    if (vg_table_checksum(table, len) != h->checksum)
        return vg_fail(err, VG_E_FORMAT, "a damaged table of names: its checksum is another");
    (void)section(&p, 1, sizeof *h);
    made.filter = section(&p, h->filter_words, 8);
    made.same = section(&p, VG_CORE, sizeof *made.same);
    made.single = section(&p, SINGLE_WORDS, 8);
    made.nodes = section(&p, h->n_slots, sizeof *made.nodes);
    made.groups = section(&p, h->n_groups, sizeof *made.groups);
    made.pieces = section(&p, h->n_pieces, sizeof *made.pieces);
    made.pool = section(&p, h->pool, 1);
    made.filter_shift = 64 - (unsigned)__builtin_ctz(h->filter_words);
    made.node_mask = h->n_slots - 1;
    if (!check_parts(&made))
        return vg_fail(err, VG_E_FORMAT, "a damaged table of names: a number points outside it");
    made.path = VG_GAZETTEER_PATHS - 1;
    while (vg_masks_by(made.path) == NULL)
        made.path--;
    *g = made;
    return VG_OK;
}

int vg_gazetteer_use(struct vg_gazetteer *g, enum vg_gazetteer_path path)
{
    if (vg_masks_by((int)path) == NULL)
        return 0;
    g->path = (int)path;
    return 1;
}

uint32_t vg_gazetteer_groups(const struct vg_gazetteer *g)
{
    return g->head->n_groups;
}

static struct vg_str piece(const struct vg_gazetteer *g, uint32_t i)
{
    return (struct vg_str){g->pool + g->pieces[i].at, g->pieces[i].len};
}

uint32_t vg_gazetteer_ids(const struct vg_gazetteer *g, uint32_t group)
{
    return g->groups[group].n_ids;
}

struct vg_str vg_gazetteer_id(const struct vg_gazetteer *g, uint32_t group, uint32_t i)
{
    return piece(g, g->groups[group].pieces + g->groups[group].n_spellings + i);
}

uint32_t vg_gazetteer_spellings(const struct vg_gazetteer *g, uint32_t group)
{
    return g->groups[group].n_spellings;
}

struct vg_str vg_gazetteer_spelling(const struct vg_gazetteer *g, uint32_t group, uint32_t i)
{
    return piece(g, g->groups[group].pieces + i);
}

/* -- following names from one place -------------------------------------------------------------
 */

struct place {
    const struct vg_gazetteer *g;
    const char *text;
    size_t len;
    size_t at;
    struct vg_hit *hits; /* of this place */
    size_t n;
};

/* The names of a key, from `group` on. */
static void ask(struct place *p, uint32_t group)
{
    const struct vg_table_group *r = p->g->groups;

    for (;; group++) {
        struct vg_match m = {0};
        uint8_t folded = 0;
        int is = vg_group_quick(p->g, group, p->text, p->len, p->at, &m, &folded);

        if (is < 0) {
            is = vg_group_matches(p->g, group, p->text, p->len, p->at, &m);
            if (is)
                folded = vg_match_folded(p->g, group, p->text, &m);
        }
        if (is && p->n < VG_FINDER_ROOM)
            p->hits[p->n++] = (struct vg_hit){
                .start = (uint32_t)m.start,
                .end = (uint32_t)m.end,
                .name = group,
                .kind = r[group].kind,
                .folded = (uint8_t)(folded | (m.is_plural ? VG_HIT_PLURAL : 0)),
            };
        if ((r[group].flags & VG_GROUP_SAME_KEY) == 0)
            return;
    }
}

/* What is known of a beginning; returns 1 when names go on from it. `next` is the mark
 * (vg_next_mark()) of the unit behind it, 0 if that is not known. */
static int look_up(struct place *p, uint64_t hash, unsigned next)
{
    const struct vg_gazetteer *g = p->g;
    uint32_t tag = (uint32_t)(hash >> 32) & VG_NODE_TAG, at = (uint32_t)hash & g->node_mask;
    int goes_on = 0;

    for (; g->nodes[at].what != 0; at = (at + 1) & g->node_mask) {
        uint32_t what = g->nodes[at].what, mark = g->nodes[at].tag & VG_NODE_NEXT;

        if ((g->nodes[at].tag & VG_NODE_TAG) != tag)
            continue;
        goes_on |= (what & VG_NODE_BRANCH) != 0;
        if ((what & VG_NODE_GROUP) != 0 && (mark == 0 || next == 0 || mark == next))
            ask(p, (what & VG_NODE_GROUP) - 1);
    }
    return goes_on;
}

enum { NORMAL = 1, CASED = 2 };

/* Hashes of a beginning with one step more, and of it without a last s (0: there is none). */
struct step_hash {
    uint64_t whole, singular;
};

static struct step_hash hash_of(uint64_t before, const char *bytes, size_t n,
                                enum vg_unit_class first)
{
    struct step_hash h = {vg_step_hash(before, bytes, n), 0};

    if (first == VG_UNIT_WORD && n > 1 && bytes[n - 1] == 's' && bytes[n - 2] != VG_STEP_UPPER)
        h.singular = vg_step_hash(before, bytes, n - 1);
    return h;
}

/* What is known after one step more; returns 1 when names may go on. */
static int step_on(struct place *p, int depth, struct step_hash h, enum vg_unit_class first,
                   unsigned next)
{
    int goes_on = depth == 1 && first == VG_UNIT_LOOSE;

    if (!goes_on || (p->g->head->has & VG_HAS_MIXED) != 0)
        goes_on |= look_up(p, h.whole, next);
    if (h.singular != 0)
        (void)look_up(p, h.singular, VG_NEXT_NOTHING);
    return goes_on;
}

static void follow(struct place *p, int is_cased)
{
    struct step_hash h = {vg_root_hash(is_cased), 0};
    enum vg_unit_class last = VG_UNIT_SPACE;
    struct vg_units u;
    struct vg_step s;

    vg_units_at(&u, p->text, p->len, p->at);
    for (int depth = 1; depth <= VG_MAX_NAME_STEPS; depth++) {
        enum vg_gap gap = depth > 1 ? vg_units_gap(&u) : VG_GAP_NONE;

        if (u.is_end || (depth > 1 && !vg_gap_joins(last, gap, vg_unit_class(u.c.unit[u.i]))))
            return;
        vg_step_take(&u, is_cased, &s);
        last = s.first;
        if (s.n == 0)
            return;
        h = hash_of(h.whole, s.bytes, s.n, last);
        if (!step_on(p, depth, h, last, 0))
            return;
    }
}

/* Where a name may begin. In plain text (gazetteer_plain.h), which nearly all of it is, this is
 * followed as far as the first node ahead of time: memory takes its time, and many places
 * can wait for theirs together. */
struct candidate {
    size_t at;
    int how;        /* NORMAL, CASED */
    int plain;      /* of vg_plain_step(); -1: not plain, or not looked at */
    int depth;      /* the steps taken, or just missed */
    unsigned first; /* class of the last one */
    size_t end;
    struct step_hash h;
};

static void prepare(const struct vg_gazetteer *g, const char *text, size_t len, struct candidate *c)
{
    struct vg_plain_step s = {.end = c->at, .first = VG_UNIT_SPACE};

    c->depth = 1;
    c->plain = vg_plain_step(text, len, 0, &s);
    if (c->plain <= 0)
        return;
    c->h = hash_of(vg_root_hash(0), s.bytes, s.n, s.first);
    if (s.first == VG_UNIT_LOOSE && (g->head->has & VG_HAS_MIXED) == 0) {
        c->depth = 2;
        c->plain = vg_plain_step(text, len, 1, &s);
        if (c->plain <= 0)
            return;
        c->h = hash_of(c->h.whole, s.bytes, s.n, s.first);
    }
    c->first = s.first;
    c->end = s.end;
    __builtin_prefetch(&g->nodes[c->h.whole & g->node_mask]);
    if (c->h.singular != 0)
        __builtin_prefetch(&g->nodes[c->h.singular & g->node_mask]);
}

/* Ask for the memory of the group that the first node tells. */
static void prepare_group(const struct vg_gazetteer *g, const struct candidate *c)
{
    uint32_t tag = (uint32_t)(c->h.whole >> 32) & VG_NODE_TAG;
    uint32_t at = (uint32_t)c->h.whole & g->node_mask;

    for (; g->nodes[at].what != 0; at = (at + 1) & g->node_mask)
        if ((g->nodes[at].tag & VG_NODE_TAG) == tag && (g->nodes[at].what & VG_NODE_GROUP) != 0)
            __builtin_prefetch(&g->groups[(g->nodes[at].what & VG_NODE_GROUP) - 1]);
}

/* Follow names from a candidate. Returns 0 when it came to something that is not plain; then
 * nothing was found yet. */
static int follow_plain(struct place *p, const struct candidate *c)
{
    struct vg_plain_step s = {.end = c->end, .first = (enum vg_unit_class)c->first};
    size_t n = p->n;
    struct step_hash h = c->h;
    int is = c->plain;

    for (int depth = c->depth; is > 0; depth++) {
        if (!step_on(p, depth, h, s.first, vg_plain_next(p->text, p->len, s.end)) ||
            depth == VG_MAX_NAME_STEPS)
            return 1;
        is = vg_plain_step(p->text, p->len, 1, &s);
        if (is > 0)
            h = hash_of(h.whole, s.bytes, s.n, s.first);
    }
    if (is < 0)
        p->n = n;
    return is >= 0;
}

static int comes_before(const struct vg_hit *x, const struct vg_hit *y)
{
    if (x->start != y->start)
        return x->start < y->start;
    if (x->end != y->end)
        return x->end > y->end;
    return x->kind != y->kind ? x->kind < y->kind : x->name < y->name;
}

static void sort_hits(struct vg_hit *hits, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct vg_hit h = hits[i];
        size_t j = i;

        for (; j > 0 && comes_before(&h, &hits[j - 1]); j--)
            hits[j] = hits[j - 1];
        hits[j] = h;
    }
}

/* "Pari" with an s is no hit where Paris is known. Sorted hits only. */
static size_t drop_plurals(struct vg_hit *hits, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0, first = 0; i < n; i++) {
        if (hits[i].start != hits[first].start)
            first = i;
        if ((hits[i].folded & VG_HIT_PLURAL) != 0 && hits[first].end > hits[i].end)
            continue;
        hits[kept++] = hits[i];
    }
    return kept;
}

static void mark_inside(struct vg_finder *f, struct vg_hit *hits, size_t n)
{
    size_t reach = f->reach;

    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (hits[i].start != hits[i - 1].start || hits[i].end != hits[i - 1].end) &&
            hits[i - 1].end > reach)
            reach = hits[i - 1].end;
        hits[i].inside = reach >= hits[i].end;
    }
    for (size_t i = 0; i < n; i++)
        if (hits[i].end > f->reach)
            f->reach = hits[i].end;
}

/* -- where names may begin -------------------------------------------------------------------- */

static int may(const struct vg_gazetteer *g, uint64_t key)
{
    uint64_t bits = vg_filter_bits(key);

    return (g->filter[key >> g->filter_shift] & bits) == bits;
}

/* One end of a word is a matter of the units before it, unless plain ASCII tells. */
static int follows_word(const char *text, size_t len, size_t at)
{
    if (at == 0)
        return 0;
    if ((unsigned char)text[at - 1] < 0x80)
        return vg_unit_class((unsigned char)text[at - 1]) == VG_UNIT_WORD;
    return vg_unit_before(text, len, at) == VG_UNIT_WORD;
}

static int slow_word(const struct vg_gazetteer *g, struct vg_units *u)
{
    struct vg_step s;
    uint64_t eight;
    int out = 0;

    vg_step_take(u, 0, &s);
    if (s.n == 0)
        return 0;
    eight = vg_eight(s.bytes, s.n);
    if (may(g, vg_key_word(eight)))
        out |= NORMAL;
    if ((g->head->has & VG_HAS_CASED) != 0 && may(g, vg_key_cased_slow(eight)))
        out |= CASED;
    return out;
}

static int slow_loose(const struct vg_gazetteer *g, struct vg_units *u)
{
    uint32_t first = u->c.unit[0], next;
    enum vg_gap gap;

    vg_units_take(u);
    if ((g->head->has & VG_HAS_MIXED) != 0 && may(g, vg_key_one(first)))
        return NORMAL;
    gap = vg_units_gap(u);
    if (u->is_end)
        return 0;
    next = u->c.unit[u->i];
    if (vg_unit_class(next) != VG_UNIT_LOOSE || !vg_gap_joins(VG_UNIT_LOOSE, gap, VG_UNIT_LOOSE))
        return 0;
    return may(g, vg_key_pair(first, next)) ? NORMAL : 0;
}

/* Whether a name may begin at `at`, where a character begins, by its units. */
static int slow_begin(const struct vg_gazetteer *g, const char *text, size_t len, size_t at)
{
    struct vg_units u;
    uint32_t c;

    (void)vg_utf8_next(text + at, len - at, &c);
    if (!vg_cluster_begins(c))
        return 0;
    vg_units_at(&u, text, len, at);
    if (u.is_end || u.at != at)
        return 0;
    switch (vg_unit_class(u.c.unit[0])) {
    case VG_UNIT_WORD:
        return (unsigned char)text[at] >= 0x80 && follows_word(text, len, at) ? 0
                                                                              : slow_word(g, &u);
    case VG_UNIT_LOOSE:
        return slow_loose(g, &u);
    case VG_UNIT_SPACE:
    case VG_UNIT_PUNCT:
    default:
        return 0;
    }
}

/* Everyday punctuation of three bytes, as nothing begins with: U+2000 to U+203F, 、。「」《》 and
 * their like, ！ to ／, ： to ＠. */
static int is_mark(const unsigned char *p, size_t n)
{
    if (n < 3)
        return 0;
    if (p[0] == 0xe3 && p[1] == 0x80)
        return p[2] <= 0x84 || (p[2] >= 0x88 && p[2] <= 0xa0);
    if (p[0] == 0xef && p[1] == 0xbc)
        return p[2] <= 0x8f || (p[2] >= 0x9a && p[2] <= 0xa0);
    return p[0] == 0xe2 && p[1] == 0x80;
}

/* -- a block -------------------------------------------------------------------------------------
 */

struct begins {
    uint64_t normal, cased; /* the filter lets them pass */
    uint64_t slow;          /* to be asked by their units */
};

struct scan {
    const struct vg_gazetteer *g;
    const char *text;
    size_t len;
    size_t base; /* of the block */
    struct vg_masks before, now, next;
};

static uint64_t eight_at(const struct scan *s, size_t at)
{
    return at + 8 <= s->len ? vg_eight(s->text + at, 8) : vg_eight(s->text + at, s->len - at);
}

/* The bits from `i` on, those of the next block behind them. */
static uint64_t window(uint64_t now, uint64_t next, unsigned i)
{
    return i == 0 ? now : now >> i | next << (64 - i);
}

/* A word of n bytes, short of eight, that begins names: does one end with it, or go on with
 * the next word as the text does? 1 wherever that is not plain. */
static int word_goes_on(const struct scan *s, uint64_t low, size_t at, unsigned n)
{
    const unsigned char *p = (const unsigned char *)s->text + at + n;
    unsigned two;

    if (n >= 8 || at + n + 3 > s->len || (*p != ' ' && *p != '\n') || p[1] >= 0x80 ||
        p[2] >= 0x80 || vg_unit_class(p[1]) != VG_UNIT_WORD)
        return 1;
    two = p[1] | 0x20U;
    if (vg_unit_class(p[2]) == VG_UNIT_WORD)
        two |= (p[2] | 0x20U) << 8;
    return may(s->g, vg_key_word_end(low)) || may(s->g, vg_key_word_more(low, two));
}

static void words_begin(const struct scan *s, struct begins *b)
{
    static const uint64_t of_length[9] = {
        0,
        0xff,
        0xffff,
        0xffffff,
        0xffffffff,
        0xffffffffff,
        0xffffffffffff,
        0xffffffffffffff,
        0xffffffffffffffff,
    };
    uint64_t starts = s->now.word & ~(s->now.word << 1 | s->before.word >> 63);
    uint64_t other = s->now.high & ~s->now.core, next_other = s->next.high & ~s->next.core;
    int cased = (s->g->head->has & VG_HAS_CASED) != 0;

    for (; starts != 0; starts &= starts - 1) {
        unsigned i = (unsigned)__builtin_ctzll(starts);
        uint64_t not_word = ~window(s->now.word, s->next.word, i) | 0x100U;
        unsigned n = (unsigned)__builtin_ctzll(not_word);
        uint64_t as_is = eight_at(s, s->base + i) & of_length[n];
        uint64_t low = as_is | (0x2020202020202020U & of_length[n]);

        b->slow |= (window(other, next_other, i) >> n & (n < 8)) << i;
        if (may(s->g, vg_key_word(low)) && word_goes_on(s, low, s->base + i, n))
            b->normal |= (uint64_t)1 << i;
        if (cased)
            b->cased |= (uint64_t)may(s->g, vg_key_cased(as_is)) << i;
    }
}

static int is_single(const struct vg_gazetteer *g, uint32_t place)
{
    uint32_t c = place + VG_CORE_FIRST;

    return (int)(g->single[c / 64] >> (c % 64) & 1U);
}

/* The place of the core character at `at`, if its bytes are one at all; else some place. */
static uint32_t core_at(const struct scan *s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s->text + at;

    if (at + 3 > s->len)
        return 0;
    return vg_core_place(p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16);
}

/* Two characters that begin a name, as far as the filter tells. */
struct pair {
    uint64_t two; /* of `same` */
    unsigned i;   /* of the block */
};

/* The place of the core character at `p`, where a fourth byte may be read. */
static inline uint32_t place_at(const char *p)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint32_t x;

    memcpy(&x, p, sizeof x);
    return ((x & 0xf) << 12 | (x >> 2 & 0xfc0) | (x >> 16 & 0x3f)) - VG_CORE_FIRST;
#else
    const unsigned char *u = (const unsigned char *)p;

    return vg_core_place(u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16);
#endif
}

/* Bytes behind a block that pairs_inside() may read. */
enum { PAST_BLOCK = 16 };

/*
 * The pairs of a block that the filter lets pass. It is too large for the first cache and its
 * answers cannot be foretold: so nothing waits for one here, and all of a block are on their
 * way together.
 */
static inline __attribute__((always_inline)) size_t
pairs_inside(const struct scan *s, uint64_t pairs, struct pair out[BLOCK])
{
    const uint16_t *same = s->g->same;
    const uint64_t *filter = s->g->filter;
    const char *text = s->text + s->base;
    unsigned shift = s->g->filter_shift, last = BLOCK;
    uint64_t second = 0;
    size_t n = 0;

    for (; pairs != 0; pairs &= pairs - 1) {
        unsigned i = (unsigned)__builtin_ctzll(pairs);
        uint64_t two = (i == last + 3 ? second : same[place_at(text + i)]) << 16, key, bits;

        last = i;
        second = same[place_at(text + i + 3)];
        two |= second;
        key = vg_key_han(two);
        bits = vg_filter_bits(key);
        out[n] = (struct pair){two, i};
        n += (filter[key >> shift] & bits) == bits;
    }
    return n;
}

#ifdef __x86_64__
/* The same with shifts by any register, which it is full of. */
static __attribute__((target("avx2,bmi,bmi2"))) size_t
pairs_bmi2(const struct scan *s, uint64_t pairs, struct pair out[BLOCK])
{
    return pairs_inside(s, pairs, out);
}
#endif

/* At the end of the text, byte by byte. */
static size_t pairs_at_end(const struct scan *s, uint64_t pairs, struct pair out[BLOCK])
{
    const uint16_t *same = s->g->same;
    size_t n = 0;

    for (; pairs != 0; pairs &= pairs - 1) {
        unsigned i = (unsigned)__builtin_ctzll(pairs);
        size_t at = s->base + i;
        uint64_t two = (uint64_t)same[core_at(s, at)] << 16 | same[core_at(s, at + 3)];

        out[n] = (struct pair){two, i};
        n += (size_t)may(s->g, vg_key_han(two));
    }
    return n;
}

static size_t pairs_that_may(const struct scan *s, uint64_t pairs, struct pair out[BLOCK])
{
    if (s->len - s->base < BLOCK + PAST_BLOCK)
        return pairs_at_end(s, pairs, out);
#ifdef __x86_64__
    if (s->g->path == VG_GAZETTEER_AVX2 && __builtin_cpu_supports("bmi2"))
        return pairs_bmi2(s, pairs, out);
#endif
    return pairs_inside(s, pairs, out);
}

/* Does a name of those two end here, or go on as the text does? */
static int pair_goes_on(const struct scan *s, const struct pair *pair)
{
    size_t at = s->base + pair->i;
    unsigned char lead;
    int is_core;
    uint32_t place;

    if (at + 9 > s->len)
        return 1;
    lead = (unsigned char)s->text[at + 6];
    is_core = lead >= 0xe4 && lead <= 0xe9;
    place = is_core ? core_at(s, at + 6) : 0;
    return (is_core == 0) | may(s->g, vg_key_han_end(pair->two)) |
           may(s->g, vg_key_han_more(pair->two, s->g->same[place]));
}

static void pairs_begin(const struct scan *s, uint64_t pairs, struct begins *b)
{
    struct pair passed[BLOCK];
    size_t n = pairs_that_may(s, pairs, passed);

    for (size_t k = 0; k < n; k++)
        b->normal |= (uint64_t)pair_goes_on(s, &passed[k]) << passed[k].i;
    if ((s->g->head->has & VG_HAS_SINGLE) == 0)
        return;
    for (; pairs != 0; pairs &= pairs - 1) {
        unsigned i = (unsigned)__builtin_ctzll(pairs);

        b->normal |= (uint64_t)is_single(s->g, core_at(s, s->base + i)) << i;
    }
}

/* A Han character before something else: most often a mark, and then nothing begins. */
static int may_go_on(const struct scan *s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s->text + at + 3;

    if (at + 3 >= s->len || (s->g->head->has & VG_HAS_MIXED) != 0)
        return (s->g->head->has & VG_HAS_MIXED) != 0;
    if (*p < 0x80)
        return *p == ' ' || *p == '\n' || *p == '\r' || *p == 0;
    return !is_mark(p, s->len - at - 3) || (*p == 0xe2) || (*p == 0xe3 && p[2] == 0x80);
}

static void others_begin(const struct scan *s, uint64_t core, struct begins *b)
{
    uint64_t lead = s->now.lead;

    for (; core != 0; core &= core - 1) {
        unsigned i = (unsigned)__builtin_ctzll(core);

        b->slow |= (uint64_t)may_go_on(s, s->base + i) << i;
    }
    for (; lead != 0; lead &= lead - 1) {
        unsigned i = (unsigned)__builtin_ctzll(lead);
        size_t at = s->base + i;

        b->slow |= (uint64_t)!is_mark((const unsigned char *)s->text + at, s->len - at) << i;
    }
}

static void block_begins(const struct scan *s, struct begins *b)
{
    *b = (struct begins){0};
    words_begin(s, b);
    if (s->now.high != 0) {
        uint64_t core = s->now.core, pairs = core & window(core, s->next.core, 3);

        pairs_begin(s, pairs, b);
        others_begin(s, core & ~pairs, b);
    }
    b->normal &= ~b->slow;
    b->cased &= ~b->slow;
}

static void masks_of(const struct scan *s, size_t base, struct vg_masks *m)
{
    vg_masks_of *make = vg_masks_by(s->g->path);
    unsigned char last[BLOCK] = {0};

    if (base + BLOCK <= s->len) {
        make((const unsigned char *)s->text + base, m);
    } else if (base < s->len) {
        memcpy(last, s->text + base, s->len - base);
        make(last, m);
    } else {
        *m = (struct vg_masks){0};
    }
}

/* -- finding
 * ---------------------------------------------------------------------------------------- */

void vg_finder_begin(struct vg_finder *f, const struct vg_gazetteer *g, const char *text,
                     size_t len)
{
    *f = (struct vg_finder){.g = g, .text = text, .len = len < UINT32_MAX ? len : UINT32_MAX};
}

/* The names of a candidate, in order. */
static size_t find_at(struct vg_finder *f, const struct candidate *c, struct vg_hit *hits)
{
    struct place p = {f->g, f->text, f->len, c->at, hits, 0};

    if ((unsigned char)f->text[c->at] < 0x80 && follows_word(f->text, f->len, c->at))
        return 0;
    if ((c->how & NORMAL) != 0 && !follow_plain(&p, c))
        follow(&p, 0);
    if ((c->how & CASED) != 0)
        follow(&p, 1);
    sort_hits(hits, p.n);
    p.n = drop_plurals(hits, p.n);
    mark_inside(f, hits, p.n);
    return p.n;
}

/* Blocks whose candidates wait for their memory together. */
enum { BATCH = 8, MOST_CANDIDATES = BATCH * BLOCK };

/* The candidates of the block from s->base on that lie at `from` or later. */
static size_t candidates_of(const struct scan *s, size_t from, struct candidate *c)
{
    struct begins b;
    uint64_t todo;
    size_t n = 0;

    block_begins(s, &b);
    todo = b.normal | b.cased | b.slow;
    if (from > s->base)
        todo &= ~(uint64_t)0 << (from - s->base);
    for (; todo != 0; todo &= todo - 1) {
        unsigned i = (unsigned)__builtin_ctzll(todo);

        c[n].at = s->base + i;
        c[n].plain = -1;
        c[n].how = (b.normal >> i & 1U ? NORMAL : 0) | (b.cased >> i & 1U ? CASED : 0);
        if ((b.slow >> i & 1U) != 0)
            c[n].how = slow_begin(s->g, s->text, s->len, c[n].at);
        if (c[n].how == 0)
            continue;
        if ((c[n].how & NORMAL) != 0)
            prepare(s->g, s->text, s->len, &c[n]);
        n++;
    }
    return n;
}

/* The names of the candidates. Returns 0 when there was no room for all; then f->at is where to
 * go on. */
static int find_all(struct vg_finder *f, const struct candidate *c, size_t n_candidates,
                    struct vg_hit *hits, size_t room, size_t *n)
{
    for (size_t i = 0; i < n_candidates; i++)
        if (c[i].plain > 0)
            prepare_group(f->g, &c[i]);
    for (size_t i = 0; i < n_candidates; i++) {
        if (room - *n < VG_FINDER_ROOM) {
            f->at = c[i].at;
            return 0;
        }
        *n += find_at(f, &c[i], hits + *n);
    }
    return 1;
}

size_t vg_finder_next(struct vg_finder *f, struct vg_hit *hits, size_t room)
{
    struct candidate c[MOST_CANDIDATES];
    struct scan s = {.g = f->g, .text = f->text, .len = f->len, .base = f->at / BLOCK * BLOCK};
    size_t n = 0;

    assert(room >= VG_FINDER_ROOM);
    if (s.base >= BLOCK)
        masks_of(&s, s.base - BLOCK, &s.before);
    masks_of(&s, s.base, &s.now);
    while (s.base < s.len) {
        size_t n_candidates = 0;

        for (int i = 0; i < BATCH && s.base < s.len; i++, s.base += BLOCK) {
            masks_of(&s, s.base + BLOCK, &s.next);
            n_candidates += candidates_of(&s, f->at, c + n_candidates);
            s.before = s.now;
            s.now = s.next;
        }
        if (!find_all(f, c, n_candidates, hits, room, &n))
            return n;
        f->at = s.base;
    }
    return n;
}
