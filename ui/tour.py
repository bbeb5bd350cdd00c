"""Every place of the window that looks different, in the order of the sidebar: pictures and the walk go through it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.laptop_date import RECORD, Doubt
from organizer_app.domain.operators import Operator
from organizer_app.domain.roles import ORGANISER, VIEWER
from organizer_app.domain.words import N_
from organizer_app.jobs.first_run import Made
from organizer_app.jobs.sync import REVOKED
from organizer_app.services import attendance_desk, members_list
from ui.lock.forgot import Forgot
from ui.lock.screen import WhoIsThere
from ui.pages_list import Context
from ui.settings.page import SECTIONS
from ui.welcome.bring import Bring
from ui.welcome.date import DateQuestion
from ui.welcome.first_run import KeepCode, MakeDistrict, Welcome
from ui.welcome.gate import Gate
from ui.welcome.unlock import Unlock, WithCode
from ui.welcome.views import Closed, Refused, View
from ui.window import Window

CAMP_TABS = ("sessions", "invitees", "papers", "attendance", "day", "expenses")
CODE = "7QK2M-9XW4T-H3RPE-V8C5N-B6FDA-J1GYS"  # opens nothing
BROKEN = RuleBroken(N_("{file} is damaged. Stop entering data and restore the last backup."), file="organizer.db")
BACKUP = "organizer-2026-12-13.backup"
DAY = 86_400_000  # ms
DOUBT = Doubt(RECORD, 1_797_000_000_000, 1_797_000_000_000 + 3 * DAY)
WORKERS = tuple(
    Operator(bytes([n]) * 16, name, role, here=True)
    for n, (name, role) in enumerate(
        (("Savita Kujur", ORGANISER), ("Anil Minz", "operator"), ("Pooja Rawat", "checker"), ("सीता देवी", VIEWER))
    )
)
Open = Callable[[Any], object]


class Stop(NamedTuple):
    """One place: its name, the page, the place on it, and what is pressed there (it is given the page)."""

    name: str
    page: str
    place: Any = None
    then: Open | None = None


def stops(context: Context, roster: Path, pages: list[str]) -> Iterator[Stop]:
    """Every page of the window, first as it opens, then its places. `roster` is a file to import."""
    with context.records.store.reading() as session:
        numbers = members_list.ids(session, limit=5)
        person = members_list.rows(session, numbers=numbers)[-1].id
        offered = attendance_desk.desk(session, camp=None, session_id=None, day=today()).camp
    camp = offered.id if offered is not None else b""
    places: dict[str, list[Stop]] = {
        "home": [Stop("home-keys", "home", None, lambda page: page.window().does("keys"))],
        "members": [
            Stop("members-person", "members", person),
            Stop("members-add", "members", "add"),
            Stop("members-import", "members", roster),
            Stop("members-duplicates", "members", "duplicates"),
        ],
        "camps": [
            Stop("camps-week", "camps", "week"),
            Stop("camps-calendar", "camps", "calendar"),
            Stop("camps-new", "camps", "new"),
            *(Stop(f"camps-{tab}", "camps", (camp, tab)) for tab in CAMP_TABS),
        ],
        "committees": [Stop("committees-vacant", "committees", None, _vacant)],
        "attendance": [
            Stop("attendance-absent", "attendance", None, lambda page: page.board.pick_mode("absent")),
            Stop("attendance-walk", "attendance", None, lambda page: page.board.pick_mode("walk")),
            Stop("attendance-gate", "attendance", None, lambda page: page.board.pick_mode("gate")),
            Stop("attendance-walk-in", "attendance", None, lambda page: page.open_walk_in()),
            Stop("attendance-exchange", "attendance", None, lambda page: page.open_exchange()),
        ],
        "settings": [Stop(f"settings-{section[0]}", "settings", section[0]) for section in SECTIONS[1:]],
    }
    for page in pages:
        yield Stop(page, page)
        yield from places.get(page, ())


def visit(window: Window, stop: Stop, settle: Callable[[], object]) -> None:
    """Goes there as a person would; `settle()` waits until what was asked for has come."""
    window.go(stop.page, stop.place)
    if stop.then is not None:
        settle()
        stop.then(window.page())
    settle()


def gate_views(gate: Gate) -> dict[str, Callable[[], View]]:
    """What stands before the window, by name."""
    return {
        "welcome": partial(Welcome, gate),
        "welcome-district": partial(MakeDistrict, gate, ask_passphrase=True),
        "welcome-code": partial(KeepCode, gate, Made(CODE, 143, ()), ""),
        "unlock": partial(Unlock, gate),
        "unlock-code": partial(WithCode, gate),
        "unlock-date": partial(DateQuestion, DOUBT, again=_nothing, right=_nothing),
        "unlock-refused": partial(Refused, str(BROKEN), again=_nothing, close=_nothing),
        "unlock-closed": partial(Closed, RuleBroken(REVOKED, file="for-hq.bundle"), close=_nothing),
        "bring": partial(Bring, gate, Path(BACKUP)),
        "lock": partial(WhoIsThere, WORKERS, WORKERS[1].id),
        "lock-forgot": partial(Forgot, WORKERS, has_passphrase=True),
    }


def _nothing() -> None:
    pass


def _vacant(page: Any) -> None:
    page.views.choose("vacant")
    page.views.picked.emit("vacant")
