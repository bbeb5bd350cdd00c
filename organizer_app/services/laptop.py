"""Which laptop this is."""

from sqlalchemy.orm import Session

from organizer_app.models import SyncState


def letter(session: Session) -> str:
    """This laptop's letter in sheet versions, "A" until HQ gives another."""
    row = session.get(SyncState, "letter")
    return row.v if row else "A"
