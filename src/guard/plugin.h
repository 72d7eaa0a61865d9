/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_PLUGIN_H
#define VG_GUARD_PLUGIN_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

/*
 * A program that the user names, run as the user: it is theirs, so it is NOT in
 * the closed box of guard/box.h. It has their files, their environment and their
 * network, and whatever it is handed has left our hands. What it gives back is
 * as untrusted as any other bytes, and so are its manners: it may hang, flood,
 * die, close its ends early and ignore SIGTERM, and the caller only gets a sentence.
 *
 * It gets standard input, output and error as pipes and no other descriptor, the
 * working folder as it is, no terminal, and a process group of its own. It ends
 * when vigil does, even by SIGKILL. Whatever it started is ended with it, unless
 * that has left the group.
 */

/*
 * Take a command apart into words, as NULL-terminated list in the arena. No shell
 * is asked, so there are no variables, wildcards, pipes or redirections: words
 * stand apart by spaces, tabs or line ends; '…' keeps everything inside it, "…"
 * everything but \" and \\, and outside both a backslash keeps the next character.
 * The first word becomes the path of the program: as given when it has a slash,
 * else looked for in the folders of PATH (empty and relative ones are left out).
 * *name is its last part, with anything but A-Z a-z 0-9 . _ - as "_", at most 64
 * bytes: "spacy-suggest". Fails with
 *   VG_E_MISUSE  nothing in it, or a quotation mark that is not closed
 *   VG_E_LIMIT   longer than VG_MAX_COMMAND
 *   VG_E_ABSENT  no such program, or it may not be run
 */
int vg_plugin_command(const char *command, struct vg_arena *a, const char *const **words,
                      const char **name, struct vg_err *err);

/* One run. A limit of 0 means the one of base/limits.h. */
struct vg_plugin {
    const char *const *words; /* of vg_plugin_command() */
    const char *name;         /* for sentences */
    int silence_ms;           /* VG_PLUGIN_SILENCE_S: neither read nor printed for so long */
    int run_ms;               /* VG_PLUGIN_RUN_S: from begin to end */
    size_t output;            /* bytes of the answer: VG_PLUGIN_OUTPUT */
    /* Append the next piece for its standard input; 0 when there is none left.
     * Asked only when the piece before is written. NULL: empty input. */
    int (*next)(void *w, struct vg_buf *piece);
    int (*stop)(void *w); /* asked ten times a second; not 0: give up (Ctrl-C). May be NULL */
    void *w;              /* of next */
    void *stop_w;         /* of stop */
};

/*
 * Run it: feed it and listen to it at once, so that neither side can jam, and append
 * what it printed to *out once it has ended with status 0. It need not read to
 * the end. On failure *out is untouched, the program and its group are gone, and
 * the code is
 *   VG_E_LIMIT        silent or running for too long, or it printed too much
 *   VG_E_FORMAT       it ended with another status or by a signal; the last line
 *                     of its standard error is in the sentence
 *   VG_E_INTERRUPTED  stop() said so
 *   VG_E_IO           it could not be started: no pipe, no process, not executable
 * SIGPIPE is ignored and SIGCHLD left alone meanwhile; no child and no descriptor is left behind.
 */
int vg_plugin_run(const struct vg_plugin *p, struct vg_buf *out, struct vg_err *err);

#endif
