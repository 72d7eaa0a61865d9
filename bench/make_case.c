/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Writes import lines for a large made-up case to standard output:
 *
 *     make_case SOURCES CLAIMS > big.jsonl; vigil import big.vigil big.jsonl
 *
 * Notes of about 2 KB with one numbered sentence for each claim, in English and
 * Chinese; claims of all common kinds, forty countries, a few hundred speakers,
 * roots and replies. The same arguments give the same bytes.
 */
#include <inttypes.h>
#include <stdint.h>

static uint64_t state = 88172645463325252U;

static unsigned draw(unsigned below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % below);
}

static const char *const countries[] = {"CA", "US", "GB", "IE", "NL", "DE", "FR", "ES", "PT", "IT",
                                        "CZ", "HR", "RS", "HU", "AT", "SE", "NO", "DK", "FI", "PL",
                                        "GR", "CY", "UA", "TR", "JP", "KR", "KH", "VN", "ID", "BR",
                                        "AR", "CL", "PE", "EC", "ZA", "NG", "ET", "TZ", "AU", "NZ"};
static const char *const nouns[] = {"station",  "office",   "person", "case",
                                    "document", "incident", "city",   "country"};

static void put_note(unsigned n, unsigned claims)
{
    printf("{\"type\":\"source-note\",\"ref\":\"n%u\",\"label\":\"Note %u\",\"url\":"
           "\"https://example.org/%u\",\"date\":\"20%02u-%02u-%02u\",\"publisher\":\"Paper %u\","
           "\"language\":\"en\",\"kind\":\"press\",\"text\":\"Note %u\\nNote in our own words.\\n",
           n, n, n, 18 + n % 7, 1 + n % 12, 1 + n % 28, n % 200, n);
    for (unsigned i = 0; i < claims; i++)
        printf("Sentence %u.%u says that %u things were counted in place %u. ", n, i, draw(900), i);
    for (unsigned i = 0; i < 24; i++)
        printf("The %s near %s told reporters that station %u and word %u were seen; "
               "福州市公安局在第%u处设立服务站。",
               nouns[draw(8)], countries[draw(40)], draw(5000), draw(20000), draw(300));
    printf("\"}\n");
}

static void put_claim(unsigned note, unsigned i, unsigned id)
{
    static const char *const kinds[] = {"quantity", "quantity", "quantity", "existence", "event"};
    static const char *const standing[] = {"official-claim", "official-statement", "undisputed"};
    const char *kind = kinds[draw(5)];
    unsigned n = draw(900), year = 2018 + draw(7), month = 1 + draw(12);

    printf("{\"type\":\"claim\",\"id\":\"k%u\",\"kind\":\"%s\",\"subject\":\"thing %u\","
           "\"predicate\":\"%s\",\"object\":null,",
           id, kind, draw(4000), draw(2) == 0 ? "identified" : "operates");
    if (draw(4) == 0)
        printf("\"quantity\":{\"lower\":%u,\"op\":\"at-least\",\"unit\":\"%s\"},", n,
               nouns[draw(8)]);
    else
        printf("\"quantity\":{\"value\":%u,\"lower\":%u,\"upper\":%u,\"op\":\"exact\",\"unit\":\"%"
               "s\"},",
               n, n, n, nouns[draw(8)]);
    printf(
        "\"period\":{\"from\":\"%u-%02u\",\"to\":\"%u-%02u\",\"inferred\":[]},\"place\":[\"%s\"],"
        "\"attribution\":[{\"speaker\":\"Speaker %u\",\"as\":\"report\",\"date\":\"%u-%02u\"},"
        "{\"speaker\":\"Paper %u\",\"as\":\"text\"}],\"hedges\":[],\"stance\":\"asserts\","
        "\"standing\":[{\"value\":\"%s\",\"speaker\":\"Speaker %u\",\"date\":\"%u-%02u\"}],"
        "\"passage\":{\"source\":\"n%u\",\"quote\":\"Sentence %u.%u says\"},\"language\":\"en\","
        "\"roots\":[\"root:%u\"]}\n",
        year, month, year, month, countries[draw(40)], draw(300), year, month, note % 200,
        standing[draw(3)], draw(300), year, month, note, note, i, draw(2000));
}

static unsigned number(const char *text)
{
    unsigned n = 0;

    for (; *text >= '0' && *text <= '9'; text++)
        n = 10 * n + (unsigned)(*text - '0');
    return n;
}

int main(int argc, char **argv)
{
    unsigned sources = argc > 1 ? number(argv[1]) : 10000;
    unsigned claims = argc > 2 ? number(argv[2]) : 50000;
    unsigned each = sources == 0 ? 0 : claims / sources;

    for (unsigned i = 0; i < 2000; i++)
        printf("{\"type\":\"root\",\"name\":\"root:%u\",\"what\":\"report %u\",\"speaker\":"
               "\"Speaker %u\"}\n",
               i, i, i % 300);
    for (unsigned i = 0; i < sources; i++)
        put_note(i, each);
    for (unsigned i = 0; i < sources; i++)
        for (unsigned k = 0; k < each; k++)
            put_claim(i, k, i * each + k);
    return 0;
}
