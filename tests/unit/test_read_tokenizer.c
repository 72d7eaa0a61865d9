/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <dirent.h>
#include <jansson.h>
#include <string.h>

#include "base/utf8.h"
#include "read/html_token.h"
#include "read_data.h"

/* One case of html5lib: what the tokens are, written as one line of text each,
 * from the expected JSON and from what we read, compared as bytes. */

static unsigned hex4(const char *p)
{
    unsigned v = 0;

    for (int i = 0; i < 4; i++)
        v = v * 16 + (unsigned)(p[i] <= '9' ? p[i] - '0' : (p[i] | 0x20) - 'a' + 10);
    return v;
}

/* Lone surrogates have no UTF-8; both sides get the three bytes of the scheme. */
static void put_unit(struct vg_buf *b, unsigned c)
{
    if (c >= 0xd800 && c < 0xe000) {
        vg_putc(b, (char)(0xe0U | c >> 12));
        vg_putc(b, (char)(0x80U | (c >> 6 & 0x3fU)));
        vg_putc(b, (char)(0x80U | (c & 0x3fU)));
    } else {
        vg_put_utf8(b, c);
    }
}

static void put_text(struct vg_buf *b, const char *p, size_t n, int escaped)
{
    for (size_t i = 0; i < n;) {
        if (escaped && n - i >= 6 && p[i] == '\\' && p[i + 1] == 'u') {
            put_unit(b, hex4(p + i + 2));
            i += 6;
        } else {
            vg_putc(b, p[i++]);
        }
    }
}

static void put_json(struct vg_buf *b, const json_t *s, int escaped)
{
    if (json_is_string(s))
        put_text(b, json_string_value(s), json_string_length(s), escaped);
    else
        vg_puts(b, "(none)");
}

static int by_name(const void *a, const void *b)
{
    const struct vg_html_attribute *x = a, *y = b;

    return vg_str_cmp(x->name, y->name);
}

static void put_attributes(struct vg_buf *b, struct vg_html_attribute *list, size_t n)
{
    if (n > 1)
        qsort(list, n, sizeof *list, by_name);
    for (size_t i = 0; i < n; i++) {
        vg_putc(b, ' ');
        vg_put_str(b, list[i].name);
        vg_putc(b, '=');
        vg_put_str(b, list[i].value);
    }
}

static void put_expected(struct vg_buf *b, const json_t *tokens, int escaped, struct vg_arena *a)
{
    size_t i;
    json_t *t;
    int in_text = 0;

    json_array_foreach(tokens, i, t)
    {
        const char *kind = json_string_value(json_array_get(t, 0));

        assert_non_null(kind);
        if (kind == NULL)
            return; /* for compilers that do not see that the line above does not return */
        if (strcmp(kind, "Character") == 0) {
            vg_puts(b, in_text ? "" : "\ntext ");
            in_text = 1;
            put_json(b, json_array_get(t, 1), escaped);
            continue;
        }
        in_text = 0;
        vg_putf(b, "\n%s ", kind);
        put_json(b, json_array_get(t, 1), escaped);
        if (strcmp(kind, "DOCTYPE") == 0) {
            vg_putc(b, ' ');
            put_json(b, json_array_get(t, 2), escaped);
            vg_putc(b, ' ');
            put_json(b, json_array_get(t, 3), escaped);
            vg_puts(b, json_is_true(json_array_get(t, 4)) ? " sound" : " quirks");
        } else if (strcmp(kind, "StartTag") == 0) {
            struct vg_html_attribute list[64];
            size_t n = 0;
            const char *key;
            json_t *value;

            json_object_foreach(json_array_get(t, 2), key, value)
            {
                VG_SCOPED_BUF k = {0};
                VG_SCOPED_BUF v = {0};

                put_text(&k, key, strlen(key), escaped);
                put_json(&v, value, escaped);
                list[n].name = vg_str_copy(a, vg_buf_str(&k));
                list[n++].value = vg_str_copy(a, vg_buf_str(&v));
            }
            put_attributes(b, list, n);
            vg_puts(b, json_is_true(json_array_get(t, 3)) ? " /" : "");
        }
    }
}

static struct vg_str lowered(struct vg_arena *a, struct vg_str raw, int is_value)
{
    VG_SCOPED_BUF b = {0};

    vg_html_decode(raw, is_value, 1, 0, &b);
    for (size_t i = 0; i < b.len && !is_value; i++)
        if (b.p[i] >= 'A' && b.p[i] <= 'Z')
            b.p[i] = (char)(b.p[i] | 0x20);
    return vg_str_copy(a, vg_buf_str(&b));
}

static void put_start(struct vg_buf *b, const struct vg_html_token *t, struct vg_arena *a)
{
    struct vg_html_attribute list[VG_MAX_ATTRIBUTES], one;
    struct vg_str rest = t->attributes;
    size_t n = 0;

    while (vg_html_attribute_next(&rest, &one) && n < VG_MAX_ATTRIBUTES) {
        struct vg_str name = lowered(a, one.name, 0);
        size_t k = 0;

        while (k < n && vg_str_cmp(list[k].name, name) != 0)
            k++;
        if (k < n)
            continue;
        list[n].name = name;
        list[n++].value = lowered(a, one.value, 1);
    }
    put_attributes(b, list, n);
    vg_puts(b, t->self_closing ? " /" : "");
}

static void put_identifier(struct vg_buf *b, struct vg_str id, struct vg_arena *a)
{
    VG_SCOPED_BUF text = {0};

    (void)a;
    vg_html_decode(id, 0, 0, 0, &text);
    if (id.p == NULL)
        vg_puts(b, "(none)");
    else
        vg_put_str(b, vg_buf_str(&text));
}

static void put_found(struct vg_buf *b, struct vg_html *h, struct vg_arena *a)
{
    struct vg_html_token t;
    int in_text = 0;

    while (vg_html_next(h, &t)) {
        struct vg_str name;

        if (t.kind == VG_HTML_TEXT) {
            vg_puts(b, in_text ? "" : "\ntext ");
            in_text = 1;
            vg_html_decode(t.data, t.state == VG_HTML_DATA || t.state == VG_HTML_RCDATA, 0,
                           t.state == VG_HTML_DATA || t.state == VG_HTML_CDATA, b);
            continue;
        }
        in_text = 0;
        if (t.kind == VG_HTML_COMMENT) {
            vg_puts(b, "\nComment ");
            vg_html_decode(t.data, 0, 0, 0, b);
            continue;
        }
        name = lowered(a, t.name, 0);
        vg_putf(b, "\n%s ",
                t.kind == VG_HTML_START ? "StartTag"
                : t.kind == VG_HTML_END ? "EndTag"
                                        : "DOCTYPE");
        if (t.kind == VG_HTML_DOCTYPE && !t.has_name)
            vg_puts(b, "(none)");
        else
            vg_put_str(b, name);
        if (t.kind == VG_HTML_START)
            put_start(b, &t, a);
        if (t.kind == VG_HTML_DOCTYPE) {
            vg_putc(b, ' ');
            put_identifier(b, t.public_id, a);
            vg_putc(b, ' ');
            put_identifier(b, t.system_id, a);
            vg_puts(b, t.force_quirks ? " quirks" : " sound");
        }
    }
}

static enum vg_html_state state_of(const char *name)
{
    static const struct {
        const char *name;
        enum vg_html_state state;
    } rows[] = {
        {"Data state", VG_HTML_DATA},           {"RCDATA state", VG_HTML_RCDATA},
        {"RAWTEXT state", VG_HTML_RAWTEXT},     {"Script data state", VG_HTML_SCRIPT},
        {"PLAINTEXT state", VG_HTML_PLAINTEXT}, {"CDATA section state", VG_HTML_CDATA},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].state;
    fail_msg("unknown state %s", name);
    return VG_HTML_DATA;
}

static int run_case(const char *file, const json_t *test, const char *state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF input = {0};
    VG_SCOPED_BUF expected = {0};
    VG_SCOPED_BUF found = {0};
    int escaped = json_is_true(json_object_get(test, "doubleEscaped"));
    const char *last = json_string_value(json_object_get(test, "lastStartTag"));
    struct vg_html h = {.state = state_of(state), .last_start = vg_str(last)};

    put_json(&input, json_object_get(test, "input"), escaped);
    h.p = vg_buf_str(&input).p;
    h.len = input.len;
    put_expected(&expected, json_object_get(test, "output"), escaped, &a);
    put_found(&found, &h, &a);
    if (vg_str_cmp(vg_buf_str(&expected), vg_buf_str(&found)) == 0)
        return 1;
    print_message("%s: %s (%s)\n input: %s\n expected:%s\n found:%s\n", file,
                  json_string_value(json_object_get(test, "description")), state, h.p,
                  vg_buf_str(&expected).p, vg_buf_str(&found).p);
    return 0;
}

static void run_file(const char *path, size_t *cases, size_t *bad)
{
    json_error_t e;
    json_t *root = json_load_file(path, JSON_ALLOW_NUL, &e), *test;
    const json_t *tests;
    size_t i;

    if (root == NULL)
        fail_msg("%s: %s", path, e.text);
    tests = json_object_get(root, "tests");
    json_array_foreach(tests, i, test)
    {
        const json_t *states = json_object_get(test, "initialStates");

        ++*cases;
        if (states == NULL)
            *bad += !run_case(path, test, "Data state");
        for (size_t k = 0; k < json_array_size(states); k++)
            *bad += !run_case(path, test, json_string_value(json_array_get(states, k)));
    }
    json_decref(root);
}

static void every_case_of_html5lib_holds(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const char *folder = shared_path(&a, "html5lib/tokenizer");
    size_t cases = 0, bad = 0;
    struct dirent *entry;
    DIR *dir;

    (void)state;
    if (!have_shared(folder)) {
        vg_arena_end(&a); /* skip() does not return */
        skip();
    }
    dir = opendir(folder);
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL)
        if (strstr(entry->d_name, ".test") != NULL)
            run_file(vg_print(&a, "%s/%s", folder, entry->d_name), &cases, &bad);
    (void)closedir(dir);
    print_message("tokenizer cases: %zu, failed: %zu\n", cases, bad);
    assert_int_equal(bad, 0);
    assert_true(cases > 6000);
}

static void tokens_are_what_the_standard_says(void **state)
{
    static const struct {
        const char *html, *tokens;
    } rows[] = {
        {"a<b>c</b>", "\ntext a\nStartTag b\ntext c\nEndTag b"},
        {"<a href=x title='1 &lt; 2'>", "\nStartTag a href=x title=1 < 2"},
        {"5 < 6 &amp 7&notit;&#x4e2d;", "\ntext 5 < 6 & 7\xc2\xacit;\xe4\xb8\xad"},
        {"<!-- x -- y --!>z", "\nComment  x -- y \ntext z"},
        {"</>x</ y>", "\ntext x\nComment  y"},
        {"<p", ""},
        {"<!doctype HTML public 'a' \"b\">", "\nDOCTYPE html a b sound"},
        {"<br/><img a='/'/>", "\nStartTag br /\nStartTag img a=/ /"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF found = {0};
        struct vg_html h = {.p = rows[i].html, .len = strlen(rows[i].html)};

        put_found(&found, &h, &a);
        ROW_CHECK(i, vg_buf_str(&found).p, strcmp(vg_buf_str(&found).p, rows[i].tokens) == 0);
    }
}

static void known_attributes_are_found_by_name(void **state)
{
    static const char tag[] = "<a HREF=1 href=2 hre=3 Http-Equiv='4' aria-hidden=true data-id=5 id "
                              "class=\"a b\">";
    static const struct {
        enum vg_attribute which;
        const char *value; /* NULL: not there */
    } rows[] = {
        {VG_ATTR_HREF, "1"}, {VG_ATTR_HTTP_EQUIV, "4"}, {VG_ATTR_ARIA_HIDDEN, "true"},
        {VG_ATTR_ID, ""},    {VG_ATTR_CLASS, "a b"},    {VG_ATTR_NAME, NULL},
    };
    struct vg_html h = {.p = tag, .len = sizeof tag - 1};
    struct vg_html_token t;

    (void)state;
    assert_int_equal(vg_html_next(&h, &t), 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_str *v = vg_html_attribute(&t, rows[i].which);

        if (v == NULL)
            assert_null(rows[i].value);
        else
            ROW_CHECK(i, rows[i].value, vg_str_is(*v, rows[i].value));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_what_the_standard_says),
        cmocka_unit_test(known_attributes_are_found_by_name),
        cmocka_unit_test(every_case_of_html5lib_holds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
