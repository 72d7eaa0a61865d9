/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/pages.h"

/* clang-format off */
const struct vg_route vg_routes[] = {
    {"GET", "/figures", VG_UI_FIGURES, VG_ROUTE_VIEW, vg_page_figures_list},
    {"GET", "/figures/one", VG_UI_FIGURES, VG_ROUTE_VIEW, vg_page_figure_one},
    {"GET", "/figures/sum", VG_UI_FIGURES, VG_ROUTE_VIEW, vg_page_figure_sum},
    {"GET", "/checks", VG_UI_CHECKS, VG_ROUTE_VIEW, vg_page_checks_list},
    {"GET", "/checks/:id", VG_UI_CHECKS, VG_ROUTE_VIEW, vg_page_check_one},
    {"POST", "/checks/:id/answer", VG_UI_CHECKS, VG_ROUTE_VIEW, vg_page_check_answer},
    {"GET", "/questions", VG_UI_QUESTIONS, 0, vg_page_questions_list},
    {"GET", "/questions/:id", VG_UI_QUESTIONS, VG_ROUTE_VIEW, vg_page_question_one},
    {"POST", "/questions/:id/save", VG_UI_QUESTIONS, VG_ROUTE_VIEW, vg_page_question_save},
    {"GET", "/search", VG_UI_SEARCH, 0, vg_page_search_hits},
    {"GET", "/gaps", VG_UI_GAPS, VG_ROUTE_VIEW, vg_page_gaps_lists},
    {"POST", "/gaps/looked", VG_UI_GAPS, VG_ROUTE_VIEW, vg_page_gaps_looked},
    {"POST", "/gaps/lists", VG_UI_GAPS, VG_ROUTE_VIEW, vg_page_gaps_list},
    {"GET", "/sources", VG_UI_SOURCES, 0, vg_page_sources},
    {"GET", "/sources/:id", VG_UI_SOURCES, 0, vg_page_source},
    {"GET", "/sources/:id/raw", VG_UI_SOURCES, 0, vg_page_source_raw},
    {"GET", "/sources/:id/record", VG_UI_SOURCES, 0, vg_page_source_record},
    {"GET", "/api/sources/:id/record", VG_UI_SOURCES, VG_ROUTE_API, vg_page_api_source_record},
    {"GET", "/compare", VG_UI_SOURCES, VG_ROUTE_VIEW, vg_page_compare},
    {"GET", "/claims/new", VG_UI_CLAIMS, 0, vg_page_claim_new},
    {"POST", "/claims", VG_UI_CLAIMS, 0, vg_page_claim_add},
    /* the server itself */
    {"GET", "/assets/:name", VG_UI_NONE, VG_ROUTE_OPEN, NULL},
    {"GET", "/events", VG_UI_NONE, VG_ROUTE_OPEN, NULL},
    {"GET", "/api/openapi.json", VG_UI_NONE, VG_ROUTE_API, NULL},
    {"GET", "/api/jobs", VG_UI_NONE, VG_ROUTE_API, NULL},
    {"POST", "/language", VG_UI_NONE, VG_ROUTE_OPEN, NULL},
    {"POST", "/add", VG_UI_SOURCES, VG_ROUTE_WORK | VG_ROUTE_FILES, NULL},
    {"POST", "/work/:kind", VG_UI_NONE, VG_ROUTE_WORK, NULL},
    {"POST", "/record/verify", VG_UI_RECORD, VG_ROUTE_WORK, NULL},
    {"POST", "/jobs/:id/stop", VG_UI_NONE, VG_ROUTE_OPEN, NULL},
    {0},
};
