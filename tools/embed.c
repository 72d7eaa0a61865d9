/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Build helper: turns files into C so that the program is one file.
 *
 *   embed sql HEADER SOURCE FILE.sql…   named statements ("-- name: x" up to the
 *                                       next name) become enum vg_sql and vg_sql_text[];
 *                                       files of a folder named migrate become
 *                                       vg_migrations[] in the order given
 *   embed digest SYMBOL SOURCE FILE…    16 digits of a hash of all files as `const char SYMBOL[17]`
 *   embed bytes SYMBOL SOURCE FILE      one file as `const char SYMBOL[]` with
 *                                       `const size_t SYMBOL_len`; string literals
 *                                       compile twenty times faster than byte lists
 *   embed patterns SOURCE FILE…         pattern files as vg_pat_builtin[]; the folder of
 *                                       each is its language
 *   embed words HEADER SOURCE FILE…     lines "id TAB English TAB Chinese" as enum vg_ui_word
 *                                       and vg_ui_words[]; a line that lacks a language, or
 *                                       whose {1} {2} {3} differ, ends the build
 *   embed assets SOURCE FILE…           files of the page as vg_assets[], each with a tag
 *                                       that changes with its bytes; all style sheets become
 *                                       one, under the name of the first
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"

static void die(const char *what, const char *name)
{
    fprintf(stderr, "embed: %s: %s\n", name, what);
    exit(1);
}

static FILE *open_or_die(const char *name, const char *mode)
{
    FILE *f = fopen(name, mode);

    if (f == NULL)
        die("cannot open", name);
    return f;
}

static char *slurp(const char *name, size_t *len)
{
    FILE *f = open_or_die(name, "rb");
    size_t room = 1 << 16, n = 0;
    char *p = malloc(room);

    while (p != NULL) {
        size_t got = fread(p + n, 1, room - n - 1, f);

        if (got == 0)
            break;
        n += got;
        if (n + 1 == room)
            p = realloc(p, room *= 2);
    }
    if (p == NULL)
        die("too large", name);
    fclose(f);
    p[n] = '\0';
    *len = n;
    return p;
}

/* A string literal, a source line for each line of text. */
static void put_literal(FILE *out, const char *p, size_t len)
{
    size_t column = 0;

    fputs("    \"", out);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)p[i];

        if (c == '\n') {
            fputs("\\n", out);
            column = 200;
        } else if (c == '"' || c == '\\') {
            fprintf(out, "\\%c", c);
        } else if (c < 0x20 || c >= 0x7f || c == '?') {
            fprintf(out, "\\%03o", c);
        } else {
            fputc(c, out);
        }
        if (++column >= 96 && i + 1 < len) {
            fputs("\"\n    \"", out);
            column = 0;
        }
    }
    fputs("\"", out);
}

static void put_upper(FILE *out, const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        fputc(toupper((unsigned char)p[i]), out);
}

/* Statements of one file: comments before the first name are passed over. */
static void embed_statements(FILE *h, FILE *c, const char *name)
{
    static const char mark[] = "-- name: ";
    size_t len;
    char *text = slurp(name, &len);
    char *at = strstr(text, mark);

    while (at != NULL) {
        char *id = at + sizeof mark - 1;
        size_t id_len = strcspn(id, "\n");
        char *body = id + id_len;
        char *next = strstr(body, mark);
        size_t n = next == NULL ? strlen(body) : (size_t)(next - body);

        while (n > 0 && isspace((unsigned char)body[n - 1]))
            n--;
        while (n > 0 && isspace((unsigned char)*body)) {
            body++;
            n--;
        }
        if (n == 0 || body[n - 1] != ';')
            die("a statement must end in ;", name);
        fputs("    VG_SQL_", h);
        put_upper(h, id, id_len);
        fputs(",\n", h);
        fprintf(c, "    {\"%.*s\",\n", (int)id_len, id);
        put_literal(c, body, n);
        fputs("},\n", c);
        at = next;
    }
    free(text);
}

static int embed_sql(const char *header, const char *source, int n, char **files)
{
    FILE *h = open_or_die(header, "w"), *c = open_or_die(source, "w");
    int migrations = 0;

    fputs("/* Made by tools/embed from sql/. */\n#ifndef VG_SQL_H\n#define VG_SQL_H\n\n"
          "enum vg_sql {\n",
          h);
    fputs("/* Made by tools/embed from sql/. */\n#include \"sql.h\"\n\n"
          "const struct vg_sql_statement vg_sql[] = {\n",
          c);
    for (int i = 0; i < n; i++)
        if (strstr(files[i], "/migrate/") == NULL)
            embed_statements(h, c, files[i]);
    fputs(
        "    VG_SQL_COUNT,\n};\n\nstruct vg_sql_statement {\n    const char *name, *text;\n};\n"
        "extern const struct vg_sql_statement vg_sql[];\n\n"
        "/* Applied in order; the n-th makes user_version n + 1. */\n"
        "extern const char *const vg_migrations[];\nextern const int vg_migrations_n;\n\n#endif\n",
        h);
    fputs("};\n\nconst char *const vg_migrations[] = {\n", c);
    for (int i = 0; i < n; i++) {
        size_t len;
        char *text;

        if (strstr(files[i], "/migrate/") == NULL)
            continue;
        text = slurp(files[i], &len);
        put_literal(c, text, len);
        fputs(",\n", c);
        free(text);
        migrations++;
    }
    fprintf(c, "};\n\nconst int vg_migrations_n = %d;\n", migrations);
    return fclose(h) != 0 || fclose(c) != 0;
}

static int embed_bytes(const char *symbol, const char *source, const char *file)
{
    FILE *c = open_or_die(source, "w");
    size_t len;
    char *text = slurp(file, &len);

    fprintf(c,
            "/* Made by tools/embed. */\n#include <stddef.h>\n\nextern const char %s[];\n"
            "extern const size_t %s_len;\n\nconst char %s[] =\n",
            symbol, symbol, symbol);
    put_literal(c, text, len);
    fprintf(c, ";\n\nconst size_t %s_len = sizeof %s - 1;\n", symbol, symbol);
    free(text);
    return fclose(c) != 0;
}

/* "en" and "en/bound.pat" of "…/data/patterns/en/bound.pat". */
static int embed_patterns(const char *source, int n, char **files)
{
    FILE *c = open_or_die(source, "w");

    fputs("/* Made by tools/embed from data/patterns/. */\n#include \"mention/pattern.h\"\n\n"
          "const struct vg_pat_text vg_pat_builtin[] = {\n",
          c);
    for (int i = 0; i < n; i++) {
        const char *slash = strrchr(files[i], '/'), *folder = slash;
        size_t len;
        char *text = slurp(files[i], &len);

        if (slash == NULL)
            die("no folder in front of the name", files[i]);
        while (folder > files[i] && folder[-1] != '/')
            folder--;
        fprintf(c, "    {\"%.*s\", \"%s\",\n", (int)(slash - folder), folder, folder);
        put_literal(c, text, len);
        fprintf(c, ",\n     %zu},\n", len);
        free(text);
    }
    fprintf(c, "};\n\nconst size_t vg_pat_builtin_n = %d;\n", n);
    return fclose(c) != 0;
}

/* -- words of the page ------------------------------------------------------------- */

static void put_word_name(FILE *out, const char *id)
{
    fputs("VW_", out);
    for (; *id != '\0'; id++)
        fputc(isalnum((unsigned char)*id) ? toupper((unsigned char)*id) : '_', out);
}

/* Which of {1} to {6} a text has, as bits. */
static unsigned places_of(const char *text)
{
    unsigned bits = 0;

    for (; *text != '\0'; text++)
        if (text[0] == '{' && text[1] >= '1' && text[1] <= '6' && text[2] == '}')
            bits |= 1U << (text[1] - '1');
    return bits;
}

static void embed_word(FILE *h, FILE *c, char *line, const char *file)
{
    char *en = strchr(line, '\t'), *zh = en == NULL ? NULL : strchr(en + 1, '\t');

    if (zh == NULL || en[1] == '\t' || zh[1] == '\0' || strchr(zh + 1, '\t') != NULL)
        die("a line must be: id TAB English TAB Chinese", line);
    *en++ = '\0';
    *zh++ = '\0';
    if (places_of(en) != places_of(zh))
        die("{1}, {2} … differ between the languages", line);
    fputs("    ", h);
    put_word_name(h, line);
    fprintf(h, ", /* %s: %s */\n", strrchr(file, '/') == NULL ? file : strrchr(file, '/') + 1,
            line);
    fputs("    {", c);
    put_literal(c, line, strlen(line));
    fputs(",", c);
    put_literal(c, en, strlen(en));
    fputs(",", c);
    put_literal(c, zh, strlen(zh));
    fputs("},\n", c);
}

static int embed_words(const char *header, const char *source, int n, char **files)
{
    FILE *h = open_or_die(header, "w"), *c = open_or_die(source, "w");

    fputs("/* Made by tools/embed from web/words/. */\n#ifndef VG_WEB_WORDS_H\n"
          "#define VG_WEB_WORDS_H\n\nenum vg_ui_word {\n",
          h);
    fputs("/* Made by tools/embed from web/words/. */\n#include \"web_words.h\"\n\n"
          "const struct vg_ui_words_row vg_ui_words[] = {\n",
          c);
    for (int i = 0; i < n; i++) {
        size_t len;
        char *text = slurp(files[i], &len), *next;

        for (char *line = text; line != NULL && *line != '\0'; line = next) {
            next = strchr(line, '\n');
            if (next != NULL)
                *next++ = '\0';
            if (*line != '#' && *line != '\0')
                embed_word(h, c, line, files[i]);
        }
        free(text);
    }
    fputs("    VW_COUNT,\n};\n\nstruct vg_ui_words_row {\n    const char *id, *en, *zh;\n};\n"
          "extern const struct vg_ui_words_row vg_ui_words[];\n\n#endif\n",
          h);
    fputs("};\n", c);
    return fclose(h) != 0 || fclose(c) != 0;
}

/* -- assets of the page --------------------------------------------------------------- */

/* FNV-1a: it need not resist anybody, only change when the bytes do. */
static unsigned long long tag_of(const char *p, size_t len)
{
    return vg_fnv64_bytes(VG_FNV64, p, len);
}

static const char *type_of(const char *name)
{
    static const char *const types[][2] = {{".css", "text/css; charset=utf-8"},
                                           {".js", "text/javascript; charset=utf-8"},
                                           {".svg", "image/svg+xml"},
                                           {".json", "application/json"}};
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot != NULL && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot, types[i][0]) == 0)
            return types[i][1];
    die("no type is known for this ending", name);
    return NULL;
}

static int is_style(const char *file)
{
    size_t n = strlen(file);

    return n > 4 && strcmp(file + n - 4, ".css") == 0;
}

static void embed_asset(FILE *c, const char *file, const char *text, size_t len)
{
    const char *slash = strrchr(file, '/'), *name = slash == NULL ? file : slash + 1;

    fprintf(c, "    {\"%s\", \"%s\", \"%016llx\", %zu,\n", name, type_of(name), tag_of(text, len),
            len);
    put_literal(c, text, len);
    fputs("},\n", c);
}

/* A style sheet without its comments and the space that only a person needs. Strings in ours
 * hold neither comment marks nor runs of space. */
static size_t squeezed(char *p, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (p[i] == '/' && i + 1 < len && p[i + 1] == '*') {
            const char *end = strstr(p + i + 2, "*/");

            i = end == NULL ? len : (size_t)(end - p) + 1;
            continue;
        }
        if (isspace((unsigned char)p[i])) {
            if (n > 0 && strchr("{};:,>", p[n - 1]) == NULL && p[n - 1] != ' ')
                p[n++] = ' ';
            continue;
        }
        if (n > 0 && p[n - 1] == ' ' && strchr("{};,", p[i]) != NULL)
            n--;
        p[n++] = p[i];
    }
    p[n] = '\0';
    return n;
}

/* Appends a file to a text; the old text is freed. */
static char *joined(char *text, size_t *len, const char *file)
{
    size_t more;
    char *part = slurp(file, &more), *all = realloc(text, *len + more + 1);

    if (all == NULL)
        die("too large", file);
    memcpy(all + *len, part, more + 1);
    *len += more;
    free(part);
    return all;
}

static int embed_assets(const char *source, int n, char **files)
{
    FILE *c = open_or_die(source, "w");
    const char *style_name = NULL;
    char *style = NULL;
    size_t style_len = 0;

    fputs("/* Made by tools/embed from web/. */\n#include \"web/asset.h\"\n\n"
          "const struct vg_asset vg_assets[] = {\n",
          c);
    for (int i = 0; i < n; i++) {
        size_t len;
        char *text;

        if (is_style(files[i])) {
            style_name = style_name == NULL ? files[i] : style_name;
            style = joined(style, &style_len, files[i]);
            continue;
        }
        text = slurp(files[i], &len);
        embed_asset(c, files[i], text, len);
        free(text);
    }
    if (style != NULL) {
        style_len = squeezed(style, style_len);
        embed_asset(c, style_name, style, style_len);
    }
    free(style);
    fputs("    {0},\n};\n", c);
    return fclose(c) != 0;
}

/* One line of the bytes of all files: whoever keeps what was made by them sees that they changed.
 */
static int embed_digest(const char *symbol, const char *source, int n, char **files)
{
    FILE *c = open_or_die(source, "wb");
    unsigned long long sum = 0;

    for (int i = 0; i < n; i++) {
        size_t len;
        char *text = slurp(files[i], &len);

        sum = (sum ^ tag_of(text, len)) * 0x9e3779b97f4a7c15ULL;
        free(text);
    }
    fprintf(c, "extern const char %s[17];\nconst char %s[17] = \"%016llx\";\n", symbol, symbol,
            sum);
    return fclose(c) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc >= 5 && strcmp(argv[1], "digest") == 0)
        return embed_digest(argv[2], argv[3], argc - 4, argv + 4);
    if (argc >= 5 && strcmp(argv[1], "words") == 0)
        return embed_words(argv[2], argv[3], argc - 4, argv + 4);
    if (argc >= 4 && strcmp(argv[1], "assets") == 0)
        return embed_assets(argv[2], argc - 3, argv + 3);
    if (argc >= 4 && strcmp(argv[1], "patterns") == 0)
        return embed_patterns(argv[2], argc - 3, argv + 3);
    if (argc >= 5 && strcmp(argv[1], "sql") == 0)
        return embed_sql(argv[2], argv[3], argc - 4, argv + 4);
    if (argc == 5 && strcmp(argv[1], "bytes") == 0)
        return embed_bytes(argv[2], argv[3], argv[4]);
    fputs("usage: embed sql HEADER SOURCE FILE… | embed bytes SYMBOL SOURCE FILE | "
          "embed digest SYMBOL SOURCE FILE… | embed patterns SOURCE FILE… | embed words HEADER "
          "SOURCE FILE… | embed assets SOURCE "
          "FILE…\n",
          stderr);
    return 2;
}
