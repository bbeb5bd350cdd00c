"""The container of an XLS file, and its records, checked before calamine follows them.

After [MS-CFB] and [MS-XLS]: a chain of sectors that bites its own tail, a count or a column number that was damaged
would be believed.
"""

import struct
from collections.abc import Iterator

_FIRST_RESERVED = 0xFFFFFFFA
_END = 0xFFFFFFFE
_STREAM, _ROOT = 2, 5
_CELL_RECORDS = frozenset({0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, 0x406})
_BOUND_SHEET, _STRINGS, _DIMENSIONS, _MULTIPLE, _LAST = 0x85, 0xFC, 0x200, (0xBD, 0xBE), 0x0A
_ROWS, _COLUMNS = 65_536, 256


class Damaged(Exception):  # noqa: N818  # what the file is, not an error of the program
    """The file contradicts itself."""


def check_old(data: bytes) -> None:
    """Raises Damaged for an XLS whose chains run in circles or whose cells lie outside of any sheet."""
    try:
        for stream in _workbooks(data):
            _check_records(stream)
    except (struct.error, IndexError) as error:
        raise Damaged from error


class _Sectors:
    """The sectors of the container or, inside of it, the small ones of its mini stream."""

    def __init__(self, data: bytes, size: int, offset: int) -> None:
        self._data, self._size, self._offset = data, size, offset
        self.table: list[int] = []

    def get(self, number: int) -> bytes:
        begin = self._offset + number * self._size
        if begin >= len(self._data):
            raise Damaged
        return self._data[begin : begin + self._size]

    def numbers(self, number: int) -> list[int]:
        sector = self.get(number)
        return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))

    def chain(self, start: int) -> list[int]:
        """The sectors of a chain. Raises Damaged if it leaves the file or never ends."""
        found: list[int] = []
        while start != _END:
            if start >= len(self.table) or len(found) > len(self.table):
                raise Damaged
            found.append(start)
            start = self.table[start]
        return found

    def read(self, start: int) -> bytes:
        return b"".join(map(self.get, self.chain(start)))


def _workbooks(data: bytes) -> Iterator[bytes]:
    """The bytes of the streams named Workbook or Book; all other chains are followed too."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise Damaged
    directory, _, cutoff, mini_start, _, further, _ = struct.unpack_from("<IIIIIII", data, 48)
    sectors = _Sectors(data, 1 << shift, 1 << shift)
    tables = list(struct.unpack_from("<109I", data, 76))
    for _ in range(len(data) >> shift):
        if further >= _FIRST_RESERVED:
            break
        *more, further = sectors.numbers(further)
        tables += more
    else:
        raise Damaged
    for number in tables:
        if number < _FIRST_RESERVED:
            sectors.table += sectors.numbers(number)
    entries = sectors.read(directory)
    if len(entries) % 128:
        raise Damaged
    small = _Sectors(b"", 64, 0)
    small.table = [n for number in _optional(sectors, mini_start) for n in sectors.numbers(number)]
    for at in range(0, len(entries), 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        start, size = struct.unpack_from("<II", entries, at + 116)
        name = entries[at : at + max(0, min(64, length) - 2)].decode("utf-16-le", "replace")
        if kind == _ROOT:
            small = _with_data(small, b"".join(map(sectors.get, _optional(sectors, start))))
        elif kind == _STREAM and size:
            stream = (small if size < cutoff else sectors).read(start)[:size]
            if name in ("Workbook", "Book"):
                yield stream


def _optional(sectors: _Sectors, start: int) -> list[int]:
    return sectors.chain(start) if start < _FIRST_RESERVED else []


def _with_data(small: _Sectors, data: bytes) -> _Sectors:
    filled = _Sectors(data, 64, 0)
    filled.table = small.table
    return filled


def _check_records(stream: bytes) -> None:
    starts, seen = [0], set()
    while starts:
        at = starts.pop()
        if at in seen:
            continue
        seen.add(at)
        while at + 4 <= len(stream):
            kind, size = struct.unpack_from("<HH", stream, at)
            record = stream[at + 4 : at + 4 + size]
            if kind == _BOUND_SHEET:
                starts.append(struct.unpack_from("<I", record)[0])
            elif kind in _CELL_RECORDS or kind in (_STRINGS, _DIMENSIONS):
                _check_record(kind, record, len(stream))
            at += 4 + size
            if kind == _LAST:
                break


def _check_record(kind: int, record: bytes, size: int) -> None:
    if kind == _STRINGS:
        if struct.unpack_from("<I", record, 4)[0] > size:
            raise Damaged
    elif kind == _DIMENSIONS:
        wide = len(record) >= 14
        first_row, last_row, first, last = struct.unpack_from("<IIHH" if wide else "<HHHH", record)
        if not (first_row <= last_row <= _ROWS and first <= last <= _COLUMNS):
            raise Damaged
    else:
        last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind in _MULTIPLE else 0
        if max(last, struct.unpack_from("<HH", record)[1]) >= _COLUMNS:
            raise Damaged
