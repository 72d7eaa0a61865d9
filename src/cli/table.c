/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "cli/commands.h"
#include "cli/nearest.h"

/* In the order in which the work is done; commands of one group stand together. */
/* clang-format off */
const struct vg_command *const vg_commands[] = {
    &vg_cmd_new,
    &vg_cmd_add,
    &vg_cmd_ocr,
    &vg_cmd_sources,
    &vg_cmd_source,
    &vg_cmd_read,
    &vg_cmd_scan,
    &vg_cmd_search,
    &vg_cmd_suggest,
    &vg_cmd_patterns,
    &vg_cmd_review,
    &vg_cmd_accept,
    &vg_cmd_reject,
    &vg_cmd_claim,
    &vg_cmd_claims,
    &vg_cmd_import,
    &vg_cmd_entities,
    &vg_cmd_same,
    &vg_cmd_different,
    &vg_cmd_unsure,
    &vg_cmd_resolve,
    &vg_cmd_figures,
    &vg_cmd_count,
    &vg_cmd_check,
    &vg_cmd_roots,
    &vg_cmd_gaps,
    &vg_cmd_looked,
    &vg_cmd_exposure,
    &vg_cmd_estimate,
    &vg_cmd_ask,
    &vg_cmd_brief,
    &vg_cmd_serve,
    &vg_cmd_log,
    &vg_cmd_checkpoint,
    &vg_cmd_verify,
    &vg_cmd_epoch,
    &vg_cmd_export,
    &vg_cmd_rebuild,
    &vg_cmd_doctor,
    &vg_cmd_help,
    &vg_cmd_version,
    NULL,
};
/* clang-format on */

const struct vg_command *vg_command_get(const char *name)
{
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        if (strcmp(vg_commands[i]->name, name) == 0)
            return vg_commands[i];
    }
    return NULL;
}

int vg_command_find(const char *name, const struct vg_command **out, struct vg_err *err)
{
    struct vg_nearest best = {0};

    *out = vg_command_get(name);
    if (*out != NULL)
        return VG_OK;
    for (size_t i = 0; vg_commands[i] != NULL; i++)
        vg_word_consider(name, vg_commands[i]->name, &best);
    if (best.name != NULL)
        return vg_fail(err, VG_E_MISUSE, "there is no command '%.40s'; did you mean '%s'?", name,
                       best.name);
    return vg_fail(err, VG_E_MISUSE, "there is no command '%.40s'; 'vigil help' lists them", name);
}
