/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate_data.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "estimate/table.h"

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

    if (vg_file_read(path, &b, NULL) == VG_OK)
        (void)vg_captures_read(b.p, b.len, a, &c, NULL);
    return c;
}

json_t *estimate_reference(const char *name)
{
    VG_SCOPED_ARENA a = {0};

    return json_load_file(estimate_path(vg_print(&a, "reference/%s.json", name), &a), 0, NULL);
}
