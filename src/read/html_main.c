/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which blocks are the main text. All text is kept whatever is decided here;
 * main is a rank.
 *
 * Blocks that read like sentences (letters, sentence marks, few links) give
 * their score to the containers around them: whole to the nearest, half to the
 * next, a third to the one after, five levels at most. The container with the
 * highest sum, less its share of links, wins; siblings of the same shape with a
 * fifth of its score join it. Inside, strong blocks are main, and weak ones are
 * when their place says so: paragraphs in a row with strong ones, sub-headings,
 * cells of a table. Names of classes only tip the scale: Chinese sites name
 * things in pinyin initials or not at all, so the shape of the text decides.
 *
 * A page with no such container but a row of four or more equal entries is a
 * list, and the entries are its main text.
 */
#include "read/html_page.h"

#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/table.h"
#include "read/words.h"

enum {
    BODY_MISSES = 64,   /* blocks not found in the text that linked data gives */
    LEVELS = 5,         /* containers that a block's score reaches */
    BETWEEN = 40,       /* letters of a block that belongs to the main ones around it */
    REACH_ABOVE = 16,   /* blocks between a headline and the text */
    ROW_LEAST = 3,      /* posts beside the winner that make a row of them */
    HEADLINE_LEAST = 9, /* bytes of a line that <title> may be asked for */
    LINK_ON_MOST = 30,  /* bytes of the link that ends a teaser */
    TEASERS_LEAST = 2,  /* such links that make a row of teasers */
    FULL_LEAST = 200,   /* letters that make a story beside them */
    HIDDEN_LEAST = 200, /* letters of sentences that make a hidden text worth looking at */
    LIST_LEAST = 4,     /* entries of a list */
    LIST_MOST = 400,    /* letters in paragraphs on a page that is a list */
};

static struct vg_str text_of(const struct vg_page *page, const struct vg_page_block *b)
{
    return (struct vg_str){page->text.p + b->start, b->len};
}

static unsigned link_share(uint32_t links, uint32_t all)
{
    return all == 0 ? 0 : (unsigned)((uint64_t)links * 100 / all);
}

static int is_shown(const struct vg_page_block *b)
{
    return !b->hidden && !b->alt;
}

/* What short blocks say they are; long ones are neither bylines nor closings, and
 * what is a link from end to end leads away in any case. */
static void look_at_words(struct vg_page *page)
{
    for (size_t i = 0; i < page->block_count; i++) {
        struct vg_page_block *b = &page->blocks[i];

        if (is_shown(b) && b->len <= VG_WORDS_LINE && (b->link_bytes < b->len || b->level > 0))
            b->words = (uint8_t)vg_words_kinds(text_of(page, b));
    }
}

static int reads_like_text(const struct vg_page_block *b)
{
    return is_shown(b) && b->stops > 0 && link_share(b->link_bytes, b->len) <= 30;
}

/* -- hints of the containers ------------------------------------------------------ */

/* What stands under a heading like "Sign up for our letter" is no part of the text. */
static void mark_asides(struct vg_page *page)
{
    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        struct vg_page_node *n = &page->nodes[b->node];

        if (b->level > 0 && (b->words & VG_WORDS_CLOSE) != 0 && n->parent != 0 &&
            page->nodes[n->parent].first_block == i)
            page->nodes[n->parent].hints |= VG_HINT_ASIDE;
    }
}

/* What the parts of an element take over from it. What is named after an author may
 * hold a portrait, a rank and the number of posts besides the name. */
static unsigned inherited(const struct vg_page *page, uint32_t node, const uint16_t *hints)
{
    const struct vg_page_node *n = &page->nodes[node];
    unsigned all = hints[node];

    return n->last_block > n->first_block + 1 ? all & ~(unsigned)VG_HINT_AUTHOR : all;
}

/* Does a block end in a link that leads on to the rest of it? */
static int leads_on(const struct vg_page *page, const struct vg_page_block *b)
{
    static const char *const ends[] = {
        "read more", "more", "full story", "learn more", "continue reading", "详细", "详情",
        "全文",      "更多", "詳細",       "詳情"};
    struct vg_str s = text_of(page, b);

    if (b->link_bytes == 0 || b->link_bytes > LINK_ON_MOST || 3 * b->link_bytes > b->len)
        return 0;
    while (s.len > 0 && (s.p[s.len - 1] == ']' || s.p[s.len - 1] == '>' || s.p[s.len - 1] == '.'))
        s.len--;
    if (s.len == 0 || (strchr("eEyY", s.p[s.len - 1]) == NULL && (s.p[s.len - 1] & 0x80) == 0))
        return 0; /* none of them ends so */
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);

        if (s.len > n && strncasecmp(s.p + s.len - n, ends[i], n) == 0)
            return 1;
    }
    return 0;
}

/* The widest element around block `i` that begins after block `from` and ends before
 * block `past`; the nearest at least. */
static uint32_t entry_between(const struct vg_page *page, uint32_t i, uint32_t from, uint32_t past)
{
    uint32_t node = page->blocks[i].node, up = page->nodes[node].parent;

    while (up != 0 && page->nodes[up].first_block > from && page->nodes[up].last_block < past) {
        node = up;
        up = page->nodes[node].parent;
    }
    return node;
}

/* Stories that are told in a few lines and lead on to the rest stand beside a story
 * that is told in full; where there is none, they are what the page is about. */
static void mark_teasers(struct vg_page *page)
{
    uint32_t n = (uint32_t)page->block_count, last = n, ends = 0;
    uint32_t *entries = NULL;
    uint64_t full = 0;

    for (uint32_t i = 0; i < n; i++)
        ends += (uint32_t)leads_on(page, &page->blocks[i]);
    if (ends < TEASERS_LEAST)
        return;
    entries = VG_NEW_ARRAY(page->a, uint32_t, ends + 1);
    ends = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t past = i + 1;

        if (!leads_on(page, &page->blocks[i]))
            continue;
        while (past < n && !leads_on(page, &page->blocks[past]))
            past++;
        entries[ends++] = entry_between(page, i, last == n ? 0 : last, past);
        last = i;
    }
    for (uint32_t i = 0, k = 0; i < n; i++) {
        while (k < ends && page->nodes[entries[k]].last_block < i)
            k++;
        if ((k == ends || page->nodes[entries[k]].first_block > i) &&
            reads_like_text(&page->blocks[i]))
            full += page->blocks[i].letters;
    }
    for (uint32_t k = 0; k < ends && full >= FULL_LEAST; k++)
        page->nodes[entries[k]].hints |= VG_HINT_ASIDE;
}

/* A part that holds half of all sentences of the page is no side part, whatever
 * its name says: its hints are taken away. */
static void weigh_hints(struct vg_page *page, uint16_t *hints)
{
    uint64_t all = 0;

    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (!is_shown(b) || b->stops == 0 || link_share(b->link_bytes, b->len) > 50)
            continue;
        page->nodes[b->node].letters += b->letters;
        all += b->letters;
    }
    for (size_t i = page->node_count; i-- > 1;)
        page->nodes[page->nodes[i].parent].letters += page->nodes[i].letters;
    for (size_t i = 0; i < page->node_count; i++) {
        const struct vg_page_node *n = &page->nodes[i];
        unsigned own = n->hints;

        if (all > 0 && 2 * (uint64_t)n->letters >= all)
            own &= ~(unsigned)VG_HINT_BAD;
        hints[i] = (uint16_t)(own | (i == 0 ? 0U : inherited(page, n->parent, hints)));
    }
}

/* -- scores ------------------------------------------------------------------------- */

/* Weights for the features, from tools/train-html.py, in units of 1/WEIGHT_UNIT. */
#include "read/html_weights.inc"

static int ends_in_mark(struct vg_str s)
{
    char last = s.len > 0 ? s.p[s.len - 1] : ' ';

    return last == '.' || last == ':' || last == '?' || last == '!' || last == '"' ||
           (s.len >= 3 && (memcmp(s.p + s.len - 3, "\xe3\x80\x82", 3) == 0 ||
                           memcmp(s.p + s.len - 3, "\xef\xbc\x9a", 3) == 0 ||
                           memcmp(s.p + s.len - 3, "\xef\xbc\x9f", 3) == 0 ||
                           memcmp(s.p + s.len - 3, "\xef\xbc\x81", 3) == 0 ||
                           memcmp(s.p + s.len - 3, "\xef\xbc\x9b", 3) == 0 ||
                           memcmp(s.p + s.len - 3, "\xe2\x80\x9d", 3) == 0));
}

static int32_t at_most(uint32_t v, uint32_t most)
{
    return (int32_t)(v < most ? v : most);
}

static int has(unsigned bits, unsigned bit)
{
    return (bits & bit) != 0;
}

void vg_page_features(const struct vg_page *page, size_t i, int32_t x[VG_PAGE_FEATURES])
{
    const struct vg_page_block *b = &page->blocks[i];
    uint8_t tag = page->nodes[b->node].tag;
    int before = i > 0 && reads_like_text(b - 1);
    int after = i + 1 < page->block_count && reads_like_text(b + 1);
    const int32_t row[VG_PAGE_FEATURES] = {
        1,
        at_most(b->letters, 40) / 8,
        at_most(b->letters, 240) / 40,
        at_most(b->letters, 800) / 200,
        (int32_t)link_share(b->link_bytes, b->len) / 10,
        b->link_bytes == 0,
        at_most(b->marks, 8),
        at_most(b->stops, 3),
        b->stops > 0,
        ends_in_mark(text_of(page, b)),
        tag == VG_TAG_P || tag == VG_TAG_PRE || b->quote,
        b->list,
        tag == VG_TAG_TD,
        b->level > 0,
        b->caption,
        has(b->hints, VG_HINT_GOOD),
        has(b->hints, VG_HINT_NAV),
        has(b->hints, VG_HINT_ASIDE),
        has(b->hints, VG_HINT_COMMENT),
        has(b->hints, VG_HINT_FOOTER),
        has(b->hints, VG_HINT_FORM),
        has(b->hints, VG_HINT_BYLINE),
        has(b->hints, VG_HINT_CAPTION),
        has(b->words, VG_WORDS_CLOSE),
        has(b->words, VG_WORDS_BYLINE),
        has(b->words, VG_WORDS_COMMENTS),
        2 * b->digits > b->letters,
        before + after,
        before && after,
        i * 10 / page->block_count == 9,
    };

    memcpy(x, row, sizeof row);
}

static int32_t block_score(const struct vg_page *page, size_t i)
{
    const struct vg_page_block *b = &page->blocks[i];
    int32_t x[VG_PAGE_FEATURES], sum = 0;

    if (!is_shown(b) || b->form)
        return 0;
    /* No word and no sentence: never text by itself, and pages may have many such. */
    if (b->letters < 8 && b->stops == 0)
        return -WEIGHT_UNIT;
    vg_page_features(page, i, x);
    for (size_t k = 0; k < VG_PAGE_FEATURES; k++)
        sum += weights[k] * x[k];
    return sum;
}

/* What a block gives to the containers around it: more for more text, but no block
 * outweighs several. */
static int32_t vote(const struct vg_page_block *b)
{
    int32_t most = 4 * WEIGHT_UNIT, s = b->score < most ? b->score : most;

    return s * (8 + at_most(b->letters, 400) / 8) / 64;
}

/* Elements that are one paragraph or entry rather than what holds them. */
static int is_piece(uint8_t tag)
{
    return tag == VG_TAG_P || tag == VG_TAG_LI || tag == VG_TAG_DD || tag == VG_TAG_DT ||
           tag == VG_TAG_PRE || tag == VG_TAG_BLOCKQUOTE || (tag >= VG_TAG_H1 && tag <= VG_TAG_H6);
}

/* Ranges of blocks, from the inside out; and for each element the nearest around it
 * that holds more: elements around the same blocks are one container. */
static void find_ranges(struct vg_page *page)
{
    for (size_t i = page->node_count; i-- > 1;) {
        const struct vg_page_node *n = &page->nodes[i];
        struct vg_page_node *up = &page->nodes[n->parent];

        if (n->last_block > up->last_block)
            up->last_block = n->last_block;
        if (n->first_block < up->first_block)
            up->first_block = n->first_block;
    }
    for (size_t i = 1; i < page->node_count; i++) {
        struct vg_page_node *n = &page->nodes[i];
        const struct vg_page_node *up = &page->nodes[n->parent];

        n->rise = n->first_block == up->first_block && n->last_block == up->last_block ? up->rise
                                                                                       : n->parent;
    }
}

/* What holds the block of that element: the element, or what is around it. */
static uint32_t holder(const struct vg_page *page, uint32_t node)
{
    const struct vg_page_node *n = &page->nodes[node];

    if (is_piece(n->tag) && n->first_block != n->last_block)
        return n->parent;
    return node != 0 && n->first_block == n->last_block ? n->rise : node;
}

static void spread(struct vg_page *page, const struct vg_page_block *b)
{
    uint32_t node = holder(page, b->node);

    /* What is around this block alone keeps its score too: it may be one of a row of
     * equals. No other block comes this way. */
    for (uint32_t i = b->node; i != node && i != 0; i = page->nodes[i].parent) {
        page->nodes[i].score += vote(b);
        page->steps++;
    }
    for (int32_t i = 1; i <= LEVELS; i++) {
        page->nodes[node].score += vote(b) / i;
        if (node == 0)
            return;
        node = page->nodes[node].rise;
    }
}

static void score_all(struct vg_page *page, const uint16_t *hints)
{
    for (size_t i = 0; i < page->node_count; i++)
        page->nodes[i].letters = page->nodes[i].link_letters = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        struct vg_page_block *b = &page->blocks[i];

        b->hints |= hints[b->node];
        b->score = block_score(page, i);
        if (b->score > 0)
            spread(page, b);
        if (!is_shown(b))
            continue;
        page->nodes[b->node].letters += b->len;
        page->nodes[b->node].link_letters += b->link_bytes;
    }
    for (size_t i = page->node_count; i-- > 1;) {
        const struct vg_page_node *n = &page->nodes[i];
        struct vg_page_node *up = &page->nodes[n->parent];

        up->letters += n->letters;
        up->link_letters += n->link_letters;
    }
}

static int is_in_title(const struct vg_page *page, const struct vg_page_block *b)
{
    return is_shown(b) && b->len >= HEADLINE_LEAST && b->len <= page->title.len &&
           memmem(page->title.p, page->title.len, page->text.p + b->start, b->len) != NULL;
}

/* Is a block the headline? By its level, or because <title> has it, and little else
 * where it is no heading. */
static int is_headline(const struct vg_page *page, const struct vg_page_block *b)
{
    if (!is_shown(b) || b->level == 1)
        return is_shown(b);
    return (b->level > 0 || 2 * b->len > page->title.len) && is_in_title(page, b);
}

/* The heading that <title> has; 0 when none does, or the first block. */
static uint32_t headline_of(const struct vg_page *page)
{
    for (uint32_t i = 1; i < page->block_count; i++)
        if (page->blocks[i].level > 0 && 2 * page->blocks[i].link_bytes <= page->blocks[i].len &&
            is_in_title(page, &page->blocks[i]))
            return i;
    return 0;
}

/* What stands before the headline of a page counts a quarter: it is about other things. */
static uint32_t best_container(const struct vg_page *page, uint32_t headline)
{
    uint32_t best = 0;
    int64_t best_score = 0;

    for (uint32_t i = 0; i < page->node_count; i++) {
        const struct vg_page_node *n = &page->nodes[i];
        int64_t s = (int64_t)n->score * (100 - (int64_t)link_share(n->link_letters, n->letters));

        s = n->last_block < headline ? s / 4 : s;
        if (s > best_score) {
            best_score = s;
            best = i;
        }
    }
    return best;
}

/* -- what is main inside the winner --------------------------------------------------- */
struct pick {
    struct vg_page *page;
    unsigned char *in;     /* per block: chosen */
    unsigned char *within; /* per block: inside the winner or a sibling that joined */
    uint32_t winner;
    uint32_t headline; /* block; 0 when <title> has no heading of the page */
    unsigned winner_hints;
};

/* A block that reads like a paragraph. */
static int is_strong(const struct pick *k, const struct vg_page_block *b)
{
    unsigned bad = b->hints & VG_HINT_BAD & ~k->winner_hints;

    return is_shown(b) && bad == 0 && b->level == 0 && !b->form && !b->caption &&
           link_share(b->link_bytes, b->len) <= 50 && b->score > 0 &&
           (b->words & VG_WORDS_CLOSE) == 0;
}

static void mark_range(struct pick *k, uint32_t node)
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

/* A container that no class tells apart: columns of a layout look alike too. */
static int is_nameless(const struct vg_page_node *n)
{
    return n->shape == n->tag;
}

/* Has a container a headline of the first level, not far from its beginning? */
static int has_headline(const struct vg_page *page, const struct vg_page_node *n)
{
    for (uint32_t i = n->first_block; i <= n->last_block && i < n->first_block + REACH_ABOVE; i++)
        if (i < page->block_count && page->blocks[i].level == 1)
            return 1;
    return 0;
}

/* Are these in two stories, each with a headline of its own? Pages load the next one
 * when the reader comes to the end of the first. `n` and `m` hold the same place. */
static int is_other_story(const struct vg_page *page, const struct vg_page_node *n,
                          const struct vg_page_node *m)
{
    for (int i = 0; i < 3 && n->parent != m->parent; i++) {
        n = &page->nodes[n->parent];
        m = &page->nodes[m->parent];
    }
    return n->parent == m->parent && has_headline(page, n) && has_headline(page, m);
}

/* The first of stories in a row: the page was opened for that one, however long
 * those are that were loaded after it. */
static uint32_t first_of_stream(const struct vg_page *page, uint32_t best)
{
    const struct vg_page_node *win = &page->nodes[best];

    for (uint32_t i = 1; i < best; i++) {
        const struct vg_page_node *n = &page->nodes[i];

        if (n->exact == win->exact && n->depth == win->depth &&
            5 * (int64_t)n->score >= win->score && is_cousin(page, n, win) &&
            is_other_story(page, n, win))
            return i;
    }
    return best;
}

/* May a container of that score join the winner? A fifth is enough for a namesake,
 * and for one in the same place of another row; half for a neighbour without a
 * name; cells of the same row are columns. */
static int is_good_enough(const struct vg_page_node *n, const struct vg_page_node *win)
{
    if (!is_nameless(win) || n->parent != win->parent)
        return 5 * (int64_t)n->score >= win->score;
    if (win->tag == VG_TAG_TD)
        return 0;
    return 2 * (int64_t)n->score >= win->score;
}

/* Does that container stand in the winner's row? */
static int is_in_row(const struct pick *k, uint32_t i)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *n = &page->nodes[i], *win = &page->nodes[k->winner];

    return i != k->winner &&
           ((n->parent == win->parent && n->shape == win->shape) || is_cousin(page, n, win)) &&
           !is_other_story(page, n, win);
}

/* The winner, and those of its shape and place that are nearly as good. Where it is
 * one of a row of posts with names, all of them: short answers score nothing. */
static void mark_winner(struct pick *k)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *win = &page->nodes[k->winner];
    size_t members = 0, good = 0;
    int is_row;

    mark_range(k, k->winner);
    for (uint32_t i = 1; i < page->node_count && k->winner != 0; i++) {
        if (page->nodes[i].shape != win->shape || !is_in_row(k, i))
            continue;
        members++;
        good += page->nodes[i].score > 0;
    }
    is_row = members >= ROW_LEAST && 2 * good >= members && !is_nameless(win);
    for (uint32_t i = 1; i < page->node_count && members > 0; i++) {
        const struct vg_page_node *n = &page->nodes[i];

        if (n->shape == win->shape && (is_row || (n->score > 0 && is_good_enough(n, win))) &&
            is_in_row(k, i))
            mark_range(k, i);
    }
}

/* Is a block a cell of data, and not a part of what a layout put into one cell? */
static int is_data(const struct pick *k, const struct vg_page_block *b)
{
    const struct vg_page_node *n = &k->page->nodes[b->node];

    return b->cell && (n->tag != VG_TAG_TD || n->first_block == n->last_block);
}

/* May a weak block be main where it stands? */
static int is_fit(const struct pick *k, const struct vg_page_block *b)
{
    if (!is_shown(b) || b->form || b->caption || (b->hints & VG_HINT_BAD & ~k->winner_hints) != 0)
        return 0;
    if (link_share(b->link_bytes, b->len) > 50 && !is_data(k, b))
        return 0;
    if (is_data(k, b) && k->page->nodes[b->node].tag == VG_TAG_TD)
        return (b->words & VG_WORDS_CLOSE) == 0;
    return (b->words & (VG_WORDS_CLOSE | VG_WORDS_BYLINE)) == 0 &&
           !((b->hints & (VG_HINT_BYLINE | VG_HINT_CAPTION)) != 0 && b->letters < 80);
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
    return n->exact == m->exact && n->depth == m->depth && n->tag != VG_TAG_LI &&
           n->tag != VG_TAG_P;
}

/* The nearest strong block before and after each; block_count when there is none. */
struct near {
    uint32_t before, after;
};

/* Does an entry of a list follow main text, but for a heading over it? */
static int is_next_entry(const struct pick *k, uint32_t i)
{
    i -= i > 1 && k->page->blocks[i - 1].level > 1;
    return i > 0 && k->in[i - 1];
}

static int is_main_by_place(const struct pick *k, uint32_t i, const struct near *near)
{
    const struct vg_page *page = k->page;
    const struct vg_page_block *b = &page->blocks[i];
    int has_before = near[i].before < page->block_count;
    int has_after = near[i].after < page->block_count;

    if (!is_fit(k, b))
        return 0;
    if (b->level > 0)
        return has_before && has_after && b->level > 1;
    if (is_data(k, b) && b->table != 0 && page->nodes[b->node].tag == VG_TAG_TD)
        return has_before || has_after;
    if (b->link_bytes == 0 && has_before && has_after && (b->stops > 0 || b->letters >= BETWEEN))
        return 1;
    if (b->link_bytes == 0 && b->stops > 0 && (near[i].before + 1 == i || near[i].after == i + 1))
        return 1;
    if (b->list && b->link_bytes == 0 && b->stops > 0 && has_before && is_next_entry(k, i))
        return 1;
    return (has_before && is_beside(page, b, &page->blocks[near[i].before])) ||
           (has_after && is_beside(page, b, &page->blocks[near[i].after]));
}

static void find_near(const struct pick *k, struct near *near, size_t n)
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

/* Everything from a heading over the readers' comments on is theirs. */
static void drop_comments(struct pick *k)
{
    int theirs = 0;

    for (size_t i = 0; i < k->page->block_count; i++) {
        const struct vg_page_block *b = &k->page->blocks[i];

        if (k->within[i] && b->letters < 60 && (b->words & VG_WORDS_COMMENTS) != 0)
            theirs = 1;
        if (theirs)
            k->within[i] = 0;
    }
}

/* Paragraphs above the winner, up to the headline: an introduction, or a question
 * over its answers, often has a container of its own. */
static void join_above(struct pick *k)
{
    const struct vg_page *page = k->page;
    uint32_t first = page->nodes[k->winner].first_block;

    for (uint32_t i = first, seen = 0; i-- > 0 && seen < REACH_ABOVE; seen++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (is_shown(b) && (b->hints & VG_HINT_BAD & ~k->winner_hints) != 0 && b->level == 0 &&
            reads_like_text(b))
            return;
        if (!is_headline(page, b) && (b->level == 0 || b->level > 2 || seen >= 4))
            continue;
        for (uint32_t m = i + 1; m < first; m++)
            if (is_strong(k, &page->blocks[m]))
                k->within[m] = 1;
        if (is_headline(page, b))
            return;
    }
}

/* Does the text end where such a block begins: at what leads away, at readers'
 * comments, at the next headline? */
static int is_end_of_text(const struct pick *k, const struct vg_page_block *b)
{
    int leads_away = b->link_bytes > 0 && link_share(b->link_bytes, b->len) > 50 && !b->cell;

    return b->level == 1 || (b->words & (VG_WORDS_CLOSE | VG_WORDS_COMMENTS)) != 0 ||
           (leads_away && (b->hints & VG_HINT_BAD & ~k->winner_hints) == 0);
}

struct stretch {
    uint32_t end, paragraphs; /* where it ends, or, before the winner, begins */
    uint64_t letters;         /* of the paragraphs */
};

/* Count block `i` if it is a paragraph that is not in yet. */
static void add_paragraph(struct pick *k, struct stretch *s, uint32_t i)
{
    const struct vg_page_block *b = &k->page->blocks[i];

    k->page->steps++;
    if (k->within[i] || !is_strong(k, b) || !reads_like_text(b))
        return;
    s->letters += b->letters;
    s->paragraphs++;
}

/* What goes on from `from` on, up to `past` at most. */
static struct stretch text_after(struct pick *k, uint32_t from, uint32_t past)
{
    struct stretch s = {.end = from};

    for (; s.end < past && !is_end_of_text(k, &k->page->blocks[s.end]); s.end++)
        add_paragraph(k, &s, s.end);
    return s;
}

/* What leads up to `end`, from `first` at most; back to a byline too. */
static struct stretch text_before(struct pick *k, uint32_t first, uint32_t end)
{
    struct stretch s = {.end = end};

    for (; s.end > first; s.end--) {
        const struct vg_page_block *b = &k->page->blocks[s.end - 1];

        if (is_end_of_text(k, b) || is_headline(k->page, b) || (b->words & VG_WORDS_BYLINE) != 0)
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
static void join_beside(struct pick *k)
{
    const struct vg_page *page = k->page;
    const struct vg_page_node *n = &page->nodes[k->winner];
    uint32_t first = n->first_block, past = n->last_block + 1;
    uint64_t own = 0;

    for (uint32_t i = first; i < past && i < page->block_count; i++)
        own += is_strong(k, &page->blocks[i]) ? page->blocks[i].letters : 0;
    for (int level = 0; level < LEVELS && n != page->nodes && n->tag != VG_TAG_TD; level++) {
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
static void join_namesakes(struct pick *k)
{
    struct vg_page *page = k->page;
    struct vg_table names = VG_TABLE(page->a);
    uint32_t last = 0, headlines = 0, last_block = page->nodes[k->winner].last_block;

    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_node *n = &page->nodes[holder(page, page->blocks[i].node)];
        struct vg_str key = {(const char *)&n->exact, sizeof n->exact};

        if (!k->within[i] || n->exact == last || is_nameless(n) || !is_strong(k, &page->blocks[i]))
            continue;
        vg_table_set(&names, key, 1);
        last = n->exact;
    }
    for (size_t i = 0; i < page->block_count && names.n > 0; i++) {
        const struct vg_page_node *n = &page->nodes[holder(page, page->blocks[i].node)];
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

/* The last heading has weak main text under it and nothing strong. */
static void join_headings(struct pick *k, const struct near *near)
{
    const struct vg_page *page = k->page;

    for (uint32_t i = 0; i + 1 < page->block_count; i++)
        if (k->within[i] && !k->in[i] && k->in[i + 1] && page->blocks[i].level > 1 &&
            near[i].before < page->block_count && is_fit(k, &page->blocks[i]))
            k->in[i] = 2;
}

/* Is a block inside a day and nothing else, over main text? */
static int is_day_over_text(const struct pick *k, uint32_t i)
{
    const struct vg_page_block *b = &k->page->blocks[i];
    char date[VG_WORDS_DATE];
    size_t start;

    return (b->words & VG_WORDS_DATED) != 0 && k->within[i] && !k->in[i] && k->in[i + 1] &&
           is_shown(b) && b->link_bytes == 0 &&
           vg_words_date_find(text_of(k->page, b), date, &start) == b->len && start == 0;
}

/* Days in a row, each over what happened then, are a part of the text; a single one is
 * the date of the page, and one with an hour is that of a post. */
static void join_days(struct pick *k)
{
    uint32_t days = 0, last = (uint32_t)k->page->block_count - 1;

    for (uint32_t i = 0; i < last; i++)
        days += (uint32_t)is_day_over_text(k, i);
    for (uint32_t i = 0; i < last && days >= ROW_LEAST; i++)
        if (is_day_over_text(k, i))
            k->in[i] = 2;
}

/* What stands above the headline is no part of the story, if there is one below. */
static void drop_above(struct pick *k)
{
    uint64_t below = 0;

    for (size_t i = k->headline; i < k->page->block_count; i++)
        if (k->within[i] && is_strong(k, &k->page->blocks[i]))
            below += k->page->blocks[i].letters;
    if (below >= FULL_LEAST)
        memset(k->within, 0, k->headline);
}

/* A headline that is no heading: main blocks without a sentence, and a byline
 * between them and the first that has one. */
static void drop_headline(struct pick *k)
{
    const struct vg_page *page = k->page;
    size_t first = 0, byline;

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
    for (size_t i = byline + 1; i-- > 0 && byline < first;)
        k->in[i] = 0;
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
static void drop_repeated(struct pick *k)
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
        key = s = unquoted(text_of(page, b));
        key.len = key.len < BEGINNING ? key.len : BEGINNING;
        if (!vg_table_add(&seen, key, (int64_t)i, &there) &&
            vg_str_cmp(s, unquoted(text_of(page, &page->blocks[there]))) == 0)
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
static void join_linked(struct pick *k)
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

        if (!is_shown(b) || b->form || b->letters < 24 || b->level > 0 || at >= all.len)
            continue;
        put_tight(&one, text_of(k->page, b));
        hit = memmem(all.p + at, all.len - at, one.p, one.len);
        failed += hit == NULL;
        if (hit == NULL)
            continue;
        at = (size_t)(hit - all.p) + one.len;
        k->within[i] = k->in[i] = 1;
    }
}

/* How much of an article was found: letters of its paragraphs, and sentences. */
struct found {
    uint64_t letters;
    uint32_t stops;
};

static struct found pick_article(struct pick *k, const uint16_t *hints)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_page *page = k->page;
    size_t n = page->block_count;
    struct near *near = VG_NEW_ARRAY(&scratch, struct near, n);
    struct found found = {0};

    k->headline = headline_of(page);
    k->winner = first_of_stream(page, best_container(page, k->headline));
    if (page->nodes[k->winner].tag == VG_TAG_LIST)
        k->winner = page->nodes[k->winner].rise; /* a list is a part of a text */
    k->winner_hints = hints[k->winner] & VG_HINT_BAD;
    mark_winner(k);
    join_above(k);
    join_beside(k);
    join_namesakes(k);
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

/* -- lists ------------------------------------------------------------------------------- */
struct row {
    uint32_t entries, letters, dated, sentences;
    uint32_t members, linked; /* entries, and those of them with a block that is mostly a link */
};

/* Have nearly all entries a link, so that sentences beside it are a word on what it
 * leads to? */
static int has_teasers(const struct row *r)
{
    return r->linked >= LIST_LEAST && 4 * r->linked >= 3 * r->members;
}

static int is_dated(const struct row *r)
{
    return 2 * r->dated >= (has_teasers(r) ? r->members : r->entries);
}

/* How many members of one parent share tag and class with each node. The first of
 * each kind is found by open addressing over node numbers: a table with keys would
 * take a hundred bytes a node. */
static uint32_t *count_rows(struct vg_page *page, struct vg_arena *work)
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
static uint32_t entry_of(const struct vg_page *page, const uint32_t *rows, uint32_t node)
{
    for (int i = 0; i < LEVELS && node != 0; i++) {
        if (rows[node] >= LIST_LEAST)
            return node;
        node = page->nodes[node].parent;
    }
    return 0;
}

static int is_entry(const struct vg_page_block *b)
{
    return is_shown(b) && !b->form && (b->hints & VG_HINT_BAD) == 0 &&
           (b->level == 0 || 2 * b->link_bytes > b->len);
}

/* The container whose entries look most like a list of notices. */
static uint32_t best_list(const struct vg_page *page, const uint32_t *equals, struct row *chosen)
{
    VG_SCOPED_ARENA scratch = {0};
    struct row *rows = VG_NEW_ARRAY(&scratch, struct row, page->node_count);
    enum { MET = 1, LINKED = 2, SAID = 4 }; /* what an entry has: a link before a sentence */
    unsigned char *seen = vg_alloc(&scratch, page->node_count);
    uint32_t best = 0;
    uint64_t best_score = 0;

    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        uint32_t entry = is_entry(b) ? entry_of(page, equals, b->node) : 0;
        struct row *r;
        int is_link;

        if (entry == 0)
            continue;
        r = &rows[page->nodes[entry].parent];
        r->members += seen[entry] == 0;
        is_link = 2 * b->link_bytes > b->len && (seen[entry] & SAID) == 0 && b->letters >= 8;
        r->linked += is_link && (seen[entry] & LINKED) == 0;
        seen[entry] |= (unsigned char)(MET | (is_link ? LINKED : 0) |
                                       (b->stops > 0 && 2 * b->link_bytes <= b->len ? SAID : 0));
        r->dated += (b->words & VG_WORDS_DATED) != 0;
        if (b->letters < 10)
            continue;
        r->entries++;
        r->sentences += b->stops > 0;
        r->letters += b->letters < 120 ? b->letters : 120;
    }
    for (uint32_t i = 0; i < page->node_count; i++) {
        const struct row *r = &rows[i];
        uint64_t s = (uint64_t)r->letters * (is_dated(r) ? 3 : 1);

        if (r->entries < LIST_LEAST || (2 * r->sentences >= r->entries && !has_teasers(r)) ||
            r->letters < 14 * r->entries || s <= best_score)
            continue;
        best_score = s;
        best = i;
        *chosen = *r;
    }
    return best;
}

/* Is the list the thing here, and not the article? Sentences are an article's,
 * however short, unless the list has dates and dwarfs them. */
static int is_list_page(const struct row *list, const struct found *article, uint64_t inside)
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

static void pick_list(struct pick *k, const uint32_t *equals, uint32_t list)
{
    struct vg_page *page = k->page;

    memset(k->in, 0, page->block_count);
    for (size_t i = 0; i < page->block_count; i++) {
        struct vg_page_block *b = &page->blocks[i];
        uint32_t entry = is_entry(b) ? entry_of(page, equals, b->node) : 0;

        if (entry == 0 || page->nodes[entry].parent != list)
            continue;
        k->in[i] = 1;
        b->class = VG_BLOCK_LIST;
    }
}

/* Nothing reads like sentences: the longest run of visible blocks without links. */
static void pick_longest(struct pick *k)
{
    struct vg_page *page = k->page;
    size_t n = page->block_count, from = 0, best_from = 0, best_to = 0;
    uint64_t letters = 0, best = 0;

    memset(k->in, 0, n);
    for (size_t i = 0; i <= n; i++) {
        const struct vg_page_block *b = i < n ? &page->blocks[i] : NULL;

        if (b != NULL && is_shown(b) && !b->form && b->link_bytes == 0 && b->level == 0 &&
            (b->hints & VG_HINT_BAD) == 0) {
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

/* -- classes --------------------------------------------------------------------------------- */
static enum vg_block_class other_class(const struct vg_page_block *b)
{
    if (b->level > 0)
        return VG_BLOCK_HEADING;
    if (b->caption || (b->hints & VG_HINT_CAPTION) != 0)
        return VG_BLOCK_CAPTION;
    if ((b->hints & VG_HINT_COMMENT) != 0)
        return VG_BLOCK_COMMENT;
    if ((b->hints & VG_HINT_FOOTER) != 0)
        return VG_BLOCK_FOOTER;
    if ((b->hints & VG_HINT_NAV) != 0)
        return VG_BLOCK_NAV;
    if ((b->hints & VG_HINT_ASIDE) != 0)
        return VG_BLOCK_ASIDE;
    if ((b->hints & VG_HINT_BYLINE) != 0 || (b->words & VG_WORDS_BYLINE) != 0)
        return VG_BLOCK_CAPTION;
    return link_share(b->link_bytes, b->len) > 80 ? VG_BLOCK_NAV : VG_BLOCK_OTHER;
}

static enum vg_block_class class_of(const struct pick *k, size_t i)
{
    const struct vg_page_block *b = &k->page->blocks[i];

    if (b->hidden)
        return VG_BLOCK_HIDDEN;
    if (b->alt)
        return VG_BLOCK_ALT;
    if (b->form)
        return VG_BLOCK_FORM;
    if (!k->in[i])
        return other_class(b);
    if (b->level > 0)
        return VG_BLOCK_HEADING;
    if (b->class == VG_BLOCK_LIST)
        return VG_BLOCK_LIST;
    return b->cell && k->page->nodes[b->node].tag == VG_TAG_TD && b->stops == 0 ? VG_BLOCK_TABLE
                                                                                : VG_BLOCK_MAIN;
}

static uint32_t linked_headings(const struct vg_page *page)
{
    uint32_t n = 0;

    for (size_t i = 0; i < page->block_count; i++)
        n += page->blocks[i].level > 0 && 2 * page->blocks[i].link_bytes > page->blocks[i].len;
    return n;
}

/* Letters of the article's paragraphs that stand in entries of the list. */
static uint64_t letters_inside(const struct pick *k, const uint32_t *equals, uint32_t list)
{
    uint64_t letters = 0;

    for (size_t i = 0; i < k->page->block_count; i++) {
        uint32_t entry = k->in[i] == 1 ? entry_of(k->page, equals, k->page->blocks[i].node) : 0;

        if (entry != 0 && k->page->nodes[entry].parent == list)
            letters += k->page->blocks[i].letters;
    }
    return letters;
}

/* Pages that a script shows when it has run keep their text hidden till then. Where
 * nothing else reads like text, hidden blocks are judged as if they were shown. */
static int has_hidden_text(const struct vg_page *page)
{
    uint64_t hidden = 0;

    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (reads_like_text(b) && b->letters >= BETWEEN)
            return 0;
        if (b->hidden && !b->alt && b->stops > 0)
            hidden += b->letters;
    }
    return hidden >= HIDDEN_LEAST;
}

/* Take away, or give back, the mark that blocks are hidden. */
static void veil(struct vg_page *page, unsigned char *was, int back)
{
    for (size_t i = 0; i < page->block_count; i++) {
        struct vg_page_block *b = &page->blocks[i];

        if (back) {
            b->hidden = was[i] != 0;
            continue;
        }
        was[i] = b->hidden;
        b->hidden = 0;
    }
}

void vg_page_main(struct vg_page *page)
{
    size_t n = page->block_count;
    VG_SCOPED_ARENA work = {0};
    struct pick k = {.page = page, .in = vg_alloc(&work, n), .within = vg_alloc(&work, n)};
    uint16_t *hints = VG_NEW_ARRAY(&work, uint16_t, page->node_count);
    struct found article;
    struct row row = {0};
    uint32_t list = 0, *equals = NULL;
    unsigned char *was = NULL;

    if (n == 0)
        return;
    vg_page_linked(page);
    if (has_hidden_text(page)) {
        was = vg_alloc(&work, n);
        veil(page, was, 0);
    }
    look_at_words(page);
    find_ranges(page);
    mark_asides(page);
    mark_teasers(page);
    weigh_hints(page, hints);
    score_all(page, hints);
    article = pick_article(&k, hints);
    if (article.letters < LIST_MOST || linked_headings(page) >= LIST_LEAST) {
        equals = count_rows(page, &work);
        list = best_list(page, equals, &row);
    }
    if (list != 0 && is_list_page(&row, &article, letters_inside(&k, equals, list)))
        pick_list(&k, equals, list);
    else if (article.letters == 0)
        pick_longest(&k);
    if (was != NULL)
        veil(page, was, 1);
    for (size_t i = 0; i < n; i++) {
        page->blocks[i].class = (uint8_t)class_of(&k, i);
        page->blocks[i].main = k.in[i] != 0;
    }
}
