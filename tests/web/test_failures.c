/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Failures in Chinese (web/failure.h). Their forms are held against the sources: every
 * string of src/ is read as the compiler reads it, its conversions become places, and each form
 * of web/words/failures.txt has to be one of them.
 */
#include "unit/test.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/table.h"
#include "web/failure.h"
#include "web_words.h"

enum { MOST_FILE = 1 << 20 };

/* -- the strings of the sources --------------------------------------------------------------- */

/* A conversion of printf() at `p`: its length, 0 for none. "%%" is none. */
static size_t conversion_at(const char *p)
{
    size_t n = 1;

    if (p[0] != '%' || p[1] == '%')
        return 0;
    while (p[n] != '\0' && strchr("-+ 0123456789.*lzhjt", p[n]) != NULL)
        n++;
    return p[n] == '\0' ? n : n + 1;
}

/* The form of a format: conversions as {}, those that stand side by side as one. */
static const char *form_of(struct vg_arena *a, const char *text)
{
    VG_SCOPED_BUF b = {0};
    int after_place = 0;

    for (const char *p = text; *p != '\0';) {
        size_t n = conversion_at(p);

        if (n > 0) {
            vg_puts(&b, after_place ? "" : "{}");
            p += n;
        } else {
            p += p[0] == '%' && p[1] == '%';
            vg_putc(&b, *p++);
        }
        after_place = n > 0;
    }
    return vg_copy(a, b.p == NULL ? "" : b.p, b.len);
}

/* The same of a form with {1} {2} …; a place that is not the next one is none. */
static const char *bare(struct vg_arena *a, const char *form)
{
    VG_SCOPED_BUF b = {0};

    for (const char *p = form; *p != '\0'; p++) {
        vg_putc(&b, *p);
        if (p[0] == '{' && isdigit((unsigned char)p[1]) && p[2] == '}')
            p++;
    }
    return vg_copy(a, b.p == NULL ? "" : b.p, b.len);
}

static const char *past_comment(const char *p)
{
    const char *end = strstr(p + 2, "*/");

    return end == NULL ? p + strlen(p) : end + 2;
}

/* One literal from its opening quote on; its text is appended. */
static const char *take_literal(const char *p, struct vg_buf *b)
{
    for (p++; *p != '\0' && *p != '"'; p++) {
        if (*p == '\\') {
            p++;
            vg_putc(b, (char)(*p == 'n' ? '\n' : *p));
        } else {
            vg_putc(b, *p);
        }
    }
    return *p == '"' ? p + 1 : p;
}

/* A macro of inttypes.h between two literals: the end of a conversion. */
static const char *take_macro(const char *p, struct vg_buf *b)
{
    if (strncmp(p, "PRI", 3) != 0)
        return p;
    while (isalnum((unsigned char)*p))
        p++;
    vg_puts(b, "lld");
    return p;
}

/* Literals that stand side by side are one text. */
static const char *take_text(struct vg_arena *a, const char *p, struct vg_table *out)
{
    VG_SCOPED_BUF b = {0};

    while (*p == '"') {
        p = take_literal(p, &b);
        for (;;) {
            const char *at = p + strspn(p, " \n");

            p = take_macro(at, &b);
            if (p == at)
                break;
        }
    }
    (void)vg_table_add(out, vg_str(form_of(a, b.p == NULL ? "" : b.p)), 1, NULL);
    return p;
}

static void take_file(struct vg_arena *a, const char *path, struct vg_table *out)
{
    struct vg_err err = {0};
    VG_SCOPED_BUF text = {.max = MOST_FILE};

    if (vg_file_read(path, &text, &err) != VG_OK)
        fail_msg("%s", err.text);
    for (const char *p = text.p == NULL ? "" : text.p; *p != '\0';) {
        if (p[0] == '/' && p[1] == '*')
            p = past_comment(p);
        else if (p[0] == '\'' && p[1] != '\0')
            p += p[1] == '\\' ? 4 : 3;
        else if (p[0] == '"')
            p = take_text(a, p, out);
        else
            p++;
    }
}

static void take_folder(struct vg_arena *a, const char *folder, const char *ending,
                        struct vg_table *out)
{
    DIR *d = opendir(folder);

    if (d == NULL)
        fail_msg("no folder %s", folder);
    for (const struct dirent *e = d == NULL ? NULL : readdir(d); e != NULL; e = readdir(d)) {
        size_t n = strlen(e->d_name), m = strlen(ending);

        if (n > m && strcmp(e->d_name + n - m, ending) == 0)
            take_file(a, vg_print(a, "%s/%s", folder, e->d_name), out);
    }
    if (d != NULL)
        (void)closedir(d);
}

static struct vg_table strings_of_the_sources(struct vg_arena *a)
{
    static const char *const folders[] = {"app",   "ask",     "base", "brief", "capture", "claim",
                                          "count", "mention", "read", "store", "web"};
    struct vg_table t = VG_TABLE(a);

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        take_folder(a, vg_print(a, "%s/src/%s", SOURCE_ROOT, folders[i]), ".c", &t);
    take_folder(a, SOURCE_ROOT "/data/patterns/zh", ".pat", &t);
    return t;
}

/* -- the forms ----------------------------------------------------------------------------------
 */

static int begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static int is_sentence(const struct vg_ui_words_row *w)
{
    return begins(w->id, "failure.") && !begins(w->id, "failure.field.") &&
           !begins(w->id, "failure.within.");
}

/* The form itself; or what stands behind "c{1}: ", which was put before it on the way up; or what
 * was put behind {1}, the words of a library. */
static int is_said(struct vg_arena *a, const struct vg_table *strings, const char *form)
{
    const char *text = bare(a, form), *colon = strstr(text, ": ");
    int64_t there;

    return vg_table_get(strings, vg_str(text), &there) ||
           (colon != NULL && vg_table_get(strings, vg_str(colon + 2), &there)) ||
           (begins(text, "{}; ") && vg_table_get(strings, vg_str(text + 2), &there));
}

static void every_form_is_one_that_the_program_says(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_table strings = strings_of_the_sources(&a);

    (void)state;
    assert_true(strings.n > 1000);
    for (int i = 0; i < VW_COUNT; i++)
        if (is_sentence(&vg_ui_words[i]) && !is_said(&a, &strings, vg_ui_words[i].en))
            fail_msg("%s: the program says no such thing: %s", vg_ui_words[i].id,
                     vg_ui_words[i].en);
}

static void every_form_is_known_again_by_its_own_words(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (int i = 0; i < VW_COUNT; i++) {
        const struct vg_ui_words_row *w = &vg_ui_words[i];
        const char *got = is_sentence(w) ? vg_failure_zh(w->en, &a) : w->zh;

        if (got == NULL || strcmp(got, w->zh) != 0)
            fail_msg("%s: %s, not %s", w->id, got == NULL ? "nothing" : got, w->zh);
    }
}

/* The forms of the failures that a file makes, into `out`. */
static void take_failures(struct vg_arena *a, const char *path, struct vg_table *out)
{
    static const char call[] = "vg_fail(";
    struct vg_err err = {0};
    VG_SCOPED_BUF text = {.max = MOST_FILE};

    if (vg_file_read(path, &text, &err) != VG_OK)
        fail_msg("%s", err.text);
    vg_putc(&text, '\0');
    for (const char *p = strstr(text.p, call); p != NULL; p = strstr(p + 1, call)) {
        size_t n = strcspn(p, "\";");

        if (p[n] == '"')
            (void)take_text(a, p + n, out);
    }
}

/* What a page, or what a form leads to, can refuse. */
static void every_refusal_of_a_page_has_chinese(void **state)
{
    static const char *const files[] = {
        "web/asked.c",           "web/claim_form.c",    "web/page_brief.c",
        "web/page_check.c",      "web/page_claim_do.c", "web/page_claim_new.c",
        "web/page_claim_uses.c", "web/page_figure.c",   "web/page_gaps_keep.c",
        "web/page_jobs.c",       "web/page_map.c",      "web/page_overlaps.c",
        "web/page_question.c",   "web/page_root.c",     "web/page_roots.c",
        "web/request.c",         "web/review_do.c",     "web/sifted.c",
        "web/worker.c",          "app/check.c",         "app/claim.c",
        "app/decide.c",          "app/edition.c",       "app/gaps.c",
        "app/judge.c",           "app/names.c",         "app/page.c",
        "app/page_source.c",     "app/question.c",      "app/review.c",
        "app/source.c",          "ask/answer.c",        "ask/figures.c",
        "ask/filter.c",          "ask/question.c",      "ask/words.c",
        "base/edtf.c",           "brief/parts.c",       "claim/claim.c",
        "claim/list_json.c",     "capture/url.c",       "mention/quantity.c",
    };
    static const char *const not_for_pages[] = {
        "{}", /* what somebody else said */
        "no host name tables: {}",
        "the base URL has no scheme",
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_table made = VG_TABLE(&a), known = VG_TABLE(&a);
    int64_t there;

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        take_failures(&a, vg_print(&a, "%s/src/%s", SOURCE_ROOT, files[i]), &made);
    for (int i = 0; i < VW_COUNT; i++)
        if (is_sentence(&vg_ui_words[i]))
            (void)vg_table_add(&known, vg_str(bare(&a, vg_ui_words[i].en)), 1, NULL);
    for (size_t i = 0; i < sizeof not_for_pages / sizeof *not_for_pages; i++)
        (void)vg_table_add(&known, vg_str(not_for_pages[i]), 1, NULL);
    assert_true(made.n > 100);
    for (size_t i = 0; i < made.n; i++)
        if (!vg_table_get(&known, made.items[i].key, &there))
            fail_msg("no Chinese in web/words/failures.txt: %s", made.items[i].key.p);
}

static void parts_fields_and_prefixes_are_put_in_their_places(void **state)
{
    static const struct {
        const char *en, *zh;
    } rows[] = {
        {"there is no claim c17", "没有主张 c17"},
        {"line 3: there is no claim c17", "line 3：没有主张 c17"},
        {"period: \"soon\" is no date; write it as in 2022-10-01",
         "时期：“soon”不是日期；请写作 2022-10-01 的样子"},
        {"subject: longer than 4096 bytes", "主体：超过 4096 字节"},
        {"subject: \"a: b\" is no number; write it as 230000 or 2.5",
         "主体：“a: b”不是数字；请写作 230000 或 2.5"},
        {"the page has no content", "页面没有内容"},
        {"s1 has no text, so no passage of it can be claimed from", "s1 没有文本，无从引用其段落"},
        {"an answer is explained, accepted or wrong, not 'it says so'",
         "答复须为“已说明”“认可”“有误”之一（explained、accepted、wrong），而非“it says so”"},
        {"c3 was withdrawn already", "c3 此前的状态已是已撤回"},
        {"standing: \"nope\" is no term of standing; 'vigil help --words standing' lists them",
         "定性：“nope”不是定性的词条；“vigil help --words standing”可列出全部"},
        {"\"subject\" is no date; write it as in 2022-10-01",
         "“subject”不是日期；请写作 2022-10-01 的样子"},
        /* what somebody wrote is never taken for words of ours */
        {"there is no list '{2}'; there is {1}", "没有名单“{2}”；现有 {1}"},
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = vg_failure_zh(rows[i].en, &a);

        if (got == NULL || strcmp(got, rows[i].zh) != 0)
            fail_msg("%s: %s", rows[i].en, got == NULL ? "not known" : got);
    }
}

static void what_is_not_known_stays_as_it_is(void **state)
{
    static const char *const rows[] = {
        "", ": ", "disk I/O error", "a.vigil: no space left on device", "there is no claim", "{1}",
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_failure_zh(rows[i], &a) != NULL)
            fail_msg("'%s' became '%s'", rows[i], vg_failure_zh(rows[i], &a));
}

/* Failures carry words of outsiders: many colons and quotes take no longer than they must. */
static void a_long_failure_of_marks_ends(void **state)
{
    char text[100000];
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = ": "[i % 2];
    text[sizeof text - 1] = '\0';
    assert_null(vg_failure_zh(text, &a));
    text[500] = '\0'; /* as long as a failure may be */
    assert_null(vg_failure_zh(text, &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_one_that_the_program_says),
        cmocka_unit_test(every_form_is_known_again_by_its_own_words),
        cmocka_unit_test(every_refusal_of_a_page_has_chinese),
        cmocka_unit_test(parts_fields_and_prefixes_are_put_in_their_places),
        cmocka_unit_test(what_is_not_known_stays_as_it_is),
        cmocka_unit_test(a_long_failure_of_marks_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
