/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Who wrote a page and who publishes it, by its own word: linked data, metas, the
 * lines around the headline, the site's name in <title>, and what the ends of the
 * page say about whose it is.
 */
#include <string.h>

#include "base/utf8.h"
#include "read/html_fields.h"

enum {
    LABEL_MOST = 16, /* bytes of a line that is nothing but a label */
    AFTER_DATE = 24, /* bytes after a date that may be the time */
};

static int is_address(struct vg_str s)
{
    return s.len >= 4 && strncasecmp(s.p, "http", 4) == 0;
}

static struct vg_str past(struct vg_str s, size_t n)
{
    return (struct vg_str){s.p + n, s.len - n};
}

static int is_same(struct vg_str a, struct vg_str b)
{
    return a.len > 0 && a.len == b.len && strncasecmp(a.p, b.p, a.len) == 0;
}

/* The name of an account that comes with the system, the word for nobody, or the label of
 * a field whose value is somewhere else. */
static int is_stand_in(struct vg_str s)
{
    static const char *const words[] = {
        "admin",         "administrator", "root",          "webmaster",  "editor",     "super user",
        "user",          "guest",         "unknown",       "anonymous",  "null",       "undefined",
        "none",          "n/a",           "author",        "joined",     "posts",      "views",
        "location",      "member",        "管理员",        "管理員",     "系统管理员", "网站管理员",
        "匿名",          "未知",          "佚名",          "微软用户",   "作者",       "本站",
        "网络",          "互联网",        "本站原创",      "超级管理员", "born",       "news item",
        "press release", "news release",  "media release", "本网",       "本網",       "本报",
        "本報",          "原创",          "blog post"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_same(s, vg_str(words[i])))
            return 1;
    return 0;
}

/* Can it be what somebody is called? Not a number, not an address, not nobody. */
static int is_name(struct vg_str s)
{
    size_t letters = 0;

    for (size_t i = 0; i < s.len; i++)
        letters += (s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z' ? 1 : (s.p[i] & 0x80) != 0;
    return letters >= 2 && !is_address(s) && memchr(s.p, '@', s.len) == NULL && !is_stand_in(s);
}

/* -- author ------------------------------------------------------------------------ */

/* The end of `s` up to `end`, without the day of the week of a date there. */
static size_t before_weekday(struct vg_str s, size_t end)
{
    static const char *const days[] = {"Monday",   "Tuesday", "Wednesday", "Thursday", "Friday",
                                       "Saturday", "Sunday",  "Mon",       "Tue",      "Wed",
                                       "Thu",      "Fri",     "Sat",       "Sun"};

    while (end > 0 && (s.p[end - 1] == ' ' || s.p[end - 1] == ',' || s.p[end - 1] == '.'))
        end--;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        size_t n = strlen(days[i]);

        if (end > n && s.p[end - n - 1] == ' ' && memcmp(s.p + end - n, days[i], n) == 0)
            return end - n;
    }
    return end;
}

/* `s` up to what begins the next item of a byline: a separator, a label, a date. */
static struct vg_str first_item(struct vg_str s)
{
    static const char *const ends[] = {"|",
                                       " · ",
                                       "  ",
                                       "\n",
                                       "来源",
                                       "來源",
                                       "時間",
                                       "时间",
                                       "字号",
                                       "发布",
                                       "編輯",
                                       "　",
                                       "）",
                                       "阅读",
                                       "浏览",
                                       "〕",
                                       "／",
                                       "報導",
                                       "报道",
                                       "攝影",
                                       "摄影",
                                       " / ",
                                       " — ",
                                       " – ",
                                       "举报",
                                       "发表",
                                       "發表",
                                       "發佈",
                                       "發布",
                                       "撰",
                                       "通讯员",
                                       "Updated",
                                       "Published",
                                       " on ",
                                       "】",
                                       "]",
                                       "◎",
                                       " » ",
                                       "\xc2\xa0",
                                       "点击",
                                       "责编",
                                       "責編",
                                       "编辑",
                                       " at ",
                                       " Staff ",
                                       " Senior ",
                                       " Correspondent",
                                       " Reporter",
                                       " Follow",
                                       "《",
                                       " -",
                                       "∕"};
    /* Labels of other things: with nothing before them there is no name. */
    static const char *const labels[] = {"浏览", "点击", "来源", "來源", "时间",
                                         "時間", "字号", "阅读", "发布", "发表"};
    char date[VG_WORDS_DATE];
    size_t end = s.len, start;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *stop = memmem(s.p, end, ends[i], strlen(ends[i]));

        if (stop != NULL && stop > s.p)
            end = (size_t)(stop - s.p);
    }
    if (vg_words_date_find((struct vg_str){s.p, end}, date, &start) > 0 && start > 0)
        end = before_weekday(s, start);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (vg_str_begins(s, labels[i]))
            end = 0;
    return vg_str_trimmed((struct vg_str){s.p, end});
}

/* Has it marks that no name has? */
static int is_sentence(struct vg_str s)
{
    static const char *const marks[] = {"，", "。", "？", "！", "；", "“", "? ", "! ", "; "};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (memmem(s.p, s.len, marks[i], strlen(marks[i])) != NULL)
            return 1;
    return 0;
}

/* A name in Han ends at a space; one in letters goes on. */
static struct vg_str one_name(struct vg_str s)
{
    uint32_t c;
    const char *space;

    s = first_item(vg_str_trimmed(s));
    if (s.len == 0)
        return s;
    (void)vg_utf8_next(s.p, s.len, &c);
    space = vg_is_han(c) ? memchr(s.p, ' ', s.len) : NULL;
    if (space != NULL)
        s.len = (size_t)(space - s.p);
    return s.len <= 90 && !is_sentence(s) ? s : (struct vg_str){"", 0};
}

/* The author in a line: a label and what comes after it; some labels belong to the
 * name ("记者 何清扬"), as people are quoted by them. */
static struct vg_str author_in(struct vg_str s, int is_byline)
{
    static const struct {
        const char *word;
        int keep, anywhere;
    } words[] = {
        {"作者", 0, 0},          {"本报记者", 1, 1},    {"本報記者", 1, 1},  {"记者", 1, 1},
        {"記者", 1, 1},          {"通讯员", 1, 0},      {"通訊員", 1, 0},    {"发布人", 0, 0},
        {"文｜", 0, 0},          {"文丨", 0, 0},        {"文|", 0, 0},       {"文/", 0, 0},
        {"文／", 0, 0},          {"撰文", 0, 0},        {"采写", 0, 0},      {"Written by ", 0, 0},
        {"Interview by ", 0, 0}, {"Interview: ", 0, 0}, {"Words: ", 0, 0},   {"Text: ", 0, 0},
        {"Author: ", 0, 0},      {"Posted by ", 0, 0},  {"asked by ", 0, 0}, {"By ", 0, 0},
        {"by ", 0, 0},           {"BY ", 0, 0},         {"主笔", 0, 0},      {"楼主", 0, 0},
        {"樓主", 0, 0},          {"文 / ", 0, 0},       {"文 | ", 0, 0},     {"文 ｜ ", 0, 0},
        {"文 丨 ", 0, 0},        {"编辑", 1, 0},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        const char *hit = s.p, *section;
        struct vg_str name;

        /* Elsewhere than in a byline a label has to be what the line begins with. */
        if (is_byline || words[i].anywhere)
            hit = memmem(s.p, s.len, words[i].word, n);
        else if (s.len < n || memcmp(s.p, words[i].word, n) != 0)
            continue;

        if (hit == NULL || (hit > s.p && ((hit[-1] | 0x20) >= 'a' && (hit[-1] | 0x20) <= 'z')) ||
            (hit >= s.p + 3 && (memcmp(hit - 3, "该", 3) == 0 || memcmp(hit - 3, "該", 3) == 0)) ||
            (hit > s.p && !is_byline && is_sentence(s)))
            continue;
        name = one_name(past(s, (size_t)(hit - s.p) + n));
        if (name.len == 0)
            continue;
        section = memmem(name.p, name.len, " in ", 4);
        if (section != NULL)
            name.len = (size_t)(section - name.p);
        if (!words[i].keep)
            return name;
        return (struct vg_str){hit, (size_t)(name.p + name.len - hit)};
    }
    return (struct vg_str){"", 0};
}

/* "Licensing Division, 15 June 2023": a name in letters, then nothing but a date. */
static struct vg_str name_before_date(const struct vg_line *l)
{
    struct vg_str none = {"", 0}, name;
    char date[VG_WORDS_DATE];
    size_t start, past_date, words = 1, small = 0;

    if ((l->words & VG_WORDS_DATED) == 0 || (l->hints & VG_HINT_CAPTION) != 0 ||
        (past_date = vg_words_date_find(l->s, date, &start)) == 0 ||
        l->s.len - past_date > AFTER_DATE)
        return none;
    name = first_item((struct vg_str){l->s.p, start});
    if (name.len < 4 || name.len > 60 || memchr(name.p, ':', name.len) != NULL ||
        vg_str_ends(name, "day") || vg_str_ends(name, " date") || vg_str_ends(name, " of") ||
        vg_str_begins(name, "posted") || vg_str_begins(name, "published") ||
        vg_str_begins(name, "issued") || vg_str_begins(name, "updated") ||
        vg_str_begins(name, "last") || vg_str_begins(name, "date") ||
        vg_str_begins(name, "asked") || vg_str_begins(name, "on ") || start == 0 ||
        name.p != l->s.p)
        return none;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.p[i];

        words += c == ' ';
        small += c == ' ' && name.p[i + 1] >= 'a' && name.p[i + 1] <= 'z';
        if ((c >= '0' && c <= '9') || c >= 0xe2)
            return none;
    }
    /* "Office of the Prosecutor" has two, "A closed office in Ostmark" three. */
    return words <= 5 && small <= 2 && name.p[0] >= 'A' && name.p[0] <= 'Z' ? name : none;
}

/* "来源：办公室": an office of the publisher, not another publication. */
static struct vg_str office_in(struct vg_str s)
{
    static const char *const labels[] = {"来源：", "來源：", "信息来源：", "供稿：", "发布机构："};
    static const char *const tails[] = {"办公室", "处", "科", "组", "室", "中心", "股", "部"};

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *hit = memmem(s.p, s.len, labels[i], strlen(labels[i]));
        struct vg_str name;

        if (hit == NULL)
            continue;
        name = one_name(past(s, (size_t)(hit - s.p) + strlen(labels[i])));
        for (size_t k = 0; k < sizeof tails / sizeof *tails && name.len <= 36; k++)
            if (vg_str_ends(name, tails[k]))
                return name;
    }
    return (struct vg_str){"", 0};
}

/* Does a word of a name in letters begin as one does: with a capital, or as "van"? */
static int is_name_word(struct vg_str w)
{
    static const char *const small[] = {"van", "von", "de",  "der", "den", "di",  "da",
                                        "la",  "le",  "bin", "al",  "and", "del", "dos"};
    unsigned char first = (unsigned char)w.p[0];

    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (vg_str_is(w, small[i]))
            return 1;
    return (first >= 'A' && first <= 'Z') || first >= 0xc3;
}

/* What an element that is named after the author has in it, if it is a name and nothing
 * else: up to six words that begin as names do, or up to ten Han. */
static struct vg_str name_alone(struct vg_str s)
{
    struct vg_str none = {"", 0}, word;
    size_t words = 0, han = 0;
    uint32_t c = 0;

    s = first_item(s);
    if (s.len < 2 || s.len > 60 || is_sentence(s) || vg_str_holds(s, vg_str(": ")))
        return none;
    for (size_t at = 0; at < s.len;) {
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        han += vg_is_han(c) ? 1 : 0;
        if (c >= '0' && c <= '9' && han == 0)
            return none;
    }
    if (han > 0)
        return han >= 2 && han <= 10 && 3 * han == s.len ? s : none;
    for (struct vg_str rest = s; rest.len > 0; words++) {
        const char *space = memchr(rest.p, ' ', rest.len);

        word = (struct vg_str){rest.p, space == NULL ? rest.len : (size_t)(space - rest.p)};
        if (word.len == 0 || !is_name_word(word))
            return none;
        rest = past(rest, space == NULL ? rest.len : word.len + 1);
    }
    return words >= 2 && words <= 6 ? s : none;
}

/* "Mar 14, 2022 • Orla Finch", where the line is said to have the author in it. */
static struct vg_str name_after_date(const struct vg_line *l)
{
    static const char *const marks[] = {"•", "·", "|", "—", "–", ","};
    char date[VG_WORDS_DATE];
    size_t start, past_date = vg_words_date_find(l->s, date, &start);
    struct vg_str rest;

    if (past_date == 0 || start > 0)
        return (struct vg_str){"", 0};
    rest = vg_str_trimmed(past(l->s, past_date));
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (vg_str_begins(rest, marks[i]))
            rest = vg_str_trimmed(past(rest, strlen(marks[i])));
    return name_alone(rest);
}

/* Is a line nothing but the word before a name, which stands in the next one? */
static int is_label(struct vg_str s)
{
    static const char *const labels[] = {"by",   "written by", "author", "words", "作者",
                                         "撰文", "文",         "记者",   "記者"};

    if (s.len > LABEL_MOST)
        return 0;
    s = vg_str_trimmed(s);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (s.len == strlen(labels[i]) && vg_str_begins(s, labels[i]))
            return 1;
    return 0;
}

static int may_tell(const struct vg_finder *f, const struct vg_line *l)
{
    const struct vg_page_block *b = &f->page->blocks[l->block];

    /* A line that is a link from end to end offers something: "编辑 锁定". */
    if (b->link_bytes > 0 && b->link_bytes + 2 >= b->len && (l->hints & VG_HINT_BYLINE) == 0)
        return 0;
    return l->s.len <= VG_LINE_MOST && !(b->main && l->s.len > 90) && !vg_line_is_apart(f, l);
}

/* "□林海生", "■ 陈嘉敏": as papers of China set bylines. */
static struct vg_str name_after_box(struct vg_str s)
{
    static const char *const boxes[] = {"□", "■", "◎", "●", "○", "◆", "◇"};

    for (size_t i = 0; i < sizeof boxes / sizeof *boxes && s.len > 3 && s.p[0] == boxes[0][0]; i++)
        if (vg_str_begins(s, boxes[i]))
            return name_alone(vg_str_trimmed(past(s, strlen(boxes[i]))));
    return (struct vg_str){"", 0};
}

/* "由 顾小满 发布于 …", "… 由 林以默": as blogs in Chinese say who posted. */
static struct vg_str name_after_you(struct vg_str s)
{
    const char *hit = memmem(s.p, s.len, "由", 3);

    if (hit == NULL || (hit > s.p && hit[-1] != ' '))
        return (struct vg_str){"", 0};
    return name_alone(one_name(past(s, (size_t)(hit - s.p) + 3)));
}

/* "Von Jonas Ahlers": a line that is nothing else, in the language that the page declares. */
static struct vg_str name_in_language(const struct vg_finder *f, struct vg_str s)
{
    static const char *const words[][2] = {
        {"de", "Von "}, {"fr", "Par "}, {"es", "Por "}, {"pt", "Por "}, {"nl", "Door "}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (vg_str_begins(f->page->lang, words[i][0]) && vg_str_begins(s, words[i][1]))
            return name_alone(past(s, strlen(words[i][1])));
    return (struct vg_str){"", 0};
}

static struct vg_str author_of_line(const struct vg_finder *f, const struct vg_line *l)
{
    int byline = (l->words & VG_WORDS_BYLINE) != 0 || (l->hints & VG_HINT_BYLINE) != 0;
    struct vg_str name = author_in(l->s, byline);

    if (name.len == 0 && byline)
        name = name_after_you(l->s);
    if (name.len == 0)
        name = name_in_language(f, l->s);
    if (name.len == 0)
        name = name_after_box(l->s);
    if (name.len == 0)
        name = name_before_date(l);
    if (name.len == 0 && (l->hints & VG_HINT_AUTHOR) != 0)
        name = name_alone(l->s);
    if (name.len == 0 && (l->hints & VG_HINT_AUTHOR) != 0)
        name = name_after_date(l);
    return name;
}

/* The author in a line, or in the one that it is a label for. */
static struct vg_str author_at(const struct vg_finder *f, const struct vg_lines *lines, size_t i)
{
    const struct vg_line *l = &lines->line[i];

    struct vg_str name;

    if (lines == &f->head && i + 1 < lines->n && is_label(l->s) && may_tell(f, l + 1))
        name = name_alone(l[1].s);
    else
        name = author_of_line(f, l);
    return is_name(name) ? name : (struct vg_str){"", 0};
}

/* "沈佳音台北21日電": the name, without the place and day that agencies put after it. Names
 * have two or three characters, and so have places; where it could be either there is none. */
static struct vg_str before_place(struct vg_str s)
{
    static const char *const ends[] = {"日電", "日电", "日專電", "日专电"};
    static const char *const places[] = {"華盛頓", "华盛顿",   "洛杉磯",   "洛杉矶",   "舊金山",
                                         "旧金山", "多倫多",   "温哥华",   "溫哥華",   "新加坡",
                                         "雅加達", "吉隆坡",   "馬尼拉",   "莫斯科",   "日內瓦",
                                         "日内瓦", "布魯塞爾", "布鲁塞尔", "法蘭克福", "伊斯坦堡"};
    enum { HAN = 3, SHORTEST = 2 * HAN, PLACE = 2 * HAN, LONGEST = 3 * HAN };
    size_t end = s.len, tail = 0;

    for (size_t i = 0; i < sizeof ends / sizeof *ends && tail == 0; i++)
        tail = vg_str_ends(s, ends[i]) ? strlen(ends[i]) : 0;
    if (tail == 0)
        return s;
    end -= tail;
    while (end > 0 && s.p[end - 1] >= '0' && s.p[end - 1] <= '9')
        end--;
    s.len = end;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (vg_str_ends(s, places[i]) && s.len - strlen(places[i]) >= SHORTEST)
            return (struct vg_str){s.p, s.len - strlen(places[i])};
    if (s.len < SHORTEST + PLACE || s.len > LONGEST + PLACE)
        return (struct vg_str){"", 0};
    return (struct vg_str){s.p, s.len - PLACE};
}

/* Up to where brackets at the beginning of a text go from who writes to where. */
static struct vg_str up_to_place(struct vg_str s)
{
    static const char *const ends[] = {"／", "/", "報導", "报道", "攝影", "摄影"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *stop = memmem(s.p, s.len, ends[i], strlen(ends[i]));

        if (stop != NULL)
            s.len = (size_t)(stop - s.p);
    }
    return vg_str_trimmed(before_place(s));
}

/* May brackets with who writes follow that beginning of a text? */
static int leads_in(struct vg_str s)
{
    static const char *const tails[] = {"讯",   "訊",   "电", "電", "消息", "报道",
                                        "報導", "報道", "社", "报", "報"};

    s = vg_str_trimmed(s);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (vg_str_ends(s, tails[i]))
            return 1;
    return s.len == 0;
}

/* What stands in the first brackets of a text, if they come soon. */
static struct vg_str first_brackets(struct vg_str s)
{
    static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}, {"〔", "〕"}, {"［", "］"}};
    enum { BEFORE = 40, LONGEST = 60 };
    const char *open = NULL, *end = NULL;
    size_t before = 0;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *hit =
            memmem(s.p, s.len < BEFORE ? s.len : BEFORE, pairs[i][0], strlen(pairs[i][0]));
        struct vg_str rest;

        if (hit == NULL || (open != NULL && hit > open))
            continue;
        rest = past(s, (size_t)(hit - s.p) + strlen(pairs[i][0]));
        open = rest.p;
        before = (size_t)(hit - s.p);
        end = memmem(rest.p, rest.len < LONGEST ? rest.len : LONGEST, pairs[i][1],
                     strlen(pairs[i][1]));
    }
    if (open == NULL || end == NULL || !leads_in((struct vg_str){s.p, before}))
        return (struct vg_str){"", 0};
    return (struct vg_str){open, (size_t)(end - open)};
}

/* Before who writes there is nothing, or the house that he writes for: by its ending, or
 * where a text has been said to be one of a house, any short name. */
static int is_house(struct vg_str s, int led_in)
{
    enum { SHORT = 12 };

    return s.len == 0 || (led_in && s.len <= SHORT) || vg_str_ends(s, "社") ||
           vg_str_ends(s, "报") || vg_str_ends(s, "報") || vg_str_ends(s, "网") ||
           vg_str_ends(s, "網");
}

/* "本报讯（通讯员 郑亦舟）…", "（中洋社記者沈佳音台北21日電）": who writes, in the first
 * brackets of the text. */
static struct vg_str author_of_lead(const struct vg_finder *f)
{
    static const char *const labels[] = {"记者", "記者", "通讯员", "通訊員"};
    enum { HOUSE = 24, SHORTEST = 6, SPACES = 3, LED_IN = 6 };
    struct vg_str text, s, none = {"", 0};

    if (f->first_main >= f->page->block_count)
        return none;
    text = vg_block_text(f->page, f->first_main);
    s = first_brackets(text);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t n = strlen(labels[i]), spaces = 0;
        const char *hit = memmem(s.p, s.len < HOUSE ? s.len : HOUSE, labels[i], n);
        struct vg_str name;

        if (hit == NULL || is_sentence(s) ||
            !is_house((struct vg_str){s.p, (size_t)(hit - s.p)}, s.p - text.p > LED_IN))
            continue;
        name = up_to_place(past(s, (size_t)(hit - s.p) + n));
        for (size_t k = 0; k < name.len; k++)
            spaces += name.p[k] == ' ';
        if (name.len >= SHORTEST && spaces <= SPACES)
            return (struct vg_str){hit, (size_t)(name.p + name.len - hit)};
    }
    return none;
}

/* Between headline and text, then just above the headline, then the office that a
 * notice comes from, then who posted it, as blogs say under the text, and the name
 * over the date of a signature. */
static struct vg_str visible_author(struct vg_finder *f)
{
    const struct vg_lines *places[] = {&f->head, &f->above};
    struct vg_str name = {"", 0};

    for (size_t p = 0; p < 2; p++) {
        for (size_t i = 0; i < places[p]->n && i < (p == 0 ? VG_LINES : 3) && name.len == 0; i++)
            if (may_tell(f, &places[p]->line[i]))
                name = author_at(f, places[p], i);
    }
    if (name.len == 0)
        name = author_of_lead(f);
    for (size_t i = 0; i < f->head.n && name.len == 0; i++)
        if (may_tell(f, &f->head.line[i]))
            name = office_in(f->head.line[i].s);
    for (size_t i = 0; i < f->tail.n && name.len == 0; i++)
        if (may_tell(f, &f->tail.line[i]) && vg_str_begins(f->tail.line[i].s, "Posted by "))
            name = author_in(f->tail.line[i].s, 0);
    for (size_t i = 1; i < f->tail.n && name.len == 0; i++) {
        const struct vg_line *l = &f->tail.line[i - 1];
        int is_date = f->tail.line[i].s.len <= 40 && (f->tail.line[i].words & VG_WORDS_DATED) != 0;

        if (is_date && may_tell(f, l) && l->block == f->tail.line[i].block && l->s.len <= 45 &&
            (l->words & (VG_WORDS_DATED | VG_WORDS_CLOSE)) == 0)
            name = vg_str_trimmed(l->s);
    }
    return is_name(name) ? name : (struct vg_str){"", 0};
}

/* Without the word in front that some publishers write with the name. */
static struct vg_str unlabelled(struct vg_str s)
{
    return vg_str_begins(s, "by ") ? vg_str_trimmed(past(s, 3)) : s;
}

/* May be the name of an account and not of a person: "editor7". */
static int is_account(struct vg_str s)
{
    size_t letters = 0, digits = 0;

    while (letters < s.len && s.p[letters] >= 'a' && s.p[letters] <= 'z')
        letters++;
    while (letters + digits < s.len && s.p[letters + digits] >= '0' && s.p[letters + digits] <= '9')
        digits++;
    return letters > 0 && digits > 0 && letters + digits == s.len;
}

/* The names in linked data that are names, joined; that of the site is told as such. */
static struct vg_str linked_names(const struct vg_finder *f, const char *key, struct vg_str site)
{
    enum { MOST = 16 };
    const json_t *v = json_object_get(f->article, key);
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_WORDS};
    size_t n = json_is_array(v) ? json_array_size(v) : 1;

    for (size_t i = 0; i < n && i < MOST; i++) {
        struct vg_str s =
            unlabelled(vg_linked_name(f, json_is_array(v) ? json_array_get(v, i) : v));

        if (!is_name(s) || is_same(s, site))
            continue;
        vg_puts(&b, b.len > 0 ? ", " : "");
        vg_put_str(&b, s);
    }
    return vg_str_copy(f->a, vg_buf_str(&b));
}

/* What metas say, where it is a name and not the site's. */
static struct vg_str meta_author(const struct vg_finder *f, struct vg_str site)
{
    static const char *const names[] = {
        "author",          "og:article:author", "article:author",  "dc.creator",
        "dcterms.creator", "parsely-author",    "citation_author", "byl",
        "sailthru.author", "article.author",    "twitter:creator", "mediaid"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct vg_str s = unlabelled(vg_meta_of(f->page, &names[i], 1));

        if (is_name(s) && !is_same(s, site) && !is_same(s, f->site) &&
            !vg_str_holds(s, vg_str("编辑")))
            return s;
    }
    return (struct vg_str){"", 0};
}

void vg_find_author(struct vg_finder *f)
{
    struct vg_str site = linked_names(f, "publisher", (struct vg_str){"", 0});
    struct vg_str meta = meta_author(f, site);

    vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_JSONLD, linked_names(f, "author", site));
    if (!is_account(meta))
        vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_META, meta);
    vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_SCRIPT, f->page->account);
    if (!f->is_list && vg_text_field(f->t, VG_FIELD_AUTHOR).len == 0)
        vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_VISIBLE, visible_author(f));
    vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_META, meta);
}

/* -- publisher ----------------------------------------------------------------------- */

/* Without the words that say it is a web site. */
static struct vg_str site_name(struct vg_str s)
{
    static const char *const tails[] = {"门户网站", "官方网站", "官网",   "入口網", "官方網站",
                                        "数字报",   "電子報",   "电子报", "网站"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t n = strlen(tails[i]);

        if (s.len > n && vg_str_ends(s, tails[i]))
            return vg_str_trimmed((struct vg_str){s.p, s.len - n});
    }
    return s;
}

/* Does the page say `name` in a short block of its own, in words or as the text of
 * an image? */
static int is_said(const struct vg_finder *f, struct vg_str name)
{
    for (size_t i = 0; i < f->page->block_count; i++) {
        const struct vg_page_block *b = &f->page->blocks[i];
        struct vg_str s = vg_block_text(f->page, i);

        /* The headline itself does not count, what stands beside it does. */
        if (i == f->title_block)
            s = past(s, f->title.p == s.p && f->title.len <= s.len ? f->title.len : s.len);
        if (b->len <= 120 && !b->hidden && vg_str_holds(s, name))
            return 1;
    }
    return 0;
}

/* Is an address that of a host called `name`, written together: "harbournotes.example"? */
static int is_host(struct vg_str url, struct vg_str name)
{
    enum { SHORTEST = 5, LONGEST = 60 };
    char together[LONGEST], host[4 * LONGEST];
    const char *slashes = url.len == 0 ? NULL : memmem(url.p, url.len, "//", 2);
    size_t n = 0, h = 0;

    for (size_t i = 0; i < name.len && n < LONGEST; i++) {
        char c = (char)(name.p[i] | 0x20);

        if (c >= 'a' && c <= 'z')
            together[n++] = c;
        else if (name.p[i] != ' ' && name.p[i] != '\'')
            return 0;
    }
    if (slashes == NULL || n < SHORTEST)
        return 0;
    for (const char *p = slashes + 2; p < url.p + url.len && *p != '/' && h < sizeof host; p++)
        if (*p != '-')
            host[h++] = (char)(*p | 0x20);
    return memmem(host, h, together, n) != NULL;
}

/* What institutions and papers of China and Taiwan are called. */
static int is_institution(struct vg_str s)
{
    static const char *const tails[] = {
        "使馆",   "領事館", "领事馆", "公安局", "人民政府", "法院",   "检察院", "日报",
        "晚报",   "日報",   "委员会", "侨联",   "侨办",     "公安厅", "新闻网", "通讯社",
        "档案馆", "电视台", "统战部", "晚報",   "时报",     "時報",   "周刊",   "週刊",
        "新聞網", "通訊社", "政府",   "在线",   "網",       "网"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails && s.len <= 60; i++)
        if (vg_str_ends(s, tails[i]) && s.len > strlen(tails[i]) + 3)
            return 1;
    return 0;
}

/* What sections are called, which stand in <title> and in the navigation as sites do. */
static int is_section(struct vg_str s)
{
    static const char *const words[] = {
        "news", "home", "blog", "opinion", "articles", "press releases", "archive", "world",
        "新闻", "首页", "博客", "论坛",    "要闻",     "社会",           "国内",    "国际",
        "新聞", "首頁", "國際", "政治",    "观点",     "时政",           "地方",    "财经"};
    static const char *const tails[] = {"动态",     "公告", "公示", "通知", "资讯",
                                        "要闻",     "频道", "专栏", "栏目", "专题",
                                        "信息公开", "法规", "概况", "公開", "動態"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_same(s, vg_str(words[i])))
            return 1;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (vg_str_ends(s, tails[i]))
            return 1;
    return 0;
}

/* Is it written as names are: four Han or more and nothing else, or words in letters that
 * begin with capitals, but for the small ones between them? */
static int is_proper(struct vg_str s)
{
    static const char *const small[] = {"of", "the", "on", "for", "and", "in", "to", "at"};
    enum { HAN = 4, HAN_MOST = 16, WORDS = 2, WORDS_MOST = 8 };
    size_t han = 0, words = 0;
    uint32_t c = 0;

    for (size_t at = 0; at < s.len; at += vg_utf8_next(s.p + at, s.len - at, &c))
        han += (unsigned char)s.p[at] >= 0xe4 && (unsigned char)s.p[at] <= 0xe9;
    if (han > 0)
        return han >= HAN && han <= HAN_MOST && 3 * han == s.len;
    for (struct vg_str rest = s; rest.len > 0; words++) {
        const char *space = memchr(rest.p, ' ', rest.len);
        struct vg_str w = {rest.p, space == NULL ? rest.len : (size_t)(space - rest.p)};
        int is_small = 0;

        for (size_t i = 0; i < sizeof small / sizeof *small && words > 0; i++)
            is_small |= vg_str_is(w, small[i]);
        if (w.len == 0 || (!is_small && (w.p[0] < 'A' || w.p[0] > 'Z')))
            return 0;
        rest = past(rest, space == NULL ? rest.len : w.len + 1);
    }
    return words >= WORDS && words <= WORDS_MOST;
}

/* "2019年06月18日", "第04版：要闻": what editions of papers have in <title> besides their name. */
static int is_day_or_page(struct vg_str s)
{
    char date[VG_WORDS_DATE];
    size_t start, end = vg_words_date_find(s, date, &start);

    return (end == s.len && start == 0) ||
           (vg_str_begins(s, "第") && memmem(s.p, s.len, "版", 3) != NULL);
}

/* Does something else than <title> say that this is the name of the site: its logo or
 * footer, the address, or the name itself? */
static int is_supported(const struct vg_finder *f, struct vg_str name)
{
    return is_name(name) && !is_day_or_page(name) && name.len >= 3 && !is_section(name) &&
           (is_institution(name) || is_host(f->url, name) || is_host(f->page->canonical, name) ||
            is_said(f, name));
}

/* The same where there are others after it: sections are said by the navigation too. */
static int is_first_heading(const struct vg_finder *f, struct vg_str name)
{
    return is_host(f->url, name) || is_host(f->page->canonical, name) ||
           (f->first_heading < f->page->block_count && f->first_heading != f->title_block &&
            is_same(vg_block_text(f->page, f->first_heading), name));
}

/* The site's name in <title>: the last part that is not the headline, if something says
 * so or if it is written as a name after one, or another part that the page begins with. */
static struct vg_str site_in_title(const struct vg_finder *f)
{
    struct vg_str e = f->element, title = vg_text_field(f->t, VG_FIELD_TITLE);
    const char *said = title.len > 0 && e.len > 0 ? memmem(e.p, e.len, title.p, title.len) : NULL;
    int last = 1, after = e.len > title.len && said != NULL;

    for (size_t end = e.len; end > 0;) {
        size_t at = end, n = 0;
        struct vg_str part;

        while (at > 0 && (n = vg_separator((struct vg_str){e.p, end}, at - 1)) == 0)
            at--;
        part = vg_str_trimmed(
            (struct vg_str){e.p + (at > 0 ? at - 1 + n : 0), end - (at > 0 ? at - 1 + n : 0)});
        end = at > 0 ? at - 1 : 0;
        if (part.len == 0 || vg_str_begins(part, "Powered by") || is_day_or_page(part) ||
            vg_str_holds(part, title) ||
            (said == NULL ? vg_str_holds(title, part)
                          : part.p >= said && part.p < said + title.len))
            continue;
        part = site_name(part);
        if (last ? is_supported(f, part) || (after && !is_section(part) && is_proper(part))
                 : is_name(part) && is_first_heading(f, part))
            return part;
        last = 0;
    }
    return (struct vg_str){"", 0};
}

/* "The Evening Ledger: headline", where the page says that name elsewhere too. */
static struct vg_str site_before(const struct vg_finder *f)
{
    struct vg_str e = f->element, name;
    size_t at;

    if (f->title.len == 0 || e.len <= f->title.len + 2 ||
        memcmp(e.p + e.len - f->title.len, f->title.p, f->title.len) != 0)
        return (struct vg_str){"", 0};
    at = e.len - f->title.len;
    name = vg_str_trimmed((struct vg_str){e.p, at});
    for (size_t i = 1; i < name.len; i++)
        if (vg_separator(name, i) > 1)
            name.len = i;
    name = vg_str_trimmed(name);
    return name.len < at && is_supported(f, name) ? name : (struct vg_str){"", 0};
}

/* Figures of years, and what stands between them. */
static struct vg_str without_years(struct vg_str s)
{
    for (;;) {
        if (s.len > 0 &&
            (s.p[0] == ' ' || s.p[0] == '-' || s.p[0] == ',' || (s.p[0] >= '0' && s.p[0] <= '9')))
            s = past(s, 1);
        else if (vg_str_begins(s, "–") || vg_str_begins(s, "—") || vg_str_begins(s, "－"))
            s = past(s, 3);
        else if (vg_str_begins(s, "by "))
            s = past(s, 3);
        else
            return s;
    }
}

/* Up to where a name ends that a line on rights tells. */
static struct vg_str owner(struct vg_str s)
{
    static const char *const ends[] = {"All ", "all ", ". ",   ",",    "|",  "版权", "版權", "未经",
                                       "地址", "技术", "備案", "备案", "　", "电话", "承办", " 邮"};
    size_t end;

    s = vg_str_trimmed(s);
    end = s.len;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *stop = memmem(s.p, end, ends[i], strlen(ends[i]));

        if (stop != NULL)
            end = (size_t)(stop - s.p);
    }
    s = vg_str_trimmed((struct vg_str){s.p, end});
    while (s.len > 0 && (s.p[s.len - 1] == '.' || s.p[s.len - 1] == ' ' || s.p[s.len - 1] == '-' ||
                         (s.p[s.len - 1] >= '0' && s.p[s.len - 1] <= '9')))
        s.len--;
    return s.len >= 4 && s.len <= 60 && is_name(s) && !vg_str_begins(s, "www.")
               ? s
               : (struct vg_str){"", 0};
}

/* "© 2003 The Evening Ledger", "版权所有：…", "主办：…", "… 版权所有". */
static struct vg_str owner_in(struct vg_str s)
{
    static const char *const labels[] = {"版权所有：", "版權所有：", "主办单位：", "主办：",
                                         "\xc2\xa9",   "Copyright",  "版权所有 ",  "(c)"};
    static const char *const tails[] = {"版权所有", "版權所有", "主办", "保留所有权利"};

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *hit = memmem(s.p, s.len, labels[i], strlen(labels[i]));
        struct vg_str rest, name;

        if (hit == NULL)
            continue;
        rest = past(s, (size_t)(hit - s.p) + strlen(labels[i]));
        if (vg_str_begins(rest, " \xc2\xa9"))
            rest = past(rest, 3);
        name = owner(without_years(rest));
        if (name.len > 0)
            return name;
    }
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        const char *hit = memmem(s.p, s.len, tails[i], strlen(tails[i]));
        struct vg_str name;

        if (hit == NULL || hit == s.p)
            continue;
        name = owner((struct vg_str){s.p, (size_t)(hit - s.p)});
        for (size_t k = name.len; k-- > 0;)
            if (name.p[k] == ' ')
                return vg_str_trimmed(past(name, k));
        return name;
    }
    return (struct vg_str){"", 0};
}

/* The name of an institution that a page begins with. */
static struct vg_str institution_in(struct vg_str s)
{
    const char *space;

    s = vg_str_trimmed(s);
    space = memchr(s.p, ' ', s.len);
    if (space != NULL)
        s.len = (size_t)(space - s.p);
    return is_institution(s) ? s : (struct vg_str){"", 0};
}

/* What the ends of the page say about whose it is. */
static struct vg_str owner_of_page(const struct vg_finder *f)
{
    enum { ENDS = 12 };
    size_t n = f->page->block_count;
    struct vg_str name = {"", 0};

    for (size_t i = n; i-- > 0 && n - i <= ENDS && name.len == 0;)
        if (f->page->blocks[i].len <= 200 && !f->page->blocks[i].hidden && i > f->last_main)
            name = owner_in(vg_block_text(f->page, i));
    for (size_t i = 0; i < n && i < 4 && i < f->first_main && name.len == 0; i++)
        if (f->page->blocks[i].len <= 120 && i != f->title_block)
            name = institution_in(vg_block_text(f->page, i));
    return site_name(name);
}

/* The source that a line names. */
static struct vg_str source_in(const struct vg_finder *f, const struct vg_line *l)
{
    static const char *const labels[] = {"来源：", "來源：", "来源:", "來源:"};

    for (size_t i = 0; i < sizeof labels / sizeof *labels && may_tell(f, l); i++) {
        const char *hit = memmem(l->s.p, l->s.len, labels[i], strlen(labels[i]));
        struct vg_str name;

        if (hit == NULL || office_in(l->s).len > 0)
            continue;
        name = one_name(past(l->s, (size_t)(hit - l->s.p) + strlen(labels[i])));
        if (is_name(name))
            return name;
    }
    return (struct vg_str){"", 0};
}

/* "来源：…" between headline and text, or in brackets under the text. */
static struct vg_str visible_source(const struct vg_finder *f)
{
    struct vg_str name = {"", 0};

    for (size_t i = 0; i < f->head.n && name.len == 0; i++)
        name = source_in(f, &f->head.line[i]);
    for (size_t i = 0; i < f->tail.n && name.len == 0; i++)
        if (vg_str_begins(f->tail.line[i].s, "（来源") ||
            vg_str_begins(f->tail.line[i].s, "（來源"))
            name = source_in(f, &f->tail.line[i]);
    return name;
}

static void add_publisher(struct vg_finder *f, enum vg_field_from from, struct vg_str name)
{
    vg_text_add_field(f->t, f->a, VG_FIELD_PUBLISHER, from, name);
}

void vg_find_publisher(struct vg_finder *f)
{
    static const char *const names[] = {"contentsource",     "dc.publisher",
                                        "dcterms.publisher", "citation_publisher",
                                        "article:publisher", "publisher"};
    struct vg_str meta = VG_META_OF(f->page, names), site = site_name(f->site);

    add_publisher(f, VG_FROM_JSONLD, linked_names(f, "publisher", (struct vg_str){"", 0}));
    /* A platform is not who publishes: its accounts do. */
    if (vg_str_is(f->site, "微信公众平台")) {
        add_publisher(f, VG_FROM_SCRIPT, f->page->account);
        add_publisher(f, VG_FROM_META, vg_text_field(f->t, VG_FIELD_AUTHOR));
    }
    if (is_name(meta))
        add_publisher(f, VG_FROM_META, meta);
    if (is_name(site))
        add_publisher(f, VG_FROM_META, site);
    if (vg_text_field(f->t, VG_FIELD_PUBLISHER).len > 0)
        return;
    add_publisher(f, VG_FROM_TITLE, site_in_title(f));
    add_publisher(f, VG_FROM_TITLE, site_before(f));
    if (vg_text_field(f->t, VG_FIELD_PUBLISHER).len > 0)
        return;
    if (!f->is_list)
        add_publisher(f, VG_FROM_VISIBLE, visible_source(f));
    add_publisher(f, VG_FROM_VISIBLE, owner_of_page(f));
}
