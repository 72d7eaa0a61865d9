/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Evidence besides names. Each feature gives at most one piece, its strongest; then the rules, of
 * which a veto goes before what makes one, and both before what leaves open.
 */
#include "resolve/about.h"

#include <assert.h>
#include <string.h>

#include "base/csv.h"
#include "base/edtf.h"
#include "resolve/define.h"
#include "resolve/score_parts.h"
#include "resolve/words_data.h"

enum { ROW = 1024, OFTEN = 3, YEAR = 366 };

enum feature {
    PHONE,
    MAIL,
    WEB,
    REGISTER,
    ADDRESS,
    COUNTRY,
    SITE,
    DATES,
    TOGETHER,
    DEFINED,
    FEATURES
};
enum level {
    EQUAL,
    HOST,
    INSIDE,
    NEAR,
    LATE,
    UNLIKE,
    CONFLICT,
    ONCE,
    OFTEN_SO,
    CLAIM,
    ELSEWHERE,
    LEVELS
};

static const char *const feature_words[FEATURES] = {
    "phone",   "mail", "web",   "register", "address",
    "country", "site", "dates", "together", "definition",
};
static const char *const level_words[LEVELS] = {
    "equal",    "host", "inside", "near",  "late",      "unlike",
    "conflict", "once", "often",  "claim", "elsewhere",
};

struct vg_about_weights {
    struct vg_np_weight of[FEATURES][LEVELS];
};

static size_t place_in(struct vg_str s, const char *const *words, size_t n)
{
    size_t i = 0;

    while (i < n && !vg_str_is(s, words[i]))
        i++;
    return i;
}

const struct vg_about_weights *vg_about_weights_read(struct vg_arena *a)
{
    struct vg_about_weights *w = VG_NEW(a, struct vg_about_weights);
    VG_SCOPED_CSV c = vg_csv_begin(vg_words_about, vg_words_about_len, ROW);
    int rc = vg_csv_next(&c, NULL);

    while (rc == VG_ROW && (rc = vg_csv_next(&c, NULL)) == VG_ROW) {
        const size_t f = place_in(vg_csv_field(&c, 0), feature_words, FEATURES);
        const size_t l = place_in(vg_csv_field(&c, 1), level_words, LEVELS);

        assert(f < FEATURES && l < LEVELS);
        w->of[f][l] = vg_np_weight_of(vg_csv_field(&c, 2), vg_csv_field(&c, 3));
    }
    assert(rc == VG_OK);
    return w;
}

/* -- identifiers ---------------------------------------------------------------------------------
 */

struct meeting {
    const struct vg_about *left, *right;
    const struct vg_about_ident *l[VG_IDENT_KINDS], *r[VG_IDENT_KINDS]; /* that are one, or not */
    int level[VG_IDENT_KINDS]; /* enum level, or -1: one side has none */
};

static struct vg_str key_of(const struct vg_about_ident *i)
{
    return vg_str(i->key);
}

/* Of one kind, how near two come: 3 one, 2 one host, 1 comparable and not one, 0 not comparable. */
static int nearness(const struct vg_about_ident *x, const struct vg_about_ident *y)
{
    const enum vg_ident_kind kind = (enum vg_ident_kind)x->kind;
    struct vg_str l, r;

    if (vg_ident_same(kind, key_of(x), key_of(y)))
        return 3;
    if (kind == VG_IDENT_REGISTER)
        return vg_ident_one_register(key_of(x), key_of(y));
    if (kind != VG_IDENT_WEB)
        return 1;
    l = vg_ident_host(kind, key_of(x));
    r = vg_ident_host(kind, key_of(y));
    if (l.len == 0 || r.len == 0)
        return 0; /* everybody has a page there */
    return vg_str_cmp(l, r) == 0 ? 2 : 1;
}

static void meet(struct meeting *m)
{
    int most[VG_IDENT_KINDS] = {0};

    for (size_t k = 0; k < VG_IDENT_KINDS; k++)
        m->level[k] = -1;
    for (size_t i = 0; i < m->left->n_idents; i++)
        for (size_t j = 0; j < m->right->n_idents; j++) {
            const struct vg_about_ident *x = &m->left->idents[i], *y = &m->right->idents[j];
            int near;

            if (x->kind != y->kind)
                continue;
            near = nearness(x, y);
            if (near <= most[x->kind])
                continue;
            most[x->kind] = near;
            m->l[x->kind] = x;
            m->r[x->kind] = y;
            m->level[x->kind] = near == 3                      ? EQUAL
                                : near == 2                    ? HOST
                                : x->kind == VG_IDENT_REGISTER ? CONFLICT
                                                               : UNLIKE;
        }
}

static int shares(const struct meeting *m, enum vg_ident_kind kind)
{
    return m->level[kind] == EQUAL;
}

/* -- pieces --------------------------------------------------------------------------------------
 */

static void add(struct vg_score *o, const struct vg_about_weights *w, enum feature f, enum level l,
                const char *left, const char *right)
{
    const struct vg_np_weight *of = &w->of[f][l];

    vg_score_say(o, VG_SCORE_ROOM,
                 (struct vg_score_evidence){.feature = feature_words[f],
                                            .level = level_words[l],
                                            .milli = of->milli,
                                            .m = of->m,
                                            .u = of->u,
                                            .left = vg_str(left),
                                            .right = vg_str(right)});
}

static void rule(struct vg_score *o, const char *name, int64_t milli, struct vg_str left,
                 struct vg_str right)
{
    vg_score_say(o, VG_SCORE_ROOM,
                 (struct vg_score_evidence){.feature = "rule",
                                            .level = name,
                                            .milli = (int32_t)(milli - o->milli),
                                            .left = left,
                                            .right = right});
}

static void add_idents(struct vg_score *o, const struct vg_about_weights *w,
                       const struct meeting *m)
{
    static const enum feature features[VG_IDENT_KINDS] = {PHONE, MAIL, WEB, REGISTER, ADDRESS};

    for (size_t k = 0; k < VG_IDENT_KINDS; k++)
        if (m->level[k] >= 0)
            add(o, w, features[k], (enum level)m->level[k], m->l[k]->text, m->r[k]->text);
}

static void add_countries(struct vg_score *o, const struct vg_about_weights *w,
                          const struct vg_about *l, const struct vg_about *r)
{
    if (l->n_countries == 0 || r->n_countries == 0)
        return;
    for (size_t i = 0; i < l->n_countries; i++)
        for (size_t j = 0; j < r->n_countries; j++)
            if (strcmp(l->countries[i], r->countries[j]) == 0) {
                add(o, w, COUNTRY, EQUAL, l->countries[i], r->countries[j]);
                return;
            }
    add(o, w, COUNTRY, CONFLICT, l->countries[0], r->countries[0]);
}

/* Where they stand: one place, one within the other, or nowhere near. Returns the level or -1. */
static int compare_sites(const struct vg_places *ps, const struct vg_about *l,
                         const struct vg_about *r, const char **left, const char **right)
{
    int best = -1;

    for (size_t i = 0; i < l->n_sites; i++)
        for (size_t j = 0; j < r->n_sites; j++) {
            const char *x = l->sites[i], *y = r->sites[j];
            const int here = strcmp(x, y) == 0                                        ? EQUAL
                             : vg_place_within(ps, x, y) || vg_place_within(ps, y, x) ? INSIDE
                                                                                      : CONFLICT;

            if (best < 0 || here < best) {
                best = here;
                *left = x;
                *right = y;
            }
        }
    return best;
}

static int knows(int64_t day)
{
    return day != VG_ABOUT_DAY_UNKNOWN;
}

/* Had `x` ended before `y` began? Where a date is a month or a year, at the latest and earliest. */
static int is_over_before(const struct vg_about *x, const struct vg_about *y)
{
    return knows(x->ended) && knows(y->begun) && x->ended_last < y->begun;
}

/* One level, or -1; both ends of one day say most. */
static int compare_dates(const struct vg_about *l, const struct vg_about *r)
{
    if (is_over_before(l, r) || is_over_before(r, l))
        return CONFLICT;
    if ((knows(l->ended) && knows(r->seen_last) && r->seen_last > l->ended_last + YEAR) ||
        (knows(r->ended) && knows(l->seen_last) && l->seen_last > r->ended_last + YEAR))
        return LATE;
    if (knows(l->begun) && knows(r->begun)) {
        const int64_t apart = l->begun > r->begun ? l->begun - r->begun : r->begun - l->begun;

        if (apart == 0 && l->begun == l->begun_last && r->begun == r->begun_last)
            return EQUAL;
        return apart < YEAR ? NEAR : -1;
    }
    return -1;
}

static void add_together(struct vg_score *o, const struct vg_about_weights *w,
                         const struct vg_about_both *both)
{
    if (both->defined != 0 && both->is_elsewhere && !both->is_open)
        add(o, w, DEFINED, ELSEWHERE, both->defined_left, both->defined_right);
    if (both->defined != 0)
        return; /* what defines one by the other names both, of course */
    if (both->claims > 0)
        add(o, w, TOGETHER, CLAIM, "", "");
    else if (both->sentences > 0)
        add(o, w, TOGETHER, both->sentences >= OFTEN ? OFTEN_SO : ONCE, "", "");
}

/* -- rules ---------------------------------------------------------------------------------------
 */

static int has_rule(const struct vg_score *o, const char *name)
{
    for (size_t i = 0; i < o->n; i++)
        if (strcmp(o->because[i].feature, "rule") == 0 && strcmp(o->because[i].level, name) == 0)
            return 1;
    return 0;
}

/* Do their names themselves keep them apart: another place, number or kind of body? */
static int names_differ(const struct vg_score *o)
{
    return o->numbers_differ || o->places_differ || has_rule(o, "frame-different");
}

/* Are initials all that the names share? What defines them elsewhere is no second evidence. */
static int is_by_initials(const struct vg_score *o)
{
    return o->doubt != NULL && strcmp(o->doubt, "initials-alone") == 0;
}

static int are_of_one_kind(const struct vg_about *l, const struct vg_about *r)
{
    return l->head != 0 && r->head != 0 &&
           (vg_head_is_a(l->head, r->head) || vg_head_is_a(r->head, l->head));
}

struct found {
    int apart; /* enum level of the sites */
    int dates;
    const char *left_site, *right_site;
};

/* 1: a veto held. */
static int by_veto(struct vg_score *o, const struct meeting *m, const struct found *f,
                   const struct vg_about_both *both)
{
    const int same_number = shares(m, VG_IDENT_REGISTER);

    if (m->level[VG_IDENT_REGISTER] == CONFLICT)
        rule(o, "register-differs", VG_RULE_DIFFERENT, vg_str(m->l[VG_IDENT_REGISTER]->text),
             vg_str(m->r[VG_IDENT_REGISTER]->text));
    else if (f->dates == CONFLICT && both->defined != VG_DEFINE_FORMER && !same_number)
        rule(o, "dates-disjoint", VG_RULE_DIFFERENT, vg_str(""), vg_str(""));
    else if (f->apart == CONFLICT && !same_number)
        rule(o, "sites-disjoint", VG_RULE_DIFFERENT, vg_str(f->left_site), vg_str(f->right_site));
    else
        return 0;
    return 1;
}

static int shares_line(const struct meeting *m)
{
    return shares(m, VG_IDENT_PHONE) || shares(m, VG_IDENT_MAIL) || shares(m, VG_IDENT_WEB);
}

static int is_linked(const struct meeting *m)
{
    return shares_line(m) || shares(m, VG_IDENT_ADDRESS) || shares(m, VG_IDENT_REGISTER);
}

/* One line, and nothing known of what kinds of bodies they are: the names alone do not end it. */
static int lifts(const struct meeting *m)
{
    return shares_line(m) && (m->left->head == 0 || m->right->head == 0);
}

/* What makes them one; NULL: nothing does. */
static const char *makes_one(const struct meeting *m, const struct vg_about_both *both)
{
    if (both->defined != 0 && !both->is_open && !both->is_elsewhere)
        return "definition";
    if (shares(m, VG_IDENT_REGISTER) ||
        (shares_line(m) &&
         (are_of_one_kind(m->left, m->right) || (m->left->is_station && m->right->is_station))))
        return "shared-identifier";
    return NULL;
}

static void by_rules(struct vg_score *o, const struct meeting *m, const struct found *f,
                     const struct vg_about_both *both)
{
    const char *one = makes_one(m, both);
    const int differ = names_differ(o);
    const int vetoed = by_veto(o, m, f, both);

    /* a text that says they are one against what keeps them apart: a person has to look */
    if (vetoed ? both->defined != 0
               : (differ && (one != NULL || o->milli > VG_RULE_UNSURE)) ||
                     (one == NULL && lifts(m) && o->milli < VG_RULE_UNSURE))
        rule(o, "names-against", VG_RULE_UNSURE, vg_str(""), vg_str(""));
    else if (!vetoed && one != NULL && (both->defined != 0 || both->claims == 0))
        rule(o, one, o->milli > VG_RULE_SAME ? o->milli : VG_RULE_SAME, vg_str(both->defined_left),
             vg_str(both->defined_right));
    else if (!vetoed && both->defined != 0 && both->is_open)
        rule(o, "defined-as-two", VG_RULE_UNSURE, vg_str(""), vg_str(""));
    else if (!vetoed && both->defined != 0 &&
             (o->milli < VG_RULE_UNSURE || (one == NULL && is_by_initials(o))))
        rule(o, "defined-elsewhere", VG_RULE_UNSURE, vg_str(""), vg_str(""));
    else if (!vetoed && both->claims > 0 && both->defined == 0 && o->milli > VG_RULE_UNSURE)
        rule(o, "told-as-two", VG_RULE_UNSURE, vg_str(""), vg_str(""));
}

/* -- all of it -----------------------------------------------------------------------------------
 */

int vg_about_proposes(const struct vg_about *left, const struct vg_about *right,
                      const struct vg_about_both *both)
{
    const struct vg_about none = {.begun = VG_ABOUT_DAY_UNKNOWN};
    struct meeting m = {.left = left != NULL ? left : &none,
                        .right = right != NULL ? right : &none};

    meet(&m);
    return both->defined != 0 || is_linked(&m);
}

void vg_about_score_begin(const struct vg_scorer *s, struct vg_score *out)
{
    *out = (struct vg_score){0};
    vg_score_say(out, VG_SCORE_ROOM,
                 (struct vg_score_evidence){.feature = "prior",
                                            .level = "any",
                                            .milli = s->prior.milli,
                                            .m = s->prior.m,
                                            .u = s->prior.u});
    vg_score_finish(out);
}

void vg_about_weigh(const struct vg_about_weights *w, const struct vg_places *places,
                    const struct vg_about *left, const struct vg_about *right,
                    const struct vg_about_both *both, struct vg_score *io)
{
    const struct vg_about none = {.begun = VG_ABOUT_DAY_UNKNOWN,
                                  .ended = VG_ABOUT_DAY_UNKNOWN,
                                  .seen_last = VG_ABOUT_DAY_UNKNOWN};
    struct meeting m = {.left = left != NULL ? left : &none,
                        .right = right != NULL ? right : &none};
    struct found f = {.apart = -1};
    const size_t before = io->n;
    const int64_t milli = io->milli;

    if (has_rule(io, "no-name"))
        return;
    meet(&m);
    add_idents(io, w, &m);
    f.apart = compare_sites(places, m.left, m.right, &f.left_site, &f.right_site);
    if (f.apart == CONFLICT && !(m.left->is_station && m.right->is_station))
        f.apart = -1; /* a body may have houses in two towns */
    if (f.apart >= 0)
        add(io, w, SITE, (enum level)f.apart, f.left_site, f.right_site);
    else
        add_countries(io, w, m.left, m.right);
    f.dates = compare_dates(m.left, m.right);
    if (f.dates >= 0)
        add(io, w, DATES, (enum level)f.dates, "", "");
    add_together(io, w, both);
    by_rules(io, &m, &f, both);
    if (io->n == before && io->milli == milli)
        return;
    vg_score_finish(io);
    if (io->suggest == NULL && io->verdict != VG_SCORE_SAME && is_linked(&m))
        io->suggest = "linked";
}
