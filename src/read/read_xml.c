/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * XML of any vocabulary, and feeds.
 *
 * What an unknown vocabulary means by its elements shows in how they stand: where text
 * and elements alternate, the elements are part of the running text; where elements
 * follow each other with white space between, each is a block. Attributes that hold
 * words for people (title, text, summary …) are blocks of class alt.
 *
 * RSS (0.9 to 2.0, RDF) and Atom: channel and entries with title, date, author, address,
 * and their content, which is HTML in escaped form and read as such.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/draft.h"
#include "read/map.h"
#include "read/readers.h"
#include "read/xml.h"

/* -- any XML
 * ------------------------------------------------------------------------------------------ */

static int has_words(const struct vg_xml_event *e)
{
    for (size_t i = 0; i < e->raw.len; i++)
        if ((unsigned char)e->raw.p[i] > ' ')
            return 1;
    return 0;
}

/* Attributes that people read. */
static void put_attributes(struct vg_draft *d, const struct vg_xml_event *e)
{
    static const char *const names[] = {"title",       "label",   "summary", "text",
                                        "description", "caption", "alt"};

    for (size_t i = 0; e->raw.len > 0 && i < sizeof names / sizeof *names; i++) {
        struct vg_xml_event value = {.what = VG_XML_TEXT};

        if (!vg_xml_attribute(e, names[i], &value.raw) || !has_words(&value))
            continue;
        value.at = e->at + (size_t)(value.raw.p - e->raw.p);
        vg_draft_block(d, '\n', VG_BLOCK_ALT, 0, 0);
        vg_xml_draft(&value, d);
    }
}

static int is_fiction(const struct vg_xml_event *e, const char *name)
{
    return e->ns == VG_NS_FICTION && vg_str_is(e->name, name);
}

/* Elements that hold bytes or programs, not words: of flat office documents, of drawings. */
static int is_no_text(const struct vg_xml_event *e)
{
    return vg_str_is(e->name, "binary-data") || vg_str_is(e->name, "binaryData") ||
           vg_str_is(e->name, "binData") || is_fiction(e, "binary") ||
           (e->ns == VG_NS_SVG && (vg_str_is(e->name, "style") || vg_str_is(e->name, "script")));
}

static void skip_element(struct vg_xml *x)
{
    size_t depth = x->depth;
    struct vg_xml_event e;

    while (x->depth >= depth && vg_xml_next(x, &e))
        continue;
}

static void read_any(struct vg_xml *x, struct vg_draft *d)
{
    struct vg_xml_event e;
    int ended = 0; /* an element ended and no text has followed it */

    vg_draft_block(d, '\n', VG_BLOCK_MAIN, 0, 1);
    while (vg_xml_next(x, &e)) {
        if (e.what == VG_XML_TEXT) {
            ended = ended && !has_words(&e);
            vg_xml_draft(&e, d);
            continue;
        }
        if (e.what == VG_XML_START && is_no_text(&e)) {
            skip_element(x);
            continue;
        }
        if (e.what == VG_XML_START && (ended || !vg_draft_has_text(d))) {
            put_attributes(d, &e);
            vg_draft_block(d, '\n', VG_BLOCK_MAIN, 0, 1);
        }
        ended = e.what == VG_XML_END;
    }
}

/* -- feeds
 * ---------------------------------------------------------------------------------------------- */

/* What an element of a feed is for. */
enum feed_part {
    PART_NONE,
    PART_ENTRY,
    PART_TITLE,
    PART_DATE,     /* of publication */
    PART_MODIFIED, /* later than that */
    PART_AUTHOR,
    PART_NAME, /* inside an author */
    PART_LINK,
    PART_TEXT,  /* escaped HTML */
    PART_BRIEF, /* a summary: dropped for the text in no case, both are shown */
    PART_LANGUAGE,
    PART_PUBLISHER,
    PART_IMAGE, /* of the channel: its title and link are not the channel's */
};

static enum feed_part part_of(const struct vg_xml_event *e)
{
    static const struct {
        enum vg_ns ns;
        const char *name;
        enum feed_part part;
    } rows[] = {
        {VG_NS_NONE, "item", PART_ENTRY},
        {VG_NS_RSS1, "item", PART_ENTRY},
        {VG_NS_ATOM, "entry", PART_ENTRY},
        {VG_NS_NONE, "title", PART_TITLE},
        {VG_NS_RSS1, "title", PART_TITLE},
        {VG_NS_ATOM, "title", PART_TITLE},
        {VG_NS_NONE, "pubDate", PART_DATE},
        {VG_NS_ATOM, "published", PART_DATE},
        {VG_NS_ATOM, "issued", PART_DATE},
        {VG_NS_DC, "date", PART_DATE},
        {VG_NS_DCTERMS, "issued", PART_DATE},
        {VG_NS_NONE, "lastBuildDate", PART_MODIFIED},
        {VG_NS_ATOM, "updated", PART_MODIFIED},
        {VG_NS_ATOM, "modified", PART_MODIFIED},
        {VG_NS_DCTERMS, "modified", PART_MODIFIED},
        {VG_NS_NONE, "author", PART_AUTHOR},
        {VG_NS_DC, "creator", PART_AUTHOR},
        {VG_NS_NONE, "managingEditor", PART_AUTHOR},
        {VG_NS_ATOM, "author", PART_AUTHOR},
        {VG_NS_ATOM, "name", PART_NAME},
        {VG_NS_DC, "publisher", PART_PUBLISHER},
        {VG_NS_NONE, "link", PART_LINK},
        {VG_NS_RSS1, "link", PART_LINK},
        {VG_NS_ATOM, "link", PART_LINK},
        {VG_NS_NONE, "description", PART_TEXT},
        {VG_NS_RSS1, "description", PART_TEXT},
        {VG_NS_CONTENT, "encoded", PART_TEXT},
        {VG_NS_ATOM, "content", PART_TEXT},
        {VG_NS_ATOM, "summary", PART_TEXT},
        {VG_NS_ATOM, "subtitle", PART_TEXT},
        {VG_NS_MEDIA, "description", PART_TEXT},
        {VG_NS_NONE, "language", PART_LANGUAGE},
        {VG_NS_DC, "language", PART_LANGUAGE},
        {VG_NS_NONE, "image", PART_IMAGE},
        {VG_NS_RSS1, "image", PART_IMAGE},
        {VG_NS_NONE, "textInput", PART_IMAGE},
        {VG_NS_RSS1, "textinput", PART_IMAGE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_xml_is(e, rows[i].ns, rows[i].name))
            return rows[i].part;
    return PART_NONE;
}

struct feed {
    struct vg_draft d;
    struct vg_arena *a;
    struct vg_text *t;
    size_t entry; /* depth of the entry that is open, 0 when none is */
    size_t image; /* depth of an image of the channel */
    /* the element whose text is collected */
    enum feed_part part;
    size_t depth;
    int is_html;
    int is_xhtml;        /* elements in it stand for themselves, escapes for characters */
    struct vg_buf raw;   /* its text, decoded, */
    struct vg_run *runs; /* and the way back from there */
    size_t run_count, run_room;
    struct vg_arena scratch; /* of the runs and of the reading of one element */
};

static void add_run(struct feed *f, size_t text, size_t text_len, size_t source, size_t source_len,
                    enum vg_run_kind kind)
{
    uint8_t unit = kind == VG_RUN_COPIED;

    if (text_len == 0)
        return;
    f->runs = vg_grow(&f->scratch, f->runs, f->run_count, &f->run_room);
    f->runs[f->run_count++] = (struct vg_run){(uint32_t)text,
                                              (uint32_t)text_len,
                                              (uint32_t)source,
                                              (uint32_t)source_len,
                                              (uint8_t)kind,
                                              unit,
                                              unit};
}

/* Decode the text of an event, with the way back. */
static void collect(struct feed *f, const struct vg_xml_event *e)
{
    size_t at = 0;

    while (at < e->raw.len) {
        uint32_t c = 0;
        size_t used, n = vg_xml_plain(e, at, &c, &used), text = f->raw.len;

        vg_put(&f->raw, e->raw.p + at, n);
        add_run(f, text, n, e->at + at, n, VG_RUN_COPIED);
        at += n;
        if (used == 0)
            continue;
        text = f->raw.len;
        if (f->is_xhtml && (c == '<' || c == '&'))
            vg_puts(&f->raw, c == '<' ? "&lt;" : "&amp;");
        else
            vg_put_utf8(&f->raw, c);
        add_run(f, text, f->raw.len - text, e->at + at, used, VG_RUN_REFERENCE);
        at += used;
    }
}

static struct vg_str trimmed(struct vg_str s)
{
    while (s.len > 0 && (unsigned char)s.p[0] <= ' ') {
        s.p++;
        s.len--;
    }
    while (s.len > 0 && (unsigned char)s.p[s.len - 1] <= ' ')
        s.len--;
    return s;
}

/* What was collected, as blocks: read as HTML where it is that, else as words. */
static void put_collected(struct feed *f, enum vg_block_class class, int level, int main)
{
    struct vg_text part = {0};

    if (trimmed(vg_buf_str(&f->raw)).len == 0)
        return;
    if (f->is_html &&
        (memchr(f->raw.p, '<', f->raw.len) != NULL || memchr(f->raw.p, '&', f->raw.len) != NULL)) {
        vg_read_html(vg_buf_str(&f->raw), (struct vg_str){"", 0}, &f->scratch, &part);
    } else {
        struct vg_draft d = {.a = &f->scratch, .t = &part};

        vg_draft_block(&d, '\n', class, level, main);
        vg_draft_words(&d, f->raw.p, f->raw.len, 0);
        vg_draft_end(&d);
    }
    for (size_t i = 0; class != VG_BLOCK_MAIN && i < part.block_count; i++) {
        part.blocks[i].class = class;
        part.blocks[i].level = (uint8_t)level;
    }
    vg_map_lay(&part, f->runs, f->run_count, 0, &f->scratch);
    vg_draft_take(&f->d, &part, main ? VG_DRAFT_AS_MAIN : VG_DRAFT_AS_THERE);
}

static void put_field(struct feed *f)
{
    static const enum vg_field_name names[] = {
        [PART_TITLE] = VG_FIELD_TITLE,   [PART_AUTHOR] = VG_FIELD_AUTHOR,
        [PART_NAME] = VG_FIELD_AUTHOR,   [PART_LINK] = VG_FIELD_CANONICAL,
        [PART_LANGUAGE] = VG_FIELD_LANG, [PART_PUBLISHER] = VG_FIELD_PUBLISHER,
    };
    struct vg_str value = trimmed(vg_buf_str(&f->raw));

    if (value.len == 0 || f->entry > 0 || f->image > 0 || memchr(value.p, '\0', value.len) != NULL)
        return;
    if (f->part == PART_DATE || f->part == PART_MODIFIED)
        vg_text_add_date(f->t, f->a, VG_FROM_PROPERTIES, value);
    else if (f->part == PART_TITLE || f->part == PART_AUTHOR || f->part == PART_NAME ||
             f->part == PART_LINK || f->part == PART_LANGUAGE || f->part == PART_PUBLISHER)
        vg_text_add_field(f->t, f->a, names[f->part], VG_FROM_PROPERTIES, value);
}

static void finish_part(struct feed *f)
{
    put_field(f);
    switch (f->part) {
    case PART_TITLE:
        put_collected(f, VG_BLOCK_HEADING, f->entry > 0 ? 2 : 1, f->image == 0);
        break;
    case PART_TEXT:
    case PART_BRIEF:
        put_collected(f, VG_BLOCK_MAIN, 0, 1);
        break;
    case PART_DATE:
    case PART_MODIFIED:
    case PART_AUTHOR:
    case PART_NAME:
    case PART_PUBLISHER:
        f->is_html = 0;
        put_collected(f, VG_BLOCK_CAPTION, 0, 0);
        break;
    case PART_LINK:
        f->is_html = 0;
        put_collected(f, VG_BLOCK_OTHER, 0, 0);
        break;
    case PART_NONE:
    case PART_ENTRY:
    case PART_LANGUAGE:
    case PART_IMAGE:
        break;
    }
    f->part = PART_NONE;
    vg_buf_clear(&f->raw);
    f->runs = NULL;
    f->run_count = f->run_room = 0;
    vg_arena_clear(&f->scratch);
}

/* Atom gives the address of an entry in an attribute. */
static void put_href(struct feed *f, const struct vg_xml_event *e)
{
    struct vg_xml_event value = {.what = VG_XML_TEXT};
    struct vg_str rel;

    if (!vg_xml_attribute(e, "href", &value.raw) ||
        (vg_xml_attribute(e, "rel", &rel) && !vg_str_is(rel, "alternate")))
        return;
    value.at = e->at + (size_t)(value.raw.p - e->raw.p);
    collect(f, &value);
}

/* Elements of the content that part paragraphs, where it is no escaped HTML but XHTML. */
static int parts_paragraphs(const struct vg_xml_event *e)
{
    static const char *const names[] = {"p",  "div", "br", "li", "h1",        "h2",
                                        "h3", "h4",  "tr", "td", "blockquote"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (vg_str_is(e->name, names[i]))
            return 1;
    return 0;
}

/* Content of another kind than text: an image in base64, a PDF. */
static int is_foreign(struct vg_str type)
{
    return type.len > 0 && memchr(type.p, '/', type.len) != NULL &&
           memmem(type.p, type.len, "text", 4) == NULL &&
           memmem(type.p, type.len, "html", 4) == NULL &&
           memmem(type.p, type.len, "xml", 3) == NULL;
}

/* A tag inside what is collected stands there as itself. */
static void collect_tag(struct feed *f, const struct vg_xml_event *e)
{
    size_t at = f->raw.len;

    if (f->part != PART_TEXT || !parts_paragraphs(e))
        return;
    vg_puts(&f->raw, "<p>");
    add_run(f, at, 3, e->at, 0, VG_RUN_INSERTED);
}

static void start_element(struct feed *f, const struct vg_xml *x, const struct vg_xml_event *e)
{
    enum feed_part part = part_of(e);
    struct vg_str type;

    if (f->part == PART_AUTHOR && part == PART_NAME)
        f->part = PART_NONE; /* an author of Atom: the name is what is shown of it */
    if (f->part != PART_NONE) {
        collect_tag(f, e);
        return;
    }
    if (part == PART_ENTRY) {
        f->entry = x->depth;
        return;
    }
    if (part == PART_IMAGE)
        f->image = x->depth;
    if (!vg_xml_attribute(e, "type", &type))
        type = (struct vg_str){"", 0};
    if (part == PART_NONE || part == PART_IMAGE || (part == PART_TEXT && is_foreign(type)))
        return;
    f->part = part;
    f->depth = x->depth;
    f->is_html = !vg_str_is(type, "text");
    f->is_xhtml = vg_str_is(type, "xhtml");
    vg_buf_clear(&f->raw);
    if (part == PART_LINK)
        put_href(f, e);
}

static void end_element(struct feed *f, const struct vg_xml *x, const struct vg_xml_event *e)
{
    if (f->part != PART_NONE && x->depth + 1 == f->depth)
        finish_part(f);
    else if (f->part != PART_NONE)
        collect_tag(f, e);
    if (f->entry == x->depth + 1)
        f->entry = 0;
    if (f->image == x->depth + 1)
        f->image = 0;
}

static void read_feed(struct vg_xml *x, struct vg_arena *a, struct vg_text *t)
{
    struct feed f = {.d = {.a = a, .t = t}, .a = a, .t = t, .raw = {.max = (size_t)VG_MAX_TEXT}};
    struct vg_xml_event e;

    while (vg_xml_next(x, &e)) {
        if (e.what == VG_XML_START)
            start_element(&f, x, &e);
        else if (e.what == VG_XML_END)
            end_element(&f, x, &e);
        else if (f.part != PART_NONE)
            collect(&f, &e);
    }
    vg_draft_end(&f.d);
    vg_buf_end(&f.raw);
    vg_arena_end(&f.scratch);
}

/* -- which of them
 * ------------------------------------------------------------------------------------------ */

enum { HEAD = 4096 }; /* bytes in which the first element stands */

/* The media type of a feed by its first element; NULL for other XML. */
static const char *feed_media(struct vg_str utf8)
{
    struct vg_xml x = {.p = utf8.p, .len = utf8.len};
    struct vg_xml_event e;

    while (vg_xml_next(&x, &e) && e.what != VG_XML_START)
        continue;
    if (x.depth == 0)
        return NULL;
    if (vg_str_is(e.name, "rss"))
        return "application/rss+xml";
    if (e.ns == VG_NS_ATOM && (vg_str_is(e.name, "feed") || vg_str_is(e.name, "entry")))
        return "application/atom+xml";
    if (vg_xml_is(&e, VG_NS_RDF, "RDF") &&
        memmem(e.raw.p, e.raw.len, "purl.org/rss/1.0/", 17) != NULL)
        return "application/rss+xml";
    return NULL;
}

/* Text of the element just entered, up to its end, with what is inside of it. */
static void put_content(struct vg_xml *x, struct vg_buf *out)
{
    size_t depth = x->depth;
    struct vg_xml_event e;

    while (x->depth >= depth && vg_xml_next(x, &e)) {
        if (e.what != VG_XML_TEXT || !has_words(&e))
            continue;
        if (out->len > 0)
            vg_putc(out, ' ');
        vg_xml_decode(&e, out);
    }
}

/* What a FictionBook says of itself in its head: title, author by the parts of the name, date. */
static void fiction_fields(struct vg_str utf8, struct vg_arena *a, struct vg_text *t)
{
    static const struct {
        const char *name;
        enum vg_field_name field;
    } rows[] = {{"book-title", VG_FIELD_TITLE},    {"author", VG_FIELD_AUTHOR},
                {"date", VG_FIELD_DATE},           {"lang", VG_FIELD_LANG},
                {"publisher", VG_FIELD_PUBLISHER}, {"isbn", VG_FIELD_ID}};
    struct vg_xml x = {.p = utf8.p, .len = utf8.len};
    struct vg_xml_event e;

    while (vg_xml_next(&x, &e) && !is_fiction(&e, "body")) {
        VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_WORDS};
        size_t i = 0;

        if (e.what != VG_XML_START || e.ns != VG_NS_FICTION)
            continue;
        while (i < sizeof rows / sizeof *rows && !vg_str_is(e.name, rows[i].name))
            i++;
        if (i == sizeof rows / sizeof *rows)
            continue;
        vg_put_str(&b, vg_xml_value(&e, "value", a));
        if (b.len == 0)
            put_content(&x, &b);
        if (b.full || vg_utf8_bad(b.p == NULL ? "" : b.p, b.len) != b.len)
            continue;
        if (rows[i].field == VG_FIELD_DATE)
            vg_text_add_date(t, a, VG_FROM_PROPERTIES, vg_buf_str(&b));
        else
            vg_text_add_field(t, a, rows[i].field, VG_FROM_PROPERTIES, vg_buf_str(&b));
    }
}

void vg_read_xml(struct vg_str utf8, struct vg_arena *a, struct vg_text *t)
{
    struct vg_xml x = {.p = utf8.p, .len = utf8.len};
    const char *feed = feed_media(utf8);

    if (feed != NULL) {
        read_feed(&x, a, t);
    } else {
        struct vg_draft d = {.a = a, .t = t};

        read_any(&x, &d);
        vg_draft_end(&d);
        if (memmem(utf8.p, utf8.len < HEAD ? utf8.len : HEAD, "<FictionBook", 12) != NULL)
            fiction_fields(utf8, a, t);
    }
    vg_xml_notes(&x, t, a, "", 0);
    t->media = vg_str(feed != NULL ? feed : "application/xml");
    t->reader = vg_str(VG_READER_XML);
}
