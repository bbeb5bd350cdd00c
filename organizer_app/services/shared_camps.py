"""Camps above a district: which districts one asks, from where it is run, and whose people a laptop shows.

Such a camp travels in a bucket of its own. The laptop that runs it makes the list, the sheets and the marks; the
laptops of its districts invite their own people and see their own people's marks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from organizer_app.db.derived import TREES
from organizer_app.domain import buckets
from organizer_app.domain.areas import area_id, district_bucket
from organizer_app.domain.buckets import Kind
from organizer_app.domain.camps import ABOVE_DISTRICT, WITHDRAWN, Asked
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.invitations import COMING
from organizer_app.domain.places import Place
from organizer_app.domain.words import N_
from organizer_app.models import Area, AreaPath, Camp, Invitation, Invitee, Member
from organizer_app.services import areas
from organizer_app.services.reach import reach

OVER = ("closed", "cancelled")
_NOT_ABOVE = N_(
    "Area: this laptop plans camps in its own district. The laptop of the division or the state plans one above it."
)
_COPY = N_("These are your district's own marks of a camp above it. They change when the camp's laptop corrects them.")
_ELSEWHERE = N_("This camp is run from another laptop: list, sheets and marks are made there. Invite your people here.")


@dataclass(frozen=True, slots=True)
class Plan:
    """Whether a camp at a place lies above a district, whether this laptop may plan it, and the districts to ask."""

    is_above: bool = False
    may: bool = True
    districts: tuple[Place, ...] = ()

    @property
    def refusal(self) -> str:
        """Why this laptop may not, in the language in force."""
        return "" if self.may else str(RuleBroken(_NOT_ABOVE))


def is_shared(camp: Camp) -> bool:
    """Whether a camp lies above a district."""
    return buckets.kind(camp.bucket) is Kind.CAMP


def district_id(bucket: str) -> bytes:
    """The place of a district's bucket."""
    return area_id("district", bucket.removeprefix("D"))


def districts_in(session: Session, *, area: bytes) -> tuple[Place, ...]:
    """The districts that lie in a place; of a Lok Sabha constituency those in which its assemblies mainly lie."""
    inside = exists().where(AreaPath.above == area, AreaPath.tree.in_(tuple(TREES)), AreaPath.below == Area.id)
    seats = select(Area.district_id).where(Area.level == "vidhan_sabha", Area.district_id.is_not(None), inside)
    found = {p.id: p for p in areas.places(session, under=area, levels=("district",))}
    found |= areas.by_id(session, {seat for seat in session.scalars(seats) if seat is not None})
    return tuple(sorted((p for p in found.values() if p.level == "district"), key=lambda p: p.name))


def may_plan(session: Session) -> bool:
    """Whether HQ lets this laptop plan above a district; before it joined nothing forbids it."""
    own = reach(session)
    return own.above or not own.device


def plan(session: Session, *, area: bytes) -> Plan:
    """What planning a camp at a place means here."""
    if areas.get(session, id=area).level not in ABOVE_DISTRICT:
        return Plan()
    return Plan(is_above=True, may=may_plan(session), districts=districts_in(session, area=area))


def settle_plan(session: Session, camp: Camp, asked: Mapping[bytes, int | None] | None) -> None:
    """Makes a new camp one above a district, run from here. `asked` are districts and how many people of each.

    Raises RuleBroken when this laptop may not plan it, or when a district lies elsewhere.
    """
    if not may_plan(session):
        raise RuleBroken(_NOT_ABOVE)
    inside = {place.id: place for place in districts_in(session, area=camp.area_id)}
    if not inside:
        raise RuleBroken(N_("Area: no district of it is known here. Import the area list that has them."))
    wanted = dict.fromkeys(inside) if asked is None else asked
    for district in wanted:
        if district not in inside:
            name = areas.get(session, id=district).name
            raise RuleBroken(N_("{district} lies outside of the camp's area. Leave it out."), district=name)
    camp.bucket = f"camp:{camp.id.hex()}"
    camp.host = reach(session).device
    camp.districts = {district_bucket(inside[d].code): _number(n) for d, n in wanted.items()}


def ask(session: Session, *, camp: bytes, districts: Sequence[bytes], wanted: int | None) -> None:
    """Asks districts for so many people each, None for no number; one that was not asked yet comes to the camp.

    Raises RuleBroken on another laptop than the one that runs the camp.
    """
    found = _shared(session, camp)
    require_run_here(session, found)
    inside = {place.id: place for place in districts_in(session, area=found.area_id)}
    for district in districts:
        if district not in inside:
            name = areas.get(session, id=district).name
            raise RuleBroken(N_("{district} lies outside of the camp's area. Leave it out."), district=name)
    found.districts = {**found.districts, **{district_bucket(inside[d].code): _number(wanted) for d in districts}}


def _number(wanted: int | None) -> int:
    if wanted is not None and wanted < 1:
        raise RuleBroken(N_("Quota: type a number of one or more, or leave it empty for no limit."))
    return wanted or 0


def _shared(session: Session, camp: bytes) -> Camp:
    found = session.get(Camp, camp)
    if found is None or found.archived_at is not None or not is_shared(found):
        raise RuleBroken(N_("This is no camp above a district, so no district is asked for people."))
    return found


def asked(session: Session, *, camp: bytes) -> tuple[Asked, ...]:
    """Each district of a camp with how many it was asked for and how many of its people are coming, by name."""
    found = session.get(Camp, camp)
    if found is None or not is_shared(found):
        return ()
    own, places = reach(session), areas.by_id(session, map(district_id, found.districts))
    coming = _coming(session, camp)
    listed = []
    for bucket, wanted in found.districts.items():
        place, people, is_own = places.get(district_id(bucket)), coming.get(bucket, 0), own.owns(bucket)
        name, is_asked = place.name if place else bucket, asks(found, bucket)
        if is_asked or people:
            number = wanted if is_asked and wanted else None
            listed.append(Asked(district_id(bucket), bucket, name, number, people, is_own, is_asked))
    return tuple(sorted(listed, key=lambda a: a.name))


def asks(camp: Camp, bucket: str) -> bool:
    """Whether a camp above the districts asks one of them, and did not withdraw that."""
    return camp.districts.get(bucket, WITHDRAWN) != WITHDRAWN


def _coming(session: Session, camp: bytes) -> dict[str, int]:
    query = (
        select(Invitee.home_bucket, func.count())
        .join(Invitation, Invitation.id == Invitee.id)
        .where(Invitee.camp_id == camp, Invitee.archived_at.is_(None), Invitation.archived_at.is_(None))
        .where(Invitation.state.in_(COMING), Invitation.walk_in.is_(False))
        .group_by(Invitee.home_bucket)
    )
    return dict(session.execute(query).all())


def homes(session: Session, camp: Camp) -> list[str] | None:
    """The districts whose people can be invited from this laptop; None for a camp of a district: from its roster."""
    own = reach(session)
    return [bucket for bucket in camp.districts if asks(camp, bucket) and own.owns(bucket)] if is_shared(camp) else None


def require_within_ask(session: Session, camp: Camp, members: Collection[bytes]) -> None:
    """Raises RuleBroken when more people of a district would be invited than the camp asks of it now."""
    if not any(camp.districts.values()):
        return
    coming = _coming(session, camp.id)
    new = Counter(session.scalars(select(Member.bucket).where(Member.id.in_(members))))
    for bucket, more in new.items():
        wanted, have = camp.districts.get(bucket, 0), coming.get(bucket, 0)
        if wanted and have + more > wanted:
            place = areas.by_id(session, [district_id(bucket)]).get(district_id(bucket))
            name = place.name if place else bucket
            if wanted == WITHDRAWN:
                raise RuleBroken(N_("The camp asks {district} for people no more."), district=name)
            raise RuleBroken(
                N_("Quota: the camp asks {district} for {wanted} people; {have} are invited, so {left} more can be."),
                district=name,
                wanted=wanted,
                have=have,
                left=max(0, wanted - have),
            )


def any_here(session: Session) -> bool:
    """Whether this laptop holds a camp above a district."""
    return session.scalar(select(Camp.id).where(Camp.bucket.like("camp:%")).limit(1)) is not None


def any_to_settle(session: Session) -> bool:
    """Whether such a camp may have news for this laptop's districts, or they for it."""
    return bool(reach(session).homes) and any_here(session)


def is_guest(session: Session, camp: Camp) -> bool:
    """Whether this laptop belongs to one of the camp's districts, and another one runs the camp."""
    if not is_shared(camp):
        return False
    own = reach(session)
    return bool(own.device) and camp.host != own.device and not own.homes.isdisjoint(camp.districts)


def runs_here(session: Session, camp: Camp) -> bool:
    """Whether the camp's list, sheets and marks are made here."""
    return camp.copy_of is None and not is_guest(session, camp)


def require_run_here(session: Session, camp: Camp | None) -> None:
    """Raises RuleBroken when the camp's list, sheets and marks are made elsewhere."""
    if camp is not None and not runs_here(session, camp):
        raise RuleBroken(_COPY if camp.copy_of is not None else _ELSEWHERE)


def may_take_over(session: Session, camp: Camp) -> bool:
    """Whether the camp is run elsewhere, could be run from here, and there is something left to run."""
    return is_guest(session, camp) and camp.status not in OVER and may_plan(session)


def take_over(session: Session, *, camp: bytes) -> None:
    """From now on the camp is run from this laptop, for when the other one broke.

    Raises RuleBroken where this laptop may not, and for a camp that is over.
    """
    found = _shared(session, camp)
    if not may_plan(session):
        raise RuleBroken(_NOT_ABOVE)
    if found.status in OVER:
        raise RuleBroken(N_("This camp is over or was cancelled; nothing of it is left to run."))
    found.host = reach(session).device


def shown(session: Session, camp: Camp, members: Iterable[bytes]) -> set[bytes]:
    """Those of a camp's people that this laptop shows: on one of its districts' only their own, everywhere else all."""
    wanted = set(members)
    if not is_guest(session, camp):
        return wanted
    own = reach(session).homes
    query = select(Invitee.member_id).where(Invitee.camp_id == camp.id, Invitee.home_bucket.in_(own))
    return wanted & set(session.scalars(query))
