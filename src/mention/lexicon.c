/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/lexicon.h"

#include <string.h>

#include "mention/lexicon_table.h"

uint16_t vg_lex_word(const char *p, size_t len)
{
    uint32_t at = vg_lex_hash(p, len) & (VG_LEX_SLOTS - 1);

    for (; vg_lex_slots[at]; at = (at + 1) & (VG_LEX_SLOTS - 1)) {
        const char *text = vg_lex_texts[vg_lex_slots[at]];

        if (strncmp(text, p, len) == 0 && text[len] == '\0')
            return vg_lex_slots[at];
    }
    return 0;
}

const struct vg_lex_entry *vg_lex_match(const uint16_t *words, size_t n, enum vg_lex_class class)
{
    if (n == 0 || !(vg_lex_masks[words[0]] & VG_LEX_BIT(class)))
        return NULL;
    for (size_t k = vg_lex_first[words[0]]; k < vg_lex_first[words[0] + 1]; k++) {
        const struct vg_lex_entry *e = &vg_lex_entries[k];

        if (e->class == class && e->n <= n && memcmp(e->words, words, e->n * sizeof *words) == 0)
            return e;
    }
    return NULL;
}
