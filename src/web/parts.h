/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_PARTS_H
#define VG_WEB_PARTS_H

/* The parts of the page, in the order in which they are listed. */
enum vg_ui_part {
    VG_UI_START,
    VG_UI_SOURCES,
    VG_UI_REVIEW,
    VG_UI_CLAIMS,
    VG_UI_FIGURES,
    VG_UI_CHECKS,
    VG_UI_NAMES,
    VG_UI_MAP,
    VG_UI_TIMELINE,
    VG_UI_ROOTS,
    VG_UI_GAPS,
    VG_UI_OVERLAPS,
    VG_UI_SEARCH,
    VG_UI_QUESTIONS,
    VG_UI_BRIEF,
    VG_UI_RECORD,
    VG_UI_PARTS,
    VG_UI_NONE = VG_UI_PARTS, /* belongs to none */
};

#endif
