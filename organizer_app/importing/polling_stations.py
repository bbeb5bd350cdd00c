"""Polling-station lists of the chief electoral officers: booths under their assembly, and their block where named."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from organizer_app.domain.areas import AreaLine
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Cell, Problem, Row
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.importing.area_columns import data_rows, every_row, folded
from organizer_app.importing.area_lists import HEADING_WITHIN, NO_NAME, TWICE
from organizer_app.importing.area_parents import AreaList

_NUMBER = "no|number|code|id|संख्या|क्रमांक|सं|क्र|नं|नंबर"
_ASSEMBLY = "ac|assembly|assemblyconstituency|constituency|विधानसभा|विधानसभाक्षेत्र"
_STATION = "part|ps|booth|pollingstation|मतदानकेंद्र|मतदानस्थल|बूथ|भाग"
_HEADINGS = {
    "assembly_no": f"(?:{_ASSEMBLY})(?:{_NUMBER})|(?:no|number)of(?:{_ASSEMBLY})",
    "assembly": f"(?:{_ASSEMBLY})(?:(?:का)?(?:name|नाम)|(?:no|number)(?:and)?name|name(?:and)?(?:no|number))?",
    "part": f"(?:{_STATION})(?:की|का)?(?:{_NUMBER})|(?:no|number)of(?:{_STATION})",
    "name": f"(?:{_STATION})(?:building|का)?(?:name|नाम)(?:english|en|hindi|hi|अंग्रेजी|हिंदी)?"
    f"|nameof(?:the)?(?:{_STATION})(?:building)?|pollingstation|मतदानकेंद्र|मतदानस्थल",
    "location": "(?:ps|pollingstation)?(?:location|address)|locality|building(?:name)?|स्थान|पता|भवन",
    "village": "village|villagename|गांव|गांवकानाम|ग्राम",
    "block": "block|blockname|developmentblock|प्रखंड|विकासखंड|ब्लॉक",
}
_PATTERNS = {field: re.compile(pattern) for field, pattern in _HEADINGS.items()}
_PART = re.compile(r"(\d{1,4})(?:\.0)?\s*[-/(]?\s*([A-Za-z]?)\)?")
_DEVANAGARI = re.compile("[\u0900-\u097f]")

NO_ASSEMBLY = N_("Row {row}: {field} “{value}” is not in the area list. Import the state's area list first.")
SEVERAL = N_("Row {row}: {field} “{value}” fits an assembly in more than one state. Say which state the list is from.")
NO_PART = N_("Row {row}: {field} “{value}” is not a booth's number. Check the cell.")
NO_PLACE = N_("Row {row}: {field} “{value}” is not in the area list. Its booths were taken without it.")

_ASSEMBLY_FIELDS = {"assembly_no", "assembly"}

Columns = Mapping[str, tuple[int, ...]]


def read(
    path: Path,
    *,
    known: Iterable[AreaLine],
    state_code: str = "",
    assembly: str = "",
    progress: Progress = silent,
) -> AreaList:
    """The booths of a list as places of level booth, coded like "S27-063-0123" by assembly and part number.

    `known` holds at least the assemblies; `state_code` (LGD) tells states with equal numbers apart; `assembly` is the
    code for a list that is about one assembly and doesn't say so. A block or village that is not in `known` is named
    in a problem and left unknown. Raises RuleBroken when the file can't be read or has no such headings, or
    Cancelled.
    """
    places = [line for line in known if not state_code or line.state_code == state_code]
    rows = every_row(path, progress)
    columns, headings = _columns(rows, path, assembly)
    reading = _Reading(columns, headings, places, assembly)
    lines = [line for row in data_rows(rows, headings) if (line := reading.line(row))]
    return AreaList(tuple(lines), tuple(sorted(reading.problems, key=lambda problem: problem.row)))


def is_list(path: Path) -> bool:
    """Whether a file has the headings of a polling-station list, assembly and part number among them."""
    return _find(every_row(path), "") is not None


def _columns(rows: Iterator[Row], path: Path, assembly: str) -> tuple[Columns, tuple[str, ...]]:
    if found := _find(rows, assembly):
        return found
    raise RuleBroken(
        N_("{file}: no row has the headings of a polling-station list: AC No, Part No and Polling Station Name."),
        file=path.name,
    )


def _find(rows: Iterator[Row], assembly: str) -> tuple[Columns, tuple[str, ...]] | None:
    for row in islice(rows, HEADING_WITHIN):
        found: dict[str, tuple[int, ...]] = {}
        for place, cell in enumerate(row.cells):
            heading = folded(str(cell))
            field = next((f for f, pattern in _PATTERNS.items() if pattern.fullmatch(heading)), "")
            if field:
                found[field] = (*found.get(field, ()), place)
        if "part" in found and (found.keys() & {"name", "location"}) and (assembly or found.keys() & _ASSEMBLY_FIELDS):
            return found, tuple(map(str, row.cells))
    return None


class _Reading:
    """One pass over a list: what is known, what was taken, and the problems on the way."""

    def __init__(self, columns: Columns, headings: tuple[str, ...], places: Sequence[AreaLine], assembly: str) -> None:
        self.problems: list[Problem] = []
        self._columns = columns
        self._headings = headings
        self._taken: set[str] = set()
        self._told: set[tuple[str, str]] = set()
        self._assemblies = [p for p in places if p.level == "vidhan_sabha" and assembly in ("", p.code)]
        self._by_number: dict[int, list[AreaLine]] = {}
        for line in self._assemblies:
            number = line.code.rsplit("-", 1)[-1]
            if number.isdecimal():
                self._by_number.setdefault(int(number), []).append(line)
        self._places: dict[tuple[str, str], list[AreaLine]] = {}
        for line in places:
            if line.level in ("block", "village"):
                for name in {folded(line.name_en), folded(line.name_hi)} - {""}:
                    self._places.setdefault((line.level, name), []).append(line)

    def line(self, row: Row) -> AreaLine | None:
        """The booth of a row, or None and a problem."""
        texts = {field: [_text(row.cells, place) for place in places] for field, places in self._columns.items()}
        texts = {field: [text for text in found if text] for field, found in texts.items()}
        if not any(texts.get(field) for field in ("part", "name", "location")):
            return None  # a total or a note below the list
        assembly = self._assembly(row, texts)
        if assembly is None:
            return None
        part = _PART.fullmatch(" ".join(texts["part"]))
        if not part or not int(part[1]):
            self._note(row, "part", " ".join(texts["part"]), NO_PART)
            return None
        code = f"{assembly.code}-{int(part[1]):04}{part[2].upper()}"
        names = _names(texts.get("name", []), texts.get("location", []))
        if not any(names):
            self._note(row, "name", code, NO_NAME)
            return None
        if code in self._taken:
            self._note(row, "part", code, TWICE)
            return None
        self._taken.add(code)
        block = self._place(row, "block", texts, assembly, None)
        parent = self._place(row, "village", texts, assembly, block) or block
        return AreaLine(
            "booth",
            code,
            *names,
            parent_level=parent.level if parent else "",
            parent_code=parent.code if parent else "",
            constituency_level="vidhan_sabha",
            constituency_code=assembly.code,
            state_code=assembly.state_code,
        )

    def _assembly(self, row: Row, texts: Mapping[str, list[str]]) -> AreaLine | None:
        words = [text for field in sorted(_ASSEMBLY_FIELDS, reverse=True) for text in texts.get(field, [])]
        if not words and len(self._assemblies) == 1:
            return self._assemblies[0]
        written = " ".join(words)
        digits = re.search(r"\d+", written)
        name = folded(re.sub(r"[\d.]", "", written))
        named = [a for a in self._assemblies if name and name in (folded(a.name_en), folded(a.name_hi))]
        fitting = self._by_number.get(int(digits[0]), []) if digits else named
        if len(fitting) > 1:
            fitting = [a for a in fitting if a in named] or fitting
        if len(fitting) == 1:
            return fitting[0]
        field = "assembly_no" if "assembly_no" in self._columns else "assembly"
        self._note(row, field, written, SEVERAL if fitting else NO_ASSEMBLY)
        return None

    def _place(
        self, row: Row, level: str, texts: Mapping[str, list[str]], assembly: AreaLine, block: AreaLine | None
    ) -> AreaLine | None:
        """The one place of that name: in the block when it is known, else in the assembly's main district."""
        word = " ".join(texts.get(level, []))
        found = self._places.get((level, folded(word)), []) if word else []
        if len(found) > 1:
            inside = block.code if block else assembly.district_code
            found = [place for place in found if place.parent_code == inside]
        if len(found) == 1:
            return found[0]
        # Villages are often not in the list at all; that is no news to anybody.
        if word and (level == "block" or found) and (level, word) not in self._told:
            self._told.add((level, word))
            self._note(row, level, word, NO_PLACE)
        return None

    def _note(self, row: Row, field: str, value: str, msgid: str) -> None:
        places = self._columns.get(field, ())
        heading = self._headings[places[0]] if places else field
        self.problems.append(Problem(row.number, heading, value, msgid))


def _text(cells: Sequence[Cell], place: int) -> str:
    return str(cells[place]) if place < len(cells) else ""


def _names(names: Sequence[str], locations: Sequence[str]) -> tuple[str, str]:
    """English and Hindi name: the station's, else its place's, each script by itself."""
    english, hindi = "", ""
    for text in (*names, *locations):
        if _DEVANAGARI.search(text):
            hindi = hindi or text
        else:
            english = english or text
    return english, hindi
