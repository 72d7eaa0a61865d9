/* SPDX-License-Identifier: AGPL-3.0-or-later */

/*
 * Writes a log for another program to check: make_log FOLDER SIZE…, sizes rising,
 * FIRST-LAST for all between.
 * At each size, with the known test key: checkpoint.SIZE, the tiles and bundles that
 * are new, proof.SIZE of one leaf, and growth.SIZE: a line with an earlier size, then
 * the hashes in base64, one a line.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../seal_log.h"
#include "base/digits.h"
#include "seal/line.h"
#include "seal/proof.h"

static const char seed_hex[] = "03a4265a77bb5a6cb6afbbf41d914bf5c5588c766da21d293f085dc574cf9cee";

static void stop(const char *what)
{
    (void)fprintf(stderr, "make_log: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* Not synced: this log is thrown away. */
static int put_file(void *w, const char *path, const void *bytes, size_t n, struct vg_err *err)
{
    char whole[512];
    FILE *f;

    (void)err;
    (void)snprintf(whole, sizeof whole, "%s/%s", (const char *)w, path);
    for (char *p = strchr(whole + strlen(w) + 1, '/'); p != NULL; p = strchr(p + 1, '/')) {
        *p = '\0';
        if (mkdir(whole, 0700) != 0 && errno != EEXIST)
            stop(whole);
        *p = '/';
    }
    f = fopen(whole, "wb");
    if (f == NULL || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
        stop(whole);
    return VG_OK;
}

static void put_buf(char *folder, const char *name, uint64_t size, const struct vg_buf *b)
{
    char path[64];

    (void)snprintf(path, sizeof path, "%s.%llu", name, (unsigned long long)size);
    (void)put_file(folder, path, b->p, b->len, NULL);
}

static void put_proofs(char *folder, struct mem_log *log, uint64_t size, struct vg_str note)
{
    struct vg_tree_source from = {mem_log_hash, log};
    struct vg_proof p = {.index = size * 5 / 7, .checkpoint = note};
    uint64_t old = size * 3 / 5;
    VG_SCOPED_BUF proof = {0}, growth = {0};
    struct vg_tree_proof way;

    if (size == 0)
        return;
    if (vg_tree_prove(&from, &log->sha, p.index, size, &p.path, NULL) != VG_OK ||
        vg_proof_write(&p, &proof, NULL) != VG_OK ||
        vg_tree_prove_growth(&from, &log->sha, old, size, &way, NULL) != VG_OK)
        stop("no proof");
    put_buf(folder, "proof", size, &proof);
    vg_putf(&growth, "%llu\n", (unsigned long long)old);
    for (size_t i = 0; i < way.n; i++) {
        vg_put_base64(&growth, way.hash[i], VG_HASH_SIZE);
        vg_putc(&growth, '\n');
    }
    put_buf(folder, "growth", size, &growth);
}

static void put_size(char *folder, struct mem_log *log, const struct vg_signer *s, uint64_t since,
                     uint64_t size)
{
    struct vg_tree_source tree = {mem_log_hash, log};
    struct vg_entry_source entries = {mem_log_entry, log};
    struct vg_tile_sink to = {put_file, folder};
    struct vg_checkpoint c;
    VG_SCOPED_BUF note = {0};

    while (log->n < size)
        mem_log_add_line(log);
    c = mem_log_checkpoint(log, size);
    if (vg_checkpoint_sign(&c, s, &note, NULL) != VG_OK ||
        vg_tiles_write(since, size, &tree, &entries, &to, NULL) != VG_OK)
        stop("no log");
    put_proofs(folder, log, size, vg_buf_str(&note));
    put_buf(folder, "checkpoint", size, &note);
}

int main(int argc, char **argv)
{
    struct mem_log log = {0};
    unsigned char seed[VG_SIGN_SEED];
    VG_SCOPED_SIGNER s = {0};
    uint64_t since = 0, from, to;

    if (argc < 3 || !vg_line_hex(vg_str(seed_hex), seed, sizeof seed))
        return 2;
    vg_signer_from_seed(&s, seed);
    for (int i = 2; i < argc; i++) {
        char *dash = strchr(argv[i], '-');

        from = strtoull(argv[i], NULL, 10);
        to = dash == NULL ? from : strtoull(dash + 1, NULL, 10);
        for (uint64_t size = from; size <= to; size++) {
            put_size(argv[1], &log, &s, since, size);
            since = size;
        }
    }
    mem_log_end(&log);
    return 0;
}
