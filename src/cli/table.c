/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "cli/commands.h"

/* In the order in which the work is done; commands of one group stand together. */
const struct vg_command *const vg_commands[] = {
    &vg_cmd_new,     &vg_cmd_add,    &vg_cmd_sources,    &vg_cmd_source, &vg_cmd_search,
    &vg_cmd_suggest, &vg_cmd_review, &vg_cmd_accept,     &vg_cmd_reject, &vg_cmd_claim,
    &vg_cmd_claims,  &vg_cmd_import, &vg_cmd_count,      &vg_cmd_check,  &vg_cmd_roots,
    &vg_cmd_brief,   &vg_cmd_log,    &vg_cmd_checkpoint, &vg_cmd_verify, &vg_cmd_rebuild,
    &vg_cmd_doctor,  &vg_cmd_help,   &vg_cmd_version,    NULL,
};

const struct vg_command *vg_command_get(const char *name)
{
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        if (strcmp(vg_commands[i]->name, name) == 0)
            return vg_commands[i];
    }
    return NULL;
}

const struct vg_option *vg_option_get(const struct vg_command *c, const char *name)
{
    for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++) {
        if (strcmp(o->name, name) == 0)
            return o;
    }
    return NULL;
}
