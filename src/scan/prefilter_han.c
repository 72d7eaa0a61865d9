/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a page has is noted in a table of bytes, one for each character, by a
 * store and without a question: most of the characters of a page are common ones that some
 * trigger has too, so a question would be answered "yes" too often to be worth it. Each trigger
 * then asks for its characters, the rarest first, and nearly always that is the end of it. Only
 * the few pages that hold all of one are gone through again for neighbours.
 */
#include "scan/prefilter_han.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "base/utf8_scan.h"

enum {
    HAN_FIRST = 0x3400,
    HAN_LAST = 0x9fff,
    HAN = HAN_LAST - HAN_FIRST + 1,
    IDS = HAN / 64 + 1,  /* words of a set of ids */
    LIKE_FIRST = 0x2e80, /* of what folds to a Han character: radicals, signs, … */
    LIKE_LAST = 0xfaff,  /* … compatibility forms */
    LIKE = LIKE_LAST - LIKE_FIRST + 1,
    MOST_TRIGGERS = 4096,    /* that are asked for all their characters; of more, the rarest */
    MOST_NEIGHBOURS = 32768, /* pairs of characters that are asked for; no trigger of more is */
    NOBODY = UINT16_MAX,
};

/* What a character is to the triggers: nothing, a Han character of theirs (its id and FIRST_ID) …
 */
enum { IS_NOTHING, IS_OTHER_HAN, IS_SEVERAL, FIRST_ID };

/* A character that folds to the trigger's character of that id. */
struct writing {
    uint16_t id, code; /* from LIKE_FIRST on */
};

/* Its ids (the rarest first) and its neighbours: stretches of the lists below. */
struct trigger {
    uint32_t first, n, first_pair, n_pairs;
};

struct vg_prefilter_han {
    struct vg_arena memory;
    struct trigger *triggers;
    size_t n_triggers, room_triggers;
    uint16_t *ids;
    size_t n_ids, room_ids;
    uint32_t *pairs; /* two ids */
    size_t n_pairs, room_pairs;
    uint16_t id_of[HAN]; /* id + 1; 0: no trigger has it */
    size_t n_known;
    uint64_t enough[IDS]; /* by id: a trigger of its own */
    uint16_t means[LIKE]; /* IS_NOTHING … */
    struct writing *writings;
    size_t n_writings, room_writings;
    uint32_t *first; /* by id: its writings are codes[first[id] … first[id + 1]) */
    uint16_t *codes;
    uint32_t *slots; /* neighbours by their hash: two ids and 1, or 0 */
    unsigned shift;
};

int vg_prefilter_is_han(uint32_t c)
{
    return c >= HAN_FIRST && c <= HAN_LAST;
}

static int has_bit(const uint64_t *bits, size_t i)
{
    return (int)(bits[i / 64] >> (i % 64) & 1);
}

static void set_bit(uint64_t *bits, size_t i)
{
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

/* -- triggers ------------------------------------------------------------------------------------
 */
struct vg_prefilter_han *vg_prefilter_han_make(void)
{
    struct vg_prefilter_han *h = vg_malloc(sizeof *h);

    memset(h, 0, sizeof *h);
    return h;
}

void vg_prefilter_han_end(struct vg_prefilter_han *h)
{
    if (h != NULL)
        vg_arena_end(&h->memory);
    free(h);
}

static uint16_t id_of(struct vg_prefilter_han *h, uint32_t c)
{
    uint16_t *id = &h->id_of[c - HAN_FIRST];

    if (*id == 0)
        *id = (uint16_t)++h->n_known;
    return (uint16_t)(*id - 1);
}

static void put_id(struct vg_prefilter_han *h, uint16_t id)
{
    h->ids = vg_grow(&h->memory, h->ids, h->n_ids, &h->room_ids);
    h->ids[h->n_ids++] = id;
}

static void put_pair(struct vg_prefilter_han *h, uint16_t a, uint16_t b)
{
    h->pairs = vg_grow(&h->memory, h->pairs, h->n_pairs, &h->room_pairs);
    h->pairs[h->n_pairs++] = (uint32_t)a << 16 | b;
}

/* All characters of a name, and which stands behind which. */
static void put_name(struct vg_prefilter_han *h, struct vg_str name, uint16_t rarest)
{
    uint16_t before = NOBODY;
    uint32_t c;

    for (size_t at = 0; at < name.len;) {
        uint16_t id;

        at += vg_utf8_next(name.p + at, name.len - at, &c);
        if (!vg_prefilter_is_han(c))
            continue;
        id = id_of(h, c);
        if (id != rarest)
            put_id(h, id);
        if (before != NOBODY && h->n_pairs < MOST_NEIGHBOURS)
            put_pair(h, before, id);
        before = id;
    }
}

void vg_prefilter_han_add(struct vg_prefilter_han *h, struct vg_str folded, uint32_t rarest)
{
    struct trigger t = {.first = (uint32_t)h->n_ids, .first_pair = (uint32_t)h->n_pairs};
    uint16_t id = id_of(h, rarest);

    if (has_bit(h->enough, id))
        return;
    put_id(h, id);
    if (h->n_triggers < MOST_TRIGGERS)
        put_name(h, folded, id);
    else
        set_bit(h->enough, id);
    t.n = (uint32_t)h->n_ids - t.first;
    t.n_pairs = (uint32_t)h->n_pairs - t.first_pair;
    h->triggers = vg_grow(&h->memory, h->triggers, h->n_triggers, &h->room_triggers);
    h->triggers[h->n_triggers++] = t;
}

/* -- how they are written ------------------------------------------------------------------------
 */

/* What the character folds to: nothing of Han, Han of no trigger, Han of one, several. */
static uint16_t meaning(const struct vg_prefilter_han *h, uint32_t c)
{
    uint32_t to[VG_FOLD_MAX];
    size_t n = vg_fold_char(c, to), han = 0, known = 0;

    for (size_t i = 0; i < n; i++) {
        han += vg_prefilter_is_han(to[i]) != 0;
        known += vg_prefilter_is_han(to[i]) && h->id_of[to[i] - HAN_FIRST] != 0;
    }
    if (known == 0)
        return han == 0 ? IS_NOTHING : IS_OTHER_HAN;
    return n > 1 ? IS_SEVERAL : (uint16_t)(FIRST_ID + h->id_of[to[0] - HAN_FIRST] - 1);
}

static void put_writing(struct vg_prefilter_han *h, uint16_t id, uint32_t code)
{
    h->writings = vg_grow(&h->memory, h->writings, h->n_writings, &h->room_writings);
    h->writings[h->n_writings++] = (struct writing){id, (uint16_t)code};
}

/* What the character is a writing of. */
static void put_character(struct vg_prefilter_han *h, uint32_t code)
{
    uint32_t to[VG_FOLD_MAX];

    if (h->means[code] >= FIRST_ID)
        put_writing(h, (uint16_t)(h->means[code] - FIRST_ID), code);
    if (h->means[code] != IS_SEVERAL)
        return;
    for (size_t i = 0, n = vg_fold_char(LIKE_FIRST + code, to); i < n; i++)
        if (vg_prefilter_is_han(to[i]) && h->id_of[to[i] - HAN_FIRST] != 0)
            put_writing(h, (uint16_t)(h->id_of[to[i] - HAN_FIRST] - 1), code);
}

static void put_in_order(struct vg_prefilter_han *h)
{
    uint32_t *next = VG_NEW_ARRAY(&h->memory, uint32_t, h->n_known + 1);

    h->first = VG_NEW_ARRAY(&h->memory, uint32_t, h->n_known + 2);
    h->codes = VG_NEW_ARRAY(&h->memory, uint16_t, h->n_writings + 1);
    for (size_t i = 0; i < h->n_writings; i++)
        h->first[h->writings[i].id + 1]++;
    for (size_t i = 0; i < h->n_known; i++)
        h->first[i + 1] += h->first[i];
    memcpy(next, h->first, h->n_known * sizeof *next);
    for (size_t i = 0; i < h->n_writings; i++)
        h->codes[next[h->writings[i].id]++] = h->writings[i].code;
}

/* The slot of two neighbours: theirs, or an empty one. */
static uint32_t *slot_of(const struct vg_prefilter_han *h, uint32_t pair)
{
    uint32_t mask = (1U << (32 - h->shift)) - 1, i = pair * 0x9e3779b1U >> h->shift;

    while (h->slots[i] != 0 && h->slots[i] != pair + 1)
        i = (i + 1) & mask;
    return &h->slots[i];
}

/* Twice as many slots as neighbours at least, so that there is always an empty one. */
static void put_neighbours(struct vg_prefilter_han *h)
{
    unsigned bits = 4;

    while ((size_t)1 << bits < 2 * h->n_pairs)
        bits++;
    h->shift = 32 - bits;
    h->slots = VG_NEW_ARRAY(&h->memory, uint32_t, (size_t)1 << bits);
    for (size_t i = 0; i < h->n_pairs; i++)
        *slot_of(h, h->pairs[i]) = h->pairs[i] + 1;
}

void vg_prefilter_han_ready(struct vg_prefilter_han *h)
{
    for (uint32_t code = 0; code < LIKE; code++) {
        h->means[code] = meaning(h, LIKE_FIRST + code);
        put_character(h, code);
    }
    put_in_order(h);
    put_neighbours(h);
}

/* -- all characters of one ------------------------------------------------------------------------
 */

/* Is the trigger's character there in one of its forms? */
static int has_character(const struct vg_prefilter_han *h, const uint8_t *seen, uint16_t id)
{
    for (uint32_t i = h->first[id]; i < h->first[id + 1]; i++)
        if (seen[h->codes[i]])
            return 1;
    return 0;
}

/* The first trigger from `from` on with all its characters there; n_triggers: none. */
static size_t next_whole(const struct vg_prefilter_han *h, const uint8_t *seen, size_t from)
{
    for (size_t i = from; i < h->n_triggers; i++) {
        const struct trigger *t = &h->triggers[i];
        uint32_t k = 0;

        while (k < t->n && has_character(h, seen, h->ids[t->first + k]))
            k++;
        if (k == t->n)
            return i;
    }
    return h->n_triggers;
}

/* The next byte above ASCII: near by in Han, far away in markup. */
static size_t past_ascii(const char *p, size_t len, size_t at)
{
    for (size_t near = 0; near < 4 && at < len; near++, at++)
        if ((unsigned char)p[at] >= 0x80)
            return at;
    return at + vg_ascii_len(p + at, len - at);
}

static uint32_t three_bytes(const unsigned char *u)
{
    return (u[0] & 15U) << 12 | (u[1] & 63U) << 6 | (u[2] & 63U);
}

/* Beyond U+FFFF what may fold to Han: planes 2 and 3, and squared characters. What selects a
 * variant is there with it. */
static int is_far_han(const unsigned char *u, size_t left)
{
    return left >= 3 && (u[1] >= 0xa0 || (u[1] == 0x9f && (u[2] == 0x88 || u[2] == 0x89)));
}

/* Notes the characters of UTF-8; 1 when something stands there that may be any. */
static int see_utf8(const char *p, size_t len, uint8_t *seen)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t at = 0;

    while ((at = past_ascii(p, len, at)) < len) {
        for (; len - at >= 3 && u[at] >= 0xe0 && u[at] < 0xf0; at += 3) {
            uint32_t code = three_bytes(u + at) - LIKE_FIRST;

            if (code < LIKE)
                seen[code] = 1;
        }
        if (at < len && u[at] >= 0xf0 && is_far_han(u + at, len - at))
            return 1;
        if (at < len && u[at] >= 0x80)
            at += u[at] < 0xe0 ? 2 : u[at] < 0xf0 ? 3 : 4;
    }
    return 0;
}

/* -- neighbours -----------------------------------------------------------------------------------
 */
struct neighbours {
    const struct vg_prefilter_han *h;
    uint64_t together[2 * MOST_NEIGHBOURS / 64]; /* by slot */
    uint64_t before[IDS], behind[IDS]; /* by id: stands before, behind ASCII that is seen */
    uint16_t last;                     /* id of the Han character before, NOBODY: of no trigger */
    int is_apart;                      /* there was such ASCII since */
};

/* put_neighbours() makes no more slots than that. */
_Static_assert((MOST_NEIGHBOURS & (MOST_NEIGHBOURS - 1)) == 0, "slots fit");

static void see_character(struct neighbours *w, uint16_t means)
{
    uint16_t id = means >= FIRST_ID ? (uint16_t)(means - FIRST_ID) : (uint16_t)NOBODY;

    if (w->is_apart) {
        if (w->last != NOBODY)
            set_bit(w->before, w->last);
        if (id != NOBODY)
            set_bit(w->behind, id);
    } else if (w->last != NOBODY && id != NOBODY) {
        const uint32_t *slot = slot_of(w->h, (uint32_t)w->last << 16 | id);

        if (*slot != 0)
            set_bit(w->together, (size_t)(slot - w->h->slots));
    }
    w->last = id;
    w->is_apart = 0;
}

/* From an ASCII byte to the end of its stretch: is there something to be seen in it? */
static size_t see_ascii(struct neighbours *w, const char *p, size_t len, size_t at)
{
    while (at < len && (p[at] == ' ' || (p[at] >= '\t' && p[at] <= '\r')))
        at++;
    if (at == len || (unsigned char)p[at] >= 0x80)
        return at;
    w->is_apart = 1;
    return past_ascii(p, len, at);
}

/* 1 when a character stands there that may be several. */
static int see_neighbours(struct neighbours *w, const char *p, size_t len)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t at = 0;

    while (at < len) {
        if (u[at] < 0x80) {
            at = see_ascii(w, p, len, at);
            continue;
        }
        if (u[at] >= 0xe0 && u[at] < 0xf0 && len - at >= 3) {
            uint32_t code = three_bytes(u + at) - LIKE_FIRST;
            uint16_t means = code < LIKE ? w->h->means[code] : (uint16_t)IS_NOTHING;

            if (means == IS_SEVERAL)
                return 1;
            if (means != IS_NOTHING)
                see_character(w, means);
        }
        at += u[at] < 0xe0 ? 2 : u[at] < 0xf0 ? 3 : 4;
    }
    return 0;
}

static int stands_together(const struct neighbours *w, const struct trigger *t)
{
    for (uint32_t i = t->first_pair; i < t->first_pair + t->n_pairs; i++) {
        uint32_t pair = w->h->pairs[i];

        if (!has_bit(w->together, (size_t)(slot_of(w->h, pair) - w->h->slots)) &&
            !(has_bit(w->before, pair >> 16) && has_bit(w->behind, pair & 0xffff)))
            return 0;
    }
    return 1;
}

/* Of the triggers that are there with all characters, `first` and those behind it. */
static int has_neighbours(const struct vg_prefilter_han *h, const char *p, size_t len,
                          const uint8_t *seen, size_t first)
{
    struct neighbours w = {.h = h, .last = NOBODY};

    if (see_neighbours(&w, p, len))
        return 1;
    for (size_t i = first; i < h->n_triggers; i = next_whole(h, seen, i + 1))
        if (stands_together(&w, &h->triggers[i]))
            return 1;
    return 0;
}

/* -- asking ---------------------------------------------------------------------------------------
 */
static int may_hold(const struct vg_prefilter_han *h, const char *p, size_t len)
{
    uint8_t seen[LIKE] = {0};
    size_t whole;

    if (see_utf8(p, len, seen))
        return 1;
    whole = next_whole(h, seen, 0);
    return whole < h->n_triggers && has_neighbours(h, p, len, seen, whole);
}

int vg_prefilter_han_may(const struct vg_prefilter_han *h, const char *p, size_t len)
{
    size_t ascii = vg_ascii_len(p, len);

    return ascii < len && may_hold(h, p + ascii, len - ascii);
}
