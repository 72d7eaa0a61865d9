/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Rich Text Format (1.9.1), its text: groups are a stack of states, destinations that are
 * no text are passed over, characters come as bytes of the font's code page (\'hh), as
 * UTF-16 units (\uN) with a stand-in behind for old programs, or as control words.
 * Footnotes, comments, headers and hidden text are drafted apart and follow the body.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/draft.h"
#include "read/kind.h"
#include "read/readers.h"

enum {
    WORD_MOST = 32,      /* letters of a control word */
    PENDING_MOST = 2048, /* bytes of a code page that are converted together */
    STYLES_MOST = 1024,
    NO_FONT = -1,
};

/* Where text goes. */
enum where {
    TO_BODY,
    TO_SIDE, /* a note, a comment, a header */
    TO_NOTHING,
    TO_FONTS,
    TO_STYLES,
    TO_TITLE,
    TO_AUTHOR,
    TO_COMPANY,
    TO_DATE,
    TO_INFO,
};

struct state {
    enum where to;
    enum vg_block_class class; /* of what goes beside */
    int font, style, level;    /* level: of the outline, 0 none */
    int fallback;              /* characters behind \uN that stand in for it */
    int hidden, in_table;
    int in_pair, is_pair; /* \upr: the first group inside says for old programs what \ud says */
};

struct rtf {
    struct vg_str s;
    size_t at, start; /* start: behind a byte order mark */
    struct vg_arena *a;
    struct vg_text *t;
    struct vg_draft body, side;
    struct vg_text side_text;
    struct state now, stack[VG_MAX_RTF_DEPTH];
    size_t depth;
    uint64_t deep; /* groups that are not on the stack */
    size_t deep_at;
    int ignorable; /* \* came: an unknown destination is passed over */
    int fresh;     /* a group has just begun: a control word may name a destination */
    /* paragraphs */
    int open; /* the block in hand has been begun */
    int side_open;
    char before;
    /* bytes of a code page, with where they came from */
    char bytes[PENDING_MOST];
    uint32_t from[PENDING_MOST], past[PENDING_MOST];
    size_t pending;
    const char *pending_charset;
    /* UTF-16 */
    uint32_t high; /* the first of a pair that has come, 0 none */
    size_t high_at, high_past;
    int to_skip;
    size_t half_at; /* where the first half of a pair begins: \upr */
    /* tables of the head */
    const char *charset; /* of the document */
    const char **fonts;  /* charset by number; NULL: that of the document */
    int font_now;
    unsigned char style_levels[STYLES_MOST];
    int style_now;
    struct vg_buf word; /* text of the head that is collected */
    int year, month, day;
    enum vg_charset_rule rule;
};

/* -- charsets
 * ----------------------------------------------------------------------------------------- */

static const char *known(const char *label)
{
    const char *name = vg_charset_name(vg_str(label));

    return name == NULL ? "windows-1252" : name;
}

static const char *charset_of_font(int n)
{
    static const struct {
        int n;
        const char *label;
    } rows[] = {
        {77, "macintosh"},     {128, "shift_jis"},    {129, "euc-kr"},       {130, "euc-kr"},
        {134, "gb18030"},      {136, "big5"},         {161, "windows-1253"}, {162, "windows-1254"},
        {163, "windows-1258"}, {177, "windows-1255"}, {178, "windows-1256"}, {186, "windows-1257"},
        {204, "windows-1251"}, {222, "windows-874"},  {238, "windows-1250"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].n == n)
            return known(rows[i].label);
    return NULL;
}

static const char *charset_of_page(int n)
{
    static const struct {
        int n;
        const char *label;
    } rows[] = {
        {866, "ibm866"},    {874, "windows-874"}, {932, "shift_jis"}, {936, "gb18030"},
        {949, "euc-kr"},    {950, "big5"},        {1361, "euc-kr"},   {10000, "macintosh"},
        {54936, "gb18030"}, {65001, "utf-8"},
    };
    char label[32];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].n == n)
            return known(rows[i].label);
    if (n < 1250 || n > 1258)
        return NULL;
    (void)snprintf(label, sizeof label, "windows-%d", n);
    return known(label);
}

static const char *charset_now(const struct rtf *r)
{
    int f = r->now.font;
    const char *name = f >= 0 && f < VG_MAX_RTF_FONTS ? r->fonts[f] : NULL;

    return name != NULL ? name : r->charset;
}

/* -- blocks
 * --------------------------------------------------------------------------------------------- */

static int level_now(const struct rtf *r)
{
    int level = r->now.level;

    if (level == 0 && r->now.style >= 0 && r->now.style < STYLES_MOST)
        level = r->style_levels[r->now.style];
    return level > 6 ? 6 : level;
}

/* The draft that text goes to, its block begun; NULL: nowhere. */
static struct vg_draft *draft_now(struct rtf *r)
{
    if (r->now.to == TO_SIDE || (r->now.to == TO_BODY && r->now.hidden)) {
        enum vg_block_class class = r->now.hidden ? VG_BLOCK_HIDDEN : r->now.class;

        if (!r->side_open)
            vg_draft_block(&r->side, '\n', class, 0, 0);
        r->side_open = 1;
        return &r->side;
    }
    if (r->now.to != TO_BODY)
        return NULL;
    r->side_open = 0;
    if (!r->open) {
        int level = r->now.in_table ? 0 : level_now(r);

        if (!r->now.in_table)
            r->before = '\n';
        vg_draft_block(&r->body, r->before,
                       r->now.in_table ? VG_BLOCK_TABLE
                       : level > 0     ? VG_BLOCK_HEADING
                                       : VG_BLOCK_MAIN,
                       level, 1);
        r->open = 1;
    }
    return &r->body;
}

/* -- characters
 * ------------------------------------------------------------------------------------------ */

static void put_head(struct rtf *r, const char *p, size_t n)
{
    if (r->now.to != TO_NOTHING && r->now.to != TO_BODY && r->now.to != TO_SIDE)
        vg_put(&r->word, p, n);
}

static void put_char(struct rtf *r, uint32_t c, size_t from, size_t past)
{
    struct vg_draft *d = draft_now(r);

    if (d != NULL) {
        vg_draft_char(d, c, from, past - from);
    } else {
        VG_SCOPED_BUF one = {.max = 8};

        vg_put_utf8(&one, c == 0 ? ' ' : c);
        put_head(r, one.p, one.len);
    }
}

/* Half a pair of UTF-16 that the other half did not follow. */
static void drop_high(struct rtf *r)
{
    uint32_t high = r->high;

    r->high = 0;
    if (high != 0)
        put_char(r, high, r->high_at, r->high_past);
}

/* Characters of a converted stretch, each with the bytes that it was. */
static void put_converted(struct rtf *r, const struct vg_converted *c, size_t n)
{
    size_t at = 0;

    for (size_t i = 0; i < c->run_count; i++) {
        const struct vg_run *run = &c->runs[i];
        size_t text_unit = run->kind == VG_RUN_COPIED ? run->text_unit : run->text_len;
        size_t source_unit = run->kind == VG_RUN_COPIED ? run->source_unit : run->source_len;

        for (at = 0; at + text_unit <= run->text_len && text_unit > 0; at += text_unit) {
            size_t first = run->source + at / text_unit * source_unit;
            size_t last = first + source_unit - (source_unit > 0);
            struct vg_draft *d = draft_now(r);
            const char *p = c->utf8.p + run->text + at;

            first = first < n ? first : n - 1;
            last = last < n ? last : n - 1;
            if (d == NULL)
                put_head(r, p, text_unit);
            else if (text_unit == 1)
                vg_draft_char(d, (unsigned char)*p, r->from[first], r->past[last] - r->from[first]);
            else
                vg_draft_put(d, p, text_unit, r->from[first], r->past[last] - r->from[first]);
        }
    }
}

static void flush(struct rtf *r)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_charset_choice choice = {.name = r->pending_charset, .rule = VG_CHARSET_META};
    struct vg_converted c;
    size_t n = r->pending;

    if (n == 0)
        return;
    r->pending = 0;
    drop_high(r);
    vg_charset_convert(r->bytes, n, &choice, &scratch, &c);
    r->t->replaced += c.replaced;
    r->rule = VG_CHARSET_META;
    if (c.run_count > 0) {
        put_converted(r, &c, n);
        return;
    }
    for (size_t at = 0, used; at < c.utf8.len; at += used) {
        uint32_t ch;

        used = vg_utf8_next(c.utf8.p + at, c.utf8.len - at, &ch);
        put_char(r, ch, r->from[at], r->past[at + used - 1]);
    }
}

/* Is the last byte the first of two? Only a walk from the start tells. */
static int lacks_second(const struct rtf *r)
{
    size_t i = 0;

    if (strcmp(r->pending_charset, "gb18030") != 0 && strcmp(r->pending_charset, "big5") != 0 &&
        strcmp(r->pending_charset, "euc-kr") != 0 && strcmp(r->pending_charset, "shift_jis") != 0)
        return 0;
    while (i < r->pending) {
        unsigned char c = (unsigned char)r->bytes[i];
        int single = c < 0x81 || c == 0xff ||
                     (strcmp(r->pending_charset, "shift_jis") == 0 && c >= 0xa0 && c < 0xe0);

        if (!single && i + 1 == r->pending)
            return 1;
        i += single ? 1 : 2;
    }
    return 0;
}

static void put_byte(struct rtf *r, char c, size_t from, size_t past)
{
    if (r->to_skip > 0) {
        r->to_skip--;
        return;
    }
    if (r->now.to == TO_NOTHING)
        return;
    if (r->pending > 0 &&
        (r->pending_charset != charset_now(r) ||
         (r->pending >= PENDING_MOST - 2 && !lacks_second(r)) || r->pending == PENDING_MOST))
        flush(r);
    r->pending_charset = charset_now(r);
    r->bytes[r->pending] = c;
    r->from[r->pending] = (uint32_t)from;
    r->past[r->pending++] = (uint32_t)past;
}

/* A stretch of plain characters, up to the next mark. */
static void put_plain(struct rtf *r, size_t from, size_t end)
{
    while (r->to_skip > 0 && from < end) {
        r->to_skip--;
        from++;
    }
    while (from < end) {
        size_t at = from;
        struct vg_draft *d;

        if ((unsigned char)r->s.p[from] >= 0x80 || (r->pending > 0 && lacks_second(r))) {
            put_byte(r, r->s.p[from], from, from + 1);
            from++;
            continue;
        }
        while (at < end && (unsigned char)r->s.p[at] < 0x80)
            at++;
        flush(r);
        drop_high(r);
        d = r->now.to == TO_NOTHING ? NULL : draft_now(r);
        if (d != NULL)
            vg_draft_words(d, r->s.p + from, at - from, from);
        else
            put_head(r, r->s.p + from, at - from);
        from = at;
    }
}

static void put_unit(struct rtf *r, int n, size_t from, size_t past)
{
    uint32_t c = (uint32_t)(n < 0 ? n + 65536 : n) & 0xffff;

    flush(r);
    if (c >= 0xdc00 && c < 0xe000 && r->high != 0) {
        c = 0x10000 + ((r->high - 0xd800) << 10) + (c - 0xdc00);
        r->high = 0;
        put_char(r, c, r->high_at, past);
    } else {
        drop_high(r);
        if (c >= 0xd800 && c < 0xdc00) {
            r->high = c;
            r->high_at = from;
            r->high_past = past;
        } else {
            put_char(r, c, from, past);
        }
    }
    r->to_skip = r->now.fallback;
}

/* -- what ends
 * ------------------------------------------------------------------------------------------- */

static void end_paragraph(struct rtf *r, size_t from, size_t past)
{
    if (r->now.to == TO_SIDE) {
        r->side_open = 0;
    } else if (r->now.to == TO_BODY && r->now.in_table) {
        if (r->open && vg_draft_has_text(&r->body))
            vg_draft_put(&r->body, "\n", 1, from, past - from);
    } else if (r->now.to == TO_BODY) {
        r->open = 0;
        r->before = '\n';
    }
}

static void end_cell(struct rtf *r, int row)
{
    if (r->now.to != TO_BODY)
        return;
    if (row)
        r->before = '\n';
    else if (r->open)
        r->before = '\t';
    r->open = 0;
}

/* -- the head
 * -------------------------------------------------------------------------------------------- */

/* "heading 1;" as the name of a style. */
static void take_style(struct rtf *r)
{
    struct vg_str s = vg_buf_str(&r->word);

    while (s.len > 0 && s.p[0] == ' ') {
        s.p++;
        s.len--;
    }
    if (r->style_now >= 0 && r->style_now < STYLES_MOST && s.len >= 9 &&
        strncasecmp(s.p, "heading ", 8) == 0 && s.p[8] >= '1' && s.p[8] <= '9')
        r->style_levels[r->style_now] = (unsigned char)(s.p[8] - '0');
    else if (r->style_now >= 0 && r->style_now < STYLES_MOST && s.len >= 5 &&
             strncasecmp(s.p, "title", 5) == 0)
        r->style_levels[r->style_now] = 1;
}

static void take_head(struct rtf *r)
{
    struct vg_str s = vg_buf_str(&r->word);

    while (s.len > 0 && (unsigned char)s.p[s.len - 1] <= ' ')
        s.len--;
    if (s.len == 0 || vg_utf8_bad(s.p, s.len) != s.len || memchr(s.p, '\0', s.len) != NULL)
        s.len = 0;
    if (r->now.to == TO_TITLE)
        vg_text_add_field(r->t, r->a, VG_FIELD_TITLE, VG_FROM_PROPERTIES, s);
    else if (r->now.to == TO_AUTHOR)
        vg_text_add_field(r->t, r->a, VG_FIELD_AUTHOR, VG_FROM_PROPERTIES, s);
    else if (r->now.to == TO_COMPANY)
        vg_text_add_field(r->t, r->a, VG_FIELD_PUBLISHER, VG_FROM_PROPERTIES, s);
    else if (r->now.to == TO_STYLES)
        take_style(r);
    else if (r->now.to == TO_DATE && r->year > 0)
        vg_text_add_date(r->t, r->a, VG_FROM_PROPERTIES,
                         vg_str(vg_print(r->a, "%04d-%02d-%02d", r->year, r->month, r->day)));
}

/* -- control words
 * --------------------------------------------------------------------------------------- */

static int is_one_of(struct vg_str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vg_str_is(w, list[i]))
            return 1;
    return 0;
}

static int destination(struct rtf *r, struct vg_str w)
{
    static const char *const nothing[] = {
        "colortbl", "pict",    "objdata", "objclass",  "fldinst",      "datafield", "formfield",
        "listtext", "pntext",  "sp",      "shprslt",   "nonesttables", "object_",   "generator",
        "xe",       "tc",      "rxe",     "bkmkstart", "bkmkend",      "themedata", "private",
        "ftnsep",   "ftnsepc", "ftncn",   "aftnsep",   "aftnsepc",     "aftncn",    "template",
    };
    static const char *const edges[] = {"header", "headerl", "headerr", "headerf",
                                        "footer", "footerl", "footerr", "footerf"};
    static const struct {
        const char *word;
        enum where to;
    } rows[] = {
        {"fonttbl", TO_FONTS}, {"stylesheet", TO_STYLES}, {"info", TO_INFO},    {"title", TO_TITLE},
        {"author", TO_AUTHOR}, {"company", TO_COMPANY},   {"creatim", TO_DATE},
    };

    if (is_one_of(w, nothing, sizeof nothing / sizeof *nothing)) {
        r->now.to = TO_NOTHING;
        return 1;
    }
    if (r->now.to != TO_NOTHING && (is_one_of(w, edges, sizeof edges / sizeof *edges) ||
                                    vg_str_is(w, "footnote") || vg_str_is(w, "annotation"))) {
        r->now.to = TO_SIDE;
        r->now.class = vg_str_is(w, "footnote")     ? VG_BLOCK_ASIDE
                       : vg_str_is(w, "annotation") ? VG_BLOCK_COMMENT
                                                    : VG_BLOCK_FOOTER;
        r->side_open = 0;
        return 1;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!vg_str_is(w, rows[i].word) || r->now.to == TO_NOTHING)
            continue;
        if (rows[i].to >= TO_TITLE && rows[i].to < TO_INFO && r->now.to != TO_INFO)
            continue;
        r->now.to = rows[i].to;
        r->style_now = 0;
        vg_buf_clear(&r->word);
        return 1;
    }
    return 0;
}

/* {\upr{…}{\*\ud{…}}}: of the two halves the second is read. A pair within a pair is none. */
static int pair_word(struct rtf *r, struct vg_str w)
{
    if (!vg_str_is(w, "upr") || r->now.in_pair || r->now.to == TO_NOTHING)
        return 0;
    r->now.is_pair = r->now.in_pair = 1;
    return 1;
}

/* The first half of a pair ended: without the second behind it, it is read after all. */
static void end_half(struct rtf *r)
{
    static const char second[] = "{\\*\\ud";
    size_t at = r->at, n = sizeof second - 1;

    while (at < r->s.len && (unsigned char)r->s.p[at] <= ' ')
        at++;
    r->now.is_pair = 0;
    if (r->s.len - at < n || memcmp(r->s.p + at, second, n) != 0)
        r->at = r->half_at;
}

/* Destinations behind \* whose text is read. */
static int is_read_anyway(struct vg_str w)
{
    return vg_str_is(w, "shpinst") || vg_str_is(w, "shptxt") || vg_str_is(w, "ud");
}

static uint32_t character_word(struct vg_str w)
{
    static const struct {
        const char *word;
        uint32_t c;
    } rows[] = {
        {"emdash", 0x2014}, {"endash", 0x2013},    {"lquote", 0x2018},    {"rquote", 0x2019},
        {"bullet", 0x2022}, {"ldblquote", 0x201c}, {"rdblquote", 0x201d}, {"emspace", ' '},
        {"enspace", ' '},   {"qmspace", ' '},      {"tab", ' '},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (vg_str_is(w, rows[i].word))
            return rows[i].c;
    return 0;
}

static void head_word(struct rtf *r, struct vg_str w, int n)
{
    if (r->now.to == TO_FONTS) {
        const char *name = NULL;

        if (vg_str_is(w, "f"))
            r->font_now = n;
        else if (vg_str_is(w, "fcharset"))
            name = charset_of_font(n);
        else if (vg_str_is(w, "cpg"))
            name = charset_of_page(n);
        if (name != NULL && r->font_now >= 0 && r->font_now < VG_MAX_RTF_FONTS)
            r->fonts[r->font_now] = name;
    } else if (r->now.to == TO_STYLES) {
        if (vg_str_is(w, "s"))
            r->style_now = n;
    } else if (r->now.to == TO_DATE) {
        r->year = vg_str_is(w, "yr") && n > 0 && n < 10000 ? n : r->year;
        r->month = vg_str_is(w, "mo") && n > 0 && n < 13 ? n : r->month;
        r->day = vg_str_is(w, "dy") && n > 0 && n < 32 ? n : r->day;
    }
}

/* Words that say how what follows looks. */
static void format_word(struct rtf *r, struct vg_str w, int has_n, int n)
{
    if (vg_str_is(w, "f"))
        r->now.font = n;
    else if (vg_str_is(w, "uc"))
        r->now.fallback = n >= 0 && n < 32 ? n : 1;
    else if (vg_str_is(w, "v") || vg_str_is(w, "deleted"))
        r->now.hidden = !has_n || n != 0;
    else if (vg_str_is(w, "plain"))
        r->now.hidden = 0;
    else if (vg_str_is(w, "pard"))
        r->now.in_table = r->now.level = r->now.style = 0;
    else if (vg_str_is(w, "intbl"))
        r->now.in_table = 1;
    else if (vg_str_is(w, "s"))
        r->now.style = n;
    else if (vg_str_is(w, "outlinelevel"))
        r->now.level = n >= 0 && n < 9 ? n + 1 : 0;
    else if (vg_str_is(w, "ansicpg") && charset_of_page(n) != NULL)
        r->charset = charset_of_page(n);
    else if (vg_str_is(w, "mac"))
        r->charset = known("macintosh");
    else if (vg_str_is(w, "deff"))
        r->now.font = n;
    else
        head_word(r, w, n);
}

static void plain_word(struct rtf *r, struct vg_str w, int has_n, int n, size_t from, size_t past)
{
    uint32_t c;

    if (vg_str_is(w, "u") && has_n) {
        put_unit(r, n, from, past);
        return;
    }
    flush(r);
    drop_high(r);
    if (vg_str_is(w, "par") || vg_str_is(w, "sect") || vg_str_is(w, "page")) {
        end_paragraph(r, from, past);
    } else if (vg_str_is(w, "line") || vg_str_is(w, "softline")) {
        struct vg_draft *d = draft_now(r);

        if (d != NULL && vg_draft_has_text(d))
            vg_draft_put(d, "\n", 1, from, past - from);
    } else if (vg_str_is(w, "cell") || vg_str_is(w, "nestcell")) {
        end_cell(r, 0);
    } else if (vg_str_is(w, "row") || vg_str_is(w, "nestrow")) {
        end_cell(r, 1);
    } else if ((c = character_word(w)) != 0) {
        if (r->to_skip > 0)
            r->to_skip--;
        else
            put_char(r, c, from, past);
    } else {
        format_word(r, w, has_n, n);
    }
    if (r->now.to == TO_FONTS || r->now.to == TO_STYLES || r->now.to == TO_DATE)
        head_word(r, w, n);
}

/* A control word at r->at, behind the backslash. */
static void take_word(struct rtf *r)
{
    size_t from = r->at - 1, digits = 0;
    struct vg_str w = {r->s.p + r->at, 0};
    int64_t n = 0;
    int minus = 0;

    while (r->at < r->s.len && w.len < WORD_MOST && (r->s.p[r->at] | 0x20) >= 'a' &&
           (r->s.p[r->at] | 0x20) <= 'z') {
        r->at++;
        w.len++;
    }
    if (r->at + 1 < r->s.len && r->s.p[r->at] == '-' && r->s.p[r->at + 1] >= '0' &&
        r->s.p[r->at + 1] <= '9') {
        minus = 1;
        r->at++;
    }
    for (; r->at < r->s.len && r->s.p[r->at] >= '0' && r->s.p[r->at] <= '9' && digits < 10;
         digits++)
        n = n * 10 + (r->s.p[r->at++] - '0');
    n = n > INT32_MAX ? INT32_MAX : n;
    if (r->at < r->s.len && r->s.p[r->at] == ' ')
        r->at++;
    if (vg_str_is(w, "bin") && !minus) {
        r->at = (size_t)n < r->s.len - r->at ? r->at + (size_t)n : r->s.len;
        return;
    }
    if (r->fresh && pair_word(r, w))
        return;
    if (r->fresh && (destination(r, w) || r->ignorable)) {
        if (r->ignorable && r->now.to == TO_BODY && !is_read_anyway(w))
            r->now.to = TO_NOTHING;
        return;
    }
    if (r->now.to != TO_NOTHING)
        plain_word(r, w, digits > 0, minus ? -(int)n : (int)n, from, r->at);
}

/* What stands behind a backslash and is no word. */
static void take_symbol(struct rtf *r)
{
    size_t from = r->at - 1;
    char c = r->s.p[r->at++];

    if (c == '\'') {
        int byte = vg_digit_escape(r->s, r->at - 1, '\'');

        if (byte >= 0) {
            r->at += 2;
            put_byte(r, (char)byte, from, r->at);
        }
        return;
    }
    if (c == '*') {
        r->ignorable = 1;
        return;
    }
    if (c == '\\' || c == '{' || c == '}') {
        put_byte(r, c, from, r->at);
        return;
    }
    flush(r);
    drop_high(r);
    if (r->now.to == TO_NOTHING || r->to_skip > 0)
        r->to_skip -= r->to_skip > 0;
    else if (c == '~')
        put_char(r, 0xa0, from, r->at);
    else if (c == '_')
        put_char(r, '-', from, r->at);
    else if (c == '\n' || c == '\r')
        end_paragraph(r, from, r->at);
}

/* -- groups
 * ------------------------------------------------------------------------------------------------
 */

static void open_group(struct rtf *r)
{
    flush(r);
    r->to_skip = 0;
    if (r->depth == VG_MAX_RTF_DEPTH) {
        if (r->deep_at == 0)
            r->deep_at = r->at;
        r->deep++;
        return;
    }
    r->stack[r->depth++] = r->now;
    if (r->now.is_pair) {
        r->now.to = TO_NOTHING;
        r->half_at = r->at - 1;
    }
    r->now.is_pair = 0;
    r->fresh = 1;
    r->ignorable = 0;
    if (r->now.to == TO_STYLES || r->now.to == TO_FONTS)
        vg_buf_clear(&r->word);
}

static void close_group(struct rtf *r)
{
    struct state *outer;

    flush(r);
    r->to_skip = 0;
    if (r->deep > 0) {
        r->deep--;
        return;
    }
    if (r->depth == 0)
        return;
    outer = &r->stack[--r->depth];
    if (r->now.to >= TO_FONTS && (outer->to != r->now.to || r->now.to == TO_STYLES))
        take_head(r);
    if (outer->to != r->now.to || outer->hidden != r->now.hidden)
        r->side_open = 0;
    r->now = *outer;
    if (r->now.is_pair)
        end_half(r);
}

static void take_mark(struct rtf *r)
{
    char c = r->s.p[r->at++];

    if (c == '{') {
        open_group(r);
        return;
    }
    if (c == '}') {
        close_group(r);
        r->fresh = r->ignorable = 0;
        return;
    }
    if (c != '\\' || r->at == r->s.len)
        return;
    if ((r->s.p[r->at] | 0x20) >= 'a' && (r->s.p[r->at] | 0x20) <= 'z') {
        take_word(r);
        r->fresh = r->ignorable = 0;
    } else {
        take_symbol(r);
        r->fresh = r->fresh && r->ignorable;
    }
}

static int is_mark(char c)
{
    return c == '{' || c == '}' || c == '\\' || c == '\r' || c == '\n' || c == '\0';
}

static void pull(struct rtf *r)
{
    while (r->at < r->s.len) {
        size_t from = r->at;

        while (r->at < r->s.len && !is_mark(r->s.p[r->at]))
            r->at++;
        if (r->at > from) {
            r->fresh = r->ignorable = 0;
            if (r->now.to != TO_NOTHING)
                put_plain(r, from, r->at);
        } else {
            take_mark(r);
        }
        if (r->depth == 0 && r->deep == 0 &&
            r->at > r->start + 5) /* what stands behind the last brace */
            return;
    }
}

static void notes(struct rtf *r)
{
    if (r->start > 0)
        vg_text_odd(r->t, r->a, VG_NOTE_BOM, 0, "a byte order mark stands in front");
    if (r->deep_at > 0)
        vg_text_damage(
            r->t, r->a, VG_NOTE_NESTING_EXCEEDED, r->deep_at,
            vg_print(r->a, "groups stand deeper than %d; their text is kept", VG_MAX_RTF_DEPTH));
    if (r->depth > 0)
        vg_text_damage(r->t, r->a, VG_NOTE_TRUNCATED, r->s.len,
                       vg_print(r->a, "the file ends inside %zu groups", r->depth));
}

void vg_read_rtf(struct vg_str bytes, struct vg_arena *a, struct vg_text *t)
{
    VG_SCOPED_ARENA scratch = {0};
    struct rtf *r = VG_NEW(&scratch, struct rtf);

    *r = (struct rtf){.s = bytes,
                      .a = a,
                      .t = t,
                      .body = {.a = a, .t = t},
                      .side = {.a = &scratch, .t = &r->side_text, .is_aside = 1},
                      .now = {.fallback = 1, .font = NO_FONT},
                      .before = '\n',
                      .charset = "windows-1252",
                      .word = {.max = (size_t)VG_MAX_WORDS},
                      .rule = VG_CHARSET_ASCII};
    r->fonts = VG_NEW_ARRAY(&scratch, const char *, VG_MAX_RTF_FONTS);
    r->at = r->start = vg_bom_len(bytes.p, bytes.len);
    pull(r);
    flush(r);
    drop_high(r);
    vg_draft_end(&r->side);
    vg_draft_take(&r->body, &r->side_text, VG_DRAFT_AS_THERE);
    vg_draft_end(&r->body);
    notes(r);
    vg_buf_end(&r->word);
    t->charset = vg_str_copy(a, vg_str(r->charset));
    t->charset_rule = r->rule;
    t->media = vg_str("application/rtf");
    t->reader = vg_str(VG_READER_RTF);
}
