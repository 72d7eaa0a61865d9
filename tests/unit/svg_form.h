/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_SVG_FORM_H
#define VG_TESTS_UNIT_SVG_FORM_H

#include <stdio.h>
#include <string.h>

#include "test.h"

#include "base/html.h"
#include "brief/draw.h"
#include "brief/page.h"

/* What XML asks of a drawing of ours, for the tests of all drawings. */
enum { SVG_DEEP = 32, SVG_NAME = 32 };

static inline size_t svg_name_length(const char *at)
{
    return strcspn(at, " />\n");
}

/* The end of a tag: attribute values are quoted, and hold no '<'. */
static inline const char *svg_end_of_tag(const char *at)
{
    for (int quoted = 0; *at != '\0' && (quoted || *at != '>'); at++) {
        if (*at == '"')
            quoted = !quoted;
        if (*at == '<')
            fail_msg("a tag within a tag: %.40s", at);
    }
    if (*at == '\0')
        fail_msg("a tag never ends");
    return at;
}

/* Is it one element, with every tag closed in turn? That is what XML asks of ours. */
static inline void svg_check_form(const char *xml)
{
    char open[SVG_DEEP][SVG_NAME];
    size_t depth = 0;

    for (const char *at = xml; (at = strchr(at, '<')) != NULL;) {
        const char *name = at + 1 + (at[1] == '/');
        const char *end = svg_end_of_tag(at + 1);
        size_t n = svg_name_length(name);

        assert_true(n > 0 && n < SVG_NAME);
        if (at[1] == '/') {
            assert_true(depth > 0);
            depth--;
            assert_true(strlen(open[depth]) == n && strncmp(open[depth], name, n) == 0);
        } else if (end[-1] != '/') {
            assert_true(depth < SVG_DEEP);
            (void)snprintf(open[depth++], SVG_NAME, "%.*s", (int)n, name);
        }
        at = end;
    }
    assert_int_equal(depth, 0);
    assert_int_equal(strncmp(xml, "<svg ", 5), 0);
}

/* A drawing in a page with the style of a brief, for looking at it. */
static inline void svg_page(const char *folder, const char *name, const char *svg)
{
    char path[4096];
    FILE *f;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs("<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
          "<style>",
          f);
    for (size_t i = 0; vg_brief_style[i] != NULL; i++)
        fputs(vg_brief_style[i], f);
    fprintf(f, "</style><body style=\"display:block\"><div class=draws>%s</div>", svg);
    fclose(f);
}

#endif
