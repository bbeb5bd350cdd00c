"""The page of the war room: districts with the silent ones first, directives, who is on duty, and the wall view."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from organizer_app.domain.clock import now_ms
from organizer_app.domain.directives import Directive
from organizer_app.domain.duties import Duty
from organizer_app.domain.roles import May
from organizer_app.domain.warroom import District, Room
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import tallies
from organizer_app.services import warroom
from ui.shared.buttons import Segments, button
from ui.shared.cards import SideBySide, SidePane
from ui.shared.empty import empty
from ui.shared.labels import label, pill
from ui.shared.layout import Stack, box, column, row
from ui.shared.page import Page, Shell
from ui.shared.records import Records
from ui.shared.table import Table
from ui.shared.undoing import Undoing
from ui.warroom import lines
from ui.warroom.pane import ACKNOWLEDGE, ANSWER, CLOSE, REMOVE, RoomPane
from ui.warroom.wall import Wall

WIDTH = 344  # px of the pane
DISTRICTS, DIRECTIVES, DUTIES = "districts", "directives", "duties"
VIEWS = (DISTRICTS, DIRECTIVES, DUTIES)
GIVE, PUT, WALL = "Ctrl+Shift+D", "Ctrl+Shift+U", "F11"


class WarRoomPage(Page):
    """See the module's first lines. `open_place` takes one of VIEWS."""

    shows = frozenset(
        {
            *("rollups", "tallies", "directives", "directive_answers", "duties", "drives", "targets", "areas", "wings"),
            *("organisations", "sync_state"),
        }
    )

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self._records = records
        self.room: Room | None = None
        self.wall: Wall | None = None
        self._filling = self._picked = False
        self.undoing = Undoing(shell, records)
        self.views = Segments(
            [(DISTRICTS, _("Districts"), ""), (DIRECTIVES, _("Directives"), ""), (DUTIES, _("On duty"), "")],
            name=_("View"),
        )
        self.views.picked.connect(self._on_view)
        self.districts = Table(_("Districts"), (lines.directives()[0],))
        self.directives = Table(_("Directives"), lines.directives())
        self.duties = Table(_("On duty"), lines.duties())
        self._title, self._problem = label("", "heading", wrap=True), label("", "small", tone="warn", wrap=True)
        self._silent = pill("", "warn")
        self._pane = SidePane(WIDTH)
        self._stack = Stack()
        self.side = SideBySide(box(column(self._head(), (self._stack, 1), gap=0), "page"), self._pane)
        self.pane = RoomPane(records, self.side, self._pane)
        self.pane.wrote.connect(self.undoing.say)
        self._parts = {
            DISTRICTS: (self.districts, self._no_districts()),
            DIRECTIVES: (self.directives, self._no_directives()),
            DUTIES: (self.duties, self._no_duties()),
        }
        for part in (one for pair in self._parts.values() for one in pair):
            self._stack.addWidget(part)
        self.fill(self.side)
        self._shows: dict[str, Callable[[Any], None]] = {
            DISTRICTS: self.pane.show_district,
            DIRECTIVES: self.pane.show_directive,
            DUTIES: self.pane.show_duty,
        }
        for view, (table, _nothing) in self._parts.items():
            table.chosen.connect(partial(self._on_chosen, view))
            table.opened.connect(partial(self._on_chosen, view))
        self._show_view()

    def refresh(self) -> None:
        self._ask()
        self._records.tasks.run(partial(tallies.refresh, self._records.store), owner=self, latest="count", pool="work")

    def state(self) -> dict[str, Any]:
        return {"view": self.views.chosen()}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("view") in VIEWS:
            self._picked = True
            self.views.choose(state["view"])

    def open_place(self, place: Any) -> None:
        if place in VIEWS:
            self._picked = True
            self.views.choose(place)
            self._show_view()

    def undo(self) -> bool:
        return self.undoing.undo()

    def keys(self) -> list[tuple[str, str]]:
        return [
            (WALL, _("Wall view")),
            (GIVE, _("Give a directive")),
            (ACKNOWLEDGE, _("Acknowledge")),
            (ANSWER, _("Answer")),
            (CLOSE, _("Close the directive")),
            (PUT, _("Put on duty")),
            (REMOVE, _("Take off the list")),
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._parts[self.views.chosen()][0].setFocus(event.reason())

    def show_room(self, room: Room) -> None:
        """Shows what stands."""
        self.room = self.pane.room = room
        title = " · ".join(filter(None, (room.area_name, room.drive.title if room.drive is not None else "")))
        self._title.setText(title or _("War room"))
        self._silent.setText(ngettext("{n} silent", "{n} silent", room.silent).format(n=group_digits(room.silent)))
        self._silent.setVisible(room.silent > 0)
        problem = room.heard.problem(room.now) if room.districts else ""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._give.setVisible(room.gives)
        self._put.setVisible(room.keeps)
        self._wall.setVisible(bool(room.districts))
        self._filling = True  # what the person closed stays closed when numbers come
        self.districts.use_columns(lines.districts(room))
        self.districts.set_values(room.districts)
        self.directives.set_values(room.directives)
        self.duties.set_values(room.duties)
        self._filling = False
        if not self._picked and not room.districts and room.directives:
            self.views.choose(DIRECTIVES)  # a district's laptop has nothing to look at from above
        self._show_view()
        self._show_again()
        if self.wall is not None:
            self.wall.show_room(room)

    def tables(self) -> dict[str, Table]:
        """The tables by view."""
        return {view: table for view, (table, _nothing) in self._parts.items()}

    def open_wall(self) -> None:
        """The wall view, over all of a screen: another one than the window's where there is one."""
        if self.room is None:
            return
        if self.wall is None:
            self.wall = Wall()
            self.wall.aged.connect(self._ask)
            self.wall.closed.connect(self._on_wall_closed)
        self.wall.show_room(self.room)
        self.wall.open_on(self.screen())

    def _head(self) -> QWidget:
        self._give = button(_("Give a directive"), icon="plus", key=GIVE, needs=May.CHANGE, on=self._on_give)
        self._put = button(_("Put on duty"), icon="user-plus", key=PUT, needs=May.CHANGE, on=self._on_put)
        tip = _("Wall view over the whole screen")
        self._wall = button(_("Wall view"), icon="grid", tip=tip, key=WALL, on=self.open_wall)
        for part in (self._give, self._put, self._wall):
            part.setVisible(False)
        choose = row(self.views, None, self._silent, self._wall, margins=(26, 14, 26, 8))
        told = row((self._title, 1), self._put, self._give, margins=(26, 0, 26, 8))
        return box(column(choose, told, row((self._problem, 1), margins=(26, 0, 26, 8)), gap=0), "page")

    def _no_districts(self) -> QWidget:
        told = _(
            "On the laptop of a state or a division that has joined HQ all districts stand here at a glance, the "
            "silent ones first. A district's laptop sends its counts with each sync."
        )
        return empty("grid", _("No district's counts yet"), told)

    def _no_directives(self) -> QWidget:
        told = _("What the state asks of its districts by when stands here. A district acknowledges it and answers.")
        return empty("message", _("No directive yet"), told)

    def _no_duties(self) -> QWidget:
        told = _("Put on the list who is in the IT cell, in training and in the control room, and when.")
        put = button(_("Put on duty"), icon="user-plus", needs=May.CHANGE, on=self._on_put)
        return empty("users", _("Nobody is on duty"), told, put)

    def _ask(self) -> None:
        work = partial(warroom.room, now=now_ms())
        self._records.read(work, done=self.show_room, failed=self._on_failed, owner=self, latest="room")

    def _show_view(self) -> None:
        table, nothing = self._parts[self.views.chosen()]
        self._stack.setCurrentWidget(table if table.rows.rowCount() else nothing)

    def _on_view(self, _key: str) -> None:
        self._picked = True
        self.pane.close()
        self._show_view()

    def _show_again(self) -> None:
        """The pane that is open shows the new numbers; who went down into a district stays there."""
        if self.side.is_open() and self.pane.forms.form is None and not self.pane.is_inside():
            view = self.views.chosen()
            one = self._parts[view][0].current()
            if one is not None:
                self._shows[view](one)

    def _on_chosen(self, view: str, one: District | Directive | Duty | None) -> None:
        if one is not None and self.pane.forms.form is None and not self._filling:
            self._shows[view](one)

    def _on_give(self) -> None:
        if self.room is not None:
            self.pane.forms.give(self.room)

    def _on_put(self) -> None:
        self.pane.forms.put_on_duty()

    def _on_failed(self, sentence: str) -> None:
        self.shell.say(sentence, tone="bad")

    def _on_wall_closed(self) -> None:
        self.wall = None
