/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The text of data/map/world.txt is read where it lies, line by line: the whole takes
 * less than a millisecond. A ring is cut to the frame side by side (Sutherland and
 * Hodgman 1974), so that a close look at one corner does not carry all of Russia.
 */
#include "brief/map_shapes.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

extern const char vg_map_data[];
extern const size_t vg_map_data_len;

enum { OUTSIDE = 40 }; /* units of the drawing that a cut lies outside the frame */

struct spot {
    int x, y;
};

struct ring {
    struct spot *at;
    size_t n, room;
};

/* -- lines of the file ------------------------------------------------------------------ */

static const char *next_line(const char *at)
{
    const char *end = strchr(at, '\n');

    return end == NULL ? at + strlen(at) : end + 1;
}

struct vg_map_box vg_map_world(void)
{
    struct vg_map_box box = {0, 0, 1, 1};
    char *end;

    box.width = (int)strtol(vg_map_data + strlen("vigil-map 1 "), &end, 10);
    box.height = (int)strtol(end, NULL, 10);
    return box;
}

int vg_map_point(const char *code, int *x, int *y)
{
    static const char word[] = "point ";

    if (code == NULL || strlen(code) != 2)
        return 0;
    for (const char *at = next_line(vg_map_data); strncmp(at, word, sizeof word - 1) == 0;
         at = next_line(at)) {
        char *end;

        if (strncmp(at + sizeof word - 1, code, 2) != 0)
            continue;
        *x = (int)strtol(at + sizeof word + 2, &end, 10);
        *y = (int)strtol(end, NULL, 10);
        return 1;
    }
    return 0;
}

/* -- rings --------------------------------------------------------------------------------- */

static int digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '-' ? 63 : -1;
}

/* A difference; *at is moved behind it. 0 when there is none. */
static int read_step(const char **at, int *out)
{
    int n = 0;

    for (int shift = 0; shift < 25; shift += 5) {
        int d = digit_of(**at);

        if (d < 0)
            return 0;
        (*at)++;
        n |= (d & 31) << shift;
        if (d < 32) {
            *out = (n & 1) != 0 ? -(n / 2) - 1 : n / 2;
            return 1;
        }
    }
    return 0;
}

static void add_spot(struct vg_arena *a, struct ring *r, struct spot s)
{
    r->at = vg_grow(a, r->at, r->n, &r->room);
    r->at[r->n++] = s;
}

static const char *read_ring(struct vg_arena *a, const char *at, struct ring *out)
{
    struct spot s = {0, 0};
    int dx, dy;

    out->n = 0;
    while (read_step(&at, &dx) && read_step(&at, &dy)) {
        s.x += dx;
        s.y += dy;
        add_spot(a, out, s);
    }
    return at;
}

/* -- cutting ---------------------------------------------------------------------------------- */

/* How far inside of a side: 0 left, 1 right, 2 top, 3 bottom. */
static int depth(const struct vg_map_box *b, int side, struct spot s)
{
    switch (side) {
    case 0:
        return s.x - b->x;
    case 1:
        return b->x + b->width - s.x;
    case 2:
        return s.y - b->y;
    default:
        return b->y + b->height - s.y;
    }
}

static struct spot between(struct spot p, struct spot q, int dp, int dq)
{
    int64_t part = dp, whole = (int64_t)dp - dq;

    return (struct spot){p.x + (int)((q.x - p.x) * part / whole),
                         p.y + (int)((q.y - p.y) * part / whole)};
}

static void cut_side(struct vg_arena *a, const struct vg_map_box *b, int side,
                     const struct ring *in, struct ring *out)
{
    out->n = 0;
    for (size_t i = 0; i < in->n; i++) {
        struct spot p = in->at[i == 0 ? in->n - 1 : i - 1], q = in->at[i];
        int dp = depth(b, side, p), dq = depth(b, side, q);

        if ((dp < 0) != (dq < 0))
            add_spot(a, out, between(p, q, dp, dq));
        if (dq >= 0)
            add_spot(a, out, q);
    }
}

/* Cut by all sides, there and back between two rings: the result is in `r`. */
static void cut(struct vg_arena *a, const struct vg_map_box *b, struct ring *r, struct ring *spare)
{
    for (int side = 0; side < 4; side += 2) {
        cut_side(a, b, side, r, spare);
        cut_side(a, b, side + 1, spare, r);
    }
}

/* -- writing ------------------------------------------------------------------------------------
 */

static void put_ring(struct vg_buf *o, const struct ring *r, const struct vg_map_box *box, int unit)
{
    struct spot last = {0, 0};
    size_t begun = o->len, put = 0;

    for (size_t i = 0; i < r->n; i++) {
        struct spot s = {(r->at[i].x - box->x) / unit, (r->at[i].y - box->y) / unit};
        int dx = s.x - last.x, dy = s.y - last.y;

        if (put > 0 && dx == 0 && dy == 0)
            continue;
        if (put == 0)
            vg_putf(o, "M%d %d", s.x, s.y);
        else
            vg_putf(o, dy < 0 ? "%s%d%d" : "%s%d %d", put == 1 ? "l" : dx < 0 ? "" : " ", dx, dy);
        last = s;
        put++;
    }
    if (put >= 3) {
        vg_puts(o, "z");
    } else if (o->len > begun) { /* nothing to be seen at this size */
        o->len = begun;
        o->p[begun] = '\0';
    }
}

static void put_country(struct vg_buf *o, struct vg_arena *a, const char *rings,
                        const struct vg_map_box *box, int unit)
{
    struct vg_map_box wide = {box->x - OUTSIDE * unit, box->y - OUTSIDE * unit,
                              box->width + 2 * OUTSIDE * unit, box->height + 2 * OUTSIDE * unit};
    struct ring r = {0}, spare = {0};

    while (*rings == ' ') {
        rings = read_ring(a, rings + 1, &r);
        cut(a, &wide, &r, &spare);
        put_ring(o, &r, box, unit);
    }
}

/* The lines of the coarse scale stand before those of the fine one. */
static int has_line(const char *word, const char *code)
{
    for (const char *at = vg_map_data; strncmp(at, "50m ", 4) != 0; at = next_line(at))
        if (strncmp(at, word, strlen(word)) == 0 && strncmp(at + strlen(word), code, 2) == 0)
            return 1;
    return 0;
}

void vg_map_path(struct vg_buf *o, enum vg_map_scale scale, const struct vg_map_box *box, int unit,
                 int (*wanted)(void *w, const char *code), void *w)
{
    static const char *const words[] = {"110m ", "50m "};
    VG_SCOPED_ARENA a = {0};

    for (const char *at = vg_map_data; *at != '\0'; at = next_line(at)) {
        int fine = strncmp(at, words[VG_MAP_50M], strlen(words[VG_MAP_50M])) == 0;
        int coarse = strncmp(at, words[VG_MAP_110M], strlen(words[VG_MAP_110M])) == 0;
        const char *code = at + strlen(words[fine ? VG_MAP_50M : VG_MAP_110M]);
        char name[3];

        if (!fine && !coarse)
            continue;
        memcpy(name, code, 2);
        name[2] = '\0';
        if (scale == VG_MAP_50M ? !fine : fine && has_line(words[VG_MAP_110M], name))
            continue;
        if (wanted(w, name))
            put_country(o, &a, code + 2, box, unit);
        vg_arena_clear(&a);
    }
}
