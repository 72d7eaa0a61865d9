/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/csv.h"

#include <string.h>

#include "base/utf8.h"

static int bad(const struct vg_csv *c, const char *why, struct vg_err *err)
{
    return vg_fail(err, VG_E_FORMAT, "line %u: %s", c->line, why);
}

struct vg_csv vg_csv_begin(const char *p, size_t len, size_t most)
{
    return (struct vg_csv){.p = p, .len = len, .at = vg_bom_len(p, len), .text = {.max = most}};
}

void vg_csv_end(struct vg_csv *c)
{
    vg_buf_end(&c->text);
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static int at_line_end(const struct vg_csv *c)
{
    return c->at >= c->len || c->p[c->at] == '\n' ||
           (c->p[c->at] == '\r' && (c->at + 1 == c->len || c->p[c->at + 1] == '\n'));
}

/* What stands in quotes; c->at is behind the first one. */
static int read_quoted(struct vg_csv *c, struct vg_err *err)
{
    for (;; c->at++) {
        if (c->at >= c->len)
            return bad(c, "a quote is opened and not closed", err);
        if (c->p[c->at] == '"') {
            c->at++;
            if (c->at >= c->len || c->p[c->at] != '"')
                break;
        }
        c->lines += c->p[c->at] == '\n';
        vg_putc(&c->text, c->p[c->at]);
    }
    while (!at_line_end(c) && is_blank(c->p[c->at]))
        c->at++;
    if (!at_line_end(c) && c->p[c->at] != ',')
        return bad(c, "after a closing quote there must be a comma or the line's end", err);
    return VG_OK;
}

static int read_field(struct vg_csv *c, struct vg_err *err)
{
    size_t from;

    if (c->n == VG_CSV_COLUMNS)
        return bad(c, "more than 64 columns", err);
    c->start[c->n++] = c->text.len;
    while (!at_line_end(c) && is_blank(c->p[c->at]))
        c->at++;
    if (c->at < c->len && c->p[c->at] == '"') {
        c->at++;
        return read_quoted(c, err);
    }
    from = c->at;
    while (!at_line_end(c) && c->p[c->at] != ',') {
        if (c->p[c->at] == '"')
            return bad(c, "a quote inside a field that does not begin with one", err);
        c->at++;
    }
    vg_put(&c->text, c->p + from, c->at - from);
    return VG_OK;
}

int vg_csv_next(struct vg_csv *c, struct vg_err *err)
{
    if (c->at >= c->len)
        return VG_OK;
    vg_buf_clear(&c->text);
    c->n = 0;
    c->line = ++c->lines;
    for (;;) {
        const int rc = read_field(c, err);

        if (rc != VG_OK)
            return rc;
        if (at_line_end(c))
            break;
        c->at++; /* the comma */
    }
    c->start[c->n] = c->text.len;
    if (c->text.full)
        return bad(c, "longer than a line can be", err);
    if (c->text.len > 0 && vg_utf8_bad(c->text.p, c->text.len) < c->text.len)
        return bad(c, "is not UTF-8; save the table as UTF-8", err);
    c->at += c->at < c->len && c->p[c->at] == '\r';
    c->at += c->at < c->len && c->p[c->at] == '\n';
    return VG_ROW;
}

struct vg_str vg_csv_field(const struct vg_csv *c, size_t i)
{
    struct vg_str s;

    if (i >= c->n || c->text.p == NULL)
        return (struct vg_str){0};
    s = (struct vg_str){c->text.p + c->start[i], c->start[i + 1] - c->start[i]};
    while (s.len > 0 && strchr(" \t\r\n", s.p[s.len - 1]) != NULL)
        s.len--;
    while (s.len > 0 && strchr(" \t\r\n", *s.p) != NULL) {
        s.p++;
        s.len--;
    }
    return s;
}

int vg_csv_is_empty(const struct vg_csv *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (vg_csv_field(c, i).len > 0)
            return 0;
    return 1;
}

void vg_csv_put(struct vg_buf *b, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL && text[0] != ' ') {
        vg_puts(b, text);
        return;
    }
    vg_putc(b, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            vg_putc(b, '"');
        vg_putc(b, *text);
    }
    vg_putc(b, '"');
}
