/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What writes texts with chapters gives each an id made of its heading, so that it can be linked
 * to: <section id="tools-of-pressure"><h2>Tools of pressure</h2>. Such an id names no part of the
 * page, though it may have a word that names of side parts have. It is known by its heading,
 * which has the word too, by the sentences under that, and by a chapter of the same kind beside it
 * whose id has none. In the same way a heading that begins like a phrase that closes articles
 * ("Share of the costs") is one of the text.
 */
#include "read/html_main.h"
#include "read/words.h"

enum {
    NEAR = 4,         /* blocks from the heading to a first sentence: sub-headings stand between */
    PHRASE_MOST = 11, /* letters of a heading that is hardly more than such a phrase */
};

/* The level of the heading that such an element begins with, when sentences follow it; else 0. */
static int is_chapter(struct vg_page *page, const struct vg_page_node *n)
{
    const struct vg_page_block *first = &page->blocks[n->first_block];

    if (n->last_block >= page->block_count || n->last_block <= n->first_block ||
        first->level == 0 || !vg_main_is_shown(first))
        return 0;
    for (uint32_t i = n->first_block + 1; i <= n->last_block && i <= n->first_block + NEAR; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        page->steps++;
        if (b->level == 0 && b->letters >= VG_MAIN_BETWEEN && !b->form && vg_main_is_shown(b) &&
            vg_main_is_prose(b))
            return first->level;
    }
    return 0;
}

/* Of each element, the first in it that is a chapter of which neither id nor heading gives a hint;
 * 0 when none is. */
static uint32_t *sound_chapters(struct vg_page *page, struct vg_arena *a)
{
    uint32_t *sound = VG_NEW_ARRAY(a, uint32_t, page->node_count);

    for (uint32_t i = 1; i < page->node_count; i++) {
        const struct vg_page_node *n = &page->nodes[i];

        if ((n->hints & VG_HINT_BAD) == 0 && sound[n->parent] == 0 && is_chapter(page, n) > 0 &&
            (page->blocks[n->first_block].words & VG_WORDS_CLOSE) == 0)
            sound[n->parent] = i;
    }
    return sound;
}

/* Is there something to be taken away? */
static int is_doubtful(const struct vg_page *page, const struct vg_page_node *n)
{
    const struct vg_page_block *b;

    if (n->first_block >= page->block_count)
        return 0;
    b = &page->blocks[n->first_block];
    return b->level > 0 &&
           (n->anchor != 0 || ((b->words & VG_WORDS_CLOSE) != 0 && b->letters > PHRASE_MOST));
}

void vg_main_spare_chapters(struct vg_page *page)
{
    VG_SCOPED_ARENA work = {0};
    uint32_t *sound = NULL;

    for (uint32_t i = 1; page->headings > 0 && i < page->node_count; i++) {
        struct vg_page_node *n = &page->nodes[i];
        const struct vg_page_node *beside;
        struct vg_page_block *heading;
        int level;

        if (!is_doubtful(page, n) || (level = is_chapter(page, n)) == 0)
            continue;
        if (sound == NULL)
            sound = sound_chapters(page, &work);
        heading = &page->blocks[n->first_block];
        beside = &page->nodes[sound[n->parent]];
        if (sound[n->parent] == 0 || beside->shape != n->shape ||
            page->blocks[beside->first_block].level != level)
            continue;
        if ((n->anchor & ~vg_hints(vg_main_text(page, heading))) == 0)
            n->hints &= (uint16_t)~n->anchor;
        if (heading->letters > PHRASE_MOST)
            heading->words &= (uint8_t)~VG_WORDS_CLOSE;
    }
}
