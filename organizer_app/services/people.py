"""People as they go on paper: name, guardian, place, office or unit, and as few digits as the paper needs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from organizer_app.domain import precedence
from organizer_app.domain.honorifics import titled
from organizer_app.domain.ids import id_text
from organizer_app.domain.members import office_name
from organizer_app.domain.phones import masked, spoken
from organizer_app.domain.sheets import Person
from organizer_app.models import Area, Member, Post, Wing
from organizer_app.services import areas, stand_ins
from organizer_app.services.members_where import held

CHUNK = 500  # ids in one IN (...)
ERASED = "—"  # what stands in the row of somebody who was erased, or is not yet synced
ON_PAPER = (
    *(Member.id, Member.name, Member.name_other, Member.name_other_state, Member.honorific, Member.guardian),
    *(Member.relation, Member.gender, Member.phones, Member.place, Member.area_id, Member.wings, Member.sort_key),
    Member.merged_into,
)


def chunks(ids: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    """Ids in pieces that fit one IN (...)."""
    wanted = list(ids)
    for i in range(0, len(wanted), CHUNK):
        yield wanted[i : i + CHUNK]


def records(session: Session, ids: Iterable[bytes]) -> dict[bytes, Member]:
    """The members with these ids; merged ones resolve to who they became. Other columns load when they are read.

    For somebody of another district's roster stands what a camp above the districts tells of them.
    """
    wanted = set(ids)
    found: dict[bytes, Member] = {}
    missing = wanted
    while missing:
        for piece in chunks(missing):
            query = select(Member).where(Member.id.in_(piece)).options(load_only(*ON_PAPER))
            found |= {m.id: m for m in session.scalars(query)}
        missing = {m.merged_into for m in found.values() if m.merged_into} - found.keys() - missing
    for piece in chunks(wanted - found.keys()):
        found |= stand_ins.people(session, piece)
    return {member: _became(found, member) for member in wanted if member in found}


def dead(session: Session, ids: Iterable[bytes]) -> set[bytes]:
    """Those of them who died: nothing is sent to them any more."""
    found: set[bytes] = set()
    for piece in chunks(ids):
        found |= set(session.scalars(select(Member.id).where(Member.id.in_(piece), Member.status == "died")))
    return found


def groups(session: Session, of: Iterable[Member], *, by_district: bool) -> dict[bytes, str]:
    """The name of the block, or the district, in which each person's place lies, by the id of the place."""
    used = {m.area_id for m in of if m.area_id}
    return areas.block_names(session, used, level="district" if by_district else "block")


def _became(found: Mapping[bytes, Member], member: bytes) -> Member:
    """Follows merges to their end; two people merged into each other stay who they are."""
    passed = [member]
    while (into := found[passed[-1]].merged_into) and into in found:
        if into in passed:
            return found[member]
        passed.append(into)
    return found[passed[-1]]


class Office(NamedTuple):
    """An office held: its code or own words, the name of its place, and where it stands by precedence; `held` is how
    many offices the person holds."""

    rank: precedence.Rank
    level: str
    title: str
    place: str
    held: int = 1

    def shown(self) -> str:
        """ "Secretary, Kanke"."""
        return ", ".join(filter(None, (office_name(self.title), self.place)))


def first_offices(session: Session, ids: Iterable[bytes]) -> dict[bytes, Office]:
    """The office that stands first by precedence of each holder; an imported one has its place's level."""
    best: dict[bytes, Office] = {}
    held_by = Counter[bytes]()
    for piece in chunks(ids):
        query = (
            select(Post.member_id, Post.level, Post.title, Post.wing_id, Post.from_on, Area)
            .outerjoin(Area, Area.id == Post.area_id)
            .where(Post.member_id.in_(piece), *held())
        )
        for member, own_level, title, wing, since, area in session.execute(query):
            level = own_level or (area.level if area else "")
            held_by[member] += 1
            rank = precedence.rank(level, title, of_wing=wing is not None, since=since)
            if member not in best or rank < best[member].rank:
                best[member] = Office(rank, level, title, areas.name_of(area))
    return {member: office._replace(held=held_by[member]) for member, office in best.items()}


def offices(session: Session, ids: Iterable[bytes]) -> dict[bytes, str]:
    """The first office of each person who holds one, with its place: "Secretary, Kanke"."""
    return {member: office.shown() for member, office in first_offices(session, ids).items()}


def _offices_told(session: Session, members: Mapping[bytes, Member]) -> dict[bytes, str]:
    """The offices of those who are on no roster here, as their district tells them."""
    told: dict[bytes, str] = {}
    for piece in chunks(member for member, row in members.items() if row not in session):
        told |= {member: office_name(title) for member, title in stand_ins.posts(session, piece).items()}
    return told


def units(session: Session) -> dict[str, str]:
    """The names of the wings that may stand on paper, by id as text."""
    return {id_text(w.id): areas.name_of(w) for w in session.scalars(select(Wing)) if w.on_paper}


def on_paper(
    session: Session,
    *,
    serials: Mapping[bytes, int],
    mask_phones: bool = True,
    circulates: bool = True,
    by_district: bool = False,
) -> tuple[Person, ...]:
    """The people of a frozen list in order of serial; see services.sheets.get for what is hidden."""
    members = records(session, serials)
    used = {m.area_id for m in members.values() if m.area_id}
    blocks, shown_units = groups(session, members.values(), by_district=by_district), units(session)
    shown = offices(session, {m.id for m in members.values()} | set(serials)) | _offices_told(session, members)
    in_booths = select(Area).where(Area.level == "booth", Area.id.in_(used))
    booths = {a.id: areas.name_of(a) for a in session.scalars(in_booths)}
    result = []
    for member_id, serial in sorted(serials.items(), key=lambda item: item[1]):
        member = members.get(member_id)
        if member is None:
            result.append(Person(serial=serial, member_id=member_id, name=ERASED, badge=str(serial)))
            continue
        number = first_number(member)
        hide = circulates and member.gender not in ("male", "other")
        unit = next((shown_units[w] for w in member.wings if w in shown_units), "")
        result.append(
            Person(
                serial=serial,
                member_id=member_id,
                name=titled(member.honorific, member.name),
                guardian=member.guardian,
                relation=member.relation,
                block=blocks.get(member.area_id or b"", ""),
                booth=booths.get(member.area_id or b"", ""),
                place=member.place,
                office=shown.get(member.id) or shown.get(member_id, unit),
                phone="" if hide or not number else masked(number) if mask_phones else spoken(number),
                last_four="" if hide else number[-4:],
                badge=str(serial),
                name_other=member.name_other if member.name_other_state == "confirmed" else "",
            )
        )
    return tuple(result)


def first_number(member: Member) -> str:
    """The first readable number of a person (E.164), or empty."""
    return next((str(p["number"]) for p in member.phones if p["number"]), "")
