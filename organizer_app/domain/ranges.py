"""Serials as they are typed from paper: "7 12-18 40- 112-8 !7", also ६३-६८."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

# One character for one character, so that positions in the typed text stay true.
_DASHES, _COMMAS = "‐‑‒–—―−－", ",;।|，、"
_PLAIN = str.maketrans(
    "०१२३४५६७८९０１２３４５６７８９！" + _DASHES + _COMMAS,
    "01234567890123456789!" + "-" * len(_DASHES) + " " * len(_COMMAS),
)
# "12 -18" and "12 - 18" are ranges; "40- 112" is open from 40, and then 112.
_TOKEN = re.compile(r"(?P<not>!)?\s*(?P<first>\d+)(?:(?P<open>-)(?P<last>\d+)?|\s+-\s*(?P<far>\d+))?(?=\s|$)", re.ASCII)
_WORD = re.compile(r"\S+")
_LONGEST = 9  # digits; no sheet is that long, and int() of pasted thousands of digits is slow


class BadRange(RuleBroken):
    """A token that can't be read or is not on the sheet: `start` and `end` are its place in the typed text."""

    def __init__(self, msgid: str, *, start: int, end: int, **values: object) -> None:
        super().__init__(msgid, **values)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed: serials to mark and to unmark, ascending, no serial in both."""

    marks: tuple[int, ...] = ()
    unmarks: tuple[int, ...] = ()


def parse(text: str, highest: int) -> Entry:
    """The serials a person typed, on a sheet that ends with `highest`; of two words on one serial the later counts.

    "7" one, "12-18" from to, "40-" to the end, "112-8" short for 112-118, "!7" and "!7-9" take back. Spaces, commas
    and danda divide. Raises BadRange naming the first token that can't be read or is not on the sheet.
    """
    plain = text.translate(_PLAIN)
    wanted: dict[int, bool] = {}
    position = 0
    while word := _WORD.search(plain, position):
        token = _TOKEN.match(plain, word.start())
        if token is None:
            raise _bad(N_("“{token}” can't be read: type 7, 12-18, 40- or !7."), text, word)
        first, last = _bounds(token, text, highest)
        for serial in range(first, last + 1):
            wanted[serial] = token["not"] is None
        position = token.end()
    ordered = sorted(wanted)
    return Entry(tuple(s for s in ordered if wanted[s]), tuple(s for s in ordered if not wanted[s]))


def _bounds(token: re.Match[str], text: str, highest: int) -> tuple[int, int]:
    first = _serial(token["first"], token, text, highest)
    tail = token["last"] or token["far"]
    if tail is None:
        return first, (highest if token["open"] else first)
    # "112-8": the end has fewer digits, so it takes the front ones of the start.
    last = _serial(str(first)[: -len(tail)] + tail, token, text, highest)
    if last < first:
        raise _bad(N_("“{token}” runs backwards: type the smaller number first."), text, token)
    return first, last


def _serial(digits: str, token: re.Match[str], text: str, highest: int) -> int:
    significant = digits.lstrip("0")
    serial = int(significant or "0") if len(significant) <= _LONGEST else highest + 1
    if not 1 <= serial <= highest:
        shown = significant[: _LONGEST + 1] or "0"
        message = N_("{number} is not on this sheet: it has 1 to {highest}.")
        raise _bad(message, text, token, number=shown, highest=highest)
    return serial


def _bad(msgid: str, text: str, found: re.Match[str], **values: object) -> BadRange:
    start, end = found.span()
    return BadRange(msgid, start=start, end=end, token=text[start:end][:40], **values)


def text_of(serials: Iterable[int]) -> str:
    """Serials the short way, "1-3 7 12-18", ascending; `parse` reads it back."""
    runs: list[list[int]] = []
    for serial in sorted(set(serials)):
        if runs and serial == runs[-1][1] + 1:
            runs[-1][1] = serial
        else:
            runs.append([serial, serial])
    return " ".join(_run_text(first, last) for first, last in runs)


def _run_text(first: int, last: int) -> str:
    if last - first < 2:
        return str(first) if first == last else f"{first} {last}"
    return f"{first}-{last}"
