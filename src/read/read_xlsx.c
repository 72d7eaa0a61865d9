/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Excel workbooks (ECMA-376 part 1, section 18): every sheet a heading and rows of cells.
 * Numbers stand as they are stored; those that a style shows as dates are written as ISO
 * dates. Hidden sheets and rows are kept as hidden text.
 */
#include <string.h>

#include "base/limits.h"
#include "read/office.h"

struct shared {
    size_t start, len; /* in `text` */
};

struct book {
    struct vg_office *o;
    struct vg_buf text; /* of the shared strings */
    struct shared *strings;
    size_t string_count, string_room;
    unsigned char *is_date; /* by cell style */
    size_t styles, style_room;
    int from_1904;
};

struct sheet {
    struct vg_str name, part;
    int hidden;
};

static int is_sheet(const struct vg_xml_event *e, const char *name)
{
    return vg_xml_is(e, VG_NS_SHEET, name);
}

/* -- strings
 * ------------------------------------------------------------------------------------------ */

/* The text of <si> or <is>, which `x` has just entered: all <t> but those of readings. */
static void put_string(struct vg_xml *x, struct vg_buf *out)
{
    size_t depth = x->depth;
    struct vg_xml_event e;
    int in_text = 0;

    while (x->depth >= depth && vg_xml_next(x, &e)) {
        if (e.what == VG_XML_START && is_sheet(&e, "rPh"))
            vg_office_skip(x);
        else if (e.what != VG_XML_TEXT)
            in_text = e.what == VG_XML_START && is_sheet(&e, "t");
        else if (in_text)
            vg_xml_decode(&e, out);
    }
}

static void read_strings(struct book *b, struct vg_str name)
{
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(b->o, name, 0, &x))
        return;
    while (vg_xml_next(&x, &e)) {
        size_t start = b->text.len;

        if (e.what != VG_XML_START || !is_sheet(&e, "si"))
            continue;
        if (vg_office_is_full(b->o, b->string_count, VG_MAX_SHARED, "shared strings"))
            break;
        put_string(&x, &b->text);
        b->strings = vg_grow(&b->o->scratch, b->strings, b->string_count, &b->string_room);
        b->strings[b->string_count++] = (struct shared){start, b->text.len - start};
    }
    vg_office_done(b->o, name, &x);
}

/* -- styles
 * -----------------------------------------------------------------------------------------------
 */

/* Formats that are built in (18.8.30), East Asian ones included. */
static int is_date_number(int64_t n)
{
    return (n >= 14 && n <= 22) || (n >= 27 && n <= 36) || (n >= 45 && n <= 47) ||
           (n >= 50 && n <= 58);
}

/* A format with years, days or hours outside quotes and brackets. */
static int is_date_code(struct vg_str code)
{
    int marks = 0;

    for (size_t i = 0; i < code.len; i++) {
        char c = code.p[i];

        if (c == '"' || c == '[') {
            const char *end = memchr(code.p + i + 1, c == '"' ? '"' : ']', code.len - i - 1);

            i = end == NULL ? code.len : (size_t)(end - code.p);
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == 'G' && code.len - i >= 7 && memcmp(code.p + i, "General", 7) == 0) {
            return 0;
        } else {
            marks += c == 'y' || c == 'Y' || c == 'd' || c == 'D' || c == 'h' || c == 'H';
        }
    }
    return marks > 0;
}

static void read_styles(struct book *b, struct vg_str name)
{
    struct vg_table dates = VG_TABLE(&b->o->scratch);
    struct vg_xml_event e;
    struct vg_xml x;
    int in_cells = 0;
    int64_t is_date;

    if (!vg_office_part(b->o, name, 0, &x))
        return;
    while (b->styles < VG_MAX_BLOCKS && vg_xml_next(&x, &e)) {
        if (is_sheet(&e, "cellXfs")) {
            in_cells = e.what == VG_XML_START;
        } else if (e.what != VG_XML_START) {
            continue;
        } else if (is_sheet(&e, "numFmt") && dates.n < VG_MAX_BOOK_PARTS) {
            vg_table_set(&dates, vg_xml_value(&e, "numFmtId", &b->o->scratch),
                         is_date_code(vg_xml_value(&e, "formatCode", &b->o->part)));
        } else if (is_sheet(&e, "xf") && in_cells) {
            struct vg_str id = vg_xml_value(&e, "numFmtId", &b->o->part);

            b->is_date = vg_grow(&b->o->scratch, b->is_date, b->styles, &b->style_room);
            b->is_date[b->styles++] =
                vg_table_get(&dates, id, &is_date)
                    ? is_date != 0
                    : (unsigned char)is_date_number(vg_xml_number(&e, "numFmtId", 0));
        }
    }
    vg_office_done(b->o, name, &x);
}

/* -- values
 * ------------------------------------------------------------------------------------------------
 */

/* Days since 1970-01-01 as a date of the proleptic Gregorian calendar (Hinnant's algorithm). */
static void civil(int64_t days, int *year, int *month, int *day)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

/* "44634.75": whole days, and minutes of the day. 0 when it is no such number. */
static int serial(struct vg_str v, int64_t *days, int64_t *minutes)
{
    int64_t whole = 0, part = 0, scale = 1;
    size_t i = 0;

    while (i < v.len && v.p[i] >= '0' && v.p[i] <= '9' && i < 7)
        whole = whole * 10 + (v.p[i++] - '0');
    if (i == 0 || whole > 2958465 || (i < v.len && v.p[i] != '.'))
        return 0;
    for (i++; i < v.len && v.p[i] >= '0' && v.p[i] <= '9'; i++)
        if (scale < 100000000) {
            part = part * 10 + (v.p[i] - '0');
            scale *= 10;
        }
    if (i < v.len)
        return 0;
    *days = whole;
    *minutes = (part * 1440 + scale / 2) / scale;
    return 1;
}

/* Excel's first of March 1900 is day 61, for it believes in a 29 February before it. */
static void put_date(const struct book *b, struct vg_draft *d, struct vg_str v)
{
    char text[64];
    int64_t days, minutes;
    int year, month, day, n = 0;

    if (!serial(v, &days, &minutes) || (!b->from_1904 && days < 61 && days > 0)) {
        vg_draft_words(d, v.p, v.len, 0);
        return;
    }
    civil(days - (b->from_1904 ? 24107 : 25569) + (minutes == 1440), &year, &month, &day);
    minutes %= 1440;
    if (days > 0 || minutes == 0)
        n = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    if (minutes > 0)
        n += snprintf(text + n, sizeof text - (size_t)n, "%s%02d:%02d", n > 0 ? " " : "",
                      (int)(minutes / 60), (int)(minutes % 60));
    vg_draft_words(d, text, (size_t)n, 0);
}

static void put_shared(const struct book *b, struct vg_draft *d, struct vg_str v)
{
    size_t i = 0, at = 0;

    while (i < v.len && i < 9 && v.p[i] >= '0' && v.p[i] <= '9')
        at = at * 10 + (size_t)(v.p[i++] - '0');
    if (i > 0 && at < b->string_count)
        vg_draft_words(d, b->text.p + b->strings[at].start, b->strings[at].len, 0);
}

/* What a cell holds, by its type. */
static void put_value(const struct book *b, const struct vg_xml_event *cell, struct vg_str v)
{
    struct vg_draft *d = &b->o->d;
    int64_t style = vg_xml_number(cell, "s", 0);
    struct vg_str type = {"n", 1};

    (void)vg_xml_attribute(cell, "t", &type);
    if (vg_str_is(type, "s"))
        put_shared(b, d, v);
    else if (vg_str_is(type, "b"))
        vg_draft_words(d, vg_str_is(v, "1") ? "TRUE" : "FALSE", vg_str_is(v, "1") ? 4 : 5, 0);
    else if (vg_str_is(type, "n") && style >= 0 && (uint64_t)style < b->styles && b->is_date[style])
        put_date(b, d, v);
    else
        vg_draft_words(d, v.p, v.len, 0);
}

/* -- sheets
 * --------------------------------------------------------------------------------------------------
 */

static void read_cell(const struct book *b, struct vg_xml *x, const struct vg_xml_event *cell,
                      struct vg_buf *v)
{
    size_t depth = x->depth;
    struct vg_xml_event e;
    int in_value = 0;

    vg_buf_clear(v);
    while (x->depth >= depth && vg_xml_next(x, &e)) {
        if (e.what == VG_XML_START && is_sheet(&e, "is"))
            put_string(x, v);
        else if (e.what != VG_XML_TEXT)
            in_value = e.what == VG_XML_START && is_sheet(&e, "v");
        else if (in_value)
            vg_xml_decode(&e, v);
    }
    put_value(b, cell, vg_buf_str(v));
}

/* The column in the address of a cell ("C5" gives 2); `next`, where it has none or goes back. */
static size_t column_of(const struct vg_xml_event *cell, size_t next)
{
    struct vg_str at;
    size_t n = 0;

    if (!vg_xml_attribute(cell, "r", &at))
        return next;
    for (size_t i = 0; i < at.len && i < 4 && at.p[i] >= 'A' && at.p[i] <= 'Z'; i++)
        n = n * 26 + (size_t)(at.p[i] - 'A') + 1;
    return n > next && n <= VG_MAX_SHEET_COLUMNS ? n - 1 : next;
}

/* -- what is printed over and under a sheet -------------------------------------------------- */

static int is_print_line(const struct vg_xml_event *e)
{
    static const char *const names[] = {"oddHeader",  "oddFooter",   "evenHeader",
                                        "evenFooter", "firstHeader", "firstFooter"};

    for (size_t i = 0; e->ns == VG_NS_SHEET && i < sizeof names / sizeof *names; i++)
        if (vg_str_is(e->name, names[i]))
            return 1;
    return 0;
}

/* How many bytes of "&…" say how or where something stands: fonts in quotes, sizes, colours,
 * letters for left, page, date (18.3.1.39). "&&" stands for the sign itself. */
static size_t code_len(struct vg_str s)
{
    const char *end;
    size_t n = 2;

    if (s.len < 2)
        return s.len;
    if (s.p[1] == '"') {
        end = memchr(s.p + 2, '"', s.len - 2);
        return end == NULL ? s.len : (size_t)(end - s.p) + 1;
    }
    if (s.p[1] == 'K') /* a colour: six digits */
        return s.len < 8 ? s.len : 8;
    while (s.p[1] >= '0' && s.p[1] <= '9' && n < s.len && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n;
}

static void put_print_line(const struct book *b, struct vg_xml *x, struct vg_buf *v)
{
    struct vg_draft *d = &b->o->d;
    size_t depth = x->depth, at = 0;
    struct vg_xml_event e;

    vg_buf_clear(v);
    while (x->depth >= depth && vg_xml_next(x, &e))
        if (e.what == VG_XML_TEXT)
            vg_xml_decode(&e, v);
    vg_draft_block(d, '\n', VG_BLOCK_FOOTER, 0, 0);
    while (at < v->len) {
        struct vg_str s = {v->p + at, v->len - at};
        const char *sign = memchr(s.p, '&', s.len);
        size_t n = sign == NULL ? s.len : (size_t)(sign - s.p);

        vg_draft_words(d, s.p, n, 0);
        if (sign == NULL)
            return;
        s = (struct vg_str){s.p + n, s.len - n};
        if (s.len > 1 && s.p[1] == '&')
            vg_draft_words(d, "&", 1, 0);
        else
            vg_draft_space(d, 0, 0);
        at += n + code_len(s);
    }
}

/* -- rows ------------------------------------------------------------------------------------- */

static void read_sheet(const struct book *b, const struct sheet *s)
{
    VG_SCOPED_BUF v = {.max = (size_t)VG_MAX_TEXT};
    struct vg_draft *d = &b->o->d;
    int hidden = s->hidden;
    size_t column = 0;
    struct vg_xml_event e;
    struct vg_xml x;

    if (vg_office_lacks(b->o, s->part, "sheet") || !vg_office_part(b->o, s->part, 1, &x))
        return;
    vg_draft_block(d, '\n', s->hidden ? VG_BLOCK_HIDDEN : VG_BLOCK_HEADING, s->hidden ? 0 : 2,
                   !s->hidden);
    vg_draft_words(d, s->name.p, s->name.len, 0);
    while (!d->full && vg_xml_next(&x, &e)) {
        if (e.what != VG_XML_START)
            continue;
        if (is_sheet(&e, "row")) {
            struct vg_str flag;

            hidden = s->hidden || (vg_xml_attribute(&e, "hidden", &flag) &&
                                   (vg_str_is(flag, "1") || vg_str_is(flag, "true")));
            vg_draft_row(d);
            column = 0;
        } else if (is_sheet(&e, "c")) {
            column = column_of(&e, column);
            vg_draft_cell(d, column++, hidden ? VG_BLOCK_HIDDEN : VG_BLOCK_TABLE, 0, !hidden);
            read_cell(b, &x, &e, &v);
        } else if (is_print_line(&e)) {
            put_print_line(b, &x, &v);
        }
    }
    vg_office_done(b->o, s->part, &x);
}

/* Notes on cells, of both kinds. */
static void read_comments(const struct book *b, struct vg_str name)
{
    struct vg_draft *d = &b->o->d;
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(b->o, name, 1, &x))
        return;
    while (vg_xml_next(&x, &e)) {
        VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_TEXT};

        if (e.what == VG_XML_TEXT && x.depth > 0 && vg_str_is(x.open[x.depth - 1].name, "text"))
            vg_xml_draft(&e, d); /* a thread keeps its text without <t> */
        if (e.what != VG_XML_START || !vg_str_is(e.name, "text"))
            continue;
        vg_draft_block(d, '\n', VG_BLOCK_COMMENT, 0, 0);
        if (e.ns == VG_NS_SHEET) {
            put_string(&x, &text);
            vg_draft_words(d, text.p == NULL ? "" : text.p, text.len, 0);
        }
    }
    vg_office_done(b->o, name, &x);
}

static size_t read_workbook(struct book *b, struct vg_str main, const struct vg_relation *r,
                            size_t n, struct sheet **out)
{
    struct vg_arena *a = &b->o->scratch;
    struct sheet *list = NULL;
    size_t count = 0, room = 0;
    struct vg_xml_event e;
    struct vg_xml x;
    struct vg_str flag;

    *out = NULL;
    if (!vg_office_part(b->o, main, 0, &x))
        return 0;
    while (vg_xml_next(&x, &e)) {
        if (e.what != VG_XML_START)
            continue;
        if (is_sheet(&e, "workbookPr") && vg_xml_attribute(&e, "date1904", &flag))
            b->from_1904 = vg_str_is(flag, "1") || vg_str_is(flag, "true");
        if (!is_sheet(&e, "sheet"))
            continue;
        if (vg_office_is_full(b->o, count, VG_MAX_BOOK_PARTS, "sheets"))
            break;
        list = vg_grow(a, list, count, &room);
        list[count] = (struct sheet){
            .name = vg_xml_value(&e, "name", a),
            .part = vg_relation_of_id(r, n, vg_xml_value(&e, "r:id", a)),
            .hidden = vg_xml_attribute(&e, "state", &flag) && !vg_str_is(flag, "visible"),
        };
        if (list[count].part.len == 0)
            list[count].part = vg_relation_usual(r, n, "sheet", count);
        count++;
    }
    vg_office_done(b->o, main, &x);
    *out = list;
    return count;
}

void vg_read_xlsx(struct vg_office *o)
{
    struct book b = {.o = o, .text = {.max = (size_t)VG_MAX_PART}};
    struct vg_str main = vg_office_main(o, "xl/workbook.xml");
    struct vg_relation *r, *own;
    size_t n = vg_office_parts(o, main, &r), count;
    struct sheet *sheets;

    count = read_workbook(&b, main, r, n, &sheets);
    read_strings(&b, vg_relation_of_type(r, n, "sharedStrings"));
    read_styles(&b, vg_relation_of_type(r, n, "styles"));
    for (size_t i = 0; i < count; i++) {
        size_t own_n;

        read_sheet(&b, &sheets[i]);
        own_n = vg_office_relations(o, sheets[i].part, &own);
        read_comments(&b, vg_relation_of_type(own, own_n, "comments"));
        read_comments(&b, vg_relation_of_type(own, own_n, "threadedComment"));
        vg_office_beside(o, own, own_n);
    }
    vg_office_rest(o);
    vg_buf_end(&b.text);
    o->t->media = vg_str("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    o->t->reader = vg_str(VG_READER_XLSX);
}
