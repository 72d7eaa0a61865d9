/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a document declares about its own charset: the "prescan a byte stream"
 * algorithm of the HTML standard, then the encoding of an XML declaration.
 * Every step moves forward, so it takes one look at 16 KiB at most.
 */
#include <string.h>

#include "read/charset.h"

/* The standard's prescan ends at 1 KiB, and a parser that meets a <meta> later
 * begins anew; looking on at once comes to the same. */
enum {
    PRESCAN = 16384,
    SECOND = 4096, /* where a second declaration that says another thing is looked for */
};

struct scan {
    const char *p;
    size_t len, at;
};

/* What a byte is inside a tag. */
enum { SPACE = 1, SLASH = 2, CLOSE = 4, EQUALS = 8 };

static const unsigned char kinds[256] = {
    [' '] = SPACE,  ['\t'] = SPACE, ['\n'] = SPACE, ['\f'] = SPACE,
    ['\r'] = SPACE, ['/'] = SLASH,  ['>'] = CLOSE,  ['='] = EQUALS,
};

static int is_one_of(char c, int these)
{
    return (kinds[(unsigned char)c] & these) != 0;
}

static int is_space(char c)
{
    return is_one_of(c, SPACE);
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int same_ascii(struct vg_str s, const char *low)
{
    return s.len == strlen(low) && strncasecmp(s.p, low, s.len) == 0;
}

static int begins(const struct scan *s, const char *low)
{
    size_t n = strlen(low);

    return s->len - s->at >= n && (s->p[s->at] | 0x20) == (low[0] | 0x20) &&
           strncasecmp(s->p + s->at, low, n) == 0;
}

static void skip_space(struct scan *s)
{
    while (s->at < s->len && is_space(s->p[s->at]))
        s->at++;
}

static void skip_past(struct scan *s, char c)
{
    const char *hit = memchr(s->p + s->at, c, s->len - s->at);

    s->at = hit == NULL ? s->len : (size_t)(hit - s->p) + 1;
}

static struct vg_str quoted(struct scan *s)
{
    char quote = s->p[s->at++];
    size_t from = s->at;

    skip_past(s, quote);
    if (s->at == s->len && (s->len == from || s->p[s->len - 1] != quote))
        return (struct vg_str){"", 0};
    return (struct vg_str){s->p + from, s->at - 1 - from};
}

static int ends_name(char c)
{
    return is_one_of(c, SPACE | SLASH | CLOSE | EQUALS);
}

/* "Get an attribute". 0 at the end of the tag or of the bytes. */
static int next_attribute(struct scan *s, struct vg_str *name, struct vg_str *value)
{
    size_t from;

    while (s->at < s->len && is_one_of(s->p[s->at], SPACE | SLASH))
        s->at++;
    if (s->at == s->len || s->p[s->at] == '>')
        return 0;
    from = s->at++;
    while (s->at < s->len && !ends_name(s->p[s->at]))
        s->at++;
    *name = (struct vg_str){s->p + from, s->at - from};
    *value = (struct vg_str){"", 0};
    skip_space(s);
    if (s->at == s->len || s->p[s->at] != '=')
        return s->at < s->len;
    s->at++;
    skip_space(s);
    if (s->at == s->len)
        return 0;
    if (s->p[s->at] == '"' || s->p[s->at] == '\'') {
        *value = quoted(s);
        return s->at < s->len;
    }
    from = s->at;
    while (s->at < s->len && !is_one_of(s->p[s->at], SPACE | CLOSE))
        s->at++;
    *value = (struct vg_str){s->p + from, s->at - from};
    return s->at < s->len;
}

/* "Extracting a character encoding from a meta element". */
static struct vg_str charset_of_content(struct vg_str content)
{
    struct scan s = {content.p, content.len, 0};
    size_t from;

    for (; s.at < s.len; s.at++) {
        if (!begins(&s, "charset"))
            continue;
        s.at += 7;
        skip_space(&s);
        if (s.at < s.len && s.p[s.at] == '=')
            break;
        s.at--;
    }
    if (s.at >= s.len)
        return (struct vg_str){"", 0};
    s.at++;
    skip_space(&s);
    if (s.at == s.len)
        return (struct vg_str){"", 0};
    if (s.p[s.at] == '"' || s.p[s.at] == '\'')
        return quoted(&s);
    from = s.at;
    while (s.at < s.len && !is_space(s.p[s.at]) && s.p[s.at] != ';')
        s.at++;
    return (struct vg_str){s.p + from, s.at - from};
}

static struct vg_str charset_of_meta(struct scan *s)
{
    struct vg_str name, value, charset = {"", 0};
    int got_pragma = 0, need_pragma = -1, seen_equiv = 0, seen_content = 0, seen_charset = 0;

    while (next_attribute(s, &name, &value)) {
        if (same_ascii(name, "http-equiv") && !seen_equiv) {
            seen_equiv = 1;
            got_pragma = same_ascii(value, "content-type");
        } else if (same_ascii(name, "content") && !seen_content) {
            struct vg_str found = charset_of_content(value);

            seen_content = 1;
            if (found.len > 0 && charset.len == 0 && vg_charset_name(found) != NULL) {
                charset = found;
                need_pragma = 1;
            }
        } else if (same_ascii(name, "charset") && !seen_charset) {
            seen_charset = 1;
            charset = value;
            need_pragma = 0;
        }
    }
    if (s->at == s->len || need_pragma < 0 || (need_pragma == 1 && !got_pragma) ||
        vg_charset_name(charset) == NULL)
        return (struct vg_str){"", 0};
    return charset;
}

static void skip_tag(struct scan *s)
{
    struct vg_str name, value;

    while (s->at < s->len && !is_one_of(s->p[s->at], SPACE | CLOSE))
        s->at++;
    while (next_attribute(s, &name, &value))
        continue;
}

static void skip_comment(struct scan *s)
{
    const char *hit = memmem(s->p + s->at + 2, s->len - s->at - 2, "-->", 3);

    s->at = hit == NULL ? s->len : (size_t)(hit - s->p) + 3;
}

static struct vg_str charset_of_xml(const char *p, size_t len)
{
    struct scan s = {p, len, 0};
    const char *end, *hit;

    if (!begins(&s, "<?xml"))
        return (struct vg_str){"", 0};
    end = memchr(p, '>', len);
    hit = end == NULL ? NULL : memmem(p, (size_t)(end - p), "encoding", 8);
    if (hit == NULL)
        return (struct vg_str){"", 0};
    s.len = (size_t)(end - p);
    s.at = (size_t)(hit - p) + 8;
    skip_space(&s);
    if (s.at == s.len || s.p[s.at] != '=')
        return (struct vg_str){"", 0};
    s.at++;
    skip_space(&s);
    if (s.at == s.len || (s.p[s.at] != '"' && s.p[s.at] != '\''))
        return (struct vg_str){"", 0};
    return quoted(&s);
}

/* "<meta" with something behind it. */
static int is_meta(const struct scan *s)
{
    return s->len - s->at > 5 && (s->p[s->at + 1] | 0x20) == 'm' && begins(s, "<meta") &&
           is_one_of(s->p[s->at + 5], SPACE | SLASH);
}

/* A '<' that is no <meta>: past what it begins. */
static void skip_markup(struct scan *s)
{
    char next = s->len - s->at > 1 ? s->p[s->at + 1] : '\0';

    if (next == '!' && begins(s, "<!--"))
        skip_comment(s);
    else if (s->len - s->at > 2 && is_letter(s->p[s->at + 1 + (next == '/')]))
        skip_tag(s);
    else if (next == '!' || next == '/' || next == '?')
        skip_past(s, '>');
    else
        s->at++;
}

/* The label of the next <meta> that declares one; empty at the end. */
static struct vg_str next_declared(struct scan *s)
{
    const char *next;

    while ((next = memchr(s->p + s->at, '<', s->len - s->at)) != NULL) {
        struct vg_str found;

        s->at = (size_t)(next - s->p);
        if (!is_meta(s)) {
            skip_markup(s);
            continue;
        }
        s->at += 5;
        found = charset_of_meta(s);
        if (found.len > 0)
            return found;
    }
    return (struct vg_str){"", 0};
}

struct vg_str vg_charset_declared(const char *p, size_t len)
{
    struct scan s = {p, len < PRESCAN ? len : PRESCAN, 0};
    struct vg_str found = next_declared(&s);

    return found.len > 0 ? found : charset_of_xml(p, len < PRESCAN ? len : PRESCAN);
}

/* Most pages have the word once, and need no second look at their tags. */
static int has_word(const char *p, size_t len)
{
    return memmem(p, len, "harset", 6) != NULL || memmem(p, len, "HARSET", 6) != NULL;
}

struct vg_str vg_charset_declared_other(const char *p, size_t len, struct vg_str first)
{
    struct scan s = {p, len < SECOND ? len : SECOND, 0};
    size_t behind = first.len == 0 ? s.len : (size_t)(first.p - p) + first.len;
    const char *name = vg_charset_name(first);
    struct vg_str found;

    if (behind >= s.len || name == NULL || !has_word(p + behind, s.len - behind))
        return (struct vg_str){"", 0};
    while ((found = next_declared(&s)).len > 0)
        if (found.p > first.p && strcmp(vg_charset_name(found), name) != 0)
            break;
    return found;
}
