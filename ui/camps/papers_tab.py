"""The papers of a camp: the frozen list, every paper with what it is for, and how the chosen one is wanted."""

from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QFrame

from organizer_app.domain.camps import Camp
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import frozen_lists
from organizer_app.services.frozen_lists import FrozenList
from ui.camps import sheets_now
from ui.camps.desk import Desk, Tab
from ui.camps.freeze_card import FREEZE, FREEZE_AND_PRINT, FreezeCard
from ui.camps.paper_options import ABOUT, keep, needs_list, options_form, order_options
from ui.camps.sheets_now import SHEET
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, clear, column, row, scrolled
from ui.shared.rows import Cell, Column
from ui.shared.table import Table

ORDER = 320  # px of the card at the right


class Paper(NamedTuple):
    """One line of the list."""

    what: str
    name: str
    ready: bool


class PapersTab(Tab):
    """See the module's first lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._press = desk.press()
        self._what, self._kept = SHEET, dict[str, Any]()
        self._standing: FrozenList | None = None
        self.freeze_card = FreezeCard()
        self.freeze_card.asked.connect(self._on_freeze)
        self.freeze_card.sheets_asked.connect(partial(self._on_freeze, True))
        self.table = Table(_("Papers"), _columns())
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _paper: self.show_paper())
        self.form = Form([], buttons=False, needs=None)
        self._name, self._about = label("", "heading", wrap=True), label("", "small", wrap=True)
        self._place = column(self.form)
        self._show = button(_("Preview"), kind="primary", icon="eye", key="Ctrl+Return", on=self.show_paper)
        self._print = button(_("Print"), icon="printer", key="Ctrl+P", needs=May.CHANGE, on=self.print_paper)
        self._save = button(_("Save PDF"), icon="download", key="Ctrl+S", needs=May.CHANGE, on=self.ask_file)
        body = row((card(self.table, margins=(1, 1, 1, 1)), 1), self._order_card(), gap=16)
        self.setLayout(column(self.freeze_card, (body, 1), gap=12, margins=(26, 4, 26, 20)))

    def show_camp(self, camp: Camp) -> None:
        new = self.camp is None
        super().show_camp(camp)
        if new:
            self._show_form()
        work = partial(frozen_lists.standing, camp=camp.id)
        self.desk.records.read(work, done=self._on_standing, owner=self, latest="standing")

    def show_paper(self) -> None:
        """Makes the chosen paper and shows it."""
        self._make(self._press.show)

    def print_paper(self) -> None:
        """Makes the chosen paper and asks for the printer."""
        self._make(self._press.print)

    def ask_file(self) -> None:
        """Asks where the chosen paper is to be saved."""
        self._make(partial(self._press.ask_file, parent=self))

    def save_to(self, path: Path) -> None:
        """Saves the chosen paper without asking."""
        self._make(lambda order, _title: self._press.save(order, path))

    def keys(self) -> list[tuple[str, str]]:
        shown = [self._show, self._print, self._save]
        freezes = [(FREEZE, _("Freeze the list")), (FREEZE_AND_PRINT, _("Freeze and print the sheets"))]
        return [*freezes, *((made.shortcut().toString(), made.text()) for made in shown)]

    def state(self) -> dict[str, Any]:
        return {"what": self._what}

    def restore(self, state: dict[str, Any]) -> None:
        self._what = state.get("what", SHEET)

    def choose(self, what: str) -> None:
        """Makes a paper the chosen one. Raises ValueError for one that does not exist."""
        self.table.select_row(self._offered().index(what))

    def _order_card(self) -> QFrame:
        inside = column(self._name, self._about, 4, self._place, None, gap=4, margins=(0, 0, 8, 0))
        actions = column(self._show, row(self._print, self._save, gap=8), gap=8)
        content = box(inside, "plain")
        area = scrolled(content)
        content.setAutoFillBackground(False)  # the card shows through
        made = card(area, actions, gap=10)
        made.setFixedWidth(ORDER)
        return made

    def _on_standing(self, standing: FrozenList) -> None:
        self._standing = standing
        runs_here = self.camp is None or self.camp.runs_here
        self.freeze_card.show_standing(standing, runs_here=runs_here)
        listed = [Paper(what, self._press.name(what), self._is_ready(what)) for what in self._offered()]
        self.table.set_values(listed)
        self.choose(self._what if self._what in self._offered() else self._offered()[0])
        self._show_ready()

    def _on_chosen(self, paper: Paper | None) -> None:
        if paper is not None and paper.what != self._what:
            self._kept |= keep(self.form.values())
            self._what = paper.what
            self._show_form()

    def _show_form(self) -> None:
        if self.camp is None:
            return
        clear(self._place)
        self.form = options_form(self.camp, self._what, self._kept)
        self._place.addWidget(self.form)
        self._name.setText(self._press.name(self._what))
        self._about.setText(_(ABOUT[self._what]))
        self._show_ready()

    def _show_ready(self) -> None:
        for made in (self._show, self._print, self._save):
            made.setEnabled(self._is_ready(self._what))

    def _offered(self) -> tuple[str, ...]:
        is_elsewhere = self.camp is not None and not self.camp.runs_here
        return self._press.papers_of_own_people() if is_elsewhere else self._press.papers()

    def _is_ready(self, what: str) -> bool:
        """Whether everybody has a number, where the paper needs one; on what a district kept they have the old one."""
        standing = self._standing
        is_kept = self.camp is not None and self.camp.copy_of is not None
        return not needs_list(what) or (standing is not None and (bool(standing.versions) or is_kept))

    def _make(self, how: Any) -> None:
        if self.camp is None or not self._show.isEnabled() or self._is_wrong():
            return
        order = self._press.order(self.camp, self._what, **order_options(self._what, self.form.values()))
        how(order, self.camp.title)

    def _is_wrong(self) -> bool:
        """Whether something in the form can't be read; then it says so."""
        wrong = [(field, words) for field in self.form.fields.values() if (words := field.problem())]
        for field, words in wrong:
            field.show_problem(words)
        for field, _words in wrong[:1]:
            field.setFocus()
        return bool(wrong)

    def _on_freeze(self, then_print: bool = False) -> None:
        if self.camp is not None and not (self._what == SHEET and self._is_wrong()):
            chosen = order_options(SHEET, self.form.values()) if self._what == SHEET else {}
            sheets_now.freeze(self.desk, self.camp, then_print=then_print, **chosen)


def _columns() -> list[Column]:
    return [
        Column(_("Paper"), lambda p: Cell(p.name, _(ABOUT[p.what])), 220, stretch=True),
        Column("", _ready_cell, 150, from_width=460),
    ]


def _ready_cell(paper: Paper) -> Cell:
    return Cell("") if paper.ready else Cell(_("Freeze first"), kind="pill", tone="warn")
