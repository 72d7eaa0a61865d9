/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "../unit/test.h"

#include <string.h>

#include "../unit/read_data.h"
#include "read/read.h"

/*
 * What pages say about themselves, on pages whose fields are written down in fields/ (its
 * README says how): each field is right, missing, wrong, or false, which is given where the
 * page states none. A false one is worse than a missing one and has a ceiling of its own.
 */

enum { FIELDS = 5, PAGE_MOST = 65536 };

static const struct {
    enum vg_field_name name;
    const char *key;
} fields[FIELDS] = {
    {VG_FIELD_TITLE, "title: "},         {VG_FIELD_DATE, "date: "},
    {VG_FIELD_AUTHOR, "author: "},       {VG_FIELD_PUBLISHER, "publisher: "},
    {VG_FIELD_CANONICAL, "canonical: "},
};

struct tally {
    int asked, right, missing, wrong, false_;
};

struct page {
    struct vg_str name, url, html;
    struct vg_str gold[FIELDS]; /* alternatives between "||"; empty: the page states none */
    int odd;                    /* a contradiction has to be noted */
};

static int take_prefix(struct vg_str *s, const char *prefix)
{
    size_t n = strlen(prefix);

    if (s->len < n || memcmp(s->p, prefix, n) != 0)
        return 0;
    s->p += n;
    s->len -= n;
    return 1;
}

static struct vg_str take_line(struct vg_str *rest)
{
    const char *end = memchr(rest->p, '\n', rest->len);
    struct vg_str line = {rest->p, end == NULL ? rest->len : (size_t)(end - rest->p)};

    rest->p += line.len + (end != NULL);
    rest->len -= line.len + (end != NULL);
    return line;
}

/* The next page of a file; 0 at its end. */
static int next_page(struct vg_str *rest, struct page *p)
{
    const char *end;

    *p = (struct page){0};
    if (!take_prefix(rest, "@@@ "))
        return 0;
    p->name = take_line(rest);
    while (rest->len > 0 && rest->p[0] != '<') {
        struct vg_str line = take_line(rest);

        if (take_prefix(&line, "url: "))
            p->url = line;
        p->odd |= vg_str_is(line, "odd: 1");
        for (size_t i = 0; i < FIELDS; i++)
            if (take_prefix(&line, fields[i].key))
                p->gold[i] = line;
    }
    end = memmem(rest->p, rest->len, "\n@@@ ", 5);
    p->html = (struct vg_str){rest->p, end == NULL ? rest->len : (size_t)(end - rest->p) + 1};
    rest->p += p->html.len;
    rest->len -= p->html.len;
    return 1;
}

/* "{p3}" is three paragraphs of the stock, "{t}" the text of one. */
static struct vg_str filled(struct vg_arena *a, const struct page *page, struct vg_str stock)
{
    VG_SCOPED_BUF b = {.max = PAGE_MOST};
    struct vg_str left = stock, s = page->html;

    for (size_t i = 0; i < page->name.len % 20; i++)
        (void)take_line(&left);
    for (size_t i = 0; i < s.len; i++) {
        int several = s.len - i > 4 && memcmp(s.p + i, "{p", 2) == 0 && s.p[i + 3] == '}';
        int n = several ? s.p[i + 2] - '0' : 1;

        if (!several && (s.len - i < 3 || memcmp(s.p + i, "{t}", 3) != 0)) {
            vg_putc(&b, s.p[i]);
            continue;
        }
        for (int k = 0; k < n; k++) {
            vg_puts(&b, several ? "<p>" : "");
            vg_put_str(&b, take_line(&left));
            vg_puts(&b, several ? "</p>\n" : "");
            left = left.len > 0 ? left : stock;
        }
        i += several ? 3 : 2;
    }
    return vg_str_copy(a, vg_buf_str(&b));
}

static struct vg_str without_spaces(struct vg_str s)
{
    while (s.len > 0 && s.p[0] == ' ') {
        s.p++;
        s.len--;
    }
    while (s.len > 0 && s.p[s.len - 1] == ' ')
        s.len--;
    return s;
}

/* Is `got` one of what the gold allows? */
static int is_one_of(struct vg_str got, struct vg_str gold)
{
    for (;;) {
        const char *bar = gold.len > 0 ? memmem(gold.p, gold.len, "||", 2) : NULL;
        struct vg_str one = without_spaces(
            (struct vg_str){gold.p, bar == NULL ? gold.len : (size_t)(bar - gold.p)});

        if (got.len == one.len && (one.len == 0 || memcmp(got.p, one.p, one.len) == 0))
            return 1;
        if (bar == NULL)
            return 0;
        gold.len -= (size_t)(bar - gold.p) + 2;
        gold.p = bar + 2;
    }
}

static void judge(struct tally *t, const struct page *page, size_t i, struct vg_str got)
{
    struct vg_str gold = page->gold[i];
    const char *verdict;

    t->asked += gold.len > 0;
    if (is_one_of(got, gold)) {
        t->right += gold.len > 0;
        return;
    }
    t->missing += got.len == 0;
    t->false_ += gold.len == 0;
    t->wrong += got.len > 0 && gold.len > 0;
    verdict = got.len == 0 ? "missing" : gold.len == 0 ? "false" : "wrong";
    if (getenv("VIGIL_SHOW") != NULL)
        print_message("%.*s  %s%s: [%.*s], not [%.*s]\n", (int)page->name.len, page->name.p,
                      fields[i].key, verdict, (int)got.len, got.p, (int)gold.len, gold.p);
}

static void score_page(struct tally sums[FIELDS], const struct page *page, struct vg_str stock)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str html = filled(&a, page, stock);
    struct vg_read_input in = {.bytes = html.p,
                               .len = html.len,
                               .media = vg_str("text/html; charset=utf-8"),
                               .name = page->url};
    struct vg_text t;
    struct vg_err err;
    int odd = 0;

    if (vg_read(&in, &a, &t, &err) != VG_OK)
        fail_msg("%.*s: %s", (int)page->name.len, page->name.p, err.text);
    for (size_t i = 0; i < FIELDS; i++)
        judge(&sums[i], page, i, vg_text_field(&t, fields[i].name));
    for (size_t i = 0; i < t.odd_count; i++)
        odd |= t.odd[i].kind == VG_NOTE_FIELD_CONTRADICTION;
    if (page->odd && !odd)
        print_message("%.*s: no contradiction is noted\n", (int)page->name.len, page->name.p);
}

static void score_file(struct tally sums[FIELDS], const char *file, const char *stock)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str rest =
        file_bytes(&a, vg_print(&a, "%s/tests/corpus/fields/%s", SOURCE_ROOT, file));
    struct vg_str paragraphs =
        file_bytes(&a, vg_print(&a, "%s/tests/corpus/sites/%s", SOURCE_ROOT, stock));
    struct page page;

    while (next_page(&rest, &page))
        score_page(sums, &page, paragraphs);
    assert_int_equal(rest.len, 0);
}

static void score_part(const char *part)
{
    struct tally sums[FIELDS] = {0};
    VG_SCOPED_ARENA a = {0};
    int false_ = 0;

    score_file(sums, vg_print(&a, "en_%s.txt", part), "en.txt");
    score_file(sums, vg_print(&a, "zh_%s.txt", part), "zh.txt");
    for (size_t i = 0; i < FIELDS; i++) {
        print_message("%s %sof %d stated: right %d, missing %d, wrong %d; false %d\n", part,
                      fields[i].key, sums[i].asked, sums[i].right, sums[i].missing, sums[i].wrong,
                      sums[i].false_);
        false_ += sums[i].false_;
    }
    print_message("%s false claims: %d\n", part, false_);
    assert_true(sums[0].right * 100 >= sums[0].asked * 97);
    assert_true(sums[1].right * 100 >= sums[1].asked * 97);
    assert_true(sums[2].right * 100 >= sums[2].asked * 92);
    assert_true(sums[3].right * 100 >= sums[3].asked * 95);
    assert_true(false_ <= 2);
}

static void fields_are_read_as_the_page_states_them(void **state)
{
    (void)state;
    score_part("tune");
}

/* Written after the rules of the first were made. */
static void fields_of_more_pages_are_read(void **state)
{
    (void)state;
    score_part("second");
}

static void fields_of_pages_held_out_are_read_too(void **state)
{
    (void)state;
    score_part("held");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_read_as_the_page_states_them),
        cmocka_unit_test(fields_of_more_pages_are_read),
        cmocka_unit_test(fields_of_pages_held_out_are_read_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
