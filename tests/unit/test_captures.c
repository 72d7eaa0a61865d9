/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "estimate/captures.h"

static const char *const names[] = {"A", "B", "C"};
static const int64_t cells[] = {0, 1, 2, 3, 4, 5, 6, 7}; /* by mask: A is bit 0 */
static const struct vg_captures three = {3, names, cells, 28};

static void margins_are_sums_over_all_supersets(void **state)
{
    static const int64_t wanted[] = {28, 16, 18, 10, 22, 12, 13, 7};
    int64_t out[8];

    (void)state;
    vg_captures_margins(&three, out);
    assert_memory_equal(out, wanted, sizeof out);
}

static void lists_are_dropped_merged_and_looked_at_alone(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_captures kept = vg_captures_keep(&three, 5, &a);
    const struct vg_captures merged = vg_captures_merge(&three, 2, 0, &a);
    int64_t unseen = 0;
    const struct vg_captures on = vg_captures_on(&three, 1, &unseen, &a);

    (void)state;
    assert_true(kept.t == 2 && kept.n == 26 && strcmp(kept.lists[1], "C") == 0);
    assert_true(kept.cells[1] == 4 && kept.cells[2] == 10 && kept.cells[3] == 12);
    assert_true(merged.t == 2 && merged.n == 28 && strcmp(merged.lists[0], "A+C") == 0);
    assert_true(merged.cells[1] == 10 && merged.cells[2] == 2 && merged.cells[3] == 16);
    assert_true(on.t == 2 && on.n == 16 && unseen == 2 && strcmp(on.lists[1], "C") == 0);
    assert_true(on.cells[0] == 0 && on.cells[1] == 3 && on.cells[2] == 6 && on.cells[3] == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(margins_are_sums_over_all_supersets),
        cmocka_unit_test(lists_are_dropped_merged_and_looked_at_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
