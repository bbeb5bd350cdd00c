"""The sessions of a camp: the plan of its days, who teaches, and changes of the evening before."""

from functools import partial

from organizer_app.domain.camps import Camp
from organizer_app.domain.roles import May
from organizer_app.domain.words import DAYS_EN, DAYS_HI, language
from organizer_app.domain.words import translate as _
from organizer_app.services import camps
from ui.camps.actions import Act, Acts
from ui.camps.desk import Desk, Tab
from ui.camps.session_form import open_add, open_edit, open_trainer
from ui.camps.words import clock, session_name, short_day
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.empty import empty
from ui.shared.layout import Stack, column
from ui.shared.rows import Cell, Column
from ui.shared.table import Table


class SessionsTab(Tab):
    """See the module's first lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = Table(_("Sessions"), _columns())
        self.table.opened.connect(lambda _session: self._on_edit())
        self._acts = Acts(
            self.table,
            [
                Act(_("Add session"), "plus", "Ctrl+N", self._on_add, for_row=False),
                Act(_("Change"), "pencil", "F2", self._on_edit),
                Act(_("Other trainer"), "users", "Ctrl+T", self._on_trainer),
                Act(_("Remove"), "trash", "Del", self._on_remove),
            ],
        )
        self._stack = Stack()
        self._stack.addWidget(self.table)
        words = _("Each session gets a column on the attendance sheet; four fit on one sheet.")
        self._first = button(_("Add the first session"), icon="plus", needs=May.CHANGE, on=self._on_add)
        self._stack.addWidget(empty("clock", _("No session is planned yet"), words, self._first))
        body = card(self._stack, margins=(1, 1, 1, 1))
        self.setLayout(column(self._acts.layout(), (body, 1), gap=12, margins=(26, 4, 26, 20)))

    def show_camp(self, camp: Camp) -> None:
        super().show_camp(camp)
        self.table.set_values(camp.sessions)
        self._acts.allow(allowed=camp.runs_here)
        self._first.setEnabled(camp.runs_here)
        self._stack.setCurrentIndex(0 if camp.sessions else 1)

    def keys(self) -> list[tuple[str, str]]:
        return self._acts.keys()

    def _on_add(self) -> None:
        if self.camp is not None:
            open_add(self.desk, self.camp)

    def _on_edit(self) -> None:
        session = self.table.current()
        if session is not None and self.camp is not None and self.camp.runs_here:
            open_edit(self.desk, session)

    def _on_trainer(self) -> None:
        session = self.table.current()
        if session is not None and self.camp is not None:
            if session.trainers:
                open_trainer(self.desk, self.camp, session)
            else:
                open_edit(self.desk, session)

    def _on_remove(self) -> None:
        session = self.table.current()
        if session is not None:
            name = session_name(session)
            said = _("{session} is out of the plan.").format(session=name)
            work = partial(camps.remove_session, id=session.id)
            self.desk.write("camps.remove_session", work, about=name, said=said)


def _columns() -> list[Column]:
    weekdays = DAYS_HI if language() == "hi" else DAYS_EN
    return [
        Column(_("Day"), lambda s: Cell(short_day(s.day), weekdays[s.day.weekday()]), 150),
        Column(_("Time"), lambda s: Cell(clock(s), kind="quiet"), 140),
        Column(_("Session"), lambda s: Cell(session_name(s), ", ".join(s.trainers)), 240, stretch=True),
    ]
