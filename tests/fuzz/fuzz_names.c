/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "mention/names_file.h"

/* A list of names: read or refused with a sentence; what is read makes a table, and the names
 * are looked for in the list itself. */
static void use(const struct vg_gazetteer_name *names, size_t n, const char *text, size_t len)
{
    static struct vg_hit hits[VG_FINDER_ROOM];
    VG_SCOPED_BUF table = {0};
    struct vg_gazetteer g;
    struct vg_finder f;
    size_t found;
    uint32_t last = 0;

    LAW(vg_gazetteer_build(names, n, &table, NULL) == VG_OK);
    LAW(vg_gazetteer_open(&g, table.p, table.len, NULL) == VG_OK);
    vg_finder_begin(&f, &g, text, len);
    while ((found = vg_finder_next(&f, hits, VG_FINDER_ROOM)) > 0)
        for (size_t i = 0; i < found; i++) {
            LAW(hits[i].start >= last && hits[i].start < hits[i].end && hits[i].end <= len);
            LAW(hits[i].name < vg_gazetteer_groups(&g) && vg_gazetteer_ids(&g, hits[i].name) > 0);
            last = hits[i].start;
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_gazetteer_name *names;
    struct vg_err err = {0};
    size_t n_names = 0;
    int rc = vg_names_read((const char *)bytes, n, &a, &names, &n_names, &err);

    LAW(rc == VG_OK || err.text[0] != '\0');
    LAW(vg_utf8_bad(err.text, strlen(err.text)) == strlen(err.text));
    LAW((rc == VG_OK) == (n_names > 0));
    if (rc == VG_OK)
        use(names, n_names, (const char *)bytes, n);
    return 0;
}
