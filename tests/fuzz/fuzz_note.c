/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "fuzz.h"
#include "seal/note.h"

static const char vkey[] = "vigil-0123456789abcdef+bdaee0b6+"
                           "AdULbF1DxUg7tQo6LqdQwU2ryZVmBen0/AK7i0UzgAf3";

/* A note that is accepted has a text of its own bytes, signed by the key; a key has one text. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str in = {(const char *)bytes, n};
    struct vg_note note;
    struct vg_key k;

    LAW(vg_key_read(vkey, strlen(vkey), &k, NULL) == VG_OK);
    if (vg_note_read(in.p, in.len, &k, 1, &note, NULL) == VG_OK) {
        LAW(n <= (size_t)VG_MAX_NOTE && note.verified == 1 && note.text.p == in.p);
        LAW(note.text.len < n && note.text.p[note.text.len - 1] == '\n');
    }
    if (vg_key_read(in.p, in.len, &k, NULL) == VG_OK) {
        VG_SCOPED_BUF out = {0};

        vg_key_write(&k, &out);
        LAW(vg_str_cmp(vg_buf_str(&out), in) == 0);
    }
    return 0;
}
