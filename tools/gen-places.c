/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Makes the C table behind mention/place.h (see mention/place_table.h) when the
 * program is built:
 *
 *   gen-places OUT.c ORDINARY.txt PLACES.csv...
 *
 * A CSV has the columns id,level,parent,en,zh,names,weight; `names` are further
 * names, English or Han, parted by |. Of places that share a name the one with
 * the greater weight is meant first, then the wider, then the first by id.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mention/place_name.h"
#include "mention/place_table.h"

enum { MAX_PLACES = VG_PLACE_REF_INDEX, MAX_ENTRIES = 65000, MAX_SHARED = 100, MAX_COLUMNS = 7 };

struct row {
    const char *id, *level, *parent, *en, *zh, *names;
    int weight;
    int index; /* by id */
};

struct name {
    char key[VG_PLACE_KEY];
    size_t len;
    struct row *row;
    unsigned flags;
};

struct made {
    struct vg_arena a;
    struct row *rows;
    size_t n_rows, room_rows;
    struct name *names;
    size_t n_names, room_names;
    struct vg_table ordinary;
};

static void die(const char *why, const char *what)
{
    fprintf(stderr, "gen-places: %s: %s\n", why, what);
    exit(1);
}

/* One field of RFC 4180; *at is moved behind its comma or line end. */
static char *field(struct vg_arena *a, const char *p, size_t len, size_t *at, int *line_end)
{
    VG_SCOPED_BUF b = {.max = 4096};
    int quoted = *at < len && p[*at] == '"';
    size_t i = *at + (quoted ? 1 : 0);

    for (; i < len; i++) {
        if (quoted && p[i] == '"' && i + 1 < len && p[i + 1] == '"')
            i++;
        else if (quoted && p[i] == '"') {
            quoted = 0;
            continue;
        } else if (!quoted && (p[i] == ',' || p[i] == '\n'))
            break;
        vg_putc(&b, p[i]);
    }
    *line_end = i >= len || p[i] == '\n';
    *at = i + 1;
    return vg_copy(a, vg_buf_str(&b).p, b.len);
}

static void read_rows(struct made *m, const char *path, const char *p, size_t len)
{
    size_t at = 0;
    int is_head = 1;

    while (at < len) {
        char *f[MAX_COLUMNS];
        int line_end = 0;

        for (int i = 0; i < MAX_COLUMNS; i++) {
            if (line_end)
                die("too few columns", path);
            f[i] = field(&m->a, p, len, &at, &line_end);
        }
        if (!line_end)
            die("too many columns", path);
        if (!is_head) {
            m->rows = vg_grow(&m->a, m->rows, m->n_rows, &m->room_rows);
            m->rows[m->n_rows++] =
                (struct row){f[0], f[1], f[2], f[3], f[4], f[5], (int)strtol(f[6], NULL, 10), 0};
        }
        is_head = 0;
    }
}

static size_t key_of(const char *name, size_t len, char key[VG_PLACE_KEY], int *is_han,
                     int *is_upper, size_t *units)
{
    struct vg_place_unit u;
    size_t at = 0, key_len = 0;

    *is_han = *is_upper = 1;
    *units = 0;
    while (at < len && vg_place_unit(name + at, len - at, &u)) {
        key_len = vg_place_key_add(key, key_len, &u);
        if (key_len == 0)
            die("name too long", name);
        *is_han &= u.is_han;
        *is_upper &= u.is_upper;
        at += u.bytes;
        at += vg_place_gap(name + at, len - at, u.is_han);
        (*units)++;
    }
    return at == len ? key_len : 0;
}

static int is_county(const struct row *r)
{
    return r->weight <= 45;
}

/* When does a name count only with a word of kind behind it? */
static int needs_kind(struct made *m, const struct row *r, const char *name, size_t len, int is_han,
                      size_t units)
{
    char all_of[] = {'@', r->id[0], r->id[1]};
    int64_t there;

    if (vg_table_get(&m->ordinary, (struct vg_str){name, len}, &there))
        return 1;
    if (is_han)
        return 0;
    if (strcmp(r->level, "region") == 0 &&
        vg_table_get(&m->ordinary, (struct vg_str){all_of, sizeof all_of}, &there))
        return 1;
    /* Saint George is a parish and a man; Bo, Nan and Ayn are words of other languages. */
    if (r->weight <= 50 && (strncmp(name, "Saint ", 6) == 0 || len < 5))
        return 1;
    return is_county(r) && units == 1 && len < 6;
}

static void add_name(struct made *m, struct row *r, const char *name, size_t len)
{
    struct name n = {.row = r};
    int is_han, is_upper;
    size_t units;

    n.len = key_of(name, len, n.key, &is_han, &is_upper, &units);
    if (n.len == 0 || (is_han && units < 2))
        return;
    if (needs_kind(m, r, name, len, is_han, units))
        n.flags |= VG_PLACE_REF_KIND;
    if (!is_han && is_upper && n.len <= 5)
        n.flags |= VG_PLACE_REF_UPPER;
    m->names = vg_grow(&m->a, m->names, m->n_names, &m->room_names);
    m->names[m->n_names++] = n;
}

/* 安大略省 is 安大略, too. In China the file says which places have a short name. */
static void add_short_zh(struct made *m, struct row *r)
{
    static const char *suffixes[] = {"大区", "地区", "省", "州", "市", "区", "邦", "府"};
    size_t len = strlen(r->zh);

    if (strncmp(r->parent, "CN", 2) == 0 || strcmp(r->level, "region") != 0)
        return;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t n = strlen(suffixes[i]);

        if (len >= n + 9 && strcmp(r->zh + len - n, suffixes[i]) == 0) {
            add_name(m, r, r->zh, len - n);
            return;
        }
    }
}

static void add_names(struct made *m, struct row *r)
{
    const char *p = r->names;

    add_name(m, r, r->en, strlen(r->en));
    add_name(m, r, r->zh, strlen(r->zh));
    add_short_zh(m, r);
    while (*p != '\0') {
        size_t n = strcspn(p, "|");

        add_name(m, r, p, n);
        p += n + (p[n] == '|' ? 1 : 0);
    }
}

static int level_of(const char *word)
{
    static const char *words[] = {"unknown", "world", "continent", "country",
                                  "region",  "metro", "city",      "district"};

    for (int i = 0; i < 8; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    die("no level", word);
    return 0;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->id, ((const struct row *)b)->id);
}

static int by_key(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    size_t n = a->len < b->len ? a->len : b->len;
    int c = memcmp(a->key, b->key, n);

    if (c != 0)
        return c;
    if (a->len != b->len)
        return a->len < b->len ? -1 : 1;
    if (a->row->weight != b->row->weight)
        return b->row->weight - a->row->weight;
    c = level_of(a->row->level) - level_of(b->row->level);
    if (c != 0)
        return c;
    c = strcmp(a->row->id, b->row->id);
    return c != 0 ? c : (int)a->flags - (int)b->flags;
}

static void check_rows(const struct made *m)
{
    struct row key, *up;

    for (size_t i = 0; i < m->n_rows; i++) {
        const struct row *r = &m->rows[i];

        if (i > 0 && strcmp(m->rows[i - 1].id, r->id) == 0)
            die("id used twice", r->id);
        if (r->parent[0] == '\0')
            continue;
        key.id = r->parent;
        up = bsearch(&key, m->rows, m->n_rows, sizeof key, by_id);
        if (up == NULL || level_of(up->level) > level_of(r->level))
            die("no wider place", r->id);
    }
}

static void put_text(FILE *f, const char *text)
{
    if (text[0] == '\0')
        fputs("0", f);
    else
        fprintf(f, "\"%s\"", text);
}

static void write_places(FILE *f, const struct made *m)
{
    fprintf(f, "const unsigned vg_place_count = %zu;\nconst struct vg_place vg_place_list[] = {\n",
            m->n_rows);
    for (size_t i = 0; i < m->n_rows; i++) {
        const struct row *r = &m->rows[i];

        if (strpbrk(r->en, "\"\\") != NULL)
            die("mark in a name", r->en);
        fprintf(f, "{\"%s\", %d, ", r->id, level_of(r->level));
        put_text(f, r->parent);
        fprintf(f, ", \"%s\", ", r->en);
        put_text(f, r->zh);
        fputs("},\n", f);
    }
    fputs("};\n", f);
}

struct entry {
    struct vg_place_entry e;
    const char *key;
};

struct entries {
    struct entry list[MAX_ENTRIES];
    size_t n;
    struct vg_table at;
};

static struct entry *entry_of(struct entries *es, const char *key, size_t len)
{
    int64_t there;

    if (vg_table_add(&es->at, (struct vg_str){key, len}, (int64_t)es->n, &there)) {
        if (es->n == MAX_ENTRIES)
            die("too many names", key);
        es->list[es->n] = (struct entry){{.key_len = (uint8_t)len}, key};
        there = (int64_t)es->n++;
    }
    return &es->list[there];
}

/* Where a key may end and go on: before a blank, or after a Han character. */
static int is_beginning(const char *key, size_t at)
{
    uint32_t c;

    if (key[at] == ' ')
        return 1;
    if (((unsigned char)key[at] & 0xc0U) == 0x80U || at < 4)
        return 0;
    (void)vg_utf8_before(key, at, &c);
    return vg_is_han(c);
}

static void write_index(FILE *f, const struct entries *es)
{
    uint32_t size = 1;
    uint32_t *slots;

    while (size < es->n * 3 / 2)
        size *= 2;
    slots = calloc(size, sizeof *slots);
    if (slots == NULL)
        die("out of memory", "slots");
    for (size_t i = 0; i < es->n; i++) {
        uint32_t hash = vg_place_hash(VG_PLACE_HASH_START, es->list[i].key, es->list[i].e.key_len);
        uint32_t at = hash ^ hash >> 15;

        for (; slots[at & (size - 1)] != 0; at++)
            ;
        slots[at & (size - 1)] = (hash & 0xffff0000U) | (uint32_t)(i + 1);
    }
    fprintf(f, "const uint32_t vg_place_slot_mask = %u;\nconst uint32_t vg_place_slots[] = {\n",
            size - 1);
    for (uint32_t i = 0; i < size; i++)
        fprintf(f, "%u,%s", slots[i], i % 32 == 31 ? "\n" : "");
    fputs("};\n", f);
    free(slots);
}

/* The longest keys first, so that beginnings find themselves in what is there. */
static void write_keys(FILE *f, struct entries *es)
{
    VG_SCOPED_BUF keys = {0};

    for (size_t i = es->n; i-- > 0;) {
        struct entry *e = &es->list[i];
        struct entry *last = i + 1 < es->n ? &es->list[i + 1] : NULL;

        if (last != NULL && last->e.key_len >= e->e.key_len &&
            memcmp(last->key, e->key, e->e.key_len) == 0) {
            e->e.key = last->e.key;
            continue;
        }
        e->e.key = (uint32_t)keys.len;
        vg_put(&keys, e->key, e->e.key_len);
    }
    fputs("const char vg_place_keys[] = {\n", f);
    for (size_t i = 0; i < keys.len; i++)
        fprintf(f, "%d,%s", (signed char)keys.p[i], i % 40 == 39 ? "\n" : "");
    fputs("};\n", f);
}

static int by_text(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;

    return vg_str_cmp((struct vg_str){a->key, a->e.key_len}, (struct vg_str){b->key, b->e.key_len});
}

static void write_names(FILE *f, struct made *m)
{
    static struct entries es;
    size_t refs = 0;

    es.at = VG_TABLE(&m->a);
    fputs("const uint16_t vg_place_refs[] = {\n", f);
    for (size_t i = 0; i < m->n_names; i++) {
        struct name *n = &m->names[i];
        struct entry *e = entry_of(&es, n->key, n->len);

        if (e->e.n > 0 && n->row == m->names[i - 1].row)
            continue; /* the same name twice */
        if (e->e.n == 0)
            e->e.refs = (uint16_t)refs;
        if (++e->e.n == MAX_SHARED || ++refs > UINT16_MAX)
            die("too many places of one name", n->row->en);
        fprintf(f, "%u,%s", (unsigned)n->row->index | n->flags, refs % 20 == 0 ? "\n" : "");
    }
    fputs("};\n", f);
    for (size_t i = 0; i < m->n_names; i++)
        for (size_t at = 1; at < m->names[i].len; at++)
            if (is_beginning(m->names[i].key, at))
                entry_of(&es, m->names[i].key, at)->e.more = 1;
    qsort(es.list, es.n, sizeof *es.list, by_text);
    write_keys(f, &es);
    fputs("const struct vg_place_entry vg_place_entries[] = {\n", f);
    for (size_t i = 0; i < es.n; i++)
        fprintf(f, "{%u,%u,%u,%u,%u},\n", es.list[i].e.key, es.list[i].e.refs, es.list[i].e.key_len,
                es.list[i].e.n, es.list[i].e.more);
    fputs("};\n", f);
    write_index(f, &es);
}

static void read_ordinary(struct made *m, const char *p, size_t len)
{
    m->ordinary = VG_TABLE(&m->a);
    for (size_t at = 0; at < len;) {
        const char *end = memchr(p + at, '\n', len - at);
        size_t n = end == NULL ? len - at : (size_t)(end - p) - at;

        if (n > 0 && p[at] != '#')
            (void)vg_table_add(&m->ordinary, (struct vg_str){p + at, n}, 1, NULL);
        at += n + 1;
    }
}

int main(int argc, char **argv)
{
    struct made m = {0};
    FILE *f;

    if (argc < 4)
        die("usage", "gen-places OUT.c ORDINARY.txt PLACES.csv...");
    for (int i = 2; i < argc; i++) {
        VG_SCOPED_BUF text = {.max = (size_t)MIB(8)};
        struct vg_err err;

        if (vg_file_read(argv[i], &text, &err) != VG_OK)
            die("cannot read", err.text);
        if (i == 2)
            read_ordinary(&m, vg_buf_str(&text).p, text.len);
        else
            read_rows(&m, argv[i], vg_buf_str(&text).p, text.len);
    }
    if (m.n_rows > MAX_PLACES)
        die("too many places", argv[0]);
    qsort(m.rows, m.n_rows, sizeof *m.rows, by_id);
    check_rows(&m);
    for (size_t i = 0; i < m.n_rows; i++) {
        m.rows[i].index = (int)i;
        add_names(&m, &m.rows[i]);
    }
    qsort(m.names, m.n_names, sizeof *m.names, by_key);
    f = fopen(argv[1], "wb");
    if (f == NULL)
        die("cannot write", argv[1]);
    fputs(
        "/* Made by tools/gen-places.c from data/places. */\n#include \"mention/place_table.h\"\n",
        f);
    write_places(f, &m);
    write_names(f, &m);
    if (fclose(f) != 0)
        die("cannot write", argv[1]);
    vg_arena_end(&m.a);
    return 0;
}
