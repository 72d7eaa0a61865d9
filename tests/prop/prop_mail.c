/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Mails written in any charset and encoding say what was written, and each character of
 * their text leads to the bytes that it was.
 */
#include "../unit/test.h"

#include <iconv.h>
#include <string.h>

#include "../fuzz/text_laws.h"
#include "base/utf8.h"

/* xorshift64*: the seed of a failing case is printed with it. */
static uint64_t next(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return *s * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *s, size_t n)
{
    return (size_t)(next(s) >> 33) % n;
}

/* Sentences of both scripts, long enough that nobody doubts the charset that is declared. */
static void put_text(struct vg_buf *b, uint64_t *s)
{
    static const char *const pieces[] = {
        "福州市公安局在三月销毁了这些记录。",
        "当地居民说，办公室已经关闭。",
        "The office = closed. ",
        "a ",
        "记者王",
        "54",
        "=3D ",
        "？",
        "，",
        "\n\n",
        "see http://x.org/?a=b ",
    };

    vg_puts(b, "福州市公安局在三月销毁了这些记录，当地居民说，办公室已经关闭。");
    for (size_t n = 5 + below(s, 60); n > 0; n--)
        vg_puts(b, pieces[below(s, sizeof pieces / sizeof *pieces)]);
    vg_puts(b, "end\n");
}

static void encode(struct vg_buf *out, struct vg_str text, const char *charset)
{
    iconv_t c = iconv_open(charset, "UTF-8");
    char *in = (char *)(uintptr_t)text.p, *to;
    size_t in_left = text.len, room = 2 * text.len + 16, left = room;

    assert_true(c != (iconv_t)-1);
    assert_true(vg_buf_room(out, room));
    to = out->p + out->len;
    assert_true(iconv(c, &in, &in_left, &to, &left) != (size_t)-1);
    vg_buf_took(out, room - left);
    (void)iconv_close(c);
}

static void put_quoted(struct vg_buf *out, struct vg_str s)
{
    size_t column = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (column > 70 && c != '\n') {
            vg_puts(out, "=\r\n");
            column = 0;
        }
        if (c == '\n')
            vg_puts(out, "\r\n");
        else if (c == '=' || c >= 0x7f)
            vg_putf(out, "=%02X", c);
        else
            vg_putc(out, (char)c);
        column = c == '\n' ? 0 : column + (c == '=' || c >= 0x7f ? 3 : 1);
    }
}

static void put_base64(struct vg_buf *out, struct vg_str s, size_t line)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t column = 0;

    for (size_t i = 0; i < s.len; i += 3) {
        uint32_t v = 0;
        size_t n = s.len - i < 3 ? s.len - i : 3;

        for (size_t k = 0; k < 3; k++)
            v = v << 8 | (k < n ? (unsigned char)s.p[i + k] : 0U);
        for (size_t k = 0; k < 4; k++) {
            vg_putc(out, k <= n ? digits[v >> (18 - 6 * k) & 63] : '=');
            if (++column % line == 0)
                vg_puts(out, "\r\n");
        }
    }
}

/* Bytes of quoted-printable back: what a run of the source stands for. */
static size_t unquote(struct vg_str s, char out[16])
{
    size_t n = 0;

    for (size_t i = 0; i < s.len && n < 16; i++) {
        if (s.p[i] != '=') {
            out[n++] = s.p[i];
        } else if (s.p[i + 1] == '\r') {
            i += 2;
        } else {
            const char *digits = "0123456789ABCDEF";
            const char *high = strchr(digits, s.p[i + 1]), *low = strchr(digits, s.p[i + 2]);

            assert_true(high != NULL && low != NULL);
            out[n++] = (char)((high - digits) * 16 + (low - digits));
            i += 2;
        }
    }
    return n;
}

/* Each Han character of the text, led back, decoded, and compared. */
static void check_characters(const struct vg_text *t, const char *mail, const char *charset,
                             int quoted, uint64_t seed)
{
    uint32_t c;

    for (size_t at = 0, n; at < t->text.len; at += n) {
        VG_SCOPED_BUF want = {0};
        struct vg_range r;
        struct vg_str source;
        char bytes[16];
        size_t len;

        n = vg_utf8_next(t->text.p + at, t->text.len - at, &c);
        if (!vg_is_han(c) || vg_text_to_source(t, at, at + n, &r, NULL) != VG_OK)
            continue;
        encode(&want, (struct vg_str){t->text.p + at, n}, charset);
        source = (struct vg_str){mail + r.start, r.end - r.start};
        if (quoted) {
            len = unquote(source, bytes);
        } else {
            len = source.len < sizeof bytes ? source.len : sizeof bytes;
            memcpy(bytes, source.p, len);
        }
        if (len != want.len || memcmp(bytes, want.p, len) != 0)
            fail_msg("seed %llu: the character at %zu leads to %.*s", (unsigned long long)seed, at,
                     (int)source.len, source.p);
    }
}

static void check_mail(uint64_t seed)
{
    static const char *const charsets[] = {"UTF-8", "GB18030"};
    static const char *const encodings[] = {"8bit", "quoted-printable", "base64"};
    uint64_t s = seed * UINT64_C(0x9e3779b97f4a7c15);
    size_t how = below(&s, 3), which = below(&s, 2);
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF text = {0};
    VG_SCOPED_BUF bytes = {0};
    VG_SCOPED_BUF mail = {0};
    struct vg_text t, plain;
    struct vg_read_input in = {0};
    struct vg_str body;

    put_text(&text, &s);
    encode(&bytes, vg_buf_str(&text), charsets[which]);
    vg_putf(&mail,
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=%s\r\n"
            "Content-Transfer-Encoding: %s\r\nMessage-ID: <a@b>\r\n\r\n",
            charsets[which], encodings[how]);
    if (how == 0)
        vg_put_str(&mail, vg_buf_str(&bytes));
    else if (how == 1)
        put_quoted(&mail, vg_buf_str(&bytes));
    else
        put_base64(&mail, vg_buf_str(&bytes), 1 + below(&s, 90));
    in.bytes = mail.p;
    in.len = mail.len;
    assert_int_equal(vg_read(&in, &a, &t, NULL), VG_OK);
    check_text(&t);
    in = (struct vg_read_input){
        .bytes = text.p, .len = text.len, .media = vg_str("text/plain"), .name = vg_str("a.txt")};
    assert_int_equal(vg_read(&in, &a, &plain, NULL), VG_OK);
    body = (struct vg_str){t.text.p, t.text.len};
    if (memmem(body.p, body.len, plain.text.p, plain.text.len - 1) == NULL)
        fail_msg("seed %llu: %s in %s says:\n%.*s", (unsigned long long)seed, charsets[which],
                 encodings[how], (int)body.len, body.p);
    if (how < 2)
        check_characters(&t, mail.p, charsets[which], how == 1, seed);
}

static void mails_say_what_was_written_and_lead_to_it(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 600; seed++)
        check_mail(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mails_say_what_was_written_and_lead_to_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
