/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <dirent.h>
#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/anchor.h"
#include "read/html_page.h"
#include "read/html_scan.h"
#include "read/read.h"
#include "read_data.h"

static uint64_t next(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return *s * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *s, size_t n)
{
    return (size_t)(next(s) >> 33) % n;
}

/* -- the loops over text -------------------------------------------------------------- */
static void put_text(struct vg_buf *b, uint64_t *s)
{
    static const char *const pieces[] = {
        "a",
        "Zz",
        "word",
        " ",
        "  ",
        "\n",
        "\t",
        "\r\n",
        ".",
        ". ",
        "!\"",
        "?)",
        ",",
        ";",
        "7",
        "42",
        "&",
        "\x01",
        "。",
        "，",
        "、",
        "；",
        "！",
        "？",
        "：",
        "“",
        "”",
        "福",
        "州",
        "鿿",
        "あ",
        "カ",
        "한",
        "é",
        "ж",
        "ε",
        "…",
        "—",
        "　",
        "\xc2\xa0",
        "\xc2\xad",
        "\xe2\x80\x8b",
        "\xe2\x80\x8d",
        "\xe2\x80\x8e",
        "\xe2\x80\x80",
        "\xe2\x81\xa0",
        "\xe2\x81\xa1",
        "\xef\xbb\xbf",
        "\xef\xbb\xbe",
        "\xef\xbc\xa1",
        "\xf0\x9f\x98\x80",
        "a long stretch of plain words that takes more than one step of any vector there is ",
        "一段没有标点的中文用来占满三十二个字节以上的一整步再多一点点",
    };

    for (size_t n = below(s, 40); n > 0; n--)
        vg_puts(b, pieces[below(s, sizeof pieces / sizeof *pieces)]);
}

/* The same text by two paths; what is read past its end is other bytes each time. */
static void compare_paths(const struct vg_scan *path, struct vg_str text, uint64_t seed)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_scan *plain = vg_scan_of(VG_SCAN_PLAIN);
    char *p = vg_alloc(&a, text.len + VG_SCAN_PAST), *one = vg_alloc(&a, text.len + VG_SCAN_PAST);
    char *two = vg_alloc(&a, text.len + VG_SCAN_PAST);

    memcpy(p, text.p, text.len);
    memset(p + text.len, (int)(seed & 0xff), VG_SCAN_PAST);
    for (size_t from = 0; from <= text.len; from++) {
        struct vg_scan_counts m, n;
        size_t took;

        if (!vg_utf8_border(text.p, text.len, from))
            continue;
        plain->count(p + from, text.len - from, &m);
        path->count(p + from, text.len - from, &n);
        if (memcmp(&m, &n, sizeof m) != 0)
            fail_msg("seed %llu at %zu: counts differ: %u %u %u %u, %u %u %u %u",
                     (unsigned long long)seed, from, m.letters, m.digits, m.marks, m.stops,
                     n.letters, n.digits, n.marks, n.stops);
        took = plain->copy(one, p + from, text.len - from);
        if (path->copy(two, p + from, text.len - from) != took || memcmp(one, two, took) != 0)
            fail_msg("seed %llu at %zu: copies differ after %zu", (unsigned long long)seed, from,
                     took);
    }
}

static void every_path_copies_and_counts_alike(void **state)
{
    (void)state;
    for (int k = VG_SCAN_SSE2; k < VG_SCAN_PATHS; k++) {
        const struct vg_scan *path = vg_scan_of((enum vg_scan_path)k);

        if (path == NULL) {
            print_message("skipped: path %d does not run here\n", k);
            continue;
        }
        for (uint64_t seed = 1; seed <= 400; seed++) {
            VG_SCOPED_BUF b = {0};
            uint64_t s = seed * UINT64_C(0x9e3779b97f4a7c15);

            put_text(&b, &s);
            compare_paths(path, vg_buf_str(&b), seed);
        }
    }
}

static void letters_and_marks_are_counted(void **state)
{
    static const struct {
        const char *text;
        struct vg_scan_counts n;
    } rows[] = {
        {"", {0}},
        {"Two words.", {8, 0, 1, 1}},
        {"3.5 m, 1.", {1, 3, 2, 1}},
        {"福州，市。", {6, 0, 2, 1}},
        {"“é”", {1, 0, 1, 0}},
        {"あいう", {3, 0, 0, 0}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_scan_counts n;

        vg_scan_of(VG_SCAN_PLAIN)->count(rows[i].text, strlen(rows[i].text), &n);
        ROW_CHECK(i, rows[i].text, memcmp(&n, &rows[i].n, sizeof n) == 0);
    }
}

/* -- names ------------------------------------------------------------------------------ */
static void names_are_found_in_any_case_and_no_others(void **state)
{
    static const struct {
        const char *name;
        unsigned char tag;
        unsigned flag;
    } rows[] = {
        {"a", VG_TAG_A, 0},
        {"P", VG_TAG_P, VG_TAG_BLOCK},
        {"h6", VG_TAG_H6, VG_TAG_BLOCK},
        {"BlockQuote", VG_TAG_BLOCKQUOTE, VG_TAG_BLOCK},
        {"foreignobject", VG_TAG_FOREIGNOBJECT, 0},
        {"textarea", VG_TAG_TEXTAREA, VG_TAG_FORM},
        {"noscript", VG_TAG_OTHER, VG_TAG_HIDDEN},
        {"xmp", VG_TAG_PRE, VG_TAG_BLOCK},
        {"wbr", VG_TAG_WBR, VG_TAG_VOID},
        {"h7", VG_TAG_OTHER, 0},
        {"divv", VG_TAG_OTHER, 0},
        {"di", VG_TAG_OTHER, 0},
        {"foreignobjects", VG_TAG_OTHER, 0},
        {"a-very-long-name-of-a-custom-element", VG_TAG_OTHER, 0},
    };
    uint64_t key, other;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_tag_info *info = vg_tag_info(vg_str(rows[i].name), &key);

        ROW_CHECK(i, rows[i].name, info->tag == rows[i].tag);
        ROW_CHECK(i, rows[i].name, (info->flags & rows[i].flag) == rows[i].flag);
    }
    (void)vg_tag_info(vg_str("x-one"), &key);
    (void)vg_tag_info(vg_str("X-ONE"), &other);
    assert_true(key == other);
    (void)vg_tag_info(vg_str("x-two"), &other);
    assert_true(key != other);
    assert_int_equal(vg_hints(vg_str("post-share")), VG_HINT_ASIDE);
    assert_int_equal(vg_hints(vg_str("articleContent")), VG_HINT_GOOD);
    assert_int_equal(vg_hints(vg_str("has-sidebar")), 0);
    assert_int_equal(vg_hints(vg_str("margin-bottom-2 border-bottom")), 0);
    assert_int_equal(vg_hints(vg_str("page-bottom")), VG_HINT_FOOTER);
    assert_int_equal(vg_hints(vg_str("printArea")), 0);
    assert_int_equal(vg_hints(vg_str("print")), VG_HINT_ASIDE);
    assert_int_equal(vg_hints(vg_str("body-copy")), VG_HINT_GOOD);
    assert_int_equal(vg_hints(vg_str("footer-copy")), VG_HINT_FOOTER);
    assert_int_equal(vg_hints(vg_str("ft11")), 0);
    assert_int_equal(vg_hints(vg_str("ft")), VG_HINT_FOOTER);
    assert_int_equal(vg_hints(vg_str("zz-qq")), 0);
}

/* -- whole pages ---------------------------------------------------------------------- */
static const char ours[] = SOURCE_ROOT "/tests/corpus/pages";

/* Call `with` for every page of a folder; returns how many there were. */
static size_t each_page(const char *folder, void (*with)(const char *name, struct vg_str bytes))
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    size_t n = 0;

    if (dir == NULL)
        return 0;
    while ((entry = readdir(dir)) != NULL) {
        VG_SCOPED_ARENA a = {0};

        if (strstr(entry->d_name, ".html") == NULL)
            continue;
        with(entry->d_name, file_bytes(&a, vg_print(&a, "%s/%s", folder, entry->d_name)));
        n++;
    }
    (void)closedir(dir);
    return n;
}

static int same_run(const struct vg_run *a, const struct vg_run *b)
{
    return a->text == b->text && a->text_len == b->text_len && a->source == b->source &&
           a->source_len == b->source_len && a->kind == b->kind && a->text_unit == b->text_unit &&
           a->source_unit == b->source_unit;
}

static int same_block(const struct vg_page_block *a, const struct vg_page_block *b)
{
    return a->start == b->start && a->len == b->len && a->node == b->node &&
           a->link_bytes == b->link_bytes && a->letters == b->letters && a->table == b->table &&
           a->marks == b->marks && a->stops == b->stops && a->digits == b->digits &&
           a->hints == b->hints && a->level == b->level && a->hidden == b->hidden &&
           a->alt == b->alt && a->form == b->form && a->list == b->list;
}

static int same_page(const struct vg_page *a, const struct vg_page *b)
{
    if (vg_str_cmp(vg_buf_str(&a->text), vg_buf_str(&b->text)) != 0 ||
        a->run_count != b->run_count || a->block_count != b->block_count)
        return 0;
    for (size_t i = 0; i < a->run_count; i++)
        if (!same_run(&a->runs[i], &b->runs[i]))
            return 0;
    for (size_t i = 0; i < a->block_count; i++)
        if (!same_block(&a->blocks[i], &b->blocks[i]))
            return 0;
    return 1;
}

static void build_by_each_path(const char *name, struct vg_str bytes)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_page plain = {.a = &a, .path = VG_SCAN_PLAIN};

    vg_page_build(&plain, bytes.p, bytes.len);
    for (int k = VG_SCAN_BEST; k < VG_SCAN_PATHS; k++) {
        struct vg_page page = {.a = &a, .path = (enum vg_scan_path)k};

        if (vg_scan_of(page.path) == NULL)
            continue;
        vg_page_build(&page, bytes.p, bytes.len);
        if (!same_page(&plain, &page))
            fail_msg("%s: path %d gives another page", name, k);
        vg_page_end(&page);
    }
    vg_page_end(&plain);
}

static void every_path_makes_the_same_page(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    assert_true(each_page(ours, build_by_each_path) > 40);
    (void)each_page(shared_path(&a, "pages"), build_by_each_path);
}

/* A stretch of text that is to lead to the source and back to itself. */
static void check_way_back(const char *name, const struct vg_text *t, size_t start, size_t end)
{
    struct vg_range source, back;

    if (vg_text_to_source(t, start, end, &source, NULL) != VG_OK)
        fail_msg("%s: text %zu to %zu has no source", name, start, end);
    if (vg_source_to_text(t, source.start, source.end, &back, NULL) != VG_OK)
        fail_msg("%s: source %u to %u has no text", name, source.start, source.end);
    if (back.start != start || back.end != end)
        fail_msg("%s: text %zu to %zu came back as %u to %u", name, start, end, back.start,
                 back.end);
}

static void follow_every_position(const char *name, struct vg_str bytes)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = {.bytes = bytes.p, .len = bytes.len, .media = vg_str("text/html")};
    struct vg_text t;
    struct vg_err err;
    size_t covered = 0;

    if (vg_read(&in, &a, &t, &err) != VG_OK)
        fail_msg("%s: %s", name, err.text);
    assert_true(vg_str_is(t.reader, "vigil-html/4"));
    for (size_t i = 0; i < t.run_count; i++) {
        const struct vg_run *r = &t.runs[i];

        if (r->text != covered)
            fail_msg("%s: run %zu leaves a gap", name, i);
        covered += r->text_len;
        if (r->kind == VG_RUN_REFERENCE)
            check_way_back(name, &t, r->text, (size_t)r->text + r->text_len);
        for (uint32_t at = 0; r->kind == VG_RUN_COPIED && at < r->text_len; at += r->text_unit) {
            check_way_back(name, &t, r->text + at, r->text + at + r->text_unit);
            if (r->text_unit == 1 && t.text.p[r->text + at] != bytes.p[r->source + at] &&
                t.text.p[r->text + at] != ' ')
                fail_msg("%s: a copied byte differs at %u", name, r->text + at);
        }
    }
    assert_int_equal(covered, t.text.len);
}

static void every_position_leads_to_the_source_and_back(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    assert_true(each_page(ours, follow_every_position) > 40);
    (void)each_page(shared_path(&a, "pages"), follow_every_position);
}

/* -- passages of the first reader ------------------------------------------------------ */
struct tally {
    size_t n, how[VG_ANCHOR_LOST + 1];
};

static struct vg_str json_str(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);

    return (struct vg_str){json_string_value(v), json_string_length(v)};
}

static size_t json_size(const json_t *o, const char *key)
{
    return (size_t)json_integer_value(json_object_get(o, key));
}

/* The new place has to come from the same bytes of the source as the old one. */
static void find_passage(const char *folder, const json_t *row, struct tally *tally)
{
    VG_SCOPED_ARENA a = {0};
    const char *file = json_string_value(json_object_get(row, "file"));
    struct vg_str bytes = file_bytes(&a, vg_print(&a, "%s/%s", folder, file));
    struct vg_read_input in = {.bytes = bytes.p, .len = bytes.len, .media = vg_str("text/html")};
    struct vg_anchor p = {.start = json_size(row, "start"),
                          .end = json_size(row, "end"),
                          .quote = json_str(row, "quote"),
                          .before = json_str(row, "before"),
                          .after = json_str(row, "after")};
    struct vg_anchor_found found;
    struct vg_range source = {0};
    struct vg_text t;

    assert_int_equal(vg_read(&in, &a, &t, NULL), VG_OK);
    found = vg_anchor_find(&p, t.text);
    tally->n++;
    tally->how[found.how]++;
    if (found.how == VG_ANCHOR_LOST)
        fail_msg("%s: lost: %s", file, vg_copy(&a, p.quote.p, p.quote.len));
    assert_int_equal(vg_text_to_source(&t, found.start, found.end, &source, NULL), VG_OK);
    if (source.start != json_size(row, "from") || source.end != json_size(row, "to"))
        fail_msg("%s: found at %u to %u of the source, it was %zu to %zu: %s", file, source.start,
                 source.end, json_size(row, "from"), json_size(row, "to"),
                 vg_copy(&a, p.quote.p, p.quote.len));
}

static void find_passages(const char *folder, const char *kept)
{
    char line[8192];
    struct tally tally = {0};
    FILE *f = fopen(kept, "rb");

    assert_non_null(f);
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        json_error_t e;
        json_t *row = json_loads(line, 0, &e);

        assert_non_null(row);
        find_passage(folder, row, &tally);
        json_decref(row);
    }
    if (f != NULL)
        (void)fclose(f);
    print_message("%zu passages: exact %zu, moved %zu, refitted %zu, ambiguous %zu\n", tally.n,
                  tally.how[VG_ANCHOR_EXACT], tally.how[VG_ANCHOR_MOVED],
                  tally.how[VG_ANCHOR_REFITTED], tally.how[VG_ANCHOR_AMBIGUOUS]);
    assert_true(tally.n > 200);
}

static void passages_of_the_first_reader_are_found_again(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const char *open = shared_path(&a, "pages");

    (void)state;
    find_passages(ours, SOURCE_ROOT "/tests/corpus/passages/ours-1.jsonl");
    if (have_shared(open))
        find_passages(open, SOURCE_ROOT "/tests/corpus/passages/open-1.jsonl");
}

/* -- time ----------------------------------------------------------------------------- */
static uint64_t steps_of(const char *piece, size_t times)
{
    VG_SCOPED_ARENA a = {0};
    size_t n = strlen(piece);
    char *p = vg_alloc(&a, n * times + 1);
    struct vg_page page = {.a = &a};
    uint64_t steps;

    for (size_t i = 0; i < times; i++)
        memcpy(p + i * n, piece, n);
    vg_page_build(&page, p, n * times);
    vg_page_main(&page);
    steps = page.steps;
    vg_page_end(&page);
    return steps;
}

static void steps_grow_with_the_page_and_no_faster(void **state)
{
    static const char *const pieces[] = {
        "<div>",
        "<b><i><u>",
        "<span class=hidden hidden>x",
        "<span class=a><em class=b>",
        "<",
        "<a href=x><p>",
        "</p></div>",
        "</b></i></span>",
        "<table><tr><td>x",
        "<!--",
        "&",
        "&am",
        "<x a=",
        "<script><!--<script>",
        "<li>x",
        "<svg><p>",
        "&#x",
        "<p>\xe7\xa6\x8f",
        "</",
        "<br> ",
        "<select><option>",
        "<dl><dt>x<dd>y.",
        "<div class=nav><p>One sentence that is long enough to be text.</p>",
        "<textarea>",
        "<title>",
        "<style></",
        "<p class=post>Some words, and a stop.</p><ul><li><a href=y>2022-01-02</a></ul>",
        "a\xc2\xa0 \xe2\x80\x8b",
        "<div hidden><p style='display:none'>",
        "<h2>Comments</h2>",
        "<div class=story><h1>Headline</h1><div class=s><p>Words, and a stop.</p></div></div>",
        "<div class=w><div class=x><p>One sentence that is long enough to be text.</p></div></div>",
        "<li class='post a'><div class=c>Yes.</div>",
        "<section id=share><h2>Share of it</h2><p>Some forty letters, and more, and a stop.</p>",
        "<section id=tags><h2>Tags of it</h2><p>Forty letters, and more, to a stop.</p></section>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        uint64_t one = steps_of(pieces[i], 2000), two = steps_of(pieces[i], 4000);
        uint64_t four = steps_of(pieces[i], 8000);

        /* A tenth over twice as much is left for the first room of tables. */
        ROW_CHECK(i, pieces[i], 10 * two <= 22 * one + 10000);
        ROW_CHECK(i, pieces[i], 10 * four <= 22 * two + 10000);
    }
}

/* Lists of a page have their ceilings, and no room beyond them is asked for on the way there. */
static void a_page_of_little_but_tags_ends_at_a_ceiling(void **state)
{
    static const char *const rows[] = {"<p>a", "&lt;", "<td>a",
                                       "<div><div><div>a</div></div></div>"};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = strlen(rows[i]), times = (size_t)MIB(40) / n;
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_page page = {.a = &a};

        assert_true(vg_buf_room(&b, n * times));
        for (size_t k = 0; k < times; k++)
            vg_put(&b, rows[i], n);
        vg_page_build(&page, b.p, b.len);
        ROW_CHECK(i, rows[i], page.full && page.text.len > 0);
        ROW_CHECK(i, rows[i], page.block_room <= VG_MAX_BLOCKS);
        ROW_CHECK(i, rows[i], page.run_room <= VG_MAX_PAGE_RUNS);
        ROW_CHECK(i, rows[i], page.node_room <= VG_MAX_PAGE_NODES / 16 * 17);
        ROW_CHECK(i, rows[i], page.at < b.len);
        vg_page_end(&page);
    }
}

/* A megabyte of the smallest blocks there are. */
static void the_smallest_blocks_take_bounded_memory(void **state)
{
    static const char *const pieces[] = {"<li>x", "<p>1", "<td>x", "<dt>x<dd>y"};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_ARENA scratch = {0};
        size_t n = strlen(pieces[i]), times = 1000000 / n, all;
        char *p = vg_alloc(&a, n * times + 1);
        struct vg_page page = {.a = &scratch};

        for (size_t k = 0; k < times; k++)
            memcpy(p + k * n, pieces[i], n);
        vg_page_build(&page, p, n * times);
        vg_page_main(&page);
        all = scratch.used + page.text.room + page.run_room * sizeof *page.runs +
              page.block_room * sizeof *page.blocks + page.node_room * sizeof *page.nodes;
        vg_page_end(&page);
        print_message("%s: %zu bytes\n", pieces[i], all);
        ROW_CHECK(i, pieces[i], all <= (size_t)MIB(64));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_copies_and_counts_alike),
        cmocka_unit_test(letters_and_marks_are_counted),
        cmocka_unit_test(names_are_found_in_any_case_and_no_others),
        cmocka_unit_test(every_path_makes_the_same_page),
        cmocka_unit_test(every_position_leads_to_the_source_and_back),
        cmocka_unit_test(passages_of_the_first_reader_are_found_again),
        cmocka_unit_test(steps_grow_with_the_page_and_no_faster),
        cmocka_unit_test(a_page_of_little_but_tags_ends_at_a_ceiling),
        cmocka_unit_test(the_smallest_blocks_take_bounded_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
