/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "fuzz.h"
#include "seal/entry.h"

/* An entry that is read has one text, and is checked without a crash. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str in = {(const char *)bytes, n};
    VG_SCOPED_BUF out = {0};
    struct vg_entry e;

    if (vg_entry_read(in.p, in.len, &e, NULL) != VG_OK)
        return 0;
    LAW(n <= (size_t)VG_MAX_ENTRY);
    LAW(vg_entry_write(&e, &out, NULL) == VG_OK);
    LAW(vg_str_cmp(vg_buf_str(&out), in) == 0);
    (void)vg_entry_check(&e, NULL);
    return 0;
}
