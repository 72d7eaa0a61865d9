/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief/draw.h"

#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/utf8.h"

enum { CLAIMS_NAMED = 8 };

/* clang-format off */
const char vg_draw_style[] =
    ".draw{display:block;width:100%;height:auto;margin:.4rem 0 .3rem}.draw svg{overflow:hidden}\n"
    ".draws{overflow-x:auto;margin:.6rem 0 1.4rem}.draws .draw{min-width:40rem}.draw.grid{width:auto}.draws .over{max-width:52rem;min-width:34rem}\n"
    ".draw text{font:12px/1.2 var(--sans);fill:var(--ink);font-variant-numeric:tabular-nums lining-nums}"
    ".draw .sm{font-size:11px;fill:var(--soft)}.draw .hd{font-weight:600}.draw .ra{text-anchor:end}"
    ".draw .mi{text-anchor:middle}.draw .halo{paint-order:stroke;stroke:var(--paper);stroke-width:3.5px;"
    "stroke-linejoin:round;stroke-opacity:.85}.draw .on{fill:var(--paper);font-weight:600;font-size:11px}\n"
    ".draw a{text-decoration:none}.draw a:hover text,.draw a:focus-visible text{text-decoration:underline}"
    ".draw a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}\n"
    ".draw .mA{fill:var(--accent);stroke:var(--paper);stroke-width:1}"
    ".draw .mD{fill:var(--paper);stroke:var(--bad);stroke-width:1.8}"
    ".draw .mU{fill:var(--paper);stroke:var(--bad);stroke-width:1.8}.draw .mH{fill:var(--bad)}"
    ".draw .mC{fill:var(--good);stroke:var(--paper);stroke-width:1}"
    ".draw .mK{fill:var(--warn);stroke:var(--paper);stroke-width:1}"
    ".draw .mO{fill:var(--paper);stroke:var(--soft);stroke-width:1.6}\n"
    ".draw .up{fill:none;stroke:var(--accent);stroke-width:1.2}"
    ".draw .open{fill:none;stroke:var(--accent);stroke-width:1.4;stroke-dasharray:2 3}\n"
    ".draw .rule{stroke:var(--line);fill:none;stroke-width:1}.draw .yr{stroke:var(--soft);stroke-opacity:.3}.draw .tie{stroke:var(--soft);stroke-width:1;"
    "fill:none}.draw .lane{fill:var(--faint)}.draw .bx{fill:none;stroke:var(--soft);stroke-width:1}\n"
    ".draw .land,.draw .here{fill:var(--line);fill-opacity:.62;stroke:var(--paper);stroke-width:.8;"
    "stroke-linejoin:round;vector-effect:non-scaling-stroke}"
    ".draw .here{fill:var(--bar);fill-opacity:.55}"
    ".draw .sea{fill:var(--faint)}.draw .frame{fill:none;stroke:var(--line);stroke-width:1}\n"
    ".draw .span{fill:var(--accent);fill-opacity:.28}.draw .span.mD,.draw .span.mU{fill:var(--bad);stroke:none}"
    ".draw .span.mC{fill:var(--good);stroke:none}.draw .span.mK{fill:var(--warn);stroke:none}"
    ".draw .span.mA,.draw .span.mO{stroke:none}.draw .span.mO{fill:var(--soft)}"
    ".draw .guess{fill:none;stroke:var(--accent);stroke-width:1;stroke-dasharray:2 2}\n"
    ".draw .bar0{fill:var(--accent)}.draw .bar1{fill:var(--bar)}.draw .dot{fill:var(--ink)}"
    ".draw .dot0{fill:var(--line)}.draw .join{stroke:var(--ink);stroke-width:2}\n"
    "@media screen and (max-width:52rem){.draws .draw{min-width:50rem}.draws .over{min-width:34rem}}\n"
    "@media print{.draws{overflow:visible;break-inside:avoid}.draws .draw{min-width:0}.draw .land{fill-opacity:.4}}\n";
/* clang-format on */

/* -- marks ------------------------------------------------------------------------------ */

void vg_draw_sign(struct vg_buf *o, enum vg_sign mark, int x, int y, int r)
{
    int side;

    switch (mark) {
    case VG_SIGN_ASSERTED:
        vg_putf(o, "<circle class=\"mA\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", x, y, r);
        break;
    case VG_SIGN_DENIED: /* half a diagonal of 1.25 r has the area of the disc */
        side = r * 5 / 4;
        vg_putf(o, "<path class=\"mD\" d=\"M%d %dl%d %dl%d %dl%d %dz\"/>", x, y - side, side, side,
                -side, side, -side, -side);
        break;
    case VG_SIGN_DISPUTED:
        vg_putf(o,
                "<circle class=\"mU\" cx=\"%d\" cy=\"%d\" r=\"%d\"/><path class=\"mH\" "
                "d=\"M%d %da%d %d 0 0 0 0 %dz\"/>",
                x, y, r, x, y - r, r, r, 2 * r);
        break;
    case VG_SIGN_CLOSED:
        side = r * 9 / 5;
        vg_putf(o, "<rect class=\"mC\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                x - side / 2, y - side / 2, side, side);
        break;
    case VG_SIGN_CORRECTED:
        side = r * 6 / 5;
        vg_putf(o, "<path class=\"mK\" d=\"M%d %dl%d %dh%dz\"/>", x, y - side, side, 2 * side,
                -2 * side);
        break;
    case VG_SIGN_OTHER:
    case VG_SIGNS:
        vg_putf(o, "<circle class=\"mO\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", x, y, r * 4 / 5);
        break;
    }
}

struct meaning {
    const char *id;
    enum vg_sign mark;
};

static enum vg_sign look_up(const struct meaning *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (id != NULL && strcmp(id, list[i].id) == 0)
            return list[i].mark;
    return VG_SIGN_OTHER;
}

enum vg_sign vg_sign_of_standing(const char *value)
{
    static const struct meaning list[] = {
        {"undisputed", VG_SIGN_ASSERTED},
        {"reported", VG_SIGN_ASSERTED},
        {"official-statement", VG_SIGN_ASSERTED},
        {"official-claim", VG_SIGN_ASSERTED},
        {"alleged", VG_SIGN_ASSERTED},
        {"finding", VG_SIGN_ASSERTED},
        {"confirmed", VG_SIGN_ASSERTED},
        {"denied", VG_SIGN_DENIED},
        {"disputed", VG_SIGN_DISPUTED},
        {"corrected-at-source", VG_SIGN_CORRECTED},
        {"superseded", VG_SIGN_CORRECTED},
        {"investigated-no-finding", VG_SIGN_CLOSED},
        {"investigation-closed-no-charge", VG_SIGN_CLOSED},
    };

    return look_up(list, sizeof list / sizeof *list, value);
}

enum vg_sign vg_sign_of_reply(const char *response)
{
    static const struct meaning list[] = {
        {"denies-existence", VG_SIGN_DENIED},  {"denies-police-function", VG_SIGN_DENIED},
        {"says-volunteers", VG_SIGN_DISPUTED}, {"says-admin-service", VG_SIGN_DISPUTED},
        {"says-lawful", VG_SIGN_DISPUTED},     {"counter-accusation", VG_SIGN_DISPUTED},
        {"says-closed", VG_SIGN_CLOSED},
    };

    return look_up(list, sizeof list / sizeof *list, response);
}

const char *vg_sign_word(enum vg_sign mark, const char *language)
{
    static const char *const words[VG_SIGNS][2] = {
        [VG_SIGN_ASSERTED] = {"stated", "有此陈述"},
        [VG_SIGN_DENIED] = {"denied", "被否认"},
        [VG_SIGN_DISPUTED] = {"disputed", "有争议"},
        [VG_SIGN_CLOSED] = {"said closed, or inquiry without charge", "称已关闭，或调查未起诉"},
        [VG_SIGN_CORRECTED] = {"corrected or replaced", "已更正或被取代"},
        [VG_SIGN_OTHER] = {"other", "其他"},
    };

    return words[mark < VG_SIGNS ? mark : VG_SIGN_OTHER]
                [language != NULL && strncmp(language, "zh", 2) == 0];
}

/* -- links --------------------------------------------------------------------------------- */

void vg_draw_claim_open(struct vg_buf *o, const char *prefix, int64_t claim)
{
    VG_SCOPED_BUF href = {0};

    vg_putf(&href, "%sc%" PRId64, prefix == NULL ? "#" : prefix, claim);
    vg_html_raw(o, "<a");
    vg_html_attr(o, "href", vg_buf_str(&href));
    vg_html_raw(o, ">");
}

void vg_draw_claims(struct vg_buf *o, const int64_t *claims, size_t n)
{
    for (size_t i = 0; i < n && i < CLAIMS_NAMED; i++)
        vg_putf(o, "%sc%" PRId64, i == 0 ? ": " : ", ", claims[i]);
    if (n > CLAIMS_NAMED)
        vg_putf(o, " +%zu", n - CLAIMS_NAMED);
}
