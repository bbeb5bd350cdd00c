"""The whole roster looked at once for entries of one person: by place and first name, by block, name and father, by
phone. Names are read as whole numbers from one narrow index, whole entries of those alone who may be meant (decision
019).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, combinations, compress, count
from operator import itemgetter, or_
from typing import NamedTuple, TypeVar

from organizer_app.domain.likeness import LIKELY, Heard, Name, heard, heard_plain, names_alike, unhear
from organizer_app.models.members import ON_ROSTER
from organizer_app.services.duplicates_search import HERE, OFFICE_PHONE, Areas, Execute, Pair, entries, judge

CROWD = 60  # entries of one first name in one place, above which only whole names are looked at
PIECE = 300
_N = 32  # bits of a local number, and of the number of a spelling
_MASK = (1 << _N) - 1
Tell = Callable[[int], None]
_ANY = frozenset(Name) - {Name.NOT}
K = TypeVar("K")
V = TypeVar("V")


def all_pairs(execute: Execute, tell: Tell, *, least: int = LIKELY) -> Iterator[Pair]:
    """Every likely pair of the roster. `tell` hears how many per cent are done and may raise Cancelled."""
    tell(0)
    places = Areas(execute, every=True)
    try:
        candidates = sorted(_candidates(execute, places, tell))
        # Read in the order in which they lie in the file: by pairs, each page was decrypted again and again.
        known = entries(execute, {pair >> _N for pair in candidates} | {pair & _MASK for pair in candidates})
        for at, pair in enumerate(candidates):
            if at % PIECE == 0:
                tell(75 + 25 * at // len(candidates))
            one, other = pair >> _N, pair & _MASK
            if one in known and other in known and (found := judge(known, one, other, places, least)):
                yield found
    finally:
        unhear()
    tell(100)


class _Spelling(NamedTuple):
    """One way of writing a name: the number of its first word's sound, that of the whole sound, and what is heard."""

    first: int
    whole: int
    heard: Heard


class _Known(dict[K, V]):
    """What was worked out of each word met; whole columns are looked up in one go."""

    def __init__(self, work: Callable[[K], V]) -> None:
        self._work = work

    def __missing__(self, key: K) -> V:
        made = self[key] = self._work(key)
        return made


class _Groups:
    """Who shares a number: all are counted first, since most are alone."""

    def __init__(self) -> None:
        self._codes: list[int] = []
        self._count: Counter[int] = Counter()

    def take(self, codes: Sequence[int]) -> None:
        """The numbers of so many people more."""
        self._codes += codes
        self._count.update(codes)

    def pairs(self, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Everybody with everybody who shares a number, unless they are a crowd; -1 is shared by nobody."""
        several = {code for code, many in self._count.items() if 1 < many <= CROWD and code >= 0}
        groups: dict[int, list[int]] = {}
        for code, n in compress(zip(self._codes, numbers, strict=True), map(several.__contains__, self._codes)):
            groups.setdefault(code, []).append(n)
        return chain.from_iterable(combinations(group, 2) for group in groups.values())


class _Roster:
    """Who is on the roster, each spelling, father and place worked out once: `of` gives the spelling of a person.

    Nothing in it refers back to it: a circle of a whole roster would stay until somebody collects garbage.
    """

    def __init__(self, places: Areas, highest: int) -> None:
        self.of: list[_Spelling | None] = [None] * (highest + 1)
        self.numbers: list[int] = []
        self.here, self.of_father = _Groups(), _Groups()
        firsts: dict[str, int] = {}
        wholes: dict[str, int] = {}
        self._spellings = _Known(partial(_spelling, firsts, wholes))
        self._fathers = _Known(partial(_father, firsts))
        areas, blocks = count(), count()
        self._areas = _Known[bytes | None, int](lambda _area: next(areas) << _N)
        of_block = _Known[bytes | None, int](lambda _block: next(blocks) << 2 * _N)
        self._block_of = _Known[bytes | None, int](lambda area: of_block[places.block(area)])

    def take(self, rows: Sequence[tuple[int, bytes, bytes | None, bytes]]) -> None:
        """Rows of local number, sort key, place and father: by columns, which is twice as quick as by rows."""
        numbers, keys, areas, guardians = zip(*rows, strict=True)
        spellings = [*map(self._spellings.__getitem__, keys)]
        self.numbers += numbers
        for n, spelling in zip(numbers, spellings, strict=True):
            self.of[n] = spelling
        self.here.take([*map(or_, map(self._areas.__getitem__, areas), map(itemgetter(0), spellings))])
        blocks = map(or_, map(self._block_of.__getitem__, areas), map(itemgetter(1), spellings))
        self.of_father.take([*map(or_, blocks, map(self._fathers.__getitem__, guardians))])

    def near(self, one: int, other: int, names: frozenset[Name]) -> bool:
        """Whether two entries come so close by their names."""
        a, b = self.of[one], self.of[other]
        if a is None or b is None:
            return False
        return a is b or names_alike(a.heard, b.heard) in names


def _spelling(firsts: dict[str, int], wholes: dict[str, int], encoded: bytes) -> _Spelling:
    key = encoded.decode()
    words = heard_plain(key)
    first = firsts.setdefault(words.words[0] if words.words else key, len(firsts))
    return _Spelling(first, wholes.setdefault(words.whole or key, len(wholes)), words)


def _father(firsts: dict[str, int], guardian: bytes) -> int:
    words = heard(guardian.decode()).words
    return firsts.setdefault(words[0], len(firsts)) << _N if words else -1


def _candidates(execute: Execute, places: Areas, tell: Tell) -> set[int]:
    """Pairs worth a look, each as one number: the lower local number above the higher one."""
    (highest,) = execute("SELECT coalesce(max(n), 0) FROM members").fetchone()
    roster = _Roster(places, highest)
    # As bytes: of 600,000 names 33,000 differ, and only those are made into text.
    query = (
        "SELECT n, CAST(sort_key AS BLOB), area_id, CAST(guardian AS BLOB) "
        f"FROM members INDEXED BY ix_members_shown WHERE {ON_ROSTER}"
    )
    rows = execute(query)
    while part := rows.fetchmany(PIECE):
        roster.take(part)
        tell(min(45, 45 * len(roster.numbers) // highest))
    found = {_pair(a, b) for a, b in roster.here.pairs(roster.numbers) if roster.near(a, b, HERE)}
    tell(55)
    found.update(_pair(a, b) for a, b in roster.of_father.pairs(roster.numbers))
    del roster.here, roster.of_father
    tell(60)
    found |= _by_phone(execute, roster)
    tell(65)
    return found


def _pair(a: int, b: int) -> int:
    return (a << _N) | b if a < b else (b << _N) | a


def _by_phone(execute: Execute, roster: _Roster) -> set[int]:
    """The pairs that share a number and whose names may be one."""
    query = (
        "SELECT group_concat(n) FROM member_phones WHERE number <> '' GROUP BY number "
        f"HAVING count(*) BETWEEN 2 AND {OFFICE_PHONE}"
    )
    found = set[int]()
    for (numbers,) in execute(query):
        group = {n for n in map(int, numbers.split(",")) if roster.of[n]}
        found.update(_pair(a, b) for a, b in combinations(group, 2) if roster.near(a, b, _ANY))
    return found
