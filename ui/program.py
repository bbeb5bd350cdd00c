"""The running program: the window at once where the data opens by itself, else the gate first.

What brings the database with it is imported on a worker while the window is on the screen already: half a second on a
slow laptop.
"""

import gc
import threading
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

from organizer_app import settings
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import translate as _
from ui.ahead import Ahead
from ui.choices import Choices
from ui.collector import Collector
from ui.pages_list import Context, build_pages, look_up
from ui.place import BY_ITSELF, KEY_FILE, MADE_UP_PASSPHRASE, Place, beside, open_behind
from ui.shared.tasks import Tasks
from ui.showing import away, catch_all, show, show_person
from ui.window import Window

if TYPE_CHECKING:
    from organizer_app.jobs.opening import DataFolder
    from ui.counting import Counting
    from ui.lock.seating import Seating
    from ui.shared.syncing import Syncing
    from ui.welcome.gate import Gate

__all__ = ["BY_ITSELF", "KEY_FILE", "Place", "Program", "beside", "catch_all", "show_person"]


class Program(QObject):
    """The running program: `window`, or `gate` while something must be asked or said first; one of them is None."""

    def __init__(self, choices: Choices, *, log_file: str = "", environ: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.choices = choices
        self._log_file, self._environ = log_file, environ or {}
        self.tasks = Tasks()
        self.gate: Gate | None = None
        self.window: Window | None = None
        self.folder: DataFolder | None = None
        self.context: Context | None = None
        self._collector: Collector | None = None
        self._syncing: Syncing | None = None
        self._counting: Counting | None = None
        self._seating: Seating | None = None  # where several people work at this laptop
        self._opening: list[DataFolder] = []  # what the worker holds until it is handed over

    def begin(self, *, made_up: bool = False) -> None:
        """Opens the person's own data or the made-up district, asking for what is missing."""
        self.tasks = Tasks(self, log_file=self._log_file)
        gc.disable()  # ui/collector.py takes over when the data is there: a window that comes leaves nothing
        place = self.place(made_up=made_up)
        if not place.opens_by_itself():
            self._make_gate().begin(made_up=made_up)
            return
        self.context = None
        window = self._make_window()
        shown = threading.Event()
        self.tasks.run_long(
            partial(open_behind, place, self.choices.operator, shown, self._opening),
            done=partial(self._on_behind, place),
            failed=lambda _sentence: self._on_behind(place, None),  # the gate asks, or says it again
            owner=window,
        )
        QTimer.singleShot(
            0, window, partial(QTimer.singleShot, 0, window, shown.set)
        )  # the first comes before the paint

    def place(self, *, made_up: bool) -> Place:
        """Where the data is that will be opened."""
        path = self.choices.settings.data
        if made_up:
            named = (path / settings.FILE) == self.choices.settings.file
            return Place(path if named else beside(path), MADE_UP_PASSPHRASE, True)
        return Place(path, self._environ.get("ORGANIZER_PASSPHRASE") or None, False)

    def close(self) -> None:
        """Waits for the writes under way and gives the data folder back."""
        self._stop_work()
        if self.gate is not None:
            self.gate.close_folder()
        for folder in (self.folder, *self._opening):
            if folder is not None:
                folder.close()
        self.folder = None
        self._opening.clear()

    def own_district(self) -> None:
        """Leaves the made-up district for the person's own, or for making it."""
        window, self.window = self.window, None
        self.close()
        self.begin()
        if self.gate is not None:
            self.gate.show()  # before the window goes: the last one that closes ends the program
        away(window)

    def restore(self, file: Path) -> None:
        """Puts a backup in place of the open data, behind the gate, and opens the window on it."""
        window, self.window = self.window, None
        folder, self.folder = self.folder, None
        self._stop_work()
        self.tasks = Tasks(self, log_file=self._log_file)
        gate = self._make_gate()
        gate.restore(folder or self._folder(False), file)
        gate.show()
        away(window)

    def _make_gate(self) -> "Gate":
        self._collect(aside=False)
        made: Gate = import_module("ui.welcome.gate").Gate(self.tasks, self.choices, self._folder)
        made.opened.connect(self._on_opened)
        catch_all(made)
        self.gate = made
        return made

    def _folder(self, made_up: bool) -> "DataFolder":
        place = self.place(made_up=made_up)
        made: DataFolder = import_module("organizer_app.jobs.opening").DataFolder(
            place.path, operator=self.choices.operator, passphrase=place.passphrase
        )
        return made

    def _make_window(self) -> Window:
        """The window, with pages that say that the data is being opened until `context` is there."""
        self.window = made = Window(
            build_pages(lambda: self.context), self.tasks, look_up=partial(look_up, lambda: self.context)
        )
        made.language_changed.connect(self._on_language)
        made.theme_changed.connect(self._on_theme)
        self.tasks.changed.connect(self._on_changed)
        catch_all(made)
        show(made)
        return made

    def _on_behind(self, place: Place, folder: "DataFolder | None") -> None:
        self._opening.clear()
        if folder is not None and folder.doubt is None:
            self._use(folder, made_up=place.made_up)
            return
        window, self.window = self.window, None
        gate = self._make_gate()
        if folder is not None:
            gate.go_on(folder, made_up=place.made_up)
        else:
            gate.begin(made_up=place.made_up)
        gate.show()
        away(window)

    def _on_opened(self, folder: "DataFolder") -> None:
        gate, self.gate = self.gate, None
        self._use(folder, made_up=gate is not None and gate.made_up)
        away(gate)

    def _use(self, folder: "DataFolder", *, made_up: bool) -> None:
        self.folder = folder
        self._collect(aside=True)
        records = import_module("ui.shared.records").Records(folder.store, self.tasks)
        syncing: Syncing = import_module("ui.shared.syncing").Syncing(records, self)
        context = Context(
            records,
            self.choices,
            folder.findings,
            self.own_district if made_up else None,
            None if made_up else self.restore,
            syncing,
            self._lock,
        )
        if folder.shared:
            self.context = None
            self._ask_who(context)
        else:
            self._go_on(context)

    def _go_on(self, context: Context) -> None:
        """Fills the window."""
        self.context = context
        window = self.window
        if window is None:
            window = self._make_window()
        else:
            window.renew()
        show_person(window, context)
        Ahead(self.tasks.busy, window)
        if context.syncing is not None:
            self._syncing = context.syncing
            context.syncing.told.connect(window.show_standing)
            context.syncing.revoked.connect(self._on_revoked, Qt.ConnectionType.QueuedConnection)
            context.syncing.begin()
        self._counting = import_module("ui.counting").Counting(context.records, window, self)
        self._counting.begin()
        if self.choices.settings.notice:
            window.say(_(self.choices.settings.notice).format(file=self.choices.settings.file), tone="warn")
        if self.folder is not None and self.folder.erased_again:
            window.say(import_module("organizer_app.jobs.erased_before").told(self.folder.erased_again))
            self.folder.erased_again = 0  # said once

    def _ask_who(self, context: Context) -> None:
        """Locks the window until somebody who works here sits down."""
        made: Seating = import_module("ui.lock.seating").Seating(
            self.window or self._make_window(), context.records, self.choices
        )
        made.seated.connect(partial(self._on_seated, context))
        made.unshared.connect(partial(self._on_unshared, context))
        self._seating = made
        made.lock()

    def _on_seated(self, context: Context) -> None:
        if self.context is None:
            self._go_on(context)
        elif self.window is not None:
            self.window.begin_anew()
            show_person(self.window, context)

    def _on_unshared(self, context: Context) -> None:
        """One person alone again: the last one's PIN was taken back."""
        self._unseat()
        context.records.store.operator = self.choices.operator
        self._on_seated(context)

    def _lock(self) -> None:
        if self._seating is not None:
            self._seating.lock()

    def _unseat(self) -> None:
        if self._seating is not None and isValid(self._seating):
            self._seating.end()
        self._seating = None
        self.choices.sit(None)

    def _stop_work(self) -> None:
        """Ends the exchange with HQ, the tasks, and the collector that asks these tasks whether they rest."""
        self._unseat()
        if self._syncing is not None:
            self._syncing.stop()
            self._syncing.deleteLater()
            self._syncing = None
        if self._counting is not None:
            self._counting.stop()
            self._counting.deleteLater()
            self._counting = None
        self.tasks.close()
        self._end_collector()

    def _collect(self, *, aside: bool) -> None:
        self._end_collector()
        self._collector = Collector(self.tasks.busy, self, aside=aside)

    def _end_collector(self) -> None:
        if self._collector is not None:
            self._collector.stop()
            self._collector.deleteLater()
            self._collector = None

    def _on_revoked(self, sentence: str) -> None:
        window, self.window = self.window, None
        self.close()
        self.tasks = Tasks(self, log_file=self._log_file)
        self._make_gate().say(sentence)
        away(window)

    def _on_changed(self, names: frozenset[str]) -> None:
        if "operator_pins" in names and self._seating is None and self.context is not None:
            self._ask_who(self.context)
        if names & {"organisations", "areas", "settings"} and self.window is not None and self.context is not None:
            show_person(self.window, self.context)

    def _on_language(self, code: settings.Language) -> None:
        self._remember(lambda: self.choices.use_language(code))
        self._on_changed(frozenset({"settings"}))

    def _on_theme(self, dark: bool) -> None:
        self._remember(lambda: self.choices.use_theme("dark" if dark else "light"))

    def _remember(self, save: Callable[[], None]) -> None:
        try:
            save()
        except RuleBroken as error:
            if self.window is not None:
                self.window.say(str(error), tone="bad")
