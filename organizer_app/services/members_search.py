"""Search as you type: names in either script, guardian, place, digits of a phone, card number."""

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from organizer_app.db.connect import SEARCHING, take_room
from organizer_app.domain.asked import asked
from organizer_app.domain.likely import SURE, likely
from organizer_app.domain.search_keys import PLACE
from organizer_app.domain.skeleton import query_tokens
from organizer_app.models import Member
from organizer_app.services import members_digits
from organizer_app.services.members_match import Part, any_of, begun_so, by_name, by_place, every, nearly
from organizer_app.services.members_search_few import Few, few

RANKED = 60  # people compared with the words letter by letter; behind them it goes by how they were found
TOLD = RANKED  # people whose words tell which of several questions they answer; they are read to be compared, too
AT_ONCE = 500  # hits that are looked at in one statement
FEW, FEWER = 20, 5  # people found, below which more is tried: words only begun; and a word that is a place
MOST_TRIED = 20_000  # hits that are looked at for conditions
A_FEW, GUESSED = 4, 400  # guesses looked at: for each word near the only one typed, and in all
LIKE_ENOUGH, LIKER = 55, 70  # of 100, for what is only nearly what was typed; and where the words are a place

_ASKED = "SELECT rowid FROM member_search WHERE member_search MATCH ?"

Where = Sequence[ColumnElement[bool]]


def find(session: Session, *, query: str, limit: int, where: Where = (), within: bytes | None = None) -> "array[int]":
    """The local numbers of the people at an area or below it that fit the words typed, best first.

    "ram 3210" finds Ram whose number begins or ends with 3210; "ram kanke" Ram of Kanke. `where` are conditions over
    Member besides; they cost more than the area does.
    """
    take_room(session.connection().connection, SEARCHING)
    names, digits = asked(query)
    search = _Search(session, where, within, limit)
    if any(c.isdigit() for name in names for c in name):  # letters and digits in one: no name, no phone
        return array("I", search.with_card(query.strip()))
    found = search.with_digits(digits, names) if digits else search.with_words(names)
    if any(c.isdigit() for c in query):
        found = list(dict.fromkeys((*search.with_card(query.strip()), *found)))
    return array("I", found[:limit])


class _Search:
    def __init__(self, session: Session, where: Where, within: bytes | None, limit: int) -> None:
        self._session, self._where, self._within, self._limit = session, where, within, limit
        self._cursor = session.connection().connection.cursor()  # through SQLAlchemy a statement takes twice as long
        self._told: list[tuple[list[list[Part]], Few]] = []

    @cached_property
    def _few(self) -> Few | None:
        return None if self._within is None else few(self._session, self._within)

    def with_words(self, words: Sequence[str]) -> list[int]:
        """By name; where those are few, with one word as a place; where nobody is called so, by nearly these words."""
        if not query_tokens(" ".join(words)):
            return []
        if self._within is not None and len(words) > 1:
            self._ask_together(words)
        hits = self._first(by_name(words))
        if len(hits) < min(FEW, self._limit) and len(words) > 1:
            hits = list(dict.fromkeys((*hits, *self._first([begun_so(words)]))))
        rated = self._rated(hits, words)
        called_so = any(rating >= SURE for rating, _key in rated.values())
        enough = LIKE_ENOUGH
        if len(hits) < min(FEWER, self._limit):
            for match, named in by_place(words):
                there = self._hits(match, self._limit) if self._answer(match[-1:], 1) else []
                lives = {n: (max(rating, SURE), key) for n, (rating, key) in self._rated(there, named).items()}
                rated, hits = lives | rated, list(dict.fromkeys((*hits, *there)))
                enough = LIKER if there else enough
        if not called_so:
            guessed = self._rated(self._guessed(words), words, most=GUESSED)
            rated = {n: one for n, one in guessed.items() if one[0] >= enough} | rated
        return [*_in_order(rated), *(n for n in hits if n not in rated)]

    def with_digits(self, digits: str, words: Sequence[str]) -> list[int]:
        """By digits of a phone, among the people whom the words find when there are any."""
        if not query_tokens(" ".join(words)):
            limit = MOST_TRIED if self._where else self._limit
            return self._fitting(members_digits.by_phone(self._cursor, digits, within=self._within, limit=limit))
        called = members_digits.by_phone(self._cursor, digits, within=self._within, limit=AT_ONCE)
        if len(called) < AT_ONCE:
            named = self._fitting(self._named(called, query_tokens(" ".join(words))))
            return [*_in_order(self._rated(named, words)), *named[RANKED:]]
        hits = members_digits.among_named(
            self._cursor, every(begun_so(words), self._within), digits, tried=MOST_TRIED, limit=self._limit
        )
        fitting = self._fitting(hits)
        return [*_in_order(self._rated(fitting, words)), *fitting[RANKED:]]

    def with_card(self, card: str) -> list[int]:
        """By the card number or how it begins."""
        return self._fitting(members_digits.by_card(self._cursor, card, within=self._within, limit=self._limit))

    def _first(self, matches: Iterable[list[Part]]) -> list[int]:
        """The first hits of each question in turn, until there are enough."""
        found: dict[int, None] = {}
        for match in matches:
            if len(found) >= self._limit:
                break
            found |= dict.fromkeys(self._hits(match, self._limit))
        return list(found)

    def _ask_together(self, words: Sequence[str]) -> None:
        """In a large area, where each question reads long lists and few people fit, those for a name are asked in one.

        Which of them somebody answers is told by the words of who fits. A single letter begins too many.
        """
        if self._few:
            return
        *surest, last = by_name(words)
        wider = begun_so(words)
        if self._tell(any_of(surest, self._within), surest) < FEW and len(last[-1][0].token) > 1:
            self._tell(every(wider, self._within), [last, wider])

    def _tell(self, match: str, questions: list[list[Part]]) -> int:
        """Remembers who fits, if they are few, as the answer to the questions; how many they are."""
        rows = self._cursor.execute(f"{_ASKED} LIMIT ?", (match, TOLD + 1)).fetchall()
        if len(rows) <= TOLD:
            numbers = _list([n for (n,) in rows])
            self._told.append(
                (questions, Few(self._cursor.execute(f"SELECT n, search_keys FROM members WHERE n IN ({numbers})")))
            )
        return len(rows)

    def _guessed(self, words: Sequence[str]) -> list[int]:
        """Some of everybody who is called nearly so: of one word a few for each word near it, or one takes all."""
        found: dict[int, None] = {}
        for match in nearly(words):
            found |= dict.fromkeys(self._hits(match, A_FEW if len(words) == 1 else self._limit))
            if len(found) >= GUESSED:
                break
        return list(found)

    def _hits(self, match: list[Part], limit: int) -> list[int]:
        return self._fitting(self._answer(match, MOST_TRIED if self._where else limit))

    def _answer(self, match: list[Part], limit: int) -> list[int]:
        """The first who fit a question, whatever else is asked of them."""
        people = self._few or next((people for questions, people in self._told if match in questions), None)
        if people:
            return people.hits(match, limit)
        return [n for (n,) in self._cursor.execute(f"{_ASKED} LIMIT ?", (every(match, self._within), limit))]

    def _fitting(self, numbers: list[int]) -> list[int]:
        """Those of the people whom the conditions let through, at most as many as are wanted."""
        if not self._where:
            return numbers[: self._limit]
        found: list[int] = []
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            fit = set(self._session.scalars(select(Member.n).where(Member.n.in_(some), *self._where)))
            found += [n for n in some if n in fit]
            if len(found) >= self._limit:
                break
        return found[: self._limit]

    def _named(self, numbers: list[int], tokens: Sequence[str]) -> list[int]:
        """Those of the people in whose name, guardian or place every token begins a word."""
        rows = self._cursor.execute(f"SELECT n, words FROM member_search_words WHERE n IN ({_list(numbers)})")
        fit = {n for n, words in rows if all(f" {t}" in f" {words}" or f" {PLACE}{t}" in f" {words}" for t in tokens)}
        return [n for n in numbers if n in fit] if tokens else []

    def _rated(self, numbers: list[int], words: Sequence[str], most: int = RANKED) -> dict[int, tuple[float, str]]:
        """How like the words the first of the people are called, and by what a list has them in order."""
        rate = likely(" ".join(words))
        rows = self._cursor.execute(
            f"SELECT n, name, name_other, guardian, sort_key FROM members WHERE n IN ({_list(numbers[:most])})"
        )
        return {n: (rate(name, other, guardian), key) for n, name, other, guardian, key in rows}


def _in_order(rated: dict[int, tuple[float, str]]) -> list[int]:
    """Best match first, those that are alike by name."""
    return sorted(rated, key=lambda n: (-rated[n][0], rated[n][1]))


def _list(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))
