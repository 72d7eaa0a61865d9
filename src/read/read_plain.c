/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Plain text is kept as it stands: one run when nothing has to be changed, one
 * a line where CR LF becomes LF. Paragraphs are blocks; they are parted by
 * blank lines, form feeds or, where lines are long or begin indented, by every
 * line end.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/readers.h"
#include "read/words.h"

enum {
    LONG_LINE = 200, /* bytes; text broken by hand or by mailers has shorter lines */
    TITLE_MOST = 200,
    DATE_LINES = 4,
};

struct plain {
    struct vg_arena *a;
    struct vg_text *t;
    size_t block_room, run_room;
};

static void add_run(struct plain *w, size_t text, size_t text_len, size_t source, size_t source_len,
                    enum vg_run_kind kind)
{
    struct vg_text *t = w->t;
    uint8_t unit = kind == VG_RUN_COPIED;

    if (text_len == 0)
        return;
    t->runs = vg_grow(w->a, t->runs, t->run_count, &w->run_room);
    t->runs[t->run_count++] = (struct vg_run){(uint32_t)text,
                                              (uint32_t)text_len,
                                              (uint32_t)source,
                                              (uint32_t)source_len,
                                              (uint8_t)kind,
                                              unit,
                                              unit};
}

/* CR is left out before LF and becomes LF elsewhere; NUL becomes U+FFFD. */
static void put_lines(struct plain *w, struct vg_str s)
{
    VG_SCOPED_BUF out = {.max = (size_t)VG_MAX_TEXT + 16};
    size_t at = 0;

    while (at < s.len) {
        size_t from = at, text = out.len;

        while (at < s.len && s.p[at] != '\r' && s.p[at] != '\0')
            at++;
        vg_put(&out, s.p + from, at - from);
        add_run(w, text, at - from, from, at - from, VG_RUN_COPIED);
        if (at == s.len)
            break;
        text = out.len;
        if (s.p[at] == '\0') {
            vg_put_utf8(&out, VG_REPLACEMENT);
            w->t->replaced++;
        } else if (at + 1 == s.len || s.p[at + 1] != '\n') {
            vg_putc(&out, '\n');
        }
        add_run(w, text, out.len - text, at, 1, VG_RUN_REFERENCE);
        at++;
    }
    w->t->text = vg_buf_hand_on(&out, w->a);
}

static int is_blank_line(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (p[i] != ' ' && p[i] != '\t' && p[i] != '\r' && p[i] != '\f')
            return 0;
    return 1;
}

static size_t line_end(struct vg_str s, size_t at)
{
    const char *hit = memchr(s.p + at, '\n', s.len - at);

    return hit == NULL ? s.len : (size_t)(hit - s.p);
}

/* Does this line go on the paragraph of the one before? Only where lines are
 * short, the paragraph is not indented anew and no form feed stands between. */
static int goes_on(struct vg_str s, size_t before, size_t before_end, size_t at, size_t end)
{
    if (before_end - before > LONG_LINE || end - at > LONG_LINE)
        return 0;
    if (before_end - before < 40 || (s.len - at >= 3 && memcmp(s.p + at, "\xe3\x80\x80", 3) == 0))
        return 0;
    return s.p[at] != ' ' && s.p[at] != '\t' && s.p[at] != '\f' && s.p[at] != '-' &&
           s.p[at] != '*' && (unsigned char)s.p[before] < 0xe3;
}

static void add_block(struct plain *w, size_t start, size_t end)
{
    struct vg_text *t = w->t;

    while (end > start && is_blank_line(t->text.p + end - 1, 1))
        end--;
    while (start < end && is_blank_line(t->text.p + start, 1))
        start++;
    if (start == end)
        return;
    if (t->block_count == VG_MAX_BLOCKS) {
        t->blocks[t->block_count - 1].len = (uint32_t)end - t->blocks[t->block_count - 1].start;
        return;
    }
    t->blocks = vg_grow(w->a, t->blocks, t->block_count, &w->block_room);
    t->blocks[t->block_count++] = (struct vg_block){
        .start = (uint32_t)start, .len = (uint32_t)(end - start), .class = VG_BLOCK_MAIN};
}

static void cut_blocks(struct plain *w)
{
    struct vg_str s = w->t->text;
    size_t at = 0, start = 0, last = 0, last_end = 0;
    int open = 0;

    while (at < s.len) {
        size_t end = line_end(s, at);

        if (is_blank_line(s.p + at, end - at)) {
            if (open)
                add_block(w, start, last_end);
            open = 0;
        } else {
            if (open && !goes_on(s, last, last_end, at, end)) {
                add_block(w, start, last_end);
                open = 0;
            }
            if (!open)
                start = at;
            open = 1;
            last = at;
            last_end = end;
        }
        at = end + 1;
    }
    if (open)
        add_block(w, start, last_end);
}

static struct vg_str block_text(const struct vg_text *t, size_t i)
{
    return (struct vg_str){t->text.p + t->blocks[i].start, t->blocks[i].len};
}

/* A first line that is short and ends in no full stop is a title. A date line
 * among the next few is the date. */
static void find_fields(struct plain *w)
{
    struct vg_text *t = w->t;
    size_t from = 0;

    if (t->block_count > 1) {
        struct vg_str first = block_text(t, 0);
        char end = first.p[first.len - 1];

        if (first.len <= TITLE_MOST && memchr(first.p, '\n', first.len) == NULL && end != '.' &&
            end != ',' && end != ':' && end != ';' &&
            (first.len < 3 || memcmp(first.p + first.len - 3, "。", 3) != 0) &&
            !vg_words_byline(first)) {
            vg_text_add_field(t, w->a, VG_FIELD_TITLE, VG_FROM_VISIBLE, first);
            from = 1;
        }
    }
    for (size_t i = from; i < t->block_count && i < from + DATE_LINES; i++) {
        char date[VG_WORDS_DATE];
        struct vg_str s = block_text(t, i);
        size_t start;

        if (!vg_words_byline(s) || vg_words_date_find(s, date, &start) == 0)
            continue;
        vg_text_add_field(t, w->a, VG_FIELD_DATE, VG_FROM_VISIBLE, vg_str(date));
        return;
    }
}

void vg_read_plain(struct vg_str utf8, struct vg_arena *a, struct vg_text *t)
{
    struct plain w = {.a = a, .t = t};
    size_t whole = utf8.len;

    if (utf8.len > (size_t)VG_MAX_TEXT)
        utf8.len = vg_utf8_down(utf8.p, utf8.len, (size_t)VG_MAX_TEXT);
    if (memchr(utf8.p, '\r', utf8.len) == NULL && memchr(utf8.p, '\0', utf8.len) == NULL) {
        t->text = vg_str_copy(a, utf8);
        add_run(&w, 0, utf8.len, 0, utf8.len, VG_RUN_COPIED);
    } else {
        put_lines(&w, utf8);
    }
    cut_blocks(&w);
    if (t->block_count > 0) {
        t->main = VG_NEW(a, struct vg_range);
        t->main[0].start = t->blocks[0].start;
        t->main[0].end = t->blocks[t->block_count - 1].start + t->blocks[t->block_count - 1].len;
        t->main_count = 1;
    }
    find_fields(&w);
    if (utf8.len < whole)
        vg_text_damage(t, a, VG_NOTE_SIZE_EXCEEDED, utf8.len,
                       vg_print(a,
                                "the text has more than %lld bytes; the rest is preserved but "
                                "not read",
                                (long long)VG_MAX_TEXT));
    t->media = vg_str("text/plain");
    t->reader = vg_str(VG_READER_TEXT);
}
