/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_CHARSET_H
#define VG_READ_CHARSET_H

#include "read/text.h"

/*
 * Which charset bytes are in, and their conversion to UTF-8 with a map.
 *
 * Order of decision: byte order mark; UTF-16 by its zero bytes, or by characters
 * that can be nothing else; nothing but ASCII, where a charset of seven bits with
 * shift sequences may be declared, or certain; all of it well-formed UTF-8,
 * whatever is declared; what the server declared; what the document declares; the
 * best of the candidates.
 *
 * A declaration is a claim and is checked on 64 KiB from the first byte above ASCII
 * on. Where the server's fails and the document's holds, or reads better, the
 * document's is taken. A declaration is overruled when another charset reads as text
 * with fewer faults; when another reads better by a wide margin on 20 characters or
 * more, or reads well where the declared one gives noise; and of two single-byte
 * charsets when the other has more letters that the language of the text uses: on 20
 * characters or more, and on fewer where it has no flaw. See charset.c for the margins.
 */
struct vg_charset_choice {
    const char *name; /* WHATWG, lower case: "utf-8", "gb18030", "windows-1252" */
    enum vg_charset_rule rule;
    size_t skip;  /* bytes of a byte order mark in front */
    int is_sound; /* known to be well-formed UTF-8 throughout; 0: not looked at */
};

/*
 * `http` and `document` are labels as declared, either may be empty. Never
 * fails: bytes that are nothing are windows-1252, or UTF-8 when they are ASCII.
 */
struct vg_charset_choice vg_charset_choose(const char *p, size_t len, struct vg_str http,
                                           struct vg_str document);

/*
 * As vg_charset_choose() with what vg_charset_declared() finds, which is looked for only where
 * the conversion depends on it. What the conversion does not depend on may differ: the rule
 * of ASCII alone.
 */
struct vg_charset_choice vg_charset_skim(const char *p, size_t len, struct vg_str http);

/* Is it UTF-16 without a mark: declared so and readable, or certainly so? */
int vg_charset_is_utf16(const char *p, size_t len, struct vg_str http);

/* The WHATWG name for a label ("GB2312" gives "gb18030"), NULL when unknown. */
const char *vg_charset_name(struct vg_str label);

/*
 * The label declared in the first 16 KiB of a document: the prescan of the HTML
 * standard (section 13.2.3.2), then an XML declaration. Points into `p`; empty
 * when there is none. An unknown label of a <meta> is passed over.
 */
struct vg_str vg_charset_declared(const char *p, size_t len);

/*
 * A label that a later <meta> in the first 4 KiB declares and that names another charset than
 * `first`, which vg_charset_declared() found; empty when there is none.
 */
struct vg_str vg_charset_declared_other(const char *p, size_t len, struct vg_str first);

/*
 * UTF-8 made of `len` bytes in charset `name` after `skip` bytes. `runs` are
 * those of struct vg_text, with `text` counting in the UTF-8 and `source` in
 * `p`; no runs when the UTF-8 is the input itself from `skip` on. The bytes
 * are in `a`, or the input itself.
 */
struct vg_converted {
    struct vg_str utf8;
    struct vg_run *runs;
    size_t run_count;
    uint64_t replaced;     /* U+FFFD put for bytes that are nothing */
    size_t first_replaced; /* offset in the source of the first of them */
    size_t cut;            /* what stands in the source from here on is left out; 0: nothing is */
};

void vg_charset_convert(const char *p, size_t len, const struct vg_charset_choice *choice,
                        struct vg_arena *a, struct vg_converted *out);

#endif
