/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A document's own text and what was read in images of its pages, page by page, as one. */
#include <string.h>

#include "base/limits.h"
#include "read/language.h"
#include "read/ocr.h"
#include "read/readers.h"

struct join {
    struct vg_arena *a;
    struct vg_text *t;
    struct vg_buf text;
    size_t block_room, box_room;
    int full;
};

/* One block with its boxes; `between` stands before it unless it is the first. */
static void add_block(struct join *j, const struct vg_text *from, size_t i, size_t *box,
                      uint32_t page, char between)
{
    const struct vg_block *b = &from->blocks[i];
    struct vg_text *t = j->t;
    uint32_t start;

    if (j->text.len + b->len + 1 > (size_t)VG_MAX_TEXT || t->block_count >= (size_t)VG_MAX_BLOCKS) {
        j->full = 1;
        return;
    }
    if (t->block_count > 0)
        vg_putc(&j->text, between);
    start = (uint32_t)j->text.len;
    vg_put(&j->text, from->text.p + b->start, b->len);
    t->blocks = vg_grow(j->a, t->blocks, t->block_count, &j->block_room);
    t->blocks[t->block_count] = *b;
    t->blocks[t->block_count].start = start;
    t->blocks[t->block_count++].page = page;
    for (; *box < from->box_count && from->boxes[*box].start < b->start + b->len; ++*box) {
        if (from->boxes[*box].start < b->start)
            continue;
        t->boxes = vg_grow(j->a, t->boxes, t->box_count, &j->box_room);
        t->boxes[t->box_count] = from->boxes[*box];
        t->boxes[t->box_count++].start += start - b->start;
    }
}

static char between_of(const struct vg_text *from, size_t i)
{
    size_t start = from->blocks[i].start;

    return i > 0 && start > 0 && from->text.p[start - 1] == '\t' ? '\t' : '\n';
}

static void add_all(struct join *j, const struct vg_text *from, uint32_t page)
{
    size_t box = 0;

    for (size_t i = 0; i < from->block_count && !j->full; i++)
        add_block(j, from, i, &box, page, between_of(from, i));
}

/* -- sheets ------------------------------------------------------------------------------------ */

static void set_pages(struct join *j, const struct vg_text *base, const struct vg_ocr_page *pages,
                      size_t n)
{
    struct vg_text *t = j->t;

    t->page_count = base != NULL ? base->page_count : 1;
    t->pages = VG_NEW_ARRAY(j->a, struct vg_sheet, t->page_count);
    if (base != NULL && base->page_count > 0)
        memcpy(t->pages, base->pages, base->page_count * sizeof *base->pages);
    for (size_t i = 0; i < n; i++) {
        if (pages[i].page < 1 || pages[i].page > t->page_count)
            continue;
        if (base == NULL && pages[i].text->page_count > 0)
            t->pages[pages[i].page - 1] = pages[i].text->pages[0];
        t->pages[pages[i].page - 1].wants_ocr = 0;
    }
}

static void set_blocks(struct join *j, const struct vg_text *base, const struct vg_ocr_page *pages,
                       size_t n)
{
    size_t at = 0, box = 0, next = 0;

    for (uint32_t page = 1; page <= j->t->page_count && !j->full; page++) {
        while (base != NULL && at < base->block_count && base->blocks[at].page <= page) {
            add_block(j, base, at, &box, page, between_of(base, at));
            at++;
        }
        for (; next < n && pages[next].page <= page; next++)
            if (pages[next].page == page)
                add_all(j, pages[next].text, page);
    }
}

static void set_main(struct join *j)
{
    struct vg_text *t = j->t;

    t->main = VG_NEW_ARRAY(j->a, struct vg_range, t->block_count);
    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *k = &t->blocks[i];

        if (k->class == VG_BLOCK_FOOTER)
            continue;
        if (i == 0 || t->blocks[i - 1].class == VG_BLOCK_FOOTER)
            t->main[t->main_count++].start = k->start;
        t->main[t->main_count - 1].end = k->start + k->len;
    }
}

/* -- what is said about it -----------------------------------------------------------------------
 */

static void copy_notes(struct join *j, const struct vg_text *base)
{
    int all = 1;

    for (size_t i = 0; i < j->t->page_count; i++)
        all &= !j->t->pages[i].wants_ocr;
    for (size_t i = 0; i < base->damage_count; i++)
        if (!all || base->damage[i].kind != VG_NOTE_PDF_NO_TEXT)
            vg_text_damage(j->t, j->a, base->damage[i].kind, base->damage[i].offset,
                           base->damage[i].text.p);
    for (size_t i = 0; i < base->odd_count; i++)
        vg_text_odd(j->t, j->a, base->odd[i].kind, base->odd[i].offset, base->odd[i].text.p);
    for (size_t i = 0; i < base->field_count; i++)
        vg_text_add_field(j->t, j->a, base->fields[i].name, base->fields[i].from,
                          base->fields[i].value);
}

enum { NAMED = 12 };

static void note_ocr(struct join *j, const struct vg_ocr_page *pages, size_t n, const char *reader)
{
    VG_SCOPED_BUF list = {.max = 1024};
    const struct vg_text *t = j->t;
    uint64_t sum = 0, weight = 0;
    unsigned least = 100;

    for (size_t i = 0; i < t->block_count; i++) {
        if (!t->blocks[i].is_ocr)
            continue;
        sum += (uint64_t)t->blocks[i].mean_sure * t->blocks[i].len;
        weight += t->blocks[i].len;
        least = t->blocks[i].least_sure < least ? t->blocks[i].least_sure : least;
    }
    for (size_t i = 0; i < n && i < NAMED; i++)
        vg_putf(&list, "%s%u", i == 0 ? "" : ", ", pages[i].page);
    if (n > NAMED)
        vg_puts(&list, " …");
    vg_putc(&list, '\0');
    vg_text_odd(
        j->t, j->a, VG_NOTE_OCR, 0,
        weight == 0
            ? vg_print(j->a, "nothing was found in the image of page %s by %s", list.p, reader)
            : vg_print(j->a,
                       "page %s: read in the image by %s, which was sure of its words by "
                       "%d of 100, of the least by %u: compare figures with the image",
                       list.p, reader, (int)(sum / weight), least));
}

void vg_ocr_join(const struct vg_text *base, const struct vg_ocr_page *pages, size_t n,
                 const char *reader, uint64_t source_len, struct vg_str media, struct vg_arena *a,
                 struct vg_text *out)
{
    struct vg_text t = {0};
    struct join j = {.a = a, .t = &t, .text = {.max = (size_t)VG_MAX_TEXT}};

    set_pages(&j, base, pages, n);
    set_blocks(&j, base, pages, n);
    set_main(&j);
    t.text = vg_buf_hand_on(&j.text, a);
    vg_buf_end(&j.text);
    t.source_len = source_len;
    vg_text_map_whole(&t, a);
    t.media = media;
    t.charset = vg_str("utf-8");
    t.charset_rule = VG_CHARSET_VALID;
    t.reader = vg_str(vg_print(
        a, "%s %s", base != NULL ? vg_copy(a, base->reader.p, base->reader.len) : VG_READER_OCR,
        reader));
    if (base != NULL) {
        t.replaced = base->replaced;
        copy_notes(&j, base);
    }
    note_ocr(&j, pages, n, reader);
    if (j.full)
        vg_text_damage(&t, a, VG_NOTE_SIZE_EXCEEDED, 0,
                       "more text than one document may have; the rest is preserved but not read");
    vg_language_mark(&t);
    *out = t;
}
