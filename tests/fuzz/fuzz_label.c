/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "capture/label.h"
#include "fuzz.h"

/* Any name has a label that is text, can be seen whole, and leads back to the name. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str name = {(const char *)bytes, n}, label;
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF back = {0};

    vg_put_label(&b, name);
    label = vg_buf_str(&b);
    LAW(vg_utf8_bad(label.p, label.len) == label.len);
    for (size_t at = 0; at < label.len;) {
        uint32_t c;

        at += vg_utf8_next(label.p + at, label.len - at, &c);
        LAW(!vg_is_unseen(c) && c != '\n' && c != '\t');
    }
    vg_put_label_name(&back, label);
    LAW(vg_str_cmp(vg_buf_str(&back), name) == 0);
    return 0;
}
