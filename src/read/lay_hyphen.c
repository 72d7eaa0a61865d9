/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A hyphen at the end of a line was put there by whoever set the type, or belongs to the word.
 * The line does not tell; the rest of the document may, for a word that is broken once is mostly
 * written whole elsewhere. So lines are joined with their hyphens, and those that turn out to be of
 * the type only are taken out when all pages are there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
#include "read/lay_parts.h"

/* -- words ----------------------------------------------------------------------------- */

/* Bytes of what is at `at` of a word, the end of which is a space or a mark; *c is it in lower
 * case, where that is ASCII; every hyphen is one. 0: no part of a word. */
static size_t part_at(struct vg_str s, size_t at, unsigned char *c)
{
    unsigned char b = (unsigned char)s.p[at];
    int is_mark = b == 0xe2 && at + 2 < s.len && (unsigned char)s.p[at + 1] == 0x80;

    *c = b >= 'A' && b <= 'Z' ? (unsigned char)(b + 32) : b;
    if (is_mark) { /* quotes, dashes, dots; of them U+2010 and U+2011 are hyphens */
        *c = '-';
        return ((unsigned char)s.p[at + 2] & 0xfe) == 0x90 ? 3 : 0;
    }
    return b >= 0x80 || b == '-' || (b >= '0' && b <= '9') || (*c >= 'a' && *c <= 'z') ? 1 : 0;
}

static size_t word_end(struct vg_str s, size_t at)
{
    unsigned char c;
    size_t n;

    while (at < s.len && (n = part_at(s, at, &c)) > 0)
        at += n;
    return at;
}

enum { LONGEST = 200 }; /* bytes: what is longer is no word that anybody breaks */

static size_t word_start(struct vg_str s, size_t at)
{
    size_t least = at > LONGEST ? at - LONGEST : 0;
    unsigned char c;

    while (at > least) {
        size_t back =
            at > 2 && (unsigned char)s.p[at - 3] == 0xe2 && (unsigned char)s.p[at - 2] == 0x80 ? 3
                                                                                               : 1;

        if (part_at(s, at - back, &c) == 0)
            break;
        at -= back;
    }
    return at;
}

/* Of the bytes from `from` to `to`, without those from `out` on, `n` of them. */
static uint64_t hash_of(struct vg_str s, size_t from, size_t to, size_t out, size_t n)
{
    uint64_t h = VG_FNV64;
    unsigned char c;

    while (from < to) {
        size_t step = part_at(s, from, &c);

        if (from < out || from >= out + n)
            h = vg_fnv64(h, c);
        from += step == 0 ? 1 : step;
    }
    return h;
}

/* -- forms ----------------------------------------------------------------------------------- */

struct form {
    uint64_t hash;
    uint32_t count; /* how often it is written, apart from where a line breaks it */
};

struct forms {
    struct form *list; /* by hash */
    size_t n;
};

static int by_hash(const void *x, const void *y)
{
    const struct form *a = x, *b = y;

    return (a->hash > b->hash) - (a->hash < b->hash);
}

static struct form *find_form(const struct forms *f, uint64_t hash)
{
    struct form key = {.hash = hash};

    return f->n == 0 ? NULL : bsearch(&key, f->list, f->n, sizeof *f->list, by_hash);
}

/* Both ways to write each word that a line breaks. */
static struct forms list_forms(const struct vg_lay *l, struct vg_str s)
{
    struct forms f = {.list = VG_NEW_ARRAY(l->a, struct form, 2 * l->joint_count)};
    size_t n = 0;

    for (size_t i = 0; i < l->joint_count; i++) {
        const struct vg_lay_joint *j = &l->joints[i];
        size_t from = word_start(s, j->at), to = word_end(s, j->at);

        f.list[n++].hash = hash_of(s, from, to, to, 0);
        f.list[n++].hash = hash_of(s, from, to, j->at, j->len);
    }
    qsort(f.list, n, sizeof *f.list, by_hash);
    for (size_t i = 0; i < n; i++)
        if (f.n == 0 || f.list[i].hash != f.list[f.n - 1].hash)
            f.list[f.n++] = f.list[i];
    return f;
}

static void count_forms(const struct vg_lay *l, struct vg_str s, const struct forms *f)
{
    size_t joint = 0, end;
    unsigned char c;

    for (size_t at = 0; at < s.len; at = end) {
        struct form *form;

        end = word_end(s, at);
        if (end == at || part_at(s, at, &c) == 0) {
            end = at + ((unsigned char)s.p[at] == 0xe2 && at + 2 < s.len ? 3 : 1); /* a mark */
            continue;
        }
        while (joint < l->joint_count && l->joints[joint].at < at)
            joint++;
        if (end - at > LONGEST || (joint < l->joint_count && l->joints[joint].at < end))
            continue;
        form = find_form(f, hash_of(s, at, end, end, 0));
        if (form != NULL)
            form->count++;
    }
}

/* -- decisions --------------------------------------------------------------------------------- */

/* "self-" has its hyphen in English wherever it is written, but for a handful of words. */
static int is_self(struct vg_str s, size_t from, size_t at, size_t behind)
{
    static const char *const whole[] = {"ish", "less", "same", "hood"};

    if (at - from != 4 || strncasecmp(s.p + from, "self", 4) != 0)
        return 0;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (s.len - behind >= strlen(whole[i]) &&
            memcmp(s.p + behind, whole[i], strlen(whole[i])) == 0)
            return 0;
    return 1;
}

static int keeps_hyphen(struct vg_str s, const struct vg_lay_joint *j, const struct forms *f)
{
    size_t from = word_start(s, j->at), to = word_end(s, j->at);
    const struct form *with = find_form(f, hash_of(s, from, to, to, 0));
    const struct form *without = find_form(f, hash_of(s, from, to, j->at, j->len));

    if (with != NULL && without != NULL && with->count != without->count)
        return with->count > without->count;
    return memchr(s.p + from, '-', j->at - from) != NULL || is_self(s, from, j->at, j->at + j->len);
}

/* Where `at` is once the hyphens before it are out; *next and *gone go on with ascending `at`. */
static uint32_t moved(const struct vg_lay *l, uint32_t at, size_t *next, uint32_t *gone)
{
    while (*next < l->joint_count && l->joints[*next].at < at)
        *gone += l->joints[(*next)++].len;
    return at - *gone;
}

static void move_stretch(const struct vg_lay *l, uint32_t *start, uint32_t *len, size_t *next,
                         uint32_t *gone)
{
    uint32_t end = *start + *len;

    *start = moved(l, *start, next, gone);
    *len = moved(l, end, next, gone) - *start;
}

static void move_blocks(struct vg_lay *l)
{
    size_t next = 0;
    uint32_t gone = 0;

    for (size_t i = 0; i < l->block_count; i++)
        move_stretch(l, &l->blocks[i].start, &l->blocks[i].len, &next, &gone);
}

static void move_boxes(struct vg_lay *l)
{
    size_t next = 0;
    uint32_t gone = 0;

    for (size_t i = 0; i < l->box_count; i++)
        move_stretch(l, &l->boxes[i].start, &l->boxes[i].len, &next, &gone);
}

static void cut_text(struct vg_lay *l)
{
    size_t from = 0, to = 0;

    for (size_t i = 0; i <= l->joint_count; i++) {
        size_t end = i < l->joint_count ? l->joints[i].at : l->text.len;

        memmove(l->text.p + to, l->text.p + from, end - from);
        to += end - from;
        from = i < l->joint_count ? end + l->joints[i].len : end;
    }
    l->text.len = to;
}

void vg_lay_hyphens(struct vg_lay *l)
{
    struct vg_str s = vg_buf_str(&l->text);
    struct forms f;
    size_t n = 0;

    if (l->joint_count == 0)
        return;
    f = list_forms(l, s);
    count_forms(l, s, &f);
    for (size_t i = 0; i < l->joint_count; i++) {
        if (keeps_hyphen(s, &l->joints[i], &f))
            continue;
        l->boxes[l->joints[i].box].has_hyphen = 1;
        l->joints[n++] = l->joints[i];
    }
    l->joint_count = n;
    move_blocks(l);
    move_boxes(l);
    cut_text(l);
}
