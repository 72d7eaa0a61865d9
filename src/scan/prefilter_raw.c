/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Where is the tokenizer when it meets "<script"? Each place where that is no tag leaves something
 * to be seen: a tag or an unquoted value, that no '>' stands between; a quoted value, that the last
 * quotation mark is one behind '='; a comment or a section, its end behind and no end before; a
 * title and its like, the end tag behind. (What ends behind the script's own end hides what is
 * between, but for a textarea and the like, behind which nothing is told.) svg and math are left at
 * the latest with a tag that may not stand in them.
 */
#include "scan/prefilter_raw.h"

#include <string.h>

#include "scan/prefilter_signs.h"

/* -- what begins and ends a script ----------------------------------------------------------------
 */
/* Mostly the second letter tells that it is not; so this is no call. */
static inline int is_at(const char *p, size_t len, size_t at, const char *word)
{
    size_t n = 0;

    while (word[n] != '\0' && at + n < len && (p[at + n] | 0x20) == word[n])
        n++;
    return word[n] == '\0';
}

/* The element that begins there, of the two; NULL when it is neither. */
static const char *raw_at(const char *p, size_t len, size_t at)
{
    const char *name = is_at(p, len, at, "<script")  ? "script"
                       : is_at(p, len, at, "<style") ? "style"
                                                     : NULL;
    size_t end = name == NULL ? len : at + 1 + strlen(name);

    return end < len && strchr(" \t\n\f\r/>", p[end]) != NULL && p[end] != '\0' ? name : NULL;
}

/* What a look through it found beside its end tag. */
struct inside {
    size_t end;
    int ends_comment, ends_section, ends_other;
};

/* The end tags of other elements whose content is no markup. */
static int ends_other(const char *p, size_t len, size_t at)
{
    static const char *const names[] = {"script", "style",    "title", "textarea",
                                        "iframe", "noframes", "xmp",   "noembed"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_at(p, len, at + 2, names[i]))
            return 1;
    return 0;
}

static struct inside look_inside(const char *p, size_t len, size_t at, const char *name)
{
    struct inside in = {.end = at + 1 + strlen(name)};

    while ((in.end = vg_prefilter_mark(p, len, in.end)) < len) {
        char before = p[in.end - 1];

        if (p[in.end] == '<' && is_at(p, len, in.end + 2, name))
            break;
        if (p[in.end] == '<')
            in.ends_other |= ends_other(p, len, in.end);
        else if (before == ']')
            in.ends_section = 1;
        else
            in.ends_comment = 1;
        in.end++;
    }
    return in;
}

size_t vg_prefilter_raw_end(const char *p, size_t len, size_t at)
{
    const char *name = raw_at(p, len, at);

    return name == NULL ? at : look_inside(p, len, at, name).end;
}

/* -- where the tokenizer is -----------------------------------------------------------------------
 */
static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* May the last mark before `at` begin a value of an attribute that is not over there? */
static int is_quoted(const struct vg_prefilter_raw *r, const char *p, size_t at, char mark)
{
    const char *last = memrchr(p + r->known, mark, at - r->known);

    while (last != NULL && last > p && is_blank(last[-1]))
        last--;
    return last != NULL && last > p && last[-1] == '=';
}

/* At `at` the tokenizer is in no tag, and no value of an attribute. */
static int is_outside(const struct vg_prefilter_raw *r, const char *p, size_t at)
{
    const char *from = p + r->known, *last = memrchr(from, '>', at - r->known);

    for (const char *c = last == NULL ? from : last; c < p + at; c++)
        if (*c == '<' || *c == '=' || *c == '"' || *c == '\'')
            return 0;
    return !is_quoted(r, p, at, '"') && !is_quoted(r, p, at, '\'');
}

/* Whatever `begin` began before `at` has come to its end. "<!-->" is a whole comment. */
static int is_over(const struct vg_prefilter_raw *r, const char *p, size_t at, const char *begin,
                   const char *end)
{
    const char *from = p + r->known, *to = p + at;

    while ((from = memmem(from, (size_t)(to - from), begin, strlen(begin))) != NULL) {
        from = memmem(from + 2, (size_t)(to - from) - 2, end, strlen(end));
        if (from == NULL)
            return 0;
    }
    return 1;
}

static int is_comment_over(const struct vg_prefilter_raw *r, const char *p, size_t at)
{
    return is_over(r, p, at, "<!--", "-->");
}

static int is_section_over(const struct vg_prefilter_raw *r, const char *p, size_t at)
{
    return is_over(r, p, at, "<![CDATA[", "]]>");
}

/* -- svg and math ---------------------------------------------------------------------------------
 */
void vg_prefilter_raw_note(struct vg_prefilter_raw *r, const char *p, size_t len, size_t at)
{
    if (is_at(p, len, at, "<svg") || is_at(p, len, at, "<math"))
        r->foreign = at + 1;
    else if (is_at(p, len, at, "<textarea") || is_at(p, len, at, "<plaintext") ||
             is_at(p, len, at, "<xmp"))
        r->is_lost = 1;
}

/* A tag between the last "<svg" and `at` that ends it. They have no raw text in them, so the tag
 * needs to be outside of tags, comments and sections only. */
static int is_left(struct vg_prefilter_raw *r, const char *p, size_t at)
{
    static const char *const tags[] = {"<div", "<p>", "<span", "<li", "<br", "<meta"};
    const char *from = p + r->foreign;

    if (r->foreign == 0)
        return 1;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t n = strlen(tags[i]);
        const char *hit = memmem(from, (size_t)(p + at - from), tags[i], n);
        size_t place = hit == NULL ? 0 : (size_t)(hit - p);

        if (hit != NULL && (is_blank(hit[n]) || hit[n] == '>' || hit[n - 1] == '>') &&
            place >= r->known && is_outside(r, p, place) && is_comment_over(r, p, place) &&
            is_section_over(r, p, place)) {
            r->foreign = 0;
            return 1;
        }
    }
    return 0;
}

size_t vg_prefilter_raw_past(struct vg_prefilter_raw *r, const char *p, size_t len, size_t at)
{
    const char *name = r->is_lost ? NULL : raw_at(p, len, at);
    struct inside in;

    if (name == NULL)
        return at;
    in = look_inside(p, len, at, name);
    r->is_lost = in.ends_other || !is_outside(r, p, at) ||
                 (in.ends_comment && !is_comment_over(r, p, at)) ||
                 (in.ends_section && !is_section_over(r, p, at)) || !is_left(r, p, at);
    if (r->is_lost)
        return at;
    r->known = in.end;
    return in.end;
}
