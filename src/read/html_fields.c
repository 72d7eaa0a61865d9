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
#include "read/html_fields.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/html_walk.h"

enum {
    TITLE_MOST = 400, /* bytes of a line that may be a title */
    TITLE_LEAST = 25, /* points that a visible title needs */
    INSIDE = 10,      /* fewer for a line in the text itself */
    NEAR_AFTER = 4,   /* blocks after the main text where a signature may stand */
    NEAR_ABOVE = 30,  /* blocks above the title that are looked at */
};

struct vg_str vg_block_text(const struct vg_page *page, size_t i)
{
    return (struct vg_str){page->text.p + page->blocks[i].start, page->blocks[i].len};
}

static int same(struct vg_str a, struct vg_str b)
{
    return a.len > 0 && a.len == b.len && memcmp(a.p, b.p, a.len) == 0;
}

int vg_str_holds(struct vg_str all, struct vg_str part)
{
    return part.len > 0 && part.len <= all.len && memmem(all.p, all.len, part.p, part.len) != NULL;
}

/* Without one space or separator at either end, or a bracket there that has no other. */
static struct vg_str trimmed_once(struct vg_str s)
{
    static const char *const spaces[] = {" ", "\t", "\n", "\xc2\xa0", "\xe3\x80\x80", ":", "：",
                                         "|", "·",  ",",  "，"};
    static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}, {"〔", "〕"}, {"【", "】"}};

    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        size_t n = strlen(spaces[i]);

        if (s.len >= n && memcmp(s.p, spaces[i], n) == 0)
            return (struct vg_str){s.p + n, s.len - n};
        if (vg_str_ends(s, spaces[i]))
            return (struct vg_str){s.p, s.len - n};
    }
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t n = strlen(pairs[i][0]);
        int opens = vg_str_begins(s, pairs[i][0]), closes = vg_str_ends(s, pairs[i][1]);
        struct vg_str inner = {s.p + n, s.len - n};

        if (opens && (closes || !vg_str_holds(inner, vg_str(pairs[i][1]))))
            return inner;
        if (closes && !vg_str_holds(s, vg_str(pairs[i][0])))
            return (struct vg_str){s.p, s.len - n};
    }
    return s;
}

static int is_letter_or_digit(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

struct vg_str vg_str_trimmed(struct vg_str s)
{
    /* Most texts begin and end with a letter or Han, and have nothing to lose. */
    while (s.len > 0) {
        unsigned char first = (unsigned char)s.p[0], last = (unsigned char)s.p[s.len - 1];
        unsigned char lead = s.len > 3 ? (unsigned char)s.p[s.len - 3] : 0;

        struct vg_str less;

        if ((is_letter_or_digit(first) || (first >= 0xe4 && first <= 0xe9)) &&
            (is_letter_or_digit(last) || (last >= 0x80 && lead >= 0xe4 && lead <= 0xe9)))
            return s;
        less = trimmed_once(s);
        if (less.len == s.len)
            return s;
        s = less;
    }
    return s;
}

/* The content of the first meta whose name is in the list; the list's order decides. */
struct vg_str vg_meta_of(const struct vg_page *page, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < page->meta_count; k++)
            if (vg_str_is(page->metas[k].name, names[i]) && page->metas[k].content.len > 0)
                return page->metas[k].content;
    return (struct vg_str){"", 0};
}

int vg_next_line(struct vg_str *rest, struct vg_str *line)
{
    const char *end;

    if (rest->len == 0)
        return 0;
    end = memchr(rest->p, '\n', rest->len);
    line->p = rest->p;
    line->len = end == NULL ? rest->len : (size_t)(end - rest->p);
    *rest =
        end == NULL ? (struct vg_str){"", 0} : (struct vg_str){end + 1, rest->len - line->len - 1};
    return 1;
}

void vg_field_note(struct vg_finder *f, const char *what, struct vg_str one, struct vg_str other)
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
struct vg_str vg_linked_text(const struct vg_finder *f, const json_t *v)
{
    struct vg_str s;

    if (!json_is_string(v))
        return (struct vg_str){"", 0};
    s = (struct vg_str){json_string_value(v), json_string_length(v)};
    /* Some systems write references of HTML there, which no reader of scripts decodes. */
    if (s.len > 0 && memchr(s.p, '&', s.len) != NULL)
        s = vg_page_decoded(f->page, s);
    return vg_str_trimmed(s);
}

struct vg_str vg_linked_name(const struct vg_finder *f, const json_t *v)
{
    return vg_linked_text(f, json_is_object(v) ? json_object_get(v, "name") : v);
}

/* -- title ------------------------------------------------------------------------------- */

/* Does the <title> have this line in it, set off by a separator where more is said? */
static int is_in_element(const struct vg_finder *f, struct vg_str s)
{
    return s.len >= 9 && vg_str_holds(f->element, s);
}

/* Is there a line that says `s` below block `i`, not far into the text? */
static int is_line_below(const struct vg_finder *f, struct vg_str s, size_t i)
{
    enum { BEGINNING = 3 };

    for (size_t k = i + 1; k < f->page->block_count && k <= f->first_main + BEGINNING; k++)
        if (!f->page->blocks[k].hidden && same(vg_block_text(f->page, k), s))
            return 1;
    return 0;
}

/* Where in <title> it stands after a separator; 0 when it does not. ' > ' is a way down to
 * the page, and separates nothing. */
static size_t part_at(const struct vg_finder *f, struct vg_str s)
{
    struct vg_str e = f->element;
    const char *hit = e.len == 0 ? NULL : memmem(e.p, e.len, s.p, s.len);
    size_t at = hit == NULL ? 0 : (size_t)(hit - e.p);

    if (at < 4 || memcmp(e.p + at - 3, " > ", 3) == 0)
        return 0;
    for (size_t k = at - 3; k < at; k++)
        if (vg_separator(e, k) > 0)
            return at;
    return 0;
}

/* Does <title> end in it, after something that is longer? Then it names the site. */
static int is_site_part(const struct vg_finder *f, struct vg_str s)
{
    return 2 * s.len <= f->element.len && part_at(f, s) + s.len == f->element.len;
}

/* Does <title> have it after something that stands below it on the page? Then it names the
 * site, or a part of it, whose name stands above the headlines. */
static int is_over_headline(const struct vg_finder *f, struct vg_str s, size_t i)
{
    size_t first = 0, at = part_at(f, s);

    while (first < at && vg_separator(f->element, first) == 0)
        first++;
    return at > 0 && is_line_below(f, vg_str_trimmed((struct vg_str){f->element.p, first}), i);
}

/* Points for a line that is a part of <title>. */
static int part_points(const struct vg_finder *f, struct vg_str s, size_t i)
{
    const struct vg_page_block *b = &f->page->blocks[i];

    if ((b->link_bytes * 2 > b->len && b->level == 0) || is_over_headline(f, s, i))
        return 10;
    return is_site_part(f, s) ? 15 : 40;
}

/* Does a short block under the text say it, as the foot of a page has the site's name? */
static int is_said_below(const struct vg_finder *f, struct vg_str s)
{
    enum { SHORT = 200 };

    for (size_t i = f->last_main + 1; i < f->page->block_count; i++)
        if (f->page->blocks[i].len <= SHORT && !f->page->blocks[i].hidden &&
            vg_str_holds(vg_block_text(f->page, i), s))
            return 1;
    return 0;
}

/* The name of a site stands in a link at the head of its pages, as a heading, and in
 * <title> beside the headline; or it is all of <title> and the foot has it too. */
static int is_name_of_site(const struct vg_finder *f, struct vg_str s, size_t i)
{
    const struct vg_page_block *b = &f->page->blocks[i];

    return i == f->first_heading && 2 * b->link_bytes > b->len &&
           (s.len < f->element.len || (f->last_heading != i && is_said_below(f, s)));
}

/* "Dear Minister,", "尊敬的各位侨胞：": how letters begin. */
static int is_salutation(struct vg_str s)
{
    static const char *const heads[] = {"Dear ", "To whom it may concern", "尊敬的", "亲爱的",
                                        "親愛的"};
    static const char *const tails[] = {",", ":", "，", "："};
    int addresses = 0, ends = 0;

    if (s.len == 0 || is_letter_or_digit((unsigned char)s.p[s.len - 1]))
        return 0;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        addresses |= vg_str_begins(s, heads[i]);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        ends |= vg_str_ends(s, tails[i]);
    return addresses && ends;
}

/* "关于…的通知": what papers of authorities are called, and little else is. */
static int is_decree(struct vg_str s)
{
    static const char *const tails[] = {"的通知", "的函",   "的通告", "的公告", "的意见", "的决定",
                                        "的报告", "的批复", "的请示", "的方案", "的办法", "的答复",
                                        "的复函", "的公示", "的規定", "的规定"};
    int ends = 0;

    if (!vg_str_begins(s, "关于") && !vg_str_begins(s, "關於"))
        return 0;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        ends |= vg_str_ends(s, tails[i]);
    return ends;
}

/* Does that block stand where the text has gone on for a while? What is no heading is no
 * headline there: signatures repeat what <title> says. */
static int is_far_inside(const struct vg_finder *f, size_t i)
{
    enum { BEGINNING = 3 };

    return i > f->first_main + BEGINNING && !f->is_list;
}

/* Points for line `s` of block `i`, which is all of the block when `whole`. */
static int title_points(const struct vg_finder *f, struct vg_str s, size_t i, int whole)
{
    const struct vg_page_block *b = &f->page->blocks[i];
    int level = whole ? b->level : 0;
    int points = level == 1 ? 40 : level == 2 ? 26 : level == 3 ? 16 : 0;

    if (s.len > TITLE_MOST || s.len < 4 ||
        (b->level == 0 && (b->hints & VG_HINT_TITLE) == 0 && is_far_inside(f, i)))
        return 0;
    if (level == 0 && b->link_bytes == 0 && is_decree(s))
        points = 40;
    points += whole && (b->hints & VG_HINT_TITLE) != 0 ? 25 : 0;
    if (same(s, f->said_jsonld) || same(s, f->said_meta) ||
        (same(s, f->element) && !is_name_of_site(f, s, i)))
        points += 60;
    else if (is_in_element(f, s))
        points += part_points(f, s, i);
    if (points == 0 || is_salutation(s))
        return 0;
    points -= same(s, f->site) ? 60 : 0;
    points -= (b->hints & VG_HINT_BAD) != 0 ? 40 : 0;
    points -= b->link_bytes * 2 > b->len && b->level > 0 && !is_in_element(f, s) ? 25 : 0;
    points -= is_name_of_site(f, s, i) ? 45 : 0;
    points += i == f->last_heading ? 15 : 0;
    points += i < f->first_main ? 10 : 0;
    points -= i > f->last_main ? 30 : 0;
    points -= i > f->first_main && i <= f->last_main ? INSIDE : 0;
    return points;
}

/* A title without a heading: the nearest line above the text that is no byline and
 * no link. Taken only where <title> gives nothing that is on the page. */
static void take_line_above(struct vg_finder *f)
{
    const struct vg_page *page = f->page;
    unsigned not_one = VG_WORDS_BYLINE | VG_WORDS_CLOSE | VG_WORDS_DATED | VG_WORDS_COMMENTS;

    for (size_t i = f->first_main, seen = 0; i-- > 0 && seen < 5; seen++) {
        const struct vg_page_block *b = &page->blocks[i];
        struct vg_str rest = vg_block_text(page, i), line = rest;

        if (b->hidden || b->alt || b->form || b->link_bytes > 0 ||
            (b->hints & (VG_HINT_BAD | VG_HINT_BYLINE | VG_HINT_CAPTION)) != 0)
            continue;
        /* The date line may stand under it in the same block. */
        (void)vg_next_line(&rest, &line);
        if (is_salutation(line))
            return;
        if (((rest.len == 0 ? b->words : vg_words_kinds(line)) & not_one) != 0)
            continue;
        if (b->letters < 8 || line.len < 8 || line.len > 160 || (rest.len == 0 && b->stops > 1))
            return;
        f->title_block = i;
        f->title = line;
        return;
    }
}

/* A link without a heading, or what comes after the text, has no chance; most blocks
 * are such, and need not be compared. */
static int may_not_be_title(const struct vg_finder *f, size_t i)
{
    const struct vg_page_block *b = &f->page->blocks[i];

    return b->level == 0 && (b->hints & VG_HINT_TITLE) == 0 &&
           (2 * b->link_bytes > b->len || (i > f->last_main && !f->is_list));
}

/* The first heading of the page, and the last one above the text. */
static void find_headings(struct vg_finder *f)
{
    size_t n = f->page->block_count;

    f->first_heading = f->last_heading = n;
    for (size_t i = 0; i < n && i < f->first_main; i++) {
        const struct vg_page_block *b = &f->page->blocks[i];

        if (b->level == 0 || b->hidden || b->alt)
            continue;
        f->first_heading = f->first_heading == n ? i : f->first_heading;
        if (b->level <= 3 && (b->hints & VG_HINT_BAD) == 0)
            f->last_heading = i;
    }
}

/* What head or JSON-LD call the page, where a heading has hardly more: a word before it that
 * tells its kind, or the site's name after it. */
static struct vg_str said_part(const struct vg_finder *f, struct vg_str s)
{
    enum { MORE = 48, LEAST = 12 };
    const struct vg_str said[] = {f->said_jsonld, f->said_meta};

    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        size_t n = said[i].len;

        if (n < LEAST || n >= s.len || s.len - n > MORE)
            continue;
        if (memcmp(s.p + s.len - n, said[i].p, n) == 0)
            return (struct vg_str){s.p + s.len - n, n};
        if (memcmp(s.p, said[i].p, n) == 0 && vg_separator(s, n) + vg_separator(s, n + 1) > 0)
            return (struct vg_str){s.p, n};
    }
    return s;
}

/* The part of a line that <title> begins with, where <title> goes on with the name of
 * the site and the line with something else. */
static struct vg_str common_part(const struct vg_finder *f, struct vg_str s)
{
    size_t n = 0;

    while (n < s.len && n < f->element.len && s.p[n] == f->element.p[n])
        n++;
    if (n == s.len || n >= f->element.len || n < 20 || 2 * n < s.len ||
        vg_separator(f->element, n - (f->element.p[n - 1] == ' ')) == 0 || s.p[n - 1] != ' ')
        return s;
    return vg_str_trimmed((struct vg_str){s.p, n});
}

/* Of two lines that <title> has and that are no headings the longer one is the headline, the
 * shorter one the site. */
static int is_fuller(const struct vg_finder *f, struct vg_str s, size_t i)
{
    return f->title.len > 0 && s.len > f->title.len && f->page->blocks[i].level == 0 &&
           f->page->blocks[f->title_block].level == 0 && is_in_element(f, s);
}

static void find_visible_title(struct vg_finder *f)
{
    const struct vg_page *page = f->page;
    int best = TITLE_LEAST - 1;

    find_headings(f);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        struct vg_str rest = vg_block_text(page, i), line;
        int whole =
            memchr(rest.p, '\n', rest.len < 2 * TITLE_MOST ? rest.len : 2 * TITLE_MOST) == NULL;

        if (b->hidden || b->alt || b->form || (whole && b->len > TITLE_MOST) ||
            may_not_be_title(f, i))
            continue;
        /* In a block of several lines one of the first two may be it, or, under a
         * heading that is broken in two, the whole. */
        for (int k = 0; k < 3; k++) {
            struct vg_str s = vg_block_text(page, i);
            int points;

            if (k > 0 && (whole || !vg_next_line(&rest, &line)))
                break;
            s = k > 0 ? line : b->level > 0 ? said_part(f, common_part(f, s)) : common_part(f, s);
            points = title_points(f, s, i, k == 0);
            if ((points <= best && (points + INSIDE < best || !is_fuller(f, s, i))) ||
                (k == 0 && !whole && b->level == 0))
                continue;
            best = points;
            f->title_block = i;
            f->title = s;
        }
    }
}

size_t vg_separator(struct vg_str s, size_t at)
{
    static const char *const marks[] = {"_", "|", " > ",  " - ", " – ", " — ", "»",   "｜", "--",
                                        "-", "—", " :: ", " • ", "«",   " : ", " · ", " ‹ "};

    unsigned char first = (unsigned char)s.p[at];

    /* A hyphen in the middle of a word. */
    if (first == '-' && at > 0 && at + 1 < s.len &&
        is_letter_or_digit((unsigned char)s.p[at - 1]) &&
        is_letter_or_digit((unsigned char)s.p[at + 1]))
        return 0;
    if (first >= '0' && first != '_' && first != '|' && first != 0xc2 && first != 0xe2 &&
        first != 0xef)
        return 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);

        if (s.len - at >= n && memcmp(s.p + at, marks[i], n) == 0)
            return n;
    }
    return 0;
}

/* Is `s` the text of a short block, or a part of one that says more? */
static int is_on_page(const struct vg_finder *f, struct vg_str s)
{
    for (size_t i = 0; i < f->page->block_count && s.len >= 4; i++)
        if (f->page->blocks[i].len <= 160 && !f->page->blocks[i].hidden &&
            vg_str_holds(vg_block_text(f->page, i), s))
            return 1;
    return 0;
}

/* <title> without the site's name, where something else on the page names the site,
 * or has the rest of it. */
static struct vg_str cut_title(const struct vg_finder *f, struct vg_str all)
{
    for (size_t i = 1; i < all.len; i++) {
        size_t n = vg_separator(all, i);
        struct vg_str head = vg_str_trimmed((struct vg_str){all.p, i});
        struct vg_str tail = {all.p + i + n, all.len - i - n};

        if (n == 0)
            continue;
        tail = vg_str_trimmed(tail);
        if (head.len < 4 || tail.len < 4)
            continue;
        if (same(tail, f->site) || (is_on_page(f, tail) && (n > 1 || is_on_page(f, head))))
            return head;
        i += n - 1;
    }
    return all;
}

/* Without the colon at its end. */
static struct vg_str without_colon(struct vg_str s)
{
    if (s.len > 3 && vg_str_ends(s, "："))
        s.len -= 3;
    else if (s.len > 1 && s.p[s.len - 1] == ':')
        s.len--;
    return vg_str_trimmed(s);
}

/* Is that cell one of two in its row, and the other one says something? The head of a list of many
 * letters has such labels too, over columns. */
static int is_one_of_two(const struct vg_page *page, size_t i)
{
    enum { SAYING = 12 };
    const struct vg_page_block *b = &page->blocks[i];
    const char *text = page->text.p; /* cells of a row are parted by a tab */
    int more = i + 2 < page->block_count && text[b[2].start - 1] == '\t';

    return b->cell && b[1].table == b->table && text[b[1].start - 1] == '\t' && !more &&
           b[1].letters >= SAYING;
}

/* What letters to an authority are called stands after a label, in a table of what is known of
 * each; the heading of such a page is that of the box for letters. */
static void take_labelled(struct vg_finder *f)
{
    static const char *const labels[] = {"信件标题", "来信标题", "留言标题", "咨询标题", "诉求标题",
                                         "信件主题", "来信主题", "留言主题", "咨询主题", "诉求主题",
                                         "信件名称", "问题标题", "主题",     "标题",     "Subject"};
    const struct vg_page *page = f->page;

    for (size_t i = 0; i + 1 < page->block_count && i < f->last_main; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        struct vg_str s;

        if (!b->cell || b->len > VG_WORDS_LINE || b->hidden || b->alt || b[1].hidden ||
            b[1].len > TITLE_MOST || b[1].link_bytes > 0 || !is_one_of_two(page, i))
            continue;
        s = without_colon(vg_block_text(page, i));
        for (size_t k = 0; k < sizeof labels / sizeof *labels; k++)
            if (vg_str_is(s, labels[k])) {
                f->title_block = i + 1;
                f->title = vg_block_text(page, i + 1);
                return;
            }
    }
}

static void find_title(struct vg_finder *f)
{
    static const char *const names[] = {"articletitle", "og:title",      "twitter:title",
                                        "dc.title",     "dcterms.title", "citation_title",
                                        "headline"};
    static const char *const sites[] = {"og:site_name", "sitename", "application-name"};
    struct vg_page *page = f->page;
    struct vg_str others[2];

    f->said_jsonld = vg_linked_text(f, json_object_get(f->article, "headline"));
    if (f->said_jsonld.len == 0 && json_object_get(f->article, "pubDate") != NULL)
        f->said_jsonld = vg_linked_text(f, json_object_get(f->article, "title"));
    f->said_meta = VG_META_OF(page, names);
    f->element = page->title;
    f->site = VG_META_OF(page, sites);
    find_visible_title(f);
    if (!f->is_list && f->said_jsonld.len + f->said_meta.len == 0)
        take_labelled(f);
    if (f->title.len == 0 && !f->is_list && f->said_jsonld.len + f->said_meta.len == 0)
        take_line_above(f);
    vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_VISIBLE, f->title);
    vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_JSONLD, f->said_jsonld);
    if (vg_text_field(f->t, VG_FIELD_TITLE).len == 0) {
        vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_META, cut_title(f, f->said_meta));
        vg_text_add_field(f->t, f->a, VG_FIELD_TITLE, VG_FROM_TITLE, cut_title(f, f->element));
    }
    others[0] = f->said_jsonld;
    others[1] = f->said_meta;
    for (size_t i = 0; i < 2; i++) {
        struct vg_str title = vg_text_field(f->t, VG_FIELD_TITLE);

        if (others[i].len == 0 || vg_str_holds(others[i], title) || vg_str_holds(title, others[i]))
            continue;
        vg_field_note(f, "title", title, others[i]);
        return;
    }
}

/* -- lines around the text --------------------------------------------------------------- */
static void add_lines(const struct vg_finder *f, struct vg_lines *to, size_t block)
{
    const struct vg_page_block *b = &f->page->blocks[block];
    struct vg_str rest = vg_block_text(f->page, block), line;
    int one = memchr(rest.p, '\n', rest.len) == NULL;

    if (b->hidden || b->alt || (one && b->len > VG_WORDS_LINE))
        return;
    while (to->n < VG_LINES && vg_next_line(&rest, &line)) {
        if (line.len == 0 || line.len > VG_WORDS_LINE ||
            (block == f->title_block && vg_str_holds(f->title, line)))
            continue;
        to->line[to->n++] =
            (struct vg_line){line, block, one ? b->words : vg_words_kinds(line), b->hints};
        if (2 * b->link_bytes > b->len && (b->hints & VG_HINT_BYLINE) == 0)
            to->line[to->n - 1].words &= ~(unsigned)VG_WORDS_BYLINE;
    }
}

int vg_line_is_apart(const struct vg_finder *f, const struct vg_line *l)
{
    unsigned bad = l->hints & (VG_HINT_ASIDE | VG_HINT_NAV | VG_HINT_COMMENT);

    if (l->block == f->title_block + 1 && (l->words & VG_WORDS_BYLINE) != 0)
        bad &= ~(unsigned)VG_HINT_NAV;
    return bad != 0;
}

static void collect_lines(struct vg_finder *f)
{
    size_t n = f->page->block_count, title = f->title_block < n ? f->title_block : 0;
    size_t end = f->first_main + 3 < n ? f->first_main + 3 : n;

    for (size_t i = title; i < end; i++)
        add_lines(f, &f->head, i);
    for (size_t i = title, seen = 0; i-- > 0 && seen < NEAR_ABOVE; seen++)
        add_lines(f, &f->above, i);
    end = f->last_main + 1 + NEAR_AFTER < n ? f->last_main + 1 + NEAR_AFTER : n;
    for (size_t i = f->last_main; i < end; i++)
        add_lines(f, &f->tail, i);
}

static void find_main(struct vg_finder *f)
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
    static const char *const addresses[] = {"og:url"};
    struct vg_finder *f = VG_NEW(page->a, struct vg_finder);

    f->page = page;
    f->a = a;
    f->t = t;
    f->url = url;
    f->article = page->article;
    f->title_block = page->block_count;
    find_main(f);
    find_title(f);
    collect_lines(f);
    vg_find_date(f, url);
    vg_find_author(f);
    vg_find_publisher(f);
    vg_text_add_field(t, a, VG_FIELD_CANONICAL, VG_FROM_META, page->canonical);
    vg_text_add_field(t, a, VG_FIELD_CANONICAL, VG_FROM_META, VG_META_OF(page, addresses));
    vg_text_add_field(t, a, VG_FIELD_LANG, VG_FROM_ATTRIBUTE, page->lang);
}
