/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Laws of what is known besides names, on facts made at random: the evidence sums to w; left and
 * right change nothing but their order; numbers of one register that differ are never one, nor are
 * names that a rule keeps apart; nothing known changes nothing; being told of together never helps.
 */
#include "rounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resolve/about.h"
#include "resolve/define.h"

enum { ROUNDS = 4000, IDENTS = 4 };

struct side {
    struct vg_about about;
    struct vg_about_ident idents[IDENTS];
    const char *sites[2], *countries[2];
};

static int ident_order(const void *x, const void *y)
{
    const struct vg_about_ident *a = x, *b = y;

    return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : strcmp(a->key, b->key);
}

static void make_side(struct side *s)
{
    static const char *const keys[VG_IDENT_KINDS][3] = {
        {"+353 15550123", "15550123", "+86 59187550110"},
        {"a@b.example", "c@b.example", "a@gmail.com"},
        {"b.example/a", "b.example/c", "d.example"},
        {"company 1234567", "company 7654321", "charity 1234567"},
        {"17 capel street", "18 capel street", "17 福新路"}};
    static const char *const sites[] = {"dublin", "london", "IE", "toronto"};
    static const char *const countries[] = {"IE", "GB", "CN"};
    static const char *const heads[] = {"police.bureau", "police.overseas", "association", ""};

    *s = (struct side){.about = {.begun = VG_ABOUT_DAY_UNKNOWN,
                                 .ended = VG_ABOUT_DAY_UNKNOWN,
                                 .seen_last = VG_ABOUT_DAY_UNKNOWN,
                                 .is_station = (int)below(2),
                                 .head = vg_head_find(heads[below(4)])}};
    for (unsigned i = 0, n = below(IDENTS + 1); i < n; i++) {
        const unsigned kind = below(VG_IDENT_KINDS);
        const char *key = keys[kind][below(3)];

        s->idents[s->about.n_idents++] = (struct vg_about_ident){(uint8_t)kind, key, key};
    }
    qsort(s->idents, s->about.n_idents, sizeof *s->idents, ident_order);
    s->about.idents = s->idents;
    s->sites[0] = sites[below(4)];
    s->countries[0] = countries[below(3)];
    s->about.sites = s->sites;
    s->about.countries = s->countries;
    s->about.n_sites = below(2);
    s->about.n_countries = below(2);
    if (below(2))
        s->about.begun = s->about.begun_last = below(3000);
    if (below(3) == 0)
        s->about.ended = s->about.ended_last = below(3000);
    if (below(2))
        s->about.seen_last = below(4000);
}

static int64_t sum_of(const struct vg_score *s)
{
    int64_t sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sum += s->because[i].milli;
    return sum;
}

static int has(const struct vg_score *s, const char *level)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->because[i].level, level) == 0)
            return 1;
    return 0;
}

struct pairs {
    const struct vg_scorer *scorer;
    const struct vg_scored_name *names[6];
};

static void read_pairs(struct pairs *p, struct vg_arena *a)
{
    static const char *const texts[] = {"福州市公安局",    "抚州市公安局",
                                        "Fuzhou PSB",      "Lantern Society",
                                        "Lantern Society", "No. 2 Police Station"};

    p->scorer = vg_scorer_make(a);
    for (size_t i = 0; i < 6; i++) {
        struct vg_name *n = VG_NEW(a, struct vg_name);

        vg_name_read(vg_str(texts[i]), (struct vg_str){0}, a, n);
        p->names[i] = vg_scored_name(p->scorer, n, VG_KIND_BODY, a);
    }
}

static void one_round(const struct pairs *p, const struct vg_about_weights *w)
{
    const struct vg_places places = {0};
    const unsigned x = below(6), y = below(6);
    struct vg_about_both both = {.defined = below(3) == 0 ? (uint8_t)(1 + below(4)) : 0,
                                 .is_open = (uint8_t)below(2),
                                 .sentences = below(5),
                                 .claims = below(4) == 0};
    struct vg_about_both apart = both;
    struct side l, r;
    struct vg_score s, t, u;

    make_side(&l);
    make_side(&r);
    vg_score_pair(p->scorer, p->names[x], p->names[y], &s);
    vg_score_pair(p->scorer, p->names[y], p->names[x], &t);
    u = s;
    vg_about_weigh(w, &places, &l.about, &r.about, &both, &s);
    vg_about_weigh(w, &places, &r.about, &l.about, &both, &t);
    LAW(sum_of(&s) == s.milli && sum_of(&t) == t.milli);
    LAW(s.milli == t.milli && s.verdict == t.verdict && s.n == t.n);
    LAW((s.suggest == NULL) == (t.suggest == NULL));
    LAW(!has(&s, "register-differs") || s.verdict != VG_SCORE_SAME);
    LAW(!has(&s, "frame-different") || s.verdict != VG_SCORE_SAME);
    LAW(!u.numbers_differ || s.verdict != VG_SCORE_SAME);
    apart.sentences = 0;
    apart.claims = 0;
    t = u;
    vg_about_weigh(w, &places, &l.about, &r.about, &apart, &t);
    LAW(s.verdict <= t.verdict);
}

static void known_facts_keep_their_laws(void **unused)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_about_weights *w = vg_about_weights_read(&a);
    struct pairs p;

    (void)unused;
    read_pairs(&p, &a);
    for (int i = 0; i < ROUNDS; i++) {
        seed_now = (uint64_t)i;
        state = seed_now * 7919 + 1;
        one_round(&p, w);
    }
}

static void nothing_known_changes_nothing(void **unused)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_about_weights *w = vg_about_weights_read(&a);
    const struct vg_places places = {0};
    const struct vg_about_both none = {0};
    struct pairs p;

    (void)unused;
    read_pairs(&p, &a);
    for (size_t i = 0; i < 36; i++) {
        struct vg_score s, t;

        vg_score_pair(p.scorer, p.names[i / 6], p.names[i % 6], &s);
        t = s;
        vg_about_weigh(w, &places, NULL, NULL, &none, &s);
        /* but what names that differ may come to at most */
        assert_true(s.milli <= t.milli && s.verdict <= t.verdict);
        assert_true(s.milli == t.milli || t.numbers_differ || t.places_differ);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_facts_keep_their_laws),
        cmocka_unit_test(nothing_known_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
