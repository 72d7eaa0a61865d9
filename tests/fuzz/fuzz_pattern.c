/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "claim/pattern_check.h"
#include "fuzz.h"

/* A pattern file: whatever the bytes, it is read or refused with its name and a line;
 * what is read can be tried, and its rules match within a text. */
static const char text[] =
    "At least 12 people were persuaded to return, according to the Dory Institute; none left.";

static void use(struct vg_languages *l, struct vg_arena *a)
{
    struct vg_suggest_in in = {
        .text = {text, sizeof text - 1}, .language = "en", .languages = l, .explain = 1};
    struct vg_suggestions got;
    struct vg_pat_result *results;
    size_t n;

    LAW(vg_suggest(&in, a, &got, NULL) == VG_OK);
    for (size_t i = 0; i < got.n; i++)
        LAW(vg_quantity_check(&got.claims[i].quantity, NULL) == VG_OK ||
            got.claims[i].quantity.op == VG_OP_NONE);
    (void)vg_patterns_try(l, "en", 0, 1, a, &results, &n, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_pat_text t = {"en", "en/f.pat", (const char *)bytes, n};
    struct vg_languages l = {.a = &a, .added = &t, .n_added = 1};
    const struct vg_patterns *p;
    struct vg_pat_file file;
    struct vg_err err = {0};
    int rc = vg_pat_file_read("en/f.pat", (const char *)bytes, n, &a, &file, &err);

    LAW(rc == VG_OK || strncmp(err.text, "en/f.pat:", 9) == 0);
    LAW(vg_utf8_bad(err.text, strlen(err.text)) == strlen(err.text));
    if (rc != VG_OK)
        return 0;
    for (size_t i = 0; i < file.n_rules; i++)
        LAW(file.rules[i].n_branches > 0 && file.rules[i].name[0] != '\0');
    if (vg_language_get(&l, "en", &p, &err) == VG_OK)
        use(&l, &a);
    else
        LAW(strchr(err.text, ':') != NULL);
    return 0;
}
