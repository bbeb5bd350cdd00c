"""What HQ lets this laptop write: which districts are its own, and whether it may plan above them."""

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import buckets
from organizer_app.domain.buckets import Kind
from organizer_app.models import SyncState

DEVICE, GRANTED, READ_ONLY = "device", "buckets", "buckets_ro"  # facts in sync_state
_ABOVE = (Kind.SHARED, Kind.STATE, Kind.HQ)  # as HQ lets a laptop open the bucket of a camp


@dataclass(frozen=True, slots=True)
class Reach:
    """`device` is this laptop's name at HQ, "" before it joined: then everything here is its own.

    `homes` are the districts whose people it works on, `above` says whether it writes anything above a district.
    `writable` are all buckets that it may write.
    """

    device: str
    homes: frozenset[str]
    above: bool
    writable: frozenset[str] = frozenset()

    def owns(self, bucket: str) -> bool:
        """Whether the people of a bucket are this laptop's own."""
        return not self.device or bucket in self.homes

    def writes(self, bucket: str) -> bool:
        """Whether HQ takes what this laptop writes into a bucket; before it joined nothing forbids it."""
        return not self.device or bucket in self.writable


def granted(session: Session) -> frozenset[str]:
    """Every bucket that HQ gives this laptop, to write or to read."""
    found = session.scalar(select(SyncState.v).where(SyncState.k == GRANTED))
    return frozenset(json.loads(found or "[]"))


def reach(session: Session) -> Reach:
    """How far this laptop reaches now."""
    found = select(SyncState).where(SyncState.k.in_((DEVICE, GRANTED, READ_ONLY)))
    facts = {row.k: row.v for row in session.scalars(found)}
    writable = set(json.loads(facts.get(GRANTED, "[]"))) - set(json.loads(facts.get(READ_ONLY, "[]")))
    kinds = {name: buckets.kind(name) for name in writable}
    return Reach(
        device=facts.get(DEVICE, ""),
        homes=frozenset(name for name, kind in kinds.items() if kind is Kind.DISTRICT),
        above=any(kind in _ABOVE for kind in kinds.values()),
        writable=frozenset(writable),
    )
