/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * make-lexicon LEXICON.tsv UNITS.tsv OUT.c: the words of a language as a C
 * table (see src/mention/lexicon_table.h). Refuses a row it does not
 * understand, with file and line.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/table.h"
#include "mention/lexicon_table.h"

static const char *const classes[] = {
#define X(name, constant) name,
#include "mention/lexicon_class.inc"
#undef X
};

struct row {
    struct vg_lex_entry e;
    struct vg_str phrase;
};

struct maker {
    struct vg_arena a;
    struct vg_table words; /* text -> id */
    struct vg_table seen;  /* class and phrase */
    struct row *rows;
    size_t n, room;
    const char *path;
    size_t line;
    int units; /* the table being read is the one of units */
};

static void refuse(const struct maker *m, const char *what)
{
    fprintf(stderr, "%s:%zu: %s\n", m->path, m->line, what);
    exit(1);
}

static uint16_t word_id(struct maker *m, struct vg_str w)
{
    int64_t id = (int64_t)m->words.n + 1;

    if (id >= VG_LEX_SLOTS / 2)
        refuse(m, "too many words; make VG_LEX_SLOTS larger");
    (void)vg_table_add(&m->words, w, id, &id);
    return (uint16_t)id;
}

/* One or two whole numbers, or nothing of the kind. */
static void read_numbers(struct vg_lex_entry *e)
{
    char *end;
    long long a = strtoll(e->value, &end, 10), b = 0;

    if (end == e->value)
        return;
    if (*end == ' ')
        b = strtoll(end + 1, &end, 10);
    if (*end == '\0') {
        e->a = a;
        e->b = b;
    }
}

static void add(struct maker *m, enum vg_lex_class class, struct vg_str phrase, struct vg_str value)
{
    struct row *r;
    size_t from = 0;
    int64_t before;
    const char *key = vg_print(&m->a, "%d %.*s", (int)class, (int)phrase.len, phrase.p);

    if (!vg_table_add(&m->seen, vg_str(key), (int64_t)m->n, &before)) {
        /* a noun may have two plurals, and so stand twice in the singular */
        if (m->units && vg_str_is(value, m->rows[before].e.value))
            return;
        refuse(m, "this phrase stands twice in its class");
    }
    m->rows = vg_grow(&m->a, m->rows, m->n, &m->room);
    r = &m->rows[m->n++];
    memset(r, 0, sizeof *r);
    r->phrase = phrase;
    r->e.class = (uint8_t) class;
    r->e.value = vg_copy(&m->a, value.p, value.len);
    read_numbers(&r->e);
    for (size_t i = 0; i <= phrase.len; i++)
        if (i == phrase.len || phrase.p[i] == ' ') {
            if (r->e.n == VG_LEX_PHRASE)
                refuse(m, "longer than VG_LEX_PHRASE words");
            r->e.words[r->e.n++] = word_id(m, (struct vg_str){phrase.p + from, i - from});
            from = i + 1;
        }
}

/* Split a line at its tabs into at most `max` fields; the rest are empty. */
static size_t fields(struct vg_str line, struct vg_str *out, size_t max)
{
    size_t n = 0, from = 0;

    memset(out, 0, max * sizeof *out);
    for (size_t i = 0; i <= line.len; i++)
        if (i == line.len || line.p[i] == '\t') {
            if (n < max)
                out[n++] = (struct vg_str){line.p + from, i - from};
            from = i + 1;
        }
    return n;
}

static void lexicon_row(struct maker *m, struct vg_str line)
{
    struct vg_str f[3];

    if (fields(line, f, 3) < 2 || f[1].len == 0)
        refuse(m, "wanted: class, phrase, value");
    for (size_t c = 0; c < sizeof classes / sizeof *classes; c++)
        if (vg_str_is(f[0], classes[c])) {
            add(m, (enum vg_lex_class)c, f[1], f[2]);
            return;
        }
    refuse(m, "no such class");
}

static void unit_row(struct maker *m, struct vg_str line)
{
    struct vg_str f[4];
    int weak;

    if (fields(line, f, 4) < 3 || f[1].len == 0 || f[2].len == 0)
        refuse(m, "wanted: unit, singular, plural, weak or nothing");
    weak = vg_str_is(f[3], "weak");
    if (vg_str_cmp(f[1], f[2]) != 0)
        add(m, weak ? VG_LEX_WEAK_SINGULAR : VG_LEX_UNIT_SINGULAR, f[1], f[0]);
    add(m, weak ? VG_LEX_WEAK_PLURAL : VG_LEX_UNIT_PLURAL, f[2], f[0]);
}

static void read_table(struct maker *m, const char *path,
                       void (*row)(struct maker *, struct vg_str))
{
    VG_SCOPED_BUF b = {0};
    struct vg_err err;
    size_t from = 0;

    m->path = path;
    m->line = 0;
    if (vg_file_read(path, &b, &err) != VG_OK)
        refuse(m, err.text);
    for (size_t i = 0; i < b.len; i++)
        if (b.p[i] == '\n') {
            struct vg_str line = {b.p + from, i - from};

            m->line++;
            if (line.len && line.p[0] != '#')
                row(m, vg_str_copy(&m->a, line));
            from = i + 1;
        }
}

static int by_first_then_longest(const void *x, const void *y)
{
    const struct row *a = x, *b = y;

    if (a->e.words[0] != b->e.words[0])
        return a->e.words[0] < b->e.words[0] ? -1 : 1;
    if (a->e.n != b->e.n)
        return a->e.n > b->e.n ? -1 : 1;
    if (a->e.class != b->e.class)
        return a->e.class < b->e.class ? -1 : 1;
    return vg_str_cmp(a->phrase, b->phrase);
}

static void write_words(const struct maker *m, struct vg_buf *b)
{
    uint16_t *slots = vg_malloc(VG_LEX_SLOTS * sizeof *slots);

    memset(slots, 0, VG_LEX_SLOTS * sizeof *slots);
    vg_puts(b, "const char *const vg_lex_texts[] = {\n\"\",\n");
    for (size_t i = 0; i < m->words.n; i++) {
        struct vg_str w = m->words.items[i].key;
        uint32_t at = vg_lex_hash(w.p, w.len) & (VG_LEX_SLOTS - 1);

        while (slots[at])
            at = (at + 1) & (VG_LEX_SLOTS - 1);
        slots[at] = (uint16_t)(i + 1);
        vg_putf(b, "\"%.*s\",\n", (int)w.len, w.p);
    }
    vg_puts(b, "};\nconst uint16_t vg_lex_slots[VG_LEX_SLOTS] = {\n");
    for (size_t i = 0; i < VG_LEX_SLOTS; i++)
        vg_putf(b, "%u,%s", (unsigned)slots[i], i % 32 == 31 ? "\n" : "");
    vg_puts(b, "};\n");
    free(slots);
}

static void write_entries(const struct maker *m, struct vg_buf *b)
{
    vg_puts(b, "const struct vg_lex_entry vg_lex_entries[] = {\n");
    for (size_t i = 0; i < m->n; i++) {
        const struct vg_lex_entry *e = &m->rows[i].e;

        vg_puts(b, "{{");
        for (size_t k = 0; k < VG_LEX_PHRASE; k++)
            vg_putf(b, "%u,", (unsigned)e->words[k]);
        vg_putf(b, "},%u,%u,\"%s\",%lldLL,%lldLL},\n", (unsigned)e->n, (unsigned)e->class, e->value,
                (long long)e->a, (long long)e->b);
    }
    vg_puts(b, "};\n");
}

static void write_index(const struct maker *m, struct vg_buf *b)
{
    size_t at = 0;

    vg_puts(b, "const uint16_t vg_lex_first[] = {\n0,\n");
    for (size_t id = 1; id <= m->words.n + 1; id++) {
        while (at < m->n && m->rows[at].e.words[0] < id)
            at++;
        vg_putf(b, "%zu,\n", at);
    }
    vg_puts(b, "};\nconst uint64_t vg_lex_masks[] = {\n0,\n");
    at = 0;
    for (size_t id = 1; id <= m->words.n; id++) {
        uint64_t mask = 0;

        for (; at < m->n && m->rows[at].e.words[0] == id; at++)
            mask |= VG_LEX_BIT(m->rows[at].e.class);
        vg_putf(b, "0x%llxULL,\n", (unsigned long long)mask);
    }
    vg_puts(b, "};\n");
}

int main(int argc, char **argv)
{
    struct maker m = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_err err;

    if (argc != 4) {
        fputs("usage: make-lexicon LEXICON.tsv UNITS.tsv OUT.c\n", stderr);
        return 2;
    }
    m.words = VG_TABLE(&m.a);
    m.seen = VG_TABLE(&m.a);
    read_table(&m, argv[1], lexicon_row);
    m.units = 1;
    read_table(&m, argv[2], unit_row);
    qsort(m.rows, m.n, sizeof *m.rows, by_first_then_longest);
    vg_puts(&b, "#include \"mention/lexicon_table.h\"\n");
    write_words(&m, &b);
    write_entries(&m, &b);
    write_index(&m, &b);
    if (vg_file_write(argv[3], b.p, b.len, 0644, &err) != VG_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    vg_arena_end(&m.a);
    return 0;
}
