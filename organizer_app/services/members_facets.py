"""How many people each option of a chip would leave, asked chip by chip, when its menu opens."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from organizer_app.db.connect import take_room
from organizer_app.models import Area, AreaPath, Consent, Member, MemberWing, Post
from organizer_app.services.members_where import ALL, NO_CONSENT, Filter, held, latest_yes, trained, where

PROBLEM, UNPLACED, NO_BOOTH = "problem", "unplaced", "no_booth"
TRAINED, UNTRAINED = "yes", "no"
Counts = dict[Hashable, int]


def count(session: Session, *, chosen: Filter = ALL) -> int:
    """How many people a filter finds."""
    return session.scalar(select(func.count()).select_from(Member).where(*where(chosen))) or 0


def counts(session: Session, *, key: str, chosen: Filter, options: Sequence[Hashable] = ()) -> Counts:
    """The people behind each option of one chip, with the other chips as they are; options with nobody may be missing.

    `key` is one of KEYS; `options` the areas that are asked for, where the chip is that of areas.
    """
    if key == "area":
        return _areas(session, replace(chosen, area=None), options)
    return _COUNTED[key](session, chosen)


def _areas(session: Session, chosen: Filter, options: Sequence[Hashable]) -> Counts:
    pairs = select(Member.area_id, Member.seat_id, func.count()).where(*where(chosen))
    above: dict[bytes | None, set[bytes]] = {}
    for below, option in session.execute(select(AreaPath.below, AreaPath.above).where(AreaPath.above.in_(options))):
        above.setdefault(below, set()).add(option)
    found: Counter[Hashable] = Counter()
    for area, seat, people in session.execute(pairs.group_by(Member.area_id, Member.seat_id)):
        for option in above.get(area, set()) | above.get(seat, set()):
            found[option] += people
    return dict(found)


def _wings(session: Session, chosen: Filter) -> Counts:
    within = MemberWing.n.in_(_numbers(replace(chosen, wing=None)))
    query = select(MemberWing.wing_id, func.count()).where(within).group_by(MemberWing.wing_id)
    return {bytes.fromhex(wing): people for wing, people in session.execute(query)}


def _posts(session: Session, chosen: Filter) -> Counts:
    within = Post.member_id.in_(_ids(replace(chosen, post="")))
    people = func.count(Post.member_id.distinct())
    return _pairs(session, select(Post.title, people).where(*held(), within).group_by(Post.title))


def _levels(session: Session, chosen: Filter) -> Counts:
    level = func.coalesce(func.nullif(Post.level, ""), Area.level)
    query = select(level, func.count(Post.member_id.distinct())).outerjoin(Area, Area.id == Post.area_id)
    titled = [Post.title == chosen.post] if chosen.post else []
    within = Post.member_id.in_(_ids(replace(chosen, level="")))
    return _pairs(session, query.where(*held(), *titled, within, level.is_not(None)).group_by(level))


def _statuses(session: Session, chosen: Filter) -> Counts:
    query = select(Member.status, func.count()).where(*where(replace(chosen, status="")))
    return _pairs(session, query.group_by(Member.status))


def _sources(session: Session, chosen: Filter) -> Counts:
    query = select(Member.source, func.count()).where(*where(replace(chosen, source="")), Member.source != "")
    return _pairs(session, query.group_by(Member.source))


def _consents(session: Session, chosen: Filter) -> Counts:
    take_room(session.connection().connection)  # ten times as many rows as people, and each person looked up
    anybody = replace(chosen, consent="")
    given = latest_yes().where(Consent.member_id.in_(_ids(anybody))).subquery()
    # All that one person agreed to as one text: there are few different ones, and the answers are read only once.
    each = select(func.group_concat(given.c.purpose + ":" + given.c.channel).label("said")).group_by(given.c.member_id)
    together = each.subquery()
    found: Counter[Hashable] = Counter({NO_CONSENT: count(session, chosen=anybody)})
    for said, people in session.execute(select(together.c.said, func.count()).group_by(together.c.said)):
        ways = set(said.split(","))
        found.update(dict.fromkeys(ways | {way.partition(":")[0] for way in ways}, people))
        found[NO_CONSENT] -= people
    return dict(found)


def _trained(session: Session, chosen: Filter) -> Counts:
    anybody = replace(chosen, trained=None)
    came = select(func.count()).select_from(Member).where(*where(anybody), Member.n.in_(trained()))
    yes = session.scalar(came) or 0
    return {TRAINED: yes, UNTRAINED: count(session, chosen=anybody) - yes}


def _checks(session: Session, chosen: Filter) -> Counts:
    problem, unplaced = replace(chosen, problem_phone=True), replace(chosen, unplaced=True)
    no_booth = replace(chosen, no_booth=True)
    return {
        PROBLEM: count(session, chosen=problem),
        UNPLACED: count(session, chosen=unplaced),
        NO_BOOTH: count(session, chosen=no_booth),
    }


def _numbers(chosen: Filter) -> Select[int]:
    return select(Member.n).where(*where(chosen))


def _ids(chosen: Filter) -> Select[bytes]:
    return select(Member.id).where(*where(chosen))


def _pairs(session: Session, query: Select[Hashable, int]) -> Counts:
    return dict(session.execute(query).all())


_COUNTED: dict[str, Callable[[Session, Filter], Counts]] = {
    "wing": _wings,
    "post": _posts,
    "level": _levels,
    "status": _statuses,
    "source": _sources,
    "consent": _consents,
    "trained": _trained,
    "check": _checks,
}
KEYS = ("area", *_COUNTED)
