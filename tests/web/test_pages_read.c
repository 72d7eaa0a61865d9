/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sources as pages, claims made of what they say, and two sources compared, without HTTP. */
#include "web/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

/* -- a case, and requests to it ----------------------------------------------------------- */

static void desk_make(struct desk *d)
{
    desk_make_of(d, 1);
}

static int holds(const char *page, const char *text)
{
    return strstr(page, text) != NULL;
}

static void expect(struct desk *d, int status)
{
    if (d->reply.status != status)
        fail_msg("%d instead of %d: %.300s", d->reply.status, status,
                 d->reply.body.p == NULL ? "" : d->reply.body.p);
}

/* -- sources of our own ---------------------------------------------------------------------- */

/* Preserve a text under a name; gives the number of its source. */
static int64_t add_text(struct desk *d, const char *name, const char *text)
{
    struct vg_case *c = NULL;
    struct vg_case_facts f = {0};
    struct vg_add_options o = {0};
    const char *path = in(d, name);
    FILE *file = fopen(path, "w");
    int64_t failed = 0;

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, &c, &d->err));
    must(d, vg_add(c, &path, 1, &o, NULL, NULL, &failed, &d->err));
    assert_int_equal(failed, 0);
    must(d, vg_case_facts(c, &d->a, &f, &d->err));
    vg_case_close(c);
    return f.sources;
}

static const char *page_of(struct desk *d, int64_t id, const char *more)
{
    return get(d, vg_print(&d->a, "/sources/s%lld%s", (long long)id, more));
}

static const char *text_of(struct desk *d, int64_t id)
{
    VG_SCOPED_BUF b = {0};
    struct vg_case *c = NULL;
    const char *text;

    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_READ, &c, &d->err));
    must(d, vg_source_text(c, id, 0, &b, &d->err));
    vg_case_close(c);
    text = vg_copy(&d->a, b.p, b.len);
    return text;
}

/* -- exact to the byte --------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    char c;
} entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}};

/* One piece of text of a paragraph: gives how far it goes, in page and text. */
static const char *step(const char *page, const char *text, size_t *at)
{
    static const char unseen[] = "<span class=\"unseen\" data-n=\"";

    if (strncmp(page, unseen, sizeof unseen - 1) == 0) {
        *at += strtoul(page + sizeof unseen - 1, NULL, 10);
        return strstr(page, "</span>") + 7;
    }
    if (*page == '<')
        return strchr(page, '>') + 1;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strncmp(page, entities[i].name, strlen(entities[i].name)) == 0) {
            assert_int_equal(text[*at], entities[i].c);
            ++*at;
            return page + strlen(entities[i].name);
        }
    if (*page != text[*at])
        fail_msg("byte %zu: the page has \"%.20s\", the text \"%.20s\"", *at, page, text + *at);
    ++*at;
    return page + 1;
}

/* Every paragraph is the bytes that it says it is; gives how many there are. */
static size_t hold_exact(const char *page, const char *text)
{
    size_t n = 0;

    while ((page = strstr(page, "<p class=\"b-")) != NULL) {
        const char *end = strstr(page, "</p>");
        size_t at = strtoul(strstr(page, "data-at=\"") + 9, NULL, 10);
        size_t last = strtoul(strstr(page, "data-end=\"") + 10, NULL, 10);

        page = strchr(page, '>') + 1;
        while (page < end) {
            const char *mark = strncmp(page, "<mark", 5) == 0 ? strstr(page, "data-at=\"") : NULL;

            if (mark != NULL)
                assert_int_equal(strtoul(mark + 9, NULL, 10), at);
            page = step(page, text, &at);
        }
        assert_int_equal(at, last);
        n++;
    }
    return n;
}

#define HOSTILE                                                                                    \
    "Head <script>alert(1)</script> & \"quotes\"\n\n"                                              \
    "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 54 stations \xe2\x80\xae reversed \xe2\x80\x8b "     \
    "end\n\n"                                                                                      \
    "\xe7\xa6\x8f\xe5\xb7\x9e\xe5\xb8\x82\xe5\x85\xac\xe5\xae\x89\xe5\xb1\x80 30 \xe4\xb8\xaa\n"

static void test_text_is_exact_and_harmless(void **state)
{
    SCOPED_DESK d;
    int64_t id;
    const char *page, *text;

    (void)state;
    desk_make(&d);
    id = add_text(&d, "<img src=x onerror=alert(2)>.txt", HOSTILE);
    text = text_of(&d, id);
    page = page_of(&d, id, "");
    expect(&d, 200);
    assert_int_equal(hold_exact(page, text), 3);
    assert_false(holds(page, "<script>alert"));
    assert_false(holds(page, "<img"));
    assert_true(holds(page, "data-n=\"3\">[U+202E]</span>"));
    page = get(&d, "/sources");
    assert_false(holds(page, "<img"));
    page = page_of(&d, id, "/record");
    expect(&d, 200);
    assert_false(holds(page, "<img"));
}

/* -- passages and claims
 * --------------------------------------------------------------------------- */

static const char *claim_form(struct desk *d, int64_t id, size_t start, size_t end,
                              const char *more)
{
    return vg_print(&d->a, "source=s%lld&start=%zu&end=%zu%s", (long long)id, start, end, more);
}

static void test_claims_of_passages(void **state)
{
    static const char text[] =
        "The report counted 54 stations in 30 countries. It said so twice.\n";
    SCOPED_DESK d;
    int64_t id;
    const char *page;

    (void)state;
    desk_make(&d);
    id = add_text(&d, "report.txt", text);
    (void)post(&d, "/claims",
               claim_form(&d, id, 0, 47,
                          "&value=54&unit=station&subject=stations&speaker=NGO&as=report"
                          "&said=2022-09&place=Canada&back=read"));
    expect(&d, 303);
    assert_true(holds(d.reply.location, "said=claimed"));
    assert_true(holds(d.reply.location, "#p-c"));
    /* nested, and overlapping at its end */
    (void)post(&d, "/claims", claim_form(&d, id, 19, 30, "&value=54&unit=station&op=about"));
    expect(&d, 303);
    (void)post(&d, "/claims",
               claim_form(&d, id, 22, 60, "&kind=opinion&predicate=says&subject=stations"));
    expect(&d, 303);
    page = page_of(&d, id, "");
    expect(&d, 200);
    assert_int_equal(hold_exact(page, text), 1);
    assert_true(holds(page, "data-c=\"c122 c123 c124\""));
    assert_true(holds(page, "id=\"p-c122\""));
    assert_true(holds(page, "href=\"#c124\""));
    assert_true(holds(page, "<li id=\"c123\""));
    assert_true(holds(page, "href=\"#p-c123\""));
    page = send(&d, "zh", "GET", vg_print(&d.a, "/sources/s%lld", (long long)id), NULL);
    assert_true(holds(page, "lang=\"zh-Hans\""));
    assert_true(holds(page, "\xe4\xb8\xbb\xe5\xbc\xa0")); /* 主张 */
}

static void test_refused_claims_keep_what_was_typed(void **state)
{
    static const struct {
        const char *form, *says;
    } rows[] = {
        {"source=s1&start=0&end=9&value=many&unit=station&subject=KEPT", "is no number"},
        {"source=s1&start=0&end=9&subject=KEPT", "choose what kind"},
        {"source=s1&start=900000&end=900009&value=3&unit=station&subject=KEPT", "outside the text"},
        {"source=s1&quote=these+words+stand+nowhere&value=3&unit=station&subject=KEPT",
         "do not stand in s1"},
        {"source=s1&start=0&end=9&value=3&unit=station&subject=KEPT&place=Nowhereville",
         "in no gazetteer"},
        {"source=s1&start=0&end=9&lower=9&upper=3&unit=station&subject=KEPT", "upper"},
        {"source=s99999&start=0&end=9&value=3&unit=station&subject=KEPT", "no source s99999"},
        {"subject=KEPT&value=3", "source"},
        {"source=s1&start=0&end=9&value=3&unit=station&subject=KEPT&from=someday", "period"},
    };
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *page = post(&d, "/claims", rows[i].form);

        ROW_CHECK(i, rows[i].form, d.reply.status == 422);
        ROW_CHECK(i, page, holds(page, "value=\"KEPT\""));
        ROW_CHECK(i, rows[i].says, holds(page, rows[i].says));
    }
}

static void test_form_knows_the_passage(void **state)
{
    static const char text[] = "In September 2022 the group identified 54 stations in Canada.\n";
    SCOPED_DESK d;
    int64_t id;
    const char *page;

    (void)state;
    desk_make(&d);
    id = add_text(&d, "known.txt", text);
    page = get(&d, vg_print(&d.a, "/claims/new?source=s%lld&start=0&end=62", (long long)id));
    expect(&d, 200);
    assert_true(holds(page, "name=\"end\" value=\"61\"")); /* without the line end */
    assert_true(holds(page, "value=\"station\" selected"));
    assert_true(holds(page, "value=\"54\""));
    assert_true(holds(get(&d, "/claims/new?replaces=c1"), "name=\"replaces\" value=\"c1\""));
    (void)get(&d, "/claims/new?source=s1&start=5&end=9000000");
    expect(&d, 200);
    (void)get(&d, "/claims/new?source=s1&start=9000000&end=9000001");
    expect(&d, 422);
}

/* -- the others
 * ----------------------------------------------------------------------------------------- */

static void test_long_texts_have_pages(void **state)
{
    SCOPED_DESK d;
    VG_SCOPED_BUF b = {0};
    int64_t id;
    const char *page, *text;

    (void)state;
    desk_make(&d);
    for (int i = 0; i < 3000; i++)
        vg_putf(&b, "Paragraph %d says that nothing of note was seen there that day.\n\n", i);
    id = add_text(&d, "long.txt", b.p);
    text = text_of(&d, id);
    page = page_of(&d, id, "");
    assert_true(holds(page, "rel=\"next\" href=\"?page=2\""));
    assert_true(hold_exact(page, text) > 500);
    page = page_of(&d, id, "?at=150000-150010");
    assert_true(hold_exact(page, text) > 500);
    assert_true(holds(page, "id=\"p-here\""));
    assert_true(holds(page, "rel=\"prev\" href=\"?page=2\""));
    page = page_of(&d, id, "?page=99999");
    expect(&d, 200);
    assert_true(hold_exact(page, text) > 500);
}

static void test_two_sources(void **state)
{
    static const char words[] = " of the bureau said on Monday that the report counted ";
    SCOPED_DESK d;
    int64_t x, y;
    const char *page;

    (void)state;
    desk_make(&d);
    x = add_text(&d, "x.txt",
                 vg_print(&d.a, "A spokesman%s54 stations in all. Nothing else.\n", words));
    y = add_text(&d, "y.txt",
                 vg_print(&d.a, "They write: a spokesman%s45 stations in all.\n", words));
    (void)post(&d, "/claims", claim_form(&d, x, 0, 70, "&value=54&unit=station&subject=stations"));
    (void)post(&d, "/claims",
               claim_form(&d, y, 12, 80, "&value=45&unit=station&subject=stations&hedge=likely"));
    expect(&d, 303);
    page = get(&d, vg_print(&d.a, "/compare?a=s%lld&b=s%lld", (long long)x, (long long)y));
    expect(&d, 200);
    assert_true(holds(page, "id=\"x-h1\""));
    assert_true(holds(page, "href=\"#y-h1\""));
    assert_true(holds(page, "id=\"y-h1\""));
    assert_true(holds(page, "\xe2\x89\xa0 number"));
    assert_true(holds(page, "\xe2\x89\xa0 hedges"));
    page = get(
        &d, vg_print(&d.a, "/compare?a=s%lld&b=s%lld&view=parallel", (long long)x, (long long)y));
    expect(&d, 200);
    assert_true(holds(page, "class=\"parallel\""));
    (void)get(&d, "/compare?a=s1");
    expect(&d, 404);
    (void)get(&d, "/compare?a=s1&b=s99999");
    expect(&d, 404);
}

static void test_list_raw_record(void **state)
{
    SCOPED_DESK d;
    VG_SCOPED_JSON *o = NULL;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/sources?order=claims");
    expect(&d, 200);
    assert_true(holds(page, "href=\"/sources/s1\""));
    assert_true(holds(page, "enctype=\"multipart/form-data\""));
    page = get(&d, "/sources?words=hotline&kind=&language=en");
    assert_true(holds(page, "/sources/s2\""));
    assert_false(holds(page, "/sources/s3\""));
    (void)get(&d, "/sources?state=unread");
    expect(&d, 200);
    (void)get(&d, "/sources?attempts=1");
    expect(&d, 200);
    (void)get(&d, "/sources/s1/raw");
    expect(&d, 200);
    assert_int_equal(d.reply.raw, 1);
    assert_true(d.reply.raw_length > 0);
    assert_string_equal(d.reply.download, "attachment; filename=\"s1.bin\"");
    (void)get(&d, "/sources/s1/record");
    expect(&d, 200);
    (void)get(&d, "/api/sources/s1/record");
    expect(&d, 200);
    assert_string_equal(d.reply.type, "application/json");
    must(&d, vg_json_read(d.reply.body.p, d.reply.body.len, &o, &d.err));
    assert_non_null(json_object_get(o, "hops"));
    (void)get(&d, "/api/sources/s99999/record");
    expect(&d, 404);
    (void)get(&d, "/sources/x1");
    expect(&d, 404);
}

/* One record whose digest is not that of its bytes: every page that leads to a decision says so. */
static void a_page_out_of_a_damaged_record_says_so_before_its_text(void **state)
{
    static const char warc[] =
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:test:1>\r\n"
        "WARC-Target-URI: http://a.example/%E4%B8%AD\r\nWARC-Date: 2023-01-15T10:00:00Z\r\n"
        "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
        "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
        "Content-Type: text/plain\r\nContent-Length: 33\r\n\r\n"
        "The office opened 31 stations x.\n\r\n\r\n";
    static const char says[] = "its bytes are not those whose digest was stated";
    SCOPED_DESK d;
    const char *page, *mark, *text;
    int64_t id;

    (void)state;
    desk_make_of(&d, 0);
    id = add_text(&d, "one.warc", warc);
    assert_int_equal(id, 2);
    page = page_of(&d, id, "");
    expect(&d, 200);
    mark = strstr(page, says);
    text = strstr(page, "The office opened");
    assert_true(mark != NULL && text != NULL && mark < text);
    assert_true(holds(page, "Record 0 of s1, bytes 0–"));
    assert_false(holds(page, "digest-mismatch digest-mismatch"));
    assert_true(holds(page, "http://a.example/%E4%B8%AD"));
    assert_false(holds(page, "%25E4"));
    send(&d, "zh", "GET", "/sources/s2", NULL);
    assert_true(holds(d.reply.body.p, "字节与所载摘要不符"));
    assert_true(holds(get(&d, "/search?q=office"), says));
    assert_true(holds(get(&d, "/sources"), says));
    assert_true(holds(get(&d, "/claims/new?source=s2"), says));
    post(&d, "/claims", "source=s2&quote=31 stations&kind=quantity&value=31&unit=station");
    expect(&d, 303);
    assert_true(holds(get(&d, "/claims/c1"), says));
    assert_true(holds(get(&d, "/brief/preview"), "captured "));
    assert_true(holds(get(&d, "/brief/preview"), "as its archive states"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_exact_and_harmless),
        cmocka_unit_test(test_claims_of_passages),
        cmocka_unit_test(test_refused_claims_keep_what_was_typed),
        cmocka_unit_test(test_form_knows_the_passage),
        cmocka_unit_test(test_long_texts_have_pages),
        cmocka_unit_test(test_two_sources),
        cmocka_unit_test(test_list_raw_record),
        cmocka_unit_test(a_page_out_of_a_damaged_record_says_so_before_its_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
