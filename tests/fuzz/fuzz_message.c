/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes as an HTTP message of an archive: head and entity are the block, nothing more and
 * nothing less; and what decodes lies in memory of its own or in the block.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "fuzz.h"
#include "unpack/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_piece p = {.block = {(const char *)bytes, n}, .type = VG_PIECE_RESPONSE};
    struct vg_head head = {0};
    struct vg_notes notes;
    struct vg_coder *c = vg_coder_open();
    struct vg_str dechunked = {0};
    volatile unsigned sum = 0;

    vg_notes_open(&notes);
    vg_message_read(&p, &head, &notes, 0);
    LAW(p.head.len + p.stored.len == n && p.stored.p == p.block.p + p.head.len);
    LAW(p.is_http == vg_message_begins(p.block) && p.status >= 0 && p.status <= 999);
    LAW(p.http_count <= VG_MAX_HTTP_LINES);
    vg_message_decode(&p, c, &notes, 0, &dechunked);
    LAW(p.body.p == p.stored.p || p.body.len <= (size_t)VG_MAX_BODY);
    for (size_t i = 0; i < p.body.len; i++)
        sum = sum + (unsigned char)p.body.p[i];
    for (size_t i = 0; i < dechunked.len; i++)
        sum = sum + (unsigned char)dechunked.p[i];
    vg_coder_close(c);
    vg_notes_close(&notes);
    vg_head_end(&head);
    return 0;
}
