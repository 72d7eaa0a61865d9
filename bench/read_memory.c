/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What reading costs in memory at worst: inputs as large as one document may be, each made to
 * cost as much as it can, read as the closed child reads them, each in a process of its own.
 * Prints the most that was resident, the input included, in MiB. A name reads that one only.
 *
 *     build/bench/read_memory [NAME…]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "read/read.h"
#include "read/read_job.h"

enum { FULL = VG_MAX_DOCUMENT };

static const struct input {
    const char *name, *media, *file;
    const char *head, *unit, *tail;
    int base64; /* the unit is repeated in base64, in lines */
} inputs[] = {
    {"rtf notes", "application/rtf", "a.rtf", "{\\rtf1 ", "{\\footnote a}b", "}", 0},
    {"rtf hex", "application/rtf", "a.rtf", "{\\rtf1 ", "\\'e9x", "}", 0},
    {"rtf units", "application/rtf", "a.rtf", "{\\rtf1 ", "\\u228?", "}", 0},
    {"rtf text", "application/rtf", "a.rtf", "{\\rtf1 ", "{\\footnote abcdefghij klmnop}words too ",
     "}", 0},
    {"csv", "text/csv", "a.csv", "", "a,b\n", "", 0},
    {"csv long", "text/csv", "a.csv", "", "abcdefghijklmnop,qrstuvwxyzabc\n", "", 0},
    {"csv quoted", "text/csv", "a.csv", "", "\"a\"\"b\",b\n", "", 0},
    {"json", "application/json", "a.json", "[", "\"a\",", "1]", 0},
    {"json escapes", "application/json", "a.json", "[", "\"a\\u00e4b\",", "1]", 0},
    {"json long", "application/json", "a.json", "[", "{\"name\":\"a value of some words\"},", "1]",
     0},
    {"xml", "application/xml", "a.xml", "<?xml version=\"1.0\"?><a>", "<b>c</b>", "</a>", 0},
    {"markdown", "text/markdown", "a.md", "# A\n\n", "- *b* c\n", "", 0},
    {"text", "text/plain", "a.txt", "", "One line of it that says something.\n\n", "", 0},
    {"latin", "text/plain; charset=iso-8859-1", "a.txt", "", "\xe9t\xe9 \xe9\xe9\xe9\n", "", 0},
    {"gb18030", "text/plain; charset=gb18030", "a.txt", "", "\xd6\xd0\xb9\xfa\xc8\xcb\n", "", 0},
    {"html", "text/html", "a.html", "<!doctype html>", "<p>a<b>b</b>", "", 0},
    {"html refs", "text/html", "a.html", "<!doctype html>", "<p>&eacute;a", "", 0},
    {"html text", "text/html", "a.html", "<!doctype html>",
     "<p>A paragraph of some words that go on, and on. ", "", 0},
    {"html gb18030", "text/html; charset=gb18030", "a.html", "<!doctype html><meta charset=gbk>",
     "<p>\xd6\xd0\xb9\xfa\xc8\xcb\xc3\xf1", "", 0},
    {"html data", "text/html", "a.html", "<!doctype html><p>a<img src=\"data:image/png;base64,",
     "iVBORw0KGgoAAAANSUhEUgAA", "\"><p>b", 0},
    {"mail text", "message/rfc822", "a.eml",
     "From: a@b.c\r\nTo: d@e.f\r\nSubject: g\r\nMIME-Version: 1.0\r\nContent-Type: "
     "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
     "Some words of a letter.\n", "", 1},
    {"mail html", "message/rfc822", "a.eml",
     "From: a@b.c\r\nTo: d@e.f\r\nSubject: g\r\nMIME-Version: 1.0\r\nContent-Type: "
     "text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
     "<p>Some words</p><p>a", "", 1},
    {"mail latin", "message/rfc822", "a.eml",
     "From: a@b.c\r\nTo: d@e.f\r\nSubject: g\r\nMIME-Version: 1.0\r\nContent-Type: "
     "text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n",
     "<p>\xe9\xe9\xe9\xe9\xe9 \xe9\xe9", "", 1},
    {"mbox", "application/mbox", "a.mbox", "",
     "From a Mon Nov 30 10:00:00 2026\nFrom: a@b.c\nSubject: d\n\nText.\n\n", "", 0},
};

static size_t put_base64(const char *unit, char *out, size_t room)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = strlen(unit), at = 0, used = 0, column = 0;

    while (used + 6 < room) {
        unsigned v = 0;

        for (int i = 0; i < 3; i++)
            v = v << 8 | (unsigned char)unit[at++ % n];
        for (int i = 0; i < 4; i++)
            out[used++] = digits[v >> (18 - 6 * i) & 63U];
        column += 4;
        if (column == 76) {
            out[used++] = '\r';
            out[used++] = '\n';
            column = 0;
        }
    }
    return used;
}

static size_t fill(const struct input *in, char *out)
{
    size_t head = strlen(in->head), tail = strlen(in->tail), n = strlen(in->unit), at = head;

    memcpy(out, in->head, head);
    if (in->base64)
        at += put_base64(in->unit, out + at, FULL - head - tail);
    else
        for (; at + n + tail <= FULL; at += n)
            memcpy(out + at, in->unit, n);
    memcpy(out + at, in->tail, tail);
    return at + tail;
}

/* As read_job.c does it in the child. */
static int read_it(const struct input *in)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF out = {.max = (size_t)VG_BOX_OUTPUT};
    char *bytes = vg_malloc(FULL);
    struct vg_read_input input = {
        .bytes = bytes, .media = vg_str(in->media), .name = vg_str(in->file)};
    struct vg_text t;
    struct vg_err err = {0};
    struct rusage use;
    int rc;

    input.len = fill(in, bytes);
    rc = vg_read(&input, &a, &t, &err);
    if (rc == VG_OK) {
        vg_read_give_back(bytes, FULL);
        vg_text_fit(&t, out.max, &a);
        vg_text_write(&t, &out);
    }
    (void)getrusage(RUSAGE_SELF, &use);
    (void)printf("%-14s %5ld MiB  %6.2f s  ", in->name, use.ru_maxrss / 1024,
                 (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec +
                     (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6);
    if (rc == VG_OK)
        (void)printf("%s: text %zu, blocks %zu, runs %zu, notes %zu, message %zu%s\n", t.reader.p,
                     t.text.len, t.block_count, t.run_count, t.damage_count + t.odd_count, out.len,
                     out.full ? " (too large)" : "");
    else
        (void)printf("%s\n", err.text);
    (void)fflush(stdout);
    free(bytes);
    return rc;
}

static int is_wanted(const char *name, int argc, char **argv)
{
    int found = argc < 2;

    for (int i = 1; i < argc; i++)
        found |= strcmp(name, argv[i]) == 0;
    return found;
}

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        pid_t child;
        int status;

        if (!is_wanted(inputs[i].name, argc, argv))
            continue;
        child = fork();
        if (child == 0)
            _exit(read_it(&inputs[i]) == VG_OK ? 0 : 1);
        if (child < 0 || waitpid(child, &status, 0) != child)
            return 1;
        if (WIFSIGNALED(status))
            (void)printf("%-14s killed by signal %d\n", inputs[i].name, WTERMSIG(status));
    }
    return 0;
}
