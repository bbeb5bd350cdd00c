"""People a row of a file may be: those of the roster and the rows above it, by number and by name at a place."""

from dataclasses import dataclass, field
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
    """Somebody on the roster (`record`: KNOWN_COLUMNS), or a row of this batch that is written at its end (`row`).

    `home_key` is what finds people with this name and guardian at this place, as they stand now.
    """

    id: bytes
    traits: Traits
    phones: list[dict[str, str]]
    wings: list[str]
    home_key: int | None = None
    row: ImportRow | None = None
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        """What is known so far, by column."""
        return self.record if self.row is None else self.row._asdict()

    def take(self, changes: dict[str, Any]) -> None:
        """Fills in columns; the home key follows."""
        if self.row is None:
            self.record |= changes
        else:
            self.row = self.row._replace(**changes)
        values = self.values
        self.home_key = home_key(values["name"], values["guardian"] or "", self.traits.area)


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

    def renew(self, known: Known) -> None:
        """After something was filled in: later rows are compared with this person as they stand now."""
        before, values = known.traits, known.values
        numbers = [p["number"] for p in known.phones if p["number"]]
        known.traits = before._replace(
            guardian=fold(values["guardian"] or ""), phones=numbers, birth_year=values["birth_year"]
        )
        for number in set(numbers).difference(before.phones):
            self._by_number.setdefault(number, []).append(known)
        if known.traits.guardian and not before.guardian:
            self._by_home.setdefault((before.name, before.area), []).append(known)

    def same(self, traits: Traits) -> Known | None:
        """The person these traits belong to, or None."""
        near = [k for number in traits.phones if number in self._by_number for k in self._by_number[number]]
        near += self._by_home.get((traits.name, traits.area), ())
        if not near:
            return None
        return next((k for k in near if same_person(k.traits, traits)), None)


def phone_list(row: ImportRow) -> list[dict[str, str]]:
    """The row's phones as the record keeps them."""
    return [
        {"number": p.number, "kind": p.kind, "problem": p.problem} | ({"raw": p.raw} if p.problem else {})
        for p in row.phones
    ]


def known_row(row: ImportRow, area: bytes | None) -> Known:
    """A row of the file as somebody who may be known, at the place it was given; its wings come later."""
    phones = phone_list(row)
    numbers = [p["number"] for p in phones if p["number"]]
    traits = Traits(fold(row.name), fold(row.guardian), numbers, area, row.birth_year)
    return Known(new_id(), traits, phones, [], home_key(row.name, row.guardian, area), row)


def known_record(columns: tuple[Any, ...]) -> Known:
    """Somebody as the database has them (KNOWN_COLUMNS)."""
    record = dict(zip(KNOWN_COLUMNS, columns, strict=True))
    phones = msgspec.json.decode(record["phones"])
    numbers = [p["number"] for p in phones if p["number"]]
    name, guardian = fold(record["name"]), fold(record["guardian"])
    traits = Traits(name, guardian, numbers, record["area_id"], record["birth_year"])
    return Known(record["id"], traits, phones, msgspec.json.decode(record["wings"]), record=record)
