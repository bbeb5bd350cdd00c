"""The right card: the session, how many came, what was just entered, and what "everyone else" is."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from organizer_app.domain.attendance import ABSENT, CAME, EXCUSED, LATE, Entered, Line
from organizer_app.domain.camps import Session
from organizer_app.domain.words import day_text, group_digits
from organizer_app.domain.words import translate as _
from ui.attendance.entries import Entries
from ui.shared.buttons import button, set_icon
from ui.shared.cards import heading_row, rule
from ui.shared.labels import label
from ui.shared.layout import box, column, row, scrolled


class Side(QFrame):
    """`rest_asked(mark)`, `undo_asked(tx)` with 0 for the latest."""

    rest_asked = Signal(str)
    undo_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title, self._when = label("", "heading", wrap=True), label("", "small", wrap=True)
        self._came, self._absent, self._open = (label("0", "number", tone=t) for t in ("accent", "bad", ""))
        self._more = label("", "small", wrap=True)
        self.entries = Entries()
        self.entries.undo_asked.connect(self.undo_asked)
        self._undo = button(_("Undo"), kind="ghost", icon="undo", tip=_("Undo"), on=lambda: self.undo_asked.emit(0))
        self._undo.setToolTip(_("Undo") + "  (Ctrl+Z)")
        self._rest_mark = ABSENT
        self._rest = button(on=self.ask_rest)
        counts = row(
            (_count(self._came, _("came")), 1),
            (_count(self._absent, _("absent")), 1),
            (_count(self._open, _("not marked")), 1),
            gap=8,
        )
        head = heading_row(label(_("Just entered"), "heading"), None, self._undo)
        self.setLayout(
            column(
                column(self._title, self._when, gap=0),
                counts,
                self._more,
                rule(),
                head,
                (scrolled(self.entries), 1),
                rule(),
                self._rest,
                gap=8,
                margins=(18, 14, 14, 14),
            )
        )

    def show_session(self, session: Session) -> None:
        """Names the session."""
        times = f"{session.starts}–{session.ends}" if session.ends else session.starts
        self._title.setText(session.title or _("Session {number}").format(number=session.order))
        self._when.setText(f"{day_text(session.day, weekday=True)}, {times}")

    def show_counts(self, lines: Sequence[Line], marks: Mapping[int, str]) -> None:
        """Counts the list's marks."""
        of = list(marks.values())
        came = sum(mark in CAME for mark in of)
        unmarked = sum(line.expected and not marks.get(line.serial) for line in lines)
        walk_ins = sum(line.walk_in and marks.get(line.serial) in CAME for line in lines)
        for shown, number in ((self._came, came), (self._absent, of.count(ABSENT)), (self._open, unmarked)):
            shown.setText(group_digits(number))
        more = _("late {late} · excused {excused} · walk-ins {walk_ins}")
        self._more.setText(more.format(late=of.count(LATE), excused=of.count(EXCUSED), walk_ins=walk_ins))

    def show_rest(self, mark: str, is_open: bool) -> None:
        """What the button at the foot does to everyone without a mark."""
        self._rest_mark = mark
        text = _("Everyone else is absent") if mark == ABSENT else _("Everyone else came")
        if text != self._rest.text():
            self._rest.setText(text)
            self._rest.setAccessibleName(text)
            self._rest.setToolTip(f"{text}  (F9)")
            set_icon(self._rest, "check")
        self._rest.setEnabled(is_open)
        self._undo.setEnabled(is_open)

    def ask_rest(self) -> None:
        """Does what the button at the foot does."""
        self.rest_asked.emit(self._rest_mark)

    def show_entries(self, entries: Sequence[Entered], lines: Mapping[int, Line], is_open: bool) -> None:
        """Lists what was just entered."""
        self.entries.show_entries(entries, lines, is_open)
        self._undo.setVisible(bool(entries))


def _count(number: QLabel, words: str) -> QFrame:
    return box(column(number, label(words, "small"), gap=0))
