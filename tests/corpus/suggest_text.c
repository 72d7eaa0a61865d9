/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * suggest --text FILE --json [--date D] [--language L]: the suggester without a
 * case, one claim a line, for the scorer.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "claim/suggest.h"

static int suggest(const char *path, const char *date, const char *language)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_TEXT};
    VG_SCOPED_ARENA a = {0};
    struct vg_suggestions got;
    struct vg_suggest_in in = {.date = date, .language = language};
    struct vg_err err;

    if (vg_file_read(path, &text, &err) != VG_OK) {
        fprintf(stderr, "%s: %s\n", path, err.text);
        return 1;
    }
    in.text = vg_buf_str(&text);
    if (vg_suggest(&in, &a, &got, &err) != VG_OK) {
        fprintf(stderr, "%s: %s\n", path, err.text);
        return 1;
    }
    if (got.note)
        fprintf(stderr, "%s: %s\n", path, got.note);
    for (size_t i = 0; i < got.n; i++) {
        VG_SCOPED_BUF line = {0};
        struct vg_json j = {.out = &line};

        vg_claim_to_json(&j, &got.claims[i]);
        vg_putc(&line, '\n');
        (void)fwrite(line.p, 1, line.len, stdout);
    }
    return 0;
}

int main(int argc, char **argv)
{
    const char *text = NULL, *date = NULL, *language = NULL;

    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], "--text") == 0)
            text = argv[i + 1];
        if (strcmp(argv[i], "--date") == 0)
            date = argv[i + 1];
        if (strcmp(argv[i], "--language") == 0)
            language = argv[i + 1];
    }
    if (!text) {
        fputs("usage: suggest-text suggest --text FILE --json [--date D] [--language L]\n", stderr);
        return 2;
    }
    return suggest(text, date, language);
}
