/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_HELPER_H
#define VG_GUARD_HELPER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "guard/box.h"

/*
 * A converter of the system (pdftotext, pdftoppm, tesseract), run on hostile bytes. It
 * is large, it is not ours, and it has had its share of holes; so it gets one document,
 * a process of its own, and nothing to win: of files it sees libraries, fonts and its own
 * tables, it writes nowhere but to its output, it has no network, no environment, no
 * other program. The bytes are its standard input, in memory that nobody can change any
 * more. What it prints is as untrusted as the document.
 */
struct vg_helper {
    const char *program;     /* its path */
    const char *const *args; /* behind the program; NULL-terminated */
    const void *in;          /* at most VG_MAX_HELPER_INPUT */
    size_t n;
    size_t memory; /* bytes of address space. A limit of 0 means: VG_HELPER_MEMORY */
    int cpu_s;     /* VG_HELPER_CPU_S */
    int wall_ms;   /* three times the processor time: another program may have the processor */
    int is_weak;   /* run it even where the walls do not close (--weak-box) */
    int (*stop)(void *w); /* asked ten times a second; not 0: give up (Ctrl-C). May be NULL */
    void *stop_w;
};

struct vg_helper_end {
    int has_ended;               /* by itself; then */
    int status;                  /* its exit status, -1: by a signal */
    struct vg_box_report report; /* is_closed: a socket and a file to write were refused */
};

/*
 * Run it and append what it prints to *out, which has the ceiling. What it printed before
 * a failure stays there: pages that were read are read. *words gets the beginning of its
 * standard error, up to its ceiling; it may be NULL, and so may `end`. VG_OK when it ended
 * with status 0; else
 *   VG_E_ABSENT       there is no such program on this machine
 *   VG_E_REFUSED      its walls do not close and is_weak is 0: it was not run
 *   VG_E_LIMIT        processor time, time or output over the limit, or `n` too large
 *   VG_E_FORMAT       it ended with another status or by a signal
 *   VG_E_INTERRUPTED  stop() said so
 *   VG_E_IO           no memory file, no pipe, no process to be had
 * Nothing is kept between calls; neither child nor descriptor is left behind.
 */
int vg_helper_run(const struct vg_helper *h, struct vg_buf *out, struct vg_buf *words,
                  struct vg_helper_end *end, struct vg_err *err);

#endif
