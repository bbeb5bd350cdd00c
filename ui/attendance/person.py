"""The card of one number: who it is, the marks in every session, and a button for each mark."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from organizer_app.domain.attendance import Line
from organizer_app.domain.camps import Session
from organizer_app.domain.invitations import STATE_NAMES, state_name
from organizer_app.domain.words import translate as _
from ui.attendance.marks import BUTTONS, ICONS, UNMARK, state_text
from ui.attendance.names import other_name
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.icons import icon
from ui.shared.labels import Avatar, label, pill
from ui.shared.layout import box, clear, column, row, scrolled

Give = Callable[[int, str], object]


class PersonCard(QFrame):
    """`marked(serial, mark)` on a button ("" takes the mark back), `closed` when the person is done with it."""

    marked = Signal(int, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.serial = 0
        self._who, self._marks, self._sessions = column(gap=8), column(gap=8), column(gap=4)
        self._number = label("", "display", tone="accent")
        close = button(kind="icon", icon="x", tip=_("Close"), on=self.closed.emit)
        body = box(column(self._who, self._marks, rule(), self._sessions, None, gap=12))
        self.setLayout(column(row(self._number, None, close), (scrolled(body), 1), gap=6, margins=(18, 10, 12, 14)))

    def show_person(self, line: Line, sessions: Sequence[Session], at: Session, mark: str, is_open: bool) -> None:
        """Shows a person of the list in the session `at`."""
        self.serial = line.serial
        self._number.setText(str(line.serial))
        for layout in (self._who, self._marks, self._sessions):
            clear(layout)
        names = [label(line.name, "heading", wrap=True)]
        if other := other_name(line):
            names.append(label(other, "muted", wrap=True))
        self._who.addLayout(row(Avatar(line.name, 44), (column(None, *names, None, gap=0), 1), gap=12))
        for words in (line.guardian, line.block):
            if words:
                self._who.addWidget(label(words, wrap=True))
        state = state_name(line.state) if line.state in STATE_NAMES else _("taken off the list")
        kinds = [pill(_("walk-in"), "info")] if line.walk_in else [pill(state, "plain")]
        self._who.addLayout(row(pill(state_text(mark), ICONS[mark][1] if mark else "plain"), *kinds, None, gap=6))
        for given, text, key, sign in BUTTONS:
            self._marks.addWidget(self._button(given, _(text), _(key), sign, is_open and given != mark))
        if mark:
            self._marks.addWidget(self._button(UNMARK, _("Take the mark back"), "Del", "undo", is_open))
        for session in sessions:
            self._sessions.addWidget(_session_row(session, line.marks.get(session.id, ""), session.id == at.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _button(self, given: str, text: str, key: str, sign: str, enabled: bool) -> QWidget:
        made = button(text, icon=sign, tip=f"{text}  ({key})", on=lambda: self.marked.emit(self.serial, given))
        made.setEnabled(enabled)
        return made


def _session_row(session: Session, mark: str, is_here: bool) -> QWidget:
    words = label(f"{session.starts}  {session.title}", "small", wrap=True)
    if is_here:
        words.setProperty("role", "strong")
    return box(row((words, 1), pill(state_text(mark), ICONS[mark][1] if mark else "plain"), gap=6))


def mark_menu(parent: QWidget, line: Line, mark: str, place: QPoint, give: Give) -> QMenu:
    """Opens the menu of a number at a place of the screen; `give(serial, mark)` is called with the choice."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    head = QAction(f"{line.serial}  {line.name}", menu)
    head.setEnabled(False)
    menu.addAction(head)
    for given, text, key, sign in BUTTONS:
        action = QAction(icon(sign), f"{_(text)}\t{_(key)}", menu)
        action.setEnabled(given != mark)
        action.triggered.connect(lambda _on=False, of=given: give(line.serial, of))
        menu.addAction(action)
    back = QAction(icon("undo"), _("Take the mark back") + "\tDel", menu)
    back.setEnabled(bool(mark))
    back.triggered.connect(lambda _on=False: give(line.serial, UNMARK))
    menu.addAction(back)
    menu.popup(place)
    return menu
