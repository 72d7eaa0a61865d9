/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/asset.h"

#include <string.h>

const struct vg_asset *vg_asset_get(const char *name)
{
    for (const struct vg_asset *a = vg_assets; a->name != NULL; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}
