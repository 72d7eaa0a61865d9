/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "resolve/records.h"

static int see(void *w, const struct vg_records_pair *p, struct vg_err *err)
{
    const struct vg_records *r = w;

    (void)err;
    LAW(p->left < r->n && p->right < r->n && p->left != p->right);
    LAW(p->posterior >= 0 && p->posterior <= 1 && isfinite(p->weight));
    return VG_OK;
}

static void link_them(const struct vg_records_config *c, const char *text, size_t len,
                      struct vg_arena *a)
{
    const struct vg_records_file file = {"t.csv", text, len};
    struct vg_records r;
    struct vg_err err = {0};
    uint32_t *of;
    int rc = vg_records_read(&file, 1, c, a, &r, &err);

    LAW((rc == VG_OK) == (err.text[0] == '\0'));
    if (rc != VG_OK || r.n > 200)
        return;
    LAW(vg_records_train(&r, &err) == VG_OK);
    LAW(vg_records_each(&r, 0, see, &r, &err) == VG_OK);
    of = VG_NEW_ARRAY(a, uint32_t, r.n + 1);
    LAW(vg_records_clusters(&r, of, &err) == VG_OK);
    for (size_t i = 0; i < r.n; i++)
        LAW(of[i] <= i && of[of[i]] == of[i]);
}

/* A config, a NUL, a table: read or refused with a sentence; what is read links its records. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    const char *text = (const char *)bytes;
    const char *end = n == 0 ? NULL : memchr(text, '\0', n);
    const size_t len = end == NULL ? n : (size_t)(end - text);
    struct vg_records_config c;
    struct vg_err err = {0};
    const int rc = vg_records_config_read(text, len, &a, &c, &err);

    LAW((rc == VG_OK) == (err.text[0] == '\0'));
    LAW(vg_utf8_bad(err.text, strlen(err.text)) == strlen(err.text));
    if (rc == VG_OK && end != NULL)
        link_them(&c, end + 1, n - len - 1, &a);
    return 0;
}
