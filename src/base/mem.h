/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_MEM_H
#define VG_BASE_MEM_H

#include <stddef.h>

/*
 * Text with a length, not NUL-terminated, not owned. The zero value is the
 * empty text.
 */
struct vg_str {
    const char *p;
    size_t len; /* bytes */
};

/*
 * An arena owns everything made during one piece of work (a document, a
 * request, a command) and gives it all back at once. The zero value is an
 * empty arena: `VG_SCOPED_ARENA a = {0};`. Running out of memory aborts with a
 * message; the open transaction then rolls back by itself.
 */
struct vg_arena {
    struct vg_arena_block *head;
    size_t used; /* bytes handed out, for tests and doctor */
};

#define VG_SCOPED_ARENA __attribute__((cleanup(vg_arena_end))) struct vg_arena

/* Give everything back. Accepts NULL and an empty arena; leaves it empty. */
void vg_arena_end(struct vg_arena *a);

/* The arena ends memory of malloc() with everything else that it owns. */
void vg_arena_keep(struct vg_arena *a, void *p);

/* What is at `p` is needed no more: large things are given back at once, others with the arena. */
void vg_arena_drop(struct vg_arena *a, const void *p);

/* The first `n` bytes at `p`, which vg_alloc() of one arena gave, into another; large ones without
 * a copy. What the first arena had there is not to be used any more. */
void *vg_arena_hand_on(struct vg_arena *from, void *p, size_t n, struct vg_arena *to);

/* Forget everything that was handed out, but keep one block for the next piece of
 * the same work. For loops over many small pieces. */
void vg_arena_clear(struct vg_arena *a);

/* `n` zeroed bytes, aligned for any type, alive until vg_arena_end(). Never NULL. */
void *vg_alloc(struct vg_arena *a, size_t n) __attribute__((returns_nonnull));

/* One zeroed object, or an array of `n`, of a type. */
#define VG_NEW(a, type)          ((type *)vg_alloc((a), sizeof(type)))
#define VG_NEW_ARRAY(a, type, n) ((type *)vg_alloc_array((a), (n), sizeof(type)))

/* `n` × `size` zeroed bytes; aborts when the product overflows. */
void *vg_alloc_array(struct vg_arena *a, size_t n, size_t size) __attribute__((returns_nonnull));

/* A NUL-terminated copy of `len` bytes. `p` may be NULL if len is 0. */
char *vg_copy(struct vg_arena *a, const char *p, size_t len) __attribute__((returns_nonnull));

/* A NUL-terminated copy of a NUL-terminated text; NULL stays NULL. */
char *vg_copyz(struct vg_arena *a, const char *text);

/* A copy with a length (the bytes are NUL-terminated besides). */
struct vg_str vg_str_copy(struct vg_arena *a, struct vg_str s);

/* printf() into the arena. */
char *vg_print(struct vg_arena *a, const char *form, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));

/*
 * Room for one more element in a list of `count` elements kept in the arena:
 * returns the list, moved if it had to grow, with *room updated. A list that
 * grew leaves its old copy in the arena, as long as that is below 1 MiB; a larger one
 * is given back at once, so nobody may keep an address inside a list that grows.
 */
#define vg_grow(a, list, count, room)                                                              \
    ((__typeof__(list))vg_grow_bytes((a), (list), (count), (room), sizeof *(list)))
void *vg_grow_bytes(struct vg_arena *a, void *list, size_t count, size_t *room, size_t size);

/* malloc() and realloc() that abort instead of returning NULL, for long-lived
 * handles that outlive every arena. Ended with free(). */
void *vg_malloc(size_t n) __attribute__((returns_nonnull));
void *vg_realloc(void *p, size_t n) __attribute__((returns_nonnull));

#define VG_SCOPED_FREE __attribute__((cleanup(vg_freep)))
void vg_freep(void *pointer_to_pointer);

/* Text from a NUL-terminated string (NULL gives the empty text), and tests on it. */
struct vg_str vg_str(const char *text);
int vg_str_is(struct vg_str s, const char *text);
/* Does it begin, or end, with `word`? The case of ASCII letters does not matter. */
int vg_str_begins(struct vg_str s, const char *word);
int vg_str_ends(struct vg_str s, const char *word);
int vg_str_cmp(struct vg_str a, struct vg_str b); /* by bytes, then by length */

#endif
