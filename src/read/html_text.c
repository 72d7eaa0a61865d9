/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Text in document order, white space drawn together, and its map. What may be
 * copied as it stands is copied by the loops of html_scan.h; bytes that are copied
 * join the last run when they continue it in the source, so there is about one run
 * for each tag.
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "read/html_walk.h"

/* -- the map -------------------------------------------------------------------- */
static inline void add_run(struct vg_page *page, size_t text_len, size_t source, size_t source_len,
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
    if (page->run_count == page->run_room) {
        if (page->run_count >= VG_MAX_PAGE_RUNS) { /* without a place in the source it is no text */
            page->text.len -= text_len;
            page->at = page->full ? page->at : source;
            page->full = 1;
            return;
        }
        page->runs = vg_page_grow(page, page->runs, page->run_count, &page->run_room,
                                  sizeof *page->runs, VG_MAX_PAGE_RUNS);
    }
    assert(page->runs != NULL); /* vg_page_build() made room for the first */
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

/* Room for `n` more bytes of text, with what the loops need past them. */
static inline int has_room(struct vg_page *page, size_t n)
{
    if (page->text.room > page->text.len + n + VG_SCAN_PAST && page->text.len + n <= VG_MAX_TEXT)
        return 1;
    if (page->text.len + n > (size_t)VG_MAX_TEXT || !vg_buf_room(&page->text, n + VG_SCAN_PAST)) {
        page->full = 1;
        return 0;
    }
    return 1;
}

static void put(struct vg_walk *w, const char *bytes, size_t n, size_t source, size_t source_len,
                enum vg_run_kind kind)
{
    struct vg_page *page = w->page;

    if (!has_room(page, n))
        return;
    memcpy(page->text.p + page->text.len, bytes, n);
    page->text.len += n;
    add_run(page, n, source, source_len, kind);
    if (w->in_link)
        w->block.link_bytes += (uint32_t)n;
}

/* One byte, as most of what is put in or drawn together is. */
static inline void put_byte(struct vg_walk *w, char byte, size_t source, size_t source_len,
                            enum vg_run_kind kind)
{
    struct vg_page *page = w->page;

    if (!has_room(page, 1))
        return;
    page->text.p[page->text.len++] = byte;
    add_run(page, 1, source, source_len, kind);
    w->block.link_bytes += w->in_link != 0;
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

/* -- blocks ------------------------------------------------------------------------- */
static void begin_block(struct vg_walk *w, size_t source)
{
    const struct vg_open *o = &w->stack[w->depth];
    struct vg_page *page = w->page;

    w->led = page->block_count > 0 && page->text.len < (size_t)VG_MAX_TEXT;
    if (w->led)
        put_byte(w, w->before_block == VG_GAP_CELL ? '\t' : '\n', source, 0, VG_RUN_INSERTED);
    w->before_block = VG_GAP_NONE;
    w->br = w->has_space = 0;
    w->in_block = 1;
    w->block = (struct vg_page_block){
        .start = (uint32_t)page->text.len,
        .node = vg_walk_node(w),
        .hints = o->hints,
        .level = o->level,
        .hidden = o->hidden != 0,
        .alt = o->alt != 0,
        .form = o->form != 0,
        .cell = o->table != 0,
        .caption = o->caption != 0,
        .list = o->list != 0,
        .quote = o->quote != 0,
        .table = o->table,
    };
}

/* The plain loops read nothing past the end of what they are given. */
static const struct vg_scan *scan_for(const struct vg_walk *w, const char *p, size_t len)
{
    return (size_t)(w->html.p + w->html.len - p) >= len + VG_SCAN_PAST ? w->scan
                                                                       : vg_scan_of(VG_SCAN_PLAIN);
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

static uint16_t capped(uint32_t n)
{
    return (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX);
}

static void count_block(struct vg_walk *w, struct vg_page_block *b)
{
    struct vg_scan_counts n;

    /* has_room() has seen to it that bytes past the text can be read. */
    w->scan->count(w->page->text.p + b->start, b->len, &n);
    b->letters = n.letters;
    b->digits = capped(n.digits);
    b->marks = capped(n.marks);
    b->stops = capped(n.stops);
}

/* Builders of pages offer the lower headings as sizes of letters: a paragraph of sentences is one,
 * whatever it is set as. Above stand headlines, and what is said below them in a sentence or two.
 */
static int is_set_as_heading(const struct vg_page *page, const struct vg_page_block *b)
{
    enum { LOWER = 4, LETTERS = 100, SHORT = 60 };
    const char *end = page->text.p + b->start + b->len;

    if (b->level < LOWER || b->stops == 0 || b->letters < SHORT)
        return 0;
    return b->letters >= LETTERS || end[-1] == '.' || memcmp(end - 3, "。", 3) == 0;
}

void vg_walk_close_block(struct vg_walk *w)
{
    struct vg_page *page = w->page;
    struct vg_page_block *b = &w->block;
    size_t end = page->text.len, n;

    w->in_block = 0;
    while (end > b->start && (n = wide_space_before(page->text.p, end)) > 0 && end - n >= b->start)
        end -= n;
    if (end < page->text.len)
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
    count_block(w, b);
    if (is_set_as_heading(page, b))
        b->level = 0;
    if (page->block_count == page->block_room)
        page->blocks = vg_page_grow(page, page->blocks, page->block_count, &page->block_room,
                                    sizeof *page->blocks, VG_MAX_BLOCKS);
    page->headings += b->level > 0;
    page->linked += b->link_bytes > 0;
    page->hidden += b->hidden;
    page->sentences += b->stops > 0;
    page->wordy += b->letters >= VG_PAGE_WORDY;
    page->nodes[b->node].last_block = (uint32_t)page->block_count;
    page->blocks[page->block_count++] = *b;
}

/* -- characters ------------------------------------------------------------------------ */
static void put_space(struct vg_walk *w)
{
    if (!w->has_space)
        return;
    w->has_space = 0;
    put_byte(w, ' ', w->space, w->space_len, w->space_len == 1 ? VG_RUN_COPIED : VG_RUN_REFERENCE);
}

/* Whatever waits before the next visible bytes at `source`. */
static void settle(struct vg_walk *w, size_t source)
{
    if (!w->in_block) {
        begin_block(w, source);
        return;
    }
    if (w->br) {
        w->br = w->has_space = 0;
        put_byte(w, '\n', w->br_start, w->br_end - w->br_start, VG_RUN_REFERENCE);
        return;
    }
    put_space(w);
}

/* White space that waits for something visible after it. */
static void hold_space(struct vg_walk *w, size_t source, size_t len)
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
static int is_widthless(const struct vg_walk *w, uint32_t c)
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
static void put_decoded(struct vg_walk *w, const uint32_t c[2], size_t source, size_t len)
{
    struct vg_page *page = w->page;
    size_t from;

    if (c[0] < 0x80 && vg_is_html_space((char)c[0])) {
        hold_space(w, source, len);
        return;
    }
    if (is_widthless(w, c[0]) || (is_wide_space(c[0]) && (!w->in_block || w->br)))
        return;
    settle(w, source);
    if (!has_room(page, 8))
        return;
    from = page->text.len;
    vg_put_utf8(&page->text, c[0] == 0 ? VG_REPLACEMENT : c[0]);
    if (c[1] != 0)
        vg_put_utf8(&page->text, c[1]);
    add_run(page, page->text.len - from, source, len, VG_RUN_REFERENCE);
    if (w->in_link)
        w->block.link_bytes += (uint32_t)(page->text.len - from);
}

/* A character of two or more bytes that may be a space or have no width.
 * Returns its length when it was dealt with, 0 when it is plain text. */
static size_t take_special(const struct vg_walk *w, const char *p, size_t len)
{
    uint32_t c;
    size_t n = vg_utf8_next(p, len, &c);

    if (is_widthless(w, c))
        return n;
    return is_wide_space(c) && (!w->in_block || w->br) ? n : 0;
}

static int is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static int is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Does a word begin with `c` for certain, behind that byte? */
static int begins_word(char before, char c)
{
    return is_upper(c)
               ? (is_alnum(before) && !is_upper(before)) || strchr(".,:;!?)", before) != NULL
               : is_alnum(c) && !is_lower(c) && is_lower(before);
}

/* Are letters that meet there parted? */
static int is_parted(int apart, char before, char c)
{
    return apart == VG_APART_ALWAYS ||
           (apart == VG_APART_WORDS ? begins_word(before, c) : is_alnum(c) && is_alnum(before));
}

/* The space that the source does not have, before `next` at `source`. */
static void part(struct vg_walk *w, char next, size_t source)
{
    const struct vg_page *page = w->page;
    int apart = w->apart;

    w->apart = VG_APART_NOT;
    if (!w->in_block || w->has_space || w->br || page->text.len == w->block.start ||
        page->text.p[page->text.len - 1] == ' ')
        return;
    if (is_parted(apart, page->text.p[page->text.len - 1], next))
        put_byte(w, ' ', source, 0, VG_RUN_INSERTED);
}

/* Copy what can be copied at `i`; returns how many bytes that were. */
static size_t put_copied(struct vg_walk *w, struct vg_str s, size_t i)
{
    struct vg_page *page = w->page;
    size_t source = (size_t)(s.p + i - w->html.p), n;

    if (w->apart != VG_APART_NOT)
        part(w, s.p[i], source);
    settle(w, source);
    if (!has_room(page, s.len - i))
        return s.len - i;
    n = scan_for(w, s.p + i, s.len - i)->copy(page->text.p + page->text.len, s.p + i, s.len - i);
    if (n == 0) {
        /* A character that only looked as if it might have to be left out. */
        n = 1;
        while (i + n < s.len && ((unsigned char)s.p[i + n] & 0xc0U) == 0x80U)
            n++;
        memcpy(page->text.p + page->text.len, s.p + i, n);
    }
    page->text.len += n;
    add_run(page, n, source, n, VG_RUN_COPIED);
    if (w->in_link)
        w->block.link_bytes += (uint32_t)n;
    return n;
}

/* A byte that ended a copy. Returns how many bytes were taken, 0 when they are
 * text to be copied after all. */
static size_t put_odd(struct vg_walk *w, struct vg_str s, size_t i, int raw)
{
    static const uint32_t nothing[2] = {0, 0};
    size_t source = (size_t)(s.p + i - w->html.p), n = 0;
    uint32_t c[2];

    if (vg_is_html_space(s.p[i])) {
        while (i + n < s.len && vg_is_html_space(s.p[i + n]))
            n++;
        hold_space(w, source, n);
        return n;
    }
    if (s.p[i] == '&') {
        n = raw ? 0 : vg_html_reference(s.p, s.len, i, 0, c);
        if (n > 0)
            put_decoded(w, c, source, n);
        return n;
    }
    if (s.p[i] == '\0') {
        put_decoded(w, nothing, source, 1);
        return 1;
    }
    return (unsigned char)s.p[i] >= 0x80 ? take_special(w, s.p + i, s.len - i) : 0;
}

/* May the byte begin something that is not copied? */
static int may_be_odd(char c)
{
    unsigned char b = (unsigned char)c;

    return b <= ' ' || b == '&' || b == 0xc2 || b == 0xe2 || b == 0xe3 || b == 0xef;
}

static void put_piece(struct vg_walk *w, struct vg_str s, int raw)
{
    for (size_t i = 0; i < s.len;) {
        size_t n = may_be_odd(s.p[i]) ? put_odd(w, s, i, raw) : 0;

        i += n > 0 ? n : put_copied(w, s, i);
    }
}

/* Text inside <pre> up to the next byte that is not copied there. */
static size_t pre_end(struct vg_str s, size_t i)
{
    while (i < s.len && s.p[i] != '\r' && s.p[i] != '&' && s.p[i] != '\0')
        i++;
    return i;
}

/* What is not copied in <pre>: references, CR, NUL. Returns how many bytes it took. */
static size_t put_pre_odd(struct vg_walk *w, struct vg_str s, size_t i, int raw)
{
    static const uint32_t nothing[2] = {0, 0};
    size_t source = (size_t)(s.p + i - w->html.p), n;
    uint32_t c[2];

    if (s.p[i] == '&' && !raw && (n = vg_html_reference(s.p, s.len, i, 0, c)) > 0) {
        put_decoded(w, c, source, n);
        return n;
    }
    if (s.p[i] == '&') {
        settle(w, source);
        put_byte(w, '&', source, 1, VG_RUN_COPIED);
    } else if (s.p[i] == '\0') {
        put_decoded(w, nothing, source, 1);
    } else if ((i + 1 == s.len || s.p[i + 1] != '\n') && w->in_block) {
        settle(w, source);
        put_byte(w, '\n', source, 1, VG_RUN_REFERENCE);
    }
    return 1;
}

/* Text inside <pre>: white space stays, CR LF is LF. */
static void put_pre(struct vg_walk *w, struct vg_str s, int raw)
{
    size_t i = 0;

    while (i < s.len) {
        size_t from = i;

        i = pre_end(s, i);
        while (!w->in_block && from < i && vg_is_html_space(s.p[from]))
            from++;
        if (i > from) {
            size_t source = (size_t)(s.p + from - w->html.p);

            settle(w, source);
            put(w, s.p + from, i - from, source, i - from, VG_RUN_COPIED);
        }
        if (i < s.len)
            i += put_pre_odd(w, s, i, raw);
    }
}

/* More text of the block, outside of the inline element that it begins in: that gives
 * no bad name to all of it. */
static void widen_block(struct vg_walk *w, struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!vg_is_html_space(s.p[i])) {
            w->block.hints &= (uint16_t)(w->stack[w->depth].hints | (unsigned)~VG_HINT_BAD);
            return;
        }
}

void vg_walk_text(struct vg_walk *w, struct vg_str s, int raw)
{
    if (w->in_block && (w->block.hints & VG_HINT_BAD) != 0)
        widen_block(w, s);
    if (w->stack[w->depth].pre)
        put_pre(w, s, raw);
    else
        put_piece(w, s, raw);
}

void vg_walk_inserted(struct vg_walk *w, const char *text, size_t source)
{
    if (!w->in_block)
        return;
    settle(w, source);
    put(w, text, strlen(text), source, 0, VG_RUN_INSERTED);
}

/* Alternative text, or the word on a button. */
void vg_walk_apart(struct vg_walk *w, const struct vg_str *value, int form)
{
    struct vg_open *o = &w->stack[w->depth];
    uint8_t was_form = o->form, was_alt = o->alt;

    if (value == NULL || value->len == 0 || o->skip)
        return;
    vg_walk_end_block(w, VG_GAP_LINE);
    o->form = (uint8_t)(form || was_form);
    o->alt = (uint8_t)(!form || was_alt);
    put_piece(w, *value, 0);
    vg_walk_end_block(w, VG_GAP_LINE);
    o->form = was_form;
    o->alt = was_alt;
}

void vg_walk_br(struct vg_walk *w, size_t start, size_t end)
{
    if (!w->in_block)
        return;
    if (w->br) {
        vg_walk_end_block(w, VG_GAP_LINE);
        return;
    }
    w->br = 1;
    w->has_space = 0;
    w->br_start = start;
    w->br_end = end;
}
