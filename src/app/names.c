/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The names that claims use. One pass over the claims that stand, one over those who speak in
 * them; what is a place, a claim or a person's is left out; then the judgements of people are
 * put beside. Everything is derived anew each time: nothing of it is kept.
 */
#include "app/names.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/order.h"
#include "base/table.h"
#include "base/utf8.h"
#include "claim/claim_job.h"
#include "resolve/keyed_job.h"
#include "share/ftm.h"

/* -- gathering ----------------------------------------------------------------------------------
 */

struct used {
    const char *name;
    unsigned roles;
    int64_t *claims;
    size_t n, room;
};

struct named_claim {
    int64_t id, source;
    const char *subject, *object;
};

struct gathering {
    struct vg_case *c;
    struct vg_arena *a, *work;
    struct vg_view v; /* entities and places */
    struct vg_name_guard *guard;
    struct named_claim *claims; /* that stand, ascending */
    size_t n_claims, room_claims;
    struct vg_table refs;    /* of claims */
    struct vg_table decided; /* words → roles in which they are a name */
    struct vg_table at;      /* name → used */
    struct used *used;
    size_t n, room;
    struct vg_entity *brought; /* from other programs */
    size_t n_brought, room_brought;
    struct vg_table brought_at;
};

static int load_claims(struct gathering *g, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, g->c->store, VG_SQL_NAMED_CLAIMS_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW) {
        struct named_claim k = {.id = vg_column_i64(st, 0),
                                .source = vg_column_i64(st, 5),
                                .subject = vg_column_copy(st, 1, g->work),
                                .object = vg_column_copy(st, 2, g->work)};

        vg_name_guard_note(g->guard, k.subject, vg_column_copy(st, 3, g->work));
        vg_name_guard_note(g->guard, k.object, NULL);
        if (vg_column_str(st, 4).p != NULL)
            (void)vg_table_add(&g->refs, vg_column_str(st, 4), 1, NULL);
        if (vg_column_i64(st, 6) == 0)
            continue;
        g->claims = vg_grow(g->work, g->claims, g->n_claims, &g->room_claims);
        g->claims[g->n_claims++] = k;
    }
    return rc;
}

static struct used *used_of(struct gathering *g, struct vg_str name)
{
    int64_t at;

    if (!vg_table_get(&g->at, name, &at)) {
        at = (int64_t)g->n;
        g->used = vg_grow(g->work, g->used, g->n, &g->room);
        g->used[g->n++] = (struct used){.name = vg_copy(g->a, name.p, name.len)};
        (void)vg_table_add(&g->at, name, at, NULL);
    }
    return &g->used[at];
}

static void use(struct gathering *g, struct vg_str name, unsigned role, int64_t claim)
{
    struct used *u = used_of(g, name);

    u->roles |= role;
    if (u->n > 0 && u->claims[u->n - 1] == claim)
        return;
    u->claims = vg_grow(g->work, u->claims, u->n, &u->room);
    u->claims[u->n++] = claim;
}

/* Ids within words: "prog:sky-net with prog:fox-hunt". Gives how many ids of any kind. */
static size_t use_ids(struct gathering *g, const char *text, unsigned role, int64_t claim)
{
    size_t found = 0;
    struct vg_str id;

    for (const char *p = text; vg_name_next_id(&p, &id);) {
        found++;
        if (vg_names_a_thing(id))
            use(g, id, role, claim);
    }
    return found;
}

static int is_claim(const struct gathering *g, const char *text)
{
    int64_t there;

    if (text[0] == 'c' && text[1] != '\0' && text[1 + strspn(text + 1, "0123456789")] == '\0')
        return 1;
    return vg_table_get(&g->refs, vg_str(text), &there);
}

static int is_place(const struct gathering *g, const char *text)
{
    const struct vg_place *place = NULL;
    int others = 0;

    return vg_place_get(&g->v.places, text) != NULL ||
           vg_place_match(&g->v.places, text, strlen(text), &place, &others) == strlen(text);
}

/* In which roles words are a name: a place is one only where it speaks. Decided once. */
static unsigned roles_of_words(struct gathering *g, const char *text)
{
    int64_t roles;

    if (vg_table_get(&g->decided, vg_str(text), &roles))
        return (unsigned)roles;
    if (is_claim(g, text) || vg_names_hides(g->guard, text))
        roles = 0;
    else
        roles = is_place(g, text) ? VG_NAMED_SPEAKER
                                  : VG_NAMED_SUBJECT | VG_NAMED_OBJECT | VG_NAMED_SPEAKER;
    (void)vg_table_add(&g->decided, vg_str(text), roles, NULL);
    return (unsigned)roles;
}

static void use_words(struct gathering *g, const char *text, unsigned role, int64_t claim)
{
    if (text == NULL || text[0] == '\0')
        return;
    if (vg_view_entity(&g->v, text) != NULL) {
        if (!vg_names_person(text))
            use(g, vg_str(text), role, claim);
        return;
    }
    if (use_ids(g, text, role, claim) == 0 && (roles_of_words(g, text) & role) != 0)
        use(g, vg_str(text), role, claim);
}

static const struct named_claim *claim_of(const struct gathering *g, int64_t id)
{
    size_t low = 0, high = g->n_claims;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (g->claims[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->n_claims && g->claims[low].id == id ? &g->claims[low] : NULL;
}

static int use_speakers(struct gathering *g, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, g->c->store, VG_SQL_NAMED_SPEAKERS_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW) {
        const struct named_claim *k = claim_of(g, vg_column_i64(st, 0));

        if (k != NULL)
            use_words(g, vg_column_copy(st, 1, g->work), VG_NAMED_SPEAKER, k->id);
    }
    return rc;
}

static int has_han(const char *text)
{
    size_t len = strlen(text);
    uint32_t c;

    for (size_t at = 0; at < len;) {
        at += vg_utf8_next(text + at, len - at, &c);
        if (vg_is_han(c))
            return 1;
    }
    return 0;
}

static void note_entity(struct gathering *g, const struct vg_entity *e)
{
    if (!vg_names_person(e->id)) {
        (void)used_of(g, vg_str(e->id));
        return;
    }
    vg_name_guard_note(g->guard, e->id, NULL);
    vg_name_guard_note(g->guard, e->en, "private");
    vg_name_guard_note(g->guard, e->zh, "private");
}

int vg_name_take_brought(const struct vg_stmt *st, struct vg_arena *a, struct vg_entity *e)
{
    VG_SCOPED_ARENA work = {0};
    const char *schema = vg_column_copy(st, 2, &work), *value;

    if (!vg_ftm_schema_is(schema, "LegalEntity") && !vg_ftm_schema_is(schema, "Project"))
        return 0; /* documents, places and notes are nothing that is one with another by its name */
    value = vg_column_copy(st, 3, a);
    if (vg_str_is(vg_column_str(st, 1), "parent"))
        e->parent = vg_print(a, VG_NAME_FTM "%s", value);
    else if (vg_str_is(vg_column_str(st, 4), "zho") || has_han(value))
        e->zh = e->zh == NULL ? value : e->zh;
    else
        e->en = e->en == NULL ? value : e->en;
    return 1;
}

static void note_brought(struct gathering *g, const struct vg_stmt *st)
{
    struct vg_str id = vg_column_str(st, 0);
    const char *name = vg_print(g->a, VG_NAME_FTM "%.*s", (int)id.len, id.p);
    struct vg_entity fresh = {.id = name};
    int64_t at;

    if (vg_table_get(&g->brought_at, vg_str(name), &at)) {
        (void)vg_name_take_brought(st, g->a, &g->brought[at]);
        return;
    }
    if (!vg_name_take_brought(st, g->a, &fresh))
        return;
    at = (int64_t)g->n_brought;
    g->brought = vg_grow(g->work, g->brought, g->n_brought, &g->room_brought);
    g->brought[g->n_brought++] = fresh;
    (void)vg_table_add(&g->brought_at, vg_str(name), at, NULL);
    (void)used_of(g, vg_str(name));
}

static int load_brought(struct gathering *g, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, g->c->store, VG_SQL_STATEMENTS_NAMING, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW)
        note_brought(g, st);
    return rc;
}

static const struct vg_entity *entity_of(const struct gathering *g, const char *name)
{
    int64_t at;

    if (vg_table_get(&g->brought_at, vg_str(name), &at))
        return &g->brought[at];
    return vg_view_entity(&g->v, name);
}

static int gather(struct gathering *g, struct vg_err *err)
{
    int rc = vg_view_read_names(g->c->store, g->a, &g->v, err);

    if (rc == VG_OK)
        rc = load_claims(g, err);
    for (size_t i = 0; rc == VG_OK && i < g->v.n_entities; i++)
        note_entity(g, &g->v.entities[i]);
    for (size_t i = 0; rc == VG_OK && i < g->n_claims; i++) {
        use_words(g, g->claims[i].subject, VG_NAMED_SUBJECT, g->claims[i].id);
        use_words(g, g->claims[i].object, VG_NAMED_OBJECT, g->claims[i].id);
    }
    if (rc == VG_OK)
        rc = use_speakers(g, err);
    return rc == VG_OK ? load_brought(g, err) : rc;
}

/* -- the list -----------------------------------------------------------------------------------
 */

const char *vg_name_key_text(const char *name, struct vg_arena *a)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789:._-";
    size_t n = strlen(name);

    if (strchr(name, ':') != NULL && n <= VG_MAX_NAME_KEY && strspn(name, plain) == n)
        return vg_copyz(a, name);
    return vg_print(a, "w%016" PRIx64, (uint64_t)vg_keyed_number((struct vg_str){name, n}));
}

static int name_order(const void *x, const void *y)
{
    const struct vg_named *a = x, *b = y;

    if ((a->kind == NULL) != (b->kind == NULL))
        return a->kind == NULL ? 1 : -1;
    return strcmp(a->name, b->name);
}

static const char *kind_of(const struct gathering *g, const char *name)
{
    const char *colon = strchr(name, ':');

    if (vg_view_entity(&g->v, name) == NULL && !vg_names_a_thing(vg_str(name)))
        return NULL;
    return colon == NULL ? "" : vg_copy(g->a, name, (size_t)(colon - name));
}

/* Ascending, each once. */
static size_t settle(int64_t *list, size_t n)
{
    size_t kept = 0;

    if (n > 1)
        qsort(list, n, sizeof *list, vg_i64_order);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || list[kept - 1] != list[i])
            list[kept++] = list[i];
    return kept;
}

static void fill_claims(const struct gathering *g, struct used *u, struct vg_named *out)
{
    int64_t *claims, *sources;

    u->n = settle(u->claims, u->n);
    claims = VG_NEW_ARRAY(g->a, int64_t, u->n + 1);
    sources = VG_NEW_ARRAY(g->a, int64_t, u->n + 1);
    for (size_t i = 0; i < u->n; i++) {
        claims[i] = u->claims[i];
        sources[i] = claim_of(g, u->claims[i])->source;
    }
    out->claims = claims;
    out->n_claims = u->n;
    out->sources = sources;
    out->n_sources = settle(sources, u->n);
}

static struct vg_named *fill_list(struct gathering *g)
{
    struct vg_named *list = VG_NEW_ARRAY(g->a, struct vg_named, g->n + 1);

    for (size_t i = 0; i < g->n; i++) {
        const struct vg_entity *e = entity_of(g, g->used[i].name);

        list[i] = (struct vg_named){.name = g->used[i].name,
                                    .key = vg_name_key_text(g->used[i].name, g->a),
                                    .kind = kind_of(g, g->used[i].name),
                                    .roles = g->used[i].roles};
        if (e != NULL) {
            list[i].en = e->en;
            list[i].zh = e->zh;
            list[i].level = e->level;
            list[i].parent = e->parent;
        }
        fill_claims(g, &g->used[i], &list[i]);
    }
    if (g->n > 1)
        qsort(list, g->n, sizeof *list, name_order);
    return list;
}

static struct vg_table *index_list(const struct vg_named *list, size_t n, struct vg_arena *a)
{
    struct vg_table *t = VG_NEW(a, struct vg_table);

    *t = VG_TABLE(a);
    for (size_t i = 0; i < n; i++)
        (void)vg_table_add(t, vg_str(list[i].name), (int64_t)i, NULL);
    for (size_t i = 0; i < n; i++)
        (void)vg_table_add(t, vg_str(list[i].key), (int64_t)i, NULL);
    return t;
}

static int64_t place_of(const struct vg_table *known, const char *name)
{
    int64_t at;

    return name != NULL && vg_table_get(known, vg_str(name), &at) ? at : -1;
}

/* Lists that grow one by one while the names are walked, in their order. */
struct growing {
    const char **texts;
    int64_t *ids;
    size_t room;
};

static void fill_parts(struct vg_named *list, size_t n, const struct vg_table *known,
                       struct vg_arena *a)
{
    struct growing *g = VG_NEW_ARRAY(a, struct growing, n + 1);

    for (size_t i = 0; i < n; i++) {
        int64_t at = place_of(known, list[i].parent);

        if (at < 0)
            continue;
        g[at].texts = vg_grow(a, g[at].texts, list[at].n_parts, &g[at].room);
        g[at].texts[list[at].n_parts++] = list[i].name;
        list[at].parts = g[at].texts;
    }
}

static void fill_judgements(struct vg_named *list, size_t n, const struct vg_judgement *j,
                            const int64_t *ends, size_t n_j, struct vg_arena *a)
{
    struct growing *g = VG_NEW_ARRAY(a, struct growing, n + 1);

    for (size_t i = 0; i < 2 * n_j; i++) {
        int64_t at = ends[i];

        if (at < 0)
            continue;
        g[at].ids = vg_grow(a, g[at].ids, list[at].n_judgements, &g[at].room);
        g[at].ids[list[at].n_judgements++] = j[i / 2].id;
        list[at].judgements = g[at].ids;
    }
}

/* A judgement about what has become a person's is in no list either. */
static size_t pass_over_hidden(const struct vg_name_guard *guard, struct vg_judgement *j, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (!vg_names_hides(guard, j[i].left) && !vg_names_hides(guard, j[i].right))
            j[kept++] = j[i];
    return kept;
}

/* Ids stand for their names when a name is typed. */
static void index_ids(const struct vg_named *list, size_t n, struct vg_table *known)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].id != NULL)
            (void)vg_table_add(known, vg_str(list[i].id), (int64_t)i, NULL);
}

static int finish(struct gathering *g, struct vg_judgement *j, size_t n_j, struct vg_names *out,
                  struct vg_err *err)
{
    int rc;
    struct vg_named *list;
    struct vg_table *known;
    struct vg_name_conflict *conflicts = NULL;
    int64_t *ends = VG_NEW_ARRAY(g->a, int64_t, 2 * n_j + 1);
    size_t n_conflicts = 0;

    for (size_t i = 0; i < n_j; i++) {
        (void)used_of(g, vg_str(j[i].left));
        (void)used_of(g, vg_str(j[i].right));
    }
    list = fill_list(g);
    known = index_list(list, g->n, g->a);
    for (size_t i = 0; i < n_j; i++) {
        ends[2 * i] = place_of(known, j[i].left);
        ends[2 * i + 1] = place_of(known, j[i].right);
    }
    fill_parts(list, g->n, known, g->a);
    fill_judgements(list, g->n, j, ends, n_j, g->a);
    vg_names_unite(list, g->n, j, ends, n_j, g->a, &conflicts, &n_conflicts);
    rc = vg_foundings_read(g->c, list, g->n, known, g->a, err);
    if (rc != VG_OK)
        return rc;
    index_ids(list, g->n, known);
    *out = (struct vg_names){list, g->n, j, n_j, conflicts, n_conflicts, known};
    return VG_OK;
}

int vg_case_names_read(struct vg_case *c, struct vg_arena *a, struct vg_names *out,
                       const struct vg_name_guard **guard, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct gathering g = {.c = c,
                          .a = a,
                          .work = &work,
                          .refs = VG_TABLE(&work),
                          .decided = VG_TABLE(&work),
                          .at = VG_TABLE(&work),
                          .brought_at = VG_TABLE(&work),
                          .guard = vg_name_guard_make(a)};
    struct vg_judgement *j = NULL;
    size_t n_j = 0;
    int rc = gather(&g, err);

    if (rc == VG_OK)
        rc = vg_judgements_read(c, a, &j, &n_j, err);
    if (rc != VG_OK)
        return rc;
    rc = finish(&g, j, pass_over_hidden(g.guard, j, n_j), out, err);
    if (rc != VG_OK)
        return rc;
    if (guard != NULL)
        *guard = g.guard;
    return VG_OK;
}

int vg_names_load(struct vg_case *c, struct vg_arena *a, struct vg_names *out, struct vg_err *err)
{
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_case_names_read(c, a, out, NULL, err);
    vg_rollback(c->store);
    return rc;
}

/* -- finding one
 * ----------------------------------------------------------------------------------- */

static int is_called(const char *name, struct vg_str wanted, struct vg_buf *b)
{
    struct vg_str f;

    if (name == NULL)
        return 0;
    f = vg_name_folded(b, name);
    return f.len == wanted.len && memcmp(f.p, wanted.p, f.len) == 0;
}

int vg_names_find(const struct vg_names *names, const char *typed, const struct vg_named **out,
                  struct vg_err *err)
{
    VG_SCOPED_BUF wanted = {0}, b = {0};
    const struct vg_named *found = NULL;
    int64_t at = place_of(names->known, typed);
    struct vg_str w = vg_name_folded(&wanted, typed);

    for (size_t i = 0; at < 0 && i < names->n; i++) {
        const struct vg_named *n = &names->list[i];

        if (!is_called(n->en, w, &b) && !is_called(n->zh, w, &b) &&
            !(n->kind == NULL && is_called(n->name, w, &b)))
            continue;
        if (found != NULL)
            return vg_fail(err, VG_E_MISUSE,
                           "both %.80s and %.80s are called '%.80s'; give one of these", found->key,
                           n->key, typed);
        found = n;
    }
    if (at < 0 && found == NULL)
        return vg_fail(err, VG_E_ABSENT,
                       "no claim has the name '%.80s'; 'vigil entities CASE' lists those there are",
                       typed);
    *out = at >= 0 ? &names->list[at] : found;
    return VG_OK;
}

const struct vg_judgement *vg_names_judgement(const struct vg_names *names, int64_t id)
{
    size_t low = 0, high = names->n_judgements;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (names->judgements[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < names->n_judgements && names->judgements[low].id == id ? &names->judgements[low]
                                                                        : NULL;
}
