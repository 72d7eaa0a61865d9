/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/notes.h"

#include <stdarg.h>
#include <stdio.h>

enum { NOTE_TEXT = 300 }; /* bytes of a sentence; values in it are shortened by who writes it */

void vg_notes_open(struct vg_notes *n)
{
    *n = (struct vg_notes){0};
    n->damage.list = vg_malloc(VG_MAX_DAMAGE * sizeof *n->damage.list);
    n->odd.list = vg_malloc(VG_MAX_DAMAGE * sizeof *n->odd.list);
}

void vg_notes_clear(struct vg_notes *n)
{
    vg_arena_clear(&n->a);
    n->damage.count = n->odd.count = 0;
    n->damage.total = n->odd.total = 0;
}

void vg_notes_close(struct vg_notes *n)
{
    vg_arena_end(&n->a);
    free(n->damage.list);
    free(n->odd.list);
    *n = (struct vg_notes){0};
}

static struct vg_str sentence(struct vg_arena *a, const char *form, va_list args)
    __attribute__((format(printf, 2, 0)));
static struct vg_str sentence(struct vg_arena *a, const char *form, va_list args)
{
    char text[NOTE_TEXT];
    int n = vsnprintf(text, sizeof text, form, args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;

    for (size_t i = 0; i < len; i++)
        if (text[i] < 0x20 || text[i] == 0x7F) /* values come from outside, in any charset */
            text[i] = '?';
    return (struct vg_str){vg_copy(a, text, len), len};
}

static void add(struct vg_note_list *l, size_t max, const struct vg_read_note *note)
{
    if (l->count < max)
        l->list[l->count++] = *note;
    l->total++;
}

void vg_note_damage(struct vg_notes *n, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                    const char *form, ...)
{
    struct vg_read_note note = {.kind = kind, .offset = offset, .length = length};
    va_list args;

    va_start(args, form);
    if (n->damage.count < VG_MAX_DAMAGE)
        note.text = sentence(&n->a, form, args);
    va_end(args);
    add(&n->damage, VG_MAX_DAMAGE, &note);
}

void vg_note_odd(struct vg_notes *n, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                 const char *form, ...)
{
    struct vg_read_note note = {.kind = kind, .offset = offset, .length = length};
    va_list args;

    va_start(args, form);
    if (n->odd.count < VG_MAX_DAMAGE)
        note.text = sentence(&n->a, form, args);
    va_end(args);
    add(&n->odd, VG_MAX_DAMAGE, &note);
}

int vg_notes_have(const struct vg_note_list *l, enum vg_note_kind kind)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->list[i].kind == kind)
            return 1;
    return 0;
}

void vg_tally_open(struct vg_tally *t)
{
    *t = (struct vg_tally){0};
}

void vg_tally_close(struct vg_tally *t)
{
    vg_arena_end(&t->a);
    free(t->damage.list);
    free(t->odd.list);
    *t = (struct vg_tally){0};
}

/* Joined to the last note when it continues it; else a note of its own. */
static void tell(struct vg_tally *t, struct vg_note_list *l, struct vg_read_note *note,
                 const char *form, va_list args) __attribute__((format(printf, 4, 0)));
static void tell(struct vg_tally *t, struct vg_note_list *l, struct vg_read_note *note,
                 const char *form, va_list args)
{
    struct vg_read_note *last = l->count > 0 ? &l->list[l->count - 1] : NULL;

    t->accounted += note->length;
    if (last != NULL && last->kind == note->kind && note->length > 0 &&
        last->offset + last->length == note->offset) {
        last->length += note->length;
        l->total++;
        return;
    }
    if (l->list == NULL)
        l->list = vg_malloc(VG_MAX_FILE_NOTES * sizeof *l->list);
    if (l->count < VG_MAX_FILE_NOTES)
        note->text = sentence(&t->a, form, args);
    add(l, VG_MAX_FILE_NOTES, note);
}

void vg_tally_damage(struct vg_tally *t, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                     const char *form, ...)
{
    struct vg_read_note note = {.kind = kind, .offset = offset, .length = length};
    va_list args;

    va_start(args, form);
    tell(t, &t->damage, &note, form, args);
    va_end(args);
}

void vg_tally_odd(struct vg_tally *t, enum vg_note_kind kind, uint64_t offset, uint64_t length,
                  const char *form, ...)
{
    struct vg_read_note note = {.kind = kind, .offset = offset, .length = length};
    va_list args;

    va_start(args, form);
    tell(t, &t->odd, &note, form, args);
    va_end(args);
}
