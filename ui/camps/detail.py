"""One camp: its head, and a tab each for sessions, invitees, papers, attendance, days and expenses.

A tab is made when it is first opened; the one in view is shown again whenever something of the camp changed.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from organizer_app.domain.camps import Camp, origin_name
from organizer_app.domain.clock import today
from organizer_app.domain.roles import May
from organizer_app.domain.words import N_, days_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import camps
from ui.camps.attendance_tab import AttendanceTab
from ui.camps.day_tab import DayTab
from ui.camps.desk import Desk, Tab
from ui.camps.expenses_tab import ExpensesTab
from ui.camps.invite_form import open_invite
from ui.camps.invitees_tab import InviteesTab
from ui.camps.papers_tab import PapersTab
from ui.camps.plan_form import open_edit
from ui.camps.reprint_pane import open_reprint
from ui.camps.sessions_tab import SessionsTab
from ui.camps.taking_over import open_take_over
from ui.camps.words import STATUS_TONES, status_name
from ui.shared.buttons import Segments, button
from ui.shared.labels import label, pill, retone
from ui.shared.layout import Stack, box, column, row

TABS: dict[str, tuple[str, Callable[[Desk], Tab]]] = {
    "sessions": (N_("Sessions"), SessionsTab),
    "invitees": (N_("Invitees"), InviteesTab),
    "papers": (N_("Papers"), PapersTab),
    "attendance": (N_("Attendance"), AttendanceTab),
    "day": (N_("Day"), DayTab),
    "expenses": (N_("Expenses"), ExpensesTab),
}
INVITE = "invite"  # a place: the invitees, with the form that invites
TURN, TAKE = "Ctrl+PgDown", "Ctrl+Shift+R"


class Detail(QWidget):
    """See the module's first lines. `left` when the person goes back to all camps."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.camp: Camp | None = None
        self._id = b""
        self._inviting = False
        self._tabs: dict[str, Tab] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self._title, self._facts = label("", "title", wrap=True), label("", "muted", wrap=True)
        self._status = pill("")
        back = button(kind="icon", icon="arrow-left", tip=_("All camps"), key="Alt+Left", on=self.left.emit)
        self._edit = button(_("Change"), icon="pencil", key="Ctrl+E", needs=May.CHANGE, on=self._on_edit)
        self._take = button(_("Run it here…"), icon="laptop", key=TAKE, needs=May.CHANGE, on=self._on_take)
        self._take.hide()
        mark = button(_("Mark attendance"), kind="primary", icon="attendance", key="Ctrl+M", on=self._on_mark)
        self._choice = Segments([(key, _(words), "") for key, (words, _made) in TABS.items()], name=_("Part"))
        self._choice.setToolTip(_("The next part") + f"  ({TURN})")
        self._choice.picked.connect(self.open_tab)
        self._stack = Stack()
        QShortcut(QKeySequence(TURN), self, partial(self._turn, 1))
        QShortcut(QKeySequence("Ctrl+PgUp"), self, partial(self._turn, -1))
        head = row(back, (self._title, 1), self._status, 6, self._take, self._edit, mark, gap=8)
        below = row(self._facts, margins=(42, 0, 0, 0))
        top = box(column(head, below, 8, row(self._choice, None), gap=2, margins=(18, 12, 26, 12)))
        self.setLayout(column(top, (self._stack, 1), gap=0))

    def open_camp(self, camp: bytes, tab: str = "") -> None:
        """Shows a camp from the records."""
        if camp != self._id:
            self._id, self.camp = camp, None
            self._drop_tabs()
        self._inviting = tab == INVITE
        self.open_tab("invitees" if self._inviting else tab or self._choice.chosen())
        self.refresh()

    def open_tab(self, key: str) -> None:
        """Turns to a tab. Raises KeyError for one that does not exist."""
        self._choice.choose(key)
        if key not in self._tabs:
            made = self._tabs[key] = TABS[key][1](self._desk)
            made.restore(self._states.get(key, {}))
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._tabs[key])
        if self.camp is not None:
            self._tabs[key].show_camp(self.camp)

    def refresh(self) -> None:
        """Asks for the camp again."""
        if self._id:
            work = partial(camps.get, camp=self._id)
            self._desk.records.read(work, done=self._on_camp, failed=self._on_gone, owner=self, latest="camp")

    def tab(self) -> Tab:
        """The tab in view."""
        return self._tabs[self._choice.chosen()]

    def state(self) -> dict[str, Any]:
        """The camp, the tab and where the person is on each tab."""
        states = self._states | {key: tab.state() for key, tab in self._tabs.items()}
        return {"id": self._id, "tab": self._choice.chosen(), "tabs": states}

    def restore(self, state: dict[str, Any]) -> None:
        """Remembers where the tabs were, for when they are made."""
        self._states = state["tabs"]
        self.open_camp(state["id"], state["tab"])

    def keys(self) -> list[tuple[str, str]]:
        """The keys of the head and of the tab in view."""
        return [
            ("Ctrl+M", _("Mark attendance")),
            ("Ctrl+E", _("Change the camp")),
            *([(TAKE, _("Run the camp here"))] if self.camp is not None and self.camp.may_take_over else []),
            (TURN, _("The next part")),
            ("Alt+Left", _("All camps")),
            *self.tab().keys(),
        ]

    def _drop_tabs(self) -> None:
        for tab in self._tabs.values():
            self._stack.removeWidget(tab)
            tab.deleteLater()
        self._tabs.clear()

    def _turn(self, step: int) -> None:
        keys = list(TABS)
        self.open_tab(keys[(keys.index(self._choice.chosen()) + step) % len(keys)])

    def _on_camp(self, camp: Camp) -> None:
        if camp.id != self._id:
            return
        self.camp = camp
        self._title.setText(camp.title)
        self._status.setText(status_name(camp))
        retone(self._status, "pill", STATUS_TONES.get(camp.status, "plain"))
        self._facts.setText(_facts(camp))
        self._edit.setEnabled(camp.runs_here)
        self._edit.setVisible(camp.runs_here)
        self._take.setVisible(camp.may_take_over)
        self.tab().show_camp(camp)
        if self._inviting:
            self._inviting = False
            open_invite(self._desk, camp)

    def _on_gone(self, sentence: str) -> None:
        self._id, self.camp = b"", None
        self._desk.shell.say(sentence, tone="info")
        self.left.emit()

    def _on_edit(self) -> None:
        if self.camp is not None:
            open_edit(self._desk, self.camp, partial(open_reprint, self._desk, self.camp, "venue"))

    def _on_take(self) -> None:
        if self.camp is not None and self.camp.may_take_over:
            open_take_over(self._desk, self.camp)

    def _on_mark(self) -> None:
        if self.camp is None:
            return
        if self.camp.status == "planned" and self.camp.runs_here:
            self.open_tab("papers")
            self._desk.shell.say(_("Freeze the list first, so that everybody has a number to mark."), tone="info")
        else:
            self._desk.shell.go("attendance", (self.camp.id, _session_now(self.camp)))


def _session_now(camp: Camp) -> bytes | None:
    """The first session of today, or of the next day that has one, or of the last."""
    now = today()
    coming = [s.id for s in camp.sessions if s.day >= now]
    last = camp.sessions[-1].id if camp.sessions else None
    return coming[0] if coming else last


def _facts(camp: Camp) -> str:
    asked = ngettext("{n} invited", "{n} invited", camp.invited).format(n=group_digits(camp.invited))
    confirmed = _("{n} confirmed").format(n=group_digits(camp.confirmed))
    room = _("room for {n}").format(n=group_digits(camp.capacity)) if camp.capacity else ""
    parts = [days_text(camp.from_on, camp.to_on), camp.venue, camp.area_name, asked, confirmed, room, origin_name(camp)]
    return "  ·  ".join(part for part in parts if part)
