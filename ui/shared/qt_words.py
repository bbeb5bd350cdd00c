"""Hindi for Qt's own buttons, context menus and file dialogs: Qt ships none, so hi/qt.po is compiled for it.

Compiled, not answered in Python: Qt asks for words while it holds locks, and on workers, too (reading a picture names
its kind). A worker that waits for Python there, and a window that has Python and waits for the lock, waited for ever.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

import resources
from organizer_app.domain.words import language

HINDI = Path(resources.__file__).parent / "translations" / "hi" / "LC_MESSAGES" / "qt.qm"


def use_locale() -> None:
    """Qt's own words, digits in Indian groups and month names in the language in force, for what Qt writes itself."""
    QLocale.setDefault(QLocale("hi_IN" if language() == "hi" else "en_IN"))
    application = QCoreApplication.instance()
    if application is None:
        return
    words = application.findChild(QTranslator)
    if language() == "hi" and words is None:
        words = QTranslator(application)
        if words.load(str(HINDI)):
            application.installTranslator(words)
    elif language() != "hi" and words is not None:
        application.removeTranslator(words)
        words.setParent(None)
        words.deleteLater()
