"""Which part of a person answered the words of a search, to be shown beside the name."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from organizer_app.domain.asked import asked
from organizer_app.domain.members import MemberRow
from organizer_app.domain.names import fold
from organizer_app.domain.skeleton import keys, query_tokens, spelling

NAME, OTHER, GUARDIAN, VILLAGE, PHONE, CARD = "name", "other_script", "guardian", "village", "phone", "card"
_WORD = re.compile(r"[^\s,]+")


class Mark(NamedTuple):
    """A part that answered, and from where to where in its text; 0 to 0 where that can't be told."""

    part: str
    start: int
    end: int


def matched(row: MemberRow, query: str) -> tuple[Mark, ...]:
    """Where each word typed is met, in the order of the parts; a word met nowhere has no mark."""
    words, digits = asked(query)
    found: list[Mark] = []
    if row.card_no and row.card_no.startswith(query.strip()):
        found.append(Mark(CARD, 0, len(query.strip())))
    elif digits:
        found.append(_in_phone(row.phone, digits[-10:]))
    for word in words:
        found += _first(_in_words(row, word))
    return tuple(sorted(set(found), key=lambda mark: (_PARTS.index(mark.part), mark.start)))


def place_text(row: MemberRow) -> str:
    """Where somebody lives in one line, in which VILLAGE tells the span: "Pithoria, Kanke"."""
    return ", ".join(name for name in dict.fromkeys((row.area_name, row.block_name)) if name)


_PARTS = (NAME, OTHER, GUARDIAN, VILLAGE, PHONE, CARD)


def _first(marks: Iterator[Mark]) -> Sequence[Mark]:
    mark = next(marks, None)
    return [mark] if mark else []


def _in_phone(number: str, digits: str) -> Mark:
    """In the E.164 number; another number of the person has no span."""
    national = number.removeprefix("+91")
    if national.startswith(digits):
        return Mark(PHONE, len(number) - len(national), len(number) - len(national) + len(digits))
    return Mark(PHONE, len(number) - len(digits), len(number)) if number.endswith(digits) else Mark(PHONE, 0, 0)


def _in_words(row: MemberRow, typed: str) -> Iterator[Mark]:
    """The word that is written so, else the one that sounds so, else the one that has the same key."""
    names = [(NAME, row.name), (OTHER, row.name_other), (GUARDIAN, row.guardian)]
    texts = [*names, (VILLAGE, place_text(row))]
    spelt, tokens = spelling(typed), query_tokens(typed)
    words = [(part, found) for part, text in texts for found in _WORD.finditer(text)]
    for part, found in words:
        if fold(found[0]).startswith(typed):
            whole = len(fold(found[0])) == len(typed)
            yield Mark(part, found.start(), found.end() if whole else found.start() + len(typed))
    for part, found in words:
        if spelt and spelling(found[0]).startswith(spelt):
            yield Mark(part, found.start(), found.end())
    for part, found in words:
        if tokens and any(key.startswith(tokens[0]) for key in keys(found[0])):
            yield Mark(part, found.start(), found.end())
