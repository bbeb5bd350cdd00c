"""What of phone numbers a command tells, by the role of this laptop, and that it told them."""

from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.audit import SEARCH_UNMASKED, VIEW_PHONE
from organizer_app.domain.phones import on_screen
from organizer_app.services import audit


def as_seen(number: str) -> str:
    """A number as data: whole (E.164) for an organiser, masked for any other role."""
    return number if roles.sees_phones() else on_screen(number)


def note_look(store: Store, *, subject: bytes | None = None, people: int = 0) -> None:
    """Writes into the log that somebody saw a person's numbers, or those of so many people; nothing where none shows.

    It goes beside a window that is open, as all that only reads does.
    """
    if roles.sees_phones() and (subject or people):
        with store.upkeep() as session:
            audit.record(session, act=VIEW_PHONE if subject else SEARCH_UNMASKED, subject=subject, people=people)
