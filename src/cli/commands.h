/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_COMMANDS_H
#define VG_CLI_COMMANDS_H

#include "cli/command.h"

/* The rows of cli/cmd_*.c, for cli/table.c. */
extern const struct vg_command vg_cmd_new, vg_cmd_add, vg_cmd_sources, vg_cmd_source, vg_cmd_search,
    vg_cmd_serve, vg_cmd_read, vg_cmd_scan, vg_cmd_suggest, vg_cmd_review, vg_cmd_accept,
    vg_cmd_reject, vg_cmd_claim, vg_cmd_claims, vg_cmd_import, vg_cmd_patterns, vg_cmd_figures,
    vg_cmd_count, vg_cmd_ask, vg_cmd_gaps, vg_cmd_looked, vg_cmd_exposure, vg_cmd_check,
    vg_cmd_roots, vg_cmd_brief, vg_cmd_log, vg_cmd_checkpoint, vg_cmd_verify, vg_cmd_epoch,
    vg_cmd_export, vg_cmd_rebuild, vg_cmd_doctor, vg_cmd_help, vg_cmd_version, vg_cmd_entities,
    vg_cmd_same, vg_cmd_different, vg_cmd_unsure, vg_cmd_ocr, vg_cmd_estimate, vg_cmd_resolve;

#endif
