/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_TEXT_H
#define VG_READ_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "unpack/read_note.h"

/*
 * What a reader made of one source: UTF-8 text, and everything that is known
 * about where each piece of it came from. All offsets and lengths are bytes,
 * ranges are closed at the start and open at the end, and every offset into
 * the text is a border between characters. The text holds no NUL.
 */

/* -- blocks: the text in stretches of one kind -------------------------------- */
enum vg_block_class {
    VG_BLOCK_OTHER, /* seen on the page, but of no part below */
    VG_BLOCK_MAIN,
    VG_BLOCK_LIST,    /* an entry of a list of links or notices that is the main thing here */
    VG_BLOCK_TABLE,   /* a cell of a table inside the main part */
    VG_BLOCK_CAPTION, /* byline, date line, caption of an image */
    VG_BLOCK_HEADING,
    VG_BLOCK_NAV,
    VG_BLOCK_ASIDE,
    VG_BLOCK_COMMENT, /* what readers of the page wrote below it */
    VG_BLOCK_FORM,
    VG_BLOCK_FOOTER,
    VG_BLOCK_HIDDEN, /* in the page, not shown by it: noscript, display:none, … */
    VG_BLOCK_ALT,    /* alternative text of an image */
    VG_BLOCK_CLASSES
};

enum { VG_LANG_TEXT = 8 }; /* bytes of a language or script code, with the final NUL */

/* Blocks ascend and never overlap; between two of them is one LF or TAB, and one TAB more for
 * each cell of their row that has no text and stands before the second. */
struct vg_block {
    uint32_t start, len;
    enum vg_block_class class;
    uint8_t level;               /* of a heading: 1 to 6; else 0 */
    char language[VG_LANG_TEXT]; /* ISO 639-1, "und" when unsure */
    char script[VG_LANG_TEXT];   /* ISO 15924 (Hans, Hant, Latn …); "" when unsure */
    uint32_t page;  /* from 1; 0 where the source has no pages. Never falls from block to block */
    uint8_t is_ocr; /* read in an image; then how sure the program was of its words, 0 to 100: */
    uint8_t mean_sure, least_sure;
};

/* -- pages: of a PDF, a scan, an image ---------------------------------------- */
struct vg_sheet {
    uint32_t width, height; /* as shown, in tenths of a point (1/720 inch); of an image without
                               a resolution a pixel counts as a point */
    uint8_t wants_ocr;      /* an image, or text that makes no sense: there may be more to read */
};

/*
 * Where on its page a stretch of text stands: a word, or what of it is on one line.
 * The upper left corner of the page is 0, 0. Boxes ascend in the text, never overlap,
 * lie inside one block, whose page is theirs, and inside that page.
 */
struct vg_box {
    uint32_t start, len;
    uint32_t x, y, width, height; /* tenths of a point */
    uint8_t has_hyphen; /* the line ends here in a hyphen that is not in the text: the word
                           goes on with the next box */
};

struct vg_range {
    uint32_t start, end;
};

/* -- fields: what the source says about itself ---------------------------------- */
enum vg_field_name {
    VG_FIELD_TITLE,
    VG_FIELD_DATE, /* of publication, EDTF, in the source's own zone */
    VG_FIELD_AUTHOR,
    VG_FIELD_PUBLISHER,
    VG_FIELD_CANONICAL, /* address, as written */
    VG_FIELD_LANG,      /* as declared; compare vg_text.language */
    VG_FIELD_TO,        /* of a mail: whom it was sent to */
    VG_FIELD_ID,        /* name that the document has among its like: Message-ID, ISBN */
    VG_FIELD_NAMES
};

enum vg_field_from {
    VG_FROM_VISIBLE,
    VG_FROM_META,
    VG_FROM_JSONLD,
    VG_FROM_URL,
    VG_FROM_ATTRIBUTE,  /* lang="…" of the root, datetime="…" of a <time> */
    VG_FROM_SCRIPT,     /* a variable that known publishing systems write */
    VG_FROM_TITLE,      /* the <title> element */
    VG_FROM_HEADER,     /* a header line of a mail */
    VG_FROM_PROPERTIES, /* what a document says of itself beside its text: docProps, meta.xml,
                           the package of a book, \info, front matter, the head of a feed */
    VG_FROM_PDF,        /* what a PDF says about itself, apart from its pages */
    VG_FROM_FROMS
};

/* At most one of each name: the one that the reader holds to be right. Another
 * place that says otherwise is a note of kind VG_NOTE_FIELD_CONTRADICTION. */
struct vg_field {
    enum vg_field_name name;
    enum vg_field_from from;
    struct vg_str value;
};

/* -- charset ------------------------------------------------------------------------ */
enum vg_charset_rule {
    VG_CHARSET_ASCII,   /* nothing but ASCII: there was nothing to decide */
    VG_CHARSET_BOM,     /* a byte order mark */
    VG_CHARSET_VALID,   /* all of it is well-formed UTF-8, whatever was declared */
    VG_CHARSET_HTTP,    /* declared by the server, and the bytes agree */
    VG_CHARSET_META,    /* declared in the document, and the bytes agree */
    VG_CHARSET_CHECKED, /* declared otherwise, but the bytes say this */
    VG_CHARSET_GUESSED, /* nothing declared; the best of the candidates */
    VG_CHARSET_ZEROES,  /* UTF-16 by the pattern of its zero bytes */
    VG_CHARSET_RULES
};

/* -- notes ------------------------------------------------------------------------- */
/* struct vg_read_note of unpack/read_note.h; offsets are in the source. */

/* -- the map between text and source ------------------------------------------------ */
enum vg_run_kind {
    /* Unit for unit: each `text_unit` bytes of text are `source_unit` bytes of
     * the source. Units are 1 and 1 where the source is UTF-8 or ASCII, and
     * 3 and 2 for most Han in GB18030 or Big5. A tab or line end of the source
     * may stand as a space. */
    VG_RUN_COPIED,
    /* As a whole: the text stands for the source stretch (a character
     * reference, white space drawn together, bytes that were replaced). */
    VG_RUN_REFERENCE,
    /* In the text only: a line end between blocks. `source` is where it went in. */
    VG_RUN_INSERTED,
    VG_RUN_KINDS
};

/*
 * Runs ascend in the text and cover the whole of it without gap or overlap. They
 * ascend in the source too, unless `scattered` is set: a document whose parts are
 * read in another order than they are stored (the chapters of a book, footnotes).
 * No two of them have source bytes in common. A gap in the source between two runs
 * is what was left out: markup, script, soft hyphens.
 *
 * What is kept compressed in a container (docx, odt, epub, xlsx …) is not in the
 * bytes of the source as such. Its text is one VG_RUN_REFERENCE for each entry of
 * the ZIP, whose source is the stretch that holds the entry's data, compressed as it is;
 * so vg_text_to_source() leads to the entry, and vg_source_to_text() to all text
 * that was made of it. Of a base64 part of a mail the runs are its lines.
 */
struct vg_run {
    uint32_t text, text_len;
    uint32_t source, source_len;
    uint8_t kind; /* enum vg_run_kind */
    uint8_t text_unit, source_unit;
};

struct vg_text {
    struct vg_str text;

    struct vg_block *blocks;
    size_t block_count;
    struct vg_range *main; /* ascending, apart; whole blocks with what stands between them */
    size_t main_count;
    struct vg_field *fields;
    size_t field_count;

    struct vg_str charset;  /* what the bytes were read as, WHATWG name in lower case */
    struct vg_str declared; /* the label that was declared, as written; empty: none */
    enum vg_charset_rule charset_rule;
    uint64_t replaced; /* how many U+FFFD stand for bytes that are nothing */

    char language[VG_LANG_TEXT]; /* of most letters in the main part */
    char script[VG_LANG_TEXT];

    /* Of a source with pages; else none. The text of a page is not among the bytes of a
     * PDF as such: it is drawn by programs packed inside. So its map is one run of kind
     * reference from all of the text to all of the source; boxes say where things are. */
    struct vg_sheet *pages;
    size_t page_count;
    struct vg_box *boxes;
    size_t box_count;

    struct vg_run *runs;
    size_t run_count;
    int scattered;       /* the runs do not ascend in the source */
    uint64_t source_len; /* bytes of the source */

    struct vg_read_note *damage;
    size_t damage_count;
    struct vg_read_note *odd;
    size_t odd_count;

    struct vg_str media;  /* by the bytes: "text/html", "message/rfc822" … */
    struct vg_str reader; /* VG_READER_…: changes whenever the same bytes give other text */
};

#define VG_READER_HTML    "vigil-html/4"
#define VG_READER_TEXT    "vigil-text/2"
#define VG_READER_CSV     "vigil-csv/4"
#define VG_READER_DOCX    "vigil-docx/3"
#define VG_READER_EPUB    "vigil-epub/4"
#define VG_READER_JSON    "vigil-json/2"
#define VG_READER_MAIL    "vigil-mail/4"
#define VG_READER_MARK    "vigil-markdown/2"
#define VG_READER_ODF     "vigil-odf/3"
#define VG_READER_PPTX    "vigil-pptx/3"
#define VG_READER_RTF     "vigil-rtf/2"
#define VG_READER_XLSX    "vigil-xlsx/3"
#define VG_READER_XML     "vigil-xml/4"
#define VG_READER_ARCHIVE "vigil-archive/1" /* no text: its pages are sources of their own */
/* All of them, for what depends on any. */
#define VG_READERS                                                                                 \
    VG_READER_HTML " " VG_READER_TEXT " " VG_READER_CSV " " VG_READER_DOCX " " VG_READER_EPUB      \
                   " " VG_READER_JSON " " VG_READER_MAIL " " VG_READER_MARK " " VG_READER_ODF      \
                   " " VG_READER_PPTX " " VG_READER_RTF " " VG_READER_XLSX " " VG_READER_XML       \
                   " " VG_READER_ARCHIVE

/*
 * The smallest stretch of the source that covers the bytes `start` to `end`
 * (end > start) of the text. Stretches wholly inside inserted text give an
 * empty range at the place of insertion. Returns VG_OK, or VG_E_MISUSE when
 * the range is empty, inverted or past the end.
 */
int vg_text_to_source(const struct vg_text *t, size_t start, size_t end, struct vg_range *out,
                      struct vg_err *err);

/*
 * The smallest stretch of text that holds all that was made of the source
 * bytes `start` to `end` (end > start). VG_E_ABSENT when no text was made of
 * them, VG_E_MISUSE as above. On copied runs, whole units at a time, the two
 * functions are exact inverses. Of a scattered text both give the smallest stretch
 * around all that was found, and the second looks at every run.
 */
int vg_source_to_text(const struct vg_text *t, size_t start, size_t end, struct vg_range *out,
                      struct vg_err *err);

/* The value of a field, empty when there is none; and which block holds `at`
 * (NULL when it is between two). */
struct vg_str vg_text_field(const struct vg_text *t, enum vg_field_name name);
const struct vg_block *vg_text_block_at(const struct vg_text *t, size_t at);

/* Set the map of a text that does not stand in its source as such: one run, from all of it to all
 * of the source; inserted, where there is no source. Text and source_len must be set. */
void vg_text_map_whole(struct vg_text *t, struct vg_arena *a);

/* The boxes that touch the bytes `start` to `end` of the text: *first and how many. */
size_t vg_text_boxes(const struct vg_text *t, size_t start, size_t end, size_t *first);

/*
 * Whether any block that the bytes `start` to `end` touch was read in an image, and then
 * how sure the program was: the mean of those blocks, and the least of them.
 */
int vg_text_is_ocr(const struct vg_text *t, size_t start, size_t end, int *mean, int *least);

/* The words used in JSON and pages: "main", "title", "jsonld", "utf8-valid",
 * "charset-replaced". */
const char *vg_block_class_word(enum vg_block_class c);
const char *vg_field_name_word(enum vg_field_name n);
const char *vg_field_from_word(enum vg_field_from f);
const char *vg_charset_rule_word(enum vg_charset_rule r);

/*
 * The text as one flat message: what the closed child sends and what is kept
 * as derived data. The same text gives the same bytes. What is said of pages stands
 * at the end and only where there are some, so messages kept before there were any
 * are messages still. Append to `out`, whose ceiling the caller sets.
 */
void vg_text_write(const struct vg_text *t, struct vg_buf *out);

/*
 * Cut the text at a character, if it must be for its message to fit `most` bytes, and note how
 * much of it is left (damage, size-exceeded). What is left keeps all promises of this header.
 */
void vg_text_fit(struct vg_text *t, size_t most, struct vg_arena *a);

/*
 * A message begins with its text. Where the text is kept for itself, the rest is
 * enough beside it: the tail of a message that vg_text_read() has accepted as that
 * text, and the message put together again, appended to `out`.
 */
struct vg_str vg_text_tail(struct vg_str message, struct vg_str text);
void vg_text_join(struct vg_str text, struct vg_str tail, struct vg_buf *out);

/*
 * Read such a message from somebody not trusted: every count, offset, border
 * and enumeration is checked, so that what comes back keeps all promises of
 * this header. Everything is copied into `a`. Fails with VG_E_FORMAT (says
 * what is wrong with it) or VG_E_LIMIT.
 */
int vg_text_read(const char *p, size_t len, struct vg_arena *a, struct vg_text *out,
                 struct vg_err *err);

#endif
