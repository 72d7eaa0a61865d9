/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The names of charsets: labels of the Encoding standard, section 4.2. */
#include <string.h>

#include "read/charset.h"

enum { LONGEST = 32 }; /* bytes; the longest label has 19 */

struct label {
    const char *label, *name;
};

/* clang-format off */
/* Sorted by label. */
static const struct label labels[] = {
#include "read/labels.inc"
};
/* clang-format on */

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static const char *find(const char *label)
{
    size_t low = 0, high = sizeof labels / sizeof *labels;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = strcmp(labels[mid].label, label);

        if (c == 0)
            return labels[mid].name;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const char *vg_charset_name(struct vg_str label)
{
    char lower[LONGEST] = {0};
    const char *name;

    while (label.len > 0 && is_space(label.p[0])) {
        label.p++;
        label.len--;
    }
    while (label.len > 0 && is_space(label.p[label.len - 1]))
        label.len--;
    if (label.len == 0 || label.len >= sizeof lower)
        return NULL;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.p[i];

        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    name = find(lower);
    if (name == NULL)
        return NULL;
    if (strcmp(name, "gbk") == 0)
        return "gb18030";
    /* Bytes for a font of the page's own: what is ASCII in it can be read. */
    return strcmp(name, "x-user-defined") == 0 ? "windows-1252" : name;
}
