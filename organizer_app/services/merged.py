"""What stands behind an entry: those that were merged into it. For whoever looks; merging is services/merging.py."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.merging import ALONG, MANY, ONE, Entry, key
from organizer_app.models import Member, Merge
from organizer_app.services import members

FIELDS = (*ONE, *ALONG.values(), *MANY)
_OF_ENTRY = ("source", "notes", "status")  # of the list an entry came from, or joined with the other's


def values_of(row: Member) -> dict[str, Any]:
    """What is merged of an entry, as JSON keeps it."""
    return {name: _plain(getattr(row, name)) for name in FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def entries(session: Session, *, member: bytes) -> tuple[Entry, ...]:
    """The entries that stand behind this one, those merged into them included, the latest merging first."""
    found: list[Entry] = []
    owners = [member]
    kept = members.record(session, member)
    while owners:
        query = (
            select(Merge, Member)
            .join(Member, (Member.id == Merge.gone_id) & (Member.merged_into == Merge.member_id))
            .where(Merge.member_id.in_(owners), Merge.archived_at.is_(None), Merge.undone_at.is_(None))
            .order_by(Merge.changed_at.desc(), Merge.id)
        )
        rows = session.execute(query).all()
        found += [_entry(kept, merged, gone) for merged, gone in rows]
        owners = [gone.id for _merged, gone in rows]
    return tuple(found)


def _entry(kept: Member, merged: Merge, gone: Member) -> Entry:
    mine, theirs = values_of(gone), values_of(kept)
    differs = (
        *(n for n in ONE if n not in _OF_ENTRY and mine[n] not in (None, "", theirs[n])),
        *(n for n in MANY if {key(v) for v in mine[n]} - {key(v) for v in theirs[n]}),
    )
    numbers = tuple(str(p["number"]) for p in gone.phones if p["number"])
    since = gone.changed_at > merged.changed_at
    return Entry(gone.id, gone.name, numbers, merged.changed_at, merged.changed_by, differs, since)
