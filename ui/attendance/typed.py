"""What the big field holds, read against the list of the camp: which numbers, and whom the preview names. No Qt."""

import re
from collections.abc import Collection

from organizer_app.domain.ranges import BadRange, Entry, parse
from organizer_app.domain.words import N_

NOBODY = N_("Nobody has the number {number}. A new person on that row is a walk-in (F4).")
_WORD = re.compile(r"\S+")


def read(text: str, known: Collection[int]) -> Entry:
    """The numbers to mark and unmark. A range passes over rows nobody has; a single number must be somebody's.

    Raises BadRange naming the token that can't be read or that nobody has.
    """
    entry = parse(text, max(known, default=0))
    strange = {*entry.marks, *entry.unmarks}.difference(known)
    if not strange:
        return entry
    for word in _WORD.finditer(text):
        numbers = _numbers(word.group(), known)
        if numbers and numbers <= strange:
            raise BadRange(NOBODY, start=word.start(), end=word.end(), number=min(numbers))
    return Entry(tuple(s for s in entry.marks if s not in strange), tuple(s for s in entry.unmarks if s not in strange))


def newest(text: str, entry: Entry) -> int | None:
    """The number typed last, for the preview: 68 of "7 63-68"."""
    both = {*entry.marks, *entry.unmarks}
    words = text.split()
    last = _numbers(words[-1], both) & both if words else set()
    return max(last or both, default=None)


def qt_span(text: str, start: int, end: int) -> tuple[int, int]:
    """A place in a Python string as (start, length) in the UTF-16 units Qt counts."""
    before = len(text[:start].encode("utf-16-le")) // 2
    return before, len(text[start:end].encode("utf-16-le")) // 2


def _numbers(word: str, known: Collection[int]) -> set[int]:
    try:
        entry = parse(word, max(known, default=0))
    except BadRange:
        return set()
    return {*entry.marks, *entry.unmarks}
