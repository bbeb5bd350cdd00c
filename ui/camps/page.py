"""The camps page: all camps, one camp, and a paper on screen, with one pane at the side for every form."""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from organizer_app.domain.words import translate as _
from ui.camps.desk import Desk
from ui.camps.detail import INVITE, Detail
from ui.camps.overview import VIEWS, Overview
from ui.shared.cards import SideBySide, SidePane
from ui.shared.layout import Stack, box, column, row
from ui.shared.page import Page, Shell
from ui.shared.progress import JobStrip
from ui.shared.records import Records

if TYPE_CHECKING:
    from ui.camps.press import Press

PANE = 360
PLAN = "new"  # a place: the form for a new camp


class CampsPage(Page):
    """See the module's first lines. Places: a camp's id, (camp's id, tab), (camp's id, "invite"), a view, or "new"."""

    shows = frozenset(
        {"camps", "sessions", "invitations", "quotas", "sheets", "day_closes", "attendance", "expenses", "members"}
    )

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self._records = records
        self._press: Press | None = None
        self._before: QWidget | None = None  # where a paper was asked for
        self._stack = Stack()
        self._side = SideBySide(self._stack, SidePane(PANE))
        self._strip = JobStrip()
        self.desk = Desk(shell, records, self._side, self._make_press)
        self.overview, self.detail = Overview(self.desk), Detail(self.desk)
        self.overview.opened.connect(self.open_place)
        self.overview.planned.connect(self._on_planned)
        self.detail.left.connect(self.show_all)
        self._stack.addWidget(self.overview)
        self._stack.addWidget(self.detail)
        strip = box(row(self._strip, margins=(26, 0, 26, 0)))
        self.fill(box(column(strip, (self._side, 1), gap=0)))

    def refresh(self) -> None:
        self.overview.refresh()
        if self._in_camp():
            self.detail.refresh()

    def open_place(self, place: Any) -> None:
        if place == PLAN:
            self.show_all()
            self.overview.plan()
            return
        if place in VIEWS:
            self.show_all()
            self.overview.show_view(place)
            return
        camp, tab = place if isinstance(place, tuple) else (place, "")
        self._side.close_pane()
        self._stack.setCurrentWidget(self.detail)
        self.detail.open_camp(camp, tab)
        # The papers come with the whole text layer; it is read while the person looks at the camp.
        self.shell.tasks.run(partial(import_module, "organizer_app.jobs.papers"), pool="work")

    def show_all(self) -> None:
        """Goes back to all camps."""
        self._side.close_pane()
        self._stack.setCurrentWidget(self.overview)
        self.overview.table.setFocus()

    def state(self) -> dict[str, Any]:
        open_camp = self.detail.state() if self._in_camp() else None
        return {"overview": self.overview.state(), "camp": open_camp}

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self.overview.restore(state["overview"])
        if state.get("camp"):
            self._stack.setCurrentWidget(self.detail)
            self.detail.restore(state["camp"])

    def search(self, text: str) -> bool:
        if text and (self._in_camp() or self._in_paper()):
            return False
        self.overview.search(text)
        return True

    def undo(self) -> bool:
        self.desk.undo()
        return True

    def keys(self) -> list[tuple[str, str]]:
        if self._in_camp():
            return self.detail.keys()
        return [
            ("Ctrl+N", _("New camp")),
            ("Ctrl+L", _("List, week or month")),
            ("Ctrl+P", _("Print month")),
            ("Return", _("Open the camp")),
        ]

    def _in_camp(self) -> bool:
        return (self._before if self._in_paper() else self._stack.currentWidget()) is self.detail

    def _on_planned(self, camp: bytes) -> None:
        self.open_place((camp, INVITE))  # who comes is what is asked next

    def _make_press(self) -> "Press":
        if self._press is None:
            # Imported when the first paper is wanted: PDFium, Qt's printing and the text layer take 0.4 s to load.
            press = import_module("ui.camps.press")
            made: Press = press.Press(self.shell, self._records, self._strip, self._show_paper, self._close_paper)
            made.setParent(self)
            self._stack.addWidget(made.preview)
            self._press = made
        return self._press

    def _show_paper(self) -> None:
        if self._press is not None:
            self._side.close_pane()
            self._before = self._before if self._in_paper() else self._stack.currentWidget()
            self._stack.setCurrentWidget(self._press.preview)
            self._press.preview.setFocus()

    def _close_paper(self) -> None:
        self._stack.setCurrentWidget(self._before or self.overview)

    def _in_paper(self) -> bool:
        return self._press is not None and self._stack.currentWidget() is self._press.preview
