"""The composition root of the window: application, look, language, tasks, pages.

`start` is called by ui/app.py; tests and the bench use `make_application` and `make_window`.
"""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from organizer_app.domain.words import LANGUAGES, use_language
from organizer_app.domain.words import translate as _
from ui.pages_list import Context, build_pages
from ui.shared import style
from ui.shared.qt_words import install
from ui.shared.tasks import Tasks
from ui.window import Window

NAME = "Field Organizer"
SIZES = ((1366, 768), (1093, 614))  # a common laptop, and the same at 125 %
log = logging.getLogger("organizer")


def start(context: Context, *, demo: Path | None = None, self_test: bool = False) -> int:
    """Opens the window on the context's data and runs until it is closed; gives the exit status.

    `demo` saves pictures of all pages there instead, `self_test` only opens them; both end by themselves.
    """
    application = make_application("en", dark=False)
    window = make_window(context)
    application.aboutToQuit.connect(window.tasks.close)
    if self_test or demo is not None:
        count = take_pictures(application, window, demo)
        sys.stdout.write(f"ok: {count} pictures of the window\n")
        window.tasks.close()
        return 0
    _catch_all(window)
    window.show()
    return application.exec()


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


def make_window(context: Context, log_file: str = "") -> Window:
    """The window with all its pages; the caller shows it and closes `window.tasks`."""
    return Window(build_pages(context), Tasks(log_file=log_file))


def take_pictures(application: QApplication, window: Window, folder: Path | None) -> int:
    """Draws every page in both languages and themes at both sizes, into PNG files when a folder is given."""
    count = 0
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    for code in LANGUAGES:
        window.use_language(code)
        settle(application, window.tasks)
        for dark in (False, True):
            window.use_theme(dark)
            settle(application, window.tasks)
            for width, height in SIZES:
                window.resize(width, height)
                for key in window.page_keys():
                    window.go(key)
                    settle(application, window.tasks)
                    name = f"{key}-{code}-{'dark' if dark else 'light'}-{width}.png"
                    if folder is not None:
                        window.grab().save(str(folder / name))
                    count += 1
    return count


def settle(application: QApplication, tasks: Tasks) -> None:
    """Waits until nothing is under way in the background and everything is painted."""
    quiet = 0
    while quiet < 3:  # what came may be painted, and painting may ask for more
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        quiet = 0 if tasks.busy() else quiet + 1


def _catch_all(window: Window) -> None:
    """An error nobody expected: a sentence for the person, the place in the log, and the window stays."""

    def show(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        window.say(_("Something went wrong here. What was saved is safe; please try again."), tone="bad")

    sys.excepthook = show
