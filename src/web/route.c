/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/pages.h"

/* clang-format off */
const struct vg_route vg_routes[] = {
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
