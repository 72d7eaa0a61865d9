/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/input.h"

#include <string.h>

#include "base/file.h"

int vg_input_read(const char *path, struct vg_buf *out, struct vg_err *err)
{
    int rc = vg_file_read(strcmp(path, "-") == 0 ? "/dev/stdin" : path, out, err);

    if (rc == VG_E_LIMIT)
        return vg_fail(err, rc, "%s: larger than %zu MiB, the most that is read in one piece", path,
                       out->max / 1024 / 1024);
    return rc;
}

void vg_suggestion_line(struct vg_run *r, const struct vg_suggestion *s)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "suggestion", s->id);
    vg_json_kt(&j, "decided",
               s->decided == 0 ? NULL : vg_claim_status_word((enum vg_claim_status)s->decided));
    vg_json_key(&j, "claim");
    vg_claim_to_json(&j, &s->claim);
    vg_json_end(&j);
    (void)vg_run_line(r);
}
