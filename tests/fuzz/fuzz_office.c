/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as each part of each office format that is read for its text, in a package
 * that is sound otherwise; and as the package itself.
 */
#include "../unit/zip_make.h"
#include "fuzz.h"
#include "text_laws.h"

enum { PARTS = 6 };

struct package {
    struct zip_row rows[PARTS];
    size_t n;
    size_t wild; /* the row that gets the bytes */
    const char *head;
};

#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS(inner)                                                                           \
    ZIP_TEXT("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"               \
             "relationships'>" inner "</Relationships>")
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id='" id "' Type='" R "/" type "' Target='" target "'/>"

static void try_package(const struct package *p, const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF wild = {0};
    ZIP_MAKE z = {0};
    struct vg_read_input in = {0};
    struct vg_text t;

    vg_puts(&wild, p->head);
    vg_put(&wild, bytes, n);
    for (size_t i = 0; i < p->n; i++) {
        struct zip_row row = p->rows[i];

        if (i == p->wild)
            row.data = vg_buf_str(&wild);
        zip_add(&z, &row);
    }
    zip_finish(&z);
    in.bytes = z.out.p;
    in.len = z.out.len;
    if (vg_read(&in, &a, &t, NULL) == VG_OK)
        check_text(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct package packages[] = {
        {.rows = {{.name = "word/_rels/document.xml.rels",
                   .data = RELATIONS(RELATION("a", "footnotes", "f.xml"))},
                  {.name = "word/document.xml"},
                  {.name = "word/f.xml", .data = ZIP_TEXT("<x/>")}},
         .n = 3,
         .wild = 1,
         .head = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/"
                 "main'><w:body><w:p><w:r><w:t>"},
        {.rows = {{.name = "xl/workbook.xml",
                   .data = ZIP_TEXT("<workbook xmlns='http://schemas.openxmlformats.org/"
                                    "spreadsheetml/2006/main' xmlns:r='" R
                                    "'><sheets><sheet name='s' r:id='a'/></sheets></workbook>")},
                  {.name = "xl/_rels/workbook.xml.rels",
                   .data = RELATIONS(RELATION("a", "worksheet", "s.xml"))},
                  {.name = "xl/s.xml"}},
         .n = 3,
         .wild = 2,
         .head = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                 "<sheetData><row><c t='inlineStr'><is><t>"},
        {.rows = {{.name = "mimetype", .data = ZIP_TEXT("application/vnd.oasis.opendocument.text")},
                  {.name = "content.xml"}},
         .n = 2,
         .wild = 1,
         .head = "<o:d xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                 "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
                 "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><text:p>"},
        {.rows = {{.name = "mimetype",
                   .data = ZIP_TEXT("application/vnd.oasis.opendocument.spreadsheet")},
                  {.name = "content.xml"}},
         .n = 2,
         .wild = 1,
         .head = "<o:d xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
                 "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
                 "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><table:table>"
                 "<table:table-row table:number-rows-repeated='3'><table:table-cell><text:p>"},
        {.rows = {{.name = "mimetype", .data = ZIP_TEXT("application/epub+zip")},
                  {.name = "META-INF/container.xml",
                   .data = ZIP_TEXT("<container><rootfile full-path='p.opf'/></container>")},
                  {.name = "p.opf"},
                  {.name = "c.xhtml", .data = ZIP_TEXT("<p>text")}},
         .n = 4,
         .wild = 2,
         .head = "<package><item id='c' href='c.xhtml' media-type='application/xhtml+xml'/>"
                 "<itemref idref='c'/>"},
        {.rows = {{.name = "ppt/presentation.xml",
                   .data = ZIP_TEXT("<p:presentation xmlns:p='http://schemas.openxmlformats.org/"
                                    "presentationml/2006/main' xmlns:r='" R
                                    "'><p:sldId id='1' r:id='a'/></p:presentation>")},
                  {.name = "ppt/_rels/presentation.xml.rels",
                   .data = RELATIONS(RELATION("a", "slide", "s.xml"))},
                  {.name = "ppt/s.xml"}},
         .n = 3,
         .wild = 2,
         .head = "<p:sld xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
                 "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'><a:p><a:t>"},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = {.bytes = (const char *)bytes, .len = n};
    struct vg_text t;

    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
        try_package(&packages[i], bytes, n);
    if (n > 4 && memcmp(bytes, "PK", 2) == 0 && vg_read(&in, &a, &t, NULL) == VG_OK)
        check_text(&t);
    return 0;
}
