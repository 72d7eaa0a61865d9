/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A view out of the tables. Every table is read once, in the order of its key;
 * what belongs to a claim comes in the order of claims, so lists are filled by
 * moving along the claims, never by looking them up. Words that repeat (units,
 * speakers, subjects) are kept once: a case of fifty thousand claims is then
 * some tens of megabytes.
 */
#include "claim/claim_job.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/exposures_job.h"
#include "claim/list_job.h"
#include "seal/entry.h"

struct loader {
    struct vg_store *s;
    int64_t before;
    int64_t only; /* the one claim that is wanted; 0: all */
    struct vg_arena *a;
    struct vg_table words; /* text -> index into by_index */
    const char **by_index;
    size_t n_words, room_words;
    struct vg_view *v;
    struct vg_claim *claims;
    size_t n_claims, room_claims;
    struct vg_passage *passages; /* ascending id, without gaps in kept order */
    size_t n_passages, room_passages;
};

/* -- words ------------------------------------------------------------------------ */

static const char *word(struct loader *l, struct vg_str s)
{
    int64_t at;

    if (s.p == NULL)
        return NULL;
    if (!vg_table_add(&l->words, s, (int64_t)l->n_words, &at))
        return l->by_index[at];
    l->by_index = vg_grow(l->a, l->by_index, l->n_words, &l->room_words);
    /* the table has made a copy with a NUL behind it */
    l->by_index[l->n_words] = l->words.items[l->words.n - 1].key.p;
    return l->by_index[l->n_words++];
}

static const char *word_at(struct loader *l, const struct vg_stmt *st, int column)
{
    return word(l, vg_column_str(st, column));
}

static const struct vg_passage *passage_by_id(const struct loader *l, int64_t id)
{
    size_t low = 0, high = l->n_passages;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (l->passages[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < l->n_passages && l->passages[low].id == id ? &l->passages[low] : NULL;
}

static const struct vg_passage *passage_at(const struct loader *l, const struct vg_stmt *st,
                                           int column)
{
    return vg_column_type(st, column) == VG_COLUMN_NULL
               ? NULL
               : passage_by_id(l, vg_column_i64(st, column));
}

/* What a claim is made of, as it is read for all claims and for one. */
enum part { PASSAGES, CLAIMS, PLACES, LINKS, WORDS, ALSO, STANDING, ROOTS, REVIEWS };
static const struct {
    enum vg_sql all, one;
    int before; /* `all` is told up to where */
} parts[] = {
    [PASSAGES] = {VG_SQL_PASSAGES_ALL, VG_SQL_CLAIM_PASSAGES_OF, 0},
    [CLAIMS] = {VG_SQL_CLAIMS_ALL, VG_SQL_CLAIM_OF, 1},
    [PLACES] = {VG_SQL_CLAIM_PLACES_ALL, VG_SQL_CLAIM_PLACES_OF, 0},
    [LINKS] = {VG_SQL_CLAIM_LINKS_ALL, VG_SQL_CLAIM_LINKS_OF, 0},
    [WORDS] = {VG_SQL_CLAIM_WORDS_ALL, VG_SQL_CLAIM_WORDS_OF, 0},
    [ALSO] = {VG_SQL_CLAIM_ALSO_ALL, VG_SQL_CLAIM_ALSO_OF, 0},
    [STANDING] = {VG_SQL_STANDING_ALL, VG_SQL_CLAIM_STANDING_OF, 1},
    [ROOTS] = {VG_SQL_CLAIM_ROOTS_ALL, VG_SQL_CLAIM_ROOTS_OF, 0},
    [REVIEWS] = {VG_SQL_REVIEWS_OF_CLAIMS_ALL, VG_SQL_CLAIM_REVIEWS_OF, 1},
};

static int rows_of(struct loader *l, enum part part, struct vg_stmt **st, struct vg_err *err)
{
    int rc = vg_stmt(st, l->s, l->only != 0 ? parts[part].one : parts[part].all, err);

    if (rc == VG_OK && l->only != 0)
        vg_bind_i64(*st, ":claim", l->only);
    else if (rc == VG_OK && parts[part].before)
        vg_bind_i64(*st, ":before", l->before);
    return rc;
}

/* -- one table at a time: a function takes each row ------------------------------------ */

static int each_row(struct loader *l, enum part part,
                    int (*take)(struct loader *l, const struct vg_stmt *st, struct vg_err *err),
                    struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = rows_of(l, part, &st, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW)
        rc = take(l, st, err);
    return rc;
}

/* Quote, before and after in one piece of memory: there are as many as claims. */
static void take_texts(struct loader *l, const struct vg_stmt *st, struct vg_passage *p)
{
    struct vg_str *texts[] = {&p->quote, &p->before, &p->after};
    struct vg_str s[3];
    char *room;

    for (int i = 0; i < 3; i++)
        s[i] = vg_column_str(st, 4 + i);
    room = vg_alloc(l->a, s[0].len + s[1].len + s[2].len + 3);
    for (int i = 0; i < 3; i++) {
        if (s[i].len > 0)
            memcpy(room, s[i].p, s[i].len);
        *texts[i] = (struct vg_str){room, s[i].len};
        room += s[i].len + 1;
    }
}

static uint8_t stands_of(struct vg_str how)
{
    for (int i = VG_STANDS_MOVED; i <= VG_STANDS_NOWHERE; i++)
        if (vg_str_is(how, vg_stands_word((uint8_t)i)))
            return (uint8_t)i;
    return VG_STANDS;
}

void vg_passage_read_marks(const struct vg_stmt *st, int column, struct vg_passage *p)
{
    p->is_ocr = vg_column_type(st, column) != VG_COLUMN_NULL;
    p->mean_sure = (uint8_t)vg_column_i64(st, column);
    p->least_sure = (uint8_t)vg_column_i64(st, column + 1);
    p->is_seen = vg_column_i64(st, column + 2) != 0;
    p->stands = stands_of(vg_column_str(st, column + 3));
}

static int take_passage(struct loader *l, const struct vg_stmt *st, struct vg_err *err)
{
    struct vg_passage *p;

    (void)err;
    l->passages = vg_grow(l->a, l->passages, l->n_passages, &l->room_passages);
    p = &l->passages[l->n_passages++];
    p->id = vg_column_i64(st, 0);
    p->source = vg_column_i64(st, 1);
    p->start = vg_column_i64(st, 2);
    p->end = vg_column_i64(st, 3);
    take_texts(l, st, p);
    p->reader = word_at(l, st, 7);
    vg_passage_read_marks(st, 8, p);
    return VG_OK;
}

static void take_number(const struct vg_stmt *st, int column, struct vg_quantity *q, unsigned flag,
                        int64_t *out)
{
    if (vg_column_type(st, column) == VG_COLUMN_NULL)
        return;
    *out = vg_column_i64(st, column);
    q->has |= flag;
}

static int take_quantity(struct loader *l, const struct vg_stmt *st, struct vg_quantity *q,
                         struct vg_err *err)
{
    const char *op = word_at(l, st, 8);
    int rc;

    if (op == NULL)
        return VG_OK;
    rc = vg_op_read(op, &q->op, err);
    take_number(st, 9, q, VG_HAS_VALUE, &q->value);
    take_number(st, 10, q, VG_HAS_LOWER, &q->lower);
    take_number(st, 11, q, VG_HAS_UPPER, &q->upper);
    q->scale = (unsigned)vg_column_i64(st, 12);
    q->unit = word_at(l, st, 13);
    q->definition = word_at(l, st, 14);
    q->base = word_at(l, st, 15);
    q->per = word_at(l, st, 16);
    return rc;
}

/* "year month" into a list of words. */
static void take_inferred(struct loader *l, struct vg_str s, struct vg_period *p)
{
    const char **list;
    size_t n = 0;

    if (s.p == NULL || s.len == 0)
        return;
    list = VG_NEW_ARRAY(l->a, const char *, s.len / 2 + 1);
    while (s.len > 0) {
        const char *space = memchr(s.p, ' ', s.len);
        size_t len = space == NULL ? s.len : (size_t)(space - s.p);

        if (len > 0)
            list[n++] = word(l, (struct vg_str){s.p, len});
        len += space != NULL;
        s.p += len;
        s.len -= len;
    }
    p->inferred = list;
    p->n_inferred = n;
}

static void take_period(struct loader *l, const struct vg_stmt *st, struct vg_period *p)
{
    p->from = word_at(l, st, 17);
    p->to = word_at(l, st, 18);
    take_inferred(l, vg_column_str(st, 19), p);
    p->words = word_at(l, st, 20);
}

/* Who and when stand in the entry: the actor signed it. */
static int take_who(struct loader *l, struct vg_str entry, struct vg_claim *c, struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_entry e;
    int rc = vg_entry_read(entry.p, entry.len, &e, err);

    if (rc != VG_OK)
        return rc;
    vg_put_hex(&hex, e.actor, 8);
    c->by = word(l, vg_buf_str(&hex));
    c->at = e.time;
    return VG_OK;
}

static int take_claim(struct loader *l, const struct vg_stmt *st, struct vg_err *err)
{
    struct vg_claim *c;
    int rc;

    l->claims = vg_grow(l->a, l->claims, l->n_claims, &l->room_claims);
    c = &l->claims[l->n_claims++];
    c->id = vg_column_i64(st, 0);
    c->ref = word_at(l, st, 1);
    rc = vg_claim_kind_read(word_at(l, st, 2), &c->kind, err);
    c->detail = word_at(l, st, 3);
    c->subject = word_at(l, st, 4);
    c->predicate = word_at(l, st, 5);
    c->object = word_at(l, st, 6);
    if (rc == VG_OK && vg_column_type(st, 7) != VG_COLUMN_NULL)
        rc = vg_family_read(word_at(l, st, 7), &c->family, err);
    if (rc == VG_OK)
        rc = take_quantity(l, st, &c->quantity, err);
    take_period(l, st, &c->period);
    c->place_precision = word_at(l, st, 21);
    if (rc == VG_OK)
        rc = vg_stance_read(word_at(l, st, 22), &c->stance, err);
    c->passage = passage_at(l, st, 23);
    c->editorial = (int)vg_column_i64(st, 24);
    c->language = word_at(l, st, 25);
    c->translation = word_at(l, st, 26);
    c->translator = word_at(l, st, 27);
    c->note = word_at(l, st, 28);
    c->replaces = vg_column_i64(st, 29);
    c->rule = word_at(l, st, 30);
    c->status = VG_ACCEPTED;
    if (rc == VG_OK)
        rc = take_who(l, vg_column_str(st, 32), c, err);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "claim c%lld", (long long)c->id);
}

/* -- lists of claims --------------------------------------------------------------------- */

static struct vg_claim *claim_by_id(const struct loader *l, int64_t id)
{
    size_t low = 0, high = l->n_claims;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (l->claims[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < l->n_claims && l->claims[low].id == id ? &l->claims[low] : NULL;
}

/*
 * Rows that belong to claims, grouped: the elements of one claim are gathered in
 * a list that is handed to the claim when the next one begins.
 */
struct gather {
    struct loader *l;
    size_t size; /* of an element */
    unsigned char *items;
    size_t n, room;
    int64_t claim;
    void (*give)(struct vg_claim *c, void *items, size_t n, struct vg_arena *a);
};

static void give_gathered(struct gather *g)
{
    struct vg_claim *c = g->n == 0 ? NULL : claim_by_id(g->l, g->claim);
    void *items;

    if (c != NULL) {
        items = vg_alloc_array(g->l->a, g->n, g->size);
        memcpy(items, g->items, g->n * g->size);
        g->give(c, items, g->n, g->l->a);
    }
    g->n = 0;
}

static int gather_rows(struct loader *l, enum part part, size_t size,
                       void (*fill)(struct loader *l, const struct vg_stmt *st, void *item),
                       void (*give)(struct vg_claim *c, void *items, size_t n, struct vg_arena *a),
                       struct vg_err *err)
{
    VG_SCOPED_ARENA scratch = {0};
    struct gather g = {.l = l, .size = size, .give = give};
    VG_SCOPED_STMT *st = NULL;
    int rc = rows_of(l, part, &st, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        if (vg_column_i64(st, 0) != g.claim)
            give_gathered(&g);
        g.claim = vg_column_i64(st, 0);
        g.items = vg_grow_bytes(&scratch, g.items, g.n, &g.room, size);
        memset(g.items + g.n * size, 0, size);
        fill(l, st, g.items + g.n * size);
        g.n++;
        rc = VG_OK;
    }
    if (rc == VG_OK)
        give_gathered(&g);
    return rc;
}

static void fill_place(struct loader *l, const struct vg_stmt *st, void *item)
{
    *(const char **)item = word_at(l, st, 1);
}

static void give_places(struct vg_claim *c, void *items, size_t n, struct vg_arena *a)
{
    (void)a;
    c->places = items;
    c->n_places = n;
}

static void fill_link(struct loader *l, const struct vg_stmt *st, void *item)
{
    *(struct vg_link *)item = (struct vg_link){
        .speaker = word_at(l, st, 1),
        .as = word_at(l, st, 2),
        .date = word_at(l, st, 3),
        .connection = word_at(l, st, 4),
        .passage = passage_at(l, st, 5),
    };
}

static void give_links(struct vg_claim *c, void *items, size_t n, struct vg_arena *a)
{
    (void)a;
    c->links = items;
    c->n_links = n;
}

/* Hedges come before cues in the order of the rows. */
struct claim_word {
    const char *text;
    int is_cue;
};

static void fill_word(struct loader *l, const struct vg_stmt *st, void *item)
{
    *(struct claim_word *)item = (struct claim_word){word_at(l, st, 2), vg_column_i64(st, 1) != 0};
}

static void give_words(struct vg_claim *c, void *items, size_t n, struct vg_arena *a)
{
    const struct claim_word *w = items;
    const char **list = VG_NEW_ARRAY(a, const char *, n);
    size_t hedges = 0;

    for (size_t i = 0; i < n; i++) {
        list[i] = w[i].text;
        hedges += !w[i].is_cue;
    }
    c->hedges = list;
    c->n_hedges = hedges;
    c->cues = list + hedges;
    c->n_cues = n - hedges;
}

static void fill_also(struct loader *l, const struct vg_stmt *st, void *item)
{
    const struct vg_passage *p = passage_at(l, st, 1);

    if (p != NULL)
        *(struct vg_passage *)item = *p;
}

static void give_also(struct vg_claim *c, void *items, size_t n, struct vg_arena *a)
{
    (void)a;
    c->also_at = items;
    c->n_also_at = n;
}

static void fill_standing(struct loader *l, const struct vg_stmt *st, void *item)
{
    *(struct vg_standing *)item = (struct vg_standing){
        .value = word_at(l, st, 1),
        .speaker = word_at(l, st, 2),
        .date = word_at(l, st, 3),
        .passage = passage_at(l, st, 4),
    };
}

/* By date, undated first, then as entered: insertion sort, lists are short. */
static void give_standing(struct vg_claim *c, void *items, size_t n, struct vg_arena *a)
{
    struct vg_standing *s = items;

    (void)a;
    for (size_t i = 1; i < n; i++) {
        struct vg_standing one = s[i];
        size_t j = i;

        while (j > 0 && one.date != NULL && s[j - 1].date != NULL &&
               strcmp(s[j - 1].date, one.date) > 0) {
            s[j] = s[j - 1];
            j--;
        }
        s[j] = one;
    }
    c->standing = s;
    c->n_standing = n;
}

static void fill_root(struct loader *l, const struct vg_stmt *st, void *item)
{
    (void)l;
    *(int64_t *)item = vg_column_i64(st, 1);
}

static void give_roots(struct vg_claim *c, void *items, size_t n, struct vg_arena *a)
{
    (void)a;
    c->roots = items;
    c->n_roots = n;
}

static int take_review(struct loader *l, const struct vg_stmt *st, struct vg_err *err)
{
    struct vg_claim *c = claim_by_id(l, vg_column_i64(st, 0));

    return c == NULL ? VG_OK : vg_claim_status_read(word_at(l, st, 1), &c->status, err);
}

/* A claim that another replaces is corrected, whatever was decided on it before. */
static void mark_corrected(struct loader *l)
{
    for (size_t i = 0; i < l->n_claims; i++) {
        struct vg_claim *old =
            l->claims[i].replaces == 0 ? NULL : claim_by_id(l, l->claims[i].replaces);

        if (old != NULL && old->status == VG_ACCEPTED)
            old->status = VG_CORRECTED;
    }
}

/* Ids count from 1 without gaps, so the highest is how many there are: lists that
 * are made whole leave no smaller copies of themselves behind. */
static int make_room(struct loader *l, struct vg_err *err)
{
    int64_t claims = 0, passages = 0;
    int rc = vg_ask_i64(l->s, VG_SQL_LAST_CLAIM, 0, &claims, err);

    if (rc == VG_OK)
        rc = vg_ask_i64(l->s, VG_SQL_LAST_PASSAGE, 0, &passages, err);
    if (rc != VG_OK)
        return rc;
    /* a damaged file may say anything; beyond this the lists grow as they fill */
    claims = claims < 0 || claims > VG_MAX_FORESEEN ? 0 : claims;
    passages = passages < 0 || passages > VG_MAX_FORESEEN ? 0 : passages;
    l->room_claims = (size_t)claims;
    l->claims = VG_NEW_ARRAY(l->a, struct vg_claim, l->room_claims);
    l->room_passages = (size_t)passages;
    l->passages = VG_NEW_ARRAY(l->a, struct vg_passage, l->room_passages);
    return VG_OK;
}

static int load_claims(struct loader *l, struct vg_err *err)
{
    int rc = l->only != 0 ? VG_OK : make_room(l, err);

    if (rc == VG_OK)
        rc = each_row(l, PASSAGES, take_passage, err);
    if (rc == VG_OK)
        rc = each_row(l, CLAIMS, take_claim, err);
    if (rc == VG_OK)
        rc = gather_rows(l, PLACES, sizeof(char *), fill_place, give_places, err);
    if (rc == VG_OK)
        rc = gather_rows(l, LINKS, sizeof(struct vg_link), fill_link, give_links, err);
    if (rc == VG_OK)
        rc = gather_rows(l, WORDS, sizeof(struct claim_word), fill_word, give_words, err);
    if (rc == VG_OK)
        rc = gather_rows(l, ALSO, sizeof(struct vg_passage), fill_also, give_also, err);
    if (rc == VG_OK)
        rc =
            gather_rows(l, STANDING, sizeof(struct vg_standing), fill_standing, give_standing, err);
    if (rc == VG_OK)
        rc = gather_rows(l, ROOTS, sizeof(int64_t), fill_root, give_roots, err);
    if (rc == VG_OK)
        rc = each_row(l, REVIEWS, take_review, err);
    if (rc == VG_OK)
        mark_corrected(l);
    l->v->claims = l->claims;
    l->v->n_claims = l->n_claims;
    return rc;
}

/* -- the rest of the view -------------------------------------------------------------------- */

static const char *copy_word(void *w, struct vg_str s)
{
    return word(w, s);
}

static int load_sources(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_source_info *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, l->s, VG_SQL_SOURCES_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        if (vg_column_i64(st, 14) >= l->before) {
            rc = VG_OK;
            continue;
        }
        list = vg_grow(l->a, list, n, &room);
        vg_source_info_read(st, copy_word, l, &list[n++]);
        rc = VG_OK;
    }
    l->v->sources = list;
    l->v->n_sources = n;
    return rc;
}

static int load_roots(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_root *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, l->s, VG_SQL_ROOTS_ALL, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":before", l->before);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(l->a, list, n, &room);
        list[n++] = (struct vg_root){
            .id = vg_column_i64(st, 0),
            .name = word_at(l, st, 1),
            .what = word_at(l, st, 2),
            .speaker = word_at(l, st, 3),
            .url = word_at(l, st, 4),
            .source = vg_column_i64(st, 5),
            .corrected = word_at(l, st, 6),
        };
        rc = VG_OK;
    }
    l->v->roots = list;
    l->v->n_roots = n;
    return rc;
}

static struct vg_node node_at(struct loader *l, const struct vg_stmt *st, int column)
{
    const char *kind = word_at(l, st, column);
    struct vg_node node = {VG_NODE_SOURCE, vg_column_i64(st, column + 1)};

    if (kind != NULL && strcmp(kind, "root") == 0)
        node.kind = VG_NODE_ROOT;
    return node;
}

static int load_edges(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_edge *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, l->s, VG_SQL_EDGES_ALL, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":before", l->before);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(l->a, list, n, &room);
        list[n] = (struct vg_edge){
            .id = vg_column_i64(st, 0),
            .from = node_at(l, st, 2),
            .to = node_at(l, st, 4),
            .passage = passage_at(l, st, 6),
            .because = word_at(l, st, 7),
        };
        rc = vg_derivation_read(word_at(l, st, 1), &list[n++].kind, err);
    }
    l->v->edges = list;
    l->v->n_edges = n;
    return rc;
}

/* Readings in the order they were made, with what they say, while they are sorted out. */
struct readings {
    struct vg_reading *list;
    unsigned char *says_not;
    size_t n, room, room_says;
};

/* Of one root, family and claim the latest holds; so and not so go to lists of their own. */
static void sort_readings(struct loader *l, const struct readings *r)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_table latest = VG_TABLE(&work);
    struct vg_reading *so = VG_NEW_ARRAY(l->a, struct vg_reading, r->n + 1);
    struct vg_reading *not_so = VG_NEW_ARRAY(l->a, struct vg_reading, r->n + 1);

    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < r->n; i++) {
            const struct vg_reading *x = &r->list[i];
            struct vg_str key = vg_str(vg_print(&work, "%lld %d %lld", (long long)x->root,
                                                (int)x->family, (long long)x->claim));
            int64_t at = 0;

            if (pass == 0)
                vg_table_set(&latest, key, (int64_t)i);
            else if (!vg_table_get(&latest, key, &at) || (size_t)at != i)
                continue;
            else if (r->says_not[i])
                not_so[l->v->n_denials++] = *x;
            else
                so[l->v->n_readings++] = *x;
        }
    l->v->readings = so;
    l->v->denials = not_so;
}

static int load_readings(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct readings r = {0};
    int rc = vg_stmt(&st, l->s, VG_SQL_READINGS_ALL, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":before", l->before);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        r.list = vg_grow(l->a, r.list, r.n, &r.room);
        r.says_not = vg_grow(l->a, r.says_not, r.n, &r.room_says);
        r.list[r.n] = (struct vg_reading){
            .root = vg_column_i64(st, 0),
            .claim = vg_column_i64(st, 2),
            .passage = passage_at(l, st, 3),
        };
        r.says_not[r.n] = vg_column_i64(st, 5) != 0;
        rc = vg_family_read(word_at(l, st, 1), &r.list[r.n++].family, err);
    }
    sort_readings(l, &r);
    return rc;
}

static int load_replies(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_reply *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, l->s, VG_SQL_REPLIES_ALL, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":before", l->before);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(l->a, list, n, &room);
        list[n++] = (struct vg_reply){
            .claim = vg_column_i64(st, 0),
            .question = word_at(l, st, 1),
            .response = word_at(l, st, 2),
            .speaker = word_at(l, st, 3),
            .date = word_at(l, st, 4),
            .words = word_at(l, st, 5),
            .answer = vg_column_i64(st, 6),
        };
        rc = VG_OK;
    }
    l->v->replies = list;
    l->v->n_replies = n;
    return rc;
}

/* A later row of one name holds: what is known of an entity grows. */
static int load_entities(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_entity *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, l->s, VG_SQL_ENTITIES_ALL, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":before", l->before);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        const char *id = word_at(l, st, 0);

        if (n == 0 || list[n - 1].id != id) {
            list = vg_grow(l->a, list, n, &room);
            n++;
        }
        list[n - 1] = (struct vg_entity){
            .id = id,
            .en = word_at(l, st, 1),
            .zh = word_at(l, st, 2),
            .level = word_at(l, st, 3),
            .parent = word_at(l, st, 4),
        };
        rc = VG_OK;
    }
    l->v->entities = list;
    l->v->n_entities = n;
    return rc;
}

static int load_places(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_place *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, l->s, VG_SQL_PLACES_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(l->a, list, n, &room);
        list[n] = (struct vg_place){
            .id = word_at(l, st, 0),
            .parent = word_at(l, st, 2),
            .en = word_at(l, st, 3),
            .zh = word_at(l, st, 4),
        };
        rc = vg_place_level_read(word_at(l, st, 1), &list[n++].level, err);
    }
    l->v->places = (struct vg_places){list, n};
    return rc;
}

/* Another claim in the case may have come in its place. */
static int mark_replaced(struct loader *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    if (l->n_claims == 0 || l->claims[0].status != VG_ACCEPTED)
        return VG_OK;
    rc = vg_stmt(&st, l->s, VG_SQL_CLAIM_REPLACED_BY, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", l->only);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        l->claims[0].status = VG_CORRECTED;
    return rc < 0 ? rc : VG_OK;
}

int vg_claim_read(struct vg_store *s, int64_t id, struct vg_arena *a, struct vg_claim *out,
                  struct vg_err *err)
{
    struct vg_view v = {0};
    struct loader l = {.s = s, .only = id, .a = a, .words = VG_TABLE(a), .v = &v};
    int rc = id <= 0 ? VG_OK : load_claims(&l, err);

    if (rc == VG_OK && l.n_claims == 0)
        rc =
            vg_fail(err, VG_E_ABSENT, "there is no claim c%lld; see 'vigil claims'", (long long)id);
    if (rc == VG_OK)
        rc = mark_replaced(&l, err);
    if (rc == VG_OK && l.claims != NULL)
        *out = l.claims[0];
    return rc;
}

int vg_view_read(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *out,
                 struct vg_err *err)
{
    struct vg_view v = {0};
    struct loader l = {.s = s, .before = before, .a = a, .words = VG_TABLE(a), .v = &v};
    int rc = load_places(&l, err);

    if (rc == VG_OK)
        rc = load_sources(&l, err);
    if (rc == VG_OK)
        rc = load_claims(&l, err);
    if (rc == VG_OK)
        rc = load_roots(&l, err);
    if (rc == VG_OK)
        rc = load_edges(&l, err);
    if (rc == VG_OK)
        rc = load_readings(&l, err);
    if (rc == VG_OK)
        rc = load_entities(&l, err);
    if (rc == VG_OK)
        rc = load_replies(&l, err);
    if (rc == VG_OK)
        rc = vg_lists_read(s, before, a, &v, err);
    if (rc == VG_OK)
        rc = vg_exposures_read(s, before, a, &v.exposures, err);
    if (rc == VG_OK)
        rc = vg_reaches_read(s, before, a, &v, err);
    if (rc == VG_OK)
        *out = v;
    return rc;
}

int vg_view_read_names(struct vg_store *s, struct vg_arena *a, struct vg_view *out,
                       struct vg_err *err)
{
    struct vg_view v = {0};
    struct loader l = {.s = s, .before = INT64_MAX, .a = a, .words = VG_TABLE(a), .v = &v};
    int rc = load_places(&l, err);

    if (rc == VG_OK)
        rc = load_entities(&l, err);
    if (rc == VG_OK)
        *out = v;
    return rc;
}

int vg_view_read_places(struct vg_store *s, struct vg_arena *a, struct vg_view *out,
                        struct vg_err *err)
{
    struct vg_view v = {0};
    struct loader l = {.s = s, .before = INT64_MAX, .a = a, .words = VG_TABLE(a), .v = &v};
    int rc = load_places(&l, err);

    if (rc == VG_OK)
        *out = v;
    return rc;
}

void vg_source_info_read(const struct vg_stmt *st, const char *(*copy)(void *w, struct vg_str s),
                         void *w, struct vg_source_info *out)
{
    struct vg_source_info i = {.id = vg_column_i64(st, 0)};
    struct vg_str captured = vg_column_str(st, 10), hash = vg_column_str(st, 16);
    VG_SCOPED_BUF hex = {.max = 100};

    /* what a person said of the source comes before what a reader found in it */
    i.label = copy(w, vg_column_str(st, 1));
    i.url = copy(w, vg_column_str(st, 2));
    i.kind = copy(w, vg_column_str(st, 5));
    i.publisher = copy(w, vg_column_str(st, vg_column_type(st, 6) != VG_COLUMN_NULL ? 6 : 24));
    i.date = copy(w, vg_column_str(st, vg_column_type(st, 7) != VG_COLUMN_NULL ? 7 : 23));
    i.language = copy(w, vg_column_str(st, vg_column_type(st, 8) != VG_COLUMN_NULL ? 8 : 21));
    i.title = copy(w, vg_column_str(st, vg_column_type(st, 9) != VG_COLUMN_NULL ? 9 : 22));
    if (vg_time_read(captured.p, captured.len, &i.captured_at, NULL) != VG_OK)
        i.captured_at = 0;
    i.is_note = vg_str_is(vg_column_str(st, 11), "note");
    vg_put_hex(&hex, hash.p, hash.len);
    if (hex.len + 1 == sizeof i.sha256)
        memcpy(i.sha256, hex.p, sizeof i.sha256);
    i.length = vg_column_i64(st, 17);
    i.changed = copy(w, vg_column_str(st, 28));
    i.damaged = copy(w, vg_column_str(st, 32));
    i.archived_at = copy(w, vg_column_str(st, 33));
    i.archived_by = copy(w, vg_column_str(st, 34));
    *out = i;
}
