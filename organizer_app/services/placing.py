"""Words of a roster file to the areas, wings and offices they mean; what is not clear stays unknown and is said."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import district_bucket
from organizer_app.domain.ids import id_text
from organizer_app.domain.imports import ImportRow, Problem
from organizer_app.domain.members import office_code
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_
from organizer_app.models import Area, AreaPath
from organizer_app.services import areas, wings

SEAT = "vidhan_sabha"
UNKNOWN_AREA = N_("Row {row}: no {field} is called “{value}” in your area list; the person is kept without it.")
UNCLEAR_AREA = N_("Row {row}: several places are called “{value}”; the person is kept without {field}.")
UNKNOWN_WING = N_("Row {row}: no wing is called “{value}”; the person is kept without it.")


class Places:
    """The areas, wings and offices of this laptop by name; made once for a file, then asked for each row."""

    def __init__(self, session: Session, *, home: bytes | None, area: bytes | None) -> None:
        """`home` narrows names that exist twice; `area` is where people go whose row names no place."""
        self.fallback = area
        under = area or home
        inside = set(session.scalars(areas.below(under))) if under else set()
        self._by_name: dict[tuple[str, str], list[bytes]] = {}
        self._above: dict[bytes, set[bytes]] = {}
        for above, below in session.execute(select(AreaPath.above, AreaPath.below)):
            self._above.setdefault(below, set()).add(above)
        for record in session.scalars(select(Area).where(Area.archived_at.is_(None))):
            if inside and record.id not in inside and record.level in ("block", "booth", "sector"):
                continue
            for name in {fold(record.name_hi), fold(record.name_en), record.code} - {""}:
                self._by_name.setdefault((record.level, name), []).append(record.id)
        self._wings = {
            name: id_text(w.id)
            for w in wings.rows(session)
            for name in (fold(w.name_hi), fold(w.name_en), fold(w.code))
            if name
        }

    def area(self, row: ImportRow) -> tuple[bytes | None, list[Problem]]:
        """The narrowest place the row names (booth, block, district), or the fallback."""
        problems: list[Problem] = []
        within: bytes | None = None
        for level in ("district", "block", "booth"):
            word = getattr(row, level)
            if not word:
                continue
            hits = self._by_name.get((level, fold(word)), [])
            if within is not None:
                hits = [h for h in hits if within in self._above.get(h, ())]
            if len(hits) == 1:
                within = hits[0]
            elif level != "booth" or hits:  # most rosters write booths that no list has; that is not worth a line each
                problems.append(Problem(row.row, level, word, UNCLEAR_AREA if hits else UNKNOWN_AREA))
        return within or self.fallback, problems

    def joined(self, field: str, words: Iterable[str]) -> tuple[str, ...]:
        """Those of the words of a column that are several spellings of one place, such ones side by side."""
        level = SEAT if field == "seat" else field
        named: dict[tuple[bytes, ...], list[str]] = {}
        for word in words:
            if hits := self._by_name.get((level, fold(word))):
                named.setdefault(tuple(hits), []).append(word)
        return tuple(word for spellings in named.values() if len(spellings) > 1 for word in spellings)

    def seat(self, row: ImportRow) -> bytes | None:
        """The assembly constituency the row names, or None; never guessed from the place."""
        hits = self._by_name.get((SEAT, fold(row.seat)), []) if row.seat else []
        return hits[0] if len(hits) == 1 else None

    def wing_ids(self, row: ImportRow) -> tuple[list[str], list[Problem]]:
        """The wings the row names, separated by commas or slashes."""
        found: list[str] = []
        problems: list[Problem] = []
        if not row.wing:
            return found, problems
        for word in filter(None, (w.strip() for w in row.wing.replace("/", ",").replace(";", ",").split(","))):
            wing = self._wings.get(fold(word))
            if wing is None:
                problems.append(Problem(row.row, "wing", word, UNKNOWN_WING))
            elif wing not in found:
                found.append(wing)
        return found, problems

    def office(self, row: ImportRow) -> str:
        """The office as a code where it is a known one, else the organisation's own words."""
        return office_code(row.office)


def district_of(session: Session) -> dict[bytes, str]:
    """The bucket of every area that lies in a district."""
    query = (
        select(AreaPath.below, Area.code)
        .join(Area, Area.id == AreaPath.above)
        .where(Area.level == "district", AreaPath.tree == "place")
    )
    return {below: district_bucket(code) for below, code in session.execute(query)}
