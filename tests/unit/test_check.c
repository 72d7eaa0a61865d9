/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "claim/check.h"
#include "seed_view.h"

static struct vg_check *run(const struct vg_view *v, struct vg_arena *a, size_t *n)
{
    struct vg_root_graph *g = NULL;
    struct vg_check *out = NULL;

    assert_int_equal(vg_root_graph_make(v, a, &g, NULL), VG_OK);
    assert_int_equal(vg_check_all(v, g, a, &out, n, NULL), VG_OK);
    return out;
}

static int64_t id_of_ref(const struct vg_view *v, const char *ref)
{
    for (size_t i = 0; i < v->n_claims; i++)
        if (v->claims[i].ref != NULL && strcmp(v->claims[i].ref, ref) == 0)
            return v->claims[i].id;
    return 0;
}

static int has_claim(const struct vg_check *c, int64_t id)
{
    for (size_t i = 0; i < c->n_claims; i++)
        if (c->claims[i] == id)
            return 1;
    return 0;
}

/* Are all the claims of a worked check among those of a result? */
static int covers(const struct vg_view *v, const struct vg_check *c, const json_t *gold)
{
    const json_t *o;
    size_t i;

    json_array_foreach(json_object_get(gold, "claims"), i,
                       o) if (!has_claim(c, id_of_ref(v, json_string_value(o)))) return 0;
    return 1;
}

static const char *text_in(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

/* The best result for a worked check: same kind, all its claims. */
static const struct vg_check *find(const struct vg_view *v, const struct vg_check *all, size_t n,
                                   const json_t *gold, const char *result)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(vg_check_kind_word(all[i].kind), text_in(gold, "kind")) == 0 &&
            strcmp(vg_check_result_word(all[i].result), result) == 0 && covers(v, &all[i], gold))
            return &all[i];
    return NULL;
}

static void print_all(const struct vg_view *v, const struct vg_check *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        printf("# %-8s %-11s", vg_check_result_word(all[i].result),
               vg_check_kind_word(all[i].kind));
        for (size_t j = 0; j < all[i].n_claims; j++)
            printf(" %s", v->claims[all[i].claims[j] - 1].ref);
        printf(" | %s | %s\n", all[i].test, all[i].says);
    }
}

static void the_worked_checks_of_the_article_come_out(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct seed *s = seed_load(&a);
    const json_t *gold;
    struct vg_check *all;
    size_t i, n = 0, missed = 0;

    (void)state;
    if (s == NULL)
        skip();
    all = run(&s->view, &a, &n);
    if (getenv("VIGIL_SHOW") != NULL)
        print_all(&s->view, all, n);
    json_array_foreach(json_object_get(s->json, "checks"), i, gold)
    {
        const char *needs = text_in(gold, "needs"), *wanted = text_in(gold, "result");
        int ours = strcmp(needs, "seed") == 0 || strcmp(needs, "seed, gazetteer") == 0;

        if (ours && find(&s->view, all, n, gold, wanted) == NULL) {
            printf("# %s: no %s %s with all its claims\n", text_in(gold, "id"),
                   text_in(gold, "kind"), wanted);
            missed++;
        }
        if (!ours && find(&s->view, all, n, gold, "holds") != NULL) {
            printf("# %s must not hold: its sources are not held\n", text_in(gold, "id"));
            missed++;
        }
        if (!ours && find(&s->view, all, n, gold, "not-run") == NULL &&
            find(&s->view, all, n, gold, "note") == NULL &&
            find(&s->view, all, n, gold, "warning") == NULL) {
            printf("# %s: neither not-run nor a weaker result\n", text_in(gold, "id"));
            missed++;
        }
    }
    assert_int_equal(missed, 0);
    json_decref(s->json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_checks_of_the_article_come_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
