/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_TIMELINE_SVG_H
#define VG_BRIEF_TIMELINE_SVG_H

#include "base/buf.h"
#include "base/err.h"
#include "brief/draw.h"
#include "claim/view.h"

/*
 * What was said when, and of which time, as one SVG element with a lane for each speaker or
 * kind. Pure, deterministic, whole numbers only, without script.
 *
 * A date as wide as a month or a year is drawn that wide, with its mark in the middle. What
 * was inferred or is uncertain has an outline of dashes. The time that a claim is about is a
 * bar; an end that is open, or lies outside of what is drawn, runs out in dots.
 */
struct vg_timeline_event {
    const char *lane;      /* words; NULL: unnamed */
    const char *from, *to; /* EDTF; of a mark both the same; of a period either may be NULL */
    int is_period;         /* the time that it is about, not when it was said */
    int is_inferred;
    enum vg_sign mark;
    const char *what; /* in words, or NULL: the word of the mark */
    int64_t claim;
};

enum vg_timeline_by { VG_TIMELINE_BY_SPEAKER, VG_TIMELINE_BY_KIND };

struct vg_timeline_svg {
    const struct vg_timeline_event *events;
    size_t n;
    size_t undated;         /* claims that have no date, for the note below */
    const char *from, *to;  /* EDTF: draw only this time; NULL: all there is */
    const char *language;   /* "en" or "zh"; NULL: en */
    const char *title;      /* NULL: "When it was said" */
    const char *claim_href; /* what stands before "c17" in a link; NULL: "#" */
    const char *prefix;     /* of ids; NULL: "vgt" */
};

/*
 * Append the drawing. The VG_TIMELINE_LANES lanes with most in them are drawn, in the order of
 * their first mark, and in them the VG_MAX_TIMELINE marks of most claims; how many are left out
 * is said below. Events whose date cannot be read count as undated. VG_E_ABSENT when there is
 * nothing to draw, VG_E_FORMAT when from or to is no date.
 */
int vg_timeline_svg(const struct vg_timeline_svg *in, struct vg_buf *out, struct vg_err *err);

/*
 * The events of the standing claims of a view: when each was said (by its first dated link, else
 * by the date of its document, then inferred), the period it is about, each standing, each
 * dated reply. *undated: claims without any date. In the arena, in the order of the claims.
 */
void vg_timeline_events(const struct vg_view *v, enum vg_timeline_by by, const char *language,
                        struct vg_arena *a, struct vg_timeline_event **out, size_t *n,
                        size_t *undated);

#endif
