"""What the page of office bearers shows seldom: a seat that is held or vacant, and the forms about it."""

from functools import partial
from typing import Any

from ui.committees.pane import END, HAND_OVER
from ui.tour_stop import Open, press


def _seat(page: Any, *, held: bool, key: str = "") -> bool:
    """Shows the first seat that somebody holds, or that is vacant, and presses a button below it."""
    lines = [page.table.rows.value(row) for row in range(page.table.rows.rowCount())]
    for line in [line for line in lines if (line.holder is not None) is held][:1]:
        page.seat.show(page.committee, line)
        return not key or press(key)(page) is not False
    return False


FORMS: dict[str, Open] = {
    "seat": partial(_seat, held=True),
    "hand-over": partial(_seat, held=True, key=HAND_OVER),
    "end": partial(_seat, held=True, key=END),
    "vacant-seat": partial(_seat, held=False),
    "give": lambda page: page.seat.appoint(page.committee, None),
    "seats": lambda page: page.seat.set_seats(page.committee),
}
