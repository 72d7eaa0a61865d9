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
#include "read/html_main.h"

#include <string.h>

#include "read/html_fields.h"
#include "read/words.h"

enum {
    HEADLINE_LEAST = 9, /* bytes of a line that <title> may be asked for */
    LINK_ON_MOST = 30,  /* bytes of the link that ends a teaser */
    TEASERS_LEAST = 2,  /* such links that make a row of teasers */
    HIDDEN_LEAST = 200, /* letters of sentences that make a hidden text worth looking at */
    LIST_MOST = 400,    /* letters in paragraphs on a page that is a list */
    NOTICE_MOST = 1200, /* bytes of a notice of copyright */
    FOOT_MOST = 120,    /* letters of sentences in a footer of a page that has no others */
    BYLINE_MOST = 160,  /* letters of sentences in what is no text but says who wrote one */
};

/* What short blocks say they are; long ones are neither bylines nor closings, and
 * what is a link from end to end leads away in any case. */
static void look_at_words(struct vg_page *page)
{
    for (size_t i = 0; i < page->block_count; i++) {
        struct vg_page_block *b = &page->blocks[i];

        if (vg_main_is_shown(b) && b->len <= VG_WORDS_LINE &&
            (b->link_bytes < b->len || b->level > 0))
            b->words = (uint8_t)vg_words_kinds(vg_main_text(page, b));
        else if (b->len <= NOTICE_MOST && vg_main_is_shown(b) &&
                 memcmp(page->text.p + b->start, "\xc2\xa9", 2) == 0)
            b->words = VG_WORDS_CLOSE;
    }
}

/* Does a part of a title end at `at`? */
static int is_end_of_part(struct vg_str title, size_t at)
{
    if (at == title.len || vg_separator(title, at) > 0)
        return 1;
    at += title.p[at] == ' ';
    return at < title.len &&
           (vg_separator(title, at) > 0 || title.p[at] == ':' || title.p[at] == '(');
}

/* Is that heading the first part of <title>? */
static int is_title(const struct vg_page *page, const struct vg_page_block *b)
{
    struct vg_str s = vg_main_text(page, b), title = page->title;

    while (title.len > 0 && (unsigned char)title.p[0] <= ' ') {
        title.p++;
        title.len--;
    }
    while (title.len > 0 && (unsigned char)title.p[title.len - 1] <= ' ')
        title.len--;
    return b->level > 0 && vg_main_is_shown(b) && 2 * b->link_bytes <= b->len &&
           title.len >= s.len && memcmp(title.p, s.p, s.len) == 0 && is_end_of_part(title, s.len);
}

/* "Latest news" over a list leads away from a story, and is what a page is about that has it for
 * its title, or for its first heading of all. What holds such a heading is no side part. */
uint32_t vg_main_own_heading(const struct vg_page *page)
{
    uint32_t own = VG_MAIN_NO_BLOCK;
    size_t headings = 0;

    for (uint32_t i = 0; headings < page->headings; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (b->level == 0)
            continue;
        if (is_title(page, b))
            return i;
        if (headings++ == 0 && b->level == 1)
            own = i;
    }
    return own;
}

/* It may be a phrase that closes an article elsewhere. */
static void spare_own_heading(struct vg_page *page)
{
    uint32_t at = vg_main_own_heading(page);
    struct vg_page_block *own = at == VG_MAIN_NO_BLOCK ? NULL : &page->blocks[at];

    if (own == NULL || (own->words & VG_WORDS_CLOSE) == 0)
        return;
    own->words &= (uint8_t)~VG_WORDS_CLOSE;
    for (uint32_t n = own->node; n != 0; n = page->nodes[n].parent)
        page->nodes[n].hints &= (uint16_t)~VG_HINT_BAD;
}

/* -- hints of the containers ------------------------------------------------------ */

/* What stands under a heading like "Sign up for our letter" is no part of the text. */
static void mark_asides(struct vg_page *page)
{
    for (size_t i = 0, headings = 0; headings < page->headings; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        struct vg_page_node *n = &page->nodes[b->node];

        headings += b->level > 0;
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

/* Is an element too long for a byline? A state of publishing ("status-publish") and what a text was
 * written in ("TRS_Editor") are named like one, and so is a source that is printed in full. What is
 * named after an author may say more of him. */
static int is_no_byline(const struct vg_page_node *n)
{
    return (n->hints & (VG_HINT_BYLINE | VG_HINT_AUTHOR)) == VG_HINT_BYLINE &&
           (n->letters >= BYLINE_MOST || (n->link_letters > 1 && n->letters >= VG_MAIN_BETWEEN));
}

/* Does a block end in a link that leads on to the rest of it? */
static int leads_on(const struct vg_page *page, const struct vg_page_block *b)
{
    static const char *const ends[] = {
        "read more", "more", "full story", "learn more", "continue reading", "详细", "详情",
        "全文",      "更多", "詳細",       "詳情"};
    struct vg_str s = vg_main_text(page, b);

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

    for (uint32_t i = 0; i < n && page->linked >= TEASERS_LEAST; i++)
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
            vg_main_is_prose(&page->blocks[i]))
            full += page->blocks[i].letters;
    }
    for (uint32_t k = 0; k < ends && full >= VG_MAIN_FULL; k++)
        page->nodes[entries[k]].hints |= VG_HINT_ASIDE;
}

/* Names that elements of a text may have, each of them, for their looks. */
enum { LOOKS = VG_HINT_NAV | VG_HINT_FOOTER | VG_HINT_FORM };

/* Elements side by side that have one name, and among them half of all sentences, are no side parts
 * either: a name may say that a line is drawn below. Which name has most in each element is found
 * by letting one name's letters stand against those of all others. */
static void spare_rows(struct vg_page *page, uint64_t all)
{
    VG_SCOPED_ARENA work = {0};
    struct most {
        uint64_t ahead, sum;
        uint32_t exact;
    } *most = NULL;
    uint64_t named = 0;

    for (uint32_t i = 1; i < page->node_count; i++)
        named += (page->nodes[i].hints & LOOKS) != 0 ? page->nodes[i].letters : 0;
    if (2 * named < all)
        return; /* as on most pages */
    most = VG_NEW_ARRAY(&work, struct most, page->node_count);
    for (uint32_t i = 1; i < page->node_count; i++) {
        const struct vg_page_node *n = &page->nodes[i];
        struct most *m = &most[n->parent];

        if (m->exact == n->exact) {
            m->ahead += n->letters;
        } else if (m->ahead >= n->letters) {
            m->ahead -= n->letters;
        } else {
            m->ahead = n->letters - m->ahead;
            m->exact = n->exact;
        }
    }
    for (uint32_t i = 1; i < page->node_count; i++)
        if (most[page->nodes[i].parent].exact == page->nodes[i].exact)
            most[page->nodes[i].parent].sum += page->nodes[i].letters;
    for (uint32_t i = 1; i < page->node_count; i++) {
        struct vg_page_node *n = &page->nodes[i];

        if ((n->hints & LOOKS) != 0 && most[n->parent].exact == n->exact &&
            2 * most[n->parent].sum >= all && most[n->parent].sum > n->letters)
            n->hints &= (uint16_t)~LOOKS;
    }
}

/* A part that holds half of all sentences of the page is no side part, whatever
 * its name says, and one of many sentences no byline: such hints are taken away. Leaves the sums,
 * of letters and of blocks, at nothing. */
static void weigh_hints(struct vg_page *page, uint16_t *hints)
{
    uint64_t all = 0;

    if (page->hinted == 0 && page->headings == 0 && page->linked == 0)
        return; /* nobody says anything, and `hints` is that already */
    for (size_t i = 0; i < page->block_count && page->sentences > 0; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (!vg_main_is_shown(b) || b->stops == 0 || vg_main_links(b->link_bytes, b->len) > 50)
            continue;
        page->nodes[b->node].letters += b->letters;
        page->nodes[b->node].link_letters++;
        all += b->letters;
    }
    for (size_t i = page->node_count; all > 0 && i-- > 1;) {
        page->nodes[page->nodes[i].parent].letters += page->nodes[i].letters;
        page->nodes[page->nodes[i].parent].link_letters += page->nodes[i].link_letters;
    }
    if (all > 0 && page->hinted > 0)
        spare_rows(page, all);
    for (size_t i = 0; i < page->node_count; i++) {
        struct vg_page_node *n = &page->nodes[i];
        unsigned own = n->hints;

        if (all > 0 && 2 * (uint64_t)n->letters >= all)
            own &=
                ~(unsigned)(n->letters < FOOT_MOST ? VG_HINT_BAD & ~VG_HINT_FOOTER : VG_HINT_BAD);
        if (is_no_byline(n))
            own &= ~(unsigned)VG_HINT_BYLINE;
        n->letters = n->link_letters = 0;
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

/* Sentences on end read like text, though what they end in is a link. */
static int is_prose_on_end(const struct vg_page_block *b)
{
    return b->stops >= 3 && b->letters >= VG_MAIN_FULL && 10 * b->link_bytes <= b->len;
}

static int32_t at_most(uint32_t v, uint32_t most)
{
    return (int32_t)(v < most ? v : most);
}

void vg_page_features(const struct vg_page *page, size_t i, int32_t x[VG_PAGE_FEATURES])
{
    const struct vg_page_block *b = &page->blocks[i];
    uint8_t tag = page->nodes[b->node].tag;
    int before = i > 0 && vg_main_is_prose(b - 1);
    int after = i + 1 < page->block_count && vg_main_is_prose(b + 1);
    const int32_t row[VG_PAGE_FEATURES] = {
        1,
        at_most(b->letters, 40) / 8,
        at_most(b->letters, 240) / 40,
        at_most(b->letters, 800) / 200,
        (int32_t)vg_main_links(b->link_bytes, b->len) / 10,
        b->link_bytes == 0,
        at_most(b->marks, 8),
        at_most(b->stops, 3),
        b->stops > 0,
        ends_in_mark(vg_main_text(page, b)) || is_prose_on_end(b),
        tag == VG_TAG_P || tag == VG_TAG_PRE || b->quote,
        b->list,
        tag == VG_TAG_TD,
        b->level > 0,
        b->caption,
        vg_main_has(b->hints, VG_HINT_GOOD),
        vg_main_has(b->hints, VG_HINT_NAV),
        vg_main_has(b->hints, VG_HINT_ASIDE),
        vg_main_has(b->hints, VG_HINT_COMMENT),
        vg_main_has(b->hints, VG_HINT_FOOTER),
        vg_main_has(b->hints, VG_HINT_FORM),
        vg_main_has(b->hints, VG_HINT_BYLINE),
        vg_main_has(b->hints, VG_HINT_CAPTION),
        vg_main_has(b->words, VG_WORDS_CLOSE),
        vg_main_has(b->words, VG_WORDS_BYLINE),
        vg_main_has(b->words, VG_WORDS_COMMENTS),
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

    if (!vg_main_is_shown(b) || b->form)
        return 0;
    /* No word and no sentence: never text by itself, and pages may have many such. */
    if (b->letters < 8 && b->stops == 0)
        return -WEIGHT_UNIT;
    vg_page_features(page, i, x);
    for (size_t k = 0; k < VG_PAGE_FEATURES; k++)
        sum += weights[k] * x[k];
    return sum;
}

/* What a block that reads like text gives to the containers around it: more for more text, but no
 * block outweighs several, and none gives nothing. */
static int32_t vote(const struct vg_page_block *b)
{
    int32_t most = 4 * WEIGHT_UNIT, s = b->score < most ? b->score : most;
    int32_t votes = s * (8 + at_most(b->letters, 400) / 8) / 64;

    return votes > 0 ? votes : 1;
}

/* Elements that are one paragraph or entry rather than what holds them. */
static int is_piece(uint8_t tag)
{
    return tag == VG_TAG_P || tag == VG_TAG_LI || tag == VG_TAG_DD || tag == VG_TAG_DT ||
           tag == VG_TAG_PRE || tag == VG_TAG_BLOCKQUOTE || (tag >= VG_TAG_H1 && tag <= VG_TAG_H6);
}

/* Ranges of blocks, from the inside out. */
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
}

/* For each element the nearest around it that holds more: elements around the same blocks are one
 * container. */
static void find_rises(struct vg_page *page)
{
    for (size_t i = 1; i < page->node_count; i++) {
        struct vg_page_node *n = &page->nodes[i];
        const struct vg_page_node *up = &page->nodes[n->parent];

        n->rise = n->first_block == up->first_block && n->last_block == up->last_block ? up->rise
                                                                                       : n->parent;
    }
}

/* What holds the block of that element: the element, or what is around it. */
uint32_t vg_main_holder(const struct vg_page *page, uint32_t node)
{
    const struct vg_page_node *n = &page->nodes[node];

    if (is_piece(n->tag) && n->first_block != n->last_block)
        return n->parent;
    return node != 0 && n->first_block == n->last_block ? n->rise : node;
}

static void spread(struct vg_page *page, const struct vg_page_block *b)
{
    uint32_t node = vg_main_holder(page, b->node);

    /* What is around this block alone keeps its score too: it may be one of a row of
     * equals. No other block comes this way. */
    for (uint32_t i = b->node; i != node && i != 0; i = page->nodes[i].parent) {
        page->nodes[i].score += vote(b);
        page->steps++;
    }
    for (int32_t i = 1; i <= VG_MAIN_LEVELS; i++) {
        page->nodes[node].score += vote(b) / i;
        if (node == 0)
            return;
        node = page->nodes[node].rise;
    }
}

/* Returns whether any block reads like text. */
static int score_blocks(struct vg_page *page, const uint16_t *hints)
{
    int any = 0;

    for (size_t i = 0; i < page->block_count; i++) {
        struct vg_page_block *b = &page->blocks[i];

        b->hints |= hints[b->node];
        b->score = block_score(page, i);
        any |= b->score > 0;
    }
    return any;
}

/* The scores of the containers, and what they hold. */
static void score_nodes(struct vg_page *page)
{
    find_rises(page);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (b->score > 0)
            spread(page, b);
        if (!vg_main_is_shown(b))
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
    return vg_main_is_shown(b) && b->len >= HEADLINE_LEAST && b->len <= page->title.len &&
           memmem(page->title.p, page->title.len, page->text.p + b->start, b->len) != NULL;
}

/* Word processors put a paragraph into each cell. */
int vg_main_is_cell(const struct vg_page *page, const struct vg_page_block *b)
{
    const struct vg_page_node *n = &page->nodes[b->node];

    if (!b->cell)
        return 0;
    /* A paragraph with links in a cell is what layouts have. */
    for (int i = 0;
         i < 3 && n->tag != VG_TAG_TD && n->first_block == n->last_block && b->link_bytes == 0; i++)
        n = &page->nodes[n->parent];
    return n->tag == VG_TAG_TD && n->first_block == n->last_block;
}

/* Is a block the headline? By its level, or because <title> has it, and little else
 * where it is no heading. */
int vg_main_is_headline(const struct vg_page *page, const struct vg_page_block *b)
{
    if (!vg_main_is_shown(b) || b->level == 1)
        return vg_main_is_shown(b);
    return (b->level > 0 || 2 * b->len > page->title.len) && is_in_title(page, b);
}

/* The heading that <title> has; 0 when none does, or the first block. */
uint32_t vg_main_headline(const struct vg_page *page)
{
    for (uint32_t i = 1; i < page->block_count && page->headings > 0; i++)
        if (page->blocks[i].level > 0 && 2 * page->blocks[i].link_bytes <= page->blocks[i].len &&
            is_in_title(page, &page->blocks[i]))
            return i;
    return 0;
}

/* What stands before the headline of a page counts a quarter: it is about other things. */
uint32_t vg_main_winner(const struct vg_page *page, uint32_t headline)
{
    uint32_t best = 0;
    int64_t best_score = 0;

    for (uint32_t i = 0; i < page->node_count; i++) {
        const struct vg_page_node *n = &page->nodes[i];
        int64_t s = (int64_t)n->score * (100 - (int64_t)vg_main_links(n->link_letters, n->letters));

        s = n->last_block < headline ? s / 4 : s;
        if (s > best_score) {
            best_score = s;
            best = i;
        }
    }
    return best;
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
    return vg_main_links(b->link_bytes, b->len) > 80 ? VG_BLOCK_NAV : VG_BLOCK_OTHER;
}

static enum vg_block_class class_of(const struct vg_main_pick *k, size_t i)
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
    return b->stops == 0 && (vg_main_is_cell(k->page, b) ||
                             (b->cell && k->page->nodes[b->node].tag == VG_TAG_TD))
               ? VG_BLOCK_TABLE
               : VG_BLOCK_MAIN;
}

static uint32_t linked_headings(const struct vg_page *page)
{
    uint32_t n = 0;

    for (size_t i = 0; i < page->block_count && page->headings > 0 && page->linked > 0; i++)
        n += page->blocks[i].level > 0 && 2 * page->blocks[i].link_bytes > page->blocks[i].len;
    return n;
}

/* Letters of the article's paragraphs that stand in entries of the list. */
static uint64_t letters_inside(const struct vg_main_pick *k, const uint32_t *equals, uint32_t list)
{
    uint64_t letters = 0;

    for (size_t i = 0; i < k->page->block_count; i++) {
        uint32_t entry =
            k->in[i] == 1 ? vg_main_list_entry(k->page, equals, k->page->blocks[i].node) : 0;

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

    for (size_t i = 0; i < page->block_count && page->hidden > 0; i++) {
        const struct vg_page_block *b = &page->blocks[i];

        if (vg_main_is_prose(b) && b->letters >= VG_MAIN_BETWEEN)
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
    struct vg_main_pick k = {.page = page, .in = vg_alloc(&work, n), .within = vg_alloc(&work, n)};
    uint16_t *hints = VG_NEW_ARRAY(&work, uint16_t, page->node_count);
    struct vg_main_found article = {0};
    struct vg_main_row row = {0};
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
    spare_own_heading(page);
    find_ranges(page);
    vg_main_spare_chapters(page);
    mark_asides(page);
    mark_teasers(page);
    weigh_hints(page, hints);
    if (score_blocks(page, hints) || page->article != NULL) {
        score_nodes(page);
        article = vg_main_pick(&k, hints);
    }
    if (page->wordy >= VG_MAIN_ENTRIES &&
        (article.letters < LIST_MOST || linked_headings(page) >= VG_MAIN_ENTRIES)) {
        equals = vg_main_list_rows(page, &work);
        list = vg_main_list_best(page, equals, &row);
    }
    if (list != 0 && vg_main_list_is_page(&row, &article, letters_inside(&k, equals, list)))
        vg_main_list_pick(&k, equals, list);
    else if (article.letters == 0 && !vg_main_list_under(&k))
        vg_main_list_longest(&k);
    if (equals != NULL && article.letters < LIST_MOST)
        vg_main_list_complete(&k, equals, article.letters > 0);
    if (was != NULL)
        veil(page, was, 1);
    for (size_t i = 0; i < n; i++) {
        page->blocks[i].class = (uint8_t)class_of(&k, i);
        page->blocks[i].main = k.in[i] != 0;
    }
}
