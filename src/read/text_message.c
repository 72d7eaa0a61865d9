/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The flat form of a text: "vgt1", then lists in the order of struct vg_text,
 * each led by its count. Numbers are LEB128 in their shortest form, so there is
 * one spelling of every message; positions are written as distances from the
 * end of what came before, which makes a run four or five bytes and a box eight.
 * What is said of pages follows last, where there are some: that came later.
 *
 * The reader treats the sender as an adversary. A count is compared with a
 * ceiling and with the bytes that are left before anything is allocated for it.
 */
#include "read/text.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* A run that lies before the end of the one before it is led by this, which is no kind
 * of run, and by how far back it begins; its own distance is then 0. */
enum { STEP_BACK = 3 };
_Static_assert((int)STEP_BACK >= (int)VG_RUN_KINDS, "the lead is no kind of run");

static const char magic[4] = {'v', 'g', 't', '1'};

/* -- writing ------------------------------------------------------------------- */
static void put_text(struct vg_buf *b, struct vg_str s)
{
    vg_put_varint(b, s.len);
    vg_put_str(b, s);
}

static void put_blocks(struct vg_buf *b, const struct vg_text *t)
{
    uint32_t at = 0;

    vg_put_varint(b, t->block_count);
    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *k = &t->blocks[i];

        vg_put_varint(b, k->start - at);
        vg_put_varint(b, k->len);
        vg_put_varint(b, (uint64_t)k->class);
        vg_put_varint(b, k->level);
        put_text(b, vg_str(k->language));
        put_text(b, vg_str(k->script));
        at = k->start + k->len;
    }
}

static void put_main(struct vg_buf *b, const struct vg_text *t)
{
    uint32_t at = 0;

    vg_put_varint(b, t->main_count);
    for (size_t i = 0; i < t->main_count; i++) {
        vg_put_varint(b, t->main[i].start - at);
        vg_put_varint(b, t->main[i].end - t->main[i].start);
        at = t->main[i].end;
    }
}

static void put_fields(struct vg_buf *b, const struct vg_text *t)
{
    vg_put_varint(b, t->field_count);
    for (size_t i = 0; i < t->field_count; i++) {
        vg_put_varint(b, (uint64_t)t->fields[i].name);
        vg_put_varint(b, (uint64_t)t->fields[i].from);
        put_text(b, t->fields[i].value);
    }
}

static void put_runs(struct vg_buf *b, const struct vg_text *t)
{
    uint32_t at = 0;

    vg_put_varint(b, t->run_count);
    for (size_t i = 0; i < t->run_count; i++) {
        const struct vg_run *r = &t->runs[i];

        if (r->source < at) {
            vg_put_varint(b, STEP_BACK);
            vg_put_varint(b, at - r->source);
            at = r->source;
        }
        vg_put_varint(b, (uint64_t)r->kind | (uint64_t)(r->text_unit << 2) |
                             (uint64_t)(r->source_unit << 5));
        vg_put_varint(b, r->text_len);
        vg_put_varint(b, r->source - at);
        if (r->kind == VG_RUN_REFERENCE)
            vg_put_varint(b, r->source_len);
        at = r->source + r->source_len;
    }
}

static void put_notes(struct vg_buf *b, const struct vg_read_note *list, size_t n)
{
    vg_put_varint(b, n);
    for (size_t i = 0; i < n; i++) {
        vg_put_varint(b, (uint64_t)list[i].kind);
        vg_put_varint(b, list[i].offset);
        put_text(b, list[i].text);
    }
}

/* -- writing what is said of pages ------------------------------------------------ */
static uint64_t zigzag(int64_t v)
{
    return v < 0 ? ((uint64_t)(-(v + 1)) << 1) + 1 : (uint64_t)v << 1;
}

static void put_pages(struct vg_buf *b, const struct vg_text *t)
{
    uint32_t page = 0;

    vg_put_varint(b, t->page_count);
    for (size_t i = 0; i < t->page_count; i++) {
        vg_put_varint(b, t->pages[i].width);
        vg_put_varint(b, t->pages[i].height);
        vg_put_varint(b, t->pages[i].wants_ocr != 0);
    }
    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *k = &t->blocks[i];

        vg_put_varint(b, (uint64_t)(k->page - page) << 1 | (k->is_ocr != 0));
        if (k->is_ocr) {
            vg_put_varint(b, k->mean_sure);
            vg_put_varint(b, k->least_sure);
        }
        page = k->page;
    }
}

static void put_boxes(struct vg_buf *b, const struct vg_text *t)
{
    struct vg_box before = {0};

    vg_put_varint(b, t->box_count);
    for (size_t i = 0; i < t->box_count; i++) {
        const struct vg_box *k = &t->boxes[i];

        vg_put_varint(b, k->start - (before.start + before.len));
        vg_put_varint(b, (uint64_t)k->len << 1 | (k->has_hyphen != 0));
        vg_put_varint(b, zigzag((int64_t)k->x - before.x - before.width));
        vg_put_varint(b, zigzag((int64_t)k->y - before.y));
        vg_put_varint(b, k->width);
        vg_put_varint(b, zigzag((int64_t)k->height - before.height));
        before = *k;
    }
}

/* What stands before the tail: magic, length, text. */
static void put_head(struct vg_buf *out, struct vg_str text)
{
    vg_put(out, magic, sizeof magic);
    put_text(out, text);
}

void vg_text_write(const struct vg_text *t, struct vg_buf *out)
{
    put_head(out, t->text);
    vg_put_varint(out, t->source_len);
    put_blocks(out, t);
    put_main(out, t);
    put_fields(out, t);
    put_text(out, t->charset);
    put_text(out, t->declared);
    vg_put_varint(out, (uint64_t)t->charset_rule);
    vg_put_varint(out, t->replaced);
    put_text(out, vg_str(t->language));
    put_text(out, vg_str(t->script));
    put_runs(out, t);
    put_notes(out, t->damage, t->damage_count);
    put_notes(out, t->odd, t->odd_count);
    put_text(out, t->media);
    put_text(out, t->reader);
    if (t->page_count > 0) {
        put_pages(out, t);
        put_boxes(out, t);
    }
}

struct vg_str vg_text_tail(struct vg_str message, struct vg_str text)
{
    size_t digits = 1;

    for (size_t n = text.len; n >= 0x80; n >>= 7)
        digits++;
    return (struct vg_str){message.p + sizeof magic + digits + text.len,
                           message.len - sizeof magic - digits - text.len};
}

void vg_text_join(struct vg_str text, struct vg_str tail, struct vg_buf *out)
{
    put_head(out, text);
    vg_put_str(out, tail);
}

/* -- reading ---------------------------------------------------------------------- */
struct cursor {
    const char *p;
    size_t len, at;
    struct vg_arena *a;
    struct vg_err *err;
    int code; /* the first failure; everything after it reads as 0 */
};

static void spoil(struct cursor *c, int code, const char *what)
{
    if (c->code == VG_OK)
        c->code = vg_fail(c->err, code, "message of a reader: byte %zu: %s", c->at, what);
}

static uint64_t get_n(struct cursor *c, uint64_t max, const char *what)
{
    uint64_t v = 0;
    unsigned shift = 0;

    for (;;) {
        unsigned char b;

        if (c->code != VG_OK || c->at == c->len || shift > 56) {
            spoil(c, VG_E_FORMAT, what);
            return 0;
        }
        b = (unsigned char)c->p[c->at++];
        v |= (uint64_t)(b & 0x7fU) << shift;
        if (b < 0x80) {
            if (b == 0 && shift > 0)
                spoil(c, VG_E_FORMAT, "a number longer than it need be");
            break;
        }
        shift += 7;
    }
    if (v > max)
        spoil(c, VG_E_LIMIT, what);
    return c->code == VG_OK ? v : 0;
}

/* A count of items that take at least `least` bytes each in the message. */
static size_t get_count(struct cursor *c, size_t max, size_t least, const char *what)
{
    size_t n = (size_t)get_n(c, max, what);

    if (n > (c->len - c->at) / least) {
        spoil(c, VG_E_FORMAT, what);
        return 0;
    }
    return n;
}

static struct vg_str get_text(struct cursor *c, size_t max, const char *what)
{
    size_t n = get_count(c, max, 1, what);
    struct vg_str s = {c->p + c->at, n};

    if (c->code != VG_OK)
        return (struct vg_str){"", 0};
    if (vg_utf8_bad(s.p, s.len) != s.len || (n > 0 && memchr(s.p, '\0', n) != NULL)) {
        spoil(c, VG_E_FORMAT, what);
        return (struct vg_str){"", 0};
    }
    c->at += n;
    return vg_str_copy(c->a, s);
}

static void get_code(struct cursor *c, char out[VG_LANG_TEXT])
{
    struct vg_str s = get_text(c, VG_LANG_TEXT - 1, "a code of a language or script");

    memset(out, 0, VG_LANG_TEXT);
    for (size_t i = 0; i < s.len; i++) {
        char low = (char)(s.p[i] | 0x20);

        if (low < 'a' || low > 'z')
            spoil(c, VG_E_FORMAT, "a code of a language or script that is not letters");
        out[i] = s.p[i];
    }
}

/* `gap` and `len` past `from` lie within the text and on borders of characters. */
static int get_stretch(struct cursor *c, const struct vg_text *t, size_t from, struct vg_range *out)
{
    uint64_t start = from + get_n(c, VG_MAX_TEXT, "a place in the text");
    uint64_t end = start + get_n(c, VG_MAX_TEXT, "a length in the text");

    if (c->code != VG_OK)
        return 0;
    if (end > t->text.len || !vg_utf8_border(t->text.p, t->text.len, (size_t)start) ||
        !vg_utf8_border(t->text.p, t->text.len, (size_t)end)) {
        spoil(c, VG_E_FORMAT, "a stretch that the text does not have");
        return 0;
    }
    *out = (struct vg_range){(uint32_t)start, (uint32_t)end};
    return 1;
}

static void get_blocks(struct cursor *c, struct vg_text *t)
{
    size_t n = get_count(c, VG_MAX_BLOCKS, 6, "the number of blocks");
    size_t at = 0;

    t->blocks = VG_NEW_ARRAY(c->a, struct vg_block, n);
    for (size_t i = 0; i < n && c->code == VG_OK; i++) {
        struct vg_block *k = &t->blocks[i];
        struct vg_range r;

        if (!get_stretch(c, t, at, &r))
            return;
        if (r.start == r.end || (i > 0 && r.start == at))
            spoil(c, VG_E_FORMAT, "a block that is empty or touches the one before");
        k->start = r.start;
        k->len = r.end - r.start;
        k->class = (enum vg_block_class)get_n(c, VG_BLOCK_CLASSES - 1, "a class of block");
        k->level = (uint8_t)get_n(c, 6, "a level of heading");
        get_code(c, k->language);
        get_code(c, k->script);
        at = r.end;
    }
    t->block_count = n;
}

static void get_main(struct cursor *c, struct vg_text *t)
{
    size_t n = get_count(c, VG_MAX_BLOCKS, 2, "the number of main ranges");
    size_t at = 0;

    t->main = VG_NEW_ARRAY(c->a, struct vg_range, n);
    for (size_t i = 0; i < n && c->code == VG_OK; i++) {
        if (!get_stretch(c, t, at, &t->main[i]))
            return;
        if (t->main[i].start == t->main[i].end || (i > 0 && t->main[i].start == at))
            spoil(c, VG_E_FORMAT, "a main range that is empty or touches the one before");
        at = t->main[i].end;
    }
    t->main_count = n;
}

static void get_fields(struct cursor *c, struct vg_text *t)
{
    size_t n = get_count(c, VG_FIELD_NAMES, 3, "the number of fields");
    unsigned seen = 0;

    t->fields = VG_NEW_ARRAY(c->a, struct vg_field, n);
    for (size_t i = 0; i < n && c->code == VG_OK; i++) {
        struct vg_field *f = &t->fields[i];

        f->name = (enum vg_field_name)get_n(c, VG_FIELD_NAMES - 1, "a name of a field");
        f->from = (enum vg_field_from)get_n(c, VG_FROM_FROMS - 1, "an origin of a field");
        f->value = get_text(c, VG_MAX_WORDS, "a value of a field");
        if ((seen & 1U << f->name) != 0)
            spoil(c, VG_E_FORMAT, "a field given twice");
        seen |= 1U << f->name;
    }
    t->field_count = n;
}

static int units_fit(const struct vg_run *r)
{
    if (r->kind != VG_RUN_COPIED)
        return r->text_unit == 0 && r->source_unit == 0;
    return r->text_unit >= 1 && r->text_unit <= 4 && r->source_unit >= 1 && r->source_unit <= 4 &&
           r->text_len % r->text_unit == 0;
}

/* The lead of a run that steps back; gives the head of the run itself. */
static uint64_t step_back(struct cursor *c, struct vg_text *t, uint64_t *source)
{
    uint64_t back = get_n(c, *source, "a step back in the source");

    if (back == 0)
        spoil(c, VG_E_FORMAT, "a step back that goes nowhere");
    *source -= back <= *source ? back : 0;
    t->scattered = 1;
    return get_n(c, 0xff, "a kind of run");
}

/* One run; *source is the end of the run before in the source. */
static void get_run(struct cursor *c, struct vg_text *t, struct vg_run *r, size_t at,
                    uint64_t *source)
{
    uint64_t head = get_n(c, 0xff, "a kind of run");
    int stepped = head == STEP_BACK;
    uint64_t len, from, taken = 0;

    if (stepped)
        head = step_back(c, t, source);
    len = get_n(c, VG_MAX_TEXT, "a length of a run");
    from = *source + get_n(c, stepped ? 0 : VG_MAX_HELPER_INPUT, "a place in the source");
    r->kind = (uint8_t)(head & 3U);
    r->text_unit = (uint8_t)(head >> 2 & 7U);
    r->source_unit = (uint8_t)(head >> 5);
    r->text = (uint32_t)at;
    r->text_len = (uint32_t)len;
    if (r->kind == VG_RUN_REFERENCE)
        taken = get_n(c, VG_MAX_HELPER_INPUT, "a length in the source");
    if (c->code != VG_OK)
        return;
    if (r->kind >= VG_RUN_KINDS || len == 0 || !units_fit(r) ||
        (r->kind == VG_RUN_REFERENCE && taken == 0)) {
        spoil(c, VG_E_FORMAT, "a run of the map that makes no sense");
        return;
    }
    if (r->kind == VG_RUN_COPIED)
        taken = len / r->text_unit * r->source_unit;
    if (at + len > t->text.len || from + taken > t->source_len ||
        !vg_utf8_border(t->text.p, t->text.len, at + (size_t)len)) {
        spoil(c, VG_E_FORMAT, "a run of the map outside text or source");
        return;
    }
    r->source = (uint32_t)from;
    r->source_len = (uint32_t)taken;
    *source = from + taken;
}

static void get_runs(struct cursor *c, struct vg_text *t)
{
    size_t n = get_count(c, SIZE_MAX, 3, "the number of runs");
    size_t at = 0;
    uint64_t source = 0;

    t->runs = VG_NEW_ARRAY(c->a, struct vg_run, n);
    for (size_t i = 0; i < n && c->code == VG_OK; i++) {
        get_run(c, t, &t->runs[i], at, &source);
        at += t->runs[i].text_len;
    }
    if (c->code == VG_OK && at != t->text.len)
        spoil(c, VG_E_FORMAT, "a map that does not cover the text");
    t->run_count = n;
}

static struct vg_read_note *get_notes(struct cursor *c, size_t *count)
{
    size_t n = get_count(c, VG_MAX_DAMAGE, 3, "the number of notes");
    struct vg_read_note *list = VG_NEW_ARRAY(c->a, struct vg_read_note, n);

    for (size_t i = 0; i < n && c->code == VG_OK; i++) {
        list[i].kind = (enum vg_note_kind)get_n(c, VG_NOTE_KINDS - 1, "a kind of note");
        list[i].offset = get_n(c, (uint64_t)VG_MAX_SOURCE, "a place of a note");
        list[i].text = get_text(c, VG_MAX_WORDS, "a note");
    }
    *count = n;
    return list;
}

static void get_pages(struct cursor *c, struct vg_text *t)
{
    size_t n = get_count(c, VG_MAX_PAGES, 3, "the number of pages");
    uint64_t page = 0;

    if (n == 0)
        spoil(c, VG_E_FORMAT, "pages of which there are none");
    t->pages = VG_NEW_ARRAY(c->a, struct vg_sheet, n);
    t->page_count = n;
    for (size_t i = 0; i < n && c->code == VG_OK; i++) {
        t->pages[i].width = (uint32_t)get_n(c, VG_MAX_PAGE_SIDE, "the width of a page");
        t->pages[i].height = (uint32_t)get_n(c, VG_MAX_PAGE_SIDE, "the height of a page");
        t->pages[i].wants_ocr = (uint8_t)get_n(c, 1, "a mark of a page");
    }
    for (size_t i = 0; i < t->block_count && c->code == VG_OK; i++) {
        struct vg_block *k = &t->blocks[i];
        uint64_t head = get_n(c, 2 * VG_MAX_PAGES + 1, "the page of a block");

        page += head >> 1;
        if (page < 1 || page > n)
            spoil(c, VG_E_FORMAT, "a block on a page that is not there");
        k->page = (uint32_t)page;
        k->is_ocr = head & 1;
        if (k->is_ocr) {
            k->mean_sure = (uint8_t)get_n(c, 100, "how sure a reader was");
            k->least_sure = (uint8_t)get_n(c, 100, "how sure a reader was");
        }
    }
}

/* A side of a box, as its distance from that of the box before. */
static uint32_t get_side(struct cursor *c, int64_t before)
{
    uint64_t v = get_n(c, 4 * VG_MAX_PAGE_SIDE, "a side of a box");
    int64_t side = before + (v & 1 ? -(int64_t)(v >> 1) - 1 : (int64_t)(v >> 1));

    if (side < 0 || side > VG_MAX_PAGE_SIDE)
        spoil(c, VG_E_FORMAT, "a box outside any page");
    return c->code == VG_OK ? (uint32_t)side : 0;
}

/* Boxes ascend, so the block of one is that of the box before or a later one. */
static void check_box(struct cursor *c, const struct vg_text *t, const struct vg_box *b,
                      size_t *block)
{
    const struct vg_sheet *p;

    while (*block < t->block_count &&
           (size_t)t->blocks[*block].start + t->blocks[*block].len <= b->start)
        ++*block;
    if (*block == t->block_count || t->blocks[*block].start > b->start ||
        t->blocks[*block].start + t->blocks[*block].len < b->start + b->len) {
        spoil(c, VG_E_FORMAT, "a box that is not inside a block");
        return;
    }
    p = &t->pages[t->blocks[*block].page - 1];
    if (b->x + b->width > p->width || b->y + b->height > p->height)
        spoil(c, VG_E_FORMAT, "a box that is not inside its page");
}

static void get_boxes(struct cursor *c, struct vg_text *t)
{
    size_t n = get_count(c, VG_MAX_TEXT, 6, "the number of boxes");
    struct vg_box before = {0};
    size_t block = 0;

    t->boxes = VG_NEW_ARRAY(c->a, struct vg_box, n);
    t->box_count = n;
    for (size_t i = 0; i < n && c->code == VG_OK; i++) {
        struct vg_box *k = &t->boxes[i];
        uint64_t start =
            before.start + (uint64_t)before.len + get_n(c, VG_MAX_TEXT, "the place of a box");
        uint64_t head = get_n(c, 2 * VG_MAX_TEXT + 1, "the length of a box");
        uint64_t end = start + (head >> 1);

        if (c->code == VG_OK && (end > t->text.len || end == start ||
                                 !vg_utf8_border(t->text.p, t->text.len, (size_t)start) ||
                                 !vg_utf8_border(t->text.p, t->text.len, (size_t)end)))
            spoil(c, VG_E_FORMAT, "a box around nothing that is in the text");
        k->start = (uint32_t)start;
        k->len = (uint32_t)(end - start);
        k->has_hyphen = head & 1;
        k->x = get_side(c, (int64_t)before.x + before.width);
        k->y = get_side(c, before.y);
        k->width = (uint32_t)get_n(c, VG_MAX_PAGE_SIDE, "the width of a box");
        k->height = get_side(c, before.height);
        if (c->code == VG_OK)
            check_box(c, t, k, &block);
        before = *k;
    }
}

int vg_text_read(const char *p, size_t len, struct vg_arena *a, struct vg_text *out,
                 struct vg_err *err)
{
    struct cursor c = {.p = p, .len = len, .a = a, .err = err};
    struct vg_text t = {0};

    if (len < sizeof magic || memcmp(p, magic, sizeof magic) != 0)
        return vg_fail(err, VG_E_FORMAT, "message of a reader: does not begin with vgt1");
    c.at = sizeof magic;
    t.text = get_text(&c, VG_MAX_TEXT, "the text");
    t.source_len = get_n(&c, VG_MAX_HELPER_INPUT, "the length of the source");
    get_blocks(&c, &t);
    get_main(&c, &t);
    get_fields(&c, &t);
    t.charset = get_text(&c, 64, "the charset");
    t.declared = get_text(&c, 64, "the declared charset");
    t.charset_rule = (enum vg_charset_rule)get_n(&c, VG_CHARSET_RULES - 1, "the charset rule");
    t.replaced = get_n(&c, VG_MAX_DOCUMENT, "the count of replaced bytes");
    get_code(&c, t.language);
    get_code(&c, t.script);
    get_runs(&c, &t);
    t.damage = get_notes(&c, &t.damage_count);
    t.odd = get_notes(&c, &t.odd_count);
    t.media = get_text(&c, VG_MAX_MEDIA, "the media type");
    t.reader = get_text(&c, 64, "the name of the reader");
    if (c.code == VG_OK && c.at < c.len) {
        get_pages(&c, &t);
        get_boxes(&c, &t);
    }
    if (c.code == VG_OK && c.at != c.len)
        spoil(&c, VG_E_FORMAT, "more bytes than the text has");
    if (c.code != VG_OK)
        return c.code;
    *out = t;
    return VG_OK;
}
