/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A text cut so that it fits one message, and what is said of it with it. */
#include "read/text.h"

#include <string.h>

#include "base/utf8.h"
#include "read/readers.h"

/* Bytes of a message that are not counted one by one: of a box, of a page, of all the rest. */
enum { OF_BOX = 16, OF_PAGE = 8, OF_REST = 1 << 18, OF_RANGE = 10 };

/* Bytes of a number, as text_message.c writes it. */
static size_t digits(uint64_t v)
{
    size_t n = 1;

    while ((v >>= 7) != 0)
        n++;
    return n;
}

static size_t cost_of_block(const struct vg_block *k, uint32_t at)
{
    return digits(k->start - at) + digits(k->len) + 4 + strlen(k->language) + strlen(k->script) + 4;
}

static size_t cost_of_run(const struct vg_run *r, uint32_t at)
{
    size_t back = r->source < at ? 1 + digits(at - r->source) : 0;

    return back + 1 + digits(r->text_len) + digits(r->source < at ? 0 : r->source - at) +
           (r->kind == VG_RUN_REFERENCE ? digits(r->source_len) : 0);
}

/* What is said of a text, up to a place in it. */
struct said {
    const struct vg_text *t;
    size_t runs, boxes, mains, cost;
    uint32_t source;
};

/* Take what belongs to the text before `end`. */
static void take(struct said *s, size_t end)
{
    const struct vg_text *t = s->t;

    for (; s->runs < t->run_count && t->runs[s->runs].text < end; s->runs++) {
        const struct vg_run *r = &t->runs[s->runs];

        s->cost += cost_of_run(r, s->source);
        s->source = r->source + r->source_len;
    }
    for (; s->boxes < t->box_count && t->boxes[s->boxes].start < end; s->boxes++)
        s->cost += OF_BOX;
    for (; s->mains < t->main_count && t->main[s->mains].start < end; s->mains++)
        s->cost += OF_RANGE;
}

/* Where the text has to end: behind a block, or inside of the one that does not fit whole. */
static size_t end_that_fits(const struct vg_text *t, size_t most)
{
    struct said s = {.t = t, .cost = t->page_count * OF_PAGE + OF_REST};
    size_t end = 0;

    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *k = &t->blocks[i];

        s.cost += cost_of_block(k, (uint32_t)end);
        take(&s, (size_t)k->start + k->len);
        if (s.cost + k->start + k->len > most) {
            size_t room = most > s.cost ? most - s.cost : 0;

            return room > k->start ? vg_utf8_down(t->text.p, t->text.len, room) : end;
        }
        end = (size_t)k->start + k->len;
    }
    return t->text.len;
}

/* The run that goes past the end stands for what of its text is left. */
static void cut_runs(struct vg_text *t, size_t end)
{
    struct vg_run *last;

    while (t->run_count > 0 && t->runs[t->run_count - 1].text >= end)
        t->run_count--;
    last = t->run_count > 0 ? &t->runs[t->run_count - 1] : NULL;
    if (last == NULL || last->text + last->text_len <= end)
        return;
    last->text_len = (uint32_t)end - last->text;
    if (last->kind == VG_RUN_COPIED && last->text_len % last->text_unit == 0) {
        last->source_len = last->text_len / last->text_unit * last->source_unit;
    } else if (last->kind == VG_RUN_COPIED) {
        last->kind = VG_RUN_REFERENCE;
        last->text_unit = last->source_unit = 0;
    }
}

static void cut_at(struct vg_text *t, size_t end)
{
    struct vg_block *last;

    t->text.len = end;
    while (t->block_count > 0 && t->blocks[t->block_count - 1].start >= end)
        t->block_count--;
    last = t->block_count > 0 ? &t->blocks[t->block_count - 1] : NULL;
    if (last != NULL && last->start + last->len > end)
        last->len = (uint32_t)end - last->start;
    cut_runs(t, end);
    while (t->main_count > 0 && t->main[t->main_count - 1].start >= end)
        t->main_count--;
    if (t->main_count > 0 && t->main[t->main_count - 1].end > end)
        t->main[t->main_count - 1].end = (uint32_t)end;
    while (t->box_count > 0 &&
           t->boxes[t->box_count - 1].start + t->boxes[t->box_count - 1].len > end)
        t->box_count--;
}

void vg_text_fit(struct vg_text *t, size_t most, struct vg_arena *a)
{
    size_t whole = t->text.len, end = end_that_fits(t, most);
    struct vg_range at = {0};

    if (end == whole)
        return;
    (void)vg_text_to_source(t, end, end + 1, &at, NULL);
    cut_at(t, end);
    vg_text_damage(t, a, VG_NOTE_SIZE_EXCEEDED, at.start,
                   vg_print(a,
                            "cut: %zu of %zu bytes of text, with where they came from, are as much "
                            "as one document may be; the rest is preserved but not read",
                            t->text.len, whole));
}
