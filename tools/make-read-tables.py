#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make the constant tables of src/read/ from facts that Debian 12 ships.

    python3 tools/make-read-tables.py

writes, byte for byte the same each time:

src/read/references.inc  named character references of the HTML standard, from
                         html.entities.html5 of python3 (section 13.5 of the standard)
src/read/labels.inc      charset labels of the Encoding standard, from the copy
                         of webencodings inside python3-pip
src/read/han.inc         which Han characters stand in GB 2312 (level 1, level 2)
                         and in Big5 (frequent, less frequent), from python3's codecs;
                         level 1 and the frequent plane are the standards' own lists of
                         common characters, and what stands in one of them but not at
                         all in the other standard tells simplified from traditional

Not run by the build: the tables are kept. Run it when a standard changes.
"""
import html.entities
import os

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "read")
HEAD = "/* SPDX-License-Identifier: AGPL-3.0-or-later */\n/* Made by tools/make-read-tables.py; %s. */\n"


def write(name, origin, body):
    with open(os.path.join(ROOT, name), "w", encoding="ascii", newline="\n") as f:
        f.write(HEAD % origin + body)


def references():
    names = sorted(html.entities.html5.items())
    rows = []
    for name, value in names:
        c = [ord(x) for x in value] + [0]
        rows.append('{"%s", 0x%x, 0x%x},\n' % (name, c[0], c[1]))
    write("references.inc", "names and values of the HTML standard, section 13.5", "".join(rows))


def labels():
    from pip._vendor.webencodings.labels import LABELS
    rows = ['{"%s", "%s"},\n' % kv for kv in sorted(LABELS.items())]
    write("labels.inc", "labels of the Encoding standard, section 4.2", "".join(rows))


def level(c, codec, first, last):
    """2: among the common ones, 1: in the standard, 0: not in it."""
    try:
        b = chr(c).encode(codec)
    except UnicodeEncodeError:
        return 0
    return 2 if first <= b <= last else 1


def han():
    cells = []
    for c in range(0x4E00, 0xA000):
        gb = level(c, "gb2312", b"\xb0\xa1", b"\xd7\xf9")
        big5 = level(c, "big5", b"\xa4\x40", b"\xc6\x7e")
        cells.append(gb | big5 << 2)
    packed = [cells[i] | cells[i + 1] << 4 for i in range(0, len(cells), 2)]
    rows = [", ".join("0x%02x" % v for v in packed[i:i + 16]) + ",\n" for i in range(0, len(packed), 16)]
    write("han.inc", "two characters a byte from U+4E00: GB 2312 level in bits 0-1, Big5 plane in bits 2-3",
          "".join(rows))


# Characters that every count of modern Chinese puts near the top, both scripts.
TOP = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着"
    "去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主"
    "行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二"
    "理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走"
    "电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市"
    "眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提"
    "感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它"
    "许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青"
    "管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步"
    "完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持"
    "取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯"
    "专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏响局警察侨籍县省府局通知办理证件海"
    "外人员這來個說們為時會著過學對裡後麼沒於還發當無開見經頭從動兩長樣現將與進實點種"
    "聲話兒間問機給幾業門東電聽氣關並內產萬體別處總場師書員報馬張難數應親車樂務記邊風"
    "戰覺讓認論義題建統請愛術結連遠資隊帶條變聯權傳達辦運區轉眾輕語識極錢黨雙歷廣議際"
    "單據導網專誰讀飛觀爭組視離響警縣證僑華國該"
)


def han_top():
    cells = sorted({ord(c) for c in TOP})
    rows = [", ".join("0x%04x" % c for c in cells[i:i + 12]) + ",\n" for i in range(0, len(cells), 12)]
    write("han_top.inc", "the list TOP there, sorted by code point", "".join(rows))


references()
labels()
han()
han_top()
