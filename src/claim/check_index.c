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
 * points to a claim, forecasts, what a source states; when such a cell changes, whoever
 * looks there is done again (follow_lookups()).
 *
 * A check that two cells say counts once: checks are counted by their text, so that
 * one of the two may fall silent without the check being gone.
 */
#include "claim/check_index.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
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
    size_t room;
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
    struct vg_arena memory;  /* of the graph, of what is asked for by key */
    struct vg_arena passing; /* of what is asked for and changes with the claims */
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

/* Names are found among all claims, those out of force too, and need tables of their own:
 * parts that only the index has. */
enum {
    BY_REF = VG_PARTS, /* the ref a claim was imported with */
    BY_NAMING,         /* the name of another claim, as a claim has it */
    BY_REPLACING,      /* the id of the claim that one puts out of force */
    BY_FIGURE,         /* where a figure looks for its headings */
};

static int asks(const struct cell *cell, const struct vg_claim *c)
{
    return cell->part >= VG_PARTS || vg_parts[cell->part].asks == NULL ||
           vg_parts[cell->part].asks(c);
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

static void sit_by_name(struct vg_check_index *ix, const struct vg_claim *c, int part,
                        const char *name)
{
    if (name != NULL)
        sit_down(ix, c, make_cell(ix, part, name));
}

static int is_in_force(const struct vg_claim *c)
{
    return c->status == VG_ACCEPTED || c->status == VG_CORRECTED;
}

static const char *id_key(char room[24], int64_t id)
{
    (void)snprintf(room, 24, "%" PRId64, id);
    return room;
}

/* What others find the claim by, whether it is in force or not. */
static void give_name(struct vg_check_index *ix, const struct vg_claim *c)
{
    char room[24];

    sit_by_name(ix, c, BY_REF, c->ref);
    if (c->replaces != 0 && is_in_force(c))
        sit_by_name(ix, c, BY_REPLACING, id_key(room, c->replaces));
}

static void find_standing(struct vg_check_index *ix, const struct vg_claim *c)
{
    char room[24];
    uint32_t at = find_cell(ix, BY_REPLACING, id_key(room, c->id));

    ix->stands[c - ix->claims] =
        is_in_force(c) && (at == UINT32_MAX || ix->cells[at].n == 0) ? 1 : 0;
}

/* Down in the cells whose keys the claim has by itself. */
static void enter(struct vg_check_index *ix, const struct vg_claim *c)
{
    struct seating s = {.ix = ix, .c = c, .part = BY_FIGURE};
    struct vg_keys keys = {.c = c, .take = take_key, .w = &s};
    VG_SCOPED_ARENA work = {0};

    if (!ix->stands[c - ix->claims])
        return;
    if (vg_same_text(c->predicate, "part-of")) {
        sit_by_name(ix, c, BY_NAMING, c->subject);
        sit_by_name(ix, c, BY_NAMING, c->object);
    } else if (c->kind == VG_KIND_ROOT_POINTER) {
        sit_by_name(ix, c, BY_NAMING, c->subject);
    }
    ix->k.w = &work;
    vg_keys_figure(&ix->k, c, &keys);
    ix->k.w = NULL;
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
        int part = ix->cells[at].part;

        if (part >= VG_PARTS_LATE && part < VG_PARTS && !has_number(&now, at))
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
    /* of headings the first are looked at, and no more (take_heading()) */
    for (uint32_t i = 0; i < cell->n && (cell->part != VG_PART_HEADING || i < VG_PICK_MOST); i++)
        g->c[g->n++] = vg_check_index_claim(ix, cell->claims[i]);
    if (cell->part < VG_PARTS && vg_parts[cell->part].is_read)
        qsort(g->c, g->n, sizeof(const struct vg_claim *), as_read);
    return g;
}

const struct vg_group *vg_index_look(struct vg_check_index *ix, enum vg_part part, const char *key,
                                     struct vg_arena *a)
{
    uint32_t at = find_cell(ix, (int)part, key);

    return at == UINT32_MAX || ix->cells[at].n == 0 ? NULL : group_of(ix, at, a);
}

const struct vg_claim *vg_index_named(struct vg_check_index *ix, const char *name)
{
    const struct vg_table none = {0};
    uint32_t at = name == NULL ? UINT32_MAX : find_cell(ix, BY_REF, name);
    const struct vg_claim *c = vg_view_named(&ix->v, &none, name);

    if (c == NULL && at != UINT32_MAX && ix->cells[at].n > 0)
        c = vg_check_index_claim(ix, ix->cells[at].claims[0]);
    return c;
}

/* -- what is said --------------------------------------------------------------------------- */

static uint64_t hash_text(uint64_t h, const char *text)
{
    return text == NULL ? h : vg_fnv64(h, vg_hash(text, strlen(text)));
}

static uint64_t check_hash(const struct vg_check *c)
{
    uint64_t h = vg_hash(c->claims, c->n_claims * sizeof *c->claims);

    h ^= (uint64_t)c->kind * 31 + (uint64_t)c->result;
    return hash_text(hash_text(h, c->test), c->says);
}

static size_t said_at(const struct vg_check_index *ix, const struct vg_check *c, uint64_t hash)
{
    size_t i = hash & (ix->room_said - 1);

    while (ix->said[i] != NULL &&
           (ix->said[i]->hash != hash || vg_check_order(&ix->said[i]->check, c) != 0))
        i = (i + 1) & (ix->room_said - 1);
    return i;
}

static void grow_said(struct vg_check_index *ix)
{
    struct said **old = ix->said;
    size_t n = ix->room_said;

    ix->room_said = n == 0 ? 1024 : 2 * n;
    ix->said = vg_malloc(ix->room_said * sizeof(struct said *));
    memset(ix->said, 0, ix->room_said * sizeof(struct said *));
    for (size_t i = 0; i < n; i++)
        if (old[i] != NULL)
            ix->said[said_at(ix, &old[i]->check, old[i]->hash)] = old[i];
    free(old);
}

static const char *put_text(char **at, const char *text)
{
    char *here = *at;
    size_t n = text == NULL ? 0 : strlen(text) + 1;

    if (text == NULL)
        return NULL;
    memcpy(here, text, n);
    *at += n;
    return here;
}

static size_t length_of(const char *text)
{
    return text == NULL ? 0 : strlen(text) + 1;
}

static const struct vg_said *put_said(char **at, const struct vg_said *said)
{
    const struct vg_said *here = vg_said_write(*at, said);

    *at += vg_said_size(said);
    return here;
}

/* The check in one piece of memory of its own; what wants to be aligned stands first. */
static struct said *keep_said(const struct vg_check *c, uint64_t hash)
{
    size_t ids = c->n_claims * sizeof *c->claims;
    size_t said =
        vg_said_size(c->test_said) + vg_said_size(c->says_said) + vg_said_size(c->show_said);
    struct said *s = vg_malloc(sizeof *s + ids + said + length_of(c->test) + length_of(c->says) +
                               length_of(c->show));
    char *at = (char *)(s + 1);

    *s = (struct said){.check = *c, .hash = hash};
    memcpy(at, c->claims, ids);
    s->check.claims = (const int64_t *)(void *)at;
    at += ids;
    s->check.test_said = put_said(&at, c->test_said);
    s->check.says_said = put_said(&at, c->says_said);
    s->check.show_said = put_said(&at, c->show_said);
    s->check.test = put_text(&at, c->test);
    s->check.says = put_text(&at, c->says);
    s->check.show = put_text(&at, c->show);
    return s;
}

static void touch(struct vg_check_index *ix, struct said *s)
{
    if (s->is_touched)
        return;
    s->is_touched = 1;
    s->before = s->times;
    if (ix->n_touched == ix->room_touched) {
        ix->room_touched = ix->room_touched == 0 ? 64 : 2 * ix->room_touched;
        ix->touched = vg_realloc(ix->touched, ix->room_touched * sizeof(struct said *));
    }
    ix->touched[ix->n_touched++] = s;
}

static struct said *say(struct vg_check_index *ix, const struct vg_check *c)
{
    uint64_t hash = check_hash(c);
    size_t at;

    if (2 * ix->n_said >= ix->room_said)
        grow_said(ix);
    at = said_at(ix, c, hash);
    if (ix->said[at] == NULL) {
        ix->said[at] = keep_said(c, hash);
        ix->n_said++;
    }
    touch(ix, ix->said[at]);
    ix->said[at]->times++;
    return ix->said[at];
}

/* Out of the table; what stood behind it because its place was taken moves up. */
static void forget(struct vg_check_index *ix, struct said *s)
{
    size_t mask = ix->room_said - 1, hole = said_at(ix, &s->check, s->hash);

    for (size_t i = (hole + 1) & mask; ix->said[i] != NULL; i = (i + 1) & mask) {
        size_t home = ix->said[i]->hash & mask;

        if (((i - home) & mask) >= ((i - hole) & mask)) {
            ix->said[hole] = ix->said[i];
            hole = i;
        }
    }
    ix->said[hole] = NULL;
    ix->n_said--;
    free(s);
}

static void fall_silent(struct vg_check_index *ix, struct cell *cell)
{
    for (uint32_t i = 0; i < cell->n_says; i++) {
        touch(ix, cell->says[i]);
        cell->says[i]->times--;
    }
    free(cell->says);
    cell->says = NULL;
    cell->n_says = 0;
}

static void speak(struct vg_check_index *ix, uint32_t at)
{
    VG_SCOPED_ARENA work = {0};
    struct cell *cell = &ix->cells[at];
    struct vg_rules *k = &ix->k;

    fall_silent(ix, cell);
    if (cell->part >= VG_PARTS || vg_parts[cell->part].say == NULL || cell->n == 0 ||
        cell->asking == 0)
        return;
    k->n_out = 0;
    k->a = k->w = &work;
    k->texts = VG_TABLE(&work);
    k->said = NULL;
    k->room_said = 0;
    vg_parts[cell->part].say(k, group_of(ix, at, &work));
    k->a = k->w = NULL;
    if (k->n_out == 0)
        return;
    cell->says = vg_malloc(k->n_out * sizeof(struct said *));
    for (size_t i = 0; i < k->n_out; i++)
        cell->says[cell->n_says++] = say(ix, &k->out[i]);
}

/* -- what a change reaches --------------------------------------------------------------------- */

/* Cells of one part that a claim stands in. */
static void soil_seats(struct vg_check_index *ix, int64_t id, enum vg_part part)
{
    const struct seat *s = seat_of(ix, id);

    for (uint32_t i = 0; s != NULL && i < s->n; i++)
        if (ix->cells[s->cells[i]].part == (uint8_t)part && ix->cells[s->cells[i]].n > 0)
            soil(ix, s->cells[i]);
}

static void soil_source(struct vg_check_index *ix, const struct vg_claim *c)
{
    char room[24];

    if (c != NULL)
        soil(ix, find_cell(ix, VG_PART_SOURCE, id_key(room, vg_source_of(c))));
}

/* Whoever names the claim looks again. */
static void follow_name(struct vg_check_index *ix, const char *name)
{
    uint32_t at = name == NULL ? UINT32_MAX : find_cell(ix, BY_NAMING, name);

    for (uint32_t i = 0; at != UINT32_MAX && i < ix->cells[at].n; i++) {
        soil_seats(ix, ix->cells[at].claims[i], VG_PART_ALONE);
        note(&ix->redo, ix->cells[at].claims[i]);
    }
}

/* Figures that look for a heading where one came or went. */
static void follow_heading(struct vg_check_index *ix, uint32_t heading)
{
    uint32_t at = find_cell(ix, BY_FIGURE, ix->cells[heading].key);

    for (uint32_t i = 0; at != UINT32_MAX && i < ix->cells[at].n; i++) {
        soil_seats(ix, ix->cells[at].claims[i], VG_PART_SPELL);
        note(&ix->redo, ix->cells[at].claims[i]);
    }
}

static int64_t key_number(const char *key)
{
    int64_t n = 0;

    for (; *key >= '0' && *key <= '9'; key++)
        n = 10 * n + (*key - '0');
    return n;
}

static int has_value(const struct vg_check_index *ix, const struct cell *cell, int64_t value)
{
    for (uint32_t i = 0; i < cell->n; i++)
        if (vg_printed_number(vg_check_index_claim(ix, cell->claims[i])) == value)
            return 1;
    return 0;
}

/* Values that are explained by what else their source states: those of one thing with this
 * number, of which one stands in this source. */
static void follow_stated(struct vg_check_index *ix, uint32_t stated)
{
    const char *key = ix->cells[stated].key;
    int64_t value = key_number(strrchr(key, '|') + 1);
    char room[24];
    uint32_t source = find_cell(ix, VG_PART_SOURCE, id_key(room, key_number(key)));

    for (uint32_t i = 0; source != UINT32_MAX && i < ix->cells[source].n; i++) {
        const struct seat *s = seat_of(ix, ix->cells[source].claims[i]);

        for (uint32_t j = 0; s != NULL && j < s->n; j++) {
            const struct cell *cell = &ix->cells[s->cells[j]];

            if (cell->part == VG_PART_IDENTITY && cell->n > 1 && has_value(ix, cell, value))
                soil(ix, s->cells[j]);
        }
    }
}

/* Expectations that are scored, or wait, where something was found. */
static void follow_forecast(struct vg_check_index *ix, uint32_t at)
{
    for (uint32_t i = 0; i < ix->cells[at].n; i++) {
        const struct vg_claim *c = vg_check_index_claim(ix, ix->cells[at].claims[i]);

        if (c != NULL && vg_is_expectation(c))
            soil_seats(ix, c->id, VG_PART_WAITING);
    }
}

/* The list of cells grows while it is gone through: what is reached reaches on. */
static void follow_lookups(struct vg_check_index *ix, size_t from)
{
    for (size_t i = from; i < ix->dirty.n; i++) {
        uint32_t at = (uint32_t)ix->dirty.list[i];

        switch (ix->cells[at].part) {
        case VG_PART_HEADING:
            follow_heading(ix, at);
            break;
        case VG_PART_STATED:
            follow_stated(ix, at);
            break;
        case VG_PART_FORECAST:
            follow_forecast(ix, at);
            break;
        case VG_PART_POINTER:
            soil_source(ix, vg_check_index_claim(ix, key_number(ix->cells[at].key)));
            break;
        default:
            break;
        }
    }
}

/* What was found of sources before their claims changed holds no more. */
static void forget_lowest(struct vg_check_index *ix)
{
    ix->k.asked.lowest = VG_TABLE(&ix->passing);
}

static void reseat_all(struct vg_check_index *ix)
{
    forget_lowest(ix);
    if (ix->redo.n > 0)
        qsort(ix->redo.list, ix->redo.n, sizeof *ix->redo.list, vg_i64_order);
    for (size_t i = 0; i < ix->redo.n; i++)
        if (i == 0 || ix->redo.list[i] != ix->redo.list[i - 1])
            reseat(ix, ix->redo.list[i]);
    ix->redo.n = 0;
}

static void speak_all(struct vg_check_index *ix)
{
    for (size_t i = 0; i < ix->dirty.n; i++) {
        speak(ix, (uint32_t)ix->dirty.list[i]);
        ix->cells[ix->dirty.list[i]].is_dirty = 0;
    }
    ix->dirty.n = 0;
}

/* -- the claims ----------------------------------------------------------------------------------
 */

static void make_room(struct vg_check_index *ix)
{
    if (ix->v.n_claims < ix->room_claims)
        return;
    ix->room_claims = ix->room_claims == 0 ? 64 : 2 * ix->room_claims;
    ix->claims = vg_realloc(ix->claims, ix->room_claims * sizeof *ix->claims);
    ix->seats = vg_realloc(ix->seats, ix->room_claims * sizeof *ix->seats);
    ix->stands = vg_realloc(ix->stands, ix->room_claims);
    ix->v.claims = ix->claims;
}

static void put_claim(struct vg_check_index *ix, const struct vg_claim *c)
{
    size_t at = place_of(ix, c->id), behind = ix->v.n_claims - at;

    if (behind > 0 && ix->claims[at].id == c->id) {
        ix->claims[at] = *c;
        return;
    }
    make_room(ix);
    memmove(ix->claims + at + 1, ix->claims + at, behind * sizeof *ix->claims);
    memmove(ix->seats + at + 1, ix->seats + at, behind * sizeof *ix->seats);
    memmove(ix->stands + at + 1, ix->stands + at, behind);
    ix->claims[at] = *c;
    ix->seats[at] = (struct seat){0};
    ix->stands[at] = 0;
    ix->v.n_claims++;
}

static void drop_claim(struct vg_check_index *ix, int64_t id)
{
    size_t at = place_of(ix, id), behind = ix->v.n_claims - at - 1;

    free(ix->seats[at].cells);
    memmove(ix->claims + at, ix->claims + at + 1, behind * sizeof *ix->claims);
    memmove(ix->seats + at, ix->seats + at + 1, behind * sizeof *ix->seats);
    memmove(ix->stands + at, ix->stands + at + 1, behind);
    ix->v.n_claims--;
}

/* -- a change
 * -------------------------------------------------------------------------------------- */

/* A claim, and those that it puts out of force before and after. */
enum { REACHED = 3 };
struct change {
    int64_t id[REACHED]; /* 0: none */
    int64_t source[2 * REACHED], lowest[2 * REACHED];
    size_t n_sources;
};

static void add_source(struct vg_check_index *ix, struct change *ch, const struct vg_claim *c)
{
    int64_t source = c == NULL ? 0 : vg_source_of(c);

    for (size_t i = 0; i < ch->n_sources; i++)
        if (ch->source[i] == source)
            return;
    if (c == NULL)
        return;
    ch->source[ch->n_sources] = source;
    ch->lowest[ch->n_sources++] = vg_rule_lowest(&ix->k, source);
}

static void begin(struct vg_check_index *ix, struct change *ch, int64_t id,
                  const struct vg_claim *now)
{
    VG_SCOPED_ARENA work = {0};
    const struct vg_claim *was = vg_check_index_claim(ix, id);

    vg_arena_end(&ix->passing);
    ix->k.asked.has_heard = 0;
    forget_lowest(ix);
    *ch = (struct change){{id, was == NULL ? 0 : was->replaces, now == NULL ? 0 : now->replaces}};
    if (ch->id[1] == id)
        ch->id[1] = 0;
    if (ch->id[2] == id || ch->id[2] == ch->id[1])
        ch->id[2] = 0;
    ix->k.w = &work;
    add_source(ix, ch, now);
    for (size_t i = 0; i < REACHED; i++)
        add_source(ix, ch, vg_check_index_claim(ix, ch->id[i]));
    ix->k.w = NULL;
    for (size_t i = 0; i < REACHED; i++) {
        const struct vg_claim *c = vg_check_index_claim(ix, ch->id[i]);

        if (c == NULL)
            continue;
        soil_source(ix, c);
        leave(ix, c);
    }
}

/* Where the lowest root of a source is another now, all of it waits elsewhere. */
static void redo_sources(struct vg_check_index *ix, const struct change *ch)
{
    VG_SCOPED_ARENA work = {0};
    char room[24];

    forget_lowest(ix);
    ix->k.w = &work;
    for (size_t i = 0; i < ch->n_sources; i++) {
        uint32_t at = find_cell(ix, VG_PART_SOURCE, id_key(room, ch->source[i]));

        if (at == UINT32_MAX || vg_rule_lowest(&ix->k, ch->source[i]) == ch->lowest[i])
            continue;
        for (uint32_t j = 0; j < ix->cells[at].n; j++)
            note(&ix->redo, ix->cells[at].claims[j]);
    }
    ix->k.w = NULL;
}

static void conclude(struct vg_check_index *ix, const struct change *ch, const char *ref_before)
{
    char name[26];
    size_t late;

    for (size_t i = 0; i < REACHED; i++) {
        const struct vg_claim *c = vg_check_index_claim(ix, ch->id[i]);

        if (c != NULL)
            give_name(ix, c);
    }
    for (size_t i = 0; i < REACHED; i++) {
        const struct vg_claim *c = vg_check_index_claim(ix, ch->id[i]);

        if (c == NULL)
            continue;
        find_standing(ix, c);
        enter(ix, c);
        soil_source(ix, c);
        follow_name(ix, c->ref);
        note(&ix->redo, c->id);
    }
    (void)snprintf(name, sizeof name, "c%" PRId64, ch->id[0]);
    follow_name(ix, name);
    follow_name(ix, ref_before);
    redo_sources(ix, ch);
    follow_lookups(ix, 0);
    late = ix->dirty.n;
    reseat_all(ix);
    follow_lookups(ix, late);
    vg_root_graph_follow(ix->graph, ix->stands);
    speak_all(ix);
}

static int in_order(const void *a, const void *b)
{
    return vg_check_order(a, b);
}

static struct vg_check *copy_of(const struct vg_check *c, struct vg_arena *a, struct vg_check *to)
{
    int64_t *ids = VG_NEW_ARRAY(a, int64_t, c->n_claims);

    memcpy(ids, c->claims, c->n_claims * sizeof *ids);
    *to = *c;
    to->claims = ids;
    to->test = vg_copyz(a, c->test);
    to->says = vg_copyz(a, c->says);
    to->show = vg_copyz(a, c->show);
    to->test_said = vg_said_copy(a, c->test_said);
    to->says_said = vg_said_copy(a, c->says_said);
    to->show_said = vg_said_copy(a, c->show_said);
    return to;
}

static void tell(struct vg_check_index *ix, struct vg_arena *a, struct vg_check_change *out)
{
    struct vg_check *gone = VG_NEW_ARRAY(a, struct vg_check, ix->n_touched + 1);
    struct vg_check *fresh = VG_NEW_ARRAY(a, struct vg_check, ix->n_touched + 1);

    *out = (struct vg_check_change){.gone = gone, .fresh = fresh};
    for (size_t i = 0; i < ix->n_touched; i++) {
        const struct said *s = ix->touched[i];

        if (s->before > 0 && s->times == 0)
            (void)copy_of(&s->check, a, &gone[out->n_gone++]);
        if (s->before == 0 && s->times > 0)
            (void)copy_of(&s->check, a, &fresh[out->n_fresh++]);
    }
    if (out->n_gone > 0)
        qsort(gone, out->n_gone, sizeof *gone, in_order);
    if (out->n_fresh > 0)
        qsort(fresh, out->n_fresh, sizeof *fresh, in_order);
}

static void settle(struct vg_check_index *ix)
{
    for (size_t i = 0; i < ix->n_touched; i++) {
        struct said *s = ix->touched[i];

        s->is_touched = 0;
        if (s->times == 0)
            forget(ix, s);
    }
    ix->n_touched = 0;
}

/* `now` NULL: the claim goes. */
static void change(struct vg_check_index *ix, int64_t id, const struct vg_claim *now,
                   struct vg_arena *a, struct vg_check_change *out)
{
    const struct vg_claim *was = vg_check_index_claim(ix, id);
    const char *ref = was == NULL ? NULL : was->ref;
    struct change ch;

    begin(ix, &ch, id, now);
    if (now != NULL)
        put_claim(ix, now);
    else
        drop_claim(ix, id);
    conclude(ix, &ch, ref);
    if (out != NULL)
        tell(ix, a, out);
    settle(ix);
}

int vg_check_index_add(struct vg_check_index *ix, const struct vg_claim *c, struct vg_arena *a,
                       struct vg_check_change *out, struct vg_err *err)
{
    if (vg_check_index_claim(ix, c->id) != NULL)
        return vg_fail(err, VG_E_CONFLICT, "c%" PRId64 " is in the index already", c->id);
    change(ix, c->id, c, a, out);
    return VG_OK;
}

int vg_check_index_change(struct vg_check_index *ix, const struct vg_claim *c, struct vg_arena *a,
                          struct vg_check_change *out, struct vg_err *err)
{
    if (vg_check_index_claim(ix, c->id) == NULL)
        return vg_fail(err, VG_E_ABSENT, "there is no claim c%" PRId64 " in the index", c->id);
    change(ix, c->id, c, a, out);
    return VG_OK;
}

int vg_check_index_remove(struct vg_check_index *ix, int64_t id, struct vg_arena *a,
                          struct vg_check_change *out, struct vg_err *err)
{
    if (vg_check_index_claim(ix, id) == NULL)
        return vg_fail(err, VG_E_ABSENT, "there is no claim c%" PRId64 " in the index", id);
    change(ix, id, NULL, a, out);
    return VG_OK;
}

/* -- open and close
 * -------------------------------------------------------------------------------- */

static void fill(struct vg_check_index *ix)
{
    for (size_t i = 0; i < ix->v.n_claims; i++)
        give_name(ix, &ix->claims[i]);
    for (size_t i = 0; i < ix->v.n_claims; i++) {
        find_standing(ix, &ix->claims[i]);
        enter(ix, &ix->claims[i]);
        note(&ix->redo, ix->claims[i].id);
    }
    reseat_all(ix);
    vg_root_graph_follow(ix->graph, ix->stands);
    speak_all(ix);
    settle(ix);
}

int vg_check_index_open(const struct vg_view *v, struct vg_check_index **out, struct vg_err *err)
{
    struct vg_check_index *ix = vg_malloc(sizeof *ix);
    int rc;

    memset(ix, 0, sizeof *ix);
    ix->v = *v;
    ix->room_claims = v->n_claims + 64;
    ix->claims = vg_malloc(ix->room_claims * sizeof *ix->claims);
    ix->seats = vg_malloc(ix->room_claims * sizeof *ix->seats);
    ix->stands = vg_malloc(ix->room_claims);
    if (v->n_claims > 0)
        memcpy(ix->claims, v->claims, v->n_claims * sizeof *ix->claims);
    memset(ix->seats, 0, ix->room_claims * sizeof *ix->seats);
    memset(ix->stands, 0, ix->room_claims);
    ix->v.claims = ix->claims;
    rc = vg_root_graph_make(&ix->v, &ix->memory, &ix->graph, err);
    if (rc != VG_OK) {
        vg_check_index_close(ix);
        return rc;
    }
    ix->k = (struct vg_rules){.v = &ix->v, .g = ix->graph, .base = &ix->memory, .index = ix};
    ix->k.passing = &ix->passing;
    fill(ix);
    *out = ix;
    return VG_OK;
}

void vg_check_index_close(struct vg_check_index *ix)
{
    if (ix == NULL)
        return;
    for (size_t i = 0; i < ix->v.n_claims; i++)
        free(ix->seats[i].cells);
    for (size_t i = 0; i < ix->n_cells; i++) {
        free(ix->cells[i].key);
        free(ix->cells[i].claims);
        free(ix->cells[i].says);
    }
    for (size_t i = 0; i < ix->room_said; i++)
        free(ix->said[i]);
    free(ix->said);
    free(ix->cells);
    free(ix->by_key.at);
    free(ix->claims);
    free(ix->seats);
    free(ix->stands);
    free(ix->touched);
    free(ix->dirty.list);
    free(ix->redo.list);
    free(ix->k.out);
    free(ix->k.key);
    vg_arena_end(&ix->memory);
    vg_arena_end(&ix->passing);
    free(ix);
}

void vg_check_index_list(const struct vg_check_index *ix, struct vg_arena *a, struct vg_check **out,
                         size_t *n)
{
    struct vg_check *list = VG_NEW_ARRAY(a, struct vg_check, ix->n_said + 1);

    *n = 0;
    for (size_t i = 0; i < ix->room_said; i++)
        if (ix->said[i] != NULL)
            (void)copy_of(&ix->said[i]->check, a, &list[(*n)++]);
    if (*n > 0)
        qsort(list, *n, sizeof *list, in_order);
    *out = list;
}
