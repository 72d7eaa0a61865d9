/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a package of Office Open XML holds beside its main parts: diagrams, charts with their
 * titles and the values they keep, text boxes of a sheet, comments on slides, and documents that
 * are taken in as they are. And the parts by their usual names, where nothing lists them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/office.h"
#include "read/readers.h"

/* Bytes of a name that a note has room for. */
static size_t shown_len(struct vg_str name)
{
    return name.len <= 200 ? name.len : vg_utf8_down(name.p, name.len, 200);
}

/* -- parts by their usual names -------------------------------------------------------------- */

struct usual {
    struct vg_str name, type;
    uint64_t number;
};

static int by_number(const void *a, const void *b)
{
    const struct usual *x = a, *y = b;
    int c = vg_str_cmp(x->type, y->type);

    if (c == 0 && x->number != y->number)
        c = x->number < y->number ? -1 : 1;
    return c == 0 ? vg_str_cmp(x->name, y->name) : c;
}

/* "word/header12.xml" is a "header", the twelfth. 0 for a name of another form. */
static int usual_of(struct vg_str name, struct usual *u)
{
    size_t end = name.len - (name.len < 4 ? 0 : 4), digits, from;

    if (name.len < 5 || memcmp(name.p + end, ".xml", 4) != 0)
        return 0;
    for (from = end; from > 0 && name.p[from - 1] != '/'; from--)
        continue;
    for (digits = end; digits > from && name.p[digits - 1] >= '0' && name.p[digits - 1] <= '9';)
        digits--;
    *u = (struct usual){.name = name, .type = {name.p + from, digits - from}};
    for (size_t i = digits; i < end && i < digits + 9; i++)
        u->number = u->number * 10 + (uint64_t)(name.p[i] - '0');
    return 1;
}

static size_t usual_parts(struct vg_office *o, struct vg_str main, struct vg_relation **out)
{
    struct vg_relation *list;
    struct usual *found = NULL;
    size_t n = 0, room = 0, folder = main.len;

    while (folder > 0 && main.p[folder - 1] != '/')
        folder--;
    for (size_t i = 0; i < o->zip.count && n < VG_MAX_BOOK_PARTS; i++) {
        struct vg_str name = o->zip.entries[i].name;
        struct usual u;

        if (name.len <= folder || memcmp(name.p, main.p, folder) != 0 ||
            vg_str_cmp(name, main) == 0 || !usual_of(name, &u))
            continue;
        found = vg_grow(&o->scratch, found, n, &room);
        found[n++] = u;
    }
    if (n == 0)
        return 0;
    qsort(found, n, sizeof *found, by_number);
    list = VG_NEW_ARRAY(&o->scratch, struct vg_relation, n);
    for (size_t i = 0; i < n; i++)
        list[i] =
            (struct vg_relation){.id = {"", 0}, .type = found[i].type, .target = found[i].name};
    *out = list;
    return n;
}

size_t vg_office_parts(struct vg_office *o, struct vg_str main, struct vg_relation **out)
{
    size_t n = vg_office_relations(o, main, out);

    if (n > 0)
        return n;
    n = usual_parts(o, main, out);
    if (n > 0)
        vg_text_odd(o->t, o->a, VG_NOTE_PART_MISSING, 0,
                    vg_print(o->a,
                             "nothing says what belongs to %.*s; the parts are taken by their "
                             "usual names",
                             (int)shown_len(main), main.p));
    return n;
}

int vg_office_lacks(struct vg_office *o, struct vg_str name, const char *what)
{
    if (name.len > 0 && vg_zip_find_str(&o->zip, name) != NULL)
        return 0;
    vg_text_damage(o->t, o->a, VG_NOTE_PART_MISSING, 0,
                   vg_print(o->a, "a %s that the document lists is not in it%s%.*s", what,
                            name.len > 0 ? ": " : "", (int)shown_len(name), name.p));
    return 1;
}

struct vg_str vg_relation_usual(const struct vg_relation *r, size_t n, const char *type, size_t at)
{
    for (size_t i = 0; i < n; i++)
        if (r[i].id.len == 0 && vg_str_is(r[i].type, type) && at-- == 0)
            return r[i].target;
    return (struct vg_str){"", 0};
}

/* -- drawings and charts ---------------------------------------------------------------------- */

static int is_named(const struct vg_xml_event *e, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vg_str_is(e->name, names[i]))
            return 1;
    return 0;
}

/* What a chart keeps of its sheet, a row each: the name of a series, what is counted, and the
 * figures. */
static int is_series(const struct vg_xml_event *e)
{
    static const char *const names[] = {"strCache", "numCache", "strLit", "numLit", "lvl",
                                        "tx",       "cat",      "val",    "xVal",   "yVal"};

    return e->ns == VG_NS_OTHER && is_named(e, names, sizeof names / sizeof *names);
}

struct drawing {
    struct vg_draft *d;
    enum vg_block_class class;
    int main;
    int in_text;
    size_t column;
};

static void drawing_start(struct drawing *w, const struct vg_xml_event *e)
{
    if (vg_xml_is(e, VG_NS_DRAWING, "p") || vg_xml_is(e, VG_NS_SLIDE, "text")) {
        vg_draft_block(w->d, '\n', w->class, 0, w->main);
        w->in_text = e->ns == VG_NS_SLIDE;
    } else if (vg_xml_is(e, VG_NS_DRAWING, "br")) {
        vg_draft_space(w->d, 0, 0);
    } else if (vg_xml_is(e, VG_NS_DRAWING, "t")) {
        w->in_text = 1;
    } else if (is_series(e)) {
        vg_draft_row(w->d);
        w->column = 0;
    } else if (e->ns == VG_NS_OTHER && vg_str_is(e->name, "v")) {
        vg_draft_cell(w->d, w->column++, VG_BLOCK_TABLE, 0, w->main);
        w->in_text = 1;
    }
}

static void read_drawing(struct vg_office *o, struct vg_str name, enum vg_block_class class)
{
    struct drawing w = {.d = &o->d, .class = class, .main = class != VG_BLOCK_COMMENT};
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(o, name, 1, &x))
        return;
    while (vg_xml_next(&x, &e)) {
        if (e.what == VG_XML_START)
            drawing_start(&w, &e);
        else if (e.what == VG_XML_TEXT && (w.in_text || x.beyond > 0))
            vg_xml_draft(&e, &o->d);
        else if (e.what == VG_XML_END)
            w.in_text = 0;
    }
    vg_office_done(o, name, &x);
}

/* -- documents taken in as they are ----------------------------------------------------------- */

static void note_unread(struct vg_office *o, const struct vg_zip_entry *e)
{
    vg_text_damage(o->t, o->a, VG_NOTE_PART_UNREAD, e->data,
                   vg_print(o->a, "%.*s: a document inside this one; it is preserved but not read",
                            (int)shown_len(e->shown), e->shown.p));
}

static int has_end(struct vg_str s, const char *end)
{
    size_t n = strlen(end);

    return s.len >= n && strncasecmp(s.p + s.len - n, end, n) == 0;
}

/* Word shows it as part of its text. */
static void read_chunk(struct vg_office *o, struct vg_str name)
{
    const struct vg_zip_entry *e = vg_zip_find_str(&o->zip, name);
    int is_page = has_end(name, ".htm") || has_end(name, ".html") || has_end(name, ".xhtml");
    struct vg_text part = {0};
    struct vg_str utf8;

    if (e == NULL)
        return;
    if (!is_page && !has_end(name, ".txt")) {
        if (o->taken[e - o->zip.entries] == 0)
            note_unread(o, e);
        o->taken[e - o->zip.entries] = 1;
        return;
    }
    if (!vg_office_bytes(o, name, 1, &utf8))
        return;
    if (is_page)
        vg_read_html(utf8, (struct vg_str){"", 0}, &o->part, &part);
    else
        vg_read_plain(utf8, &o->part, &part);
    vg_office_notes(o, &part, e);
    vg_draft_take(&o->d, &part, VG_DRAFT_AS_MAIN);
}

/* -- both ------------------------------------------------------------------------------------- */

static int is_slide_part(struct vg_str name)
{
    return name.len > 4 && memcmp(name.p, "ppt/", 4) == 0;
}

void vg_office_beside(struct vg_office *o, const struct vg_relation *r, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct vg_relation *own;
        size_t count;

        if (vg_str_is(r[i].type, "diagramData") || vg_str_is(r[i].type, "chart") ||
            vg_str_is(r[i].type, "chartEx"))
            read_drawing(o, r[i].target, VG_BLOCK_CAPTION);
        else if (vg_str_is(r[i].type, "comments") && is_slide_part(r[i].target))
            read_drawing(o, r[i].target, VG_BLOCK_COMMENT);
        else if (vg_str_is(r[i].type, "aFChunk"))
            read_chunk(o, r[i].target);
        if (!vg_str_is(r[i].type, "drawing"))
            continue;
        read_drawing(o, r[i].target, VG_BLOCK_CAPTION);
        count = vg_office_relations(o, r[i].target, &own);
        for (size_t k = 0; k < count; k++)
            if (vg_str_is(own[k].type, "chart") || vg_str_is(own[k].type, "diagramData"))
                read_drawing(o, own[k].target, VG_BLOCK_CAPTION);
    }
}

static int holds(struct vg_str s, const char *word)
{
    return memmem(s.p, s.len, word, strlen(word)) != NULL;
}

void vg_office_rest(struct vg_office *o)
{
    for (size_t i = 0; i < o->zip.count; i++) {
        struct vg_str name = o->zip.entries[i].name;

        if (o->taken[i] != 0 || name.len == 0 || name.p[name.len - 1] == '/')
            continue;
        if (holds(name, "/embeddings/"))
            note_unread(o, &o->zip.entries[i]);
        else if (!has_end(name, ".xml"))
            continue;
        else if (holds(name, "/charts/chart") || holds(name, "/diagrams/data") ||
                 holds(name, "xl/drawings/drawing"))
            read_drawing(o, name, VG_BLOCK_CAPTION);
        else if (is_slide_part(name) && holds(name, "/comments/"))
            read_drawing(o, name, VG_BLOCK_COMMENT);
    }
}
