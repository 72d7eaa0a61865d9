/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Every feature is looked at on its own and says how its two sides stand to each other; the verdict
 * is read off the list. A feature that neither side has says nothing.
 */
#include "resolve/frame_compare.h"

#include <string.h>

struct pair {
    const struct vg_name *ln, *rn;
    const struct vg_frame *l, *r;
    struct vg_frame_comparison *out;
};

static struct vg_frame_evidence *add(struct pair *p, enum vg_frame_feature feature,
                                     enum vg_frame_level level, const char *rule)
{
    struct vg_frame_evidence *e = &p->out->list[p->out->n++];

    *e = (struct vg_frame_evidence){.feature = (uint8_t)feature,
                                    .level = (uint8_t)level,
                                    .is_veto = level == VG_FRAME_UNLIKE,
                                    .rule = rule};
    return e;
}

static struct vg_frame_span slot_span(const struct vg_frame *f, size_t from, size_t to)
{
    const struct vg_frame_slot *s = from < to ? &f->slots[to - 1] : NULL;

    return s == NULL ? (struct vg_frame_span){0, 0} : (struct vg_frame_span){s->at, s->len};
}

static unsigned narrowed(const struct vg_frame *f)
{
    const size_t homes = f->n_slots - f->n_hosts;

    return homes == 0 ? 0 : f->slots[homes - 1].narrowed;
}

/* How many areas two sets share; both ascend. */
static size_t common(struct vg_area_set x, struct vg_area_set y)
{
    size_t n = 0;

    for (size_t i = 0, k = 0; i < x.n && k < y.n;) {
        if (x.ids[i] == y.ids[k]) {
            n++;
            i++;
            k++;
        } else if (x.ids[i] < y.ids[k]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

static int lies_in(struct vg_area_set inner, struct vg_area_set outer)
{
    for (size_t i = 0; i < inner.n; i++)
        for (size_t k = 0; k < outer.n; k++)
            if (vg_area_within(inner.ids[i], outer.ids[k]))
                return 1;
    return 0;
}

static enum vg_frame_level compare_sets(struct vg_area_set x, struct vg_area_set y)
{
    if (x.n == 0 || y.n == 0)
        return VG_FRAME_OPEN;
    if (common(x, y) > 0)
        return x.n == 1 && y.n == 1 ? VG_FRAME_EQUAL : VG_FRAME_OPEN;
    return lies_in(x, y) || lies_in(y, x) ? VG_FRAME_INSIDE : VG_FRAME_UNLIKE;
}

static const char *place_rule(const struct pair *p, enum vg_frame_level level)
{
    switch (level) {
    case VG_FRAME_EQUAL:
        return "both name one place, and it is the same";
    case VG_FRAME_ONE_SIDED:
        return "only one side names a place";
    case VG_FRAME_INSIDE:
        return "one place lies in the other";
    case VG_FRAME_UNLIKE:
        return "places without a common area";
    case VG_FRAME_OPEN:
    case VG_FRAME_KIND:
    case VG_FRAME_LEVELS:
        break;
    }
    if (p->l->is_torn || p->r->is_torn)
        return "the places of a name do not lie in one another";
    if (p->l->is_located || p->r->is_located)
        return "a name says where the body is, not whose";
    if (p->l->place.n == 0 || p->r->place.n == 0)
        return "a place that is not known at that level";
    if (common(p->l->place, p->r->place) == 0)
        return "a word that is not known may be of the place's name";
    return "the name of the place leaves several";
}

/* The narrower name of a place may be among the words of the wider side that no table knows: a slip
 * of the pen in "Fuzhuo PSB, Fujian" makes it no body of Fujian. */
static int may_hide_place(const struct vg_frame *wider, const struct vg_frame *narrower)
{
    return (wider->n_core > 0 || wider->is_lossy) && lies_in(narrower->place, wider->place);
}

static void compare_places(struct pair *p)
{
    enum vg_frame_level level;
    struct vg_frame_evidence *e;

    if (!p->l->has_place && !p->r->has_place)
        return;
    if (p->l->has_place != p->r->has_place)
        level = VG_FRAME_ONE_SIDED;
    else
        level = compare_sets(p->l->place, p->r->place);
    /* What a name says about where it is, or places that contradict, vetoes nothing and ties
     * nothing. */
    if (level != VG_FRAME_ONE_SIDED && level != VG_FRAME_EQUAL &&
        (p->l->is_doubtful || p->r->is_doubtful))
        level = VG_FRAME_OPEN;
    if (level != VG_FRAME_ONE_SIDED &&
        (p->l->is_torn || p->r->is_torn || p->l->is_located != p->r->is_located))
        level = VG_FRAME_OPEN;
    if (level == VG_FRAME_INSIDE && (may_hide_place(p->l, p->r) || may_hide_place(p->r, p->l)))
        level = VG_FRAME_OPEN;
    e = add(p, VG_FRAME_PLACE, level, place_rule(p, level));
    e->left = slot_span(p->l, 0, p->l->n_slots - p->l->n_hosts);
    e->right = slot_span(p->r, 0, p->r->n_slots - p->r->n_hosts);
    e->narrowed_left = (uint8_t)narrowed(p->l);
    e->narrowed_right = (uint8_t)narrowed(p->r);
}

static int differ_in_state(vg_head x, vg_head y)
{
    const char *l = vg_head_row(x)->state, *r = vg_head_row(y)->state;

    return l[0] != '\0' && r[0] != '\0' && strcmp(l, r) != 0;
}

/* "Fuzhou police" is its bureau, "Fujian police" its department: the kind stands for the organ of
 * that place. A district has a branch, and may be meant with the city's. */
static int is_organ_of_place(vg_head kind, vg_head organ, const struct vg_frame *f)
{
    const struct vg_head_row *r = vg_head_row(organ);
    int depth;

    if (r->is_a != kind || f->place.n != 1 || vg_head_row(kind)->rank != VG_RANK_ANY ||
        strcmp(vg_head_row(kind)->state, "police") != 0 || f->is_located)
        return 0;
    depth = vg_area_depth(f->place.ids[0]);
    if (r->rank == VG_RANK_PROVINCE)
        return depth == 1 && vg_area_kind(f->place.ids[0]) != VG_AREA_CITY;
    if (r->rank == VG_RANK_LOCAL)
        return (depth == 1 && vg_area_kind(f->place.ids[0]) == VG_AREA_CITY) || depth == 2 ||
               (depth == 3 && vg_area_kind(f->place.ids[0]) != VG_AREA_DISTRICT);
    return 0;
}

/* Names of one office that the words do not keep apart: bureau and branch of a district, bureau
 * and department of a province. */
static int is_near(const struct pair *p, vg_head x, vg_head y)
{
    const unsigned a = vg_head_row(x)->rank, b = vg_head_row(y)->rank;

    if (p->l->place.n == 0 || p->r->place.n == 0 || common(p->l->place, p->r->place) == 0)
        return 0;
    if (differ_in_state(x, y) || vg_head_row(x)->is_a == VG_HEAD_NONE ||
        vg_head_row(x)->is_a != vg_head_row(y)->is_a)
        return 0;
    return (a == VG_RANK_LOCAL && (b == VG_RANK_BRANCH || b == VG_RANK_PROVINCE)) ||
           (b == VG_RANK_LOCAL && (a == VG_RANK_BRANCH || a == VG_RANK_PROVINCE));
}

static enum vg_frame_level head_level(const struct pair *p, const char **rule)
{
    const vg_head x = p->l->head, y = p->r->head;

    if (x == y) {
        *rule = "the same kind of body";
        return VG_FRAME_EQUAL;
    }
    if (is_organ_of_place(x, y, p->l) || is_organ_of_place(y, x, p->r)) {
        *rule = "the kind stands for the organ of that place";
        return VG_FRAME_EQUAL;
    }
    if (differ_in_state(x, y)) {
        *rule = "other branches of the state";
        return VG_FRAME_UNLIKE;
    }
    if (vg_head_is_a(x, y) || vg_head_is_a(y, x)) {
        *rule = "one is the wider kind of the other";
        return VG_FRAME_KIND;
    }
    if (is_near(p, x, y)) {
        *rule = "two names of an office that are not kept apart";
        return VG_FRAME_OPEN;
    }
    *rule = "other kinds of body";
    return VG_FRAME_UNLIKE;
}

static void compare_heads(struct pair *p)
{
    const char *rule;
    const enum vg_frame_level level = head_level(p, &rule);
    struct vg_frame_evidence *e = add(p, VG_FRAME_HEAD, level, rule);

    e->left = p->l->head_at;
    e->right = p->r->head_at;
}

/* The body above and the kind of unit. Above, silence is no difference, but a unit of nothing said
 * (分局 alone) is one of anything. */
static void compare_over(struct pair *p)
{
    const vg_head x = p->l->over, y = p->r->over;
    struct vg_frame_evidence *e;

    if (p->l->part != p->r->part) {
        const enum vg_frame_level level = p->l->part != VG_HEAD_NONE && p->r->part != VG_HEAD_NONE
                                              ? VG_FRAME_OPEN
                                              : VG_FRAME_ONE_SIDED;
        e = add(p, VG_FRAME_OVER, level, "another kind of unit");
    } else if (x == y) {
        if (x == VG_HEAD_NONE)
            return;
        e = add(p, VG_FRAME_OVER, VG_FRAME_EQUAL, "under the same kind of body");
    } else if (x == VG_HEAD_NONE || y == VG_HEAD_NONE) {
        e = add(p, VG_FRAME_OVER, VG_FRAME_KIND, "only one side names the body above");
    } else if (differ_in_state(x, y)) {
        e = add(p, VG_FRAME_OVER, VG_FRAME_OPEN, "under other branches of the state");
    } else {
        e = add(p, VG_FRAME_OVER, VG_FRAME_KIND, "under another body of the same branch");
    }
    e->left = p->l->over_at;
    e->right = p->r->over_at;
}

static void compare_numbers(struct pair *p)
{
    const uint32_t x = p->l->number, y = p->r->number;
    struct vg_frame_evidence *e;

    if (x == 0 && y == 0)
        return;
    if (x == y)
        e = add(p, VG_FRAME_NUMBER, VG_FRAME_EQUAL, "the same number");
    else if (x == 0 || y == 0)
        e = add(p, VG_FRAME_NUMBER, VG_FRAME_ONE_SIDED, "only one side is numbered");
    else
        e = add(p, VG_FRAME_NUMBER, VG_FRAME_UNLIKE, "other numbers");
    e->left = p->l->number_at;
    e->right = p->r->number_at;
}

static void compare_hosts(struct pair *p)
{
    const size_t x = p->l->n_hosts, y = p->r->n_hosts;
    enum vg_frame_level level;
    struct vg_frame_evidence *e;

    if (x == 0 && y == 0)
        return;
    if (x == 0 || y == 0)
        level = VG_FRAME_ONE_SIDED;
    else
        level = compare_sets(p->l->host, p->r->host);
    e = add(p, VG_FRAME_HOST, level,
            level == VG_FRAME_EQUAL       ? "stands in the same place"
            : level == VG_FRAME_ONE_SIDED ? "only one side says where it stands"
            : level == VG_FRAME_INSIDE    ? "one stands in a part of where the other does"
            : level == VG_FRAME_UNLIKE    ? "they stand in places without a common area"
                                          : "where it stands is left open");
    e->left = slot_span(p->l, p->l->n_slots - x, p->l->n_slots);
    e->right = slot_span(p->r, p->r->n_slots - y, p->r->n_slots);
}

static struct vg_frame_span core_span(const struct vg_name *n)
{
    const struct vg_name_token *x, *y;

    if (n->frame->n_core == 0)
        return (struct vg_frame_span){0, 0};
    x = &n->tokens[n->frame->core[0]];
    y = &n->tokens[n->frame->core[n->frame->n_core - 1]];
    return (struct vg_frame_span){x->at, (uint16_t)(y->at + y->len - x->at)};
}

/* The same unknown words, in any order, letter by letter. */
static int same_core(const struct pair *p)
{
    if (p->l->n_core != p->r->n_core || p->l->is_lossy || p->r->is_lossy)
        return 0;
    for (size_t i = 0; i < p->l->n_core; i++) {
        const struct vg_str x = p->ln->tokens[p->l->core[i]].text;
        int found = 0;

        for (size_t k = 0; k < p->r->n_core && !found; k++)
            found = vg_str_cmp(x, p->rn->tokens[p->r->core[k]].text) == 0;
        if (!found)
            return 0;
    }
    return 1;
}

static void compare_core(struct pair *p)
{
    struct vg_frame_evidence *e;

    if (p->l->n_core == 0 && p->r->n_core == 0 && !p->l->is_lossy && !p->r->is_lossy)
        return;
    if (same_core(p))
        e = add(p, VG_FRAME_CORE_WORDS, VG_FRAME_EQUAL, "the same other words");
    else if (p->l->n_core == 0 || p->r->n_core == 0)
        e = add(p, VG_FRAME_CORE_WORDS, VG_FRAME_ONE_SIDED, "only one side has other words");
    else
        e = add(p, VG_FRAME_CORE_WORDS, VG_FRAME_OPEN, "other words that are not the same letters");
    e->left = core_span(p->ln);
    e->right = core_span(p->rn);
}

static int level_at(const struct pair *p, enum vg_frame_feature feature)
{
    for (size_t i = 0; i < p->out->n; i++)
        if (p->out->list[i].feature == feature)
            return p->out->list[i].level;
    return -1;
}

/* Is the left one a part of the right: under its kind of body, in its place or of its own? */
static int is_part(const struct vg_frame *x, const struct vg_frame *y)
{
    if (x->place.n == 0 || y->place.n == 0 || differ_in_state(x->head, y->head))
        return 0;
    if (x->number != 0 && y->number == 0 && x->head == y->head)
        return 0;
    return vg_head_under(x->head, y->head) && lies_in(x->place, y->place);
}

static int is_set_up_by(const struct vg_frame *x, const struct vg_frame *y)
{
    static const char station[] = "police.overseas";

    return strcmp(vg_head_row(x->head)->id, station) == 0 &&
           strcmp(vg_head_row(y->head)->id, station) != 0 &&
           strcmp(vg_head_row(y->head)->state, "police") == 0 && x->place.n > 0 && y->place.n > 0 &&
           common(x->place, y->place) > 0;
}

static enum vg_frame_suggest suggestion(const struct pair *p)
{
    if (is_set_up_by(p->l, p->r))
        return VG_FRAME_LEFT_SET_UP_BY;
    if (is_set_up_by(p->r, p->l))
        return VG_FRAME_RIGHT_SET_UP_BY;
    if (is_part(p->l, p->r))
        return VG_FRAME_LEFT_PART_OF;
    if (is_part(p->r, p->l))
        return VG_FRAME_RIGHT_PART_OF;
    return VG_FRAME_SUGGEST_NONE;
}

/* One place that is said to be whose, everything else equal or silent on both sides. */
static int is_same(const struct pair *p)
{
    if (level_at(p, VG_FRAME_PLACE) != VG_FRAME_EQUAL ||
        level_at(p, VG_FRAME_HEAD) != VG_FRAME_EQUAL || p->l->is_located || p->r->is_located)
        return 0;
    if ((p->l->legal.len > 0) != (p->r->legal.len > 0))
        return 0; /* a company that has the word in its name is no organ */
    for (size_t i = 0; i < p->out->n; i++) {
        const struct vg_frame_evidence *e = &p->out->list[i];

        if (e->level != VG_FRAME_EQUAL &&
            !(e->feature == VG_FRAME_OVER && e->level == VG_FRAME_KIND))
            return 0;
    }
    return 1;
}

static int has_veto(const struct pair *p)
{
    for (size_t i = 0; i < p->out->n; i++)
        if (p->out->list[i].is_veto)
            return 1;
    return 0;
}

/* A part is not the whole: other heads, or the same head one place inside the other. */
static int is_inside(const struct pair *p)
{
    return level_at(p, VG_FRAME_PLACE) == VG_FRAME_INSIDE && p->l->place.n == 1 &&
           p->r->place.n == 1;
}

void vg_frame_compare(const struct vg_name *left, const struct vg_name *right,
                      struct vg_frame_comparison *out)
{
    struct pair p = {left, right, left->frame, right->frame, out};

    *out = (struct vg_frame_comparison){.verdict = VG_FRAME_UNSURE};
    compare_places(&p);
    compare_heads(&p);
    compare_over(&p);
    compare_numbers(&p);
    compare_hosts(&p);
    compare_core(&p);
    if (has_veto(&p) || is_inside(&p))
        out->verdict = VG_FRAME_DIFFERENT;
    else if (is_same(&p))
        out->verdict = VG_FRAME_SAME;
    if (out->verdict != VG_FRAME_SAME)
        out->suggest = suggestion(&p);
}

const char *vg_frame_feature_word(enum vg_frame_feature f)
{
    static const char *const words[] = {"place", "head", "over", "number", "host", "core"};

    return f < VG_FRAME_FEATURES ? words[f] : "";
}

const char *vg_frame_level_word(enum vg_frame_level l)
{
    static const char *const words[] = {"equal", "open", "one-sided", "kind", "inside", "disjoint"};

    return l < VG_FRAME_LEVELS ? words[l] : "";
}

const char *vg_frame_verdict_word(enum vg_frame_verdict v)
{
    return v == VG_FRAME_SAME ? "same" : v == VG_FRAME_DIFFERENT ? "different" : "unsure";
}

const char *vg_frame_suggest_word(enum vg_frame_suggest s)
{
    switch (s) {
    case VG_FRAME_LEFT_PART_OF:
    case VG_FRAME_RIGHT_PART_OF:
        return "part-of";
    case VG_FRAME_LEFT_SET_UP_BY:
    case VG_FRAME_RIGHT_SET_UP_BY:
        return "set-up-by";
    case VG_FRAME_SUGGEST_NONE:
        break;
    }
    return NULL;
}
