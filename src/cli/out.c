/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/out.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

enum { POUR_FROM = 65536, USUAL_COLUMNS = 80, LEAST_COLUMNS = 40, MOST_COLUMNS = 200 };

void vg_out_open(struct vg_out *o, int fd)
{
    struct winsize size = {0};
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    o->fd = fd;
    o->columns = USUAL_COLUMNS;
    o->is_terminal = isatty(fd);
    if (!o->is_terminal)
        return;
    o->has_colour = (no_colour == NULL || no_colour[0] == '\0') && terminal != NULL &&
                    strcmp(terminal, "dumb") != 0;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        o->columns = size.ws_col;
    if (o->columns < LEAST_COLUMNS)
        o->columns = LEAST_COLUMNS;
    if (o->columns > MOST_COLUMNS)
        o->columns = MOST_COLUMNS;
}

int vg_out_flush(struct vg_out *o)
{
    struct vg_str rest = vg_buf_str(&o->b);

    while (rest.len > 0 && !o->is_gone && o->failure == 0) {
        ssize_t done = write(o->fd, rest.p, rest.len);

        if (done >= 0) {
            rest.p += done;
            rest.len -= (size_t)done;
        } else if (errno == EPIPE) {
            o->is_gone = 1;
        } else if (errno != EINTR) {
            o->failure = errno;
        }
    }
    vg_buf_clear(&o->b);
    return !o->is_gone && o->failure == 0;
}

int vg_out_pour(struct vg_out *o)
{
    return o->b.len < POUR_FROM ? !o->is_gone && o->failure == 0 : vg_out_flush(o);
}

int vg_out_close(struct vg_out *o, struct vg_err *err)
{
    (void)vg_out_flush(o);
    vg_buf_end(&o->b);
    if (o->failure != 0)
        return vg_fail(err, VG_E_IO, "cannot write the result: %s", strerror(o->failure));
    return VG_OK;
}

void vg_out_style(struct vg_out *o, enum vg_style style)
{
    static const char *const codes[] = {
        [VG_PLAIN] = "\033[0m", [VG_BOLD] = "\033[1m",  [VG_DIM] = "\033[2m",
        [VG_MARK] = "\033[4m",  [VG_GOOD] = "\033[32m", [VG_BAD] = "\033[31m",
    };

    if (o->has_colour)
        vg_puts(&o->b, codes[style]);
}

void vg_out_str(struct vg_out *o, struct vg_str s)
{
    vg_put_visible(&o->b, s, 0);
}

void vg_out_text(struct vg_out *o, const char *text)
{
    vg_out_str(o, vg_str(text));
}

void vg_out_styled(struct vg_out *o, enum vg_style style, const char *text)
{
    vg_out_style(o, style);
    vg_out_text(o, text);
    vg_out_style(o, VG_PLAIN);
}
