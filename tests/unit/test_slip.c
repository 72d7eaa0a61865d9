/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "resolve/area.h"
#include "resolve/frame.h"
#include "resolve/name.h"
#include "resolve/slip.h"

static void one_slip_in_a_word_of_the_grammar_is_known(void **state)
{
    static const struct {
        const char *word, *means;
    } rows[] = {
        {"publc", "public"},
        {"securty", "security"},
        {"secuirty", "security"},
        {"securrity", "security"},
        {"securitiy", "security"},
        {"sexurity", "security"},
        {"bureua", "bureau"},
        {"counyt", "county"},
        {"procuratroate", "procuratorate"},
        {"security", ""}, /* no slip */
        {"country", ""},  /* a letter too many in a short word */
        {"justine", ""},  /* another letter in one */
        {"ecurity", ""},  /* the first letter is right */
        {"scruity", ""},  /* two slips */
        {"sate", ""},     /* too short */
        {"fuzhuo", ""},   /* a name */
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_str s = vg_slip_of(vg_str(rows[i].word));

        if (!vg_str_is(s, rows[i].means))
            fail_msg("%s: %.*s", rows[i].word, (int)s.len, s.p);
    }
}

/* The head of the frame, and the characters that belong to no part of it. */
static void heads_and_levels_are_mended_and_places_never(void **state)
{
    static const struct {
        const char *name, *head;
        size_t core;
    } rows[] = {
        {"Wenzhou Publc Security Bureau", "police.bureau", 0},
        {"Wenzhou Public Secuirty Bureau", "police.bureau", 0},
        {"Public Security Bureua of Wenzhou", "police.bureau", 0},
        {"Changle Distrcit Procuratorate", "procuratorate", 0},
        {"Procuratroate of Wenzhou", "procuratorate", 0},
        {"Wenzhuo Public Security Bureau", "police.bureau", 1},
        {"Wenzhou Publc Securty Bureau", "", 0}, /* two slips are two */
        {"Distrcit Procuratorate", "procuratorate", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_arena a = {0};
        struct vg_name n;
        const char *head;

        vg_name_read(vg_str(rows[i].name), vg_str("en"), &a, &n);
        head = n.frame == NULL ? "" : vg_head_row(n.frame->head)->id;
        if (strcmp(head, rows[i].head) != 0 || (n.frame != NULL && n.frame->n_core != rows[i].core))
            fail_msg("%s: %s", rows[i].name, head);
        for (size_t k = 0; k < n.n; k++)
            assert_true(n.tokens[k].at + n.tokens[k].len <= strlen(rows[i].name));
        vg_arena_end(&a);
    }
}

/* Words as long as a name may be, and longer and shorter after mending. */
static void a_mended_name_stays_within_its_bytes(void **state)
{
    char text[VG_NAME_BYTES + 1];

    (void)state;
    for (size_t lead = 0; lead < 40; lead++) {
        struct vg_arena a = {0};
        struct vg_name n;
        const char tail[] = " Publc Security Bureau";

        memset(text, 'x', sizeof text - 1);
        text[sizeof text - 1] = '\0';
        memcpy(text + sizeof text - sizeof tail - lead, tail, sizeof tail - 1);
        vg_name_read(vg_str(text), vg_str("en"), &a, &n);
        assert_true(n.n > 0);
        vg_arena_end(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_slip_in_a_word_of_the_grammar_is_known),
        cmocka_unit_test(heads_and_levels_are_mended_and_places_never),
        cmocka_unit_test(a_mended_name_stays_within_its_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
