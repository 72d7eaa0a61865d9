/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names compared: filters over tables, without a case. */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/resolve_records.h"
#include "cli/say.h"

static const struct vg_option options[] = {
    {.name = "pairs",
     .argument = "FILE",
     .does = "score each row of this table (left,right[,schema]; - for standard input)"},
    {.name = "match",
     .argument = "FILE",
     .does = "for each row of this table (id,name[,alias...]), the likeliest of --against"},
    {.name = "against", .argument = "FILE", .does = "with --match: the table to look in"},
    {.name = "top",
     .argument = "K",
     .does = "with --match or a case: at most so many",
     .otherwise = "10"},
    VG_RESOLVE_RECORDS_OPTIONS,
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

/* A score as a decimal of nine places. */
static void put_score(struct vg_json *j, const char *key, double score)
{
    vg_json_key(j, key);
    vg_json_decimal(j, (int64_t)(score * 1e9 + 0.5), 9);
}

/* The sentence of a piece of evidence, in both languages. */
static void put_said(struct vg_json *j, struct vg_arena *a, const struct vg_score_evidence *e)
{
    const struct vg_said *said = vg_score_said(a, e);

    vg_json_kt(j, "en", vg_said_text(a, said, "en"));
    vg_json_kt(j, "zh", vg_said_text(a, said, "zh"));
}

/* What speaks most against the two being one. */
static void put_against(struct vg_json *j, struct vg_arena *a, const struct vg_score *s)
{
    const struct vg_score_evidence *e = vg_score_against(s);

    if (e == NULL)
        return;
    vg_json_key(j, "against");
    vg_json_object(j);
    vg_json_key(j, "weight");
    vg_json_decimal(j, e->milli, 3);
    put_said(j, a, e);
    vg_json_end(j);
}

static void put_because(struct vg_json *j, struct vg_arena *a, const struct vg_score *s)
{
    vg_json_key(j, "because");
    vg_json_array(j);
    for (size_t i = 0; i < s->n; i++) {
        const struct vg_score_evidence *e = &s->because[i];

        vg_json_object(j);
        vg_json_kt(j, "feature", e->feature);
        vg_json_kt(j, "level", e->level);
        vg_json_key(j, "weight");
        vg_json_decimal(j, e->milli, 3);
        if (e->u > 0) {
            vg_json_key(j, "m");
            vg_json_decimal(j, (int64_t)((double)e->m * 1e6 + 0.5), 6);
            vg_json_key(j, "u");
            vg_json_decimal(j, (int64_t)((double)e->u * 1e6 + 0.5), 6);
        }
        vg_json_ks(j, "left", e->left);
        vg_json_ks(j, "right", e->right);
        put_said(j, a, e);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static int pair_json(void *w, const struct vg_resolve_pair *p)
{
    struct vg_run *r = w;
    struct vg_json j = {.out = &r->out->b};
    VG_SCOPED_ARENA a = {0};

    vg_json_object(&j);
    vg_json_ki(&j, "row", p->row);
    put_score(&j, "score", p->score.score);
    vg_json_kt(&j, "verdict", vg_score_verdict_word(p->score.verdict));
    vg_json_key(&j, "w");
    vg_json_decimal(&j, p->score.milli, 3);
    put_because(&j, &a, &p->score);
    put_against(&j, &a, &p->score);
    if (p->score.suggest != NULL)
        vg_json_kt(&j, "suggest", p->score.suggest);
    if (p->was_cut)
        vg_json_kt(&j, "note", "a name was cut at 1,024 bytes");
    vg_json_end(&j);
    return vg_run_line(r) ? 0 : 1;
}

/* What a score rests on, a line each. */
static void put_evidence(struct vg_run *r, const struct vg_score *s)
{
    VG_SCOPED_ARENA a = {0};

    for (size_t i = 0; i < s->n; i++) {
        const struct vg_score_evidence *e = &s->because[i];

        vg_putf(&r->out->b, "    %+8.3f  ", e->milli / 1000.0);
        vg_out_text(r->out, vg_said_text(&a, vg_score_said(&a, e), "en"));
        vg_putc(&r->out->b, '\n');
    }
    if (s->suggest != NULL)
        vg_putf(&r->out->b, "    perhaps %s\n", s->suggest);
}

/* Row, verdict, score; and below, what it rests on. */
static int pair_text(void *w, const struct vg_resolve_pair *p)
{
    struct vg_run *r = w;
    struct vg_buf *b = &r->out->b;

    vg_putf(b, "%" PRId64 "  ", p->row);
    vg_out_styled(r->out, p->score.verdict == VG_SCORE_SAME ? VG_GOOD : VG_PLAIN,
                  vg_score_verdict_word(p->score.verdict));
    vg_putf(b, "  %.3f\n", p->score.score);
    put_evidence(r, &p->score);
    return vg_out_pour(r->out) ? 0 : 1;
}

static int match_json(void *w, const struct vg_resolve_match *m)
{
    struct vg_run *r = w;
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_ks(&j, "id", m->id);
    vg_json_key(&j, "candidates");
    vg_json_array(&j);
    for (size_t i = 0; i < m->n; i++) {
        vg_json_object(&j);
        vg_json_ks(&j, "id", m->ids[m->found[i].entity]);
        put_score(&j, "score", m->found[i].score);
        vg_json_kt(&j, "verdict", vg_score_verdict_word(m->found[i].verdict));
        vg_json_end(&j);
    }
    vg_json_end(&j);
    if (m->n > 1) {
        /* how far the best is before the next, in bits */
        vg_json_ks(&j, "runner_up", m->ids[m->found[1].entity]);
        vg_json_key(&j, "margin");
        vg_json_decimal(&j, m->found[0].weight - m->found[1].weight, 3);
    }
    vg_json_end(&j);
    return vg_run_line(r) ? 0 : 1;
}

static int match_text(void *w, const struct vg_resolve_match *m)
{
    struct vg_run *r = w;

    vg_out_str(r->out, m->id);
    vg_puts(&r->out->b, m->n == 0 ? "  nothing\n" : "\n");
    for (size_t i = 0; i < m->n; i++) {
        vg_putf(&r->out->b, "    %.3f  %-9s  ", m->found[i].score,
                vg_score_verdict_word(m->found[i].verdict));
        vg_out_str(r->out, m->ids[m->found[i].entity]);
        vg_putc(&r->out->b, '\n');
    }
    return vg_out_pour(r->out) ? 0 : 1;
}

static int run_match(struct vg_run *r, const char *queries)
{
    const char *against = vg_run_value(r, "against");
    int64_t top = 0;
    int rc = vg_run_number(r, "top", 1, 10, &top);

    if (rc == VG_OK && against == NULL)
        rc = vg_fail(r->err, VG_E_MISUSE, "--match needs --against FILE");
    if (rc != VG_OK)
        return rc;
    return vg_resolve_match(queries, against, (size_t)top,
                            vg_run_has(r, "json") ? match_json : match_text, r, r->err);
}

/* -- names of a case -------------------------------------------------------------------- */

/* Where texts of the case tell of the two. */
static void put_seen(struct vg_json *j, const struct vg_name_pair *p)
{
    vg_json_key(j, "seen");
    vg_json_array(j);
    for (size_t i = 0; i < p->n_seen; i++) {
        vg_json_object(j);
        vg_json_kt(j, "feature", p->seen[i].what);
        vg_json_id(j, "source", 's', p->seen[i].source);
        vg_json_ki(j, "start", p->seen[i].start);
        vg_json_ki(j, "end", p->seen[i].end);
        vg_json_kt(j, "quote", p->seen[i].quote);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void alike_json(struct vg_run *r, const struct vg_name_pair *p)
{
    struct vg_json j = {.out = &r->out->b};
    VG_SCOPED_ARENA a = {0};

    vg_json_object(&j);
    vg_json_kt(&j, "left", p->left->name);
    vg_json_kt(&j, "right", p->right->name);
    vg_json_kt(&j, "left_key", p->left->key);
    vg_json_kt(&j, "right_key", p->right->key);
    put_score(&j, "score", p->score.score);
    vg_json_kt(&j, "verdict", vg_score_verdict_word(p->score.verdict));
    vg_json_key(&j, "w");
    vg_json_decimal(&j, p->score.milli, 3);
    put_because(&j, &a, &p->score);
    put_seen(&j, p);
    if (p->score.suggest != NULL)
        vg_json_kt(&j, "suggest", p->score.suggest);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void alike_text(struct vg_run *r, const struct vg_name_pair *p)
{
    struct vg_buf *b = &r->out->b;

    vg_putf(b, "%.3f  ", p->score.score);
    vg_out_text(r->out, p->left->key);
    vg_puts(b, "  ");
    vg_out_text(r->out, p->right->key);
    vg_puts(b, "\n    ");
    vg_out_text(r->out, vg_say_name(p->left));
    vg_puts(b, " | ");
    vg_out_text(r->out, vg_say_name(p->right));
    vg_putc(b, '\n');
    put_evidence(r, &p->score);
    for (size_t i = 0; i < p->n_seen; i++) {
        vg_putf(b, "    s%" PRId64 "  ", p->seen[i].source);
        vg_out_text(r->out, p->seen[i].quote);
        vg_putc(b, '\n');
    }
}

static void tell_pairs(struct vg_run *r, size_t n, const struct vg_alike_told *told)
{
    if (n == 0)
        vg_puts(&r->notes->b, "no two names that nobody judged about look like one thing\n");
    else
        vg_putf(&r->notes->b,
                "%zu pair%s; 'vigil same', 'vigil different' or 'vigil unsure' decides one\n", n,
                n == 1 ? "" : "s");
    if (told->by_keys)
        vg_putf(&r->notes->b,
                "of %zu names those that share a key were compared: %" PRIu64 " pairs; %" PRIu64
                " keys were too common to be evidence\n",
                told->compared, told->candidates, told->common);
}

static int run_case(struct vg_run *r)
{
    struct vg_names names;
    struct vg_name_pair *list = NULL;
    struct vg_alike_told told;
    size_t n = 0;
    int64_t top = 0;
    int rc = vg_run_number(r, "top", 1, 20, &top);

    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_names_load(r->c, r->a, &names, r->err);
    if (rc == VG_OK)
        rc = vg_names_alike_known(r->c, &names, r->a, &list, &n, &told, r->err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n && i < (size_t)top; i++) {
        if (vg_run_has(r, "json"))
            alike_json(r, &list[i]);
        else
            alike_text(r, &list[i]);
    }
    tell_pairs(r, n, &told);
    return VG_OK;
}

/* -- names near one --------------------------------------------------------------------- */

static void near_json(struct vg_run *r, const struct vg_name_near *near,
                      const struct vg_name_neighbour *x)
{
    struct vg_json j = {.out = &r->out->b};
    VG_SCOPED_ARENA a = {0};

    vg_json_object(&j);
    vg_json_kt(&j, "asked", near->asked.name);
    vg_json_kb(&j, "known", near->is_known);
    vg_json_kt(&j, "name", x->name.name);
    vg_json_kt(&j, "key", x->name.key);
    vg_json_kt(&j, "kind", x->name.kind);
    vg_json_kt(&j, "en", x->name.en);
    vg_json_kt(&j, "zh", x->name.zh);
    put_score(&j, "score", x->score.score);
    vg_json_kt(&j, "verdict", vg_score_verdict_word(x->score.verdict));
    vg_json_key(&j, "w");
    vg_json_decimal(&j, x->score.milli, 3);
    put_because(&j, &a, &x->score);
    put_against(&j, &a, &x->score);
    if (x->score.suggest != NULL)
        vg_json_kt(&j, "suggest", x->score.suggest);
    vg_json_id(&j, "judgement", 'j', x->judgement);
    vg_json_kt(&j, "judged", x->judgement == 0 ? NULL : vg_name_verdict_word(x->judged));
    vg_json_kb(&j, "one", x->is_one);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void near_text(struct vg_run *r, const struct vg_name_neighbour *x)
{
    struct vg_buf *b = &r->out->b;

    vg_putf(b, "%.3f  ", x->score.score);
    vg_out_styled(r->out, x->score.verdict == VG_SCORE_SAME ? VG_GOOD : VG_PLAIN,
                  vg_score_verdict_word(x->score.verdict));
    vg_puts(b, "  ");
    vg_out_text(r->out, x->name.key);
    vg_puts(b, "\n    ");
    vg_out_text(r->out, vg_say_name(&x->name));
    vg_putc(b, '\n');
    put_evidence(r, &x->score);
    if (x->judgement != 0)
        vg_putf(b, "    j%" PRId64 " says %s\n", x->judgement, vg_name_verdict_word(x->judged));
    else if (x->is_one)
        vg_puts(b, "    one by what people judged of others\n");
}

static void tell_near(struct vg_run *r, const struct vg_name_near *near)
{
    struct vg_buf *b = &r->notes->b;
    size_t tied = 0;

    for (size_t i = 0; i < near->n; i++)
        tied += near->list[i].score.verdict == VG_SCORE_DIFFERENT;
    vg_puts(b, near->is_known ? "a name of the case; " : "no name of the case; ");
    if (near->n == tied)
        vg_puts(b, "none there may be the same\n");
    else
        vg_putf(b, "%zu there may be the same\n", near->n - tied);
    if (tied > 0)
        vg_putf(b, "%zu %s something else that may belong to it\n", tied, tied == 1 ? "is" : "are");
    if (near->was_cut)
        vg_puts(b, "it was cut at 1,024 bytes\n");
    if (near->common > 0)
        vg_putf(b,
                "%u of %u keys are too common to be evidence; a name that shares no other is not "
                "found\n",
                near->common, near->probes);
    if (near->is_behind)
        vg_puts(b, "the keys of the case are of another version, so all names were compared; "
                   "'vigil rebuild' makes them anew\n");
}

static int run_near(struct vg_run *r)
{
    struct vg_name_near near;
    int64_t top = 0;
    int rc = vg_run_number(r, "top", 1, 10, &top);

    if (rc == VG_OK && top > VG_MAX_RESOLVE_TOP)
        rc = vg_fail(r->err, VG_E_MISUSE, "--top: from 1 to %d", VG_MAX_RESOLVE_TOP);
    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_names_near(r->c, r->args[1], (size_t)top, r->a, &near, r->err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < near.n; i++) {
        if (vg_run_has(r, "json"))
            near_json(r, &near, &near.list[i]);
        else
            near_text(r, &near.list[i]);
    }
    tell_near(r, &near);
    return VG_OK;
}

static int run_resolve(struct vg_run *r)
{
    static const char *const forms[] = {"pairs", "match", "records", "train-em", NULL};
    const char *pairs = vg_run_value(r, "pairs"), *match = vg_run_value(r, "match");
    int rc = vg_run_only_one(r, forms);

    if (rc != VG_OK)
        return rc;
    if (match == NULL && vg_run_has(r, "against"))
        return vg_fail(r->err, VG_E_MISUSE, "--against goes with --match");
    if (vg_run_has(r, "records"))
        return vg_resolve_records_run(r);
    rc = vg_resolve_records_unused(r);
    if (rc != VG_OK)
        return rc;
    if (r->n_args > 2)
        return vg_fail(r->err, VG_E_MISUSE, "'%.80s' is one word too many; a name is one argument",
                       r->args[2]);
    if (r->n_args >= 1 && (pairs != NULL || match != NULL || vg_run_has(r, "train-em")))
        return vg_fail(r->err, VG_E_MISUSE, "a case and a table: which of them?");
    if (r->n_args == 2)
        return run_near(r);
    if (r->n_args == 1)
        return run_case(r);
    if (match == NULL && vg_run_has(r, "top"))
        return vg_fail(r->err, VG_E_MISUSE, "--top goes with --match, or with a case");
    if (vg_run_has(r, "train-em"))
        return vg_resolve_train_em_run(r);
    if (match != NULL)
        return run_match(r, match);
    if (pairs == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say what to compare: a case, --pairs FILE, --match FILE --against FILE, or "
                       "--records FILE... --config FILE");
    return vg_resolve_pairs(pairs, vg_run_has(r, "json") ? pair_json : pair_text, r, r->err);
}

static const char *const examples[] = {
    "vigil resolve fox.vigil --top 5",
    "vigil resolve fox.vigil 'Fuzhou Public Security Bureau (Fujian)'",
    "vigil resolve --pairs pairs.csv --json",
    "vigil resolve --match ours.csv --against list.csv --top 5",
    "vigil resolve --records a.csv b.csv --config what.json --json",
    "vigil resolve --records a.csv b.csv c.csv --config what.json --overlaps",
    NULL,
};

const struct vg_command vg_cmd_resolve = {
    .name = "resolve",
    .group = "what follows",
    .args = "[FILE]... [NAME]",
    .does = "Find names that may be one thing, in a case or in tables",
    .more =
        "FILE is a case, or with --records tables. Of a case: the pairs of its names that nobody "
        "has judged about and that may be one, the "
        "likeliest first (--top, 20 unless said), with what speaks for it and against, in the "
        "names "
        "and in what sources and claims tell of them besides. It is a "
        "program's proposal: nothing is kept, merged or counted by it. With NAME (any words, or a "
        "name of the case, its key or its id) only the names of the case that may be that one "
        "(--top, 10 unless said): have we met this? Of more than 3,000 names "
        "those are looked at that share a key with it, which takes no longer in a large case.\n\n"
        "Without a case a filter over tables (CSV, header in the first row); no case is needed, "
        "and nothing is "
        "kept. --pairs scores the names left and right of each row: a score from 0 to 1, a "
        "verdict (same, different, unsure) and the evidence whose weights make it, in bits. "
        "What two texts leave open is unsure. --records links the rows of tables that may be of "
        "one thing, or finds duplicates in one; how much an agreement says is learnt from "
        "the rows themselves. See vigil-resolve(7).",
    .examples = examples,
    .options = options,
    .run = run_resolve,
};
