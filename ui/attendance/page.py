"""Attendance of one session: typed from paper, one by one, or at the gate. Every act goes to the database at once.

What was entered shows before it is written, and is read again after; a refusal is said in words and marks nothing.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from organizer_app.domain.attendance import ABSENT, PRESENT
from organizer_app.domain.clock import today
from organizer_app.domain.invitations import CONFIRMED
from organizer_app.domain.roles import May, allows
from organizer_app.services import attendance_desk
from organizer_app.services.attendance_desk import Desk
from ui.attendance.acts import Acts
from ui.attendance.board import MODE_KEYS, WHO_CAME, WHO_IS_ABSENT, Board
from ui.attendance.exchange import ExchangePane
from ui.attendance.keys import keys
from ui.attendance.person import PersonCard, mark_menu
from ui.attendance.places import Places
from ui.attendance.side import Side
from ui.attendance.strips import Strips, nothing_here
from ui.attendance.uninvited import Uninvited
from ui.attendance.walk_in import WalkInForm, WalkInPane
from ui.shared.layout import Stack, box, clear, column, row
from ui.shared.notices import announce
from ui.shared.page import Page, Shell
from ui.shared.records import Records

RIGHT = 296
EXPECTED_SHARE = 0.6  # of the list confirmed: from here it is quicker to type who is absent
MARGINS = (26, 14, 26, 16)


class AttendancePage(Page):
    """See the module's first lines. A place is (camp id, session id or None)."""

    shows = frozenset({"attendance", "invitations", "camps", "sessions", "sheets", "members", "day_closes"})

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self.records = records
        self.desk: Desk | None = None
        self.marks: dict[int, str] = {}
        self._place: tuple[bytes | None, bytes | None] = (None, None)
        self._mode_of: tuple[bytes, str] | None = None  # the session whose mode the person chose
        self._kept_walk_in: tuple[str, dict[str, Any]] | None = None
        self.acts = Acts(records, shell, self)
        self.places, self.board, self.side = Places(), Board(), Side()
        self.person, self.pane = PersonCard(), WalkInPane(records)
        self.exchange = ExchangePane(records)
        self.strips, self.uninvited = Strips(self._go_to_day), Uninvited(records, self.board, self.open_walk_in)
        self._right = Stack()
        self._right.setFixedWidth(RIGHT)
        for part in (self.side, self.person, self.pane, self.exchange):
            self._right.addWidget(part)
        work = box(column(self.strips, (row((self.board, 1), self._right, gap=16), 1), gap=10))
        self._body = Stack()
        self._body.addWidget(work)
        self._nothing = column(gap=0)
        self._body.addWidget(box(self._nothing))
        self.fill(box(column(self.places, (self._body, 1), gap=12, margins=MARGINS), "page"))
        self._connect()

    def refresh(self) -> None:
        camp, session_id = self._place
        work = partial(attendance_desk.desk, camp=camp, session_id=session_id, day=today())
        self.records.read(work, done=self._on_desk, owner=self, latest="desk")

    def open_place(self, place: Any) -> None:
        camp, session_id = place if isinstance(place, tuple) else (place, None)
        self._go(camp, session_id)

    def state(self) -> dict[str, Any]:
        return {
            "place": self._place,
            "mode": self._mode_of,
            "typed": self.board.field.text(),
            "exception": self.board.exception(),
            "walk_in": (self.pane.tab(), self.pane.values()) if self._right.currentWidget() is self.pane else None,
            "exchange": self.exchange.state() if self._right.currentWidget() is self.exchange else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self._place = state.get("place", self._place)
        self._mode_of = state.get("mode")
        if self._mode_of is not None:
            self.board.set_mode(self._mode_of[1])
        self.board.field.setText(state.get("typed", ""))
        self.board.set_exception(state.get("exception", ""))
        self._kept_walk_in = state.get("walk_in")
        if exchange := state.get("exchange"):
            self.exchange.restore(exchange)
            self._right.setCurrentWidget(self.exchange)

    def undo(self) -> bool:
        if not self._is_open():
            return False
        self.acts.undo()
        return True

    def keys(self) -> list[tuple[str, str]]:
        return keys()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.board.take_focus()

    def _connect(self) -> None:
        self.places.camp_picked.connect(lambda camp: self._go(camp, None))
        self.places.session_picked.connect(lambda session_id: self._go(self._place[0], session_id))
        self.places.walk_in_asked.connect(self.open_walk_in)
        self.places.exchange_asked.connect(self.open_exchange)
        self.places.finish_asked.connect(self._go_to_day)
        # A button's own shortcut clicks it a tenth of a second later; a fast hand is at the next number by then.
        quick = {"Ctrl+N": self.open_walk_in, "F4": self.open_walk_in, "F9": self.side.ask_rest}
        quick |= {key: partial(self.board.pick_mode, mode) for mode, key in MODE_KEYS.items()}
        for key, work in quick.items():
            QShortcut(QKeySequence(key), self, work)
        self.board.entered.connect(self.enter)
        self.board.undo_asked.connect(self.undo)
        self.board.mode_picked.connect(self._on_mode)
        self.board.picked.connect(self._show_person)
        self.board.menu_asked.connect(self._on_menu)
        self.side.rest_asked.connect(self.enter_rest)
        self.side.undo_asked.connect(self._on_undo_asked)
        self.person.marked.connect(self._on_card_marked)
        self.exchange.taken.connect(self.acts.tell_taken)
        for done in (self.person.closed, self.board.grid.left, self.exchange.closed):
            done.connect(self._show_side)
        self.pane.asked.connect(self._add)
        self.pane.closed.connect(self._show_side)
        self.acts.settled.connect(self.refresh)
        self.acts.refused.connect(self._on_refused)
        self.acts.added.connect(self._on_added)
        self.acts.not_added.connect(self.pane.refuse)

    def enter(self, marks: tuple[int, ...], unmarks: tuple[int, ...], mark: str, how: str) -> None:
        """Marks and takes back in one act; shown at once."""
        if not self._is_open():
            return
        self.marks |= dict.fromkeys(marks, mark)
        for serial in unmarks:
            self.marks.pop(serial, None)
        self._show_marks()
        self.acts.enter(marks, unmarks, mark, how)

    def enter_rest(self, mark: str) -> None:
        """Marks everybody without a mark as absent, or as come."""
        if self._is_open():
            self.acts.enter_rest(mark)

    def open_walk_in(self) -> None:
        """Opens the pane for somebody who came unasked."""
        desk = self.desk
        if desk is None or desk.camp is None or desk.session is None or not self._is_open():
            return
        self.pane.districts = desk.districts
        typed = self.board.name_typed()
        self.pane.open_for(desk.camp.sessions, desk.session.id, desk.lines, desk.next_serial, typed)
        self._right.setCurrentWidget(self.pane)
        self.pane.take_focus(self.uninvited.people)

    def open_exchange(self) -> None:
        """Opens the pane for marks to and from another laptop."""
        if self.desk and self.desk.camp and self.desk.lines:
            self.exchange.open_for(self.desk.camp.id, self.desk.camp.title)
            self._right.setCurrentWidget(self.exchange)
            self.exchange.take_focus()

    def _on_desk(self, desk: Desk) -> None:
        if self.acts.waiting:
            return  # an entry is on its way; what was read is older than what shows
        before = self.desk
        self.desk = desk
        self._place = (desk.camp.id if desk.camp else None, desk.session.id if desk.session else None)
        self.places.show_camps(desk.camps, desk.camp)
        self.places.show_sessions(desk.camp.sessions if desk.camp else (), desk.session)
        is_ready = desk.session is not None and bool(desk.lines)
        self._body.setCurrentIndex(0 if is_ready else 1)
        self.places.set_open(is_ready and self._is_open())
        self.places.finish.setEnabled(is_ready)
        self.places.exchange.setEnabled(is_ready and desk.camp is not None and desk.camp.runs_here)
        if desk.session is None or not desk.lines:
            clear(self._nothing)
            self._nothing.addWidget(nothing_here(desk, self.shell))
            return
        at = self.acts.session_id = desk.session.id
        self.acts.camp, self.acts.title = self._place[0] or b"", desk.session.title
        self.marks = {line.serial: line.marks[at] for line in desk.lines if at in line.marks}
        if before is None or before.session is None or before.session.id != at:
            self._begin(desk)
        self.side.show_session(desk.session)
        self.side.show_entries(desk.recent, {line.serial: line for line in desk.lines}, self._is_open())
        self.board.open_for_marks(self._is_open())
        self.strips.show_desk(desk)
        self.board.show_list(desk.lines, self.marks)
        self._show_marks()
        if self._kept_walk_in is not None:
            self._reopen_walk_in(*self._kept_walk_in)

    def _begin(self, desk: Desk) -> None:
        """A session comes into view: how it is marked depends on how many said they come."""
        at = desk.session.id if desk.session else b""
        if self._mode_of is None or self._mode_of[0] != at:
            sure = sum(line.state == CONFIRMED for line in desk.lines)
            likely = sure > EXPECTED_SHARE * sum(line.expected for line in desk.lines)
            self.board.set_mode(WHO_IS_ABSENT if likely and not self.marks else WHO_CAME)
        if self._right.currentWidget() is not self.exchange or self.exchange.camp != self.acts.camp:
            self._show_side()  # a code that is shown belongs to all sessions of its camp

    def _reopen_walk_in(self, tab: str, values: dict[str, Any]) -> None:
        self._kept_walk_in = None
        self.pane.set_tab(tab)
        self.open_walk_in()
        form = self.pane.form()
        if form is not None:
            form.set_values(values)

    def _show_marks(self) -> None:
        if self.desk is None:
            return
        self.board.show_marks(self.marks)
        self.side.show_counts(self.desk.lines, self.marks)
        self._show_rest()
        if self._right.currentWidget() is self.person:
            self._show_person(self.person.serial)

    def _show_rest(self) -> None:
        self.side.show_rest(PRESENT if self.board.mode() == WHO_IS_ABSENT else ABSENT, self._is_open())

    def _is_open(self) -> bool:
        return self.desk is not None and self.desk.is_open and allows(May.CHANGE)

    def _go(self, camp: bytes | None, session_id: bytes | None) -> None:
        self._place = (camp, session_id)
        self.board.field.empty()
        self.refresh()
        self.board.take_focus()

    def _go_to_day(self) -> None:
        self.shell.go("camps", (self._place[0], "day"))

    def _on_undo_asked(self, tx: int) -> None:
        self.board.take_focus()  # the list with the button is about to be made anew
        self.acts.undo(tx or None)

    def _on_refused(self, sentence: str) -> None:
        self.board.refuse(sentence)
        announce(self, sentence)

    def _on_added(self) -> None:
        self._show_side()
        self.board.take_focus()

    def _on_mode(self, mode: str) -> None:
        self._mode_of = (self._place[1] or b"", mode)
        self._show_rest()

    def _give(self, serial: int, mark: str) -> None:
        self.enter((serial,) if mark else (), () if mark else (serial,), mark or PRESENT, "serial")

    def _on_card_marked(self, serial: int, mark: str) -> None:
        self.board.grid.setFocus(Qt.FocusReason.OtherFocusReason)  # the card is about to be painted anew
        self._give(serial, mark)

    def _show_person(self, serial: int) -> None:
        desk = self.desk
        line = next((line for line in desk.lines if line.serial == serial), None) if desk else None
        if desk is None or line is None or desk.camp is None or desk.session is None:
            return
        self.person.show_person(line, desk.camp.sessions, desk.session, self.marks.get(serial, ""), self._is_open())
        self._right.setCurrentWidget(self.person)

    def _on_menu(self, serial: int, place: QPoint) -> None:
        line = next((line for line in self.desk.lines if line.serial == serial), None) if self.desk else None
        if line is not None and self._is_open():
            mark_menu(self, line, self.marks.get(serial, ""), place, self._give)

    def _show_side(self) -> None:
        focused, shown = QApplication.focusWidget(), self._right.currentWidget()
        was_inside = focused is self.board.grid or (
            shown is not None and focused is not None and shown.isAncestorOf(focused)
        )
        self._right.setCurrentWidget(self.side)
        self.board.leave_number()
        if was_inside:
            self.board.take_focus()

    def _add(self, form: WalkInForm) -> None:
        listed = self.pane.listed()
        if listed is None or form.instead_of is not None:
            self.acts.add(form)
        else:  # somebody of the list after all: their number is marked
            self.enter((listed,), (), PRESENT, "gate")
            self._on_added()
