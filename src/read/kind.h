/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_KIND_H
#define VG_READ_KIND_H

#include "read/read.h"

/*
 * What bytes are. Content decides; name and media type only where content leaves it
 * open: a CSV file with one column is text to anyone who does not know its name.
 */
enum vg_kind {
    VG_KIND_EMPTY,
    VG_KIND_OTHER,  /* no reader here; the word says what it looks like */
    VG_KIND_OLD,    /* an office document of before 2007, or another in its container */
    VG_KIND_LOCKED, /* an office document behind a password */
    VG_KIND_TEXT,
    VG_KIND_HTML,
    VG_KIND_CSV,
    VG_KIND_JSON,
    VG_KIND_MARKDOWN,
    VG_KIND_XML,
    VG_KIND_FEED,
    VG_KIND_MAIL,
    VG_KIND_MBOX,
    VG_KIND_RTF,
    VG_KIND_DOCX,
    VG_KIND_XLSX,
    VG_KIND_PPTX,
    VG_KIND_ODT,
    VG_KIND_ODS,
    VG_KIND_ODP,
    VG_KIND_EPUB,
};

struct vg_kind_found {
    enum vg_kind kind;
    const char *word; /* as vg_read_kind() gives it */
};

/*
 * By the bytes alone: everything but what is text to the eye, which is VG_KIND_TEXT
 * and goes to vg_kind_of_text() with its UTF-8 (the first VG_KIND_SNIFF bytes are
 * looked at).
 */
enum { VG_KIND_SNIFF = 65536 };
struct vg_kind_found vg_kind_of_bytes(const struct vg_read_input *in);
struct vg_kind_found vg_kind_of_text(const struct vg_read_input *in, struct vg_str utf8);

/* The charset declared beside the bytes, by the server or the archive; points into `in`. */
struct vg_str vg_kind_declared(const struct vg_read_input *in);

/* What bytes with a mark at their start are, "PNG image"; NULL: they have none. */
const char *vg_kind_magic(const char *p, size_t len);

/* A picture without such a mark, known by a header that holds together: "BMP image", "netpbm
 * image", "TGA image"; NULL: none. */
const char *vg_kind_raster(const char *p, size_t len);

/* Does it begin like CSV, with the same number of cells in every row? The separator, or 0. With
 * `named`, when the name says that it is CSV, two rows and two cells are enough. */
char vg_csv_separator(struct vg_str head, int named);

/* Is the beginning JSON, as far as it goes: 1; and with text behind it, none: 0. */
int vg_json_looks(struct vg_str head);

/* Does it begin like a mail: header lines that only mails have, then an empty line? */
int vg_mail_looks(const char *p, size_t len, int named);

/* An mbox: a "From " line with a date, and then a mail. */
int vg_mbox_looks(const char *p, size_t len);

/* What a ZIP holds: one of the office kinds, or VG_KIND_OTHER. */
enum vg_kind vg_office_kind(const char *p, size_t len);

#endif
