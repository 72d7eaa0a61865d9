/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/commands.h"
#include "cli/roots_keep.h"
#include "cli/roots_show.h"

static const struct vg_option options[] = {
    {.name = "json", .does = "print one JSON object a line"},
    {.name = "suggested",
     .does = "compare the sources and list the derivations that a program proposes"},
    {.name = "all", .does = "with --suggested: those that were decided, too"},
    {.name = "edges", .does = "list the derivations that were kept"},
    {.name = "affected",
     .argument = "ID",
     .does = "list everything that rests on a source, a root or a claim"},
    {.name = "svg", .does = "draw where the statements come from"},
    {.name = "output",
     .argument = "FILE",
     .does = "with --svg: where to write it",
     .otherwise = "standard output",
     .letter = 'o'},
    {.name = "lang", .argument = "LANGUAGE", .does = "with --svg: en or zh", .otherwise = "en"},
    {.name = "accept-edge",
     .argument = "ID",
     .does = "keep a suggested derivation; s5-s2: s5 derives from s2"},
    {.name = "as", .argument = "KIND", .does = "with --accept-edge: what it really is"},
    {.name = "reject-edge", .argument = "ID", .does = "it is none; needs --because"},
    {.name = "withdraw-edge",
     .argument = "ID",
     .does = "take back a derivation that was kept (e3); needs --because"},
    {.name = "add", .argument = "NAME", .does = "keep a root under this name, as root:report-2022"},
    {.name = "what", .argument = "TEXT", .does = "what it is, in words"},
    {.name = "speaker", .argument = "NAME", .does = "who speaks there"},
    {.name = "url", .argument = "ADDRESS", .does = "where it is published"},
    {.name = "source", .argument = "ID", .does = "the source that holds it, or that was read"},
    {.name = "corrected",
     .argument = "TEXT",
     .does = "it was corrected where it stands: when, what"},
    {.name = "says-so", .argument = "ROOT", .does = "keep that you have read that it says so"},
    {.name = "says-not",
     .argument = "ROOT",
     .does = "keep that you have read it, and it does not say so"},
    {.name = "family",
     .argument = "WORD",
     .does = "of what: existence, function, effect, number, identity, time"},
    {.name = "claim",
     .argument = "ID",
     .does = "for this claim",
     .otherwise = "for all of the family"},
    {.name = "quote",
     .argument = "TEXT",
     .does = "the words that say so, or stand in place of it, as they are in the source"},
    {.name = "derives",
     .argument = "KIND",
     .does = "keep that one thing derives from another: copy, relay, translation, reword, excerpt, "
             "correction, same-author"},
    {.name = "from", .argument = "ID", .does = "what derives: a source or a root"},
    {.name = "to", .argument = "ID", .does = "what it derives from"},
    {.name = "reaches",
     .argument = "ROOT",
     .does = "keep how far it knows: with --scope and --because"},
    {.name = "scope",
     .argument = "WORD",
     .does = "could every presence have come to its notice? all or partial"},
    {.name = "because", .argument = "TEXT", .does = "why you say so"},
    {0},
};

static int show(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph)
{
    if (vg_run_has(r, "svg"))
        return vg_roots_draw(r, v, graph);
    if (vg_run_has(r, "affected"))
        return vg_roots_affected(r, v, graph);
    if (vg_run_has(r, "edges"))
        return vg_roots_edges(r, v);
    return r->n_args > 1 ? vg_roots_claim(r, v, graph) : vg_roots_list(r, v, graph);
}

static int run_roots(struct vg_run *r)
{
    static const char *const one[] = {"suggested", "edges", "affected", "svg", NULL};
    struct vg_view view = {0};
    struct vg_root_graph *graph = NULL;
    int rc = vg_run_only_one(r, one);

    if (rc != VG_OK)
        return rc;
    if (vg_roots_wants_keep(r))
        return vg_roots_keep(r);
    if (vg_run_has(r, "suggested"))
        return vg_roots_suggested(r);
    rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_view_load(r->c, 0, r->a, &view, &graph, r->err);
    return rc == VG_OK ? show(r, &view, graph) : rc;
}

static const char *const examples[] = {
    "vigil roots fox.vigil",
    "vigil roots fox.vigil c17",
    "vigil roots fox.vigil --suggested",
    "vigil roots fox.vigil --accept-edge s5-s2 --because 'the same text, a day later'",
    "vigil roots fox.vigil --affected r1",
    "vigil roots fox.vigil --reaches r1 --scope all --because 'each is notified there by law'",
    "vigil roots fox.vigil --svg -o roots.svg",
    ("vigil roots fox.vigil --add root:report --what 'the report itself' "
     "--speaker 'Safeguard Defenders'"),
    NULL};

const struct vg_command vg_cmd_roots = {
    .name = "roots",
    .group = "what follows",
    .args = "CASE [CLAIM]",
    .does = "Show where statements really come from, or keep what you know of it",
    .more = "A copy, a relay or a translation is no root. A root is named when a claim leads to "
            "it, and read when its bytes are held and a person has read there that it says so; "
            "the two are counted apart, for existence, function, effect, number, identity and "
            "time.\n\n"
            "--suggested compares all sources: which texts stand in one another, name the same "
            "numbers, dates and places, quote or point to another. Nothing of that counts until "
            "a person has accepted it.\n\n"
            "With --add, --says-so, --says-not, --derives, --accept-edge, --reject-edge, "
            "--withdraw-edge or --reaches it keeps a decision of yours in the record. A root that "
            "does not "
            "say so adds nothing.\n\n"
            "--reaches says whether every presence could have come to the notice of whoever speaks "
            "in a root, as where each has to be notified there by law. Where nobody says so, some "
            "could not, and 'vigil estimate' goes no further than a lower bound.",
    .examples = examples,
    .options = options,
    .run = run_roots,
};
