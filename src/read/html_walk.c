/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Elements, in document order and in one pass. There is no tree: open elements
 * are a stack of at most VG_MAX_HTML_DEPTH entries that carry what their content
 * inherits (hidden, in a table, hints of class names), and an element becomes a
 * node only when text is found in it. An inline element that changes nothing for
 * its content is not put on the stack at all. Every step does a bounded amount of
 * work for a token or pops what an earlier one pushed, so time and memory are
 * linear in the input.
 */
#include "read/html_walk.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/table.h"

enum { LOOK_UP = 64 }; /* entries an end tag looks at */

/* -- nodes ------------------------------------------------------------------------- */
static uint32_t add_node(struct vg_page *page, const struct vg_open *o, uint32_t parent)
{
    struct vg_page_node *n;
    uint8_t depth = page->node_count == 0 ? 0 : page->nodes[parent].depth;

    if (page->node_count == page->node_room)
        page->nodes = vg_page_grow(page, page->nodes, page->node_count, &page->node_room,
                                   sizeof *page->nodes, VG_MAX_PAGE_NODES);
    n = &page->nodes[page->node_count];
    *n = (struct vg_page_node){.parent = parent,
                               .shape = o->shape,
                               .exact = o->exact,
                               .hints = o->own,
                               .anchor = o->anchor,
                               .tag = o->tag,
                               .depth = (uint8_t)(depth < 255 ? depth + 1 : depth),
                               .first_block = (uint32_t)page->block_count};
    page->hinted += o->own != 0;
    return (uint32_t)page->node_count++;
}

/* The node of the innermost open block element; those around it are made first. */
uint32_t vg_walk_node(struct vg_walk *w)
{
    size_t i = w->depth, from;
    uint32_t node;

    while (i > 0 && w->stack[i].node == 0)
        i--;
    node = w->stack[i].node;
    from = i + 1;
    for (i = from; i <= w->depth; i++) {
        if ((w->stack[i].flags & VG_TAG_BLOCK) != 0)
            node = add_node(w->page, &w->stack[i], node);
        w->stack[i].node = node;
    }
    return node;
}

/* -- what attributes say ----------------------------------------------------------- */
static int says_none(struct vg_str style)
{
    const char *end = style.p + style.len;

    for (const char *hit = memmem(style.p, style.len, "display", 7); hit != NULL;
         hit = memmem(hit, (size_t)(end - hit), "display", 7)) {
        hit += 7;
        while (hit < end && (vg_is_html_space(*hit) || *hit == ':'))
            hit++;
        if (end - hit >= 4 && strncasecmp(hit, "none", 4) == 0)
            return 1;
    }
    return 0;
}

/* What a value says, from the place kept for it if it was the last one there. */
static const struct vg_said *what_is_said(struct vg_walk *w, struct vg_str value, int is_style)
{
    uint64_t mix = 0;
    struct vg_said *s;
    size_t n = 0;

    memcpy(&mix, value.p, value.len < sizeof mix ? value.len : sizeof mix);
    if (value.len > sizeof mix) {
        uint64_t last;

        memcpy(&last, value.p + value.len - sizeof last, sizeof last);
        mix ^= last * UINT64_C(0x9e3779b97f4a7c15);
    }
    mix = (mix ^ value.len) * UINT64_C(0xd6e8feb86659fd93);
    s = &w->said[mix >> (64 - VG_SAID_BITS)];
    if (s->value.len == value.len && s->is_style == is_style &&
        memcmp(s->value.p, value.p, value.len) == 0)
        return s;
    *s = (struct vg_said){.value = value, .is_style = (uint8_t)is_style};
    if (is_style) {
        s->hides = (uint8_t)says_none(value);
        return s;
    }
    while (n < value.len && n < 128 && !vg_is_html_space(value.p[n]))
        n++;
    s->first = (uint32_t)vg_hash(value.p, n);
    s->whole = (uint32_t)vg_hash(value.p, value.len < 128 ? value.len : 128);
    s->hints = (uint16_t)vg_hints(value);
    return s;
}

static int says_hidden(struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_str *style = vg_html_attribute(t, VG_ATTR_STYLE);
    const struct vg_str *aria = vg_html_attribute(t, VG_ATTR_ARIA_HIDDEN);

    if (vg_html_attribute(t, VG_ATTR_HIDDEN) != NULL || (aria != NULL && vg_str_is(*aria, "true")))
        return 1;
    return style != NULL && style->len > 0 && what_is_said(w, *style, 1)->hides;
}

static unsigned hints_of_tag(uint8_t tag)
{
    switch (tag) {
    case VG_TAG_NAV:
        return VG_HINT_NAV;
    case VG_TAG_FOOTER:
        return VG_HINT_FOOTER;
    case VG_TAG_ASIDE:
        return VG_HINT_ASIDE;
    case VG_TAG_FIGCAPTION:
        return VG_HINT_CAPTION;
    case VG_TAG_ARTICLE:
    case VG_TAG_MAIN:
        return VG_HINT_GOOD;
    default:
        return 0;
    }
}

static int is_heading(uint8_t tag)
{
    return tag >= VG_TAG_H1 && tag <= VG_TAG_H6;
}

static unsigned hints_of_attribute(struct vg_walk *w, const struct vg_html_token *t,
                                   enum vg_attribute key)
{
    const struct vg_str *v = vg_html_attribute(t, key);

    return v != NULL && v->len > 0 ? what_is_said(w, *v, 0)->hints : 0;
}

/* Hints and hashes of an element's names into `o`. */
static void take_names(struct vg_walk *w, const struct vg_html_token *t, struct vg_open *o)
{
    const struct vg_str *class = vg_html_attribute(t, VG_ATTR_CLASS);
    unsigned hints = hints_of_tag(o->tag), by_id = 0;
    uint32_t first = 0, whole = 0;

    o->anchor = 0;
    if (t->known == 0) { /* most elements say nothing of themselves */
        o->own = (uint16_t)hints;
        o->shape = o->exact = o->tag;
        return;
    }
    if (class != NULL && class->len > 0) {
        const struct vg_said *said = what_is_said(w, *class, 0);

        hints |= said->hints;
        first = said->first;
        whole = said->whole;
    }
    hints |= hints_of_attribute(w, t, VG_ATTR_ROLE) | hints_of_attribute(w, t, VG_ATTR_ITEMPROP);
    /* The id of an inline element is the target of a link and names nothing; that of a heading is
     * made of its words. */
    if ((o->flags & VG_TAG_BLOCK) != 0)
        by_id = hints_of_attribute(w, t, VG_ATTR_ID);
    if (is_heading(o->tag))
        by_id &= ~(unsigned)VG_HINT_BAD;
    o->own = (uint16_t)(hints | by_id);
    o->anchor = (uint16_t)(by_id & VG_HINT_BAD & ~hints);
    o->shape = first * 31 + o->tag;
    o->exact = whole * 31 + o->tag;
}

/* -- the stack --------------------------------------------------------------------- */
static enum vg_gap gap_of(uint8_t tag)
{
    return tag == VG_TAG_TD ? VG_GAP_CELL : VG_GAP_LINE;
}

static int is_foreign(uint8_t tag)
{
    return tag == VG_TAG_SVG || tag == VG_TAG_MATH;
}

static void pop_to(struct vg_walk *w, size_t depth)
{
    while (w->depth >= depth && w->depth > 0) {
        const struct vg_open *o = &w->stack[w->depth--];

        /* A link that nothing ended goes on past a block, but not past its cell. */
        if (o->tag == VG_TAG_TD && w->link_depth > w->depth)
            w->in_link = 0;
        w->foreign -= is_foreign(o->tag);
        if ((o->flags & VG_TAG_BLOCK) != 0)
            vg_walk_end_block(w, gap_of(o->tag));
    }
    w->html.foreign = w->foreign > 0;
}

/* The nearest open element of that tag that an implied end may reach, else 0.
 * Looking stops at `wall` and at what begins a scope of its own. */
static size_t open_below(const struct vg_walk *w, uint8_t tag, uint8_t wall)
{
    size_t least = w->depth > LOOK_UP ? w->depth - LOOK_UP : 0;

    for (size_t i = w->depth; i > least; i--) {
        if (w->stack[i].tag == tag)
            return i;
        if (w->stack[i].tag == wall || (w->stack[i].flags & VG_TAG_SCOPE) != 0)
            return 0;
    }
    return 0;
}

/* An open <p> with nothing but inline elements in it ends where a block begins. */
static void close_paragraph(struct vg_walk *w)
{
    size_t i = w->depth;
    size_t least = w->depth > LOOK_UP ? w->depth - LOOK_UP : 0;

    while (i > least && (w->stack[i].flags & VG_TAG_BLOCK) == 0)
        i--;
    if (i > 0 && w->stack[i].tag == VG_TAG_P)
        pop_to(w, i);
}

static void close_implied(struct vg_walk *w, uint8_t tag, uint8_t flags)
{
    size_t i = 0;

    if ((flags & VG_TAG_BLOCK) != 0)
        close_paragraph(w);
    if (tag == VG_TAG_LI)
        i = open_below(w, VG_TAG_LI, VG_TAG_LIST);
    else if (tag == VG_TAG_DT || tag == VG_TAG_DD) {
        i = open_below(w, VG_TAG_DD, VG_TAG_LIST);
        i = i != 0 ? i : open_below(w, VG_TAG_DT, VG_TAG_LIST);
    } else if (tag == VG_TAG_OPTION)
        i = open_below(w, VG_TAG_OPTION, VG_TAG_SELECT);
    else if (tag == VG_TAG_TD && w->stack[w->depth].tag != VG_TAG_TR) {
        /* A cell is a scope: the last one is reached although it is one. */
        for (size_t k = w->depth; k > 0 && w->depth - k < LOOK_UP; k--) {
            if (w->stack[k].tag == VG_TAG_TABLE)
                break;
            if (w->stack[k].tag == VG_TAG_TD) {
                i = k;
                break;
            }
        }
    } else if (tag == VG_TAG_TR || tag == VG_TAG_TBODY) {
        for (size_t k = w->depth; k > 0 && w->depth - k < LOOK_UP; k--) {
            if (w->stack[k].tag == VG_TAG_TABLE)
                break;
            if (w->stack[k].tag == VG_TAG_TR || (tag == VG_TAG_TBODY && w->stack[k].tag == tag))
                i = k;
        }
    }
    if (i > 0)
        pop_to(w, i);
}

/* Does an inline element leave its content as it is? One of the same name around it
 * has to be told apart from it at the end tag, so then it counts. */
static int changes_nothing(struct vg_walk *w, const struct vg_tag_info *info,
                           const struct vg_open *o)
{
    const struct vg_open *top = &w->stack[w->depth];

    if ((info->flags & (VG_TAG_BLOCK | VG_TAG_SKIP | VG_TAG_HIDDEN | VG_TAG_FORM | VG_TAG_SCOPE)) !=
            0 ||
        info->tag == VG_TAG_FOREIGNOBJECT || (o->hidden && !top->hidden) ||
        (o->hints & (unsigned)~top->hints) != 0)
        return 0;
    for (size_t i = w->depth; i > 0 && (w->stack[i].flags & VG_TAG_BLOCK) == 0; i--) {
        if (w->stack[i].name == o->name || w->depth - i >= LOOK_UP)
            return 0;
        w->page->steps++;
    }
    return 1;
}

static void put_beyond(struct vg_walk *w, size_t at)
{
    if (w->beyond++ == 0 && w->page->flattened == 0)
        w->page->flattened_at = at;
    w->page->flattened++;
}

static void push(struct vg_walk *w, const struct vg_html_token *t, const struct vg_tag_info *info)
{
    const struct vg_open *outer = &w->stack[w->depth];
    struct vg_open o = *outer;
    int is_block = (info->flags & VG_TAG_BLOCK) != 0;

    if (!is_block && t->known == 0 && info->flags == VG_TAG_BREAKS && w->beyond == 0 &&
        (outer->flags & VG_TAG_BLOCK) != 0)
        return; /* <b>, <span> …, without attributes, straight in a block */
    if (is_block && (w->depth == VG_MAX_HTML_DEPTH || w->beyond > 0)) {
        put_beyond(w, t->start);
        return;
    }
    o.tag = info->tag;
    o.flags = info->flags;
    o.node = 0;
    o.name = w->key;
    take_names(w, t, &o);
    o.hints = is_block ? 0 : outer->hints | o.own;
    o.hidden |= (info->flags & VG_TAG_HIDDEN) != 0 || (t->known != 0 && says_hidden(w, t));
    if (!is_block && changes_nothing(w, info, &o))
        return;
    if (w->depth == VG_MAX_HTML_DEPTH || w->beyond > 0) {
        if ((info->flags & (VG_TAG_SKIP | VG_TAG_HIDDEN)) != 0)
            put_beyond(w, t->start);
        return;
    }
    /* A heading that folds what is under it out is a heading. */
    o.form |= (info->flags & VG_TAG_FORM) != 0 && outer->level == 0;
    o.skip |= (info->flags & VG_TAG_SKIP) != 0;
    if (is_heading(info->tag))
        o.level = (uint8_t)(info->tag - VG_TAG_H1 + 1);
    o.pre |= info->tag == VG_TAG_PRE || info->tag == VG_TAG_TEXTAREA;
    o.list |= info->tag == VG_TAG_LI || info->tag == VG_TAG_DT || info->tag == VG_TAG_DD;
    o.caption |= info->tag == VG_TAG_FIGCAPTION || info->tag == VG_TAG_CAPTION;
    o.quote |= info->tag == VG_TAG_BLOCKQUOTE;
    if (info->tag == VG_TAG_TABLE)
        o.table = ++w->tables;
    if (is_foreign(info->tag) && w->foreign++ == 0)
        w->skip_outside = outer->skip;
    w->html.foreign = w->foreign > 0;
    w->stack[++w->depth] = o;
}

/* -- tags ------------------------------------------------------------------------------ */
static void take_input(struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_str *type = vg_html_attribute(t, VG_ATTR_TYPE);

    if (type != NULL &&
        (vg_str_is(*type, "submit") || vg_str_is(*type, "button") || vg_str_is(*type, "reset")))
        vg_walk_apart(w, vg_html_attribute(t, VG_ATTR_VALUE), 1);
}

/* What is said of an image, and what shows when a pointer rests on it. */
static void take_image(struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_str *alt = vg_html_attribute(t, VG_ATTR_ALT);
    struct vg_str rest = t->attributes;
    struct vg_html_attribute a;

    vg_walk_apart(w, alt, 0);
    for (int i = 0; i < VG_MAX_ATTRIBUTES && vg_html_attribute_next(&rest, &a); i++)
        if (a.name.len == 5 && strncasecmp(a.name.p, "title", 5) == 0) {
            if (alt == NULL || vg_str_cmp(*alt, a.value) != 0)
                vg_walk_apart(w, &a.value, 0);
            return;
        }
}

/* The first value of an attribute that is to be kept. */
static void keep_first(struct vg_page *page, struct vg_str *kept, const struct vg_str *value)
{
    if (value != NULL && kept->len == 0 && !page->is_skimmed)
        *kept = vg_page_decoded(page, *value);
}

/* Elements that are no part of the stack. 1 when the tag is dealt with. */
static int take_void(struct vg_walk *w, const struct vg_html_token *t,
                     const struct vg_tag_info *info)
{
    switch (info->tag) {
    case VG_TAG_BR:
        vg_walk_br(w, t->start, t->end);
        return 1;
    case VG_TAG_WBR:
    case VG_TAG_HEAD:
        return 1;
    case VG_TAG_META:
        vg_page_take_meta(w->page, t);
        return 1;
    case VG_TAG_LINK:
        vg_page_take_link(w->page, t);
        return 1;
    case VG_TAG_IMG:
        take_image(w, t);
        return 1;
    case VG_TAG_INPUT:
        take_input(w, t);
        return 1;
    case VG_TAG_HTML:
    case VG_TAG_BODY:
        keep_first(w->page, &w->page->lang, vg_html_attribute(t, VG_ATTR_LANG));
        return 1;
    case VG_TAG_BASE:
        keep_first(w->page, &w->page->base, vg_html_attribute(t, VG_ATTR_HREF));
        return 1;
    default:
        break;
    }
    if ((info->flags & VG_TAG_VOID) == 0)
        return 0;
    if ((info->flags & VG_TAG_BLOCK) != 0) {
        close_paragraph(w);
        vg_walk_end_block(w, VG_GAP_LINE);
    }
    return 1;
}

/* The content of these is one stretch: read it here, to its end tag. */
static int take_raw(struct vg_walk *w, const struct vg_html_token *t,
                    const struct vg_tag_info *info)
{
    const struct vg_str *type;
    struct vg_html_token inner;
    int is_jsonld;

    switch (info->tag) {
    case VG_TAG_SCRIPT:
        w->html.state = VG_HTML_SCRIPT;
        break;
    case VG_TAG_STYLE:
    case VG_TAG_IFRAME:
    case VG_TAG_RAW:
        w->html.state = VG_HTML_RAWTEXT;
        break;
    case VG_TAG_TITLE:
        w->html.state = VG_HTML_RCDATA;
        break;
    default:
        return 0;
    }
    type = vg_html_attribute(t, VG_ATTR_TYPE);
    is_jsonld = type != NULL && memmem(type->p, type->len, "ld+json", 7) != NULL;
    while (vg_html_next(&w->html, &inner) && inner.kind == VG_HTML_TEXT) {
        if (info->tag == VG_TAG_TITLE)
            keep_first(w->page, &w->page->title, &inner.data);
        else if (info->tag == VG_TAG_SCRIPT)
            vg_page_take_script(w->page, inner.data, is_jsonld);
    }
    w->html.state = VG_HTML_DATA;
    return 1;
}

/* An HTML element inside svg or math ends them. */
static void leave_foreign(struct vg_walk *w)
{
    size_t i = 1;

    while (i <= w->depth && !is_foreign(w->stack[i].tag))
        i++;
    if (i <= w->depth)
        pop_to(w, i);
}

/* An <a> is a link unless it is the target of one. */
static int is_link(const struct vg_html_token *t)
{
    return vg_html_attribute(t, VG_ATTR_HREF) != NULL ||
           (vg_html_attribute(t, VG_ATTR_NAME) == NULL && vg_html_attribute(t, VG_ATTR_ID) == NULL);
}

static void begin_link(struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_str *href = vg_html_attribute(t, VG_ATTR_HREF);

    w->link_depth = w->depth;
    w->link_start = w->page->text.len;
    w->in_link = is_link(t);
    w->href = href == NULL ? (struct vg_str){"", 0} : *href;
}

/* Does a link begin that goes on with the one before? Editors cut one where its style changes. */
static int goes_on(const struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_str *href = vg_html_attribute(t, VG_ATTR_HREF);

    return href != NULL && href->len > 0 && vg_str_cmp(*href, w->href) == 0;
}

/* Does an inline element say that it is something of its own, and not a change of style? */
static int says_what_it_is(struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_str *class = vg_html_attribute(t, VG_ATTR_CLASS);

    return vg_html_attribute(t, VG_ATTR_ITEMPROP) != NULL ||
           (class != NULL && class->len > 0 &&
            (what_is_said(w, *class, 0)->hints & (unsigned)~VG_HINT_GOOD) != 0);
}

/* Bold, italics and the like, with nothing said of them. */
static int is_style(const struct vg_html_token *t)
{
    return t->known == 0 && !(t->name.len == 4 && strncasecmp(t->name.p, "span", 4) == 0);
}

/* An inline element begins straight after another has ended. */
static void begin_inline(struct vg_walk *w, const struct vg_html_token *t, uint8_t tag)
{
    size_t at = w->page->text.len;

    if (!w->in_block)
        return;
    if (tag == VG_TAG_A && (w->link_end == at || w->inline_end == at)) {
        if (is_link(t) && !(w->link_end == at && goes_on(w, t)))
            w->apart = VG_APART_ALWAYS;
    } else if (w->link_end == at) {
        w->apart = is_style(t) ? w->apart : VG_APART_ALWAYS;
    } else if (w->inline_end == at && w->apart <= VG_APART_WORDS) {
        if (tag == VG_TAG_TIME || says_what_it_is(w, t))
            w->apart = VG_APART_LETTERS;
        else if (vg_html_attribute(t, VG_ATTR_CLASS) != NULL)
            w->apart = VG_APART_WORDS;
    }
}

/* <title> and <desc> say what a drawing shows. */
static int is_said_of_drawing(const struct vg_html_token *t)
{
    return (t->name.len == 5 && strncasecmp(t->name.p, "title", 5) == 0) ||
           (t->name.len == 4 && strncasecmp(t->name.p, "desc", 4) == 0);
}

/* A block of text, though it stands inside a drawing. */
static void push_said(struct vg_walk *w, const struct vg_html_token *t, uint8_t tag)
{
    const struct vg_tag_info said = {.tag = tag, .flags = VG_TAG_BLOCK};
    size_t depth = w->depth;

    vg_walk_end_block(w, VG_GAP_LINE);
    push(w, t, &said);
    if (w->depth == depth)
        return; /* too deep */
    w->stack[w->depth].skip = w->skip_outside;
    w->stack[w->depth].alt = 1;
}

static void take_start(struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_tag_info *info = vg_tag_info(t->name, &w->key);

    if (w->html.foreign && (info->flags & VG_TAG_BREAKS) != 0)
        leave_foreign(w);
    if (w->html.foreign) {
        if (t->self_closing)
            return;
        if (is_said_of_drawing(t))
            push_said(w, t, info->tag);
        else
            push(w, t, info);
        return;
    }
    if (take_raw(w, t, info) || take_void(w, t, info))
        return;
    if (is_foreign(info->tag) && t->self_closing)
        return;
    close_implied(w, info->tag, info->flags);
    if ((info->flags & VG_TAG_BLOCK) != 0)
        vg_walk_end_block(w, gap_of(info->tag));
    else
        begin_inline(w, t, info->tag);
    if (info->tag == VG_TAG_A)
        begin_link(w, t);
    else if (info->tag == VG_TAG_RT)
        vg_walk_inserted(w, "(", t->start);
    if (info->tag == VG_TAG_TIME || vg_html_attribute(t, VG_ATTR_ITEMPROP) != NULL)
        vg_page_take_time(w->page, t);
    push(w, t, info);
    if (info->tag == VG_TAG_TEXTAREA)
        w->html.state = VG_HTML_RCDATA;
    else if (info->tag == VG_TAG_PLAINTEXT)
        w->html.state = VG_HTML_PLAINTEXT;
    else if (info->tag == VG_TAG_PRE && vg_str_is(t->name, "xmp"))
        w->html.state = VG_HTML_RAWTEXT;
}

/* Does the open element answer to this end tag? Tags that share a number
 * (ul, ol; td, th) are close enough to end each other. */
static int answers(const struct vg_open *o, const struct vg_tag_info *info, uint64_t name)
{
    if (info->tag == VG_TAG_OTHER)
        return o->name == name;
    return o->tag == info->tag || (is_heading(info->tag) && is_heading(o->tag));
}

/* Nothing that an inline end tag would end lies past a block; nothing that most
 * end tags would end lies past a cell. */
static int is_wall(const struct vg_open *o, const struct vg_tag_info *info)
{
    if ((o->flags & VG_TAG_BLOCK) != 0 && (info->flags & VG_TAG_BLOCK) == 0 &&
        !is_foreign(info->tag))
        return 1;
    return (o->flags & VG_TAG_SCOPE) != 0 && info->tag != VG_TAG_TABLE && info->tag != VG_TAG_TR &&
           info->tag != VG_TAG_TBODY;
}

/* The open element that an end tag ends, and all inside it. */
static void close_element(struct vg_walk *w, const struct vg_tag_info *info)
{
    size_t least = w->depth > LOOK_UP ? w->depth - LOOK_UP : 0;

    for (size_t i = w->depth; i > least; i--) {
        w->page->steps++;
        if (answers(&w->stack[i], info, w->key)) {
            pop_to(w, i);
            return;
        }
        if (is_wall(&w->stack[i], info))
            return;
    }
}

static void take_end(struct vg_walk *w, const struct vg_html_token *t)
{
    const struct vg_tag_info *info = vg_tag_info(t->name, &w->key);

    if (info->tag == VG_TAG_BR) {
        vg_walk_br(w, t->start, t->end);
        return;
    }
    if (info->tag == VG_TAG_A) {
        if (w->in_link && w->page->text.len > w->link_start)
            w->link_end = w->page->text.len;
        w->in_link = 0;
    } else if (info->tag == VG_TAG_RT) {
        vg_walk_inserted(w, ")", t->start);
    }
    if ((info->flags & VG_TAG_BLOCK) != 0)
        vg_walk_end_block(w, gap_of(info->tag));
    else
        w->inline_end = w->page->text.len;
    if (w->beyond > 0) {
        /* Only what would be on the stack was counted: see push(). */
        if ((info->flags & (VG_TAG_BLOCK | VG_TAG_SKIP | VG_TAG_HIDDEN)) != 0)
            w->beyond--;
        return;
    }
    close_element(w, info);
}

/* Most text tokens are the line ends and spaces between two tags. */
static void take_text(struct vg_walk *w, const struct vg_html_token *t)
{
    struct vg_str s = t->data;

    if (w->stack[w->depth].skip)
        return;
    while (!w->in_block && s.len > 0 && vg_is_html_space(s.p[0])) {
        s.p++;
        s.len--;
    }
    if (s.len > 0)
        vg_walk_text(w, s, t->state != VG_HTML_DATA && t->state != VG_HTML_RCDATA);
}

/* First room for what a page of that length has in most cases. */
static void reserve(struct vg_page *page, size_t len)
{
    page->run_room = len / 32 + 64;
    page->runs = vg_malloc(page->run_room * sizeof *page->runs);
    page->node_room = len / 96 + 32;
    page->nodes = vg_malloc(page->node_room * sizeof *page->nodes);
    page->block_room = len / 96 + 32;
    page->blocks = vg_malloc(page->block_room * sizeof *page->blocks);
    (void)vg_buf_room(&page->text, len / 4);
}

void vg_page_build(struct vg_page *page, const char *p, size_t len)
{
    struct vg_open stack[VG_MAX_HTML_DEPTH + 1];
    struct vg_walk w = {.page = page, .stack = stack, .html = {.p = p, .len = len}};
    struct vg_html_token t = {.kind = VG_HTML_TEXT};

    stack[0] = (struct vg_open){0};
    w.scan = vg_scan_of(page->path);
    page->len = len;
    page->text.max = (size_t)VG_MAX_TEXT + 2 * (size_t)VG_SCAN_PAST;
    reserve(page, len);
    (void)add_node(page, &stack[0], 0);
    while (!page->full && page->block_count < VG_MAX_BLOCKS &&
           page->node_count < VG_MAX_PAGE_NODES && vg_html_next(&w.html, &t)) {
        page->steps++;
        page->at = w.html.at;
        if (t.kind == VG_HTML_TEXT)
            take_text(&w, &t);
        else if (t.kind == VG_HTML_START)
            take_start(&w, &t);
        else if (t.kind == VG_HTML_END)
            take_end(&w, &t);
    }
    vg_walk_end_block(&w, VG_GAP_LINE);
    page->steps += w.html.steps;
    if ((page->block_count >= VG_MAX_BLOCKS || page->node_count >= VG_MAX_PAGE_NODES) &&
        w.html.at < len)
        page->full = 1;
}

/* A page of nothing but tags fills tens of megabytes: half of its time was first touches of pages
 * of 4 KiB. Asked for once in a list, which is then filled; nothing depends on the answer. */
static void ask_for_huge_pages(void *list, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    enum { HUGE_PAGE = 2 << 20, MOST = 24 << 20 };
    uintptr_t from = ((uintptr_t)list + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1);
    uintptr_t to = ((uintptr_t)list + bytes) & ~(uintptr_t)(HUGE_PAGE - 1);

    if (from < to && bytes <= MOST)
        (void)madvise((void *)from, to - from,
                      MADV_HUGEPAGE); /* NOLINT(performance-no-int-to-ptr) */
#else
    (void)list;
    (void)bytes;
#endif
}

void *vg_page_room(void *list, size_t bytes)
{
    list = vg_realloc(list, bytes);
    ask_for_huge_pages(list, bytes);
    return list;
}

void *vg_page_grow(const struct vg_page *page, void *list, size_t count, size_t *room, size_t size,
                   size_t ceiling)
{
    size_t least = count < 32 ? 64 : 2 * count, most = 64 * least;
    uint64_t whole = page->at == 0 ? 0 : (uint64_t)count * page->len / page->at;

    if (count == *room) {
        whole += whole / 16 + 16;
        *room = whole < least ? least : whole > most ? most : (size_t)whole;
        if (*room > ceiling) /* what one tag puts past it is little */
            *room = count < ceiling ? ceiling : count + count / 16;
        list = vg_page_room(list, *room * size);
    }
    return list;
}

void vg_page_end(struct vg_page *page)
{
    free(page->runs);
    free(page->nodes);
    free(page->blocks);
    page->runs = NULL;
    page->nodes = NULL;
    page->blocks = NULL;
    page->run_count = page->node_count = page->block_count = 0;
    vg_page_unlink(page);
    vg_buf_end(&page->text);
}
