/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* HTML: build the page, judge its blocks, and hand over what outlives it. */
#include <string.h>

#include "base/limits.h"
#include "read/html_page.h"
#include "read/readers.h"

/* Nobody asks for containers any more: their memory, which was touched before, is that of the
 * blocks. Returns how many ranges of main blocks there are. */
static size_t hand_on_blocks(struct vg_page *page, struct vg_arena *a, struct vg_text *t)
{
    size_t ranges = 0;
    unsigned was_main = 0;

    t->blocks = vg_page_room(page->nodes, page->block_count * sizeof *t->blocks);
    page->nodes = NULL;
    vg_arena_keep(a, t->blocks);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        t->blocks[i] = (struct vg_block){.start = b->start,
                                         .len = b->len,
                                         .class = (enum vg_block_class)b->class,
                                         .level = b->level};
        ranges += b->main > was_main;
        was_main = b->main;
    }
    t->block_count = page->block_count;
    return ranges;
}

/* Main blocks that follow each other are one range, with what parts them. */
static void hand_on_main(const struct vg_page *page, size_t ranges, struct vg_arena *a,
                         struct vg_text *t)
{
    t->main = VG_NEW_ARRAY(a, struct vg_range, ranges);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (!b->main)
            continue;
        if (i == 0 || !page->blocks[i - 1].main)
            t->main[t->main_count++].start = b->start;
        t->main[t->main_count - 1].end = b->start + b->len;
    }
}

static void note_ceilings(const struct vg_page *page, struct vg_arena *a, struct vg_text *t)
{
    if (page->flattened > 0)
        vg_text_odd(t, a, VG_NOTE_DEPTH_FLATTENED, page->flattened_at,
                    vg_print(a, "%llu elements stand deeper than %d; their text is kept",
                             (unsigned long long)page->flattened, VG_MAX_HTML_DEPTH));
    if (page->full)
        vg_text_damage(t, a, VG_NOTE_SIZE_EXCEEDED, 0,
                       vg_print(a,
                                "the text has more than %zu MiB, %d blocks, %d elements or %d "
                                "changes of source; what follows byte %zu of %zu is preserved but "
                                "not read",
                                (size_t)VG_MAX_TEXT / 1024 / 1024, VG_MAX_BLOCKS, VG_MAX_PAGE_NODES,
                                VG_MAX_PAGE_RUNS, page->at, page->len));
    t->media = vg_str("text/html");
    t->reader = vg_str(VG_READER_HTML);
}

void vg_skim_html(struct vg_str utf8, struct vg_arena *a, struct vg_text *t)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_page page = {.a = &scratch, .is_skimmed = 1};

    vg_page_build(&page, utf8.p, utf8.len);
    (void)hand_on_blocks(&page, a, t);
    note_ceilings(&page, a, t);
    t->text = vg_buf_hand_on(&page.text, a);
    vg_page_end(&page);
}

void vg_read_html(struct vg_str utf8, struct vg_str name, struct vg_arena *a, struct vg_text *t)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_page page = {.a = &scratch};

    vg_page_build(&page, utf8.p, utf8.len);
    vg_page_main(&page);
    t->text = vg_buf_str(&page.text);
    t->runs = page.runs;
    vg_arena_keep(a, page.runs);
    page.runs = NULL;
    t->run_count = page.run_count;
    hand_on_main(&page, hand_on_blocks(&page, a, t), a, t);
    vg_page_fields(&page, name, a, t);
    note_ceilings(&page, a, t);
    t->text = vg_buf_hand_on(&page.text, a);
    vg_page_end(&page);
}
