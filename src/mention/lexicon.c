/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/lexicon.h"

#include <string.h>

uint16_t vg_lex_word(const struct vg_lexicon *l, const char *p, size_t len)
{
    uint32_t at = vg_lex_hash(p, len) & (l->n_slots - 1);

    for (; l->slots[at]; at = (at + 1) & (l->n_slots - 1)) {
        const char *text = l->texts[l->slots[at]];

        if (text[0] == p[0] && strncmp(text, p, len) == 0 && text[len] == '\0')
            return l->slots[at];
    }
    return 0;
}

/* The words behind the first, which is the same already. Phrases are short. */
static int goes_on(const struct vg_lex_entry *e, const uint16_t *words)
{
    for (size_t i = 1; i < e->n; i++)
        if (e->words[i] != words[i])
            return 0;
    return 1;
}

uint64_t vg_lex_classes(const struct vg_lexicon *l, const uint16_t *words, size_t n)
{
    uint64_t found = l->ones[words[0]];

    if (found == l->masks[words[0]])
        return found; /* nothing that longer phrases could add */
    for (size_t k = l->first[words[0]]; k < l->first[words[0] + 1U]; k++) {
        const struct vg_lex_entry *e = &l->entries[k];

        if (e->n == 1)
            break; /* the longest come first */
        if (e->n <= n && e->words[1] == words[1] && goes_on(e, words))
            found |= VG_LEX_BIT(e->class);
    }
    return found;
}

const struct vg_lex_entry *vg_lex_match(const struct vg_lexicon *l, const uint16_t *words, size_t n,
                                        enum vg_lex_class class)
{
    if (n == 0 || !(l->masks[words[0]] & VG_LEX_BIT(class)))
        return NULL;
    for (size_t k = l->first[words[0]]; k < l->first[words[0] + 1U]; k++) {
        const struct vg_lex_entry *e = &l->entries[k];

        if (e->class == class && e->n <= n && goes_on(e, words))
            return e;
    }
    return NULL;
}
