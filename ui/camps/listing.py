"""The columns of the list of camps."""

from collections.abc import Callable, Mapping

from organizer_app.domain.camps import Camp, origin_name
from organizer_app.domain.clock import today
from organizer_app.domain.words import DAYS_EN, DAYS_HI, group_digits, language
from organizer_app.domain.words import translate as _
from ui.camps.words import STATUS_TONES, kind_name, short_days, status_name
from ui.shared.rows import Cell, Column

Came = Callable[[], Mapping[bytes, int]]


def columns(came: Came) -> list[Column]:
    """`came()` gives how many people came to each camp, as far as that is known."""
    return [
        Column(_("Day"), _day_cell, 150),
        Column(_("Title"), lambda c: Cell(c.title, _below(c)), 240, stretch=True),
        Column(_("Venue"), lambda c: Cell(c.venue, kind="quiet"), 220, from_width=820),
        Column(_("People"), lambda c: people_cell(c, came().get(c.id, 0)), 190),
        Column(_("Status"), lambda c: Cell(status_name(c), kind="pill", tone=STATUS_TONES.get(c.status, "")), 120),
    ]


def people_cell(camp: Camp, came: int) -> Cell:
    """Who came of who was invited, once somebody came or the camp is over; before that who confirmed."""
    if came or camp.to_on < today():
        words = _("{came} came · {n} invited").format(came=group_digits(came), n=group_digits(camp.invited))
        return Cell(words, kind="bar", share=came / max(1, camp.invited))
    if not camp.invited:
        return Cell(_("Nobody invited yet"), kind="quiet")
    words = _("{sure} confirmed · {n} invited").format(sure=group_digits(camp.confirmed), n=group_digits(camp.invited))
    return Cell(words, kind="bar", share=camp.confirmed / camp.invited)


def _below(camp: Camp) -> str:
    return " · ".join(filter(None, (kind_name(camp), camp.area_name, origin_name(camp))))


def _day_cell(camp: Camp) -> Cell:
    names = DAYS_HI if language() == "hi" else DAYS_EN
    return Cell(short_days(camp.from_on, camp.to_on), names[camp.from_on.weekday()])
