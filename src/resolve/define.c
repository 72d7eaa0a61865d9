/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Definitions in a text. One pass looks for brackets and for words that say that two names are one;
 * the names are then read outwards from there (define_name.c).
 */
#include "resolve/define.h"

#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "resolve/define_inside.h"

enum { BRACKET = 240 /* bytes between brackets that are looked into */, CONTEXT = 200 };

struct cue {
    const char *words;
    enum vg_define_kind kind;
};

/* At the start of what stands in brackets, longer ones first. */
static const struct cue inside[] = {
    {"hereinafter referred to as ", VG_DEFINE_SHORT},
    {"hereafter referred to as ", VG_DEFINE_SHORT},
    {"hereinafter called ", VG_DEFINE_SHORT},
    {"hereinafter ", VG_DEFINE_SHORT},
    {"hereafter ", VG_DEFINE_SHORT},
    {"abbreviated as ", VG_DEFINE_SHORT},
    {"abbreviated to ", VG_DEFINE_SHORT},
    {"abbreviated ", VG_DEFINE_SHORT},
    {"abbreviation: ", VG_DEFINE_SHORT},
    {"abbr. ", VG_DEFINE_SHORT},
    {"short: ", VG_DEFINE_SHORT},
    {"in short ", VG_DEFINE_SHORT},
    {"or simply ", VG_DEFINE_SHORT},
    {"also referred to as ", VG_DEFINE_ALIAS},
    {"also known as ", VG_DEFINE_ALIAS},
    {"also called ", VG_DEFINE_ALIAS},
    {"better known as ", VG_DEFINE_ALIAS},
    {"known locally as ", VG_DEFINE_ALIAS},
    {"known in Chinese as ", VG_DEFINE_TRANSLATION},
    {"known as ", VG_DEFINE_ALIAS},
    {"a.k.a. ", VG_DEFINE_ALIAS},
    {"aka ", VG_DEFINE_ALIAS},
    {"alias ", VG_DEFINE_ALIAS},
    {"i.e. ", VG_DEFINE_ALIAS},
    {"i.e., ", VG_DEFINE_ALIAS},
    {"namely ", VG_DEFINE_ALIAS},
    {"or \"", VG_DEFINE_ALIAS},
    {"or “", VG_DEFINE_ALIAS},
    {"formerly known as ", VG_DEFINE_FORMER},
    {"previously known as ", VG_DEFINE_FORMER},
    {"formerly called ", VG_DEFINE_FORMER},
    {"previously called ", VG_DEFINE_FORMER},
    {"formerly ", VG_DEFINE_FORMER},
    {"previously ", VG_DEFINE_FORMER},
    {"now known as ", VG_DEFINE_FORMER},
    {"renamed ", VG_DEFINE_FORMER},
    {"Chinese name: ", VG_DEFINE_TRANSLATION},
    {"Chinese: ", VG_DEFINE_TRANSLATION},
    {"in Chinese: ", VG_DEFINE_TRANSLATION},
    {"in Chinese, ", VG_DEFINE_TRANSLATION},
    {"in Chinese ", VG_DEFINE_TRANSLATION},
    {"simplified Chinese: ", VG_DEFINE_TRANSLATION},
    {"Mandarin: ", VG_DEFINE_TRANSLATION},
    {"English: ", VG_DEFINE_TRANSLATION},
    {"全称为", VG_DEFINE_ALIAS},
    {"全称", VG_DEFINE_ALIAS},
    {"全名", VG_DEFINE_ALIAS},
    {"以下简称为", VG_DEFINE_SHORT},
    {"以下简称", VG_DEFINE_SHORT},
    {"以下称为", VG_DEFINE_SHORT},
    {"以下称", VG_DEFINE_SHORT},
    {"下称", VG_DEFINE_SHORT},
    {"简称为", VG_DEFINE_SHORT},
    {"简称", VG_DEFINE_SHORT},
    {"英文简称", VG_DEFINE_SHORT},
    {"英文缩写", VG_DEFINE_SHORT},
    {"缩写", VG_DEFINE_SHORT},
    {"以下簡稱", VG_DEFINE_SHORT},
    {"下稱", VG_DEFINE_SHORT},
    {"簡稱", VG_DEFINE_SHORT},
    {"又称为", VG_DEFINE_ALIAS},
    {"又称", VG_DEFINE_ALIAS},
    {"又稱", VG_DEFINE_ALIAS},
    {"又名", VG_DEFINE_ALIAS},
    {"亦称", VG_DEFINE_ALIAS},
    {"亦稱", VG_DEFINE_ALIAS},
    {"也称", VG_DEFINE_ALIAS},
    {"也叫", VG_DEFINE_ALIAS},
    {"又叫", VG_DEFINE_ALIAS},
    {"别称", VG_DEFINE_ALIAS},
    {"别名", VG_DEFINE_ALIAS},
    {"俗称", VG_DEFINE_ALIAS},
    {"即", VG_DEFINE_ALIAS},
    {"曾用名", VG_DEFINE_FORMER},
    {"前身为", VG_DEFINE_FORMER},
    {"前身是", VG_DEFINE_FORMER},
    {"前身", VG_DEFINE_FORMER},
    {"原名", VG_DEFINE_FORMER},
    {"原称", VG_DEFINE_FORMER},
    {"现名", VG_DEFINE_FORMER},
    {"现为", VG_DEFINE_FORMER},
    {"原", VG_DEFINE_FORMER},
    {"英文名称", VG_DEFINE_TRANSLATION},
    {"英文名", VG_DEFINE_TRANSLATION},
    {"英文", VG_DEFINE_TRANSLATION},
    {"英语", VG_DEFINE_TRANSLATION},
    {"中文名", VG_DEFINE_TRANSLATION},
};

/* In running text, with a comma before them or without. */
static const struct cue running[] = {
    {", hereinafter referred to as ", VG_DEFINE_SHORT},
    {", hereinafter ", VG_DEFINE_SHORT},
    {", abbreviated as ", VG_DEFINE_SHORT},
    {", or simply ", VG_DEFINE_SHORT},
    {", or ", VG_DEFINE_SHORT},
    {", also referred to as ", VG_DEFINE_ALIAS},
    {", also known as ", VG_DEFINE_ALIAS},
    {", also called ", VG_DEFINE_ALIAS},
    {", better known as ", VG_DEFINE_ALIAS},
    {", known in Chinese as ", VG_DEFINE_TRANSLATION},
    {", known as ", VG_DEFINE_ALIAS},
    {", a.k.a. ", VG_DEFINE_ALIAS},
    {", aka ", VG_DEFINE_ALIAS},
    {", formerly known as ", VG_DEFINE_FORMER},
    {", previously known as ", VG_DEFINE_FORMER},
    {", formerly called ", VG_DEFINE_FORMER},
    {", formerly the ", VG_DEFINE_FORMER},
    {", formerly ", VG_DEFINE_FORMER},
    {", since renamed ", VG_DEFINE_FORMER},
    {", now known as ", VG_DEFINE_FORMER},
    {" also known as ", VG_DEFINE_ALIAS},
    {" a.k.a. ", VG_DEFINE_ALIAS},
    {" was renamed ", VG_DEFINE_FORMER},
    {" is abbreviated as ", VG_DEFINE_SHORT},
    {" changed its name to ", VG_DEFINE_FORMER},
};

static const struct cue running_han[] = {
    {"以下简称", VG_DEFINE_SHORT}, {"下称", VG_DEFINE_SHORT},    {"简称为", VG_DEFINE_SHORT},
    {"简称", VG_DEFINE_SHORT},     {"簡稱", VG_DEFINE_SHORT},    {"又称为", VG_DEFINE_ALIAS},
    {"又称", VG_DEFINE_ALIAS},     {"又稱", VG_DEFINE_ALIAS},    {"又名", VG_DEFINE_ALIAS},
    {"亦称", VG_DEFINE_ALIAS},     {"也称", VG_DEFINE_ALIAS},    {"也叫", VG_DEFINE_ALIAS},
    {"俗称", VG_DEFINE_ALIAS},     {"即", VG_DEFINE_ALIAS},      {"更名为", VG_DEFINE_FORMER},
    {"改名为", VG_DEFINE_FORMER},  {"改称", VG_DEFINE_FORMER},   {"原名", VG_DEFINE_FORMER},
    {"前身为", VG_DEFINE_FORMER},  {"前身是", VG_DEFINE_FORMER}, {"原", VG_DEFINE_FORMER},
};

struct finder {
    struct vg_define_text t;
    struct vg_arena *a;
    struct vg_definition *list;
    size_t n, room;
};

const char *vg_define_kind_word(enum vg_define_kind kind)
{
    static const char *const words[] = {"", "translation", "short", "alias", "former"};

    return words[kind];
}

static int holds_at(const struct vg_define_text *t, size_t i, const char *what)
{
    const size_t n = strlen(what);

    return i <= t->len && n <= t->len - i && memcmp(t->p + i, what, n) == 0;
}

static int is_quote(const struct vg_define_text *t, size_t i)
{
    static const char *const open[] = {"“", "\"", "「", "『", "《", "‘", "'"};

    for (size_t q = 0; q < sizeof open / sizeof *open; q++)
        if (holds_at(t, i, open[q]))
            return 1;
    return 0;
}

/* -- one pair
 * -------------------------------------------------------------------------------------- */

static void keep(struct finder *f, enum vg_define_kind kind, int is_said,
                 struct vg_define_span left, struct vg_define_span right, size_t end)
{
    const size_t from = left.at < right.at ? left.at : right.at;

    f->list = vg_grow(f->a, f->list, f->n, &f->room);
    f->list[f->n++] = (struct vg_definition){.kind = (uint8_t)kind,
                                             .is_said = (uint8_t)is_said,
                                             .is_common = vg_define_is_common(&f->t, left) ||
                                                          vg_define_is_common(&f->t, right),
                                             .left = left.at,
                                             .left_len = left.len,
                                             .right = right.at,
                                             .right_len = right.len,
                                             .at = from,
                                             .len = end - from};
}

/* Which of several beginnings: by what the frames say; else after an "and" the later one, unless
 * that "and" lies behind an "of" or "for". */
static struct vg_define_span choose(const struct vg_define_text *t,
                                    const struct vg_define_span *starts, size_t n,
                                    struct vg_define_span right)
{
    size_t best = 0;
    int most =
        vg_define_frames(t, starts[0], right) > 0 ? vg_define_frames(t, starts[0], right) : 0;

    for (size_t i = 1; i < n; i++) {
        const int here = vg_define_frames(t, starts[i], right);
        const size_t cut = starts[i].at - starts[0].at;
        const int is_and = cut >= 5 && memcmp(t->p + starts[i].at - 4, "and ", 4) == 0;
        int in_of = 0;

        for (size_t k = starts[0].at; k + 4 < starts[i].at; k++)
            in_of |= holds_at(t, k, " of ") || holds_at(t, k, " for ") || holds_at(t, k, " on ");
        if (here > most || (here == most && here == 0 && is_and && !in_of)) {
            best = i;
            most = here;
        }
    }
    return starts[best];
}

/* A name that a word, or marks, say to be one with what stands before. */
static int told(struct finder *f, enum vg_define_kind kind, const struct vg_define_span *starts,
                size_t n, struct vg_define_span right, size_t end)
{
    const struct vg_define_text *t = &f->t;
    struct vg_define_span left;
    size_t from;

    if (n == 0 || !vg_define_may_be_name(t, right))
        return 0;
    from = vg_define_initials(t, starts[0], right);
    left = from > 0 ? (struct vg_define_span){from - 1, starts[0].at + starts[0].len - (from - 1)}
                    : choose(t, starts, n, right);
    if (!vg_define_may_be_name(t, left) || vg_define_are_persons(t, left, right) ||
        (left.len == right.len && memcmp(t->p + left.at, t->p + right.at, left.len) == 0))
        return 0;
    keep(f, kind, 1, left, right, end);
    return 1;
}

/* By its form alone: other letters, an acronym, or frames that are the same. */
static int formed(struct finder *f, const struct vg_define_span *starts, size_t n,
                  struct vg_define_span right, size_t end)
{
    const struct vg_define_text *t = &f->t;
    struct vg_define_span left;
    size_t from;
    int frames, other;

    if (n == 0 || !vg_define_may_be_name(t, right))
        return 0;
    from = vg_define_initials(t, starts[0], right);
    if (from > 0) {
        left = (struct vg_define_span){from - 1, starts[0].at + starts[0].len - (from - 1)};
        if (!vg_define_may_be_name(t, left))
            return 0;
        keep(f, VG_DEFINE_SHORT, 0, left, right, end);
        return 1;
    }
    left = choose(t, starts, n, right);
    if (!vg_define_may_be_name(t, left) || vg_define_are_persons(t, left, right))
        return 0;
    /* NATO (North Atlantic Treaty Organization) */
    if (vg_define_initials(t, right, left) == right.at + 1) {
        keep(f, VG_DEFINE_SHORT, 0, right, left, end);
        return 1;
    }
    frames = vg_define_frames(t, left, right);
    if (frames >= 0 && vg_define_abbreviates(t, left, right)) {
        keep(f, VG_DEFINE_SHORT, 0, left, right, end);
        return 1;
    }
    other = vg_define_has_han(t, left) != vg_define_has_han(t, right);
    if (frames < 0 || (!other && frames < 3))
        return 0;
    keep(f, other ? VG_DEFINE_TRANSLATION : VG_DEFINE_ALIAS, 0, left, right, end);
    return 1;
}

/* -- brackets
 * -------------------------------------------------------------------------------------- */

static const struct cue *cue_at(const struct vg_define_text *t, size_t i, const struct cue *list,
                                size_t n)
{
    for (size_t c = 0; c < n; c++)
        if (holds_at(t, i, list[c].words))
            return &list[c];
    return NULL;
}

/* Several names behind one word: “福州公安”或“市公安局”. */
static int told_all(struct finder *f, enum vg_define_kind kind, const struct vg_define_span *starts,
                    size_t n, size_t at, size_t end, size_t close)
{
    static const char *const between[] = {"或", "、", "和", " or ", " and ", "/", ", or ", ", "};
    int any = 0, inner;

    for (int quoted = 1; quoted && at < end;) {
        const struct vg_define_span right = vg_define_after(&f->t, at, end, &quoted);
        size_t next = right.at + right.len;

        if (right.len == 0 || !quoted)
            break;
        any |= told(f, kind, starts, n, vg_define_trim(&f->t, right, &inner), close);
        while (next < end && !is_quote(&f->t, next) && (f->t.p[next] & 0x80) != 0 &&
               memcmp(f->t.p + next, "或", 3) != 0 && memcmp(f->t.p + next, "、", 3) != 0 &&
               memcmp(f->t.p + next, "和", 3) != 0)
            next += 3; /* the mark that closes */
        next += next < end && (f->t.p[next] == '"' || f->t.p[next] == '\'');
        at = end;
        for (size_t b = 0; b < sizeof between / sizeof *between && next < end; b++)
            if (holds_at(&f->t, next, between[b]))
                at = next + strlen(between[b]);
    }
    return any;
}

/* 中央统战部、中央统战: each between such marks. */
static int told_each(struct finder *f, enum vg_define_kind kind,
                     const struct vg_define_span *starts, size_t n, struct vg_define_span all,
                     size_t close)
{
    const size_t end = all.at + all.len;
    size_t from = all.at;
    int any = 0, quoted;

    for (size_t i = all.at; i <= end; i++)
        if (i == end || holds_at(&f->t, i, "、") || holds_at(&f->t, i, "或")) {
            const struct vg_define_span right =
                vg_define_trim(&f->t, (struct vg_define_span){from, i - from}, &quoted);

            any |= told(f, kind, starts, n, right, close);
            from = i + 3;
        }
    return any;
}

static int try_part(struct finder *f, const struct vg_define_span *starts, size_t n,
                    struct vg_define_span part, size_t close, int is_alone)
{
    const struct vg_define_text *t = &f->t;
    struct vg_define_span right;
    const struct cue *cue;
    int quoted, is_for_short;

    while (part.len > 0 && t->p[part.at] == ' ') {
        part.at++;
        part.len--;
    }
    cue = cue_at(t, part.at, inside, sizeof inside / sizeof *inside);
    if (cue != NULL) {
        const size_t end = part.at + part.len;
        size_t at = part.at + strlen(cue->words);

        if (strncmp(cue->words, "or ", 3) == 0 && cue->words[3] != 's')
            at = part.at + 3; /* the mark belongs to the name */

        if (at >= end)
            return 0;
        if (is_quote(t, at) || holds_at(t, at, "the \"") || holds_at(t, at, "the “"))
            return told_all(f, cue->kind, starts, n, at, end, close);
        return told_each(f, cue->kind, starts, n, (struct vg_define_span){at, end - at}, close);
    }
    is_for_short = part.len > 10 && memcmp(t->p + part.at + part.len - 10, " for short", 10) == 0;
    if (is_for_short)
        part.len -= 10;
    right = vg_define_trim(t, part, &quoted);
    if (is_for_short || (quoted && is_alone && right.len <= 60))
        return told(f,
                    vg_define_has_han(t, starts[0]) == vg_define_has_han(t, right)
                        ? VG_DEFINE_SHORT
                        : VG_DEFINE_TRANSLATION,
                    starts, n, right, close);
    return formed(f, starts, n, right, close);
}

/* The offset of the bracket that closes, or 0. */
static size_t closes_at(const struct vg_define_text *t, size_t i, size_t *width)
{
    size_t lines = 0;

    for (size_t k = i; k < t->len && k - i < BRACKET; k++) {
        if (t->p[k] == ')' || holds_at(t, k, "）")) {
            *width = t->p[k] == ')' ? 1 : 3;
            return k;
        }
        if (t->p[k] == '(' || holds_at(t, k, "（") || (t->p[k] == '\n' && ++lines > 1))
            return 0;
    }
    return 0;
}

/* f(x), Some("text"): a bracket that touches a Latin word is code, unless it holds Han. */
static int is_call(const struct vg_define_text *t, size_t open, size_t inner)
{
    uint32_t c = 0;

    if (open == 0 || inner - open > 1)
        return 0;
    (void)vg_utf8_before(t->p, open, &c);
    if (vg_is_han(c) || !vg_is_word(c))
        return 0;
    (void)vg_utf8_next(t->p + inner, t->len - inner, &c);
    return !vg_is_han(c);
}

/* Parts between commas and semicolons, each tried; 、 makes a list, which is no definition. */
static void try_bracket(struct finder *f, size_t open, size_t inner)
{
    const struct vg_define_text *t = &f->t;
    struct vg_define_span starts[VG_DEFINE_STARTS];
    size_t width = 0, close = closes_at(t, inner, &width), n, from = inner;
    int parts = 0;

    if (close == 0 || close - inner < 2 || is_call(t, open, inner))
        return;
    n = vg_define_before(t, open, starts);
    if (n == 0)
        return;
    for (size_t i = inner; i <= close && parts < 4; i++) {
        const int ends = i == close;
        const size_t wide = !ends && (holds_at(t, i, "，") || holds_at(t, i, "；")) ? 3 : 1;

        if (!ends && wide == 1 && t->p[i] != ',' && t->p[i] != ';')
            continue;
        if (!ends && t->p[i] == ',' && i > 0 && (t->p[i - 1] == '.' || is_quote(t, i + 1)))
            continue; /* "i.e., …" */
        if (!try_part(f, starts, n, (struct vg_define_span){from, i - from}, close + width,
                      from == inner && ends) &&
            parts == 0)
            return; /* what does not begin with a name is a remark */
        parts++;
        from = i + wide;
        i += wide - 1;
    }
}

/* -- running text
 * ---------------------------------------------------------------------------------- */

/* Most blanks and commas have none behind them. */
static int may_be_cue(const struct vg_define_text *t, size_t i)
{
    const int is_comma = t->p[i] == ',';
    const size_t at = i + 1 + (is_comma ? 1U : 0U);

    return at < t->len && t->p[at - 1] == ' ' && t->p[at] != '\0' &&
           strchr(is_comma ? "habkfpson" : "aiwc", t->p[at]) != NULL;
}

/* ", Trade and Development" */
static int is_list_behind(const struct vg_define_text *t, size_t at)
{
    if (at + 2 >= t->len || t->p[at] != ',' || t->p[at + 1] != ' ' || t->p[at + 2] < 'A' ||
        t->p[at + 2] > 'Z')
        return 0;
    for (size_t i = at + 2; i < t->len && i - at < 60 && t->p[i] != ',' && t->p[i] != '.'; i++)
        if (holds_at(t, i, " and ") && i + 5 < t->len && t->p[i + 5] >= 'A' && t->p[i + 5] <= 'Z')
            return 1;
    return 0;
}

static void try_running(struct finder *f, size_t i)
{
    const struct vg_define_text *t = &f->t;
    const struct cue *cue =
        may_be_cue(t, i) ? cue_at(t, i, running, sizeof running / sizeof *running) : NULL;
    struct vg_define_span starts[VG_DEFINE_STARTS], right;
    size_t at, end, n;
    int quoted;

    if (cue == NULL)
        return;
    at = i + strlen(cue->words);
    end = at + CONTEXT < t->len ? at + CONTEXT : t->len;
    right = vg_define_after(t, at, end, &quoted);
    n = vg_define_before(t, i, starts);
    if (!quoted && is_list_behind(t, right.at + right.len))
        return; /* Foreign Affairs, Trade and Development: only the beginning of a name */
    if (n > 0 && strcmp(cue->words, ", or ") == 0 && vg_define_initials(t, starts[0], right) == 0)
        return; /* an alternative, if it is no acronym of what stands before */
    if (right.len > 0 && n > 0)
        (void)told(f, cue->kind, starts, n, right, right.at + right.len);
}

/* 即 and 原 are in many words; so both sides must be bodies then. 将更名为, 后改称: a word between.
 */
static void try_running_han(struct finder *f, size_t i)
{
    static const char *const before[] = {"，", ",",  "后来", "后", "正式",
                                         "已", "将", "现",   "曾", "于"};
    const struct vg_define_text *t = &f->t;
    const struct cue *cue = cue_at(t, i, running_han, sizeof running_han / sizeof *running_han);
    struct vg_define_span starts[VG_DEFINE_STARTS], right;
    size_t at, end, n, left = i;
    int quoted, comma = 0;

    if (cue == NULL)
        return;
    at = i + strlen(cue->words);
    end = at + CONTEXT < t->len ? at + CONTEXT : t->len;
    for (size_t b = 0; b < sizeof before / sizeof *before; b++) {
        const size_t w = strlen(before[b]);

        if (w < left && memcmp(t->p + left - w, before[b], w) == 0) {
            left -= w;
            comma |= b < 2;
            b = (size_t)-1; /* 后正式: the next before it */
        }
    }
    right = vg_define_after(t, at, end, &quoted);
    n = vg_define_before(t, left, starts);
    if (right.len == 0 || n == 0 || !vg_define_has_han(t, starts[0]) ||
        (strcmp(cue->words, "即") == 0 && (!comma || vg_define_frames(t, starts[0], right) < 2)) ||
        (strcmp(cue->words, "原") == 0 && (!comma || vg_define_frames(t, starts[0], right) == 0)))
        return;
    (void)told(f, cue->kind, starts, n, right, right.at + right.len + (quoted ? 3U : 0U));
}

size_t vg_define_find(const struct vg_name_words *words, const char *text, size_t len,
                      struct vg_arena *a, struct vg_definition **out)
{
    VG_SCOPED_ARENA work = {0};
    struct finder f = {.t = {words, text, len, &work}, .a = a};

    for (size_t i = 0; i < len && f.n < VG_MAX_DEFINITIONS; i++) {
        const unsigned char c = (unsigned char)text[i];

        if (c == '(')
            try_bracket(&f, i, i + 1);
        else if (c == 0xEF && holds_at(&f.t, i, "（"))
            try_bracket(&f, i, i + 3);
        else if (c == ',' || c == ' ')
            try_running(&f, i);
        else if (c >= 0xE4 && c <= 0xE9)
            try_running_han(&f, i);
        else
            continue;
        if (work.used > 0)
            vg_arena_clear(&work);
    }
    *out = f.list;
    return f.n;
}
