"""Gathers what the pictures of a drive show at a place, from what was counted last."""

from datetime import date

from sqlalchemy.orm import Session

from organizer_app.domain.boards import What
from organizer_app.domain.drive_pictures import Pictures
from organizer_app.services import areas, boards, coverage

DISTRICT = "district"


def gather(session: Session, *, drive: bytes, area: bytes, what: What, day: date) -> Pictures:
    """Paces are of every line with a goal; days and districts are of `what`. Wings are counted from people here."""
    board = boards.board(session, drive=drive, area=area, day=day)
    below = boards.below(session, drive=drive, area=area, what=what, day=day)
    if not below or below[0].level != DISTRICT:
        below = boards.below(session, drive=drive, area=area, what=what, day=day, level=DISTRICT)
    places = areas.by_id(session, [one.area for one in below])
    own = board.drive
    return Pictures(
        name=next((one.name for one in board.standings if one.what == what), ""),
        first=own.first if own is not None else day,
        last=own.last if own is not None else day,
        days=boards.by_day(session, drive=drive, area=area, what=what),
        paces=tuple((one.name, one.pace) for one in board.standings if one.pace is not None and one.pace.goal),
        districts=tuple((places[one.area].code, one) for one in below),
        table=coverage.table(session, area=area),
    )
