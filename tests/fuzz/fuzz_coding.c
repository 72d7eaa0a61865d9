/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as a chunked body, and in each content coding: it ends, below the ceilings. */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "fuzz.h"
#include "unpack/coding.h"

static void check(enum vg_coding_end end, struct vg_str in, struct vg_str out)
{
    volatile unsigned sum = 0;

    LAW(end != VG_CODING_NOT || (out.p == in.p && out.len == in.len));
    LAW(end != VG_CODING_UNSUPPORTED || out.len == 0);
    LAW(out.p == in.p || out.len <= (size_t)VG_MAX_BODY);
    for (size_t i = 0; i < out.len; i++)
        sum = sum + (unsigned char)out.p[i];
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const codings[] = {"gzip", "x-GZIP",   "deflate", "br",
                                          "zstd", "identity", "compress"};
    struct vg_str in = {(const char *)bytes, n}, out, again;
    struct vg_coder *c = vg_coder_open();

    check(vg_decode_chunked(c, in, &out), in, out);
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
        enum vg_coding_end end;

        vg_coder_clear(c);
        (void)vg_decode_chunked(c, in, &out);
        check(vg_decode_content(c, vg_str(codings[i]), in, &again), in, again);
        end = vg_decode_content(c, vg_str(codings[i]), out, &again);
        check(end, out, again);
    }
    vg_coder_close(c);
    return 0;
}
