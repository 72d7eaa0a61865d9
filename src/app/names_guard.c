/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Whose names are kept out of lists: persons, as far as the case says who is one. An id that
 * begins with "person:" says so of itself and of words that hold its parts; a claim whose
 * detail is the role of a victim, witness, relative, private person or minor, of its subject.
 */
#include <string.h>

#include "app/names.h"
#include "ask/filter.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/table.h"

struct vg_name_guard {
    struct vg_arena *a;
    struct vg_table hidden;  /* words that a claim says are a person's, folded */
    struct vg_table persons; /* what stands behind "person:", hyphens and all */
};

int vg_names_person(const char *id)
{
    return strncmp(id, "person:", 7) == 0;
}

/* What an id of a thing begins with; methods, roots and persons are other than names. */
int vg_names_a_thing(struct vg_str id)
{
    static const char *const kinds[] = {
        "org:", "prog:", "presence:", "doc:", "event:", VG_NAME_FTM};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i]);

        if (id.len > n && memcmp(id.p, kinds[i], n) == 0)
            return 1;
    }
    return 0;
}

static int is_id_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

int vg_name_next_id(const char **text, struct vg_str *id)
{
    while (**text != '\0') {
        struct vg_str s = {.p = *text};

        while (is_id_letter(s.p[s.len]))
            s.len++;
        *text += s.len > 0 ? s.len : 1;
        while (s.len > 0 && s.p[s.len - 1] == ':')
            s.len--;
        if (s.len > 0 && memchr(s.p, ':', s.len) != NULL) {
            *id = s;
            return 1;
        }
    }
    return 0;
}

struct vg_str vg_name_folded(struct vg_buf *b, const char *words)
{
    b->len = 0;
    vg_fold(words, strlen(words), VG_FOLD_STRIP, b);
    return vg_buf_str(b);
}

/* Every part of the id is a word of it: "person:peter-dahlin" in "Peter Dahlin, director". */
static int holds_person(struct vg_str words, const char *tail)
{
    char part[VG_MAX_NAME_KEY];
    int any = 0;

    while (*tail != '\0') {
        size_t n = strcspn(tail, "-_. ");

        if (n > 0 && n < sizeof part) {
            memcpy(part, tail, n);
            part[n] = '\0';
            if (!vg_text_holds(words, part))
                return 0;
            any = 1;
        }
        tail += n + (tail[n] != '\0');
    }
    return any;
}

int vg_names_hides(const struct vg_name_guard *g, const char *words)
{
    VG_SCOPED_BUF b = {0};
    int64_t there;
    struct vg_str f;

    if (vg_names_a_thing(vg_str(words)))
        return 0;
    f = vg_name_folded(&b, words);
    if (strstr(words, "person:") != NULL || vg_table_get(&g->hidden, f, &there))
        return 1;
    for (size_t i = 0; i < g->persons.n; i++)
        if (holds_person(f, g->persons.items[i].key.p))
            return 1;
    return 0;
}

int vg_names_guards(const struct vg_name_guard *g, const char *words)
{
    VG_SCOPED_BUF b = {0};
    const struct vg_str f = vg_name_folded(&b, words);

    for (size_t i = 0; i < g->hidden.n && f.len > 0; i++) {
        const struct vg_str key = g->hidden.items[i].key;

        if (key.len > 0 && memmem(f.p, f.len, key.p, key.len) != NULL)
            return 1;
    }
    return vg_names_hides(g, words);
}

struct vg_name_guard *vg_name_guard_make(struct vg_arena *a)
{
    struct vg_name_guard *g = VG_NEW(a, struct vg_name_guard);

    g->a = a;
    g->hidden = VG_TABLE(a);
    g->persons = VG_TABLE(a);
    return g;
}

int vg_names_protected(const char *detail)
{
    static const char *const roles[] = {"victim", "witness", "relative", "private", "minor"};

    for (size_t i = 0; detail != NULL && i < sizeof roles / sizeof *roles; i++)
        if (strcmp(detail, roles[i]) == 0)
            return 1;
    return 0;
}

int vg_names_says_person(const char *subject, const char *object, const char *detail)
{
    return vg_names_protected(detail) || (subject != NULL && strstr(subject, "person:") != NULL) ||
           (object != NULL && strstr(object, "person:") != NULL);
}

void vg_name_guard_note(struct vg_name_guard *q, const char *text, const char *detail)
{
    VG_SCOPED_BUF b = {0};

    if (text == NULL)
        return;
    for (const char *p = strstr(text, "person:"); p != NULL; p = strstr(p + 7, "person:")) {
        struct vg_str tail = {p + 7, strcspn(p + 7, " ,;)\"")};

        (void)vg_table_add(&q->persons, vg_str_copy(q->a, tail), 1, NULL);
    }
    if (vg_names_protected(detail))
        (void)vg_table_add(&q->hidden, vg_name_folded(&b, text), 1, NULL);
}
