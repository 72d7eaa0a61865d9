/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a page says about itself where nobody reads it: <meta>, <link>, <time>,
 * linked data, and variables that some publishing systems keep the time in.
 * Everything is kept as said, within bounds; html_fields.c weighs it.
 */
#include <string.h>

#include "base/utf8.h"
#include "read/html_walk.h"

enum {
    MAX_METAS = 256,
    MAX_JSONLD = 64,
    MAX_TIMES = 64,
    MAX_VALUE = 4096, /* bytes of a title or meta content that are looked at */
};

struct vg_str vg_page_decoded(struct vg_page *page, struct vg_str raw)
{
    VG_SCOPED_BUF b = {0};
    size_t out = 0;

    if (raw.len > MAX_VALUE)
        raw.len = vg_utf8_down(raw.p, raw.len, MAX_VALUE);
    vg_html_decode(raw, 1, 1, 0, &b);
    for (size_t i = 0; i < b.len; i++) {
        if (!vg_is_html_space(b.p[i]))
            b.p[out++] = b.p[i];
        else if (out > 0 && b.p[out - 1] != ' ')
            b.p[out++] = ' ';
    }
    while (out > 0 && b.p[out - 1] == ' ')
        out--;
    return (struct vg_str){vg_copy(page->a, b.p, out), out};
}

static struct vg_str lowered(struct vg_page *page, struct vg_str s)
{
    char *p = vg_copy(page->a, s.p, s.len < 64 ? s.len : 64);

    for (size_t i = 0; p[i] != '\0'; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] | 0x20);
    return vg_str(p);
}

void vg_page_take_meta(struct vg_page *page, const struct vg_html_token *t)
{
    static const enum vg_attribute keys[] = {VG_ATTR_PROPERTY, VG_ATTR_NAME, VG_ATTR_ITEMPROP,
                                             VG_ATTR_HTTP_EQUIV};
    const struct vg_str *content = vg_html_attribute(t, VG_ATTR_CONTENT);

    if (content == NULL || page->is_skimmed)
        return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && page->meta_count < MAX_METAS; i++) {
        const struct vg_str *name = vg_html_attribute(t, keys[i]);

        if (name == NULL)
            continue;
        page->metas = vg_grow(page->a, page->metas, page->meta_count, &page->meta_room);
        page->metas[page->meta_count++] =
            (struct vg_page_meta){lowered(page, *name), vg_page_decoded(page, *content)};
        return;
    }
}

static int has_word(const struct vg_str *s, const char *word)
{
    return s != NULL && memmem(s->p, s->len, word, strlen(word)) != NULL;
}

void vg_page_take_link(struct vg_page *page, const struct vg_html_token *t)
{
    const struct vg_str *href = vg_html_attribute(t, VG_ATTR_HREF);

    if (href != NULL && page->canonical.len == 0 && !page->is_skimmed &&
        has_word(vg_html_attribute(t, VG_ATTR_REL), "canonical"))
        page->canonical = vg_page_decoded(page, *href);
}

void vg_page_take_time(struct vg_page *page, const struct vg_html_token *t)
{
    const struct vg_str *stamp = vg_html_attribute(t, VG_ATTR_DATETIME);
    const struct vg_str *prop = vg_html_attribute(t, VG_ATTR_ITEMPROP);
    const struct vg_str *rdfa = vg_html_attribute(t, VG_ATTR_PROPERTY);
    const struct vg_str *class = vg_html_attribute(t, VG_ATTR_CLASS);
    int published = has_word(prop, "datePublished") || has_word(rdfa, "datePublished") ||
                    vg_html_attribute(t, VG_ATTR_PUBDATE) != NULL;
    int modified = has_word(prop, "dateModified") || has_word(rdfa, "dateModified") ||
                   ((has_word(class, "updated") || has_word(class, "modified")) &&
                    !has_word(class, "published"));

    if (stamp == NULL)
        stamp = published ? vg_html_attribute(t, VG_ATTR_CONTENT) : NULL;
    if (stamp == NULL || page->time_count == MAX_TIMES || modified || page->is_skimmed)
        return;
    page->time_blocks =
        vg_grow(page->a, page->time_blocks, page->time_count, &page->time_block_room);
    page->time_blocks[page->time_count] = (uint32_t)page->block_count;
    page->times = vg_grow(page->a, page->times, page->time_count, &page->time_room);
    page->times[page->time_count++] =
        (struct vg_page_meta){vg_str(published ? "published" : ""), vg_page_decoded(page, *stamp)};
}

/* What a publishing system names a variable, and where in the name its sign stands. */
struct sign {
    const char *name;
    size_t at;
};

enum { SIGNS = 9, BLOCK = 64 };

/* Variables that some publishing systems keep the time in: ct = "1660010400", createTime =
 * '2022-08-09 10:00'. The sign is "ime", and " ct" where there is none. */
static const struct sign times[SIGNS] = {
    {"var ct = \"", 3},       {"var ct=\"", 3},        {"createTime = '", 7},
    {"createTime='", 7},      {"createTime = \"", 7},  {"createTime=\"", 7},
    {"publish_time = \"", 9}, {"publishTime\":\"", 8}, {"pubtime\":\"", 4}};

/* Does a sign begin among these bytes? `p` has two more. The least of what tells three bytes from
 * a sign is 0 then: no branch, so that whole registers of bytes are taken at once. */
static int has_sign(const char *p, size_t n)
{
    unsigned char least = 1;

    for (size_t i = 0; i < n; i++) {
        unsigned char ime = (unsigned char)((p[i] ^ 'i') | (p[i + 1] ^ 'm') | (p[i + 2] ^ 'e'));
        unsigned char ct = (unsigned char)((p[i] ^ ' ') | (p[i + 1] ^ 'c') | (p[i + 2] ^ 't'));
        unsigned char less = ime < ct ? ime : ct;

        least = less < least ? less : least;
    }
    return least == 0;
}

/* Notes the names whose sign stands at `at`, where they stand for the first time. */
static void note_signs(struct vg_str s, size_t at, const char *first[SIGNS])
{
    for (size_t k = 0; k < SIGNS; k++) {
        size_t n = strlen(times[k].name);

        if (first[k] == NULL && at >= times[k].at && s.len - (at - times[k].at) >= n &&
            memcmp(s.p + at - times[k].at, times[k].name, n) == 0)
            first[k] = s.p + at - times[k].at;
    }
}

/* One look over a script, which most often holds none of them. */
static void find_signs(struct vg_str s, const char *first[SIGNS])
{
    size_t at = 0;

    while (at + 3 <= s.len) {
        size_t n = s.len - 2 - at < BLOCK ? s.len - 2 - at : BLOCK;

        if (n == BLOCK ? has_sign(s.p + at, BLOCK) : has_sign(s.p + at, n))
            for (size_t i = at; i < at + n; i++)
                if (s.p[i + 2] == (s.p[i] == ' ' ? 't' : 'e') && has_sign(s.p + i, 1))
                    note_signs(s, i, first);
        at += n;
    }
}

/* What stands from `from` on, up to the quote. */
static struct vg_str value_at(struct vg_page *page, struct vg_str s, size_t from)
{
    size_t end = from;

    while (end < s.len && end - from < 96 && s.p[end] != '"' && s.p[end] != '\'')
        end++;
    if (end == from || end - from == 96)
        return (struct vg_str){"", 0};
    return (struct vg_str){vg_copy(page->a, s.p + from, end - from), end - from};
}

static struct vg_str time_of(struct vg_page *page, struct vg_str s)
{
    const char *first[SIGNS] = {NULL};
    struct vg_str value = {"", 0};

    find_signs(s, first);
    for (size_t k = 0; k < SIGNS && value.len == 0; k++)
        if (first[k] != NULL)
            value = value_at(page, s, (size_t)(first[k] - s.p) + strlen(times[k].name));
    return value;
}

/* The account that publishes, nickname = "…", which stands beside or after the time. */
static struct vg_str account_of(struct vg_page *page, struct vg_str s)
{
    static const char *const names[] = {"nickname = htmlDecode(\"", "nickname = \"", "nickname=\"",
                                        "nickname = '", "nick_name: '"};
    struct vg_str value = {"", 0};

    for (size_t i = 0; i < sizeof names / sizeof *names && value.len == 0; i++) {
        const char *hit = memmem(s.p, s.len, names[i], strlen(names[i]));

        if (hit != NULL)
            value = value_at(page, s, (size_t)(hit - s.p) + strlen(names[i]));
    }
    return value;
}

static void take_variables(struct vg_page *page, struct vg_str s)
{
    if (page->script_time.len == 0)
        page->script_time = time_of(page, s);
    if (page->account.len == 0 && page->script_time.len > 0)
        page->account = account_of(page, s);
}

void vg_page_take_script(struct vg_page *page, struct vg_str script, int is_jsonld)
{
    if (page->is_skimmed)
        return;
    if (!is_jsonld) {
        take_variables(page, script);
        return;
    }
    if (page->jsonld_count == MAX_JSONLD)
        return;
    page->jsonld = vg_grow(page->a, page->jsonld, page->jsonld_count, &page->jsonld_room);
    page->jsonld[page->jsonld_count++] = script;
}
