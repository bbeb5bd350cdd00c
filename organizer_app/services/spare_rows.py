"""Spare rows of the paper: who signs on one, found on the roster or new, and the marks they get."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Camp
from organizer_app.services import attendance, members


class Who(TypedDict, total=False):
    """Who signs: `member` of the roster, or a new person. `phone` is a cell as people write it.

    Without `area` a new person is of the camp's.
    """

    name: str
    phone: str
    guardian: str
    relation: str
    gender: str
    area: bytes | None
    member: bytes | None


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
    """The id of who signs; a new person is a lead until they agree to more. Raises RuleBroken naming the field."""
    member = who.get("member")
    if member is not None:
        return members.record(session, member).id
    new = members.New(
        name=who.get("name", ""),
        guardian=who.get("guardian", ""),
        relation=who.get("relation", ""),
        gender=who.get("gender", ""),
        phones=who.get("phone", ""),
        area=who.get("area") or camp.area_id,
        status="lead",
        source=f"{source}: {camp.title}",
    )
    return members.add(session, new=new)


def mark(session: Session, *, row: int, session_ids: Sequence[bytes], as_: str) -> None:
    """Marks who signed on a row in the sessions they came to."""
    for session_id in session_ids:
        attendance.mark(session, session_id=session_id, serials=[row], as_=as_, how="walk_in")
