"""The name field of a walk-in: while it is typed, people of the roster who may be meant are offered below it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from organizer_app.domain.members import MemberRow
from organizer_app.domain.phones import on_screen
from organizer_app.domain.words import translate as _
from organizer_app.services import attendance_desk
from ui.shared.buttons import button
from ui.shared.field import Option, TextField
from ui.shared.labels import label
from ui.shared.layout import box, column, row
from ui.shared.pick import Options, TwoLines
from ui.shared.records import Records

LEAST_LETTERS, LEAST_DIGITS, SHOWN, ROW = 3, 6, 3, 46


class NameField(TextField):
    """A name, and the member of the roster it was found to be: `found()`; `chosen` when that changes."""

    chosen = Signal()

    def __init__(self, key: str, title: str, records: Records) -> None:
        super().__init__(key, title, required=True, wide=True)
        self._records = records
        self._found: MemberRow | None = None
        self._people: dict[bytes, MemberRow] = {}
        self._options = Options()
        self._list = QListView()
        self._list.setModel(self._options)
        self._list.setItemDelegate(TwoLines(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("Already on the roster"))
        self._list.setObjectName("popup")
        self._list.activated.connect(self._on_activated)
        self._list.clicked.connect(self._on_activated)
        words = label(_("Already on the roster? Choose with arrow down and Enter"), "caption", wrap=True)
        self._offer = box(column(words, self._list, gap=2))
        self._who = label("", "small", tone="ok", wrap=True)
        other = button(kind="icon", icon="x", tip=_("Another person"), on=self.forget)
        self._taken = box(row((self._who, 1), other, gap=4))
        for part in (self._offer, self._taken):
            self._column.insertWidget(2, part)
            part.hide()
        self.input.installEventFilter(self)
        self._list.installEventFilter(self)

    def found(self) -> MemberRow | None:
        """The member chosen, None for somebody new."""
        return self._found

    def search(self, text: str) -> None:
        """Looks for people of the roster by a name or a phone; shows none when the text is too short."""
        digits = "".join(c for c in text if c.isdigit())
        enough = len(digits) >= LEAST_DIGITS or (not digits and len(text.strip()) >= LEAST_LETTERS)
        if self._found is not None:
            return
        if enough:
            self._records.read(
                partial(attendance_desk.on_roster, text=text, limit=SHOWN),
                done=self._on_found,
                owner=self,
                latest="roster",
            )
        else:
            self._on_found(())

    def offer(self, people: Sequence[MemberRow]) -> None:
        """Takes the one person, or lists several for the arrow keys and Enter."""
        self._on_found(people)
        if len(people) == 1:
            self._on_activated(self._options.index(0))
        else:
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
            self._list.setCurrentIndex(self._options.index(0))

    def forget(self) -> None:
        """Back to somebody new."""
        self._found = None
        self._taken.hide()
        self.input.setEnabled(True)
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's own name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if watched is self.input and key == Qt.Key.Key_Down and not self._offer.isHidden():
                self._list.setFocus(Qt.FocusReason.TabFocusReason)
                self._list.setCurrentIndex(self._options.index(0))
                return True
            if watched is self._list and key == Qt.Key.Key_Up and self._list.currentIndex().row() <= 0:
                self.input.setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
            if watched is self._list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_activated(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _on_found(self, people: Sequence[MemberRow]) -> None:
        if self._found is not None:
            return
        self._people = {who.id: who for who in people}
        self._options.show([Option(who.id, _names(who), _about(who)) for who in people])
        self._list.setFixedHeight(ROW * len(people) + 10)
        self._offer.setVisible(bool(people))

    def _on_activated(self, index: QModelIndex) -> None:
        who = self._people.get(self._options.options[index.row()].value) if index.isValid() else None
        if who is None:
            return
        self._found = who
        self.set_value(who.name)
        self.input.setEnabled(False)
        self._who.setText(_("On the roster: {about}").format(about=_about(who) or who.name))
        self._offer.hide()
        self._taken.show()
        self.show_problem("")
        self.chosen.emit()


def _names(who: MemberRow) -> str:
    return f"{who.name}  ·  {who.name_other}" if who.name_other else who.name


def _about(who: MemberRow) -> str:
    parts = (who.guardian, who.block_name or who.area_name, on_screen(who.phone))
    return " · ".join(part for part in parts if part)
