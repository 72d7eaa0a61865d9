/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/tokens.h"

/* Tokens parted by blanks, a colocated one behind a +. */
static int put_token(void *to, const struct vg_token *token)
{
    struct vg_buf *b = to;

    if (b->len > 0)
        vg_putc(b, token->colocated ? '+' : ' ');
    vg_put(b, token->p, token->len);
    return 0;
}

static void texts_become_tokens(void **state)
{
    static const struct {
        const char *text;
        enum vg_token_use use;
        const char *tokens;
    } rows[] = {
        {"", VG_TOKENS_DOCUMENT, ""},
        {"The police stations", VG_TOKENS_DOCUMENT, "the polic station"},
        {"福州市", VG_TOKENS_DOCUMENT, "福州+福 州市+州+市"},
        {"福州市", VG_TOKENS_QUERY, "福州 州市"},
        {"福", VG_TOKENS_DOCUMENT, "福"},
        {"福", VG_TOKENS_QUERY, "福"},
        {"系統", VG_TOKENS_QUERY, "系统"},
        {"在Toronto的", VG_TOKENS_QUERY, "在 toronto 的"},
        {"ｶﾞｷﾞ", VG_TOKENS_QUERY, "ガギ"},
        {"か\xe3\x82\x99き", VG_TOKENS_QUERY, "がき"},
        {"경찰서", VG_TOKENS_QUERY, "경찰 찰서"},
        {"⼈⼤", VG_TOKENS_QUERY, "人大"},
        {"China's policies", VG_TOKENS_QUERY, "china polici"},
        {"China’s", VG_TOKENS_QUERY, "china"},
        {"Xi'an O'Brien don't", VG_TOKENS_QUERY, "xian obrien dont"},
        {"l'Europe qu’elle dell'Interno", VG_TOKENS_QUERY, "l europ qu ell dell interno"},
        {"Évry Łódź Straße", VG_TOKENS_QUERY, "evri lodz strass"},
        {"Полиция Ёлка", VG_TOKENS_QUERY, "полиция елка"},
        {"ΑΘΉΝΑ", VG_TOKENS_QUERY, "αθηνα"},
        {"1,300 1300 １，３００", VG_TOKENS_QUERY, "1300 1300 1300"},
        {"1,234,567.5", VG_TOKENS_QUERY, "1234567.5"},
        {"2.36万 3,5", VG_TOKENS_QUERY, "2.36 万 3.5"},
        {"31.12.2022 2022.10 2021,2022", VG_TOKENS_QUERY, "31 12 2022 2022 10 2021 2022"},
        {"2,3,4", VG_TOKENS_QUERY, "2 3 4"},
        {"covid-19 C-70 G7", VG_TOKENS_QUERY, "covid 19 c 70 g7"},
        {"po\xe2\x80\x8blice\xc2\xad", VG_TOKENS_QUERY, "polic"},
        {"福\xe2\x80\x8b州", VG_TOKENS_QUERY, "福州"},
        {"a\rb", VG_TOKENS_QUERY, "a b"},
        {"po\xfflice", VG_TOKENS_QUERY, "po lice"},
        {"\xe7\xa6", VG_TOKENS_QUERY, ""},
        {"… — ！，。", VG_TOKENS_QUERY, ""},
    };
    struct vg_tokenizer *t = vg_tokenizer_open();

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF b = {0};

        assert_int_equal(
            vg_tokens(t, rows[i].text, strlen(rows[i].text), rows[i].use, put_token, &b), 0);
        if (strcmp(vg_buf_str(&b).p, rows[i].tokens) != 0)
            fail_msg("row %zu (%s): %s", i, rows[i].text, vg_buf_str(&b).p);
    }
    vg_tokenizer_close(t);
}

struct span_check {
    const char *text;
    size_t len, last, tokens;
};

/* Tokens are short, in order, and lie on borders of the original. */
static int check_token(void *to, const struct vg_token *token)
{
    struct span_check *c = to;

    assert_in_range(token->len, 1, VG_MAX_WORD);
    assert_int_equal(vg_utf8_bad(token->p, token->len), token->len);
    assert_true(token->start < token->end && token->end <= c->len && token->start + 64 > c->last);
    assert_true(c->tokens > 0 || !token->colocated);
    c->last = token->start;
    c->tokens++;
    return 0;
}

static void any_bytes_give_tokens_within_bounds(void **state)
{
    static const char *const pieces[] = {
        "a",
        "S",
        "'",
        "’",
        "s",
        "1",
        ",",
        ".",
        "福",
        "系統",
        "\xe3\x82\x99",
        "ｶ",
        "\xff",
        "\xe7\xa6",
        "\xe2\x80\x8b",
        "é",
        "\xcc\x81",
        " ",
        "-",
        "\"",
        "한",
        "\xe1\x85\xa1",
        "ไทย",
        "\0",
        "ﷺ",
        "㍿",
        "３",
        "．",
    };
    struct vg_tokenizer *t = vg_tokenizer_open();
    uint32_t seed = 20261123;

    (void)state;
    for (unsigned run = 0; run < 20000; run++) {
        char text[64];
        struct span_check c = {.text = text};

        for (int k = 0; k < 12; k++) {
            const char *piece;
            size_t n;

            seed = seed * 1664525U + 1013904223U;
            piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            n = *piece == '\0' ? 1 : strlen(piece);
            if (c.len + n <= sizeof text)
                memcpy(text + c.len, piece, n);
            c.len += c.len + n <= sizeof text ? n : 0;
        }
        (void)vg_tokens(t, text, c.len, run % 2 == 0 ? VG_TOKENS_DOCUMENT : VG_TOKENS_QUERY,
                        check_token, &c);
    }
    vg_tokenizer_close(t);
}

static void endless_words_and_runs_are_cut(void **state)
{
    static const char *const units[] = {
        "a", "1", "福", "é", "a'", "1,", "\xe3\x82\x99", "\xe2\x80\x8b", "a\xcc\x81"};
    struct vg_tokenizer *t = vg_tokenizer_open();

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        VG_SCOPED_BUF b = {0};
        struct span_check c = {0};

        for (int k = 0; k < 200000; k++)
            vg_puts(&b, units[i]);
        c.len = b.len;
        c.text = b.p;
        (void)vg_tokens(t, b.p, b.len, VG_TOKENS_QUERY, check_token, &c);
    }
    vg_tokenizer_close(t);
}

static void queries_become_quoted_expressions(void **state)
{
    static const struct {
        const char *query;
        int code;
        const char *match;
    } rows[] = {
        {"police station", VG_OK, "(\"police\" AND \"station\")"},
        {"\"police station\" Canada", VG_OK, "(\"police station\" AND \"Canada\")"},
        {"“police station”", VG_OK, "(\"police station\")"},
        {"福州　警察", VG_OK, "(\"福州\" AND \"警察\")"},
        {"《劝返》", VG_OK, "(\"劝返\")"},
        {"police -toronto -\"new york\"", VG_OK, "(\"police\") NOT (\"toronto\" OR \"new york\")"},
        {"co-author", VG_OK, "(\"co-author\")"},
        {"\"unclosed words", VG_OK, "(\"unclosed words\")"},
        {"a OR b", VG_OK, "(\"a\" AND \"OR\" AND \"b\")"},
        {"NEAR(a,b) c* ^d col:e", VG_OK, "(\"NEAR(a,b)\" AND \"c*\" AND \"^d\" AND \"col:e\")"},
        {"a”\"\"b", VG_OK, "(\"a”\" AND \"b\")"},
        {"„a\"b“ c", VG_OK, "(\"a\"\"b\" AND \"c\")"},
        {"x \xff\x01 y", VG_OK, "(\"x\" AND \"y\")"},
        {"!!! police ???", VG_OK, "(\"police\")"},
        {"", VG_E_MISUSE, NULL},
        {"   ", VG_E_MISUSE, NULL},
        {"\"\" -", VG_E_MISUSE, NULL},
        {"-only -excluded", VG_E_MISUSE, NULL},
    };
    struct vg_tokenizer *t = vg_tokenizer_open();

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_query q;
        int rc = vg_query_read(t, rows[i].query, strlen(rows[i].query), &a, &q, NULL);

        ROW_CHECK(i, rows[i].query, rc == rows[i].code);
        if (rc != VG_OK)
            continue;
        vg_query_fts5(&q, &b);
        if (strcmp(b.p, rows[i].match) != 0)
            fail_msg("row %zu (%s): %s", i, rows[i].query, b.p);
    }
    vg_tokenizer_close(t);
}

static void a_query_too_long_is_refused(void **state)
{
    VG_SCOPED_ARENA a = {0};
    char text[VG_MAX_QUERY + 1];
    struct vg_tokenizer *t = vg_tokenizer_open();
    struct vg_query q;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(vg_query_read(t, text, sizeof text, &a, &q, NULL), VG_E_LIMIT);
    assert_int_equal(vg_query_read(t, text, sizeof text - 1, &a, &q, NULL), VG_OK);
    vg_tokenizer_close(t);
}

/* -- in the index that it is made for ------------------------------------------ */

struct to_fts5 {
    int (*each)(void *, int, const char *, int, int, int);
    void *to;
};

static int pass_token(void *to, const struct vg_token *token)
{
    struct to_fts5 *f = to;

    return f->each(f->to, token->colocated ? FTS5_TOKEN_COLOCATED : 0, token->p, (int)token->len,
                   (int)token->start, (int)token->end);
}

static int fts5_create(void *context, const char **args, int n, Fts5Tokenizer **out)
{
    (void)context;
    (void)args;
    (void)n;
    *out = (Fts5Tokenizer *)(void *)vg_tokenizer_open();
    return SQLITE_OK;
}

static void fts5_delete(Fts5Tokenizer *t)
{
    vg_tokenizer_close((struct vg_tokenizer *)(void *)t);
}

static int fts5_tokens(Fts5Tokenizer *t, void *to, int flags, const char *p, int n,
                       int (*each)(void *, int, const char *, int, int, int))
{
    struct to_fts5 f = {each, to};
    int is_query = (flags & FTS5_TOKENIZE_QUERY) != 0;

    return vg_tokens((struct vg_tokenizer *)(void *)t, p, (size_t)n,
                     is_query ? VG_TOKENS_QUERY : VG_TOKENS_DOCUMENT, pass_token, &f);
}

static void run(sqlite3 *db, const char *sql)
{
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static sqlite3 *index_open(void)
{
    fts5_tokenizer mine = {fts5_create, fts5_delete, fts5_tokens};
    fts5_api *api = NULL;
    sqlite3_stmt *st = NULL;
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr", NULL), SQLITE_OK);
    (void)sqlite3_step(st);
    (void)sqlite3_finalize(st);
    assert_non_null(api);
    assert_int_equal(api->xCreateTokenizer(api, "vigil", NULL, &mine, NULL), SQLITE_OK);
    run(db, "CREATE VIRTUAL TABLE doc USING fts5(text, tokenize = 'vigil')");
    return db;
}

static void index_put(sqlite3 *db, const char *p, size_t len)
{
    sqlite3_stmt *st = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO doc VALUES (?1)", -1, &st, NULL),
                     SQLITE_OK);
    (void)sqlite3_bind_text(st, 1, p, (int)len, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    (void)sqlite3_finalize(st);
}

/* How many documents match what a person typed, only `rowid` if that is not 0;
 * -1 when the query is refused. */
static int index_ask(sqlite3 *db, struct vg_tokenizer *t, const char *p, size_t len, int64_t rowid)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF match = {0};
    struct vg_query q;
    sqlite3_stmt *st = NULL;
    int n;

    if (vg_query_read(t, p, len, &a, &q, NULL) != VG_OK)
        return -1;
    vg_query_fts5(&q, &match);
    assert_int_equal(sqlite3_prepare_v2(
                         db,
                         rowid == 0 ? "SELECT count(*) FROM doc WHERE doc MATCH ?1"
                                    : "SELECT count(*) FROM doc WHERE doc MATCH ?1 AND rowid = ?2",
                         -1, &st, NULL),
                     SQLITE_OK);
    (void)sqlite3_bind_text(st, 1, match.p, (int)match.len, SQLITE_STATIC);
    if (rowid != 0)
        (void)sqlite3_bind_int64(st, 2, rowid);
    if (sqlite3_step(st) != SQLITE_ROW)
        fail_msg("%s: %s", match.p, sqlite3_errmsg(db));
    n = sqlite3_column_int(st, 0);
    (void)sqlite3_finalize(st);
    return n;
}

static void people_find_what_they_look_for(void **state)
{
    static const struct {
        const char *text, *query;
        int found;
    } rows[] = {
        {"福州市公安局", "福州", 1},
        {"福州市公安局", "公安", 1},
        {"福州市公安局", "局", 1},
        {"福州市公安局", "州", 1},
        {"福州市公安局", "州公", 0},
        {"福建省", "福建", 1},
        {"最高人民法院", "法院", 1},
        {"操作系统", "系統", 1},
        {"操作系統", "系统", 1},
        {"two police stations opened", "\"police station\"", 1},
        {"two police stations opened", "stations", 1},
        {"one station", "stations", 1},
        {"a station of the police", "\"police station\"", 0},
        {"在福州Toronto的警局", "\"福州 Toronto\"", 1},
        {"在福州Toronto的警局", "\"州 Toronto 的\"", 1},
        {"Montréal", "montreal", 1},
        {"some 1,300 people", "1300", 1},
        {"some 1300 people", "1,300", 1},
        {"some 1300 people", "300", 0},
        {"police in Toronto", "police -toronto", 0},
        {"police in Ottawa", "police -toronto", 1},
        {"China’s police", "China police", 1},
        {"po\xe2\x80\x8blice", "police", 1},
        {"the police", "text:police", 0},
    };
    struct vg_tokenizer *t = vg_tokenizer_open();

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sqlite3 *db = index_open();

        index_put(db, rows[i].text, strlen(rows[i].text));
        ROW_CHECK(i, rows[i].query,
                  index_ask(db, t, rows[i].query, strlen(rows[i].query), 0) == rows[i].found);
        (void)sqlite3_close(db);
    }
    vg_tokenizer_close(t);
}

static void nothing_that_is_typed_is_syntax(void **state)
{
    static const char *const pieces[] = {
        "\"",   "'", "(",    ")", "*", "^", ":",    "+",  "-", " ", "NEAR", "AND", "NOT", "OR",
        "text", "a", "福州", "{", "}", ",", "\xff", "\0", "“", "”", "\\",   "--",  ";"};
    struct vg_tokenizer *t = vg_tokenizer_open();
    sqlite3 *db = index_open();
    uint32_t seed = 7;

    (void)state;
    index_put(db, "text", 4);
    for (int run = 0; run < 5000; run++) {
        char text[128];
        size_t len = 0;

        for (int k = 0; k < 10; k++) {
            const char *piece;
            size_t n;

            seed = seed * 1664525U + 1013904223U;
            piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            n = *piece == '\0' ? 1 : strlen(piece);
            memcpy(text + len, piece, n);
            len += n;
        }
        (void)index_ask(db, t, text, len, 0);
    }
    (void)sqlite3_close(db);
    vg_tokenizer_close(t);
}

static void the_longest_query_of_exclusions_is_answered(void **state)
{
    struct vg_tokenizer *t = vg_tokenizer_open();
    sqlite3 *db = index_open();
    VG_SCOPED_BUF b = {0};

    (void)state;
    index_put(db, "zebra", 5);
    vg_puts(&b, "zebra");
    for (int i = 0; i < 300; i++)
        vg_puts(&b, " -a");
    assert_int_equal(index_ask(db, t, b.p, b.len, 0), 1);
    (void)sqlite3_close(db);
    vg_tokenizer_close(t);
}

/* The short name of each Chinese place (column name) inside its official name
 * (ext_name), which stands in a sentence. */
static void short_names_are_found_in_official_names(void **state)
{
    const char *shared = getenv("VIGIL_SHARED");
    struct vg_tokenizer *t;
    sqlite3 *db;
    VG_SCOPED_BUF file = {.max = 1 << 22};
    char path[512];
    int64_t asked = 0, found = 0;

    (void)state;
    (void)snprintf(path, sizeof path, "%s/data/resolve/places/places.csv",
                   shared != NULL ? shared : SOURCE_ROOT "/../shared");
    if (vg_file_read(path, &file, NULL) != VG_OK) {
        print_message("# skipped: no test data (set VIGIL_SHARED)\n");
        skip();
    }
    t = vg_tokenizer_open();
    db = index_open();
    run(db, "BEGIN");
    for (char *line = strchr(file.p, '\n') + 1, *end; (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        char *name = line, *full;
        VG_SCOPED_BUF text = {0};

        *end = '\0';
        for (int i = 0; i < 3; i++)
            name = strchr(name, ',') + 1;
        full = strrchr(line, ',') + 1;
        if (strchr(name, ',') - name < 6)
            continue;
        vg_putf(&text, "中国%s人民政府公安局今日通报", full);
        index_put(db, text.p, text.len);
        asked++;
        found += index_ask(db, t, name, (size_t)(strchr(name, ',') - name), asked);
    }
    print_message("# recall of short names in official ones: %lld of %lld\n", (long long)found,
                  (long long)asked);
    assert_true(asked > 3000);
    assert_int_equal(found, asked);
    (void)sqlite3_close(db);
    vg_tokenizer_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_become_tokens),
        cmocka_unit_test(any_bytes_give_tokens_within_bounds),
        cmocka_unit_test(endless_words_and_runs_are_cut),
        cmocka_unit_test(queries_become_quoted_expressions),
        cmocka_unit_test(a_query_too_long_is_refused),
        cmocka_unit_test(people_find_what_they_look_for),
        cmocka_unit_test(nothing_that_is_typed_is_syntax),
        cmocka_unit_test(the_longest_query_of_exclusions_is_answered),
        cmocka_unit_test(short_names_are_found_in_official_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
