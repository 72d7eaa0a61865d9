/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "ask/ask.h"
#include "ask/words.h"
#include "base/clock.h"
#include "base/file.h"

/* -- a small case ---------------------------------------------------------------------- */

/* What a row says; the rest is the same for all. */
struct say {
    enum vg_claim_kind kind;
    enum vg_op op;
    int64_t a;
    const char *unit, *subject, *predicate, *object, *places, *speaker, *date, *from, *to,
        *standing, *quote, *note;
    enum vg_stance stance;
    int64_t roots[2];
};

enum { MOST = 16 };

struct made {
    struct vg_claim claims[MOST];
    struct vg_link links[MOST][2];
    const char *places[MOST][MOST];
    struct vg_standing standing[MOST];
    struct vg_passage passages[MOST];
    struct vg_root roots[3];
    struct vg_entity entities[4];
    struct vg_source_info source;
    struct vg_view v;
    struct vg_root_graph *g;
    struct vg_check *checks;
    size_t n_checks;
};

static size_t split(const char *text, const char **out, struct vg_arena *a)
{
    size_t n = 0;

    for (const char *p = text; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ");

        out[n++] = vg_copy(a, p, len);
        p += len + (p[len] == ' ');
    }
    return n;
}

static void make_claim(struct made *m, size_t i, const struct say *s, struct vg_arena *a)
{
    struct vg_claim *c = &m->claims[i];
    const char *quote = s->quote != NULL ? s->quote : "what it says";

    m->links[i][0] = (struct vg_link){.speaker = s->speaker, .as = "report", .date = s->date};
    m->links[i][1] = (struct vg_link){.speaker = "Example Press", .as = "text"};
    m->passages[i] = (struct vg_passage){.id = (int64_t)i + 1,
                                         .source = 1,
                                         .start = (int64_t)i * 100,
                                         .end = (int64_t)i * 100 + 50,
                                         .quote = vg_str(quote)};
    m->standing[i] = (struct vg_standing){.value = s->standing, .speaker = s->speaker};
    *c = (struct vg_claim){.id = (int64_t)i + 1,
                           .ref = vg_print(a, "x%zu", i + 1),
                           .kind = s->kind,
                           .stance = s->stance != 0 ? s->stance : VG_ASSERTS,
                           .status = VG_ACCEPTED,
                           .subject = s->subject,
                           .predicate = s->predicate,
                           .object = s->object,
                           .period = {.from = s->from, .to = s->to},
                           .places = m->places[i],
                           .n_places = split(s->places, m->places[i], a),
                           .links = m->links[i],
                           .n_links = 2,
                           .standing = &m->standing[i],
                           .n_standing = s->standing != NULL,
                           .note = s->note,
                           .roots = s->roots,
                           .n_roots = (size_t)(s->roots[0] != 0) + (size_t)(s->roots[1] != 0),
                           .passage = &m->passages[i]};
    if (s->op != VG_OP_NONE)
        vg_quantity_set(&c->quantity, s->op, s->a, 0);
    c->quantity.unit = s->unit;
}

static void make(struct made *m, const struct say *say, size_t n, struct vg_arena *a)
{
    *m = (struct made){
        .source = {.id = 1, .label = "article", .captured_at = 1700000000},
        .roots = {{.id = 1, .name = "root:one", .what = "the first report", .speaker = "One"},
                  {.id = 2, .name = "root:two", .what = "the list", .speaker = "Two"},
                  {.id = 3, .name = "root:held", .what = "the notice", .source = 1}},
        .entities = {{.id = "org:bureau", .en = "Bureau of Karvel", .level = "prefecture"},
                     {.id = "org:host-police", .en = "Host Police", .level = "host-police"},
                     {.id = "org:monitor", .en = "The Monitor", .level = "ngo"},
                     {.id = "prog:campaign", .en = "the campaign", .level = "programme"}},
    };
    assert_true(n <= MOST);
    for (size_t i = 0; i < n; i++)
        make_claim(m, i, &say[i], a);
    m->v = (struct vg_view){.claims = m->claims,
                            .n_claims = n,
                            .sources = &m->source,
                            .n_sources = 1,
                            .roots = m->roots,
                            .n_roots = 3,
                            .entities = m->entities,
                            .n_entities = 4};
    assert_int_equal(vg_root_graph_make(&m->v, a, &m->g, NULL), VG_OK);
    assert_int_equal(vg_check_all(&m->v, m->g, a, &m->checks, &m->n_checks, NULL), VG_OK);
}

static struct vg_answer ask_for(struct made *m, struct vg_ask part, struct vg_arena *a)
{
    struct vg_ask *kept = VG_NEW(a, struct vg_ask);
    struct vg_question *q = VG_NEW(a, struct vg_question);
    struct vg_ask_case in = {
        .view = &m->v, .graph = m->g, .checks = m->checks, .n_checks = m->n_checks};
    struct vg_answer out;
    struct vg_err err = {0};

    *kept = part;
    *q = (struct vg_question){.name = "q", .en = "?", .parts = kept, .n_parts = 1};
    if (vg_ask_answer(&in, q, a, &out, &err) != VG_OK)
        fail_msg("%s: %s", vg_ask_op_word(part.op), err.text);
    return out;
}

/* How many rows have this tag; and the first of them. */
static size_t tagged(const struct vg_answer *x, const char *tag, const struct vg_answer_row **first)
{
    size_t n = 0;

    for (size_t i = 0; i < x->parts[0].n_rows; i++)
        if (strcmp(x->parts[0].rows[i].tag, tag) == 0 && n++ == 0 && first != NULL)
            *first = &x->parts[0].rows[i];
    return n;
}

static const char *said(const struct vg_answer_note *list, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].word, word) == 0)
            return list[i].text;
    return NULL;
}

#define REMARK(x, word)  said((x).remarks, (x).n_remarks, (word))
#define REFUSAL(x, word) said((x).refusals, (x).n_refusals, (word))
#define MISSING(x, word) said((x).missing, (x).n_missing, (word))

/* -- filters ------------------------------------------------------------------------------ */

static const struct say mixed[] = {
    {VG_KIND_QUANTITY, VG_OP_EXACT, 3, .unit = "station", .subject = "stations",
     .predicate = "identified", .places = "markham", .speaker = "The Monitor",
     .standing = "reported", .from = "2022", .to = "2022", .roots = {1}},
    {VG_KIND_OPINION, VG_OP_AT_LEAST, 1, .unit = "station", .subject = "stations",
     .predicate = "likely-exist", .object = "further ones", .places = "CA", .speaker = "A. Person",
     .standing = "opinion"},
    {VG_KIND_RELATION, .subject = "org:bureau", .predicate = "says-purpose",
     .object = "helping travellers", .speaker = "Bureau of Karvel",
     .standing = "official-statement", .quote = "the service stations help travellers"},
    {VG_KIND_DENIAL, .subject = "stations", .predicate = "denies-existence", .places = "lyon",
     .speaker = "embassy", .standing = "denied", .stance = VG_DENIES},
    {VG_KIND_QUANTITY, VG_OP_AT_MOST, 200, .unit = "person", .subject = "prog:campaign",
     .predicate = "returned", .speaker = "The Monitor", .standing = "reported", .roots = {2, 1}},
};

#define ONE(word)                                                                                  \
    {                                                                                              \
        (const char *const[]){word}, 1                                                             \
    }
#define TWO(one, other)                                                                            \
    {                                                                                              \
        (const char *const[]){one, other}, 2                                                       \
    }

static const struct {
    const char *what;
    struct vg_filter f;
    unsigned loose;
    const char *fits; /* numbers of the claims */
} filters[] = {
    {"nothing asked", {.kind = {NULL, 0}}, 0, "12345"},
    {"a kind", {.kind = ONE("opinion")}, 0, "2"},
    {"either of two kinds", {.kind = TWO("opinion", "denial")}, 0, "24"},
    {"a kind and a place", {.kind = ONE("quantity"), .place = ONE("CA")}, 0, "1"},
    {"a place holds what lies in it", {.place = ONE("CA")}, 0, "12"},
    {"without a place, loosely", {.place = ONE("CA")}, VG_LOOSE_PLACE, "1235"},
    {"a unit counts, or is named", {.what = ONE("station")}, 0, "1234"},
    {"a number of another unit does not", {.what = ONE("person")}, 0, "5"},
    {"the unit does not matter, loosely", {.what = ONE("person")}, VG_LOOSE_WHAT, "12345"},
    {"a speaker by name", {.speaker = ONE("The Monitor")}, 0, "15"},
    {"a speaker by the id of an entity", {.speaker = ONE("org:monitor")}, 0, "15"},
    {"an id in the subject", {.about = ONE("prog:campaign")}, 0, "5"},
    {"a word of the quote", {.about = ONE("travellers")}, 0, "3"},
    {"no part of a word", {.about = ONE("travel")}, 0, ""},
    {"a root's name", {.about = ONE("root:two")}, 0, "5"},
    {"a stance", {.stance = ONE("denies")}, 0, "4"},
    {"a standing", {.standing = TWO("denied", "opinion")}, 0, "24"},
    {"a family", {.family = ONE("function")}, 0, "3"},
    {"a root by id", {.root = ONE("r1")}, 0, "15"},
    {"a claim by id, one by ref", {.claim = TWO("c2", "x4")}, 0, "24"},
    {"a source", {.source = ONE("s1")}, 0, "12345"},
    {"undated", {.undated = 1}, 0, "2345"},
    {"numbered", {.numbered = 1}, 0, "125"},
};

static void a_filter_lets_through_what_fits_every_key(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;

    (void)state;
    make(&m, mixed, 5, &a);
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        char found[MOST] = "";
        size_t n = 0;

        for (size_t c = 0; c < m.v.n_claims; c++)
            if (vg_filter_fits(&m.v, &filters[i].f, &m.claims[c], filters[i].loose))
                found[n++] = (char)('1' + c);
        found[n] = '\0';
        if (strcmp(found, filters[i].fits) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", filters[i].what, found, filters[i].fits);
        ROW_CHECK(i, filters[i].what, vg_filter_check(&m.v, &filters[i].f, NULL) == VG_OK);
    }
}

static const struct {
    struct vg_filter f;
    const char *key;
} unknown[] = {
    {{.kind = ONE("opinoin")}, "kind: "},      {{.stance = ONE("says")}, "stance: "},
    {{.place = ONE("atlantis")}, "place: "},   {{.standing = ONE("true")}, "standing: "},
    {{.hedge = ONE("maybe")}, "hedge: "},      {{.family = ONE("all")}, "family: "},
    {{.claim = TWO("c1", "c99")}, "claim: "},  {{.source = ONE("s7")}, "source: "},
    {{.root = ONE("root:nowhere")}, "root: "},
};

static void a_word_that_is_none_is_refused_with_its_key(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;

    (void)state;
    make(&m, mixed, 5, &a);
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        struct vg_err err = {0};

        ROW_CHECK(i, unknown[i].key, vg_filter_check(&m.v, &unknown[i].f, &err) == VG_E_MISUSE);
        ROW_CHECK(i, err.text, strncmp(err.text, unknown[i].key, strlen(unknown[i].key)) == 0);
    }
}

static const struct {
    const char *name, *id;
    int is;
} names[] = {
    {"org:bureau", "org:bureau", 1},
    {"Bureau of Karvel", "org:bureau", 1},
    {"Peter Someone", "person:someone", 1},
    {"Someoneelse", "person:someone", 0},
    {"Safe Harbour Watch", "org:safe-harbour", 1},
    {"Safe Watch", "org:safe-harbour", 0},
    {"Host Police", "org:host-police", 1},
    {"Police", "org:host-police", 0},
    {NULL, "org:bureau", 0},
    {"x", "noid", 0},
    {"x", "org:", 0},
};

static void a_name_stands_for_an_id_when_all_of_the_id_is_in_it(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;

    (void)state;
    make(&m, mixed, 5, &a);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ROW_CHECK(i, names[i].id, vg_name_is(&m.v, names[i].name, names[i].id) == names[i].is);
}

/* -- questions as data ---------------------------------------------------------------------- */

static int read_question(const char *line, struct vg_arena *a, struct vg_question *q,
                         struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    int rc = vg_json_read(line, strlen(line), &o, err);

    return rc == VG_OK ? vg_question_from_json(o, a, q, err) : rc;
}

static const struct {
    const char *line, *says;
} wrong[] = {
    {"{\"en\":\"?\",\"ask\":[{\"op\":\"count\"}]}", "name: "},
    {"{\"name\":\"Q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\"}]}", "name: "},
    {"{\"name\":\"-q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\"}]}", "name: "},
    {"{\"name\":\"q\",\"ask\":[{\"op\":\"count\"}]}", "en: "},
    {"{\"name\":\"q\",\"en\":\"?\"}", "ask: a list"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[]}", "ask: a list"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[7]}", "ask: part 1: an object"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{}]}", "ask: part 1: op: it is missing"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"guess\"}]}", "ask: part 1: op: 'guess'"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\",\"whta\":\"x\"}]}",
     "ask: part 1: \"whta\" is no key"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\",\"what\":7}]}",
     "ask: part 1: what: a text"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\",\"what\":[\"a\",\"\"]}]}",
     "ask: part 1: what: a text"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\",\"at\":\"street\"}]}",
     "ask: part 1: at: "},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\",\"by\":\"colour\"}]}",
     "ask: part 1: by: "},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"checks\",\"check\":\"taste\"}]}",
     "ask: part 1: check: "},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"claims\",\"inferred\":\"yes\"}]}",
     "ask: part 1: inferred: true or false"},
    {"{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"claims\",\"kind\":\"opinoin\"}]}",
     "ask: part 1: kind: 'opinoin' is no term"},
    {"{\"name\":\"q\",\"en\":\"?\",\"colour\":\"red\",\"ask\":[{\"op\":\"count\"}]}",
     "\"colour\" is no key"},
};

static void a_question_that_is_none_is_refused_with_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_question q;
        struct vg_err err = {0};

        ROW_CHECK(i, wrong[i].line, read_question(wrong[i].line, &a, &q, &err) == VG_E_FORMAT);
        if (strncmp(err.text, wrong[i].says, strlen(wrong[i].says)) != 0)
            fail_msg("row %zu: \"%s\"", i, err.text);
    }
}

static void more_parts_or_words_than_the_bound_are_refused(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_question q;

    (void)state;
    vg_puts(&b, "{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\"}");
    for (int i = 0; i < 8; i++)
        vg_puts(&b, ",{\"op\":\"count\"}");
    vg_puts(&b, "]}");
    assert_int_equal(read_question(b.p, &a, &q, NULL), VG_E_LIMIT);
    vg_buf_clear(&b);
    vg_puts(&b, "{\"name\":\"q\",\"en\":\"?\",\"ask\":[{\"op\":\"count\",\"what\":[\"a\"");
    for (int i = 0; i < 256; i++)
        vg_puts(&b, ",\"a\"");
    vg_puts(&b, "]}]}");
    assert_int_equal(read_question(b.p, &a, &q, NULL), VG_E_LIMIT);
}

/* The questions of the program, a line each. */
static size_t each_builtin(void (*take)(struct made *m, const struct vg_question *q,
                                        struct vg_str line, struct vg_arena *a),
                           struct made *m, struct vg_arena *a)
{
    VG_SCOPED_BUF text = {0};
    size_t n = 0;

    assert_int_equal(vg_file_read(SOURCE_ROOT "/data/questions/general.jsonl", &text, NULL), VG_OK);
    for (char *line = text.p; line < text.p + text.len; n++) {
        char *end = strchr(line, '\n');
        struct vg_question q;
        struct vg_err err = {0};

        assert_non_null(end);
        *end = '\0';
        if (read_question(line, a, &q, &err) != VG_OK)
            fail_msg("line %zu: %s", n + 1, err.text);
        take(m, &q, (struct vg_str){line, (size_t)(end - line)}, a);
        line = end + 1;
    }
    return n;
}

static void writes_as_read(struct made *m, const struct vg_question *q, struct vg_str line,
                           struct vg_arena *a)
{
    VG_SCOPED_BUF once = {0}, twice = {0};
    struct vg_json j = {.out = &once}, k = {.out = &twice};
    struct vg_question again;

    (void)m;
    (void)line;
    vg_question_to_json(&j, q);
    assert_int_equal(read_question(once.p, a, &again, NULL), VG_OK);
    vg_question_to_json(&k, &again);
    assert_string_equal(once.p, twice.p);
    assert_non_null(q->zh);
    assert_non_null(q->group);
    assert_string_not_equal(vg_question_text(&m->v, q, "zh", a),
                            vg_question_text(&m->v, q, "en", a));
    assert_null(strchr(vg_question_text(&m->v, q, "en", a), '{'));
    assert_null(strchr(vg_question_text(&m->v, q, "zh", a), '{'));
}

static void the_questions_of_the_program_are_read_as_they_are_written(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;

    (void)state;
    make(&m, mixed, 5, &a);
    assert_int_equal(each_builtin(writes_as_read, &m, &a), 38);
}

static void answers_something(struct made *m, const struct vg_question *q, struct vg_str line,
                              struct vg_arena *a)
{
    struct vg_ask_case in = {
        .view = &m->v, .graph = m->g, .checks = m->checks, .n_checks = m->n_checks};
    struct vg_answer x;
    struct vg_err err = {0};
    size_t rows = 0;

    (void)line;
    if (vg_ask_answer(&in, q, a, &x, &err) != VG_OK)
        fail_msg("%s: %s", q->name, err.text);
    for (size_t i = 0; i < x.n_parts; i++)
        rows += x.parts[i].n_rows;
    if (rows + x.n_missing + x.n_refusals == 0)
        fail_msg("%s: no row, and nothing is missing", q->name);
    for (size_t i = 1; i < x.n_claims; i++)
        assert_true(x.claims[i - 1] < x.claims[i]);
}

static void every_question_is_answered_of_any_case_of_an_empty_one_too(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;

    (void)state;
    make(&m, mixed, 5, &a);
    (void)each_builtin(answers_something, &m, &a);
    make(&m, mixed, 0, &a);
    m.v = (struct vg_view){0};
    assert_int_equal(vg_root_graph_make(&m.v, &a, &m.g, NULL), VG_OK);
    (void)each_builtin(answers_something, &m, &a);
}

static void narrowing_leaves_alone_what_a_part_settles_itself(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_filter f = {.what = ONE("station"), .place = ONE("CA")};
    struct vg_question q;

    (void)state;
    assert_int_equal(read_question("{\"name\":\"q\",\"en\":\"How many {what} in {place}?\",\"ask\":"
                                   "[{\"op\":\"count\"},{\"op\":\"count\",\"what\":\"country\"}]}",
                                   &a, &q, NULL),
                     VG_OK);
    vg_question_narrow(&q, &f, &a);
    assert_string_equal(q.parts[0].filter.what.p[0], "station");
    assert_string_equal(q.parts[1].filter.what.p[0], "country");
    assert_string_equal(q.parts[1].filter.place.p[0], "CA");
    assert_string_equal(vg_question_text(&(struct vg_view){0}, &q, "en", &a),
                        "How many stations in Canada?");
}

static void every_sentence_is_there_in_both_languages(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (int i = 0; i < VG_ASK_WORDS; i++) {
        enum vg_ask_word w = (enum vg_ask_word)i;

        assert_non_null(vg_ask_word_key(w));
        assert_true(strlen(vg_ask_say(&a, "en", w, "x", "y", "z")) > 0);
        assert_true(strlen(vg_ask_say(&a, "zh", w, "x", "y", "z")) > 0);
    }
    for (int i = VG_ASK_COUNT; i < VG_ASK_OPS; i++) {
        enum vg_ask_op op;

        assert_int_equal(vg_ask_op_read(vg_ask_op_word((enum vg_ask_op)i), &op, NULL), VG_OK);
        assert_int_equal(op, i);
        assert_string_not_equal(vg_ask_op_label(op, "en"), vg_ask_op_label(op, "zh"));
    }
}

/* -- numbers ------------------------------------------------------------------------------------
 */

static const struct say metro[] = {
    {VG_KIND_QUANTITY, VG_OP_EXACT, 3, .unit = "station", .subject = "stations",
     .predicate = "located-in", .places = "greater-toronto-area", .quote = "three in Toronto",
     .roots = {1, 2}},
    {VG_KIND_QUANTITY, VG_OP_EXACT, 2, .unit = "station", .subject = "stations",
     .predicate = "located-in", .places = "markham", .roots = {2}},
    {VG_KIND_QUANTITY, VG_OP_EXACT, 1, .unit = "station", .subject = "stations",
     .predicate = "located-in", .places = "scarborough", .roots = {2}},
};

static void a_count_says_what_rests_on_one_root_and_what_lies_outside_the_city(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, metro, 3, &a);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_COUNT, .at = "metro"}, &a);
    assert_string_equal(REMARK(x, "one-root"), "all of it rests on one root: the list");
    assert_string_equal(REMARK(x, "outside-city"), "2 of 3 lie outside the city of Toronto");
    assert_int_equal(x.roots_named, 2);
    assert_int_equal(x.roots_independent, 1); /* the first claim names both */
    assert_int_equal(x.n_claims, 3);
}

static void a_count_that_is_narrowed_counts_what_fits_and_nothing_else(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct say say[3] = {metro[0], metro[1], metro[2]};
    struct vg_ask part = {.op = VG_ASK_COUNT, .filter = {.speaker = ONE("The Monitor")}};
    struct made m;
    struct vg_answer x;

    (void)state;
    say[1].speaker = "The Monitor";
    make(&m, say, 3, &a);
    x = ask_for(&m, part, &a);
    assert_int_equal(x.n_claims, 1);
    assert_int_equal(x.parts[0].rows[0].figure->low, 2);
}

static void a_count_of_two_units_or_places_at_once_is_refused(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_ask parts[] = {
        {.op = VG_ASK_COUNT, .filter = {.what = TWO("station", "person")}},
        {.op = VG_ASK_COUNT, .filter = {.place = TWO("CA", "FR")}},
    };
    struct made m;

    (void)state;
    make(&m, metro, 3, &a);
    for (size_t i = 0; i < 2; i++) {
        struct vg_ask_case in = {.view = &m.v, .graph = m.g};
        struct vg_question q = {.name = "q", .en = "?", .parts = &parts[i], .n_parts = 1};
        struct vg_answer x;

        assert_int_equal(vg_ask_answer(&in, &q, &a, &x, NULL), VG_E_MISUSE);
    }
}

static void roots_that_no_claim_names_together_are_apart(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct say say[2] = {metro[1], metro[2]};
    struct made m;
    struct vg_answer x;

    (void)state;
    say[0].roots[0] = 1;
    make(&m, say, 2, &a);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_ROOTS}, &a);
    assert_int_equal(x.roots_named, 2);
    assert_int_equal(x.roots_independent, 2);
    assert_null(REMARK(x, "one-root"));
    assert_null(REMARK(x, "linked-roots"));
}

static const struct {
    const char *name;
    struct say x, y;
    const char *refusal;
} sums[] = {
    {"apart",
     {VG_KIND_QUANTITY, VG_OP_EXACT, 5, .unit = "person", .predicate = "returned", .from = "2020",
      .to = "2020"},
     {VG_KIND_QUANTITY, VG_OP_EXACT, 7, .unit = "person", .predicate = "returned", .from = "2021",
      .to = "2021"},
     NULL},
    {"overlapping",
     {VG_KIND_QUANTITY, VG_OP_EXACT, 5, .unit = "person", .predicate = "returned", .from = "2020",
      .to = "2021"},
     {VG_KIND_QUANTITY, VG_OP_EXACT, 7, .unit = "person", .predicate = "returned", .from = "2021",
      .to = "2021"},
     "2021-01 to 2021-12 (twelve months) is in both"},
    {"undated",
     {VG_KIND_QUANTITY, VG_OP_EXACT, 5, .unit = "person", .predicate = "returned"},
     {VG_KIND_QUANTITY, VG_OP_EXACT, 7, .unit = "person", .predicate = "returned", .from = "2021",
      .to = "2021"},
     "has no period"},
};

static void a_sum_is_allowed_or_refused_with_what_is_shared(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct say say[] = {sums[i].x, sums[i].y};
        const struct vg_answer_row *pair = NULL;
        struct made m;
        struct vg_answer x;

        make(&m, say, 2, &a);
        x = ask_for(&m, (struct vg_ask){.op = VG_ASK_SUM}, &a);
        ROW_CHECK(i, sums[i].name, tagged(&x, "pair", &pair) == 1);
        if (sums[i].refusal == NULL) {
            ROW_CHECK(i, sums[i].name, x.n_refusals == 0 && pair->figure->best == 12);
        } else {
            ROW_CHECK(i, sums[i].name, REFUSAL(x, "no-sum") != NULL && pair->figure->has == 0);
            if (strstr(REFUSAL(x, "no-sum"), sums[i].refusal) == NULL)
                fail_msg("%s: \"%s\"", sums[i].name, REFUSAL(x, "no-sum"));
        }
    }
}

static const struct {
    const char *name;
    enum vg_op op;
    int64_t n;
    const char *object, *more; /* of what is not identified; NULL: nothing follows */
} guesses[] = {
    {"above what is identified it is of all of them", VG_OP_AT_LEAST, 5, NULL, "2 or more"},
    {"over three is four", VG_OP_OVER, 3, NULL, "1 or more"},
    {"further ones are said to be further", VG_OP_AT_LEAST, 1, "further ones", "1 or more"},
    {"a number that is met already leaves none", VG_OP_AT_LEAST, 2, NULL, NULL},
    {"an upper end alone leaves none", VG_OP_AT_MOST, 9, "further ones", NULL},
};

static void what_an_opinion_adds_is_never_more_than_it_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        VG_SCOPED_ARENA a = {0};
        struct say say[4] = {metro[0], metro[1], metro[2]};
        struct made m;
        struct vg_answer x;
        const char *more;

        say[3] = (struct say){VG_KIND_OPINION,
                              guesses[i].op,
                              guesses[i].n,
                              .unit = "station",
                              .subject = "stations",
                              .predicate = "likely-exist",
                              .object = guesses[i].object,
                              .places = "CA"};
        make(&m, say, 4, &a);
        x = ask_for(&m, (struct vg_ask){.op = VG_ASK_BEYOND}, &a);
        more = REMARK(x, "at-least-more");
        ROW_CHECK(i, guesses[i].name, (more == NULL) == (guesses[i].more == NULL));
        ROW_CHECK(i, guesses[i].name, more == NULL || strstr(more, guesses[i].more) != NULL);
        ROW_CHECK(i, guesses[i].name, REMARK(x, "opinion-only") != NULL);
    }
}

/* -- what is refused ------------------------------------------------------------------------------
 */

/* Three announced by the notice, one of them found, and one that is not among them. */
static const struct say lists[] = {
    {VG_KIND_EVENT, VG_OP_EXACT, 3, .unit = "province", .subject = "prog:campaign",
     .predicate = "held-in", .places = "CN-HE CN-SX CN-FJ", .speaker = "A paper", .roots = {3}},
    {VG_KIND_QUANTITY, VG_OP_EXACT, 2, .unit = "province", .subject = "operations",
     .predicate = "count", .places = "CN-FJ CN-ZJ", .roots = {1}, .speaker = "A. Person"},
    {VG_KIND_OPINION, VG_OP_AT_MOST, 1, .unit = "province", .subject = "provinces",
     .predicate = "might-number", .speaker = "A. Person"},
};
static const struct vg_reading read_it = {.root = 3, .family = VG_FAMILY_EFFECT};

static void a_list_is_subtracted_by_its_members_and_locked_while_nobody_read_it(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, lists, 3, &a);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_DIFFERENCE}, &a);
    assert_int_equal(tagged(&x, "not-found", NULL), 2);
    assert_int_equal(tagged(&x, "found", NULL), 1);
    assert_int_equal(tagged(&x, "found-outside", NULL), 1);
    assert_int_equal(tagged(&x, "remainder", NULL), 1);
    assert_string_equal(REMARK(x, "remainder"), "3 listed, 1 of them found, 2 left");
    assert_non_null(REFUSAL(x, "list-not-read"));
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_REMAINDER}, &a);
    assert_int_equal(x.n_refusals, 0); /* arithmetic is no list of where to look */
    m.v.readings = &read_it;
    m.v.n_readings = 1;
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_DIFFERENCE}, &a);
    assert_int_equal(x.n_refusals, 0);
    assert_non_null(MISSING(x, "no-search-log"));
    m.roots[2].corrected = "corrected at source 2022-10-29";
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_DIFFERENCE}, &a);
    assert_non_null(REFUSAL(x, "list-corrected"));
    assert_non_null(REMARK(x, "locked"));
}

static void a_list_that_is_kept_is_compared_with_the_search_log(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_list_member members[] = {{.id = "CN-HE"}, {.id = "CN-SX"}, {.id = "CN-FJ"}};
    const int64_t says[] = {1};
    const struct vg_list list = {.id = 1,
                                 .name = "three",
                                 .root = 3,
                                 .unit = "province",
                                 .claims = says,
                                 .n_claims = 1,
                                 .members = members,
                                 .n_members = 3};
    const struct vg_looked looked = {
        .id = 1, .place = "CN-SX", .date = "2023-05", .words = "post", .result = VG_LOOKED_NOTHING};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, lists, 3, &a);
    m.v.lists = &list;
    m.v.n_lists = 1;
    m.v.looked = &looked;
    m.v.n_looked = 1;
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_DIFFERENCE}, &a);
    assert_int_equal(tagged(&x, "list", NULL), 1); /* its claim is not shown as another */
    assert_int_equal(tagged(&x, "not-found", NULL), 2);
    assert_int_equal(tagged(&x, "remainder", NULL), 1);
    assert_non_null(REFUSAL(x, "list-locked"));
    for (size_t i = 0; i < x.parts[0].n_rows; i++) {
        const struct vg_answer_row *r = &x.parts[0].rows[i];

        if (strcmp(r->tag, "not-found") == 0)
            assert_string_equal(r->says, strcmp(r->what, "CN-SX") == 0 ? "nothing 2023-05 (post)"
                                                                       : "not looked");
    }
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_REMAINDER}, &a);
    assert_int_equal(x.n_refusals, 0);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_NEGATIVE, .filter = {.place = ONE("CN")}}, &a);
    assert_int_equal(tagged(&x, "searched", NULL), 1);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_NEGATIVE, .filter = {.place = ONE("CA")}}, &a);
    assert_int_equal(tagged(&x, "searched", NULL), 0);
}

static void what_a_source_is_cited_for_is_refused_until_it_was_read(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct say say[] = {
        {VG_KIND_INSTRUCTION, .subject = "notice", .predicate = "orders", .object = "posts",
         .speaker = "A. Person", .roots = {3}},
        {VG_KIND_RELATION, .subject = "notice", .predicate = "concerns", .object = "road safety",
         .speaker = "Example Press", .roots = {3}},
    };
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, say, 2, &a);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_CITATION}, &a);
    assert_non_null(REFUSAL(x, "cited-not-read"));
    assert_string_equal(REMARK(x, "described-as"),
                        "the sources describe the notice as: road safety");
    m.roots[2].source = 0;
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_CITATION}, &a);
    assert_non_null(REFUSAL(x, "cited-not-held"));
    m.roots[2].source = 1;
    m.v.readings = &read_it;
    m.v.n_readings = 1;
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_CITATION}, &a);
    assert_int_equal(x.n_refusals, 0);
}

static void a_number_is_ascribed_to_nothing_that_no_root_links_it_to(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct say say[] = {
        {VG_KIND_QUANTITY, VG_OP_AT_MOST, 900, .unit = "person", .subject = "the stations",
         .predicate = "used-to-persuade", .speaker = "The Monitor", .standing = "reported",
         .roots = {3}},
        metro[1],
        metro[2],
    };
    const struct vg_reading other = {.root = 3, .family = VG_FAMILY_NUMBER};
    const struct vg_reading right = {.root = 3, .family = VG_FAMILY_FUNCTION};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, say, 3, &a);
    m.v.readings = &other;
    m.v.n_readings = 1;
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_EFFECT}, &a);
    assert_non_null(REFUSAL(x, "no-link")); /* the number was read there, not the link */
    assert_int_equal(tagged(&x, "ascribed", NULL), 1);
    m.v.readings = &right;
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_EFFECT}, &a);
    assert_int_equal(x.n_refusals, 0);
    assert_int_equal(tagged(&x, "carried", NULL), 1);
}

/* -- sides
 * -------------------------------------------------------------------------------------------- */

static const struct say sides[] = {
    {VG_KIND_DENIAL, .subject = "stations", .predicate = "denies-existence", .places = "FR",
     .speaker = "embassy of Karvelia", .standing = "denied", .stance = VG_DENIES},
    {VG_KIND_DENIAL, .subject = "stations", .predicate = "denies-existence", .places = "FR",
     .speaker = "interior ministry of France", .standing = "denied", .stance = VG_DENIES},
    {VG_KIND_EVENT, .subject = "org:host-police", .predicate = "investigates", .places = "lyon",
     .speaker = "Host Police", .standing = "official-statement", .date = "2023-02"},
    {VG_KIND_RELATION, .subject = "org:bureau", .predicate = "says-purpose", .object = "visas",
     .speaker = "Bureau of Karvel", .standing = "official-statement"},
    {VG_KIND_NEGATIVE_FINDING, VG_OP_NONE_FOUND, 0, .unit = "case", .subject = "org:monitor",
     .predicate = "not-found", .places = "FR", .speaker = "The Monitor"},
    {VG_KIND_DENIAL, .subject = "stations", .predicate = "denies-police-function",
     .places = "amsterdam", .speaker = "Dutch foreign minister", .standing = "denied",
     .stance = VG_DENIES, .date = "2023-03"},
};

static void a_host_authority_answers_as_host_and_not_as_the_accused(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, sides, 6, &a);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_REPLIES}, &a);
    assert_int_equal(tagged(&x, "answered", NULL), 2);
    assert_string_equal(
        REMARK(x, "answers-only"),
        "answered: existence, purpose; not answered: function, lawfulness, closure");
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_RESPONSES}, &a);
    assert_int_equal(tagged(&x, "response", NULL), 3);
    assert_string_equal(x.parts[0].rows[1].from, "2023-02");
}

static void none_found_is_never_a_number(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_answer_row *row = &(struct vg_answer_row){0};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, sides, 5, &a);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_NEGATIVE}, &a);
    assert_int_equal(tagged(&x, "none-found", &row), 1);
    assert_int_equal(row->quantity->has, 0);
    assert_non_null(REMARK(x, "not-absence"));
}

static void claims_that_do_not_stand_answer_nothing(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, sides, 5, &a);
    m.claims[4].status = VG_WITHDRAWN;
    m.claims[3].status = VG_SUGGESTED;
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_CLAIMS}, &a);
    assert_int_equal(x.n_claims, 3);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_NEGATIVE}, &a);
    assert_non_null(MISSING(x, "nothing-fits"));
}

static void persons_without_public_function_are_counted_and_not_named(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct say say[] = {
        {VG_KIND_RELATION, .subject = "person:director", .predicate = "is",
         .object = "director of org:monitor", .speaker = "Example Press"},
        {VG_KIND_EVENT, .subject = "person:somebody", .predicate = "detained",
         .speaker = "Example Press"},
    };
    const struct vg_answer_row *row = &(struct vg_answer_row){0};
    struct made m;
    struct vg_answer x;

    (void)state;
    make(&m, say, 2, &a);
    x = ask_for(&m, (struct vg_ask){.op = VG_ASK_PROTECTION}, &a);
    assert_int_equal(tagged(&x, "public", &row), 1);
    assert_string_equal(row->what, "person:director");
    assert_int_equal(tagged(&x, "withheld", &row), 1);
    assert_null(row->what);
    assert_null(row->name);
    assert_null(strstr(row->says, "somebody"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filter_lets_through_what_fits_every_key),
        cmocka_unit_test(a_word_that_is_none_is_refused_with_its_key),
        cmocka_unit_test(a_name_stands_for_an_id_when_all_of_the_id_is_in_it),
        cmocka_unit_test(a_question_that_is_none_is_refused_with_what_is_wrong),
        cmocka_unit_test(more_parts_or_words_than_the_bound_are_refused),
        cmocka_unit_test(the_questions_of_the_program_are_read_as_they_are_written),
        cmocka_unit_test(every_question_is_answered_of_any_case_of_an_empty_one_too),
        cmocka_unit_test(narrowing_leaves_alone_what_a_part_settles_itself),
        cmocka_unit_test(every_sentence_is_there_in_both_languages),
        cmocka_unit_test(a_count_says_what_rests_on_one_root_and_what_lies_outside_the_city),
        cmocka_unit_test(a_count_that_is_narrowed_counts_what_fits_and_nothing_else),
        cmocka_unit_test(a_count_of_two_units_or_places_at_once_is_refused),
        cmocka_unit_test(roots_that_no_claim_names_together_are_apart),
        cmocka_unit_test(a_sum_is_allowed_or_refused_with_what_is_shared),
        cmocka_unit_test(what_an_opinion_adds_is_never_more_than_it_says),
        cmocka_unit_test(a_list_is_subtracted_by_its_members_and_locked_while_nobody_read_it),
        cmocka_unit_test(a_list_that_is_kept_is_compared_with_the_search_log),
        cmocka_unit_test(what_a_source_is_cited_for_is_refused_until_it_was_read),
        cmocka_unit_test(a_number_is_ascribed_to_nothing_that_no_root_links_it_to),
        cmocka_unit_test(a_host_authority_answers_as_host_and_not_as_the_accused),
        cmocka_unit_test(none_found_is_never_a_number),
        cmocka_unit_test(claims_that_do_not_stand_answer_nothing),
        cmocka_unit_test(persons_without_public_function_are_counted_and_not_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
