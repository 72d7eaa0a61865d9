/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_COMMAND_H
#define VG_CLI_COMMAND_H

#include <stddef.h>

#include "base/err.h"

/*
 * A command is one row. Its usage, `vigil help`, its man page and the shell
 * completion are all printed from that row, so they cannot disagree. The row
 * stands in cli/cmd_<name>.c beside the function that runs it; cli/table.c puts
 * the rows in the order in which they are listed.
 */
struct vg_run;

struct vg_option {
    const char *name;      /* "limit" is spelt --limit */
    const char *argument;  /* "N"; NULL: a switch that takes no value */
    const char *does;      /* what it does, one line, no full stop */
    const char *otherwise; /* what happens without it, in words; NULL: nothing worth saying */
    char letter;           /* 'o': also -o VALUE; 0: none */
    int repeats;           /* may be given more than once */
};

/* Open for reading, for writing, or for writing if that is allowed and else for
 * reading; goes out to the network. A command that needs none opens what it
 * needs by itself. */
enum vg_need { VG_READS_CASE = 1, VG_WRITES_CASE = 2, VG_MAY_WRITE_CASE = 4, VG_USES_NETWORK = 8 };

struct vg_command {
    const char *name;
    const char *group; /* heading in the overview */
    const char *args;  /* "CASE SOURCE..."; [X] may be left out, ... may be repeated. Parsed: how
                          many are taken follows from this text */
    const char *does;  /* one line, starts with a capital, no full stop */
    const char *more;  /* paragraphs, an empty line between them */
    const char *const *examples;     /* whole command lines, NULL at the end; may be NULL */
    const struct vg_option *options; /* a row without a name ends it; may be NULL */
    unsigned needs;                  /* enum vg_need */
    int (*run)(struct vg_run *r);    /* VG_OK or a code, the sentence in r->err */
};

/* Every command, NULL at the end. */
extern const struct vg_command *const vg_commands[];

/* The command of this name, or NULL. */
const struct vg_command *vg_command_get(const char *name);

/* The option of this name, or NULL. */
const struct vg_option *vg_option_get(const struct vg_command *c, const char *name);

/* The same, or VG_E_MISUSE with the command that was probably meant. */
int vg_command_find(const char *name, const struct vg_command **out, struct vg_err *err);

/* The option nearest to a misspelt name, or NULL when nothing is near. */
const char *vg_option_nearest(const struct vg_command *c, const char *name);

#endif
