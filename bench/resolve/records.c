/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How fast records are scored: records FILE.csv [ROUNDS] reads a table of FEBRL, compares all
 * candidates of the five textbook blocks by seven columns, counts their patterns, and prints
 * pairs a second of the processor, the candidates, and the most memory held.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/file.h"
#include "resolve/records.h"

static const char config[] =
    "{\"format\":1,\"id\":\"rec_id\",\"compare\":["
    "{\"column\":\"given_name\",\"kind\":\"jaro-winkler\",\"levels\":[0.85]},"
    "{\"column\":\"surname\",\"kind\":\"jaro-winkler\",\"levels\":[0.85]},"
    "{\"column\":\"date_of_birth\",\"kind\":\"exact\"},"
    "{\"column\":\"suburb\",\"kind\":\"jaro-winkler\",\"levels\":[0.85]},"
    "{\"column\":\"address_1\",\"kind\":\"levenshtein\",\"levels\":[0.85]},"
    "{\"column\":\"postcode\",\"kind\":\"exact\"},{\"column\":\"soc_sec_id\",\"kind\":\"exact\"}],"
    "\"block\":[[\"given_name\"],[\"surname\"],[\"date_of_birth\"],[\"postcode\"],"
    "[\"soc_sec_id\"]]}";

static double processor_seconds(void)
{
    struct rusage used;

    (void)getrusage(RUSAGE_SELF, &used);
    return (double)used.ru_utime.tv_sec + (double)used.ru_stime.tv_sec +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

int main(int argc, char **argv)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF text = {0};
    struct vg_records_config c;
    struct vg_records r;
    struct rusage used;
    struct vg_err err = {0};
    const long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 20;
    double before;
    int rc = vg_records_config_read(config, sizeof config - 1, &a, &c, &err);

    if (argc < 2)
        return 2;
    if (rc == VG_OK)
        rc = vg_file_read(argv[1], &text, &err);
    if (rc == VG_OK)
        rc = vg_records_read(&(struct vg_records_file){argv[1], text.p, text.len}, 1, &c, &a, &r,
                             &err);
    before = processor_seconds();
    for (long i = 0; rc == VG_OK && i < rounds; i++) { /* all of training: more than scoring */
        r.n_candidates = 0;
        rc = vg_records_train(&r, &err);
    }
    if (rc != VG_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    (void)getrusage(RUSAGE_SELF, &used);
    (void)printf("%.0f pairs/s, %lld candidates, %ld KiB\n",
                 (double)r.n_candidates * (double)rounds / (processor_seconds() - before),
                 (long long)r.n_candidates, used.ru_maxrss);
    return 0;
}
