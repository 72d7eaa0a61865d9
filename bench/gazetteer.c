/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How quickly names are found:
 *
 *     gazetteer            makes names and texts, English and Chinese, and measures
 *     gazetteer NAMES TEXT the same for files: one name a line; any UTF-8
 *     gazetteer --make DIR writes names and texts for bench/gazetteer_peers.sh
 *
 * The texts have the words of everyday writing with their frequencies (English) or syllables
 * of two characters (Chinese), and a name every few hundred bytes. One line per measurement:
 * names, text, MB/s (median, least and most of ROUNDS), hits, and how many of them are exact.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "mention/gazetteer.h"

enum { ROUNDS = 7, TEXT = 64 << 20, HAN = 3500 };

static uint64_t state = 88172645463325252U;

static uint64_t below(uint64_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % n;
}

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* -- words ------------------------------------------------------------------------------------ */

/* In the order of their frequency in English. */
static const char *const common[] = {
    "the",     "of",      "and",      "to",      "in",       "a",        "is",       "that",
    "for",     "it",      "was",      "on",      "with",     "as",       "be",       "at",
    "by",      "this",    "from",     "are",     "he",       "not",      "have",     "or",
    "which",   "his",     "an",       "but",     "were",     "had",      "they",     "their",
    "has",     "been",    "one",      "who",     "will",     "all",      "said",     "more",
    "would",   "there",   "no",       "other",   "when",     "if",       "about",    "people",
    "police",  "new",     "state",    "also",    "two",      "first",    "after",    "government",
    "some",    "year",    "time",     "into",    "could",    "than",     "only",     "over",
    "between", "under",   "national", "public",  "report",   "country",  "security", "station",
    "city",    "local",   "north",    "south",   "service",  "overseas", "where",    "through",
    "against", "most",    "during",   "such",    "law",      "many",     "three",    "group",
    "number",  "court",   "order",    "work",    "case",     "part",     "centre",   "home",
    "great",   "lake",    "port",     "saint",   "reading",  "nice",     "mobile",   "battle",
    "return",  "foreign", "ministry", "embassy", "province", "official", "western",  "united",
};

static void put_syllables(struct vg_buf *b, size_t n)
{
    static const char *const parts[] = {"ba",  "ten", "lor", "ham", "shi", "ver", "ran", "kel",
                                        "do",  "mi",  "sta", "bur", "gen", "po",  "lin", "wick",
                                        "tor", "ves", "nau", "cor", "de",  "fra", "gre", "hol"};

    while (n-- > 0)
        vg_puts(b, parts[below(sizeof parts / sizeof *parts)]);
}

/* Words that no name is made of. */
static void put_rare(struct vg_buf *b)
{
    static const char *const parts[] = {"ex", "pli", "cu", "ob", "vi", "ous", "pre", "sup",
                                        "ac", "ul",  "it", "mo", "ni", "ten", "sub", "ap"};

    for (uint64_t n = 2 + below(3); n > 0; n--)
        vg_puts(b, parts[below(sizeof parts / sizeof *parts)]);
    vg_puts(b, below(2) ? "ing" : "ed");
}

static void put_capital(struct vg_buf *b, size_t n)
{
    size_t at = b->len;

    put_syllables(b, n);
    b->p[at] = (char)(b->p[at] & ~0x20);
}

static void put_english_name(struct vg_buf *b)
{
    static const char *const before[] = {"New ",   "San ",   "Port ",  "North ",       "Lake ",
                                         "Saint ", "Upper ", "Mount ", "Ministry of ", "El ",
                                         "Las ",   "Fort ",  "South ", "Great ",       "Santa "};
    static const char *const after[] = {
        " County", " District", " City", " Police Station", " Public Security Bureau", " Island"};
    uint64_t how = below(10);

    if (how < 3)
        vg_puts(b, before[below(sizeof before / sizeof *before)]);
    put_capital(b, 2 + below(3));
    if (how == 3 || how == 4)
        vg_puts(b, after[below(sizeof after / sizeof *after)]);
}

/* The smaller numbers more often, about as words are used. */
static uint64_t often(uint64_t n)
{
    uint64_t a = below(n), b = below(n), c = below(n);

    a = a < b ? a : b;
    return a < c ? a : c;
}

static uint32_t han(uint64_t i)
{
    return 0x4e00 + (uint32_t)((i * 5003) % 20900);
}

static void put_han_name(struct vg_buf *b)
{
    static const char *const after[] = {"市",     "县",     "区",       "镇", "省",
                                        "公安局", "派出所", "人民法院", "村", "街道"};

    for (uint64_t n = 2 + below(3); n > 0; n--)
        vg_put_utf8(b, han(often(HAN)));
    if (below(2) == 0)
        vg_puts(b, after[below(sizeof after / sizeof *after)]);
}

/* -- names ------------------------------------------------------------------------------------- */

struct list {
    struct vg_buf lines; /* one a line */
    struct vg_gazetteer_name *names;
    size_t n;
};

static void split(struct list *l)
{
    size_t room = 0;

    l->n = 0;
    for (const char *p = l->lines.p, *end = p + l->lines.len, *stop; p < end; p = stop + 1) {
        stop = memchr(p, '\n', (size_t)(end - p));
        if (stop == NULL)
            stop = end;
        if (stop == p)
            continue;
        if (l->n == room) {
            room = room == 0 ? 1024 : 2 * room;
            l->names = vg_realloc(l->names, room * sizeof *l->names);
        }
        l->names[l->n++] = (struct vg_gazetteer_name){
            .id = {p, (size_t)(stop - p)}, .name = {p, (size_t)(stop - p)}, .kind = VG_NAME_PLACE};
    }
}

static void make_names(struct list *l, size_t n, int chinese)
{
    vg_buf_clear(&l->lines);
    for (size_t i = 0; i < n; i++) {
        (chinese ? put_han_name : put_english_name)(&l->lines);
        vg_putc(&l->lines, '\n');
    }
    split(l);
}

/* -- texts ---------------------------------------------------------------------------------------
 */

static void put_name_of(struct vg_buf *b, const struct list *l)
{
    vg_put_str(b, l->names[below(l->n)].name);
}

static void make_english(struct vg_buf *b, const struct list *l)
{
    const size_t n = sizeof common / sizeof *common;

    vg_buf_clear(b);
    while (b->len < TEXT) {
        for (uint64_t words = 6 + below(16); words > 0; words--) {
            uint64_t i = often(2 * n);

            if (below(60) == 0)
                put_name_of(b, l);
            else if (i < n)
                vg_puts(b, common[i]);
            else
                put_rare(b);
            vg_puts(b, words == 1 ? "" : below(14) == 0 ? ", " : " ");
        }
        vg_puts(b, below(5) == 0 ? ".\n" : ". ");
    }
}

static void make_chinese(struct vg_buf *b, const struct list *l)
{
    vg_buf_clear(b);
    while (b->len < TEXT) {
        for (uint64_t words = 3 + below(12); words > 0; words--) {
            if (below(25) == 0)
                put_name_of(b, l);
            else
                for (uint64_t k = 1 + below(2); k > 0; k--)
                    vg_put_utf8(b, han(often(HAN)));
        }
        vg_puts(b, below(3) != 0 ? "，" : below(4) != 0 ? "。" : "。\n");
    }
}

/* -- measuring
 * ------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void find(const struct vg_gazetteer *g, const struct vg_buf *text, size_t *hits,
                 size_t *exact)
{
    static struct vg_hit room[4 * VG_FINDER_ROOM];
    struct vg_finder f;
    size_t n;

    *hits = *exact = 0;
    vg_finder_begin(&f, g, text->p, text->len);
    while ((n = vg_finder_next(&f, room, sizeof room / sizeof *room)) > 0) {
        *hits += n;
        for (size_t i = 0; i < n; i++)
            *exact += room[i].folded == 0;
    }
}

static void measure(const struct list *l, const struct vg_buf *text, const char *what)
{
    VG_SCOPED_BUF table = {0};
    struct vg_gazetteer g;
    struct vg_err err = {0};
    double rates[ROUNDS], from = now(), built;
    size_t hits = 0, exact = 0;

    if (vg_gazetteer_build(l->names, l->n, &table, &err) != VG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    built = now() - from;
    from = now();
    if (vg_gazetteer_open(&g, table.p, table.len, &err) != VG_OK)
        exit(1);
    printf("%s %zu names: built in %.3f s, %.1f MB, opened in %.4f s\n", what, l->n, built,
           (double)table.len / 1e6, now() - from);
    for (int i = 0; i < ROUNDS; i++) {
        from = now();
        find(&g, text, &hits, &exact);
        rates[i] = (double)text->len / 1e6 / (now() - from);
    }
    qsort(rates, ROUNDS, sizeof *rates, by_value);
    printf("%s %zu names: %.0f MB/s (%.0f to %.0f), %zu hits, %zu exact\n", what, l->n,
           rates[ROUNDS / 2], rates[0], rates[ROUNDS - 1], hits, exact);
}

static void read_file(const char *path, struct vg_buf *b)
{
    FILE *f = fopen(path, "rb");
    size_t n;

    if (f == NULL) {
        perror(path);
        exit(1);
    }
    while (vg_buf_room(b, 1 << 20) && (n = fread(b->p + b->len, 1, 1 << 20, f)) > 0)
        vg_buf_took(b, n);
    (void)fclose(f);
}

static void write_file(const char *dir, const char *name, const struct vg_buf *b)
{
    char path[4096];
    FILE *f;

    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    f = fopen(path, "wb");
    if (f == NULL || fwrite(b->p, 1, b->len, f) != b->len || fclose(f) != 0) {
        perror(path);
        exit(1);
    }
}

static void own(const char *dir)
{
    static const size_t sizes[] = {1000, 10000, 100000, 200000};
    struct list l = {.lines = {.max = 1 << 28}};
    VG_SCOPED_BUF text = {.max = 1 << 28};
    char name[64];

    for (int chinese = 0; chinese < 2; chinese++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            make_names(&l, sizes[i], chinese);
            (chinese ? make_chinese : make_english)(&text, &l);
            if (dir == NULL) {
                measure(&l, &text, chinese ? "zh" : "en");
                continue;
            }
            (void)snprintf(name, sizeof name, "%s-%zu.names", chinese ? "zh" : "en", sizes[i]);
            write_file(dir, name, &l.lines);
            (void)snprintf(name, sizeof name, "%s-%zu.text", chinese ? "zh" : "en", sizes[i]);
            write_file(dir, name, &text);
        }
    vg_buf_end(&l.lines);
    free(l.names);
}

int main(int argc, char **argv)
{
    struct list l = {.lines = {.max = 1 << 28}};
    VG_SCOPED_BUF text = {.max = 1 << 30};

    if (argc == 3 && strcmp(argv[1], "--make") == 0) {
        own(argv[2]);
    } else if (argc == 3) {
        read_file(argv[1], &l.lines);
        read_file(argv[2], &text);
        split(&l);
        measure(&l, &text, "file");
    } else {
        own(NULL);
    }
    vg_buf_end(&l.lines);
    free(l.names);
    return 0;
}
