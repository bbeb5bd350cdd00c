"""What a district sends up of its drives' boards: its own numbers, as they would stand on its own pages."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.boards import MEMBERS, What
from organizer_app.domain.rollup_boards import IN_BOOTHS, STANDS, UNKNOWN, UNKNOWN_SEAT, WHENEVER, Told, word
from organizer_app.domain.rollups import Cell, Lists
from organizer_app.models import Area
from organizer_app.services import tallies, tallies_kept
from organizer_app.services.tallies import NOW, Key
from organizer_app.services.tallies_facts import Window

_BY_DRIVE = ("camps", "trained")
_BOOTH = frozenset(map(What, IN_BOOTHS))


def count(session: Session, *, bucket: str, day: date, of: Lists) -> tuple[dict[Cell, int], Told | None]:
    """What stands at each larger place and each booth, and what each day of a drive brought to the larger ones.

    Nothing, and None, while there is no drive. What stands at booths are people and groups alone: a district has over a
    thousand. `of` are the wings that may be told of.
    """
    windows, asked = tallies_kept.wanted(session, day=day)
    if not windows:
        return {}, None
    known = tallies.places(session)
    found = tallies.count(session, windows=windows, asked=asked, day=day, known=known, bucket=bucket)
    booths = set(session.scalars(select(Area.id).where(Area.level == "booth", Area.archived_at.is_(None))))
    whats = {what for what in (*map(What, WHENEVER), *asked) if not what.wing or what.wing in of.wings}
    told = Told(
        places=known.coarse | booths,
        words=_words(whats, windows),
        since=tallies.days(windows, day)[0],
    )
    counts = {}
    for key, numbers in found.items():
        measure, wing = word(key.what, key.drive), key.what.wing or None
        if (measure, wing) not in told.words:
            continue
        in_booths = booths if key.what in _BOOTH else frozenset[bytes]()
        for (area, day_), number in numbers.items():
            at = _day(area, day_, known.coarse, in_booths, told.since)
            if at is not None:
                counts[Cell(area, measure, wing, at)] = number
    people = found.get(Key(b"", What(MEMBERS)), {})
    for measure, nowhere in ((UNKNOWN, tallies.NOWHERE), (UNKNOWN_SEAT, tallies.NO_SEAT)):
        counts[Cell(of.district, measure, None, STANDS)] = people.get((nowhere, NOW), 0)
    return counts, told


def _words(whats: set[What], windows: tuple[Window, ...]) -> frozenset[tuple[str, bytes | None]]:
    whenever = {(word(what, b""), what.wing or None) for what in whats if word(what, b"")}
    of_drives = {(word(What(measure), window.drive), None) for measure in _BY_DRIVE for window in windows}
    return frozenset(whenever | of_drives | {(UNKNOWN, None), (UNKNOWN_SEAT, None)})


def _day(area: bytes, day: int, coarse: Collection[bytes], booths: Collection[bytes], since: date) -> date | None:
    """The day under which a number goes up; None for one that stays here."""
    if area in (tallies.NOWHERE, tallies.NO_SEAT):
        return None
    if day == NOW:
        return STANDS if area in coarse or area in booths else None
    return date.fromordinal(day) if area in coarse and day >= since.toordinal() else None
