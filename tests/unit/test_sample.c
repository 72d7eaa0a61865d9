/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The sample case as a whole: its lines are read here by the functions that the
 * import uses, put together as a view, and asked what a careful reader must find.
 * What the file promises (own words, one quote per passage, a reply beside every
 * allegation) is checked line by line.
 */
#include "test.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/table.h"
#include "brief/brief.h"
#include "claim/vocab.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum { FACTS = 48, MOST_LINES = 1024, MOST_NOTE = 1200, OWN_WORDS = 48 };

/* In the order in which the file has them. */
enum type { ENTITY, PLACE, ROOT, NOTE, CLAIM, EDGE, READING, REPLY, STANDING, LIST, TYPES };
static const char *const type_words[TYPES] = {"entity", "place",   "root",  "source-note", "claim",
                                              "edge",   "reading", "reply", "standing",    "list"};

struct sample {
    struct vg_arena a;
    struct vg_buf bytes;
    json_t *line[MOST_LINES];
    enum type type[MOST_LINES];
    size_t n;
    struct vg_table at[TYPES]; /* id, name or ref -> line */
    struct vg_view view;
    struct vg_root_graph *graph;
};

static const char *text_in(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static int64_t line_of(const struct sample *s, enum type t, const char *name)
{
    int64_t at = -1;

    return name != NULL && vg_table_get(&s->at[t], vg_str(name), &at) ? at : -1;
}

static const json_t *named(const struct sample *s, enum type t, const char *name)
{
    int64_t at = line_of(s, t, name);

    if (at < 0)
        fail_msg("there is no %s \"%s\"", type_words[t], name != NULL ? name : "(null)");
    return at < 0 ? NULL : s->line[at];
}

/* Ids are places in the lists of the view, from 1. */
static int64_t id_of(const struct sample *s, enum type t, const char *name)
{
    int64_t at = line_of(s, t, name), id = 1;

    for (int64_t i = 0; i < at; i++)
        id += s->type[i] == t;
    return at < 0 ? 0 : id;
}

/* -- reading ------------------------------------------------------------------------- */

static enum type type_of(const json_t *o, size_t i)
{
    const char *word = text_in(o, "type");

    for (enum type t = ENTITY; word != NULL && t < TYPES; t++)
        if (strcmp(type_words[t], word) == 0)
            return t;
    fail_msg("line %zu: type \"%s\"", i + 1, word != NULL ? word : "(null)");
    return TYPES;
}

static void read_lines(struct sample *s)
{
    static const char *const keys[TYPES] = {[ENTITY] = "id", [PLACE] = "id", [ROOT] = "name",
                                            [NOTE] = "ref",  [CLAIM] = "id", [LIST] = "name"};
    struct vg_err err = {0};

    assert_int_equal(vg_file_read(SOURCE_ROOT "/data/sample/sample.jsonl", &s->bytes, &err), VG_OK);
    for (enum type t = ENTITY; t < TYPES; t++)
        s->at[t] = VG_TABLE(&s->a);
    for (size_t at = 0; at < s->bytes.len; s->n++) {
        const char *nl = memchr(s->bytes.p + at, '\n', s->bytes.len - at);
        size_t len;

        assert_non_null(nl);
        assert_true(s->n < MOST_LINES);
        len = (size_t)(nl - s->bytes.p) - at;
        if (vg_json_read(s->bytes.p + at, len, &s->line[s->n], &err) != VG_OK)
            fail_msg("line %zu: %s", s->n + 1, err.text);
        s->type[s->n] = type_of(s->line[s->n], s->n);
        if (keys[s->type[s->n]] != NULL &&
            !vg_table_add(&s->at[s->type[s->n]],
                          vg_str(text_in(s->line[s->n], keys[s->type[s->n]])), (int64_t)s->n, NULL))
            fail_msg("line %zu: its name is taken", s->n + 1);
        at += len + 1;
    }
}

/* -- as a view ------------------------------------------------------------------------- */

static size_t number_of(const struct sample *s, enum type t)
{
    return s->at[t].n;
}

static size_t count_lines(const struct sample *s, enum type t)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        n += s->type[i] == t;
    return n;
}

static int entity_order(const void *a, const void *b)
{
    const struct vg_entity *x = a, *y = b;

    return strcmp(x->id, y->id);
}

static void view_entities(struct sample *s)
{
    struct vg_entity *list = VG_NEW_ARRAY(&s->a, struct vg_entity, number_of(s, ENTITY) + 1);
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        if (s->type[i] == ENTITY)
            list[n++] = (struct vg_entity){.id = text_in(s->line[i], "id"),
                                           .en = text_in(s->line[i], "en"),
                                           .zh = text_in(s->line[i], "zh"),
                                           .level = text_in(s->line[i], "level"),
                                           .parent = text_in(s->line[i], "parent")};
    qsort(list, n, sizeof *list, entity_order);
    s->view.entities = list;
    s->view.n_entities = n;
}

static void view_origins(struct sample *s)
{
    struct vg_root *roots = VG_NEW_ARRAY(&s->a, struct vg_root, number_of(s, ROOT) + 1);
    struct vg_source_info *notes =
        VG_NEW_ARRAY(&s->a, struct vg_source_info, number_of(s, NOTE) + 1);
    size_t r = 0, n = 0;

    for (size_t i = 0; i < s->n; i++) {
        const json_t *o = s->line[i];

        if (s->type[i] == ROOT) {
            roots[r] = (struct vg_root){.id = (int64_t)r + 1,
                                        .name = text_in(o, "name"),
                                        .what = text_in(o, "what"),
                                        .speaker = text_in(o, "speaker"),
                                        .url = text_in(o, "url"),
                                        .corrected = text_in(o, "corrected")};
            r++;
        }
        if (s->type[i] == NOTE) {
            notes[n] = (struct vg_source_info){.id = (int64_t)n + 1,
                                               .label = text_in(o, "label"),
                                               .url = text_in(o, "url"),
                                               .publisher = text_in(o, "publisher"),
                                               .date = text_in(o, "date"),
                                               .captured_at = 1800000000,
                                               .is_note = 1};
            n++;
        }
    }
    s->view.roots = roots;
    s->view.n_roots = r;
    s->view.sources = notes;
    s->view.n_sources = n;
}

/* Where the quote stands: once, or the test fails. */
static void place_quote(const struct sample *s, const json_t *o, struct vg_passage *p)
{
    const json_t *passage = json_object_get(o, "passage");
    const json_t *note = named(s, NOTE, text_in(passage, "source"));
    const char *text = text_in(note, "text"), *quote = text_in(passage, "quote");
    const char *found = strstr(text, quote);

    if (found == NULL || strstr(found + 1, quote) != NULL)
        fail_msg("%s: its quote does not stand once in its note", text_in(o, "id"));
    p->source = id_of(s, NOTE, text_in(passage, "source"));
    p->start = found - text;
    p->end = p->start + (int64_t)strlen(quote);
}

static void add_standings(struct sample *s, struct vg_claim *c)
{
    struct vg_standing *list =
        VG_NEW_ARRAY(&s->a, struct vg_standing, c->n_standing + count_lines(s, STANDING));

    if (c->n_standing > 0)
        memcpy(list, c->standing, c->n_standing * sizeof *list);
    for (size_t i = 0; i < s->n; i++)
        if (s->type[i] == STANDING && strcmp(text_in(s->line[i], "claim"), c->ref) == 0)
            list[c->n_standing++] = (struct vg_standing){.value = text_in(s->line[i], "value"),
                                                         .speaker = text_in(s->line[i], "speaker"),
                                                         .date = text_in(s->line[i], "date")};
    c->standing = list;
}

static void view_claim(struct sample *s, const json_t *line, int64_t id, struct vg_claim *c)
{
    VG_SCOPED_JSON *o = json_deep_copy(line);
    struct vg_claim_names names = {0};
    struct vg_passage *p = VG_NEW(&s->a, struct vg_passage);
    struct vg_err err = {0};
    int64_t *roots;

    (void)json_object_del(o, "type");
    if (vg_claim_from_json(o, &s->a, c, &names, &err) != VG_OK)
        fail_msg("%s: %s", text_in(line, "id"), err.text);
    *p = *c->passage;
    place_quote(s, line, p);
    c->passage = p;
    c->id = id;
    roots = VG_NEW_ARRAY(&s->a, int64_t, names.n_roots + 1);
    for (size_t i = 0; i < names.n_roots; i++) {
        (void)named(s, ROOT, names.roots[i]);
        roots[i] = id_of(s, ROOT, names.roots[i]);
    }
    c->roots = roots;
    c->n_roots = names.n_roots;
    add_standings(s, c);
    if (vg_claim_check(c, &err) != VG_OK)
        fail_msg("%s: %s", c->ref, err.text);
}

static struct vg_node node_of(const struct sample *s, const char *name)
{
    if (strncmp(name, "root:", 5) == 0)
        return (struct vg_node){VG_NODE_ROOT, id_of(s, ROOT, name)};
    return (struct vg_node){VG_NODE_SOURCE, id_of(s, NOTE, name)};
}

static void view_rest(struct sample *s)
{
    struct vg_edge *edges = VG_NEW_ARRAY(&s->a, struct vg_edge, s->n);
    struct vg_reply *replies = VG_NEW_ARRAY(&s->a, struct vg_reply, s->n);

    for (size_t i = 0; i < s->n; i++) {
        const json_t *o = s->line[i];

        if (s->type[i] == EDGE) {
            struct vg_edge *e = &edges[s->view.n_edges++];

            e->id = (int64_t)s->view.n_edges;
            e->from = node_of(s, text_in(o, "from"));
            e->to = node_of(s, text_in(o, "to"));
            e->because = text_in(o, "because");
            assert_int_equal(vg_derivation_read(text_in(o, "kind"), &e->kind, NULL), VG_OK);
            if (e->from.id == 0 || e->to.id == 0)
                fail_msg("line %zu: an end of the edge is not there", i + 1);
        }
        if (s->type[i] == REPLY)
            replies[s->view.n_replies++] =
                (struct vg_reply){.claim = id_of(s, CLAIM, text_in(o, "claim")),
                                  .question = text_in(o, "question"),
                                  .response = text_in(o, "response"),
                                  .speaker = text_in(o, "speaker"),
                                  .date = text_in(o, "date"),
                                  .words = text_in(o, "words"),
                                  .answer = id_of(s, CLAIM, text_in(o, "answer"))};
    }
    s->view.edges = edges;
    s->view.replies = replies;
}

static int load(void **state)
{
    struct sample *s = calloc(1, sizeof *s);
    struct vg_claim *claims;
    int64_t id = 0;

    assert_non_null(s);
    read_lines(s);
    view_entities(s);
    view_origins(s);
    claims = VG_NEW_ARRAY(&s->a, struct vg_claim, number_of(s, CLAIM) + 1);
    for (size_t i = 0; i < s->n; i++)
        if (s->type[i] == CLAIM) {
            view_claim(s, s->line[i], id + 1, &claims[id]);
            id++;
        }
    s->view.claims = claims;
    s->view.n_claims = (size_t)id;
    view_rest(s);
    assert_int_equal(vg_root_graph_make(&s->view, &s->a, &s->graph, NULL), VG_OK);
    *state = s;
    return 0;
}

static int unload(void **state)
{
    struct sample *s = *state;

    for (size_t i = 0; i < s->n; i++)
        json_decref(s->line[i]);
    vg_buf_end(&s->bytes);
    vg_arena_end(&s->a);
    free(s);
    return 0;
}

static const struct vg_claim *claim(const struct sample *s, const char *ref)
{
    (void)named(s, CLAIM, ref);
    return vg_view_claim(&s->view, id_of(s, CLAIM, ref));
}

/* -- what the file promises ------------------------------------------------------------ */

static void lines_come_in_the_order_in_which_they_are_needed(void **state)
{
    const struct sample *s = *state;

    for (size_t i = 1; i < s->n; i++)
        if (s->type[i] < s->type[i - 1])
            fail_msg("line %zu: a %s after a %s", i + 1, type_words[s->type[i]],
                     type_words[s->type[i - 1]]);
    for (size_t i = 0; i < s->n; i++) {
        const char *parent = text_in(s->line[i], "parent");

        if (s->type[i] == ENTITY && parent != NULL && line_of(s, ENTITY, parent) >= (int64_t)i)
            fail_msg("line %zu: its parent comes later", i + 1);
        if (s->type[i] == ENTITY && parent != NULL)
            (void)named(s, ENTITY, parent);
    }
}

static void every_fact_is_a_note_with_claims(void **state)
{
    const struct sample *s = *state;

    assert_int_equal(number_of(s, NOTE), FACTS);
    for (int i = 1; i <= FACTS; i++) {
        char ref[16];

        (void)snprintf(ref, sizeof ref, "f%02d", i);
        (void)named(s, NOTE, ref);
        (void)named(s, CLAIM, ref);
        assert_string_equal(text_in(json_object_get(named(s, CLAIM, ref), "passage"), "source"),
                            ref);
    }
}

static int is_entity_id(const char *name)
{
    static const char *const kinds[] = {"org:", "prog:", "presence:", "doc:"};

    for (size_t i = 0; name != NULL && i < COUNT(kinds); i++)
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0)
            return 1;
    return 0;
}

/* A subject or object is words, a ref, or ids ("a, b" or "a with b"). */
static void check_names(const struct sample *s, const char *text)
{
    size_t refs = 0;

    for (const char *p = text; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ,");
        char *word = vg_copy((struct vg_arena *)(uintptr_t)&s->a, p, len);

        if (is_entity_id(word))
            (void)named(s, ENTITY, word);
        if (strncmp(word, "root:", 5) == 0)
            (void)named(s, ROOT, word);
        if (p == text && p[len] == '\0' && len >= 3 && word[0] == 'f' &&
            isdigit((unsigned char)word[1]) && ++refs)
            (void)named(s, CLAIM, word);
        p += len + strspn(p + len, " ,");
    }
}

static void everything_that_is_named_is_there(void **state)
{
    const struct sample *s = *state;

    for (size_t i = 0; i < s->view.n_claims; i++) {
        const struct vg_claim *c = &s->view.claims[i];

        check_names(s, c->subject);
        check_names(s, c->object);
        for (size_t k = 0; k < c->n_places; k++)
            if (vg_place_get(&s->view.places, c->places[k]) == NULL)
                fail_msg("%s: %s is in no gazetteer", c->ref, c->places[k]);
        if (c->n_roots == 0)
            fail_msg("%s names no root", c->ref);
        assert_int_equal(c->status, VG_ACCEPTED);
    }
    for (size_t i = 0; i < s->n; i++)
        if (s->type[i] == STANDING || s->type[i] == REPLY) {
            (void)named(s, CLAIM, text_in(s->line[i], "claim"));
            if (text_in(s->line[i], "answer") != NULL)
                (void)named(s, CLAIM, text_in(s->line[i], "answer"));
        }
}

static void words_and_dates_are_those_of_the_program(void **state)
{
    static const char *const questions = "existence function purpose lawfulness closure";
    const struct sample *s = *state;

    for (size_t i = 0; i < s->n; i++) {
        const json_t *o = s->line[i];
        const char *date = text_in(o, "date");
        struct vg_date d;

        if (date != NULL && vg_edtf_readz(date, &d, NULL) != VG_OK)
            fail_msg("line %zu: %s is no date", i + 1, date);
        if (s->type[i] == NOTE)
            assert_non_null(vg_term_get("source-kind", text_in(o, "kind")));
        if (s->type[i] == STANDING)
            assert_non_null(vg_term_get("standing", text_in(o, "value")));
        if (s->type[i] == REPLY) {
            assert_non_null(vg_term_get("response-origin", text_in(o, "response")));
            assert_non_null(strstr(questions, text_in(o, "question")));
        }
    }
}

/* Confirmed asks for two roots that were read, and nothing in the sample was. */
static void nothing_is_called_confirmed_or_read(void **state)
{
    const struct sample *s = *state;

    assert_int_equal(count_lines(s, READING), 0);
    for (size_t i = 0; i < s->view.n_claims; i++)
        for (size_t k = 0; k < s->view.claims[i].n_standing; k++)
            assert_string_not_equal(s->view.claims[i].standing[k].value, "confirmed");
}

/* A house number with a street, a telephone number, an e-mail address, a form of address. */
static int tells_too_much(const char *text)
{
    static const char *const words[] = {" Street", " Avenue", " Road",    " Boulevard", "Suite ",
                                        "Mr ",     "Mrs ",    "Ms ",      "Mr. ",       "Mrs. ",
                                        "Ms. ",    "号",      "telephone"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (strstr(text, words[i]) != NULL)
            return 1;
    return strchr(text, '@') != NULL;
}

static void a_note_says_that_it_is_one_and_where_the_page_is(void **state)
{
    static const char own[] = "\nNote in our own words; the page itself is not in this case.\n";
    const struct sample *s = *state;

    for (size_t i = 0; i < s->n; i++) {
        const json_t *o = s->line[i];
        const char *text = text_in(o, "text"), *label = text_in(o, "label"), *last;
        size_t lines = 1;

        if (s->type[i] != NOTE)
            continue;
        assert_true(strlen(text) <= MOST_NOTE);
        assert_int_equal(strncmp(text, label, strlen(label)), 0);
        assert_int_equal(strncmp(text + strlen(label), own, strlen(own)), 0);
        for (const char *p = text; *p != '\0'; p++)
            lines += *p == '\n';
        ROW_CHECK(i, label, lines >= 4 && lines <= 8);
        last = strrchr(text, '\n') + 1;
        assert_int_equal(strncmp(last, "Address: ", 9), 0);
        assert_string_equal(last + 9,
                            text_in(o, "url") != NULL ? text_in(o, "url") : "none known.");
        ROW_CHECK(i, label, !tells_too_much(text));
    }
}

static void the_text_in_hand_is_the_note_of_its_publisher(void **state)
{
    const struct sample *s = *state;

    for (size_t i = 0; i < s->view.n_claims; i++) {
        const struct vg_claim *c = &s->view.claims[i];
        const struct vg_source_info *note = vg_view_source(&s->view, c->passage->source);
        const char *speaker = c->links[c->n_links - 1].speaker;

        if (strcmp(c->ref, "f41b") == 0) /* what was not in the page is said by who read it */
            continue;
        ROW_CHECK(i, c->ref, (speaker == NULL) == (note->publisher == NULL));
        ROW_CHECK(i, c->ref, speaker == NULL || strcmp(speaker, note->publisher) == 0);
    }
}

static int is_answered(const struct sample *s, int64_t id)
{
    for (size_t i = 0; i < s->view.n_replies; i++)
        if (s->view.replies[i].claim == id)
            return 1;
    return 0;
}

/* Allegations, and besides them whatever is only reported or alleged about a number. */
static void every_allegation_has_a_reply_beside_it(void **state)
{
    const struct sample *s = *state;
    size_t alleged = 0;

    for (size_t i = 0; i < s->view.n_claims; i++) {
        const struct vg_claim *c = &s->view.claims[i];

        if (!vg_claim_alleges(&s->view, c))
            continue;
        alleged++;
        ROW_CHECK(i, c->ref, is_answered(s, c->id));
    }
    assert_true(alleged >= 20);
    for (size_t i = 0; i < s->view.n_replies; i++) {
        const struct vg_reply *r = &s->view.replies[i];

        ROW_CHECK(i, r->question, r->answer != r->claim);
        ROW_CHECK(i, r->question, (strcmp(r->response, "not-asked") == 0) == (r->answer == 0));
    }
}

/* -- against the shared data, where it is there -------------------------------------------- */

static char *shared_file(struct vg_arena *a, const char *path)
{
    const char *root = getenv("VIGIL_SHARED");
    const char *full = vg_print(a, "%s/%s", root != NULL ? root : SOURCE_ROOT "/../shared", path);
    VG_SCOPED_BUF b = {0};

    if (vg_file_read(full, &b, NULL) != VG_OK) {
        print_message("# skipped: no %s (set VIGIL_SHARED)\n", full);
        return NULL;
    }
    return vg_copy(a, b.p, b.len);
}

/* Facts are free, words are not: no stretch of the article stands in a note. */
static void no_words_of_the_article_are_copied(void **state)
{
    struct sample *s = *state;
    const char *article = shared_file(&s->a, "seed/000_4302f851278d3393.txt");

    if (article == NULL)
        return;
    for (size_t i = 0; i < s->n; i++) {
        const char *text = text_in(s->line[i], "text");
        size_t len = text != NULL ? strlen(text) : 0;

        for (size_t at = 0; s->type[i] == NOTE && at + OWN_WORDS <= len; at++)
            if (strstr(article, vg_copy(&s->a, text + at, OWN_WORDS)) != NULL)
                fail_msg("note %s copies: %.48s", text_in(s->line[i], "ref"), text + at);
    }
}

static int states(const struct sample *s, const char *fact, const char *end, json_int_t n)
{
    for (size_t i = 0; i < s->n; i++) {
        const json_t *q = json_object_get(s->line[i], "quantity");

        if (s->type[i] == CLAIM && strncmp(text_in(s->line[i], "id"), fact, 3) == 0 &&
            json_integer_value(json_object_get(q, end)) == n)
            return 1;
    }
    return 0;
}

static void check_fact(const struct sample *s, const json_t *fact)
{
    static const char *const ends[] = {"value", "lower"};
    const char *id = text_in(fact, "id");
    const json_t *note = named(s, NOTE, id), *o;
    size_t i;

    json_array_foreach(json_object_get(fact, "sources"), i, o) if (text_in(o, "url") != NULL)
        ROW_CHECK(i, id, strstr(text_in(note, "text"), text_in(o, "url")) != NULL);
    json_array_foreach(json_object_get(fact, "about"), i, o)(void)
        named(s, ENTITY, json_string_value(o));
    json_array_foreach(json_object_get(fact, "place"), i, o)
        assert_non_null(vg_place_get(&s->view.places, json_string_value(o)));
    o = json_object_get(fact, "quantity");
    for (i = 0; i < COUNT(ends); i++) {
        json_int_t n = json_integer_value(json_object_get(o, ends[i]));

        /* two sites in Canada are told one by one, since they lie in two places */
        if (n > 0 && strcmp(id, "f19") != 0)
            ROW_CHECK(i, id, states(s, id, ends[i], n));
    }
}

static void nothing_of_the_file_of_facts_is_lost(void **state)
{
    struct sample *s = *state;
    const char *text = shared_file(&s->a, "data/claims/sample-case.json");
    VG_SCOPED_JSON *all = text != NULL ? json_loads(text, 0, NULL) : NULL;
    const json_t *o;
    size_t i;

    if (all == NULL)
        return;
    json_array_foreach(json_object_get(all, "facts"), i, o) check_fact(s, o);
    json_array_foreach(json_object_get(all, "entities"), i, o)
    {
        const json_t *e = named(s, ENTITY, text_in(o, "id"));

        assert_string_equal(text_in(e, "en"), text_in(o, "en"));
        assert_string_equal(text_in(e, "zh"), text_in(o, "zh"));
    }
    json_array_foreach(json_object_get(all, "roots"), i, o)(void) named(s, ROOT, text_in(o, "id"));
}

/* -- what a careful reader sees -------------------------------------------------------------- */

static const struct vg_figure *row_at(const struct vg_count *n, const char *place)
{
    for (size_t i = 0; i < n->n; i++)
        if (n->rows[i].definition == NULL &&
            (place == NULL ? n->rows[i].place == NULL
                           : n->rows[i].place != NULL && strcmp(n->rows[i].place, place) == 0))
            return &n->rows[i];
    fail_msg("no row for %s", place != NULL ? place : "what is not placed");
    abort(); /* not reached, which a compiler cannot know */
}

static void stations_are_counted_by_place_and_never_guessed(void **state)
{
    static const struct {
        enum vg_place_level level;
        const char *within, *place;
        int64_t low;
        size_t roots;
    } rows[] = {
        {VG_PLACE_COUNTRY, NULL, "CA", 5, 3},
        {VG_PLACE_COUNTRY, NULL, "CZ", 2, 1},
        {VG_PLACE_COUNTRY, NULL, "DE", 2, 1},
        {VG_PLACE_COUNTRY, NULL, "US", 1, 1},
        {VG_PLACE_METRO, "CA", "greater-toronto-area", 3, 2},
        {VG_PLACE_METRO, "CA", "metro-vancouver", 1, 1},
        {VG_PLACE_METRO, "CA", NULL, 1, 1},
        {VG_PLACE_CITY, "CA", "markham", 2, 2},
        {VG_PLACE_CITY, "CA", "toronto", 1, 2},
        {VG_PLACE_CITY, "CA", "vancouver", 1, 1},
    };
    struct sample *s = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct vg_count_ask ask = {
            .unit = "station", .by = VG_BY_PLACE, .level = rows[i].level, .within = rows[i].within};
        struct vg_count n;
        const struct vg_figure *f;

        assert_int_equal(vg_count(&s->view, s->graph, &ask, &s->a, &n, NULL), VG_OK);
        f = row_at(&n, rows[i].place);
        ROW_CHECK(i, rows[i].place != NULL ? rows[i].place : "", f->refusal == NULL);
        ROW_CHECK(i, rows[i].place != NULL ? rows[i].place : "", f->low == rows[i].low);
        ROW_CHECK(i, rows[i].place != NULL ? rows[i].place : "", f->roots_named == rows[i].roots);
        ROW_CHECK(i, rows[i].place != NULL ? rows[i].place : "", f->roots_read == 0);
    }
}

static int64_t world_low(struct sample *s, const char *as_of)
{
    const struct vg_count_ask ask = {.unit = "station", .as_of = as_of};
    struct vg_count n;

    assert_int_equal(vg_count(&s->view, s->graph, &ask, &s->a, &n, NULL), VG_OK);
    return row_at(&n, "world")->low;
}

static void fifty_four_stand_as_of_september_and_at_least_102_after(void **state)
{
    struct sample *s = *state;

    assert_int_equal(world_low(s, "2022-10"), 54);
    assert_int_equal(world_low(s, NULL), 102);
}

static int has_check(const struct vg_check *checks, size_t n, enum vg_check_kind kind,
                     enum vg_check_result result, int64_t x, int64_t y)
{
    for (size_t i = 0; i < n; i++) {
        int found = 0;

        for (size_t k = 0; k < checks[i].n_claims; k++)
            found += checks[i].claims[k] == x || checks[i].claims[k] == y;
        if (checks[i].kind == kind && checks[i].result == result && found == 2)
            return 1;
    }
    return 0;
}

static void the_checks_find_what_is_known_to_be_there(void **state)
{
    static const struct {
        enum vg_check_kind kind;
        enum vg_check_result result;
        const char *x, *y;
    } rows[] = {
        {VG_CHECK_SUPERSEDED, VG_CHECK_NOTE, "f05", "f08"},
        {VG_CHECK_SUPERSEDED, VG_CHECK_NOTE, "f05b", "f08b"},
        {VG_CHECK_SUPERSEDED, VG_CHECK_NOTE, "f19", "f24b"},
        {VG_CHECK_CITATION, VG_CHECK_ERROR, "f05", "f46c"}, /* corrected at its source */
        {VG_CHECK_CITATION, VG_CHECK_ERROR, "f08", "f10"},
        {VG_CHECK_SUM, VG_CHECK_HOLDS, "f15", "f15b"},
        {VG_CHECK_SUM, VG_CHECK_HOLDS, "f48", "f48d"},
        {VG_CHECK_OVERLAP, VG_CHECK_WARNING, "f41", "f42"},
        {VG_CHECK_EXISTENCE, VG_CHECK_NOTE, "f05", "f13"},
        {VG_CHECK_PURPOSE, VG_CHECK_NOTE, "f45", "f45b"},
    };
    struct sample *s = *state;
    struct vg_check *checks;
    size_t n;

    assert_int_equal(vg_check_all(&s->view, s->graph, &s->a, &checks, &n, NULL), VG_OK);
    for (size_t i = 0; i < COUNT(rows); i++)
        ROW_CHECK(i, rows[i].x,
                  has_check(checks, n, rows[i].kind, rows[i].result, claim(s, rows[i].x)->id,
                            claim(s, rows[i].y)->id));
}

static void totals_that_share_months_are_not_added(void **state)
{
    struct sample *s = *state;
    const int64_t both[] = {claim(s, "f41")->id, claim(s, "f42")->id};
    struct vg_figure f;

    assert_int_equal(vg_sum(&s->view, s->graph, both, 2, &s->a, &f, NULL), VG_OK);
    assert_int_equal(f.has, 0);
    assert_non_null(f.refusal);
}

static int64_t last_day(const char *edtf)
{
    struct vg_date d;

    return edtf != NULL && vg_edtf_readz(edtf, &d, NULL) == VG_OK ? d.last : VG_DAYS_MIN;
}

/* The latest word of a speaker about a claim. */
static const char *latest(const struct vg_claim *c, const char *speaker)
{
    const struct vg_standing *best = NULL;

    for (size_t i = 0; i < c->n_standing; i++)
        if (c->standing[i].speaker != NULL && strcmp(c->standing[i].speaker, speaker) == 0 &&
            (best == NULL || last_day(c->standing[i].date) >= last_day(best->date)))
            best = &c->standing[i];
    return best != NULL ? best->value : "(none)";
}

static void the_latest_word_stands_with_the_allegation(void **state)
{
    static const struct {
        const char *ref, *speaker, *value;
    } rows[] = {
        {"f05", "Safeguard Defenders", "corrected-at-source"},
        {"f05", "China Law Translate", "disputed"},
        {"f08", "Safeguard Defenders", "corrected-at-source"},
        {"f15", "RCMP", "unknown"},
        {"f19", "Safeguard Defenders", "corrected-at-source"},
        {"f22", "RCMP", "investigation-closed-no-charge"},
        {"f22", "organisations concerned", "denied"},
        {"f30", "UK security minister", "investigated-no-finding"},
        {"f37", "interior ministry of Croatia", "denied"},
        {"f37b", "interior ministry of Serbia", "denied"},
        {"f38b", "the other accused", "denied"},
        {"f40", "federal jury", "official-statement"},
        {"f46c", "Safeguard Defenders", "corrected-at-source"},
    };
    const struct sample *s = *state;

    for (size_t i = 0; i < COUNT(rows); i++)
        ROW_CHECK(i, rows[i].ref,
                  strcmp(latest(claim(s, rows[i].ref), rows[i].speaker), rows[i].value) == 0);
    assert_non_null(json_object_get(named(s, ROOT, "root:sd-110-overseas"), "corrected"));
    assert_non_null(json_object_get(named(s, ROOT, "root:sd-patrol-persuade"), "corrected"));
}

/* Undated replies come last. */
static void replies_come_in_the_order_of_their_dates(void **state)
{
    const struct sample *s = *state;

    for (size_t i = 1; i < s->view.n_replies; i++) {
        const struct vg_reply *x = &s->view.replies[i - 1], *y = &s->view.replies[i];

        if (x->claim == y->claim && strcmp(x->question, y->question) == 0 && y->date != NULL)
            ROW_CHECK(i, y->question, x->date != NULL && last_day(x->date) <= last_day(y->date));
    }
}

static void what_the_origin_state_answers_has_a_place_per_question(void **state)
{
    static const struct {
        const char *question, *response, *date;
    } rows[] = {
        {"function", "denies-police-function", "2022-10-26"},
        {"purpose", "says-admin-service", "2022-10-26"},
        {"function", "says-volunteers", "2022-11-02"},
        {"existence", "denies-existence", "2023"},
        {"closure", "says-closed", "2023"},
    };
    const struct sample *s = *state;
    int64_t id = claim(s, "f05")->id;

    for (size_t i = 0; i < COUNT(rows); i++) {
        int found = 0;

        for (size_t k = 0; k < s->view.n_replies; k++) {
            const struct vg_reply *r = &s->view.replies[k];

            found |= r->claim == id && strcmp(r->question, rows[i].question) == 0 &&
                     strcmp(r->response, rows[i].response) == 0 && r->date != NULL &&
                     strcmp(r->date, rows[i].date) == 0;
        }
        ROW_CHECK(i, rows[i].response, found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_in_the_order_in_which_they_are_needed),
        cmocka_unit_test(every_fact_is_a_note_with_claims),
        cmocka_unit_test(everything_that_is_named_is_there),
        cmocka_unit_test(words_and_dates_are_those_of_the_program),
        cmocka_unit_test(nothing_is_called_confirmed_or_read),
        cmocka_unit_test(a_note_says_that_it_is_one_and_where_the_page_is),
        cmocka_unit_test(the_text_in_hand_is_the_note_of_its_publisher),
        cmocka_unit_test(every_allegation_has_a_reply_beside_it),
        cmocka_unit_test(no_words_of_the_article_are_copied),
        cmocka_unit_test(nothing_of_the_file_of_facts_is_lost),
        cmocka_unit_test(stations_are_counted_by_place_and_never_guessed),
        cmocka_unit_test(fifty_four_stand_as_of_september_and_at_least_102_after),
        cmocka_unit_test(the_checks_find_what_is_known_to_be_there),
        cmocka_unit_test(totals_that_share_months_are_not_added),
        cmocka_unit_test(the_latest_word_stands_with_the_allegation),
        cmocka_unit_test(replies_come_in_the_order_of_their_dates),
        cmocka_unit_test(what_the_origin_state_answers_has_a_place_per_question),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
