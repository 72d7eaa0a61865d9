/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What was asked, and the short ways to answer it.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "web/web.h"

static const char *field(const struct vg_web_field *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0)
            return list[i].value[0] == '\0' ? NULL : list[i].value;
    return NULL;
}

const char *vg_web_query(const struct vg_web *w, const char *name)
{
    return field(w->in->query, w->in->n_query, name);
}

const char *vg_web_form(const struct vg_web *w, const char *name)
{
    return field(w->in->form, w->in->n_form, name);
}

int64_t vg_web_query_i64(const struct vg_web *w, const char *name, int64_t otherwise, int64_t most)
{
    const char *text = vg_web_query(w, name);
    int64_t n = 0;

    if (text == NULL)
        return otherwise;
    for (; *text >= '0' && *text <= '9'; text++) {
        if (n > (most - (*text - '0')) / 10)
            return otherwise;
        n = 10 * n + (*text - '0');
    }
    return *text == '\0' ? n : otherwise;
}

int vg_web_id(struct vg_web *w, const char *text, char letter, int64_t *out)
{
    int64_t id = 0;
    size_t i = 1;

    if (text == NULL)
        return vg_fail(w->err, VG_E_ABSENT, "nothing is named");
    for (; text[0] == letter && i < 18 && text[i] >= '0' && text[i] <= '9'; i++)
        id = 10 * id + (text[i] - '0');
    if (text[0] != letter || i == 1 || text[i] != '\0' || id == 0)
        return vg_fail(w->err, VG_E_ABSENT, "\"%.40s\" is no id; one looks like %c12", text,
                       letter);
    *out = id;
    return VG_OK;
}

int vg_web_go(struct vg_web *w, const char *form, ...)
{
    char where[VG_MAX_URL];
    va_list args;
    int n;

    va_start(args, form);
    n = vsnprintf(where, sizeof where, form, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof where)
        return vg_fail(w->err, VG_E_LIMIT, "the address to go to is too long");
    w->out->status = 303;
    w->out->location = vg_copyz(w->a, where);
    return VG_OK;
}

struct vg_json vg_web_json(struct vg_web *w)
{
    w->out->type = "application/json";
    return (struct vg_json){.out = w->o};
}

int vg_web_status(int code)
{
    switch (code) {
    case VG_OK:
        return 200;
    case VG_E_ABSENT:
        return 404;
    case VG_E_FORMAT:
    case VG_E_MISUSE:
    case VG_E_LIMIT:
        return 422;
    case VG_E_REFUSED:
    case VG_E_NOT_HELD:
        return 403;
    case VG_E_CONFLICT:
        return 409;
    case VG_E_INTERRUPTED:
        return 503;
    default:
        return 500;
    }
}

/* -- routes ----------------------------------------------------------------------------- */

/* Does the path fit the pattern? What stood for ":…" is set in ids, two at most. */
static int fits(const char *pattern, const char *path, struct vg_str ids[2])
{
    size_t n = 0;

    while (*pattern != '\0' && *path != '\0') {
        if (*pattern == ':') {
            size_t len = strcspn(path, "/");

            if (len == 0 || n == 2)
                return 0;
            ids[n++] = (struct vg_str){path, len};
            path += len;
            pattern += strcspn(pattern, "/");
        } else if (*pattern++ != *path++) {
            return 0;
        }
    }
    return *pattern == '\0' && *path == '\0';
}

const struct vg_route *vg_route_find(const char *method, const char *path, struct vg_arena *a,
                                     const char **id, const char **id2, int *other)
{
    *other = 0;
    *id = *id2 = NULL;
    for (const struct vg_route *r = vg_routes; r->path != NULL; r++) {
        struct vg_str ids[2] = {{0}, {0}};

        if (!fits(r->path, path, ids))
            continue;
        if (strcmp(r->method, method) != 0) {
            *other = 1;
            continue;
        }
        if (ids[0].p != NULL)
            *id = vg_copy(a, ids[0].p, ids[0].len);
        if (ids[1].p != NULL)
            *id2 = vg_copy(a, ids[1].p, ids[1].len);
        return r;
    }
    return NULL;
}
