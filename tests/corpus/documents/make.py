# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the documents of this folder with other people's programs. See README.md."""
import datetime
import email.message
import os
import sys

import docx
import openpyxl
import pptx
from odf import dc, office
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, Note, NoteBody, NoteCitation, P
from openpyxl.comments import Comment

out = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


def word():
    d = docx.Document()
    d.core_properties.title = "Notes on a closure"
    d.core_properties.author = "A. Writer"
    d.core_properties.created = datetime.datetime(2022, 3, 14)
    d.add_heading("A closure in 康定", 0)
    d.add_heading("What is known", 1)
    p = d.add_paragraph("The office at 12 River Street was closed in May, ")
    p.add_run("the city said").bold = True
    p.add_run(".")
    d.add_paragraph("First point", style="List Bullet")
    d.add_paragraph("第二点", style="List Number")
    t = d.add_table(rows=2, cols=3)
    for row, cells in enumerate([["City", "Offices", "Since"], ["福州", "2", "2019-03"]]):
        for column, text in enumerate(cells):
            t.rows[row].cells[column].text = text
    d.sections[0].header.paragraphs[0].text = "Draft of 14 March"
    d.sections[0].footer.paragraphs[0].text = "Page"
    d.add_comment(p.runs, text="Is this so?", author="B. Reader", initials="BR")
    d.save(out + "/word.docx")


def sheet():
    w = openpyxl.Workbook()
    s = w.active
    s.title = "站点"
    s.append(["City", "Offices", "Since", "Share"])
    s.append(["福州", 2, datetime.date(2019, 3, 4), 0.25])
    s.append(["Kangding", 54, datetime.datetime(2020, 1, 2, 8, 30), "=B2/B3"])
    s["B2"].comment = Comment("Counted twice", "B. Reader")
    h = w.create_sheet("Hidden")
    h["A1"] = "secret"
    h.sheet_state = "hidden"
    w.properties.creator = "A. Writer"
    w.save(out + "/sheet.xlsx")


def slides():
    p = pptx.Presentation()
    s = p.slides.add_slide(p.slide_layouts[1])
    s.shapes.title.text = "A closure"
    s.placeholders[1].text = "One\nTwo 福州"
    s.notes_slide.notes_text_frame.text = "Say it slowly"
    p.save(out + "/slides.pptx")


def table(name, rows):
    t = Table(name=name)
    for cells in rows:
        r = TableRow()
        for text in cells:
            c = TableCell(valuetype="string")
            c.addElement(P(text=text))
            r.addElement(c)
        t.addElement(r)
    return t


def open_text():
    o = OpenDocumentText()
    o.text.addElement(H(outlinelevel=1, text="A closure"))
    p = P(text="The office in 福州")
    n = Note(noteclass="footnote")
    n.addElement(NoteCitation(text="1"))
    b = NoteBody()
    b.addElement(P(text="A letter of May."))
    n.addElement(b)
    p.addElement(n)
    p.addText(" was closed.")
    o.text.addElement(p)
    a = office.Annotation()
    a.addElement(dc.Creator(text="B. Reader"))
    a.addElement(dc.Date(text="2022-03-15T00:00:00"))
    a.addElement(P(text="Is this so?"))
    p = P(text="Nobody answered")
    p.addElement(a)
    o.text.addElement(p)
    o.text.addElement(table("t", [["City", "2"]]))
    o.meta.addElement(dc.Title(text="Notes"))
    o.save(out + "/text.odt")


def open_sheet():
    o = OpenDocumentSpreadsheet()
    o.spreadsheet.addElement(table("站点", [["City", "2"]]))
    o.save(out + "/sheet.ods")


def mail():
    m = email.message.EmailMessage()
    m["From"] = "王记者 <w@example.org>"
    m["To"] = "b@example.org"
    m["Subject"] = "关于福州的问题 and a long subject that has to be folded over several lines"
    m["Date"] = "Mon, 14 Mar 2022 08:00:00 +0800"
    m["Message-ID"] = "<1@example.org>"
    m.set_content("福州市公安局在2022年3月销毁了这些记录。\nThe office is closed.\n" * 4, cte="base64")
    m.add_alternative(
        "<h2>关于</h2>" + "<p>福州市公安局在2022年3月销毁了这些记录。 The office is closed.</p>" * 4,
        subtype="html")
    m.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="报告 2022.pdf")
    with open(out + "/mail.eml", "wb") as f:
        f.write(bytes(m))


word()
sheet()
slides()
open_text()
open_sheet()
mail()
