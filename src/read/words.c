/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/words.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

enum { LOOK = 200 }; /* bytes of a text in which a date line has its date */

/* Without opening brackets and spaces in front. */
static struct vg_str bare(struct vg_str s)
{
    static const char *const skip[] = {"（", "(", "【", "[", "〔", "　",
                                       " ",  "▲", "•",  "|", "△",  "·"};

    for (size_t i = 0; i < sizeof skip / sizeof *skip && s.len > 0;) {
        unsigned char first = (unsigned char)s.p[0];
        size_t n;

        /* Letters and Han are none of them. */
        if ((first >= '0' && first <= '9') || (first >= 'A' && first <= 'z' && first != '[') ||
            (first >= 0xe4 && first <= 0xe9))
            break;
        n = strlen(skip[i]);
        if (s.len >= n && memcmp(s.p, skip[i], n) == 0) {
            s.p += n;
            s.len -= n;
            i = 0;
        } else {
            i++;
        }
    }
    return s;
}

/* -- phrases ------------------------------------------------------------------------ */
enum {
    CLOSE = 1,
    WEAK = 2, /* closes when nothing like a sentence comes with it */
    BYLINE = 4,
    COMMENTS = 8,
    NOTICE = 16, /* closes however long it is */
    WHOLE = 32,  /* closes when it is all there is */
};

/* Sorted by their first three bytes, by which they are looked for. */
/* clang-format off */
static const struct phrase {
    char text[28];
    unsigned char len, kinds;
} phrases[] = {
    {"24小时热点", 14, CLOSE},
    {"about me", 8, WHOLE},
    {"about us", 8, WHOLE},
    {"advertisement", 13, CLOSE},
    {"all rights", 10, CLOSE | NOTICE},
    {"also from this", 14, CLOSE},
    {"answered", 8, BYLINE},
    {"asked", 5, BYLINE},
    {"author:", 7, BYLINE},
    {"back to top", 11, CLOSE},
    {"by ", 3, BYLINE},
    {"categories:", 11, CLOSE},
    {"click here", 10, CLOSE},
    {"comment", 7, COMMENTS},
    {"comments", 8, COMMENTS},
    {"contact us", 10, WHOLE},
    {"continue reading", 16, CLOSE},
    {"copyright", 9, CLOSE | NOTICE},
    {"date:", 5, BYLINE},
    {"donate", 6, WHOLE},
    {"download as", 11, CLOSE},
    {"download pdf", 12, CLOSE},
    {"download the app", 16, CLOSE},
    {"editor's picks", 14, CLOSE},
    {"editors' picks", 14, CLOSE},
    {"editors’ picks", 16, CLOSE},
    {"email", 5, WEAK},
    {"enjoying our", 12, CLOSE},
    {"filed under", 11, CLOSE},
    {"follow @", 8, CLOSE},
    {"follow our", 10, CLOSE},
    {"follow us", 9, CLOSE},
    {"further reading", 15, CLOSE},
    {"get in touch", 12, CLOSE},
    {"get our", 7, CLOSE},
    {"how to cite", 11, CLOSE},
    {"image:", 6, BYLINE},
    {"in case you missed", 18, CLOSE},
    {"interview:", 10, BYLINE},
    {"issued", 6, BYLINE},
    {"join our", 8, CLOSE},
    {"join the conversation", 21, COMMENTS},
    {"keep reading", 12, CLOSE},
    {"labels:", 7, CLOSE},
    {"last updated", 12, BYLINE},
    {"latest news", 11, CLOSE},
    {"leave a comment", 15, CLOSE | COMMENTS},
    {"leave a reply", 13, COMMENTS},
    {"like this:", 10, CLOSE},
    {"log in", 6, CLOSE},
    {"more", 4, WHOLE},
    {"more from", 9, CLOSE},
    {"more on this", 12, CLOSE},
    {"more stories", 12, CLOSE},
    {"most popular", 12, CLOSE},
    {"most read", 9, CLOSE},
    {"most viewed", 11, CLOSE},
    {"newsletter", 10, WHOLE},
    {"newsletters", 11, WHOLE},
    {"next up", 7, CLOSE},
    {"next:", 5, CLOSE},
    {"notice: the content", 19, CLOSE | NOTICE},
    {"our standards", 13, CLOSE},
    {"page last updated", 17, CLOSE},
    {"photo:", 6, BYLINE},
    {"photograph", 10, BYLINE},
    {"please enable", 13, CLOSE},
    {"post a comment", 14, COMMENTS},
    {"posted", 6, BYLINE},
    {"posted in", 9, CLOSE},
    {"powered by", 10, CLOSE},
    {"previous:", 9, CLOSE},
    {"print", 5, WEAK},
    {"print this", 10, CLOSE},
    {"printed from", 12, CLOSE},
    {"proudly powered", 15, CLOSE},
    {"published", 9, BYLINE},
    {"read also", 9, CLOSE},
    {"read more", 9, CLOSE},
    {"read next", 9, CLOSE},
    {"reader comments", 15, COMMENTS},
    {"recommended", 11, WHOLE},
    {"recommended for you", 19, CLOSE},
    {"recommended from", 16, CLOSE},
    {"related", 7, WHOLE},
    {"related article", 15, CLOSE},
    {"related articles", 16, CLOSE},
    {"related content", 15, CLOSE},
    {"related coverage", 16, CLOSE},
    {"related posts", 13, CLOSE},
    {"related stories", 15, CLOSE},
    {"related topics", 14, CLOSE},
    {"related:", 8, CLOSE},
    {"report a problem", 16, CLOSE},
    {"reporting by", 12, BYLINE},
    {"republish this", 14, CLOSE},
    {"responses", 9, COMMENTS},
    {"see also:", 9, CLOSE},
    {"share", 5, WEAK},
    {"share article", 13, CLOSE},
    {"share on", 8, CLOSE},
    {"share this", 10, CLOSE},
    {"share:", 6, CLOSE},
    {"sign in", 7, CLOSE},
    {"sign up", 7, CLOSE},
    {"skip advertisement", 18, CLOSE},
    {"skip to", 7, CLOSE},
    {"source:", 7, BYLINE},
    {"stay informed", 13, CLOSE},
    {"story by", 8, BYLINE},
    {"submitted", 9, BYLINE},
    {"subscribe", 9, CLOSE},
    {"support our", 11, CLOSE},
    {"support our work", 16, CLOSE},
    {"support us", 10, CLOSE},
    {"tagged", 6, CLOSE},
    {"tags", 4, WHOLE},
    {"tags:", 5, CLOSE},
    {"text:", 5, BYLINE},
    {"this article appeared", 21, CLOSE},
    {"this article was originally", 27, CLOSE | NOTICE},
    {"this article was printed", 24, CLOSE},
    {"thoughts on", 11, COMMENTS},
    {"to view this video", 18, CLOSE},
    {"top stories", 11, CLOSE},
    {"topics", 6, WHOLE},
    {"topics:", 7, CLOSE},
    {"trending", 8, WHOLE},
    {"up next", 7, CLOSE},
    {"updated", 7, BYLINE},
    {"was this page", 13, CLOSE},
    {"we use cookies", 14, CLOSE},
    {"words:", 6, BYLINE},
    {"written by", 10, BYLINE},
    {"you may also like", 17, CLOSE},
    {"you might also like", 19, CLOSE},
    {"your browser", 12, CLOSE},
    {"↑点击", 9, CLOSE},
    {"【关闭", 9, CLOSE},
    {"【打印", 9, CLOSE},
    {"【纠错", 9, CLOSE},
    {"上一条", 9, CLOSE},
    {"上一篇", 9, CLOSE},
    {"上一页", 9, CLOSE},
    {"下一条", 9, CLOSE},
    {"下一篇", 9, CLOSE},
    {"下一页", 9, CLOSE},
    {"下载app", 9, CLOSE},
    {"下载客户端", 15, CLOSE},
    {"专题", 6, WHOLE},
    {"为你推荐", 12, CLOSE},
    {"为您推荐", 12, CLOSE},
    {"举报", 6, WEAK},
    {"也许您会感兴趣", 21, CLOSE},
    {"今日热点", 12, CLOSE},
    {"作者", 6, BYLINE},
    {"你可能感兴趣", 18, CLOSE},
    {"你可能还想看", 18, CLOSE},
    {"來源", 6, BYLINE},
    {"供稿", 6, BYLINE},
    {"信息来源", 12, BYLINE},
    {"免責聲明", 12, CLOSE | NOTICE},
    {"免责声明", 12, CLOSE | NOTICE},
    {"全部评论", 12, COMMENTS},
    {"公开日期", 12, BYLINE},
    {"关注我们", 12, CLOSE},
    {"关键词：", 12, CLOSE},
    {"关闭", 6, WEAK},
    {"内容为作者独立观点", 27, CLOSE | NOTICE},
    {"凡本站", 9, CLOSE | NOTICE},
    {"凡本网", 9, CLOSE | NOTICE},
    {"凡注明", 9, CLOSE | NOTICE},
    {"分享", 6, WEAK},
    {"分享到", 9, CLOSE},
    {"分享至", 9, CLOSE},
    {"列印", 6, WEAK},
    {"加入收藏", 12, CLOSE},
    {"原创", 6, BYLINE},
    {"原标题", 9, BYLINE},
    {"友情链接", 12, CLOSE},
    {"发布", 6, BYLINE},
    {"发布于", 9, BYLINE},
    {"发布机构", 12, BYLINE},
    {"发帖", 6, BYLINE},
    {"发文机关", 12, BYLINE},
    {"发现错误", 12, CLOSE},
    {"发稿", 6, BYLINE},
    {"发表于", 9, BYLINE},
    {"发表评论", 12, COMMENTS},
    {"口述", 6, BYLINE},
    {"喜欢就点", 12, CLOSE},
    {"喜欢此内容", 15, CLOSE},
    {"回复", 6, WEAK},
    {"图/", 4, BYLINE},
    {"图为", 6, BYLINE},
    {"图源", 6, BYLINE},
    {"圖", 3, BYLINE},
    {"声明：", 9, CLOSE | NOTICE},
    {"大家都在搜", 15, CLOSE},
    {"大家都在看", 15, CLOSE},
    {"如因作品内容", 18, CLOSE | NOTICE},
    {"字体", 6, BYLINE},
    {"字号", 6, CLOSE},
    {"审核：", 9, CLOSE},
    {"展开全文", 12, CLOSE},
    {"平台声明", 12, CLOSE | NOTICE},
    {"广告", 6, WEAK},
    {"廣告", 6, WEAK},
    {"延伸閱讀", 12, CLOSE},
    {"延伸阅读", 12, CLOSE},
    {"当前位置", 12, CLOSE},
    {"微信扫一扫", 15, CLOSE},
    {"您使用的浏览器", 21, CLOSE},
    {"您可能感兴趣", 18, CLOSE},
    {"您当前的位置", 18, CLOSE},
    {"您现在的位置", 18, CLOSE},
    {"您的浏览器", 15, CLOSE},
    {"我要纠错", 12, CLOSE},
    {"我要评论", 12, COMMENTS},
    {"打印", 6, WEAK},
    {"打开app", 9, CLOSE},
    {"打赏", 6, CLOSE},
    {"扫一扫", 9, CLOSE},
    {"扫描二维码", 15, CLOSE},
    {"扫码", 6, CLOSE},
    {"掃一掃", 9, CLOSE},
    {"推荐", 6, WEAK | WHOLE},
    {"推荐文章", 12, CLOSE},
    {"推荐给朋友", 15, CLOSE},
    {"推荐阅读", 12, CLOSE},
    {"推薦文章", 12, CLOSE},
    {"推薦閱讀", 12, CLOSE},
    {"提問於", 9, BYLINE},
    {"提问于", 9, BYLINE},
    {"撰文", 6, BYLINE},
    {"收藏", 6, WEAK},
    {"文/", 4, BYLINE},
    {"文丨", 6, BYLINE},
    {"文号", 6, BYLINE},
    {"文章内容仅供参考", 24, CLOSE | NOTICE},
    {"文｜", 6, BYLINE},
    {"新闻排行", 12, CLOSE},
    {"日期", 6, BYLINE},
    {"时间", 6, BYLINE},
    {"時間", 6, BYLINE},
    {"更多", 6, WHOLE},
    {"更多内容", 12, CLOSE},
    {"更多报道", 12, CLOSE},
    {"更多新聞", 12, CLOSE},
    {"更多新闻", 12, CLOSE},
    {"更多相关", 12, CLOSE},
    {"更多精彩", 12, CLOSE},
    {"更新", 6, BYLINE},
    {"最新", 6, WHOLE},
    {"最新報導", 12, CLOSE},
    {"最新报道", 12, CLOSE},
    {"最新文章", 12, CLOSE},
    {"最新消息", 12, CLOSE},
    {"最新评论", 12, COMMENTS},
    {"未經授權", 12, CLOSE},
    {"未经授权", 12, CLOSE},
    {"本報記者", 12, BYLINE},
    {"本报讯记者", 15, BYLINE},
    {"本报记者", 12, BYLINE},
    {"本文为订户专享", 21, CLOSE},
    {"本文仅代表作者", 21, CLOSE | NOTICE},
    {"本文来源：", 15, CLOSE},
    {"本站声明", 12, CLOSE | NOTICE},
    {"本站聲明", 12, CLOSE | NOTICE},
    {"本網站之文字", 18, CLOSE | NOTICE},
    {"本网站之文字", 18, CLOSE | NOTICE},
    {"来源", 6, BYLINE},
    {"查看原文", 12, CLOSE},
    {"标签", 6, WHOLE},
    {"标签：", 9, CLOSE},
    {"校对：", 9, CLOSE},
    {"楼主", 6, BYLINE},
    {"樓主", 6, BYLINE},
    {"標籤：", 9, CLOSE},
    {"浏览", 6, BYLINE},
    {"浏览更多", 12, CLOSE},
    {"点击", 6, WEAK},
    {"点击下载", 12, CLOSE},
    {"点击排行", 12, CLOSE},
    {"点击数", 9, BYLINE},
    {"点击查看", 12, CLOSE},
    {"点击蓝字", 12, CLOSE},
    {"点击量", 9, BYLINE},
    {"点击：", 9, BYLINE},
    {"热榜", 6, WHOLE},
    {"热点推荐", 12, CLOSE},
    {"热点新闻", 12, CLOSE},
    {"热门", 6, WHOLE},
    {"热门排行", 12, CLOSE},
    {"热门推荐", 12, CLOSE},
    {"热门文章", 12, CLOSE},
    {"热门新闻", 12, CLOSE},
    {"热门评论", 12, COMMENTS},
    {"熱門新聞", 12, CLOSE},
    {"版权", 6, WEAK},
    {"版权声明", 12, CLOSE | NOTICE},
    {"版权所有", 12, CLOSE},
    {"版權", 6, WEAK},
    {"版權所有", 12, CLOSE},
    {"版權聲明", 12, CLOSE | NOTICE},
    {"特别声明", 12, CLOSE | NOTICE},
    {"猜你喜欢", 12, CLOSE},
    {"留言", 6, COMMENTS},
    {"發佈", 6, BYLINE},
    {"發布", 6, BYLINE},
    {"發表於", 9, BYLINE},
    {"相关", 6, WHOLE},
    {"相关主题", 12, CLOSE},
    {"相关推荐", 12, CLOSE},
    {"相关文章", 12, CLOSE},
    {"相关新闻", 12, CLOSE},
    {"相关视频", 12, CLOSE},
    {"相关链接", 12, CLOSE},
    {"相关问题", 12, CLOSE},
    {"相关阅读", 12, CLOSE},
    {"相關新聞", 12, CLOSE},
    {"相關閱讀", 12, CLOSE},
    {"看更多", 9, CLOSE},
    {"看更多：", 12, CLOSE},
    {"签名：", 9, CLOSE},
    {"精彩推荐", 12, CLOSE},
    {"精选留言", 12, COMMENTS},
    {"索引号", 9, BYLINE},
    {"網友評論", 12, CLOSE},
    {"編輯", 6, BYLINE},
    {"編輯推薦", 12, CLOSE},
    {"編輯：", 9, CLOSE},
    {"纠错", 6, CLOSE},
    {"编译", 6, BYLINE},
    {"编辑", 6, BYLINE},
    {"编辑于", 9, BYLINE},
    {"编辑推荐", 12, CLOSE},
    {"编辑：", 9, CLOSE},
    {"网友留言", 12, COMMENTS},
    {"网友评论", 12, CLOSE | COMMENTS},
    {"聲明", 6, WHOLE},
    {"聲明：", 9, CLOSE | NOTICE},
    {"要观看此视频", 18, CLOSE},
    {"观看此视频", 15, CLOSE},
    {"記者", 6, BYLINE},
    {"評論", 6, COMMENTS},
    {"請繼續往下閱讀", 21, CLOSE},
    {"记者", 6, BYLINE},
    {"设为首页", 12, CLOSE},
    {"评论", 6, COMMENTS},
    {"请繼續往下閱讀", 21, CLOSE},
    {"責任", 6, BYLINE},
    {"責任編輯", 12, CLOSE},
    {"责任编辑", 12, CLOSE},
    {"责编", 6, CLOSE},
    {"跟帖", 6, COMMENTS},
    {"跟贴", 6, CLOSE},
    {"轉載", 6, WEAK},
    {"转载", 6, WEAK},
    {"转载请", 9, CLOSE},
    {"转载须", 9, CLOSE},
    {"返回", 6, WEAK},
    {"返回列表", 12, CLOSE},
    {"返回目录", 12, CLOSE},
    {"返回首页", 12, CLOSE},
    {"通訊員", 9, BYLINE},
    {"通讯员", 9, BYLINE},
    {"采写", 6, BYLINE},
    {"長按", 6, CLOSE},
    {"长按", 6, CLOSE},
    {"閱讀原文", 12, CLOSE},
    {"關鍵字：", 12, CLOSE},
    {"關閉", 6, WEAK},
    {"阅读全文", 12, CLOSE},
    {"阅读原文", 12, CLOSE},
    {"阅读数", 9, BYLINE},
    {"阅读量", 9, BYLINE},
    {"阅读：", 9, BYLINE},
    {"附件下载", 12, CLOSE},
    {"點擊", 6, WEAK},
    {"點擊下載", 12, CLOSE},
};
/* clang-format on */

static uint32_t fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

static uint32_t first_three(const char *p)
{
    return fold(p[0]) << 16 | fold(p[1]) << 8 | fold(p[2]);
}

/* Of a phrase: they are written in lower case, and there is a fourth byte to read. */
static uint32_t first_of_phrase(const struct phrase *f)
{
    uint32_t v;

    memcpy(&v, f->text, sizeof v);
    return be32toh(v) >> 8;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A phrase in letters ends where its last word does. */
static int begins_with(struct vg_str s, const struct phrase *f)
{
    return s.len >= f->len && strncasecmp(s.p, f->text, f->len) == 0 &&
           !(s.len > f->len && is_letter(s.p[f->len]) && is_letter(f->text[f->len - 1]));
}

/* The kinds of all phrases that `s` begins with. */
static unsigned kinds_of(struct vg_str s)
{
    size_t low = 0, high = sizeof phrases / sizeof *phrases;
    unsigned kinds = 0;
    uint32_t key;

    if (s.len >= 2 && memcmp(s.p, "\xc2\xa9", 2) == 0)
        return CLOSE | NOTICE;
    if (s.len < 3)
        return 0;
    key = first_three(s.p);
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (first_of_phrase(&phrases[mid]) < key)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < sizeof phrases / sizeof *phrases && first_of_phrase(&phrases[low]) == key; low++)
        if (begins_with(s, &phrases[low]))
            kinds |= phrases[low].kinds & (s.len <= phrases[low].len + 3U ? ~0U : ~(unsigned)WHOLE);
    return kinds;
}

static int has_stop(struct vg_str s)
{
    return memmem(s.p, s.len, "\xe3\x80\x82", 3) != NULL || memmem(s.p, s.len, ". ", 2) != NULL ||
           (s.len > 0 && s.p[s.len - 1] == '.');
}

/* Is it short, with a time of the day in it that has stops? */
static int is_time(struct vg_str s)
{
    enum { SHORT = 24 };

    return s.len <= SHORT &&
           (memmem(s.p, s.len, " a.m.", 5) != NULL || memmem(s.p, s.len, " p.m.", 5) != NULL);
}

/* "By …" and the like, and with a date or short; or hardly more than a date. */
static int is_byline(struct vg_str text, unsigned kinds, size_t start, size_t end)
{
    if ((kinds & BYLINE) != 0 && (text.len < 80 || end > 0))
        return memmem(text.p, text.len, "\xe3\x80\x82", 3) == NULL;
    /* The date may be one of Oct. 4, and noon is 12 p.m. */
    return end > 0 && text.len - (end - start) < 60 && !has_stop((struct vg_str){text.p, start}) &&
           (!has_stop((struct vg_str){text.p + end, text.len - end}) ||
            is_time((struct vg_str){text.p + end, text.len - end}));
}

/* Without the count in front: "(3) comments", "3 thoughts on". */
static struct vg_str uncounted(struct vg_str s)
{
    while (s.len > 0 &&
           (s.p[0] == ' ' || s.p[0] == '(' || s.p[0] == ')' || (s.p[0] >= '0' && s.p[0] <= '9'))) {
        s.p++;
        s.len--;
    }
    return s;
}

/* "某某网声明：…": a notice of the site that begins with its name. */
static int is_site_notice(struct vg_str s)
{
    enum { NAME = 30 };
    const char *said = s.len > NAME ? memmem(s.p, NAME, "声明：", 9) : NULL;

    return said != NULL && said - s.p >= 3 &&
           (memcmp(said - 3, "网", 3) == 0 || memcmp(said - 3, "站", 3) == 0);
}

unsigned vg_words_kinds(struct vg_str text)
{
    struct vg_str s, counted;
    unsigned kinds, all = 0;
    size_t start = 0, end;
    char date[VG_WORDS_DATE];

    if (text.len < 2 || text.len > VG_WORDS_LINE) /* one byte says nothing */
        return 0;
    s = bare(text);
    kinds = kinds_of(s);
    end = vg_words_date_find(text, date, &start);
    if ((kinds & NOTICE) != 0 || is_site_notice(s) ||
        (text.len < 120 && ((kinds & (CLOSE | WHOLE)) != 0 ||
                            ((kinds & WEAK) != 0 && text.len < 60 && !has_stop(text)))))
        all |= VG_WORDS_CLOSE;
    if (is_byline(text, kinds, start, end))
        all |= VG_WORDS_BYLINE;
    counted = uncounted(text);
    if (text.len < 80 && ((counted.len < s.len ? kinds_of(counted) : kinds) & COMMENTS) != 0)
        all |= VG_WORDS_COMMENTS;
    return end > 0 ? all | VG_WORDS_DATED : all;
}

int vg_words_byline(struct vg_str text)
{
    return (vg_words_kinds(text) & VG_WORDS_BYLINE) != 0;
}

/* -- dates ---------------------------------------------------------------------------- */
struct reader {
    const char *p;
    size_t len, at;
};

/* How many bytes the digit at `at` takes, 0 when none stands there; "２" has three. */
static size_t digit_at(const struct reader *r, size_t at, int *v)
{
    const unsigned char *p = (const unsigned char *)r->p + at;

    if (at >= r->len)
        return 0;
    if (p[0] >= '0' && p[0] <= '9') {
        *v = p[0] - '0';
        return 1;
    }
    if (r->len - at < 3 || p[0] != 0xef || p[1] != 0xbc || p[2] < 0x90 || p[2] > 0x99)
        return 0;
    *v = p[2] - 0x90;
    return 3;
}

static int is_digit(const struct reader *r, size_t at)
{
    int v;

    return digit_at(r, at, &v) > 0;
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
    int v = 0, n = 0, one;
    size_t at = r->at, bytes;

    while (n < most && (bytes = digit_at(r, at, &one)) > 0) {
        v = v * 10 + one;
        at += bytes;
        n++;
    }
    if (n < least || is_digit(r, at))
        return -1;
    r->at = at;
    return v;
}

/* A number in Han: digits one by one for years, tens for months and days, a hundred for
 * years of the Republic of China. */
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
        if (d == 0 && some == 2) {
            continue; /* 一百零二 */
        } else if (d >= 0) {
            v = some == 2 ? v + d : v * 10 + d;
            some = some == 2 ? 3 : 1;
        } else if (v < 10 && skip_word(r, "百")) {
            v = v * 100;
            some = 2;
        } else if (skip_word(r, "十")) {
            v = v > 100 ? v - v % 10 + v % 10 * 10 : (some == 0 ? 1 : v) * 10;
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

/* `n` digits of a number that has no more. By hand: lists are full of dates. */
static void put_number(char *out, size_t n, int v)
{
    while (n-- > 0) {
        out[n] = (char)('0' + v % 10);
        v /= 10;
    }
}

static int write_day(char out[VG_WORDS_DATE], int year, int month, int day)
{
    if (!is_day(year, month, day))
        return 0;
    put_number(out, 4, year);
    out[4] = '-';
    put_number(out + 5, 2, month);
    out[7] = '-';
    put_number(out + 8, 2, day);
    out[10] = '\0';
    return 1;
}

/* What parts the numbers of a date, in either width: '-', '/' or '.'; 0 for anything else. */
static char part_mark(struct reader *r)
{
    static const char *const wide[] = {"－", "／", "．"};
    static const char marks[] = "-/.";

    for (size_t i = 0; i < 3; i++)
        if ((r->at < r->len && r->p[r->at] == marks[i] && ++r->at > 0) || skip_word(r, wide[i]))
            return marks[i];
    return 0;
}

/* 2022-03-14, 2022/3/14, 2015.03.07 */
static int iso_date(struct reader *r, char out[VG_WORDS_DATE])
{
    int year = number(r, 4, 4), month, day;
    char sep = year < 0 ? '\0' : part_mark(r);

    if (sep == '\0')
        return 0;
    month = number(r, 1, 2);
    if (month < 0 || part_mark(r) != sep)
        return 0;
    day = number(r, 1, 2);
    return day > 0 && write_day(out, year, month, day);
}

/* 2022 03/14, with the year on its own */
static int year_apart(struct reader *r, char out[VG_WORDS_DATE])
{
    int year = number(r, 4, 4), month, day;

    if (year < 0 || !skip_word(r, " "))
        return 0;
    skip_spaces(r);
    month = number(r, 2, 2);
    if (month < 0 || (!skip_word(r, "/") && !skip_word(r, "-")))
        return 0;
    day = number(r, 2, 2);
    return day > 0 && write_day(out, year, month, day);
}

/* Years of the Republic of China, as Taiwan counts them: 111 is 2022. */
enum { MINGUO = 1911, MINGUO_LEAST = 80, MINGUO_MOST = 150 };

/* 111-07-14, 111/07/14: of three digits, it is a year only after a label or where nothing
 * stands before it, for English has numbers of that form. */
static int minguo_date(struct reader *r, char out[VG_WORDS_DATE])
{
    size_t at = r->at;
    int year, month, day;
    char sep;

    while (at > 0 && r->p[at - 1] == ' ')
        at--;
    if (at > 0 && (unsigned char)r->p[at - 1] < 0x80 && r->p[at - 1] != ':')
        return 0;
    year = number(r, 3, 3);
    if (year < MINGUO_LEAST || year > MINGUO_MOST || (sep = part_mark(r)) == '\0')
        return 0;
    month = number(r, 2, 2);
    if (month < 0 || part_mark(r) != sep)
        return 0;
    day = number(r, 2, 2);
    if (r->at < r->len && (r->p[r->at] == sep || is_letter(r->p[r->at])))
        return 0;
    return day > 0 && write_day(out, year + MINGUO, month, day);
}

/* The year of a date in Han, the sign of it still to come; 0 when there is none. */
static int han_year(struct reader *r)
{
    int minguo = skip_word(r, "民國") || skip_word(r, "民国");
    int year;

    skip_spaces(r);
    year = is_digit(r, r->at) ? number(r, 2, 4) : han_number(r);
    /* Of three digits and without the name of the era it is one of it, too. */
    if ((minguo && year > 0 && year < MINGUO_LEAST) ||
        (year >= MINGUO_LEAST && year <= MINGUO_MOST && (minguo || year >= 100)))
        year += MINGUO;
    return year;
}

/* 2022年3月14日, 二〇二二年三月十四日, 2022年3月 */
static int han_date(struct reader *r, char out[VG_WORDS_DATE])
{
    int year = han_year(r), month, day;
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

/* The month whose first three letters stand at `p`, 0 to 11; -1 when none does. */
static int month_at(const char *p)
{
    char b = (char)(p[1] | 0x20), c = (char)(p[2] | 0x20);

    switch (p[0] | 0x20) {
    case 'j':
        return b == 'a' && c == 'n' ? 0 : b != 'u' ? -1 : c == 'n' ? 5 : c == 'l' ? 6 : -1;
    case 'f':
        return b == 'e' && c == 'b' ? 1 : -1;
    case 'm':
        return b != 'a' ? -1 : c == 'r' ? 2 : c == 'y' ? 4 : -1;
    case 'a':
        return b == 'p' && c == 'r' ? 3 : b == 'u' && c == 'g' ? 7 : -1;
    case 's':
        return b == 'e' && c == 'p' ? 8 : -1;
    case 'o':
        return b == 'c' && c == 't' ? 9 : -1;
    case 'n':
        return b == 'o' && c == 'v' ? 10 : -1;
    case 'd':
        return b == 'e' && c == 'c' ? 11 : -1;
    default:
        return -1;
    }
}

static int month_name(struct reader *r)
{
    static const char *const rest[] = {"uary", "ruary", "ch",     "il",   "",      "e",
                                       "y",    "ust",   "tember", "ober", "ember", "ember"};
    int i = r->len - r->at < 3 ? -1 : month_at(r->p + r->at);

    if (i < 0)
        return -1;
    r->at += 3;
    if (rest[i][0] != '\0' && skip_word(r, rest[i]))
        return i + 1;
    if (i == 8)
        (void)skip_word(r, "t");
    (void)skip_word(r, ".");
    if (r->at < r->len && (r->p[r->at] | 0x20) >= 'a' && (r->p[r->at] | 0x20) <= 'z')
        return -1;
    return i + 1;
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

static void skip_weekday(struct reader *r)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (skip_word(r, days[i])) {
            skip_spaces(r);
            return;
        }
}

/* March 14, 2022; Mar. 14th 2022; Mar 14 Mon 2022 */
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
    skip_weekday(r);
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

/* Which day of the week stands before `at`, 0 Sunday; -1 when none does. */
static int weekday_before(const struct reader *r, size_t at)
{
    static const char *const days[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    size_t end = at, from;

    while (end > 0 && (r->p[end - 1] == ' ' || r->p[end - 1] == ',' || r->p[end - 1] == '.'))
        end--;
    from = end;
    while (from > 0 && end - from < 9 && is_letter(r->p[from - 1]))
        from--;
    for (int i = 0; i < 7 && end - from >= 3; i++)
        if (strncasecmp(r->p + from, days[i], 3) == 0)
            return i;
    return -1;
}

/* Sakamoto's method. */
static int weekday_of(int year, int month, int day)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int y = year - (month < 3);

    return (y + y / 4 - y / 100 + y / 400 + shift[month - 1] + day) % 7;
}

/* 14.03.2022 is day first; 03/04/2022 is either, and both are kept, unless the day of
 * the week before it tells which. */
static int short_date(struct reader *r, char out[VG_WORDS_DATE])
{
    int weekday = weekday_before(r, r->at), a = number(r, 1, 2), b, year;
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
    if (weekday >= 0 && (weekday == weekday_of(year, a, b)) != (weekday == weekday_of(year, b, a)))
        return weekday == weekday_of(year, a, b) ? write_day(out, year, a, b)
                                                 : write_day(out, year, b, a);
    return write_either(out, year, a < b ? a : b, a < b ? b : a);
}

/* Oct 12 09:14:02 UTC 2021, as programs write it */
static int month_day_time_year(struct reader *r, char out[VG_WORDS_DATE])
{
    int month = month_name(r), day, year;

    if (month < 0)
        return 0;
    skip_spaces(r);
    day = number(r, 1, 2);
    skip_spaces(r);
    for (int i = 0; i < 3; i++)
        if (number(r, 2, 2) < 0 || (i < 2 && !skip_word(r, ":")))
            return 0;
    skip_spaces(r);
    while (r->at < r->len && r->p[r->at] >= 'A' && r->p[r->at] <= 'Z')
        r->at++;
    skip_spaces(r);
    year = number(r, 4, 4);
    return day > 0 && year > 0 && write_day(out, year, month, day);
}

/* March 2022, of which nobody knows the day */
static int month_year(struct reader *r, char out[VG_WORDS_DATE])
{
    int month = month_name(r), year;

    if (month < 0)
        return 0;
    (void)skip_word(r, ",");
    skip_spaces(r);
    year = number(r, 4, 4);
    if (year < 1900 || year > 2100)
        return 0;
    (void)snprintf(out, VG_WORDS_DATE, "%04d-%02d", year, month);
    return 1;
}

typedef int (*date_form)(struct reader *, char *);

/* The forms that may begin with that byte. */
static size_t forms_for(unsigned char first, const date_form **forms)
{
    static const date_form with_digit[] = {iso_date,   han_date,   day_month_year,
                                           short_date, year_apart, minguo_date};
    static const date_form with_letter[] = {month_day_year, month_day_time_year, month_year};
    static const date_form with_han[] = {han_date, iso_date};

    if (first >= '0' && first <= '9') {
        *forms = with_digit;
        return sizeof with_digit / sizeof *with_digit;
    }
    *forms = first < 0x80 ? with_letter : with_han;
    return first < 0x80 ? sizeof with_letter / sizeof *with_letter
                        : sizeof with_han / sizeof *with_han;
}

static size_t date_at(struct vg_str text, size_t at, char out[VG_WORDS_DATE])
{
    const date_form *forms;
    size_t n = forms_for((unsigned char)text.p[at], &forms);

    for (size_t i = 0; i < n; i++) {
        struct reader r = {text.p, text.len, at};

        if (forms[i](&r, out))
            return r.at;
    }
    return 0;
}

/* A year has four digits, or the sign of a year after it. Counted without a branch,
 * and what begins with another byte looked for by it: nearly every short text is asked. */
static int may_hold_date(struct vg_str s)
{
    unsigned digits = 0;
    const char *han, *wide;

    for (size_t i = 0; i < s.len; i++)
        digits += (unsigned char)(s.p[i] - '0') < 10;
    if (digits >= 4)
        return 1;
    han = memchr(s.p, 0xe5, s.len);
    if (han != NULL && memmem(han, s.len - (size_t)(han - s.p), "年", 3) != NULL)
        return 1;
    wide = memchr(s.p, 0xef, s.len); /* digits of full width */
    return wide != NULL && memmem(wide, s.len - (size_t)(wide - s.p), "２０", 6) != NULL;
}

/* Ends a digit of full width before `at`? */
static int follows_wide_digit(struct vg_str s, size_t at)
{
    struct reader r = {s.p, s.len, at};

    return at >= 3 && is_digit(&r, at - 3) && (unsigned char)s.p[at - 3] == 0xef;
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
        return s.len - at >= 3 && !((before | 0x20) >= 'a' && (before | 0x20) <= 'z') &&
               month_at(s.p + at) >= 0;
    if (s.len - at < 3)
        return 0;
    if (c == 0xef)
        return (memcmp(s.p + at, "１", 3) == 0 || memcmp(s.p + at, "２", 3) == 0) &&
               !follows_wide_digit(s, at);
    return memcmp(s.p + at, "一", 3) == 0 || memcmp(s.p + at, "二", 3) == 0 ||
           memcmp(s.p + at, "民", 3) == 0;
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
