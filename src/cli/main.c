/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The command line: find the command, sort its words, open the case it needs,
 * run it, print its failure once, and turn the code into the exit status.
 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/progress.h"
#include "cli/run.h"
#include "cli/usage.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_MISUSED = 2, EXIT_NOT_HELD = 3 };

/* The one variable of the program: a signal handler can reach nothing else. */
static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

/* The first Ctrl-C lets the running piece of work end; the second is the system's. */
static void watch_signals(void)
{
    struct sigaction once = {.sa_handler = ask_stop, .sa_flags = (int)SA_RESETHAND};
    struct sigaction never = {.sa_handler = SIG_IGN};

    (void)sigaction(SIGINT, &once, NULL);
    (void)sigaction(SIGTERM, &once, NULL);
    (void)sigaction(SIGPIPE, &never, NULL);
    (void)sigaction(SIGXFSZ, &never, NULL); /* a limit on files is a full disk, told like one */
}

struct faces {
    struct vg_out *out;
    struct vg_progress progress;
};

static int is_stopped(void *w)
{
    const struct faces *f = w;

    return stop_asked != 0 || f->out->is_gone || f->out->failure != 0;
}

static void show_progress(void *w, const char *what, int64_t done, int64_t total)
{
    struct faces *f = w;

    vg_progress_show(&f->progress, what, done, total);
}

static int status_of(int code)
{
    switch (code) {
    case VG_OK:
        return EXIT_DONE;
    case VG_E_MISUSE:
        return EXIT_MISUSED;
    case VG_E_NOT_HELD:
        return EXIT_NOT_HELD;
    default:
        return EXIT_FAILED;
    }
}

static int open_and_run(struct vg_run *r)
{
    unsigned needs = r->command->needs;
    int rc = VG_OK;

    if (needs & VG_WRITES_CASE)
        rc = vg_run_open(r, VG_CASE_WRITE);
    else if (needs & VG_MAY_WRITE_CASE)
        rc = vg_run_open_best(r);
    else if (needs & VG_READS_CASE)
        rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = r->command->run(r);
    vg_case_close(r->c);
    return rc;
}

/* A failure without a sentence is a verdict that stands on stdout already. */
static void tell(struct vg_out *notes, const struct vg_command *c, const struct vg_err *err)
{
    if (err->text[0] == '\0')
        return;
    vg_puts(&notes->b, "vigil");
    if (c != NULL)
        vg_putf(&notes->b, " %s", c->name);
    vg_puts(&notes->b, ": ");
    vg_out_text(notes, err->text);
    vg_putc(&notes->b, '\n');
    (void)vg_out_flush(notes);
}

static int run_command(struct vg_run *r, const char *const *words, size_t n)
{
    int wants_help = 0;
    int rc = vg_run_parse(r, words, n, &wants_help);

    if (rc != VG_OK)
        return rc;
    if (wants_help) {
        vg_usage_command(&r->out->b, r->command);
        return VG_OK;
    }
    return open_and_run(r);
}

/* `vigil --help` and `vigil --version` are what people try first. */
static const char *word_for(const char *word)
{
    if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0)
        return "help";
    if (strcmp(word, "-V") == 0 || strcmp(word, "--version") == 0)
        return "version";
    return word;
}

int main(int argc, char **argv)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_out out = {0}, notes = {0};
    struct faces faces = {.out = &out, .progress = {.out = &notes}};
    struct vg_app app = {.world = vg_world_real(),
                         .stop = is_stopped,
                         .progress = show_progress,
                         .w = &faces,
                         .allow_loopback = getenv("VIGIL_TEST_LOOPBACK") != NULL};
    struct vg_err err = {0}, write_err = {0};
    struct vg_run run = {.app = &app, .a = &a, .out = &out, .notes = &notes, .err = &err};
    int rc;

    watch_signals();
    vg_out_open(&out, STDOUT_FILENO);
    vg_out_open(&notes, STDERR_FILENO);
    if (argc < 2) {
        vg_usage_overview(&notes.b);
        rc = VG_E_MISUSE;
    } else {
        rc = vg_command_find(word_for(argv[1]), &run.command, &err);
    }
    if (rc == VG_OK)
        rc = run_command(&run, (const char *const *)(argv + 2), (size_t)argc - 2);
    vg_progress_clear(&faces.progress);
    if (vg_out_close(&out, &write_err) != VG_OK) {
        rc = VG_E_IO;
        err = write_err;
    }
    if (rc != VG_OK)
        tell(&notes, run.command, &err);
    (void)vg_out_close(&notes, &write_err);
    return status_of(rc);
}
