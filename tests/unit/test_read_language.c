/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "read/language.h"
#include "read/language_grams.h"

/* Sentences written for this test. */
static void languages_are_told_apart(void **state)
{
    static const struct {
        const char *text, *language, *script;
    } rows[] = {
        {"The office was closed in November and nobody has answered the door since then.", "en",
         "Latn"},
        {"Das Büro wurde im November geschlossen, und seitdem hat niemand die Tür geöffnet.", "de",
         "Latn"},
        {"Le bureau a été fermé en novembre et personne n'a ouvert la porte depuis ce jour.", "fr",
         "Latn"},
        {"La oficina fue cerrada en noviembre y desde entonces nadie ha abierto la puerta.", "es",
         "Latn"},
        {"L'ufficio è stato chiuso a novembre e da allora nessuno ha più aperto la porta.", "it",
         "Latn"},
        {"O escritório foi fechado em novembro e desde então ninguém abriu a porta da casa, mas há "
         "quem não acredite.",
         "pt", "Latn"},
        {"Het kantoor is in november gesloten en sindsdien heeft niemand de deur geopend.", "nl",
         "Latn"},
        {"Kancelář byla v listopadu zavřena a od té doby nikdo neotevřel, ale policie to po roce "
         "prověřuje.",
         "cs", "Latn"},
        {"Biuro zostało zamknięte w listopadzie i od tego czasu nikt nie otworzył drzwi, ale to "
         "jest pewne.",
         "pl", "Latn"},
        {"Ofis kasım ayında kapatıldı ve o günden sonra hiç kimse kapıyı açmadı ama bu bir sorun "
         "olarak var.",
         "tr", "Latn"},
        {"Văn phòng đã bị đóng cửa vào tháng mười một và từ đó không có ai mở cửa.", "vi", "Latn"},
        {"Kantor itu ditutup pada bulan November dan sejak saat itu tidak ada orang yang membuka "
         "pintu.",
         "id", "Latn"},
        {"办公室已于十一月关闭，此后无人应门。", "zh", "Hans"},
        {"辦公室已於十一月關閉，此後無人應門。", "zh", "Hant"},
        {"公安", "zh", ""},
        {"事務所は十一月に閉鎖され、それ以来だれも出てこない。", "ja", "Jpan"},
        {"사무실은 11월에 문을 닫았고 그 뒤로 아무도 문을 열지 않았다.", "ko", "Kore"},
        {"Офис закрыли в ноябре, и с тех пор никто не открывал дверь; этот адрес известен.", "ru",
         "Cyrl"},
        {"Офіс закрили в листопаді, і відтоді ніхто не відчиняв дверей.", "uk", "Cyrl"},
        {"Канцеларија је затворена у новембру и од тада нико није отворио врата.", "sr", "Cyrl"},
        {"أغلق المكتب في نوفمبر ولم يفتح أحد الباب منذ ذلك الحين.", "ar", "Arab"},
        {"دفتر در ماه نوامبر بسته شد و پس از آن کسی در را باز نکرد که چیزی بگوید.", "fa", "Arab"},
        {"Safeguard", "und", "Latn"},
        {"Harbour Lane 8, Saint-Leon", "und", "Latn"},
        {"2022-03-14 12:00", "und", ""},
        {"", "und", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_language l = vg_language_of(vg_str(rows[i].text));

        ROW_CHECK(i, l.language, strcmp(l.language, rows[i].language) == 0);
        ROW_CHECK(i, l.script, strcmp(l.script, rows[i].script) == 0);
    }
}

/* Sentences of tests/unit/read_sentences.inc: of kinds that the table was not made from. */
static const struct sentence {
    const char *language, *script, *text;
} sentences[] = {
#include "read_sentences.inc"
};

#include "foreign_sentences.inc"

enum { SENTENCES = sizeof sentences / sizeof *sentences };

static int is_named(const struct sentence *s, struct vg_str text)
{
    struct vg_language l = vg_language_of(text);
    int is_right = strcmp(l.language, s->language) == 0;

    if (!is_right)
        print_message("%s taken for %s: %.60s\n", s->language, l.language, s->text);
    return is_right;
}

static void single_sentences_are_named(void **state)
{
    size_t right = 0;

    (void)state;
    for (size_t i = 0; i < SENTENCES; i++)
        right += (size_t)is_named(&sentences[i], vg_str(sentences[i].text));
    print_message("sentences: %zu of %d\n", right, SENTENCES);
    assert_true(right * 100 >= (size_t)SENTENCES * 98);
}

static void two_sentences_are_named(void **state)
{
    size_t right = 0, all = 0;

    (void)state;
    for (size_t i = 0; i < SENTENCES; i++) {
        for (size_t j = i + 1; j < SENTENCES; j++) {
            VG_SCOPED_ARENA a = {0};
            const char *text = vg_print(&a, "%s\n%s", sentences[i].text, sentences[j].text);

            if (strcmp(sentences[i].language, sentences[j].language) != 0 ||
                strcmp(sentences[i].script, sentences[j].script) != 0)
                continue;
            all++;
            right += (size_t)is_named(&sentences[i], vg_str(text));
        }
    }
    print_message("two sentences: %zu of %zu\n", right, all);
    assert_true(right * 1000 >= all * 990);
}

/* What has no table is near to something that has one. Most of it stays unnamed. */
static void languages_that_are_not_known_stay_unnamed(void **state)
{
    size_t named = 0, all = sizeof foreign / sizeof *foreign;

    (void)state;
    for (size_t i = 0; i < all; i++) {
        struct vg_language l = vg_language_of(vg_str(foreign[i].text));

        if (strcmp(l.language, "und") != 0)
            print_message("%s taken for %s\n", foreign[i].language, l.language);
        named += strcmp(l.language, "und") != 0;
    }
    print_message("unknown languages: %zu of %zu named\n", named, all);
    assert_true(all >= 40 && named * 100 <= all * 25);
}

static void languages_that_differ_in_few_words_are_told_apart(void **state)
{
    size_t right = 0, all = 0;

    (void)state;
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++) {
        const char *at = twins[i].text;

        /* three sentences each, as a short notice has */
        for (const char *end = at; *at != '\0'; at = end) {
            for (int n = 0; n < 3 && *end != '\0'; n++)
                end = strchr(end, '\n') + 1;
            right += strcmp(vg_language_of((struct vg_str){at, (size_t)(end - at)}).language,
                            twins[i].language) == 0;
            all++;
        }
    }
    print_message("twins: %zu of %zu\n", right, all);
    assert_true(right * 100 >= all * 95);
}

static void a_single_word_of_a_script_of_its_own_is_named(void **state)
{
    static const char *const rows[][2] = {
        {"公安", "zh"},   {"警察", "zh"},    {"海外", "zh"},   {"服务站", "zh"}, {"服務站", "zh"},
        {"福州市", "zh"}, {"劝返", "zh"},    {"カナダ", "ja"}, {"すし", "ja"},   {"경찰", "ko"},
        {"서울", "ko"},   {"ལྷ་ས", "bo"},     {"ᠮᠣᠩᠭᠣᠯ", "mn"}, {"ไทย", "th"},    {"שלום", "he"},
        {"Αθήνα", "el"},  {"თბილისი", "ka"}, {"Երևան", "hy"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i][0],
                  strcmp(vg_language_of(vg_str(rows[i][0])).language, rows[i][1]) == 0);
}

/* Names and lists are of no language. */
static void what_is_no_prose_stays_unnamed(void **state)
{
    static const char *const rows[] = {"Safeguard", "Wang Jingyu", "Tel. 0899-2310046",
                                       "A1 B2 C3",  "Санкт",       "Rue X 12"};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i], strcmp(vg_language_of(vg_str(rows[i])).language, "und") == 0);
}

/* Blocks: a line each. */
static void read_lines(struct vg_arena *a, const char *text, struct vg_text *t)
{
    size_t room = 0;

    *t = (struct vg_text){.text = vg_str(text)};
    for (size_t at = 0; at < t->text.len;) {
        size_t n = strcspn(text + at, "\n");

        t->blocks = vg_grow(a, t->blocks, t->block_count, &room);
        t->blocks[t->block_count++] =
            (struct vg_block){.start = (uint32_t)at, .len = (uint32_t)n, .class = VG_BLOCK_MAIN};
        at += n + 1;
    }
    vg_language_mark(t);
}

static void blocks_have_their_own_language_and_short_ones_their_neighbours(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const char *const expected[] = {"en", "en", "fr", "fr", "zh", "zh", "en"};
    struct vg_text t;

    (void)state;
    read_lines(
        &a,
        "The court found no evidence that the officers had asked for permission before they "
        "came to the house of the family.\n"
        "Annex B\n"
        "Le tribunal n'a trouvé aucune preuve que les agents aient demandé une autorisation "
        "avant de venir chez la famille, qui attend toujours.\n"
        "Annexe C\n"
        "法院没有找到证据证明那些警察来之前曾经请求许可。\n"
        "附件\n"
        "Three families told our researchers that strangers had waited outside their homes at "
        "night, and that nobody came when they called for help.",
        &t);
    for (size_t i = 0; i < t.block_count; i++)
        ROW_CHECK(i, t.blocks[i].language, strcmp(t.blocks[i].language, expected[i]) == 0);
    assert_string_equal(t.language, "en");
}

static void the_text_has_the_language_of_most_of_its_letters(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;

    (void)state;
    read_lines(
        &a,
        "Subscribe to our newsletter\n"
        "市政府自星期一起封闭大桥，以便修理桥墩，请过往车辆绕行。三个家庭告诉我们的调查人员，夜里"
        "有陌生人在他们家门外等候。\n"
        "大雨冲走了一段铁路，列车一直晚点到傍晚。",
        &t);
    assert_string_equal(t.language, "zh");
    assert_string_equal(t.script, "Hans");
    assert_string_equal(t.blocks[0].script, "Latn");
}

/* One line is main on a page that is a list of contents: too little to tell by. Of a text whose
 * language is not known there is more, and what stands around it does not name it. */
static void a_line_of_main_text_is_named_by_what_stands_around_it(void **state)
{
    static const char list[] =
        "Kapitel 7. Vor dem Umzug\nDer Augenblick der Wahrheit\nVerschlossene Schränke öffnen\n"
        "Fehlersuche in den alten Listen und deren Behebung\nAnmelden beim Pförtner des Hauses\n";
    static const char unknown[] = "Ihhovisi livaliwe ngoLwesihlanu futhi akekho umuntu ovule "
                                  "umnyango kusukela ngalolo suku.\n"
                                  "Amaphoyisa athi azobuyela kuleli hhovisi ngenyanga ezayo ukuze "
                                  "akhulume nabanikazi balo.\n";
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF both = {0};
    struct vg_range main = {0, (uint32_t)strcspn(list, "\n")};
    struct vg_text t;

    (void)state;
    read_lines(&a, list, &t);
    t.main = &main;
    t.main_count = 1;
    vg_language_mark(&t);
    assert_string_equal(t.language, "de");
    vg_puts(&both, unknown);
    main.end = (uint32_t)both.len;
    vg_puts(&both, list);
    read_lines(&a, both.p, &t);
    t.main = &main;
    t.main_count = 1;
    vg_language_mark(&t);
    assert_string_equal(t.language, "und");
}

/* One block of each row: its language, and the text's. */
static void most_letters_decide_wherever_they_stand(void **state)
{
    static const char han[] = "市政府自星期一起封闭大桥，以便修理桥墩。";
    static const char en[] =
        "The town council will close the bridge from Monday so that its pillars "
        "can be repaired, and nobody was told. ";
    static const char fr[] =
        "La mairie fermera le pont dès lundi afin que les piliers puissent être "
        "réparés, et personne ne le savait. ";
    static const struct {
        const char *first, *then, *language;
        int n_first, n_then;
    } rows[] = {
        {han, en, "en", 1, 9},  /* 19 characters, 810 letters */
        {han, en, "en", 8, 30}, /* 150 characters, then far more letters */
        {en, han, "zh", 1, 40}, /* a summary in English on top */
        {en, han, "zh", 2, 9},  /* 160 letters and as many characters */
        {fr, en, "en", 1, 60},  {"Почта ", han, "zh", 12, 30},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int lines = 0; lines < 2; lines++) {
            VG_SCOPED_ARENA a = {0};
            VG_SCOPED_BUF b = {0};
            struct vg_text t;

            for (int n = 0; n < rows[i].n_first; n++)
                vg_puts(&b, rows[i].first);
            for (int n = 0; n < rows[i].n_then; n++)
                vg_putf(&b, "%s%s", lines ? "\n" : "", rows[i].then);
            vg_puts(&b, "");
            read_lines(&a, b.p, &t);
            ROW_CHECK(i, t.language, strcmp(t.language, rows[i].language) == 0);
            if (!lines)
                ROW_CHECK(i, t.blocks[0].language,
                          strcmp(t.blocks[0].language, rows[i].language) == 0);
        }
}

static void the_language_of_a_text_is_not_that_of_its_first_page(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    for (int i = 0; i < 80; i++) /* 5000 letters of French, 12000 of English */
        vg_puts(&b,
                "Trois familles ont raconté à nos enquêteurs que des inconnus les attendaient la "
                "nuit devant leur maison.\n");
    for (int i = 0; i < 160; i++)
        vg_puts(&b, "Three families told our researchers that strangers had waited outside their "
                    "homes at night, and that nobody came.\n");
    read_lines(&a, b.p, &t);
    assert_string_equal(t.language, "en");
    assert_string_equal(t.blocks[3].language, "fr");
}

static uint32_t chance(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 16) % n;
}

static void same_sums(struct vg_grams *a, struct vg_grams *b, uint32_t round)
{
    struct vg_grams_best x = vg_grams_best(a), y = vg_grams_best(b);

    if (x.language != y.language || x.ahead != y.ahead || x.clear != y.clear || x.fit != y.fit ||
        a->letters != b->letters || memcmp(a->score, b->score, sizeof a->score) != 0)
        fail_msg("the sums differ after %u words", round);
}

/* Words that come again and words that come once, of every length, with letters between. */
static void a_word_taken_whole_adds_what_its_letters_add(void **state)
{
    static struct vg_grams_words kept;
    struct vg_grams whole, letters;
    uint32_t seed = 20260101;

    (void)state;
    vg_grams_words_begin(&kept);
    vg_grams_begin(&whole, VG_GRAMS_LATIN);
    vg_grams_begin(&letters, VG_GRAMS_LATIN);
    for (uint32_t round = 0; round < 20000; round++) {
        char word[VG_GRAMS_WORD];
        uint32_t own = chance(&seed, 3) == 0 ? seed : chance(&seed, 300);
        size_t n = 1 + chance(&own, VG_GRAMS_WORD);

        for (size_t i = 0; i < n; i++)
            word[i] = (char)((chance(&own, 2) == 0 ? 'a' : 'A') + (char)chance(&own, 26));
        vg_grams_word(&whole, &kept, word, n);
        for (size_t i = 0; i < n; i++)
            vg_grams_letter(&letters, (unsigned char)word[i] | 0x20U);
        vg_grams_end_word(&letters);
        if (chance(&seed, 8) == 0) {
            vg_grams_letter(&whole, 0xe9);
            vg_grams_end_word(&whole);
            vg_grams_letter(&letters, 0xe9);
            vg_grams_end_word(&letters);
        }
        if (chance(&seed, 50) == 0)
            same_sums(&whole, &letters, round);
    }
    same_sums(&whole, &letters, 20000);
}

static void a_declared_language_may_be_named_in_many_ways(void **state)
{
    static const struct {
        const char *declared, *found;
        int is_same;
    } rows[] = {
        {"en", "en", 1}, {"EN-gb", "en", 1}, {"zh_CN", "zh", 1}, {"nb-NO", "no", 1},
        {"iw", "he", 1}, {"hr", "sr", 1},    {"fr", "en", 0},    {"e", "en", 0},
        {"", "en", 0},   {"zhx", "zh", 0},   {"cn", "zh", 1},    {"sr-Latn-RS", "sr", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].declared,
                  vg_language_is_same(vg_str(rows[i].declared), rows[i].found) == rows[i].is_same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_are_told_apart),
        cmocka_unit_test(single_sentences_are_named),
        cmocka_unit_test(two_sentences_are_named),
        cmocka_unit_test(languages_that_are_not_known_stay_unnamed),
        cmocka_unit_test(languages_that_differ_in_few_words_are_told_apart),
        cmocka_unit_test(most_letters_decide_wherever_they_stand),
        cmocka_unit_test(the_language_of_a_text_is_not_that_of_its_first_page),
        cmocka_unit_test(a_single_word_of_a_script_of_its_own_is_named),
        cmocka_unit_test(what_is_no_prose_stays_unnamed),
        cmocka_unit_test(blocks_have_their_own_language_and_short_ones_their_neighbours),
        cmocka_unit_test(the_text_has_the_language_of_most_of_its_letters),
        cmocka_unit_test(a_line_of_main_text_is_named_by_what_stands_around_it),
        cmocka_unit_test(a_word_taken_whole_adds_what_its_letters_add),
        cmocka_unit_test(a_declared_language_may_be_named_in_many_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
