/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Word documents (ECMA-376 part 1, section 17) and the slides of PowerPoint (19, 21): the
 * body, then footnotes, endnotes, comments, headers and footers. What was deleted with
 * changes tracked is kept as hidden text behind its paragraph; so is text formatted as
 * hidden. Text boxes follow the paragraph they are anchored in.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/office.h"

enum { BASED_ON_MOST = 10, TITLE_LEVEL = 16 };

/* What the text of a part is when nothing in it says otherwise. */
struct word {
    struct vg_office *o;
    struct vg_xml *x;
    enum vg_block_class class;
    int main;
    const struct vg_table *levels; /* style → 1 … 9, or TITLE_LEVEL */
    /* where we are */
    int tables, cells; /* open ones */
    size_t column;     /* of the cell, */
    size_t span;       /* and how many it takes up */
    int paragraphs;    /* open ones: those of a text box are inside another */
    int fresh_cell;
    size_t deleted;        /* depth of the element inside which all is deleted, or 0 */
    size_t boxed;          /* of a text box */
    int hidden;            /* the run is formatted as hidden */
    int side;              /* text goes beside, into a block that is open there */
    size_t ruby;           /* of the reading of a word, which stands before it, */
    struct vg_buf reading; /* and what it says */
    int is_title;
};

/* -- styles
 * ------------------------------------------------------------------------------------------ */

static int is_lower(struct vg_str s, const char *word)
{
    return s.len == strlen(word) && strncasecmp(s.p, word, s.len) == 0;
}

/* "heading 2" gives 2, "Title" TITLE_LEVEL. Names of built-in styles are English in the file
 * whatever the program showed. */
static int level_of_name(struct vg_str name)
{
    if (is_lower(name, "title"))
        return TITLE_LEVEL;
    if (name.len == 9 && strncasecmp(name.p, "heading ", 8) == 0 && name.p[8] >= '1' &&
        name.p[8] <= '9')
        return name.p[8] - '0';
    return 0;
}

struct style {
    struct vg_str id, based_on;
    int level;
};

static void read_style(struct vg_office *o, struct vg_xml *x, struct style *s)
{
    size_t depth = x->depth;
    struct vg_xml_event e;

    while (x->depth >= depth && vg_xml_next(x, &e)) {
        if (e.what != VG_XML_START || e.ns != VG_NS_WORD)
            continue;
        if (vg_str_is(e.name, "name") && s->level == 0)
            s->level = level_of_name(vg_xml_value(&e, "val", &o->scratch));
        else if (vg_str_is(e.name, "basedOn"))
            s->based_on = vg_xml_value(&e, "val", &o->scratch);
        else if (vg_str_is(e.name, "outlineLvl") && s->level == 0) {
            int64_t n = vg_xml_number(&e, "val", 9);

            s->level = n >= 0 && n < 9 ? (int)n + 1 : 0;
        }
    }
}

static void read_styles(struct vg_office *o, struct vg_str name, struct vg_table *levels)
{
    struct vg_table by_id = VG_TABLE(&o->scratch);
    struct style *list = NULL;
    size_t n = 0, room = 0;
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(o, name, 0, &x))
        return;
    while (n < VG_MAX_BOOK_PARTS && vg_xml_next(&x, &e)) {
        if (e.what != VG_XML_START || !vg_xml_is(&e, VG_NS_WORD, "style"))
            continue;
        list = vg_grow(&o->scratch, list, n, &room);
        list[n] = (struct style){.id = vg_xml_value(&e, "styleId", &o->scratch)};
        read_style(o, &x, &list[n]);
        vg_table_set(&by_id, list[n].id, (int64_t)n);
        n++;
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        int64_t next;

        for (int steps = 0; steps < BASED_ON_MOST && list[at].level == 0 &&
                            vg_table_get(&by_id, list[at].based_on, &next);
             steps++)
            at = (size_t)next;
        if (list[at].level > 0)
            vg_table_set(levels, list[i].id, list[at].level);
    }
}

/* -- paragraphs and cells
 * --------------------------------------------------------------------------------- */

static int is_word(const struct vg_xml_event *e, const char *name)
{
    return vg_xml_is(e, VG_NS_WORD, name);
}

static int in_cell(const struct word *w)
{
    return w->tables > 0 && w->cells > 0;
}

static void set_level(struct word *w, int level)
{
    if (w->paragraphs != 1 || in_cell(w) || w->class != VG_BLOCK_MAIN || level <= 0)
        return;
    w->is_title = level == TITLE_LEVEL;
    level = level == TITLE_LEVEL ? 1 : level > 6 ? 6 : level;
    vg_draft_block(&w->o->d, '\n', VG_BLOCK_HEADING, level, w->main);
}

static void begin_paragraph(struct word *w)
{
    struct vg_draft *d = &w->o->d;

    w->side = 0;
    if (w->paragraphs++ > 0)
        return;
    if (in_cell(w)) {
        if (w->fresh_cell) {
            vg_draft_cell(d, w->column, w->class == VG_BLOCK_MAIN ? VG_BLOCK_TABLE : w->class, 0,
                          w->main);
            w->fresh_cell = 0;
        } else if (vg_draft_has_text(d)) {
            vg_draft_put(d, "\n", 1, 0, 0); /* paragraphs of one cell stay together */
        }
        return;
    }
    vg_draft_block(d, '\n', w->class, 0, w->main);
}

static void end_paragraph(struct word *w)
{
    struct vg_draft *d = &w->o->d;

    w->side = 0;
    if (--w->paragraphs > 0)
        return;
    w->paragraphs = 0;
    if (w->is_title && vg_draft_has_text(d))
        vg_office_title(w->o, (struct vg_str){d->text.p + d->start, d->text.len - d->start});
    w->is_title = 0;
    if (w->tables == 0)
        vg_side_flush(w->o);
}

/* Text of a run goes into the paragraph, or beside it. */
static void put_text(struct word *w, struct vg_str text)
{
    int away = w->deleted > 0 || w->hidden;
    enum vg_block_class class = away ? VG_BLOCK_HIDDEN : w->class;

    if (w->ruby > 0) {
        vg_put_str(&w->reading, text);
        return;
    }
    if (!away && w->boxed == 0) {
        vg_draft_words(&w->o->d, text.p, text.len, 0);
        w->side = 0;
        return;
    }
    if (!w->side) {
        vg_side_begin(w->o, class, !away && w->main);
        w->side = 1;
    }
    vg_side_put(w->o, text);
}

static void put_event(struct word *w, const struct vg_xml_event *e)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_TEXT};

    if (w->deleted == 0 && !w->hidden && w->boxed == 0 && w->ruby == 0) {
        vg_xml_draft(e, &w->o->d);
        w->side = 0;
        return;
    }
    vg_xml_decode(e, &b);
    put_text(w, vg_buf_str(&b));
}

static void put_break(struct word *w)
{
    if (w->deleted == 0 && !w->hidden && w->boxed == 0 && w->ruby == 0 &&
        vg_draft_has_text(&w->o->d))
        vg_draft_put(&w->o->d, "\n", 1, 0, 0);
    else
        put_text(w, vg_str(" "));
}

/* The reading is stored first and shown over the word: it follows in parentheses. */
static void end_ruby(struct word *w)
{
    w->ruby = 0;
    if (w->reading.len == 0)
        return;
    put_text(w, vg_str("("));
    put_text(w, vg_buf_str(&w->reading));
    put_text(w, vg_str(")"));
    vg_buf_clear(&w->reading);
}

/* -- elements
 * ------------------------------------------------------------------------------------------------
 */

/* Parts of a paragraph that are not shown, or say how it looked before. */
static int is_skipped(const struct vg_xml_event *e)
{
    static const char *const names[] = {"instrText",  "delInstrText", "pPrChange",
                                        "rPrChange",  "sectPrChange", "tblPrChange",
                                        "tcPrChange", "trPrChange",   "binData"};

    if (vg_xml_is(e, VG_NS_COMPAT, "Fallback"))
        return 1;
    for (size_t i = 0; e->ns == VG_NS_WORD && i < sizeof names / sizeof *names; i++)
        if (vg_str_is(e->name, names[i]))
            return 1;
    return 0;
}

static void start_table_part(struct word *w, const struct vg_xml_event *e)
{
    if (is_word(e, "tbl")) {
        w->tables++;
    } else if (w->tables != 1) {
        return;
    } else if (is_word(e, "tr")) {
        vg_draft_row(&w->o->d);
        w->column = 0;
    } else {
        w->cells = 1;
        w->fresh_cell = 1;
        w->span = 1;
    }
}

static void end_table_part(struct word *w, const struct vg_xml_event *e)
{
    if (is_word(e, "tbl")) {
        w->tables -= w->tables > 0;
        if (w->tables == 0)
            vg_side_flush(w->o);
    } else if (is_word(e, "tc") && w->tables == 1) {
        w->cells = 0;
        w->column += w->span;
    }
}

/* A cell may take up several columns, and a row begin behind some. */
static void widen(struct word *w, const struct vg_xml_event *e)
{
    int64_t n = vg_xml_number(e, "val", 0);

    if (w->tables != 1 || n < 0 || n > VG_MAX_SHEET_COLUMNS)
        return;
    if (is_word(e, "gridBefore"))
        w->column = (size_t)n;
    else
        w->span = n > 0 ? (size_t)n : 1;
}

static int is_table_part(const struct vg_xml_event *e)
{
    return is_word(e, "tbl") || is_word(e, "tr") || is_word(e, "tc");
}

/* Says of a comment who made it and when. */
static void put_author(struct word *w, const struct vg_xml_event *e)
{
    struct vg_arena *a = &w->o->part;
    struct vg_str author = vg_xml_value(e, "author", a), date = vg_xml_value(e, "date", a);

    if (author.len == 0)
        return;
    vg_draft_block(&w->o->d, '\n', VG_BLOCK_COMMENT, 0, 0);
    vg_draft_words(&w->o->d, author.p, author.len, 0);
    if (date.len >= 10) {
        vg_draft_words(&w->o->d, ", ", 2, 0);
        vg_draft_words(&w->o->d, date.p, 10, 0);
    }
}

static void put_description(struct word *w, const struct vg_xml_event *e)
{
    struct vg_str text = vg_xml_value(e, "descr", &w->o->part);

    if (text.len == 0)
        return;
    vg_side_begin(w->o, VG_BLOCK_ALT, 0);
    vg_side_put(w->o, text);
    w->side = 0;
}

/* In the font Symbol letters stand for Greek ones. */
static uint32_t greek_of(uint32_t c)
{
    static const uint16_t upper[] = {0x391, 0x392, 0x3a7, 0x394, 0x395, 0x3a6, 0x393, 0x397, 0x399,
                                     0x3d1, 0x39a, 0x39b, 0x39c, 0x39d, 0x39f, 0x3a0, 0x398, 0x3a1,
                                     0x3a3, 0x3a4, 0x3a5, 0x3c2, 0x3a9, 0x39e, 0x3a8, 0x396};
    static const uint16_t lower[] = {0x3b1, 0x3b2, 0x3c7, 0x3b4, 0x3b5, 0x3c6, 0x3b3, 0x3b7, 0x3b9,
                                     0x3d5, 0x3ba, 0x3bb, 0x3bc, 0x3bd, 0x3bf, 0x3c0, 0x3b8, 0x3c1,
                                     0x3c3, 0x3c4, 0x3c5, 0x3d6, 0x3c9, 0x3be, 0x3c8, 0x3b6};

    if (c >= 'A' && c <= 'Z')
        return upper[c - 'A'];
    return c >= 'a' && c <= 'z' ? lower[c - 'a'] : 0;
}

/* A character named by its number in a font. What a font of signs draws there nobody can say
 * without it: the number is kept, but where it is known. */
static void put_symbol(struct word *w, const struct vg_xml_event *e)
{
    static const struct {
        uint32_t from, to; /* of Wingdings: boxes, ticked or not */
    } signs[] = {{0x6f, 0x25a1}, {0xa8, 0x25fb}, {0xfb, 0x2717},
                 {0xfc, 0x2713}, {0xfd, 0x2612}, {0xfe, 0x2611}};
    VG_SCOPED_BUF b = {.max = 8};
    struct vg_str hex = vg_xml_value(e, "char", &w->o->part);
    struct vg_str font = vg_xml_value(e, "font", &w->o->part);
    uint32_t c = 0, byte, known = 0;

    for (size_t i = 0; i < hex.len && i < 6; i++) {
        const char *digit = strchr("0123456789abcdef", hex.p[i] | 0x20);

        c = c * 16 + (uint32_t)(digit == NULL ? 0 : digit - "0123456789abcdef");
    }
    byte = c >= 0xf000 && c <= 0xf0ff ? c - 0xf000 : c;
    if (is_lower(font, "symbol"))
        known = greek_of(byte);
    for (size_t i = 0; is_lower(font, "wingdings") && i < sizeof signs / sizeof *signs; i++)
        known = signs[i].from == byte ? signs[i].to : known;
    c = known > 0 ? known : c;
    if (c < ' ' || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        c = VG_REPLACEMENT;
    vg_put_utf8(&b, c);
    put_text(w, vg_buf_str(&b));
}

/* What stands for one character, or says how what follows looks. */
static void start_small(struct word *w, const struct vg_xml_event *e)
{
    struct vg_str style;
    int64_t level;

    if (is_word(e, "pStyle")) {
        style = vg_xml_value(e, "val", &w->o->part);
        if (w->levels != NULL && vg_table_get(w->levels, style, &level))
            set_level(w, (int)level);
    } else if (is_word(e, "outlineLvl")) {
        level = vg_xml_number(e, "val", 9);
        set_level(w, level >= 0 && level < 9 ? (int)level + 1 : 0);
    } else if (is_word(e, "vanish") || is_word(e, "webHidden")) {
        w->hidden = !vg_xml_attribute(e, "val", &style) ||
                    !(vg_str_is(style, "0") || vg_str_is(style, "false"));
    } else if (is_word(e, "r")) {
        w->hidden = 0;
    } else if (is_word(e, "tab") || is_word(e, "ptab")) {
        put_text(w, vg_str(" "));
    } else if (is_word(e, "br") || is_word(e, "cr")) {
        put_break(w);
    } else if (is_word(e, "noBreakHyphen")) {
        put_text(w, vg_str("-"));
    } else if (is_word(e, "gridSpan") || is_word(e, "gridBefore")) {
        widen(w, e);
    } else if (is_word(e, "sym")) {
        put_symbol(w, e);
    } else if (is_word(e, "comment")) {
        put_author(w, e);
    } else if (vg_str_is(e->name, "docPr")) {
        put_description(w, e);
    }
}

static void start_element(struct word *w, const struct vg_xml_event *e)
{
    if (is_skipped(e)) {
        vg_office_skip(w->x);
    } else if (is_word(e, "p")) {
        begin_paragraph(w);
    } else if (is_table_part(e) && w->boxed == 0) {
        start_table_part(w, e);
    } else if ((is_word(e, "del") || is_word(e, "moveFrom")) && w->deleted == 0) {
        w->deleted = w->x->depth;
        w->side = 0;
    } else if (is_word(e, "rt") && w->ruby == 0) {
        w->ruby = w->x->depth;
    } else if (is_word(e, "txbxContent") && w->boxed == 0) {
        w->boxed = w->x->depth;
        w->side = 0;
    } else {
        start_small(w, e);
    }
}

/* A reading that has no word stays in its paragraph. */
static void finish_paragraph(struct word *w)
{
    if (w->paragraphs == 1)
        end_ruby(w);
    end_paragraph(w);
}

static void end_element(struct word *w, const struct vg_xml_event *e)
{
    if (is_word(e, "p"))
        finish_paragraph(w);
    else if (is_table_part(e) && w->boxed == 0)
        end_table_part(w, e);
    else if (is_word(e, "r"))
        w->hidden = 0;
    else if (is_word(e, "ruby"))
        end_ruby(w);
    if (w->ruby == w->x->depth + 1)
        w->ruby = 0;
    if (w->deleted == w->x->depth + 1) {
        w->deleted = 0;
        w->side = 0;
    }
    if (w->boxed == w->x->depth + 1) {
        w->boxed = 0;
        w->side = 0;
    }
}

/* "t" of text, of deleted text, and of formulas. */
static int holds_text(const struct vg_xml *x)
{
    struct vg_str name = x->depth == 0 ? (struct vg_str){"", 0} : x->open[x->depth - 1].name;

    if (x->beyond > 0) /* too deep to know: kept */
        return 1;
    return (name.len >= 2 && memcmp(name.p + name.len - 2, ":t", 2) == 0) || vg_str_is(name, "t") ||
           vg_str_is(name, "delText") ||
           (name.len >= 8 && memcmp(name.p + name.len - 8, ":delText", 8) == 0);
}

/* The paragraph of a text may itself stand too deep to be seen. */
static void put_deep(struct word *w, const struct vg_xml_event *e)
{
    if (w->paragraphs == 0 && !vg_draft_has_text(&w->o->d)) {
        begin_paragraph(w);
        w->paragraphs = 0;
    }
    put_event(w, e);
}

static void read_part(struct vg_office *o, struct vg_str name, enum vg_block_class class,
                      const struct vg_table *levels)
{
    struct word w = {.o = o,
                     .class = class,
                     .main = class == VG_BLOCK_MAIN,
                     .levels = levels,
                     .reading = {.max = (size_t)VG_MAX_TEXT}};
    struct vg_xml_event e;
    struct vg_xml x;

    if (vg_office_lacks(o, name, "part") || !vg_office_part(o, name, 1, &x))
        return;
    w.x = &x;
    while (vg_xml_next(&x, &e)) {
        if (e.what == VG_XML_START)
            start_element(&w, &e);
        else if (e.what == VG_XML_END)
            end_element(&w, &e);
        else if ((w.paragraphs > 0 || x.beyond > 0) && holds_text(&x))
            put_deep(&w, &e);
    }
    vg_buf_end(&w.reading);
    vg_side_flush(o);
    vg_office_done(o, name, &x);
}

void vg_read_docx(struct vg_office *o)
{
    static const struct {
        const char *type;
        enum vg_block_class class;
    } rows[] = {
        {"footnotes", VG_BLOCK_ASIDE}, {"endnotes", VG_BLOCK_ASIDE}, {"comments", VG_BLOCK_COMMENT},
        {"header", VG_BLOCK_FOOTER},   {"footer", VG_BLOCK_FOOTER},
    };
    struct vg_str main = vg_office_main(o, "word/document.xml");
    struct vg_table levels = VG_TABLE(&o->scratch);
    struct vg_relation *r;
    size_t n = vg_office_parts(o, main, &r);

    read_styles(o, vg_relation_of_type(r, n, "styles"), &levels);
    read_part(o, main, VG_BLOCK_MAIN, &levels);
    vg_office_beside(o, r, n);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (size_t i = 0; i < n; i++)
            if (vg_str_is(r[i].type, rows[k].type))
                read_part(o, r[i].target, rows[k].class, NULL);
    vg_office_rest(o);
    o->t->media = vg_str("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    o->t->reader = vg_str(VG_READER_DOCX);
}

/* -- slides
 * -------------------------------------------------------------------------------------------------
 */

struct slide {
    struct vg_office *o;
    enum vg_block_class class;
    int main, title, in_text;
    int tables, fresh_cell;
    size_t column, next_column;
};

static void slide_paragraph(struct slide *s)
{
    struct vg_draft *d = &s->o->d;

    if (s->tables > 0 && !s->fresh_cell) {
        if (vg_draft_has_text(d))
            vg_draft_put(d, "\n", 1, 0, 0);
    } else if (s->tables > 0) {
        vg_draft_cell(d, s->column, s->main ? VG_BLOCK_TABLE : s->class, 0, s->main);
        s->fresh_cell = 0;
    } else if (s->title && s->main) {
        vg_draft_block(d, '\n', VG_BLOCK_HEADING, 2, 1);
    } else {
        vg_draft_block(d, '\n', s->class, 0, s->main);
    }
}

/* Paragraphs of DrawingML: a:p, a:t; a:tbl, a:tr, a:tc. */
static void slide_start(struct slide *s, const struct vg_xml_event *e)
{
    if (vg_xml_is(e, VG_NS_SLIDE, "sp")) {
        s->title = 0;
    } else if (vg_xml_is(e, VG_NS_SLIDE, "ph")) {
        struct vg_str type = vg_xml_value(e, "type", &s->o->part);

        s->title = vg_str_is(type, "title") || vg_str_is(type, "ctrTitle");
    } else if (e->ns != VG_NS_DRAWING) {
        return;
    } else if (vg_str_is(e->name, "tbl")) {
        s->tables++;
    } else if (vg_str_is(e->name, "tr")) {
        vg_draft_row(&s->o->d);
        s->next_column = 0;
    } else if (vg_str_is(e->name, "tc")) {
        s->fresh_cell = 1;
        s->column = s->next_column++;
    } else if (vg_str_is(e->name, "br")) {
        vg_draft_space(&s->o->d, 0, 0);
    } else if (vg_str_is(e->name, "p")) {
        slide_paragraph(s);
    } else if (vg_str_is(e->name, "t")) {
        s->in_text = 1;
    }
}

static void read_slide(struct vg_office *o, struct vg_str name, enum vg_block_class class)
{
    struct slide s = {.o = o, .class = class, .main = class == VG_BLOCK_MAIN};
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(o, name, 1, &x))
        return;
    while (vg_xml_next(&x, &e)) {
        if (e.what == VG_XML_START)
            slide_start(&s, &e);
        else if (e.what == VG_XML_TEXT && (s.in_text || x.beyond > 0))
            vg_xml_draft(&e, &o->d);
        else if (vg_xml_is(&e, VG_NS_DRAWING, "t"))
            s.in_text = 0;
        else if (vg_xml_is(&e, VG_NS_DRAWING, "tbl"))
            s.tables--;
    }
    vg_office_done(o, name, &x);
}

static void read_slides(struct vg_office *o, struct vg_str main, const struct vg_relation *r,
                        size_t n)
{
    struct vg_str *slides = NULL;
    size_t count = 0, room = 0;
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(o, main, 0, &x))
        return;
    while (vg_xml_next(&x, &e)) {
        if (e.what != VG_XML_START || !vg_xml_is(&e, VG_NS_SLIDE, "sldId"))
            continue;
        if (vg_office_is_full(o, count, VG_MAX_BOOK_PARTS, "slides"))
            break;
        slides = vg_grow(&o->scratch, slides, count, &room);
        slides[count] = vg_relation_of_id(r, n, vg_xml_value(&e, "r:id", &o->scratch));
        if (slides[count].len == 0)
            slides[count] = vg_relation_usual(r, n, "slide", count);
        count++;
    }
    vg_office_done(o, main, &x);
    for (size_t i = 0; i < count; i++) {
        struct vg_relation *own;
        size_t own_n;

        if (vg_office_lacks(o, slides[i], "slide"))
            continue;
        read_slide(o, slides[i], VG_BLOCK_MAIN);
        own_n = vg_office_relations(o, slides[i], &own);
        vg_office_beside(o, own, own_n);
        read_slide(o, vg_relation_of_type(own, own_n, "notesSlide"), VG_BLOCK_ASIDE);
    }
}

void vg_read_pptx(struct vg_office *o)
{
    struct vg_str main = vg_office_main(o, "ppt/presentation.xml");
    struct vg_relation *r;
    size_t n = vg_office_parts(o, main, &r);

    read_slides(o, main, r, n);
    vg_office_rest(o);
    o->t->media =
        vg_str("application/vnd.openxmlformats-officedocument.presentationml.presentation");
    o->t->reader = vg_str(VG_READER_PPTX);
}
