/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "claim/pattern_check.h"
#include "mention/scan.h"

/* -- what rules match -------------------------------------------------------------------- */

/* The rule of each group that wins for a text, as "claims chains notes" with - for none. */
static const char *winners(struct vg_arena *a, const char *language, const char *source,
                           const char *text, struct vg_err *err)
{
    struct vg_pat_text t = {language, "xx/r.pat", source, strlen(source)};
    struct vg_patterns p;
    struct vg_scan s;
    uint16_t rules[VG_PAT_GROUPS];
    VG_SCOPED_BUF b = {0};

    if (vg_patterns_make(language, &t, 1, a, &p, err) != VG_OK)
        return err->text;
    vg_scan_begin(&s, a, &p.lex, text, strlen(text));
    if (!vg_scan_next(&s))
        return "no text";
    {
        VG_SCOPED_MATCHER *m = vg_matcher_open(&p);

        vg_matcher_text(m, s.symbol, s.n);
        vg_matcher_clause(m, 0);
        for (size_t i = 1; i < s.n; i++)
            if (s.tok[i - 1].mark == ';')
                vg_matcher_clause(m, i);
        vg_matcher_run(m, 0, s.n, rules);
    }
    for (size_t g = 0; g < VG_PAT_GROUPS; g++)
        vg_putf(&b, "%s%s", g ? " " : "",
                rules[g] == VG_PAT_NO_RULE ? "-"
                                           : vg_patterns_rule(&p, rules[g], NULL, NULL)->name);
    return vg_copy(a, b.p, b.len);
}

static void every_mark_means_what_the_manual_says(void **state)
{
    static const struct {
        const char *rule, *text, *wins;
    } rows[] = {
        {"rule r\n a b => kind=event\n", "x a b y", "r - -"},
        {"rule r\n a b => kind=event\n", "a x b", "- - -"},
        {"rule r\n A b => kind=event\n", "a B", "r - -"},
        {"rule r\n a|b c => kind=event\n", "b c", "r - -"},
        {"rule r\n a|b c => kind=event\n", "b", "- - -"},
        {"rule r\n (a|b) c => kind=event\n", "b c", "r - -"},
        {"rule r\n (a|b) c => kind=event\n", "a", "- - -"},
        {"rule r\n a ~2 b => kind=event\n", "a x y b", "r - -"},
        {"rule r\n a ~2 b => kind=event\n", "a b", "r - -"},
        {"rule r\n a ~2 b => kind=event\n", "a x y z b", "- - -"},
        {"rule r\n a ~2 b => kind=event\n", "a x a y z w b", "- - -"},
        {"rule r\n a ~2 b => kind=event\n", "a x a y b", "r - -"},
        {"rule r\n a b? c => kind=event\n", "a c", "r - -"},
        {"rule r\n a b+ c => kind=event\n", "a b b b c", "r - -"},
        {"rule r\n a b+ c => kind=event\n", "a c", "- - -"},
        {"rule r\n a b{2,3} c => kind=event\n", "a b b c", "r - -"},
        {"rule r\n a b{2,3} c => kind=event\n", "a b c", "- - -"},
        {"rule r\n a b{2,3} c => kind=event\n", "a b b b b c", "- - -"},
        {"rule r\n a (b ~1){2} c => kind=event\n", "a b x b y c", "r - -"},
        {"rule r\n a !b ~1 c => kind=event\n", "a b c", "- - -"},
        {"rule r\n a !b ~1 c => kind=event\n", "a x c", "r - -"},
        {"rule r\n a !\"b c\" b => kind=event\n", "a b c", "- - -"},
        {"rule r\n a !\"b c\" b => kind=event\n", "a b d", "r - -"},
        {"rule r\n a !(b|@l) => kind=event\nlist l\n x y\n", "a x y", "- - -"},
        {"rule r\n a !(b|@l) => kind=event\nlist l\n x y\n", "a x z", "r - -"},
        {"rule r\n < b => kind=event\n", "a ; b", "r - -"},
        {"rule r\n < b => kind=event\n", "a b", "- - -"},
        {"rule r\n a > => kind=event\n", "a ; b", "- - -"},
        {"rule r\n ; > b => kind=event\n", "a ; b", "r - -"},
        {"rule r\n b > => kind=event\n", "a ; b", "r - -"},
        {"rule r\n a , b => kind=event\n", "a, b", "r - -"},
        {"rule r\n a, \"?\" => kind=event\n", "a, ?", "r - -"},
        {"rule r\n a @l b => kind=event\nlist l\n x | x y\n", "a x y b", "r - -"},
        {"rule r\n a @l y b => kind=event\nlist l\n x | x y\n", "a x y b", "- - -"},
        {"rule r\n a @l => kind=event\nlist l\n x | @k\nlist k\n z\n", "a z", "r - -"},
        {"rule q\n x y?\nrule r\n a @q b => kind=event\n", "a x y b", "r - -"},
        {"rule r\n call 110 => kind=event\n", "call 110 now", "r - -"},
        {"rule r\n so-called x => kind=event\n", "So-called x", "r - -"},
        {"rule r\n a => kind=event\nrule s\n b => kind=event\n", "b a", "r - -"},
        {"rule r\n $x:a b => chain $x\nrule s\n a => note=n\nrule t\n b => kind=event\n", "a b",
         "t r s"},
        {"rule r\n caf\xc3\xa9 => kind=event\n", "CAFE\xcc\x81", "r - -"},
        {"rule r\n \xd0\xbf\xd0\xbe\xd0\xbb => kind=event\n", "\xd0\x9f\xd0\x9e\xd0\x9b", "r - -"},
        {"rule r\n \xd8\xa8\xd9\x87 \xd8\x8c \xd8\xa8\xd9\x87 => kind=event\n",
         "\xd8\xa8\xd9\x87\xd8\x8c \xd8\xa8\xd9\x87", "r - -"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_err err = {0};
        const char *wins = winners(&a, "xx", rows[i].rule, rows[i].text, &err);

        if (strcmp(wins, rows[i].wins) != 0)
            fail_msg("row %zu (%s on '%s'): wanted '%s', got '%s'", i, rows[i].rule, rows[i].text,
                     rows[i].wins, wins);
    }
}

static void what_names_and_values_cannot_be_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *source;
        int code;
        const char *says;
    } rows[] = {
        {"list a\n @b\nlist b\n @c\nlist c\n @b\n", VG_E_FORMAT,
         "xx/r.pat:6: expected lists that do not refer to themselves, found b \xe2\x86\x92 c "
         "\xe2\x86\x92 b"},
        {"list a\n @b\n", VG_E_FORMAT,
         "xx/r.pat:2: expected the name of a list behind @, found 'b'"},
        {"rule a\n x @a\n", VG_E_FORMAT,
         "xx/r.pat:2: expected rules that do not refer to themselves, found a \xe2\x86\x92 a"},
        {"rule a\n x @b\n", VG_E_FORMAT, "xx/r.pat:2: expected the name of a list or rule"},
        {"rule a\n !@b x\nrule b\n y\n", VG_E_FORMAT,
         "xx/r.pat:2: expected a list or mention behind !"},
        {"list bound\n a => hedge=x\n", VG_E_FORMAT,
         "xx/r.pat:2: expected op in list bound, found hedge="},
        {"list det\n a => op=x\n", VG_E_FORMAT,
         "xx/r.pat:2: expected no values in list det, found op="},
        {"list bound\n a => op=rather\n", VG_E_FORMAT, "xx/r.pat:2: expected an op"},
        {"list number\n a => value=two\n", VG_E_FORMAT,
         "xx/r.pat:2: expected a whole number, found value=two"},
        {"list bound\n a => op=over\n b | a => op=under\n", VG_E_FORMAT,
         "xx/r.pat:3: expected each phrase once in list bound, found 'a' of line 2 again"},
        {"list det\n a, b\n", VG_E_FORMAT, "xx/r.pat:2: expected words without digits and marks"},
        {"list det\n a b c d e f g\n", VG_E_LIMIT, "xx/r.pat:2: expected at most 6 words"},
        {"rule a\n ((((x ~9 y){8} z){8} w){8} u){8} v\n => kind=event\n", VG_E_LIMIT,
         "xx/r.pat:2: expected at most 4096 steps in rule a"},
        {"rule a\n x => size=large\n", VG_E_FORMAT, "xx/r.pat:1: expected kind, predicate,"},
        {"rule a\n x => kind=large\n", VG_E_FORMAT,
         "xx/r.pat:1: expected a known kind in rule a, found 'large'"},
        {"rule a\n x => hedge=large\n", VG_E_FORMAT, "xx/r.pat:1: expected a known hedge"},
        {"list hedge\n x => hedge=large\n", VG_E_FORMAT,
         "xx/r.pat:2: expected a hedge of the vocabulary in list hedge, found 'large'"},
        {"list unit.plural\n x => unit=large\n", VG_E_FORMAT,
         "xx/r.pat:2: expected a unit of the vocabulary"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_pat_text t = {"xx", "xx/r.pat", rows[i].source, strlen(rows[i].source)};
        struct vg_languages l = {.a = &a, .added = &t, .n_added = 1};
        const struct vg_patterns *p;
        struct vg_err err = {0};

        ROW_CHECK(i, rows[i].source, vg_language_get(&l, "xx", &p, &err) == rows[i].code);
        if (strncmp(err.text, rows[i].says, strlen(rows[i].says)) != 0)
            fail_msg("row %zu: wanted '%s', got '%s'", i, rows[i].says, err.text);
    }
}

static void a_character_is_a_token_where_writing_has_no_words(void **state)
{
    static const char source[] = "rule r\n \xe5\x8a\x9d\xe8\xbf\x94 ~2 \xe4\xba\xba => kind=event\n"
                                 "rule s\n \xe8\xad\xa6\xe5\x8b\x99\xe8\x99\x95 => kind=event\n";
    struct vg_pat_text t = {"zh", "zh/t.pat", source, sizeof source - 1};
    VG_SCOPED_ARENA a = {0};
    struct vg_patterns p;
    struct vg_err err = {0};
    /* 劝返了八人: simplified, one character between more than the rule lets */
    static const char *const text[] = {"\xe5\x8a\x9d", "\xe8\xbf\x94", "\xe4\xba\x86", "8",
                                       "\xe4\xba\xba"};
    static const char *const police[] = {"\xe8\xad\xa6", "\xe5\x8a\xa1", "\xe5\xa4\x84"};
    uint16_t symbols[5] = {0}, rules[VG_PAT_GROUPS];

    (void)state;
    assert_int_equal(vg_patterns_make("zh", &t, 1, &a, &p, &err), VG_OK);
    assert_true(p.by_character);
    for (size_t i = 0; i < 5; i++)
        symbols[i] = vg_patterns_word(&p, text[i], strlen(text[i]));
    {
        VG_SCOPED_MATCHER *m = vg_matcher_open(&p);

        vg_matcher_text(m, symbols, 5);
        vg_matcher_run(m, 0, 5, rules);
        assert_int_not_equal(rules[VG_PAT_CLAIMS], VG_PAT_NO_RULE);
        assert_string_equal(vg_patterns_rule(&p, rules[VG_PAT_CLAIMS], NULL, NULL)->name, "r");
        for (size_t i = 0; i < 3; i++)
            symbols[i] = vg_patterns_word(&p, police[i], strlen(police[i]));
        vg_matcher_text(m, symbols, 3);
        vg_matcher_run(m, 0, 3, rules);
        assert_string_equal(vg_patterns_rule(&p, rules[VG_PAT_CLAIMS], NULL, NULL)->name, "s");
    }
}

/* -- what they do to suggestions ------------------------------------------------------------ */

static void examples_say_whether_they_hold(void **state)
{
    static const struct {
        const char *source;
        int holds;
    } rows[] = {
        {"+ 12 people left => value=12 unit=person\n", 1},
        {"+ 12 people left => value=13\n", 0},
        {"+ 12 people left\n", 1},
        {"+ the sky is blue\n", 0},
        {"- the sky is blue\n", 1},
        {"- 12 people left\n", 0},
        {"- 12 people left => value=13\n", 1},
        {"- 12 people left => value=12\n", 0},
        {"+ Last year 12 people left => date=2023-05-01 from=2022 to=2022\n", 1},
        /* an added rule comes before what ships, an added phrase, too */
        {"rule r\n were arrested => predicate=taken\n+ 12 people were arrested => "
         "predicate=taken\n",
         1},
        {"list bound\n circa => op=nearly\n+ circa 12 people left => op=nearly upper=12\n", 1},
        /* below a rule, the rule has to act */
        {"rule r\n zzz => predicate=taken\n+ 12 people left => value=12\n", 0},
        {"rule r\n left in tears => stance=relays\n+ 12 people left in tears => stance=relays\n",
         1},
        {"rule r\n left => hedge=possible op=at-most\n"
         "+ 12 people left => hedge=possible op=at-most upper=12\n",
         1},
        {"rule r\n $w:@quantity left $h:(home|town) => subject=$w object=$h\n"
         "+ 12 people left town => subject=\"12 people\" object=town\n",
         1},
        {"list deed\n left => predicate=departed\nrule r\n $v:@deed => predicate=$v\n"
         "+ 12 people left => predicate=departed\n",
         1},
        {"rule r\n person-times => note=\"visits, not people\"\n"
         "+ 12 people made person-times => note=\"visits, not people\" value=12\n",
         1},
        {"rule r\n the moon is $n:@unit => kind=opinion predicate=says unit=$n\n"
         "+ the moon is a station\n",
         0},
        {"rule r\n the moon is a $n:@unit => kind=opinion predicate=is unit=$n\n"
         "+ the moon is a station => kind=opinion predicate=is unit=station\n",
         1},
        {"rule r\n $q:@claim , according to $s:@speaker (, citing $r:@speaker)? => chain $r $s\n"
         "+ 40 people left, according to the Dory Institute, citing the census office => "
         "speaker=\"census office\"\n",
         1},
        {"rule r\n $q:@quantity left , per $s:@speaker => predicate=departed chain $s\n"
         "+ 12 people left, per Open Border Watch => predicate=departed "
         "speaker=\"Open Border Watch\"\n",
         1},
        {"rule r\n $q:@claim , according to $s:@speaker (, citing $r:@speaker)? => chain $r $s\n"
         "+ 40 people left, according to the Dory Institute => speaker=\"Dory Institute\"\n",
         1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_pat_text t = {"en", "en/t.pat", rows[i].source, strlen(rows[i].source)};
        struct vg_languages l = {.a = &a, .added = &t, .n_added = 1};
        struct vg_pat_result *r = NULL;
        struct vg_err err = {0};
        size_t n = 0;

        if (vg_patterns_try(&l, "en", 0, 1, &a, &r, &n, &err) != VG_OK)
            fail_msg("row %zu: %s", i, err.text);
        assert_int_equal(n, 1);
        if (r[0].holds != rows[i].holds)
            fail_msg("row %zu (%s): expected %s, got %s", i, rows[i].source, r[0].expected,
                     r[0].got);
    }
}

static void the_examples_that_ship_hold(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_languages l = {.a = &a};
    size_t all = 0;

    (void)state;
    for (size_t i = 0; i < vg_pat_builtin_n; i++) {
        struct vg_pat_result *r = NULL;
        struct vg_err err = {0};
        size_t n = 0;

        if (i > 0 && strcmp(vg_pat_builtin[i].language, vg_pat_builtin[i - 1].language) == 0)
            continue;
        if (vg_patterns_try(&l, vg_pat_builtin[i].language, 0, VG_MAX_PATTERN_FILES, &a, &r, &n,
                            &err) != VG_OK)
            fail_msg("%s", err.text);
        for (size_t k = 0; k < n; k++)
            if (!r[k].holds)
                fail_msg("%s:%d: expected %s, got %s", r[k].file, r[k].line, r[k].expected,
                         r[k].got);
        all += n;
    }
    assert_true(all > 100);
}

/* -- hostile rules ---------------------------------------------------------------------------- */

static void nested_gaps_stay_within_their_memory(void **state)
{
    enum { RULES = 2000, TOKENS = 20000 };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_pat_text t = {"xx", "xx/r.pat", NULL, 0};
    struct vg_patterns p;
    struct vg_err err = {0};
    uint16_t *symbols = VG_NEW_ARRAY(&a, uint16_t, TOKENS), rules[VG_PAT_GROUPS];
    size_t flushes, bytes;

    (void)state;
    for (int k = 0; k < RULES; k++)
        vg_putf(&b, "rule r%d\n a ~%d (a ~%d (a ~8 (a|b) a){1,2} ~8 b?) ~32 c%d => predicate=p\n",
                k, 1 + k % 32, 1 + k / 32 % 32, k);
    t.text = b.p;
    t.len = b.len;
    assert_int_equal(vg_patterns_make("xx", &t, 1, &a, &p, &err), VG_OK);
    for (size_t i = 0; i < TOKENS; i++)
        symbols[i] = vg_patterns_word(&p, (i * 7919) % 11 < 5 ? "b" : "a", 1);
    symbols[TOKENS - 1] = vg_patterns_word(&p, "c1999", 5);
    for (int way = VG_MATCHER_AS_IT_SEES_FIT; way <= VG_MATCHER_PLAIN; way++) {
        VG_SCOPED_MATCHER *m = vg_matcher_open(&p);

        vg_matcher_way(m, (enum vg_matcher_way)way);
        vg_matcher_text(m, symbols, TOKENS);
        vg_matcher_run(m, 0, TOKENS, rules);
        assert_int_equal(rules[VG_PAT_CLAIMS], 1999);
        vg_matcher_size(m, &flushes, &bytes);
        assert_true(bytes < (size_t)VG_MAX_PATTERN_CACHE + (size_t)MIB(8));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mark_means_what_the_manual_says),
        cmocka_unit_test(what_names_and_values_cannot_be_is_refused_with_its_place),
        cmocka_unit_test(a_character_is_a_token_where_writing_has_no_words),
        cmocka_unit_test(examples_say_whether_they_hold),
        cmocka_unit_test(the_examples_that_ship_hold),
        cmocka_unit_test(nested_gaps_stay_within_their_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
