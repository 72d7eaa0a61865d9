/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "seal/checkpoint.h"

/* A checkpoint that is read has one text. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str in = {(const char *)bytes, n};
    VG_SCOPED_BUF out = {0};
    struct vg_checkpoint c;

    if (vg_checkpoint_read(in, &c, NULL) != VG_OK)
        return 0;
    vg_checkpoint_write(&c, &out);
    LAW(vg_str_cmp(vg_buf_str(&out), in) == 0);
    return 0;
}
