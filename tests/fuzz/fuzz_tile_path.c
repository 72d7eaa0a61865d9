/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "seal/tile.h"

/* A path that is read is the one path of its tile. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str in = {(const char *)bytes, n};
    char out[VG_TILE_PATH];
    struct vg_tile t;

    if (vg_tile_path_read(in.p, in.len, &t, NULL) != VG_OK)
        return 0;
    vg_tile_path_write(&t, out);
    LAW(vg_str_is(in, out));
    LAW(t.width >= 1 && t.width <= VG_TILE_WIDTH);
    LAW(t.level >= VG_TILE_ENTRIES && t.level <= VG_TILE_LEVEL_MAX);
    return 0;
}
