"""The people of a list, column by column, as a file takes them: read a piece at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import level_order
from organizer_app.domain.clock import local_text
from organizer_app.domain.members import (
    CONSENT_CHANNELS,
    channel_name,
    gender_name,
    office_name,
    relation_name,
    status_name,
)
from organizer_app.domain.phones import masked, spoken
from organizer_app.domain.words import translate as _
from organizer_app.models import Area, AreaPath, Consent, Member
from organizer_app.services import areas, people
from organizer_app.services.members_where import latest_yes, trained

PIECE = 1000  # people read at once
Value = str | int
_READ: dict[str, tuple[Any, ...]] = {
    "name_other": (Member.name_other, Member.name_other_state),
    **dict.fromkeys(("phone", "phone2", "dialled"), (Member.phones,)),
    "shown_phone": (Member.phones, Member.gender),
    "place": (Member.place, Member.area_id),
    **dict.fromkeys(("booth", "block", "district"), (Member.area_id,)),
    "seat": (Member.seat_id,),
    **dict.fromkeys(("office", "office_at"), ()),
    "wing": (Member.wings,),
    "changed": (Member.changed_at,),
    **dict.fromkeys(("consent", "trained"), ()),
}
"""What is read for a column that is not simply the person's field of that name."""
_NARROW = level_order("block")  # a place below it has a name that a village column can show


@dataclass(slots=True)
class _Names:
    """What places are called at or above a place, asked for once."""

    session: Session
    level: str
    tree: str | None = "place"
    known: dict[bytes, str] = field(default_factory=dict)

    def learn(self, wanted: Iterable[bytes]) -> None:
        new = {place for place in wanted if place not in self.known}
        for piece in people.chunks(new):
            query = (
                select(AreaPath.below, Area)
                .join(Area, Area.id == AreaPath.above)
                .where(Area.level == self.level, AreaPath.below.in_(piece))
            )
            if self.tree:
                query = query.where(AreaPath.tree == self.tree)
            self.known |= dict.fromkeys(piece, "") | {p: areas.name_of(a) for p, a in self.session.execute(query)}


class Reader:
    """Reads people for some columns (keys of domain.list_columns.TITLES); what is asked for twice is read once.

    Phones come as they are said, or masked; wings only those that may stand on paper; a name in the other script only
    when somebody confirmed it; of several offices the one that stands first by precedence. Two columns
    have no title: "dialled" is all numbers as a telephone dials them, "shown_phone" the first one as a paper that goes
    round may show it, where a woman's stays out as long as numbers are masked.
    """

    def __init__(self, session: Session, columns: Sequence[str], *, mask_phones: bool = False) -> None:
        self._session, self.columns = session, tuple(columns)
        wanted = set(columns)
        self._mask = mask_phones
        self._levels = {
            level: _Names(session, level, None if level == "vidhan_sabha" else "place")
            for level, column in (
                ("district", "district"),
                ("block", "block"),
                ("booth", "booth"),
                ("vidhan_sabha", "seat"),
            )
            if column in wanted
        }
        self._own: dict[bytes, str] | None = {} if "place" in wanted else None
        self._units = people.units(session) if "wing" in wanted else {}
        self._with_offices = bool(wanted & {"office", "office_at"})
        self._posts: dict[bytes, people.Office] = {}
        self._with_consents, self._channels = "consent" in wanted, dict[bytes, tuple[str, ...]]()
        self._came = frozenset(session.scalars(trained())) if "trained" in wanted else frozenset[int]()
        fields = (field for column in self.columns for field in _READ.get(column, (getattr(Member, column, None),)))
        self._fields: tuple[Any, ...] = tuple(
            dict.fromkeys((Member.n, Member.id, Member.area_id, Member.seat_id, *fields))
        )
        self._cells = [getattr(self, f"_{column}", _column(column)) for column in self.columns]

    def read(self, numbers: Sequence[int]) -> dict[int, tuple[Value, ...]]:
        """The cells of up to PIECE people by their local numbers; who is gone is not among them."""
        query = select(*self._fields).where(
            Member.n.in_(numbers), Member.archived_at.is_(None), Member.merged_into.is_(None)
        )
        found: Sequence[Row[Any]] = self._session.connection().execute(query).all()
        self._learn(found)
        return {row.n: tuple([cell(row) for cell in self._cells]) for row in found}

    def _learn(self, found: Sequence[Row[Any]]) -> None:
        places = {row.area_id for row in found if row.area_id}
        for level, names in self._levels.items():
            names.learn({row.seat_id for row in found if row.seat_id} if level == "vidhan_sabha" else places)
        if self._own is not None:
            new = places - self._own.keys()
            for piece in people.chunks(new):
                records = self._session.scalars(select(Area).where(Area.id.in_(piece))).all()
                self._own |= dict.fromkeys(piece, "") | {a.id: areas.name_of(a) for a in records if _is_village(a)}
        if self._with_offices:
            self._posts = people.first_offices(self._session, [row.id for row in found])
        if self._with_consents:
            self._channels = channels(self._session, [row.id for row in found])

    def _name_other(self, row: Row[Any]) -> str:
        return row.name_other if row.name_other_state == "confirmed" else ""

    def _relation(self, row: Row[Any]) -> str:
        return relation_name(row.relation) if row.relation else ""

    def _gender(self, row: Row[Any]) -> str:
        return gender_name(row.gender) if row.gender else ""

    def _birth_year(self, row: Row[Any]) -> Value:
        return row.birth_year or ""

    def _phone(self, row: Row[Any]) -> str:
        return next(iter(self._numbers(row)), "")

    def _phone2(self, row: Row[Any]) -> str:
        return " / ".join(self._numbers(row)[1:])

    def _numbers(self, row: Row[Any]) -> list[str]:
        found = [str(p["number"]) for p in row.phones if p["number"]]
        return [masked(number) if self._mask else spoken(number) for number in found]

    def _dialled(self, row: Row[Any]) -> str:
        return " ".join(str(p["number"]) for p in row.phones if p["number"])

    def _shown_phone(self, row: Row[Any]) -> str:
        return "" if self._mask and row.gender not in ("male", "other") else self._phone(row)

    def _place(self, row: Row[Any]) -> str:
        return row.place or (self._own or {}).get(row.area_id or b"", "")

    def _district(self, row: Row[Any]) -> str:
        return self._levels["district"].known.get(row.area_id or b"", "")

    def _block(self, row: Row[Any]) -> str:
        return self._levels["block"].known.get(row.area_id or b"", "")

    def _booth(self, row: Row[Any]) -> str:
        return self._levels["booth"].known.get(row.area_id or b"", "")

    def _seat(self, row: Row[Any]) -> str:
        return self._levels["vidhan_sabha"].known.get(row.seat_id or b"", "")

    def _wing(self, row: Row[Any]) -> str:
        return ", ".join(self._units[wing] for wing in row.wings if wing in self._units)

    def _office(self, row: Row[Any]) -> str:
        return office_name(office.title) if (office := self._posts.get(row.id)) else ""

    def _office_at(self, row: Row[Any]) -> str:
        return office.place if (office := self._posts.get(row.id)) else ""

    def _status(self, row: Row[Any]) -> str:
        return status_name(row.status)

    def _consent(self, row: Row[Any]) -> str:
        return ", ".join(channel_name(channel) for channel in self._channels.get(row.id, ()))

    def _trained(self, row: Row[Any]) -> str:
        return _("Trained") if row.n in self._came else ""

    def _status_on(self, row: Row[Any]) -> str:
        return row.status_on.isoformat() if row.status_on else ""

    def _changed(self, row: Row[Any]) -> str:
        return local_text(row.changed_at)

    def _languages(self, row: Row[Any]) -> str:
        return ", ".join(row.languages)

    def _skills(self, row: Row[Any]) -> str:
        return ", ".join(row.skills)

    def _platforms(self, row: Row[Any]) -> str:
        return ", ".join(row.platforms)


def channels(session: Session, ids: Sequence[bytes]) -> dict[bytes, tuple[str, ...]]:
    """The ways by which each person agreed to be reached, for whatever purpose."""
    found: dict[bytes, set[str]] = {}
    for piece in people.chunks(ids):
        for member, _purpose, channel in session.execute(latest_yes().where(Consent.member_id.in_(piece))):
            found.setdefault(member, set()).add(channel)
    return {member: tuple(c for c in CONSENT_CHANNELS if c in ways) for member, ways in found.items()}


def _column(name: str) -> Callable[[Row[Any]], Value]:
    def cell(row: Row[Any]) -> Value:
        value: Value = getattr(row, name)
        return value

    return cell


def _is_village(area: Area) -> bool:
    return level_order(area.level) > _NARROW and area.level != "booth"
