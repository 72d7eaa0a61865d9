/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What converters printed of a PDF, put together as a text. */
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/language.h"
#include "read/pdf.h"
#include "read/pdf_words.h"
#include "read/readers.h"
#include "read/words.h"

enum {
    FEW_LETTERS = 50, /* on a page covered by images: its text is elsewhere */
    NONSENSE_PERCENT = 20,
    COVERED_PERCENT = 50, /* of a page, by images */
    PACKETS = 64,         /* of XMP that are looked at; of catalogs */
    OBJECT = 1024,        /* bytes before and behind a word that may be of its object */
    NAMED = 8,            /* fonts and pages named in a note */
};

struct pdf {
    const struct vg_pdf_parts *parts;
    struct vg_arena *a;
    struct vg_text *t;
    struct vg_lay lay;
    struct vg_pdf_info info;
    const struct vg_lay_sum *sums; /* of each page */
};

static int contains(struct vg_str s, const char *word)
{
    return memmem(s.p == NULL ? "" : s.p, s.len, word, strlen(word)) != NULL;
}

static struct vg_str take_line(struct vg_str *rest)
{
    const char *end = memchr(rest->p, '\n', rest->len);
    struct vg_str line = {rest->p, end == NULL ? rest->len : (size_t)(end - rest->p)};

    rest->p += line.len + (end != NULL);
    rest->len -= line.len + (end != NULL);
    return line;
}

/* -- complaints ------------------------------------------------------------------------------ */

/* What was printed by somebody else, as part of a sentence. */
static const char *quoted(struct vg_str s, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {.max = 4096};

    s.len = vg_utf8_down(s.p, s.len, s.len < 200 ? s.len : 200);
    vg_put_visible(&b, s, 0);
    return vg_copy(a, b.p == NULL ? "" : b.p, b.len);
}

/* Errors cost text; warnings do not. */
static int is_error(struct vg_str line)
{
    return contains(line, "Syntax Error") || contains(line, "Internal Error") ||
           contains(line, "I/O Error");
}

/* A converter that gets no more memory says so and dies of it, one way or another. */
static int is_out_of_memory(const struct pdf *d)
{
    return d->parts->failed.len > 0 &&
           (contains(d->parts->said, "Out of memory") ||
            contains(d->parts->failed, "Out of memory") || contains(d->parts->said, "bad_alloc") ||
            contains(d->parts->failed, "bad_alloc"));
}

static void note_damage(struct pdf *d)
{
    struct vg_str rest = d->parts->said, first = {0};
    size_t errors = 0;

    if (contains(d->parts->said, "ncorrect password")) {
        vg_text_damage(d->t, d->a, VG_NOTE_PDF_ENCRYPTED, 0,
                       "the document is encrypted and asks for a password; its bytes are kept");
        return;
    }
    while (rest.len > 0) {
        struct vg_str line = take_line(&rest);

        if (is_error(line) && errors++ == 0)
            first = line;
    }
    if (errors > 0)
        vg_text_damage(d->t, d->a, VG_NOTE_PDF_DAMAGED, 0,
                       errors == 1 ? vg_print(d->a, "pdftotext says: %s", quoted(first, d->a))
                                   : vg_print(d->a, "pdftotext says: %s; and %zu more like it",
                                              quoted(first, d->a), errors - 1));
    if (d->parts->is_late)
        vg_text_damage(d->t, d->a, VG_NOTE_TIME_EXCEEDED, 0,
                       vg_print(d->a, "after %zu pages: %s", d->t->page_count,
                                quoted(d->parts->failed, d->a)));
    else if (is_out_of_memory(d))
        vg_text_damage(d->t, d->a, VG_NOTE_MEMORY_EXCEEDED, 0,
                       vg_print(d->a, "after %zu pages: pdftotext may use %d MiB, and wanted more",
                                d->t->page_count, (int)(VG_HELPER_MEMORY / MIB(1))));
    else if (d->parts->failed.len > 0 && (errors == 0 || d->t->page_count == 0))
        vg_text_damage(d->t, d->a, VG_NOTE_PDF_DAMAGED, 0, quoted(d->parts->failed, d->a));
    if (d->lay.full || d->parts->is_cut)
        vg_text_damage(d->t, d->a, VG_NOTE_SIZE_EXCEEDED, 0,
                       vg_print(d->a,
                                "more pages, words or text than one document may have; read up "
                                "to page %zu, the rest is preserved but not read",
                                d->t->page_count));
}

/* -- fonts that do not say what they show -------------------------------------------------------
 */

/*
 * pdffonts prints a table whose columns are as wide as their rules of dashes. Where the
 * column begins; 0 if it is not there.
 */
static size_t column(struct vg_str head, const char *name)
{
    const char *at = memmem(head.p, head.len, name, strlen(name));

    return at == NULL ? 0 : (size_t)(at - head.p);
}

static int cell_is(struct vg_str line, size_t at, const char *word)
{
    size_t n = strlen(word);

    return at > 0 && at + n <= line.len && memcmp(line.p + at, word, n) == 0;
}

static void note_fonts(struct pdf *d)
{
    struct vg_str rest = d->parts->fonts, head = {0};
    VG_SCOPED_BUF names = {.max = 2048};
    size_t bad = 0, all = 0, kind, coding, tounicode;

    if (rest.len == 0 || d->lay.sum.letters == 0)
        return;
    head = take_line(&rest);
    kind = column(head, "type");
    coding = column(head, "encoding");
    tounicode = column(head, "uni ");
    (void)take_line(&rest);
    while (rest.len > 0) {
        struct vg_str line = take_line(&rest), name = line;

        all += line.len > 0;
        if (!cell_is(line, tounicode, "no") ||
            !(cell_is(line, coding, "Identity") || cell_is(line, kind, "Type 3")))
            continue;
        for (name.len = 0; name.len < kind && line.p[name.len] != ' ';)
            name.len++;
        if (bad++ < NAMED)
            vg_putf(&names, "%s%s", bad > 1 ? ", " : "", quoted(name, d->a));
    }
    vg_putc(&names, '\0');
    for (size_t i = 0; 2 * bad > all && i < d->t->page_count; i++)
        d->t->pages[i].wants_ocr = d->sums[i].letters > 0; /* a lone font of symbols is no reason */
    if (bad > 0)
        vg_text_damage(d->t, d->a, VG_NOTE_PDF_TEXT_SUSPICIOUS, 0,
                       vg_print(d->a,
                                "%zu font%s do%s not say what the characters mean (%s): compare "
                                "the text with the page",
                                bad, bad == 1 ? "" : "s", bad == 1 ? "es" : "", names.p));
}

/* -- pages that are pictures ---------------------------------------------------------------------
 */

static uint64_t number(struct vg_str *line)
{
    uint64_t v = 0;

    while (line->len > 0 && line->p[0] == ' ') {
        line->p++;
        line->len--;
    }
    while (line->len > 0 && line->p[0] >= '0' && line->p[0] <= '9') {
        v = v < 100000000 ? v * 10 + (uint64_t)(line->p[0] - '0') : v;
        line->p++;
        line->len--;
    }
    while (line->len > 0 && line->p[0] != ' ') {
        line->p++;
        line->len--;
    }
    return v;
}

/*
 * How much of each page its images cover, in squares of a tenth of a point. Columns: page,
 * num, type, width, height, color, comp, bpc, enc, interp, object, ID, x-ppi, y-ppi.
 */
static uint64_t *covered(struct pdf *d)
{
    uint64_t *list = VG_NEW_ARRAY(d->a, uint64_t, d->t->page_count + 1);
    struct vg_str rest = d->parts->images;

    while (rest.len > 0) {
        struct vg_str line = take_line(&rest);
        uint64_t v[14];

        for (size_t i = 0; i < 14; i++)
            v[i] = number(&line);
        if (v[0] < 1 || v[0] > d->t->page_count)
            continue;
        if (v[12] == 0 || v[13] == 0)
            list[v[0]] += UINT32_MAX; /* less than half a pixel an inch: larger than any page */
        else
            list[v[0]] += v[3] * 720 / v[12] * (v[4] * 720 / v[13]);
    }
    return list;
}

static void name_page(struct vg_buf *b, size_t *n, size_t page)
{
    ++*n;
    if (*n <= NAMED)
        vg_putf(b, "%s%zu", *n == 1 ? "" : ", ", page);
    else if (*n == NAMED + 1)
        vg_puts(b, " …");
}

static const char *pages_word(size_t n)
{
    return n == 1 ? "page" : "pages";
}

/* What a page without anything on it takes of a file, with the file's own share; beyond it
 * something is drawn there. */
enum { OF_FILE = 8192, OF_EMPTY_PAGE = 1024 };

/*
 * A document that has no letters and no images, and yet is large: its text was turned into
 * curves. Of a single page nobody can tell without drawing it.
 */
static int is_drawn(const struct pdf *d, size_t n_empty)
{
    return d->lay.sum.letters == 0 && n_empty == 0 && d->t->page_count > 0 &&
           d->t->damage_count == 0 &&
           d->parts->bytes.len > OF_FILE + OF_EMPTY_PAGE * d->t->page_count;
}

static void note_drawn(struct pdf *d)
{
    for (size_t i = 0; i < d->t->page_count; i++)
        d->t->pages[i].wants_ocr = 1;
    vg_text_damage(d->t, d->a, VG_NOTE_PDF_NO_TEXT, 0,
                   vg_print(d->a,
                            "%zu %s without a text layer or images, but with something drawn, "
                            "perhaps letters as curves: 'vigil ocr' reads them",
                            d->t->page_count, pages_word(d->t->page_count)));
}

static void note_pages(struct pdf *d)
{
    VG_SCOPED_BUF empty = {.max = 1024};
    VG_SCOPED_BUF odd = {.max = 1024};
    uint64_t *area = covered(d);
    size_t n_empty = 0, n_odd = 0;

    for (size_t i = 0; i < d->t->page_count; i++) {
        const struct vg_sheet *p = &d->t->pages[i];
        struct vg_lay_sum sum = d->sums[i];
        int is_covered = area[i + 1] * 100 > (uint64_t)p->width * p->height * COVERED_PERCENT;

        if (sum.letters == 0 && area[i + 1] > 0)
            name_page(&empty, &n_empty, i + 1);
        else if ((sum.letters < FEW_LETTERS && is_covered) ||
                 sum.nonsense * 100 > sum.letters * NONSENSE_PERCENT)
            name_page(&odd, &n_odd, i + 1);
        else
            continue;
        d->t->pages[i].wants_ocr = 1;
    }
    vg_putc(&empty, '\0');
    vg_putc(&odd, '\0');
    if (is_drawn(d, n_empty))
        note_drawn(d);
    if (n_empty > 0)
        vg_text_damage(d->t, d->a, VG_NOTE_PDF_NO_TEXT, 0,
                       vg_print(d->a,
                                "%zu %s without a text layer, only images (%s): 'vigil ocr' "
                                "reads them",
                                n_empty, pages_word(n_empty), empty.p));
    if (n_odd > 0)
        vg_text_damage(d->t, d->a, VG_NOTE_PDF_TEXT_SUSPICIOUS, 0,
                       vg_print(d->a,
                                "the text layer of %zu %s makes little sense or leaves out what "
                                "the images show (%s): 'vigil ocr' reads the page itself",
                                n_odd, pages_word(n_odd), odd.p));
}

/* -- fields ---------------------------------------------------------------------------------------
 */

static struct vg_str block_text(const struct vg_text *t, size_t i)
{
    return (struct vg_str){t->text.p + t->blocks[i].start, t->blocks[i].len};
}

/* The name of a file, or a program's word for nothing, is no title. */
static int is_no_title(struct vg_str s)
{
    static const char *const ends[] = {".doc", ".docx", ".pdf",  ".odt", ".indd", ".qxd",  ".html",
                                       ".htm", ".wps",  ".pptx", ".ppt", ".xls",  ".xlsx", ".tex"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);

        if (s.len >= n && strncasecmp(s.p + s.len - n, ends[i], n) == 0)
            return 1;
    }
    return s.len == 0 || (s.len == 8 && strncasecmp(s.p, "untitled", 8) == 0) ||
           (s.len >= 4 && memcmp(s.p, "about:", s.len < 6 ? s.len : 6) == 0);
}

/* Letters and digits only, folded: what two ways of printing one title share. */
static void bare(struct vg_str s, struct vg_buf *out)
{
    VG_SCOPED_BUF folded = {.max = KIB(64)};
    uint32_t c;

    vg_fold(s.p, s.len, VG_FOLD_STRIP, &folded);
    for (size_t at = 0; at < folded.len;) {
        size_t n = vg_utf8_next(folded.p + at, folded.len - at, &c);

        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
            vg_put(out, folded.p + at, n);
        at += n;
    }
}

static int agree(struct vg_str x, struct vg_str y)
{
    VG_SCOPED_BUF a = {.max = KIB(64)};
    VG_SCOPED_BUF b = {.max = KIB(64)};

    bare(x, &a);
    bare(y, &b);
    if (a.len == 0 || b.len == 0)
        return 1;
    return memmem(a.p, a.len, b.p, b.len) != NULL || memmem(b.p, b.len, a.p, a.len) != NULL;
}

/* The heading of the highest level on the first page that has text. */
static struct vg_str printed_title(const struct vg_text *t)
{
    uint8_t best = 0;
    struct vg_str title = {0};

    for (size_t i = 0; i < t->block_count && t->blocks[i].page == t->blocks[0].page; i++) {
        const struct vg_block *b = &t->blocks[i];

        if (b->class != VG_BLOCK_HEADING || b->len < 4 || (best != 0 && b->level >= best))
            continue;
        best = b->level;
        title = block_text(t, i);
    }
    return title;
}

enum { DATE_LINE = 90, BLOCKS_ABOVE = 10, BLOCKS_BELOW = 3 };

static int date_in(const struct vg_text *t, size_t i, char out[VG_WORDS_DATE])
{
    struct vg_str s = block_text(t, i);
    size_t start;

    if (t->blocks[i].class == VG_BLOCK_FOOTER || s.len > DATE_LINE)
        return 0;
    return vg_words_date_find(s, out, &start) > 0;
}

/* A line of its own near the beginning, else one at the end. */
static int printed_date(const struct vg_text *t, char out[VG_WORDS_DATE])
{
    size_t n = t->block_count;

    for (size_t i = 0; i < n && i < BLOCKS_ABOVE && t->blocks[i].page == t->blocks[0].page; i++)
        if (date_in(t, i, out))
            return 1;
    for (size_t i = n; i > 0 && i + BLOCKS_BELOW > n; i--)
        if (date_in(t, i - 1, out))
            return 1;
    return 0;
}

static int is_digits(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] < '0' || p[i] > '9')
            return 0;
    return 1;
}

/* D:20220314… or 2022-03-14T…: the day, in the zone it was written in. */
static int day_of(struct vg_str s, char out[VG_WORDS_DATE])
{
    if (s.len >= 2 && s.p[0] == 'D' && s.p[1] == ':')
        s = (struct vg_str){s.p + 2, s.len - 2};
    if (s.len >= 10 && is_digits(s.p, 4) && s.p[4] == '-' && is_digits(s.p + 5, 2) &&
        s.p[7] == '-' && is_digits(s.p + 8, 2))
        (void)snprintf(out, VG_WORDS_DATE, "%.10s", s.p);
    else if (s.len >= 8 && is_digits(s.p, 8))
        (void)snprintf(out, VG_WORDS_DATE, "%.4s-%.2s-%.2s", s.p, s.p + 4, s.p + 6);
    else
        return 0;
    return memcmp(out, "1990", 4) >= 0 && memcmp(out + 5, "00", 2) > 0 &&
           memcmp(out + 5, "12", 2) <= 0 && memcmp(out + 8, "00", 2) > 0 &&
           memcmp(out + 8, "31", 2) <= 0;
}

/* -- XMP
 * ------------------------------------------------------------------------------------------- */

/* The text of the first rdf:li, or of the element itself, behind `<name`; or of `name="…"`. */
static struct vg_str xmp_value(struct vg_str xmp, const char *name)
{
    const char *p = memmem(xmp.p, xmp.len, name, strlen(name)), *end = xmp.p + xmp.len, *stop;
    const char *item;

    if (p == NULL)
        return (struct vg_str){0};
    p += strlen(name);
    if (end - p > 2 && p[0] == '=' && (p[1] == '"' || p[1] == '\'')) {
        stop = memchr(p + 2, p[1], (size_t)(end - p - 2));
        return stop == NULL ? (struct vg_str){0} : (struct vg_str){p + 2, (size_t)(stop - p - 2)};
    }
    stop = memmem(p, (size_t)(end - p), name, strlen(name)); /* its end tag */
    end = stop == NULL ? end : stop;
    item = memmem(p, (size_t)(end - p), "<rdf:li", 7);
    p = memchr(item == NULL ? p : item, '>', (size_t)(end - (item == NULL ? p : item)));
    stop = p == NULL ? NULL : memchr(p, '<', (size_t)(end - p));
    return stop == NULL ? (struct vg_str){0} : (struct vg_str){p + 1, (size_t)(stop - p - 1)};
}

/* One line that can be shown, or nothing. */
static struct vg_str clean(struct vg_str s, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_WORDS};

    while (s.len > 0 && (unsigned char)s.p[0] <= ' ') {
        s.p++;
        s.len--;
    }
    while (s.len > 0 && (unsigned char)s.p[s.len - 1] <= ' ')
        s.len--;
    if (s.len == 0 || s.len > (size_t)VG_MAX_WORDS / 2 || vg_utf8_bad(s.p, s.len) != s.len)
        return (struct vg_str){0};
    vg_put_visible(&b, s, 0);
    return vg_str_copy(a, vg_buf_str(&b));
}

/* The object that the catalog names as its metadata: "7 0 R" as "7 0 obj", or nothing. A catalog
 * that is packed is not looked for. */
static struct vg_str catalog_metadata(struct vg_str bytes, struct vg_arena *a)
{
    static const char catalog[] = "/Catalog", word[] = "/Metadata";
    const char *end = bytes.p + bytes.len;
    const char *p = bytes.p;
    struct vg_str found = {0};

    for (int i = 0; i < PACKETS && (p = memmem(p, (size_t)(end - p), catalog, 8)) != NULL; i++) {
        const char *from = p - bytes.p < OBJECT ? bytes.p : p - OBJECT;
        const char *stop = end - p < OBJECT ? end : p + OBJECT;
        const char *begin = memrchr(from, 'j', (size_t)(p - from)); /* of obj */
        const char *at = begin == NULL ? from : begin, *close;
        size_t n = 0;

        p += sizeof catalog - 1;
        close = memmem(p, (size_t)(stop - p), "endobj", 6);
        stop = close == NULL ? stop : close;
        at = memmem(at, (size_t)(stop - at), word, sizeof word - 1);
        if (at == NULL)
            continue;
        for (at += sizeof word - 1; at < stop && *at == ' ';)
            at++;
        while (at + n < stop && ((at[n] >= '0' && at[n] <= '9') || at[n] == ' '))
            n++;
        if (n > 2 && n < 20)
            found = vg_str(vg_print(a, "%.*sobj", (int)n, at)); /* the last catalog is the latest */
    }
    return found;
}

/* Images inside have packets too; the document's is the one that knows of PDF, or that the catalog
 * names. */
static int is_of_document(struct vg_str bytes, struct vg_str xmp, struct vg_str object)
{
    const char *from = xmp.p - bytes.p < OBJECT ? bytes.p : xmp.p - OBJECT;
    const char *at;

    if (contains(xmp, "/pdf/") || contains(xmp, "pdfaid"))
        return 1;
    if (object.len == 0)
        return 0;
    at = memmem(from, (size_t)(xmp.p - from), object.p, object.len);
    return at != NULL && (at == bytes.p || at[-1] < '0' || at[-1] > '9') &&
           memmem(at, (size_t)(xmp.p - at), "endobj", 6) == NULL;
}

/* What is not in Info is taken; what is there in other words is a contradiction. */
static void take_xmp(struct pdf *d, struct vg_str xmp)
{
    const struct {
        const char *name, *word;
        struct vg_str *info;
    } rows[] = {{"dc:title", "title", &d->info.title},
                {"dc:creator", "author", &d->info.author},
                {"xmp:CreateDate", "date", &d->info.created}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_str value = clean(xmp_value(xmp, rows[i].name), d->a), *info = rows[i].info;
        char x[VG_WORDS_DATE], y[VG_WORDS_DATE];
        int is_date = day_of(value, x) && day_of(*info, y);

        if (value.len == 0)
            continue;
        if (info->len == 0)
            *info = value;
        else if (is_date ? strcmp(x, y) != 0 : !agree(value, *info))
            vg_text_odd(d->t, d->a, VG_NOTE_FIELD_CONTRADICTION, 0,
                        vg_print(d->a,
                                 "%s: the PDF about itself says \"%s\", and in its XMP \"%s\"",
                                 rows[i].word, is_date ? y : quoted(*info, d->a),
                                 is_date ? x : quoted(value, d->a)));
    }
}

static void read_xmp(struct pdf *d)
{
    struct vg_str rest = d->parts->bytes, object;
    const char *p, *end;
    int looked = 0;

    if (!contains(rest, "<x:xmpmeta"))
        return;
    object = catalog_metadata(rest, d->a);
    while (looked++ < PACKETS && (p = memmem(rest.p, rest.len, "<x:xmpmeta", 10)) != NULL) {
        struct vg_str xmp = {p, rest.len - (size_t)(p - rest.p)};

        xmp.len = xmp.len < (size_t)VG_MAX_JSONLD ? xmp.len : (size_t)VG_MAX_JSONLD;
        end = memmem(xmp.p, xmp.len, "</x:xmpmeta>", 12);
        xmp.len = end == NULL ? xmp.len : (size_t)(end - xmp.p);
        if (end != NULL && is_of_document(d->parts->bytes, xmp, object))
            take_xmp(d, xmp);
        rest = (struct vg_str){xmp.p + (end == NULL ? 10 : xmp.len),
                               (size_t)(rest.p + rest.len - xmp.p) - (end == NULL ? 10 : xmp.len)};
    }
}

/* -- putting fields together
 * ---------------------------------------------------------------------------- */

static void set_title(struct pdf *d)
{
    static const char word[] = "Microsoft Word - ";
    struct vg_str printed = printed_title(d->t), said = d->info.title;

    if (said.len > sizeof word && memcmp(said.p, word, sizeof word - 1) == 0)
        said = (struct vg_str){said.p + sizeof word - 1, said.len - (sizeof word - 1)};
    if (is_no_title(said))
        said.len = 0;
    vg_text_add_field(d->t, d->a, VG_FIELD_TITLE, VG_FROM_VISIBLE, printed);
    vg_text_add_field(d->t, d->a, VG_FIELD_TITLE, VG_FROM_PDF, said);
    if (printed.len > 0 && said.len > 0 && !agree(printed, said))
        vg_text_odd(d->t, d->a, VG_NOTE_FIELD_CONTRADICTION, 0,
                    vg_print(d->a, "title: the page says \"%s\", the PDF about itself \"%s\"",
                             quoted(printed, d->a), quoted(said, d->a)));
}

static void set_date(struct pdf *d)
{
    char printed[VG_WORDS_DATE] = "", said[VG_WORDS_DATE] = "";
    int is_printed = printed_date(d->t, printed), is_said = day_of(d->info.created, said);

    if (is_printed)
        vg_text_add_field(d->t, d->a, VG_FIELD_DATE, VG_FROM_VISIBLE, vg_str(printed));
    else if (is_said)
        vg_text_add_field(d->t, d->a, VG_FIELD_DATE, VG_FROM_PDF, vg_str(said));
    if (is_printed && is_said && strcmp(printed, said) != 0)
        vg_text_odd(d->t, d->a, VG_NOTE_FIELD_CONTRADICTION, 0,
                    vg_print(d->a, "date: the page says %s, the PDF was made %s", printed, said));
}

static void note_beginning(struct pdf *d)
{
    size_t at = vg_pdf_begin(d->parts->bytes.p, d->parts->bytes.len);

    if (at > 0 && at < d->parts->bytes.len)
        vg_text_odd(d->t, d->a, VG_NOTE_PADDING, 0,
                    vg_print(d->a, "%zu byte%s before the PDF begins", at,
                             at == 1 ? " stands" : "s stand"));
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How often `/key /value` stands in the bytes, as names of PDF. What is packed is not seen: of
 * files never, for a stream says of itself what it is. */
static size_t count_pairs(struct vg_str bytes, const char *key, const char *value)
{
    const char *p = bytes.p, *end = bytes.p + bytes.len;
    size_t count = 0, n = strlen(value);

    while ((p = memmem(p, (size_t)(end - p), key, strlen(key))) != NULL) {
        for (p += strlen(key); p < end && (*p == ' ' || *p == '\r' || *p == '\n');)
            p++;
        if ((size_t)(end - p) > n && memcmp(p, value, n) == 0 && !is_letter(p[n]))
            count++;
    }
    return count;
}

static void note_unread(struct pdf *d)
{
    size_t files = count_pairs(d->parts->bytes, "/Type", "/EmbeddedFile");
    size_t notes = count_pairs(d->parts->bytes, "/Subtype", "/Text");

    if (files > 0)
        vg_text_odd(d->t, d->a, VG_NOTE_PDF_UNREAD, 0,
                    vg_print(d->a, "%zu file%s attached to it and not read", files,
                             files == 1 ? " is" : "s are"));
    if (notes > 0)
        vg_text_odd(d->t, d->a, VG_NOTE_PDF_UNREAD, 0,
                    vg_print(d->a, "%zu note%s stuck on its pages and not read", notes,
                             notes == 1 ? " is" : "s are"));
}

static void set_fields(struct pdf *d)
{
    read_xmp(d);
    set_title(d);
    set_date(d);
    vg_text_add_field(d->t, d->a, VG_FIELD_AUTHOR, VG_FROM_PDF, d->info.author);
}

void vg_pdf_text(const struct vg_pdf_parts *parts, struct vg_arena *a, struct vg_text *out)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_text t = {0};
    struct pdf d = {.parts = parts, .a = a, .t = &t, .lay = {.a = &work}};

    vg_pdf_words_held(parts->held, &d.lay, &d.info);
    vg_pdf_words(parts->words, &d.lay, &d.info);
    d.sums = d.lay.sums;
    vg_lay_end(&d.lay, parts->bytes.len, a, &t);
    t.media = vg_str("application/pdf");
    t.reader = vg_str_copy(a, parts->reader);
    t.charset = vg_str("utf-8"); /* as the converter writes it; a PDF has one for each font */
    t.charset_rule = VG_CHARSET_VALID;
    note_beginning(&d);
    note_damage(&d);
    note_fonts(&d);
    note_pages(&d);
    note_unread(&d);
    set_fields(&d);
    vg_language_mark(&t);
    *out = t;
}
