/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_HAN_LEXICON_H
#define VG_MENTION_HAN_LEXICON_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "mention/pattern_file.h"

/*
 * Phrases of Chinese by what they do, from the lists of data/patterns/zh/. A
 * phrase may stand in several lists. Everything is compared character by
 * character after folding (base/fold.h), so one entry serves simplified and
 * traditional writing, full-width and plain. No words are cut: a text is looked
 * up at each of its characters.
 */
enum vg_han_class {
#define X(name, constant) VG_HAN_##constant,
#include "mention/han_class.inc"
#undef X
    VG_HAN_CLASSES,
};

#define VG_HAN_BIT(class) ((uint64_t)1 << (class))

enum { VG_HAN_PHRASE = 16 }; /* characters of the longest phrase; longer ones are left out */

struct vg_han_entry {
    uint8_t class; /* enum vg_han_class */
    uint8_t n;     /* characters */
    uint32_t next; /* index + 1 of another entry of the same phrase; 0: none */
    const struct vg_pat_set *sets;
    size_t n_sets;
};

struct vg_han_lexicon;

/* The built-in lists, in the arena: a few hundred kilobytes, made in about a
 * millisecond. The lists that ship are tested, so that this cannot fail. */
const struct vg_han_lexicon *vg_han_lexicon(struct vg_arena *a);

/* A lexicon of these files alone; lists with other names are passed over. */
const struct vg_han_lexicon *vg_han_lexicon_of(const struct vg_pat_file *files, size_t n,
                                               struct vg_arena *a);

/* The value of a key of an entry, NULL when it has none or there is no entry. */
static inline const char *vg_han_get(const struct vg_han_entry *e, const char *key)
{
    for (size_t k = 0; e != NULL && k < e->n_sets; k++)
        if (strcmp(e->sets[k].key, key) == 0)
            return e->sets[k].value;
    return NULL;
}

/* The same as a number, `none` when it has none. */
static inline int vg_han_int(const struct vg_han_entry *e, const char *key, int none)
{
    const char *v = vg_han_get(e, key);
    int sign = v && *v == '-' ? -1 : 1, n = 0;

    if (!v)
        return none;
    for (v += sign < 0; *v >= '0' && *v <= '9' && n < 100000; v++)
        n = n * 10 + (*v - '0');
    return sign * n;
}

/* The entries that begin at `c[0]`, shortest phrase first, at most `room` of them;
 * returns how many. */
size_t vg_han_lookup(const struct vg_han_lexicon *lex, const uint32_t *c, size_t n,
                     const struct vg_han_entry **out, size_t room);

/* May a name of the gazetteer begin with these two folded characters? */
int vg_han_may_place(const struct vg_han_lexicon *lex, uint32_t first, uint32_t second);

#endif
