"""Where the monkey works: the running program on a made-up district with an organiser and an operator, and the ways
back to it from the gate and the lock.
"""

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from organizer_app import settings
from organizer_app.domain import clock, pins, roles
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.jobs import seats
from organizer_app.jobs.first_run import make_made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.jobs.seats import Seat
from organizer_app.memory import give_back_small
from organizer_app.services import pins as pin_services
from tests.ui.walk import strays
from ui.choices import Choices
from ui.lock.screen import WhoIsThere
from ui.program import Program
from ui.start import settle
from ui.tour import Stop, stops, visit
from ui.window import Window

MEMBERS, IMPORTED = 400, 60
PASSPHRASE = "made-up"
PINS = {"Asha Devi": ("organiser", "4071"), "Balu Munda": ("operator", "9283"), "Champa": ("viewer", "5820")}
PATIENCE = 30  # seconds until the window must stand there
YEAR = 365 * 86_400_000  # ms


def below(widget: QWidget) -> Iterator[QWidget]:
    """All below it. What `findChildren` finds of Qt's own parts, Python keeps as long as the window it asked."""
    for child in widget.children():
        if isinstance(child, QWidget):
            yield child
            yield from below(child)


class Desk:
    """The program: opened, ended and opened again. `stops` are the places of all pages."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.application, self.folder = application, folder
        self.program: Program = None  # type: ignore[assignment]  # `open` is the first thing
        self.stops: list[Stop] = []
        pins.COST = 2  # a guess costs a tenth of a second, on purpose
        make_made_up.__kwdefaults__["members"] = MEMBERS
        data = DataFolder(folder / "data", operator="Office")
        make_made_up(data)
        with data.store.transaction("pins.add") as session:
            for name, (role, pin) in PINS.items():
                pin_services.add(session, name=name, role=role, pin=pin)
        data.close()
        write_roster(folder / "roster.csv", IMPORTED, 7)

    def front(self) -> Any:
        """The window or the gate."""
        return self.program.window or self.program.gate

    def window(self) -> Window:
        """The window. Raises RuntimeError when a gate stands there."""
        if self.program.window is None:
            raise RuntimeError("no window")
        return self.program.window

    def settle(self) -> None:
        """Waits until all is at rest."""
        settle(self.application, self.program.tasks)

    def open(self) -> None:
        """Begins anew on the district."""
        self._begin(self.folder / "data")

    def open_new(self) -> None:
        """Begins on a laptop where nothing is yet."""
        new = self.folder / f"new-{time.monotonic_ns()}"
        self._begin(new / "data")

    def open_in_the_past(self) -> None:
        """Begins with a clock that is a year behind; it is right again once the question stands there."""
        right = clock.source
        clock.source = lambda: right() - YEAR
        try:
            self._begin(self.folder / "data")
        finally:
            clock.source = right

    def back_to_work(self) -> None:
        """The district's window stands open, and an organiser sits there."""
        for _try in range(3):
            if self.program.window is None or self.program.place(made_up=False).path != self.folder / "data":
                self.open()
            if self.program.window is not None and self.program.window.is_covered():
                self._sit()
            if self.program.window is not None and not self.program.window.is_covered():
                return
        raise RuntimeError("the way back to the district is closed")

    def pin_of(self, name: str) -> str:
        """The PIN with which they began."""
        return PINS.get(name, ("", "4071"))[1]

    def visit_all(self) -> None:
        """Opens every place once."""
        self.open()
        self.back_to_work()
        context = self.program.context
        if context is not None:
            self.stops = list(stops(context, self.folder / "roster.csv", self.window().page_keys()))
        for stop in self.stops:
            visit(self.window(), stop, self.settle)

    def rest(self) -> None:
        """What the program does after ten seconds without work, where a window stands open."""
        if self.program._collector is not None:
            self.program._collector.rest()

    def at_rest(self) -> None:
        """The first page alone, made anew, at its usual size: so two moments can be compared."""
        self.back_to_work()
        window = self.window()
        window.resize(1366, 768)
        window.go("home")
        window._states.clear()
        window.use_language("hi")
        window.use_theme(False)
        self.settle()
        window.toast.close_now()
        self.settle()
        gc.collect()
        give_back_small()

    def strays(self) -> list[str]:
        """What belongs to nothing, beside the window."""
        return sorted(f"{type(w).__name__} {w.objectName()}".strip() for w in strays() if w is not self.front())

    def close(self) -> None:
        """Ends the program."""
        if self.program is not None:
            before = self.program
            gone: list[QWidget | None] = [before.window, before.gate]
            before.close()
            for widget in gone:
                if widget is not None:
                    widget.close()
                    widget.deleteLater()
            before.deleteLater()
            self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _begin(self, data: Path) -> None:
        self.close()
        roles.use_role(roles.ORGANISER)
        choices = Choices(settings.load({}, data=data))
        self.program = Program(choices, environ={"ORGANIZER_PASSPHRASE": PASSPHRASE})
        self.program.begin()
        self._until(lambda: self.program.context is not None or self._is_asked())

    def _is_asked(self) -> bool:
        gate, window = self.program.gate, self.program.window
        asked = window is not None and bool(window.findChildren(WhoIsThere))
        return asked or (gate is not None and gate.view is not None and not self.program.tasks.busy())

    def _sit(self) -> None:
        """The right PIN of the organiser; where the monkey changed it, that of a new one."""
        seating, folder = self.program._seating, self.program.folder
        if seating is None or folder is None:
            return
        self.settle()
        here = [one for one in seats.offered(folder.store) if one.role == roles.ORGANISER]
        roles.use_role(roles.ORGANISER)
        with folder.store.transaction("pins.add") as session:
            if here:
                identity, name = here[0].id, here[0].name
                pin_services.regain(session, pin="4071", id=identity)
            else:
                name = f"Organiser {time.monotonic_ns()}"
                identity = pin_services.add(session, name=name, role=roles.ORGANISER, pin="4071")
        seating._on_right(Seat(identity, name, roles.ORGANISER))
        self.settle()

    def _until(self, true: Callable[[], object]) -> None:
        ends = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > ends:
                raise RuntimeError(f"nothing stood there after {PATIENCE} s")
            self.application.processEvents()
            time.sleep(0.001)
