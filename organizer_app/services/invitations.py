"""Invitations: by area, wing and post with a quota each, and what people answer. Inviting needs no contact consent."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text, natural_id
from organizer_app.domain.invitations import (
    COMING, CONFIRMED, STATES, SUBSTITUTED, Invited, Invitee, QuotaRow,
)
from organizer_app.domain.members import office_name
from organizer_app.domain.words import N_
from organizer_app.models import Area, Camp, Invitation, Member, MemberWing, Post, Quota, Wing
from organizer_app.services import areas, camps, sheets

ACTIVE = ("lead", "member", "volunteer")


def invitation_id(camp: bytes, member: bytes) -> bytes:
    """The id of an invitation, the same on every laptop."""
    return natural_id(camp, member)


def fitting(
    session: Session, *, area: bytes | None = None, wing: bytes | None = None, post: str = ""
) -> Select[tuple[Member]]:
    """The people of an area (either tree), wing and post, office bearers first, then by name."""
    held = (
        select(Post.member_id, func.min(Post.sort_order).label("rank"))
        .where(Post.archived_at.is_(None), (Post.to_on.is_(None)) | (Post.to_on >= today()))
        .group_by(Post.member_id)
    )
    if post:
        held = held.where(Post.title == post)
    holders = held.subquery()
    query = select(Member).where(
        Member.archived_at.is_(None), Member.merged_into.is_(None), Member.status.in_(ACTIVE)
    )
    if area is not None:
        inside = areas.below(area)
        query = query.where(Member.area_id.in_(inside) | Member.seat_id.in_(inside))
    if wing is not None:
        query = query.where(Member.n.in_(select(MemberWing.n).where(MemberWing.wing_id == id_text(wing))))
    query = query.join(holders, holders.c.member_id == Member.id, isouter=not post)
    return query.order_by(holders.c.rank.is_(None), holders.c.rank, Member.sort_key, Member.n)


def invite(
    session: Session,
    *,
    camp: bytes,
    area: bytes | None = None,
    wing: bytes | None = None,
    post: str = "",
    wanted: int | None = None,
) -> Invited:
    """Invites the people who fit, at most `wanted` new ones. Raises RuleBroken when nobody fits or the camp is full."""
    found = camps.record(session, camp)
    if wanted is not None and wanted < 1:
        raise RuleBroken(N_("Quota: type a number of one or more, or leave it empty to invite everyone who fits."))
    people = list(session.scalars(fitting(session, area=area, wing=wing, post=post)))
    if not people:
        raise RuleBroken(N_("Nobody on the roster fits this area, wing and post. Widen one of them."))
    known = set(session.scalars(select(Invitation.member_id).where(_live(camp))))
    new = [m for m in people if m.id not in known][:wanted]
    _check_capacity(session, found, len(new))
    quota = Quota(camp_id=camp, area_id=area, wing_id=wing, post=post, wanted=wanted, bucket=found.bucket)
    session.add(quota)
    for member in new:
        _put(session, found, member.id, quota_id=quota.id)
    session.flush()
    return Invited(added=len(new), already=sum(m.id in known for m in people), fitting=len(people))


def invite_one(session: Session, *, camp: bytes, member: bytes) -> None:
    """Invites one person by hand. Raises RuleBroken when they are already on the list."""
    found = camps.record(session, camp)
    existing = session.get(Invitation, invitation_id(camp, member))
    if existing is not None and existing.archived_at is None:
        raise RuleBroken(N_("This person is already on the camp's list."))
    _check_capacity(session, found, 1)
    _put(session, found, member)


def _put(session: Session, camp: Camp, member: bytes, **fields: object) -> Invitation:
    row = session.get(Invitation, invitation_id(camp.id, member))
    if row is None:
        row = Invitation(id=invitation_id(camp.id, member), camp_id=camp.id, member_id=member, bucket=camp.bucket)
        session.add(row)
    row.archived_at = None
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def add_walk_in(session: Session, *, camp: bytes, member: bytes, serial: int) -> None:
    """Puts somebody who came unasked on the list, on a spare row of the paper."""
    _put(session, camps.record(session, camp), member, state=CONFIRMED, walk_in=True, serial=serial)
    session.flush()


def _check_capacity(session: Session, camp: Camp, more: int) -> None:
    if camp.capacity is None:
        return
    have = session.scalar(
        select(func.count()).select_from(Invitation).where(_live(camp.id), Invitation.state.in_(COMING))
    )
    if (have or 0) + more > camp.capacity:
        raise RuleBroken(
            N_("The camp holds {capacity} people and {count} would be invited. Lower the quota or raise the capacity."),
            capacity=camp.capacity, count=(have or 0) + more,
        )


def _live(camp: bytes):  # type: ignore[no-untyped-def]  # an SQL condition
    return (Invitation.camp_id == camp) & Invitation.archived_at.is_(None)


def _record(session: Session, camp: bytes, member: bytes) -> Invitation:
    row = session.get(Invitation, invitation_id(camp, member))
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This person is not on the camp's list. Invite them first, or add a walk-in."))
    return row


def answer(session: Session, *, camp: bytes, members: list[bytes], state: str) -> int:
    """Writes down who confirmed or declined. Returns how many changed."""
    if state not in STATES:
        raise RuleBroken(N_("State: choose invited, confirmed or declined."))
    changed = 0
    for member in members:
        row = _record(session, camp, member)
        changed += row.state != state
        row.state = state
    return changed


def substitute(session: Session, *, camp: bytes, member: bytes, by: bytes) -> None:
    """Lets another person come in somebody's place; both stay on record."""
    if member == by:
        raise RuleBroken(N_("Nobody can stand in for themselves. Choose another person."))
    found = camps.record(session, camp)
    existing = session.get(Invitation, invitation_id(camp, by))
    if existing is not None and existing.archived_at is None and existing.state in COMING:
        raise RuleBroken(N_("This person is already on the camp's list."))
    _record(session, camp, member).state = SUBSTITUTED
    _put(session, found, by, state=CONFIRMED, stands_for_id=member)


def remove(session: Session, *, camp: bytes, members: list[bytes], now: int) -> int:
    """Takes people off the list; those on a frozen sheet keep their row on paper. Returns how many."""
    for member in members:
        _record(session, camp, member).archived_at = now
    return len(members)


def rows(session: Session, *, camp: bytes) -> tuple[Invitee, ...]:
    """The camp's list: by serial where frozen, then by name."""
    block = aliased(Area)
    stood_for = aliased(Member)
    serials = sheets.serials(session, camp=camp)
    query = (
        select(Invitation, Member, block, stood_for.name)
        .join(Member, Member.id == Invitation.member_id)
        .outerjoin(block, block.id == Member.area_id)
        .outerjoin(stood_for, stood_for.id == Invitation.stands_for_id)
        .where(_live(camp))
        .order_by(Member.sort_key)
    )
    blocks = areas.block_names(session)
    found = [
        Invitee(
            member_id=m.id, name=m.name, name_other=m.name_other, guardian=m.guardian,
            block=blocks.get(m.area_id or b"", ""), area=areas.name_of(a), phone=first_phone(m), state=i.state,
            walk_in=i.walk_in, serial=serials.get(m.id), stands_for=other or "",
        )
        for i, m, a, other in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda r: (r.serial is None, r.serial or 0)))


def first_phone(member: Member) -> str:
    """The first readable number of a person, or empty."""
    return next((str(p["number"]) for p in member.phones if p["number"]), "")


def quotas(session: Session, *, camp: bytes) -> tuple[QuotaRow, ...]:
    """The wishes of a camp and how many invitations each made."""
    made = dict(
        session.execute(select(Invitation.quota_id, func.count()).where(_live(camp)).group_by(Invitation.quota_id)).all()
    )
    query = (
        select(Quota, Area, Wing)
        .outerjoin(Area, Area.id == Quota.area_id)
        .outerjoin(Wing, Wing.id == Quota.wing_id)
        .where(Quota.camp_id == camp, Quota.archived_at.is_(None))
        .order_by(Quota.created_at)
    )
    return tuple(
        QuotaRow(q.id, areas.name_of(a), areas.name_of(w), office_name(q.post) if q.post else "", q.wanted, made.get(q.id, 0))
        for q, a, w in session.execute(query)
    )
