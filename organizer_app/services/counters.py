"""Honest counters of a place, and the people for a call-back sample, drawn at random."""

import random
from collections import Counter
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select
from sqlalchemy.orm import Session

from organizer_app.domain.attendance import CAME
from organizer_app.domain.clock import local_day, noon_ms
from organizer_app.domain.counters import (
    ACTIVE_DAYS,
    BURST,
    BURST_OF,
    FLAGS,
    SEQUENTIAL,
    SHARED,
    SHARED_BY,
    Honest,
    in_runs,
)
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import first_id, made_at
from organizer_app.domain.words import N_
from organizer_app.models import Attendance, CampSession, Member, MemberPhone
from organizer_app.services import consents, members_where
from organizer_app.services.members_where import Filter

ON_BOARD = ("member", "volunteer")
PURPOSE, CHANNELS = "organisation", ("call", "whatsapp")
DAY = 86_400_000
NOBODY = N_("Nobody here agreed to be called, so nobody can be called back. Visit them, and ask them then.")
NO_NUMBER = N_("Type how many people are to be called back: 1 or more.")


def honest(session: Session, *, area: bytes, since: date, day: date) -> Honest:
    """How many are left at each step in a place, each among those of the step before; flags of who came since a day."""
    left = _numbers(session, select(Member.n).where(*_claimed(area)))
    steps = [len(left)]
    agreed = or_(*(consents.contactable(session, purpose=PURPOSE, channel=channel) for channel in CHANNELS))
    for query in (_readable(), select(Member.n).where(agreed), members_where.trained(), _active(day)):
        left &= _numbers(session, query) if left else left
        steps.append(len(left))
    found = flagged(session, area=area, since=since)
    return Honest(tuple(steps), tuple(len(found[flag]) for flag in FLAGS))


def flagged(session: Session, *, area: bytes, since: date) -> dict[str, set[int]]:
    """The local numbers of the people of a place who came since a day and whom a flag says to call back."""
    # The + keeps SQLite from fetching by id: one index holds everything in order.
    came = [*_claimed(area), literal_column("+members.id") >= first_id(noon_ms(since) - DAY // 2)]
    here = select(Member.n).where(*came)
    phones = session.execute(select(MemberPhone.n, MemberPhone.number).where(MemberPhone.n.in_(here)))
    by_number: dict[str, set[int]] = {}
    for n, number in phones:
        if number:
            by_number.setdefault(number, set()).add(n)
    holders = {number: _holders(session, number) for number, people in by_number.items() if len(people) > 1}
    runs = in_runs(int(number.lstrip("+")) for number in by_number)
    places = session.execute(select(Member.n, Member.area_id, Member.id).where(*came, Member.area_id.is_not(None)))
    days = {n: (place, local_day(made_at(identity))) for n, place, identity in places}
    many = {key for key, people in Counter(days.values()).items() if people >= BURST_OF}
    return {
        SHARED: {n for number, people in by_number.items() if holders.get(number, 0) >= SHARED_BY for n in people},
        SEQUENTIAL: {n for number, people in by_number.items() if int(number.lstrip("+")) in runs for n in people},
        BURST: {n for n, key in days.items() if key in many},
    }


def sample(session: Session, *, area: bytes, since: date, number: int, seed: int) -> list[int]:
    """The local numbers of people to call back, drawn at random: half of them among the flagged, as far as there are
    any, half among all others, so that being called says nothing of anybody. The same seed draws the same.

    Only who agreed to be called. Raises RuleBroken when nobody did, or for a number below 1.
    """
    if number < 1:
        raise RuleBroken(NO_NUMBER)
    may = consents.contactable(session, purpose=PURPOSE, channel="call")
    people = list(session.scalars(select(Member.n).where(*_claimed(area), may).order_by(Member.id)))
    if not people:
        raise RuleBroken(NOBODY)
    marked = set().union(*flagged(session, area=area, since=since).values())
    chance = random.Random(seed)
    first = [n for n in people if n in marked]
    others = [n for n in people if n not in marked]
    half = chance.sample(first, min(len(first), max(number // 2, number - len(others))))
    drawn = half + chance.sample(others, min(len(others), number - len(half)))
    chance.shuffle(drawn)
    return drawn


def _claimed(area: bytes) -> list[ColumnElement[bool]]:
    return [*members_where.where(Filter(area=area)), Member.status.in_(ON_BOARD)]


def _numbers(session: Session, query: Select[int]) -> set[int]:
    """The local numbers that a query finds: one reading of an index each, however large the place is."""
    return set(session.scalars(query))


def _readable() -> Select[int]:
    return select(MemberPhone.n).where(MemberPhone.problem == "", MemberPhone.number != "")


def _holders(session: Session, number: str) -> int:
    query = select(func.count(MemberPhone.n.distinct())).join(Member, Member.n == MemberPhone.n)
    return session.scalar(query.where(MemberPhone.number == number, *members_where.on_roster())) or 0


def _active(day: date) -> Select[int]:
    came = (
        select(Attendance.member_id)
        .join(CampSession, CampSession.id == Attendance.session_id)
        .where(
            CampSession.day.between(day - timedelta(ACTIVE_DAYS), day),
            Attendance.mark.in_(CAME),
            Attendance.archived_at.is_(None),
        )
    )
    return select(Member.n).where(Member.id.in_(came))
