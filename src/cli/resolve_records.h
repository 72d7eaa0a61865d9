/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_RESOLVE_RECORDS_H
#define VG_CLI_RESOLVE_RECORDS_H

#include "cli/run.h"

/* The part of `vigil resolve` that links records: its options, and what runs when one of them
 * was given. Further tables of --records are words of the command. */
/* clang-format off */
#define VG_RESOLVE_RECORDS_OPTIONS                                                                 \
    {.name = "records", .argument = "FILE", .does = "link the records of this table and of further ones, or find duplicates in it"}, \
    {.name = "config", .argument = "FILE", .does = "with --records: what to compare and by what to block (JSON)"}, \
    {.name = "clusters", .does = "with --records: one line per record, with its cluster"},         \
    {.name = "overlaps", .does = "with --records: which tables each thing stands in, as a table for 'vigil estimate --table'"}, \
    {.name = "train-em", .argument = "FILE", .does = "fit a mixture of two classes to a table of levels (columns gamma_...)"}
/* clang-format on */

int vg_resolve_records_run(struct vg_run *r);
/* VG_E_MISUSE: an option that goes with --records was given without it. */
int vg_resolve_records_unused(const struct vg_run *r);
int vg_resolve_train_em_run(struct vg_run *r);

#endif
