/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "seal/proof.h"

static const char vkey[] = "vigil-0123456789abcdef+bdaee0b6+"
                           "AdULbF1DxUg7tQo6LqdQwU2ryZVmBen0/AK7i0UzgAf3";

/* A proof without an extra line has one text; one with it is longer than what is written. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const unsigned char leaf[VG_HASH_SIZE];
    struct vg_str in = {(const char *)bytes, n};
    VG_SCOPED_BUF out = {0};
    struct vg_proof p;
    struct vg_key k;

    if (vg_proof_read(in.p, in.len, &p, NULL) != VG_OK)
        return 0;
    LAW(vg_key_read(vkey, strlen(vkey), &k, NULL) == VG_OK);
    LAW(vg_proof_check(&p, leaf, &k, 1, NULL, NULL) != VG_OK);
    if (vg_proof_write(&p, &out, NULL) == VG_OK)
        LAW(out.len < n || vg_str_cmp(vg_buf_str(&out), in) == 0);
    return 0;
}
