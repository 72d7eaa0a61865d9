/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "base/limits.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { USUAL_HITS = 20, PASSAGE_INDENT = 6, IDS_SHOWN = 8 };

static const struct vg_option options[] = {
    {.name = "limit", .argument = "N", .does = "show at most N sources", .otherwise = "20"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static const char *bytes_say(enum vg_bytes_state state)
{
    switch (state) {
    case VG_BYTES_VERIFIED:
        return "bytes verified";
    case VG_BYTES_DIFFER:
        return "BYTES ARE NOT THOSE THAT WERE PRESERVED";
    case VG_BYTES_NOT_CHECKED:
    default:
        return "bytes not checked here";
    }
}

static const char *bytes_word(enum vg_bytes_state state)
{
    switch (state) {
    case VG_BYTES_VERIFIED:
        return "verified";
    case VG_BYTES_DIFFER:
        return "differ";
    case VG_BYTES_NOT_CHECKED:
    default:
        return "not-checked";
    }
}

static void hit_to_json(struct vg_run *r, const struct vg_search_hit *h)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_id(&j, "source", 's', h->source);
    vg_json_kt(&j, "label", h->label);
    vg_json_kt(&j, "title", h->title);
    vg_json_kt(&j, "language", h->language);
    vg_json_time(&j, "captured", h->captured_at);
    vg_json_ki(&j, "start", h->start);
    vg_json_ki(&j, "end", h->end);
    vg_json_ks(&j, "before", h->before);
    vg_json_ks(&j, "match", h->match);
    vg_json_ks(&j, "after", h->after);
    vg_json_kb(&j, "main", h->is_main);
    vg_json_ki(&j, "matches", h->matches);
    vg_json_ids(&j, "claims", 'c', h->claims, h->n_claims);
    vg_json_kt(&j, "bytes", bytes_word(h->bytes));
    vg_json_kt(&j, "damaged", h->damaged);
    vg_json_kb(&j, "ocr", h->is_ocr);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

/* The match is marked by the terminal, or by marks that the text is unlikely to have. */
static void show_passage(struct vg_out *o, const struct vg_search_hit *h)
{
    vg_putf(&o->b, "%*s", PASSAGE_INDENT, "");
    if (h->matches == 0) {
        vg_puts(&o->b, "(in the title only)\n");
        return;
    }
    vg_out_str(o, h->before);
    if (o->has_colour)
        vg_out_style(o, VG_BOLD);
    else
        vg_puts(&o->b, "[[");
    vg_out_str(o, h->match);
    if (o->has_colour)
        vg_out_style(o, VG_PLAIN);
    else
        vg_puts(&o->b, "]]");
    vg_out_str(o, h->after);
    vg_putc(&o->b, '\n');
}

static void show_evidence(struct vg_out *o, const struct vg_search_hit *h)
{
    vg_out_style(o, h->bytes == VG_BYTES_DIFFER ? VG_BAD : VG_DIM);
    vg_putf(&o->b, "%*spreserved ", PASSAGE_INDENT, "");
    vg_say_day(&o->b, h->captured_at);
    vg_putf(&o->b, ", %s", bytes_say(h->bytes));
    if (h->matches > 0)
        vg_putf(&o->b, " · %" PRId64 " match%s here", h->matches, h->matches == 1 ? "" : "es");
    if (h->matches > 0 && !h->is_main)
        vg_puts(&o->b, " · outside the main text");
    if (h->n_claims > 0) {
        vg_puts(&o->b, " · cited by ");
        vg_say_ids(&o->b, 'c', h->claims, h->n_claims, IDS_SHOWN);
    }
    vg_out_style(o, VG_PLAIN);
    vg_putc(&o->b, '\n');
}

static void show_hit(struct vg_run *r, const struct vg_search_hit *h)
{
    const char *id = vg_print(r->a, "s%" PRId64, h->source);

    vg_putf(&r->out->b, "%-*s", PASSAGE_INDENT, id);
    vg_out_styled(r->out, VG_BOLD, h->title != NULL ? h->title : h->label);
    if (h->language != NULL)
        vg_putf(&r->out->b, " (%s)", h->language);
    vg_putc(&r->out->b, '\n');
    show_passage(r->out, h);
    show_evidence(r->out, h);
    vg_say_damage(r->out, PASSAGE_INDENT, h->damaged);
    if (h->is_ocr)
        vg_say_from_image(r->out, PASSAGE_INDENT);
    (void)vg_out_pour(r->out);
}

static void sum_up(struct vg_run *r, size_t n, int64_t total)
{
    if (total == 0)
        vg_puts(&r->notes->b, "nothing found\n");
    else if (total > (int64_t)n)
        vg_putf(&r->notes->b, "%zu of %" PRId64 " sources shown; --limit N shows more\n", n, total);
}

/* What was found has been shown; that its bytes changed is not to be overlooked. */
static int judge_bytes(struct vg_run *r, const struct vg_search_hit *hits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hits[i].bytes == VG_BYTES_DIFFER)
            return vg_fail(r->err, VG_E_NOT_HELD,
                           "the bytes of s%" PRId64 " are not those that were preserved: this case "
                           "is damaged; 'vigil verify %s' says where",
                           hits[i].source, r->args[0]);
    return VG_OK;
}

static int run_search(struct vg_run *r)
{
    struct vg_search_hit *hits = NULL;
    size_t n = 0;
    int64_t total = 0, limit = 0;
    int rc = vg_run_number(r, "limit", 1, USUAL_HITS, &limit);

    if (rc == VG_OK && limit > VG_MAX_HITS)
        rc = vg_fail(r->err, VG_E_MISUSE, "--limit: at most %d", VG_MAX_HITS);
    if (rc == VG_OK)
        rc = vg_search(r->c, r->args + 1, r->n_args - 1, (size_t)limit, r->a, &hits, &n, &total,
                       r->err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n; i++) {
        if (vg_run_has(r, "json"))
            hit_to_json(r, &hits[i]);
        else
            show_hit(r, &hits[i]);
    }
    if (!vg_run_has(r, "json"))
        sum_up(r, n, total);
    return judge_bytes(r, hits, n);
}

static const char *const examples[] = {"vigil search fox.vigil 'police station'",
                                       "vigil search fox.vigil 福州 公安",
                                       "vigil search fox.vigil -- station -petrol", NULL};

const struct vg_command vg_cmd_search = {
    .name = "search",
    .group = "the case",
    .args = "CASE WORDS...",
    .does = "Search the texts of the sources, in any script",
    .more = "All WORDS have to be there; words that you quote together have to stand together. "
            "Chinese words are found inside longer ones, traditional and simplified characters "
            "find each other, and an English word finds its other forms. A word with - before it "
            "leaves out the texts that have it; the two dashes of the example "
            "keep it from being taken for an option.\n\n"
            "The preserved bytes of each source shown (up to 4 MiB) are hashed again. If they are "
            "not those that were preserved, that is said and the exit status is 3.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_search,
};
