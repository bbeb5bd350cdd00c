"""What is counted for drives, in one reading of the records: how many of what at which place came to be on which day.

The roster is read through indexes alone. A person counts at the place (and all places above it) where they live, and
at the seat where they vote, where either is known; nothing is guessed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, text
from sqlalchemy.orm import Session

from organizer_app.domain.attendance import CAME
from organizer_app.domain.boards import BEARERS, CAMPS, GROUPS, KEEPERS, MEMBERS, TRAINED, VOLUNTEERS, What
from organizer_app.domain.ids import first_id, id_from_text
from organizer_app.domain.members import ACTIVE_STATUSES
from organizer_app.models import Area, Attendance, Camp, CampSession, Member, MemberWing, Post
from organizer_app.models.members import ON_ROSTER
from organizer_app.services import tallies_groups

TRAINING = "training"
HELD = ("held", "closed")
ON_BOARD = ("member", "volunteer")  # a lead is no member yet
NOW = 0  # in place of a day: all there are
MOST_DAYS = 400  # that are told apart
COARSE = frozenset(("state", "division", "lok_sabha", "district", "vidhan_sabha", "sub_division", "tehsil", "block"))


class Key(NamedTuple):
    """One number: of which drive (b"": whichever), of what, where, on which day (its ordinal; NOW for all)."""

    drive: bytes
    what: What
    area: bytes
    day: int


class Fact(NamedTuple):
    """So many of something at a place and a seat, either of which may be unknown, since a day (0: before all days)."""

    what: What
    place: bytes | None
    seat: bytes | None
    day: int
    number: int
    drive: bytes = b""


class Window(NamedTuple):
    """A drive's days."""

    drive: bytes
    first: date
    last: date


@dataclass(slots=True)
class Places:
    """In which places each place lies, and in which seats; which are large enough to be told day by day."""

    parent: Mapping[bytes, bytes | None]
    seat: Mapping[bytes, bytes | None]
    coarse: frozenset[bytes]
    _known: dict[tuple[bytes | None, bytes | None], tuple[bytes, ...]] = field(default_factory=dict)

    def above(self, place: bytes | None, seat: bytes | None) -> tuple[bytes, ...]:
        """Every place of both trees in which somebody who lives and votes there is counted, each once.

        Who votes at an unknown seat counts at that of the booth, if the place is one.
        """
        found = self._known.get((place, seat))
        if found is None:
            chain = {*_up(place, self.parent), *_up(seat if seat is not None else place, self.seat)}
            found = self._known[place, seat] = tuple(chain)
        return found


def _up(of: bytes | None, parent: Mapping[bytes, bytes | None]) -> Iterator[bytes]:
    seen = 0
    while of is not None and of in parent and seen < 12:  # as deep as area paths go
        yield of
        of, seen = parent[of], seen + 1


def places(session: Session) -> Places:
    """Both trees of this laptop."""
    rows = session.execute(
        select(Area.id, Area.parent_id, Area.constituency_id, Area.level).where(Area.archived_at.is_(None))
    ).all()
    return Places(
        parent={place: parent for place, parent, _seat, _level in rows},
        seat={place: seat for place, _parent, seat, _level in rows},
        coarse=frozenset(place for place, _parent, _seat, level in rows if level in COARSE),
    )


def count(
    session: Session, *, windows: Sequence[Window], asked: Collection[What], day: date, known: Places | None = None
) -> dict[Key, int]:
    """All numbers that are not 0, at every place of this laptop. `asked` are the wings and posts that have goals."""
    trees = known or places(session)
    days = _days(windows, day)
    counts: Counter[Key] = Counter()
    for fact in _facts(session, windows, asked, days, day):
        for area in trees.above(fact.place, fact.seat):
            counts[Key(fact.drive, fact.what, area, NOW)] += fact.number
            if area in trees.coarse:
                counts[Key(fact.drive, fact.what, area, max(fact.day, 1))] += fact.number
    return {key: number for key, number in counts.items() if number}


def _days(windows: Sequence[Window], day: date) -> list[date]:
    """The days that are told apart: from when the first drive began that is not long over, to today."""
    begun = [w.first for w in windows if w.first <= day]
    first = max(min(begun, default=day), day - timedelta(MOST_DAYS))
    return [first + timedelta(n) for n in range((day - first).days + 1)]


def _facts(
    session: Session, windows: Sequence[Window], asked: Collection[What], days: Sequence[date], day: date
) -> Iterator[Fact]:
    yield from _people(session, days)
    yield from _wings(session, asked, days)
    yield from _bearers(session, asked, days, day)
    for kept in tallies_groups.kept(session, days):
        yield Fact(What(GROUPS), kept.place, kept.seat, kept.day, kept.groups)
        if kept.keepers:
            yield Fact(What(KEEPERS), kept.place, kept.seat, kept.day, kept.keepers)
    for window in windows:
        yield from _trained(session, window)
        yield from _camps(session, window)


def since(identity: ColumnElement[bytes], days: Sequence[date]) -> ColumnElement[int]:
    """SQL for the ordinal of the local day on which a record was made, by its id; 1 before the first of the days."""
    starts = [(d, first_id(int(datetime.combine(d, time()).timestamp() * 1000))) for d in days]
    whens = [(identity < literal(starts[0][1]), 1)]
    whens += [(identity < literal(after), d.toordinal()) for (d, _start), (_day, after) in pairwise(starts)]
    return case(*whens, else_=days[-1].toordinal())


def _people(session: Session, days: Sequence[date]) -> Iterator[Fact]:
    made = since(Member.id, days).label("made")  # type: ignore[arg-type]  # a mapped column is one
    query = (
        select(Member.area_id, Member.seat_id, Member.status, made, func.count())
        .where(text(ON_ROSTER), Member.status.in_(ON_BOARD))
        .group_by(Member.area_id, Member.seat_id, Member.status, made)
    )
    for place, seat, status, since_day, number in session.execute(query):
        yield Fact(What(MEMBERS), place, seat, since_day, number)
        if status == "volunteer":
            yield Fact(What(VOLUNTEERS), place, seat, since_day, number)


def _wings(session: Session, asked: Collection[What], days: Sequence[date]) -> Iterator[Fact]:
    wanted = {what.wing.hex() for what in asked if what.measure in (MEMBERS, VOLUNTEERS) and what.wing}
    if not wanted:
        return
    made = since(Member.id, days).label("made")  # type: ignore[arg-type]  # a mapped column is one
    query = (
        select(MemberWing.wing_id, Member.area_id, Member.seat_id, Member.status, made, func.count())
        .join(Member, Member.n == MemberWing.n)
        .where(MemberWing.wing_id.in_(wanted), text(f"members.{ON_ROSTER.replace(' AND ', ' AND members.')}"))
        .where(Member.status.in_(ON_BOARD))
        .group_by(MemberWing.wing_id, Member.area_id, Member.seat_id, Member.status, made)
    )
    for wing, place, seat, status, since_day, number in session.execute(query):
        yield Fact(What(MEMBERS, id_from_text(wing)), place, seat, since_day, number)
        if status == "volunteer":
            yield Fact(What(VOLUNTEERS, id_from_text(wing)), place, seat, since_day, number)


def _bearers(session: Session, asked: Collection[What], days: Sequence[date], day: date) -> Iterator[Fact]:
    """Who holds an office on the day: each person once for a place, from the day the first of their offices began."""
    query = (
        select(Post.member_id, Post.title, Post.wing_id, Post.area_id, Post.from_on, Member.area_id, Member.seat_id)
        .join(Member, Member.id == Post.member_id)
        .where(
            Post.archived_at.is_(None),
            or_(Post.from_on.is_(None), Post.from_on <= day),
            or_(Post.to_on.is_(None), Post.to_on >= day),
            Member.status.in_(ACTIVE_STATUSES),
            Member.archived_at.is_(None),
            Member.merged_into.is_(None),
        )
    )
    wanted = [What(BEARERS), *(what for what in asked if what.measure == BEARERS and what != What(BEARERS))]
    first: dict[tuple[What, bytes, bytes | None, bytes | None], int] = {}
    for member, title, wing, at, from_on, home, seat in session.execute(query):
        began = _ordinal(from_on, days)
        for what in wanted:
            if what.wing in (b"", wing) and what.post in ("", title):
                held = (what, member, at or home, seat)
                first[held] = min(first.get(held, began), began)
    yield from _each_once(first)


def _each_once(first: Mapping[tuple[What, bytes, bytes | None, bytes | None], int]) -> Iterator[Fact]:
    """A person with two offices is one bearer: the one that began first counts."""
    kept: dict[tuple[What, bytes], tuple[int, bytes | None, bytes | None]] = {}
    for (what, member, place, seat), began in first.items():
        known = kept.get((what, member))
        if known is None or began < known[0]:
            kept[what, member] = (began, place, seat)
    for (what, _member), (began, place, seat) in kept.items():
        yield Fact(what, place, seat, began, 1)


def _ordinal(day: date | None, days: Sequence[date]) -> int:
    return 1 if day is None or day < days[0] else day.toordinal()


def _trained(session: Session, window: Window) -> Iterator[Fact]:
    """Who came to a training in the drive: each once, from the first day they came."""
    first = func.min(CampSession.day).label("first")
    came = (
        select(Attendance.member_id, first)
        .join(CampSession, CampSession.id == Attendance.session_id)
        .join(Camp, Camp.id == CampSession.camp_id)
        .where(
            and_(CampSession.day >= window.first, CampSession.day <= window.last),
            Camp.kind == TRAINING,
            Camp.archived_at.is_(None),
            Attendance.mark.in_(CAME),
            Attendance.archived_at.is_(None),
        )
        .group_by(Attendance.member_id)
        .subquery()
    )
    query = (
        select(Member.area_id, Member.seat_id, came.c.first, func.count())
        .join(came, came.c.member_id == Member.id)
        .where(Member.archived_at.is_(None), Member.merged_into.is_(None))
        .group_by(Member.area_id, Member.seat_id, came.c.first)
    )
    for place, seat, day, number in session.execute(query):
        yield Fact(What(TRAINED), place, seat, _as_ordinal(day), number, window.drive)


def _camps(session: Session, window: Window) -> Iterator[Fact]:
    query = select(Camp.area_id, Camp.from_on, func.count()).where(
        Camp.archived_at.is_(None),
        Camp.copy_of.is_(None),
        Camp.status.in_(HELD),
        Camp.from_on >= window.first,
        Camp.from_on <= window.last,
    )
    for place, day, number in session.execute(query.group_by(Camp.area_id, Camp.from_on)):
        yield Fact(What(CAMPS), place, None, _as_ordinal(day), number, window.drive)


def _as_ordinal(day: Any) -> int:
    return (day if isinstance(day, date) else date.fromisoformat(day)).toordinal()


def unknown(session: Session, *, seats: bool) -> int:
    """How many members live at no known place, or vote at no known seat: neither their own nor their booth's."""
    query = select(func.count()).select_from(Member).where(text(ON_ROSTER), Member.status.in_(ON_BOARD))
    if not seats:
        return session.scalar(query.where(Member.area_id.is_(None))) or 0
    with_seat = select(Area.id).where(Area.constituency_id.is_not(None))
    nowhere = or_(Member.area_id.is_(None), Member.area_id.not_in(with_seat))
    return session.scalar(query.where(Member.seat_id.is_(None), nowhere)) or 0


def differing(found: Mapping[Key, int], standing: Mapping[Key, int]) -> tuple[dict[Key, int], Iterable[Key]]:
    """What is to be written so that what is found stands, and what is to be taken away."""
    changed = {key: number for key, number in found.items() if standing.get(key) != number}
    return changed, [key for key in standing if key not in found]
