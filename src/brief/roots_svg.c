/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief/roots_svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/draw.h"
#include "brief/roots_layout.h"
#include "claim/vocab.h"

enum {
    BOX_WIDTH = 264,
    BOX_HEIGHT = 78,
    BANNER = 18, /* more for a box that was corrected */
    COLUMN_GAP = 84,
    ROW_GAP = 18,
    MARGIN = 16,
    LINE = 16,
    NAME_UNITS = 30, /* half widths of bold text that fit a line of a box, the id among them */
    TEXT_UNITS = 38, /* and of small text */
    CLAIMS_SHOWN = 6,
    KEY_STEP = 150,
};

/* -- words ------------------------------------------------------------------------ */

enum word {
    W_TITLE,
    W_TITLE_CLAIM,
    W_DESC,
    W_HELD,
    W_NOT_HELD,
    W_NOTE_ONLY,
    W_READ,
    W_NOT_READ,
    W_SAYS_NOT,
    W_CORRECTED,
    W_CHANGED,
    W_UNNAMED,
    W_LEFT_OUT,
    W_HOLDS,
    W_RESTS,
    W_ROOT,
    W_SOURCE,
    WORDS
};

static const char *const words[WORDS][2] = {
    [W_TITLE] = {"Where the statements come from", "陈述的来源"},
    [W_TITLE_CLAIM] = {"What this claim rests on", "此主张的依据"},
    [W_DESC] = {"Roots stand at the left. What derives from them stands to the right and is "
                "joined to them by a line; copies, relays and translations add no root.",
                "根来源在左侧；由其派生者在右侧并以线相连。副本、转述与译文不增加根来源。"},
    [W_HELD] = {"held", "已保存"},
    [W_NOT_HELD] = {"not held", "未保存"},
    [W_NOTE_ONLY] = {"only a note of ours", "仅有自撰笔记"},
    [W_READ] = {"read", "已读"},
    [W_NOT_READ] = {"not read", "未读"},
    [W_SAYS_NOT] = {"does not say so", "原文无此说法"},
    [W_CORRECTED] = {"corrected", "已更正"},
    [W_CHANGED] = {"changed at its source", "原处已变动"},
    [W_UNNAMED] = {"unnamed", "未具名"},
    [W_LEFT_OUT] = {"left out of the drawing:", "未画出："},
    [W_HOLDS] = {"holds", "保存"},
    [W_RESTS] = {"rests on", "依据"},
    [W_ROOT] = {"root", "根来源"},
    [W_SOURCE] = {"source", "来源"},
};

/* The look of a line, and its word in the key. */
enum look { LOOK_DERIVES = 0, LOOK_HOLDS = VG_DERIVES_SAME_AUTHOR + 1, LOOK_RESTS, LOOKS };

static const struct {
    const char *class, *zh;
} looks[LOOKS] = {
    [VG_DERIVES_COPY] = {"copy", "副本"},
    [VG_DERIVES_RELAY] = {"relay", "转述"},
    [VG_DERIVES_TRANSLATION] = {"translation", "译文"},
    [VG_DERIVES_REWORD] = {"reword", "改写"},
    [VG_DERIVES_EXCERPT] = {"excerpt", "摘录"},
    [VG_DERIVES_CORRECTION] = {"correction", "更正"},
    [VG_DERIVES_SAME_AUTHOR] = {"same-author", "同一作者"},
    [LOOK_HOLDS] = {"holds", "保存"},
    [LOOK_RESTS] = {"rests", "依据"},
};

/* -- what is drawn ------------------------------------------------------------------- */

struct box {
    const struct vg_source_info *source;
    const struct vg_root *root;
    const struct vg_claim *claim;
    const int64_t *claims; /* that rest on it directly */
    size_t n_claims;
    const char *alert; /* what was corrected or changed, or NULL */
    int verdict;       /* of a root: 1 some claim was read there, -1 it does not say so, 0 */
    unsigned families; /* of a root: those that were read, as bits */
};

struct line {
    size_t from, to;
    unsigned look;
    const char *because;
};

struct drawing {
    const struct vg_roots_svg *in;
    const struct vg_view *v;
    int zh;
    const char *prefix;
    struct vg_arena *a;
    struct vg_buf *o;
    size_t n_nodes;      /* sources, then roots */
    size_t *box_of;      /* of a node: its box + 1; 0: not drawn */
    size_t *weight;      /* of a node: what makes it worth drawing */
    unsigned char *want; /* of a node: the claim leads to it, or everything is wanted */
    struct box *boxes;
    size_t n_boxes;
    struct line *lines;
    size_t n_lines, room_lines;
    size_t left_out;
    unsigned used; /* looks that occur */
};

static const char *say(const struct drawing *d, enum word w)
{
    return words[w][d->zh];
}

static size_t index_of(const struct vg_view *v, struct vg_node n)
{
    const struct vg_source_info *s = n.kind == VG_NODE_SOURCE ? vg_view_source(v, n.id) : NULL;
    const struct vg_root *r = n.kind == VG_NODE_ROOT ? vg_view_root(v, n.id) : NULL;

    if (s != NULL)
        return (size_t)(s - v->sources);
    return r != NULL ? v->n_sources + (size_t)(r - v->roots) : SIZE_MAX;
}

static size_t index_of_source(const struct vg_view *v, int64_t id)
{
    return id == 0 ? SIZE_MAX : index_of(v, (struct vg_node){VG_NODE_SOURCE, id});
}

/* Nodes that claims rest on directly, and how many of them; `each` is told. */
static void each_start(const struct drawing *d, const struct vg_claim *c,
                       void (*each)(void *w, size_t node, const struct vg_claim *c), void *w)
{
    int named = 0;

    for (size_t i = 0; i < c->n_roots; i++) {
        size_t at = index_of(d->v, (struct vg_node){VG_NODE_ROOT, c->roots[i]});

        if (at != SIZE_MAX)
            each(w, at, c);
        named |= at != SIZE_MAX;
    }
    if (!named && c->passage != NULL && index_of_source(d->v, c->passage->source) != SIZE_MAX)
        each(w, index_of_source(d->v, c->passage->source), c);
}

static int stands(const struct drawing *d, const struct vg_claim *c)
{
    return c->id == d->in->claim || c->status == VG_ACCEPTED || c->status == VG_CORRECTED;
}

static void add_weight(void *w, size_t node, const struct vg_claim *c)
{
    struct drawing *d = w;

    (void)c;
    d->weight[node] += 2;
}

static void weigh(struct drawing *d)
{
    const struct vg_view *v = d->v;

    for (size_t i = 0; i < v->n_claims; i++)
        if (stands(d, &v->claims[i]))
            each_start(d, &v->claims[i], add_weight, d);
    for (size_t i = 0; i < v->n_edges; i++) {
        size_t from = index_of(v, v->edges[i].from), to = index_of(v, v->edges[i].to);

        if (from == SIZE_MAX || to == SIZE_MAX)
            continue;
        d->weight[from] += 1;
        d->weight[to] += 1;
    }
    for (size_t i = 0; i < v->n_roots; i++) {
        size_t held = index_of_source(v, v->roots[i].source);

        d->weight[v->n_sources + i] += 1;
        if (held != SIZE_MAX)
            d->weight[held] += 1;
    }
}

/* -- what one claim leads to -------------------------------------------------------------- */

static void want_node(void *w, size_t node, const struct vg_claim *c)
{
    struct drawing *d = w;

    (void)c;
    d->want[node] = 1;
}

static int want_end(struct drawing *d, size_t from, size_t to)
{
    if (from == SIZE_MAX || to == SIZE_MAX || !d->want[from] || d->want[to])
        return 0;
    d->want[to] = 1;
    return 1;
}

/* Follow lines until nothing is added; as many rounds as the way is long. */
static void want_claim(struct drawing *d, const struct vg_claim *c)
{
    const struct vg_view *v = d->v;
    int more = 1;

    each_start(d, c, want_node, d);
    while (more) {
        more = 0;
        for (size_t i = 0; i < v->n_edges; i++) {
            size_t from = index_of(v, v->edges[i].from), to = index_of(v, v->edges[i].to);

            more |= want_end(d, from, to);
            if (v->edges[i].kind == VG_DERIVES_SAME_AUTHOR ||
                v->edges[i].kind == VG_DERIVES_CORRECTION)
                more |= want_end(d, to, from);
        }
        for (size_t i = 0; i < v->n_roots; i++) {
            size_t held = index_of_source(v, v->roots[i].source);

            more |= want_end(d, v->n_sources + i, held);
            more |= want_end(d, held, v->n_sources + i);
        }
    }
}

/* -- boxes ----------------------------------------------------------------------------------- */

struct ranked {
    size_t weight, node;
};

static int ranked_order(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static const char *alert_of(const struct drawing *d, const struct box *b)
{
    const char *alert = b->root != NULL     ? b->root->corrected
                        : b->source != NULL ? b->source->changed
                                            : NULL;

    for (size_t i = 0; alert == NULL && i < d->v->n_edges; i++) {
        const struct vg_edge *e = &d->v->edges[i];
        int64_t id = b->root != NULL ? b->root->id : b->source != NULL ? b->source->id : 0;

        if (e->kind == VG_DERIVES_CORRECTION && e->to.id == id &&
            (e->to.kind == VG_NODE_ROOT) == (b->root != NULL))
            alert = vg_print(d->a, "%s: %c%" PRId64, say(d, W_CORRECTED),
                             e->from.kind == VG_NODE_ROOT ? 'r' : 's', e->from.id);
    }
    return alert;
}

static void add_box(struct drawing *d, size_t node)
{
    struct box *b = &d->boxes[d->n_boxes++];

    d->box_of[node] = d->n_boxes;
    if (node < d->v->n_sources)
        b->source = &d->v->sources[node];
    else
        b->root = &d->v->roots[node - d->v->n_sources];
    b->alert = alert_of(d, b);
}

/* The heaviest that fit, in the order of the view. */
static void choose_boxes(struct drawing *d)
{
    struct ranked *list = VG_NEW_ARRAY(d->a, struct ranked, d->n_nodes + 1);
    size_t n = 0, most;

    for (size_t i = 0; i < d->n_nodes; i++)
        if (d->want[i] && d->weight[i] > 0)
            list[n++] = (struct ranked){d->weight[i], i};
    if (n > 0)
        qsort(list, n, sizeof *list, ranked_order);
    most = n < VG_MAX_DRAWN ? n : VG_MAX_DRAWN;
    d->left_out = n - most;
    d->boxes = VG_NEW_ARRAY(d->a, struct box, most + 2);
    for (size_t i = 0; i < most; i++)
        d->box_of[list[i].node] = 1;
    for (size_t i = 0; i < d->n_nodes; i++)
        if (d->box_of[i] != 0)
            add_box(d, i);
}

/* -- lines ------------------------------------------------------------------------------------- */

static void add_line(struct drawing *d, size_t from, size_t to, unsigned look, const char *because)
{
    if (from == SIZE_MAX || to == SIZE_MAX || d->box_of[from] == 0 || d->box_of[to] == 0)
        return;
    d->lines = vg_grow(d->a, d->lines, d->n_lines, &d->room_lines);
    d->lines[d->n_lines++] = (struct line){d->box_of[from] - 1, d->box_of[to] - 1, look, because};
    d->used |= 1U << look;
}

static void add_lines(struct drawing *d)
{
    const struct vg_view *v = d->v;

    for (size_t i = 0; i < v->n_edges; i++)
        add_line(d, index_of(v, v->edges[i].from), index_of(v, v->edges[i].to), v->edges[i].kind,
                 v->edges[i].because);
    for (size_t i = 0; i < v->n_roots; i++)
        add_line(d, index_of_source(v, v->roots[i].source), v->n_sources + i, LOOK_HOLDS, NULL);
}

/* -- claims at their boxes ------------------------------------------------------------------------
 */

struct holder {
    struct drawing *d;
    size_t *count;    /* of a box */
    int64_t **claims; /* NULL while counting */
};

static void hold(void *w, size_t node, const struct vg_claim *c)
{
    struct holder *h = w;
    size_t at = h->d->box_of[node];

    if (at == 0)
        return;
    if (h->claims != NULL)
        h->claims[at - 1][h->count[at - 1]] = c->id;
    h->count[at - 1]++;
}

static void read_roots(struct drawing *d)
{
    for (size_t i = 0; i < d->n_boxes; i++) {
        struct box *b = &d->boxes[i];

        for (size_t k = 0; b->root != NULL && k < b->n_claims; k++) {
            const struct vg_claim *c = vg_view_claim(d->v, b->claims[k]);
            int verdict = vg_root_verdict(d->in->graph, b->root->id, c);

            if (verdict != 0 && b->verdict <= 0)
                b->verdict = verdict;
        }
        for (size_t k = 0; b->root != NULL && k < d->v->n_readings; k++) {
            const struct vg_reading *reading = &d->v->readings[k];

            if (reading->root != b->root->id || !vg_root_held(d->v, b->root))
                continue;
            b->families |= 1U << reading->family;
            b->verdict = 1;
        }
    }
}

static void put_claims_to_boxes(struct drawing *d)
{
    struct holder h = {.d = d, .count = VG_NEW_ARRAY(d->a, size_t, d->n_boxes + 1)};

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < d->v->n_claims; i++)
            if (stands(d, &d->v->claims[i]) &&
                (d->in->claim == 0 || d->in->claim == d->v->claims[i].id))
                each_start(d, &d->v->claims[i], hold, &h);
        if (pass == 0)
            h.claims = VG_NEW_ARRAY(d->a, int64_t *, d->n_boxes + 1);
        for (size_t i = 0; i < d->n_boxes; i++) {
            if (pass == 0)
                h.claims[i] = VG_NEW_ARRAY(d->a, int64_t, h.count[i] + 1);
            d->boxes[i].claims = h.claims[i];
            d->boxes[i].n_claims = h.count[i];
            h.count[i] = 0;
        }
    }
}

static void rest_on(void *w, size_t node, const struct vg_claim *c)
{
    struct drawing *d = w;

    (void)c;
    if (d->box_of[node] == 0)
        return;
    d->lines = vg_grow(d->a, d->lines, d->n_lines, &d->room_lines);
    d->lines[d->n_lines++] = (struct line){d->n_boxes - 1, d->box_of[node] - 1, LOOK_RESTS, NULL};
    d->used |= 1U << LOOK_RESTS;
}

/* The claim that was asked about has a box of its own. */
static void add_claim_box(struct drawing *d, const struct vg_claim *c)
{
    for (size_t i = 0; i < d->n_boxes; i++)
        d->boxes[i].n_claims = 0;
    d->boxes[d->n_boxes++] = (struct box){.claim = c};
    each_start(d, c, rest_on, d);
}

/* -- drawing: text ------------------------------------------------------------------------------
 */

static void put_text_at(struct vg_buf *o, int x, int y, const char *class)
{
    vg_putf(o, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
}

static const char *name_of(const struct box *b)
{
    if (b->root != NULL)
        return b->root->what != NULL && b->root->what[0] != '\0' ? b->root->what : b->root->name;
    if (b->claim != NULL)
        return b->claim->predicate != NULL ? b->claim->predicate
                                           : vg_claim_kind_word(b->claim->kind);
    return b->source->title != NULL ? b->source->title : b->source->label;
}

static const char *speaker_of(const struct drawing *d, const struct box *b)
{
    const char *name = b->root != NULL     ? b->root->speaker
                       : b->source != NULL ? b->source->publisher
                                           : b->claim->subject;
    const struct vg_entity *e = name == NULL ? NULL : vg_view_entity(d->v, name);

    if (e != NULL)
        name = d->zh && e->zh != NULL ? e->zh : e->en != NULL ? e->en : name;
    return name == NULL ? say(d, W_UNNAMED) : name;
}

static int is_held(const struct drawing *d, const struct box *b)
{
    if (b->claim != NULL)
        return 1;
    return b->root != NULL ? vg_root_held(d->v, b->root) : !b->source->is_note;
}

static const char *id_text(const struct drawing *d, const struct box *b)
{
    if (b->claim != NULL)
        return vg_print(d->a, "c%" PRId64, b->claim->id);
    return b->root != NULL ? vg_print(d->a, "r%" PRId64, b->root->id)
                           : vg_print(d->a, "s%" PRId64, b->source->id);
}

/* ": existence, number" */
static const char *families_of(const struct drawing *d, const struct box *b)
{
    const char *text = "";

    for (enum vg_family f = VG_FAMILY_EXISTENCE; f <= VG_FAMILY_TIME; f++)
        if ((b->families & 1U << f) != 0)
            text = vg_print(d->a, "%s%s%s", text, text[0] == '\0' ? ": " : ", ",
                            d->zh ? vg_term_label("predicate-family", vg_family_word(f), "zh")
                                  : vg_family_word(f));
    return text;
}

static const char *state_of(const struct drawing *d, const struct box *b)
{
    if (b->claim != NULL)
        return vg_family_word(vg_claim_family(b->claim));
    if (b->root == NULL)
        return b->source->is_note ? say(d, W_NOTE_ONLY) : say(d, W_HELD);
    return vg_print(d->a, "%s · %s%s%s", say(d, is_held(d, b) ? W_HELD : W_NOT_HELD),
                    b->verdict > 0 ? "✓ " : "",
                    say(d, b->verdict > 0   ? W_READ
                           : b->verdict < 0 ? W_SAYS_NOT
                                            : W_NOT_READ),
                    families_of(d, b));
}

/* -- drawing: boxes -------------------------------------------------------------------------------
 */

static void put_claim_links(const struct drawing *d, const struct box *b)
{
    const char *href = d->in->claim_href == NULL ? "#" : d->in->claim_href;

    for (size_t i = 0; i < b->n_claims && i < CLAIMS_SHOWN; i++) {
        vg_puts(d->o, i > 0 ? " <a" : "<a");
        vg_html_attrz(d->o, "href", vg_print(d->a, "%sc%" PRId64, href, b->claims[i]));
        vg_putf(d->o, ">c%" PRId64 "</a>", b->claims[i]);
    }
    if (b->n_claims > CLAIMS_SHOWN)
        vg_putf(d->o, " +%zu", b->n_claims - CLAIMS_SHOWN);
}

static void put_box_title(const struct drawing *d, const struct box *b)
{
    vg_html_raw(d->o, "<title>");
    vg_html_textz(d->o, id_text(d, b));
    vg_puts(d->o, ": ");
    vg_html_textz(d->o, name_of(b));
    vg_puts(d->o, " · ");
    vg_html_textz(d->o, speaker_of(d, b));
    vg_puts(d->o, " · ");
    vg_html_textz(d->o, state_of(d, b));
    if (b->alert != NULL) {
        vg_puts(d->o, " · ");
        vg_html_textz(d->o, b->alert);
    }
    vg_html_raw(d->o, "</title>");
}

static void put_box_alert(const struct drawing *d, const struct box *b, int x, int y)
{
    vg_putf(d->o, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"strip\"/>", x + 1,
            y + BOX_HEIGHT, BOX_WIDTH - 2, BANNER - 1);
    put_text_at(d->o, x + 10, y + BOX_HEIGHT + 13, "alert");
    vg_draw_cut(d->o, b->alert, TEXT_UNITS);
    vg_html_raw(d->o, "</text>");
}

/* What a page has of its own about this, or NULL. */
static const char *href_of(const struct drawing *d, const struct box *b)
{
    const char *before = b->claim != NULL  ? d->in->claim_href
                         : b->root != NULL ? d->in->root_href
                                           : d->in->source_href;

    return before == NULL ? NULL : vg_print(d->a, "%s%s", before, id_text(d, b));
}

static void put_name(const struct drawing *d, const struct box *b, int x, int y)
{
    const char *href = href_of(d, b);

    if (href != NULL) {
        vg_html_raw(d->o, "<a");
        vg_html_attrz(d->o, "href", href);
        vg_html_raw(d->o, ">");
    }
    put_text_at(d->o, x, y, "name");
    vg_putf(d->o, "<tspan class=\"id\">%s</tspan> ", id_text(d, b));
    vg_draw_cut(d->o, name_of(b), NAME_UNITS - 5);
    vg_html_raw(d->o, href != NULL ? "</text></a>" : "</text>");
}

static void put_box(const struct drawing *d, const struct box *b, const struct vg_layout_box *at)
{
    int x = at->x, y = at->y;

    vg_putf(d->o, "<g class=\"node %s%s%s\"",
            b->claim != NULL  ? "claim"
            : b->root != NULL ? "root"
                              : "source",
            is_held(d, b) ? "" : " absent", b->verdict > 0 ? " read" : "");
    vg_html_attrz(d->o, "id", vg_print(d->a, "%s-%s", d->prefix, id_text(d, b)));
    vg_html_raw(d->o, ">");
    put_box_title(d, b);
    vg_putf(d->o, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>", x, y, BOX_WIDTH,
            at->height, b->root != NULL ? 12 : 2);
    put_name(d, b, x + 10, y + 18);
    put_text_at(d->o, x + 10, y + 18 + LINE, "who");
    vg_draw_cut(d->o, speaker_of(d, b), TEXT_UNITS);
    vg_html_raw(d->o, "</text>");
    put_text_at(d->o, x + 10, y + 18 + 2 * LINE + 2, "state");
    vg_html_textz(d->o, state_of(d, b));
    vg_html_raw(d->o, "</text>");
    if (b->n_claims > 0) {
        put_text_at(d->o, x + 10, y + 18 + 3 * LINE + 2, "claims");
        put_claim_links(d, b);
        vg_html_raw(d->o, "</text>");
    }
    if (b->alert != NULL)
        put_box_alert(d, b, x, y);
    vg_html_raw(d->o, "</g>\n");
}

/* -- drawing: lines
 * ---------------------------------------------------------------------------------- */

static const char *look_word(const struct drawing *d, unsigned look)
{
    if (d->zh)
        return looks[look].zh;
    return look == LOOK_RESTS ? say(d, W_RESTS) : looks[look].class;
}

/* A smooth way between two points that leaves and comes in level. */
static void curve_to(struct vg_buf *o, int x0, int x1, int y0, int y1)
{
    int half = (x1 - x0) / 2;

    vg_putf(o, " C%d %d %d %d %d %d", x0 + half, y0, x1 - half, y1, x1, y1);
}

static void put_way(const struct drawing *d, const struct vg_layout_line *way,
                    const struct vg_layout_box *boxes)
{
    const struct vg_layout_box *from = &boxes[way->from], *to = &boxes[way->to];
    int x = from->x, y = from->y + BOX_HEIGHT / 2;
    int end_x = to->x + BOX_WIDTH, end_y = to->y + BOX_HEIGHT / 2;

    if (from->column <= to->column) { /* loose: around the right of both */
        int side = (from->x > to->x ? from->x : to->x) + BOX_WIDTH + COLUMN_GAP / 3;

        vg_putf(d->o, "M%d %d C%d %d %d %d %d %d", from->x + BOX_WIDTH, y, side, y, side, end_y,
                end_x, end_y);
        return;
    }
    vg_putf(d->o, "M%d %d", x, y);
    for (size_t i = 0; i < way->n_bends; i++) {
        int left = way->bends[i][0] - BOX_WIDTH / 2, right = left + BOX_WIDTH;

        curve_to(d->o, x, right, y, way->bends[i][1]);
        vg_putf(d->o, " H%d", left);
        x = left;
        y = way->bends[i][1];
    }
    curve_to(d->o, x, end_x, y, end_y);
}

static void put_line(const struct drawing *d, const struct line *l,
                     const struct vg_layout_line *way, const struct vg_layout_box *boxes)
{
    int has_arrow = l->look != VG_DERIVES_SAME_AUTHOR && l->look != LOOK_HOLDS;

    vg_putf(d->o, "<path class=\"way %s\"", looks[l->look].class);
    if (has_arrow)
        vg_html_attrz(d->o, "marker-end",
                      vg_print(d->a, "url(#%s-%s)", d->prefix,
                               l->look == VG_DERIVES_CORRECTION ? "bad" : "tip"));
    vg_html_raw(d->o, " d=\"");
    put_way(d, way, boxes);
    vg_html_raw(d->o, "\"><title>");
    vg_html_textz(d->o, vg_print(d->a, "%s %s %s", id_text(d, &d->boxes[l->from]),
                                 look_word(d, l->look), id_text(d, &d->boxes[l->to])));
    if (l->because != NULL) {
        vg_puts(d->o, ": ");
        vg_html_textz(d->o, l->because);
    }
    vg_html_raw(d->o, "</title></path>\n");
}

/* -- drawing: the whole
 * -------------------------------------------------------------------------------- */

static const char style[] =
    "text{font:12px/1.2 system-ui,\"Noto Sans\",\"Noto Sans CJK SC\",sans-serif;fill:#1a1a1a}"
    ".title{font-size:15px;font-weight:600}.name{font-weight:600}.id{fill:#5b5b5b}"
    ".who,.state,.claims,.key{fill:#444;font-size:11px}.alert{fill:#8a1c1c;font-size:11px}"
    ".node rect{fill:#fff;stroke:#333;stroke-width:1.2}.root>rect{stroke-width:2}"
    ".absent>rect:first-of-type{stroke-dasharray:5 4}.read>rect:first-of-type{fill:#eef6ee}"
    ".claim>rect{fill:#f3f1ea}.node .strip{fill:#fbeaea;stroke:none}"
    ".banner{fill:#fbeaea;stroke:#8a1c1c}"
    ".way{fill:none;stroke:#333;stroke-width:1.4}.relay{stroke-dasharray:7 4}"
    ".translation{stroke-dasharray:2 3}.reword{stroke-dasharray:8 3 2 3}"
    ".excerpt{stroke-dasharray:12 3}.correction{stroke:#8a1c1c;stroke-width:2}"
    ".same-author{stroke:#777;stroke-width:3;stroke-opacity:.5}"
    ".holds{stroke:#777;stroke-dasharray:1 3}.rests{stroke:#555}"
    "a{fill:#1b4f8a;text-decoration:underline}";

static void put_marker(const struct drawing *d, const char *name, const char *colour)
{
    vg_html_raw(d->o, "<marker");
    vg_html_attrz(d->o, "id", vg_print(d->a, "%s-%s", d->prefix, name));
    vg_putf(d->o,
            " viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" "
            "orient=\"auto\"><path class=\"%s\" d=\"M0 0 L8 4 L0 8 z\" fill=\"%s\"/></marker>",
            name, colour);
}

/* Rules that hold for this drawing only, when it stands in a page with others. */
static void put_style(const struct drawing *d)
{
    const char *from = style;

    vg_html_raw(d->o, "<style>");
    while (*from != '\0') {
        const char *end = strchr(from, '}');
        const char *body = strchr(from, '{');

        for (const char *at = from; at < body;) {
            const char *comma = memchr(at, ',', (size_t)(body - at));
            const char *stop = comma == NULL ? body : comma;

            vg_putf(d->o, "%s#%s %.*s", at == from ? "" : ",", d->prefix, (int)(stop - at), at);
            at = comma == NULL ? body : comma + 1;
        }
        vg_put(d->o, body, (size_t)(end - body) + 1);
        from = end + 1;
    }
    vg_html_raw(d->o, "</style>\n");
}

static void put_markers(const struct drawing *d)
{
    vg_html_raw(d->o, "<defs>");
    put_marker(d, "tip", "#333");
    put_marker(d, "bad", "#8a1c1c");
    vg_html_raw(d->o, "</defs>\n");
}

static void put_head(const struct drawing *d, int width, int height)
{
    const char *title =
        d->in->title != NULL ? d->in->title : say(d, d->in->claim != 0 ? W_TITLE_CLAIM : W_TITLE);

    vg_putf(d->o,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\"%s viewBox=\"0 0 %d %d\" "
            "width=\"%d\" height=\"%d\" role=\"graphics-document\" lang=\"%s\" "
            "aria-labelledby=\"%s-title %s-desc\">\n",
            d->prefix, d->in->in_page ? " class=\"derives\"" : "", width, height, width, height,
            d->zh ? "zh" : "en", d->prefix, d->prefix);
    vg_putf(d->o, "<title id=\"%s-title\">", d->prefix);
    vg_html_textz(d->o, title);
    vg_putf(d->o, "</title>\n<desc id=\"%s-desc\">", d->prefix);
    vg_html_textz(d->o, say(d, W_DESC));
    vg_html_raw(d->o, "</desc>\n");
    if (!d->in->in_page)
        put_style(d);
    put_markers(d);
    if (!d->in->in_page)
        vg_putf(d->o, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height);
    put_text_at(d->o, MARGIN, MARGIN + 12, "title");
    vg_draw_cut(d->o, title, width / 8);
    vg_html_raw(d->o, "</text>\n");
}

/* What was corrected or changed, above everything: nobody is to miss it. */
static int put_banner(const struct drawing *d, int y, int width)
{
    size_t n = 0;
    int at = y + LINE;

    for (size_t i = 0; i < d->n_boxes; i++)
        n += d->boxes[i].alert != NULL;
    if (n == 0)
        return y;
    vg_putf(d->o, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"banner\"/>\n", MARGIN,
            y, width - 2 * MARGIN, (int)n * LINE + 8);
    for (size_t i = 0; i < d->n_boxes; i++) {
        const struct box *b = &d->boxes[i];

        if (b->alert == NULL)
            continue;
        put_text_at(d->o, MARGIN + 8, at, "alert");
        vg_puts(d->o, "⚠ ");
        vg_draw_cut(d->o,
                    vg_print(d->a, "%s (%s): %s", id_text(d, b),
                             say(d, b->root != NULL ? W_CORRECTED : W_CHANGED), b->alert),
                    (width - 3 * MARGIN) / 6);
        vg_html_raw(d->o, "</text>\n");
        at += LINE;
    }
    return y + (int)n * LINE + 8 + MARGIN;
}

static void put_key(const struct drawing *d, int y)
{
    int x = MARGIN;

    for (unsigned look = 1; look < LOOKS; look++) {
        if ((d->used & 1U << look) == 0)
            continue;
        vg_putf(d->o, "<path class=\"way %s\" d=\"M%d %d H%d\"/>", looks[look].class, x, y, x + 34);
        put_text_at(d->o, x + 40, y + 4, "key");
        vg_html_textz(d->o, look_word(d, look));
        vg_html_raw(d->o, "</text>\n");
        x += KEY_STEP;
    }
    if (d->left_out > 0) {
        put_text_at(d->o, MARGIN, y + LINE + 4, "key");
        vg_html_textz(d->o, vg_print(d->a, "%s %zu", say(d, W_LEFT_OUT), d->left_out));
        vg_html_raw(d->o, "</text>\n");
    }
}

static int count_alerts(const struct drawing *d)
{
    int n = 0;

    for (size_t i = 0; i < d->n_boxes; i++)
        n += d->boxes[i].alert != NULL;
    return n;
}

static int key_width(const struct drawing *d)
{
    int n = 0;

    for (unsigned look = 1; look < LOOKS; look++)
        n += (d->used >> look & 1) != 0;
    return n * KEY_STEP;
}

static void draw(struct drawing *d)
{
    struct vg_layout_box *boxes = VG_NEW_ARRAY(d->a, struct vg_layout_box, d->n_boxes + 1);
    struct vg_layout_line *ways = VG_NEW_ARRAY(d->a, struct vg_layout_line, d->n_lines + 1);
    struct vg_layout_size size = {BOX_WIDTH, COLUMN_GAP, ROW_GAP, 0, 0};
    int alerts = count_alerts(d), top = 2 * MARGIN + 20, width;

    for (size_t i = 0; i < d->n_boxes; i++)
        boxes[i].height = BOX_HEIGHT + (d->boxes[i].alert != NULL ? BANNER : 0);
    for (size_t i = 0; i < d->n_lines; i++)
        ways[i] = (struct vg_layout_line){.from = d->lines[i].from,
                                          .to = d->lines[i].to,
                                          .is_loose = d->lines[i].look == VG_DERIVES_SAME_AUTHOR};
    vg_layout(boxes, d->n_boxes, ways, d->n_lines, &size, d->a);
    width = size.width + 2 * MARGIN + COLUMN_GAP / 2;
    if (width < 640)
        width = 640;
    if (width < key_width(d) + 2 * MARGIN)
        width = key_width(d) + 2 * MARGIN;
    put_head(d, width,
             top + (alerts > 0 ? alerts * LINE + 8 + MARGIN : 0) + size.height + 4 * MARGIN + LINE);
    top = put_banner(d, top, width);
    vg_putf(d->o, "<g transform=\"translate(%d %d)\">\n", MARGIN, top);
    for (size_t i = 0; i < d->n_lines; i++)
        put_line(d, &d->lines[i], &ways[i], boxes);
    for (size_t i = 0; i < d->n_boxes; i++)
        put_box(d, &d->boxes[i], &boxes[i]);
    vg_html_raw(d->o, "</g>\n");
    put_key(d, top + size.height + 2 * MARGIN);
    vg_html_raw(d->o, "</svg>\n");
}

int vg_roots_svg(const struct vg_roots_svg *in, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_view *v = in->view;
    const struct vg_claim *c = in->claim == 0 ? NULL : vg_view_claim(v, in->claim);
    struct drawing d = {.in = in,
                        .v = v,
                        .zh = in->language != NULL && strcmp(in->language, "zh") == 0,
                        .prefix = in->prefix == NULL ? "vgr" : in->prefix,
                        .a = &a,
                        .o = out,
                        .n_nodes = v->n_sources + v->n_roots};

    if (in->claim != 0 && c == NULL)
        return vg_fail(err, VG_E_ABSENT, "there is no claim c%" PRId64, in->claim);
    d.box_of = VG_NEW_ARRAY(&a, size_t, d.n_nodes + 1);
    d.weight = VG_NEW_ARRAY(&a, size_t, d.n_nodes + 1);
    d.want = vg_alloc(&a, d.n_nodes + 1);
    memset(d.want, c == NULL, d.n_nodes);
    weigh(&d);
    if (c != NULL)
        want_claim(&d, c);
    choose_boxes(&d);
    if (d.n_boxes == 0)
        return vg_fail(err, VG_E_ABSENT,
                       "there is nothing to draw yet: no root, no claim, no derivation is kept");
    add_lines(&d);
    put_claims_to_boxes(&d);
    read_roots(&d);
    if (c != NULL)
        add_claim_box(&d, c);
    draw(&d);
    return VG_OK;
}
