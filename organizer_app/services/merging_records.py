"""What goes along when two entries become one: offices, consents, kept groups, invitations to camps only planned."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.ids import id_text, made_at
from organizer_app.models import Camp, Consent, Group, GroupCount, Invitation, Member, Merge, Post
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import shared_camps
from organizer_app.services.invitations import invitation_id
from organizer_app.services.people import chunks

PLANNED = "planned"
OWNED: tuple[Any, ...] = (Post, Consent, Group, GroupCount)
INVITATIONS = "invitations"


def to_kept(session: Session, *, gone: bytes, kept: Member) -> dict[str, Any]:
    """Gives the kept entry what was about the other one. What stands on paper stays; returns what moved, by table.

    Ids are text; an invitation is a pair: the one archived, and the one it became ("" where the kept one was invited).
    It is archived as of the instant the other entry was made, so that two laptops that do this write the same.
    """
    moved: dict[str, Any] = {}
    for model in OWNED:
        rows = session.scalars(select(model).where(model.member_id == gone)).all()
        for row in rows:
            row.member_id = kept.id
            if row.bucket == LOCAL_BUCKET:
                row.bucket = kept.bucket
        moved[model.__tablename__] = sorted(id_text(row.id) for row in rows)
    moved[INVITATIONS] = sorted(_invited(session, gone, kept.id))
    return moved


def _invited(session: Session, gone: bytes, kept: bytes) -> Iterable[list[str]]:
    query = (
        select(Invitation, Camp)
        .join(Camp, Camp.id == Invitation.camp_id)
        .where(Invitation.member_id == gone, Invitation.archived_at.is_(None), Camp.status == PLANNED)
    )
    for row, camp in session.execute(query).all():
        if shared_camps.is_shared(camp):  # its laptops know the entry that was told to them
            continue
        identity = invitation_id(camp.id, kept)
        known = session.get(Invitation, identity)
        became = ""
        if known is None or known.archived_at is not None:
            became = id_text(identity)
            _take_over(session, known, identity, row, kept)
        row.archived_at = made_at(gone)
        yield [id_text(row.id), became]


def _take_over(session: Session, known: Invitation | None, identity: bytes, row: Invitation, kept: bytes) -> None:
    if known is None:
        known = Invitation(id=identity, camp_id=row.camp_id, member_id=kept, bucket=row.bucket)
        session.add(known)
    known.archived_at = None
    for name in ("quota_id", "state", "stands_for_id", "walk_in", "serial", "badge"):
        setattr(known, name, getattr(row, name))


def back(session: Session, moved: dict[str, Any], *, gone: bytes, kept: bytes) -> None:
    """Gives the entry what was its own before, as far as it still is where the merging put it."""
    for model in OWNED:
        for piece in chunks(map(bytes.fromhex, moved.get(model.__tablename__, ()))):
            for row in session.scalars(select(model).where(model.id.in_(piece), model.member_id == kept)):
                row.member_id = gone
    for old, new in moved.get(INVITATIONS, ()):
        row = session.get(Invitation, bytes.fromhex(old))
        camp = session.get(Camp, row.camp_id) if row is not None else None
        if row is None or camp is None or camp.status != PLANNED:
            continue
        row.archived_at = None
        made = session.get(Invitation, bytes.fromhex(new)) if new else None
        if made is not None and made.archived_at is None:
            made.archived_at = made_at(gone)


def settle(session: Session) -> int:
    """Gives kept entries what other laptops wrote about entries that were gone here already. Returns how many records.

    The same on every laptop that does it. What it moves is written into the merging, so that it goes back with the
    rest.
    """
    changed = 0
    while count := sum(_settled(session, merged) for merged in _with_something_left(session)):
        changed += count
        session.flush()
    return changed


def _settled(session: Session, merged: Merge) -> int:
    """Of one merging; where the kept entry is gone itself, the next round takes it on."""
    kept = session.scalar(select(Member).where(Member.id == merged.member_id))
    moved = to_kept(session, gone=merged.gone_id, kept=kept) if kept is not None else {}
    count = sum(map(len, moved.values()))
    if count:
        merged.moved = {
            name: sorted([*had, *(one for one in more if one not in had)])
            for name, more in moved.items()
            for had in [merged.moved.get(name, [])]
        }
    return count


def _with_something_left(session: Session) -> list[Merge]:
    live = (Merge.archived_at.is_(None), Merge.undone_at.is_(None))
    gone = (Member.id == Merge.gone_id) & (Member.merged_into == Merge.member_id)
    found: dict[bytes, Merge] = {}
    for model in (*OWNED, Invitation):
        query = select(Merge).join(model, model.member_id == Merge.gone_id).join(Member, gone).where(*live)
        if model is Invitation:
            query = query.join(Camp, Camp.id == Invitation.camp_id).where(
                Invitation.archived_at.is_(None), Camp.status == PLANNED
            )
        found |= {merged.id: merged for merged in session.scalars(query.distinct())}
    return [found[identity] for identity in sorted(found)]
