/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Suggested derivations as a person sees them, and what the person says to them. */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"
#include "claim/claim_job.h"
#include "read/read_job.h"

/* -- listing ------------------------------------------------------------------------ */

struct lister {
    struct vg_case *c;
    struct vg_arena *a;
    struct vg_view v;
    struct vg_root_graph *g;
    struct vg_table decided; /* "s2-s5", either way round, lower first: what was said last */
};

static const char *const said[] = {NULL, "accepted", "rejected"};

static struct vg_node node_of(const struct vg_stmt *st, int column)
{
    struct vg_node n = {VG_NODE_SOURCE, vg_column_i64(st, column + 1)};

    if (vg_str_is(vg_column_str(st, column), "root"))
        n.kind = VG_NODE_ROOT;
    return n;
}

static char letter_of(struct vg_node n)
{
    return n.kind == VG_NODE_ROOT ? 'r' : 's';
}

static const char *id_of(struct vg_node from, struct vg_node to, struct vg_arena *a)
{
    return vg_print(a, "%c%" PRId64 "-%c%" PRId64, letter_of(from), from.id, letter_of(to), to.id);
}

/* The same for both directions: one decision is enough for two ends. */
static const char *ends_of(struct vg_node x, struct vg_node y, struct vg_arena *a)
{
    int swap = x.kind != y.kind ? x.kind > y.kind : x.id > y.id;

    return swap ? id_of(y, x, a) : id_of(x, y, a);
}

static int load_decisions(struct lister *l, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, l->c->store, VG_SQL_EDGE_REVIEWS_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        const char *ends = ends_of(node_of(st, 1), node_of(st, 3), l->a);
        struct vg_str status = vg_column_str(st, 5);

        vg_table_set(&l->decided, vg_str(ends),
                     vg_str_is(status, "accepted")   ? 1
                     : vg_str_is(status, "rejected") ? 2
                                                     : 0);
        rc = VG_OK;
    }
    for (size_t i = 0; i < l->v.n_edges; i++)
        vg_table_set(&l->decided, vg_str(ends_of(l->v.edges[i].from, l->v.edges[i].to, l->a)), 1);
    return rc;
}

static const char *decided_as(const struct lister *l, const struct vg_edge_suggestion *s)
{
    int64_t at = 0;

    (void)vg_table_get(&l->decided, vg_str(ends_of(s->from, s->to, l->a)), &at);
    if (at != 0)
        return said[at];
    if (vg_root_would_cycle(l->g, s->to, s->from) || vg_root_would_cycle(l->g, s->from, s->to))
        return "follows";
    return NULL;
}

static void take_marks(struct vg_str lines, struct vg_arena *a, struct vg_edge_suggestion *s)
{
    const char **list = NULL;
    size_t room = 0;

    while (lines.len > 0) {
        const char *end = memchr(lines.p, '\n', lines.len);
        size_t len = end == NULL ? lines.len : (size_t)(end - lines.p);

        list = vg_grow(a, list, s->n_marks, &room);
        list[s->n_marks++] = vg_copy(a, lines.p, len);
        len += end != NULL;
        lines = (struct vg_str){lines.p + len, lines.len - len};
    }
    s->marks = list;
}

static int set_quote(struct vg_case *c, struct vg_edge_suggestion *s, struct vg_arena *a,
                     struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_text t;
    int64_t blob;
    size_t end;
    int rc;

    if (s->from.kind != VG_NODE_SOURCE || s->end <= s->start)
        return VG_OK;
    rc = vg_source_blob(c, s->from.id, &blob, err);
    if (rc != VG_OK)
        return rc;
    if (vg_text_load(c->store, blob, &work, &t, NULL) != VG_OK || (size_t)s->end > t.text.len)
        return VG_OK;
    end = (size_t)s->end;
    if (end - (size_t)s->start > VG_EDGE_QUOTE)
        end = vg_utf8_down(t.text.p, t.text.len, (size_t)s->start + VG_EDGE_QUOTE);
    s->quote = vg_str_copy(a, (struct vg_str){t.text.p + s->start, end - (size_t)s->start});
    return VG_OK;
}

static int take_row(struct lister *l, const struct vg_stmt *st, struct vg_edge_suggestion *s,
                    struct vg_err *err)
{
    int rc = vg_derivation_read(vg_column_copy(st, 0, l->a), &s->kind, err);

    s->from = node_of(st, 1);
    s->to = node_of(st, 3);
    s->id = id_of(s->from, s->to, l->a);
    s->why = vg_column_copy(st, 5, l->a);
    s->direction = vg_column_copy(st, 6, l->a);
    s->shared = vg_column_i64(st, 7);
    s->of_from = vg_column_i64(st, 8);
    s->of_to = vg_column_i64(st, 9);
    take_marks(vg_column_str(st, 10), l->a, s);
    s->start = vg_column_i64(st, 11);
    s->end = vg_column_i64(st, 12);
    return rc;
}

static int begin_list(struct lister *l, struct vg_err *err)
{
    int rc = vg_view_load(l->c, 0, l->a, &l->v, &l->g, err);

    l->decided = VG_TABLE(l->a);
    return rc == VG_OK ? load_decisions(l, err) : rc;
}

/* Without what stands at their passages. */
static int list_rows(struct lister *l, int open_only, struct vg_edge_suggestion **out, size_t *n,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_edge_suggestion *list = NULL;
    size_t count = 0, room = 0;
    int rc = begin_list(l, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, l->c->store, VG_SQL_EDGE_SUGGESTION_EACH, err);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(l->a, list, count, &room);
        memset(&list[count], 0, sizeof *list);
        rc = take_row(l, st, &list[count], err);
        if (rc != VG_OK)
            break;
        list[count].decided = decided_as(l, &list[count]);
        if (!open_only || list[count].decided == NULL)
            count++;
    }
    *out = list;
    *n = count;
    return rc;
}

int vg_edge_suggestions(struct vg_case *c, int open_only, struct vg_arena *a,
                        struct vg_edge_suggestion **out, size_t *n, struct vg_err *err)
{
    struct lister l = {.c = c, .a = a};
    struct vg_edge_suggestion *list = NULL;
    size_t count = 0;
    int rc = list_rows(&l, open_only, &list, &count, err);

    for (size_t i = 0; rc == VG_OK && i < count; i++)
        rc = set_quote(c, &list[i], a, err);
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

/* -- deciding -------------------------------------------------------------------------- */

/* "s5-s2" to its two ends. */
static int read_ends(const char *id, struct vg_node *from, struct vg_node *to, struct vg_err *err)
{
    struct vg_node *const ends[] = {from, to};
    const char *dash = strchr(id, '-');
    char part[2][32];
    int rc = VG_E_MISUSE;

    if (dash != NULL && (size_t)(dash - id) < sizeof part[0] && strlen(dash) < sizeof part[1]) {
        (void)snprintf(part[0], sizeof part[0], "%.*s", (int)(dash - id), id);
        (void)snprintf(part[1], sizeof part[1], "%s", dash + 1);
        rc = VG_OK;
    }
    for (size_t i = 0; rc == VG_OK && i < 2; i++) {
        ends[i]->kind = part[i][0] == 'r' ? VG_NODE_ROOT : VG_NODE_SOURCE;
        rc = vg_id_read(part[i], ends[i]->kind == VG_NODE_ROOT ? 'r' : 's', &ends[i]->id, NULL);
    }
    if (rc != VG_OK)
        return vg_fail(err, VG_E_MISUSE,
                       "\"%.60s\" is no suggested derivation; one looks like s5-s2, see 'vigil "
                       "roots --suggested'",
                       id);
    return VG_OK;
}

/* The suggestion between two ends; turned round when the person names it the other way. */
static int choose(struct lister *l, const char *id, struct vg_edge_suggestion *out,
                  struct vg_err *err)
{
    struct vg_edge_suggestion *list;
    struct vg_node from = {0}, to = {0};
    const char *ends;
    size_t n, i = 0;
    int rc = read_ends(id, &from, &to, err);

    if (rc == VG_OK)
        rc = list_rows(l, 0, &list, &n, err);
    if (rc != VG_OK)
        return rc;
    ends = ends_of(from, to, l->a);
    while (i < n && strcmp(ends_of(list[i].from, list[i].to, l->a), ends) != 0)
        i++;
    if (i == n)
        return vg_fail(err, VG_E_ABSENT,
                       "no derivation %.60s is suggested; 'vigil roots --suggested' lists them, "
                       "and --derives keeps one of your own",
                       id);
    *out = list[i];
    if (strcmp(out->id, id_of(from, to, l->a)) != 0)
        out->start = out->end = 0; /* the passage is in the other one */
    out->from = from;
    out->to = to;
    if (out->decided != NULL && strcmp(out->decided, "follows") != 0)
        return vg_fail(err, VG_E_CONFLICT, "%.60s was %s already", id, out->decided);
    return VG_OK;
}

static void bind_ends(struct vg_stmt *st, const struct vg_edge_suggestion *s)
{
    vg_bind_text(st, ":kind", vg_derivation_word(s->kind));
    vg_bind_text(st, ":from_kind", s->from.kind == VG_NODE_ROOT ? "root" : "source");
    vg_bind_i64(st, ":from_id", s->from.id);
    vg_bind_text(st, ":to_kind", s->to.kind == VG_NODE_ROOT ? "root" : "source");
    vg_bind_i64(st, ":to_id", s->to.id);
}

static int keep_review(struct vg_case *c, const struct vg_edge_suggestion *s, const char *status,
                       int64_t edge, const char *because, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(c->record, VG_KEPT_EDGE_REVIEW, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    bind_ends(st, s);
    vg_bind_text(st, ":status", status);
    if (edge != 0)
        vg_bind_i64(st, ":edge", edge);
    vg_bind_text(st, ":because", because);
    return vg_run_end(st, err);
}

/* The passage that shows it, at most VG_MAX_QUOTE bytes of it. */
static int keep_passage(struct vg_case *c, struct vg_text_cache *cache,
                        const struct vg_edge_suggestion *s, int64_t *id, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_passage p = {.source = s->from.id, .start = s->start, .end = s->end};
    struct vg_text t;
    int64_t blob;
    int rc = VG_OK;

    *id = 0;
    if (s->from.kind != VG_NODE_SOURCE || s->end <= s->start)
        return VG_OK;
    rc = vg_source_blob(c, s->from.id, &blob, err);
    if (rc == VG_OK)
        rc = vg_text_load(c->store, blob, &a, &t, err);
    if (rc != VG_OK)
        return rc;
    if (p.end - p.start > VG_MAX_QUOTE)
        p.end = (int64_t)vg_utf8_down(t.text.p, t.text.len, (size_t)p.start + VG_MAX_QUOTE);
    rc = vg_passage_place(cache, &p, err);
    return rc == VG_OK ? vg_passage_keep(c->record, &p, id, err) : rc;
}

static int keep_edge(struct vg_case *c, struct vg_text_cache *cache,
                     const struct vg_edge_suggestion *s, const char *because, int64_t *edge,
                     struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t passage = 0;
    int rc = keep_passage(c, cache, s, &passage, err);

    if (rc == VG_OK)
        rc = vg_keep(c->record, VG_KEPT_EDGE, &st, edge, err);
    if (rc != VG_OK)
        return rc;
    bind_ends(st, s);
    if (passage != 0)
        vg_bind_i64(st, ":passage", passage);
    vg_bind_text(st, ":because", because);
    return vg_run_end(st, err);
}

static int conclude(struct vg_case *c, int rc, struct vg_err *err)
{
    return vg_record_conclude(c->record, VG_ENTRY_JUDGEMENT, rc, err);
}

int vg_edge_accept(struct vg_case *c, const char *id, const char *kind, const char *because,
                   int64_t *edge, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct lister l = {.c = c, .a = &a};
    struct vg_text_cache *cache = vg_text_cache_make(c, &a);
    struct vg_edge_suggestion s = {0};
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = choose(&l, id, &s, err);
    if (rc == VG_OK && kind != NULL)
        rc = vg_derivation_read(kind, &s.kind, err);
    if (rc == VG_OK && s.kind != VG_DERIVES_SAME_AUTHOR && vg_root_would_cycle(l.g, s.from, s.to))
        rc = vg_fail(err, VG_E_REFUSED,
                     "%.60s would lead back to where it began: the edges that were kept say that "
                     "%c%" PRId64 " derives from %c%" PRId64,
                     id, letter_of(s.to), s.to.id, letter_of(s.from), s.from.id);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = keep_edge(c, cache, &s, because, edge, err);
    if (rc == VG_OK)
        rc = keep_review(c, &s, "accepted", *edge, because, err);
    return conclude(c, rc, err);
}

static int need_reason(const char *because, struct vg_err *err)
{
    if (because != NULL && because[0] != '\0')
        return VG_OK;
    return vg_fail(err, VG_E_MISUSE, "say why: --because \"…\"");
}

int vg_edge_reject(struct vg_case *c, const char *id, const char *because, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct lister l = {.c = c, .a = &a};
    struct vg_edge_suggestion s = {0};
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = need_reason(because, err);
    if (rc == VG_OK)
        rc = choose(&l, id, &s, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    return rc == VG_OK ? conclude(c, keep_review(c, &s, "rejected", 0, because, err), err) : rc;
}

static int get_edge(struct vg_case *c, int64_t edge, struct vg_arena *a,
                    struct vg_edge_suggestion *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_EDGE_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", edge);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return vg_fail(err, VG_E_ABSENT,
                       "there is no edge e%" PRId64 ", or it was taken back already; 'vigil roots "
                       "--edges' lists them",
                       edge);
    out->from = node_of(st, 1);
    out->to = node_of(st, 3);
    return vg_derivation_read(vg_column_copy(st, 0, a), &out->kind, err);
}

int vg_edge_withdraw(struct vg_case *c, const char *id, const char *because, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_edge_suggestion s = {0};
    int64_t edge = 0;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = need_reason(because, err);
    if (rc == VG_OK)
        rc = vg_id_read(id, 'e', &edge, err);
    if (rc == VG_OK)
        rc = get_edge(c, edge, &a, &s, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    return rc == VG_OK ? conclude(c, keep_review(c, &s, "withdrawn", edge, because, err), err) : rc;
}
