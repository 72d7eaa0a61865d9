/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a person says about roots goes in as one import line: the same checks, the same
 * words, one way of doing it.
 */
#include "cli/roots_keep.h"

#include "base/json.h"

/* Option and key of the import line it becomes. */
struct member {
    const char *option, *key;
};

static int keep_line(struct vg_run *r, const char *type, const struct member *m, size_t n)
{
    VG_SCOPED_BUF line = {0};
    struct vg_json j = {.out = &line};
    struct vg_import_report report;
    int rc;

    vg_json_object(&j);
    vg_json_kt(&j, "type", type);
    for (size_t i = 0; i < n; i++)
        if (vg_run_value(r, m[i].option) != NULL)
            vg_json_kt(&j, m[i].key, vg_run_value(r, m[i].option));
    vg_json_end(&j);
    rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_import(r->c, line.p, line.len, 0, &report, r->err);
    if (rc != VG_OK)
        return rc;
    vg_puts(&r->out->b, report.known > 0 ? "it was known already\n" : "kept\n");
    return VG_OK;
}

static int keep_root(struct vg_run *r)
{
    static const struct member m[] = {{"add", "name"},        {"what", "what"},
                                      {"speaker", "speaker"}, {"url", "url"},
                                      {"source", "source"},   {"corrected", "corrected"}};

    return keep_line(r, "root", m, sizeof m / sizeof *m);
}

static int keep_reading(struct vg_run *r)
{
    static const struct member m[] = {{"says-so", "root"},
                                      {"family", "family"},
                                      {"claim", "claim"},
                                      {"source", "source"},
                                      {"quote", "quote"}};

    if (vg_run_value(r, "family") == NULL || vg_run_value(r, "source") == NULL ||
        vg_run_value(r, "quote") == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say what it says and where: --says-so ROOT --family F --source sN --quote "
                       "TEXT");
    return keep_line(r, "reading", m, sizeof m / sizeof *m);
}

static int keep_edge(struct vg_run *r)
{
    static const struct member m[] = {
        {"derives", "kind"}, {"from", "from"}, {"to", "to"}, {"because", "because"}};

    if (vg_run_value(r, "from") == NULL || vg_run_value(r, "to") == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say what derives from what: --derives KIND --from ID --to ID");
    return keep_line(r, "edge", m, sizeof m / sizeof *m);
}

int vg_roots_wants_keep(const struct vg_run *r)
{
    return vg_run_has(r, "add") || vg_run_has(r, "says-so") || vg_run_has(r, "derives");
}

int vg_roots_keep(struct vg_run *r)
{
    static const char *const one[] = {"add", "says-so", "derives", NULL};
    int rc = vg_run_only_one(r, one);

    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "add"))
        return keep_root(r);
    return vg_run_has(r, "says-so") ? keep_reading(r) : keep_edge(r);
}
