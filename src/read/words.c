/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/words.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

enum { LOOK = 200 }; /* bytes of a text in which a date line has its date */

static int begins(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && strncasecmp(s.p, word, n) == 0;
}

static int begins_any(struct vg_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n && s.len > 0; i++)
        if (((words[i][0] ^ s.p[0]) & 0xdf) == 0 && begins(s, words[i]))
            return 1;
    return 0;
}

/* Without opening brackets and spaces in front. */
static struct vg_str bare(struct vg_str s)
{
    static const char *const skip[] = {"（", "(", "【", "[", "　", " ", "▲", "•", "|"};

    for (size_t i = 0; i < sizeof skip / sizeof *skip && s.len > 0;) {
        size_t n = strlen(skip[i]);

        if (begins(s, skip[i])) {
            s.p += n;
            s.len -= n;
            i = 0;
        } else {
            i++;
        }
    }
    return s;
}

int vg_words_close(struct vg_str text)
{
    static const char *const words[] = {
        "share this",
        "share on",
        "share:",
        "read more",
        "read also",
        "read next",
        "related:",
        "related stories",
        "related articles",
        "more on this",
        "more from",
        "filed under",
        "tags:",
        "tagged",
        "topics:",
        "subscribe",
        "sign up",
        "follow us",
        "copyright",
        "©",
        "all rights",
        "advertisement",
        "previous:",
        "next:",
        "print this",
        "see also:",
        "was this page",
        "this article was originally",
        "click here",
        "skip to",
        "support our work",
        "leave a comment",
        "责任编辑",
        "責任編輯",
        "责编",
        "阅读原文",
        "閱讀原文",
        "扫一扫",
        "掃一掃",
        "相关阅读",
        "相關閱讀",
        "相关链接",
        "相关新闻",
        "相關新聞",
        "版权",
        "版權",
        "未经授权",
        "分享",
        "打印",
        "列印",
        "关闭",
        "上一篇",
        "下一篇",
        "上一页",
        "下一页",
        "推荐阅读",
        "延伸阅读",
        "延伸閱讀",
        "更多报道",
        "更多新闻",
        "点击查看",
        "点击下载",
        "點擊",
        "长按",
        "長按",
        "喜欢此内容",
        "展开全文",
        "打开app",
        "下载app",
        "举报",
        "回复",
        "签名：",
        "标签：",
        "標籤：",
        "关键词：",
        "关注我们",
        "扫码",
        "网友评论",
        "广告",
        "编辑：",
        "編輯：",
        "审核：",
        "校对：",
        "字号",
        "收藏",
        "返回",
    };

    return text.len < 120 && begins_any(bare(text), words, sizeof words / sizeof *words);
}

int vg_words_byline(struct vg_str text)
{
    static const char *const words[] = {
        "by ",    "posted",   "published", "updated", "last updated", "written by", "source:",
        "photo:", "image:",   "author:",   "作者",    "记者",         "記者",       "来源",
        "來源",   "文/",      "文｜",      "图/",     "图为",         "图源",       "圖",
        "发布",   "發布",     "时间",      "時間",    "日期",         "编辑",       "編輯",
        "撰文",   "本报记者", "本報記者",  "发稿",    "供稿",         "通讯员",     "发表于",
        "發表於", "更新",     "浏览",      "点击",    "阅读",         "索引号",     "文号",
        "原标题", "字体",
    };
    struct vg_str s = bare(text);
    size_t start = 0, end;
    char date[VG_WORDS_DATE];

    if (text.len > 240)
        return 0;
    end = vg_words_date_find(text, date, &start);
    if (begins_any(s, words, sizeof words / sizeof *words) && (text.len < 80 || end > 0))
        return memmem(s.p, s.len, "。", 3) == NULL;
    return end > 0 && text.len - (end - start) < 60 && memmem(s.p, s.len, "。", 3) == NULL &&
           memmem(s.p, s.len, ". ", 2) == NULL && (s.len == 0 || s.p[s.len - 1] != '.');
}

int vg_words_comments(struct vg_str text)
{
    static const char *const words[] = {
        "comments",
        "comment",
        "leave a reply",
        "leave a comment",
        "post a comment",
        "responses",
        "join the conversation",
        "reader comments",
        "网友评论",
        "评论",
        "評論",
        "精选留言",
        "留言",
        "全部评论",
        "最新评论",
        "我要评论",
        "发表评论",
        "网友留言",
    };

    while (text.len > 0 && (text.p[0] == ' ' || text.p[0] == '(' || text.p[0] == ')' ||
                            (text.p[0] >= '0' && text.p[0] <= '9'))) {
        text.p++;
        text.len--;
    }
    return text.len < 40 && begins_any(text, words, sizeof words / sizeof *words);
}

/* -- dates ---------------------------------------------------------------------------- */
struct reader {
    const char *p;
    size_t len, at;
};

static int is_digit(const struct reader *r, size_t at)
{
    return at < r->len && r->p[at] >= '0' && r->p[at] <= '9';
}

static int skip_word(struct reader *r, const char *word)
{
    size_t n = strlen(word);

    if (r->len - r->at < n || strncasecmp(r->p + r->at, word, n) != 0)
        return 0;
    r->at += n;
    return 1;
}

static void skip_spaces(struct reader *r)
{
    while (skip_word(r, " ") || skip_word(r, "\xc2\xa0"))
        continue;
}

/* Digits, `least` to `most` of them and no more after them; -1 when there are none such. */
static int number(struct reader *r, int least, int most)
{
    int v = 0, n = 0;
    size_t at = r->at;

    while (n < most && is_digit(r, at)) {
        v = v * 10 + (r->p[at++] - '0');
        n++;
    }
    if (n < least || is_digit(r, at))
        return -1;
    r->at = at;
    return v;
}

/* A number in Han: digits one by one for years, tens for months and days. */
static int han_number(struct reader *r)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    int v = 0, some = 0;

    for (;;) {
        int d = -1;

        for (int i = 0; i < 10 && d < 0; i++)
            if (skip_word(r, digits[i]))
                d = i;
        if (d < 0 && (skip_word(r, "零") || skip_word(r, "○") || skip_word(r, "Ｏ")))
            d = 0;
        if (d >= 0) {
            v = some == 2 ? v + d : v * 10 + d;
            some = some == 2 ? 3 : 1;
        } else if (skip_word(r, "十")) {
            v = (some == 0 ? 1 : v) * 10;
            some = 2;
        } else {
            return some == 0 ? -1 : v;
        }
        if (v > 3000)
            return -1;
    }
}

static int is_day(int year, int month, int day)
{
    return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 &&
           day <= vg_days_in_month(year, month);
}

static int write_day(char out[VG_WORDS_DATE], int year, int month, int day)
{
    if (!is_day(year, month, day))
        return 0;
    (void)snprintf(out, VG_WORDS_DATE, "%04d-%02d-%02d", year, month, day);
    return 1;
}

/* 2022-03-14, 2022/3/14, 2015.03.07 */
static int iso_date(struct reader *r, char out[VG_WORDS_DATE])
{
    int year = number(r, 4, 4), month, day;
    char sep;

    if (year < 0 || r->at >= r->len)
        return 0;
    sep = r->p[r->at];
    if (sep != '-' && sep != '/' && sep != '.')
        return 0;
    r->at++;
    month = number(r, 1, 2);
    if (month < 0 || r->at >= r->len || r->p[r->at] != sep)
        return 0;
    r->at++;
    day = number(r, 1, 2);
    return day > 0 && write_day(out, year, month, day);
}

/* 2022年3月14日, 二〇二二年三月十四日, 2022年3月 */
static int han_date(struct reader *r, char out[VG_WORDS_DATE])
{
    int digits = is_digit(r, r->at);
    int year = digits ? number(r, 4, 4) : han_number(r), month, day;
    size_t back;

    skip_spaces(r);
    if (year < 1900 || year > 2100 || !skip_word(r, "年"))
        return 0;
    skip_spaces(r);
    month = is_digit(r, r->at) ? number(r, 1, 2) : han_number(r);
    skip_spaces(r);
    if (month < 1 || month > 12 || !skip_word(r, "月"))
        return 0;
    back = r->at;
    skip_spaces(r);
    day = is_digit(r, r->at) ? number(r, 1, 2) : han_number(r);
    skip_spaces(r);
    if (day > 0 && (skip_word(r, "日") || skip_word(r, "号") || skip_word(r, "號")))
        return write_day(out, year, month, day);
    r->at = back;
    (void)snprintf(out, VG_WORDS_DATE, "%04d-%02d", year, month);
    return 1;
}

static int month_name(struct reader *r)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};

    for (int i = 0; i < 12; i++) {
        char brief[4] = {names[i][0], names[i][1], names[i][2], '\0'};

        if (skip_word(r, names[i]))
            return i + 1;
        if (skip_word(r, i == 8 ? "sept" : brief) || (i == 8 && skip_word(r, brief))) {
            (void)skip_word(r, ".");
            if (r->at < r->len && ((r->p[r->at] | 0x20) >= 'a' && (r->p[r->at] | 0x20) <= 'z'))
                return -1;
            return i + 1;
        }
    }
    return -1;
}

static void skip_ordinal(struct reader *r)
{
    if (!skip_word(r, "st") && !skip_word(r, "nd") && !skip_word(r, "rd"))
        (void)skip_word(r, "th");
}

/* 14 March 2022, 14th March, 2022, 14-Mar-2022 */
static int day_month_year(struct reader *r, char out[VG_WORDS_DATE])
{
    int day = number(r, 1, 2), month, year;

    if (day < 0)
        return 0;
    skip_ordinal(r);
    if (!skip_word(r, "-"))
        skip_spaces(r);
    (void)skip_word(r, "of ");
    month = month_name(r);
    if (month < 0)
        return 0;
    if (!skip_word(r, "-"))
        (void)skip_word(r, ",");
    skip_spaces(r);
    year = number(r, 4, 4);
    return year > 0 && write_day(out, year, month, day);
}

/* March 14, 2022; Mar. 14th 2022 */
static int month_day_year(struct reader *r, char out[VG_WORDS_DATE])
{
    int month = month_name(r), day, year;

    if (month < 0)
        return 0;
    skip_spaces(r);
    day = number(r, 1, 2);
    if (day < 0)
        return 0;
    skip_ordinal(r);
    (void)skip_word(r, ",");
    skip_spaces(r);
    year = number(r, 4, 4);
    return year > 0 && write_day(out, year, month, day);
}

/* Both days that two numbers up to 12 may mean, the earlier first. */
static int write_either(char out[VG_WORDS_DATE], int year, int low, int high)
{
    char first[VG_WORDS_DATE], second[VG_WORDS_DATE];

    if (!write_day(first, year, low, high) || !write_day(second, year, high, low))
        return 0;
    (void)snprintf(out, VG_WORDS_DATE, "[%.10s,%.10s]", first, second);
    return 1;
}

/* 14.03.2022 is day first; 03/04/2022 is either, and both are kept. */
static int short_date(struct reader *r, char out[VG_WORDS_DATE])
{
    int a = number(r, 1, 2), b, year;
    char sep;

    if (a < 0 || r->at >= r->len)
        return 0;
    sep = r->p[r->at++];
    if (sep != '/' && sep != '.' && sep != '-')
        return 0;
    b = number(r, 1, 2);
    if (b < 0 || r->at >= r->len || r->p[r->at++] != sep)
        return 0;
    year = number(r, 4, 4);
    if (year < 0)
        return 0;
    if (sep == '.' || a == b || !is_day(year, a, b))
        return write_day(out, year, b, a);
    if (!is_day(year, b, a))
        return write_day(out, year, a, b);
    return write_either(out, year, a < b ? a : b, a < b ? b : a);
}

static size_t date_at(struct vg_str text, size_t at, char out[VG_WORDS_DATE])
{
    static int (*const forms[])(struct reader *, char *) = {iso_date, han_date, day_month_year,
                                                            month_day_year, short_date};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct reader r = {text.p, text.len, at};

        if (forms[i](&r, out))
            return r.at;
    }
    return 0;
}

/* Nothing without a digit or the sign of a year is a date. */
static int may_hold_date(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            return 1;
    return memmem(s.p, s.len, "年", 3) != NULL;
}

/* May a date begin here? A number, the first letter of a month, or the first
 * figure of a year in Han; not in the middle of a number or word. */
static int may_begin(struct vg_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at], before = at > 0 ? (unsigned char)s.p[at - 1] : ' ';

    if (c >= '0' && c <= '9')
        return !((before >= '0' && before <= '9') || before == '.' || before == '-' ||
                 before == '/');
    if (c < 0x80)
        return memchr("jfmasondJFMASOND", c, 16) != NULL &&
               !((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
    return s.len - at >= 3 && (memcmp(s.p + at, "一", 3) == 0 || memcmp(s.p + at, "二", 3) == 0);
}

size_t vg_words_date_find(struct vg_str text, char out[VG_WORDS_DATE], size_t *start)
{
    size_t end = text.len < LOOK ? text.len : LOOK;

    if (!may_hold_date((struct vg_str){text.p, end}))
        return 0;
    for (size_t at = 0; at < end; at++) {
        size_t past = may_begin(text, at) ? date_at(text, at, out) : 0;

        if (past == 0)
            continue;
        *start = at;
        return past;
    }
    return 0;
}

size_t vg_words_date(struct vg_str text)
{
    char date[VG_WORDS_DATE];
    size_t start;

    return vg_words_date_find(text, date, &start);
}
