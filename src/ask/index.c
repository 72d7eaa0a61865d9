/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the operations look claims up by, so that none of them walks all claims for each. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask/inside.h"

void vg_multi_add(struct vg_multi *m, struct vg_str key, const struct vg_claim *c,
                  struct vg_str text)
{
    int64_t head, at = (int64_t)m->n;

    m->items = vg_grow(m->heads.a, m->items, m->n, &m->room);
    m->items[m->n++] = (struct vg_multi_item){c, text, -1, at};
    if (vg_table_add(&m->heads, key, at, &head))
        return;
    m->items[m->items[head].tail].next = at;
    m->items[head].tail = at;
}

const struct vg_multi_item *vg_multi_first(const struct vg_multi *m, struct vg_str key)
{
    int64_t head;

    return vg_table_get(&m->heads, key, &head) ? &m->items[head] : NULL;
}

const struct vg_multi_item *vg_multi_next(const struct vg_multi *m, const struct vg_multi_item *i)
{
    return i->next < 0 ? NULL : &m->items[i->next];
}

static int by_passage(const void *x, const void *y)
{
    const struct vg_claim *a = *(const struct vg_claim *const *)x;
    const struct vg_claim *b = *(const struct vg_claim *const *)y;

    if (a->passage->source != b->passage->source)
        return a->passage->source < b->passage->source ? -1 : 1;
    if (a->passage->start != b->passage->start)
        return a->passage->start < b->passage->start ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

enum { KEY_ROOM = 24, WIDEST = 16 };

static struct vg_str number_key(char *room, int64_t n)
{
    (void)snprintf(room, KEY_ROOM, "%" PRId64, n);
    return vg_str(room);
}

/* Under a place and all that contain it; the same place twice is harmless. */
static void index_places(struct vg_asking *k, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_places; i++) {
        const struct vg_place *p = vg_place_get(&k->v->places, c->places[i]);

        if (p == NULL)
            vg_multi_add(&k->by_place, vg_str(c->places[i]), c, (struct vg_str){0});
        for (int up = 0; p != NULL && up < WIDEST; up++) {
            vg_multi_add(&k->by_place, vg_str(p->id), c, (struct vg_str){0});
            p = p->parent != NULL ? vg_place_get(&k->v->places, p->parent) : NULL;
        }
    }
}

/* The last field of each line; the first is the country. */
static void index_adjectives(struct vg_asking *k)
{
    const char *end = vg_country_names + vg_country_names_len;

    for (const char *p = vg_country_names; p < end;) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        const char *stop = nl == NULL ? end : nl;
        const char *id_end = memchr(p, ',', (size_t)(stop - p));
        const char *last = memrchr(p, ',', (size_t)(stop - p));

        if (last != NULL && last + 1 < stop && p > vg_country_names) {
            k->adjectives = vg_grow(k->a, k->adjectives, k->n_adjectives, &k->room_adjectives);
            k->adjectives[k->n_adjectives++] = (struct vg_adjective){
                {last + 1, (size_t)(stop - last - 1)}, vg_copy(k->a, p, (size_t)(id_end - p))};
        }
        p = stop + 1;
    }
}

void vg_ask_index(struct vg_asking *k)
{
    char key[KEY_ROOM];

    k->refs.a = k->a;
    vg_view_refs(k->v, &k->refs);
    index_adjectives(k);
    k->host_names = VG_NEW(k->a, struct vg_table);
    k->host_names->a = k->a;
    k->hosts = VG_NEW_ARRAY(k->a, const struct vg_entity *, k->v->n_entities + 1);
    for (size_t i = 0; i < k->v->n_entities; i++)
        if (k->v->entities[i].level != NULL && strncmp(k->v->entities[i].level, "host-", 5) == 0)
            k->hosts[k->n_hosts++] = &k->v->entities[i];
    k->by_root.heads.a = k->by_place.heads.a = k->replied.a = k->a;
    k->in_text = VG_NEW_ARRAY(k->a, const struct vg_claim *, k->v->n_claims + 1);
    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *c = &k->v->claims[i];

        if (!k->stands[i])
            continue;
        index_places(k, c);
        for (size_t r = 0; r < c->n_roots; r++)
            vg_multi_add(&k->by_root, number_key(key, c->roots[r]), c, (struct vg_str){0});
        if (c->passage != NULL)
            k->in_text[k->n_in_text++] = c;
    }
    if (k->n_in_text > 0)
        qsort(k->in_text, k->n_in_text, sizeof *k->in_text, by_passage);
    for (size_t i = 0; i < k->v->n_replies; i++) {
        const struct vg_reply *r = &k->v->replies[i];
        struct vg_str at = number_key(key, r->claim);
        int64_t before = 0;
        int says = strcmp(r->response, "not-asked") == 0 ? 1 : 2;

        (void)vg_table_get(&k->replied, at, &before);
        vg_table_set(&k->replied, at, says > before ? says : before);
    }
}

const struct vg_multi_item *vg_claims_of_root(const struct vg_asking *k, int64_t root)
{
    char key[KEY_ROOM];

    return vg_multi_first(&k->by_root, number_key(key, root));
}

const struct vg_multi_item *vg_claims_inside(const struct vg_asking *k, const char *place)
{
    return vg_multi_first(&k->by_place, vg_str(place));
}

int vg_reply_kept(const struct vg_asking *k, int64_t claim)
{
    char key[KEY_ROOM];
    int64_t kept = 0;

    (void)vg_table_get(&k->replied, number_key(key, claim), &kept);
    return (int)kept;
}

const struct vg_claim *const *vg_claims_within(const struct vg_asking *k,
                                               const struct vg_passage *p, size_t *n)
{
    size_t low = 0, high = k->n_in_text, end;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct vg_passage *q = k->in_text[mid]->passage;

        if (q->source < p->source || (q->source == p->source && q->start < p->start))
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < k->n_in_text; end++)
        if (k->in_text[end]->passage->source != p->source ||
            k->in_text[end]->passage->start > p->end)
            break;
    *n = end - low;
    return k->in_text + low;
}
