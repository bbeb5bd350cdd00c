"""How well duplicates are found: against the truth about a made-up state."""

import csv
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from organizer_app.db.store import Store
from organizer_app.domain.likeness import LIKELY
from organizer_app.models import DuplicateFound, Member

TUNING_SEED, TEST_SEED = 1, 2  # rules were made by looking at the first; nobody looks at the other's pairs


class Measured(NamedTuple):
    """Of the pairs found so many are right, of the right ones so many are found."""

    precision: float
    recall: float
    pairs: int


def measure(store: Store, truth: Path) -> Measured:
    """What was found against what was planted."""
    with truth.open(encoding="utf-8", newline="") as file:
        planted = {frozenset((row["first"], row["second"])) for row in csv.DictReader(file)}
    with store.reading() as session:
        card = dict(session.execute(select(Member.n, Member.card_no)).all())
        pairs = session.execute(
            select(DuplicateFound.first, DuplicateFound.second).where(DuplicateFound.likeness >= LIKELY)
        )
        found = {frozenset((card[a], card[b])) for a, b in pairs}
    right = len(found & planted)
    return Measured(right / len(found), right / len(planted), len(planted))
