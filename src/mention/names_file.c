/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/names_file.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { COLUMNS = 64 /* of one line; more is no list of names */ };
enum column { ID, NAME, KIND, LANG, KNOWN };

static const char *const titles[KNOWN] = {"id", "name", "kind", "lang"};

struct reader {
    const char *p;
    size_t len, at;
    uint32_t line;  /* where the record in hand begins */
    uint32_t lines; /* begun so far */
    struct vg_arena *a;
    struct vg_buf text; /* of the record: its fields one after another */
    size_t start[COLUMNS + 1];
    size_t n;          /* fields */
    int column[KNOWN]; /* which field it is; -1: none */
};

static int bad(const struct reader *r, const char *why, struct vg_err *err)
{
    return vg_fail(err, VG_E_FORMAT, "line %u: %s", r->line, why);
}

static int at_line_end(const struct reader *r)
{
    return r->at >= r->len || r->p[r->at] == '\n' ||
           (r->p[r->at] == '\r' && (r->at + 1 == r->len || r->p[r->at + 1] == '\n'));
}

/* What stands in quotes; r->at is behind the first one. */
static int read_quoted(struct reader *r, struct vg_err *err)
{
    for (;; r->at++) {
        if (r->at >= r->len)
            return bad(r, "a quote is opened and not closed", err);
        if (r->p[r->at] == '"') {
            r->at++;
            if (r->at >= r->len || r->p[r->at] != '"')
                break;
        }
        r->lines += r->p[r->at] == '\n';
        vg_putc(&r->text, r->p[r->at]);
    }
    while (!at_line_end(r) && (r->p[r->at] == ' ' || r->p[r->at] == '\t'))
        r->at++;
    if (!at_line_end(r) && r->p[r->at] != ',')
        return bad(r, "after a closing quote there must be a comma or the line's end", err);
    return VG_OK;
}

static int read_field(struct reader *r, struct vg_err *err)
{
    if (r->n == COLUMNS)
        return bad(r, "more than 64 columns", err);
    r->start[r->n++] = r->text.len;
    while (!at_line_end(r) && (r->p[r->at] == ' ' || r->p[r->at] == '\t'))
        r->at++;
    if (r->at < r->len && r->p[r->at] == '"') {
        r->at++;
        return read_quoted(r, err);
    }
    while (!at_line_end(r) && r->p[r->at] != ',') {
        if (r->p[r->at] == '"')
            return bad(r, "a quote inside a field that does not begin with one", err);
        vg_putc(&r->text, r->p[r->at++]);
    }
    return VG_OK;
}

/* One record; its line end is passed. */
static int read_record(struct reader *r, struct vg_err *err)
{
    int rc;

    vg_buf_clear(&r->text);
    r->n = 0;
    r->line = ++r->lines;
    for (;;) {
        rc = read_field(r, err);
        if (rc != VG_OK)
            return rc;
        if (at_line_end(r))
            break;
        r->at++; /* the comma */
    }
    r->start[r->n] = r->text.len;
    if (r->text.full)
        return bad(r, "longer than a line of names can be", err);
    r->at += r->at < r->len && r->p[r->at] == '\r';
    r->at += r->at < r->len && r->p[r->at] == '\n';
    return VG_OK;
}

static struct vg_str field(const struct reader *r, int i)
{
    struct vg_str s;

    if (i < 0 || (size_t)i >= r->n || r->text.p == NULL)
        return (struct vg_str){0};
    s = (struct vg_str){r->text.p + r->start[i], r->start[i + 1] - r->start[i]};
    while (s.len > 0 && strchr(" \t\r\n", s.p[s.len - 1]) != NULL)
        s.len--;
    while (s.len > 0 && strchr(" \t\r\n", *s.p) != NULL) {
        s.p++;
        s.len--;
    }
    return s;
}

static int is_empty(const struct reader *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (field(r, (int)i).len > 0)
            return 0;
    return 1;
}

static int says(struct vg_str s, const char *word)
{
    return s.len == strlen(word) && strncasecmp(s.p, word, s.len) == 0;
}

/* Is the record in hand a header? Then the columns are where it says. */
static int take_header(struct reader *r)
{
    int column[KNOWN] = {-1, -1, -1, -1};

    for (size_t i = 0; i < r->n; i++)
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
                   r->line, shown.p);
}

static int take_row(struct reader *r, struct vg_names_row *row, struct vg_err *err)
{
    enum vg_name_kind kind;
    int rc;

    if (vg_utf8_bad(r->text.p, r->text.len) < r->text.len)
        return bad(r, "is not UTF-8; save the list as UTF-8", err);
    if (r->n < 3)
        return bad(r, "fewer than three columns; wanted: id,name,kind and maybe lang", err);
    rc = take_kind(r, &kind, err);
    if (rc != VG_OK)
        return rc;
    row->line = r->line;
    row->name = (struct vg_gazetteer_name){
        .id = field(r, r->column[ID]),
        .name = field(r, r->column[NAME]),
        .lang = field(r, r->column[LANG]),
        .kind = kind,
    };
    rc = vg_gazetteer_name_check(&row->name, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "line %u", r->line);
    row->name.id = vg_str_copy(r->a, row->name.id);
    row->name.name = vg_str_copy(r->a, row->name.name);
    row->name.lang = vg_str_copy(r->a, row->name.lang);
    return VG_OK;
}

static int read_rows(struct reader *r, struct vg_names_row **rows, size_t *n, struct vg_err *err)
{
    size_t room = 0;
    int is_first = 1;

    while (r->at < r->len) {
        int rc = read_record(r, err);

        if (rc != VG_OK)
            return rc;
        if (is_empty(r))
            continue;
        if (is_first && take_header(r)) {
            is_first = 0;
            continue;
        }
        is_first = 0;
        if (*n == VG_MAX_NAMES)
            return vg_fail(err, VG_E_LIMIT, "line %u: more than %d names", r->line, VG_MAX_NAMES);
        *rows = vg_grow(r->a, *rows, *n, &room);
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
        .p = p, .len = len, .a = a, .text = {.max = KIB(64)}, .column = {ID, NAME, KIND, LANG}};
    struct vg_names_row *rows = NULL;
    size_t found = 0;
    int rc;

    if (len > (size_t)VG_MAX_NAMES_FILE)
        return vg_fail(err, VG_E_LIMIT, "a list of %zu bytes; at most %lld are read", len,
                       (long long)VG_MAX_NAMES_FILE);
    if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        r.at = 3;
    rc = read_rows(&r, &rows, &found, err);
    vg_buf_end(&r.text);
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
