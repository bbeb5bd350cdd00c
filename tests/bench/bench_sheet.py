"""A 200-row Hindi sheet on paper: CPU of ours against typst and ReportLab's own table, on the same people, in one run.

All three draw the same texts, table, tick boxes, timing marks and two QRs a page, which one coder makes for all. Every
sheet has other people from one district's names, in a process that has printed before: what each program keeps between
sheets (ours: shaped words) it keeps; QRs are made anew.
"""

import importlib.util
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate

from organizer_app.domain.sheet_codes import encode
from organizer_app.domain.sheet_layout import layout
from organizer_app.domain.sheets import Person
from organizer_app.printing import attendance_sheet
from organizer_app.printing.drawing import qr_matrix
from organizer_app.printing.fonts import face
from organizer_app.printing.text import mm
from tests.printing.samples import ORGANISATION, STRINGS, people, sheet

ROWS = 200
ROUNDS, OURS_A_ROUND = 9, 5  # ours is short, so it takes more runs for as steady a median
LIMIT_TYPST, LIMIT_LONGTABLE = 1 / 4, 1 / 12
WIDTHS = (8, 47, 30, 28, 9, 25.5, 9, 25.5)
HEADS = ("क्र.", "नाम / पिता या पति", "ब्लॉक · बूथ", "पद या इकाई · फ़ोन", "", "हस्ताक्षर", "", "हस्ताक्षर")
TITLE = "क्षेत्रीय कार्यकर्ता प्रशिक्षण शिविर – उपस्थिति पत्रक"
FACTS = "जन जागृति संगठन, छत्तीसगढ़ · स्थान सामुदायिक भवन, धरसींवा, ज़िला रायपुर · दिनांक 14 – 15 दिसंबर 2026"
RULE = "जो आए, उसके खाने में सही का निशान लगाएँ। न आए तो दोनों खाली छोड़ें। निशान रद्द करना हो तो खाना पूरा भर दें।"
NOTICE = "इस पत्रक में यह लिखा जाता है कि शिविर में कौन आया; यह संगठन के अपने प्रशिक्षण रिकॉर्ड के लिए है।"
ROW_HEIGHT = 8.4
PAGES = 8
BLACK_RUNS = re.compile(rb"\x01+").finditer
MARKS = [mark for line in (*layout(2).side_marks(), *layout(2).edge_marks()) for mark in line]


def rows() -> list[tuple[str, str, str, str, str]]:
    """(name, ours, peer, ratio, limit), each as text; raises ImportError when the peers are not installed."""
    peers: dict[str, tuple[Callable[[Sequence[Person]], bytes], float]] = {
        "typst": (by_typst, LIMIT_TYPST),
        "ReportLab LongTable + Paragraph(shaping)": (by_long_table, LIMIT_LONGTABLE),
    }
    if importlib.util.find_spec("typst") is None:
        raise ImportError("typst is missing: sh .ci/setup peers")
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in peers}
    for number in range(ROUNDS):
        ours.append(median(in_a_row(by_us, OURS_A_ROUND, number)))
        for name, (make, _limit) in peers.items():
            theirs[name] += in_a_row(make, 1, number)
    return [
        (
            f"{ROWS}-row Hindi sheet, CPU, against {name}",
            f"{median(ours) * 1000:.0f} ms",
            f"{median(theirs[name]) * 1000:.0f} ms",
            f"{median(own / other for own, other in zip(ours, theirs[name], strict=True)):.3f}",
            f"{limit:.3f}",
        )
        for name, (_make, limit) in peers.items()
    ]


def real_people(seed: int) -> tuple[Person, ...]:
    """Names, mostly once each, of a roster of both scripts."""
    names = Random(seed).sample(STRINGS[:340], ROWS)
    return tuple(replace(person, name=name) for person, name in zip(people(ROWS, seed), names, strict=True))


def in_a_row(make: Callable[[Sequence[Person]], bytes], times: int, seed: int) -> list[float]:
    """CPU seconds of so many sheets, each of other people, after one that is not counted."""
    taken = []
    for number in range(times + 1):
        made = real_people(100 * seed + number)
        qr_matrix.cache_clear()
        began = time.process_time()
        assert make(made).startswith(b"%PDF")
        taken.append(time.process_time() - began)
    return taken[1:]


def texts(person: Person) -> tuple[tuple[str, str], ...]:
    relation = "पिता" if person.relation == "father" else "पति"
    return (
        (person.name, f"{relation}: {person.guardian}"),
        (f"{person.block} · {person.booth}", person.place),
        (person.office, person.phone),
    )


def by_us(made: Sequence[Person]) -> bytes:
    return attendance_sheet.pdf(replace(sheet(1), people=tuple(made), spare_rows=0), ORGANISATION)


def codes(page: int) -> Iterator[tuple[float, float, tuple[bytes, ...]]]:
    """Left, top and modules of a page's QRs."""
    for corner in "AB":
        place = layout(2).qr(corner)
        yield place.left, place.top, qr_matrix(encode(1, page, corner, b"key"))


def by_long_table(made: Sequence[Person]) -> bytes:
    for name, weight in (("BenchRegular", "regular"), ("BenchBold", "semibold")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(face(weight).path)))
    upper = ParagraphStyle("upper", fontName="BenchBold", fontSize=10, leading=12.5, shaping=1)
    under = ParagraphStyle("under", fontName="BenchRegular", fontSize=8, leading=10.5, shaping=1)
    head = ParagraphStyle("head", fontName="BenchBold", fontSize=16, leading=20, shaping=1)
    table: list[list[object]] = [[Paragraph(word, under) for word in HEADS]]
    for person in made:
        cells = [[Paragraph(a, upper), Paragraph(b, under)] for a, b in texts(person)]
        table.append([str(person.serial), *cells, _Box(), "", _Box(), ""])
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=(210 * mm, 297 * mm),
        leftMargin=11 * mm,
        rightMargin=11 * mm,
        topMargin=40 * mm,
        bottomMargin=33 * mm,
    )

    def furniture(canvas: Any, _document: Any) -> None:
        for mark in MARKS:
            canvas.rect((mark.x - mark.width / 2) * mm, (297 - mark.y) * mm, mark.width * mm, mark.height * mm, fill=1)
        for left, top, matrix in codes(canvas.getPageNumber()):
            path = canvas.beginPath()
            for down, modules in enumerate(matrix):
                for run in BLACK_RUNS(modules):
                    path.rect(
                        (left + run.start() * 0.8) * mm, (297 - top - down * 0.8) * mm, len(run[0]) * 0.8 * mm, 2.27
                    )
            canvas.drawPath(path, stroke=0, fill=1)
        for words, style, y in ((TITLE, head, 280), (FACTS, under, 272), (RULE, under, 22), (NOTICE, under, 14)):
            paragraph = Paragraph(words, style)
            paragraph.wrapOn(canvas, 150 * mm, 20)
            paragraph.drawOn(canvas, 24 * mm, y * mm)
        canvas.setFont("BenchRegular", 9)
        canvas.drawRightString(186 * mm, 285 * mm, str(canvas.getPageNumber()))

    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.4, (0.4, 0.4, 0.4)),
        ("FONT", (0, 1), (0, -1), "BenchRegular", 9),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    heights = [9 * mm] + [ROW_HEIGHT * mm] * len(made)
    widths = [width * mm for width in WIDTHS]
    lines = LongTable(table, widths, heights, repeatRows=1, style=style)
    document.build([lines], onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


class _Box(Flowable):
    """A tick box."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 5 * mm, 6.5 * mm

    def draw(self) -> None:
        self.canv.setLineWidth(0.5 * mm)
        self.canv.rect(0, 0, 5 * mm, 5 * mm)


def svg(matrix: tuple[bytes, ...]) -> str:
    """A QR as typst takes it, quotes escaped for its source."""
    runs = "".join(
        f"M{r.start()} {y}h{len(r[0])}v1h-{len(r[0])}z" for y, row in enumerate(matrix) for r in BLACK_RUNS(row)
    )
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 21 21'><path d='{runs}'/></svg>"


def by_typst(made: Sequence[Person]) -> bytes:
    import typst  # type: ignore[import-not-found]  # a peer that only benches have, so it is imported where it is used

    data = [[str(p.serial), *(word for pair in texts(p) for word in pair)] for p in made]
    columns = ",".join(f"{width}mm" for width in WIDTHS)
    heads = ",".join(f"[{word}]" for word in HEADS)
    pairs = ",".join(rf"[#text(size:10pt,weight:600,r.at({i}))\ #r.at({i + 1})]" for i in (1, 3, 5))
    marks = "".join(
        f"#place(dx:{m.x - m.width / 2}mm,dy:{m.y - m.height / 2}mm,"
        f"rect(width:{m.width}mm,height:{m.height}mm,fill:black))"
        for m in MARKS
    )
    pictures: list[str] = []
    for page in range(1, PAGES + 1):
        placed = [
            f'#place(dx:{x}mm,dy:{y}mm,image(bytes("{svg(matrix)}"),width:16.8mm))' for x, y, matrix in codes(page)
        ]
        pictures.append(f"[{''.join(placed)}]")
    source = rf"""
#set text(font:"Mukta",size:8pt,lang:"hi")
#let q=({",".join(pictures)})
#set page(paper:"a4",margin:(top:36mm,bottom:33mm,x:14mm),
  background:[{marks}#context q.at(counter(page).get().first()-1)],
  header:[#text(size:16pt,weight:600)[{TITLE}] #h(1fr) #context[#counter(page).display()]\ {FACTS}],
  footer:[{RULE}\ {NOTICE}])
#set par(leading:3pt)
#let d=json("people.json")
#let b=box(width:5mm,height:5mm,stroke:.5mm)
#table(columns:({columns}),rows:(9mm,)+({ROW_HEIGHT}mm,)*d.len(),inset:(x:4pt,y:3pt),stroke:.4pt+gray,
  table.header({heads}),..d.map(r=>(r.at(0),{pairs},b,[],b,[])).flatten())
"""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "people.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        main = Path(folder) / "main.typ"
        main.write_text(source, "utf-8")
        made_pdf: bytes = typst.compile(
            str(main), font_paths=[str(face("regular").path.parent)], ignore_system_fonts=True
        )
    return made_pdf


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="\t")
