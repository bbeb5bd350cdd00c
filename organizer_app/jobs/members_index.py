"""People a row of a file may be: those of the roster and the rows above it, by number and by name at a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from organizer_app.domain.ids import new_id
from organizer_app.domain.imports import ImportRow
from organizer_app.domain.matching import Traits, home_key, same_person
from organizer_app.domain.names import fold

FILLABLE = ("guardian", "relation", "gender", "birth_year", "address", "place", "card_no", "name_other")
KNOWN_COLUMNS = ("id", "name", "area_id", "phones", "wings", *FILLABLE)


@dataclass(slots=True)
class Known:
    """Somebody on the roster, or a row above in this batch, with what may still be filled in."""

    id: bytes
    traits: Traits
    values: dict[str, Any]

    @property
    def home_key(self) -> int | None:
        """What finds people with this name and guardian at this place, as they stand now."""
        return home_key(self.values["name"], self.values["guardian"], self.traits.area)


class Index:
    """People by number and by name at a place, to find who a row is."""

    def __init__(self) -> None:
        self._by_number: dict[str, list[Known]] = {}
        self._by_home: dict[tuple[str, bytes | None], list[Known]] = {}

    def add(self, known: Known) -> None:
        """Lets later rows find this person."""
        for number in known.traits.phones:
            self._by_number.setdefault(number, []).append(known)
        if known.traits.guardian:
            self._by_home.setdefault((known.traits.name, known.traits.area), []).append(known)

    def add_rows(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Adds people as the database has them (KNOWN_COLUMNS)."""
        for row in rows:
            values = dict(zip(KNOWN_COLUMNS, row, strict=True))
            values["phones"], values["wings"] = (
                msgspec.json.decode(values["phones"]),
                msgspec.json.decode(values["wings"]),
            )
            numbers = [p["number"] for p in values["phones"] if p["number"]]
            traits = Traits(
                fold(values["name"]), fold(values["guardian"]), numbers, values["area_id"], values["birth_year"]
            )
            self.add(Known(values["id"], traits, values))

    def same(self, traits: Traits) -> Known | None:
        """The person these traits belong to, or None."""
        near = [k for number in traits.phones for k in self._by_number.get(number, ())]
        near += self._by_home.get((traits.name, traits.area), ())
        return next((k for k in near if same_person(k.traits, traits)), None)


def phone_list(row: ImportRow) -> list[dict[str, str]]:
    """The row's phones as the record keeps them."""
    return [
        {"number": p.number, "kind": p.kind, "problem": p.problem} | ({"raw": p.raw} if p.problem else {})
        for p in row.phones
    ]


def entry_of(row: ImportRow, area: bytes | None) -> Known:
    """A row of the file as somebody who may be known, at the place it was given."""
    phones = phone_list(row)
    traits = Traits(
        fold(row.name), fold(row.guardian), [p["number"] for p in phones if p["number"]], area, row.birth_year
    )
    values = {f: getattr(row, f) for f in FILLABLE} | {"name": row.name, "phones": phones, "wings": []}
    return Known(new_id(), traits, values)
