/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/gazetteer_match.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { HAN_STEP = 4 /* bytes of a core character and the end of its step */ };

/* How many Han characters of a key the text has, byte for byte, from `at` on, but for the last:
 * that one is left to the units, because something may belong to it. */
static size_t plain_han(const char *text, size_t len, size_t at, const char *key, size_t n)
{
    size_t i = 0;

    while ((i + 1) * HAN_STEP <= n && at + 3 * (i + 1) <= len &&
           (unsigned char)key[i * HAN_STEP] >= 0xe4 && (unsigned char)key[i * HAN_STEP] <= 0xe9 &&
           memcmp(text + at + 3 * i, key + i * HAN_STEP, 3) == 0)
        i++;
    return i > 0 ? i - 1 : 0;
}

/* A key that is being compared. */
struct taken {
    enum vg_unit_class last; /* class of the last unit */
    size_t end;              /* where its cluster ends */
    int is_plural;           /* there is an s more than in the key */
};

static int is_plural_of(const struct vg_step *s, size_t n, unsigned flags)
{
    return (flags & VG_GROUP_PLURAL) != 0 && s->n == n + 1 && s->bytes[n] == 's' &&
           (s->last == 's' || (s->last == 'S' && (flags & VG_GROUP_CAPITALS) == 0));
}

/* Take units as long as they are those of `key` (steps with their ends). Returns 0 when one is
 * not, or a gap between two steps is none that a name goes over. */
static int take_key(struct vg_units *u, const char *key, size_t n, unsigned flags, struct taken *t)
{
    int is_cased = (flags & VG_GROUP_CASED) != 0;
    struct vg_step s;
    size_t at = 0;

    while (at < n) {
        const char *stop = memchr(key + at, VG_STEP_END, n - at);
        size_t step = (size_t)(stop - (key + at));

        if (at > 0) {
            enum vg_gap gap = vg_units_gap(u);

            if (u->is_end || !vg_gap_joins(t->last, gap, vg_unit_class(u->c.unit[u->i])))
                return 0;
        }
        vg_step_take(u, is_cased, &s);
        if (s.n < step || step == 0 || memcmp(s.bytes, key + at, step) != 0)
            return 0;
        t->is_plural = at + step + 1 == n && is_plural_of(&s, step, flags);
        if (s.n != step && !t->is_plural)
            return 0;
        t->last = s.first;
        t->end = t->is_plural ? s.before : u->done;
        at += step + 1;
    }
    return 1;
}

static int take_name(struct vg_units *u, const char *key, size_t n, unsigned flags, struct taken *t)
{
    size_t plain = u->i == 0 && !u->is_end ? plain_han(u->p, u->len, u->at, key, n) : 0;

    if (plain > 0)
        vg_units_at(u, u->p, u->len, u->at + 3 * plain);
    return take_key(u, key + plain * HAN_STEP, n - plain * HAN_STEP, flags, t) &&
           vg_units_at_border(u);
}

/* The lead of a name before `at`: the nearest place from which its marks lead there. */
static int find_lead(const char *lead, size_t n, const char *text, size_t len, size_t at,
                     size_t *start)
{
    enum { MORE = 4 /* gaps and unseen characters among the marks */ };
    size_t q = at;
    uint32_t c;

    for (size_t tries = n + MORE; tries > 0 && q > 0; tries--) {
        struct vg_units u;
        struct taken t = {.last = VG_UNIT_PUNCT};

        q -= vg_utf8_before(text, q, &c);
        vg_units_at(&u, text, len, q);
        if (u.at != q || !take_key(&u, lead, n, 0, &t))
            continue;
        if (vg_gap_joins(VG_UNIT_PUNCT, vg_units_gap(&u), VG_UNIT_LOOSE) && u.at == at &&
            vg_units_at_border(&u)) {
            *start = q;
            return 1;
        }
    }
    return 0;
}

int vg_group_matches(const struct vg_gazetteer *g, uint32_t group, const char *text, size_t len,
                     size_t at, struct vg_match *m)
{
    const struct vg_table_group *r = &g->groups[group];
    struct vg_units u;
    struct taken t = {.last = VG_UNIT_SPACE};
    size_t start = at;

    vg_units_at(&u, text, len, at);
    if (u.at != at || !take_name(&u, g->pool + r->key, r->key_len, r->flags, &t))
        return 0;
    if (r->lead_len > 0 && !find_lead(g->pool + r->lead, r->lead_len, text, len, at, &start))
        return 0;
    m->start = start;
    m->end = t.end;
    m->is_plural = t.is_plural;
    return 1;
}

/* -- what was folded ------------------------------------------------------------------------ */

/* The next cluster that is seen and no space; its bytes in *s. Returns 0 at the end. */
static int next_seen(struct vg_str text, size_t *at, struct vg_cluster *c, struct vg_str *s,
                     int *broken)
{
    *broken = 0;
    while (*at < text.len) {
        *s = (struct vg_str){text.p + *at, vg_cluster_read(text.p + *at, text.len - *at, c)};
        *at += s->len;
        if (c->n > 0 && vg_unit_class(c->unit[0]) != VG_UNIT_SPACE)
            return 1;
        *broken = *broken * 31 + (s->len == 1 ? (unsigned char)*s->p : 1);
    }
    return 0;
}

static uint8_t cluster_folded(struct vg_str x, const struct vg_cluster *cx, struct vg_str y,
                              const struct vg_cluster *cy)
{
    VG_SCOPED_BUF fx = {.max = KIB(4)}, fy = {.max = KIB(4)};
    uint8_t out = 0;

    if (vg_str_cmp(x, y) == 0)
        return 0;
    vg_fold(x.p, x.len, VG_FOLD_PLAIN, &fx);
    vg_fold(y.p, y.len, VG_FOLD_PLAIN, &fy);
    if (vg_str_cmp(vg_buf_str(&fx), vg_buf_str(&fy)) != 0)
        out |= VG_HIT_ACCENT;
    if (cx->is_upper != cy->is_upper)
        out |= VG_HIT_CASE;
    if (vg_is_han(cx->raw) && vg_is_han(cy->raw))
        return out | VG_HIT_HAN;
    return out == 0 || cx->raw >= 0xfb00 || cy->raw >= 0xfb00 ? out | VG_HIT_WIDTH : out;
}

static uint8_t folded_from(struct vg_str x, struct vg_str y)
{
    size_t i = 0, j = 0;
    uint8_t out = 0;

    for (;;) {
        struct vg_cluster cx, cy;
        struct vg_str sx, sy;
        int bx, by, mx = next_seen(x, &i, &cx, &sx, &bx), my = next_seen(y, &j, &cy, &sy, &by);

        if (bx != by)
            out |= VG_HIT_BREAK;
        if (!mx || !my)
            return out;
        if (cx.n != cy.n) /* a ligature and its letters: what follows stands askew */
            return out | VG_HIT_WIDTH;
        out |= cluster_folded(sx, &cx, sy, &cy);
    }
}

uint8_t vg_match_folded(const struct vg_gazetteer *g, uint32_t group, const char *text,
                        const struct vg_match *m)
{
    struct vg_str found = {text + m->start, m->end - m->start};
    uint32_t n = vg_gazetteer_spellings(g, group);

    for (uint32_t i = 0; i < n; i++)
        if (vg_str_cmp(vg_gazetteer_spelling(g, group, i), found) == 0)
            return 0;
    return folded_from(vg_gazetteer_spelling(g, group, 0), found);
}
