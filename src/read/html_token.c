/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The standard's eighty states fold into few, because a token here is a stretch
 * of input: a state that only decides which characters to append is a scan for
 * the character that ends the stretch. What is left of the states is said in
 * the standard's own words beside each function.
 */
#include "read/html_token.h"

#include <string.h>

#include "base/utf8.h"

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

static int is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static int is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

static int at_word(const struct vg_html *h, size_t at, const char *word)
{
    size_t n = strlen(word);

    return h->len - at >= n && strncasecmp(h->p + at, word, n) == 0;
}

/* Offset of the first `c` from `at` on, or the end. */
static size_t find(const struct vg_html *h, size_t at, char c)
{
    const char *hit = at >= h->len ? NULL : memchr(h->p + at, c, h->len - at);

    return hit == NULL ? h->len : (size_t)(hit - h->p);
}

static struct vg_str span(const struct vg_html *h, size_t from, size_t to)
{
    return (struct vg_str){h->p + from, to - from};
}

/* -- tags ----------------------------------------------------------------------- */

/* "Attribute value (quoted)" and "(unquoted)". Returns where it ends, past the quote. */
static size_t read_value(const struct vg_html *h, size_t at, struct vg_str *value)
{
    size_t from = at;

    if (h->p[at] == '"' || h->p[at] == '\'') {
        size_t end = find(h, at + 1, h->p[at]);

        *value = span(h, at + 1, end);
        return end == h->len ? h->len : end + 1;
    }
    while (at < h->len && !is_space(h->p[at]) && h->p[at] != '>')
        at++;
    *value = span(h, from, at);
    return at;
}

/* What ends the name of a tag (1), and what ends that of an attribute (1 or 2). */
static const unsigned char name_ends[256] = {
    ['\t'] = 1, ['\n'] = 1, ['\f'] = 1, ['\r'] = 1, [' '] = 1, ['/'] = 1, ['>'] = 1, ['='] = 2,
};

/* One attribute from its name on. Returns where it ends. */
static size_t read_attribute(const struct vg_html *h, size_t at, struct vg_html_attribute *a)
{
    size_t from = at++, end;

    while (at < h->len && name_ends[(unsigned char)h->p[at]] == 0)
        at++;
    a->name = span(h, from, at);
    a->value = (struct vg_str){"", 0};
    end = at;
    while (at < h->len && is_space(h->p[at]))
        at++;
    if (at == h->len || h->p[at] != '=')
        return at == h->len ? at : end;
    at++;
    while (at < h->len && is_space(h->p[at]))
        at++;
    if (at < h->len && h->p[at] != '>')
        at = read_value(h, at, &a->value);
    return at;
}

/* Which of the known attributes has that name; VG_ATTRS when none has. */
static enum vg_attribute which_attribute(struct vg_str name)
{
    static const struct {
        char name[12];
        unsigned char len, which;
    } rows[] = {
        {"id", 2, VG_ATTR_ID},
        {"alt", 3, VG_ATTR_ALT},
        {"rel", 3, VG_ATTR_REL},
        {"href", 4, VG_ATTR_HREF},
        {"name", 4, VG_ATTR_NAME},
        {"type", 4, VG_ATTR_TYPE},
        {"lang", 4, VG_ATTR_LANG},
        {"role", 4, VG_ATTR_ROLE},
        {"class", 5, VG_ATTR_CLASS},
        {"style", 5, VG_ATTR_STYLE},
        {"value", 5, VG_ATTR_VALUE},
        {"hidden", 6, VG_ATTR_HIDDEN},
        {"content", 7, VG_ATTR_CONTENT},
        {"pubdate", 7, VG_ATTR_PUBDATE},
        {"itemprop", 8, VG_ATTR_ITEMPROP},
        {"property", 8, VG_ATTR_PROPERTY},
        {"datetime", 8, VG_ATTR_DATETIME},
        {"http-equiv", 10, VG_ATTR_HTTP_EQUIV},
        {"aria-hidden", 11, VG_ATTR_ARIA_HIDDEN},
    };
    /* Where the rows of a length begin; the last number is where they end. */
    static const unsigned char first[] = {0, 0, 0, 1, 3, 8, 11, 12, 14, 17, 17, 18, 19};

    if (name.len >= sizeof first - 1)
        return VG_ATTRS;
    for (size_t i = first[name.len]; i < first[name.len + 1]; i++) {
        size_t k = 0;

        while (k < name.len && (name.p[k] | 0x20) == rows[i].name[k])
            k++;
        if (k == name.len)
            return (enum vg_attribute)rows[i].which;
    }
    return VG_ATTRS;
}

/* "Before attribute name" and on, to the end of the tag. 0 when the input ends first. */
static int read_attributes(struct vg_html *h, size_t at, struct vg_html_token *t)
{
    struct vg_html_attribute a;
    size_t from = at;
    int n = 0;

    for (;;) {
        while (at < h->len && is_space(h->p[at]))
            at++;
        if (at == h->len)
            return 0;
        if (h->p[at] == '>')
            break;
        if (h->p[at] == '/') {
            t->self_closing = at + 1 < h->len && h->p[at + 1] == '>';
            at++;
            continue;
        }
        at = read_attribute(h, at, &a);
        if (n++ < VG_MAX_ATTRIBUTES) {
            enum vg_attribute which = which_attribute(a.name);

            if (which < VG_ATTRS && (t->known >> which & 1U) == 0) {
                t->known |= UINT32_C(1) << which;
                t->value[which] = a.value;
            }
        }
    }
    t->attributes = span(h, from, at);
    t->end = h->at = at + 1;
    return 1;
}

int vg_html_attribute_next(struct vg_str *rest, struct vg_html_attribute *a)
{
    struct vg_html h = {.p = rest->p, .len = rest->len};
    size_t at = 0;

    while (at < h.len && (is_space(h.p[at]) || h.p[at] == '/'))
        at++;
    if (at == h.len)
        return 0;
    at = read_attribute(&h, at, a);
    *rest = span(&h, at, h.len);
    return 1;
}

/* "Tag name", `at` on its first letter. 0 when the input ends inside the tag. */
static int read_tag(struct vg_html *h, size_t at, enum vg_html_kind kind, struct vg_html_token *t)
{
    size_t from = at;

    while (at < h->len && name_ends[(unsigned char)h->p[at]] != 1)
        at++;
    t->kind = kind;
    t->name = span(h, from, at);
    t->known = 0;
    t->self_closing = 0;
    if (!read_attributes(h, at, t)) {
        h->at = h->len;
        return 0;
    }
    if (kind == VG_HTML_START)
        h->last_start = t->name;
    return 1;
}

/* -- comments and doctypes -------------------------------------------------------- */

/* "Bogus comment": all to the next '>'. */
static int read_bogus(struct vg_html *h, size_t from, struct vg_html_token *t)
{
    size_t end = find(h, from, '>');

    t->kind = VG_HTML_COMMENT;
    t->data = span(h, from, end);
    t->end = h->at = end == h->len ? end : end + 1;
    return 1;
}

/* "Comment", `from` past "<!--". It ends at "-->" or "--!>", or at once at ">" or "->". */
static int read_comment(struct vg_html *h, size_t from, struct vg_html_token *t)
{
    size_t at = from, dash;

    t->kind = VG_HTML_COMMENT;
    if (at < h->len && h->p[at] == '>') {
        t->data = span(h, from, from);
        t->end = h->at = at + 1;
        return 1;
    }
    if (h->len - at >= 2 && h->p[at] == '-' && h->p[at + 1] == '>') {
        t->data = span(h, from, from);
        t->end = h->at = at + 2;
        return 1;
    }
    for (;;) {
        dash = find(h, at, '-');
        if (dash == h->len || h->len - dash < 2)
            break;
        if (h->p[dash + 1] != '-') {
            at = dash + 1;
            continue;
        }
        at = dash + 2;
        if (at < h->len &&
            (h->p[at] == '>' || (h->p[at] == '!' && at + 1 < h->len && h->p[at + 1] == '>'))) {
            t->data = span(h, from, dash);
            t->end = h->at = at + (h->p[at] == '>' ? 1 : 2);
            return 1;
        }
        at = dash + 1;
    }
    /* The input ends: a dash or two, or "--!", before its end are not of the comment. */
    at = h->len;
    if (at - from >= 3 && memcmp(h->p + at - 3, "--!", 3) == 0)
        at -= 3;
    else if (at - from >= 2 && memcmp(h->p + at - 2, "--", 2) == 0)
        at -= 2;
    else if (at > from && h->p[at - 1] == '-')
        at--;
    t->data = span(h, from, at);
    t->end = h->at = h->len;
    return 1;
}

static size_t skip_space(const struct vg_html *h, size_t at)
{
    while (at < h->len && is_space(h->p[at]))
        at++;
    return at;
}

/* A quoted identifier at `at`; *broken when '>' or the end comes before the quote. */
static size_t read_identifier(const struct vg_html *h, size_t at, struct vg_str *id, int *broken)
{
    char quote = h->p[at++];
    size_t from = at;

    while (at < h->len && h->p[at] != quote && h->p[at] != '>')
        at++;
    *id = span(h, from, at);
    *broken = at == h->len || h->p[at] == '>';
    return *broken ? at : at + 1;
}

static int is_quote(const struct vg_html *h, size_t at)
{
    return at < h->len && (h->p[at] == '"' || h->p[at] == '\'');
}

/* PUBLIC and SYSTEM after the name; sets force_quirks where they are not by the
 * letter. Returns where to look for the closing '>'. */
static size_t read_identifiers(const struct vg_html *h, size_t at, struct vg_html_token *t)
{
    int broken = 0;
    int is_public = at_word(h, at, "public");

    if (!is_public && !at_word(h, at, "system")) {
        t->force_quirks = 1;
        return at;
    }
    at = skip_space(h, at + 6);
    if (!is_quote(h, at)) {
        t->force_quirks = 1;
        return at;
    }
    at = read_identifier(h, at, is_public ? &t->public_id : &t->system_id, &broken);
    if (is_public && !broken) {
        at = skip_space(h, at);
        if (is_quote(h, at))
            at = read_identifier(h, at, &t->system_id, &broken);
        else if (at == h->len || h->p[at] != '>')
            t->force_quirks = 1;
    }
    if (broken || skip_space(h, at) == h->len)
        t->force_quirks = 1;
    return at;
}

/* "DOCTYPE", `at` past that word. */
static int read_doctype(struct vg_html *h, size_t at, struct vg_html_token *t)
{
    size_t from = at = skip_space(h, at);

    t->kind = VG_HTML_DOCTYPE;
    t->public_id = t->system_id = (struct vg_str){NULL, 0};
    t->force_quirks = 0;
    while (at < h->len && !is_space(h->p[at]) && h->p[at] != '>')
        at++;
    t->name = span(h, from, at);
    t->has_name = at > from;
    if (!t->has_name)
        t->force_quirks = 1;
    at = skip_space(h, at);
    if (at == h->len)
        t->force_quirks = 1;
    else if (h->p[at] != '>')
        at = read_identifiers(h, at, t);
    at = find(h, at, '>');
    t->end = h->at = at == h->len ? at : at + 1;
    return 1;
}

/* "Markup declaration open", `at` past "<!". */
static int read_declaration(struct vg_html *h, size_t at, struct vg_html_token *t)
{
    if (h->len - at >= 2 && h->p[at] == '-' && h->p[at + 1] == '-')
        return read_comment(h, at + 2, t);
    if (at_word(h, at, "doctype"))
        return read_doctype(h, at + 7, t);
    return read_bogus(h, at, t);
}

/* -- text --------------------------------------------------------------------------- */
static int give_text(struct vg_html *h, size_t from, size_t to, struct vg_html_token *t)
{
    t->kind = VG_HTML_TEXT;
    t->state = h->state;
    t->start = from;
    t->end = h->at = to;
    t->data = span(h, from, to);
    return 1;
}

/* "Appropriate end tag": "</", the name of the last start tag, and an end of the name. */
static int ends_element(const struct vg_html *h, size_t at)
{
    size_t n = h->last_start.len;

    return n > 0 && h->len - at > n + 2 && h->p[at + 1] == '/' &&
           strncasecmp(h->p + at + 2, h->last_start.p, n) == 0 &&
           (is_space(h->p[at + 2 + n]) || h->p[at + 2 + n] == '/' || h->p[at + 2 + n] == '>');
}

/* The end of RCDATA or RAWTEXT. */
static size_t raw_end(const struct vg_html *h)
{
    size_t at = find(h, h->at, '<');

    while (at < h->len && !ends_element(h, at))
        at = find(h, at + 1, '<');
    return at;
}

/* '<' or "</", "script" and an end of that name. */
static int is_script_word(const struct vg_html *h, size_t at, int closing)
{
    size_t n = 7 + (size_t)closing;

    return h->len - at > n && (!closing || h->p[at + 1] == '/') &&
           strncasecmp(h->p + at + n - 6, "script", 6) == 0 &&
           (is_space(h->p[at + n]) || h->p[at + n] == '/' || h->p[at + n] == '>');
}

/*
 * The end of a script. The "escaped" and "double escaped" states are one number:
 * 0 plain, 1 inside "<!--", 2 inside a <script> within that; "-->" brings it to
 * 0 from either, and an end tag ends the script unless it is 2.
 */
static size_t script_end(const struct vg_html *h)
{
    size_t at = h->at;
    int escaped = 0, dashes = 0;

    for (; at < h->len; at++) {
        char c = h->p[at];

        if (c == '-') {
            dashes++;
            continue;
        }
        if (c == '>' && dashes >= 2)
            escaped = 0;
        dashes = 0;
        if (c != '<') {
            if (escaped == 0)
                at = find(h, at, '<') - 1;
            continue;
        }
        if (escaped < 2 && ends_element(h, at))
            return at;
        if (escaped == 0 && h->len - at >= 4 && memcmp(h->p + at, "<!--", 4) == 0) {
            escaped = 1;
            dashes = 2;
            at += 3;
        } else if (escaped == 1 && is_script_word(h, at, 0)) {
            escaped = 2;
        } else if (escaped == 2 && is_script_word(h, at, 1)) {
            escaped = 1;
        }
    }
    return h->len;
}

static size_t text_end(const struct vg_html *h)
{
    const char *hit;

    switch (h->state) {
    case VG_HTML_RCDATA:
    case VG_HTML_RAWTEXT:
        return raw_end(h);
    case VG_HTML_SCRIPT:
        return script_end(h);
    case VG_HTML_CDATA:
        hit = memmem(h->p + h->at, h->len - h->at, "]]>", 3);
        return hit == NULL ? h->len : (size_t)(hit - h->p);
    case VG_HTML_DATA:
    case VG_HTML_PLAINTEXT:
        break;
    }
    return h->len;
}

static int next_token(struct vg_html *h, struct vg_html_token *t);

/* Text of the states other than data; past it the state is data again. */
static int read_raw(struct vg_html *h, struct vg_html_token *t)
{
    size_t from = h->at, end = text_end(h);
    enum vg_html_state state = h->state;

    if (end > from)
        return give_text(h, from, end, t);
    h->state = VG_HTML_DATA;
    if (state == VG_HTML_CDATA) {
        h->at = end + 3;
        return next_token(h, t);
    }
    t->start = end;
    return read_tag(h, end + 2, VG_HTML_END, t);
}

/* Does '<' at `at` begin markup? Else it is text. */
static int is_markup(const struct vg_html *h, size_t at)
{
    char c = at + 1 < h->len ? h->p[at + 1] : '\0';

    if (c == '/')
        return at + 2 < h->len;
    return at + 1 < h->len && (is_letter(c) || c == '!' || c == '?');
}

/* Markup at '<'. 1 with a token, 0 when it makes none (then h->at has moved on). */
static int read_markup(struct vg_html *h, struct vg_html_token *t)
{
    size_t at = h->at;
    char c = h->p[at + 1];

    t->start = at;
    if (is_letter(c))
        return read_tag(h, at + 1, VG_HTML_START, t);
    if (c == '!') {
        if (h->foreign && h->len - at >= 9 && memcmp(h->p + at, "<![CDATA[", 9) == 0) {
            h->state = VG_HTML_CDATA;
            h->at = at + 9;
            return 0;
        }
        return read_declaration(h, at + 2, t);
    }
    if (c == '?')
        return read_bogus(h, at + 1, t);
    if (is_letter(h->p[at + 2]))
        return read_tag(h, at + 2, VG_HTML_END, t);
    if (h->p[at + 2] == '>') {
        h->at = at + 3;
        return 0;
    }
    return read_bogus(h, at + 2, t);
}

static int next_token(struct vg_html *h, struct vg_html_token *t)
{
    while (h->at < h->len) {
        size_t end;

        if (h->state != VG_HTML_DATA)
            return read_raw(h, t);
        end = h->p[h->at] == '<' ? h->at : find(h, h->at, '<');
        while (end < h->len && !is_markup(h, end))
            end = find(h, end + 1, '<');
        if (end > h->at)
            return give_text(h, h->at, end, t);
        if (read_markup(h, t))
            return 1;
    }
    return 0;
}

int vg_html_next(struct vg_html *h, struct vg_html_token *t)
{
    size_t from = h->at;
    int there = next_token(h, t);

    h->steps += h->at - from;
    return there;
}

/* -- references ----------------------------------------------------------------------- */
struct reference {
    char name[33]; /* with the semicolon where the name has one */
    uint32_t first, second;
};

/* clang-format off */
static const struct reference references[] = {
#include "read/references.inc"
};
/* clang-format on */

/* "Numeric character reference end": what windows-1252 has at 0x80 to 0x9f. */
static uint32_t numeric_value(uint32_t c)
{
    static const uint16_t windows[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
    };

    if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        return VG_REPLACEMENT;
    return c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c;
}

static int digit_value(char c, int hex)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t numeric_reference(const char *p, size_t len, size_t at, uint32_t c[2])
{
    size_t i = at + 2, from;
    int hex = i < len && (p[i] | 0x20) == 'x';
    uint32_t v = 0;

    i += (size_t)hex;
    from = i;
    for (; i < len && digit_value(p[i], hex) >= 0; i++)
        if (v <= 0x10ffff)
            v = v * (hex ? 16 : 10) + (uint32_t)digit_value(p[i], hex);
    if (i == from)
        return 0;
    c[0] = numeric_value(v);
    c[1] = 0;
    return i - at + (i < len && p[i] == ';');
}

/* The first row not before the `n` bytes at `name`, among rows low to high. */
static size_t first_not_before(size_t low, size_t high, size_t at, unsigned char c)
{
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if ((unsigned char)references[mid].name[at] < c)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The longest name in the table that the text after '&' begins with, found by
 * narrowing the sorted rows one character at a time; NULL when there is none. */
static const struct reference *longest_name(const char *p, size_t len, size_t *took)
{
    size_t low = 0, high = sizeof references / sizeof *references;
    const struct reference *best = NULL;

    for (size_t i = 0; i < len && low < high; i++) {
        unsigned char c = (unsigned char)p[i];

        if (c != ';' && !is_word(p[i]))
            break;
        low = first_not_before(low, high, i, c);
        high = first_not_before(low, high, i, (unsigned char)(c + 1));
        if (low < high && references[low].name[i + 1] == '\0') {
            best = &references[low];
            *took = i + 1;
        }
    }
    return best;
}

/* The five that are nearly all there are, with their semicolon: no longer name
 * begins so, and the exception for attributes does not touch them. */
static size_t common_name(const char *p, size_t len, uint32_t c[2])
{
    static const struct {
        char name[6];
        unsigned char len, c;
    } rows[] = {
        {"nbsp;", 5, 0xa0}, {"amp;", 4, '&'}, {"lt;", 3, '<'}, {"gt;", 3, '>'}, {"quot;", 5, '"'},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (p[0] != rows[i].name[0] || len < rows[i].len ||
            memcmp(p, rows[i].name, rows[i].len) != 0)
            continue;
        c[0] = rows[i].c;
        c[1] = 0;
        return rows[i].len;
    }
    return 0;
}

size_t vg_html_reference(const char *p, size_t len, size_t at, int in_attribute, uint32_t c[2])
{
    const struct reference *r;
    size_t took = 0, after;

    if (at + 1 < len && p[at + 1] == '#')
        return numeric_reference(p, len, at, c);
    if (at + 1 >= len || !is_word(p[at + 1]))
        return 0;
    took = common_name(p + at + 1, len - at - 1, c);
    if (took > 0)
        return took + 1;
    r = longest_name(p + at + 1, len - at - 1, &took);
    if (r == NULL)
        return 0;
    after = at + 1 + took;
    if (in_attribute && p[after - 1] != ';' && after < len &&
        (p[after] == '=' || is_word(p[after])))
        return 0;
    c[0] = r->first;
    c[1] = r->second;
    return took + 1;
}

void vg_html_decode(struct vg_str raw, int with_references, int in_attribute, int keep_nul,
                    struct vg_buf *out)
{
    size_t from = 0;

    for (size_t i = 0; i < raw.len;) {
        char ch = raw.p[i];
        uint32_t c[2];
        size_t took = 1;

        if (ch != '&' && ch != '\r' && ch != '\0') {
            i++;
            continue;
        }
        if (ch == '&' && (!with_references ||
                          (took = vg_html_reference(raw.p, raw.len, i, in_attribute, c)) == 0)) {
            i++;
            continue;
        }
        vg_put(out, raw.p + from, i - from);
        if (ch == '&') {
            vg_put_utf8(out, c[0]);
            if (c[1] != 0)
                vg_put_utf8(out, c[1]);
        } else if (ch == '\0') {
            vg_put_utf8(out, keep_nul ? 0 : VG_REPLACEMENT);
        } else if (i + 1 == raw.len || raw.p[i + 1] != '\n') {
            vg_putc(out, '\n');
        }
        i += took;
        from = i;
    }
    vg_put(out, raw.p + from, raw.len - from);
}
