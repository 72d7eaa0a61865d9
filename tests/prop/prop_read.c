/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "../unit/test.h"

#include <string.h>

#include "base/utf8.h"
#include "read/read.h"

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

/* Pages put together from pieces that meet in ways no one would write. */
static void put_page(struct vg_buf *b, uint64_t *s)
{
    static const char *const pieces[] = {
        "<p>",
        "</p>",
        "<div class=\"main-nav\">",
        "</div>",
        "<br>",
        "<td>",
        "<tr>",
        "<table>",
        "</table>",
        "<a href=x>",
        "</a>",
        "<pre>",
        "</pre>",
        "<li>",
        "<ul>",
        "</ul>",
        "<b>",
        "</i>",
        "<svg>",
        "</svg>",
        "<noscript>",
        "</noscript>",
        "<img alt='pic 1'>",
        "<h2>",
        "</h2>",
        "<textarea>",
        "</textarea>",
        "<script>var a='<b>';</script>",
        "<!-- c -->",
        "<rt>",
        "</rt>",
        "&amp;",
        "&nbsp;",
        "&shy;",
        "&#20013;",
        "&bne;",
        "&nosuch;",
        "&",
        "<",
        " ",
        "  \n ",
        "\r\n",
        "\t",
        "word",
        "Sentence one. ",
        "\xe7\xa6\x8f\xe5\xb7\x9e",
        "\xe3\x80\x82",
        "\xe3\x80\x80",
        "\xc2\xa0",
        "\xe2\x80\x8b",
        "\xc3\xa9",
        "\xf0\x9f\x98\x80",
        "\xff",
        "\xe7\xa6",
    };

    for (size_t n = 5 + below(s, 60); n > 0; n--)
        vg_puts(b, pieces[below(s, sizeof pieces / sizeof *pieces)]);
}

static size_t unit_start(const struct vg_run *r, uint64_t *s)
{
    return r->text + below(s, r->text_len / r->text_unit) * r->text_unit;
}

static const char *check_copied(const struct vg_text *t, const struct vg_run *r, const char *source,
                                uint64_t *s)
{
    size_t a = unit_start(r, s), b = unit_start(r, s) + r->text_unit;
    struct vg_range in_source, back;

    if (a >= b)
        return NULL;
    if (vg_text_to_source(t, a, b, &in_source, NULL) != VG_OK)
        return "a stretch of a copied run has no source";
    if (vg_source_to_text(t, in_source.start, in_source.end, &back, NULL) != VG_OK ||
        back.start != a || back.end != b)
        return "the way back leads elsewhere";
    if (r->text_unit == 1 && r->source_unit == 1)
        for (size_t i = 0; i < b - a; i++)
            if (t->text.p[a + i] != source[in_source.start + i] && t->text.p[a + i] != ' ')
                return "copied bytes differ";
    return NULL;
}

static const char *check_page(const char *p, size_t len, uint64_t *s, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF two = {0};
    struct vg_read_input in = {.bytes = p, .len = len, .media = vg_str("text/html")};
    struct vg_text t, back;

    if (vg_read(&in, &a, &t, NULL) != VG_OK)
        return "not read";
    for (size_t i = 0; i < t.run_count; i++) {
        const char *wrong =
            t.runs[i].kind == VG_RUN_COPIED ? check_copied(&t, &t.runs[i], p, s) : NULL;

        if (wrong != NULL)
            return wrong;
    }
    vg_text_write(&t, &one);
    if (vg_text_read(one.p, one.len, &a, &back, err) != VG_OK)
        return err->text;
    vg_text_write(&back, &two);
    return one.len == two.len && memcmp(one.p, two.p, one.len) == 0 ? NULL : "messages differ";
}

static void the_map_leads_back_and_the_message_round_trips(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4000; seed++) {
        VG_SCOPED_BUF b = {0};
        uint64_t s = seed * UINT64_C(0x9e3779b97f4a7c15);
        struct vg_err err = {0};
        const char *wrong;

        put_page(&b, &s);
        wrong = check_page(b.p, b.len, &s, &err);
        if (wrong != NULL)
            fail_msg("seed %llu: %s:\n%s", (unsigned long long)seed, wrong, b.p);
    }
}

/* Any one changed byte of a message is refused, or is another sound message. */
static void a_changed_message_is_refused_or_sound(void **state)
{
    static const char page[] = "<title>T</title><h1>T</h1><p>One &amp; two. \xe7\xa6\x8f</p><p>x";
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_read_input in = {.bytes = page, .len = sizeof page - 1};
    struct vg_text t;
    size_t refused = 0;

    (void)state;
    assert_int_equal(vg_read(&in, &a, &t, NULL), VG_OK);
    vg_text_write(&t, &b);
    for (size_t i = 0; i < b.len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            VG_SCOPED_ARENA scratch = {0};
            struct vg_text u;

            b.p[i] = (char)(b.p[i] ^ (1 << bit));
            if (vg_text_read(b.p, b.len, &scratch, &u, NULL) != VG_OK)
                refused++;
            else
                assert_int_equal(vg_utf8_bad(u.text.p, u.text.len), u.text.len);
            b.p[i] = (char)(b.p[i] ^ (1 << bit));
        }
    }
    assert_true(refused > 0);
    for (size_t n = 0; n < b.len; n++)
        assert_int_not_equal(vg_text_read(b.p, n, &a, &t, NULL), VG_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_map_leads_back_and_the_message_round_trips),
        cmocka_unit_test(a_changed_message_is_refused_or_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
