"""HQ's area list as a tree: where each place lies, and how a place gets another parent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from organizer_app.domain.areas import area_id, district_bucket
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq.tables import head

AREAS = "areas"
DEEPEST = 12  # levels; a longer way up is a ring


class Fields(msgspec.Struct):
    """What HQ looks at in an area's record."""

    level: str = ""
    code: str = ""
    name_hi: str = ""
    name_en: str = ""
    parent_id: str | None = None
    ends_on: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An area's record: its id, the bucket in which it travels, its revision and fields."""

    id: str
    bucket: str
    rev: int
    fields: Fields

    @property
    def name(self) -> str:
        """What administrators call it."""
        return self.fields.name_en or self.fields.name_hi or self.fields.code


class Tree:
    """Every live area of HQ by id."""

    def __init__(self, connection: Connection) -> None:
        query = select(head.c.id, head.c.bucket, head.c.rev, head.c.doc).where(
            head.c.tbl == AREAS, head.c.state == "live"
        )
        self.places = {
            row.id: Place(row.id, row.bucket, row.rev, msgspec.json.decode(row.doc, type=Fields))
            for row in connection.execute(query)
        }

    def find(self, text: str, *, level: str = "") -> Place:
        """The place with a code, or "level:code" where several levels have it. Raises RuleBroken."""
        named, _colon, code = text.strip().rpartition(":")
        wanted = named or level
        hits = [p for p in self.places.values() if p.fields.code == code and wanted in ("", p.fields.level)]
        if not hits:
            raise RuleBroken(N_("HQ knows no place with the code “{code}”."), code=text)
        if len(hits) > 1:
            levels = ", ".join(sorted(f"{p.fields.level}:{code}" for p in hits))
            raise RuleBroken(N_("“{code}” fits several places. Write one of: {levels}."), code=text, levels=levels)
        return hits[0]

    def district(self, place: str | None) -> str | None:
        """The bucket of the district in which a place lies; None where that is not known."""
        for _step in range(DEEPEST):
            found = self.places.get(place or "")
            if found is None:
                return None
            if found.fields.level == "district":
                return district_bucket(found.fields.code)
            place = found.fields.parent_id
        return None

    def inside(self, place: str, of: str) -> bool:
        """Whether a place lies in another one, or is it."""
        step: str | None = place
        for _step in range(DEEPEST):
            if step == of:
                return True
            found = self.places.get(step or "")
            if found is None:
                return False
            step = found.fields.parent_id
        return False


Record = tuple[str, str, str, dict[str, object]]  # as hq.packs loads them: table, id, bucket, fields


def moved(tree: Tree, places: Iterable[Place], to: Place) -> list[Record]:
    """The places as parts of another district. Raises RuleBroken for what can't be one."""
    records: list[Record] = []
    for place in places:
        if place.fields.level in ("state", "division", "district") or tree.inside(to.id, place.id):
            raise RuleBroken(N_("{place} is no part of a district, so it can't be moved to one."), place=place.name)
        records.append((AREAS, place.id, place.bucket, {"parent_id": to.id}))
    return records


def founded(tree: Tree, old: Place, *, code: str, name_hi: str, name_en: str) -> Record:
    """A new district beside an old one. Raises RuleBroken for a code in use and for a district without a name."""
    if old.fields.level != "district":
        raise RuleBroken(N_("{place} is no district. Give the code of the district that is split."), place=old.name)
    if not (name_hi.strip() or name_en.strip()):
        raise RuleBroken(N_("The new district needs a name in Hindi or English."))
    identity = area_id("district", code.strip()).hex()
    known = tree.places.get(identity)
    if known is not None and (known.fields.name_hi, known.fields.name_en) != (name_hi.strip(), name_en.strip()):
        raise RuleBroken(N_("The code {code} is that of {place} already."), code=code, place=known.name)
    fields: dict[str, object] = {
        "level": "district",
        "code": code.strip(),
        "name_hi": name_hi.strip(),
        "name_en": name_en.strip(),
        "parent_id": old.fields.parent_id,
    }
    return AREAS, identity, old.bucket, fields


def ended(old: Place, day: date) -> Record:
    """A district that is no more from a day on; what was there keeps its name."""
    return AREAS, old.id, old.bucket, {"ends_on": day.isoformat()}
