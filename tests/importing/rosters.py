"""Real roster files for the tests, written by the libraries that people's programs resemble."""

import csv
import io
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HEADER = ("क्र.सं.", "नाम", "पिता/पति का नाम", "मोबाइल", "गांव", "प्रखंड", "जिला", "लिंग", "उम्र")
PEOPLE = (
    ("1", "राम कुमार", "श्याम लाल", "9876543210", "बेड़ो", "बेड़ो", "रांची", "पुरुष", "45"),
    ("2", "सीता देवी", "मोहन महतो", "०९८१२३४५६७८", "इटकी", "इटकी", "रांची", "महिला", "३३"),
    ("3", "Birsa Munda", "Soma Munda", "+91 98765-43211", "Lapung", "Lapung", "Ranchi", "M", "51"),
)


def csv_bytes(rows: tuple[tuple[str, ...], ...] = (HEADER, *PEOPLE), delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def write_xlsx(path: Path, rows: tuple[tuple[object, ...], ...], title: str = "Sheet") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def write_xls(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("सूची")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name="सूची")
    for row in rows:
        line = TableRow()
        for cell in row:
            if isinstance(cell, float):
                made = TableCell(valuetype="float", value=str(cell))
            else:
                made = TableCell(valuetype="string")
                made.addElement(P(text=str(cell)))
            line.addElement(made)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def vcard(encoding: str = "utf-8") -> bytes:
    """Three cards: 2.1 with quoted-printable, 3.0 folded, 4.0 with a tel: address."""
    name = "".join(f"={b:02X}" for b in "सीता".encode())
    return (
        f"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;{name[:21]}=\r\n{name[21:]}\r\n"
        "TEL;CELL:+91 98765 43210\r\nTEL;HOME:0651-2345678\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ram Kumar\r\nTEL;TYPE=CELL:98123\r\n 45678\r\n"
        "ADR:;;Main Road;Bero;;835202;India\r\nNOTE:first\\, second\\nthird\r\n"
        "PHOTO;ENCODING=b:iVBORw0KGgo\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:बिरसा मुंडा\r\n"
        "TEL;VALUE=uri:tel:+919812345670\r\nBDAY:19751115\r\nEND:VCARD\r\n"
    ).encode(encoding)
