"""Who sits at the window: it asks at the start, after idle minutes and when told to, and knows when that changes."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from organizer_app.db import key
from organizer_app.domain.clock import local_day, now_ms
from organizer_app.domain.operators import USUAL_MINUTES, Operator
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import seats
from organizer_app.jobs.seats import Seat
from organizer_app.services import laptop_choices, operators
from ui.choices import Choices
from ui.lock.forgot import Forgot
from ui.lock.idle import Idle
from ui.lock.screen import Screen, WhoIsThere
from ui.shared.person import LOCK_KEY
from ui.shared.records import Records
from ui.welcome.views import View
from ui.window import Window

LOCKED = N_("Locked")
CONCERNS = frozenset({"operators", "operator_pins", "settings"})


class People(NamedTuple):
    """What is asked of the data: everybody, whether a PIN opens the laptop, the minutes, whether a passphrase does."""

    all: tuple[Operator, ...]
    is_shared: bool
    minutes: int
    has_passphrase: bool


class Seating(QObject):
    """`seated` when another person than before sat down, `unshared` when nobody has a PIN any more."""

    seated = Signal()
    unshared = Signal()

    def __init__(
        self, window: Window, records: Records, choices: Choices, *, clock: Callable[[], int] = now_ms
    ) -> None:
        super().__init__(window)
        self._window, self._records, self._choices = window, records, choices
        self._people: People | None = None
        self._seat: Seat | None = None
        self.idle = Idle(self, USUAL_MINUTES, clock)
        self.idle.passed.connect(self.lock)
        QShortcut(QKeySequence(LOCK_KEY), window, self.lock)
        window.lock_asked.connect(self.lock)
        window.language_changed.connect(self._on_look)
        window.theme_changed.connect(self._on_look)
        window.offer_lock(on=True)
        records.tasks.changed.connect(self._on_changed)
        self._day = local_day(clock())
        self._clock = clock
        self.minute = QTimer(self, interval=60_000)
        self.minute.timeout.connect(self._on_minute)
        self.minute.start()

    @property
    def screen(self) -> View | None:
        """What lies over the window, None while it is open."""
        over = self._window.overlay()
        return over.view if isinstance(over, Screen) else None

    def lock(self) -> None:
        """Covers the window and asks who is there; what runs goes on."""
        self.idle.rest()
        self._put(View())  # at once: who sits there is asked on the database thread
        self._records.read(self._look_up, done=self._on_people, owner=self, latest="people")

    def end(self) -> None:
        """Nobody is asked any more."""
        self.idle.rest()
        self._window.offer_lock(on=False)
        self._window.uncover(forget=True)
        self.deleteLater()

    def _look_up(self, session: Any) -> People:
        minutes = laptop_choices.get(session, screen="lock")
        return People(
            operators.rows(session),
            operators.is_shared(session),
            minutes if isinstance(minutes, int) else USUAL_MINUTES,
            key.PASSPHRASE in key.slots(self._records.store.folder),
        )

    def _put(self, view: View) -> None:
        if not self._window.is_covered():
            _close_others(self._window)
            self._window.toast.close_now()
        screen = Screen(view)
        screen.language_asked.connect(partial(self._window.does, "language"))
        self._window.cover(screen, _(LOCKED))
        if view.first is not None:
            view.first.setFocus()

    def _on_people(self, people: People) -> None:
        self._people = people
        self.idle.minutes = people.minutes
        if not people.is_shared:
            self.unshared.emit()
        elif self._window.is_covered():
            self._ask()
        else:
            self._look_at_seat(people)

    def _ask(self) -> None:
        if self._people is None:
            return
        here = [one for one in self._people.all if one.here and not one.is_out]
        view = WhoIsThere(here, self._seat.id if self._seat is not None else None)
        view.tried.connect(self._on_tried)
        view.forgot.connect(self._on_forgot)
        self._put(view)

    def _on_forgot(self) -> None:
        if self._people is not None:
            view = Forgot(self._people.all, has_passphrase=self._people.has_passphrase)
            view.asked.connect(self._on_asked)
            view.back.connect(self._ask)
            self._put(view)

    def _on_tried(self, identity: bytes, pin: str) -> None:
        self._try(partial(seats.open_with_pin, self._records.store, id=identity, pin=pin))

    def _on_asked(self, given: dict[str, Any]) -> None:
        self._try(partial(seats.open_with_key, self._records.store, **given))

    def _try(self, work: Callable[[], Seat]) -> None:
        # On the database thread: what the one before entered is written under their own name first.
        self._records.tasks.run(work, done=self._on_right, failed=self._on_wrong, owner=self)

    def _on_wrong(self, sentence: str) -> None:
        if self.screen is not None:
            self.screen.show_refusal(sentence)

    def _on_right(self, seat: Seat) -> None:
        is_another = self._seat is None or self._seat.id != seat.id
        self._sit(seat)
        if is_another:
            self.seated.emit()
        self._window.uncover(forget=is_another)
        self.idle.begin()

    def _sit(self, seat: Seat) -> None:
        self._seat = seat
        seats.sit(self._records.store, seat)
        self._choices.sit(seat)

    def _look_at_seat(self, people: People) -> None:
        """Another laptop, or the settings, may have changed who sits here."""
        seat = self._seat
        now = next((one for one in people.all if seat is not None and one.id == seat.id), None)
        if now is None or now.is_out or not now.here:
            self.lock()
        elif seat is not None and now.role != seat.role:
            self._sit(Seat(now.id, now.name, now.role))
            self._window.renew()

    def _on_changed(self, names: frozenset[str]) -> None:
        if names & CONCERNS:
            self._records.read(self._look_up, done=self._on_people, owner=self, latest="people")

    def _on_minute(self) -> None:
        """With a new day a guest's last one may be over."""
        if local_day(self._clock()) != self._day:
            self._day = local_day(self._clock())
            self._on_changed(CONCERNS)

    def _on_look(self, _code: object) -> None:
        if self._window.is_covered():
            QTimer.singleShot(0, self, self._ask)


def _close_others(window: Window) -> None:
    """Menus, lists and dialogs are windows of their own, and may show people."""
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
