/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What the page says about itself. Each field is looked for in the places that
 * publishers write it to, best first; nothing is guessed, and a second place
 * that says otherwise becomes a note.
 *
 * The title is the visible heading that best agrees with what head and JSON-LD
 * call the page, for <title> often carries the site's name, and newspapers'
 * page editions carry nothing else there.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/html_page.h"
#include "read/readers.h"
#include "read/words.h"

enum {
    TITLE_MOST = 400, /* bytes of a block that may be a title */
    TITLE_LEAST = 25, /* points that a visible title needs */
    LINE_MOST = 160,  /* bytes of a byline or date line */
    NEAR_AFTER = 4,   /* blocks after the main text where a signature may stand */
};

struct finder {
    struct vg_page *page;
    struct vg_arena *a;
    struct vg_text *t;
    json_t *article;    /* the JSON-LD object that describes the page; NULL */
    size_t title_block; /* block_count when the title is not visible */
    size_t first_main, last_main;
    int is_list;
};

static struct vg_str block_text(const struct vg_page *page, size_t i)
{
    return (struct vg_str){page->text.p + page->blocks[i].start, page->blocks[i].len};
}

static int same(struct vg_str a, struct vg_str b)
{
    return a.len > 0 && vg_str_cmp(a, b) == 0;
}

static int holds(struct vg_str all, struct vg_str part)
{
    return part.len > 0 && part.len <= all.len && memmem(all.p, all.len, part.p, part.len) != NULL;
}

static struct vg_str trimmed(struct vg_str s)
{
    static const char *const spaces[] = {" ", "\t", "\n", "\xc2\xa0", "\xe3\x80\x80", ":", "：",
                                         "|", "·",  ",",  "，",       "（",           "）"};

    for (size_t i = 0; i < sizeof spaces / sizeof *spaces;) {
        size_t n = strlen(spaces[i]);

        if (s.len >= n && memcmp(s.p, spaces[i], n) == 0) {
            s.p += n;
            s.len -= n;
            i = 0;
        } else if (s.len >= n && memcmp(s.p + s.len - n, spaces[i], n) == 0) {
            s.len -= n;
            i = 0;
        } else {
            i++;
        }
    }
    return s;
}

/* The content of the first meta whose name is in the list; the list's order decides. */
static struct vg_str meta_of(const struct vg_page *page, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < page->meta_count; k++)
            if (vg_str_is(page->metas[k].name, names[i]) && page->metas[k].content.len > 0)
                return page->metas[k].content;
    return (struct vg_str){"", 0};
}

#define META_OF(page, names) meta_of((page), (names), sizeof(names) / sizeof *(names))

static int is_address(struct vg_str s)
{
    return s.len >= 4 && strncasecmp(s.p, "http", 4) == 0;
}

static void note(struct finder *f, const char *what, struct vg_str one, struct vg_str other)
{
    VG_SCOPED_BUF b = {0};

    if (one.len > 200)
        one.len = vg_utf8_down(one.p, one.len, 200);
    if (other.len > 200)
        other.len = vg_utf8_down(other.p, other.len, 200);
    vg_putf(&b, "%s: ", what);
    vg_put_str(&b, one);
    vg_puts(&b, " is taken; elsewhere the page says ");
    vg_put_str(&b, other);
    vg_text_odd(f->t, f->a, VG_NOTE_FIELD_CONTRADICTION, 0, vg_buf_str(&b).p);
}

/* -- JSON-LD --------------------------------------------------------------------------- */
static struct vg_str json_text(const json_t *v)
{
    if (!json_is_string(v))
        return (struct vg_str){"", 0};
    return trimmed((struct vg_str){json_string_value(v), json_string_length(v)});
}

static int describes(const json_t *o)
{
    return json_is_object(o) &&
           (json_object_get(o, "headline") != NULL || json_object_get(o, "datePublished") != NULL);
}

/* The first object that has a headline or date: the value itself, a member of it
 * if it is a list, or a member of its @graph. */
static json_t *article_in(json_t *root)
{
    json_t *graph = json_object_get(root, "@graph"), *o;
    json_t *list = json_is_array(root) ? root : graph;
    size_t i;

    if (describes(root))
        return root;
    json_array_foreach(list, i, o) if (describes(o)) return o;
    return NULL;
}

static json_t *find_article(const struct vg_page *page)
{
    for (size_t i = 0; i < page->jsonld_count; i++) {
        json_t *root = NULL, *o;

        if (page->jsonld[i].len > (size_t)VG_MAX_JSONLD ||
            vg_json_read(page->jsonld[i].p, page->jsonld[i].len, &root, NULL) != VG_OK)
            continue;
        o = article_in(root);
        if (o != NULL)
            json_incref(o);
        json_decref(root);
        if (o != NULL)
            return o;
    }
    return NULL;
}

/* A text, the name of an object, or several of them joined. */
static struct vg_str json_names(struct vg_arena *a, const json_t *v)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_WORDS};
    size_t i, n = json_is_array(v) ? json_array_size(v) : 1;

    for (i = 0; i < n && i < 16; i++) {
        const json_t *one = json_is_array(v) ? json_array_get(v, i) : v;
        struct vg_str s = json_text(json_is_object(one) ? json_object_get(one, "name") : one);

        if (s.len == 0)
            continue;
        vg_puts(&b, b.len > 0 ? ", " : "");
        vg_put_str(&b, s);
    }
    return vg_str_copy(a, vg_buf_str(&b));
}

/* -- title ------------------------------------------------------------------------------- */
struct titles {
    struct vg_str jsonld, meta, element, site;
};

static int title_points(const struct finder *f, const struct titles *said, size_t i)
{
    const struct vg_page_block *b = &f->page->blocks[i];
    struct vg_str s = block_text(f->page, i);
    int points = b->level == 1 ? 40 : b->level == 2 ? 26 : b->level == 3 ? 16 : 0;

    if (b->hidden || b->alt || b->form || s.len > TITLE_MOST || s.len < 4)
        return 0;
    points += (b->hints & VG_HINT_TITLE) != 0 ? 25 : 0;
    if (same(s, said->jsonld) || same(s, said->meta))
        points += 60;
    else if (same(s, said->element))
        points += 50;
    else if (s.len >= 9 && holds(said->element, s))
        points += b->link_bytes * 2 > b->len && b->level == 0 ? 10 : 40;
    if (points == 0)
        return 0;
    points -= same(s, said->site) ? 60 : 0;
    points -= (b->hints & VG_HINT_BAD) != 0 ? 40 : 0;
    points += i < f->first_main ? 10 : 0;
    points -= i > f->last_main ? 30 : 0;
    points -= i > f->first_main && i <= f->last_main ? 10 : 0;
    return points;
}

static size_t separator_len(struct vg_str s, size_t at)
{
    static const char *const marks[] = {"_", "|", " - ", " – ", " — ", "»", "｜", "--", "-", "—"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);

        if (s.len - at >= n && memcmp(s.p + at, marks[i], n) == 0)
            return n;
    }
    return 0;
}

/* What follows `title` and a separator in the <title> element: the site's name
 * if the page has one there. The last part is taken where there are several. */
static struct vg_str site_in_title(struct vg_str element, struct vg_str title)
{
    size_t at = element.len, n = 0;

    if (title.len == 0 || element.len <= title.len || memcmp(element.p, title.p, title.len) != 0)
        return (struct vg_str){"", 0};
    while (at > title.len && (n = separator_len(element, at - 1)) == 0)
        at--;
    if (n == 0)
        return (struct vg_str){"", 0};
    return trimmed((struct vg_str){element.p + at - 1 + n, element.len - (at - 1 + n)});
}

/* <title> without the site's name, where something else on the page names the site. */
static struct vg_str cut_title(struct vg_str element, struct vg_str site)
{
    for (size_t i = 1; i < element.len && site.len > 0; i++) {
        size_t n = separator_len(element, i);
        struct vg_str rest = {element.p + i + n, element.len - i - n};

        if (n > 0 && same(trimmed(rest), site))
            return trimmed((struct vg_str){element.p, i});
    }
    return element;
}

static void find_title(struct finder *f, struct titles *said)
{
    static const char *const names[] = {"articletitle", "og:title",      "twitter:title",
                                        "dc.title",     "dcterms.title", "citation_title",
                                        "headline"};
    static const char *const sites[] = {"og:site_name", "sitename", "application-name"};
    struct vg_page *page = f->page;
    int best = TITLE_LEAST - 1;

    said->jsonld = json_text(json_object_get(f->article, "headline"));
    said->meta = META_OF(page, names);
    said->element = page->title;
    said->site = META_OF(page, sites);
    for (size_t i = 0; i < page->block_count; i++) {
        int points = title_points(f, said, i);

        if (points <= best)
            continue;
        best = points;
        f->title_block = i;
    }
    if (f->title_block < page->block_count)
        vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_VISIBLE,
                          block_text(page, f->title_block));
    vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_JSONLD, said->jsonld);
    vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_META, cut_title(said->meta, said->site));
    vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_TITLE,
                      cut_title(said->element, said->site));
}

static void check_title(struct finder *f, const struct titles *said)
{
    struct vg_str title = vg_text_field(f->t, VG_FIELD_TITLE);
    struct vg_str others[] = {said->jsonld, said->meta};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].len == 0 || holds(others[i], title) || holds(title, others[i]))
            continue;
        note(f, "title", title, others[i]);
        return;
    }
}

/* -- date --------------------------------------------------------------------------------- */

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

/* Seconds since 1970 as the day at +08:00, where the systems that write them run. */
static struct vg_str epoch_date(struct finder *f, struct vg_str s)
{
    int64_t v = 0;
    char stamp[VG_TIME_TEXT];

    if (s.len != 10)
        return stamp_date(f->a, s);
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return stamp_date(f->a, s);
        v = v * 10 + (s.p[i] - '0');
    }
    vg_time_write(v + INT64_C(8) * 3600, stamp);
    vg_text_odd(f->t, f->a, VG_NOTE_LOCAL_TIME, 0,
                "the date was computed from an epoch in a script, taken at +08:00");
    return vg_str(vg_copy(f->a, stamp, 10));
}

static int is_date_line(const struct vg_page *page, size_t i, struct vg_str *date,
                        struct vg_arena *a)
{
    struct vg_str s = block_text(page, i);
    const struct vg_page_block *b = &page->blocks[i];

    if (b->hidden || b->alt || s.len > LINE_MOST || holds(s, vg_str("今天")) ||
        (b->hints & (VG_HINT_ASIDE | VG_HINT_NAV)) != 0 || b->link_bytes * 2 > b->len)
        return 0;
    if ((b->words & VG_WORDS_BYLINE) == 0 && (b->hints & VG_HINT_BYLINE) == 0)
        return 0;
    *date = stamp_date(a, s);
    return date->len > 0;
}

/* A date line: after the title, then before it from near to far, then the
 * signature under the text. */
static struct vg_str visible_date(struct finder *f)
{
    struct vg_page *page = f->page;
    size_t n = page->block_count, from = f->title_block < n ? f->title_block : 0;
    size_t end = f->first_main + 3 < n ? f->first_main + 3 : n;
    struct vg_str date = {"", 0};

    for (size_t i = from; i < end; i++)
        if (is_date_line(page, i, &date, f->a))
            return date;
    for (size_t i = from; i-- > 0;)
        if (is_date_line(page, i, &date, f->a))
            return date;
    end = f->last_main + 1 + NEAR_AFTER < n ? f->last_main + 1 + NEAR_AFTER : n;
    for (size_t i = f->last_main; i < end; i++) {
        if (is_date_line(page, i, &date, f->a))
            return date;
        /* A signature: the name, a line end, the date. */
        if (page->blocks[i].len < LINE_MOST &&
            (date = stamp_date(f->a, block_text(page, i))).len > 0)
            return date;
    }
    return (struct vg_str){"", 0};
}

/* <time>: one that says it is the publication, else the first near the title. */
static struct vg_str element_date(struct finder *f)
{
    const struct vg_page *page = f->page;
    struct vg_str near = {"", 0};

    for (size_t i = 0; i < page->time_count; i++) {
        struct vg_str date = stamp_date(f->a, page->times[i].content);
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
static struct vg_str address_date(struct finder *f, struct vg_str url)
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

static void find_date(struct finder *f, struct vg_str url)
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
        "date",
        "datecreated",
        "weibo: article:create_at",
        "bytedance:published_time",
        "og:release_date",
        "dcterms.created",
    };
    struct vg_str found[] = {
        stamp_date(f->a, json_text(json_object_get(f->article, "datePublished"))),
        stamp_date(f->a, META_OF(f->page, names)),
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
        if (found[i].len == 0 || holds(found[i], date) || holds(date, found[i]))
            continue;
        note(f, "date", date, found[i]);
        return;
    }
}

/* -- who ------------------------------------------------------------------------------------ */

/* What follows `word` in a byline, up to what begins the next item. */
static struct vg_str after_word(struct vg_str s, const char *word, int keep_word)
{
    static const char *const ends[] = {"|",    " · ",  "  ",   "\n", "来源", "時間", "时间",
                                       "字号", "发布", "编辑", "　", "）",   "阅读", "浏览"};
    const char *hit = memmem(s.p, s.len, word, strlen(word));
    char date[VG_WORDS_DATE];
    size_t from, end, start;
    struct vg_str rest;

    if (hit == NULL)
        return (struct vg_str){"", 0};
    from = (size_t)(hit - s.p) + (keep_word ? 0 : strlen(word));
    rest = trimmed((struct vg_str){s.p + from, s.len - from});
    end = rest.len;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *stop = memmem(rest.p, end, ends[i], strlen(ends[i]));

        if (stop != NULL && stop > rest.p)
            end = (size_t)(stop - rest.p);
    }
    if (vg_words_date_find((struct vg_str){rest.p, end}, date, &start) > 0)
        end = start;
    rest = trimmed((struct vg_str){rest.p, end});
    return rest.len <= 90 ? rest : (struct vg_str){"", 0};
}

static struct vg_str author_in(struct vg_str s, int is_byline)
{
    static const struct {
        const char *word;
        int keep;
    } words[] = {{"作者", 0},   {"本报记者", 1}, {"本報記者", 1}, {"记者", 1}, {"記者", 1},
                 {"发布人", 0}, {"By ", 0},      {"by ", 0},      {"撰文", 0}, {"编辑", 1}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct vg_str found;

        if (!is_byline && words[i].keep == 0 && (s.len < 3 || strncasecmp(s.p, "by ", 3) != 0))
            continue;
        found = after_word(s, words[i].word, words[i].keep);
        if (found.len > strlen(words[i].keep ? words[i].word : ""))
            return found;
    }
    return (struct vg_str){"", 0};
}

/* Lines between title and text, and just above the title. */
static struct vg_str in_bylines(struct finder *f, int source)
{
    struct vg_page *page = f->page;
    size_t n = page->block_count, title = f->title_block < n ? f->title_block : 0;
    size_t from = title > 2 ? title - 2 : 0;
    size_t end = f->first_main + 1 < n ? f->first_main + 1 : n;

    for (size_t i = from; i < end; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        struct vg_str s = block_text(page, i), found;
        int byline = (b->words & VG_WORDS_BYLINE) != 0 || (b->hints & VG_HINT_BYLINE) != 0;

        if (i == f->title_block || s.len > LINE_MOST || b->hidden || b->main || b->alt)
            continue;
        if (source) {
            found = after_word(s, "来源：", 0);
            found = found.len > 0 ? found : after_word(s, "來源：", 0);
        } else {
            found = author_in(s, byline);
        }
        if (found.len > 0)
            return found;
    }
    return (struct vg_str){"", 0};
}

static void find_author(struct finder *f)
{
    static const char *const names[] = {
        "author",          "og:article:author", "article:author",  "dc.creator",
        "dcterms.creator", "parsely-author",    "citation_author", "byl",
        "sailthru.author"};
    struct vg_str meta = META_OF(f->page, names);

    vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_JSONLD,
                      json_names(f->a, json_object_get(f->article, "author")));
    if (!is_address(meta))
        vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_META, meta);
    if (!f->is_list)
        vg_text_add_field(f->t, f->a, VG_FIELD_AUTHOR, VG_FROM_VISIBLE, in_bylines(f, 0));
}

/* Without the words that say it is a web site. */
static struct vg_str site_name(struct vg_str s)
{
    static const char *const tails[] = {"门户网站", "官方网站", "官网",
                                        "入口網",   "官方網站", "网站"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t n = strlen(tails[i]);

        if (s.len > n && memcmp(s.p + s.len - n, tails[i], n) == 0)
            return trimmed((struct vg_str){s.p, s.len - n});
    }
    return s;
}

static void find_publisher(struct finder *f, const struct titles *said)
{
    static const char *const names[] = {"contentsource",     "dc.publisher",
                                        "dcterms.publisher", "citation_publisher",
                                        "article:publisher", "publisher"};
    struct vg_str meta = META_OF(f->page, names);

    vg_text_add_field(f->t, f->a, VG_FIELD_PUBLISHER, VG_FROM_JSONLD,
                      json_names(f->a, json_object_get(f->article, "publisher")));
    /* A platform is not who publishes: its accounts do. */
    if (vg_str_is(said->site, "微信公众平台"))
        vg_text_add_field(f->t, f->a, VG_FIELD_PUBLISHER, VG_FROM_META,
                          vg_text_field(f->t, VG_FIELD_AUTHOR));
    if (!is_address(meta))
        vg_text_add_field(f->t, f->a, VG_FIELD_PUBLISHER, VG_FROM_META, meta);
    vg_text_add_field(f->t, f->a, VG_FIELD_PUBLISHER, VG_FROM_META, said->site);
    vg_text_add_field(f->t, f->a, VG_FIELD_PUBLISHER, VG_FROM_TITLE,
                      site_name(site_in_title(said->element, vg_text_field(f->t, VG_FIELD_TITLE))));
    if (!f->is_list)
        vg_text_add_field(f->t, f->a, VG_FIELD_PUBLISHER, VG_FROM_VISIBLE, in_bylines(f, 1));
}

static void find_main(struct finder *f)
{
    size_t n = f->page->block_count;

    f->first_main = f->last_main = n;
    for (size_t i = 0; i < n; i++) {
        if (!f->page->blocks[i].main)
            continue;
        f->first_main = f->first_main == n ? i : f->first_main;
        f->last_main = i;
        f->is_list |= f->page->blocks[i].class == VG_BLOCK_LIST;
    }
}

void vg_page_fields(struct vg_page *page, struct vg_str url, struct vg_arena *a, struct vg_text *t)
{
    VG_SCOPED_JSON *article = find_article(page);
    struct finder f = {
        .page = page, .a = a, .t = t, .article = article, .title_block = page->block_count};
    struct titles said;

    find_main(&f);
    find_title(&f, &said);
    check_title(&f, &said);
    find_date(&f, url);
    find_author(&f);
    find_publisher(&f, &said);
    vg_text_add_field(t, a, VG_FIELD_CANONICAL, VG_FROM_META, page->canonical);
    vg_text_add_field(t, a, VG_FIELD_LANG, VG_FROM_ATTRIBUTE, page->lang);
}
