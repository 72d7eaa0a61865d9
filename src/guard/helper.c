/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "guard/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "guard/program.h"
#include "guard/wall.h"

enum { MOST_WORDS = 32, REFUSED = 98 };

/* What such programs read besides the document. */
static const char *const sights[] = {
    "/usr/lib",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/usr/share/poppler",
    "/usr/share/tesseract-ocr",
    "/usr/share/fonts",
    "/usr/share/fontconfig",
    "/etc/fonts",
    "/var/cache/fontconfig",
    NULL,
};

static const char *const environment[] = {"LANG=C.UTF-8", "OMP_THREAD_LIMIT=1", NULL};

/* -- in the child ---------------------------------------------------------------------- */

struct plan {
    struct vg_program_walls walls;
    int is_weak;
};

static void build_walls(const void *w, int fate)
{
    const struct plan *plan = w;
    struct vg_walls walls;
    unsigned char told[VG_PROGRAM_TOLD];

    vg_walls_build_program(&plan->walls, &walls);
    told[0] = (unsigned char)walls.is_closed;
    told[1] = (unsigned char)walls.has_seccomp;
    told[2] = (unsigned char)walls.landlock_abi;
    told[3] = (unsigned char)walls.has_namespace;
    told[4] = (unsigned char)walls.has_memory_limit;
    if (vg_write_all(fate, told, sizeof told, NULL) != VG_OK ||
        (!walls.is_closed && !plan->is_weak))
        _exit(REFUSED);
}

/* -- in the parent ---------------------------------------------------------------------- */

/* The bytes as a file that has no name and that nobody can change, at its beginning. */
static int seal(const void *bytes, size_t n, int *out, struct vg_err *err)
{
    int fd = memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    int high = fd < 0 || fd > 2 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, 3);
    int rc;

    if (high != fd)
        (void)close(fd);
    if (high < 0)
        return vg_fail(err, VG_E_IO, "no memory for a document: %s", strerror(errno));
    rc = vg_write_all(high, bytes, n, err);
    if (rc == VG_OK &&
        (fcntl(high, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0 ||
         lseek(high, 0, SEEK_SET) != 0))
        rc = vg_fail(err, VG_E_IO, "cannot seal a document: %s", strerror(errno));
    if (rc != VG_OK)
        (void)close(high);
    else
        *out = high;
    return rc;
}

static void take_report(const struct vg_program_end *e, struct vg_helper_end *out)
{
    out->report.cpu_ms = e->cpu_ms;
    out->report.memory = e->memory;
    if (e->n_told < VG_PROGRAM_TOLD)
        return;
    out->report.is_closed = e->told[0] != 0;
    out->report.has_seccomp = e->told[1] != 0;
    out->report.landlock_abi = e->told[2];
    out->report.has_namespace = e->told[3] != 0;
    out->report.has_memory_limit = e->told[4] != 0;
}

static int judge(const struct vg_program *p, const struct plan *plan,
                 const struct vg_program_end *e, struct vg_helper_end *end, struct vg_err *err)
{
    if (!end->report.is_closed && !plan->is_weak)
        return vg_fail(err, VG_E_REFUSED,
                       "the walls around %s do not close on this machine, so it is not run; "
                       "--weak-box goes on without them (%s)",
                       p->name,
                       e->n_told < VG_PROGRAM_TOLD ? "the child did not get as far as its test"
                       : !end->report.has_seccomp  ? "seccomp is missing"
                                                   : "a socket or a file could be opened");
    end->has_ended = 1;
    end->status = WIFEXITED(e->status) ? WEXITSTATUS(e->status) : -1;
    if (WIFSIGNALED(e->status) &&
        (WTERMSIG(e->status) == SIGXCPU ||
         (WTERMSIG(e->status) == SIGKILL && e->cpu_ms >= 1000 * plan->walls.cpu_s)))
        return vg_fail(err, VG_E_LIMIT, "%s was stopped: it used more than %d s of processor time",
                       p->name, plan->walls.cpu_s);
    return vg_program_judge(p, e, err);
}

static int run(const struct vg_helper *h, const struct plan *plan, const char *const *words,
               struct vg_buf *out, struct vg_buf *said, struct vg_helper_end *end,
               struct vg_err *err)
{
    struct vg_program p = {
        .words = words,
        .name = vg_path_last(h->program),
        .env = environment,
        .walls = build_walls,
        .walls_w = plan,
        .stop = h->stop,
        .stop_w = h->stop_w,
        .first_words = said,
    };
    struct vg_program_end e;
    int rc = seal(h->in, h->n, &p.input, err);

    if (rc != VG_OK)
        return rc;
    p.run_ms = h->wall_ms > 0 ? h->wall_ms : 3000 * plan->walls.cpu_s;
    p.silence_ms = p.run_ms;
    rc = vg_program_run(&p, out, &e, err);
    (void)close(p.input);
    take_report(&e, end);
    return rc == VG_OK ? judge(&p, plan, &e, end, err) : rc;
}

int vg_helper_run(const struct vg_helper *h, struct vg_buf *out, struct vg_buf *words,
                  struct vg_helper_end *end, struct vg_err *err)
{
    struct plan plan = {
        .walls =
            {
                .program = h->program,
                .read = sights,
                .memory = h->memory > 0 ? h->memory : (size_t)VG_HELPER_MEMORY,
                .cpu_s = h->cpu_s > 0 ? h->cpu_s : VG_HELPER_CPU_S,
            },
        .is_weak = h->is_weak,
    };
    const char *argv[MOST_WORDS] = {h->program};
    struct vg_helper_end nobody;
    size_t n = 1;

    if (end == NULL)
        end = &nobody;
    *end = (struct vg_helper_end){0};
    if (access(h->program, X_OK) != 0)
        return vg_fail(err, VG_E_ABSENT, "there is no %s on this machine", h->program);
    if (h->n > (size_t)VG_MAX_HELPER_INPUT)
        return vg_fail(err, VG_E_LIMIT, "%zu bytes are more than a document may have (%lld MiB)",
                       h->n, (long long)(VG_MAX_HELPER_INPUT / MIB(1)));
    while (h->args[n - 1] != NULL && n + 1 < MOST_WORDS) {
        argv[n] = h->args[n - 1];
        n++;
    }
    return run(h, &plan, argv, out, words, end, err);
}
