/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Documents in a ZIP: what they are, their parts, their properties. */
#include "read/office.h"

#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/readers.h"

static const struct vg_str nothing = {"", 0};

/* -- what a ZIP holds -------------------------------------------------------------------------- */

static int holds(struct vg_str s, const char *word)
{
    return memmem(s.p, s.len, word, strlen(word)) != NULL;
}

static enum vg_kind kind_of_mimetype(struct vg_str s)
{
    if (holds(s, "application/epub+zip"))
        return VG_KIND_EPUB;
    if (!holds(s, "vnd.oasis.opendocument."))
        return VG_KIND_OTHER;
    if (holds(s, ".spreadsheet"))
        return VG_KIND_ODS;
    if (holds(s, ".presentation") || holds(s, ".graphics"))
        return VG_KIND_ODP;
    return holds(s, ".text") ? VG_KIND_ODT : VG_KIND_OTHER;
}

static enum vg_kind kind_of_types(struct vg_str s)
{
    if (holds(s, "wordprocessingml.document.main+xml") ||
        holds(s, "wordprocessingml.template.main+xml") || holds(s, "ms-word.document.macro") ||
        holds(s, "ms-word.template.macro"))
        return VG_KIND_DOCX;
    if (holds(s, "spreadsheetml.sheet.main+xml") || holds(s, "spreadsheetml.template.main+xml") ||
        holds(s, "ms-excel.sheet.macroEnabled.main+xml"))
        return VG_KIND_XLSX;
    if (holds(s, "presentationml.presentation.main+xml") ||
        holds(s, "presentationml.slideshow.main+xml") ||
        holds(s, "ms-powerpoint.presentation.macroEnabled.main+xml"))
        return VG_KIND_PPTX;
    return VG_KIND_OTHER;
}

/* Where the lists that should say it are broken, the parts speak. */
static enum vg_kind kind_of_names(const struct vg_zip *z)
{
    static const struct {
        const char *name;
        enum vg_kind kind;
    } rows[] = {
        {"word/document.xml", VG_KIND_DOCX},
        {"xl/workbook.xml", VG_KIND_XLSX},
        {"ppt/presentation.xml", VG_KIND_PPTX},
        {"META-INF/container.xml", VG_KIND_EPUB},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_zip_find(z, rows[i].name) != NULL)
            return rows[i].kind;
    return VG_KIND_OTHER;
}

static struct vg_str small_part(const struct vg_zip *z, const char *name, struct vg_buf *b)
{
    const struct vg_zip_entry *e = vg_zip_find(z, name);
    struct vg_zip_bytes got;

    if (e == NULL)
        return nothing;
    vg_zip_read(z, e, b, &got);
    return got.bytes;
}

enum vg_kind vg_office_kind(const char *p, size_t len)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {.max = (size_t)MIB(4)};
    enum vg_kind kind;
    struct vg_zip z;

    vg_zip_open(&a, p, len, &z);
    kind = kind_of_mimetype(small_part(&z, "mimetype", &b));
    if (kind == VG_KIND_OTHER)
        kind = kind_of_types(small_part(&z, "[Content_Types].xml", &b));
    return kind == VG_KIND_OTHER ? kind_of_names(&z) : kind;
}

/* -- parts ----------------------------------------------------------------------------------------
 */

static void note_part(struct vg_office *o, const struct vg_zip_entry *e,
                      const struct vg_read_note *why)
{
    const char *most = why->kind == VG_NOTE_SIZE_EXCEEDED
                           ? vg_print(o->a, " (%lld bytes)", (long long)VG_MAX_PART)
                           : "";

    vg_text_damage(o->t, o->a, why->kind, e->data,
                   vg_print(o->a, "%.*s: %.*s%s", (int)(e->shown.len < 200 ? e->shown.len : 200),
                            e->shown.p, (int)(why->text.len < 400 ? why->text.len : 400),
                            why->text.p, most));
}

/* The second time that text would be made of the same bytes. */
static int is_taken(struct vg_office *o, const struct vg_zip_entry *e)
{
    size_t i = (size_t)(e - o->zip.entries);

    if (o->taken[i] != 0)
        return 1;
    o->taken[i] = 1;
    return 0;
}

static int has_budget(struct vg_office *o, const struct vg_zip_entry *e)
{
    if (o->unpacked <= (uint64_t)VG_MAX_PARTS)
        return 1;
    vg_text_damage(o->t, o->a, VG_NOTE_SIZE_EXCEEDED, e->data,
                   vg_print(o->a,
                            "the parts of the document unpack to more than %lld bytes; the rest "
                            "is preserved but not read",
                            (long long)VG_MAX_PARTS));
    return 0;
}

int vg_office_bytes(struct vg_office *o, struct vg_str name, int for_text, struct vg_str *utf8)
{
    const struct vg_zip_entry *e = name.len == 0 ? NULL : vg_zip_find_str(&o->zip, name);
    struct vg_charset_choice choice;
    struct vg_zip_bytes got;
    struct vg_converted c;

    if (e == NULL || (e->marks & VG_ZIP_FOLDER) != 0 || (for_text && is_taken(o, e)) ||
        !has_budget(o, e))
        return 0;
    vg_arena_clear(&o->part);
    o->raw.max = (size_t)VG_MAX_PART;
    vg_zip_read(&o->zip, e, &o->raw, &got);
    if (!got.whole)
        note_part(o, e, &got.damage);
    o->unpacked += got.bytes.len;
    if (got.bytes.len == 0)
        return 0;
    choice = vg_charset_choose(got.bytes.p, got.bytes.len, nothing,
                               vg_charset_declared(got.bytes.p, got.bytes.len));
    vg_charset_convert(got.bytes.p, got.bytes.len, &choice, &o->part, &c);
    *utf8 = c.utf8;
    if (for_text) {
        o->t->replaced += c.replaced;
        vg_draft_entry(&o->d, e->data, e->stored);
    }
    return 1;
}

int vg_office_part(struct vg_office *o, struct vg_str name, int for_text, struct vg_xml *x)
{
    struct vg_str utf8;

    if (!vg_office_bytes(o, name, for_text, &utf8))
        return 0;
    memset(x, 0, sizeof *x);
    x->p = utf8.p;
    x->len = utf8.len;
    return 1;
}

void vg_office_done(struct vg_office *o, struct vg_str name, const struct vg_xml *x)
{
    const struct vg_zip_entry *e = vg_zip_find_str(&o->zip, name);
    const char *shown = e == NULL ? "part" : vg_copy(o->a, e->shown.p, e->shown.len);

    vg_xml_notes(x, o->t, o->a, shown, e == NULL ? 0 : e->data);
}

/* -- names and relations --------------------------------------------------------------------------
 */

/* One step of a path onto `b`: "." stays, ".." goes up. */
static void put_step(struct vg_buf *b, struct vg_str step)
{
    if (step.len == 0 || vg_str_is(step, "."))
        return;
    if (vg_str_is(step, "..")) {
        while (b->len > 0 && b->p[b->len - 1] != '/')
            b->len--;
        b->len -= b->len > 0;
        return;
    }
    if (b->len > 0)
        vg_putc(b, '/');
    vg_put_unescaped(b, step, '%');
}

static void put_path(struct vg_buf *b, struct vg_str path)
{
    size_t from = 0;

    for (size_t i = 0; i <= path.len; i++)
        if (i == path.len || path.p[i] == '/') {
            put_step(b, (struct vg_str){path.p + from, i - from});
            from = i + 1;
        }
}

struct vg_str vg_office_resolve(struct vg_office *o, struct vg_str from, struct vg_str target)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_NAME};
    const char *hash = target.len == 0 ? NULL : memchr(target.p, '#', target.len);

    if (hash != NULL)
        target.len = (size_t)(hash - target.p);
    if (target.len == 0)
        return nothing;
    while (from.len > 0 && from.p[from.len - 1] != '/')
        from.len--;
    if (target.p[0] != '/' && from.len > 0)
        vg_put(&b, from.p, from.len - 1);
    put_path(&b, target);
    return b.full ? nothing : vg_str_copy(&o->scratch, vg_buf_str(&b));
}

static struct vg_str last_step(struct vg_str s)
{
    for (size_t i = s.len; i > 0; i--)
        if (s.p[i - 1] == '/')
            return (struct vg_str){s.p + i, s.len - i};
    return s;
}

/* "word/document.xml" has its relations in "word/_rels/document.xml.rels". */
static struct vg_str relations_name(struct vg_office *o, struct vg_str from)
{
    struct vg_str file = last_step(from);
    char *name = vg_print(&o->scratch, "%.*s_rels/%.*s.rels", (int)(from.len - file.len), from.p,
                          (int)file.len, file.p);

    return vg_str(name);
}

size_t vg_office_relations(struct vg_office *o, struct vg_str from, struct vg_relation **out)
{
    struct vg_str name = relations_name(o, from);
    struct vg_relation *list = NULL;
    size_t n = 0, room = 0;
    struct vg_xml_event e;
    struct vg_xml x;

    *out = NULL;
    if (!vg_office_part(o, name, 0, &x))
        return 0;
    while (n < VG_MAX_BOOK_PARTS && vg_xml_next(&x, &e)) {
        struct vg_str mode;

        if (e.what != VG_XML_START || !vg_xml_is(&e, VG_NS_RELATIONS, "Relationship") ||
            (vg_xml_attribute(&e, "TargetMode", &mode) && vg_str_is(mode, "External")))
            continue;
        list = vg_grow(&o->scratch, list, n, &room);
        list[n++] = (struct vg_relation){
            .id = vg_xml_value(&e, "Id", &o->scratch),
            .type = last_step(vg_xml_value(&e, "Type", &o->scratch)),
            .target = vg_office_resolve(o, from, vg_xml_value(&e, "Target", &o->scratch))};
    }
    vg_office_done(o, name, &x);
    *out = list;
    return n;
}

struct vg_str vg_relation_of_type(const struct vg_relation *r, size_t n, const char *type)
{
    for (size_t i = 0; i < n; i++)
        if (vg_str_is(r[i].type, type))
            return r[i].target;
    return nothing;
}

struct vg_str vg_relation_of_id(const struct vg_relation *r, size_t n, struct vg_str id)
{
    for (size_t i = 0; i < n; i++)
        if (vg_str_cmp(r[i].id, id) == 0)
            return r[i].target;
    return nothing;
}

struct vg_str vg_office_main(struct vg_office *o, const char *otherwise)
{
    struct vg_relation *r;
    size_t n = vg_office_relations(o, nothing, &r);
    struct vg_str name = vg_relation_of_type(r, n, "officeDocument");

    if (name.len > 0 && vg_zip_find_str(&o->zip, name) != NULL)
        return name;
    return vg_str(otherwise);
}

/* -- small things
 * ------------------------------------------------------------------------------------ */

struct vg_str vg_office_content(struct vg_office *o, struct vg_xml *x)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_WORDS};
    size_t depth = x->depth, at = 0;
    struct vg_xml_event e;

    while (x->depth >= depth && vg_xml_next(x, &e))
        if (e.what == VG_XML_TEXT && x->depth == depth && !b.full)
            vg_xml_decode(&e, &b);
    for (size_t i = 0; i < b.len; i++) {
        char c = (unsigned char)b.p[i] < ' ' ? ' ' : b.p[i];

        if (c != ' ' || (at > 0 && b.p[at - 1] != ' '))
            b.p[at++] = c;
    }
    while (at > 0 && b.p[at - 1] == ' ')
        at--;
    at = b.full ? vg_utf8_down(b.p, at, at) : at;
    if (vg_utf8_bad(b.p == NULL ? "" : b.p, at) != at)
        return nothing;
    return at == 0 ? nothing : vg_str_copy(o->a, (struct vg_str){b.p, at});
}

void vg_office_skip(struct vg_xml *x)
{
    size_t depth = x->depth;
    struct vg_xml_event e;

    while (x->depth >= depth && vg_xml_next(x, &e))
        continue;
}

int vg_office_is_full(struct vg_office *o, size_t n, size_t most, const char *what)
{
    if (n < most)
        return 0;
    vg_text_damage(
        o->t, o->a, VG_NOTE_SIZE_EXCEEDED, 0,
        vg_print(o->a, "more than %zu %s; the rest is preserved but not read", most, what));
    return 1;
}

void vg_office_notes(struct vg_office *o, const struct vg_text *part, const struct vg_zip_entry *e)
{
    const char *name = vg_copy(o->a, e->shown.p, e->shown.len);

    for (size_t i = 0; i < part->damage_count; i++)
        vg_text_damage(o->t, o->a, part->damage[i].kind, e->data,
                       vg_print(o->a, "%s: %.*s", name, (int)part->damage[i].text.len,
                                part->damage[i].text.p));
    for (size_t i = 0; i < part->odd_count; i++)
        if (part->odd[i].kind == VG_NOTE_DEPTH_FLATTENED || part->odd[i].kind == VG_NOTE_XML_BAD)
            vg_text_odd(
                o->t, o->a, part->odd[i].kind, e->data,
                vg_print(o->a, "%s: %.*s", name, (int)part->odd[i].text.len, part->odd[i].text.p));
}

void vg_office_title(struct vg_office *o, struct vg_str shown)
{
    struct vg_text *t = o->t;

    if (shown.len == 0 || shown.len > (size_t)VG_MAX_WORDS)
        return;
    for (size_t i = 0; i < t->field_count; i++) {
        struct vg_field *f = &t->fields[i];

        if (f->name != VG_FIELD_TITLE)
            continue;
        if (f->from == VG_FROM_VISIBLE || vg_str_cmp(f->value, shown) == 0)
            return;
        vg_text_odd(
            t, o->a, VG_NOTE_FIELD_CONTRADICTION, 0,
            vg_print(o->a, "the properties give another title: %.*s",
                     (int)(f->value.len < 200 ? vg_utf8_down(f->value.p, f->value.len, f->value.len)
                                              : vg_utf8_down(f->value.p, f->value.len, 200)),
                     f->value.p));
        f->from = VG_FROM_VISIBLE;
        f->value = vg_str_copy(o->a, shown);
        return;
    }
    vg_text_add_field(t, o->a, VG_FIELD_TITLE, VG_FROM_VISIBLE, shown);
}

static int is_digits(struct vg_str s, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++)
        if (i >= s.len || s.p[i] < '0' || s.p[i] > '9')
            return 0;
    return 1;
}

void vg_office_date(struct vg_office *o, struct vg_str v)
{
    int has_month = v.len == 7 && v.p[4] == '-' && is_digits(v, 5, 2) &&
                    (v.p[5] == '0' ? v.p[6] >= '1' : v.p[5] == '1' && v.p[6] <= '2');

    if (is_digits(v, 0, 4) && (v.len == 4 || has_month))
        vg_text_add_field(o->t, o->a, VG_FIELD_DATE, VG_FROM_PROPERTIES, v);
    else
        vg_text_add_date(o->t, o->a, VG_FROM_PROPERTIES, v);
}

/* -- beside the text
 * ------------------------------------------------------------------------------------ */

void vg_side_begin(struct vg_office *o, enum vg_block_class class, int main)
{
    struct vg_sides *s = &o->sides;

    if (s->n > 0 && s->list[s->n - 1].len == 0)
        s->n--;
    if (s->n >= VG_MAX_BLOCKS)
        return;
    s->list = vg_grow(&o->scratch, s->list, s->n, &s->room);
    s->list[s->n++] =
        (struct vg_side){.class = class, .main = main, .start = s->text.len, .len = 0};
}

void vg_side_put(struct vg_office *o, struct vg_str text)
{
    struct vg_sides *s = &o->sides;

    s->text.max = (size_t)VG_MAX_TEXT;
    if (s->n == 0)
        return;
    vg_put_str(&s->text, text);
    s->list[s->n - 1].len = s->text.len - s->list[s->n - 1].start;
}

void vg_side_flush(struct vg_office *o)
{
    struct vg_sides *s = &o->sides;

    for (size_t i = 0; i < s->n; i++) {
        vg_draft_block(&o->d, '\n', s->list[i].class, 0, s->list[i].main);
        vg_draft_words(&o->d, s->text.p + s->list[i].start, s->list[i].len, 0);
    }
    s->n = 0;
    vg_buf_clear(&s->text);
}

/* -- properties
 * ------------------------------------------------------------------------------------------ */

static void read_core(struct vg_office *o)
{
    struct vg_str name = vg_str("docProps/core.xml");
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
        else if (vg_xml_is(&e, VG_NS_DC, "creator"))
            vg_text_add_field(o->t, o->a, VG_FIELD_AUTHOR, VG_FROM_PROPERTIES,
                              vg_office_content(o, &x));
        else if (vg_xml_is(&e, VG_NS_DC, "language"))
            vg_text_add_field(o->t, o->a, VG_FIELD_LANG, VG_FROM_PROPERTIES,
                              vg_office_content(o, &x));
        else if (vg_xml_is(&e, VG_NS_DC, "identifier"))
            vg_text_add_field(o->t, o->a, VG_FIELD_ID, VG_FROM_PROPERTIES,
                              vg_office_content(o, &x));
        else if (vg_xml_is(&e, VG_NS_DCTERMS, "created"))
            vg_text_add_date(o->t, o->a, VG_FROM_PROPERTIES, vg_office_content(o, &x));
    }
    vg_office_done(o, name, &x);
    if (!vg_office_part(o, vg_str("docProps/app.xml"), 0, &x))
        return;
    while (vg_xml_next(&x, &e))
        if (e.what == VG_XML_START && vg_str_is(e.name, "Company"))
            vg_text_add_field(o->t, o->a, VG_FIELD_PUBLISHER, VG_FROM_PROPERTIES,
                              vg_office_content(o, &x));
}

/* -- all of it
 * --------------------------------------------------------------------------------------------- */

void vg_read_office(struct vg_str bytes, enum vg_kind kind, struct vg_arena *a, struct vg_text *t)
{
    struct vg_office o = {.bytes = bytes, .a = a, .t = t, .d = {.a = a, .t = t}};

    t->charset = vg_str("utf-8");
    t->charset_rule = VG_CHARSET_VALID;
    vg_zip_open(&o.scratch, bytes.p, bytes.len, &o.zip);
    for (size_t i = 0; i < o.zip.note_count; i++)
        vg_text_damage(t, a, o.zip.notes[i].kind, o.zip.notes[i].offset,
                       vg_copy(a, o.zip.notes[i].text.p, o.zip.notes[i].text.len));
    o.taken = vg_alloc(&o.scratch, o.zip.count + 1);
    if (kind == VG_KIND_DOCX || kind == VG_KIND_XLSX || kind == VG_KIND_PPTX)
        read_core(&o);
    if (kind == VG_KIND_DOCX)
        vg_read_docx(&o);
    else if (kind == VG_KIND_XLSX)
        vg_read_xlsx(&o);
    else if (kind == VG_KIND_PPTX)
        vg_read_pptx(&o);
    else if (kind == VG_KIND_EPUB)
        vg_read_epub(&o);
    else
        vg_read_odf(&o, kind);
    vg_draft_end(&o.d);
    vg_buf_end(&o.sides.text);
    vg_buf_end(&o.raw);
    vg_arena_end(&o.part);
    vg_arena_end(&o.scratch);
}
