"""What is counted for drives: how many of what at which place came to be on which day.

A person counts at the place (and all places above it) where they live, and at the seat where they vote, where either is
known; nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.boards import What
from organizer_app.models import Area
from organizer_app.services import tallies_facts
from organizer_app.services.tallies_facts import Window

NOWHERE, NO_SEAT = bytes(16), bytes(15) + b"\x01"  # in place of a place: who lives, who votes nobody knows where
NOW = 0  # in place of a day: all there are
MOST_DAYS = 400  # that are told apart
DEEPEST = 12  # as area paths go
COARSE = frozenset(("state", "division", "lok_sabha", "district", "vidhan_sabha", "sub_division", "tehsil", "block"))


class Key(NamedTuple):
    """What is counted, of which drive (b"": whichever)."""

    drive: bytes
    what: What


Numbers = dict[tuple[bytes, int], int]
"""How many at a place on a day (its ordinal; NOW for all)."""


@dataclass(slots=True, eq=False)
class Above:
    """Where somebody is counted; `coarse` are the larger ones of it, which are told day by day. One of each is made, so
    that numbers are added up by what it is and not by what is in it.
    """

    every: tuple[bytes, ...]
    coarse: "Above | None" = None


Known = dict[tuple[bytes | None, bytes | None], Above]


@dataclass(slots=True)
class Places:
    """In which places each place lies, and in which seats; which are large enough to be told day by day."""

    parent: Mapping[bytes, bytes | None]
    seat: Mapping[bytes, bytes | None]
    coarse: frozenset[bytes]
    known: Known = field(default_factory=dict)
    made: dict[tuple[bytes, ...], Above] = field(default_factory=dict)

    def above(self, place: bytes | None, seat: bytes | None) -> Above:
        """Every place of both trees in which somebody who lives and votes there is counted, each once.

        Who votes at an unknown seat counts at that of the booth, if the place is one. Whoever lives at no known place
        counts at NOWHERE, who votes at none at NO_SEAT.
        """
        found = self.known.get((place, seat))
        if found is None:
            home = list(_up(place, self.parent)) or [NOWHERE]
            votes = list(_up(seat if seat is not None else place, self.seat))
            every = dict.fromkeys((*home, *(votes if len(votes) > 1 else [NO_SEAT])))
            found = self._one(tuple(every))
            found.coarse = self._one(tuple(one for one in every if one in self.coarse))
            self.known[place, seat] = found
        return found

    def _one(self, every: tuple[bytes, ...]) -> Above:
        return self.made.setdefault(every, Above(every))


def _up(of: bytes | None, parent: Mapping[bytes, bytes | None]) -> Iterator[bytes]:
    seen = 0
    while of is not None and of in parent and seen < DEEPEST:
        yield of
        of, seen = parent[of], seen + 1


def places(session: Session) -> Places:
    """Both trees of this laptop."""
    rows = session.execute(
        select(Area.id, Area.parent_id, Area.constituency_id, Area.level).where(Area.archived_at.is_(None))
    ).all()
    return Places(
        parent={place: parent for place, parent, _seat, _level in rows},
        seat={place: seat for place, _parent, seat, _level in rows},
        coarse=frozenset((NOWHERE, NO_SEAT, *(place for place, _parent, _seat, level in rows if level in COARSE))),
    )


def count(
    session: Session,
    *,
    windows: Sequence[Window],
    asked: Collection[What],
    day: date,
    known: Places | None = None,
    bucket: str = "",
) -> dict[Key, Numbers]:
    """All numbers that are not 0, at every place of this laptop. `asked` are the wings and posts that have goals.

    With `bucket` only of the people, and the camps, of that district.
    """
    trees = known or places(session)
    found: dict[Key, Numbers] = {}
    for drive, what, rows in tallies_facts.facts(session, windows, asked, days(windows, day), day, bucket):
        seen = trees.known
        whole: dict[Above, int] = defaultdict(int)
        by_day: dict[Above | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for place, seat, since, number in rows:
            above = seen.get((place, seat)) or trees.above(place, seat)
            whole[above] += number
            by_day[above.coarse][since] += number
        counts: Numbers = defaultdict(int)
        for above, number in whole.items():
            for area in above.every:
                counts[area, NOW] += number
        for coarse, days_ in by_day.items():
            for area in coarse.every if coarse is not None else ():
                for since, number in days_.items():
                    counts[area, since] += number
        found[Key(drive, what)] = {key: number for key, number in counts.items() if number}
    return found


def days(windows: Sequence[Window], day: date) -> list[date]:
    """The days that are told apart: from when the first drive began that is not long over, to today."""
    begun = [w.first for w in windows if w.first <= day]
    first = max(min(begun, default=day), day - timedelta(MOST_DAYS))
    return [first + timedelta(n) for n in range((day - first).days + 1)]


def differing(
    found: Mapping[Key, Numbers], standing: Mapping[Key, Numbers]
) -> Iterator[tuple[Key, Numbers, list[tuple[bytes, int]]]]:
    """Of each thing what is to be written so that what is found stands, and what is to be taken away."""
    for key in {**found, **standing}:
        new, old = found.get(key, {}), standing.get(key, {})
        if new != old:
            changed = {at: number for at, number in new.items() if old.get(at) != number}
            yield key, changed, [at for at in old if at not in new]
