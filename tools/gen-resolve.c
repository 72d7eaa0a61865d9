/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Makes the C tables behind resolve/keys_table.h when the program is built:
 *
 *   gen-resolve OUT.c areas.csv towns.csv exonyms.csv heads.csv grammar.csv han-readings.txt
 *               han-words.csv surnames.csv letters.txt ordinary.txt country-names.csv
 *               division-names.csv china.csv PLACES.csv...
 *
 * PLACES and china.csv are the files of the gazetteer of mention/, whose rows by id number the
 * places abroad.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"
#include "resolve/area.h"
#include "resolve/head.h"
#include "resolve/keys_table.h"

/* CLEARLY: of weights, so that New York is the city and not the state. */
enum { CLEARLY = 10, MAX_FORMS = 64, MAX_SYLLABLES = 600, MAX_SOUNDS = 600 };

struct key {
    struct vg_str text;
    uint32_t value;
    unsigned flags;
};

struct list {
    const char *name;
    uint32_t head;
    struct key *keys;
    size_t n, room;
};

struct area {
    uint32_t id;
    struct vg_str name, suffix, reading, latin;
    int depth, kind, no_reading;
};

struct place {
    struct vg_str id, level, parent, en, zh, names;
    int is_china, weight;
};

struct made {
    struct vg_arena a;
    struct vg_buf texts;
    struct vg_table texts_at;
    struct area *areas;
    size_t n_areas, room_areas;
    struct vg_table area_at; /* name and depth -> index */
    struct place *places;
    size_t n_places, room_places;
    struct vg_table ordinary;
    struct vg_table char_reading, syllable_at;
    char syllables[MAX_SYLLABLES][8];
    size_t n_syllables;
    uint16_t first[VG_HAN_LAST - VG_HAN_FIRST + 1];
    struct vg_han_reading *rare, *second;
    size_t n_rare, room_rare, n_second, room_second;
    uint16_t letters[VG_LETTER_TOP];
    char sounds[MAX_SOUNDS][8];
    size_t n_sounds;
    struct vg_table heads;
    struct vg_table slips; /* English words of heads and of levels */
    size_t n_heads;
    struct vg_table taken; /* keys of China to the county */
    FILE *out;
};

static struct list area_han = {"vg_keys_area_han", 6}, area_latin = {"vg_keys_area_latin", 3},
                   town_han = {"vg_keys_town_han", 6}, town_latin = {"vg_keys_town_latin", 3},
                   word_han = {"vg_keys_word_han", 6}, word_latin = {"vg_keys_word_latin", 3},
                   reading = {"vg_keys_reading", 6}, surname = {"vg_keys_surname", 6};

static void die(const char *why, const char *what)
{
    fprintf(stderr, "gen-resolve: %s: %s\n", why, what);
    exit(1);
}

static struct vg_str load(struct made *m, const char *path)
{
    VG_SCOPED_BUF text = {.max = (size_t)MIB(8)};
    struct vg_err err;

    if (vg_file_read(path, &text, &err) != VG_OK)
        die("cannot read", err.text);
    return vg_str_copy(&m->a, vg_buf_str(&text));
}

/* Each record behind the head is given to `take`. */
static void each_row(struct made *m, const char *path, size_t columns,
                     void (*take)(struct made *m, const struct vg_str *f))
{
    struct vg_str text = load(m, path);
    VG_SCOPED_CSV c = vg_csv_begin(text.p, text.len, 8192);
    struct vg_err err;
    int rc, is_head = 1;

    while ((rc = vg_csv_next(&c, &err)) == VG_ROW) {
        struct vg_str f[VG_CSV_COLUMNS];

        if (c.n != columns)
            die("number of columns", path);
        for (size_t i = 0; i < columns; i++)
            f[i] = vg_str_copy(&m->a, vg_csv_field(&c, i));
        if (!is_head)
            take(m, f);
        is_head = 0;
    }
    if (rc != VG_OK)
        die(path, err.text);
}

/* Lines "word rest", without those that begin with #. */
static void each_line(struct made *m, const char *path,
                      void (*take)(struct made *m, struct vg_str word, struct vg_str rest))
{
    struct vg_str text = load(m, path);

    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.p + at, '\n', text.len - at);
        size_t n = end == NULL ? text.len - at : (size_t)(end - (text.p + at));
        const char *blank = memchr(text.p + at, ' ', n);
        size_t word = blank == NULL ? n : (size_t)(blank - (text.p + at));

        if (n > 0 && text.p[at] != '#')
            take(m, (struct vg_str){text.p + at, word},
                 word < n ? (struct vg_str){text.p + at + word + 1, n - word - 1}
                          : (struct vg_str){NULL, 0});
        at += n + 1;
    }
}

static uint32_t text_at(struct made *m, struct vg_str s)
{
    int64_t at;

    if (vg_table_add(&m->texts_at, s, (int64_t)m->texts.len, &at)) {
        at = (int64_t)m->texts.len;
        vg_put(&m->texts, s.p, s.len);
        vg_putc(&m->texts, '\0');
    }
    return (uint32_t)at;
}

static void add_flagged(struct made *m, struct list *l, struct vg_str text, uint32_t value,
                        unsigned flags)
{
    if (text.len == 0 || text.len > VG_KEYS_LONGEST)
        return;
    l->keys = vg_grow(&m->a, l->keys, l->n, &l->room);
    l->keys[l->n++] = (struct key){vg_str_copy(&m->a, text), value, flags};
}

static void add_key(struct made *m, struct list *l, struct vg_str text, uint32_t value)
{
    add_flagged(m, l, text, value, 0);
}

/* Folded, without accents, letters and digits alone. */
static struct vg_str folded(struct made *m, struct vg_str s)
{
    VG_SCOPED_BUF b = {0}, out = {0};

    vg_fold(s.p, s.len, VG_FOLD_STRIP, &b);
    for (size_t at = 0; at < b.len;) {
        uint32_t c;
        size_t n = vg_utf8_next(b.p + at, b.len - at, &c);

        if (vg_is_word(c))
            vg_put(&out, b.p + at, n);
        at += n;
    }
    return vg_str_copy(&m->a, vg_buf_str(&out));
}

static size_t forms(struct vg_str s, struct vg_str out[MAX_FORMS])
{
    size_t n = 0;

    for (size_t at = 0; at < s.len;) {
        const char *bar = memchr(s.p + at, '|', s.len - at);
        size_t len = bar == NULL ? s.len - at : (size_t)(bar - (s.p + at));

        if (n == MAX_FORMS)
            die("too many forms", s.p);
        if (len > 0)
            out[n++] = (struct vg_str){s.p + at, len};
        at += len + 1;
    }
    return n;
}

static int is_han_text(struct vg_str s)
{
    uint32_t c;

    if (s.len == 0)
        return 0;
    (void)vg_utf8_next(s.p, s.len, &c);
    return vg_is_han(c);
}

/* ---- characters ---- */

static uint16_t syllable(struct made *m, struct vg_str s)
{
    int64_t at;

    if (vg_table_get(&m->syllable_at, s, &at))
        return (uint16_t)at;
    if (++m->n_syllables == MAX_SYLLABLES || s.len > 7)
        die("too many syllables", s.p);
    memcpy(m->syllables[m->n_syllables], s.p, s.len);
    vg_table_set(&m->syllable_at, s, (int64_t)m->n_syllables);
    return (uint16_t)m->n_syllables;
}

static int in_second; /* the part of the file that is read */

static void take_reading(struct made *m, struct vg_str word, struct vg_str rest)
{
    uint16_t s;

    if (vg_str_is(word, "second")) {
        in_second = 1;
        return;
    }
    s = syllable(m, word);
    for (size_t at = 0; at < rest.len;) {
        uint32_t c;
        size_t n = vg_utf8_next(rest.p + at, rest.len - at, &c);

        if (in_second) {
            m->second = vg_grow(&m->a, m->second, m->n_second, &m->room_second);
            m->second[m->n_second++] = (struct vg_han_reading){c, s};
        } else if (c >= VG_HAN_FIRST && c <= VG_HAN_LAST) {
            m->first[c - VG_HAN_FIRST] = s;
        } else {
            m->rare = vg_grow(&m->a, m->rare, m->n_rare, &m->room_rare);
            m->rare[m->n_rare++] = (struct vg_han_reading){c, s};
        }
        if (!in_second)
            vg_table_set(&m->char_reading, (struct vg_str){rest.p + at, n}, s);
        at += n;
    }
}

static void take_letter(struct made *m, struct vg_str word, struct vg_str rest)
{
    if (m->n_sounds == MAX_SOUNDS || word.len > 7)
        die("too many sounds", word.p);
    if (!vg_str_is(word, "-"))
        memcpy(m->sounds[m->n_sounds], word.p, word.len);
    for (size_t at = 0; at + 4 <= rest.len; at += 5) {
        unsigned long c = strtoul(rest.p + at, NULL, 16);

        if (c >= VG_LETTER_TOP)
            die("letter too high", rest.p + at);
        m->letters[c] = (uint16_t)(m->n_sounds + 1);
    }
    m->n_sounds++;
}

/* ---- areas ---- */

static int ends(struct vg_str s, const char *tail)
{
    return vg_str_ends(s, tail);
}

static int kind_of(struct vg_str full, int depth)
{
    static const struct {
        const char *tail;
        int kind;
    } rows[] = {
        {"特别行政区", VG_AREA_SPECIAL}, {"自治区", VG_AREA_REGION}, {"自治州", VG_AREA_PREFECTURE},
        {"地区", VG_AREA_PREFECTURE},    {"盟", VG_AREA_PREFECTURE}, {"林区", VG_AREA_DISTRICT},
        {"特区", VG_AREA_DISTRICT},      {"省", VG_AREA_PROVINCE},   {"市", VG_AREA_CITY},
        {"县", VG_AREA_COUNTY},          {"旗", VG_AREA_BANNER},     {"区", VG_AREA_DISTRICT},
        {"街道", VG_AREA_SUBDISTRICT},   {"镇", VG_AREA_TOWN},       {"乡", VG_AREA_TOWNSHIP},
        {"苏木", VG_AREA_TOWNSHIP},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ends(full, rows[i].tail))
            return depth == 4 && rows[i].kind < VG_AREA_TOWN ? VG_AREA_OTHER : rows[i].kind;
    return VG_AREA_OTHER;
}

static struct vg_str default_reading(struct made *m, struct vg_str han)
{
    VG_SCOPED_BUF b = {0};

    for (size_t at = 0; at < han.len;) {
        uint32_t c;
        size_t n = vg_utf8_next(han.p + at, han.len - at, &c);
        int64_t s;

        if (vg_table_get(&m->char_reading, (struct vg_str){han.p + at, n}, &s)) {
            if (b.len > 0)
                vg_putc(&b, ' ');
            vg_puts(&b, m->syllables[s]);
        }
        at += n;
    }
    return vg_str_copy(&m->a, vg_buf_str(&b));
}

static struct vg_str together(struct made *m, struct vg_str a, struct vg_str b)
{
    return vg_str(vg_print(&m->a, "%.*s%.*s", (int)a.len, a.p, (int)b.len, b.p));
}

static void take_area(struct made *m, const struct vg_str *f)
{
    struct area *x;

    m->areas = vg_grow(&m->a, m->areas, m->n_areas, &m->room_areas);
    x = &m->areas[m->n_areas++];
    *x = (struct area){.id = (uint32_t)strtoul(f[0].p, NULL, 10), .name = f[1], .suffix = f[2]};
    x->depth = f[0].len == 2 ? 1 : f[0].len == 4 ? 2 : f[0].len == 6 ? 3 : 4;
    x->kind = kind_of(together(m, f[1], f[2]), x->depth);
    x->reading = f[3].len > 0 ? f[3] : default_reading(m, f[1]);
    vg_table_set(&m->area_at, vg_str(vg_print(&m->a, "%d%.*s", x->depth, (int)f[1].len, f[1].p)),
                 (int64_t)m->n_areas - 1);
}

/* lü, nü and their like, which are written with u, v, ü or yu; lu and nu are read the same so. */
static int is_open_u(const char *p, size_t len)
{
    return (p[0] == 'l' || p[0] == 'n') && (p[1] == 'v' || (p[1] == 'u' && len == 2));
}

/* The syllables joined, the open u written as `u`. Only the first `n`, 0: all. */
static struct vg_str joined(struct made *m, struct vg_str syllables, const char *u, size_t n)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < syllables.len;) {
        const char *end = memchr(syllables.p + i, ' ', syllables.len - i);
        const size_t len = end == NULL ? syllables.len - i : (size_t)(end - (syllables.p + i));

        if (len >= 2 && is_open_u(syllables.p + i, len)) {
            vg_putc(&b, syllables.p[i]);
            vg_puts(&b, u);
            vg_put(&b, syllables.p + i + 2, len - 2);
        } else {
            vg_put(&b, syllables.p + i, len);
        }
        i += len + 1;
        if (n > 0 && --n == 0)
            break;
    }
    return vg_str_copy(&m->a, vg_buf_str(&b));
}

static size_t count_syllables(struct vg_str s)
{
    size_t n = s.len > 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.p[i] == ' ';
    return n;
}

static void add_latin(struct made *m, struct list *l, struct vg_str syllables, size_t n,
                      uint32_t value, unsigned flags)
{
    static const char *const ways[] = {"u", "v", "yu"};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        add_flagged(m, l, joined(m, syllables, ways[i], n), value, flags);
}

/* Fuzhou; Lüliang is written with v in the file, and with u by the table of forms. */
static struct vg_str shown_latin(struct made *m, struct vg_str syllables)
{
    VG_SCOPED_BUF b = {0};
    int at_start = 1;

    for (size_t i = 0; i < syllables.len; i++) {
        char c = syllables.p[i];

        if (c == ' ') {
            if (i + 1 < syllables.len && strchr("aoe", syllables.p[i + 1]) != NULL)
                vg_putc(&b, '\'');
            continue;
        }
        if (c == 'v')
            vg_puts(&b, "ü");
        else
            vg_putc(&b, at_start && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
        at_start = 0;
    }
    return vg_str_copy(&m->a, vg_buf_str(&b));
}

/* "赵县" has no shorter name in the file; in Latin it is Zhao County. Bytes of the suffix in it. */
static size_t suffix_inside(struct vg_str name, size_t *syllables)
{
    static const char *const tails[] = {"矿区", "新区", "林区", "特区", "县",
                                        "旗",   "区",   "市",   "镇",   "乡"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ends(name, tails[i]) && name.len > strlen(tails[i])) {
            *syllables = strlen(tails[i]) / 3;
            return strlen(tails[i]);
        }
    *syllables = 0;
    return 0;
}

static void name_area(struct made *m, const struct area *x)
{
    struct list *han = x->depth == 4 ? &town_han : &area_han;
    struct list *latin = x->depth == 4 ? &town_latin : &area_latin;
    size_t tail_syllables = 0, n = count_syllables(x->reading);
    size_t tail = x->suffix.len > 0 ? 0 : suffix_inside(x->name, &tail_syllables);
    struct vg_str bare = {x->name.p, x->name.len - tail};
    /* 承德 is not 承德县; but Jilin may well be 吉林市. */
    const unsigned is_short = tail > 0 && !ends(x->name, "市") ? VG_KEYS_SHORT : 0;

    add_flagged(m, han, folded(m, together(m, x->name, x->suffix)), x->id, VG_KEYS_FULL);
    if (x->suffix.len > 0 || tail > 0)
        add_flagged(m, han, folded(m, bare), x->id, (bare.len < 6 ? VG_KEYS_BARE : 0U) | is_short);
    if (x->no_reading)
        return;
    if (tail > 0 && n > tail_syllables) {
        add_latin(m, latin, x->reading, 0, x->id, VG_KEYS_FULL);
        n -= tail_syllables;
    }
    add_latin(m, latin, x->reading, n, x->id, (n == 1 ? VG_KEYS_BARE : 0U) | is_short);
}

static void take_exonym(struct made *m, const struct vg_str *f)
{
    struct vg_str list[MAX_FORMS];
    int64_t at;
    size_t n = forms(f[3], list);

    if (!vg_table_get(
            &m->area_at,
            vg_str(vg_print(&m->a, "%.*s%.*s", (int)f[1].len, f[1].p, (int)f[0].len, f[0].p)), &at))
        die("exonyms.csv: no such area", f[0].p);
    m->areas[at].no_reading = vg_str_is(f[2], "only");
    if (n > 0 && f[2].len > 0)
        m->areas[at].latin = list[0];
    for (size_t i = 0; i < n; i++) {
        const struct vg_str key = folded(m, list[i]);

        if (vg_str_cmp(key, joined(m, m->areas[at].reading, "u", 0)) != 0)
            add_key(m, &area_latin, key, m->areas[at].id);
    }
}

/* ---- places abroad ---- */

static void take_place(struct made *m, const struct vg_str *f)
{
    m->places = vg_grow(&m->a, m->places, m->n_places, &m->room_places);
    m->places[m->n_places++] =
        (struct place){f[0], f[1], f[2], f[3], f[4], f[5], 0, (int)strtol(f[6].p, NULL, 10)};
}

static int by_id(const void *a, const void *b)
{
    return vg_str_cmp(((const struct place *)a)->id, ((const struct place *)b)->id);
}

static struct place *place_of(struct made *m, struct vg_str id)
{
    struct place key = {.id = id};

    return bsearch(&key, m->places, m->n_places, sizeof key, by_id);
}

/* Within China, Hong Kong and Macau the numbers of the areas are used. */
static int is_china(struct made *m, const struct place *p)
{
    for (int steps = 0; steps < 12; steps++) {
        if (vg_str_is(p->id, "CN") || vg_str_is(p->id, "HK") || vg_str_is(p->id, "MO") ||
            vg_str_is(p->id, "TW"))
            return 1;
        p = place_of(m, p->parent);
        if (p == NULL)
            break;
    }
    return 0;
}

static int is_wider_than_country(const struct place *p)
{
    return vg_str_is(p->level, "world") || vg_str_is(p->level, "continent");
}

static void name_place(struct made *m, const struct place *p, struct vg_str name, uint32_t id)
{
    const int is_country = vg_str_is(p->level, "country");
    struct vg_str key;
    int64_t there;

    if (!is_country && (vg_table_get(&m->ordinary, name, &there) || memchr(name.p, ',', name.len)))
        return;
    key = folded(m, name);
    if (key.len < (is_han_text(name) ? 6U : is_country ? 2U : 4U))
        return;
    /* What a place in China is called means that; but a country may be meant (黑山). */
    if (vg_table_get(&m->taken, key, &there)) {
        if (is_country && is_han_text(name))
            add_flagged(m, &area_han, key, id, VG_KEYS_RARE);
        return;
    }
    add_key(m, is_han_text(name) ? &area_han : &area_latin, key, id);
}

static struct vg_str without_tail(struct vg_str s)
{
    static const char *const tails[] = {"大区", "省", "州", "市", "区", "邦", "府"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (ends(s, tails[i]) && s.len >= strlen(tails[i]) + 6)
            return (struct vg_str){s.p, s.len - strlen(tails[i])};
    return s;
}

static void name_places(struct made *m)
{
    struct vg_str list[MAX_FORMS];

    qsort(m->places, m->n_places, sizeof *m->places, by_id);
    for (size_t i = 0; i < m->n_places; i++) {
        struct place *p = &m->places[i];
        const uint32_t id = VG_AREA_ABROAD | (uint32_t)i;
        size_t n;

        p->is_china = is_china(m, p);
        if (p->is_china || is_wider_than_country(p))
            continue;
        name_place(m, p, p->en, id);
        if (p->zh.len > 0) {
            name_place(m, p, p->zh, id);
            if (!vg_str_is(p->level, "country"))
                name_place(m, p, without_tail(p->zh), id);
        }
        n = forms(p->names, list);
        for (size_t k = 0; k < n; k++)
            name_place(m, p, list[k], id);
    }
}

static void take_country(struct made *m, const struct vg_str *f)
{
    struct place *p = place_of(m, f[0]);
    struct vg_str list[MAX_FORMS];
    size_t n = forms(f[1], list);

    if (p == NULL || p->is_china || is_wider_than_country(p))
        return;
    for (size_t k = 0; k < n; k++)
        name_place(m, p, list[k], VG_AREA_ABROAD | (uint32_t)(p - m->places));
    n = forms(f[2], list);
    for (size_t k = 0; k < n; k++)
        name_place(m, p, list[k], VG_AREA_ABROAD | (uint32_t)(p - m->places));
}

static void take_division(struct made *m, const struct vg_str *f)
{
    struct vg_str row[] = {f[0], f[3], {"", 0}};

    take_country(m, row);
    row[1] = f[2];
    take_country(m, row);
}

static int by_text(const void *left, const void *right);

/* Of places abroad that share a name those that are clearly less often meant are marked. */
static void mark_rare(struct made *m, struct list *l)
{
    qsort(l->keys, l->n, sizeof *l->keys, by_text);
    for (size_t from = 0, to; from < l->n; from = to) {
        int most = 0;

        for (to = from; to < l->n && vg_str_cmp(l->keys[to].text, l->keys[from].text) == 0; to++)
            if ((l->keys[to].value & VG_AREA_ABROAD) != 0) {
                const int weight = m->places[l->keys[to].value & ~VG_AREA_ABROAD].weight;

                most = weight > most ? weight : most;
            }
        for (size_t i = from; i < to; i++)
            if ((l->keys[i].value & VG_AREA_ABROAD) != 0 &&
                m->places[l->keys[i].value & ~VG_AREA_ABROAD].weight <= most - CLEARLY)
                l->keys[i].flags |= VG_KEYS_RARE;
    }
}

static void take_ordinary(struct made *m, struct vg_str word, struct vg_str rest)
{
    (void)vg_table_add(&m->ordinary,
                       (struct vg_str){word.p, rest.len > 0 ? word.len + 1 + rest.len : word.len},
                       1, NULL);
}

/* ---- words ---- */

static const char *const ranks[] = {"any",    "nation", "province", "local",
                                    "branch", "unit",   "abroad"};
static struct vg_head_row head_rows[1000];

static unsigned word_number(const char *const *words, size_t n, struct vg_str s, const char *what)
{
    for (unsigned i = 0; i < n; i++)
        if (vg_str_is(s, words[i]))
            return i;
    die(what, s.p);
    return 0;
}

/* The form, and where it has the plural for people's or women's also what is left of that when the
 * possessive falls off. */
static void add_english(struct made *m, struct vg_str form, uint32_t value)
{
    static const char *const words[] = {"people", "women"};
    const char *const end = form.p + form.len;

    add_key(m, &word_latin, folded(m, form), value);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = memmem(form.p, form.len, words[i], strlen(words[i]));
        const char *s = at == NULL ? end : at + strlen(words[i]);

        if (s < end && *s == 's')
            add_key(m, &word_latin,
                    folded(m, together(m, (struct vg_str){form.p, (size_t)(s - form.p)},
                                       (struct vg_str){s + 1, (size_t)(end - s - 1)})),
                    value);
    }
}

/* The words of a form that a slip of the pen leaves to be known: no short ones. */
static void add_slips(struct made *m, struct vg_str form)
{
    const char *p = form.p, *const end = form.p + form.len;

    while (p < end) {
        const char *blank = memchr(p, ' ', (size_t)(end - p));
        const size_t n = (size_t)((blank == NULL ? end : blank) - p);

        if (n >= VG_SLIP_LEAST && n <= VG_SLIP_MOST)
            vg_table_set(&m->slips, folded(m, (struct vg_str){p, n}), 1);
        p += n + (blank != NULL);
    }
}

static void add_all_slips(struct made *m, struct vg_str english)
{
    struct vg_str list[MAX_FORMS];
    const size_t n = forms(english, list);

    for (size_t i = 0; i < n; i++)
        add_slips(m, list[i]);
}

static void add_words(struct made *m, struct vg_str han, struct vg_str english, uint32_t value)
{
    struct vg_str list[MAX_FORMS];
    size_t n = forms(han, list);

    for (size_t i = 0; i < n; i++)
        add_key(m, &word_han, folded(m, list[i]), value);
    n = forms(english, list);
    for (size_t i = 0; i < n; i++)
        add_english(m, list[i], value);
}

/* First the ids, then what refers to them. */
static void take_head_id(struct made *m, const struct vg_str *f)
{
    if (!vg_table_add(&m->heads, f[0], (int64_t)++m->n_heads, NULL))
        die("heads.csv: id twice", f[0].p);
    if (m->n_heads >= sizeof head_rows / sizeof *head_rows)
        die("too many heads", f[0].p);
}

static uint16_t head_of(struct made *m, struct vg_str id)
{
    int64_t at = 0;

    if (id.len > 0 && !vg_table_get(&m->heads, id, &at))
        die("heads.csv: no such head", id.p);
    return (uint16_t)at;
}

static void take_head(struct made *m, const struct vg_str *f)
{
    uint16_t h = head_of(m, f[0]);

    head_rows[h] = (struct vg_head_row){
        vg_copy(&m->a, f[0].p, f[0].len),
        head_of(m, f[1]),
        head_of(m, f[2]),
        vg_copy(&m->a, f[3].p, f[3].len),
        (uint8_t)word_number(ranks, sizeof ranks / sizeof *ranks, f[4], "heads.csv: rank"),
        (uint8_t)(f[5].len > 0 ? f[5].p[0] - '0' : 0),
    };
    add_words(m, f[6], f[7], VG_WORD(VG_WORD_HEAD, h));
    add_all_slips(m, f[7]);
}

static void take_grammar(struct made *m, const struct vg_str *f)
{
    static const char *const kinds[] = {"head",   "level",  "state", "host", "under",
                                        "stop",   "seat",   "legal", "road", "people",
                                        "ethnic", "number", "no"};
    static const char *const levels[] = {"",           "province",    "region", "special",  "city",
                                         "prefecture", "county",      "banner", "district", "town",
                                         "township",   "subdistrict", "village"};
    unsigned kind = word_number(kinds, sizeof kinds / sizeof *kinds, f[0], "grammar.csv: kind");
    unsigned value = 1;

    if (kind == VG_WORD_LEVEL)
        value = word_number(levels, sizeof levels / sizeof *levels, f[1], "grammar.csv: level");
    else if (kind == VG_WORD_STATE && vg_str_is(f[1], "china-party"))
        value = 2;
    else if (kind == VG_WORD_NUMBER)
        value = (unsigned)strtoul(f[1].p, NULL, 10);
    add_words(m, f[2], f[3], VG_WORD(kind, value));
    if (kind == VG_WORD_LEVEL)
        add_all_slips(m, f[3]);
}

static void take_word_reading(struct made *m, const struct vg_str *f)
{
    add_key(m, &reading, folded(m, f[0]), text_at(m, f[1]));
}

static void take_surname(struct made *m, const struct vg_str *f)
{
    add_key(m, &surname, folded(m, f[0]), text_at(m, f[1]));
}

/* ---- writing ---- */

static int by_text(const void *left, const void *right)
{
    const struct key *a = left, *b = right;
    int c = vg_str_cmp(a->text, b->text);

    if (c == 0)
        c = a->value < b->value ? -1 : a->value > b->value;
    return c != 0 ? c : (int)a->flags - (int)b->flags;
}

static void write_text(FILE *f, const char *name, const char *p, size_t len)
{
    fprintf(f, "const char %s[] = \"", name);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)p[i];

        if (i % 120 == 119)
            fputs("\"\n\"", f);
        if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '?')
            fprintf(f, "\\%03o", (unsigned)c);
        else
            fputc(c, f);
    }
    fputs("\";\n", f);
}

static void write_slots(FILE *f, const char *name, const struct vg_keys_entry *e, size_t n,
                        const char *pool)
{
    uint32_t size = 16, *slots;

    while (size < n * 2)
        size *= 2;
    slots = calloc(size, sizeof *slots);
    if (slots == NULL)
        die("out of memory", name);
    for (size_t i = 0; i < n; i++) {
        uint32_t hash = vg_keys_done(vg_keys_more(VG_KEYS_HASH, pool + e[i].key, e[i].len)),
                 at = hash;

        for (; slots[at & (size - 1)] != 0; at++)
            ;
        slots[at & (size - 1)] = (hash & 0xfff00000U) | (uint32_t)(i + 1);
    }
    fprintf(f, "static const uint32_t %s_slots[] = {\n", name);
    for (uint32_t i = 0; i < size; i++)
        fprintf(f, "%u,%s", slots[i], i % 32 == 31 ? "\n" : "");
    fputs("};\n", f);
    free(slots);
    fprintf(f, "enum { %s_mask = %u };\n", name, size - 1);
}

static void write_list(struct made *m, struct list *l)
{
    VG_SCOPED_BUF pool = {0};
    struct vg_keys_entry *e = VG_NEW_ARRAY(&m->a, struct vg_keys_entry, l->n + 1);
    uint64_t *starts = VG_NEW_ARRAY(&m->a, uint64_t, VG_KEYS_STARTS);
    size_t n = 0, values = 0;
    uint8_t *flags;
    FILE *f = m->out;

    qsort(l->keys, l->n, sizeof *l->keys, by_text);
    flags = VG_NEW_ARRAY(&m->a, uint8_t, l->n + 1);
    fprintf(f, "static const uint32_t %s_values[] = {\n", l->name);
    for (size_t i = 0; i < l->n; i++) {
        const struct key *k = &l->keys[i];

        if (i == 0 || vg_str_cmp(k->text, l->keys[i - 1].text) != 0) {
            e[n++] = (struct vg_keys_entry){(uint32_t)pool.len, (uint32_t)values, 0,
                                            (uint8_t)k->text.len};
            starts[vg_keys_start(k->text.p, k->text.len, l->head)] |=
                vg_keys_bit(k->text.len, l->head);
            vg_put(&pool, k->text.p, k->text.len);
        } else if (k->value == l->keys[i - 1].value) {
            continue;
        }
        e[n - 1].n++;
        flags[values] = (uint8_t)k->flags;
        fprintf(f, "%uU,%s", k->value, ++values % 16 == 0 ? "\n" : "");
    }
    fprintf(f, "0};\nstatic const uint8_t %s_flags[] = {\n", l->name);
    for (size_t i = 0; i < values; i++)
        fprintf(f, "%u,%s", (unsigned)flags[i], i % 32 == 31 ? "\n" : "");
    fprintf(f, "0};\nstatic const struct vg_keys_entry %s_entries[] = {\n", l->name);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "{%u,%u,%u,%u},%s", e[i].key, e[i].refs, (unsigned)e[i].n, (unsigned)e[i].len,
                i % 8 == 7 ? "\n" : "");
    fputs("{0}};\nstatic ", f);
    write_text(f, vg_print(&m->a, "%s_pool", l->name), pool.p, pool.len);
    write_slots(f, l->name, e, n, pool.p);
    if (n >= 1U << 20)
        die("too many keys", l->name);
    fprintf(f, "static const uint64_t %s_starts[] = {\n", l->name);
    for (size_t i = 0; i < VG_KEYS_STARTS; i++)
        fprintf(f, "%lluU,%s", (unsigned long long)starts[i], i % 32 == 31 ? "\n" : "");
    fprintf(f,
            "};\nconst struct vg_keys %s = {%s_pool, %s_entries, %s_slots, %s_mask, %u, %s_starts, "
            "%s_values, %s_flags};\n",
            l->name, l->name, l->name, l->name, l->name, l->head, l->name, l->name, l->name);
}

static int by_number(const void *a, const void *b)
{
    const struct area *x = a, *y = b;

    return x->id < y->id ? -1 : x->id > y->id;
}

static void write_areas(struct made *m)
{
    fputs("const struct vg_area_row vg_area_rows[] = {\n", m->out);
    for (size_t i = 0; i < m->n_areas; i++) {
        const struct area *x = &m->areas[i];
        struct vg_str latin = x->latin.len > 0 ? x->latin : shown_latin(m, x->reading);

        fprintf(m->out, "{%u,%u,%u,%u,%u,%d,%d},\n", x->id,
                text_at(m, together(m, x->name, x->suffix)), text_at(m, latin),
                text_at(m, x->reading), (unsigned)x->name.len, x->kind, x->depth);
    }
    fprintf(m->out, "};\nconst unsigned vg_area_row_count = %zu;\n", m->n_areas);
    write_text(m->out, "vg_keys_texts", m->texts.p, m->texts.len);
}

static uint32_t parent_number(struct made *m, struct vg_str parent)
{
    static const struct {
        const char *id;
        uint32_t area;
    } rows[] = {{"CN", VG_AREA_CHINA}, {"HK", 81}, {"MO", 82}, {"TW", 71}};
    const struct place *p = place_of(m, parent);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_str_is(parent, rows[i].id))
            return rows[i].area;
    if (p == NULL || is_wider_than_country(p))
        return 0;
    return VG_AREA_ABROAD | (uint32_t)(p - m->places);
}

static void write_abroad(struct made *m)
{
    size_t n = 0;

    fputs("const struct vg_area_abroad vg_area_abroad_rows[] = {\n", m->out);
    for (size_t i = 0; i < m->n_places; i++) {
        const struct place *p = &m->places[i];

        if (p->is_china || is_wider_than_country(p))
            continue;
        fprintf(m->out, "{%uU,%uU,%d},\n", VG_AREA_ABROAD | (uint32_t)i,
                parent_number(m, p->parent), vg_str_is(p->level, "country") ? 0 : 2);
        n++;
    }
    fprintf(m->out, "};\nconst unsigned vg_area_abroad_count = %zu;\n", n);
}

static int by_character(const void *a, const void *b)
{
    const struct vg_han_reading *x = a, *y = b;

    return x->c < y->c ? -1 : x->c > y->c;
}

static void write_characters(FILE *f, const char *name, struct vg_han_reading *r, size_t n)
{
    qsort(r, n, sizeof *r, by_character);
    fprintf(f, "const struct vg_han_reading %s[] = {\n", name);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "{%u,%u},%s", r[i].c, (unsigned)r[i].syllable, i % 16 == 15 ? "\n" : "");
    fprintf(f, "{0}};\nconst unsigned %s_count = %zu;\n", name, n);
}

static void write_numbers(FILE *f, const char *name, const uint16_t *p, size_t n)
{
    fprintf(f, "const uint16_t %s[] = {\n", name);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "%u,%s", (unsigned)p[i], i % 32 == 31 ? "\n" : "");
    fputs("};\n", f);
}

static void write_readings(struct made *m)
{
    FILE *f = m->out;

    write_numbers(f, "vg_han_readings", m->first, VG_HAN_LAST - VG_HAN_FIRST + 1);
    write_characters(f, "vg_han_rare", m->rare, m->n_rare);
    write_characters(f, "vg_han_second", m->second, m->n_second);
    fputs("const char vg_han_syllables[][8] = {\n", f);
    for (size_t i = 0; i <= m->n_syllables; i++) {
        for (char *p = m->syllables[i]; *p != '\0'; p++)
            *p = *p == 'v' ? 'u' : *p;
        fprintf(f, "\"%s\",%s", m->syllables[i], i % 16 == 15 ? "\n" : "");
    }
    fputs("};\n", f);
    write_numbers(f, "vg_letters", m->letters, VG_LETTER_TOP);
    fputs("const char vg_letter_texts[][8] = {\"\",\n", f);
    for (size_t i = 0; i < m->n_sounds; i++)
        fprintf(f, "\"%s\",%s", m->sounds[i], i % 16 == 15 ? "\n" : "");
    fputs("};\n", f);
}

static void write_heads(struct made *m)
{
    fputs("const struct vg_head_row vg_head_rows[] = {\n{\"\", 0, 0, \"\", 0, 0},\n", m->out);
    for (size_t i = 1; i <= m->n_heads; i++)
        fprintf(m->out, "{\"%s\", %u, %u, \"%s\", %u, %u},\n", head_rows[i].id,
                (unsigned)head_rows[i].is_a, (unsigned)head_rows[i].under, head_rows[i].state,
                (unsigned)head_rows[i].rank, (unsigned)head_rows[i].unit);
    fprintf(m->out, "};\nconst unsigned vg_head_row_count = %zu;\n", m->n_heads + 1);
}

static int by_word(const void *a, const void *b)
{
    return vg_str_cmp(*(const struct vg_str *)a, *(const struct vg_str *)b);
}

static void write_slips(struct made *m)
{
    struct vg_str *words = VG_NEW_ARRAY(&m->a, struct vg_str, m->slips.n);

    for (size_t i = 0; i < m->slips.n; i++)
        words[i] = m->slips.items[i].key;
    qsort(words, m->slips.n, sizeof *words, by_word);
    fputs("const char vg_slip_words[][VG_SLIP_MOST + 1] = {\n", m->out);
    for (size_t i = 0; i < m->slips.n; i++)
        fprintf(m->out, "\"%.*s\",\n", (int)words[i].len, words[i].p);
    fprintf(m->out, "};\nconst unsigned vg_slip_word_count = %zu;\n", m->slips.n);
}

static void write_all(struct made *m)
{
    struct list *const lists[] = {&area_han, &area_latin, &town_han, &town_latin,
                                  &word_han, &word_latin, &reading,  &surname};

    fputs("/* Made by tools/gen-resolve.c from data/. */\n#include \"resolve/keys_table.h\"\n\n"
          "#include \"resolve/head.h\"\n\n",
          m->out);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        write_list(m, lists[i]);
    write_areas(m);
    write_abroad(m);
    write_readings(m);
    write_heads(m);
    write_slips(m);
}

static void read_all(struct made *m, char **path, int n)
{
    each_line(m, path[5], take_reading);
    each_row(m, path[0], 4, take_area);
    each_row(m, path[1], 4, take_area);
    each_row(m, path[2], 4, take_exonym);
    qsort(m->areas, m->n_areas, sizeof *m->areas, by_number);
    for (size_t i = 0; i < m->n_areas; i++)
        name_area(m, &m->areas[i]);
    for (size_t i = 0; i < area_latin.n; i++)
        vg_table_set(&m->taken, area_latin.keys[i].text, 1);
    for (size_t i = 0; i < area_han.n; i++)
        vg_table_set(&m->taken, area_han.keys[i].text, 1);
    each_row(m, path[3], 9, take_head_id);
    each_row(m, path[3], 9, take_head);
    each_row(m, path[4], 4, take_grammar);
    each_row(m, path[6], 2, take_word_reading);
    each_row(m, path[7], 2, take_surname);
    each_line(m, path[8], take_letter);
    each_line(m, path[9], take_ordinary);
    for (int i = 12; i < n; i++)
        each_row(m, path[i], 7, take_place);
    name_places(m);
    each_row(m, path[10], 3, take_country);
    each_row(m, path[11], 4, take_division);
    mark_rare(m, &area_han);
    mark_rare(m, &area_latin);
}

int main(int argc, char **argv)
{
    static struct made m;

    if (argc < 16)
        die("usage", "gen-resolve OUT.c FILES...");
    m.texts_at = VG_TABLE(&m.a);
    m.area_at = VG_TABLE(&m.a);
    m.ordinary = VG_TABLE(&m.a);
    m.char_reading = VG_TABLE(&m.a);
    m.syllable_at = VG_TABLE(&m.a);
    m.heads = VG_TABLE(&m.a);
    m.slips = VG_TABLE(&m.a);
    m.taken = VG_TABLE(&m.a);
    read_all(&m, argv + 2, argc - 2);
    m.out = fopen(argv[1], "wb");
    if (m.out == NULL)
        die("cannot write", argv[1]);
    write_all(&m);
    if (fclose(m.out) != 0)
        die("cannot write", argv[1]);
    vg_buf_end(&m.texts);
    vg_arena_end(&m.a);
    return 0;
}
