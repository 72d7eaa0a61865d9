/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "mention/pattern_file.h"

/* -- a file written out again, so that rows can be compared as text ------------------ */

static void put_sets(struct vg_buf *b, const struct vg_pat_set *sets, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vg_putf(b, " %s=[%s]", sets[i].key, sets[i].value);
}

static void put_branches(struct vg_buf *b, const struct vg_pat_branch *branches, size_t n);

static void put_element(struct vg_buf *b, const struct vg_pat_element *e)
{
    static const char *const kinds[] = {"", "@", "", "~", "<", ">"};

    if (e->slot)
        vg_putf(b, "$%s:", e->slot);
    vg_puts(b, e->is_not ? "!" : "");
    vg_puts(b, kinds[e->kind]);
    if (e->kind == VG_PAT_LITERAL)
        vg_putf(b, "'%s'", e->text);
    if (e->kind == VG_PAT_CLASS)
        vg_puts(b, e->text);
    if (e->kind == VG_PAT_GAP)
        vg_putf(b, "%d", e->max);
    if (e->kind == VG_PAT_GROUP) {
        vg_puts(b, "(");
        put_branches(b, e->branches, e->n_branches);
        vg_puts(b, ")");
    }
    if (e->kind != VG_PAT_GAP && (e->min != 1 || e->max != 1))
        vg_putf(b, "{%d,%d}", e->min, e->max);
}

static void put_branches(struct vg_buf *b, const struct vg_pat_branch *branches, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < branches[i].n; k++) {
            if (i || k)
                vg_puts(b, k ? " " : " | ");
            put_element(b, &branches[i].elements[k]);
        }
}

static void put_list(struct vg_buf *b, const struct vg_pat_list *l)
{
    vg_putf(b, "list %s:%d", l->name, l->line);
    for (size_t i = 0; i < l->n; i++) {
        vg_putf(b, "; %s'%s'", l->entries[i].is_list ? "@" : "", l->entries[i].phrase);
        put_sets(b, l->entries[i].sets, l->entries[i].n_sets);
    }
    vg_puts(b, "\n");
}

static void put_rule(struct vg_buf *b, const struct vg_pat_rule *r)
{
    vg_putf(b, "rule %s:%d ", r->name, r->line);
    put_branches(b, r->branches, r->n_branches);
    vg_puts(b, " =>");
    put_sets(b, r->sets, r->n_sets);
    for (size_t i = 0; i < r->n_chain; i++)
        vg_putf(b, " chain:%s", r->chain[i]);
    vg_puts(b, "\n");
}

static const char *written(struct vg_arena *a, const struct vg_pat_file *f)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < f->n_lists; i++)
        put_list(&b, &f->lists[i]);
    for (size_t i = 0; i < f->n_rules; i++)
        put_rule(&b, &f->rules[i]);
    for (size_t i = 0; i < f->n_examples; i++) {
        const struct vg_pat_example *e = &f->examples[i];

        vg_putf(&b, "%c%s%s:%d '%s'", e->must ? '+' : '-', e->of_rule ? "rule " : "",
                e->of ? e->of : "", e->line, e->text);
        put_sets(&b, e->sets, e->n_sets);
        vg_puts(&b, "\n");
    }
    return vg_copy(a, b.p ? b.p : "", b.len);
}

/* -- what the marks mean -------------------------------------------------------------- */

static void every_mark_is_read(void **state)
{
    static const struct {
        const char *text, *is;
    } rows[] = {
        {"", ""},
        {"# only a remark\n\n  # another\n", ""},
        {"\xef\xbb\xbflist a\r\n  x\r\n", "list a:1; 'x'\n"},
        {"list bound\n  up to | at  most => op=at-most # so\n  at least\t=> op=at-least\n",
         "list bound:1; 'up to' op=[at-most]; 'at most' op=[at-most]; 'at least' op=[at-least]\n"},
        {"list bound.after\n  C# | no.#1 # rest\n", "list bound.after:1; 'C#'; 'no.#1'\n"},
        {"list x\n  \"a | b => c # d\" | e => k=\"v w\" j=1\n",
         "list x:1; 'a | b => c # d' k=[v w] j=[1]; 'e' k=[v w] j=[1]\n"},
        {"list x\n  \"say \"\"no\"\"\"\n", "list x:1; 'say \"no\"'\n"},
        {"list x\n  @y | z\n", "list x:1; @'y'; 'z'\n"},
        {"list x\n  a\nlist y\n  b\nlist x\n  c\n", "list x:1; 'a'; 'c'\nlist y:3; 'b'\n"},
        {"list \xd1\x80\xd0\xb5\xd1\x87\n  do\n", "list \xd1\x80\xd0\xb5\xd1\x87:1; 'do'\n"},
        {"rule r\n  a b\n  => kind=event\n", "rule r:1 'a' 'b' => kind=[event]\n"},
        {"rule r\n  a b => kind=event predicate=\"x\"\n",
         "rule r:1 'a' 'b' => kind=[event] predicate=[x]\n"},
        {"rule r\n  a | b c\n", "rule r:1 'a' | 'b' 'c' =>\n"},
        {"rule r\n  (a|b c) d?\n", "rule r:1 ('a' | 'b' 'c') 'd'{0,1} =>\n"},
        {"rule r\n  a+ b{2} c{0,3} d{2,8}\n", "rule r:1 'a'{1,0} 'b'{2,2} 'c'{0,3} 'd'{2,8} =>\n"},
        {"rule r\n  @quantity.person ~8 x\n", "rule r:1 @quantity.person ~8 'x' =>\n"},
        {"rule r\n  $q:@quantity $w:(a|b)? $n:one+\n => subject=$q\n",
         "rule r:1 $q:@quantity $w:('a' | 'b'){0,1} $n:'one'{1,0} => subject=[$q]\n"},
        {"rule r\n  < !not !@det !(a|@b) go >\n",
         "rule r:1 < !'not' !@det !('a' | @b) 'go' > =>\n"},
        {"rule r\n  \"(a) b?\" , c,\n", "rule r:1 '(a) b?' ',' 'c,' =>\n"},
        {"rule r\n  $q:@claim , according to $s:@speaker (, citing $r:@speaker)?\n"
         "  => chain $r $s\n  => hedge=x\n",
         "rule r:1 $q:@claim ',' 'according' 'to' $s:@speaker (',' 'citing' $r:@speaker){0,1} => "
         "hedge=[x] chain:r chain:s\n"},
        {"rule r\n# not here\n  a # first\n\n  b # second\n\n# end\n+ a b => kind=x\n- b # no\n",
         "rule r:1 'a' 'b' =>\n+rule r:8 'a b' kind=[x]\n-rule r:9 'b'\n"},
        {"+ head\nlist l\n  a\n+ a, \"b\" and C#=>1 => op=x # why\n- five\n",
         "list l:2; 'a'\n+:1 'head'\n+l:4 'a, \"b\" and C#=>1' op=[x]\n-l:5 'five'\n"},
        {"rule \xe5\x8a\x9d\xe8\xbf\x94\n  \xe5\x8a\x9d\xe8\xbf\x94 ~4 @quantity\n",
         "rule \xe5\x8a\x9d\xe8\xbf\x94:1 '\xe5\x8a\x9d\xe8\xbf\x94' ~4 @quantity =>\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_pat_file f;
        struct vg_err err = {0};
        int rc = vg_pat_file_read("t.pat", rows[i].text, strlen(rows[i].text), &a, &f, &err);

        ROW_CHECK(i, err.text, rc == VG_OK);
        ROW_CHECK(i, written(&a, &f), strcmp(written(&a, &f), rows[i].is) == 0);
    }
}

static void every_error_names_file_line_and_what_was_expected(void **state)
{
    static const struct {
        const char *text;
        int code;
        const char *says;
    } rows[] = {
        {"lists a\n", VG_E_FORMAT,
         "t.pat:1: expected list, rule, + or - at the beginning of the line, or a blank, found "
         "'lists'"},
        {"list\n", VG_E_FORMAT, "t.pat:1: expected a name behind list, found the end of the line"},
        {"list a b\n", VG_E_FORMAT, "t.pat:1: expected the end of the line behind the name"},
        {"\n  a\n", VG_E_FORMAT, "t.pat:2: expected list or rule before the first indented line"},
        {"list a\n  | b\n", VG_E_FORMAT, "t.pat:2: expected a phrase"},
        {"list a\n  b |\n", VG_E_FORMAT, "t.pat:2: expected a phrase"},
        {"list a\n  b =>\n", VG_E_FORMAT, "t.pat:2: expected key=value behind =>"},
        {"list a\n  b => k\n", VG_E_FORMAT, "t.pat:2: expected = behind the key"},
        {"list a\n  b => k=\n", VG_E_FORMAT, "t.pat:2: expected a value behind ="},
        {"list a\n  b => k=1 k=2\n", VG_E_FORMAT, "t.pat:2: expected k to be set once"},
        {"list a\n  b => k=\"v\n", VG_E_FORMAT, "t.pat:2: expected a closing quotation mark"},
        {"list a\n  b => k=\"v\"w\n", VG_E_FORMAT, "t.pat:2: expected a blank behind the value"},
        {"list a\n  \"\"\n", VG_E_FORMAT, "t.pat:2: expected a phrase between"},
        {"list a\n  \"b\" c\n", VG_E_FORMAT, "t.pat:2: expected | or => or the end of the line"},
        {"list a\n  @\n", VG_E_FORMAT, "t.pat:2: expected the name of a list behind @"},
        {"list a\n  - b\n", VG_E_FORMAT, "t.pat:2: expected an example to begin without a blank"},
        {"rule\n", VG_E_FORMAT, "t.pat:1: expected a name behind rule"},
        {"rule r\n", VG_E_FORMAT, "t.pat:1: expected lines that begin with a blank below rule r"},
        {"rule r\n+ a\n", VG_E_FORMAT, "t.pat:1: expected lines that begin with a blank"},
        {"rule r\n  a\nrule r\n  b\n", VG_E_FORMAT,
         "t.pat:3: expected a name of its own, found 'r' of line 1"},
        {"rule r\n  (a\n", VG_E_FORMAT, "t.pat:2: expected )"},
        {"rule r\n  a)\n", VG_E_FORMAT, "t.pat:2: expected ( before )"},
        {"rule r\n  ()\n", VG_E_FORMAT, "t.pat:2: expected a word, @name, ( or"},
        {"rule r\n  a | \n", VG_E_FORMAT, "t.pat:2: expected a word, @name, ( or"},
        {"rule r\n  a @ b\n", VG_E_FORMAT, "t.pat:2: expected a name behind @"},
        {"rule r\n  $:a\n", VG_E_FORMAT, "t.pat:2: expected the name of a slot behind $"},
        {"rule r\n  $x a\n", VG_E_FORMAT, "t.pat:2: expected : behind the name of the slot"},
        {"rule r\n  $x: a\n", VG_E_FORMAT, "t.pat:2: expected a word, @name, ( or"},
        {"rule r\n  a ~ b\n", VG_E_FORMAT, "t.pat:2: expected a number behind ~"},
        {"rule r\n  a ~0 b\n", VG_E_FORMAT, "t.pat:2: expected a number above 0 behind ~"},
        {"rule r\n  a ~33 b\n", VG_E_LIMIT, "t.pat:2: expected a number behind ~ of at most 32"},
        {"rule r\n  ~3 b\n", VG_E_FORMAT, "t.pat:1: expected something in front of and behind"},
        {"rule r\n  b ~3\n", VG_E_FORMAT, "t.pat:1: expected something in front of and behind"},
        {"rule r\n  a{2 b\n", VG_E_FORMAT, "t.pat:2: expected }"},
        {"rule r\n  a{,2}\n", VG_E_FORMAT, "t.pat:2: expected a number behind {"},
        {"rule r\n  a{3,2}\n", VG_E_FORMAT, "t.pat:2: expected {m,n} with n at least m"},
        {"rule r\n  a{0,9}\n", VG_E_LIMIT, "t.pat:2: expected a number behind the comma of at "},
        {"rule r\n  a?+\n", VG_E_FORMAT, "t.pat:2: expected one of ? + {m,n}, not two"},
        {"rule r\n  !(a b) c\n", VG_E_FORMAT, "t.pat:2: expected one word or @name behind !"},
        {"rule r\n  !a? c\n", VG_E_FORMAT, "t.pat:2: expected a blank behind what ! refuses"},
        {"rule r\n  a?\n", VG_E_FORMAT, "t.pat:1: expected something in rule r that must be there"},
        {"rule r\n  < > !b (a? | c)\n", VG_E_FORMAT, "t.pat:1: expected something in rule r"},
        {"rule r\n  a\n  =>\n", VG_E_FORMAT, "t.pat:3: expected key=value or chain behind =>"},
        {"rule r\n  a\n  => chain x\n", VG_E_FORMAT, "t.pat:3: expected a slot ($name)"},
        {"rule r\n  a\n  => chain $x\n", VG_E_FORMAT, "t.pat:1: expected a slot of rule r"},
        {"rule r\n  a\n  => subject=$x\n", VG_E_FORMAT, "t.pat:1: expected a slot of rule r"},
        {"rule r\n  (((((a)))))\n", VG_E_LIMIT, "t.pat:2: expected at most 4 groups"},
        {"+a\n", VG_E_FORMAT, "t.pat:1: expected a blank and an example behind + or -"},
        {"+ \n", VG_E_FORMAT, "t.pat:1: expected a"},
        {"- a => b\n", VG_E_FORMAT, "t.pat:1: expected = behind the key"},
        {"list a\n  \xff\n", VG_E_FORMAT, "t.pat:2: expected text in UTF-8, found byte 0xff"},
        {"list a\n  \x01\n", VG_E_FORMAT, "t.pat:2: expected text in UTF-8, found byte 0x01"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_pat_file f;
        struct vg_err err = {0};
        int rc = vg_pat_file_read("t.pat", rows[i].text, strlen(rows[i].text), &a, &f, &err);

        ROW_CHECK(i, err.text, rc == rows[i].code);
        ROW_CHECK(i, err.text, strncmp(err.text, rows[i].says, strlen(rows[i].says)) == 0);
    }
}

/* -- the bounds ------------------------------------------------------------------------ */

static int read_repeated(const char *head, const char *piece, size_t n, const char *tail)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_pat_file f;

    vg_puts(&b, head);
    for (size_t i = 0; i < n; i++)
        vg_puts(&b, piece);
    vg_puts(&b, tail);
    return vg_pat_file_read("t.pat", b.p, b.len, &a, &f, NULL);
}

static void each_bound_lets_its_own_size_in_and_nothing_larger(void **state)
{
    static const struct {
        const char *head, *piece, *tail;
        size_t most;
    } rows[] = {
        {"rule r\n ", " a", "\n", VG_MAX_PATTERN_ELEMENTS},
        {"list a\n  ", "x", "\n", VG_MAX_PATTERN_PHRASE},
        {"list a\n  \"", "x", "\"\n", VG_MAX_PATTERN_PHRASE},
        {"rule ", "r", "\n  a\n", VG_MAX_PATTERN_NAME},
        {"rule r\n  ", "a", "\n", VG_MAX_PATTERN_PHRASE},
        {"list a\n  b => k=", "v", "\n", VG_MAX_PATTERN_PHRASE},
        {"+ ", "x", "\n", VG_MAX_PATTERN_EXAMPLE},
        {"#", "x", "", (size_t)VG_MAX_PATTERN_FILE - 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ROW_CHECK(i, rows[i].head,
                  read_repeated(rows[i].head, rows[i].piece, rows[i].most, rows[i].tail) == VG_OK);
        ROW_CHECK(i, rows[i].head,
                  read_repeated(rows[i].head, rows[i].piece, rows[i].most + 1, rows[i].tail) ==
                      VG_E_LIMIT);
    }
}

static void a_file_has_the_language_of_its_folder(void **state)
{
    static const struct {
        const char *name, *language;
    } rows[] = {{"en/bound.pat", "en"}, {"a/sr/b.pat", "sr"}, {"b.pat", ""}, {"/b.pat", ""}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_pat_file f;

        assert_int_equal(vg_pat_file_read(rows[i].name, "", 0, &a, &f, NULL), VG_OK);
        assert_string_equal(f.language, rows[i].language);
        assert_string_equal(f.name, rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mark_is_read),
        cmocka_unit_test(every_error_names_file_line_and_what_was_expected),
        cmocka_unit_test(each_bound_lets_its_own_size_in_and_nothing_larger),
        cmocka_unit_test(a_file_has_the_language_of_its_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
