/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_XML_H
#define VG_READ_XML_H

#include "base/limits.h"
#include "read/draft.h"

/*
 * A pull reader of XML over UTF-8: start of an element, end of one, text. It loads
 * nothing, expands nothing but the five entities of the language and character
 * numbers, keeps VG_MAX_XML_DEPTH open elements, and looks at attributes only when
 * asked. Time is linear in the input and memory constant, whatever it is. (libxml2
 * compares each attribute of an element with all before it: 400 KB take it over a
 * second, 4 MB minutes. See docs/decisions.)
 *
 *     struct vg_xml x = {.p = p, .len = len};
 *     struct vg_xml_event e;
 *     while (vg_xml_next(&x, &e)) …
 *
 * Every start has its end: of an element that closes itself, of those left open at the
 * end, of those that an outer end tag closes. An end tag that closes nothing is passed
 * over and counted in `bad`, and so is markup that is none. Elements deeper than the
 * ceiling give neither start nor end, only their text; `deep` counts them. A DOCTYPE
 * without an internal subset is passed over with `doctype` set; one with a subset ends
 * the document, for what follows may stand for something else than it says.
 */

/* The name spaces that readers ask about; others are VG_NS_OTHER. */
enum vg_ns {
    VG_NS_NONE,
    VG_NS_OTHER,
    VG_NS_XML,
    VG_NS_WORD,     /* WordprocessingML, both forms */
    VG_NS_SHEET,    /* SpreadsheetML */
    VG_NS_SLIDE,    /* PresentationML */
    VG_NS_DRAWING,  /* DrawingML */
    VG_NS_OFFICE_R, /* r: of office documents */
    VG_NS_RELATIONS,
    VG_NS_TYPES, /* [Content_Types].xml */
    VG_NS_CORE,  /* docProps/core.xml */
    VG_NS_COMPAT,
    VG_NS_DC,
    VG_NS_DCTERMS,
    VG_NS_ODF_OFFICE,
    VG_NS_ODF_TEXT,
    VG_NS_ODF_TABLE,
    VG_NS_ODF_DRAW,
    VG_NS_ODF_META,
    VG_NS_ODF_STYLE,
    VG_NS_ODF_NUMBER,
    VG_NS_ODF_MANIFEST,
    VG_NS_SVG,
    VG_NS_XLINK,
    VG_NS_OPF,
    VG_NS_CONTAINER,
    VG_NS_ATOM,
    VG_NS_RSS1,
    VG_NS_RDF,
    VG_NS_CONTENT,
    VG_NS_MEDIA,
    VG_NS_XHTML,
    VG_NS_FICTION, /* FictionBook 2 */
};

enum vg_xml_what { VG_XML_START, VG_XML_END, VG_XML_TEXT };

struct vg_xml_event {
    enum vg_xml_what what;
    enum vg_ns ns;
    struct vg_str name; /* local part, as written */
    struct vg_str raw;  /* of a start: its attributes; of text: the bytes, not decoded */
    size_t at;          /* offset of `raw`, or of an end */
    int cdata;          /* text without references */
};

struct vg_xml {
    const char *p;
    size_t len, at;

    int doctype;   /* 1 passed over, 2 the document was ended there, 3 it ends inside of it */
    int cut;       /* the input ended inside of an element or a tag */
    uint64_t bad;  /* places that are not well-formed, */
    size_t bad_at; /* the first of them; */
    uint64_t deep; /* elements deeper than can be remembered, */
    size_t deep_at;
    size_t doctype_at;
    size_t depth; /* open elements of which a start was given: those of `open` */

    struct vg_xml_open {
        struct vg_str name; /* with its prefix */
        enum vg_ns ns;
        uint16_t spaces; /* bindings in force outside it */
    } open[VG_MAX_XML_DEPTH];
    uint64_t beyond; /* open elements deeper than that */
    /* private */
    size_t close_to; /* depth at which pending ends stop, */
    int closing;     /* when there are some */
    struct vg_xml_space {
        struct vg_str prefix;
        enum vg_ns ns;
    } spaces[VG_MAX_XML_SPACES];
    size_t space_count;
    int over;
};

int vg_xml_next(struct vg_xml *x, struct vg_xml_event *e);

/* Is it the start (or the end) of that element? */
int vg_xml_is(const struct vg_xml_event *e, enum vg_ns ns, const char *name);

/*
 * The value of an attribute of a start, by its local name, whatever its prefix: 1 and the
 * value as written in *raw. A name with a colon wants one with a prefix, whichever it is
 * ("r:id" beside "id"). The first VG_MAX_ATTRIBUTES are looked at.
 */
int vg_xml_attribute(const struct vg_xml_event *e, const char *name, struct vg_str *raw);

/* The same decoded, in the arena and cut at VG_MAX_WORDS; empty when there is none. */
struct vg_str vg_xml_value(const struct vg_xml_event *e, const char *name, struct vg_arena *a);

/* A whole number as value of an attribute, `otherwise` when there is none. */
int64_t vg_xml_number(const struct vg_xml_event *e, const char *name, int64_t otherwise);

/* How many bytes of the text of an event stand for themselves from `at` on; behind them comes a
 * reference of *used bytes for the character *c, or nothing (*used is 0). */
size_t vg_xml_plain(const struct vg_xml_event *e, size_t at, uint32_t *c, size_t *used);

/* The text of an event, decoded, appended to `out`. */
void vg_xml_decode(const struct vg_xml_event *e, struct vg_buf *out);

/* The text of an event into a draft, decoded, with its places in the source; white space
 * is one space. */
void vg_xml_draft(const struct vg_xml_event *e, struct vg_draft *d);

/* Put what was counted while reading `what` ("word/document.xml", or "" for the source
 * itself) into the notes of the text. Offsets of notes are `at`, or in the source when
 * `what` is empty. */
void vg_xml_notes(const struct vg_xml *x, struct vg_text *t, struct vg_arena *a, const char *what,
                  size_t at);

#endif
