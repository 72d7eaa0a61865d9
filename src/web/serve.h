/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_SERVE_H
#define VG_WEB_SERVE_H

#include "vigil.h"

/*
 * The page of a case on 127.0.0.1, until app->stop() says so. One process speaks HTTP
 * (web/http.h) and holds no case; two hold it and answer pages; a fourth does long work
 * while there is some (web/job.h). One that crashes is started anew.
 */
struct vg_serve {
    const char *path;
    unsigned port; /* 0: any */
    int keys;      /* a descriptor that is read for lines: each line makes a new one-time address;
                      -1: none */
    int opens;     /* hand the first address to the browser of the desktop, if there is one */
    /* Called with each address that opens the page once, the first when it listens. */
    void (*offered)(void *w, const char *url);
    void *w;
};

/*
 * VG_OK when it was stopped. VG_E_ABSENT, VG_E_FORMAT, VG_E_REFUSED as vg_case_open();
 * VG_E_CONFLICT the port is taken; VG_E_IO.
 */
int vg_web_serve(const struct vg_app *app, const struct vg_serve *in, struct vg_err *err);

#endif
