/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The names that claims use, one of them whole, and what people decided about them. */
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/say.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "judgements", .does = "instead: list what people decided about names"},
    {.name = "withdraw",
     .argument = "ID",
     .does = "instead: take back the judgement with this id, as j3"},
    {.name = "exact-rules",
     .argument = "STATE",
     .does = "instead: on or off, whether exact rules may make names one where nobody judged; "
             "show says which"},
    {.name = "because",
     .argument = "TEXT",
     .does = "with --withdraw and --exact-rules: why, kept in the record"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

/* -- JSON ----------------------------------------------------------------------------------- */

static void texts_to_json(struct vg_json *j, const char *key, const char *const *list, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_json_text(j, list[i]);
    vg_json_end(j);
}

static void roles_to_json(struct vg_json *j, unsigned roles)
{
    static const char *const words[] = {"subject", "object", "speaker"};

    vg_json_key(j, "roles");
    vg_json_array(j);
    for (unsigned i = 0; i < 3; i++)
        if ((roles & 1U << i) != 0)
            vg_json_text(j, words[i]);
    vg_json_end(j);
}

static void name_members(struct vg_json *j, const struct vg_named *n)
{
    vg_json_kt(j, "name", n->name);
    vg_json_kt(j, "key", n->key);
    vg_json_kt(j, "kind", n->kind);
    vg_json_kt(j, "en", n->en);
    vg_json_kt(j, "zh", n->zh);
    vg_json_kt(j, "level", n->level);
    vg_json_kt(j, "parent", n->parent);
    texts_to_json(j, "parts", n->parts, n->n_parts);
    roles_to_json(j, n->roles);
    vg_json_ids(j, "claims", 'c', n->claims, n->n_claims);
    vg_json_ids(j, "sources", 's', n->sources, n->n_sources);
    vg_json_ids(j, "judgements", 'j', n->judgements, n->n_judgements);
    texts_to_json(j, "same", n->same, n->n_same);
    vg_json_kb(j, "disputed", n->is_disputed);
    vg_json_kt(j, "id", n->id);
    vg_json_kt(j, "entity", n->entity);
}

/* The chain that says the opposite, of one that stands against it; else an empty list. */
static void against_to_json(struct vg_json *j, const struct vg_names *names, int64_t id)
{
    for (size_t i = 0; i < names->n_conflicts; i++)
        if (names->conflicts[i].judgement == id) {
            vg_json_ids(j, "against", 'j', names->conflicts[i].chain, names->conflicts[i].n_chain);
            return;
        }
    vg_json_ids(j, "against", 'j', NULL, 0);
}

static void judgement_to_json(struct vg_json *j, const struct vg_names *names,
                              const struct vg_judgement *x)
{
    vg_json_object(j);
    vg_json_id(j, "id", 'j', x->id);
    vg_json_ki(j, "entry", x->entry);
    vg_json_kt(j, "left", x->left);
    vg_json_kt(j, "right", x->right);
    vg_json_kt(j, "verdict", vg_name_verdict_word(x->verdict));
    vg_json_kt(j, "because", x->because);
    vg_json_kt(j, "by", x->by);
    vg_json_time(j, "at", x->at);
    vg_json_id(j, "supersedes", 'j', x->supersedes);
    vg_json_id(j, "ended_by", 'j', x->ended_by);
    vg_json_kb(j, "withdrawn", x->is_withdrawn);
    vg_json_kt(j, "ended_because", x->ended_because);
    vg_json_time(j, "ended_at", x->ended_at);
    against_to_json(j, names, x->id);
    vg_json_end(j);
}

/* -- lists ------------------------------------------------------------------------------------ */

static int list_names(struct vg_run *r, const struct vg_names *names)
{
    struct vg_grid g = {.a = r->a,
                        .columns = 5,
                        .right = 1U << 1 | 1U << 2,
                        .heads = {"name", "claims", "sources", "level", "called"}};

    for (size_t i = 0; i < names->n; i++) {
        const struct vg_named *n = &names->list[i];
        struct vg_json j = {.out = &r->out->b};

        if (vg_run_has(r, "json")) {
            vg_json_object(&j);
            name_members(&j, n);
            vg_json_end(&j);
            (void)vg_run_line(r);
            continue;
        }
        vg_grid_add(&g, n->key);
        vg_grid_add(&g, vg_print(r->a, "%zu", n->n_claims));
        vg_grid_add(&g, vg_print(r->a, "%zu", n->n_sources));
        vg_grid_add(&g, n->level);
        vg_grid_add(&g, n->n_same > 1
                            ? vg_print(r->a, "%s (one of %zu names)", vg_say_name(n), n->n_same)
                            : vg_say_name(n));
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    if (names->n == 0)
        vg_puts(&r->notes->b, "no claim names anything yet\n");
    return VG_OK;
}

static void tell_conflicts(struct vg_run *r, const struct vg_names *names)
{
    for (size_t i = 0; i < names->n_conflicts; i++) {
        const struct vg_name_conflict *x = &names->conflicts[i];
        VG_SCOPED_BUF chain = {0};

        vg_say_ids(&chain, 'j', x->chain, x->n_chain, x->n_chain);
        vg_putf(&r->notes->b, "j%" PRId64 " says different, and %s together say same\n",
                x->judgement, chain.p);
    }
}

static int list_judgements(struct vg_run *r, const struct vg_names *names)
{
    struct vg_grid g = {
        .a = r->a, .columns = 6, .heads = {"id", "verdict", "ended", "left", "right", "because"}};

    for (size_t i = 0; i < names->n_judgements; i++) {
        const struct vg_judgement *x = &names->judgements[i];
        struct vg_json j = {.out = &r->out->b};

        if (vg_run_has(r, "json")) {
            judgement_to_json(&j, names, x);
            (void)vg_run_line(r);
            continue;
        }
        vg_grid_add(&g, vg_print(r->a, "j%" PRId64, x->id));
        vg_grid_add(&g, vg_name_verdict_word(x->verdict));
        vg_grid_add(&g, x->ended_by == 0  ? NULL
                        : x->is_withdrawn ? "withdrawn"
                                          : vg_print(r->a, "by j%" PRId64, x->ended_by));
        vg_grid_add(&g, x->left);
        vg_grid_add(&g, x->right);
        vg_grid_add(&g, x->because);
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    if (names->n_judgements == 0)
        vg_puts(&r->notes->b, "nobody has decided about a name yet; 'vigil same', 'vigil "
                              "different' and 'vigil unsure' do\n");
    tell_conflicts(r, names);
    return VG_OK;
}

/* -- one name ------------------------------------------------------------------------------------
 */

static void put_line(struct vg_run *r, const char *what, const char *says)
{
    if (says == NULL)
        return;
    vg_putf(&r->out->b, "  %-8s  ", what);
    vg_out_text(r->out, says);
    vg_putc(&r->out->b, '\n');
}

static void put_texts(struct vg_run *r, const char *what, const char *const *list, size_t n)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < n; i++)
        vg_putf(&b, "%s%s", i > 0 ? "; " : "", list[i]);
    put_line(r, what, b.p);
}

static void put_ids(struct vg_run *r, const char *what, char letter, const int64_t *ids, size_t n)
{
    VG_SCOPED_BUF b = {0};

    if (n > 0)
        vg_say_ids(&b, letter, ids, n, 12);
    put_line(r, what, b.p);
}

static void put_judgements(struct vg_run *r, const struct vg_names *names, const struct vg_named *n)
{
    for (size_t i = 0; i < n->n_judgements; i++) {
        const struct vg_judgement *x = vg_names_judgement(names, n->judgements[i]);

        if (x == NULL)
            continue;
        put_line(r, vg_print(r->a, "j%" PRId64, x->id),
                 vg_print(r->a, "%s%s: %s (%s)", vg_name_verdict_word(x->verdict),
                          x->ended_by == 0 ? "" : ", ended",
                          strcmp(x->left, n->name) == 0 ? x->right : x->left, x->because));
    }
}

static int show_name(struct vg_run *r, const struct vg_names *names)
{
    struct vg_json j = {.out = &r->out->b};
    const struct vg_named *n = NULL;
    struct vg_name_form *forms = NULL;
    size_t n_forms = 0;
    int rc = vg_names_find(names, r->args[1], &n, r->err);

    if (rc == VG_OK)
        rc = vg_name_forms(r->c, n, r->a, &forms, &n_forms, r->err);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "json")) {
        vg_json_object(&j);
        name_members(&j, n);
        vg_json_key(&j, "forms");
        vg_json_array(&j);
        for (size_t i = 0; i < n_forms; i++)
            vg_json_text(&j, forms[i].text);
        vg_json_end(&j);
        vg_json_end(&j);
        (void)vg_run_line(r);
        return VG_OK;
    }
    vg_out_styled(r->out, VG_BOLD, n->name);
    vg_putc(&r->out->b, '\n');
    put_line(r, "id", n->entity);
    if (n->id != NULL && strcmp(n->id, n->entity) != 0)
        put_line(r, "once", vg_print(r->a, "%s leads there", n->id));
    put_line(r, "English", n->en);
    put_line(r, "Chinese", n->zh);
    for (size_t i = 0; i < n_forms; i++)
        put_line(r, "written", forms[i].text);
    put_line(r, "level", n->level);
    put_line(r, "part of", n->parent);
    put_texts(r, "parts", n->parts, n->n_parts);
    put_texts(r, "same", n->same, n->n_same);
    put_ids(r, "claims", 'c', n->claims, n->n_claims);
    put_ids(r, "sources", 's', n->sources, n->n_sources);
    put_judgements(r, names, n);
    if (n->is_disputed)
        tell_conflicts(r, names);
    return VG_OK;
}

/* -- withdrawing ----------------------------------------------------------------------------------
 */

static int withdraw(struct vg_run *r)
{
    const char *because = vg_run_value(r, "because");
    int64_t id = 0;
    int rc = vg_typed_id(vg_run_value(r, "withdraw"), 'j', &id, r->err);

    if (rc == VG_OK && (because == NULL || because[0] == '\0'))
        rc = vg_fail(r->err, VG_E_MISUSE, "a withdrawal needs a reason: --because TEXT");
    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_judgement_withdraw(r->c, id, because, r->err);
    if (rc == VG_OK)
        vg_putf(&r->out->b, "j%" PRId64 " is withdrawn\n", id);
    return rc;
}

/* -- exact rules ------------------------------------------------------------------------------ */

static int show_rules(struct vg_run *r)
{
    struct vg_exact_rules rules;
    struct vg_json j = {.out = &r->out->b};
    int rc = vg_run_open(r, VG_CASE_READ);

    if (rc == VG_OK)
        rc = vg_exact_rules(r->c, r->a, &rules, r->err);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "json")) {
        vg_json_object(&j);
        vg_json_kb(&j, "exact_rules", rules.on);
        vg_json_kt(&j, "because", rules.because);
        vg_json_end(&j);
        (void)vg_run_line(r);
        return VG_OK;
    }
    vg_putf(&r->out->b, "exact rules are %s", rules.on ? "on" : "off");
    if (rules.because != NULL) {
        vg_puts(&r->out->b, ": ");
        vg_out_text(r->out, rules.because);
    }
    vg_putc(&r->out->b, '\n');
    return VG_OK;
}

static int set_rules(struct vg_run *r, const char *state)
{
    const char *because = vg_run_value(r, "because");
    int on = strcmp(state, "on") == 0;
    int rc = VG_OK;

    if (!on && strcmp(state, "off") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--exact-rules: on, off or show, not '%.40s'", state);
    if (because == NULL || because[0] == '\0')
        return vg_fail(r->err, VG_E_MISUSE, "a decision needs a reason: --because TEXT");
    rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_exact_rules_set(r->c, on, because, r->err);
    if (rc == VG_OK)
        vg_putf(&r->out->b, "exact rules are %s\n", state);
    return rc;
}

static int run_entities(struct vg_run *r)
{
    static const char *const instead[] = {"judgements", "withdraw", "exact-rules", NULL};
    struct vg_names names;
    int rc = vg_run_only_one(r, instead);

    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "exact-rules"))
        return strcmp(vg_run_value(r, "exact-rules"), "show") == 0
                   ? show_rules(r)
                   : set_rules(r, vg_run_value(r, "exact-rules"));

    if (vg_run_has(r, "withdraw"))
        return withdraw(r);
    rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_names_load(r->c, r->a, &names, r->err);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "judgements"))
        return list_judgements(r, &names);
    return r->n_args > 1 ? show_name(r, &names) : list_names(r, &names);
}

static const char *const examples[] = {
    "vigil entities fox.vigil",
    "vigil entities fox.vigil 福州市公安局",
    "vigil entities fox.vigil --judgements",
    "vigil entities fox.vigil --withdraw j1 --because 'two offices of one ministry'",
    NULL,
};

const struct vg_command vg_cmd_entities = {
    .name = "entities",
    .group = "claims",
    .args = "CASE [NAME]",
    .does = "List the names that claims use, or show one with its judgements",
    .more = "Names are ids of entities, and words where a claim names a thing by words; persons "
            "are in no list. Words have a key, w and 16 digits, that stands for them. Which "
            "names are one follows from what people decided with 'vigil same'; then 'vigil count' "
            "takes them as one, unless somebody decided that two of them are different. Nothing "
            "merges by itself. What is part of something is another thing.\n\n"
            "A name gets an id, vgl- and 32 digits, when somebody first judges about it or an "
            "export needs it. Of names that are one the oldest id is that of the thing, and the "
            "others lead there; any of them can be typed. A withdrawal gives each its own back.\n\n"
            "--exact-rules on lets rules that leave no doubt make names one where nobody judged. "
            "It is off until somebody switches it on.",
    .examples = examples,
    .options = options,
    .run = run_entities,
};
