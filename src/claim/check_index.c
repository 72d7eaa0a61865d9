/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Checks that follow the claims. Every cell (claim/rules.h) that a claim stands in is
 * kept with the ids of its claims and with what it says. A change takes the claim out
 * of its cells and puts it into those of its new state; the cells touched on the way
 * speak again, and the difference is what is new and what is gone.
 *
 * Three things reach further than a cell. A claim that puts another out of force
 * (`replaces`) changes that one too. Claims are named by others, which then speak
 * again. And some keys and results depend on cells that are looked up: headings, what
 * points to a claim, forecasts, and the source; when such a cell changes, whoever
 * looks there is done again (follow_lookups()).
 *
 * A check that two cells say counts once: checks are counted by their text, so that
 * one of the two may fall silent without the check being gone.
 */
#include "claim/check_index.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "claim/rules.h"

/* A check in one piece of memory, with how many cells say it. */
struct said {
    struct vg_check check;
    uint64_t hash;
    size_t times, before; /* now, and when the change began */
    int is_touched;
};

struct cell {
    uint64_t hash;
    char *key;
    int64_t *claims; /* ids, ascending */
    uint32_t n, room, asking;
    uint8_t part, is_dirty;
    struct said **says;
    uint32_t n_says;
};

/* What is known of a claim besides the claim. */
struct seat {
    uint32_t *cells;
    uint32_t n, room;
};

struct slots {
    uint32_t *at; /* index + 1, 0: free */
    size_t room, used;
};

struct numbers {
    int64_t *list;
    size_t n, room;
};

struct vg_check_index {
    struct vg_view v; /* its claims are ours */
    size_t room_claims;
    struct vg_claim *claims;
    struct seat *seats;
    unsigned char *stands;
    struct vg_arena memory; /* of the graph, of what is asked for by key */
    struct vg_root_graph *graph;
    struct cell *cells;
    size_t n_cells, room_cells;
    struct slots by_key;
    struct said **said; /* by hash, open addressing; all there are */
    size_t room_said, n_said;
    struct said **touched;
    size_t n_touched, room_touched;
    struct numbers dirty, redo; /* cells; ids of claims whose late keys are found anew */
    struct vg_rules k;
};

/* -- lists that grow -------------------------------------------------------------------- */

static void note(struct numbers *l, int64_t number)
{
    if (l->n == l->room) {
        l->room = l->room == 0 ? 64 : 2 * l->room;
        l->list = vg_realloc(l->list, l->room * sizeof *l->list);
    }
    l->list[l->n++] = number;
}

static size_t place_of(const struct vg_check_index *ix, int64_t id)
{
    size_t low = 0, high = ix->v.n_claims;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (ix->claims[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

const struct vg_claim *vg_check_index_claim(const struct vg_check_index *ix, int64_t id)
{
    return vg_view_claim(&ix->v, id);
}

static struct seat *seat_of(struct vg_check_index *ix, int64_t id)
{
    const struct vg_claim *c = vg_check_index_claim(ix, id);

    return c == NULL ? NULL : &ix->seats[c - ix->claims];
}

/* -- cells by key -------------------------------------------------------------------------- */

static uint64_t key_hash(int part, const char *key)
{
    return vg_hash(key, strlen(key)) ^ ((uint64_t)part + 1) * 0x9e3779b97f4a7c15U;
}

static size_t slot_of(const struct vg_check_index *ix, int part, const char *key, uint64_t hash)
{
    size_t i = hash & (ix->by_key.room - 1);

    for (; ix->by_key.at[i] != 0; i = (i + 1) & (ix->by_key.room - 1)) {
        const struct cell *c = &ix->cells[ix->by_key.at[i] - 1];

        if (c->hash == hash && c->part == part && strcmp(c->key, key) == 0)
            break;
    }
    return i;
}

static void grow_slots(struct vg_check_index *ix)
{
    size_t room = ix->by_key.room == 0 ? 1024 : 2 * ix->by_key.room;

    ix->by_key.at = vg_realloc(ix->by_key.at, room * sizeof *ix->by_key.at);
    memset(ix->by_key.at, 0, room * sizeof *ix->by_key.at);
    ix->by_key.room = room;
    for (size_t i = 0; i < ix->n_cells; i++) {
        size_t at = ix->cells[i].hash & (room - 1);

        while (ix->by_key.at[at] != 0)
            at = (at + 1) & (room - 1);
        ix->by_key.at[at] = (uint32_t)i + 1;
    }
}

/* The number of a cell, UINT32_MAX when there is none. */
static uint32_t find_cell(const struct vg_check_index *ix, int part, const char *key)
{
    size_t at = ix->by_key.room == 0 ? 0 : slot_of(ix, part, key, key_hash(part, key));

    return ix->by_key.room == 0 || ix->by_key.at[at] == 0 ? UINT32_MAX : ix->by_key.at[at] - 1;
}

static uint32_t make_cell(struct vg_check_index *ix, int part, const char *key)
{
    uint64_t hash = key_hash(part, key);
    size_t at, len = strlen(key) + 1;

    if (2 * ix->n_cells >= ix->by_key.room)
        grow_slots(ix);
    at = slot_of(ix, part, key, hash);
    if (ix->by_key.at[at] != 0)
        return ix->by_key.at[at] - 1;
    if (ix->n_cells == ix->room_cells) {
        ix->room_cells = ix->room_cells == 0 ? 1024 : 2 * ix->room_cells;
        ix->cells = vg_realloc(ix->cells, ix->room_cells * sizeof *ix->cells);
    }
    ix->cells[ix->n_cells] = (struct cell){.hash = hash, .part = (uint8_t)part};
    ix->cells[ix->n_cells].key = vg_malloc(len);
    memcpy(ix->cells[ix->n_cells].key, key, len);
    ix->by_key.at[at] = (uint32_t)ix->n_cells + 1;
    return (uint32_t)ix->n_cells++;
}

static void soil(struct vg_check_index *ix, uint32_t cell)
{
    if (cell == UINT32_MAX || ix->cells[cell].is_dirty)
        return;
    ix->cells[cell].is_dirty = 1;
    note(&ix->dirty, cell);
}

static uint32_t rank_in(const struct cell *c, int64_t id)
{
    uint32_t low = 0, high = c->n;

    if (c->n == 0 || c->claims[c->n - 1] < id)
        return c->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (c->claims[mid] < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static int asks(const struct cell *cell, const struct vg_claim *c)
{
    const struct vg_part_rule *p = &vg_parts[cell->part];

    return p->asks == NULL || p->asks(c);
}

/* -- taking seats ------------------------------------------------------------------------------ */

static void sit_down(struct vg_check_index *ix, const struct vg_claim *c, uint32_t at)
{
    struct seat *s = &ix->seats[c - ix->claims];
    struct cell *cell = &ix->cells[at];
    uint32_t rank = rank_in(cell, c->id);

    if (rank < cell->n && cell->claims[rank] == c->id)
        return; /* twice under one key */
    if (cell->n == cell->room) {
        cell->room = cell->room == 0 ? 1 : 2 * cell->room;
        cell->claims = vg_realloc(cell->claims, cell->room * sizeof *cell->claims);
    }
    memmove(cell->claims + rank + 1, cell->claims + rank, (cell->n - rank) * sizeof *cell->claims);
    cell->claims[rank] = c->id;
    cell->n++;
    cell->asking += (uint32_t)(asks(cell, c) != 0);
    if (s->n == s->room) {
        s->room = s->room == 0 ? 8 : 2 * s->room;
        s->cells = vg_realloc(s->cells, s->room * sizeof *s->cells);
    }
    s->cells[s->n++] = at;
    soil(ix, at);
}

static void stand_up(struct vg_check_index *ix, const struct vg_claim *c, uint32_t at)
{
    struct cell *cell = &ix->cells[at];
    uint32_t rank = rank_in(cell, c->id);

    memmove(cell->claims + rank, cell->claims + rank + 1,
            (cell->n - rank - 1) * sizeof *cell->claims);
    cell->n--;
    cell->asking -= (uint32_t)(asks(cell, c) != 0);
    soil(ix, at);
}

struct seating {
    struct vg_check_index *ix;
    const struct vg_claim *c;
    int part;
    struct numbers *list; /* collect the cells here instead of sitting down */
};

static void take_key(void *w, const char *key)
{
    struct seating *s = w;
    uint32_t at = make_cell(s->ix, s->part, key);

    if (s->list == NULL) {
        sit_down(s->ix, s->c, at);
        return;
    }
    for (size_t i = 0; i < s->list->n; i++)
        if (s->list->list[i] == at)
            return;
    note(s->list, at);
}

static void keys_of(struct seating *s, int from, int to)
{
    struct vg_keys keys = {.c = s->c, .take = take_key, .w = s};
    VG_SCOPED_ARENA work = {0};

    s->ix->k.w = &work;
    for (s->part = from; s->part < to; s->part++)
        vg_parts[s->part].keys(&s->ix->k, s->c, &keys);
    s->ix->k.w = NULL;
}

/* Up from all cells: as the claim was. */
static void leave(struct vg_check_index *ix, const struct vg_claim *c)
{
    struct seat *s = &ix->seats[c - ix->claims];

    for (uint32_t i = 0; i < s->n; i++)
        stand_up(ix, c, s->cells[i]);
    s->n = 0;
}

/* Down in the cells whose keys the claim has by itself. */
static void enter(struct vg_check_index *ix, const struct vg_claim *c)
{
    struct seating s = {.ix = ix, .c = c};

    if (ix->stands[c - ix->claims])
        keys_of(&s, 0, VG_PARTS_LATE);
}

static int has_number(const struct numbers *l, int64_t number)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->list[i] == number)
            return 1;
    return 0;
}

/* The late keys of a claim that has not changed: only what differs is touched. */
static void reseat(struct vg_check_index *ix, int64_t id)
{
    const struct vg_claim *c = vg_check_index_claim(ix, id);
    struct numbers now = {0};
    struct seating s = {.ix = ix, .c = c, .list = &now};
    struct seat *seat;
    uint32_t kept = 0;

    if (c == NULL)
        return;
    if (ix->stands[c - ix->claims])
        keys_of(&s, VG_PARTS_LATE, VG_PARTS);
    seat = &ix->seats[c - ix->claims];
    for (uint32_t i = 0; i < seat->n; i++) {
        uint32_t at = seat->cells[i];

        if (ix->cells[at].part >= VG_PARTS_LATE && !has_number(&now, at))
            stand_up(ix, c, at);
        else
            seat->cells[kept++] = at;
    }
    seat->n = kept;
    for (size_t i = 0; i < now.n; i++)
        sit_down(ix, c, (uint32_t)now.list[i]);
    free(now.list);
}

/* -- looking ----------------------------------------------------------------------------------- */

static int as_read(const void *a, const void *b)
{
    return vg_reading_order(*(const struct vg_claim *const *)a, *(const struct vg_claim *const *)b);
}

static const struct vg_group *group_of(struct vg_check_index *ix, uint32_t at, struct vg_arena *a)
{
    const struct cell *cell = &ix->cells[at];
    struct vg_group *g = VG_NEW(a, struct vg_group);

    g->key = cell->key;
    g->c = VG_NEW_ARRAY(a, const struct vg_claim *, cell->n);
    for (uint32_t i = 0; i < cell->n; i++)
        g->c[g->n++] = vg_check_index_claim(ix, cell->claims[i]);
    if (vg_parts[cell->part].is_read)
        qsort(g->c, g->n, sizeof(const struct vg_claim *), as_read);
    return g;
}

const struct vg_group *vg_index_look(struct vg_check_index *ix, enum vg_part part, const char *key,
                                     struct vg_arena *a)
{
    uint32_t at = find_cell(ix, (int)part, key);

    return at == UINT32_MAX || ix->cells[at].n == 0 ? NULL : group_of(ix, at, a);
}

/* Refs are found among all claims, those out of force too: beyond the parts, a number of
 * its own for each of the two tables of names. */
enum { BY_REF = VG_PARTS, BY_NAMING, BY_FIGURE };

const struct vg_claim *vg_index_named(struct vg_check_index *ix, const char *name)
{
    const struct vg_table none = {0};
    uint32_t at = name == NULL ? UINT32_MAX : find_cell(ix, BY_REF, name);
    const struct vg_claim *c = vg_view_named(&ix->v, &none, name);

    if (c == NULL && at != UINT32_MAX && ix->cells[at].n > 0)
        c = vg_check_index_claim(ix, ix->cells[at].claims[0]);
    return c;
}
