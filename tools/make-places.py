#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes data/places/{countries,divisions,zones,china}.csv from their originals.

Not part of the build. data/places/README.md names the originals and licences.
The files cities.csv, country-names.csv and division-names.csv are kept by hand.

    tools/make-places.py CHINA_PLACES_CSV
"""
import csv
import ctypes
import json
import os
import re
import sys
import unicodedata

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'places')
COLUMNS = ['id', 'level', 'parent', 'en', 'zh', 'names', 'weight']
UC = ctypes.CDLL('libicuuc.so.72')
I18N = ctypes.CDLL('libicui18n.so.72')

CONTINENTS = {'002': 'africa', '009': 'oceania', '142': 'asia', '150': 'europe',
              '021': 'north-america', '013': 'north-america', '029': 'north-america',
              '005': 'south-america'}
TOP = [('world', 'world', '', 'World', '世界', '全世界|全球'),
       ('africa', 'continent', 'world', 'Africa', '非洲', ''),
       ('antarctica', 'continent', 'world', 'Antarctica', '南极洲', '南极'),
       ('asia', 'continent', 'world', 'Asia', '亚洲', ''),
       ('europe', 'continent', 'world', 'Europe', '欧洲', ''),
       ('north-america', 'continent', 'world', 'North America', '北美洲', '北美'),
       ('oceania', 'continent', 'world', 'Oceania', '大洋洲', ''),
       ('south-america', 'continent', 'world', 'South America', '南美洲', '南美')]

# Where ICU's name is not what people write.
SHORT = {'CD': ('DR Congo', '刚果民主共和国'), 'CG': ('Congo', '刚果'), 'HK': ('Hong Kong', '香港'), 'MO': ('Macau', '澳门'),
         'AE': ('United Arab Emirates', '阿联酋'), 'BA': ('Bosnia and Herzegovina', '波黑')}

# Zones named after something that is no city of its own, or too small to be one.
NO_CITY = set('''Canary Azores Easter Galapagos Chatham Bermuda Faroe Reunion Kanton Kerguelen Chagos
Troll Casey Davis Mawson Palmer Rothera Syowa Vostok McMurdo Macquarie Lindeman Eucla Bougainville
Marquesas Gambier Wake Midway Norfolk Pitcairn Christmas Cocos Comoro Maldives Mayotte Mahe Tahiti
Wallis Johnston Guam Fiji Nauru Niue Palau Qatar Bahrain Brunei Jamaica Barbados Aruba Anguilla Antigua
Dominica Grenada Guyana Guadeloupe Martinique Montserrat Cayman Guernsey Jersey Malta Mauritius
Bahia Noronha Kamchatka Sakhalin Metlakatla Adak Menominee Scoresbysund Danmarkshavn Busingen
Fakaofo Funafuti Kosrae Chuuk Pohnpei Kwajalein Efate Guadalcanal Tongatapu Rarotonga Eirunepe
Khandyga Srednekolymsk Creston Resolute Atikokan Coyhaique Oral Vatican St_Barthelemy St_Helena St_Kitts
St_Lucia St_Thomas St_Vincent Miquelon Tortola Thule Ojinaga Lord_Howe Lower_Princes Kiritimati'''.split())

# English names that are not the joined reading of the characters.
EXONYM = {'呼和浩特': 'Hohhot', '包头': 'Baotou', '乌鲁木齐': 'Urumqi', '拉萨': 'Lhasa', '喀什': 'Kashgar',
          '日喀则': 'Shigatse', '伊犁': 'Ili', '阿勒泰': 'Altay', '和田': 'Hotan', '阿克苏': 'Aksu',
          '吐鲁番': 'Turpan', '克拉玛依': 'Karamay', '库尔勒': 'Korla', '鄂尔多斯': 'Ordos',
          '呼伦贝尔': 'Hulunbuir', '锡林郭勒': 'Xilingol', '乌兰察布': 'Ulanqab', '巴彦淖尔': 'Bayannur',
          '阿拉善': 'Alxa', '昌都': 'Qamdo', '林芝': 'Nyingchi', '那曲': 'Nagqu', '阿里': 'Ngari',
          '甘孜': 'Garze', '阿坝': 'Ngawa', '果洛': 'Golog', '博尔塔拉': 'Bortala', '塔城': 'Tacheng',
          '巴音郭楞': 'Bayingolin', '克孜勒苏': 'Kizilsu', '哈尔滨': 'Harbin', '齐齐哈尔': 'Qiqihar',
          '迪庆': 'Diqing', '德宏': 'Dehong', '陕西': 'Shaanxi', '内蒙古': 'Inner Mongolia', '西藏': 'Tibet',
          '莎车': 'Yarkand', '墨玉': 'Karakax', '库车': 'Kuqa', '额济纳': 'Ejin', '满洲里': 'Manzhouli',
          '二连浩特': 'Erenhot', '锡林浩特': 'Xilinhot', '乌兰浩特': 'Ulanhot', '伊宁': 'Yining'}
OLD_NAMES = {'广州': 'Canton', '厦门': 'Amoy', '青岛': 'Tsingtao', '南京': 'Nanking', '重庆': 'Chungking',
             '天津': 'Tientsin', '北京': 'Peking', '福州': 'Foochow', '汕头': 'Swatow', '台山': 'Toishan',
             '温州': 'Wenchow', '福建': 'Fukien', '广东': 'Kwangtung', '浙江': 'Chekiang', '四川': 'Szechuan',
             '莆田': 'Putian'}
PROVINCE = dict(zip('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(),
                    'BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ'.split()))
MUNICIPALITY = {'11': 'beijing', '12': 'tianjin', '31': 'shanghai', '50': 'chongqing'}
# Capitals of provinces and the fifteen or so largest cities stand before others of the name.
GREAT = set('''福州 广州 深圳 杭州 南京 武汉 成都 西安 沈阳 大连 青岛 济南 郑州 长沙 昆明 南昌 合肥 厦门 宁波 苏州 温州
石家庄 太原 呼和浩特 长春 哈尔滨 南宁 海口 贵阳 拉萨 兰州 西宁 银川 乌鲁木齐 无锡 佛山 东莞 泉州 珠海 丽水 莆田'''.split())
GENERIC = ['城区', '郊区', '矿区', '东区', '西区', '南区', '北区', '中区', '市中区']


def display(function, *args):
    out = ctypes.create_unicode_buffer(0)
    buf = (ctypes.c_uint16 * 200)()
    err = ctypes.c_int(0)
    n = function(*args, buf, 200, ctypes.byref(err))
    assert err.value <= 0, err.value
    del out
    return bytes(buf)[:2 * n].decode('utf-16-le')


def country_name(code, lang):
    name = display(UC.uloc_getDisplayCountry_72, ('und_' + code).encode(), lang.encode())
    return name.replace('（', '(').split('(')[0].strip().removesuffix('特别行政区') if lang != 'en' else name


def continent(code):
    err = ctypes.c_int(0)
    I18N.uregion_getRegionFromCode_72.restype = ctypes.c_void_p
    I18N.uregion_getContainingRegion_72.restype = ctypes.c_void_p
    I18N.uregion_getRegionCode_72.restype = ctypes.c_char_p
    at = I18N.uregion_getRegionFromCode_72(code.encode(), ctypes.byref(err))
    while at:
        at = I18N.uregion_getContainingRegion_72(ctypes.c_void_p(at))
        if not at:
            break
        number = I18N.uregion_getRegionCode_72(ctypes.c_void_p(at)).decode()
        if number in CONTINENTS:
            return CONTINENTS[number]
    return 'antarctica'


def exemplar(zone, lang):
    err = ctypes.c_int(0)
    u16 = lambda s: (s + '\0').encode('utf-16-le')
    I18N.udat_open_72.restype = ctypes.c_void_p
    f = I18N.udat_open_72(-2, -2, lang.encode(), u16(zone), -1, u16('VVV'), -1, ctypes.byref(err))
    assert err.value <= 0, err.value
    I18N.udat_format_72.argtypes = [ctypes.c_void_p, ctypes.c_double, ctypes.c_void_p, ctypes.c_int32,
                                    ctypes.c_void_p, ctypes.c_void_p]
    buf = (ctypes.c_uint16 * 200)()
    n = I18N.udat_format_72(f, 1.6e12, buf, 200, None, ctypes.byref(err))
    I18N.udat_close_72(ctypes.c_void_p(f))
    return bytes(buf)[:2 * n].decode('utf-16-le')


def slug(text):
    text = ''.join({'ł': 'l', 'Ł': 'l', 'ø': 'o', 'Ø': 'o', 'đ': 'd'}.get(c, c) for c in text)
    text = ''.join(c for c in unicodedata.normalize('NFKD', text) if not unicodedata.combining(c))
    return re.sub(r'[^a-z0-9]+', '-', re.sub(r"['’ʻ.]", '', text.lower())).strip('-')


def read(name):
    with open(os.path.join(HERE, name), encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f))


def write(name, rows):
    with open(os.path.join(HERE, name), 'w', encoding='utf-8', newline='') as f:
        out = csv.writer(f, lineterminator='\n')
        out.writerow(COLUMNS)
        out.writerows(rows)
    print(name, len(rows))


def countries():
    more = {r['id']: r for r in read('country-names.csv')}
    with open('/usr/share/iso-codes/json/iso_3166-1.json', encoding='utf-8') as f:
        codes = sorted(c['alpha_2'] for c in json.load(f)['3166-1']) + ['XK']
    rows = [list(r) + ['100' if r[1] == 'world' else '95'] for r in TOP]
    for code in codes:
        en, zh = country_name(code, 'en'), country_name(code, 'zh_CN')
        en = re.sub(r' SAR China$', '', re.sub(r' ?[\[(].*[\])]', '', en)).replace('St. ', 'Saint ')
        if code in SHORT:
            en, zh = SHORT[code]
        en = en.replace('Türkiye', 'Turkey').replace(' & ', ' and ')
        names = [n for n in more.get(code, {}).get('names', '').split('|') if n and n not in (en, zh)]
        if en.startswith('Saint '):
            names.append(en.replace('Saint ', 'St. '))
        at = 'antarctica' if code == 'AQ' else continent(code)
        rows.append([code, 'country', at, en, zh, '|'.join(names), '90'])
    write('countries.csv', rows)
    return rows


def divisions(known):
    more = {r['id']: r for r in read('division-names.csv')}
    with open('/usr/share/iso-codes/json/iso_3166-2.json', encoding='utf-8') as f:
        all_ = [d for d in json.load(f)['3166-2'] if 'parent' not in d]
    have, rows = {r[0] for r in known}, []
    for d in sorted(all_, key=lambda d: d['code']):
        code, country = d['code'], d['code'].split('-')[0]
        if country not in have or code[3:] in ('TW', 'HK', 'MO') and country == 'CN':
            continue
        # The United States count territories that have a country code of their own.
        if country == 'US' and code[3:] in have and d['type'].startswith('Outlying'):
            continue
        m = more.get(code, {})
        en = re.sub(r' *[\[(].*', '', d['name']).strip()
        parts = en.split(', ')
        if len(parts) == 2 and not m:
            en = parts[0]
        names = [n for n in m.get('names', '').split('|') if n]
        weight = 70 if country in ('US', 'CA', 'AU', 'CN', 'GB') else 62 if m else 50
        rows.append([code, 'region', country, m.get('en') or en.replace('*', ''), m.get('zh', ''),
                     '|'.join(names), str(weight)])
    return rows


def zones(cities, known_names):
    ids, rows = {r['id'] for r in cities}, []
    names = {slug(n) for r in cities for n in [r['en']] + r['names'].split('|') if n}
    with open('/usr/share/zoneinfo/zone.tab', encoding='utf-8') as f:
        lines = [x.rstrip('\n').split('\t') for x in f if not x.startswith('#')]
    for line in lines:
        country, zone = line[0], line[2]
        if zone.split('/')[-1] in NO_CITY or zone.count('/') > 1 and 'Argentina' not in zone:
            continue
        en, zh = exemplar(zone, 'en'), exemplar(zone, 'zh_CN')
        key = slug(en)
        if country in ('AQ', 'CN', 'HK', 'MO', 'TW', 'SG', 'TF', 'GS', 'UM') or key in names or key in ids \
                or key in known_names:
            continue
        ids.add(key)
        rows.append([key, 'city', country, en, zh, '', '60'])
    rows.sort()
    return rows


def pinyin(reading):
    out = ''
    for i, s in enumerate(reading.split()):
        s = re.sub('^([ln])v', '\\1ü', s)
        out += ("'" if i and s[0] in 'aeo' else '') + s
    return out[:1].upper() + out[1:]


def china(path, taken):
    with open(path, encoding='utf-8', newline='') as f:
        source = [r for r in csv.DictReader(f) if r['id'][:2] in PROVINCE]
    by_id, rows, provinces, where = {r['id']: r for r in source}, [], [], {}
    for r in source:
        if r['deep'] == '0':
            code = 'CN-' + PROVINCE[r['id']]
            en = EXONYM.get(r['name']) or pinyin(r['pinyin'])
            where[r['id']] = code
            provinces.append((code, en, r['ext_name'], r['name'], OLD_NAMES.get(r['name'])))
    todo = []
    for r in source:
        if r['deep'] == '0' or r['ext_name'] in GENERIC:
            continue
        top = r['id'][:2]
        if r['deep'] == '1' and top in MUNICIPALITY:
            where[r['id']] = MUNICIPALITY[top]
            continue
        up = by_id[r['pid']]
        if r['deep'] == '2' and up['deep'] == '1' and up['name'] == r['name'] and up['ext_name'] == r['ext_name']:
            continue
        syllables = r['pinyin'].split()
        if r['name'] == r['ext_name'] and len(r['name']) > 2:
            syllables.pop()  # 朝阳县 in 朝阳市: the reading has the suffix, too
        en = EXONYM.get(r['name']) or pinyin(' '.join(syllables))
        one_county = r['deep'] == '1' and (len(r['id']) > 4 or r['ext_name'][-1] == '县')
        if r['deep'] == '1':
            level, weight = ('city', 45) if one_county else ('metro', 70 if r['name'] in GREAT else 55)
        elif r['ext_name'][-1] in '区':
            level, weight = 'district', 35
        else:
            level, weight = 'city', 40
        todo.append((r, en, level, weight))
    for code, en, zh, name, old in provinces:
        if code[3:] in ('BJ', 'TJ', 'SH', 'CQ'):
            top = [k for k, v in PROVINCE.items() if v == code[3:]][0]
            rows.append([MUNICIPALITY[top], 'metro', code, en, zh, '|'.join(x for x in [name, old] if x), '80'])
    shared = {}
    for r, _, _, _ in todo:
        shared[r['name']] = shared.get(r['name'], 0) + 1
    count = {}
    for r, en, level, weight in todo:
        count.setdefault(slug(en), []).append((weight, r['id']))
    for r, en, level, weight in todo:
        key = slug(en)
        rivals = sorted(count[key], reverse=True)
        alone = len(rivals) == 1 or rivals[0][0] > rivals[1][0] and rivals[0][1] == r['id'] \
            and weight >= 55
        if len(rivals) > 1 and weight == 70 and [w for w, _ in rivals].count(70) == 1:
            alone = True
        province = 'CN-' + PROVINCE[r['id'][:2]]
        up = where.get(r['pid']) or ''
        if not alone and sum(i[:2] == r['id'][:2] for w, i in rivals if w == weight) > 1 and up.islower():
            key += '-' + up
        elif not alone or key in taken:
            key += '-' + PROVINCE[r['id'][:2]].lower()
        if key in taken:
            key = slug(en) + '-' + (up if up.islower() else r['id'])
        if key in taken:
            key = slug(en) + '-' + r['id']
        taken.add(key)
        where[r['id']] = key
        # 鼓楼 alone could be any of four; the name of a prefecture stands for the prefecture.
        bare = r['name'] if weight >= 55 or shared[r['name']] == 1 else ''
        names = [x for x in [bare, OLD_NAMES.get(r['name'])]
                 if x and x != r['ext_name']]
        rows.append([key, level, where.get(r['pid'], province), en, r['ext_name'], '|'.join(names), str(weight)])
    return provinces, rows


def main():
    known = countries()
    divs = divisions(known)
    cities = read('cities.csv')
    taken = {r['id'] for r in cities} | {slug(r[3]) for r in known} | set('beijing tianjin shanghai chongqing'.split())
    zone_rows = zones(cities, {slug(r[3]) for r in known})
    taken |= {r[0] for r in zone_rows}
    provinces, rows = china(sys.argv[1], taken)
    named = {p[0]: p for p in provinces}
    for d in divs:
        if d[0] in named:
            _, en, zh, name, old = named[d[0]]
            d[3] = d[3] if 'Municipality' in d[3] or d[3] in EXONYM.values() else en
            d[4] = zh
            more = [n for n in d[5].split('|') if n] + [n for n in (name, old) if n]
            # The city stands for the municipality where only the bare name is given.
            d[5] = '' if d[0] in ('CN-BJ', 'CN-TJ', 'CN-SH', 'CN-CQ') else '|'.join(more)
    write('divisions.csv', divs)
    write('zones.csv', zone_rows)
    write('china.csv', rows)


main()
