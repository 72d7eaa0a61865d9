#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page shows, by the marks in it: for the makers of pages with their truth."""
import html.parser
import re

SILENT = {"script", "style", "title", "textarea", "template", "iframe", "svg", "object"}
VOID = {"img", "br", "hr", "meta", "link", "input", "wbr", "source", "col", "area", "base", "embed", "param", "track"}


class Gold(html.parser.HTMLParser):
    """The visible strings of a page, by mark."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.mark = "boilerplate"
        self.lists = {k: [] for k in ("m", "n", "boilerplate", "hidden", "visible")}
        self.stack = []

    def take(self, mark, text):
        text = " ".join(text.split())
        if text:
            self.lists[mark].append(text)
            if mark != "hidden":
                self.lists["visible"].append(text)

    def handle_comment(self, data):
        if data in ("m", "n"):
            self.mark = data
        elif data in ("/m", "/n"):
            self.mark = "boilerplate"

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        hides = (
            tag == "noscript"
            or "hidden" in a
            or a.get("aria-hidden") == "true"
            or re.search(r"display\s*:\s*none", a.get("style") or "")
        )
        if tag == "input" and a.get("type") in ("submit", "button"):
            self.take(self.mark, a.get("value") or "")
        if tag not in VOID:
            self.stack.append((tag, "silent" if tag in SILENT else "hidden" if hides else ""))

    def handle_endtag(self, tag):
        for i in range(len(self.stack) - 1, -1, -1):
            if self.stack[i][0] == tag:
                del self.stack[i:]
                break

    def handle_data(self, data):
        states = {s for _, s in self.stack}
        if "silent" not in states:
            self.take("hidden" if "hidden" in states else self.mark, data)
            if "hidden" in states and self.mark == "m" and data.strip():
                self.lists["m"].append(" ".join(data.split()))
