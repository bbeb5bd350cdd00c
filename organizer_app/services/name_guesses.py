"""Names in the other script that a person looked at: many guesses are confirmed at once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.names import script
from organizer_app.domain.transliterate import to_devanagari, to_roman
from organizer_app.domain.words import N_
from organizer_app.models import Member
from organizer_app.services.people import CHUNK

CONFIRMED = "confirmed"


def guess(name: str) -> str:
    """A name in the other script as we would write it; "" where there is nothing to guess."""
    made = {"Latn": to_devanagari, "Deva": to_roman}.get(script(name))
    found = made(name) if made else ""
    return found if found != name else ""


def confirm(session: Session, *, numbers: Sequence[int]) -> int:
    """Takes the guesses of these people (by local number) as right; a name somebody wrote stays. Returns how many.

    Raises RuleBroken when none of them has a guess.
    """
    count = 0
    for start in range(0, len(numbers), CHUNK):
        query = select(Member).where(
            Member.n.in_(numbers[start : start + CHUNK]),
            Member.archived_at.is_(None),
            Member.name_other_state != CONFIRMED,
        )
        for row in session.scalars(query):
            found = row.name_other or guess(row.name)
            if found:
                row.name_other, row.name_other_state = found, CONFIRMED
                count += 1
        session.flush()
    if not count:
        raise RuleBroken(N_("There is no guess to confirm: every name here was written by somebody."))
    return count
