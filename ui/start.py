"""The composition root: application, look and language; the gate first, then the window on an open data folder.

`start` is called by ui/app.py; tests and the bench use `make_application`, `make_window` and `Program`.
"""

import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from organizer_app import settings
from organizer_app.db.key import passphrase_from_environment
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import translate as _
from organizer_app.domain.words import use_language
from organizer_app.jobs.opening import DataFolder
from organizer_app.services import home
from ui.choices import Choices
from ui.pages_list import Context, build_pages
from ui.shared import style
from ui.shared.qt_words import install
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.welcome.gate import Gate
from ui.window import Window

NAME = "Field Organizer"
SIZES = ((1366, 768), (1093, 614))  # a common laptop, and the same at 125 %
MADE_UP_PASSPHRASE = "made-up"
SHORT = 0.001  # seconds
log = logging.getLogger("organizer")


def start(*, data: Path | None = None, made_up: bool = False) -> int:
    """Opens the window on a data folder and runs until it is closed; gives the exit status."""
    choices = Choices(settings.load(os.environ, data=data))
    application = make_application(choices.settings.language, dark=False)
    style.use(_is_dark(application, choices.settings))
    program = Program(choices, log_file=_log_file(), environ=os.environ)
    program.begin(made_up=made_up)
    status = application.exec()
    program.close()
    return status


class Program(QObject):
    """The running program. `gate` shows until a data folder is open, then `window` does; one of them is None."""

    def __init__(self, choices: Choices, *, log_file: str = "", environ: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.choices = choices
        self._log_file, self._environ = log_file, environ or {}
        self.tasks = Tasks()
        self.gate: Gate | None = None
        self.window: Window | None = None
        self.folder: DataFolder | None = None
        self._context: Context | None = None

    def begin(self, *, made_up: bool = False) -> None:
        """Shows the gate, which opens the person's own data folder or the made-up one."""
        self._make_gate().begin(made_up=made_up)

    def close(self) -> None:
        """Waits for the writes under way and gives the data folder back."""
        self.tasks.close()
        if self.gate is not None:
            self.gate.close_folder()
        if self.folder is not None:
            self.folder.close()
            self.folder = None

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
        self.tasks.close()
        gate = self._make_gate()
        gate.restore(folder or self._folder(False), file)
        gate.show()
        _away(window)

    def _make_gate(self) -> Gate:
        self.tasks = Tasks(self, log_file=self._log_file)
        self.gate = Gate(self.tasks, self.choices, self._folder)
        self.gate.opened.connect(self._on_opened)
        _catch_all(self.gate)
        return self.gate

    def _folder(self, made_up: bool) -> DataFolder:
        path = self.choices.settings.data
        if made_up:
            place = path if (path / settings.FILE) == self.choices.settings.file else beside(path)
            return DataFolder(place, operator=self.choices.operator, passphrase=MADE_UP_PASSPHRASE)
        given = passphrase_from_environment(self._environ)
        return DataFolder(path, operator=self.choices.operator, passphrase=given)

    def _on_opened(self, folder: DataFolder) -> None:
        gate, self.gate = self.gate, None
        self.folder = folder
        made_up = folder.passphrase == MADE_UP_PASSPHRASE
        records = Records(folder.store, self.tasks)
        context = Context(
            records,
            self.choices,
            folder.findings,
            self.own_district if made_up else None,
            None if made_up else self.restore,
        )
        self._context = context
        self.window = make_window(context)
        self.tasks.changed.connect(self._on_changed)
        self.window.language_changed.connect(partial(show_person, self.window, context))
        show_person(self.window, context)
        self.window.language_changed.connect(self._on_language)
        self.window.theme_changed.connect(self._on_theme)
        _catch_all(self.window)
        _show(self.window)
        if self.choices.settings.notice:
            self.window.say(_(self.choices.settings.notice).format(file=self.choices.settings.file), tone="warn")
        _away(gate)

    def _on_changed(self, names: frozenset[str]) -> None:
        if names & {"organisations", "areas", "settings"} and self.window is not None and self._context is not None:
            show_person(self.window, self._context)

    def _on_language(self, code: settings.Language) -> None:
        self._remember(lambda: self.choices.use_language(code))

    def _on_theme(self, dark: bool) -> None:
        self._remember(lambda: self.choices.use_theme("dark" if dark else "light"))

    def _remember(self, save: Callable[[], None]) -> None:
        try:
            save()
        except RuleBroken as error:
            if self.window is not None:
                self.window.say(str(error), tone="bad")


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


def beside(path: Path) -> Path:
    """The made-up district's folder: beside the person's own."""
    return path.with_name(f"{path.name}-made-up")


def make_application(code: str, *, dark: bool) -> QApplication:
    """The application with its fonts, look and language; a second call gives the same one."""
    use_language(code)
    # A worker that computes must not make the window stutter: 15 ms at the 95th percentile with this, 40 without.
    sys.setswitchinterval(0.0005)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        QApplication.setStyle("Fusion")
        application = QApplication(sys.argv[:1])
    if application.applicationName() != NAME:
        application.setApplicationName(NAME)
        application.setDesktopFileName("field-organizer")
        style.load_fonts()
        style.use(dark)
        install(application)
    return application


def make_window(context: Context) -> Window:
    """The window with all its pages; the caller shows it and closes its tasks."""
    return Window(build_pages(context), context.records.tasks)


def show_person(window: Window, context: Context, _code: str = "") -> None:
    """Writes who works here, and where, at the foot of the sidebar."""
    name = context.choices.operator

    def show(area: str) -> None:
        made_up = context.own_district is not None
        window.show_person(name, _("{area}, made up").format(area=area) if made_up else area)

    context.records.read(home.area_name, done=show, owner=window, latest="person")


def settle(application: QApplication, tasks: Tasks) -> None:
    """Waits until nothing is under way in the background and everything is painted."""
    quiet = 0
    while quiet < 3:  # what came may be painted, and painting may ask for more
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        quiet += 1
        if tasks.busy():
            quiet = 0
            time.sleep(SHORT)  # the work under way needs the interpreter too


def _is_dark(application: QApplication, chosen: settings.Settings) -> bool:
    if chosen.theme == "system":
        return application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return chosen.theme == "dark"


def _log_file() -> str:
    """Where errors go that nobody expected; empty when no file can be written."""
    file = platformdirs.user_log_path(settings.APP, appauthor=False) / "organizer.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(filename=file, level=logging.ERROR, format="%(asctime)s %(message)s")
    except OSError:
        return ""
    return str(file)


def _catch_all(window: Window | Gate) -> None:
    """An error nobody expected: a sentence for the person, the place in the log, and the window stays."""

    def show(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        window.say(_("Something went wrong here. What was saved is safe; please try again."), tone="bad")

    sys.excepthook = show
