/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Turns data/claims/vocab.json into the C table behind claim/vocab.h:
 *     make-vocab vocab.json vocab_table.c
 * Runs when the project is built, so that the ids of a release are fixed with it.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static void put_text(FILE *out, const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));

    if (s == NULL) {
        (void)fputs("NULL", out);
        return;
    }
    (void)fputc('"', out);
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == '"' || c == '\\')
            (void)fprintf(out, "\\%c", c);
        else if (c < 0x20 || c >= 0x7f)
            (void)fprintf(out, "\\%03o", c);
        else
            (void)fputc(c, out);
    }
    (void)fputc('"', out);
}

static int put_terms(FILE *out, size_t n, const json_t *scheme)
{
    const json_t *terms = json_object_get(scheme, "terms"), *t;
    size_t i;

    if (json_array_size(terms) == 0)
        return -1;
    (void)fprintf(out, "static const struct vg_term terms_%zu[] = {\n", n);
    json_array_foreach(terms, i, t)
    {
        if (!json_is_string(json_object_get(t, "id")))
            return -1;
        (void)fputs("    {", out);
        put_text(out, t, "id");
        (void)fputs(", ", out);
        put_text(out, t, "en");
        (void)fputs(", ", out);
        put_text(out, t, "zh");
        (void)fputs("},\n", out);
    }
    (void)fputs("};\n", out);
    return 0;
}

static int put_schemes(FILE *out, const json_t *schemes)
{
    const json_t *s;
    size_t i;

    (void)fputs("/* Made from data/claims/vocab.json by tools/make-vocab.c. */\n"
                "#include \"claim/vocab.h\"\n",
                out);
    json_array_foreach(schemes, i, s)
    {
        if (put_terms(out, i, s) != 0) {
            (void)fprintf(stderr, "make-vocab: scheme %zu has no terms, or a term no id\n", i);
            return 1;
        }
    }
    (void)fputs("const struct vg_scheme vg_schemes[] = {\n", out);
    json_array_foreach(schemes, i, s)
    {
        (void)fputs("    {", out);
        put_text(out, s, "id");
        (void)fputs(", ", out);
        put_text(out, s, "label");
        (void)fputs(", ", out);
        put_text(out, s, "rule");
        (void)fprintf(out, ", terms_%zu, sizeof terms_%zu / sizeof *terms_%zu},\n", i, i, i);
    }
    (void)fprintf(out, "};\nconst size_t vg_schemes_n = %zu;\n", json_array_size(schemes));
    return 0;
}

int main(int argc, char **argv)
{
    json_error_t e;
    json_t *root = argc == 3 ? json_load_file(argv[1], JSON_REJECT_DUPLICATES, &e) : NULL;
    FILE *out = root != NULL ? fopen(argv[2], "wb") : NULL;
    int bad;

    if (out == NULL) {
        (void)fprintf(stderr, "usage: make-vocab VOCAB.json OUT.c%s%s\n",
                      argc == 3 && root == NULL ? ": " : "",
                      argc == 3 && root == NULL ? e.text : "");
        return EXIT_FAILURE;
    }
    bad = put_schemes(out, json_object_get(root, "schemes"));
    bad = fclose(out) != 0 || bad;
    json_decref(root);
    return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
