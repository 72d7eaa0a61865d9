/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Documents of office programs and books, put together here part by part. */
#include "document.h"
#include "zip_make.h"

#include "base/limits.h"

#define R     "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORD  " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define SHEET " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id='" id "' Type='" R "/" type "' Target='" target "'/>"
#define RELATIONS(inner)                                                                           \
    ZIP_TEXT("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"               \
             "relationships'>" inner "</Relationships>")
#define TYPES(main)                                                                                \
    ZIP_TEXT(                                                                                      \
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"             \
        "<Override PartName='/x' ContentType='application/vnd.openxmlformats-officedocument." main \
        ".main+xml'/></Types>")
#define ODF                                                                                        \
    " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"                             \
    " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"                                 \
    " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"                               \
    " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"                              \
    " xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'"                                 \
    " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'"                               \
    " xmlns:presentation='urn:oasis:names:tc:opendocument:xmlns:presentation:1.0'"                 \
    " xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'"                        \
    " xmlns:dc='http://purl.org/dc/elements/1.1/'"

static struct vg_str package(struct vg_arena *a, const struct zip_row *rows, size_t n)
{
    ZIP_MAKE z = {0};

    for (size_t i = 0; i < n; i++)
        zip_add(&z, &rows[i]);
    zip_finish(&z);
    return vg_str_copy(a, vg_buf_str(&z.out));
}

#define PACKAGE(a, rows) package((a), (rows), sizeof(rows) / sizeof *(rows))

/* -- Word -------------------------------------------------------------------------------------- */

#define P(inner) "<w:p>" inner "</w:p>"
#define T(text)  "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"

/* clang-format off */
static const char word_body[] =
    "<w:document" WORD " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wp='x'><w:body>"
    P("<w:pPr><w:pStyle w:val='T'/></w:pPr>" T("A closure"))
    P("<w:pPr><w:pStyle w:val='Mine'/><w:pPrChange><w:pPr><w:pStyle w:val='T'/></w:pPr>"
      "</w:pPrChange></w:pPr>" T("What is known"))
    P(T("The office in ") T("福州") T(" was ")
      "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins>" T("soon ") "</w:ins>"
      T("closed.") "<w:r><w:footnoteReference w:id='2'/></w:r>"
      "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not for print</w:t></w:r>"
      "<w:r><w:instrText>PAGE</w:instrText></w:r>"
      "<mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr='The door &amp; a sign'/>"
      "<w:txbxContent>" P(T("In a box.")) "</w:txbxContent></w:drawing></mc:Choice>"
      "<mc:Fallback><w:txbxContent>" P(T("In a box.")) "</w:txbxContent></mc:Fallback>"
      "</mc:AlternateContent>")
    "<w:tbl><w:tr><w:tc>" P(T("City")) "</w:tc><w:tc>" P(T("Offices")) "</w:tc></w:tr>"
    "<w:tr><w:tc>" P("") "</w:tc><w:tc>" P(T("54")) P(T("or 55")) "</w:tc></w:tr>"
    "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P(T("All")) "</w:tc><w:tc>" P(T("x"))
    "</w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>" P(T("y"))
    "</w:tc></w:tr></w:tbl>"
    P(T("One") "<w:r><w:br/></w:r>" T("two") "<w:r><w:tab/><w:noBreakHyphen/></w:r>")
    P("")
    "</w:body></w:document>";
/* clang-format on */

static const struct zip_row word_rows[] = {
    {.name = "[Content_Types].xml", .data = TYPES("wordprocessingml.document")},
    {.name = "_rels/.rels",
     .data = RELATIONS(RELATION("r1", "officeDocument", "word/document.xml"))},
    {.name = "docProps/core.xml",
     .data = ZIP_TEXT("<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/"
                      "metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/' "
                      "xmlns:dcterms='http://purl.org/dc/terms/'><dc:title>Document1</dc:title>"
                      "<dc:creator>A. Writer</dc:creator><dcterms:created>2022-03-14T08:00:00Z"
                      "</dcterms:created><dcterms:modified>2023-01-01</dcterms:modified>"
                      "</cp:coreProperties>")},
    {.name = "word/_rels/document.xml.rels",
     .data = RELATIONS(RELATION("a", "styles", "styles.xml") RELATION("b", "footnotes", "fn.xml")
                           RELATION("c", "comments", "/word/comments.xml")
                               RELATION("d", "header", "header1.xml"))},
    /* Before the body in the file, behind it in the text. */
    {.name = "word/fn.xml",
     .data = ZIP_TEXT("<w:footnotes" WORD "><w:footnote w:type='separator'><w:p/></w:footnote>"
                      "<w:footnote>" P(T("See the 公安 report.")) "</w:footnote></w:footnotes>"),
     .deflate = 1},
    {.name = "word/styles.xml",
     .data = ZIP_TEXT("<w:styles" WORD "><w:style w:styleId='a1'><w:name w:val='heading 2'/>"
                      "</w:style><w:style w:styleId='Mine'><w:basedOn w:val='a1'/></w:style>"
                      "<w:style w:styleId='T'><w:name w:val='Title'/></w:style></w:styles>")},
    {.name = "word/document.xml", .data = ZIP_TEXT(word_body), .deflate = 1},
    {.name = "word/comments.xml",
     .data = ZIP_TEXT("<w:comments" WORD "><w:comment w:author='B. Reader' "
                      "w:date='2022-03-15T00:00:00Z'>" P(T("Is this so?")) "</w:comment>"
                                                                           "</w:comments>")},
    {.name = "word/header1.xml", .data = ZIP_TEXT("<w:hdr" WORD ">" P(T("Draft")) "</w:hdr>")},
};

static void a_word_document_gives_all_that_is_in_it(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str doc = PACKAGE(&a, word_rows);
    struct vg_text t = read_document(&a, doc, "", "");
    struct vg_range body, note;

    (void)state;
    assert_shape(&t, "heading1* A closure\n"
                     "heading2* What is known\n"
                     "main* The office in 福州 was soon closed.\n"
                     "hidden never\n"
                     "hidden not for print\n"
                     "alt The door & a sign\n"
                     "main* In a box.\n"
                     "table* City\n\ttable* Offices\n"
                     "\ttable* 54/or 55\n"
                     "table* All\n\t\ttable* x\n\ttable* y\n"
                     "main* One/two -\n"
                     "aside See the 公安 report.\n"
                     "comment B. Reader, 2022-03-15\n"
                     "comment Is this so?\n"
                     "footer Draft\n");
    assert_field(&t, VG_FIELD_TITLE, "A closure");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_field(&t, VG_FIELD_AUTHOR, "A. Writer");
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_FIELD_CONTRADICTION));
    assert_int_equal(t.damage_count, 0);
    assert_true(vg_str_is(t.reader, VG_READER_DOCX));
    assert_true(t.scattered);
    body = source_of(&t, "In a box");
    note = source_of(&t, "公安 report");
    assert_true(body.start > note.end && body.end <= doc.len);
    assert_true(note.end - note.start < 200);
}

static void a_word_document_without_lists_is_found_by_its_parts(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "word/document.xml",
         .data = ZIP_TEXT("<w:document" WORD "><w:body>" P(T("Text")) "</w:body></w:document>")}};
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "main* Text\n");
}

/* -- slides ------------------------------------------------------------------------------------ */

static void slides_come_in_the_order_they_are_shown(void **state)
{
#define SLIDE(inner)                                                                               \
    ZIP_TEXT("<p:sld xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "             \
             "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'>" inner         \
             "</p:sld>")
#define A(text) "<a:p><a:r><a:t>" text "</a:t></a:r></a:p>"
    static const struct zip_row rows[] = {
        {.name = "[Content_Types].xml", .data = TYPES("presentationml.presentation")},
        {.name = "ppt/presentation.xml",
         .data = ZIP_TEXT("<p:presentation xmlns:p='http://schemas.openxmlformats.org/"
                          "presentationml/2006/main' xmlns:r='" R "'><p:sldIdLst><p:sldId id='9' "
                          "r:id='two'/><p:sldId id='8' r:id='one'/><p:sldId id='7' r:id='two'/>"
                          "</p:sldIdLst></p:presentation>")},
        {.name = "ppt/_rels/presentation.xml.rels",
         .data = RELATIONS(RELATION("one", "slide", "slides/1.xml")
                               RELATION("two", "slide", "slides/2.xml"))},
        {.name = "ppt/slides/1.xml",
         .data = SLIDE("<p:sp>" A("Second") "</p:sp><a:tbl><a:tr><a:tc>" A("x")
                           A("y") "</a:tc><a:tc/><a:tc>" A("z") "</a:tc></a:tr></a:tbl>")},
        {.name = "ppt/slides/2.xml",
         .data = SLIDE("<p:sp><p:nvPr><p:ph type='title'/></p:nvPr>" A("First") "</p:sp>")},
        {.name = "ppt/slides/_rels/2.xml.rels",
         .data = RELATIONS(RELATION("n", "notesSlide", "../notes/2.xml"))},
        {.name = "ppt/notes/2.xml", .data = SLIDE(A("Say it slowly"))},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "heading2* First\naside Say it slowly\nmain* Second\n"
                     "table* x/y\n\t\ttable* z\n");
}

/* -- sheets ------------------------------------------------------------------------------------ */

static const struct zip_row sheet_rows[] = {
    {.name = "[Content_Types].xml", .data = TYPES("spreadsheetml.sheet")},
    {.name = "xl/workbook.xml",
     .data =
         ZIP_TEXT("<workbook" SHEET " xmlns:r='" R "'><workbookPr date1904='0'/><sheets>"
                  "<sheet name='站点' sheetId='1' r:id='s1'/>"
                  "<sheet name='Old' sheetId='2' state='hidden' r:id='s2'/></sheets></workbook>")},
    {.name = "xl/_rels/workbook.xml.rels",
     .data = RELATIONS(RELATION("s1", "worksheet", "worksheets/sheet1.xml")
                           RELATION("s2", "worksheet", "worksheets/sheet2.xml")
                               RELATION("x", "sharedStrings", "sharedStrings.xml")
                                   RELATION("y", "styles", "styles.xml"))},
    {.name = "xl/sharedStrings.xml",
     .data = ZIP_TEXT("<sst" SHEET "><si><t>City</t></si><si><r><t>福</t></r><r><t>州</t></r>"
                      "<rPh><t>fuku</t></rPh></si></sst>")},
    {.name = "xl/styles.xml",
     .data = ZIP_TEXT("<styleSheet" SHEET "><numFmts><numFmt numFmtId='164' "
                      "formatCode='yyyy\"年\"m\"月\"'/><numFmt numFmtId='165' "
                      "formatCode='[Red]0.00\"day\"'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
                      "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                      "<xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>")},
    {.name = "xl/worksheets/sheet1.xml",
     .data = ZIP_TEXT(
         "<worksheet" SHEET "><sheetData><row><c t='s'><v>0</v></c><c t='inlineStr'><is><t>In"
         "line</t></is></c></row><row><c t='s'><v>1</v></c><c/><c s='1'><v>44634</v></c>"
         "<c s='2'><v>44634.75</v></c><c s='3'><v>44634</v></c><c><f>1+1</f><v>2</v></c>"
         "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='str'><v>so</v></c></row>"
         "<row hidden='1'><c r='B3'><v>7.5E-3</v></c><c r='A3'><v>1</v></c>"
         "<c r='XFE3'><v>2</v></c><c r='H3'><v>3</v></c></row></sheetData></worksheet>"),
     .deflate = 1},
    {.name = "xl/worksheets/_rels/sheet1.xml.rels",
     .data = RELATIONS(RELATION("c", "comments", "../comments1.xml"))},
    {.name = "xl/comments1.xml",
     .data = ZIP_TEXT("<comments" SHEET "><commentList><comment><text><r><t>Counted </t></r><r>"
                      "<t>twice</t></r></text></comment></commentList></comments>")},
    {.name = "xl/worksheets/sheet2.xml",
     .data = ZIP_TEXT("<worksheet" SHEET "><sheetData><row><c><v>1</v></c></row></sheetData>"
                      "</worksheet>")},
};

static void a_workbook_gives_its_cells_row_by_row(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, sheet_rows), "", "");

    (void)state;
    assert_shape(&t, "heading2* 站点\n"
                     "table* City\n\ttable* Inline\n"
                     "table* 福州\n\t\ttable* 2022-03-14\n\ttable* 2022-03-14 18:00\n"
                     "\ttable* 44634\n\ttable* 2\n\ttable* TRUE\n\ttable* #N/A\n\ttable* so\n"
                     "\thidden 7.5E-3\n\thidden 1\n\thidden 2\n\t\t\t\thidden 3\n"
                     "comment Counted twice\n"
                     "hidden Old\nhidden 1\n");
    assert_int_equal(t.damage_count, 0);
    assert_true(vg_str_is(t.reader, VG_READER_XLSX));
}

/* -- OpenDocument ------------------------------------------------------------------------------ */

static void an_open_document_gives_notes_and_changes_apart(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "mimetype", .data = ZIP_TEXT("application/vnd.oasis.opendocument.text")},
        {.name = "content.xml",
         .data = ZIP_TEXT(
             "<office:document-content" ODF "><office:body><office:text>"
             "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
             "<dc:creator>Who</dc:creator></office:change-info><text:p>It was never so.</text:p>"
             "</text:deletion></text:changed-region></text:tracked-changes>"
             "<text:table-of-content><text:index-body><text:p>Known 1</text:p></text:index-body>"
             "</text:table-of-content>"
             "<text:h text:outline-level='1'>Known</text:h>"
             "<text:p>The office<text:note><text:note-citation>1</text:note-citation>"
             "<text:note-body><text:p>In 福州.</text:p></text:note-body></text:note> was"
             "<text:s text:c='3'/>shut<office:annotation><dc:creator>B. Reader</dc:creator>"
             "<dc:date>2022-03-15T00:00:00</dc:date><text:p>Is it?</text:p></office:annotation>"
             ".<draw:frame><draw:text-box><text:p>Figure 1</text:p></draw:text-box>"
             "<svg:desc>A door</svg:desc></draw:frame></text:p>"
             "<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan"
             "</text:ruby-text></text:ruby></text:p>"
             "<text:list><text:list-item><text:p>a<text:line-break/>b</text:p></text:list-item>"
             "</text:list>"
             "<table:table><table:table-row><table:table-cell table:number-columns-repeated='2'>"
             "<text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p>"
             "<text:p>z</text:p></table:table-cell></table:table-row></table:table>"
             "</office:text></office:body></office:document-content>"),
         .deflate = 1},
        {.name = "meta.xml",
         .data = ZIP_TEXT("<office:document-meta" ODF "><office:meta><dc:title>A report</dc:title>"
                          "<meta:initial-creator>A. Writer</meta:initial-creator>"
                          "<dc:creator>Another</dc:creator><dc:date>2023-01-01</dc:date>"
                          "<meta:creation-date>2022-03-14T08:00:00</meta:creation-date>"
                          "<dc:language>en</dc:language></office:meta></office:document-meta>")},
        {.name = "styles.xml",
         .data = ZIP_TEXT("<office:document-styles" ODF "><office:styles><style:header-style/>"
                          "</office:styles><office:master-styles><style:master-page><style:header>"
                          "<text:p>Draft</text:p></style:header><style:footer/>"
                          "</style:master-page></office:master-styles></office:document-styles>")},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "nav Known 1\n"
                     "hidden It was never so.\n"
                     "heading1* Known\n"
                     "main* The office was shut.\n"
                     "aside In 福州.\ncomment B. Reader\ncomment 2022-03-15T00:00:00\n"
                     "comment Is it?\ncaption Figure 1\nalt A door\n"
                     "main* 漢(kan)\n"
                     "main* a/b\n"
                     "table* x\n\ttable* x\n\ttable* y/z\n"
                     "footer Draft\n");
    assert_field(&t, VG_FIELD_TITLE, "A report");
    assert_field(&t, VG_FIELD_AUTHOR, "A. Writer");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_field(&t, VG_FIELD_LANG, "en");
    assert_int_equal(t.damage_count, 0);
}

static void an_open_sheet_repeats_what_is_repeated(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "mimetype", .data = ZIP_TEXT("application/vnd.oasis.opendocument.spreadsheet")},
        {.name = "content.xml",
         .data = ZIP_TEXT(
             "<office:d" ODF "><table:table table:name='站点'><table:table-row "
             "table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2'>"
             "<text:p>5</text:p></table:table-cell><table:table-cell/><table:table-cell><text:p>6"
             "</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16384'/>"
             "</table:table-row><table:table-row table:number-rows-repeated='1048576'>"
             "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
             "<table:table-row><table:table-cell table:number-columns-repeated='9999999'><text:p>"
             "no</text:p></table:table-cell></table:table-row>"
             "</table:table></office:d>")},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "heading2* 站点\ntable* 5\n\ttable* 5\n\t\ttable* 6\n"
                     "table* 5\n\ttable* 5\n\t\ttable* 6\ntable* no\n");
    assert_int_equal(t.damage_count, 1);
    assert_int_equal(t.damage[0].kind, VG_NOTE_SIZE_EXCEEDED);
}

/* -- books ------------------------------------------------------------------------------------- */

static void a_book_is_read_in_the_order_of_its_spine(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "mimetype", .data = ZIP_TEXT("application/epub+zip")},
        {.name = "META-INF/container.xml",
         .data =
             ZIP_TEXT("<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
                      "<rootfiles><rootfile full-path='OEBPS/p.opf'/></rootfiles></container>")},
        {.name = "OEBPS/two.xhtml",
         .data = ZIP_TEXT("<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Second</h1><p>Of "
                          "福州 &nbsp;more.</p></body></html>"),
         .deflate = 1},
        {.name = "OEBPS/text/one.xhtml",
         .data = ZIP_TEXT("<!DOCTYPE html><html><body><h1>First</h1><p>Short.</p></body></html>")},
        {.name = "OEBPS/nav.xhtml", .data = ZIP_TEXT("<nav><a href='two.xhtml'>Second</a></nav>")},
        {.name = "OEBPS/p.opf",
         .data = ZIP_TEXT(
             "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/"
             "1.1/' xmlns:opf='http://www.idpf.org/2007/opf'><metadata><dc:title>A book</dc:title>"
             "<dc:creator>A. Writer</dc:creator><dc:publisher>A press</dc:publisher>"
             "<dc:date opf:event='modification'>2023-01-01</dc:date><dc:date>2022-03-14</dc:date>"
             "<dc:language>en</dc:language><dc:identifier>urn:isbn:1</dc:identifier></metadata>"
             "<manifest><item id='n' href='nav.xhtml' media-type='application/xhtml+xml' "
             "properties='nav'/><item id='b' href='two.xhtml' media-type='application/xhtml+xml'/>"
             "<item id='a' href='./text/x/../one%2Exhtml#top' media-type='application/xhtml+xml'/>"
             "<item id='c' href='../../etc/passwd' media-type='application/xhtml+xml'/>"
             "</manifest><spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/>"
             "<itemref idref='a'/><itemref idref='c'/><itemref idref='none'/></spine></package>")},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "nav Second\nheading1* First\nmain* Short.\nheading1* Second\n"
                     "main* Of 福州 \xc2\xa0more.\n");
    assert_field(&t, VG_FIELD_TITLE, "A book");
    assert_field(&t, VG_FIELD_PUBLISHER, "A press");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_field(&t, VG_FIELD_ID, "urn:isbn:1");
    assert_true(t.scattered);
    assert_int_equal(t.damage_count, 0);
}

/* -- documents of other programs --------------------------------------------------------------- */

static struct vg_str kept_file(struct vg_arena *a, const char *name)
{
    VG_SCOPED_BUF b = {0};
    FILE *f = fopen(vg_print(a, SOURCE_ROOT "/tests/corpus/documents/%s", name), "rb");
    char piece[4096];
    size_t n;

    if (f == NULL)
        fail_msg("%s is not there", name);
    while (f != NULL && (n = fread(piece, 1, sizeof piece, f)) > 0)
        vg_put(&b, piece, n);
    if (f != NULL)
        (void)fclose(f);
    return vg_str_copy(a, vg_buf_str(&b));
}

static void documents_of_other_programs_are_read(void **state)
{
#define SENTENCE "main* 福州市公安局在2022年3月销毁了这些记录。 The office is closed.\n"
    static const struct {
        const char *name, *want;
    } rows[] = {
        {"word.docx", "heading1* A closure in 康定\nheading1* What is known\n"
                      "main* The office at 12 River Street was closed in May, the city said.\n"
                      "main* First point\nmain* 第二点\n"
                      "table* City\n\ttable* Offices\n\ttable* Since\n"
                      "table* 福州\n\ttable* 2\n\ttable* 2019-03\n"
                      "comment B. Reader, 2026-11-30\ncomment Is this so?\n"
                      "footer Draft of 14 March\nfooter Page\n"},
        {"sheet.xlsx", "heading2* 站点\n"
                       "table* City\n\ttable* Offices\n\ttable* Since\n\ttable* Share\n"
                       "table* 福州\n\ttable* 2\n\ttable* 2019-03-04\n\ttable* 0.25\n"
                       "table* Kangding\n\ttable* 54\n\ttable* 2020-01-02 08:30\n"
                       "comment Counted twice\nhidden Hidden\nhidden secret\n"},
        {"slides.pptx", "heading2* A closure\nmain* One\nmain* Two 福州\naside Say it slowly\n"},
        {"text.odt", "heading1* A closure\nmain* The office in 福州 was closed.\n"
                     "aside A letter of May.\nmain* Nobody answered\ncomment B. Reader\n"
                     "comment 2022-03-15T00:00:00\ncomment Is this so?\n"
                     "table* City\n\ttable* 2\n"},
        {"sheet.ods", "heading2* 站点\ntable* City\n\ttable* 2\n"},
        {"mail.eml",
         "caption From: 王记者 <w@example.org>\ncaption To: b@example.org\n"
         "heading1* 关于福州的问题 and a long subject that has to be folded over several lines\n"
         "caption Date: Mon, 14 Mar 2022 08:00:00 +0800\nhidden Message-ID: <1@example.org>\n"
         "heading2* 关于\n" SENTENCE SENTENCE SENTENCE SENTENCE "other 报告 2022.pdf\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_document(&a, kept_file(&a, rows[i].name), "", "");

        assert_shape(&t, rows[i].want);
        ROW_CHECK(i, rows[i].name, t.damage_count == 0);
    }
}

/* -- what is wrong ----------------------------------------------------------------------------- */

static void old_and_locked_documents_are_refused_with_a_word(void **state)
{
    static const struct {
        const char *stream, *says;
    } rows[] = {
        {"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "old Word document"},
        {"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "password"},
        {"", "old office document"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_read_input in = {0};
        struct vg_text t;
        struct vg_err err = {0};

        vg_put(&b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
        vg_put(&b, rows[i].stream,
               rows[i].stream[0] == 'W'   ? 24
               : rows[i].stream[0] == 'E' ? 32
                                          : 0);
        in.bytes = b.p;
        in.len = b.len;
        assert_int_equal(vg_read(&in, &a, &t, &err), VG_E_FORMAT);
        ROW_CHECK(i, err.text, strstr(err.text, rows[i].says) != NULL);
        ROW_CHECK(i, err.text, strstr(err.text, "add that copy") != NULL);
    }
}

static struct vg_text word_with(struct vg_arena *a, struct zip_row document)
{
    const struct zip_row rows[] = {
        {.name = "[Content_Types].xml", .data = TYPES("wordprocessingml.document")}, document};

    return read_document(a, PACKAGE(a, rows), "", "");
}

static void entities_of_its_own_end_a_part(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = word_with(
        &a,
        (struct zip_row){.name = "word/document.xml",
                         .data = ZIP_TEXT("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
                                          "<w:document" WORD ">" P(T("&b;")) "</w:document>")});

    (void)state;
    assert_int_equal(t.text.len, 0);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_XML_DTD));
}

static void a_part_that_is_damaged_gives_what_it_has(void **state)
{
    static const char body[] = "<w:document" WORD ">" P(T("Text"));
    VG_SCOPED_ARENA a = {0};
    struct zip_row row = {.name = "word/document.xml", .data = ZIP_TEXT(body), .crc_xor = 1};
    struct vg_text t = word_with(&a, row);

    (void)state;
    assert_shape(&t, "main* Text\n");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_ZIP_CRC));
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_XML_BAD));
    row.crc_xor = 0;
    row.flags = 1;
    t = word_with(&a, row);
    assert_int_equal(t.text.len, 0);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_ZIP_ENCRYPTED));
    row.flags = 0;
    row.method = 12;
    t = word_with(&a, row);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_ZIP_METHOD));
}

static void a_locked_open_document_says_so(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "mimetype", .data = ZIP_TEXT("application/vnd.oasis.opendocument.text")},
        {.name = "content.xml", .data = ZIP_TEXT("\1\2\3\4")},
        {.name = "META-INF/manifest.xml",
         .data = ZIP_TEXT("<manifest><encryption-data/></manifest>")},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_int_equal(t.text.len, 0);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_ZIP_ENCRYPTED));
}

/* A bomb stops at the ratio, a deep tree at its depth, a wide one nowhere: all of them soon. */
static void bombs_and_deep_trees_end_soon(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF bomb = {0};
    VG_SCOPED_BUF deep = {0};
    VG_SCOPED_BUF wide = {0};
    struct vg_text t;

    (void)state;
    vg_puts(&bomb, "<w:document" WORD "><w:p><w:r><w:t>");
    while (bomb.len < 40000000)
        vg_puts(&bomb, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    t = word_with(
        &a, (struct zip_row){.name = "word/document.xml", .data = vg_buf_str(&bomb), .deflate = 1});
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_RATIO_EXCEEDED));
    assert_true(t.text.len > 0);
    vg_puts(&deep, "<w:document" WORD "><w:body>");
    for (int i = 0; i < 200000; i++)
        vg_puts(&deep, "<w:tbl><w:tr><w:tc><w:p>");
    vg_puts(&deep, "<w:r><w:t>bottom");
    t = word_with(&a, (struct zip_row){.name = "word/document.xml", .data = vg_buf_str(&deep)});
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_NESTING_EXCEEDED));
    assert_non_null(memmem(t.text.p, t.text.len, "bottom", 6));
    vg_puts(&wide, "<w:document" WORD "><w:body><w:p");
    for (int i = 0; i < 300000; i++)
        vg_putf(&wide, " xmlns:a%d='b' c%d='d'", i, i);
    vg_puts(&wide, ">" T("wide") "</w:p></w:body></w:document>");
    t = word_with(&a, (struct zip_row){.name = "word/document.xml", .data = vg_buf_str(&wide)});
    assert_shape(&t, "main* wide\n");
}

/* One chapter more than is read. */
static void a_book_of_too_many_chapters_says_so(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    vg_puts(&b, "<package><item id='a' href='a.html' media-type='text/html'/>");
    for (int i = 0; i <= VG_MAX_BOOK_PARTS; i++)
        vg_puts(&b, "<itemref idref='a'/>");
    {
        const struct zip_row rows[] = {
            {.name = "mimetype", .data = ZIP_TEXT("application/epub+zip")},
            {.name = "META-INF/container.xml",
             .data = ZIP_TEXT("<container><rootfile full-path='p.opf'/></container>")},
            {.name = "p.opf", .data = vg_buf_str(&b)},
            {.name = "a.html", .data = ZIP_TEXT("<p>Once.")},
        };

        t = read_document(&a, PACKAGE(&a, rows), "", "");
    }
    assert_shape(&t, "main* Once.\n");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_SIZE_EXCEEDED));
}

/* Bytes flipped, cut out and put in: every reading ends and keeps the promises of a text. */
static void wounded_documents_are_read_or_refused(void **state)
{
    static const char *const names[] = {"word.docx", "sheet.xlsx", "text.odt",
                                        "sheet.ods", "mail.eml",   "slides.pptx"};
    uint64_t s = 20221;

    (void)state;
    for (size_t i = 0; i < 6 * 40; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str doc = kept_file(&a, names[i % 6]);
        char *p = vg_copy(&a, doc.p, doc.len);
        struct vg_read_input in = {.bytes = p, .len = doc.len};
        struct vg_text t;

        for (int k = 0; k < 4; k++) {
            s = s * UINT64_C(6364136223846793005) + 1442695040888963407U;
            p[(s >> 33) % doc.len] ^= (char)(1U << (s >> 20 & 7U));
        }
        if ((s >> 30 & 3U) == 0)
            in.len = (s >> 33) % doc.len;
        if (vg_read(&in, &a, &t, NULL) == VG_OK)
            check_text(&t);
    }
}

/* A reading follows its word; a sign named by its number is kept, whatever the font draws there. */
static void small_things_of_a_paragraph_keep_their_place(void **state)
{
#define RUBY(base, reading)                                                                        \
    "<w:r><w:ruby><w:rubyPr/><w:rt>" T(reading) "</w:rt><w:rubyBase>" T(                           \
        base) "</w:rubyBase></w:ruby></w:r>"
#define SYM(font, hex) "<w:r><w:sym w:font='" font "' w:char='" hex "'/></w:r>"
    static const struct zip_row row = {
        .name = "word/document.xml",
        .data = ZIP_TEXT("<w:document" WORD "><w:body>" P(
            T("在") RUBY("北", "běi") RUBY("京", "jīng") T("被拘留") "<w:rt>" T("lone") "</w:rt>")
                             P(SYM("Symbol", "F061") SYM("Wingdings", "F0FE") SYM("SimSun", "9555")
                                   SYM("Other", "F041") SYM("x", "")
                                       SYM("x", "D800")) "</w:body></w:document>")};
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = word_with(&a, row);

    (void)state;
    assert_shape(&t, "main* 在北(běi)京(jīng)被拘留(lone)\n"
                     "main* α☑镕\xef\x81\x81\xef\xbf\xbd\xef\xbf\xbd\n");
}

/* Tables in tables, deeper than elements are remembered: paragraph and cell are not seen. */
static void text_in_the_deepest_table_is_kept(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    vg_puts(&b, "<w:document" WORD "><w:body>");
    for (int i = 0; i < 30; i++)
        vg_puts(&b, "<w:tbl><w:tr><w:tc>");
    vg_puts(&b, P(T("very deep")));
    for (int i = 0; i < 30; i++)
        vg_puts(&b, "</w:tc></w:tr></w:tbl>");
    vg_puts(&b, P(T("behind")) "</w:body></w:document>");
    t = word_with(&a, (struct zip_row){.name = "word/document.xml", .data = vg_buf_str(&b)});
    assert_shape(&t, "table* very deep\nmain* behind\n");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_NESTING_EXCEEDED));
}

#define DRAWN " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:c='c'"
#define CHART                                                                                      \
    ZIP_TEXT("<c:chartSpace" DRAWN "><c:title>" A(                                                 \
        "Arrests") "</c:title><c:ser><c:tx><c:v>A year</c:v></c:tx><c:cat><c:strCache>"            \
                   "<c:pt><c:v>福州</c:v></c:pt><c:pt><c:v>Kangding</c:v></c:pt></c:strCache></" \
                   "c:cat>"                                                                        \
                   "<c:val><c:numCache><c:formatCode>General</c:formatCode><c:pt><c:v>54</c:v></"  \
                   "c:pt>"                                                                         \
                   "<c:pt><c:v>3</c:v></c:pt></c:numCache></c:val></c:ser></c:chartSpace>")
#define CHARTED                                                                                    \
    "caption* Arrests\ntable* A year\ntable* 福州\n\ttable* Kangding\ntable* 54\n\ttable* 3\n"

static void parts_beside_the_body_are_read_or_named(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "word/document.xml",
         .data = ZIP_TEXT("<w:document" WORD "><w:body>" P(T("Text")) "</w:body></w:document>")},
        {.name = "word/_rels/document.xml.rels",
         .data = RELATIONS(RELATION("a", "diagramData", "diagrams/data1.xml") RELATION(
             "b", "aFChunk", "chunk.htm") RELATION("c", "aFChunk", "chunk.docx")
                               RELATION("d", "chart", "charts/chart1.xml"))},
        {.name = "word/diagrams/data1.xml",
         .data = ZIP_TEXT("<d:dataModel xmlns:d='d'" DRAWN "><d:pt>" A("In a shape")
                              A("below") "</d:pt></d:dataModel>")},
        {.name = "word/charts/chart1.xml", .data = CHART},
        {.name = "word/charts/chart2.xml", .data = CHART}, /* nothing names it */
        {.name = "word/chunk.htm", .data = ZIP_TEXT("<p>A page.</p>")},
        {.name = "word/chunk.docx", .data = ZIP_TEXT("PK")},
        {.name = "word/embeddings/inner.docx", .data = ZIP_TEXT("PK")},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(
        &t, "main* Text\ncaption* In a shape\ncaption* below\nmain* A page.\n" CHARTED CHARTED);
    assert_int_equal(t.damage_count, 2);
    for (size_t i = 0; i < t.damage_count; i++)
        assert_int_equal(t.damage[i].kind, VG_NOTE_PART_UNREAD);
}

static void a_sheet_gives_its_boxes_charts_and_print_lines(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "xl/workbook.xml",
         .data = ZIP_TEXT("<workbook" SHEET " xmlns:r='" R "'><sheets><sheet name='S' r:id='s1'/>"
                          "</sheets></workbook>")},
        {.name = "xl/_rels/workbook.xml.rels",
         .data = RELATIONS(RELATION("s1", "worksheet", "worksheets/sheet1.xml"))},
        {.name = "xl/worksheets/sheet1.xml",
         .data = ZIP_TEXT(
             "<worksheet" SHEET "><sheetData><row><c><v>1</v></c></row></sheetData><headerFooter>"
             "<oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;12Draft&amp;Rof A&amp;&amp;B &amp;P"
             "</oddHeader><oddFooter>&amp;</oddFooter></headerFooter></worksheet>")},
        {.name = "xl/worksheets/_rels/sheet1.xml.rels",
         .data = RELATIONS(RELATION("d", "drawing", "../drawings/drawing1.xml"))},
        {.name = "xl/drawings/drawing1.xml",
         .data =
             ZIP_TEXT("<x:wsDr xmlns:x='x'" DRAWN "><x:col>4</x:col>" A("In a box") "</x:wsDr>")},
        {.name = "xl/drawings/_rels/drawing1.xml.rels",
         .data = RELATIONS(RELATION("c", "chart", "../charts/chart1.xml"))},
        {.name = "xl/charts/chart1.xml", .data = CHART},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "heading2* S\ntable* 1\nfooter Draft of A&B\ncaption* In a box\n" CHARTED);
    assert_int_equal(t.damage_count, 0);
}

static void comments_on_a_slide_are_read(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "ppt/presentation.xml",
         .data = ZIP_TEXT("<p:presentation xmlns:p='http://schemas.openxmlformats.org/"
                          "presentationml/2006/main' xmlns:r='" R "'><p:sldId id='9' r:id='one'/>"
                          "</p:presentation>")},
        {.name = "ppt/_rels/presentation.xml.rels",
         .data = RELATIONS(RELATION("one", "slide", "slides/1.xml"))},
        {.name = "ppt/slides/1.xml", .data = SLIDE(A("Shown"))},
        {.name = "ppt/slides/_rels/1.xml.rels",
         .data = RELATIONS(RELATION("n", "comments", "../comments/comment1.xml"))},
        {.name = "ppt/comments/comment1.xml",
         .data = ZIP_TEXT("<p:cmLst xmlns:p='http://schemas.openxmlformats.org/presentationml/"
                          "2006/main'><p:cm><p:text>Is this so?</p:text></p:cm></p:cmLst>")},
        {.name = "ppt/comments/modernComment_1.xml", .data = SLIDE(A("Since when?"))},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "main* Shown\ncomment Is this so?\ncomment Since when?\n");
}

/* Lists of parts are lost: what programs always name alike is found by its name, and that is
 * said. */
static void parts_that_nothing_lists_are_found_by_their_names(void **state)
{
#define BOOK(id, n) "<sheet name='" n "' r:id='" id "'/>"
#define ONE(n)                                                                                     \
    ZIP_TEXT("<worksheet" SHEET "><sheetData><row><c><v>" n                                        \
             "</v></c></row></sheetData></worksheet>")
    static const struct zip_row word[] = {
        {.name = "word/document.xml",
         .data = ZIP_TEXT("<w:document" WORD "><w:body>" P(T("Text")) "</w:body></w:document>")},
        {.name = "word/footnotes.xml",
         .data = ZIP_TEXT("<w:footnotes" WORD ">" P(T("A note")) "</w:footnotes>")},
        {.name = "word/header1.xml", .data = ZIP_TEXT("<w:hdr" WORD ">" P(T("Top")) "</w:hdr>")},
    };
    static const struct zip_row sheets[] = {
        {.name = "xl/workbook.xml",
         .data = ZIP_TEXT("<workbook" SHEET " xmlns:r='" R "'><sheets>" BOOK("a", "A")
                              BOOK("b", "B") "</sheets></workbook>")},
        {.name = "xl/worksheets/sheet10.xml", .data = ONE("ten")},
        {.name = "xl/worksheets/sheet2.xml", .data = ONE("two")},
    };
    static const struct zip_row slides[] = {
        {.name = "ppt/presentation.xml",
         .data = ZIP_TEXT("<p:presentation xmlns:p='http://schemas.openxmlformats.org/"
                          "presentationml/2006/main' xmlns:r='" R "'><p:sldId id='9' r:id='one'/>"
                          "</p:presentation>")},
        {.name = "ppt/slides/slide1.xml", .data = SLIDE(A("Shown"))},
    };
    static const struct zip_row book[] = {
        {.name = "mimetype", .data = ZIP_TEXT("application/epub+zip")},
        {.name = "b/one.xhtml", .data = ZIP_TEXT("<p>One</p>")},
    };
    static const struct zip_row packed[] = {
        {.name = "mimetype", .data = ZIP_TEXT("application/epub+zip")},
        {.name = "b/one.xhtml", .data = ZIP_TEXT("<p>One</p>")},
        {.name = "b/two.xhtml", .data = ZIP_TEXT("<p>Two</p>")},
        {.name = "b/p.opf",
         .data = ZIP_TEXT("<package><item id='a' href='one.xhtml' media-type='text/html'/>"
                          "<item id='b' href='two.xhtml' media-type='text/html'/>"
                          "<itemref idref='b'/></package>")},
    };
    static const struct {
        const struct zip_row *rows;
        size_t n;
        const char *want;
    } cases[] = {
        {word, 3, "main* Text\naside A note\nfooter Top\n"},
        {sheets, 3, "heading2* A\ntable* two\nheading2* B\ntable* ten\n"},
        {slides, 2, "main* Shown\n"},
        {book, 2, "main* One\n"},
        /* a page outside the order of the book is read behind it */
        {packed, 4, "main* Two\nmain* One\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_document(&a, package(&a, cases[i].rows, cases[i].n), "", "");

        assert_shape(&t, cases[i].want);
        ROW_CHECK(i, cases[i].want, has_note(t.odd, t.odd_count, VG_NOTE_PART_MISSING));
    }
}

static void a_part_that_is_listed_but_not_there_is_named(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "xl/workbook.xml",
         .data = ZIP_TEXT("<workbook" SHEET " xmlns:r='" R "'><sheets>" BOOK("a", "A")
                              BOOK("b", "B") BOOK("c", "C") "</sheets></workbook>")},
        {.name = "xl/_rels/workbook.xml.rels",
         .data = RELATIONS(RELATION("a", "worksheet", "worksheets/sheet1.xml")
                               RELATION("b", "worksheet", "worksheets/sheet2.xml"))},
        {.name = "xl/worksheets/sheet1.xml", .data = ONE("one")},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "heading2* A\ntable* one\n");
    assert_int_equal(t.damage_count, 2);
    assert_int_equal(t.damage[0].kind, VG_NOTE_PART_MISSING);
}

static void what_an_open_document_does_not_show_is_hidden(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "mimetype", .data = ZIP_TEXT("application/vnd.oasis.opendocument.spreadsheet")},
        {.name = "content.xml",
         .data = ZIP_TEXT(
             "<office:d" ODF "><style:style style:name='t'><style:table-properties "
             "table:display='false'/></style:style><style:style style:name='s'>"
             "<style:text-properties text:display='none'/></style:style>"
             "<table:table table:name='A'><table:table-row table:visibility='collapse' "
             "table:number-rows-repeated='2'><table:table-cell><text:p>no</text:p>"
             "</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>yes"
             "</text:p></table:table-cell></table:table-row></table:table>"
             "<table:table table:name='B' table:style-name='t'><table:table-row><table:table-cell>"
             "<text:p>secret</text:p></table:table-cell></table:table-row></table:table>"
             "<text:section text:display='none'><text:p>not here</text:p></text:section>"
             "<text:p>Seen<text:span text:style-name='s'>unseen</text:span>.</text:p>"
             "</office:d>")},
        {.name = "Object 1/content.xml",
         .data = ZIP_TEXT("<office:d" ODF "><text:p>Title of a chart</text:p></office:d>")},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, PACKAGE(&a, rows), "", "");

    (void)state;
    assert_shape(&t, "heading2* A\nhidden no\nhidden no\ntable* yes\nhidden B\nhidden secret\n"
                     "hidden not here\nmain* Seen.\nhidden unseen\nmain* Title of a chart\n");
}

static void a_book_may_state_less_than_a_day(void **state)
{
    static const struct {
        const char *stated, *want;
    } rows[] = {{"2019-03", "2019-03"}, {"2019", "2019"}, {"2019-13", ""},
                {"2019-00", ""},        {"201", ""},      {"2019-03-05T00:00:00", "2019-03-05"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct zip_row zip[] = {
            {.name = "mimetype", .data = ZIP_TEXT("application/epub+zip")},
            {.name = "p.opf",
             .data = vg_str(vg_print(&a,
                                     "<package xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                                     "<dc:date event='publication'>%s</dc:date></package>",
                                     rows[i].stated))}};
        struct vg_text t = read_document(&a, PACKAGE(&a, zip), "", "");

        assert_field(&t, VG_FIELD_DATE, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_document_gives_all_that_is_in_it),
        cmocka_unit_test(a_word_document_without_lists_is_found_by_its_parts),
        cmocka_unit_test(slides_come_in_the_order_they_are_shown),
        cmocka_unit_test(a_workbook_gives_its_cells_row_by_row),
        cmocka_unit_test(an_open_document_gives_notes_and_changes_apart),
        cmocka_unit_test(an_open_sheet_repeats_what_is_repeated),
        cmocka_unit_test(a_book_is_read_in_the_order_of_its_spine),
        cmocka_unit_test(documents_of_other_programs_are_read),
        cmocka_unit_test(old_and_locked_documents_are_refused_with_a_word),
        cmocka_unit_test(entities_of_its_own_end_a_part),
        cmocka_unit_test(a_part_that_is_damaged_gives_what_it_has),
        cmocka_unit_test(a_locked_open_document_says_so),
        cmocka_unit_test(bombs_and_deep_trees_end_soon),
        cmocka_unit_test(a_book_of_too_many_chapters_says_so),
        cmocka_unit_test(small_things_of_a_paragraph_keep_their_place),
        cmocka_unit_test(text_in_the_deepest_table_is_kept),
        cmocka_unit_test(parts_beside_the_body_are_read_or_named),
        cmocka_unit_test(a_sheet_gives_its_boxes_charts_and_print_lines),
        cmocka_unit_test(comments_on_a_slide_are_read),
        cmocka_unit_test(parts_that_nothing_lists_are_found_by_their_names),
        cmocka_unit_test(a_part_that_is_listed_but_not_there_is_named),
        cmocka_unit_test(what_an_open_document_does_not_show_is_hidden),
        cmocka_unit_test(a_book_may_state_less_than_a_day),
        cmocka_unit_test(wounded_documents_are_read_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
