"""What the camps page shows seldom: the forms of a camp, papers on screen."""

from collections.abc import Callable
from functools import partial
from typing import Any

from organizer_app.domain.camps import Asked, Camp
from ui.camps.day_forms import open_reopen
from ui.camps.desk import Desk
from ui.camps.districts import open_ask
from ui.camps.reprint_pane import open_reprint
from ui.camps.taking_over import open_take_over
from ui.camps.withdrawal import open_withdrawal
from ui.tour_stop import Open, press

Place = tuple[bytes, str]
DISTRICT = Asked(bytes(16), "D339", "Ranchi", 40, 12, own=True)


def forms(camp: bytes) -> dict[str, tuple[Place, Open]]:
    """By name: on which tab each form of a camp is, and what opens it."""
    found = {
        "edit": ("sessions", press("Ctrl+E")),
        "session-add": ("sessions", press("Ctrl+N")),
        "session-edit": ("sessions", press("F2", row=True)),
        "trainer": ("sessions", press("Ctrl+T", row=True)),
        "invite": ("invitees", press("Ctrl+I")),
        "invite-one": ("invitees", press("Ctrl+Shift+I")),
        "instead": ("invitees", press("Ctrl+T", row=True)),
        "paper": ("papers", press("Ctrl+Return")),
        "venue": ("papers", _about(_venue)),
        "ask": ("papers", _about(open_ask)),
        "withdraw": ("papers", _about(partial(open_withdrawal, district=DISTRICT, back=_nothing))),
        "take-over": ("papers", _about(open_take_over)),
        "despite": ("day", press("Ctrl+Return")),
        "reopen": ("day", _about(_reopen)),
        "expense": ("expenses", press("Ctrl+N")),
    }
    return {name: ((camp, tab), then) for name, (tab, then) in found.items()}


def _about(form: Callable[[Desk, Camp], object]) -> Open:
    return lambda page: form(page.desk, page.detail.camp) if page.detail.camp is not None else False


def _venue(desk: Desk, camp: Camp) -> None:
    open_reprint(desk, camp, "venue", "Community hall, Kanke", "Panchayat hall, Bundu")


def _reopen(desk: Desk, camp: Camp) -> None:
    open_reopen(desk, camp, camp.from_on)


def _nothing() -> Any:
    pass
