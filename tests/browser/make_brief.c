/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Writes the briefs that the browser test looks at. make_brief FOLDER makes
 * small-en.html, small-zh.html and, where the shared data is, sample-en.html and
 * sample-zh.html; make_brief FOLDER CORPUS besides makes hostile-N.html for each
 * line of the corpus, that line standing wherever text from outside can.
 */
#include "../unit/brief_case.h"
#include "base/file.h"

static int write_one(struct brief_case *k, const char *folder, const char *name, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    const char *path = vg_print(&a, "%s/%s.html", folder, name);
    int rc = brief_case_write(k, &a, &page, err);

    return rc != VG_OK ? rc : vg_file_write(path, page.p, page.len, 0644, err);
}

static int write_both(struct brief_case *k, const char *folder, const char *name,
                      struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    int rc;

    k->brief.language = "en";
    rc = write_one(k, folder, vg_print(&a, "%s-en", name), err);
    k->brief.language = "zh";
    return rc != VG_OK ? rc : write_one(k, folder, vg_print(&a, "%s-zh", name), err);
}

static int write_hostile(const char *folder, const char *corpus, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF lines = {.max = 1 << 20};
    int rc = vg_file_read(corpus, &lines, err);
    size_t n = 0;

    for (char *line = lines.p; rc == VG_OK && *line != '\0'; n++) {
        size_t len = strcspn(line, "\n");
        struct brief_case k;

        brief_case_small(&k);
        brief_case_fill(&k, vg_copy(&a, line, len), &a);
        rc = write_one(&k, folder, vg_print(&a, "hostile-%zu", n), err);
        line += line[len] == '\n' ? len + 1 : len;
    }
    return rc;
}

int main(int argc, char **argv)
{
    VG_SCOPED_ARENA a = {0};
    struct brief_case k;
    struct vg_err err = {0};
    int rc;

    if (argc < 2)
        return 2;
    brief_case_small(&k);
    rc = write_both(&k, argv[1], "small", &err);
    if (rc == VG_OK && brief_case_sample(&a, &k)) {
        rc = write_both(&k, argv[1], "sample", &err);
        brief_case_end(&k);
    }
    if (rc == VG_OK && argc > 2)
        rc = write_hostile(argv[1], argv[2], &err);
    if (rc != VG_OK)
        (void)fprintf(stderr, "make_brief: %s\n", err.text);
    return rc == VG_OK ? 0 : 1;
}
