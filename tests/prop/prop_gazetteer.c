/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The gazetteer against a search that knows no table: each name is tried at each place of
 * each text, unit by unit, as mention/gazetteer.h words it. Names and texts are made at random
 * of pieces that fold, break and join. A case is one name in one text:
 *
 *     prop_gazetteer            as many as a test run has time for
 *     prop_gazetteer all        a million and more
 *     prop_gazetteer SEED       one set of names, the one that failed
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "mention/gazetteer.h"
#include "mention/gazetteer_fold.h"

#define LAW(condition)                                                                             \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed_now, #condition);          \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

enum { NAMES = 16, TEXTS = 8, MOST_UNITS = 400, MOST_FOUND = 4000, PIECES_OF_TEXT = 60 };

static uint64_t state, seed_now;

static uint64_t below(uint64_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % n;
}

static const char *const pieces[] = {
    "a",
    "b",
    "s",
    "A",
    "B",
    "S",
    "a",
    "b",
    "A",
    "s",
    "7",
    "\xc3\xa9" /* é */,
    "e\xcc\x81",
    "\xc3\x89" /* É */,
    "e",
    "E",
    "\xc3\x9f" /* ß */,
    "ss",
    "\xef\xac\x81" /* ﬁ */,
    "fi",
    "\xef\xbc\xa1" /* Ａ */,
    "\xef\xbc\x97" /* ７ */,
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\r",
    "\xc2\xa0",
    "\xe3\x80\x80",
    "\xc2\xad",
    "\xe2\x80\x8b",
    "\xe2\x80\x8d",
    "\xcc\x81",
    "-",
    "\xe2\x80\x90",
    "'",
    "\xe2\x80\x99",
    ".",
    "(",
    ")",
    "\xef\xbc\x8c" /* ， */,
    "\xe3\x80\x82" /* 。 */,
    "\xe5\x8f\xb0" /* 台 */,
    "\xe8\x87\xba" /* 臺 */,
    "\xe6\xaa\xaf" /* 檯 */,
    "\xe5\x8f\x91" /* 发 */,
    "\xe7\x99\xbc" /* 發 */,
    "\xe5\xb7\x9e" /* 州 */,
    "\xe4\xba\xaa" /* 亪: three bytes that are letters in ISO 8859-1 */,
    "\xe8\x8f\x95" /* 菕 folds beyond U+30000 */,
    "\xe5\x8f\xb0",
    "\xe5\xb7\x9e",
    "\xe5\x8f\x91",
    "\xef\xa4\x80" /* 豈, compatibility */,
    "\xe8\xb1\x88",
    "\xe3\x90\x80" /* ext. A */,
    "\xf0\xa0\x80\x80" /* ext. B */,
    "\xe4\xb7\x80" /* hexagram */,
    "\xe3\x80\x87" /* 〇 */,
    "\xd0\xb9" /* й */,
    "\xd0\xb8" /* и */,
    "\xd0\xb8\xcc\x86",
    "\xd0\x99",
    "\xe3\x82\xac" /* ガ */,
    "\xef\xbd\xb6\xef\xbe\x9e" /* ｶﾞ */,
    "\xe3\x82\xab\xe3\x82\x99",
    "\xe3\x82\xab",
    "\xed\x95\x9c" /* 한 */,
    "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab",
    "\xe0\xb8\x81",
    "\xff",
    "\xe5\x8f",
    "\xc2\xb4",
    "`",
    "\xe2\x85\xa3" /* Ⅳ */,
    "iv",
    "\xc2\xbd" /* ½ */,
    "\xe3\x88\xb1" /* ㈱ */,
    "\xef\xb8\x8f",
    "\xd8\xa7",
    "abcdefgh",
    "abcdefgs",
    "Abcdefghab",
    "\xc3\xa6" /* æ */,
    "ae",
    "&",
    "\xe2\x80\xa8" /* line separator */,
    "\xc2\x85",
    "\x7f",
    "\xe3\x80\x86",
};

static void put_pieces(struct vg_buf *b, size_t most)
{
    for (size_t n = 1 + below(most); n > 0; n--)
        vg_puts(b, pieces[below(sizeof pieces / sizeof *pieces)]);
}

/* -- the meaning, word for word ------------------------------------------------------------- */

struct unit {
    uint32_t c, raw;
    enum vg_unit_class is;
    int upper;
    size_t start, end; /* of its cluster */
    int first, last;   /* in its cluster */
};

struct units {
    struct unit u[MOST_UNITS];
    size_t n;
};

static void read_units(struct vg_str s, struct units *out)
{
    out->n = 0;
    for (size_t at = 0; at < s.len;) {
        struct vg_cluster c;
        size_t n = vg_cluster_read(s.p + at, s.len - at, &c);

        for (unsigned i = 0; i < c.n; i++) {
            LAW(out->n < MOST_UNITS);
            out->u[out->n++] = (struct unit){.c = c.unit[i],
                                             .raw = c.raw,
                                             .is = vg_unit_class(c.unit[i]),
                                             .upper = c.is_upper,
                                             .start = at,
                                             .end = at + n,
                                             .first = i == 0,
                                             .last = i + 1 == c.n};
        }
        at += n;
    }
}

struct known {
    struct vg_gazetteer_name name;
    struct vg_buf text;
    struct unit units[MOST_UNITS]; /* without white space */
    size_t n, lead;
    unsigned letters, digits;
    int cased, capitals, plural, good;
};

static void know(struct known *k)
{
    struct units all;
    unsigned upper = 0, lower = 0, loose = 0, spaces = 0;

    k->n = k->lead = k->letters = k->digits = 0;
    read_units(k->name.name, &all);
    for (size_t i = 0; i < all.n; i++) {
        const struct unit *u = &all.u[i];

        if (u->is != VG_UNIT_SPACE)
            k->units[k->n++] = *u;
        if (!u->first)
            continue;
        spaces += u->is == VG_UNIT_SPACE;
        loose += u->is == VG_UNIT_LOOSE;
        if (u->is == VG_UNIT_WORD) {
            k->letters += vg_char_kind(u->raw) != VG_CHAR_DIGIT;
            k->digits += vg_char_kind(u->raw) == VG_CHAR_DIGIT;
            upper += (unsigned)u->upper;
            lower += vg_char_kind(u->raw) == VG_CHAR_LOWER;
        }
    }
    while (k->lead < k->n && k->units[k->lead].is == VG_UNIT_PUNCT)
        k->lead++;
    k->capitals = upper > 0 && lower == 0 && loose == 0 && spaces == 0 && k->letters > 1;
    k->cased = upper + lower > 0 && loose == 0 && (k->letters <= 3 || k->capitals);
    k->good = k->lead < k->n && vg_utf8_bad(k->name.name.p, k->name.name.len) == k->name.name.len;
    if (k->good) {
        uint32_t c = k->units[k->n - 1].c;

        k->plural = (k->name.lang.len == 0 || k->name.lang.p[0] == 'e') && c >= 'a' && c <= 'z' &&
                    c != 's' &&
                    (k->letters > 3 || (k->capitals && k->name.kind == VG_NAME_TRIGGER)) &&
                    !(k->capitals && k->digits > 0);
    }
}

/* A name's units parted as it parts them: a word ends where white space was. */
static int same_key(const struct known *x, const struct known *y, int with_case)
{
    if (x->n != y->n || x->lead != y->lead || x->name.kind != y->name.kind)
        return 0;
    for (size_t i = 0; i < x->n; i++)
        if (x->units[i].c != y->units[i].c ||
            (with_case && x->units[i].is == VG_UNIT_WORD && x->units[i].upper != y->units[i].upper))
            return 0;
    return 1;
}

/* Whether two units of a name that are neighbours without white space were parted by it. */
static int was_parted(const struct known *k, size_t i)
{
    struct units all;
    size_t seen = 0;

    read_units(k->name.name, &all);
    for (size_t j = 0; j < all.n; j++)
        if (all.u[j].is != VG_UNIT_SPACE && seen++ == i)
            return j > 0 && all.u[j - 1].is == VG_UNIT_SPACE;
    return 0;
}

static int same_name(const struct known *x, const struct known *y, int with_case)
{
    if (!same_key(x, y, with_case))
        return 0;
    for (size_t i = 1; i < x->n; i++)
        if (x->units[i].is == VG_UNIT_WORD && x->units[i - 1].is == VG_UNIT_WORD &&
            was_parted(x, i) != was_parted(y, i))
            return 0;
    return 1;
}

/* Pass white space at t->u[i]; 0 none, 1 one, 2 a wider one, 3 a wall. */
static int space_at(const struct units *t, size_t *i)
{
    unsigned blanks = 0, lines = 0, n = 0;

    for (; *i < t->n && t->u[*i].is == VG_UNIT_SPACE; ++*i) {
        uint32_t c = t->u[*i].c;

        if (++n > 8 || c == '\t' || c == 11 || c == 12)
            return 3;
        if (c == '\n' && n > 1 && t->u[*i - 1].c == '\r')
            continue;
        if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
            lines++;
        else
            blanks++;
    }
    return lines > 1 ? 3 : blanks + lines > 1 ? 2 : (int)(blanks + lines);
}

/* The units [from, to) of a name, with t->u[i] the first; returns the unit behind, 0: no. */
static size_t units_match(const struct known *k, size_t from, size_t to, const struct units *t,
                          size_t i)
{
    for (size_t j = from; j < to; j++) {
        const struct unit *x = &k->units[j], *y;

        if (j > from) {
            int words = x->is == VG_UNIT_WORD && x[-1].is == VG_UNIT_WORD, gap;

            if (words && !was_parted(k, j))
                gap = i < t->n && t->u[i].is == VG_UNIT_SPACE ? 3 : 0;
            else
                gap = space_at(t, &i);
            if (gap == 3 || (words && was_parted(k, j) && gap == 0) || (!words && gap == 2))
                return 0;
        }
        y = &t->u[i];
        if (i >= t->n || y->c != x->c ||
            (k->cased && x->is == VG_UNIT_WORD && x->upper != y->upper))
            return 0;
        i++;
    }
    return i;
}

struct found {
    size_t start, end;
    int kind, plural, inside;
    struct vg_str id;
};

struct founds {
    struct found f[MOST_FOUND];
    size_t n;
};

static void put_found(struct founds *out, struct found f)
{
    for (size_t i = 0; i < out->n; i++) {
        struct found *x = &out->f[i];

        if (x->start == f.start && x->end == f.end && x->kind == f.kind &&
            vg_str_cmp(x->id, f.id) == 0)
            return;
    }
    LAW(out->n < MOST_FOUND);
    out->f[out->n++] = f;
}

/* Where the lead of a name stands before unit i; the nearest place. */
static int lead_before(const struct known *k, const struct units *t, size_t i, size_t *start)
{
    for (size_t j = i; j-- > 0;) {
        size_t to;

        if (!t->u[j].first)
            continue;
        to = units_match(k, 0, k->lead, t, j);
        if (to == 0 || to > i)
            continue;
        if (space_at(t, &to) <= 1 && to == i) {
            *start = t->u[j].start;
            return 1;
        }
    }
    return 0;
}

static void try_name(const struct known *k, const struct units *t, size_t i, struct founds *out)
{
    size_t to = units_match(k, k->lead, k->n, t, i), start = t->u[i].start;
    struct found f = {.kind = (int)k->name.kind, .id = k->name.id};

    if (to == 0)
        return;
    f.end = t->u[to - 1].end;
    if (k->units[k->n - 1].is == VG_UNIT_WORD && to < t->n && t->u[to].is == VG_UNIT_WORD) {
        uint32_t raw = t->u[to].raw;

        f.plural = 1;
        if (!k->plural || t->u[to].c != 's' || (raw != 's' && (raw != 'S' || k->cased)) ||
            (to + 1 < t->n && t->u[to + 1].is == VG_UNIT_WORD))
            return;
    } else if (!t->u[to - 1].last) {
        return;
    }
    if (k->lead > 0 && !lead_before(k, t, i, &start))
        return;
    f.start = start;
    put_found(out, f);
}

static void naive(const struct known *names, const struct units *t, struct founds *out)
{
    size_t kept = 0;

    out->n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct unit *u = &t->u[i];

        if (!u->first || !vg_cluster_begins(u->raw) ||
            (u->is != VG_UNIT_WORD && u->is != VG_UNIT_LOOSE) ||
            (u->is == VG_UNIT_WORD && i > 0 && u[-1].is == VG_UNIT_WORD))
            continue;
        for (size_t k = 0; k < NAMES; k++)
            if (names[k].good)
                try_name(&names[k], t, i, out);
    }
    for (size_t i = 0; i < out->n; i++) {
        int longer = 0;

        for (size_t j = 0; j < out->n && out->f[i].plural; j++)
            longer |= out->f[j].start == out->f[i].start && out->f[j].end > out->f[i].end;
        if (longer)
            out->f[i].plural = -1;
    }
    for (size_t i = 0; i < out->n; i++)
        if (out->f[i].plural >= 0)
            out->f[kept++] = out->f[i];
    out->n = kept;
    for (size_t i = 0; i < kept; i++)
        for (size_t j = 0; j < kept; j++)
            out->f[i].inside |= out->f[j].start <= out->f[i].start &&
                                out->f[j].end >= out->f[i].end &&
                                out->f[j].end - out->f[j].start > out->f[i].end - out->f[i].start;
}

/* -- comparing ------------------------------------------------------------------------------------
 */

static void show(const char *what, const struct founds *f, struct vg_str text)
{
    fprintf(stderr, "%s:\n", what);
    for (size_t i = 0; i < f->n; i++)
        fprintf(stderr, "  %zu-%zu kind %d inside %d plural %d %.*s\n", f->f[i].start, f->f[i].end,
                f->f[i].kind, f->f[i].inside, f->f[i].plural, (int)f->f[i].id.len, f->f[i].id.p);
    fprintf(stderr, "text:");
    for (size_t i = 0; i < text.len; i++)
        fprintf(stderr, " %02x", (unsigned char)text.p[i]);
    fprintf(stderr, "\n");
}

static int holds(const struct founds *all, const struct founds *some)
{
    for (size_t i = 0; i < some->n; i++) {
        size_t j = 0;

        while (j < all->n &&
               (all->f[j].start != some->f[i].start || all->f[j].end != some->f[i].end ||
                all->f[j].kind != some->f[i].kind || all->f[j].inside != some->f[i].inside ||
                vg_str_cmp(all->f[j].id, some->f[i].id) != 0))
            j++;
        if (j == all->n)
            return 0;
    }
    return 1;
}

static void quick(const struct vg_gazetteer *g, struct vg_str text, struct founds *out)
{
    static struct vg_hit hits[VG_FINDER_ROOM + 100];
    struct vg_finder f;
    uint32_t last = 0, last_end = UINT32_MAX;
    size_t n;

    out->n = 0;
    vg_finder_begin(&f, g, text.p, text.len);
    while ((n = vg_finder_next(&f, hits, VG_FINDER_ROOM + below(100))) > 0)
        for (size_t i = 0; i < n; i++) {
            const struct vg_hit *h = &hits[i];

            LAW(h->start > last || (h->start == last && h->end <= last_end));
            LAW(h->start < h->end && h->end <= text.len);
            last = h->start;
            last_end = h->end;
            for (uint32_t k = 0; k < vg_gazetteer_ids(g, h->name); k++)
                put_found(out, (struct found){.start = h->start,
                                              .end = h->end,
                                              .kind = h->kind,
                                              .plural = (h->folded & VG_HIT_PLURAL) != 0,
                                              .inside = h->inside,
                                              .id = vg_gazetteer_id(g, h->name, k)});
        }
}

/* A name as somebody else would write it. */
static void put_altered(struct vg_buf *b, struct vg_str name)
{
    static const char *const between[] = {"\xc2\xad", "\xe2\x80\x8b", " ",
                                          "\n",       "\xcc\x81",     "\xe2\x80\x8d "};
    struct vg_cluster c;

    for (size_t at = 0; at < name.len;) {
        size_t n = vg_cluster_read(name.p + at, name.len - at, &c);

        if (n == 1 && below(8) == 0 && ((name.p[at] | 0x20) >= 'a' && (name.p[at] | 0x20) <= 'z'))
            vg_putc(b, (char)(name.p[at] ^ 0x20));
        else
            vg_put(b, name.p + at, n);
        at += n;
        if (below(10) == 0)
            vg_puts(b, between[below(6)]);
    }
    vg_puts(b, below(3) == 0 ? "s" : "");
}

static void one_text(struct vg_gazetteer *g, const struct known *names)
{
    static struct founds want, got;
    static struct units t;
    VG_SCOPED_BUF text = {0};
    struct vg_str s;

    put_pieces(&text, PIECES_OF_TEXT);
    for (int i = 0; i < 3; i++) {
        const struct known *k = &names[below(NAMES)];

        put_altered(&text, k->name.name);
        put_pieces(&text, below(4) == 0 ? 30 : 2);
    }
    /* exactly as long as it is, so that reading behind it is seen */
    s = (struct vg_str){memcpy(vg_malloc(text.len), text.p, text.len), text.len};
    read_units(s, &t);
    naive(names, &t, &want);
    for (int path = 0; path < VG_GAZETTEER_PATHS; path++) {
        if (!vg_gazetteer_use(g, (enum vg_gazetteer_path)path))
            continue;
        quick(g, s, &got);
        if (!holds(&want, &got) || !holds(&got, &want)) {
            show("wanted", &want, s);
            show("found", &got, s);
            for (size_t k = 0; k < NAMES; k++)
                fprintf(stderr, "name %s kind %d lang %s: [%.*s]\n", names[k].name.id.p,
                        names[k].name.kind, names[k].name.lang.p, (int)names[k].name.name.len,
                        names[k].name.name.p);
            LAW(0 && "the same hits");
        }
    }
    free((void *)(uintptr_t)s.p);
}

static const char *const ids[] = {"n0", "n1", "n2",  "n3",  "n4",  "n5",  "n6",  "n7",
                                  "n8", "n9", "n10", "n11", "n12", "n13", "n14", "n15"};

static void make_names(struct known *names)
{
    static const char *const langs[] = {"", "", "en", "zh"};
    static const char *const begins[] = {"\xe5\x8f\xb0\xe5\xb7\x9e" /* 台州 */,
                                         "\xe8\x87\xba\xe5\xb7\x9e" /* 臺州 */,
                                         "\xe5\x8f\x91\xe5\xb7\x9e" /* 发州 */,
                                         "\xe5\xb7\x9e\xe8\x8f\x95\xe5\x8f\xb0" /* 州菕台 */,
                                         "abba ",
                                         "Ab b"};

    for (size_t i = 0; i < NAMES; i++) {
        struct known *k = &names[i];
        const char *lang = langs[below(4)];

        k->text = (struct vg_buf){0};
        if (i > 0 && below(3) == 0) /* names that begin alike */
            vg_put_str(&k->text, names[below(i)].name.name);
        else if (seed_now % 2 == 0) /* and sets without names of one character */
            vg_puts(&k->text, begins[below(sizeof begins / sizeof *begins)]);
        put_pieces(&k->text, 4);
        k->name = (struct vg_gazetteer_name){vg_str(ids[i]), vg_buf_str(&k->text), vg_str(lang),
                                             below(2) ? VG_NAME_PLACE : VG_NAME_TRIGGER};
        know(k);
        for (size_t at = 0; at < k->text.len; at++)
            k->good = k->good && ((unsigned char)k->text.p[at] >= 0x20 || k->text.p[at] == '\t' ||
                                  k->text.p[at] == '\n' || k->text.p[at] == '\r');
    }
    for (size_t i = 0; i < NAMES; i++) /* acronyms that are words, too */
        for (size_t j = 0; j < NAMES && names[i].cased == 1; j++)
            if (names[i].letters > 3 && names[j].good && names[j].cased == 0 &&
                same_name(&names[i], &names[j], 0))
                names[i].cased = 2;
    for (size_t i = 0; i < NAMES; i++)
        names[i].cased = names[i].cased == 1;
    for (size_t i = 0; i < NAMES; i++)
        for (size_t j = 0; j < NAMES; j++)
            if (names[i].good && names[j].good && (names[j].plural & 1) != 0 &&
                names[i].cased == names[j].cased && same_name(&names[i], &names[j], names[i].cased))
                names[i].plural |= 2;
}

static void one_set(uint64_t seed)
{
    static struct known names[NAMES];
    struct vg_gazetteer_name good[NAMES];
    VG_SCOPED_BUF table = {0}, again = {0};
    struct vg_gazetteer g;
    struct vg_err err = {0};
    size_t n = 0;

    seed_now = seed;
    state = seed * 2654435761U + 88172645463325252U;
    make_names(names);
    for (size_t i = 0; i < NAMES; i++)
        if (names[i].good)
            good[n++] = names[i].name;
    LAW(vg_gazetteer_build(good, n, &table, &err) == VG_OK);
    for (size_t i = n; i > 1; i--) { /* another order, the same bytes */
        size_t j = below(i);
        struct vg_gazetteer_name x = good[j];

        good[j] = good[i - 1];
        good[i - 1] = x;
    }
    LAW(vg_gazetteer_build(good, n, &again, &err) == VG_OK);
    LAW(table.len == again.len && memcmp(table.p, again.p, table.len) == 0);
    LAW(vg_gazetteer_open(&g, table.p, table.len, &err) == VG_OK);
    for (size_t i = 0; i < TEXTS; i++)
        one_text(&g, names);
    for (size_t i = 0; i < NAMES; i++)
        vg_buf_end(&names[i].text);
}

int main(int argc, char **argv)
{
    int all = argc > 1 && strcmp(argv[1], "all") == 0;
    uint64_t first = argc > 1 && !all ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t n = all ? 8000 : argc > 1 ? 1 : 2000;

    for (uint64_t seed = first; seed < first + n; seed++)
        one_set(seed);
    n *= NAMES;
    n *= TEXTS;
    printf("%llu names in texts\n", (unsigned long long)n);
    return 0;
}
