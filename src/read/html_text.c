/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tokens to text in document order, in one pass. There is no tree: open
 * elements are a stack of at most VG_MAX_HTML_DEPTH entries that carry what
 * their content inherits (hidden, in a table, hints of class names), and an
 * element becomes a node only when text is found in it. Every step does a
 * bounded amount of work for a token or pops what an earlier one pushed, so
 * time and memory are linear in the input.
 *
 * Text is written through put_piece(), which draws white space together and
 * keeps the map: bytes that are copied join the last run when they continue it
 * in the source.
 */
#include "read/html_page.h"

#include <string.h>

#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"

enum {
    LOOK_UP = 64, /* entries an end tag looks at */
    MAX_METAS = 256,
    MAX_JSONLD = 64,
    MAX_TIMES = 64,
    MAX_HEAD_VALUE = 4096, /* bytes of a title or meta content that are looked at */
};

struct open {
    uint8_t tag, flags;
    uint8_t hidden, pre, form, list, caption, quote, level, skip;
    uint16_t hints; /* of the inline elements around, up to the nearest block */
    uint16_t own;
    uint64_t name; /* leading letters, lower case: tells apart what shares VG_TAG_OTHER */
    uint32_t shape, exact;
    uint32_t node; /* 0 until text is found in it */
    uint32_t table;
};

/* What parts two blocks; of several that meet the last here counts. */
enum gap { GAP_NONE, GAP_CELL, GAP_LINE };

struct walk {
    struct vg_page *page;
    const char *p;
    struct vg_html html;
    struct open stack[VG_MAX_HTML_DEPTH + 1];
    size_t depth;    /* stack[0] is the page */
    uint64_t beyond; /* open elements that found no room */
    int in_link;
    size_t link_end; /* in the text, of the last link */
    uint32_t tables;
    int foreign; /* open svg and math elements */

    /* the block being written */
    int in_block;
    struct vg_page_block block;
    enum gap before_block; /* what separates it from the one before */
    int led;               /* that has been written */
    int br;                /* a <br> waits */
    size_t br_start, br_end;
    size_t space, space_len; /* white space waits; offset and length in the source */
    int has_space;
};

/* -- the map -------------------------------------------------------------------- */
static void add_run(struct vg_page *page, size_t text_len, size_t source, size_t source_len,
                    enum vg_run_kind kind)
{
    struct vg_run *last = page->run_count == 0 ? NULL : &page->runs[page->run_count - 1];
    uint8_t unit = kind == VG_RUN_COPIED;

    if (text_len == 0)
        return;
    if (last != NULL && last->kind == (uint8_t)kind && kind == VG_RUN_COPIED &&
        (size_t)last->source + last->source_len == source) {
        last->text_len += (uint32_t)text_len;
        last->source_len += (uint32_t)source_len;
        return;
    }
    page->runs = vg_grow(page->a, page->runs, page->run_count, &page->run_room);
    page->runs[page->run_count++] = (struct vg_run){
        .text = (uint32_t)(page->text.len - text_len),
        .text_len = (uint32_t)text_len,
        .source = (uint32_t)source,
        .source_len = (uint32_t)source_len,
        .kind = (uint8_t)kind,
        .text_unit = unit,
        .source_unit = unit,
    };
}

static void put(struct walk *w, const char *bytes, size_t n, size_t source, size_t source_len,
                enum vg_run_kind kind)
{
    struct vg_page *page = w->page;

    if (page->text.len + n > (size_t)VG_MAX_TEXT) {
        page->full = 1;
        return;
    }
    vg_put(&page->text, bytes, n);
    add_run(page, n, source, source_len, kind);
    if (w->in_link)
        w->block.link_bytes += (uint32_t)n;
}

/* Take bytes off the end of the text, and off the map. */
static void cut_text(struct vg_page *page, size_t len)
{
    while (page->run_count > 0) {
        struct vg_run *last = &page->runs[page->run_count - 1];

        if (last->text >= len) {
            page->run_count--;
            continue;
        }
        if ((size_t)last->text + last->text_len > len && last->kind == VG_RUN_COPIED) {
            last->text_len = (uint32_t)len - last->text;
            last->source_len = last->text_len;
        } else if ((size_t)last->text + last->text_len > len) {
            last->text_len = (uint32_t)len - last->text;
        }
        break;
    }
    page->text.len = len;
}

/* -- nodes and blocks --------------------------------------------------------------- */
static uint32_t add_node(struct vg_page *page, const struct open *o, uint32_t parent)
{
    struct vg_page_node *n;
    uint8_t depth = page->node_count == 0 ? 0 : page->nodes[parent].depth;

    page->nodes = vg_grow(page->a, page->nodes, page->node_count, &page->node_room);
    n = &page->nodes[page->node_count];
    *n = (struct vg_page_node){.parent = parent,
                               .shape = o->shape,
                               .exact = o->exact,
                               .hints = o->own,
                               .tag = o->tag,
                               .depth = (uint8_t)(depth < 255 ? depth + 1 : depth),
                               .first_block = (uint32_t)page->block_count};
    return (uint32_t)page->node_count++;
}

/* The node of the innermost open block element; those around it are made first. */
static uint32_t current_node(struct walk *w)
{
    size_t i = w->depth, from;
    uint32_t node;

    while (i > 0 && w->stack[i].node == 0)
        i--;
    node = w->stack[i].node;
    from = i + 1;
    for (i = from; i <= w->depth; i++) {
        if ((w->stack[i].flags & VG_TAG_BLOCK) != 0)
            node = add_node(w->page, &w->stack[i], node);
        w->stack[i].node = node;
    }
    return node;
}

static void begin_block(struct walk *w, size_t source, int alt)
{
    const struct open *o = &w->stack[w->depth];
    struct vg_page *page = w->page;

    w->led = page->block_count > 0 && page->text.len < (size_t)VG_MAX_TEXT;
    if (w->led)
        put(w, w->before_block == GAP_CELL ? "\t" : "\n", 1, source, 0, VG_RUN_INSERTED);
    w->before_block = GAP_NONE;
    w->br = w->has_space = 0;
    w->in_block = 1;
    w->block = (struct vg_page_block){
        .start = (uint32_t)page->text.len,
        .node = current_node(w),
        .hints = o->hints,
        .level = o->level,
        .hidden = o->hidden,
        .alt = (uint8_t)alt,
        .form = o->form,
        .cell = o->table != 0,
        .caption = o->caption,
        .list = o->list,
        .quote = o->quote,
        .table = o->table,
    };
}

static void count_char(struct vg_page_block *b, uint32_t c)
{
    if (vg_is_han(c)) {
        b->letters += 2;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0x2000) ||
               (c >= 0x3041 && c < 0xd7a4)) {
        b->letters++;
    } else if (c >= '0' && c <= '9') {
        b->digits++;
    } else if (c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b) {
        b->marks++;
        b->stops++;
    } else if (c == 0xff0c || c == 0x3001 || c == 0xff1a || c == 0x201c || c == ',' || c == ';') {
        b->marks++;
    }
}

static void count_block(struct vg_page_block *b, const char *p)
{
    for (size_t i = 0; i < b->len;) {
        unsigned char ch = (unsigned char)p[i];
        uint32_t c = ch;
        size_t n = 1;

        if (ch >= 0x80)
            n = vg_utf8_next(p + i, b->len - i, &c);
        else if ((ch == '.' || ch == '!' || ch == '?') &&
                 (i + 1 == b->len || p[i + 1] == ' ' || p[i + 1] == '"' || p[i + 1] == '\n'))
            c = 0x3002;
        count_char(b, c);
        i += n;
    }
}

/* Spaces of any width at `end` of the block, in bytes. */
static size_t wide_space_before(const char *p, size_t end)
{
    if (end >= 1 && (p[end - 1] == ' ' || p[end - 1] == '\n' || p[end - 1] == '\t'))
        return 1;
    if (end >= 2 && memcmp(p + end - 2, "\xc2\xa0", 2) == 0)
        return 2;
    if (end >= 3 && (memcmp(p + end - 3, "\xe3\x80\x80", 3) == 0 ||
                     (memcmp(p + end - 3, "\xe2\x80", 2) == 0 &&
                      (unsigned char)p[end - 1] >= 0x80 && (unsigned char)p[end - 1] <= 0x8a)))
        return 3;
    return 0;
}

static void end_block(struct walk *w, enum gap gap)
{
    struct vg_page *page = w->page;
    struct vg_page_block *b = &w->block;
    size_t end = page->text.len, n;

    if (gap > w->before_block)
        w->before_block = gap;
    if (!w->in_block)
        return;
    w->in_block = 0;
    w->before_block = gap;
    while (end > b->start && (n = wide_space_before(page->text.p, end)) > 0 && end - n >= b->start)
        end -= n;
    cut_text(page, end);
    if (end == b->start) {
        /* Nothing but spaces: what stood before it goes too. */
        if (w->led)
            cut_text(page, end - 1);
        return;
    }
    b->len = (uint32_t)(end - b->start);
    if (b->link_bytes > b->len)
        b->link_bytes = b->len;
    count_block(b, page->text.p + b->start);
    page->blocks = vg_grow(page->a, page->blocks, page->block_count, &page->block_room);
    page->nodes[b->node].last_block = (uint32_t)page->block_count;
    page->blocks[page->block_count++] = *b;
}

/* -- characters ------------------------------------------------------------------------ */
static void put_space(struct walk *w)
{
    if (!w->has_space)
        return;
    w->has_space = 0;
    put(w, " ", 1, w->space, w->space_len, w->space_len == 1 ? VG_RUN_COPIED : VG_RUN_REFERENCE);
}

/* Whatever waits before the next visible bytes at `source`. */
static void settle(struct walk *w, size_t source)
{
    if (!w->in_block) {
        begin_block(w, source, 0);
        return;
    }
    if (w->br) {
        w->br = w->has_space = 0;
        put(w, "\n", 1, w->br_start, w->br_end - w->br_start, VG_RUN_REFERENCE);
        return;
    }
    put_space(w);
}

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* White space that waits for something visible after it. */
static void hold_space(struct walk *w, size_t source, size_t len)
{
    if (!w->in_block || w->br)
        return;
    if (w->has_space) {
        if (w->space + w->space_len == source)
            w->space_len += len;
        return;
    }
    w->has_space = 1;
    w->space = source;
    w->space_len = len;
}

/* Characters that have no width: they may stand between any two letters and
 * would hide a word from a search. The joiners are kept where scripts need them. */
static int is_widthless(const struct walk *w, uint32_t c)
{
    uint32_t before;

    if (c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff)
        return 1;
    if (c != 0x200c && c != 0x200d)
        return 0;
    if (!w->in_block || w->page->text.len == w->block.start)
        return 1;
    (void)vg_utf8_before(w->page->text.p, w->page->text.len, &before);
    return before < 0x250 || vg_is_han(before) || (before >= 0x3041 && before < 0x3100);
}

static int is_wide_space(uint32_t c)
{
    return c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a);
}

/* A character that a reference or odd byte stands for. */
static void put_decoded(struct walk *w, uint32_t c, size_t source, size_t len)
{
    char bytes[8];
    VG_SCOPED_BUF b = {0};

    if (c < 0x80 && is_space((char)c)) {
        hold_space(w, source, len);
        return;
    }
    if (is_widthless(w, c) || (is_wide_space(c) && (!w->in_block || w->br)))
        return;
    vg_put_utf8(&b, c == 0 ? VG_REPLACEMENT : c);
    memcpy(bytes, b.p, b.len);
    settle(w, source);
    put(w, bytes, b.len, source, len, VG_RUN_REFERENCE);
}

/* A character of two or more bytes that may be a space or have no width.
 * Returns its length when it was dealt with, 0 when it is plain text. */
static size_t take_special(const struct walk *w, const char *p, size_t len)
{
    uint32_t c;
    size_t n = vg_utf8_next(p, len, &c);

    if (is_widthless(w, c))
        return n;
    return is_wide_space(c) && (!w->in_block || w->br) ? n : 0;
}

/* Is the byte at `i` of a character that is copied as it stands? Left out are
 * white space, references, NUL, and the characters take_special() looks at:
 * U+00A0, U+00AD, U+2000 to U+200D, U+2060, U+3000 and U+FEFF. */
static int is_plain(struct vg_str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i], b, d;

    if (c < 0xc2 || (c > 0xc2 && c < 0xe2))
        return c > ' ' && c != '&';
    if (c != 0xc2 && c != 0xe2 && c != 0xe3 && c != 0xef)
        return 1;
    b = i + 1 < s.len ? (unsigned char)s.p[i + 1] : 0;
    if (c == 0xc2)
        return b != 0xa0 && b != 0xad;
    d = i + 2 < s.len ? (unsigned char)s.p[i + 2] : 0;
    if (c == 0xe2)
        return !(b == 0x80 && d <= 0x8d) && !(b == 0x81 && d == 0xa0);
    return c == 0xe3 ? b != 0x80 || d != 0x80 : b != 0xbb || d != 0xbf;
}

/* Past the plain text at `i`; single spaces within it are plain too. */
static size_t plain_end(struct vg_str s, size_t i)
{
    for (;;) {
        while (i < s.len && is_plain(s, i))
            i++;
        if (i + 1 >= s.len || s.p[i] != ' ' || !is_plain(s, i + 1))
            return i;
        i++;
    }
}

/* Text of a token, white space drawn together. `base` is its offset in the source. */
static void put_piece(struct walk *w, struct vg_str s, size_t base, int references)
{
    size_t i = 0;

    while (i < s.len) {
        size_t from = i, n;
        uint32_t c[2];

        if (is_plain(s, i)) {
            i = plain_end(s, i);
            settle(w, base + from);
            put(w, s.p + from, i - from, base + from, i - from, VG_RUN_COPIED);
            continue;
        }
        if (is_space(s.p[i])) {
            while (i < s.len && is_space(s.p[i]))
                i++;
            hold_space(w, base + from, i - from);
        } else if (s.p[i] == '&' && references &&
                   (n = vg_html_reference(s.p, s.len, i, 0, c)) > 0) {
            put_decoded(w, c[0], base + i, n);
            if (c[1] != 0 && w->in_block) {
                VG_SCOPED_BUF b = {0};

                vg_put_utf8(&b, c[1]);
                vg_put(&w->page->text, b.p, b.len);
                w->page->runs[w->page->run_count - 1].text_len += (uint32_t)b.len;
            }
            i += n;
        } else if (s.p[i] == '\0') {
            put_decoded(w, 0, base + i, 1);
            i++;
        } else if ((unsigned char)s.p[i] >= 0x80 && (n = take_special(w, s.p + i, s.len - i)) > 0) {
            i += n;
        } else {
            n = 1;
            while (i + n < s.len && ((unsigned char)s.p[i + n] & 0xc0U) == 0x80U)
                n++;
            settle(w, base + i);
            put(w, s.p + i, n, base + i, n, VG_RUN_COPIED);
            i += n;
        }
    }
}

/* Text inside <pre>: white space stays, CR LF is LF. */
static void put_pre(struct walk *w, struct vg_str s, size_t base)
{
    size_t i = 0;

    while (i < s.len) {
        size_t from = i;
        uint32_t c[2];
        size_t n;

        while (i < s.len && s.p[i] != '\r' && s.p[i] != '&' && s.p[i] != '\0')
            i++;
        if (!w->in_block)
            while (from < i && is_space(s.p[from]))
                from++;
        if (i > from) {
            settle(w, base + from);
            put(w, s.p + from, i - from, base + from, i - from, VG_RUN_COPIED);
        }
        if (i == s.len)
            break;
        if (s.p[i] == '&' && (n = vg_html_reference(s.p, s.len, i, 0, c)) > 0) {
            put_decoded(w, c[0], base + i, n);
            i += n;
        } else if (s.p[i] == '&') {
            settle(w, base + i);
            put(w, "&", 1, base + i, 1, VG_RUN_COPIED);
            i++;
        } else if (s.p[i] == '\r' && (i + 1 == s.len || s.p[i + 1] != '\n')) {
            settle(w, base + i);
            put(w, "\n", 1, base + i, 1, VG_RUN_REFERENCE);
            i++;
        } else {
            if (s.p[i] == '\0')
                put_decoded(w, 0, base + i, 1);
            i++;
        }
    }
}

/* -- what the head says -------------------------------------------------------------- */
static struct vg_str decoded(struct vg_page *page, struct vg_str raw)
{
    VG_SCOPED_BUF b = {0};
    size_t out = 0;

    if (raw.len > MAX_HEAD_VALUE)
        raw.len = vg_utf8_down(raw.p, raw.len, MAX_HEAD_VALUE);
    vg_html_decode(raw, 1, 1, 0, &b);
    for (size_t i = 0; i < b.len; i++) {
        if (!is_space(b.p[i]))
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

static void take_meta(struct vg_page *page, const struct vg_html_token *t)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const struct vg_str *content = vg_html_attribute(t, "content");

    if (content == NULL || page->meta_count == MAX_METAS)
        return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct vg_str *name = vg_html_attribute(t, keys[i]);

        if (name == NULL)
            continue;
        page->metas = vg_grow(page->a, page->metas, page->meta_count, &page->meta_room);
        page->metas[page->meta_count++] =
            (struct vg_page_meta){lowered(page, *name), decoded(page, *content)};
        return;
    }
}

static int has_word(const struct vg_str *s, const char *word)
{
    return s != NULL && memmem(s->p, s->len, word, strlen(word)) != NULL;
}

static void take_time(struct walk *w, const struct vg_html_token *t)
{
    struct vg_page *page = w->page;
    const struct vg_str *stamp = vg_html_attribute(t, "datetime");
    const struct vg_str *prop = vg_html_attribute(t, "itemprop");
    int published = has_word(prop, "datePublished") || vg_html_attribute(t, "pubdate") != NULL;

    if (stamp == NULL)
        stamp = published ? vg_html_attribute(t, "content") : NULL;
    if (stamp == NULL || page->time_count == MAX_TIMES || has_word(prop, "dateModified"))
        return;
    page->time_blocks =
        vg_grow(page->a, page->time_blocks, page->time_count, &page->time_block_room);
    page->time_blocks[page->time_count] = (uint32_t)page->block_count;
    page->times = vg_grow(page->a, page->times, page->time_count, &page->time_room);
    page->times[page->time_count++] =
        (struct vg_page_meta){vg_str(published ? "published" : ""), decoded(page, *stamp)};
}

/* A variable of a script that some publishing systems keep the time in:
 * ct = "1660010400", createTime = '2022-08-09 10:00'. */
static void take_script_time(struct vg_page *page, struct vg_str s)
{
    static const char *const names[] = {"var ct = \"", "var ct=\"", "createTime = '",
                                        "createTime='", "publish_time = \""};

    for (size_t i = 0; i < sizeof names / sizeof *names && page->script_time.len == 0; i++) {
        size_t n = strlen(names[i]);
        const char *hit = s.len < n ? NULL : memmem(s.p, s.len, names[i], n);
        size_t from, end;

        if (hit == NULL)
            continue;
        from = end = (size_t)(hit - s.p) + n;
        while (end < s.len && end - from < 32 && s.p[end] != '"' && s.p[end] != '\'')
            end++;
        page->script_time = (struct vg_str){vg_copy(page->a, s.p + from, end - from), end - from};
    }
}

/* -- elements ------------------------------------------------------------------------- */
static uint64_t name_key(struct vg_str name)
{
    uint64_t key = 0;

    for (size_t i = 0; i < name.len && i < sizeof key; i++)
        key = key << 8 | (unsigned char)(name.p[i] | 0x20);
    return key;
}

static uint32_t shape_of(uint8_t tag, struct vg_str class, int whole)
{
    size_t n = 0;

    while (n < class.len && n < 128 && (whole || !is_space(class.p[n])))
        n++;
    return (uint32_t)vg_hash(class.p, n) * 31 + tag;
}

static int says_hidden(const struct vg_html_token *t)
{
    const struct vg_str *style = vg_html_attribute(t, "style");
    const struct vg_str *aria = vg_html_attribute(t, "aria-hidden");
    const char *hit;

    if (vg_html_attribute(t, "hidden") != NULL || (aria != NULL && vg_str_is(*aria, "true")))
        return 1;
    if (style == NULL)
        return 0;
    for (hit = memmem(style->p, style->len, "display", 7); hit != NULL;
         hit = memmem(hit, style->len - (size_t)(hit - style->p), "display", 7)) {
        const char *end = style->p + style->len;

        hit += 7;
        while (hit < end && (is_space(*hit) || *hit == ':'))
            hit++;
        if (end - hit >= 4 && strncasecmp(hit, "none", 4) == 0)
            return 1;
    }
    return 0;
}

static unsigned hints_of(const struct vg_html_token *t, uint8_t tag)
{
    static const char *const keys[] = {"class", "id", "role", "itemprop"};
    unsigned hints = 0;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct vg_str *v = vg_html_attribute(t, keys[i]);

        if (v != NULL)
            hints |= vg_hints(*v);
    }
    if (tag == VG_TAG_NAV)
        hints |= VG_HINT_NAV;
    else if (tag == VG_TAG_FOOTER)
        hints |= VG_HINT_FOOTER;
    else if (tag == VG_TAG_ASIDE)
        hints |= VG_HINT_ASIDE;
    else if (tag == VG_TAG_FIGCAPTION)
        hints |= VG_HINT_CAPTION;
    else if (tag == VG_TAG_ARTICLE || tag == VG_TAG_MAIN)
        hints |= VG_HINT_GOOD;
    return hints;
}

static enum gap gap_of(uint8_t tag)
{
    return tag == VG_TAG_TD ? GAP_CELL : GAP_LINE;
}

static int is_foreign(uint8_t tag)
{
    return tag == VG_TAG_SVG || tag == VG_TAG_MATH;
}

static void pop_to(struct walk *w, size_t depth)
{
    while (w->depth >= depth && w->depth > 0) {
        const struct open *o = &w->stack[w->depth--];

        w->foreign -= is_foreign(o->tag);
        if ((o->flags & VG_TAG_BLOCK) != 0)
            end_block(w, gap_of(o->tag));
    }
    w->html.foreign = w->foreign > 0;
}

/* The nearest open element of that tag that an implied end may reach, else 0.
 * Looking stops at `wall` and at what begins a scope of its own. */
static size_t open_below(const struct walk *w, uint8_t tag, uint8_t wall)
{
    size_t least = w->depth > LOOK_UP ? w->depth - LOOK_UP : 0;

    for (size_t i = w->depth; i > least; i--) {
        if (w->stack[i].tag == tag)
            return i;
        if (w->stack[i].tag == wall || (w->stack[i].flags & VG_TAG_SCOPE) != 0)
            return 0;
    }
    return 0;
}

/* An open <p> with nothing but inline elements in it ends where a block begins. */
static void close_paragraph(struct walk *w)
{
    size_t i = w->depth;
    size_t least = w->depth > LOOK_UP ? w->depth - LOOK_UP : 0;

    while (i > least && (w->stack[i].flags & VG_TAG_BLOCK) == 0)
        i--;
    if (i > 0 && w->stack[i].tag == VG_TAG_P)
        pop_to(w, i);
}

static void close_implied(struct walk *w, uint8_t tag, uint8_t flags)
{
    size_t i = 0;

    if ((flags & VG_TAG_BLOCK) != 0)
        close_paragraph(w);
    if (tag == VG_TAG_LI)
        i = open_below(w, VG_TAG_LI, VG_TAG_LIST);
    else if (tag == VG_TAG_DT || tag == VG_TAG_DD) {
        i = open_below(w, VG_TAG_DD, VG_TAG_LIST);
        i = i != 0 ? i : open_below(w, VG_TAG_DT, VG_TAG_LIST);
    } else if (tag == VG_TAG_OPTION)
        i = open_below(w, VG_TAG_OPTION, VG_TAG_SELECT);
    else if (tag == VG_TAG_TD && w->stack[w->depth].tag != VG_TAG_TR) {
        /* A cell is a scope: the last one is reached although it is one. */
        for (size_t k = w->depth; k > 0 && w->depth - k < LOOK_UP; k--) {
            if (w->stack[k].tag == VG_TAG_TABLE)
                break;
            if (w->stack[k].tag == VG_TAG_TD) {
                i = k;
                break;
            }
        }
    } else if (tag == VG_TAG_TR || tag == VG_TAG_TBODY) {
        for (size_t k = w->depth; k > 0 && w->depth - k < LOOK_UP; k--) {
            if (w->stack[k].tag == VG_TAG_TABLE)
                break;
            if (w->stack[k].tag == VG_TAG_TR || (tag == VG_TAG_TBODY && w->stack[k].tag == tag))
                i = k;
        }
    }
    if (i > 0)
        pop_to(w, i);
}

static void push(struct walk *w, const struct vg_html_token *t, const struct vg_tag_info *info)
{
    const struct open *outer = &w->stack[w->depth];
    const struct vg_str *class = vg_html_attribute(t, "class");
    struct open o = *outer;

    if (w->depth == VG_MAX_HTML_DEPTH || w->beyond > 0) {
        if (w->beyond++ == 0 && w->page->flattened == 0)
            w->page->flattened_at = t->start;
        w->page->flattened++;
        return;
    }
    o.tag = info->tag;
    o.flags = info->flags;
    o.node = 0;
    o.name = name_key(t->name);
    o.own = (uint16_t)hints_of(t, info->tag);
    o.hints = (info->flags & VG_TAG_BLOCK) != 0 ? 0 : outer->hints | o.own;
    o.shape = shape_of(info->tag, class == NULL ? (struct vg_str){"", 0} : *class, 0);
    o.exact = shape_of(info->tag, class == NULL ? (struct vg_str){"", 0} : *class, 1);
    o.hidden |= (info->flags & VG_TAG_HIDDEN) != 0 || says_hidden(t);
    o.form |= (info->flags & VG_TAG_FORM) != 0;
    o.skip |= (info->flags & VG_TAG_SKIP) != 0;
    if (info->tag >= VG_TAG_H1 && info->tag <= VG_TAG_H6)
        o.level = (uint8_t)(info->tag - VG_TAG_H1 + 1);
    o.pre |= info->tag == VG_TAG_PRE || info->tag == VG_TAG_TEXTAREA;
    o.list |= info->tag == VG_TAG_LI;
    o.caption |= info->tag == VG_TAG_FIGCAPTION || info->tag == VG_TAG_CAPTION;
    o.quote |= info->tag == VG_TAG_BLOCKQUOTE;
    if (info->tag == VG_TAG_TABLE)
        o.table = ++w->tables;
    w->foreign += is_foreign(info->tag);
    w->html.foreign = w->foreign > 0;
    w->stack[++w->depth] = o;
}

static void put_inserted(struct walk *w, const char *text, size_t source)
{
    if (!w->in_block)
        return;
    settle(w, source);
    put(w, text, strlen(text), source, 0, VG_RUN_INSERTED);
}

/* Alternative text, or the word on a button: a block of its own. */
static void put_apart(struct walk *w, const struct vg_str *value, int alt, int form)
{
    struct open *o = &w->stack[w->depth];
    uint8_t was = o->form;

    if (value == NULL || value->len == 0 || o->skip)
        return;
    end_block(w, GAP_LINE);
    o->form = (uint8_t)(form || was);
    put_piece(w, *value, (size_t)(value->p - w->p), 1);
    if (w->in_block)
        w->block.alt = (uint8_t)alt;
    end_block(w, GAP_LINE);
    o->form = was;
}

static void take_input(struct walk *w, const struct vg_html_token *t)
{
    const struct vg_str *type = vg_html_attribute(t, "type");

    if (type != NULL &&
        (vg_str_is(*type, "submit") || vg_str_is(*type, "button") || vg_str_is(*type, "reset")))
        put_apart(w, vg_html_attribute(t, "value"), 0, 1);
}

static void take_br(struct walk *w, const struct vg_html_token *t)
{
    if (!w->in_block)
        return;
    if (w->br) {
        end_block(w, GAP_LINE);
        return;
    }
    w->br = 1;
    w->has_space = 0;
    w->br_start = t->start;
    w->br_end = t->end;
}

static int contains(struct vg_str s, const char *word)
{
    return memmem(s.p, s.len, word, strlen(word)) != NULL;
}

static void take_link(struct vg_page *page, const struct vg_html_token *t)
{
    const struct vg_str *rel = vg_html_attribute(t, "rel");
    const struct vg_str *href = vg_html_attribute(t, "href");

    if (rel != NULL && href != NULL && contains(*rel, "canonical") && page->canonical.len == 0)
        page->canonical = decoded(page, *href);
}

/* Elements that are no part of the stack. 1 when the tag is dealt with. */
static int take_void(struct walk *w, const struct vg_html_token *t, const struct vg_tag_info *info)
{
    const struct vg_str *v;

    switch (info->tag) {
    case VG_TAG_BR:
        take_br(w, t);
        return 1;
    case VG_TAG_WBR:
        return 1;
    case VG_TAG_META:
        take_meta(w->page, t);
        return 1;
    case VG_TAG_LINK:
        take_link(w->page, t);
        return 1;
    case VG_TAG_IMG:
        put_apart(w, vg_html_attribute(t, "alt"), 1, 0);
        return 1;
    case VG_TAG_INPUT:
        take_input(w, t);
        return 1;
    case VG_TAG_HTML:
        v = vg_html_attribute(t, "lang");
        if (v != NULL && w->page->lang.len == 0)
            w->page->lang = decoded(w->page, *v);
        return 1;
    case VG_TAG_HEAD:
    case VG_TAG_BODY:
        return 1;
    case VG_TAG_BASE:
        v = vg_html_attribute(t, "href");
        if (v != NULL && w->page->base.len == 0)
            w->page->base = decoded(w->page, *v);
        return 1;
    default:
        break;
    }
    if ((info->flags & VG_TAG_VOID) == 0)
        return 0;
    if ((info->flags & VG_TAG_BLOCK) != 0) {
        close_paragraph(w);
        end_block(w, GAP_LINE);
    }
    return 1;
}

/* The content of these is one stretch: read it here, to its end tag. */
static int take_raw(struct walk *w, const struct vg_html_token *t, const struct vg_tag_info *info)
{
    const struct vg_str *type = vg_html_attribute(t, "type");
    int jsonld = info->tag == VG_TAG_SCRIPT && type != NULL && contains(*type, "ld+json");
    struct vg_html_token inner;
    int title = 0;

    switch (info->tag) {
    case VG_TAG_SCRIPT:
        w->html.state = VG_HTML_SCRIPT;
        break;
    case VG_TAG_STYLE:
    case VG_TAG_IFRAME:
    case VG_TAG_RAW:
        w->html.state = VG_HTML_RAWTEXT;
        break;
    case VG_TAG_TITLE:
        w->html.state = VG_HTML_RCDATA;
        title = 1;
        break;
    default:
        return 0;
    }
    while (vg_html_next(&w->html, &inner) && inner.kind == VG_HTML_TEXT) {
        if (title && w->page->title.len == 0)
            w->page->title = decoded(w->page, inner.data);
        if (jsonld && w->page->jsonld_count < MAX_JSONLD) {
            struct vg_page *page = w->page;

            page->jsonld = vg_grow(page->a, page->jsonld, page->jsonld_count, &page->jsonld_room);
            page->jsonld[page->jsonld_count++] = inner.data;
        } else if (info->tag == VG_TAG_SCRIPT) {
            take_script_time(w->page, inner.data);
        }
    }
    w->html.state = VG_HTML_DATA;
    return 1;
}

/* An HTML element inside svg or math ends them. */
static void leave_foreign(struct walk *w)
{
    size_t i = 1;

    while (i <= w->depth && !is_foreign(w->stack[i].tag))
        i++;
    if (i <= w->depth)
        pop_to(w, i);
}

/* Two links side by side are two words, whatever the style sheet makes of them. */
static void begin_link(struct walk *w, const struct vg_html_token *t)
{
    if (w->in_block && !w->has_space && !w->br && w->link_end == w->page->text.len)
        put_inserted(w, " ", t->start);
    w->in_link = vg_html_attribute(t, "href") != NULL ||
                 (vg_html_attribute(t, "name") == NULL && vg_html_attribute(t, "id") == NULL);
}

static void take_start(struct walk *w, const struct vg_html_token *t)
{
    const struct vg_tag_info *info = vg_tag_info(t->name);

    if (w->html.foreign && (info->flags & VG_TAG_BREAKS) != 0)
        leave_foreign(w);
    if (w->html.foreign) {
        if (!t->self_closing)
            push(w, t, info);
        return;
    }
    if (take_raw(w, t, info) || take_void(w, t, info))
        return;
    if (is_foreign(info->tag) && t->self_closing)
        return;
    close_implied(w, info->tag, info->flags);
    if ((info->flags & VG_TAG_BLOCK) != 0)
        end_block(w, gap_of(info->tag));
    if (info->tag == VG_TAG_A)
        begin_link(w, t);
    if (info->tag == VG_TAG_TIME)
        take_time(w, t);
    if (info->tag == VG_TAG_RT)
        put_inserted(w, "(", t->start);
    push(w, t, info);
    if (info->tag == VG_TAG_TEXTAREA)
        w->html.state = VG_HTML_RCDATA;
    if (info->tag == VG_TAG_PLAINTEXT)
        w->html.state = VG_HTML_PLAINTEXT;
    if (vg_str_is(t->name, "xmp"))
        w->html.state = VG_HTML_RAWTEXT;
}

static int is_heading(uint8_t tag)
{
    return tag >= VG_TAG_H1 && tag <= VG_TAG_H6;
}

/* Does the open element answer to this end tag? Tags that share a number
 * (ul, ol; td, th) are close enough to end each other. */
static int answers(const struct open *o, const struct vg_tag_info *info, uint64_t name)
{
    if (info->tag == VG_TAG_OTHER)
        return o->name == name;
    return o->tag == info->tag || (is_heading(info->tag) && is_heading(o->tag));
}

/* Nothing that an inline end tag would end lies past a block; nothing that most
 * end tags would end lies past a cell. */
static int is_wall(const struct open *o, const struct vg_tag_info *info)
{
    if ((o->flags & VG_TAG_BLOCK) != 0 && (info->flags & VG_TAG_BLOCK) == 0 &&
        !is_foreign(info->tag))
        return 1;
    return (o->flags & VG_TAG_SCOPE) != 0 && info->tag != VG_TAG_TABLE && info->tag != VG_TAG_TR &&
           info->tag != VG_TAG_TBODY;
}

static void take_end(struct walk *w, const struct vg_html_token *t)
{
    const struct vg_tag_info *info = vg_tag_info(t->name);
    size_t least = w->depth > LOOK_UP ? w->depth - LOOK_UP : 0;
    uint64_t name = name_key(t->name);

    if (info->tag == VG_TAG_BR) {
        take_br(w, t);
        return;
    }
    if (info->tag == VG_TAG_A) {
        w->in_link = 0;
        w->link_end = w->page->text.len;
    }
    if (info->tag == VG_TAG_RT)
        put_inserted(w, ")", t->start);
    if ((info->flags & VG_TAG_BLOCK) != 0)
        end_block(w, gap_of(info->tag));
    if (w->beyond > 0) {
        if (info->tag != VG_TAG_BODY && info->tag != VG_TAG_HTML)
            w->beyond--;
        return;
    }
    for (size_t i = w->depth; i > least; i--) {
        if (answers(&w->stack[i], info, name)) {
            pop_to(w, i);
            return;
        }
        if (is_wall(&w->stack[i], info))
            return;
    }
}

static void take_text(struct walk *w, const struct vg_html_token *t)
{
    const struct open *o = &w->stack[w->depth];
    size_t base = (size_t)(t->data.p - w->p);

    if (o->skip || t->data.len == 0)
        return;
    if (o->pre)
        put_pre(w, t->data, base);
    else
        put_piece(w, t->data, base, t->state == VG_HTML_DATA || t->state == VG_HTML_RCDATA);
}

void vg_page_build(struct vg_page *page, const char *p, size_t len)
{
    struct walk *w = VG_NEW(page->a, struct walk);
    struct vg_html_token *t = VG_NEW(page->a, struct vg_html_token);

    page->text.max = (size_t)VG_MAX_TEXT + 64;
    w->page = page;
    w->p = p;
    w->html = (struct vg_html){.p = p, .len = len};
    (void)add_node(page, &w->stack[0], 0);
    while (!page->full && page->block_count < VG_MAX_BLOCKS && vg_html_next(&w->html, t)) {
        switch (t->kind) {
        case VG_HTML_TEXT:
            take_text(w, t);
            break;
        case VG_HTML_START:
            take_start(w, t);
            break;
        case VG_HTML_END:
            take_end(w, t);
            break;
        case VG_HTML_COMMENT:
        case VG_HTML_DOCTYPE:
            break;
        }
    }
    end_block(w, GAP_LINE);
    if (page->block_count == VG_MAX_BLOCKS && w->html.at < len)
        page->full = 1;
}

void vg_page_end(struct vg_page *page)
{
    vg_buf_end(&page->text);
}
