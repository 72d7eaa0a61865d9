/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_READ_FILE_PDF_H
#define VG_APP_READ_FILE_PDF_H

#include "read/read_stream.h"
#include "vigil.h"

/*
 * The PDFs of one `vigil read`. The closed child that walks the file names them but cannot
 * start the programs that read them; it hands over their bytes (VG_WANT_PDF), and here they are
 * read, one after another, into the text that the PDF alone would give.
 *
 *     struct vg_read_pdfs pdfs = {.app = app, .file = bytes of the whole input};
 *     for each record: vg_read_pdfs_take(&pdfs, &record, &arena, &err);
 *
 * A file that is itself a PDF is read whatever it costs (the helper has its limits). Of those
 * inside archives at most VG_MAX_ARCHIVE_PDFS are read, and all together for at most
 * VG_ARCHIVE_PDF_MS; what comes behind has no text, a sentence why, and damage of kind
 * size-exceeded or time-exceeded.
 */
struct vg_read_pdfs {
    const struct vg_app *app;
    struct vg_str file;
    uint64_t count;       /* read out of archives so far */
    int64_t spent_ms;     /* … and the time that took */
    int64_t until;        /* of the one under way, vg_ticks_ms(); 0: no end */
    uint64_t damage, odd; /* of the texts made here: the child has not counted them */
};

/*
 * If the record is a PDF without a text, give it one, or say in `unread` what keeps it from
 * having one. Text and notes are in the arena. Fails with VG_E_INTERRUPTED, and with VG_E_REFUSED
 * for a file that is itself a PDF where the walls do not close; never because of the bytes.
 */
int vg_read_pdfs_take(struct vg_read_pdfs *p, struct vg_record_read *r, struct vg_arena *a,
                      struct vg_err *err);

#endif
