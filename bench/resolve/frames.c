/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Shows how names are taken apart, one a line of standard input; of two with a tab between them
 * also how they compare; with -p the verdict alone. With -t and a file: reads all its lines again
 * and again for a second and prints names a second.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/limits.h"
#include "resolve/frame_compare.h"

static void show_set(const char *what, struct vg_area_set s)
{
    VG_SCOPED_BUF b = {0};

    printf("  %s:", what);
    for (size_t i = 0; i < s.n && i < 6; i++) {
        vg_buf_clear(&b);
        vg_area_put(&b, s.ids[i]);
        printf(" %u [%s]", s.ids[i], b.p);
    }
    printf(s.n > 6 ? " ... %zu\n" : "\n", s.n);
}

static void show(const struct vg_name *n)
{
    const struct vg_frame *f = n->frame;

    printf("%.*s\n ", (int)n->surface.len, n->surface.p);
    for (size_t i = 0; i < n->n; i++)
        printf(" %.*s/%.*s/%.*s", (int)n->tokens[i].text.len, n->tokens[i].text.p,
               (int)n->tokens[i].reading[0].len, n->tokens[i].reading[0].p,
               (int)n->tokens[i].skeleton.len, n->tokens[i].skeleton.p);
    printf("\n");
    if (f == NULL)
        return;
    printf("  head %s over %s part %s number %u%s%s\n", vg_head_row(f->head)->id,
           vg_head_row(f->over)->id, vg_head_row(f->part)->id, f->number, f->is_torn ? " torn" : "",
           f->is_located ? " located" : "");
    for (size_t i = 0; i < f->n_slots; i++)
        show_set(f->slots[i].is_host ? "host slot" : "slot", f->slots[i].set);
    show_set("place", f->place);
    for (size_t i = 0; i < f->n_core; i++)
        printf("  core %.*s\n", (int)n->tokens[f->core[i]].text.len, n->tokens[f->core[i]].text.p);
}

static void show_pair(const struct vg_name *x, const struct vg_name *y)
{
    struct vg_frame_comparison c;
    const char *suggest;

    if (x->frame == NULL || y->frame == NULL)
        return;
    vg_frame_compare(x, y, &c);
    suggest = vg_frame_suggest_word(c.suggest);
    printf("=> %s%s%s\n", vg_frame_verdict_word(c.verdict), suggest == NULL ? "" : ", ",
           suggest == NULL ? "" : suggest);
    for (size_t i = 0; i < c.n; i++) {
        const struct vg_frame_evidence *e = &c.list[i];

        printf("   %s %s [%.*s] [%.*s] %s\n",
               vg_frame_feature_word((enum vg_frame_feature)e->feature),
               vg_frame_level_word((enum vg_frame_level)e->level), e->left.len,
               x->surface.p + e->left.at, e->right.len, y->surface.p + e->right.at, e->rule);
    }
}

static void show_line(const char *line, size_t len)
{
    VG_SCOPED_ARENA a = {0};
    const char *tab = memchr(line, '\t', len);
    const size_t first = tab == NULL ? len : (size_t)(tab - line);
    struct vg_name x, y;

    vg_name_read((struct vg_str){line, first}, (struct vg_str){NULL, 0}, &a, &x);
    show(&x);
    if (tab == NULL)
        return;
    vg_name_read((struct vg_str){tab + 1, len - first - 1}, (struct vg_str){NULL, 0}, &a, &y);
    show(&y);
    show_pair(&x, &y);
}

/* The verdict alone; a name without a frame is unsure. */
static void judge_line(const char *line, size_t len)
{
    VG_SCOPED_ARENA a = {0};
    const char *tab = memchr(line, '\t', len);
    struct vg_frame_comparison c = {.verdict = VG_FRAME_UNSURE};
    struct vg_name x, y;

    if (tab == NULL)
        return;
    vg_name_read((struct vg_str){line, (size_t)(tab - line)}, (struct vg_str){NULL, 0}, &a, &x);
    vg_name_read((struct vg_str){tab + 1, len - (size_t)(tab - line) - 1}, (struct vg_str){NULL, 0},
                 &a, &y);
    if (x.frame != NULL && y.frame != NULL)
        vg_frame_compare(&x, &y, &c);
    puts(vg_frame_verdict_word(c.verdict));
}

static double seconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void measure(const struct vg_buf *text)
{
    VG_SCOPED_ARENA a = {0};
    const double start = seconds();
    size_t names = 0, frames = 0;

    while (seconds() - start < 1.0)
        for (size_t at = 0; at < text->len;) {
            const char *end = memchr(text->p + at, '\n', text->len - at);
            const size_t n = end == NULL ? text->len - at : (size_t)(end - (text->p + at));
            struct vg_name x;

            vg_name_read((struct vg_str){text->p + at, n}, (struct vg_str){NULL, 0}, &a, &x);
            frames += x.frame != NULL;
            vg_arena_clear(&a);
            names++;
            at += n + 1;
        }
    printf("%.0f names/s, %.1f %% with a frame\n", (double)names / (seconds() - start),
           100.0 * (double)frames / (double)names);
}

int main(int argc, char **argv)
{
    const int judges = argc == 2 && strcmp(argv[1], "-p") == 0;
    char line[4096];

    if (argc == 3 && strcmp(argv[1], "-t") == 0) {
        VG_SCOPED_BUF text = {.max = (size_t)MIB(256)};
        struct vg_err err;

        if (vg_file_read(argv[2], &text, &err) != VG_OK)
            return fprintf(stderr, "%s\n", err.text) > 0;
        measure(&text);
        return 0;
    }
    while (fgets(line, sizeof line, stdin) != NULL)
        (judges ? judge_line : show_line)(line, strcspn(line, "\n"));
    return 0;
}
