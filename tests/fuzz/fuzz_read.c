/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes: the reader ends, and what it gives keeps every promise of
 * read/text.h: the message round-trips through the strict reader, every stretch
 * of text leads to the source and back, copied runs are exact. Who only skims it has the same text
 * in the same blocks.
 */
#include <string.h>

#include "fuzz.h"
#include "text_laws.h"

/* A message made from the input itself: the strict reader must say no or be right. */
static void check_foreign_message(const uint8_t *data, size_t size)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;

    if (vg_text_read((const char *)data, size, &a, &t, NULL) == VG_OK)
        check_ranges(&t);
}

static void check_skimmed(const struct vg_read_input *in, const struct vg_text *read)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;

    LAW(vg_read_skim(in, &a, &t, NULL) == VG_OK);
    LAW(t.text.len == read->text.len && t.block_count == read->block_count);
    LAW(t.text.len == 0 || memcmp(t.text.p, read->text.p, t.text.len) == 0);
    for (size_t i = 0; i < t.block_count; i++)
        LAW(t.blocks[i].start == read->blocks[i].start && t.blocks[i].len == read->blocks[i].len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const media[] = {
        "",         "text/html",     "text/plain",      "text/html; charset=big5",
        "text/csv", "text/markdown", "application/json"};
    struct vg_read_input in = {.bytes = (const char *)bytes, .len = n};

    check_foreign_message(bytes, n);
    for (size_t i = 0; i < sizeof media / sizeof *media; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t;

        in.media = vg_str(media[i]);
        if (vg_read(&in, &a, &t, NULL) != VG_OK)
            continue;
        check_text(&t);
        check_skimmed(&in, &t);
    }
    return 0;
}
