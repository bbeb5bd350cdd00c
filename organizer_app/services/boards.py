"""How far places are with a drive: the goals that stand met with the numbers that were counted last."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import district_bucket
from organizer_app.domain.boards import (
    MEMBERS,
    Below,
    Board,
    Drive,
    Standing,
    Target,
    What,
    in_order,
    pace_of,
    what_name,
)
from organizer_app.domain.buckets import shared
from organizer_app.domain.charts import Pace
from organizer_app.domain.clock import local_day
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import office_name
from organizer_app.domain.places import Place
from organizer_app.domain.rollup_boards import comes_up
from organizer_app.domain.targets import needed, working_days
from organizer_app.domain.words import N_
from organizer_app.models import Wing
from organizer_app.services import areas, drives, shared_camps, tallies, tallies_kept, tallies_up, targets
from organizer_app.services.reach import granted, reach
from organizer_app.services.tallies import NOW

NO_DAYS = N_("Below a block only today's numbers are kept. Ask for today, or for the block.")
SEATS = ("lok_sabha", "vidhan_sabha")
Numbers = Mapping[int, int]  # by the ordinal of the day; NOW for all


def board(session: Session, *, drive: bytes, area: bytes, day: date) -> Board:
    """Everything that a drive counts at a place, with the goals that count there. Reads what was counted last."""
    one, place = drives.get(session, id=drive), areas.get(session, id=area)
    _require_days(session, {place.level}, day)
    goals = targets.of_area(session, drive=drive, area=area)
    counted = tallies_kept.at_area(session, area=area, drive=drive)
    wings = _wing_names(session)
    whats = in_order(_told({*map(What, one.measures), *goals}, session))
    return Board(
        drive=one,
        area=area,
        area_name=place.name,
        level=place.level,
        day=day,
        counted_at=tallies_kept.counted_at(session),
        standings=tuple(
            standing(one, what, goals.get(what), counted.get(what.counted, {}), day, name=_name(what, wings))
            for what in whats
        ),
        unknown=_unknown(session, seats=place.level in SEATS),
        partial=_is_partial(session, place),
    )


def below(session: Session, *, drive: bytes, area: bytes, what: What, day: date, level: str = "") -> tuple[Below, ...]:
    """How far the places of a level in one are with one thing, in the order of their names."""
    one = drives.get(session, id=drive)
    lower = targets.lower(session, area=area, level=level)
    _require_days(session, {place.level for place in lower}, day)
    ids = [place.id for place in lower]
    goals = targets.standing(session, drive=drive, areas_=ids)
    counted = tallies_kept.at_areas(session, areas=ids, what=what.counted, drive=drive)
    found = []
    for place in lower:
        goal = goals.get(place.id, {}).get(what)
        how = standing(one, what, goal, counted.get(place.id, {}), day)
        found.append(Below(place.id, place.name, place.level, how.now, how.goal, how.due))
    return tuple(found)


def by_day(session: Session, *, drive: bytes, area: bytes, what: What) -> dict[date, int]:
    """How many came to be on each day that is told apart; empty below a block, where no days are kept."""
    counted = tallies_kept.at_area(session, area=area, drive=drive).get(what.counted, {})
    return {date.fromordinal(day): number for day, number in sorted(counted.items()) if day > 1}


def standing(
    drive: Drive, what: What, target: Target | None, counted: Numbers, day: date, *, name: str = ""
) -> Standing:
    """How far a place is with one thing on a day, from its counted numbers."""
    first, last = what.first or drive.first, what.last or drive.last
    now = _until(counted, min(day, last))
    if target is None:
        return Standing(what, name, now)
    days = working_days(first, last, off=drive.off, weekly=drive.weekly)
    pace = _pace(counted, now, target.goal, days, first, last, day)
    return Standing(what, name, now, target.goal, pace, needed(pace, days), target)


def work_days(drive: Drive) -> tuple[date, ...]:
    """The working days of a drive."""
    return working_days(drive.first, drive.last, off=drive.off, weekly=drive.weekly)


def _pace(counted: Numbers, now: int, goal: int, days: Sequence[date], first: date, last: date, day: date) -> Pace:
    """Where single days are not known (below a block), all there is counts as there from the beginning."""
    by_day = [(date.fromordinal(d), n) for d, n in counted.items() if d > 1]
    before = now - sum(n for at, n in by_day if first <= at <= min(day, last))
    return pace_of(before, [(at, n) for at, n in by_day if first <= at], goal, days, first, last, day)


def _require_days(session: Session, levels: Collection[str], day: date) -> None:
    """Raises RuleBroken where somebody asks for a day that is past and single days are not kept."""
    counted = tallies_kept.counted_at(session)
    if counted is not None and day < local_day(counted) and not tallies.COARSE.issuperset(levels):
        raise RuleBroken(NO_DAYS)


def _until(counted: Numbers, last: date) -> int:
    return counted.get(NOW, 0) - sum(n for day, n in counted.items() if day > last.toordinal())


def _name(what: What, wings: Mapping[bytes, str]) -> str:
    return what_name(what, wings.get(what.wing, ""), office_name(what.post) if what.post else "")


def _wing_names(session: Session) -> dict[bytes, str]:
    return {wing.id: areas.name_of(wing) for wing in session.scalars(select(Wing))}


def _told(whats: Collection[What], session: Session) -> Collection[What]:
    """Without what districts don't send up, on a laptop that has no more than they send: it would say 0 of it."""
    if not tallies_up.away(session):
        return whats
    on_paper = set(session.scalars(select(Wing.id).where(Wing.on_paper, Wing.archived_at.is_(None))))
    return {what for what in whats if comes_up(what, on_paper)}


def _unknown(session: Session, *, seats: bool) -> int:
    nowhere = tallies_kept.at_area(session, area=tallies.NO_SEAT if seats else tallies.NOWHERE, drive=b"")
    return nowhere.get(What(MEMBERS), {}).get(NOW, 0)


def _is_partial(session: Session, place: Place) -> bool:
    """Whether people of the place are on other laptops whose counts don't come here, as far as its districts tell."""
    if not reach(session).device:
        return False
    held = granted(session)
    inside = (district_bucket(one.code) for one in shared_camps.districts_in(session, area=place.id))
    return any(held.isdisjoint((bucket, shared(bucket))) for bucket in inside)
