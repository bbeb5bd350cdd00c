"""People move: transfer, death, leaving, expulsion and return, each with its consequences known before it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import office_name
from organizer_app.domain.moves import (
    DIED,
    GONE,
    RETURNED,
    STATUS_AFTER,
    TRANSFER,
    VERBS,
    Consequences,
    Ends,
    late,
    not_late,
)
from organizer_app.domain.words import N_, translate
from organizer_app.models import Area, AreaPath, Consent, Member, Post
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import areas, consents, members, moves_camps
from organizer_app.services.moves_camps import Coming
from organizer_app.services.people import CHUNK, chunks
from organizer_app.services.reach import reach

_AWAY = ("inactive", *GONE)  # from where somebody comes back
_DIED = N_("the person died")  # how a consent ended


@dataclass(frozen=True, slots=True)
class Move:
    """A verb of domain.moves.VERBS, its day (today by default) and, for a transfer, the new place.

    `seat` is the new assembly seat where it is known; that of a booth is.
    """

    verb: str
    on: date | None = None
    area: bytes | None = None
    seat: bytes | None = None

    @property
    def day(self) -> date:
        """The day on which it happened."""
        return self.on or today()


@dataclass(frozen=True, slots=True)
class _Plan:
    """A move of some people, worked out: the records that it changes."""

    people: Mapping[bytes, Member]
    ends: Sequence[tuple[Post, Ends]]
    coming: Coming
    consents: Sequence[Consent] = ()


def consequences(
    session: Session, *, people: Sequence[bytes] = (), numbers: Sequence[int] = (), move: Move
) -> Consequences:
    """What a move would do to these people, by id or by their local numbers; nothing is changed.

    Raises RuleBroken as `carry_out` does.
    """
    return _told(session, _planned(session, [*people, *_ids(session, numbers)], move), move)


def carry_out(
    session: Session, *, people: Sequence[bytes] = (), numbers: Sequence[int] = (), move: Move
) -> Consequences:
    """Does it, and tells what it did. Who is in that state or place already is passed over.

    Raises RuleBroken for a day to come, a transfer without a place, and when the move fits nobody of them.
    """
    plan = _planned(session, [*people, *_ids(session, numbers)], move)
    told = _told(session, plan, move)
    for post, end in plan.ends:
        if end.never_began:
            post.archived_at = now_ms()
        else:
            post.to_on = move.day
    for invitation, _asked in plan.coming.withdrawn:
        invitation.archived_at = now_ms()
    session.flush()
    for person in plan.people.values():
        _change(session, person, move)
    for answer in plan.consents if move.verb == DIED else ():
        consents.record(
            session,
            member=answer.member_id,
            purpose=answer.purpose,
            channel=answer.channel,
            state="withdrawn",
            how=translate(_DIED),
        )
    session.flush()
    return told


def _change(session: Session, person: Member, move: Move) -> None:
    if move.verb == TRANSFER:
        changes: dict[str, object] = {"area": move.area}
        seat = move.seat or _seat_of(session, move.area)
        if seat is not None or areas.bucket_of(session, move.area) != person.bucket:
            changes["seat"] = seat  # the seat of another district is not theirs any more
        members.edit(session, id=person.id, changes=changes)
        return
    person.status, person.status_on = STATUS_AFTER[move.verb], move.day
    person.honorific = late(person.honorific, person.name) if move.verb == DIED else not_late(person.honorific)


def _seat_of(session: Session, area: bytes | None) -> bytes | None:
    """The assembly seat in which a place lies for certain: a booth's."""
    query = select(AreaPath.above).join(Area, Area.id == AreaPath.above).where(AreaPath.below == area)
    return session.scalar(query.where(AreaPath.tree == "seat", Area.level == "vidhan_sabha"))


def _ids(session: Session, numbers: Sequence[int]) -> list[bytes]:
    found: list[bytes] = []
    for start in range(0, len(numbers), CHUNK):
        found += session.scalars(select(Member.id).where(Member.n.in_(numbers[start : start + CHUNK])))
    return found


def _planned(session: Session, ids: Sequence[bytes], move: Move) -> _Plan:
    if move.verb not in VERBS:
        raise RuleBroken(N_("Choose transfer, died, left, expelled or returned."))
    if move.day > today():
        raise RuleBroken(N_("Day: {day} is still to come. Write it down when it has happened."), day=move.day)
    people = _fitting(session, ids, move)
    for person in people.values():
        if move.day.year < (person.birth_year or today().year - members.OLDEST):
            raise RuleBroken(
                N_("Day: {day} can't be right for {name}. Check the year."), day=move.day, name=person.name
            )
    if move.verb == RETURNED:
        return _Plan(people, (), Coming(), _latest(session, people, "withdrawn"))
    rests = _resting(session, people, move) if move.verb == TRANSFER else lambda _person, _place: True
    ends = _ends(session, people, move.day, rests)
    coming = moves_camps.coming(session, people, ends=lambda person, camp: rests(person, camp.area_id))
    return _Plan(people, ends, coming, _latest(session, people, "given") if move.verb == DIED else ())


def _fitting(session: Session, ids: Sequence[bytes], move: Move) -> dict[bytes, Member]:
    """Those of the people to whom a move applies, in order of name."""
    found = [m for piece in chunks(ids) for m in session.scalars(select(Member).where(Member.id.in_(piece)))]
    here = [m for m in found if m.archived_at is None and m.merged_into is None]
    here.sort(key=lambda m: (m.sort_key, m.n))
    if not here:
        raise RuleBroken(N_("This person is not on the roster of this laptop."))
    if move.verb == TRANSFER:
        if move.area is None:
            raise RuleBroken(N_("New place: choose the block, booth or district."))
        areas.get(session, id=move.area)
        fits = [m for m in here if m.area_id != move.area or move.seat not in (None, m.seat_id)]
        refusal = N_("New place: {name} is there already.")
    elif move.verb == RETURNED:
        fits = [m for m in here if m.status in _AWAY]
        refusal = N_("{name} is active on the roster; there is nothing to come back from.")
    else:
        fits = [m for m in here if m.status != STATUS_AFTER[move.verb]]
        refusal = N_("{name}: this is written down already.")
    if not fits:
        raise RuleBroken(refusal, name=here[0].name)
    return {m.id: m for m in fits}


def _resting(session: Session, people: Mapping[bytes, Member], move: Move) -> Callable[[Member, bytes | None], bool]:
    """Whether an office or a camp at a place rests on where somebody lived: it holds the old place, not the new one."""
    around = set(session.scalars(select(AreaPath.above).where(AreaPath.below.in_([move.area, move.seat]))))
    old: dict[bytes | None, set[bytes]] = {}
    for piece in chunks({place for m in people.values() for place in (m.area_id, m.seat_id) if place is not None}):
        for below, above in session.execute(select(AreaPath.below, AreaPath.above).where(AreaPath.below.in_(piece))):
            old.setdefault(below, set()).add(above)

    def rests(person: Member, place: bytes | None) -> bool:
        lived = old.get(person.area_id, set()) | old.get(person.seat_id, set())
        return place is not None and place in lived and place not in around

    return rests


def _ends(
    session: Session, people: Mapping[bytes, Member], day: date, rests: Callable[[Member, bytes | None], bool]
) -> list[tuple[Post, Ends]]:
    found: list[tuple[Post, Ends]] = []
    for piece in chunks(people):
        query = (
            select(Post, Area)
            .outerjoin(Area, Area.id == Post.area_id)
            .where(Post.member_id.in_(piece), Post.archived_at.is_(None))
            .where(Post.to_on.is_(None) | (Post.to_on > day))
        )
        for post, area in session.execute(query.order_by(Post.sort_order, Post.id)):
            person = people[post.member_id]
            if rests(person, post.area_id):
                office = ", ".join(filter(None, (office_name(post.title), areas.name_of(area))))
                begins_later = post.from_on is not None and post.from_on > day
                found.append((post, Ends(person.name, office, begins_later)))
    return sorted(found, key=lambda one: (one[0].sort_order, people[one[0].member_id].sort_key))


def _latest(session: Session, people: Mapping[bytes, Member], state: str) -> list[Consent]:
    """The answers that count now, of one kind."""
    counting: dict[tuple[bytes, str, str], Consent] = {}
    for piece in chunks(people):
        query = select(Consent).where(Consent.member_id.in_(piece), Consent.archived_at.is_(None))
        for answer in session.scalars(query.order_by(Consent.at.desc(), Consent.state.desc(), Consent.id)):
            counting.setdefault((answer.member_id, answer.purpose, answer.channel), answer)
    return [answer for answer in counting.values() if answer.state == state]


def _told(session: Session, plan: _Plan, move: Move) -> Consequences:
    crossing: list[str] = []
    to = to_district = ""
    by_hq = False
    if move.verb == TRANSFER and move.area is not None:
        bucket, own = areas.bucket_of(session, move.area), reach(session)
        crossing = [m.name for m in plan.people.values() if LOCAL_BUCKET != m.bucket != bucket]
        to = areas.get(session, id=move.area).name
        to_district = areas.block_names(session, [move.area], level="district").get(move.area, "")
        by_hq = bool(crossing) and not own.owns(bucket)
    return Consequences(
        verb=move.verb,
        people=tuple(m.name for m in plan.people.values()),
        on=move.day,
        to=to,
        ends=tuple(end for _post, end in plan.ends),
        withdrawn=tuple(asked for _row, asked in plan.coming.withdrawn),
        stays_listed=plan.coming.stays_listed,
        stays_invited=plan.coming.stays_invited,
        fewer=moves_camps.fewer(session, [row for row, _asked in plan.coming.withdrawn]),
        consents=len(plan.consents),
        crossing=tuple(crossing),
        to_district=to_district,
        by_hq=by_hq,
    )
