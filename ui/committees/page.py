"""The page of office bearers: the committee of a place with its vacant seats, and where an office is vacant."""

from functools import cached_property, partial
from importlib import import_module
from typing import Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from organizer_app.domain.areas import level_name
from organizer_app.domain.committees import Committee
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import committees
from ui.committees import choices
from ui.committees.lines import Line, columns, lines
from ui.committees.pane import APPOINT, END, HAND_OVER, SeatPane
from ui.committees.vacant import VacantView
from ui.shared.buttons import Segments, button
from ui.shared.cards import SideBySide, SidePane
from ui.shared.combo import Combo
from ui.shared.empty import empty
from ui.shared.field import Option
from ui.shared.labels import label
from ui.shared.layout import Stack, box, column, row
from ui.shared.page import Page, Shell
from ui.shared.places import WITH_COMMITTEE, AreaField
from ui.shared.records import Records
from ui.shared.table import Table
from ui.shared.undoing import Undoing

WIDTH = 344  # px of the pane
COMMITTEE, VACANT = "committee", "vacant"


class CommitteesPage(Page):
    """`open_place` takes a place's id."""

    shows = frozenset({"posts", "members", "committee_seats", "areas", "wings", "organisations"})

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self.records = records
        self.committee: Committee | None = None
        self._area: bytes | None = None
        self._wing: bytes | None = None
        self._preview: Any = None
        self._wings: list[Option] = []
        self._row, self._state_code = -1, ""
        self.undoing = Undoing(shell, records)
        self.place = AreaField("area", "", records, WITH_COMMITTEE, crumbs=False)
        self.place.input.setAccessibleName(_("Place"))
        self.place.input.setPlaceholderText(_("Place"))
        self.place.setMinimumWidth(150)
        self.place.setMaximumWidth(230)
        self.place.changed.connect(self._on_place)
        self.wing = Combo(_("Wing"))
        self.wing.currentIndexChanged.connect(self._on_wing)
        self.views = Segments([(COMMITTEE, _("Committee"), ""), (VACANT, _("Vacant"), "")], name=_("View"))
        self.views.picked.connect(self._on_view)
        self.table = Table(_("Office bearers"), columns())
        self._title, self._total = label("", "heading", wrap=True), label("", "small")
        self._pane = SidePane(WIDTH)
        self._stack, self._whole = Stack(), Stack()
        self.side = SideBySide(box(column(self._head(), (self._stack, 1), gap=0), "page"), self._pane)
        self.seat = SeatPane(records, self.side, self._pane)
        foot = box(row(self._total, None, margins=(26, 5, 26, 5)), "bar")
        self._listed = box(column((self.table, 1), foot, gap=0))
        self._first = empty(
            "users", _("Choose a place"), _("Its committee, the vacant seats and the printed list are here.")
        )
        for part in (self._listed, self._first):
            self._stack.addWidget(part)
        self._whole.addWidget(self.side)
        self.fill(self._whole)
        self._connect()
        self._show_view()

    @cached_property
    def vacant(self) -> VacantView:
        """Where an office is vacant; made when somebody looks there."""
        made = VacantView(self.records, self.side, self._pane)
        made.place_asked.connect(self.open_place)
        self._stack.addWidget(made)
        return made

    def refresh(self) -> None:
        self.records.tasks.run(partial(choices.start, self.records), done=self._on_start, owner=self, latest="start")

    def state(self) -> dict[str, Any]:
        chosen = {"area": self._area, "wing": self._wing, "view": self.views.chosen()}
        vacant = self.vacant.state() if "vacant" in vars(self) else None
        return chosen | {"vacant": vacant, "row": self.table.currentIndex().row()}

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self._area, self._wing = state["area"], state["wing"]
            self._row = state["row"]
            self.views.choose(state["view"])
            if state["vacant"] is not None:
                self.vacant.restore(state["vacant"])
            self._show_view()

    def open_place(self, place: Any) -> None:
        if isinstance(place, bytes):
            self._area = place
            self.views.choose(COMMITTEE)
            self._show_view()
            self._ask()

    def undo(self) -> bool:
        return self.undoing.undo()

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+P", _("Print the list")),
            (APPOINT, _("Give an office")),
            (HAND_OVER, _("Hand over")),
            (END, _("End the term")),
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        (self.vacant.table if self.views.chosen() == VACANT else self.table).setFocus(event.reason())

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.seat.wrote.connect(self.undoing.say)
        self.seat.person_asked.connect(self._on_person_asked)

    def _head(self) -> QWidget:
        give = button(_("Give an office"), needs=May.CHANGE, on=self._on_give)
        seats = button(_("Seats"), needs=May.CHANGE, on=self._on_seats)
        paper = button(
            _("Print"), kind="primary", icon="printer", tip=_("Print the list"), key="Ctrl+P", on=self.print_list
        )
        self._acts = box(row((self._title, 1), seats, give, paper, margins=(26, 0, 26, 12)))
        choose = row((self.place, 1), self.wing, None, self.views, margins=(26, 14, 26, 12))
        return box(column(choose, self._acts, gap=0), "page")

    def print_list(self) -> None:
        """Shows the printed list of the committee."""
        if self.committee is None:
            return
        paper = import_module("ui.committees.paper")
        work, name = partial(paper.make, self.committee), paper.file_name(self.committee)
        done = partial(self._on_paper, paper, name)
        self.records.job(work, done=done, failed=self._on_failed, owner=self)

    def _on_paper(self, paper: Any, name: str, pdf: bytes) -> None:
        if self._preview is None:
            self._preview = paper.preview(self.shell)
            self._preview.closed.connect(self._on_preview_closed)
            self._whole.addWidget(self._preview)
        self._preview.show_pdf(pdf, name)
        self._whole.setCurrentWidget(self._preview)
        self._preview.setFocus()

    def _on_preview_closed(self) -> None:
        self._whole.setCurrentWidget(self.side)
        self.table.setFocus()

    def _on_start(self, found: choices.Start) -> None:
        self._wings = found.wings
        self.wing.blockSignals(True)
        self.wing.clear()
        for option in found.wings:
            self.wing.addItem(option.text)
        self.wing.setCurrentIndex(next((n for n, o in enumerate(found.wings) if o.value == self._wing), 0))
        self.wing.blockSignals(False)
        self.wing.updateGeometry()
        if self._area is None and found.home is not None:
            self._area = found.home.id
        self._state_code = found.home.state_code if found.home else ""
        self._ask()
        self._ask_vacant()

    def _ask(self) -> None:
        if self._area is not None:
            work = partial(committees.committee, area=self._area, wing=self._wing)
            self.records.read(work, done=self._on_committee, failed=self._on_failed, owner=self, latest="committee")

    def _ask_vacant(self) -> None:
        """Counts only when it is looked at: on the roster of a state that takes the better part of a second."""
        if self.views.chosen() == VACANT:
            self.vacant.show_for(self._state_code, self._wing)

    def _on_committee(self, found: Committee) -> None:
        self.committee = found
        if not self.place.input.hasFocus():
            self.place.set_value(Option(found.area_id, found.area))
        level = level_name(found.level, found.state_code)
        self._title.setText(" · ".join(filter(None, (f"{found.area} ({level})", found.wing))))
        held, vacant = group_digits(found.held), group_digits(found.vacant)
        self._total.setText(_("{held} hold an office, {vacant} seats are vacant").format(held=held, vacant=vacant))
        self.table.set_values(lines(found))
        if self._row >= 0:
            self.table.select_id(self._row)
            self._row = -1
        self._show_view()

    def _show_view(self) -> None:
        vacant = self.views.chosen() == VACANT
        listed = self._first if self.committee is None else self._listed
        self._stack.setCurrentWidget(self.vacant if vacant else listed)
        self._acts.setVisible(not vacant and self.committee is not None)
        self.place.setEnabled(not vacant)

    def _on_view(self, _key: str) -> None:
        self.seat.close()
        self._show_view()
        self._ask_vacant()

    def _on_place(self) -> None:
        chosen = self.place.value()
        if chosen is not None and chosen != self._area:
            self.seat.close()
            self.open_place(chosen)

    def _on_wing(self, at: int) -> None:
        self._wing = self._wings[at].value
        self.seat.close()
        self._state_code = self.committee.state_code if self.committee else ""
        self._ask()
        self._ask_vacant()

    def _on_chosen(self, line: Line | None) -> None:
        if line is not None and self.committee is not None and self.seat.form is None:
            self.seat.show(self.committee, line)

    def _on_opened(self, line: Line) -> None:
        if self.committee is not None and line.holder is None:
            self.seat.appoint(self.committee, line.office)
        elif self.committee is not None:
            self.seat.show(self.committee, line)

    def _on_give(self) -> None:
        if self.committee is not None:
            self.seat.appoint(self.committee, None)

    def _on_seats(self) -> None:
        if self.committee is not None:
            self.seat.set_seats(self.committee)

    def _on_person_asked(self, member: bytes) -> None:
        self.shell.go("members", member)

    def _on_failed(self, sentence: str) -> None:
        self.shell.say(sentence, tone="bad")
