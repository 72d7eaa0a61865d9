/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a person says about roots goes in as one import line: the same checks, the same
 * words, one way of doing it.
 */
#include "cli/roots_keep.h"

#include <inttypes.h>

#include "base/json.h"

/* Option and key of the import line it becomes. */
struct member {
    const char *option, *key;
};

static int keep_line(struct vg_run *r, const char *type, const char *says, const struct member *m,
                     size_t n)
{
    VG_SCOPED_BUF line = {0};
    struct vg_json j = {.out = &line};
    struct vg_import_report report;
    int rc;

    vg_json_object(&j);
    vg_json_kt(&j, "type", type);
    if (says != NULL)
        vg_json_kt(&j, "says", says);
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

    return keep_line(r, "root", NULL, m, sizeof m / sizeof *m);
}

static int keep_reading(struct vg_run *r, int says_not)
{
    const struct member m[] = {{says_not ? "says-not" : "says-so", "root"},
                               {"family", "family"},
                               {"claim", "claim"},
                               {"source", "source"},
                               {"quote", "quote"}};

    if (vg_run_value(r, "family") == NULL || vg_run_value(r, "source") == NULL ||
        vg_run_value(r, "quote") == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say what it says and where: --says-%s ROOT --family F --source sN --quote "
                       "TEXT",
                       says_not ? "not" : "so");
    return keep_line(r, "reading", says_not ? "not" : NULL, m, sizeof m / sizeof *m);
}

static int keep_edge(struct vg_run *r)
{
    static const struct member m[] = {{"derives", "kind"},  {"from", "from"},
                                      {"to", "to"},         {"because", "because"},
                                      {"source", "source"}, {"quote", "quote"}};

    if (vg_run_value(r, "from") == NULL || vg_run_value(r, "to") == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say what derives from what: --derives KIND --from ID --to ID");
    return keep_line(r, "edge", NULL, m, sizeof m / sizeof *m);
}

static int keep_reach(struct vg_run *r)
{
    static const struct member m[] = {
        {"reaches", "root"}, {"scope", "scope"}, {"because", "because"}};

    if (vg_run_value(r, "scope") == NULL || vg_run_value(r, "because") == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say how far it knows and why: --reaches ROOT --scope all or partial "
                       "--because TEXT");
    return keep_line(r, "reach", NULL, m, sizeof m / sizeof *m);
}

static int decide(struct vg_run *r)
{
    const char *because = vg_run_value(r, "because");
    int64_t edge = 0;
    int rc = vg_run_open(r, VG_CASE_WRITE);

    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "accept-edge")) {
        rc = vg_edge_accept(r->c, vg_run_value(r, "accept-edge"), vg_run_value(r, "as"), because,
                            &edge, r->err);
        if (rc == VG_OK)
            vg_putf(&r->out->b, "accepted as e%" PRId64 "\n", edge);
        return rc;
    }
    rc = vg_run_has(r, "reject-edge")
             ? vg_edge_reject(r->c, vg_run_value(r, "reject-edge"), because, r->err)
             : vg_edge_withdraw(r->c, vg_run_value(r, "withdraw-edge"), because, r->err);
    if (rc == VG_OK)
        vg_puts(&r->out->b, vg_run_has(r, "reject-edge") ? "rejected\n" : "taken back\n");
    return rc;
}

static const char *const keeping[] = {"add",           "says-so",     "says-not",
                                      "derives",       "accept-edge", "reject-edge",
                                      "withdraw-edge", "reaches",     NULL};

int vg_roots_wants_keep(const struct vg_run *r)
{
    for (size_t i = 0; keeping[i] != NULL; i++)
        if (vg_run_has(r, keeping[i]))
            return 1;
    return 0;
}

int vg_roots_keep(struct vg_run *r)
{
    int rc = vg_run_only_one(r, keeping);

    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "add"))
        return keep_root(r);
    if (vg_run_has(r, "says-so") || vg_run_has(r, "says-not"))
        return keep_reading(r, vg_run_has(r, "says-not"));
    if (vg_run_has(r, "reaches"))
        return keep_reach(r);
    return vg_run_has(r, "derives") ? keep_edge(r) : decide(r);
}
