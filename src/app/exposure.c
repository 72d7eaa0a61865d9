/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The table of denominators that a case keeps: read as `vigil estimate --exposure` reads one, and
 * put in as one import line, so that the same checks hold whichever way it comes.
 */
#include <inttypes.h>
#include <string.h>

#include "app/estimate_parts.h"
#include "app/inside.h"
#include "base/csv.h"
#include "base/limits.h"
#include "estimate/columns.h"

static void put_text(struct vg_json *j, const char *key, const char *text)
{
    if (text != NULL)
        vg_json_kt(j, key, text);
}

static int put_row(struct vg_json *j, const struct vg_csv *c, const int *at, struct vg_err *err)
{
    const struct vg_str place = vg_columns_field(c, at[0]), origin = vg_columns_field(c, at[2]);
    int64_t amount = 0;
    int rc = vg_columns_whole(c, at[1], "exposure", 1, VG_MAX_NUMBER, &amount, err);

    if (rc == VG_OK && place.len == 0)
        rc = vg_fail(err, VG_E_FORMAT, "line %u: place: which?", (unsigned)c->line);
    if (rc == VG_OK && origin.len == 0)
        rc = vg_fail(err, VG_E_FORMAT, "line %u: source: where is the figure from?",
                     (unsigned)c->line);
    if (rc != VG_OK)
        return rc;
    vg_json_object(j);
    vg_json_key(j, "place");
    vg_json_str(j, place);
    vg_json_ki(j, "amount", amount);
    vg_json_key(j, "origin");
    vg_json_str(j, origin);
    vg_json_end(j);
    return VG_OK;
}

static int put_rows(struct vg_json *j, struct vg_str text, struct vg_err *err)
{
    static const struct vg_column columns[] = {{"place", 0}, {"exposure", 0}, {"source", 0}};
    VG_SCOPED_CSV c = vg_csv_begin(text.p, text.len, (size_t)VG_MAX_ESTIMATE_LINE);
    size_t width = 0, n = 0;
    int at[3];
    int rc = vg_columns_read(&c, columns, 3, at, &width, err);

    while (rc == VG_OK && (rc = vg_columns_next(&c, width, err)) == VG_ROW) {
        rc = ++n > VG_MAX_EXPOSURES ? vg_fail(err, VG_E_LIMIT, "line %u: more than %d places",
                                              (unsigned)c.line, VG_MAX_EXPOSURES)
                                    : put_row(j, &c, at, err);
    }
    if (rc == VG_OK && n == 0)
        rc = vg_fail(err, VG_E_FORMAT, "it has no rows; --none takes the table back");
    return rc;
}

int vg_exposure_keep(struct vg_case *c, const struct vg_exposure_ask *ask, int *known,
                     struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF line = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_import_report report = {0};
    struct vg_json j = {.out = &line};
    struct vg_estimate_text text = {0};
    int rc = ask->file == NULL ? VG_OK : vg_estimate_read_text(ask->file, &a, &text, err);

    if (rc != VG_OK)
        return rc;
    vg_json_object(&j);
    vg_json_kt(&j, "type", "exposure");
    put_text(&j, "what", ask->what);
    put_text(&j, "source", ask->source);
    put_text(&j, "because", ask->because);
    vg_json_key(&j, "places");
    vg_json_array(&j);
    if (ask->file != NULL) {
        rc = put_rows(&j, text.text, err);
        if (rc != VG_OK)
            return vg_within(err, VG_E_MISUSE, "%s", text.name);
    }
    vg_json_end(&j);
    vg_json_end(&j);
    if (line.full)
        return vg_fail(err, VG_E_LIMIT, "the table is larger than %lld bytes",
                       (long long)VG_MAX_IMPORT_LINE);
    rc = vg_import(c, line.p, line.len, 0, &report, err);
    if (rc != VG_OK && err != NULL && strncmp(err->text, "line 1: ", 8) == 0)
        memmove(err->text, err->text + 8, strlen(err->text + 8) + 1); /* there is one */
    *known = rc == VG_OK && report.known > 0;
    return rc;
}
