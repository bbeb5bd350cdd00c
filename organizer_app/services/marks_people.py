"""Who came on the list at the other laptop: walk-ins and substitutes, with the people nobody knew before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.invitations import SUBSTITUTED
from organizer_app.domain.phones import masked
from organizer_app.models import Camp, Invitation, Invitee, Member, Outbox
from organizer_app.services import areas, erasing, invitations, members, people, shared_camps, sheets
from organizer_app.services.marks_exchange import Last, last_changes
from organizer_app.wire.marks_file import Listed, Marks, Person


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who comes on this laptop's list: the row they signed on, and who has that number here already.

    Both stay on the list then; freezing it again gives whoever has no number one of their own.
    """

    name: str
    row: int | None
    also: str = ""


@dataclass(slots=True)
class Newcomers:
    """What is to be written: people, invitations to put on the list, and fields of those that are on it.

    `erased` counts people of the file who were erased here: their marks count, their names stay away.
    """

    shown: tuple[Newcomer, ...] = ()
    stood_for: int = 0
    erased: int = 0
    people: list[Member] = field(default_factory=list)
    told: list[Invitee] = field(default_factory=list)
    back: list[Member] = field(default_factory=list)
    put: list[tuple[bytes, dict[str, Any]]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people or self.told or self.back or self.put)


def compare(session: Session, *, camp: Camp, given: Marks, written_at: int) -> Newcomers:
    """What of a file's list is new here. Somebody taken off the list here after the file was written stays off it."""
    result = Newcomers()
    ids = {invitations.invitation_id(camp.id, bytes.fromhex(item.member)): item for item in given.listed}
    last = last_changes(session, "invitations", ids)
    here: dict[bytes, Invitation] = {}
    for piece in people.chunks(ids):
        here |= {i.id: i for i in session.scalars(select(Invitation).where(Invitation.id.in_(piece)))}
    coming: list[Listed] = []
    for identity, item in ids.items():
        row, change = here.get(identity), last.get(identity)
        if change is not None and _is_newer(change, written_at):
            continue
        if row is None or row.archived_at is not None:
            coming.append(item)
        elif fields := _added(row, item):
            result.put.append((row.member_id, fields))
            result.stood_for += fields.get("state") == SUBSTITUTED
    result.put += [(bytes.fromhex(item.member), _fields(item)) for item in coming]
    names: dict[bytes, str]
    if shared_camps.is_shared(camp):
        _tell_people(session, result, camp, given.people)
        names = {row.member_id: row.name for row in result.told}
    else:
        _add_people(session, result, given.people)
        names = {row.id: row.name for row in result.people}
    result.shown = _shown(session, camp.id, coming, names)
    return result


def write(session: Session, newcomers: Newcomers, *, camp: Camp) -> None:
    """Writes what `compare` found."""
    session.add_all([*newcomers.people, *newcomers.told])
    for person in newcomers.back:
        person.archived_at = None
    for member, fields in newcomers.put:
        identity = invitations.invitation_id(camp.id, member)
        row = session.get(Invitation, identity)
        if row is None:
            row = Invitation(id=identity, camp_id=camp.id, member_id=member, bucket=camp.bucket)
            session.add(row)
        for name, value in fields.items():
            setattr(row, name, value)
    session.flush()


def _is_newer(change: Last, written_at: int) -> bool:
    """Whether somebody here changed it by hand after the file was written."""
    by_hand = not change.from_file and change.undoes != "file"
    return by_hand and change.at > written_at


def _fields(item: Listed) -> dict[str, Any]:
    return {
        "state": item.state,
        "walk_in": item.walk_in,
        "serial": item.serial,
        "stands_for_id": bytes.fromhex(item.stands_for) if item.stands_for else None,
        "archived_at": None,
    }


def _added(row: Invitation, item: Listed) -> dict[str, Any]:
    """What a file knows more about somebody who is on the list; a number they have stays."""
    fields: dict[str, Any] = {}
    if item.state == SUBSTITUTED != row.state:
        fields["state"] = SUBSTITUTED
    if item.stands_for and row.stands_for_id is None:
        fields["stands_for_id"] = bytes.fromhex(item.stands_for)
    if item.serial is not None and row.serial is None:
        fields["serial"] = item.serial
    return fields


def _add_people(session: Session, result: Newcomers, given: Iterable[Person]) -> None:
    """The people whom nobody here knows, and those whom undoing an earlier file took away.

    Somebody who was erased here stays erased: their record is gone and its changes are still counted, or name and
    number are known as erased.
    """
    listed = {member for member, _fields in result.put}
    wanted = {bytes.fromhex(p.id): p for p in given if bytes.fromhex(p.id) in listed}
    known: dict[bytes, Member] = {}
    gone: set[bytes] = set()
    for piece in people.chunks(wanted):
        known |= {m.id: m for m in session.scalars(select(Member).where(Member.id.in_(piece)))}
        changed = select(Outbox.id).where(Outbox.tbl == Member.__tablename__, Outbox.id.in_(piece)).distinct()
        gone |= set(session.scalars(changed)) - known.keys()
    last = last_changes(session, Member.__tablename__, known)
    result.back = [
        m for m in known.values() if m.archived_at is not None and m.id in last and last[m.id].undoes == "file"
    ]
    for identity, person in wanted.items():
        if identity in known:
            continue
        names, numbers = (person.name, person.name_other), [p.number for p in person.phones]
        if identity in gone or erasing.erased_on(session, names=names, numbers=numbers) is not None:
            result.erased += 1
        else:
            result.people.append(_member(session, identity, person))


def _tell_people(session: Session, result: Newcomers, camp: Camp, given: Iterable[Person]) -> None:
    """Of a camp above a district: who walked in at the other laptop comes on no roster here."""
    listed = {member for member, _fields in result.put}
    wanted = {bytes.fromhex(p.id): p for p in given if bytes.fromhex(p.id) in listed}
    known = people.records(session, wanted)
    for member, person in wanted.items():
        bucket = areas.bucket_of(session, bytes.fromhex(person.area) if person.area else None)
        if member in known or bucket not in camp.districts:
            continue
        row = Invitee(
            id=invitations.invitation_id(camp.id, member),
            bucket=camp.bucket,
            camp_id=camp.id,
            member_id=member,
            home_bucket=bucket,
            area_id=shared_camps.district_id(bucket),
            name=person.name,
            phone=next((masked(p.number) for p in person.phones if p.number), ""),
        )
        result.told.append(row)


def _member(session: Session, identity: bytes, person: Person) -> Member:
    """The record as the other laptop made it. Raises RuleBroken naming a field that can't be."""
    area = bytes.fromhex(person.area) if person.area else None
    row = Member(
        id=identity,
        name=person.name,
        name_other=person.name_other,
        name_other_state=person.name_other_state,
        honorific=person.honorific,
        guardian=person.guardian,
        relation=person.relation,
        gender=person.gender,
        birth_year=person.birth_year,
        phones=[_phone(p.number, p.kind, p.problem, p.raw) for p in person.phones],
        place=person.place,
        area_id=area,
        status=person.status,
        source=person.source,
        bucket=areas.bucket_of(session, area),
    )
    members.check(row)
    return row


def _phone(number: str, kind: str, problem: str, raw: str | None) -> dict[str, Any]:
    """A phone as the record keeps it: with what was written only where that can't be read."""
    return {"number": number, "kind": kind, "problem": problem} | ({"raw": raw} if raw is not None else {})


def _shown(session: Session, camp: bytes, coming: Iterable[Listed], names: dict[bytes, str]) -> tuple[Newcomer, ...]:
    came = {bytes.fromhex(item.member): item for item in coming}
    known = people.records(session, came)
    of_row = {serial: member for member, serial in sheets.serials(session, camp=camp).items()}
    others = people.records(session, set(of_row.values()) if came else ())
    shown = []
    for member, item in came.items():
        name = names.get(member) or (known[member].name if member in known else people.ERASED)
        other = of_row.get(item.serial or 0, member)
        also = "" if other == member else others[other].name if other in others else people.ERASED
        shown.append(Newcomer(name, item.serial, also))
    return tuple(sorted(shown, key=lambda n: (n.row is None, n.row or 0, n.name)))
