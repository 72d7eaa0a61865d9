/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "seal/tile.h"

/* The entries of a bundle and their lengths are all of it, until one does not fit. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str rest = {(const char *)bytes, n}, entry;
    size_t used = 0;

    while (rest.len > 0 && vg_bundle_next(&rest, &entry, NULL) == VG_OK) {
        used += 2 + entry.len;
        LAW(entry.p + entry.len == (const char *)bytes + used);
    }
    LAW(used + rest.len == n);
    return 0;
}
