/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Write by hand: a claim, a reply to one, its standing, or that it is withdrawn.
 * Which of the four is told by the first option that says so.
 */
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/news.h"
#include "cli/say.h"

/* The options from --kind to --replaces are the fields of cli/fields.c. */
static const struct vg_option options[] = {
    {.name = "source", .argument = "ID", .does = "source of the passage"},
    {.name = "quote", .argument = "TEXT", .does = "the passage, word for word; occurs once"},
    {.name = "from", .argument = "N", .does = "or: first byte of the passage in the text"},
    {.name = "to", .argument = "N", .does = "or: the byte after its last"},
    {.name = "kind",
     .argument = "KIND",
     .does = "quantity, existence, relation, event, publication, negative-finding, instruction, "
             "root-pointer, forecast, opinion or denial",
     .otherwise = "quantity, if a number is given"},
    {.name = "subject", .argument = "WHAT", .does = "what it is about: words or an entity id"},
    {.name = "predicate",
     .argument = "WORD",
     .does = "what is said of it, as in identified",
     .otherwise = "number, if one is given"},
    {.name = "object", .argument = "WHAT", .does = "what follows: words or an entity id"},
    {.name = "family",
     .argument = "FAMILY",
     .does = "existence, function, effect, number, identity or time",
     .otherwise = "follows from the predicate"},
    {.name = "value", .argument = "N", .does = "the number, if it is exact or about"},
    {.name = "lower", .argument = "N", .does = "its lower end"},
    {.name = "upper", .argument = "N", .does = "its upper end"},
    {.name = "op",
     .argument = "OP",
     .does = "exact, about, at-least, over, at-most, under, nearly, between, several, none-found",
     .otherwise = "follows from which numbers are given"},
    {.name = "unit", .argument = "UNIT", .does = "of what, a unit of the vocabulary"},
    {.name = "definition", .argument = "TEXT", .does = "what counts as one"},
    {.name = "period", .argument = "DATE[/DATE]", .does = "when it holds (EDTF); .. is open"},
    {.name = "place", .argument = "ID", .does = "narrowest place, as CA-ON", .repeats = 1},
    {.name = "speaker",
     .argument = "NAME[:AS[:DATE]]",
     .does = "who says so, innermost first; the text itself is added as the last link",
     .repeats = 1},
    {.name = "hedge", .argument = "HEDGE", .does = "a hedge of the vocabulary", .repeats = 1},
    {.name = "stance",
     .argument = "STANCE",
     .does = "asserts, denies, refutes, relays or asks",
     .otherwise = "asserts"},
    {.name = "standing",
     .argument = "VALUE[:SPEAKER[:DATE]]",
     .does = "what the world of sources leaves of it",
     .repeats = 1},
    {.name = "root", .argument = "NAME", .does = "the root it comes from", .repeats = 1},
    {.name = "editorial", .does = "the words stand in the editor's brackets"},
    {.name = "translation", .argument = "TEXT", .does = "translation of the quote"},
    {.name = "note", .argument = "TEXT", .does = "a remark"},
    {.name = "replaces", .argument = "CLAIM", .does = "the claim that this one corrects"},
    {.name = "seen", .does = "the words were read in an image, and you have compared them with it"},
    {.name = "dry-run", .does = "check it, keep nothing"},
    {.name = "reply", .argument = "CLAIM", .does = "instead: the accused side's reply to a claim"},
    {.name = "question",
     .argument = "WORD",
     .does = "with --reply: existence, function, purpose, lawfulness or closure"},
    {.name = "response",
     .argument = "WORD",
     .does = "with --reply: response-origin of the vocabulary; not-asked is an answer"},
    {.name = "by", .argument = "NAME", .does = "with --reply: who replied"},
    {.name = "date", .argument = "DATE", .does = "with --reply: when (EDTF)"},
    {.name = "words", .argument = "TEXT", .does = "with --reply: the words of the reply"},
    {.name = "answer", .argument = "CLAIM", .does = "with --reply: the claim that holds it"},
    {.name = "standing-of", .argument = "CLAIM", .does = "instead: add --standing to a claim"},
    {.name = "withdraw", .argument = "CLAIM", .does = "instead: take a claim back"},
    {.name = "unresolvable", .argument = "CLAIM", .does = "instead: it cannot be resolved"},
    {.name = "because", .argument = "TEXT", .does = "why it is withdrawn or unresolvable"},
    {0},
};

static int is_field(const struct vg_option *o)
{
    const struct vg_option *first = vg_option_get(&vg_cmd_claim, "kind");
    const struct vg_option *last = vg_option_get(&vg_cmd_claim, "replaces");

    return o >= first && o <= last;
}

/* The passage as JSON, or VG_OK without one: the refusal is the claim's own. */
static int set_passage(struct vg_run *r, struct vg_fields *f)
{
    const char *source = vg_run_value(r, "source"), *quote = vg_run_value(r, "quote");
    json_t *passage;
    int64_t from = 0, to = 0;
    int rc = vg_run_number(r, "from", 0, -1, &from);

    if (rc == VG_OK)
        rc = vg_run_number(r, "to", 1, -1, &to);
    if (rc != VG_OK)
        return rc;
    if (source == NULL || (quote == NULL && (from < 0 || to < 0)))
        return VG_OK;
    passage = json_object();
    (void)json_object_set_new(passage, "source", json_string(source));
    if (from >= 0 && to >= 0) {
        (void)json_object_set_new(passage, "start", json_integer(from));
        (void)json_object_set_new(passage, "end", json_integer(to));
    }
    if (quote != NULL)
        (void)json_object_set_new(passage, "quote", json_string(quote));
    if (vg_run_has(r, "seen"))
        (void)json_object_set_new(passage, "seen", json_true());
    (void)json_object_set_new(f->claim, "passage", passage);
    return VG_OK;
}

static const char *publisher_of(struct vg_run *r)
{
    const char *name = vg_run_value(r, "source");
    struct vg_source s = {0};
    int64_t id = 0;

    if (name == NULL || vg_typed_id(name, 's', &id, NULL) != VG_OK ||
        vg_source_get(r->c, id, r->a, &s, NULL) != VG_OK)
        return NULL;
    return s.info.publisher;
}

static int set_fields(struct vg_run *r, struct vg_fields *f)
{
    int rc = set_passage(r, f);

    for (size_t i = 0; rc == VG_OK && i < r->n_given; i++) {
        const struct vg_given *g = &r->given[i];

        if (is_field(g->option))
            rc = vg_fields_set(f, g->option->name, g->value == NULL ? "yes" : g->value, r->err);
    }
    vg_fields_settle(f, publisher_of(r));
    return rc;
}

static int no_passage(struct vg_run *r)
{
    return vg_fail(r->err, VG_E_REFUSED,
                   "no passage: give --source and --quote, or --source and --from and --to");
}

static int write_claim(struct vg_run *r)
{
    VG_SCOPED_FIELDS f = {0};
    struct vg_claim claim = {0};
    struct vg_claim_names names = {0};
    int dry_run = vg_run_has(r, "dry-run");
    int64_t id = 0;
    int rc;

    vg_fields_begin(&f, NULL);
    rc = set_fields(r, &f);
    if (rc != VG_OK)
        return rc;
    if (json_object_get(f.claim, "passage") == NULL)
        return no_passage(r);
    if (json_object_get(f.claim, "kind") == NULL && json_object_get(f.claim, "quantity") == NULL)
        return vg_fail(r->err, VG_E_MISUSE, "--kind is missing; see 'vigil help claim'");
    if (json_object_get(f.claim, "kind") == NULL)
        (void)json_object_set_new(f.claim, "kind", json_string("quantity"));
    if (json_object_get(f.claim, "predicate") == NULL &&
        json_object_get(f.claim, "quantity") != NULL)
        (void)json_object_set_new(f.claim, "predicate", json_string("number"));
    if (json_object_get(f.claim, "stance") == NULL)
        (void)json_object_set_new(f.claim, "stance", json_string("asserts"));
    rc = vg_fields_claim(&f, r->a, &claim, &names, r->err);
    if (rc == VG_OK)
        rc = vg_claim_add(r->c, &claim, &names, dry_run, &id, r->err);
    if (rc == VG_OK && dry_run)
        vg_puts(&r->out->b, "would be kept\n");
    if (rc != VG_OK || dry_run)
        return rc;
    vg_putf(&r->out->b, "kept c%" PRId64 "\n", id);
    return VG_OK;
}

static int write_reply(struct vg_run *r)
{
    struct vg_reply reply = {
        .question = vg_run_value(r, "question"),
        .response = vg_run_value(r, "response"),
        .speaker = vg_run_value(r, "by"),
        .date = vg_run_value(r, "date"),
        .words = vg_run_value(r, "words"),
    };
    const char *answer = vg_run_value(r, "answer");
    int64_t id = 0;
    int rc = vg_typed_id(vg_run_value(r, "reply"), 'c', &reply.claim, r->err);

    if (rc == VG_OK && answer != NULL)
        rc = vg_typed_id(answer, 'c', &reply.answer, r->err);
    if (rc == VG_OK && (reply.question == NULL || reply.response == NULL))
        rc = vg_fail(r->err, VG_E_MISUSE, "--reply needs --question and --response");
    if (rc == VG_OK)
        rc = vg_reply_add(r->c, &reply, &id, r->err);
    if (rc == VG_OK)
        vg_putf(&r->out->b, "kept the reply to c%" PRId64 "\n", reply.claim);
    return rc;
}

static int write_standing(struct vg_run *r)
{
    size_t n = 0;
    const char *const *list = vg_run_values(r, "standing", &n);
    int64_t claim = 0, id = 0;
    int rc = vg_typed_id(vg_run_value(r, "standing-of"), 'c', &claim, r->err);

    if (rc == VG_OK && n == 0)
        rc = vg_fail(r->err, VG_E_MISUSE, "--standing-of needs --standing VALUE[:SPEAKER[:DATE]]");
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        const char *parts[3];
        struct vg_standing s;

        vg_parts_read(r->a, list[i], parts);
        s = (struct vg_standing){.value = parts[0], .speaker = parts[1], .date = parts[2]};
        rc = vg_standing_add(r->c, claim, &s, &id, r->err);
    }
    if (rc == VG_OK)
        vg_putf(&r->out->b, "kept the standing of c%" PRId64 "\n", claim);
    return rc;
}

static int write_status(struct vg_run *r, const char *option, enum vg_claim_status status)
{
    const char *because = vg_run_value(r, "because");
    int64_t claim = 0;
    int rc = vg_typed_id(vg_run_value(r, option), 'c', &claim, r->err);

    if (rc == VG_OK && because == NULL)
        rc = vg_fail(r->err, VG_E_MISUSE, "--%s needs a reason: --because TEXT", option);
    if (rc == VG_OK)
        rc = vg_claim_set_status(r->c, claim, status, because, r->err);
    if (rc == VG_OK)
        vg_putf(&r->out->b, "c%" PRId64 " is %s\n", claim, vg_claim_status_word(status));
    return rc;
}

static int write_what_is_asked(struct vg_run *r)
{
    if (vg_run_has(r, "reply"))
        return write_reply(r);
    if (vg_run_has(r, "standing-of"))
        return write_standing(r);
    if (vg_run_has(r, "withdraw"))
        return write_status(r, "withdraw", VG_WITHDRAWN);
    if (vg_run_has(r, "unresolvable"))
        return write_status(r, "unresolvable", VG_UNRESOLVABLE);
    return write_claim(r);
}

static int run_claim(struct vg_run *r)
{
    static const char *const ways[] = {"reply",        "standing-of", "withdraw",
                                       "unresolvable", "source",      NULL};
    int64_t since = vg_case_entries(r->c);
    int rc = vg_run_only_one(r, ways);

    if (rc == VG_OK)
        rc = write_what_is_asked(r);
    if (rc != VG_OK || vg_case_entries(r->c) == since)
        return rc;
    (void)vg_out_flush(r->out);
    return vg_news(r, since);
}

static const char *const examples[] = {
    "vigil claim fox.vigil --source s1 --quote '54 stations' --value 54 --unit station",
    "vigil claim fox.vigil --reply c1 --question existence --response denies-existence --date "
    "2022-11-02",
    "vigil claim fox.vigil --withdraw c2 --because 'counted twice'",
    NULL,
};

const struct vg_command vg_cmd_claim = {
    .name = "claim",
    .group = "claims",
    .args = "CASE",
    .does = "Write a claim by hand, a reply to one, its standing, or its withdrawal",
    .more =
        "A claim needs its passage: --source with --quote, or with --from and --to. Nothing "
        "is ever edited; a correction is a new claim with --replaces. New errors and warnings "
        "of 'vigil check' are told, a line each.\n\n"
        "In NAME:AS:DATE a colon that belongs to a part is written \\:, apart from the colon "
        "of an entity id such as org:example. An entity id may be used wherever a name may.\n\n"
        "The terms of units, hedges, standings and responses are printed by 'vigil help --words "
        "LIST'; 'all' names the lists.",
    .examples = examples,
    .options = options,
    .needs = VG_WRITES_CASE,
    .run = run_claim,
};
