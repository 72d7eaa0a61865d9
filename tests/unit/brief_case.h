/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_BRIEF_CASE_H
#define VG_TESTS_UNIT_BRIEF_CASE_H

#include <jansson.h>

#include "brief/brief.h"

/*
 * Cases to make briefs of. The small one needs no data and holds one of
 * everything: an allegation with replies and one without, a Chinese and an
 * Arabic quote, a note in own words, a refusal. Its parts may be changed before
 * brief_case_write().
 */
enum { SMALL_CLAIMS = 6, SMALL_REPLIES = 6, SMALL_ROWS = 3, SMALL_CHECKS = 5 };

struct brief_case {
    struct vg_view view;
    struct vg_brief brief;
    struct vg_root_graph *graph;
    json_t *json[2]; /* of the sample; ended by brief_case_end() */
    /* the small case's own memory, for tests that change it */
    struct vg_claim claims[SMALL_CLAIMS];
    struct vg_reply replies[SMALL_REPLIES];
    struct vg_figure rows[SMALL_ROWS];
    struct vg_brief_figure block;
    struct vg_check checks[SMALL_CHECKS];
    struct vg_root roots[2];
    struct vg_source_info sources[3];
    struct vg_entity entities[4];
    /* two lists, one locked and one open, with a search; a series that is refused */
    struct vg_list list;
    struct vg_looked looked;
    const struct vg_looked *searches[1];
    struct vg_gap_reason lock;
    struct vg_gap_member members[3];
    struct vg_gap gaps[2];
    struct vg_series_row totals[2];
    struct vg_series series;
};

void brief_case_small(struct brief_case *k);

/* Put `text` wherever the small case has room for text from outside. */
void brief_case_fill(struct brief_case *k, const char *text, struct vg_arena *a);

/* Give it two named lists and a series, and put `text` wherever these have room for it. */
void brief_case_lists(struct brief_case *k);
void brief_case_lists_fill(struct brief_case *k, const char *text);

/* The sample case and the annotated article of the shared data. 0, with a
 * message, where they are not there. Its texts live until brief_case_end(). */
int brief_case_sample(struct vg_arena *a, struct brief_case *k);

void brief_case_end(struct brief_case *k);

/* Make the roots and write. */
int brief_case_write(struct brief_case *k, struct vg_arena *a, struct vg_buf *out,
                     struct vg_err *err);

#endif
