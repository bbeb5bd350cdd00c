"""XLSX, XLS and ODS by way of calamine, with its crashes kept from the reader."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Row
from organizer_app.domain.words import N_

_T = TypeVar("_T")
_LARGEST_PART = 1_500_000_000  # bytes a part of the zipped workbook may unpack to
_MOST_CELLS = 40_000_000  # calamine holds the whole rectangle in memory, about 32 bytes a cell
_CHUNK = 1 << 20
_CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_REPEATED = re.compile(rb'-repeated="(\d+)"')

_DAMAGED = N_(
    "{file} is damaged and can't be read. Open it in Excel or LibreOffice, save it again, or ask for it again."
)
_LOCKED = N_("{file} is locked with a password. Open it in Excel, remove the password, save it and choose it again.")
_TOO_LARGE = N_(
    "{file} is too large to open: a cell stands far away from the list. Copy the list into a new file and choose that."
)


class Workbook:
    """An opened workbook: the names of its visible sheets, and their rows. Sheets once read stay in memory."""

    def __init__(self, path: Path) -> None:
        """Raises RuleBroken for a locked, damaged or far too large file."""
        self.path = path
        _check_size(path)
        self._book: CalamineWorkbook = self._guarded(lambda: CalamineWorkbook.from_path(str(path)))
        shown = [m.name for m in self._book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
        self.sheets = tuple(shown or self._book.sheet_names)
        self._read: dict[str, CalamineSheet] = {}

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet from its first one, numbered as the sheet shows them. Raises RuleBroken."""
        found = self._sheet(sheet)
        rows = self._guarded(found.iter_rows)
        number = 0
        while (cells := self._guarded(lambda: next(rows, None))) is not None:
            number += 1
            yield Row(number, tuple(cells))

    def height(self, sheet: str) -> int:
        """The number of the last row that holds anything."""
        return int(self._sheet(sheet).total_height)

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._read:
            self._read[name] = self._guarded(lambda: self._book.get_sheet_by_name(name))
        return self._read[name]

    def _guarded(self, step: Callable[[], _T]) -> _T:
        try:
            return step()
        except PasswordError:
            raise RuleBroken(_LOCKED, file=self.path.name) from None
        except (CalamineError, ValueError, OverflowError, OSError) as error:
            raise RuleBroken(_DAMAGED, file=self.path.name) from error
        except BaseException as error:
            # A broken file can make the Rust library panic; the panic's class is not importable by name.
            if type(error).__name__ != "PanicException":
                raise
            raise RuleBroken(_DAMAGED, file=self.path.name) from error


def _check_size(path: Path) -> None:
    """Looks before the leap: a zip that unpacks to gigabytes, or one cell in row 1048576, would take all memory."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                if part.file_size > _LARGEST_PART:
                    raise RuleBroken(_TOO_LARGE, file=path.name)
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename):
                    with archive.open(part) as xml:
                        _check_extent(xml, path)
                elif part.filename == "content.xml":
                    with archive.open(part) as xml:
                        _check_repeats(xml, path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise RuleBroken(_DAMAGED, file=path.name) from error
    except RuntimeError as error:  # what zipfile raises for an encrypted part
        raise RuleBroken(_LOCKED, file=path.name) from error
    except Exception as error:
        # zlib, lzma and bz2 each have an error of their own for a part that doesn't unpack
        if isinstance(error, RuleBroken):
            raise
        raise RuleBroken(_DAMAGED, file=path.name) from error


def _pieces(xml: IO[bytes]) -> Iterator[bytes]:
    tail = b""
    while chunk := xml.read(_CHUNK):
        yield tail + chunk
        tail = chunk[-40:]


def _check_extent(xml: IO[bytes], path: Path) -> None:
    columns: set[bytes] = set()
    last = 0
    for piece in _pieces(xml):
        cells = _CELL.findall(piece)
        columns.update(column for column, _ in cells)
        last = max(last, max((int(row) for _, row in cells), default=0))
    width = max((_column_number(column) for column in columns), default=0)
    if width * last > _MOST_CELLS:
        raise RuleBroken(_TOO_LARGE, file=path.name)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(xml: IO[bytes], path: Path) -> None:
    for piece in _pieces(xml):
        if any(len(times) > 7 for times in _REPEATED.findall(piece)):
            raise RuleBroken(_DAMAGED, file=path.name)
