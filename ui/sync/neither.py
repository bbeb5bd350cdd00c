"""A third value in place of both: its mark, and where it is written or chosen. Writing marks it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer_app.domain.conflicts import Entry
from organizer_app.domain.words import translate as _
from ui.shared.combo import Combo
from ui.shared.labels import label
from ui.shared.layout import row
from ui.sync.choice import Mark

WIDEST = 280
HINTS = {"date": "2026-11-30", "number": "12"}


class Neither(QWidget):
    """The third line of a field. `mark` belongs into the field's group; `entered` when Enter was pressed."""

    entered = Signal()

    def __init__(self, title: str, entry: Entry) -> None:
        super().__init__()
        words = _("Neither, but:")
        self.mark = Mark(f"{title}: {words}")
        self._input: QLineEdit | Combo
        if entry.kind == "choice":
            combo = self._input = Combo()
            for code, text in entry.options:
                combo.addItem(text, code)
            combo.setCurrentIndex(combo.findData(entry.start))
            combo.activated.connect(lambda _at: self.mark.setChecked(True))
        else:
            line = self._input = QLineEdit(entry.start)
            line.setPlaceholderText(HINTS.get(entry.kind, ""))
            line.textEdited.connect(lambda _text: self.mark.setChecked(True))
            line.returnPressed.connect(self.entered)
        self._input.setAccessibleName(f"{title}: {words}")
        self._input.setMaximumWidth(WIDEST)
        self.setLayout(row(self.mark, label(words, "small"), (self._input, 1), None, gap=8))

    def begin(self) -> None:
        """Brings the keyboard here."""
        self.mark.setChecked(True)
        self._input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(self._input, QLineEdit):
            self._input.selectAll()

    def value(self) -> str:
        """What was written, or the code that was chosen."""
        if isinstance(self._input, Combo):
            return str(self._input.currentData() or "")
        return self._input.text().strip()
