"""Who came, session by session; each opens the page on which it is marked."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from organizer_app.domain.attendance import Counts
from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import attendance
from ui.camps.actions import Act, Acts
from ui.camps.desk import Desk, Tab
from ui.camps.words import clock, session_name, short_day
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.empty import empty
from ui.shared.layout import Stack, column
from ui.shared.rows import Cell, Column
from ui.shared.table import Table


class Marked(NamedTuple):
    """One line: a session and how it is marked."""

    session: Session
    counts: Counts


class AttendanceTab(Tab):
    """See the module's first lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = Table(_("Attendance"), _columns())
        self.table.opened.connect(lambda _line: self._on_mark())
        act = Act(_("Mark this session"), "attendance", "F2", self._on_mark)
        self._acts = Acts(self.table, [act])
        self._stack = Stack()
        self._stack.addWidget(self.table)
        words = _("Marks go by the numbers of the frozen list. Invite people, freeze the list, then mark who came.")
        papers = button(_("Papers"), icon="printer", on=self._on_papers)
        self._stack.addWidget(empty("attendance", _("Nobody has a number yet"), words, papers))
        body = card(self._stack, margins=(1, 1, 1, 1))
        self.setLayout(column(self._acts.layout(), (body, 1), gap=12, margins=(26, 4, 26, 20)))

    def show_camp(self, camp: Camp) -> None:
        super().show_camp(camp)
        work = partial(attendance.counts, camp=camp.id)
        self.desk.records.read(work, done=self._on_counts, owner=self, latest="counts")

    def keys(self) -> list[tuple[str, str]]:
        return self._acts.keys()

    def _on_counts(self, counts: Sequence[Counts]) -> None:
        if self.camp is None:
            return
        of = {one.session_id: one for one in counts}
        lines = [Marked(session, of[session.id]) for session in self.camp.sessions if session.id in of]
        self.table.set_values(lines)
        self._stack.setCurrentIndex(0 if any(line.counts.total for line in lines) else 1)

    def _on_mark(self) -> None:
        line = self.table.current()
        if line is not None and self.camp is not None:
            self.desk.shell.go("attendance", (self.camp.id, line.session.id))

    def _on_papers(self) -> None:
        if self.camp is not None:
            self.desk.shell.go("camps", (self.camp.id, "papers"))


def _columns() -> list[Column]:
    return [
        Column(_("Day"), lambda m: Cell(short_day(m.session.day), clock(m.session)), 150),
        Column(_("Session"), lambda m: Cell(session_name(m.session), ", ".join(m.session.trainers)), 240, stretch=True),
        Column(_("Came"), _came_cell, 170),
        Column(_("Absent"), lambda m: Cell(group_digits(m.counts.absent), kind="quiet"), 110, from_width=620),
        Column(_("Not marked"), _open_cell, 130),
    ]


def _came_cell(line: Marked) -> Cell:
    came, total = line.counts.came, line.counts.total
    return Cell(f"{group_digits(came)} / {group_digits(total)}", kind="bar", share=came / max(1, total))


def _open_cell(line: Marked) -> Cell:
    waits = line.counts.unmarked
    return (
        Cell(group_digits(waits), kind="pill", tone="warn") if waits else Cell(_("all marked"), kind="pill", tone="ok")
    )
