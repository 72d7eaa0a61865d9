/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/draft.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { ASIDE = 4 }; /* notes beside a text have so much less of everything */

void vg_draft_drop(struct vg_draft *d)
{
    vg_buf_end(&d->text);
}

/* -- runs --------------------------------------------------------------------------------- */

static int goes_on(const struct vg_run *last, const struct vg_run *r)
{
    return last->kind == VG_RUN_COPIED && r->kind == VG_RUN_COPIED && last->text_unit == 1 &&
           r->text_unit == 1 && last->source_unit == 1 && r->source_unit == 1 &&
           last->source + last->source_len == r->source;
}

/* Past the ceiling the map is coarse: all that comes is one reference to all that it was made
 * of, as far as that lies ahead. */
static void join_last(struct vg_run *last, const struct vg_run *r)
{
    last->text_len += r->text_len;
    if (r->source >= last->source + last->source_len)
        last->source_len = r->source + r->source_len - last->source;
    last->kind = last->source_len > 0 ? VG_RUN_REFERENCE : VG_RUN_INSERTED;
    last->text_unit = last->source_unit = 0;
}

static void add_run(struct vg_draft *d, struct vg_run r)
{
    struct vg_text *t = d->t;
    struct vg_run *last = t->run_count > 0 ? &t->runs[t->run_count - 1] : NULL;

    if (r.text_len == 0)
        return;
    if (r.kind == VG_RUN_INSERTED && last != NULL)
        r.source = last->source + last->source_len;
    if (last != NULL && goes_on(last, &r)) {
        last->text_len += r.text_len;
        last->source_len += r.source_len;
        return;
    }
    if (last != NULL && r.kind == VG_RUN_INSERTED && last->kind == VG_RUN_INSERTED) {
        last->text_len += r.text_len;
        return;
    }
    if (last != NULL && t->run_count == (d->is_aside ? VG_MAX_RUNS / ASIDE : VG_MAX_RUNS)) {
        join_last(last, &r);
        return;
    }
    if (last != NULL && r.source < last->source + last->source_len)
        t->scattered = 1;
    t->runs = vg_grow(d->a, t->runs, t->run_count, &d->run_room);
    t->runs[t->run_count++] = r;
}

/* -- bytes ------------------------------------------------------------------------------------ */

/* Append with its run; everything passes here. */
static void append(struct vg_draft *d, const char *p, size_t len, size_t source, size_t source_len,
                   enum vg_run_kind kind)
{
    struct vg_run r = {.text = (uint32_t)d->text.len, .kind = (uint8_t)kind};

    if (d->text.max == 0)
        d->text.max = (size_t)VG_MAX_TEXT;
    if (d->full || d->text.len + len > (size_t)VG_MAX_TEXT) {
        d->full = 1;
        return;
    }
    vg_put(&d->text, p, len);
    if (d->in_entry)
        return;
    r.text_len = (uint32_t)len;
    r.source = (uint32_t)source;
    r.source_len = (uint32_t)source_len;
    r.text_unit = r.source_unit = kind == VG_RUN_COPIED;
    add_run(d, r);
}

/* Cells without text that stand before the next one. */
static void put_empty(struct vg_draft *d)
{
    static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";
    size_t left = d->empty;

    d->empty = 0;
    if (left > VG_MAX_EMPTY_RUN) {
        d->uneven = 1;
        left = VG_MAX_EMPTY_RUN;
    }
    if (left > VG_MAX_EMPTY_CELLS - d->empties) {
        d->uneven = 1;
        return;
    }
    d->empties += left;
    while (left > 0) {
        size_t n = left < sizeof tabs - 1 ? left : sizeof tabs - 1;

        append(d, tabs, n, 0, 0, VG_RUN_INSERTED);
        left -= n;
    }
}

/* What parts two blocks belongs to neither, nor to the entry of the second. */
static void part_blocks(struct vg_draft *d)
{
    size_t from = d->text.len;
    int first = d->in_entry && d->entry_text == from;

    if (from > 0)
        append(d, &d->before, 1, 0, 0, VG_RUN_INSERTED);
    put_empty(d);
    if (!first)
        return;
    add_run(d, (struct vg_run){.text = (uint32_t)from,
                               .text_len = (uint32_t)(d->text.len - from),
                               .kind = VG_RUN_INSERTED});
    d->entry_text = d->text.len;
}

/* Before text: what is due. */
static void begin_text(struct vg_draft *d)
{
    if (!d->open) {
        part_blocks(d);
        d->start = d->text.len;
        d->open = 1;
    } else if (d->space) {
        append(d, " ", 1, d->space_source, d->space_len,
               d->space_len == 1   ? VG_RUN_COPIED
               : d->space_len == 0 ? VG_RUN_INSERTED
                                   : VG_RUN_REFERENCE);
    }
    d->space = 0;
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

void vg_draft_space(struct vg_draft *d, size_t source, size_t source_len)
{
    if (!d->open)
        return;
    if (d->space && d->space_source + d->space_len == source) {
        d->space_len += source_len;
        return;
    }
    if (d->space)
        return;
    d->space = 1;
    d->space_source = source;
    d->space_len = source_len;
}

void vg_draft_put(struct vg_draft *d, const char *p, size_t len, size_t source, size_t source_len)
{
    if (len == 0 || (!d->open && len == 1 && is_space(*p)))
        return;
    begin_text(d);
    append(d, p, len, source, source_len, source_len > 0 ? VG_RUN_REFERENCE : VG_RUN_INSERTED);
}

/* NUL has no place in a text, wherever it comes from. */
static void copy_without_nul(struct vg_draft *d, const char *p, size_t len, size_t source)
{
    while (len > 0) {
        const char *nul = memchr(p, '\0', len);
        size_t n = nul == NULL ? len : (size_t)(nul - p);

        if (n > 0)
            append(d, p, n, source, n, VG_RUN_COPIED);
        if (nul == NULL)
            return;
        append(d, "\xef\xbf\xbd", 3, source + n, 1, VG_RUN_REFERENCE);
        d->t->replaced++;
        p += n + 1;
        source += n + 1;
        len -= n + 1;
    }
}

void vg_draft_copy(struct vg_draft *d, const char *p, size_t len, size_t source)
{
    while (!d->open && len > 0 && is_space(*p)) {
        p++;
        source++;
        len--;
    }
    if (len == 0)
        return;
    begin_text(d);
    copy_without_nul(d, p, len, source);
}

void vg_draft_char(struct vg_draft *d, uint32_t c, size_t source, size_t source_len)
{
    VG_SCOPED_BUF one = {.max = 8};

    if (c < 0x80 && is_space((char)c)) {
        vg_draft_space(d, source, source_len);
        return;
    }
    if (c == 0 || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff) {
        c = VG_REPLACEMENT;
        d->t->replaced++;
    }
    vg_put_utf8(&one, c);
    vg_draft_put(d, one.p, one.len, source, source_len);
}

void vg_draft_words(struct vg_draft *d, const char *p, size_t len, size_t source)
{
    size_t at = 0;

    while (at < len) {
        size_t from = at;

        while (at < len && is_space(p[at]))
            at++;
        if (at > from)
            vg_draft_space(d, source + from, at - from);
        from = at;
        while (at < len && !is_space(p[at]))
            at++;
        if (at > from)
            vg_draft_copy(d, p + from, at - from, source + from);
    }
}

/* -- blocks ------------------------------------------------------------------------------------ */

int vg_draft_has_text(const struct vg_draft *d)
{
    return d->open;
}

static size_t trimmed_end(const struct vg_draft *d)
{
    size_t end = d->text.len;

    while (end > d->start && is_space(d->text.p[end - 1]))
        end--;
    return end;
}

static void add_main(struct vg_draft *d, size_t start, size_t end)
{
    struct vg_text *t = d->t;

    if (d->last_main && t->main_count > 0) {
        t->main[t->main_count - 1].end = (uint32_t)end;
        return;
    }
    /* One range needs one block at least, so the room of blocks is room enough. */
    t->main = vg_grow(d->a, t->main, t->main_count, &d->main_room);
    t->main[t->main_count++] = (struct vg_range){(uint32_t)start, (uint32_t)end};
}

static void add_block(struct vg_draft *d, struct vg_block k, int main)
{
    struct vg_text *t = d->t;

    if (t->block_count == (d->is_aside ? VG_MAX_BLOCKS / ASIDE : VG_MAX_BLOCKS)) {
        struct vg_block *last = &t->blocks[t->block_count - 1];

        last->len = k.start + k.len - last->start;
        if (d->last_main)
            t->main[t->main_count - 1].end = last->start + last->len;
        return;
    }
    t->blocks = vg_grow(d->a, t->blocks, t->block_count, &d->block_room);
    t->blocks[t->block_count++] = k;
    if (main)
        add_main(d, k.start, k.start + k.len);
    d->last_main = main != 0;
}

/* White space at the end of a block goes, with the map of it. */
static void cut_text(struct vg_draft *d, size_t end)
{
    struct vg_text *t = d->t;
    struct vg_run *last;

    if (end == d->text.len)
        return;
    d->text.len = end;
    d->text.p[end] = '\0';
    if (d->in_entry)
        return;
    while (t->run_count > 0 && t->runs[t->run_count - 1].text >= end)
        t->run_count--;
    last = t->run_count > 0 ? &t->runs[t->run_count - 1] : NULL;
    if (last == NULL || last->text + last->text_len <= end)
        return;
    if (last->kind == VG_RUN_COPIED)
        last->source_len -= last->text + last->text_len - (uint32_t)end;
    last->text_len = (uint32_t)end - last->text;
}

static void end_block(struct vg_draft *d)
{
    size_t end;

    if (!d->open)
        return;
    end = trimmed_end(d);
    cut_text(d, end);
    d->open = 0;
    d->space = 0;
    if (end > d->start)
        add_block(d,
                  (struct vg_block){.start = (uint32_t)d->start,
                                    .len = (uint32_t)(end - d->start),
                                    .class = d->class,
                                    .level = d->level},
                  d->main);
}

static void next_block(struct vg_draft *d, char before, enum vg_block_class class, int level,
                       int main)
{
    int had = d->open;

    end_block(d);
    d->empty = 0;
    if (had || before == '\n' || d->before == 0)
        d->before = before;
    d->class = class;
    d->level = (uint8_t)level;
    d->main = main != 0;
}

void vg_draft_block(struct vg_draft *d, char before, enum vg_block_class class, int level, int main)
{
    next_block(d, before, class, level, main);
    if (before == '\n')
        d->columns = 0;
}

void vg_draft_row(struct vg_draft *d)
{
    vg_draft_block(d, '\n', VG_BLOCK_TABLE, 0, 0);
}

void vg_draft_cell(struct vg_draft *d, size_t column, enum vg_block_class class, int level,
                   int main)
{
    if (d->open)
        d->columns = d->column + 1;
    next_block(d, d->columns > 0 ? '\t' : '\n', class, level, main);
    d->column = column;
    d->empty = column > d->columns ? column - d->columns : 0;
}

/* -- entries and parts ------------------------------------------------------------------------- */

static void end_entry(struct vg_draft *d)
{
    end_block(d);
    if (d->in_entry && d->text.len > d->entry_text)
        add_run(d, (struct vg_run){
                       .text = (uint32_t)d->entry_text,
                       .text_len = (uint32_t)(d->text.len - d->entry_text),
                       .source = d->entry_source,
                       .source_len = d->entry_len,
                       .kind = d->entry_len > 0 ? VG_RUN_REFERENCE : VG_RUN_INSERTED,
                   });
    d->in_entry = 0;
}

void vg_draft_entry(struct vg_draft *d, size_t source, size_t len)
{
    end_entry(d);
    d->in_entry = 1;
    d->entry_text = d->text.len;
    d->entry_source = (uint32_t)source;
    d->entry_len = (uint32_t)len;
    d->before = '\n';
}

static int is_main_block(const struct vg_text *t, size_t *range, const struct vg_block *k)
{
    while (*range < t->main_count && t->main[*range].end <= k->start)
        ++*range;
    return *range < t->main_count && t->main[*range].start <= k->start;
}

void vg_draft_take(struct vg_draft *d, const struct vg_text *part, enum vg_draft_as as)
{
    size_t at, range = 0;
    int from_block;

    end_block(d);
    if (part->text.len == 0)
        return;
    d->empty = d->columns = 0;
    part_blocks(d);
    at = d->text.len;
    from_block = d->in_entry;
    d->in_entry = 1; /* the runs come from the part */
    append(d, part->text.p, part->text.len, 0, 0, VG_RUN_INSERTED);
    d->in_entry = from_block;
    d->t->replaced += part->replaced;
    if (d->full)
        return;
    for (size_t i = 0; !d->in_entry && i < part->run_count; i++) {
        struct vg_run r = part->runs[i];

        r.text += (uint32_t)at;
        add_run(d, r);
    }
    for (size_t i = 0; i < part->block_count; i++) {
        struct vg_block k = part->blocks[i];
        int main = is_main_block(part, &range, &k);

        k.start += (uint32_t)at;
        if (as == VG_DRAFT_AS_MAIN && k.class != VG_BLOCK_HIDDEN && k.class != VG_BLOCK_ALT) {
            main = 1;
            if (k.class != VG_BLOCK_HEADING && k.class != VG_BLOCK_TABLE &&
                k.class != VG_BLOCK_LIST && k.class != VG_BLOCK_CAPTION)
                k.class = VG_BLOCK_MAIN;
        }
        add_block(d, k, main);
    }
    d->before = '\n';
}

void vg_draft_end(struct vg_draft *d)
{
    end_entry(d);
    d->t->text = vg_buf_hand_on(&d->text, d->a);
    if (d->full)
        vg_text_damage(d->t, d->a, VG_NOTE_SIZE_EXCEEDED, 0,
                       vg_print(d->a,
                                "the text has more than %lld bytes; the rest is preserved but "
                                "not read",
                                (long long)VG_MAX_TEXT));
    if (d->uneven)
        vg_text_damage(d->t, d->a, VG_NOTE_SIZE_EXCEEDED, 0,
                       vg_print(d->a,
                                "more than %d empty cells side by side, or %d in all; cells "
                                "behind them are not told apart by their column",
                                VG_MAX_EMPTY_RUN, VG_MAX_EMPTY_CELLS));
    vg_buf_end(&d->text);
}
