"""The page of groups: the register, what people said they keep, and how far ten each is."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from organizer_app.domain.groups import Filter, GroupRow, Told
from organizer_app.domain.places import Place
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import groups, groups_said, members_filters
from ui.groups import first, lines, reading
from ui.groups.acts import IMPORT, PRINT, SAVE, Acts
from ui.groups.forms import Forms
from ui.groups.pane import EDIT, REMOVE, SAID, SEEN, GroupPane
from ui.groups.reading import Asked
from ui.groups.ten import TenEach
from ui.shared.buttons import Segments, button
from ui.shared.cards import SideBySide, SidePane, rule
from ui.shared.chips import FilterBar
from ui.shared.labels import label
from ui.shared.layout import Stack, box, column, row
from ui.shared.page import Page, Shell
from ui.shared.records import Records
from ui.shared.table import FIRST, Table
from ui.shared.undoing import Undoing

WIDTH = 344  # px of the pane
LISTED, TOLD = "listed", "told"
VIEWS = (LISTED, TOLD)
SORTS = {LISTED: "name", TOLD: "keeper"}
ADD = "Ctrl+N"


class GroupsPage(Page):
    """`open_place` takes one of VIEWS, or "add"."""

    shows = frozenset({"groups", "group_counts", "members", "areas"})

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self.records, self.asked = records, Asked()
        self._preview: Any = None
        self._telling = False
        self.undoing = Undoing(shell, records)
        self._last: dict[str, int | None] = {}  # each table tells of its own row, one after the other
        self._counts = dict.fromkeys(VIEWS, 0)
        self._places: tuple[Place, ...] | None = None
        self.views = Segments([(LISTED, _("Groups"), ""), (TOLD, _("Numbers said"), "")], name=_("View"))
        self.views.picked.connect(self._on_view)
        self.tables = {
            LISTED: Table(_("Groups"), lines.groups(), fetch=self._groups, tasks=records.tasks),
            TOLD: Table(_("Numbers said"), lines.said(), fetch=self._told, tasks=records.tasks),
        }
        self.filters = FilterBar(reading.chips(()))
        self._total, self._ten = label("", "small"), TenEach(records, self)
        self._pane = SidePane(WIDTH)
        self._stack, self._whole = Stack(), Stack()
        body = column(gap=0)
        self.side = SideBySide(box(body, "page"), self._pane)
        self.forms = Forms(records, self.side, self._pane)
        self.forms.wrote.connect(self.undoing.say)
        self.forms.told.connect(self._on_failed)
        self.pane = GroupPane(records, self.side, self._pane, self.forms)
        self.pane.person_asked.connect(lambda member: shell.go("members", member))
        self.acts = Acts(self)
        self._chips = row((self.filters, 1), gap=8)
        self._nothing = {
            LISTED: first.no_group(self.forms.add, self.acts.ask_file),
            TOLD: first.no_number(self.forms.said),
        }
        self._nobody = first.no_hit(self._show_all)
        for part in (*self.tables.values(), *self._nothing.values(), self._nobody):
            self._stack.addWidget(part)
        foot = box(row(self._total, None, self._ten.label, gap=16, margins=(26, 5, 26, 5)), "bar")
        body.addWidget(self._head())
        body.addWidget(rule())
        body.addWidget(self._stack, 1)
        body.addWidget(self.acts.strip)
        body.addWidget(foot)
        self._pane.closed.connect(self._on_closed)
        self._whole.addWidget(self.side)
        self.fill(self._whole)
        for view, table in self.tables.items():
            table.sort_by(SORTS[view])
            table.chosen.connect(partial(self._on_chosen, view))
            table.opened.connect(partial(self._on_opened, view))
            table.sorted.connect(partial(self._on_sorted, view))
            table.counted.connect(partial(self._on_counted, view))
        self.filters.picked.connect(self._on_picked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shell.show_words(self.asked.query)  # something else may have been looked for on another page

    def refresh(self) -> None:
        if self._places is None:
            self.records.read(members_filters.places, done=self._on_places, owner=self, latest="places")
        for view in VIEWS:
            self._ask(view, again=True)
        self._ask_ten()

    def state(self) -> dict[str, Any]:
        places = {view: table.place() for view, table in self.tables.items()}
        return {"asked": self.asked, "view": self.views.chosen(), "tables": places}

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self.asked = state["asked"]
            self.filters.choose(self.asked.chips)
            self.views.choose(state["view"])
            for view, table in self.tables.items():
                table.go_to(state["tables"][view])

    def open_place(self, place: Any) -> None:
        if place in VIEWS:
            self.views.choose(place)
            self._show_view()
        elif place == "add":
            self.forms.add()

    def search(self, text: str) -> bool:
        entered = text.strip() == self.asked.query
        if not entered:
            self.asked.query = text.strip()
            self._ask_all()
        elif text:  # Enter asks for the same words once more: on to what they found
            self.tables[self.views.chosen()].setFocus()
        return True

    def undo(self) -> bool:
        return self.undoing.undo()

    def keys(self) -> list[tuple[str, str]]:
        return [
            (ADD, _("Add a group")),
            (SAID, _("How many groups somebody keeps")),
            (SEEN, _("Seen today")),
            (EDIT, _("Edit")),
            (REMOVE, _("Take out")),
            ("Ctrl+M", _("What to do with these groups")),
            (PRINT, _("Spot check on paper…")),
            (IMPORT, _("Read a list in…")),
            (SAVE, _("Save as a file…")),
        ]

    def chosen(self) -> Filter:
        """What chips and search leave."""
        return reading.chosen(self.asked)

    def counted(self) -> int:
        """How many groups and numbers they leave."""
        return sum(self._counts.values())

    def show_told(self, title: str, content: QWidget) -> None:
        """Shows in the pane what is only to be read."""
        self.forms.forget()
        self.pane.forget()
        self._telling = True  # rows that come now were chosen before
        self._pane.set_content(title, content)
        self.side.open()

    def show_paper(self, name: str, pdf: bytes) -> None:
        """Shows a paper over the page."""
        if self._preview is None:
            self._preview = import_module("ui.shared.preview").Preview(self.shell)
            self._preview.closed.connect(self._on_preview_closed)
            self._whole.addWidget(self._preview)
        self._preview.show_pdf(pdf, name)
        self._whole.setCurrentWidget(self._preview)
        self._preview.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        table = self.tables[self.views.chosen()]
        if table.isVisible():
            table.setFocus(event.reason())

    def _head(self) -> QWidget:
        said = button(_("Number said"), icon="message", key=SAID, needs=May.CHANGE, on=self.forms.said)
        add = button(
            _("Add a group"), kind="primary", icon="plus", key=ADD, needs=May.CHANGE, on=lambda: self.forms.add()
        )
        choose = row(self.views, None, self.acts.menu, said, add, margins=(26, 14, 26, 8))
        self._chips.setContentsMargins(26, 0, 26, 10)
        return box(column(choose, self._chips, gap=0), "page")

    def _groups(self, numbers: Sequence[int]) -> Sequence[GroupRow | None]:
        return self.records.now(partial(groups.rows, numbers=numbers))

    def _told(self, numbers: Sequence[int]) -> Sequence[Told | None]:
        return self.records.now(partial(groups_said.rows, numbers=numbers))

    def _ask_all(self) -> None:
        for view in VIEWS:
            self._ask(view)

    def _ask(self, view: str, *, again: bool = False) -> None:
        sort, descending = self.asked.sort.get(view, (SORTS[view], False))
        table, source = self.tables[view], groups if view == LISTED else groups_said
        table.sort_by(sort, descending)
        every = partial(source.ids, chosen=self.chosen(), sort=sort, descending=descending)
        if again and table.rows.rowCount():
            table.refresh_ids(partial(self.records.now, every))
        else:
            begin = partial(self.records.now, partial(every, limit=FIRST))
            table.show_ids(begin, partial(self.records.now, every), quick=False)

    def _ask_ten(self) -> None:
        everything = self.asked.is_everything
        self._ten.ask(self.chosen().area, known=not everything or bool(self.counted()))

    def _on_places(self, places: tuple[Place, ...]) -> None:
        self._places = places
        old, self.filters = self.filters, FilterBar(reading.chips(places))
        self.filters.choose(self.asked.chips)
        self.filters.picked.connect(self._on_picked)
        self._chips.replaceWidget(old, self.filters)
        old.hide()
        old.deleteLater()

    def _on_picked(self, chips: dict[str, list[Any]]) -> None:
        self.asked.chips = chips
        self._ask_all()
        self._ask_ten()

    def _on_sorted(self, view: str, word: str, descending: bool) -> None:
        self.asked.sort[view] = (word, descending)
        self._ask(view)

    def _on_counted(self, view: str, count: int) -> None:
        before = self.counted()
        self._counts[view] = count
        if bool(before) != bool(self.counted()):
            self._ask_ten()
        self._show_view()

    def _on_view(self, _view: str) -> None:
        self.pane.close()
        self._show_view()

    def _show_view(self) -> None:
        view = self.views.chosen()
        count = self._counts[view]
        nothing = self._nothing[view] if self.asked.is_everything else self._nobody
        self._stack.setCurrentWidget(self.tables[view] if count else nothing)
        if count and self.hasFocus() and not self.side.is_open():
            self.tables[view].setFocus()
        text = (
            ngettext("{n} group", "{n} groups", count)
            if view == LISTED
            else ngettext("{n} number", "{n} numbers", count)
        )
        self._total.setText(text.format(n=group_digits(count)))

    def _show_all(self) -> None:
        self.asked.query = ""
        self.shell.show_words("")
        self.filters.clear()

    def _on_chosen(self, view: str, one: Any) -> None:
        if one is None and self._telling:
            return
        number = one.n if one is not None else None
        known = view in self._last and self._last[view] == number
        self._last[view] = number
        if view != self.views.chosen() or self.forms.form is not None or (self._telling and known):
            return
        if one is not None:
            self._show(view, one)
        elif self.pane.shown is not None:
            self.pane.close()

    def _on_opened(self, view: str, one: Any) -> None:
        self.forms.forget()
        self._show(view, one)

    def _show(self, view: str, one: Any) -> None:
        self._telling = False
        if view == LISTED:
            self.pane.show_group(one)
        else:
            self.pane.show_said(one)

    def _on_closed(self) -> None:
        self._telling = False

    def _on_preview_closed(self) -> None:
        self._whole.setCurrentWidget(self.side)
        self.tables[self.views.chosen()].setFocus()

    def _on_failed(self, sentence: str) -> None:
        self.shell.say(sentence, tone="bad")
