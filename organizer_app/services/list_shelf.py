"""What the pane of lists shows, and the camps to which a list can be invited."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from organizer_app.domain.camps import Camp
from organizer_app.domain.clock import today
from organizer_app.services import camps, list_words, ready_lists, saved_lists
from organizer_app.services.ready_lists import Ready
from organizer_app.services.saved_lists import Saved

OVER = ("cancelled", "closed")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A saved list with its filter in words and how many people it finds now."""

    saved: Saved
    about: str
    people: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The saved lists by name, and the examples that would find somebody."""

    lists: tuple[Shelved, ...]
    examples: tuple[Ready, ...]


def shelf(session: Session) -> Shelf:
    """Everything the pane of lists shows."""
    shelved = tuple(
        Shelved(s, list_words.words(session, chosen=s.chosen, sought=s.sought), saved_lists.count(session, saved=s))
        for s in saved_lists.rows(session)
    )
    return Shelf(shelved, ready_lists.offered(session))


def camps_ahead(session: Session) -> tuple[Camp, ...]:
    """The camps to which somebody can still be invited, the next one first."""
    return tuple(camp for camp in camps.rows(session, from_on=today()) if camp.status not in OVER)
