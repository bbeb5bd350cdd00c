"""Hindi for Qt's own buttons, context menus and file dialogs: Qt ships none, so our catalogue answers for it."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from organizer_app.domain.words import language, translate


class QtWords(QTranslator):
    """Looks Qt's English up in the catalogue; what is not there stays English. The mnemonic "&" is left out."""

    def translate(self, _context: str, source: str, _comment: str | None = None, _n: int = -1) -> str:
        if language() == "en" or not source:
            return source
        plain = source.replace("&", "")
        words = translate(plain)
        return source if words == plain else words

    def isEmpty(self) -> bool:  # noqa: N802  # Qt's own name
        return False


def install(app: QCoreApplication) -> QtWords:
    """Puts the translator and the locale of the language in force in place; keep what it returns."""
    words = QtWords(app)
    app.installTranslator(words)
    use_locale()
    return words


def use_locale() -> None:
    """Digits in Indian groups and month names of the language in force, for what Qt writes itself."""
    QLocale.setDefault(QLocale("hi_IN" if language() == "hi" else "en_IN"))
