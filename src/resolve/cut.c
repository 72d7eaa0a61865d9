/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Atoms are made in one pass over the surface. Pieces are a shortest path from the right end: for
 * every atom the cheapest way to cover what follows. "北京市场监督管理局" so becomes 北京 +
 * 市场监督管理局, because 北京市 would leave 场 unknown. In Latin the texts of words that follow
 * one another stand side by side, so that "Fu Zhou" and "Fuzhou" are the same bytes.
 */
#include "resolve/cut.h"

#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "resolve/slip.h"

enum {
    COST_ATOM = 100, /* unknown */
    COST_BARE = 60,  /* a place of one syllable: better than unknown, worse than anything else */
    COST_AREA = 11,
    COST_TOWN = 15,
    COST_WORD = 10,
    COST_LEVEL = 12,  /* 城区 is a place before it is a word of level */
    COST_ETHNIC = 20, /* Naxi District is no people */
    COST_LETTER = 14, /* a word of one Han character: 处, 区 */
    MOST_WORDS = 10,  /* words of one Latin key */
    LONG_WORD = 10,   /* letters: procuratorate is known by itself */
    TEXT_SPARE = 64,  /* a character can fold to 18, a name of such is cut */
};

long vg_keys_find_hashed(const struct vg_keys *k, uint32_t hash, const char *p, size_t len)
{
    for (uint32_t at = hash;; at++) {
        const uint32_t slot = k->slots[at & k->mask];
        const struct vg_keys_entry *e;

        if (slot == 0)
            return -1;
        if (((slot ^ hash) & 0xfff00000U) != 0)
            continue;
        e = &k->entries[(slot & 0xfffffU) - 1];
        if (e->len == len && memcmp(k->pool + e->key, p, len) == 0)
            return (long)(slot & 0xfffffU) - 1;
    }
}

long vg_keys_find(const struct vg_keys *k, const char *p, size_t len)
{
    if (len == 0 || len > VG_KEYS_LONGEST ||
        (k->starts[vg_keys_start(p, len, k->head)] & vg_keys_bit(len, k->head)) == 0)
        return -1;
    return vg_keys_find_hashed(k, vg_keys_done(vg_keys_more(VG_KEYS_HASH, p, len)), p, len);
}

/* ---- atoms ---- */

struct maker {
    struct vg_str s;
    struct vg_cut *cut;
    struct vg_atom *atoms;
    size_t n;
    size_t room;          /* bytes of the text */
    struct vg_atom *open; /* the word in hand */
    uint32_t last;        /* the folded character before */
    uint8_t gap;
};

static enum vg_script script_of(uint32_t c)
{
    if (c < 0x250 || (c >= 0x1e00 && c < 0x1f00))
        return VG_SCRIPT_LATIN;
    if (vg_is_han(c))
        return VG_SCRIPT_HAN;
    if (c >= 0x370 && c < 0x400)
        return VG_SCRIPT_GREEK;
    if (c >= 0x400 && c < 0x530)
        return VG_SCRIPT_CYRILLIC;
    if (c >= 0x590 && c < 0x600)
        return VG_SCRIPT_HEBREW;
    if ((c >= 0x600 && c < 0x780) || (c >= 0x8a0 && c < 0x900))
        return VG_SCRIPT_ARABIC;
    if (c >= 0x3040 && c < 0x3100)
        return VG_SCRIPT_KANA;
    if (c >= 0xac00 && c < 0xd7b0)
        return VG_SCRIPT_HANGUL;
    return VG_SCRIPT_OTHER;
}

static int is_bracket(uint32_t c)
{
    switch (c) {
    case '(':
    case ')':
    case '[':
    case ']':
    case 0x3008:
    case 0x3009:
    case 0x300a:
    case 0x300b:
    case 0x3010:
    case 0x3011:
    case 0x3014:
    case 0x3015:
        return 1;
    default:
        return 0;
    }
}

/* Between the parts of one word or name. */
static int is_light(uint32_t c)
{
    return c == '-' || c == '.' || c == '&' || c == '_' || c == 0xb7 || c == 0x30fb ||
           (c >= 0x2010 && c <= 0x2012) || c == 0x2027;
}

static int is_apostrophe(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0xb4 || c == 0x2bc || c == 0x2018 || c == 0x2019 ||
           c == 0x2032 || c == 0x2bb;
}

static void widen_gap(struct maker *m, uint8_t gap)
{
    m->open = NULL;
    m->last = 0;
    if (m->gap < gap)
        m->gap = gap;
}

static size_t put_char(char *p, uint32_t c)
{
    if (c < 0x80) {
        p[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (char)(0xc0U | c >> 6);
        p[1] = (char)(0x80U | (c & 0x3fU));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (char)(0xe0U | c >> 12);
        p[1] = (char)(0x80U | (c >> 6 & 0x3fU));
        p[2] = (char)(0x80U | (c & 0x3fU));
        return 3;
    }
    p[0] = (char)(0xf0U | c >> 18);
    p[1] = (char)(0x80U | (c >> 12 & 0x3fU));
    p[2] = (char)(0x80U | (c >> 6 & 0x3fU));
    p[3] = (char)(0x80U | (c & 0x3fU));
    return 4;
}

/* The atom that a character of `script` belongs to; NULL when there are too many. */
static struct vg_atom *atom_for(struct maker *m, enum vg_script script, size_t at)
{
    struct vg_atom *x = m->open;

    if (x != NULL && script != VG_SCRIPT_HAN && x->script == script)
        return x;
    if (m->n == VG_CUT_ATOMS)
        return NULL;
    x = &m->atoms[m->n++];
    *x = (struct vg_atom){.off = (uint16_t)m->cut->len,
                          .at = (uint16_t)at,
                          .end = (uint16_t)at,
                          .script = (uint8_t)script,
                          .gap = m->gap};
    m->gap = VG_GAP_NONE;
    m->open = x;
    return x;
}

static void add_folded(struct maker *m, uint32_t c, enum vg_script script, size_t at, size_t end)
{
    struct vg_atom *x;

    if (m->cut->len + 4 > m->room)
        return;
    x = atom_for(m, script, at);
    if (x == NULL)
        return;
    m->cut->len += put_char(m->cut->text + m->cut->len, c);
    x->len = (uint16_t)(m->cut->len - x->off);
    x->end = (uint16_t)end;
}

/* A voicing mark or a Hangul letter that joins the character before. */
static int joins(struct maker *m, uint32_t c, size_t end)
{
    const uint32_t one = m->open == NULL ? 0 : vg_fold_together(m->last, c);
    uint32_t before;

    if (one == 0)
        return 0;
    m->cut->len -= vg_utf8_before(m->cut->text, m->cut->len, &before);
    m->cut->len += put_char(m->cut->text + m->cut->len, one);
    m->open->len = (uint16_t)(m->cut->len - m->open->off);
    m->open->end = (uint16_t)end;
    m->last = one;
    return 1;
}

static void take_folded(struct maker *m, uint32_t c, size_t at, size_t end)
{
    const enum vg_char_kind kind = vg_char_kind(c);
    const char *plain;

    if (kind == VG_CHAR_MARK && (m->open == NULL || vg_fold_strips(m->last, c))) {
        if (m->open != NULL)
            m->open->end = (uint16_t)end;
        return;
    }
    if (joins(m, c, end))
        return;
    if (!vg_is_word(c)) {
        if (is_apostrophe(c) && m->open != NULL)
            return; /* Xi'an */
        widen_gap(m, kind == VG_CHAR_SPACE || is_light(c) ? VG_GAP_BLANK
                     : is_bracket(c)                      ? VG_GAP_BRACKET
                                                          : VG_GAP_COMMA);
        return;
    }
    m->last = c;
    plain = vg_fold_plain(c);
    if (plain != NULL) {
        for (; *plain != '\0'; plain++)
            add_folded(m, (unsigned char)*plain, VG_SCRIPT_LATIN, at, end);
        return;
    }
    if (kind == VG_CHAR_MARK)
        add_folded(m, c, (enum vg_script)m->open->script, at, end);
    else if (kind == VG_CHAR_DIGIT && c >= 0x80 && m->open != NULL)
        add_folded(m, c, (enum vg_script)m->open->script, at, end);
    else
        add_folded(m, c, script_of(c), at, end);
}

/* "People's" is people with a possessive; "L's" in the middle of a word is not. */
static size_t possessive(struct maker *m, size_t at, size_t len)
{
    const char *p = m->s.p + at + len;
    const size_t left = m->s.len - at - len;
    uint32_t next = ' ';

    if (m->open == NULL || m->open->script != VG_SCRIPT_LATIN || m->open->len < 2 || left == 0 ||
        (*p != 's' && *p != 'S'))
        return 0;
    if (left > 1)
        (void)vg_utf8_next(p + 1, left - 1, &next);
    if (vg_is_word(next))
        return 0;
    m->open->has_s = 1;
    m->open->end = (uint16_t)(at + len + 1);
    return 1;
}

/* The points of P.R.C. do not part its letters. */
static int is_abbreviation(const struct maker *m, size_t at)
{
    const char *p = m->s.p;
    const size_t end = m->s.len;

    if (m->open == NULL || m->open->script != VG_SCRIPT_LATIN || at == 0)
        return 0;
    if (at >= 2 && p[at - 2] != '.' && p[at - 2] != ' ' && p[at - 2] != '(')
        return 0;
    return at + 1 < end &&
           ((p[at + 1] >= 'A' && p[at + 1] <= 'Z') || (p[at + 1] >= 'a' && p[at + 1] <= 'z')) &&
           (at + 2 >= end || p[at + 2] == '.' || p[at + 2] == ' ' || p[at + 2] == ',' ||
            p[at + 2] == ')');
}

static void take_ascii(struct maker *m, size_t at)
{
    const unsigned char c = (unsigned char)m->s.p[at];

    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        m->last = c;
        add_folded(m, c, VG_SCRIPT_LATIN, at, at + 1);
    } else if (c >= 'A' && c <= 'Z') {
        m->last = c + 32U;
        add_folded(m, c + 32U, VG_SCRIPT_LATIN, at, at + 1);
    } else if (c >= 0x20 || c == '\t' || c == '\n') {
        if (c == '.' && is_abbreviation(m, at))
            return;
        widen_gap(m, c == ' ' || c == '\t' || c == '\n' || is_light(c) ? VG_GAP_BLANK
                     : is_bracket(c)                                   ? VG_GAP_BRACKET
                                                                       : VG_GAP_COMMA);
    }
}

static size_t take_other(struct maker *m, size_t at)
{
    uint32_t c, folded[VG_FOLD_MAX];
    const size_t n = vg_utf8_next(m->s.p + at, m->s.len - at, &c);
    size_t k;

    if (c == VG_REPLACEMENT || vg_is_unseen(c))
        return n;
    if (is_apostrophe(c)) {
        const size_t more = possessive(m, at, n);

        if (m->open == NULL)
            widen_gap(m, VG_GAP_COMMA);
        return n + more;
    }
    k = vg_fold_char(c, folded);
    for (size_t i = 0; i < k; i++)
        take_folded(m, folded[i], at, at + n);
    return n;
}

static void make_atoms(struct maker *m)
{
    for (size_t at = 0; at < m->s.len;) {
        if ((unsigned char)m->s.p[at] >= 0x80) {
            at += take_other(m, at);
            continue;
        }
        if (m->s.p[at] == '\'' && m->open != NULL) {
            at += 1 + possessive(m, at, 1);
            continue;
        }
        take_ascii(m, at);
        at++;
    }
}

/* ---- pieces ---- */

struct step {
    uint32_t cost;
    uint16_t n;
    uint8_t kind;
    uint32_t value;
};

struct path {
    const struct vg_cut *cut;
    struct step *best; /* one more than atoms */
    int with_towns, late;
};

static void offer(struct path *p, size_t at, size_t n, enum vg_piece_kind kind, uint32_t value,
                  uint32_t cost)
{
    const uint32_t whole = cost + p->best[at + n].cost;

    if (whole < p->best[at].cost || (whole == p->best[at].cost && !p->late && n > p->best[at].n))
        p->best[at] = (struct step){whole, (uint16_t)n, (uint8_t)kind, value};
}

/* Has every area of an entry a name of one syllable only? */
static int is_bare(const struct vg_keys *k, long entry)
{
    const struct vg_keys_entry *e = &k->entries[entry];

    for (size_t i = 0; i < e->n; i++)
        if ((k->flags[e->refs + i] & VG_KEYS_BARE) == 0)
            return 0;
    return 1;
}

/* The stretch that is looked up: `n` atoms from `at`. */
struct stretch {
    size_t at, n;
    const char *text;
    size_t len;
    uint32_t hash;
};

static void offer_areas(struct path *p, const struct stretch *s, const struct vg_keys *k,
                        enum vg_piece_kind kind)
{
    const long entry = vg_keys_find_hashed(k, s->hash, s->text, s->len);

    if (entry >= 0)
        offer(p, s->at, s->n, kind, (uint32_t)entry,
              is_bare(k, entry)       ? COST_BARE
              : kind == VG_PIECE_AREA ? COST_AREA
                                      : COST_TOWN);
}

/* Behind a name and before "Autonomous County". */
static int is_people(const struct path *p, const struct stretch *s)
{
    const struct step *next = &p->best[s->at + s->n];

    return s->at > 0 && p->cut->atoms[s->at].gap < VG_GAP_COMMA && next->kind == VG_PIECE_WORD &&
           (VG_WORD_KIND(next->value) == VG_WORD_ETHNIC ||
            (VG_WORD_KIND(next->value) == VG_WORD_LEVEL && next->n >= 2));
}

static uint32_t cost_of(const struct path *p, const struct stretch *s, uint32_t word, int is_letter)
{
    switch (VG_WORD_KIND(word)) {
    case VG_WORD_ETHNIC:
        return is_people(p, s) ? COST_WORD : COST_ETHNIC;
    case VG_WORD_LEVEL:
        return COST_LEVEL;
    default:
        return is_letter ? COST_LETTER : COST_WORD;
    }
}

static void offer_words(struct path *p, const struct stretch *s, const struct vg_keys *k)
{
    const long entry = vg_keys_find_hashed(k, s->hash, s->text, s->len);
    uint32_t word;

    if (entry < 0)
        return;
    word = k->values[k->entries[entry].refs];
    offer(p, s->at, s->n, VG_PIECE_WORD, word, cost_of(p, s, word, k->head == 6 && s->len <= 3));
}

/* Which lengths a table has of texts that begin like this one: of those shorter than what a start
 * is told by, and of the others. */
struct lengths {
    uint64_t brief, full;
};

static struct lengths lengths_of(const struct vg_keys *k, const char *text, size_t first,
                                 size_t len)
{
    struct lengths l = {0, 0};

    if (first < k->head)
        l.brief = k->starts[vg_keys_start(text, first, k->head)];
    if (len >= k->head)
        l.full = k->starts[vg_keys_start(text, k->head, k->head)];
    return l;
}

static int has_length(struct lengths l, const struct vg_keys *k, size_t len)
{
    return ((len < k->head ? l.brief : l.full) & vg_keys_bit(len, k->head)) != 0;
}

/* Is there nothing longer than this many of a table's units? */
static int is_longest(uint64_t lengths, size_t units)
{
    return units < 63 && lengths >> units <= 1;
}

/* Everything that starts at an atom: longer and longer stretches of one script with no sign in
 * between. */
static void look(struct path *p, size_t at)
{
    const struct vg_atom *x = &p->cut->atoms[at];
    const int is_han = x->script == VG_SCRIPT_HAN;
    const struct vg_keys *words = is_han ? &vg_keys_word_han : &vg_keys_word_latin;
    const struct vg_keys *areas = is_han ? &vg_keys_area_han : &vg_keys_area_latin;
    const struct vg_keys *towns = is_han ? &vg_keys_town_han : &vg_keys_town_latin;
    const size_t most = is_han ? VG_KEYS_LONGEST / 3 : MOST_WORDS;
    struct stretch s = {.at = at, .text = p->cut->text + x->off};
    const size_t left = p->cut->len - x->off;
    const struct lengths in_words = lengths_of(words, s.text, x->len, left);
    const struct lengths in_areas = lengths_of(areas, s.text, x->len, left);
    const struct lengths in_towns =
        p->with_towns ? lengths_of(towns, s.text, x->len, left) : (struct lengths){0, 0};
    uint64_t hash = VG_KEYS_HASH;

    for (s.n = 1; s.n <= most && at + s.n <= p->cut->n_atoms; s.n++) {
        const struct vg_atom *end = &p->cut->atoms[at + s.n - 1];
        const size_t len = (size_t)end->off + end->len - x->off;

        if (len > VG_KEYS_LONGEST ||
            (s.n > 1 && (end->gap >= VG_GAP_COMMA || end->script != x->script)))
            return;
        hash = vg_keys_more(hash, s.text + s.len, len - s.len);
        s.len = len;
        s.hash = vg_keys_done(hash);
        if (has_length(in_words, words, len))
            offer_words(p, &s, words);
        if (has_length(in_areas, areas, len))
            offer_areas(p, &s, areas, VG_PIECE_AREA);
        if (p->with_towns && has_length(in_towns, towns, len))
            offer_areas(p, &s, towns, VG_PIECE_TOWN);
        if (len >= words->head && is_longest(in_words.full | in_areas.full | in_towns.full,
                                             vg_keys_units(len, words->head)))
            return;
    }
}

static void find_path(struct path *p)
{
    const size_t n = p->cut->n_atoms;

    p->best[n] = (struct step){0};
    for (size_t at = n; at-- > 0;) {
        p->best[at] = (struct step){p->best[at + 1].cost + COST_ATOM, 1, VG_PIECE_ATOM, 0};
        if (p->cut->atoms[at].script == VG_SCRIPT_HAN ||
            p->cut->atoms[at].script == VG_SCRIPT_LATIN)
            look(p, at);
    }
}

/* Is something there that is of a town? */
static int calls_for_towns(const struct path *p)
{
    for (size_t at = 0; at < p->cut->n_atoms; at += p->best[at].n) {
        const struct step *s = &p->best[at];

        if (s->kind != VG_PIECE_WORD)
            continue;
        if (VG_WORD_KIND(s->value) == VG_WORD_LEVEL && VG_WORD_VALUE(s->value) >= VG_LEVEL_TOWN &&
            VG_WORD_VALUE(s->value) <= VG_LEVEL_SUBDISTRICT)
            return 1;
        if (VG_WORD_KIND(s->value) == VG_WORD_HEAD) {
            const struct vg_head_row *r = vg_head_row((vg_head)VG_WORD_VALUE(s->value));

            if (r->unit == VG_UNIT_TOWN)
                return 1;
        }
    }
    return 0;
}

static struct vg_str atom_text(const struct vg_cut *cut, size_t at)
{
    return (struct vg_str){cut->text + cut->atoms[at].off, cut->atoms[at].len};
}

/* Replace the text of an atom; there is room for a letter more. */
static void put_text(struct vg_cut *cut, struct vg_atom *atoms, size_t at, struct vg_str text)
{
    struct vg_atom *x = &atoms[at];
    const size_t behind = (size_t)x->off + x->len;

    memmove(cut->text + x->off + text.len, cut->text + behind, cut->len - behind);
    memcpy(cut->text + x->off, text.p, text.len);
    cut->len = cut->len - x->len + text.len;
    for (size_t i = at + 1; i < cut->n_atoms; i++)
        atoms[i].off = (uint16_t)(atoms[i].off + text.len - x->len);
    x->len = (uint16_t)text.len;
}

/* Is the atom, as it is now, part of a head of several words or of one long one, or the word of
 * level behind a place? */
static int is_mended(const struct path *p, size_t atom)
{
    size_t at = 0, before = 0;

    while (at + p->best[at].n <= atom) {
        before = at;
        at += p->best[at].n;
    }
    if (p->best[at].kind != VG_PIECE_WORD)
        return 0;
    if (VG_WORD_KIND(p->best[at].value) == VG_WORD_HEAD)
        return p->best[at].n > 1 || p->cut->atoms[atom].len >= LONG_WORD;
    return VG_WORD_KIND(p->best[at].value) == VG_WORD_LEVEL && before < at &&
           (p->best[before].kind == VG_PIECE_AREA || p->best[before].kind == VG_PIECE_TOWN) &&
           p->cut->atoms[at].gap < VG_GAP_COMMA;
}

static void find_all(struct path *p)
{
    p->with_towns = 0;
    find_path(p);
    if (calls_for_towns(p)) {
        p->with_towns = 1;
        find_path(p);
    }
}

/* One slip of the pen in a word of the grammar (public, security, district) is read as what it
 * should be; never one in the name of a place. */
static void mend(struct path *p, struct vg_cut *cut, struct vg_atom *atoms, struct vg_arena *a)
{
    for (size_t at = 0; at < cut->n_atoms; at += p->best[at].n) {
        struct vg_str was, word;

        if (p->best[at].kind != VG_PIECE_ATOM || atoms[at].script != VG_SCRIPT_LATIN)
            continue;
        word = vg_slip_of(atom_text(cut, at));
        if (word.len == 0)
            continue;
        was = vg_str_copy(a, atom_text(cut, at));
        put_text(cut, atoms, at, word);
        find_all(p);
        if (is_mended(p, at))
            return;
        put_text(cut, atoms, at, was);
        find_all(p);
        return;
    }
}

static void make_pieces(struct vg_cut *cut, struct vg_atom *atoms, int late, struct vg_arena *a)
{
    struct path p = {cut, VG_NEW_ARRAY(a, struct step, cut->n_atoms + 1), 0, late};
    struct vg_piece *pieces;

    find_all(&p);
    mend(&p, cut, atoms, a);
    pieces = VG_NEW_ARRAY(a, struct vg_piece, cut->n_atoms + 1);
    for (size_t at = 0; at < cut->n_atoms; at += p.best[at].n)
        pieces[cut->n_pieces++] =
            (struct vg_piece){(uint16_t)at, p.best[at].n, p.best[at].kind, p.best[at].value};
    cut->pieces = pieces;
}

void vg_cut_read(struct vg_str surface, int late, struct vg_arena *a, struct vg_cut *out)
{
    struct maker m = {.s = surface, .cut = out};

    *out = (struct vg_cut){0};
    if (surface.len > VG_NAME_BYTES)
        return;
    m.room = 2 * surface.len + TEXT_SPARE;
    out->text = vg_alloc(a, m.room);
    m.atoms = VG_NEW_ARRAY(a, struct vg_atom, surface.len + 1);
    make_atoms(&m);
    out->atoms = m.atoms;
    out->n_atoms = m.n;
    make_pieces(out, m.atoms, late, a);
}
