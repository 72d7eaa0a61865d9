/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/note.h"

#include <string.h>

#include "base/digits.h"
#include "base/utf8.h"
#include "seal/hash.h"
#include "seal/line.h"

static const char dash[] = "\xe2\x80\x94 "; /* em dash and space: a signature line */

enum {
    KEY_BYTES = 1 + VG_SIGN_PUBLIC,
    TIME_BYTES = 8,
    ID_BYTES = 4,
    SIG_BYTES = ID_BYTES + TIME_BYTES + VG_SIGN_SIZE, /* the longest of the kinds known here */
};

/* -- what may stand in a note --------------------------------------------------- */

/* C0, DEL and C1. */
static int is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* White_Space of Unicode, less the controls. */
static int is_space(uint32_t c)
{
    return c == 0x20 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static int is_name(struct vg_str s)
{
    if (s.len == 0 || vg_utf8_bad(s.p, s.len) != s.len)
        return 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c;

        at += vg_utf8_next(s.p + at, s.len - at, &c);
        if (is_control(c) || is_space(c) || c == '+')
            return 0;
    }
    return 1;
}

/* Is it text that a note may carry: UTF-8, no control character but LF, LF at the end? */
static int text_is_fit(struct vg_str s, struct vg_err *err)
{
    size_t bad = vg_utf8_bad(s.p, s.len);

    if (s.len == 0 || s.p[s.len - 1] != '\n')
        return vg_fail(err, VG_E_FORMAT, "note: no line feed at the end");
    if (bad != s.len)
        return vg_fail(err, VG_E_FORMAT, "note: byte %zu is not UTF-8", bad);
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t c;

        at += vg_utf8_next(s.p + at, s.len - at, &c);
        if (is_control(c) && c != '\n')
            return vg_fail(err, VG_E_FORMAT, "note: control character U+%04X at byte %zu", c, from);
    }
    return VG_OK;
}

/* -- keys ------------------------------------------------------------------------- */

static void key_id(const struct vg_key *k, unsigned char id[ID_BYTES])
{
    VG_SCOPED_SHA256 h = {0};
    const unsigned char between[] = {'\n', k->type};
    unsigned char hash[VG_HASH_SIZE];

    vg_sha256_begin(&h);
    vg_sha256_add(&h, k->name, strlen(k->name));
    vg_sha256_add(&h, between, sizeof between);
    vg_sha256_add(&h, k->public, sizeof k->public);
    vg_sha256_done(&h, hash);
    memcpy(id, hash, ID_BYTES);
}

static int make_key(struct vg_key *out, struct vg_str name, unsigned char type,
                    const unsigned char *public, struct vg_err *err)
{
    struct vg_key k = {.type = type};

    if (name.len >= sizeof k.name)
        return vg_fail(err, VG_E_LIMIT, "a key name of %zu bytes; at most %d are allowed", name.len,
                       VG_KEY_NAME - 1);
    if (!is_name(name))
        return vg_fail(err, VG_E_MISUSE, "what stands for a key name is none");
    if (type != VG_KEY_ED25519 && type != VG_KEY_COSIGNATURE)
        return vg_fail(err, VG_E_MISUSE, "no key type 0x%02x is known here", type);
    memcpy(k.name, name.p, name.len);
    memcpy(k.public, public, sizeof k.public);
    key_id(&k, k.id);
    *out = k;
    return VG_OK;
}

int vg_key_make(struct vg_key *out, const char *name, unsigned char type,
                const unsigned char public[VG_SIGN_PUBLIC], struct vg_err *err)
{
    return make_key(out, vg_str(name), type, public, err);
}

/* Cut `head` off in front of the next `sign`, which is dropped; 0 when there is none. */
static int cut_at(struct vg_str *rest, char sign, struct vg_str *head)
{
    const char *at = rest->len == 0 ? NULL : memchr(rest->p, sign, rest->len);
    size_t n;

    if (at == NULL)
        return 0;
    n = (size_t)(at - rest->p);
    *head = (struct vg_str){rest->p, n};
    *rest = (struct vg_str){rest->p + n + 1, rest->len - n - 1};
    return 1;
}

int vg_key_read(const char *p, size_t len, struct vg_key *out, struct vg_err *err)
{
    struct vg_str rest = {p, len}, name, id;
    unsigned char bytes[KEY_BYTES], claimed[ID_BYTES];
    struct vg_key k;
    size_t n;
    int rc;

    if (!cut_at(&rest, '+', &name) || !cut_at(&rest, '+', &id) ||
        !vg_line_hex(id, claimed, sizeof claimed) ||
        !vg_base64_read(rest, bytes, sizeof bytes, &n) || n != sizeof bytes)
        return vg_fail(err, VG_E_FORMAT, "verifier key: not of the form name+id+key");
    rc = make_key(&k, name, bytes[0], bytes + 1, err);
    if (rc != VG_OK)
        return vg_within(err, rc == VG_E_MISUSE ? VG_E_FORMAT : rc, "verifier key");
    if (memcmp(k.id, claimed, ID_BYTES) != 0)
        return vg_fail(err, VG_E_FORMAT, "verifier key: the id does not belong to the key");
    *out = k;
    return VG_OK;
}

static void put_key_bytes(const struct vg_key *k, unsigned char out[KEY_BYTES])
{
    out[0] = k->type;
    memcpy(out + 1, k->public, sizeof k->public);
}

void vg_key_write(const struct vg_key *k, struct vg_buf *out)
{
    unsigned char bytes[KEY_BYTES];

    put_key_bytes(k, bytes);
    vg_puts(out, k->name);
    vg_putc(out, '+');
    vg_put_hex(out, k->id, sizeof k->id);
    vg_putc(out, '+');
    vg_put_base64(out, bytes, sizeof bytes);
}

/* -- reading ------------------------------------------------------------------------ */

struct sig_line {
    struct vg_str name;
    struct vg_str base64;
    unsigned char id[ID_BYTES];
};

static int read_sig_line(struct vg_str line, struct sig_line *out)
{
    unsigned char head[6];
    struct vg_str first = {0};
    size_t n;

    if (!vg_line_after(&line, dash) || !cut_at(&line, ' ', &out->name) || !is_name(out->name) ||
        !vg_base64_holds(line) || line.len < 8)
        return 0;
    /* The first eight characters hold six bytes, or five; four would leave no signature. */
    first = (struct vg_str){line.p, 8};
    if (!vg_base64_read(first, head, sizeof head, &n) || n <= ID_BYTES)
        return 0;
    memcpy(out->id, head, ID_BYTES);
    out->base64 = line;
    return 1;
}

static int is_line_of(const struct sig_line *line, const struct vg_key *k)
{
    return vg_str_is(line->name, k->name) && memcmp(line->id, k->id, ID_BYTES) == 0;
}

static uint64_t read_be64(const unsigned char *p)
{
    uint64_t v = 0;

    for (int i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return v;
}

/* A cosignature is over its time and the note's text (c2sp.org/tlog-cosignature). */
static int check_cosignature(struct vg_str text, const struct vg_key *k, const unsigned char *bytes,
                             int64_t *time, struct vg_err *err)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_NOTE + 64};
    uint64_t t = read_be64(bytes);

    if (t > INT64_MAX)
        return vg_fail(err, VG_E_NOT_HELD, "a cosignature of no possible time");
    vg_putf(&b, "cosignature/v1\ntime %llu\n", (unsigned long long)t);
    vg_put_str(&b, text);
    *time = (int64_t)t;
    return vg_sign_check(k->public, b.p, b.len, bytes + TIME_BYTES, err);
}

static int check_line(struct vg_str text, const struct sig_line *line, const struct vg_key *k,
                      int64_t *time, struct vg_err *err)
{
    size_t extra = k->type == VG_KEY_COSIGNATURE ? TIME_BYTES : 0;
    unsigned char bytes[SIG_BYTES];
    size_t n;
    int rc;

    if (!vg_base64_read(line->base64, bytes, sizeof bytes, &n) ||
        n != ID_BYTES + extra + VG_SIGN_SIZE)
        rc = vg_fail(err, VG_E_NOT_HELD, "the signature is of a wrong length");
    else if (extra > 0)
        rc = check_cosignature(text, k, bytes + ID_BYTES, time, err);
    else
        rc = vg_sign_check(k->public, text.p, text.len, bytes + ID_BYTES, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "note: signature of %s", k->name);
    return VG_OK;
}

static void count_key(struct vg_note *note, size_t key, int64_t time)
{
    for (size_t i = 0; i < note->verified; i++)
        if (note->sigs[i].key == key)
            return;
    note->sigs[note->verified++] = (struct vg_note_sig){key, time};
}

/* One signature line, against every trusted key of its name and id. */
static int take_line(struct vg_str line, const struct vg_key *keys, size_t n, struct vg_note *note,
                     struct vg_err *err)
{
    struct sig_line sig;
    int is_known = 0;

    if (!read_sig_line(line, &sig))
        return vg_fail(err, VG_E_FORMAT, "note: a line after the blank one is no signature line");
    for (size_t i = 0; i < n; i++) {
        int64_t time = 0;
        int rc;

        if (!is_line_of(&sig, &keys[i]))
            continue;
        rc = check_line(note->text, &sig, &keys[i], &time, err);
        if (rc != VG_OK)
            return rc;
        count_key(note, i, time);
        is_known = 1;
    }
    note->unknown += is_known ? 0 : 1;
    return VG_OK;
}

/* The last blank line parts text and signatures; 0 when there is none. */
static int part_note(struct vg_str all, struct vg_str *text, struct vg_str *sigs)
{
    for (size_t at = all.len; at-- > 1;) {
        if (all.p[at] != '\n' || all.p[at - 1] != '\n')
            continue;
        *text = (struct vg_str){all.p, at};
        *sigs = (struct vg_str){all.p + at + 1, all.len - at - 1};
        return 1;
    }
    return 0;
}

int vg_note_read(const char *p, size_t len, const struct vg_key *keys, size_t n,
                 struct vg_note *out, struct vg_err *err)
{
    struct vg_str sigs, line;
    struct vg_note note = {0};
    int rc;

    if (n > VG_MAX_NOTE_SIGS)
        return vg_fail(err, VG_E_MISUSE, "more than %d trusted keys", VG_MAX_NOTE_SIGS);
    if (len > (size_t)VG_MAX_NOTE)
        return vg_fail(err, VG_E_LIMIT, "note: %zu bytes; at most %lld are allowed", len,
                       (long long)VG_MAX_NOTE);
    rc = text_is_fit((struct vg_str){p, len}, err);
    if (rc != VG_OK)
        return rc;
    if (!part_note((struct vg_str){p, len}, &note.text, &sigs) || sigs.len == 0)
        return vg_fail(err, VG_E_FORMAT, "note: no blank line with signatures after it");
    for (size_t lines = 0; vg_line_next(&sigs, &line); lines++) {
        if (lines == VG_MAX_NOTE_SIGS)
            return vg_fail(err, VG_E_LIMIT, "note: more than %d signatures", VG_MAX_NOTE_SIGS);
        rc = take_line(line, keys, n, &note, err);
        if (rc != VG_OK)
            return rc;
    }
    if (note.verified == 0)
        return vg_fail(err, VG_E_NOT_HELD, "note: no trusted key has signed it");
    *out = note;
    return VG_OK;
}

/* -- writing -------------------------------------------------------------------------- */

int vg_note_write(struct vg_str text, const char *name, const struct vg_signer *s,
                  struct vg_buf *out, struct vg_err *err)
{
    unsigned char bytes[ID_BYTES + VG_SIGN_SIZE];
    VG_SCOPED_BUF note = {.max = (size_t)VG_MAX_NOTE};
    struct vg_key k;
    int rc = vg_key_make(&k, name, VG_KEY_ED25519, s->public, err);

    if (rc != VG_OK)
        return rc;
    if (text_is_fit(text, err) != VG_OK)
        return vg_within(err, VG_E_MISUSE, "cannot sign");
    memcpy(bytes, k.id, ID_BYTES);
    vg_sign(s, text.p, text.len, bytes + ID_BYTES);
    vg_put_str(&note, text);
    vg_putf(&note, "\n%s%s ", dash, k.name);
    vg_put_base64(&note, bytes, sizeof bytes);
    vg_putc(&note, '\n');
    if (note.full)
        return vg_fail(err, VG_E_LIMIT, "a note beyond %lld bytes", (long long)VG_MAX_NOTE);
    vg_put_str(out, vg_buf_str(&note));
    return VG_OK;
}
