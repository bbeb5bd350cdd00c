"""Pictures of every page on a throw-away made-up district: `organizer --demo DIR`, and the self-test without DIR."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from organizer_app.db import key
from organizer_app.domain.clock import today
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.words import LANGUAGES, N_, use_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs.first_run import Made, make_made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.services import attendance_desk, members_list
from organizer_app.settings import load
from ui.application import SIZES, make_application, settle
from ui.choices import Choices
from ui.pages_list import Context
from ui.program import show_person
from ui.settings.page import SECTIONS
from ui.shared import style
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import make_window
from ui.welcome.first_run import KeepCode, MakeDistrict, Welcome
from ui.welcome.gate import Gate
from ui.welcome.unlock import Unlock, WithCode
from ui.welcome.views import View

MEMBERS, FEWER, ROSTER = 2_000, 200, 200
PLATFORM_NOTE = "This plugin does not support"
QUICK = 90  # of a PNG: packed once over, a third of the time
OPERATOR = N_("Savita Kujur")
CAMP_TABS = ("sessions", "invitees", "papers", "day", "expenses")


class Shot(NamedTuple):
    """One picture: its name, the page, and the place on it."""

    name: str
    page: str
    place: Any = None


def show_all(folder: Path | None) -> int:
    """Opens everything. With a folder, saves pictures of it there in both languages and themes at both sizes.

    The places within a page are taken light and wide, and dark and narrow.
    """
    application = make_application("en", dark=False)
    with _without_platform_notes():
        if folder is None:
            count = _one_language(application, "hi", None)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            count = sum(_one_language(application, code, folder) for code in LANGUAGES)
    sys.stdout.write(f"ok: {count} pictures of the window\n")
    return 0


def _one_language(application: QApplication, code: str, folder: Path | None) -> int:
    use_language(code)  # the made-up camps are planned in the language in force
    looks = [(dark, size) for dark in (False, True) for size in SIZES] if folder is not None else [(False, SIZES[0])]
    with _district(FEWER if folder is None else MEMBERS) as (context, roster):
        window = make_window(context)
        gate = Gate(context.records.tasks, context.choices, lambda _made_up: DataFolder(roster.parent / "none"))
        for made in (window, gate):
            made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        show_person(window, context)
        window.show()
        window.use_language(code)
        camera = _Camera(application, context.records.tasks, folder, code)
        shots = list(_shots(context, roster, window.page_keys()))
        for dark, size in looks:
            window.use_theme(dark)
            camera.look = f"{'dark' if dark else 'light'}-{size[0]}"
            window.resize(*size)
            camera.settle()
            for shot in shots:
                if shot.place is None or (dark, size) in (looks[0], looks[-1]):
                    window.go(shot.page, shot.place)
                    camera.take(window, shot.name)
            gate.resize(*size)
            _take_gate(camera, gate)
        for made in (window, gate):
            made.close()
            made.deleteLater()
        camera.settle()
        style.use(dark=False)  # after they are gone: a style sheet is worked out for every widget that is alive
        return camera.count


@contextmanager
def _without_platform_notes() -> Iterator[None]:
    """Leaves out what the offscreen platform says of itself for every window; everything else Qt says is shown."""

    def show(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text.startswith(PLATFORM_NOTE):
            return
        if before is not None:
            before(kind, context, text)
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(show)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@contextmanager
def _district(members: int) -> Iterator[tuple[Context, Path]]:
    """A made-up district in a folder that is thrown away, and a roster file beside it."""
    with tempfile.TemporaryDirectory(prefix="organizer-demo-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        choices = Choices(replace(load({}, data=place), operator=_(OPERATOR)))
        data = DataFolder(place / "data", operator=_(OPERATOR))
        tasks = Tasks()
        try:
            make_made_up(data, members=members)
            roster = place / "roster.csv"
            write_roster(roster, ROSTER, 7)
            yield Context(Records(data.store, tasks), choices), roster
        finally:
            tasks.close()
            data.close()


def _shots(context: Context, roster: Path, pages: list[str]) -> Iterator[Shot]:
    """Every page, and every place of a page that looks different."""
    with context.records.store.reading() as session:
        numbers = members_list.ids(session, limit=5)
        person = members_list.rows(session, numbers=numbers)[-1].id
        offered = attendance_desk.desk(session, camp=None, session_id=None, day=today()).camp
    camp = offered.id if offered is not None else b""
    places: dict[str, list[Shot]] = {
        "members": [
            Shot("members-person", "members", person),
            Shot("members-add", "members", "add"),
            Shot("members-import", "members", roster),
        ],
        "camps": [
            Shot("camps-new", "camps", "new"),
            *(Shot(f"camps-{tab}", "camps", (camp, tab)) for tab in CAMP_TABS),
        ],
        "settings": [Shot(f"settings-{section[0]}", "settings", section[0]) for section in SECTIONS],
    }
    for page in pages:
        yield Shot(page, page)
        yield from places.get(page, ())


def _take_gate(camera: "_Camera", gate: Gate) -> None:
    gate.begin()
    camera.settle()
    views: dict[str, Callable[[], View]] = {
        "welcome": partial(Welcome, gate),
        "welcome-district": partial(MakeDistrict, gate, ask_passphrase=True),
        "welcome-code": partial(KeepCode, gate, Made(key.new_code(), 143, ()), ""),
        "unlock": partial(Unlock, gate),
        "unlock-code": partial(WithCode, gate),
    }
    for name, view in views.items():
        gate.show_view(view)
        camera.take(gate, name)
    gate.show_view(View)
    gate.hide()


class _Camera:
    """Waits until a widget is at rest and takes its picture; `look` is the theme and width in the file's name."""

    def __init__(self, application: QApplication, tasks: Tasks, folder: Path | None, code: str) -> None:
        self._application, self._tasks, self._folder, self._code = application, tasks, folder, code
        self.look = ""
        self.count = 0

    def settle(self) -> None:
        """Lets everything come that was asked for."""
        settle(self._application, self._tasks)

    def take(self, widget: QWidget, name: str) -> None:
        """Takes one picture, and saves it when there is a folder."""
        self.settle()
        picture = widget.grab()
        if self._folder is not None:
            picture.save(str(self._folder / f"{name}-{self._code}-{self.look}.png"), quality=QUICK)
        self.count += 1
