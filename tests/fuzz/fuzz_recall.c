/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a case file has of methods may come from anybody. What reads can be written again, and
 * shown: the first byte says of how many lists.
 */
#include <string.h>

#include "estimate/recall.h"
#include "fuzz.h"

static void show(const struct vg_methods *m, unsigned t, struct vg_arena *a)
{
    static const char *const names[VG_CAPTURE_LISTS_MAX] = {"A", "B", "C", "D", "E", "F", "G", "H",
                                                            "I", "J", "K", "L", "M", "N", "O", "P"};
    const struct vg_captures c = {t, names, VG_NEW_ARRAY(a, int64_t, (size_t)1 << t), 7};
    const struct vg_estimate_diagnostics d = {.overlap = VG_NEW_ARRAY(a, int64_t, (size_t)t * t),
                                              .elsewhere = VG_NEW_ARRAY(a, double, t),
                                              .leave_one = m->leave_one,
                                              .influence = m->influence};
    struct vg_estimate_stepwise s = {0};
    struct vg_estimate e = {.model = VG_ESTIMATE_ALL,
                            .table = "t",
                            .captures = &c,
                            .verdict = VG_GATE_ESTIMATE,
                            .text = VG_SAYS(ESTIMATE_WAITS),
                            .upper = -1,
                            .space = m->space,
                            .profile = m->profile,
                            .graphs = m->graphs,
                            .sides = m->sides,
                            .latent = m->latent,
                            .diagnostics = &d};
    VG_SCOPED_BUF json = {0}, text = {0};
    struct vg_json j = {.out = &json};

    if (m->stepwise != NULL && m->bootstrap != NULL) {
        s = (struct vg_estimate_stepwise){*m->stepwise, *m->bootstrap};
        e.stepwise = &s;
    }
    vg_estimate_to_json(&j, &e);
    vg_estimate_to_text(&text, &e, "en", a);
    LAW(json.len > 0 && text.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF again = {0};
    const struct vg_str rest = {(const char *)bytes + 1, n == 0 ? 0 : n - 1};
    struct vg_methods m;
    unsigned t;
    size_t at = 0;

    if (n == 0)
        return 0;
    t = 1 + bytes[0] % VG_CAPTURE_LISTS_MAX;
    if (!vg_methods_read(rest, &at, t, &a, &m)) {
        LAW(at == 0);
        return 0;
    }
    LAW(at <= rest.len);
    vg_methods_write(&m, t, &again);
    LAW(again.len == at && memcmp(again.p, rest.p, at) == 0);
    show(&m, t, &a);
    return 0;
}
