/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Laws of names and their keys, over made-up names of which many are variants of others: the names
 * that are found near one by keys are those that comparing all gives, as far as they share a key
 * that is not too common; the pairs of the whole case by keys are the same ones; and whatever
 * comes and is taken back in whatever order, making the tables anew gives the same rows.
 * PROP_SEED sets the seed; a failing case prints it.
 */
#include "../unit/place.h"
#include "dice.h"

#include "app/alike.h"
#include "app/keyed.h"
#include "resolve/candidates.h"

enum { NAMES = 130, ASKED = 40, STEPS = 12, TEXT = 96 };

/* -- made names ---------------------------------------------------------------------------- */

static void make_text(char out[TEXT])
{
    static const char *const places[] = {"Fuzhou", "Fujian", "Taizhou, Zhejiang",
                                         "福州市", "泰州市", "Suzhou"};
    static const char *const heads[] = {
        "Public Security Bureau", "PSB", "People's Court", "Court", "公安局", "人民法院"};
    static const char *const words[] = {"Kestrel",  "Zephyrtek", "Northgate",
                                        "Lindholm", "Polymer",   "Kestral"};
    static const char *const kinds[] = {"Trading Ltd", "Trading Limited", "University", "Group",
                                        "Institute"};

    switch (draw(3)) {
    case 0:
        (void)snprintf(out, TEXT, "%s%s%s", places[draw(6)], draw(2) ? " " : "", heads[draw(6)]);
        break;
    case 1:
        (void)snprintf(out, TEXT, "%s of %s", heads[draw(4)], places[draw(6)]);
        break;
    default:
        (void)snprintf(out, TEXT, "%s %s %s", words[draw(6)], words[draw(6)], kinds[draw(5)]);
        break;
    }
    if (draw(5) == 0 && (unsigned char)out[3] < 0x80)
        out[3] = (char)('a' + draw(26));
}

static void put_entity(struct vg_buf *b, unsigned id, const char *text)
{
    vg_putf(b,
            "{\"canonical_id\":\"E%u\",\"entity_id\":\"E%u\",\"prop\":\"name\",\"schema\":"
            "\"Company\",\"value\":\"%s\",\"dataset\":\"d\",\"id\":\"e%u-%u\"}\n",
            id, id, text, id, draw(1000000000));
}

static void put_entities(struct place *w, unsigned from, unsigned n)
{
    VG_SCOPED_BUF b = {0};
    struct vg_ftm_report report;
    char text[TEXT];

    for (unsigned i = from; i < from + n; i++) {
        make_text(text);
        put_entity(&b, i, text);
    }
    must(w, vg_import_ftm(w->c, b.p, b.len, 0, &report, &w->err));
}

/* -- by keys and by comparing all ----------------------------------------------------------- */

struct one {
    struct vg_keyed_name name;
    const struct vg_scored_name *texts[VG_KEYED_TEXTS];
    uint64_t keys[VG_KEYED_KEYS];
    size_t n_keys;
};

struct all {
    struct place *w;
    const struct vg_scorer *s;
    struct one list[NAMES];
    size_t n;
};

static int take_one(void *p, const struct vg_keyed_name *n)
{
    struct all *all = p;
    struct one *o = &all->list[all->n++];

    assert_true(all->n <= NAMES);
    o->name = vg_keyed_copy(n, &all->w->a);
    vg_keyed_ready(all->s, &o->name, &all->w->a, o->texts);
    o->n_keys = vg_keyed_keys(o->texts, o->keys);
    return 0;
}

static size_t holders(const struct all *all, uint64_t key)
{
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->list[i].n_keys; k++)
            n += all->list[i].keys[k] == key;
    return n;
}

static int share_a_key(const struct all *all, const struct one *x, const struct one *y)
{
    for (size_t i = 0; i < x->n_keys; i++)
        for (size_t k = 0; k < y->n_keys; k++)
            if (x->keys[i] == y->keys[k] && holders(all, x->keys[i]) <= VG_ALIKE_GROUP)
                return 1;
    return 0;
}

/* May they be one, by what comparing them says? */
static int64_t compared(const struct all *all, const struct one *x, const struct one *y,
                        enum vg_score_verdict *verdict, int *is_told)
{
    struct vg_score s = {0};

    vg_alike_score(all->s, x->texts, y->texts, &s);
    *verdict = s.verdict;
    *is_told = s.verdict != VG_SCORE_DIFFERENT || s.suggest != NULL;
    return s.milli;
}

static const struct vg_name_neighbour *told_of(const struct vg_name_near *near, const char *name)
{
    for (size_t i = 0; i < near->n; i++)
        if (strcmp(near->list[i].name.name, name) == 0)
            return &near->list[i];
    return NULL;
}

static void check_one(const struct all *all, const struct one *x)
{
    struct vg_name_near near;

    must(all->w, vg_alike_find(all->w->c, x->name.name, NAMES, VG_ALIKE_BY_KEYS, &all->w->a, &near,
                               &all->w->err));
    assert_true(near.is_known && near.probes == x->n_keys && near.candidates < VG_ALIKE_SCORED);
    for (size_t i = 0; i < all->n; i++) {
        const struct one *y = &all->list[i];
        const struct vg_name_neighbour *told = told_of(&near, y->name.name);
        enum vg_score_verdict verdict;
        int is_told;
        const int64_t milli = compared(all, x, y, &verdict, &is_told);

        if (x == y || !is_told || !share_a_key(all, x, y)) {
            assert_null(told);
            continue;
        }
        assert_non_null(told);
        assert_int_equal(told->score.milli, milli);
        assert_int_equal(told->score.verdict, verdict);
    }
}

static void names_near_one_by_keys_are_those_of_all_that_share_one(void **state)
{
    SCOPED_PLACE w;
    struct all all = {.w = &w};

    (void)state;
    place_begin(&w);
    put_entities(&w, 0, NAMES);
    all.s = vg_scorer_make(&w.a);
    must(&w, vg_keyed_each(w.c->store, take_one, &all, &w.err));
    assert_int_equal(all.n, NAMES);
    for (size_t i = 0; i < ASKED; i++)
        check_one(&all, &all.list[draw(NAMES)]);
}

/* The pairs that the whole case gives by keys are those that each name gives by itself, of so few
 * names that no key is too common for either. */
static void pairs_of_a_case_by_keys_are_what_its_names_find_one_by_one(void **state)
{
    SCOPED_PLACE w;
    struct vg_names names;
    struct vg_name_pair *pairs;
    struct vg_alike_told told;
    size_t n, found = 0;

    (void)state;
    place_begin(&w);
    put_entities(&w, 0, VG_CANDIDATE_GROUP);
    must(&w, vg_names_load(w.c, &w.a, &names, &w.err));
    vg_alike_pairs(&names, VG_ALIKE_BY_KEYS, &w.a, &pairs, &n, &told);
    assert_true(told.by_keys && told.compared == VG_CANDIDATE_GROUP);
    for (size_t i = 0; i < names.n; i++) {
        struct vg_name_near near;

        must(&w,
             vg_alike_find(w.c, names.list[i].name, NAMES, VG_ALIKE_BY_KEYS, &w.a, &near, &w.err));
        for (size_t k = 0; k < near.n; k++)
            found += near.list[k].score.verdict != VG_SCORE_DIFFERENT;
    }
    assert_true(n > 0);
    assert_int_equal(found, 2 * n);
}

/* -- whatever comes -------------------------------------------------------------------------- */

static void put_claim(struct place *w, unsigned i)
{
    VG_SCOPED_BUF b = {0};
    char subject[TEXT], speaker[TEXT];

    make_text(subject);
    make_text(speaker);
    if (i == 0)
        vg_puts(&b,
                "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"It is shut. "
                "\"}\n");
    if (draw(4) == 0)
        vg_putf(&b, "{\"type\":\"entity\",\"id\":\"person:p-%u\",\"en\":\"%s\"}\n", i, subject);
    vg_putf(
        &b,
        "{\"ref\":\"k%u\",\"kind\":\"event\",%s\"subject\":\"%s\",\"predicate\":\"runs\","
        "\"stance\":\"asserts\",\"status\":\"accepted\",\"attribution\":[{\"speaker\":\"%s\","
        "\"as\":\"report\"},{\"as\":\"text\"}],\"passage\":{\"source\":\"%s\",\"quote\":\"It is "
        "shut\"}}\n",
        i, draw(6) == 0 ? "\"detail\":\"witness\"," : "", subject, speaker, i == 0 ? "n" : "s1");
    take(w, b.p);
}

static int put_row(void *p, const struct vg_keyed_name *n)
{
    vg_putf(p, "%s|%s|%s|%s|%s\n", n->name, n->kind == NULL ? "-" : n->kind,
            n->en == NULL ? "-" : n->en, n->zh == NULL ? "-" : n->zh,
            n->parent == NULL ? "-" : n->parent);
    return 0;
}

static void making_the_tables_anew_gives_the_same_names(void **state)
{
    SCOPED_PLACE w;

    (void)state;
    place_begin(&w);
    for (unsigned i = 0; i < STEPS; i++) {
        VG_SCOPED_BUF before = {0}, after = {0};

        put_claim(&w, i);
        if (draw(3) == 0)
            put_entities(&w, draw(5), 1);
        if (draw(3) == 0)
            must(&w,
                 vg_claim_set_status(w.c, 1 + (int64_t)draw(i + 1), VG_WITHDRAWN, "no", &w.err));
        must(&w, vg_keyed_each(w.c->store, put_row, &before, &w.err));
        must(&w, vg_keyed_rebuild(w.c, &w.err));
        must(&w, vg_keyed_each(w.c->store, put_row, &after, &w.err));
        assert_string_equal(after.p == NULL ? "" : after.p, before.p == NULL ? "" : before.p);
    }
}

int main(void)
{
    const char *seed = getenv("PROP_SEED");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_near_one_by_keys_are_those_of_all_that_share_one),
        cmocka_unit_test(pairs_of_a_case_by_keys_are_what_its_names_find_one_by_one),
        cmocka_unit_test(making_the_tables_anew_gives_the_same_names),
    };

    rng = seed == NULL ? 88172645463325252U : strtoull(seed, NULL, 10) | 1;
    print_message("PROP_SEED=%llu\n", (unsigned long long)rng);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
