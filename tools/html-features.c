/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * For tools/train-html.py: the features of every shown block of pages named on the
 * command line, as "FILE TAB features TAB text", features parted by spaces.
 */
#include <stdio.h>

#include "read/charset.h"
#include "read/html_page.h"

static void print_blocks(const char *path, const struct vg_page *page)
{
    for (size_t i = 0; i < page->block_count; i++) {
        const struct vg_page_block *b = &page->blocks[i];
        int32_t x[VG_PAGE_FEATURES];

        if (b->hidden || b->alt || b->form)
            continue;
        vg_page_features(page, i, x);
        printf("%s\t", path);
        for (size_t k = 0; k < VG_PAGE_FEATURES; k++)
            printf("%s%d", k > 0 ? " " : "", x[k]);
        printf("\t");
        for (size_t k = 0; k < b->len; k++) {
            char c = page->text.p[b->start + k];

            (void)putchar(c == '\n' || c == '\t' || c == '\r' ? ' ' : c);
        }
        (void)putchar('\n');
    }
}

static int read_page(const char *path)
{
    enum { MOST = 1 << 20 };
    static char bytes[MOST];
    VG_SCOPED_ARENA a = {0};
    struct vg_page page = {.a = &a};
    struct vg_str none = {"", 0};
    struct vg_charset_choice choice;
    struct vg_converted c;
    FILE *f = fopen(path, "rb");
    size_t len;

    if (f == NULL) {
        (void)fprintf(stderr, "%s cannot be opened\n", path);
        return 1;
    }
    len = fread(bytes, 1, MOST, f);
    (void)fclose(f);
    choice = vg_charset_choose(bytes, len, none, vg_charset_declared(bytes, len));
    vg_charset_convert(bytes, len, &choice, &a, &c);
    vg_page_build(&page, c.utf8.p, c.utf8.len);
    vg_page_main(&page);
    print_blocks(path, &page);
    vg_page_end(&page);
    return 0;
}

int main(int argc, char **argv)
{
    int bad = 0;

    for (int i = 1; i < argc; i++)
        bad |= read_page(argv[i]);
    return bad;
}
