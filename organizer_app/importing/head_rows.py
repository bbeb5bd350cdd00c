"""Where the headings of a table are: below the organisation's name, in one row or two, or nowhere."""

import re
from typing import NamedTuple

from organizer_app.importing.headings import NEVER, PASSED_OVER, Heading, plain, read

_SURE = 0.8
_NUMBERED = re.compile(r"[0-9०-९]{2}")  # "Booth 12" is a value; "मो0 नं0" is a heading
_LONG_NUMBER = re.compile(r"(?:[0-9०-९][ -]?){5,}")


class Head(NamedTuple):
    """Headings, the row they stand in (0: none), the first row of data, columns, and whether one of them is a name."""

    header: tuple[str, ...]
    row: int
    first: int
    width: int
    named: bool


def find_head(rows: list[tuple[int, tuple[str, ...]]]) -> Head:
    """The head of a table from its first rows (number and cells as text); width 0 if they are all blank.

    The row with the most headings that are understood wins, if it has two of them or is a lone "Name".
    """
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return Head((), 0, 1, 0, False)
    best, at = 0, -1
    for place, (_, cells) in enumerate(filled):
        score = _score(cells)
        if score > best:
            best, at = score, place
    width = max(_filled_width(cells) for _, cells in filled[max(at, 0) :])
    if at < 0:
        at = _unknown_head(filled, width)
        if at < 0:
            return Head((), 0, _first_full_row(filled, width), width, False)
    number, header = filled[at]
    last = number
    if at + 1 < len(filled) and (joined := _second_row(header, filled[at + 1][1])):
        last, header = filled[at + 1][0], joined
    header = (header + ("",) * width)[:width]
    named = any(found.what == "name" for found in map(read, header) if found)
    return Head(header, number, last + 1, width, named)


def repeats(header: tuple[str, ...], cells: tuple[str, ...]) -> bool:
    """Whether a row is the headings again, or the "1, 2, 3 …" that forms number their columns with."""
    pairs = [(plain(heading), plain(cell)) for heading, cell in zip(header, cells, strict=False) if cell.strip()]
    if len(pairs) < 2:
        return False
    if sum(heading == cell and heading != "" for heading, cell in pairs) >= 0.7 * len(pairs):
        return True
    numbers = [cell for _, cell in pairs]
    start = int(numbers[0]) if numbers[0].isdecimal() and len(numbers[0]) < 3 else None
    return (
        start in (0, 1)
        and len(numbers) >= 4
        and all(n.isdecimal() and int(n) == start + i for i, n in enumerate(numbers))
    )


def _score(cells: tuple[str, ...]) -> int:
    """How many different headings are understood in a row; 0 for a row of data or a title."""
    if any(_LONG_NUMBER.search(cell) for cell in cells):
        return 0
    words = [cell.strip() for cell in cells if not _NUMBERED.search(cell)]
    found = [heading for word in words if (heading := read(word)) and heading.confidence >= _SURE]
    kinds = {heading.what for heading in found}
    filled = sum(bool(cell.strip()) for cell in cells)
    lone_name = kinds == {"name"} and filled <= 3 and found[0].confidence == 1.0
    return len(kinds) if len(kinds) >= 2 or lone_name else 0


def _filled_width(cells: tuple[str, ...]) -> int:
    return max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0)


def _unknown_head(filled: list[tuple[int, tuple[str, ...]]], width: int) -> int:
    """The first well-filled row, if it has no digit and most rows below it have some: headings of unknown words."""
    for place, (_, cells) in enumerate(filled[:-1]):
        if sum(bool(cell.strip()) for cell in cells) * 2 >= width:
            with_digits = sum(any(c.isdigit() for c in "".join(below)) for _, below in filled[place + 1 :])
            has_digits = any(c.isdigit() for c in "".join(cells))
            return place if not has_digits and 2 * with_digits > len(filled) - place - 1 else -1
    return -1


def _first_full_row(filled: list[tuple[int, tuple[str, ...]]], width: int) -> int:
    """Without headings the data begins where rows are as wide as they get; a title above is narrower."""
    counts = [(number, sum(bool(cell.strip()) for cell in cells)) for number, cells in filled]
    return next((number for number, count in counts if 2 * count >= width), counts[0][0])


def _second_row(header: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...] | None:
    """Both rows as one, where the lower one says what stands under a heading that spans several columns."""
    size = max(len(header), len(below))
    upper, lower = (tuple(cells) + ("",) * (size - len(cells)) for cells in (header, below))
    said = [read(cell.strip()) for cell in lower if cell.strip()]
    spanned = any(not u.strip() and low.strip() for u, low in zip(upper, lower, strict=True))
    if not said or not spanned or any(_is_unsure(heading) for heading in said) or repeats(header, below):
        return None
    return tuple(low if low.strip() else up for up, low in zip(upper, lower, strict=True))


def _is_unsure(heading: Heading | None) -> bool:
    return heading is None or (heading.confidence < _SURE and heading.what not in {*NEVER, PASSED_OVER})
