"""Which entries of the whole roster may be one person: pairs by phone, by place and first name, by block and name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from organizer_app.db.derived import within
from organizer_app.domain.likeness import LIKELY, Heard, Name, Place, Seen, compare, heard, names_alike
from organizer_app.domain.matching import YEARS_APART
from organizer_app.domain.skeleton import sound
from organizer_app.models.members import ON_ROSTER

Execute = Callable[..., Any]
OFFICE_PHONE = 12  # entries with one number, above which it is nobody's own
CROWD = 60  # entries of one first name in one place, above which only whole names are looked at
PLACE_CROWD = 400  # entries of one place, above which it is no village
PIECE = 5_000
_HERE = frozenset((Name.SAME, Name.SOUNDS, Name.SURNAME_NEAR))
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


def all_pairs(execute: Execute, tell: Callable[[int], None], *, least: int = LIKELY) -> Iterator[Pair]:
    """Every likely pair of the roster. `tell` hears how many per cent are done and may raise Cancelled.

    Reads the names of all from one index, then whole entries of those alone who may be meant (decision 019).
    """
    tell(0)
    places = Areas(execute, every=True)
    candidates = sorted(_candidates(execute, places, tell))
    mask = (1 << _N) - 1
    # Read in the order in which they lie in the file: by pairs, each page was decrypted again and again.
    known = entries(execute, {pair >> _N for pair in candidates} | {pair & mask for pair in candidates})
    for at, pair in enumerate(candidates):
        if at % PIECE == 0:
            tell(60 + 40 * at // len(candidates))
        one, other = pair >> _N, pair & mask
        if one in known and other in known and (found := judge(known, one, other, places, least)):
            yield found
    tell(100)


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


class _Roster:
    """The roster in memory as whole numbers: for each local number its spelling, and of whom at what age."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.of: dict[int, int] = {}  # local number -> number of the spelling
        # Local number -> number of the father's first name, with the birth year in the last bits: a whole number, since
        # 600,000 tuples kept the collector of garbage busy for a second.
        self.father: dict[int, int] = {}

    def alike(self, one: int, other: int) -> bool:
        """Whether two entries with one phone may be one person by their names."""
        a, b = self.of.get(one), self.of.get(other)
        if a is None or b is None:
            return False
        return a == b or names_alike(self.heard[a], self.heard[b]) != Name.NOT

    def of_one_father(self, one: int, other: int) -> bool:
        """Whether father or husband and age may be one, without which one name in a block says little."""
        a, b = self.father.get(one), self.father.get(other)
        if a is None or b is None or a >> _YEAR != b >> _YEAR:
            return False
        year, other_year = a & _YEARS, b & _YEARS
        return not year or not other_year or abs(year - other_year) <= YEARS_APART


def _candidates(execute: Execute, places: Areas, tell: Callable[[int], None]) -> set[int]:
    """Pairs worth a look, each as one number: the lower local number above the higher one."""
    roster = _Roster()
    by_place, by_block = _scan(execute, roster, places)
    tell(35)
    found: set[int] = set()
    for group in _groups(by_place):
        if len(group) <= CROWD:
            found |= _near(roster, group)
    tell(45)
    for group in _groups(by_block):
        if len(group) <= CROWD:
            found.update([_pair(a, b) for a, b in combinations(group, 2) if roster.of_one_father(a, b)])
    tell(50)
    return found | _by_phone(execute, roster)


def _pair(a: int, b: int) -> int:
    return (a << _N) | b if a < b else (b << _N) | a


def _scan(execute: Execute, roster: _Roster, places: Areas) -> tuple[list[int], list[int]]:
    """Reads names, places and fathers from the narrow copy of the roster, each spelling worked out once.

    Gives codes that sort people together: place and first name, block and whole name; the local number is in the end.
    """
    by_place: list[int] = []
    by_block: list[int] = []
    numbers: dict[bytes | None, tuple[int, int]] = {}
    blocks: dict[bytes | None, int] = {}
    spellings: dict[str, tuple[int, int, int]] = {}
    firsts: dict[str, int] = {}
    wholes: dict[str, int] = {}
    fathers: dict[str, int] = {}
    query = (
        f"SELECT n, sort_key, area_id, guardian, birth_year FROM members INDEXED BY ix_members_shown WHERE {ON_ROSTER}"
    )
    for n, key, area, guardian, year in execute(query):
        known = spellings.get(key)
        if known is None:
            words = heard(key)
            first = firsts.setdefault(words.words[0], len(firsts)) if words.words else -1
            whole = wholes.setdefault("".join(words.words), len(wholes))
            known = spellings[key] = len(roster.heard), first, whole
            roster.heard.append(words)
        spelling, first, whole = known
        if first < 0:
            continue
        roster.of[n] = spelling
        if guardian:
            father = fathers.get(guardian)
            if father is None:
                words = heard(guardian)
                father = fathers[guardian] = firsts.setdefault(words.words[0], len(firsts)) if words.words else -1
            if father >= 0:
                roster.father[n] = father << _YEAR | (year or 0)
        at = numbers.get(area)
        if at is None:
            block = places.block(area)
            at = numbers[area] = (len(numbers), blocks.setdefault(block, len(blocks)))
        by_place.append(((at[0] << _N | first) << _N) | n)
        by_block.append(((at[1] << _N | whole) << _N) | n)
    by_place.sort()
    by_block.sort()
    return by_place, by_block


def _groups(codes: Sequence[int]) -> Iterator[list[int]]:
    """The local numbers of those who share what stands before the number in sorted codes, two of them at least."""
    mask = (1 << _N) - 1
    last, before = -1, -1
    group: list[int] = []
    for code in codes:
        shared = code >> _N
        if shared == last:
            group.append(before & mask)
        elif group:
            yield [*group, before & mask]
            group = []
        last, before = shared, code
    if group:
        yield [*group, before & mask]


def _near(roster: _Roster, group: Sequence[int]) -> set[int]:
    """The pairs of one place and first name whose whole names are close."""
    found = set()
    for a, b in combinations(group, 2):
        one, other = roster.of[a], roster.of[b]
        if one == other or names_alike(roster.heard[one], roster.heard[other]) in _HERE:
            found.add(_pair(a, b))
    return found


def _by_phone(execute: Execute, roster: _Roster) -> set[int]:
    """The pairs that share a number and whose names may be one."""
    found = set[int]()
    last, group = "", list[int]()

    def close() -> None:
        if 1 < len(group) <= OFFICE_PHONE:
            found.update(_pair(a, b) for a, b in combinations(group, 2) if a != b and roster.alike(a, b))

    for number, n in execute("SELECT number, n FROM member_phones WHERE number <> '' ORDER BY number"):
        if number != last:
            close()
            last, group = number, []
        group.append(n)
    close()
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
            found |= {n for n, key in here if any(names_alike(words, heard(key)) in _HERE for words in own)}
    return found
