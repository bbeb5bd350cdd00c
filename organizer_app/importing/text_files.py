"""CSV, TSV and other delimited text: which encoding, which delimiter, and its records one by one."""

import codecs
import csv
import re
import statistics
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Row
from organizer_app.domain.words import N_

DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 20  # signs; a longer "line" is no line of a roster
_LONGEST_CELL_LINES = 60  # lines one quoted cell may take before its quote counts as stray
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _as_windows_does(error: UnicodeError) -> tuple[str, int]:
    """The five bytes cp1252 leaves open stand for themselves, as Windows reads them; old fonts draw letters there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("organizer_cp1252", _as_windows_does)
_ERRORS = {"cp1252": "organizer_cp1252"}


def open_text(path: Path, encoding: str) -> IO[str]:
    """Opens a text file so that no byte stops it: damaged signs come as U+FFFD."""
    return path.open(encoding=encoding, errors=_ERRORS.get(encoding, "replace"), newline=None)


def find_encoding(path: Path) -> str:
    """utf-8, utf-8-sig, utf-16 (with its mark), utf-16-le, utf-16-be or cp1252; reads the file once, in pieces."""
    with path.open("rb") as file:
        start = file.read(1 << 16)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return _unmarked_utf16(start) or ("utf-8" if _is_utf8(path) else "cp1252")


def _unmarked_utf16(start: bytes) -> str:
    """Each second byte of roster text in UTF-16 is 00 (Latin) or 09 (Devanagari); some are always 00."""
    for encoding, high in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if (
            high
            and high.count(0) >= len(high) / 20
            and high.count(0) + high.count(9) + high.count(0x20) > 0.95 * len(high)
        ):
            return encoding
    return ""


def _is_utf8(path: Path) -> bool:
    """True if the bytes are UTF-8, or were before a few were damaged on the way."""
    strict = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            strict.decode(chunk)
        strict.decode(b"", final=True)
    except UnicodeDecodeError:
        return _is_damaged_utf8(path)
    return True


def _is_damaged_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        damaged = text.count("\ufffd")
        bad += damaged
        good += sum(map(len, _NOT_ASCII.findall(text))) - damaged
    return good >= 20 * bad


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def find_delimiter(lines: list[str], *, prefer: str = "") -> str:
    """The delimiter that cuts most lines into the same number of cells; "" if none occurs.

    A first line "sep=;" (Excel's own way of saying it) settles it. `prefer` wins whenever it occurs.
    """
    if lines and (told := _told(lines[0])):
        return told
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines if line.strip()]
    best, found = (0.0, 0), ""
    for delimiter in DELIMITERS:
        counts = [line.count(delimiter) for line in bare]
        usual = statistics.mode(filter(None, counts)) if any(counts) else 0
        score = (round(counts.count(usual) / len(bare), 1), usual) if usual else (0.0, 0)
        if usual and delimiter == prefer:
            return delimiter
        if score > best:
            best, found = score, delimiter
    return found


def _told(line: str) -> str:
    found = re.fullmatch(r'"?sep=([,;|\t])"?\s*', line.lstrip("\ufeff"), re.IGNORECASE)
    return found[1] if found else ""


def head(path: Path, encoding: str, count: int = 200) -> list[str]:
    """The first lines, without their line ends. Raises RuleBroken if they are not text."""
    with open_text(path, encoding) as file:
        lines = [line for line, _ in zip(_lines(file, path), range(count), strict=False)]
    text = "".join(lines)
    if len(_CONTROL.findall(text)) > len(text) / 200:
        raise RuleBroken(
            N_("{file} is not a table of names. Choose a CSV, Excel (XLSX, XLS), ODS or vCard file."), file=path.name
        )
    return lines


def _lines(file: IO[str], path: Path) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise RuleBroken(
                N_("{file} has no line breaks where a table would have them. Save it again as CSV from Excel."),
                file=path.name,
            )
        yield line.removesuffix("\n")


def records(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """The records from the first one, streamed; a cell in quotes may hold line breaks.

    A line whose quote is never closed comes alone, split at its delimiters and marked broken; the next line
    is read afresh, so that one stray quote costs one row and not the rest of the file.
    """
    complete, unfinished = _patterns(delimiter)
    with open_text(path, encoding) as file:
        lines = _Lines(_lines(file, path))
        line = lines.take()
        if line is not None and not _told(line):
            lines.put_back([line])
        number = usual = 0
        while (line := lines.take()) is not None:
            number += 1
            bare = line.split(delimiter) if delimiter else [line]
            if '"' not in line:
                yield Row(number, tuple(bare) if line else ())
                usual = max(usual, len(bare))
                continue
            taken = [line]
            while not complete.fullmatch(text := "\n".join(taken)) and unfinished.fullmatch(text):
                following = lines.take()
                if following is None:
                    break
                taken.append(following)
                if len(taken) > _LONGEST_CELL_LINES or _is_row(following, delimiter, usual):
                    break
            if complete.fullmatch(text):
                yield Row(number, _parse(text, delimiter))
            else:
                lines.put_back(taken[1:])
                yield Row(number, tuple(bare), broken=True)


class _Lines:
    """Lines that can be put back when they turn out to belong to nobody yet."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._back: deque[str] = deque()

    def take(self) -> str | None:
        return self._back.popleft() if self._back else next(self._source, None)

    def put_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))


def _is_row(line: str, delimiter: str, usual: int) -> bool:
    """Whether a line looks like a row of its own, and so can't be the inside of a quoted cell."""
    return bool(delimiter) and usual >= 3 and '"' not in line and line.count(delimiter) == usual - 1


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A record that is whole, and one that ends inside an open quote."""
    stop = re.escape(delimiter) if delimiter else r"\n"
    cell = f'(?:"(?:[^"]++|"")*+"|(?!")[^{stop}\n]*+)'
    whole = f"{cell}(?:{stop}{cell})*+"
    return re.compile(whole), re.compile(f'(?:{cell}{stop})*+"(?:[^"]++|"")*+')


def _parse(text: str, delimiter: str) -> tuple[str, ...]:
    return tuple(next(csv.reader([text], delimiter=delimiter or "\x1f")))
