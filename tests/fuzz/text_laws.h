/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_FUZZ_TEXT_LAWS_H
#define VG_TESTS_FUZZ_TEXT_LAWS_H

/*
 * What every text keeps, whoever made it of whatever bytes (read/text.h): the message
 * round-trips through the strict reader, every run leads to the source and back, blocks and
 * main ranges are in order, a passage finds itself. And the frame of the targets that read
 * any bytes behind the beginning of some format.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "read/anchor.h"
#include "read/read.h"

static inline void must(int holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "broken: %s\n", what);
    abort();
}

static inline void check_map(const struct vg_text *t)
{
    for (size_t i = 0; i < t->run_count; i++) {
        const struct vg_run *r = &t->runs[i];
        struct vg_range source, text;

        must(vg_text_to_source(t, r->text, r->text + r->text_len, &source, NULL) == VG_OK,
             "a run leads to the source");
        must(source.start <= source.end && source.end <= t->source_len, "the source has it");
        if (r->kind == VG_RUN_INSERTED)
            continue;
        must(source.start == r->source && source.end == r->source + r->source_len,
             "a run leads to its own source");
        must(vg_source_to_text(t, source.start, source.end, &text, NULL) == VG_OK &&
                 text.start == r->text && text.end == r->text + r->text_len,
             "and back");
    }
}

static inline void check_message(const struct vg_text *t)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF two = {0};
    struct vg_text back;
    struct vg_err err = {0};

    vg_text_write(t, &one);
    if (vg_text_read(one.p, one.len, &a, &back, &err) != VG_OK)
        must(0, err.text);
    vg_text_write(&back, &two);
    must(one.len == two.len && memcmp(one.p, two.p, one.len) == 0, "the same text, the same bytes");
}

static inline void check_anchor(const struct vg_text *t)
{
    size_t at = vg_utf8_down(t->text.p, t->text.len, t->text.len / 2);
    size_t end = vg_utf8_up(t->text.p, t->text.len, at + 1 < t->text.len ? at + 9 : t->text.len);
    struct vg_anchor p;
    struct vg_anchor_found f;

    if (vg_anchor_make(t->text, at, end, &p, NULL) != VG_OK)
        return;
    f = vg_anchor_find(&p, t->text);
    must(f.how == VG_ANCHOR_EXACT && f.start == at && f.end == end, "a place finds itself");
    p.start += 3;
    p.end += 3;
    f = vg_anchor_find(&p, t->text);
    must(f.end <= t->text.len && f.start <= f.end, "a found place is in the text");
}

static inline void check_ranges(const struct vg_text *t)
{
    size_t at = 0;

    must(vg_utf8_bad(t->text.p, t->text.len) == t->text.len, "text is UTF-8");
    must(t->text.len == 0 || memchr(t->text.p, 0, t->text.len) == NULL, "text has no NUL");
    for (size_t i = 0; i < t->block_count; i++) {
        must(t->blocks[i].start >= at && t->blocks[i].len > 0, "blocks ascend");
        at = t->blocks[i].start + t->blocks[i].len;
        must(at <= t->text.len, "blocks are in the text");
    }
    at = 0;
    for (size_t i = 0; i < t->main_count; i++) {
        must(t->main[i].start >= at && t->main[i].end > t->main[i].start, "main ranges ascend");
        at = t->main[i].end;
    }
}

static inline void check_text(const struct vg_text *t)
{
    check_ranges(t);
    check_map(t);
    check_message(t);
    check_anchor(t);
}

/*
 * The bytes as a document of this media type (NULL: nobody said) that begins with `head`: what is
 * made of it is a text. `also` gets the document besides; it may be NULL.
 */
static inline void check_behind(const char *head, const char *media, const uint8_t *bytes, size_t n,
                                void (*also)(const struct vg_read_input *in))
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_read_input in = {.media = vg_str(media == NULL ? "" : media)};
    struct vg_text t;

    vg_puts(&b, head);
    vg_put(&b, bytes, n);
    in.bytes = b.p;
    in.len = b.len;
    if (vg_read(&in, &a, &t, NULL) == VG_OK)
        check_text(&t);
    if (also != NULL)
        also(&in);
}

#endif
