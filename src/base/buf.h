/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_BUF_H
#define VG_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * Bytes that grow, up to a ceiling set when the buffer is made. Going over the
 * ceiling does not fail each call: the buffer turns `full`, takes no more, and
 * the writer asks once at the end. `VG_SCOPED_BUF b = {.max = …};` — a zero
 * max means VG_MAX_OUTPUT of base/limits.h. The bytes are always followed by a
 * NUL that is not counted.
 */
struct vg_buf {
    char *p;
    size_t len;
    size_t room;
    size_t max;
    int full; /* something did not fit */
};

#define VG_SCOPED_BUF __attribute__((cleanup(vg_buf_end))) struct vg_buf

void vg_buf_end(struct vg_buf *b);
void vg_buf_clear(struct vg_buf *b); /* keeps the memory and the ceiling */

/* Room for `n` bytes that the caller writes at b->p + b->len and then counts with
 * vg_buf_took(); 0 when they pass the ceiling. For writers of many small pieces. */
int vg_buf_room(struct vg_buf *b, size_t n);
void vg_buf_took(struct vg_buf *b, size_t n);

void vg_put(struct vg_buf *b, const void *bytes, size_t n);
void vg_puts(struct vg_buf *b, const char *text); /* NULL writes nothing */
void vg_putc(struct vg_buf *b, char c);
void vg_put_str(struct vg_buf *b, struct vg_str s);
void vg_put_i64(struct vg_buf *b, int64_t v); /* in decimal */
void vg_put_u64(struct vg_buf *b, uint64_t v);
void vg_putf(struct vg_buf *b, const char *form, ...) __attribute__((format(printf, 2, 3)));
void vg_put_u16be(struct vg_buf *b, uint16_t v);
void vg_put_u32be(struct vg_buf *b, uint32_t v);
void vg_put_u64be(struct vg_buf *b, uint64_t v);
void vg_put_varint(struct vg_buf *b, uint64_t v); /* seven bits a byte, the lowest first */
void vg_put_hex(struct vg_buf *b, const void *bytes, size_t n); /* lower case */
/* The same into 2 * n + 1 bytes at `out`, with the final NUL. */
void vg_hex_write(const void *bytes, size_t n, char *out);

/* The bytes as text; valid until the next write. */
/* Its bytes into the arena, large ones without a copy; the buffer is empty then. */
struct vg_str vg_buf_hand_on(struct vg_buf *b, struct vg_arena *a);

struct vg_str vg_buf_str(const struct vg_buf *b);

#endif
