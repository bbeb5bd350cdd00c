"""Which entries of the whole roster may be one person: pairs by phone, by place and first name, by block and name."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from organizer_app.db.derived import within
from organizer_app.domain.likeness import LIKELY, Name, Place, Seen, compare, heard, names_alike
from organizer_app.domain.skeleton import sound
from organizer_app.models.members import ON_ROSTER

Execute = Callable[..., Any]
OFFICE_PHONE = 12  # entries with one number, above which it is nobody's own
CROWD = 60  # entries of one first name in one place, above which only whole names are looked at
PLACE_CROWD = 400  # entries of one place, above which it is no village
PIECE = 5_000
HERE = frozenset((Name.SAME, Name.SOUNDS, Name.SURNAME_NEAR))
_N, _YEAR = 32, 12  # bits of a local number, of a birth year
_YEARS = (1 << _YEAR) - 1


class Pair(NamedTuple):
    """Two entries by local number, the lower first, and why they may be one person."""

    first: int
    second: int
    likeness: int
    reasons: tuple[str, ...]


class Entry(NamedTuple):
    """What is compared of one entry."""

    seen: Seen
    village: str
    area: bytes | None
    phones: tuple[str, ...]


class Areas:
    """In which block each area lies; asked for one by one, or read all at once for the whole roster."""

    def __init__(self, execute: Execute, *, every: bool = False) -> None:
        self._execute = execute
        self._block: dict[bytes, bytes | None] = dict(execute(_BLOCKS).fetchall()) if every else {}
        self._every = every

    def block(self, area: bytes | None) -> bytes | None:
        """The block of an area, itself included; None for a wider place and for one that is not known."""
        if area is None or self._every or area in self._block:
            return self._block.get(area or b"")
        row = self._execute(f"{_BLOCKS} AND p.below = ?", (area,)).fetchone()
        self._block[area] = row and row[1]
        return self._block[area]

    def place(self, a: Entry, b: Entry) -> Place:
        """How near two entries live; the same village written down in one block is one place."""
        block, other = self.block(a.area), self.block(b.area)
        if block is None or other is None:
            return Place.UNKNOWN
        if block != other:
            return Place.FAR
        if a.area == b.area != block or (a.village and b.village and _village(a.village) == _village(b.village)):
            return Place.SAME
        return Place.NEAR


_BLOCKS = (
    "SELECT p.below, p.above FROM area_paths p JOIN areas a ON a.id = p.above "
    "WHERE a.level = 'block' AND p.tree = 'place'"
)


@lru_cache(1 << 14)
def _village(name: str) -> str:
    return sound(name)


def judge(known: dict[int, Entry], one: int, other: int, places: Areas, least: int) -> Pair | None:
    """The pair with its reasons where it is likely enough."""
    a, b = known[one], known[other]
    phone = any(number in b.phones for number in a.phones) if a.phones and b.phones else None
    found = compare(a.seen, b.seen, phone=phone, place=places.place(a, b))
    if found is None or found.likeness < least:
        return None
    return Pair(min(one, other), max(one, other), found.likeness, found.reasons)


def entries(execute: Execute, numbers: Iterable[int]) -> dict[int, Entry]:
    """What is compared of the entries with these local numbers, as far as they are on the roster."""
    found: dict[int, Entry] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), PIECE):
        marks = ",".join(map(str, wanted[start : start + PIECE]))  # whole numbers of our own
        phones: dict[int, list[str]] = {}
        for n, number in execute(f"SELECT n, number FROM member_phones WHERE n IN ({marks}) AND number <> ''"):
            phones.setdefault(n, []).append(number)
        query = (
            "SELECT n, name, name_other, guardian, relation, gender, birth_year, place, area_id "
            f"FROM members WHERE n IN ({marks}) AND {ON_ROSTER}"
        )
        for n, *who, village, area in execute(query):
            found[n] = Entry(Seen(*who), village, area, tuple(phones.get(n, ())))
    return found


def pairs_of(execute: Execute, places: Areas, n: int, *, least: int = LIKELY) -> list[Pair]:
    """The likely pairs of one entry; a few milliseconds. None where it is not on the roster any more."""
    own = entries(execute, [n]).get(n)
    if own is None:
        return []
    known = entries(execute, around(execute, places, own) - {n}) | {n: own}
    judged = (judge(known, n, other, places, least) for other in known if other != n)
    return [pair for pair in judged if pair]


def around(execute: Execute, places: Areas, entry: Entry) -> set[int]:
    """Who may be the person of `entry`, by local number: by phone, by name in the block, by first name in the place."""
    found: set[int] = set()
    for number in entry.phones:
        rows = execute("SELECT n FROM member_phones WHERE number = ? LIMIT ?", (number, OFFICE_PHONE + 1)).fetchall()
        found |= {n for (n,) in rows} if len(rows) <= OFFICE_PHONE else set()
    own = [heard(name) for name in (entry.seen.name, entry.seen.name_other) if name]
    block = places.block(entry.area)
    for words in own:
        match = " ".join(f'"{word}"' for word in (*words.words, *([within(block)] if block else [])))
        if words.words:
            query = "SELECT rowid FROM member_search WHERE member_search MATCH ? LIMIT ?"
            found |= {n for (n,) in execute(query, (match, CROWD))}
    if entry.area is not None:
        here = execute(
            f"SELECT n, sort_key FROM members WHERE area_id = ? AND {ON_ROSTER} LIMIT ?", (entry.area, PLACE_CROWD + 1)
        ).fetchall()
        if len(here) <= PLACE_CROWD:
            found |= {n for n, key in here if any(names_alike(words, heard(key)) in HERE for words in own)}
    return found
