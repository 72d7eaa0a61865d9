/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Any bytes in any charset: the first byte chooses one, the second what is declared. What
 * comes out is UTF-8, its runs cover it without a gap and point into the source in order,
 * and a unit of a copied run, converted alone, is that text again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "read/charset.h"

static const char *const names[] = {
    "utf-8",        "utf-16le",    "utf-16be",     "gb18030",      "big5",           "euc-kr",
    "shift_jis",    "euc-jp",      "windows-1252", "windows-1251", "koi8-u",         "iso-8859-16",
    "iso-8859-8-i", "windows-874", "windows-1258", "windows-1256", "x-mac-cyrillic", "ibm866",
    "iso-2022-jp",  "iso-2022-kr", "hz-gb-2312",   "macintosh",    "windows-1253",   "iso-8859-2",
};
enum { NAMES = sizeof names / sizeof *names };

/* Charsets without a state, in which a character can be read alone. */
static int is_stateless(const char *name)
{
    return strncmp(name, "iso-2022", 8) != 0 && strncmp(name, "hz", 2) != 0;
}

static void check_unit(const char *name, const char *p, const struct vg_converted *c,
                       const struct vg_run *r)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_charset_choice choice = {.name = name};
    struct vg_converted one;
    uint32_t last = (r->text_len / r->text_unit - 1);

    vg_charset_convert(p + r->source + last * r->source_unit, r->source_unit, &choice, &a, &one);
    LAW(one.utf8.len == r->text_unit);
    LAW(memcmp(one.utf8.p, c->utf8.p + r->text + last * r->text_unit, r->text_unit) == 0);
}

static void check_runs(const char *name, const char *p, size_t len, size_t skip,
                       const struct vg_converted *c)
{
    size_t text = 0, source = skip;

    LAW(vg_utf8_bad(c->utf8.p, c->utf8.len) == c->utf8.len);
    if (c->run_count == 0) {
        LAW(c->utf8.len == 0 || c->utf8.p == p + skip);
        return;
    }
    for (size_t i = 0; i < c->run_count; i++) {
        const struct vg_run *r = &c->runs[i];

        LAW(r->text == text && r->text_len > 0 && r->source >= source && r->source_len > 0);
        text += r->text_len;
        source = r->source + r->source_len;
        if (r->kind != VG_RUN_COPIED)
            continue;
        LAW(r->text_unit > 0 && r->text_unit <= 4 && r->source_unit > 0 && r->source_unit <= 4);
        LAW(r->text_len / r->text_unit == r->source_len / r->source_unit);
        LAW(r->text_len % r->text_unit == 0 && r->source_len % r->source_unit == 0);
        if (is_stateless(name) && r->source_unit > 1)
            check_unit(name, p, c, r);
    }
    LAW(text == c->utf8.len && source <= len);
}

static void convert(const char *p, size_t len, const struct vg_charset_choice *choice)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_converted c;

    vg_charset_convert(p, len, choice, &a, &c);
    check_runs(choice->name, p, len, choice->skip, &c);
    LAW(c.replaced == 0 || c.first_replaced < len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const char *p = (const char *)bytes;
    struct vg_str said = {"", 0};
    struct vg_charset_choice choice = {0}, again;

    if (n < 2)
        return 0;
    choice.name = names[bytes[0] % NAMES];
    convert(p + 2, n - 2, &choice);
    if (bytes[1] < 200)
        said = vg_str(names[bytes[1] % NAMES]);
    choice = vg_charset_choose(p + 2, n - 2, said, vg_charset_declared(p + 2, n - 2));
    again = vg_charset_choose(p + 2, n - 2, said, vg_charset_declared(p + 2, n - 2));
    LAW(choice.name == again.name && choice.rule == again.rule && choice.skip <= n - 2);
    convert(p + 2, n - 2, &choice);
    return 0;
}
