"""HQ's own workbook with its fields filled in place: every other cell, part and format stays byte for byte.

Office Open XML (ECMA-376, part 1, 18.3): a cell's text stands among the shared strings or in the cell. Only the cells
whose text has a field in braces are written anew, in the cell, with the format they have. A library that loads and
saves a workbook leaves out drawings and whatever else it does not know. What formulas gave before goes, and they are
reckoned when the workbook is opened; else a sum would show what the template had.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.reports import FIELD, Value
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

LARGEST = 20_000_000  # bytes of a template
LARGEST_PART = 100_000_000  # bytes that one of its parts may unpack to
WORKBOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(?:/>|>(.*?)</\1c\s*>)", re.DOTALL)
_STRING = re.compile(rb"<((?:\w+:)?)si\b[^>]*?(?:/>|>(.*?)</\1si\s*>)", re.DOTALL)
_TEXT = re.compile(rb"(<((?:\w+:)?)t\b[^>]*>)(.*?)(</\2t\s*>)", re.DOTALL)
_INLINE = re.compile(rb"<((?:\w+:)?)is\b[^>]*>(.*?)</\1is\s*>", re.DOTALL)
_NUMBER = re.compile(rb"<(?:\w+:)?v\b[^>]*>\s*(\d+)\s*</")
_KEPT = re.compile(rb"<((?:\w+:)?)v\b[^>]*>.*?</\1v\s*>|<(?:\w+:)?v\s*/>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_TYPE = re.compile(rb"\s+t\s*=\s*([\"'])(.*?)\1")
_NAME = re.compile(rb"\br\s*=\s*([\"'])(.*?)\1")
_RECKON = re.compile(rb"<((?:\w+:)?)calcPr\b([^>]*?)/?>(?:\s*</\1calcPr\s*>)?")
_ON_LOAD = re.compile(rb"\s*fullCalcOnLoad\s*=\s*([\"']).*?\1")
_BEFORE_RECKON = re.compile(rb"</(?:\w+:)?(?:definedNames|externalReferences|functionGroups|sheets)\s*>")
NO_XLSX = N_("{file} is no XLSX workbook. Open it in Excel or LibreOffice, save it as XLSX without a password.")
DAMAGED = N_("{file} is damaged. Open it in Excel or LibreOffice, save it again, or ask HQ for it again.")
TOO_LARGE = N_("{file} is too large for a report. Take out what is no part of the form.")
NO_FIELD = N_("{file} has no field to fill. Write for example {example} into the cell where the number belongs.")
UNKNOWN = N_("{file} asks for what is not known here: {cells}. Correct it; “organizer-cli report --fields” lists all.")
TORN = N_("{file}, {cell}: the field {field} has several formats. Give the whole field one format.")
_NAMED = 10  # cells in a sentence

Tell = Callable[[str], tuple[Value, str]]
"""What a field tells, and that in words. Raises KeyError for one that is not known."""


class Filled(NamedTuple):
    """The workbook, and how many of its cells were filled."""

    data: bytes
    cells: int


@dataclass(slots=True)
class _Form:
    """What is filled, and what is wrong with it."""

    file: str
    tell: Tell
    strings: list[bytes]
    sheet: str = ""
    cells: int = 0
    has_formulas: bool = False
    unknown: list[str] = field(default_factory=list)


def fill(data: bytes, tell: Tell, *, file: str) -> Filled:
    """Fills a workbook. `file` is its name in sentences.

    Raises RuleBroken for what is no workbook, is damaged, has no field, or asks for what is not known, with its cells.
    """
    if len(data) > LARGEST:
        raise RuleBroken(TOO_LARGE, file=file)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise RuleBroken(NO_XLSX, file=file)
    try:
        return _filled(data, tell, file)
    except RuleBroken:
        raise
    except Exception as error:  # zipfile and the XML each have errors of their own for a part that can't be read
        raise RuleBroken(DAMAGED, file=file) from error


def _filled(data: bytes, tell: Tell, file: str) -> Filled:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.file_size > LARGEST_PART for part in parts):
            raise RuleBroken(TOO_LARGE, file=file)
        read = {part.filename: archive.read(part) for part in parts}
    if WORKBOOK not in read:
        raise RuleBroken(NO_XLSX, file=file)
    form = _Form(file, tell, [found[2] or b"" for found in _STRING.finditer(read.get(STRINGS, b""))])
    for name, path in _sheets(read):
        form.sheet = name
        read[path] = _CELL.sub(lambda found: _cell(form, found), read[path])
    if form.unknown:
        raise RuleBroken(UNKNOWN, file=file, cells="; ".join(form.unknown[:_NAMED]))
    if not form.cells:
        raise RuleBroken(NO_FIELD, file=file, example="{members}")
    if form.has_formulas:
        for _name, path in _sheets(read):
            read[path] = _CELL.sub(_without_result, read[path])
        read[WORKBOOK] = _reckoned_on_load(read[WORKBOOK])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, read[part.filename], compress_type=part.compress_type)
    return Filled(out.getvalue(), form.cells)


def _sheets(read: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name and path of every sheet of cells."""
    related = ElementTree.fromstring(read["xl/_rels/workbook.xml.rels"])
    paths = {one.get("Id"): one.get("Target", "") for one in related}
    for element in ElementTree.fromstring(read[WORKBOOK]).iter():
        if element.tag.endswith("}sheet"):
            target = paths.get(element.get(_RELATED), "")
            path = target[1:] if target.startswith("/") else f"xl/{target}"
            if path in read and "worksheets/" in path:
                yield element.get("name", ""), path


def _cell(form: _Form, found: re.Match[bytes]) -> bytes:
    """A cell as it is to stand: itself, unless its text has a field."""
    prefix, attributes, inner = found[1], found[2], found[3] or b""
    if _FORMULA.search(inner):
        form.has_formulas = True
        return found[0]
    text = _text_of(form, attributes, inner)
    fields = FIELD.findall(_plain(text))
    if not fields:
        return found[0]
    name = _NAME.search(attributes)
    where = _("sheet “{sheet}”, cell {cell}").format(sheet=form.sheet, cell=name[2].decode() if name else "?")
    told: dict[str, tuple[Value, str]] = {}
    for one in fields:
        try:
            told[one] = form.tell(one)
        except KeyError:
            form.unknown.append(f"{where}: {{{one}}}")
            return found[0]
    form.cells += 1
    return _written(form, prefix, _TYPE.sub(b"", attributes), text, told, where)


def _text_of(form: _Form, attributes: bytes, inner: bytes) -> bytes:
    """The XML of a cell's text; nothing for a cell that holds none."""
    kind = _TYPE.search(attributes)
    if kind is not None and kind[2] == b"s" and (number := _NUMBER.search(inner)):
        return form.strings[int(number[1])]
    if kind is not None and kind[2] == b"inlineStr" and (inline := _INLINE.search(inner)):
        return inline[2]
    return b""


def _plain(text: bytes) -> str:
    return "".join(unescape(found[3].decode()) for found in _TEXT.finditer(text))


def _written(
    form: _Form, prefix: bytes, attributes: bytes, text: bytes, told: dict[str, tuple[Value, str]], where: str
) -> bytes:
    whole = FIELD.fullmatch(_plain(text).strip())
    value = told[whole[1]][0] if whole else None
    if value == "":
        return b"<%bc%b/>" % (prefix, attributes)
    if isinstance(value, int):
        return b"<%bc%b><%bv>%d</%bv></%bc>" % (prefix, attributes, prefix, value, prefix, prefix)
    put = 0

    def replaced(piece: re.Match[bytes]) -> bytes:
        nonlocal put
        words, n = FIELD.subn(lambda one: told[one[1]][1], unescape(piece[3].decode()))
        put += n
        opening = piece[1] if b"xml:space" in piece[1] else piece[1][:-1] + b' xml:space="preserve">'
        return opening + escape(words).encode() + piece[4]

    filled = _TEXT.sub(replaced, text)
    if put < len(FIELD.findall(_plain(text))):
        raise RuleBroken(TORN, file=form.file, cell=where, field=f"{{{next(iter(told))}}}")
    return b'<%bc%b t="inlineStr"><%bis>%b</%bis></%bc>' % (prefix, attributes, prefix, filled, prefix, prefix)


def _without_result(found: re.Match[bytes]) -> bytes:
    inner = found[3] or b""
    if not _FORMULA.search(inner):
        return found[0]
    opening = b"<%bc%b>" % (found[1], _TYPE.sub(b"", found[2]))
    return opening + _KEPT.sub(b"", inner) + b"</%bc>" % found[1]


def _reckoned_on_load(workbook: bytes) -> bytes:
    found = _RECKON.search(workbook)
    if found is not None:
        kept = _ON_LOAD.sub(b"", found[2])
        told = b'<%bcalcPr%b fullCalcOnLoad="1"/>' % (found[1], kept.rstrip())
        return workbook[: found.start()] + told + workbook[found.end() :]
    *_others, last = _BEFORE_RECKON.finditer(workbook)
    prefix = last[0][2:].partition(b":")[0] + b":" if b":" in last[0] else b""
    return workbook[: last.end()] + b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix + workbook[last.end() :]
