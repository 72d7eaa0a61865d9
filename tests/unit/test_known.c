/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a case knows of its names besides their words. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "place.h"
#include "vigil.h"

struct known {
    struct place p;
    struct vg_arena a;
    struct vg_buf lines; /* of the case, to be imported */
    int claims;
    struct vg_name_pair *list;
    size_t n;
};

static void text_line(struct known *k, const char *ref, const char *text)
{
    struct vg_json j = {.out = &k->lines};

    vg_json_object(&j);
    vg_json_kt(&j, "type", "source-note");
    vg_json_kt(&j, "ref", ref);
    vg_json_kt(&j, "label", ref);
    vg_json_kt(&j, "text", text);
    vg_json_end(&j);
    vg_putc(&k->lines, '\n');
}

static void entity_line(struct known *k, const char *id, const char *en, const char *zh)
{
    struct vg_json j = {.out = &k->lines};

    vg_json_object(&j);
    vg_json_kt(&j, "type", "entity");
    vg_json_kt(&j, "id", id);
    vg_json_kt(&j, "en", en);
    vg_json_kt(&j, "zh", zh);
    vg_json_end(&j);
    vg_putc(&k->lines, '\n');
}

/* A claim that stands: "subject|predicate|object|period|place", of which the last may be empty. */
static void claim_line(struct known *k, const char *kind, const char *fields, const char *source,
                       const char *quote)
{
    struct vg_json j = {.out = &k->lines};
    const char *part[5] = {"", "", "", "", ""};

    for (int i = 0; i < 5 && fields != NULL; i++) {
        const size_t n = strcspn(fields, "|");

        part[i] = vg_copy(&k->a, fields, n);
        fields = fields[n] == '|' ? fields + n + 1 : NULL;
    }
    vg_json_object(&j);
    vg_json_kt(&j, "ref", vg_print(&k->a, "k%d", ++k->claims));
    vg_json_kt(&j, "kind", kind);
    vg_json_kt(&j, "subject", part[0]);
    vg_json_kt(&j, "predicate", part[1]);
    if (part[2][0] != '\0')
        vg_json_kt(&j, "object", part[2]);
    if (part[3][0] != '\0') {
        vg_json_key(&j, "period");
        vg_json_object(&j);
        vg_json_kt(&j, "from", part[3]);
        vg_json_kt(&j, "to", part[3]);
        vg_json_end(&j);
    }
    if (part[4][0] != '\0') {
        vg_json_key(&j, "place");
        vg_json_array(&j);
        vg_json_text(&j, part[4]);
        vg_json_end(&j);
    }
    vg_json_kt(&j, "stance", "asserts");
    vg_json_kt(&j, "status", "accepted");
    vg_json_key(&j, "attribution");
    vg_json_array(&j);
    vg_json_object(&j);
    vg_json_kt(&j, "as", "text");
    vg_json_end(&j);
    vg_json_end(&j);
    vg_json_key(&j, "passage");
    vg_json_object(&j);
    vg_json_kt(&j, "source", source);
    vg_json_kt(&j, "quote", quote);
    vg_json_end(&j);
    vg_json_end(&j);
    vg_putc(&k->lines, '\n');
}

static void begin(struct known *k)
{
    *k = (struct known){.lines = {.max = 65536}};
}

/* Import it all and look at the pairs. */
static void look(struct known *k)
{
    struct vg_import_report report;
    struct vg_names names;

    place_begin(&k->p);
    must(&k->p, vg_import(k->p.c, k->lines.p, k->lines.len, 0, &report, &k->p.err));
    must(&k->p, vg_names_load(k->p.c, &k->p.a, &names, &k->p.err));
    must(&k->p, vg_names_alike_known(k->p.c, &names, &k->p.a, &k->list, &k->n, NULL, &k->p.err));
    for (size_t i = 0; i < k->n; i++) {
        int64_t sum = 0;

        for (size_t e = 0; e < k->list[i].score.n; e++)
            sum += k->list[i].score.because[e].milli;
        assert_int_equal(sum, k->list[i].score.milli);
    }
}

static void end(struct known *k)
{
    place_end(&k->p);
    vg_buf_end(&k->lines);
    vg_arena_end(&k->a);
}

static const struct vg_name_pair *pair(const struct known *k, const char *x, const char *y)
{
    for (size_t i = 0; i < k->n; i++)
        if ((strcmp(k->list[i].left->name, x) == 0 && strcmp(k->list[i].right->name, y) == 0) ||
            (strcmp(k->list[i].left->name, y) == 0 && strcmp(k->list[i].right->name, x) == 0))
            return &k->list[i];
    return NULL;
}

static const struct vg_score_evidence *told(const struct vg_name_pair *p, const char *feature,
                                            const char *level)
{
    for (size_t i = 0; p != NULL && i < p->score.n; i++)
        if (strcmp(p->score.because[i].feature, feature) == 0 &&
            strcmp(p->score.because[i].level, level) == 0)
            return &p->score.because[i];
    return NULL;
}

static void a_definition_in_a_text_makes_a_pair_one_and_shows_the_passage(void **state)
{
    const struct vg_name_pair *p;
    struct known k;

    (void)state;
    begin(&k);
    entity_line(&k, "org:fuzhou-psb", "Fuzhou Public Security Bureau", "福州市公安局");
    text_line(&k, "a",
              "The Fuzhou Public Security Bureau (hereinafter “Fuzhou PSB”) set it up. Fuzhou "
              "PSB runs two posts.");
    text_line(&k, "b",
              "The office (海外灯友服务处) is run by 灯友会（以下简称“灯社”）. 灯社 opened it.");
    claim_line(&k, "relation", "org:fuzhou-psb|set-up|it", "a", "set it up");
    claim_line(&k, "relation", "Fuzhou PSB|runs|two posts", "a", "PSB runs two posts");
    claim_line(&k, "relation", "灯友会|runs|the office", "b", "is run by 灯友会");
    claim_line(&k, "relation", "灯社|opened|the office", "b", "灯社 opened it");
    look(&k);
    p = pair(&k, "org:fuzhou-psb", "Fuzhou PSB");
    assert_non_null(told(p, "rule", "definition"));
    assert_int_equal(p->score.verdict, VG_SCORE_SAME);
    assert_true(p->n_seen == 1 && p->seen[0].source == 1);
    assert_non_null(strstr(p->seen[0].quote, "hereinafter"));
    p = pair(&k, "灯友会", "灯社");
    assert_non_null(told(p, "rule", "definition"));
    assert_int_equal(p->seen[0].source, 2);
    end(&k);
}

static void a_short_form_holds_in_its_own_text_and_two_meanings_leave_it_open(void **state)
{
    const struct vg_name_pair *p;
    struct known k;

    (void)state;
    begin(&k);
    entity_line(&k, "org:lamp", "Lamp Friends Club", NULL);
    entity_line(&k, "org:fuzhou", "Fuzhou Public Security Bureau", "福州市公安局");
    entity_line(&k, "org:wuzhou", "Fuzhou Public Security Bureau of Jiangxi", "抚州市公安局");
    text_line(&k, "a", "The Lamp Friends Club (LFC) met.");
    text_line(&k, "b", "LFC won again. The bureau FPA acted.");
    text_line(&k, "c", "福州市公安局（又称“赣闽公安”）。抚州市公安局（又称“赣闽公安”）。它开会。");
    claim_line(&k, "event", "org:lamp|met", "a", "met");
    claim_line(&k, "event", "LFC|won", "b", "LFC won");
    claim_line(&k, "event", "赣闽公安|met", "c", "它开会");
    look(&k);
    p = pair(&k, "org:lamp", "LFC");
    assert_null(told(p, "rule", "definition"));
    assert_non_null(told(p, "definition", "elsewhere"));
    assert_int_equal(p->score.verdict, VG_SCORE_UNSURE);
    assert_int_equal(p->seen[0].source, 1);
    p = pair(&k, "org:fuzhou", "赣闽公安");
    assert_true(p == NULL || p->score.verdict == VG_SCORE_UNSURE);
    p = pair(&k, "org:wuzhou", "赣闽公安");
    assert_true(p == NULL || p->score.verdict == VG_SCORE_UNSURE);
    end(&k);
}

static const char posts[] =
    "Lantern Hall\nTel: +353 1 555 0123\n17 Capel Street\n\nChangle Club\nTel. (01) 5550123\n\n"
    "Harbour Circle, contact Mr Example +353 1 555 0199.\n\nQuay Circle, tel. +353 1 555 0199.\n\n"
    "It stands in Dublin. It is open. Call +353 1 555 0777. Or call 01 5550777 there.";

static void a_shared_telephone_makes_a_proposal_and_one_beside_a_person_does_not(void **state)
{
    const struct vg_name_pair *p;
    struct known k;

    (void)state;
    begin(&k);
    text_line(&k, "a", posts);
    claim_line(&k, "event", "Lantern Hall|open", "a", "It is open");
    claim_line(&k, "event", "Changle Club|open", "a", "It is open");
    claim_line(&k, "event", "Harbour Circle|open", "a", "It is open");
    claim_line(&k, "event", "Quay Circle|open", "a", "It is open");
    look(&k);
    p = pair(&k, "Lantern Hall", "Changle Club");
    assert_non_null(told(p, "phone", "equal"));
    assert_int_equal(p->score.verdict, VG_SCORE_UNSURE);
    assert_string_equal(p->score.suggest, "linked");
    assert_int_equal(p->n_seen, 2);
    assert_non_null(strstr(p->seen[0].quote, "Tel"));
    assert_null(told(pair(&k, "Harbour Circle", "Quay Circle"), "phone", "equal"));
    end(&k);
}

static void stations_are_compared_by_what_is_known_of_them(void **state)
{
    const struct vg_name_pair *p;
    struct known k;

    (void)state;
    begin(&k);
    entity_line(&k, "presence:dublin-1", "alleged station, Dublin (first)", NULL);
    entity_line(&k, "presence:dublin-2", "alleged station, Dublin (second)", NULL);
    entity_line(&k, "presence:dublin-3", "alleged station, Dublin (third)", NULL);
    entity_line(&k, "presence:london-1", "alleged station, London", NULL);
    text_line(&k, "a", posts);
    claim_line(&k, "existence", "presence:dublin-1|located-in|Dublin||dublin", "a",
               "It stands in Dublin");
    claim_line(&k, "existence", "presence:dublin-2|located-in|Dublin||dublin", "a",
               "It stands in Dublin");
    claim_line(&k, "existence", "presence:dublin-3|located-in|Dublin||dublin", "a",
               "It stands in Dublin");
    claim_line(&k, "existence", "presence:london-1|located-in|London||london", "a", "It is open");
    claim_line(&k, "event", "presence:dublin-1|takes-calls", "a", "Call +353 1 555 0777");
    claim_line(&k, "event", "presence:dublin-2|takes-calls", "a", "call 01 5550777");
    claim_line(&k, "event", "presence:london-1|takes-calls", "a", "call 01 5550777");
    look(&k);
    p = pair(&k, "presence:dublin-1", "presence:dublin-2");
    assert_non_null(told(p, "rule", "shared-identifier"));
    assert_non_null(told(p, "site", "equal"));
    assert_int_equal(p->score.verdict, VG_SCORE_SAME);
    assert_null(pair(&k, "presence:dublin-1", "presence:dublin-3"));
    assert_null(pair(&k, "presence:dublin-1", "presence:london-1"));
    end(&k);
}

static void registers_and_dates_that_differ_are_vetoes(void **state)
{
    struct known k;

    (void)state;
    begin(&k);
    text_line(&k, "a",
              "Lamp Trading Ltd, company number 1234567.\n\nLamp Trading Limited, company number "
              "7654321.\n\nReed Society ended. The Reed Society began. Fern Society ran. The Fern "
              "society ran.");
    claim_line(&k, "event", "Lamp Trading Ltd|ran", "a", "Lamp Trading Ltd");
    claim_line(&k, "event", "Lamp Trading Limited|ran", "a", "Lamp Trading Limited");
    claim_line(&k, "event", "Reed Society|dissolved||2016", "a", "Reed Society ended");
    claim_line(&k, "event", "The Reed Society|founded||2019-05", "a", "The Reed Society began");
    claim_line(&k, "event", "Fern Society|dissolved||2019", "a", "Fern Society ran");
    claim_line(&k, "event", "Fern society|founded||2016-05", "a", "The Fern society ran");
    look(&k);
    assert_null(pair(&k, "Lamp Trading Ltd", "Lamp Trading Limited"));
    assert_null(pair(&k, "Reed Society", "The Reed Society"));
    assert_non_null(pair(&k, "Fern Society", "Fern society"));
    end(&k);
}

static void being_told_of_together_weighs_against(void **state)
{
    const struct vg_name_pair *p;
    struct known k;

    (void)state;
    begin(&k);
    text_line(&k, "a",
              "The Lantern Society and the Lantern Society of Toronto met. The Moss Society "
              "met. The Moss Society of Toronto met. It is so.");
    claim_line(&k, "event", "Lantern Society|met", "a", "It is so");
    claim_line(&k, "event", "Lantern Society of Toronto|met", "a", "It is so");
    claim_line(&k, "event", "Moss Society|met", "a", "It is so");
    claim_line(&k, "event", "Moss Society of Toronto|met", "a", "It is so");
    look(&k);
    p = pair(&k, "Lantern Society", "Lantern Society of Toronto");
    assert_true(p == NULL || told(p, "together", "once") != NULL);
    assert_null(told(pair(&k, "Moss Society", "Moss Society of Toronto"), "together", "once"));
    assert_true(p == NULL ||
                p->score.milli < pair(&k, "Moss Society", "Moss Society of Toronto")->score.milli);
    end(&k);
}

static void a_definition_joins_names_only_where_rules_are_switched_on(void **state)
{
    struct vg_view v;
    struct known k;

    (void)state;
    begin(&k);
    text_line(&k, "b", "It is run by 灯友会（又称“海光社”）. 海光社 opened it.");
    claim_line(&k, "relation", "灯友会|runs|the office", "b", "is run by 灯友会");
    claim_line(&k, "relation", "海光社|opened|the office", "b", "海光社 opened it");
    look(&k);
    assert_non_null(told(pair(&k, "灯友会", "海光社"), "rule", "definition"));
    must(&k.p, vg_view_load(k.p.c, 0, &k.p.a, &v, NULL, &k.p.err));
    assert_string_equal(vg_view_one(&v, "灯友会"), "灯友会");
    assert_string_equal(vg_view_one(&v, "海光社"), "海光社");
    must(&k.p, vg_exact_rules_set(k.p.c, 1, "one source says so", &k.p.err));
    must(&k.p, vg_view_load(k.p.c, 0, &k.p.a, &v, NULL, &k.p.err));
    assert_string_equal(vg_view_one(&v, "灯友会"), vg_view_one(&v, "海光社"));
    end(&k);
}

static void a_definition_that_came_later_joins_nothing_in_an_older_state(void **state)
{
    struct vg_import_report report;
    struct vg_view v;
    struct known k;
    int64_t then;

    (void)state;
    begin(&k);
    text_line(&k, "a", "It is run by 灯友会. 海光社 opened it.");
    claim_line(&k, "relation", "灯友会|runs|the office", "a", "is run by 灯友会");
    claim_line(&k, "relation", "海光社|opened|the office", "a", "海光社 opened it");
    look(&k);
    must(&k.p, vg_exact_rules_set(k.p.c, 1, "sources say so", &k.p.err));
    then = vg_case_entries(k.p.c);
    vg_buf_clear(&k.lines);
    text_line(&k, "b", "灯友会又称海光社。");
    must(&k.p, vg_import(k.p.c, k.lines.p, k.lines.len, 0, &report, &k.p.err));
    must(&k.p, vg_view_load(k.p.c, 0, &k.p.a, &v, NULL, &k.p.err));
    assert_string_equal(vg_view_one(&v, "灯友会"), vg_view_one(&v, "海光社"));
    must(&k.p, vg_view_load(k.p.c, then, &k.p.a, &v, NULL, &k.p.err));
    assert_string_equal(vg_view_one(&v, "海光社"), "海光社");
    assert_string_equal(vg_view_one(&v, "灯友会"), "灯友会");
    end(&k);
}

/* Ids and hashes are random, so that any four digits may stand in one: they are left out of what
 * is searched. No telephone is as long. */
static void drop_ids(struct vg_buf *b)
{
    enum { SHORTEST_ID = 16 };
    size_t to = 0;

    for (size_t at = 0; at < b->len;) {
        size_t n = strspn(b->p + at, "0123456789abcdef");

        if (n < SHORTEST_ID) {
            n = n == 0 ? 1 : n;
            memmove(b->p + to, b->p + at, n);
            to += n;
        }
        at += n;
    }
    b->len = to;
    b->p[to] = '\0';
}

static void nothing_of_it_leaves_with_people_who_are_protected(void **state)
{
    static const char *const hidden[] = {"0123", "0199",    "Capel",    "Ann",
                                         "安例", "Example", "neighbour"};
    VG_SCOPED_BUF out = {.max = 1 << 20};
    struct vg_ftm_report told_of;
    struct known k;

    (void)state;
    begin(&k);
    entity_line(&k, "person:ann-example", "Ann Example", "安例");
    text_line(&k, "a",
              "Lantern Hall\nTel: +353 1 555 0123\nAnn Example tel +353 1 555 0199\n\nChangle Club "
              "tel. +353 1 555 0123\n\nReed Hall, Ann Example, +353 1 555 0199\n\nMoss Hall "
              "+353 1 555 0199.");
    claim_line(&k, "event", "Lantern Hall|open", "a", "Lantern Hall");
    claim_line(&k, "event", "Changle Club|open", "a", "Changle Club");
    claim_line(&k, "event", "Reed Hall|open", "a", "Reed Hall");
    claim_line(&k, "event", "Moss Hall|open", "a", "Moss Hall");
    claim_line(&k, "event", "person:ann-example|saw", "a", "Ann Example tel");
    look(&k);
    assert_non_null(told(pair(&k, "Lantern Hall", "Changle Club"), "phone", "equal"));
    assert_null(told(pair(&k, "Reed Hall", "Moss Hall"), "phone", "equal"));
    assert_null(told(pair(&k, "Lantern Hall", "Moss Hall"), "phone", "equal"));
    for (size_t i = 0; i < k.n; i++)
        assert_true(strstr(k.list[i].left->name, "person:") == NULL &&
                    strstr(k.list[i].right->name, "person:") == NULL);
    must(&k.p, vg_export_ftm(k.p.c, VG_FTM_STATEMENTS, 1, &out, &told_of, &k.p.err));
    drop_ids(&out);
    assert_non_null(strstr(out.p, "Lantern Hall"));
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        ROW_CHECK(i, hidden[i], strstr(out.p, hidden[i]) == NULL);
    end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_definition_in_a_text_makes_a_pair_one_and_shows_the_passage),
        cmocka_unit_test(a_short_form_holds_in_its_own_text_and_two_meanings_leave_it_open),
        cmocka_unit_test(a_shared_telephone_makes_a_proposal_and_one_beside_a_person_does_not),
        cmocka_unit_test(stations_are_compared_by_what_is_known_of_them),
        cmocka_unit_test(registers_and_dates_that_differ_are_vetoes),
        cmocka_unit_test(being_told_of_together_weighs_against),
        cmocka_unit_test(a_definition_joins_names_only_where_rules_are_switched_on),
        cmocka_unit_test(a_definition_that_came_later_joins_nothing_in_an_older_state),
        cmocka_unit_test(nothing_of_it_leaves_with_people_who_are_protected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
