"""The roster as a table: the ids of a filter in order, pages of rows, and what each filter would find."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.db.connect import take_room
from organizer_app.domain.members import CONSENT_CHANNELS, MemberRow
from organizer_app.models import Area, Consent, Member
from organizer_app.services import areas, people
from organizer_app.services.members_facets import count as count
from organizer_app.services.members_order import SORTS as SORTS
from organizer_app.services.members_order import WIDE, ordered
from organizer_app.services.members_where import ALL as ALL
from organizer_app.services.members_where import Filter as Filter
from organizer_app.services.members_where import latest_yes, trained, where
from organizer_app.services.packed import packed

SHOWN = (
    *(*people.ON_PAPER, Member.n, Member.status, Member.birth_year, Member.card_no, Member.source, Member.seat_id),
    *(Member.status_on, Member.changed_at, Member.changed_by),
)
MORE = ("seat", "consent", "trained")
"""What of a row takes another look into the database, by the key of its column."""
FOUND = 200  # people whom words show; who is further down is found by one letter more


def ids(
    session: Session,
    *,
    chosen: Filter = ALL,
    sort: str = "name",
    descending: bool = False,
    limit: int | None = None,
) -> "array[int]":
    """The local numbers of the people a filter finds, in order; with `limit` only the first."""
    if sort in WIDE:
        take_room(session.connection().connection)
    gathered = bool(chosen.source)  # it is not in the index in order of name, and each row would be read for it
    query = ordered(select(Member.n).where(*where(chosen)), sort, descending=descending, gathered=gathered)
    return packed(session, query.limit(-1 if limit is None else limit).subquery())


def rows(session: Session, *, numbers: Sequence[int], more: Collection[str] = ()) -> tuple[MemberRow, ...]:
    """The table's rows for local numbers, in the order asked; people who are gone are left out.

    `more`: which of MORE are read, too.
    """
    found = {m.n: m for m in session.execute(select(*SHOWN).where(Member.n.in_(numbers)))}
    people_of = found.values()
    used = {m.area_id for m in people_of if m.area_id}
    used |= {m.seat_id for m in people_of if m.seat_id and "seat" in more}
    ids_of = [m.id for m in people_of]
    places = session.execute(select(Area.id, Area.level, Area.name_hi, Area.name_en).where(Area.id.in_(used)))
    about = _About(
        places={place.id: place for place in places},
        blocks=areas.block_names(session, used),
        offices=people.first_offices(session, ids_of),
        consents=_channels(session, ids_of) if "consent" in more else {},
        trained=_came(session, numbers) if "trained" in more else frozenset(),
    )
    return tuple(_row(found[n], about) for n in numbers if n in found)


@dataclass(frozen=True, slots=True)
class _About:
    """What stands beside the people of some rows."""

    places: dict[bytes, Any]
    blocks: dict[bytes, str]
    offices: dict[bytes, people.Office]
    consents: dict[bytes, tuple[str, ...]]
    trained: frozenset[int]


def _channels(session: Session, of: Sequence[bytes]) -> dict[bytes, tuple[str, ...]]:
    """By which ways each person may be reached."""
    found: dict[bytes, set[str]] = {}
    for member, _purpose, channel in session.execute(latest_yes().where(Consent.member_id.in_(of))):
        found.setdefault(member, set()).add(channel)
    return {member: tuple(c for c in CONSENT_CHANNELS if c in ways) for member, ways in found.items()}


def _came(session: Session, numbers: Sequence[int]) -> frozenset[int]:
    return frozenset(session.scalars(select(Member.n).where(Member.n.in_(numbers), Member.n.in_(trained()))))


def _row(m: Any, about: _About) -> MemberRow:
    home, office = about.places.get(m.area_id or b""), about.offices.get(m.id)
    return MemberRow(
        n=m.n,
        id=m.id,
        name=m.name,
        name_other=m.name_other,
        other_guessed=m.name_other_state == "guessed",
        honorific=m.honorific,
        guardian=m.guardian,
        relation=m.relation,
        gender=m.gender,
        phone=people.first_number(m),
        phones=len(m.phones),
        problem=next((p["problem"] for p in m.phones if p["problem"]), ""),
        area_name=m.place or areas.name_of(home),
        block_name=about.blocks.get(m.area_id or b"", ""),
        office=office.shown() if office else "",
        offices=office.held if office else 0,
        wings=tuple(m.wings),
        status=m.status,
        place=m.place,
        birth_year=m.birth_year,
        card_no=m.card_no,
        source=m.source,
        status_on=m.status_on,
        changed_at=m.changed_at,
        changed_by=m.changed_by,
        seat_name=areas.name_of(about.places.get(m.seat_id or b"")),
        booth_name=areas.name_of(home) if home is not None and home.level == "booth" else "",
        consents=about.consents.get(m.id, ()),
        trained=m.n in about.trained,
    )


def search(
    session: Session, *, query: str, area: bytes | None = None, limit: int = 50, among: Filter = ALL
) -> "array[int]":
    """The people a search finds, best first: name in either script, guardian, place, phone digits, card number.

    `among` narrows it as the chips do; `area` takes the place of its area.
    """
    from organizer_app.services import members_search  # here: who only looks at the roster needs nothing of it

    chosen = among if area is None else replace(among, area=area)
    besides = replace(chosen, area=None)
    conditions = where(besides) if besides != ALL else ()  # the index itself knows who is on the roster, and where
    return members_search.find(session, query=query, where=conditions, within=chosen.area, limit=limit)
