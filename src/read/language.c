/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/language.h"

#include <string.h>

#include "base/utf8.h"
#include "read/han.h"

/* -- scripts ---------------------------------------------------------------------- */
enum script {
    LATIN,
    CYRILLIC,
    ARABIC,
    HAN,
    KANA,
    HANGUL,
    GREEK,
    HEBREW,
    THAI,
    ARMENIAN,
    GEORGIAN,
    TIBETAN,
    MONGOLIAN,
    DEVANAGARI,
    KHMER,
    BURMESE,
    LAO,
    SCRIPTS,
};

/* A script that one language stands for, as far as this program goes. */
static const struct {
    const char *code, *language;
} scripts[SCRIPTS] = {
    [LATIN] = {"Latn", "und"},    [CYRILLIC] = {"Cyrl", "und"},   [ARABIC] = {"Arab", "ar"},
    [HAN] = {"", "zh"},           [KANA] = {"Jpan", "ja"},        [HANGUL] = {"Kore", "ko"},
    [GREEK] = {"Grek", "el"},     [HEBREW] = {"Hebr", "he"},      [THAI] = {"Thai", "th"},
    [ARMENIAN] = {"Armn", "hy"},  [GEORGIAN] = {"Geor", "ka"},    [TIBETAN] = {"Tibt", "bo"},
    [MONGOLIAN] = {"Mong", "mn"}, [DEVANAGARI] = {"Deva", "und"}, [KHMER] = {"Khmr", "km"},
    [BURMESE] = {"Mymr", "my"},   [LAO] = {"Laoo", "lo"},
};

static const struct {
    uint32_t first, last;
    enum script script;
} ranges[] = {
    {0x41, 0x5a, LATIN},        {0x61, 0x7a, LATIN},         {0xc0, 0x24f, LATIN},
    {0x370, 0x3ff, GREEK},      {0x400, 0x52f, CYRILLIC},    {0x531, 0x58f, ARMENIAN},
    {0x591, 0x5f4, HEBREW},     {0x620, 0x6d5, ARABIC},      {0x6fa, 0x77f, ARABIC},
    {0x900, 0x97f, DEVANAGARI}, {0xe01, 0xe5b, THAI},        {0xe81, 0xedf, LAO},
    {0xf00, 0xfff, TIBETAN},    {0x1000, 0x109f, BURMESE},   {0x10a0, 0x10ff, GEORGIAN},
    {0x1780, 0x17ff, KHMER},    {0x1820, 0x18af, MONGOLIAN}, {0x1e00, 0x1eff, LATIN},
    {0x3041, 0x309f, KANA},     {0x30a1, 0x30fa, KANA},      {0xac00, 0xd7a3, HANGUL},
};

static int script_of(uint32_t c)
{
    if (c >= 0x3400 && vg_is_han(c))
        return HAN;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c <= ranges[i].last)
            return c >= ranges[i].first ? (int)ranges[i].script : -1;
    return -1;
}

/* -- small words -------------------------------------------------------------------- */
static const char *const languages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "cs",
                                        "pl", "tr", "vi", "id", "sv", "hu", "ro"};

enum { LANGUAGES = sizeof languages / sizeof *languages };

/* clang-format off */
/* Each with the languages that have it, one bit each in the order above. Chosen
 * by hand among the commonest words; what several share says little and counts
 * for each of them. Sorted by bytes. */
static const struct word {
    char word[16];
    uint16_t in;
} words[] = {
    {"a", 0x60a0},
    {"aan", 0x40},
    {"aber", 0x2},
    {"about", 0x1},
    {"această", 0x4000},
    {"acest", 0x4000},
    {"ada", 0x800},
    {"adalah", 0x800},
    {"after", 0x1},
    {"ai", 0x10},
    {"akan", 0x800},
    {"aki", 0x2000},
    {"akkor", 0x2000},
    {"al", 0x4018},
    {"ale", 0x4180},
    {"all", 0x1},
    {"alla", 0x1010},
    {"als", 0x42},
    {"also", 0x1},
    {"am", 0x2},
    {"ama", 0x200},
    {"amely", 0x2000},
    {"an", 0x3},
    {"ancak", 0x200},
    {"anche", 0x10},
    {"and", 0x1},
    {"anni", 0x10},
    {"any", 0x1},
    {"ao", 0x20},
    {"après", 0x4},
    {"are", 0x1},
    {"as", 0x21},
    {"at", 0x1},
    {"atau", 0x800},
    {"att", 0x1000},
    {"até", 0x20},
    {"au", 0x4004},
    {"auch", 0x2},
    {"auf", 0x2},
    {"aus", 0x2},
    {"aux", 0x4},
    {"av", 0x1000},
    {"avec", 0x4},
    {"az", 0x2000},
    {"azt", 0x2000},
    {"años", 0x8},
    {"až", 0x80},
    {"bahwa", 0x800},
    {"be", 0x1},
    {"been", 0x1},
    {"bei", 0x2},
    {"bij", 0x40},
    {"bir", 0x200},
    {"bis", 0x2},
    {"bisa", 0x800},
    {"bu", 0x200},
    {"but", 0x1},
    {"by", 0x81},
    {"byl", 0x80},
    {"być", 0x100},
    {"był", 0x100},
    {"była", 0x100},
    {"było", 0x100},
    {"být", 0x80},
    {"bị", 0x400},
    {"ca", 0x4000},
    {"can", 0x1},
    {"care", 0x4000},
    {"ce", 0x4},
    {"ces", 0x4},
    {"cette", 0x4},
    {"che", 0x10},
    {"cho", 0x400},
    {"com", 0x20},
    {"come", 0x10},
    {"comme", 0x4},
    {"como", 0x28},
    {"con", 0x18},
    {"csak", 0x2000},
    {"cu", 0x4000},
    {"cuando", 0x8},
    {"czy", 0x100},
    {"các", 0x400},
    {"có", 0x400},
    {"că", 0x4000},
    {"către", 0x4000},
    {"cũng", 0x400},
    {"của", 0x400},
    {"d", 0x4},
    {"da", 0x230},
    {"daha", 0x200},
    {"dal", 0x10},
    {"dalam", 0x800},
    {"dan", 0x840},
    {"dans", 0x4},
    {"dapat", 0x800},
    {"dar", 0x4000},
    {"dari", 0x800},
    {"das", 0x22},
    {"dass", 0x2},
    {"dat", 0x40},
    {"de", 0x726c},
    {"degli", 0x10},
    {"dei", 0x10},
    {"del", 0x18},
    {"della", 0x10},
    {"delle", 0x10},
    {"dem", 0x2},
    {"den", 0x1002},
    {"dengan", 0x800},
    {"der", 0x2},
    {"des", 0x6},
    {"desde", 0x8},
    {"det", 0x1000},
    {"deux", 0x4},
    {"deze", 0x40},
    {"değil", 0x200},
    {"di", 0x810},
    {"die", 0x42},
    {"din", 0x4000},
    {"dit", 0x40},
    {"dla", 0x100},
    {"do", 0x1a1},
    {"door", 0x40},
    {"dopo", 0x10},
    {"dos", 0x20},
    {"du", 0x4},
    {"după", 0x4000},
    {"durch", 0x2},
    {"där", 0x1000},
    {"e", 0x30},
    {"een", 0x40},
    {"efter", 0x1000},
    {"egy", 0x2000},
    {"ei", 0x4000},
    {"ein", 0x2},
    {"eine", 0x2},
    {"einem", 0x2},
    {"einen", 0x2},
    {"einer", 0x2},
    {"el", 0x2008},
    {"ela", 0x20},
    {"ele", 0x20},
    {"elle", 0x4},
    {"eller", 0x1000},
    {"em", 0x20},
    {"en", 0x124c},
    {"entre", 0x28},
    {"er", 0x42},
    {"es", 0xa},
    {"essere", 0x10},
    {"est", 0x4},
    {"esta", 0x8},
    {"este", 0x4008},
    {"está", 0x28},
    {"et", 0x4},
    {"ett", 0x1000},
    {"ez", 0x2000},
    {"ezt", 0x2000},
    {"fait", 0x4},
    {"fel", 0x2000},
    {"fi", 0x4000},
    {"foi", 0x20},
    {"for", 0x1},
    {"fost", 0x4000},
    {"from", 0x1},
    {"från", 0x1000},
    {"fue", 0x8},
    {"för", 0x1000},
    {"für", 0x2},
    {"geen", 0x40},
    {"gibi", 0x200},
    {"gli", 0x10},
    {"göre", 0x200},
    {"ha", 0x18},
    {"haben", 0x2},
    {"had", 0x1},
    {"hade", 0x1000},
    {"han", 0x1008},
    {"hanno", 0x10},
    {"har", 0x1000},
    {"harus", 0x800},
    {"has", 0x1},
    {"hasta", 0x8},
    {"hat", 0x2},
    {"have", 0x1},
    {"hay", 0x8},
    {"he", 0x1},
    {"hebben", 0x40},
    {"heeft", 0x40},
    {"her", 0x201},
    {"het", 0x40},
    {"hij", 0x40},
    {"his", 0x1},
    {"ho", 0x10},
    {"hogy", 0x2000},
    {"hơn", 0x400},
    {"i", 0x1190},
    {"ich", 0x100},
    {"if", 0x1},
    {"iki", 0x200},
    {"il", 0x14},
    {"ile", 0x200},
    {"im", 0x2},
    {"in", 0x51},
    {"ini", 0x800},
    {"inte", 0x1000},
    {"into", 0x1},
    {"is", 0x2041},
    {"ise", 0x200},
    {"ist", 0x2},
    {"it", 0x1},
    {"its", 0x1},
    {"itu", 0x800},
    {"için", 0x200},
    {"jaar", 0x40},
    {"jag", 0x1000},
    {"jak", 0x100},
    {"jako", 0x80},
    {"je", 0x80},
    {"jego", 0x100},
    {"jeho", 0x80},
    {"jej", 0x100},
    {"jest", 0x100},
    {"jsem", 0x80},
    {"jsme", 0x80},
    {"jsou", 0x80},
    {"juga", 0x800},
    {"już", 0x100},
    {"já", 0x20},
    {"k", 0x80},
    {"kadar", 0x200},
    {"kami", 0x800},
    {"kan", 0x1040},
    {"karena", 0x800},
    {"kata", 0x800},
    {"ke", 0x800},
    {"kell", 0x2000},
    {"khi", 0x400},
    {"không", 0x400},
    {"ki", 0x2200},
    {"která", 0x80},
    {"které", 0x80},
    {"který", 0x80},
    {"kteří", 0x80},
    {"która", 0x100},
    {"które", 0x100},
    {"który", 0x100},
    {"között", 0x2000},
    {"l", 0x4},
    {"la", 0x401c},
    {"las", 0x8},
    {"le", 0x14},
    {"lebih", 0x800},
    {"lehet", 0x2000},
    {"les", 0x4},
    {"lesz", 0x2000},
    {"leur", 0x4},
    {"lo", 0x18},
    {"los", 0x8},
    {"lub", 0x100},
    {"lui", 0x4000},
    {"là", 0x400},
    {"làm", 0x400},
    {"ma", 0x10},
    {"maar", 0x40},
    {"mai", 0x4000},
    {"mais", 0x24},
    {"man", 0x1002},
    {"mas", 0x20},
    {"med", 0x1000},
    {"meer", 0x40},
    {"meg", 0x2000},
    {"mehr", 0x2},
    {"men", 0x1000},
    {"menjadi", 0x800},
    {"mereka", 0x800},
    {"met", 0x40},
    {"mezi", 0x80},
    {"mi", 0x200},
    {"mint", 0x2000},
    {"mit", 0x2},
    {"more", 0x1},
    {"mot", 0x1000},
    {"może", 0x100},
    {"muito", 0x20},
    {"muy", 0x8},
    {"már", 0x2000},
    {"más", 0x8},
    {"még", 0x2000},
    {"một", 0x400},
    {"na", 0x1a0},
    {"naar", 0x40},
    {"nach", 0x2},
    {"nagyon", 0x2000},
    {"ne", 0x204},
    {"nebo", 0x80},
    {"nel", 0x10},
    {"nella", 0x10},
    {"nem", 0x2000},
    {"není", 0x80},
    {"người", 0x400},
    {"nhiều", 0x400},
    {"như", 0x400},
    {"nhưng", 0x400},
    {"những", 0x400},
    {"nicht", 0x2},
    {"nie", 0x100},
    {"niet", 0x40},
    {"no", 0x29},
    {"noch", 0x2},
    {"nog", 0x40},
    {"non", 0x10},
    {"nos", 0x20},
    {"not", 0x1},
    {"nous", 0x4},
    {"nu", 0x5000},
    {"nur", 0x2},
    {"này", 0x400},
    {"não", 0x20},
    {"när", 0x1000},
    {"năm", 0x400},
    {"o", 0x43a8},
    {"och", 0x1000},
    {"också", 0x1000},
    {"od", 0x180},
    {"oder", 0x2},
    {"of", 0x1},
    {"olan", 0x200},
    {"olarak", 0x200},
    {"oldu", 0x200},
    {"olduğunu", 0x200},
    {"oleh", 0x800},
    {"om", 0x1040},
    {"on", 0x1},
    {"one", 0x1},
    {"ont", 0x4},
    {"ook", 0x40},
    {"op", 0x40},
    {"or", 0x1},
    {"orang", 0x800},
    {"oraz", 0x100},
    {"os", 0x20},
    {"ou", 0x24},
    {"our", 0x1},
    {"out", 0x1},
    {"over", 0x40},
    {"pada", 0x800},
    {"par", 0x4},
    {"para", 0x828},
    {"pas", 0x4},
    {"pe", 0x4000},
    {"pedig", 0x2000},
    {"pela", 0x20},
    {"pelo", 0x20},
    {"pelos", 0x20},
    {"pentru", 0x4000},
    {"per", 0x10},
    {"pero", 0x8},
    {"phải", 0x400},
    {"più", 0x10},
    {"plus", 0x4},
    {"po", 0x180},
    {"pod", 0x100},
    {"podle", 0x80},
    {"por", 0x28},
    {"porque", 0x8},
    {"pour", 0x4},
    {"prin", 0x4000},
    {"pro", 0x80},
    {"przed", 0x100},
    {"przez", 0x100},
    {"przy", 0x100},
    {"på", 0x1000},
    {"před", 0x80},
    {"při", 0x80},
    {"qu", 0x4},
    {"quando", 0x20},
    {"que", 0x2c},
    {"questa", 0x10},
    {"questo", 0x10},
    {"qui", 0x4},
    {"ra", 0x400},
    {"roku", 0x180},
    {"s", 0x4080},
    {"sa", 0x4},
    {"said", 0x1},
    {"sau", 0x4000},
    {"saya", 0x800},
    {"se", 0x40ac},
    {"sebagai", 0x800},
    {"secara", 0x800},
    {"segundo", 0x20},
    {"según", 0x8},
    {"selon", 0x4},
    {"sem", 0x2000},
    {"ser", 0x28},
    {"ses", 0x4},
    {"seu", 0x20},
    {"she", 0x1},
    {"si", 0x10},
    {"sich", 0x2},
    {"sie", 0x2},
    {"sig", 0x1000},
    {"sin", 0x8},
    {"sind", 0x2},
    {"się", 0x100},
    {"ska", 0x1000},
    {"skulle", 0x1000},
    {"sobre", 0x28},
    {"som", 0x1000},
    {"son", 0xc},
    {"sono", 0x10},
    {"sonra", 0x200},
    {"sont", 0x4},
    {"stato", 0x10},
    {"su", 0x8},
    {"sua", 0x30},
    {"sudah", 0x800},
    {"sunt", 0x4000},
    {"suo", 0x10},
    {"sur", 0x4},
    {"sus", 0x8},
    {"szerint", 0x2000},
    {"são", 0x20},
    {"så", 0x1000},
    {"są", 0x100},
    {"sẽ", 0x400},
    {"tahun", 0x800},
    {"také", 0x80},
    {"także", 0x100},
    {"también", 0x8},
    {"também", 0x20},
    {"tarafından", 0x200},
    {"te", 0x40},
    {"tego", 0x100},
    {"telah", 0x800},
    {"tersebut", 0x800},
    {"than", 0x1},
    {"that", 0x1},
    {"the", 0x1},
    {"their", 0x1},
    {"theo", 0x400},
    {"there", 0x1},
    {"they", 0x1},
    {"this", 0x1},
    {"tidak", 0x800},
    {"till", 0x1000},
    {"to", 0x181},
    {"todo", 0x8},
    {"tot", 0x40},
    {"tra", 0x10},
    {"trong", 0x400},
    {"trên", 0x400},
    {"tym", 0x100},
    {"tại", 0x400},
    {"từ", 0x400},
    {"uit", 0x40},
    {"um", 0x22},
    {"uma", 0x20},
    {"un", 0x401c},
    {"una", 0x18},
    {"und", 0x2},
    {"under", 0x1000},
    {"une", 0x4},
    {"untuk", 0x800},
    {"ut", 0x1000},
    {"után", 0x2000},
    {"už", 0x80},
    {"v", 0x80},
    {"vagy", 0x2000},
    {"van", 0x2040},
    {"var", 0x1200},
    {"ve", 0x280},
    {"vi", 0x1000},
    {"vid", 0x1000},
    {"volt", 0x2000},
    {"von", 0x2},
    {"voor", 0x40},
    {"vor", 0x2},
    {"vous", 0x4},
    {"và", 0x400},
    {"vào", 0x400},
    {"však", 0x80},
    {"về", 0x400},
    {"với", 0x400},
    {"w", 0x100},
    {"war", 0x2},
    {"was", 0x41},
    {"we", 0x1},
    {"werd", 0x40},
    {"werden", 0x2},
    {"were", 0x1},
    {"what", 0x1},
    {"when", 0x1},
    {"which", 0x1},
    {"who", 0x1},
    {"wie", 0x2},
    {"will", 0x1},
    {"wir", 0x2},
    {"wird", 0x2},
    {"with", 0x1},
    {"worden", 0x40},
    {"wordt", 0x40},
    {"would", 0x1},
    {"wurde", 0x2},
    {"y", 0x8},
    {"ya", 0x200},
    {"yang", 0x800},
    {"yeni", 0x200},
    {"you", 0x1},
    {"z", 0x180},
    {"za", 0x180},
    {"ze", 0x140},
    {"zich", 0x40},
    {"zij", 0x40},
    {"zijn", 0x40},
    {"zu", 0x2},
    {"zur", 0x2},
    {"à", 0x20},
    {"är", 0x1000},
    {"çok", 0x200},
    {"è", 0x10},
    {"é", 0x20},
    {"és", 0x2000},
    {"été", 0x4},
    {"être", 0x4},
    {"în", 0x4000},
    {"între", 0x4000},
    {"über", 0x2},
    {"üzere", 0x200},
    {"đã", 0x400},
    {"đó", 0x400},
    {"được", 0x400},
    {"đến", 0x400},
    {"để", 0x400},
    {"şu", 0x200},
    {"że", 0x100},
    {"že", 0x80},
    {"și", 0x4000},
    {"ở", 0x400},
};
/* clang-format on */

/* Where the words with each first byte begin in the table. Made once a text. */
struct word_index {
    uint16_t from[257];
};

static void make_index(struct word_index *x)
{
    size_t n = sizeof words / sizeof *words, at = 0;

    for (unsigned c = 0; c <= 256; c++) {
        while (at < n && (unsigned char)words[at].word[0] < c)
            at++;
        x->from[c] = (uint16_t)at;
    }
}

static unsigned languages_of(const struct word_index *x, const char *p, size_t len)
{
    unsigned char first = (unsigned char)p[0];
    size_t low = x->from[first], high = x->from[first + 1];
    char key[16] = {0};

    if (low == high || len >= sizeof key)
        return 0;
    memcpy(key, p, len);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = memcmp(words[mid].word, key, sizeof key);

        if (c == 0)
            return words[mid].in;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

struct tally {
    const struct word_index *index;
    uint32_t letters[SCRIPTS];
    uint32_t simplified, traditional;
    uint32_t words, hits[LANGUAGES];
    uint32_t distinct[LANGUAGES]; /* bits of a small hash of the words hit */
    uint32_t ukrainian, serbian, russian, bulgarian;
    uint32_t persian, urdu, uyghur;
    char word[32];
    size_t word_len;
};

static void end_word(struct tally *t)
{
    unsigned in;

    if (t->word_len == 0)
        return;
    t->words++;
    in = t->word_len < sizeof t->word ? languages_of(t->index, t->word, t->word_len) : 0;
    for (; in != 0; in &= in - 1) {
        unsigned i = (unsigned)__builtin_ctz(in);

        t->hits[i]++;
        t->distinct[i] |= 1U << (((unsigned char)t->word[0] * 7U + (unsigned)t->word_len * 3U +
                                  (unsigned char)t->word[t->word_len - 1]) &
                                 31U);
    }
    t->word_len = 0;
}

/* Small letters of Latin by adding: exact for the alphabets of the table. */
static uint32_t lower(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
        return c + 0x20;
    if ((c >= 0x100 && c < 0x130) || (c >= 0x14a && c < 0x178) || (c >= 0x1e00 && c < 0x1f00))
        return c | 1U;
    return c;
}

static void add_to_word(struct tally *t, uint32_t c)
{
    VG_SCOPED_BUF b = {0};

    c = lower(c);
    if (c < 0x80) {
        if (t->word_len < sizeof t->word)
            t->word[t->word_len++] = (char)c;
        return;
    }
    vg_put_utf8(&b, c);
    for (size_t i = 0; i < b.len && t->word_len < sizeof t->word; i++)
        t->word[t->word_len++] = b.p[i];
}

/* Letters that tell apart the languages of one script. */
static void count_letter(struct tally *t, uint32_t c)
{
    switch (c) {
    case 0x456:
    case 0x457:
    case 0x454:
    case 0x491:
        t->ukrainian++;
        break;
    case 0x458:
    case 0x459:
    case 0x45a:
    case 0x45b:
    case 0x452:
    case 0x45f:
        t->serbian++;
        break;
    case 0x44b:
    case 0x44d:
    case 0x451:
        t->russian++;
        break;
    case 0x44a:
        t->bulgarian++;
        break;
    case 0x67e:
    case 0x686:
    case 0x698:
    case 0x6af:
    case 0x6cc:
    case 0x6a9:
        t->persian++;
        break;
    case 0x679:
    case 0x688:
    case 0x691:
    case 0x6d2:
    case 0x6ba:
        t->urdu++;
        break;
    case 0x6d5:
    case 0x6c6:
    case 0x6c7:
    case 0x6c8:
    case 0x6cb:
    case 0x6d0:
        t->uyghur++;
        break;
    default:
        break;
    }
}

static void take_char(struct tally *t, uint32_t c)
{
    int s = script_of(c);

    if (s == LATIN)
        add_to_word(t, c);
    else
        end_word(t);
    if (s < 0)
        return;
    t->letters[s]++;
    if (s == HAN) {
        t->simplified += (uint32_t)vg_han_only_simplified(c);
        t->traditional += (uint32_t)vg_han_only_traditional(c);
    } else if (s == CYRILLIC || s == ARABIC) {
        count_letter(t, c);
    }
}

/* The Latin language with most small words: an eighth of all words at least,
 * three different ones, and clearly more than any other language has. */
static const char *latin_language(const struct tally *t)
{
    unsigned best = 0, second = LANGUAGES;

    for (unsigned i = 1; i < LANGUAGES; i++) {
        if (t->hits[i] > t->hits[best]) {
            second = best;
            best = i;
        } else if (second == LANGUAGES || t->hits[i] > t->hits[second]) {
            second = i;
        }
    }
    if (t->hits[best] < 3 || t->hits[best] * 8 < t->words ||
        __builtin_popcount(t->distinct[best]) < 3 || t->hits[second] * 5 > t->hits[best] * 4)
        return "und";
    return languages[best];
}

static const char *cyrillic_language(const struct tally *t)
{
    uint32_t n = t->letters[CYRILLIC];

    if (t->serbian * 40 > n)
        return "sr";
    if (t->ukrainian * 40 > n && t->russian * 4 < t->ukrainian)
        return "uk";
    if (t->russian * 100 > n)
        return "ru";
    if (t->bulgarian * 80 > n && t->russian == 0 && n >= 80)
        return "bg";
    return "und";
}

static const char *arabic_language(const struct tally *t)
{
    uint32_t n = t->letters[ARABIC];

    if (t->uyghur * 12 > n)
        return "ug";
    if (t->urdu * 40 > n)
        return "ur";
    return t->persian * 25 > n ? "fa" : "ar";
}

static void set_code(char out[VG_LANG_TEXT], const char *code)
{
    memset(out, 0, VG_LANG_TEXT);
    for (size_t i = 0; i + 1 < VG_LANG_TEXT && code[i] != '\0'; i++)
        out[i] = code[i];
}

static enum script main_script(const struct tally *t)
{
    enum script best = LATIN;
    uint64_t most = 0;

    for (unsigned i = 0; i < SCRIPTS; i++) {
        /* A Han character or syllable says as much as a word of four letters. */
        uint64_t n = (uint64_t)t->letters[i] * (i == HAN || i == KANA || i == HANGUL ? 4 : 1);

        if (n > most) {
            most = n;
            best = (enum script)i;
        }
    }
    if (best == HAN && t->letters[KANA] * 10 >= t->letters[HAN])
        best = KANA;
    if (best == HAN && t->letters[HANGUL] * 4 >= t->letters[HAN])
        best = HANGUL;
    return best;
}

static struct vg_language judge(struct tally *t)
{
    struct vg_language l = {"und", ""};
    enum script s;

    end_word(t);
    s = main_script(t);
    if (t->letters[s] == 0)
        return l;
    set_code(l.language, scripts[s].language);
    set_code(l.script, scripts[s].code);
    if (s == LATIN)
        set_code(l.language, latin_language(t));
    else if (s == CYRILLIC)
        set_code(l.language, cyrillic_language(t));
    else if (s == ARABIC)
        set_code(l.language, arabic_language(t));
    else if (s == HAN && t->simplified + t->traditional >= 2 && t->simplified != t->traditional)
        set_code(l.script, t->simplified > t->traditional ? "Hans" : "Hant");
    return l;
}

static void take_text(struct tally *t, struct vg_str s, size_t most)
{
    size_t end = s.len < most ? s.len : most;

    for (size_t at = 0; at < end;) {
        uint32_t c = (unsigned char)s.p[at];

        at += c < 0x80 ? 1 : vg_utf8_next(s.p + at, s.len - at, &c);
        take_char(t, c);
    }
    end_word(t);
}

struct vg_language vg_language_of(struct vg_str text)
{
    struct word_index index;
    struct tally t = {.index = &index};

    make_index(&index);
    take_text(&t, text, VG_LANGUAGE_SAMPLE);
    return judge(&t);
}

/* -- blocks ------------------------------------------------------------------------------ */
enum {
    FIRST_LOOK = 96,         /* bytes of a block, enough where it goes with the text */
    BLOCK_SAMPLE = 512,      /* bytes of a block that are looked at */
    TEXT_SAMPLE = 64 * 1024, /* bytes of a text */
};

static int is_shown(const struct vg_block *b)
{
    return b->class != VG_BLOCK_HIDDEN && b->class != VG_BLOCK_ALT;
}

static struct vg_str block_text(const struct vg_text *t, const struct vg_block *b)
{
    return (struct vg_str){t->text.p + b->start, b->len};
}

static void take_main(struct tally *tally, const struct vg_text *t)
{
    size_t taken = 0;

    for (size_t i = 0; i < t->main_count && taken < TEXT_SAMPLE; i++) {
        struct vg_str s = {t->text.p + t->main[i].start, t->main[i].end - t->main[i].start};

        take_text(tally, s, VG_LANGUAGE_SAMPLE * 4);
        taken += s.len;
    }
    for (size_t i = 0; i < t->block_count && t->main_count == 0 && taken < TEXT_SAMPLE; i++) {
        if (!is_shown(&t->blocks[i]))
            continue;
        take_text(tally, block_text(t, &t->blocks[i]), VG_LANGUAGE_SAMPLE);
        taken += t->blocks[i].len;
    }
}

/* A block's own language. Most go with the text, and the first words show it. */
static struct vg_language language_of_block(struct vg_str s, const struct vg_language *whole,
                                            const struct word_index *index)
{
    struct tally t = {.index = index};
    struct vg_language l;

    take_text(&t, s, FIRST_LOOK);
    l = judge(&t);
    if (s.len <= FIRST_LOOK ||
        (strcmp(l.language, whole->language) == 0 && strcmp(l.script, whole->script) == 0))
        return l;
    t = (struct tally){.index = index};
    take_text(&t, s, BLOCK_SAMPLE);
    return judge(&t);
}

void vg_language_mark(struct vg_text *t)
{
    struct word_index index;
    struct tally tally = {.index = &index};
    struct vg_language whole;

    make_index(&index);
    take_main(&tally, t);
    whole = judge(&tally);
    memcpy(t->language, whole.language, VG_LANG_TEXT);
    memcpy(t->script, whole.script, VG_LANG_TEXT);
    for (size_t i = 0; i < t->block_count; i++) {
        struct vg_block *b = &t->blocks[i];
        struct vg_language l = language_of_block(block_text(t, b), &whole, &index);

        /* Too short to tell: it goes with the text around it, in its script. */
        if (strcmp(l.language, "und") == 0 && strcmp(l.script, whole.script) == 0)
            l = whole;
        if (strcmp(l.language, "zh") == 0 && l.script[0] == '\0' &&
            strcmp(whole.language, "zh") == 0)
            l = whole;
        memcpy(b->language, l.language, VG_LANG_TEXT);
        memcpy(b->script, l.script, VG_LANG_TEXT);
    }
}
