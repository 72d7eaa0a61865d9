/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A Latin word is a token, and so is what the tables know in Han ("福州" and "市" apart, so that
 * Fuzhou sounds like the first); what stands between is one more.
 */
#include "resolve/name.h"

#include <string.h>

#include "base/utf8.h"
#include "resolve/area.h"
#include "resolve/cut.h"
#include "resolve/frame.h"
#include "resolve/reading.h"

struct tokens {
    struct vg_arena *a;
    const struct vg_cut *cut;
    struct vg_name *name;
    struct vg_name_token *list;
    int is_person; /* a few Han characters that no table knows, at the start */
};

static struct vg_str text_of(const struct tokens *t, size_t from, size_t n)
{
    const struct vg_atom *first = &t->cut->atoms[from], *last = &t->cut->atoms[from + n - 1];

    return (struct vg_str){t->cut->text + first->off, (size_t)last->off + last->len - first->off};
}

static struct vg_name_token *add(struct tokens *t, size_t from, size_t n)
{
    const struct vg_atom *first = &t->cut->atoms[from], *last = &t->cut->atoms[from + n - 1];
    struct vg_name_token *x = &t->list[t->name->n++];

    x->text = text_of(t, from, n);
    x->script = first->script;
    x->at = first->at;
    x->len = (uint16_t)(last->end - first->at);
    t->name->scripts |= 1U << first->script;
    return x;
}

static int is_number(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
    return 1;
}

static void finish(struct tokens *t, struct vg_name_token *x)
{
    if (x->reading[0].len == 0)
        x->syllables = (uint8_t)vg_reading_of(x->text, (enum vg_script)x->script, t->is_person,
                                              t->a, x->reading);
    x->skeleton = vg_reading_skeleton(x->reading[0], t->a);
}

static void add_atom(struct tokens *t, size_t at)
{
    const struct vg_atom *atom = &t->cut->atoms[at];
    struct vg_name_token *x = add(t, at, 1);

    if (atom->has_s)
        x->text = vg_str(vg_print(t->a, "%.*ss", (int)x->text.len, x->text.p));
    if (is_number(x->text)) {
        x->script = VG_SCRIPT_NONE;
        x->reading[0] = x->text;
        t->name->scripts |= 1U << VG_SCRIPT_NONE;
    }
    finish(t, x);
}

/* As the place is read, not as its characters are. */
static void read_area(struct tokens *t, struct vg_name_token *x, vg_area area)
{
    const struct vg_str r = vg_area_reading(area);
    char *out = vg_alloc(t->a, r.len + 1);
    size_t n = 0;

    x->syllables = r.len > 0;
    for (size_t i = 0; i < r.len; i++) {
        if (r.p[i] == ' ')
            x->syllables++;
        else
            out[n++] = r.p[i] == 'v' ? 'u' : r.p[i];
    }
    x->reading[0] = (struct vg_str){out, n};
}

/* 福州市: the name, then its suffix. */
static void add_area(struct tokens *t, const struct vg_piece *p)
{
    const struct vg_keys *k = p->kind == VG_PIECE_TOWN ? &vg_keys_town_han : &vg_keys_area_han;
    const struct vg_keys_entry *e = &k->entries[p->value];
    const vg_area area = k->values[e->refs];
    const size_t bytes = vg_area_name_bytes(area);
    size_t n = p->n;
    struct vg_name_token *x;

    if ((k->flags[e->refs] & VG_KEYS_FULL) != 0 && bytes > 0 && bytes / 3 < n)
        n = bytes / 3;
    x = add(t, p->from, n);
    if ((area & VG_AREA_ABROAD) == 0 && bytes == x->text.len)
        read_area(t, x, area);
    finish(t, x);
    if (n < p->n)
        finish(t, add(t, p->from + n, p->n - n));
}

static int is_han(const struct tokens *t, const struct vg_piece *p)
{
    return t->cut->atoms[p->from].script == VG_SCRIPT_HAN;
}

/* Of what no table knows, or no more than one character of: 科 in 专科学校 parts nothing. A word of
 * level behind the name of a place does. */
static int is_weak(const struct tokens *t, size_t at)
{
    const struct vg_piece *p = &t->cut->pieces[at];

    if (p->kind == VG_PIECE_ATOM)
        return 1;
    if (p->n > 1)
        return 0;
    return p->kind != VG_PIECE_WORD || VG_WORD_KIND(p->value) != VG_WORD_LEVEL || at == 0 ||
           t->cut->pieces[at - 1].kind != VG_PIECE_AREA;
}

/* Weak Han characters with no sign between them are one stretch; returns its pieces. */
static size_t stretch(const struct tokens *t, size_t at)
{
    size_t n = 1;

    while (at + n < t->cut->n_pieces) {
        const struct vg_piece *p = &t->cut->pieces[at + n];

        if (!is_han(t, p) || !is_weak(t, at + n) || t->cut->atoms[p->from].gap != VG_GAP_NONE)
            break;
        n++;
    }
    return n;
}

static size_t add_piece(struct tokens *t, size_t at)
{
    const struct vg_piece *p = &t->cut->pieces[at];

    if (!is_han(t, p)) {
        for (size_t i = 0; i < p->n; i++)
            add_atom(t, p->from + i);
        return 1;
    }
    if (is_weak(t, at)) {
        const size_t n = stretch(t, at);

        finish(t, add(t, p->from, n));
        return n;
    }
    if (p->kind == VG_PIECE_WORD)
        finish(t, add(t, p->from, p->n));
    else
        add_area(t, p);
    return 1;
}

/* Two to four Han characters and nothing that is of a body: 单仁平. */
static int looks_like_person(const struct vg_cut *cut)
{
    size_t han = 0;

    for (size_t i = 0; i < cut->n_atoms && cut->atoms[i].script == VG_SCRIPT_HAN; i++)
        han++;
    if (han < 2 || han > 4)
        return 0;
    for (size_t i = 0; i < cut->n_pieces; i++)
        if (cut->pieces[i].kind == VG_PIECE_WORD &&
            VG_WORD_KIND(cut->pieces[i].value) == VG_WORD_HEAD)
            return 0;
    return 1;
}

static struct vg_str join(const struct vg_name *name, struct vg_arena *a)
{
    size_t len = name->n, at = 0;
    char *out;

    for (size_t i = 0; i < name->n; i++)
        len += name->tokens[i].text.len;
    out = vg_alloc(a, len + 1);
    for (size_t i = 0; i < name->n; i++) {
        if (at > 0)
            out[at++] = ' ';
        memcpy(out + at, name->tokens[i].text.p, name->tokens[i].text.len);
        at += name->tokens[i].text.len;
    }
    return (struct vg_str){out, at};
}

static void take_apart(struct vg_str lang, int late, struct vg_arena *a, struct vg_name *out)
{
    struct vg_cut cut;
    struct tokens t = {.a = a, .cut = &cut, .name = out};

    vg_cut_read(out->surface, late, a, &cut);
    if (cut.n_atoms == 0)
        return;
    t.list = VG_NEW_ARRAY(a, struct vg_name_token, cut.n_atoms);
    out->tokens = t.list;
    t.is_person = looks_like_person(&cut);
    for (size_t at = 0; at < cut.n_pieces;) {
        at += add_piece(&t, at);
        t.is_person = 0;
    }
    out->folded = join(out, a);
    out->frame = vg_frame_read(out, &cut, lang, a);
}

void vg_name_read(struct vg_str surface, struct vg_str lang, struct vg_arena *a,
                  struct vg_name *out)
{
    struct vg_name other;

    *out = (struct vg_name){.surface = surface};
    if (surface.len > VG_NAME_BYTES) {
        out->surface.len = vg_utf8_down(surface.p, surface.len, VG_NAME_BYTES);
        out->was_cut = 1;
    }
    other = *out;
    take_apart(lang, 0, a, out);
    /* 内江市 and 中区 do not lie in one another; 内江 and 市中区 do. */
    if (out->frame == NULL || !out->frame->is_torn)
        return;
    take_apart(lang, 1, a, &other);
    if (other.frame != NULL && !other.frame->is_torn)
        *out = other;
}
