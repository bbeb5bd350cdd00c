"""Goals of a drive by place: which stand, setting and taking them back, and sharing one out to the places below."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import buckets
from organizer_app.domain.areas import level_name, level_order
from organizer_app.domain.boards import BEARERS, MEMBERS, VOLUNTEERS, What
from organizer_app.domain.boards import Drive as DriveValue
from organizer_app.domain.boards import Target as Value
from organizer_app.domain.buckets import Kind
from organizer_app.domain.clock import now_ms
from organizer_app.domain.drives import Template
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.places import Place
from organizer_app.domain.targets import rest, split
from organizer_app.domain.words import N_, day_text, group_digits
from organizer_app.models import Area, AreaPath, Target
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import areas, drives
from organizer_app.services.reach import reach

MOST = 1_000_000_000
POPULATION, EQUAL, HAND, TYPED = "population", "equal", "hand", "typed"
BY_WING, BY_POST = (MEMBERS, VOLUNTEERS, BEARERS), (BEARERS,)
_WIDEST = (Kind.DISTRICT, Kind.STATE, Kind.HQ)  # whose goal counts more stands later
NOT_ASKED = N_("“{measure}” is not counted in the drive “{title}”. Choose from: {known}.")
NOT_BY_WING = N_("“{measure}” is not counted by wing. Leave the wing empty.")
NOT_BY_POST = N_("“{measure}” is not counted by office. Leave the office empty.")
NO_NUMBER = N_("Goal: type a whole number from 0 to {most}.")
OUTSIDE = N_("{area} does not lie in the place of the drive “{title}”. Choose a place in it.")
DAYS = N_("The time {first} to {last} is not within the drive ({from_on} to {to_on}). Choose days in it.")
FROM_ABOVE = N_("The goal of {area} came from HQ or the state; it counts there. Nothing was changed.")
ELSEWHERE = N_("{area} belongs to another district's laptop, or its state's. Goals for it are set there.")
NO_GOAL = N_("No goal is set for {area} here, so nothing can be shared out. Set one first.")
NOTHING_BELOW = N_("No place below {area} is in the area list of this laptop.")
NO_LEVEL = N_(
    "{area}: the template has goals for each {level}, and the area list has none in it. Choose a larger place, such as "
    "the state, or begin the drive in your own words."
)
NO_POPULATION = N_(
    "The population of {areas} is not known here. Import an area list that has it, or share out equally."
)


@dataclass(frozen=True, slots=True)
class Share:
    """What one place gets when a goal is shared out: in proportion to `weight`, which is 0 where all get the same."""

    area: bytes
    name: str
    weight: int
    goal: int


def standing(session: Session, *, drive: bytes, areas_: Collection[bytes]) -> dict[bytes, dict[What, Value]]:
    """The goals that count at places: where HQ's (or the state's) and the district's own are for the same, theirs."""
    query = select(Target).where(Target.drive_id == drive, Target.area_id.in_(areas_), Target.archived_at.is_(None))
    one = drives.get(session, id=drive)
    own = reach(session)
    found: dict[bytes, dict[What, Value]] = {}
    for row in sorted(session.scalars(query), key=lambda r: (_rank(r.bucket), r.id)):
        value = _value(row, one, own=own.writes(row.bucket))
        found.setdefault(row.area_id, {})[value.what] = value
    return found


def of_area(session: Session, *, drive: bytes, area: bytes) -> dict[What, Value]:
    """The goals that count at a place."""
    return standing(session, drive=drive, areas_=[area]).get(area, {})


def put(session: Session, *, drive: bytes, area: bytes, what: What, goal: int, how: str = TYPED) -> bytes:
    """Sets the goal of a place; 0 is a goal, too. Returns the record's id.

    Raises RuleBroken for a number that can't be, a place outside of the drive or of this laptop's reach, days outside
    of it, something that is not counted so, or a goal that came from above.
    """
    one = drives.get(session, id=drive)
    _check(session, one, area, what, goal)
    bucket = _bucket(session, area, one)
    known = of_area(session, drive=drive, area=area).get(what)
    if known is not None and _rank(session.get_one(Target, known.id).bucket) > _rank(bucket):
        raise RuleBroken(FROM_ABOVE, area=areas.get(session, id=area).name)
    days = [day.isoformat() if day else "" for day in (what.first, what.last)]
    identity = natural_id("target", bucket, drive, what.measure, area, what.wing, what.post, *days)
    row = session.get(Target, identity)
    if row is None:
        row = Target(
            id=identity, bucket=bucket, drive_id=drive, measure=what.measure, area_id=area,
            wing_id=what.wing or None, post=what.post, from_on=what.first, to_on=what.last, goal=goal,
        )  # fmt: skip
        session.add(row)
    row.goal, row.how, row.archived_at = goal, how, None
    row.set_by = session.info.get("user", "")
    session.flush()
    return row.id


def take_back(session: Session, *, drive: bytes, area: bytes, what: What) -> None:
    """Takes an own goal away: the place has none then. Raises RuleBroken for one that came from above."""
    found = of_area(session, drive=drive, area=area).get(what)
    if found is None:
        return
    if not found.own:
        raise RuleBroken(FROM_ABOVE, area=areas.get(session, id=area).name)
    row = session.get(Target, found.id)
    if row is not None:
        row.archived_at = now_ms()
    session.flush()


def from_template(session: Session, *, drive: bytes, template: Template) -> dict[str, int]:
    """Sets the goals of a template at the drive's place, and those that are for each place of a level there.

    Gives the totals by measure. Raises RuleBroken when no place of such a level is known.
    """
    one = drives.get(session, id=drive)
    counts = drives.area_counts(session, area=one.area)
    for goal in template.goals:
        if goal.each and not counts.get(goal.each):
            raise RuleBroken(NO_LEVEL, area=one.area_name, level=level_name(goal.each))
    totals = template.totals(counts)
    for measure, total in totals.items():
        put(session, drive=drive, area=one.area, what=What(measure), goal=total)
    for goal in template.goals:
        for place in areas.places(session, under=one.area, levels=(goal.each,)) if goal.each else ():
            put(session, drive=drive, area=place.id, what=What(goal.measure), goal=goal.goal)
    return totals


def lower(session: Session, *, area: bytes, level: str = "") -> tuple[Place, ...]:
    """The places of a level that lie in one, in either tree; without a level those of the next one down in the
    government's tree.
    """
    inside = select(AreaPath.below).where(AreaPath.above == area, AreaPath.below != area)
    if level:
        found = select(Area.id).where(Area.id.in_(inside), Area.level == level)
    else:
        children = Area.parent_id == area, Area.archived_at.is_(None)
        levels = session.scalars(select(Area.level).where(*children).distinct())
        found = select(Area.id).where(*children, Area.level == min(levels, key=level_order, default=""))
    places = areas.by_id(session, session.scalars(found.where(Area.archived_at.is_(None))))
    return tuple(sorted(places.values(), key=lambda place: place.name))


def shares(session: Session, *, drive: bytes, area: bytes, what: What, how: str, level: str = "") -> tuple[Share, ...]:
    """How a goal would be shared out to the places below: by population or equally. They add up to it.

    Raises RuleBroken without a goal, without places below, or when the population of one is not known.
    """
    place = areas.get(session, id=area)
    goal = of_area(session, drive=drive, area=area).get(what)
    if goal is None:
        raise RuleBroken(NO_GOAL, area=place.name)
    below = lower(session, area=area, level=level)
    if not below:
        raise RuleBroken(NOTHING_BELOW, area=place.name)
    weights = _populations(session, below) if how == POPULATION else [0] * len(below)
    return tuple(
        Share(one.id, one.name, weight, number)
        for one, weight, number in zip(below, weights, split(goal.goal, weights), strict=True)
    )


def share_out(session: Session, *, drive: bytes, what: What, goals: Mapping[bytes, int], how: str) -> None:
    """Sets the goals of several places at once. Raises RuleBroken as `put`; then none is set."""
    for area, goal in goals.items():
        put(session, drive=drive, area=area, what=what, goal=goal, how=how)


def left_over(session: Session, *, drive: bytes, area: bytes, what: What, level: str = "") -> int | None:
    """What of a place's goal is in no goal of the places below yet; less than 0 where theirs add up to more. None where
    it has none, or none of them has.
    """
    goal = of_area(session, drive=drive, area=area).get(what)
    below = lower(session, area=area, level=level)
    goals = standing(session, drive=drive, areas_=[place.id for place in below])
    shared = [goals[place.id][what].goal for place in below if what in goals.get(place.id, {})]
    return rest(goal.goal, shared) if goal is not None and shared else None


def _populations(session: Session, below: Sequence[Place]) -> list[int]:
    query = select(Area.id, Area.population).where(Area.id.in_([place.id for place in below]))
    known = {area: number for area, number in session.execute(query) if number}
    missing = [place.name for place in below if place.id not in known]
    if missing:
        raise RuleBroken(NO_POPULATION, areas=", ".join(missing[:5]) + (" …" if len(missing) > 5 else ""))
    return [known[place.id] for place in below]


def _check(session: Session, drive: DriveValue, area: bytes, what: What, goal: int) -> None:
    if what.measure not in drive.measures:
        raise RuleBroken(NOT_ASKED, measure=what.measure, title=drive.title, known=", ".join(drive.measures))
    if what.wing and what.measure not in BY_WING:
        raise RuleBroken(NOT_BY_WING, measure=what.measure)
    if what.post and what.measure not in BY_POST:
        raise RuleBroken(NOT_BY_POST, measure=what.measure)
    if not 0 <= goal <= MOST:
        raise RuleBroken(NO_NUMBER, most=group_digits(MOST))
    first, last = what.first or drive.first, what.last or drive.last
    if not drive.first <= first <= last <= drive.last:
        days = {"first": first, "last": last, "from_on": drive.first, "to_on": drive.last}
        raise RuleBroken(DAYS, **{name: day_text(day) for name, day in days.items()})
    if session.scalar(areas.below(drive.area).where(AreaPath.below == area).limit(1)) is None:
        raise RuleBroken(OUTSIDE, area=areas.get(session, id=area).name, title=drive.title)


def _bucket(session: Session, area: bytes, drive: DriveValue) -> str:
    """Where a goal is kept: the drive's own bucket when this laptop writes it, else the district of the place."""
    own = reach(session)
    if own.writes(drive.bucket):
        return drive.bucket
    found = areas.bucket_of(session, area)
    if found == LOCAL_BUCKET or not own.writes(found):
        raise RuleBroken(ELSEWHERE, area=areas.get(session, id=area).name)
    return found


def _rank(bucket: str) -> int:
    return _WIDEST.index(kind) if (kind := buckets.kind(bucket)) in _WIDEST else -1


def _value(row: Target, drive: DriveValue, *, own: bool) -> Value:
    return Value(
        id=row.id,
        what=What(row.measure, row.wing_id or b"", row.post, row.from_on, row.to_on),
        area=row.area_id,
        goal=row.goal,
        first=row.from_on or drive.first,
        last=row.to_on or drive.last,
        how=row.how,
        own=own,
    )
