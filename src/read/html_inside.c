/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is main inside the winner: see html_main.c. */
#include "read/html_main.h"

#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/table.h"
#include "read/words.h"

enum {
    BODY_MISSES = 64, /* blocks not found in the text that linked data gives */
    REACH_ABOVE = 16, /* blocks between a heading and the text */
    ROW_LEAST = 3,    /* posts beside the winner that make a row of them */
};

/* A block that reads like a paragraph. */
static int is_strong(const struct vg_main_pick *k, const struct vg_page_block *b)
{
    unsigned bad = b->hints & VG_HINT_BAD & ~k->winner_hints;

    return vg_main_is_shown(b) && bad == 0 && b->level == 0 && !b->form && !b->caption &&
           vg_main_links(b->link_bytes, b->len) <= 50 && b->score > 0 &&
           (b->words & VG_WORDS_CLOSE) == 0;
}

static void mark_range(struct vg_main_pick *k, uint32_t node)
{
    const struct vg_page_node *n = &k->page->nodes[node];

    for (uint32_t i = n->first_block; i <= n->last_block && i < k->page->block_count; i++) {
        k->within[i] = 1;
        k->page->steps++;
    }
}

/* Do two containers hold the same place in the entries of one row, as the posts
 * of a forum do? The first post may have a class more than the replies. */
static int is_cousin(const struct vg_page *page, const struct vg_page_node *n,
                     const struct vg_page_node *m)
{
    for (int i = 0; i < 3; i++) {
        if (n->shape != m->shape || n->depth != m->depth)
            return 0;
        if (n->parent == m->parent)
            return 1;
        n = &page->nodes[n->parent];
        m = &page->nodes[m->parent];
    }
    return n->parent == m->parent || n->exact == m->exact;
}

/* A container that no class tells apart: columns of a layout look alike too, sections are parts of
 * one text. */
static int is_nameless(const struct vg_page_node *n)
{
    return n->shape == n->tag && n->tag != VG_TAG_SECTION;
}

/* Has a container a headline of the first level, not far from its beginning? */
static int has_headline(const struct vg_page *page, const struct vg_page_node *n)
{
    for (uint32_t i = n->first_block; i <= n->last_block && i < n->first_block + REACH_ABOVE; i++)
        if (i < page->block_count && page->blocks[i].level == 1)
            return 1;
    return 0;
}

/* Does the headline of the page stand over block `first`? */
static int is_under_headline(const struct vg_page *page, uint32_t headline, uint32_t first)
{
    const struct vg_page_block *b = &page->blocks[headline];

    return headline < first && b->level == 1 && vg_main_is_headline(page, b);
}

/* Are these in two stories, each with a headline of its own? Pages load the next one
 * when the reader comes to the end of the first. `n` and `m` hold the same place. Under the
 * headline of the page they are chapters of one. */
static int is_other_story(const struct vg_page *page, uint32_t headline,
                          const struct vg_page_node *n, const struct vg_page_node *m)
{
    for (int i = 0; i < 3 && n->parent != m->parent; i++) {
        n = &page->nodes[n->parent];
        m = &page->nodes[m->parent];
    }
    return n->parent == m->parent && has_headline(page, n) && has_headline(page, m) &&
           !is_under_headline(page, headline,
                              n->first_block < m->first_block ? n->first_block : m->first_block);
}

/* The first of stories in a row: the page was opened for that one, however long
 * those are that were loaded after it. */
static uint32_t first_of_stream(const struct vg_page *page, uint32_t headline, uint32_t best)
{
    const struct vg_page_node *win = &page->nodes[best];

    for (uint32_t i = 1; i < best; i++) {
        const struct vg_page_node *n = &page->nodes[i];

        if (n->exact == win->exact && n->depth == win->depth &&
            5 * (int64_t)n->score >= win->score && is_cousin(page, n, win) &&
            is_other_story(page, headline, n, win))
            return i;
    }
    return best;
}

/* A row of a table that begins with a label: "Question", and what was asked. */
static int is_label_row(const struct vg_page *page, const struct vg_page_node *n)
{
    enum { LABEL = 16 };
    const struct vg_page_block *b = &page->blocks[n->first_block];

    return n->tag == VG_TAG_TR && n->last_block == n->first_block + 1 && b->letters <= LABEL &&
           b->letters > 0 && b->stops == 0 && vg_main_is_cell(page, b) &&
           vg_main_is_cell(page, b + 1);
}

/* May a container of that score join the winner? A fifth is enough for a namesake,
 * and for one in the same place of another row; half for a neighbour without a
 * name; cells of the same row are columns, and rows that begin with labels go together. */
static int is_good_enough(const struct vg_page *page, const struct vg_page_node *n,
                          const struct vg_page_node *win)
{
    if (is_label_row(page, win) && is_label_row(page, n) && n->parent == win->parent)
        return 1;
    if (!is_nameless(win) || n->parent != win->parent)
        return 5 * (int64_t)n->score >= win->score;
    if (win->tag == VG_TAG_TD)
        return 0;
    return 2 * (int64_t)n->score >= win->score;
}

/* Does that container stand in the winner's row? */
static int is_in_row(const struct vg_main_pick *k, uint32_t i)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *n = &page->nodes[i], *win = &page->nodes[k->winner];

    return i != k->winner &&
           ((n->parent == win->parent && n->shape == win->shape) || is_cousin(page, n, win)) &&
           !is_other_story(page, k->headline, n, win);
}

/* Is there a date in what stands with `n` in its entry of the row that the winner is in too? */
static int is_dated_entry(const struct vg_page *page, const struct vg_page_node *n,
                          const struct vg_page_node *win)
{
    for (int i = 0; i < 3 && n->parent != win->parent; i++) {
        n = &page->nodes[n->parent];
        win = &page->nodes[win->parent];
    }
    for (uint32_t i = n->first_block; i <= n->last_block && i < n->first_block + REACH_ABOVE; i++)
        if (i < page->block_count && (page->blocks[i].words & VG_WORDS_DATED) != 0 &&
            vg_main_links(page->blocks[i].link_bytes, page->blocks[i].len) <= 50)
            return 1;
    return 0;
}

/* The winner, and those of its shape and place that are nearly as good. Where it is
 * one of a row of posts with names, all of them: short answers score nothing. Two posts beside it
 * are a row if each has its date, and then need not score at all. */
static void mark_winner(struct vg_main_pick *k)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *win = &page->nodes[k->winner];
    size_t members = 0, good = 0, dated = 0;
    int is_row;

    mark_range(k, k->winner);
    for (uint32_t i = 1; i < page->node_count && k->winner != 0; i++) {
        if (page->nodes[i].shape != win->shape || !is_in_row(k, i))
            continue;
        members++;
        good += page->nodes[i].score > 0;
        dated += (size_t)is_dated_entry(page, &page->nodes[i], win);
    }
    is_row = ((members >= ROW_LEAST && 2 * good >= members) || (members > 1 && dated == members)) &&
             !is_nameless(win);
    for (uint32_t i = 1; i < page->node_count && members > 0; i++) {
        const struct vg_page_node *n = &page->nodes[i];

        if (n->shape == win->shape && (is_row || (n->score > 0 && is_good_enough(page, n, win))) &&
            is_in_row(k, i))
            mark_range(k, i);
    }
}

/* Is a block a cell of data, and not a part of what a layout put into one cell? */
static int is_data(const struct vg_main_pick *k, const struct vg_page_block *b)
{
    const struct vg_page_node *n = &k->page->nodes[b->node];

    return b->cell && (n->tag != VG_TAG_TD || n->first_block == n->last_block);
}

/* A sentence that is mostly link, and yet one of the text: words stand around the link, and it ends
 * as sentences do. What leads to other pages is a link and no more. */
static int is_sentence(const struct vg_main_pick *k, const struct vg_page_block *b)
{
    enum { AROUND = 12 };
    struct vg_str s = vg_main_text(k->page, b);

    return k->page->nodes[b->node].tag == VG_TAG_P && b->stops > 0 &&
           b->link_bytes + AROUND <= b->len &&
           (s.p[s.len - 1] == '.' || (s.len > 3 && memcmp(s.p + s.len - 3, "。", 3) == 0));
}

/* May a weak block be main where it stands? */
static int is_fit(const struct vg_main_pick *k, const struct vg_page_block *b)
{
    if (!vg_main_is_shown(b) || b->form || b->caption ||
        (b->hints & VG_HINT_BAD & ~k->winner_hints) != 0)
        return 0;
    if (vg_main_links(b->link_bytes, b->len) > 50 && !is_data(k, b) && !is_sentence(k, b))
        return 0;
    if (vg_main_is_cell(k->page, b))
        return (b->words & VG_WORDS_CLOSE) == 0;
    return (b->words & (VG_WORDS_CLOSE | VG_WORDS_BYLINE)) == 0 &&
           !((b->hints & (VG_HINT_BYLINE | VG_HINT_CAPTION)) != 0 && b->letters < 80);
}

/* Do these stand alike in two entries of a list, or of a row with a name? */
static int is_same_place(const struct vg_page *page, const struct vg_page_node *n,
                         const struct vg_page_node *m)
{
    for (int i = 0; i < 3; i++) {
        if (n->shape != m->shape || n->depth != m->depth)
            return 0;
        if (n->parent == m->parent)
            return i > 0 && (!is_nameless(n) || n->tag == VG_TAG_LI);
        n = &page->nodes[n->parent];
        m = &page->nodes[m->parent];
    }
    return 0;
}

/* Is `b` in a row with `strong`: another paragraph of one container, or the
 * same place in another entry of one shape? */
static int is_beside(const struct vg_page *page, const struct vg_page_block *b,
                     const struct vg_page_block *strong)
{
    const struct vg_page_node *n = &page->nodes[b->node], *m = &page->nodes[strong->node];

    if (b->node == strong->node)
        return 1;
    if (n->parent == m->parent && (n->tag == m->tag || b->list || b->level > 0))
        return 1;
    if (b->list && page->nodes[n->parent].parent == m->parent)
        return 1;
    return is_same_place(page, n, m) || (n->exact == m->exact && n->depth == m->depth &&
                                         n->tag != VG_TAG_LI && n->tag != VG_TAG_P);
}

static int is_sibling(const struct vg_page *page, const struct vg_page_block *b,
                      const struct vg_page_block *c)
{
    const struct vg_page_node *n = &page->nodes[b->node], *m = &page->nodes[c->node];

    return b->node == c->node || (n->parent == m->parent && n->exact == m->exact);
}

/* "14 March 2022", or a place before it: what stands under a letter. */
static int is_signed(struct vg_str s)
{
    enum { PLACE = 40 };
    char date[VG_WORDS_DATE];
    size_t start;

    if (vg_words_date_find(s, date, &start) != s.len || start > PLACE)
        return 0;
    return start == 0 ||
           (memchr(s.p, ':', start) == NULL && memmem(s.p, start, "\xef\xbc\x9a", 3) == NULL &&
            !vg_words_byline((struct vg_str){s.p, start}));
}

/* The nearest strong block before and after each; block_count when there is none. */
struct near {
    uint32_t before, after;
};

/* Does an entry of a list follow main text, but for a heading over it? */
static int is_next_entry(const struct vg_main_pick *k, uint32_t i)
{
    i -= i > 1 && k->page->blocks[i - 1].level > 1;
    return i > 0 && k->in[i - 1];
}

/* Does a date line or byline stand above block `i`? */
static int has_date_above(const struct vg_main_pick *k, uint32_t i)
{
    uint32_t least = i > REACH_ABOVE ? i - REACH_ABOVE : 0;

    while (i-- > least)
        if ((k->page->blocks[i].words & VG_WORDS_DATED) != 0 && !k->in[i] &&
            k->page->blocks[i].letters < VG_MAIN_BETWEEN)
            return 1;
    return 0;
}

/* A date in a line of its own between the paragraphs of one element, or under the last of them,
 * is a part of the text where that has begun: what may be the date of the page stands above. */
static int is_date_inside(const struct vg_main_pick *k, uint32_t i, const struct near *near)
{
    const struct vg_page *page = k->page;
    const struct vg_page_block *b = &page->blocks[i];
    uint32_t before = near[i].before, after = near[i].after, n = (uint32_t)page->block_count;
    uint32_t last = b->list && i > 0 && k->in[i - 1] ? i - 1 : before;

    if ((b->words & (VG_WORDS_DATED | VG_WORDS_CLOSE)) != VG_WORDS_DATED ||
        (b->hints & (VG_HINT_BYLINE | VG_HINT_CAPTION | VG_HINT_BAD)) != 0 || b->link_bytes > 0 ||
        !vg_main_is_shown(b) || b->form || b->caption || b->level > 0 || before == n ||
        !is_sibling(page, b, &page->blocks[last]))
        return 0;
    if (after < n && !b->list && !is_sibling(page, b, &page->blocks[after]))
        return 0;
    if (after == n && (i - before > 3 || !is_signed(vg_main_text(page, b))))
        return 0;
    return near[before].before < n || has_date_above(k, before);
}

/* "01", "三、", "PART 2": a number in a line of its own. */
static int is_number(struct vg_str s)
{
    static const char *const han[] = {"一", "二", "三", "四", "五", "六",
                                      "七", "八", "九", "十", "、"};
    size_t at = vg_str_begins(s, "PART ") || vg_str_begins(s, "Part ") ? 5 : 0, first = at;

    if (s.len == 0 || s.len > 9)
        return 0;
    while (at < s.len) {
        size_t was = at;

        at += (s.p[at] >= '0' && s.p[at] <= '9') || (at > first && s.p[at] == '.');
        for (size_t i = 0; i < sizeof han / sizeof *han && at < s.len && at == was; i++)
            at += memcmp(s.p + at, han[i], s.len - at < 3 ? s.len - at : 3) == 0 ? 3 : 0;
        if (at == was)
            return 0;
    }
    return at > first;
}

/* Numbers that editors of accounts put over each stretch of a text, in elements that have no name,
 * and the line that such a number is for. */
static int is_numbered(const struct vg_main_pick *k, uint32_t i, const struct near *near)
{
    enum { LINE = 60, LEVELS = 6, APART = 3 };
    const struct vg_page *page = k->page;
    const struct vg_page_block *b = &page->blocks[i];
    uint32_t n = b->node;

    if (b->link_bytes > 0 || b->cell || b->letters > LINE || near[i].after - near[i].before > APART)
        return 0;
    for (int level = 0; n != k->winner; n = page->nodes[n].parent, level++)
        if (n == 0 || level == LEVELS || page->nodes[n].shape != page->nodes[n].tag)
            return 0;
    return is_number(vg_main_text(page, b)) ||
           (i > 0 && near[i].before + 2 == i && is_number(vg_main_text(page, b - 1)));
}

static int is_main_by_place(const struct vg_main_pick *k, uint32_t i, const struct near *near)
{
    const struct vg_page *page = k->page;
    const struct vg_page_block *b = &page->blocks[i];
    int has_before = near[i].before < page->block_count;
    int has_after = near[i].after < page->block_count;

    if (is_date_inside(k, i, near))
        return 1;
    if (!is_fit(k, b))
        return 0;
    if (b->level > 0)
        return has_before && has_after && (b->level > 1 || is_under_headline(page, k->headline, i));
    if (vg_main_is_cell(page, b))
        return has_before || has_after;
    if (b->link_bytes == 0 && has_before && has_after &&
        (b->stops > 0 || b->letters >= VG_MAIN_BETWEEN))
        return 1;
    if (b->link_bytes == 0 && b->stops > 0 &&
        ((has_before && near[i].before + 1 == i) || (has_after && near[i].after == i + 1)))
        return 1;
    if (b->list && b->link_bytes == 0 && b->stops > 0 && has_before && is_next_entry(k, i))
        return 1;
    if (has_before && has_after && is_numbered(k, i, near))
        return 1;
    return (has_before && is_beside(page, b, &page->blocks[near[i].before])) ||
           (has_after && is_beside(page, b, &page->blocks[near[i].after]));
}

static void find_near(const struct vg_main_pick *k, struct near *near, size_t n)
{
    uint32_t last = (uint32_t)n;

    for (uint32_t i = 0; i < n; i++) {
        near[i].before = last;
        if (k->in[i])
            last = i;
    }
    last = (uint32_t)n;
    for (uint32_t i = (uint32_t)n; i-- > 0;) {
        near[i].after = last;
        if (k->in[i])
            last = i;
    }
}

/* Is this a paragraph of what has won? */
static int is_in(const struct vg_main_pick *k, uint32_t i)
{
    return k->within[i] && is_strong(k, &k->page->blocks[i]);
}

/* Are these paragraphs of one text: children of one container, or of two chapters with a name? */
static int are_of_one(const struct vg_page *page, uint32_t before, uint32_t after)
{
    const struct vg_page_node *p = &page->nodes[before], *q = &page->nodes[after];
    const struct vg_page_node *in = &page->nodes[p->parent], *next = &page->nodes[q->parent];

    if (p->tag != VG_TAG_P || q->tag != VG_TAG_P)
        return 0;
    return p->parent == q->parent ||
           (in->parent == next->parent && in->exact == next->exact && !is_nameless(in));
}

/* Does the text itself go on behind such a heading: a report has a chapter "Comments of the
 * government", a list of terms an item "Comments"? Readers' comments stand in containers of their
 * own; the paragraphs of a text are children of one. */
static int is_own_heading(const struct vg_main_pick *k, uint32_t at)
{
    const struct vg_page *page = k->page;
    const struct vg_page_block *b = &page->blocks[at];
    uint32_t after = at + 1, least = at > REACH_ABOVE ? at - REACH_ABOVE : 0;

    if ((b->hints & VG_HINT_COMMENT) != 0 || vg_main_links(b->link_bytes, b->len) > 50)
        return 0;
    if (b->list)
        return 1;
    while (after < page->block_count && after - at < REACH_ABOVE &&
           page->blocks[after].letters < VG_MAIN_BETWEEN)
        after++;
    for (uint32_t i = at; after < page->block_count && i-- > least;) {
        if (is_in(k, i) && are_of_one(page, page->blocks[i].node, page->blocks[after].node))
            return 1;
    }
    return 0;
}

/* Does the text end where such a block begins: at what leads away, at readers'
 * comments, at the next headline? */
static int is_end_of_text(const struct vg_main_pick *k, uint32_t at)
{
    const struct vg_page_block *b = &k->page->blocks[at];
    int leads_away = b->link_bytes > 0 && vg_main_links(b->link_bytes, b->len) > 50 && !b->cell;

    return b->level == 1 || (b->words & VG_WORDS_CLOSE) != 0 ||
           ((b->words & VG_WORDS_COMMENTS) != 0 && !is_own_heading(k, at)) ||
           (leads_away && (b->hints & VG_HINT_BAD & ~k->winner_hints) == 0);
}

/* What a run of cells of one table is. */
struct cells {
    uint32_t end; /* past the last of them */
    uint32_t count, rows, named, figures;
    uint64_t bytes, link_bytes;
    int is_odd; /* forms, side parts, layouts */
};

static struct cells cells_at(struct vg_main_pick *k, uint32_t i)
{
    enum { NAME = 4 };
    const struct vg_page *page = k->page;
    struct cells c = {.end = i};
    uint32_t table = page->blocks[i].table, row = 0;

    for (; c.end < page->block_count && page->blocks[c.end].table == table; c.end++) {
        const struct vg_page_block *b = &page->blocks[c.end];
        uint32_t up = page->nodes[b->node].parent;

        k->page->steps++;
        if (b->caption)
            continue;
        c.is_odd |= !vg_main_is_cell(page, b) || b->form || !vg_main_is_shown(b) ||
                    (b->hints & VG_HINT_BAD) != 0 || b->letters > VG_MAIN_FULL;
        c.rows += up != row;
        row = up;
        c.count++;
        c.named += b->letters >= (uint32_t)b->digits + NAME;
        c.figures += b->digits > 0 && b->letters <= 2U * b->digits;
        c.bytes += b->len;
        c.link_bytes += b->link_bytes;
    }
    return c;
}

/* Figures or names in rows and columns. Days of a calendar have no names, and two columns without
 * figures are labels of what a letter or a form says. */
static int is_table_of_data(const struct cells *c)
{
    enum { ROWS = 3, NAMED = 2 };

    return !c->is_odd && c->rows >= ROWS && c->named >= NAMED &&
           (c->count + 1 >= 3 * c->rows ||
            (c->count >= 2 * c->rows && 2 * c->figures >= c->rows)) &&
           10 * c->link_bytes <= 3 * c->bytes;
}

/* Does something else than the text begin after the winner: with what ends a text, or a heading
 * that stands elsewhere? */
static int is_past_text(const struct vg_main_pick *k, uint32_t i)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *win = &page->nodes[k->winner];
    uint32_t up = page->nodes[page->blocks[i].node].parent;

    return i > win->last_block && (is_end_of_text(k, i) || (page->blocks[i].level > 0 &&
                                                            up != k->winner && up != win->parent));
}

/* A sentence or two beside a table are a note on it: where they are all there is, the tables from
 * the headline on are text as well, and in place of what the footer says. */
static void join_tables(struct vg_main_pick *k)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *win = &page->nodes[k->winner];
    uint32_t own = vg_main_own_heading(page), i, letters = 0, joined = 0;

    for (i = win->first_block; i <= win->last_block && i < page->block_count; i++)
        letters += is_strong(k, &page->blocks[i]) ? page->blocks[i].letters : 0;
    if (own == VG_MAIN_NO_BLOCK || letters >= VG_MAIN_FULL || win->first_block < own)
        return;
    for (i = own + 1; i < page->block_count; i++) {
        struct cells c;

        if (page->blocks[i].table == 0 && is_past_text(k, i))
            break;
        if (page->blocks[i].table == 0)
            continue;
        c = cells_at(k, i);
        joined += (uint32_t)is_table_of_data(&c);
        if (is_table_of_data(&c))
            memset(k->within + i, 1, c.end - i);
        i = c.end - 1;
    }
    if (joined > 0 && (page->blocks[win->first_block].hints & VG_HINT_FOOTER) != 0)
        memset(k->within + win->first_block, 0, win->last_block - win->first_block + 1);
}

/* Everything from a heading over the readers' comments on is theirs. */
static void drop_comments(struct vg_main_pick *k)
{
    int theirs = 0;

    for (size_t i = 0; i < k->page->block_count; i++) {
        const struct vg_page_block *b = &k->page->blocks[i];

        if (!theirs && k->within[i] && b->letters < 60 && (b->words & VG_WORDS_COMMENTS) != 0)
            theirs = !is_own_heading(k, (uint32_t)i);
        if (theirs)
            k->within[i] = 0;
    }
}

/* Paragraphs above the winner, up to the headline: an introduction, or a question
 * over its answers, often has a container of its own. */
static void join_above(struct vg_main_pick *k)
{
    const struct vg_page *page = k->page;
    uint32_t first = page->nodes[k->winner].first_block;

    for (uint32_t i = first, seen = 0; i-- > 0 && seen < REACH_ABOVE; seen++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (vg_main_is_shown(b) && (b->hints & VG_HINT_BAD & ~k->winner_hints) != 0 &&
            b->level == 0 && vg_main_is_prose(b))
            return;
        if (!vg_main_is_headline(page, b) && (b->level == 0 || b->level > 2 || seen >= 4))
            continue;
        for (uint32_t m = i + 1; m < first; m++)
            if (is_strong(k, &page->blocks[m]))
                k->within[m] = 1;
        if (vg_main_is_headline(page, b))
            return;
    }
}

struct stretch {
    uint32_t end, paragraphs; /* where it ends, or, before the winner, begins */
    uint64_t letters;         /* of the paragraphs */
};

/* Count block `i` if it is a paragraph that is not in yet. */
static void add_paragraph(struct vg_main_pick *k, struct stretch *s, uint32_t i)
{
    const struct vg_page_block *b = &k->page->blocks[i];

    k->page->steps++;
    if (k->within[i] || !is_strong(k, b) || !vg_main_is_prose(b))
        return;
    s->letters += b->letters;
    s->paragraphs++;
}

/* What goes on from `from` on, up to `past` at most. */
static struct stretch text_after(struct vg_main_pick *k, uint32_t from, uint32_t past)
{
    struct stretch s = {.end = from};

    for (; s.end < past && !is_end_of_text(k, s.end); s.end++)
        add_paragraph(k, &s, s.end);
    return s;
}

/* What leads up to `end`, from `first` at most; back to a byline too. */
static struct stretch text_before(struct vg_main_pick *k, uint32_t first, uint32_t end)
{
    struct stretch s = {.end = end};

    for (; s.end > first; s.end--) {
        const struct vg_page_block *b = &k->page->blocks[s.end - 1];

        if (is_end_of_text(k, s.end - 1) || vg_main_is_headline(k->page, b) ||
            (b->words & VG_WORDS_BYLINE) != 0)
            break;
        add_paragraph(k, &s, s.end - 1);
    }
    return s;
}

/* Are these paragraphs a part of the text and no more than a note beside it? */
static int is_part(const struct stretch *s, uint64_t own)
{
    return s->paragraphs >= 2 && 5 * s->letters >= own;
}

/* Builders of pages put each stretch of a text into containers of its own, none like
 * another: two paragraphs or more right beside the winner in what holds it, and a
 * fifth of it or more, go with it. Cells of one row are columns, and do not. */
static void join_beside(struct vg_main_pick *k)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *n = &page->nodes[k->winner];
    uint32_t first = n->first_block, past = n->last_block + 1;
    uint64_t own = 0;

    for (uint32_t i = first; i < past && i < page->block_count; i++)
        own += is_strong(k, &page->blocks[i]) ? page->blocks[i].letters : 0;
    for (int level = 0; level < VG_MAIN_LEVELS && n != page->nodes && n->tag != VG_TAG_TD;
         level++) {
        struct stretch before, after;
        uint32_t end;

        if (k->headline > 0 && n->first_block <= k->headline && n->last_block >= k->headline)
            return; /* what holds the headline too holds all of the story */
        n = &page->nodes[n->rise];
        end = n->last_block < page->block_count ? n->last_block + 1 : (uint32_t)page->block_count;
        before = text_before(k, n->first_block, first);
        after = text_after(k, past, end);
        if (is_part(&before, own)) {
            memset(k->within + before.end, 1, first - before.end);
            first = before.end;
        }
        if (is_part(&after, own)) {
            memset(k->within + past, 1, after.end - past);
            past = after.end;
        }
    }
}

/* Paragraphs elsewhere whose container has the very names that one in the winner
 * has: a question over its answers, columns side by side. */
static void join_namesakes(struct vg_main_pick *k)
{
    struct vg_page *page = k->page;
    struct vg_table names = VG_TABLE(page->a);
    uint32_t last = 0, headlines = 0, last_block = page->nodes[k->winner].last_block;

    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_node *n = &page->nodes[vg_main_holder(page, page->blocks[i].node)];
        struct vg_str key = {(const char *)&n->exact, sizeof n->exact};

        if (!k->within[i] || n->exact == last || is_nameless(n) || !is_strong(k, &page->blocks[i]))
            continue;
        vg_table_set(&names, key, 1);
        last = n->exact;
    }
    for (size_t i = 0; i < page->block_count && names.n > 0; i++) {
        const struct vg_page_node *n = &page->nodes[vg_main_holder(page, page->blocks[i].node)];
        struct vg_str key = {(const char *)&n->exact, sizeof n->exact};
        int64_t there;

        headlines += page->blocks[i].level == 1 && (headlines == 0 || i > last_block);
        if (headlines > 1)
            return; /* the next story */
        if (!k->within[i] && !is_nameless(n) && is_strong(k, &page->blocks[i]) &&
            vg_table_get(&names, key, &there))
            k->within[i] = 1;
    }
}

/* The first heading of chapters that a later one, chosen already, is named and placed like. Over it
 * stands the headline of the page. */
static void join_first_heading(struct vg_main_pick *k)
{
    const struct vg_page *page = k->page;
    const struct vg_page_block *b = page->blocks;
    uint32_t i = 0;
    int is_under = 0;

    while (i + 1 < page->block_count && !k->in[i + 1]) {
        is_under |= vg_main_is_shown(&b[i]) && b[i].level > 0 && vg_main_is_headline(page, &b[i]);
        i++;
    }
    if (i + 1 >= page->block_count || !is_under || b[i].level < 2 || k->headline >= i ||
        vg_main_is_headline(page, &b[i]) || !is_fit(k, &b[i]))
        return;
    for (uint32_t m = i + 1; m < page->block_count; m++)
        if (k->in[m] && b[m].level == b[i].level &&
            page->nodes[b[m].node].exact == page->nodes[b[i].node].exact &&
            page->nodes[b[m].node].depth == page->nodes[b[i].node].depth) {
            k->in[i] = 2;
            return;
        }
}

/* A heading right over main text is a part of it, where some text has come before: the last one has
 * weak text under it, and chapters may keep their headings outside of what holds their text. */
static void join_headings(struct vg_main_pick *k, const struct near *near)
{
    const struct vg_page *page = k->page;

    for (uint32_t i = (uint32_t)page->block_count - 1; i-- > 0;)
        if (!k->in[i] && k->in[i + 1] && page->blocks[i].level > 1 && i > k->headline &&
            near[i].before < page->block_count && is_fit(k, &page->blocks[i]))
            k->in[i] = 2;
    join_first_heading(k);
}

/* "9:05", "16.42" */
static int is_hour(struct vg_str s)
{
    size_t n = 0;

    while (n < s.len && n < 2 && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n > 0 && s.len == n + 3 && (s.p[n] == ':' || s.p[n] == '.') && s.p[n + 1] >= '0' &&
           s.p[n + 1] <= '5' && s.p[n + 2] >= '0' && s.p[n + 2] <= '9';
}

/* Is a text a date and nothing else? */
static int is_date(struct vg_str s)
{
    char date[VG_WORDS_DATE];
    size_t start;

    return vg_words_date_find(s, date, &start) == s.len && start == 0;
}

/* Is a block a day or an hour and nothing else, over main text? */
static int is_day_over_text(const struct vg_main_pick *k, uint32_t i)
{
    const struct vg_page_block *b = &k->page->blocks[i];
    struct vg_str s = vg_main_text(k->page, b);

    return k->within[i] && k->in[i + 1] && vg_main_is_shown(b) && b->link_bytes == 0 &&
           (is_hour(s) || ((b->words & VG_WORDS_DATED) != 0 && is_date(s)));
}

/* Days or hours in a row, each over what happened then, are a part of the text; a single one is
 * the date of the page, and a day with an hour is that of a post. */
static void join_days(struct vg_main_pick *k)
{
    uint32_t days = 0, last = (uint32_t)k->page->block_count - 1;

    for (uint32_t i = 0; i < last; i++)
        days += (uint32_t)is_day_over_text(k, i);
    for (uint32_t i = 0; i < last && days >= ROW_LEAST; i++)
        if (!k->in[i] && is_day_over_text(k, i))
            k->in[i] = 2;
}

/* An entry of a list that says something: no link, no byline, no label. */
static int is_point(const struct vg_main_pick *k, const struct vg_page_block *b)
{
    enum { LEAST = 20 };

    return b->list && b->letters >= LEAST && b->link_bytes == 0 && b->level == 0 &&
           (b->words & (VG_WORDS_DATED | VG_WORDS_COMMENTS)) == 0 && is_fit(k, b);
}

/* Two points or more in one list between the headline and the text tell what is in it. */
static void join_points(struct vg_main_pick *k)
{
    const struct vg_page *page = k->page;
    uint32_t first = 0, least, own = vg_main_own_heading(page);

    while (first < page->block_count && !k->in[first])
        first++;
    if (own == VG_MAIN_NO_BLOCK || first == page->block_count || own >= first)
        return;
    least = first > own + REACH_ABOVE ? first - REACH_ABOVE : own + 1;
    for (uint32_t i = least, end = least; i < first; i = end) {
        uint32_t list = page->nodes[page->blocks[i].node].parent;
        int all = 1;

        while (end < first && page->nodes[page->blocks[end].node].parent == list)
            all &= is_point(k, &page->blocks[end++]);
        if (all && end > i + 1)
            memset(k->in + i, 2, end - i);
    }
}

/* What stands above the headline is no part of the story, if there is one below. */
static void drop_above(struct vg_main_pick *k)
{
    uint64_t below = 0;

    for (size_t i = k->headline; i < k->page->block_count; i++)
        if (k->within[i] && is_strong(k, &k->page->blocks[i]))
            below += k->page->blocks[i].letters;
    if (below >= VG_MAIN_FULL)
        memset(k->within, 0, k->headline);
}

/* A headline that is no heading: main blocks without a sentence, and a byline
 * between them and the first that has one. What stands under a headline is none, and neither are
 * many lines. */
static void drop_headline(struct vg_main_pick *k)
{
    enum { LINES_MOST = 3 };
    const struct vg_page *page = k->page;
    size_t first = 0, byline, lines = 0;

    while (first < page->block_count && !(k->in[first] && page->blocks[first].stops > 0))
        first++;
    if (first == page->block_count)
        return;
    for (byline = first; byline-- > 0;) {
        const struct vg_page_block *b = &page->blocks[byline];

        if (!k->in[byline] && k->within[byline] && b->link_bytes == 0 &&
            ((b->words & VG_WORDS_BYLINE) != 0 || (b->hints & VG_HINT_BYLINE) != 0))
            break;
        if (first - byline > REACH_ABOVE)
            return;
    }
    if (byline >= first)
        return;
    for (size_t i = 0; i < byline; i++) {
        if (k->in[i] && is_under_headline(page, k->headline, (uint32_t)i))
            return;
        lines += k->in[i] != 0;
    }
    if (lines <= LINES_MOST)
        memset(k->in, 0, byline + 1);
}

/* Without quotation marks and spaces around it. */
static struct vg_str unquoted(struct vg_str s)
{
    static const char *const marks[] = {"\xe2\x80\x9c", "\xe2\x80\x9d", "\"", " ", "「", "」"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);

        if (s.len > n && memcmp(s.p, marks[i], n) == 0)
            s = (struct vg_str){s.p + n, s.len - n};
        if (s.len > n && memcmp(s.p + s.len - n, marks[i], n) == 0)
            s.len -= n;
    }
    return s;
}

/* A text that has been there already is drawn out for show. Texts are told apart by
 * how they begin, and compared where that is not enough. */
static void drop_repeated(struct vg_main_pick *k)
{
    enum { BEGINNING = 32 };
    const struct vg_page *page = k->page;
    struct vg_table seen = VG_TABLE(page->a);

    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        struct vg_str s, key;
        int64_t there = 0;

        if (!k->in[i] || b->cell || b->letters < 16 || b->len > 400)
            continue;
        key = s = unquoted(vg_main_text(page, b));
        key.len = key.len < BEGINNING ? key.len : BEGINNING;
        if (!vg_table_add(&seen, key, (int64_t)i, &there) &&
            vg_str_cmp(s, unquoted(vg_main_text(page, &page->blocks[there]))) == 0)
            k->in[i] = 0;
    }
}

/* Text without white space, appended to `out`. */
static void put_tight(struct vg_buf *out, struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] > ' ')
            vg_putc(out, s.p[i]);
}

/* Blocks that the linked data gives as the text of the article, in its order. Each
 * search goes on where the last one ended, and a few may fail. */
static void join_linked(struct vg_main_pick *k)
{
    const json_t *body = json_object_get(k->page->article, "articleBody");
    VG_SCOPED_BUF all = {0};
    size_t at = 0, failed = 0;

    if (!json_is_string(body) || json_string_length(body) > (size_t)VG_MAX_JSONLD)
        return;
    put_tight(&all, (struct vg_str){json_string_value(body), json_string_length(body)});
    for (size_t i = 0; i < k->page->block_count && failed < BODY_MISSES; i++) {
        const struct vg_page_block *b = &k->page->blocks[i];
        VG_SCOPED_BUF one = {0};
        const char *hit;

        if (!vg_main_is_shown(b) || b->form || b->letters < 24 || b->level > 0 || at >= all.len)
            continue;
        put_tight(&one, vg_main_text(k->page, b));
        hit = memmem(all.p + at, all.len - at, one.p, one.len);
        failed += hit == NULL;
        if (hit == NULL)
            continue;
        at = (size_t)(hit - all.p) + one.len;
        k->within[i] = k->in[i] = 1;
    }
}

struct vg_main_found vg_main_pick(struct vg_main_pick *k, const uint16_t *hints)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_page *page = k->page;
    size_t n = page->block_count;
    struct near *near = VG_NEW_ARRAY(&scratch, struct near, n);
    struct vg_main_found found = {0};

    k->headline = vg_main_headline(page);
    k->winner = first_of_stream(page, k->headline, vg_main_winner(page, k->headline));
    if (page->nodes[k->winner].tag == VG_TAG_LI && is_nameless(&page->nodes[k->winner]))
        k->winner = page->nodes[k->winner].parent;
    if (page->nodes[k->winner].tag == VG_TAG_LIST)
        k->winner = page->nodes[k->winner].rise; /* a list is a part of a text */
    k->winner_hints = hints[k->winner] & VG_HINT_BAD;
    mark_winner(k);
    join_above(k);
    join_beside(k);
    join_namesakes(k);
    join_tables(k);
    drop_comments(k);
    drop_above(k);
    for (size_t i = 0; i < n; i++)
        k->in[i] = k->within[i] && is_strong(k, &page->blocks[i]);
    join_linked(k);
    find_near(k, near, n);
    for (uint32_t i = 0; i < n; i++) {
        if (k->within[i] && !k->in[i])
            k->in[i] = (unsigned char)(is_main_by_place(k, i, near) ? 2 : 0);
    }
    join_headings(k, near);
    join_days(k);
    join_points(k);
    drop_headline(k);
    drop_repeated(k);
    for (uint32_t i = 0; i < n; i++) {
        if (k->in[i] == 1) {
            found.letters += page->blocks[i].letters;
            found.stops += page->blocks[i].stops;
        }
    }
    return found;
}
