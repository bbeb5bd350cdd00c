"""Where an office is vacant: counts by block over the whole area list; a line leads to the places themselves."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer_app.domain.committees import Vacancies
from organizer_app.domain.places import Place
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import vacancies
from ui.committees.lines import vacant_columns
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane
from ui.shared.combo import Combo
from ui.shared.field import Option
from ui.shared.labels import label
from ui.shared.layout import Item, box, column, row
from ui.shared.offices import levels, offices
from ui.shared.records import Records
from ui.shared.table import Table

SHOWN = 60  # places in the pane


class VacantView(QWidget):
    """`place_asked(id)` when a place is chosen; `show_for(state_code, wing)` asks anew."""

    place_asked = Signal(object)

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__()
        self._records, self._side, self._pane = records, side, pane
        self._wing: bytes | None = None
        self._levels: list[Option] = levels("")
        self._offices = offices()
        self.level, self.office = Combo(_("Level")), Combo(_("Office"))
        for option in self._offices:
            self.office.addItem(option.text)
        self._fill_levels("")
        self.level.currentIndexChanged.connect(self.ask)
        self.office.currentIndexChanged.connect(self.ask)
        self._total = label("", "small")
        self.table = Table(_("Vacant places"), vacant_columns())
        self.table.opened.connect(self._on_opened)
        head = row(self.level, self.office, None, margins=(26, 0, 26, 12))
        foot = box(row(self._total, None, margins=(26, 5, 26, 5)), "bar")
        self.setLayout(column(head, (self.table, 1), foot, gap=0))

    def show_for(self, state_code: str, wing: bytes | None) -> None:
        """Names the levels as the state does, and asks for a wing's offices."""
        self._wing = wing
        self._fill_levels(state_code)
        self.ask()

    def state(self) -> dict[str, Any]:
        """What is chosen."""
        return {"level": self.level.currentIndex(), "office": self.office.currentIndex()}

    def restore(self, state: dict[str, Any]) -> None:
        """Chooses it again."""
        self.level.setCurrentIndex(state["level"])
        self.office.setCurrentIndex(state["office"])

    def ask(self) -> None:
        """Counts again."""
        work = partial(vacancies.counts, **self._asked())
        self._records.read(work, done=self._on_counts, owner=self, latest="vacant")

    def _asked(self) -> dict[str, Any]:
        level, office = self._levels[self.level.currentIndex()], self._offices[self.office.currentIndex()]
        return {"level": level.value, "title": office.value, "wing": self._wing}

    def _fill_levels(self, state_code: str) -> None:
        chosen = self.level.currentIndex()
        self._levels = levels(state_code)
        self.level.blockSignals(True)
        self.level.clear()
        for option in self._levels:
            self.level.addItem(option.text)
        self.level.setCurrentIndex(chosen if chosen >= 0 else len(self._levels) - 1)
        self.level.blockSignals(False)

    def _on_counts(self, found: Sequence[Vacancies]) -> None:
        self.table.set_values(found)
        vacant, places = sum(v.vacant for v in found), sum(v.places for v in found)
        words = ngettext("{n} of {all} place is vacant", "{n} of {all} places are vacant", places)
        self._total.setText(words.format(n=group_digits(vacant), all=group_digits(places)))

    def _on_opened(self, one: Vacancies) -> None:
        work = partial(vacancies.places, under=one.group_id, limit=SHOWN, **self._asked())
        self._records.read(work, done=partial(self._on_places, one), owner=self, latest="places")

    def _on_places(self, one: Vacancies, found: Sequence[Place]) -> None:
        lines: list[Item] = [
            button(place.name, kind="ghost", icon="pin", on=partial(self.place_asked.emit, place.id)) for place in found
        ]
        if one.vacant > len(found):
            more = one.vacant - len(found)
            lines.append(label(ngettext("and {n} more", "and {n} more", more).format(n=group_digits(more)), "small"))
        title = f"{self.office.currentText()} · {one.group}"
        content = lines or [label(_("Nothing is vacant."), "small")]
        self._pane.set_content(title, box(column(*content, gap=2)))
        self._side.open()
