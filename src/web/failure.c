/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Finds the form of a failure. The forms are few and failures rare: all are tried. */
#include "web/failure.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "web_words.h"

enum {
    PARTS = 6,             /* {1} to {6} */
    PREFIXES = 8,          /* places that a failure names on its way up; there are three or four */
    LONGEST = VG_ERR_TEXT, /* no failure is longer: what is was written by somebody else */
};

struct fit {
    const struct vg_ui_words_row *form; /* NULL: none fits */
    size_t own;                         /* bytes of the form itself: the more, the surer */
    struct vg_str part[PARTS];
};

static const char prefix[] = "failure.";
static const char within[] = "failure.within.";
static const char field[] = "failure.field.";

static int begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Which part has its place at `p`, from 1; 0: none has. */
static size_t place_at(const char *p)
{
    return p[0] == '{' && p[1] >= '1' && p[1] < '1' + PARTS && p[2] == '}' ? (size_t)(p[1] - '0')
                                                                           : 0;
}

/* How much of a form stands before its next place, or its end. */
static size_t plain_length(const char *form)
{
    size_t n = 0;

    while (form[n] != '\0' && place_at(form + n) == 0)
        n++;
    return n;
}

/* Where the words after a place go on: the first such stretch, or the end of the text for the
 * last words of a form. NULL: nowhere. */
static const char *go_on(const char *text, const char *end, const char *words, size_t n,
                         int is_last)
{
    if (is_last)
        return (size_t)(end - text) >= n && memcmp(end - n, words, n) == 0 ? end - n : NULL;
    return n == 0 ? NULL : memmem(text, (size_t)(end - text), words, n);
}

/* Does the text have this form? A part is as short as it can be; only the last may be empty. */
static int fits(const char *form, const char *text, struct fit *f)
{
    const char *end = text + strlen(text);
    size_t n = plain_length(form);

    if ((size_t)(end - text) < n || memcmp(text, form, n) != 0)
        return 0;
    f->own = n;
    text += n;
    for (form += n; *form != '\0'; form += n) {
        size_t place = place_at(form);
        const char *next;

        form += 3;
        n = plain_length(form);
        next = form[n] == '\0' ? go_on(text, end, form, n, 1)
               : text < end    ? go_on(text + 1, end, form, n, 0)
                               : NULL;
        if (next == NULL)
            return 0;
        f->part[place - 1] = (struct vg_str){text, (size_t)(next - text)};
        f->own += n;
        text = next + n;
    }
    return text == end;
}

/* The word "failure.field.X" or "failure.within.X", or NULL. */
static const char *named(const char *group, struct vg_str name)
{
    size_t n = strlen(group);

    for (int i = 0; i < VW_COUNT; i++)
        if (begins(vg_ui_words[i].id, group) && vg_str_is(name, vg_ui_words[i].id + n))
            return vg_ui_words[i].zh;
    return NULL;
}

static struct fit best_of(const char *text)
{
    struct fit best = {0};

    for (int i = 0; i < VW_COUNT; i++) {
        const char *id = vg_ui_words[i].id;
        struct fit f = {.form = &vg_ui_words[i]};

        if (begins(id, prefix) && !begins(id, within) && !begins(id, field) &&
            fits(vg_ui_words[i].en, text, &f) && (best.form == NULL || f.own > best.own))
            best = f;
    }
    return best;
}

/* A field is named in Chinese, without the blanks that stand around what is Latin; what stands
 * in quotation marks is as it was typed, or is to be typed. Returns what of the form is left. */
static const char *put_part(struct vg_buf *b, struct vg_str part, const char *rest, int is_quoted)
{
    const char *zh = is_quoted ? NULL : named(field, part);

    if (zh == NULL) {
        vg_put_str(b, part);
        return rest;
    }
    if (b->len > 0 && b->p[b->len - 1] == ' ')
        b->len--;
    vg_puts(b, zh);
    return rest[0] == ' ' ? rest + 1 : rest;
}

/* Is a quotation open at the end of these words? */
static int quotes(const char *words, size_t n, int is_quoted)
{
    static const char open[] = "“", shut[] = "”";

    for (size_t i = 0; i + sizeof open - 1 <= n; i++) {
        if (memcmp(words + i, open, sizeof open - 1) == 0)
            is_quoted = 1;
        if (memcmp(words + i, shut, sizeof shut - 1) == 0)
            is_quoted = 0;
    }
    return is_quoted;
}

static void put_fit(struct vg_buf *b, const struct fit *f)
{
    int is_quoted = 0;

    for (const char *p = f->form->zh; *p != '\0';) {
        size_t n = plain_length(p), place;

        vg_put(b, p, n);
        is_quoted = quotes(p, n, is_quoted);
        p += n;
        place = place_at(p);
        if (place > 0)
            p = put_part(b, f->part[place - 1], p + 3, is_quoted);
    }
}

/* What stands before a sentence: a field, "link 2", the name of a file. */
static void put_where(struct vg_buf *b, struct vg_str where)
{
    const char *zh = named(within, where);

    if (zh == NULL)
        zh = named(field, where);
    if (zh != NULL)
        vg_puts(b, zh);
    else
        vg_put_str(b, where);
    vg_puts(b, "：");
}

const char *vg_failure_zh(const char *text, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {0};

    if (strlen(text) >= LONGEST)
        return NULL;
    for (int i = 0; i < PREFIXES; i++) {
        struct fit f = best_of(text);
        const char *colon = strstr(text, ": ");

        if (f.form != NULL) {
            put_fit(&b, &f);
            return vg_copy(a, b.p, b.len);
        }
        if (colon == NULL)
            return NULL;
        put_where(&b, (struct vg_str){text, (size_t)(colon - text)});
        text = colon + 2;
    }
    return NULL;
}

const char *vg_field_zh(const char *name)
{
    return named(field, vg_str(name));
}
