"""Wing templates: a small CSV of fronts, organisations, departments and cells."""

import csv
from pathlib import Path

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.wings import KINDS, WingLine
from organizer_app.domain.words import N_


def read(path: Path) -> tuple[WingLine, ...]:
    """The wings of a template (kind, code, name_en, name_hi, parent, order), parents before what is below them.

    Raises RuleBroken, naming the row, for an unknown kind, a missing or repeated code, a missing name, or a parent
    that doesn't stand above.
    """
    lines: dict[str, WingLine] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, restval=""), start=2):
            line = WingLine(
                kind=row.get("kind", "").strip(),
                code=row.get("code", "").strip(),
                name_hi=row.get("name_hi", "").strip(),
                name_en=row.get("name_en", "").strip(),
                parent=row.get("parent", "").strip(),
                order=int(row["order"]) if row.get("order", "").isdecimal() else number * 10,
            )
            wrong = _wrong(line, lines)
            if wrong:
                raise RuleBroken(wrong, file=path.name, row=number, code=line.code, kinds=", ".join(KINDS))
            lines[line.code] = line
    return tuple(lines.values())


def _wrong(line: WingLine, above: dict[str, WingLine]) -> str:
    if line.kind not in KINDS:
        return N_("{file}, row {row}: the kind of a wing is one of {kinds}.")
    if not line.code or line.code in above:
        return N_("{file}, row {row}: a wing needs a code that no other wing has.")
    if not (line.name_hi or line.name_en):
        return N_("{file}, row {row}: the wing “{code}” has no name. Write it in Hindi or English.")
    if line.parent and line.parent not in above:
        return N_("{file}, row {row}: the parent of “{code}” must stand in a row above it.")
    return ""
