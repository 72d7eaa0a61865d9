/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A head, the parts, where each form stands in the text, the text: surface, folded name, and what
 * stands in neither. The bytes are aligned for nothing and copied to what is.
 */
#include "resolve/pack.h"

#include <string.h>

#include "resolve/score_parts.h"
#include "resolve/sound.h"

struct span {
    uint16_t at, len;
};

struct head {
    const char *legal; /* of the tables */
    uint8_t legal_n, kind, n_parts, n_forms;
    uint8_t has_words, is_whole; /* whole: to be read again; then `folded` is the language */
    uint16_t legal_at, legal_len;
    uint16_t surface, folded; /* bytes */
};

struct part {
    const struct vg_name_word *word;
    struct span text;
    uint16_t at, len, rare;
    uint8_t is, script, pinyin, n_forms, is_initials;
};

enum { FORMS_MOST = VG_SCORE_PARTS * VG_SCORE_FORMS, TEXT_MOST = 4096 };

_Static_assert(sizeof(struct head) + VG_SCORE_PARTS * sizeof(struct part) +
                       FORMS_MOST * sizeof(struct span) + TEXT_MOST <=
                   VG_PACK_MOST,
               "the longest name fits");

struct packing {
    struct head head;
    struct part parts[VG_SCORE_PARTS];
    struct span forms[FORMS_MOST];
    char text[TEXT_MOST];
    size_t len;
    int is_full;
};

static struct span add_text(struct packing *p, struct vg_str s)
{
    struct span at = {(uint16_t)p->len, (uint16_t)s.len};

    if (s.len > sizeof p->text - p->len) {
        p->is_full = 1;
        return (struct span){0, 0};
    }
    if (s.len > 0)
        memcpy(p->text + p->len, s.p, s.len);
    p->len += s.len;
    return at;
}

/* Most forms are words of the folded name. */
static struct span put_text(struct packing *p, struct vg_str s)
{
    const size_t from = p->head.surface;
    const char *there = s.len > 0 ? memmem(p->text + from, p->len - from, s.p, s.len) : NULL;

    if (there != NULL)
        return (struct span){(uint16_t)(there - p->text), (uint16_t)s.len};
    return add_text(p, s);
}

static void put_part(struct packing *p, const struct vg_name_part *part)
{
    p->parts[p->head.n_parts++] = (struct part){.word = part->word,
                                                .text = put_text(p, part->text),
                                                .at = part->at,
                                                .len = part->len,
                                                .rare = part->rare,
                                                .is = part->is,
                                                .script = part->script,
                                                .pinyin = part->pinyin,
                                                .is_initials = part->is_initials,
                                                .n_forms = part->n_forms};
    for (size_t i = 0; i < part->n_forms; i++)
        p->forms[p->head.n_forms++] = put_text(p, part->forms[i]);
}

static void put_name(struct packing *p, const struct vg_scored_name *n)
{
    p->head = (struct head){.legal = n->legal.p,
                            .legal_n = (uint8_t)n->legal.len,
                            .kind = (uint8_t)n->kind,
                            .has_words = n->name->n > 0,
                            .legal_at = n->legal_at,
                            .legal_len = n->legal_len};
    p->len = 0;
    p->is_full = n->legal.len > UINT8_MAX || n->name->frame != NULL || n->half[0] != NULL;
    if (p->is_full)
        return;
    p->head.surface = add_text(p, n->name->surface).len;
    p->head.folded = add_text(p, n->name->folded).len;
    for (size_t i = 0; i < n->n && !p->is_full; i++)
        put_part(p, &n->parts[i]);
}

static char *put(char *to, const void *from, size_t n)
{
    memcpy(to, from, n);
    return to + n;
}

/* To be read again. A language is a few letters. */
static size_t pack_whole(const struct vg_scored_name *n, struct vg_str lang, char *out)
{
    struct head h = {.kind = (uint8_t)n->kind, .is_whole = 1};
    char *to = out + sizeof h;

    h.surface = (uint16_t)n->name->surface.len;
    h.folded = (uint16_t)(lang.len < 64 ? lang.len : 0);
    memcpy(out, &h, sizeof h);
    if (h.surface > 0)
        to = put(to, n->name->surface.p, h.surface);
    if (h.folded > 0)
        to = put(to, lang.p, h.folded);
    return (size_t)(to - out);
}

size_t vg_name_pack(const struct vg_scored_name *name, struct vg_str lang, char out[VG_PACK_MOST])
{
    struct packing p;
    char *to = out;

    put_name(&p, name);
    if (p.is_full)
        return pack_whole(name, lang, out);
    to = put(to, &p.head, sizeof p.head);
    to = put(to, p.parts, p.head.n_parts * sizeof *p.parts);
    to = put(to, p.forms, p.head.n_forms * sizeof *p.forms);
    to = put(to, p.text, p.len);
    return (size_t)(to - out);
}

static const struct vg_scored_name *read_again(const struct vg_scorer *s, const struct head *h,
                                               const char *text, struct vg_arena *a)
{
    struct vg_name *name = VG_NEW(a, struct vg_name);

    vg_name_read((struct vg_str){text, h->surface}, (struct vg_str){text + h->surface, h->folded},
                 a, name);
    return vg_scored_name(s, name, (enum vg_score_kind)h->kind, a);
}

/* Everything of one name is one block. */
struct unpacked {
    struct vg_scored_name scored;
    struct vg_name name;
    struct vg_name_part parts[];
};

static void unpack_parts(struct unpacked *u, const struct head *h, const char *parts,
                         const char *spans, const char *text)
{
    struct vg_str *forms = (struct vg_str *)(void *)(u->parts + h->n_parts);
    struct vg_sound_set *letters = (struct vg_sound_set *)(void *)(forms + h->n_forms);

    for (size_t i = 0; i < h->n_parts; i++) {
        struct part p;

        memcpy(&p, parts + i * sizeof p, sizeof p);
        u->parts[i] = (struct vg_name_part){.forms = forms,
                                            .letters = letters,
                                            .n_forms = p.n_forms,
                                            .is = p.is,
                                            .script = p.script,
                                            .pinyin = p.pinyin,
                                            .is_initials = p.is_initials,
                                            .at = p.at,
                                            .len = p.len,
                                            .rare = p.rare,
                                            .text = {text + p.text.at, p.text.len},
                                            .word = p.word};
        for (size_t k = 0; k < p.n_forms; k++) {
            struct span f;

            memcpy(&f, spans, sizeof f);
            spans += sizeof f;
            *forms = (struct vg_str){text + f.at, f.len};
            *letters++ = vg_sound_letters(*forms++);
        }
    }
}

const struct vg_scored_name *vg_name_unpack(const struct vg_scorer *s, const char *packed,
                                            struct vg_arena *a)
{
    const char *parts = packed + sizeof(struct head), *spans, *text;
    struct unpacked *u;
    struct head h;

    memcpy(&h, packed, sizeof h);
    if (h.is_whole)
        return read_again(s, &h, parts, a);
    spans = parts + h.n_parts * sizeof(struct part);
    text = spans + h.n_forms * sizeof(struct span);
    u = vg_alloc(a, sizeof *u + h.n_parts * sizeof *u->parts +
                        h.n_forms * (sizeof(struct vg_str) + sizeof(struct vg_sound_set)));
    u->name.surface = (struct vg_str){text, h.surface};
    u->name.folded = (struct vg_str){text + h.surface, h.folded};
    u->name.n = h.has_words;
    u->scored = (struct vg_scored_name){.name = &u->name,
                                        .kind = (enum vg_score_kind)h.kind,
                                        .parts = u->parts,
                                        .n = h.n_parts,
                                        .legal = {h.legal, h.legal_n},
                                        .legal_at = h.legal_at,
                                        .legal_len = h.legal_len};
    unpack_parts(u, &h, parts, spans, text);
    return &u->scored;
}
