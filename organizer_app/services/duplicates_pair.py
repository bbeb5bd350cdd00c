"""A pair that looks like one person, side by side: each field as people read it, and what would come of merging."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain import members as values
from organizer_app.domain.attendance import CAME
from organizer_app.domain.merging import BOTH, GONE, KEPT
from organizer_app.domain.names import fold
from organizer_app.domain.phones import on_screen
from organizer_app.models import Attendance, CampSession, Invitation, Member
from organizer_app.services import duplicates_waiting, members, merging
from organizer_app.services.duplicates_waiting import Waiting


@dataclass(frozen=True, slots=True)
class Side:
    """One entry: whose, when it was added (ms UTC) and by whom, from which list, to how many camps it was invited and
    to how many it came, and how many offices it holds.
    """

    id: bytes
    name: str
    added_at: int
    added_by: str
    source: str
    invited: int
    camps: int
    offices: int


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what each entry says, whether that is the same, and whose value counts unless somebody chooses.

    `many`: a list, of which both count by default.
    """

    field: str
    texts: tuple[str, str]
    same: bool
    chosen: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The pair: the older entry, which is kept, first."""

    sides: tuple[Side, Side]
    lines: tuple[Line, ...]
    likeness: int
    reasons: tuple[str, ...]


def _phones(member: values.Member) -> str:
    return ", ".join(on_screen(p.number) if p.number else p.raw for p in member.phones)


_TEXTS: dict[str, Callable[[values.Member], str]] = {
    "phones": _phones,
    "name": lambda m: m.name,
    "name_other": lambda m: m.name_other,
    "honorific": lambda m: m.honorific,
    "guardian": lambda m: m.guardian,
    "relation": lambda m: values.relation_name(m.relation) if m.relation else "",
    "gender": lambda m: values.gender_name(m.gender) if m.gender else "",
    "birth_year": lambda m: str(m.birth_year or ""),
    "place": lambda m: m.place,
    "area_id": lambda m: ", ".join(m.area_path[:2]),
    "seat_id": lambda m: m.seat_path[0] if m.seat_path else "",
    "address": lambda m: m.address,
    "wings": lambda m: ", ".join(name for _id, name in m.wings if name),
    "status": lambda m: values.status_name(m.status),
    "card_no": lambda m: m.card_no,
    "notes": lambda m: m.notes,
}
MANY = ("phones", "wings")


def shown(session: Session, *, pair: Waiting) -> Shown:
    """A pair as it stands now. Raises RuleBroken when one of them is not on this laptop any more."""
    both = members.get(session, id=pair.first), members.get(session, id=pair.second)
    lines = []
    for field, text in _TEXTS.items():
        texts = text(both[0]), text(both[1])
        if any(texts):
            same = fold(texts[0]) == fold(texts[1])
            chosen = BOTH if field in MANY and all(texts) else KEPT if texts[0] else GONE
            if field == "area_id" and merging.is_narrower(session, both[1].area_id, than=both[0].area_id):
                chosen = GONE
            lines.append(Line(field, texts, same, chosen, field in MANY))
    return Shown((_side(session, both[0]), _side(session, both[1])), tuple(lines), pair.likeness, pair.reasons)


def _side(session: Session, member: values.Member) -> Side:
    row = session.scalars(select(Member).where(Member.id == member.id)).one()
    invited = select(func.count()).where(Invitation.member_id == member.id, Invitation.archived_at.is_(None))
    came = (
        select(func.count(CampSession.camp_id.distinct()))
        .join(Attendance, Attendance.session_id == CampSession.id)
        .where(Attendance.member_id == member.id, Attendance.archived_at.is_(None), Attendance.mark.in_(CAME))
    )
    return Side(
        id=member.id,
        name=member.name,
        added_at=row.created_at,
        added_by=row.created_by,
        source=member.source,
        invited=session.scalar(invited) or 0,
        camps=session.scalar(came) or 0,
        offices=sum(post.to_on is None for post in member.posts),
    )


def first(
    session: Session, *, besides: frozenset[tuple[bytes, bytes]] = frozenset(), limit: int
) -> tuple[Waiting, ...]:
    """The likeliest pairs that wait, without those put off for now."""
    found = duplicates_waiting.waiting(session, limit=limit + len(besides))
    return tuple(pair for pair in found if (pair.first, pair.second) not in besides)[:limit]
