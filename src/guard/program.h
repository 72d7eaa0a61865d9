/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_PROGRAM_H
#define VG_GUARD_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Running another program to its end: what guard/plugin.h (a program of the user, as
 * the user) and guard/helper.h (a program of the system, inside walls) have in common.
 * For those two only.
 *
 * It gets standard input, output and error and no other descriptor, no terminal, and a
 * process group of its own, with which whatever it started is ended too. It ends when
 * vigil does, even by SIGKILL.
 */
struct vg_program {
    const char *const *words; /* words[0] is the path; NULL-terminated */
    const char *name;         /* for sentences */
    const char *const *env;   /* NULL: ours */
    /* Called in the child as the last thing before the program begins. What it writes to
     * `fate`, VG_PROGRAM_TOLD bytes, comes back in vg_program_end.told. It may leave by
     * _exit(). NULL: nothing is taken away. */
    void (*walls)(const void *w, int fate);
    const void *walls_w;
    int input; /* above 2: a descriptor that becomes its standard input; else next() feeds it */
    /* Append the next piece for its standard input; 0 when there is none left.
     * Asked only when the piece before is written. NULL: empty input. */
    int (*next)(void *w, struct vg_buf *piece);
    int (*stop)(void *w); /* asked ten times a second; not 0: give up. May be NULL */
    void *w, *stop_w;
    int silence_ms;             /* neither read nor printed for so long: stopped */
    int run_ms;                 /* from begin to end */
    int grace_ms;               /* from SIGTERM to SIGKILL; 0: SIGKILL at once */
    struct vg_buf *first_words; /* the beginning of its standard error, up to the buffer's
                                   ceiling; may be NULL */
};

enum { VG_PROGRAM_TOLD = 5 };

struct vg_program_end {
    int status; /* as waitpid() gives it */
    int cpu_ms;
    int64_t memory; /* most it held at once, bytes */
    unsigned char told[2 * VG_PROGRAM_TOLD];
    size_t n_told;
    char said[512]; /* the end of its standard error */
    size_t n_said;
};

/*
 * Run it: feed it and listen to it at once, and append what it prints to *answer, as far
 * as its ceiling, on success and on failure alike. VG_OK when it ended by itself,
 * however; *end says how. On failure it and its group are gone, and the code is
 *   VG_E_LIMIT        silent or running for too long, or it printed too much
 *   VG_E_INTERRUPTED  stop() said so
 *   VG_E_IO           it could not be started: no pipe, no process, not executable
 */
int vg_program_run(const struct vg_program *p, struct vg_buf *answer, struct vg_program_end *end,
                   struct vg_err *err);

/* VG_OK for exit status 0; else VG_E_FORMAT, with the last line of its standard error. */
int vg_program_judge(const struct vg_program *p, const struct vg_program_end *r,
                     struct vg_err *err);

#endif
