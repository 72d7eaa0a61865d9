/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "mention/names_file.h"
#include "mention/names_look.h"

#include "names_lists.inc"

static int read_text(const char *text, struct vg_arena *a, struct vg_gazetteer_name **names,
                     size_t *n, struct vg_err *err)
{
    return vg_names_read(text, strlen(text), a, names, n, err);
}

static void a_list_is_read_with_or_without_a_header(void **state)
{
    static const char *const rows[] = {
        "p1,Toronto,place\np2,福州,place,zh\nt1,\"police station, overseas\",trigger,en\n",
        "\xef\xbb\xbfid,name,kind,lang\r\np1,Toronto,place,\r\np2,福州,place,zh\r\n\r\n"
        "t1,\"police station, overseas\",trigger,en",
        "lang,note,kind,name,id\n,x,place, Toronto ,p1\nzh,\"a\nb\",place,福州,p2\n"
        "en,,TRIGGER,\"police station, overseas\",t1\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_gazetteer_name *names;
        struct vg_err err = {0};
        size_t n;

        ROW_CHECK(i, err.text, read_text(rows[i], &a, &names, &n, &err) == VG_OK);
        ROW_CHECK(i, rows[i], n == 3 && vg_str_is(names[0].name, "Toronto"));
        ROW_CHECK(i, rows[i], vg_str_is(names[1].lang, "zh") && names[1].kind == VG_NAME_PLACE);
        ROW_CHECK(i, rows[i], vg_str_is(names[2].name, "police station, overseas"));
        ROW_CHECK(i, rows[i], vg_str_is(names[2].id, "t1") && names[2].kind == VG_NAME_TRIGGER);
    }
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *says;
        int code;
    } rows[] = {
        {"", "there is no name in the list", VG_E_FORMAT},
        {"id,name,kind\n", "there is no name in the list", VG_E_FORMAT},
        {"a,b\n", "line 1: fewer than three columns", VG_E_FORMAT},
        {"a,Toronto,place\nb,\"x\ny\",place\nc,Rome,person\n", "line 4: the kind \"person\"",
         VG_E_FORMAT},
        {"a,Toronto,place\n\nc,Rome,\n", "line 3: no kind", VG_E_FORMAT},
        {"a,\"Tor\"onto,place\n", "line 1: after a closing quote", VG_E_FORMAT},
        {"a,Tor\"onto,place\n", "line 1: a quote inside", VG_E_FORMAT},
        {"a,\"Toronto,place\n", "line 1: a quote is opened", VG_E_FORMAT},
        {"a,Tor\xffonto,place\n", "line 1: is not UTF-8", VG_E_FORMAT},
        {"a,...,place\n", "line 1: name \"...\": there is no letter or digit in it", VG_E_FORMAT},
        {",Rome,place\n", "line 1: name \"Rome\": a name and an id are both needed", VG_E_FORMAT},
        {"a,Ro\001me,place\n", "line 1: name \"Ro[U+0001]me\": holds control", VG_E_FORMAT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_gazetteer_name *names;
        struct vg_err err = {0};
        size_t n;
        int rc = read_text(rows[i].text, &a, &names, &n, &err);

        ROW_CHECK(i, err.text, rc == rows[i].code);
        ROW_CHECK(i, err.text, strncmp(err.text, rows[i].says, strlen(rows[i].says)) == 0);
    }
}

static void a_row_looks_like_what_it_holds(void **state)
{
    static const struct {
        const char *name;
        enum vg_names_look look;
    } rows[] = {
        {"Toronto", VG_LOOKS_ORDINARY},
        {"福州市公安局", VG_LOOKS_ORDINARY},
        {"张家口", VG_LOOKS_ORDINARY},
        {"金山区", VG_LOOKS_ORDINARY},
        {"Virginia Beach", VG_LOOKS_ORDINARY},
        {"110 Overseas", VG_LOOKS_ORDINARY},
        {"Operation 2018", VG_LOOKS_ORDINARY},
        {"张伟", VG_LOOKS_MAYBE},
        {"王秀英", VG_LOOKS_PERSON},
        {"張偉明", VG_LOOKS_PERSON},
        {"欧阳志强", VG_LOOKS_PERSON},
        {"James T. Smith", VG_LOOKS_PERSON},
        {"Smith, Mary", VG_LOOKS_PERSON},
        {"王芳女士", VG_LOOKS_PERSON},
        {"Mr John Smith", VG_LOOKS_PERSON},
        {"Иванова Зоя Егоровна", VG_LOOKS_PERSON},
        {"улица Ивана Франко", VG_LOOKS_ORDINARY},
        {"San José", VG_LOOKS_ORDINARY},
        {"Đường Nguyễn Huệ", VG_LOOKS_BARE},
        {"Atatürk Caddesi", VG_LOOKS_ORDINARY},
        {"ཉི་མ་རྫོང", VG_LOOKS_ORDINARY},
        {"福岡市", VG_LOOKS_ORDINARY},
        {"수원시", VG_LOOKS_ORDINARY},
        {"Hudson Bay Oslo", VG_LOOKS_ORDINARY},
        {"Golden Gate", VG_LOOKS_BARE},
        {"Wang Xiaoming", VG_LOOKS_MAYBE},
        {"Xiaoming WANG", VG_LOOKS_MAYBE},
        {"11010519491231002X", VG_LOOKS_IDENTITY},
        {"no. 11010519491231002x", VG_LOOKS_IDENTITY},
        {"110105194912310021", VG_LOOKS_IDENTITY},       /* nothing but 18 digits */
        {"place 110105194912310021", VG_LOOKS_ORDINARY}, /* its check digit is wrong */
        {"E12345678", VG_LOOKS_IDENTITY},
        {"+1 (416) 555-0100", VG_LOOKS_IDENTITY},
        {"13800138000", VG_LOOKS_IDENTITY},
        {"someone@example.org", VG_LOOKS_IDENTITY},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_gazetteer_name n = {
            .id = vg_str("1"), .name = vg_str(rows[i].name), .kind = VG_NAME_PLACE};

        ROW_CHECK(i, rows[i].name, vg_names_look(&n) == rows[i].look);
    }
}

/* A list of `n` rows, each of the words in turn. */
static int read_words(const char *const *words, size_t n_words, size_t n, const char *kind,
                      struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_gazetteer_name *names;
    size_t got;

    for (size_t i = 0; i < n; i++)
        vg_putf(&b, "%d,\"%s\",%s\n", (int)i, words[i % n_words], kind);
    return vg_names_read(b.p, b.len, &a, &names, &got, err);
}

#define READ_WORDS(words, n, kind, err)                                                            \
    read_words(words, sizeof(words) / sizeof *(words), n, kind, err)

static void a_list_of_persons_is_refused_whatever_its_kind(void **state)
{
    static const char *const han[] = {"王秀英", "李建国", "张伟", "刘洋", "陈志强", "杨丽娟"};
    static const char *const english[] = {"James Smith", "Mary Jones", "Robert T. Brown",
                                          "Susan Clark"};
    static const char *const pinyin[] = {"Wang Wei", "Li Xiaoming", "Zhang Jianguo", "Chen Li"};
    static const char *const numbers[] = {"11010519491231002X", "E12345678", "13800138000",
                                          "a.b@example.org"};
    static const char *const mixed[] = {"王秀英", "福州", "Toronto", "泉州", "Rome"};
    const char *const kinds[] = {"place", "trigger"};
    struct vg_err err;

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(READ_WORDS(han, 300, kinds[k], &err), VG_E_REFUSED);
        assert_int_equal(READ_WORDS(han, 12, kinds[k], &err), VG_E_REFUSED);
        assert_int_equal(READ_WORDS(english, 300, kinds[k], &err), VG_E_REFUSED);
        assert_int_equal(READ_WORDS(pinyin, 300, kinds[k], &err), VG_E_REFUSED);
        assert_int_equal(READ_WORDS(numbers, 300, kinds[k], &err), VG_E_REFUSED);
        assert_int_equal(READ_WORDS(mixed, 500, kinds[k], &err), VG_E_REFUSED);
    }
    assert_non_null(strstr(err.text, "100 of 500 rows, the first in line 1,"));
    assert_null(strstr(err.text, "王秀英"));
    assert_int_equal(READ_WORDS(han, 4, "place", &err), VG_OK); /* no bulk */
}

/* The English, Chinese and other names of a table of data/places as rows. */
static void put_places(struct vg_buf *out, const char *file)
{
    VG_SCOPED_BUF b = {.max = 1 << 24};
    char path[1024];
    struct vg_err err;

    (void)snprintf(path, sizeof path, "%s/data/places/%s", SOURCE_ROOT, file);
    assert_int_equal(vg_file_read(path, &b, &err), VG_OK);
    for (size_t at = 0, i = 0; at < b.len; i++) {
        const char *line = b.p + at, *stop = memchr(line, '\n', b.len - at);
        size_t len = stop == NULL ? b.len - at : (size_t)(stop - line), from = 0;
        int column = 0;

        at += len + 1;
        for (size_t k = 0; k <= len && i > 0; k++)
            if (k == len || line[k] == ',' || line[k] == '|') {
                if (column >= 3 && column <= 5 && k > from && memchr(line, '"', len) == NULL)
                    vg_putf(out, "%s-%d,%.*s,place\n", file, (int)i, (int)(k - from), line + from);
                column += k < len && line[k] == ',';
                from = k + 1;
            }
    }
}

static void lists_of_places_are_not_refused(void **state)
{
    static const char *const files[] = {"china.csv", "cities.csv", "countries.csv", "divisions.csv",
                                        "zones.csv"};
    VG_SCOPED_BUF all = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_gazetteer_name *names;
    struct vg_err err = {0};
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        VG_SCOPED_BUF one = {0};

        put_places(&one, files[i]);
        ROW_CHECK(i, err.text, vg_names_read(one.p, one.len, &a, &names, &n, &err) == VG_OK);
        vg_put_str(&all, vg_buf_str(&one));
    }
    assert_int_equal(vg_names_read(all.p, all.len, &a, &names, &n, &err), VG_OK);
    assert_true(n > 11000);
}

/* The words between two bars, one behind the other; returns 0 behind the last. */
static int next_word(const char **at, struct vg_str *word)
{
    if (**at == '\0')
        return 0;
    *word = (struct vg_str){*at, strcspn(*at, "|")};
    *at += word->len + ((*at)[word->len] == '|');
    return 1;
}

static int read_list(struct vg_str list, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_gazetteer_name *names;
    size_t n;

    return vg_names_read(list.p, list.len, &a, &names, &n, err);
}

static void persons_of_many_peoples_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof person_lists / sizeof *person_lists; i++) {
        const struct person_list *l = &person_lists[i];
        const char *first = l->first, *second;
        struct vg_str x, y;
        VG_SCOPED_BUF b = {.max = 1 << 16};
        struct vg_err err;
        size_t n = 0;

        while (next_word(&first, &x))
            for (second = l->second; next_word(&second, &y);)
                vg_putf(&b, "%zu,%.*s%s%.*s,place\n", ++n, (int)x.len, x.p, l->between, (int)y.len,
                        y.p);
        ROW_CHECK(i, l->what, n >= 100);
        ROW_CHECK(i, l->what, read_list(vg_buf_str(&b), &err) == VG_E_REFUSED);
    }
}

static void places_and_bodies_in_their_languages_are_not(void **state)
{
    VG_SCOPED_BUF all = {.max = 1 << 20};
    struct vg_err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof place_lists / sizeof *place_lists; i++) {
        const struct place_list *l = &place_lists[i];
        const char *at = l->names;
        struct vg_str x;
        VG_SCOPED_BUF b = {.max = 1 << 16};
        size_t n = 0;

        /* many rows of it: then the line is drawn lower */
        for (int times = 0; times < 3; times++) {
            for (at = l->names; next_word(&at, &x);)
                vg_putf(&b, "%zu,%.*s,place\n", ++n, (int)x.len, x.p);
            ROW_CHECK(i, err.text, n >= 100 && read_list(vg_buf_str(&b), &err) == VG_OK);
        }
        vg_put_str(&all, vg_buf_str(&b));
    }
    assert_int_equal(read_list(vg_buf_str(&all), &err), VG_OK);
}

static void the_words_are_in_order(void **state)
{
    (void)state;
    for (size_t i = 1; vg_name_word_at(i) != NULL; i++)
        if (strcmp(vg_name_word_at(i - 1), vg_name_word_at(i)) >= 0)
            fail_msg("%s does not stand before %s", vg_name_word_at(i - 1), vg_name_word_at(i));
}

/* Whole words, and not with something behind them. */
static void each_word_is_found_and_what_is_none_is_not(void **state)
{
    size_t n = 0;

    (void)state;
    for (const char *word; (word = vg_name_word_at(n)) != NULL; n++) {
        char longer[64];

        if (vg_name_word(vg_str(word)) == 0)
            fail_msg("%s is not found", word);
        (void)snprintf(longer, sizeof longer, "%s~", word);
        assert_int_equal(vg_name_word(vg_str(longer)), 0);
        assert_int_equal(vg_name_word_begins(vg_str(word)), strlen(word) >= 3);
    }
    assert_true(n > 1000);
    assert_int_equal(vg_name_word((struct vg_str){"", 0}), 0);
    assert_int_equal(vg_name_word(vg_str("~")), 0);
    assert_int_equal(vg_name_word(vg_str("a")), 0);
    assert_int_equal(vg_name_word_begins(vg_str("~~~")), 0);
    assert_int_equal(vg_name_word_begins(vg_str("\xf7\xbf\xbf")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_read_with_or_without_a_header),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(a_row_looks_like_what_it_holds),
        cmocka_unit_test(a_list_of_persons_is_refused_whatever_its_kind),
        cmocka_unit_test(lists_of_places_are_not_refused),
        cmocka_unit_test(persons_of_many_peoples_are_refused),
        cmocka_unit_test(places_and_bodies_in_their_languages_are_not),
        cmocka_unit_test(the_words_are_in_order),
        cmocka_unit_test(each_word_is_found_and_what_is_none_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
