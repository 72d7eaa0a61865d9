/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "web/http_body.h"
#include "web/http_head.h"

static void check_text(const char *text)
{
    LAW(text != NULL && vg_utf8_bad(text, strlen(text)) == strlen(text));
}

static void check_ask(const struct vg_http_ask *ask)
{
    check_text(ask->path);
    LAW(ask->path[0] == '/' && ask->host != NULL && strlen(ask->target) <= VG_MAX_URL);
    for (size_t i = 0; i < ask->n_query; i++) {
        check_text(ask->query[i].name);
        check_text(ask->query[i].value);
    }
    for (size_t i = 0; i < ask->n_form; i++) {
        check_text(ask->form[i].name);
        check_text(ask->form[i].value);
    }
    for (size_t i = 0; i < ask->n_files; i++) {
        check_text(ask->files[i].field);
        check_text(ask->files[i].name);
        LAW(ask->files[i].fd >= 0 && ask->files[i].size >= 0);
    }
}

/* The body in pieces of `piece` bytes; its status. */
static int read_body(const struct vg_http_head *head, const char *p, size_t n, size_t piece,
                     struct vg_http_ask *ask)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_http_body *b = NULL;
    int status = vg_http_body_open(head, KIB(64), MIB(1), "/tmp", &a, &b);

    for (size_t at = 0; status == 0 && at < n; at += piece)
        status = vg_http_body_put(b, p + at, n - at < piece ? n - at : piece);
    if (status == 0)
        status = vg_http_body_end(b, ask);
    if (status == 0)
        check_ask(ask);
    vg_http_body_close(b);
    return status;
}

/* What is admitted is clean, the whole is read as its parts are, and where a body is cut
 * into pieces on its way makes no difference. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_http_head head, again;
    const char *p = (const char *)bytes;
    struct vg_http_ask whole, pieces;
    int status = vg_http_head_read(p, n, &a, &head);

    if (status != 0)
        return 0;
    LAW(head.size <= n && head.size <= (size_t)VG_MAX_HEADER && head.length >= 0);
    LAW(vg_http_head_read(p, head.size, &a, &again) == 0 && again.length == head.length);
    check_ask(&head.ask);
    whole = pieces = head.ask;
    status = read_body(&head, p + head.size, n - head.size, n, &whole);
    LAW(status == read_body(&head, p + head.size, n - head.size, 1, &pieces));
    LAW(status != 0 || (whole.n_form == pieces.n_form && whole.n_files == pieces.n_files));
    return 0;
}
