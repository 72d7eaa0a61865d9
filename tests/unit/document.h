/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_DOCUMENT_H
#define VG_TESTS_UNIT_DOCUMENT_H

/* Help for tests of documents: read bytes, see the text's shape, look for notes. */
#include "../fuzz/text_laws.h"
#include "test.h"

static inline struct vg_text read_document(struct vg_arena *a, struct vg_str bytes,
                                           const char *media, const char *name)
{
    struct vg_read_input in = {
        .bytes = bytes.p, .len = bytes.len, .media = vg_str(media), .name = vg_str(name)};
    struct vg_text t = {0};
    struct vg_err err = {0};

    if (vg_read(&in, a, &t, &err) != VG_OK)
        fail_msg("%s", err.text);
    check_text(&t);
    return t;
}

static inline int is_main_at(const struct vg_text *t, size_t at)
{
    for (size_t i = 0; i < t->main_count; i++)
        if (t->main[i].start <= at && at < t->main[i].end)
            return 1;
    return 0;
}

/* A block a line: its class, its level, a star when it is main, its text; before it the TABs
 * that part it from the cell before, in its row. Line ends inside a block are shown as '/'. */
static inline const char *shape(struct vg_arena *a, const struct vg_text *t)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *k = &t->blocks[i];

        for (size_t at = k->start; at > 0 && t->text.p[at - 1] == '\t'; at--)
            vg_putc(&b, '\t');
        vg_puts(&b, vg_block_class_word(k->class));
        if (k->level > 0)
            vg_putf(&b, "%d", k->level);
        vg_puts(&b, is_main_at(t, k->start) ? "* " : " ");
        for (size_t c = k->start; c < (size_t)k->start + k->len; c++)
            vg_putc(&b, t->text.p[c] == '\n' ? '/' : t->text.p[c]);
        vg_putc(&b, '\n');
    }
    return vg_copy(a, b.p == NULL ? "" : b.p, b.len);
}

static inline int has_note(const struct vg_read_note *list, size_t n, enum vg_note_kind kind)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == kind)
            return 1;
    return 0;
}

static inline void assert_shape(const struct vg_text *t, const char *want)
{
    VG_SCOPED_ARENA a = {0};
    const char *got = shape(&a, t);

    if (strcmp(got, want) != 0)
        fail_msg("the text has this shape:\n%s\nand should have:\n%s", got, want);
}

static inline void assert_field(const struct vg_text *t, enum vg_field_name name, const char *want)
{
    struct vg_str got = vg_text_field(t, name);

    if (!vg_str_is(got, want))
        fail_msg("%s is '%.*s', should be '%s'", vg_field_name_word(name), (int)got.len, got.p,
                 want);
}

/* The source of the first place where `words` stand in the text. */
static inline struct vg_range source_of(const struct vg_text *t, const char *words)
{
    const char *hit = memmem(t->text.p, t->text.len, words, strlen(words));
    struct vg_range r = {0, 0};

    if (hit == NULL) {
        fail_msg("the text does not hold: %s", words);
        return r;
    }
    assert_int_equal(vg_text_to_source(t, (size_t)(hit - t->text.p),
                                       (size_t)(hit - t->text.p) + strlen(words), &r, NULL),
                     VG_OK);
    return r;
}

static inline void assert_source(const struct vg_text *t, const char *words, const char *source,
                                 const char *want)
{
    struct vg_range r = source_of(t, words);

    if (r.end - r.start != strlen(want) || memcmp(source + r.start, want, strlen(want)) != 0)
        fail_msg("'%s' leads to '%.*s', should lead to '%s'", words, (int)(r.end - r.start),
                 source + r.start, want);
}

#endif
