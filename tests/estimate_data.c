/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate_data.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/file.h"

const char *estimate_path(const char *name, struct vg_arena *a)
{
    const char *root = getenv("VIGIL_SHARED");

    return vg_print(a, "%s/data/estimate/%s", root ? root : SHARED_BESIDE, name);
}

struct vg_captures estimate_table(const char *folder, const char *name, struct vg_arena *a)
{
    const char *path = estimate_path(vg_print(a, "%s/%s.csv", folder, name), a);
    VG_SCOPED_BUF b = {0};
    struct vg_captures c = {0};
    const char **lists;
    int64_t *cells;

    if (vg_file_read(path, &b, NULL) != VG_OK)
        return c;
    VG_SCOPED_CSV csv = vg_csv_begin(b.p, b.len, 4096);
    if (vg_csv_next(&csv, NULL) != VG_ROW || csv.n < 2 || csv.n > VG_CAPTURE_LISTS_MAX + 1)
        return c;
    c.t = (unsigned)csv.n - 1;
    lists = VG_NEW_ARRAY(a, const char *, c.t);
    cells = VG_NEW_ARRAY(a, int64_t, (size_t)1 << c.t);
    for (unsigned i = 0; i < c.t; i++)
        lists[i] = vg_str_copy(a, vg_csv_field(&csv, i)).p;
    while (vg_csv_next(&csv, NULL) == VG_ROW) {
        const long long count = strtoll(vg_str_copy(a, vg_csv_field(&csv, c.t)).p, NULL, 10);
        unsigned mask = 0;

        for (unsigned i = 0; i < c.t; i++)
            mask |= vg_str_is(vg_csv_field(&csv, i), "1") ? 1u << i : 0;
        cells[mask] += count;
        c.n += count;
    }
    c.lists = lists;
    c.cells = cells;
    return c;
}

json_t *estimate_reference(const char *name)
{
    VG_SCOPED_ARENA a = {0};

    return json_load_file(estimate_path(vg_print(&a, "reference/%s.json", name), &a), 0, NULL);
}
