/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Laws of the suggester over made-up texts: sentences are put together from
 * pieces, and now and then a piece is damaged. Prints the seed of a failure; takes
 * one as its argument.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/utf8.h"
#include "claim/suggest.h"

static const char *const pieces[] = {
    "The ministry ",
    "said ",
    "that ",
    "at least ",
    "up to ",
    "some ",
    "12 ",
    "2.4 million ",
    "forty-one ",
    "half a dozen ",
    "people ",
    "offices ",
    "in Lisbon",
    ", ",
    "and ",
    ". ",
    "; ",
    ": ",
    "\n",
    "“",
    "”",
    "\"",
    "since 2019 ",
    "last year ",
    "between May and June 2021 ",
    "on 29 February ",
    "none of ",
    "found no ",
    "denied ",
    "according to ",
    "Open Border Watch ",
    "citing ",
    "aged ",
    "section ",
    "34 ",
    "613-555-0142 ",
    "\xe2\x80\x8b",
    "\xe2\x80\xae",
    "\xef\xbc\x91\xef\xbc\x92 ",
    "1,300 ",
    "48,00 ",
    "99999999999999999999 ",
    "$",
    "%",
    "? ",
    "— ",
    "Ms Roe: ",
    "was ",
    "closed ",
    "an earlier version ",
    "is wrong ",
    "reportedly ",
    "of the ",
    "three ",
    "\xe7\xa6\x8f\xe5\xb7\x9e ",
    "hundreds of thousands of ",
    "or more ",
    "警方",
    "据",
    "称，",
    "表示：",
    "否认",
    "未发现",
    "抓获",
    "人员",
    "至少",
    "近",
    "余",
    "3.4万",
    "三百二十",
    "数十",
    "名",
    "个",
    "处",
    "国家和地区",
    "其中",
    "在意大利",
    "去年4月至今年8月",
    "截至上月底，",
    "2月29日",
    "、",
    "，",
    "。",
    "；",
    "？",
    "「",
    "」",
    "《",
    "》",
    "（",
    "）",
    "不是",
    "應為",
    "发言人：",
    "问：",
    "萬元",
    "一",
    "%",
};
enum { PIECES = sizeof pieces / sizeof *pieces, ROUNDS = 1500 };

static uint64_t state;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

#define LAW(condition)                                                                             \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            (void)fprintf(stderr, "seed %llu: %s\n%.*s\n", (unsigned long long)seed, #condition,   \
                          (int)text.len, text.p);                                                  \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static void print(const struct vg_suggestions *got, struct vg_buf *out)
{
    for (size_t i = 0; i < got->n; i++) {
        struct vg_json j = {.out = out};

        vg_claim_to_json(&j, &got->claims[i]);
    }
}

static struct vg_arena known;
static struct vg_languages languages = {.a = &known};

static void one_text(uint64_t seed)
{
    VG_SCOPED_BUF text = {0}, first = {0}, again = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_suggest_in in = {
        .date = "2023-06-06", .language = seed % 2 ? "en" : NULL, .languages = &languages};
    struct vg_suggestions got, second;
    struct vg_err err;

    state = seed * 2654435761U + 88172645463325252U;
    for (uint64_t n = next_random() % 60; n > 0; n--)
        vg_puts(&text, pieces[next_random() % PIECES]);
    in.text = (struct vg_str){text.p ? text.p : "", text.len};
    LAW(vg_suggest(&in, &a, &got, NULL) == VG_OK);
    LAW(vg_suggest(&in, &a, &second, NULL) == VG_OK);
    print(&got, &first);
    print(&second, &again);
    LAW(vg_str_cmp(vg_buf_str(&first), vg_buf_str(&again)) == 0);
    for (size_t i = 0; i < got.n; i++) {
        const struct vg_claim *c = &got.claims[i];
        const struct vg_passage *p = c->passage;

        LAW(p->start < p->end && (size_t)p->end <= text.len);
        LAW(vg_utf8_bad(p->quote.p, p->quote.len) == p->quote.len);
        LAW(memcmp(p->quote.p, text.p + p->start, p->quote.len) == 0);
        LAW(c->quantity.op == VG_OP_NONE || vg_quantity_check(&c->quantity, NULL) == VG_OK);
        if (vg_claim_check(c, &err) != VG_OK)
            (void)fprintf(stderr, "%s\n", err.text);
        LAW(vg_claim_check(c, NULL) == VG_OK);
        LAW(i == 0 || got.claims[i - 1].passage->start <= p->start);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        one_text(strtoull(argv[1], NULL, 10));
        return 0;
    }
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        one_text(seed);
    (void)printf("%d texts\n", ROUNDS);
    return 0;
}
