/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The suggester for Chinese: a stretch at a time, sentence by sentence. Characters
 * and phrases come from mention/han_*.c; what is here and in the suggest_han_*.c
 * files is how they combine.
 */
#include "claim/suggest_han.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "claim/suggest_han_parts.h"

enum { HEAD_LINES = 4, SAMPLE = 65536, HEAD_BYTES = 6000, MAX_HEAD_LINE = 3000 };

const char *vg_han_keep(struct vg_han_reading *r, struct vg_str words)
{
    int64_t at;
    char *copy;

    if (vg_table_get(&r->phrases, words, &at))
        return (const char *)(intptr_t)at;
    copy = vg_copy(r->keep, words.p, words.len);
    (void)vg_table_add(&r->phrases, words, (int64_t)(intptr_t)copy, NULL);
    return copy;
}

/* -- dates ---------------------------------------------------------------------------- */

/* The date of the text in its own head is no period of anything. */
static int is_own_date(const struct vg_han_reading *r, const struct vg_when *w)
{
    char day[12];
    int y, m, d;

    if (!w->full || r->line > HEAD_LINES || r->dateline == VG_NO_DATELINE ||
        vg_han_mark(&r->s, w->to, VG_HAN_COMMA))
        return 0; /* 2023年9月12日，警方…: of what happened */
    vg_date_of(r->dateline, &y, &m, &d);
    (void)snprintf(day, sizeof day, "%04u-%02u-%02u", (unsigned)y % 10000U, (unsigned)m % 100U,
                   (unsigned)d % 100U);
    return strcmp(day, w->first) == 0;
}

static int digit(char c)
{
    return c - '0';
}

/* What a printed date says about those behind it that print less. */
static void learn_year(struct vg_han_reading *r, const struct vg_when *w)
{
    const char *p = w->last[0] ? w->last : w->first;

    if (!w->dated || !p[0])
        return;
    r->x.year = digit(p[0]) * 1000 + digit(p[1]) * 100 + digit(p[2]) * 10 + digit(p[3]);
    r->x.month = p[4] == '-' && p[5] < '2' ? digit(p[5]) * 10 + digit(p[6]) : 0;
    r->x.told_year = r->x.year;
    r->x.told_month = r->x.month;
    r->x.told_day = r->x.month && p[7] == '-' ? digit(p[8]) * 10 + digit(p[9]) : 0;
}

static int is_future(const struct vg_han_reading *r, size_t i)
{
    size_t clause = vg_han_clause_from(r, i), end = vg_han_clause_to(r, i);

    for (size_t k = clause; k < end; k++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, k, VG_HAN_HEDGE);
        const char *id = e ? vg_han_get(e, "hedge") : NULL;

        if (e && (!id || strcmp(id, "planned") == 0 || strcmp(id, "expected") == 0))
            return 1;
        e = vg_han_at(&r->s, k, VG_HAN_INSTRUCT);
        if (e && vg_han_get(e, "strong"))
            return 1;
    }
    return 0;
}

/* 比去年同期, 去年版: no period of what is said. */
static int is_compared(const struct vg_han_reading *r, const struct vg_when *w)
{
    size_t begin;
    const struct vg_han_entry *e = vg_han_tail(&r->s, r->from, w->from, VG_HAN_DATE_NOT, &begin);

    if (e && vg_han_get(e, "before"))
        return 1;
    for (size_t i = w->to; i < r->to && i < w->to + 4; i++)
        if (w->from < r->from + 24 && vg_han_at(&r->s, i, VG_HAN_DATE_LINE) &&
            !vg_han_get(vg_han_at(&r->s, i, VG_HAN_DATE_LINE), "weak"))
            return 1; /* 台北12日电 */
    e = w->to < r->to ? vg_han_any(&r->s, w->to, VG_HAN_DATE_NOT) : NULL;
    return e && !vg_han_get(e, "before");
}

static void find_dates(struct vg_han_reading *r)
{
    r->n_when = 0;
    r->x.year = r->x.month = 0;
    for (size_t i = r->from; i < r->to; i++) {
        struct vg_when w;

        if (r->s.ch[i].kind != VG_HAN_KIND_DIGIT && r->s.first[i] == r->s.first[i + 1])
            continue;
        if (!vg_han_date_at(&r->s, i, r->to, &r->x, &w))
            continue;
        if (is_future(r, i)) {
            r->x.future = 1;
            (void)vg_han_date_at(&r->s, i, r->to, &r->x, &w);
            r->x.future = 0;
        }
        for (size_t k = w.from; k < w.to; k++)
            r->s.ch[k].role = VG_ROLE_DATE;
        if (!is_own_date(r, &w) && !is_compared(r, &w)) {
            learn_year(r, &w);
            if (r->n_when < VG_MAX_WHENS)
                r->when[r->n_when++] = w;
        }
        i = w.to - 1;
    }
}

/* -- places --------------------------------------------------------------------------- */

static size_t behind(const struct vg_han_reading *r, size_t i, size_t byte)
{
    while (i < r->to && r->s.ch[i].start < byte)
        i++;
    return i;
}

static int is_joint(const struct vg_han_reading *r, size_t i)
{
    uint32_t c = r->s.ch[i].c;

    return r->s.ch[i].mark == VG_HAN_LIST || c == 0x548c || c == 0x53ca || c == 0x4e0e ||
           c == 0x6216 || c == 0x4ee5;
}

struct found {
    size_t from, to;
    const char *id;
    int acts; /* 加拿大警方: no place of the claim */
};

static int is_number(const struct vg_han_reading *r, size_t i)
{
    struct vg_han_value v;

    if (i >= r->to || r->s.ch[i].role != VG_ROLE_NONE || (r->s.ch[i].flags & VG_HAN_IN_WORD))
        return 0;
    return vg_han_value_at(&r->s, i, r->to, &v) > 0;
}

/* Something is at the place: behind 在, or in front of a count or 有, or in a list
 * with one that is. */
static int is_located(const struct vg_han_reading *r, const struct found *f)
{
    size_t begin, to = f->to;
    const struct vg_han_char *next = to < r->to ? &r->s.ch[to] : NULL;

    if (f->from > r->from && vg_han_before(&r->s, r->from, f->from, VG_HAN_PLACE_BEFORE, &begin))
        return 1;
    if (!next)
        return 0;
    if (is_number(r, to) ||
        ((next->c == 0x7684 || next->mark == VG_HAN_PAREN) && is_number(r, to + 1)))
        return 1;
    if (f->from == r->from && next->kind == VG_HAN_KIND_SPACE && next->end - next->start == 3)
        return 1; /* the name of a row */
    return vg_han_any(&r->s, to, VG_HAN_PLACE_AFTER) != NULL && !is_joint(r, to) &&
           (vg_han_clause_from(r, f->from) == f->from || next->c != 0x7684);
}

static int acts(const struct vg_han_reading *r, size_t to)
{
    const struct vg_han_entry *e = to < r->to ? vg_han_any(&r->s, to, VG_HAN_PLACE_NOT) : NULL;

    return e && !vg_han_get(e, "before");
}

static size_t gather(struct vg_han_reading *r, struct found *f, size_t room)
{
    size_t n = 0;

    for (size_t i = r->from; i + 1 < r->to && n < room; i++) {
        const struct vg_han_char *h = &r->s.ch[i];
        const struct vg_place *place;
        int others;
        size_t bytes;

        if (h->kind != VG_HAN_KIND_HAN || h->role != VG_ROLE_NONE ||
            (!vg_han_may_place(r->lex, h->c, r->s.ch[i + 1].c) && r->places.n_added == 0))
            continue;
        bytes = vg_place_match(&r->places, r->s.text + h->start, r->s.ch[r->to - 1].end - h->start,
                               &place, &others);
        if (!bytes)
            continue;
        f[n].from = i;
        f[n].to = behind(r, i, h->start + bytes);
        f[n].id = place->id;
        f[n].acts = acts(r, f[n].to);
        i = f[n].to - 1;
        n++;
    }
    return n;
}

/* 驻纽约总领事馆: the seat of an agency is no place either. */
static int is_seat(const struct vg_han_reading *r, const struct found *f)
{
    size_t begin;
    const struct vg_han_entry *e = vg_han_tail(&r->s, r->from, f->from, VG_HAN_PLACE_NOT, &begin);

    return e && vg_han_get(e, "before");
}

static void find_places(struct vg_han_reading *r)
{
    struct found f[VG_MAX_SPOTS];
    size_t n = gather(r, f, VG_MAX_SPOTS);

    r->n_spot = 0;
    for (size_t i = 0, end; i < n; i = end) {
        int located = 0;

        /* names joined by 、 and 和 stand or fall together */
        for (end = i + 1; end < n && f[end].from <= f[end - 1].to + 2 &&
                          (f[end].from == f[end - 1].to || is_joint(r, f[end - 1].to));
             end++)
            ;
        located = is_located(r, &f[i]);
        for (size_t k = i; k < end && !located; k++)
            located = k + 1 == end && is_located(r, &f[k]);
        for (size_t k = i; k < end; k++)
            if (located && !f[k].acts && !is_seat(r, &f[k]) && !(k + 1 == end && f[k].acts))
                r->spot[r->n_spot++] = (struct vg_spot){f[k].from, f[k].to, f[k].id};
    }
}

/* -- the text ----------------------------------------------------------------------------- */

static int ends_asking(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = to; i > from; i--) {
        if (r->s.ch[i - 1].mark == VG_HAN_QUESTION_MARK)
            return 1;
        if (r->s.ch[i - 1].kind != VG_HAN_KIND_MARK)
            return 0;
    }
    return 0;
}

/* A turn of somebody who asks is a question as a whole. */
static int is_asking_turn(const struct vg_han_reading *r)
{
    if (!r->line_asks)
        return 0;
    for (size_t k = 0; k < r->s.n_sent; k++)
        if (ends_asking(r, r->s.sent[k].from, r->s.sent[k].to))
            return 1;
    for (size_t i = 0; i < r->s.n; i++) { /* 请证实。 */
        const struct vg_han_entry *e = vg_han_any(&r->s, i, VG_HAN_ASKER);

        if (e && vg_han_get(e, "begs"))
            return 1;
    }
    return 0;
}

/* A sentence that is all quotation may be followed by who said it. */
static void look_behind(struct vg_han_reading *r, const struct vg_sentence *s, int is_last)
{
    const char *speaker;

    if (is_last || r->quote || r->s.ch[s->from].mark != VG_HAN_OPEN ||
        r->s.ch[s->to - 1].mark != VG_HAN_CLOSE)
        return;
    speaker = vg_han_speaker_behind(r, s[1].from, s[1].to);
    if (speaker)
        r->quote = speaker;
}

enum { LONGEST_ROW = 40 };

/* 各地人数（人）： above a list of names with a bare figure each. */
static const char *head_of_table(const struct vg_han_reading *r)
{
    const struct vg_han_scan *s = &r->s;
    size_t end = s->n, begin;
    const struct vg_han_entry *e;

    while (end > 0 &&
           (s->ch[end - 1].kind == VG_HAN_KIND_SPACE || s->ch[end - 1].mark == VG_HAN_COLON))
        end--;
    if (end == s->n || end < 2)
        return NULL;
    if (s->ch[end - 1].mark == VG_HAN_PAREN_CLOSE) {
        e = vg_han_tail(s, 0, end - 1, VG_HAN_CLASSIFIER, &begin);
        if (!e || !vg_han_get(e, "unit"))
            e = vg_han_tail(s, 0, end - 1, VG_HAN_UNIT, &begin);
        return e && begin > 0 && s->ch[begin - 1].mark == VG_HAN_PAREN ? vg_han_get(e, "unit")
                                                                       : NULL;
    }
    e = vg_han_tail(s, 0, end, VG_HAN_FIGURE, &begin) ? vg_han_tail(s, 0, end, VG_HAN_UNIT, &begin)
                                                      : NULL;
    return e ? vg_han_get(e, "unit") : NULL;
}

/* A row is short and ends with its figure. */
static int is_row(const struct vg_han_reading *r)
{
    size_t end = r->s.n;

    while (end > 0 && r->s.ch[end - 1].kind == VG_HAN_KIND_SPACE)
        end--;
    return end > 1 && end < LONGEST_ROW && r->s.ch[end - 1].kind == VG_HAN_KIND_DIGIT &&
           r->s.ch[0].kind == VG_HAN_KIND_HAN;
}

static void follow_table(struct vg_han_reading *r)
{
    const char *head = head_of_table(r);

    if (head) {
        struct vg_han_context x = r->x;
        struct vg_when w;

        r->table = head;
        r->table_period = (struct vg_period){0};
        for (size_t i = 0; i < r->s.n; i++)
            if (vg_han_date_at(&r->s, i, r->s.n, &x, &w) && w.dated) {
                r->table_period.from = w.first[0] ? vg_han_keep(r, vg_str(w.first)) : NULL;
                r->table_period.to = w.last[0] ? vg_han_keep(r, vg_str(w.last)) : NULL;
                break;
            }
    } else if (!is_row(r)) {
        r->table = NULL;
    }
}

/* 使馆发言人就此答问如下。 who speaks in the lines that follow. */
static void announce(struct vg_han_reading *r)
{
    size_t end = r->to, begin;
    const struct vg_han_entry *e;
    const char *speaker;

    while (end > r->from && r->s.ch[end - 1].kind != VG_HAN_KIND_HAN)
        end--;
    e = vg_han_tail(&r->s, r->from, end, VG_HAN_SPEECH, &begin);
    if (!e || !vg_han_get(e, "follows"))
        return;
    speaker = vg_han_actor(r, begin);
    if (speaker) {
        r->line_speaker = speaker;
        r->line_asks = 0;
    }
}

static void read_sentence(struct vg_han_reading *r, const struct vg_sentence *s, int asks,
                          int is_last)
{
    r->from = s->from;
    r->to = s->to;
    while (r->from + 1 < r->to && r->s.ch[r->from].kind == VG_HAN_KIND_SPACE)
        r->from++; /* the indent of a paragraph */
    r->question = asks || ends_asking(r, s->from, s->to);
    r->classes = 0;
    for (size_t i = r->from; i < r->to; i++)
        r->classes |= r->s.mask[i];
    vg_han_clauses(r);
    find_dates(r);
    look_behind(r, s, is_last);
    vg_han_sayings(r);
    find_places(r);
    vg_han_counts(r);
    vg_han_counts_suggest(r);
    vg_han_frames_suggest(r);
    announce(r);
    /* a quotation that goes on in the next sentence keeps its speaker */
    if (s->to < r->s.n && (r->s.ch[s->to].flags & VG_HAN_QUOTED)) {
        if (r->n_say && r->say[r->n_say - 1].speaker)
            r->quote = r->say[r->n_say - 1].speaker;
    } else {
        r->quote = NULL;
    }
}

size_t vg_han_read(struct vg_han_reading *r, size_t from, size_t to, const struct vg_link *outer,
                   size_t n_outer, int line, struct vg_claim **claims, size_t *n)
{
    int asks;
    size_t end;

    r->outer = outer;
    r->n_outer = n_outer;
    r->line = line;
    r->in_stretch = n_outer > 0 || outer != NULL;
    r->claims = NULL;
    r->n = r->room = 0;
    r->quote = NULL;
    r->before = (struct vg_period){0};
    r->x.told_year = r->x.told_month = r->x.told_day = 0;
    end = vg_han_scan_read(&r->s, from, to);
    if (r->s.n > 0 && !r->in_stretch && (from == 0 || r->s.text[from - 1] == '\n')) {
        vg_han_line_speaker(r);
        follow_table(r);
    }
    asks = r->s.n > 0 && is_asking_turn(r);
    for (size_t k = 0, before = 0; k < r->s.n_sent && r->s.n > 0; k++) {
        size_t here = r->n;

        read_sentence(r, &r->s.sent[k], asks, k + 1 == r->s.n_sent);
        vg_han_look_back(r, before, here);
        before = here;
    }
    *claims = r->claims;
    *n = r->n;
    return end;
}

/* Is the text written with traditional characters? */
static int is_old(struct vg_str t)
{
    size_t end = t.len < SAMPLE ? t.len : SAMPLE, han = 0, old = 0;

    for (size_t i = 0; i < end;) {
        uint32_t c;

        i += vg_utf8_next(t.p + i, t.len - i, &c);
        if (vg_is_han(c)) {
            han++;
            old += vg_han_fold_char(c) != c;
        }
    }
    return old * 12 > han;
}

enum { LABEL_BYTES = 30, LABELS_WITHIN = 1 << 18, MAX_LABELS = 4096 };

/* What heads a line before its colon; empty when there is none. */
static struct vg_str label_of(const char *p, size_t len)
{
    static const char colon[] = "\xef\xbc\x9a";

    for (size_t i = 0; i < len && i < LABEL_BYTES; i++) {
        if (p[i] == ':' || (i + 3 <= len && memcmp(p + i, colon, 3) == 0))
            return (struct vg_str){p, i};
        if ((unsigned char)p[i] < 0x80)
            break;
    }
    return (struct vg_str){0};
}

/* Names that head lines: in an interview each stands several times. */
static void count_labels(struct vg_han_reading *r, struct vg_arena *scratch)
{
    const char *text = r->in->text.p, *end = text + r->in->text.len, *next;

    r->labels = VG_TABLE(scratch);
    if (r->in->text.len > LABELS_WITHIN)
        end = text + LABELS_WITHIN;
    for (const char *p = text; p < end && r->labels.n < MAX_LABELS; p = next) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        struct vg_str label;
        int64_t times = 0;

        stop = stop ? stop : end;
        next = stop + 1;
        label = label_of(p, (size_t)(stop - p));
        if (label.len == 0)
            continue;
        (void)vg_table_get(&r->labels, label, &times);
        vg_table_set(&r->labels, label, times + 1);
    }
}

/* Is there a line that begins with 问： or the like? Who is meant by it and by 答：? */
static void find_turns(struct vg_han_reading *r)
{
    size_t end = r->in->text.len < HEAD_BYTES ? r->in->text.len : HEAD_BYTES;

    for (size_t at = 0, n; at < end; at = n + 1) {
        const char *p = memchr(r->in->text.p + at, '\n', r->in->text.len - at);

        n = p ? (size_t)(p - r->in->text.p) : r->in->text.len;
        if (n - at > MAX_HEAD_LINE)
            n = at + vg_utf8_down(r->in->text.p + at, n - at, MAX_HEAD_LINE);
        if (n <= at)
            continue;
        (void)vg_han_scan_read(&r->s, at, n);
        for (size_t i = 0; i < r->s.n; i++) {
            const struct vg_han_entry *e = vg_han_any(&r->s, i, VG_HAN_ASKER);

            if (e && i == 0 && vg_han_mark(&r->s, e->n, VG_HAN_COLON))
                r->is_transcript = 1;
            if (e && vg_han_get(e, "asks") && !r->asks)
                r->asks = vg_han_keep(r, vg_han_words(&r->s, i, i + e->n));
            if (e && vg_han_get(e, "spokes") && !r->answers)
                r->answers = vg_han_keep(r, vg_han_words(&r->s, i, i + e->n));
        }
    }
}

struct vg_han_reading *vg_han_begin(const struct vg_suggest_in *in,
                                    const struct vg_han_lexicon *lex, int64_t dateline,
                                    struct vg_arena *a, struct vg_arena *keep,
                                    struct vg_arena *scratch)
{
    struct vg_han_reading *r = VG_NEW(scratch, struct vg_han_reading);

    r->in = in;
    r->a = a;
    r->keep = keep;
    r->phrases = VG_TABLE(keep);
    r->places = in->places ? *in->places : (struct vg_places){0};
    r->lex = lex;
    r->at = VG_NEW_ARRAY(scratch, uint8_t, VG_MAX_PARAGRAPH + 2);
    r->clause_from = VG_NEW_ARRAY(scratch, uint16_t, VG_MAX_PARAGRAPH + 2);
    r->clause_to = VG_NEW_ARRAY(scratch, uint16_t, VG_MAX_PARAGRAPH + 2);
    vg_han_scan_begin(&r->s, scratch, r->lex, in->text.p, in->text.len);
    r->old = is_old(in->text);
    r->dateline = dateline != VG_NO_DATELINE ? dateline : vg_han_dateline(&r->s);
    r->x.dateline = r->dateline;
    count_labels(r, scratch);
    find_turns(r);
    return r;
}

int64_t vg_han_day(const struct vg_han_reading *r)
{
    return r->dateline;
}

void vg_han_day_set(struct vg_han_reading *r, int64_t day)
{
    r->dateline = r->x.dateline = day;
}

/* -- where Chinese stands ------------------------------------------------------------------- */

enum { FEW_HAN = 4, LATIN_WORDS = 4 };

static int is_han_mark(uint32_t c)
{
    return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef);
}

/* A stretch ends before a run of several words of another script; the marks of
 * Chinese behind its last character belong to it. */
void vg_han_stretches(const char *text, size_t from, size_t to, struct vg_han_stretches *out)
{
    size_t han = 0, letters = 0, words = 0, longest = 0, start = 0, end = 0, here = 0;
    int open = 0, in_word = 0;

    out->n = 0;
    for (size_t i = from, n; i < to; i += n) {
        uint32_t c;
        int is_han, is_letter;

        n = vg_utf8_next(text + i, to - i, &c);
        is_han = vg_is_han(c);
        is_letter = c < 0x80 && ((c | 32) >= 'a' && (c | 32) <= 'z');
        han += (size_t)is_han;
        letters += (size_t)is_letter;
        words += (size_t)(is_letter && !in_word);
        longest = words > longest ? words : longest;
        in_word = is_letter || (in_word && (c == '\'' || c == '-'));
        if (is_han || is_han_mark(c)) {
            if (!open && is_han) {
                open = 1;
                start = i;
                here = 0;
            }
            words = 0;
            here += (size_t)is_han;
            end = i + n;
        } else if (open && end == i && (c == 0x201d || c == 0x2019)) {
            end = i + n;
        } else if (open && words >= LATIN_WORDS) {
            if (here >= FEW_HAN && out->n < VG_MAX_STRETCHES)
                out->of[out->n].from = start, out->of[out->n].to = end, out->n++;
            open = 0;
        }
    }
    if (open && here >= FEW_HAN && out->n < VG_MAX_STRETCHES)
        out->of[out->n].from = start, out->of[out->n].to = end, out->n++;
    out->whole =
        han >= FEW_HAN / 2 && (han >= letters || (longest < LATIN_WORDS && han * 2 >= letters));
}

enum { FULL_LINE = 24 /* characters; titles and rows of lists are shorter */ };

static size_t width(const char *text, size_t from, size_t to, uint32_t *first, uint32_t *last)
{
    size_t n = 0;

    *first = *last = 0;
    while (from < to) {
        from += vg_utf8_next(text + from, to - from, last);
        if (n++ == 0)
            *first = *last;
        if (n > 3 && (*last == 0x3000 || *last == 0xff1a))
            return 0; /* a head with its fields */
    }
    return n;
}

/* Titles have none. */
static int has_comma(const char *text, size_t from, size_t to)
{
    while (from < to) {
        uint32_t c;

        from += vg_utf8_next(text + from, to - from, &c);
        if (c == 0xff0c || c == 0x3001 || c == 0x3002 || c == 0xff1b)
            return 1;
    }
    return 0;
}

int vg_han_wrapped(const char *text, size_t from, size_t to, size_t next)
{
    uint32_t first, last, begins, ends;
    size_t this = width(text, from, to, &first, &last), other;

    if (next <= to + 1 || this < FULL_LINE || next - to > 16 * this)
        return 0;
    if (!vg_is_han(last) && last != 0xff0c && last != 0x3001 && !(last >= '0' && last <= '9'))
        return 0;
    other = width(text, to + 1, next, &begins, &ends);
    return other > 0 && other <= this + 2 && has_comma(text, from, to) &&
           (vg_is_han(begins) || (begins >= '0' && begins <= '9'));
}
