/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How quick charsets are chosen and converted, and languages named, on text made of a few
 * sentences: CPU time, the best of seven rounds, and a hash of what came out, which must be
 * the same on every machine.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/fnv.h"
#include "base/utf8_scan.h"
#include "read/charset.h"
#include "read/language.h"

enum { SIZE = 60000, ROUNDS = 7, TIMES = 20 };

static double seconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static uint32_t hash_of(struct vg_str s)
{
    return vg_fnv32_bytes(VG_FNV32, s.p, s.len);
}

static struct vg_str page_of(struct vg_arena *a, const char *sentence, const char *icu)
{
    VG_SCOPED_BUF b = {0};
    UErrorCode code = U_ZERO_ERROR;
    UChar *u = VG_NEW_ARRAY(a, UChar, 2 * (size_t)SIZE);
    char *out = vg_alloc(a, 4 * (size_t)SIZE);
    int32_t units, n;
    UConverter *c = ucnv_open(icu, &code);

    while (b.len + 256 < SIZE)
        vg_putf(&b, "<p class=\"text\">%s</p>\n", sentence);
    u_strFromUTF8(u, 2 * SIZE, &units, b.p, (int32_t)b.len, &code);
    n = ucnv_fromUChars(c, out, 4 * SIZE, u, units, &code);
    ucnv_close(c);
    return (struct vg_str){out, U_FAILURE(code) ? 0 : (size_t)n};
}

static void measure(const char *sentence, const char *icu, const char *said)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str page = page_of(&a, sentence, icu), label = vg_str(said), none = {"", 0};
    struct vg_charset_choice choice = {0};
    double choose = 1e9, convert = 1e9;
    uint32_t hash = 0;

    for (unsigned round = 0; round < ROUNDS; round++) {
        double t = seconds(), u;

        for (unsigned i = 0; i < TIMES; i++)
            choice = vg_charset_choose(page.p, page.len, label, none);
        u = seconds();
        choose = u - t < choose ? u - t : choose;
        t = seconds();
        for (unsigned i = 0; i < TIMES; i++) {
            VG_SCOPED_ARENA one = {0};
            struct vg_converted c;

            vg_charset_convert(page.p, page.len, &choice, &one, &c);
            hash = i == 0 ? hash_of(c.utf8) : hash;
        }
        u = seconds();
        convert = u - t < convert ? u - t : convert;
    }
    printf("%-12s said %-12s read as %-12s choose %8.1f us  convert %8.0f MB/s  %08x\n", icu, said,
           choice.name, choose * 1e6 / TIMES, (double)page.len * TIMES / convert / 1e6, hash);
}

static void measure_scan(const char *sentence)
{
    static const char *const names[] = {"plain", "ssse3", "avx2", "avx512"};
    VG_SCOPED_ARENA a = {0};
    struct vg_str page = page_of(&a, sentence, "UTF-8");

    for (enum vg_scan_path path = VG_SCAN_PLAIN; path < VG_SCAN_PATHS; path++) {
        double best = 1e9;
        size_t sum = 0;

        for (unsigned round = 0; vg_scan_has(path) && round < ROUNDS; round++) {
            double t = seconds(), u;

            for (unsigned i = 0; i < 10 * TIMES; i++)
                sum += vg_utf8_bad_by(path, page.p, page.len);
            u = seconds();
            best = u - t < best ? u - t : best;
        }
        printf("UTF-8 looked through, %s: %.1f GB/s (%zu)\n", names[path],
               (double)page.len * 10 * TIMES / best / 1e9, sum);
    }
}

static void measure_language(const char *sentence)
{
    VG_SCOPED_ARENA a = {0};
    const char *text = vg_print(&a, "%s %s %s", sentence, sentence, sentence);
    struct vg_language l = {"", ""};
    double best = 1e9;

    for (unsigned round = 0; round < ROUNDS; round++) {
        double t = seconds(), u;

        for (unsigned i = 0; i < 10 * TIMES; i++)
            l = vg_language_of(vg_str(text));
        u = seconds();
        best = u - t < best ? u - t : best;
    }
    printf("language %s: %zu bytes, %.1f us\n", l.language, strlen(text), best * 1e6 / 10 / TIMES);
}

int main(void)
{
    static const char zh[] =
        "市政府自星期一起封闭大桥，以便修理桥墩，请过往车辆绕行 (2022-03-14)。";
    static const char hant[] =
        "市政府自星期一起封閉大橋，以便修理橋墩，請過往車輛繞行 (2022-03-14)。";
    static const char ja[] = "市は月曜日から橋を閉鎖し、橋脚の修理を行います。";
    static const char ko[] = "시는 월요일부터 다리를 폐쇄하고 교각을 수리할 예정이다.";
    static const char ru[] = "Сильный дождь размыл часть железной дороги, и поезда опаздывали.";
    static const char fr[] =
        "La mairie fermera le pont dès lundi afin que les piliers soient réparés.";
    static const char en[] =
        "The court found no evidence that the officers had asked before they came.";

    measure_scan(zh);
    measure(en, "UTF-8", "");
    measure(zh, "UTF-8", "gb2312");
    measure(zh, "gb18030", "gb2312");
    measure(zh, "gb18030", "");
    measure(hant, "Big5", "big5");
    measure(hant, "Big5", "gb2312");
    measure(ja, "Shift_JIS", "shift_jis");
    measure(ja, "EUC-JP", "");
    measure(ko, "windows-949-2000", "");
    measure(ru, "windows-1251", "windows-1251");
    measure(ru, "windows-1251", "");
    measure(fr, "windows-1252", "iso-8859-1");
    measure(fr, "windows-1252", "");
    measure_language(en);
    measure_language(fr);
    measure_language(ru);
    measure_language(zh);
    return 0;
}
