/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/clock.h"
#include "base/edtf.h"
#include "count/gap.h"

static int no_such_list(const struct vg_view *v, const char *name, struct vg_err *err)
{
    VG_SCOPED_BUF names = {0};

    for (size_t i = 0; i < v->n_lists && names.len < 200; i++)
        vg_putf(&names, "%s%.60s", i == 0 ? "" : ", ", v->lists[i].name);
    if (v->n_lists == 0)
        return vg_fail(err, VG_E_ABSENT,
                       "there is no list '%.60s', nor any other; keep one with 'vigil gaps CASE "
                       "--list NAME --root rN --claim cN'",
                       name);
    return vg_fail(err, VG_E_ABSENT, "there is no list '%.60s'; there is %s", name, names.p);
}

int vg_gaps(const struct vg_view *v, const struct vg_root_graph *g, const char *name,
            struct vg_arena *a, struct vg_gap **out, size_t *n, struct vg_err *err)
{
    const struct vg_list *one = name != NULL ? vg_view_list(v, name) : NULL;
    struct vg_check *checks = NULL;
    size_t n_checks = 0;
    int rc = VG_OK;

    if (name != NULL && one == NULL)
        return no_such_list(v, name, err);
    *out = VG_NEW_ARRAY(a, struct vg_gap, v->n_lists + 1);
    *n = 0;
    if (v->n_lists > 0)
        rc = vg_check_all(v, g, a, &checks, &n_checks, err);
    for (size_t i = 0; rc == VG_OK && i < v->n_lists; i++)
        if (one == NULL || one == &v->lists[i])
            vg_gap_find(v, g, &v->lists[i], checks, n_checks, a, &(*out)[(*n)++]);
    return rc;
}

int vg_record_by(struct vg_case *c, const char *date, int64_t *before_entry, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_date day = {0};
    int64_t n = 0;
    int later = 0;
    int rc = vg_edtf_readz(date, &day, err);

    if (rc != VG_OK)
        return vg_within(err, VG_E_MISUSE, "recorded by");
    rc = vg_stmt(&st, c->store, VG_SQL_ENTRIES_ALL, err);
    while (rc == VG_OK && !later && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str bytes = vg_column_str(st, 1);
        struct vg_entry e;

        rc = vg_entry_read(bytes.p, bytes.len, &e, err);
        later = rc == VG_OK && e.time >= 0 && e.time / 86400 > day.last;
        n += rc == VG_OK && !later;
    }
    if (rc != VG_OK)
        return rc;
    if (n == 0)
        return vg_fail(err, VG_E_ABSENT, "the record begins after %.40s; see 'vigil log'", date);
    *before_entry = n;
    return VG_OK;
}
