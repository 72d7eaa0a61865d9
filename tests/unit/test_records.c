/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "resolve/records.h"

/* -- the config -------------------------------------------------------------------------------- */

#define COMPARE "\"compare\":[{\"column\":\"a\",\"kind\":\"exact\"}]"
#define BLOCK   "\"block\":[[\"a\"]]"

static void a_config_is_read_or_refused_with_what_is_wrong(void **state)
{
    static const struct {
        const char *text;
        int code;
        const char *says;
    } rows[] = {
        {"{\"format\":1,\"id\":\"i\"," COMPARE "," BLOCK "}", VG_OK, NULL},
        {"{\"format\":1,\"id\":\"i\"," COMPARE "," BLOCK ",\"same\":0.9,\"emit\":0}", VG_OK, NULL},
        {"{\"format\":1,\"id\":\"i\",\"compare\":[{\"column\":\"a\",\"kind\":\"name\","
         "\"levels\":[1,0.5]}]," BLOCK "}",
         VG_OK, NULL},
        {"{", VG_E_FORMAT, ""},
        {"[]", VG_E_FORMAT, "object"},
        {"{\"format\":2,\"id\":\"i\"," COMPARE "," BLOCK "}", VG_E_FORMAT, "format"},
        {"{\"id\":\"i\"," COMPARE "," BLOCK "}", VG_E_FORMAT, "format"},
        {"{\"format\":1," COMPARE "," BLOCK "}", VG_E_FORMAT, "id"},
        {"{\"format\":1,\"id\":\"i\"," COMPARE "}", VG_E_FORMAT, "block"},
        {"{\"format\":1,\"id\":\"i\"," BLOCK "}", VG_E_FORMAT, "compare"},
        {"{\"format\":1,\"id\":\"i\"," COMPARE ",\"block\":[[]]}", VG_E_FORMAT, "block, entry 1"},
        {"{\"format\":1,\"id\":\"i\"," COMPARE ",\"block\":[\"a\"]}", VG_E_FORMAT, "entry 1"},
        {"{\"format\":1,\"id\":\"i\",\"sane\":1," COMPARE "," BLOCK "}", VG_E_FORMAT,
         "no key 'sane'"},
        {"{\"format\":1,\"id\":\"i\",\"compare\":[{\"column\":\"a\",\"kind\":\"soundex\"}]," BLOCK
         "}",
         VG_E_FORMAT, "the kind 'soundex' is unknown"},
        {"{\"format\":1,\"id\":\"i\",\"compare\":[{\"column\":\"a\",\"kind\":\"exact\",\"x\":1}]"
         "," BLOCK "}",
         VG_E_FORMAT, "compare, entry 1: there is no key 'x'"},
        {"{\"format\":1,\"id\":\"i\",\"compare\":[{\"column\":\"a\",\"kind\":\"date\","
         "\"levels\":[0.5,0.6]}]," BLOCK "}",
         VG_E_FORMAT, "falling"},
        {"{\"format\":1,\"id\":\"i\",\"compare\":[{\"column\":\"a\",\"kind\":\"date\","
         "\"levels\":[0]}]," BLOCK "}",
         VG_E_FORMAT, "above 0"},
        {"{\"format\":1,\"id\":\"i\",\"compare\":[{\"column\":\"a\",\"kind\":\"exact\"},{"
         "\"column\":"
         "\"a\",\"kind\":\"exact\"}]," BLOCK "}",
         VG_E_FORMAT, "twice"},
        {"{\"format\":1,\"id\":\"i\"," COMPARE "," BLOCK ",\"same\":1.5}", VG_E_FORMAT, "same"},
        {"{\"format\":1,\"id\":\"i\"," COMPARE "," BLOCK ",\"emit\":\"no\"}", VG_E_FORMAT, "emit"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_records_config c;
        struct vg_err err = {0};

        ROW_CHECK(i, rows[i].text,
                  vg_records_config_read(rows[i].text, strlen(rows[i].text), &a, &c, &err) ==
                      rows[i].code);
        ROW_CHECK(i, err.text, rows[i].says == NULL || strstr(err.text, rows[i].says) != NULL);
    }
}

/* -- kinds -------------------------------------------------------------------------------- */

static void values_are_alike_as_their_kind_says(void **state)
{
    static const struct {
        enum vg_records_kind kind;
        const char *a, *b;
        double alike;
    } rows[] = {
        {VG_RECORDS_EXACT, "a", "a", 1},
        {VG_RECORDS_EXACT, "a", "A", 0},
        {VG_RECORDS_JARO_WINKLER, "MARTHA", "MARHTA", 0.961111},
        {VG_RECORDS_LEVENSHTEIN, "kitten", "sitten", 1 - 1.0 / 6},
        {VG_RECORDS_DATE, "1990-01-02", "19900102", 1},
        {VG_RECORDS_DATE, "1990-01-02", "1990/1/2", 0.75}, /* the second is no date: as text */
        {VG_RECORDS_DATE, "1990-01-02", "1990-02-01", 1 - 30 / 3653.0},
        {VG_RECORDS_DATE, "1990-01-02", "1930-01-02", 0.875},
        {VG_RECORDS_DATE, "1990-01-02", "1909-01-02", 0.875}, /* neighbours exchanged */
        {VG_RECORDS_DATE, "1930-03-04", "1980-04-03", 1 - 3 / 8.0},
        {VG_RECORDS_DATE, "2000-02-29", "2000-03-01", 1 - 1 / 3653.0},
        {VG_RECORDS_DATE, "1900-02-29", "1900-03-01", 0.5}, /* there was no such day */
        {VG_RECORDS_NUMBER, "6", "6.0", 1},
        {VG_RECORDS_NUMBER, "+006.50", "6.5", 1},
        {VG_RECORDS_NUMBER, "-0", "0", 1},
        {VG_RECORDS_NUMBER, "90", "100", 0.9},
        {VG_RECORDS_NUMBER, "-90", "100", 0},
        {VG_RECORDS_NUMBER, "0", "100", 0},
        {VG_RECORDS_NUMBER, "12a", "12b", 0},
        {VG_RECORDS_NUMBER, ".", ".", 1},
        {VG_RECORDS_NAME, "?!", "?!", 1},
        {VG_RECORDS_NAME, "", "", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_str a = vg_str(rows[i].a), b = vg_str(rows[i].b);

        ROW_CHECK(i, rows[i].a,
                  fabs(vg_records_likeness(rows[i].kind, a, b) - rows[i].alike) < 1e-6);
        ROW_CHECK(i, rows[i].a,
                  vg_records_likeness(rows[i].kind, a, b) ==
                      vg_records_likeness(rows[i].kind, b, a));
    }
}

static void names_are_alike_as_the_scorer_of_names_says(void **state)
{
    (void)state;
    assert_true(vg_records_likeness(VG_RECORDS_NAME, vg_str("José Pérez"), vg_str("PEREZ, Jose")) >
                0.85);
    assert_true(vg_records_likeness(VG_RECORDS_NAME, vg_str("José Pérez"), vg_str("Anna Smith")) <
                0.5);
}

/* -- tables ------------------------------------------------------------------------------- */

static struct vg_records_config simple(void)
{
    static const char *const by_a[] = {"a"}, *const by_b_c[] = {"b", "c"};
    struct vg_records_config c = {.id = "id", .n_compares = 3, .n_blocks = 2, .same = 0.5};

    c.compare[0] = (struct vg_records_compare){"a", VG_RECORDS_JARO_WINKLER, {0.9}, 1};
    c.compare[1] = (struct vg_records_compare){"b", VG_RECORDS_EXACT, {0}, 0};
    c.compare[2] = (struct vg_records_compare){"c", VG_RECORDS_EXACT, {0}, 0};
    c.block[0] = (struct vg_records_block){by_a, 1};
    c.block[1] = (struct vg_records_block){by_b_c, 2};
    return c;
}

static void a_table_that_is_none_is_refused_with_file_and_line(void **state)
{
    static const struct {
        const char *a, *b;
        int code;
        const char *says;
    } rows[] = {
        {"id,a,b,c\n1,x,y,z\n", "c,b,a,id\n,,,2\n", VG_OK, NULL},
        {"id, a, b, c\n\n1,x,y,z\n\n", "id,a,b,c\n", VG_OK, NULL},
        {"", "id,a,b,c\n", VG_E_FORMAT, "A.csv: line 1: there is no header"},
        {"id,a,b\n1,x,y\n", "id,a,b,c\n", VG_E_FORMAT, "A.csv: line 1: there is no column 'c'"},
        {"id,a,b,c,a\n1,x,y,z,x\n", "id,a,b,c\n", VG_E_FORMAT, "two columns are named 'a'"},
        {"id,a,b,c\n1,x,y,z\n2,x,y\n", "id,a,b,c\n", VG_E_FORMAT,
         "A.csv: line 3: 3 fields, 4 expected"},
        {"id,a,b,c\n1,x,y,z\n", "id,a,b,c\n2,x,y,z\n1,x,y,z\n", VG_E_FORMAT,
         "B.csv: line 3: the id '1' stands in line 2 of A.csv already"},
        {"id,a,b,c\n1,x,y,z\n", "id,a,b,c\n,x,y,z\n", VG_E_FORMAT,
         "B.csv: line 2: the id is empty"},
        {"id,a,b,c\n1,\"x\n", "id,a,b,c\n", VG_E_FORMAT, "A.csv: line 2: a quote"},
        {"id,a,b,c\n1,\xff,y,z\n", "id,a,b,c\n", VG_E_FORMAT, "A.csv: line 2: is not UTF-8"},
    };
    const struct vg_records_config c = simple();

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_records_file files[] = {{"A.csv", rows[i].a, strlen(rows[i].a)},
                                                {"B.csv", rows[i].b, strlen(rows[i].b)}};
        struct vg_records r;
        struct vg_err err = {0};

        ROW_CHECK(i, rows[i].a, vg_records_read(files, 2, &c, &a, &r, &err) == rows[i].code);
        ROW_CHECK(i, err.text, rows[i].says == NULL || strstr(err.text, rows[i].says) != NULL);
    }
}

struct seen {
    const struct vg_records *r;
    char pairs[64][12];
    size_t n;
};

static int see(void *w, const struct vg_records_pair *p, struct vg_err *err)
{
    struct seen *s = w;

    (void)err;
    if (s->n < 64)
        (void)snprintf(s->pairs[s->n], sizeof s->pairs[0], "%s-%s", s->r->list[p->left].id.p,
                       s->r->list[p->right].id.p);
    s->n++;
    return VG_OK;
}

static void a_pair_is_seen_once_and_only_where_a_block_is_shared(void **state)
{
    static const char text[] = "id,a,b,c\n"
                               "1,x,y,z\n2,x,y,z\n3,x,q,q\n" /* 1 and 2 share both alternatives */
                               "4,,y,z\n5,,,\n6,w,y,\n7,,,\n";
    static const char *const known[] = {"1-2", "1-3", "1-4", "2-3", "2-4"};
    const struct vg_records_config c = simple();
    const struct vg_records_file file = {"A.csv", text, sizeof text - 1};
    VG_SCOPED_ARENA a = {0};
    struct vg_records r;
    struct seen s = {.r = &r};

    (void)state;
    assert_int_equal(vg_records_read(&file, 1, &c, &a, &r, NULL), VG_OK);
    assert_int_equal(vg_records_train(&r, NULL), VG_OK);
    assert_int_equal(vg_records_each(&r, 0, see, &s, NULL), VG_OK);
    assert_int_equal(s.n, 5);
    assert_int_equal(r.n_candidates, 5);
    for (size_t i = 0; i < 5; i++) {
        size_t times = 0;

        for (size_t k = 0; k < s.n; k++)
            times += strcmp(s.pairs[k], known[i]) == 0;
        ROW_CHECK(i, known[i], times == 1);
    }
}

static void several_tables_are_linked_across_and_counted_by_pattern(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_buf text[3] = {{0}, {0}, {0}};
    const struct vg_records_config c = simple();
    struct vg_records_file files[3];
    struct vg_records r;
    int64_t counts[8];
    uint32_t *of;

    /* thing k stands in list f where bit f of k % 7 + 1 says so */
    (void)state;
    for (unsigned f = 0; f < 3; f++) {
        vg_puts(&text[f], "id,a,b,c\n");
        for (unsigned k = 0; k < 210; k++)
            if ((k % 7 + 1) >> f & 1)
                vg_putf(&text[f], "%u-%u,name%c%c%u,%u,%u\n", f, k, 'a' + k % 26, 'a' + k / 7 % 26,
                        k * 7919 % 1000, k * 31 % 97, k * 17 % 89);
        files[f] = (struct vg_records_file){"F", text[f].p, text[f].len};
    }
    assert_int_equal(vg_records_read(files, 3, &c, &a, &r, NULL), VG_OK);
    assert_int_equal(vg_records_train(&r, NULL), VG_OK);
    of = VG_NEW_ARRAY(&a, uint32_t, r.n + 1);
    assert_int_equal(vg_records_clusters(&r, of, NULL), VG_OK);
    vg_records_overlaps(&r, of, counts);
    assert_int_equal(counts[0], 0);
    for (size_t i = 1; i < 8; i++)
        ROW_CHECK(i, "pattern", counts[i] == 30);
    for (unsigned f = 0; f < 3; f++)
        vg_buf_end(&text[f]);
}

/* -- known records ------------------------------------------------------------------------ */

/* The textbook comparisons; without_id leaves the identifier out. */
static struct vg_records_config febrl(int without_id)
{
    static const struct vg_records_compare compares[] = {
        {"given_name", VG_RECORDS_JARO_WINKLER, {0.85}, 1},
        {"surname", VG_RECORDS_JARO_WINKLER, {0.85}, 1},
        {"date_of_birth", VG_RECORDS_EXACT, {0}, 0},
        {"suburb", VG_RECORDS_JARO_WINKLER, {0.85}, 1},
        {"address_1", VG_RECORDS_LEVENSHTEIN, {0.85}, 1},
        {"postcode", VG_RECORDS_EXACT, {0}, 0},
        {"soc_sec_id", VG_RECORDS_EXACT, {0}, 0},
    };
    static const char *const blocks[] = {"given_name", "surname", "date_of_birth", "postcode",
                                         "soc_sec_id"};
    struct vg_records_config c = {.id = "rec_id", .n_blocks = 5, .same = 0.5, .emit = 0.01};

    c.n_compares = without_id ? 6 : 7;
    memcpy(c.compare, compares, c.n_compares * sizeof *compares);
    for (size_t i = 0; i < 5; i++)
        c.block[i] = (struct vg_records_block){&blocks[i], 1};
    return c;
}

/* "rec-223-org" and "rec-223-dup-0" are one: what stands between the first two dashes. */
static long truth_of(struct vg_str id)
{
    long n = 0;

    for (size_t i = 4; i < id.len && id.p[i] >= '0' && id.p[i] <= '9'; i++)
        n = 10 * n + (id.p[i] - '0');
    return n;
}

struct judged {
    const struct vg_records *r;
    long right, wrong;
};

static int judge(void *w, const struct vg_records_pair *p, struct vg_err *err)
{
    struct judged *g = w;
    const int is_one = truth_of(g->r->list[p->left].id) == truth_of(g->r->list[p->right].id);

    (void)err;
    g->right += is_one;
    g->wrong += !is_one;
    return VG_OK;
}

static double f1_of(const char *name, struct vg_records_config c, struct vg_str text)
{
    const struct vg_records_file file = {name, text.p, text.len};
    VG_SCOPED_ARENA a = {0};
    struct vg_records r;
    struct judged g = {.r = &r};
    long *members, pairs = 0;

    assert_int_equal(vg_records_read(&file, 1, &c, &a, &r, NULL), VG_OK);
    assert_int_equal(vg_records_train(&r, NULL), VG_OK);
    assert_int_equal(vg_records_each(&r, c.same, judge, &g, NULL), VG_OK);
    members = VG_NEW_ARRAY(&a, long, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        pairs += members[truth_of(r.list[i].id)]++;
    return 2.0 * (double)g.right / (double)(g.right + g.wrong + pairs);
}

static int shared(const char *name, struct vg_buf *text)
{
    VG_SCOPED_BUF path = {0};

    vg_putf(&path, "%s/data/resolve/records/%s", SHARED_BESIDE, name);
    if (vg_file_read(path.p, text, NULL) == VG_OK)
        return 1;
    print_message("# skipped: no records at %s\n", path.p);
    return 0;
}

static void linkage_is_as_good_as_published(void **state)
{
    static const struct {
        const char *file;
        int without_id;
        double least;
    } rows[] = {
        {"febrl1.csv", 0, 1.0},
        {"febrl1.csv", 1, 0.9970},
        {"febrl3.csv", 0, 0.9965},
        {"febrl3.csv", 1, 0.9914},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF text = {0};
        double f1;

        if (!shared(rows[i].file, &text))
            return;
        f1 = f1_of(rows[i].file, febrl(rows[i].without_id), vg_buf_str(&text));
        if (f1 < rows[i].least)
            fail_msg("%s: F1 %.4f, at least %.4f expected", rows[i].file, f1, rows[i].least);
    }
}

/* Where every candidate agrees on the day of birth, that day is no class of its own. */
static void one_block_does_not_become_a_class(void **state)
{
    static const char *const born = "date_of_birth";
    VG_SCOPED_BUF text = {0};
    struct vg_records_config c = febrl(1);

    (void)state;
    c.block[0] = (struct vg_records_block){&born, 1};
    c.n_blocks = 1;
    if (shared("febrl3.csv", &text))
        assert_true(f1_of("febrl3.csv", c, vg_buf_str(&text)) >= 0.92);
}

/* -- shuffles ----------------------------------------------------------------------------- */

struct lines {
    struct vg_str line[1100];
    size_t n;
};

static void cut_lines(struct vg_str text, struct lines *out)
{
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.p + at, '\n', text.len - at);
        const size_t n = end == NULL ? text.len - at : (size_t)(end - text.p) + 1 - at;

        out->line[out->n++] = (struct vg_str){text.p + at, n};
        at += n;
    }
}

static uint64_t clusters_hash(struct vg_str text)
{
    const struct vg_records_config c = febrl(1);
    const struct vg_records_file file = {"febrl1.csv", text.p, text.len};
    VG_SCOPED_ARENA a = {0};
    struct vg_records r;
    uint32_t *of;
    uint64_t hash = 0;

    assert_int_equal(vg_records_read(&file, 1, &c, &a, &r, NULL), VG_OK);
    assert_int_equal(vg_records_train(&r, NULL), VG_OK);
    of = VG_NEW_ARRAY(&a, uint32_t, r.n + 1);
    assert_int_equal(vg_records_clusters(&r, of, NULL), VG_OK);
    for (size_t i = 0; i < r.n; i++) { /* the list is by id, whatever the rows were */
        hash = (hash ^ of[i]) * UINT64_C(1099511628211);
        assert_true(vg_str_cmp(r.list[of[i]].id, r.list[i].id) <= 0);
    }
    assert_true(r.model.lambda > 0);
    return hash ^ (uint64_t)llround(r.model.lambda * 1e15);
}

static void shuffled_rows_give_the_same_clusters_and_bits(void **state)
{
    static struct lines lines;
    VG_SCOPED_BUF text = {0};
    uint64_t known, seed = 7;

    (void)state;
    if (!shared("febrl1.csv", &text))
        return;
    known = clusters_hash(vg_buf_str(&text));
    cut_lines(vg_buf_str(&text), &lines);
    for (int round = 0; round < 5; round++) {
        VG_SCOPED_BUF again = {0};

        for (size_t i = lines.n - 1; i > 1; i--) {
            const size_t k = 1 + (size_t)((seed = seed * 6364136223846793005U + 1) >> 33) % i;
            const struct vg_str line = lines.line[i];

            lines.line[i] = lines.line[k];
            lines.line[k] = line;
        }
        for (size_t i = 0; i < lines.n; i++)
            vg_put_str(&again, lines.line[i]);
        assert_true(clusters_hash(vg_buf_str(&again)) == known);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_config_is_read_or_refused_with_what_is_wrong),
        cmocka_unit_test(values_are_alike_as_their_kind_says),
        cmocka_unit_test(names_are_alike_as_the_scorer_of_names_says),
        cmocka_unit_test(a_table_that_is_none_is_refused_with_file_and_line),
        cmocka_unit_test(a_pair_is_seen_once_and_only_where_a_block_is_shared),
        cmocka_unit_test(several_tables_are_linked_across_and_counted_by_pattern),
        cmocka_unit_test(linkage_is_as_good_as_published),
        cmocka_unit_test(one_block_does_not_become_a_class),
        cmocka_unit_test(shuffled_rows_give_the_same_clusters_and_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
