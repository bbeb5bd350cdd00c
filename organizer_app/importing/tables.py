"""A file of people as a table, whatever program made it: recognised by what is inside, then by its name."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Cell, Row
from organizer_app.domain.words import N_
from organizer_app.importing import text_files, vcards
from organizer_app.importing.head_rows import Head, find_head
from organizer_app.importing.workbooks import Workbook

_LOOKED_AT = 60  # rows at the top in which the headings are looked for
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"\x00\x00\x01\x00")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|head|body|meta|style|\?xml|div|!--)", re.IGNORECASE)

_MISSING = N_("{file} isn't there any more. Choose the file again.")
_FOLDER = N_("{file} is a folder. Choose the file inside it.")
_UNREADABLE = N_(
    "{file} can't be opened. Close it in other programs, or copy it to this computer, and choose it again."
)
_EMPTY = N_("{file} is empty. Ask for it again.")
_PICTURE = N_("{file} is a picture. Type the list into a table, or ask for the file it was made from.")
_PDF = N_("{file} is a PDF. Ask for the Excel or CSV file it was made from.")
_WORD = N_("{file} is a Word or presentation file. Copy its table into Excel, save it and choose that file.")
_BINARY = N_("{file} is in Excel's binary format. Open it in Excel, save it as XLSX and choose that file.")
_ARCHIVE = N_("{file} is a packed archive. Unpack it first and choose the file inside.")
_WEB_PAGE = N_("{file} is a web page named like a table. Open it in Excel, save it as XLSX and choose that file.")
_TEXT_IN_XLS = N_("{file} is text named like an Excel file. Rename it to end in .csv, or save it from Excel as XLSX.")
_NO_SHEET = N_("{file} has no sheet “{sheet}”. Its sheets are: {sheets}.")
_NO_ROWS = N_("{file} has no rows with anything in them. Choose another file or sheet.")
_DAMAGED = N_(
    "{file} is damaged and can't be read. Open it in Excel or LibreOffice, save it again, or ask for it again."
)
_LOCKED = N_("{file} is locked with a password. Open it in Excel, remove the password, save it and choose it again.")


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table. `header` is () and `header_row` 0 where the file has no headings; `width` counts columns.

    `kind` is csv, xlsx, xls, ods or vcard; `encoding` and `delimiter` are "" where they mean nothing.
    """

    path: Path
    kind: str
    header: tuple[str, ...]
    header_row: int
    width: int
    sheets: tuple[str, ...]
    sheet: str
    encoding: str
    delimiter: str
    _first: int
    _read: Callable[[], Iterator[Row]]
    _count: Callable[[], int] | None = None

    def rows(self) -> Iterator[Row]:
        """The rows below the headings, blank ones too, each time from the first and one at a time from the file."""
        return (row for row in self._read() if row.number >= self._first)

    def every(self) -> Iterator[Row]:
        """All rows from the first of the file on, whatever was taken for headings: for lists that are no roster."""
        return self._read()

    def total(self) -> tuple[int, bool]:
        """How many rows there are, and whether that was counted (True) or estimated from the file's size."""
        if self._count is not None:
            return max(0, self._count() - self._first + 1), True
        seen, last = 0, 0
        for row in islice(self.rows(), 1000):
            seen, last = seen + 1, last + sum(len(str(c).encode()) + 1 for c in row.cells) + 1
        if seen < 1000:
            return seen, True
        size = self.path.stat().st_size / (2 if self.encoding.startswith("utf-16") else 1)
        return int(size * seen / last), False


def open_table(path: Path | str, *, sheet: str | None = None) -> Table:
    """Opens a roster: CSV, TSV or other delimited text, XLSX, XLS, ODS, vCard. Rows above the headings are skipped.

    Without `sheet` a workbook gives its first visible sheet with headings. Raises RuleBroken, naming the file and
    what to do, for whatever is no table.
    """
    path = Path(path)
    try:
        kind = _recognise(path)
        if kind in ("xlsx", "xls", "ods"):
            return _from_workbook(path, kind, sheet)
        encoding = text_files.find_encoding(path)
        lines = text_files.head(path, encoding)
        if lines and vcards.looks_like_vcard("\n".join(lines[:20])):
            return _from_cards(path, encoding)
        return _from_text(path, encoding, lines)
    except OSError as error:
        raise RuleBroken(_UNREADABLE, file=path.name) from error


def text_of(cell: Cell) -> str:
    """A cell as a person would type it: 834001.0 -> "834001", a date as 1980-12-31, TRUE as "TRUE"."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _recognise(path: Path) -> str:
    """xlsx, xls, ods or text. Raises RuleBroken for everything else."""
    if path.is_dir():
        raise RuleBroken(_FOLDER, file=path.name)
    if not path.exists():
        raise RuleBroken(_MISSING, file=path.name)
    with path.open("rb") as file:
        start = file.read(1 << 12)
    if not start.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise RuleBroken(_EMPTY, file=path.name)
    if start.startswith(b"PK"):
        return _kind_of_zip(path)
    if start.startswith(_OLE):
        return _kind_of_ole(path)
    if (start.startswith(_PICTURES) and b"\x00" in start) or start[4:8] == b"ftyp":
        raise RuleBroken(_PICTURE, file=path.name)
    for signs, msgid in ((b"%PDF", _PDF), (b"{\\rtf", _WORD), (_ARCHIVES, _ARCHIVE)):
        if start.startswith(signs):
            raise RuleBroken(msgid, file=path.name)
    if _MARKUP.match(start.replace(b"\x00", b"").lstrip(b"\xff\xfe")):
        raise RuleBroken(_WEB_PAGE, file=path.name)
    if path.suffix.lower() in (".xls", ".xlsx", ".xlsm", ".ods"):
        raise RuleBroken(_TEXT_IN_XLS if b"\x00" not in start else _DAMAGED, file=path.name)
    return "text"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype") if "mimetype" in names else b""
    except RuntimeError as error:
        raise RuleBroken(_LOCKED, file=path.name) from error
    except Exception as error:
        # zipfile and the unpackers each have errors of their own; all mean the same to the person.
        raise RuleBroken(_DAMAGED, file=path.name) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise RuleBroken(_BINARY, file=path.name)
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    office = any(n.startswith(("word/", "ppt/")) for n in names) or mimetype
    raise RuleBroken(_WORD if office else _ARCHIVE, file=path.name)


def _kind_of_ole(path: Path) -> str:
    """Old Excel, old Word, or a new workbook encrypted: the names in the container tell."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise RuleBroken(_LOCKED, file=path.name)
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return "xls"
    raise RuleBroken(_DAMAGED if path.suffix.lower() == ".xls" else _WORD, file=path.name)


def _from_workbook(path: Path, kind: str, sheet: str | None) -> Table:
    book = Workbook(path)
    if sheet is not None and sheet not in book.sheets:
        raise RuleBroken(_NO_SHEET, file=path.name, sheet=sheet, sheets=", ".join(book.sheets))
    chosen: tuple[str, Head] | None = None
    for name in book.sheets if sheet is None else (sheet,):
        head = _head(book.rows(name))
        if head.width and (chosen is None or (head.named and not chosen[1].named)):
            chosen = name, head
        if head.named:
            break
    if chosen is None:
        raise RuleBroken(_NO_ROWS, file=path.name)
    name, head = chosen
    return _table(path, kind, head, lambda: book.rows(name), book.sheets, name, count=lambda: book.height(name))


def _from_cards(path: Path, encoding: str) -> Table:
    head = Head(vcards.HEADER, 0, 1, len(vcards.HEADER), True)
    return _table(path, "vcard", head, lambda: vcards.records(path, encoding), encoding=encoding)


def _from_text(path: Path, encoding: str, lines: list[str]) -> Table:
    delimiter = text_files.find_delimiter(lines, prefer="\t" if path.suffix.lower() in (".tsv", ".tab") else "")
    head = _head(text_files.records(path, encoding, delimiter))
    if not head.width:
        raise RuleBroken(_EMPTY, file=path.name)
    read = lambda: text_files.records(path, encoding, delimiter)  # noqa: E731
    return _table(path, "csv", head, read, encoding=encoding, delimiter=delimiter)


def _head(rows: Iterator[Row]) -> Head:
    return find_head([(row.number, tuple(map(text_of, row.cells))) for row in islice(rows, _LOOKED_AT)])


def _table(
    path: Path,
    kind: str,
    head: Head,
    read: Callable[[], Iterator[Row]],
    sheets: tuple[str, ...] = (),
    sheet: str = "",
    *,
    encoding: str = "",
    delimiter: str = "",
    count: Callable[[], int] | None = None,
) -> Table:
    header = tuple(" ".join(cell.split()) for cell in head.header)
    return Table(path, kind, header, head.row, head.width, sheets, sheet, encoding, delimiter, head.first, read, count)
