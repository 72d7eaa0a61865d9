/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/entry.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "seal/line.h"

static const char *const kind_words[VG_ENTRY_KINDS] = {
    [VG_ENTRY_CASE] = "case",
    [VG_ENTRY_CAPTURE] = "capture",
    [VG_ENTRY_ATTEMPT_FAILED] = "attempt-failed",
    [VG_ENTRY_CLAIM] = "claim",
    [VG_ENTRY_REVIEW] = "review",
    [VG_ENTRY_DISPUTE] = "dispute",
    [VG_ENTRY_JUDGEMENT] = "judgement",
    [VG_ENTRY_MERGE] = "merge",
    [VG_ENTRY_SPLIT] = "split",
    [VG_ENTRY_KEY] = "key",
    [VG_ENTRY_GRANT] = "grant",
    [VG_ENTRY_UNSEAL] = "unseal",
    [VG_ENTRY_EXPORT] = "export",
    [VG_ENTRY_ERASE] = "erase",
    [VG_ENTRY_HOLD] = "hold",
    [VG_ENTRY_TOKEN] = "token",
    [VG_ENTRY_COSIGN] = "cosign",
    [VG_ENTRY_IMPORT] = "import",
    [VG_ENTRY_GONE] = "gone",
    [VG_ENTRY_CONFIG] = "config",
    [VG_ENTRY_EPOCH] = "epoch",
};

/* 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z */
#define TIME_MIN (-62167219200)
#define TIME_MAX 253402300799

const char *vg_entry_kind_word(enum vg_entry_kind kind)
{
    return (unsigned)kind < VG_ENTRY_KINDS ? kind_words[kind] : NULL;
}

enum vg_entry_kind vg_entry_kind_of(struct vg_str word)
{
    for (unsigned i = VG_ENTRY_OTHER + 1; i < VG_ENTRY_KINDS; i++)
        if (vg_str_is(word, kind_words[i]))
            return (enum vg_entry_kind)i;
    return VG_ENTRY_OTHER;
}

static int is_word(struct vg_str s)
{
    if (s.len == 0 || s.len >= VG_ENTRY_WORD)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        int is_letter = s.p[i] >= 'a' && s.p[i] <= 'z';

        if (!is_letter && (i == 0 || (s.p[i] != '-' && (s.p[i] < '0' || s.p[i] > '9'))))
            return 0;
    }
    return 1;
}

/* -- reading ---------------------------------------------------------------- */

static int read_kind(struct vg_str s, struct vg_entry *e)
{
    if (!is_word(s))
        return 0;
    memcpy(e->word, s.p, s.len);
    e->word[s.len] = '\0';
    e->kind = vg_entry_kind_of(s);
    return 1;
}

static int read_token(struct vg_str s, struct vg_entry *e)
{
    if (vg_str_is(s, "-"))
        return 1;
    e->has_token = 1;
    return vg_line_u64(s, &e->token);
}

/* The value of line `line` of the form, counted from 0. */
static int read_value(unsigned line, struct vg_str s, struct vg_entry *e)
{
    switch (line) {
    case 0:
        return s.len == 0;
    case 1:
        return vg_line_hex(s, e->salt, sizeof e->salt);
    case 2:
        return read_kind(s, e);
    case 3:
        return vg_time_read(s.p, s.len, &e->time, NULL) == VG_OK;
    case 4:
        return vg_line_hex(s, e->actor, sizeof e->actor);
    case 5:
        return vg_line_hex(s, e->record, sizeof e->record);
    case 6:
        return read_token(s, e);
    default:
        return vg_line_hex(s, e->sig, sizeof e->sig);
    }
}

int vg_entry_read(const char *p, size_t len, struct vg_entry *out, struct vg_err *err)
{
    static const char *const heads[] = {
        "vigil-entry/v1", "salt ", "kind ", "time ", "actor ", "record ", "prev-token ", "sig ",
    };
    struct vg_str rest = {p, len}, line;
    struct vg_entry e = {0};

    if (len > (size_t)VG_MAX_ENTRY)
        return vg_fail(err, VG_E_LIMIT, "an entry of %zu bytes; at most %lld are allowed", len,
                       (long long)VG_MAX_ENTRY);
    for (unsigned i = 0; i < sizeof heads / sizeof *heads; i++)
        if (!vg_line_next(&rest, &line) || !vg_line_after(&line, heads[i]) ||
            !read_value(i, line, &e))
            return vg_fail(err, VG_E_FORMAT, "entry: line %u is not a good \"%s\" line", i + 1,
                           heads[i]);
    if (rest.len != 0)
        return vg_fail(err, VG_E_FORMAT, "entry: %zu bytes after the signature line", rest.len);
    *out = e;
    return VG_OK;
}

/* -- writing ------------------------------------------------------------------ */

static void put_hex_line(struct vg_buf *out, const char *head, const unsigned char *p, size_t n)
{
    vg_puts(out, head);
    vg_put_hex(out, p, n);
    vg_putc(out, '\n');
}

/* All lines but the last: what is signed. */
static int write_signed_part(const struct vg_entry *e, struct vg_buf *out, struct vg_err *err)
{
    const char *word = vg_entry_kind_word(e->kind);
    char time[VG_TIME_TEXT];

    if (word == NULL) {
        struct vg_str own = {e->word, strnlen(e->word, sizeof e->word)};

        if (!is_word(own) || vg_entry_kind_of(own) != VG_ENTRY_OTHER)
            return vg_fail(err, VG_E_MISUSE, "an entry without a kind");
        word = e->word;
    }
    if (e->time < TIME_MIN || e->time > TIME_MAX)
        return vg_fail(err, VG_E_MISUSE, "an entry of a time outside the years 0 to 9999");
    vg_time_write(e->time, time);
    put_hex_line(out, "vigil-entry/v1\nsalt ", e->salt, sizeof e->salt);
    vg_putf(out, "kind %s\ntime %s\n", word, time);
    put_hex_line(out, "actor ", e->actor, sizeof e->actor);
    put_hex_line(out, "record ", e->record, sizeof e->record);
    if (e->has_token)
        vg_putf(out, "prev-token %llu\n", (unsigned long long)e->token);
    else
        vg_puts(out, "prev-token -\n");
    return VG_OK;
}

int vg_entry_write(const struct vg_entry *e, struct vg_buf *out, struct vg_err *err)
{
    int rc = write_signed_part(e, out, err);

    if (rc == VG_OK)
        put_hex_line(out, "sig ", e->sig, sizeof e->sig);
    return rc;
}

int vg_entry_sign(struct vg_entry *e, const struct vg_signer *s, struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_ENTRY};
    struct vg_entry by = *e;
    int rc;

    memcpy(by.actor, s->public, sizeof by.actor);
    rc = write_signed_part(&by, &text, err);
    if (rc != VG_OK)
        return rc;
    vg_sign(s, text.p, text.len, by.sig);
    *e = by;
    return VG_OK;
}

int vg_entry_check(const struct vg_entry *e, struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_ENTRY};
    int rc = write_signed_part(e, &text, err);

    if (rc == VG_OK)
        rc = vg_sign_check(e->actor, text.p, text.len, e->sig, err);
    if (rc == VG_E_NOT_HELD)
        return vg_within(err, rc, "entry");
    return rc;
}
