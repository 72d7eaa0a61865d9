/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief/timeline_svg.h"

#include <inttypes.h>
#include <string.h>

#include "base/edtf.h"
#include "brief/page.h"
#include "claim/vocab.h"

struct events {
    const struct vg_view *v;
    enum vg_timeline_by by;
    const char *lang;
    struct vg_arena *a;
    struct vg_timeline_event *list;
    size_t n, room;
};

static const char *lane_of(const struct events *s, const struct vg_claim *c, const char *speaker)
{
    const struct vg_entity *e;
    struct vg_str head;

    if (s->by == VG_TIMELINE_BY_KIND) {
        head = vg_label_head(vg_term_label("claim-kind", vg_claim_kind_word(c->kind), s->lang));
        return vg_copy(s->a, head.p, head.len);
    }
    e = speaker == NULL ? NULL : vg_view_entity(s->v, speaker);
    if (e == NULL)
        return speaker;
    if (s->lang[0] == 'z' && e->zh != NULL)
        return e->zh;
    return e->en != NULL ? e->en : speaker;
}

static void add(struct events *s, struct vg_timeline_event e)
{
    s->list = vg_grow(s->a, s->list, s->n, &s->room);
    s->list[s->n++] = e;
}

static enum vg_sign mark_of_stance(enum vg_stance stance)
{
    if (stance == VG_DENIES || stance == VG_REFUTES)
        return VG_SIGN_DENIED;
    return stance == VG_ASSERTS || stance == VG_RELAYS ? VG_SIGN_ASSERTED : VG_SIGN_OTHER;
}

/* The first link that has a date, else the document. */
static void add_said(struct events *s, const struct vg_claim *c, const char *speaker)
{
    const struct vg_source_info *source =
        c->passage == NULL ? NULL : vg_view_source(s->v, c->passage->source);
    const char *date = NULL;
    int inferred = 0;

    for (size_t i = 0; i < c->n_links && date == NULL; i++)
        date = c->links[i].date;
    if (date == NULL && source != NULL) {
        date = source->date;
        inferred = 1;
    }
    if (date != NULL)
        add(s, (struct vg_timeline_event){.lane = lane_of(s, c, speaker),
                                          .from = date,
                                          .to = date,
                                          .is_inferred = inferred,
                                          .mark = mark_of_stance(c->stance),
                                          .claim = c->id});
}

static void add_period(struct events *s, const struct vg_claim *c, const char *speaker)
{
    if (c->period.from == NULL && c->period.to == NULL)
        return;
    add(s, (struct vg_timeline_event){.lane = lane_of(s, c, speaker),
                                      .from = c->period.from,
                                      .to = c->period.to,
                                      .is_period = 1,
                                      .is_inferred = c->period.n_inferred > 0,
                                      .mark = mark_of_stance(c->stance),
                                      .claim = c->id});
}

static void add_standings(struct events *s, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_standing; i++) {
        const struct vg_standing *t = &c->standing[i];
        struct vg_str head = vg_label_head(vg_term_label("standing", t->value, s->lang));

        if (t->date != NULL)
            add(s, (struct vg_timeline_event){.lane = lane_of(s, c, t->speaker),
                                              .from = t->date,
                                              .to = t->date,
                                              .mark = vg_sign_of_standing(t->value),
                                              .what = vg_copy(s->a, head.p, head.len),
                                              .claim = c->id});
    }
}

static void add_replies(struct events *s, const unsigned char *stands)
{
    for (size_t i = 0; i < s->v->n_replies; i++) {
        const struct vg_reply *r = &s->v->replies[i];
        const struct vg_claim *c = vg_view_claim(s->v, r->claim);
        struct vg_str head;

        if (c == NULL || !stands[c - s->v->claims] || r->date == NULL)
            continue;
        head = vg_label_head(vg_term_label("response-origin", r->response, s->lang));
        add(s, (struct vg_timeline_event){.lane = lane_of(s, c, r->speaker),
                                          .from = r->date,
                                          .to = r->date,
                                          .mark = vg_sign_of_reply(r->response),
                                          .what = vg_copy(s->a, head.p, head.len),
                                          .claim = c->id});
    }
}

void vg_timeline_events(const struct vg_view *v, enum vg_timeline_by by, const char *language,
                        struct vg_arena *a, struct vg_timeline_event **out, size_t *n,
                        size_t *undated)
{
    unsigned char *stands = vg_view_standing(v, VG_DAYS_MAX, a);
    struct events s = {.v = v, .by = by, .a = a, .lang = "en"};

    if (language != NULL && strncmp(language, "zh", 2) == 0)
        s.lang = "zh";
    *undated = 0;
    for (size_t i = 0; i < v->n_claims; i++) {
        const struct vg_claim *c = &v->claims[i];
        const char *speaker = c->n_links > 0 ? c->links[0].speaker : NULL;
        size_t before = s.n;

        if (!stands[i])
            continue;
        add_said(&s, c, speaker);
        add_period(&s, c, speaker);
        add_standings(&s, c);
        *undated += s.n == before;
    }
    add_replies(&s, stands);
    *out = s.list;
    *n = s.n;
}
