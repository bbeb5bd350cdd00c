"""What the attendance page shows seldom: who was found at the gate, who comes in place of whom, marks to take in."""

from functools import partial
from typing import Any

from ui.attendance.board import GATE, WHO_CAME
from ui.attendance.exchange import TAKE
from ui.attendance.walk_in import SUBSTITUTE
from ui.tour_stop import Open, choose


def _mode(mode: str, typed: str, page: Any) -> None:
    page.board.pick_mode(mode)
    page.board.field.setText(typed)


def _substitute(page: Any) -> None:
    page.open_walk_in()
    choose(page.pane.tabs, SUBSTITUTE)


def _take(page: Any) -> None:
    page.open_exchange()
    choose(page.exchange.tabs, TAKE)


def _person(page: Any) -> None:
    _mode(WHO_CAME, "", page)
    page.board.picked.emit(1)


FORMS: dict[str, Open] = {
    "found": partial(_mode, GATE, "a"),
    "typed": partial(_mode, WHO_CAME, "7 12-18 !3"),
    "wrong": partial(_mode, WHO_CAME, "7 9999"),
    "substitute": _substitute,
    "take": _take,
    "person": _person,
}
