/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How long the lookups of a page take on a case: lookups CASE (with claims). */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "vigil.h"

enum { TURNS = 2000, LONG_MS = 2000 }; /* of a lookup, at most */

struct bench {
    struct vg_case *c;
    int64_t claims, sources, entries;
};

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

typedef int work(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err);

static int changed(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    int is;

    (void)i;
    (void)a;
    return vg_case_changed(b->c, &is, err);
}

static int facts(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_case_facts f;

    (void)i;
    return vg_case_facts(b->c, a, &f, err);
}

static int claim_get(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claim claim;

    return vg_claim_get(b->c, 1 + i * 7919 % b->claims, a, &claim, err);
}

static int of_source(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claim *list;
    size_t n;

    return vg_claims_of_source(b->c, 1 + i * 7919 % b->sources, a, &list, &n, err);
}

static int history(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claim_event *list;
    size_t n;

    return vg_claim_history(b->c, 1 + i * 7919 % b->claims, a, &list, &n, err);
}

static int after(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_suggestion *list;
    size_t n;

    return vg_suggestions_after(b->c, vg_print(a, "s%" PRId64 ".1", 1 + i * 7919 % b->sources), 0,
                                10, a, &list, &n, err);
}

static int twins(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_suggestion *list;
    const char *const *ids;
    size_t n, m;
    const char *from = vg_print(a, "s%" PRId64 ".1", 1 + i * 7919 % b->sources);
    int rc = vg_suggestions_after(b->c, from, 0, 1, a, &list, &n, err);

    return rc == VG_OK && n > 0 ? vg_suggestion_twins(b->c, list[0].id, a, &ids, &m, err) : rc;
}

static int log_page(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_log_row *list;
    size_t n;

    return vg_log_page(b->c, 1 + i * 7919 % b->entries, 20, a, &list, &n, err);
}

/* 20 claims, mostly of the first pages, as people look at them. */
static int page(struct bench *b, int64_t i, const struct vg_claims_filter *f,
                enum vg_claims_order order, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claim *list;
    int64_t total;
    size_t n;

    return vg_claims_page(b->c, f, order, i % 10 * 20, 20, a, &list, &n, &total, err);
}

static int page_all(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claim *list;
    int64_t total;
    size_t n;

    return vg_claims_page(b->c, NULL, VG_CLAIMS_DOWN, i * 7919 % b->claims, 20, a, &list, &n,
                          &total, err);
}

static int page_value(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    return page(b, i, NULL, VG_CLAIMS_VALUE, a, err);
}

static int page_kind(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.kind = VG_KIND_EVENT};

    return page(b, i, &f, VG_CLAIMS_DOWN, a, err);
}

static int page_unit(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.unit = "station"};

    return page(b, i, &f, VG_CLAIMS_SAID, a, err);
}

static int page_rare(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.kind = VG_KIND_DENIAL};

    return page(b, i, &f, VG_CLAIMS_VALUE, a, err);
}

static int page_source(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.source = 1 + i * 7919 % b->sources};

    return page(b, 0, &f, VG_CLAIMS_SOURCE, a, err);
}

static int page_two(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.kind = VG_KIND_EVENT, .unit = "station"};

    return page(b, i, &f, VG_CLAIMS_UP, a, err);
}

static int page_place(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.place = "CA"};

    return page(b, i, &f, VG_CLAIMS_UP, a, err);
}

static int page_speaker(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.speaker = "Speaker 17"};

    return page(b, i, &f, VG_CLAIMS_UP, a, err);
}

static int page_words(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_claims_filter f = {.words = i % 2 == 0 ? "thing" : "thing 70"};

    return page(b, i, &f, VG_CLAIMS_UP, a, err);
}

static int sources(struct bench *b, int64_t i, const struct vg_sources_filter *f,
                   enum vg_sources_order order, struct vg_arena *a, struct vg_err *err)
{
    struct vg_source *list;
    int64_t total;
    size_t n;

    return vg_sources_page(b->c, f, order, i % 10 * 20, 20, a, &list, &n, &total, err);
}

static int sources_new(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    return sources(b, i, NULL, VG_SOURCES_NEWEST, a, err);
}

static int sources_open(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_sources_filter f = {.with_open = 1};

    return sources(b, i, &f, VG_SOURCES_CLAIMS, a, err);
}

static int sources_unread(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_sources_filter f = {.without_text = 1};

    return sources(b, i, &f, VG_SOURCES_UP, a, err);
}

static int sources_words(struct bench *b, int64_t i, struct vg_arena *a, struct vg_err *err)
{
    struct vg_sources_filter f = {.words = "note 77"};

    return sources(b, i, &f, VG_SOURCES_UP, a, err);
}

static const struct {
    const char *name;
    work *run;
} rows[] = {
    {"changed", changed},
    {"facts", facts},
    {"claim", claim_get},
    {"history of a claim", history},
    {"claims of a source", of_source},
    {"10 open suggestions after one", after},
    {"exact repeats of one", twins},
    {"20 rows of the log", log_page},
    {"20 claims, anywhere", page_all},
    {"20 claims by value", page_value},
    {"20 claims of a kind", page_kind},
    {"20 claims of a unit by day", page_unit},
    {"20 claims of a rare kind", page_rare},
    {"claims of one source, a page", page_source},
    {"20 claims of kind and unit", page_two},
    {"20 claims in a place", page_place},
    {"20 claims of a speaker", page_speaker},
    {"20 claims with a word", page_words},
    {"20 sources, the newest", sources_new},
    {"20 sources with open ones", sources_open},
    {"sources without a text", sources_unread},
    {"20 sources with words", sources_words},
};

static int measure(struct bench *b, struct vg_err *err)
{
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        double begin = now(), most = 0;

        int64_t i = 0;

        for (; i < TURNS && now() - begin < LONG_MS; i++) {
            VG_SCOPED_ARENA a = {0};
            double at = now();
            int rc = rows[r].run(b, i, &a, err);

            if (rc != VG_OK)
                return rc;
            if (i > TURNS / 10 && now() - at > most)
                most = now() - at;
        }
        printf("%-32s %8.4f ms, at most %8.3f\n", rows[r].name, (now() - begin) / (double)i, most);
    }
    return VG_OK;
}

int main(int argc, char **argv)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_app app = {.world = vg_world_real()};
    struct vg_case_facts f = {0};
    struct bench b = {0};
    struct vg_err err = {0};
    int rc = argc == 2 ? vg_case_open(&app, argv[1], VG_CASE_READ, &b.c, &err) : VG_E_MISUSE;

    if (rc == VG_OK)
        rc = vg_case_facts(b.c, &a, &f, &err);
    b.claims = f.claims;
    b.sources = f.sources;
    b.entries = f.entries;
    if (rc == VG_OK)
        rc = b.claims > 0 && b.sources > 0 ? measure(&b, &err) : VG_E_ABSENT;
    if (rc != VG_OK)
        (void)fprintf(stderr, "lookups CASE: %s\n", err.text);
    vg_case_close(b.c);
    return rc == VG_OK ? 0 : 1;
}
