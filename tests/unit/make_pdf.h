/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_MAKE_PDF_H
#define VG_TESTS_UNIT_MAKE_PDF_H

#include <string.h>

#include "base/buf.h"

/*
 * A small PDF, written by hand: each page is a program of its own in `pages`, with fonts
 * /F (Helvetica), /B (Helvetica-Bold), /S (STSong in UniGB-UCS2-H: Chinese as hex of UTF-16)
 * and /X (Identity-H without a word on what it means), and an image /I of one grey pixel.
 */
struct made_pdf {
    struct vg_buf b;
    size_t at[256];
    size_t n;
};

static void pdf_object(struct made_pdf *p, const char *body)
{
    p->at[++p->n] = p->b.len;
    vg_putf(&p->b, "%zu 0 obj\n%s\nendobj\n", p->n, body);
}

static void pdf_stream(struct made_pdf *p, const char *head, const char *body)
{
    p->at[++p->n] = p->b.len;
    vg_putf(&p->b, "%zu 0 obj\n<< %s /Length %zu >>\nstream\n%s\nendstream\nendobj\n", p->n, head,
            strlen(body), body);
}

enum { PDF_FIRST_PAGE = 10 }; /* objects before it are fonts and lists */

static void pdf_fonts(struct made_pdf *p)
{
    pdf_object(p, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
                  "/WinAnsiEncoding >>");
    pdf_object(p, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding "
                  "/WinAnsiEncoding >>");
    pdf_object(p, "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding "
                  "/UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 "
                  "/BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
                  "/Supplement 4 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName "
                  "/STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 "
                  "/Descent -120 /CapHeight 880 /StemV 93 >> >>] >>");
    pdf_object(p, "<< /Type /Font /Subtype /Type0 /BaseFont /Nowhere /Encoding /Identity-H "
                  "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nowhere "
                  "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW "
                  "600 /FontDescriptor << /Type /FontDescriptor /FontName /Nowhere /Flags 4 "
                  "/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 "
                  "/CapHeight 700 /StemV 80 >> >>] >>");
    pdf_stream(p,
               "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
               "/BitsPerComponent 8",
               "\x7f");
}

/* The document; `info` is the inside of the Info dictionary, `more` whole objects, or NULL. */
static struct vg_str make_pdf(struct made_pdf *p, const char *const *pages, size_t n,
                              const char *info, const char *xmp)
{
    VG_SCOPED_BUF kids = {0};
    size_t start;

    vg_puts(&p->b, "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
    for (size_t i = 0; i < n; i++)
        vg_putf(&kids, "%zu 0 R ", PDF_FIRST_PAGE + 2 * i);
    vg_putc(&kids, '\0');
    pdf_object(p, xmp == NULL ? "<< /Type /Catalog /Pages 2 0 R >>"
                              : "<< /Type /Catalog /Pages 2 0 R /Metadata 9 0 R >>");
    p->at[++p->n] = p->b.len;
    vg_putf(&p->b, "2 0 obj\n<< /Type /Pages /Kids [%s] /Count %zu >>\nendobj\n", kids.p, n);
    pdf_fonts(p);
    p->at[++p->n] = p->b.len;
    vg_putf(&p->b, "8 0 obj\n<< %s >>\nendobj\n", info == NULL ? "" : info);
    pdf_stream(p, "/Type /Metadata /Subtype /XML", xmp == NULL ? "" : xmp);
    for (size_t i = 0; i < n; i++) {
        p->at[++p->n] = p->b.len;
        vg_putf(&p->b,
                "%zu 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %zu 0 "
                "R /Resources << /Font << /F 3 0 R /B 4 0 R /S 5 0 R %s>> /XObject << /I 7 "
                "0 R >> >> >>\nendobj\n",
                p->n, p->n + 1, strstr(pages[i], "/X ") != NULL ? "/X 6 0 R " : "");
        pdf_stream(p, "", pages[i]);
    }
    start = p->b.len;
    vg_putf(&p->b, "xref\n0 %zu\n0000000000 65535 f \n", p->n + 1);
    for (size_t i = 1; i <= p->n; i++)
        vg_putf(&p->b, "%010zu 00000 n \n", p->at[i]);
    vg_putf(&p->b, "trailer\n<< /Size %zu /Root 1 0 R /Info 8 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
            p->n + 1, start);
    return vg_buf_str(&p->b);
}

#endif
