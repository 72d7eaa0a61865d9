/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How fast claims are suggested, in MB of text a second: files are put behind each
 * other and repeated, 1 MiB and 8 MiB of them. Without files, two sentences of
 * Chinese and two of English. The second line must not be slower than the first.
 *
 *     bench_suggest [FILE…]
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "claim/suggest.h"

static const char *const samples[] = {
    "去年4月至今年8月，全省共破获案件2.36万起，从境外劝返人员1.8万余名，同比上升12.5%。"
    "该局发言人介绍，行动中未发现刑讯逼供情形，有关工作仍在进行之中。\n",
    "The ministry said on Monday that at least 17 offices in nine countries had been closed "
    "since 2019. Nobody has been charged so far, according to the Dory Institute.\n",
};

static int count(void *w, const struct vg_claim *claims, size_t n, struct vg_err *err)
{
    (void)claims;
    (void)err;
    *(size_t *)w += n;
    return VG_OK;
}

static void measure(struct vg_str once, size_t bytes, const char *name)
{
    VG_SCOPED_BUF text = {0};
    struct vg_suggest_in in = {.date = "2023-09-12"};
    const char *note;
    struct vg_err err;
    size_t n = 0;
    clock_t start; /* of this program alone: others may be at work */
    double ms;

    while (once.len > 0 && text.len < bytes)
        vg_put_str(&text, once);
    in.text = vg_buf_str(&text);
    start = clock();
    if (vg_suggest_each(&in, count, &n, &note, &err) != VG_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
        return;
    }
    ms = (double)(clock() - start) * 1000.0 / CLOCKS_PER_SEC;
    (void)printf("%-8s %5.1f MiB %8zu claims %6.0f ms %6.1f MB/s\n", name,
                 (double)text.len / 1048576.0, n, ms,
                 (double)text.len / 1000.0 / (ms > 0 ? ms : 1));
}

static int add_file(const char *name, struct vg_buf *out)
{
    char bytes[65536];
    FILE *f = fopen(name, "rb");
    size_t n;

    if (!f)
        return 0;
    while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
        vg_put(out, bytes, n);
    (void)fclose(f);
    vg_putc(out, '\n');
    return 1;
}

int main(int argc, char **argv)
{
    static const size_t sizes[] = {1 << 20, 8 << 20};

    for (size_t s = 0; s < 2; s++) {
        VG_SCOPED_BUF files = {0};

        for (int i = 1; i < argc; i++)
            if (!add_file(argv[i], &files))
                return fprintf(stderr, "bench_suggest: %s: cannot read\n", argv[i]), 1;
        if (argc > 1) {
            measure(vg_buf_str(&files), sizes[s], "files");
            continue;
        }
        measure(vg_str(samples[0]), sizes[s], "Chinese");
        measure(vg_str(samples[1]), sizes[s], "English");
    }
    return 0;
}
