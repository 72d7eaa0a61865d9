/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is known of two bodies besides their names, as evidence. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "resolve/about.h"
#include "resolve/define.h"
#include "resolve/score_said.h"

struct work {
    struct vg_arena a;
    const struct vg_scorer *s;
    const struct vg_about_weights *w;
};

static int set_up(void **state)
{
    struct work *w = calloc(1, sizeof *w);

    w->s = vg_scorer_make(&w->a);
    w->w = vg_about_weights_read(&w->a);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct work *w = *state;

    vg_arena_end(&w->a);
    free(w);
    return 0;
}

/* A thing in one line: "phone=+86 59187550110 site=markham begun=2017 head=police.bureau station"
 */
static const struct vg_about *thing(struct work *w, const char *line)
{
    struct vg_about *o = VG_NEW(&w->a, struct vg_about);
    struct vg_about_ident *idents = VG_NEW_ARRAY(&w->a, struct vg_about_ident, 8);
    const char **sites = VG_NEW_ARRAY(&w->a, const char *, 8);
    const char **countries = VG_NEW_ARRAY(&w->a, const char *, 8);

    *o = (struct vg_about){.idents = idents,
                           .sites = sites,
                           .countries = countries,
                           .begun = VG_ABOUT_DAY_UNKNOWN,
                           .ended = VG_ABOUT_DAY_UNKNOWN,
                           .seen_last = VG_ABOUT_DAY_UNKNOWN};
    for (const char *p = line; *p != '\0';) {
        const size_t n = strcspn(p, "|"), k = strcspn(p, "=|");
        const char *what = vg_copy(&w->a, p, k),
                   *value = k < n ? vg_copy(&w->a, p + k + 1, n - k - 1) : "";
        struct vg_date d = {0};

        p += n + (p[n] == '|');
        for (int i = 0; i < VG_IDENT_KINDS; i++)
            if (strcmp(what, vg_ident_word((enum vg_ident_kind)i)) == 0)
                idents[o->n_idents++] = (struct vg_about_ident){(uint8_t)i, value, value};
        if (strcmp(what, "site") == 0)
            sites[o->n_sites++] = value;
        if (strcmp(what, "country") == 0)
            countries[o->n_countries++] = value;
        if (strcmp(what, "head") == 0)
            o->head = vg_head_find(value);
        if (strcmp(what, "station") == 0)
            o->is_station = 1;
        if (strcmp(what, "begun") == 0 || strcmp(what, "ended") == 0 || strcmp(what, "seen") == 0)
            assert_int_equal(vg_edtf_readz(value, &d, NULL), VG_OK);
        if (strcmp(what, "begun") == 0) {
            o->begun = d.first;
            o->begun_last = d.last;
        } else if (strcmp(what, "ended") == 0) {
            o->ended = d.first;
            o->ended_last = d.last;
        } else if (strcmp(what, "seen") == 0) {
            o->seen_last = d.last;
        }
    }
    return o;
}

static struct vg_score names(struct work *w, const char *left, const char *right)
{
    struct vg_name *n = VG_NEW_ARRAY(&w->a, struct vg_name, 2);
    struct vg_score s;

    if (left == NULL) {
        vg_about_score_begin(w->s, &s);
        return s;
    }
    vg_name_read(vg_str(left), (struct vg_str){0}, &w->a, &n[0]);
    vg_name_read(vg_str(right), (struct vg_str){0}, &w->a, &n[1]);
    vg_score_pair(w->s, vg_scored_name(w->s, &n[0], VG_KIND_BODY, &w->a),
                  vg_scored_name(w->s, &n[1], VG_KIND_BODY, &w->a), &s);
    return s;
}

struct row {
    const char *left, *right; /* names; NULL: labels that say nothing */
    const char *of_left, *of_right;
    struct vg_about_both both;
    enum vg_score_verdict verdict;
    const char *told;    /* "feature level" that stands in the evidence, or NULL */
    const char *suggest; /* or NULL */
};

static void check_sum(size_t i, const struct vg_score *s)
{
    int64_t sum = 0;

    for (size_t k = 0; k < s->n; k++)
        sum += s->because[k].milli;
    ROW_CHECK(i, "the evidence sums to w", sum == s->milli);
}

static int tells(const struct vg_score *s, const char *what)
{
    for (size_t i = 0; i < s->n; i++) {
        const size_t n = strlen(s->because[i].feature);

        if (strncmp(what, s->because[i].feature, n) == 0 && what[n] == ' ' &&
            strcmp(what + n + 1, s->because[i].level) == 0)
            return 1;
    }
    return 0;
}

static const char fuzhou[] = "福州市公安局", psb[] = "Fuzhou PSB", wuzhou[] = "抚州市公安局";

static void what_is_known_decides_as_the_rules_say(void **state)
{
    struct work *w = *state;
    static const struct row rows[] = {
        /* nothing is known: as the names say */
        {fuzhou, psb, "", "", {0}, VG_SCORE_UNSURE, NULL, NULL},
        {fuzhou, wuzhou, "", "", {0}, VG_SCORE_DIFFERENT, NULL, NULL},
        /* a telephone of two bodies of one kind */
        {fuzhou,
         psb,
         "phone=+86 59187550110|head=police.bureau",
         "phone=59187550110|head=police.bureau",
         {0},
         VG_SCORE_SAME,
         "rule shared-identifier",
         NULL},
        /* of two kinds, it tells only that they have to do with each other */
        {"Lantern Hall",
         "Overseas 110 Dublin",
         "phone=+353 15550123|head=association",
         "phone=+353 15550123|head=police.overseas",
         {0},
         VG_SCORE_DIFFERENT,
         "phone equal",
         "linked"},
        {"Lantern Hall",
         "Changle Club",
         "phone=+353 15550123",
         "phone=+353 15550123",
         {0},
         VG_SCORE_UNSURE,
         "rule names-against",
         "linked"},
        {"Lantern Hall",
         "Changle Club",
         "address=17 福新路",
         "address=17 福新路",
         {0},
         VG_SCORE_DIFFERENT,
         "address equal",
         "linked"},
        /* other places in the names, one telephone: nobody is merged */
        {fuzhou,
         wuzhou,
         "phone=+86 59187550110|head=police.bureau",
         "phone=+86 59187550110|head=police.bureau",
         {0},
         VG_SCORE_UNSURE,
         "rule names-against",
         "linked"},
        /* registers */
        {"Lantern Ltd",
         "Lantern Ltd",
         "register=company 1234567",
         "register=company 7654321",
         {0},
         VG_SCORE_DIFFERENT,
         "rule register-differs",
         NULL},
        {"Lantern Ltd",
         "Lantern Ltd",
         "register=company 1234567",
         "register=charity 7654321",
         {0},
         VG_SCORE_SAME,
         "rule same-name",
         NULL},
        {"Lantern Ltd",
         "Torch Society",
         "register=company 1234567",
         "register=company 1234567|register=company 7654321",
         {0},
         VG_SCORE_SAME,
         "rule shared-identifier",
         NULL},
        /* definitions */
        {psb,
         fuzhou,
         "",
         "",
         {.defined = VG_DEFINE_TRANSLATION},
         VG_SCORE_SAME,
         "rule definition",
         NULL},
        {psb,
         fuzhou,
         "",
         "",
         {.defined = VG_DEFINE_SHORT, .is_open = 1},
         VG_SCORE_UNSURE,
         NULL,
         NULL},
        {wuzhou,
         fuzhou,
         "",
         "",
         {.defined = VG_DEFINE_ALIAS},
         VG_SCORE_UNSURE,
         "rule names-against",
         NULL},
        {"LFC",
         "Lamp Friends Club",
         "",
         "",
         {.defined = VG_DEFINE_SHORT, .is_elsewhere = 1},
         VG_SCORE_UNSURE,
         "definition elsewhere",
         NULL},
        {"LFC",
         "Lamp Friends Club",
         "",
         "",
         {.defined = VG_DEFINE_SHORT, .is_open = 1},
         VG_SCORE_UNSURE,
         "rule defined-as-two",
         NULL},
        /* dates */
        {"Lantern Society",
         "Lantern Society",
         "ended=2017",
         "begun=2018-03",
         {0},
         VG_SCORE_DIFFERENT,
         "rule dates-disjoint",
         NULL},
        {"Lantern Society",
         "Lantern Society",
         "ended=2017",
         "begun=2017-11",
         {0},
         VG_SCORE_SAME,
         NULL,
         NULL},
        {"Lamp Friends Club",
         "Lantern League",
         "ended=2017",
         "begun=2018",
         {.defined = VG_DEFINE_FORMER},
         VG_SCORE_SAME,
         "rule definition",
         NULL},
        {"Lantern Society",
         "Lantern Society",
         "ended=2017",
         "seen=2021",
         {0},
         VG_SCORE_SAME,
         "dates late",
         NULL},
        /* stations, whose labels say nothing */
        {NULL,
         NULL,
         "site=markham|station",
         "site=markham|station",
         {0},
         VG_SCORE_UNSURE,
         "site equal",
         NULL},
        {NULL,
         NULL,
         "site=markham|station|phone=+1 4165550123",
         "site=markham|station|phone=4165550123",
         {0},
         VG_SCORE_SAME,
         "rule shared-identifier",
         NULL},
        {NULL,
         NULL,
         "site=markham|station",
         "site=CA|station",
         {0},
         VG_SCORE_DIFFERENT,
         "site inside",
         NULL},
        {NULL,
         NULL,
         "site=markham|station|phone=+1 4165550123",
         "site=london|station|phone=+1 4165550123",
         {0},
         VG_SCORE_DIFFERENT,
         "rule sites-disjoint",
         "linked"},
        /* told of together */
        {fuzhou, fuzhou, "", "", {.claims = 1}, VG_SCORE_UNSURE, "rule told-as-two", NULL},
        {"Lantern Society",
         "Lantern Society of Toronto",
         "",
         "",
         {.sentences = 4},
         VG_SCORE_UNSURE,
         "together often",
         NULL},
        {psb,
         fuzhou,
         "",
         "",
         {.defined = VG_DEFINE_ALIAS, .sentences = 5},
         VG_SCORE_SAME,
         "rule definition",
         NULL},
        /* countries */
        {"Lantern Society",
         "Lantern Society",
         "country=CA",
         "country=IE",
         {0},
         VG_SCORE_SAME,
         "country conflict",
         NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        const struct vg_places places = {0};
        struct vg_score s = names(w, r->left, r->right), t = names(w, r->right, r->left);

        vg_about_weigh(w->w, &places, thing(w, r->of_left), thing(w, r->of_right), &r->both, &s);
        vg_about_weigh(w->w, &places, thing(w, r->of_right), thing(w, r->of_left), &r->both, &t);
        if (s.verdict != r->verdict)
            print_error("w %lld\n", (long long)s.milli);
        ROW_CHECK(i, r->of_left, s.verdict == r->verdict);
        ROW_CHECK(i, r->of_left, r->told == NULL || tells(&s, r->told));
        ROW_CHECK(i, r->of_left,
                  (s.suggest == NULL) == (r->suggest == NULL) &&
                      (s.suggest == NULL || strcmp(s.suggest, r->suggest) == 0));
        ROW_CHECK(i, "symmetric", s.milli == t.milli && s.verdict == t.verdict && s.n == t.n);
        check_sum(i, &s);
    }
}

static void together_weighs_against(void **state)
{
    struct work *w = *state;
    const struct vg_places places = {0};
    const struct vg_about_both apart = {0}, once = {.sentences = 1}, often = {.sentences = 9};
    struct vg_score a = names(w, "Lantern Society", "Lantern Club"), b = a, c = a;

    vg_about_weigh(w->w, &places, NULL, NULL, &apart, &a);
    vg_about_weigh(w->w, &places, NULL, NULL, &once, &b);
    vg_about_weigh(w->w, &places, NULL, NULL, &often, &c);
    assert_true(c.milli < b.milli && b.milli < a.milli);
}

static void a_look_is_worth_it_only_where_something_is_shared(void **state)
{
    struct work *w = *state;
    const struct vg_about_both nothing = {0}, defined = {.defined = VG_DEFINE_SHORT};

    assert_int_equal(vg_about_proposes(NULL, NULL, &nothing), 0);
    assert_int_equal(vg_about_proposes(NULL, NULL, &defined), 1);
    assert_int_equal(
        vg_about_proposes(thing(w, "site=markham"), thing(w, "site=markham"), &nothing), 0);
    assert_int_equal(
        vg_about_proposes(thing(w, "mail=a@b.example"), thing(w, "mail=a@b.example"), &nothing), 1);
}

static void every_piece_has_a_sentence_in_both_languages(void **state)
{
    struct work *w = *state;
    const struct vg_places places = {0};
    const struct vg_about_both both = {
        .defined = VG_DEFINE_ALIAS, .defined_left = "Lantern", .defined_right = "灯社"};
    struct vg_score s = names(w, "Lantern", "灯社");

    vg_about_weigh(w->w, &places,
                   thing(w, "phone=+1 4165550123|mail=a@b.example|web=b.example/a|register=x "
                            "1234567|address=1 a road|country=CA|begun=2017"),
                   thing(w, "phone=+1 4165550123|mail=a@b.example|web=b.example/c|register=x "
                            "1234567|address=2 a road|country=CA|begun=2017"),
                   &both, &s);
    check_sum(0, &s);
    for (size_t i = 0; i < s.n; i++) {
        const struct vg_said *said = vg_score_said(&w->a, &s.because[i]);
        const char *en = vg_said_text(&w->a, said, "en"), *zh = vg_said_text(&w->a, said, "zh");

        ROW_CHECK(i, en, strlen(en) > 8 && strstr(en, "several more") == NULL);
        ROW_CHECK(i, zh, strlen(zh) > 8 && strcmp(en, zh) != 0);
    }
    assert_true(tells(&s, "rule definition"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_known_decides_as_the_rules_say),
        cmocka_unit_test(together_weighs_against),
        cmocka_unit_test(a_look_is_worth_it_only_where_something_is_shared),
        cmocka_unit_test(every_piece_has_a_sentence_in_both_languages),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
