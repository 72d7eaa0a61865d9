/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_OFFICE_H
#define VG_READ_OFFICE_H

#include "base/table.h"
#include "read/draft.h"
#include "read/xml.h"
#include "unpack/zip.h"

/*
 * What readers of documents in a ZIP have in common: finding parts, opening them as
 * XML, following relations between them, and text that stands beside the running text
 * (notes, comments, deletions) and is given after it. Private to those readers.
 *
 * Every entry of the ZIP is read for its text at most once. Text is referred to the entry of
 * the part that places it: the cells of a sheet to the sheet, though their strings are
 * kept in another entry.
 */

/* Text that is met inside a paragraph and does not belong to it. */
struct vg_sides {
    struct vg_buf text;
    struct vg_side {
        enum vg_block_class class;
        int main;
        size_t start, len; /* in `text` */
    } * list;
    size_t n, room;
    int open; /* the last one is being written */
};

struct vg_office {
    struct vg_str bytes;
    struct vg_zip zip;
    struct vg_arena *a;      /* of the result */
    struct vg_arena scratch; /* of the work */
    struct vg_text *t;
    struct vg_draft d;
    struct vg_sides sides;
    struct vg_buf raw;    /* the part that is open, unpacked */
    struct vg_arena part; /* and what belongs to it alone */
    uint64_t unpacked;    /* of all parts so far */
    unsigned char *taken; /* by entry: its text was read */
    size_t sum;           /* repetitions carried out */
};

/* -- parts ---------------------------------------------------------------------------------- */

/*
 * The bytes of a part as UTF-8, valid until the next part is opened; 0 when there is none,
 * or nothing of it can be read. Damage is noted. With `for_text` the part is one whose text is
 * read: it is refused the second time, and what is drafted from now on refers to it.
 */
int vg_office_bytes(struct vg_office *o, struct vg_str name, int for_text, struct vg_str *utf8);

/* The same, ready to be pulled. */
int vg_office_part(struct vg_office *o, struct vg_str name, int for_text, struct vg_xml *x);

/* When a part was pulled to its end: what was wrong with it. */
void vg_office_done(struct vg_office *o, struct vg_str name, const struct vg_xml *x);

/* A target as it is written in part `from`, as name of an entry, in the scratch arena: relative
 * to the folder of `from`, or absolute; escapes undone, fragment cut off. It is only ever
 * compared with names of entries. */
struct vg_str vg_office_resolve(struct vg_office *o, struct vg_str from, struct vg_str target);

/* Relations of a part (of the document when `from` is empty). */
struct vg_relation {
    struct vg_str id, type, target; /* type is what follows the last '/' */
};
size_t vg_office_relations(struct vg_office *o, struct vg_str from, struct vg_relation **out);

/* The target of the first relation of that type, or with that id; empty when there is none. */
struct vg_str vg_relation_of_type(const struct vg_relation *r, size_t n, const char *type);
struct vg_str vg_relation_of_id(const struct vg_relation *r, size_t n, struct vg_str id);

/*
 * The relations of the main part. Where that list is not in the ZIP, or names nothing, the parts
 * in the folder of `main` by the names that programs give them ("header1.xml" is of type "header"),
 * in the order of their numbers, without ids; and a note.
 */
size_t vg_office_parts(struct vg_office *o, struct vg_str main, struct vg_relation **out);

/* The target of that type at place `at` among those that have no id. */
struct vg_str vg_relation_usual(const struct vg_relation *r, size_t n, const char *type, size_t at);

/* Is a part that the document names (`what`: "slide") not there? Then it is noted. */
int vg_office_lacks(struct vg_office *o, struct vg_str name, const char *what);

/* What stands beside a part: diagrams, charts, text boxes of a sheet, comments on a slide, other
 * documents taken in as they are. */
void vg_office_beside(struct vg_office *o, const struct vg_relation *r, size_t n);

/* Such parts that no relation named; and a note for each document inside the document. */
void vg_office_rest(struct vg_office *o);

/* The main part of a package of Office Open XML. */
struct vg_str vg_office_main(struct vg_office *o, const char *otherwise);

/* Text of the element that `x` has just entered, up to its end, decoded, in the result's
 * arena, white space drawn together; elements inside it are passed over. */
struct vg_str vg_office_content(struct vg_office *o, struct vg_xml *x);

/* Notes on part of a document, read by another reader, as notes on the document: `at` is where
 * its entry lies. */
void vg_office_notes(struct vg_office *o, const struct vg_text *part, const struct vg_zip_entry *e);

/* Pass over the element that `x` has just entered. */
void vg_office_skip(struct vg_xml *x);

/* Is a list at its ceiling? Then it is noted, once for each `what` ("sheets"). */
int vg_office_is_full(struct vg_office *o, size_t n, size_t most, const char *what);

/* A title that the text shows: the field, and a note where the properties say otherwise. */
void vg_office_title(struct vg_office *o, struct vg_str shown);

/* A date of the properties: a day, or as much of one as is stated ("2019-03", "2019"). */
void vg_office_date(struct vg_office *o, struct vg_str value);

/* -- beside the text ------------------------------------------------------------------------- */

void vg_side_begin(struct vg_office *o, enum vg_block_class class, int main);
void vg_side_put(struct vg_office *o, struct vg_str text);
void vg_side_flush(struct vg_office *o); /* as blocks, in order */

/* -- the formats ----------------------------------------------------------------------------- */

void vg_read_docx(struct vg_office *o);
void vg_read_pptx(struct vg_office *o);
void vg_read_xlsx(struct vg_office *o);
void vg_read_odf(struct vg_office *o, enum vg_kind kind);
void vg_read_epub(struct vg_office *o);

#endif
