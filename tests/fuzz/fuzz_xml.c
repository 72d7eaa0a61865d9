/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as XML of no known kind, as RSS and as Atom. */
#include "fuzz.h"
#include "text_laws.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const heads[] = {
        "<?xml version='1.0'?>",
        "<rss><channel><item><description>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>",
    };

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_read_input in = {.media = vg_str("application/xml")};
        struct vg_text t;

        vg_puts(&b, heads[i]);
        vg_put(&b, bytes, n);
        in.bytes = b.p;
        in.len = b.len;
        if (vg_read(&in, &a, &t, NULL) == VG_OK)
            check_text(&t);
    }
    return 0;
}
