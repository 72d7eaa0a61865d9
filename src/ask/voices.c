/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Operations on where statements come from: roots, sources, speakers, names. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask/inside.h"
#include "base/buf.h"
#include "base/table.h"
#include "claim/vocab.h"

/* -- roots --------------------------------------------------------------------------------- */

static const char *root_state(struct vg_asking *k, const struct vg_root *r)
{
    if (r->corrected != NULL)
        return r->corrected;
    return vg_asked_word(k,
                         vg_is_read(k, r, 0) ? VG_A_HELD_READ
                         : vg_is_held(k, r)  ? VG_A_HELD
                                             : VG_A_UNHELD,
                         NULL, NULL, NULL);
}

static void add_pointers(struct vg_asking *k, struct vg_answer_row *r, int64_t root)
{
    for (const struct vg_multi_item *i = vg_claims_of_root(k, root); i != NULL;
         i = vg_multi_next(&k->by_root, i))
        if (vg_points_at(i->c, root))
            vg_row_claim(k, r, i->c);
}

static void add_through(struct vg_asking *k, const struct vg_root_row *row)
{
    for (size_t i = 0; i < row->n_through; i++) {
        const struct vg_source_info *s = vg_view_source(k->v, row->through[i]);
        struct vg_answer_row *r =
            vg_row(k, "through", vg_print(k->a, "s%" PRId64, row->through[i]));

        r->name = s == NULL ? NULL : s->title != NULL ? s->title : s->label;
    }
}

static int is_counted(const struct vg_claim *c)
{
    return c->stance == VG_ASSERTS && !vg_is_guess_kind(c) && c->kind != VG_KIND_NEGATIVE_FINDING &&
           c->kind != VG_KIND_DENIAL;
}

/* With a unit asked for, what counts it; else whatever fits. */
static int is_carried(const struct vg_asking *k, const struct vg_claim *c)
{
    return is_counted(c) && (k->ask->filter.what.n == 0 || c->quantity.op != VG_OP_NONE);
}

static void add_sink(struct vg_asking *k, const struct vg_root_row *row, const struct vg_ids *ids)
{
    const struct vg_root *root = row->root;
    struct vg_answer_row *r;

    r = vg_row(k, "root", root != NULL ? root->name : vg_print(k->a, "s%" PRId64, row->source->id));
    r->name = root != NULL                 ? vg_root_name_of(root)
              : row->source->title != NULL ? row->source->title
                                           : row->source->label;
    r->says = root != NULL ? root_state(k, root) : vg_asked_word(k, VG_A_HELD, NULL, NULL, NULL);
    for (size_t i = 0; i < row->n_claims; i++)
        if (vg_ids_have(ids, row->claims[i]))
            vg_row_claims(k, r, &row->claims[i], 1);
    if (root != NULL)
        add_pointers(k, r, root->id);
    if (root != NULL && !vg_is_held(k, root))
        vg_note(k, &k->missing, VG_A_NOT_HELD, NULL, 0, vg_root_name_of(root), NULL, NULL);
    add_through(k, row);
}

static int rests_on(const struct vg_root_row *row, const struct vg_ids *ids)
{
    for (size_t i = 0; i < row->n_claims; i++)
        if (vg_ids_have(ids, row->claims[i]))
            return 1;
    return 0;
}

int vg_ask_roots(struct vg_asking *k, struct vg_err *err)
{
    struct vg_root_row *rows = NULL;
    struct vg_ids ids = {0};
    const struct vg_claim *c;
    size_t n = 0;
    int rc = vg_root_rows(k->g, k->a, &rows, &n, err);

    for (size_t at = 0; rc == VG_OK && (c = vg_next_fit(k, 0, &at)) != NULL;)
        if (is_carried(k, c)) {
            vg_ids_put(k->a, &ids, c->id);
            vg_ask_root_of(k, c->id);
        }
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        if (rests_on(&rows[i], &ids))
            add_sink(k, &rows[i], &ids);
    if (ids.n > 0 && vg_roots_apart(k, ids.id, ids.n) < k->part->n_rows) {
        struct vg_root_count all;
        size_t apart = vg_roots_apart(k, ids.id, ids.n);

        vg_root_count(k->g, k->a, ids.id, ids.n, 0, &all);
        if (apart < all.named)
            vg_note(k, &k->remarks, VG_A_LINKED_ROOTS, NULL, 0, vg_print(k->a, "%zu", all.named),
                    vg_print(k->a, "%zu", apart), NULL);
    }
    return rc;
}

/* -- pointers ------------------------------------------------------------------------------ */

static const char *date_there(const struct vg_claim *c)
{
    if (c->kind == VG_KIND_ROOT_POINTER || c->kind == VG_KIND_PUBLICATION)
        if (c->period.from != NULL)
            return c->period.from;
    return c->n_links > 0 ? c->links[0].date : NULL;
}

static void add_pointed(struct vg_asking *k, const struct vg_root *root)
{
    const struct vg_claim *first = NULL;
    struct vg_answer_row *r = NULL;
    size_t pointers = 0;

    for (const struct vg_multi_item *i = vg_claims_of_root(k, root->id); i != NULL;
         i = vg_multi_next(&k->by_root, i)) {
        const struct vg_claim *c = i->c;

        if (!vg_fits(k, c, 0))
            continue;
        if (r == NULL) {
            first = c;
            r = vg_row(k, "root", root->name);
            r->name = vg_root_name_of(root);
            r->says = root_state(k, root);
        }
        if (!vg_points_at(c, root->id))
            continue;
        pointers++;
        vg_row_claim(k, r, c);
        r->from = r->to = r->from == NULL ? date_there(c) : r->from;
    }
    if (r == NULL)
        return;
    if (pointers == 0) {
        vg_row_claim(k, r, first);
        r->from = r->to = date_there(first);
    }
    if (!vg_is_held(k, root))
        vg_note(k, &k->missing, VG_A_NOT_HELD, NULL, 0, vg_root_name_of(root), NULL, NULL);
}

int vg_ask_pointers(struct vg_asking *k, struct vg_err *err)
{
    (void)err;
    for (size_t i = 0; i < k->v->n_roots; i++)
        add_pointed(k, &k->v->roots[i]);
    return VG_OK;
}

/* -- changes, copies ----------------------------------------------------------------------- */

int vg_ask_changes(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *const *within;
    size_t n = 0, n_within;

    (void)err;
    for (size_t i = 0; i < k->v->n_sources; i++) {
        const struct vg_source_info *s = &k->v->sources[i];
        struct vg_answer_row *r;

        if (s->changed == NULL)
            continue;
        n++;
        r = vg_row(k, "changed", vg_print(k->a, "s%" PRId64, s->id));
        r->name = s->title != NULL ? s->title : s->label;
        r->says = s->changed;
        within = vg_claims_within(
            k, &(struct vg_passage){.source = s->id, .start = 0, .end = INT64_MAX}, &n_within);
        for (size_t c = 0; c < n_within; c++)
            vg_row_claim(k, r, within[c]);
    }
    for (size_t i = 0; i < k->v->n_roots; i++) {
        const struct vg_root *root = &k->v->roots[i];
        struct vg_answer_row *r;

        if (root->corrected == NULL)
            continue;
        n++;
        r = vg_row(k, "corrected", root->name);
        r->name = vg_root_name_of(root);
        r->says = root->corrected;
        for (const struct vg_multi_item *c = vg_claims_of_root(k, root->id); c != NULL;
             c = vg_multi_next(&k->by_root, c))
            vg_row_claim(k, r, c->c);
    }
    if (n == 0)
        vg_note(k, &k->missing, VG_A_NO_WATCH, NULL, 0, NULL, NULL, NULL);
    return VG_OK;
}

/* Why a source only repeats another: a derivation that a person decided, or the same bytes. */
static const char *copy_of(struct vg_asking *k, const struct vg_source_info *s)
{
    for (size_t i = 0; i < k->v->n_edges; i++) {
        const struct vg_edge *e = &k->v->edges[i];

        if (e->from.kind == VG_NODE_SOURCE && e->from.id == s->id &&
            e->kind != VG_DERIVES_SAME_AUTHOR && e->kind != VG_DERIVES_CORRECTION)
            return vg_asked_said(
                k,
                VG_SAID(k->a, BECAUSE,
                        vg_part_term(k->a, "derivation", vg_derivation_word(e->kind)),
                        vg_part_id(k->a, e->to.kind == VG_NODE_ROOT ? 'r' : 's', e->to.id)),
                NULL);
    }
    for (size_t i = 0; i < k->v->n_sources && k->v->sources[i].id < s->id; i++)
        if (s->sha256[0] != '\0' && strcmp(k->v->sources[i].sha256, s->sha256) == 0)
            return vg_asked_said(
                k, VG_SAID(k->a, COPY_SAME_BYTES, vg_part_id(k->a, 's', k->v->sources[i].id)),
                NULL);
    if (s->kind != NULL &&
        (strcmp(s->kind, "press-copy") == 0 || strcmp(s->kind, "machine-copy") == 0))
        return vg_asked_said(k, VG_SAID(k->a, VERBATIM, vg_part_term(k->a, "source-kind", s->kind)),
                             NULL);
    return NULL;
}

int vg_ask_copies(struct vg_asking *k, struct vg_err *err)
{
    (void)err;
    for (size_t i = 0; i < k->v->n_sources; i++) {
        const struct vg_source_info *s = &k->v->sources[i];
        const char *why = copy_of(k, s);
        struct vg_answer_row *r =
            vg_row(k, why != NULL ? "copy" : "original", vg_print(k->a, "s%" PRId64, s->id));

        r->name = s->title != NULL ? s->title : s->label;
        r->says = why;
    }
    if (k->v->n_sources == 1)
        vg_note(k, &k->missing, VG_A_ONE_TEXT, NULL, 0, NULL, NULL, NULL);
    return VG_OK;
}

/* -- speakers ------------------------------------------------------------------------------------
 */

struct voice {
    const char *name;
    struct vg_ids claims;
    struct vg_buf roles;
    int own, host, text_only;
};

static void note_role(struct voice *v, const char *as)
{
    struct vg_str roles = vg_buf_str(&v->roles);

    if (as == NULL || vg_text_holds(roles, as))
        return;
    vg_putf(&v->roles, "%s%s", v->roles.len == 0 ? "" : ", ", as);
}

struct voices {
    struct vg_table index; /* name -> place in the list */
    struct voice *list;
    size_t n, room;
};

static struct voice *voice_of(struct vg_asking *k, struct voices *all, const char *name)
{
    int64_t at = 0;

    if (vg_table_get(&all->index, vg_str(name), &at))
        return &all->list[at];
    vg_table_set(&all->index, vg_str(name), (int64_t)all->n);
    all->list = vg_grow(k->a, all->list, all->n, &all->room);
    all->list[all->n] = (struct voice){.name = name, .text_only = 1};
    return &all->list[all->n++];
}

static void gather_voice(struct vg_asking *k, struct voices *all, const struct vg_claim *c,
                         size_t link)
{
    const struct vg_link *l = &c->links[link];
    struct voice *v = voice_of(k, all, l->speaker == NULL ? "" : l->speaker);

    vg_ids_put(k->a, &v->claims, c->id);
    note_role(v, l->as);
    v->text_only &= link + 1 == c->n_links;
    v->own |= link == 0 && vg_is_accused_account(k, c);
    v->host |= link == 0 && vg_speaks_as_host(k, c);
}

/* Claims that tie a person or body to another that speaks here too: director of, author of. */
static int ties(const struct vg_claim *c)
{
    static const char *const tokens[] = {"author",       "is",    "member", "director", "founder",
                                         "spokesperson", "owner", "funded", "employed"};

    if (c->kind != VG_KIND_RELATION || c->subject == NULL || c->object == NULL)
        return 0;
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (vg_predicate_has(c, tokens[i]))
            return 1;
    return 0;
}

/* "founder and director of org:safeguard-defenders": the id in the words. */
static const char *id_in(struct vg_asking *k, const char *text)
{
    static const char *const kinds[] = {"org:", "doc:", "prog:", "presence:"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *p = strstr(text, kinds[i]);

        if (p != NULL)
            return vg_copy(k->a, p, strcspn(p, " ,;"));
    }
    return NULL;
}

static int speaks_here(struct vg_asking *k, const struct voice *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (vg_name_is(k->v, list[i].name, id))
            return 1;
    return strncmp(id, "doc:", 4) == 0;
}

/* The claims that tie somebody to somebody: few, and looked through for each voice. */
struct tied {
    const struct vg_claim **c;
    size_t n, room;
};
enum { TIES_MOST = 1000 };

static void gather_ties(struct vg_asking *k, struct tied *t)
{
    for (size_t i = 0; i < k->v->n_claims && t->n < TIES_MOST; i++) {
        const struct vg_claim *c = &k->v->claims[i];

        if (!vg_stands(k, c) || !ties(c))
            continue;
        t->c = vg_grow(k->a, t->c, t->n, &t->room);
        t->c[t->n++] = c;
    }
}

static const char *interest_of(struct vg_asking *k, struct vg_answer_row *r, const struct voice *v,
                               const struct voice *list, size_t n, const struct tied *t)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < t->n; i++) {
        const struct vg_claim *c = t->c[i];
        const char *id;

        if (!vg_name_is(k->v, v->name, c->subject))
            continue;
        id = id_in(k, c->object);
        if (id == NULL || !speaks_here(k, list, n, id))
            continue;
        vg_putf(&b, "%s%s", b.len == 0 ? "" : "; ", vg_claim_words(k, c));
        vg_row_claim(k, r, c);
        vg_note_one(k, &k->remarks, VG_A_CONFIRMS_ITSELF, c, v->name, vg_entity_name_of(k, id),
                    NULL);
    }
    return b.len == 0 ? NULL : vg_copy(k->a, b.p, b.len);
}

static void add_voice(struct vg_asking *k, struct voice *v, const struct voice *list, size_t n,
                      const struct tied *t)
{
    struct vg_answer_row *r = vg_row(k, "speaker", v->name[0] == '\0' ? NULL : v->name);
    const char *interest;

    r->name = v->name[0] == '\0' ? vg_asked_word(k, VG_A_UNNAMED, NULL, NULL, NULL)
                                 : vg_entity_name_of(k, v->name);
    vg_row_claims(k, r, v->claims.id, v->claims.n);
    interest = v->name[0] == '\0' ? NULL : interest_of(k, r, v, list, n, t);
    r->says = vg_copy(k->a, v->roles.p == NULL ? "" : v->roles.p, v->roles.len);
    if (interest != NULL)
        interest = vg_asked_word(k, VG_A_AUTHOR, interest, NULL, NULL);
    else if (v->host)
        interest = vg_asked_word(k, VG_A_HOST, NULL, NULL, NULL);
    else if (v->own)
        interest = vg_asked_word(k, VG_A_PARTY, NULL, NULL, NULL);
    else if (v->text_only)
        interest = vg_asked_word(k, VG_A_PUBLISHER, NULL, NULL, NULL);
    if (interest != NULL)
        r->says = vg_asked_word(k, VG_A_COUNTED_AS, r->says, interest, NULL);
    vg_buf_end(&v->roles);
}

int vg_ask_speakers(struct vg_asking *k, struct vg_err *err)
{
    struct voices all = {.index = VG_TABLE(k->a)};
    struct tied tied = {0};
    const struct vg_claim *c;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;)
        for (size_t i = 0; i < c->n_links; i++)
            gather_voice(k, &all, c, i);
    gather_ties(k, &tied);
    for (size_t i = 0; i < all.n; i++)
        add_voice(k, &all.list[i], all.list, all.n, &tied);
    return VG_OK;
}

/* -- names --------------------------------------------------------------------------------- */

static int is_capital(char c)
{
    return (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static int is_head(struct vg_str w)
{
    static const char *const words[] = {"police",    "service", "bureau",  "ministry",
                                        "office",    "council", "agency",  "department",
                                        "committee", "court",   "embassy", "consulate"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (vg_str_is(w, words[i]))
            return 1;
    return 0;
}

static struct vg_str word_at(struct vg_str text, size_t at)
{
    size_t n = 0;

    while (at + n < text.len && strchr(" \t\n.,;:()[]\"", text.p[at + n]) == NULL &&
           !(at + n + 3 <= text.len && memcmp(text.p + at + n, "\xe2\x80", 2) == 0))
        n++;
    return (struct vg_str){text.p + at, n};
}

/* Where the run of a name that begins at `at` ends: capitalised words and words of kind. */
static size_t name_end(struct vg_str text, size_t at)
{
    size_t end = at, i = at;

    while (i < text.len) {
        struct vg_str w = word_at(text, i);

        if (w.len == 0 || (!is_capital(w.p[0]) && !is_head(w)))
            break;
        end = i + w.len;
        i = end;
        if (i >= text.len || text.p[i] != ' ')
            break;
        i++;
    }
    return end;
}

/* Does a word stand for a token of an id, give or take a letter at its end? */
static int is_token(struct vg_str w, const char *token, size_t n)
{
    size_t same = 0;

    if (w.len + 1 < n || w.len > n + 1 || n < 3)
        return 0;
    while (same < w.len && same < n && (w.p[same] | 0x20) == (token[same] | 0x20))
        same++;
    return same + 1 >= n && same >= 3;
}

/* Names are looked up by the first letters of their first word: those hold whatever its end. */
enum { KEY_LETTERS = 3 };

static int key_of(const char *p, size_t len, char out[KEY_LETTERS])
{
    if (len < KEY_LETTERS)
        return 0;
    for (size_t i = 0; i < KEY_LETTERS; i++)
        out[i] = (char)(p[i] | 0x20);
    return 1;
}

static void add_run(struct vg_multi *runs, struct vg_str form, const struct vg_claim *c)
{
    struct vg_str first = word_at(form, 0);
    char key[KEY_LETTERS];

    if (first.len < form.len && key_of(first.p, first.len, key))
        vg_multi_add(runs, (struct vg_str){key, KEY_LETTERS}, c, form);
}

/* Every run of words in a claim that could be a name. */
static void gather_runs(struct vg_multi *runs, const struct vg_claim *c)
{
    struct vg_str q = c->passage == NULL ? (struct vg_str){0} : c->passage->quote;

    for (size_t i = 0; i < q.len; i++) {
        if (!is_capital(q.p[i]) || (i > 0 && q.p[i - 1] != ' ' && (q.p[i - 1] & 0x80) == 0))
            continue;
        add_run(runs, (struct vg_str){q.p + i, name_end(q, i) - i}, c);
    }
    for (size_t i = 0; i < c->n_links; i++)
        if (c->links[i].speaker != NULL && strchr(c->links[i].speaker, ':') == NULL)
            add_run(runs, vg_str(c->links[i].speaker), c);
}

/* A form begins with the first token of the id, and is more than the name of a place. */
static int is_form(struct vg_asking *k, struct vg_str form, const char *id)
{
    const char *tail = strchr(id, ':') + 1;
    const struct vg_place *place = NULL;
    int others = 0;

    return is_token(word_at(form, 0), tail, strcspn(tail, "-")) &&
           vg_place_match(&k->v->places, form.p, form.len, &place, &others) != form.len;
}

static int is_inside(const struct vg_table *forms, struct vg_str form)
{
    for (size_t i = 0; i < forms->n; i++) {
        struct vg_str f = forms->items[i].key;

        if (f.len > form.len && memcmp(f.p + f.len - form.len, form.p, form.len) == 0)
            return 1;
    }
    return 0;
}

static void han_forms(const struct vg_entity *e, const struct vg_claim *c, struct vg_table *forms)
{
    if (e->zh != NULL && c->passage != NULL && vg_text_holds(c->passage->quote, e->zh))
        (void)vg_table_add(forms, vg_str(e->zh), 1, NULL);
}

static void add_name(struct vg_asking *k, const struct vg_multi *runs, const struct vg_entity *e,
                     const struct vg_multi *named)
{
    const char *tail = strchr(e->id, ':') + 1;
    struct vg_table forms = VG_TABLE(k->a);
    VG_SCOPED_BUF b = {0};
    struct vg_answer_row *r = vg_row(k, "name", e->id);
    char key[KEY_LETTERS];

    if (key_of(tail, strlen(tail), key))
        for (const struct vg_multi_item *i =
                 vg_multi_first(runs, (struct vg_str){key, KEY_LETTERS});
             i != NULL; i = vg_multi_next(runs, i))
            if (is_form(k, i->text, e->id) && !is_inside(&forms, i->text) &&
                vg_table_add(&forms, i->text, 1, NULL))
                vg_row_claim(k, r, i->c);
    for (const struct vg_multi_item *i = vg_multi_first(named, vg_str(e->id)); i != NULL;
         i = vg_multi_next(named, i)) {
        han_forms(e, i->c, &forms);
        vg_row_claim(k, r, i->c);
    }
    for (size_t i = 0; i < forms.n; i++)
        vg_putf(&b, "%s%.*s", i == 0 ? "" : "; ", (int)forms.items[i].key.len,
                forms.items[i].key.p);
    r->name = vg_entity_name_of(k, e->id);
    r->says = b.len == 0 ? NULL : vg_copy(k->a, b.p, b.len);
    if (k->row_ids[r - k->part->rows].n == 0)
        k->part->n_rows--; /* nothing in the case names it */
}

int vg_ask_names(struct vg_asking *k, struct vg_err *err)
{
    struct vg_multi runs = {.heads = VG_TABLE(k->a)}, named = {.heads = VG_TABLE(k->a)};
    const struct vg_claim *c;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_PLACE | VG_LOOSE_WHAT, &at)) != NULL;) {
        gather_runs(&runs, c);
        if (c->subject != NULL)
            vg_multi_add(&named, vg_str(c->subject), c, (struct vg_str){0});
    }
    for (size_t i = 0; i < k->v->n_entities; i++)
        if (strncmp(k->v->entities[i].id, "org:", 4) == 0)
            add_name(k, &runs, &k->v->entities[i], &named);
    return VG_OK;
}

/* -- persons -------------------------------------------------------------------------------------
 */

/* A role that is public: what a person is of a body, wrote, or holds. */
static const struct vg_claim *public_role(const struct tied *t, const char *id)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->c[i]->subject, id) == 0)
            return t->c[i];
    return NULL;
}

static size_t add_persons(struct vg_asking *k)
{
    struct vg_table seen = VG_TABLE(k->a);
    struct tied tied = {0};
    size_t withheld = 0;

    gather_ties(k, &tied);
    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *c = &k->v->claims[i], *role;
        struct vg_answer_row *r;

        if (!vg_stands(k, c) || c->subject == NULL || strncmp(c->subject, "person:", 7) != 0 ||
            !vg_table_add(&seen, vg_str(c->subject), 1, NULL))
            continue;
        role = public_role(&tied, c->subject);
        r = vg_row(k, role != NULL ? "public" : "withheld", role != NULL ? c->subject : NULL);
        r->says = role != NULL
                      ? vg_asked_word(k, VG_A_PUBLIC_ROLE, vg_claim_words(k, role), NULL, NULL)
                      : vg_asked_word(k, VG_A_NO_ROLE, NULL, NULL, NULL);
        vg_row_claim(k, r, role != NULL ? role : c);
        withheld += role == NULL;
    }
    return withheld;
}

int vg_ask_protection(struct vg_asking *k, struct vg_err *err)
{
    size_t withheld = add_persons(k);

    (void)err;
    vg_note(k, &k->remarks, VG_A_NO_PRIVATE, NULL, 0, vg_print(k->a, "%zu", withheld), NULL, NULL);
    vg_note(k, &k->remarks, VG_A_PUBLIC_ONLY, NULL, 0, NULL, NULL, NULL);
    return VG_OK;
}
