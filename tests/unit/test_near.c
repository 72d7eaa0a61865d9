/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "claim/near.h"

static struct vg_near_print take(const char *text, struct vg_arena *a)
{
    const struct vg_near_span all = {0, (uint32_t)strlen(text)};
    struct vg_near_print p;

    vg_near_take(vg_str(text), &all, 1, a, &p);
    return p;
}

/* `n` words of their own for each seed. */
static void put_words(struct vg_buf *b, unsigned seed, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        seed = seed * 1664525U + 1013904223U;
        vg_putf(b, "%sw%x", b->len > 0 ? " " : "", seed >> 12);
    }
}

/* The same, with every `every`-th word another one. */
static void put_changed(struct vg_buf *b, unsigned seed, unsigned n, unsigned every)
{
    for (unsigned i = 0; i < n; i++) {
        seed = seed * 1664525U + 1013904223U;
        vg_putf(b, "%s%s%x", b->len > 0 ? " " : "", i % every == 0 ? "x" : "w", seed >> 12);
    }
}

struct pile {
    struct vg_arena *a;
    struct vg_near_text list[200];
    size_t n;
};

static void pile_add(struct pile *p, const char *text, int64_t when)
{
    struct vg_near_print print = take(text, p->a);

    p->list[p->n++] = (struct vg_near_text){print.hashes, print.n, print.whole, when, 0};
}

static size_t find(struct pile *p, struct vg_near_pair **pairs)
{
    size_t n = 0;

    *pairs = NULL;
    vg_near_find(p->list, p->n, p->a, pairs, &n);
    return n;
}

static const struct {
    const char *one, *other;
} alike[] = {
    {"The bureau said on Monday that it had opened two service stations abroad.",
     "the bureau said on monday\n\nthat it had   opened two service-stations “abroad”"},
    {"福州市公安局在海外设立了多个警务服务站，为侨胞办理证件。",
     "福州市公安局在海外設立了\n多個警務服務站 為僑胞辦理證件"},
    {"２０２２年的报告列出了五十四个站点 in thirty countries, ＳＡＦＥ said.",
     "2022年的報告列出了五十四個站點 IN THIRTY COUNTRIES SAFE said"},
    {"Caf\xc3\xa9 owners told the daily that they had never seen an officer there",
     "Cafe\xcc\x81 owners told the daily that they had never seen an officer there"},
};

static void layout_case_width_and_script_variant_make_no_other_text(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        struct vg_near_print x = take(alike[i].one, &a), y = take(alike[i].other, &a);

        assert_true(x.n > 0);
        assert_int_equal(x.n, y.n);
        assert_int_equal(x.whole, y.whole);
        assert_memory_equal(x.hashes, y.hashes, x.n * sizeof *x.hashes);
    }
}

static void less_than_a_shingle_has_no_print(void **state)
{
    static const char *const few[] = {"", "404 not found", "one two three four five six",
                                      "福州市公安局海外警务服务"};
    static const char *const enough[] = {"one two three four five six seven",
                                         "福州市公安局海外警务服务站"};
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
        struct vg_near_print p = take(few[i], &a);

        assert_int_equal(p.n, 0);
        assert_int_equal(p.whole, 0);
    }
    for (size_t i = 0; i < sizeof enough / sizeof *enough; i++)
        assert_int_equal(take(enough[i], &a).n, 1);
}

static void fourteen_words_in_common_are_always_seen(void **state)
{
    (void)state;
    for (unsigned before = 0; before < 40; before++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF x = {0}, y = {0};
        struct vg_near_print p, q;
        struct vg_near_span at;

        put_words(&x, 900 + before, before);
        put_words(&x, 7, 14);
        put_words(&x, 300 + before, 50);
        put_words(&y, 100 + before, 60 - before);
        put_words(&y, 7, 14);
        put_words(&y, 500 + before, 20);
        p = take(x.p, &a);
        q = take(y.p, &a);
        assert_true(vg_near_stretch(&p, q.hashes, q.n, &at));
        assert_true(at.end > at.start);
    }
}

static void offsets_are_those_of_the_parts_in_the_text(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const char *text = "MENU home about | one two three four five six seven | FOOTER imprint";
    const struct vg_near_span part = {18, 51};
    struct vg_near_print p;

    (void)state;
    vg_near_take(vg_str(text), &part, 1, &a, &p);
    assert_int_equal(p.n, 1);
    assert_int_equal(p.spans[0].start, 18);
    assert_int_equal(p.spans[0].end, 51);
    assert_int_equal(p.whole, take("one two three four five six seven", &a).whole);
}

static void copies_rewordings_and_excerpts_are_told_apart(void **state)
{
    static const struct {
        unsigned every;  /* of 400 words taken over, each such one is changed; 0: none */
        unsigned taken;  /* how many words are taken over */
        unsigned others; /* and how many new ones follow */
        enum vg_derivation kind;
    } rows[] = {
        {0, 400, 0, VG_DERIVES_COPY},
        {80, 400, 0, VG_DERIVES_COPY},
        {0, 100, 0, VG_DERIVES_COPY}, /* all of the smaller one */
        {0, 200, 200, VG_DERIVES_REWORD},
        {20, 400, 0, VG_DERIVES_REWORD},
        {0, 100, 90, VG_DERIVES_EXCERPT},
        {0, 40, 360, 0},
        {0, 0, 400, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF x = {0}, y = {0};
        struct pile p = {.a = &a};
        struct vg_near_pair *pairs;
        size_t n;

        put_words(&x, 1, 400);
        if (rows[i].every > 0)
            put_changed(&y, 1, rows[i].taken, rows[i].every);
        else
            put_words(&y, 1, rows[i].taken);
        put_words(&y, 99, rows[i].others);
        pile_add(&p, x.p, 10);
        pile_add(&p, y.p, 20);
        n = find(&p, &pairs);
        if (n != (rows[i].kind != 0) || (n == 1 && pairs[0].kind != rows[i].kind))
            fail_msg("row %zu: %zu pairs, kind %d", i, n, n > 0 ? (int)pairs[0].kind : 0);
        if (n == 1) {
            assert_int_equal(pairs[0].later, 1);
            assert_int_equal(pairs[0].earlier, 0);
        }
    }
}

/* When each of `n` was there, in the order of that number, of n! orders. */
static void put_order(unsigned order, size_t n, int64_t *when)
{
    uint32_t taken = 0;

    for (unsigned place = 0; place < n; place++) {
        size_t nth = order % (n - place), i = 0;

        order /= (unsigned)(n - place);
        for (; (taken >> i & 1U) != 0 || nth > 0; i++)
            nth -= (taken >> i & 1U) == 0;
        taken |= 1U << i;
        when[i] = place;
    }
}

/* Texts that are copies of each other, or of one in between, get one number. */
static void put_groups(const struct vg_near_pair *pairs, size_t n, size_t texts, size_t *group)
{
    for (size_t i = 0; i < texts; i++)
        group[i] = i;
    for (size_t i = 0; i < n; i++) {
        size_t from = group[pairs[i].later], to = group[pairs[i].earlier];

        for (size_t k = 0; k < texts && pairs[i].kind == VG_DERIVES_COPY; k++)
            group[k] = group[k] == from ? to : group[k];
    }
}

/* A page, and what is left of it in archives that were cut or damaged, whichever was there first;
 * another text is no copy of any. */
static void copies_that_were_cut_are_copies_in_any_order(void **state)
{
    enum { TEXTS = 5, OTHER = 4, ORDERS = 120 };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF whole = {0}, cut = {0}, shorter = {0}, gap = {0}, other = {0};
    const struct vg_buf *const texts[TEXTS] = {&whole, &cut, &shorter, &gap, &other};

    (void)state;
    for (unsigned part = 0; part < 30; part++) { /* of twenty words each */
        put_words(&whole, part, 20);
        put_words(&cut, part, part < 18 ? 20 : 0);
        put_words(&shorter, part, part < 9 ? 20 : 0);
        put_words(&gap, part, part < 10 || part >= 20 ? 20 : 0);
    }
    put_words(&other, 99, 400);
    for (unsigned order = 0; order < ORDERS; order++) {
        struct pile p = {.a = &a};
        struct vg_near_pair *pairs;
        size_t group[TEXTS], n;
        int64_t when[TEXTS];

        put_order(order, TEXTS, when);
        for (size_t i = 0; i < TEXTS; i++)
            pile_add(&p, texts[i]->p, when[i]);
        n = find(&p, &pairs);
        put_groups(pairs, n, TEXTS, group);
        for (size_t i = 0; i < TEXTS; i++)
            if ((group[i] == group[0]) != (i != OTHER))
                fail_msg("order %u: text %zu", order, i);
    }
}

/* More than a print holds is not kept, but counted, and tells two texts apart. */
static void the_end_of_a_long_text_counts_as_well(void **state)
{
    enum { CHARS = 700000 };
    static const char han[] = "的一是在不了有和人这中大为上个国我以要他";
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF x = {0}, y = {0};
    struct vg_near_print px, py;
    uint32_t seed = 5;

    (void)state;
    for (unsigned i = 0; i < CHARS; i++) {
        seed = seed * 1664525U + 1013904223U;
        vg_put(&x, han + (seed >> 16) % 20 * 3, 3);
    }
    vg_put(&y, x.p, x.len);
    vg_puts(&x, "终");
    vg_puts(&y, "始");
    px = take(x.p, &a);
    py = take(y.p, &a);
    assert_int_equal(px.units, CHARS + 1);
    assert_int_equal(px.n, py.n);
    assert_memory_equal(px.hashes, py.hashes, px.n * sizeof *px.hashes);
    assert_true(px.whole != py.whole);
}

static void what_everybody_prints_says_nothing(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct pile p = {.a = &a};
    struct vg_near_pair *pairs;

    (void)state;
    for (unsigned i = 0; i < 40; i++) {
        VG_SCOPED_BUF b = {0};

        put_words(&b, 1000 + i, 100);
        put_words(&b, 5, 100); /* the same imprint below each */
        pile_add(&p, b.p, i);
    }
    assert_int_equal(find(&p, &pairs), 0);
    p.n = 20; /* among twenty nothing is common */
    assert_true(find(&p, &pairs) > 0);
}

static void a_report_that_all_print_is_found_in_all_of_them(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct pile p = {.a = &a};
    struct vg_near_pair *pairs;
    size_t n;

    (void)state;
    for (unsigned i = 0; i < 60; i++) {
        VG_SCOPED_BUF b = {0};

        put_words(&b, 2000 + i, 12);
        put_words(&b, 5, 300);
        pile_add(&p, b.p, i);
    }
    n = find(&p, &pairs);
    assert_int_equal(n, 59);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(pairs[i].later, i + 1);
        assert_int_equal(pairs[i].earlier, 0);
        assert_int_equal(pairs[i].kind, VG_DERIVES_COPY);
    }
}

static void the_order_of_the_texts_does_not_matter(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct pile p = {.a = &a}, q = {.a = &a};
    struct vg_near_pair *x, *y;
    size_t n, m, found = 0;

    (void)state;
    for (unsigned i = 0; i < 60; i++) {
        VG_SCOPED_BUF b = {0};

        put_words(&b, i % 7, 150);
        put_words(&b, 3000 + i, 10 * (i % 20));
        pile_add(&p, b.p, i / 2);
        p.list[i].then = i % 2;
    }
    for (size_t i = 0; i < p.n; i++)
        q.list[q.n++] = p.list[(i * 17 + 5) % 60];
    n = find(&p, &x);
    m = find(&q, &y);
    assert_true(n > 30);
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            found += (y[k].later * 17 + 5) % 60 == x[i].later &&
                     (y[k].earlier * 17 + 5) % 60 == x[i].earlier && x[i].kind == y[k].kind &&
                     x[i].shared == y[k].shared;
    assert_int_equal(found, n);
}

static void a_quotation_is_a_run_of_the_other_text(void **state)
{
    VG_SCOPED_BUF quote = {0}, text = {0};

    (void)state;
    vg_near_run(vg_str("“No such\nSTATIONS exist,” 並非"), &quote);
    vg_near_run(vg_str("He said no such stations exist. 并非如此"), &text);
    assert_string_equal(quote.p, "nosuchstationsexist并非");
    assert_non_null(strstr(text.p, "nosuchstationsexist并非"));
}

static void kin_name_the_same_numbers_dates_and_places(void **state)
{
    static const uint64_t a1[] = {1, 2, 3, 4, 5}, a2[] = {1, 2, 3, 4, 9}, a3[] = {1, 2, 3, 30},
                          a4[] = {1, 2, 3, 4, 40, 41, 42, 43, 44};
    const struct vg_kin_text texts[] = {
        {a2, 5, 20, 0}, {a1, 5, 10, 0}, {a3, 4, 30, 0}, {a4, 9, 40, 0}};
    VG_SCOPED_ARENA a = {0};
    struct vg_kin_pair *pairs = NULL;
    size_t n = 0;

    (void)state;
    vg_kin_find(texts, 4, &a, &pairs, &n);
    assert_int_equal(n, 1); /* three in common are too few, and four of ten too small a part */
    assert_int_equal(pairs[0].later, 0);
    assert_int_equal(pairs[0].earlier, 1);
    assert_int_equal(pairs[0].shared, 4);
    assert_int_equal(pairs[0].of_later, 5);
}

static void marks_that_everybody_names_make_no_kin(void **state)
{
    static uint64_t marks[30][6];
    struct vg_kin_text texts[30];
    VG_SCOPED_ARENA a = {0};
    struct vg_kin_pair *pairs = NULL;
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < 30; i++) {
        for (size_t k = 0; k < 5; k++)
            marks[i][k] = k;
        marks[i][5] = 100 + i;
        texts[i] = (struct vg_kin_text){marks[i], 6, (int64_t)i, 0};
    }
    vg_kin_find(texts, 30, &a, &pairs, &n);
    assert_int_equal(n, 0);
    vg_kin_find(texts, 20, &a, &pairs, &n);
    assert_int_equal(n, 19);
}

static void which_derives_from_which_is_said_with_how_it_is_known(void **state)
{
    enum { DAY = 86400 };
    static const struct {
        struct vg_near_side x, y;
        int derives;
        enum vg_direction how;
    } rows[] = {
        {{1, 20, 20, 0, 0, 0, 0}, {1, 10, 10, 0, 0, 0, 0}, 1, VG_DIRECTION_DATE},
        {{1, 10, 10, 0, 0, 0, 0}, {1, 20, 20, 0, 0, 0, 0}, 0, VG_DIRECTION_DATE},
        /* a month that holds the day tells nothing; nor a capture after it */
        {{1, 1, 31, 40L * DAY, 0, 0, 0}, {1, 10, 10, 50L * DAY, 0, 0, 0}, 0, VG_DIRECTION_CAPTURE},
        /* dated after the other had been captured */
        {{1, 60, 60, 70L * DAY, 0, 0, 0}, {0, 0, 0, 50L * DAY, 0, 0, 0}, 1, VG_DIRECTION_DATE},
        {{0, 0, 0, 5, 1, 0, 0}, {0, 0, 0, 9, 0, 0, 0}, 1, VG_DIRECTION_PUBLISHER},
        {{0, 0, 0, 5, 0, 9, 10}, {0, 0, 0, 9, 0, 9, 100}, 1, VG_DIRECTION_PART},
        {{0, 0, 0, 5, 0, 9, 10}, {0, 0, 0, 9, 0, 9, 11}, 0, VG_DIRECTION_CAPTURE},
        {{0, 0, 0, 9, 0, 0, 0}, {0, 0, 0, 9, 0, 0, 0}, 1, VG_DIRECTION_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum vg_direction how = 0;
        int derives = vg_near_derives(&rows[i].x, &rows[i].y, &how);

        if (derives != rows[i].derives || how != rows[i].how)
            fail_msg("row %zu: %d by %s", i, derives, vg_direction_word(how));
    }
}

static void a_text_of_one_word_over_and_over_is_no_burden(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_near_print p;
    const struct vg_near_span parts[] = {{0, 10}, {900, 100}, {20, 4000000}};

    (void)state;
    for (size_t i = 0; i < 200000; i++)
        vg_puts(&b, "a ");
    p = take(b.p, &a);
    assert_int_equal(p.n, 1);
    vg_near_take(vg_buf_str(&b), parts, 3, &a, &p); /* inverted and too long: passed over */
    assert_int_equal(p.units, 5);
}

/* -- stretches in common ---------------------------------------------------------------- */

static const struct {
    const char *x, *y;
    size_t n;
    const char *first; /* of x */
} shared_rows[] = {
    {"One two three four five six seven eight.", "one TWO, three\nfour five six seven eight", 1,
     "One two three four five six seven eight"},
    {"one two three four five six", "one two three four five six", 0, NULL},
    {"", "", 0, NULL},
    {"a b c d e f g h X k l m n o p q r", "k l m n o p q r Y a b c d e f g h", 2,
     "a b c d e f g h"},
    {"\xe7\xa6\x8f\xe5\xb7\x9e\xe5\xb8\x82\xe5\x85\xac\xe5\xae\x89\xe5\xb1\x80"
     "\xe5\x9c\xa8\xe6\xb5\xb7\xe5\xa4\x96\xe8\xae\xbe\xe7\xab\x8b\xe6\x9c\x8d"
     "\xe5\x8a\xa1",
     "\xe7\xa6\x8f\xe5\xb7\x9e\xe5\xb8\x82\xe5\x85\xac\xe5\xae\x89\xe5\xb1\x80"
     "\xef\xbc\x8c\xe5\x9c\xa8\xe6\xb5\xb7\xe5\xa4\x96\xe8\xa8\xad\xe7\xab\x8b"
     "\xe6\x9c\x8d\xe5\x8b\x99",
     1,
     "\xe7\xa6\x8f\xe5\xb7\x9e\xe5\xb8\x82\xe5\x85\xac\xe5\xae\x89\xe5\xb1\x80"
     "\xe5\x9c\xa8\xe6\xb5\xb7\xe5\xa4\x96\xe8\xae\xbe\xe7\xab\x8b\xe6\x9c\x8d"
     "\xe5\x8a\xa1"},
};

static void test_shared(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shared_rows / sizeof *shared_rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_near_shared *list = NULL;
        const char *first = shared_rows[i].first;
        size_t n = 99;

        vg_near_shared(vg_str(shared_rows[i].x), vg_str(shared_rows[i].y), &a, &list, &n);
        ROW_CHECK(i, shared_rows[i].x, n == shared_rows[i].n);
        if (first == NULL)
            continue;
        ROW_CHECK(i, first, list[0].x.end - list[0].x.start == strlen(first));
        ROW_CHECK(i, first, memcmp(shared_rows[i].x + list[0].x.start, first, strlen(first)) == 0);
    }
}

/* The same seven words over and over must not take the square of their number. */
static void test_shared_repeats(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_near_shared *list = NULL;
    size_t n = 0;

    (void)state;
    for (int i = 0; i < 200000; i++)
        vg_puts(&b, "again ");
    vg_near_shared(vg_buf_str(&b), vg_buf_str(&b), &a, &list, &n);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].x.end, b.len - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_case_width_and_script_variant_make_no_other_text),
        cmocka_unit_test(less_than_a_shingle_has_no_print),
        cmocka_unit_test(fourteen_words_in_common_are_always_seen),
        cmocka_unit_test(offsets_are_those_of_the_parts_in_the_text),
        cmocka_unit_test(copies_rewordings_and_excerpts_are_told_apart),
        cmocka_unit_test(copies_that_were_cut_are_copies_in_any_order),
        cmocka_unit_test(the_end_of_a_long_text_counts_as_well),
        cmocka_unit_test(what_everybody_prints_says_nothing),
        cmocka_unit_test(a_report_that_all_print_is_found_in_all_of_them),
        cmocka_unit_test(the_order_of_the_texts_does_not_matter),
        cmocka_unit_test(a_quotation_is_a_run_of_the_other_text),
        cmocka_unit_test(kin_name_the_same_numbers_dates_and_places),
        cmocka_unit_test(marks_that_everybody_names_make_no_kin),
        cmocka_unit_test(which_derives_from_which_is_said_with_how_it_is_known),
        cmocka_unit_test(a_text_of_one_word_over_and_over_is_no_burden),
        cmocka_unit_test(test_shared),
        cmocka_unit_test(test_shared_repeats),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
