/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

enum { HAND_ON_FROM = 65536 }; /* bytes; less is copied into its place in the arena */

void vg_buf_end(struct vg_buf *b)
{
    if (b == NULL)
        return;
    free(b->p);
    *b = (struct vg_buf){.max = b->max};
}

void vg_buf_clear(struct vg_buf *b)
{
    b->len = 0;
    b->full = 0;
    if (b->p != NULL)
        b->p[0] = '\0';
}

static int make_room(struct vg_buf *b, size_t n)
{
    size_t max = b->max == 0 ? (size_t)VG_MAX_OUTPUT : b->max;
    size_t room;

    if (b->full || n > max || b->len > max - n) {
        b->full = 1;
        return 0;
    }
    if (b->len + n < b->room)
        return 1;
    room = b->room == 0 ? 256 : b->room;
    while (room <= b->len + n)
        room *= 2;
    b->p = vg_realloc(b->p, room);
    b->room = room;
    return 1;
}

/* Room for n more bytes and the final NUL; 0 when that passes the ceiling. `room`
 * itself may pass the ceiling, so only make_room() knows when it is near. */
static inline int has_room(struct vg_buf *b, size_t n)
{
    size_t max = b->max == 0 ? (size_t)VG_MAX_OUTPUT : b->max;

    if (!b->full && n < b->room - b->len && b->room <= max)
        return 1;
    return make_room(b, n);
}

int vg_buf_room(struct vg_buf *b, size_t n)
{
    return has_room(b, n);
}

void vg_buf_took(struct vg_buf *b, size_t n)
{
    b->len += n;
    b->p[b->len] = '\0';
}

void vg_put(struct vg_buf *b, const void *bytes, size_t n)
{
    if (!has_room(b, n))
        return;
    if (n > 0)
        memcpy(b->p + b->len, bytes, n);
    b->len += n;
    b->p[b->len] = '\0';
}

void vg_puts(struct vg_buf *b, const char *text)
{
    if (text != NULL)
        vg_put(b, text, strlen(text));
}

void vg_putc(struct vg_buf *b, char c)
{
    if (!has_room(b, 1))
        return;
    b->p[b->len++] = c;
    b->p[b->len] = '\0';
}

void vg_put_u64(struct vg_buf *b, uint64_t v)
{
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + v % 10);
    while ((v /= 10) != 0);
    vg_put(b, digits + at, sizeof digits - at);
}

void vg_put_i64(struct vg_buf *b, int64_t v)
{
    if (v < 0)
        vg_putc(b, '-');
    vg_put_u64(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void vg_put_str(struct vg_buf *b, struct vg_str s)
{
    vg_put(b, s.p, s.len);
}

void vg_putf(struct vg_buf *b, const char *form, ...)
{
    va_list args, again;
    int n;

    va_start(args, form);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, form, args);
    va_end(args);
    if (n > 0 && has_room(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->len, (size_t)n + 1, form, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

static void put_be(struct vg_buf *b, uint64_t v, int bytes)
{
    unsigned char out[8];

    for (int i = 0; i < bytes; i++)
        out[i] = (unsigned char)(v >> (8 * (bytes - 1 - i)));
    vg_put(b, out, (size_t)bytes);
}

void vg_put_u16be(struct vg_buf *b, uint16_t v)
{
    put_be(b, v, 2);
}

void vg_put_u32be(struct vg_buf *b, uint32_t v)
{
    put_be(b, v, 4);
}

void vg_put_u64be(struct vg_buf *b, uint64_t v)
{
    put_be(b, v, 8);
}

void vg_put_varint(struct vg_buf *b, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        vg_putc(b, (char)(v | 0x80U));
    vg_putc(b, (char)v);
}

void vg_hex_write(const void *bytes, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *p = bytes;

    for (size_t i = 0; i < n; i++) {
        *out++ = digits[p[i] >> 4];
        *out++ = digits[p[i] & 15U];
    }
    *out = '\0';
}

void vg_put_hex(struct vg_buf *b, const void *bytes, size_t n)
{
    if (n > SIZE_MAX / 2 || !has_room(b, 2 * n))
        return;
    vg_hex_write(bytes, n, b->p + b->len);
    b->len += 2 * n;
}

struct vg_str vg_buf_hand_on(struct vg_buf *b, struct vg_arena *a)
{
    struct vg_str s;

    if (b->len < HAND_ON_FROM) {
        s = vg_str_copy(a, vg_buf_str(b));
        vg_buf_end(b);
        return s;
    }
    s = vg_buf_str(b);
    vg_arena_keep(a, b->p);
    *b = (struct vg_buf){.max = b->max};
    return s;
}

struct vg_str vg_buf_str(const struct vg_buf *b)
{
    return (struct vg_str){b->p == NULL ? "" : b->p, b->len};
}
