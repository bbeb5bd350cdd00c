"""Every place of the window that looks different, in the order of the sidebar: pictures and the walk go through it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.handover import Standing
from organizer_app.domain.laptop_date import RECORD, Doubt
from organizer_app.domain.operators import Operator
from organizer_app.domain.reachable import WHATSAPP, numbers
from organizer_app.domain.roles import ORGANISER, VIEWER
from organizer_app.domain.words import N_
from organizer_app.jobs.first_run import Made
from organizer_app.jobs.sync import REVOKED
from organizer_app.services import attendance_desk, camps, members, members_list
from ui import (
    tour_attendance,
    tour_camps,
    tour_committees,
    tour_groups,
    tour_members,
    tour_sync,
    tour_targets,
    tour_warroom,
)
from ui.committees.page import VACANT
from ui.lock.forgot import Forgot
from ui.lock.screen import WhoIsThere
from ui.pages_list import Context
from ui.settings.handover import Found
from ui.settings.page import SECTIONS
from ui.tour_stop import Open, Stop, choose
from ui.welcome.bring import Bring
from ui.welcome.date import DateQuestion
from ui.welcome.first_run import KeepCode, MakeDistrict, Welcome
from ui.welcome.gate import Gate
from ui.welcome.unlock import Unlock, WithCode
from ui.welcome.views import Closed, Refused, View
from ui.window import Window

CAMP_TABS = ("sessions", "invitees", "papers", "attendance", "day", "expenses")
OTHER_TABS = ("invitees", "papers", "attendance", "day")  # that look otherwise in a camp only planned, or closed
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
PLANNED = timedelta(days=30)  # before and after today: whose camps have stops of their own
__all__ = ["Stop", "gate_views", "stops", "visit"]


def stops(context: Context, roster: Path, pages: list[str]) -> Iterator[Stop]:
    """Every page of the window, first as it opens, then its places. `roster` is a file to import."""
    with context.records.store.reading() as session:
        rows = members_list.rows(session, numbers=members_list.ids(session, limit=50))
        known = [members.get(session, id=row.id) for row in rows]
        offered = attendance_desk.desk(session, camp=None, session_id=None, day=today()).camp
        near = camps.rows(session, from_on=today() - PLANNED, to_on=today() + PLANNED)
    seat = next((post.area_id for one in known for post in one.posts if post.area_id and not post.wing_id), None)
    person = known[:5][-1]
    mobile = next((one for one in known if numbers(one, WHATSAPP)), person)
    others = [(one.status, one.id) for one in near if one.status == "closed" or not one.invited]
    camp = offered.id if offered is not None else b""
    places: dict[str, list[Stop]] = {
        "home": [
            Stop("home-keys", "home", None, lambda page: page.window().does("keys")),
            Stop("home-found", "home", None, _find, seldom=True),
        ],
        "members": [
            Stop("members-person", "members", person.id),
            Stop("members-add", "members", "add"),
            Stop("members-import", "members", roster),
            Stop("members-duplicates", "members", "duplicates"),
            Stop("members-file", "members", "import", seldom=True),
            *_seldom("members", mobile.id, tour_members.about_one(mobile)),
            *_seldom("members", {}, tour_members.about_list()),
            *_seldom("members", roster, tour_members.import_steps()),
        ],
        "camps": [
            Stop("camps-week", "camps", "week"),
            Stop("camps-calendar", "camps", "calendar"),
            Stop("camps-new", "camps", "new"),
            *(Stop(f"camps-{tab}", "camps", (camp, tab)) for tab in CAMP_TABS),
            *(Stop(f"camps-{name}", "camps", *form, seldom=True) for name, form in tour_camps.forms(camp).items()),
            *(
                Stop(f"camps-{name}-{tab}", "camps", (of, tab), seldom=True)
                for name, of in others
                for tab in OTHER_TABS
            ),
        ],
        "targets": [
            Stop("targets-line", "targets", None, tour_targets.LINE, seldom=True),  # the page opens it by itself
            *_seldom("targets", None, tour_targets.FORMS),
        ],
        "groups": [
            Stop("groups-one", "groups", None, tour_groups.ONE),
            *_seldom("groups", None, tour_groups.FORMS),
        ],
        "committees": [
            Stop("committees-vacant", "committees", None, lambda page: choose(page.views, VACANT)),
            *_seldom("committees", seat, tour_committees.FORMS),
        ],
        "attendance": [
            Stop("attendance-absent", "attendance", None, lambda page: page.board.pick_mode("absent")),
            Stop("attendance-walk", "attendance", None, lambda page: page.board.pick_mode("walk")),
            Stop("attendance-gate", "attendance", None, lambda page: page.board.pick_mode("gate")),
            Stop("attendance-walk-in", "attendance", None, lambda page: page.open_walk_in()),
            Stop("attendance-exchange", "attendance", None, lambda page: page.open_exchange()),
            *(Stop(f"attendance-{name}", "attendance", (of, None), seldom=True) for name, of in others),
            *_seldom("attendance", (camp, None), tour_attendance.FORMS),
        ],
        "warroom": [
            Stop("warroom-state", "warroom", None, tour_warroom.OPENS["state"]),
            *_seldom("warroom", None, {k: v for k, v in tour_warroom.OPENS.items() if k != "state"}),
        ],
        "sync": [*_seldom("sync", None, tour_sync.places(person))],
        "settings": [
            *(Stop(f"settings-{name}", "settings", name, seldom=name == "printer") for name, *_ in SECTIONS[1:]),
            *_seldom("settings", "handover", {"handover-steps": _handover, "handover-code": _new_code}),
        ],
    }
    for page in pages:
        yield Stop(page, page, None, AS_IT_IS.get(page))
        yield from places.get(page, ())


def _seldom(page: str, place: Any, opens: dict[str, Open]) -> Iterator[Stop]:
    return (Stop(f"{page}-{name}", page, place, then, seldom=True) for name, then in opens.items())


def visit(window: Window, stop: Stop, settle: Callable[[], object]) -> bool:
    """Goes there as a person would; `settle()` waits until what was asked for has come. False: it was not there."""
    window.go(stop.page, stop.place)
    found = True
    if stop.then is not None:
        settle()
        found = stop.then(window.page()) is not False
    settle()
    return found


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


def _find(page: Any) -> None:
    """Types a word into the search and asks for what it found."""
    field = page.window().findChild(QLineEdit, "search")
    field.setText("ra")
    field.setFocus()
    down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field, down)


def _handover(page: Any) -> None:
    done = Standing("Savita Kujur", WORKERS[0].id, WORKERS[1].id, charge_at=DOUBT.now, backup_at=DOUBT.now)
    page.section().show_found(Found(done, WORKERS, 14, "जन सहयोग संगठन"))


def _new_code(page: Any) -> None:
    _handover(page)
    page.section().show_code(CODE)
    page.section().code = None  # it is no code that must not be lost: the next look takes it away


AS_IT_IS = {"sync": tour_sync.as_it_is, "warroom": tour_warroom.as_it_is}
