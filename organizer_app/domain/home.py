"""What the first page says: what is on today, what comes, what waits for somebody."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.camps import Camp


@dataclass(frozen=True, slots=True)
class CampToday:
    """A camp that is held today. `listed` people are expected, or have a number once the list is `frozen`.

    `came` were marked present or late in one of the day's sessions; `complete` once everybody expected has a mark in
    each of them. `starts` is the day's first session, "HH:MM", or empty.
    """

    camp: Camp
    starts: str
    listed: int
    came: int
    frozen: bool
    complete: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day that is past and was not closed."""

    camp: bytes
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A camp to come whose paper lags behind: `late` people have no number, or the newest list was never printed."""

    camp: bytes
    title: str
    from_on: date
    late: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of one day. `area` is the name of the user's own area, `changes` wait to be sent.

    `conflicts` wait for somebody's decision; `refused` changes were not taken by HQ. `duplicates` are pairs of entries
    that look like one person, as far as they were looked for. `untidy`: copies of what was erased may lie in the file.
    """

    day: date
    area: str
    organisation: str
    members: int
    camps: int
    prints: int
    today: tuple[CampToday, ...]
    coming: tuple[Camp, ...]
    open_days: tuple[OpenDay, ...]
    unprinted: tuple[Unprinted, ...]
    phone_problems: int
    unplaced: int
    changes: int
    conflicts: int = 0
    refused: int = 0
    duplicates: int = 0
    untidy: bool = False
