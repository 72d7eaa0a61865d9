/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From the pattern files of a language to what the engines ask: the files are read,
 * lists of one name are put together (with those they name), and the lists that have
 * the name of a class become the lexicon. Done anew each time something is to be
 * suggested, so it has to be quick: about a millisecond for everything built in.
 */
#include "mention/pattern.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "mention/pattern_parts.h"
#include "mention/quantity.h"

static const struct {
    const char *name, *keys[2];
} classes[] = {
#define X(name, first, second, constant) {name, {first, second}},
#include "mention/lexicon_class.inc"
#undef X
};

struct maker {
    struct vg_arena *a;
    struct vg_arena scratch;
    struct vg_err *err;
    struct vg_patterns *p;
    struct vg_pat_program *g;
    struct vg_pat_file *files;
    struct raw_list *raw;
    size_t n_raw, room_raw;
    struct vg_table raw_names;
    struct row *rows;
    size_t n_rows, room_rows;
};

/* A list as the files have it, with @ entries. */
struct raw_list {
    const char *name;
    struct vg_pat_phrase *phrases;
    size_t n, room;
    enum { NOT_YET, UNDER_WAY, DONE } state;
};

/* A phrase of the lexicon. */
struct row {
    struct vg_lex_entry e;
    const struct vg_pat_phrase *from;
};

int vg_is_by_character(const char *language)
{
    return strncmp(language, "zh", 2) == 0 || strncmp(language, "ja", 2) == 0 ||
           strncmp(language, "yue", 3) == 0;
}

const char *vg_pat_value(const struct vg_pat_set *sets, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(sets[i].key, key) == 0)
            return sets[i].value;
    return NULL;
}

/* -- cutting phrases ------------------------------------------------------------------ */

/* A token has at least one byte. */
enum { CUT_TOKENS = VG_MAX_PATTERN_PHRASE + 2 };

void vg_pat_cutter_begin(struct vg_pat_cutter *c, struct vg_arena *scratch, struct vg_table *words,
                         int by_character)
{
    static const uint16_t no_slots[1] = {0};

    *c = (struct vg_pat_cutter){.a = scratch, .words = words, .by_character = by_character};
    c->none.slots = no_slots;
    c->none.n_slots = 1;
    c->scan.lex = &c->none;
    c->scan.tok = VG_NEW_ARRAY(scratch, struct vg_token, CUT_TOKENS);
    c->scan.word = VG_NEW_ARRAY(scratch, uint16_t, CUT_TOKENS);
    c->scan.symbol = VG_NEW_ARRAY(scratch, uint16_t, CUT_TOKENS);
}

/* The symbol of a word, a new one if need be; 0 when there are too many. */
static uint16_t symbol_of(struct vg_pat_cutter *c, const char *p, size_t len)
{
    struct vg_str w = {p, len};
    int64_t id = (int64_t)c->words->n + 1;

    if (!vg_table_get(c->words, w, &id)) {
        if (id > VG_MAX_PATTERN_WORDS)
            return 0;
        (void)vg_table_add(c->words, w, id, NULL);
    }
    return (uint16_t)id;
}

static int is_run(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

static int cut_characters(struct vg_pat_cutter *c, const char *text, uint16_t *out, size_t most,
                          size_t *n)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_PATTERN_PHRASE * VG_FOLD_MAX};

    *n = 0;
    vg_fold(text, strlen(text), VG_FOLD_PLAIN, &b);
    for (size_t at = 0, to; at < b.len; at = to) {
        uint32_t ch;

        to = at + vg_utf8_next(b.p + at, b.len - at, &ch);
        while (is_run(b.p[at]) && to < b.len && is_run(b.p[to]))
            to++;
        if (vg_char_kind(ch) == VG_CHAR_SPACE)
            continue;
        if (*n == most || (out[*n] = symbol_of(c, b.p + at, to - at)) == 0)
            return VG_E_LIMIT;
        ++*n;
    }
    return b.full ? VG_E_LIMIT : VG_OK;
}

int vg_pat_cut(struct vg_pat_cutter *c, const char *text, uint16_t *out, size_t most, size_t *n)
{
    struct vg_scan *s = &c->scan;

    c->only_words = 1;
    if (c->by_character)
        return cut_characters(c, text, out, most, n);
    vg_scan_line(s, text, strlen(text));
    if (s->n > most)
        return VG_E_LIMIT;
    for (size_t i = 0; i < s->n; i++) {
        char word[VG_SCAN_FOLD];
        struct vg_str w = vg_scan_text(s, i, i + 1);
        size_t len;

        c->only_words &= s->tok[i].kind == VG_TOKEN_WORD;
        c->has_digits |= s->tok[i].kind == VG_TOKEN_NUMBER || s->tok[i].kind == VG_TOKEN_CODE;
        if (s->tok[i].kind == VG_TOKEN_MARK) {
            out[i] = s->symbol[i];
            continue;
        }
        len = s->tok[i].kind == VG_TOKEN_WORD ? vg_scan_fold(s, i, word) : 0;
        out[i] = len ? symbol_of(c, word, len) : symbol_of(c, w.p, w.len);
        if (out[i] == 0)
            return VG_E_LIMIT;
    }
    *n = s->n;
    return VG_OK;
}

/* -- reading -------------------------------------------------------------------------- */

static int read_file(struct maker *m, const struct vg_pat_text *t)
{
    struct vg_patterns *p = m->p;
    int rc;

    if (strcmp(t->language, p->language) != 0)
        return VG_OK;
    if (p->n_files == VG_MAX_PATTERN_FILES)
        return vg_fail(m->err, VG_E_LIMIT, "%s:1: expected at most %d pattern files of a language",
                       t->name, VG_MAX_PATTERN_FILES);
    rc = vg_pat_file_read(t->name, t->text, t->len, m->a, &m->files[p->n_files], m->err);
    if (rc == VG_OK)
        p->n_files++;
    return rc;
}

static int read_files(struct maker *m, const struct vg_pat_text *added, size_t n_added)
{
    int rc;

    m->files = VG_NEW_ARRAY(m->a, struct vg_pat_file, VG_MAX_PATTERN_FILES);
    for (size_t i = 0; i < n_added; i++)
        if ((rc = read_file(m, &added[i])) != VG_OK)
            return rc;
    m->p->n_added = m->p->n_files;
    for (size_t i = 0; i < vg_pat_builtin_n; i++)
        if ((rc = read_file(m, &vg_pat_builtin[i])) != VG_OK)
            return rc;
    m->p->files = m->files;
    return VG_OK;
}

/* -- lists ----------------------------------------------------------------------------- */

static int gather_list(struct maker *m, const struct vg_pat_file *f, const struct vg_pat_list *l)
{
    int64_t at = (int64_t)m->n_raw;
    struct raw_list *raw;

    if (!vg_table_get(&m->raw_names, vg_str(l->name), &at)) {
        if (m->n_raw == VG_MAX_PATTERN_LISTS)
            return vg_fail(m->err, VG_E_LIMIT, "%s:%d: expected at most %d lists in a language",
                           f->name, l->line, VG_MAX_PATTERN_LISTS);
        m->raw = vg_grow(&m->scratch, m->raw, m->n_raw, &m->room_raw);
        m->raw[m->n_raw++] = (struct raw_list){.name = l->name};
        (void)vg_table_add(&m->raw_names, vg_str(l->name), at, NULL);
    }
    assert(m->raw != NULL); /* it was made now, or earlier */
    raw = &m->raw[at];
    for (size_t i = 0; i < l->n; i++) {
        raw->phrases = vg_grow(&m->scratch, raw->phrases, raw->n, &raw->room);
        raw->phrases[raw->n++] = (struct vg_pat_phrase){&l->entries[i], f};
    }
    return VG_OK;
}

/* "bound → more → bound": the lists that are under way, from the one that closes it. */
static int refuse_cycle(struct maker *m, const struct vg_pat_phrase *at, const size_t *path,
                        size_t depth)
{
    VG_SCOPED_BUF b = {0};
    size_t from = depth;

    while (from > 0 && strcmp(m->raw[path[from]].name, at->entry->phrase) != 0)
        from--;
    for (size_t i = from; i <= depth; i++)
        vg_putf(&b, "%s → ", m->raw[path[i]].name);
    return vg_fail(m->err, VG_E_FORMAT,
                   "%s:%d: expected lists that do not refer to themselves, found %s%s",
                   at->file->name, at->entry->line, b.p, at->entry->phrase);
}

enum { LIST_DEPTH = 16 }; /* lists that name lists that name lists … */

struct gathering {
    size_t path[LIST_DEPTH + 1];
    struct vg_pat_merged *out;
    size_t room;
};

/* The phrases of raw list `at`, those of the lists it names in their place. */
static int flatten(struct maker *m, struct gathering *g, size_t at, size_t depth)
{
    struct raw_list *raw = &m->raw[at];
    int rc = VG_OK;

    g->path[depth] = at;
    raw->state = UNDER_WAY;
    for (size_t i = 0; i < raw->n && rc == VG_OK; i++) {
        const struct vg_pat_phrase *ph = &raw->phrases[i];
        int64_t other;

        if (!ph->entry->is_list) {
            g->out->phrases = vg_grow(m->a, g->out->phrases, g->out->n, &g->room);
            g->out->phrases[g->out->n++] = *ph;
            if (g->out->n > VG_MAX_PATTERN_PHRASES)
                rc = vg_fail(m->err, VG_E_LIMIT, "%s:%d: expected at most %d phrases in list %s",
                             ph->file->name, ph->entry->line, VG_MAX_PATTERN_PHRASES, g->out->name);
        } else if (!vg_table_get(&m->raw_names, vg_str(ph->entry->phrase), &other)) {
            rc = vg_fail(m->err, VG_E_FORMAT,
                         "%s:%d: expected the name of a list behind @, found '%s'", ph->file->name,
                         ph->entry->line, ph->entry->phrase);
        } else if (m->raw[other].state == UNDER_WAY) {
            rc = refuse_cycle(m, ph, g->path, depth);
        } else if (depth == LIST_DEPTH) {
            rc = vg_fail(m->err, VG_E_LIMIT, "%s:%d: expected at most %d lists within each other",
                         ph->file->name, ph->entry->line, LIST_DEPTH);
        } else {
            rc = flatten(m, g, (size_t)other, depth + 1);
        }
    }
    raw->state = DONE;
    return rc;
}

static int merge_lists(struct maker *m)
{
    struct vg_pat_merged *lists;
    int rc;

    for (size_t i = 0; i < m->p->n_files; i++)
        for (size_t k = 0; k < m->files[i].n_lists; k++)
            if ((rc = gather_list(m, &m->files[i], &m->files[i].lists[k])) != VG_OK)
                return rc;
    lists = VG_NEW_ARRAY(m->a, struct vg_pat_merged, m->n_raw);
    for (size_t i = 0; i < m->n_raw; i++) {
        struct gathering g = {.out = &lists[i]};

        lists[i].name = m->raw[i].name;
        (void)vg_table_add(&m->g->list_names, vg_str(lists[i].name), (int64_t)i, NULL);
        if ((rc = flatten(m, &g, i, 0)) != VG_OK)
            return rc;
    }
    m->g->lists = lists;
    m->g->n_lists = m->n_raw;
    return VG_OK;
}

const struct vg_pat_merged *vg_patterns_list(const struct vg_patterns *p, const char *name)
{
    int64_t at;

    return vg_table_get(&p->program->list_names, vg_str(name), &at) ? &p->program->lists[at] : NULL;
}

/* -- the lexicon ------------------------------------------------------------------------- */

static int refuse_phrase(struct maker *m, const struct vg_pat_phrase *ph, int code,
                         const char *what)
{
    return vg_fail(m->err, code, "%s:%d: expected %s, found '%s'", ph->file->name, ph->entry->line,
                   what, ph->entry->phrase);
}

/* A whole number, all of it. */
static int as_number(const char *text, int64_t *out)
{
    char *end;
    long long v;

    if (*text == '\0' || strlen(text) > 18)
        return 0;
    v = strtoll(text, &end, 10);
    if (*end != '\0')
        return 0;
    *out = v;
    return 1;
}

static int wants_number(const char *key)
{
    static const char *const keys[] = {"value", "lower", "upper", "month", "day", "season", "rank"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0)
            return 1;
    return 0;
}

/* Are the values of the phrase those that its class takes? */
static int check_values(struct maker *m, const struct vg_pat_phrase *ph, size_t class)
{
    const char *const *keys = classes[class].keys;
    const struct vg_pat_entry *e = ph->entry;

    for (size_t i = 0; i < e->n_sets; i++) {
        const struct vg_pat_set *s = &e->sets[i];
        enum vg_op op;
        int64_t n;

        if (!((keys[0] && strcmp(s->key, keys[0]) == 0) ||
              (keys[1] && strcmp(s->key, keys[1]) == 0)))
            return vg_fail(m->err, VG_E_FORMAT,
                           "%s:%d: expected %s%s%s in list %s, found %s=", ph->file->name, e->line,
                           keys[0] ? keys[0] : "no values", keys[1] ? " and " : "",
                           keys[1] ? keys[1] : "", classes[class].name, s->key);
        if (wants_number(s->key) && !as_number(s->value, &n))
            return vg_fail(m->err, VG_E_FORMAT, "%s:%d: expected a whole number, found %s=%s",
                           ph->file->name, e->line, s->key, s->value);
        if (strcmp(s->key, "op") == 0 && vg_op_read(s->value, &op, NULL) != VG_OK)
            return vg_fail(m->err, VG_E_FORMAT,
                           "%s:%d: expected an op (at-least, at-most, over, under, nearly, "
                           "about, exact), found %s",
                           ph->file->name, e->line, s->value);
    }
    return VG_OK;
}

static int is_first_key(const char *key, size_t class)
{
    return classes[class].keys[0] && strcmp(key, classes[class].keys[0]) == 0;
}

static void put_values(struct row *r)
{
    const struct vg_pat_entry *e = r->from->entry;
    const char *const *keys = classes[r->e.class].keys;

    r->e.value = "";
    for (size_t i = 0; i < e->n_sets; i++) {
        if (is_first_key(e->sets[i].key, r->e.class)) {
            r->e.value = e->sets[i].value;
            (void)as_number(e->sets[i].value, &r->e.a);
        } else if (keys[1]) {
            (void)as_number(e->sets[i].value, &r->e.b);
        }
    }
}

static int add_row(struct maker *m, struct vg_pat_cutter *c, size_t class,
                   const struct vg_pat_phrase *ph)
{
    uint16_t words[VG_MAX_PATTERN_PHRASE];
    size_t n;
    struct row *r;
    int rc = check_values(m, ph, class);

    if (rc != VG_OK)
        return rc;
    if (vg_pat_cut(c, ph->entry->phrase, words, VG_MAX_PATTERN_PHRASE, &n) != VG_OK)
        return refuse_phrase(m, ph, VG_E_LIMIT, "no more different words in a language");
    if (n == 0 || !c->only_words)
        return refuse_phrase(m, ph, VG_E_FORMAT, "words without digits and marks");
    if (n > VG_LEX_PHRASE)
        return refuse_phrase(m, ph, VG_E_LIMIT, "at most 6 words in a phrase");
    if (m->n_rows == VG_MAX_PATTERN_PHRASES)
        return refuse_phrase(m, ph, VG_E_LIMIT, "no more phrases in a language");
    m->rows = vg_grow(&m->scratch, m->rows, m->n_rows, &m->room_rows);
    r = &m->rows[m->n_rows++];
    *r = (struct row){.from = ph};
    memcpy(r->e.words, words, n * sizeof *words);
    r->e.n = (uint8_t)n;
    r->e.class = (uint8_t) class;
    put_values(r);
    return VG_OK;
}

static int gather_rows(struct maker *m, struct vg_pat_cutter *c)
{
    int rc;

    for (size_t class = 0; class < sizeof classes / sizeof *classes; class ++) {
        const struct vg_pat_merged *l = vg_patterns_list(m->p, classes[class].name);

        for (size_t i = 0; l && i < l->n; i++)
            if ((rc = add_row(m, c, class, &l->phrases[i])) != VG_OK)
                return rc;
    }
    return VG_OK;
}

/* By first word, longest first; of one phrase in one class, in the order of files. */
static int by_first_then_longest(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    int c;

    if (a->e.words[0] != b->e.words[0])
        return a->e.words[0] < b->e.words[0] ? -1 : 1;
    if (a->e.n != b->e.n)
        return a->e.n > b->e.n ? -1 : 1;
    if (a->e.class != b->e.class)
        return a->e.class < b->e.class ? -1 : 1;
    c = memcmp(a->e.words, b->e.words, sizeof a->e.words);
    if (c != 0)
        return c;
    if (a->from->file != b->from->file)
        return a->from->file < b->from->file ? -1 : 1;
    return (a->from->entry->line > b->from->entry->line) -
           (a->from->entry->line < b->from->entry->line);
}

static int is_same_phrase(const struct row *a, const struct row *b)
{
    return a->e.class == b->e.class && a->e.n == b->e.n &&
           memcmp(a->e.words, b->e.words, sizeof a->e.words) == 0;
}

/* Sort; leave out what an earlier file has already; refuse what one file says twice. */
static int settle_rows(struct maker *m)
{
    size_t n = 0;

    if (m->n_rows)
        qsort(m->rows, m->n_rows, sizeof *m->rows, by_first_then_longest);
    for (size_t i = 0; i < m->n_rows; i++) {
        struct row *before = n ? &m->rows[n - 1] : NULL, *r = &m->rows[i];

        if (!before || !is_same_phrase(before, r)) {
            m->rows[n++] = *r;
            continue;
        }
        if (before->from->file == r->from->file &&
            (strcmp(before->e.value, r->e.value) != 0 || before->e.b != r->e.b))
            return vg_fail(m->err, VG_E_FORMAT,
                           "%s:%d: expected each phrase once in list %s, found '%s' of line %d "
                           "again",
                           r->from->file->name, r->from->entry->line, classes[r->e.class].name,
                           r->from->entry->phrase, before->from->entry->line);
    }
    m->n_rows = n;
    return VG_OK;
}

/* All words there are, those of rules behind those of the lexicon. */
static void put_words(struct maker *m, struct vg_lexicon *l)
{
    const struct vg_table *w = &m->g->words;
    const char **texts = VG_NEW_ARRAY(m->a, const char *, w->n + 1);
    uint16_t *slots;

    l->n_slots = 64;
    while (l->n_slots < 2 * (w->n + 1))
        l->n_slots *= 2;
    slots = VG_NEW_ARRAY(m->a, uint16_t, l->n_slots);
    texts[0] = "";
    for (size_t i = 0; i < w->n; i++) {
        struct vg_str t = w->items[i].key;
        uint32_t at = vg_lex_hash(t.p, t.len) & (l->n_slots - 1);

        while (slots[at])
            at = (at + 1) & (l->n_slots - 1);
        slots[at] = (uint16_t)(i + 1);
        texts[i + 1] = t.p; /* a table ends its keys with a NUL */
    }
    l->texts = texts;
    l->slots = slots;
}

static void put_entries(struct maker *m, struct vg_lexicon *l)
{
    size_t words = m->g->words.n, at = 0;
    struct vg_lex_entry *entries = VG_NEW_ARRAY(m->a, struct vg_lex_entry, m->n_rows + 1);
    uint64_t *masks = VG_NEW_ARRAY(m->a, uint64_t, words + 2);
    uint64_t *ones = VG_NEW_ARRAY(m->a, uint64_t, words + 2);
    uint16_t *first = VG_NEW_ARRAY(m->a, uint16_t, words + 2);

    for (size_t i = 0; i < m->n_rows; i++) {
        entries[i] = m->rows[i].e;
        masks[entries[i].words[0]] |= VG_LEX_BIT(entries[i].class);
        if (entries[i].n == 1)
            ones[entries[i].words[0]] |= VG_LEX_BIT(entries[i].class);
    }
    for (size_t id = 1; id <= words + 1; id++) {
        while (at < m->n_rows && entries[at].words[0] < id)
            at++;
        first[id] = (uint16_t)at;
    }
    l->entries = entries;
    l->masks = masks;
    l->ones = ones;
    l->first = first;
}

/* -- all of it ----------------------------------------------------------------------------- */

static int make(struct maker *m, const struct vg_pat_text *added, size_t n_added)
{
    struct vg_lexicon *l = &m->p->lex;
    struct vg_pat_cutter c;
    int rc = read_files(m, added, n_added);

    if (rc == VG_OK)
        rc = merge_lists(m);
    if (rc != VG_OK)
        return rc;
    vg_pat_cutter_begin(&c, &m->scratch, &m->g->words, m->p->by_character);
    if (!m->p->by_character)
        rc = gather_rows(m, &c);
    if (rc == VG_OK)
        rc = settle_rows(m);
    if (rc != VG_OK)
        return rc;
    l->n_words = (uint16_t)m->g->words.n;
    l->lower_dates = strcmp(m->p->language, "en") != 0;
    rc = vg_pat_compile(m->p, m->g, m->a, m->err);
    if (rc != VG_OK)
        return rc;
    put_words(m, l);
    put_entries(m, l);
    return VG_OK;
}

int vg_patterns_make(const char *language, const struct vg_pat_text *added, size_t n_added,
                     struct vg_arena *a, struct vg_patterns *out, struct vg_err *err)
{
    struct vg_patterns p = {.language = vg_copyz(a, language),
                            .by_character = vg_is_by_character(language)};
    struct maker m = {.a = a, .err = err, .p = &p};
    int rc;

    m.g = VG_NEW(a, struct vg_pat_program);
    m.g->words = VG_TABLE(a);
    m.g->list_names = VG_TABLE(a);
    m.g->class_names = VG_TABLE(a);
    m.raw_names = VG_TABLE(&m.scratch);
    p.program = m.g;
    rc = make(&m, added, n_added);
    vg_arena_end(&m.scratch);
    if (rc == VG_OK)
        *out = p;
    return rc;
}
