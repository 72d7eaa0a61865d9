#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes data/places/{areas,towns}.csv and data/language/{han-readings,letters}.txt.

Not part of the build. The READMEs there name originals and licences.

    tools/make-areas.py PLACES.csv TOWNS.csv Unihan_Readings.txt[.bz2]

PLACES and TOWNS: AreaCity-JsSpider-StatsGov. Unihan_Readings: Debian's unicode-data
(/usr/share/unicode). Needs ICU 72 for letters.txt.
"""
import bz2
import collections
import csv
import ctypes
import os
import re
import sys
import unicodedata

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data')
UC = ctypes.CDLL('libicuuc.so.72')
I18N = ctypes.CDLL('libicui18n.so.72')


def plain(reading):
    """A syllable without tone; the u with two dots is v."""
    text = unicodedata.normalize('NFD', reading).replace('u\u0308', 'v')
    text = text.replace('\u0308', '')
    return ''.join(c for c in text if 'a' <= c <= 'z')


def readings(path):
    first, more = {}, collections.defaultdict(list)
    opened = bz2.open(path, 'rt') if path.endswith('.bz2') else open(path)
    for line in opened:
        if not line.startswith('U+'):
            continue
        code, field, value = line.rstrip('\n').split('\t')
        c = chr(int(code[2:], 16))
        if field == 'kMandarin':
            first[c] = plain(value.split()[0])
        elif field == 'kHanyuPinlu':
            for item in value.split():
                m = re.match(r'(.*)\((\d+)\)', item)
                more[c].append((plain(m.group(1)), int(m.group(2))))
    second = {}
    for c, list_ in more.items():
        count = collections.Counter()
        for r, n in list_:
            count[r] += n
        whole = sum(count.values())
        others = [(n, r) for r, n in count.items() if r != first.get(c)]
        # A reading that one use in twenty has is worth a second key.
        if others and max(others)[0] * 20 >= whole:
            second[c] = max(others)[1]
    return first, second


def write_readings(first, second):
    with open(os.path.join(DATA, 'language', 'han-readings.txt'), 'w') as f:
        f.write('# Made by tools/make-areas.py: syllable, characters. Behind the line "second":'
                ' the other reading.\n')
        for table in (first, second):
            if table is second:
                f.write('second\n')
            by = collections.defaultdict(list)
            for c, r in table.items():
                by[r].append(c)
            for r in sorted(by):
                f.write(r + ' ' + ''.join(sorted(by[r])) + '\n')


def areas(path, first, out):
    rows = list(csv.DictReader(open(path, encoding='utf-8-sig')))
    with open(os.path.join(DATA, 'places', out), 'w') as f:
        f.write('code,name,suffix,reading\n')
        for r in rows:
            code, name, full = r['id'], r['name'], r['ext_name']
            if r['pid'][:2] == '91' or code[:2] == '91':
                continue                  # abroad
            if code in ('1101', '1201', '3101', '8100', '8200', '810000', '820000'):
                continue                  # the same place one level up
            if code in ('441900', '442000', '460400', '620200'):
                continue
            if len(code) == 9 and out == 'areas.csv':
                continue                  # a county below a province, as its own child
            if len(code) == 6 and r['deep'] not in '12':
                raise SystemExit(f'{code}: level')
            if not full.startswith(name):
                raise SystemExit(f'{code}: {name} {full}')
            reading = r['pinyin']
            if not re.fullmatch('[a-z ]+', reading):
                print(code, name, reading, file=sys.stderr)
            default = ' '.join(first.get(c, '?') for c in name)
            f.write(','.join([code, name, full[len(name):],
                              '' if reading == default else reading]) + '\n')


# Own tables; a vowel that is not written is not there. ICU's are for what follows.
OWN = {
    'а': 'a', 'б': 'b', 'в': 'v', 'г': 'g', 'д': 'd', 'е': 'e', 'ж': 'zh', 'з': 'z', 'и': 'i',
    'й': 'i', 'к': 'k', 'л': 'l', 'м': 'm', 'н': 'n', 'о': 'o', 'п': 'p', 'р': 'r', 'с': 's',
    'т': 't', 'у': 'u', 'ф': 'f', 'х': 'kh', 'ц': 'ts', 'ч': 'ch', 'ш': 'sh', 'щ': 'shch',
    'ъ': '', 'ы': 'y', 'ь': '', 'э': 'e', 'ю': 'yu', 'я': 'ya', 'ё': 'e', 'і': 'i', 'ї': 'yi',
    'є': 'ye', 'ґ': 'g', 'ў': 'u', 'ђ': 'dj', 'ј': 'j', 'љ': 'lj', 'њ': 'nj', 'ћ': 'c',
    'џ': 'dz', 'ѓ': 'gj', 'ќ': 'kj', 'ѕ': 'dz', 'қ': 'q', 'ғ': 'gh', 'ң': 'ng', 'ү': 'u',
    'ұ': 'u', 'һ': 'h', 'ә': 'a', 'ө': 'o', 'ҳ': 'h', 'ҷ': 'j', 'ӣ': 'i', 'ӯ': 'u',
    'ا': 'a', 'أ': 'a', 'إ': 'i', 'آ': 'a', 'ء': '', 'ؤ': 'u', 'ئ': 'i', 'ب': 'b', 'ت': 't',
    'ث': 'th', 'ج': 'j', 'ح': 'h', 'خ': 'kh', 'د': 'd', 'ذ': 'dh', 'ر': 'r', 'ز': 'z',
    'س': 's', 'ش': 'sh', 'ص': 's', 'ض': 'd', 'ط': 't', 'ظ': 'z', 'ع': 'a', 'غ': 'gh',
    'ف': 'f', 'ق': 'q', 'ك': 'k', 'ل': 'l', 'م': 'm', 'ن': 'n', 'ه': 'h', 'ة': 'a', 'و': 'w',
    'ي': 'y', 'ى': 'a', 'پ': 'p', 'چ': 'ch', 'ژ': 'zh', 'گ': 'g', 'ک': 'k', 'ی': 'y',
    'ە': 'a', 'ھ': 'h', 'ڭ': 'ng', 'ې': 'e', 'ۆ': 'o', 'ۇ': 'u', 'ۈ': 'u', 'ۋ': 'w', 'ے': 'e',
    'ٹ': 't', 'ڈ': 'd', 'ڑ': 'r', 'ں': 'n', 'ہ': 'h', 'ۀ': 'a', 'ۃ': 'a', 'ږ': 'g', 'ښ': 'kh',
    'α': 'a', 'β': 'v', 'γ': 'g', 'δ': 'd', 'ε': 'e', 'ζ': 'z', 'η': 'i', 'θ': 'th', 'ι': 'i',
    'κ': 'k', 'λ': 'l', 'μ': 'm', 'ν': 'n', 'ξ': 'x', 'ο': 'o', 'π': 'p', 'ρ': 'r', 'σ': 's',
    'ς': 's', 'τ': 't', 'υ': 'y', 'φ': 'f', 'χ': 'ch', 'ψ': 'ps', 'ω': 'o',
    'א': 'a', 'ב': 'b', 'ג': 'g', 'ד': 'd', 'ה': 'h', 'ו': 'v', 'ז': 'z', 'ח': 'h', 'ט': 't',
    'י': 'y', 'כ': 'k', 'ך': 'k', 'ל': 'l', 'מ': 'm', 'ם': 'm', 'נ': 'n', 'ן': 'n', 'ס': 's',
    'ע': 'a', 'פ': 'p', 'ף': 'p', 'צ': 'ts', 'ץ': 'ts', 'ק': 'k', 'ר': 'r', 'ש': 'sh', 'ת': 't',
}
BLOCKS = [(0x370, 0x590), (0x5d0, 0x5f0), (0x620, 0x700), (0x710, 0x750), (0x750, 0x7b2),
          (0x900, 0xe80), (0xe80, 0x1000), (0x1000, 0x1100), (0x10a0, 0x1100), (0x1200, 0x1380),
          (0x1780, 0x17e0), (0x1820, 0x18b0), (0x3041, 0x3100)]


def transliterator():
    name = ctypes.create_string_buffer('Any-Latin; Latin-ASCII; Lower'.encode('utf-16-le'))
    err = ctypes.c_int(0)
    I18N.utrans_openU_72.restype = ctypes.c_void_p
    t = I18N.utrans_openU_72(name, 29, 0, None, 0, None, ctypes.byref(err))
    assert err.value <= 0, err.value

    def latin(c):
        raw = c.encode('utf-16-le')
        buf = ctypes.create_string_buffer(raw, 256)
        n = ctypes.c_int(len(raw) // 2)
        limit = ctypes.c_int(n.value)
        e = ctypes.c_int(0)
        I18N.utrans_transUChars_72(ctypes.c_void_p(t), buf, ctypes.byref(n), 128, 0,
                                   ctypes.byref(limit), ctypes.byref(e))
        return buf.raw[:n.value * 2].decode('utf-16-le')
    return latin


def write_letters():
    latin = transliterator()
    by = collections.defaultdict(set)
    for c, r in OWN.items():
        for form in {unicodedata.normalize('NFC', c)}:
            by[r or '-'].add(form)
    for low, high in BLOCKS:
        for code in range(low, high):
            c = chr(code)
            if unicodedata.category(c)[0] not in 'LMN' or c in OWN:
                continue
            if len(unicodedata.normalize('NFKD', c)) > 1 or c.lower() != c:
                continue
            r = re.sub('[^a-z0-9]', '', latin(c))
            if unicodedata.category(c) == 'Mn' and not r:
                r = ''
            if 0 < len(r) <= 5:
                by[r].add(c)
            elif not r and unicodedata.category(c)[0] == 'M':
                by['-'].add(c)
    with open(os.path.join(DATA, 'language', 'letters.txt'), 'w') as f:
        f.write('# Made by tools/make-areas.py: Latin letters ("-" none), characters.\n')
        for r in sorted(by):
            f.write(r + ' ' + ' '.join(sorted('%04x' % ord(c) for c in by[r])) + '\n')


def main():
    first, second = readings(sys.argv[3])
    write_readings(first, second)
    areas(sys.argv[1], first, 'areas.csv')
    areas(sys.argv[2], first, 'towns.csv')
    write_letters()


main()
