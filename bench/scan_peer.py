#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chain of open parts that does what `vigil scan --emit none` does, for bench/scan.sh:

    scan_peer.py ARCHIVE NAMES.csv EXTRACTOR MATCHER

EXTRACTOR is resiliparse (main content), all (Resiliparse, all text) or trafilatura; MATCHER is
flashtext or ahocorasick. FastWARC iterates. One JSON line: records, bytes_raw (of blocks), pages, names
found, and an exact hash of what was found.
"""
import csv
import hashlib
import json
import sys

from fastwarc.warc import ArchiveIterator

try:  # before 2.0 a stream of its own is quicker than a file of Python
    from fastwarc.stream_io import FileStream, GZipStream
except ImportError:
    FileStream = None


def records_of(path):
    if FileStream is None:
        return ArchiveIterator(open(path, "rb"), parse_http=False)
    return ArchiveIterator(GZipStream(FileStream(path, "rb")), parse_http=False)


def read_names(path):
    with open(path, encoding="utf-8", newline="") as f:
        return [(row["name"], row["id"]) for row in csv.DictReader(f)]


def flashtext(names):
    from flashtext import KeywordProcessor
    k = KeywordProcessor()
    for name, number in names:
        k.add_keyword(name, number)
    return k.extract_keywords


def ahocorasick(names):
    import ahocorasick as aho
    a = aho.Automaton()
    for name, number in names:
        a.add_word(name.lower(), (len(name), number))
    a.make_automaton()

    def is_word(c):
        return c.isascii() and c.isalnum()

    def find(text):
        text = text.lower()
        found = []
        for last, (length, number) in a.iter(text):
            first = last - length + 1
            if first > 0 and is_word(text[first]) and is_word(text[first - 1]):
                continue
            if last + 1 < len(text) and is_word(text[last]) and is_word(text[last + 1]):
                continue
            found.append(number)
        return found
    return find


def resiliparse(main):
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(body, charset):
        tree = HTMLTree.parse(bytes_to_str(body, charset or detect_encoding(body)))
        return extract_plain_text(tree, main_content=main)
    return extract


def trafilatura():
    import trafilatura as t
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def extract(body, charset):
        # Decoded outside: its own guess is wrong for GB18030 without a declaration in the page.
        return t.extract(bytes_to_str(body, charset or detect_encoding(body))) or ""
    return extract


def main():
    archive, names, extractor, matcher = sys.argv[1:5]
    extract = trafilatura() if extractor == "trafilatura" else resiliparse(extractor == "resiliparse")
    find = {"flashtext": flashtext, "ahocorasick": ahocorasick}[matcher](read_names(names))
    records = raw = pages = found = 0
    digest = hashlib.sha256()
    for record in records_of(archive):
        records += 1
        raw += record.content_length
        if record.headers.get("WARC-Type") != "response":
            continue
        record.parse_http()
        if not (record.http_content_type or "").startswith("text/html"):
            continue
        pages += 1
        hits = find(extract(record.reader.read(), record.http_charset))
        found += len(hits)
        for number in sorted(hits):
            digest.update(number.encode() + b"\n")
    print(json.dumps({"records": records, "bytes_raw": raw, "pages": pages, "mentions": found,
                      "hash": digest.hexdigest()}))


main()
