/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as RTF, in a document whose code page has two bytes for a character. */
#include "fuzz.h"
#include "text_laws.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_read_input in = {0};
    struct vg_text t;

    vg_puts(&b, "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset136 x;}{\\f1\\fcharset204 y;}}");
    vg_put(&b, bytes, n);
    in.bytes = b.p;
    in.len = b.len;
    if (vg_read(&in, &a, &t, NULL) == VG_OK)
        check_text(&t);
    return 0;
}
