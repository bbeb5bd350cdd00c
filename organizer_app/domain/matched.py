"""Which part of a person answered the words of a search, to be shown beside the name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from organizer_app.domain.asked import asked
from organizer_app.domain.members import MemberRow
from organizer_app.domain.names import fold
from organizer_app.domain.skeleton import keys, query_tokens, spelling

NAME, OTHER, GUARDIAN, VILLAGE, PHONE, CARD = "name", "other_script", "guardian", "village", "phone", "card"
Span = tuple[int, int]  # from where to where in a text
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


def spans(text: str, marks: Iterable[Mark], part: str) -> tuple[Span, ...]:
    """Where a part answered in its text, in order. In Devanagari up to the word's end: its letters belong together."""
    found = []
    for mark in marks:
        if mark.part == part and mark.end:
            end = mark.end
            while not text.isascii() and end < len(text) and text[end] not in " ,":
                end += 1
            found.append((mark.start, end))
    return tuple(sorted(found))


def phone_spans(number: str, shown: str, marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Where the digits that answered stand in an E.164 number as a role is shown it; nothing where they are hidden."""
    digits = [at for at, sign in enumerate(shown) if sign.isdigit()]
    mark = next((mark for mark in marks if mark.part == PHONE and mark.end), None)
    first, last = (mark.start - len("+91"), mark.end - len("+91")) if mark else (0, 0)
    if not mark or not 0 <= first < last <= len(digits) or len(digits) != len(number) - len("+91"):
        return ()
    return ((digits[first], digits[last - 1] + 1),)


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
