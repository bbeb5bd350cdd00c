"""The running program: the window at once where the data opens by itself, else the gate first.

What brings the database with it is imported on a worker while the window is on the screen already: half a second on a
slow laptop.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from organizer_app import settings
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import translate as _
from ui.choices import Choices
from ui.collector import Collector
from ui.pages_list import Context, build_pages, look_up
from ui.shared.tasks import Tasks
from ui.window import Window

if TYPE_CHECKING:
    from organizer_app.jobs.opening import DataFolder
    from ui.shared.syncing import Syncing
    from ui.welcome.gate import Gate

MADE_UP_PASSPHRASE = "made-up"
KEY_FILE, BY_ITSELF = "organizer.key", b'"keyring"'  # as in organizer_app/db/envelope.py and key.py
log = logging.getLogger("organizer")


class Place(NamedTuple):
    """Where the data is, the only key that is tried there (None: keyring, then ask), and whether it is made up."""

    path: Path
    passphrase: str | None
    made_up: bool

    def opens_by_itself(self) -> bool:
        """Whether data is there and nobody need be asked, as far as can be seen without opening it."""
        try:
            envelope = (self.path / KEY_FILE).read_bytes()
        except OSError:
            return False
        return self.passphrase is not None or BY_ITSELF in envelope


def beside(path: Path) -> Path:
    """The made-up district's folder: beside the person's own."""
    return path.with_name(f"{path.name}-made-up")


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
        self._opening: list[DataFolder] = []  # what the worker holds until it is handed over

    def begin(self, *, made_up: bool = False) -> None:
        """Opens the person's own data or the made-up district, asking for what is missing."""
        self.tasks = Tasks(self, log_file=self._log_file)
        place = self.place(made_up=made_up)
        if not place.opens_by_itself():
            self._make_gate().begin(made_up=made_up)
            return
        self.context = None
        window = self._make_window()
        shown = threading.Event()
        self.tasks.run_long(
            partial(_open, place, self.choices.operator, shown, self._opening),
            done=partial(self._on_behind, place),
            failed=lambda _sentence: self._on_behind(place, None),  # the gate asks, or says it again
            owner=window,
        )
        QTimer.singleShot(0, window, shown.set)

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
        _away(window)

    def restore(self, file: Path) -> None:
        """Puts a backup in place of the open data, behind the gate, and opens the window on it."""
        window, self.window = self.window, None
        folder, self.folder = self.folder, None
        self._stop_work()
        self.tasks = Tasks(self, log_file=self._log_file)
        gate = self._make_gate()
        gate.restore(folder or self._folder(False), file)
        gate.show()
        _away(window)

    def _make_gate(self) -> "Gate":
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
        _show(made)
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
        _away(window)

    def _on_opened(self, folder: "DataFolder") -> None:
        gate, self.gate = self.gate, None
        self._use(folder, made_up=gate is not None and gate.made_up)
        _away(gate)

    def _use(self, folder: "DataFolder", *, made_up: bool) -> None:
        self.folder = folder
        records = import_module("ui.shared.records").Records(folder.store, self.tasks)
        syncing: Syncing = import_module("ui.shared.syncing").Syncing(records, self)
        self._syncing = syncing
        self.context = Context(
            records,
            self.choices,
            folder.findings,
            self.own_district if made_up else None,
            None if made_up else self.restore,
            syncing,
        )
        if self.window is None:
            self._make_window()
        elif self.window is not None:
            self.window.renew()
        if self.window is not None:
            show_person(self.window, self.context)
            syncing.told.connect(self.window.show_standing)
            syncing.revoked.connect(self._on_revoked, Qt.ConnectionType.QueuedConnection)
            syncing.begin()
            self._collector = self._collector or Collector(self.tasks.busy, self)
            if self.choices.settings.notice:
                self.window.say(_(self.choices.settings.notice).format(file=self.choices.settings.file), tone="warn")
            if folder.erased_again:
                self.window.say(import_module("organizer_app.jobs.erased_before").told(folder.erased_again))
                folder.erased_again = 0  # said once

    def _stop_work(self) -> None:
        """Ends the exchange with HQ, the tasks, and the collector that asks these tasks whether they rest."""
        if self._syncing is not None:
            self._syncing.stop()
            self._syncing.deleteLater()
            self._syncing = None
        self.tasks.close()
        if self._collector is not None:
            self._collector.stop()
            self._collector = None

    def _on_revoked(self, sentence: str) -> None:
        window, self.window = self.window, None
        self.close()
        self.tasks = Tasks(self, log_file=self._log_file)
        self._make_gate().say(sentence)
        _away(window)

    def _on_changed(self, names: frozenset[str]) -> None:
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


def _open(
    place: Place, operator: str, shown: threading.Event, held: "list[DataFolder]", progress: Progress
) -> "DataFolder | None":
    """Opens the data on a worker once the window was painted; None when somebody must be asked after all."""
    shown.wait(1.0)
    opening: Any = import_module("organizer_app.jobs.opening")
    folder: DataFolder = opening.DataFolder(place.path, operator=operator, passphrase=place.passphrase)
    held.append(folder)
    try:
        if folder.look(progress) != opening.READY:
            folder.close()
            return None
        if place.made_up:
            import_module("organizer_app.jobs.first_run").open_made_up(folder, progress)
        else:
            folder.open(progress)
    except BaseException:
        folder.close()
        raise
    import_module("ui.home.page")  # here, where it makes nobody wait
    return folder


def _show(window: Window) -> None:
    """Shows it in its own size where the screen has room for that, else over the whole screen."""
    room = window.screen().availableGeometry()
    if room.width() < window.minimumWidth() or window.size().boundedTo(room.size()) == window.size():
        window.show()
    else:
        window.showMaximized()


def _away(window: QWidget | None) -> None:
    if window is not None:
        window.close()
        window.deleteLater()


def show_person(window: Window, context: Context) -> None:
    """Writes who works here, and where, at the foot of the sidebar."""
    name = context.choices.operator

    def show(area: str) -> None:
        made_up = context.own_district is not None
        window.show_person(name, _("{area}, made up").format(area=area) if made_up else area)

    area_name: Any = import_module("organizer_app.services.home").area_name
    context.records.read(area_name, done=show, owner=window, latest="person")


def catch_all(window: "Window | Gate") -> None:
    """An error nobody expected: a sentence for the person, the place in the log, and the window stays."""

    def show(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        window.say(_("Something went wrong here. What was saved is safe; please try again."), tone="bad")

    sys.excepthook = show
