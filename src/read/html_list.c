/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pages that are lists: see html_main.c. */
#include "read/html_main.h"

#include <string.h>

#include "read/words.h"

/* Have nearly all entries a link, so that sentences beside it are a word on what it
 * leads to? */
static int has_teasers(const struct vg_main_row *r)
{
    return r->linked >= VG_MAIN_ENTRIES && 4 * r->linked >= 3 * r->members;
}

static int is_dated(const struct vg_main_row *r)
{
    return 2 * r->dated >= (has_teasers(r) ? r->members : r->entries);
}

/* How many members of one parent share tag and class with each node. The first of
 * each kind is found by open addressing over node numbers: a table with keys would
 * take a hundred bytes a node. */
uint32_t *vg_main_list_rows(struct vg_page *page, struct vg_arena *work)
{
    VG_SCOPED_ARENA scratch = {0};
    uint32_t *count = VG_NEW_ARRAY(work, uint32_t, page->node_count);
    uint32_t *first = VG_NEW_ARRAY(&scratch, uint32_t, page->node_count);
    size_t room = 64;
    uint32_t *slots;

    while (room < 2 * page->node_count)
        room *= 2;
    slots = VG_NEW_ARRAY(&scratch, uint32_t, room);
    for (uint32_t i = 1; i < page->node_count; i++) {
        const struct vg_page_node *n = &page->nodes[i];
        uint64_t key = ((uint64_t)n->parent << 32 | n->exact) * UINT64_C(0x9e3779b97f4a7c15);
        size_t slot = (size_t)(key >> 32) & (room - 1);

        for (; slots[slot] != 0; slot = (slot + 1) & (room - 1)) {
            const struct vg_page_node *m = &page->nodes[slots[slot]];

            page->steps++;
            if (m->parent == n->parent && m->exact == n->exact)
                break;
        }
        if (slots[slot] == 0)
            slots[slot] = i;
        first[i] = slots[slot];
        count[first[i]]++;
    }
    for (size_t i = 1; i < page->node_count; i++)
        count[i] = count[first[i]];
    return count;
}

/* The list entry that a block belongs to: the innermost element around it that
 * stands in a row of equals; 0 when there is none within five levels. */
uint32_t vg_main_list_entry(const struct vg_page *page, const uint32_t *rows, uint32_t node)
{
    for (int i = 0; i < VG_MAIN_LEVELS && node != 0; i++) {
        if (rows[node] >= VG_MAIN_ENTRIES)
            return node;
        node = page->nodes[node].parent;
    }
    return 0;
}

static int is_entry(const struct vg_page_block *b)
{
    return vg_main_is_shown(b) && !b->form && (b->hints & VG_HINT_BAD) == 0 &&
           (b->level == 0 || 2 * b->link_bytes > b->len);
}

/* The container whose entries look most like a list of notices. */
uint32_t vg_main_list_best(const struct vg_page *page, const uint32_t *equals,
                           struct vg_main_row *chosen)
{
    VG_SCOPED_ARENA scratch = {0};
    /* Touched where there are entries only. */
    struct vg_main_row *rows = VG_NEW_ARRAY(&scratch, struct vg_main_row, page->node_count);
    uint32_t *parents = VG_NEW_ARRAY(&scratch, uint32_t, page->node_count), parent_count = 0;
    enum { MET = 1, LINKED = 2, SAID = 4 }; /* what an entry has: a link before a sentence */
    unsigned char *seen = vg_alloc(&scratch, page->node_count);
    uint32_t best = 0;
    uint64_t best_score = 0;

    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        uint32_t entry = is_entry(b) ? vg_main_list_entry(page, equals, b->node) : 0;
        struct vg_main_row *r;
        int is_link;

        if (entry == 0)
            continue;
        r = &rows[page->nodes[entry].parent];
        if (r->members == 0)
            parents[parent_count++] = page->nodes[entry].parent;
        r->members += seen[entry] == 0;
        is_link = 2 * b->link_bytes > b->len && (seen[entry] & SAID) == 0 && b->letters >= 8;
        r->linked += is_link && (seen[entry] & LINKED) == 0;
        seen[entry] |= (unsigned char)(MET | (is_link ? LINKED : 0) |
                                       (b->stops > 0 && 2 * b->link_bytes <= b->len ? SAID : 0));
        r->dated += (b->words & VG_WORDS_DATED) != 0;
        if (b->letters < VG_PAGE_WORDY)
            continue;
        r->entries++;
        r->sentences += b->stops > 0;
        r->letters += b->letters < 120 ? b->letters : 120;
    }
    for (uint32_t i = 0; i < parent_count; i++) {
        const struct vg_main_row *r = &rows[parents[i]];
        uint64_t s = (uint64_t)r->letters * (is_dated(r) ? 3 : 1);

        if (r->entries < VG_MAIN_ENTRIES || (2 * r->sentences >= r->entries && !has_teasers(r)) ||
            r->letters < 14 * r->entries || s < best_score ||
            (s == best_score && parents[i] > best)) /* of equals the outer or earlier one */
            continue;
        best_score = s;
        best = parents[i];
        *chosen = *r;
    }
    return best;
}

/* Is the list the thing here, and not the article? Sentences are an article's,
 * however short, unless the list has dates and dwarfs them. */
int vg_main_list_is_page(const struct vg_main_row *list, const struct vg_main_found *article,
                         uint64_t inside)
{
    int dated = is_dated(list);

    /* What reads like text is what entries say of what they lead to. */
    if (has_teasers(list) && 5 * inside >= 4 * article->letters)
        return 1;
    /* Posts in a row are what was found, and no list of anything else. */
    if (!has_teasers(list) && article->stops >= 2 && 5 * inside >= 4 * article->letters)
        return 0;
    if (article->stops < 2)
        return (uint64_t)list->letters * (dated ? 3 : 1) > 2 * article->letters;
    return dated && list->letters > 3 * article->letters;
}

void vg_main_list_pick(struct vg_main_pick *k, const uint32_t *equals, uint32_t list)
{
    struct vg_page *page = k->page;

    memset(k->in, 0, page->block_count);
    for (size_t i = 0; i < page->block_count; i++) {
        struct vg_page_block *b = &page->blocks[i];
        uint32_t entry = is_entry(b) ? vg_main_list_entry(page, equals, b->node) : 0;

        if (entry == 0 || page->nodes[entry].parent != list)
            continue;
        k->in[i] = 1;
        b->class = VG_BLOCK_LIST;
    }
}

/* Many words, most of them in links: cards, or lines that end in <br>, which are one block. */
static int is_row_of_links(const struct vg_page_block *b)
{
    return vg_main_is_shown(b) && !b->form && b->level == 0 && b->letters >= VG_MAIN_BETWEEN &&
           2 * b->link_bytes > b->len && (b->hints & VG_HINT_BAD) == 0;
}

int vg_main_list_under(struct vg_main_pick *k)
{
    enum { REACH = 3 };
    struct vg_page *page = k->page;
    uint32_t heading = vg_main_own_heading(page);
    size_t i = (size_t)heading + 1,
           end = i + REACH < page->block_count ? i + REACH : page->block_count;

    if (heading == VG_MAIN_NO_BLOCK)
        return 0;
    while (i < end && !is_row_of_links(&page->blocks[i]))
        i++;
    if (i >= end)
        return 0;
    memset(k->in, 0, page->block_count);
    for (; i < page->block_count && is_row_of_links(&page->blocks[i]); i++) {
        k->in[i] = 1;
        page->blocks[i].class = VG_BLOCK_LIST;
    }
    return 1;
}

/* Nothing reads like sentences: the longest run of visible blocks without links. */
void vg_main_list_longest(struct vg_main_pick *k)
{
    struct vg_page *page = k->page;
    size_t n = page->block_count, from = 0, best_from = 0, best_to = 0;
    uint64_t letters = 0, best = 0;

    memset(k->in, 0, n);
    for (size_t i = 0; i <= n; i++) {
        const struct vg_page_block *b = i < n ? &page->blocks[i] : NULL;

        if (b != NULL && vg_main_is_shown(b) && !b->form && b->link_bytes == 0 && b->level == 0 &&
            (b->hints & VG_HINT_BAD) == 0 && (b->words & VG_WORDS_CLOSE) == 0) {
            letters += b->letters;
            continue;
        }
        if (letters > best) {
            best = letters;
            best_from = from;
            best_to = i;
        }
        letters = 0;
        from = i + 1;
    }
    for (size_t i = best_from; i < best_to; i++)
        k->in[i] = 1;
}

/* -- directories --------------------------------------------------------------------------- */
enum {
    ROW = 3,          /* entries of one shape that make a row */
    ENTRY_MOST = 24,  /* blocks of an entry */
    ENTRY_LEAST = 16, /* letters of it */
};

/* What an entry of several blocks is: the name of an office, its address, when it is open. */
struct entry {
    int is_full; /* it says something, with few links, and nothing that stands beside texts */
    int is_in;   /* some of it is chosen already */
    int is_post; /* it says who wrote it, and when */
    int has_heading;
};

/* Rows of tables have rules of their own. */
static struct entry entry_of(struct vg_main_pick *k, const struct vg_page_node *n)
{
    const struct vg_page *page = k->page;
    uint64_t letters = 0, links = 0, all = 0;
    struct entry e = {0};

    if (n->last_block >= page->block_count || n->last_block <= n->first_block ||
        n->last_block - n->first_block >= ENTRY_MOST || n->tag == VG_TAG_TR)
        return e;
    for (uint32_t i = n->first_block; i <= n->last_block; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        k->page->steps++;
        if (!vg_main_is_shown(b) || b->form || b->caption ||
            (b->hints & (VG_HINT_BYLINE | (VG_HINT_BAD & ~k->winner_hints))) != 0 ||
            (b->words & VG_WORDS_CLOSE) != 0)
            return e;
        letters += b->letters;
        links += b->link_bytes;
        all += b->len;
        e.is_in |= k->in[i] != 0;
        e.is_post |= (b->words & (VG_WORDS_BYLINE | VG_WORDS_DATED)) != 0;
    }
    e.is_full = letters >= ENTRY_LEAST && 2 * links <= all;
    e.has_heading = page->blocks[n->first_block].level > 1;
    return e;
}

/* Does the row stand in what has won? */
static int is_in_winner(const struct vg_main_pick *k, uint32_t row)
{
    const struct vg_page_node *win = &k->page->nodes[k->winner], *n = &k->page->nodes[row];

    return k->winner != 0 && n->first_block >= win->first_block && n->last_block <= win->last_block;
}

void vg_main_list_complete(struct vg_main_pick *k, const uint32_t *equals, int is_article)
{
    VG_SCOPED_ARENA scratch = {0};
    const struct vg_page *page = k->page;
    struct row {
        uint32_t full, in, headed, posts;
    } *rows = VG_NEW_ARRAY(&scratch, struct row, page->node_count);
    unsigned char *full = vg_alloc(&scratch, page->node_count);

    for (uint32_t i = 1; i < page->node_count; i++) {
        struct row *r = &rows[page->nodes[i].parent];
        struct entry e = equals[i] < ROW ? (struct entry){0} : entry_of(k, &page->nodes[i]);

        if (!e.is_full)
            continue;
        full[i] = 1;
        r->full++;
        r->in += (uint32_t)e.is_in;
        r->headed += (uint32_t)e.has_heading;
        r->posts += (uint32_t)e.is_post;
    }
    for (uint32_t i = 1; i < page->node_count; i++) {
        const struct vg_page_node *n = &page->nodes[i];
        const struct row *r = &rows[n->parent];

        if (!full[i] || 4 * r->full < 3 * equals[i])
            continue;
        if (!(2 * r->in >= r->full && r->posts == 0) &&
            !(is_article && r->headed == r->full && is_in_winner(k, n->parent)))
            continue;
        for (uint32_t m = n->first_block; m <= n->last_block; m++)
            if (!k->in[m])
                k->in[m] = 2;
    }
}
