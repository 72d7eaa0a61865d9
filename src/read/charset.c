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
    READS = 55,         /* per cent of what true text reaches; wrong charsets come to 40 at most */
    READS_WELL = 75,    /* nothing else needs to be looked at */
    READS_PLAINLY = 92, /* single bytes, with no strange letter among them */
    WIDE_MARGIN = 35,   /* a declaration without a fault is overruled by so much … */
    ENOUGH = 20,        /* … on so many characters above ASCII, … */
    NOISE = 30,         /* … or, where it reads worse than this and another reads well, on any */
    FAULTS_IN = 50,     /* one fault in so many characters: text cut or joined by a program */
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

static int has_few_faults(const struct vg_cs_fit *f)
{
    return (uint64_t)f->faults * FAULTS_IN <= f->chars;
}

/* The better of the best wide and the best single-byte candidate. */
static struct vg_cs_fit best_of_all(const char *p, size_t len, const char *but)
{
    struct vg_cs_fit wide = vg_cs_best_wide(p, len, but), single;

    if (wide.name != NULL && has_few_faults(&wide) && wide.reads >= READS_WELL)
        return wide;
    single = vg_cs_best_single(p, len);
    if (wide.name != NULL && has_few_faults(&wide) && wide.reads >= READS &&
        wide.reads + 10 >= single.reads)
        return wide;
    return single;
}

static const char *undeclared(const char *p, size_t len)
{
    struct vg_cs_fit utf8 = vg_cs_judge_wide("utf-8", p, len);

    return is_mostly_utf8(&utf8) ? "utf-8" : best_of_all(p, len, NULL).name;
}

/* A declaration without faults that nothing else needs to be held against. */
static int stands(const struct vg_cs_fit *said)
{
    if (said->faults != 0)
        return 0;
    return is_wide(said->name) ? said->wide >= ENOUGH && said->reads >= READS_WELL
                               : said->against == 0 && said->reads >= READS_PLAINLY;
}

/* Of two single-byte charsets of one script most letters are the same, so that the share of
 * what is right says little. What counts is by how many letters one is better: one letter that
 * no run of the language has weighs some twenty bits. */
static int is_better_single(const struct vg_cs_fit *other, const struct vg_cs_fit *said)
{
    int32_t least = said->chars / 32 > 1 ? (int32_t)(said->chars / 32) : 1;

    return other->value > said->value + 16 * least;
}

static int overrules(const struct vg_cs_fit *other, const struct vg_cs_fit *said)
{
    if (other->reads < READS || !has_few_faults(other))
        return 0;
    if (!is_wide(said->name) && !is_wide(other->name) && other->against * 4 <= other->chars)
        return is_better_single(other, said);
    if (said->faults > other->faults && other->reads > said->reads)
        return 1;
    if (other->reads >= READS_WELL && said->reads < NOISE && other->against * 4 <= other->chars)
        return 1;
    return other->chars >= ENOUGH && other->reads > said->reads + WIDE_MARGIN;
}

/* The charset to use in place of a declared one that does not fit; `name` if it does. */
static const char *checked(const char *name, const char *p, size_t len)
{
    struct vg_cs_fit said = vg_cs_judge(name, p, len), other;
    int is_utf8 = strcmp(name, "utf-8") == 0;

    if (is_utf8 ? is_mostly_utf8(&said) : stands(&said))
        return name;
    if (!is_utf8) {
        struct vg_cs_fit utf8 = vg_cs_judge_wide("utf-8", p, len);

        if (is_mostly_utf8(&utf8) && utf8.chars - utf8.faults >= 8)
            return "utf-8";
    }
    other = best_of_all(p, len, name);
    if (is_utf8 || (uint64_t)said.faults * 4 > said.chars || overrules(&other, &said))
        return other.name;
    return name;
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

/* A charset name that we can read, or NULL. In a document UTF-16 cannot be
 * declared by ASCII bytes: it means UTF-8 (HTML standard, 13.2.3.2). */
static const char *usable(struct vg_str label, int of_document)
{
    const struct vg_cs_single *t;
    const char *name = vg_charset_name(label);

    if (name != NULL && of_document && strncmp(name, "utf-16", 6) == 0)
        return "utf-8";
    return name == NULL || vg_cs_kind(name, &t) == VG_CS_UNKNOWN ? NULL : name;
}

/* Seven bits and shift sequences: certain, or declared and there. */
static const char *shifted(const char *said, const char *p, size_t len)
{
    if (said != NULL && strncmp(said, "iso-2022-", 9) == 0 && memchr(p, 0x1b, len) != NULL)
        return said;
    if (said != NULL && strcmp(said, "hz-gb-2312") == 0 && memmem(p, len, "~{", 2) != NULL)
        return said;
    return vg_cs_shifted(p, len);
}

/* No byte above ASCII. */
static struct vg_charset_choice of_ascii(const char *said, enum vg_charset_rule rule, const char *p,
                                         size_t len)
{
    const char *name = shifted(said, p, len);

    if (name != NULL)
        return (struct vg_charset_choice){.name = name,
                                          .rule = name == said ? rule : VG_CHARSET_GUESSED};
    return (struct vg_charset_choice){.name = "utf-8", .rule = VG_CHARSET_ASCII, .is_sound = 1};
}

/* Of bytes that are not certain, the first `plain` of them ASCII. */
static struct vg_charset_choice decide(const char *p, size_t len, size_t plain, struct vg_str http,
                                       struct vg_str document)
{
    struct vg_charset_choice c = {0};
    const char *said, *from_http = usable(http, 0), *from_document = usable(document, 1);

    said = from_http != NULL ? from_http : from_document;
    c.rule = from_http != NULL ? VG_CHARSET_HTTP : VG_CHARSET_META;
    if (plain == len)
        return of_ascii(said, c.rule, p, len);
    if (said == NULL || strncmp(said, "utf-16", 6) == 0 || strncmp(said, "iso-2022-", 9) == 0 ||
        strcmp(said, "hz-gb-2312") == 0) {
        c.name = undeclared(p, len);
        c.rule = VG_CHARSET_GUESSED;
        return c;
    }
    c.name = checked(said, p, len);
    if (strcmp(c.name, said) != 0)
        c.rule = VG_CHARSET_CHECKED;
    return c;
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
