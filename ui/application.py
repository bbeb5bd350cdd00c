"""The application itself: fonts, look and language, and waiting until all is at rest."""

import sys
import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from organizer_app.domain.words import use_language
from organizer_app.memory import give_back_large
from organizer_app.settings import Settings
from ui.shared import style
from ui.shared.precedence import quick
from ui.shared.qt_words import use_locale
from ui.shared.tasks import Tasks

NAME = "Field Organizer"
SIZES = ((1366, 768), (1093, 614))  # a common laptop, and the same at 125 %
SHORT = 0.001  # seconds


def make_application(code: str, *, dark: bool) -> QApplication:
    """The application with its fonts, look and language; a second call gives the same one."""
    use_language(code)
    quick()
    give_back_large()
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
    use_locale()
    return application


def settle(application: QApplication, tasks: Tasks) -> None:
    """Waits until nothing is under way in the background and everything is painted."""
    quiet = 0
    while quiet < 5:  # what came is painted, what is made after it is laid out, and that may ask for more
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        quiet += 1
        if tasks.busy():
            quiet = 0
            time.sleep(SHORT)  # the work under way needs the interpreter too


def is_dark(application: QApplication, chosen: Settings) -> bool:
    """Whether these settings mean dark on this computer."""
    if chosen.theme == "system":
        return application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return chosen.theme == "dark"
