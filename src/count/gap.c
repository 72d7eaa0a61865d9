/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One pass over the claims puts each finding to the members that hold its places,
 * by walking from a place up through what contains it; one pass over the search log
 * does the same for searches. The locks are asked apart, each a question of its own.
 */
#include "count/gap.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "base/order.h"
#include "base/table.h"

enum { DEEPEST = 12 }; /* containers of a place, one in the other: fewer than levels twice over */

struct spot { /* a member, or a unit outside the list, while it is being filled */
    struct vg_gap_member m;
    int64_t *found;
    size_t room_found;
    const struct vg_looked **looked, **wider;
    size_t room_looked, room_wider;
};

struct finding {
    const struct vg_view *v;
    const struct vg_root_graph *g;
    const struct vg_list *l;
    const struct vg_root *root;
    const char *unit;
    struct vg_arena *a, *w;
    const unsigned char *stands;
    struct vg_table own;     /* claims that say the list, by id */
    struct vg_table units;   /* units that count as found, where the list has none of its own */
    struct vg_table members; /* id -> index into spots */
    struct vg_table outside; /* id -> index into out */
    struct vg_table where;   /* country or parent of the members: where outside begins */
    struct spot *spots;
    struct spot *out;
    size_t n_out, room_out;
    enum vg_place_level level; /* of the members that are places */
};

static struct vg_str id_key(int64_t id, char text[24])
{
    return (struct vg_str){text, (size_t)snprintf(text, 24, "%" PRId64, id)};
}

static int has_id(const struct vg_table *t, int64_t id)
{
    char text[24];

    return vg_table_get(t, id_key(id, text), &(int64_t){0});
}

/* -- what counts as found ----------------------------------------------------------- */

/* Does a claim rest on the instrument alone, however it came here? Its own word is no
 * finding. */
static int is_instruments_word(const struct finding *f, const struct vg_claim *c)
{
    struct vg_root_count roots;
    size_t own = 0;

    if (f->root == NULL)
        return 0;
    for (size_t i = 0; i < c->n_roots; i++)
        own += c->roots[i] == f->root->id;
    if (c->n_roots > 0 && own == c->n_roots)
        return 1;
    vg_root_count(f->g, f->w, &c->id, 1, 0, &roots);
    for (size_t i = 0; i < roots.n_sinks; i++)
        if (roots.sinks[i].kind != VG_NODE_ROOT || roots.sinks[i].id != f->root->id)
            return 0;
    return roots.n_sinks > 0;
}

static int has_unit(const struct finding *f, const struct vg_claim *c)
{
    const char *unit = c->quantity.unit;

    if (c->quantity.op == VG_OP_NONE)
        return c->kind == VG_KIND_EXISTENCE;
    if (unit == NULL)
        return 0;
    return f->l->unit != NULL ? vg_same_text(unit, f->l->unit)
                              : vg_table_get(&f->units, vg_str(unit), &(int64_t){0});
}

/* How many it puts somewhere at the least; of what merely exists, one in each place. */
static int64_t least(const struct vg_claim *c)
{
    struct vg_interval in = vg_quantity_interval(&c->quantity);

    if (c->quantity.op == VG_OP_NONE)
        return c->n_places > 0 ? (int64_t)c->n_places : 1;
    return in.open_low || c->quantity.scale != 0 ? 0 : in.low;
}

static int is_finding(const struct finding *f, size_t i)
{
    const struct vg_claim *c = &f->v->claims[i];
    enum vg_family family = vg_claim_family(c);

    if (!f->stands[i] || c->stance != VG_ASSERTS ||
        (c->kind != VG_KIND_QUANTITY && c->kind != VG_KIND_EXISTENCE && c->kind != VG_KIND_EVENT))
        return 0;
    if (family == VG_FAMILY_FUNCTION || family == VG_FAMILY_EFFECT ||
        (c->kind == VG_KIND_EVENT && family != VG_FAMILY_EXISTENCE))
        return 0;
    return has_unit(f, c) && least(c) > 0 && !has_id(&f->own, c->id) && !is_instruments_word(f, c);
}

/* -- where --------------------------------------------------------------------------- */

/* The member that is or holds this place or entity, or NULL. */
static struct spot *member_of(const struct finding *f, const char *id)
{
    for (int i = 0; id != NULL && i < DEEPEST; i++) {
        const struct vg_place *p;
        int64_t at = 0;

        if (vg_table_get(&f->members, vg_str(id), &at))
            return &f->spots[at];
        p = vg_place_get(&f->v->places, id);
        id = p != NULL ? p->parent : NULL;
    }
    return NULL;
}

/* What "outside" is outside of: the country of a unit, the continent of a country. */
static const char *neighbourhood(const struct finding *f, const struct vg_place *p)
{
    const struct vg_place *country =
        p->level > VG_PLACE_COUNTRY ? vg_place_at(&f->v->places, p->id, VG_PLACE_COUNTRY) : NULL;

    return country != NULL ? country->id : "world";
}

static struct spot *outside_for(struct finding *f, const char *id)
{
    const struct vg_place *p =
        f->level == VG_PLACE_UNKNOWN ? NULL : vg_place_at(&f->v->places, id, f->level);
    int64_t at = (int64_t)f->n_out;

    if (p == NULL || !vg_table_get(&f->where, vg_str(neighbourhood(f, p)), &(int64_t){0}))
        return NULL;
    if (!vg_table_add(&f->outside, vg_str(p->id), at, &at))
        return &f->out[at];
    f->out = vg_grow(f->w, f->out, f->n_out, &f->room_out);
    f->out[f->n_out] = (struct spot){.m = {.id = p->id}};
    return &f->out[f->n_out++];
}

static void put_claim(struct finding *f, struct spot *s, int64_t claim)
{
    if (s == NULL || (s->m.n_found > 0 && s->found[s->m.n_found - 1] == claim))
        return; /* claims come in order: the last is the only one it could be */
    s->found = vg_grow(f->a, s->found, s->m.n_found, &s->room_found);
    s->found[s->m.n_found++] = claim;
}

/* Where members are entities, by what the claim speaks of. */
static struct spot *entity_of(const struct finding *f, const char *id)
{
    return id != NULL && strchr(id, ':') != NULL ? member_of(f, id) : NULL;
}

/* "Two in A and B" is one in each at the least; of "one in A, B or C" which is not said,
 * and "up to five" may be none. */
static void put_finding(struct finding *f, const struct vg_claim *c)
{
    int in_each = least(c) >= (int64_t)c->n_places;

    for (size_t i = 0; in_each && i < c->n_places; i++) {
        struct spot *s = member_of(f, c->places[i]);

        put_claim(f, s != NULL ? s : outside_for(f, c->places[i]), c->id);
    }
    put_claim(f, entity_of(f, c->subject), c->id);
    put_claim(f, entity_of(f, c->object), c->id);
}

static void put_search(struct finding *f, const struct vg_looked *k)
{
    struct spot *s = member_of(f, k->place);

    if (s != NULL) {
        s->looked = vg_grow(f->a, s->looked, s->m.n_looked, &s->room_looked);
        s->looked[s->m.n_looked++] = k;
        return;
    }
    if (vg_place_get(&f->v->places, k->place) == NULL)
        return;
    assert(f->spots != NULL); /* begin() has made one for each member */
    for (size_t i = 0; i < f->l->n_members; i++) {
        struct spot *in = &f->spots[i];

        if (!vg_place_within(&f->v->places, in->m.id, k->place))
            continue;
        in->wider = vg_grow(f->a, in->wider, in->m.n_wider, &in->room_wider);
        in->wider[in->m.n_wider++] = k;
    }
}

static int search_order(const void *a, const void *b)
{
    const struct vg_looked *const *x = a, *const *y = b;
    struct vg_date p = {0}, q = {0};

    if (vg_edtf_readz((*x)->date, &p, NULL) == VG_OK &&
        vg_edtf_readz((*y)->date, &q, NULL) == VG_OK && p.last != q.last)
        return p.last < q.last ? -1 : 1;
    return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

/* -- the locks ------------------------------------------------------------------------ */

struct locking {
    const struct vg_view *v;
    const struct vg_list *l;
    const struct vg_root *root;
    struct vg_arena *a;
    struct vg_gap_reason *list;
    size_t n, room;
};

static void lock(struct locking *k, enum vg_gap_lock why, const struct vg_said *said)
{
    k->list = vg_grow(k->a, k->list, k->n, &k->room);
    k->list[k->n++] =
        (struct vg_gap_reason){.lock = why, .says = vg_said_text(k->a, said, "en"), .said = said};
}

static int says_list(const struct vg_list *l, int64_t claim)
{
    for (size_t i = 0; i < l->n_claims; i++)
        if (l->claims[i] == claim)
            return 1;
    return 0;
}

static void lock_unsaid(struct locking *k, const unsigned char *stands)
{
    int said = 0;

    for (size_t i = 0; i < k->l->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, k->l->claims[i]);

        said = said || (c != NULL && stands[c - k->v->claims] && c->stance != VG_REFUTES &&
                        c->stance != VG_DENIES);
    }
    for (size_t i = 0; i < k->l->n_members; i++)
        said = said || k->l->members[i].passage != NULL;
    if (said)
        return;
    lock(k, VG_LOCK_NOT_SAID,
         k->l->n_claims > 0 ? VG_SAYS(LOCK_NO_CLAIM_STANDS) : VG_SAYS(LOCK_NOT_SAID));
}

static void lock_corrected(struct locking *k)
{
    const struct vg_source_info *s = k->root == NULL ? NULL : vg_view_source(k->v, k->root->source);

    if (k->root != NULL && k->root->corrected != NULL)
        lock(k, VG_LOCK_CORRECTED,
             VG_SAID(k->a, LOCK_FRAME_CORRECTED, vg_part(k->root->corrected)));
    if (s != NULL && s->changed != NULL)
        lock(k, VG_LOCK_CORRECTED,
             VG_SAID(k->a, LOCK_SOURCE_CHANGED, vg_part_id(k->a, 's', s->id), vg_part(s->changed)));
    for (size_t i = 0; i < k->l->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, k->l->claims[i]);

        for (size_t j = 0; c != NULL && j < c->n_roots; j++) {
            const struct vg_root *r = vg_view_root(k->v, c->roots[j]);

            if (r != NULL && r != k->root && r->corrected != NULL)
                lock(k, VG_LOCK_CORRECTED,
                     VG_SAID(k->a, LOCK_ROOT_CORRECTED, vg_part_id(k->a, 'c', c->id),
                             vg_part_id(k->a, 'r', r->id), vg_part(r->corrected)));
        }
        for (size_t j = 0; c != NULL && j < c->n_standing; j++)
            if (vg_same_text(c->standing[j].value, "corrected-at-source")) {
                lock(k, VG_LOCK_CORRECTED,
                     c->standing[j].date == NULL
                         ? VG_SAID(k->a, LOCK_CLAIM_CORRECTED, vg_part_id(k->a, 'c', c->id))
                         : VG_SAID(k->a, LOCK_CLAIM_CORRECTED_ON, vg_part_id(k->a, 'c', c->id),
                                   vg_part_date(k->a, c->standing[j].date)));
                break;
            }
    }
}

/* Has a person read the instrument for what one of the claims of the list says? */
static int is_read(const struct locking *k)
{
    for (size_t i = 0; i < k->v->n_readings; i++) {
        const struct vg_reading *r = &k->v->readings[i];

        if (r->root != k->root->id)
            continue;
        if (r->claim != 0 ? says_list(k->l, r->claim) : k->l->n_claims == 0)
            return 1;
        for (size_t j = 0; r->claim == 0 && j < k->l->n_claims; j++) {
            const struct vg_claim *c = vg_view_claim(k->v, k->l->claims[j]);

            if (c != NULL && vg_claim_family(c) == r->family)
                return 1;
        }
    }
    return 0;
}

static void lock_unread(struct locking *k)
{
    const struct vg_claim *c = k->l->n_claims > 0 ? vg_view_claim(k->v, k->l->claims[0]) : NULL;

    if (k->root == NULL)
        return;
    if (!vg_root_held(k->v, k->root)) {
        lock(k, VG_LOCK_NOT_HELD,
             VG_SAID(k->a, LOCK_NOT_HELD, vg_part_id(k->a, 'r', k->root->id),
                     vg_part(k->root->name)));
        return; /* what is not held cannot be read */
    }
    if (!is_read(k))
        lock(k, VG_LOCK_NOT_READ,
             VG_SAID(k->a, LOCK_NOT_READ, vg_part_id(k->a, 'r', k->root->id),
                     vg_part(c != NULL ? vg_family_word(vg_claim_family(c)) : "identity"),
                     vg_part_id(k->a, 's', k->root->source)));
}

/* A correction is a citation that fails too; it is said once. */
static int is_said(const struct locking *k, const char *says)
{
    for (size_t i = 0; i < k->n; i++)
        if (strstr(k->list[i].says, says) != NULL)
            return 1;
    return 0;
}

/* A check that was made elsewhere may have its text only. */
static struct vg_part_words says_of(const struct locking *k, const struct vg_check *c)
{
    return c->says_said != NULL ? vg_part_said(k->a, c->says_said) : vg_part(c->says);
}

static void lock_uncarried(struct locking *k, const struct vg_check *checks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (checks[i].kind != VG_CHECK_CITATION || checks[i].result != VG_CHECK_ERROR ||
            is_said(k, checks[i].says))
            continue;
        for (size_t j = 0; j < checks[i].n_claims; j++)
            if (says_list(k->l, checks[i].claims[j])) {
                lock(k, VG_LOCK_NOT_CARRIED,
                     VG_SAID(k->a, LOCK_NOT_CARRIED, vg_part_id(k->a, 'c', checks[i].claims[j]),
                             says_of(k, &checks[i])));
                return;
            }
    }
}

/* What was checked about the claims of the list: a reader sees it beside the numbers. */
static void gather_checks(const struct locking *k, const struct vg_check *checks, size_t n,
                          struct vg_gap *out)
{
    const struct vg_check **list = NULL;
    size_t count = 0, room = 0;

    for (size_t i = 0; i < n; i++) {
        int about = 0;

        if (checks[i].kind != VG_CHECK_SET && checks[i].kind != VG_CHECK_CITATION)
            continue;
        for (size_t j = 0; !about && j < checks[i].n_claims; j++)
            about = says_list(k->l, checks[i].claims[j]);
        if (!about)
            continue;
        list = vg_grow(k->a, list, count, &room);
        list[count++] = &checks[i];
    }
    out->checks = list;
    out->n_checks = count;
}

/* -- lists that leave nobody out --------------------------------------------------------- */

static const char *programme_of(const struct vg_claim *c)
{
    if (c != NULL && c->subject != NULL && strncmp(c->subject, "prog:", 5) == 0)
        return c->subject;
    return c != NULL && c->object != NULL && strncmp(c->object, "prog:", 5) == 0 ? c->object : NULL;
}

static int share_programme(const struct vg_view *v, const struct vg_list *x,
                           const struct vg_list *y)
{
    for (size_t i = 0; i < x->n_claims; i++) {
        const char *p = programme_of(vg_view_claim(v, x->claims[i]));

        for (size_t j = 0; p != NULL && j < y->n_claims; j++)
            if (vg_same_text(p, programme_of(vg_view_claim(v, y->claims[j]))))
                return 1;
    }
    return 0;
}

static int of_one_undertaking(const struct vg_view *v, const struct vg_list *x,
                              const struct vg_list *y)
{
    return x == y || (x->root != 0 && x->root == y->root) || share_programme(v, x, y);
}

/*
 * First-level units of a country in the gazetteer that are not among the named; -1
 * where the members are no such units. The gazetteer is not walked but asked: codes
 * of ISO 3166-2 have one to three letters or digits behind the country's.
 */
static int64_t left_out(const struct vg_view *v, const struct vg_list *l,
                        const struct vg_table *named)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const struct vg_place *first = vg_place_get(&v->places, l->members[0].id);
    int64_t all = 0, left = 0;
    char code[8];

    if (first == NULL || first->level != VG_PLACE_REGION || strlen(first->id) < 4 ||
        first->id[2] != '-')
        return -1;
    for (int x = 0; x < 37 * 37 * 37; x++) {
        int i = x / (37 * 37), j = x / 37 % 37, k = x % 37; /* 36: the final NUL */

        if (i == 36 || (j == 36 && k != 36))
            continue;
        (void)snprintf(code, sizeof code, "%.2s-%c%c%c", first->id, digits[i], digits[j],
                       digits[k]);
        if (vg_place_get(&v->places, code) == NULL)
            continue;
        all++;
        left += !vg_table_get(named, vg_str(code), &(int64_t){0});
    }
    return all > 0 ? left : -1;
}

/* How many units the claims of a list state, of those that no list before it has. */
static int64_t stated_by(const struct vg_view *v, const struct vg_list *l, struct vg_table *seen)
{
    int64_t most = 0;
    char text[24];

    for (size_t i = 0; i < l->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(v, l->claims[i]);

        if (c != NULL && vg_table_add(seen, id_key(c->id, text), 1, NULL) &&
            c->quantity.op == VG_OP_EXACT && c->quantity.scale == 0 && c->quantity.value > most)
            most = c->quantity.value;
    }
    return most;
}

static void lock_everyone(struct locking *k, struct vg_arena *w)
{
    struct vg_table named = VG_TABLE(w), seen = VG_TABLE(w);
    int64_t stated = 0;
    size_t lists = 0;

    if (k->l->is_of_everyone) {
        lock(k, VG_LOCK_EVERYONE, VG_SAYS(LOCK_EVERYONE_SAID));
        return;
    }
    for (size_t i = 0; i < k->v->n_lists; i++) {
        const struct vg_list *other = &k->v->lists[i];

        if (!of_one_undertaking(k->v, k->l, other))
            continue;
        lists++;
        stated += stated_by(k->v, other, &seen);
        for (size_t j = 0; j < other->n_members; j++)
            (void)vg_table_add(&named, vg_str(other->members[j].id), 1, NULL);
    }
    if (k->l->whole > 0 && ((int64_t)named.n >= k->l->whole || stated >= k->l->whole)) {
        const struct vg_part_words of[] = {
            vg_part_number(k->a, (int64_t)named.n > stated ? (int64_t)named.n : stated),
            vg_part_number(k->a, k->l->whole)};

        lock(k, VG_LOCK_EVERYONE,
             vg_said(k->a, lists > 1 ? VG_S_LOCK_COVERS_TOGETHER : VG_S_LOCK_COVERS, of, 2));
    } else if (k->l->n_members > 0 && left_out(k->v, k->l, &named) == 0) {
        const char *id = vg_copy(k->a, k->l->members[0].id, strnlen(k->l->members[0].id, 2));
        const struct vg_place *country = vg_place_get(&k->v->places, id);
        const struct vg_part_words of = {id, country == NULL ? NULL : country->zh};

        lock(k, VG_LOCK_EVERYONE,
             vg_said(k->a, lists > 1 ? VG_S_LOCK_NAMES_TOGETHER : VG_S_LOCK_NAMES, &of, 1));
    }
}

/* -- together --------------------------------------------------------------------------- */

static void begin(struct finding *f)
{
    char text[24];

    f->spots = VG_NEW_ARRAY(f->a, struct spot, f->l->n_members + 1);
    for (size_t i = 0; i < f->l->n_members; i++) {
        const struct vg_place *p = vg_place_get(&f->v->places, f->l->members[i].id);

        f->spots[i].m.id = f->l->members[i].id;
        f->spots[i].m.passage = f->l->members[i].passage;
        (void)vg_table_add(&f->members, vg_str(f->l->members[i].id), (int64_t)i, NULL);
        if (p == NULL)
            continue;
        if (f->level == VG_PLACE_UNKNOWN || p->level < f->level)
            f->level = p->level;
        (void)vg_table_add(&f->where, vg_str(neighbourhood(f, p)), 1, NULL);
    }
    for (size_t i = 0; i < f->l->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(f->v, f->l->claims[i]);

        (void)vg_table_add(&f->own, id_key(f->l->claims[i], text), 1, NULL);
        if (c == NULL || c->quantity.unit == NULL)
            continue;
        f->unit = f->unit == NULL ? c->quantity.unit : f->unit;
        (void)vg_table_add(&f->units, vg_str(c->quantity.unit), 1, NULL);
    }
}

static void close_spot(struct spot *s, struct vg_gap_member *out)
{
    if (s->m.n_looked > 0)
        qsort(s->looked, s->m.n_looked, sizeof *s->looked, search_order);
    if (s->m.n_wider > 0)
        qsort(s->wider, s->m.n_wider, sizeof *s->wider, search_order);
    s->m.found = s->found;
    s->m.looked = s->looked;
    s->m.wider = s->wider;
    *out = s->m;
}

static int by_member_id(const void *a, const void *b)
{
    const struct vg_gap_member *x = a, *y = b;

    return strcmp(x->id, y->id);
}

/* Each claim that says the list or finds, once, ascending. */
static void gather_claims(struct finding *f, struct vg_gap *out)
{
    size_t n = f->l->n_claims, at = 0, kept = 0;
    int64_t *ids;

    for (size_t i = 0; i < out->n_members; i++)
        n += out->members[i].n_found;
    for (size_t i = 0; i < out->n_outside; i++)
        n += out->outside[i].n_found;
    ids = VG_NEW_ARRAY(f->a, int64_t, n + 1);
    for (size_t i = 0; i < f->l->n_claims; i++)
        ids[at++] = f->l->claims[i];
    for (size_t i = 0; i < out->n_members; i++)
        for (size_t j = 0; j < out->members[i].n_found; j++)
            ids[at++] = out->members[i].found[j];
    for (size_t i = 0; i < out->n_outside; i++)
        for (size_t j = 0; j < out->outside[i].n_found; j++)
            ids[at++] = out->outside[i].found[j];
    qsort(ids, n, sizeof *ids, vg_i64_order);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    out->claims = ids;
    out->n_claims = kept;
}

static void close(struct finding *f, struct vg_gap *out)
{
    struct vg_gap_member *members = VG_NEW_ARRAY(f->a, struct vg_gap_member, f->l->n_members + 1);
    struct vg_gap_member *outside = VG_NEW_ARRAY(f->a, struct vg_gap_member, f->n_out + 1);

    for (size_t i = 0; i < f->l->n_members; i++) {
        close_spot(&f->spots[i], &members[i]);
        out->n_found += members[i].n_found > 0;
        out->n_not_found += members[i].n_found == 0;
        out->n_not_looked += members[i].n_found == 0 && members[i].n_looked == 0;
    }
    for (size_t i = 0; i < f->n_out; i++)
        close_spot(&f->out[i], &outside[i]);
    qsort(outside, f->n_out, sizeof *outside, by_member_id);
    out->members = members;
    out->n_members = f->l->n_members;
    out->outside = outside;
    out->n_outside = f->n_out;
    gather_claims(f, out);
}

void vg_gap_find(const struct vg_view *v, const struct vg_root_graph *g, const struct vg_list *l,
                 const struct vg_check *checks, size_t n_checks, struct vg_arena *a,
                 struct vg_gap *out)
{
    VG_SCOPED_ARENA work = {0};
    const struct vg_root *root = l->root != 0 ? vg_view_root(v, l->root) : NULL;
    struct finding f = {.v = v, .g = g, .l = l, .root = root, .unit = l->unit, .a = a, .w = &work};
    struct locking k = {.v = v, .l = l, .root = root, .a = a};

    f.own = VG_TABLE(&work);
    f.units = VG_TABLE(&work);
    f.members = VG_TABLE(&work);
    f.outside = VG_TABLE(&work);
    f.where = VG_TABLE(&work);
    f.stands = vg_view_standing(v, VG_DAYS_MAX, &work);
    begin(&f);
    for (size_t i = 0; i < v->n_claims; i++)
        if (is_finding(&f, i))
            put_finding(&f, &v->claims[i]);
    for (size_t i = 0; i < v->n_looked; i++)
        put_search(&f, &v->looked[i]);
    *out = (struct vg_gap){.list = l, .root = root, .unit = f.unit};
    close(&f, out);
    if (root == NULL)
        lock(&k, VG_LOCK_NO_INSTRUMENT, VG_SAYS(LOCK_NO_INSTRUMENT));
    lock_unsaid(&k, f.stands);
    lock_corrected(&k);
    lock_unread(&k);
    lock_uncarried(&k, checks, n_checks);
    lock_everyone(&k, &work);
    gather_checks(&k, checks, n_checks, out);
    out->locks = k.list;
    out->n_locks = k.n;
}

/* -- words ------------------------------------------------------------------------------ */

const char *vg_gap_lock_word(enum vg_gap_lock v)
{
    static const char *const words[] = {
        [VG_LOCK_NO_INSTRUMENT] = "no-instrument", [VG_LOCK_NOT_SAID] = "not-said",
        [VG_LOCK_CORRECTED] = "corrected",         [VG_LOCK_NOT_HELD] = "not-held",
        [VG_LOCK_NOT_READ] = "not-read",           [VG_LOCK_NOT_CARRIED] = "not-carried",
        [VG_LOCK_EVERYONE] = "everyone",
    };

    return (size_t)v < sizeof words / sizeof *words ? words[v] : NULL;
}

const struct vg_said *vg_gap_sum(const struct vg_gap *g, struct vg_arena *a)
{
    return VG_SAID(a, GAP_SUM, vg_part_number(a, (int64_t)g->n_members),
                   vg_part_number(a, (int64_t)g->n_found),
                   vg_part_number(a, (int64_t)g->n_not_found),
                   vg_part_number(a, (int64_t)g->n_outside));
}
