/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Books (EPUB 2 and 3): the chapters in the order of the spine, each read as the page it is. */
#include <string.h>

#include "base/limits.h"
#include "read/office.h"
#include "read/readers.h"

struct chapter {
    struct vg_str id, name, media;
    int is_nav;
};

struct epub {
    struct vg_office *o;
    struct chapter *items; /* of the manifest */
    size_t count, room;
    struct vg_table by_id;
    size_t *spine;
    size_t spine_count, spine_room;
};

/* The package: META-INF/container.xml names it. */
static struct vg_str package_name(struct vg_office *o)
{
    struct vg_str name = vg_str("META-INF/container.xml"), found = {"", 0};
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(o, name, 0, &x))
        return found;
    while (found.len == 0 && vg_xml_next(&x, &e))
        if (e.what == VG_XML_START && vg_str_is(e.name, "rootfile"))
            found = vg_office_resolve(o, (struct vg_str){"", 0},
                                      vg_xml_value(&e, "full-path", &o->scratch));
    return found;
}

static int ends_in(struct vg_str s, const char *end)
{
    size_t n = strlen(end);

    return s.len >= n && strncasecmp(s.p + s.len - n, end, n) == 0;
}

static void add_item(struct epub *b, struct vg_str package, const struct vg_xml_event *e)
{
    struct vg_arena *a = &b->o->scratch;
    struct vg_str properties = vg_xml_value(e, "properties", &b->o->part);
    struct chapter c = {
        .id = vg_xml_value(e, "id", a),
        .name = vg_office_resolve(b->o, package, vg_xml_value(e, "href", a)),
        .media = vg_xml_value(e, "media-type", a),
        .is_nav = memmem(properties.p, properties.len, "nav", 3) != NULL,
    };

    if (b->count == VG_MAX_BOOK_PARTS)
        return;
    b->items = vg_grow(a, b->items, b->count, &b->room);
    b->items[b->count] = c;
    (void)vg_table_add(&b->by_id, c.id, (int64_t)b->count, NULL);
    b->count++;
}

static void add_to_spine(struct epub *b, const struct vg_xml_event *e)
{
    int64_t at;

    if (b->spine_count == VG_MAX_BOOK_PARTS ||
        !vg_table_get(&b->by_id, vg_xml_value(e, "idref", &b->o->part), &at))
        return;
    b->spine = vg_grow(&b->o->scratch, b->spine, b->spine_count, &b->spine_room);
    b->spine[b->spine_count++] = (size_t)at;
}

/* Dublin Core in the package. A date may say of which event it is; that of a change is
 * not the date of the book. */
static void add_property(struct vg_office *o, struct vg_xml *x, const struct vg_xml_event *e)
{
    static const struct {
        const char *name;
        enum vg_field_name field;
    } rows[] = {
        {"title", VG_FIELD_TITLE},         {"creator", VG_FIELD_AUTHOR},
        {"publisher", VG_FIELD_PUBLISHER}, {"language", VG_FIELD_LANG},
        {"identifier", VG_FIELD_ID},
    };
    struct vg_str event;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_str_is(e->name, rows[i].name)) {
            vg_text_add_field(o->t, o->a, rows[i].field, VG_FROM_PROPERTIES,
                              vg_office_content(o, x));
            return;
        }
    if (vg_str_is(e->name, "date") &&
        (!vg_xml_attribute(e, "event", &event) || vg_str_is(event, "publication") ||
         vg_str_is(event, "original-publication")))
        vg_office_date(o, vg_office_content(o, x));
}

static void read_package(struct epub *b, struct vg_str name)
{
    struct vg_xml_event e;
    struct vg_xml x;

    if (!vg_office_part(b->o, name, 0, &x))
        return;
    while (vg_xml_next(&x, &e)) {
        if (e.what != VG_XML_START)
            continue;
        if (e.ns == VG_NS_DC)
            add_property(b->o, &x, &e);
        else if (vg_str_is(e.name, "item"))
            add_item(b, name, &e);
        else if (vg_str_is(e.name, "itemref"))
            add_to_spine(b, &e);
    }
    if (b->count == VG_MAX_BOOK_PARTS || b->spine_count == VG_MAX_BOOK_PARTS)
        (void)vg_office_is_full(b->o, VG_MAX_BOOK_PARTS, VG_MAX_BOOK_PARTS, "chapters");
    vg_office_done(b->o, name, &x);
}

static void read_chapter(struct vg_office *o, const struct chapter *c)
{
    const struct vg_zip_entry *e = vg_zip_find_str(&o->zip, c->name);
    struct vg_text part = {0};
    struct vg_str utf8;
    int is_page = memmem(c->media.p, c->media.len, "html", 4) != NULL || c->media.len == 0;

    if (e == NULL || (!is_page && memmem(c->media.p, c->media.len, "xml", 3) == NULL) ||
        !vg_office_bytes(o, c->name, 1, &utf8))
        return;
    if (is_page)
        vg_read_html(utf8, (struct vg_str){"", 0}, &o->part, &part);
    else
        vg_read_xml(utf8, &o->part, &part);
    for (size_t i = 0; c->is_nav && i < part.block_count; i++) {
        part.blocks[i].class = VG_BLOCK_NAV;
        part.blocks[i].level = 0;
        part.main_count = 0;
    }
    vg_office_notes(o, &part, e);
    vg_draft_take(&o->d, &part, c->is_nav ? VG_DRAFT_AS_THERE : VG_DRAFT_AS_MAIN);
}

/* The package where the container does not name it; and where there is none, every page is an
 * item. */
static void read_without_container(struct epub *b)
{
    struct vg_office *o = b->o;

    vg_text_odd(
        o->t, o->a, VG_NOTE_PART_MISSING, 0,
        "META-INF/container.xml names no package; the parts are taken by their usual names");
    for (size_t i = 0; i < o->zip.count; i++)
        if (ends_in(o->zip.entries[i].name, ".opf")) {
            read_package(b, o->zip.entries[i].name);
            return;
        }
    for (size_t i = 0; i < o->zip.count && b->count < VG_MAX_BOOK_PARTS; i++) {
        struct vg_str name = o->zip.entries[i].name;

        if (!ends_in(name, ".xhtml") && !ends_in(name, ".html") && !ends_in(name, ".htm"))
            continue;
        b->items = vg_grow(&o->scratch, b->items, b->count, &b->room);
        b->items[b->count++] = (struct chapter){.name = name, .media = vg_str("text/html")};
    }
}

/* Chapters that the publisher has encrypted are named in a list; fonts are often in it too. */
static struct vg_str encrypted_list(struct vg_office *o)
{
    struct vg_str s;

    if (!vg_office_bytes(o, vg_str("META-INF/encryption.xml"), 0, &s))
        return (struct vg_str){"", 0};
    return vg_str_copy(&o->scratch, s);
}

static int is_encrypted(struct vg_str list, struct vg_str name)
{
    return name.len > 0 && memmem(list.p, list.len, name.p, name.len) != NULL;
}

/* Pages that the book has but does not list in its order: notes, answers. */
static void read_outside(struct epub *b, struct vg_str locked)
{
    for (size_t i = 0; i < b->count; i++)
        if (memmem(b->items[i].media.p, b->items[i].media.len, "html", 4) != NULL &&
            !is_encrypted(locked, b->items[i].name))
            read_chapter(b->o, &b->items[i]);
}

void vg_read_epub(struct vg_office *o)
{
    struct epub b = {.o = o, .by_id = VG_TABLE(&o->scratch)};
    struct vg_str locked = encrypted_list(o), package = package_name(o);
    size_t closed = 0;

    if (package.len > 0 && vg_zip_find_str(&o->zip, package) != NULL)
        read_package(&b, package);
    else
        read_without_container(&b);
    if (b.spine_count == 0) /* no spine: the manifest is an order too */
        for (size_t i = 0; i < b.count; i++) {
            b.spine = vg_grow(&o->scratch, b.spine, b.spine_count, &b.spine_room);
            b.spine[b.spine_count++] = i;
        }
    for (size_t i = 0; i < b.spine_count; i++) {
        const struct chapter *c = &b.items[b.spine[i]];

        if (locked.len < (size_t)KIB(256) && is_encrypted(locked, c->name))
            closed++;
        else
            read_chapter(o, c);
    }
    if (locked.len < (size_t)KIB(256))
        read_outside(&b, locked);
    if (closed > 0)
        vg_text_damage(o->t, o->a, VG_NOTE_ZIP_ENCRYPTED, 0,
                       vg_print(o->a, "%zu chapters are encrypted by the publisher", closed));
    o->t->media = vg_str("application/epub+zip");
    o->t->reader = vg_str(VG_READER_EPUB);
}
