# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gather text by language from unpacked Debian packages.

    python3 tools/language_text.py PACKAGES OUT

PACKAGES holds one folder a package (dpkg-deb -x PACKAGE.deb PACKAGES/NAME); data/language/README.md
lists them. Writes OUT/<code>.txt, one sentence or paragraph a line, cleaned of markup, place
holders, addresses and of what a translator left in English. The same packages give the same files.
"""
import gettext
import glob
import gzip
import html
import os
import re
import sys
from multiprocessing import Pool

# Code of ours, and the names of its locales in catalogues.
LOCALES = {
    "en": ["en_GB", "en_US", "en"], "fr": ["fr"], "de": ["de"], "es": ["es"], "pt": ["pt", "pt_BR"],
    "it": ["it"], "nl": ["nl"], "ca": ["ca"], "gl": ["gl"], "eu": ["eu"], "ro": ["ro"], "pl": ["pl"],
    "cs": ["cs"], "sk": ["sk"], "sl": ["sl"], "hr": ["hr"], "sr-Latn": ["sr@latin", "sr@Latn"],
    "hu": ["hu"], "sv": ["sv"], "da": ["da"], "no": ["nb", "nb_NO", "no", "nn"], "fi": ["fi"], "et": ["et"],
    "lv": ["lv"], "lt": ["lt"], "is": ["is"], "ga": ["ga"], "cy": ["cy"], "tr": ["tr"], "az": ["az"],
    "uz": ["uz"], "vi": ["vi"], "id": ["id"], "ms": ["ms", "ms_MY"], "tl": ["tl", "fil"], "af": ["af"],
    "sq": ["sq"], "eo": ["eo"], "ku": ["ku", "kmr"], "sw": ["sw"], "br": ["br"], "oc": ["oc"],
    "nds": ["nds"], "gd": ["gd"],
    "ru": ["ru"], "uk": ["uk"], "be": ["be"], "bg": ["bg"], "sr": ["sr"], "mk": ["mk"],
    "kk": ["kk"], "ky": ["ky"], "tg": ["tg"], "tt": ["tt"], "mn": ["mn"], "uz-Cyrl": ["uz@cyrillic", "uz@Cyrl"],
    "ar": ["ar"], "fa": ["fa"], "ur": ["ur"], "ug": ["ug"], "ps": ["ps"], "ckb": ["ckb"],
    "hi": ["hi"], "mr": ["mr"], "ne": ["ne"],
    "el": ["el"], "he": ["he"], "th": ["th"], "ja": ["ja"], "ko": ["ko"], "zh": ["zh_CN"], "zh-Hant": ["zh_TW", "zh_HK"],
}
CAPS = {"mo": 900000, "story": 1200000, "book": 700000, "help": 500000, "man": 200000, "fortune": 500000}


def clean(s):
    s = html.unescape(s)
    s = re.sub(r"<[^>]*>", " ", s)
    s = re.sub(r"%[-+#0-9.$]*[a-zA-Z]+|\$\{?\w+\}?|\{[^}]*\}|\\[a-z]|%[0-9]+", " ", s)
    s = re.sub(r"\S*(://|@|\\|/|_\w+_|=)\S*", " ", s)
    s = re.sub(r"(?<![\w])[&_~](?=\w)|(?<=\w)[&_~](?=\w)", "", s)
    s = re.sub(r"\b\w*[a-z][A-Z]\w*\b|\b\w*[0-9]\w*\b", " ", s)
    return re.sub(r"\s+", " ", s).strip()


def catalogue(path, english):
    try:
        with open(path, "rb") as f:
            cat = gettext.GNUTranslations(f)._catalog
    except Exception:
        return
    for key, value in cat.items():
        key = key[0] if isinstance(key, tuple) else key
        key = key.split("\x04")[-1]
        if not key or value == key and not english:
            continue
        if not english:
            # What is left in English tells nothing.
            theirs = set(re.findall(r"[A-Za-z]{3,}", key.lower()))
            ours = re.findall(r"[A-Za-z]{3,}", value.lower())
            if ours and sum(w in theirs for w in ours) * 3 > len(ours):
                continue
        yield value if not english else key


def lines_of(text):
    for part in re.split(r"\n\s*\n|(?<=[.!?。])\s+(?=[A-ZÀ-ÞА-ЯЀ-Џ])", text):
        s = clean(part)
        if len(s) >= 30 or (len(s) >= 12 and ord(max(s)) >= 0x3000):
            yield s


def from_html(path):
    with open(path, encoding="utf-8", errors="ignore") as f:
        s = f.read()
    s = re.sub(r"(?is)<(script|style|pre|code|tt|head)\b.*?</\1>", " ", s)
    for p in re.findall(r"(?is)<(?:p|li|dd|div class=\"para\")\b[^>]*>(.*?)</(?:p|li|dd|div)>", s):
        yield from lines_of(re.sub(r"<[^>]*>", " ", p))


def from_page(path):
    with open(path, encoding="utf-8", errors="ignore") as f:
        s = f.read()
    for p in re.findall(r"(?is)<p\b[^>]*>(.*?)</p>", s):
        yield from lines_of(re.sub(r"<[^>]*>", "", p))


def from_man(path):
    try:
        with gzip.open(path, "rt", encoding="utf-8", errors="ignore") as f:
            s = f.read()
    except OSError:
        return
    s = re.sub(r"(?m)^[.'].*$", "", s)
    s = re.sub(r"\\f.|\\[-&|]|\\\(..|\\\[[^]]*\]", "", s)
    yield from lines_of(s)


def from_fortune(path):
    with open(path, "rb") as f:
        raw = f.read()
    try:
        s = raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    for part in s.split("\n%\n"):
        yield from lines_of(part)


def sources(root, code, names):
    base = [n for n in names if "@" not in n or code in ("sr-Latn", "uz-Cyrl")]
    english = code == "en"
    for n in names:
        for p in sorted(glob.glob(f"{root}/wesnoth*/**/locale/{n}/LC_MESSAGES/*.mo", recursive=True)):
            yield "story", catalogue(p, english)
        for p in sorted(glob.glob(f"{root}/*/usr/share/locale/{n}/LC_MESSAGES/*.mo") +
                        glob.glob(f"{root}/*/usr/lib/libreoffice/program/resource/{n}/LC_MESSAGES/*.mo") +
                        glob.glob(f"{root}/hedgewars*/**/{n}/**/*.mo", recursive=True)):
            yield "mo", catalogue(p, english)
    for n in base:
        d = n.replace("_", "-")
        n = "C" if english else n
        for p in sorted(glob.glob(f"{root}/debian-handbook/usr/share/doc/debian-handbook/html/{d}*/*.html") +
                        glob.glob(f"{root}/debian-handbook/usr/share/doc/debian-handbook/html/{n}*/*.html")):
            yield "book", from_html(p)
        for p in sorted(glob.glob(f"{root}/gnome-user-docs/usr/share/help/{n}/**/*.page", recursive=True)):
            yield "help", from_page(p)
        for p in sorted(glob.glob(f"{root}/libreoffice-help-{d.lower()}/**/*.html", recursive=True))[::7]:
            yield "help", from_html(p)
        for p in sorted(glob.glob(f"{root}/*/usr/share/man/{n}/man*/*.gz")):
            yield "man", from_man(p)
    for p in sorted(glob.glob(f"{root}/fortunes{'' if english else '-br' if code == 'pt' else '-' + code}/**/fortunes/**/*", recursive=True)) if code != "br" else []:
        if os.path.isfile(p) and not p.endswith((".dat", ".u8")):
            yield "fortune", from_fortune(p)


def gather(job):
    root, out, code = job
    got, seen, room = [], set(), dict(CAPS)
    for kind, items in sources(root, code, LOCALES[code]):
        for item in items:
            for s in lines_of(item) if kind in ("mo", "story") else [item]:
                if room[kind] <= 0:
                    break
                if s in seen:
                    continue
                seen.add(s)
                got.append(s)
                room[kind] -= len(s)
    with open(f"{out}/{code}.txt", "w", encoding="utf-8") as f:
        f.write("\n".join(got) + "\n")
    return code, sum(len(s) for s in got), {k: CAPS[k] - room[k] for k in CAPS}


if __name__ == "__main__":
    os.makedirs(sys.argv[2], exist_ok=True)
    with Pool(2) as pool:
        for row in pool.imap_unordered(gather, [(sys.argv[1], sys.argv[2], c) for c in LOCALES]):
            print(*row, flush=True)
