/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/names_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/limits.h"
#include "base/utf8.h"

enum column { ID, NAME, KIND, LANG, KNOWN };

static const char *const titles[KNOWN] = {"id", "name", "kind", "lang"};

struct reader {
    struct vg_csv csv;
    struct vg_arena *a;
    int column[KNOWN]; /* which field it is; -1: none */
};

static int bad(const struct reader *r, const char *why, struct vg_err *err)
{
    return vg_fail(err, VG_E_FORMAT, "line %u: %s", r->csv.line, why);
}

static struct vg_str field(const struct reader *r, int i)
{
    return i < 0 ? (struct vg_str){0} : vg_csv_field(&r->csv, (size_t)i);
}

static int says(struct vg_str s, const char *word)
{
    return s.len == strlen(word) && strncasecmp(s.p, word, s.len) == 0;
}

/* Is the record in hand a header? Then the columns are where it says. */
static int take_header(struct reader *r)
{
    int column[KNOWN] = {-1, -1, -1, -1};

    for (size_t i = 0; i < r->csv.n; i++)
        for (int k = 0; k < KNOWN; k++)
            if (column[k] < 0 && says(field(r, (int)i), titles[k]))
                column[k] = (int)i;
    if (column[ID] < 0 || column[NAME] < 0 || column[KIND] < 0)
        return 0;
    memcpy(r->column, column, sizeof column);
    return 1;
}

static int take_kind(const struct reader *r, enum vg_name_kind *kind, struct vg_err *err)
{
    struct vg_str s = field(r, r->column[KIND]);
    VG_SCOPED_BUF shown = {.max = 64};

    *kind = says(s, "place") ? VG_NAME_PLACE : VG_NAME_TRIGGER;
    if (says(s, "place") || says(s, "trigger"))
        return VG_OK;
    if (s.len == 0)
        return bad(r, "no kind; wanted: id,name,kind with the kind place or trigger", err);
    vg_put_visible(&shown, (struct vg_str){s.p, s.len < 20 ? s.len : 20}, 0);
    return vg_fail(err, VG_E_FORMAT, "line %u: the kind \"%s\" is neither place nor trigger",
                   r->csv.line, shown.p);
}

/* The texts of a name, one behind the other, in the arena. */
static void keep(struct vg_arena *a, struct vg_gazetteer_name *n)
{
    struct vg_str *texts[] = {&n->id, &n->name, &n->lang};
    char *p = vg_alloc(a, n->id.len + n->name.len + n->lang.len + 1);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i]->len > 0)
            memcpy(p, texts[i]->p, texts[i]->len);
        texts[i]->p = p;
        p += texts[i]->len;
    }
}

static int take_row(struct reader *r, struct vg_names_row *row, struct vg_err *err)
{
    enum vg_name_kind kind;
    int rc;

    if (r->csv.n < 3)
        return bad(r, "fewer than three columns; wanted: id,name,kind and maybe lang", err);
    rc = take_kind(r, &kind, err);
    if (rc != VG_OK)
        return rc;
    row->line = r->csv.line;
    row->name = (struct vg_gazetteer_name){
        .id = field(r, r->column[ID]),
        .name = field(r, r->column[NAME]),
        .lang = field(r, r->column[LANG]),
        .kind = kind,
    };
    rc = vg_gazetteer_name_check(&row->name, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "line %u", r->csv.line);
    keep(r->a, &row->name);
    return VG_OK;
}

static int read_rows(struct reader *r, struct vg_names_row **rows, size_t *n, struct vg_err *err)
{
    size_t room = 0;
    int is_first = 1;

    for (;;) {
        int rc = vg_csv_next(&r->csv, err);

        if (rc == VG_OK)
            break;
        if (rc != VG_ROW)
            return rc;
        if (vg_csv_is_empty(&r->csv))
            continue;
        if (is_first && take_header(r)) {
            is_first = 0;
            continue;
        }
        is_first = 0;
        if (*n == VG_MAX_NAMES)
            return vg_fail(err, VG_E_LIMIT, "line %u: more than %d names", r->csv.line,
                           VG_MAX_NAMES);
        if (*n == room) {
            room = room == 0 ? 256 : 2 * room;
            *rows = vg_realloc(*rows, room * sizeof **rows);
        }
        rc = take_row(r, &(*rows)[*n], err);
        if (rc != VG_OK)
            return rc;
        ++*n;
    }
    return *n > 0 ? VG_OK : vg_fail(err, VG_E_FORMAT, "there is no name in the list");
}

int vg_names_read(const char *p, size_t len, struct vg_arena *a, struct vg_gazetteer_name **names,
                  size_t *n, struct vg_err *err)
{
    struct reader r = {
        .csv = vg_csv_begin(p, len, KIB(64)), .a = a, .column = {ID, NAME, KIND, LANG}};
    VG_SCOPED_FREE struct vg_names_row *rows = NULL;
    size_t found = 0;
    int rc;

    if (len > (size_t)VG_MAX_NAMES_FILE)
        return vg_fail(err, VG_E_LIMIT, "a list of %zu bytes; at most %lld are read", len,
                       (long long)VG_MAX_NAMES_FILE);
    rc = read_rows(&r, &rows, &found, err);
    vg_csv_end(&r.csv);
    if (rc == VG_OK)
        rc = vg_names_refuse(rows, found, err);
    if (rc != VG_OK)
        return rc;
    *names = VG_NEW_ARRAY(a, struct vg_gazetteer_name, found);
    for (size_t i = 0; i < found; i++)
        (*names)[i] = rows[i].name;
    *n = found;
    return VG_OK;
}
