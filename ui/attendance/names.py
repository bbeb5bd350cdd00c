"""A person's name in the other script: as it was written, else a guess, so that either reader finds the row."""

from functools import lru_cache

from organizer_app.domain.attendance import Line
from organizer_app.domain.transliterate import to_devanagari, to_roman


def other_name(line: Line) -> str:
    """The name in the script it was not written in; "" when that can't be told."""
    return line.name_other or _guess(line.name)


@lru_cache(maxsize=4096)
def _guess(name: str) -> str:
    if any("\u0900" <= letter <= "\u097f" for letter in name):
        return to_roman(name)
    return to_devanagari(name) if any(letter.isascii() and letter.isalpha() for letter in name) else ""
