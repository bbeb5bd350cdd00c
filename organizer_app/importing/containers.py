"""Workbooks looked into before calamine opens them: a damaged file may make it ask for more memory than there is.

calamine holds each sheet as one rectangle and trusts what the file says of itself; an allocation that fails ends the
whole program. So sizes, extents and chains are checked here, without keeping anything.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat

from organizer_app.importing.old_workbooks import Damaged, check_old

_LARGEST_PART = 1_500_000_000  # bytes a part of a zipped workbook may unpack to
_MOST_CELLS = 40_000_000  # about 32 bytes each in calamine
_MOST_ROWS = 1_048_576
_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 16
_CELL = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^>]*?)(/?)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


class Locked(Exception):  # noqa: N818  # what the file is, not an error of the program
    """The workbook is encrypted."""


class TooLarge(Exception):  # noqa: N818  # as above
    """The rectangle from the first to the last cell, or a part of the file, doesn't fit into memory."""


def check(path: Path) -> None:
    """Raises Damaged, Locked or TooLarge for a workbook that calamine must not open."""
    if not zipfile.is_zipfile(path):
        check_old(path.read_bytes())
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                _check_part(archive, part)
    except (Damaged, Locked, TooLarge):
        raise
    except RuntimeError as error:  # what zipfile raises for an encrypted part
        raise Locked from error
    except Exception as error:
        # zipfile, zlib, lzma and bz2 each have errors of their own for a part that doesn't unpack
        raise Damaged from error


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > _LARGEST_PART:
        raise TooLarge
    if part.filename.startswith("xl/") and part.filename.endswith(".xml") and "sharedStrings" not in part.filename:
        with archive.open(part) as xml:
            _check_extent(_pieces(xml))
    elif part.filename == "content.xml":
        with archive.open(part) as xml:
            _check_tags(xml)
        with archive.open(part) as xml:
            _check_repeats(_pieces(xml))


def _pieces(xml: IO[bytes]) -> Iterator[bytes]:
    """The text in pieces that end with a tag."""
    rest = b""
    while chunk := xml.read(_CHUNK):
        whole, bracket, rest = (rest + chunk).rpartition(b">")
        yield whole + bracket
        if len(rest) > _LONGEST_TAG:
            rest = b""
    yield rest


def _check_tags(xml: IO[bytes]) -> None:
    """Tags that don't close: calamine looks for the end of an ODS cell on and on."""
    try:
        expat.ParserCreate().ParseFile(xml)
    except expat.ExpatError as error:
        raise Damaged from error


def _check_extent(pieces: Iterator[bytes]) -> None:
    columns: set[bytes] = set()
    last = 0
    for piece in pieces:
        cells = _CELL.findall(piece)
        columns.update(column for column, _ in cells)
        last = max(last, max((int(row) for _, row in cells), default=0))
    if max(map(_column_number, columns), default=0) * last > _MOST_CELLS:
        raise TooLarge


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(pieces: Iterator[bytes]) -> None:
    """Rows and cells of an ODS say how often they repeat; only those with something in them count."""
    rows = width = repeat = column = 0
    for piece in pieces:
        for kind, attributes, closed in _TAG.findall(piece):
            said = _REPEATED.search(attributes)
            times = int(said[1]) if said else 1
            if times > _MOST_ROWS:
                raise Damaged
            if kind == b"table":
                rows = width = 0
            elif kind == b"table-row":
                repeat, column = times, 0
            else:
                column += times
                if not closed or b"value" in attributes or b"formula" in attributes:
                    rows, width, repeat = rows + repeat, max(width, column), 0
                    if rows * width > _MOST_CELLS:
                        raise TooLarge
