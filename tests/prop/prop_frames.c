/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Pairs of names of agencies whose verdict is known: each name is rendered from a place and a kind
 * of body in one of many ways, and the set of places that its words leave is computed from the
 * table of places alone, row by row. Two names are one only where both leave one place, and it is
 * the same.
 *
 *     prop_frames [SEED [PAIRS]]
 *
 * Fails with the figures and examples when more than one pair in a thousand that is different or
 * undecided comes out as the same, when less than nine in ten of those that are the same do, or
 * when the verdict depends on which name is left.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resolve/frame_compare.h"
#include "resolve/keys_table.h"

enum { TEXT = 512, MOST = 64, PAIRS = 1200, SHOWN = 10 };

static uint64_t state;

static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % n);
}

static int chance(unsigned percent)
{
    return below(100) < percent;
}

/* ---- places, as the table has them ---- */

struct mention {
    const struct vg_area_row *row; /* what is meant */
    int is_latin, kind;            /* kind: -1 without a word of level */
};

struct rendering {
    char text[TEXT];
    size_t len;
    vg_area left[MOST]; /* what the words leave */
    size_t n_left;
    int body; /* what kind of body, by number */
};

static unsigned first_town;

static const char *texts(uint32_t at)
{
    return vg_keys_texts + at;
}

static void join(const struct vg_area_row *r, char out[64])
{
    size_t n = 0;

    for (const char *p = r->id == 61 ? "shaan xi" : texts(r->reading); *p != '\0' && n < 63; p++)
        if (*p != ' ')
            out[n++] = *p == 'v' ? 'u' : *p;
    out[n] = '\0';
}

static int is_named(const struct vg_area_row *r, const struct mention *m)
{
    if (m->kind >= 0 && r->kind != m->kind)
        return 0;
    if (m->is_latin) {
        char a[64], b[64];

        join(r, a);
        join(m->row, b);
        return strcmp(a, b) == 0;
    }
    return r->name_len == m->row->name_len &&
           memcmp(texts(r->han), texts(m->row->han), r->name_len) == 0;
}

/* May `inner` lie in some place that the chain from `at` on can mean? */
static int lies_in_chain(vg_area inner, const struct mention *chain, size_t n)
{
    vg_area up = inner;

    for (size_t i = 0; i < n; i++) {
        do {
            up = vg_area_parent(up);
            for (unsigned k = 0; k < first_town && up != 0; k++)
                if (vg_area_rows[k].id == up && is_named(&vg_area_rows[k], &chain[i]))
                    goto found;
        } while (up > VG_AREA_CHINA);
        return 0;
    found:;
    }
    return 1;
}

/* Narrowest first. */
static void leave(struct rendering *r, const struct mention *chain, size_t n)
{
    for (unsigned i = 0; i < first_town; i++)
        if (is_named(&vg_area_rows[i], &chain[0]) &&
            lies_in_chain(vg_area_rows[i].id, chain + 1, n - 1) && r->n_left < MOST)
            r->left[r->n_left++] = vg_area_rows[i].id;
}

static const struct vg_area_row *row_of(vg_area a)
{
    for (unsigned i = 0; i < first_town; i++)
        if (vg_area_rows[i].id == a)
            return &vg_area_rows[i];
    return NULL;
}

static const struct vg_area_row *above(const struct vg_area_row *r, int depth)
{
    for (vg_area a = vg_area_parent(r->id); a > VG_AREA_CHINA; a = vg_area_parent(a))
        if (vg_area_depth(a) == depth)
            return row_of(a);
    return NULL;
}

/* ---- rendering ---- */

static void put(struct rendering *r, const char *text)
{
    const size_t n = strlen(text);

    if (r->len + n < TEXT) {
        memcpy(r->text + r->len, text, n);
        r->len += n;
    }
}

static void put_capital(struct rendering *r, char c)
{
    const char text[2] = {c >= 'a' && c <= 'z' ? (char)(c - 32) : c, '\0'};

    put(r, text);
}

/* Fuzhou, Fu Zhou, Xi'an; the u with two dots in any way. */
static void put_latin(struct rendering *r, const struct vg_area_row *row)
{
    static const char *const us[] = {"u", "v", "yu", "ü"};
    const int has_blanks = chance(12);
    const char *p = row->id == 61 ? "shaan xi" : texts(row->reading);
    int at_start = 1;

    for (; *p != '\0'; p++) {
        if (*p == ' ') {
            if (has_blanks)
                put(r, " ");
            else if (strchr("aoe", p[1]) != NULL && chance(70))
                put(r, "'");
            at_start = has_blanks;
            continue;
        }
        if (*p == 'v')
            put(r, us[below(4)]);
        else if (at_start)
            put_capital(r, *p);
        else
            put(r, (char[]){*p, '\0'});
        at_start = 0;
    }
}

static const char *level_word(const struct vg_area_row *row)
{
    static const char *const city[] = {"Municipal", "City", "Municipality"};

    switch (row->kind) {
    case VG_AREA_PROVINCE:
        return chance(50) ? "Province" : "Provincial";
    case VG_AREA_REGION:
        return "Autonomous Region";
    case VG_AREA_CITY:
        return city[below(3)];
    case VG_AREA_PREFECTURE:
        return "Prefecture";
    case VG_AREA_COUNTY:
        return "County";
    case VG_AREA_DISTRICT:
        return "District";
    case VG_AREA_BANNER:
        return "Banner";
    default:
        return NULL;
    }
}

static struct mention latin_place(struct rendering *r, const struct vg_area_row *row,
                                  unsigned often)
{
    struct mention m = {row, 1, -1};
    const char *word = level_word(row);

    put_latin(r, row);
    if (word != NULL && texts(row->han)[row->name_len] != '\0' && chance(often)) {
        put(r, " ");
        put(r, word);
        m.kind = row->kind;
    }
    return m;
}

static struct mention han_place(struct rendering *r, const struct vg_area_row *row, int is_whole)
{
    struct mention m = {row, 0, -1};
    char name[64];

    if (is_whole || row->name_len < 6) {
        put(r, texts(row->han));
        m.kind = row->kind;
        return m;
    }
    (void)snprintf(name, sizeof name, "%.*s", row->name_len, texts(row->han));
    put(r, name);
    return m;
}

static const struct {
    const char *han, *english[3];
} bodies[] = {
    {"公安局", {"Public Security Bureau", "PSB", "Bureau of Public Security"}},
    {"國家安全局", {"State Security Bureau", "Bureau of State Security", "State Security Bureau"}},
    {"人民法院", {"People's Court", "People’s Court", "Court"}},
    {"人民检察院", {"People's Procuratorate", "Procuratorate", "People’s Procuratorate"}},
    {"统战部", {"United Front Work Department", "UFWD", "Department of United Front Work"}},
    {"侨办", {"Overseas Chinese Affairs Office", "OCAO", "Office of Overseas Chinese Affairs"}},
};
enum { BODIES = sizeof bodies / sizeof *bodies, BRANCH = 100, STATION = 200, OVERSEAS = 300 };

static void render_han(struct rendering *r, const struct vg_area_row *row, int body)
{
    struct mention chain[3];
    const struct vg_area_row *wide[2] = {above(row, 2), above(row, 1)};
    size_t n = 1;

    for (int i = 1; i >= 0; i--)
        if (wide[i] != NULL && chance(50))
            chain[n++] = han_place(r, wide[i], i == 0 || chance(50));
    chain[0] = han_place(r, row, chance(60));
    if (n == 3) { /* the province was written first, and is widest */
        const struct mention widest = chain[1];

        chain[1] = chain[2];
        chain[2] = widest;
    }
    put(r, bodies[body].han);
    leave(r, chain, n);
}

static void render_latin(struct rendering *r, const struct vg_area_row *row, int body)
{
    const unsigned form = below(4);
    const char *head = bodies[body].english[below(3)];
    struct mention chain[3];
    const struct vg_area_row *wide[2] = {above(row, 2), above(row, 1)};
    size_t n = 1;

    if (form == 1) {
        put(r, head);
        put(r, chance(20) ? " of the " : " of ");
    }
    chain[0] = latin_place(r, row, 60);
    if (form == 0 || form == 2) {
        put(r, " ");
        put(r, head);
    }
    for (size_t i = 0; i < 2; i++) {
        if (wide[i] == NULL || chance(50))
            continue;
        put(r, form == 2 && n == 1 ? " (" : ", ");
        chain[n++] = latin_place(r, wide[i], 40);
    }
    if (form == 2 && n > 1)
        put(r, ")");
    if (form == 3) {
        put(r, chance(50) ? ", " : " ");
        put(r, head);
    }
    leave(r, chain, n);
}

static void render_bureau(struct rendering *r, const struct vg_area_row *row, int body)
{
    if (chance(45))
        render_han(r, row, body);
    else
        render_latin(r, row, body);
    r->body = body;
}

/* A branch of a city's bureau, in a district. */
static void render_branch(struct rendering *r, const struct vg_area_row *row)
{
    static const char *const branch[] = {" Branch", " Sub-bureau", " Branch Bureau"};
    const struct vg_area_row *city = above(row, 2);
    struct mention chain[2];

    r->body = BRANCH;
    if (chance(45)) {
        chain[1] = han_place(r, city, chance(70));
        put(r, "公安局");
        chain[0] = han_place(r, row, 0);
        put(r, "分局");
    } else if (chance(50)) {
        chain[0] = latin_place(r, row, 50);
        put(r, branch[below(3)]);
        put(r, chance(50) ? ", " : " of the ");
        chain[1] = latin_place(r, city, 40);
        put(r, " Public Security Bureau");
    } else {
        chain[1] = latin_place(r, city, 40);
        put(r, chance(50) ? " PSB, " : " Public Security Bureau ");
        chain[0] = latin_place(r, row, 50);
        put(r, branch[below(3)]);
    }
    leave(r, chain, 2);
}

static void render_station(struct rendering *r, const struct vg_area_row *row, unsigned number)
{
    static const char *const han[] = {"第一", "第二", "第三", "第四", "第五", "第十二"};
    static const char *const latin[] = {"No. 1", "Second", "No.3", "4th", "Fifth", "No. 12"};

    if (chance(45)) {
        render_han(r, row, 0);
        put(r, han[number]);
        put(r, "派出所");
    } else {
        put(r, latin[number]);
        put(r, chance(50) ? " Police Station, " : " Police Station of the ");
        render_latin(r, row, 0);
    }
    r->body = STATION + (int)number;
}

static void render_overseas(struct rendering *r, const struct vg_area_row *row, unsigned host)
{
    static const char *const han[] = {"都柏林", "多伦多", "馬德里", "纽约", "布达佩斯"};
    static const char *const latin[] = {"Dublin", "Toronto", "Madrid", "New York", "Budapest"};
    struct mention chain[2];
    size_t n = 1;

    r->body = OVERSEAS + (int)host;
    if (chance(45)) {
        chain[0] = han_place(r, row, 1);
        put(r, chance(50) ? "海外警务服务站（" : "警侨事务海外服务站（");
        put(r, han[host]);
        put(r, "）");
    } else {
        chain[0] = latin_place(r, row, 0);
        if (above(row, 1) != NULL && chance(60)) {
            put(r, " (");
            chain[n++] = latin_place(r, above(row, 1), 0);
            put(r, ")");
        }
        put(r, " overseas police service station");
        put(r, chance(50) ? " in " : ", ");
        put(r, latin[host]);
    }
    leave(r, chain, n);
}

/* ---- judging ---- */

static enum vg_frame_verdict truth(const struct rendering *x, const struct rendering *y)
{
    if (x->body != y->body)
        return VG_FRAME_DIFFERENT;
    for (size_t i = 0; i < x->n_left; i++)
        for (size_t k = 0; k < y->n_left; k++)
            if (x->left[i] == y->left[k])
                return x->n_left == 1 && y->n_left == 1 ? VG_FRAME_SAME : VG_FRAME_UNSURE;
    return VG_FRAME_DIFFERENT;
}

static enum vg_frame_verdict judge(const struct rendering *x, const struct rendering *y)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_frame_comparison c = {.verdict = VG_FRAME_UNSURE};
    struct vg_name left, right;

    vg_name_read((struct vg_str){x->text, x->len}, (struct vg_str){NULL, 0}, &a, &left);
    vg_name_read((struct vg_str){y->text, y->len}, (struct vg_str){NULL, 0}, &a, &right);
    if (left.frame != NULL && right.frame != NULL)
        vg_frame_compare(&left, &right, &c);
    return c.verdict;
}

static unsigned table[3][3], shown, uneven, slips, slips_merged;

static void show(const struct rendering *x, const struct rendering *y, int want, int got)
{
    if (shown++ < SHOWN)
        printf("%s, not %s: %.*s | %.*s\n", vg_frame_verdict_word((enum vg_frame_verdict)got),
               vg_frame_verdict_word((enum vg_frame_verdict)want), (int)x->len, x->text,
               (int)y->len, y->text);
}

static void count(const struct rendering *x, const struct rendering *y)
{
    const enum vg_frame_verdict want = truth(x, y), got = judge(x, y);

    if (x->n_left == 0 || y->n_left == 0)
        return;
    table[want][got]++;
    uneven += judge(y, x) != got;
    if (want != got && (got == VG_FRAME_SAME || want == VG_FRAME_SAME))
        show(x, y, (int)want, (int)got);
}

/* Does the text begin with a word of the place's name, and not with one of the grammar? */
static int begins_with_place(const struct rendering *y, const struct vg_area_row *place)
{
    const char *blank = memchr(y->text, ' ', y->len);
    const size_t n = blank == NULL ? y->len : (size_t)(blank - y->text);
    char name[64];

    join(place, name);
    return n <= strlen(name) && strncasecmp(name, y->text, n) == 0;
}

/* One letter of the place's name falls out, changes, or comes twice: then nothing may be the same,
 * unless it is another way to write a place. A slip in a word of the grammar is mended. */
static void count_slip(const struct rendering *x, struct rendering *y,
                       const struct vg_area_row *place)
{
    const size_t at = 1 + below(4);
    const char before = y->text[at], letter = (char)('a' + below(26));

    if (y->len < 12 || !begins_with_place(y, place) || before < 'a' || before > 'z' ||
        before == letter || before == y->text[at + 1])
        return;
    if (chance(50))
        y->text[at] = letter;
    else
        memmove(y->text + at, y->text + at + 1, --y->len - at);
    for (unsigned i = 0; i < first_town; i++) {
        char name[64];

        join(&vg_area_rows[i], name);
        if (strncasecmp(name, y->text, strlen(name)) == 0)
            return; /* it is another place now */
    }
    slips++;
    if (judge(x, y) == VG_FRAME_SAME) {
        slips_merged++;
        show(x, y, VG_FRAME_UNSURE, VG_FRAME_SAME);
    }
}

static const struct vg_area_row *any_place(void)
{
    static const vg_area twins[] = {3501, 3610, 3310, 3212, 3205, 3413, 3609, 2307, 4509, 6108};

    if (chance(15))
        return row_of(twins[below(sizeof twins / sizeof *twins)]);
    return &vg_area_rows[below(first_town)];
}

/* A place of the same reading, if there is another; else any. */
static const struct vg_area_row *twin_of(const struct vg_area_row *r)
{
    const struct mention m = {r, 1, -1};
    const unsigned from = below(first_town);

    for (unsigned i = 0; i < first_town; i++) {
        const struct vg_area_row *x = &vg_area_rows[(from + i) % first_town];

        if (x != r && is_named(x, &m))
            return x;
    }
    return any_place();
}

static void one_pair(void)
{
    struct rendering x = {0}, y = {0};
    const struct vg_area_row *a = any_place(), *b = chance(60) ? a : twin_of(a);
    const unsigned number = below(5), other = chance(70) ? number : below(5);
    const int is_district = a->kind == VG_AREA_DISTRICT && b->kind == VG_AREA_DISTRICT &&
                            above(a, 2) != NULL && above(b, 2) != NULL;

    switch (is_district && chance(40) ? 0 : 1 + below(6)) {
    case 0:
        render_branch(&x, a);
        render_branch(&y, b);
        break;
    case 1:
        render_station(&x, a, number);
        render_station(&y, b, other);
        break;
    case 2:
        render_overseas(&x, a, number);
        render_overseas(&y, b, other);
        break;
    case 3:
        render_latin(&x, a, 0);
        render_latin(&y, a, 0);
        count_slip(&x, &y, a);
        return;
    default:
        render_bureau(&x, a, (int)number);
        render_bureau(&y, b, (int)other);
    }
    count(&x, &y);
}

int main(int argc, char **argv)
{
    const uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 20261130;
    const unsigned pairs = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : PAIRS;
    unsigned others, wrong, same;

    state = seed * 2 + 1;
    while (first_town < vg_area_row_count && vg_area_rows[first_town].id < 1000000)
        first_town++;
    for (unsigned i = 0; i < pairs; i++)
        one_pair();
    wrong = table[VG_FRAME_UNSURE][VG_FRAME_SAME] + table[VG_FRAME_DIFFERENT][VG_FRAME_SAME] +
            slips_merged;
    others = table[VG_FRAME_UNSURE][0] + table[VG_FRAME_UNSURE][1] + table[VG_FRAME_UNSURE][2] +
             table[VG_FRAME_DIFFERENT][0] + table[VG_FRAME_DIFFERENT][1] +
             table[VG_FRAME_DIFFERENT][2] + slips;
    same = table[VG_FRAME_SAME][0] + table[VG_FRAME_SAME][1] + table[VG_FRAME_SAME][2];
    printf("seed %llu: %u of %u others merged (%u of %u slips), %u of %u merged that are the same, "
           "%u uneven\n",
           (unsigned long long)seed, wrong, others, slips_merged, slips,
           table[VG_FRAME_SAME][VG_FRAME_SAME], same, uneven);
    return wrong * 1000 > others || table[VG_FRAME_SAME][VG_FRAME_SAME] * 10 < same * 9 ||
           uneven > 0;
}
