/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "capture/address.h"
#include "capture/url.h"
#include "fuzz.h"

/* What is read has one way of being written, and no host that a resolver could read otherwise. */
static void check_read(struct vg_arena *a, struct vg_str text)
{
    struct vg_url once, twice;

    if (vg_url_read(a, text, &once, NULL) != VG_OK)
        return;
    LAW(once.text.len <= VG_MAX_URL && once.port >= 1 && once.port <= 65535);
    LAW(once.target.len > 0 && once.target.p[0] == '/');
    LAW(vg_url_is_web(once.text) && vg_host_kind(once.host, NULL) != VG_HOST_ODD);
    for (size_t i = 0; i < once.text.len; i++)
        LAW(once.text.p[i] > ' ' && once.text.p[i] < 0x7f);
    LAW(vg_url_read(a, once.text, &twice, NULL) == VG_OK);
    LAW(vg_str_cmp(once.text, twice.text) == 0 && vg_str_cmp(once.host, twice.host) == 0);
    LAW(once.port == twice.port && vg_str_cmp(once.target, twice.target) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str in = {(const char *)bytes, n}, whole;

    check_read(&a, in);
    if (vg_url_join(&a, vg_str("https://example.org/a/b?c"), in, &whole, NULL) == VG_OK)
        check_read(&a, whole);
    return 0;
}
