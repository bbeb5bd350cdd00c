"""The header of the window: where the person is, one search field, the sync pill, language, theme."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy

from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.icons import icon
from ui.shared.labels import label
from ui.shared.layout import row
from ui.shared.pill import SyncPill
from ui.shared.style import tokens

HEIGHT = 58


class Topbar(QFrame):
    """`sync_asked`, `language_asked` and `theme_asked` when their buttons are pressed; `search` is the field itself."""

    sync_asked = Signal()
    language_asked = Signal()
    theme_asked = Signal()

    def __init__(self, words: str = "") -> None:
        """`words` stand in the search field, and nobody is told of them."""
        super().__init__()
        t = tokens()
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT)
        self._title = label("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.search = _SearchField()
        self.search.setText(words)
        self.pill = SyncPill()
        self.pill.clicked.connect(self.sync_asked)
        other = "English" if language() == "hi" else "हिन्दी"
        self._language = button(
            other, kind="ghost", icon="languages", tip=_("Hindi or English"), on=self.language_asked.emit
        )
        self._language.setToolTip(_("Hindi or English") + "  (Ctrl+Shift+L)")
        self._theme = button(
            kind="icon", icon="sun" if t.dark else "moon", tip=_("Light or dark"), on=self.theme_asked.emit
        )
        self._theme.setToolTip(_("Light or dark") + "  (Ctrl+Shift+D)")
        self.setLayout(
            row(
                (self._title, 3),
                (self.search, 4),
                None,
                self.pill,
                self._language,
                self._theme,
                gap=8,
                margins=(26, 0, 18, 0),
            )
        )

    def show_title(self, text: str) -> None:
        """Where the person is."""
        self._title.setText(text)
        self._title.setToolTip(text)

    def set_narrow(self, narrow: bool) -> None:
        """On a narrow window the pill keeps its icon and its number only."""
        self.pill.set_narrow(narrow)


class _SearchField(QLineEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        words = _("Find a person, phone or place")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(False)
        self.setMaximumWidth(340)
        self.setMinimumWidth(200)
        self.addAction(icon("search", tokens().text3), QLineEdit.ActionPosition.LeadingPosition)
        self._key = label("Ctrl K", "key")
        self._key.setParent(self)
        self.setTextMargins(0, 0, 56, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._key.sizeHint()
        self._key.setGeometry(self.width() - size.width() - 8, (self.height() - 20) // 2, size.width(), 20)
