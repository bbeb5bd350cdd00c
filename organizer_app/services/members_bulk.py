"""One change to many people at once, in the transaction of one act: all of it or nothing, and one undo takes it back.

People who are so already are passed over; each verb returns how many changed. `numbers` are local numbers.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.consent_lists import Recorded
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.domain.invitations import Invited
from organizer_app.domain.matching import home_key
from organizer_app.domain.members import OFFERED_STATUSES, STATUSES
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.models import Member, MemberWing
from organizer_app.services import areas, consents, invitations, members, wings

PIECE = 2_000  # people in one statement; between two the work can be cancelled


def set_status(session: Session, *, numbers: Sequence[int], status: str, progress: Progress = silent) -> int:
    """Gives people a status that ends nothing, from today on. Raises RuleBroken for another one."""
    if status not in STATUSES:
        raise RuleBroken(N_("Status: “{value}” is not one of the list."), value=status)
    if status not in OFFERED_STATUSES:
        raise RuleBroken(N_("Who died, left or was expelled is written down person by person, with what it ends."))
    here = Member.status != status
    return _update(session, numbers, progress, here, {"status": status, "status_on": today()})


def add_wing(session: Session, *, numbers: Sequence[int], wing: bytes, progress: Progress = silent) -> int:
    """Puts people into a wing beside those they are in. Raises RuleBroken for one that is not offered."""
    _offered(session, wing)
    inside = Member.n.in_(select(MemberWing.n).where(MemberWing.wing_id == id_text(wing)))
    return _update(
        session, numbers, progress, ~inside, {"wings": func.json_insert(Member.wings, "$[#]", id_text(wing))}
    )


def remove_wing(session: Session, *, numbers: Sequence[int], wing: bytes, progress: Progress = silent) -> int:
    """Takes people out of a wing."""
    inside = Member.n.in_(select(MemberWing.n).where(MemberWing.wing_id == id_text(wing)))
    each = func.json_each(Member.wings).table_valued("value")
    others = select(func.json_group_array(each.c.value)).where(each.c.value != id_text(wing)).scalar_subquery()
    return _update(session, numbers, progress, inside, {"wings": others})


def _offered(session: Session, wing: bytes) -> None:
    if wing not in {row.id for row in wings.rows(session)}:
        raise RuleBroken(N_("This wing is not in the list any more. Choose another one."))


def set_area(session: Session, *, numbers: Sequence[int], area: bytes, progress: Progress = silent) -> int:
    """Writes down the same place for people: a correction, not a move, so offices and invitations stay as they are.

    Raises RuleBroken for a place that is not in the list.
    """
    areas.get(session, id=area)
    bucket, changed = areas.bucket_of(session, area), 0
    # home_key is computed by Python, and who goes into another district takes what is about them along.
    put = update(Member.__table__).where(Member.n == bindparam("of")).values(area_id=area)  # type: ignore[arg-type]
    asked = select(Member.n, Member.id, Member.name, Member.guardian, Member.bucket)
    for piece in _pieces(numbers, progress):
        found = session.execute(asked.where(Member.n.in_(_given(piece)), *_here(), Member.area_id.is_not(area))).all()
        for row in found:
            if row.bucket != bucket:
                members.edit(session, id=row.id, changes={"area": area})
        stamp = _stamp(session)
        staying = [
            {"of": row.n, "home_key": home_key(row.name, row.guardian, area), **stamp}
            for row in found
            if row.bucket == bucket
        ]
        if staying:
            session.execute(put, staying)
        changed += len(found)
    return changed


def take_off(session: Session, *, numbers: Sequence[int], progress: Progress = silent) -> int:
    """Takes people off the roster; undo brings them back."""
    return _update(session, numbers, progress, Member.archived_at.is_(None), {"archived_at": now_ms()})


def invite(session: Session, *, numbers: Sequence[int], camp: bytes, progress: Progress = silent) -> Invited:
    """Invites people to a camp that is planned. Raises RuleBroken when none of them can be, or the camp is full."""
    found = [member for piece in _pieces(numbers, progress) for member in _ids(session, piece)]
    return invitations.invite_people(session, camp=camp, members=found)


def record_consent(
    session: Session,
    *,
    numbers: Sequence[int],
    purpose: str,
    channel: str,
    how: str = "",
    on: date | None = None,
    notice_language: str = "",
    progress: Progress = silent,
) -> Recorded:
    """Writes down a list that people signed, as consents.record_many does. Raises RuleBroken when that is nobody's."""
    done = Recorded()
    for piece in _pieces(numbers, progress):
        done += consents.record_many(
            session,
            members=_ids(session, piece),
            purpose=purpose,
            channel=channel,
            how=how,
            on=on,
            notice_language=notice_language,
        )
    if not done.written:
        raise RuleBroken(N_("No answer was written down. {why}"), why=done.left_out())
    return done


def _ids(session: Session, piece: Sequence[int]) -> list[bytes]:
    """The people of these numbers who are on the roster, in their order."""
    known = dict(session.execute(select(Member.n, Member.id).where(Member.n.in_(_given(piece)), *_here())).all())
    return [known[n] for n in piece if n in known]


def _update(
    session: Session, numbers: Sequence[int], progress: Progress, which: ColumnElement[bool], values: dict[str, Any]
) -> int:
    changed = 0
    for piece in _pieces(numbers, progress):
        found = update(Member).where(Member.n.in_(_given(piece)), *_here(), which).values(**values, **_stamp(session))
        done: Any = session.execute(found.execution_options(synchronize_session=False))
        changed += done.rowcount
    return changed


def _here() -> tuple[ColumnElement[bool], ...]:
    return Member.archived_at.is_(None), Member.merged_into.is_(None)


def _stamp(session: Session) -> dict[str, Any]:
    return {"changed_at": now_ms(), "changed_by": session.info["user"]}


def _given(piece: Sequence[int]) -> Select[int]:
    """The numbers as one value, so that SQLite reads each statement once for all pieces."""
    return select(func.json_each(json.dumps(list(piece))).table_valued("value").c.value)


def _pieces(numbers: Sequence[int], progress: Progress) -> Iterator[Sequence[int]]:
    """The numbers in pieces, with a step after each. Raises Cancelled when the person asked for it."""
    flat = array("q", numbers)
    for start in range(0, len(flat), PIECE):
        progress.step(start, len(flat))
        yield flat[start : start + PIECE]
    progress.step(len(flat), len(flat))
