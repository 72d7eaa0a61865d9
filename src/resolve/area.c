/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * An administrative code contains the codes of what it lies in, so that most questions need no
 * table. Places abroad have theirs by number; both tables are searched by halves.
 */
#include "resolve/area.h"

#include <string.h>

#include "mention/place.h"
#include "mention/place_table.h"
#include "resolve/cut.h"
#include "resolve/keys_table.h"

static const struct vg_area_row *row_of(vg_area a)
{
    size_t low = 0, high = vg_area_row_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (vg_area_rows[middle].id < a)
            low = middle + 1;
        else
            high = middle;
    }
    return low < vg_area_row_count && vg_area_rows[low].id == a ? &vg_area_rows[low] : NULL;
}

static const struct vg_area_abroad *abroad_of(vg_area a)
{
    size_t low = 0, high = vg_area_abroad_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (vg_area_abroad_rows[middle].id < a)
            low = middle + 1;
        else
            high = middle;
    }
    return low < vg_area_abroad_count && vg_area_abroad_rows[low].id == a
               ? &vg_area_abroad_rows[low]
               : NULL;
}

vg_area vg_area_parent(vg_area a)
{
    if ((a & VG_AREA_ABROAD) != 0) {
        const struct vg_area_abroad *x = abroad_of(a);

        return x == NULL ? 0 : x->parent;
    }
    if (a <= VG_AREA_CHINA)
        return 0;
    if (a < 100)
        return VG_AREA_CHINA;
    return a >= 100000000 ? a / 1000 : a / 100;
}

int vg_area_within(vg_area inner, vg_area outer)
{
    while (inner != 0 && inner != outer)
        inner = vg_area_parent(inner);
    return inner != 0;
}

int vg_area_depth(vg_area a)
{
    if ((a & VG_AREA_ABROAD) != 0) {
        const struct vg_area_abroad *x = abroad_of(a);

        return x == NULL ? 0 : x->depth;
    }
    return a <= VG_AREA_CHINA ? 0 : a < 100 ? 1 : a < 10000 ? 2 : a < 1000000 ? 3 : 4;
}

enum vg_area_kind vg_area_kind(vg_area a)
{
    const struct vg_area_row *r;

    if (a == VG_AREA_CHINA)
        return VG_AREA_STATE;
    if ((a & VG_AREA_ABROAD) != 0)
        return vg_area_depth(a) == 0 ? VG_AREA_STATE : VG_AREA_OTHER;
    r = row_of(a);
    return r == NULL ? VG_AREA_OTHER : (enum vg_area_kind)r->kind;
}

static const struct vg_place *place_of(vg_area a)
{
    const unsigned i = a & ~VG_AREA_ABROAD;

    return (a & VG_AREA_ABROAD) != 0 && i < vg_place_count ? &vg_place_list[i] : NULL;
}

struct vg_str vg_area_han(vg_area a)
{
    const struct vg_area_row *r;

    if (a == VG_AREA_CHINA)
        return vg_str("中国");
    if ((a & VG_AREA_ABROAD) != 0)
        return place_of(a) == NULL ? (struct vg_str){NULL, 0} : vg_str(place_of(a)->zh);
    r = row_of(a);
    return r == NULL ? (struct vg_str){NULL, 0} : vg_str(vg_keys_texts + r->han);
}

struct vg_str vg_area_latin(vg_area a)
{
    const struct vg_area_row *r;

    if (a == VG_AREA_CHINA)
        return vg_str("China");
    if ((a & VG_AREA_ABROAD) != 0)
        return place_of(a) == NULL ? (struct vg_str){NULL, 0} : vg_str(place_of(a)->en);
    r = row_of(a);
    return r == NULL ? (struct vg_str){NULL, 0} : vg_str(vg_keys_texts + r->latin);
}

struct vg_str vg_area_reading(vg_area a)
{
    const struct vg_area_row *r = (a & VG_AREA_ABROAD) != 0 ? NULL : row_of(a);

    return r == NULL ? (struct vg_str){NULL, 0} : vg_str(vg_keys_texts + r->reading);
}

size_t vg_area_name_bytes(vg_area a)
{
    const struct vg_area_row *r = (a & VG_AREA_ABROAD) != 0 ? NULL : row_of(a);

    return r == NULL ? vg_area_han(a).len : r->name_len;
}

void vg_area_put(struct vg_buf *out, vg_area a)
{
    vg_area up = vg_area_parent(a);

    vg_put_str(out, vg_area_latin(a));
    /* The next wider one that has a name; the state says nothing of a place in it. */
    while (up > VG_AREA_CHINA && vg_area_latin(up).len == 0)
        up = vg_area_parent(up);
    if (up <= VG_AREA_CHINA)
        return;
    vg_puts(out, ", ");
    vg_put_str(out, vg_area_latin(up));
}

size_t vg_area_named(struct vg_str name, int is_han, vg_area *out, size_t room)
{
    const struct vg_keys *k = is_han ? &vg_keys_area_han : &vg_keys_area_latin;
    const long at = vg_keys_find(k, name.p, name.len);
    size_t n = 0;

    for (int depth = 2; depth <= 4 && n == 0 && at >= 0; depth++) {
        const struct vg_keys_entry *e = &k->entries[at];

        for (size_t i = 0; i < e->n && n < room; i++) {
            const vg_area a = k->values[e->refs + i];

            if ((k->flags[e->refs + i] & (VG_KEYS_BARE | VG_KEYS_RARE)) == 0 &&
                vg_area_depth(a) <= depth && (n == 0 || out[n - 1] != a))
                out[n++] = a;
        }
    }
    return n;
}

int vg_area_set_has(struct vg_area_set s, vg_area a)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.ids[i] == a)
            return 1;
    return 0;
}
