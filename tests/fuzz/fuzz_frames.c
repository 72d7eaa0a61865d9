/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "resolve/frame_compare.h"

/* Everything points into the surface, in order; text is UTF-8, readings are letters. */
static void look_at(const struct vg_name *n)
{
    size_t last = 0;

    LAW(n->surface.len <= VG_NAME_BYTES);
    LAW(vg_utf8_bad(n->folded.p, n->folded.len) == n->folded.len);
    for (size_t i = 0; i < n->n; i++) {
        const struct vg_name_token *t = &n->tokens[i];

        LAW(t->at >= last && t->len > 0 && (size_t)t->at + t->len <= n->surface.len);
        LAW(t->text.len > 0);
        last = t->at;
        for (size_t k = 0; k < t->reading[0].len; k++)
            LAW((t->reading[0].p[k] >= 'a' && t->reading[0].p[k] <= 'z') ||
                (t->reading[0].p[k] >= '0' && t->reading[0].p[k] <= '9'));
    }
}

static void look_at_frame(const struct vg_name *n)
{
    const struct vg_frame *f = n->frame;

    if (f == NULL)
        return;
    LAW(f->head != VG_HEAD_NONE && f->n_hosts <= f->n_slots && f->n_slots <= VG_FRAME_SLOTS);
    for (size_t i = 0; i < f->n_slots; i++) {
        const struct vg_frame_slot *s = &f->slots[i];

        LAW((size_t)s->at + s->len <= n->surface.len);
        for (size_t k = 1; k < s->set.n; k++)
            LAW(s->set.ids[k - 1] < s->set.ids[k]);
    }
    for (size_t i = 0; i < f->n_core; i++)
        LAW(f->core[i] < n->n);
}

/* Two names with a line end between; each is taken apart, and compared with the other and itself.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    const char *text = (const char *)bytes;
    const char *end = n == 0 ? NULL : memchr(text, '\n', n);
    const size_t first = end == NULL ? n : (size_t)(end - text);
    struct vg_frame_comparison one, other;
    struct vg_name x, y;

    vg_name_read((struct vg_str){text, first}, (struct vg_str){NULL, 0}, &a, &x);
    vg_name_read(
        (struct vg_str){text + (end == NULL ? 0 : first + 1), end == NULL ? n : n - first - 1},
        (struct vg_str){"zh", 2}, &a, &y);
    look_at(&x);
    look_at(&y);
    look_at_frame(&x);
    look_at_frame(&y);
    if (x.frame == NULL || y.frame == NULL)
        return 0;
    vg_frame_compare(&x, &y, &one);
    vg_frame_compare(&y, &x, &other);
    LAW(one.verdict == other.verdict && one.n == other.n && one.n <= VG_FRAME_FEATURES);
    vg_frame_compare(&x, &x, &one);
    LAW(one.verdict != VG_FRAME_DIFFERENT);
    return 0;
}
