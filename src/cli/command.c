/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

#include "cli/nearest.h"

const struct vg_option *vg_option_get(const struct vg_command *c, const char *name)
{
    for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++) {
        if (strcmp(o->name, name) == 0)
            return o;
    }
    return NULL;
}

const char *vg_option_nearest(const struct vg_command *c, const char *name)
{
    struct vg_nearest best = {0};

    for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++)
        vg_word_consider(name, o->name, &best);
    return best.name;
}
