"""Merging two entries of one person, and taking them apart again, on any laptop and after any exchange."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import made_at, natural_id
from organizer_app.domain.merging import BOTH, GONE, KEPT, MANY, ONE, joined, taken_apart
from organizer_app.domain.words import N_
from organizer_app.models import AreaPath, Distinction, DuplicateStale, Member, Merge
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import duplicates, duplicates_found, members, merging_records
from organizer_app.services.merged import entries as entries
from organizer_app.services.merged import values_of

_DATES = ("status_on",)


def merge_id(kept: bytes, gone: bytes) -> bytes:
    """The id of a merging, the same on every laptop."""
    return natural_id("merge", kept, gone)


def merge(session: Session, *, first: bytes, second: bytes, choices: Mapping[str, bytes | str] | None = None) -> bytes:
    """Merges two entries and returns the one that is kept: always the older one, so that no two laptops make a ring.

    `choices`: field -> the entry whose value counts, or BOTH for a list. Offices, consents and invitations to camps
    that are not frozen go to the kept entry; what stands on paper stays. Raises RuleBroken.
    """
    kept, gone = _two(session, first, second)
    sides = {name: how if how == BOTH else KEPT if how == kept.id else GONE for name, how in (choices or {}).items()}
    if unknown := sides.keys() - {*ONE, *MANY}:
        raise RuleBroken(N_("“{field}” is not a field of a member."), field=sorted(unknown)[0])
    if is_narrower(session, gone.area_id, than=kept.area_id):
        sides.setdefault("area_id", GONE)
    before = values_of(kept)
    after = joined(before, values_of(gone), sides)
    if "area_id" in after:  # by the roster's own verb, which brings what is about the person along
        members.edit(session, id=kept.id, changes={"area": bytes.fromhex(after["area_id"])})
    _set(kept, after)
    members.check(kept)
    gone.merged_into = kept.id
    moved = merging_records.to_kept(session, gone=gone.id, kept=kept)
    _put(session, kept, gone, {name: before[name] for name in after}, after, moved)
    session.flush()
    duplicates_found.forget(session, gone.n)
    session.merge(DuplicateStale(n=kept.n))
    return kept.id


def _two(session: Session, first: bytes, second: bytes) -> tuple[Member, Member]:
    """Both entries, the older one first. Raises RuleBroken where they can't be merged."""
    if first == second:
        raise RuleBroken(duplicates.SAME_ENTRY)
    kept, gone = (members.record(session, entry) for entry in sorted((first, second)))
    for row in (kept, gone):
        if row.merged_into is not None:
            raise RuleBroken(N_("{name} was merged into another entry already."), name=row.name)
    if kept.bucket != gone.bucket and LOCAL_BUCKET not in (kept.bucket, gone.bucket):
        message = N_("{name} stands in two districts. Move one of the entries first, then merge them.")
        raise RuleBroken(message, name=gone.name)
    return kept, gone


def is_narrower(session: Session, area: bytes | None, *, than: bytes | None) -> bool:
    """Whether a place lies in another one: then it is that place, known better."""
    inside = select(AreaPath.below).where(AreaPath.above == than, AreaPath.below == area, AreaPath.depth > 0)
    return session.scalar(inside.limit(1)) is not None


def _set(row: Member, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value and name in ("area_id", "seat_id"):
            value = bytes.fromhex(value)
        elif value and name in _DATES:
            value = date.fromisoformat(value)
        setattr(row, name, value)


def _put(
    session: Session, kept: Member, gone: Member, before: dict[str, Any], after: dict[str, Any], moved: dict[str, Any]
) -> None:
    """Writes the merging down, anew where these two were merged before; that they were two people is taken back."""
    identity = merge_id(kept.id, gone.id)
    row = session.get(Merge, identity)
    if row is None:
        row = Merge(id=identity, member_id=kept.id, gone_id=gone.id, bucket=kept.bucket)
        session.add(row)
    row.before, row.after, row.moved = before, after, moved
    row.archived_at = row.undone_at = None
    apart = session.get(Distinction, duplicates.distinction_id(kept.id, gone.id))
    if apart is not None and apart.archived_at is None:
        apart.archived_at = made_at(gone.id)


def unmerge(session: Session, *, entry: bytes) -> bytes:
    """Takes the last merging of an entry apart (of the kept one or of the one that is gone), and returns the gone one.

    What somebody changed since stays with the kept entry. Both are known as two people from here on.
    """
    merged = _last(session, entry)
    kept, gone = (members.record(session, i) for i in (merged.member_id, merged.gone_id))
    if kept.merged_into is not None:
        raise RuleBroken(N_("{name} was merged into another entry since. Take that apart first."), name=kept.name)
    _set(kept, taken_apart(values_of(kept), merged.before, merged.after))
    if gone.merged_into == kept.id:
        gone.merged_into = None
    merging_records.back(session, merged.moved, gone=gone.id, kept=kept.id)
    merged.undone_at = now_ms()
    session.flush()
    duplicates.tell_apart(session, first=kept.id, second=gone.id)
    return gone.id


def _last(session: Session, entry: bytes) -> Merge:
    """The merging that took this entry in, else the last one that it took in another."""
    live = (Merge.archived_at.is_(None), Merge.undone_at.is_(None))
    row = session.scalar(select(Member).where(Member.id == entry))
    query = select(Merge).where(Merge.member_id == entry, *live).order_by(Merge.changed_at.desc(), Merge.id)
    if row is not None and row.merged_into is not None:
        query = select(Merge).where(Merge.gone_id == entry, Merge.member_id == row.merged_into, *live)
    found = session.scalars(query.limit(1)).first()
    if found is None:
        raise RuleBroken(N_("This entry was not merged with another one."))
    return found
