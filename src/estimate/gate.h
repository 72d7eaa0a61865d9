/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_GATE_H
#define VG_ESTIMATE_GATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/said.h"
#include "estimate/captures.h"
#include "estimate/leave_one.h"
#include "estimate/lists.h"
#include "estimate/space.h"

/*
 * What may be said. Every test is run, none stops the others, and the strictest verdict counts. A
 * refusal is a result: it has its code, its sentence with the numbers, and what would lift it.
 */
enum vg_gate_verdict {
    VG_GATE_REFUSE, /* no figure */
    VG_GATE_BOUND,  /* only "at least L" */
    VG_GATE_RANGE,  /* the order of magnitude */
    VG_GATE_ESTIMATE,
};

/* "refuse", "bound", "range", "estimate". */
const char *vg_gate_verdict_word(enum vg_gate_verdict v);

/*
 * E01  fewer than two lists after those of one root are made one
 * E02  exactly two lists (not said beside E01)
 * E03  no unit on two lists; or the lists, joined by shared units, fall into parts; or the model of
 *      independent lists has no maximum
 * E04  few units on two or more lists
 * E05  a pair copies: vg_gate_pair()
 * E06  a list's kind is not its own
 * E07  windows or territories of two lists share less than half of their union
 * E08  units are not resolved; or resolution moves N: vg_gate_resolution()
 * E09  rows are a claimed total
 * E10  equally good models, or two methods, contradict each other
 * E11  no upper limit, or one far above what was seen
 * E12  a method did not converge or says nothing, and was left out
 * E13  sizes of lists that are known are missed
 * E14  some units could not be on any list, or a list holds others
 * G01, S01, S02, X01 are those of coverage.h, richness.h and exposure.h.
 */
enum vg_gate_code {
    VG_E01,
    VG_E02,
    VG_E03,
    VG_E04,
    VG_E05,
    VG_E06,
    VG_E07,
    VG_E08,
    VG_E09,
    VG_E10,
    VG_E11,
    VG_E12,
    VG_E13,
    VG_E14,
    VG_G01,
    VG_S01,
    VG_S02,
    VG_X01,
    VG_GATE_CODES,
};

/* "E01" */
const char *vg_gate_code_word(enum vg_gate_code code);

/* One thing that a test found. The same code may be found more than once, for different lists. */
struct vg_gate_finding {
    enum vg_gate_code code;
    enum vg_gate_verdict verdict; /* ESTIMATE: a method is left out, and nothing else follows */
    const struct vg_said *says, *remedy; /* remedy may be NULL */
};

struct vg_gate {
    struct vg_arena *a; /* in which the sentences live */
    size_t n, room;
    struct vg_gate_finding *findings; /* in order of codes once vg_gate_close() was called */
    unsigned fired, unchecked;        /* bits 1 << code */
    enum vg_gate_verdict verdict;     /* the strictest; begins with ESTIMATE */
};

struct vg_gate vg_gate_open(struct vg_arena *a);
void vg_gate_found(struct vg_gate *g, enum vg_gate_code code, enum vg_gate_verdict verdict,
                   const struct vg_said *says, const struct vg_said *remedy);

/*
 * The tests that need the table and what is known of its lists (`listed` may be NULL: then E06 to
 * E09 and E14 are in `unchecked`): E01 to E09 and E14. Fails as vg_loglinear_status().
 */
int vg_gate_table(struct vg_gate *g, const struct vg_captures *c, const struct vg_listed *listed,
                  struct vg_err *err);

/* E08 by numbers: N under strict resolution, under that of the table, under loose resolution; not
 * a number where no model exists. */
void vg_gate_resolution(struct vg_gate *g, double strict, double normal, double loose);

/* An interval that one method gives. */
struct vg_gate_interval {
    const char *method;
    double lower, upper; /* upper not a number: sought, not found */
};

/* E10 and E11. `space` may be NULL. */
void vg_gate_methods(struct vg_gate *g, int64_t n, const struct vg_space *space,
                     const struct vg_gate_interval *intervals, size_t n_intervals);

/* E13: which lists can be tested, and what became of it. */
int vg_gate_testable(const struct vg_captures *c, struct vg_arena *a, unsigned *mask,
                     struct vg_err *err);
void vg_gate_known_sizes(struct vg_gate *g, const struct vg_leave_one *l);

/* Put the findings in order of codes. */
void vg_gate_close(struct vg_gate *g);

/* Lists of one root made one. `c` itself when there are none or nothing is known. */
struct vg_captures vg_gate_by_root(const struct vg_captures *c, const struct vg_listed *listed,
                                   struct vg_arena *a);

/* -- what the tests look at, for diagnostics ----------------------------------------------- */

/*
 * Lists i and j among the units that are on at least one other list: `both`, only i, only j,
 * neither; odds ratio (both+1/2)(neither+1/2)/((only_i+1/2)(only_j+1/2)) with limits
 * exp(ln OR -+ 1.959964 sqrt(sum of 1/(k+1/2))). It copies when `both` is 5 or more and either OR
 * is above 10 with a lower limit above 3, or OR is above 3 with a lower limit above 2 and more than
 * 80 % of the smaller list is on the other (all units).
 */
struct vg_gate_pair {
    unsigned i, j;
    int64_t shared; /* units on both, whatever else they are on */
    int64_t both, only_i, only_j, neither;
    double odds, low, high;
    int copies;
};

struct vg_gate_pair vg_gate_pair(const struct vg_captures *c, unsigned i, unsigned j);

/* Units on two lists or more; parts into which the lists fall, as masks into `parts` (may be NULL;
 * else VG_CAPTURE_LISTS_MAX elements), by their first list. */
int64_t vg_gate_units_on_two(const struct vg_captures *c);
unsigned vg_gate_parts(const struct vg_captures *c, unsigned *parts);

#endif
