/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_RUN_H
#define VG_CLI_RUN_H

#include "vigil.h"

#include "cli/command.h"
#include "cli/out.h"

/*
 * One run of one command: what was asked, and where the answer goes.
 */
struct vg_given {
    const struct vg_option *option;
    const char *value; /* NULL for a switch */
};

struct vg_run {
    const struct vg_command *command;
    struct vg_app *app;
    struct vg_case *c;       /* open when the command needs one */
    const char *const *args; /* in order; the first is the case where `args` begins with CASE */
    size_t n_args;
    const struct vg_given *given; /* in order */
    size_t n_given;
    struct vg_arena *a;
    struct vg_out *out;
    struct vg_out *notes; /* stderr: what is no result */
    struct vg_err *err;
};

/*
 * Sort the words behind the command's name into options and the rest and put
 * them into r->args and r->given. VG_E_MISUSE with the word that is wrong and
 * what was probably meant. *wants_help is set when -h or --help is among them;
 * nothing else is looked at then.
 */
int vg_run_parse(struct vg_run *r, const char *const *words, size_t n, int *wants_help);

/* The value of an option, the last one given; NULL when it was not given. A name
 * that the command does not have is a mistake of ours and aborts. */
const char *vg_run_value(const struct vg_run *r, const char *option);
int vg_run_has(const struct vg_run *r, const char *option);
/* All values of an option that repeats, in order, in the arena. */
const char *const *vg_run_values(const struct vg_run *r, const char *option, size_t *n);
/* A whole number of at least `least`; `otherwise` when it was not given. */
int vg_run_number(const struct vg_run *r, const char *option, int64_t least, int64_t otherwise,
                  int64_t *out);
/* VG_E_MISUSE when more than one of these options (NULL at the end) was given. */
int vg_run_only_one(const struct vg_run *r, const char *const *options);

/* Open the case that r->args[0] names. */
int vg_run_open(struct vg_run *r, enum vg_case_use use);
/* For writing if that is allowed, else for reading: for what only shows, and keeps
 * what it made if it can. */
int vg_run_open_best(struct vg_run *r);

/* One JSON object has been written: end its line and pour. */
int vg_run_line(struct vg_run *r);

#endif
