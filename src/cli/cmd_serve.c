/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/run.h"
#include "web/serve.h"

static const struct vg_option options[] = {
    {.name = "port",
     .argument = "N",
     .does = "port on 127.0.0.1; 0 takes one that is free",
     .otherwise = "0"},
    {.name = "no-open", .does = "do not open a browser"},
    {0},
};

static void show(void *w, const char *url)
{
    struct vg_run *r = w;

    vg_putf(&r->out->b, "%s\n", url);
    (void)vg_out_flush(r->out);
}

static int run_serve(struct vg_run *r)
{
    int at_terminal = r->out->is_terminal && isatty(STDIN_FILENO);
    struct vg_serve s = {.path = r->args[0],
                         .keys = at_terminal ? STDIN_FILENO : -1,
                         .opens = at_terminal && !vg_run_has(r, "no-open"),
                         .offered = show,
                         .w = r};
    int64_t port = 0;
    int rc = vg_run_number(r, "port", 0, 0, &port);

    if (rc == VG_OK && port > 65535)
        rc = vg_fail(r->err, VG_E_MISUSE, "--port: a number from 0 to 65535");
    if (rc != VG_OK)
        return rc;
    s.port = (unsigned)port;
    if (at_terminal)
        vg_puts(&r->notes->b, "the address below works once; Enter makes another, Ctrl-C ends\n");
    (void)vg_out_flush(r->notes);
    return vg_web_serve(r->app, &s, r->err);
}

static const char *const examples[] = {"vigil serve fox.vigil",
                                       "vigil serve fox.vigil --port 8321 --no-open", NULL};

const struct vg_command vg_cmd_serve = {
    .name = "serve",
    .group = "the page",
    .args = "CASE",
    .does = "Open the case in the browser",
    .more =
        "Prints one address that opens the page once, in the browser where it is opened first. "
        "The page does everything that the commands do: adding sources, reading, reviewing, "
        "figures, checks, questions, the brief, the record; in English and Chinese.\n\n"
        "It listens on this machine only, loads nothing from elsewhere and sends nothing; what is "
        "fetched is what you ask it to preserve. Several windows, and the commands, may work on "
        "the "
        "case at the same time. Ctrl-C, or SIGTERM, ends it; what was acknowledged is kept.",
    .examples = examples,
    .options = options,
    .run = run_serve,
};
