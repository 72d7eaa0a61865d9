/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct vg_arena_block {
    struct vg_arena_block *next;
    size_t room;
    size_t used;
    void *kept; /* memory of somebody else that ends with this block */
    int is_own; /* it holds one thing only */
    _Alignas(16) unsigned char bytes[];
};

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

static void out_of_memory(size_t n)
{
    (void)fprintf(stderr, "vigil: out of memory (%zu bytes wanted); nothing unfinished is kept\n",
                  n);
    abort();
}

void *vg_malloc(size_t n)
{
    void *p = malloc(n > 0 ? n : 1);

    if (p == NULL)
        out_of_memory(n);
    return p;
}

void *vg_realloc(void *p, size_t n)
{
    void *q = realloc(p, n > 0 ? n : 1);

    if (q == NULL)
        out_of_memory(n);
    return q;
}

void vg_freep(void *pointer_to_pointer)
{
    void **p = pointer_to_pointer;

    free(*p);
    *p = NULL;
}

static void end_block(struct vg_arena_block *b)
{
    free(b->kept);
    free(b);
}

void vg_arena_end(struct vg_arena *a)
{
    struct vg_arena_block *b, *next;

    if (a == NULL)
        return;
    for (b = a->head; b != NULL; b = next) {
        next = b->next;
        end_block(b);
    }
    a->head = NULL;
    a->used = 0;
}

void vg_arena_clear(struct vg_arena *a)
{
    struct vg_arena_block *kept = a->head, *b, *next;

    if (kept == NULL)
        return;
    for (b = kept->next; b != NULL; b = next) {
        next = b->next;
        end_block(b);
    }
    kept->next = NULL;
    kept->used = 0;
    a->used = 0;
}

/* Behind the head, so that the head's room stays in use. */
static void put_behind(struct vg_arena *a, struct vg_arena_block *b)
{
    b->is_own = 1;
    b->next = a->head->next;
    a->head->next = b;
}

/* Blocks double from 4 KiB to 1 MiB. A request larger than the next block gets a block of its
 * own from calloc(): what of it is never written never becomes resident. */
static struct vg_arena_block *add_block(struct vg_arena *a, size_t n)
{
    size_t room = a->head == NULL ? FIRST_BLOCK : 2 * a->head->room;
    struct vg_arena_block *b;

    if (room > LARGEST_BLOCK)
        room = LARGEST_BLOCK;
    if (n > room)
        room = n;
    b = calloc(1, sizeof *b + room);
    if (b == NULL)
        out_of_memory(room);
    b->room = room;
    if (a->head != NULL && n == room) {
        put_behind(a, b);
    } else {
        b->next = a->head;
        a->head = b;
    }
    return b;
}

void *vg_alloc(struct vg_arena *a, size_t n)
{
    struct vg_arena_block *b = a->head;
    size_t want;
    void *p;

    if (n > SIZE_MAX / 2)
        out_of_memory(n);
    want = (n + 15U) & ~(size_t)15U;
    if (b == NULL || b->room - b->used < want)
        b = add_block(a, want);
    else
        memset(b->bytes + b->used, 0, want); /* somebody may have had it before a clear */
    p = b->bytes + b->used;
    b->used += want;
    a->used += want;
    return p;
}

void vg_arena_keep(struct vg_arena *a, void *p)
{
    struct vg_arena_block *b;

    if (a->head == NULL)
        (void)vg_alloc(a, 1);
    b = vg_malloc(sizeof *b);
    *b = (struct vg_arena_block){.kept = p};
    put_behind(a, b);
}

/* The block that holds nothing but `p`, out of the arena; NULL where there is none. */
static struct vg_arena_block *take_own(struct vg_arena *a, const void *p)
{
    struct vg_arena_block *before = a->head, *b;

    for (b = before == NULL ? NULL : before->next; b != NULL; before = b, b = b->next) {
        if (!b->is_own || (b->kept == NULL ? b->bytes : b->kept) != p)
            continue;
        before->next = b->next;
        a->used -= b->used;
        return b;
    }
    return NULL;
}

void vg_arena_drop(struct vg_arena *a, const void *p)
{
    struct vg_arena_block *b = p == NULL ? NULL : take_own(a, p);

    if (b != NULL)
        end_block(b);
}

void *vg_arena_hand_on(struct vg_arena *from, void *p, size_t n, struct vg_arena *to)
{
    struct vg_arena_block *b = n < (size_t)LARGEST_BLOCK ? NULL : take_own(from, p);

    if (b == NULL)
        return vg_copy(to, p, n);
    if (to->head == NULL)
        (void)vg_alloc(to, 1);
    put_behind(to, b);
    to->used += b->used;
    return p;
}

void *vg_alloc_array(struct vg_arena *a, size_t n, size_t size)
{
    if (size > 0 && n > SIZE_MAX / size)
        out_of_memory(SIZE_MAX);
    return vg_alloc(a, n * size);
}

char *vg_copy(struct vg_arena *a, const char *p, size_t len)
{
    char *q = vg_alloc(a, len + 1);

    if (len > 0)
        memcpy(q, p, len);
    return q;
}

char *vg_copyz(struct vg_arena *a, const char *text)
{
    return text == NULL ? NULL : vg_copy(a, text, strlen(text));
}

struct vg_str vg_str_copy(struct vg_arena *a, struct vg_str s)
{
    return (struct vg_str){vg_copy(a, s.p, s.len), s.len};
}

char *vg_print(struct vg_arena *a, const char *form, ...)
{
    va_list args, again;
    char *p;
    int n;

    assert(form != NULL); /* gcc's sanitizer adds a path where it is, and then warns of it */
    va_start(args, form);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, form, args);
    va_end(args);
    p = vg_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
    if (n > 0)
        (void)vsnprintf(p, (size_t)n + 1, form, again);
    va_end(again);
    return p;
}

void *vg_grow_bytes(struct vg_arena *a, void *list, size_t count, size_t *room, size_t size)
{
    size_t more;
    void *p;

    if (count < *room)
        return list;
    more = *room == 0 ? 8 : 2 * *room;
    p = vg_alloc_array(a, more, size);
    if (count > 0)
        memcpy(p, list, count * size);
    if (*room * size >= (size_t)LARGEST_BLOCK)
        vg_arena_drop(a, list);
    *room = more;
    return p;
}

struct vg_str vg_str(const char *text)
{
    return (struct vg_str){text, text == NULL ? 0 : strlen(text)};
}

int vg_str_is(struct vg_str s, const char *text)
{
    size_t n = strlen(text);

    return s.len == n && (n == 0 || memcmp(s.p, text, n) == 0);
}

int vg_str_begins(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && strncasecmp(s.p, word, n) == 0;
}

int vg_str_ends(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && strncasecmp(s.p + s.len - n, word, n) == 0;
}

int vg_str_cmp(struct vg_str a, struct vg_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

    if (c != 0)
        return c;
    return (a.len > b.len) - (a.len < b.len);
}
