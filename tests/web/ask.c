/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One request to the page without HTTP around it, for tests and for looking at a page
 * while it is made:
 *
 *     ask CASE LANGUAGE GET '/claims?kind=quantity'
 *     ask CASE LANGUAGE POST /review/s1.3/reject 'because=a+name'
 *
 * Prints the status and where it leads on stderr, the body on stdout.
 */
#include <stdio.h>
#include <string.h>

#include "web/form.h"

int main(int argc, char **argv)
{
    enum { ROOM = 64 };
    struct vg_web_field query[ROOM], form[ROOM];
    VG_SCOPED_ARENA a = {0};
    struct vg_app app = {.world = vg_world_real()};
    struct vg_web_worker *k = NULL;
    struct vg_web_reply out = {0};
    struct vg_err err = {0};
    struct vg_web_ask in = {.token = "token", .jobs = "[]", .query = query, .form = form};

    if (argc < 5) {
        fputs("usage: ask CASE LANGUAGE METHOD TARGET [FORM]\n", stderr);
        return 2;
    }
    in.language = argv[2];
    in.method = argv[3];
    in.path = decoded(&a, argv[4], strcspn(argv[4], "?"));
    in.n_query =
        fields_of(&a, strchr(argv[4], '?') == NULL ? NULL : strchr(argv[4], '?') + 1, query, ROOM);
    in.n_form = fields_of(&a, argc > 5 ? argv[5] : NULL, form, ROOM);
    if (vg_web_worker_open(&app, argv[1], &k, &err) != VG_OK) {
        fprintf(stderr, "ask: %s\n", err.text);
        return 1;
    }
    vg_web_answer(k, &in, &a, &out);
    fprintf(stderr, "%d %s\n", out.status, out.location == NULL ? "" : out.location);
    fwrite(out.body.p, 1, out.body.len, stdout);
    vg_buf_end(&out.body);
    vg_web_worker_close(k);
    return out.status < 400 ? 0 : 1;
}
