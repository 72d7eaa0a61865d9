/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What is made quicker must not become another score. Names are made up of words of several
 * scripts, with slips, and everything a score says of some thousands of pairs is hashed. Where a
 * word, a weight or a rule changes what is scored, the number changes with it: the failing test
 * prints the new one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/table.h"
#include "resolve/candidates.h"
#include "resolve/keys.h"
#include "resolve/pack.h"
#include "resolve/score.h"
#include "resolve/sound.h"

enum { NAMES = 160, NEAR_BY = 14, NAME_MOST = 256 };

static const char *const words[] = {
    "Fuzhou",    "Municipal", "Public",   "Security",   "Bureau",     "of",         "the",
    "Taizhou",   "Zhejiang",  "Police",   "Station",    "No. 3",      "No. 12",     "Overseas",
    "Service",   "Centre",    "Trading",  "Ltd",        "GmbH",       "Co.,",       "Limited",
    "Zephyrtek", "Zefirtek",  "Guang",    "Xiang",      "Guangxiang", "Comm",       "Grp",
    "Holdings",  "al-Rashid", "Sergey",   "Serhii",     "Ivanova",    "Marina",     "Maria",
    "J.",        "Wang",      "Wei",      "Xiaoming",   "Jianguo",    "Ouyang",     "Hans",
    "Friedrich", "de",        "la",       "O'Neill",    "Müller",     "Schulze",    "Scholz",
    "Mr.",       "Dr",        "mahmoud",  "Mahmud",     "A.B.C.",     "99",         "9g",
    "Bank5",     "forty",     "four",     "University", "Institute",  "Technology", "公安局",
    "福州市",    "抚州市",    "公安",     "派出所",     "海外",       "有限公司",   "科技",
    "大学",      "王小明",    "欧阳建国", "李",         "臺州",       "管理",       "集团",
    "Сергей",    "Кривошеев", "Иванова",  "ООО",        "Банк",       "محمود",      "الرشيد",
    "שלום",      "トヨタ",    "김",       "Κύπρος",     "/",          "(Fujian)",   ",",
};

static uint64_t next(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15ULL);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/* Words of one neighbourhood of the list, so that names have some in common; and a slip. */
static void make_name(uint64_t *seed, size_t i, char out[NAME_MOST])
{
    const size_t all = sizeof words / sizeof *words, from = i / NEAR_BY * 7;
    const size_t n = 1 + next(seed) % 6;
    size_t len = 0;

    for (size_t k = 0; k < n; k++) {
        const size_t at = next(seed) % 4 == 0 ? next(seed) : from + next(seed) % 12;

        len += (size_t)snprintf(out + len, NAME_MOST - len, "%s%s",
                                k > 0 && next(seed) % 8 > 0 ? " " : "", words[at % all]);
    }
    if (next(seed) % 2 == 0 && out[len / 2] >= 'a' && out[len / 2] <= 'z')
        out[len / 2] = "aeioubst15"[next(seed) % 10];
}

static void hash_score(struct vg_buf *b, const struct vg_score *s)
{
    vg_putf(b, "%lld %d %d %s %zu\n", (long long)s->milli, (int)s->verdict, s->numbers_differ,
            s->suggest != NULL ? s->suggest : "-", s->n);
    for (size_t i = 0; i < s->n; i++) {
        const struct vg_score_evidence *e = &s->because[i];

        vg_putf(b, "%s %s %d %.6g %.6g [%.*s] [%.*s]\n", e->feature, e->level, (int)e->milli,
                (double)e->m, (double)e->u, (int)e->left.len, e->left.p, (int)e->right.len,
                e->right.p);
    }
}

struct made {
    struct vg_arena a;
    const struct vg_scorer *s;
    const struct vg_scored_name *names[NAMES];
};

static void make_all(struct made *m, enum vg_score_kind kind)
{
    uint64_t seed = 7;

    m->s = vg_scorer_make(&m->a);
    for (size_t i = 0; i < NAMES; i++) {
        char text[NAME_MOST] = "";
        struct vg_name *name = VG_NEW(&m->a, struct vg_name);

        make_name(&seed, i, text);
        vg_name_read(vg_str_copy(&m->a, vg_str(text)), (struct vg_str){0}, &m->a, name);
        m->names[i] = vg_scored_name(m->s, name, kind, &m->a);
    }
}

static uint64_t hash_of_pairs(const struct made *m, const struct vg_scored_name *const *names)
{
    VG_SCOPED_BUF b = {.max = (size_t)64 << 20};

    for (size_t i = 0; i < NAMES; i++) {
        uint64_t keys[VG_KEYS_MOST];
        const size_t n = vg_name_keys(names[i], keys);

        for (size_t k = 0; k < n; k++)
            vg_putf(&b, "%llx\n", (unsigned long long)keys[k]);
        for (size_t j = i; j < NAMES && j < i + NEAR_BY; j++) {
            struct vg_score s;

            vg_score_pair(m->s, names[i], names[j], &s);
            hash_score(&b, &s);
        }
    }
    return vg_hash(b.p, b.len);
}

static uint64_t hash_of_kind(enum vg_score_kind kind)
{
    struct made m = {0};
    uint64_t h;

    make_all(&m, kind);
    h = hash_of_pairs(&m, m.names);
    vg_arena_end(&m.a);
    return h;
}

static void scores_and_keys_are_what_they_were(void **state)
{
    static const struct {
        enum vg_score_kind kind;
        uint64_t hash;
    } known[] = {
        {VG_KIND_OPEN, 0x43be71bd1645967dULL},
        {VG_KIND_PERSON, 0x97168892b49f6f70ULL},
        {VG_KIND_BODY, 0x3cfe09445ba21843ULL},
        {VG_KIND_VESSEL, 0x03ccd04919627de3ULL},
    };
    int changed = 0;

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const uint64_t h = hash_of_kind(known[i].kind);

        if (h != known[i].hash)
            print_message("kind %d: the scores are now 0x%016llxULL\n", (int)known[i].kind,
                          (unsigned long long)h);
        changed |= h != known[i].hash;
    }
    assert_false(changed);
}

static void names_that_were_packed_score_as_before(void **state)
{
    const struct vg_scored_name *again[NAMES];

    (void)state;
    for (int kind = VG_KIND_OPEN; kind <= VG_KIND_VESSEL; kind++) {
        struct made m = {0};

        make_all(&m, (enum vg_score_kind)kind);
        for (size_t i = 0; i < NAMES; i++) {
            char *packed = vg_alloc(&m.a, VG_PACK_MOST);
            const size_t n = vg_name_pack(m.names[i], (struct vg_str){0}, packed);

            char *exact = vg_malloc(n); /* no byte behind what it says is needed */

            vg_arena_keep(&m.a, memcpy(exact, packed, n));
            again[i] = vg_name_unpack(m.s, exact, &m.a);
        }
        assert_true(hash_of_pairs(&m, again) == hash_of_pairs(&m, m.names));
        vg_arena_end(&m.a);
    }
}

/* Of many workers this one; each pair that it is told is counted. */
struct share {
    unsigned me, of;
    uint64_t group;
    uint8_t *met; /* NAMES by NAMES */
};

static int share_group(void *w, const uint32_t *names, size_t n)
{
    struct share *s = w;

    (void)names;
    (void)n;
    return s->group++ % s->of == s->me ? 0 : VG_CANDIDATE_PASS;
}

static int share_pair(void *w, uint32_t left, uint32_t right)
{
    struct share *s = w;

    s->met[left * NAMES + right]++;
    return 0;
}

static void workers_that_share_the_groups_find_what_one_finds(void **state)
{
    static uint8_t one[NAMES * NAMES], many[NAMES * NAMES];
    uint64_t keys[NAMES * VG_KEYS_MOST], from[NAMES + 1] = {0};
    struct made m = {0};
    uint64_t pairs[2] = {0};

    (void)state;
    make_all(&m, VG_KIND_BODY);
    for (size_t i = 0; i < NAMES; i++) {
        uint64_t own[VG_KEYS_MOST];
        const size_t n = vg_name_keys(m.names[i], own);

        memcpy(keys + from[i], own, n * sizeof *own);
        from[i + 1] = from[i] + n;
    }
    for (unsigned w = 0; w < 4; w++) {
        const struct vg_candidate_keys k = {keys, from, NAMES};
        struct share s = {.me = w < 3 ? w : 0, .of = w < 3 ? 3 : 1, .met = w < 3 ? many : one};
        struct vg_candidate_told told;

        vg_candidates_find(&k, VG_CANDIDATE_GROUP,
                           &(struct vg_candidate_to){share_group, share_pair, &s}, &told);
        pairs[w < 3] += told.pairs;
    }
    assert_true(pairs[0] > NAMES && pairs[0] == pairs[1]);
    assert_memory_equal(one, many, sizeof one);
    vg_arena_end(&m.a);
}

/* Few letters, so that words are alike and letters are doubled and turned. */
static size_t make_word(uint64_t *seed, const char *letters, char out[VG_SOUND_MOST])
{
    const size_t n = next(seed) % 12, all = strlen(letters);

    for (size_t i = 0; i < n; i++)
        out[i] = letters[next(seed) % all];
    return n;
}

static void letters_alone_say_no_more_than_the_whole(void **state)
{
    static const char *const from[] = {"abehi1",
                                       "cks5zx",
                                       "dt7h9g6",
                                       "lr1ie3y",
                                       "aeiouyvwf",
                                       "01o8bp4m",
                                       "abcdefghijklmnopqrstuvwxyz0123456789-"};
    const size_t kinds = sizeof from / sizeof *from;
    uint64_t seed = 3;

    (void)state;
    for (size_t i = 0; i < 60000; i++) {
        char x[VG_SOUND_MOST], y[VG_SOUND_MOST];
        const char *k = from[next(&seed) % kinds];
        const struct vg_str a = {x, make_word(&seed, k, x)}, b = {y, make_word(&seed, k, y)};
        const struct vg_sound_set of_a = vg_sound_letters(a), of_b = vg_sound_letters(b);
        const unsigned cost = vg_sound_cost(a, b, 200);

        assert_true(vg_sound_least(of_a, of_b, 200) <= cost);
        for (int at = VG_SOUND_WEAK; at <= VG_SOUND_EQUAL; at++) {
            const enum vg_sound is = vg_sound(a, b);

            assert_int_equal(vg_sound_from(a, b, (enum vg_sound)at),
                             (int)is >= at ? is : VG_SOUND_UNLIKE);
            if ((int)is >= at)
                assert_true(vg_sound_may(a.len, of_a, b.len, of_b, (enum vg_sound)at));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_and_keys_are_what_they_were),
        cmocka_unit_test(names_that_were_packed_score_as_before),
        cmocka_unit_test(workers_that_share_the_groups_find_what_one_finds),
        cmocka_unit_test(letters_alone_say_no_more_than_the_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
