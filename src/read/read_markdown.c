/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Markdown, line by line: headings, paragraphs, list items, quotes, fences, tables and
 * front matter become blocks; marks of emphasis, code, links and raw tags are left out
 * of the text. What is no mark stays: a bracket that leads nowhere, a star between spaces.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/draft.h"
#include "read/html_token.h"
#include "read/readers.h"

enum {
    TARGET_MOST = 2048, /* bytes of an address or a tag inside a line */
    MISSES_MOST = 1000, /* ends that were looked for and not found; then no more are */
    CELLS_MOST = 256,   /* of one row */
};

struct mark {
    struct vg_draft d;
    struct vg_arena *a;
    struct vg_str s;
    size_t at;  /* of the next line */
    int in_par; /* a paragraph goes on if the next line is one */
    char fence; /* '`' or '~' inside a fence, else 0 */
    size_t fence_len;
    int in_table;
    int misses;
};

struct line {
    size_t start, end; /* without the line end */
};

static int next_line(struct mark *m, struct line *l)
{
    const char *hit;

    if (m->at >= m->s.len)
        return 0;
    hit = memchr(m->s.p + m->at, '\n', m->s.len - m->at);
    l->start = m->at;
    l->end = hit == NULL ? m->s.len : (size_t)(hit - m->s.p);
    m->at = l->end + 1;
    if (l->end > l->start && m->s.p[l->end - 1] == '\r')
        l->end--;
    return 1;
}

static struct line peek_line(const struct mark *m)
{
    struct mark copy = *m;
    struct line l = {0, 0};

    (void)next_line(&copy, &l);
    return l;
}

static void skip_blanks(const struct mark *m, struct line *l)
{
    while (l->start < l->end && (m->s.p[l->start] == ' ' || m->s.p[l->start] == '\t'))
        l->start++;
}

/* How many of `c` stand at the start of the line. */
static size_t run_of(const struct mark *m, struct line l, char c)
{
    size_t n = 0;

    while (l.start + n < l.end && m->s.p[l.start + n] == c)
        n++;
    return n;
}

/* -- inside a line -------------------------------------------------------------------------------
 */

static int is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           (unsigned char)c >= 0x80;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Are the `n` marks at `at` emphasis? Stars beside a word, low lines at its edge. */
static int is_emphasis(const struct mark *m, struct line l, size_t at, size_t n)
{
    char c = m->s.p[at];
    char before = at > l.start ? m->s.p[at - 1] : ' ';
    char after = at + n < l.end ? m->s.p[at + n] : ' ';

    if (is_blank(before) && is_blank(after))
        return 0;
    if (c == '_')
        return !is_word(before) || !is_word(after);
    return c != '~' || n == 2;
}

/* Past `close` from `at`, within the line and TARGET_MOST; 0 when it is not there. */
static size_t past(struct mark *m, struct line l, size_t at, char close)
{
    size_t end = l.end - at > TARGET_MOST ? at + TARGET_MOST : l.end;
    const char *hit;

    if (m->misses > MISSES_MOST || at >= end)
        return 0;
    hit = memchr(m->s.p + at, close, end - at);
    if (hit == NULL)
        m->misses++;
    return hit == NULL ? 0 : (size_t)(hit - m->s.p) + 1;
}

/* Past the ')' of an address, which may have pairs of its own. */
static size_t past_target(struct mark *m, struct line l, size_t at)
{
    size_t end = l.end - at > TARGET_MOST ? at + TARGET_MOST : l.end;
    int depth = 0;

    for (size_t i = at; m->misses <= MISSES_MOST && i < end; i++) {
        depth += m->s.p[i] == '(';
        if (m->s.p[i] == ')' && depth-- == 0)
            return i + 1;
    }
    m->misses++;
    return 0;
}

/* '[' at `at`: does its ']' lead somewhere? */
static int opens_link(struct mark *m, struct line l, size_t at)
{
    size_t close = past(m, l, at + 1, ']');

    return close > 0 && close < l.end && (m->s.p[close] == '(' || m->s.p[close] == '[');
}

/* '<' at `at`: an address in pointed brackets, a tag, or just that. */
static size_t put_pointed(struct mark *m, struct line l, size_t at)
{
    char c = at + 1 < l.end ? m->s.p[at + 1] : ' ';
    size_t end = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? past(m, l, at + 1, '>') : 0;

    if (c == '/' || c == '!')
        end = past(m, l, at + 1, '>');
    if (end == 0) {
        vg_draft_copy(&m->d, "<", 1, at);
        return at + 1;
    }
    if (memchr(m->s.p + at, ' ', end - at) == NULL &&
        (memmem(m->s.p + at, end - at, "://", 3) != NULL ||
         memchr(m->s.p + at, '@', end - at) != NULL))
        vg_draft_copy(&m->d, m->s.p + at + 1, end - at - 2, at + 1);
    return end;
}

static size_t put_reference(struct mark *m, struct line l, size_t at)
{
    uint32_t c[2] = {0, 0};
    size_t n = vg_html_reference(m->s.p, l.end, at, 0, c);

    if (n == 0) {
        vg_draft_copy(&m->d, "&", 1, at);
        return at + 1;
    }
    vg_draft_char(&m->d, c[0], at, n);
    if (c[1] != 0)
        vg_draft_char(&m->d, c[1], at + n, 0);
    return at + n;
}

static size_t put_bracket(struct mark *m, struct line l, size_t at)
{
    const char *p = m->s.p;

    if (p[at] == '[' && at + 1 < l.end && p[at + 1] == '^') {
        size_t end = past(m, l, at, ']'); /* the mark of a footnote */

        if (end > 0)
            return end;
    }
    if (p[at] == '[' && opens_link(m, l, at))
        return at + 1;
    if (p[at] == ']' && at + 1 < l.end && (p[at + 1] == '(' || p[at + 1] == '[')) {
        size_t end = p[at + 1] == '(' ? past_target(m, l, at + 2) : past(m, l, at + 2, ']');

        if (end > 0)
            return end;
    }
    vg_draft_copy(&m->d, p + at, 1, at);
    return at + 1;
}

/* What stands at a character that may be a mark; past it. */
static size_t put_mark(struct mark *m, struct line l, size_t at)
{
    char c = m->s.p[at];
    size_t n = 1;

    switch (c) {
    case '\\':
        if (at + 1 < l.end && !is_word(m->s.p[at + 1]) && !is_blank(m->s.p[at + 1])) {
            vg_draft_copy(&m->d, m->s.p + at + 1, 1, at + 1);
            return at + 2;
        }
        break;
    case '*':
    case '_':
    case '~':
    case '`':
        while (at + n < l.end && m->s.p[at + n] == c)
            n++;
        if (c != '`' && !is_emphasis(m, l, at, n))
            vg_draft_copy(&m->d, m->s.p + at, n, at);
        return at + n;
    case '!':
        if (at + 1 < l.end && m->s.p[at + 1] == '[' && opens_link(m, l, at + 1))
            return at + 2;
        break;
    case '[':
    case ']':
        return put_bracket(m, l, at);
    case '<':
        return put_pointed(m, l, at);
    case '&':
        return put_reference(m, l, at);
    default:
        break;
    }
    vg_draft_copy(&m->d, m->s.p + at, 1, at);
    return at + 1;
}

static void put_inline(struct mark *m, struct line l)
{
    size_t at = l.start;

    while (at < l.end) {
        size_t from = at;

        while (at < l.end && strchr("\\*_~`![]<&", m->s.p[at]) == NULL)
            at++;
        /* strchr() finds the NUL too */
        if (at < l.end && m->s.p[at] == '\0')
            at++;
        if (at > from)
            vg_draft_words(&m->d, m->s.p + from, at - from, from);
        else
            at = put_mark(m, l, at);
    }
}

/* -- lines
 * -------------------------------------------------------------------------------------------- */

static void block(struct mark *m, enum vg_block_class class, int level, int main)
{
    vg_draft_block(&m->d, '\n', class, level, main);
    m->in_par = 0;
}

static int is_blank_line(const struct mark *m, struct line l)
{
    skip_blanks(m, &l);
    return l.start == l.end;
}

/* A line of nothing but `c` and blanks, at least `least` of them. */
static int is_rule(const struct mark *m, struct line l, char c, size_t least)
{
    size_t n = 0;

    for (size_t i = l.start; i < l.end; i++) {
        if (m->s.p[i] != c && !is_blank(m->s.p[i]))
            return 0;
        n += m->s.p[i] == c;
    }
    return n >= least;
}

static int take_fence(struct mark *m, struct line l)
{
    struct line inner = l;
    size_t n;
    char c;

    skip_blanks(m, &inner);
    c = inner.start < inner.end ? m->s.p[inner.start] : ' ';
    n = run_of(m, inner, c);
    if (m->fence != 0) {
        if (c == m->fence && n >= m->fence_len && is_rule(m, inner, c, n)) {
            m->fence = 0;
            block(m, VG_BLOCK_MAIN, 0, 1);
            return 1;
        }
        if (vg_draft_has_text(&m->d))
            vg_draft_put(&m->d, "\n", 1, l.start, 0);
        vg_draft_copy(&m->d, m->s.p + l.start, l.end - l.start, l.start);
        return 1;
    }
    if ((c != '`' && c != '~') || n < 3)
        return 0;
    if (c == '`' && memchr(m->s.p + inner.start + n, '`', inner.end - inner.start - n) != NULL)
        return 0;
    m->fence = c;
    m->fence_len = n;
    block(m, VG_BLOCK_MAIN, 0, 1);
    return 1;
}

static void take_heading(struct mark *m, struct line l, int level)
{
    size_t from;

    block(m, VG_BLOCK_HEADING, level, 1);
    from = m->d.text.len + (m->d.text.len > 0);
    put_inline(m, l);
    if (vg_draft_has_text(&m->d) && level == 1)
        vg_text_add_field(m->d.t, m->a, VG_FIELD_TITLE, VG_FROM_VISIBLE,
                          (struct vg_str){m->d.text.p + from, m->d.text.len - from});
    block(m, VG_BLOCK_MAIN, 0, 1);
}

static int take_number_signs(struct mark *m, struct line l)
{
    size_t n = run_of(m, l, '#'), end;

    if (n < 1 || n > 6 || (l.start + n < l.end && !is_blank(m->s.p[l.start + n])))
        return 0;
    l.start += n;
    while (l.end > l.start && is_blank(m->s.p[l.end - 1]))
        l.end--;
    for (end = l.end; end > l.start && m->s.p[end - 1] == '#'; end--)
        continue;
    if (end == l.start || is_blank(m->s.p[end - 1]))
        l.end = end;
    skip_blanks(m, &l);
    take_heading(m, l, (int)n);
    return 1;
}

/* A line that the next one underlines. */
static int take_underlined(struct mark *m, struct line l)
{
    struct line next = peek_line(m);
    int level;

    if (m->in_par || next.end <= next.start)
        return 0;
    skip_blanks(m, &next);
    level = is_rule(m, next, '=', 1) ? 1 : is_rule(m, next, '-', 2) ? 2 : 0;
    if (level == 0 || memchr(m->s.p + next.start, ' ', next.end - next.start) != NULL)
        return 0;
    (void)next_line(m, &next);
    take_heading(m, l, level);
    return 1;
}

/* "- ", "* ", "+ ", "12. ", "3) ": how long; 0 when it is none. */
static size_t item_mark(const struct mark *m, struct line l)
{
    size_t n = 0;
    char c = l.start < l.end ? m->s.p[l.start] : ' ';

    if ((c == '-' || c == '*' || c == '+') && l.start + 1 < l.end && is_blank(m->s.p[l.start + 1]))
        return 2;
    while (l.start + n < l.end && n < 9 && m->s.p[l.start + n] >= '0' && m->s.p[l.start + n] <= '9')
        n++;
    if (n == 0 || l.start + n + 1 >= l.end ||
        (m->s.p[l.start + n] != '.' && m->s.p[l.start + n] != ')') ||
        !is_blank(m->s.p[l.start + n + 1]))
        return 0;
    return n + 2;
}

static int take_item(struct mark *m, struct line l)
{
    size_t n = item_mark(m, l);

    if (n == 0)
        return 0;
    block(m, VG_BLOCK_MAIN, 0, 1);
    if (n == 2 && !is_word(m->s.p[l.start]))
        l.start += n; /* a number is read, a bullet is not */
    skip_blanks(m, &l);
    if (l.end - l.start > 3 && m->s.p[l.start] == '[' && m->s.p[l.start + 2] == ']' &&
        strchr(" xX", m->s.p[l.start + 1]) != NULL)
        l.start += 3; /* a box to tick */
    put_inline(m, l);
    m->in_par = 1;
    return 1;
}

/* |---|:--:| and the like */
static int is_table_rule(const struct mark *m, struct line l)
{
    int bars = 0, dashes = 0;

    for (size_t i = l.start; i < l.end; i++) {
        char c = m->s.p[i];

        if (c != '|' && c != '-' && c != ':' && !is_blank(c))
            return 0;
        bars += c == '|';
        dashes += c == '-';
    }
    return bars > 0 && dashes > 0;
}

static void put_row(struct mark *m, struct line l, int header)
{
    size_t at = l.start;
    char before = '\n';

    if (at < l.end && m->s.p[at] == '|')
        at++;
    for (int n = 0; at < l.end && n < CELLS_MOST; n++) {
        struct line cell = {at, at};

        while (cell.end < l.end && (m->s.p[cell.end] != '|' || m->s.p[cell.end - 1] == '\\'))
            cell.end++;
        at = cell.end + 1;
        vg_draft_block(&m->d, before, header ? VG_BLOCK_HEADING : VG_BLOCK_TABLE, header ? 6 : 0,
                       1);
        skip_blanks(m, &cell);
        put_inline(m, cell);
        before = '\t';
    }
    block(m, VG_BLOCK_MAIN, 0, 1);
}

static int take_table(struct mark *m, struct line l)
{
    int header;

    if (memchr(m->s.p + l.start, '|', l.end - l.start) == NULL) {
        m->in_table = 0;
        return 0;
    }
    header = !m->in_table && is_table_rule(m, peek_line(m));
    if (!header && !m->in_table)
        return 0;
    if (m->in_table && is_table_rule(m, l))
        return 1;
    m->in_table = 1;
    put_row(m, l, header);
    return 1;
}

/* "[^1]: a note" and "[word]: address" */
static int take_definition(struct mark *m, struct line l)
{
    size_t close;

    if (l.start == l.end || m->s.p[l.start] != '[' || (m->in_par && m->d.class != VG_BLOCK_ASIDE))
        return 0;
    close = past(m, l, l.start + 1, ']');
    if (close == 0 || close >= l.end || m->s.p[close] != ':')
        return 0;
    if (m->s.p[l.start + 1] != '^')
        return 1;
    block(m, VG_BLOCK_ASIDE, 0, 0);
    l.start = close + 1;
    skip_blanks(m, &l);
    put_inline(m, l);
    m->in_par = 1;
    return 1;
}

static void take_paragraph(struct mark *m, struct line l)
{
    if (!m->in_par)
        block(m, VG_BLOCK_MAIN, 0, 1);
    if (vg_draft_has_text(&m->d))
        vg_draft_space(&m->d, l.start, 0);
    put_inline(m, l);
    m->in_par = 1;
}

static void take_line(struct mark *m, struct line l)
{
    if (take_fence(m, l))
        return;
    if (is_blank_line(m, l)) {
        m->in_par = m->in_table = 0;
        return;
    }
    skip_blanks(m, &l);
    while (l.start < l.end && m->s.p[l.start] == '>') {
        l.start++;
        skip_blanks(m, &l);
    }
    if (l.start == l.end) {
        m->in_par = 0;
        return;
    }
    if (take_number_signs(m, l) || take_table(m, l) || take_underlined(m, l))
        return;
    if (is_rule(m, l, '-', 3) || is_rule(m, l, '*', 3) || is_rule(m, l, '_', 3)) {
        m->in_par = 0;
        return;
    }
    if (!take_item(m, l) && !take_definition(m, l))
        take_paragraph(m, l);
}

/* -- front matter
 * --------------------------------------------------------------------------------------- */

/* "name: value", quotes taken off. */
static void front_field(struct mark *m, struct line l)
{
    static const struct {
        const char *key;
        enum vg_field_name name;
    } rows[] = {{"title", VG_FIELD_TITLE},         {"author", VG_FIELD_AUTHOR},
                {"authors", VG_FIELD_AUTHOR},      {"publisher", VG_FIELD_PUBLISHER},
                {"canonical", VG_FIELD_CANONICAL}, {"url", VG_FIELD_CANONICAL},
                {"lang", VG_FIELD_LANG},           {"language", VG_FIELD_LANG}};
    const char *colon = memchr(m->s.p + l.start, ':', l.end - l.start);
    struct vg_str key, value;

    if (colon == NULL)
        return;
    key = (struct vg_str){m->s.p + l.start, (size_t)(colon - m->s.p) - l.start};
    l.start = (size_t)(colon - m->s.p) + 1;
    skip_blanks(m, &l);
    value = (struct vg_str){m->s.p + l.start, l.end - l.start};
    if (value.len > 1 && (value.p[0] == '"' || value.p[0] == '\'') &&
        value.p[value.len - 1] == value.p[0])
        value = (struct vg_str){value.p + 1, value.len - 2};
    if (memchr(value.p, '\0', value.len) != NULL)
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_str_is(key, rows[i].key))
            vg_text_add_field(m->d.t, m->a, rows[i].name, VG_FROM_PROPERTIES, value);
    if (vg_str_is(key, "date"))
        vg_text_add_date(m->d.t, m->a, VG_FROM_PROPERTIES, value);
}

static void take_front(struct mark *m)
{
    struct mark look = *m;
    struct line l;
    int closed = 0;

    if (!next_line(&look, &l) || l.end - l.start != 3 || memcmp(m->s.p + l.start, "---", 3) != 0)
        return;
    while (!closed && next_line(&look, &l))
        closed = l.end - l.start == 3 && (memcmp(m->s.p + l.start, "---", 3) == 0 ||
                                          memcmp(m->s.p + l.start, "...", 3) == 0);
    if (!closed)
        return;
    (void)next_line(m, &l);
    while (m->at < look.at && next_line(m, &l) && m->at < look.at) {
        block(m, VG_BLOCK_OTHER, 0, 0);
        vg_draft_words(&m->d, m->s.p + l.start, l.end - l.start, l.start);
        front_field(m, l);
    }
}

void vg_read_markdown(struct vg_str utf8, struct vg_arena *a, struct vg_text *t)
{
    struct mark m = {.d = {.a = a, .t = t}, .a = a, .s = utf8};
    struct line l;

    take_front(&m);
    while (next_line(&m, &l))
        take_line(&m, l);
    vg_draft_end(&m.d);
    t->media = vg_str("text/markdown");
    t->reader = vg_str(VG_READER_MARK);
}
