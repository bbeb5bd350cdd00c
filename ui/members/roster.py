"""The table of the roster: chips above, people, and the count at the foot; search as you type.

`counted(n)` when the rows are there; the table's own signals (`chosen`, `opened`, `menu_asked`) come from `table`.
"""

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from organizer_app.domain.members import MemberRow
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import members_facets, members_filters, members_list
from organizer_app.services.members_filters import Choices
from organizer_app.services.members_list import FOUND
from organizer_app.services.members_list import Filter as Chosen
from organizer_app.services.name_guesses import guess
from ui.members import filters
from ui.members.columns import columns, shown, wing_names
from ui.members.list_act import Asked, Listed
from ui.members.marking import Marking
from ui.members.roster_columns import RosterColumns
from ui.members.selection import SelectionBar
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.chips import Filter, FilterBar
from ui.shared.empty import empty
from ui.shared.labels import label
from ui.shared.layout import Stack, box, column, row
from ui.shared.page_menu import PageMenu
from ui.shared.progress import JobStrip
from ui.shared.records import Records
from ui.shared.table import FIRST, Table

QUICK = ("name", "changed", "status")  # orders in which the first rows are read from an index


class Roster(QWidget):
    """See the module's first lines."""

    import_asked = Signal()
    add_asked = Signal()
    everybody_asked = Signal()
    chosen_known = Signal(object)  # Choices, when they were read

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._records, self.asked = records, Asked()
        self._wings: dict[str, str] = {}
        self.choices: Choices | None = None
        self._chips_due = False
        self._found: Sequence[int] = ()
        self._elsewhere = self._counted = 0
        self._marking = Marking()
        known = columns(self._wings, self._marking.of)
        self.table = Table(_("Members"), shown(known, None), fetch=self._rows, tasks=records.tasks)
        self.columns = RosterColumns(self.table, known, records)
        self.table.sort_by("name")
        self.table.began.connect(self._show_order)

        self.selection, self.job = SelectionBar(), JobStrip()
        self.table.picked.connect(self.selection.show_count)
        self.selection.cleared.connect(self._select_current)
        self.acts = PageMenu(_("What to do with this list"))
        self.table.sorted.connect(self._on_sorted)
        self.table.counted.connect(self._on_counted)
        self.filters, self._chips_shown = FilterBar([]), list[Filter]()
        self._scope = button("", kind="chip", icon="pin", key="Ctrl+E", on=self._on_scope)
        self._scope.setCheckable(True)
        self._scope.hide()
        self._chips = row(self._scope, (self.filters, 1), gap=8)
        self._total, self._order = label("", "small"), label("", "small")
        self._stack = Stack()
        for part in (self.table, self._nobody(), self._first_step()):
            self._stack.addWidget(part)
        foot = box(row(self._total, None, self._order, gap=16, margins=(26, 5, 26, 5)), "bar")
        self.setLayout(column(self._head(), rule(), (self._stack, 1), self.selection, self.job, foot, gap=0))

    def ask(self) -> None:
        """Asks for the chips and the people again; the place and the selection stay."""
        self.columns.read()
        self._chips_due = True
        self._ask_people(again=True)

    def search(self, text: str) -> None:
        """Shows whom the words fit, best first; no words show the roster again."""
        if text.strip() != self.asked.query:
            self.asked.query = text.strip()
            self._ask_people()

    def filter(self, values: dict[str, list[Any]]) -> None:
        """Sets the chips."""
        self.asked.chips = values
        self.filters.choose(values)
        self._ask_people()

    def listed(self) -> Listed:
        """The list on screen, for what can be done with it."""
        table, asked = self.table, self.asked
        return Listed(
            asked=asked,
            chosen=filters.chosen(asked.chips),
            columns=tuple(self.columns.keys()),
            count=table.rows.rowCount(),
            selected=table.selected_ids(),
            all_numbers=table.rows.ids(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.selection.fold(self.width())
        super().resizeEvent(event)

    def restore(self, asked: Asked) -> None:
        """Shows what was shown before; `ask` follows."""
        self.asked = asked
        self.filters.choose(asked.chips)
        self.table.sort_by("" if asked.query else asked.sort, asked.descending)

    def _head(self) -> QFrame:
        bring = button(_("Import"), icon="upload", key="Ctrl+I", needs=May.CHANGE, on=self.import_asked.emit)
        add = button(
            _("Add member"), kind="primary", icon="user-plus", key="Ctrl+N", needs=May.CHANGE, on=self.add_asked.emit
        )
        return box(row((self._chips, 1), self.acts, bring, add, margins=(26, 14, 26, 14)), "page")

    def _nobody(self) -> QFrame:
        return empty(
            "search",
            _("No one found"),
            _("Check the spelling, try part of the phone number, or take the filters away."),
            button(_("Show everybody"), icon="users", on=self.everybody_asked.emit),
        )

    def _first_step(self) -> QFrame:
        return empty(
            "users",
            _("No members yet"),
            _("Bring your roster in from any Excel, CSV or contacts file. The columns are understood by themselves."),
            button(_("Bring a roster in"), kind="primary", icon="upload", needs=May.CHANGE, on=self.import_asked.emit),
            button(_("Add one person"), icon="user-plus", needs=May.CHANGE, on=self.add_asked.emit),
        )

    def show_all(self) -> None:
        """Takes words, chips and scope away."""
        self.asked.query, self.asked.everywhere = "", False
        self.filter({})

    def _rows(self, numbers: Sequence[int]) -> Sequence[MemberRow | None]:
        found = self._records.now(partial(members_list.rows, numbers=numbers, more=self.columns.keys()))
        for person in found:
            if not person.name_other:
                guess(person.name)  # here, not while the name is painted: the first guess reads the common names
        known = {person.n: person for person in found}
        return [known.get(number) for number in numbers]

    def _ask_people(self, *, again: bool = False) -> None:
        asked = self.asked
        self.table.sort_by("" if asked.query else asked.sort, asked.descending)
        self._show_scope()
        if asked.query:
            self._search()
            return
        self._marking.ask("")
        every = partial(
            members_list.ids, chosen=filters.chosen(asked.chips), sort=asked.sort, descending=asked.descending
        )
        if again and self.table.rows.rowCount():
            self.table.refresh_ids(partial(self._records.now, every))
        else:
            first = partial(self._records.now, partial(every, limit=FIRST))
            quick = asked.sort in QUICK and not asked.chips
            self._order.setText("" if quick else _("Sorting…"))
            self.table.show_ids(first, partial(self._records.now, every), quick=quick)

    def _search(self) -> None:
        asked = self.asked
        among = filters.chosen(asked.chips)
        home = self.choices.home if self.choices else None
        scoped = home is not None and among.area is None and not asked.everywhere
        find = partial(members_list.search, query=asked.query, limit=FOUND, among=among)
        near = partial(find, area=home.id) if scoped and home else find
        self._records.read(near, done=partial(self._on_found, asked.query), owner=self, latest="search")
        if scoped:
            done = partial(self._on_everywhere, asked.query)
            self._records.read(find, done=done, owner=self, latest="everywhere")

    def _on_found(self, query: str, found: "array[int]") -> None:
        if query == self.asked.query:
            self._marking.ask(query)
            self._found, self._elsewhere = found, 0
            self.table.show_ids(lambda: found, lambda: found)

    def _on_everywhere(self, query: str, found: "array[int]") -> None:
        if query == self.asked.query:
            self._elsewhere = len(set(found) - set(self._found))
            self._show_scope()

    def _on_choices(self, choices: Choices) -> None:
        self.choices = choices
        self._wings.clear()
        self._wings.update(wing_names(choices.wing_names))
        self._show_chips(filters.chips(choices))
        self.table.viewport().update()
        self._show_scope()
        self._show_total()
        self.chosen_known.emit(choices)

    def _show_chips(self, chips: list[Filter]) -> None:
        if chips == self._chips_shown:
            return
        self._chips_shown = chips
        old, self.filters = self.filters, FilterBar(chips)
        self.filters.choose(self.asked.chips)
        self.filters.picked.connect(self._on_picked)
        self.filters.opened.connect(self._count)
        self._chips.replaceWidget(old, self.filters)
        old.hide()
        old.deleteLater()

    def _count(self, key: str) -> None:
        """Asks how many people each option of a chip would leave; an older question is dropped."""
        options = [option.value for one in self._chips_shown if one.key == key for option in one.options]
        chosen = filters.chosen(self.asked.chips)
        work = partial(members_facets.counts, key=key, chosen=chosen, options=options)
        done = partial(self._on_facets, chosen, key)
        self._records.read(work, done=done, owner=self, latest="facets", beside=True)

    def _on_facets(self, chosen: Chosen, key: str, counts: dict[Any, int]) -> None:
        if chosen == filters.chosen(self.asked.chips):
            self.filters.show_counts(key, counts)

    def _show_scope(self) -> None:
        home = self.choices.home if self.choices else None
        self._scope.setVisible(bool(self.asked.query and home and "area" not in self.asked.chips))
        if home is None:
            return
        more = f" (+{group_digits(self._elsewhere)})" if self._elsewhere else ""
        text = _("Everywhere") if self.asked.everywhere else _("Only {place}").format(place=home.name) + more
        self._scope.setText(text)
        self._scope.setAccessibleName(text)
        self._scope.setChecked(not self.asked.everywhere)
        tip = _("Search all areas on this laptop, or only {place}").format(place=home.name)
        self._scope.setToolTip(f"{tip}  (Ctrl+E)")

    def _on_scope(self) -> None:
        self.asked.everywhere = not self.asked.everywhere
        self._elsewhere = 0
        self._ask_people()

    def _on_picked(self, values: dict[str, list[Any]]) -> None:
        self.asked.chips = values
        self._ask_people()

    def _on_sorted(self, word: str, descending: bool) -> None:
        if self.asked.query:  # what was searched for stays best match first
            self.table.sort_by("")
            return
        self.asked.sort, self.asked.descending = word, descending
        self._ask_people()

    def _on_counted(self, count: int) -> None:
        if self._chips_due:  # only now: beside the people they would take a connection of their own, 3 MB
            self._chips_due = False
            done = self._on_choices
            self._records.read(members_filters.choices, done=done, owner=self, latest="choices", beside=True)
        self._counted = count
        self._stack.setCurrentIndex(0 if count else 1 if self.asked.query or self.asked.chips else 2)
        self._show_total()
        self._show_order()

    def _show_total(self) -> None:
        asked, count, total = self.asked, self._counted, self.choices.total if self.choices else 0
        shown = ngettext("{n} person", "{n} people", count).format(n=group_digits(count))
        if asked.query and count >= FOUND:
            shown = _("The best {n}; type more to narrow it").format(n=group_digits(count))
        elif total and (asked.query or asked.chips):
            shown = _("{shown} of {total} on the roster").format(shown=shown, total=group_digits(total))
        self._total.setText(shown)

    def _show_order(self) -> None:
        newest = _("Latest change first") if self.asked.sort == "changed" and self.asked.descending else ""
        self._order.setText(_("Best match first") if self.asked.query else newest)

    def _select_current(self) -> None:
        self.table.select_row(max(0, self.table.currentIndex().row()))

    def focus_table(self) -> None:
        """Brings the keyboard to the people, the first of them when nobody is selected."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self.table.rows.rowCount():
            self.table.select_row(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.table.setFocus(event.reason())
