/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "unpack/zip.h"

/* Every byte has one owner, and what an entry owns holds its data. */
static void check_spans(const struct vg_zip *z)
{
    uint64_t at = 0;

    for (size_t i = 0; i < z->span_count; i++) {
        const struct vg_zip_span *s = &z->spans[i];

        LAW(s->offset == at && s->length > 0);
        at += s->length;
        if (s->kind == VG_ZIP_SPAN_ENTRY) {
            const struct vg_zip_entry *e = &z->entries[s->entry];

            LAW(e->header == s->offset && e->end == at);
            LAW(e->data >= e->header && e->stored <= e->end - e->data);
            LAW((e->marks & (VG_ZIP_OVERLAP | VG_ZIP_HIDDEN | VG_ZIP_NOWHERE)) == 0);
        }
    }
    LAW(at == z->len);
}

static void check_notes(const struct vg_zip *z)
{
    LAW(z->note_count <= z->note_total && z->note_count <= VG_MAX_FILE_NOTES);
    for (size_t i = 0; i < z->note_count; i++) {
        const struct vg_read_note *n = &z->notes[i];

        LAW(n->offset <= z->len && n->length <= z->len - n->offset);
        LAW(vg_utf8_bad(n->text.p, n->text.len) == n->text.len && n->text.len > 0);
    }
}

/* Whole or not, reading and flowing agree, but for one thing: libdeflate takes the two codes that
 * RFC 1951 forbids (286 and 287) for lengths where zlib refuses them. What it makes of them still
 * has to have the size and the CRC that are stated. */
static void check_entry(const struct vg_zip *z, const struct vg_zip_entry *e)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_ZIP_FLOW f = {0};
    struct vg_zip_bytes got;
    struct vg_str piece;
    size_t at = 0;

    LAW(vg_utf8_bad(e->shown.p, e->shown.len) == e->shown.len);
    vg_zip_read(z, e, &b, &got);
    LAW(got.whole || got.damage.text.len > 0);
    vg_zip_flow_open(&f, z, e);
    while (vg_zip_flow_next(&f, &piece)) {
        LAW(piece.len > 0 && piece.len <= got.bytes.len - at);
        LAW(memcmp(piece.p, got.bytes.p + at, piece.len) == 0);
        at += piece.len;
    }
    if (got.whole && !f.whole && e->method == VG_ZIP_DEFLATED) {
        LAW(f.damage.kind == VG_NOTE_ZIP_CRC && got.bytes.len == e->size);
        return;
    }
    LAW(at == got.bytes.len && f.whole == got.whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_zip z;

    vg_zip_open(&a, bytes, n, &z);
    check_spans(&z);
    check_notes(&z);
    for (size_t i = 0; i < z.count; i++) {
        LAW(z.in_file[i] < z.count);
        check_entry(&z, &z.entries[i]);
    }
    return 0;
}
