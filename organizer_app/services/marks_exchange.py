"""One camp's marks, walk-ins and substitutes for the other laptop at the desk, and when each was decided here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.domain.invitations import SUBSTITUTED
from organizer_app.models import Act, Attendance, Camp, CampSession, Invitation, Member, Outbox
from organizer_app.services import attendance, camps, shared_camps, sheets, stand_ins
from organizer_app.services.people import chunks
from organizer_app.wire.marks_file import Listed, Mark, Marks, Person, Phone

READ = "marks_files.read"  # the act of taking a file in
SLACK = 86_400_000  # ms by which a clock may be set back between freezing and the desk


@dataclass(frozen=True, slots=True)
class Last:
    """The latest change of a record on this laptop: when, whether a file brought it, and what it undoes, if anything:
    "file" for a file that was taken in, else "hand".
    """

    at: int
    from_file: bool
    undoes: str


def last_changes(session: Session, table: str, ids: Iterable[bytes]) -> dict[bytes, Last]:
    """The latest captured change of each record that was ever changed here."""
    undone = aliased(Act)
    found: dict[bytes, Last] = {}
    for piece in chunks(ids):
        query = (
            select(Outbox.id, Outbox.at, Act.at.label("act_at"), Act.verb, undone.verb.label("undone"))
            .outerjoin(Act, Act.tx == Outbox.tx)
            .outerjoin(undone, undone.tx == Act.undoes)
            .where(Outbox.tbl == table, Outbox.id.in_(piece))
            .order_by(Outbox.seq)
        )
        for row in session.execute(query):
            undoes = "" if row.undone is None else "file" if row.undone == READ else "hand"
            found[row.id] = Last(row.act_at or row.at, row.verb == READ, undoes)
    return found


def decided_at(row: Attendance, last: Last | None) -> int:
    """When a mark became what it is, in ms UTC; 0 when a file brought it and that was undone.

    Taking a file's marks back is no decision about them, so that the same file can bring them again.
    """
    archived = row.archived_at or 0
    if last is not None and last.undoes == "file":
        return 0 if archived >= last.at else max(row.at, archived)
    return max(row.at, archived, last.at if last is not None and last.undoes else 0)


def gather(session: Session, *, camp: bytes) -> Marks:
    """What the other laptop needs: every mark of the camp, and who came on the list at the desk.

    Raises RuleBroken before the list is frozen, and when there is nothing to give.
    """
    record = camps.record(session, camp)
    frozen = sheets.frozen(session, camp=camp)
    if not frozen:
        raise RuleBroken(attendance.NOT_FROZEN)
    listed = [i for i in _invitations(session, camp) if i.walk_in or i.serial or i.stands_for_id or _is_away(i)]
    return Marks(
        camp=id_text(camp),
        title=record.title,
        writer=session.info["user"],
        at=now_ms(),
        marks=_marks(session, camp),
        listed=[
            Listed(id_text(i.member_id), i.state, i.walk_in, i.serial, i.stands_for_id and id_text(i.stands_for_id))  # type: ignore[arg-type]  # one of domain.invitations.STATES
            for i in listed
        ],
        people=_people(session, record, [i.member_id for i in listed], since=min(s.frozen_at for s in frozen) - SLACK),
    )


def _is_away(row: Invitation) -> bool:
    return row.state == SUBSTITUTED


def _invitations(session: Session, camp: bytes) -> Sequence[Invitation]:
    query = select(Invitation).where(Invitation.camp_id == camp, Invitation.archived_at.is_(None))
    return session.scalars(query.order_by(Invitation.member_id)).all()


def _marks(session: Session, camp: bytes) -> list[Mark]:
    of_camp = select(CampSession.id).where(CampSession.camp_id == camp, CampSession.archived_at.is_(None))
    query = select(Attendance).where(Attendance.session_id.in_(of_camp)).order_by(Attendance.at, Attendance.id)
    rows = session.scalars(query).all()
    last = last_changes(session, "attendance", (r.id for r in rows))
    timed = [(row, decided_at(row, last.get(row.id))) for row in rows]
    return [_mark(row, at) for row, at in timed if at]


def _mark(row: Attendance, at: int) -> Mark:
    given: Any = row.mark
    sheet, is_gone = id_text(row.sheet_id) if row.sheet_id else None, row.archived_at is not None
    return Mark(id_text(row.session_id), id_text(row.member_id), given, row.how, sheet, at, row.by, is_gone)


def _people(session: Session, camp: Camp, ids: Iterable[bytes], *, since: int) -> list[Person]:
    """The people of these who were made at the desk; everybody else is on the other laptop's roster.

    A record that is older is not sent: the few fields of a desk would meet the whole record as a double change. Of a
    camp above a district no more is given of them than the camp is told.
    """
    made: list[Person] = []
    for piece in chunks(i for i in ids if made_at(i) >= since):
        if shared_camps.is_shared(camp):
            made += [_person(m) for m in stand_ins.people(session, piece).values()]
            continue
        query = select(Member).where(Member.id.in_(piece), Member.archived_at.is_(None))
        made += [_person(m) for m in session.scalars(query)]
    return made


def made_at(identity: bytes) -> int:
    """When a uuid7 was made, in ms UTC by the clock of its laptop; 0 for any other id."""
    return int.from_bytes(identity[:6], "big") if identity[6] >> 4 == 7 else 0


def _person(m: Member) -> Person:
    return Person(
        id=id_text(m.id),
        name=m.name,
        name_other=m.name_other,
        name_other_state=m.name_other_state,
        honorific=m.honorific,
        guardian=m.guardian,
        relation=m.relation,
        gender=m.gender,
        birth_year=m.birth_year,
        phones=[Phone(**{k: str(v) for k, v in p.items() if k in Phone.__struct_fields__}) for p in m.phones],
        place=m.place,
        area=id_text(m.area_id) if m.area_id else None,
        status=m.status,
        source=m.source,
    )
