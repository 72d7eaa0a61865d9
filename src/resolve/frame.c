/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From pieces to a frame. The order of parts is hardly looked at: in "Changle Branch, Fuzhou
 * Municipal Public Security Bureau (Fujian)" the ranks of the heads tell which stands under which,
 * and the areas which lies in which. Order decides only between heads of no rank, between a word of
 * level and the name it belongs to, and behind "in" or 驻.
 */
#include "resolve/frame.h"

#include <stdio.h>
#include <string.h>

#include "resolve/cut.h"

enum { MOST_HEADS = 8, ROUNDS = 4 /* of narrowing; a chain has few places */ };

struct heads {
    vg_head list[MOST_HEADS];
    uint16_t piece[MOST_HEADS];
    size_t n;
};

struct builder {
    const struct vg_name *name;
    const struct vg_cut *cut;
    struct vg_arena *a;
    struct vg_frame *f;
    uint8_t *used;                            /* of each piece: is it part of the frame? */
    struct vg_area_set alone[VG_FRAME_SLOTS]; /* of each slot before its chain */
    struct vg_area_set usual[VG_FRAME_SLOTS]; /* what is meant when no other place says more */
    uint16_t piece[VG_FRAME_SLOTS];           /* of each slot */
    struct heads heads, units;
    size_t host_from; /* the piece of "in" or 驻; n_pieces when there is none */
};

static const struct vg_piece *piece_at(const struct builder *b, size_t i)
{
    return i < b->cut->n_pieces ? &b->cut->pieces[i] : NULL;
}

static int is_word(const struct builder *b, size_t i, enum vg_word_kind kind)
{
    const struct vg_piece *p = piece_at(b, i);

    return p != NULL && p->kind == VG_PIECE_WORD && VG_WORD_KIND(p->value) == (uint32_t)kind;
}

static int is_han(const struct builder *b, size_t i)
{
    return b->cut->atoms[b->cut->pieces[i].from].script == VG_SCRIPT_HAN;
}

static uint8_t gap_before(const struct builder *b, size_t i)
{
    return b->cut->atoms[b->cut->pieces[i].from].gap;
}

static struct vg_frame_span span_of(const struct builder *b, size_t from, size_t to)
{
    const struct vg_piece *last = &b->cut->pieces[to];
    const struct vg_atom *x = &b->cut->atoms[b->cut->pieces[from].from];
    const struct vg_atom *y = &b->cut->atoms[last->from + last->n - 1];

    return (struct vg_frame_span){x->at, (uint16_t)(y->end - x->at)};
}

/* ---- places ---- */

static unsigned kinds_of(unsigned level)
{
    static const unsigned kinds[VG_LEVELS] = {
        [VG_LEVEL_PROVINCE] = 1U << VG_AREA_PROVINCE | 1U << VG_AREA_REGION,
        [VG_LEVEL_REGION] = 1U << VG_AREA_REGION,
        [VG_LEVEL_SPECIAL] = 1U << VG_AREA_SPECIAL,
        [VG_LEVEL_CITY] = 1U << VG_AREA_CITY,
        [VG_LEVEL_PREFECTURE] = 1U << VG_AREA_PREFECTURE,
        [VG_LEVEL_COUNTY] = 1U << VG_AREA_COUNTY,
        [VG_LEVEL_BANNER] = 1U << VG_AREA_BANNER,
        [VG_LEVEL_DISTRICT] = 1U << VG_AREA_DISTRICT,
        [VG_LEVEL_TOWN] = 1U << VG_AREA_TOWN,
        [VG_LEVEL_TOWNSHIP] = 1U << VG_AREA_TOWNSHIP,
        [VG_LEVEL_SUBDISTRICT] = 1U << VG_AREA_SUBDISTRICT,
    };

    return level < VG_LEVELS ? kinds[level] : 0;
}

/* Does a word of level fit an area? Abroad nobody's table says: it always does. */
static int fits(vg_area a, unsigned level)
{
    const enum vg_area_kind kind = vg_area_kind(a);

    if ((a & VG_AREA_ABROAD) != 0)
        return level < VG_LEVEL_TOWN;
    if (level == VG_LEVEL_PREFECTURE && kind == VG_AREA_CITY)
        return vg_area_depth(a) == 2; /* "Fuzhou Prefecture" is the city with its counties */
    return (kinds_of(level) >> kind & 1U) != 0;
}

static struct vg_area_set set_of(struct builder *b, const struct vg_keys *k, long entry,
                                 unsigned level, unsigned without)
{
    const struct vg_keys_entry *e = &k->entries[entry];
    vg_area *ids = VG_NEW_ARRAY(b->a, vg_area, e->n);
    size_t n = 0;
    int has_plain = 0;

    for (size_t i = 0; i < e->n; i++)
        has_plain |= (k->flags[e->refs + i] & (VG_KEYS_SHORT | VG_KEYS_BARE)) == 0;
    for (size_t i = 0; i < e->n; i++) {
        const unsigned flags = k->flags[e->refs + i];
        const vg_area a = k->values[e->refs + i];

        if ((flags & without) != 0 || (level == VG_LEVEL_NONE && (flags & VG_KEYS_BARE) != 0))
            continue;
        if (level == VG_LEVEL_NONE && (flags & VG_KEYS_SHORT) != 0 && has_plain)
            continue;
        if (level != VG_LEVEL_NONE && !fits(a, level))
            continue;
        if (n == 0 || ids[n - 1] != a)
            ids[n++] = a;
    }
    return (struct vg_area_set){ids, n};
}

static int has_rare(const struct vg_keys *k, long entry)
{
    const struct vg_keys_entry *e = &k->entries[entry];
    unsigned flags = 0;

    for (size_t i = 0; i < e->n; i++)
        flags |= k->flags[e->refs + i];
    return (flags & VG_KEYS_RARE) != 0;
}

/* Both, ascending. */
static struct vg_area_set either(struct builder *b, struct vg_area_set x, struct vg_area_set y)
{
    vg_area *ids = VG_NEW_ARRAY(b->a, vg_area, x.n + y.n);
    size_t n = 0, i = 0, k = 0;

    while (i < x.n || k < y.n) {
        if (k == y.n || (i < x.n && x.ids[i] <= y.ids[k])) {
            if (k < y.n && x.ids[i] == y.ids[k])
                k++;
            ids[n++] = x.ids[i++];
        } else {
            ids[n++] = y.ids[k++];
        }
    }
    return (struct vg_area_set){ids, n};
}

static const struct vg_keys *keys_of(const struct builder *b, size_t i)
{
    if (b->cut->pieces[i].kind == VG_PIECE_TOWN)
        return is_han(b, i) ? &vg_keys_town_han : &vg_keys_town_latin;
    return is_han(b, i) ? &vg_keys_area_han : &vg_keys_area_latin;
}

static struct vg_str text_of(const struct builder *b, size_t from, size_t n)
{
    const struct vg_atom *x = &b->cut->atoms[from], *y = &b->cut->atoms[from + n - 1];

    return (struct vg_str){b->cut->text + x->off, (size_t)y->off + y->len - x->off};
}

/* The level that the first word of a head names: 市 in 市公安局, "District" in "District Branch".
 */
static unsigned level_in_head(const struct builder *b, size_t i)
{
    const struct vg_piece *p = &b->cut->pieces[i];
    const struct vg_keys *k = is_han(b, i) ? &vg_keys_word_han : &vg_keys_word_latin;
    const struct vg_str first = text_of(b, p->from, 1);
    const long entry = p->n < 2 ? -1 : vg_keys_find(k, first.p, first.len);
    uint32_t value;

    if (entry < 0)
        return VG_LEVEL_NONE;
    value = k->values[k->entries[entry].refs];
    return VG_WORD_KIND(value) == VG_WORD_LEVEL ? VG_WORD_VALUE(value) : VG_LEVEL_NONE;
}

/* "City of Fuzhou", "the City of Fuzhou", "Municipal Bureau of Public Security of Fuzhou". */
static unsigned level_before(const struct builder *b, size_t i, size_t *from)
{
    size_t k = i;

    while (k > 0 && is_word(b, k - 1, VG_WORD_STOP))
        k--;
    if (k < 2 || !is_word(b, k - 1, VG_WORD_UNDER) || is_han(b, i))
        return VG_LEVEL_NONE;
    if (is_word(b, k - 2, VG_WORD_LEVEL) && !b->used[k - 2]) {
        *from = k - 2;
        return VG_WORD_VALUE(b->cut->pieces[k - 2].value);
    }
    if (k >= 3 && is_word(b, k - 2, VG_WORD_HEAD) && is_word(b, k - 3, VG_WORD_LEVEL) &&
        !b->used[k - 3]) {
        b->used[k - 3] = 1;
        return VG_WORD_VALUE(b->cut->pieces[k - 3].value);
    }
    return VG_LEVEL_NONE;
}

/*
 * The word of level that belongs to the area in piece `i`, and the pieces from *from to *to that
 * both take: behind it ("Fujian Province", "Yanbian Korean Autonomous Prefecture"), or before it
 * with "of" ("City of Fuzhou").
 */
static unsigned level_of(const struct builder *b, size_t i, size_t *from, size_t *to)
{
    size_t k = i + 1;

    *from = *to = i;
    while (is_word(b, k, VG_WORD_ETHNIC) ||
           (is_word(b, k, VG_WORD_STOP) && is_word(b, k + 1, VG_WORD_ETHNIC)))
        k++;
    if (is_word(b, k, VG_WORD_LEVEL) && gap_before(b, k) < VG_GAP_COMMA) {
        const unsigned level = VG_WORD_VALUE(b->cut->pieces[k].value);

        /* "Fujian Province Fuzhou": the next word of level belongs to the next name. */
        *to = k;
        return level;
    }
    if (k == i + 1 && is_word(b, k, VG_WORD_HEAD) && gap_before(b, k) < VG_GAP_COMMA) {
        const unsigned level = level_in_head(b, k);

        if (level != VG_LEVEL_NONE)
            return level;
    }
    return level_before(b, i, from);
}

static int is_unit_head(const struct builder *b, size_t i)
{
    return is_word(b, i, VG_WORD_HEAD) &&
           vg_head_row((vg_head)VG_WORD_VALUE(b->cut->pieces[i].value))->unit == VG_UNIT_TOWN;
}

/* Does a station (not a numbered one, which is a bureau's) stand right beside the name in piece
 * `i`: 鼓楼派出所, Gulou Police Station, Police Station of Gulou? */
static int names_station(const struct builder *b, size_t i)
{
    if (i + 1 < b->cut->n_pieces && is_unit_head(b, i + 1))
        return gap_before(b, i + 1) < VG_GAP_COMMA;
    return i >= 2 && is_unit_head(b, i - 2) && is_word(b, i - 1, VG_WORD_UNDER) &&
           !is_word(b, i + 1, VG_WORD_HEAD);
}

/* 鼓楼派出所 may be of a district or of a town of that name. */
static struct vg_area_set with_towns(struct builder *b, size_t i, struct vg_area_set set)
{
    const struct vg_piece *p = &b->cut->pieces[i];
    const struct vg_keys *k = is_han(b, i) ? &vg_keys_town_han : &vg_keys_town_latin;
    const struct vg_str text = text_of(b, p->from, p->n);
    const long entry = vg_keys_find(k, text.p, text.len);

    return entry < 0 ? set : either(b, set, set_of(b, k, entry, VG_LEVEL_NONE, 0));
}

static struct vg_frame_slot *new_slot(struct builder *b, size_t i, size_t from, size_t to)
{
    struct vg_frame_slot *s;
    struct vg_frame_span at;

    if (b->f->n_slots == VG_FRAME_SLOTS) {
        b->f->is_lossy = 1;
        return NULL;
    }
    at = span_of(b, from, to);
    b->piece[b->f->n_slots] = (uint16_t)i;
    s = &b->f->slots[b->f->n_slots++];
    *s = (struct vg_frame_slot){.at = at.at, .len = at.len};
    for (size_t k = from; k <= to; k++)
        b->used[k] = 1;
    return s;
}

/* "Xtu Shan County": what is taken for the name may be the end of one that no table knows. */
static int follows_unknown(const struct builder *b, size_t i)
{
    return i > 0 && b->cut->pieces[i - 1].kind == VG_PIECE_ATOM && !is_han(b, i) &&
           !is_han(b, i - 1) && gap_before(b, i) < VG_GAP_COMMA;
}

static void add_state(struct builder *b, size_t i)
{
    static const vg_area china[] = {VG_AREA_CHINA};
    struct vg_frame_slot *s = new_slot(b, i, i, i);

    if (s == NULL)
        return;
    s->set = (struct vg_area_set){china, 1};
    s->before = 1;
}

static void add_area(struct builder *b, size_t i)
{
    const struct vg_keys *k = keys_of(b, i);
    const long entry = (long)b->cut->pieces[i].value;
    size_t from, to;
    const unsigned level = level_of(b, i, &from, &to);
    struct vg_area_set set = set_of(b, k, entry, level, 0);
    struct vg_frame_slot *s;

    /* "Nanjing Road", and "An" without a word of level: no place of an agency. */
    if (is_word(b, i + 1, VG_WORD_ROAD) && level == VG_LEVEL_NONE &&
        gap_before(b, i + 1) < VG_GAP_COMMA)
        return;
    if (set.n == 0 && level == VG_LEVEL_NONE)
        return;
    if (level == VG_LEVEL_NONE && b->cut->pieces[i].kind == VG_PIECE_AREA && names_station(b, i) &&
        (k->flags[k->entries[entry].refs] & VG_KEYS_FULL) == 0)
        set = with_towns(b, i, set);
    s = new_slot(b, i, from, to);
    if (s == NULL)
        return;
    b->f->is_doubtful |= (uint8_t)follows_unknown(b, from);
    if (has_rare(k, entry))
        b->usual[b->f->n_slots - 1] = set_of(b, k, entry, level, VG_KEYS_RARE);
    s->set = set;
    s->before = k->entries[entry].n;
    s->has_level = level != VG_LEVEL_NONE || (k->flags[k->entries[entry].refs] & VG_KEYS_FULL) != 0;
    if (set.n < s->before)
        s->narrowed |= VG_FRAME_BY_LEVEL;
}

static void find_places(struct builder *b)
{
    for (size_t i = 0; i < b->cut->n_pieces; i++) {
        const struct vg_piece *p = &b->cut->pieces[i];

        if (is_word(b, i, VG_WORD_STATE))
            add_state(b, i);
        else if (p->kind == VG_PIECE_AREA || p->kind == VG_PIECE_TOWN)
            add_area(b, i);
    }
}

static int is_abroad(const struct vg_frame_slot *s)
{
    return s->set.n > 0 && (s->set.ids[0] & VG_AREA_ABROAD) != 0;
}

static int is_abroad_head(const struct vg_frame *f)
{
    return vg_head_row(f->head)->rank == VG_RANK_ABROAD;
}

static int has_home(const struct vg_frame *f)
{
    for (size_t i = 0; i < f->n_slots; i++)
        if (!f->slots[i].is_host && !is_abroad(&f->slots[i]))
            return 1;
    return 0;
}

/*
 * Hosts: what stands behind "in" or 驻 for a body that has its seat away from whose it is; places
 * abroad beside one in China. For any other body "in" says where and not whose.
 */
static void find_hosts(struct builder *b, int *after_in)
{
    struct vg_frame *f = b->f;
    const int is_mission = strcmp(vg_head_row(f->head)->state, "mission") == 0;

    for (size_t i = 0; i < f->n_slots; i++) {
        const int behind = b->piece[i] > b->host_from;

        after_in[i] = behind;
        if (behind && (is_abroad_head(f) || is_abroad(&f->slots[i])))
            f->slots[i].is_host = 1;
        else if (is_mission && i > 0 && is_abroad(&f->slots[i]) != is_abroad(&f->slots[0]))
            f->slots[i].is_host = 1;
    }
    if (!has_home(f)) {
        for (size_t i = 0; i < f->n_slots; i++)
            f->slots[i].is_host |= (uint8_t)(is_abroad_head(f) && !is_mission);
        return;
    }
    for (size_t i = 0; i < f->n_slots && !is_mission; i++)
        if (is_abroad(&f->slots[i]))
            f->slots[i].is_host = 1;
}

static int is_comparable(vg_area a, struct vg_area_set s)
{
    for (size_t i = 0; i < s.n; i++)
        if (vg_area_within(a, s.ids[i]) || vg_area_within(s.ids[i], a))
            return 1;
    return 0;
}

/* A name that is said again narrows nothing; and sets of many towns are dear to compare. */
static int is_equal(struct vg_area_set x, struct vg_area_set y)
{
    return x.n == y.n && memcmp(x.ids, y.ids, x.n * sizeof *x.ids) == 0;
}

/* Keep of slot `i` what every other slot of its kind can go with; 1 when something fell away. */
static int narrow_slot(struct builder *b, size_t i)
{
    struct vg_frame *f = b->f;
    struct vg_frame_slot *s = &f->slots[i];
    vg_area *ids = VG_NEW_ARRAY(b->a, vg_area, s->set.n);
    size_t n = 0;

    for (size_t x = 0; x < s->set.n; x++) {
        int stays = 1;

        for (size_t k = 0; k < f->n_slots && stays; k++)
            if (k != i && f->slots[k].is_host == s->is_host && f->slots[k].set.n > 0 &&
                !is_equal(f->slots[k].set, s->set))
                stays = is_comparable(s->set.ids[x], f->slots[k].set);
        if (stays)
            ids[n++] = s->set.ids[x];
    }
    if (n == s->set.n)
        return 0;
    s->set = (struct vg_area_set){ids, n};
    s->narrowed |= VG_FRAME_BY_CHAIN;
    return 1;
}

/* "London" is the one in England where no Ontario is near. */
static void take_usual(struct builder *b)
{
    for (size_t i = 0; i < b->f->n_slots; i++) {
        struct vg_frame_slot *s = &b->f->slots[i];

        if ((s->narrowed & VG_FRAME_BY_CHAIN) == 0 && b->usual[i].n > 0 && b->usual[i].n < s->set.n)
            s->set = b->usual[i];
    }
}

static void narrow_chain(struct builder *b)
{
    struct vg_frame *f = b->f;
    int moved = 1;

    for (size_t i = 0; i < f->n_slots; i++)
        b->alone[i] = f->slots[i].set;
    for (int round = 0; round < ROUNDS && moved; round++) {
        moved = 0;
        for (size_t i = 0; i < f->n_slots; i++)
            moved |= narrow_slot(b, i);
    }
    for (size_t i = 0; i < f->n_slots; i++)
        f->is_torn |=
            (uint8_t)(b->alone[i].n > 0 && f->slots[i].set.n == 0 && !f->slots[i].is_host);
    for (size_t i = 0; i < f->n_slots && f->is_torn; i++) {
        f->slots[i].set = b->alone[i];
        f->slots[i].narrowed &= (uint8_t) ~(unsigned)VG_FRAME_BY_CHAIN;
    }
    take_usual(b);
}

/* How deep a slot lies: that of its deepest area; one that was renamed lies deepest of all. */
static int depth_of(const struct vg_frame_slot *s)
{
    int depth = s->set.n == 0 ? 9 : 0;

    for (size_t i = 0; i < s->set.n; i++) {
        const int d = vg_area_depth(s->set.ids[i]);

        depth = d > depth ? d : depth;
    }
    return depth;
}

/* Widest first, of one depth the one that leaves fewer behind; then the hosts. */
static size_t order_of(const struct vg_frame_slot *s)
{
    const size_t n = s->set.n < 999 ? s->set.n : 999;

    return (size_t)depth_of(s) * 1000 + (999 - n) + (s->is_host ? 100000 : 0);
}

static void sort_slots(struct builder *b, int *after_in)
{
    struct vg_frame *f = b->f;

    for (size_t i = 1; i < f->n_slots; i++) {
        const struct vg_frame_slot s = f->slots[i];
        const int in = after_in[i];
        size_t k = i;

        for (; k > 0 && order_of(&f->slots[k - 1]) > order_of(&s); k--) {
            f->slots[k] = f->slots[k - 1];
            after_in[k] = after_in[k - 1];
        }
        f->slots[k] = s;
        after_in[k] = in;
    }
    for (size_t i = 0; i < f->n_slots; i++)
        f->n_hosts += f->slots[i].is_host;
}

/* A department of public security is a province's. */
static void narrow_by_head(struct builder *b, struct vg_frame_slot *s)
{
    vg_area *ids = VG_NEW_ARRAY(b->a, vg_area, s->set.n);
    size_t n = 0;

    if (vg_head_row(b->f->head)->rank != VG_RANK_PROVINCE)
        return;
    for (size_t i = 0; i < s->set.n; i++)
        if (vg_area_depth(s->set.ids[i]) == 1)
            ids[n++] = s->set.ids[i];
    if (n == 0 || n == s->set.n)
        return;
    s->set = (struct vg_area_set){ids, n};
    s->narrowed |= VG_FRAME_BY_HEAD;
}

/* The areas of the narrowest slot, or where a wider one has the same depth, what both allow. */
static void choose_place(struct builder *b, const int *after_in)
{
    struct vg_frame *f = b->f;
    const size_t homes = f->n_slots - f->n_hosts;

    if (f->n_hosts > 0)
        f->host = f->slots[f->n_slots - 1].set;
    if (homes == 0)
        return;
    narrow_by_head(b, &f->slots[homes - 1]);
    f->place = f->slots[homes - 1].set;
    f->has_place = 1;
    f->is_located = (uint8_t)after_in[homes - 1];
}

/* "CCP" in a head says whose it is. */
static int has_party(const struct builder *b)
{
    for (size_t i = 0; i < b->heads.n; i++) {
        const struct vg_piece *p = &b->cut->pieces[b->heads.piece[i]];

        for (size_t k = 0; k < p->n && !is_han(b, b->heads.piece[i]); k++) {
            const struct vg_str word = text_of(b, p->from + k, 1);
            const long entry = vg_keys_find(&vg_keys_word_latin, word.p, word.len);

            if (entry >= 0 && vg_keys_word_latin.values[vg_keys_word_latin.entries[entry].refs] ==
                                  VG_WORD(VG_WORD_STATE, 2))
                return 1;
        }
    }
    return 0;
}

/* Is a body of the whole state named in Chinese, without a word of whose? */
static int is_national_in_han(const struct builder *b, struct vg_str lang)
{
    if (lang.len >= 2 && memcmp(lang.p, "zh", 2) != 0)
        return 0;
    if ((b->name->scripts & 1U << VG_SCRIPT_HAN) == 0 ||
        (b->name->scripts & 1U << VG_SCRIPT_KANA) != 0)
        return 0;
    return vg_head_row(b->f->head)->rank == VG_RANK_NATION ||
           vg_head_row(b->f->over)->rank == VG_RANK_NATION;
}

static void imply_state(struct builder *b, struct vg_str lang)
{
    static const vg_area china[] = {VG_AREA_CHINA};
    struct vg_frame *f = b->f;

    if (f->has_place || (!is_national_in_han(b, lang) && !has_party(b)))
        return;
    f->place = (struct vg_area_set){china, 1};
    f->has_place = f->is_implied = 1;
}

static void read_places(struct builder *b, struct vg_str lang)
{
    int after_in[VG_FRAME_SLOTS] = {0};

    find_places(b);
    find_hosts(b, after_in);
    narrow_chain(b);
    sort_slots(b, after_in);
    choose_place(b, after_in);
    imply_state(b, lang);
}

/* ---- heads ---- */

static void find_heads(struct builder *b)
{
    for (size_t i = 0; i < b->cut->n_pieces; i++) {
        struct heads *h;
        vg_head id;

        if (!is_word(b, i, VG_WORD_HEAD))
            continue;
        id = (vg_head)VG_WORD_VALUE(b->cut->pieces[i].value);
        h = vg_head_row(id)->unit == VG_UNIT_PART || vg_head_row(id)->unit == VG_UNIT_SILENT
                ? &b->units
                : &b->heads;
        if (h->n == MOST_HEADS) {
            b->f->is_lossy = 1;
            continue;
        }
        h->piece[h->n] = (uint16_t)i;
        h->list[h->n++] = id;
        b->used[i] = 1;
    }
}

/* Is the head in piece `to` joined to that in piece `from` by "of" or a comma? */
static int is_joined(const struct builder *b, size_t from, size_t to)
{
    for (size_t i = from + 1; i <= to; i++)
        if (is_word(b, i, VG_WORD_UNDER) || gap_before(b, i) >= VG_GAP_COMMA)
            return 1;
    return 0;
}

/*
 * Does the head `i` of the list say more than `k`? By is-a and under, then by rank. Of no rank the
 * one to the right does; in "Department of the Party Committee" the one to the left.
 */
static int is_narrower(const struct builder *b, size_t i, size_t k)
{
    const struct heads *list = &b->heads;
    const vg_head h = list->list[i], than = list->list[k];
    const unsigned x = vg_head_row(h)->rank, y = vg_head_row(than)->rank;
    const size_t first = i < k ? i : k, last = i < k ? k : i;

    if (h != than && vg_head_is_a(h, than))
        return 1;
    if (vg_head_is_a(than, h))
        return 0;
    if (vg_head_under(h, than))
        return 1;
    if (vg_head_under(than, h))
        return 0;
    if (x != VG_RANK_ANY && y != VG_RANK_ANY && x != y)
        return x > y;
    if (!is_han(b, list->piece[first]) && is_joined(b, list->piece[first], list->piece[last]))
        return i == first;
    return i == last;
}

static void choose_head(struct builder *b)
{
    const struct heads *h = &b->heads;
    size_t main = 0, over = h->n;

    for (size_t i = 1; i < h->n; i++)
        if (is_narrower(b, i, main))
            main = i;
    for (size_t i = 0; i < h->n; i++) {
        if (i == main || vg_head_is_a(h->list[main], h->list[i]))
            continue;
        if (over == h->n || is_narrower(b, i, over))
            over = i;
    }
    b->f->head = h->list[main];
    b->f->head_at = span_of(b, h->piece[main], h->piece[main]);
    if (over < h->n) {
        b->f->over = h->list[over];
        b->f->over_at = span_of(b, h->piece[over], h->piece[over]);
    }
}

/* police.bureau and unit.branch are police.branch, if there is such a head. */
static vg_head composed(vg_head base, vg_head unit)
{
    const char *whole = vg_head_row(base)->id, *tail = strchr(vg_head_row(unit)->id, '.');
    const char *dot = strchr(whole, '.');
    char id[64];

    if (tail == NULL || whole[0] == '\0')
        return VG_HEAD_NONE;
    (void)snprintf(id, sizeof id, "%.*s%s", dot == NULL ? (int)strlen(whole) : (int)(dot - whole),
                   whole, tail);
    return vg_head_find(id);
}

/* 长乐分局: by the head it is a part of a head of its own, of the body or of the one above it. */
static void add_unit(struct builder *b, vg_head unit, struct vg_frame_span at)
{
    struct vg_frame *f = b->f;
    const vg_head one = composed(f->head, unit);

    if (one != VG_HEAD_NONE && vg_head_under(f->head, one)) {
        f->over = one;
        f->over_at = at;
    } else if (one != VG_HEAD_NONE && one != f->head &&
               (vg_head_is_a(one, f->head) || vg_head_under(one, f->head))) {
        if (!vg_head_is_a(one, f->head)) {
            f->over = f->head;
            f->over_at = f->head_at;
        }
        f->head = one;
        f->head_at = at;
    } else if (one != f->head && vg_head_row(unit)->unit == VG_UNIT_PART) {
        f->part = unit;
    }
}

/* A department of the party under its central committee is the central one: "United Front Work
 * Department of the CPC Central Committee", 中共中央 + 统战部. */
static void add_central(struct vg_frame *f)
{
    const char *id = vg_head_row(f->head)->id, *dot = strchr(id, '.');
    char central[64];
    vg_head one;

    if (strcmp(vg_head_row(f->over)->id, "party.politburo") != 0)
        return;
    (void)snprintf(central, sizeof central, "%.*s.central",
                   dot == NULL ? (int)strlen(id) : (int)(dot - id), id);
    one = vg_head_find(central);
    if (one != VG_HEAD_NONE && vg_head_is_a(one, f->head))
        f->head = one;
}

static void add_units(struct builder *b)
{
    for (size_t i = 0; i < b->units.n; i++)
        add_unit(b, b->units.list[i], span_of(b, b->units.piece[i], b->units.piece[i]));
}

/* ---- numbers, and what is left ---- */

static int digits(struct vg_str s, uint32_t *out)
{
    uint32_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || n > 99999)
            return 0;
        n = n * 10 + (uint32_t)(s.p[i] - '0');
    }
    *out = n;
    return s.len > 0;
}

/* The value of piece `i` as a number: 1 for a word or digits of one. */
static int number_piece(const struct builder *b, size_t i, uint32_t *out)
{
    const struct vg_piece *p = piece_at(b, i);

    if (p == NULL)
        return 0;
    if (is_word(b, i, VG_WORD_NUMBER)) {
        *out = VG_WORD_VALUE(p->value);
        return 1;
    }
    return p->kind == VG_PIECE_ATOM && digits(text_of(b, p->from, p->n), out);
}

static int is_head_piece(const struct builder *b, size_t i)
{
    return is_word(b, i, VG_WORD_HEAD);
}

/* From piece `i` on the pieces of one number (二十三 is three); returns how many. */
static size_t read_number(const struct builder *b, size_t i, uint32_t *out)
{
    uint32_t whole = 0, one;
    size_t n = 0;

    while (number_piece(b, i + n, &one) && (n == 0 || gap_before(b, i + n) == VG_GAP_NONE)) {
        if (n > 0 && one == 10)
            whole = (whole == 0 ? 1 : whole) * 10;
        else if (n > 0 && whole % 10 == 0 && one < 10)
            whole += one;
        else if (n == 0)
            whole = one;
        else
            return 0;
        n++;
    }
    *out = whole;
    return n;
}

/* 第一派出所, No. 2 Police Station, Second Detachment, Brigade 3. */
static void find_number(struct builder *b)
{
    for (size_t i = 0; i < b->cut->n_pieces; i++) {
        const int has_no = is_word(b, i, VG_WORD_NO);
        uint32_t value = 0;
        const size_t n = read_number(b, i + (size_t)has_no, &value);
        const size_t end = i + (size_t)has_no + n;

        if (n == 0)
            continue;
        if (has_no || is_head_piece(b, end) || (i > 0 && is_head_piece(b, i - 1))) {
            b->f->number = value;
            b->f->number_at = span_of(b, i, end - 1);
            for (size_t k = i; k < end; k++)
                b->used[k] = 1;
        }
        i = end - 1;
    }
}

static int is_filler(const struct builder *b, size_t i)
{
    static const enum vg_word_kind kinds[] = {VG_WORD_HOST, VG_WORD_UNDER,  VG_WORD_STOP,
                                              VG_WORD_SEAT, VG_WORD_PEOPLE, VG_WORD_NO};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (is_word(b, i, kinds[k]))
            return 1;
    return 0;
}

static void add_core(struct builder *b, struct vg_frame_span at)
{
    struct vg_frame *f = b->f;

    for (size_t i = 0; i < b->name->n; i++) {
        const struct vg_name_token *t = &b->name->tokens[i];

        if (t->at >= at.at + at.len || t->at + t->len <= at.at)
            continue;
        if (f->n_core > 0 && f->core[f->n_core - 1] >= i)
            continue;
        if (f->n_core == VG_FRAME_CORE) {
            f->is_lossy = 1;
            return;
        }
        f->core[f->n_core++] = (uint16_t)i;
    }
}

static void find_rest(struct builder *b)
{
    for (size_t i = 0; i < b->cut->n_pieces; i++) {
        if (b->used[i])
            continue;
        if (is_word(b, i, VG_WORD_LEGAL))
            b->f->legal = span_of(b, i, i);
        else if (!is_filler(b, i))
            add_core(b, span_of(b, i, i));
    }
}

static void find_host_word(struct builder *b)
{
    b->host_from = b->cut->n_pieces;
    for (size_t i = b->cut->n_pieces; i-- > 0;)
        if (is_word(b, i, VG_WORD_HOST))
            b->host_from = i;
}

const struct vg_frame *vg_frame_read(const struct vg_name *name, const struct vg_cut *cut,
                                     struct vg_str lang, struct vg_arena *a)
{
    struct builder b = {.name = name, .cut = cut, .a = a};
    struct vg_frame f = {0};
    struct vg_frame *out;

    b.f = &f;
    b.used = vg_alloc(a, cut->n_pieces + 1);
    find_heads(&b);
    if (b.heads.n == 0)
        return NULL;
    choose_head(&b);
    add_units(&b);
    add_central(&f);
    find_host_word(&b);
    read_places(&b, lang);
    find_number(&b);
    find_rest(&b);
    out = VG_NEW(a, struct vg_frame);
    *out = f;
    return out;
}
