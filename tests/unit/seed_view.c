/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seed_view.h"

#include <stdlib.h>
#include <string.h>

json_t *shared_json(const char *path)
{
    const char *root = getenv("VIGIL_SHARED");
    char full[4096];
    json_error_t e;
    json_t *j;

    (void)snprintf(full, sizeof full, "%s/data/%s", root != NULL ? root : SHARED_BESIDE, path);
    j = json_load_file(full, 0, &e);
    if (j == NULL)
        (void)fprintf(stderr, "# skipped: no %s\n", full);
    return j;
}

json_t *seed_strip(const json_t *claim)
{
    json_t *o = json_deep_copy(claim), *link;
    size_t i;

    (void)json_object_del(o, "checks");
    (void)json_object_del(o, "implied");
    json_array_foreach(json_object_get(o, "attribution"), i, link)(void)
        json_object_del(link, "forms");
    return o;
}

static void add_roots(struct vg_view *v, const json_t *roots, struct vg_arena *a)
{
    struct vg_root *list = VG_NEW_ARRAY(a, struct vg_root, json_array_size(roots));
    const json_t *r;
    size_t i;

    json_array_foreach(roots, i, r)
    {
        const char *state = json_string_value(json_object_get(r, "state"));

        list[i].id = (int64_t)i + 1;
        list[i].name = json_string_value(json_object_get(r, "id"));
        list[i].what = json_string_value(json_object_get(r, "what"));
        list[i].source = state != NULL && strstr(state, "not held") != NULL ? 0 : 1;
    }
    v->roots = list;
    v->n_roots = json_array_size(roots);
}

static int64_t root_named(const struct vg_view *v, const char *name)
{
    for (size_t i = 0; i < v->n_roots; i++)
        if (strcmp(v->roots[i].name, name) == 0)
            return v->roots[i].id;
    return 0;
}

static int add_claim(struct vg_view *v, struct vg_claim *c, const json_t *o, struct vg_arena *a)
{
    struct vg_claim_names names;
    struct vg_err err = {0};
    json_t *plain = seed_strip(o);
    struct vg_passage *p;
    int64_t *roots;
    int rc = vg_claim_from_json(plain, a, c, &names, &err);

    json_decref(plain);
    if (rc != VG_OK) {
        (void)fprintf(stderr, "# %s\n", err.text);
        return 0;
    }
    roots = VG_NEW_ARRAY(a, int64_t, names.n_roots + 1);
    for (size_t i = 0; i < names.n_roots; i++)
        roots[i] = root_named(v, names.roots[i]);
    c->roots = roots;
    c->n_roots = names.n_roots;
    p = VG_NEW(a, struct vg_passage);
    *p = *c->passage;
    p->source = 1;
    c->passage = p;
    c->status = VG_ACCEPTED;
    return 1;
}

struct seed *seed_load(struct vg_arena *a)
{
    json_t *j = shared_json("claims/seed-claims.json");
    const json_t *claims = json_object_get(j, "claims"), *o;
    struct vg_source_info *source = VG_NEW(a, struct vg_source_info);
    struct vg_claim *list = VG_NEW_ARRAY(a, struct vg_claim, json_array_size(claims) + 1);
    struct seed *s = VG_NEW(a, struct seed);
    size_t i;

    if (j == NULL)
        return NULL;
    *source = (struct vg_source_info){.id = 1, .label = "article", .language = "en"};
    source->captured_at = 1700000000;
    s->json = j;
    s->view.sources = source;
    s->view.n_sources = 1;
    add_roots(&s->view, json_object_get(j, "roots"), a);
    json_array_foreach(claims, i, o)
    {
        if (!add_claim(&s->view, &list[i], o, a))
            abort();
        list[i].id = (int64_t)i + 1;
    }
    s->view.claims = list;
    s->view.n_claims = json_array_size(claims);
    return s;
}
