/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "unpack/cdx.h"
#include "unpack/surt.h"

/* A line gives texts that lie in it or in the arena, and its address has keys. */
static void check_line(struct vg_arena *a, struct vg_str line, struct vg_cdx_form *form)
{
    struct vg_str keys[VG_SURT_FORMS];
    struct vg_cdx_line l;
    int64_t seconds;

    if (vg_cdx_read(a, line, form, &l) != VG_CDX_LINE)
        return;
    LAW(l.url.len <= line.len && l.key.len <= line.len);
    LAW(vg_surt_forms(a, l.url, keys) >= 1);
    LAW(vg_str_cmp(keys[0], vg_surt(a, l.url)) == 0);
    (void)vg_cdx_time(l.at, &seconds);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str text = {(const char *)bytes, n}, line;
    struct vg_cdx_form form = {0};
    size_t at = 0, last = 0;

    while (vg_cdx_next(text, &at, &line)) {
        LAW(at > last && at <= n && line.len <= at - last);
        last = at;
        check_line(&a, line, &form);
        LAW(vg_cdx_lower(text, vg_cdx_key(line)) <= n);
        LAW(vg_cdx_block(text, vg_cdx_key(line)) <= n);
    }
    LAW(at == n);
    return 0;
}
