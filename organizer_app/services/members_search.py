"""Search as you type: names in either script, guardian, place, digits of a phone, card number."""

from array import array
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from organizer_app.domain.likely import likely
from organizer_app.domain.names import fold
from organizer_app.domain.skeleton import PLACE, query_tokens
from organizer_app.models import Member
from organizer_app.services import members_digits
from organizer_app.services.members_match import FEW, by_name, by_place, every, nearly

RANKED = 100  # people compared with the words letter by letter; behind them it goes by how they were found
AT_ONCE = 500  # hits that are looked at in one statement
MOST_TRIED = 20_000  # hits that are looked at for conditions
LIKE_ENOUGH = 70  # of 100, for what is only nearly what was typed

Where = Sequence[ColumnElement[bool]]


def find(session: Session, *, query: str, limit: int, where: Where = (), within: bytes | None = None) -> "array[int]":
    """The local numbers of the people at an area or below it that fit the words typed, best first.

    "ram 3210" finds Ram whose number begins or ends with 3210; "ram kanke" Ram of Kanke. `where` are conditions over
    Member besides; they cost more than the area does.
    """
    words = fold(query).replace("+", " ").split()
    digits = "".join("".join(c for c in word if c.isdigit()) for word in words if is_number(word))
    names = [word for word in words if not is_number(word)]
    search = _Search(session, where, within, limit)
    found = search.with_digits(digits, names) if digits else search.with_words(names)
    if any(c.isdigit() for c in query):
        found = list(dict.fromkeys((*search.with_card(query.strip()), *found)))
    return array("q", found[:limit])


def is_number(word: str) -> bool:
    """Whether a word is digits of a phone or of a card."""
    return word.replace("-", "").isdigit()


class _Search:
    def __init__(self, session: Session, where: Where, within: bytes | None, limit: int) -> None:
        self._session, self._where, self._within, self._limit = session, where, within, limit
        self._cursor = session.connection().connection.cursor()  # through SQLAlchemy a statement takes twice as long

    def with_words(self, words: Sequence[str]) -> list[int]:
        """By name; where those are few, with one word as a place; where nobody is, by nearly these words."""
        found = self._ranked(self._first(by_name(words)), words)
        if len(found) < min(FEW, self._limit):
            known = set(found)
            found += self._ranked([n for n in self._first(by_place(words)) if n not in known], words)
        return found or self._ranked(self._first(nearly(words)), words, at_least=LIKE_ENOUGH)

    def with_digits(self, digits: str, words: Sequence[str]) -> list[int]:
        """By digits of a phone, among the people whom the words find when there are any."""
        if not words:
            limit = MOST_TRIED if self._where else self._limit
            return self._fitting(members_digits.by_phone(self._cursor, digits, within=self._within, limit=limit))
        called = members_digits.by_phone(self._cursor, digits, within=self._within, limit=AT_ONCE)
        if len(called) < AT_ONCE:
            return self._ranked(self._fitting(self._named(called, query_tokens(" ".join(words)))), words)
        *_, match = by_name(words)
        hits = members_digits.among_named(
            self._cursor, every(match, self._within), digits, tried=MOST_TRIED, limit=self._limit
        )
        return self._ranked(self._fitting(hits), words)

    def with_card(self, card: str) -> list[int]:
        """By the card number or how it begins."""
        return self._fitting(members_digits.by_card(self._cursor, card, within=self._within, limit=self._limit))

    def _first(self, matches: Iterable[list[str]]) -> list[int]:
        """The first hits of each question in turn, until there are enough."""
        found: dict[int, None] = {}
        for match in matches:
            if len(found) >= self._limit:
                break
            tried = MOST_TRIED if self._where else self._limit
            rows = self._cursor.execute(
                "SELECT rowid FROM member_search WHERE member_search MATCH ? LIMIT ?",
                (every(match, self._within), tried),
            )
            found |= dict.fromkeys(self._fitting([n for (n,) in rows.fetchall()]))
        return list(found)

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

    def _ranked(self, numbers: list[int], words: Sequence[str], *, at_least: float = 0) -> list[int]:
        """The people most like the words first; of those that are alike as they were found."""
        head, rate = numbers[:RANKED], likely(" ".join(words))
        rows = self._cursor.execute(
            f"SELECT n, name, name_other, guardian, sort_key FROM members WHERE n IN ({_list(head)})"
        )
        rated = {n: (-rate(name, other, guardian), key) for n, name, other, guardian, key in rows}
        kept = [n for n in head if n in rated and -rated[n][0] >= at_least]
        return [*sorted(kept, key=rated.__getitem__), *(() if at_least else numbers[RANKED:])]


def _list(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))
