/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * make-charsets SOURCE
 *
 * Writes the tables of src/read/charset_tables.h: what each byte or pair of bytes of a charset
 * stands for. They are asked of ICU's converters when the program is built and then brought in
 * line with the Encoding standard (encoding.spec.whatwg.org, state of 2024), which is what pages
 * are written for: the lists below are where the two differ, found by comparing all sequences
 * with a browser's TextDecoder. What a converter does with bytes that are nothing is not in the
 * tables; src/read/charset_convert.c follows the standard there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

enum {
    LEADS = 126,  /* 0x81 to 0xfe */
    TRAILS = 192, /* 0x40 to 0xff */
    PAIRS = LEADS * TRAILS,
    JIS = 94 * 94,
    JIS_ROWS = 120, /* Shift_JIS reaches beyond the 94 rows of JIS X 0208 */
};

/* Where ICU 72 differs from the standard: charset, bytes, character (0: none). */
static const struct change {
    const char *name;
    unsigned bytes, c;
} changes[] = {
#include "charset-changes.inc"
};

static void die(const char *what, const char *which)
{
    fprintf(stderr, "make-charsets: %s: %s\n", what, which);
    exit(1);
}

static UConverter *open_or_die(const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *c = ucnv_open(name, &code);

    if (U_FAILURE(code))
        die("ICU has no converter", name);
    ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    if (U_FAILURE(code))
        die("cannot set the callback", name);
    return c;
}

/* The one character that the bytes stand for, 0 when they are nothing or more than one. */
static unsigned ask(UConverter *cnv, const char *bytes, int n)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar u[4];
    int32_t len;

    ucnv_reset(cnv);
    len = ucnv_toUChars(cnv, u, 4, bytes, n, &code);
    if (U_FAILURE(code))
        return 0;
    if (len == 1 && u[0] != 0xfffd && u[0] != 0x1a)
        return u[0];
    return len == 2 && U16_IS_LEAD(u[0]) ? (unsigned)U16_GET_SUPPLEMENTARY(u[0], u[1]) : 0;
}

/* Of users' and makers' own characters the standard keeps those of GB18030 and Shift_JIS. */
static unsigned changed(const char *name, unsigned bytes, unsigned c)
{
    if (c >= 0xe000 && c <= 0xf8ff &&
        (strcmp(name, "big5") == 0 || strcmp(name, "euc-kr") == 0 ||
         strcmp(name, "windows-874") == 0))
        c = 0;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (changes[i].bytes == bytes && strcmp(changes[i].name, name) == 0)
            return changes[i].c;
    return c;
}

static void put_u16(FILE *f, const char *head, const unsigned *v, size_t n)
{
    fprintf(f, "%s = {", head);
    for (size_t i = 0; i < n; i++)
        fprintf(f, "%s0x%x,", i % 16 == 0 ? "\n    " : "", v[i] & 0xffffU);
    fputs("\n};\n\n", f);
}

static void put_pairs(FILE *f, const char *name, const char *icu, const char *symbol)
{
    UConverter *cnv = open_or_die(icu);
    static unsigned v[PAIRS];
    char head[96];

    for (unsigned i = 0; i < PAIRS; i++) {
        char b[2] = {(char)(0x81 + i / TRAILS), (char)(0x40 + i % TRAILS)};
        unsigned bytes = (unsigned)(unsigned char)b[0] << 8 | (unsigned char)b[1];

        v[i] = changed(name, bytes, ask(cnv, b, 2));
        if (v[i] > 0xffff && v[i] >> 16 != 2)
            die("a character of a plane other than 0 and 2 in", name);
    }
    ucnv_close(cnv);
    snprintf(head, sizeof head, "const uint16_t %s[VG_CS_PAIRS]", symbol);
    put_u16(f, head, v, PAIRS);
    if (strcmp(name, "big5") != 0)
        return;
    fputs("const uint8_t vg_cs_big5_plane2[VG_CS_PAIRS / 8] = {", f);
    for (unsigned i = 0; i < PAIRS; i += 8) {
        unsigned bits = 0;

        for (unsigned j = 0; j < 8; j++)
            bits |= (v[i + j] > 0xffff ? 1U : 0U) << j;
        fprintf(f, "%s0x%x,", i / 8 % 16 == 0 ? "\n    " : "", bits);
    }
    fputs("\n};\n\n", f);
}

/* JIS X 0208 as Shift_JIS numbers it: row by row, with the rows of the makers. */
static void put_jis(FILE *f)
{
    UConverter *cnv = open_or_die("ibm-943_P15A-2003");
    static unsigned v[JIS_ROWS * 94];

    for (unsigned i = 0; i < JIS_ROWS * 94; i++) {
        unsigned lead = i / 188, trail = i % 188;
        char b[2] = {(char)(lead + (lead < 0x1f ? 0x81U : 0xc1U)),
                     (char)(trail + (trail < 0x3f ? 0x40U : 0x41U))};
        unsigned bytes = (unsigned)(unsigned char)b[0] << 8 | (unsigned char)b[1];

        v[i] = changed("shift_jis", bytes, ask(cnv, b, 2));
    }
    ucnv_close(cnv);
    put_u16(f, "const uint16_t vg_cs_jis0208[VG_CS_JIS]", v, JIS_ROWS * 94);
    cnv = open_or_die("euc-jp-2007");
    for (unsigned i = 0; i < JIS; i++) {
        char b[3] = {(char)0x8f, (char)(0xa1 + i / 94), (char)(0xa1 + i % 94)};
        unsigned bytes = (unsigned)(unsigned char)b[1] << 8 | (unsigned char)b[2];

        v[i] = changed("jis0212", bytes, ask(cnv, b, 3));
    }
    ucnv_close(cnv);
    put_u16(f, "const uint16_t vg_cs_jis0212[94 * 94]", v, JIS);
}

/* Four bytes of GB18030 in the plane 0 count upwards with gaps: the first of each stretch. */
static void put_four(FILE *f)
{
    UConverter *cnv = open_or_die("gb18030");
    unsigned before = 0;

    fputs("const struct vg_cs_range vg_cs_gb18030_four[] = {\n", f);
    for (unsigned i = 0; i < 39420; i++) {
        char b[4] = {(char)(0x81 + i / 12600), (char)(0x30 + i / 1260 % 10),
                     (char)(0x81 + i / 10 % 126), (char)(0x30 + i % 10)};
        unsigned c = changed("gb18030-four", i, ask(cnv, b, 4));

        if (i == 0 || c != before + 1)
            fprintf(f, "    {%u, 0x%x},\n", i, c);
        before = c;
    }
    fputs("    {39420, 0},\n};\n\n", f);
    ucnv_close(cnv);
}

static const struct {
    const char *name, *icu;
} singles[] = {
    {"ibm866", "ibm-866_P100-1995"},
    {"iso-8859-10", "iso-8859-10"},
    {"iso-8859-13", "iso-8859-13"},
    {"iso-8859-14", "iso-8859-14"},
    {"iso-8859-15", "iso-8859-15"},
    {"iso-8859-16", "iso-8859-15"},
    {"iso-8859-2", "iso-8859-2"},
    {"iso-8859-3", "iso-8859-3"},
    {"iso-8859-4", "iso-8859-4"},
    {"iso-8859-5", "iso-8859-5"},
    {"iso-8859-6", "iso-8859-6"},
    {"iso-8859-7", "iso-8859-7"},
    {"iso-8859-8", "iso-8859-8"},
    {"koi8-r", "koi8-r"},
    {"koi8-u", "koi8-u"},
    {"macintosh", "macintosh"},
    {"windows-1250", "windows-1250"},
    {"windows-1251", "windows-1251"},
    {"windows-1252", "windows-1252"},
    {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255"},
    {"windows-1256", "windows-1256"},
    {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"},
    {"windows-874", "windows-874"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
};

static void put_singles(FILE *f)
{
    fputs("const struct vg_cs_single vg_cs_singles[] = {\n", f);
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
        UConverter *cnv = open_or_die(singles[i].icu);

        fprintf(f, "    {\"%s\", {", singles[i].name);
        for (unsigned b = 0x80; b < 0x100; b++) {
            char byte = (char)b;

            fprintf(f, "%s0x%x,", b % 16 == 0 ? "\n        " : " ",
                    changed(singles[i].name, b, ask(cnv, &byte, 1)));
        }
        fputs("\n    }},\n", f);
        ucnv_close(cnv);
    }
    fputs("    {\"\", {0}},\n};\n", f);
}

int main(int argc, char **argv)
{
    FILE *f;

    if (argc != 2) {
        fputs("usage: make-charsets SOURCE\n", stderr);
        return 2;
    }
    f = fopen(argv[1], "w");
    if (f == NULL)
        die("cannot be written", argv[1]);
    fputs("/* Made by tools/make-charsets from ICU's converters. */\n"
          "#include \"read/charset_tables.h\"\n\n",
          f);
    put_pairs(f, "gb18030", "gb18030", "vg_cs_gb18030");
    put_pairs(f, "big5", "ibm-1375_P100-2008", "vg_cs_big5");
    put_pairs(f, "euc-kr", "windows-949-2000", "vg_cs_euckr");
    put_jis(f);
    put_four(f);
    put_singles(f);
    return fclose(f) != 0;
}
