/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * When a page was published, by its own word. Each place is asked, the best one
 * first: linked data, metas, <time>, a script, the date line, a signature, the
 * address. A date of change is no date of publication, so a line that only tells
 * when it was updated tells nothing.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "read/html_fields.h"

/* 20220314, as compact stamps have it. */
static int compact_date(struct vg_str s, char out[VG_WORDS_DATE])
{
    char spaced[12];
    size_t start;

    if (s.len < 8)
        return 0;
    for (size_t i = 0; i < 8; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
    if (s.len > 8 && s.p[8] >= '0' && s.p[8] <= '9' && s.len != 14 && s.len != 12)
        return 0;
    (void)snprintf(spaced, sizeof spaced, "%.4s-%.2s-%.2s", s.p, s.p + 4, s.p + 6);
    return vg_words_date_find(vg_str(spaced), out, &start) > 0;
}

static struct vg_str stamp_date(struct vg_arena *a, struct vg_str s)
{
    char out[VG_WORDS_DATE];
    size_t start;

    if (s.len > 0 && (compact_date(s, out) || vg_words_date_find(s, out, &start) > 0))
        return vg_str(vg_copyz(a, out));
    return (struct vg_str){"", 0};
}

/* What a system writes that does not know the time: its beginning. */
static struct vg_str stated_date(struct vg_arena *a, struct vg_str s)
{
    static const char *const none[] = {"1970-01-01", "1969-12-31", "1900-01-01"};
    struct vg_str date = stamp_date(a, s);

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (vg_str_is(date, none[i]))
            return (struct vg_str){"", 0};
    return date;
}

/* Seconds since 1970, or milliseconds, as the day at +08:00, where the systems that write
 * them run. */
static struct vg_str epoch_date(struct vg_finder *f, struct vg_str s)
{
    int64_t v = 0;
    char stamp[VG_TIME_TEXT];

    if (s.len != 10 && s.len != 13)
        return stamp_date(f->a, s);
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return stamp_date(f->a, s);
        v = v * 10 + (s.p[i] - '0');
    }
    vg_time_write((s.len == 13 ? v / 1000 : v) + INT64_C(8) * 3600, stamp);
    vg_text_odd(f->t, f->a, VG_NOTE_LOCAL_TIME, 0,
                "the date was computed from an epoch in a script, taken at +08:00");
    return vg_str(vg_copy(f->a, stamp, 10));
}

/* Where in `s` the first of these words begins; s.len when none is there. */
static size_t find_word(struct vg_str s, const char *const *words, size_t n)
{
    size_t best = s.len;

    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i]);

        for (size_t at = 0; at + len <= best; at++) {
            if (strncasecmp(s.p + at, words[i], len) != 0)
                continue;
            best = at;
            break;
        }
    }
    return best;
}

static size_t find_published(struct vg_str s)
{
    static const char *const words[] = {"published", "posted", "发布",   "發布", "發佈",
                                        "发表",      "發表",   "issued", "刊登", "first publ"};

    return find_word(s, words, sizeof words / sizeof *words);
}

static size_t find_modified(struct vg_str s)
{
    static const char *const words[] = {"updated", "modified",    "edited", "reviewed", "更新",
                                        "修改",    "last update", "编辑于", "最后编辑"};

    return find_word(s, words, sizeof words / sizeof *words);
}

/* The date that a line gives for the publication. */
static struct vg_str date_in_line(struct vg_arena *a, struct vg_str s)
{
    size_t at = find_published(s), changed = find_modified(s);
    struct vg_str date;

    if (at < s.len) {
        date = stamp_date(a, (struct vg_str){s.p + at, s.len - at});
        if (date.len > 0 && !(changed > at && changed < s.len && changed - at < 12))
            return date;
    }
    if (changed < s.len)
        s.len = changed;
    return stamp_date(a, s);
}

/* Words for days that are not the page's: today, since when somebody is a member, when
 * something takes place or ends. */
static int names_other_day(struct vg_str s)
{
    static const char *const words[] = {
        "今天",     "今日是",     "今日：",       "今日:",    "Joined",     "Member since",
        "注册时间", "註冊",       "When:",        "活动时间", "活動時間",   "会议时间",
        "會議時間", "开庭时间",   "開庭時間",     "举办时间", "舉辦時間",   "截止",
        "有效期",   "Deadline",   "Closing date", "Expires",  "Event date", "earing date",
        "Due date", "Start date", "End date",     "Born ",    "born ",      "died ",
        "出生",     "逝世"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (vg_str_holds(s, vg_str(words[i])))
            return 1;
    return 0;
}

/* The line before `s`, which is part of the page's text: a label may stand there alone. */
static struct vg_str line_before(const struct vg_finder *f, struct vg_str s)
{
    enum { LABEL = 40 };
    const char *end = s.p, *p;

    while (end > f->page->text.p && (end[-1] == '\n' || end[-1] == '\t'))
        end--;
    for (p = end; p > f->page->text.p && end - p <= LABEL; p--)
        if (p[-1] == '\n' || p[-1] == '\t')
            break;
    return end - p <= LABEL ? (struct vg_str){p, (size_t)(end - p)} : (struct vg_str){"", 0};
}

static int is_label(struct vg_str s)
{
    return (s.len > 0 && s.p[s.len - 1] == ':') ||
           (s.len > 3 && memcmp(s.p + s.len - 3, "：", 3) == 0);
}

/* "12 to 14 May 2023", "2023年5月1日至2023年5月31日": a time that lasts. */
static int is_period(struct vg_str s)
{
    static const char *const joins[] = {"至", "到", "-", "–", "—", "~", "～", "to ", "until "};
    char date[VG_WORDS_DATE];
    size_t start, past = vg_words_date_find(s, date, &start);

    while (past > 0 && past < s.len && s.p[past] == ' ')
        past++;
    for (size_t i = 0; past > 0 && i < sizeof joins / sizeof *joins; i++) {
        size_t n = strlen(joins[i]);

        if (s.len - past > n && memcmp(s.p + past, joins[i], n) == 0)
            return vg_words_date_find((struct vg_str){s.p + past + n, s.len - past - n}, date,
                                      &start) > 0 &&
                   start <= 3;
    }
    return 0;
}

/* Is the day in that line another one than that of the publication, by its own words or
 * by those of the label before it? */
static int is_other_day(const struct vg_finder *f, const struct vg_line *l)
{
    struct vg_str label = line_before(f, l->s);

    if ((l->words & VG_WORDS_DATED) == 0)
        return 0;
    if (names_other_day(l->s) || is_period(l->s))
        return 1;
    return is_label(label) && find_published(label) == label.len &&
           (names_other_day(label) || find_modified(label) < label.len);
}

/* Does block `i` have hardly more than a date, beside a link that a list leads on with? */
static size_t is_date_of_link(const struct vg_finder *f, size_t i)
{
    enum { LINK = 8, SHORT = 40 };
    const struct vg_page *page = f->page;
    const struct vg_page_block *b = &page->blocks[i];

    if ((b->words & VG_WORDS_DATED) == 0 || b->len > SHORT || b->hidden)
        return 0;
    for (size_t k = i > 0 ? i - 1 : 0; k <= i + 1 && k < page->block_count; k++) {
        const struct vg_page_block *link = &page->blocks[k];

        if (k != i && k != f->title_block && link->letters >= LINK &&
            2 * link->link_bytes > link->len)
            return 1;
    }
    return 0;
}

/* Is the date in that block one of a row of them, each beside a link? Then they are those
 * of the entries of a list. */
static int is_of_entry(const struct vg_finder *f, size_t block)
{
    enum { ROW = 3, APART = 5 };
    size_t n = is_date_of_link(f, block), last = block;

    for (size_t i = block + 1; n > 0 && n < ROW && i < f->page->block_count && i <= last + APART;
         i++)
        if (is_date_of_link(f, i)) {
            n++;
            last = i;
        }
    last = block;
    for (size_t i = block; n > 0 && n < ROW && i-- > 0 && i + APART >= last;)
        if (is_date_of_link(f, i)) {
            n++;
            last = i;
        }
    return n == ROW;
}

static struct vg_str date_of_line(struct vg_finder *f, const struct vg_line *l)
{
    struct vg_str none = {"", 0};

    if (l->s.len > VG_LINE_MOST || vg_line_is_apart(f, l) ||
        ((l->words & VG_WORDS_BYLINE) == 0 && (l->hints & VG_HINT_BYLINE) == 0) ||
        is_other_day(f, l) || is_of_entry(f, l->block))
        return none;
    return date_in_line(f->a, l->s);
}

/* A month in a table, as calendars beside the text begin. */
static int is_calendar(const struct vg_finder *f, const struct vg_line *l, struct vg_str date)
{
    enum { MONTH = 7, LABEL = 12 };

    return date.len == MONTH && f->page->blocks[l->block].cell && l->s.len <= LABEL;
}

static struct vg_str date_of_lines(struct vg_finder *f, const struct vg_lines *lines)
{
    struct vg_str date = {"", 0};

    for (size_t i = 0; i < lines->n && date.len == 0; i++) {
        date = date_of_line(f, &lines->line[i]);
        if (is_calendar(f, &lines->line[i], date))
            date.len = 0;
    }
    return date;
}

/* "This entry was posted on Tuesday, May 3rd, 2011 at 9:12 pm and is filed under …":
 * a sentence under the text. */
static struct vg_str sentence_date(struct vg_finder *f)
{
    static const char *const said = "posted on ";
    enum { NEAR = 4, LONGEST = 480 };

    for (size_t i = f->last_main; i < f->page->block_count && i <= f->last_main + NEAR; i++) {
        struct vg_str s = vg_block_text(f->page, i);
        const char *hit = s.len <= LONGEST ? memmem(s.p, s.len, said, strlen(said)) : NULL;

        if (hit != NULL && (f->page->blocks[i].hints & VG_HINT_COMMENT) == 0)
            return stamp_date(f->a, (struct vg_str){hit, s.len - (size_t)(hit - s.p)});
    }
    return (struct vg_str){"", 0};
}

/* The day of a decision ends its name: "R v Marlow [2020] WKCA Crim 71 (02 June 2020)". */
static struct vg_str title_date(struct vg_finder *f)
{
    struct vg_str s = f->title, none = {"", 0};
    char out[VG_WORDS_DATE];
    size_t start, past;
    const char *open;

    if (s.len < 12 || s.p[s.len - 1] != ')' || (open = memrchr(s.p, '(', s.len)) == NULL)
        return none;
    s = (struct vg_str){open + 1, s.len - (size_t)(open - s.p) - 2};
    past = vg_words_date_find(s, out, &start);
    return past == s.len && start == 0 && past > 0 ? vg_str(vg_copyz(f->a, out)) : none;
}

/* A short line with hardly more than a date, or one in brackets that tells the source; but no entry
 * of a list, as of footnotes. */
static int is_signature(const struct vg_page *page, const struct vg_line *l)
{
    enum { SHORT = 60 };

    return (l->words & VG_WORDS_DATED) != 0 && !page->blocks[l->block].list &&
           (l->s.len <= SHORT || (l->s.len <= VG_LINE_MOST && (l->words & VG_WORDS_BYLINE) != 0 &&
                                  memcmp(l->s.p, "（", 3) == 0));
}

/* A date line: after the title, then before it from near to far, then the
 * signature under the text: a short line with hardly more than the date. */
static struct vg_str visible_date(struct vg_finder *f)
{
    struct vg_str date = date_of_lines(f, &f->head);

    if (date.len == 0)
        date = date_of_lines(f, &f->above);
    for (size_t i = f->tail.n; i-- > 0 && date.len == 0;) {
        const struct vg_line *l = &f->tail.line[i];

        if (is_signature(f->page, l) && f->page->blocks[l->block].link_bytes == 0 &&
            !is_other_day(f, l) && !is_of_entry(f, l->block) &&
            (l->hints & (VG_HINT_ASIDE | VG_HINT_NAV | VG_HINT_COMMENT)) == 0)
            date = date_in_line(f->a, l->s);
    }
    if (date.len == 0)
        date = sentence_date(f);
    return date.len > 0 ? date : title_date(f);
}

/* <time>: one that says it is the publication, else the first near the title. */
static struct vg_str element_date(struct vg_finder *f)
{
    const struct vg_page *page = f->page;
    struct vg_str near = {"", 0};

    for (size_t i = 0; i < page->time_count; i++) {
        struct vg_str date = stated_date(f->a, page->times[i].content);
        size_t at = page->time_blocks[i];

        if (date.len == 0)
            continue;
        if (page->times[i].name.len > 0)
            return date;
        if (near.len == 0 && at <= f->first_main + 1 && f->title_block < page->block_count &&
            at + 3 >= f->title_block)
            near = date;
    }
    return near;
}

/* /2022/03/14/ or /20220314 or t20220314_ in an address. */
static struct vg_str address_date(struct vg_finder *f, struct vg_str url)
{
    for (size_t i = 0; i + 8 <= url.len; i++) {
        struct vg_str rest = {url.p + i, url.len - i};
        char out[VG_WORDS_DATE];
        size_t start;

        if ((url.p[i] != '1' && url.p[i] != '2') ||
            (i > 0 && url.p[i - 1] >= '0' && url.p[i - 1] <= '9'))
            continue;
        if (compact_date(rest, out) ||
            (rest.len >= 10 && (rest.p[4] == '/' || rest.p[4] == '-') &&
             vg_words_date_find((struct vg_str){rest.p, 10}, out, &start) > 0 && start == 0))
            return vg_str(vg_copyz(f->a, out));
    }
    return (struct vg_str){"", 0};
}

/* Posts of forums have the day of their making and no other. */
static struct vg_str linked_date(struct vg_finder *f)
{
    static const char *const keys[] = {"datePublished", "pubDate", "dateCreated"};
    struct vg_str date = {"", 0};

    for (size_t i = 0; i < sizeof keys / sizeof *keys && date.len == 0; i++)
        date = stated_date(f->a, vg_linked_text(f, json_object_get(f->article, keys[i])));
    return date;
}

static struct vg_str meta_date(struct vg_finder *f)
{
    static const char *const names[] = {
        "article:published_time",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "dcterms.date",
        "dcterms.issued",
        "dc.date.issued",
        "dc.date",
        "dc.date.created",
        "citation_publication_date",
        "citation_date",
        "parsely-pub-date",
        "og:published_time",
        "sailthru.date",
        "publicationdate",
        "article.published",
        "published_at",
        "publish_time",
        "pub_date",
        "og:article:published_time",
        "dc.date.available",
        "release_date",
        "date",
        "datecreated",
        "weibo: article:create_at",
        "bytedance:published_time",
        "og:release_date",
        "dcterms.created",
    };
    struct vg_str date = {"", 0};

    for (size_t i = 0; i < sizeof names / sizeof *names && date.len == 0; i++)
        date = stated_date(f->a, vg_meta_of(f->page, &names[i], 1));
    return date;
}

void vg_find_date(struct vg_finder *f, struct vg_str url)
{
    struct vg_str found[] = {
        linked_date(f),
        meta_date(f),
        f->is_list ? (struct vg_str){"", 0} : element_date(f),
        f->is_list ? (struct vg_str){"", 0} : epoch_date(f, f->page->script_time),
        f->is_list ? (struct vg_str){"", 0} : visible_date(f),
        f->is_list ? (struct vg_str){"", 0} : address_date(f, url),
    };
    static const enum vg_field_from from[] = {VG_FROM_JSONLD, VG_FROM_META,    VG_FROM_ATTRIBUTE,
                                              VG_FROM_SCRIPT, VG_FROM_VISIBLE, VG_FROM_URL};
    struct vg_str date;

    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        vg_text_add_field(f->t, f->a, VG_FIELD_DATE, from[i], found[i]);
    date = vg_text_field(f->t, VG_FIELD_DATE);
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        if (found[i].len == 0 || vg_str_holds(found[i], date) || vg_str_holds(date, found[i]))
            continue;
        vg_field_note(f, "date", date, found[i]);
        return;
    }
}
