"""What somebody chose for a screen on this laptop, such as the columns of the roster: kept here and never sent."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.models import SyncState

PREFIX = "screen:"  # apart from the facts about this laptop in the same table


def get(session: Session, *, screen: str) -> Any:
    """What was kept for a screen; None for nothing, or for what can't be read."""
    kept = session.scalar(select(SyncState.v).where(SyncState.k == PREFIX + screen))
    try:
        return json.loads(kept) if kept is not None else None
    except ValueError:
        return None


def keep(session: Session, *, screen: str, value: Any) -> None:
    """Keeps a plain value in the place of the one before."""
    row = session.get(SyncState, PREFIX + screen)
    if row is None:
        session.add(SyncState(k=PREFIX + screen, v=json.dumps(value)))
    else:
        row.v = json.dumps(value)
