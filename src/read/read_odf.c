/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * OpenDocument (ISO/IEC 26300): text, sheets and slides share one content.xml. Notes,
 * comments and text boxes stand inside paragraphs there and are given behind theirs; what
 * was deleted with changes tracked is hidden text; headers and footers are in styles.xml.
 */
#include <string.h>

#include "base/limits.h"
#include "read/charset.h"
#include "read/office.h"
#include "read/readers.h"

struct odf {
    struct vg_office *o;
    struct vg_xml *x;
    enum vg_kind kind;
    enum vg_block_class class; /* of running text */
    int main;
    int paragraphs; /* open ones */
    int tables, cells;
    int fresh_cell;
    size_t column; /* of the next cell */
    int row_had;   /* text */
    /* text that goes beside, from this depth on (0: none), and of which class */
    size_t aside;
    enum vg_block_class aside_class;
    int aside_open;
    size_t index;           /* depth of a table of contents or another index */
    size_t notes;           /* of the notes to a slide */
    size_t hidden;          /* of a section, sheet or row that is not shown */
    struct vg_table unseen; /* styles that say so */
    struct vg_str style;    /* the one that is being described */
    int title;              /* the frame is the title of a slide */
    /* rows and cells that stand for several */
    struct vg_xml row, cell;
    int64_t row_left, cell_left;
    size_t cell_end;         /* the column behind all that it stands for */
    int row_many, cell_many; /* more times than are carried out */
};

static int is_text(const struct vg_xml_event *e, const char *name)
{
    return vg_xml_is(e, VG_NS_ODF_TEXT, name);
}

static int is_table(const struct vg_xml_event *e, const char *name)
{
    return vg_xml_is(e, VG_NS_ODF_TABLE, name);
}

/* -- running text
 * -------------------------------------------------------------------------------------- */

static enum vg_block_class class_here(const struct odf *w, int *main)
{
    *main = w->main && w->hidden == 0;
    if (w->hidden > 0)
        return VG_BLOCK_HIDDEN;
    if (w->index > 0 || w->notes > 0) {
        *main = 0;
        return w->index > 0 ? VG_BLOCK_NAV : VG_BLOCK_ASIDE;
    }
    return w->class == VG_BLOCK_MAIN && w->tables > 0 ? VG_BLOCK_TABLE : w->class;
}

static void begin_block(struct odf *w, int level)
{
    struct vg_draft *d = &w->o->d;
    int main;
    enum vg_block_class class = class_here(w, &main);

    if (w->paragraphs++ > 0)
        return;
    if (w->tables > 0 && w->cells > 0 && !w->fresh_cell) {
        if (vg_draft_has_text(d))
            vg_draft_put(d, "\n", 1, 0, 0);
        return;
    }
    if (class == VG_BLOCK_MAIN && (level > 0 || w->title))
        vg_draft_block(d, '\n', VG_BLOCK_HEADING, w->title ? 2 : level > 6 ? 6 : level, main);
    else if (w->tables > 0 && w->cells > 0)
        vg_draft_cell(d, w->column, class, 0, main);
    else
        vg_draft_block(d, '\n', class, 0, main);
    w->fresh_cell = 0;
}

static void end_block(struct odf *w)
{
    w->paragraphs -= w->paragraphs > 0;
    if (w->paragraphs == 0 && w->tables == 0)
        vg_side_flush(w->o);
}

static void begin_aside(struct odf *w, enum vg_block_class class)
{
    if (w->aside > 0)
        return;
    w->aside = w->x->depth;
    w->aside_class = class;
    w->aside_open = 0;
}

static void put_words(struct odf *w, struct vg_str s)
{
    if (w->aside == 0) {
        vg_draft_words(&w->o->d, s.p, s.len, 0);
        return;
    }
    if (!w->aside_open)
        vg_side_begin(w->o, w->aside_class, 0);
    w->aside_open = 1;
    vg_side_put(w->o, s);
}

static void put_event(struct odf *w, const struct vg_xml_event *e)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_TEXT};

    if (w->aside == 0) {
        vg_xml_draft(e, &w->o->d);
        return;
    }
    vg_xml_decode(e, &b);
    put_words(w, vg_buf_str(&b));
}

/* -- tables
 * ---------------------------------------------------------------------------------------------- */

/* Does an element say, or its style, that it is not shown? */
static int is_unseen(struct odf *w, const struct vg_xml_event *e)
{
    static const struct {
        const char *name, *value;
    } rows[] = {{"display", "none"}, {"visibility", "collapse"}, {"visibility", "filter"}};
    struct vg_str value;
    int64_t is;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_xml_attribute(e, rows[i].name, &value) && vg_str_is(value, rows[i].value))
            return 1;
    return w->unseen.n > 0 && vg_xml_attribute(e, "style-name", &value) &&
           vg_table_get(&w->unseen, value, &is);
}

static void hide(struct odf *w, const struct vg_xml_event *e)
{
    if (w->hidden == 0 && is_unseen(w, e))
        w->hidden = w->x->depth;
}

/* Styles stand before the text that has them. */
static void learn_style(struct odf *w, const struct vg_xml_event *e)
{
    struct vg_str value;

    if (vg_str_is(e->name, "style"))
        w->style = vg_xml_value(e, "name", &w->o->scratch);
    else if (w->style.len > 0 && w->unseen.n < VG_MAX_BOOK_PARTS &&
             vg_xml_attribute(e, "display", &value) &&
             (vg_str_is(value, "none") || vg_str_is(value, "false")))
        vg_table_set(&w->unseen, w->style, 1);
}

/* A row or cell that is repeated is read again from its start: the reader is a value. Empty
 * ones stand for the thousands that nobody filled in, so what is too many shows at the end. */
static int64_t copies(struct odf *w, const struct vg_xml_event *e, const char *name, int *many)
{
    int64_t n = vg_xml_number(e, name, 1);

    *many = n > VG_MAX_CELL_COPIES || (n > 1 && w->o->sum >= VG_MAX_CELL_COPIES);
    return n > 1 && !*many ? n - 1 : 0;
}

static void begin_row(struct odf *w)
{
    vg_draft_row(&w->o->d);
    w->column = 0;
    w->row_had = 0;
}

static void start_table(struct odf *w, const struct vg_xml_event *e)
{
    if (is_table(e, "table")) {
        if (w->tables++ == 0 && w->kind == VG_KIND_ODS) {
            struct vg_str name = vg_xml_value(e, "name", &w->o->part);

            hide(w, e);
            vg_draft_block(&w->o->d, '\n', w->hidden > 0 ? VG_BLOCK_HIDDEN : VG_BLOCK_HEADING,
                           w->hidden > 0 ? 0 : 2, w->main && w->hidden == 0);
            vg_draft_words(&w->o->d, name.p, name.len, 0);
        }
    } else if (w->tables != 1) {
        return;
    } else if (is_table(e, "table-row")) {
        begin_row(w);
        hide(w, e);
        if (w->row_left == 0) {
            w->row = *w->x;
            w->row_left = copies(w, e, "number-rows-repeated", &w->row_many);
        }
    } else if (is_table(e, "table-cell") || is_table(e, "covered-table-cell")) {
        w->cells = 1;
        w->fresh_cell = 1;
        if (w->cell_left == 0) {
            int64_t times = vg_xml_number(e, "number-columns-repeated", 1);

            w->cell = *w->x;
            w->cell_end = w->column + (size_t)(times < 1                      ? 1
                                               : times > VG_MAX_SHEET_COLUMNS ? VG_MAX_SHEET_COLUMNS
                                                                              : times);
            w->cell_left = copies(w, e, "number-columns-repeated", &w->cell_many);
        }
    }
}

/* Read it once more, if it had text and is to be repeated. Row or cell that is empty is not. */
static int again(struct odf *w, struct vg_xml *from, int64_t *left, int had_text, int *many)
{
    if (had_text && (*many || (*left > 0 && w->o->sum >= VG_MAX_CELL_COPIES)))
        (void)vg_office_is_full(w->o, VG_MAX_CELL_COPIES, VG_MAX_CELL_COPIES, "repeated cells");
    *many = 0;
    if (*left == 0 || !had_text || w->o->sum >= VG_MAX_CELL_COPIES) {
        *left = 0;
        return 0;
    }
    --*left;
    w->o->sum++;
    *w->x = *from;
    return 1;
}

static void end_cell(struct odf *w)
{
    int had = vg_draft_has_text(&w->o->d) && !w->fresh_cell;

    w->row_had |= had;
    w->cells = w->fresh_cell = again(w, &w->cell, &w->cell_left, had, &w->cell_many);
    w->column = w->cells ? w->column + 1 : w->cell_end;
}

static void end_table(struct odf *w, const struct vg_xml_event *e)
{
    if (is_table(e, "table")) {
        w->tables -= w->tables > 0;
        if (w->tables == 0)
            vg_side_flush(w->o);
    } else if (w->tables != 1) {
        return;
    } else if (is_table(e, "table-cell") || is_table(e, "covered-table-cell")) {
        end_cell(w);
    } else if (is_table(e, "table-row")) {
        int had = w->row_had;

        begin_row(w);
        (void)again(w, &w->row, &w->row_left, had, &w->row_many);
    }
}

/* -- elements
 * -----------------------------------------------------------------------------------------------
 */

static void put_spaces(struct odf *w)
{
    put_words(w, vg_str(" "));
}

static int is_index(const struct vg_xml_event *e)
{
    static const char *const names[] = {"table-of-content",   "alphabetical-index", "bibliography",
                                        "illustration-index", "table-index",        "object-index",
                                        "user-index"};

    for (size_t i = 0; e->ns == VG_NS_ODF_TEXT && i < sizeof names / sizeof *names; i++)
        if (vg_str_is(e->name, names[i]))
            return 1;
    return 0;
}

static void start_beside(struct odf *w, const struct vg_xml_event *e)
{
    struct vg_str class;

    if (e->ns == VG_NS_ODF_STYLE)
        learn_style(w, e);
    else if (is_text(e, "section"))
        hide(w, e);
    else if ((is_text(e, "span") && is_unseen(w, e)) || is_text(e, "hidden-text"))
        begin_aside(w, VG_BLOCK_HIDDEN);
    else if (is_text(e, "note-body"))
        begin_aside(w, VG_BLOCK_ASIDE);
    else if (vg_xml_is(e, VG_NS_ODF_OFFICE, "annotation"))
        begin_aside(w, VG_BLOCK_COMMENT);
    else if (is_text(e, "tracked-changes"))
        begin_aside(w, VG_BLOCK_HIDDEN);
    else if (vg_xml_is(e, VG_NS_SVG, "title") || vg_xml_is(e, VG_NS_SVG, "desc"))
        begin_aside(w, VG_BLOCK_ALT);
    else if (vg_xml_is(e, VG_NS_ODF_DRAW, "text-box") && w->paragraphs > 0)
        begin_aside(w, VG_BLOCK_CAPTION);
    else if (is_index(e) && w->index == 0)
        w->index = w->x->depth;
    else if (vg_str_is(e->name, "notes") && w->notes == 0 && w->kind == VG_KIND_ODP)
        w->notes = w->x->depth;
    else if (vg_xml_is(e, VG_NS_ODF_DRAW, "frame"))
        w->title = vg_xml_attribute(e, "presentation:class", &class) && vg_str_is(class, "title");
}

static void start_element(struct odf *w, const struct vg_xml_event *e)
{
    if (is_text(e, "note-citation") || vg_xml_is(e, VG_NS_ODF_OFFICE, "change-info") ||
        vg_xml_is(e, VG_NS_ODF_OFFICE, "forms") || is_text(e, "sequence-decls") ||
        vg_xml_is(e, VG_NS_ODF_META, "date-string")) {
        vg_office_skip(w->x);
    } else if (is_text(e, "p") || is_text(e, "h")) {
        w->aside_open = 0;
        if (w->aside == 0)
            begin_block(w, is_text(e, "h") ? (int)vg_xml_number(e, "outline-level", 1) & 15 : 0);
    } else if (is_text(e, "s") || is_text(e, "tab")) {
        put_spaces(w);
    } else if (is_text(e, "line-break")) {
        if (w->aside == 0 && vg_draft_has_text(&w->o->d))
            vg_draft_put(&w->o->d, "\n", 1, 0, 0);
        else
            put_spaces(w);
    } else if (is_text(e, "ruby-text")) {
        put_words(w, vg_str("("));
    } else if (e->ns == VG_NS_ODF_TABLE && w->aside == 0) {
        start_table(w, e);
    } else {
        start_beside(w, e);
    }
}

static void end_element(struct odf *w, const struct vg_xml_event *e)
{
    size_t left = w->x->depth + 1;

    if ((is_text(e, "p") || is_text(e, "h")) && w->aside == 0)
        end_block(w);
    else if (is_text(e, "ruby-text"))
        put_words(w, vg_str(")"));
    else if (vg_xml_is(e, VG_NS_DC, "creator") || vg_xml_is(e, VG_NS_DC, "date"))
        w->aside_open = 0; /* of a comment: a block of its own */
    if (w->aside == left) {
        w->aside = 0;
        w->aside_open = 0;
    }
    if (w->index == left)
        w->index = 0;
    if (w->notes == left)
        w->notes = 0;
    if (e->ns == VG_NS_ODF_TABLE && w->aside == 0)
        end_table(w, e);
    if (w->hidden == left && w->x->depth + 1 == left) /* it is not read again */
        w->hidden = 0;
}

/* Text outside paragraphs is white space, but for what stands beside. */
static void pull(struct odf *w)
{
    struct vg_xml_event e;

    while (!w->o->d.full && vg_xml_next(w->x, &e)) {
        if (e.what == VG_XML_START)
            start_element(w, &e);
        else if (e.what == VG_XML_END)
            end_element(w, &e);
        else if (w->paragraphs > 0 || w->aside > 0 || w->x->beyond > 0)
            put_event(w, &e);
    }
}

static void read_content(struct vg_office *o, struct vg_str name, enum vg_kind kind)
{
    struct odf w = {
        .o = o, .kind = kind, .class = VG_BLOCK_MAIN, .main = 1, .unseen = VG_TABLE(&o->scratch)};
    struct vg_xml x;

    if (!vg_office_part(o, name, 1, &x))
        return;
    w.x = &x;
    pull(&w);
    vg_side_flush(o);
    vg_office_done(o, name, &x);
}

/* Charts, formulas and sheets inside the document: "Object 1/content.xml". */
static void read_objects(struct vg_office *o)
{
    static const char end[] = "/content.xml";
    size_t n = sizeof end - 1;

    for (size_t i = 0; i < o->zip.count; i++) {
        struct vg_str name = o->zip.entries[i].name;

        if (name.len > n && memcmp(name.p + name.len - n, end, n) == 0)
            read_content(o, name, VG_KIND_ODT);
    }
}

/* Headers and footers of the page styles. */
static void read_page_styles(struct vg_office *o, enum vg_kind kind)
{
    struct odf w = {
        .o = o, .kind = kind, .class = VG_BLOCK_FOOTER, .unseen = VG_TABLE(&o->scratch)};
    struct vg_str name = vg_str("styles.xml");
    struct vg_xml_event e;
    struct vg_xml x;
    int inside = 0;

    if (kind != VG_KIND_ODT || !vg_office_part(o, name, 1, &x))
        return;
    w.x = &x;
    while (vg_xml_next(&x, &e)) {
        if (e.ns == VG_NS_ODF_STYLE && e.name.len >= 6 &&
            (memcmp(e.name.p, "header", 6) == 0 || memcmp(e.name.p, "footer", 6) == 0) &&
            memmem(e.name.p, e.name.len, "style", 5) == NULL)
            inside = e.what == VG_XML_START;
        else if (inside && e.what == VG_XML_START)
            start_element(&w, &e);
        else if (inside && e.what == VG_XML_END)
            end_element(&w, &e);
        else if (inside && w.paragraphs > 0)
            put_event(&w, &e);
    }
    vg_side_flush(o);
    vg_office_done(o, name, &x);
}

static void read_meta(struct vg_office *o)
{
    struct vg_str name = vg_str("meta.xml"), editor = {"", 0};
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(o, name, 0, &x))
        return;
    while (vg_xml_next(&x, &e)) {
        if (e.what != VG_XML_START)
            continue;
        if (vg_xml_is(&e, VG_NS_DC, "title"))
            vg_text_add_field(o->t, o->a, VG_FIELD_TITLE, VG_FROM_PROPERTIES,
                              vg_office_content(o, &x));
        else if (vg_xml_is(&e, VG_NS_ODF_META, "initial-creator"))
            vg_text_add_field(o->t, o->a, VG_FIELD_AUTHOR, VG_FROM_PROPERTIES,
                              vg_office_content(o, &x));
        else if (vg_xml_is(&e, VG_NS_DC, "creator"))
            editor = vg_office_content(o, &x);
        else if (vg_xml_is(&e, VG_NS_DC, "language"))
            vg_text_add_field(o->t, o->a, VG_FIELD_LANG, VG_FROM_PROPERTIES,
                              vg_office_content(o, &x));
        else if (vg_xml_is(&e, VG_NS_ODF_META, "creation-date"))
            vg_text_add_date(o->t, o->a, VG_FROM_PROPERTIES, vg_office_content(o, &x));
    }
    vg_text_add_field(o->t, o->a, VG_FIELD_AUTHOR, VG_FROM_PROPERTIES, editor);
    vg_office_done(o, name, &x);
}

/* A password turns every part but the manifest into noise. */
static int is_locked(struct vg_office *o)
{
    struct vg_str manifest;

    return vg_office_bytes(o, vg_str("META-INF/manifest.xml"), 0, &manifest) &&
           memmem(manifest.p, manifest.len, "encryption-data", 15) != NULL;
}

void vg_read_odf(struct vg_office *o, enum vg_kind kind)
{
    if (is_locked(o)) {
        vg_text_damage(o->t, o->a, VG_NOTE_ZIP_ENCRYPTED, 0,
                       "the document is behind a password; save it without one and add that copy");
    } else {
        read_meta(o);
        read_content(o, vg_str("content.xml"), kind);
        read_objects(o);
        read_page_styles(o, kind);
    }
    o->t->media = vg_str(kind == VG_KIND_ODS   ? "application/vnd.oasis.opendocument.spreadsheet"
                         : kind == VG_KIND_ODP ? "application/vnd.oasis.opendocument.presentation"
                                               : "application/vnd.oasis.opendocument.text");
    o->t->reader = vg_str(VG_READER_ODF);
}
