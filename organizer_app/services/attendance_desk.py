"""Marking from the desk: all that the page shows in one read, what was typed in one act, the last act taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from organizer_app.domain import camps as camp_values
from organizer_app.domain.attendance import Entered, Line
from organizer_app.domain.members import MemberRow
from organizer_app.models import Act
from organizer_app.services import (
    attendance,
    camps,
    history,
    members_digits,
    members_list,
    open_days,
    organisation,
    shared_camps,
    sheets,
)

T = TypeVar("T")
SHOWN_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of a session shows. `camp` is None while none is planned, `session` while it has no sessions.

    `lines` is empty before the first freeze; `camps` are those to choose from, without cancelled ones. `districts` are
    those of a camp above them, from which a walk-in comes.
    """

    camps: tuple[camp_values.Camp, ...]
    camp: camp_values.Camp | None = None
    session: camp_values.Session | None = None
    lines: tuple[Line, ...] = ()
    recent: tuple[Entered, ...] = ()
    next_serial: int = 1
    closed: bool = False
    districts: tuple[camp_values.Asked, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether marks of the session are taken on this laptop."""
        camp = self.camp
        ready = camp is not None and self.session is not None and not self.closed
        return ready and camp is not None and camp.status != "cancelled" and camp.runs_here


@dataclass(frozen=True, slots=True)
class Done:
    """What one act did: its number for undo (None when nothing changed) and the serials it marked and unmarked."""

    tx: int | None
    marked: tuple[int, ...] = ()
    unmarked: tuple[int, ...] = ()


def desk(session: Session, *, camp: bytes | None, session_id: bytes | None, day: date) -> Desk:
    """The desk of a camp's session; without them today's camp, else the next, else the last, at its first session.

    On a day of the camp the first session is the first of that day. A session that is not the camp's is left out.
    """
    offered = tuple(c for c in camps.rows(session) if c.status != "cancelled" or c.id == camp)
    chosen = next((c for c in offered if c.id == camp), None) or _nearest(offered, day)
    if chosen is None or not chosen.sessions:
        return Desk(offered, chosen)
    at = next((s for s in chosen.sessions if s.id == session_id), None) or next(
        (s for s in chosen.sessions if s.day == day), chosen.sessions[0]
    )
    return Desk(
        camps=offered,
        camp=chosen,
        session=at,
        lines=attendance.lines(session, camp=chosen.id),
        recent=attendance.recent(session, session_id=at.id, limit=SHOWN_ENTRIES),
        next_serial=sheets.next_serial(session, camp=chosen.id),
        closed=at.day in open_days.closed(session, camp=chosen.id),
        districts=shared_camps.asked(session, camp=chosen.id),
    )


def _nearest(offered: Sequence[camp_values.Camp], day: date) -> camp_values.Camp | None:
    """Of camps by first day: one that is held on `day`, the next after it, or the last before."""
    ahead = [c for c in offered if c.to_on >= day]
    return ahead[0] if ahead else offered[-1] if offered else None


def enter(
    session: Session,
    *,
    session_id: bytes,
    marks: Sequence[int] = (),
    unmarks: Sequence[int] = (),
    as_: str,
    how: str = "serial",
) -> Done:
    """Marks and takes back marks in one act. Raises RuleBroken when the day is closed or nobody has a number."""
    marked = attendance.mark(session, session_id=session_id, serials=marks, as_=as_, how=how).serials if marks else ()
    gone = attendance.unmark(session, session_id=session_id, serials=unmarks).serials if unmarks else ()
    return Done(_tx(session, marked or gone), marked, gone)


def enter_rest(session: Session, *, session_id: bytes, as_: str) -> Done:
    """Marks everybody who is expected and has no mark yet."""
    marked = attendance.mark_rest(session, session_id=session_id, as_=as_).serials
    return Done(_tx(session, marked), marked)


def _tx(session: Session, changed: Sequence[int]) -> int | None:
    act: Act = session.info["act"]
    return act.tx if changed else None


def undo(session: Session, *, session_id: bytes, tx: int | None = None) -> bool:
    """Takes back one act of a session, the operator's latest without `tx`; False when there is none.

    Raises RuleBroken when the day is closed, or when somebody changed the same marks since.
    """
    row = camps.session_record(session, session_id)
    open_days.require(session, camp=row.camp_id, days=[row.day])
    if tx is None:
        entries = attendance.recent(session, session_id=session_id, limit=SHOWN_ENTRIES)
        tx = next((entry.tx for entry in entries if entry.user == session.info["user"]), None)
    if tx is None:
        return False
    history.undo(session, tx=tx)
    return True


def numbered(session: Session, *, work: Callable[[Session], T]) -> tuple[int, T]:
    """Does a work and gives the number of the act it is part of beside its result, for an undo of just that act."""
    result = work(session)
    act: Act = session.info["act"]
    return act.tx, result


def on_roster(session: Session, *, text: str, limit: int) -> tuple[MemberRow, ...]:
    """The people of the roster that a name or a phone begins to say, best first."""
    return members_list.rows(session, numbers=members_list.search(session, query=text, limit=limit))


def by_last_four(session: Session, *, digits: str, limit: int) -> tuple[MemberRow, ...]:
    """The people of the roster whose phone ends with these digits, those of the own area first."""
    cursor = session.connection().connection.cursor()
    near = organisation.home_area(session)
    return members_list.rows(session, numbers=members_digits.by_last(cursor, digits, near=near, limit=limit))
