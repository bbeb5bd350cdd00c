"""The left card: how marks are entered (typed, one by one, gate), the big field, and the grid or the people found.

`entered(marks, unmarks, mark, how)` is what Enter or a key asked for; the board shows it only when the page has it.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton

from organizer_app.domain.attendance import ABSENT, CAME, EXCUSED, LATE, PRESENT, Line
from organizer_app.domain.ranges import BadRange
from organizer_app.domain.words import translate as _
from ui.attendance.entry import EntryField, PreviewLine
from ui.attendance.gate import GateList, chosen_by_digit, four, hint, sure
from ui.attendance.grid import Grid
from ui.attendance.legend import legend
from ui.attendance.marks import state_text
from ui.attendance.names import other_name
from ui.attendance.typed import newest, read
from ui.attendance.walk import Walk
from ui.shared.buttons import Segments, button
from ui.shared.labels import label
from ui.shared.layout import Stack, box, column, row, scrolled
from ui.shared.notices import announce

WHO_CAME, WHO_IS_ABSENT, ONE_BY_ONE, GATE = "came", "absent", "walk", "gate"
ROOM = 50  # px that a hint leaves free beside the modes
MODE_KEYS = {WHO_CAME: "F2", WHO_IS_ABSENT: "F3", ONE_BY_ONE: "F7", GATE: "F8"}


class Board(QFrame):
    """See the module's first lines."""

    entered = Signal(tuple, tuple, str, str)
    undo_asked = Signal()
    mode_picked = Signal(str)
    picked = Signal(int)
    menu_asked = Signal(int, QPoint)
    unknown = Signal(str)  # four digits that nobody on the list has; "" when something else is typed
    walk_in_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._lines: dict[int, Line] = {}
        self._marks: Mapping[int, str] = {}
        self._confirmed = self._offers = False
        self.modes = Segments(
            [
                (WHO_CAME, _("Type who came"), ""),
                (WHO_IS_ABSENT, _("Type who is absent"), ""),
                (ONE_BY_ONE, _("One by one"), ""),
                (GATE, _("Gate"), "phone"),
            ],
            name=_("How to mark"),
        )
        for part, key in zip(self.modes.findChildren(QPushButton), MODE_KEYS.values(), strict=True):
            part.setToolTip(f"{part.text()}  ({key})")
        self.modes.picked.connect(self.pick_mode)
        self._late, self._excused = self._chip(_("Late"), "Alt+L"), self._chip(_("Excused"), "Alt+E")
        self.field, self.preview = EntryField(), PreviewLine()
        self.field.textChanged.connect(self._on_typed)
        self.field.entered.connect(self._on_entered)
        self.field.undo_asked.connect(self.undo_asked)
        self.field.stepped.connect(self._on_stepped)
        self.walk, self.grid, self.found = Walk(), Grid(), GateList()
        self._area = scrolled(self.grid)
        self._below = Stack()
        self._below.addWidget(self._area)
        self._below.addWidget(self.found)
        self._typing = box(column(self.field, row((self.preview, 1), self._late, self._excused), gap=6))
        self._connect()
        self._saves = label("", "small")
        top = row(self.modes, None, self._saves, gap=8)
        self.setLayout(
            column(top, self._typing, self.walk, (self._below, 1), legend(), gap=10, margins=(18, 14, 12, 12))
        )
        self.set_mode(WHO_CAME)

    def mode(self) -> str:
        """How marks are entered now."""
        return self.modes.chosen()

    def set_mode(self, mode: str) -> None:
        """Changes how marks are entered, without a signal."""
        self.modes.choose(mode)
        self._confirmed = False
        self._typing.setVisible(mode != ONE_BY_ONE)
        self.walk.setVisible(mode == ONE_BY_ONE)
        words = {
            WHO_CAME: _("Numbers of those who came"),
            WHO_IS_ABSENT: _("Numbers of those who are absent"),
            GATE: _("Last four digits of the phone, or the name"),
        }.get(mode, "")
        self.field.setAccessibleName(words)
        self.field.setPlaceholderText(words)
        self._on_typed(self.field.text())
        self.grid.go_to(self.walk.current if mode == ONE_BY_ONE else None)
        walking = _("Space came  ·  A absent  ·  L late")
        self._saves.setText(walking if mode == ONE_BY_ONE else _("Enter saves  ·  Ctrl+Z undoes"))

    def show_list(self, lines: Sequence[Line], marks: Mapping[int, str]) -> None:
        """Shows a list with the marks of its session by serial."""
        self._lines, self._marks = {line.serial: line for line in lines}, marks
        self.grid.show_lines(lines, marks)
        self.walk.show_lines(lines, marks)
        self._on_typed(self.field.text())

    def show_marks(self, marks: Mapping[int, str]) -> None:
        """Shows other marks on the same list."""
        self._marks = marks
        self.grid.show_marks(marks)
        self.walk.show_lines(list(self._lines.values()), marks)
        self._on_typed(self.field.text())

    def open_for_marks(self, is_open: bool) -> None:
        """Whether marks can be entered at all (not on a closed day)."""
        for part in (self.field, self.walk, self.modes, self._late, self._excused):
            part.setEnabled(is_open)

    def take_focus(self) -> None:
        """Brings the keyboard to where marks are entered."""
        part = self.walk if self.mode() == ONE_BY_ONE else self.field
        (part if part.isEnabled() else self.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_given(self) -> str:
        """The mark that what is typed stands for."""
        if self._late.isChecked():
            return LATE
        if self._excused.isChecked():
            return EXCUSED
        return ABSENT if self.mode() == WHO_IS_ABSENT else PRESENT

    def exception(self) -> str:
        """ "late" or "excused" while that is switched on, else ""."""
        return self.mark_given() if self._late.isChecked() or self._excused.isChecked() else ""

    def set_exception(self, mark: str) -> None:
        """Switches "late" or "excused" on, or both off with ""."""
        self._late.setChecked(mark == LATE)
        self._excused.setChecked(mark == EXCUSED)

    def leave_number(self) -> None:
        """No number is in view beside the grid any more."""
        if self.mode() != ONE_BY_ONE:
            self.grid.go_to(None)

    def refuse(self, sentence: str) -> None:
        """Says why nothing was marked."""
        self.preview.show_problem(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = self.width() - self.modes.sizeHint().width() - self._saves.sizeHint().width()
        self._saves.setVisible(spare > ROOM)

    def _connect(self) -> None:
        self.grid.moved.connect(self._on_moved)
        self.grid.picked.connect(self.picked)
        self.grid.marked.connect(lambda serial, mark: self._mark_one(serial, mark, "serial"))
        self.grid.menu_asked.connect(self.menu_asked)
        self.walk.marked.connect(self._on_walked)
        self.walk.moved.connect(self.grid.go_to)
        self.found.chosen.connect(self._at_gate)

    def _chip(self, text: str, key: str) -> QPushButton:
        made = button(text, kind="chip", key=key)
        made.setCheckable(True)
        made.clicked.connect(lambda on, chip=made: self._on_chip(chip, on))
        return made

    def _on_chip(self, chip: QPushButton, on: bool) -> None:
        other = self._excused if chip is self._late else self._late
        other.setChecked(other.isChecked() and not on)
        self._on_typed(self.field.text())
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pick_mode(self, mode: str) -> None:
        """Changes how marks are entered, as the person asked."""
        if not self.modes.isEnabled():
            return
        self.field.empty()
        self.set_mode(mode)
        self.take_focus()
        self.mode_picked.emit(mode)

    def _on_typed(self, text: str) -> None:
        if self.mode() == GATE:
            self._look_up(text)
            return
        self._below.setCurrentWidget(self._area)
        if not text.strip():
            self.grid.show_typed((), ())
            self.preview.show_hint(_("7  12-18  40-  ·  !7 takes a mark back"))
            return
        try:
            entry = read(text, self._lines)
        except BadRange as wrong:
            self.grid.show_typed((), ())
            self.preview.show_problem(str(wrong))
            return
        self.grid.show_typed(entry.marks, entry.unmarks)
        serial = newest(text, entry)
        if serial is not None:
            self._preview(serial, len(entry.marks) + len(entry.unmarks) - 1, serial in entry.unmarks)
            self._on_moved(self.grid.rect_of(serial))

    def _preview(self, serial: int, others: int, takes_back: bool) -> None:
        line, have = self._lines[serial], self._marks.get(serial, "")
        about = [f"+{others}"] if others else []
        if takes_back:
            about.append(_("takes the mark back") if have else _("has no mark"))
        elif have:
            about.append(_("is {mark} now").format(mark=state_text(have)))
        if not takes_back and self.exception():
            about.append(f"» {state_text(self.mark_given())}")
        self.preview.show_person(serial, line.name, other_name(line), "   ".join(about))

    def _look_up(self, text: str) -> None:
        people, meant = sure(list(self._lines.values()), text)
        by_digit = chosen_by_digit(people, text)
        self.grid.show_typed((), ())
        self.found.show_people(people, self._marks, meant=meant, by_digit=by_digit)
        self._below.setCurrentWidget(self.found if people else self._area)
        self._confirmed = self._confirmed and not text
        if self._confirmed:  # whom the last digits marked stays to be read until the next are typed
            return
        if people or not text.strip():
            self.preview.show_hint(hint(text, len(people), by_digit=by_digit))
        else:
            self.preview.show_problem(_("Nobody on the list fits. F4 adds a walk-in."))
        self._offers = False
        self.unknown.emit("" if people else four(text))

    def offer_walk_in(self, told: str) -> None:
        """Says who of the roster stands there; Enter asks for the walk-in then."""
        self._offers = True
        self.preview.show_hint(told)
        announce(self, told)

    def _on_entered(self, text: str) -> None:
        if self.mode() == GATE:
            self._at_gate(None)
            return
        if not text.strip():
            return
        try:
            entry = read(text, self._lines)
        except BadRange as wrong:
            self.preview.show_problem(str(wrong))
            self.field.refuse(str(wrong), wrong.start, wrong.end)
            return
        self.field.empty()
        self.entered.emit(entry.marks, entry.unmarks, self.mark_given(), "serial")

    def _at_gate(self, serial: int | None) -> None:
        who = self._lines.get(serial) if serial is not None else self.found.highlighted()
        text = self.field.text()
        if who is None and self._offers:
            self.walk_in_asked.emit()
            return
        if who is None or not text.strip():
            if text.strip():
                self.field.refuse(self.preview.text(), 0, len(text))
            return
        self.field.empty()
        is_here = self._marks.get(who.serial, "") in CAME and self.mark_given() == PRESENT
        told = _("is marked as come already") if is_here else state_text(self.mark_given())
        self.preview.show_person(who.serial, who.name, other_name(who), told)
        self._confirmed = True
        if not is_here:
            self._mark_one(who.serial, self.mark_given(), "gate")
        announce(self, self.preview.text())

    def name_typed(self) -> str:
        """The name that was looked for at the gate, for a walk-in; "" for digits."""
        text = self.field.text().strip() if self.mode() == GATE else ""
        return "" if any(letter.isdigit() for letter in text) else text

    def _on_stepped(self, by: int) -> None:
        if self.mode() == GATE:
            self.found.step(by)
        elif by > 0:
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_walked(self, serial: int, mark: str) -> None:
        self._mark_one(serial, mark, "serial")
        self.walk.take(serial, mark)

    def _mark_one(self, serial: int, mark: str, how: str) -> None:
        if mark:
            self.entered.emit((serial,), (), mark, how)
        else:
            self.entered.emit((), (serial,), PRESENT, how)

    def _on_moved(self, place: QRect) -> None:
        self._area.ensureVisible(place.center().x(), place.center().y(), 0, 40)
