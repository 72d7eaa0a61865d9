/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which sources derive from which: suggestions, made out of what a text shares with
 * others (claim/near.h) and what it points to (claim/trace.h).
 *
 * Of each text a trace is kept as derived data, so that a text is read once however often
 * sources are compared. The suggestions themselves are made anew from all traces when
 * something came: what is common depends on everything there is, so only then do they not
 * depend on the order in which sources came, and a rebuild gives the same bytes.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/derive.h"
#include "app/inside.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/claim_job.h"
#include "claim/near.h"
#include "claim/suggest.h"
#include "claim/trace.h"
#include "read/read_job.h"

#define VG_TRACE_RULES "vigil-trace/1"

/* -- traces ------------------------------------------------------------------------ */

/* Is a block of this class part of what a page has to say? Not its head and foot. */
static int is_said(enum vg_block_class class)
{
    return class == VG_BLOCK_OTHER || class == VG_BLOCK_MAIN || class == VG_BLOCK_LIST ||
           class == VG_BLOCK_TABLE || class == VG_BLOCK_HEADING;
}

/* The blocks of the main text, without heads and feet; of a text that has none, all of it. */
static size_t main_parts(const struct vg_text *t, struct vg_arena *a, struct vg_near_span **out)
{
    struct vg_near_span *parts = VG_NEW_ARRAY(a, struct vg_near_span, t->block_count + 1);
    size_t n = 0, m = 0;

    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *b = &t->blocks[i];

        while (m < t->main_count && t->main[m].end <= b->start)
            m++;
        if (m < t->main_count && t->main[m].start <= b->start && is_said(b->class))
            parts[n++] = (struct vg_near_span){b->start, b->start + b->len};
    }
    if (n == 0)
        parts[n++] = (struct vg_near_span){0, (uint32_t)t->text.len};
    *out = parts;
    return n;
}

static void put_print(const struct vg_near_print *p, struct vg_buf *hashes, struct vg_buf *spans)
{
    for (size_t i = 0; i < p->n; i++) {
        vg_put_u64be(hashes, p->hashes[i]);
        vg_put_u32be(spans, p->spans[i].start);
        vg_put_u32be(spans, p->spans[i].end);
    }
}

static int put_trace(struct vg_case *c, int64_t blob, const struct vg_near_print *p,
                     const struct vg_marks *m, const struct vg_point *points, size_t n_points,
                     struct vg_err *err)
{
    VG_SCOPED_BUF hashes = {.max = 9 * VG_MAX_PRINT}, spans = {.max = 9 * VG_MAX_PRINT};
    VG_SCOPED_BUF marks = {.max = MIB(16)}, lines = {.max = MIB(16)};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_TRACE_PUT, err);

    if (rc != VG_OK)
        return rc;
    put_print(p, &hashes, &spans);
    vg_marks_lines(m, &marks);
    vg_points_lines(points, n_points, &lines);
    vg_bind_i64(st, ":id", blob);
    vg_bind_text(st, ":rules", VG_TRACE_RULES);
    vg_bind_i64(st, ":whole", (int64_t)p->whole);
    vg_bind_blob(st, ":hashes", hashes.p == NULL ? "" : hashes.p, hashes.len);
    vg_bind_blob(st, ":spans", spans.p == NULL ? "" : spans.p, spans.len);
    vg_bind_text(st, ":marks", marks.p == NULL ? "" : marks.p);
    vg_bind_text(st, ":points", lines.p == NULL ? "" : lines.p);
    return vg_run(st, err);
}

/* What the suggester finds in a text; nothing where it can say nothing. */
static void suggest_for(const struct vg_text *t, struct vg_languages *languages, struct vg_arena *a,
                        struct vg_suggestions *out)
{
    const struct vg_suggest_in in = {.text = t->text, .languages = languages};

    *out = (struct vg_suggestions){0};
    if (vg_suggest(&in, a, out, NULL) != VG_OK)
        *out = (struct vg_suggestions){0};
}

static int trace_blob(struct vg_case *c, struct vg_languages *languages, int64_t blob,
                      struct vg_err *err)
{
    const struct vg_patterns *patterns;
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;
    struct vg_near_span *parts;
    struct vg_near_print print;
    struct vg_suggestions said;
    struct vg_marks marks = {0};
    struct vg_point *points;
    size_t n_points, n;
    int rc = vg_text_load(c->store, blob, &a, &t, err);

    if (rc != VG_OK)
        return rc;
    n = main_parts(&t, &a, &parts);
    vg_near_take(t.text, parts, n, &a, &print);
    rc = vg_language_get(languages, vg_marks_is_chinese(t.text) ? "zh" : "en", &patterns, err);
    if (rc != VG_OK)
        return rc;
    suggest_for(&t, languages, &a, &said);
    vg_marks_scan(&marks, t.text, patterns, &a);
    for (size_t i = 0; i < said.n; i++)
        vg_marks_add(&marks, &said.claims[i], &a);
    vg_marks_settle(&marks);
    vg_points_find(t.text, said.claims, said.n, &a, &points, &n_points);
    return put_trace(c, blob, &print, &marks, points, n_points, err);
}

enum { GROUP = 256 };

static int wanted_after(struct vg_case *c, int64_t after, int64_t *list, size_t *n,
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_TRACE_WANTED, err);

    *n = 0;
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", after);
    vg_bind_text(st, ":rules", VG_TRACE_RULES);
    while (*n < GROUP && (rc = vg_step(st, err)) == VG_ROW)
        list[(*n)++] = vg_column_i64(st, 0);
    return rc < 0 ? rc : VG_OK;
}

static int trace_group(struct vg_case *c, struct vg_languages *languages, const int64_t *list,
                       size_t n, struct vg_err *err)
{
    int rc = vg_begin(c->store, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = trace_blob(c, languages, list[i], err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

/* Traces of the texts that have none; in groups, so that a stop loses nothing. */
static int trace_all(struct vg_case *c, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_languages languages = {.a = &a};
    int64_t list[GROUP], after = 0, done = 0, total = 0;
    size_t n = 0;
    int rc = vg_ask_i64(c->store, VG_SQL_TRACE_WANTED_COUNT, 0, &total, err);

    do {
        if (rc == VG_OK && vg_app_stopped(&c->app))
            rc = vg_fail(err, VG_E_INTERRUPTED, "interrupted; the rest is compared next time");
        if (rc == VG_OK)
            rc = wanted_after(c, after, list, &n, err);
        if (rc == VG_OK && n > 0)
            rc = trace_group(c, &languages, list, n, err);
        if (rc == VG_OK && n > 0)
            after = list[n - 1];
        done += (int64_t)n;
        vg_app_tell(&c->app, "texts looked at", done, total > done ? total : done);
    } while (rc == VG_OK && n > 0);
    return rc;
}

/* -- all that is compared ------------------------------------------------------------------ */

/* A text: the first source of its bytes. */
struct doc {
    int64_t source, blob;
    const struct vg_source_info *info;
    struct vg_near_text near;
    struct vg_marks marks;
    uint64_t *mark_hashes;
    struct vg_point *points;
    size_t n_points;
    int is_copy; /* a near text of an earlier one: what it names is not its own */
};

struct comparison {
    struct vg_case *c;
    struct vg_arena *a;
    struct vg_view v;
    struct vg_root_graph *g;
    struct doc *docs; /* ascending source */
    size_t n, room;
    struct vg_table ends; /* pairs that have a suggestion */
    struct vg_edge_suggestion *list;
    size_t n_list, room_list;
};

static uint64_t u64_at(const char *p)
{
    uint64_t v = 0;

    for (size_t i = 0; i < 8; i++)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

static uint32_t u32_at(const char *p)
{
    return (uint32_t)(u64_at(p) >> 32);
}

static uint64_t *hashes_of(struct vg_str bytes, struct vg_arena *a, size_t *n)
{
    uint64_t *list;

    *n = bytes.len / 8;
    list = VG_NEW_ARRAY(a, uint64_t, *n + 1);
    for (size_t i = 0; i < *n; i++)
        list[i] = u64_at(bytes.p + 8 * i);
    return list;
}

static void take_lines(struct vg_marks *m, struct vg_str lines, struct vg_arena *a)
{
    while (lines.len > 0) {
        const char *end = memchr(lines.p, '\n', lines.len);
        size_t len = end == NULL ? lines.len : (size_t)(end - lines.p);

        vg_marks_add_line(m, (struct vg_str){lines.p, len}, a);
        len += end != NULL;
        lines = (struct vg_str){lines.p + len, lines.len - len};
    }
}

static int load_docs(struct comparison *d, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, d->c->store, VG_SQL_TRACES_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct doc *one;

        rc = VG_OK;
        d->docs = vg_grow(d->a, d->docs, d->n, &d->room);
        one = &d->docs[d->n];
        *one = (struct doc){.source = vg_column_i64(st, 0), .blob = vg_column_i64(st, 1)};
        one->info = vg_view_source(&d->v, one->source);
        if (one->info == NULL)
            continue;
        one->near.whole = (uint64_t)vg_column_i64(st, 2);
        one->near.hashes = hashes_of(vg_column_str(st, 3), d->a, &one->near.n);
        take_lines(&one->marks, vg_column_str(st, 4), d->a);
        vg_points_read(vg_column_str(st, 5), d->a, &one->points, &one->n_points);
        d->n++;
    }
    return rc;
}

/* Accepted claims name things too; those of a later sighting belong to the first. */
static void add_claims(struct comparison *d, struct vg_arena *work)
{
    struct vg_table by_hash = VG_TABLE(work);

    for (size_t i = 0; i < d->n; i++)
        (void)vg_table_add(&by_hash, vg_str(d->docs[i].info->sha256), (int64_t)i, NULL);
    for (size_t i = 0; i < d->v.n_claims; i++) {
        const struct vg_claim *c = &d->v.claims[i];
        const struct vg_source_info *s =
            c->passage == NULL ? NULL : vg_view_source(&d->v, c->passage->source);
        int64_t at = 0;

        if (s != NULL && (c->status == VG_ACCEPTED || c->status == VG_CORRECTED) &&
            vg_table_get(&by_hash, vg_str(s->sha256), &at))
            vg_marks_add(&d->docs[at].marks, c, d->a);
    }
}

static int64_t day_of(int64_t seconds)
{
    return seconds / 86400 - (seconds % 86400 < 0);
}

static int dated(const struct vg_source_info *s, struct vg_date *out)
{
    return s->date != NULL && vg_edtf_readz(s->date, out, NULL) == VG_OK && !out->open_from &&
           !out->open_to;
}

static void settle_docs(struct comparison *d)
{
    for (size_t i = 0; i < d->n; i++) {
        struct doc *one = &d->docs[i];
        struct vg_date date;

        vg_marks_settle(&one->marks);
        one->mark_hashes = VG_NEW_ARRAY(d->a, uint64_t, one->marks.n + 1);
        for (size_t k = 0; k < one->marks.n; k++)
            one->mark_hashes[k] = one->marks.list[k].hash;
        one->near.when = dated(one->info, &date) ? date.first : day_of(one->info->captured_at);
        one->near.then = one->info->captured_at;
    }
}

/* -- putting suggestions together ------------------------------------------------------------ */

static char letter_of(struct vg_node n)
{
    return n.kind == VG_NODE_ROOT ? 'r' : 's';
}

static const char *id_of(struct vg_node from, struct vg_node to, struct vg_arena *a)
{
    return vg_print(a, "%c%" PRId64 "-%c%" PRId64, letter_of(from), from.id, letter_of(to), to.id);
}

/* Nothing derives from itself, and of two only one from the other: what was found first,
 * with the better reason, stays. */
static struct vg_edge_suggestion *new_suggestion(struct comparison *d, struct vg_node from,
                                                 struct vg_node to)
{
    const char *id = id_of(from, to, d->a), *reverse = id_of(to, from, d->a);
    int64_t there;

    if ((from.kind == to.kind && from.id == to.id) ||
        vg_table_get(&d->ends, vg_str(reverse), &there) ||
        !vg_table_add(&d->ends, vg_str(id), 0, NULL))
        return NULL;
    d->list = vg_grow(d->a, d->list, d->n_list, &d->room_list);
    memset(&d->list[d->n_list], 0, sizeof *d->list);
    d->list[d->n_list].id = id;
    d->list[d->n_list].from = from;
    d->list[d->n_list].to = to;
    return &d->list[d->n_list++];
}

static struct vg_node source_node(int64_t id)
{
    return (struct vg_node){VG_NODE_SOURCE, id};
}

/* The run of a whole text, for looking words up in it; empty when there is no text. */
static struct vg_str run_of(struct comparison *d, const struct doc *doc, struct vg_arena *a)
{
    VG_SCOPED_BUF run = {.max = (size_t)VG_MAX_TEXT};
    struct vg_text t;

    if (vg_text_load(d->c->store, doc->blob, a, &t, NULL) != VG_OK)
        return (struct vg_str){0};
    vg_near_run(t.text, &run);
    return vg_str_copy(a, vg_buf_str(&run));
}

enum { NAME_LEAST = 4 }; /* bytes of a name that is looked for in running text */

static int names(struct vg_str run, const char *publisher)
{
    VG_SCOPED_BUF name = {.max = KIB(4)};

    if (publisher == NULL || run.len == 0)
        return 0;
    vg_near_run(vg_str(publisher), &name);
    return name.len >= NAME_LEAST && memmem(run.p, run.len, name.p, name.len) != NULL;
}

static struct vg_near_side side_of(const struct doc *x, uint32_t shared, uint32_t of)
{
    struct vg_near_side s = {.captured = x->info->captured_at, .shared = shared, .of = of};
    struct vg_date date;

    s.has_date = dated(x->info, &date);
    if (s.has_date) {
        s.first = date.first;
        s.last = date.last;
    }
    return s;
}

/* Texts are read only where their dates do not tell. */
static int derives(struct comparison *d, const struct doc *x, const struct doc *y,
                   struct vg_near_side *sx, struct vg_near_side *sy, enum vg_direction *how)
{
    VG_SCOPED_ARENA work = {0};
    int answer = vg_near_derives(sx, sy, how);

    if (*how == VG_DIRECTION_DATE || (x->info->publisher == NULL && y->info->publisher == NULL))
        return answer;
    sx->names_other = names(run_of(d, x, &work), y->info->publisher);
    sy->names_other = names(run_of(d, y, &work), x->info->publisher);
    return vg_near_derives(sx, sy, how);
}

static int is_earlier(const struct doc *x, const struct doc *y)
{
    if (x->near.when != y->near.when)
        return x->near.when < y->near.when;
    if (x->near.then != y->near.then)
        return x->near.then < y->near.then;
    return x->source < y->source;
}

static int mark_order(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

/* The marks that both have, ascending. */
static void share_marks(struct comparison *d, const struct doc *x, const struct doc *y,
                        struct vg_edge_suggestion *s)
{
    const char **list = VG_NEW_ARRAY(d->a, const char *, x->marks.n + 1);
    size_t n = 0;

    for (size_t i = 0, k = 0; i < x->marks.n; i++) {
        while (k < y->marks.n && y->marks.list[k].hash < x->marks.list[i].hash)
            k++;
        if (k < y->marks.n && y->marks.list[k].hash == x->marks.list[i].hash)
            list[n++] = x->marks.list[i].line;
    }
    if (n > 0)
        qsort(list, n, sizeof *list, mark_order);
    s->marks = list;
    s->n_marks = n;
}

/* -- near texts -----------------------------------------------------------------------------------
 */

static int load_print(struct comparison *d, const struct doc *doc, struct vg_arena *a,
                      struct vg_near_print *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_str spans;
    int rc = vg_stmt(&st, d->c->store, VG_SQL_TRACE_GET, err);

    *out = (struct vg_near_print){0};
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", doc->blob);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc;
    out->hashes = hashes_of(vg_column_str(st, 1), a, &out->n);
    spans = vg_column_str(st, 2);
    if (spans.len / 8 < out->n)
        out->n = spans.len / 8;
    out->spans = VG_NEW_ARRAY(a, struct vg_near_span, out->n + 1);
    for (size_t i = 0; i < out->n; i++)
        out->spans[i] = (struct vg_near_span){u32_at(spans.p + 8 * i), u32_at(spans.p + 8 * i + 4)};
    return VG_OK;
}

static int set_stretch(struct comparison *d, const struct doc *from, const struct doc *to,
                       struct vg_edge_suggestion *s, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_near_print print;
    struct vg_near_span at;
    int rc = load_print(d, from, &work, &print, err);

    if (rc == VG_OK && vg_near_stretch(&print, to->near.hashes, to->near.n, &at)) {
        s->start = at.start;
        s->end = at.end;
    }
    return rc;
}

static int add_near(struct comparison *d, const struct vg_near_pair *p, struct vg_err *err)
{
    struct doc *x = &d->docs[p->later], *y = &d->docs[p->earlier];
    struct vg_near_side sx = side_of(x, p->shared, p->of_later);
    struct vg_near_side sy = side_of(y, p->shared, p->of_earlier);
    enum vg_direction how;
    int forward = derives(d, x, y, &sx, &sy, &how);
    struct doc *from = forward ? x : y, *to = forward ? y : x;
    struct vg_edge_suggestion *s =
        new_suggestion(d, source_node(from->source), source_node(to->source));

    if (p->kind == VG_DERIVES_COPY)
        x->is_copy = 1;
    if (s == NULL)
        return VG_OK;
    s->kind = p->kind;
    s->why = "text";
    s->direction = vg_direction_word(how);
    s->shared = p->shared;
    s->of_from = forward ? p->of_later : p->of_earlier;
    s->of_to = forward ? p->of_earlier : p->of_later;
    return set_stretch(d, from, to, s, err);
}

static int find_near(struct comparison *d, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_near_text *texts = VG_NEW_ARRAY(&work, struct vg_near_text, d->n + 1);
    struct vg_near_pair *pairs;
    size_t n;
    int rc = VG_OK;

    for (size_t i = 0; i < d->n; i++)
        texts[i] = d->docs[i].near;
    vg_near_find(texts, d->n, &work, &pairs, &n);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if ((i & 255) == 0)
            vg_app_tell(&d->c->app, "pairs", (int64_t)i, (int64_t)n);
        rc = vg_app_stopped(&d->c->app)
                 ? vg_fail(err, VG_E_INTERRUPTED, "interrupted; it is derived next time")
                 : add_near(d, &pairs[i], err);
    }
    return rc;
}

/* -- what a text points to ----------------------------------------------------------------------
 */

/* Addresses and titles of sources and roots, to what has them. */
struct targets {
    struct vg_table addresses, titles;
    struct vg_node *nodes;
    size_t n, room;
};

static void add_target(struct targets *t, struct vg_table *table, struct vg_str key,
                       struct vg_node node, struct vg_arena *a)
{
    if (key.len == 0 || !vg_table_add(table, key, (int64_t)t->n, NULL))
        return;
    t->nodes = vg_grow(a, t->nodes, t->n, &t->room);
    t->nodes[t->n++] = node;
}

static void add_address(struct targets *t, const char *url, struct vg_node node, struct vg_arena *a)
{
    VG_SCOPED_BUF plain = {.max = KIB(8)};

    if (url == NULL || strlen(url) > VG_MAX_URL)
        return;
    vg_address_plain(vg_str(url), &plain);
    add_target(t, &t->addresses, vg_buf_str(&plain), node, a);
}

/* Pages before notes about them, and sources before roots: where the bytes are comes first. */
static void find_targets(struct comparison *d, struct targets *t, struct vg_arena *a)
{
    for (int notes = 0; notes < 2; notes++)
        for (size_t i = 0; i < d->n; i++) {
            const struct vg_source_info *s = d->docs[i].info;
            VG_SCOPED_BUF run = {.max = KIB(4)};

            if (!s->is_note != !notes)
                continue;
            add_address(t, s->url, source_node(s->id), a);
            if (s->title != NULL)
                vg_near_run(vg_str(s->title), &run);
            add_target(t, &t->titles, vg_buf_str(&run), source_node(s->id), a);
        }
    for (size_t i = 0; i < d->v.n_roots; i++)
        add_address(t, d->v.roots[i].url, (struct vg_node){VG_NODE_ROOT, d->v.roots[i].id}, a);
}

/* A text that gives its own address points to nothing. */
static int is_own(const struct vg_source_info *s, const struct vg_point *p)
{
    VG_SCOPED_BUF plain = {.max = KIB(8)};

    if (p->kind != VG_POINT_ADDRESS || s->url == NULL || strlen(s->url) > VG_MAX_URL)
        return 0;
    vg_address_plain(vg_str(s->url), &plain);
    return plain.len == p->words.len && memcmp(plain.p, p->words.p, plain.len) == 0;
}

static void add_point(struct comparison *d, const struct targets *t, const struct doc *from,
                      const struct vg_point *p)
{
    int is_title = p->kind == VG_POINT_TITLE;
    struct vg_edge_suggestion *s;
    int64_t at = 0;

    if ((!is_title && p->kind != VG_POINT_ADDRESS) || is_own(from->info, p) ||
        !vg_table_get(is_title ? &t->titles : &t->addresses, p->words, &at))
        return;
    s = new_suggestion(d, source_node(from->source), t->nodes[at]);
    if (s == NULL)
        return;
    s->kind = VG_DERIVES_RELAY;
    s->why = is_title ? "title" : "address";
    s->direction = "pointer";
    s->start = (int64_t)p->start;
    s->end = (int64_t)p->end;
}

static void find_pointers(struct comparison *d)
{
    VG_SCOPED_ARENA work = {0};
    struct targets t = {.addresses = VG_TABLE(&work), .titles = VG_TABLE(&work)};

    find_targets(d, &t, &work);
    for (size_t i = 0; i < d->n; i++)
        for (size_t k = 0; k < d->docs[i].n_points; k++)
            add_point(d, &t, &d->docs[i], &d->docs[i].points[k]);
}

/* -- citing: whose words a text gives on ------------------------------------------------------ */

/* Texts by who published them: the latest of each, and the one before it. */
struct shelves {
    struct vg_table by_publisher; /* run of the name -> index + 1 */
    uint32_t *before;             /* of a text: the one before it of the same publisher, + 1 */
};

static void fill_shelves(struct comparison *d, struct shelves *s, struct vg_arena *a)
{
    s->by_publisher = VG_TABLE(a);
    s->before = VG_NEW_ARRAY(a, uint32_t, d->n + 1);
    for (size_t i = 0; i < d->n; i++) {
        VG_SCOPED_BUF run = {.max = KIB(4)};
        int64_t there = 0;

        if (d->docs[i].info->publisher == NULL || d->docs[i].is_copy)
            continue;
        vg_near_run(vg_str(d->docs[i].info->publisher), &run);
        if (run.len == 0)
            continue;
        (void)vg_table_get(&s->by_publisher, vg_buf_str(&run), &there);
        s->before[i] = (uint32_t)there;
        vg_table_set(&s->by_publisher, vg_buf_str(&run), (int64_t)i + 1);
    }
}

static size_t count_shared(const struct doc *x, const struct doc *y)
{
    size_t n = 0;

    for (size_t i = 0, k = 0; i < x->marks.n; i++) {
        while (k < y->marks.n && y->marks.list[k].hash < x->marks.list[i].hash)
            k++;
        n += k < y->marks.n && y->marks.list[k].hash == x->marks.list[i].hash;
    }
    return n;
}

enum { CITED_SHARE = 2, SHELF_LOOKED = 500 };

/* The text of a publisher that shares most with one that gives on its words: earlier, and
 * with at least two marks in common. */
static struct doc *find_cited(struct comparison *d, const struct shelves *s, const struct doc *from,
                              struct vg_str name)
{
    struct doc *best = NULL;
    size_t most = CITED_SHARE - 1;
    int64_t at = 0;

    (void)vg_table_get(&s->by_publisher, name, &at);
    for (int looked = 0; at != 0 && looked < SHELF_LOOKED; at = s->before[at - 1], looked++) {
        struct doc *one = &d->docs[at - 1];
        size_t n = one != from && is_earlier(one, from) ? count_shared(from, one) : 0;

        if (n > most || (n == most && best != NULL && is_earlier(one, best))) {
            most = n;
            best = one;
        }
    }
    return best;
}

static void add_cited(struct comparison *d, const struct doc *from, const struct doc *to,
                      const struct vg_point *p)
{
    struct vg_edge_suggestion *s =
        new_suggestion(d, source_node(from->source), source_node(to->source));

    if (s == NULL)
        return;
    s->kind = VG_DERIVES_RELAY;
    s->why = "citing";
    s->direction = vg_direction_word(VG_DIRECTION_PUBLISHER);
    s->start = (int64_t)p->start;
    s->end = (int64_t)p->end;
    s->of_from = (int64_t)from->marks.n;
    s->of_to = (int64_t)to->marks.n;
    share_marks(d, from, to, s);
    s->shared = (int64_t)s->n_marks;
}

static void find_cites(struct comparison *d)
{
    VG_SCOPED_ARENA work = {0};
    struct shelves s;

    fill_shelves(d, &s, &work);
    for (size_t i = 0; i < d->n; i++)
        for (size_t k = 0; !d->docs[i].is_copy && k < d->docs[i].n_points; k++) {
            const struct vg_point *p = &d->docs[i].points[k];
            struct doc *to =
                p->kind == VG_POINT_SPEAKER ? find_cited(d, &s, &d->docs[i], p->words) : NULL;

            if (to != NULL)
                add_cited(d, &d->docs[i], to, p);
        }
}

/* Accepted claims that say where something comes from name roots. */
static void find_claimed(struct comparison *d)
{
    for (size_t i = 0; i < d->v.n_claims; i++) {
        const struct vg_claim *c = &d->v.claims[i];

        if (c->kind != VG_KIND_ROOT_POINTER || c->passage == NULL ||
            (c->status != VG_ACCEPTED && c->status != VG_CORRECTED))
            continue;
        for (size_t k = 0; k < c->n_roots; k++) {
            struct vg_node to = {VG_NODE_ROOT, c->roots[k]};
            struct vg_edge_suggestion *s = new_suggestion(d, source_node(c->passage->source), to);

            if (s == NULL)
                continue;
            s->kind = VG_DERIVES_RELAY;
            s->why = "pointer";
            s->direction = "pointer";
            s->start = c->passage->start;
            s->end = c->passage->end;
        }
    }
}

/* -- quotations
 * --------------------------------------------------------------------------------------- */

/* Hashes inside quotations, each with the texts that have it. */
struct quoted {
    struct vg_table hashes; /* -> index + 1 of a list below */
    struct holder {
        uint32_t doc, next;
    } * holders;
    size_t n, room;
};

static struct vg_str key_of(const uint64_t *hash)
{
    return (struct vg_str){(const char *)hash, sizeof *hash};
}

/* The hashes of `print` that lie inside a stretch. */
static size_t inside(const struct vg_near_print *print, const struct vg_point *q,
                     struct vg_arena *a, uint64_t **out)
{
    size_t n = 0;

    *out = VG_NEW_ARRAY(a, uint64_t, print->n + 1);
    for (size_t i = 0; i < print->n; i++)
        if (print->spans[i].start >= q->start && print->spans[i].end <= q->end)
            (*out)[n++] = print->hashes[i];
    return n;
}

static int has_quotes(const struct doc *doc)
{
    int any = 0;

    for (size_t k = 0; k < doc->n_points; k++)
        any |= doc->points[k].kind == VG_POINT_QUOTE;
    return any;
}

static int note_quoted(struct comparison *d, struct quoted *q, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < d->n; i++) {
        VG_SCOPED_ARENA work = {0};
        struct vg_near_print print;

        if (!has_quotes(&d->docs[i]))
            continue;
        rc = load_print(d, &d->docs[i], &work, &print, err);
        for (size_t k = 0; rc == VG_OK && k < d->docs[i].n_points; k++) {
            uint64_t *list;
            size_t n = d->docs[i].points[k].kind == VG_POINT_QUOTE
                           ? inside(&print, &d->docs[i].points[k], &work, &list)
                           : 0;

            while (n-- > 0)
                (void)vg_table_add(&q->hashes, key_of(&list[n]), 0, NULL);
        }
    }
    return rc;
}

static void note_holders(struct comparison *d, struct quoted *q, struct vg_arena *a)
{
    for (size_t i = d->n; i-- > 0;)
        for (size_t k = 0; k < d->docs[i].near.n; k++) {
            struct vg_str key = key_of(&d->docs[i].near.hashes[k]);
            int64_t head = 0;

            if (!vg_table_get(&q->hashes, key, &head))
                continue;
            q->holders = vg_grow(a, q->holders, q->n, &q->room);
            q->holders[q->n] = (struct holder){(uint32_t)i, (uint32_t)head};
            vg_table_set(&q->hashes, key, (int64_t)++q->n);
        }
}

enum { HOLDERS_TRIED = 20 };

/* The earliest other text in which the quotation stands word by word. */
static struct doc *find_quoted(struct comparison *d, const struct quoted *q, const struct doc *from,
                               struct vg_str run, uint64_t hash)
{
    struct doc *best = NULL;
    int64_t at = 0;
    int tried = 0;

    (void)vg_table_get(&q->hashes, key_of(&hash), &at);
    for (; at != 0 && tried < HOLDERS_TRIED; at = q->holders[at - 1].next) {
        VG_SCOPED_ARENA work = {0};
        struct doc *one = &d->docs[q->holders[at - 1].doc];
        struct vg_str text;

        if (one == from || one->is_copy || !is_earlier(one, best == NULL ? from : best))
            continue;
        tried++;
        text = run_of(d, one, &work);
        if (text.p != NULL && text.len >= run.len &&
            memmem(text.p, text.len, run.p, run.len) != NULL)
            best = one;
    }
    return best;
}

static int look_up_quote(struct comparison *d, const struct quoted *q, struct doc *from,
                         const struct vg_near_print *print, const struct vg_point *p,
                         struct vg_str text, struct vg_arena *work)
{
    VG_SCOPED_BUF run = {.max = KIB(64)};
    struct vg_edge_suggestion *s;
    struct doc *to;
    uint64_t *list;
    size_t n = inside(print, p, work, &list);

    if (n == 0 || p->end > text.len)
        return VG_OK;
    vg_near_run((struct vg_str){text.p + p->start, p->end - p->start}, &run);
    to = find_quoted(d, q, from, vg_buf_str(&run), list[0]);
    s = to == NULL ? NULL : new_suggestion(d, source_node(from->source), source_node(to->source));
    if (s == NULL)
        return VG_OK;
    s->kind = VG_DERIVES_EXCERPT;
    s->why = "quote";
    s->direction = to->near.when < from->near.when ? "date" : "capture";
    s->shared = s->of_from = (int64_t)n;
    s->of_to = (int64_t)to->near.n;
    s->start = (int64_t)p->start;
    s->end = (int64_t)p->end;
    return VG_OK;
}

static int find_quotes(struct comparison *d, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct quoted q = {.hashes = VG_TABLE(&a)};
    int rc = note_quoted(d, &q, err);

    if (rc == VG_OK)
        note_holders(d, &q, &a);
    for (size_t i = 0; rc == VG_OK && i < d->n; i++) {
        VG_SCOPED_ARENA work = {0};
        struct doc *from = &d->docs[i];
        struct vg_near_print print;
        struct vg_text t;

        if (from->is_copy || !has_quotes(from))
            continue;
        rc = load_print(d, from, &work, &print, err);
        if (rc != VG_OK || vg_text_load(d->c->store, from->blob, &work, &t, NULL) != VG_OK)
            continue;
        for (size_t k = 0; rc == VG_OK && k < from->n_points; k++)
            if (from->points[k].kind == VG_POINT_QUOTE)
                rc = look_up_quote(d, &q, from, &print, &from->points[k], t.text, &work);
    }
    return rc;
}

/* -- relays and translations
 * ------------------------------------------------------------------------------ */

static int speak_otherwise(const struct vg_source_info *x, const struct vg_source_info *y)
{
    return x->language != NULL && y->language != NULL && strncmp(x->language, y->language, 2) != 0;
}

static void add_kin(struct comparison *d, const struct doc *x, const struct doc *y,
                    const struct vg_kin_pair *p)
{
    struct vg_near_side sx = side_of(x, 0, 0), sy = side_of(y, 0, 0);
    enum vg_direction how;
    int forward = derives(d, x, y, &sx, &sy, &how);
    const struct doc *from = forward ? x : y, *to = forward ? y : x;
    struct vg_edge_suggestion *s =
        new_suggestion(d, source_node(from->source), source_node(to->source));

    if (s == NULL)
        return;
    s->kind = speak_otherwise(x->info, y->info) ? VG_DERIVES_TRANSLATION : VG_DERIVES_RELAY;
    s->why = "marks";
    s->direction = vg_direction_word(how);
    s->shared = p->shared;
    s->of_from = forward ? p->of_later : p->of_earlier;
    s->of_to = forward ? p->of_earlier : p->of_later;
    share_marks(d, x, y, s);
}

/* Copies name what their original names: they are left out. */
static void find_kin(struct comparison *d)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_kin_text *texts = VG_NEW_ARRAY(&work, struct vg_kin_text, d->n + 1);
    struct doc **of = VG_NEW_ARRAY(&work, struct doc *, d->n + 1);
    struct vg_kin_pair *pairs;
    size_t n = 0, found;

    for (size_t i = 0; i < d->n; i++) {
        struct doc *one = &d->docs[i];

        if (one->is_copy)
            continue;
        of[n] = one;
        texts[n++] =
            (struct vg_kin_text){one->mark_hashes, one->marks.n, one->near.when, one->near.then};
    }
    vg_kin_find(texts, n, &work, &pairs, &found);
    for (size_t i = 0; i < found; i++)
        add_kin(d, of[pairs[i].later], of[pairs[i].earlier], &pairs[i]);
}

/* -- keeping what was derived
 * ------------------------------------------------------------------------------ */

static int node_order(struct vg_node x, struct vg_node y)
{
    if (x.kind != y.kind)
        return x.kind < y.kind ? -1 : 1;
    return (x.id > y.id) - (x.id < y.id);
}

static int suggestion_order(const void *a, const void *b)
{
    const struct vg_edge_suggestion *x = a, *y = b;
    int order = node_order(x->from, y->from);

    return order != 0 ? order : node_order(x->to, y->to);
}

static const char *kind_word(struct vg_node n)
{
    return n.kind == VG_NODE_ROOT ? "root" : "source";
}

static int put_suggestion(struct vg_case *c, const struct vg_edge_suggestion *s, int64_t id,
                          struct vg_err *err)
{
    VG_SCOPED_BUF marks = {.max = MIB(16)};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_EDGE_SUGGESTION_PUT, err);

    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < s->n_marks; i++)
        vg_putf(&marks, "%s\n", s->marks[i]);
    vg_bind_i64(st, ":id", id);
    vg_bind_text(st, ":kind", vg_derivation_word(s->kind));
    vg_bind_text(st, ":from_kind", kind_word(s->from));
    vg_bind_i64(st, ":from_id", s->from.id);
    vg_bind_text(st, ":to_kind", kind_word(s->to));
    vg_bind_i64(st, ":to_id", s->to.id);
    vg_bind_text(st, ":why", s->why);
    vg_bind_text(st, ":direction", s->direction);
    vg_bind_i64(st, ":shared", s->shared);
    vg_bind_i64(st, ":of_from", s->of_from);
    vg_bind_i64(st, ":of_to", s->of_to);
    vg_bind_text(st, ":marks", marks.p == NULL ? "" : marks.p);
    if (s->end > s->start) {
        vg_bind_i64(st, ":start_at", s->start);
        vg_bind_i64(st, ":end_at", s->end);
    }
    return vg_run(st, err);
}

static int run_plain(struct vg_case *c, enum vg_sql sql, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, sql, err);

    return rc == VG_OK ? vg_run(st, err) : rc;
}

static int put_all(struct comparison *d, const char *made_of, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_begin(d->c->store, err);

    if (rc == VG_OK)
        rc = run_plain(d->c, VG_SQL_EDGE_SUGGESTION_CLEAR, err);
    for (size_t i = 0; rc == VG_OK && i < d->n_list; i++)
        rc = put_suggestion(d->c, &d->list[i], (int64_t)i + 1, err);
    if (rc == VG_OK)
        rc = vg_stmt(&st, d->c->store, VG_SQL_EDGE_SUGGESTED_PUT, err);
    if (rc == VG_OK) {
        vg_bind_text(st, ":made_of", made_of);
        rc = vg_run(st, err);
    }
    if (rc == VG_OK)
        rc = vg_commit(d->c->store, err);
    vg_rollback(d->c->store);
    return rc;
}

static int text_of(struct vg_case *c, enum vg_sql sql, struct vg_arena *a, const char **out,
                   struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, sql, err);

    *out = NULL;
    if (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW)
        *out = vg_column_copy(st, 0, a);
    return rc < 0 ? rc : VG_OK;
}

static int derive_all(struct comparison *d, const char *made_of, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    int rc = vg_view_load(d->c, 0, d->a, &d->v, &d->g, err);

    if (rc == VG_OK)
        rc = load_docs(d, err);
    if (rc != VG_OK)
        return rc;
    add_claims(d, &work);
    settle_docs(d);
    rc = find_near(d, err);
    if (rc == VG_OK)
        rc = find_quotes(d, err);
    if (rc != VG_OK)
        return rc;
    find_pointers(d);
    find_claimed(d);
    find_cites(d);
    find_kin(d);
    if (d->n_list > 0)
        qsort(d->list, d->n_list, sizeof *d->list, suggestion_order);
    return put_all(d, made_of, err);
}

int vg_edges_suggest(struct vg_case *c, int64_t *made, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct comparison d = {.c = c, .a = &a, .ends = VG_TABLE(&a)};
    const char *had = NULL, *made_of = NULL;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_read_now(c, NULL, NULL, err);
    if (rc == VG_OK)
        rc = trace_all(c, err);
    if (rc == VG_OK)
        rc = text_of(c, VG_SQL_EDGE_SUGGESTED_GET, &a, &had, err);
    if (rc == VG_OK)
        rc = text_of(c, VG_SQL_DERIVE_MADE_OF, &a, &made_of, err);
    if (rc == VG_OK && (had == NULL || made_of == NULL || strcmp(had, made_of) != 0))
        rc = derive_all(&d, made_of == NULL ? "" : made_of, err);
    return rc == VG_OK ? vg_ask_i64(c->store, VG_SQL_EDGE_SUGGESTION_COUNT, 0, made, err) : rc;
}

int vg_edges_clear(struct vg_case *c, int *had, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_TRACE_CLEAR, VG_SQL_EDGE_SUGGESTION_CLEAR,
                                        VG_SQL_EDGE_SUGGESTED_CLEAR};
    VG_SCOPED_ARENA a = {0};
    const char *made_of = NULL;
    int rc = text_of(c, VG_SQL_EDGE_SUGGESTED_GET, &a, &made_of, err);

    *had = made_of != NULL;
    if (rc == VG_OK)
        rc = vg_begin(c->store, err);
    if (rc == VG_OK)
        rc = vg_run_each(c->store, steps, sizeof steps / sizeof *steps, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}
