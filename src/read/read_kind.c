/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What bytes are: marks at their start, then how they read as text. */
#include "read/kind.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/utf8_scan.h"
#include "read/charset.h"
#include "read/pdf.h"
#include "read/xml.h"

/* -- what is it ------------------------------------------------------------------- */
static const struct {
    const char *magic;
    size_t len, at;
    const char *kind;
} kinds[] = {
    {"%PDF-", 5, 0, "PDF"},
    {"PK\x03\x04", 4, 0, "ZIP archive"},
    {"PK\x05\x06", 4, 0, "ZIP archive"},
    {"\x1f\x8b", 2, 0, "gzip"},
    {"\x28\xb5\x2f\xfd", 4, 0, "zstd"},
    {"BZh", 3, 0, "bzip2"},
    {"\xfd"
     "7zXZ",
     5, 0, "xz"},
    {"7z\xbc\xaf\x27\x1c", 6, 0, "7-Zip archive"},
    {"Rar!\x1a\x07", 6, 0, "RAR archive"},
    {"\x89PNG\r\n\x1a\n", 8, 0, "PNG image"},
    {"\xff\xd8\xff", 3, 0, "JPEG image"},
    {"GIF87a", 6, 0, "GIF image"},
    {"GIF89a", 6, 0, "GIF image"},
    {"WEBP", 4, 8, "WebP image"},
    {"II*\0", 4, 0, "TIFF image"},
    {"MM\0*", 4, 0, "TIFF image"},
    {"\0\0\1\0", 4, 0, "icon"},
    {"ftyp", 4, 4, "MP4 video or HEIF image"},
    {"\x1a\x45\xdf\xa3", 4, 0, "Matroska video"},
    {"ID3", 3, 0, "MP3 audio"},
    {"OggS", 4, 0, "Ogg audio"},
    {"RIFF", 4, 0, "RIFF audio or video"},
    {"SQLite format 3", 16, 0, "SQLite database"},
    {"\x7f"
     "ELF",
     4, 0, "ELF program"},
    {"MZ\x90", 3, 0, "Windows program"},
    {"WARC/", 5, 0, "WARC archive"},
    {"filedesc://", 11, 0, "ARC archive"},
    {"wOFF", 4, 0, "font"},
    {"wOF2", 4, 0, "font"},
};

const char *vg_kind_magic(const char *p, size_t len)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (len >= kinds[i].at + kinds[i].len &&
            memcmp(p + kinds[i].at, kinds[i].magic, kinds[i].len) == 0)
            return kinds[i].kind;
    return NULL;
}

/* Those that text may hold: tab, line feed, form feed, carriage return; and what programs print for
 * a terminal: bell, backspace (words struck over, bars that grow), escape. */
enum {
    OF_TERMINAL = 1 << '\a' | 1 << '\b' | 1 << 0x1b,
    OF_TEXT = 1 << '\t' | 1 << '\n' | 1 << '\f' | 1 << '\r' | OF_TERMINAL
};

static struct vg_str parameter(struct vg_str media, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i + n < media.len; i++) {
        struct vg_str v = {media.p + i + n, media.len - i - n};
        size_t end = 0;

        if (strncasecmp(media.p + i, name, n) != 0)
            continue;
        if (v.p[0] == '"' || v.p[0] == '\'') {
            v.p++;
            v.len--;
        }
        while (end < v.len && v.p[end] != ';' && v.p[end] != '"' && v.p[end] != '\'' &&
               v.p[end] != ' ')
            end++;
        return (struct vg_str){v.p, end};
    }
    return (struct vg_str){"", 0};
}

struct vg_str vg_kind_declared(const struct vg_read_input *in)
{
    return in->charset.len > 0 ? in->charset : parameter(in->media, "charset=");
}

/* Text has next to no control characters, unless every other byte is zero, or it is UTF-16 of
 * characters that fill both bytes. */
static int is_binary(const struct vg_read_input *in)
{
    const char *p = in->bytes;
    size_t len = in->len;
    size_t n = len < VG_KIND_SNIFF ? len : VG_KIND_SNIFF, zero = 0, control = 0, even = 0;

    if (!vg_has_control(p, n, OF_TEXT))
        return 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];

        zero += c == 0;
        even += c == 0 && i % 2 == 0;
        control += c < 0x20 && c != 0 && ((unsigned)OF_TEXT >> c & 1) == 0;
    }
    if (len >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0))
        return 0;
    if (zero * 100 > n && zero > 1) {
        if (10 * even <= zero || 10 * (zero - even) <= zero)
            return 0;
    } else if (control * 20 <= n) {
        return 0;
    }
    return !vg_charset_is_utf16(p, len, vg_kind_declared(in));
}

static int has_html(const char *p, size_t len)
{
    static const char *const marks[] = {"<!doctype html",
                                        "<html",
                                        "<head",
                                        "<body",
                                        "<title",
                                        "<meta",
                                        "<script",
                                        "<div",
                                        "<table",
                                        "<p>",
                                        "<p ",
                                        "<br",
                                        "<h1",
                                        "<h2",
                                        "<ul",
                                        "<a href",
                                        "<article",
                                        "<!doctype h",
                                        "<font",
                                        "<center",
                                        "<span"};
    size_t n = len < 4096 ? len : 4096;
    const char *hit = p, *end = p + n;

    while ((hit = memchr(hit, '<', (size_t)(end - hit))) != NULL) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t k = strlen(marks[i]);

            if ((size_t)(end - hit) >= k && strncasecmp(hit, marks[i], k) == 0)
                return 1;
        }
        hit++;
    }
    return 0;
}

static int says(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= s.len; i++)
        if (strncasecmp(s.p + i, word, n) == 0)
            return 1;
    return 0;
}

/* The bytes say markup; where the name or the server says plain text, only a
 * whole page overrules it, for notes may well quote a tag. */
static int is_html(const struct vg_read_input *in, struct vg_str utf8)
{
    size_t at = 0;

    if (!has_html(utf8.p, utf8.len))
        return says(in->media, "text/html") || says(in->media, "xhtml");
    if (says(in->media, "html"))
        return 1;
    while (at < utf8.len &&
           (utf8.p[at] == ' ' || utf8.p[at] == '\n' || utf8.p[at] == '\r' || utf8.p[at] == '\t'))
        at++;
    if (at < utf8.len && utf8.p[at] == '<')
        return !says(in->media, "text/plain") || !vg_str_ends(in->name, ".txt");
    return !says(in->media, "text/plain") && !vg_str_ends(in->name, ".txt") &&
           !vg_str_ends(in->name, ".md") && !vg_str_ends(in->name, ".csv");
}

/* -- containers of office programs ----------------------------------------------------------- */

/* The names of streams in a compound file are UTF-16. */
static int has_stream(const struct vg_read_input *in, const char *name)
{
    char wide[64] = {0};
    size_t n = strlen(name);

    for (size_t i = 0; i < n && 2 * i + 1 < sizeof wide; i++)
        wide[2 * i] = name[i];
    return memmem(in->bytes, in->len, wide, 2 * n) != NULL;
}

static struct vg_kind_found old_office(const struct vg_read_input *in)
{
    static const struct {
        const char *stream, *word;
        enum vg_kind kind;
    } rows[] = {
        {"EncryptedPackage", "office document with a password", VG_KIND_LOCKED},
        {"WordDocument", "old Word document", VG_KIND_OLD},
        {"Workbook", "old Excel workbook", VG_KIND_OLD},
        {"PowerPoint Document", "old PowerPoint presentation", VG_KIND_OLD},
        {"__substg1.0_", "Outlook message", VG_KIND_OLD},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (has_stream(in, rows[i].stream))
            return (struct vg_kind_found){rows[i].kind, rows[i].word};
    return (struct vg_kind_found){VG_KIND_OLD, "old office document"};
}

static const char *word_of(enum vg_kind kind)
{
    switch (kind) {
    case VG_KIND_EMPTY:
        return "empty";
    case VG_KIND_TEXT:
        return "text";
    case VG_KIND_HTML:
        return "html";
    case VG_KIND_CSV:
        return "csv";
    case VG_KIND_JSON:
        return "json";
    case VG_KIND_MARKDOWN:
        return "markdown";
    case VG_KIND_XML:
        return "xml";
    case VG_KIND_FEED:
        return "feed";
    case VG_KIND_MAIL:
        return "mail";
    case VG_KIND_MBOX:
        return "mbox";
    case VG_KIND_RTF:
        return "rtf";
    case VG_KIND_DOCX:
        return "docx";
    case VG_KIND_XLSX:
        return "xlsx";
    case VG_KIND_PPTX:
        return "pptx";
    case VG_KIND_ODT:
        return "odt";
    case VG_KIND_ODS:
        return "ods";
    case VG_KIND_ODP:
        return "odp";
    case VG_KIND_EPUB:
        return "epub";
    case VG_KIND_OTHER:
    case VG_KIND_OLD:
    case VG_KIND_LOCKED:
        break;
    }
    return "unknown binary";
}

static struct vg_kind_found found(enum vg_kind kind)
{
    return (struct vg_kind_found){kind, word_of(kind)};
}

static int begins(const struct vg_read_input *in, const char *with, size_t n)
{
    return in->len >= n && memcmp(in->bytes, with, n) == 0;
}

/*
 * Most of what comes is a page and begins like one: then nothing else need be asked. What calls
 * itself XML may be a feed or another document.
 */
static int begins_as_page(const char *p, size_t len)
{
    static const char *const starts[] = {"<!doctype html", "<html"};
    size_t at = vg_bom_len(p, len);

    while (at < len && at < 512 && (p[at] == ' ' || (p[at] >= '\t' && p[at] <= '\r')))
        at++;
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(starts[i]);

        if (len - at > n && strncasecmp(p + at, starts[i], n) == 0)
            return p[at + n] == '>' || p[at + n] == ' ' || p[at + n] == '\n' || p[at + n] == '\r';
    }
    return 0;
}

struct vg_kind_found vg_kind_of_bytes(const struct vg_read_input *in)
{
    size_t bom = vg_bom_len(in->bytes, in->len);
    int mail;
    const char *kind;

    if (in->len == 0)
        return found(VG_KIND_EMPTY);
    if (begins_as_page(in->bytes, in->len))
        return found(VG_KIND_TEXT);
    mail = says(in->media, "message/rfc822") || vg_str_ends(in->name, ".eml");
    if (begins(in, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
        return old_office(in);
    if (begins(in, "PK\x03\x04", 4)) {
        enum vg_kind office = vg_office_kind(in->bytes, in->len);

        if (office != VG_KIND_OTHER)
            return found(office);
    }
    kind = vg_kind_magic(in->bytes, in->len);
    if (kind == NULL && vg_is_pdf(in->bytes, in->len))
        kind = "PDF";
    if (kind == NULL)
        kind = vg_kind_raster(in->bytes, in->len);
    if (kind != NULL)
        return (struct vg_kind_found){VG_KIND_OTHER, kind};
    if (in->len - bom >= 5 && memcmp(in->bytes + bom, "{\\rtf", 5) == 0)
        return found(VG_KIND_RTF);
    if (vg_mbox_looks(in->bytes + bom, in->len - bom))
        return found(VG_KIND_MBOX);
    if (vg_mail_looks(in->bytes + bom, in->len - bom, mail))
        return found(VG_KIND_MAIL);
    if (is_binary(in))
        return (struct vg_kind_found){VG_KIND_OTHER, "unknown binary"};
    return found(VG_KIND_TEXT);
}

/* -- text -------------------------------------------------------------------------------------- */

static int says_xml(const struct vg_read_input *in)
{
    static const char *const ends[] = {".xml", ".rss", ".atom", ".rdf", ".opml", ".svg", ".kml"};

    if (says(in->media, "html"))
        return 0;
    if (says(in->media, "/xml") || says(in->media, "+xml"))
        return 1;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (vg_str_ends(in->name, ends[i]))
            return 1;
    return 0;
}

/* The first element tells a feed from a page from other XML. Text that only begins with
 * '<' is none of them. */
static enum vg_kind kind_of_markup(const struct vg_read_input *in, struct vg_str head)
{
    struct vg_xml x = {.p = head.p, .len = head.len};
    int declared = head.len > 5 && memcmp(head.p, "<?xml", 5) == 0;
    struct vg_xml_event e;
    struct vg_str raw;

    while (vg_xml_next(&x, &e) && e.what != VG_XML_START)
        continue;
    if (x.doctype == 3 && head.len - x.doctype_at < 14) /* a page cut in its first word */
        return strncasecmp(head.p + x.doctype_at, "<!doctype html", head.len - x.doctype_at) == 0
                   ? VG_KIND_HTML
                   : (declared ? VG_KIND_XML : VG_KIND_TEXT);
    if (x.doctype >= 2)
        return strncasecmp(head.p + x.doctype_at, "<!doctype html", 14) == 0 ? VG_KIND_HTML
                                                                             : VG_KIND_XML;
    if (x.depth == 0 || e.what != VG_XML_START)
        return declared && says_xml(in) ? VG_KIND_XML : VG_KIND_TEXT;
    if (e.ns == VG_NS_XHTML || (e.name.len == 4 && strncasecmp(e.name.p, "html", 4) == 0))
        return VG_KIND_HTML;
    if (vg_str_is(e.name, "rss") || vg_xml_is(&e, VG_NS_ATOM, "feed") ||
        vg_xml_is(&e, VG_NS_ATOM, "entry"))
        return VG_KIND_FEED;
    if (vg_xml_is(&e, VG_NS_RDF, "RDF") &&
        memmem(e.raw.p, e.raw.len, "purl.org/rss/1.0/", 17) != NULL)
        return VG_KIND_FEED;
    if (declared || says_xml(in) || vg_xml_attribute(&e, "xmlns", &raw))
        return VG_KIND_XML;
    return VG_KIND_TEXT;
}

static enum vg_kind named_kind(const struct vg_read_input *in)
{
    if (says(in->media, "markdown") || vg_str_ends(in->name, ".md") ||
        vg_str_ends(in->name, ".markdown"))
        return VG_KIND_MARKDOWN;
    if (says(in->media, "text/csv") || says(in->media, "tab-separated") ||
        vg_str_ends(in->name, ".csv") || vg_str_ends(in->name, ".tsv") ||
        vg_str_ends(in->name, ".tab"))
        return VG_KIND_CSV;
    if (says(in->media, "/json") || says(in->media, "+json") || vg_str_ends(in->name, ".json") ||
        vg_str_ends(in->name, ".jsonl") || vg_str_ends(in->name, ".ndjson"))
        return VG_KIND_JSON;
    return VG_KIND_TEXT;
}

static struct vg_str head_of(struct vg_str utf8)
{
    struct vg_str head = utf8;

    if (head.len > VG_KIND_SNIFF)
        head.len = VG_KIND_SNIFF;
    while (head.len > 0 &&
           (*head.p == ' ' || *head.p == '\n' || *head.p == '\r' || *head.p == '\t')) {
        head.p++;
        head.len--;
    }
    return head;
}

struct vg_kind_found vg_kind_of_text(const struct vg_read_input *in, struct vg_str utf8)
{
    struct vg_str head = head_of(utf8);
    enum vg_kind kind = VG_KIND_TEXT, named;
    char first = head.len > 0 ? head.p[0] : ' ';

    if (begins_as_page(utf8.p, utf8.len))
        return found(VG_KIND_HTML);
    if (first == '<' && !(head.len >= 14 && strncasecmp(head.p, "<!doctype html", 14) == 0))
        kind = kind_of_markup(in, head);
    else if ((first == '{' || first == '[') && vg_json_looks(head))
        kind = VG_KIND_JSON;
    if (kind != VG_KIND_TEXT)
        return found(kind);
    named = named_kind(in);
    if (named == VG_KIND_MARKDOWN || !is_html(in, utf8))
        kind = named;
    else
        return found(VG_KIND_HTML);
    if (kind == VG_KIND_CSV && vg_csv_separator(head, 1) == 0)
        kind = VG_KIND_TEXT;
    if (kind == VG_KIND_TEXT && !says(in->media, "text/plain") && !vg_str_ends(in->name, ".txt") &&
        vg_csv_separator(head, 0) != 0)
        kind = VG_KIND_CSV;
    return found(kind);
}

const char *vg_read_kind(const struct vg_read_input *in)
{
    struct vg_kind_found k = vg_kind_of_bytes(in);
    size_t len = in->len < VG_KIND_SNIFF ? in->len : VG_KIND_SNIFF;
    struct vg_charset_choice choice;
    struct vg_converted c;
    VG_SCOPED_ARENA scratch = {0};

    if (k.kind != VG_KIND_TEXT)
        return k.word;
    if (begins_as_page(in->bytes, in->len))
        return found(VG_KIND_HTML).word; /* in whatever charset */
    choice = vg_charset_choose(in->bytes, len, vg_kind_declared(in),
                               vg_charset_declared(in->bytes, len));
    vg_charset_convert(in->bytes, len, &choice, &scratch, &c);
    return vg_kind_of_text(in, c.utf8).word;
}
