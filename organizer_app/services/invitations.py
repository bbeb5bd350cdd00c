"""Invitations: by area, wing and post with a quota each, and what people answer. Inviting needs no contact consent."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text, natural_id
from organizer_app.domain.invitations import (
    COMING,
    CONFIRMED,
    DECLINED,
    INVITED,
    SUBSTITUTED,
    Invited,
    Invitee,
    QuotaRow,
)
from organizer_app.domain.members import ACTIVE_STATUSES, office_name, status_name
from organizer_app.domain.words import N_
from organizer_app.models import Area, Camp, Invitation, Member, MemberWing, Post, Quota, Wing
from organizer_app.services import areas, camps, invitees, people, shared_camps, sheets

ANSWERS = (INVITED, CONFIRMED, DECLINED)


def invitation_id(camp: bytes, member: bytes) -> bytes:
    """The id of an invitation, the same on every laptop."""
    return natural_id(camp, member)


def fitting(
    *, area: bytes | None = None, wing: bytes | None = None, post: str = "", homes: Collection[str] | None = None
) -> Select[Member]:
    """The people of an area (either tree), wing and post, office bearers first, then by name.

    `homes` are the districts from which a camp above them can be filled here; None for a camp of a district.
    """
    held = (
        select(Post.member_id, func.min(Post.sort_order).label("rank"))
        .where(Post.archived_at.is_(None), (Post.to_on.is_(None)) | (Post.to_on >= today()))
        .group_by(Post.member_id)
    )
    if post:
        held = held.where(Post.title == post)
    holders = held.subquery()
    query = select(Member).where(
        Member.archived_at.is_(None), Member.merged_into.is_(None), Member.status.in_(ACTIVE_STATUSES)
    )
    if homes is not None:
        query = query.where(Member.bucket.in_(homes))
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
    found = _open_camp(session, camp)
    if wanted is not None and wanted < 1:
        raise RuleBroken(N_("Quota: type a number of one or more, or leave it empty to invite everyone who fits."))
    homes = shared_camps.homes(session, found)
    ids = session.scalars(fitting(area=area, wing=wing, post=post, homes=homes).with_only_columns(Member.id)).all()
    if not ids:
        raise RuleBroken(N_("Nobody on the roster fits this area, wing and post. Widen one of them."))
    known = set(session.scalars(select(Invitation.member_id).where(_live(camp))))
    new = [member for member in ids if member not in known][:wanted]
    _check_capacity(session, found, len(new))
    shared_camps.require_within_ask(session, found, new)
    if new:
        quota = Quota(camp_id=camp, area_id=area, wing_id=wing, post=post, wanted=wanted, bucket=found.bucket)
        session.add(quota)
        _put_all(session, found, new, quota_id=quota.id)
    return Invited(added=len(new), already=sum(member in known for member in ids), fitting=len(ids))


def invite_one(session: Session, *, camp: bytes, member: bytes) -> None:
    """Invites one person by hand. Raises RuleBroken when they are on the list already, or not active."""
    found = _open_camp(session, camp)
    _active(session, member)
    existing = session.get(Invitation, invitation_id(camp, member))
    if existing is not None and existing.archived_at is None:
        raise RuleBroken(N_("This person is already on the camp's list."))
    _check_capacity(session, found, 1)
    shared_camps.require_within_ask(session, found, [member])
    _put_all(session, found, [member])


def invite_people(session: Session, *, camp: bytes, members: Sequence[bytes]) -> Invited:
    """Invites chosen people; those who left or are of another district are passed over. Raises RuleBroken for none."""
    found = _open_camp(session, camp)
    homes = shared_camps.homes(session, found)
    fits = fitting(homes=homes).with_only_columns(Member.id).order_by(None)
    able = {m for piece in people.chunks(members) for m in session.scalars(fits.where(Member.id.in_(piece)))}
    if not able:
        raise RuleBroken(N_("None of these people can be invited: they left, or are of another district."))
    known = set(session.scalars(select(Invitation.member_id).where(_live(camp))))
    new = [member for member in dict.fromkeys(members) if member in able and member not in known]
    _check_capacity(session, found, len(new))
    shared_camps.require_within_ask(session, found, new)
    _put_all(session, found, new)
    return Invited(added=len(new), already=len(able & known), fitting=len(able))


def _open_camp(session: Session, camp: bytes) -> Camp:
    """The camp's record. Raises RuleBroken when nobody can be invited to it any more."""
    found = camps.record(session, camp)
    if found.status in ("cancelled", "closed"):
        raise RuleBroken(N_("This camp is over or was cancelled; nobody can be invited any more."))
    return found


def _active(session: Session, member: bytes) -> Member:
    """Somebody who can be invited. Raises RuleBroken for people who left, died or were taken off the roster."""
    person = session.scalar(select(Member).where(Member.id == member))
    if person is None or person.archived_at is not None:
        raise RuleBroken(N_("This person is not on the roster of this laptop."))
    if person.status not in ACTIVE_STATUSES:
        message = N_("{name} can't be invited: status “{status}”. Change the status first if it is wrong.")
        raise RuleBroken(message, name=person.name, status=status_name(person.status))
    return person


def _put_all(session: Session, camp: Camp, members: Sequence[bytes], **fields: object) -> None:
    """Invites people, anew those who were taken off the list before; a camp above a district is told who they are."""
    if shared_camps.is_shared(camp):
        invitees.write(session, camp=camp, members=members)
    ids = [invitation_id(camp.id, member) for member in members]
    before: dict[bytes, Invitation] = {}
    for piece in people.chunks(ids):
        before |= {i.id: i for i in session.scalars(select(Invitation).where(Invitation.id.in_(piece)))}
    for identity, member in zip(ids, members, strict=True):
        row = before.get(identity)
        if row is None:
            row = Invitation(id=identity, camp_id=camp.id, member_id=member, bucket=camp.bucket)
            session.add(row)
        elif row.archived_at is not None:
            row.archived_at, row.state, row.walk_in = None, INVITED, False
            row.stands_for_id = row.quota_id = row.serial = None
        for name, value in fields.items():
            setattr(row, name, value)
    session.flush()


def add_walk_in(session: Session, *, camp: bytes, member: bytes, serial: int) -> None:
    """Puts somebody who came on a spare row of the paper: unasked, or invited after the list was frozen."""
    existing = session.get(Invitation, invitation_id(camp, member))
    invited = existing is not None and existing.archived_at is None and not existing.walk_in
    _put_all(session, camps.record(session, camp), [member], state=CONFIRMED, walk_in=not invited, serial=serial)


def _check_capacity(session: Session, camp: Camp, more: int) -> None:
    if camp.capacity is None:
        return
    have = session.scalar(
        select(func.count()).select_from(Invitation).where(_live(camp.id), Invitation.state.in_(COMING))
    )
    if (have or 0) + more > camp.capacity:
        raise RuleBroken(
            N_("The camp holds {capacity} people and {count} would be invited. Lower the quota or raise the capacity."),
            capacity=camp.capacity,
            count=(have or 0) + more,
        )


def _live(camp: bytes) -> ColumnElement[bool]:
    return (Invitation.camp_id == camp) & Invitation.archived_at.is_(None)


def _record(session: Session, camp: bytes, member: bytes) -> Invitation:
    row = session.get(Invitation, invitation_id(camp, member))
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This person is not on the camp's list. Invite them first, or add a walk-in."))
    return row


def answer(session: Session, *, camp: bytes, members: list[bytes], state: str) -> int:
    """Writes down who confirmed or declined. Returns how many changed."""
    if state not in ANSWERS:
        raise RuleBroken(N_("State: choose invited, confirmed or declined."))
    changed = 0
    for member in members:
        row = _record(session, camp, member)
        changed += row.state != state
        row.state = state
    return changed


def substitute(session: Session, *, camp: bytes, member: bytes, by: bytes) -> int | None:
    """Lets another person come in somebody's place; both stay on record.

    Once the list is frozen the other person takes the next spare row, whose serial is returned; before, None.
    """
    if member == by:
        raise RuleBroken(N_("Nobody can stand in for themselves. Choose another person."))
    found = _open_camp(session, camp)
    if not invitees.is_told(session, camp=camp, member=by):  # else of another district
        _active(session, by)
    existing = session.get(Invitation, invitation_id(camp, by))
    if existing is not None and existing.archived_at is None and existing.state in COMING:
        raise RuleBroken(N_("This person is already on the camp's list."))
    _record(session, camp, member).state = SUBSTITUTED
    given = sheets.serials(session, camp=camp)
    serial = given.get(by, max(given.values()) + 1) if given else None
    fields = {"serial": serial} if given and by not in given else {}
    _put_all(session, found, [by], state=CONFIRMED, stands_for_id=member, **fields)
    return serial


def remove(session: Session, *, camp: bytes, members: list[bytes], now: int) -> int:
    """Takes people off the list; those on a frozen sheet keep their row on paper. Returns how many."""
    for member in members:
        _record(session, camp, member).archived_at = now
    return len(members)


def rows(session: Session, *, camp: bytes) -> tuple[Invitee, ...]:
    """The camp's list: by serial where frozen, then by name. A district sees its own people of a camp above it."""
    record = camps.record(session, camp)
    listed_all = session.scalars(select(Invitation).where(_live(camp))).all()
    here = shared_camps.shown(session, record, (i.member_id for i in listed_all))
    found = [i for i in listed_all if i.member_id in here]
    serials = sheets.serials(session, camp=camp)
    members = people.records(
        session, {i.member_id for i in found} | {i.stands_for_id for i in found if i.stands_for_id}
    )
    used = {m.area_id for m in members.values() if m.area_id}
    blocks = people.groups(session, members.values(), by_district=shared_camps.is_shared(record))
    names = {a.id: areas.name_of(a) for a in session.scalars(select(Area).where(Area.id.in_(used)))}
    listed = [_invitee(i, members, serials, blocks, names) for i in found]
    order = {i.member_id: m.sort_key for i in found if (m := members.get(i.member_id))}
    return tuple(
        sorted(listed, key=lambda r: (r.serial is None, r.serial or 0, order.get(r.member_id, ""), r.member_id))
    )


def _invitee(
    row: Invitation,
    members: Mapping[bytes, Member],
    serials: Mapping[bytes, int],
    blocks: Mapping[bytes, str],
    names: Mapping[bytes, str],
) -> Invitee:
    m = members.get(row.member_id)
    stood_for = members.get(row.stands_for_id or b"")
    area = (m.area_id if m else None) or b""
    return Invitee(
        member_id=row.member_id,
        name=m.name if m else people.ERASED,
        name_other=m.name_other if m else "",
        guardian=m.guardian if m else "",
        block=blocks.get(area, ""),
        area=names.get(area, ""),
        phone=people.first_number(m) if m else "",
        state=row.state,
        walk_in=row.walk_in,
        serial=serials.get(row.member_id),
        stands_for=stood_for.name if stood_for else "",
    )


def quotas(session: Session, *, camp: bytes) -> tuple[QuotaRow, ...]:
    """The wishes of a camp and how many invitations each made."""
    counted = select(Invitation.quota_id, func.count()).where(_live(camp)).group_by(Invitation.quota_id)
    made = dict(session.execute(counted).all())
    query = (
        select(Quota, Area, Wing)
        .outerjoin(Area, Area.id == Quota.area_id)
        .outerjoin(Wing, Wing.id == Quota.wing_id)
        .where(Quota.camp_id == camp, Quota.archived_at.is_(None))
        .order_by(Quota.created_at, Quota.id)
    )
    return tuple(
        QuotaRow(
            id=q.id,
            area=areas.name_of(a),
            wing=areas.name_of(w),
            post=office_name(q.post) if q.post else "",
            wanted=q.wanted,
            invited=made.get(q.id, 0),
        )
        for q, a, w in session.execute(query)
    )
