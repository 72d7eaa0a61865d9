/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Editions: briefs that were published. The page is kept to the byte, like the bytes of a
 * source, and beside it each row of its tables of figures, so that two editions are
 * compared as they were printed and not as the case would make them today.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"
#include "base/order.h"
#include "base/table.h"
#include "capture/preserve.h"

/* -- publishing ------------------------------------------------------------------------- */

static int check_options(const struct vg_brief_options *o, struct vg_err *err)
{
    static const char *const audiences[] = {"public", "partner", "internal"};

    if (o->audience == NULL)
        return VG_OK;
    for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++)
        if (strcmp(o->audience, audiences[i]) == 0)
            return VG_OK;
    return vg_fail(err, VG_E_MISUSE, "audience: public, partner or internal, not '%.40s'",
                   o->audience);
}

static int keep_page(struct vg_case *c, struct vg_str page, int64_t *blob, struct vg_err *err)
{
    const struct vg_preserve_config config = {.program = VG_PROGRAM, .world = &c->app.world};
    struct vg_preserve *p = NULL;
    int rc = vg_preserve_within(c->record, &config, &p, err);

    if (rc == VG_OK)
        rc = vg_preserve_blob(p, page.p, page.len, blob, err);
    vg_preserve_close(p);
    return rc;
}

static int keep_edition(struct vg_case *c, const struct vg_brief_options *o,
                        const struct vg_brief *b, int64_t blob, int64_t *id, struct vg_err *err)
{
    VG_SCOPED_BUF without = {0};
    char made[VG_TIME_TEXT];
    struct vg_stmt *st = NULL;
    int rc = vg_keep(c->record, VG_KEPT_EDITION, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_time_write(b->made_at, made);
    vg_brief_parts_write(b->without, &without);
    vg_bind_text(st, ":language", b->language);
    vg_bind_text(st, ":title", b->title);
    vg_bind_text(st, ":asked", b->asked);
    vg_bind_text(st, ":unit", o->unit);
    vg_bind_text(st, ":as_of", o->as_of);
    vg_bind_i64(st, ":max_claims", b->max_claims);
    vg_bind_text(st, ":made_at", made);
    vg_bind_text(st, ":audience", b->audience);
    vg_bind_text(st, ":without", without.len == 0 ? NULL : without.p);
    vg_bind_i64(st, ":entries", b->record.size);
    vg_bind_i64(st, ":n_claims", (int64_t)b->view->n_claims);
    vg_bind_i64(st, ":blob", blob);
    return vg_run_end(st, err);
}

static void bind_number(struct vg_stmt *st, const char *name, const struct vg_figure *f,
                        unsigned which, int64_t n)
{
    if ((f->has & which) != 0)
        vg_bind_i64(st, name, n);
    else
        vg_bind_null(st, name);
}

static int keep_figure(struct vg_case *c, int64_t edition, int64_t n, const char *heading,
                       const struct vg_figure *f, enum vg_place_level level, struct vg_err *err)
{
    VG_SCOPED_BUF claims = {0};
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_figure_check(f, err);

    if (rc == VG_OK)
        rc = vg_keep(c->record, VG_KEPT_EDITION_FIGURE, &st, &id, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < f->n_claims; i++)
        vg_putf(&claims, "%s%" PRId64, i > 0 ? " " : "", f->claims[i]);
    vg_bind_i64(st, ":edition", edition);
    vg_bind_i64(st, ":n", n);
    vg_bind_text(st, ":heading", heading == NULL ? "" : heading);
    vg_bind_text(st, ":unit", f->unit);
    vg_bind_text(st, ":definition", f->definition);
    vg_bind_text(st, ":place", f->place);
    vg_bind_text(st, ":level", vg_place_level_word(level));
    vg_bind_text(st, ":by_whom", f->by);
    vg_bind_text(st, ":period_from", f->period_from);
    vg_bind_text(st, ":period_to", f->period_to);
    bind_number(st, ":low", f, VG_FIGURE_LOW, f->low);
    bind_number(st, ":best", f, VG_FIGURE_BEST, f->best);
    bind_number(st, ":high", f, VG_FIGURE_HIGH, f->high);
    vg_bind_i64(st, ":roots_named", (int64_t)f->roots_named);
    vg_bind_i64(st, ":roots_read", (int64_t)f->roots_read);
    vg_bind_text(st, ":refusal", f->refusal);
    vg_bind_str(st, ":claims", vg_buf_str(&claims));
    return vg_run_end(st, err);
}

/* The row of what is not placed as finely as its table has the level of the table. */
static enum vg_place_level level_of(const struct vg_brief_figure *block, size_t k)
{
    return block->rows[k].place != NULL ? block->rows[k].level : block->rows[0].level;
}

/*
 * What an estimate lets be said, as a figure: its bound, its range, or the sentence of its refusal.
 * Of places to search next there is none: what was observed there is a count, and a rank is none.
 */
static int keep_estimate(struct vg_case *c, const struct vg_brief *b,
                         const struct vg_estimate_part *part, int64_t edition, int64_t n,
                         struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_estimate *e = part->e;
    struct vg_figure f = {
        .unit =
            part->gap != NULL && part->gap->list->unit != NULL ? part->gap->list->unit : "presence",
        .definition = vg_print(&a, "estimate %s", vg_estimate_part_name(part, &a)),
        .place = "world",
        .claims = part->claims,
        .n_claims = part->n_claims,
        .method = "estimate"};

    if (e->verdict == VG_GATE_REFUSE) {
        f.refusal = vg_said_text(&a, e->text, b->language);
    } else {
        f.has = VG_FIGURE_LOW;
        f.low = e->lower;
        if (e->upper >= 0) {
            f.has |= VG_FIGURE_HIGH;
            f.high = e->upper;
        }
        if (isfinite(e->median)) {
            f.has |= VG_FIGURE_BEST;
            f.best = llround(e->median);
        }
    }
    return keep_figure(
        c, edition, n,
        vg_said_text(&a,
                     VG_SAID(&a, CASE_PART, vg_part_said(&a, vg_estimate_part_title(part, &a)),
                             vg_part(part->id)),
                     b->language),
        &f, VG_PLACE_WORLD, err);
}

static int keep_estimates(struct vg_case *c, const struct vg_brief *b, int64_t edition, int64_t n,
                          struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && b->estimate != NULL && i < b->estimate->n_parts; i++) {
        const struct vg_estimate_part *part = &b->estimate->parts[i];

        if (part->e != NULL && part->model != VG_ESTIMATE_EXPOSURE && part->n_claims > 0)
            rc = keep_estimate(c, b, part, edition, n++, err);
    }
    return rc;
}

static int keep_figures(struct vg_case *c, const struct vg_brief_made *m, int64_t edition,
                        struct vg_err *err)
{
    int64_t n = 0;
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < m->brief.n_figures; i++)
        for (size_t k = 0; rc == VG_OK && k < m->whole[i].n; k++)
            rc = keep_figure(c, edition, n++, m->whole[i].question, &m->whole[i].rows[k],
                             level_of(&m->whole[i], k), err);
    return rc == VG_OK ? keep_estimates(c, &m->brief, edition, n, err) : rc;
}

int vg_brief_publish(struct vg_case *c, const struct vg_brief_options *o, int64_t *id,
                     struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF page = {0};
    struct vg_brief_made made;
    int64_t blob = 0, edition = 0;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = check_options(o, err);
    if (rc == VG_OK)
        rc = vg_brief_make(c, o, &a, &made, &page, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = keep_page(c, vg_buf_str(&page), &blob, err);
    if (rc == VG_OK)
        rc = keep_edition(c, o, &made.brief, blob, &edition, err);
    if (rc == VG_OK)
        rc = keep_figures(c, &made, edition, err);
    rc = vg_record_conclude(c->record, VG_ENTRY_EXPORT, rc, err);
    if (rc == VG_OK)
        *id = edition;
    return rc;
}

/* -- what was published ------------------------------------------------------------------- */

static void hex_of(struct vg_str hash, char out[65])
{
    if (hash.len == VG_HASH_SIZE)
        vg_hex_write(hash.p, hash.len, out);
}

int vg_editions(struct vg_case *c, struct vg_arena *a, struct vg_edition **out, size_t *n,
                struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_edition *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_EDITIONS_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        list[count] = (struct vg_edition){
            .id = vg_column_i64(st, 0),
            .entry = vg_column_i64(st, 1),
            .language = vg_column_copy(st, 2, a),
            .title = vg_column_copy(st, 3, a),
            .asked = vg_column_copy(st, 4, a),
            .unit = vg_column_copy(st, 5, a),
            .as_of = vg_column_copy(st, 6, a),
            .max_claims = vg_column_i64(st, 7),
            .made_at = vg_column_copy(st, 8, a),
            .audience = vg_column_copy(st, 9, a),
            .without = vg_column_copy(st, 10, a),
            .entries = vg_column_i64(st, 11),
            .claims = vg_column_i64(st, 12),
            .figures = vg_column_i64(st, 13),
            .bytes = vg_column_i64(st, 15),
        };
        hex_of(vg_column_str(st, 14), list[count++].sha256);
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

static int find_edition(struct vg_case *c, int64_t id, int64_t *blob,
                        unsigned char hash[VG_HASH_SIZE], struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_str sha256;
    int rc = vg_stmt(&st, c->store, VG_SQL_EDITION_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", id);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc
                      : vg_fail(err, VG_E_ABSENT,
                                "there is no edition b%" PRId64
                                "; 'vigil brief CASE --editions' lists those there are",
                                id);
    *blob = vg_column_i64(st, 0);
    sha256 = vg_column_str(st, 1);
    memset(hash, 0, VG_HASH_SIZE);
    if (sha256.len == VG_HASH_SIZE)
        memcpy(hash, sha256.p, VG_HASH_SIZE);
    return VG_OK;
}

int vg_edition_html(struct vg_case *c, int64_t id, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    VG_SCOPED_SHA256 hash = {0};
    unsigned char kept[VG_HASH_SIZE], is[VG_HASH_SIZE];
    size_t before = out->len;
    int64_t blob = 0;
    int rc = find_edition(c, id, &blob, kept, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_CHUNKS_OF, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    while ((rc = vg_step(st, err)) == VG_ROW)
        vg_put_str(out, vg_column_str(st, 1));
    if (rc == VG_OK && out->full)
        rc = vg_fail(err, VG_E_LIMIT, "b%" PRId64 ": there is no room for the page", id);
    if (rc == VG_OK) {
        vg_sha256_of(&hash, out->p + before, out->len - before, is);
        if (!vg_hash_is(kept, is))
            rc = vg_fail(err, VG_E_IO,
                         "b%" PRId64 ": the page is not the one that was published; run 'vigil "
                         "verify'",
                         id);
    }
    if (rc != VG_OK)
        out->len = before;
    return rc;
}

static void read_number(struct vg_edition_figure *f, const struct vg_stmt *st, int column,
                        unsigned which, int64_t *out)
{
    if (vg_column_str(st, column).p == NULL)
        return;
    f->has |= which;
    *out = vg_column_i64(st, column);
}

static void read_figure(const struct vg_stmt *st, struct vg_arena *a, struct vg_edition_figure *f)
{
    *f = (struct vg_edition_figure){
        .heading = vg_column_copy(st, 0, a),
        .unit = vg_column_copy(st, 1, a),
        .definition = vg_column_copy(st, 2, a),
        .place = vg_column_copy(st, 3, a),
        .level = vg_column_copy(st, 4, a),
        .by = vg_column_copy(st, 5, a),
        .period_from = vg_column_copy(st, 6, a),
        .period_to = vg_column_copy(st, 7, a),
        .roots_named = vg_column_i64(st, 11),
        .roots_read = vg_column_i64(st, 12),
        .refusal = vg_column_copy(st, 13, a),
        .claims = vg_column_copy(st, 14, a),
    };
    read_number(f, st, 8, VG_FIGURE_LOW, &f->low);
    read_number(f, st, 9, VG_FIGURE_BEST, &f->best);
    read_number(f, st, 10, VG_FIGURE_HIGH, &f->high);
}

int vg_edition_figures(struct vg_case *c, int64_t id, struct vg_arena *a,
                       struct vg_edition_figure **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_edition_figure *list = NULL;
    unsigned char hash[VG_HASH_SIZE];
    size_t count = 0, room = 0;
    int64_t blob;
    int rc = find_edition(c, id, &blob, hash, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_FIGURES_OF_EDITION, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":edition", id);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        read_figure(st, a, &list[count++]);
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

/* -- two of them -------------------------------------------------------------------------- */

const char *vg_edition_change_word(enum vg_edition_change v)
{
    static const char *const words[] = {"same", "added", "changed", "withdrawn"};

    return words[v];
}

/* Every part with its length before it, so that no two sets of parts look alike. */
static struct vg_str figure_key(struct vg_buf *b, const struct vg_edition_figure *f)
{
    const char *parts[] = {f->unit, f->definition,  f->place,    f->level,
                           f->by,   f->period_from, f->period_to};

    b->len = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] == NULL)
            vg_puts(b, "-;");
        else
            vg_putf(b, "%zu:%s;", strlen(parts[i]), parts[i]);
    return vg_buf_str(b);
}

static int same_values(const struct vg_edition_figure *x, const struct vg_edition_figure *y)
{
    return x->has == y->has && x->low == y->low && x->best == y->best && x->high == y->high &&
           vg_same_text(x->refusal, y->refusal);
}

static int same_evidence(const struct vg_edition_figure *x, const struct vg_edition_figure *y)
{
    return x->roots_named == y->roots_named && x->roots_read == y->roots_read &&
           vg_same_text(x->claims, y->claims);
}

static void compare_row(struct vg_edition_row *r)
{
    if (r->before == NULL || r->after == NULL) {
        r->change = r->before == NULL ? VG_EDITION_ADDED : VG_EDITION_WITHDRAWN;
        return;
    }
    r->values = !same_values(r->before, r->after);
    r->evidence = !same_evidence(r->before, r->after);
    r->change = r->values || r->evidence ? VG_EDITION_CHANGED : VG_EDITION_SAME;
}

static void index_figures(struct vg_table *t, const struct vg_edition_figure *list, size_t n)
{
    VG_SCOPED_BUF key = {0};

    for (size_t i = 0; i < n; i++)
        (void)vg_table_add(t, figure_key(&key, &list[i]), (int64_t)i, NULL);
}

static void match(const struct vg_edition_figure *x, size_t n_x, const struct vg_edition_figure *y,
                  size_t n_y, struct vg_edition_row *rows, size_t *n)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_BUF key = {0};
    struct vg_table in_x = VG_TABLE(&work), in_y = VG_TABLE(&work);
    int64_t at;

    index_figures(&in_x, x, n_x);
    index_figures(&in_y, y, n_y);
    for (size_t i = 0; i < n_y; i++) {
        struct vg_str k = figure_key(&key, &y[i]);

        if (!vg_table_get(&in_y, k, &at) || at != (int64_t)i)
            continue; /* said above already, under another heading */
        rows[*n] = (struct vg_edition_row){.after = &y[i]};
        if (vg_table_get(&in_x, k, &at))
            rows[*n].before = &x[at];
        compare_row(&rows[(*n)++]);
    }
    for (size_t i = 0; i < n_x; i++) {
        struct vg_str k = figure_key(&key, &x[i]);

        if (!vg_table_get(&in_x, k, &at) || at != (int64_t)i || vg_table_get(&in_y, k, &at))
            continue;
        rows[*n] = (struct vg_edition_row){.before = &x[i]};
        compare_row(&rows[(*n)++]);
    }
}

int vg_editions_compare(struct vg_case *c, int64_t from, int64_t to, struct vg_arena *a,
                        struct vg_edition_row **out, size_t *n, struct vg_err *err)
{
    struct vg_edition_figure *x = NULL, *y = NULL;
    size_t n_x = 0, n_y = 0;
    int rc = vg_edition_figures(c, from, a, &x, &n_x, err);

    if (rc == VG_OK)
        rc = vg_edition_figures(c, to, a, &y, &n_y, err);
    if (rc != VG_OK)
        return rc;
    *out = VG_NEW_ARRAY(a, struct vg_edition_row, n_x + n_y + 1);
    *n = 0;
    match(x, n_x, y, n_y, *out, n);
    return VG_OK;
}
