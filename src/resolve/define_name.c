/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names at the edge of a bracket. Where a name begins is plain in English, which writes names with
 * capitals; Chinese does not, so there a stretch is cut behind words that stand before a name and
 * within none, and at the place of a body of the state, with which its name begins.
 */
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "mention/place.h"
#include "resolve/define_inside.h"
#include "resolve/frame_compare.h"
#include "resolve/sound.h"

enum { WORDS = 16 /* of an English name */, HAN_BYTES = 120 };

/* Marks of quotation, by what closes what. */
static const struct {
    const char *open, *close;
} quotes[] = {
    {"“", "”"},   {"\"", "\""}, {"「", "」"}, {"『", "』"},
    {"《", "》"}, {"‘", "’"},   {"«", "»"},   {"'", "'"},
};

enum { QUOTES = sizeof quotes / sizeof *quotes };

static int holds_at(const struct vg_define_text *t, size_t i, const char *what)
{
    const size_t n = strlen(what);

    return i <= t->len && n <= t->len - i && memcmp(t->p + i, what, n) == 0;
}

static int ends_at(const struct vg_define_text *t, size_t i, const char *what)
{
    const size_t n = strlen(what);

    return n <= i && memcmp(t->p + i - n, what, n) == 0;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static uint32_t char_at(const struct vg_define_text *t, size_t i, size_t *n)
{
    uint32_t c = 0;

    *n = i < t->len ? vg_utf8_next(t->p + i, t->len - i, &c) : 0;
    return c;
}

/* A letter, mark or digit, or what stands within a word: - ' & . */
static int in_word(uint32_t c)
{
    return (vg_is_word(c) && !vg_is_han(c)) || c == '-' || c == '\'' || c == 0x2019 || c == '&';
}

static int is_capital_at(const struct vg_define_text *t, size_t i)
{
    size_t n;
    const enum vg_char_kind k = vg_char_kind(char_at(t, i, &n));

    return k == VG_CHAR_UPPER || k == VG_CHAR_DIGIT;
}

static struct vg_str bytes(const struct vg_define_text *t, struct vg_define_span s)
{
    return (struct vg_str){t->p + s.at, s.len};
}

static int is_one_of(struct vg_str w, const char *const *list)
{
    for (size_t i = 0; list[i] != NULL; i++)
        if (w.len == strlen(list[i]) && vg_str_begins(w, list[i]))
            return 1;
    return 0;
}

/* -- English ----------------------------------------------------------------------------------- */

/* Small words within names; after those of the second list a name may begin anew. */
static const char *const inner[] = {"of", "and", "the", "for", "in", "on", "to",  "against",
                                    "&",  "de",  "du",  "des", "la", "le", "del", "della",
                                    "di", "der", "die", "und", "et", "y",  "e",   NULL};
static const char *const openers[] = {"and", "in", "on", "to", "against", "for", NULL};
/* What begins a sentence, and no name. */
static const char *const leaders[] = {
    "The",   "A",       "An",    "In",      "At",        "On",        "By",        "From",
    "When",  "While",   "But",   "And",     "As",        "That",      "This",      "These",
    "Those", "Its",     "Their", "His",     "Her",       "Then",      "After",     "Before",
    "Both",  "Under",   "Since", "With",    "Of",        "For",       "If",        "Even",
    "Also",  "To",      "Last",  "Or",      "Officials", "Meanwhile", "According", "Yesterday",
    "Today", "Earlier", "Later", "However", "Although",  "Because",   "Where",     "Here",
    "Our",   "We",      "It",    "Former",  NULL,
};

/* The word that ends at `end`; len 0: none. The point of a legal form belongs to it. */
static struct vg_define_span word_before(const struct vg_define_text *t, size_t end)
{
    static const char *const legal[] = {" Inc.", " Ltd.", " Co.", " Corp.", " e.V."};
    size_t at = end, n;
    uint32_t c;

    for (size_t i = 0; i < sizeof legal / sizeof *legal; i++)
        if (ends_at(t, end, legal[i]))
            return (struct vg_define_span){end - strlen(legal[i]) + 1, strlen(legal[i]) - 1};
    while (at > 0 && end - at < VG_DEFINE_TERM) {
        n = vg_utf8_before(t->p, at, &c);
        if (!in_word(c) &&
            !(c == '.' && at < end && at > 1 && vg_is_word((unsigned char)t->p[at - 2])))
            break;
        at -= n;
    }
    return (struct vg_define_span){at, end - at};
}

/* Back over one blank, or a line end; 0: something else stands there. */
static size_t blank_before(const struct vg_define_text *t, size_t end)
{
    size_t n = 0, lines = 0;

    while (n < end && n < 3 && is_blank(t->p[end - n - 1])) {
        lines += t->p[end - n - 1] == '\n';
        n++;
    }
    return lines > 1 ? 0 : n;
}

struct run {
    struct vg_define_span words[WORDS]; /* the last first */
    size_t n;
};

static int is_year(struct vg_str w)
{
    size_t n = 0;

    while (n < w.len && w.p[n] >= '0' && w.p[n] <= '9')
        n++;
    return n == 4 && w.len == 4;
}

static void run_before(const struct vg_define_text *t, size_t end, struct run *r)
{
    r->n = 0;
    while (r->n < WORDS) {
        const struct vg_define_span w = word_before(t, end);
        size_t gap;

        if (w.len == 0 || (!is_capital_at(t, w.at) && !is_one_of(bytes(t, w), inner)))
            break;
        r->words[r->n++] = w;
        gap = blank_before(t, w.at);
        if (gap == 0)
            break;
        end = w.at - gap;
    }
    /* a small word, or one that begins a sentence, begins no name */
    while (r->n > 0 && (!is_capital_at(t, r->words[r->n - 1].at) ||
                        (r->n > 1 && (is_one_of(bytes(t, r->words[r->n - 1]), leaders) ||
                                      is_year(bytes(t, r->words[r->n - 1]))))))
        r->n--;
    /* and ends none */
    if (r->n > 0 && is_one_of(bytes(t, r->words[0]), inner) && !is_capital_at(t, r->words[0].at))
        r->n = 0;
}

static int is_place(const struct vg_define_text *t, struct vg_define_span s)
{
    const struct vg_places none = {0};
    const struct vg_place *place = NULL;
    int others = 0;
    const size_t n = s.len == 0 ? 0 : vg_place_match(&none, t->p + s.at, s.len, &place, &others);

    return n == s.len && n > 0;
}

/* "Public Security Bureau, Fujian (…)": a place behind a comma belongs to what stands before. */
static void extend_over_place(const struct vg_define_text *t, size_t end, struct run *r)
{
    struct run before;
    size_t at;

    if (r->n == 0)
        return;
    at = r->words[r->n - 1].at;
    if (!is_place(t, (struct vg_define_span){at, end - at}) || at < 2 || t->p[at - 1] != ' ' ||
        t->p[at - 2] != ',')
        return;
    run_before(t, at - 2, &before);
    for (size_t i = 0; i < before.n && r->n < WORDS; i++)
        r->words[r->n++] = before.words[i];
}

static size_t latin_before(const struct vg_define_text *t, size_t end,
                           struct vg_define_span out[VG_DEFINE_STARTS])
{
    struct run r;
    size_t n = 0;

    run_before(t, end, &r);
    extend_over_place(t, end, &r);
    if (r.n == 0)
        return 0;
    if (ends_at(t, end, "'s") || ends_at(t, end, "’s"))
        end -= t->p[end - 2] == '\'' ? 2 : 4;
    for (size_t i = r.n; i-- > 0 && n < VG_DEFINE_STARTS;) {
        const int begins = i == r.n - 1 || is_one_of(bytes(t, r.words[i + 1]), openers);

        if (begins && is_capital_at(t, r.words[i].at))
            out[n++] = (struct vg_define_span){r.words[i].at, end - r.words[i].at};
    }
    return n;
}

/* -- Han -----------------------------------------------------------------------------------------
 */

/* What stands before a name and within none, unless one of these follows. */
static const struct {
    const char *word, *unless;
} cutters[] = {
    {"和", "平谐田县国"}, {"与", ""},     {"及", ""},
    {"对", "外台日华侨"}, {"从", "化"},   {"将", "乐军"},
    {"为", "民"},         {"以", "色"},   {"向", "阳"},
    {"据", ""},           {"在", ""},     {"由", ""},
    {"被", ""},           {"把", ""},     {"的", ""},
    {"了", ""},           {"是", ""},     {"称", ""},
    {"说", ""},           {"让", ""},     {"请", ""},
    {"给", ""},           {"该", ""},     {"其", ""},
    {"于", "都洪田"},     {"根据", ""},   {"按照", ""},
    {"通过", ""},         {"包括", ""},   {"成为", ""},
    {"设立", ""},         {"成立", ""},   {"隶属", ""},
    {"日前", ""},         {"近日", ""},   {"昨日", ""},
    {"今日", ""},         {"今天", ""},   {"昨天", ""},
    {"目前", ""},         {"随后", ""},   {"此前", ""},
    {"期间", ""},         {"记者", "协"}, {"经", "济贸营侦纬开"},
    {"因", ""},           {"到", ""},     {"当时", ""},
    {"其中", ""},         {"就是", ""},   {"名为", ""},
    {"原", "州子公"},     {"推出", ""},   {"启动", ""},
    {"开展", ""},         {"发起", ""},   {"加入", ""},
    {"访问", ""},         {"创办", ""},
};

/* The end of the last such word in the stretch; of a date too ("9月福州市公安局"). */
static size_t last_cut(const struct vg_define_text *t, size_t at, size_t end)
{
    size_t cut = at;

    for (size_t i = at; i < end;) {
        size_t n, digit = i > at ? (size_t)(t->p[i - 1] - '0') : 10;

        (void)char_at(t, i, &n);
        if (digit < 10 && (holds_at(t, i, "年") || holds_at(t, i, "月") || holds_at(t, i, "日")))
            cut = i + 3;
        for (size_t k = 0; k < sizeof cutters / sizeof *cutters; k++) {
            const size_t behind = i + strlen(cutters[k].word);
            char next[4] = {0};

            if (behind >= end || !holds_at(t, i, cutters[k].word))
                continue;
            memcpy(next, t->p + behind, behind + 3 <= end ? 3 : 0);
            if (next[0] == '\0' || strstr(cutters[k].unless, next) == NULL)
                cut = behind > cut ? behind : cut;
        }
        i += n;
    }
    return cut;
}

static void read_name(const struct vg_define_text *t, struct vg_define_span s, struct vg_name *out)
{
    vg_name_read(bytes(t, s), (struct vg_str){0}, t->work, out);
}

/* A body of the state is named from its place on: 访问福州市公安局. */
static size_t at_first_place(const struct vg_define_text *t, size_t at, size_t end)
{
    struct vg_name name;
    size_t first = end - at;

    read_name(t, (struct vg_define_span){at, end - at}, &name);
    if (name.frame == NULL || name.frame->n_slots == 0 || name.frame->n_core == 0 ||
        vg_head_row(name.frame->head)->state[0] == '\0')
        return at;
    for (size_t i = 0; i < name.frame->n_slots; i++)
        first = name.frame->slots[i].at < first ? name.frame->slots[i].at : first;
    return name.tokens[name.frame->core[0]].at < first ? at + first : at;
}

static int in_han_name(uint32_t c)
{
    return vg_is_han(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == 0xB7;
}

static size_t han_before(const struct vg_define_text *t, size_t end,
                         struct vg_define_span out[VG_DEFINE_STARTS])
{
    size_t at = end;
    uint32_t c;

    while (at > 0 && end - at < HAN_BYTES) {
        const size_t n = vg_utf8_before(t->p, at, &c);

        if (!in_han_name(c))
            break;
        at -= n;
    }
    if (ends_at(t, at, "”") || ends_at(t, at, "」") || ends_at(t, at, "》"))
        return 0; /* “猎狐”专项行动: only the end of the name */
    at = last_cut(t, at, end);
    at = at < end ? at_first_place(t, at, end) : at;
    if (at >= end)
        return 0;
    out[0] = (struct vg_define_span){at, end - at};
    return 1;
}

/* -- either --------------------------------------------------------------------------------------
 */

/* The inside of marks that close right before `end`. */
static int quoted_before(const struct vg_define_text *t, size_t end, struct vg_define_span *out)
{
    for (size_t q = 0; q < QUOTES; q++) {
        const size_t close = strlen(quotes[q].close);

        if (!ends_at(t, end, quotes[q].close))
            continue;
        for (size_t at = end - close; at > 0 && end - at < VG_DEFINE_TERM; at--) {
            if (ends_at(t, at, quotes[q].open)) {
                *out = (struct vg_define_span){at, end - close - at};
                return out->len > 0;
            }
            if (t->p[at - 1] == '\n')
                break;
        }
        return 0;
    }
    return 0;
}

size_t vg_define_before(const struct vg_define_text *t, size_t end,
                        struct vg_define_span out[VG_DEFINE_STARTS])
{
    uint32_t c;

    end -= blank_before(t, end);
    if (end == 0)
        return 0;
    if (quoted_before(t, end, &out[0]))
        return 1;
    (void)vg_utf8_before(t->p, end, &c);
    if (vg_is_han(c) || (c >= '0' && c <= '9' && end > 2 && (t->p[end - 2] & 0x80) != 0))
        return han_before(t, end, out);
    if (c >= '0' && c <= '9') {
        const struct vg_define_span w = word_before(t, end);

        if (w.at > 0 && (t->p[w.at - 1] & 0x80) != 0)
            return han_before(t, end, out); /* 海外110 */
    }
    return latin_before(t, end, out);
}

struct vg_define_span vg_define_trim(const struct vg_define_text *t, struct vg_define_span s,
                                     int *quoted)
{
    size_t end = s.at + s.len;

    *quoted = 0;
    for (;;) {
        int again = 0;

        while (s.at < end && (is_blank(t->p[s.at]) || t->p[s.at] == ':'))
            s.at++;
        while (s.at < end && (is_blank(t->p[end - 1]) || t->p[end - 1] == ','))
            end--;
        for (size_t q = 0; q < QUOTES; q++) {
            const size_t o = strlen(quotes[q].open), c = strlen(quotes[q].close);

            if (end - s.at > o + c && holds_at(t, s.at, quotes[q].open) &&
                ends_at(t, end, quotes[q].close)) {
                s.at += o;
                end -= c;
                *quoted = again = 1;
                break;
            }
        }
        if (end - s.at > 4 && (holds_at(t, s.at, "the ") || holds_at(t, s.at, "The "))) {
            s.at += 4;
            again = 1;
        }
        if (holds_at(t, s.at, "：") && end - s.at > 3) {
            s.at += 3;
            again = 1;
        }
        if (!again)
            break;
    }
    s.len = end - s.at;
    return s;
}

static size_t latin_after(const struct vg_define_text *t, size_t at, size_t end)
{
    size_t last = at, i = at;
    int after_small = 0; /* "League in 2019": a number belongs to the word before it */

    while (i < end) {
        size_t from = i, n;

        while (i < end && (in_word(char_at(t, i, &n)) || (t->p[i] == '.' && i + 1 < end &&
                                                          vg_is_word((unsigned char)t->p[i + 1]))))
            i += n;
        if (i == from)
            break;
        if (is_capital_at(t, from)) {
            if (after_small && t->p[from] >= '0' && t->p[from] <= '9')
                break;
            last = i;
            after_small = 0;
        } else if (is_one_of((struct vg_str){t->p + from, i - from}, inner)) {
            after_small = 1;
        } else {
            break;
        }
        if (i >= end || !is_blank(t->p[i]))
            break;
        i++;
    }
    return last;
}

static size_t han_after(const struct vg_define_text *t, size_t at, size_t end)
{
    /* what goes on behind a name */
    static const char *const stops[] = {"的", "是", "在",   "于",   "由",   "被",   "将",
                                        "称", "说", "表示", "宣布", "发布", "成立", "位于",
                                        "和", "与", "并",   "等",   NULL};
    size_t i = at, n;

    while (i < end && in_han_name(char_at(t, i, &n))) {
        for (size_t s = 0; stops[s] != NULL; s++)
            if (i > at && holds_at(t, i, stops[s]) && !holds_at(t, i, "和平") &&
                !holds_at(t, i, "和国") && !holds_at(t, i, "在线"))
                return i;
        i += n;
    }
    return i;
}

struct vg_define_span vg_define_after(const struct vg_define_text *t, size_t at, size_t end,
                                      int *quoted)
{
    size_t n, to;

    *quoted = 0;
    while (at < end && (is_blank(t->p[at]) || t->p[at] == ':'))
        at++;
    if (holds_at(t, at, "the "))
        at += 4;
    for (size_t q = 0; q < QUOTES; q++) {
        if (!holds_at(t, at, quotes[q].open))
            continue;
        at += strlen(quotes[q].open);
        for (to = at; to < end && to - at < VG_DEFINE_TERM && t->p[to] != '\n'; to++)
            if (holds_at(t, to, quotes[q].close)) {
                *quoted = 1;
                return (struct vg_define_span){at, to - at};
            }
        return (struct vg_define_span){at, 0};
    }
    to = vg_is_han(char_at(t, at, &n)) ? han_after(t, at, end) : latin_after(t, at, end);
    return (struct vg_define_span){at, to - at};
}

int vg_define_has_han(const struct vg_define_text *t, struct vg_define_span s)
{
    for (size_t i = s.at, n = 0; i < s.at + s.len; i += n)
        if (vg_is_han(char_at(t, i, &n)))
            return 1;
    return 0;
}

int vg_define_has_latin(const struct vg_define_text *t, struct vg_define_span s)
{
    for (size_t i = s.at, n = 0; i < s.at + s.len; i += n) {
        const enum vg_char_kind k = vg_char_kind(char_at(t, i, &n));

        if (k == VG_CHAR_UPPER || k == VG_CHAR_LOWER)
            return 1;
    }
    return 0;
}

/* -- what it may be ------------------------------------------------------------------------------
 */

static const char *const months[] = {"January",  "February", "March",    "April",     "May",
                                     "June",     "July",     "August",   "September", "October",
                                     "November", "December", "Monday",   "Tuesday",   "Wednesday",
                                     "Thursday", "Friday",   "Saturday", "Sunday",    NULL};

/* Words of a name of a person: at least one is a common given name or surname, and each is one or
 * a reading of Chinese; 2 to 4 of them. */
static int is_person_latin(const struct vg_define_text *t, struct vg_define_span s)
{
    size_t n = 0, known = 0, i = s.at;

    while (i < s.at + s.len) {
        VG_SCOPED_BUF b = {.max = 256};
        const size_t from = i;
        const struct vg_name_word *w;
        size_t step;

        while (i < s.at + s.len && (in_word(char_at(t, i, &step)) || t->p[i] == '.'))
            i += step;
        if (i == from) {
            if (!is_blank(t->p[i]))
                return 0;
            i++;
            continue;
        }
        vg_fold(t->p + from, i - from, VG_FOLD_STRIP, &b);
        w = vg_name_words_get(t->words, vg_buf_str(&b));
        n++;
        if (w != NULL && (w->flags & (VG_WORD_GENERAL | VG_WORD_PLACE | VG_WORD_LEGAL)) != 0)
            return 0;
        if (w != NULL && ((w->flags & (VG_WORD_GIVEN | VG_WORD_SURNAME)) != 0 || w->clan > 0))
            known++;
        else if (vg_sound_pinyin(vg_buf_str(&b)) == 0 &&
                 !(w != NULL && (w->flags & VG_WORD_TITLE) != 0) && i - from > 2)
            return 0;
    }
    return n >= 2 && n <= 4 && known > 0;
}

/* Only digits in words, or a date: 二〇一八年七月. */
static int is_count_han(const struct vg_define_text *t, struct vg_define_span s)
{
    static const char all[] =
        "一二三四五六七八九十百千万亿零〇两年月日时分元人岁页版号条名点个家次至";

    for (size_t i = s.at; i < s.at + s.len;) {
        size_t n;
        char c[5] = {0};

        (void)char_at(t, i, &n);
        memcpy(c, t->p + i, n);
        if (!(n == 1 && c[0] >= '0' && c[0] <= '9') && !(n == 3 && strstr(all, c) != NULL))
            return 0;
        i += n;
    }
    return 1;
}

/* Marks that end sentences and part lists, and small words of sentences. */
static int is_sentence(const struct vg_define_text *t, struct vg_define_span s)
{
    static const char *const marks[] = {"。", "！", "？", "；", "，", "、", ";",  "!",  "?",
                                        "了", "们", "吗", "这", "那", "我", "你", "他", "她",
                                        "没", "（", "）", "(",  ")",  "@",  "//", "…",  NULL};
    const size_t end = s.at + s.len;

    for (size_t m = 0; marks[m] != NULL; m++)
        for (size_t i = s.at; i < end; i++)
            if (i + strlen(marks[m]) <= end && holds_at(t, i, marks[m]))
                return 1;
    return 0;
}

/* English: every word a capital one or a small word of names; a place may follow a comma. */
static int has_small_words(const struct vg_define_text *t, struct vg_define_span s)
{
    const size_t end = s.at + s.len - (t->p[s.at + s.len - 1] == '.' ? 1U : 0U);
    const size_t last = latin_after(t, s.at, end);

    return last != end && !(last > s.at && holds_at(t, last, ", ") && last + 2 < end &&
                            is_place(t, (struct vg_define_span){last + 2, end - last - 2}));
}

/* 公安局长乐分局 has no 局长. */
static int begins_place(const struct vg_define_text *t, size_t at, size_t end)
{
    const struct vg_places none = {0};
    const struct vg_place *place = NULL;
    int others = 0;

    return vg_place_match(&none, t->p + at, end - at, &place, &others) > 3;
}

/* 外交部长某某: a title with a name behind it. */
static int has_titled(const struct vg_define_text *t, struct vg_define_span s)
{
    static const char *const titles[] = {"部长", "局长", "厅长",   "主席", "总统", "总理",
                                         "会长", "主任", "议员",   "大使", "馆长", "书记",
                                         "教授", "律师", "发言人", NULL};
    const size_t end = s.at + s.len;

    for (size_t k = 0; titles[k] != NULL; k++)
        for (size_t i = s.at; i + strlen(titles[k]) + 6 <= end; i++)
            if (holds_at(t, i, titles[k]) && !begins_place(t, i + strlen(titles[k]) - 3, end))
                return 1;
    return 0;
}

/* Hiragana is in Japanese sentences, and in few names of bodies. */
static int has_kana(const struct vg_define_text *t, struct vg_define_span s)
{
    for (size_t i = s.at, n = 0; i < s.at + s.len; i += n) {
        const uint32_t c = char_at(t, i, &n);

        if (c >= 0x3041 && c <= 0x309F)
            return 1;
    }
    return 0;
}

int vg_define_may_be_name(const struct vg_define_text *t, struct vg_define_span s)
{
    struct vg_define_span last;

    if (s.len < 2 || s.len > VG_DEFINE_TERM ||
        (!vg_define_has_han(t, s) && !vg_define_has_latin(t, s)) || is_place(t, s) ||
        is_sentence(t, s))
        return 0;
    if (has_kana(t, s))
        return 0;
    if (vg_define_has_han(t, s))
        return s.len >= 6 && s.len <= HAN_BYTES && !is_count_han(t, s) && !has_titled(t, s);
    last = word_before(t, s.at + s.len);
    return !has_small_words(t, s) && !is_one_of(bytes(t, last), months);
}

/* Two or three characters that begin with a common surname (in 0), or a foreign name: 彼得·陈. */
static int may_be_person_han(const struct vg_define_text *t, struct vg_define_span s)
{
    static const char common[] =
        "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩邓冯曹彭曾"
        "肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方"
        "邹熊白孟秦邱侯江尹薛段雷黎史陶贺毛郝顾龚邵万钱严武戴莫孔汤習习張劉"
        "陳楊黃趙吳孫馬羅鄭謝許韓鄧馮葉呂盧鍾譚陸范鄒";
    char first[5] = {0};
    size_t n;

    for (size_t i = s.at; i + 1 < s.at + s.len; i++)
        if (holds_at(t, i, "·"))
            return 1;
    (void)char_at(t, s.at, &n);
    if (n != 3 || (s.len != 6 && s.len != 9))
        return 0;
    memcpy(first, t->p + s.at, 3);
    return strstr(common, first) != NULL;
}

static int has_frame(const struct vg_define_text *t, struct vg_define_span s)
{
    struct vg_name name;

    read_name(t, s, &name);
    return name.frame != NULL;
}

/* One side in Latin letters that reads as a person's: is the other, too, or a body? Fox and Hunt
 * are surnames, but 猎狐 is nobody's name. */
static int is_persons_other(const struct vg_define_text *t, struct vg_define_span latin,
                            struct vg_define_span other)
{
    if (vg_define_has_han(t, latin) || !is_person_latin(t, latin))
        return 0;
    return has_frame(t, other) ||
           (vg_define_has_han(t, other) ? may_be_person_han(t, other) : is_person_latin(t, other));
}

int vg_define_are_persons(const struct vg_define_text *t, struct vg_define_span x,
                          struct vg_define_span y)
{
    if (is_persons_other(t, x, y) || is_persons_other(t, y, x))
        return 1;
    return may_be_person_han(t, x) && may_be_person_han(t, y) &&
           memcmp(t->p + x.at, t->p + y.at, 3) == 0;
}

int vg_define_is_common(const struct vg_define_text *t, struct vg_define_span s)
{
    static const char *const words[] = {
        "Bureau",  "Company",   "Agency",     "Ministry",     "Station",      "Commission",
        "Group",   "Party",     "Department", "Organisation", "Organization", "Office",
        "Court",   "Centre",    "Center",     "Association",  "Government",   "Report",
        "Notice",  "Programme", "Program",    "Project",      "Campaign",     "Operation",
        "Service", "Authority", "Committee",  "Institute",    "University",   "Foundation",
        "Union",   "Council",   "Police",     "Embassy",      "Consulate",    "Law",
        "Act",     "Society",   "Defendant",  "Defendants",   "Stations",     "该局",
        "本局",    "我局",      "市局",       "省厅",         "公司",         "本公司",
        "集团",    "总部",      "中心",       "协会",         "学校",         "大学",
        "银行",    "公安局",    "公安机关",   "警方",         "通知",         "通告",
        "报告",    "办法",      "条例",       "规定",         "行动",         "专项行动",
        "项目",    "方案",      "意见",       "组织",         "站点",         "服务站",
        "被告",    "原告",      "甲方",       "乙方",         "本会",         "使馆",
        "大使馆",  "总领馆",    "领事馆",     "该站",         "该会",         "该校",
        "该馆",    "本站",      NULL};
    struct vg_name name;

    if (is_one_of(bytes(t, s), words))
        return 1;
    read_name(t, s, &name);
    /* a body of the state without a place is one of thousands, unless it is the nation's */
    return name.frame != NULL && !name.frame->has_place && name.frame->n_core == 0 &&
           vg_head_row(name.frame->head)->state[0] != '\0' &&
           vg_head_row(name.frame->head)->rank != VG_RANK_NATION &&
           vg_head_row(name.frame->head)->rank != VG_RANK_ABROAD;
}

/* -- two of them ---------------------------------------------------------------------------------
 */

static size_t capitals_of(const struct vg_define_text *t, struct vg_define_span s, char out[12])
{
    size_t n = 0;

    for (size_t i = s.at; i < s.at + s.len; i++) {
        const char c = t->p[i];

        if (c >= 'A' && c <= 'Z' && n < 11)
            out[n++] = c;
        else if (c != '.' && c != '&' && !(c == 's' && i + 1 == s.at + s.len && n > 1))
            return 0;
    }
    return n;
}

/* The words from the last on, each giving a letter; small words give one or are passed over (DOJ,
 * UNODC), and parts of a word with a hyphen count each. */
static size_t initials_of(const struct vg_define_text *t, struct vg_define_span name,
                          const char *letters, size_t left, int small_give)
{
    size_t end = name.at + name.len, from = 0;

    while (left > 0 && end > name.at) {
        size_t at = end;

        while (at > name.at && !is_blank(t->p[at - 1]) && t->p[at - 1] != '-' &&
               t->p[at - 1] != ',')
            at--;
        if (at < end) {
            const int is_low = t->p[at] >= 'a' && t->p[at] <= 'z';
            const char c = is_low ? (char)(t->p[at] - 'a' + 'A') : t->p[at];
            const int is_small = is_one_of((struct vg_str){t->p + at, end - at}, inner);

            if (c == letters[left - 1] && (!is_small || !is_low || small_give)) {
                left--;
                from = at;
            } else if (!is_small) {
                return 0;
            }
        }
        end = at > name.at ? at - 1 : name.at;
    }
    return left == 0 ? from + 1 : 0;
}

size_t vg_define_initials(const struct vg_define_text *t, struct vg_define_span name,
                          struct vg_define_span capitals)
{
    char letters[12];
    const size_t n = capitals_of(t, capitals, letters);
    size_t from = n < 2 ? 0 : initials_of(t, name, letters, n, 0);

    if (from == 0 && n >= 2)
        from = initials_of(t, name, letters, n, 1);
    return from;
}

/* 国侨办 of 国务院侨务办公室: characters of the name in their order, not all of them side by side
 * (what is a stretch of it names a part or what is above). */
int vg_define_abbreviates(const struct vg_define_text *t, struct vg_define_span name,
                          struct vg_define_span shorter)
{
    size_t i = name.at;

    if (shorter.len < 9 || shorter.len > 18 || shorter.len + 6 > name.len ||
        memmem(t->p + name.at, name.len, t->p + shorter.at, shorter.len) != NULL ||
        vg_define_has_latin(t, name) || vg_define_has_latin(t, shorter))
        return 0;
    for (size_t k = shorter.at, n = 0, m = 0; k < shorter.at + shorter.len; k += n) {
        const uint32_t c = char_at(t, k, &n);

        while (i < name.at + name.len && char_at(t, i, &m) != c)
            i += m;
        if (i >= name.at + name.len)
            return 0;
        i += m;
    }
    return 1;
}

int vg_define_frames(const struct vg_define_text *t, struct vg_define_span x,
                     struct vg_define_span y)
{
    struct vg_name l, r;
    struct vg_frame_comparison c;

    read_name(t, x, &l);
    read_name(t, y, &r);
    if (l.frame == NULL || r.frame == NULL)
        return 0;
    vg_frame_compare(&l, &r, &c);
    return c.verdict == VG_FRAME_SAME ? 3 : c.verdict == VG_FRAME_DIFFERENT ? -1 : 2;
}
