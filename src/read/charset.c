/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which charset: certain signs first, then what is declared, held against the
 * bytes, then what reads best. How well bytes read is judged in charset_judge.c;
 * here are the rules and their margins.
 */
#include "read/charset.h"

#include <string.h>

#include "base/utf8.h"
#include "base/utf8_scan.h"
#include "read/charset_codec.h"
#include "read/charset_judge.h"

enum {
    READS = 55,        /* per cent of what true text reaches; wrong charsets come to 40 at most */
    READS_HARDLY = 25, /* names in rare characters; no wrong charset does where another is noise */
    READS_WELL = 75,   /* nothing else needs to be looked at */
    WIDE_MARGIN = 35,  /* a declaration without a fault is overruled by so much … */
    ENOUGH = 20,       /* … on so many characters above ASCII, … */
    NOISE = 30,        /* … or, where it reads worse than this and another reads well, … */
    A_WORD = 6,        /* … on so many */
    FAULTS_IN = 50,    /* one fault in so many characters: text cut or joined by a program */
    WELL_FAULTS_IN = 12, /* … where the rest of it reads well */
    LETTER = 16,         /* of `value` */
    AROUND = 64,         /* bytes of ASCII that are judged with what stands between them */
};

static int is_wide(const char *name)
{
    const struct vg_cs_single *t;

    return vg_cs_kind(name, &t) != VG_CS_SINGLE;
}

/* Is UTF-8 that is broken in places still the best account of the bytes? */
static int is_mostly_utf8(const struct vg_cs_fit *f)
{
    return f->chars - f->faults >= 4 * f->faults && f->chars > f->faults;
}

/* As much of it well-formed as broken: text in no other charset has that by chance. */
static int is_half_utf8(const struct vg_cs_fit *f)
{
    return f->chars > f->faults && f->chars - f->faults >= f->faults;
}

/* One tells nothing in a sentence, nor do more of them where the rest reads well. */
static int has_few_faults(const struct vg_cs_fit *f)
{
    uint32_t in = f->reads >= READS_WELL ? WELL_FAULTS_IN : FAULTS_IN;

    return (uint64_t)f->faults * in <= f->chars || (f->faults == 1 && f->chars >= WELL_FAULTS_IN);
}

static int reads_wide(const struct vg_cs_fit *f, int32_t least)
{
    return f->name != NULL && has_few_faults(f) && f->reads >= least;
}

/* The better of the best wide and the best single-byte candidate. Names in rare characters read
 * badly in the right charset, but there no other reads at all. */
static struct vg_cs_fit best_of_all(const char *p, size_t len, const char *but)
{
    struct vg_cs_fit wide = vg_cs_best_wide(p, len, but), single;

    if (reads_wide(&wide, READS_WELL))
        return wide;
    single = vg_cs_best_single(p, len);
    if (reads_wide(&wide, READS) && wide.reads + 10 >= single.reads)
        return wide;
    return wide.name != NULL && wide.faults == 0 && wide.reads > single.reads + WIDE_MARGIN &&
                   wide.reads >= READS_HARDLY
               ? wide
               : single;
}

static const char *undeclared(struct vg_str s)
{
    struct vg_cs_fit utf8 = vg_cs_judge_wide("utf-8", s.p, s.len);

    if (is_mostly_utf8(&utf8))
        return "utf-8";
    if (is_half_utf8(&utf8)) {
        struct vg_cs_fit wide = vg_cs_best_wide(s.p, s.len, NULL);

        return wide.faults == 0 && reads_wide(&wide, READS_WELL) ? wide.name : "utf-8";
    }
    return best_of_all(s.p, s.len, NULL).name;
}

/* A declaration without faults that nothing else needs to be held against. */
static int stands(const struct vg_cs_fit *said)
{
    if (said->faults != 0)
        return 0;
    return is_wide(said->name) ? said->wide >= ENOUGH && said->reads >= READS_WELL
                               : said->against == 0 && said->reads >= READS_WELL;
}

/* Both for languages in Latin letters, the second not those of the west. */
static int is_to_east(const char *from, const char *to)
{
    return vg_cs_is_latin(from) && vg_cs_is_latin(to) && strcmp(to, "windows-1252") != 0 &&
           strcmp(to, "iso-8859-15") != 0;
}

/*
 * Of two single-byte charsets of one script most letters are the same, so that the share of
 * what is right says little. What counts is by how many letters one is better: one letter that
 * no run of the language has weighs some twenty bits. A few characters are a name, or a sign that
 * the page uses in its own way: there the other must be without a flaw, and the declared one
 * with several, the more where the declared one is what most pages are in.
 */
static int is_better_single(const struct vg_cs_fit *other, const struct vg_cs_fit *said)
{
    int32_t ahead = other->value - said->value, some = (int32_t)said->chars, letters;

    if (other->chars >= ENOUGH)
        letters = some / 16 > 3 ? some / 16 : 3;
    else if (is_to_east(said->name, other->name))
        letters = some / 2 > 6 ? some / 2 : 6;
    else
        letters = some / 4 > 3 ? some / 4 : 3;
    if (ahead <= LETTER * letters)
        return 0;
    if (other->chars >= ENOUGH)
        return other->against * 4 <= other->chars;
    return other->against == 0 && (other->reads >= READS_WELL || said->reads < 0) &&
           said->against >= 2;
}

static int overrules(const struct vg_cs_fit *other, const struct vg_cs_fit *said)
{
    if (other->reads < READS || !has_few_faults(other))
        return 0;
    if (!is_wide(said->name) && !is_wide(other->name))
        return is_better_single(other, said);
    if (said->faults > other->faults && other->reads > said->reads && other->chars >= A_WORD / 2)
        return 1;
    if (other->reads >= READS_WELL && said->reads < NOISE && other->against * 4 <= other->chars &&
        other->chars >= (said->reads < 0 && !is_wide(said->name) ? A_WORD / 2 : A_WORD))
        return 1;
    return other->chars >= ENOUGH && other->reads > said->reads + WIDE_MARGIN;
}

/* The charset to use in place of a declared one that does not fit; `name` if it does. */
static const char *checked(const char *name, struct vg_str s)
{
    struct vg_cs_fit said = vg_cs_judge(name, s.p, s.len), other;
    int is_utf8 = strcmp(name, "utf-8") == 0;

    if (is_utf8 ? is_half_utf8(&said) : stands(&said))
        return name;
    if (!is_utf8) {
        struct vg_cs_fit utf8 = vg_cs_judge_wide("utf-8", s.p, s.len);

        if (is_mostly_utf8(&utf8) && utf8.chars - utf8.faults >= 8)
            return "utf-8";
    }
    other = best_of_all(s.p, s.len, name);
    if (is_utf8 || (uint64_t)said.faults * 4 > said.chars || overrules(&other, &said))
        return other.name;
    return name;
}

/* Of two declarations that may both be, does the second read better? */
static int is_better_claim(const char *second, const char *first, struct vg_str s)
{
    struct vg_cs_fit a = vg_cs_judge(first, s.p, s.len), b = vg_cs_judge(second, s.p, s.len);

    if (!is_wide(first) && !is_wide(second))
        return b.value >= a.value + LETTER;
    return b.faults <= a.faults && b.reads >= READS && b.reads > a.reads + WIDE_MARGIN;
}

/*
 * What is judged: from a little before the first byte above ASCII, and where that is too much,
 * without the long stretches of ASCII between the others, which tell nothing. `plain` bytes in
 * front are ASCII.
 */
static struct vg_str sample_of(const char *p, size_t len, size_t plain, struct vg_arena *a)
{
    size_t at = plain > AROUND ? plain - AROUND : 0, n = 0;
    char *out;

    if (len - at <= VG_CS_SAMPLE)
        return (struct vg_str){p + at, len - at};
    out = vg_alloc(a, VG_CS_SAMPLE + 1);
    while (at < len && n <= VG_CS_SAMPLE) {
        size_t gap = vg_ascii_len(p + at, len - at), high = at + gap;

        if (gap > AROUND)
            at = high - (high < len ? AROUND : 0);
        for (size_t end = high + AROUND; at < len && at < end && n <= VG_CS_SAMPLE; at++) {
            out[n++] = p[at];
            end = (unsigned char)p[at] >= 0x80 ? at + AROUND : end;
        }
    }
    return (struct vg_str){out, n};
}

static struct vg_charset_choice by_mark(const char *p, size_t len)
{
    struct vg_charset_choice c = {.rule = VG_CHARSET_BOM};

    if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
        c.name = "utf-8";
        c.skip = 3;
    } else if (len >= 2 && memcmp(p, "\xff\xfe", 2) == 0) {
        c.name = "utf-16le";
        c.skip = 2;
    } else if (len >= 2 && memcmp(p, "\xfe\xff", 2) == 0) {
        c.name = "utf-16be";
        c.skip = 2;
    } else if (len >= 4 && memcmp(p, "\x84\x31\x95\x33", 4) == 0) {
        c.name = "gb18030";
        c.skip = 4;
    }
    return c;
}

static int is_utf16(const char *name)
{
    return strncmp(name, "utf-16", 6) == 0;
}

/* A charset name that we can read, or NULL. In a document UTF-16 cannot be
 * declared by ASCII bytes: it means UTF-8 (HTML standard, 13.2.3.2). */
static const char *usable(struct vg_str label, int of_document)
{
    const struct vg_cs_single *t;
    const char *name = vg_charset_name(label);

    if (name != NULL && of_document && is_utf16(name))
        return "utf-8";
    return name == NULL || vg_cs_kind(name, &t) == VG_CS_UNKNOWN ? NULL : name;
}

/* Does the charset of seven bits that is declared have its shift sequences there? */
static int shifts(const char *said, const char *p, size_t len)
{
    if (said == NULL)
        return 0;
    return strncmp(said, "iso-2022-", 9) == 0 ? memchr(p, 0x1b, len) != NULL
           : strcmp(said, "hz-gb-2312") == 0  ? memmem(p, len, "~{", 2) != NULL
                                              : 0;
}

/* Seven bits and shift sequences: declared and there, or certain. */
static const char *shifted(const char *from_http, const char *from_document, const char *p,
                           size_t len)
{
    if (shifts(from_http, p, len))
        return from_http;
    return shifts(from_document, p, len) ? from_document : vg_cs_shifted(p, len);
}

/* No byte above ASCII. */
static struct vg_charset_choice of_ascii(const char *from_http, const char *from_document,
                                         const char *p, size_t len)
{
    const char *name = shifted(from_http, from_document, p, len);

    if (name != NULL)
        return (struct vg_charset_choice){.name = name,
                                          .rule = name == from_http       ? VG_CHARSET_HTTP
                                                  : name == from_document ? VG_CHARSET_META
                                                                          : VG_CHARSET_GUESSED};
    return (struct vg_charset_choice){.name = "utf-8", .rule = VG_CHARSET_ASCII, .is_sound = 1};
}

/* Is it a charset that bytes above ASCII are not in, or whose order is to be found first? */
static int is_other_form(const char *name)
{
    return is_utf16(name) || strncmp(name, "iso-2022-", 9) == 0 || strcmp(name, "hz-gb-2312") == 0;
}

static struct vg_charset_choice guess(const char *p, size_t len, struct vg_str sample)
{
    struct vg_charset_choice c = {.name = undeclared(sample), .rule = VG_CHARSET_GUESSED};
    const char *dense = is_wide(c.name) ? NULL : vg_cs_utf16_dense(p, len);

    c.name = dense != NULL ? dense : c.name;
    return c;
}

/* What is declared, held against the bytes. */
static struct vg_charset_choice check(const char *said, enum vg_charset_rule rule,
                                      struct vg_str sample)
{
    const char *name = checked(said, sample);

    return (struct vg_charset_choice){.name = name,
                                      .rule = strcmp(name, said) == 0 ? rule : VG_CHARSET_CHECKED};
}

/* Two that may differ: the server's, unless the document's holds and the server's does not, or
 * reads worse. */
static struct vg_charset_choice check_both(const char *http, const char *document,
                                           struct vg_str sample)
{
    struct vg_charset_choice first = check(http, VG_CHARSET_HTTP, sample), second;

    if (strcmp(http, document) == 0 ||
        (first.rule == VG_CHARSET_HTTP && !is_better_claim(document, http, sample)))
        return first;
    second = check(document, VG_CHARSET_META, sample);
    return second.rule == VG_CHARSET_META ? second : first;
}

/* Of bytes that are not certain, the first `plain` of them ASCII. */
static struct vg_charset_choice decide(const char *p, size_t len, size_t plain, struct vg_str http,
                                       struct vg_str document)
{
    const char *from_http = usable(http, 0), *from_document = usable(document, 1);
    VG_SCOPED_ARENA a = {0};
    struct vg_str sample;

    if (plain == len)
        return of_ascii(from_http, from_document, p, len);
    if (from_http != NULL && is_utf16(from_http)) {
        const char *order = vg_cs_utf16_said(p, len, from_http);

        if (order != NULL)
            return (struct vg_charset_choice){.name = order, .rule = VG_CHARSET_HTTP};
    }
    from_http = from_http != NULL && is_other_form(from_http) ? NULL : from_http;
    from_document = from_document != NULL && is_other_form(from_document) ? NULL : from_document;
    sample = sample_of(p, len, plain, &a);
    if (from_http != NULL && from_document != NULL)
        return check_both(from_http, from_document, sample);
    if (from_http != NULL)
        return check(from_http, VG_CHARSET_HTTP, sample);
    return from_document != NULL ? check(from_document, VG_CHARSET_META, sample)
                                 : guess(p, len, sample);
}

/* What is certain without a look at what is declared; no name where nothing is. */
static struct vg_charset_choice certain(const char *p, size_t len, size_t *plain)
{
    struct vg_charset_choice c = by_mark(p, len);

    if (c.name != NULL)
        return c;
    c.name = vg_cs_utf16(p, len);
    c.rule = VG_CHARSET_ZEROES;
    if (c.name != NULL)
        return c;
    *plain = vg_ascii_len(p, len);
    if (*plain < len && vg_utf8_bad(p + *plain, len - *plain) == len - *plain)
        return (struct vg_charset_choice){.name = "utf-8", .rule = VG_CHARSET_VALID, .is_sound = 1};
    return c;
}

/* Is ASCII no more than that: nothing in it shifts to another charset? */
static int is_only_ascii(const char *p, size_t len)
{
    return memchr(p, 0x1b, len) == NULL && memchr(p, '~', len) == NULL;
}

struct vg_charset_choice vg_charset_skim(const char *p, size_t len, struct vg_str http)
{
    size_t plain = 0;
    struct vg_charset_choice c = certain(p, len, &plain);

    if (c.name != NULL)
        return c;
    if (plain == len && is_only_ascii(p, len))
        return (struct vg_charset_choice){.name = "utf-8", .rule = VG_CHARSET_ASCII, .is_sound = 1};
    return decide(p, len, plain, http, vg_charset_declared(p, len));
}

struct vg_charset_choice vg_charset_choose(const char *p, size_t len, struct vg_str http,
                                           struct vg_str document)
{
    size_t plain = 0;
    struct vg_charset_choice c = certain(p, len, &plain);

    return c.name != NULL ? c : decide(p, len, plain, http, document);
}

int vg_charset_is_utf16(const char *p, size_t len, struct vg_str http)
{
    const char *said = usable(http, 0);

    return vg_cs_utf16(p, len) != NULL ||
           (said != NULL && is_utf16(said) && vg_cs_utf16_said(p, len, said) != NULL);
}
