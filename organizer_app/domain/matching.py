"""When two entries are the same person. A shared phone is normal in a family: evidence, never a proof."""

import hashlib
from collections.abc import Collection
from typing import NamedTuple

from organizer_app.domain.names import fold

LIKELY = 85  # of 100, how alike two entries are: from here on a pair is shown (domain/likeness.py)
YEARS_APART = 1  # an age written down a year later is the same age


class Traits(NamedTuple):
    """What is compared: folded name and guardian, numbers, place and birth year."""

    name: str
    guardian: str
    phones: Collection[str]
    area: bytes | None
    birth_year: int | None


def same_person(a: Traits, b: Traits) -> bool:
    """Whether an imported row is a person already on the roster: sure enough to fill in, or else they stay apart.

    The names must be equal. Then a number in common decides unless the guardians differ; without one, the same
    guardian at the same place decides.
    """
    if a.name != b.name or not a.name:
        return False
    if a.birth_year and b.birth_year and abs(a.birth_year - b.birth_year) > YEARS_APART:
        return False
    if a.guardian and b.guardian and a.guardian != b.guardian:
        return False
    if set(a.phones) & set(b.phones):
        return True
    return bool(a.guardian and a.guardian == b.guardian and a.area and a.area == b.area)


def home_key(name: str, guardian: str, area: bytes | None) -> int | None:
    """A number that people with the same folded name and guardian at the same place share; None without either.

    64 bits: whoever shares it is looked at with same_person, so that a chance hit does no harm.
    """
    if not (guardian and area):
        return None
    text = f"{fold(name)}\n{fold(guardian)}\n".encode()
    return int.from_bytes(hashlib.blake2b(text + area, digest_size=8).digest(), "big", signed=True)
