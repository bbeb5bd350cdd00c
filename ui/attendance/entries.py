"""What was just entered, act by act, each with its own undo."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from organizer_app.domain.attendance import Entered, Line
from organizer_app.domain.words import translate as _
from ui.attendance.marks import ICONS, people_text, state_text
from ui.shared.buttons import button
from ui.shared.labels import label, mark
from ui.shared.layout import box, clear, column, row
from ui.shared.style import metrics

SERIALS, NAME = 74, 104  # px


class Entries(QFrame):
    """`undo_asked(tx)` for one entry."""

    undo_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=0)
        self._shown: tuple[Sequence[Entered], bool] | None = None
        self.setLayout(self._column)

    def show_entries(self, entries: Sequence[Entered], lines: Mapping[int, Line], can_undo: bool) -> None:
        """Lists entries, the newest first."""
        if (entries, can_undo) == self._shown:
            return
        self._shown = (entries, can_undo)
        clear(self._column)
        for entry in entries:
            self._column.addWidget(self._row(entry, lines, can_undo))
        if not entries:
            self._column.addWidget(label(_("Nothing is entered yet."), "small", wrap=True))
        self._column.addStretch(1)

    def _row(self, entry: Entered, lines: Mapping[int, Line], can_undo: bool) -> QWidget:
        given, text = entry.marks[0] if entry.marks else ("", "")
        line = lines.get(int(text)) if text.isdigit() else None
        whole = "  ".join(f"{state_text(one)}: {numbers}" for one, numbers in entry.marks)
        name = line.name if line and entry.people == 1 else people_text(entry.people)
        icon, tone = ICONS.get(given, ("undo", ""))
        undo = button(kind="icon", icon="undo", tip=_("Undo {entry}").format(entry=f"{text} {name}"))
        undo.clicked.connect(lambda _checked=False, tx=entry.tx: self.undo_asked.emit(tx))
        undo.setEnabled(can_undo)
        serials, who = _cut(text, SERIALS, 500), _cut(name, NAME, 400)
        shown, beside = label(serials, "strong"), label(who, "small")
        shown.setFixedWidth(SERIALS)
        beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made = box(row(shown, (beside, 1), mark(icon, tone, 16), undo, gap=6))
        made.setToolTip(f"{whole}\n{name}")
        made.setFixedHeight(34)
        return made


def _cut(text: str, width: int, weight: int) -> str:
    return metrics(15, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)
