/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/limits.h"
#include "claim/suggest.h"

static struct vg_suggestions suggest(struct vg_arena *a, const char *text)
{
    struct vg_suggest_in in = {.text = {text, strlen(text)},
                               .publisher = "The Ledger",
                               .date = "2023-06-06",
                               .language = "en"};
    struct vg_suggestions got = {0};

    assert_int_equal(vg_suggest(&in, a, &got, NULL), VG_OK);
    return got;
}

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

/* "quantity 17 station at-least PT from/to speaker stance hedges: quote" */
static void show(const struct vg_claim *c, char *out, size_t room)
{
    const struct vg_quantity *q = &c->quantity;
    int64_t n = q->has & VG_HAS_VALUE   ? q->value
                : q->has & VG_HAS_LOWER ? q->lower
                : q->has & VG_HAS_UPPER ? q->upper
                                        : 0;

    (void)snprintf(out, room, "%s %s %lld %s | %s/%s | %s | %s | %s | %s: %.*s",
                   vg_claim_kind_word(c->kind), q->op ? vg_op_word(q->op) : "-", (long long)n,
                   or_dash(q->unit), or_dash(c->period.from), or_dash(c->period.to),
                   c->n_places ? c->places[0] : "-", c->n_links > 1 ? c->links[0].speaker : "-",
                   vg_stance_word(c->stance), c->n_hedges ? c->hedges[0] : "-",
                   (int)c->passage->quote.len, c->passage->quote.p);
}

static void a_sentence_gives_these_claims(void **state)
{
    static const struct {
        const char *text;
        const char *want[4];
    } rows[] = {
        {"The group runs at least 17 service points in Portugal.",
         {"quantity at-least 17 station | -/- | PT | - | asserts | -: "
          "The group runs at least 17 service points in Portugal"}},
        {"Police closed three offices in Lisbon and two in Porto last year.",
         {"quantity exact 3 office | 2022/2022 | lisbon | - | asserts | -: "
          "Police closed three offices in Lisbon",
          "quantity exact 2 office | 2022/2022 | porto | - | asserts | -: "
          "two in Porto last year"}},
        {"Up to 40 people were deported since 2019, the Dory Institute said on Monday.",
         {"quantity at-most 40 person | 2019/- | - | Dory Institute | asserts | -: "
          "Up to 40 people were deported since 2019"}},
        {"Some 40 people left, according to the Dory Institute.",
         {"quantity about 40 person | -/- | - | Dory Institute | asserts | -: "
          "Some 40 people left, according to the Dory Institute"}},
        {"The Dory Institute counted 12 cases, citing figures of the census office.",
         {"quantity exact 12 case | -/- | - | census office | asserts | -: "
          "The Dory Institute counted 12 cases"}},
        {"The embassy denied that 12 officers were sent to Leeds.",
         {"quantity exact 12 person | -/- | - | embassy | denies | -: "
          "The embassy denied that 12 officers were sent to Leeds"}},
        {"The bank froze at least seven accounts in the three Baltic states.",
         {"quantity at-least 7 account | -/- | - | - | asserts | -: "
          "The bank froze at least seven accounts",
          "quantity exact 3 state | -/- | - | - | asserts | -: in the three Baltic states"}},
        {"The consul is quoted as saying that 40 people left.",
         {"quantity exact 40 person | -/- | - | consul | asserts | -: "
          "The consul is quoted as saying that 40 people left"}},
        {"Portugal: at least 4 cases",
         {"quantity at-least 4 case | -/- | PT | - | asserts | -: Portugal: at least 4 cases"}},
        {"Spokeswoman Ilse Brandt met the press. The spokeswoman said 40 people left.",
         {"relation - 0 - | -/- | - | - | asserts | -: Spokeswoman Ilse Brandt met the press",
          "quantity exact 40 person | -/- | - | Ilse Brandt | asserts | -: "
          "The spokeswoman said 40 people left"}},
        {"Over eighteen months 210 people were summoned.",
         {"quantity exact 210 person | -/- | - | - | asserts | -: "
          "Over eighteen months 210 people were summoned"}},
        {"Police closed twelve offices; one of them was in Riga, and 5 more were searched.",
         {"quantity exact 12 office | -/- | - | - | asserts | -: Police closed twelve offices",
          "quantity exact 1 office | -/- | riga | - | asserts | -: one of them was in Riga",
          "quantity exact 5 office | -/- | - | - | asserts | -: 5 more were searched"}},
        {"The ministry denied that it runs offices abroad.",
         {"denial - 0 - | -/- | - | ministry | denies | -: "
          "The ministry denied that it runs offices abroad"}},
        {"Did the police arrest 12 people in May?",
         {"quantity exact 12 person | 2023-05/2023-05 | - | - | asks | -: "
          "Did the police arrest 12 people in May?"}},
        {"A further 19 people were reportedly detained.",
         {"quantity exact 19 person | -/- | - | - | relays | reportedly: "
          "A further 19 people were reportedly detained"}},
        {"The claim that 90 officers were sent abroad is wrong.",
         {"quantity exact 90 person | -/- | - | - | refutes | -: "
          "The claim that 90 officers were sent abroad is wrong"}},
        {"We found no office in Austria.",
         {"negative-finding none-found 0 office | -/- | AT | - | asserts | -: "
          "We found no office in Austria"}},
        {"No one has been arrested so far.",
         {"negative-finding none-found 0 person | -/- | - | - | asserts | to-date: "
          "No one has been arrested so far"}},
        {"Lumen published a report in January 2022.",
         {"publication - 0 - | 2022-01/2022-01 | - | - | asserts | -: "
          "Lumen published a report in January 2022"}},
        {"\xe2\x80\x9cThere may be 30 more offices,\xe2\x80\x9d Ms Roe told The Ledger.",
         {"opinion exact 30 office | -/- | - | Ms Roe | asserts | possible: "
          "There may be 30 more offices"}},
        {"The minister: We know of 6 persons who left.",
         {"quantity exact 6 person | -/- | - | The minister | asserts | -: "
          "We know of 6 persons who left"}},
        {"Three men, aged 34, 41 and 59, were charged under sections 20 and 423.",
         {"quantity exact 3 person | -/- | - | - | asserts | -: "
          "Three men, aged 34, 41 and 59, were charged under sections 20 and 423"}},
        {"The firm was paid CAD 86,500.",
         {"quantity exact 86500 CAD | -/- | - | - | asserts | -: The firm was paid CAD 86,500"}},
        {"It was a fine day and nobody asked about it twice.",
         {"negative-finding none-found 0 person | -/- | - | - | asserts | -: "
          "It was a fine day and nobody asked about it twice"}},
        {"The state set up more offices in Canada than the three in Leeds.",
         {"quantity over 3 office | -/- | CA | - | asserts | -: "
          "The state set up more offices in Canada",
          "quantity exact 3 office | -/- | leeds | - | asserts | -: the three in Leeds"}},
        {"Most of the persons came from Poland (over 500) and Latvia (27).",
         {"quantity over 500 person | -/- | PL | - | asserts | -: Poland (over 500)",
          "quantity exact 27 person | -/- | LV | - | asserts | -: Latvia (27)"}},
        {"Three offices are in Toronto: two in Markham and one in Scarborough.",
         {"quantity exact 3 office | -/- | greater-toronto-area | - | asserts | -: "
          "Three offices are in Toronto",
          "quantity exact 2 office | -/- | markham | - | asserts | -: two in Markham",
          "quantity exact 1 office | -/- | scarborough | - | asserts | -: one in Scarborough"}},
        {"Two offices are in Toronto: one in Leeds and one in Scarborough.",
         {"quantity exact 2 office | -/- | toronto | - | asserts | -: Two offices are in Toronto",
          "quantity exact 1 office | -/- | leeds | - | asserts | -: one in Leeds",
          "quantity exact 1 office | -/- | scarborough | - | asserts | -: one in Scarborough"}},
        {"She lives on Line 119 near gate 4.", {NULL}},
        {"Deputy Roe asked the minister whether 14 nationals were held in Cork.",
         {"quantity exact 14 person | -/- | cork | Deputy Roe | asks | -: "
          "Deputy Roe asked the minister whether 14 nationals were held in Cork"}},
        {"I am advised by the Dory Institute that complaints came from nine persons.",
         {"quantity exact 9 person | -/- | - | Dory Institute | asserts | -: I am advised by the "
          "Dory Institute that complaints came from nine persons"}},
        {"The bureau is alleged to have summoned 85 exiles.",
         {"quantity exact 85 person | -/- | - | - | asserts | alleged: "
          "The bureau is alleged to have summoned 85 exiles"}},
        {"Spokesperson Solheim: The state keeps no list of the kind.",
         {"denial - 0 - | -/- | - | Spokesperson Solheim | denies | -: "
          "The state keeps no list of the kind"}},
        {"No application was rejected in 2022.",
         {"negative-finding none-found 0 item | 2022/2022 | - | - | asserts | -: "
          "No application was rejected in 2022"}},
        {"Nine laptops and 420 draft evaders were named.",
         {"quantity exact 9 item | -/- | - | - | asserts | -: Nine laptops",
          "quantity exact 420 person | -/- | - | - | asserts | -: 420 draft evaders were named"}},
        {"Of the complaints received in Leeds, one in five was dropped.",
         {"quantity exact 20 percent | -/- | leeds | - | asserts | -: "
          "Of the complaints received in Leeds, one in five was dropped"}},
        {"One of the best days of the two weeks.", {NULL}},
        {"He came second, and the third day was long.", {NULL}},
        {"", {NULL}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_suggestions got = suggest(&a, rows[i].text);
        size_t want = 0;

        for (size_t k = 0; k < got.n; k++) {
            char line[512];

            show(&got.claims[k], line, sizeof line);
            if (k >= 4 || !rows[i].want[k] || strcmp(line, rows[i].want[k]) != 0)
                fail_msg("row %zu: claim %zu is\n%s", i, k, line);
        }
        while (want < 4 && rows[i].want[want])
            want++;
        ROW_CHECK(i, rows[i].text, got.n == want);
    }
}

static void the_last_link_is_the_text_in_hand(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got = suggest(&a, "Roe said that the Dory Institute counted 12 cases.");
    const struct vg_claim *c;

    (void)state;
    assert_true(got.n >= 1);
    c = &got.claims[0];
    assert_string_equal(c->links[c->n_links - 1].speaker, "The Ledger");
    assert_string_equal(c->links[c->n_links - 1].as, "text");
}

static void weak_nouns_count_once_the_text_has_explained_them(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got =
        suggest(&a, "There are service points abroad. Five points are in Portugal.");

    (void)state;
    assert_true(got.n >= 1);
    assert_string_equal(got.claims[got.n - 1].quantity.unit, "station");
    got = suggest(&a, "The list has five points in Portugal.");
    for (size_t i = 0; i < got.n; i++)
        assert_null(got.claims[i].quantity.unit);
}

static void what_is_no_text_is_refused(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggest_in in = {.text = {"12 people\xff", 10}, .language = "en"};
    struct vg_suggestions got = {0};
    struct vg_err err;

    (void)state;
    assert_int_equal(vg_suggest(&in, &a, &got, &err), VG_E_FORMAT);
    assert_string_equal(err.text, "byte 9 is not UTF-8; read it with 'vigil add' first");
    in.text.len = 9;
    in.date = "2023-02-29";
    assert_int_equal(vg_suggest(&in, &a, &got, &err), VG_E_FORMAT);
    in.date = NULL;
    in.text.len = (size_t)VG_MAX_SUGGEST + 1;
    assert_int_equal(vg_suggest(&in, &a, &got, &err), VG_E_LIMIT);
}

static void other_languages_get_a_note_and_nothing_else(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggest_in in = {.text = {"12 people left", 14}, .language = "sr"};
    struct vg_suggestions got = {0};

    (void)state;
    assert_int_equal(vg_suggest(&in, &a, &got, NULL), VG_OK);
    assert_int_equal(got.n, 0);
    assert_non_null(got.note);
    in.language = NULL;
    assert_int_equal(vg_suggest(&in, &a, &got, NULL), VG_OK);
    assert_int_equal(got.n, 1);
}

/* A text without an end, a line of numbers, quotations in quotations. */
static void hostile_texts_stay_small(void **state)
{
    static const struct {
        const char *piece;
        size_t times, most;
    } rows[] = {
        {"the police said that 5 people were ", 28000, 60000},
        {"17 ", 100000, 0},
        {"17 people, ", 20000, 20000},
        {"\xe2\x80\x9c", 10000, 0},
        {"said, ", 50000, 0},
        {"Paris Office ", 40000, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        size_t n = strlen(rows[i].piece);
        char *text = vg_alloc(&a, n * rows[i].times + 1);
        struct vg_suggestions got;

        for (size_t k = 0; k < rows[i].times; k++)
            memcpy(text + k * n, rows[i].piece, n);
        got = suggest(&a, text);
        ROW_CHECK(i, rows[i].piece, got.n <= rows[i].most);
        for (size_t k = 0; k < got.n; k++)
            ROW_CHECK(i, rows[i].piece, got.claims[k].passage->quote.len <= VG_MAX_QUOTE);
    }
}

/* `n` numbers are read of it when nobody says what language it is in. */
static void a_text_is_read_in_the_language_that_it_shows(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        int noted;
    } rows[] = {
        {"54 stations in 30 countries", 2, 0},
        {"Selon le rapport, 54 stations ont été vues dans 30 pays et par la police.", 0, 1},
        {"Nach dem Bericht wurden 54 Agents in 30 Städten von der Polizei gefunden.", 0, 1},
        {"Kwa mujibu wa ripoti hiyo, vituo 54 vya polisi na 12 agents katika nchi nyingi "
         "vilitambuliwa mwaka huo, waziri alisema kwamba wote walikamatwa.",
         0, 1},
        {"Задержаны 12 человек, сообщили в 3 городах.", 0, 1},
        {"Señor Núñez of São Paulo said that 12 stations in Łódź had closed.", 1, 0},
        {"The police named them.\n\nSan José de los Llanos, La Paz, Santiago de Chile: 14 offices",
         1, 0},
        {"The police named 12 offices.\n\nLa police a dit que trois agents et 12 offices ont "
         "été vus dans les rues de la ville.",
         1, 1},
        {"Tlie N6O c0unted 54 stat1ons in 3O c0untries.", 0, 1},
        {"The G20 named COVID-19 and C-70 in 12 offices.", 1, 0},
        {"It held 5 4 people, 000 agents and 1 300 workers.", 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_suggest_in in = {.text = {rows[i].text, strlen(rows[i].text)}};
        struct vg_suggestions got = {0};
        size_t n = 0;

        ROW_CHECK(i, rows[i].text, vg_suggest(&in, &a, &got, NULL) == VG_OK);
        for (size_t k = 0; k < got.n; k++)
            n += got.claims[k].quantity.op != VG_OP_NONE;
        ROW_CHECK(i, rows[i].text, n == rows[i].n);
        ROW_CHECK(i, rows[i].text, (got.note != NULL) == rows[i].noted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_gives_these_claims),
        cmocka_unit_test(the_last_link_is_the_text_in_hand),
        cmocka_unit_test(weak_nouns_count_once_the_text_has_explained_them),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(other_languages_get_a_note_and_nothing_else),
        cmocka_unit_test(hostile_texts_stay_small),
        cmocka_unit_test(a_text_is_read_in_the_language_that_it_shows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
