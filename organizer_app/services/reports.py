"""The figures of an evening report: how far a place and the places below are, with what came to be on the day."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from organizer_app.domain.boards import What
from organizer_app.domain.clock import local_text
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.reports import Figure, PlaceFigures, Report, figure
from organizer_app.domain.words import N_
from organizer_app.services import areas, boards, drives, tallies_kept, targets
from organizer_app.services.tallies import COARSE

NOT_YET = N_("{day} is still to come. Ask for today or a day before.")


def gather(
    session: Session, *, drive: bytes, area: bytes, day: date, today: date, held: int | None = None, level: str = ""
) -> Report:
    """What stands at a place on a day, and at the places of a level in it (by default the next one).

    Of each measure the whole is told, without the goals of wings, posts or shorter times. Booths have no days: below a
    block only today is told. `held` is when the kept
    numbers were known to hold (ms UTC), by default when they were counted. Raises RuleBroken for a day to come.
    """
    if day > today:
        raise RuleBroken(NOT_YET, day=day)
    board = boards.board(session, drive=drive, area=area, day=day)
    one = drives.get(session, id=drive)
    lower = targets.lower(session, area=area, level=level)
    if day < today:
        lower = tuple(place for place in lower if place.level in COARSE)
    places = {place.id: place for place in lower}
    whole = tallies_kept.at_area(session, area=area, drive=drive)
    here = {
        s.what.measure: figure(s, _on(whole.get(s.what, {}), day, board.level))
        for s in board.standings
        if s.what == What(s.what.measure)
    }
    below: dict[bytes, dict[str, Figure]] = {place: {} for place in places}
    goals = targets.standing(session, drive=drive, areas_=list(places))
    for measure in here:
        what = What(measure)
        counted = tallies_kept.at_areas(session, areas=list(places), what=what, drive=drive)
        for place, found in places.items():
            numbers = counted.get(place, {})
            stands = boards.standing(one, what, goals.get(place, {}).get(what), numbers, day)
            below[place][measure] = figure(stands, _on(numbers, day, found.level))
    own = areas.get(session, id=area)
    return Report(
        drive=one.title,
        first=one.first,
        last=one.last,
        day=day,
        counted=local_text(held if held is not None else board.counted_at),
        place=PlaceFigures(own.code, own.name, here),
        below=tuple(PlaceFigures(p.code, p.name, below[p.id]) for p in lower),
        unknown=board.unknown,
        partial=board.partial,
    )


def _on(counted: Mapping[int, int], day: date, level: str) -> int | None:
    """How many came to be on a day; None where single days are not kept."""
    return counted.get(day.toordinal(), 0) if level in COARSE else None
