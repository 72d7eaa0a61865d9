/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "read/language.h"

/* Sentences written for this test. */
static void languages_are_told_apart(void **state)
{
    static const struct {
        const char *text, *language, *script;
    } rows[] = {
        {"The office was closed in November and nobody has answered the door since then.", "en",
         "Latn"},
        {"Das Büro wurde im November geschlossen, und seitdem hat niemand die Tür geöffnet.", "de",
         "Latn"},
        {"Le bureau a été fermé en novembre et personne n'a ouvert la porte depuis ce jour.", "fr",
         "Latn"},
        {"La oficina fue cerrada en noviembre y desde entonces nadie ha abierto la puerta.", "es",
         "Latn"},
        {"L'ufficio è stato chiuso a novembre e da allora nessuno ha più aperto la porta.", "it",
         "Latn"},
        {"O escritório foi fechado em novembro e desde então ninguém abriu a porta da casa, mas há "
         "quem não acredite.",
         "pt", "Latn"},
        {"Het kantoor is in november gesloten en sindsdien heeft niemand de deur geopend.", "nl",
         "Latn"},
        {"Kancelář byla v listopadu zavřena a od té doby nikdo neotevřel, ale policie to po roce "
         "prověřuje.",
         "cs", "Latn"},
        {"Biuro zostało zamknięte w listopadzie i od tego czasu nikt nie otworzył drzwi, ale to "
         "jest pewne.",
         "pl", "Latn"},
        {"Ofis kasım ayında kapatıldı ve o günden sonra hiç kimse kapıyı açmadı ama bu bir sorun "
         "olarak var.",
         "tr", "Latn"},
        {"Văn phòng đã bị đóng cửa vào tháng mười một và từ đó không có ai mở cửa.", "vi", "Latn"},
        {"Kantor itu ditutup pada bulan November dan sejak saat itu tidak ada orang yang membuka "
         "pintu.",
         "id", "Latn"},
        {"办公室已于十一月关闭，此后无人应门。", "zh", "Hans"},
        {"辦公室已於十一月關閉，此後無人應門。", "zh", "Hant"},
        {"公安", "zh", ""},
        {"事務所は十一月に閉鎖され、それ以来だれも出てこない。", "ja", "Jpan"},
        {"사무실은 11월에 문을 닫았고 그 뒤로 아무도 문을 열지 않았다.", "ko", "Kore"},
        {"Офис закрыли в ноябре, и с тех пор никто не открывал дверь; этот адрес известен.", "ru",
         "Cyrl"},
        {"Офіс закрили в листопаді, і відтоді ніхто не відчиняв дверей.", "uk", "Cyrl"},
        {"Канцеларија је затворена у новембру и од тада нико није отворио врата.", "sr", "Cyrl"},
        {"أغلق المكتب في نوفمبر ولم يفتح أحد الباب منذ ذلك الحين.", "ar", "Arab"},
        {"دفتر در ماه نوامبر بسته شد و پس از آن کسی در را باز نکرد که چیزی بگوید.", "fa", "Arab"},
        {"Safeguard", "und", "Latn"},
        {"Harbour Lane 8, Saint-Leon", "und", "Latn"},
        {"2022-03-14 12:00", "und", ""},
        {"", "und", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_language l = vg_language_of(vg_str(rows[i].text));

        ROW_CHECK(i, l.language, strcmp(l.language, rows[i].language) == 0);
        ROW_CHECK(i, l.script, strcmp(l.script, rows[i].script) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
