/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_WEB_FORM_H
#define VG_TESTS_WEB_FORM_H

/* "name=value&…" as a browser sends it, taken apart, for requests without HTTP. */
#include <string.h>

#include "web/web.h"

static inline int hex(char c)
{
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

static inline const char *decoded(struct vg_arena *a, const char *p, size_t n)
{
    char *out = vg_alloc(a, n + 1);
    size_t k = 0;

    for (size_t i = 0; i < n; i++) {
        if (p[i] == '%' && i + 2 < n && hex(p[i + 1]) >= 0 && hex(p[i + 2]) >= 0) {
            out[k++] = (char)(16 * hex(p[i + 1]) + hex(p[i + 2]));
            i += 2;
        } else {
            out[k++] = p[i] == '+' ? ' ' : p[i];
        }
    }
    return out;
}

static inline size_t fields_of(struct vg_arena *a, const char *text, struct vg_web_field *out,
                               size_t room)
{
    size_t n = 0;

    while (text != NULL && *text != '\0' && n < room) {
        size_t len = strcspn(text, "&"), name = strcspn(text, "=&");

        out[n].name = decoded(a, text, name);
        out[n++].value = name < len ? decoded(a, text + name + 1, len - name - 1) : "";
        text += len + (text[len] == '&');
    }
    return n;
}

#endif
