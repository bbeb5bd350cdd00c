"""Spare rows of the paper: who signs on one, found on the roster or new, and the marks they get."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import new_id
from organizer_app.domain.names import clean_name
from organizer_app.domain.words import N_
from organizer_app.models import Camp
from organizer_app.services import areas, attendance, invitees, members, shared_camps
from organizer_app.services.reach import reach


class Who(TypedDict, total=False):
    """Who signs: `member` of the roster, or a new person. `phone` is a cell as people write it.

    Without `area` a new person is of the camp's. `again`: see `members.New`.
    """

    name: str
    phone: str
    guardian: str
    relation: str
    gender: str
    area: bytes | None
    member: bytes | None
    again: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who was added: the person, the spare row they signed on, and whether they were on the roster already."""

    member_id: bytes
    serial: int
    known: bool


def require_free(serial: int, taken: Collection[int]) -> None:
    """Raises RuleBroken when the number is somebody else's, or none that a page can have."""
    if serial in taken or serial < 1:
        raise RuleBroken(N_("Number {serial} belongs to somebody else. Type the spare row's number."), serial=serial)


def person(session: Session, *, camp: Camp, source: str, who: Who) -> bytes:
    """The id of who signs; a new person is a lead until they agree to more. Raises RuleBroken naming the field.

    At a camp above a district a person of another laptop's district comes on no roster here: that district takes them
    up once the camp is closed.
    """
    member = who.get("member")
    if member is not None:
        return members.record(session, member).id
    area = who.get("area") or camp.area_id
    if shared_camps.is_shared(camp) and (guest := _of_another_district(session, camp, area, who)):
        return guest
    new = members.New(
        name=who.get("name", ""),
        guardian=who.get("guardian", ""),
        relation=who.get("relation", ""),
        gender=who.get("gender", ""),
        phones=who.get("phone", ""),
        area=area,
        status="lead",
        source=f"{source}: {camp.title}",
        again=who.get("again", ""),
    )
    return members.add(session, new=new)


def _of_another_district(session: Session, camp: Camp, area: bytes, who: Who) -> bytes | None:
    """The id of a new person of a district whose roster is elsewhere; None for one of this laptop's own."""
    bucket = areas.bucket_of(session, area)
    if bucket not in camp.districts:
        raise RuleBroken(N_("District: choose the one of the camp that this person comes from."))
    if not reach(session).owns(bucket):
        name = clean_name(who.get("name", ""))
        if not name:
            raise RuleBroken(N_("Name: type the person's name."))
        member = new_id()
        number = next((p["number"] for p in members.phone_list(who.get("phone", "")) if p["number"]), "")
        district = shared_camps.district_id(bucket)
        invitees.add(session, camp=camp, member=member, area=district, bucket=bucket, name=name, number=number)
        return member
    return None


def mark(session: Session, *, row: int, session_ids: Sequence[bytes], as_: str) -> None:
    """Marks who signed on a row in the sessions they came to."""
    for session_id in session_ids:
        attendance.mark(session, session_id=session_id, serials=[row], as_=as_, how="walk_in")
