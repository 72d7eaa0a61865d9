/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Sentences as kinds and parts. The table is base/said.inc; a sentence that lacks a
 * language does not compile. What a part looks like in a language is settled when the part
 * is made, so that a sentence within a sentence needs no recursion here.
 */
#include "base/said.h"

#include <inttypes.h>
#include <string.h>

/* clang-format off */
static const struct {
    const char *key, *en, *zh;
    int is_listing;
} sayings[VG_SAYINGS] = {
#define VG_SAYING(name, key, en, zh) {key, en, zh, 0},
#define VG_LISTING(name, key, en, zh) {key, en, zh, 1},
#include "base/said.inc"
#undef VG_SAYING
#undef VG_LISTING
};

static const struct vg_said plain[VG_SAYINGS] = {
#define VG_SAYING(name, key, en, zh) {.saying = VG_S_##name},
#define VG_LISTING(name, key, en, zh) {.saying = VG_S_##name},
#include "base/said.inc"
#undef VG_SAYING
#undef VG_LISTING
};
/* clang-format on */

const struct vg_said *vg_said(struct vg_arena *a, enum vg_wording saying,
                              const struct vg_part_words *parts, size_t n)
{
    struct vg_said *s = VG_NEW(a, struct vg_said);
    struct vg_part_words *kept = VG_NEW_ARRAY(a, struct vg_part_words, n + 1);

    for (size_t i = 0; i < n; i++)
        kept[i] = parts[i];
    *s = (struct vg_said){.saying = saying, .n = (uint32_t)n, .parts = kept};
    return s;
}

const struct vg_said *vg_said_plain(enum vg_wording saying)
{
    return &plain[saying];
}

const char *vg_said_key(enum vg_wording saying)
{
    return sayings[saying].key;
}

int vg_saying_is_listing(enum vg_wording saying)
{
    return sayings[saying].is_listing;
}

/* Which part has its place at `p`: 1 to VG_SAID_PARTS; 0: none has. */
static size_t place_at(const char *p)
{
    if (p[0] != '{' || p[1] < '1' || p[1] > '0' + VG_SAID_PARTS || p[2] != '}')
        return 0;
    return (size_t)(p[1] - '0');
}

size_t vg_saying_places(enum vg_wording saying)
{
    size_t most = 0;

    for (const char *p = sayings[saying].en; *p != '\0'; p++)
        if (place_at(p) > most)
            most = place_at(p);
    return most;
}

/* -- writing -------------------------------------------------------------------------------- */

static int is_zh(const char *language)
{
    return language != NULL && strncmp(language, "zh", 2) == 0;
}

static const char *words_of(const struct vg_part_words *part, int zh)
{
    const char *text = zh && part->zh != NULL ? part->zh : part->en;

    return text == NULL ? "" : text;
}

static int is_latin(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Does a character from U+3400 to U+9FFF begin here? Marks of punctuation are none of them. */
static int is_han(const char *p)
{
    unsigned char a = (unsigned char)p[0];

    return (a >= 0xe4 && a <= 0xe9) || (a == 0xe3 && (unsigned char)p[1] >= 0x90);
}

static int has_han(const char *text)
{
    for (; *text != '\0'; text++)
        if (is_han(text))
            return 1;
    return 0;
}

/* Where the words go: room for all of them is there before the first is written. */
struct pen {
    char *text;
    size_t n;
};

static void put(struct pen *w, const char *text, size_t n)
{
    memcpy(w->text + w->n, text, n);
    w->n += n;
}

/* A blank where Han and Latin meet: what was written last, of the part `before`, and what comes
 * next, of the part `now`; NULL where the sentence itself goes on. Latin that belongs to a part
 * that is Chinese, as the digits of a date do, joins without. */
static void put_joint(struct pen *w, const char *next, const char *before, const char *now)
{
    const char *last = w->text + w->n - 1, *owner;

    if (w->n == 0)
        return;
    if (is_latin((unsigned char)*last) && is_han(next))
        owner = before;
    else if (is_latin((unsigned char)*next) && w->n >= 3 && is_han(last - 2))
        owner = now;
    else
        return;
    if (owner == NULL || !has_han(owner))
        put(w, " ", 1);
}

static void put_list(struct pen *w, const struct vg_said *s, const char *between, int zh)
{
    size_t n = strlen(between);

    for (uint32_t i = 0; i < s->n; i++) {
        const char *text = words_of(&s->parts[i], zh);

        put(w, between, i > 0 ? n : 0);
        put(w, text, strlen(text));
    }
}

static void put_form(struct pen *w, const struct vg_said *s, const char *form, int zh)
{
    const char *before = NULL;

    for (const char *p = form; *p != '\0';) {
        size_t place = place_at(p), n = strcspn(p + 1, "{") + 1;
        const char *now = place == 0     ? NULL
                          : place > s->n ? ""
                                         : words_of(&s->parts[place - 1], zh);

        if (zh)
            put_joint(w, now == NULL ? p : now, before, now);
        put(w, now == NULL ? p : now, now == NULL ? n : strlen(now));
        p += now == NULL ? n : 3;
        before = now;
    }
}

/* What a sentence needs at most. In a form a part may stand twice, never more often, and has a
 * blank before and behind. */
static size_t room_for(const struct vg_said *s, const char *form, int zh)
{
    size_t n = strlen(form) * (vg_saying_is_listing(s->saying) ? s->n : 1) + 1;

    for (uint32_t i = 0; i < s->n; i++)
        n += 2 * (strlen(words_of(&s->parts[i], zh)) + 2);
    return n;
}

const char *vg_said_text(struct vg_arena *a, const struct vg_said *s, const char *language)
{
    int zh = is_zh(language), is_list;
    const char *form;
    struct pen w = {0};

    if (s == NULL)
        return NULL;
    form = zh ? sayings[s->saying].zh : sayings[s->saying].en;
    is_list = vg_saying_is_listing(s->saying);
    if (s->n == 0 && !is_list && strchr(form, '{') == NULL)
        return form;
    w.text = vg_alloc(a, room_for(s, form, zh));
    if (is_list)
        put_list(&w, s, form, zh);
    else
        put_form(&w, s, form, zh);
    return w.text; /* the arena's bytes are zero */
}

void vg_said_put(struct vg_buf *b, const struct vg_said *s, const char *language)
{
    VG_SCOPED_ARENA own = {0};

    vg_puts(b, vg_said_text(&own, s, language));
}

/* -- parts ---------------------------------------------------------------------------------- */

struct vg_part_words vg_part(const char *text)
{
    return (struct vg_part_words){text, NULL};
}

struct vg_part_words vg_part_number(struct vg_arena *a, int64_t n)
{
    const char *digits = vg_print(a, "%" PRId64, n);
    size_t len = strlen(digits), at = 0;
    char *grouped = vg_alloc(a, len + len / 3 + 1);

    for (size_t i = 0; i < len; i++) {
        if (i > 0 && digits[i - 1] != '-' && (len - i) % 3 == 0)
            grouped[at++] = ',';
        grouped[at++] = digits[i];
    }
    return (struct vg_part_words){digits, grouped};
}

struct vg_part_words vg_part_count(struct vg_arena *a, int64_t n)
{
    static const char *const words[] = {"none",  "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    struct vg_part_words part = vg_part_number(a, n);

    if (n >= 0 && n < (int64_t)(sizeof words / sizeof *words))
        part.en = words[n];
    return part;
}

struct vg_part_words vg_part_id(struct vg_arena *a, char letter, int64_t id)
{
    return vg_part(vg_print(a, "%c%" PRId64, letter, id));
}

static int digits_at(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] < '0' || text[i] > '9')
            return 0;
    return 1;
}

static int two_at(const char *text)
{
    return 10 * (text[0] - '0') + (text[1] - '0');
}

struct vg_part_words vg_part_date(struct vg_arena *a, const char *edtf)
{
    size_t len = edtf == NULL ? 0 : strlen(edtf);
    struct vg_part_words part = vg_part(edtf);

    if ((len != 4 && len != 7 && len != 10) || !digits_at(edtf, 4) ||
        (len > 4 && (edtf[4] != '-' || !digits_at(edtf + 5, 2) || two_at(edtf + 5) > 12)) ||
        (len > 7 && (edtf[7] != '-' || !digits_at(edtf + 8, 2))))
        return part;
    part.zh = len == 4   ? vg_print(a, "%.4s年", edtf)
              : len == 7 ? vg_print(a, "%.4s年%d月", edtf, two_at(edtf + 5))
                         : vg_print(a, "%.4s年%d月%d日", edtf, two_at(edtf + 5), two_at(edtf + 8));
    return part;
}

struct vg_part_words vg_part_said(struct vg_arena *a, const struct vg_said *s)
{
    return (struct vg_part_words){vg_said_text(a, s, "en"), vg_said_text(a, s, "zh")};
}

struct vg_part_words vg_part_list(struct vg_arena *a, enum vg_wording listing,
                                  const struct vg_part_words *parts, size_t n)
{
    struct vg_said s = {.saying = listing, .n = (uint32_t)n, .parts = parts};

    return vg_part_said(a, &s);
}

/* -- keeping ---------------------------------------------------------------------------------- */

static size_t length_of(const char *text)
{
    return text == NULL ? 0 : strlen(text) + 1;
}

size_t vg_said_size(const struct vg_said *s)
{
    size_t n;

    if (s == NULL)
        return 0;
    n = sizeof *s + s->n * sizeof *s->parts;
    for (uint32_t i = 0; i < s->n; i++)
        n += length_of(s->parts[i].en) + length_of(s->parts[i].zh);
    return (n + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
}

static const char *put_text(char **at, const char *text)
{
    char *here = *at;
    size_t n = length_of(text);

    if (text == NULL)
        return NULL;
    memcpy(here, text, n);
    *at += n;
    return here;
}

const struct vg_said *vg_said_write(void *room, const struct vg_said *s)
{
    struct vg_said *out = room;
    struct vg_part_words *parts;
    char *at;

    if (s == NULL)
        return NULL;
    parts = (struct vg_part_words *)(void *)(out + 1);
    at = (char *)(parts + s->n);
    *out = (struct vg_said){.saying = s->saying, .n = s->n, .parts = parts};
    for (uint32_t i = 0; i < s->n; i++) {
        parts[i].en = put_text(&at, s->parts[i].en);
        parts[i].zh = put_text(&at, s->parts[i].zh);
    }
    return out;
}

const struct vg_said *vg_said_copy(struct vg_arena *a, const struct vg_said *s)
{
    return s == NULL ? NULL : vg_said_write(vg_alloc(a, vg_said_size(s)), s);
}
